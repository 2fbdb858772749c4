"""Designs and versions side by side in the real window, by keys and mouse."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.services import i18n, library, storage, templates
from tests.ui.conftest import Opened
from tests.ui.hands import type_over
from ui import language, theme
from ui.main_window import MainWindow
from ui.panels.compare_table import Heads
from ui.panels.top_bar import PlaceTab
from ui.places.compare import ComparePlace
from ui.session import StepWords

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
popups = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, of every popup


def tab(window: MainWindow) -> PlaceTab:
    return next(tab for tab in window.top_bar.findChildren(PlaceTab) if tab.text() == "Compare")


def place(window: MainWindow) -> ComparePlace:
    shown = window.places.show_place("compare")
    assert isinstance(shown, ComparePlace)
    shown.renew()
    return shown


def cells(shown: ComparePlace, key: str) -> list[str]:
    row = next(line for line in shown.model.lines if not isinstance(line, str) and line.key == key)
    return [cell.full for cell in row.cells]


def action(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()


@pytest.fixture
def pinned(window: MainWindow, qtbot: QtBot) -> ComparePlace:
    """This version is pinned by key, the loading is changed, and the place is shown by key."""
    qtbot.keyClick(window, Qt.Key.Key_P, CONTROL | SHIFT)
    assert window.form.focus_key("cathode_loading")
    row = window.form.row("cathode_loading")
    assert row is not None
    qtbot.keyClicks(row.focus_widget(), "6.38")
    qtbot.keyClick(window, Qt.Key.Key_6, CONTROL)
    shown = window.places.widget_shown
    assert isinstance(shown, ComparePlace)
    return shown


def test_the_place_is_there_only_when_something_is_pinned(window: MainWindow, qtbot: QtBot) -> None:
    assert not tab(window).isVisible()
    qtbot.keyClick(window, Qt.Key.Key_6, CONTROL)
    assert window.places.current == "design"
    qtbot.keyClick(window, Qt.Key.Key_P, CONTROL | SHIFT)
    assert tab(window).isVisible()
    qtbot.mouseClick(tab(window), Qt.MouseButton.LeftButton)
    assert window.places.current == "compare"
    window.comparing.pins.clear()
    assert not tab(window).isVisible()
    assert window.places.current == "design"


def test_the_open_design_is_held_against_the_version_pinned(pinned: ComparePlace) -> None:
    assert cells(pinned, "cathode_loading") == ["6.38 (+0.580, +10.0\u202f%)", "5.80"]
    assert "Main results" in pinned.model.lines
    assert pinned.model.headerData(1, Qt.Orientation.Horizontal).splitlines()[1].startswith("rev 1")


def test_it_follows_while_the_design_changes(pinned: ComparePlace, window: MainWindow, qtbot: QtBot) -> None:
    window.session.edit("cathode_loading", "5.9")
    qtbot.waitUntil(lambda: cells(pinned, "cathode_loading")[0].startswith("5.9 "))


def test_nothing_that_differs_is_said(window: MainWindow) -> None:
    window.comparing.pin_this()
    assert place(window)._alike.isVisible()


def test_an_earlier_version_a_file_and_a_template_are_pinned_from_the_menu(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "other.cell"
    storage.save(templates.template("nmc811-graphite"), path, saved="2025-01-31")
    window.session.edit("cathode_loading", "6")
    window.session.end_typing()
    menu = QMenu(window)
    window.comparing.fill(menu)
    earlier = next(a.menu() for a in menu.actions() if a.text() == "As it was before")
    assert isinstance(earlier, QMenu)
    action(earlier, "Loading")
    monkeypatch.setattr(window.files, "ask_open_path", lambda: path)
    action(menu, "A file…")
    offered = next(a.menu() for a in menu.actions() if a.text() == "A template")
    assert isinstance(offered, QMenu)
    offered.aboutToShow.emit()
    action(offered, templates.template("li-s-6.4Ah-ers").name)
    shown = place(window)
    heads = [shown.model.headerData(at, Qt.Orientation.Horizontal).splitlines()[1] for at in range(4)]
    assert heads[0] == "open here, edited"
    assert heads[1] == "before “Loading”"
    assert heads[2].startswith("other.cell  ·  rev 1  ·  ")
    assert heads[2].endswith("  ·  saved 31\N{NO-BREAK SPACE}Jan\N{NO-BREAK SPACE}2025")
    assert heads[3] == "template"
    assert cells(shown, "cathode_loading")[:2] == ["6 (+0.200, +3.45\u202f%)", "5.80"]


def test_recent_files_of_one_name_are_told_apart(window: MainWindow, tmp_path: Path) -> None:
    for folder, template in (("first", "nmc811-graphite"), ("second", "nmc811-anode-free")):
        path = tmp_path / folder / "cell.cell"
        path.parent.mkdir()
        storage.save(templates.template(template), path, saved="2025-01-31")
        assert window.files.open(path)
    window.files.new("li-s-1.6Ah-ers")
    menu = QMenu(window)
    window.comparing.fill(menu)
    assert menu.toolTipsVisible()
    action(menu, "cell.cell  ·  first")
    assert window.comparing.pins.pins[0].design.document.name == templates.template("nmc811-graphite").name


def test_what_was_saved_and_what_another_window_shows_are_pinned_too(window: MainWindow, tmp_path: Path) -> None:
    window.session.save(tmp_path / "mine.cell", saved="2025-01-31")
    window.session.edit("cathode_loading", "6")
    window.session.end_typing()
    other = window.windows.new()
    other.session.edit("cathode_loading", "7")
    menu = QMenu(window)
    window.comparing.fill(menu)
    action(menu, "As it was saved")
    action(menu, other.session.document.name)
    shown = place(window)
    assert [cell.split(" (")[0] for cell in cells(shown, "cathode_loading")] == ["6", "5.80", "7"]
    assert [side.remark for side in window.comparing.pins.sides()][1:] == ["as it was saved", "other window"]


def test_a_file_that_cannot_be_read_is_one_sentence(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "wrong.cell"
    path.write_text("not a design")
    window.comparing.pin_file(path)
    assert window.messages.level == "error"
    assert "wrong.cell" in window.messages.text
    assert not window.has_pins


def test_the_baseline_is_chosen_from_the_columns_menu(pinned: ComparePlace) -> None:
    menu = pinned.column_menu(0)
    action(menu, "Measure the others against it")
    menu.close()
    pinned.renew()
    assert cells(pinned, "cathode_loading") == ["6.38", "5.80 (−0.580, −9.09\u202f%)"]


@popups
def test_a_press_on_a_head_offers_the_columns_menu(pinned: ComparePlace, qtbot: QtBot) -> None:
    head = pinned.table.horizontalHeader()
    middle = head.sectionViewportPosition(1) + head.sectionSize(1) // 2
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, 12))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Unpin" in [action.text() for action in menu.actions()]
    menu.close()


def test_a_pinned_version_is_taken_over_as_one_step(pinned: ComparePlace, window: MainWindow) -> None:
    menu = pinned.column_menu(1)
    action(menu, "Take it over into the open design")
    menu.close()
    assert window.session.design.text("cathode_loading").startswith("5.80")
    window.session.undo()
    assert window.session.design.text("cathode_loading").startswith("6.38")


def test_taking_over_a_released_revision_leaves_the_next_one_open(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    session.release("Ann", "2026-01-02", customer="Them")
    session.revise()
    next_one = session.document
    type_over(window, qtbot, "cathode_loading", "5.5")
    window.comparing.pin_before(1, session.history[1].label)  # as it was released
    assert session.history[1].before.release is not None
    shown = place(window)
    menu = shown.column_menu(1)
    action(menu, "Take it over into the open design")
    menu.close()
    assert session.document == next_one
    assert not session.locked
    session.undo()
    assert session.design.text("cathode_loading").startswith("5.5")


def test_a_row_grows_with_its_words(window: MainWindow) -> None:
    separators = {material.id: material for material in library.materials("separator")}
    for template in ("nmc811-graphite", "li-s-6.4Ah-ers", "nmc811-anode-free"):
        window.comparing.pin_template(template)
    window.session.set_material("separator", separators["celgard-2320"])
    shown = place(window)
    row = next(at for at, line in enumerate(shown.model.lines) if not isinstance(line, str) and line.key == "separator")
    before = shown.table.rowHeight(row)
    window.session.set_material("separator", separators["ceramic-pe-16"])  # two lines in a column so narrow
    shown.renew()
    assert shown.table.rowHeight(row) > before


def test_materials_are_named_in_the_language_in_force(window: MainWindow) -> None:
    window.comparing.pin_template("nmc811-graphite")
    language.speak("zh_CN")
    try:
        shown = place(window)
        line = next(line for line in shown.model.lines if not isinstance(line, str) and line.key == "anode_active")
        assert [cell.text for cell in line.cells] == ["—", "石墨"]
    finally:
        language.speak(i18n.ENGLISH)


def test_delete_unpins_the_column(pinned: ComparePlace, window: MainWindow, qtbot: QtBot) -> None:
    row = next(at for at, line in enumerate(pinned.model.lines) if not isinstance(line, str))
    pinned.table.setCurrentIndex(pinned.model.index(row, 1))
    qtbot.keyClick(pinned.table, Qt.Key.Key_Delete)
    assert not window.has_pins


def test_return_leads_to_the_field(pinned: ComparePlace, window: MainWindow, qtbot: QtBot) -> None:
    row = next(
        at for at, line in enumerate(pinned.model.lines) if not isinstance(line, str) and line.key == "cathode_loading"
    )
    pinned.table.setCurrentIndex(pinned.model.index(row, 0))
    qtbot.keyClick(pinned.table, Qt.Key.Key_Return)
    assert window.places.current == "design"
    field = window.form.row("cathode_loading")
    assert field is not None
    assert field.isAncestorOf(window.focusWidget())


def test_space_puts_a_result_into_the_chart(pinned: ComparePlace, qtbot: QtBot) -> None:
    scene = pinned.chart.scene()
    assert scene is not None
    assert "Specific energy: 1: 223.1" in scene.description
    row = next(
        at for at, line in enumerate(pinned.model.lines) if not isinstance(line, str) and line.key == "electrolyte_mass"
    )
    pinned.table.setCurrentIndex(pinned.model.index(row, 0))
    qtbot.keyClick(pinned.table, Qt.Key.Key_Space)
    assert "Electrolyte mass: 1: 6.1" in pinned.chart.scene().description  # type: ignore[union-attr]
    qtbot.keyClick(pinned.table, Qt.Key.Key_Space)
    assert "Electrolyte mass" not in pinned.chart.scene().description  # type: ignore[union-attr]


def test_the_table_is_copied_as_text_and_as_html(pinned: ComparePlace, qtbot: QtBot) -> None:
    pinned.table.setFocus()
    qtbot.keyClick(pinned.table, Qt.Key.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().mimeData()
    assert "Loading, per side, active material\tmg/cm²\t6.38\t+0.580\t+10.0\t5.80" in copied.text()
    assert "<td>Loading, per side, active material</td><td>mg/cm²</td><td>6.38</td>" in copied.html()


def test_the_same_is_listed_when_asked_for(pinned: ComparePlace, qtbot: QtBot) -> None:
    assert "The same: Separator" not in pinned.model.lines
    pinned.everything.setFocus()
    qtbot.keyClick(pinned.everything, Qt.Key.Key_Space)
    assert "The same: Separator" in pinned.model.lines


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (2560, 1440)])
def test_three_columns_fit_and_nothing_is_cut(size: tuple[int, int], open_window: Opened) -> None:
    window = open_window(size=size)
    window.comparing.pin_this()
    window.comparing.pin_template("li-s-1.6Ah-foil")
    shown = place(window)
    assert shown.table.horizontalScrollBar().maximum() == 0
    assert shown.chart.height() >= shown.chart.minimumHeight()


def test_no_more_than_twelve(window: MainWindow) -> None:
    for _ in range(15):
        window.comparing.pins.pin_this()
    assert len(window.comparing.pins.sides()) == 12
    assert not window.actions_by_id["pin"].isEnabled()


def test_pins_outlast_another_language(pinned: ComparePlace, window: MainWindow) -> None:
    pinned.everything.setChecked(True)
    window.rebuild()
    assert window.has_pins
    again = window.places.widget_shown
    assert isinstance(again, ComparePlace)
    assert again.everything.isChecked()
    assert tab(window).isVisible()


def test_a_pinned_version_is_told_in_the_language_in_force(pinned: ComparePlace, window: MainWindow) -> None:
    before = window.comparing.pins.pins[0].remark
    assert before.startswith("rev 1")
    language.speak("zh_CN")
    try:
        assert window.comparing.pins.pins[0].remark.startswith("修订版 1")
    finally:
        language.speak(i18n.ENGLISH)
    assert window.comparing.pins.pins[0].remark == before


def test_a_press_on_the_name_of_a_result_puts_it_into_the_chart(pinned: ComparePlace, qtbot: QtBot) -> None:
    row = next(
        at for at, line in enumerate(pinned.model.lines) if not isinstance(line, str) and line.key == "electrolyte_mass"
    )
    pinned.table.setCurrentIndex(pinned.model.index(row, 0))
    names = pinned.table.verticalHeader()
    place = QPoint(40, names.sectionViewportPosition(row) + 8)
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "electrolyte_mass" in pinned.charted
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "electrolyte_mass" not in pinned.charted


# The heads by keys ----------------------------------------------------------------------------------------------------


@pytest.fixture
def heads(pinned: ComparePlace, window: MainWindow, qtbot: QtBot) -> Heads:
    """The heads of three columns, reached with Tab."""
    window.comparing.pin_template("nmc811-graphite")
    pinned.renew()
    pinned.everything.setFocus()
    for _ in range(2):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    reached = pinned.table.heads
    assert reached.hasFocus()
    return reached


def test_tab_goes_through_the_heads_into_the_table_and_back(
    heads: Heads, pinned: ComparePlace, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(heads, Qt.Key.Key_Tab)
    assert pinned.table.hasFocus()
    qtbot.keyClick(pinned.table, Qt.Key.Key_Backtab, SHIFT)
    assert heads.hasFocus()


def test_arrow_keys_go_from_head_to_head_and_say_which(heads: Heads, qtbot: QtBot) -> None:
    said = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(heads, key)
        said.append(heads.accessibleName())
    first, second, third, still, back = said
    assert first.startswith("1 ")
    assert first.endswith(", open here, edited")
    assert second.startswith("2 ")
    assert second.endswith(", baseline")
    assert third == still == f"3 {templates.template('nmc811-graphite').name}, template"
    assert back == second


def test_the_focus_is_seen_on_one_head_only(heads: Heads, pinned: ComparePlace, qtbot: QtBot) -> None:
    def columns() -> list[QImage]:
        picture = heads.viewport().grab().toImage()
        return [
            picture.copy(heads.sectionViewportPosition(at), 0, heads.sectionSize(at), heads.height()) for at in range(3)
        ]

    qtbot.keyClick(heads, Qt.Key.Key_Home)
    focused = columns()
    pinned.table.setFocus()
    plain = columns()
    assert [one != other for one, other in zip(focused, plain, strict=True)] == [True, False, False]


@popups
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_on_a_head_offers_its_menu_and_makes_it_the_baseline(
    heads: Heads, pinned: ComparePlace, window: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    qtbot.keyClick(heads, Qt.Key.Key_End)
    qtbot.keyClick(heads, key)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    pinned.renew()
    assert window.comparing.pins.baseline == 2
    assert heads.accessibleName().endswith(", baseline")


def test_delete_on_a_head_unpins_its_design_and_goes_to_the_next(
    heads: Heads, pinned: ComparePlace, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(heads, Qt.Key.Key_Delete)  # the open design stays
    assert len(window.comparing.pins.pins) == 2
    qtbot.keyClick(heads, Qt.Key.Key_End)
    qtbot.keyClick(heads, Qt.Key.Key_Delete)
    pinned.renew()
    assert [pin.remark for pin in window.comparing.pins.pins] != ["template"]
    assert len(window.comparing.pins.pins) == 1
    assert heads.hasFocus()
    assert heads.accessibleName().startswith("2 ")


def test_down_goes_from_a_head_into_its_column(heads: Heads, pinned: ComparePlace, qtbot: QtBot) -> None:
    qtbot.keyClick(heads, Qt.Key.Key_End)
    qtbot.keyClick(heads, Qt.Key.Key_Down)
    assert pinned.table.hasFocus()
    assert pinned.table.currentIndex().column() == 2
    assert pinned.model.row_at(pinned.table.currentIndex().row()) is not None


def test_a_head_out_of_sight_comes_into_sight(window: MainWindow, qtbot: QtBot) -> None:
    for _ in range(11):
        window.comparing.pins.pin_this()
    shown = place(window)
    heads = shown.table.heads
    heads.setFocus()
    qtbot.keyClick(heads, Qt.Key.Key_End)
    left = heads.sectionViewportPosition(11)
    assert 0 <= left <= left + heads.sectionSize(11) <= heads.viewport().width()
    qtbot.keyClick(heads, Qt.Key.Key_Home)
    assert heads.sectionViewportPosition(0) == 0


# Columns that move ----------------------------------------------------------------------------------------------------

ALT = Qt.KeyboardModifier.AltModifier


def names(shown: ComparePlace) -> list[str]:
    """The designs in the order of their columns, told apart by what is said of them."""
    return [side.remark.split("  ")[0] for side in shown.model.sides]


@pytest.fixture
def three(heads: Heads, pinned: ComparePlace) -> Heads:
    """The open design, its version pinned first, which is the baseline, and a template."""
    assert names(pinned) == ["open here, edited", "rev 1", "template"]
    return heads


def drag(heads: Heads, column: int, to: int, *, down: int = 0) -> None:
    """Take a head with the mouse and let it go over another one, or so far below it."""
    middle = [heads.sectionViewportPosition(at) + heads.sectionSize(at) // 2 for at in (column, to)]
    start, end = QPoint(middle[0], 12), QPoint(middle[1], 12 + down)
    QTest.mousePress(heads.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(heads.viewport(), start + (end - start) * step / 5)
    QTest.mouseRelease(heads.viewport(), Qt.MouseButton.LeftButton, pos=end)


def test_alt_and_an_arrow_key_move_the_column_and_the_baseline_stays_with_its_design(
    three: Heads, pinned: ComparePlace, window: MainWindow, qtbot: QtBot
) -> None:
    before = cells(pinned, "cathode_loading")
    qtbot.keyClick(three, Qt.Key.Key_End)
    qtbot.keyClick(three, Qt.Key.Key_Left, ALT)
    assert names(pinned) == ["open here, edited", "template", "rev 1"]
    assert window.comparing.pins.baseline == pinned.model.baseline == 2
    assert three.hasFocus()
    assert three.accessibleName().startswith(f"2 {templates.template('nmc811-graphite').name}")
    assert cells(pinned, "cathode_loading") == [before[0], before[2], before[1]]
    qtbot.keyClick(three, Qt.Key.Key_Right, ALT)
    assert names(pinned) == ["open here, edited", "rev 1", "template"]
    assert window.comparing.pins.baseline == 1


def test_the_open_design_stays_first(three: Heads, pinned: ComparePlace, qtbot: QtBot) -> None:
    for key, at in ((Qt.Key.Key_Right, Qt.Key.Key_Home), (Qt.Key.Key_Right, Qt.Key.Key_End)):
        qtbot.keyClick(three, at)
        qtbot.keyClick(three, key, ALT)
    qtbot.keyClick(three, Qt.Key.Key_Home)
    qtbot.keyClick(three, Qt.Key.Key_Right)
    qtbot.keyClick(three, Qt.Key.Key_Left, ALT)
    drag(three, 0, 2)
    assert names(pinned) == ["open here, edited", "rev 1", "template"]


def test_a_column_is_moved_from_its_menu(three: Heads, pinned: ComparePlace) -> None:
    told = {}
    for column in range(3):
        menu = pinned.column_menu(column)
        told[column] = [a.text() for a in menu.actions() if a.text().startswith("Move") and a.isEnabled()]
        menu.close()
    assert told == {0: [], 1: ["Move right"], 2: ["Move left"]}
    menu = pinned.column_menu(1)
    action(menu, "Move right")
    menu.close()
    assert names(pinned) == ["open here, edited", "template", "rev 1"]


def test_a_head_is_dragged_to_another_place(three: Heads, pinned: ComparePlace, window: MainWindow) -> None:
    drag(three, 1, 2)
    assert names(pinned) == ["open here, edited", "template", "rev 1"]
    assert window.comparing.pins.baseline == 2
    drag(three, 2, 0)  # as far to the left as can be
    assert names(pinned) == ["open here, edited", "rev 1", "template"]
    assert QApplication.activePopupWidget() is None


def test_a_head_let_go_elsewhere_stays_where_it_was(three: Heads, pinned: ComparePlace) -> None:
    drag(three, 1, 2, down=400)
    assert names(pinned) == ["open here, edited", "rev 1", "template"]
    assert QApplication.activePopupWidget() is None


def test_while_a_head_is_dragged_its_new_place_is_shown(three: Heads, pinned: ComparePlace) -> None:
    def places() -> list[bool]:
        picture, accent = three.viewport().grab().toImage(), theme.color("accent")
        return [
            any(picture.pixelColor(three.sectionViewportPosition(at) + x, 6) == accent for x in (1, width - 2))
            for at, width in enumerate(three.sectionSize(at) for at in range(3))
        ]

    pinned.table.setFocus()
    assert places() == [False, False, False]
    middle = [three.sectionViewportPosition(at) + three.sectionSize(at) // 2 for at in range(3)]
    QTest.mousePress(three.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle[2], 12))
    QTest.mouseMove(three.viewport(), QPoint(middle[1], 12))
    assert places() == [False, True, False]
    QTest.mouseRelease(three.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle[1], 12))
    assert places() == [False, False, False]


@pytest.mark.parametrize(("column", "to"), [(1, 3), (3, 1), (2, 3), (1, 2), (3, 2)])
@pytest.mark.parametrize("baseline", range(4))
def test_the_baseline_follows_its_design_from_everywhere(
    window: MainWindow, column: int, to: int, baseline: int
) -> None:
    pins = window.comparing.pins
    for _ in range(3):
        pins.pin_this()
    pins.measure_against(baseline)
    sides = pins.sides()
    pins.move(column, to)
    moved = pins.sides()
    assert moved[to].design is sides[column].design
    assert moved[pins.baseline].design is sides[baseline].design


def test_the_order_outlasts_another_language(
    three: Heads, pinned: ComparePlace, window: MainWindow, qtbot: QtBot
) -> None:
    drag(three, 1, 2)
    window.rebuild()
    again = window.places.widget_shown
    assert isinstance(again, ComparePlace)
    assert names(again) == ["open here, edited", "template", "rev 1"]
    assert again.model.baseline == 2


def test_every_remark_is_told_in_the_language_in_force(window: MainWindow, tmp_path: Path) -> None:
    window.session.edit("cathode_loading", "6")
    window.session.end_typing()
    window.comparing.pin_before(0, window.session.history[0].label)
    label = StepWords("Taken over from {name}", name="A")
    window.session.apply(label, lambda document: replace(document, notes="B"))
    window.comparing.pin_before(1, window.session.history[1].label)
    path = tmp_path / "other.cell"
    storage.save(templates.template("nmc811-graphite"), path, saved="2025-01-31")
    window.comparing.pin_file(path)
    window.comparing.pin_template("nmc811-graphite")
    window.comparing.pin_saved()
    english = names(place(window))
    assert english[1:3] == ["before “Loading”", "before “Taken over from A”"]
    try:
        language.speak("zh_CN")
        window.rebuild()
        chinese = names(place(window))
        words = "".join(chinese).replace("other.cell", "").replace("A", "")
        assert not [letter for letter in words if letter.isascii() and letter.isalpha()], chinese
        assert len(set(chinese)) == len(chinese)
    finally:
        language.speak(i18n.ENGLISH)
        window.rebuild()
    assert names(place(window)) == english
