"""One step of a process plan: title, instructions, the lines to work through, equipment, hazards, hold."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.services import process
from app.services.document import Document
from app.services.expressions.refusals import EntryError
from app.services.i18n import N_, tr
from app.services.plans import PlanError, editing
from app.services.plans.written import ENTRY_FIELDS, STEP_FIELDS, Entry, Step, Written, said
from ui import theme
from ui.plan.line import Line
from ui.plan.rows import Rows, Shown
from ui.session import Session, StepWords
from ui.tick_box import TickBox

_WORDS: Final = ("label", "set", "note")
"""The fields that are words: those of the program are translated."""

_WIDTHS: Final = (250, 150, 150, 150, 56, 110, 110, 90, 76, 130)

Edit = Callable[[Document], Document]


class StepForm(QWidget):
    """What is typed holds at once, each as one undo step; what is not taken stays in sight with the reason."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._plan: Written | None = None
        self._at = -1
        self.refused: dict[tuple[str, str], tuple[str, str]] = {}
        """(id of an entry, field) → what was typed there, and why it is not taken."""
        self.title, self.equipment = Line(), Line()
        self.hold = TickBox(tr("Hold point: a second person signs before the work goes on"))
        self.when = _caption()
        self.told = _caption()
        self.lines = Rows(tr(STEP_FIELDS["lines"]), ("",))
        self.entries = Rows(tr(STEP_FIELDS["entry"]), [tr(words) for words in ENTRY_FIELDS.values()])
        for column, width in enumerate(_WIDTHS):
            self.entries.table.setColumnWidth(column, width)
        self._hazards = QWidget()
        self._hazard_grid = QGridLayout(self._hazards)
        self._hazard_grid.setContentsMargins(0, 0, 0, 0)
        self.hazards: dict[str, TickBox] = {}
        self._connect()
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, widget in ((tr(STEP_FIELDS["title"]), self.title), (tr(STEP_FIELDS["equipment"]), self.equipment)):
            widget.setAccessibleName(words)
            form.addRow(words, widget)
        form.addRow(tr(STEP_FIELDS["hazards"]), self._hazards)
        form.addRow("", self.hold)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        rows.setSpacing(theme.GRID)
        rows.addWidget(self.when)
        rows.addLayout(form)
        rows.addWidget(_heading(tr(STEP_FIELDS["lines"])))
        rows.addWidget(self.lines, 2)
        rows.addWidget(_heading(tr(STEP_FIELDS["entry"])))
        rows.addWidget(self.entries, 5)
        rows.addWidget(self.told)

    def show_step(self, plan: Written, at: int, *, editable: bool) -> None:
        """Show a step of a plan."""
        if plan.step[at].id != (self._step().id if self._plan is not None else ""):
            self._tell("")
        self._plan, self._at = plan, at
        step = self._step()
        known = {entry.id for each in plan.step for entry in each.entry}
        self.refused = {key: typed for key, typed in self.refused.items() if key[0] in known}
        for edit, text in ((self.title, step.title), (self.equipment, step.equipment)):
            edit.setReadOnly(not editable)
            edit.show_text(_shown(text))
        self.hold.blockSignals(True)
        self.hold.setChecked(step.hold)
        self.hold.setEnabled(editable)
        self.hold.blockSignals(False)
        self._show_hazards(plan, step, editable=editable)
        condition = process.when_told(step)
        self.when.setText(condition)
        self.when.setVisible(bool(condition))
        design = self._session.design
        for table in (self.lines, self.entries):
            table.set_editable(editable)
        lines = [
            Shown((_shown(said(line)),)) if isinstance(line, str)
            else Shown((_shown(line.text),), process.when_told(line), process.is_in_force(line, design))
            for line in step.lines
        ]  # fmt: skip
        self.lines.show_rows(lines)
        shown = [
            Shown([_cell(entry, field) for field in ENTRY_FIELDS], process.when_told(entry),
                  process.is_in_force(entry, design))
            for entry in step.entry
        ]  # fmt: skip
        fields = list(ENTRY_FIELDS)
        wrong = {
            (row, fields.index(field)): self.refused[entry.id, field]
            for row, entry in enumerate(step.entry)
            for field in fields
            if (entry.id, field) in self.refused
        }
        self.entries.show_rows(shown, wrong)

    def focus_entry(self, name: str, field: str) -> None:
        """Lead to a cell of a line to work through."""
        row = next(at for at, entry in enumerate(self._step().entry) if entry.id == name)
        self.entries.table.setCurrentCell(row, list(ENTRY_FIELDS).index(field))
        self.entries.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell(self.refused.get((name, field), ("", ""))[1], "error")

    def _connect(self) -> None:
        self.title.editingFinished.connect(lambda: self._text_typed("title", self.title))
        self.equipment.editingFinished.connect(lambda: self._text_typed("equipment", self.equipment))
        self.hold.toggled.connect(lambda on: self._apply(lambda d: editing.step_changed(d, self._at, hold=on)))
        self.lines.edited.connect(self._line_typed)
        self.lines.acted.connect(lambda act, row: self._ordered(self.lines, act, row, editing.lines_ordered))
        self.entries.typing.connect(self._typing)
        self.entries.edited.connect(self._entry_typed)
        self.entries.acted.connect(lambda act, row: self._ordered(self.entries, act, row, editing.entries_ordered))

    def _step(self) -> Step:
        assert self._plan is not None
        return self._plan.step[self._at]

    def _apply(self, edit: Edit) -> bool:
        """Take an edit as one undo step; what is refused is told below the lines."""
        label = StepWords(N_("Process plan: {step}"), step=_shown(self._step().title))
        try:
            self._session.apply(label, edit)
        except (PlanError, EntryError) as refused:
            self._tell(refused.message, "error")
            return False
        self._tell("")
        return True

    def _ordered(self, rows: Rows, act: editing.Act, row: int, order: Callable[..., Document]) -> None:
        if self._apply(lambda document: order(document, self._at, act, row)):
            rows.choose(row + {"add": 1, "duplicate": 1, "down": 1, "up": -1}.get(act, 0))

    def _text_typed(self, field: str, edit: Line) -> None:
        text = edit.text().strip()
        if text == _shown(getattr(self._step(), field)) or self._apply(
            lambda document: editing.step_changed(document, self._at, **{field: text})
        ):
            edit.show_text(text)

    def _line_typed(self, row: int, _column: int, text: str) -> None:
        if text.strip() != _shown(said(self._step().lines[row])):
            self._apply(lambda document: editing.line_changed(document, self._at, row, text.strip()))

    def _entry_typed(self, row: int, column: int, text: str) -> None:
        field, entry = list(ENTRY_FIELDS)[column], self._step().entry[row]
        typed = text.strip()
        self.refused.pop((entry.id, field), None)
        if typed == _cell(entry, field) or self._apply(
            lambda document: editing.entry_changed(document, self._at, row, **{field: typed})
        ):
            assert self._plan is not None
            self.show_step(self._plan, self._at, editable=True)
            return
        self.refused[entry.id, field] = (text, self.told.text())
        assert self._plan is not None
        self.show_step(self._plan, self._at, editable=True)

    def _typing(self, row: int, column: int, text: str) -> None:
        """Say what stands there comes to, or why it will not be taken."""
        field, entry = list(ENTRY_FIELDS)[column], self._step().entry[row]
        design = self._session.design
        try:
            self._tell(process.told_while_typed(entry, field, text.strip(), design))
        except PlanError as refused:
            self._tell(refused.message, "error")

    def _show_hazards(self, plan: Written, step: Step, *, editable: bool) -> None:
        if list(self.hazards) != list(plan.hazards):
            for box in self.hazards.values():
                self._hazard_grid.removeWidget(box)
                box.deleteLater()
            self.hazards = {name: TickBox() for name in plan.hazards}
            for at, (name, box) in enumerate(self.hazards.items()):
                self._hazard_grid.addWidget(box, at // 5, at % 5)
                box.clicked.connect(lambda on, name=name: self._hazard_ticked(name, on))
        for name, box in self.hazards.items():
            box.setText(_shown(plan.hazards[name].title))
            box.setChecked(name in step.hazards)
            box.setEnabled(editable)

    def _hazard_ticked(self, name: str, on: bool) -> None:
        kept = set(self._step().hazards) | {name} if on else set(self._step().hazards) - {name}
        ordered = tuple(known for known in self.hazards if known in kept)
        self._apply(lambda document: editing.step_changed(document, self._at, hazards=ordered))

    def _tell(self, text: str, tone: str = "secondary") -> None:
        self.told.setText(text)
        self.told.setProperty("tone", tone)
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)


def _cell(entry: Entry, field: str) -> str:
    text: str = getattr(entry, field)
    return _shown(text) if field in _WORDS else text


def _shown(text: str) -> str:
    """A text of the plan in the language in use: those of the program are translated, others stand as typed."""
    return tr(text) if text else ""


def _caption() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("tone", "secondary")
    return label


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setFont(theme.font(bold=True))
    return label
