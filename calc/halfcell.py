"""Curves in formulas: the closed set through which a measured potential enters the model.

A half-cell curve is the potential of one electrode over the lithium in it, per mass of active material (A·s/kg), joined
by straight lines; beyond its ends it stays at its last value. Formulas call four functions and no others:
`lookup`, `integral_between`, `crossing` and `full_cell`. Each takes one design or many: where an argument has the shape
(n,), so has the result, and each of the n is the number that one design alone gives, to the last bit.

In a workbook a curve is two columns on a sheet of its own, named `<key>_x` and `<key>_y`, and a third `<key>_area` with
the integral up to each row; every docstring says what its function is there.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

Array: TypeAlias = "npt.NDArray[np.float64]"


@dataclass(frozen=True, slots=True, eq=False)
class HalfCell:
    """Potential `y` (V against the metal) over `x`, the lithium in the active material (A·s/kg); both of shape (p,).

    `x` rises and `y` never does; two points at least. Discharging the cell moves a cathode to larger x and an anode to
    smaller.
    """

    x: Array
    y: Array
    slope: Array = field(init=False, repr=False)
    area: Array = field(init=False, repr=False)
    lists: tuple[list[float], list[float], list[float], list[float], list[float]] = field(init=False, repr=False)
    """x, y, slope, area and −y as plain floats: one number is found in them in a tenth of the time."""

    def __post_init__(self) -> None:
        step = np.diff(self.x)
        object.__setattr__(self, "slope", np.diff(self.y) / step)
        middles = (self.y[1:] + self.y[:-1]) / 2
        object.__setattr__(self, "area", np.concatenate(([0.0], np.cumsum(middles * step))))
        plain = (self.x, self.y, self.slope, self.area, -self.y)
        object.__setattr__(self, "lists", tuple(row.tolist() for row in plain))

    def __float__(self) -> float:
        """Not a number: what lists the values of a design as numbers has none for a curve."""
        return float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class FullCell:
    """A cathode and an anode balanced against each other, from full to empty; see `full_cell`."""

    cathode: HalfCell
    anode: HalfCell
    cathode_charged: Any
    cathode_mass: Any
    anode_charged: Any
    anode_mass: Any

    def voltage(self, q: Any) -> Any:
        """Voltage after the charge q was taken out."""
        return lookup(self.cathode, self.cathode_charged + q / self.cathode_mass) - lookup(
            self.anode, self.anode_charged - q / self.anode_mass
        )

    def points(self) -> tuple[Array, Array]:
        """Charge taken out and voltage at every point of either curve, in order; both of shape (p,) or (n, p)."""
        x, m, y, n = (
            np.asarray(v, dtype=np.float64)[..., None]
            for v in (self.cathode_charged, self.cathode_mass, self.anode_charged, self.anode_mass)
        )
        filled, emptied = _alike((self.cathode.x - x) * m, (y - self.anode.x) * n)
        end = np.maximum(np.minimum(filled[..., -1:], emptied[..., :1]), 0.0)
        nothing = np.zeros_like(end)
        q = np.sort(np.clip(np.concatenate((nothing, filled, emptied, end), axis=-1), 0.0, end), axis=-1)
        return q, lookup(self.cathode, x + q / m) - lookup(self.anode, y - q / n)


NO_CURVE: Final = HalfCell(np.array([0.0, 1.0]), np.array([np.nan, np.nan]))
"""What stands for the curve of a material that has none: all that needs it is NaN."""


def half_cell(x: "npt.ArrayLike", y: "npt.ArrayLike") -> HalfCell:
    """A curve from numbers in SI. Raises ValueError unless x rises, y does not, and all is finite."""
    xs, ys = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if xs.ndim != 1 or xs.shape != ys.shape or len(xs) < 2:
        raise ValueError("a curve is two rows of numbers of the same length, two at least")
    if not (np.all(np.isfinite(xs)) and np.all(np.isfinite(ys))):
        raise ValueError("a curve holds finite numbers only")
    if np.any(np.diff(xs) <= 0):
        raise ValueError("the charge of a curve must rise from point to point")
    if np.any(np.diff(ys) > 0):
        raise ValueError("the potential of a curve must not rise with the lithium in the material")
    return HalfCell(xs, ys)


def lookup(curve: HalfCell, at: Any) -> Any:
    """The curve's potential at `at`.

    In a workbook: FORECAST over the two rows beside MATCH(at, curve_x, 1), with `at` held between the first and the
    last x by MIN and MAX.
    """
    return _placed(curve, at)[0]


def integral_between(curve: HalfCell, low: Any, high: Any) -> Any:
    """∫ y dx of the curve from `low` to `high`, exact for its straight lines; negative when `high` is below `low`.

    In a workbook: the area up to `high` less the area up to `low`, each INDEX(curve_area, row) +
    (at − INDEX(curve_x, row)) · (INDEX(curve_y, row) + lookup) / 2 with row = MATCH(at, curve_x, 1), and beyond an end
    the last potential times the way beyond it.
    """
    return _placed(curve, high)[1] - _placed(curve, low)[1]


def crossing(curve: HalfCell | FullCell, level: Any) -> Any:
    """The x at which the curve has fallen to `level`: its first x where it begins below, its last where it never gets
    there.

    In a workbook: MATCH(level, curve_y, −1) gives the row on a falling column, FORECAST between it and the next the x.
    """
    if isinstance(curve, FullCell):
        given = (level, curve.cathode_charged, curve.cathode_mass, curve.anode_charged, curve.anode_mass)
        if any(isinstance(value, np.ndarray) for value in given):
            return _crossings(*curve.points(), level)
        return _crossing_of_two(curve, np.float64(level))
    if isinstance(level, np.ndarray):
        return _crossings(curve.x, curve.y, level)
    xs, ys, _, _, falling = curve.lists
    if level != level or ys[-1] != ys[-1]:
        return np.float64(np.nan)
    after = bisect_left(falling, -level)
    if after in (0, len(xs)):
        return np.float64(xs[0] if after == 0 else xs[-1])
    return _between(xs[after - 1], xs[after], ys[after - 1], ys[after], np.float64(level))


def full_cell(
    cathode: HalfCell,
    anode: HalfCell,
    cathode_charged: Any,
    cathode_mass: Any,
    anode_charged: Any,
    anode_mass: Any,
) -> FullCell:
    """The cell's voltage over the charge q taken out since it was full: the cathode's potential at
    cathode_charged + q/cathode_mass less the anode's at anode_charged − q/anode_mass.

    It has a point at every point of either curve and ends where the first of them ends. In a workbook: a column of the
    q of all those points in order (SMALL), beside it the two lookups and their difference.
    """
    return FullCell(cathode, anode, cathode_charged, cathode_mass, anode_charged, anode_mass)


def _placed(curve: HalfCell, at: Any) -> tuple[Any, Any]:
    """The potential at `at`, and the area from the curve's beginning to there."""
    if isinstance(at, np.ndarray):
        x, y = curve.x, curve.y
        held = np.minimum(np.maximum(at, x[0]), x[-1])
        row = np.minimum(np.searchsorted(x, held, side="right"), len(x) - 1) - 1
        way = held - x[row]
        potential = y[row] + curve.slope[row] * way
        return potential, curve.area[row] + (y[row] + potential) / 2 * way + potential * (at - held)
    xs, ys, slopes, areas, _ = curve.lists
    held = min(max(at, xs[0]), xs[-1])
    one = min(bisect_right(xs, held), len(xs) - 1) - 1
    way = held - xs[one]
    value = np.float64(ys[one] + slopes[one] * way)
    return value, areas[one] + (ys[one] + value) / 2 * way + value * (at - held)


