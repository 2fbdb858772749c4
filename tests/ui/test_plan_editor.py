"""The editor of the process plan: typed with real keys, undone step by step, refused where it is not sound."""

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.services import process, storage
from app.services.plans import reading
from app.services.plans.written import ENTRY_FIELDS, Written
from tests.ui.conftest import Opened
from ui.main_window import MainWindow
from ui.places.build import PLAN, BuildPlace
from ui.plan.editor import PlanEditor


@pytest.fixture
def window(open_window: Opened) -> MainWindow:
    return open_window()


def place_of(window: MainWindow) -> BuildPlace:
    place = window.places.show_place("build")
    assert isinstance(place, BuildPlace)
    return place


@pytest.fixture
def editor(window: MainWindow, qtbot: QtBot) -> PlanEditor:
    place = place_of(window)
    qtbot.waitUntil(lambda: place.plan.height() > 20)
    qtbot.mouseClick(place.plan, Qt.MouseButton.LeftButton)
    assert place.current == PLAN
    assert place.editor is not None
    return place.editor


@pytest.fixture
def own(editor: PlanEditor, qtbot: QtBot) -> PlanEditor:
    qtbot.mouseClick(editor.copy, Qt.MouseButton.LeftButton)
    return editor


def plan(window: MainWindow) -> Written:
    assert window.session.document.process is not None
    return window.session.document.process


def go_to(editor: PlanEditor, plan: Written, step_id: str) -> int:
    row = [step.id for step in plan.step].index(step_id)
    editor.steps.table.setCurrentCell(row, 0)
    return row


def type_into(editor: PlanEditor, qtbot: QtBot, row: int, field: str, text: str, *, enter: bool = True) -> None:
    """Into a cell of the lines to work through, as a person does."""
    table = editor.form.entries.table
    table.setFocus()
    table.setCurrentCell(row, list(ENTRY_FIELDS).index(field))
    table.editItem(table.currentItem())
    edit = table.findChild(QLineEdit)
    assert edit is not None
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    if enter:
        take(editor, qtbot)


def take(editor: PlanEditor, qtbot: QtBot) -> None:
    """Enter takes what stands in the cell, as soon as Qt gets to it."""
    table = editor.form.entries.table
    edit = table.findChild(QLineEdit)
    assert edit is not None
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.findChild(QLineEdit) is None)


def test_the_programs_plan_is_shown_and_not_changed(window: MainWindow, editor: PlanEditor) -> None:
    shown = process.program_plan(window.session.design)
    assert editor.steps.table.rowCount() == len(shown.file.step)
    assert editor.title.isReadOnly()
    assert not editor.steps.buttons["delete"].isEnabled()
    assert "turn-stacking, revision" in editor.state.text()
    assert not editor.give_back.isVisible()


