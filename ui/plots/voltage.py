"""The discharge of the cell, live: its voltage over the charge at C/10 and at its rate, and both half cells."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.services.i18n import tr
from app.services.voltage_words import LINES, ending, missing
from calc.curves import Curve, discharge
from calc.units import AH
from ui import theme
from ui.fields.row import paragraphs
from ui.plots.axes import coloured, made
from ui.session import Change, Session

if TYPE_CHECKING:
    import pyqtgraph

PAUSE: Final = 40
"""Milliseconds without a key after which the curves follow: the numbers and the drawings come first."""

_ROOM_FOR_LEGEND: Final = 220
"""Height from which the names of the lines do not cover them, and both half cells leave the cell's line its shape."""

_HALF_CELLS: Final = ("cathode_mean_potential", "anode_mean_potential")


class VoltagePlot(QWidget):
    """The discharge curves. The plotting library is loaded when the first is drawn."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._plot: pyqtgraph.PlotWidget | None = None
        self._drawn: tuple[Curve, ...] = ()
        self._roomy = True
        self.heading = QLabel()
        self.heading.setFont(theme.font("caption"))
        self.heading.setWordWrap(True)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, 0, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(self.heading)
        column.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw)
        session.settled.connect(self._changed)

    def curves(self) -> tuple[Curve, ...]:
        """What is drawn where there is room for all of it, in SI."""
        return self._drawn

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._roomy != (self.height() >= _ROOM_FOR_LEGEND):
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

    def _draw(self) -> None:
        design = self._session.design
        curves = self._drawn = discharge(design.plan, design.values)
        without = missing(design)
        self.heading.setText(
            without
            or tr(
                "Mean {slow} at C/10, {rate} at the discharge rate, estimated",
                slow=design.text("curve_mean_voltage"),
                rate=design.text("curve_mean_voltage_at_rate"),
            )
        )
        said = ending(design)
        self.setToolTip(paragraphs(said) if said else "")
        if not curves:
            if self._plot is not None:
                self._plot.hide()
            return
        plot = self._plot or self._made()
        plot.show()
        plot.clear()
        of = theme.tokens()
        looks = {
            "curve_mean_voltage": (of.accent, 2, Qt.PenStyle.SolidLine),
            "curve_mean_voltage_at_rate": (of.accent, 1.5, Qt.PenStyle.DashLine),
            "cathode_mean_potential": (of.text, 1.5, Qt.PenStyle.SolidLine),
            "anode_mean_potential": (of.secondary, 1.5, Qt.PenStyle.DashDotLine),
        }
        legend = plot.getPlotItem().legend
        legend.setLabelTextColor(of.secondary)
        roomy = self._roomy = self.height() >= _ROOM_FOR_LEGEND
        legend.setVisible(roomy)
        for curve in curves:
            if not roomy and curve.y_key in _HALF_CELLS:
                continue
            colour, width, style = looks[curve.y_key]
            name = tr(LINES[curve.y_key])
            plot.plot(AH.from_si(curve.x), curve.y, pen={"color": colour, "width": width, "style": style}, name=name)
        end = float(design.values["curve_charge"])
        plot.addLine(x=AH.from_si(end), pen={"color": of.line, "width": 1})
        plot.setLabel("bottom", AH.symbol)
        plot.setLabel("left", "V")
        plot.setAccessibleName(tr("Discharge curve"))
        plot.setAccessibleDescription(f"{self.heading.text()} {said}")

    def _made(self) -> "pyqtgraph.PlotWidget":
        plot = self._plot = made()
        # A discharge falls from the left: below its beginning is room, above the anode's line.
        plot.addLegend(offset=(8, -24), labelTextSize=f"{theme.font('caption').pixelSize()}px")
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, plot, 1)
        column.setStretch(2, 0)
        return plot
