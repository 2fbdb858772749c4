"""A number people type, or the same number derived: one spot on the screen for both."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPalette,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from app.services import edits, expressions, library
from app.services import format as writing
from app.services.design import Design
from app.services.document import Entry
from app.services.expressions import EntryError
from app.services.i18n import tr
from calc import units
from calc.quantity import Input
from calc.units import ONE, Unit
from ui.fields.row import Columns, Edge, Row, origin_help, paragraphs
from ui.session import Session
from ui.theme import GRID, Tokens

_PLAIN: Final = re.compile(r"[-+−]?[0-9]*([.,][0-9]*)?")
_WHEEL_STEP: Final = 120


class NumberEdit(QLineEdit):
    """The control of a FieldRow: keys, wheel and focus; the row decides what they mean."""

    entered = Signal()
    """Enter was pressed."""
    left = Signal()
    """The focus went elsewhere, not to a menu of its own."""
    escaped = Signal()
    stepped = Signal(int)
    """Up or down by so many steps."""
    undo_asked = Signal()
    redo_asked = Signal()
    focus_seen = Signal()
    """The focus came or went: the edge changes."""

    def __init__(self, columns: Columns, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns
        self._turned = 0
        self.flagged = False
        """The text is not accepted: undo takes that back first."""
        self.setFrame(False)
        self.setFont(columns.body)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        clear = QPalette()
        clear.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
        self.setPalette(clear)
        self.textChanged.connect(self._align)

    def _align(self, text: str) -> None:
        """Put the decimal sign below those of the other fields."""
        found = _PLAIN.fullmatch(text)
        behind = 0
        if found is not None and found[1]:
            behind = self.fontMetrics().horizontalAdvance(found[1])
        margin = max(0, self._columns.reserve - behind) if found is not None else 0
        if margin != self.textMargins().right():
            self.setTextMargins(0, 0, margin, 0)

    def event(self, event: QEvent) -> bool:
        # Undo and redo are the document's: the window's shortcuts get them, unless the text itself is in dispute.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo or event.matches(QKeySequence.StandardKey.Redo):
                event.setAccepted(undo and self.flagged)
                return event.isAccepted()
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._row().show_help(event.globalPos())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_asked.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            up = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp)
            many = event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
            self.stepped.emit((1 if up else -1) * (10 if many else 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Steps in the field that has the focus; over any other the form scrolls."""
        if not self.hasFocus() or self.isReadOnly():
            event.ignore()
            return
        self._turned += event.angleDelta().y()
        steps = int(self._turned / _WHEEL_STEP)
        self._turned -= steps * _WHEEL_STEP
        if steps:
            self.stepped.emit(steps)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._turned = 0
        self.focus_seen.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
        self.focus_seen.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._row().show_menu(event.globalPos())

    def _row(self) -> "FieldRow":
        row = self.parentWidget()
        assert isinstance(row, FieldRow)
        return row


