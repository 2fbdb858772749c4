"""The self-test: passes here, and names what fails."""

import subprocess
import sys
from pathlib import Path

import pytest

from app import cli, self_test
from app.services import fonts

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CELLWRIGHT_HOME", str(tmp_path))
    monkeypatch.delenv(cli.TRACEBACK, raising=False)


def test_all_checks_pass(capsys):
    assert cli.run(["self-test"], window=lambda: None) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "self-test passed"
    assert all(line.startswith("ok ") for line in lines[:-1])
    assert any("the window opens" in line for line in lines)


def test_what_fails_is_named_and_the_rest_goes_on(capsys, monkeypatch):
    monkeypatch.setattr(fonts, "missing", lambda text: {"µ"})
    monkeypatch.setattr(self_test, "BY_HAND", {"energy": 3.0})

    def window():
        raise OSError("no\nplugin")

    assert cli.run(["self-test"], window=window) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "self-test failed: reference cell, fonts, the window opens"
    assert any(line.startswith("FAILED  fonts: RuntimeError: no font has µ") for line in lines)
    assert "FAILED  the window opens: OSError: no plugin" in lines
    assert any(line.startswith("ok      materials") for line in lines)


def test_the_window_opens_out_of_sight():
    done = subprocess.run(
        [sys.executable, "-c", "from app.main import build_window; build_window()"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
