"""The files of a window: saved, changed by others, dropped, closed; and what is left of a program that ended early."""

import os
import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import edits, recovery, storage, templates
from app.services.exports import EXPORTERS
from tests.ui.conftest import LayoutHeld, Opened
from tests.ui.hands import save_to, type_over
from ui import application
from ui.files import Answer
from ui.main_window import MainWindow
from ui.places.compare import ComparePlace
from ui.preferences import Preferences
from ui.recovery import DELAY


def test_ctrl_s_asks_for_a_file_once_and_then_saves_there(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    asked: list[Path] = []

    def ask(suggested: Path, kind: str) -> Path:
        asked.append(suggested)
        return tmp_path / "mine"

    window.files.ask_save_path = ask  # type: ignore[method-assign]
    window.session.edit("cathode_sheets", "3")
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    file = tmp_path / f"mine{storage.SUFFIX}"
    assert asked[0].name == f"1.6 Ah Li-S, ERS-Li anode{storage.SUFFIX}"
    assert storage.load(file).entries["cathode_sheets"].text == "3"
    assert not window.session.edited
    assert str(file) in window.messages.text
    assert window.preferences.now.recent == (str(file),)
    window.session.edit("cathode_sheets", "5")
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert len(asked) == 1
    assert storage.load(file).entries["cathode_sheets"].text == "5"


def test_a_file_that_is_no_design_is_one_sentence(window: MainWindow, tmp_path: Path) -> None:
    before = window.session.design
    for name, content in (("a.cell", b"{"), ("b.cell", b""), ("c.cell", b"\xff\xfe"), ("d.cell", b'{"format": "x"}')):
        (tmp_path / name).write_bytes(content)
        assert not window.files.open(tmp_path / name)
        assert name in window.messages.text
        assert window.messages.level == "error"
    assert not window.files.open(tmp_path / "nothing.cell")
    assert window.session.design is before


def test_a_file_changed_by_others_is_not_overwritten_unasked(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "mine.cell"
    save_to(window, path)
    window.save()
    other = storage.written(edits.set_value(window.session.document, "cathode_sheets", "9"))
    path.write_bytes(other)
    window.session.edit("cathode_sheets", "3")
    window.save()
    assert path.read_bytes() == other
    assert "changed by another program" in window.messages.text
    window.messages.press("Overwrite")
    assert storage.load(path).entries["cathode_sheets"].text == "3"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everybody may write everywhere here")
def test_a_read_only_file_says_so_and_offers_another_name(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "mine.cell"
    path.write_bytes(storage.written(window.session.document))
    path.chmod(stat.S_IREAD)
    assert window.files.open(path)
    assert "read-only" in window.messages.text
    window.session.edit("cathode_sheets", "3")
    window.save()
    assert window.messages.level == "error"
    assert window.messages.remedies == ("Save as…",)


def test_a_disk_that_fails_loses_nothing(window: MainWindow, tmp_path: Path) -> None:
    save_to(window, tmp_path / "nowhere" / "mine.cell")
    window.session.edit("cathode_sheets", "3")
    window.save()
    assert window.messages.level == "error"
    assert window.session.edited
    assert window.session.path is None


def test_dropping_a_design_opens_it(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "dropped.cell"
    path.write_bytes(storage.written(templates.template("nmc811-graphite")))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, button, keys))
    qtbot.waitUntil(lambda: window.session.path == path)
    assert window.session.document.name == "4 Ah NMC811‖graphite"


def test_recent_files_are_offered_and_one_that_is_gone_is_forgotten(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "mine.cell"
    save_to(window, path)
    window.save()
    menu = window.top_bar.recent_menu
    menu.aboutToShow.emit()
    assert [action.text().split()[0] for action in menu.actions()] == ["mine.cell"]
    path.unlink()
    menu.actions()[0].trigger()
    assert "There is no" in window.messages.text
    assert window.preferences.now.recent == ()


@pytest.mark.parametrize(("answer", "closed"), [(Answer.CANCEL, False), (Answer.DISCARD, True), (Answer.SAVE, True)])
def test_closing_with_edits_asks_once(
    answer: Answer, closed: bool, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    asked: list[Answer] = []

    def ask() -> Answer:
        asked.append(answer)
        return answer

    window.files.ask_unsaved = ask  # type: ignore[method-assign]
    save_to(window, tmp_path / "mine.cell")
    window.session.edit("cathode_sheets", "3")
    assert window.close() is closed
    assert asked == [answer]
    assert (tmp_path / "mine.cell").exists() is (answer is Answer.SAVE)


def test_a_file_opened_again_after_its_edits_were_saved_shows_them(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    save_to(window, tmp_path / "mine.cell")
    assert window.files.save()
    type_over(window, qtbot, "cathode_sheets", "7")
    window.files.ask_unsaved = lambda: Answer.SAVE  # type: ignore[method-assign]
    assert window.files.open(tmp_path / "mine.cell")
    assert window.session.document.entries["cathode_sheets"].text == "7"
    assert storage.load(tmp_path / "mine.cell") == window.session.document


def test_closing_without_edits_asks_nothing(window: MainWindow) -> None:
    window.files.ask_unsaved = lambda: pytest.fail("asked")  # type: ignore[method-assign]
    assert window.close()


@pytest.mark.parametrize("field", ["notes", "name", "name above", "currency"])
def test_what_is_typed_while_the_window_is_closed_is_not_lost(
    field: str, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.cell"
    save_to(window, path)
    window.save()
    asked: list[Answer] = []

    def ask() -> Answer:
        asked.append(Answer.SAVE)
        return Answer.SAVE

    window.files.ask_unsaved = ask  # type: ignore[method-assign]
    if field == "name above":
        qtbot.keyClick(window, Qt.Key.Key_F2)
    else:
        window.focus_key(field)
    qtbot.keyClicks(window.focusWidget(), "EUR")
    assert window.close()
    kept = storage.load(path)
    assert asked == [Answer.SAVE]
    assert "EUR" in (kept.notes[-3:], kept.name, kept.currency)


def test_ctrl_s_saves_under_the_name_that_is_being_typed(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.cell"
    save_to(window, path)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    qtbot.keyClicks(window.focusWidget(), "Pilot")
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert storage.load(path).name == "Pilot"
    assert not window.session.edited
    assert window.focusWidget() is window.top_bar.name
    qtbot.keyClicks(window.focusWidget(), " 2")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.session.document.name == "Pilot 2"


def test_ampersands_and_the_mark_of_edits_are_shown_as_they_were_typed(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "R&D.cell"
    save_to(window, path)
    window.session.apply("name", lambda document: edits.rename(document, "A [*] & B"))
    window.save()
    window.top_bar.recent_menu.aboutToShow.emit()
    assert window.top_bar.recent_menu.actions()[0].text().startswith("R&&D.cell")
    assert window.windowTitle() == "A [*][*] & B[*] – Cellwright"
    window.comparing.pin_this()
    window.session.edit("cathode_sheets", "3")
    place = window.places.show_place("compare")
    assert isinstance(place, ComparePlace)
    take_over = next(action for action in place.column_menu(1).actions() if action.text().startswith("Take it over"))
    take_over.trigger()
    undo = window.actions_by_id["undo"]
    assert undo.text() == "Undo: Taken over from A [*] && B"
    window.floating.find_anything()
    box = window.floating.find_box
    assert box is not None
    assert "Undo: Taken over from A [*] & B" in [thing.name for thing in box.listed]


def test_unsaved_work_is_kept_while_typing_and_dropped_by_a_save(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.keeper._timer.setInterval(DELAY // 40)
    window.session.edit("cathode_sheets", "3")
    qtbot.waitUntil(window.keeper.copy.exists)
    save_to(window, tmp_path / "mine.cell")
    window.save()
    qtbot.waitUntil(lambda: not window.keeper.copy.exists())


def test_unsaved_work_is_kept_while_a_long_document_is_written(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, layout_held: LayoutHeld
) -> None:
    save_to(window, tmp_path / "long.pdf")
    window.exports.export(EXPORTERS["specification"])
    qtbot.waitUntil(layout_held.begun.is_set, timeout=30_000)
    window.keeper._timer.setInterval(DELAY // 40)
    window.session.edit("cathode_sheets", "3")
    qtbot.waitUntil(window.keeper.copy.exists)
    assert window.jobs.busy
    layout_held.go_on.set()
    qtbot.waitUntil(lambda: window.messages.level == "good")


def test_that_unsaved_work_cannot_be_kept_is_told_once(window: MainWindow, qtbot: QtBot, home: Path) -> None:
    in_the_way = home / "data" / "recovery"
    in_the_way.parent.mkdir(parents=True, exist_ok=True)
    in_the_way.write_text("no folder", encoding="utf-8")
    window.session.edit("cathode_sheets", "3")
    window.keeper.keep()
    qtbot.waitUntil(lambda: window.messages.level == "warning")
    assert window.messages.text.startswith("Unsaved changes are not kept for the case of a crash.")
    assert "Errno" not in window.messages.text
    assert window.messages.remedies == ("Save",)
    window.messages.clear()
    window.keeper.keep()
    window.keeper.finish()
    QApplication.processEvents()
    assert window.messages.text == ""
    in_the_way.unlink()
    window.keeper.keep()
    qtbot.waitUntil(window.keeper.copy.exists)


@pytest.mark.parametrize("before", [True, False])
def test_a_name_without_its_suffix_replaces_no_file_unasked(before: bool, window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "mine.cell"
    content = storage.written(templates.template("nmc811-graphite"))
    if before:
        file.write_bytes(content)
    save_to(window, tmp_path / "mine")  # the system's dialog has asked about a file of this name only
    assert window.files.save_as() is not before
    if before:
        assert window.messages.text == "mine.cell exists already; nothing was written."
        assert file.read_bytes() == content
        assert window.session.path is None
        window.messages.press("Overwrite")
    assert window.session.path == file
    assert storage.load(file) == window.session.document


def test_after_a_crash_the_unsaved_work_is_offered(open_window: Opened, home: Path, tmp_path: Path) -> None:
    slot = recovery.Slot()
    slot.keep(edits.set_value(templates.template("nmc811-graphite"), "cathode_sheets", "7"), None)
    assert slot._lock is not None
    slot._lock.close()  # as the system does when a program ends
    window = open_window()
    window.files.offer_recovered()
    assert window.messages.remedies == ("Restore", "Throw away")
    window.messages.press("Restore")
    assert window.session.design.number("cathode_sheets") == 7
    assert window.session.edited
    assert recovery.left() == ()


def test_the_window_opens_what_was_open_last(themed: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "mine.cell"
    path.write_bytes(storage.written(templates.template("nmc811-graphite")))
    preferences = Preferences()
    preferences.take(preferences.now.with_recent(path))
    window = application.open_window(Preferences(), None)
    qtbot.addWidget(window)
    assert window.session.path == path
    window.close()


def test_a_file_given_at_start_that_cannot_be_read_is_said(themed: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    window = application.open_window(Preferences(), tmp_path / "nothing.cell")
    qtbot.addWidget(window)
    assert "There is no" in window.messages.text
    assert window.session.document.name == templates.template(templates.STARTER).name
    window.close()
