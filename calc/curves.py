"""Curves for plots. To add a plot: one function here that returns a Curve or several; screen and paper draw them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from calc.evaluate import Values, evaluate
from calc.graph import Plan
from calc.halfcell import FullCell, HalfCell, lookup
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


def discharge(plan: Plan, values: Values) -> tuple[Curve, ...]:
    """The discharge of one design over the charge taken out: the cell at C/10, at its rate, and both half cells.

    `values`: all quantities of the design. Each curve is that of the mean it has: `curve_mean_voltage`,
    `curve_mean_voltage_at_rate`, `cathode_mean_potential`, `anode_mean_potential`, over `curve_charge`. It goes on to
    the lower cut-off where that comes after the end of the discharge. Nothing where a curve is missing; an anode of
    metal has none, for it is the zero of the scale.
    """
    if plan.choices["voltage_given_by"] == "two-plateaus":
        return _of_plateaus(values)
    end = max(float(values["curve_charge"]), float(values["curve_capacity"]))
    if not (np.isfinite(end) and end > 0):
        return ()
    cathode, anode = values["cathode_curve"], values.get("anode_curve")
    x, m = float(values["cathode_lithium_charged"]), float(values["faced_cathode_mass"])
    if isinstance(anode, HalfCell):
        y, n = float(values["anode_lithium_charged"]), float(values["faced_anode_mass"])
        q, voltage = FullCell(cathode, anode, x, m, y, n).points()
        at = _charges(q, end)
        below = lookup(anode, y - at / n)
        voltage = lookup(cathode, x + at / m) - below
    else:
        at = _charges((cathode.x - x) * m, end)
        below, voltage = None, lookup(cathode, x + at / m)
    drawn = [
        _over_charge("curve_mean_voltage", at, voltage),
        _at_rate(values, at, voltage),
    ]
    if below is not None:
        drawn += [
            _over_charge("cathode_mean_potential", at, voltage + below),
            _over_charge("anode_mean_potential", at, below),
        ]
    return tuple(drawn)


def _charges(knots: npt.NDArray[np.float64], end: float) -> npt.NDArray[np.float64]:
    """The charges from 0 to `end` at which a straight piece begins."""
    return np.unique(np.concatenate(([0.0], knots[(knots > 0) & (knots < end)], [end])))


def _over_charge(key: str, charge: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> Curve:
    return Curve("curve_charge", key, charge, y)


def _at_rate(values: Values, charge: npt.NDArray[np.float64], voltage: npt.NDArray[np.float64]) -> Curve:
    """The voltage less the ohmic drop, to the charge that the discharge at its rate gives."""
    end = float(values["curve_charge_at_rate"])
    if not np.isfinite(end):
        return _over_charge("curve_mean_voltage_at_rate", charge, np.full_like(charge, np.nan))
    at = np.unique(np.concatenate((charge[charge < end], [end])))
    lower = np.interp(at, charge, voltage) - float(values["discharge_voltage_drop"])
    return _over_charge("curve_mean_voltage_at_rate", at, lower)


def _of_plateaus(values: Values) -> tuple[Curve, ...]:
    """The shape of a lithium-sulfur discharge: seven points joined by straight lines, as its mean counts them."""
    v = {key: float(values[key]) for key in SHAPE}
    upper, step, knee = v["upper_plateau_share"], v["plateau_step_share"], v["plateau_knee_share"]
    lower, dip = v["lower_plateau_voltage"], v["plateau_dip"]
    shape = (
        (0.0, v["upper_plateau_start"]),
        (upper - step, v["upper_plateau_end"]),
        (upper, lower - dip),
        (upper + step, lower),
        (1 - knee, lower),
        (1.0, v["lower_voltage"]),
    )
    end = float(values["curve_charge"])
    if not (np.isfinite(end) and end > 0):
        return ()
    share, voltage = np.array(shape).T
    # Against a coating its mean potential is taken off, as in the mean.
    voltage = voltage + float(values["curve_mean_voltage"]) - float(values["plateau_mean_voltage"])
    return (_over_charge("curve_mean_voltage", share * end, voltage), _at_rate(values, share * end, voltage))


SHAPE = (
    "upper_plateau_start",
    "upper_plateau_end",
    "upper_plateau_share",
    "plateau_step_share",
    "plateau_dip",
    "lower_plateau_voltage",
    "plateau_knee_share",
    "lower_voltage",
)
"""What the shape of a lithium-sulfur discharge is made of."""
