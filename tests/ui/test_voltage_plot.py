"""The discharge below the masses, and half-cell curves of one's own taken into the design."""

from pathlib import Path

import pyqtgraph
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import edits, templates
from tests.ui.conftest import Opened
from ui.dialogs.half_cell_curve import for_design
from ui.main_window import MainWindow
from ui.plots.plots import Plots
from ui.plots.voltage import VoltagePlot
from ui.session import Session


def shown(qtbot: QtBot, name: str, given: str = "typed") -> VoltagePlot:
    document = edits.set_choice(templates.template(name), "voltage_given_by", given)
    plot = VoltagePlot(Session(document))
    qtbot.addWidget(plot)
    plot.resize(420, 280)
    plot.show()
    qtbot.waitUntil(lambda: bool(plot.heading.text()))
    return plot


def test_it_draws_the_cell_and_both_half_cells(qtbot: QtBot, themed: QApplication) -> None:
    plot = shown(qtbot, "nmc811-graphite", "curve")
    assert [curve.y_key for curve in plot.curves()] == [
        "curve_mean_voltage",
        "curve_mean_voltage_at_rate",
        "cathode_mean_potential",
        "anode_mean_potential",
    ]
    assert plot.heading.text().startswith("Mean 3.704")
    assert "before the lower cut-off" in plot.toolTip()


def test_it_follows_typing(qtbot: QtBot, themed: QApplication) -> None:
    plot = shown(qtbot, "nmc811-graphite", "curve")
    before = plot.curves()
    plot._session.edit("upper_voltage", "4.1")
    qtbot.waitUntil(lambda: plot.curves() is not before and plot.curves()[0].y[0] == pytest.approx(4.1))


def test_without_a_curve_it_says_that_the_typed_voltage_stands(qtbot: QtBot, themed: QApplication) -> None:
    plot = shown(qtbot, "li-s-1.6Ah-ers")
    assert plot.curves() == ()
    assert plot.heading.text() == "Sulfur has no half-cell curve: the typed mean voltage stands."


def test_the_shape_of_sulfur_is_drawn(qtbot: QtBot, themed: QApplication) -> None:
    plot = shown(qtbot, "li-s-1.6Ah-ers", "two-plateaus")
    assert plot.curves()[0].y[0] == pytest.approx(2.40)


def test_a_press_changes_the_plot(qtbot: QtBot, themed: QApplication) -> None:
    plots = Plots(Session(templates.template("nmc811-graphite")), "specific_energy")
    qtbot.addWidget(plots)
    plots.resize(420, 300)
    plots.show()
    QTest.mouseClick(plots.buttons["voltage"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(plots.voltage.curves()) == 4)
    assert plots.voltage.isVisible()
    assert not plots.sweep.isVisible()


# Curves of one's own --------------------------------------------------------------------------------------------------


def half_cell(folder: Path, heading: str = "Capacity (mAh),Voltage (V)") -> Path:
    path = folder / "half.csv"
    rows = "".join(f"{q / 50},{4.4 - q / 200}\n" for q in range(0, 201, 5))
    path.write_text(f"{heading}\n{rows}", encoding="utf-8")
    return path


def test_a_curve_of_ones_own_is_asked_for_its_mass_and_taken(
    qtbot: QtBot, themed: QApplication, tmp_path: Path
) -> None:
    session = Session(templates.template("nmc811-graphite"))
    dialog = for_design(session, half_cell(tmp_path))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.slot.currentData() == "cathode_active"
    assert dialog.direction.currentData() == "lithiation"
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert "say the mass" in dialog.error.text()
    assert not session.edited
    QTest.keyClicks(dialog.mass, "20 mg")
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    curve = session.document.materials["cathode_active"].curve
    assert curve is not None
    assert float(curve.charge[-1]) == pytest.approx(200)
    session.undo()
    assert session.document == templates.template("nmc811-graphite")


def test_a_charge_per_mass_needs_none(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> None:
    dialog = for_design(Session(templates.template("nmc811-graphite")), half_cell(tmp_path, "q (mAh/g),U (V)"))
    qtbot.addWidget(dialog)
    assert not dialog.mass.isEnabled()


def test_a_low_plot_shows_the_cell_without_its_half_cells(qtbot: QtBot, themed: QApplication) -> None:
    plot = shown(qtbot, "nmc811-graphite", "curve")
    plot.resize(420, 300)
    lines = plot.findChild(pyqtgraph.PlotWidget)
    assert lines is not None
    qtbot.waitUntil(lambda: len(lines.getPlotItem().listDataItems()) == 4)
    plot.resize(420, 140)
    qtbot.waitUntil(lambda: len(lines.getPlotItem().listDataItems()) == 2)


def test_in_a_small_window_the_curves_take_the_place_of_the_masses(qtbot: QtBot, window: MainWindow) -> None:
    drawings = window.drawings
    qtbot.waitUntil(drawings.to_curves.isVisible)
    assert not drawings.plots.isVisible()
    QTest.mouseClick(drawings.to_curves, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: drawings.plots.height() > 150)
    QTest.mouseClick(drawings.plots.buttons["voltage"], Qt.MouseButton.LeftButton)
    assert drawings.plots.voltage.isVisible()
    assert not drawings.masses.isVisible()
    QTest.mouseClick(drawings.plots.to_masses, Qt.MouseButton.LeftButton)
    assert drawings.masses.isVisible()
    assert not drawings.plots.isVisible()


def test_in_a_large_window_masses_and_curves_stand_together(qtbot: QtBot, open_window: Opened) -> None:
    drawings = open_window(size=(1920, 1080)).drawings
    qtbot.waitUntil(drawings.plots.isVisible)
    assert drawings.masses.isVisible()
    assert not drawings.to_curves.isVisible()
