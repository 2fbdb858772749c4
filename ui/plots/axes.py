"""How every plot of the program looks: made here once, coloured anew with the theme."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui import theme

if TYPE_CHECKING:
    import pyqtgraph


def made() -> "pyqtgraph.PlotWidget":
    """An empty plot; the plotting library is loaded here."""
    import pyqtgraph

    plot = pyqtgraph.PlotWidget()
    plot.setMenuEnabled(False)
    plot.hideButtons()
    plot.setMouseEnabled(False, False)
    for stop in (plot, plot.viewport()):  # keys do nothing in either
        stop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    # Opaque major lines under the curve: blended ones cost ten times all the rest.
    plot.showGrid(x=True, y=True, alpha=1)
    for side in ("bottom", "left"):
        axis = plot.getAxis(side)
        axis.setStyle(tickAlpha=255, maxTickLevel=0, tickFont=theme.font("caption"))
        axis.enableAutoSIPrefix(False)
        axis.setZValue(-1000)
    coloured(plot)
    return plot


def coloured(plot: "pyqtgraph.PlotWidget") -> None:
    """Give a plot the colours in force."""
    of = theme.tokens()
    plot.setBackground(of.surface)
    for side in ("bottom", "left"):
        axis = plot.getAxis(side)
        axis.setPen(of.edge)
        axis.setTickPen(of.line)
        axis.setTextPen(of.secondary)
