"""One line of the form: a label on the left, a control on the right, small text and a sentence of complaint beneath.

A row paints its texts itself and holds one control, so that ninety of them are built in a few milliseconds. What
stands where is decided in `Columns`, which all rows of a form share; `Row.height_for` and `Row.resizeEvent` follow it.
"""

import enum
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.services.document import Origin
from app.services.i18n import N_, joined, tr
from calc.graph import registry
from calc.units import ONE
from ui import theme
from ui.session import Session
from ui.theme import GRID, Tokens

_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | _WRAP
_DECIMALS: Final = ".0000"
"""Room kept to the right of the decimal sign, so that the signs of most numbers stand below each other."""
_UNBROKEN_SLASH: Final = "/\N{WORD JOINER}"
"""mg/cm² stays on one line."""
_WHOLE: Final = "0000"

ORIGINS: Final[dict[str, str]] = {
    "typed": N_("typed"),
    "material": N_("material"),
    "assumed": N_("assumed"),
    "measured": N_("measured"),
    "derived": N_("derived"),
    "constant": N_("constant"),
}
"""Where a value comes from, in words."""

ORIGIN_HELP: Final[dict[str, str]] = {
    "typed": N_("Typed, or stated by the source of this design."),
    "material": N_("From the material chosen; type over it to use another value."),
    "assumed": N_("Assumed: nobody stated it."),
    "measured": N_("Measured on a built cell or its parts."),
    "derived": N_("Derived from other values; another choice makes it a field."),
    "constant": N_("A constant of nature or of a pure substance."),
}


class Edge(enum.Enum):
    """How the box round a control looks."""

    NONE = enum.auto()
    PLAIN = enum.auto()
    FOCUS = enum.auto()
    ERROR = enum.auto()


@dataclass(frozen=True)
class Columns:
    """The typefaces and the horizontal grid that the rows of one form share."""

    body: QFont
    caption: QFont
    line: int
    small_line: int
    box: int
    """Height of a control."""
    number: int
    """Width of a number's box."""
    unit: int
    digit: int
    reserve: int
    """Width of the digits kept behind the decimal sign."""
    left: int = 2 * GRID
    right: int = GRID
    mark: int = 2 * GRID
    """Room for the mark of origin, before the control."""

    @classmethod
    def made(cls) -> "Columns":
        """The columns for the typefaces in force."""
        body, caption = theme.font("body"), theme.font("caption")
        metrics, small = QFontMetrics(body), QFontMetrics(caption)
        units = {i.unit.symbol for i in registry().inputs.values()} - {ONE.symbol}
        reserve = metrics.horizontalAdvance(_DECIMALS)
        return cls(
            body,
            caption,
            metrics.height(),
            small.height(),
            max(3 * GRID, metrics.height() + GRID),
            metrics.horizontalAdvance(_WHOLE) + reserve + GRID,
            max(metrics.horizontalAdvance(u) for u in units) + GRID // 2,
            metrics.horizontalAdvance("0"),
            reserve,
        )

    def box_left(self, width: int) -> int:
        """Where a number's box begins in a row of this width."""
        return width - self.right - self.unit - GRID // 2 - self.number

    @property
    def narrowest(self) -> int:
        """The width below which a form is no longer comfortable to read."""
        return self.left + 9 * self.line + self.mark + self.number + self.unit + self.right


class Host(Protocol):
    """What a row needs of the form it stands in. Plain calls: signals of ninety rows cost as much as the rows."""

    session: Session
    columns: Columns

    def explain(self, key: str) -> None:
        """Somebody asks why a value is what it is."""

    def want(self, key: str) -> None:
        """Somebody asks for another value of what is derived."""

    def paste(self, key: str, text: str) -> None:
        """A piece of a spreadsheet is pasted into a row."""

    def place_rows(self) -> None:
        """A row needs another height."""

    def is_scrolling(self, event: QWheelEvent) -> bool:
        """Whether this turn of the wheel goes on with scrolling the form."""

    def judged(self) -> None:
        """A text came into dispute or out of it."""


