"""Work away from the window's thread: writing files and pages. One after the other, in the order they were asked for.

What a job gives back, and what it raises, arrives in the window's thread. To do something in the background, call
`start` with a function of immutable values; it must touch no widget. What takes long is a task: `start_task`.
"""

import threading
from collections import deque
from collections.abc import Callable
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from ui import collector

if TYPE_CHECKING:
    from app.services.exports import Progress


class Task(QObject):
    """A job that tells how far it is and can be cancelled."""

    progressed = Signal(int, int)
    """How many parts of how many are done, in the window's thread; told when the percentage changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()
        self._percent = -1

    def cancel(self) -> None:
        """Stop at the next part; `failed` gets Cancelled."""
        self._cancelled.set()

    def tell(self, done: int, of: int) -> None:
        """Called by the work, in its own thread. Raises Cancelled when nobody wants it any more."""
        if self._cancelled.is_set():
            from app.services.exports import Cancelled

            raise Cancelled
        percent = 100 * done // of if of > 0 else 0
        if percent != self._percent:
            self._percent = percent
            self.progressed.emit(done, of)


class Jobs(QObject):
    """The queue of one window."""

    idle = Signal()
    """The last job that was waited for has delivered what it made."""

    _ended = Signal(bool, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        collector.keep_to_this_thread()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._ended.connect(self._deliver)
        self._asked: deque[_Job] = deque()

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return bool(self._asked)

    def start(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `work`; then `done` with its result, or `failed` with what it raised."""
        job = _Job(work, done, failed, self._ended.emit)
        self._asked.append(job)
        self._pool.start(job)

    def start_task(
        self,
        work: Callable[["Progress"], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progressed: Callable[[int, int], None] | None = None,
    ) -> Task:
        """Run `work` with the function that it tells its progress to; give the task, to cancel it."""
        task = Task(self)
        if progressed is not None:
            task.progressed.connect(progressed)

        def run() -> Any:
            task.tell(0, 1)  # cancelled before it began
            return work(task.tell)

        def ended(result: Any) -> None:
            task.deleteLater()
            if done is not None:
                done(result)

        def ended_badly(error: Exception) -> None:
            task.deleteLater()
            if failed is None:
                raise error
            failed(error)

        self.start(run, ended, ended_badly)
        return task

    def finish(self) -> None:
        """Wait until all jobs have ended; what they would have delivered is dropped."""
        self._pool.waitForDone()

    @Slot(bool, object)
    def _deliver(self, went_well: bool, result: Any) -> None:
        done, failed = self._asked.popleft().let_go()
        deliver: Callable[[Any], None] | None = done if went_well else failed
        try:
            if deliver is not None:
                deliver(result)
            elif isinstance(result, Exception):
                raise result
        finally:
            if not self._asked:
                self.idle.emit()


class _Job(QRunnable):
    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
        ended: Callable[[bool, object], None],
    ) -> None:
        super().__init__()
        self._work: Callable[[], Any] | None = work
        self._done, self._failed, self._ended = done, failed, ended
        self._context = copy_context()  # the language spoken where the job is asked for, among others

    def run(self) -> None:
        assert self._work is not None
        try:
            result = self._context.run(self._work)
        except Exception as error:  # noqa: BLE001 - it is raised again in the window's thread
            self._ended(False, error)
        else:
            self._ended(True, result)

    def let_go(self) -> tuple[Callable[[Any], None] | None, Callable[[Exception], None] | None]:
        """What becomes of the result, asked once the job has run. Its thread ends later, and with it this object."""
        done, failed = self._done, self._failed
        self._work = self._done = self._failed = None
        return done, failed
