"""What a form is scrolled in: up and down only, and a turn of the wheel that scrolls edits no field."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHelpEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QToolTip, QWidget

from ui.fields.row import Row
from ui.theme import GRID

SCROLLING: Final = 600
"""Milliseconds after a turn of the wheel for which the next one still scrolls."""


class Content(QWidget):
    """What is scrolled. Tooltips come here from whatever lies under the pointer: one place instead of ninety."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            under = self.childAt(event.pos())
            while under is not None and not isinstance(under, Row):
                under = under.parentWidget()
            if under is not None:
                QToolTip.showText(event.globalPos(), under.help_text(), under)
                return True
        return super().event(event)


class Scroll(QScrollArea):
    """The scroll area: up and down only."""

    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.scrolled_at = -2 * SCROLLING
        """When the wheel was last turned over the form, in milliseconds of the events' clock."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setSingleStep(3 * GRID)

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        self.scrolled_at = event.timestamp()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
