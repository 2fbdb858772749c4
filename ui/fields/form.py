"""The form: every field of the design in groups, made from the declarations.

A group's rows are built when it is first unfolded, a row when its choices first ask for it. An edit touches the rows
whose entry changed and those that show derived values; a choice lays the groups out anew.
"""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

import calc.inputs
from app.services.design import Design
from app.services.i18n import N_, tr
from calc.graph import holds, registry, typed_under
from calc.quantity import Choice, Input, Slot
from ui.fields.choice_field import ChoiceRow
from ui.fields.field import FieldRow
from ui.fields.groups import Declared, declared_in, offered, vacancies
from ui.fields.legend import Legend
from ui.fields.material_field import MaterialRow
from ui.fields.notes import CurrencyRow, NameRow, NotesRow
from ui.fields.row import Columns
from ui.fields.scrolling import SCROLLING, Content, Scroll
from ui.fields.section import Heading
from ui.session import Change, Session
from ui.theme import GRID

OPEN_AT_FIRST: Final = ("cell", "cathode", "anode")
NOTES: Final = "notes"
COST: Final = "cost"
WORDS: Final = ("name", "notes", "currency")

AnyRow = FieldRow | ChoiceRow | MaterialRow | NameRow | NotesRow


class _Section:
    """A group: its heading, what is declared in it, and the rows built so far."""

    def __init__(self, key: str, heading: Heading, declared: tuple[Declared, ...]) -> None:
        self.key = key
        self.heading = heading
        self.declared = declared
        self.rows: dict[str, AnyRow] = {}
        self.shown: list[AnyRow] = []
        self.keys = frozenset(d.key for d in declared)


