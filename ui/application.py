"""The program with its window: starts it, opens what was asked for, and catches what nobody foresaw."""

import gc
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QEvent,
    QFileSystemWatcher,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from app.services import i18n, log, templates
from app.services.instance import Instance
from app.services.paths import resources
from ui import language, theme
from ui.main_window import MainWindow
from ui.panels.readouts import FIGURES
from ui.preferences import Preferences
from ui.session import Session
from ui.windows import Windows


def run(path: Path | None) -> int:
    """Open the window on a design file, or on what was open last; returns the exit code when it closes.

    Where the program runs already, it opens the window and this start ends.
    """
    instance = Instance()
    if not instance.first and instance.hand_over(path):
        return 0
    try:
        return _run(path, instance)
    finally:
        instance.close()


def _run(path: Path | None, instance: Instance) -> int:
    log.start()
    qInstallMessageHandler(_log_qt)
    application = Application(list(theme.ARGUMENTS))
    application.setApplicationName("Cellwright")
    application.setApplicationDisplayName("Cellwright")
    application.setDesktopFileName("cellwright")
    preferences = Preferences()
    theme.start(application, language.speak(preferences.now.language))
    theme.follow(preferences.now.theme)
    windows = Windows(preferences)
    window = open_window(preferences, path, windows)
    application.asked_to_open.connect(windows.open_file)
    look = take_notes(instance, windows)
    restore_hooks = catch_bugs(lambda: windows.active)
    painted = FirstPaint(window)
    painted.over.connect(lambda: _after_first_paint(application, window))
    painted.over.connect(look)  # for what another start asked for meanwhile
    window.show()
    try:
        return application.exec()
    finally:
        restore_hooks()
        windows.finish()
        qInstallMessageHandler(None)
        log.stop()


class Application(QApplication):
    """Tells which file macOS asks for: there a double click is an event and not an argument."""

    asked_to_open = Signal(Path)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.asked_to_open.emit(Path(event.file()))
            return True
        return super().event(event)


class FirstPaint(QObject):
    """Tells once that the window was painted: time for what is not needed to see the design. Make it before showing.

    A timer alone may fire before the window system shows the window. A filter over the application would see objects
    that only Qt knows, and PySide looks among all classes of Qt for theirs: 25 ms.
    """

    over = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.over.emit)  # all of the window is painted before the timer fires
        return False


def open_window(preferences: Preferences, path: Path | None, windows: Windows | None = None) -> MainWindow:
    """The window, not yet filled, on a file, else on the file used last, else on a real cell.

    A file that cannot be read is said.
    """
    session = Session(templates.template(templates.STARTER))
    window = MainWindow(session, preferences, windows, filled=False)
    wanted = path or next((Path(p) for p in preferences.now.recent[:1] if Path(p).is_file()), None)
    if wanted is not None:
        window.files.open(wanted)
    return window


def take_notes(instance: Instance, windows: Windows) -> Callable[[], None]:
    """Do what other starts of the program ask for from now on, as long as the windows stand.

    Gives what does all that was asked for before.
    """

    def take() -> None:
        if not instance.first:
            return
        for path in instance.asked():
            if path is None:
                windows.show_new()
            else:
                windows.open_file(path)

    if instance.first:
        watcher = QFileSystemWatcher([str(instance.folder)], windows)
        watcher.directoryChanged.connect(lambda _: take())
    return take


def catch_bugs(active: Callable[[], MainWindow | None]) -> Callable[[], None]:
    """Write unhandled exceptions to the log and tell the user where the design is; gives what undoes it."""
    before, before_threads, before_unraisable = sys.excepthook, threading.excepthook, sys.unraisablehook

    def unhandled(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        window = active()
        if issubclass(kind, KeyboardInterrupt):
            if window is not None:
                window.windows.quit()
            return
        log.bug(kind, error, trace)
        if window is not None:
            window.report_bug()

    def unhandled_in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            log.bug(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def unraisable(arguments: "sys.UnraisableHookArgs") -> None:
        if arguments.exc_value is not None:
            log.bug(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def restore() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before, before_threads, before_unraisable

    sys.excepthook, threading.excepthook, sys.unraisablehook = unhandled, unhandled_in_thread, unraisable
    return restore


def _after_first_paint(application: QApplication, window: MainWindow) -> None:
    theme.load_other_scripts(i18n.language())
    window.fill()
    gc.freeze()  # what stands now stays: the collector need not look at it again and again
    window.explain.show_key(FIGURES[0].key)  # the panel shows what it is for
    application.setWindowIcon(QIcon(str(resources() / "icons" / "cellwright-256.png")))
    window.files.offer_recovered()


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        log.log.error("Qt: %s", message)
    elif kind == QtMsgType.QtWarningMsg:
        log.log.warning("Qt: %s", message)
