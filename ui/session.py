"""The open design: one document, its history and its file. The window shows it; nothing else holds a number."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, Self

from PySide6.QtCore import QObject, QTimer, Signal

from app.services import edits, revisions, storage
from app.services.design import Design
from app.services.document import Document, check_open
from app.services.i18n import N_, tr
from app.services.library import Material
from calc.graph import registry

Kind = Literal["open", "edit", "undo", "redo", "save"]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to the open design: it is `design` now and was `before` (None when another one was opened).

    `since` is the design before this whole step: while a field is typed in, the one from before the first key.
    """

    design: Design
    before: Design | None
    kind: Kind
    since: Design | None = None


STEPS: Final = 1000
"""How many steps can be undone: a window that is open for weeks does not grow."""


@dataclass(frozen=True, slots=True)
class Step:
    """One undo step: replace `before` by `after`. Typing goes on merging into it while `key` stays and is open."""

    label: str
    key: str
    before: Document
    after: Document
    open: bool = False


class Session(QObject):
    """Edits go in, changes come out. An edit that is not taken raises EntryError and changes nothing.

    While it is read-only no edit is taken; the window shows that and disables its fields.
    """

    changed = Signal(object)
    """Change, as soon as the document was replaced or saved: what the eye follows while typing shows it."""
    settled = Signal(object)
    """Change since the last one of these, while typing once the other is painted: everything else shows it."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.read_only = False
        """Whether edits are left undone: somebody else has the file open."""
        self.design = Design(document)
        self._unsettled: Change | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.settle)
        self._saved = document
        self._done: deque[Step] = deque(maxlen=STEPS)
        self._undone: list[Step] = []
        self._since = self.design

    @property
    def document(self) -> Document:
        """The document as it stands."""
        return self.design.document

    @property
    def locked(self) -> bool:
        """Whether no edit is taken: somebody else has the file open, or the revision is released."""
        return self.read_only or self.document.release is not None

    @property
    def edited(self) -> bool:
        """Whether the document differs from its file."""
        return replace(self.document, saved=self._saved.saved) != self._saved

    @property
    def saved(self) -> Document:
        """The document as its file has it, or as it was opened."""
        return self._saved

    @property
    def history(self) -> tuple[Step, ...]:
        """The steps that undo would take back, the oldest first."""
        return tuple(self._done)

    @property
    def undo_label(self) -> str:
        """What undo would take back; empty when there is nothing."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        """What redo would bring back; empty when there is nothing."""
        return self._undone[-1].label if self._undone else ""

    def edit(self, key: str, text: str, unit: str | None = None) -> None:
        """Type a value. Merges with the step before while the same field is typed in. Raises EntryError."""
        self._apply(key, lambda document: edits.set_value(document, key, text, unit), merge=True)

    def choose(self, choice: str, option: str) -> None:
        """Answer a choice; one undo step. Raises EntryError."""
        self._apply(choice, lambda document: edits.set_choice(document, choice, option))

    def set_material(self, slot: str, material: Material) -> None:
        """Put a material into a slot; one undo step."""
        self._apply(slot, lambda document: edits.set_material(document, slot, material))

    def clear_material(self, slot: str) -> None:
        """Empty an optional slot; one undo step. Raises EntryError."""
        self._apply(slot, lambda document: edits.clear_material(document, slot))

    def reset_to_material(self, key: str) -> None:
        """Take away the value typed over a material's; one undo step."""
        self._apply(key, lambda document: edits.reset_to_material(document, key))

    def apply(self, label: str, edit: Callable[[Document], Document]) -> None:
        """Any other edit as one undo step; `label` is its key or words for it."""
        self._apply(label, edit)

    def release(self, author: str, date: str, customer: str = "", model: str = "") -> None:
        """Release the revision; one undo step. Raises EntryError."""
        self.end_typing()
        self._apply(
            StepWords(N_("Release")),
            lambda document: revisions.release(document, author, date, customer, model),
            locking=True,
        )

    def revise(self) -> None:
        """Begin the next revision of a released design; one undo step. Raises EntryError."""
        self._apply(StepWords(N_("New revision")), revisions.revise, locking=True)

    def end_typing(self) -> None:
        """The field lost the focus: what is typed next is a step of its own."""
        if self._done and self._done[-1].open:
            last = self._done[-1]
            self._done[-1] = Step(last.label, last.key, last.before, last.after)

    def undo(self) -> None:
        """Take the last step back."""
        if self._done:
            step = self._done.pop()
            self._undone.append(step)
            self._since = self.design
            self._replace(step.before, "undo")

    def redo(self) -> None:
        """Bring the last undone step back."""
        if self._undone:
            step = self._undone.pop()
            self._done.append(step)
            self._since = self.design
            self._replace(step.after, "redo")

    def open(self, document: Document, path: Path | None, *, kept: bool = True, read_only: bool = False) -> None:
        """Show another design; the history starts anew. Not `kept`: it counts as edited until it is saved."""
        self.path = path
        self.read_only = read_only
        self._saved = document if kept else replace(document, id="")
        self._done.clear()
        self._undone.clear()
        self.design = Design(document)
        self._since = self.design
        self._tell(Change(self.design, None, "open"))

    def reload(self, document: Document) -> None:
        """Show what the design's file holds now, as one undo step; where nothing can be edited, nothing is undone."""
        before, self._saved = self.document, document
        if document != before and not self.read_only:
            self.end_typing()
            self._done.append(Step("reload", "", before, document))
            self._undone.clear()
            self._since = self.design
        self._replace(document, "edit")

    def mark_edited(self) -> None:
        """The file is no longer what was saved: the design counts as edited until it is saved again."""
        self._saved = replace(self._saved, id="")
        self._tell(Change(self.design, self.design, "save", self.design))

    def save(self, path: Path, *, saved: str) -> None:
        """Write the design to `path`, dated `saved` (ISO). Raises StorageError; the old file stays."""
        document = storage.save(self.document, path, saved=saved)
        before = self.design
        self.end_typing()
        self.path = path
        self.read_only = False
        self._saved = document
        self.design = Design(document, before)
        self._tell(Change(self.design, before, "save", before))

    def settle(self) -> None:
        """Have everything show the design as it stands, now."""
        self._later.stop()
        change, self._unsettled = self._unsettled, None
        if change is not None:
            self.settled.emit(change)

    def _apply(
        self, key: str, edit: Callable[[Document], Document], *, merge: bool = False, locking: bool = False
    ) -> None:
        if self.read_only:
            return
        document = self.document
        if not locking:
            check_open(document)
        edited = edit(document)
        if edited == document:
            return
        last = self._done[-1] if self._done else None
        if merge and last is not None and last.open and last.key == key:
            self._done.pop()
            if _says_the_same(edited, last.before, key):
                edited = last.before  # with the source that the value had
            else:
                self._done.append(Step(key, key, last.before, edited, open=True))
        else:
            self._done.append(Step(key, key, document, edited, open=merge))
            self._since = self.design
        self._undone.clear()
        self._replace(edited, "edit", typing=merge)

    def _replace(self, document: Document, kind: Kind, *, typing: bool = False) -> None:
        before = self.design
        self.design = Design(document, before)
        self._tell(Change(self.design, before, kind, self._since), typing=typing)

    def _tell(self, change: Change, *, typing: bool = False) -> None:
        """While somebody types, what needs no eye on it waits until the rest is painted."""
        if not typing:
            self.settle()
        self.changed.emit(change)
        waiting = self._unsettled
        self._unsettled = change if waiting is None else replace(change, before=waiting.before)
        if typing:
            self._later.start(0)
        else:
            self.settle()


