"""Documents written from the window: offered, refused, shown while they are made, cancelled."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.services.disk import StorageError
from app.services.exports import EXPORTERS, Exporter, Progress
from app.services.exports.exporter import PDF, SVG, Format
from tests.ui.conftest import LayoutHeld
from tests.ui.hands import save_to, type_over
from ui.main_window import MainWindow


def exporter(make: Any, *formats: Format) -> Exporter:
    return Exporter(name="x", label="Specification", help="", formats=formats or (PDF,), make=make)


def test_an_export_is_written_and_says_where(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    save_to(window, tmp_path / "out")
    window.exports.export(exporter(lambda design, options, progress: design.hash.encode()))
    qtbot.waitUntil(lambda: window.messages.level == "good")
    assert (tmp_path / "out.pdf").read_bytes() == window.session.design.hash.encode()
    assert str(tmp_path / "out.pdf") in window.messages.text
    assert window.messages.remedies == ("Open", "Open folder")


def test_an_export_that_fails_is_one_sentence(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    def fail(design: object, options: object, progress: object) -> bytes:
        raise StorageError("The disk is full.")

    save_to(window, tmp_path / "out.pdf")
    window.exports.export(exporter(fail))
    qtbot.waitUntil(lambda: window.messages.level == "error")
    assert window.messages.text == "The disk is full."
    assert not (tmp_path / "out.pdf").exists()


def in_parts(make: Callable[[Progress], bytes]) -> Exporter:
    return Exporter(
        name="x", label="Tags", help="", formats=(Format("pdf", ".pdf", "PDF"),), in_parts=True,
        make=lambda design, options, progress: make(progress),
    )  # fmt: skip


def test_long_work_shows_how_far_it_is_and_ends_when_cancelled(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    go_on = threading.Event()

    def make(progress: Progress) -> bytes:
        progress(1, 4)
        go_on.wait(20)
        progress(2, 4)
        return b"never written"

    save_to(window, tmp_path / "out.pdf")
    window.exports.export(in_parts(make))
    qtbot.waitUntil(lambda: window.messages.progress == (1, 4))
    assert window.messages.remedies == ("Cancel",)
    window.messages.press("Cancel")
    go_on.set()
    qtbot.waitUntil(lambda: window.messages.text.startswith("Cancelled"))
    assert window.messages.progress is None
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("name", ["specification", "build-sheet"])
def test_a_document_cancelled_in_the_middle_stops_there(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, layout_held: LayoutHeld, name: str
) -> None:
    save_to(window, tmp_path / "out.pdf")
    window.exports.export(EXPORTERS[name])
    qtbot.waitUntil(layout_held.begun.is_set, timeout=30_000)
    window.messages.press("Cancel")
    layout_held.go_on.set()
    qtbot.waitUntil(lambda: window.messages.text.startswith("Cancelled"), timeout=30_000)
    assert len(layout_held.pages) == 2
    assert not (tmp_path / "out.pdf").exists()


def test_work_that_waits_for_other_work_can_be_cancelled_too(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    go_on, made = threading.Event(), []
    window.jobs.start(lambda: go_on.wait(20))
    save_to(window, tmp_path / "out.pdf")

    def make(progress: Progress) -> bytes:
        made.append(1)
        return b""

    window.exports.export(in_parts(make))
    window.messages.press("Cancel")
    go_on.set()
    qtbot.waitUntil(lambda: window.messages.text.startswith("Cancelled"))
    assert made == []


def test_a_name_without_its_suffix_replaces_no_file_unasked(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "out.pdf").write_bytes(b"of yesterday")
    save_to(window, tmp_path / "out")
    window.exports.export(exporter(lambda design, options, progress: b"of today", PDF))
    assert window.messages.text == "out.pdf exists already; nothing was written."
    assert (tmp_path / "out.pdf").read_bytes() == b"of yesterday"
    window.messages.press("Overwrite")
    qtbot.waitUntil(lambda: window.messages.level == "good")
    assert (tmp_path / "out.pdf").read_bytes() == b"of today"


def test_an_export_with_an_entry_not_accepted_is_refused_naming_it(window: MainWindow, qtbot: QtBot) -> None:
    window.files.ask_save_path = lambda suggested, kind: pytest.fail("asked")  # type: ignore[method-assign]
    type_over(window, qtbot, "cathode_width", "wide")
    window.exports.export(next(iter(EXPORTERS.values())))
    assert window.messages.level == "error"
    assert window.form.pending_errors()["cathode_width"] in window.messages.text


def test_every_exporter_stands_in_the_menu(window: MainWindow) -> None:
    actions = window.top_bar.export_menu.actions()
    assert len(actions) == len(EXPORTERS)
    assert actions[0].text() == "Specification, PDF…"
    for action, declared in zip(actions, EXPORTERS.values(), strict=True):
        assert action.text().startswith(declared.label)
        menu = action.menu()
        assert (menu is not None) == (len(declared.formats) > 1)


def test_each_format_of_an_exporter_is_offered_by_itself(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    asked: list[tuple[Path, str]] = []

    def ask(suggested: Path, kind: str) -> Path:
        asked.append((suggested, kind))
        return tmp_path / "out"

    window.files.ask_save_path = ask  # type: ignore[method-assign]
    drawings = exporter(lambda design, options, progress: options.format.encode(), PDF, SVG)
    window.exports.offer(drawings, window.top_bar.export_menu)
    menu = window.top_bar.export_menu.actions()[-1].menu()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["PDF…", "SVG…"]
    menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: window.messages.level == "good")
    assert (tmp_path / "out.svg").read_bytes() == b"svg"
    assert asked[0][0].name.endswith("-x.svg")
    assert asked[0][1] == "Specification (*.svg)"
