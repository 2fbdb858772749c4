"""A number people type, or the same number derived: one spot on the screen for both."""

import re
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent, QPainter
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.services import edits, expressions, library
from app.services import format as writing
from app.services.design import Design
from app.services.document import Document, Entry
from app.services.expressions.refusals import EntryError
from app.services.i18n import N_, joined, tr
from calc import units
from calc.quantity import Input, label_under
from calc.units import ONE, Unit
from ui.fields.number_edit import NumberEdit
from ui.fields.row import ORIGINS, Edge, Host, Row
from ui.session import Change, StepWords, step_words
from ui.theme import GRID, Tokens

_PIECE: Final = re.compile(r"[\n\r\t]")
"""In a text that is more than what belongs into one field."""
_STEPPED_DIGITS: Final = 4
"""A number of more digits, as goal seek types, steps by its fourth."""


class FieldRow(Row):
    """An input: typed where the choices ask for it, shown where they let it follow."""

    def __init__(self, host: Host, declaration: Input, parent: QWidget) -> None:
        super().__init__(host, declaration.key, tr(declaration.label), parent)
        self.declaration = declaration
        self.derived: bool | None = None
        self.unit: Unit = declaration.unit
        """The unit beside the field, meant where none is typed."""
        self._own_unit = False
        """The text itself names its unit, so the one beside it is not shown."""
        self._entry: Entry | None = None
        self._stepping = False
        self._typing = False
        """The text is just being taken, so it says what the document says."""
        self._pasted: tuple[Document, str] | None = None
        """Before a paste that brought a text which is not taken, and that text."""
        self._reset: QPushButton | None = None
        self.edit = NumberEdit(self)
        self.edit.setAccessibleName(self.label)
        self.setFocusProxy(self.edit)
        self.setMouseTracking(True)
        self.edit.textEdited.connect(self._typed)
        self.show_design(self.session.design)

    # showing

    @property
    def shown_unit(self) -> str:
        """The unit beside the field."""
        return self.unit.symbol

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
        self.set_label(tr(label_under(self.declaration, design.plan.choices)))
        if derived != self.derived:
            self.derived = derived
            self.edit.setReadOnly(derived)
            self._entry = None
            self._judge("")
            self.update()
        if derived:
            self._show_derived(design)
            return
        entry = design.document.shown(self.declaration)
        if entry != self._entry or anew:
            self._entry = entry
            if anew or not self.edit.hasFocus() or not (self._typing or self._says(entry)):
                self._write(entry)
            self._judge("")
        self._show_origin(design)

    def _show_derived(self, design: Design) -> None:
        unit = design.shown_unit(self.key)
        text = design.text(self.key).removesuffix(f"{writing.SPACE}{design.unit_symbol(unit)}")
        self.edit.show_text(text)
        self._set_unit(unit)
        self.set_origin("derived")
        self.set_small(design.basis(self.key))
        self._show_reset(None)

    def _show_origin(self, design: Design) -> None:
        document = design.document
        origin = document.origin(self.key) if self._entry is not None and self._entry.text else ""
        self.set_origin(origin)
        said = origin in ("assumed", "measured") and self.key in document.entries
        self.set_small(design.basis(self.key), tr(ORIGINS[origin]) if said else "")
        self._show_reset(document.supplied(self.declaration) if document.overrides(self.key) else None)

    def _write(self, entry: Entry) -> None:
        self.edit.show_text(entry.text.replace("-", writing.MINUS))
        self._set_unit(units.find(entry.unit))

    def _set_unit(self, unit: Unit, *, own: bool = False) -> None:
        if unit != self.unit or own != self._own_unit:
            self.unit, self._own_unit = unit, own
            self.update()

    def forget(self) -> None:
        """The choices have no place for the field now: drop what was typed but not taken, and that it was derived."""
        self.derived = None
        self._entry = None
        self._judge("")

    def _says(self, entry: Entry) -> bool:
        """Whether the text already says what the document says."""
        try:
            parsed = expressions.parse_input(self.edit.text(), self.declaration, self.unit)
        except EntryError:
            return False
        return parsed.typed == (entry.text, entry.unit)

    # typing

    def type_text(self, text: str) -> None:
        """As if it were typed: taken, or in dispute."""
        self.edit.setText(text)
        self._typed(text)

    def _typed(self, text: str) -> None:
        self.edit.align()
        if self.derived:
            return
        if self._stepping:
            self._stepping = False
            self.session.end_typing()
        self._typing = True
        try:
            self.session.edit(self.key, text, self.unit.symbol)
        except EntryError as refused:
            self._judge(joined((refused.message, self._stands()), " "))
            return
        finally:
            self._typing = False
        self._entry = self.session.document.shown(self.declaration)
        self._set_unit(self.unit, own=self._entry.unit != self.unit.symbol)
        self._judge("")

    def _stands(self) -> str:
        """What counts while the text does not: it may be what the first of its digits said."""
        design = self.session.design
        entry = design.document.shown(self.declaration)
        return tr("The design goes on with {value}.", value=design.entry_text(entry)) if entry.text else ""

    def entered(self) -> None:
        """The focus came; a screen reader now gets to know more than the name."""
        if not self.error:
            origin = tr(ORIGINS[self._origin]) if self._origin else ""
            words = [self.unit.symbol if self.unit.symbol != ONE.symbol else "", self._small_text(), origin]
            self.edit.setAccessibleDescription(joined(words))
        self.update()

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

    def leave(self) -> None:
        """The focus went elsewhere; a text in dispute stays in sight."""
        self.session.end_typing()
        self._stepping = False
        if not self.error and not self.derived:
            self._tidy()

    def _tidy(self) -> None:
        self._entry = self.session.document.shown(self.declaration)
        self._own_unit = False
        self._write(self._entry)
        self.update()

    def undo(self) -> None:
        """Take back what is in dispute, else the last step."""
        if self.error:
            self.restore()
        else:
            self.session.undo()

    def step(self, count: int) -> None:
        """Up or down by one unit of the last typed digit, at most of the fourth; it stops at the limits."""
        if self.derived or self.error:
            return
        entry = self.session.document.shown(self.declaration)
        try:
            value = Decimal(entry.text)
        except InvalidOperation:
            return
        exponent = value.as_tuple().exponent
        whole = self.declaration.integer and entry.unit == self.declaration.unit.symbol
        finest = max(int(exponent), value.adjusted() - _STEPPED_DIGITS + 1) if value else int(exponent)
        last = Decimal(1) if whole else Decimal(1).scaleb(finest)
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
        if self.set_error(sentence):
            self.host.judged()

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
        symbol = self.session.design.unit_symbol(self.unit)
        if symbol == ONE.symbol or self._own_unit:
            return
        painter.setFont(self.columns.body)
        painter.setPen(QColor(colors.secondary))
        painter.drawText(self._unit_area(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), symbol)

    # asking

    def help_text(self) -> str:
        from ui.fields import asking

        return asking.help_text(self)

    def show_menu(self, at: QPoint) -> None:
        """Offer what can be done with the value."""
        self.menu().popup(at)

    def menu(self) -> QMenu:
        """What can be done with the value; it deletes itself when closed."""
        from ui.fields import asking

        return asking.menu(self)

    def unit_menu(self) -> QMenu | None:
        """The units that the field can show; None where there is only one. It deletes itself when closed."""
        from ui.fields import asking

        return asking.unit_menu(self)

    def choose_unit(self) -> None:
        """Offer the units below the one that is shown."""
        menu = self.unit_menu()
        if menu is not None:
            menu.setActiveAction(next((a for a in menu.actions() if a.isChecked()), menu.actions()[0]))
            menu.popup(self.mapToGlobal(self._unit_area().bottomLeft()))

    def show_in(self, symbol: str) -> None:
        """Show another unit, one undo step; a text in dispute stays, and is read anew."""
        label = StepWords(N_("Unit of {field}"), field=partial(step_words, self.key))
        disputed = self.edit.text() if self.error and not self.derived else None
        self.session.end_typing()
        self.session.apply(label, lambda document: edits.show_in(document, self.key, symbol))
        if disputed is not None:
            self.edit.show_text(disputed)
            self._typed(disputed)
        elif not self.derived:
            self._tidy()

    def _unit_area(self) -> QRect:
        area = super().control_area(self.width())
        return QRect(area.right() + 1 + GRID // 2, area.top(), self.columns.unit + GRID // 2, area.height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        there = self._unit_area().contains(event.position().toPoint()) and not self._own_unit
        if there and expressions.offered(self.declaration):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        there = self._unit_area().contains(event.position().toPoint()) and not self._own_unit
        if event.button() == Qt.MouseButton.LeftButton and there and expressions.offered(self.declaration):
            self.choose_unit()
        else:
            super().mousePressEvent(event)

    def copy_value(self) -> None:
        """Put the value with all its digits and its unit on the clipboard."""
        design = self.session.design
        if self.derived:
            unit = design.shown_unit(self.key)
            digits = writing.full(float(design.values[self.key]), unit)
            text = writing.with_unit(digits.replace("-", writing.MINUS), unit)
        else:
            text = design.text(self.key)
        QGuiApplication.clipboard().setText(text.replace(writing.SPACE, " "))

    def paste(self) -> None:
        """Paste where the cursor is; a piece of a spreadsheet fills the fields that follow, too."""
        text = QGuiApplication.clipboard().text()
        if _PIECE.search(text.strip()):
            self.host.paste(self.key, text)
        else:
            self.edit.insert(text.strip())
            self._typed(self.edit.text())

    def paste_over(self) -> None:
        """Paste in the place of what stands there, one undo step."""
        self.session.end_typing()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.selectAll()
        self.paste()
        self.session.end_typing()

    def dispute(self, text: str, sentence: str, before: Document | None = None) -> None:
        """Show a text that is not taken, and why. It goes when an undo brings the document `before` back."""
        self.edit.show_text(text)
        self._judge(sentence)
        if before is None:
            return
        if self._pasted is None:
            self.session.changed.connect(self._withdraw)
        self._pasted = before, text

    def _withdraw(self, change: Change) -> None:
        """The refused text goes with the paste that brought it; what was typed since stays."""
        if self._pasted is None or change.design.document is not self._pasted[0]:
            return
        text, self._pasted = self._pasted[1], None
        self.session.changed.disconnect(self._withdraw)
        if self.error and not self.derived and self.edit.text() == text:
            self._judge("")
            self._tidy()

    def mark_measured(self, measured: bool) -> None:
        """Say whether the value was measured."""
        self.session.apply(self.key, lambda document: edits.set_measured(document, self.key, measured))

    def mark(self, assumed: bool) -> None:
        """Say whether the value is assumed."""
        self.session.apply(self.key, lambda document: edits.set_assumed(document, self.key, assumed))
