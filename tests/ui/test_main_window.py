"""The window as people use it: keys, clicks, files, and what it says when something fails."""

import sys
from operator import attrgetter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from app.services import edits, log
from tests.ui.conftest import Opened
from tests.ui.hands import type_over
from ui import actions, application
from ui.actions import ACTIONS
from ui.main_window import MainWindow
from ui.places import PLACES

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


# Typing


def test_typing_moves_numbers_and_drawing_at_once_and_the_rest_when_these_are_painted(
    window: MainWindow, qtbot: QtBot
) -> None:
    scene = window.drawings.section.scene()
    rules = [item.message for item in window.rules.items]
    type_over(window, qtbot, "cathode_sheets", "3")
    assert window.readouts.readout("cell_mass").number != "14.29"
    assert window.readouts.readout("cell_mass").moved.startswith("▼")
    assert window.drawings.section.scene() is not scene
    qtbot.waitUntil(window.isWindowModified)
    assert window.top_bar.state.endswith("edited")
    assert [item.message for item in window.rules.items] != rules


def test_ctrl_z_in_a_field_takes_the_step_back(window: MainWindow, qtbot: QtBot) -> None:
    type_over(window, qtbot, "cathode_sheets", "3")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, CTRL)
    assert window.session.design.number("cathode_sheets") == 4
    assert not window.session.edited
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, CTRL | SHIFT)
    assert window.session.design.number("cathode_sheets") == 3
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Y, CTRL)
    assert window.session.design.number("cathode_sheets") == 3


def test_undo_says_what_it_takes_back(window: MainWindow, qtbot: QtBot) -> None:
    undo = window.actions_by_id["undo"]
    assert not undo.isEnabled()
    window.session.edit("rated_capacity", "1.7")
    window.session.settle()
    assert undo.isEnabled()
    assert undo.text() == "Undo: Rated capacity"
    window.session.undo()
    assert window.actions_by_id["redo"].text() == "Redo: Rated capacity"


def test_the_hash_follows_when_the_typing_pauses(window: MainWindow, qtbot: QtBot) -> None:
    before = window.top_bar.state
    window.session.edit("rated_capacity", "1.7")
    qtbot.waitUntil(lambda: window.session.design.short_hash in window.top_bar.state)
    assert window.session.design.short_hash not in before


# Numbers, rules, drawings and reasons hang together


def test_a_click_in_a_drawing_leads_to_its_field(window: MainWindow, qtbot: QtBot) -> None:
    window.drawings.keys_clicked.emit(("cathode_sheet_area", "cathode_height"))
    row = window.form.row("cathode_height")
    focused = window.focusWidget()
    assert row is not None
    assert focused is not None
    assert row.isAncestorOf(focused)


