"""Light and dark: readable, switched while running, and the same in every part of the window."""

from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.services import fonts
from ui import theme
from ui.edged import EdgedCombo, EdgedSpinBox
from ui.main_window import MainWindow
from ui.theme import DARK, LIGHT, Tokens
from ui.tick_box import TickBox

TEXTS = ("text", "secondary", "accent", "error", "warning", "information", "good")
GROUNDS = ("ground", "surface")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as the accessibility guidelines count it."""

    def luminance(name: str) -> float:
        color = QColor(name)
        channels = (color.redF(), color.greenF(), color.blueF())
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("of", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_ground(of: Tokens) -> None:
    for text in TEXTS:
        for ground in GROUNDS:
            assert contrast(getattr(of, text), getattr(of, ground)) >= 4.5, (text, ground)
    for ground in ("hover", "selection", "error_ground", "warning_ground"):
        assert contrast(of.text, getattr(of, ground)) >= 4.5, ground
    assert contrast(of.on_accent, of.accent) >= 4.5


@pytest.mark.parametrize("of", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(of: Tokens) -> None:
    for ground in GROUNDS:
        assert contrast(of.edge, getattr(of, ground)) >= 3, ground


def test_both_schemes_say_every_colour() -> None:
    for field in fields(Tokens):
        if field.name != "dark":
            assert QColor(getattr(LIGHT, field.name)).isValid()
            assert QColor(getattr(DARK, field.name)).isValid()


def test_the_colours_in_force_follow_the_palette(themed: QApplication) -> None:
    theme.use(themed, "dark")
    assert theme.tokens() is DARK
    theme.use(themed, "light")
    assert theme.tokens() is LIGHT


def test_the_program_brings_its_own_typefaces(themed: QApplication) -> None:
    assert set(fonts.FAMILIES[:2]) <= set(QFontDatabase.families())
    theme.load_other_scripts()
    assert set(fonts.FAMILIES) <= set(QFontDatabase.families())
    assert theme.font().families() == list(fonts.FAMILIES)


def test_all_figures_have_one_width(themed: QApplication) -> None:
    for size in theme.SIZES:
        metrics = QFontMetrics(theme.font(size))  # type: ignore[arg-type]
        assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_the_window_turns_dark_and_light_while_it_runs(window: MainWindow, themed: QApplication) -> None:
    def grounds() -> set[str]:
        image = window.grab().toImage()
        bar = window.top_bar.mapTo(window, window.top_bar.rect().center())
        strip = window.readouts.mapTo(window, window.readouts.rect().bottomRight())
        side = window.explain.mapTo(window, window.explain.rect().bottomLeft())
        return {
            image.pixelColor(bar.x(), bar.y() + 20).name(),
            image.pixelColor(strip.x() - 2, strip.y() - 2).name(),
            image.pixelColor(side.x() + 2, side.y() - 2).name(),
        }

    assert grounds() == {LIGHT.ground, LIGHT.surface}
    window.use_theme("dark")
    themed.processEvents()
    assert grounds() == {DARK.ground, DARK.surface}
    window.use_theme("light")
    themed.processEvents()
    assert grounds() == {LIGHT.ground, LIGHT.surface}


def test_the_choice_of_scheme_is_remembered(window: MainWindow) -> None:
    window.use_theme("dark")
    assert window.preferences.now.theme == "dark"
    assert window.has_theme("dark")
    assert window.actions_by_id["theme_dark"].isChecked()
    assert not window.actions_by_id["theme_system"].isChecked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_box_to_tick_is_seen_and_shows_its_tick(scheme: theme.Scheme, themed: QApplication, qtbot: QtBot) -> None:
    theme.use(themed, scheme)
    box = TickBox("What is the same too")
    box.resize(box.sizeHint())
    qtbot.addWidget(box)
    box.show()

    def inks() -> list[str]:
        picture = box.grab().toImage()
        return [picture.pixelColor(x, box.height() // 2).name() for x in range(14)]

    ground = theme.tokens().ground
    empty = inks()
    assert max(contrast(ground, ink) for ink in empty) >= 2.9
    qtbot.keyClick(box, Qt.Key.Key_Space)
    ticked = inks()
    assert max(contrast(ground, ink) for ink in ticked) >= 4
    assert ticked != empty


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_every_control_is_seen_and_tells_the_focus(
    scheme: theme.Scheme, themed: QApplication, qtbot: QtBot
) -> None:
    theme.use(themed, scheme)
    of, window = theme.tokens(), QWidget()
    qtbot.addWidget(window)
    paragraph = QPlainTextEdit()
    paragraph.setProperty("edged", True)
    controls = (QLineEdit(), EdgedCombo(), EdgedSpinBox(), paragraph)
    column = QVBoxLayout(window)
    for control in controls:
        control.setFixedHeight(3 * theme.GRID)
        column.addWidget(control)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()

    def edges(control: QWidget) -> set[str]:
        picture, middle = control.grab().toImage(), control.rect().center()
        return {picture.pixelColor(x, middle.y()).name() for x in (0, control.width() - 1)}

    controls[-1].setFocus()
    for control in controls:
        if control.hasFocus():
            controls[0].setFocus()
        assert edges(control) == {of.edge}
        control.setFocus()
        qtbot.waitUntil(control.hasFocus)
        assert edges(control) == {of.accent}
        assert contrast(of.accent, of.ground) >= 3
