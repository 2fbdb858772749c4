"""Writing documents: asks for the file, works in the background, says how it ended."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.services import storage
from app.services.exports import Exporter, ExportOptions
from app.services.expressions import EntryError
from app.services.i18n import language, tr
from app.services.storage import StorageError
from ui.files import Files, with_suffix
from ui.jobs import Jobs
from ui.messages import MessageBar, Remedy
from ui.session import Session


class Exports(QObject):
    """Exports the open design of one window."""

    def __init__(
        self,
        session: Session,
        messages: MessageBar,
        jobs: Jobs,
        pending_errors: Callable[[], dict[str, str]],
        files: Files,
    ) -> None:
        super().__init__(files)
        self._session = session
        self._messages = messages
        self._jobs = jobs
        self._pending_errors = pending_errors
        self._files = files
        self.focus_key: Callable[[str], object] = lambda key: None
        """Leads to the field of a key."""

    def starting(self, exporter: Exporter) -> Callable[..., None]:
        """What a menu or a button calls to export."""
        return lambda _checked=False: self.export(exporter)

    def export(self, exporter: Exporter) -> None:
        """Write a document in the background; refused while an entry is not accepted."""
        pending = self._pending_errors()
        if pending:
            self._messages.show_message(
                "error",
                tr("Not exported: an entry is not accepted. {reason}", reason=next(iter(pending.values()))),
                self._leading(next(iter(pending))),
            )
            return
        suggested = self._files.suggested(exporter.suffix, exporter.name)
        path = self._files.ask_save_path(suggested, f"{tr(exporter.label)} (*{exporter.suffix})")
        if path is None:
            return
        target = with_suffix(path, exporter.suffix)
        design = self._session.design
        self._messages.show_message("information", tr("Writing {name} …", name=target.name))
        options = ExportOptions(language=language())
        self._jobs.start(
            lambda: storage.write_bytes(target, exporter.export(design, options)),
            done=lambda _: self._exported(target),
            failed=self._not_exported,
        )

    def _exported(self, path: Path) -> None:
        self._messages.show_message(
            "good",
            tr("Exported to {path}.", path=path),
            Remedy(tr("Open"), lambda: self._files.show_path(path)),
            Remedy(tr("Open folder"), lambda: self._files.show_path(path.parent)),
        )

    def _not_exported(self, error: Exception) -> None:
        if not isinstance(error, StorageError | EntryError | OSError):
            self._messages.clear()
            raise error
        self._messages.show_message("error", str(error))

    def _leading(self, key: str) -> Remedy:
        return Remedy(tr("Go to the field"), lambda: self.focus_key(key))
