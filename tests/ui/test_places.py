"""The places of the window: one click or key away, built when first shown; the start page; the documents."""

import datetime
import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.services import edits, storage, templates
from app.services.design import Design
from app.services.exports import EXPORTERS
from tests.ui.conftest import Opened
from ui import theme
from ui.main_window import MainWindow
from ui.panels.top_bar import PlaceTab
from ui.places import PLACES
from ui.places.build import BuildPlace
from ui.places.start import StartPlace
from ui.preferences import Preferences

CTRL = Qt.KeyboardModifier.ControlModifier


def start_place(window: MainWindow) -> StartPlace:
    place = window.places.show_place("start")
    assert isinstance(place, StartPlace)
    return place


def build_place(window: MainWindow) -> BuildPlace:
    place = window.places.show_place("build")
    assert isinstance(place, BuildPlace)
    return place


def tab(window: MainWindow, label: str) -> PlaceTab:
    return next(tab for tab in window.top_bar.findChildren(PlaceTab) if tab.text() == label)


def test_the_window_opens_on_the_design_and_has_built_no_other_place(window: MainWindow) -> None:
    assert window.places.current == "design"
    assert window.places.built == (window.design,)
    assert [tab.text() for tab in window.top_bar.findChildren(PlaceTab) if tab.isChecked()] == ["Design"]


def test_every_place_is_one_key_away_and_holds_something(window: MainWindow, qtbot: QtBot) -> None:
    keys = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)
    for key, place in zip(keys, (place for place in PLACES if not place.shown), strict=True):
        qtbot.keyClick(window, key, CTRL)
        assert window.places.current == place.id
        assert tab(window, place.label).isChecked()
        assert window.actions_by_id[f"place_{place.id}"].isChecked()
        assert window.places.widget_shown.isVisible()
        assert all(pane.accessibleName() or pane.children() for pane in window.places.widget_shown.panes)


def test_every_place_is_one_click_away(window: MainWindow, qtbot: QtBot) -> None:
    for place in (place for place in PLACES if not place.shown):
        qtbot.mouseClick(tab(window, place.label), Qt.MouseButton.LeftButton)
        assert window.places.current == place.id
        assert sum(tab.isChecked() for tab in window.top_bar.findChildren(PlaceTab)) == 1


def test_a_place_keeps_its_focus_while_another_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    window.focus_key("cathode_width")
    field = window.focusWidget()
    qtbot.keyClick(window, Qt.Key.Key_3, CTRL)
    assert window.focusWidget() is not field
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.focusWidget() is field


def test_what_leads_to_a_field_leads_to_the_design(window: MainWindow, qtbot: QtBot) -> None:
    build_place(window)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert window.places.current == "design"
    row = window.form.row(window.session.design.findings[0].inputs[0])
    assert row is not None
    assert row.isAncestorOf(window.focusWidget())


# Start


def test_a_template_is_begun_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
    assert window.places.current == "start"
    cards = start_place(window).cards
    assert cards.hasFocus()
    for _ in range(list(templates.ids()).index("nmc811-graphite")):
        qtbot.keyClick(cards, Qt.Key.Key_Right)
    qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert window.places.current == "design"
    assert window.session.document.name == "4 Ah NMC811‖graphite"
    assert window.session.path is None
    assert not window.session.edited


def test_a_template_is_begun_by_a_click(window: MainWindow, qtbot: QtBot) -> None:
    cards = start_place(window).cards
    at = list(templates.ids()).index("li-lco-0.53Ah-foil")
    place = cards.visualRect(cards.model().index(at, 0)).center()
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.session.document.name == templates.template("li-lco-0.53Ah-foil").name
    assert window.places.current == "design"


def test_every_card_says_what_its_cell_gives(window: MainWindow) -> None:
    model = start_place(window).cards.model()
    assert model.rowCount() == len(templates.ids())
    for at, template_id in enumerate(templates.ids()):
        design = Design(templates.template(template_id))
        said = model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for text in (design.document.name, design.text("capacity"), design.text("specific_energy")):
            assert text in said


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (2560, 1440)])
def test_the_cards_fill_the_room_beside_the_files(size: tuple[int, int], open_window: Opened) -> None:
    window = open_window(size=size)
    cards = start_place(window).cards
    QApplication.processEvents()
    boxes = [cards.visualRect(cards.model().index(at, 0)) for at in range(cards.model().rowCount())]
    assert not cards.verticalScrollBar().isVisible() or size == (1280, 800)
    # No room for another column is left beside them.
    assert cards.viewport().width() - max(box.right() for box in boxes) < boxes[0].width()
    assert max(box.bottom() for box in boxes) - cards.viewport().height() < boxes[0].height() // 4
    assert not cards.horizontalScrollBar().isVisible()


