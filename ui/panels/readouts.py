"""The five big numbers: always in the same place, on one line, each with what it is based on.

To show another number, add a Figure to FIGURES: its key, and the words that say its basis.
"""

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.services import format as writing
from app.services.design import Design
from app.services.i18n import joined, tr
from calc.units import ONE
from ui import theme
from ui.session import Change, Session

MARKED_FOR: Final = 4_000
"""Milliseconds for which a number shows that it moved."""

_HEIGHT = 12 * theme.GRID
_PADDING = theme.GRID + theme.GRID // 2
_TOP, _FIGURE, _CAPTION = 5, 32, 16
_BASIS = _HEIGHT - _TOP - _CAPTION - _FIGURE
"""Room for what a number counts."""
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
_WIDEST = "888.8"


@dataclass(frozen=True, slots=True)
class Figure:
    """One big number: its key and what it counts, in words made from the design."""

    key: str
    basis: Callable[[Design], str]
    unit: str = ""
    """Written instead of the unit of a pure number."""


FIGURES: Final = (
    Figure("specific_energy", lambda design: tr("whole cell")),
    Figure("energy_density", lambda design: tr("overall, without tabs")),
    Figure("capacity", lambda design: tr("{basis}, at {rate}", basis=_capacity_basis(design), rate=_rate(design))),
    Figure("cell_mass", lambda design: tr("whole cell")),
    Figure("np_ratio", lambda design: design.basis("np_ratio"), "N/P"),
)


class Readouts(QWidget):
    """The strip of big numbers."""

    key_clicked = Signal(str)
    """The number whose derivation is asked for."""
    value_wanted = Signal(str, str)
    """The number that shall be another one, and what was typed of it so far."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._readouts = tuple(Readout(figure, self) for figure in FIGURES)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID // 2, 0, theme.GRID // 2, 0)
        row.setSpacing(0)
        for readout in self._readouts:
            row.addWidget(readout, 1)
            readout.clicked.connect(lambda _checked=False, key=readout.key: self.key_clicked.emit(key))
            readout.value_wanted.connect(lambda text, key=readout.key: self.value_wanted.emit(key, text))
            readout.show_design(session.design, None)
        self.setFixedHeight(_HEIGHT)
        self.setAutoFillBackground(False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MARKED_FOR)
        self._timer.timeout.connect(self._settle)
        session.changed.connect(self._show)

    def readout(self, key: str) -> "Readout":
        """The readout of one key. Raises KeyError."""
        for readout in self._readouts:
            if readout.key == key:
                return readout
        raise KeyError(key)

    def show_explained(self, key: str) -> None:
        """Mark the number that is explained now, if it is one of these."""
        for readout in self._readouts:
            readout.show_explained(readout.key == key)

    def as_text(self) -> str:
        """All numbers with their bases, for the clipboard."""
        return "\n".join(f"{readout.value_text()}\t{readout.basis}" for readout in self._readouts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the longest basis needs: narrow, it takes a third line."""
        tall = _HEIGHT + max(readout.beyond for readout in self._readouts)
        if tall != self.minimumHeight():
            self.setFixedHeight(tall)
            self._row.invalidate()  # in the middle of a resize nobody tells it that there is more room
            self._row.activate()

    def _show(self, change: Change) -> None:
        bases = [readout.basis for readout in self._readouts]
        for readout in self._readouts:
            readout.show_design(change.design, change.since)
        if bases != [readout.basis for readout in self._readouts]:
            self._fit()
        if any(readout.moved for readout in self._readouts):
            self._timer.start()

    def _settle(self) -> None:
        for readout in self._readouts:
            readout.settle()


