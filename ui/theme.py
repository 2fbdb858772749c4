"""How the window looks: colours, four text sizes and the 8-pixel grid, light and dark.

A widget asks `tokens()` for its colours while it paints or when its palette changes; nothing is kept, so switching
between light and dark is one new palette. To add a colour, add a field to Tokens and both values.
"""

import functools
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from app.services import fonts
from app.services.i18n import ENGLISH
from app.services.paths import resources

GRID: Final = 8
"""Every distance is a multiple of this, or its half."""

SIZES: Final = {"caption": 12, "body": 13, "heading": 15, "figure": 26}
"""The four text sizes in pixels."""

ARGUMENTS: Final = ("cellwright", "-style", "Fusion")
"""What an application is made with. `setStyle` gives the style back, and PySide would look for its class: 8 ms."""

_AT_ONCE: Final = 5
"""Of the font files, in fallback order: Latin, Greek and Cyrillic in three styles, symbols in two."""

Size = Literal["caption", "body", "heading", "figure"]
Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme. Text colours have a contrast of at least 4.5 on every ground."""

    dark: bool
    ground: str
    """Side columns and bars."""
    surface: str
    """The middle, fields, lists and menus."""
    hover: str
    pressed: str
    line: str
    """Hairlines between regions."""
    edge: str
    """The edge of a field or button; contrast 3 on every ground."""
    text: str
    secondary: str
    """Units, bases, reasons."""
    disabled: str
    accent: str
    on_accent: str
    selection: str
    """Behind selected text and rows."""
    error: str
    warning: str
    information: str
    good: str
    error_ground: str
    warning_ground: str


LIGHT: Final = Tokens(
    dark=False,
    ground="#f5f6f8",
    surface="#ffffff",
    hover="#e9ecf0",
    pressed="#dde2e8",
    line="#dfe3e8",
    edge="#868f99",
    text="#1a2027",
    secondary="#56616d",
    disabled="#9aa3ad",
    accent="#14638f",
    on_accent="#ffffff",
    selection="#cfe4f2",
    error="#b3261e",
    warning="#8a5300",
    information="#14638f",
    good="#2b6e3f",
    error_ground="#fdecea",
    warning_ground="#fdf3e1",
)

DARK: Final = Tokens(
    dark=True,
    ground="#1c2025",
    surface="#15181c",
    hover="#2a3037",
    pressed="#353c45",
    line="#30363e",
    edge="#727c88",
    text="#e6e9ed",
    secondary="#a3adb8",
    disabled="#626b76",
    accent="#6cb8e6",
    on_accent="#0d1216",
    selection="#24485e",
    error="#ff8a7f",
    warning="#e9b455",
    information="#6cb8e6",
    good="#7fc795",
    error_ground="#3a1f1d",
    warning_ground="#352a17",
)


def tokens() -> Tokens:
    """The colours in force."""
    return DARK if QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def color(name: str) -> QColor:
    """A colour in force by its name in Tokens."""
    return QColor(getattr(tokens(), name))


def font(size: Size = "body", *, bold: bool = False) -> QFont:
    """The program's typeface in one of the four sizes. Its figures all have one width."""
    made = QFont(list(fonts.FAMILIES))
    made.setPixelSize(SIZES[size])
    made.setBold(bold)
    return made


def start(application: QApplication, language: str = ENGLISH) -> None:
    """Typeface and the scheme of the system, for an application made with ARGUMENTS. Call before the first widget.

    The typefaces that the language's own texts need are loaded now, all others by `load_other_scripts`.
    """
    _load_fonts(fonts.paths()[: _AT_ONCE + (language == "zh_CN")])
    application.setFont(font())
    use(application, system_scheme())


def load_other_scripts(language: str = ENGLISH) -> None:
    """The typefaces of Chinese and its neighbours: large, and rarely needed for the first paint."""
    _load_fonts(fonts.paths()[_AT_ONCE + (language == "zh_CN") :])


def _load_fonts(paths: list[Path]) -> None:
    for path in paths:
        QFontDatabase.addApplicationFont(str(path))


def system_scheme() -> Scheme:
    """What the system asks for; light where it does not say."""
    dark = QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def use(application: QApplication, scheme: Scheme) -> None:
    """Show every window in this scheme."""
    chosen = DARK if scheme == "dark" else LIGHT
    application.setPalette(palette(chosen))
    sheet = style_sheet(chosen)
    if application.styleSheet() != sheet:
        application.setStyleSheet(sheet)


