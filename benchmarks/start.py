"""From starting a process to its first painted window: the program beside a bare PySide6 + pyqtgraph window."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from benchmarks.timing import Row

RUNS = 9

PROBE = """
import time
from PySide6.QtCore import QEvent, QObject, QTimer

class FirstPaint(QObject):
    def __init__(self, app, tell):
        super().__init__(app)
        self.tell = tell
        app.installEventFilter(self)
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.tell:
            tell, self.tell = self.tell, None
            QTimer.singleShot(0, self, tell)
        return False
"""

BARE = (
    PROBE
    + """
import sys
import numpy
import pyqtgraph
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(pyqtgraph.PlotWidget())
window.resize(1280, 800)
watch = FirstPaint(app, lambda: (print(time.time()), app.quit()))
window.show()
app.exec()
"""
)

PROGRAM = """
import gc, json, sys, time
gc.disable()  # as app.main does
from PySide6.QtCore import QTimer
from ui import application
from ui.panels.readouts import FIGURES

made = application.FirstPaint

def watched(window):
    first = made(window)
    def tell():
        painted = time.time()
        print(painted)
        print(json.dumps({figure.key: window.readouts.readout(figure.key).number for figure in FIGURES}))
        QTimer.singleShot(0, window, window.close)
    first.over.connect(tell)
    return first

application.FirstPaint = watched
sys.exit(application.run(None))
"""


def rows() -> list[Row]:
    """Times in turn, bare and program, so that a slow spell of the machine hits both; every one a new process."""
    bare, program = [], []
    with tempfile.TemporaryDirectory() as home:
        for _ in range(RUNS + 1):
            bare.append(_seconds(BARE, home))
            program.append(_seconds(PROGRAM, home))
    ratio = statistics.median(p / b for p, b in zip(program[1:], bare[1:], strict=True))
    return [
        Row("bare window with pyqtgraph, start to first paint", bare[1:]),
        Row("the program, start to first paint with live numbers", program[1:]),
        Row("… ratio", text=f"{ratio:.2f}", aim="≤ 0.8"),
    ]


def _seconds(script: str, home: str) -> float:
    environment = {**_with_caches(), "QT_QPA_PLATFORM": "offscreen", "CELLWRIGHT_HOME": home}
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    painted, *numbers = done.stdout.strip().splitlines()
    if numbers:
        _compare(json.loads(numbers[0]))
    return float(painted) - start


def _with_caches() -> dict[str, str]:
    """The environment with compiled modules allowed, as every user has them."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _compare(shown: dict[str, str]) -> None:
    """The numbers painted first are those of the command line."""
    from app.services import templates
    from app.services.design import Design

    design = Design(templates.template(templates.STARTER))
    for key, text in shown.items():
        computed = design.text(key)
        if text not in computed:
            raise AssertionError(f"{key}: {text} painted, {computed} computed")
