"""The way in: what opens the window, what does not, and what is said where there is no display."""

import sys
from types import SimpleNamespace

import pytest

from app import cli, main


@pytest.fixture
def opened(monkeypatch):
    """The files the window was asked to open, without one."""
    files = []

    def run(file):
        files.append(file)
        return 0

    application = SimpleNamespace(run=run)
    import ui

    monkeypatch.setitem(sys.modules, "ui.application", application)
    monkeypatch.setattr(ui, "application", application, raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return files


def test_without_arguments_the_window_opens(opened):
    assert main.main([]) == 0
    assert opened == [None]


@pytest.mark.parametrize("name", ["my design.cell", "design.json"])
def test_a_design_file_alone_opens_in_the_window(opened, tmp_path, name):
    path = tmp_path / name
    path.write_text("")
    assert main.main([str(path)]) == 0
    assert opened == [path]


def test_a_design_file_that_is_not_there_is_a_sentence(opened, capsys):
    assert main.main(["nonexistent.cell"]) == 2
    assert capsys.readouterr().err == "cellwright: There is no nonexistent.cell. Check the name and the folder.\n"
    assert opened == []


@pytest.mark.parametrize("arguments", [["compute", "x.cell"], ["--version"], ["li-s-1.6Ah-ers"], ["-x.cell", "y"]])
def test_anything_else_is_the_command_line(opened, monkeypatch, arguments):
    seen = []

    def run(words, window):
        seen.append((words, window))
        return 7

    monkeypatch.setattr(cli, "run", run)
    assert main.main(arguments) == 7
    assert seen == [(arguments, main.build_window)]
    assert opened == []


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
def test_without_a_display_a_sentence_says_what_works(opened, monkeypatch, capsys):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert main.main([]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "no display" in err
    assert "compute" in err
    assert opened == []


def test_a_qt_that_does_not_start_is_a_sentence(opened, monkeypatch, capsys):
    import ui

    monkeypatch.delattr(ui, "application")
    monkeypatch.delitem(sys.modules, "ui.application")
    missing = ImportError("libEGL.so.1: cannot open shared object file")
    monkeypatch.setattr(sys, "meta_path", [_Failing(missing), *sys.meta_path])
    assert main.main([]) == 2
    err = capsys.readouterr().err
    assert "libEGL.so.1" in err
    assert err.count("\n") == 1


class _Failing:
    """An import that finds the module and a library missing in it."""

    def __init__(self, error):
        self.error = error

    def find_spec(self, name, path=None, target=None):
        if name == "ui.application":
            raise self.error
