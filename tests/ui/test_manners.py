"""Keys alone suffice, everything has a name, and what is shown can be copied."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Opened
from ui import clipboard, panes
from ui.dialogs.ratios import RatiosDialog
from ui.main_window import MainWindow
from ui.places import PLACES


def in_sight(window: MainWindow) -> Iterator[QWidget]:
    """Everything visible that takes the focus by Tab."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            yield widget


@pytest.mark.parametrize("place", [place.id for place in PLACES])
def test_everything_that_takes_the_focus_has_a_name(place: str, window: MainWindow) -> None:
    window.places.show_place(place)
    for group in window.form.groups:
        window.form.heading(group).setChecked(True)
    window.design.toggle_results()
    QApplication.processEvents()
    for widget in in_sight(window):
        assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_the_box_over_everything_and_the_help_have_names(window: MainWindow) -> None:
    window.floating.find_anything()
    window.floating.show_help("quantity:energy")
    for widget in (*in_sight(window), *(w for w in window.floating.help.findChildren(QWidget) if w.isVisible())):  # type: ignore[union-attr]
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget


@pytest.mark.parametrize("place", [place.id for place in PLACES])
def test_f6_goes_through_every_pane_and_back(place: str, open_window: Opened, qtbot: QtBot) -> None:
    window = open_window(size=(1920, 1080))
    window.places.show_place(place)
    wanted = [pane for pane in panes._panes(window) if pane.isVisible() and panes._first(pane) is not None]
    assert len(wanted) >= 2  # a place of one pane, and the bar above it
    panes._first(wanted[0]).setFocus()  # type: ignore[union-attr]

    def at() -> QWidget:
        return next(pane for pane in wanted if panes._holds(pane, window.focusWidget()))

    visited = [at()]
    for _ in wanted[1:]:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F6)
        visited.append(at())
    assert visited == wanted
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F6)
    assert at() is wanted[0]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert at() is wanted[-1]


def test_f6_comes_back_to_the_field_that_was_left(window: MainWindow, qtbot: QtBot) -> None:
    window.focus_key("cathode_width")
    field = window.focusWidget()
    qtbot.keyClick(field, Qt.Key.Key_F6)
    assert window.focusWidget() is not field
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is field


def test_a_message_is_answered_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    from ui.messages import Remedy

    pressed: list[bool] = []
    window.messages.show_message("warning", "Something.", Remedy("Mend it", lambda: pressed.append(True)))
    window.focus_key("cathode_width")
    for _ in range(20):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F6)
        if panes._holds(window.messages, window.focusWidget()):
            break
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert pressed == [True]


def test_a_drawing_is_copied_as_an_image_and_as_vectors(window: MainWindow, qtbot: QtBot) -> None:
    for view in (window.drawings.section, window.drawings.plan, window.drawings.masses):
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        copied = QGuiApplication.clipboard().mimeData()
        assert copied.hasImage()
        drawn = bytes(copied.data(clipboard.SVG).data())
        assert drawn.startswith(b"<?xml")
        assert b"<path" in drawn
        scene = view.scene()
        assert scene is not None
        assert clipboard.svg(scene) == clipboard.svg(scene)


def test_all_results_are_copied_as_a_table(window: MainWindow) -> None:
    window.actions_by_id["copy_results"].trigger()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert {len(row) for row in rows} == {4}
    table = {row[3]: row for row in rows}
    assert table["cell_mass"][2] == "g"
    assert float(table["cell_mass"][1]) == pytest.approx(window.session.design.number("cell_mass"))
    assert {row.key for row in window.results.model.rows if row.key} == set(table) - {"", rows[0][3]}


def test_every_ratio_is_copied_as_a_table_and_shown_beside_the_results(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window(size=(1920, 1080))
    window.actions_by_id["copy_ratios"].trigger()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [len(row) for row in rows] == [5] * 6
    design = window.session.design
    assert float(rows[1][2]) == pytest.approx(design.number("np_whole_anode"))
    assert float(rows[4][2]) == pytest.approx(design.number("np_facing_area"))
    qtbot.mouseClick(window.results.ratios, Qt.MouseButton.LeftButton)
    dialog = next(found for found in window.findChildren(RatiosDialog) if found.isVisible())
    assert (dialog.table.rowCount(), dialog.table.columnCount()) == (5, 4)
    before = dialog.table.model().index(3, 1).data()
    window.session.edit("rated_capacity", "1.5")
    window.session.settle()
    assert dialog.table.model().index(3, 1).data() != before
    QGuiApplication.clipboard().clear()
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 6
    dialog.close()


def test_the_rules_that_speak_are_copied_as_a_table(window: MainWindow) -> None:
    window.actions_by_id["copy_rules"].trigger()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert len(rows) == 1 + len(window.session.design.findings)
    assert {len(row) for row in rows} == {4}


def test_what_would_break_a_table_stays_in_its_cell() -> None:
    assert clipboard.table_text([("a\tb", "c\nd")]) == "a b\tc d"


def test_the_layout_can_be_shared_out_anew(window: MainWindow) -> None:
    sizes = window.design._columns.sizes()
    window.design._columns.setSizes([400, 500, 380])
    window.design._hand_moved()
    window.actions_by_id["reset"].trigger()
    assert window.design._columns.sizes() == sizes
    assert not window.design.moved_by_hand
