"""Keeps a copy of what is not saved, two seconds after an edit, and offers what a crash left behind."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.services import recovery
from app.services.log import log
from ui.jobs import Jobs
from ui.session import Change, Session

DELAY: Final = 2_000
"""Milliseconds from the first unkept edit to its copy."""


class RecoveryKeeper(QObject):
    """One per window, with a queue of its own: a copy does not wait until a long document is written or printed."""

    failing = Signal(str)
    """Why no copy can be written; told once, until one was."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = Jobs(self)
        self._slot = recovery.Slot()
        self.digest: Callable[[], str] = str
        """Says what the design's file was when it was read or written here."""
        self._kept = False
        self._told = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.keep)
        session.settled.connect(self._changed)

    @property
    def copy(self) -> Path:
        """Where the copy lies."""
        return self._slot.copy

    def keep(self) -> None:
        """Write the copy in the background, now."""
        self._timer.stop()
        self._kept = True
        self._jobs.start(self._writing(), self._written, self._failed)

    def keep_at_once(self) -> bool:
        """Write the copy before returning: something went wrong. Whether it was written."""
        self._kept = True
        try:
            self._writing()()
        except Exception:  # noqa: BLE001 - the caller is already dealing with a failure
            log.exception("no recovery copy")
            return False
        return True

    def finish(self) -> None:
        """Wait until a copy that is being written is there."""
        self._jobs.finish()

    def close(self) -> None:
        """The window closes well: no copy is needed."""
        self._timer.stop()
        self.finish()
        self._slot.close()

    def _changed(self, change: Change) -> None:
        if not self._session.edited:
            self._timer.stop()
            if self._kept:
                self._kept = False
                self._jobs.start(self._slot.drop)
        elif not self._timer.isActive():
            self._timer.start()

    def _writing(self) -> Callable[[], None]:
        slot, document, path, digest = self._slot, self._session.document, self._session.path, self.digest()
        return lambda: slot.keep(document, path, digest)

    def _written(self, _: None) -> None:
        self._told = False

    def _failed(self, error: Exception) -> None:
        log.warning("no recovery copy: %s", error)
        if not self._told:
            self._told = True
            self.failing.emit(str(error))
