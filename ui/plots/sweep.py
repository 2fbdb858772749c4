"""How the explained result moves with one input: a curve through the design, live.

The input is the one typed last if the result depends on it, else the one that moves the result most.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.services.i18n import tr
from calc.curves import Curve, sweep
from calc.graph import registry
from calc.sensitivity import slopes
from calc.units import ONE, Unit
from ui import theme
from ui.panels.explanation import label_in_context
from ui.plots.axes import coloured, made
from ui.session import Change, Session

if TYPE_CHECKING:
    import pyqtgraph

PAUSE: Final = 40
"""Milliseconds without a key after which the curve follows: the numbers and the drawings come first."""


class SweepPlot(QWidget):
    """One curve with the design on it. The plotting library is loaded when the first curve is drawn."""

    def __init__(self, session: Session, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._key = key
        self._plot: pyqtgraph.PlotWidget | None = None
        self._drawn: Curve | None = None
        self.heading = QLabel()
        self.heading.setFont(theme.font("caption", bold=True))
        self.heading.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(self.heading)
        column.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw)
        session.settled.connect(self._changed)

    def show_key(self, key: str) -> None:
        """Draw another result."""
        self._key = key
        self._later(0)

    def curve(self) -> Curve | None:
        """What is drawn, in SI."""
        return self._drawn

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later(0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self._plot is not None:
            coloured(self._plot)
            self._later(0)
        super().changeEvent(event)

    def _changed(self, change: Change) -> None:
        if change.kind != "save":
            self._later(PAUSE)

    def _later(self, milliseconds: int) -> None:
        if self.isVisible():
            self._timer.start(milliseconds)

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
            if self._plot is not None:
                self._plot.hide()
            return
        declared = registry().inputs[along]
        curve = self._drawn = sweep(design.plan, design.values, self._key, declared)
        result = design.quantity(self._key)
        names = [_with_unit(label_in_context(key), unit)
                 for key, unit in ((self._key, result.unit), (along, declared.unit))]  # fmt: skip
        self.heading.setText(tr("{result} over {input}", result=names[0], input=names[1]))
        plot = self._plot or self._made()
        plot.show()
        plot.clear()
        of = theme.tokens()
        x, y = declared.unit.from_si(curve.x), result.unit.from_si(curve.y)
        marks = (
            {"symbol": "o", "symbolSize": 5, "symbolBrush": of.accent, "symbolPen": None} if declared.integer else {}
        )
        plot.plot(x, y, pen={"color": of.accent, "width": 2}, connect="finite", **marks)
        here = [design.number(along)], [design.number(self._key)]
        plot.plot(*here, pen=None, symbol="o", symbolSize=9, symbolBrush=of.text, symbolPen={"color": of.surface})
        plot.setAccessibleName(self.heading.text())

    def _made(self) -> "pyqtgraph.PlotWidget":
        plot = self._plot = made()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, plot, 1)
        column.setStretch(2, 0)
        return plot


def _with_unit(label: str, unit: Unit) -> str:
    # In the heading rather than at the axes: there is little room for the curve.
    return label if unit.symbol == ONE.symbol else tr("{label} ({unit})", label=label, unit=unit.symbol)
