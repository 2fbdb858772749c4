"""Boxes whose edge is seen on every ground, light and dark, as a line of text has it: Fusion draws darker than dark."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from ui import theme
from ui.fields.combo import paint_chosen


class EdgedCombo(QComboBox):
    """A combo box in the colours of the theme."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setBrush(QColor(theme.tokens().hover if self.underMouse() else theme.tokens().surface))
        _paint_edge(painter, self, QRectF(self.rect()))
        paint_chosen(painter, self, self.currentText())
        painter.end()


class EdgedSpinBox(QSpinBox):
    """A number with steps in the colours of the theme."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # Fusion leaves a line free above and below.
        _paint_edge(painter, self, QRectF(self.rect()).adjusted(0, 1, 0, -1))
        painter.end()


def _paint_edge(painter: QPainter, box: QWidget, area: QRectF) -> None:
    of = theme.tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(of.accent if box.hasFocus() else of.edge if box.isEnabled() else of.line), 1.0))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