class Form(QWidget):
    """All fields of a session's design."""

    why_requested = Signal(str)
    """The key of a quantity or choice that is to be explained."""
    value_wanted = Signal(str)
    """The key of a derived value that shall be another one."""
    pasted = Signal(object)
    """What became of a piece of a spreadsheet (Pasted)."""
    pending_changed = Signal()
    """What `pending_errors` tells has changed."""
    folding_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.columns = Columns.made()
        self.setFont(self.columns.body)
        self._content = Content()
        self._scroll = Scroll(self)
        self._scroll.setWidget(self._content)
        self._scroll.resized.connect(self.place_rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll)
        layout.addWidget(Legend(self.columns, self))
        self._sections = {key: self._section(key, title) for key, title in calc.inputs.GROUPS.items()}
        self._sections[NOTES] = self._section(NOTES, N_("Name and notes"))
        self._where = {key: section for section in self._sections.values() for key in section.keys}
        self._where.update(dict.fromkeys(WORDS, self._sections[NOTES]))
        self._where["currency"] = self._sections[COST]
        self._editable = True
        self._building = True
        self._ask_library = QTimer(self)
        self._ask_library.setSingleShot(True)
        self._ask_library.timeout.connect(self._look_up_next)
        for key in OPEN_AT_FIRST:
            self._sections[key].heading.setChecked(True)
        self._building = False
        self._arrange()
        self._count_problems(session.design)
        session.changed.connect(self._follow)
        session.settled.connect(self._settled)

    # for the window

    def focus_key(self, key: str) -> bool:
        """Unfold, scroll to and select the field of an input, choice or slot; False when it has none now."""
        section = self._where.get(key)
        if section is None:
            return False
        if key not in WORDS and not any(d.key == key for d in self._in_force(section)):
            return False
        section.heading.setChecked(True)
        row = section.rows[key]
        self._scroll.ensureVisible(0, row.y(), 0, 0)
        self._scroll.ensureVisible(0, row.y() + row.height() // 2, 0, min(row.height(), self._scroll.height() // 2))
        row.select()
        return True

    def type_over(self, key: str, text: str) -> None:
        """Type into a field instead of what is there, as if its keys had been pressed."""
        row = self.row(key)
        if isinstance(row, FieldRow):
            row.type_text(text)

    def choose_unit(self) -> None:
        """Offer the units of the field that has the focus, or had it last."""
        row: QWidget | None = self.focusWidget()
        while row is not None and not isinstance(row, FieldRow):
            row = row.parentWidget()
        if isinstance(row, FieldRow):
            row.choose_unit()

    def set_editable(self, editable: bool) -> None:
        """Whether the fields take anything; groups can be unfolded all the same."""
        if editable != self._editable:
            self._editable = editable
            for row in self._rows():
                row.setEnabled(editable)

    def pending_errors(self) -> dict[str, str]:
        """The fields whose text is not taken, with the sentence that says why."""
        return {row.key: row.error for row in self._rows() if row.error and self._exists(row, self.session.design)}

    def commit(self) -> None:
        """Take what stands in the name and the notes while they still have the focus."""
        for row in (*self._sections[NOTES].rows.values(), self._sections[COST].rows.get("currency")):
            if isinstance(row, NameRow | NotesRow):
                row.commit()

    def unfolded(self) -> tuple[str, ...]:
        """The groups that are open, to be remembered."""
        return tuple(key for key, section in self._sections.items() if section.heading.isChecked())

    def unfold(self, keys: tuple[str, ...]) -> None:
        """Open these groups and fold all others."""
        self._building = True
        for key, section in self._sections.items():
            section.heading.setChecked(key in keys)
        self._building = False
        self._arrange()

    def memory(self) -> dict[str, Any]:
        """The texts that are not taken, where it is scrolled to and which row has the focus."""
        focused: QWidget | None = self.window().focusWidget()
        return {
            "disputed": {row.key: row.edit.text() for row in self._rows()
                         if row.error and isinstance(row, FieldRow | CurrencyRow)},
            "scrolled": self._scroll.verticalScrollBar().value(),
            "focused": next((row.key for row in self._shown() if focused and row.isAncestorOf(focused)), ""),
        }  # fmt: skip

    def recall(self, memory: Mapping[str, Any]) -> None:
        """Type the texts again, and scroll and focus as before."""
        for key, text in memory["disputed"].items():
            self._where[key].heading.setChecked(True)
            row = self.row(key)
            if isinstance(row, FieldRow | CurrencyRow):
                row.type_text(text)
        focused = self.row(memory["focused"])
        if focused is not None:
            focused.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)
        self.place_rows()
        self._scroll.verticalScrollBar().setValue(memory["scrolled"])

    def row(self, key: str) -> AnyRow | None:
        """The row of a key, if it is built."""
        section = self._where.get(key)
        return section.rows.get(key) if section else None

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in order."""
        return tuple(self._sections)

    def declared(self, group: str) -> tuple[Declared, ...]:
        """What is declared in a group, in order, in force or not."""
        return self._sections[group].declared

    def section_rows(self, group: str) -> tuple[AnyRow, ...]:
        """The rows of an unfolded group, from top to bottom."""
        return tuple(self._sections[group].shown)

    def heading(self, group: str) -> Heading:
        """The heading of a group."""
        return self._sections[group].heading

    def sizeHint(self) -> QSize:
        return QSize(self.columns.narrowest + GRID, 80 * GRID)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.columns.narrowest - 4 * GRID, 20 * GRID)

    # building

    def _section(self, key: str, title: str) -> _Section:
        heading = Heading(tr(title), self.columns, self._content)
        section = _Section(key, heading, declared_in(key))
        heading.toggled.connect(self._folded)
        return section

    def _in_force(self, section: _Section) -> Iterator[Declared]:
        """What is typed, chosen or shown in a group under the choices and materials of the design."""
        plan, document = self.session.design.plan, self.session.document
        for declared in section.declared:
            if isinstance(declared, Input) and (declared.quiet or document.vacant(declared)):
                continue
            if isinstance(declared, Slot) and not offered(declared, document.materials):
                continue
            typed = isinstance(declared, Input) and typed_under(declared, plan.choices)
            if typed or holds(declared.when, plan.choices) or declared.key in plan.by_key:
                yield declared

    def _built(self, section: _Section) -> list[AnyRow]:
        """The rows in force of an unfolded group, those that are missing built."""
        if section.key == NOTES:
            if not section.rows:
                section.rows = {"name": NameRow(self, self._content), "notes": NotesRow(self, self._content)}
                for word in section.rows.values():
                    word.setEnabled(self._editable)
            return list(section.rows.values())
        rows: list[AnyRow] = []
        if section.key == COST:
            if "currency" not in section.rows:
                section.rows["currency"] = CurrencyRow(self, self._content)
                section.rows["currency"].setEnabled(self._editable)
            rows.append(section.rows["currency"])
        for declared in self._in_force(section):
            row = section.rows.get(declared.key)
            if row is None:
                row = section.rows[declared.key] = self._made(declared)
                row.setEnabled(self._editable)
            rows.append(row)
        return rows

    def _made(self, declared: Declared) -> AnyRow:
        match declared:
            case Input():
                return FieldRow(self, declared, self._content)
            case Choice():
                return ChoiceRow(self, declared, self._content)
            case Slot():
                return MaterialRow(self, declared, self._content)

    def explain(self, key: str) -> None:
        """A row asks why its value is what it is."""
        self.why_requested.emit(key)

    def want(self, key: str) -> None:
        """A row asks for another value of what is derived."""
        self.value_wanted.emit(key)

    def paste(self, key: str, text: str) -> None:
        """A piece of a spreadsheet is pasted into a row: it fills the fields in sight that follow."""
        from ui.fields.paste import paste

        result = paste(self.session, [row for row in self._shown() if isinstance(row, FieldRow)], key, text, self.row)
        if result is not None:
            self.pasted.emit(result)

    def is_scrolling(self, event: QWheelEvent) -> bool:
        """Whether the form was scrolled a moment ago: a field that comes under the pointer is not meant."""
        return event.timestamp() - self._scroll.scrolled_at < SCROLLING

    def _shown(self) -> Iterator[AnyRow]:
        for section in self._sections.values():
            yield from section.shown

    def _rows(self) -> Iterator[AnyRow]:
        for section in self._sections.values():
            yield from section.rows.values()

    # layout

    def _folded(self) -> None:
        if not self._building:
            self._arrange()
            self.folding_changed.emit()

    def _arrange(self) -> None:
        """Show the rows in force of the unfolded groups, in order, and make Tab follow."""
        order: list[QWidget] = []
        self._building = True
        for section in self._sections.values():
            there = section.key == NOTES or next(self._in_force(section), None) is not None
            section.heading.setVisible(there)
            if there:
                order.append(section.heading)
            shown = self._built(section) if section.heading.isChecked() else []
            for row in section.shown:
                if row not in shown:
                    row.hide()
            section.shown = shown
            for row in shown:
                order.extend(row.focus_widgets())
        self._building = False
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)
        self.place_rows()
        if self._content.isVisible():
            for row in self._shown():
                if row.isHidden():
                    row.show()
        if any(isinstance(row, MaterialRow) and row.unsure for row in self._shown()):
            self._ask_library.start(0)

    def place_rows(self) -> None:
        """Put every heading and row where it belongs at the present width."""
        if self._building:
            return
        width = self._scroll.viewport().width()
        y = 0
        for section in self._sections.values():
            if section.heading.isHidden():
                continue
            tall = section.heading.height_for()
            section.heading.setGeometry(0, y, width, tall)
            y += tall
            for row in section.shown:
                tall = row.height_for(width)
                row.setGeometry(0, y, width, tall)
                y += tall
            y += GRID if section.shown else 0
        self._content.resize(width, y + GRID)

    # following the design

    def _follow(self, change: Change) -> None:
        design, before = change.design, change.before
        if before is None:
            self._renew(design)
        elif change.kind != "save":
            if before.plan is not design.plan or vacancies(before) != vacancies(design):
                self._renew(design, anew=False)
            else:
                self._touch(before, design)

    def _settled(self, change: Change) -> None:
        self._count_problems(change.design)

    def _renew(self, design: Design, *, anew: bool = True) -> None:
        self._building = True
        for row in self._rows():
            if self._exists(row, design):
                row.show_design(design, anew=anew)
            elif isinstance(row, FieldRow):
                row.forget()
        self._building = False
        self._arrange()

    def _exists(self, row: AnyRow, design: Design) -> bool:
        """Whether the choices of the design have a place for the row."""
        key = row.key
        declared = registry().inputs.get(key)
        if declared is not None and design.document.vacant(declared):
            return False
        return (
            key in design.values
            or key in design.plan.choices
            or key in WORDS
            or any(slot.key == key for slot in design.plan.slots)
        )

    def _touch(self, before: Design, design: Design) -> None:
        """Update the rows whose entry, material or derived value changed."""
        old, new = before.document, design.document
        changed: set[str] = set()
        if old.entries is not new.entries:
            changed.update(
                key
                for key in old.entries.keys() | new.entries.keys()
                if old.entries.get(key) is not new.entries.get(key)
            )
        if old.materials is not new.materials:
            slots = {
                s
                for s in old.materials.keys() | new.materials.keys()
                if old.materials.get(s) is not new.materials.get(s)
            }
            changed |= slots
            changed.update(
                key for key, i in registry().inputs.items() if i.material is not None and i.material[0] in slots
            )
        if (old.name, old.notes, old.currency) != (new.name, new.notes, new.currency):
            changed.update(WORDS)
            for price in self._sections[COST].shown:
                price.update()  # its unit
        if old.shown_units is not new.shown_units:
            changed |= {key for key, _ in old.shown_units.items() ^ new.shown_units.items()}
        changed.update(
            row.key
            for row in self._rows()
            if isinstance(row, FieldRow) and row.derived and design.values[row.key] != before.values[row.key]
        )
        for key in changed:
            row = self.row(key)
            if row is not None and self._exists(row, design):
                row.show_design(design)
        if old.materials is not new.materials and any(isinstance(r, MaterialRow) and r.unsure for r in self._shown()):
            self._ask_library.start(0)

    def _count_problems(self, design: Design) -> None:
        """Count the rule findings and the texts in dispute of each group."""
        errors = dict.fromkeys(self._sections, 0)
        warnings = dict.fromkeys(self._sections, 0)
        for finding in design.open_findings:
            count = {"error": errors, "warning": warnings}.get(finding.severity)
            if count is not None:
                for group in {self._where[key].key for key in finding.inputs if key in self._where}:
                    count[group] += 1
        for key in self.pending_errors():
            errors[self._where[key].key] += 1
        for key, section in self._sections.items():
            section.heading.set_problems(errors[key], warnings[key])

    def judged(self) -> None:
        """A text came into dispute or out of it."""
        if not self._building:
            self._count_problems(self.session.design)
            for row in self._shown():
                if row.error and row.focus_widget().hasFocus():  # what is said of it stands below it
                    self._scroll.ensureVisible(0, row.y() + row.height(), 0, 0)
        self.pending_changed.emit()

    def _look_up_next(self) -> None:
        """Ask the library about one material a time, between other events."""
        unsure = [row for row in self._shown() if isinstance(row, MaterialRow) and row.unsure]
        if unsure:
            unsure[0].look_up()
        if len(unsure) > 1:
            self._ask_library.start(0)
