"""The half-cell curve of a material: drawn, with what it was measured on; one of the user's own can be changed."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.services import library
from app.services.i18n import joined, tr
from app.services.library import MaterialCurve
from calc import units
from ui import theme
from ui.bar_button import BarButton
from ui.plots.axes import coloured, made

if TYPE_CHECKING:
    import pyqtgraph

_HEIGHT: Final = 19 * theme.GRID


class CurveView(QWidget):
    """Nothing where a material has no curve and can have none."""

    wanted = Signal()
    """A curve from a file is asked for."""
    taken_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.curve: MaterialCurve | None = None
        self._own = False
        self._plot: pyqtgraph.PlotWidget | None = None
        title = QLabel(tr("Half-cell curve"))
        title.setFont(theme.font(bold=True))
        self.said = QLabel()
        self.said.setFont(theme.font("caption"))
        self.said.setProperty("tone", "secondary")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.from_file, self.away = BarButton(), BarButton()
        self.from_file.setText(tr("From a file…"))
        self.from_file.setToolTip(tr("Take the curve from a csv or a cycler's text file"))
        self.from_file.clicked.connect(self.wanted)
        self.away.setText(tr("Take away"))
        self.away.clicked.connect(self.taken_away)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.from_file)
        head.addWidget(self.away)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID // 2)
        self._column.addLayout(head)
        self._column.addWidget(self.said)
        self.hide()

    def show_curve(self, curve: MaterialCurve | None, *, own: bool, possible: bool) -> None:
        """Show a curve. `possible`: materials of this kind may have one; `own`: it can be changed."""
        self.curve, self._own = curve, own
        self.setVisible(curve is not None or (own and possible))
        self.from_file.setVisible(own)
        self.away.setVisible(own and curve is not None)
        self.said.setText(told(curve, own=own) if curve is not None else tr("None yet."))
        if curve is not None:
            self._draw(curve)
        elif self._plot is not None:
            self._plot.hide()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self._plot is not None and self.curve is not None:
            coloured(self._plot)
            self._draw(self.curve)
        super().changeEvent(event)

    def _draw(self, curve: MaterialCurve) -> None:
        plot = self._plot
        if plot is None:
            plot = self._plot = made()
            plot.setFixedHeight(_HEIGHT)
            plot.setAccessibleName(tr("Half-cell curve"))
            self._column.addWidget(plot)
        plot.clear()
        charge = [float(text) for text in curve.charge]
        potential = [float(text) for text in curve.potential]
        plot.plot(charge, potential, pen={"color": theme.tokens().accent, "width": 2})
        plot.setLabel("bottom", units.find(curve.charge_unit).symbol)
        plot.setLabel("left", units.find(curve.potential_unit).symbol)
        plot.setAccessibleDescription(self.said.text())
        plot.show()


def told(curve: MaterialCurve, *, own: bool) -> str:
    """What a curve was measured on, its source and licence, in words."""
    about = [curve.rate, curve.basis, curve.note]
    rate, basis, note = about if own else map(tr, about)
    count = tr("{count} points", count=len(curve.charge))
    source = library.source(curve.source).title if curve.source else tr("uncited")
    return "\n".join(
        line
        for line in (
            joined((count, rate, curve.temperature, basis)),
            joined((tr("Source: {source}", source=source), curve.licence)),
            note,
        )
        if line
    )
