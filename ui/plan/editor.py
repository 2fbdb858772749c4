"""The process plan of the open design: whose it is, its steps on the left, the chosen one on the right."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.services import disk, process
from app.services.disk import StorageError
from app.services.expressions.refusals import EntryError
from app.services.i18n import N_, tr
from app.services.plans import Plan, PlanError, editing, reading
from app.services.plans.refusals import numbers
from ui import theme
from ui.messages import MessageBar
from ui.places import PLAN_FIELD
from ui.plan.line import Line
from ui.plan.rows import Rows, Shown
from ui.plan.step_form import Edit, StepForm
from ui.session import Change, Session, StepWords


class PlanEditor(QWidget):
    """The program's plan is shown; a copy of it, the design's own, is edited here."""

    def __init__(self, session: Session, messages: MessageBar) -> None:
        super().__init__()
        self._session, self._messages = session, messages
        self.title = Line()
        self.title.setAccessibleName(tr("Title of the plan"))
        self.title.editingFinished.connect(self._title_typed)
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.state.setProperty("tone", "secondary")
        self.copy = _button(tr("Copy and edit"), self._copy)
        self.copy.setDefault(True)
        self.load = _button(tr("Load…"), self._load)
        self.load.setToolTip(tr("Take the plan in a file as this design's own"))
        self.save = _button(tr("Save as…"), self._save)
        self.save.setToolTip(
            tr(
                "Write this plan to a file: for other designs, and to change its bill of materials, cut list, hazards "
                "and conditions there"
            )
        )
        self.give_back = _button(tr("The program's plan"), self._give_back)
        self.give_back.setToolTip(tr("Drop this design's own plan and follow the program's again"))
        self.steps = Rows(tr("Steps"), ("",), typed=False, narrow=True)
        self.steps.chosen.connect(lambda _row: self._show_step())
        self.steps.acted.connect(self._ordered)
        self.form = StepForm(session)
        self._lay_out()
        session.settled.connect(self._changed)

    def show_design(self) -> None:
        """Show the plan of the open design."""
        plan, problem = self._plan()
        own = self._session.document.process
        editable = own is not None and not self._session.locked
        self.copy.setVisible(own is None)
        self.copy.setEnabled(plan is not None and not self._session.locked)
        self.give_back.setVisible(own is not None)
        for button in (self.load, self.give_back):
            button.setEnabled(not self._session.locked)
        self.save.setEnabled(plan is not None)
        self.title.setReadOnly(not editable)
        self.steps.set_editable(editable)
        self.form.setEnabled(plan is not None)
        self.state.setText(problem or self._told(plan))
        self.state.setProperty("tone", "error" if problem else "secondary")
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        if plan is None:
            self.title.clear()
            self.steps.show_rows(())
            return
        self.title.show_text(tr(plan.title))
        rows = []
        in_force = partial(process.is_in_force, design=self._session.design)
        for step, number in zip(plan.file.step, numbers(plan.file.step, in_force), strict=True):
            words = tr(step.title)
            words = tr("{step} (H)", step=words) if step.hold else words
            listed = tr("{number} {title}", number=number or "–", title=words)
            rows.append(Shown((listed,), process.when_told(step), number is not None))
        self.steps.show_rows(rows)
        self.steps.choose(min(max(self.steps.row, 0), len(rows) - 1))
        self._show_step()

    def pending_errors(self) -> dict[str, str]:
        """The fields whose text is not taken, with the sentence that says why."""
        if self._session.document.process is None:
            return {}
        return {f"{PLAN_FIELD}{name}.{field}": typed[1] for (name, field), typed in self.form.refused.items()}

    def focus_key(self, key: str) -> None:
        """Lead to a field of the plan."""
        name, _, field = key.removeprefix(PLAN_FIELD).partition(".")
        own = self._session.document.process
        for at, step in enumerate(own.step if own is not None else ()):
            if name in {entry.id for entry in step.entry}:
                self.steps.choose(at)
                self._show_step()
                self.form.focus_entry(name, field)

    def _plan(self) -> tuple[Plan | None, str]:
        """The plan to show, and what is wrong with it for this design."""
        own = self._session.document.process
        plan = Plan("own", own) if own is not None else None
        try:
            plan = plan or process.program_plan(self._session.design)
            process.process_of(self._session.design)
        except PlanError as error:
            return plan, error.message
        return plan, ""

    def _told(self, plan: Plan | None) -> str:
        if plan is None:
            return ""
        if not plan.own:
            return tr("The program's plan: {plan}. Copy it to change it for this design.", plan=plan.designation)
        if plan.file.origin:
            return tr(
                "This design's own plan, begun as {origin}; mark {mark}.", origin=plan.file.origin, mark=plan.mark
            )
        return tr("This design's own plan; mark {mark}.", mark=plan.mark)

    def _show_step(self) -> None:
        plan, _ = self._plan()
        row = self.steps.row
        if plan is not None and 0 <= row < len(plan.file.step):
            self.form.show_step(plan.file, row, editable=plan.own and not self._session.locked)

    def _changed(self, change: Change) -> None:
        if change.kind == "open":
            self.form.refused.clear()
        if self.isVisible():
            self.show_design()

    def _apply(self, label: str, edit: Edit) -> bool:
        try:
            self._session.apply(label, edit)
        except (PlanError, EntryError) as refused:
            self._messages.show_message("error", refused.message)
            return False
        return True

    def _ordered(self, act: editing.Act, row: int) -> None:
        if self._apply(StepWords(N_("Steps of the process plan")), lambda d: editing.steps_ordered(d, act, row)):
            self.steps.choose(row + {"add": 1, "duplicate": 1, "down": 1, "up": -1}.get(act, 0))
            self._show_step()

    def _title_typed(self) -> None:
        own = self._session.document.process
        text = self.title.text().strip()
        if own is not None and (
            text == tr(own.title)
            or self._apply(StepWords(N_("Title of the plan")), lambda document: editing.with_title(document, text))
        ):
            self.title.show_text(text)

    def _copy(self) -> None:
        plan, _ = self._plan()
        if plan is not None:
            self._apply(StepWords(N_("Own process plan")), lambda document: editing.begun(document, plan))
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_back(self) -> None:
        self.form.refused.clear()
        self._apply(StepWords(N_("The program's plan")), editing.given_back)

    def _load(self) -> None:
        path = self.ask_open()
        if path is None:
            return
        try:
            plan = reading.from_file(path, partial(process.is_in_force, design=self._session.design))
        except PlanError as refused:
            self._messages.show_message("error", refused.message)
            return
        self._apply(StepWords(N_("Own process plan")), lambda document: editing.taken(document, plan))

    def _save(self) -> None:
        plan, _ = self._plan()
        path = self.ask_save()
        if plan is None or path is None:
            return
        try:
            disk.write_bytes(path, reading.text(plan.file).encode("utf-8"))
        except StorageError as error:
            self._messages.show_message("error", error.message)
            return
        self._messages.show_message("good", tr("Saved as {path}.", path=path))

    def ask_open(self) -> Path | None:
        """The plan to load."""
        kinds = f"{tr('Process plan (*.toml)')};;{tr('All files (*)')}"
        chosen, _ = QFileDialog.getOpenFileName(self.window(), tr("Load a process plan"), "", kinds)
        return Path(chosen) if chosen else None

    def ask_save(self) -> Path | None:
        """The file to write the plan to."""
        chosen, _ = QFileDialog.getSaveFileName(
            self.window(), tr("Save the process plan"), "plan.toml", tr("Process plan (*.toml)")
        )
        return Path(chosen) if chosen else None

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        self.title.setFont(theme.font("heading", bold=True))
        head.addWidget(self.title, 1)
        for button in (self.copy, self.load, self.save, self.give_back):
            head.addWidget(button)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.form)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        both.addWidget(self.steps)
        both.addWidget(scroll)
        both.setStretchFactor(1, 1)
        both.setSizes([28 * theme.GRID, 90 * theme.GRID])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        rows.setSpacing(theme.GRID)
        rows.addLayout(head)
        rows.addWidget(self.state)
        rows.addWidget(both, 1)


def _button(words: str, pressed: object) -> QPushButton:
    button = QPushButton(words)
    button.clicked.connect(pressed)
    return button
