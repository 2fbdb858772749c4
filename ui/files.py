"""The file side of the window: new, open, save, recent files. Every failure becomes one sentence in the bar."""

import datetime
import hashlib
import os
import re
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.services import recovery, storage, templates
from app.services.document import Document
from app.services.i18n import tr
from app.services.storage import SUFFIX, StorageError
from ui.jobs import Jobs
from ui.messages import MessageBar, Remedy
from ui.preferences import Preferences
from ui.session import Session


class Answer(Enum):
    """What to do with unsaved edits."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class Files(QObject):
    """Moves designs between the session and the disk."""

    moved = Signal()
    """The design's file is another one, or was written."""

    def __init__(
        self,
        session: Session,
        messages: MessageBar,
        jobs: Jobs,
        preferences: Preferences,
        pending_errors: Callable[[], dict[str, str]],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._messages = messages
        self._jobs = jobs
        self._preferences = preferences
        self._pending_errors = pending_errors
        self._window = window
        self._digest = ""
        self.keep_copy: Callable[[], bool] = lambda: True
        """Writes the recovery copy before it returns."""

    # Opening

    def new(self, template_id: str) -> None:
        """Begin a design from a template."""
        try:
            document = templates.template(template_id)
        except (StorageError, KeyError) as error:
            self._messages.show_message("error", str(error))
            return
        if self.may_replace():
            self._show(document, None, "")

    def ask_and_open(self) -> None:
        """Ask for a file and open it."""
        path = self.ask_open_path()
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> bool:
        """Open a design file; False when it stays as it was."""
        path = path.absolute()
        try:
            document = storage.load(path)
        except StorageError as error:
            self._preferences.take(self._preferences.now.without_recent(path))
            self._messages.show_message("error", error.message)
            return False
        if not self.may_replace():
            return False
        self._show(document, path, _digest(path))
        self._preferences.take(self._preferences.now.with_recent(path))
        unknown = storage.unknown_keys(document)
        if unknown:
            self._messages.show_message(
                "warning",
                tr(
                    "{name} was written by a newer program. "
                    "What this one does not know is kept and written back: {keys}.",
                    name=path.name,
                    keys=", ".join(unknown),
                ),
            )
        elif not _writable(path):
            self._messages.show_message(
                "information", tr("{name} is read-only: changes can be saved under another name.", name=path.name)
            )
        return True

    def offer_recovered(self) -> None:
        """Offer the newest design that a crash left behind."""
        found = recovery.left()
        if not found:
            return
        newest = found[0]
        self._messages.show_message(
            "warning",
            tr(
                "Cellwright did not end well last time. Unsaved changes to “{name}” were kept.",
                name=newest.document.name,
            ),
            Remedy(tr("Restore"), lambda: self._restore(newest)),
            Remedy(tr("Throw away"), lambda: recovery.discard(newest)),
        )

    def _restore(self, found: recovery.Left) -> None:
        if not self.may_replace():
            return
        self._show(found.document, found.path, _digest(found.path) if found.path else "", kept=False)
        if self.keep_copy():
            recovery.discard(found)
        self._messages.show_message("good", tr("The unsaved changes are back. Save the design to keep them."))

    # Saving

    def save(self) -> bool:
        """Save to the design's file; ask for one when it has none. False when nothing was written."""
        path = self._session.path
        if path is None:
            return self.save_as()
        if self._digest and path.exists() and _digest(path) != self._digest:
            self._messages.show_message(
                "warning",
                tr(
                    "{name} was changed by another program since it was opened here; nothing was written.",
                    name=path.name,
                ),
                Remedy(tr("Save as…"), self.save_as),
                Remedy(tr("Overwrite"), lambda: self._write(path)),
            )
            return False
        return self._write(path)

    def save_as(self) -> bool:
        """Ask for a file and save to it."""
        path = self.ask_save_path(self.suggested(SUFFIX), tr("Design (*{suffix})", suffix=SUFFIX))
        return path is not None and self._write(with_suffix(path, SUFFIX))

    def may_replace(self) -> bool:
        """Whether another design may take this one's place: there are no edits, or they were dealt with."""
        if not self._session.edited:
            return True
        answer = self.ask_unsaved()
        if answer is Answer.SAVE:
            return self.save()
        return answer is Answer.DISCARD

    def _write(self, path: Path) -> bool:
        try:
            self._session.save(path, saved=datetime.date.today().isoformat())  # noqa: DTZ011 - the user's own day
        except StorageError as error:
            self._messages.show_message("error", error.message, Remedy(tr("Save as…"), self.save_as))
            return False
        self._digest = _digest(path)
        self._preferences.take(self._preferences.now.with_recent(path))
        self.moved.emit()
        pending = self._pending_errors()
        if pending:
            self._messages.show_message(
                "warning",
                tr("Saved as {name}. An entry is not accepted and was left out: {reason}",
                   name=path.name, reason=next(iter(pending.values()))),
            )  # fmt: skip
        else:
            self._messages.show_message("good", tr("Saved as {path}.", path=path))
        return True

    # What the system's own dialogs answer; tests answer in their place

    def ask_open_path(self) -> Path | None:
        """The file to open."""
        kinds = f"{tr('Design (*{suffix})', suffix=SUFFIX)};;{tr('All files (*)')}"
        chosen, _ = QFileDialog.getOpenFileName(self._window, tr("Open a design"), str(self._folder()), kinds)
        return Path(chosen) if chosen else None

    def ask_save_path(self, suggested: Path, kind: str) -> Path | None:
        """The file to write."""
        chosen, _ = QFileDialog.getSaveFileName(self._window, tr("Save as"), str(suggested), kind)
        return Path(chosen) if chosen else None

    def ask_unsaved(self) -> Answer:
        """The one question that stops everything: what becomes of unsaved edits."""
        box = QMessageBox(self._window)
        box.setWindowTitle(tr("Unsaved changes"))
        box.setText(tr("“{name}” has changes that are not saved.", name=self._session.document.name))
        save = box.addButton(tr("Save"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(cancel)
        box.exec()
        pressed = box.clickedButton()
        box.deleteLater()
        return Answer.SAVE if pressed is save else Answer.DISCARD if pressed is discard else Answer.CANCEL

    def show_path(self, path: Path) -> None:
        """Open a file or folder with the system's own program."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _show(self, document: Document, path: Path | None, digest: str, *, kept: bool = True) -> None:
        self._digest = digest
        self._messages.clear()
        self._session.open(document, path, kept=kept)
        self.moved.emit()

    def suggested(self, suffix: str, what: str = "") -> Path:
        """Where a file of this design would be expected."""
        name = self._session.path.stem if self._session.path else _file_name(self._session.document.name)
        return self._folder() / f"{name}{'-' if what else ''}{what}{suffix}"

    def _folder(self) -> Path:
        if self._session.path is not None:
            return self._session.path.parent
        recent = self._preferences.now.recent
        if recent and Path(recent[0]).parent.is_dir():
            return Path(recent[0]).parent
        return Path.home()


def _file_name(name: str) -> str:
    """A design's name as every file system takes it."""
    plain = re.sub(r'[<>:"/\\|?*\x00-\x1f]', " ", name.replace("‖", "-").replace("@", "-"))
    return re.sub(r"\s+", " ", plain).strip(" .") or "design"


def designs_in(dragged: QMimeData) -> tuple[Path, ...]:
    """The design files that are dragged."""
    paths = (Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile())
    return tuple(path for path in paths if path.suffix.lower() in (SUFFIX, ".json"))


def with_suffix(path: Path, suffix: str) -> Path:
    """The path as the file is to be called."""
    return path if path.suffix.lower() == suffix.lower() else path.with_name(path.name + suffix)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK)
