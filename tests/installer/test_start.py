"""The start loads nothing that the first paint does not need."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LATER = {
    "reportlab", "PIL", "pyqtgraph", "xlsxwriter", "ezdxf", "pypdfium2", "python_calamine",
    "aurora_unicycler", "pydantic", "sqlite3", "asyncio", "multiprocessing",
    "http", "ssl", "xml", "email", "subprocess",
    "ui.dialogs.about", "ui.dialogs.licences", "ui.places.start", "ui.places.build", "app.services.licences",
    "ui.panels.drawings", "ui.fields.form", "app.services.help_pages", "getpass",
    "app.services.exports", "hashlib", "csv", "numpy.typing",
    "ui.find", "ui.dialogs.find_box", "ui.dialogs.help", "ui.clipboard", "app.services.search",
    "app.self_test", "app.cli",
    "app.services.reports.specification", "app.services.reports.build_sheet",
}  # fmt: skip

WITHOUT_USE = {"QWizard", "QProcess", "QAbstractItemView", "QStyle"}
"""Classes of Qt that PySide makes when it looks through all of them for that of an object it does not know."""

PROGRAM = """
import sys
from PySide6 import QtCore, QtGui, QtWidgets
from ui import application

def leave(*_):
    print(*sorted(sys.modules))
    print(*{**vars(QtCore), **vars(QtGui), **vars(QtWidgets)})
    running = application.QApplication.instance()
    application.QTimer.singleShot(0, running.quit)

application._after_first_paint = leave
sys.exit(application.run(None))
"""


def test_nothing_is_loaded_before_it_is_needed(tmp_path):
    environment = {**os.environ, "CELLWRIGHT_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    loaded, made = (set(line.split()) for line in done.stdout.splitlines())
    assert "ui.main_window" in loaded
    assert loaded & LATER == set()
    assert "QMainWindow" in made
    assert made & WITHOUT_USE == set()