class Row(QWidget):
    """Label, control and small texts. What the label says in full is its tooltip."""

    def __init__(self, host: Host, key: str, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.host = host
        self.session = host.session
        self.columns = host.columns
        self.key = key
        self.label = label
        self._small = self._word = ""
        self._error = self._error_text = ""
        self._origin: Origin | str = ""
        self._measured: tuple[int, int, int] | None = None
        self._measured_width = 0
        self._beside = False

    # what a row is made of

    def focus_widget(self) -> QWidget:
        """What takes the keyboard focus."""
        raise NotImplementedError

    def focus_widgets(self) -> list[QWidget]:
        """Everything in the row that Tab reaches, in order."""
        return [self.focus_widget()]

    def select(self) -> None:
        """Take the focus, ready to be typed over."""
        self.focus_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def help_text(self) -> str:
        """The tooltip."""
        return ""

    def show_menu(self, at: QPoint) -> None:
        """The context menu, at a place on the screen."""

    def edge(self) -> Edge:
        """How the box round the control looks now."""
        return Edge.NONE

    def control_area(self, width: int) -> QRect:
        """Where the control stands in a row of this width."""
        left = self.columns.box_left(width)
        return QRect(left, self._pad, self.columns.number, self.columns.box)

    def place_controls(self, width: int) -> None:
        """Put the control where it belongs."""

    def extra_height(self, width: int) -> int:
        """Height of what a kind of row puts beneath its texts."""
        return 0

    # what it says

    @property
    def error(self) -> str:
        """The sentence why the text in the field is not taken; empty when it is."""
        return self._error

    def set_error(self, sentence: str) -> bool:
        """Show or take away the sentence; whether that changed anything."""
        if sentence == self._error:
            return False
        self._error = sentence
        self._error_text = sentence.replace("/", _UNBROKEN_SLASH)
        self.focus_widget().setAccessibleDescription(sentence)
        self.remeasure()
        return True

    def set_label(self, label: str) -> None:
        """What the row is called from now on."""
        if label != self.label:
            self.label = label
            self.focus_widget().setAccessibleName(label)
            self.remeasure()

    def set_small(self, text: str, word: str = "") -> None:
        """The small text beneath the label; `word` tells of the origin, and stands only where it costs no line."""
        if (text, word) != (self._small, self._word):
            self._small, self._word = text, word
            self.remeasure()

    def set_origin(self, origin: Origin | str) -> None:
        """Where the value comes from; "" for no mark."""
        if origin != self._origin:
            self._origin = origin
            self.update()

    def remeasure(self) -> None:
        """The texts changed: ask for another height and paint again."""
        self._measured = None
        self.host.place_rows()
        self.update()

    # layout

    @property
    def _pad(self) -> int:
        return GRID // 4

    def _label_width(self, width: int) -> int:
        return self.control_area(width).left() - self.columns.mark - self.columns.left

    def height_for(self, width: int) -> int:
        """The height the row needs at this width."""
        return self._measure(width)[0]

    def _measure(self, width: int) -> tuple[int, int, int]:
        """Height of the row, of the label and of label with small text."""
        if self._measured is not None and self._measured_width == width:
            return self._measured
        columns = self.columns
        room = self._label_width(width)
        label = _text_height(columns.body, self.label, room, columns.line)
        beneath = label
        metrics, small = QFontMetrics(columns.body), QFontMetrics(columns.caption)
        taken = metrics.horizontalAdvance(self.label) + GRID
        self._beside = bool(self._word) and taken + small.horizontalAdvance(self._word) <= room
        if self._small:
            beneath += _text_height(columns.caption, self._small_text(), room + columns.mark - 4, columns.small_line)
        inset = self._pad + (columns.box - columns.line) // 2
        height = max(2 * self._pad + columns.box, inset + beneath + self._pad)
        height += self.extra_height(width)
        if self._error:
            height += self._error_height(width) + GRID // 2
        self._measured_width = width
        self._measured = (height, label, beneath)
        return self._measured

    def _small_text(self) -> str:
        return joined((self._small, "" if self._beside else self._word))

    def _error_height(self, width: int) -> int:
        room = width - self.columns.left - self.columns.right
        return _text_height(self.columns.caption, self._error_text, room, self.columns.small_line)

    def sizeHint(self) -> QSize:
        width = max(self.width(), self.columns.narrowest)
        return QSize(width, self.height_for(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place_controls(self.width())

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint(painter, theme.tokens())
        painter.end()

    def paint(self, painter: QPainter, colors: Tokens) -> None:
        """Paint everything but the control itself."""
        columns, width = self.columns, self.width()
        height, label, beneath = self._measure(width)
        room = self._label_width(width)
        top = self._pad + (columns.box - columns.line) // 2
        painter.setFont(columns.body)
        painter.setPen(QColor(colors.text if self.isEnabled() else colors.secondary))
        painter.drawText(QRect(columns.left, top, room, label), _LEFT, self.label)
        area = self.control_area(width)
        painter.setFont(columns.caption)
        if self._beside:
            painter.setPen(QColor(colors.good if self._origin == "measured" else colors.warning))
            beside = QRect(columns.left, self._pad, room, columns.box)
            painter.drawText(beside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._word)
        if self._small:
            painter.setPen(QColor(colors.secondary))
            below = QRect(columns.left, top + label, room + columns.mark - 4, beneath - label)
            painter.drawText(below, _LEFT, self._small_text())
        if self._origin:
            middle = QPointF(area.left() - columns.mark / 2 + 0.5, area.center().y() + 0.5)
            paint_mark(painter, self._origin, middle, colors)
        self._paint_edge(painter, colors, area)
        if self._error:
            painter.setFont(columns.caption)
            painter.setPen(QColor(colors.error))
            tall = self._error_height(width)
            below = QRect(columns.left, height - tall - self._pad, width - columns.left - columns.right, tall)
            painter.drawText(below, _LEFT, self._error_text)

    def _paint_edge(self, painter: QPainter, colors: Tokens, area: QRect) -> None:
        edge = self.edge()
        if edge is Edge.NONE:
            return
        paint_box(painter, QRectF(area), edge, colors)

    # asking

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.show_menu(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.select()
        else:
            super().mousePressEvent(event)


def paint_box(painter: QPainter, area: QRectF, edge: Edge, colors: Tokens) -> None:
    """The box round a control."""
    name, thick = {
        Edge.PLAIN: (colors.line, 1.0),
        Edge.FOCUS: (colors.accent, 1.5),
        Edge.ERROR: (colors.error, 1.5),
    }[edge]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(name), thick))
    painter.setBrush(QColor(colors.surface))
    inset = 0.5 if thick == 1.0 else 0.75
    painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), 3, 3)


