"""The curve below the masses: which result over which input, and that it follows typing."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import templates
from ui import theme
from ui.plots.sweep import SweepPlot
from ui.session import Session


@pytest.fixture
def plot(qtbot: QtBot, themed: QApplication) -> SweepPlot:
    shown = SweepPlot(Session(templates.template("li-s-1.6Ah-ers")), "specific_energy")
    qtbot.addWidget(shown)
    shown.resize(400, 260)
    shown.show()
    qtbot.waitUntil(lambda: shown.curve() is not None)
    return shown


def drawn(plot: SweepPlot, result: str, along: str) -> bool:
    curve = plot.curve()
    return curve is not None and (curve.y_key, curve.x_key) == (result, along)


def test_it_starts_with_what_moves_the_number_most(plot: SweepPlot) -> None:
    assert drawn(plot, "specific_energy", "rated_capacity")
    assert plot.heading.text() == "Specific energy (Wh/kg) over Rated capacity (Ah)"


def test_it_takes_the_input_typed_last(plot: SweepPlot, qtbot: QtBot) -> None:
    plot._session.edit("cathode_loading", "6.2")
    qtbot.waitUntil(lambda: drawn(plot, "specific_energy", "cathode_loading"))
    curve = plot.curve()
    assert curve is not None
    assert curve.x.min() == pytest.approx(0.062 / 2)  # half of 6.2 mg/cm², in kg/m²


def test_it_follows_the_explained_number(plot: SweepPlot, qtbot: QtBot) -> None:
    plot.show_key("np_facing_area")
    qtbot.waitUntil(lambda: plot.curve() is not None and plot.curve().y_key == "np_facing_area")  # type: ignore[union-attr]


def test_a_result_that_nothing_moves_shows_no_curve(plot: SweepPlot, qtbot: QtBot) -> None:
    plot.show_key("claim_thickness_deviation")
    qtbot.waitUntil(lambda: plot.curve() is None)
    assert plot.heading.text() == "No input moves this result"


def test_it_turns_dark_with_the_window(plot: SweepPlot, themed: QApplication) -> None:
    theme.use(themed, "dark")
    QApplication.processEvents()
    image = plot.grab().toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2).lightness() < 128
