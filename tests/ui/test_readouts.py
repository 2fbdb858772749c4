"""The five big numbers: what they say, that they keep still, and what a press gives."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import format as writing
from app.services import templates
from app.services.design import Design
from tests.ui.conftest import Opened
from ui import theme
from ui.main_window import SMALLEST, MainWindow
from ui.panels.readouts import FIGURES, MARKED_FOR, Readouts
from ui.session import Session


@pytest.fixture
def strip(session: Session, qtbot: QtBot) -> Readouts:
    made = Readouts(session)
    qtbot.addWidget(made)
    made.resize(664, made.height())
    made.show()
    return made


def test_each_number_has_four_digits_a_unit_and_its_basis(strip: Readouts) -> None:
    said = {figure.key: strip.readout(figure.key) for figure in FIGURES}
    assert (said["specific_energy"].value_text(), said["specific_energy"].basis) == ("235.2\u202fWh/kg", "whole cell")
    assert said["capacity"].value_text() == "1.600\u202fAh"
    assert said["capacity"].basis == "rated, at 0.2\u202fC"
    assert said["np_ratio"].value_text() == "3.093\u202fN/P"
    assert said["np_ratio"].basis == "half of each sheet, facing area"


def test_the_basis_follows_the_choice(strip: Readouts, session: Session) -> None:
    session.choose("np_basis", "whole-anode")
    assert strip.readout("np_ratio").number == "4.618"
    assert strip.readout("np_ratio").basis == "whole anode"


def test_a_move_shows_its_sign_and_size_and_goes_away(strip: Readouts, session: Session, qtbot: QtBot) -> None:
    strip._timer.setInterval(MARKED_FOR // 40)
    session.edit("rated_capacity", "1.7")
    assert strip.readout("capacity").moved == "▲ +0.100"
    assert strip.readout("np_ratio").moved == "▼ −0.182"
    assert strip.readout("cell_mass").moved == ""
    qtbot.waitUntil(lambda: not strip.readout("capacity").moved)


def test_the_move_is_counted_over_the_whole_entry(strip: Readouts, session: Session) -> None:
    for text in ("1", "1.", "1.5"):
        session.edit("rated_capacity", text)
    assert strip.readout("capacity").moved == "▼ −0.100"


def test_numbers_keep_their_place_whatever_they_are(strip: Readouts, session: Session, themed: QApplication) -> None:
    before = [strip.readout(figure.key).geometry() for figure in FIGURES]
    for capacity in ("0.0012", "1000"):
        session.edit("rated_capacity", capacity)
        themed.processEvents()
        assert [strip.readout(figure.key).geometry() for figure in FIGURES] == before


@pytest.mark.parametrize("template", templates.ids())
def test_every_template_fits_without_cutting_or_shrinking(template: str, open_window: Opened) -> None:
    strip = open_window(template).readouts
    for figure in FIGURES:
        readout = strip.readout(figure.key)
        number = QFontMetrics(theme.font("figure")).horizontalAdvance(readout.number)
        unit = QFontMetrics(theme.font("body")).horizontalAdvance(readout.unit)
        assert number + unit + 2 * theme.GRID <= readout.width()


@pytest.mark.parametrize("basis", ["facing-area", "anode-area", "whole-anode", "accessible"])
def test_the_basis_takes_two_lines_at_most(basis: str, window: MainWindow) -> None:
    window.session.choose("np_basis", basis)
    readout = window.readouts.readout("np_ratio")
    room = readout.rect().adjusted(0, 0, -2 * theme.GRID, 0)
    needed = QFontMetrics(theme.font("caption")).boundingRect(room, int(Qt.TextFlag.TextWordWrap), readout.basis)
    assert needed.height() <= 2 * 17
    assert needed.width() <= room.width()


@pytest.mark.parametrize("basis", ["facing-area", "anode-area", "accessible", "reversible"])
def test_in_the_smallest_window_the_basis_is_seen_whole(basis: str, open_window: Opened) -> None:
    """N/P without its definition says nothing."""
    window = open_window("nmc811-graphite", SMALLEST)
    assert window.size() == QSize(*SMALLEST)
    window.session.choose("np_basis", basis)
    for _ in range(2):
        QApplication.processEvents()
    strip = window.readouts
    for figure in FIGURES:
        readout = strip.readout(figure.key)
        room = readout.rect().adjusted(0, 0, -2 * theme.GRID, 0)
        metrics = QFontMetrics(theme.font("caption"))
        needed = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), readout.basis)
        assert readout.height() == strip.height()
        assert 53 + needed.height() <= readout.height(), readout.basis
    window.resize(1280, 800)
    QApplication.processEvents()
    assert strip.height() == 12 * theme.GRID


def test_copy_gives_all_digits(strip: Readouts, session: Session) -> None:
    readout = strip.readout("specific_energy")
    readout.copy()
    value = session.design.values["specific_energy"]
    expected = writing.full(float(value), session.design.quantity("specific_energy").unit) + "\u202fWh/kg"
    assert QGuiApplication.clipboard().text() == expected
    assert len(expected) > len("235.2\u202fWh/kg")


def test_a_press_asks_where_the_number_comes_from(window: MainWindow, qtbot: QtBot) -> None:
    readout = window.readouts.readout("cell_mass")
    qtbot.mouseClick(readout, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    assert window.explain.key == "cell_mass"


def test_the_keyboard_reaches_and_presses_them(strip: Readouts, qtbot: QtBot) -> None:
    readout = strip.readout("energy_density")
    with qtbot.waitSignal(strip.key_clicked) as told:
        qtbot.keyClick(readout, Qt.Key.Key_Return)
    assert told.args == ["energy_density"]


def test_a_screen_reader_hears_name_number_and_basis(strip: Readouts) -> None:
    assert strip.readout("cell_mass").accessibleName() == "Cell mass: 14.29\u202fg, whole cell"


def test_what_cannot_be_computed_is_a_dash(strip: Readouts, session: Session) -> None:
    design = Design(session.document)
    assert design.has("np_ratio")
    session.edit("mean_voltage", "0.1")
    assert strip.readout("specific_energy").number == "11.20"
