"""The strip below the top bar that says why a design cannot be edited, and what can be done about it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from ui import theme
from ui.bar_button import BarButton
from ui.messages import Remedy


class Banner(QWidget):
    """Hidden until `show_text`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
        self._row.setSpacing(theme.GRID)
        self._row.addWidget(self._label, 1)
        self._buttons: list[QToolButton] = []
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._label.text()

    @property
    def buttons(self) -> tuple[QToolButton, ...]:
        """What can be done."""
        return tuple(self._buttons)

    def show_text(self, text: str, *remedies: Remedy) -> None:
        """Say something until `hide`."""
        for button in self._buttons:
            button.deleteLater()
        self._buttons = []
        self._label.setText(text)
        self._label.setAccessibleName(text)
        for remedy in remedies:
            button = BarButton(self)
            button.setText(remedy.text)
            button.setFont(theme.font(bold=True))
            button.clicked.connect(remedy.run)
            self._row.addWidget(button)
            self._buttons.append(button)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        of = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(of.warning_ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(of.line))
        painter.end()