def paint_mark(painter: QPainter, origin: str, middle: QPointF, colors: Tokens) -> None:
    """The mark of where a value comes from; shape and colour say the same."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    x, y = middle.x(), middle.y()
    match origin:
        case "typed":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.secondary))
            painter.drawEllipse(middle, 2.5, 2.5)
        case "material":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent))
            painter.drawPolygon(QPolygonF([QPointF(x, y - 4), QPointF(x + 4, y), QPointF(x, y + 4), QPointF(x - 4, y)]))
        case "measured":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.good))
            painter.drawRect(QRectF(x - 3, y - 3, 6, 6))
        case "assumed":
            painter.setPen(QPen(QColor(colors.warning), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, 3.25, 3.25)
        case _:
            painter.setPen(QPen(QColor(colors.secondary), 1.25))
            for offset in (-2.0, 2.0):
                painter.drawLine(QPointF(x - 3.5, y + offset), QPointF(x + 3.5, y + offset))


def paragraphs(title: str, *lines: str) -> str:
    """A tooltip: a title, and lines beneath that have something to say."""
    from html import escape

    said = "".join(f"<div style='margin-top:4px'>{escape(line)}</div>" for line in lines if line)
    return f"<div style='white-space:normal'><b>{escape(title)}</b>{said}</div>"


def origin_help(origin: str) -> str:
    """Where a value comes from, as a sentence."""
    return tr(ORIGIN_HELP[origin]) if origin in ORIGIN_HELP else ""


def _text_height(font: QFont, text: str, width: int, line: int) -> int:
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= width:
        return line
    return metrics.boundingRect(QRect(0, 0, max(width, 1), 100_000), _LEFT, text).height()
