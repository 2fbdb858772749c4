"""Results table, big numbers and explanation speak of the same number, whichever way one came to it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Opened
from ui.main_window import MainWindow
from ui.panels.readouts import FIGURES

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def wide(open_window: Opened) -> MainWindow:
    """A window in which the results stand beside the drawings."""
    window = open_window(size=(1920, 1080))
    window.explain.show_key(FIGURES[0].key)
    assert window.results.isVisible()
    return window


def press_row(window: MainWindow, qtbot: QtBot, key: str, held: Qt.KeyboardModifier | None = None) -> None:
    table = window.results.table
    at = next(at for at, row in enumerate(window.results.model.rows) if row.key == key)
    table.scrollTo(window.results.model.index(at, 0))
    place = table.visualRect(window.results.model.index(at, 0)).center()
    held = Qt.KeyboardModifier.NoModifier if held is None else held
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, held, place)


def chosen(window: MainWindow) -> list[str]:
    """The rows that are highlighted."""
    return [window.results.table.key_at(index) for index in window.results.table.selectionModel().selectedRows()]


def marked(window: MainWindow) -> list[str]:
    """The big numbers that carry the mark, by what is painted."""
    found = []
    for figure in FIGURES:
        readout = window.readouts.readout(figure.key)
        picture = readout.grab().toImage()
        accent = window.palette().accent().color()
        if picture.pixelColor(QPoint(4, readout.height() // 2 - 12)) == accent:
            found.append(figure.key)
            assert readout.accessibleDescription() == "Explained now"
        else:
            assert not readout.accessibleDescription()
    return found


def agree(window: MainWindow, key: str) -> None:
    """All three speak of this number and of no other."""
    assert window.explain.key == key
    assert window.results.table.explained == key
    rows = [row.key for row in window.results.model.rows]
    assert chosen(window) == ([key] if key in rows else [])
    assert marked(window) == [figure.key for figure in FIGURES if figure.key == key]


def back(window: MainWindow) -> QToolButton:
    return next(b for b in window.explain.findChildren(QToolButton) if b.accessibleName().startswith("Back"))


def test_what_is_explained_at_first_is_marked_everywhere(wide: MainWindow) -> None:
    agree(wide, FIGURES[0].key)


def test_back_and_forward_move_the_row_the_mark_and_the_explanation(wide: MainWindow, qtbot: QtBot) -> None:
    press_row(wide, qtbot, "electrolyte_mass")
    agree(wide, "electrolyte_mass")
    press_row(wide, qtbot, "cell_mass")
    agree(wide, "cell_mass")
    qtbot.mouseClick(back(wide), Qt.MouseButton.LeftButton)
    agree(wide, "electrolyte_mass")
    qtbot.keyClick(wide, Qt.Key.Key_Left, ALT)
    agree(wide, FIGURES[0].key)
    qtbot.keyClick(wide, Qt.Key.Key_Right, ALT)
    agree(wide, "electrolyte_mass")


def test_a_big_number_chooses_its_row_and_a_row_its_big_number(wide: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(wide.readouts.readout("capacity"), Qt.MouseButton.LeftButton)
    agree(wide, "capacity")
    press_row(wide, qtbot, "np_ratio")
    agree(wide, "np_ratio")
    wide.explain_key("energy")
    agree(wide, "energy")


def test_no_row_is_chosen_for_what_is_no_row(wide: MainWindow, qtbot: QtBot) -> None:
    wide.explain_key("anode_kind")
    agree(wide, "anode_kind")
    press_row(wide, qtbot, "cell_mass")
    qtbot.keyClick(wide, Qt.Key.Key_Left, ALT)
    agree(wide, "anode_kind")
    assert not wide.results.table.currentIndex().isValid()


def test_the_row_that_comes_back_comes_into_sight(wide: MainWindow, qtbot: QtBot) -> None:
    table, rows = wide.results.table, [row.key for row in wide.results.model.rows]
    first, last = next(key for key in rows if key), rows[-1]
    press_row(wide, qtbot, first)
    press_row(wide, qtbot, last)
    assert not table.viewport().rect().contains(table.visualRect(wide.results.model.index(rows.index(first), 0)))
    qtbot.keyClick(wide, Qt.Key.Key_Left, ALT)
    assert table.viewport().rect().contains(table.visualRect(wide.results.model.index(rows.index(first), 1)))
    agree(wide, first)


def test_another_choice_keeps_the_row_of_what_is_explained(wide: MainWindow, qtbot: QtBot) -> None:
    press_row(wide, qtbot, "cell_mass")
    wide.session.choose("np_basis", "whole-anode")
    wide.session.end_typing()
    agree(wide, "cell_mass")


def test_several_rows_stay_chosen_to_be_copied(wide: MainWindow, qtbot: QtBot) -> None:
    press_row(wide, qtbot, "cell_mass")
    press_row(wide, qtbot, "electrolyte_mass", CONTROL)
    assert set(chosen(wide)) == {"cell_mass", "electrolyte_mass"}
    qtbot.keyClick(wide.results.table, Qt.Key.Key_C, CONTROL)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2


def test_arrow_keys_choose_a_row_and_the_mark_stays_until_return(wide: MainWindow, qtbot: QtBot) -> None:
    press_row(wide, qtbot, "cell_mass")
    table = wide.results.table
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert chosen(wide) != ["cell_mass"]
    assert table.explained == wide.explain.key == "cell_mass"
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert wide.explain.key == chosen(wide)[0] != "cell_mass"
    agree(wide, wide.explain.key)


def test_the_keys_speak_only_where_there_is_anything_to_go_back_to(wide: MainWindow, qtbot: QtBot) -> None:
    before, after = wide.actions_by_id["explained_before"], wide.actions_by_id["explained_after"]
    assert (before.isEnabled(), after.isEnabled()) == (False, False)
    press_row(wide, qtbot, "cell_mass")
    assert (before.isEnabled(), after.isEnabled()) == (True, False)
    wide.places.show_place("build")
    assert not before.isEnabled()
    wide.places.show_place("design")
    qtbot.keyClick(wide, Qt.Key.Key_Left, ALT)
    assert (before.isEnabled(), after.isEnabled()) == (False, True)


def test_back_shows_the_explanation_in_place_of_a_question(wide: MainWindow, qtbot: QtBot) -> None:
    press_row(wide, qtbot, "cell_mass")
    wide.design.ask_for("cell_mass")
    assert wide.design.asked
    qtbot.keyClick(wide, Qt.Key.Key_Left, ALT)
    assert not wide.design.asked
    agree(wide, FIGURES[0].key)


def test_all_agree_in_another_language_too(wide: MainWindow, qtbot: QtBot) -> None:
    press_row(wide, qtbot, "electrolyte_mass")
    wide.rebuild()
    agree(wide, "electrolyte_mass")
    qtbot.keyClick(wide, Qt.Key.Key_Left, ALT)
    agree(wide, FIGURES[0].key)


def test_the_list_says_what_the_ratio_shown_first_counts(wide: MainWindow) -> None:
    wide.session.choose("np_basis", "whole-anode")
    wide.session.choose("np_over", "theory")
    said = {row.key: row.label for row in wide.results.model.rows}
    assert said["np_ratio"] == "N/P, whole anode, over theoretical capacity"
