"""The form, driven as people drive it: keys, clicks and the wheel."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import library, templates
from calc.graph import registry, typed_under
from tests.ui.hands import key, shown, typed
from ui import theme
from ui.fields.notes import CurrencyRow
from ui.main_window import MainWindow

DOWN, TAB = Qt.Key.Key_Down, Qt.Key.Key_Tab


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


def test_edits_go_on_when_a_choice_took_derived_fields_away(form, session):
    assert form.focus_key("anode_kind")
    before = session.document.choices["anode_kind"]
    session.choose("anode_kind", "coated")
    assert form.row("anode_sheet_mass").derived
    session.choose("anode_kind", before)
    typed(form, "cathode_sheets", "3")
    assert session.design.number("cathode_sheets") == 3
    session.undo()
    assert shown(form, "cathode_sheets") == "4"
    session.choose("anode_kind", "coated")
    assert form.row("anode_sheet_mass").derived
    assert shown(form, "anode_sheet_mass") == session.design.text("anode_sheet_mass").split()[0]


def test_fields_of_another_design_follow_edits_after_one_with_more_derived_fields(form, session):
    assert form.focus_key("anode_kind")
    session.open(templates.template("nmc811-graphite"), None)
    assert form.row("anode_sheet_mass").derived
    session.open(templates.template("li-s-1.6Ah-ers"), None)
    typed(form, "cathode_sheets", "3")
    session.undo()
    assert shown(form, "cathode_sheets") == "4"


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


def test_notes_and_name_from_elsewhere_come_without_what_no_file_may_hold(form, session):
    for name, text in (("name", "NMC pouch\tversion 2\x0b"), ("notes", "Weigh\x0bthe\x0cfilm\x07.")):
        form.focus_key(name)
        row = form.row(name)
        row.edit.selectAll()
        QGuiApplication.clipboard().setText(text)
        key(row.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        row.edit.clearFocus()
        assert row.error == ""
    assert session.document.name == "NMC pouch version 2"
    assert session.document.notes == "Weigh\nthe\nfilm."


def test_notes_that_are_too_long_stay_and_say_so(form, session):
    form.focus_key("notes")
    row = form.row("notes")
    row.edit.setPlainText("x" * 100_001)
    row.edit.clearFocus()
    assert "100001 characters" in row.error
    typed(form, "cathode_loading", "6.25")
    assert len(row.edit.toPlainText()) == 100_001
    row.edit.setFocus()
    row.edit.setPlainText("Short.")
    row.edit.clearFocus()
    assert (row.error, session.document.notes) == ("", "Short.")


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


def test_the_keys_go_past_a_material_that_cannot_be_mixed_in(form, session):
    session.open(templates.template("nmc811-graphite"), None)
    session.choose("cathode_blend", "two")
    assert form.focus_key("cathode_second_active")
    combo = form.row("cathode_second_active").combo
    apart = [i for i in range(combo.count()) if not combo.model().item(i).isEnabled()]
    assert combo.findData("sulfur") in apart
    assert "cannot be mixed in" in combo.itemData(apart[0], Qt.ItemDataRole.ToolTipRole)
    key(combo, Qt.Key.Key_Home)
    passed = [combo.currentIndex()]
    for _ in range(combo.count()):
        key(combo, DOWN)
        passed.append(combo.currentIndex())
    assert set(passed) == set(range(combo.count())) - set(apart)
    assert session.document.materials["cathode_second_active"].id == combo.itemData(passed[-1])


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


def test_a_material_that_cannot_be_mixed_in_is_refused_beneath_its_place(form, session):
    session.open(templates.template("nmc811-graphite"), None)
    session.choose("cathode_blend", "two")
    before = session.document
    row = form.row("cathode_second_active")
    row.populate()
    index = row.combo.findData("sulfur")
    row.combo.setCurrentIndex(index)
    row.combo.activated.emit(index)
    assert session.document is before
    assert "Sulfur cannot be mixed in" in row._small
    row.populate()  # as when the list is opened again
    assert row._small == ""
    assert row.combo.currentData() == before.materials["cathode_second_active"].id


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
