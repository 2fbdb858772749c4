"""Who loads what, seen from a fresh interpreter: the engine stays light and the command line needs no window."""

import subprocess
import sys

import pytest

HEAVY = ("PySide6", "shiboken6", "pyqtgraph", "reportlab", "PIL", "msgspec", "pint", "scipy", "platformdirs")


def loaded_by(statement: str) -> set[str]:
    """The top-level packages in memory after a statement."""
    program = f"{statement}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    return set(done.stdout.split())


def test_the_engine_loads_numpy_and_the_standard_library():
    loaded = loaded_by("import calc.evaluate, calc.formula, calc.graph; calc.graph.registry()")
    assert "numpy" in loaded
    assert not loaded & {*HEAVY, "app", "ui"}


@pytest.mark.parametrize("statement", ["import app.main", "from app.services import templates, design, edits"])
def test_without_a_window_no_window_is_loaded(statement):
    assert not loaded_by(statement) & {"PySide6", "shiboken6", "pyqtgraph", "ui"}
