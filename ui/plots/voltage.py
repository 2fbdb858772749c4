"""The discharge of the cell, live: its voltage over the charge at C/10 and at its rate, and both half cells."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.services.i18n import tr
from app.services.voltage_words import LINES, ending, missing
from calc.curves import Curve, discharge
from calc.units import AH
from ui import theme
from ui.fields.row import paragraphs
from ui.plots.live import LivePlot
from ui.session import Session

if TYPE_CHECKING:
    import pyqtgraph

_ROOM_FOR_LEGEND: Final = 220
"""Height from which the names of the lines do not cover them, and both half cells leave the cell's line its shape."""

_HALF_CELLS: Final = ("cathode_mean_potential", "anode_mean_potential")


class VoltagePlot(LivePlot):
    """The discharge curves."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._drawn: tuple[Curve, ...] = ()
        self._roomy = True
        self.heading.setFont(theme.font("caption"))
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self._column.setContentsMargins(2 * theme.GRID, 0, theme.GRID, theme.GRID)
        self._column.setSpacing(theme.GRID // 2)

    def curves(self) -> tuple[Curve, ...]:
        """What is drawn where there is room for all of it, in SI."""
        return self._drawn

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._roomy != (self.height() >= _ROOM_FOR_LEGEND):
            self._later(0)

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
            self._clear()
            return
        plot = self._room()
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
        plot = super()._made()
        # A discharge falls from the left: below its beginning is room, above the anode's line.
        plot.addLegend(offset=(8, -24), labelTextSize=f"{theme.font('caption').pixelSize()}px")
        return plot