def _crossing_of_two(cell: FullCell, level: np.float64) -> Any:
    """The crossing of one full cell by halving: a dozen voltages instead of all."""
    x, m, y, n = map(np.float64, (cell.cathode_charged, cell.cathode_mass, cell.anode_charged, cell.anode_mass))
    cathode, anode = cell.cathode.lists[0], cell.anode.lists[0]
    zero = np.float64(0.0)
    end = max(min((cathode[-1] - x) * m, (y - anode[0]) * n), zero)

    def at_cathode(k: int) -> np.float64:
        return min(max((cathode[k] - x) * m, zero), end)

    def at_anode(k: int) -> np.float64:
        return min(max((y - anode[-1 - k]) * n, zero), end)

    first, last = cell.voltage(zero), cell.voltage(end)
    if not (first > level and last <= level):
        return zero if first <= level else end if last > level else np.float64(np.nan)
    before, after = zero, end
    for point, count in ((at_cathode, len(cathode)), (at_anode, len(anode))):
        low, high = -1, count  # above the level at `low`, at or below it at `high`
        while high - low > 1:
            middle = (low + high) // 2
            if cell.voltage(point(middle)) <= level:
                high = middle
            else:
                low = middle
        before = max(before, point(low)) if low >= 0 else before
        after = min(after, point(high)) if high < count else after
    return _between(before, after, cell.voltage(before), cell.voltage(after), level)


