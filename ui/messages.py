"""The message bar at the foot of the window: one sentence about what happened, and what can be done about it.

Its height is always there, so nothing moves when a message comes; a long sentence gets a second line.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from app.services.i18n import tr
from ui import theme
from ui.bar_button import BarButton

Level = Literal["information", "good", "warning", "error"]

_ICONS = {"information": "info", "good": "info", "warning": "warning", "error": "error"}
_SHOWN_FOR = 12_000
"""Milliseconds a message stays that asks for nothing; warnings and errors stay until they are closed."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What can be done about a message: the word on the button and what it does."""

    text: str
    run: Callable[[], object]


class MessageBar(QWidget):
    """Shows the last message, or quietly where the design is kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messages")
        self._level: Level | None = None
        self._quiet = ""
        self._icon = _Icon(self)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setProperty("tone", "secondary")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.GRID // 2)
        self._close = BarButton(self)
        self._close.setText("×")
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.GRID, 0, theme.GRID, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        self._progress = QProgressBar(self)
        self._progress.setTextVisible(False)
        self._progress.setFixedSize(20 * theme.GRID, theme.GRID // 2)
        row.addWidget(self._progress)
        row.addLayout(self._buttons)
        row.addWidget(self._close)
        self.setMinimumHeight(4 * theme.GRID)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_FOR)
        self._timer.timeout.connect(self.clear)
        self.retranslate()
        self.clear()

    def retranslate(self) -> None:
        """Say in the language in force what the bar itself says; a message that stands stays as it was said."""
        self._close.setAccessibleName(tr("Close the message"))
        self._close.setToolTip(tr("Close the message"))
        self._progress.setAccessibleName(tr("Progress"))

    @property
    def text(self) -> str:
        """The message that stands; empty when there is none."""
        return self._label.text() if self._level else ""

    @property
    def level(self) -> Level | None:
        """How grave the message is."""
        return self._level

    @property
    def remedies(self) -> tuple[str, ...]:
        """The words on the buttons."""
        return tuple(button.text() for button in self._remedies())

    def show_message(self, level: Level, text: str, *remedies: Remedy) -> None:
        """Show a sentence until another one comes, it is closed, or it has been there long enough."""
        self._drop_buttons()
        self._progress.hide()
        self._level = level
        self._label.setText(text)
        self._label.setAccessibleName(text)
        self._set_tone("")
        self._icon.show_icon(_ICONS[level], level)
        before: QWidget | None = None
        for remedy in remedies:
            button = BarButton(self)
            if before is not None:
                self.setTabOrder(before, button)
            before = button
            self.setTabOrder(button, self._close)
            button.setText(remedy.text)
            button.setFont(theme.font(bold=True))
            button.clicked.connect(self._remedied(remedy))
            self._buttons.addWidget(button)
            button.show()
        self._close.setVisible(True)
        self.update()
        if level in ("information", "good") and not remedies:
            self._timer.start()
        else:
            self._timer.stop()

    def show_progress(self, text: str, cancel: Callable[[], object]) -> None:
        """Say what goes on and offer to cancel it, until another message comes."""
        self.show_message("information", text, Remedy(tr("Cancel"), cancel))
        self._progress.setRange(0, 0)
        self._progress.show()
        self._close.hide()

    def set_progress(self, done: int, of: int) -> None:
        """How far it is, while it is still shown."""
        if not self._progress.isHidden() and of > 1:
            self._progress.setRange(0, of)
            self._progress.setValue(done)

    @property
    def progress(self) -> tuple[int, int] | None:
        """How many parts of how many are done, (0, 0) where nobody knows; None when nothing goes on."""
        return None if self._progress.isHidden() else (max(self._progress.value(), 0), self._progress.maximum())

    def show_quiet(self, text: str) -> None:
        """What stands here while there is no message."""
        if text != self._quiet:
            self._quiet = text
            if self._level is None:
                self._label.setText(text)

    def clear(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self._drop_buttons()
        self._progress.hide()
        self._level = None
        self._label.setText(self._quiet)
        self._set_tone("secondary")
        self._icon.show_icon("", "information")
        self._close.setVisible(False)
        self.update()

    def press(self, text: str) -> None:
        """Press the button with this word. Raises LookupError."""
        for button in self._remedies():
            if button.text() == text:
                button.click()
                return
        raise LookupError(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        of = theme.tokens()
        grounds = {"error": of.error_ground, "warning": of.warning_ground}
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(grounds.get(self._level or "", of.ground)))
        painter.fillRect(0, 0, self.width(), 1, QColor(of.line))
        painter.end()

    def _remedied(self, remedy: Remedy) -> Callable[[], None]:
        def run() -> None:
            self.clear()
            remedy.run()

        return run

    def _remedies(self) -> list[QToolButton]:
        items = (self._buttons.itemAt(at) for at in range(self._buttons.count()))
        return [button for item in items if item and isinstance(button := item.widget(), QToolButton)]

    def _drop_buttons(self) -> None:
        for button in self._remedies():
            self._buttons.removeWidget(button)
            button.hide()
            button.deleteLater()

    def _set_tone(self, tone: str) -> None:
        if self._label.property("tone") != tone:
            self._label.setProperty("tone", tone)
            self._label.style().unpolish(self._label)
            self._label.style().polish(self._label)


class _Icon(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = ""
        self._color = ""
        self.setFixedSize(QSize(16, 16))
        self.hide()

    def show_icon(self, name: str, color: str) -> None:
        self._name, self._color = name, color
        self.setVisible(bool(name))
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            painter = QPainter(self)
            theme.paint_icon(painter, self._name, getattr(theme.tokens(), self._color), QPointF(0, 0), 16)
            painter.end()
