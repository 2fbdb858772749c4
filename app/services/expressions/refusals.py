"""Why a text is not taken: one sentence with what was typed and what to do."""

import math
from collections.abc import Mapping

from app.services import format as writing
from app.services.i18n import N_, Complaint, joined, tr
from calc import units
from calc.quantity import Input
from calc.units import Unit

MAX_EXPONENT = 200
"""Powers of ten of the largest number that is taken, and of the smallest."""


class EntryError(Complaint, ValueError):
    """A text that is not taken."""


_NAMES: Mapping[tuple[int, ...], str] = {
    unit.dimension: name
    for unit, name in (
        (units.MM, N_("a length")),
        (units.CM2, N_("an area")),
        (units.ML, N_("a volume")),
        (units.G, N_("a mass")),
        (units.MG_CM2, N_("a mass per area")),
        (units.G_CM3, N_("a density")),
        (units.AH, N_("a charge")),
        (units.MAH_G, N_("a charge per mass")),
        (units.MAH_CM2, N_("a charge per area")),
        (units.G_AH, N_("a mass per charge")),
        (units.ML_AH, N_("a volume per charge")),
        (units.ML_G, N_("a volume per mass")),
        (units.WH, N_("an energy")),
        (units.WH_KG, N_("an energy per mass")),
        (units.WH_L, N_("an energy per volume")),
        (units.V, N_("a voltage")),
        (units.A, N_("a current")),
        (units.MA_CM2, N_("a current per area")),
        (units.MOHM, N_("a resistance")),
        (units.OHM_CM2, N_("a resistance times area")),
        (units.NOHM_M, N_("a resistivity")),
        (units.H, N_("a time")),
        (units.C_RATE, N_("a rate")),
        (units.KELVIN, N_("a temperature")),
        (units.G_MOL, N_("a molar mass")),
        (units.CM3_MOL, N_("a molar volume")),
        (units.W, N_("a power")),
    )
}


def wanted(unit: Unit) -> str:
    """What an entry in `unit` has to be: a length such as mm, cm, µm."""
    if unit.symbol == units.ONE.symbol:
        return tr("a plain number")
    alike = sorted(
        (other for other in units.compatible(unit) if other != units.ONE),
        key=lambda other: (round(abs(math.log10(other.factor / unit.factor)), 6), other != unit, other.factor),
    )
    examples = joined(other.symbol for other in alike[:3])
    name = _NAMES.get(unit.dimension)
    if name is None:
        return tr("a number in {unit}", unit=unit.symbol)
    return tr("{quantity} such as {units}", quantity=tr(name), units=examples)


def nothing_entered(unit: Unit) -> str:
    """Where nothing is typed."""
    if unit.symbol == units.ONE.symbol:
        return tr("Nothing is entered; write a number.")
    return tr("Nothing is entered; write a number in {unit}.", unit=unit.symbol)


def not_a_number(text: str, unit: Unit) -> str:
    """Where no number can be read."""
    example = told("12", unit)
    return tr("“{text}” is not a number; write one such as {example}.", text=quoted(text), example=example)


def too_large(text: str) -> str:
    """Where the number cannot be computed with."""
    return tr("“{text}” is too large; 1e{limit} is the limit.", text=quoted(text), limit=MAX_EXPONENT)


def two_readings(text: str, one: str, two: str) -> EntryError:
    """Where a comma or a point may be meant for thousands."""
    return EntryError(
        tr(
            "“{text}” can be read as {one} or as {two}; write the one that is meant.",
            text=quoted(text),
            one=one,
            two=two,
        )
    )


def about(declaration: Input, sentence: str) -> EntryError:
    """A sentence about a declared input."""
    return EntryError(tr("{label}: {sentence}", label=tr(declaration.label), sentence=sentence))


def told(text: str, unit: Unit) -> str:
    """A number as typed with its unit, for a sentence: no line ends between them."""
    return writing.with_unit(quoted(text).replace("-", writing.MINUS), unit)


def quoted(text: str, longest: int = 40) -> str:
    """What was typed, short enough for a sentence and with nothing in it that cannot be printed."""
    seen = "".join(c if c.isprintable() else "?" for c in text[: longest + 1])
    return seen if len(seen) <= longest else f"{seen[: longest - 1]}…"