def follow(wanted: Scheme | Literal["system"]) -> None:
    """Show the program in the colours chosen, or in the system's."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use(application, system_scheme() if wanted == "system" else wanted)


def palette(of: Tokens) -> QPalette:
    """The Qt palette of a scheme; set explicitly because colour schemes do nothing on some platforms."""
    role = QPalette.ColorRole
    made = QPalette()
    for name, value in (
        (role.Window, of.ground),
        (role.WindowText, of.text),
        (role.Base, of.surface),
        (role.AlternateBase, of.ground),
        (role.Text, of.text),
        (role.PlaceholderText, of.secondary),
        (role.Button, of.surface),
        (role.ButtonText, of.text),
        (role.BrightText, of.error),
        (role.Light, of.surface),
        (role.Midlight, of.hover),
        (role.Mid, of.line),
        (role.Dark, of.edge),
        (role.Shadow, of.line),
        (role.Highlight, of.selection),
        (role.HighlightedText, of.text),
        (role.Accent, of.accent),
        (role.Link, of.accent),
        (role.LinkVisited, of.accent),
        (role.ToolTipBase, of.surface),
        (role.ToolTipText, of.text),
    ):
        made.setColor(name, QColor(value))
    for name in (role.WindowText, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(of.disabled))
    # What stands in a field that cannot be edited is still there to be read.
    made.setColor(QPalette.ColorGroup.Disabled, role.Text, QColor(of.secondary))
    return made


def style_sheet(of: Tokens) -> str:
    """What a palette cannot say: lines of text, menus, scroll bars, tool tips and the buttons of the bars."""
    return _SHEET.format(**{field.name: getattr(of, field.name) for field in fields(of)})


_SHEET = """
QLabel[tone="secondary"] {{ color: {secondary}; }}
QLabel[tone="error"] {{ color: {error}; }}
QLabel[tone="warning"] {{ color: {warning}; }}
QLabel[tone="good"] {{ color: {good}; }}
QFrame#hairline {{ background: {line}; border: none; }}
QLineEdit#name {{ background: transparent; color: {text}; border: none; border-radius: 4px; padding: 0 4px; }}
QLineEdit#name:hover {{ background: {hover}; }}
QLineEdit#name:focus {{ background: {surface}; border: 1px solid {accent}; }}
QLineEdit[frame="true"], QPlainTextEdit[edged="true"] {{ background: {surface}; border: 1px solid {edge};
    border-radius: 3px; }}
QLineEdit[frame="true"] {{ padding: 2px 3px; }}
QLineEdit[frame="true"]:disabled, QPlainTextEdit[edged="true"]:disabled {{ border: 1px solid {line}; }}
QLineEdit[frame="true"]:focus, QPlainTextEdit[edged="true"]:focus {{ border: 1px solid {accent}; }}
QSplitter::handle {{ background: {line}; }}
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {edge}; padding: 4px 6px; }}
QMenu {{ background: {surface}; color: {text}; border: 1px solid {line}; padding: 4px 0; }}
QMenu::item {{ padding: 6px 24px 6px 28px; }}
QMenu::item:selected {{ background: {hover}; }}
QMenu::item:disabled {{ color: {disabled}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 0; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {line}; border-radius: 3px; margin: 2px; min-height: 24px; min-width: 24px; }}
QScrollBar::handle:hover {{ background: {edge}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: none; border: none; width: 0; height: 0; }}
QToolButton[bar="true"] {{ background: transparent; color: {text}; border: none; border-radius: 4px;
    padding: 6px 10px; }}
QToolButton[bar="true"]:hover {{ background: {hover}; }}
QToolButton[bar="true"]:pressed, QToolButton[bar="true"]:open {{ background: {pressed}; }}
QToolButton[bar="true"]:checked {{ color: {accent}; }}
QToolButton[bar="true"]:disabled {{ color: {disabled}; }}
QToolButton[bar="true"]:focus {{ border: 1px solid {accent}; padding: 5px 9px; }}
QToolButton[link="true"] {{ color: {accent}; padding: 0; }}
QToolButton[link="true"]:hover {{ background: transparent; text-decoration: underline; }}
QToolButton[link="true"]:focus {{ border: none; padding: 0; text-decoration: underline; }}
QToolButton[bar="true"]::menu-indicator {{ image: none; width: 0; }}
QProgressBar {{ background: {line}; border: none; border-radius: 2px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
QHeaderView {{ background: {surface}; border: none; }}
QHeaderView::section {{ background: {surface}; color: {secondary}; border: none; border-bottom: 1px solid {line};
    padding: 4px 3px; }}
QTableCornerButton::section {{ background: {surface}; border: none; border-bottom: 1px solid {line}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton {{ background: {surface}; color: {text}; border: 1px solid {edge}; border-radius: 4px;
    padding: 6px 16px; min-width: 56px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {pressed}; }}
QPushButton:focus {{ border: 1px solid {accent}; }}
QPushButton:default {{ background: {accent}; color: {on_accent}; border: 1px solid {accent}; }}
QPushButton:disabled {{ color: {disabled}; border: 1px solid {line}; background: {surface}; }}
"""


def icon(name: str) -> QIcon:
    """An icon of resources/icons in the text colour, grey when disabled, sharp on every screen there is."""
    of = tokens()
    made = QIcon()
    for scale in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
        made.addPixmap(pixmap(name, of.text, 20, scale), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, of.disabled, 20, scale), QIcon.Mode.Disabled)
    return made


@functools.lru_cache(maxsize=256)
def pixmap(name: str, paint: str, size: int, scale: float) -> QPixmap:
    """An icon in one colour: `size` logical pixels wide at `scale` device pixels each."""
    from PySide6.QtSvg import QSvgRenderer

    made = QPixmap(QSize(size, size) * scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(str(resources() / "icons" / f"{name}.svg")).render(painter)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(made.rect(), QColor(paint))
    painter.end()
    made.setDevicePixelRatio(scale)
    return made


def paint_icon(painter: QPainter, name: str, paint: str, at: QPointF, size: int) -> None:
    """Paint an icon in one colour with its upper left corner at `at`."""
    painter.drawPixmap(at, pixmap(name, paint, size, painter.device().devicePixelRatioF()))


def paint_chosen(painter: QPainter, area: QRect) -> None:
    """The bar at the left of what is shown elsewhere too: in a chart, or in its explanation."""
    painter.fillRect(area.left() + 4, area.top() + 5, 4, area.height() - 10, color("accent"))


def paint_focus(painter: QPainter, area: QRectF) -> None:
    """The ring round what has the keyboard focus."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring = QPainterPath()
    ring.addRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)
    painter.setPen(QPen(color("accent"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(ring)
