"""From a keystroke to the painted window, in this process, offscreen."""

import os
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.services import templates
from benchmarks.timing import Row, percentile
from ui import theme
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.session import Session

EDITS = 400
FIELDS = ("cathode_loading", "cathode_width", "lithium_thickness", "rated_capacity")


def rows() -> list[Row]:
    """Keys typed into fields of the starter design; a time ends when all that the key changed is painted."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.start(app)
    window = MainWindow(Session(templates.template(templates.STARTER)), Preferences())
    theme.follow(window.preferences.now.theme)
    result = []
    for size in ((1280, 800), (2560, 1440)):
        window.resize(*size)
        window.show()
        app.processEvents()
        times = _edits(app, window)
        result.append(Row(f"keystroke to painted window, {size[0]} × {size[1]}", times))
        result.append(Row("… 99th percentile", text=f"{percentile(times, 0.99) * 1e3:.2f} ms", aim="≤ 8.3 ms"))
    while window.session.edited:  # a window with edits asks before it closes
        window.session.undo()
    window.close()
    return result


def _edits(app: QApplication, window: MainWindow) -> list[float]:
    times = []
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
        start = time.perf_counter()
        QTest.keyClick(_focused(app), key)
        app.processEvents()
        times.append(time.perf_counter() - start)
    return times


def _focused(app: QApplication) -> QWidget:
    focused = app.focusWidget()
    assert focused is not None
    return focused
