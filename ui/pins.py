"""Designs and versions pinned beside the open one, to compare; they last as long as the window."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.services import comparison, storage, templates
from app.services.comparison import Side
from app.services.design import Design
from app.services.document import Document
from app.services.i18n import tr
from ui.session import Session, step_words


@dataclass(frozen=True, slots=True)
class Pin:
    """A design as it was when it was pinned; `words` tells which version or file it is, in the language in force."""

    design: Design
    words: Callable[[], str]

    @property
    def remark(self) -> str:
        """Which version or file it is."""
        return self.words()


class Pins(QObject):
    """What is compared: the open design first, then the pins in the order they came or were moved to."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pins: list[Pin] = []
        self._baseline = 1

    @property
    def pins(self) -> tuple[Pin, ...]:
        """What is pinned."""
        return tuple(self._pins)

    @property
    def full(self) -> bool:
        """Whether no more can be pinned."""
        return len(self._pins) + 1 >= comparison.MOST

    @property
    def baseline(self) -> int:
        """The column that the others are measured against; 0 is the open design."""
        return min(self._baseline, len(self._pins))

    def sides(self) -> list[Side]:
        """The columns, with the words over them."""
        design = self._session.design
        state = tr("open here, edited") if self._session.edited else tr("open here")
        open_here = Side(design.document.name, state, design)
        return [open_here, *(Side(pin.design.document.name, pin.remark, pin.design) for pin in self._pins)]

    def pin_this(self) -> None:
        """Pin the open design as it stands."""
        self.pin(self._session.document)

    def pin_before(self, step: int, label: str) -> None:
        """Pin the open design as it was before one of its undo steps, counted from 0, the oldest, with its label."""
        document = self._session.history[step].before
        self.pin(document, lambda: tr("before “{step}”", step=step_words(label)))

    def pin_file(self, path: Path) -> None:
        """Pin the design of a file. Raises StorageError."""
        document = storage.load(path)
        self.pin(document, lambda: f"{path.name}  ·  {comparison.version_of(document)}")

    def pin_template(self, template_id: str) -> None:
        """Pin a template. Raises StorageError, KeyError."""
        self.pin(templates.template(template_id), lambda: tr("template"))

    def pin(self, document: Document, words: Callable[[], str] | None = None) -> None:
        """Pin a design; nothing happens where there is no room left. Without words its version is told."""
        if not self.full:
            self._pins.append(Pin(Design(document), words or partial(comparison.version_of, document)))
            self.changed.emit()

    def unpin(self, column: int) -> None:
        """Take a column away; the open design stays."""
        if 1 <= column <= len(self._pins):
            del self._pins[column - 1]
            if self._baseline == column:
                self._baseline = 1
            elif self._baseline > column:
                self._baseline -= 1
            self.changed.emit()

    def may_move(self, column: int, to: int) -> bool:
        """Whether this column can stand there: the open design stays first."""
        places = range(1, len(self._pins) + 1)
        return column != to and column in places and to in places

    def move(self, column: int, to: int) -> None:
        """Let a column stand elsewhere, those between make room; the baseline stays with its design."""
        if not self.may_move(column, to):
            return
        order = list(range(len(self._pins) + 1))
        order.insert(to, order.pop(column))
        self._baseline = order.index(self.baseline)
        self._pins.insert(to - 1, self._pins.pop(column - 1))
        self.changed.emit()

    def clear(self) -> None:
        """Take all pins away."""
        if self._pins:
            self._pins.clear()
            self._baseline = 1
            self.changed.emit()

    def measure_against(self, column: int) -> None:
        """Measure the others against this column."""
        if column != self.baseline and 0 <= column <= len(self._pins):
            self._baseline = column
            self.changed.emit()
