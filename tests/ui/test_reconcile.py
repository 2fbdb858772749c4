"""Claims are typed, and the sentences beside them follow."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.hands import save_to
from ui.main_window import SMALLEST, MainWindow
from ui.panels.reconcile import ReconcilePanel


def panel_of(window: MainWindow, qtbot: QtBot) -> ReconcilePanel:
    """The panel, shown as a user shows it."""
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    panel = window.findChild(ReconcilePanel)
    assert isinstance(panel, ReconcilePanel)
    assert panel.isVisible()
    return panel


def shown(panel: ReconcilePanel) -> str:
    """Every text on the right."""
    return "\n".join(label.text() for label in panel.report.findChildren(QLabel)).replace("\u202f", " ")


def test_the_contradiction_of_the_open_cell_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    text = shown(panel_of(window, qtbot))
    assert "Cannot all be true" in text
    assert "over 1.6 Ah is a mean voltage of 2.239 V" in text
    assert "half of each sheet, facing area" in text


def test_a_claim_that_is_typed_changes_what_follows_and_is_one_undo_step(window: MainWindow, qtbot: QtBot) -> None:
    panel = panel_of(window, qtbot)
    field = panel.claims.row("claimed_capacity").edit
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "1.70")
    qtbot.waitUntil(lambda: "over 1.70 Ah is a mean voltage of 2.107 V" in shown(panel))
    assert "Cannot all be true" not in shown(panel)
    assert window.session.document.entries["claimed_capacity"].text == "1.70"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "1.6"
    qtbot.waitUntil(lambda: "Cannot all be true" in shown(panel))


def test_what_is_pasted_and_what_is_left_over_is_told(window: MainWindow, qtbot: QtBot) -> None:
    claims = panel_of(window, qtbot).claims
    QGuiApplication.clipboard().setText("\n".join(["14.5", "1.7", *["x"] * (len(claims.rows) - 2), "8", "9"]))
    claims.rows[0].edit.setFocus()
    qtbot.keyClick(claims.rows[0].edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [row.edit.text() for row in claims.rows[:2]] == ["14.5", "1.7"]
    assert window.messages.level == "warning"
    assert window.messages.text.startswith("Values pasted: 2.")
    assert "for which no field follows: 2." in window.messages.text


def test_a_number_that_is_half_typed_goes_on_after_a_save(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    row = panel_of(window, qtbot).claims.row("claimed_mass")
    save_to(window, tmp_path / "mine.cell")
    row.edit.setFocus()
    row.edit.selectAll()
    qtbot.keyClicks(row.edit, "14.")
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.focusWidget(), "5")
    assert window.session.document.entries["claimed_mass"].text == "14.5"


def test_a_text_that_is_not_taken_stays_and_stops_an_export(window: MainWindow, qtbot: QtBot) -> None:
    panel = panel_of(window, qtbot)
    row = panel.claims.row("claimed_mass")
    row.edit.setFocus()
    row.edit.selectAll()
    qtbot.keyClicks(row.edit, "heavy")
    assert row.error
    assert window.session.document.entries["claimed_mass"].text == "14.78"
    assert "claimed_mass" in window.pending_errors()


def test_all_of_it_can_be_copied(window: MainWindow, qtbot: QtBot) -> None:
    panel = panel_of(window, qtbot)
    panel.report.copy()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Claims: 5.")
    assert "Cannot all be true" in text


def test_no_sentence_is_cut(window: MainWindow, qtbot: QtBot) -> None:
    panel = panel_of(window, qtbot)
    for width in (SMALLEST[0], 1600):
        window.resize(width, 800)
        QGuiApplication.processEvents()
        inside = panel.report.widget()
        assert inside is not None
        assert inside.width() == panel.report.viewport().width()
        for label in panel.report.findChildren(QLabel):
            if label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
