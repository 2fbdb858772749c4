"""Fields of the form, typed into as people do: taken, refused, taken back and stepped."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea

from app.services import templates
from tests.ui.hands import edit_of, entry, key, shown, typed, wheel

UP, DOWN, ENTER, ESCAPE, TAB = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
CONTROL = Qt.KeyboardModifier.ControlModifier

# Typing


def test_every_keystroke_reaches_the_document(form, session):
    seen = []
    session.changed.connect(lambda change: seen.append(entry(session, "cathode_loading")[0]))
    typed(form, "cathode_loading", "6.25")
    assert seen == ["6", "6.2", "6.25"]  # "6." says the same as "6"
    assert shown(form, "cathode_loading") == "6.25"


def test_a_field_keeps_the_digits_that_were_typed(form, session):
    typed(form, "cathode_loading", "10.50")
    key(form.row("cathode_loading").edit, TAB)
    assert shown(form, "cathode_loading") == "10.50"
    assert entry(session, "cathode_loading") == ("10.50", "mg/cm²")


def test_a_number_that_is_too_long_for_its_field_shows_how_it_begins(form, session):
    pictures = []
    for text in ("48.1234567890123", "88.1234567890123"):
        typed(form, "cathode_width", text)
        key(form.row("cathode_width").edit, TAB)
        pictures.append(form.row("cathode_width").edit.grab().toImage())
    assert pictures[0] != pictures[1]
    assert "Width: 88.1234567890123\u202fmm" in form.row("cathode_width").help_text()
    form.row("cathode_height").edit.setFocus()
    key(form.row("cathode_height").edit, Qt.Key.Key_Backtab)
    assert form.row("cathode_width").edit.hasFocus()
    assert form.row("cathode_width").edit.cursorPosition() == 0


def test_a_decimal_comma_is_read_and_shown_as_a_point_afterwards(form, session):
    typed(form, "cathode_loading", "10,5")
    assert shown(form, "cathode_loading") == "10,5"
    key(form.row("cathode_loading").edit, ENTER)
    assert shown(form, "cathode_loading") == "10.5"


def test_arithmetic_is_computed_when_the_field_is_left(form, session):
    typed(form, "cathode_height", "2*37.5")
    assert shown(form, "cathode_height") == "2*37.5"
    assert entry(session, "cathode_height") == ("75", "mm")
    key(form.row("cathode_height").edit, TAB)
    assert shown(form, "cathode_height") == "75"


def test_another_unit_is_taken_and_shown(form, session):
    typed(form, "lithium_thickness", "0.16 mm")
    row = form.row("lithium_thickness")
    assert entry(session, "lithium_thickness") == ("0.16", "mm")
    assert shown(form, "lithium_thickness") == "0.16 mm"
    key(row.edit, TAB)
    assert shown(form, "lithium_thickness") == "0.16"
    assert row.shown_unit == "mm"
    typed(form, "lithium_thickness", "0.2")
    assert entry(session, "lithium_thickness") == ("0.2", "mm")


def test_the_unit_beside_the_field_is_meant_until_the_field_is_left(form, session):
    typed(form, "lithium_thickness", "0.16 mm")
    edit = form.row("lithium_thickness").edit
    edit.selectAll()
    QTest.keyClicks(edit, "150")
    assert entry(session, "lithium_thickness") == ("150", "µm")


def test_an_optional_field_may_be_emptied(form, session):
    form.heading("claims").setChecked(True)
    typed(form, "claimed_mass", "15")
    assert session.design.has("claimed_mass")
    edit = form.row("claimed_mass").edit
    edit.selectAll()
    key(edit, Qt.Key.Key_Delete)
    assert entry(session, "claimed_mass")[0] == ""
    assert form.pending_errors() == {}


# What is not taken


def test_a_text_that_is_not_taken_is_flagged_and_the_last_good_value_stands(form, session):
    typed(form, "cathode_loading", "5.9x")
    row = form.row("cathode_loading")
    assert entry(session, "cathode_loading")[0] == "5.9"
    assert "“x” is not a unit" in row.error
    assert row.error.endswith("The design goes on with 5.9 mg/cm².".replace(" mg", "\u202fmg"))
    assert form.pending_errors() == {"cathode_loading": row.error}


def test_a_value_out_of_limits_names_the_limit(form, session):
    typed(form, "cathode_sheets", "900")
    assert "500" in form.pending_errors()["cathode_sheets"]
    assert entry(session, "cathode_sheets")[0] == "90"


def test_a_flagged_text_stays_when_the_field_is_left_and_other_fields_go_on_working(form, session):
    typed(form, "cathode_loading", "abc")
    key(form.row("cathode_loading").edit, TAB)
    typed(form, "cathode_width", "51")
    assert shown(form, "cathode_loading") == "abc"
    assert list(form.pending_errors()) == ["cathode_loading"]
    assert entry(session, "cathode_width")[0] == "51"


def test_escape_restores_the_last_good_value(form, session):
    typed(form, "cathode_loading", "abc")
    key(form.row("cathode_loading").edit, ESCAPE)
    assert shown(form, "cathode_loading") == "5.80"
    assert form.pending_errors() == {}


def test_correcting_the_text_takes_the_flag_away(form, session):
    typed(form, "cathode_loading", "6z")
    key(form.row("cathode_loading").edit, Qt.Key.Key_Backspace)
    assert form.pending_errors() == {}
    assert entry(session, "cathode_loading")[0] == "6"


def test_the_row_grows_for_the_sentence_and_shrinks_again(form, session):
    row, below = form.row("cathode_width"), form.row("cathode_height")
    tall, top = row.height(), below.y()
    typed(form, "cathode_width", "x")
    assert row.height() > tall
    assert below.y() > top
    key(row.edit, ESCAPE)
    assert (row.height(), below.y()) == (tall, top)


def test_pending_errors_are_announced_and_counted_in_the_heading(form, qtbot):
    with qtbot.waitSignal(form.pending_changed):
        typed(form, "cathode_width", "x")
    assert form.heading("cathode").problems[0] == 1
    with qtbot.waitSignal(form.pending_changed):
        key(form.row("cathode_width").edit, ESCAPE)
    assert form.heading("cathode").problems[0] == 0


def test_opening_another_design_drops_what_was_in_dispute(form, session):
    typed(form, "cathode_width", "x")
    session.open(templates.template("nmc811-graphite"), None)
    assert form.pending_errors() == {}
    assert shown(form, "cathode_width") == entry(session, "cathode_width")[0]


def test_a_field_that_a_choice_takes_away_is_no_longer_in_dispute(form, session):
    typed(form, "cathode_loading", "x")
    session.choose("loading_given_by", "areal-mass")
    assert form.pending_errors() == {}
    typed(form, "cathode_areal_mass", "x")
    session.choose("loading_given_by", "loading")
    session.choose("loading_given_by", "areal-mass")
    assert form.pending_errors() == {}
    assert shown(form, "cathode_areal_mass") == entry(session, "cathode_areal_mass")[0]


# Undo


def test_undo_works_while_the_field_has_the_focus(form, session):
    typed(form, "cathode_loading", "6.1")
    edit = form.row("cathode_loading").edit
    assert edit.hasFocus()
    key(edit, Qt.Key.Key_Z, CONTROL)
    assert shown(form, "cathode_loading") == "5.80"
    key(edit, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert shown(form, "cathode_loading") == "6.1"


def test_undo_first_takes_back_what_is_in_dispute(form, session):
    typed(form, "cathode_loading", "6.1x")
    edit = form.row("cathode_loading").edit
    key(edit, Qt.Key.Key_Z, CONTROL)
    assert (shown(form, "cathode_loading"), form.pending_errors()) == ("6.1", {})
    key(edit, Qt.Key.Key_Z, CONTROL)
    assert shown(form, "cathode_loading") == "5.80"


def test_the_windows_undo_is_the_one_that_is_asked(qtbot, form, session):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(form)
    undo = QAction("Undo", window)
    undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
    asked = []
    undo.triggered.connect(lambda: asked.append(session.undo()))
    window.addAction(undo)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    typed(form, "cathode_loading", "6.1")
    key(edit_of(form, "cathode_loading"), Qt.Key.Key_Z, CONTROL)
    assert len(asked) == 1
    assert shown(form, "cathode_loading") == "5.80"
    window.takeCentralWidget()


def test_typing_in_one_field_is_one_step_and_leaving_ends_it(form, session):
    typed(form, "cathode_width", "51")
    key(form.row("cathode_width").edit, TAB)
    typed(form, "cathode_width", "52")
    session.undo()
    assert entry(session, "cathode_width")[0] == "51"
    session.undo()
    assert entry(session, "cathode_width")[0] == "50"
    assert session.undo_label == ""


def test_undo_of_a_unit_shows_the_old_unit_again(form, session):
    typed(form, "lithium_thickness", "0.2 mm")
    key(form.row("lithium_thickness").edit, ENTER)
    session.undo()
    assert (shown(form, "lithium_thickness"), form.row("lithium_thickness").shown_unit) == ("160", "µm")


# Stepping


@pytest.mark.parametrize(
    ("name", "start", "step", "after"),
    [
        ("cathode_sheets", "4", UP, "5"),
        ("cathode_loading", "5.80", UP, "5.81"),
        ("cathode_loading", "5.89", UP, "5.90"),
        ("cathode_width", "50", DOWN, "49"),
        ("cathode_width", "50", Qt.Key.Key_PageUp, "60"),
        ("discharge_rate", "1e-1", UP, "0.2"),
    ],
)
def test_arrows_step_by_one_unit_of_the_last_typed_digit(form, session, name, start, step, after):
    typed(form, name, start)
    key(form.row(name).edit, ENTER)
    key(form.row(name).edit, step)
    assert shown(form, name) == after
    assert entry(session, name)[0] == after


def test_steps_end_at_the_limit(form, session):
    typed(form, "cathode_sheets", "1")
    key(form.row("cathode_sheets").edit, DOWN)
    assert shown(form, "cathode_sheets") == "1"
    assert form.pending_errors() == {}


def test_a_run_of_steps_is_one_undo_step(form, session):
    form.focus_key("cathode_sheets")
    for _ in range(3):
        key(form.row("cathode_sheets").edit, UP)
    assert entry(session, "cathode_sheets")[0] == "7"
    session.undo()
    assert entry(session, "cathode_sheets")[0] == "4"


def test_the_wheel_steps_in_the_field_with_the_focus_only(form, session):
    form.focus_key("cathode_sheets")
    wheel(edit_of(form, "cathode_sheets"), 1)
    assert entry(session, "cathode_sheets")[0] == "5"
    wheel(edit_of(form, "cathode_width"), 1)
    assert entry(session, "cathode_width")[0] == "50"


def test_a_field_that_is_scrolled_under_the_pointer_is_not_edited(form, session):
    """The wheel scrolls the form; the field with the focus comes to lie under the pointer and must not step."""
    form.focus_key("cathode_sheets")
    area = form.findChild(QScrollArea)
    before = area.verticalScrollBar().value()
    wheel(area.viewport(), -1)
    assert area.verticalScrollBar().value() != before
    wheel(edit_of(form, "cathode_sheets"), -1)
    assert entry(session, "cathode_sheets")[0] == "4"


def test_the_wheel_over_a_combo_box_without_the_focus_chooses_nothing(form, session):
    before = session.document
    wheel(form.row("loading_side").combo, -1)
    wheel(form.row("cathode_active").combo, -1)
    assert session.document is before


def test_a_number_of_many_digits_steps_by_its_fourth(form, session):
    typed(form, "cathode_loading", "4.77034")
    key(form.row("cathode_loading").edit, ENTER)
    key(form.row("cathode_loading").edit, UP)
    assert shown(form, "cathode_loading") == "4.77134"


def test_a_run_of_the_wheel_is_one_undo_step(form, session):
    form.focus_key("cathode_width")
    for _ in range(3):
        wheel(edit_of(form, "cathode_width"), 1)
    assert entry(session, "cathode_width")[0] == "53"
    session.undo()
    assert entry(session, "cathode_width")[0] == "50"
    assert session.undo_label == ""


def test_what_is_said_of_a_text_at_the_edge_comes_into_sight(form, qtbot):
    form.resize(320, 400)
    assert form.focus_key("cathode_width")
    row = form.row("cathode_width")
    form._scroll.verticalScrollBar().setValue(row.y() + row.height() - form._scroll.viewport().height())
    qtbot.keyClicks(row.edit, "99999")
    assert row.error
    bottom = row.y() + row.height() - form._scroll.verticalScrollBar().value()
    assert bottom <= form._scroll.viewport().height()
