"""Goal seek: which value of an input, or of several together, gives a result the value that is asked for.

Everything is found by evaluating many designs at once: first over the whole range the input may take, then ever closer
around each place where the result passes the target. No slope is needed, and a result that rises, falls and rises
again has all its solutions found, the one nearest to the present design first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from calc.evaluate import Values, evaluate, evaluate_many
from calc.graph import Plan
from calc.quantity import Input
from calc.sensitivity import slopes

POINTS = 1025
"""Designs in the first look; a result that turns twice between two of them may hide a pair of solutions."""
ZOOM = 65
"""Designs in each closer look."""
EXACT = 1e-9
"""A solution meets its target to this part of it."""
FARTHEST = 1e3
"""Several inputs together are scaled by no more than this, up or down."""

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sought:
    """One answer: the value of each input that was allowed to change, and what the result is then; all in SI.

    `exact`: whether the result is the target. It is not where the target is out of reach, or between two counts.
    """

    changes: Mapping[str, float]
    value: float
    exact: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. `lowest` and `highest`: the least and the most that the result can be within the limits.

    `found`: the solutions, the nearest to the present design first; without one, the closest that can be had: one
    answer, or the two counts that the target lies between.
    """

    found: tuple[Sought, ...]
    lowest: Sought
    highest: Sought


class NoAnswer(Exception):
    """Why there is no answer; `reason`: "unmoved", the inputs do not move the result; "no value", it has none anywhere;
    "alone", one of several inputs cannot be scaled together with others."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Path:
    """The designs that are looked at: `at` gives the inputs' values for places of shape (n,) on the way."""

    at: Callable[[Array], Mapping[str, Array]]
    places: Array
    here: float
    whole: bool = False


def seek(plan: Plan, values: Values, key: str, target: float, along: tuple[Input, ...]) -> Answer:
    """The ways to bring the result `key` to `target` by changing `along`; `values` and `target` in SI.

    One input is looked for over all its limits allow, a count in whole numbers. Several inputs change together, each
    by a factor: the more an input moves the result, the further it goes, which to first order is the least change in
    all; one that reaches its limit stays there. Counts, and inputs that are empty or 0, can only be changed alone.
    Raises NoAnswer.
    """
    if len(along) > 1 and any(not can_scale(values, declaration) for declaration in along):
        raise NoAnswer("alone")
    behind = plan.typed_behind((key,))
    if not any(declaration.key in behind for declaration in along):
        raise NoAnswer("unmoved")
    path = _along_one(values, along[0]) if len(along) == 1 else _along_several(plan, values, key, along)
    reached = _results(plan, values, key, path, path.places)
    known = np.isfinite(reached)
    if not known.any():
        raise NoAnswer("no value")
    reached = np.where(known, reached, np.nan)
    if np.ptp(reached[known]) <= EXACT * float(np.abs(reached[known]).max()):
        raise NoAnswer("unmoved")
    lowest, highest = (
        _sought(path, path.places[index], reached[index], target)
        for index in (int(np.nanargmin(reached)), int(np.nanargmax(reached)))
    )
    found = _counted(path, reached, target) if path.whole else _passed(plan, values, key, path, reached, target)
    if not found:
        closest = int(np.nanargmin(np.abs(reached - target)))
        found = (_sought(path, path.places[closest], reached[closest], target),)
    return Answer(found, lowest, highest)


def _along_one(values: Values, along: Input) -> _Path:
    low, high = float(along.unit.to_si(along.low)), float(along.unit.to_si(along.high))
    here = float(values[along.key])
    if along.integer:
        places = np.arange(np.ceil(low), np.floor(high) + 1)
        return _Path(lambda x: {along.key: x}, places, here, whole=True)
    spread = [np.linspace(low, high, POINTS)]
    if high > 0:
        # Limits span decades: most of what people want lies in the lower ones.
        spread.append(np.geomspace(max(low, high * 1e-9), high, POINTS))
    if np.isfinite(here):
        spread.append(np.array([here]))
    return _Path(lambda x: {along.key: x}, np.unique(np.concatenate(spread)), here)