def test_a_click_in_the_results_asks_why(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window(size=(2560, 1440))
    assert window.design.results_shown
    rows = window.results.model.rows
    at = next(i for i, row in enumerate(rows) if row.key == "cell_thickness")
    window.results.table.scrollTo(window.results.model.index(at, 0))
    place = window.results.table.visualRect(window.results.model.index(at, 1)).center()
    qtbot.mouseClick(window.results.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.explain.key == "cell_thickness"
    window.results.table.setFocus()
    qtbot.keyClick(window.results.table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().startswith("Cell thickness\t2.06")


def test_every_result_stands_in_the_table_once(window: MainWindow) -> None:
    keys = [row.key for row in window.results.model.rows if row.key]
    assert len(keys) == len(set(keys))
    assert {"cell_mass", "specific_energy", "np_whole_anode", "electrolyte_fill"} <= set(keys)


def test_the_results_take_the_place_of_the_drawings_where_there_is_no_room(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.design.results_shown
    qtbot.keyClick(window, Qt.Key.Key_R, CTRL)
    assert window.design.results_shown
    assert window.drawings.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_R, CTRL)
    assert not window.drawings.isHidden()


def test_a_moved_result_is_marked_in_the_table(window: MainWindow) -> None:
    model = window.results.model
    window.session.edit("rated_capacity", "1.7")
    window.session.settle()
    assert model.moved("capacity") == "+0.100"
    assert model.moved("cell_width") == ""


def test_renaming_is_one_step_and_takes_no_hash(window: MainWindow, qtbot: QtBot) -> None:
    before = window.session.design.hash
    qtbot.keyClick(window, Qt.Key.Key_F2)
    name = window.top_bar.name
    assert window.focusWidget() is name
    qtbot.keyClicks(name, "Cell B")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert window.session.document.name == "Cell B"
    assert window.session.design.hash == before
    window.session.undo()
    assert name.text() == "1.6 Ah Li‖S, ERS@Li anode"


def test_a_name_pasted_from_a_spreadsheet_is_one_line(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F2)
    QGuiApplication.clipboard().setText("Cell\tB")
    qtbot.keyClick(window.top_bar.name, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.top_bar.name, Qt.Key.Key_Return)
    assert (window.session.document.name, window.top_bar.name.text()) == ("Cell B", "Cell B")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_after_renaming_the_focus_is_where_it_was(key: Qt.Key, window: MainWindow, qtbot: QtBot) -> None:
    window.focus_key("cathode_width")
    field = window.focusWidget()
    qtbot.keyClick(window, Qt.Key.Key_F2)
    qtbot.keyClicks(window.top_bar.name, "Cell B")
    qtbot.keyClick(window.top_bar.name, key)
    assert window.focusWidget() is field


def test_the_bar_stays_as_it_is_when_the_design_is_edited(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.top_bar
    for width in range(1000, 1700, 20):
        window.resize(width, 800)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: window.session.design.short_hash in bar.state)
        before = [button.isVisible() for button in bar.findChildren(QToolButton)]
        window.session.edit("rated_capacity", "1.7")
        window.session.settle()
        assert bar.state.endswith("edited")
        assert [button.isVisible() for button in bar.findChildren(QToolButton)] == before, width
        window.session.undo()


def test_the_list_of_shortcuts_has_room_on_a_small_screen(window: MainWindow) -> None:
    from ui.dialogs.shortcuts import ShortcutsDialog

    window.show_shortcuts()
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    assert dialog.sizeHint().height() < 740
    assert dialog.sizeHint().width() < 1200
    dialog.close()


def test_the_window_fits_on_a_small_screen(open_window: Opened) -> None:
    """1366 × 768 at 125 % has 1092 × 614 pixels; the bar of the system and the title of the window take 79 of them."""
    window = open_window("nmc811-graphite", (1092, 535))
    for place in PLACES:
        window.places.show_place(place.id)
        QApplication.processEvents()
        whole = window.centralWidget()
        assert whole is not None
        assert (window.width(), window.height()) == (1092, 535)
        assert whole.minimumSizeHint().width() <= 1092, place.id
        assert window.messages.geometry().bottom() == whole.rect().bottom(), place.id
        assert window.places.geometry().bottom() < window.messages.y(), place.id


def test_copy_numbers_takes_all_five(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_C, CTRL | SHIFT)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == window.session.document.name
    assert lines[1] == "235.2\u202fWh/kg\twhole cell"
    assert len(lines) == 6


# The table of actions


def test_every_action_has_its_handler_and_conditions(window: MainWindow) -> None:
    for action in ACTIONS:
        assert callable(attrgetter(action.handler)(window)), action.id
        for condition in (action.enabled, action.checked):
            assert not condition or actions.holds(window, action, condition) in (True, False), action.id
        assert action.menu in actions.MENUS


def test_no_two_actions_share_keys_or_id() -> None:
    keys = [keys for action in ACTIONS for keys in action.keys]
    assert len(keys) == len(set(keys))
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


def test_every_key_is_listed(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QLabel

    from ui.dialogs.shortcuts import ShortcutsDialog

    qtbot.keyClick(window, Qt.Key.Key_F1, CTRL)
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    shown = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Undo", "Ctrl+Z", "Ctrl+Y, Ctrl+Shift+Z", "Save as"} <= shown


# Layout and memory


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (2560, 1440)])
def test_the_numbers_never_move(size: tuple[int, int], open_window: Opened, themed: QApplication) -> None:
    window = open_window(size=size)
    ends = [window.readouts.readout(key) for key in ("specific_energy", "np_ratio")]
    before = [readout.mapTo(window, readout.rect().topLeft()) for readout in ends]
    window.session.edit("cathode_width", "5")
    window.messages.show_message("error", "Something long " * 30)
    themed.processEvents()
    assert [readout.mapTo(window, readout.rect().topLeft()) for readout in ends] == before


def test_a_larger_window_shows_more(open_window: Opened) -> None:
    assert not open_window(size=(1280, 800)).design.results_shown
    assert open_window(size=(1920, 1080)).design.results_shown


def test_splitters_and_sizes_are_remembered(open_window: Opened) -> None:
    first = open_window()
    first.design._columns.setSizes([350, 640, 288])
    first.design._hand_moved()
    sizes = first.design._columns.sizes()
    first.close()
    again = open_window()
    assert again.design._columns.sizes() == sizes


# When something goes wrong


def test_a_bug_is_logged_and_said_and_the_program_goes_on(window: MainWindow, home: Path, qtbot: QtBot) -> None:
    log.start()
    restore = application.catch_bugs(lambda: window)
    try:
        window.session.edit("cathode_sheets", "3")
        try:
            raise ZeroDivisionError("a bug")
        except ZeroDivisionError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        assert window.messages.level == "error"
        assert str(window.keeper.copy) in window.messages.text
        assert window.keeper.copy.exists()
        place = log.place()
        assert place is not None
        assert "a bug" in place.read_text("utf-8")
    finally:
        restore()
        log.stop()
    type_over(window, qtbot, "cathode_sheets", "5")
    assert window.session.design.number("cathode_sheets") == 5


# Menus, and the first paint


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, of every popup
def test_the_menus_open_by_their_letters(window: MainWindow, qtbot: QtBot) -> None:
    menu = window.top_bar.menus["view"]
    opened: list[bool] = []
    menu.aboutToShow.connect(lambda: opened.append(True))
    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, menu, menu.close))
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(opened))


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_narrow_bar_gives_its_room_to_the_name(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.top_bar
    window.resize(1920, 1080)
    window.session.apply("name", lambda document: edits.rename(document, "4 Ah NMC811‖lithium on copper, second line"))
    (menu,) = (button for button in bar.findChildren(QToolButton) if button.text() == "&Menu")
    QApplication.processEvents()
    shown = {button.text() for button in bar.findChildren(QToolButton) if button.isVisible()}
    assert {"&File", "&Help"} <= shown
    assert "&Menu" not in shown
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.session.design.short_hash in bar.state)
    QApplication.processEvents()
    assert bar.name.width() >= bar.name.sizeHint().width()
    assert menu.isVisible()
    opened: list[bool] = []
    menu.menu().aboutToShow.connect(lambda: opened.append(True))
    menu.menu().aboutToShow.connect(lambda: QTimer.singleShot(0, menu.menu(), menu.menu().close))
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(opened))
    assert [entry.text() for entry in menu.menu().actions()] == [one.title() for one in bar.menus.values()]


def test_what_starts_after_the_first_paint_starts_once(window: MainWindow, qtbot: QtBot) -> None:
    window.hide()
    first = application.FirstPaint(window)
    with qtbot.waitSignal(first.over):
        window.show()
    with qtbot.assertNotEmitted(first.over):
        window.hide()
        window.show()
        qtbot.waitExposed(window)
