"""Python's collector of cycles, kept to the window's thread.

Python collects in whichever thread makes the object that is one too many. In the thread of a job it would take windows
and sessions apart that nobody holds any more: Qt then asks Python, which waits for the window's thread, which may wait
for the very connections that are being cut. The program stands still for ever; it was seen, once in many thousand jobs.
So nothing is collected by itself where there are jobs, but at a beat, between two events of the window.
"""

import gc
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimerEvent

BEAT: Final = 1_000
"""Milliseconds."""

_STANDS: Final = "collects_at_a_beat"


def keep_to_this_thread() -> None:
    """Collect in the thread that calls this, the application's, and nowhere else."""
    gc.disable()
    application = QCoreApplication.instance()
    if application is not None and not application.property(_STANDS):  # to look for a child makes classes of them all
        application.setProperty(_STANDS, True)
        _Collector(application)


def collect() -> None:
    """Collect what Python would have collected by itself, by its own limits."""
    limits = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, limit) in enumerate(limits) if count > limit > 0]
    if due:
        gc.collect(max(due))


class _Collector(QObject):
    """One per application."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self.startTimer(BEAT)

    def timerEvent(self, event: QTimerEvent) -> None:
        collect()
