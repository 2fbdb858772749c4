"""Releases and revisions in the window: what locks the open design, what it says of that, and the way on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.services import format as writing
from app.services import revisions
from app.services.document import Locked
from app.services.i18n import tr
from ui.file_names import holder_text
from ui.messages import Remedy

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Revising(QObject):
    """One per window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._asked: tuple[object, ...] | None = None
        self._verdict = ""

    @property
    def may_revise(self) -> bool:
        """Whether a next revision can begin."""
        return not self._session.read_only and self._session.document.release is not None

    def ask_release(self) -> None:
        """Ask for what a release needs; a field whose text is not accepted stands in its way."""
        self._window.commit()
        pending = self._window.pending_errors()
        if pending:
            text = tr("Not released: an entry is not accepted. {reason}", reason=next(iter(pending.values())))
            self._window.messages.show_message("error", text)
            return
        from ui.dialogs.revisions import ReleaseDialog

        ReleaseDialog(self._session, self._window).open()

    def start(self) -> None:
        """Begin the next revision."""
        self._session.revise()
        text = tr(
            "Revision {revision} begins; the released one is kept in it.", revision=self._session.document.revision
        )
        self._window.messages.show_message("good", text)

    def show(self) -> None:
        """Show the releases and what changed between them."""
        from ui.dialogs.revisions import RevisionsDialog

        RevisionsDialog(self._session.design, self._window).open()

    def say_locked(self, locked: Locked) -> None:
        """Say why an edit of a released design was not taken, and offer the way on."""
        self._window.messages.show_message("error", locked.message, self._way_on())

    def why_locked(self) -> tuple[str, tuple[Remedy, ...]]:
        """What the banner says, and what can be done; no text where there is nothing to say."""
        document = self._session.document
        if self._session.read_only:
            return self._why_read_only()
        tampered = self._tampered()
        if document.release is None:
            return tampered, (Remedy(tr("Show the changes"), self.show),) if tampered else ()
        if tampered:
            return tampered, (self._way_on(),)
        made = document.release
        said = tr(
            "Revision {revision} was released by {author} on {date} and is locked.",
            revision=document.revision,
            author=made.author,
            date=writing.date(made.date),
        )
        return said, (self._way_on(),)

    def _why_read_only(self) -> tuple[str, tuple[Remedy, ...]]:
        files, path = self._window.files, self._session.path
        holder = files.holder
        if path is None or holder is None:
            return "", ()
        said = tr("Read-only: {name} is open for editing by {who}.", name=path.name, who=holder_text(holder))
        return said, (
            Remedy(tr("Try again"), lambda: files.open(path)),
            Remedy(tr("Open a copy"), lambda: files.open_copy(path)),
        )

    def _way_on(self) -> Remedy:
        return Remedy(tr("Start revision {next}", next=self._session.document.revision + 1), self.start)

    def _tampered(self) -> str:
        """What was changed behind the program's back; asked once for a release, not at every keystroke."""
        document = self._session.document
        asked = (document.release, document.base, document if document.release else None)
        if self._asked is None or any(one is not other for one, other in zip(asked, self._asked, strict=True)):
            self._asked = asked
            self._verdict = revisions.tampered(document) if document.release or document.base else ""
        return self._verdict
