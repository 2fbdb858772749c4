"""Python takes nothing apart in the thread of a job, where it might be a window; it does so in the window's thread."""

import gc
import threading
import weakref
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import collector
from ui.jobs import Jobs

MANY = 20 * gc.get_threshold()[0]


class Ring:
    """Held by nobody but itself."""

    def __init__(self) -> None:
        self.next = self


def test_nothing_is_collected_in_the_thread_of_a_job(qapp: QApplication, qtbot: QtBot) -> None:
    gc.enable()
    jobs = Jobs(qapp)
    collected_in = []

    def note(phase: str, told: dict[str, Any]) -> None:
        collected_in.append(threading.get_ident())

    gc.callbacks.append(note)
    try:
        with qtbot.waitSignal(jobs.idle):
            jobs.start(lambda: [Ring() for _ in range(MANY)] and None)
    finally:
        gc.callbacks.remove(note)
        jobs.deleteLater()
    assert set(collected_in) <= {threading.get_ident()}


def test_what_a_job_holds_is_let_go_of_in_the_window_s_thread(qapp: QApplication, qtbot: QtBot) -> None:
    jobs = Jobs(qapp)
    gone_in = []
    held = Ring()
    del held.next
    weakref.finalize(held, lambda: gone_in.append(threading.get_ident()))
    with qtbot.waitSignal(jobs.idle):
        jobs.start(lambda: None, failed=lambda _, held=held: None)  # type: ignore[misc]
        del held
    jobs.deleteLater()
    assert gone_in == [threading.get_ident()]


def test_garbage_is_collected_while_the_window_stands(qapp: QApplication, qtbot: QtBot) -> None:
    collector.keep_to_this_thread()
    garbage = weakref.ref(Ring())
    kept = [[] for _ in range(MANY)]  # type: ignore[var-annotated]
    assert garbage() is not None
    qtbot.waitUntil(lambda: garbage() is None, timeout=20 * collector.BEAT)
    assert len(kept) == MANY