class FieldRow(Row):
    """An input: typed where the choices ask for it, shown where they let it follow."""

    judged = Signal()
    """Whether the text is taken may have changed."""

    def __init__(self, session: Session, declaration: Input, columns: Columns, parent: QWidget) -> None:
        super().__init__(declaration.key, tr(declaration.label), columns, parent)
        self.session = session
        self.declaration = declaration
        self.derived: bool | None = None
        self._unit: Unit = declaration.unit
        """The unit beside the field, meant where none is typed."""
        self._own_unit = False
        """The text itself names its unit, so the one beside it is not shown."""
        self._entry: Entry | None = None
        self._stepping = False
        self._reset: QPushButton | None = None
        self.edit = NumberEdit(columns, self)
        self.edit.setAccessibleName(self.label)
        self.setFocusProxy(self.edit)
        edit = self.edit
        edit.textEdited.connect(self._typed)
        edit.entered.connect(self.accept)
        edit.left.connect(self._leave)
        edit.escaped.connect(self.restore)
        edit.stepped.connect(self._step)
        edit.undo_asked.connect(self._undo)
        edit.redo_asked.connect(session.redo)
        edit.focus_seen.connect(self.update)
        self.show_design(session.design)

    # showing

    def focus_widget(self) -> QWidget:
        return self.edit

    def focus_widgets(self) -> list[QWidget]:
        return [self.edit] if self._reset is None or self._reset.isHidden() else [self.edit, self._reset]

    def select(self) -> None:
        super().select()
        self.edit.selectAll()

    def show_design(self, design: Design, *, anew: bool = False) -> None:
        """Show what the document says. A text in dispute stays while its entry does; `anew` drops it."""
        derived = self.key in design.plan.by_key
        if derived != self.derived:
            self.derived = derived
            self.edit.setReadOnly(derived)
            self._entry = None
            self._judge("")
            self.update()
        if derived:
            self._show_derived(design)
            return
        entry = design.document.entry(self.declaration)
        if entry != self._entry or anew:
            self._entry = entry
            if anew or not self.edit.hasFocus() or not self._says(entry):
                self._write(entry)
            self._judge("")
        self._show_origin(design)

    def _show_derived(self, design: Design) -> None:
        unit = self.declaration.unit
        text = design.text(self.key).removesuffix(f"{writing.SPACE}{unit.symbol}")
        if self.edit.text() != text:
            self.edit.setText(text)
            self.edit.setCursorPosition(0)
        self._set_unit(unit)
        self.set_origin("derived")
        self.set_small((design.basis(self.key), "secondary"))
        self._show_reset(None)

    def _show_origin(self, design: Design) -> None:
        document = design.document
        origin = document.origin(self.key) if self._entry is not None and self._entry.text else ""
        self.set_origin(origin)
        assumed = tr("assumed") if origin == "assumed" and self.key in document.entries else ""
        self.set_small((design.basis(self.key), "secondary"), (assumed, "warning"))
        self._show_reset(document.supplied(self.declaration) if document.overrides(self.key) else None)

    def _write(self, entry: Entry) -> None:
        text = entry.text.replace("-", writing.MINUS)
        if self.edit.text() != text:
            self.edit.setText(text)
        self._set_unit(units.find(entry.unit))

    def _set_unit(self, unit: Unit, *, own: bool = False) -> None:
        if unit != self._unit or own != self._own_unit:
            self._unit, self._own_unit = unit, own
            self.update()

    def _says(self, entry: Entry) -> bool:
        """Whether the text already says what the document says."""
        try:
            parsed = expressions.parse_input(self.edit.text(), self.declaration, self._unit)
        except EntryError:
            return False
        return parsed.typed == (entry.text, entry.unit)

    # typing

    def _typed(self, text: str) -> None:
        if self.derived:
            return
        if self._stepping:
            self._stepping = False
            self.session.end_typing()
        try:
            self.session.edit(self.key, text, self._unit.symbol)
        except EntryError as refused:
            self._judge(refused.message)
            return
        self._entry = self.session.document.entry(self.declaration)
        self._set_unit(self._unit, own=self._entry.unit != self._unit.symbol)
        self._judge("")

    def accept(self) -> None:
        """The text is finished: show it as the document keeps it. One that is not taken stays."""
        self.session.end_typing()
        if not self.error and not self.derived:
            self._tidy()
            self.edit.selectAll()

    def restore(self) -> None:
        """Show the last good value again."""
        if not self.derived:
            self._judge("")
            self._tidy()
            self.edit.selectAll()

    def _leave(self) -> None:
        self.session.end_typing()
        self._stepping = False
        if not self.error and not self.derived:
            self._tidy()

    def _tidy(self) -> None:
        self._entry = self.session.document.entry(self.declaration)
        self._own_unit = False
        self._write(self._entry)
        self.update()

    def _undo(self) -> None:
        if self.error:
            self.restore()
        else:
            self.session.undo()

    def _step(self, count: int) -> None:
        """Up or down by one unit of the last typed digit; it stops at the limits."""
        if self.derived or self.error:
            return
        entry = self.session.document.entry(self.declaration)
        try:
            value = Decimal(entry.text)
        except InvalidOperation:
            return
        exponent = value.as_tuple().exponent
        whole = self.declaration.integer and entry.unit == self.declaration.unit.symbol
        last = Decimal(1) if whole else Decimal(1).scaleb(int(exponent))
        stepped = value + count * last
        text = f"{stepped:f}" if -12 < int(exponent) < 12 else f"{stepped:e}"
        if not self._stepping:
            self._stepping = True
            self.session.end_typing()
        try:
            self.session.edit(self.key, text, entry.unit)
        except EntryError:
            return  # at a limit, which the tooltip tells
        self._tidy()

    def _judge(self, sentence: str) -> None:
        self.edit.flagged = bool(sentence)
        if self.set_error(sentence):
            self.judged.emit()

    # material

    def _show_reset(self, supplied: library.Property | None) -> None:
        """The way back to the material, while a typed value stands over it."""
        if supplied is None:
            if self._reset is not None and not self._reset.isHidden():
                self._reset.hide()
                self.remeasure()
            return
        if self._reset is None:
            self._reset = QPushButton(self)
            self._reset.setFlat(True)
            self._reset.setFont(self.columns.caption)
            self._reset.setCursor(Qt.CursorShape.PointingHandCursor)
            self._reset.setStyleSheet(
                "QPushButton { border: none; background: transparent; padding: 0; min-width: 0; color: palette(link);"
                " text-align: left; } QPushButton:hover, QPushButton:focus { text-decoration: underline; }"
            )
            self._reset.clicked.connect(self.reset_to_material)
            self._reset.hide()
        value = writing.with_unit(supplied.text.replace("-", writing.MINUS), units.find(supplied.unit))
        self._reset.setText(tr("Material: {value}", value=value))
        self._reset.setToolTip(tr("Take the material's value again."))
        if self._reset.isHidden():
            self._reset.show()
            self.remeasure()
        self.place_controls(self.width())

    def reset_to_material(self) -> None:
        """Take away what was typed over the material's value."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.session.reset_to_material(self.key)
        self.restore()

    # layout and looks

    def control_area(self, width: int) -> QRect:
        area = super().control_area(width)
        if self._own_unit:
            area.setRight(width - self.columns.right - 1)
        return area

    def place_controls(self, width: int) -> None:
        self.edit.setGeometry(super().control_area(width).adjusted(2, 2, -3, -2))
        if self._reset is not None:
            hint = self._reset.sizeHint()
            room = width - self.columns.left - self.columns.right
            top = self._measure(width)[0] - self._reset_height() - self._pad
            if self.error:
                top -= self._error_height(width) + GRID // 2
            self._reset.setGeometry(self.columns.left, top, min(hint.width(), room), self._reset_height())

    def extra_height(self, width: int) -> int:
        return self._reset_height() if self._reset is not None and not self._reset.isHidden() else 0

    def _reset_height(self) -> int:
        return self.columns.small_line + 2

    def edge(self) -> Edge:
        if self.error:
            return Edge.ERROR
        if self.edit.hasFocus():
            return Edge.FOCUS
        return Edge.NONE if self.derived else Edge.PLAIN

    def paint(self, painter: QPainter, colors: Tokens) -> None:
        super().paint(painter, colors)
        symbol = self._unit.symbol
        if symbol == ONE.symbol or self._own_unit:
            return
        area = super().control_area(self.width())
        painter.setFont(self.columns.body)
        painter.setPen(QColor(colors.secondary))
        place = QRect(area.right() + 1 + GRID // 2, area.top(), self.columns.unit + GRID // 2, area.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), symbol)

    # asking

    def help_text(self) -> str:
        design, declared = self.session.design, self.declaration
        title = f"{self.label}  {_symbol(declared.symbol)}"
        lines = [tr(declared.help), self._limits()]
        if declared.default and not declared.optional:
            lines.append(tr("Usual: {value}", value=_told(declared.default, declared.unit)))
        origin = str(design.origin(self.key))
        lines.append(origin_help(origin))
        document = design.document
        if not self.derived:
            supplied = document.supplied(declared)
            if supplied is not None and declared.material is not None:
                material = document.materials[declared.material[0]]
                value = _told(supplied.text, units.find(supplied.unit))
                lines.append(tr("{material}: {value}", material=material.name, value=value))
                if supplied.note:
                    lines.append(supplied.note)
            source = design.source(self.key)
            if source:
                lines.append(tr("Source: {source}", source=library.source(source).title))
            elif origin == "material":
                lines.append(tr("Source: uncited"))
        return paragraphs(title, *lines)

    def _limits(self) -> str:
        declared = self.declaration
        if declared.low == declared.high:
            return ""
        low, high = (_told(_short(limit), declared.unit) for limit in (declared.low, declared.high))
        return tr("Limits: {low} to {high}", low=low, high=high)

    def show_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.popup(at)

    def menu(self) -> QMenu:
        """What can be done with the value; it deletes itself when closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        design, document = self.session.design, self.session.document
        menu.addAction(tr("Why {value}?", value=design.text(self.key)), lambda: self.why.emit(self.key))
        menu.addSeparator()
        menu.addAction(tr("Copy value"), self.copy_value)
        if not self.derived:
            paste = menu.addAction(tr("Paste"), self._paste)
            paste.setEnabled(bool(QGuiApplication.clipboard().text().strip()))
            menu.addSeparator()
            entry = document.entries.get(self.key)
            if entry is not None and entry.text:
                words = tr("Mark as stated") if entry.assumed else tr("Mark as assumed")
                menu.addAction(words, lambda: self._mark(not entry.assumed))
            if document.overrides(self.key):
                menu.addAction(tr("Reset to the material's value"), self.reset_to_material)
            if self.error:
                menu.addAction(tr("Restore the last good value"), self.restore)
        return menu

    def copy_value(self) -> None:
        """Put the value with all its digits and its unit on the clipboard."""
        design = self.session.design
        if self.derived:
            value = writing.full(float(design.values[self.key]), self.declaration.unit)
            text = _told(value, self.declaration.unit)
        else:
            text = design.text(self.key)
        QGuiApplication.clipboard().setText(text.replace(writing.SPACE, " "))

    def _paste(self) -> None:
        self.session.end_typing()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.selectAll()
        self.edit.insert(QGuiApplication.clipboard().text().strip())
        self._typed(self.edit.text())
        self.session.end_typing()

    def _mark(self, assumed: bool) -> None:
        self.session.apply(self.key, lambda document: edits.set_assumed(document, self.key, assumed))


def _symbol(symbol: str) -> str:
    from calc.formula import symbol_text

    return symbol_text(symbol)


def _told(text: str, unit: Unit) -> str:
    return writing.with_unit(text.replace("-", writing.MINUS), unit)


def _short(limit: float) -> str:
    return writing.full(limit, ONE)
