"""A line that holds one text of the document."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class Line(QLineEdit):
    """Undo and redo are the line's own while what is typed does not hold yet, and the document's as soon as it does."""

    def show_text(self, text: str) -> None:
        """Show what the document says; what was typed is history."""
        same = text == self.text()
        if not same or self.isUndoAvailable() or self.isRedoAvailable():
            cursor = self.cursorPosition() if same else 0
            self.setText(text)  # which empties the line's own history
            self.setCursorPosition(cursor)

    def event(self, event: QEvent) -> bool:
        """Qt asks first whether the line wants the keys of a shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if (event.matches(keys.Undo) and not self.isUndoAvailable()) or (
                event.matches(keys.Redo) and not self.isRedoAvailable()
            ):
                event.ignore()
                return True
        return super().event(event)
