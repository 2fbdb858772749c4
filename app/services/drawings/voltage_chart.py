"""The discharge of the cell as a chart: its voltage at C/10 and at the discharge rate, and both half cells."""

import math
from collections.abc import Sequence

import numpy as np

from app.services import format as writing
from app.services.design import Design
from app.services.drawings.scene import Circle, Dash, Frame, Point, Polyline, Scene
from app.services.drawings.sheet import Sheet
from app.services.i18n import joined, tr
from app.services.voltage_words import LINES, missing
from calc.curves import Curve, discharge
from calc.units import AH

_TICKS = 6
"""Ticks on an axis, about."""

_LOOKS: dict[str, tuple[str, float, Dash]] = {
    "curve_mean_voltage": ("text", 2.2, ""),
    "curve_mean_voltage_at_rate": ("text", 1.4, "hidden"),
    "cathode_mean_potential": ("cathode-coating", 1.4, ""),
    "anode_mean_potential": ("anode-coating", 1.4, "centre"),
}
"""Line → whose colour it has, its weight and its dashes, by which it is known in black and white."""


def voltage_chart(design: Design, frame: Frame = Frame()) -> Scene:  # noqa: B008 - frozen
    """The chart; without curves it says what is missing. Tags are the keys of the means."""
    sheet = Sheet(frame, tr("Discharge"))
    curves = discharge(design.plan, design.values)
    if not curves:
        sheet.write(0.3 * sheet.em, sheet.height / 2, missing(design))
        return sheet.scene(lambda: missing(design))
    return _Chart(sheet, design, curves).scene()


class _Chart:
    """Lays one chart out: axes from 0, ticks at round numbers, a legend above."""

    def __init__(self, sheet: Sheet, design: Design, curves: Sequence[Curve]) -> None:
        self._sheet, self._design, self._curves = sheet, design, curves
        em = sheet.em
        rows = -(-len(curves) // 2)
        self._left, self._right = 3.2 * em, sheet.width - 1.2 * em
        self._top, self._bottom = (1.4 * rows + 0.8) * em, sheet.height - 2.9 * em
        largest = max(float(AH.from_si(curve.x[-1])) for curve in curves)
        every = np.concatenate([curve.y for curve in curves])
        self._x = ticks(0.0, largest)
        low, high = float(np.nanmin(every)), float(np.nanmax(every))
        self._y = ticks(0.0 if len(curves) > 2 else max(0.0, low - 0.1), high)
        self._reach = max(largest, self._x[-1] if self._x[-1] <= 1.02 * largest else largest)

    def scene(self) -> Scene:
        self._axes()
        self._legend()
        for curve in self._curves:
            part, weight, dash = _LOOKS[curve.y_key]
            charges = AH.from_si(curve.x)
            known = [(float(q), float(v)) for q, v in zip(charges, curve.y, strict=True) if math.isfinite(v)]
            points = tuple(self._at(*point) for point in known)
            self._sheet.add(Polyline(points, part, curve.y_key, weight, dash))
            self._sheet.about(curve.y_key, tr(LINES[curve.y_key]), lambda: (), ())
        self._end()
        means = joined((joined((tr(LINES[c.y_key]), self._design.text(c.y_key)), ": ") for c in self._curves), "; ")
        return self._sheet.scene(lambda: tr("Discharge over the charge, means: {means}.", means=means))

    def _at(self, charge: float, volts: float) -> Point:
        across = (charge / self._reach) * (self._right - self._left)
        up = (volts - self._y[0]) / (self._y[-1] - self._y[0]) * (self._bottom - self._top)
        return self._left + across, self._bottom - up

    def _axes(self) -> None:
        sheet, em = self._sheet, self._sheet.em
        for volts in self._y:
            _, y = self._at(0.0, volts)
            sheet.add(Polyline(((self._left, y), (self._right, y)), "grid", line=0.6))
            sheet.write(self._left - 0.4 * em, y, writing.number(volts, 3), "right", part="quiet")
        for charge in self._x:
            if charge > self._reach * (1 + 1e-9):
                continue
            x, _ = self._at(charge, self._y[0])
            sheet.add(Polyline(((x, self._bottom), (x, self._bottom + 0.35 * em)), "dimension", line=0.8))
            sheet.write(x, self._bottom + 1.0 * em, writing.number(charge, 3), "centre", part="quiet")
        sheet.add(Polyline(((self._left, self._bottom), (self._right, self._bottom)), "dimension", line=0.8))
        sheet.write(self._right, self._bottom + 2.2 * em, tr("Charge, Ah"), "right", part="quiet")
        sheet.write(0.2 * em, self._top - 0.9 * em, "V", part="quiet")

    def _legend(self) -> None:
        sheet, em = self._sheet, self._sheet.em
        half = (self._right - self._left) / 2
        for index, curve in enumerate(self._curves):
            part, weight, dash = _LOOKS[curve.y_key]
            x, y = self._left + (index % 2) * half, (0.7 + 1.4 * (index // 2)) * em
            sheet.add(Polyline(((x, y), (x + 2.4 * em, y)), part, curve.y_key, weight, dash))
            mean = self._design.text(curve.y_key)
            sheet.write(x + 2.8 * em, y, tr("{line}: mean {mean}", line=tr(LINES[curve.y_key]), mean=mean))

    def _end(self) -> None:
        """A dot where the discharge ends."""
        curve = self._curves[0]
        end = float(self._design.values["curve_charge"])
        x, y = self._at(float(AH.from_si(end)), float(np.interp(end, curve.x, curve.y)))
        self._sheet.add(Circle(x, y, 0.32 * self._sheet.em, "text", curve.y_key, fill=1.0))


def ticks(low: float, high: float) -> list[float]:
    """Round numbers about evenly from at or below `low` to at or above `high`."""
    span = max(high - low, 1e-12)
    step = 10.0 ** math.floor(math.log10(span / _TICKS))
    step *= next(m for m in (1, 2, 5, 10) if span / (m * step) <= _TICKS)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [k * step for k in range(first, max(last, first + 1) + 1)]
