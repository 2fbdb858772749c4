"""Tells that the open file may have been changed by somebody else: the system says so, or the window is used again."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QTimer, Signal

REST: Final = 300
"""Milliseconds after which a program that writes a file has finished with it."""


class Watch(QObject):
    """Follows one file. Its folder too: most programs put a new file in the place of the old one."""

    stirred = Signal()
    """Something happened to the file; look whether it is another one now."""

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self._path: Path | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST)
        self._timer.timeout.connect(self._tell)
        window.installEventFilter(self)

    def follow(self, path: Path | None) -> None:
        """Follow another file, or none."""
        self._path = path
        self._timer.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if path is not None:
            self._watcher = QFileSystemWatcher(self)
            self._watcher.fileChanged.connect(lambda _: self._timer.start())
            self._watcher.directoryChanged.connect(lambda _: self._timer.start())
            self._add()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self._path is not None:
            self._timer.start()
        return False

    def _tell(self) -> None:
        self._add()
        self.stirred.emit()

    def _add(self) -> None:
        """The system forgets a file that was replaced."""
        if self._watcher is None or self._path is None:
            return
        followed = {*self._watcher.files(), *self._watcher.directories()}
        wanted = [str(path) for path in (self._path, self._path.parent) if path.exists() and str(path) not in followed]
        if wanted:
            self._watcher.addPaths(wanted)
