"""The flat buttons of bars and headings: words, a sign, or a menu."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton, QWidget

_SPARE = QSize(2, 0)
"""Qt measures words with another typeface in them a pixel short, and then elides them."""


class BarButton(QToolButton):
    """Without a frame until the mouse is over it; as wide as its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", True)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + _SPARE
