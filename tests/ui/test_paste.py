"""Columns and tables of a spreadsheet pasted into a field, by key and by menu."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.services import i18n
from app.services.i18n import tr
from calc.graph import registry
from ui.fields.field import FieldRow
from ui.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def pasted(window: MainWindow, qtbot: QtBot, key: str, text: str) -> FieldRow:
    """Copy a text, go to a field, press Ctrl+V."""
    QGuiApplication.clipboard().setText(text)
    assert window.form.focus_key(key)
    row = window.form.row(key)
    assert isinstance(row, FieldRow)
    qtbot.keyClick(row.edit, Qt.Key.Key_V, CONTROL)
    return row


def typed(window: MainWindow, *keys: str) -> list[str]:
    return [window.session.document.entry(registry().inputs[key]).text for key in keys]


SIZES = ("cathode_sheets", "cathode_width", "cathode_height")


def test_a_column_fills_the_fields_that_follow_as_one_step(window: MainWindow, qtbot: QtBot) -> None:
    before = window.session.document
    row = pasted(window, qtbot, "cathode_sheets", "6\r\n52\r\n78.50\r\n")
    assert typed(window, *SIZES) == ["6", "52", "78.50"]
    assert row.edit.text() == "6"
    assert window.messages.text == "Values pasted: 3."
    assert window.session.undo_label == "Paste"
    window.session.undo()
    assert window.session.document == before


def test_an_empty_cell_leaves_its_field_alone(window: MainWindow, qtbot: QtBot) -> None:
    pasted(window, qtbot, "cathode_sheets", "6\n\n78")
    assert typed(window, *SIZES) == ["6", "50", "78"]


def test_a_row_of_cells_is_a_column(window: MainWindow, qtbot: QtBot) -> None:
    pasted(window, qtbot, "cathode_sheets", "6\t52\t78\n")
    assert typed(window, *SIZES) == ["6", "52", "78"]


def test_units_beside_a_column_count(window: MainWindow, qtbot: QtBot) -> None:
    pasted(window, qtbot, "cathode_sheets", "6\t-\n5.2\tcm\n78\t(mm)\n")
    entries = [window.session.document.entries[key] for key in SIZES]
    assert [(entry.text, entry.unit) for entry in entries] == [("6", "1"), ("5.2", "cm"), ("78", "mm")]
    assert window.messages.text == "Values pasted: 3."


def test_units_in_a_row_of_cells_count(window: MainWindow, qtbot: QtBot) -> None:
    pasted(window, qtbot, "cathode_width", "5.2\tcm\t78")
    assert typed(window, "cathode_width", "cathode_height") == ["5.2", "78"]
    assert window.session.document.entries["cathode_width"].unit == "cm"


def test_a_second_column_is_told_to_be_left_over(window: MainWindow, qtbot: QtBot) -> None:
    pasted(window, qtbot, "cathode_sheets", "6\t7\n52\t53\n")
    assert typed(window, "cathode_sheets", "cathode_width") == ["6", "52"]
    assert window.messages.text == "Values pasted: 2. Values left over, for which no field follows: 2."


def test_an_empty_column_before_the_values_does_not_count(window: MainWindow, qtbot: QtBot) -> None:
    pasted(window, qtbot, "cathode_sheets", "\t6\n\t52\n")
    assert typed(window, "cathode_sheets", "cathode_width") == ["6", "52"]


def test_a_refused_cell_stands_in_its_field_with_one_sentence(window: MainWindow, qtbot: QtBot) -> None:
    pasted(window, qtbot, "cathode_sheets", "6\n−5\n78")
    assert typed(window, *SIZES) == ["6", "50", "78"]
    width = window.form.row("cathode_width")
    assert isinstance(width, FieldRow)
    assert width.edit.text() == "−5"
    assert "below the limit" in width.error
    assert window.messages.level == "warning"
    assert window.messages.text.startswith("Values pasted: 2. Width (cathode_width): ")


def test_a_number_the_design_has_already_takes_the_place_of_a_text_that_was_refused(
    window: MainWindow, qtbot: QtBot
) -> None:
    row = window.form.row("cathode_height")
    assert isinstance(row, FieldRow)
    window.form.focus_key("cathode_height")
    qtbot.keyClicks(row.edit, "75x")
    assert row.error
    pasted(window, qtbot, "cathode_width", "52\n75")
    assert (row.edit.text(), row.error) == ("75", "")
    assert window.pending_errors() == {}


def test_undoing_a_paste_takes_its_refused_text_along(window: MainWindow, qtbot: QtBot) -> None:
    pasted(window, qtbot, "cathode_sheets", "6\n−5\n78")
    window.session.edit("cathode_loading", "5.9")
    width = window.form.row("cathode_width")
    assert isinstance(width, FieldRow)
    window.session.undo()
    assert width.edit.text() == "−5"
    window.session.undo()
    assert (width.edit.text(), width.error) == ("50", "")
    assert not window.pending_errors()


def test_what_was_typed_over_a_refused_text_stays_when_the_paste_is_undone(window: MainWindow, qtbot: QtBot) -> None:
    pasted(window, qtbot, "cathode_sheets", "6\n−5\n78")
    width = window.form.row("cathode_width")
    assert isinstance(width, FieldRow)
    width.type_text("−7")
    window.session.undo()
    assert width.edit.text() == "−7"
    assert width.error


def test_values_that_no_field_is_left_for_are_counted(window: MainWindow, qtbot: QtBot) -> None:
    last = [row for row in window.form.section_rows("anode") if isinstance(row, FieldRow) and not row.derived][-1]
    window.form.unfold(("anode",))
    pasted(window, qtbot, last.key, f"{typed(window, last.key)[0]}\n1\n2")
    assert "no field follows: 2." in window.messages.text


def test_labels_find_their_fields(window: MainWindow, qtbot: QtBot) -> None:
    table = "Height\t78\nLoading (mg/cm²)\t5.9\nWidth\t5.2\tcm\n"
    pasted(window, qtbot, "cathode_sheets", table)
    assert typed(window, "cathode_height", "cathode_loading", "cathode_width") == ["78", "5.9", "5.2"]
    assert window.session.design.text("cathode_width") == "5.2\u202fcm"
    assert typed(window, "cathode_sheets") == ["4"]
    assert window.messages.text == "Values pasted: 3."
    window.session.undo()
    assert window.session.undo_label == ""


def test_labels_find_their_fields_in_the_language_of_the_window(window: MainWindow, qtbot: QtBot) -> None:
    with i18n.speaking("zh_CN"):
        window.rebuild()
        said = window.form.row("cathode_width").label  # type: ignore[union-attr]
        pasted(window, qtbot, "cathode_sheets", f"{said}\t52\n{tr('Height')}（mm）\t78\n")
        assert said == tr("Width") != "Width"
        assert typed(window, "cathode_width", "cathode_height") == ["52", "78"]
        assert window.messages.text == tr("Values pasted: {count}.", count=2)
    window.rebuild()


def test_a_label_of_no_field_is_one_sentence(window: MainWindow, qtbot: QtBot) -> None:
    pasted(window, qtbot, "cathode_sheets", "Width\t52\nColour of the truck\t7\n")
    assert typed(window, "cathode_width") == ["52"]
    assert "“Colour of the truck” is the name of no field" in window.messages.text


def test_one_cell_is_pasted_where_the_cursor_is(window: MainWindow, qtbot: QtBot) -> None:
    row = pasted(window, qtbot, "cathode_width", "55.50\r\n")
    assert row.edit.text() == "55.50"
    assert typed(window, "cathode_width") == ["55.50"]


def test_a_column_is_in_the_units_that_the_fields_show(window: MainWindow, qtbot: QtBot) -> None:
    width = window.form.row("cathode_width")
    assert isinstance(width, FieldRow)
    width.show_in("cm")
    pasted(window, qtbot, "cathode_sheets", "6\n5.2\n78")
    assert window.session.design.number("cathode_width") == pytest.approx(52)


def test_the_context_menu_pastes_a_column_too(window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("6\n52")
    row = window.form.row("cathode_sheets")
    assert isinstance(row, FieldRow)
    menu = row.menu()
    next(action for action in menu.actions() if action.text() == "Paste").trigger()
    menu.close()
    assert typed(window, "cathode_sheets", "cathode_width") == ["6", "52"]


def test_too_much_is_one_sentence(window: MainWindow, qtbot: QtBot) -> None:
    before = window.session.document
    pasted(window, qtbot, "cathode_sheets", "1\n" * 3000)
    assert "more than 2000 cells" in window.messages.text
    assert window.session.document == before