def test_recent_files_open_and_one_that_is_gone_says_so(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    here, gone = tmp_path / "here.cell", tmp_path / "gone.cell"
    here.write_bytes(storage.written(templates.template("nmc811-graphite")))
    noon = datetime.datetime(2025, 1, 31, 12).astimezone().timestamp()
    os.utime(here, (noon, noon))
    window.preferences.take(window.preferences.now.with_recent(here).with_recent(gone))
    recent = start_place(window).recent
    qtbot.waitUntil(lambda: [file.missing for file in recent.listed] == [True, False])
    told = Qt.ItemDataRole.AccessibleTextRole
    assert "31\N{NO-BREAK SPACE}Jan\N{NO-BREAK SPACE}2025, " in recent.model().index(1, 0).data(told)
    recent.setFocus()
    recent.setCurrentIndex(recent.model().index(0, 0))
    qtbot.keyClick(recent, Qt.Key.Key_Return)
    assert window.places.current == "start"
    assert str(gone) in window.messages.text
    window.messages.press("Take it off the list")
    assert [file.path for file in recent.listed] == [here]
    place = recent.visualRect(recent.model().index(0, 0)).center()
    qtbot.mouseClick(recent.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.session.path == here
    assert window.places.current == "design"


def test_a_long_name_is_cut_where_it_can_be_seen(window: MainWindow) -> None:
    place = window.places.show_place("start")
    for name in ("W" * 100, "i" * 200, "电芯" * 60, "A & B " * 30):
        window.session.apply("name", lambda document, name=name: edits.rename(document, name))  # type: ignore[misc]
        QApplication.processEvents()
        resume = next(b for b in place.findChildren(QPushButton) if b.text().startswith("Go on with"))
        assert resume.text().endswith("…")
        assert resume.sizeHint().width() <= resume.width()


def test_delete_takes_a_recent_file_off_the_list(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.preferences.take(window.preferences.now.with_recent(tmp_path / "a.cell"))
    recent = start_place(window).recent
    recent.setCurrentIndex(recent.model().index(0, 0))
    qtbot.keyClick(recent, Qt.Key.Key_Delete)
    assert window.preferences.now.recent == ()


# Build


def test_every_document_is_listed_with_what_it_is(window: MainWindow) -> None:
    place = build_place(window)
    assert tuple(place.documents) == tuple(EXPORTERS)
    for item in place.documents.values():
        assert item.accessibleDescription()
        assert item.export.isVisible()


def test_a_document_is_exported_from_its_button(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.files.ask_save_path = lambda suggested, kind: tmp_path / "out"  # type: ignore[method-assign]
    qtbot.mouseClick(build_place(window).documents["json"].export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.messages.level == "good")
    assert (tmp_path / "out.json").read_bytes().startswith(b"{")


def test_arrow_keys_go_through_the_documents_and_the_right_side_follows(window: MainWindow, qtbot: QtBot) -> None:
    place = build_place(window)
    place.enter()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    assert place.current == "build-sheet"
    assert "Cut the cathodes" in place.view.text or "Steps" in place.view.text
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Up)
    assert place.current == "specification"


def test_open_rule_errors_are_said_before_exporting_and_lead_to_their_field(window: MainWindow, qtbot: QtBot) -> None:
    place = build_place(window)
    assert window.session.design.count("error") == 0
    assert place._findings.isHidden()
    window.session.edit("lithium_thickness", "10")
    qtbot.waitUntil(place._findings.isVisible)
    error = next(finding for finding in window.session.design.findings if finding.severity == "error")
    assert window.session.design.message(error) in place.view.text
    qtbot.mouseClick(place._findings, Qt.MouseButton.LeftButton)
    assert window.places.current == "design"


def test_the_places_follow_light_and_dark(window: MainWindow, themed: QApplication) -> None:
    place = start_place(window)
    light = place.grab().toImage()
    theme.use(themed, "dark")
    assert place.grab().toImage() != light
    theme.use(themed, "light")


def test_the_sizes_of_a_place_are_remembered_when_a_handle_was_moved(open_window: Opened) -> None:
    first = open_window()
    place = build_place(first)
    place._splitter.setSizes([500, 700])
    place._hand_moved()
    kept = place._splitter.sizes()
    first.close()
    assert Preferences().now.splitters["documents"] == tuple(kept)
