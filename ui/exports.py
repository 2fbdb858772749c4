"""Writing documents: asks for the file, works in the background, says how it ended."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from app.services import disk
from app.services.disk import StorageError
from app.services.expressions.refusals import EntryError
from app.services.i18n import language, tr
from ui.file_names import offer_to_replace, unasked
from ui.files import Files
from ui.jobs import Jobs
from ui.messages import MessageBar, Remedy
from ui.session import Session

if TYPE_CHECKING:
    from app.services.exports import Exporter, ExportOptions, Format, Progress


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
        self.answers: dict[str, Any] = {}
        """Field of ExportOptions → what the user wants of every document that takes it."""
        self.formats: dict[str, str] = {}
        """Exporter → the format wanted of its document."""

    def options(self, exporter: "Exporter", written: "Format | None" = None) -> "ExportOptions":
        """What the user wants of a document, in a format or the one chosen for it."""
        from app.services.exports import checked  # no document is made before the first paint

        kind = written.id if written is not None else self.formats.get(exporter.name, exporter.formats[0].id)
        given = {"language": language()} | self.answers | {"format": kind}
        if given.get("paper") not in exporter.papers:
            given.pop("paper", None)  # what was answered for another document
        return checked(exporter, {field: given[field] for field in exporter.options if field in given})

    def starting(self, exporter: "Exporter", written: "Format | None" = None) -> Callable[..., None]:
        """What a menu or a button calls to export."""
        return lambda _checked=False: self.export(exporter, written)

    def offer(self, exporter: "Exporter", menu: QMenu) -> None:
        """Add an exporter to a menu; of several formats each has a line in a menu of its own."""
        label = tr(exporter.label)
        if len(exporter.formats) > 1:
            self.offer_formats(exporter, menu.addMenu(label))
            return
        words = tr("{label}, {kind}…", label=label, kind=tr(exporter.formats[0].label))
        menu.addAction(words, self.starting(exporter))

    def offer_formats(self, exporter: "Exporter", menu: QMenu) -> None:
        """Add a line for each format of an exporter to a menu."""
        for written in exporter.formats:
            menu.addAction(tr("{kind}…", kind=tr(written.label)), self.starting(exporter, written))

    def may_export(self) -> bool:
        """Whether every entry is accepted; if not, the message bar says so."""
        pending = self._pending_errors()
        if pending:
            self._messages.show_message(
                "error",
                tr("Not exported: an entry is not accepted. {reason}", reason=next(iter(pending.values()))),
                self._leading(next(iter(pending))),
            )
        return not pending

    def export(self, exporter: "Exporter", written: "Format | None" = None) -> None:
        """Write a document in the background; refused while an entry is not accepted."""
        if not self.may_export():
            return
        from app.services.exports import with_suffix

        chosen = written or exporter.formats[0]
        kind = tr("{label} (*{suffix})", label=tr(exporter.label), suffix=chosen.suffix)
        path = self._files.ask_save_path(self._files.suggested(chosen.suffix, exporter.name), kind)
        if path is None:
            return
        options = self.options(exporter, chosen)
        target = with_suffix(exporter, options, path)
        if unasked(path, target):
            offer_to_replace(target, self._messages, lambda: self._write(exporter, options, target))
            return
        self._write(exporter, options, target)

    def _write(self, exporter: "Exporter", options: "ExportOptions", target: Path) -> None:
        design = self._session.design

        def write(progress: "Progress") -> None:
            made = exporter.export(design, options, progress)
            progress(1, 1)  # the last chance to cancel: now it is written
            disk.write_bytes(target, made)

        task = self._jobs.start_task(
            write, lambda _: self._exported(target), self._not_exported, self._messages.set_progress
        )
        self._messages.show_progress(tr("Writing {name} …", name=target.name), task.cancel)

    def _exported(self, path: Path) -> None:
        self._messages.show_message(
            "good",
            tr("Exported to {path}.", path=path),
            Remedy(tr("Open"), lambda: self._files.show_path(path)),
            Remedy(tr("Open folder"), lambda: self._files.show_path(path.parent)),
        )

    def _not_exported(self, error: Exception) -> None:
        from app.services.exports import Cancelled, ExportError

        if isinstance(error, Cancelled):
            self._messages.show_message("information", tr("Cancelled; nothing was written."))
            return
        if not isinstance(error, ExportError | StorageError | EntryError | OSError):
            self._messages.clear()
            raise error
        self._messages.show_message("error", str(error))

    def _leading(self, key: str) -> Remedy:
        return Remedy(tr("Go to the field"), lambda: self.focus_key(key))
