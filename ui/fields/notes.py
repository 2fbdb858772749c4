"""The design's name and the notes to it: words, not numbers."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from app.services import edits
from app.services.design import Design
from app.services.document import MAX_CURRENCY, MAX_NAME, readable
from app.services.expressions.refusals import EntryError
from app.services.i18n import tr
from calc.units import CURRENCY
from ui.fields.row import Edge, Host, Row, paragraphs
from ui.theme import GRID

_NOTE_LINES = 6


class NameRow(Row):
    """What the design is called; taken when the field is left."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, "name", tr("Name"), parent)
        self.edit = QLineEdit(self)
        self.edit.setFrame(False)
        self.edit.setMaxLength(MAX_NAME)
        self.edit.setAccessibleName(self.label)
        self.setFocusProxy(self.edit)
        self.edit.editingFinished.connect(self.commit)
        self.show_design(self.session.design)

    def focus_widget(self) -> QWidget:
        return self.edit

    def select(self) -> None:
        super().select()
        self.edit.selectAll()

    def show_design(self, design: Design, *, anew: bool = False) -> None:
        """Show the name."""
        if self.edit.text() != design.document.name:
            self.edit.setText(design.document.name)
            self.edit.setCursorPosition(0)

    def commit(self) -> None:
        """Give the document the name that is typed; an empty one is not taken."""
        name = readable(self.edit.text(), one_line=True).strip()
        if name and name != self.session.document.name:
            self.session.apply("name", lambda document: edits.rename(document, name))
        else:
            self.show_design(self.session.design)

    def control_area(self, width: int) -> QRect:
        left = self.columns.left + 8 * GRID
        return QRect(left, self._pad, width - self.columns.right - left, self.columns.box)

    def place_controls(self, width: int) -> None:
        self.edit.setGeometry(self.control_area(width).adjusted(4, 2, -3, -2))

    def edge(self) -> Edge:
        return Edge.FOCUS if self.edit.hasFocus() else Edge.PLAIN

    def help_text(self) -> str:
        return paragraphs(self.label, tr("What the design is called on the screen, on paper and in its file."))


class CurrencyRow(NameRow):
    """The word that stands for ¤ in prices and costs; taken when the field is left."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        Row.__init__(self, host, "currency", tr("Currency"), parent)
        self.edit = QLineEdit(self)
        self.edit.setFrame(False)
        self.edit.setMaxLength(MAX_CURRENCY)
        self.edit.setPlaceholderText(CURRENCY)
        self.edit.setAccessibleName(self.label)
        self.setFocusProxy(self.edit)
        self.edit.editingFinished.connect(self.commit)
        self.show_design(self.session.design)

    def type_text(self, text: str) -> None:
        """As if it were typed and the field left: taken, or in dispute."""
        self.edit.setText(text)
        self.commit()

    def show_design(self, design: Design, *, anew: bool = False) -> None:
        """Show the currency; a text that was not taken stays while the field has the focus."""
        if self.edit.text() != design.document.currency and not (self.error and self.edit.hasFocus()):
            self.edit.setText(design.document.currency)
            self.set_error("")

    def commit(self) -> None:
        """Give the document the currency that is typed, or say why it is not taken."""
        text = self.edit.text()
        if text != self.session.document.currency:  # a locked design refuses even what changes nothing
            try:
                self.session.apply(self.key, lambda document: edits.set_currency(document, text))
            except EntryError as error:
                self.set_error(error.message)
                return
        self.set_error("")
        self.show_design(self.session.design)

    def control_area(self, width: int) -> QRect:
        return Row.control_area(self, width)

    def edge(self) -> Edge:
        return Edge.ERROR if self.error else super().edge()

    def help_text(self) -> str:
        return paragraphs(self.label, tr("A label for all prices and costs, such as EUR or €; nothing is converted."))


class NotesRow(Row):
    """Free words that go with the design; taken when the field is left."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, "notes", tr("Notes"), parent)
        self.edit = _Words(self)
        self.edit.setAccessibleName(self.label)
        self.edit.setPlaceholderText(tr("What this design is for, where its numbers come from, what to check next."))
        self.setFocusProxy(self.edit)
        self.edit.left.connect(self.commit)
        self.edit.focus_seen.connect(self.update)
        self.show_design(self.session.design)

    def focus_widget(self) -> QWidget:
        return self.edit

    def select(self) -> None:
        super().select()
        self.edit.moveCursor(QTextCursor.MoveOperation.End)

    def show_design(self, design: Design, *, anew: bool = False) -> None:
        """Show the notes; a text that was not taken stays until another design is shown."""
        if self.edit.toPlainText() != design.document.notes and (anew or not self.error):
            self.edit.setPlainText(design.document.notes)
            self.set_error("")

    def commit(self) -> None:
        """Give the document the notes that are typed, or say why they are not taken."""
        notes = readable(self.edit.toPlainText())
        if notes != self.session.document.notes:
            try:
                self.session.apply("notes", lambda document: edits.set_notes(document, notes))
            except EntryError as error:
                self.set_error(error.message)
                return
        self.set_error("")

    def control_area(self, width: int) -> QRect:
        columns = self.columns
        top = self._pad + columns.box
        return QRect(columns.left, top, width - columns.left - columns.right, _NOTE_LINES * columns.line + GRID)

    def place_controls(self, width: int) -> None:
        self.edit.setGeometry(self.control_area(width).adjusted(2, 2, -2, -2))

    def _label_width(self, width: int) -> int:
        return width - self.columns.left - self.columns.right

    def extra_height(self, width: int) -> int:
        return self.control_area(width).height() + GRID // 2

    def edge(self) -> Edge:
        if self.error:
            return Edge.ERROR
        return Edge.FOCUS if self.edit.hasFocus() else Edge.PLAIN

    def help_text(self) -> str:
        return paragraphs(self.label, tr("Saved with the design; no number follows from it."))


class _Words(QPlainTextEdit):
    left = Signal()
    focus_seen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_seen.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
        self.focus_seen.emit()