class Readout(QAbstractButton):
    """One big number. Press to see where it comes from, type to ask for another; copy gives all its digits."""

    value_wanted = Signal(str)
    """The number shall be another one; what was typed of it so far."""

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = figure.key
        self.number = ""
        self.unit = ""
        self.basis = ""
        self.moved = ""
        self.explained = False
        """Whether its explanation is shown."""
        self._figure = figure
        self._full = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_design(self, design: Design, since: Design | None) -> None:
        """Show the number of this design, and how far it moved from an earlier one."""
        key = self._figure.key
        quantity = design.quantity(key)
        number = writing.number(design.number(key))
        unit = self._figure.unit or ("" if quantity.unit.symbol == ONE.symbol else quantity.unit.symbol)
        basis = self._figure.basis(design)
        full = writing.with_unit(writing.full(float(design.values[key]), quantity.unit), quantity.unit)
        move = _move(design, since, key, number)
        if (number, unit, basis, full, move) == (self.number, self.unit, self.basis, self._full, self.moved):
            return
        self.number, self.unit, self.basis, self._full, self.moved = number, unit, basis, full, move
        ask = tr("Type a number to ask for another value.")
        self.setToolTip(f"{joined((tr(quantity.label), full), ': ')}\n{tr(quantity.help)}\n{ask}")
        self.setAccessibleName(joined((tr(quantity.label), joined((self.value_text(), basis))), ": "))
        self.update()

    def show_explained(self, explained: bool) -> None:
        """Show whether its explanation is the one in sight."""
        if explained is not self.explained:
            self.explained = explained
            self.setAccessibleDescription(tr("Explained now") if explained else "")
            self.update()

    def settle(self) -> None:
        """Stop showing that the number moved."""
        if self.moved:
            self.moved = ""
            self.update()

    @property
    def beyond(self) -> int:
        """What the basis needs at this width beyond the two lines there is always room for, in pixels."""
        room = QRectF(0, 0, self.width() - _PADDING - 4, 1000)
        needed = QFontMetricsF(_font("caption")).boundingRect(room, _WRAP, self.basis).height()
        return max(0, math.ceil(needed) - _BASIS)

    def value_text(self) -> str:
        """The number as shown, with its unit."""
        return f"{self.number}{writing.SPACE}{self.unit}"

    def copy(self) -> None:
        """Put all digits on the clipboard."""
        QGuiApplication.clipboard().setText(self._full)

    def minimumSizeHint(self) -> QSize:
        figure = QFontMetricsF(theme.font("figure")).horizontalAdvance(_WIDEST)
        unit = QFontMetricsF(theme.font("body")).horizontalAdvance(self.unit)
        return QSize(int(figure + unit) + _PADDING + theme.GRID // 2 + 1, _HEIGHT)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif starts_number(event):
            self.value_wanted.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.value_wanted.emit("")
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy {value}", value=self._full), self.copy)
        menu.addAction(tr("Where it comes from"), self.click)
        menu.addAction(tr("Ask for another value…"), lambda: self.value_wanted.emit(""))
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        of = theme.tokens()
        painter = QPainter(self)
        ground = of.pressed if self.isDown() else of.hover if self.underMouse() else of.surface
        painter.fillRect(self.rect(), QColor(ground))
        left, width = float(_PADDING), float(self.width() - _PADDING)
        caption, body, figure = _font("caption"), _font("body"), _font("figure")
        if self.explained:
            theme.paint_chosen(painter, QRect(-2, _TOP + _CAPTION, _PADDING, _FIGURE))
        if self.moved:
            painter.setPen(QColor(of.accent))
            painter.setFont(caption)
            self._write(painter, QRectF(left, _TOP, width, _CAPTION), self.moved)
        # Only a number of unusual length is written smaller: it is never cut and never moves the others.
        room = width - QFontMetricsF(body).horizontalAdvance(self.unit) - theme.GRID // 2
        needed = QFontMetricsF(figure).horizontalAdvance(self.number)
        if needed > room:
            figure = QFont(figure)
            figure.setPixelSize(max(10, int(figure.pixelSize() * room / needed)))
            needed = QFontMetricsF(figure).horizontalAdvance(self.number)
        baseline = _TOP + _CAPTION + _FIGURE - 8.0
        painter.setPen(QColor(of.accent if self.moved else of.text))
        painter.setFont(figure)
        painter.drawText(round(left), round(baseline), self.number)
        painter.setPen(QColor(of.secondary))
        painter.setFont(body)
        painter.drawText(round(left + needed + theme.GRID // 2), round(baseline), self.unit)
        painter.setFont(caption)
        top = _TOP + _CAPTION + _FIGURE
        below = QRectF(left, top, width - 4, self.height() - top)
        painter.drawText(below, _WRAP, self.basis)
        if self.hasFocus():
            theme.paint_focus(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2))
        painter.end()

    @staticmethod
    def _write(painter: QPainter, area: QRectF, text: str) -> None:
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)


def starts_number(event: QKeyEvent) -> bool:
    """Whether a key begins to type a number where none is typed otherwise."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return held == Qt.KeyboardModifier.NoModifier and event.text() in tuple("0123456789.,-−")


@functools.cache
def _font(size: theme.Size) -> QFont:
    """A typeface, kept: making it takes as long as writing a word. Not to be changed."""
    return theme.font(size)


def _move(design: Design, since: Design | None, key: str, number: str) -> str:
    """The move with its sign; empty when the number reads as before or has no before."""
    if since is None or not since.has(key) or writing.number(since.number(key)) == number:
        return ""
    delta = design.number(key) - since.number(key)
    if delta != delta:
        return ""
    return f"{'▲' if delta > 0 else '▼'} {writing.signed(delta, 3)}"


def _capacity_basis(design: Design) -> str:
    return tr("rated") if design.plan.choices["capacity_given_by"] == "rated" else tr("from active mass")


def _rate(design: Design) -> str:
    return design.text("discharge_rate")
