"""What somebody typed is no markup, in a tooltip neither."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Rich
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.places.library import LibraryPlace
from ui.tips import plain

TIP = Qt.ItemDataRole.ToolTipRole
NASTY = "<b>Ours</b> & <img src='x'>"


def shown(tip: str) -> str:
    """The letters that a tooltip shows, taken for markup where Qt does."""
    document = QTextDocument()
    document.setHtml(tip) if Rich.mightBeRichText(tip) else document.setPlainText(tip)
    return document.toPlainText()


def test_what_looks_like_markup_is_shown_letter_by_letter() -> None:
    assert shown(plain(NASTY)) == NASTY
    assert plain("x < 5\n& y > 3") == "x < 5\n& y > 3"


def test_the_name_of_a_material_in_the_design_is_no_markup(window: MainWindow) -> None:
    material = window.session.document.materials["cathode_carbon"]
    window.session.set_material("cathode_carbon", replace(material, name=NASTY))
    place = window.places.show_place("library")
    assert isinstance(place, LibraryPlace)
    rows = place.in_design.list
    (found,) = [item for item in map(rows.item, range(rows.count())) if NASTY in item.text()]
    assert shown(found.toolTip()) == found.text()


def test_the_name_of_a_design_is_no_markup_in_the_heads_of_the_comparison(window: MainWindow, qtbot: QtBot) -> None:
    window.session.apply("name", lambda document: replace(document, name=NASTY))
    window.comparing.pin_this()
    place = window.places.show_place("compare")
    model = place.table.model()  # type: ignore[attr-defined]
    heads = [model.headerData(at, Qt.Orientation.Horizontal, TIP) for at in range(model.columnCount())]
    assert heads
    assert all(shown(head).startswith(NASTY) for head in heads)


def test_the_folder_of_a_recent_file_is_no_markup(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "<b>cells<i>" / "a.cell"
    path.parent.mkdir()
    window.files.ask_save_path = lambda suggested, kind: path  # type: ignore[method-assign]
    window.save_as()
    place = window.places.show_place("start")
    model = place.recent.model()  # type: ignore[attr-defined]
    assert shown(str(model.data(model.index(0, 0), TIP))) == str(path)
