"""Numbers of a sum, rounded so that what is printed adds up: to the total, and to 100.0 %."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal


def adding_up(parts: Sequence[float], total: float, decimals: int) -> list[float]:
    """The parts to so many decimals, each within one unit of its last place, that make exactly the rounded total.

    The largest remainders are rounded up. What is not finite stays as it is, and then nothing can add up.
    """
    step = Decimal(1).scaleb(-decimals)
    try:
        exact = [Decimal(repr(float(part))) / step for part in parts]
        wanted = int((Decimal(repr(float(total))) / step).to_integral_value(ROUND_HALF_UP))
        floors = [int(part.to_integral_value(ROUND_FLOOR)) for part in exact]
    except (ArithmeticError, ValueError):
        return [float(part) for part in parts]
    missing = wanted - sum(floors)
    if not 0 <= missing <= len(floors):
        return [float(part) for part in parts]
    order = sorted(range(len(exact)), key=lambda index: (floors[index] - exact[index], index))
    for index in order[:missing]:
        floors[index] += 1
    return [float(floor * step) for floor in floors]


def percentages(parts: Sequence[float], total: float) -> list[float]:
    """The shares of the total in percent with one decimal, which make 100.0."""
    try:
        shares = [Decimal(repr(float(part))) / Decimal(repr(float(total))) * 100 for part in parts]
        return adding_up([float(share) for share in shares], 100.0, 1)
    except (ArithmeticError, ValueError):
        return [float("nan")] * len(parts)
