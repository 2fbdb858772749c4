"""Asking for a result in the real window: from a number to what to type, and back with one undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.services import revisions, storage, templates
from tests.ui.conftest import Opened
from ui.fields.field import FieldRow
from ui.main_window import MainWindow
from ui.panels.goal import GoalPanel


def opened(window: MainWindow) -> GoalPanel:
    assert window.design.goal is not None
    return window.design.goal


def looked(window: MainWindow, qtbot: QtBot) -> GoalPanel:
    goal = opened(window)
    qtbot.waitUntil(lambda: goal.looked_at_all, timeout=30_000)
    return goal


def offer(goal: GoalPanel, key: str) -> str:
    return next(offer.text for offer in goal.offers.offers if offer.key == key)


@pytest.fixture
def asked(window: MainWindow, qtbot: QtBot) -> GoalPanel:
    """Specific energy of 260 Wh/kg is asked for: its readout has the focus, digits are typed."""
    readout = window.readouts.readout("specific_energy")
    readout.setFocus()
    qtbot.keyClicks(readout, "2")
    goal = opened(window)
    qtbot.keyClicks(goal.edit, "60")
    return looked(window, qtbot)


def test_digits_typed_on_a_number_ask_for_another(asked: GoalPanel, window: MainWindow) -> None:
    assert (asked.key, asked.edit.text()) == ("specific_energy", "260")
    assert window.design.asked
    assert window.focusWidget() is asked.edit


def test_each_input_says_what_it_would_have_to_be_or_how_far_it_goes(asked: GoalPanel) -> None:
    """Energy is proportional to the voltage: 2.10 V · 260 / 235.21 = 2.32 V."""
    assert offer(asked, "mean_voltage").startswith("2.10\u202fV → 2.32")
    assert offer(asked, "separator_thickness").startswith("no more than 24")
    strengths = [o.key for o in asked.offers.offers]
    assert strengths.index("cathode_loading") < strengths.index("tape_width")


def test_without_a_target_each_input_says_its_range(window: MainWindow, qtbot: QtBot) -> None:
    window.design.ask_for("specific_energy")
    goal = looked(window, qtbot)
    assert offer(goal, "cathode_sheets").endswith("to 285.6\u202fWh/kg")
    assert not goal.apply_button.isEnabled()


def test_a_result_is_asked_for_in_the_unit_that_its_field_shows(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window("nmc811-graphite")
    row = window.form.row("cathode_sheet_mass")
    assert isinstance(row, FieldRow)
    row.show_in("mg")
    window.design.ask_for("cathode_sheet_mass")
    goal = looked(window, qtbot)
    qtbot.keyClicks(goal.edit, "2400")  # of 2335 mg
    looked(window, qtbot)
    assert offer(goal, "cathode_width").startswith("60\u202fmm → 61.")
    goal.choose("cathode_width")
    assert goal.outcome.as_text().startswith("Mass of a punched sheet can be 2400\u202fmg.")
    goal.apply()
    assert window.session.undo_label == "Mass of a punched sheet made 2400\u202fmg"


def test_the_focus_stays_in_the_panel_when_a_press_has_applied_it(
    asked: GoalPanel, window: MainWindow, qtbot: QtBot
) -> None:
    asked.choose("mean_voltage")
    qtbot.mouseClick(asked.apply_button, Qt.MouseButton.LeftButton)
    assert asked.isAncestorOf(window.focusWidget())
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not window.design.asked


def test_a_result_without_a_value_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.design.ask_for("curve_energy")
    goal = looked(window, qtbot)
    assert goal.edit.accessibleDescription().endswith("has no value in this design: something it needs is empty.")


def test_a_released_design_without_the_result_may_be_opened_meanwhile(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "released.cell"
    released = revisions.release(templates.template("nmc811-anode-free"), "Ann", "2026-01-02")
    storage.save(released, path, saved="2026-01-02")
    window.design.ask_for("salt_1_mass")
    goal = looked(window, qtbot)
    goal.choose(*(offer.key for offer in goal.offers.offers[:2]))
    window.places.show_place("start")
    assert window.files.open(path)
    window.places.show_place("design")
    goal = looked(window, qtbot)
    assert goal.edit.accessibleDescription() == "This kind of cell has no such result."
    assert not goal.apply_button.isEnabled()


def test_by_keyboard_alone_it_is_applied_and_undone_as_one_step(
    asked: GoalPanel, window: MainWindow, qtbot: QtBot
) -> None:
    before = window.session.document
    qtbot.keyClick(asked.edit, Qt.Key.Key_Return)
    assert window.focusWidget() is asked.list
    for _ in asked.offers.offers:
        if asked.chosen == ("cathode_loading",):
            break
        qtbot.keyClick(asked.list, Qt.Key.Key_Down)
    assert "Specific energy can be 260.0" in asked.outcome.as_text()
    qtbot.keyClick(asked.list, Qt.Key.Key_Return)
    assert window.session.design.number("specific_energy") == pytest.approx(260, rel=2e-4)
    assert window.session.undo_label == "Specific energy made 260.0\u202fWh/kg"
    looked(window, qtbot)
    assert asked.outcome.as_text() == "It is 260.0\u202fWh/kg now."
    qtbot.keyClick(asked.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.document == before


def test_what_else_changes_is_told_before_it_is_applied(asked: GoalPanel) -> None:
    asked.choose("cathode_loading")
    said = asked.outcome.as_text()
    assert "Within the limits of this input: " in said
    assert "Cell mass\t14.29\u202fg\t12.92\u202fg" in said
    assert "Cathode: Loading, per side, active material\t5.80\u202fmg/cm²\t4.77\u202fmg/cm²" in said


def test_several_inputs_change_together(asked: GoalPanel, window: MainWindow, qtbot: QtBot) -> None:
    asked.choose("cathode_loading", "electrolyte_per_active_mass")
    qtbot.mouseClick(asked.apply_button, Qt.MouseButton.LeftButton)
    design = window.session.design
    assert design.number("specific_energy") == pytest.approx(260, rel=2e-4)
    assert 4.77 < design.number("cathode_loading") < 5.8
    assert design.number("electrolyte_per_active_mass") < 3.2
    window.session.undo()
    assert window.session.undo_label == ""


def test_a_count_with_others_is_one_sentence(asked: GoalPanel) -> None:
    asked.choose("cathode_loading", "cathode_sheets")
    assert "Change that one alone." in asked.outcome.as_text()
    assert not asked.apply_button.isEnabled()


def test_out_of_reach_says_how_far_it_goes_and_offers_the_nearest(asked: GoalPanel, qtbot: QtBot) -> None:
    asked.choose("lithium_thickness")
    asked.edit.selectAll()
    qtbot.keyClicks(asked.edit, "900")
    assert "Specific energy cannot be 900.0" in asked.outcome.as_text()
    assert asked.apply_button.text() == "Apply the nearest"


def test_two_counts_that_it_lies_between_are_both_offered(window: MainWindow, qtbot: QtBot) -> None:
    window.design.ask_for("cell_mass")
    goal = opened(window)
    qtbot.keyClicks(goal.edit, "20")
    looked(window, qtbot)
    goal.choose("cathode_sheets")
    first = dict(goal.way.typed) if goal.way else {}
    assert goal.other.isVisible()
    qtbot.mouseClick(goal.other, Qt.MouseButton.LeftButton)
    second = dict(goal.way.typed) if goal.way else {}
    assert (first, second) == ({"cathode_sheets": "7"}, {"cathode_sheets": "8"})


def test_a_target_that_is_no_number_is_one_sentence(asked: GoalPanel, qtbot: QtBot) -> None:
    asked.edit.selectAll()
    qtbot.keyClicks(asked.edit, "much")
    assert "much" in asked._error.text()
    assert not asked.apply_button.isEnabled()


def test_a_target_may_name_another_unit(window: MainWindow, qtbot: QtBot) -> None:
    window.design.ask_for("cell_mass")
    goal = opened(window)
    qtbot.keyClicks(goal.edit, "0.015 kg")
    goal.choose("electrolyte_per_active_mass")
    qtbot.mouseClick(goal.apply_button, Qt.MouseButton.LeftButton)
    assert window.session.design.number("cell_mass") == pytest.approx(15, rel=2e-4)


def test_escape_gives_the_reasons_and_the_focus_back(asked: GoalPanel, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(asked.edit, Qt.Key.Key_Escape)
    assert not window.design.asked
    assert window.explain.isVisible()
    assert window.focusWidget() is window.readouts.readout("specific_energy")


def test_a_double_click_on_a_number_asks_for_another(window: MainWindow, qtbot: QtBot) -> None:
    readout = window.readouts.readout("energy_density")
    qtbot.mouseDClick(readout, Qt.MouseButton.LeftButton)
    assert opened(window).key == "energy_density"


def test_every_row_of_the_results_can_be_asked_for(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window(size=(1920, 1080))
    table = window.results.table
    row = next(at for at, row in enumerate(window.results.model.rows) if row.key == "np_whole_anode")
    index = window.results.model.index(row, 0)
    table.scrollTo(index)
    place = table.visualRect(index).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClicks(table, "4")
    assert (opened(window).key, opened(window).edit.text()) == ("np_whole_anode", "4")
    menu = table.menu(index)
    assert isinstance(menu, QMenu)
    assert "Ask for another value…" in [action.text() for action in menu.actions()]
    menu.close()


def test_a_row_of_the_results_that_is_typed_leads_to_its_field(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window(size=(1920, 1080))
    table = window.results.table
    row = next(at for at, row in enumerate(window.results.model.rows) if row.key == "rated_capacity")
    table.setCurrentIndex(window.results.model.index(row, 0))
    table.setFocus()
    qtbot.keyClicks(table, "2")
    field = window.form.row("rated_capacity")
    assert field is not None
    assert window.focusWidget() is field.focus_widget()
    qtbot.keyClicks(field.focus_widget(), ".5")
    assert window.session.design.number("capacity") == pytest.approx(2.5)
    assert not window.design.asked


def test_the_shortcut_takes_the_result_that_is_explained(window: MainWindow, qtbot: QtBot) -> None:
    window.explain_key("cell_thickness")
    qtbot.mouseClick(window.explain.make, Qt.MouseButton.LeftButton)
    assert opened(window).key == "cell_thickness"
    window.design.close_goal()
    window.form.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert opened(window).key == "cell_thickness"


def test_an_edit_elsewhere_is_followed(asked: GoalPanel, window: MainWindow, qtbot: QtBot) -> None:
    window.session.edit("rated_capacity", "1.7")
    window.session.settle()
    looked(window, qtbot)
    assert offer(asked, "mean_voltage").startswith("2.10\u202fV → 2.18")


def test_a_result_that_the_choices_take_away_is_told(window: MainWindow, qtbot: QtBot) -> None:
    window.design.ask_for("strip_length_required")
    goal = opened(window)
    window.session.choose("construction", "lamination")
    looked(window, qtbot)
    assert goal._error.text() == "This kind of cell has no such result."
    assert not goal.edit.isEnabled()
    window.session.undo()
    looked(window, qtbot)
    assert goal.edit.isEnabled()
    assert goal.offers.offers


def test_read_only_applies_nothing(asked: GoalPanel, window: MainWindow) -> None:
    asked.choose("cathode_loading")
    window.design.set_editable(False)
    assert not asked.apply_button.isEnabled()


def test_the_mouse_ticks_one_and_adds_another_with_the_control_key(asked: GoalPanel, qtbot: QtBot) -> None:
    def click(key: str, held: Qt.KeyboardModifier) -> None:
        row = next(at for at, o in enumerate(asked.offers.offers) if o.key == key)
        index = asked.offers.index(row, 0)
        asked.list.scrollTo(index)
        place: QPoint = asked.list.visualRect(index).center()
        qtbot.mouseClick(asked.list.viewport(), Qt.MouseButton.LeftButton, held, place)

    click("cathode_loading", Qt.KeyboardModifier.NoModifier)
    click("mean_voltage", Qt.KeyboardModifier.ControlModifier)
    assert set(asked.chosen) == {"cathode_loading", "mean_voltage"}


def test_lines_of_those_chosen_together_say_what_they_are_together(asked: GoalPanel) -> None:
    alone = offer(asked, "cathode_loading")
    asked.choose("cathode_loading", "electrolyte_per_active_mass")
    together = offer(asked, "cathode_loading")
    assert together != alone
    assert together.endswith(dict(asked.way.typed)["cathode_loading"] + "\u202fmg/cm²") if asked.way else False
    assert "the least change in all" in asked.outcome.as_text()
    asked.choose("cathode_loading")
    assert offer(asked, "cathode_loading") == alone


def test_a_press_on_a_box_ticks_it_beside_the_others(asked: GoalPanel, qtbot: QtBot) -> None:
    def press(key: str, x: int) -> None:
        row = next(at for at, o in enumerate(asked.offers.offers) if o.key == key)
        index = asked.offers.index(row, 0)
        asked.list.scrollTo(index)
        place = QPoint(x, asked.list.visualRect(index).top() + 10)
        qtbot.mouseClick(asked.list.viewport(), Qt.MouseButton.LeftButton, pos=place)

    press("cathode_loading", 20)
    press("mean_voltage", 20)
    assert set(asked.chosen) == {"cathode_loading", "mean_voltage"}
    press("cathode_loading", 20)
    assert asked.chosen == ("mean_voltage",)
    press("cathode_loading", 100)
    assert asked.chosen == ("cathode_loading",)


def test_once_it_is_what_was_asked_for_the_lines_say_that_nothing_need_change(
    asked: GoalPanel, window: MainWindow, qtbot: QtBot
) -> None:
    asked.choose("cathode_loading")
    asked.apply()
    looked(window, qtbot)
    assert offer(asked, "mean_voltage") == "2.10\u202fV, as it is"


def test_another_result_is_listed_from_the_top(window: MainWindow, asked: GoalPanel, qtbot: QtBot) -> None:
    asked.list.scrollToBottom()
    assert asked.list.verticalScrollBar().value() > 0
    window.design.ask_for("cell_mass")
    looked(window, qtbot)
    assert asked.list.verticalScrollBar().value() == 0
