"""What the marks beside the numbers of a form mean."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.services.i18n import tr
from ui import theme
from ui.fields.row import ORIGINS, Columns, paint_mark
from ui.theme import GRID


class Legend(QWidget):
    """What the marks beside the numbers mean."""

    def __init__(self, columns: Columns, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns
        self._words = [(origin, tr(words)) for origin, words in ORIGINS.items() if origin != "constant"]
        self._flow(columns.narrowest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._flow(self.width())

    def _flow(self, width: int) -> None:
        """Put the words side by side, in a second line when there is no more room."""
        metrics = QFontMetrics(self._columns.caption)
        line = self._columns.small_line + GRID // 2
        x, y = self._columns.left, GRID // 2
        self._places: list[tuple[str, str, QRect]] = []
        for origin, words in self._words:
            wide = metrics.horizontalAdvance(words) + GRID + 3
            if x + wide > width and x > self._columns.left:
                x, y = self._columns.left, y + line
            self._places.append((origin, words, QRect(x, y, wide, line)))
            x += wide + 2 * GRID
        self.setFixedHeight(y + line + GRID // 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme.tokens()
        painter = QPainter(self)
        painter.setPen(QColor(colors.line))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setFont(self._columns.caption)
        for origin, words, area in self._places:
            paint_mark(painter, origin, QPointF(area.left() + 2, area.center().y() + 0.5), colors)
            painter.setPen(QColor(colors.secondary))
            painter.drawText(area.adjusted(GRID + 2, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()