def can_scale(values: Values, along: Input) -> bool:
    """Whether an input can be changed by a factor: a count cannot, nor what is empty or 0."""
    here = float(values[along.key])
    return not along.integer and bool(np.isfinite(here)) and here != 0


def _along_several(plan: Plan, values: Values, key: str, along: tuple[Input, ...]) -> _Path:
    steep = slopes(plan, {**values, **evaluate(plan, values, (key,))}, key)
    moved = [(d, steep[d.key]) for d in along if steep.get(d.key)]
    if not moved:
        raise NoAnswer("unmoved")
    steepest = max(abs(slope) for _, slope in moved)

    def at(way: Array) -> Mapping[str, Array]:
        return {
            d.key: np.clip(
                float(values[d.key]) * np.exp(way * slope / steepest),
                float(d.unit.to_si(d.low)),
                float(d.unit.to_si(d.high)),
            )
            for d, slope in moved
        }

    farthest = float(np.log(FARTHEST))
    return _Path(at, np.linspace(-farthest, farthest, 2 * POINTS - 1), 0.0)


def _results(plan: Plan, values: Values, key: str, path: _Path, places: Array) -> Array:
    return evaluate_many(plan, {**values, **path.at(places)}, (key,))[key]


def _counted(path: _Path, reached: Array, target: float) -> tuple[Sought, ...]:
    """The counts that meet the target, else the two it lies between, the closer result first."""
    meets = [i for i in range(len(reached)) if abs(reached[i] - target) <= EXACT * max(abs(target), 1e-300)]
    if meets:
        return _nearest_first(path, [(float(path.places[i]), float(reached[i])) for i in meets], target)
    passes = [i for i in range(len(reached) - 1) if (reached[i] - target) * (reached[i + 1] - target) < 0]
    if not passes:
        return ()
    index = min(passes, key=lambda i: abs(float(path.places[i]) - path.here))
    pair = sorted((index, index + 1), key=lambda i: abs(float(reached[i]) - target))
    return tuple(_sought(path, path.places[i], reached[i], target) for i in pair)


def _passed(plan: Plan, values: Values, key: str, path: _Path, reached: Array, target: float) -> tuple[Sought, ...]:
    """Every place where the result passes the target, found to the last digits; a jump over it is none."""
    off = reached - target
    places = path.places
    met = [(float(places[i]), float(reached[i])) for i in np.flatnonzero(off == 0)]
    for index in np.flatnonzero(off[:-1] * off[1:] < 0):
        low, high = float(places[index]), float(places[index + 1])
        for _ in range(12):
            inside = np.linspace(low, high, ZOOM)
            result = _results(plan, values, key, path, inside)
            turns = np.flatnonzero((result[:-1] - target) * (result[1:] - target) <= 0)
            if not len(turns):
                break
            low, high = float(inside[turns[0]]), float(inside[turns[0] + 1])
            best = int(np.nanargmin(np.abs(result - target)))
            place, value = float(inside[best]), float(result[best])
            if abs(value - target) <= EXACT * max(abs(target), 1e-300):
                met.append((place, value))
                break
    return _nearest_first(path, met, target)


def _nearest_first(path: _Path, met: list[tuple[float, float]], target: float) -> tuple[Sought, ...]:
    ordered = sorted(met, key=lambda pair: abs(pair[0] - path.here) if np.isfinite(path.here) else pair[0])
    return tuple(_sought(path, place, value, target) for place, value in ordered)


def _sought(path: _Path, place: float, value: float, target: float) -> Sought:
    changes = {key: float(column[0]) for key, column in path.at(np.array([float(place)])).items()}
    exact = abs(float(value) - target) <= EXACT * max(abs(target), 1e-300)
    return Sought(MappingProxyType(changes), float(value), bool(exact))