def test_ctrl_s_takes_the_cell_and_the_line_that_are_being_typed(
    window: MainWindow, own: PlanEditor, qtbot: QtBot, tmp_path: Path
) -> None:
    window.files.ask_save_path = lambda suggested, kind: tmp_path / "mine.cell"  # type: ignore[method-assign]
    row = go_to(own, plan(window), "weigh-cathodes")
    type_into(own, qtbot, 0, "target", "cathode_sheet_mass × 2", enter=False)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    kept = storage.load(tmp_path / "mine.cell").process
    assert kept is not None
    assert kept.step[row].entry[0].target == "cathode_sheet_mass × 2"
    own.title.setFocus()
    own.title.selectAll()
    qtbot.keyClicks(own.title, "Pilot line")
    qtbot.keyClick(own.title, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    kept = storage.load(tmp_path / "mine.cell").process
    assert kept is not None
    assert kept.title == "Pilot line"
    assert window.focusWidget() is own.title


def test_a_copy_is_one_undo_step_and_given_back_is_another(window: MainWindow, own: PlanEditor, qtbot: QtBot) -> None:
    assert window.session.document.process is not None
    assert not own.copy.isVisible()
    window.session.undo()
    assert window.session.document.process is None
    assert own.copy.isVisible()
    window.session.redo()
    qtbot.mouseClick(own.give_back, Qt.MouseButton.LeftButton)
    assert window.session.document.process is None
    window.session.undo()
    assert window.session.document.process is not None


def test_a_target_is_typed_checked_while_typing_and_undone(window: MainWindow, own: PlanEditor, qtbot: QtBot) -> None:
    step = go_to(own, plan(window), "weigh-cathodes")
    before = plan(window)
    type_into(own, qtbot, 0, "target", "cathode_sheet_mass × 2", enter=False)
    twice = 2e3 * float(window.session.design.values["cathode_sheet_mass"])
    assert f"{twice:.3f}"[:5] in own.form.told.text()
    edit = own.form.entries.table.findChild(QLineEdit)
    assert edit is not None
    qtbot.keyClicks(edit, " + cathode_width")
    assert own.form.told.property("tone") == "error"
    assert plan(window) == before
    for _ in " + cathode_width":
        qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    take(own, qtbot)
    assert plan(window).step[step].entry[0].target == "cathode_sheet_mass × 2"
    window.session.undo()
    assert plan(window) == before


def test_what_is_not_taken_stays_in_sight_and_nothing_is_exported(
    window: MainWindow, own: PlanEditor, qtbot: QtBot
) -> None:
    go_to(own, plan(window), "weigh-cathodes")
    before = plan(window)
    type_into(own, qtbot, 0, "target", "cathode_breadth")
    assert plan(window) == before
    item = own.form.entries.table.item(0, 1)
    assert item is not None
    assert item.text() == "cathode_breadth"
    assert "cathode_breadth" in own.form.told.text()
    assert not window.exports.may_export()
    window.places.show_place("design")
    window.focus_key("plan:w1.target")
    assert window.places.current == "build"
    assert own.form.entries.table.currentColumn() == 1
    type_into(own, qtbot, 0, "target", "cathode_sheet_mass")
    assert window.exports.may_export()
    assert plan(window) == before


def test_steps_are_added_moved_doubled_and_deleted(window: MainWindow, own: PlanEditor, qtbot: QtBot) -> None:
    first, second = (step.title for step in plan(window).step[:2])
    own.steps.table.setCurrentCell(0, 0)
    buttons = own.steps.buttons
    qtbot.mouseClick(buttons["down"], Qt.MouseButton.LeftButton)
    assert [step.title for step in plan(window).step[:2]] == [second, first]
    assert own.form.title.text() == first
    qtbot.mouseClick(buttons["duplicate"], Qt.MouseButton.LeftButton)
    assert [step.title for step in plan(window).step[:3]] == [second, first, first]
    qtbot.mouseClick(buttons["delete"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(buttons["add"], Qt.MouseButton.LeftButton)
    assert "New step" in [step.title for step in plan(window).step]
    for _ in range(4):
        window.session.undo()
    assert [step.title for step in plan(window).step[:2]] == [first, second]


def test_title_equipment_hold_hazard_and_instruction(window: MainWindow, own: PlanEditor, qtbot: QtBot) -> None:
    own.steps.table.setCurrentCell(0, 0)
    for edit, text in ((own.form.title, "Look <b>twice</b>"), (own.form.equipment, "Lamp")):
        edit.setFocus()
        edit.selectAll()
        qtbot.keyClicks(edit, text)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    own.form.hold.click()
    own.form.hazards["heat"].click()
    qtbot.mouseClick(own.form.lines.buttons["add"], Qt.MouseButton.LeftButton)
    step = plan(window).step[0]
    assert (step.title, step.equipment, step.hold, step.hazards) == ("Look <b>twice</b>", "Lamp", True, ("heat",))
    assert step.lines[1] == "New instruction."
    made = process.process_of(window.session.design).steps[0]
    assert made.title == "Look <b>twice</b>"


def test_an_empty_title_and_one_too_long_are_refused_in_the_words_of_the_editor(
    window: MainWindow, own: PlanEditor, qtbot: QtBot
) -> None:
    before = plan(window)
    own.steps.table.setCurrentCell(0, 0)
    for text, reason in (
        ("", "“Title” is empty, and has to say something."),
        ("x" * 201, "“Title” has more than 200 characters: shorten it."),
    ):
        own.form.title.setFocus()
        own.form.title.setText(text)
        qtbot.keyClick(own.form.title, Qt.Key.Key_Return)
        assert own.form.told.text() == f"The design's own process plan cannot be used: in step 1, {reason}"
    assert plan(window) == before


def test_undo_in_a_line_takes_the_typing_back_first_and_then_what_was_done_before(
    window: MainWindow, own: PlanEditor, qtbot: QtBot
) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    own.steps.table.setCurrentCell(0, 0)
    before = plan(window).step[0].title
    own.form.hold.click()
    title = own.form.title
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Look twice")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    assert plan(window).step[0].title == "Look twice"
    qtbot.keyClicks(title, "!")
    qtbot.keyClick(title, Qt.Key.Key_Z, control)  # what does not hold yet is the line's
    assert title.text() == "Look twice"
    assert plan(window).step[0].title == "Look twice"
    qtbot.keyClick(title, Qt.Key.Key_Return)
    qtbot.keyClick(title, Qt.Key.Key_Z, control)
    assert (title.text(), plan(window).step[0].hold) == (before, True)
    qtbot.keyClick(title, Qt.Key.Key_Z, control)
    assert not plan(window).step[0].hold
    qtbot.keyClick(title, Qt.Key.Key_Y, control)
    assert plan(window).step[0].hold


def test_another_construction_is_said_and_the_plan_kept(window: MainWindow, own: PlanEditor) -> None:
    window.session.choose("construction", "lamination")
    assert "own process plan is for other choices" in own.state.text()
    assert window.session.document.process is not None


def test_a_plan_is_saved_as_a_file_and_loaded_by_another_design(
    window: MainWindow, own: PlanEditor, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "plan.toml"
    monkeypatch.setattr(own, "ask_save", lambda: file)
    monkeypatch.setattr(own, "ask_open", lambda: file)
    kept = plan(window)
    qtbot.mouseClick(own.save, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(own.give_back, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(own.load, Qt.MouseButton.LeftButton)
    assert plan(window) == kept
    file.write_text("title = 3", encoding="utf-8")
    qtbot.mouseClick(own.load, Qt.MouseButton.LeftButton)
    assert window.messages.level == "error"
    assert plan(window) == kept


def test_a_plan_that_is_not_loaded_names_the_step_as_it_is_listed(
    window: MainWindow, own: PlanEditor, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.edit("surface_layer_loading", "0")  # two steps are not in force, and the others move up
    at = next(n for n, step in enumerate(plan(window).step) if step.id == "fill")
    steps = list(plan(window).step)
    steps[at] = msgspec.structs.replace(steps[at], equipment="x" * 301)
    file = tmp_path / "plan.toml"
    file.write_text(reading.text(msgspec.structs.replace(plan(window), step=tuple(steps))), encoding="utf-8")
    monkeypatch.setattr(own, "ask_open", lambda: file)
    qtbot.mouseClick(own.load, Qt.MouseButton.LeftButton)
    listed = own.steps.table.item(at, 0)
    assert listed is not None
    qtbot.waitUntil(lambda: listed.text().startswith(f"{at - 1} "))
    number, title = listed.text().removesuffix(" (H)").split(" ", 1)
    said = f"in step {number} “{title}”, “Equipment” has more than 300 characters: shorten it."
    assert window.messages.text == f"The process plan “plan” cannot be used: {said}"


def test_it_is_saved_with_the_design(window: MainWindow, own: PlanEditor, tmp_path: Path) -> None:
    window.session.save(tmp_path / "a.cell", saved="2026-01-01")
    assert storage.load(tmp_path / "a.cell").process == plan(window)


def test_while_read_only_nothing_can_be_changed(window: MainWindow, own: PlanEditor, themed: QApplication) -> None:
    window.session.read_only = True
    own.show_design()
    assert not own.steps.buttons["add"].isEnabled()
    assert own.form.title.isReadOnly()


def test_a_released_plan_is_shown_and_not_changed(window: MainWindow, own: PlanEditor, qtbot: QtBot) -> None:
    before = plan(window)
    window.session.release("A. Author", "2026-01-01")
    assert not own.steps.buttons["delete"].isEnabled()
    assert not own.give_back.isEnabled()
    own.form.hold.click()
    assert plan(window) == before
    window.session.undo()
    assert own.steps.buttons["delete"].isEnabled()
