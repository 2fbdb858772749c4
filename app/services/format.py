"""How numbers and dates are written, on the screen and on paper. Rounding happens here and nowhere else.

Numbers are rounded as decimals, half away from zero, from the shortest decimal that is the float: 14.785 becomes 14.79.
Converting to the shown unit is done in decimals too, so 0.9 % never comes back as 0.9000000000000001 %.
"""

import datetime
import functools
import math
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

from app.services import i18n
from app.services.i18n import N_, tr
from calc.units import ONE, Unit

MINUS = "\N{MINUS SIGN}"
NO_VALUE = "\N{EM DASH}"
SPACE = "\N{NARROW NO-BREAK SPACE}"
"""Between a number and its unit, and between groups of three digits."""

_SMALLEST, _LARGEST = Decimal("1e-3"), Decimal("1e6")
_EXACT = Context(prec=40, rounding=ROUND_HALF_EVEN)
_WIDE = Context(prec=400)
_FULL_DIGITS = 12
_DECIMAL_COMMA: frozenset[str] = frozenset()
"""Languages that write a decimal comma; none so far."""
_KEPT = "\N{NO-BREAK SPACE}"
_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def number(value: float, digits: int = 4) -> str:
    """`value` with `digits` significant digits, or all of its whole part: 242.4, 0.1600, 12 346, 1.234·10⁻⁵."""
    return _number(value, digits, i18n.language())


def quantity_text(value_si: float, unit: Unit, digits: int = 4) -> str:
    """An SI value in `unit` and the unit: `5.800 mg/cm²`. Pure numbers stand alone, counts have no decimals."""
    return _text(value_si, unit, digits, i18n.language())


# Of two hundred numbers on the screen a keystroke changes a few: those that stay are not written again.
@functools.lru_cache(maxsize=8192)
def _number(value: float, digits: int, language: str) -> str:
    if not math.isfinite(value):
        return _not_finite(value)
    return _rounded(_decimal(value), digits)


@functools.lru_cache(maxsize=8192)
def _text(value_si: float, unit: Unit, digits: int, language: str) -> str:
    if not math.isfinite(value_si):
        return _not_finite(value_si)
    if unit.whole and float(value_si).is_integer():
        return with_unit(count(value_si), unit)
    return with_unit(_rounded(_shown(value_si, unit), digits), unit)


def with_unit(text: str, unit: Unit) -> str:
    """A written number with its unit behind it, kept on one line."""
    return text if unit.symbol == ONE.symbol else f"{text}{SPACE}{unit.symbol}"


def count(value: float) -> str:
    """A number of things, such as sheets: no decimals."""
    if not math.isfinite(value):
        return _not_finite(value)
    whole = _decimal(value).quantize(Decimal(1), ROUND_HALF_UP, _WIDE)
    return _written(f"{whole:f}") if whole else "0"


def signed(delta: float, digits: int = 2) -> str:
    """A difference with its sign: +0.12, −0.12; nothing before 0."""
    text = number(delta, digits)
    return f"+{text}" if delta > 0 else text


def clipped(text: str, longest: int = 40) -> str:
    """A text for a sentence: cut off with … where it is longer."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def full(value_si: float, unit: Unit) -> str:
    """Every digit worth having of an SI value in `unit`, at most 12, without the unit.

    A field can read it again: it has a decimal point in every language, and no groups.
    """
    if not math.isfinite(value_si):
        return _not_finite(value_si)
    return plain(_shown(value_si, unit)).replace("-", MINUS)


def limit_text(value_si: float, unit: Unit) -> str:
    """A limit that somebody chose: the digits it has and no more, with its unit: `0.3 mm`."""
    return with_unit(full(value_si, unit), unit)


def plain_digits(value_si: float, unit: Unit) -> str:
    """An SI value in `unit` as other programs and files read it: ASCII, at most six significant digits."""
    return plain(Context(prec=6, rounding=ROUND_HALF_UP).plus(_shown(value_si, unit)))


def shown(value_si: float, unit: Unit) -> float:
    """An SI value in `unit`, free of what binary division leaves behind: 0.009 is 0.9 %."""
    return _shown_float(value_si, unit)


@functools.lru_cache(maxsize=8192)
def _shown_float(value_si: float, unit: Unit) -> float:
    if not math.isfinite(value_si):
        return float(value_si)
    return float(plain(_shown(value_si, unit)))


def plain(value: Decimal) -> str:
    """`value` in ASCII with at most 12 significant digits and no trailing zeros, as other programs read it."""
    if not value:
        return "0"
    short = Context(prec=_FULL_DIGITS, rounding=ROUND_HALF_EVEN).plus(value).normalize()
    if -7 <= short.adjusted() < 15:
        return f"{short:f}"
    return f"{short:e}".replace("e+", "e")


def date(iso: str) -> str:
    """A day as people read it, 31 Jan 2025 or 2025年1月31日, with the time of day where `iso` has one.

    Files and what is typed have ISO dates. What is none, such as the words of an imported file, stays as it is.
    """
    try:
        moment = datetime.datetime.fromisoformat(iso)
    except ValueError:
        return iso
    # The month is a word: 11/12/2025 is one day in Boston and another in London.
    month = tr(_MONTHS[moment.month - 1])
    day = tr("{day} {month} {year}", day=moment.day, month=month, year=f"{moment.year:04}").replace(" ", _KEPT)
    return f"{day} {moment:%H:%M}" if ":" in iso else day


def _decimal(value: float) -> Decimal:
    return Decimal(repr(float(value)))


def _shown(value_si: float, unit: Unit) -> Decimal:
    exact = _EXACT.divide(_EXACT.subtract(_decimal(value_si), _decimal(unit.offset)), _decimal(unit.factor))
    # A float carries no more than 15 digits; what follows is the dust of the factor.
    return Context(prec=15).plus(exact)


def _rounded(value: Decimal, digits: int) -> str:
    if not value:
        return "0"
    rounded = _to_digits(value, max(digits, value.adjusted() + 1 if abs(value) < _LARGEST else digits))
    if _SMALLEST <= abs(rounded) < _LARGEST:
        return _written(f"{rounded:f}")
    rounded = _to_digits(value, digits)
    mantissa, _, exponent = f"{rounded:e}".partition("e")
    return f"{_written(mantissa)}·10{str(int(exponent)).translate(_SUPERSCRIPT)}"


def _to_digits(value: Decimal, digits: int) -> Decimal:
    """`value` with exactly that many significant digits, trailing zeros included."""
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).plus(value)
    step = Decimal((0, (1,), rounded.adjusted() - digits + 1))
    return rounded.quantize(step, context=_WIDE)


def _written(text: str) -> str:
    """ASCII digits as people read them: sign, groups and the language's decimal mark. The one place for it."""
    sign = MINUS if text.startswith("-") else ""
    whole, _, decimals = text.removeprefix("-").partition(".")
    if len(whole) >= 5:
        start = len(whole) % 3
        groups = [whole[:start]] * bool(start) + [whole[at : at + 3] for at in range(start, len(whole), 3)]
        whole = SPACE.join(groups)
    mark = "," if i18n.language() in _DECIMAL_COMMA else "."
    return f"{sign}{whole}{mark}{decimals}" if decimals else f"{sign}{whole}"


def _not_finite(value: float) -> str:
    if math.isnan(value):
        return NO_VALUE
    return "∞" if value > 0 else f"{MINUS}∞"
