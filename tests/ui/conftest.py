"""A real window on a real cell, in a home of its own; the user's own settings are never touched."""

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.services import settings, templates
from ui import collector, theme
from ui.fields.form import Form
from ui.files import Answer
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.session import Session

Opened = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program keeps what it remembers, for this test."""
    folder = tmp_path / "home"
    monkeypatch.setenv(settings.HOME, str(folder))
    return folder


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """Python collects where the program lets it, and once more after each test: few last as long as a beat."""
    yield
    collector.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """A box that waits for an answer would wait for ever: a test answers in its place, or fails."""

    def asked(*_: object) -> None:
        pytest.fail("a box waits for an answer")

    for box in (QDialog, QMessageBox, QFileDialog, QPrintDialog):
        monkeypatch.setattr(box, "exec", asked)
    for question in ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, question, asked)


class LayoutHeld:
    """Documents whose layout stops at their second page until `go_on` is set."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.pages: list[object] = []
        """The document of each page that was laid out to its end."""


@pytest.fixture
def layout_held(monkeypatch: pytest.MonkeyPatch) -> Iterator[LayoutHeld]:
    """Holds the next document in the middle; what holds it lets go when the test ends."""
    from reportlab.platypus import BaseDocTemplate  # rare: most tests print nothing

    held, end = LayoutHeld(), BaseDocTemplate.handle_pageEnd

    def ended(document: object) -> None:
        held.pages.append(document)
        if len(held.pages) == 2:
            held.begun.set()
            held.go_on.wait(20)
        end(document)

    monkeypatch.setattr(BaseDocTemplate, "handle_pageEnd", ended)
    yield held
    held.go_on.set()


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[QApplication]:
    """The application with its typefaces and its light scheme, which are taken off again."""
    palette = qapp.palette()
    theme.start(qapp)
    yield qapp
    qapp.setStyleSheet("")
    qapp.setPalette(palette)


@pytest.fixture
def session(themed: QApplication) -> Session:
    """A published lithium-sulfur cell, open."""
    return Session(templates.template("li-s-1.6Ah-ers"))


@pytest.fixture
def form(qtbot: QtBot, session: Session) -> Form:
    """Its form, by itself."""
    form = Form(session)
    qtbot.addWidget(form)
    form.resize(320, 700)
    form.show()
    form.activateWindow()
    QApplication.processEvents()
    return form


@pytest.fixture
def open_window(themed: QApplication, qtbot: QtBot) -> Iterator[Opened]:
    """Opens windows; at the end each is closed, and nothing of it may go on running."""
    opened: list[MainWindow] = []

    def open_one(template: str = "li-s-1.6Ah-ers", size: tuple[int, int] = (1280, 800)) -> MainWindow:
        window = MainWindow(Session(templates.template(template)), Preferences())
        opened.append(window)
        window.setWindowState(window.windowState() & ~window.windowState())
        window.resize(*size)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_one
    for window in opened:
        for other in (*window.windows.open, window):  # those that were opened from it, too
            other.files.ask_unsaved = lambda: Answer.DISCARD  # type: ignore[method-assign]
            other.close()
        window.jobs.finish()
        window.deleteLater()
    themed.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not any(isinstance(left, MainWindow) for left in themed.topLevelWidgets())


@pytest.fixture
def window(open_window: Opened) -> MainWindow:
    """The window at 1280×800."""
    return open_window()
