"""Claims with the precision of their printed digits, and arithmetic with what they may be before rounding."""

import math
from dataclasses import dataclass
from decimal import Decimal

from app.services.design import Design
from app.services.document import Entry
from app.services.expressions.exact import to_si
from calc import units
from calc.inputs import claims as declared
from calc.units import Unit


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both positive, in SI: what a number may be before it was rounded."""

    low: float
    high: float

    def __mul__(self, other: "Range") -> "Range":
        return Range(self.low * other.low, self.high * other.high)

    def __truediv__(self, other: "Range") -> "Range":
        return Range(self.low / other.high, self.high / other.low)

    def less(self, amount: float) -> "Range":
        """With an amount that is known taken off; the only operation whose result may be negative."""
        return Range(self.low - amount, self.high - amount)

    def meets(self, other: "Range") -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def within(self, other: "Range") -> bool:
        """Whether all of it lies in the other."""
        return other.low <= self.low and self.high <= other.high


def exactly(value: float) -> Range:
    """A number without any play."""
    return Range(value, value)


@dataclass(frozen=True, slots=True)
class Claim:
    """A stated number as printed; `range` is what rounds to it, `text` as people read it."""

    key: str
    text: str
    value: float
    range: Range

    @property
    def precision(self) -> float:
        """Half a unit of the last printed digit over the number."""
        return (self.range.high - self.range.low) / 2 / self.value


def claims(design: Design) -> dict[str, Claim]:
    """Every claim that is typed and is a positive number, by key."""
    found = {}
    for declaration in declared.DECLARATIONS:
        entry = design.document.entries.get(declaration.key)
        if entry is None or not entry.text:
            continue
        unit = units.find(entry.unit)
        value = to_si(entry.text, unit)
        if not math.isfinite(value) or value <= 0:
            continue
        text = design.text(declaration.key)
        found[declaration.key] = Claim(declaration.key, text, value, _range(entry.text, unit))
    return found


def _range(text: str, unit: Unit) -> Range:
    """`10.9` is 10.85 to 10.95; a whole number is taken to be right to one."""
    number = Decimal(text)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    half = Decimal((0, (5,), exponent - 1))
    low, high = float(unit.to_si(float(number - half))), float(unit.to_si(float(number + half)))
    return Range(max(low, 0.0), high)


def range_of(entry: Entry) -> Range:
    """What rounds to a typed number."""
    return _range(entry.text, units.find(entry.unit))
