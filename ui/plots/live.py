"""A plot that follows the open design: when it is drawn anew, and in which colours."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.plots.axes import coloured, made
from ui.session import Change, Session

if TYPE_CHECKING:
    import pyqtgraph

PAUSE: Final = 40
"""Milliseconds without a key after which the curves follow: the numbers and the drawings come first."""


class LivePlot(QWidget):
    """A heading above one plot. The plotting library is loaded when the first curve is drawn.

    Who draws on it overrides `_draw`, which asks `_room` for the plot or takes it away with `_clear`.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._plot: pyqtgraph.PlotWidget | None = None
        self.heading = QLabel()
        self.heading.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.heading)
        self._column.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw)
        session.settled.connect(self._changed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later(0)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self._plot is not None:
            coloured(self._plot)
            self._later(0)
        super().changeEvent(event)

    def _draw(self) -> None:
        raise NotImplementedError

    def _changed(self, change: Change) -> None:
        if change.kind != "save":
            self._later(PAUSE)

    def _later(self, milliseconds: int) -> None:
        if self.isVisible():
            self._timer.start(milliseconds)

    def _clear(self) -> None:
        """Show no plot."""
        if self._plot is not None:
            self._plot.hide()

    def _room(self) -> "pyqtgraph.PlotWidget":
        """The plot, empty."""
        if self._plot is None:
            self._plot = self._made()
            self._column.insertWidget(1, self._plot, 1)
            self._column.setStretch(2, 0)
        self._plot.show()
        self._plot.clear()
        return self._plot

    def _made(self) -> "pyqtgraph.PlotWidget":
        return made()
