"""How the explained result moves with one input: a curve through the design, live.

The input is the one typed last if the result depends on it, else the one that moves the result most.
"""

from PySide6.QtWidgets import QWidget

from app.services.i18n import tr
from calc.curves import Curve, sweep
from calc.graph import registry
from calc.sensitivity import slopes
from calc.units import ONE, Unit
from ui import theme
from ui.panels.explanation import label_in_context
from ui.plots.live import LivePlot
from ui.session import Session


class SweepPlot(LivePlot):
    """One curve with the design on it."""

    def __init__(self, session: Session, key: str, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._key = key
        self._drawn: Curve | None = None
        self.heading.setFont(theme.font("caption", bold=True))
        self._column.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        self._column.setSpacing(theme.GRID)

    def show_key(self, key: str) -> None:
        """Draw another result."""
        self._key = key
        self._later(0)

    def curve(self) -> Curve | None:
        """What is drawn, in SI."""
        return self._drawn

    def _along(self) -> str:
        """The input to sweep; "" where the result depends on none."""
        design = self._session.design
        if not design.has(self._key):
            return ""
        behind = slopes(design.plan, design.values, self._key)
        typed_last = self._session.undo_label
        if typed_last in behind:
            return typed_last
        return max(behind, key=lambda key: abs(behind[key]), default="")

    def _draw(self) -> None:
        design = self._session.design
        along = self._along()
        if not along:
            self._drawn = None
            self.heading.setText(tr("No input moves this result"))
            self._clear()
            return
        declared = registry().inputs[along]
        curve = self._drawn = sweep(design.plan, design.values, self._key, declared)
        result = design.quantity(self._key)
        names = [_with_unit(label_in_context(key), unit)
                 for key, unit in ((self._key, result.unit), (along, declared.unit))]  # fmt: skip
        self.heading.setText(tr("{result} over {input}", result=names[0], input=names[1]))
        plot = self._room()
        of = theme.tokens()
        x, y = declared.unit.from_si(curve.x), result.unit.from_si(curve.y)
        marks = (
            {"symbol": "o", "symbolSize": 5, "symbolBrush": of.accent, "symbolPen": None} if declared.integer else {}
        )
        plot.plot(x, y, pen={"color": of.accent, "width": 2}, connect="finite", **marks)
        here = [design.number(along)], [design.number(self._key)]
        plot.plot(*here, pen=None, symbol="o", symbolSize=9, symbolBrush=of.text, symbolPen={"color": of.surface})
        plot.setAccessibleName(self.heading.text())


def _with_unit(label: str, unit: Unit) -> str:
    # In the heading rather than at the axes: there is little room for the curve.
    return label if unit.symbol == ONE.symbol else tr("{label} ({unit})", label=label, unit=unit.symbol)
