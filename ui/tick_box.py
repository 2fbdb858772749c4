"""A box to tick, with an edge that is seen on every ground, light and dark: Fusion draws it darker than dark."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from ui import theme

_ROUND: Final = 3.0
_TICK: Final = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.30))
"""The corners of the tick, in widths of the box."""
_WORDS: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic)


class TickBox(QCheckBox):
    """A check box in the colours of the theme."""

    def paintEvent(self, event: QPaintEvent) -> None:
        of, style, option = theme.tokens(), self.style(), QStyleOptionButton()
        self.initStyleOption(option)
        part = QStyle.SubElement
        square = style.subElementRect(part.SE_CheckBoxIndicator, option, self)
        words = style.subElementRect(part.SE_CheckBoxContents, option, self)
        side = min(square.width(), square.height())
        box = QRectF(square.x(), square.center().y() - (side - 1) // 2, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
        on, enabled = self.isChecked(), self.isEnabled()
        ink = of.edge if not enabled else of.accent if on or self.underMouse() else of.edge
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(ink), 1.0))
        painter.setBrush(QColor(ink if on else of.surface))
        painter.drawRoundedRect(box, _ROUND, _ROUND)
        if on:
            corners = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in _TICK]
            painter.setPen(QPen(QColor(of.on_accent if enabled else of.surface), 1.8))
            painter.drawPolyline(QPolygonF(corners))
        if self.text():
            painter.setFont(self.font())
            role = self.palette().currentColorGroup(), self.foregroundRole()
            painter.setPen(self.palette().color(*role))
            painter.drawText(words, _WORDS, self.text())
        if self.hasFocus():
            ring = QRectF(words).united(QRectF(square)) if self.text() else QRectF(self.rect())
            theme.paint_focus(painter, ring.adjusted(-2, -2, 2, 2).intersected(QRectF(self.rect())))
        painter.end()
