"""No telemetry, no network: the window, the command line and every document work where sockets cannot be made."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

FORBIDDEN = """
import sys

def forbid(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.client.")) and event != "socket.gethostname":
        raise RuntimeError(f"{event} {arguments}")

sys.addaudithook(forbid)
"""

WINDOW = """
from PySide6.QtWidgets import QApplication
from app import main, self_test
code = self_test.run(main.build_window)
from ui.dialogs.about import AboutDialog
from ui.dialogs.licences import LicencesDialog
about, licences = AboutDialog(), LicencesDialog()
licences.parts.setCurrentRow(licences.parts.count() - 1)
print("connecting modules:", sorted(set(sys.modules) & {"ssl", "http.client", "urllib.request", "PySide6.QtNetwork"}))
sys.exit(code)
"""


def run(program, home):
    environment = {**os.environ, "CELLWRIGHT_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", FORBIDDEN + program]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_the_window_and_every_document_work_without_sockets(tmp_path):
    done = run(WINDOW, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the window opens" in done.stdout
    assert "connecting modules: []" in done.stdout


def test_the_guard_notices_a_socket(tmp_path):
    done = run("import socket\nsocket.socket()", tmp_path)
    assert "RuntimeError: socket.__new__" in done.stderr


def test_the_program_names_no_module_that_connects():
    for folder in ("app", "calc", "ui"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            text = file.read_text(encoding="utf-8")
            for word in ("import socket", "QtNetwork", "urllib.request", "http.client"):
                assert word not in text, f"{file.relative_to(ROOT)}: {word}"
