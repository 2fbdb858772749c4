"""A sentence about claims, and how numbers stand in it."""

from dataclasses import dataclass

from app.services import format as writing
from app.services.i18n import tr
from app.services.reconcile.claims import Range
from calc.units import Unit


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence; `subject` names it for other programs, `keys` are the claims it is about."""

    kind: str
    subject: str
    text: str
    keys: tuple[str, ...]


def number(value_si: float, unit: Unit, digits: int = 4) -> str:
    """A number with its unit."""
    return writing.quantity_text(value_si, unit, digits)


def span(between: Range, unit: Unit, digits: int = 4) -> str:
    """`2.171 to 2.310 V`."""
    low, high = (writing.number(writing.shown(value, unit), digits) for value in (between.low, between.high))
    return writing.with_unit(tr("{low} to {high}", low=low, high=high), unit)


def percent(ratio: float) -> str:
    """A relative difference with its sign: `+2.3 %`."""
    from calc.units import PERCENT

    return writing.with_unit(writing.signed(100 * ratio, 3), PERCENT)
