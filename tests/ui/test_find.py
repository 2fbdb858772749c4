"""Ctrl+K: one box over everything, by keys alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import storage, templates
from tests.ui.conftest import Opened
from ui.dialogs.find_box import FindBox
from ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(window: MainWindow, qtbot: QtBot) -> FindBox:
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    box = window.findChild(FindBox)
    assert box is not None
    assert box.isVisible()
    assert box.edit.hasFocus()
    return box


def go(window: MainWindow, qtbot: QtBot, text: str, kind: str) -> None:
    """Type, go down to the first of a kind, Return."""
    box = opened(window, qtbot)
    qtbot.keyClicks(box.edit, text)
    qtbot.waitUntil(lambda: any(thing.kind == kind for thing in box.listed))
    for _ in range(next(at for at, thing in enumerate(box.listed) if thing.kind == kind)):
        qtbot.keyClick(box.edit, Qt.Key.Key_Down)
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert box.isHidden()


def test_a_field_is_found_unfolded_and_focused(window: MainWindow, qtbot: QtBot) -> None:
    window.form.unfold(())
    window.places.show_place("build")
    go(window, qtbot, "separator thick", "field")
    assert window.places.current == "design"
    row = window.form.row("separator_thickness")
    assert row is not None
    assert row.isVisible()
    assert row.isAncestorOf(window.focusWidget())


def test_a_field_is_found_by_its_key_and_by_its_symbol(window: MainWindow, qtbot: QtBot) -> None:
    box = opened(window, qtbot)
    for text in ("cathode_width", "sepathick"):
        box.edit.clear()
        qtbot.keyClicks(box.edit, text)
        assert box.listed[0].id in ("cathode_width", "separator_thickness")


@pytest.mark.parametrize(
    ("unit", "meant"), [("wh/kg", "specific_energy"), ("Wh/L", "energy_density"), ("Ah", "capacity")]
)
def test_the_unit_of_a_main_result_finds_it_first(window: MainWindow, qtbot: QtBot, unit: str, meant: str) -> None:
    box = opened(window, qtbot)
    qtbot.keyClicks(box.edit, unit)
    assert box.listed[0].id == meant


def test_a_field_that_the_choices_leave_out_leads_to_the_choice(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.session.design.typed("anode_loading") or "anode_loading" not in window.session.design.values
    box = opened(window, qtbot)
    qtbot.keyClicks(box.edit, "anode_loading")
    assert box.listed[0].id == "anode_loading"
    assert box.listed[0].beside().startswith("needs another")
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert window.focusWidget() is not None


def test_a_result_is_explained(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, "cell thickness", "result")
    assert window.explain.key == "cell_thickness"


def test_an_action_is_run(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.design.results_shown
    go(window, qtbot, "all results", "action")
    assert window.design.results_shown


def test_a_broken_rule_is_shown_with_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    finding = window.session.design.findings[-1]
    go(window, qtbot, finding.rule.key, "rule")
    item = window.focusWidget()
    assert item in window.rules.items
    assert item.finding.rule is finding.rule  # type: ignore[union-attr]


def test_a_rule_that_is_met_opens_its_page_of_the_help(window: MainWindow, qtbot: QtBot) -> None:
    from ui.dialogs.help import HelpDialog

    broken = {finding.rule.key for finding in window.session.design.findings}
    met = next(rule for rule in window.session.design.plan.rules if rule.key not in broken)
    go(window, qtbot, met.key, "rule")
    dialog = window.findChild(HelpDialog)
    assert dialog is not None
    assert dialog.page_id == f"rule:{met.key}"
    dialog.close()


def test_a_material_is_chosen_as_one_step(window: MainWindow, qtbot: QtBot) -> None:
    before = window.session.document.materials
    go(window, qtbot, "separator celgard", "material")
    after = window.session.document.materials
    changed = [slot for slot in after if after[slot] != before[slot]]
    assert changed == ["separator"]
    window.session.undo()
    assert window.session.document.materials == before


def test_a_material_that_does_not_fit_says_why(window: MainWindow, qtbot: QtBot) -> None:
    window.session.open(templates.template("nmc811-graphite"), None)
    window.session.choose("cathode_blend", "two")
    before = window.session.document
    go(window, qtbot, "second cathode active sulfur", "material")
    assert window.session.document is before
    assert "Sulfur cannot be mixed in" in window.messages.text


def test_a_template_is_begun(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, "nmc811-graphite", "template")
    assert window.session.document.name == "4 Ah NMC811‖graphite"


def test_a_recent_design_is_opened(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "Werkbank.cell"
    path.write_bytes(storage.written(templates.template("nmc811-graphite")))
    window.preferences.take(window.preferences.now.with_recent(path))
    go(window, qtbot, "werkb", "design")
    assert window.session.path == path


def test_a_document_is_shown_where_it_is_made(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, "build sheet", "document")
    assert window.places.current == "build"
    assert window.places.widget_shown.current == "build-sheet"  # type: ignore[attr-defined]


def test_escape_leaves_everything_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    window.focus_key("cathode_width")
    field, before = window.focusWidget(), window.session.document
    box = opened(window, qtbot)
    qtbot.keyClicks(box.edit, "undo")
    qtbot.keyClick(box.edit, Qt.Key.Key_Escape)
    assert box.isHidden()
    assert window.focusWidget() is field
    assert window.session.document is before


def test_before_anything_is_typed_the_last_chosen_stands_first(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, "cell thickness", "result")
    box = opened(window, qtbot)
    assert box.listed[0].id == "cell_thickness"
    assert {thing.kind for thing in box.listed[1:]} == {"action"}


def test_what_is_not_there_lists_nothing_and_return_does_nothing(window: MainWindow, qtbot: QtBot) -> None:
    box = opened(window, qtbot)
    qtbot.keyClicks(box.edit, "zzzqq")
    assert box.listed == ()
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert box.isVisible()
    qtbot.keyClick(box.edit, Qt.Key.Key_Escape)


def test_a_click_beside_the_box_closes_it(window: MainWindow, qtbot: QtBot) -> None:
    box = opened(window, qtbot)
    window.focus_key("cathode_width")
    assert box.isHidden()


@pytest.mark.parametrize("cell", ["li-s-1.6Ah-ers", "nmc811-graphite", "nmc811-anode-free"])
def test_everything_of_every_kind_can_be_gone_to(cell: str, open_window: Opened, themed: QApplication) -> None:
    from ui import find

    window = open_window(cell)
    window.files.new = lambda template_id: None  # type: ignore[method-assign]
    for thing in (*find.everything(window), *find.materials(window)):
        assert thing.name
        assert isinstance(thing.beside(), str)
        if thing.kind in ("field", "result"):
            thing.go()
            assert window.places.current == "design"


def test_a_language_is_found_by_its_name_in_another_one(window: MainWindow, qtbot: QtBot) -> None:
    box = opened(window, qtbot)
    for words in ("chinese", "language chin"):
        qtbot.keyClicks(box.edit, words)
        assert box.listed[0].id == "language_zh_CN"
        box.edit.clear()


def test_a_word_that_nothing_goes_by_is_answered(window: MainWindow, qtbot: QtBot) -> None:
    box = opened(window, qtbot)
    qtbot.keyClicks(box.edit, "<b>zzqq")
    assert box.nothing.isVisible()
    assert "“<b>zzqq”" in box.nothing.text()
    assert box.nothing.textFormat() == Qt.TextFormat.PlainText
    box.edit.clear()
    qtbot.keyClicks(box.edit, "width")
    assert not box.nothing.isVisible()
    assert box.list.isVisible()
