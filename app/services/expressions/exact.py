"""Numbers as files keep them: exact decimals in a unit."""

import functools
import math
import re
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from app.services.expressions.refusals import EntryError, not_a_number, too_large
from calc.units import Unit

MAX_LENGTH = 200
"""Characters of one text."""

_EXACT = Context(prec=MAX_LENGTH + 60)
_LONGEST_EXACT = Context(prec=15)
_SHORT = Context(prec=12)
_STORED = re.compile(r"-?[0-9]{1,200}(?:\.[0-9]{1,200})?(?:e-?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Entry:
    """An accepted number in `unit`: `text` as a file keeps it (ASCII, decimal point), `value` as the nearest float."""

    value: float
    unit: Unit
    text: str

    @property
    def si(self) -> float:
        """The nearest float to the value in SI."""
        return to_si(self.text, self.unit)

    @property
    def typed(self) -> tuple[str, str]:
        """What a document stores: the number and the symbol of its unit."""
        return self.text, self.unit.symbol


def to_si(text: str, unit: Unit) -> float:
    """The nearest float in SI to a number as files keep it; an empty one is NaN. Raises EntryError."""
    if not text:
        return math.nan
    if _STORED.fullmatch(text) is None:
        raise EntryError(not_a_number(text, unit))
    value = _EXACT.multiply(_EXACT.create_decimal(text), Decimal(repr(unit.factor)))
    value_si = float(_EXACT.add(value, Decimal(repr(unit.offset))) if unit.offset else value)
    if not math.isfinite(value_si):
        raise EntryError(too_large(text))
    return value_si


def convert(text: str, unit: Unit, target: Unit) -> str:
    """A number as files keep it in another unit of its dimension: 0.15 mm is 150 µm. Empty stays empty."""
    if not text:
        return ""
    return digits_of(in_unit(in_si(fraction(text), unit), target))


def restated(text: str, unit: Unit, target: Unit) -> str:
    """A number as files keep it in another unit, with the digits that were typed: 10.50 µm is 0.01050 mm.

    Where the units are no power of ten apart, as hours and minutes, the digits are those of `convert`.
    """
    if not text or unit.offset or target.offset:
        return convert(text, unit, target)
    ratio = written(unit.factor) / written(target.factor)
    power = len(str(ratio.numerator)) - len(str(ratio.denominator))
    number = Decimal(text)
    if not number or ratio != Fraction(10) ** power:
        return convert(text, unit, target)
    moved = number.scaleb(power, _EXACT)
    return f"{moved:f}" if -7 <= moved.adjusted() < 15 else f"{moved:e}".replace("e+", "e")


def fraction(text: str) -> Fraction:
    """A number as files keep it."""
    return Fraction(Decimal(text))


@functools.lru_cache(maxsize=1024)
def written(declared: float) -> Fraction:
    """A declared number as it is written: 0.001 is a thousandth."""
    return Fraction(repr(declared))


def in_si(value: Fraction, unit: Unit) -> Fraction:
    """A value in `unit`, in SI."""
    return value * written(unit.factor) + written(unit.offset)


def in_unit(value_si: Fraction, unit: Unit) -> Fraction:
    """A value in SI, in `unit`."""
    return (value_si - written(unit.offset)) / written(unit.factor)


def converted(limit: float, unit: Unit, target: Unit) -> str:
    """A declared limit in another unit, as text."""
    return digits_of(in_unit(in_si(written(limit), unit), target))


def digits_of(value: Fraction) -> str:
    """`value` as text: every digit if there are at most 15, else 12 of them."""
    numerator, denominator = Decimal(value.numerator), Decimal(value.denominator)
    exact = _LONGEST_EXACT.divide(numerator, denominator)
    if Fraction(exact) != value:
        exact = _SHORT.divide(numerator, denominator)
    if not exact:
        return "0"
    exact = exact.normalize()
    return f"{exact:f}" if -7 <= exact.adjusted() < 15 else f"{exact:e}".replace("e+", "e")
