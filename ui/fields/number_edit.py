"""The line in which a number is typed; what its keys and its wheel mean, its row decides."""

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit

from ui.fields.row import Edge

if TYPE_CHECKING:
    from ui.fields.field import FieldRow

_PLAIN: Final = re.compile(r"[-+−]?[0-9]*([.,][0-9]*)?")
_WHEEL_STEP: Final = 120
_EDIT_MARGIN: Final = 2
"""What Qt keeps free at each end of a line edit."""
_UNIT: Final = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_U)
_STEPS: Final = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}


class NumberEdit(QLineEdit):
    """The control of a FieldRow: passes keys, wheel and focus on to its row, which decides what they mean."""

    def __init__(self, row: "FieldRow") -> None:
        super().__init__(row)
        self._row = row
        self._turned = 0
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def show_text(self, text: str) -> None:
        """Replace the text by what the document says."""
        if text != self.text():
            self.setText(text)
            self.align()

    def align(self) -> None:
        """Put the decimal sign below those of the other fields, as far as the digits leave room."""
        text = self.text()
        margin = 0
        found = _PLAIN.fullmatch(text)
        if found is not None and text:
            metrics = self.fontMetrics()
            behind = metrics.horizontalAdvance(found[1]) if found[1] else 0
            spare = self.width() - 2 * _EDIT_MARGIN - metrics.horizontalAdvance(text) - 2
            margin = max(0, min(self._row.columns.reserve - behind, spare))
        if margin != self.textMargins().right():
            self.setTextMargins(0, 0, margin, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of itself while it has the focus: undo and redo belong to the document, not to the line."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.keyCombination() == _UNIT:
                # Some desktops empty a line with it; here it is the window's, and offers the units.
                event.ignore()
                return True
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo or event.matches(QKeySequence.StandardKey.Redo):
                # The window's shortcut gets it, unless the text itself is in dispute: then undo restores that first.
                event.setAccepted(undo and bool(self._row.error))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._row
        if event.matches(QKeySequence.StandardKey.Undo):
            row.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            row.session.redo()
        elif event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            row.paste()
        elif event.key() in _STEPS:
            row.step(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row.accept()
        elif event.key() == Qt.Key.Key_Escape:
            row.restore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Steps in the field that has the focus; over any other, and while it scrolls, the form scrolls."""
        if not self.hasFocus() or self.isReadOnly() or self._row.host.is_scrolling(event):
            event.ignore()
            return
        self._turned += event.angleDelta().y()
        steps = int(self._turned / _WHEEL_STEP)
        self._turned -= steps * _WHEEL_STEP
        if steps:
            self._row.step(steps)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._turned = 0
        if not self.fits and self.selectedText() == self.text():
            self.setSelection(len(self.text()), -len(self.text()))  # its first digits are in sight
        self.installEventFilter(self)
        self._row.entered()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.removeEventFilter(self)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._row.leave()
        self._row.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._row.show_menu(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.align()

    @property
    def fits(self) -> bool:
        """Whether all of the text can be seen at once."""
        return self.fontMetrics().horizontalAdvance(self.text()) <= self.width() - 2 * _EDIT_MARGIN

    @property
    def seen(self) -> str:
        """What can be seen of the text while nobody edits it: a number never loses its first digits unsaid."""
        room = self.width() - 2 * _EDIT_MARGIN
        return (
            self.text() if self.fits else self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._row.edge() is not Edge.NONE and (self.hasFocus() or self.fits):
            super().paintEvent(event)
            return
        # A derived number stands on the ground of the form; a line edit would paint its own behind it, and of a text
        # that is too long its end.
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        area = self.rect().adjusted(_EDIT_MARGIN, 0, -_EDIT_MARGIN - self.textMargins().right(), 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.seen)
        painter.end()
