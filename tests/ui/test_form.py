"""The form, driven as people drive it: keys, clicks and the wheel."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QScrollArea
from pytestqt.qtbot import QtBot

from app.services import library, templates
from calc.graph import registry, typed_under
from ui import theme
from ui.fields.field import FieldRow
from ui.fields.form import Form
from ui.fields.notes import CurrencyRow
from ui.main_window import MainWindow
from ui.session import Session

UP, DOWN, ENTER, ESCAPE, TAB = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session(qapp) -> Session:
    return Session(templates.template("li-s-1.6Ah-ers"))


@pytest.fixture
def form(qtbot, themed, session) -> Form:
    form = Form(session)
    qtbot.addWidget(form)
    form.resize(320, 700)
    form.show()
    form.activateWindow()
    QApplication.processEvents()
    return form


def edit_of(form: Form, name: str) -> QLineEdit:
    row = form.row(name)
    assert isinstance(row, FieldRow)
    return row.edit


def typed(form: Form, name: str, text: str) -> None:
    """Go to a field and type over what is there."""
    assert form.focus_key(name)
    QTest.keyClicks(edit_of(form, name), text)


def entry(session: Session, key: str) -> tuple[str, str]:
    found = session.document.entry(registry().inputs[key])
    return found.text, found.unit


def shown(form: Form, name: str) -> str:
    return edit_of(form, name).text()


def wheel(widget, turns: int) -> QWheelEvent:
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event


def key(widget, code, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, code, modifier)


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


# Choices


def test_a_choice_is_one_undo_step_and_switches_the_fields(form, session):
    row = form.row("loading_given_by")
    row.select()
    key(row.combo, DOWN)
    assert session.document.choices["loading_given_by"] == "sheet-mass"
    assert form.row("cathode_loading").derived
    assert form.row("cathode_loading").edit.isReadOnly()
    assert not form.row("cathode_sheet_mass").derived
    session.undo()
    assert (row.combo.currentData(), row.combo.shown) == ("loading", "Loading")
    assert not form.row("cathode_loading").derived
    assert shown(form, "cathode_loading") == "5.80"


def test_a_derived_field_cannot_be_typed_into_and_follows(form, session):
    row = form.row("cathode_sheet_mass")
    before = row.edit.text()
    row.select()
    QTest.keyClicks(row.edit, "7")
    assert row.edit.text() == before
    typed(form, "cathode_loading", "7")
    assert row.edit.text() != before


def test_rows_that_a_choice_brings_stand_in_declaration_order(form, session):
    session.choose("anode_kind", "coated")
    rows = form.section_rows("anode")
    declared = [d.key for d in form.declared("anode")]
    assert [row.key for row in rows] == [k for k in declared if k in {row.key for row in rows}]
    assert "anode_loading" in {row.key for row in rows}
    tops = [row.y() for row in rows]
    assert tops == sorted(tops)
    assert all(row.isVisible() for row in rows)


def test_tab_follows_the_eye_after_a_choice(form, session):
    session.choose("anode_kind", "coated")
    form.focus_key("anode_height")
    key(form.row("anode_height").edit, TAB)
    following = form.section_rows("anode")
    at = [row.key for row in following].index("anode_height")
    assert following[at + 1].focus_widget().hasFocus()


# Materials


def test_choosing_a_material_brings_its_values(form, session):
    row = form.row("cathode_active")
    row.select()
    row.populate()
    wanted = library.material("cathode-active", "span")
    index = row.combo.findData("span")
    row.combo.setCurrentIndex(index)
    row.combo.activated.emit(index)
    assert session.document.materials["cathode_active"] == wanted
    assert shown(form, "cathode_active_density") == wanted.values["density"].text
    session.undo()
    assert session.document.materials["cathode_active"].id == "sulfur"
    assert row.combo.shown == "Sulfur"


def test_a_material_that_differs_from_the_library_says_so(form, session):
    from dataclasses import replace
    from types import MappingProxyType

    old = session.document.materials["cathode_active"]
    values = {**old.values, "density": replace(old.values["density"], text="2.00")}
    older = replace(old, values=MappingProxyType(values))
    session.set_material("cathode_active", older)
    row = form.row("cathode_active")
    row.look_up()
    assert row.combo.shown == "Sulfur (as in this design)"
    row.populate()
    assert row.combo.findText("Sulfur") >= 0


def test_typing_over_a_material_can_be_reset(form, session, qtbot):
    typed(form, "cathode_active_density", "2.1")
    row = form.row("cathode_active_density")
    assert session.document.overrides("cathode_active_density")
    reset = row.focus_widgets()[1]
    assert "2.07" in reset.text()
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert not session.document.overrides("cathode_active_density")
    assert shown(form, "cathode_active_density") == "2.07"
    assert row.focus_widgets() == [row.edit]


# The menu


def action(row, words: str):
    menu = row.menu()
    found = next(a for a in menu.actions() if words in a.text())
    return menu, found


def test_a_value_can_be_marked_as_assumed_and_as_stated(form, session):
    _, mark = action(form.row("cathode_width"), "assumed")
    mark.trigger()
    assert session.document.entries["cathode_width"].assumed
    _, mark = action(form.row("cathode_width"), "stated")
    mark.trigger()
    assert not session.document.entries["cathode_width"].assumed


def test_why_is_asked_for_typed_and_for_derived_values(form, qtbot):
    for name in ("cathode_width", "cathode_sheet_mass"):
        with qtbot.waitSignal(form.why_requested) as asked:
            action(form.row(name), "Why")[1].trigger()
        assert asked.args == [name]


def test_a_value_is_copied_with_its_unit(form, qtbot):
    form.row("cathode_loading").copy_value()
    assert QGuiApplication.clipboard().text() == "5.80 mg/cm²"


# The form


def test_only_what_is_in_force_has_a_field(form, session):
    plan = session.design.plan
    for group in ("cell", "cathode", "anode"):
        for row in form.section_rows(group):
            declared = registry().inputs.get(row.key)
            assert declared is None or typed_under(declared, plan.choices) or row.key in plan.by_key


def test_folded_sections_are_built_when_they_are_unfolded(form):
    assert form.row("pouch_film_thickness") is None
    assert not form.heading("pouch").isChecked()
    form.heading("pouch").click()
    assert form.row("pouch_film_thickness").isVisible()
    form.heading("pouch").click()
    assert not form.row("pouch_film_thickness").isVisible()


def test_focus_key_unfolds_scrolls_and_selects(form, session):
    assert form.focus_key("fill_tolerance")
    edit = form.row("fill_tolerance").edit
    assert edit.hasFocus()
    assert edit.selectedText() == "2"
    assert not edit.visibleRegion().isEmpty()


def test_focus_key_leads_to_choices_materials_and_words(form):
    for name in ("side_seals", "tape", "notes"):
        assert form.focus_key(name)
        assert form.row(name).focus_widget().hasFocus()


def test_focus_key_of_what_has_no_field_says_no(form):
    assert not form.focus_key("anode_loading")  # a foil has no loading
    assert not form.focus_key("specific_energy")
    assert not form.focus_key("nothing")


def test_headings_count_the_findings_within(form, session):
    inputs = registry().inputs
    within = [f for f in session.design.findings if any(k in inputs and inputs[k].group == "claims" for k in f.inputs)]
    warned = sum(f.severity == "warning" for f in within)
    assert form.heading("claims").problems == (0, warned)


def test_folding_is_remembered(form):
    form.unfold(("separator",))
    assert form.unfolded() == ("separator",)
    assert form.row("separator_thickness").isVisible()
    assert not form.row("cathode_width").isVisible()


def test_notes_and_name_are_taken_when_they_are_left(form, session):
    form.focus_key("notes")
    edit = form.row("notes").edit
    QTest.keyClicks(edit, "Weigh the film.")
    assert session.document.notes != "Weigh the film."
    form.focus_key("name")
    assert session.document.notes.endswith("Weigh the film.")
    name = form.row("name").edit
    name.selectAll()
    QTest.keyClicks(name, "Second cell")
    form.commit()
    assert session.document.name == "Second cell"
    session.undo()
    assert name.text() == session.document.name != "Second cell"


def test_every_template_and_every_choice_can_be_shown(form, session):
    for name in templates.ids():
        session.open(templates.template(name), None)
        form.unfold(tuple(form.groups))
        for choice in registry().choices.values():
            for option in choice.options:
                if option.id == "curve" and session.document.materials["cathode_active"].curve is None:
                    continue
                session.choose(choice.key, option.id)
                assert form.pending_errors() == {}
    for group in form.groups:
        for row in form.section_rows(group):
            assert row.help_text() is not None


def test_an_answer_that_lacks_its_curve_is_refused_beneath_the_question(form, session):
    session.open(templates.template("li-s-1.6Ah-ers"), None)
    form.unfold(("cell",))
    row = form.row("voltage_given_by")
    row.combo.setFocus()
    row.populate()
    index = row.combo.findData("curve")
    row.combo.setCurrentIndex(index)
    row.combo.activated.emit(index)
    assert session.design.plan.choices["voltage_given_by"] == "typed"
    assert row.combo.currentData() == "typed"
    assert "the typed mean voltage stands" in row._small
    assert form.pending_errors() == {}
    row.populate()  # as when the list is opened again
    assert row._small == ""


def test_tooltips_hold_definition_limits_and_source(form):
    said = form.row("cathode_active_density").help_text()
    for part in ("True density of active material", "without pores", "0.1", "g/cm³", "Sulfur"):
        assert part in said


def test_fields_have_accessible_names(form):
    for group in ("cell", "cathode", "anode"):
        for row in form.section_rows(group):
            assert row.focus_widget().accessibleName() == row.label


def test_the_form_is_drawn_in_light_and_dark(form, themed):
    for of in (theme.LIGHT, theme.DARK):
        theme.use(themed, "dark" if of.dark else "light")
        QApplication.processEvents()
        drawn = form.grab().toImage()
        assert drawn.pixelColor(4, 660).name() == of.ground
        box = form.row("cathode_width").control_area(form.row("cathode_width").width()).center()
        inside = form.row("cathode_width").grab().toImage().pixelColor(box.x(), 6)
        assert inside.name() == of.surface


def test_the_currency_is_a_word_beside_the_prices(window: MainWindow, qtbot: QtBot) -> None:
    assert window.form.focus_key("currency")
    row = window.form.row("currency")
    assert isinstance(row, CurrencyRow)
    qtbot.keyClicks(row.edit, "EUR")
    qtbot.keyClick(row.edit, Qt.Key.Key_Return)
    assert window.session.document.currency == "EUR"
    row.edit.selectAll()
    qtbot.keyClicks(row.edit, "12")
    qtbot.keyClick(row.edit, Qt.Key.Key_Return)
    assert "holds a number" in row.error
    assert window.session.document.currency == "EUR"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.document.currency == ""


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
