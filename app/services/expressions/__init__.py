"""What people type into a field, give to `--set` or write in a page file: text → a number in a unit, or one sentence.

The grammar stands at the top of `reading`; arithmetic is in fractions (`exact`), so 0.15 mm is 150 µm to the last
digit.
"""

import math

from app.services.expressions.exact import MAX_LENGTH, Entry, converted, digits_of, fraction, in_si, in_unit, written
from app.services.expressions.reading import SAME, Keys, Reader
from app.services.expressions.refusals import EntryError, about, nothing_entered, told
from app.services.i18n import joined, tr
from calc import units
from calc.quantity import Input
from calc.units import Unit


def parse(text: str, unit: Unit, *, keys: Keys | None = None) -> Entry:
    """The number that `text` says; `unit` is the one meant where none is written. Raises EntryError.

    A text with one unit keeps it, `0.16 mm` in a µm field too; one with several units is given in `unit`.
    """
    if len(text) > MAX_LENGTH:
        raise EntryError(
            tr(
                "The entry has {count} characters, and {limit} are the limit; write a shorter one.",
                count=len(text),
                limit=MAX_LENGTH,
            )
        )
    cleaned = text.translate(SAME).strip()
    if not cleaned:
        raise EntryError(nothing_entered(unit))
    return Reader(cleaned, unit, keys).entry()


def parse_input(text: str, declaration: Input, unit: Unit | None = None, *, keys: Keys | None = None) -> Entry:
    """The entry for a declared input, within its limits; `unit` is the one its field shows. Raises EntryError.

    Nothing typed for an optional input is the entry NaN with an empty text.
    """
    shown = declaration.unit if unit is None else unit
    if declaration.optional and not text.translate(SAME).strip():
        return Entry(math.nan, shown, "")
    try:
        entry = parse(text, shown, keys=keys)
    except EntryError as error:
        raise about(declaration, error.message) from None
    check_limits(entry, declaration)
    return entry


def check_limits(entry: Entry, declaration: Input) -> None:
    """Raises EntryError when an entry is outside the declared limits, or not whole where a count is declared.

    Equal limits are no limits.
    """
    if not entry.text:
        return
    value = fraction(entry.text)
    declared = in_unit(in_si(value, entry.unit), declaration.unit)
    typed = told(entry.text, entry.unit)
    if declaration.integer and declared.denominator != 1:
        raise about(declaration, tr("{value} is not a whole number.", value=typed))
    low, high = declaration.low, declaration.high
    if low == high:
        return
    if math.isfinite(low) and declared < written(low):
        limit = told(converted(low, declaration.unit, entry.unit), entry.unit)
        sentence = tr("{value} is below the limit of {limit}.", value=typed, limit=limit)
        if entry.unit == units.PERCENT and 0 < value <= 1 and low <= float(declared * 100) <= high:
            meant = told(digits_of(value * 100), units.PERCENT)
            hint = tr("Write {percent} for a fraction of {fraction}.", percent=meant, fraction=entry.text)
            sentence = joined((sentence, hint), " ")
        raise about(declaration, sentence)
    if math.isfinite(high) and declared > written(high):
        limit = told(converted(high, declaration.unit, entry.unit), entry.unit)
        raise about(declaration, tr("{value} is above the limit of {limit}.", value=typed, limit=limit))


def offered(declaration: Input) -> tuple[Unit, ...]:
    """The units that a field may show its number in, its own among them; none where only one makes sense."""
    own = declaration.unit
    if declaration.integer or own.whole:
        return ()
    # A mass per mass is a pure number, but no pure number is one.
    alike = tuple(u for u in units.compatible(own) if u != units.G_G or own == units.G_G)
    return alike if len(alike) > 1 else ()
