"""The unit that a field shows: switched by mouse and by keys, remembered, undone, and never a change of the design."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.services import edits, expressions, storage, templates
from calc.graph import registry
from ui.fields.field import FieldRow
from ui.main_window import MainWindow

THICKNESS = "lithium_thickness"


def row_of(window: MainWindow, key: str = THICKNESS) -> FieldRow:
    assert window.form.focus_key(key)
    row = window.form.row(key)
    assert isinstance(row, FieldRow)
    return row


def shown(row: FieldRow) -> tuple[str, str]:
    return row.edit.text(), row.shown_unit


def popup() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, of every popup
def test_a_press_on_the_unit_offers_the_others(window: MainWindow, qtbot: QtBot) -> None:
    row = row_of(window)
    place = QPoint(row.edit.geometry().right() + 16, row.edit.geometry().center().y())
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=place)
    menu = popup()
    assert [action.text() for action in menu.actions()] == ["m", "cm", "mm", "µm"]
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["µm"]
    qtbot.keyClick(menu, Qt.Key.Key_Up)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert shown(row) == ("0.160", "mm")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_by_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    row = row_of(window)
    qtbot.keyClick(row.edit, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    menu = popup()
    qtbot.keyClick(menu, Qt.Key.Key_Up)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert shown(row) == ("0.160", "mm")


def test_what_was_typed_and_the_hash_stay(window: MainWindow) -> None:
    before = window.session.design
    row = row_of(window)
    row.show_in("mm")
    after = window.session.design
    assert after.hash == before.hash
    assert after.document.entries == before.document.entries
    assert after.text(THICKNESS) == "0.160\u202fmm"


def test_it_is_one_undo_step(window: MainWindow) -> None:
    row = row_of(window)
    row.show_in("mm")
    assert window.session.undo_label == "Unit of Lithium thickness"
    window.session.undo()
    assert shown(row) == ("160", "µm")
    window.session.redo()
    assert shown(row) == ("0.160", "mm")


def test_digits_typed_then_are_in_that_unit(window: MainWindow, qtbot: QtBot) -> None:
    row = row_of(window)
    row.show_in("mm")
    row.edit.selectAll()
    qtbot.keyClicks(row.edit, "0.150")
    qtbot.keyClick(row.edit, Qt.Key.Key_Return)
    entry = window.session.document.entry(registry().inputs[THICKNESS])
    assert (entry.text, entry.unit) == ("0.150", "mm")
    qtbot.keyClick(row.edit, Qt.Key.Key_Up)
    assert shown(row) == ("0.151", "mm")


def test_a_unit_that_is_typed_is_the_one_that_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    row = row_of(window)
    row.show_in("mm")
    row.edit.selectAll()
    qtbot.keyClicks(row.edit, "150 µm")
    qtbot.keyClick(row.edit, Qt.Key.Key_Return)
    assert shown(row) == ("150", "µm")
    assert not window.session.document.shown_units


def test_a_text_that_is_not_finished_stays_when_the_unit_is_another(window: MainWindow, qtbot: QtBot) -> None:
    row = row_of(window)
    row.edit.setFocus()
    row.edit.selectAll()
    qtbot.keyClicks(row.edit, "0.1*")
    row.show_in("mm")
    assert shown(row) == ("0.1*", "mm")
    assert "ends before it is complete" in row.error
    qtbot.keyClicks(row.edit, "2")
    assert row.error == ""
    entry = window.session.document.entry(registry().inputs[THICKNESS])
    assert (entry.text, entry.unit) == ("0.2", "mm")


def test_a_value_from_the_material_is_shown_in_it_too(window: MainWindow) -> None:
    row = row_of(window, "separator_thickness")
    row.show_in("mm")
    assert window.session.document.origin("separator_thickness") == "material"
    assert shown(row) == ("0.015", "mm")


def test_a_derived_value_is_shown_in_it_too(window: MainWindow) -> None:
    row = row_of(window, "cathode_specific_capacity")
    assert row.derived
    number, _ = shown(row)
    row.show_in("Ah/kg")
    assert shown(row) == (number, "Ah/kg")


def test_it_is_remembered_in_the_file(window: MainWindow) -> None:
    row_of(window).show_in("mm")
    again = storage.read(storage.written(window.session.document), "again.cell")
    assert again.shown_units == {THICKNESS: "mm"}
    assert again.content_hash() == templates.template("li-s-1.6Ah-ers").content_hash()


def test_limits_are_told_in_the_unit_shown(window: MainWindow) -> None:
    row = row_of(window)
    row.show_in("mm")
    assert "\u202fmm" in row.help_text()
    assert "to 2000\u202fµm" not in row.help_text()


def test_counts_have_no_other_unit(window: MainWindow) -> None:
    assert row_of(window, "cathode_sheets").unit_menu() is None


def test_the_context_menu_has_the_units(window: MainWindow) -> None:
    menu = row_of(window).menu()
    assert "Unit" in [action.text() for action in menu.actions()]
    menu.close()


def test_every_unit_of_every_field_can_be_shown_and_taken_back() -> None:
    document = templates.template("li-s-1.6Ah-foil")
    before = document.values()
    for declaration in document.plan.inputs:
        for unit in expressions.offered(declaration):
            switched = edits.show_in(document, declaration.key, unit.symbol)
            assert switched.shown(declaration).unit == unit.symbol
            assert switched.entry(declaration) == document.entry(declaration)
            back = edits.show_in(switched, declaration.key, document.entry(declaration).unit)
            assert back.shown(declaration) == document.shown(declaration)
    assert np.array_equal(list(switched.values().values()), list(before.values()), equal_nan=True)


def test_the_key_is_the_windows_even_where_a_desktop_empties_a_line_with_it(window: MainWindow) -> None:
    row = row_of(window)
    row.edit.setFocus()
    pressed = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    pressed.accept()
    assert row.edit.eventFilter(row.edit, pressed)
    assert not pressed.isAccepted()
