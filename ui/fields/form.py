"""The form: every field of the design in groups, made from the declarations.

A group's rows are built when it is first unfolded, a row when its choices first ask for it. An edit touches the rows
whose entry changed and those that show derived values; a choice lays the groups out anew.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

import calc.inputs
from app.services.design import Design
from app.services.i18n import N_, tr
from calc.graph import holds, registry
from calc.quantity import Choice, Input, Slot
from ui import theme
from ui.fields.choice_field import ChoiceRow
from ui.fields.field import FieldRow
from ui.fields.material_field import MaterialRow
from ui.fields.notes import NameRow, NotesRow
from ui.fields.row import ORIGINS, Columns, Row, paint_mark
from ui.fields.section import Heading
from ui.session import Change, Session
from ui.theme import GRID

OPEN_AT_FIRST: Final = ("cell", "cathode", "anode")
NOTES: Final = "notes"
WORDS: Final = ("name", "notes")

Declared = Input | Choice | Slot
AnyRow = FieldRow | ChoiceRow | MaterialRow | NameRow | NotesRow


class _Section:
    """A group: its heading, what is declared in it, and the rows built so far."""

    def __init__(self, key: str, heading: Heading, declared: tuple[Declared, ...]) -> None:
        self.key = key
        self.heading = heading
        self.declared = declared
        self.rows: dict[str, AnyRow] = {}
        self.keys = frozenset(d.key for d in declared)


class Form(QWidget):
    """All fields of a session's design."""

    why_requested = Signal(str)
    """The key of a quantity or choice that is to be explained."""
    pending_changed = Signal()
    """What `pending_errors` tells has changed."""
    folding_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.columns = Columns.made()
        self._content = QWidget()
        self._scroll = _Scroll(self)
        self._scroll.setWidget(self._content)
        self._scroll.resized.connect(self._place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll)
        layout.addWidget(_Legend(self.columns, self))
        self._sections = {key: self._section(key, title) for key, title in calc.inputs.GROUPS.items()}
        self._sections[NOTES] = self._section(NOTES, N_("Name and notes"))
        self._where = {key: section for section in self._sections.values() for key in section.keys}
        self._where.update(dict.fromkeys(WORDS, self._sections[NOTES]))
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

    def pending_errors(self) -> dict[str, str]:
        """The fields whose text is not taken, with the sentence that says why."""
        return {row.key: row.error for row in self._rows() if row.error and not row.isHidden()}

    def commit(self) -> None:
        """Take what stands in the name and the notes while they still have the focus."""
        for row in self._sections[NOTES].rows.values():
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

    def row(self, key: str) -> AnyRow | None:
        """The row of a key, if it is built."""
        section = self._where.get(key)
        return section.rows.get(key) if section else None

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
        section = _Section(key, heading, _declared(key))
        heading.toggled.connect(self._folded)
        return section

    def _in_force(self, section: _Section) -> Iterator[Declared]:
        """What is typed, chosen or shown in a group under the choices of the design."""
        plan = self.session.design.plan
        for declared in section.declared:
            if holds(declared.when, plan.choices) or declared.key in plan.by_key:
                yield declared

    def _built(self, section: _Section) -> list[AnyRow]:
        """The rows in force of an unfolded group, those that are missing built."""
        if section.key == NOTES:
            if not section.rows:
                for made in (NameRow(self.session, self.columns, self._content), NotesRow(self.session, self.columns, self._content)):
                    section.rows[made.key] = self._connected(made)
            return list(section.rows.values())
        rows = []
        for declared in self._in_force(section):
            row = section.rows.get(declared.key)
            if row is None:
                row = section.rows[declared.key] = self._connected(self._made(declared))
            rows.append(row)
        return rows

    def _made(self, declared: Declared) -> AnyRow:
        match declared:
            case Input():
                row = FieldRow(self.session, declared, self.columns, self._content)
                row.judged.connect(self._judged)
                return row
            case Choice():
                return ChoiceRow(self.session, declared, self.columns, self._content)
            case Slot():
                return MaterialRow(self.session, declared, self.columns, self._content)

    def _connected(self, row: AnyRow) -> AnyRow:
        row.why.connect(self.why_requested)
        row.resized.connect(self._place)
        return row

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
            order.append(section.heading)
            shown = self._built(section) if section.heading.isChecked() else []
            for row in section.rows.values():
                row.setVisible(row in shown)
            section.heading.show()
            for row in shown:
                order.extend(row.focus_widgets())
        self._shown = [
            (section.heading, [row for row in self._built(section)] if section.heading.isChecked() else [])
            for section in self._sections.values()
        ]
        self._building = False
        for before, after in zip(order, order[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self._place()
        if any(isinstance(row, MaterialRow) and row.unsure for row in self._rows()):
            self._ask_library.start(0)

    def _place(self) -> None:
        """Put every heading and row where it belongs at the present width."""
        if self._building:
            return
        width = self._scroll.viewport().width()
        y = 0
        for heading, rows in self._shown:
            tall = heading.height_for()
            heading.setGeometry(0, y, width, tall)
            y += tall
            for row in rows:
                tall = row.height_for(width)
                row.setGeometry(0, y, width, tall)
                row.place_controls(width)
                y += tall
            y += GRID if rows else 0
        self._content.resize(width, y + GRID)

    # following the design

    def _follow(self, change: Change) -> None:
        design, before = change.design, change.before
        if before is None:
            self._renew(design)
        elif change.kind != "save":
            if before.plan is not design.plan:
                self._renew(design, anew=False)
            else:
                self._touch(before, design)
        self._count_problems(design)

    def _renew(self, design: Design, *, anew: bool = True) -> None:
        self._building = True
        for row in self._rows():
            if anew or row.key in WORDS or self._exists(row, design):
                row.show_design(design, anew=anew)
        self._building = False
        self._arrange()

    def _exists(self, row: AnyRow, design: Design) -> bool:
        key = row.key
        return key in design.values or key in design.plan.choices or any(slot.key == key for slot in design.plan.slots)

    def _touch(self, before: Design, design: Design) -> None:
        """Update the rows whose entry, material or derived value changed."""
        old, new = before.document, design.document
        changed: set[str] = set()
        if old.entries is not new.entries:
            changed.update(key for key in old.entries.keys() | new.entries.keys() if old.entries.get(key) is not new.entries.get(key))
        if old.materials is not new.materials:
            slots = {s for s in old.materials.keys() | new.materials.keys() if old.materials.get(s) is not new.materials.get(s)}
            changed |= slots
            changed.update(key for key, i in registry().inputs.items() if i.material is not None and i.material[0] in slots)
        if old.name != new.name or old.notes != new.notes:
            changed.update(WORDS)
        changed.update(key for key in registry().inputs.keys() & design.plan.by_key.keys())
        for key in changed:
            row = self.row(key)
            if row is not None and not row.isHidden():
                row.show_design(design)
            elif row is not None and key in design.values:
                row.show_design(design)
        if old.materials is not new.materials and any(isinstance(r, MaterialRow) and r.unsure for r in self._rows()):
            self._ask_library.start(0)

    def _count_problems(self, design: Design) -> None:
        """Count the rule findings and the texts in dispute of each group."""
        errors = dict.fromkeys(self._sections, 0)
        warnings = dict.fromkeys(self._sections, 0)
        for finding in design.findings:
            count = {"error": errors, "warning": warnings}.get(finding.severity)
            if count is not None:
                for group in {self._where[key].key for key in finding.inputs if key in self._where}:
                    count[group] += 1
        for key in self.pending_errors():
            errors[self._where[key].key] += 1
        for key, section in self._sections.items():
            section.heading.set_problems(errors[key], warnings[key])

    def _judged(self) -> None:
        if not self._building:
            self._count_problems(self.session.design)
        self.pending_changed.emit()

    def _look_up_next(self) -> None:
        """Ask the library about one material a time, between other events."""
        unsure = [row for row in self._rows() if isinstance(row, MaterialRow) and row.unsure and not row.isHidden()]
        if unsure:
            unsure[0].look_up()
        if len(unsure) > 1:
            self._ask_library.start(0)


class _Scroll(QScrollArea):
    """The scroll area: up and down only."""

    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setSingleStep(3 * GRID)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class _Legend(QWidget):
    """What the marks beside the numbers mean."""

    def __init__(self, columns: Columns, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns
        self._words = [(origin, tr(words)) for origin, words in ORIGINS.items() if origin != "constant"]
        self.setFixedHeight(columns.small_line + GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, columns = theme.tokens(), self._columns
        painter = QPainter(self)
        painter.setPen(QColor(colors.line))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setFont(columns.caption)
        metrics = QFontMetrics(columns.caption)
        x, middle = columns.left, self.height() / 2
        for origin, words in self._words:
            paint_mark(painter, origin, QPointF(x + 2, middle), colors)
            painter.setPen(QColor(colors.secondary))
            wide = metrics.horizontalAdvance(words)
            painter.drawText(x + GRID + 2, 0, wide + 1, self.height(), int(Qt.AlignmentFlag.AlignVCenter), words)
            x += wide + 3 * GRID
        painter.end()


def _declared(group: str) -> tuple[Declared, ...]:
    """What is declared in a group, in order; a material stands before the first value it supplies there."""
    registered = registry()
    module = next((m for m in calc.inputs.MODULES if m.GROUP == group), None)
    if module is None:
        return ()
    slots: Mapping[str, Slot] = {slot.key: slot for slot in registered.slots.values() if slot.group == group}
    placed: list[Declared] = []
    for declared in module.DECLARATIONS:
        slot = slots.get(declared.material[0]) if isinstance(declared, Input) and declared.material else None
        if slot is not None and slot not in placed:
            placed.append(slot)
        placed.append(declared)
    placed.extend(slot for slot in slots.values() if slot not in placed)
    return tuple(placed)
