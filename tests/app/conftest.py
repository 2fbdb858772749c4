"""The command line called as a stranger calls it."""

import pytest

from app import cli


@pytest.fixture
def home(tmp_path, monkeypatch):
    """What the program remembers goes to a folder of the test; the work is done in another."""
    monkeypatch.setenv("CELLWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv(cli.TRACEBACK, raising=False)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def told(capsys, home):
    """Runs the command line; gives what it prints when it is happy."""

    def run(*arguments):
        code = cli.run(arguments)
        out, err = capsys.readouterr()
        assert (code, err) == (0, "")
        return out

    return run


@pytest.fixture
def refused(capsys, home):
    """Runs the command line; gives its one sentence. Nothing is printed else and nothing written."""

    def run(*arguments):
        before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
        code = cli.run(arguments)
        out, err = capsys.readouterr()
        assert (code, out) == (2, "")
        assert err.startswith("cellwright: ")
        assert err.count("\n") == 1
        assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
        return err

    return run
