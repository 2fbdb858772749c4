"""From a keystroke to the painted window, in this process, offscreen."""

import gc
import os
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.services import templates
from benchmarks.timing import Row, percentile
from ui import theme
from ui.drawings.view import DrawingView
from ui.main_window import MainWindow
from ui.panels.readouts import Readout
from ui.preferences import Preferences
from ui.session import Change, Session

EDITS = 400
FIELDS = ("cathode_loading", "cathode_width", "lithium_thickness", "rated_capacity")


class Watch(QObject):
    """Notes when the numbers and drawings were painted last, and when everything else begins to follow."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.painted = self.settled = 0.0
        session.settled.connect(self._settled)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Paint:
            self.painted = time.perf_counter()
        return False

    def _settled(self, change: Change) -> None:
        self.settled = time.perf_counter()


def rows() -> list[Row]:
    """Keys typed into fields of the starter design, until numbers and drawings are painted and until all is."""
    app = QApplication.instance() or QApplication(list(theme.ARGUMENTS))
    assert isinstance(app, QApplication)
    theme.start(app)
    session = Session(templates.template(templates.STARTER))
    watch = Watch(session)  # told before any panel is
    window = MainWindow(session, Preferences())
    for widget in (*window.readouts.findChildren(Readout), *window.drawings.findChildren(DrawingView)):
        widget.installEventFilter(watch)
    theme.follow(window.preferences.now.theme)
    result = []
    for size in ((1280, 800), (2560, 1440)):
        window.resize(*size)
        window.show()
        app.processEvents()
        gc.collect()
        gc.freeze()  # as the program does when its window stands
        seen, all_done = _edits(app, window, watch)
        result.append(Row(f"keystroke to numbers and drawings painted, {size[0]} × {size[1]}", seen))
        result.append(Row("… 99th percentile", text=f"{percentile(seen, 0.99) * 1e3:.2f} ms", aim="≤ 8.3 ms"))
        result.append(Row("… and to rules, results, title and all else painted", all_done))
    while window.session.edited:  # a window with edits asks before it closes
        window.session.undo()
    window.close()
    return result


def _edits(app: QApplication, window: MainWindow, watch: Watch) -> tuple[list[float], list[float]]:
    seen, all_done = [], []
    # Something was edited before: else every other key would turn the design back into its file.
    window.session.edit("pouch_film_thickness", "114")
    for n in range(EDITS):
        if n % 50 == 0:
            window.form.focus_key(FIELDS[n // 50 % len(FIELDS)])
            app.processEvents()
            QTest.keyClick(_focused(app), Qt.Key.Key_End)
            app.processEvents()
        digit = Qt.Key(Qt.Key.Key_1.value + n // 2 % 9)  # other numbers each time: none is remembered from before
        key = digit if n % 2 == 0 else Qt.Key.Key_Backspace
        field = _focused(app)
        watch.settled = 0.0
        start = time.perf_counter()
        QTest.keyClick(field, key)
        for _ in range(3):  # what one round asks to be painted, the next one paints
            app.processEvents()
        all_done.append(time.perf_counter() - start)
        if not start < watch.painted < watch.settled:
            raise AssertionError("numbers and drawings are not painted before everything else")
        seen.append(watch.settled - start)
    return seen, all_done


def _focused(app: QApplication) -> QWidget:
    focused = app.focusWidget()
    assert focused is not None
    return focused
