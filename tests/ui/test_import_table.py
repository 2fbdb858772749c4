"""Importing from a spreadsheet in the window: by keyboard, seen before it is done, one step to undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from ui import theme
from ui.dialogs.import_table import BECOMES, TARGET, UNIT, VALUE, ImportDialog
from ui.main_window import MainWindow

TABLE = "Name;Cathode width (mm);Breite Anode (mm);Lithium thickness (µm)\nA;52;60;90\nB;53;wide;80\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "cells.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def ask(window: MainWindow, table: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Callable[[], ImportDialog]:
    """Presses the key of the action; the system's dialog answers with the table."""

    def press() -> ImportDialog:
        monkeypatch.setattr(window.files, "ask_table_path", lambda: table)
        qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        (dialog,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, ImportDialog) and w.isVisible())
        qtbot.waitExposed(dialog)
        return dialog

    return press


def cell(dialog: ImportDialog, row: int, column: int) -> QModelIndex:
    return dialog.model.index(row, column)


def shown(dialog: ImportDialog, row: int, column: int) -> str:
    return str(cell(dialog, row, column).data()).replace("\u202f", " ")


def test_what_will_be_set_is_shown_and_nothing_is_set_yet(ask, window):
    before = window.session.document
    dialog = ask()
    assert shown(dialog, 1, VALUE) == "52"
    assert shown(dialog, 1, TARGET) == "Cathode: Width"
    assert shown(dialog, 1, BECOMES) == "50 mm → 52 mm"
    assert shown(dialog, 2, TARGET) == "nothing"
    assert dialog.grid.model().data(dialog.grid.model().index(1, 1)) == "52"
    assert window.session.document == before
    dialog.close()
    assert window.session.document == before


def test_return_imports_and_one_undo_takes_all_of_it_back(ask, window, qtbot):
    before = window.session.document
    dialog = ask()
    dialog.take.setFocus()
    qtbot.keyClick(dialog.take, Qt.Key.Key_Return)
    entries = window.session.document.entries
    assert (entries["cathode_width"].text, entries["lithium_thickness"].text) == ("52", "90")
    assert window.session.document.name == "A"
    assert window.session.undo_label == "Import from cells.csv"
    window.session.undo()
    assert window.session.document == before


def test_another_design_of_the_table_is_chosen_by_its_number(ask):
    dialog = ask()
    dialog.designs.stepUp()
    assert dialog.design_title.text() == "B"
    assert shown(dialog, 1, BECOMES) == "50 mm → 53 mm"


def test_a_label_is_mapped_by_hand_and_the_mapping_kept(ask, qtbot):
    dialog = ask()
    dialog.labels.setCurrentIndex(cell(dialog, 2, TARGET))
    combo = next(w for w in dialog.labels.findChildren(QComboBox) if w.isVisible())
    combo.setCurrentIndex(combo.findData("anode_height"))
    combo.activated.emit(combo.currentIndex())
    assert shown(dialog, 2, TARGET) == "Anode: Height"
    assert shown(dialog, 2, UNIT) == "mm"
    assert "→ 60 mm" in shown(dialog, 2, BECOMES)
    dialog.take.click()
    again = ask()
    assert shown(again, 2, TARGET) == "Anode: Height"


def test_a_cell_that_cannot_be_taken_says_why_and_the_rest_is_taken(ask, window):
    dialog = ask()
    from app.services.importing.mapping import Target

    dialog.map_label("breite anode", Target("anode_height", "mm"))
    dialog.designs.setValue(2)
    assert shown(dialog, 2, BECOMES).startswith("Row 3, column C, “wide”: ")
    assert cell(dialog, 2, BECOMES).data(Qt.ItemDataRole.ForegroundRole).name() == theme.tokens().error
    assert "1 cannot be taken" in dialog.summary.text()
    usual, told = dialog.labels.rowHeight(0), dialog.labels.rowHeight(2)
    assert usual <= told <= 3 * usual  # room for the sentence, and no more
    dialog.take.click()
    assert window.session.document.entries["lithium_thickness"].text == "80"


def test_a_file_that_is_no_table_is_one_sentence_in_the_bar(window, tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    monkeypatch.setattr(window.files, "ask_table_path", lambda: path)
    window.files.ask_and_import()
    assert "neither a workbook nor a csv table" in window.messages.text


def test_giving_up_the_file_dialog_does_nothing(window, monkeypatch):
    before = window.session.document
    monkeypatch.setattr(window.files, "ask_table_path", lambda: None)
    window.files.ask_and_import()
    assert window.session.document is before
