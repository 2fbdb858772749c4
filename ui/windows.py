"""The windows of the program: one process, one design in each. A file that is open is raised, not opened twice."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from app.services import i18n, recovery, templates
from ui import language
from ui.panels.readouts import FIGURES
from ui.preferences import Preferences
from ui.session import Session

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_STEP = 32
"""Pixels by which a new window lies beside the one it was asked for in."""


class Windows(QObject):
    """One per program."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.open: list[MainWindow] = []
        self._made: list[MainWindow] = []

    @property
    def active(self) -> "MainWindow | None":
        """The window in front, else any."""
        front = QApplication.activeWindow()
        return next((window for window in self.open if window is front), self.open[-1] if self.open else None)

    def add(self, window: "MainWindow") -> None:
        """A window stands."""
        self.open.append(window)

    def remove(self, window: "MainWindow") -> None:
        """A window was closed."""
        if window in self.open:
            self.open.remove(window)
        if window in self._made:
            self._made.remove(window)
            window.deleteLater()

    def new(self, *, filled: bool = True) -> "MainWindow":
        """Another window, on the cell that the first start opens; not shown yet."""
        from ui.main_window import MainWindow

        beside = self.active
        window = MainWindow(Session(templates.template(templates.STARTER)), self._preferences, self, filled=filled)
        self._made.append(window)
        if filled:
            window.explain.show_key(FIGURES[0].key)  # the panel shows what it is for
        if beside is not None:
            window.setWindowState(beside.windowState())
            window.resize(beside.size())
            window.move(beside.x() + _STEP, beside.y() + _STEP)
        return window

    def show_new(self) -> "MainWindow":
        """Another window, on its start page."""
        window = self.new()
        window.places.show_place("start")
        window.show()
        window.activateWindow()
        return window

    def open_file(self, path: Path) -> None:
        """Show a design file: in the window that has it, else in one that nothing was done in, else in a new one.

        A window that warns of something, or offers what a crash left behind, is left to its answer.
        """
        if self.raise_for(path):
            return
        unused = (window for window in self.open if window.session.path is None and not window.session.edited)
        quiet = (window for window in unused if window.messages.level not in ("warning", "error"))
        window = next(quiet, None) or self.new()
        window.show()
        window.files.open(path)
        window.activateWindow()

    def raise_for(self, path: Path, other_than: "MainWindow | None" = None) -> bool:
        """Bring the window to the front that has a file open; False when there is none."""
        for window in self.open:
            if window is not other_than and window.session.path is not None and _same(window.session.path, path):
                window.showNormal() if window.isMinimized() else window.show()
                window.activateWindow()
                return True
        return False

    def restore(self, found: recovery.Left) -> None:
        """Show a design that a crash left behind in a window of its own."""
        window = self.new()
        window.show()
        window.files.restore(found)

    def speak(self, wanted: str) -> None:
        """Show every window in another language, or the system's. One that has to ask something first stops it."""
        if not all(window.may_be_rebuilt() for window in self.open):
            return
        self._preferences.change(language=wanted)
        before = i18n.language()
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            if language.speak(wanted) != before:
                for window in self.open:
                    window.rebuild()
        finally:
            QApplication.restoreOverrideCursor()

    def quit(self) -> None:
        """Close every window; one whose edits are to be kept stops it."""
        for window in reversed(self.open[:]):
            window.activateWindow()
            if not window.close():
                return

    def finish(self) -> None:
        """Wait for what still goes on in the windows."""
        for window in self.open:
            window.jobs.finish()
            window.keeper.finish()


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return one == other.absolute()