def _says_the_same(one: Document, other: Document, key: str) -> bool:
    """Whether two documents that differ at most in one entry have the same number there."""
    typed, before = one.entries.get(key), other.entries.get(key)
    return one == other or (
        typed is not None and before is not None and (typed.text, typed.unit) == (before.text, before.unit)
    )


class StepWords(str):
    """The words for an undo step that is of no single key; `step_words` says them again in another language.

    A parameter that is a function is asked anew each time.
    """

    _message: str
    _parameters: Mapping[str, object]

    def __new__(cls, message: str, /, **parameters: object) -> Self:
        said = super().__new__(cls, _said(message, parameters))
        said._message, said._parameters = message, parameters
        return said

    def again(self) -> str:
        """The words in the language in force."""
        return _said(self._message, self._parameters)


def _said(message: str, parameters: Mapping[str, object]) -> str:
    return tr(message, **{name: value() if callable(value) else value for name, value in parameters.items()})


def step_words(label: str) -> str:
    """What an undo step did, in words: the label of its key, or the words themselves."""
    if isinstance(label, StepWords):
        return label.again()
    declared = registry()
    if label in declared.quantities:
        return tr(declared.quantities[label].label)
    if label in declared.choices:
        return tr(declared.choices[label].label)
    if label in declared.slots:
        return tr(declared.slots[label].label)
    return {"name": tr("Name"), "notes": tr("Notes"), "reload": tr("Reload"), "currency": tr("Currency")}.get(
        label, label
    )