def _crossings(x: Array, y: Array, level: Any) -> Array:
    """`crossing` for n levels or n curves: x and y of shape (p,) or (n, p), the result of shape (n,)."""
    wanted = np.asarray(level, dtype=np.float64)[..., None]
    y, wanted = np.broadcast_arrays(y, wanted)
    x = np.broadcast_to(x, y.shape)
    after = np.argmax(y <= wanted, axis=-1)[..., None]
    before = np.maximum(after - 1, 0)
    x0, y0, x1, y1 = (np.take_along_axis(row, i, axis=-1) for i in (before, after) for row in (x, y))
    with np.errstate(all="ignore"):
        inside = _between(x0, x1, y0, y1, wanted[..., :1])
    begins_below = y[..., :1] <= wanted[..., :1]
    found = np.where(after > 0, inside, np.where(begins_below, x[..., :1], x[..., -1:]))
    return np.where(np.isnan(y[..., -1:] + wanted[..., :1]), np.nan, found)[..., 0]


def _between(x0: Any, x1: Any, y0: Any, y1: Any, level: Any) -> Any:
    return x0 + (x1 - x0) * (y0 - level) / (y0 - y1)


def _alike(first: Array, second: Array) -> tuple[Array, Array]:
    """Both with the leading shape of the larger; their last axes stay."""
    shape = np.broadcast_shapes(first.shape[:-1], second.shape[:-1])
    return np.broadcast_to(first, (*shape, first.shape[-1])), np.broadcast_to(second, (*shape, second.shape[-1]))


FUNCTIONS: Final[Mapping[str, tuple[int, Callable[..., Any]]]] = {
    "lookup": (2, lookup),
    "integral_between": (3, integral_between),
    "crossing": (2, crossing),
    "full_cell": (6, full_cell),
}
"""What a formula may call besides numpy: name → number of arguments and the function itself. Curves come first."""


def resampled(x: Array, y: Array, most: int) -> tuple[Array, Array, float]:
    """The curve with `most` of its points at the most, and the largest error of y that this makes, in y's unit.

    The points are chosen one after the other, each where the straight lines through those chosen are worst.
    """
    chosen = [0, len(x) - 1]
    error = np.abs(y - np.interp(x, x[chosen], y[chosen]))
    while len(chosen) < min(most, len(x)) and error.max() > 0:
        chosen = sorted({*chosen, int(np.argmax(error))})
        error = np.abs(y - np.interp(x, x[chosen], y[chosen]))
    return x[chosen], y[chosen], float(error.max())
