"""The rules a design breaks, and the way from each to its field."""

import itertools
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMenu
from pytestqt.qtbot import QtBot

from app.services import judgement, templates
from ui.dialogs.judgement import AcknowledgeDialog, LimitsDialog
from ui.main_window import MainWindow
from ui.panels.rules import RuleItem, RulesPanel
from ui.session import Session


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> RulesPanel:
    made = RulesPanel(session)
    qtbot.addWidget(made)
    made.resize(296, 400)
    made.show()
    return made


def test_errors_come_first_and_are_counted(panel: RulesPanel, session: Session) -> None:
    session.edit("cathode_width", "5")
    session.settle()
    severities = [item.finding.severity for item in panel.items if item.finding is not None]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert severities[0] == "error"
    assert len(panel.items) == len(session.design.findings)


def test_a_rule_that_is_met_again_goes_away(panel: RulesPanel, session: Session) -> None:
    before = [item.message for item in panel.items]
    session.edit("cathode_width", "5")
    session.settle()
    assert [item.message for item in panel.items] != before
    session.undo()
    assert [item.message for item in panel.items] == before


def test_a_finding_says_what_why_and_what_to_change(panel: RulesPanel) -> None:
    item = next(item for item in panel.items if item.message.startswith("N/P"))
    assert "N/P" in item.message
    assert item.reason
    assert item.toolTip().startswith("To change: ")
    assert item.accessibleName().startswith("Warning: N/P")


def test_no_text_is_cut(panel: RulesPanel, session: Session) -> None:
    for item in panel.items:
        assert item.height() == item.heightForWidth(item.width())
        assert item.height() > 30
    below = [item.geometry() for item in panel.items]
    assert all(upper.bottom() < lower.top() for upper, lower in itertools.pairwise(below))


def test_when_all_is_well_the_panel_says_what_it_is_for(panel: RulesPanel, session: Session) -> None:
    session.open(templates.template("nmc811-graphite"), None)
    if not session.design.findings:
        assert panel.items == ()
        assert "rules" in panel._empty.text()
        assert not panel._empty.isHidden()


def test_a_click_leads_to_the_field(window: MainWindow, qtbot: QtBot) -> None:
    item = window.rules.items[0]
    assert item.finding is not None
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    row = window.form.row(item.finding.inputs[0])
    assert row is not None
    focused = window.focusWidget()
    assert focused is not None
    assert row.isAncestorOf(focused)


def test_f8_goes_from_one_to_the_next(window: MainWindow, qtbot: QtBot) -> None:
    seen: list[str] = []
    window.rules.focus_requested.connect(seen.append)
    for _ in range(len(window.rules.items) + 1):
        qtbot.keyClick(window, Qt.Key.Key_F8)
    assert seen[0] == seen[-1]
    assert len(seen) == len(window.rules.items) + 1


# Acknowledgement and limits -------------------------------------------------------------------------------------------


def _dialog(window: MainWindow, kind: type[QDialog]) -> Any:
    (dialog,) = (child for child in window.findChildren(kind) if child.isVisible())
    return dialog


def _item(window: MainWindow, rule: str) -> RuleItem:
    return next(item for item in window.rules.items if item.finding is not None and item.finding.rule.key == rule)


def test_a_finding_is_acknowledged_with_a_reason_and_undone(window: MainWindow, qtbot: QtBot) -> None:
    before = window.session.document
    menu = window.rules.menu(_item(window, "claimed_voltage"))
    menu.actions()[0].trigger()
    dialog = _dialog(window, AcknowledgeDialog)
    dialog.take.click()
    assert "reason" in dialog.error.text()  # nothing is taken without one
    qtbot.keyClicks(dialog.reason, "A class name <b>")
    dialog.date.setText("2025-02-03")
    dialog.take.click()
    item = window.rules.items[-1]
    assert item is _item(window, "claimed_voltage")
    assert item.acknowledged is not None
    assert item.reason == "Acknowledged: A class name <b> (3\N{NO-BREAK SPACE}Feb\N{NO-BREAK SPACE}2025)"
    assert "1 Acknowledged" in window.rules._counts.toolTip()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.document == before
    assert _item(window, "claimed_voltage").acknowledged is None


def test_an_acknowledgement_is_withdrawn(window: MainWindow) -> None:
    window.session.apply("x", lambda d: judgement.acknowledge(d, "claimed_voltage", "known"))
    window.rules.menu(_item(window, "claimed_voltage")).actions()[1].trigger()
    assert window.session.document.acknowledged == {}


def test_the_button_of_a_finding_offers_the_same(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, at: offered.extend(a.text() for a in menu.actions()))
    qtbot.mouseClick(_item(window, "claimed_voltage").more, Qt.MouseButton.LeftButton)
    assert offered[:2] == ["Acknowledge with a reason…", "Limits of this rule…"]


def test_a_limit_is_typed_refused_and_reset(window: MainWindow, qtbot: QtBot) -> None:
    before = window.session.document
    qtbot.mouseClick(window.rules.limits, Qt.MouseButton.LeftButton)
    dialog = _dialog(window, LimitsDialog)
    dialog.show_rule("fill_ratio")
    field = dialog.fields["warning", "high"]
    assert (field.edit.text(), field.reset.isEnabled()) == ("3", False)
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "1.1")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert "every value would break it" in dialog.error.text()
    assert field.edit.text() == "1.1"  # the text stays, the last good limit holds
    assert window.session.document == before
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "2.5")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert dialog.error.text() == ""
    assert _item(window, "fill_ratio").finding.limit == 2.5  # type: ignore[union-attr]
    assert field.default.text() == "by default 3"
    qtbot.mouseClick(field.reset, Qt.MouseButton.LeftButton)
    assert window.session.document == before
    assert field.edit.text() == "3"


def test_rules_are_found_by_their_words(window: MainWindow, qtbot: QtBot) -> None:
    window.rules.show_limits("fill_ratio")
    dialog = _dialog(window, LimitsDialog)
    assert dialog.rule.key == "fill_ratio"
    qtbot.keyClicks(dialog.search, "pore volume")
    shown = [dialog.rules.item(at).text() for at in range(dialog.rules.count()) if not dialog.rules.item(at).isHidden()]
    assert shown == ["Electrolyte over pore volume"]


def test_in_a_design_that_is_only_looked_at_nothing_is_decided(window: MainWindow) -> None:
    window.session.open(window.session.document, None, read_only=True)
    offered = {action.text(): action.isEnabled() for action in window.rules.menu(window.rules.items[0]).actions()}
    assert not offered["Acknowledge with a reason…"]
    assert offered["Copy"]
    window.rules.show_limits("fill_ratio")
    dialog = _dialog(window, LimitsDialog)
    assert all(field.edit.isReadOnly() for field in dialog.fields.values())
