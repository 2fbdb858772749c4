"""Releasing in the window: what is asked, what is locked, the way on, and what changed."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from app.services import i18n, revisions, storage, templates
from app.services.expressions.refusals import EntryError
from tests.ui.conftest import Opened
from tests.ui.hands import save_to
from ui import find
from ui.dialogs.revisions import ReleaseDialog, RevisionsDialog
from ui.main_window import MainWindow
from ui.session import Session, step_words


def asked(window: MainWindow) -> ReleaseDialog:
    window.actions_by_id["release"].trigger()
    return window.findChildren(ReleaseDialog)[-1]


@pytest.fixture
def window(open_window: Opened) -> MainWindow:
    return open_window("nmc811-graphite")


@pytest.fixture
def released(window: MainWindow, qtbot: QtBot) -> MainWindow:
    dialog = asked(window)
    qtbot.keyClicks(dialog.author, "Ada Lovelace")
    dialog.date.clear()
    qtbot.keyClicks(dialog.date, "2026-11-23")
    qtbot.keyClicks(dialog.customer, "ACME")
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    return window


def test_a_release_locks_the_fields_and_says_who_and_when(released: MainWindow) -> None:
    document = released.session.document
    assert document.release is not None
    assert (document.release.author, document.release.date, document.customer) == ("Ada Lovelace", "2026-11-23", "ACME")
    day = "23\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026"
    assert released.banner.text == f"Revision 1 was released by Ada Lovelace on {day} and is locked."
    assert "released" in released.top_bar.state
    assert not released.form.section_rows("cathode")[0].isEnabled()
    assert not released.top_bar.name.isEnabled()
    assert not released.actions_by_id["release"].isEnabled()
    with pytest.raises(EntryError, match="locked"):
        released.session.edit("cathode_loading", "21")


def test_a_released_design_is_saved_without_complaint_with_its_costs_in_sight(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    save_to(window, tmp_path / "mine.cell")
    window.focus_key("currency")
    window.session.release("Ada", "2026-11-01")
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.messages.text == f"Saved as {tmp_path / 'mine.cell'}."
    assert window.form.pending_errors() == {}


def test_nothing_is_released_without_an_author(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window)
    qtbot.keyClick(dialog.date, Qt.Key.Key_Return)
    assert "name of who releases" in dialog.error.text()
    assert window.session.document.release is None
    dialog.reject()


def test_a_release_is_one_undo_step(released: MainWindow) -> None:
    assert released.session.undo_label == "Release"
    released.actions_by_id["undo"].trigger()
    assert released.session.document == templates.template("nmc811-graphite")
    assert released.banner.isHidden()
    assert released.form.section_rows("cathode")[0].isEnabled()


def test_the_button_of_the_banner_begins_the_next_revision(released: MainWindow, qtbot: QtBot) -> None:
    (start,) = released.banner.buttons
    assert start.text() == "Start revision 2"
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert (released.session.document.revision, released.session.document.release) == (2, None)
    assert released.banner.isHidden()
    released.session.edit("cathode_loading", "21")
    released.actions_by_id["undo"].trigger()
    released.actions_by_id["undo"].trigger()
    assert not released.banner.isHidden()


def test_the_changes_since_the_release_are_shown(released: MainWindow) -> None:
    released.actions_by_id["revise"].trigger()
    released.session.edit("cathode_loading", "21")
    released.actions_by_id["revisions"].trigger()
    dialog = released.findChildren(RevisionsDialog)[-1]
    assert dialog.history.rowCount() == 2
    changed, moved = dialog.changed, dialog.moved
    assert changed is not None
    assert moved is not None

    def said(table: QTableWidget, row: int, column: int) -> str:
        item = table.item(row, column)
        return item.text().replace("\u202f", " ") if item is not None else ""

    told = [said(changed, 0, column) for column in range(3)]
    assert told == ["Cathode: Loading", "20 mg/cm²", "21 mg/cm²"]
    labels = [said(moved, row, 0) for row in range(moved.rowCount())]
    assert "Capacity" in labels
    assert "Cathode width" not in labels
    dialog.close()


def test_a_file_that_was_changed_after_its_release_says_so(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "cell.cell"
    document = revisions.release(templates.template("nmc811-graphite"), "Ada", "2026-11-23")
    content = json.loads(storage.written(document))
    content["inputs"]["cathode_loading"][0] = "22"
    path.write_text(json.dumps(content), "utf-8")
    assert window.files.open(path)
    assert "was changed after its release" in window.banner.text
    assert not window.form.section_rows("cathode")[0].isEnabled()


def test_a_released_design_is_saved_and_opened_again_locked(released: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "cell.cell"
    released.files.ask_save_path = lambda *_: path  # type: ignore[method-assign]
    released.actions_by_id["save"].trigger()
    assert not released.session.edited
    assert storage.load(path).release == released.session.document.release
    assert released.files.open(path)
    assert "is locked" in released.banner.text


def test_a_value_is_marked_as_measured_by_its_menu(window: MainWindow) -> None:
    window.session.edit("claimed_mass", "57.3")
    row = window.places.show_place("reconcile").panel.claims.row("claimed_mass")  # type: ignore[attr-defined]
    menu = row.menu()
    next(action for action in menu.actions() if action.text() == "Mark as measured").trigger()
    assert window.session.document.origin("claimed_mass") == "measured"
    assert window.session.undo_label == "claimed_mass"
    menu.close()


def test_a_material_found_by_search_is_not_put_into_a_released_design(released: MainWindow) -> None:
    before = released.session.document
    held = before.materials["separator"].id
    wanted = next(f for f in find.materials(released) if f.id.startswith("separator:") and f.id != f"separator:{held}")
    wanted.go()
    assert released.session.document == before
    assert "is locked: start revision 2" in released.messages.text
    released.messages.press("Start revision 2")
    assert released.session.document.revision == 2


def test_the_steps_of_a_revision_are_named_in_the_language_in_force(session: Session) -> None:
    session.release("Ada", "2026-11-23")
    i18n.use("zh_CN")
    try:
        assert step_words(session.undo_label) == "发布"
        i18n.use(i18n.ENGLISH)
        session.revise()
        i18n.use("zh_CN")
        assert step_words(session.undo_label) == "新修订版"
    finally:
        i18n.use(i18n.ENGLISH)
