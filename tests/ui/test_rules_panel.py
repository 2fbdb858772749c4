"""The rules a design breaks, and the way from each to its field."""

import itertools

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import templates
from ui.main_window import MainWindow
from ui.panels.rules import RulesPanel
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
    severities = [item.finding.severity for item in panel.items if item.finding is not None]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert severities[0] == "error"
    assert len(panel.items) == len(session.design.findings)


def test_a_rule_that_is_met_again_goes_away(panel: RulesPanel, session: Session) -> None:
    before = [item.message for item in panel.items]
    session.edit("cathode_width", "5")
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
