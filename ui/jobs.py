"""Work away from the window's thread: writing files and pages. One after the other, in the order they were asked for.

What a job gives back, and what it raises, arrives in the window's thread. To do something in the background, call
`start` with a function of immutable values; it must touch no widget.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot


class Jobs(QObject):
    """The queue of one window."""

    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._ended.connect(self._deliver)
        self._waiting = 0

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return self._waiting > 0

    def start(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `work`; then `done` with its result, or `failed` with what it raised."""
        self._waiting += 1
        self._pool.start(_Job(work, done, failed, self._ended.emit))

    def finish(self) -> None:
        """Wait until all jobs have ended; what they would have delivered is dropped."""
        self._pool.waitForDone()

    @Slot(object, object)
    def _deliver(self, deliver: Callable[[Any], None] | None, result: object) -> None:
        self._waiting -= 1
        if deliver is not None:
            deliver(result)
        elif isinstance(result, Exception):
            raise result


class _Job(QRunnable):
    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
        ended: Callable[[object, object], None],
    ) -> None:
        super().__init__()
        self._work, self._done, self._failed, self._ended = work, done, failed, ended

    def run(self) -> None:
        try:
            result = self._work()
        except Exception as error:  # noqa: BLE001 - it is raised again in the window's thread
            self._ended(self._failed, error)
        else:
            self._ended(self._done, result)
