"""Who loads what, seen from a fresh interpreter: the engine stays light and the command line needs no window."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WINDOW = {"PySide6", "shiboken6", "pyqtgraph", "ui"}
HEAVY = {"reportlab", "PIL", "msgspec", "pint", "scipy", "platformdirs"}

EVERY_MODULE_OF_CALC = """
import importlib, pkgutil
import calc
for module in pkgutil.walk_packages(calc.__path__, "calc."):
    importlib.import_module(module.name)
importlib.import_module("calc.graph").registry()
"""


def loaded_by(program: str) -> set[str]:
    """The top-level packages in memory after a program."""
    shown = f"{program}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", shown], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return set(done.stdout.split())


def test_the_engine_loads_numpy_and_the_standard_library():
    loaded = loaded_by(EVERY_MODULE_OF_CALC)
    assert "numpy" in loaded
    assert not loaded & (WINDOW | HEAVY | {"app"})


@pytest.mark.parametrize("program", ["import app.main", "from app.services import templates, design, edits"])
def test_without_a_window_no_window_is_loaded(program):
    assert not loaded_by(program) & WINDOW
