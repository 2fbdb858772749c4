"""A formula on the screen: a typeset Picture painted in the colour and font of the text around it."""

from PySide6.QtCore import QEvent, QLineF, QPointF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from calc.pictures import Line, Picture, Style, Text
from calc.typesetting import Layout, Measure

_MEASURED_PIXELS = 200
"""Widths are measured large and scaled, so that rounding to screen pixels does not show in the spacing."""

_MOST_KNOWN = 2000

_MINIMUM_WIDTH = 16.0
"""In type sizes: below it a formula becomes too small to read."""


def screen_measure(font: QFont) -> Measure:
    """The widths of texts in this font's family."""
    metrics = {}
    for style in ("regular", "italic"):
        large = _styled(font, style)
        large.setPixelSize(_MEASURED_PIXELS)
        metrics[style] = QFontMetricsF(large)
    known: dict[tuple[str, str], float] = {}

    def measure(text: str, size: float, style: Style) -> float:
        width = known.get((text, style))
        if width is None:
            if len(known) > _MOST_KNOWN:  # every keystroke brings new numbers
                known.clear()
            width = known[text, style] = metrics[style].horizontalAdvance(text) / _MEASURED_PIXELS
        return width * size

    return measure


def paint_picture(painter: QPainter, picture: Picture, origin: QPointF, font: QFont) -> None:
    """Paint a Picture in the pen's colour with its first baseline beginning at `origin`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(painter.pen().color())
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    points_per_pixel = 72 / painter.device().logicalDpiY()
    for op in picture.ops:
        match op:
            case Text():
                exact = _styled(font, op.style)
                exact.setPointSizeF(op.size * points_per_pixel)  # setPixelSize takes whole numbers only
                painter.setFont(exact)
                painter.drawText(origin + QPointF(op.x, -op.y), op.text)
            case Line():
                pen.setWidthF(op.thickness)
                painter.setPen(pen)
                painter.drawLine(QLineF(origin + QPointF(op.x1, -op.y1), origin + QPointF(op.x2, -op.y2)))
    painter.restore()


class FormulaView(QWidget):
    """Shows one formula, broken at its own width; it can be copied as text."""

    def __init__(self, copy_label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy_label = copy_label
        self._layout: Layout | None = None
        self._text = ""
        self._measure: Measure | None = None
        self._set: dict[float | None, Picture] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_formula(self, layout: Layout, text: str) -> None:
        """Show a formula: how to set it, and what Copy and a screen reader give for it."""
        self._layout = layout
        self._text = text
        self.setAccessibleName(text)
        self._forget()

    def clear(self) -> None:
        """Show nothing."""
        self._layout = None
        self._text = ""
        self.setAccessibleName("")
        self._forget()

    def text(self) -> str:
        """The formula as plain text."""
        return self._text

    def copy(self) -> None:
        """Put the plain text on the clipboard."""
        if self._text:
            QGuiApplication.clipboard().setText(self._text)

    def picture(self, width: float | None) -> Picture:
        """The formula set at this width; None is as wide as it likes."""
        if self._layout is None:
            return Picture(0.0, 0.0, 0.0)
        if self._measure is None:
            self._measure = screen_measure(self.font())
        if width not in self._set:
            if len(self._set) > 8:  # a splitter being dragged asks for every width once
                self._set.clear()
            self._set[width] = self._layout(self._measure, self._pixels(), width)
        return self._set[width]

    # Qt asks

    def sizeHint(self) -> QSize:
        return _size(self.picture(None))

    def minimumSizeHint(self) -> QSize:
        widest = _size(self.picture(None))
        narrow = min(widest.width(), round(_MINIMUM_WIDTH * self._pixels()))
        return QSize(narrow, widest.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return _size(self.picture(float(width))).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = self.picture(float(self.width()))
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        paint_picture(painter, picture, QPointF(0.0, picture.ascent), self.font())
        painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self._text:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._copy_label, self.copy)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure = None
            self._forget()
        super().changeEvent(event)

    def _forget(self) -> None:
        self._set.clear()
        self.updateGeometry()
        self.update()

    def _pixels(self) -> float:
        font = self.font()
        if font.pointSizeF() > 0:
            return font.pointSizeF() * self.logicalDpiY() / 72
        return float(font.pixelSize())


def _styled(font: QFont, style: str) -> QFont:
    styled = QFont(font)
    styled.setItalic(style == "italic")
    styled.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return styled


def _size(picture: Picture) -> QSize:
    return QSize(int(picture.width) + 1, int(picture.height) + 1)
