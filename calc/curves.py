"""Curves for plots. To add a plot: one function here that returns a Curve; screen and paper draw it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from calc.evaluate import Values, evaluate
from calc.graph import Plan
from calc.quantity import Input

POINTS = 81
REACH = 0.5
"""A sweep goes from half to one and a half times the value, within the input's limits."""


@dataclass(frozen=True, slots=True)
class Curve:
    """`y` of one quantity over `x` of another, both of shape (n,) and in SI."""

    x_key: str
    y_key: str
    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]


def sweep(plan: Plan, values: Values, key: str, along: Input) -> Curve:
    """The result `key` over the typed input `along`, all other inputs of the design (`values`, SI) as they are.

    A count is swept in whole numbers. Where the result does not exist the curve holds NaN.
    """
    here = float(values[along.key])
    low, high = sorted((here * (1 - REACH), here * (1 + REACH)))
    if along.low < along.high:
        low, high = max(low, float(along.unit.to_si(along.low))), min(high, float(along.unit.to_si(along.high)))
    x = np.arange(np.floor(low), np.ceil(high) + 1) if along.integer else np.linspace(low, high, POINTS)
    known = evaluate(plan, {**values, along.key: x}, (key,))
    y = np.broadcast_to(np.asarray(known[key], dtype=np.float64), x.shape)
    return Curve(along.key, key, x, np.where(np.isfinite(y), y, np.nan))
