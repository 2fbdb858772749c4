"""The file side of the window: new, open, save, recent files. Every failure becomes one sentence in the bar."""

import datetime
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.services import locks, recovery, revisions, storage, templates
from app.services.disk import StorageError
from app.services.document import Document
from app.services.i18n import N_, joined, tr
from app.services.locks import Held, Holder, Lock
from app.services.storage import SUFFIX
from ui.file_names import digest_of, file_name, holder_text, offer_to_replace, unasked, with_suffix, writable
from ui.jobs import Jobs
from ui.messages import MessageBar, Remedy
from ui.preferences import Preferences
from ui.session import Session, StepWords
from ui.watch import Watch


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
        """What the file was when it was read or written here."""
        self._told = ""
        """What the file was when the user was told of it last."""
        self._lock: Lock | None = None
        self.holder: Holder | None = None
        """Who edits the design that is shown read-only."""
        self._watch = Watch(window)
        self._watch.stirred.connect(self.look)
        self._touch = QTimer(self)
        self._touch.setInterval(1000 * locks.TOUCHED_EVERY)
        self._touch.timeout.connect(self._touch_lock)
        self.take_typed: Callable[[], None] = lambda: None
        """Takes what stands in a field that still has the focus."""
        self.keep_copy: Callable[[], bool] = lambda: True
        """Writes the recovery copy before it returns."""
        self.elsewhere: Callable[[Path], bool] = lambda path: False
        """Raises another window that has a file open, and says whether there is one."""
        self.restore_elsewhere: Callable[[recovery.Left], None] = self.restore
        """Shows a design that a crash left behind in another window."""

    @property
    def digest(self) -> str:
        """What the design's file was when it was read or written here; empty without a file."""
        return self._digest

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
        """Open a design file, or raise the window that has it; False when all stays as it was."""
        path = path.absolute()
        if self.elsewhere(path):
            return True
        if self._loaded(path) is None:
            return False
        try:
            lock = self._taken(path)
        except Held as held:
            self._offer_held(path, held.holder)
            return False
        # Read again once that is answered: what was saved may be this very file.
        document = self._loaded(path) if self.may_replace() else None
        if document is None:
            if lock is not self._lock:
                lock.release()
            return False
        self._show(document, path, digest_of(path), lock=lock)
        self._opened(document, path)
        return True

    def open_read_only(self, path: Path, holder: Holder) -> None:
        """Show a design that somebody else edits."""
        document = self._loaded(path)
        if document is not None and self.may_replace():
            self.holder = holder
            self._show(document, path, digest_of(path), read_only=True)
            self._opened(document, path)

    def open_copy(self, path: Path) -> None:
        """Show a design as a new one that has no file yet."""
        document = self._loaded(path)
        if document is not None and self.may_replace():
            import uuid

            self._show(revisions.copied(document, uuid.uuid4().hex), None, "", kept=False)

    def _loaded(self, path: Path) -> Document | None:
        try:
            return storage.load(path)
        except StorageError as error:
            self._preferences.take(self._preferences.now.without_recent(path))
            self._messages.show_message("error", error.message)
            return None

    def _opened(self, document: Document, path: Path) -> None:
        self._preferences.take(self._preferences.now.with_recent(path))
        from app.services.storage.newer import unknown_keys

        unknown = unknown_keys(document)
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
        elif not writable(path):
            self._messages.show_message(
                "information", tr("{name} is read-only: changes can be saved under another name.", name=path.name)
            )

    def _offer_held(self, path: Path, holder: Holder) -> None:
        self._messages.show_message(
            "warning",
            tr("{name} is open for editing by {who}.", name=path.name, who=holder_text(holder)),
            Remedy(tr("Open read-only"), lambda: self.open_read_only(path, holder)),
            Remedy(tr("Open a copy"), lambda: self.open_copy(path)),
        )

    def ask_and_import(self) -> None:
        """Ask for a table and show what it would set; taking it is one undo step."""
        path = self.ask_table_path()
        if path is None:
            return
        from app.services.importing import sheets
        from ui.dialogs.import_table import ImportDialog

        try:
            dialog = ImportDialog(sheets.open_book(path), self._session.document, self._window)
        except sheets.ImportProblem as problem:
            self._messages.show_message("error", problem.message)
            return
        label = StepWords(N_("Import from {file}"), file=path.name)
        dialog.accepted_document.connect(lambda document: self._session.apply(label, lambda _: document))
        dialog.open()

    def ask_and_import_curve(self) -> None:
        """Ask for a half-cell curve and what it is of; taking it is one undo step."""
        kinds = f"{tr('Tables (*.csv *.txt *.mpt *.tsv)')};;{tr('All files (*)')}"
        title = tr("Import half-cell curve")
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, str(self._folder()), kinds)
        if chosen:
            self.import_curve(Path(chosen))

    def import_curve(self, path: Path) -> None:
        """Show what a file's half-cell curve can be taken for, or say why it cannot."""
        from app.services.half_cell_files import CurveError
        from ui.dialogs.half_cell_curve import for_design

        try:
            dialog = for_design(self._session, path, self._window)
        except CurveError as problem:
            self._messages.show_message("error", problem.message)
            return
        dialog.accepted.connect(lambda: self._messages.show_message("good", dialog.summary))
        dialog.open()

    def offer_recovered(self) -> None:
        """Offer the designs that a crash left behind."""
        found = recovery.left()
        if not found:
            return
        names = joined(f"“{left.document.name}”" for left in found[:3])
        text = (
            tr("Cellwright did not end well last time. Unsaved changes to {names} were kept.", names=names)
            if len(found) <= len(found[:3])
            else tr("Cellwright did not end well last time. Unsaved changes to {names} and {count} more were kept.",
                    names=names, count=len(found) - 3)
        )  # fmt: skip
        self._messages.show_message(
            "warning",
            text,
            Remedy(tr("Restore"), lambda: self._restore_all(found)),
            Remedy(tr("Throw away"), lambda: recovery.discard(*found)),
        )

    def _restore_all(self, found: tuple[recovery.Left, ...]) -> None:
        """The newest here, each of the others in a window of its own."""
        self.restore(found[0])
        for left in found[1:]:
            self.restore_elsewhere(left)

    def restore(self, found: recovery.Left) -> None:
        """Show a design that a crash left behind; its copy is thrown away when there is another one."""
        if not self.may_replace():
            return
        path, lock = found.path, None
        try:
            lock = self._taken(path) if path is not None else None
        except Held:
            path = None  # somebody else has it open by now: save it under another name
        digest = found.digest or digest_of(path) if path is not None else ""
        self._show(found.document, path, digest, kept=False, lock=lock)
        if self.keep_copy():
            recovery.discard(found)
        self._messages.show_message("good", tr("The unsaved changes are back. Save the design to keep them."))
        self.look()  # the file may have been changed since the crash

    # What happens to the file outside

    def look(self) -> None:
        """Look whether the file is still what was read or written here; say so when it is not."""
        path = self._session.path
        if path is None or not self._digest:
            return
        now = digest_of(path)
        if now in (self._digest, self._told):
            return
        self._told = now
        if not now:
            if not self._session.read_only:
                self._session.mark_edited()
            self._messages.show_message(
                "warning",
                tr("{path} is not there any more: it was moved, renamed or deleted. What is shown here is complete.",
                   path=path),
                Remedy(tr("Save as…"), self.save_as),
            )  # fmt: skip
            return
        remedies = [Remedy(tr("Reload"), self.reload)]
        if not self._session.read_only:
            remedies.append(Remedy(tr("Keep mine"), lambda: self._keep_mine(now)))
        remedies.append(Remedy(tr("Save as…"), self.save_as))
        text = tr("{name} was changed by another program since it was opened here.", name=path.name)
        self._messages.show_message("warning", text, *remedies)

    def reload(self) -> None:
        """Show what the file holds now; one undo step brings back what was shown."""
        path = self._session.path
        document = self._loaded(path) if path is not None else None
        if path is None or document is None:
            return
        self._digest = self._told = digest_of(path)
        self._session.reload(document)
        self._messages.show_message("good", tr("{name} is shown as it is now. Undo brings back what was here.",
                                               name=path.name))  # fmt: skip
        self.moved.emit()

    def _keep_mine(self, digest: str) -> None:
        """The next save replaces what the other program wrote."""
        self._digest = digest
        self._session.mark_edited()

    def close(self) -> None:
        """The window closes: let others have the file."""
        self._watch.follow(None)
        self._touch.stop()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    # Saving

    def save(self) -> bool:
        """Save to the design's file; ask for one when it has none. False when nothing was written."""
        path = self._session.path
        if path is None or self._session.read_only:
            return self.save_as()
        if self._digest and path.exists() and digest_of(path) != self._digest:
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
        chosen = self.ask_save_path(self.suggested(SUFFIX), tr("Design (*{suffix})", suffix=SUFFIX))
        if chosen is None:
            return False
        path = with_suffix(chosen, SUFFIX).absolute()
        if unasked(chosen, path):
            offer_to_replace(path, self._messages, lambda: self._save_to(path))
            return False
        return self._save_to(path)

    def _save_to(self, path: Path) -> bool:
        """Save to another file than before, unless somebody has it open."""
        if self._lock is not None and self._lock.path == locks.lock_path(path):
            return self._write(path)
        if self.elsewhere(path):
            text = tr("{name} is open in another window; nothing was written. Choose another name.", name=path.name)
            self._messages.show_message("error", text, Remedy(tr("Save as…"), self.save_as))
            return False
        try:
            lock = locks.take(path)
        except Held as held:
            text = tr("{name} is open for editing by {who}; nothing was written. Choose another name.",
                      name=path.name, who=holder_text(held.holder))  # fmt: skip
            self._messages.show_message("error", text, Remedy(tr("Save as…"), self.save_as))
            return False
        if not self._write(path):
            lock.release()
            return False
        self._hold(lock)
        return True

    def may_replace(self) -> bool:
        """Whether another design may take this one's place: there are no edits, or they were dealt with."""
        self.take_typed()
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
        self._digest = self._told = digest_of(path)
        self._watch.follow(path)
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

    def ask_table_path(self) -> Path | None:
        """The table to import."""
        kinds = f"{tr('Tables (*.xlsx *.xls *.ods *.csv *.txt)')};;{tr('All files (*)')}"
        chosen, _ = QFileDialog.getOpenFileName(self._window, tr("Import from spreadsheet"), str(self._folder()), kinds)
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

    def _show(
        self,
        document: Document,
        path: Path | None,
        digest: str,
        *,
        kept: bool = True,
        read_only: bool = False,
        lock: Lock | None = None,
    ) -> None:
        self._digest = self._told = digest
        self._hold(lock)
        self._watch.follow(path)
        self._messages.clear()
        self._session.open(document, path, kept=kept, read_only=read_only)
        self.moved.emit()

    def _taken(self, path: Path) -> Lock:
        """The lock of a file: the one that is held here already, else a new one. Raises Held."""
        if self._lock is not None and self._lock.path == locks.lock_path(path):
            return self._lock
        return locks.take(path)

    def _hold(self, lock: Lock | None) -> None:
        """Hold this lock and no other."""
        if self._lock is not None and self._lock is not lock:
            self._lock.release()
        self._lock = lock
        if lock is not None and lock.held:
            self._touch.start()
        else:
            self._touch.stop()

    def _touch_lock(self) -> None:
        if self._lock is not None:
            self._lock.touch()

    def suggested(self, suffix: str, what: str = "") -> Path:
        """Where a file of this design would be expected."""
        name = self._session.path.stem if self._session.path else file_name(self._session.document.name)
        return self._folder() / f"{name}{'-' if what else ''}{what}{suffix}"

    def _folder(self) -> Path:
        if self._session.path is not None:
            return self._session.path.parent
        recent = self._preferences.now.recent
        if recent and Path(recent[0]).parent.is_dir():
            return Path(recent[0]).parent
        return Path.home()
