"""On macOS a double click on a design arrives as an event, at the start or while the window is open."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFileOpenEvent
from app.services import storage, templates
from ui import application

path = Path(sys.argv[1])
storage.save(templates.started("li-s-1.6Ah-ers"), path, saved="2025-01-31")

def ask():
    running = application.QApplication.instance()
    running.postEvent(running, QFileOpenEvent(str(path)))
    QTimer.singleShot(20, close)

def close(tries=500):
    windows = application.QApplication.topLevelWidgets()
    window = next(widget for widget in windows if isinstance(widget, application.MainWindow))
    if window.session.path is None and tries:
        QTimer.singleShot(20, lambda: close(tries - 1))
        return
    print(window.session.path)
    window.close()

start = application.FirstPaint.__init__
def watched(self, window):
    start(self, window)
    self.over.connect(ask)
application.FirstPaint.__init__ = watched
sys.exit(application.run(None))
"""


def test_a_file_open_event_opens_the_design(tmp_path):
    path = tmp_path / "电芯 cell.cell"
    environment = {
        **os.environ, "CELLWRIGHT_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1",
    }  # fmt: skip
    command = [sys.executable, "-c", PROGRAM, str(path)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip() == str(path)
