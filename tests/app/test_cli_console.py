"""The command line beside the world: bugs, consoles that cannot show everything, outputs that go away."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli
from app.cli import compute, console
from tests.app.command_line import CELL, ROOT, computed

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def bug(monkeypatch):
    def broken(_design):
        raise ZeroDivisionError("a bug\nin two lines")

    monkeypatch.setattr(compute, "as_json", broken)


@pytest.mark.usefixtures("bug")
def test_a_bug_is_one_sentence_with_the_log_s_place(capsys, tmp_path):
    assert cli.run(["compute", CELL, "--json"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "ZeroDivisionError: a bug in two lines" in err
    log = tmp_path / "home" / "log" / "cellwright.log"
    assert str(log) in err
    assert "Traceback" in log.read_text("utf-8")


@pytest.mark.usefixtures("bug")
def test_a_bug_shows_its_traceback_when_asked_to(capsys, monkeypatch):
    monkeypatch.setenv(cli.TRACEBACK, "1")
    assert cli.run(["compute", CELL, "--json"]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.usefixtures("bug")
def test_a_bug_without_a_place_for_a_log_is_one_sentence_too(capsys, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CELLWRIGHT_HOME", str(tmp_path / "file"))
    assert cli.run(["compute", CELL, "--json"]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert cli.TRACEBACK in err


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("ascii", "94.31   um "), ("cp1252", "94.31   µm "), ("latin-1", "94.31   µm "), ("utf-8", "94.31   µm ")],
)
def test_a_console_that_cannot_show_everything_shows_what_it_can(encoding, shown):
    done = run("compute", CELL, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding)
    assert shown in text
    assert "?" not in text
    assert run("compute", CELL, "--set", "cathode_width=5 parsec", PYTHONIOENCODING=encoding).returncode == 2
    listed = run("list", "quantities", PYTHONIOENCODING=encoding)
    assert (listed.returncode, listed.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_json_says_the_same_in_every_encoding(encoding, told):
    done = run("compute", CELL, "--json", PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout.decode(encoding)) == computed(told, CELL)


def test_powers_of_ten_stay_powers_of_ten():
    text = "1.234·10⁻⁵ and 2·10¹² and m² and LiNO₃ V̄"
    console.make_printable()
    assert text.encode("ascii", errors="cellwright-plain") == b"1.234*10^-5 and 2*10^12 and m2 and LiNO3 V"


@pytest.mark.skipif(os.name != "posix", reason="/dev/full")
def test_an_output_that_takes_nothing_is_a_sentence():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "app", "compute", CELL], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False
        )
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"could not be written" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="pipes that close")
def test_a_reader_that_goes_away_is_no_error():
    done = subprocess.Popen(
        [sys.executable, "-m", "app", "list", "quantities"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert done.stdout is not None
    assert done.stderr is not None
    done.stdout.close()
    assert done.stderr.read() == b""
    done.stderr.close()
    assert done.wait() == 0


def test_the_command_line_loads_neither_the_window_nor_the_paper():
    program = (
        "import sys; from app.main import main; code = main(sys.argv[1:]); "
        "print(*sorted({m.split('.')[0] for m in sys.modules}), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "compute", CELL], capture_output=True, text=True, cwd=ROOT, check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    loaded = set(done.stderr.split())
    assert "numpy" in loaded
    assert not loaded & {
        "PySide6",
        "shiboken6",
        "pyqtgraph",
        "reportlab",
        "PIL",
        "ui",
        "scipy",
        "logging",
        "platformdirs",
    }
