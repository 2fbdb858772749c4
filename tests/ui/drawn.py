"""What a window really draws: every text with its place, its colour and the ground it stands on.

The window is rendered to SVG, where texts stay texts after fonts, wrapping and eliding have done their work, and to
pixels, which say what is behind them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from PySide6.QtCore import QBuffer, QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QTransform
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QWidget

_SVG = "{http://www.w3.org/2000/svg}"
_MATRIX = re.compile(r"matrix\(([^)]*)\)")


@dataclass(frozen=True)
class Drawn:
    """A text as it stands in the window; the box is in logical pixels of the window."""

    text: str
    box: QRectF
    ink: str
    turned: bool
    opaque: bool


def texts(window: QWidget) -> list[Drawn]:
    """Every text that `window` draws now, from back to front."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(QApplication.primaryScreen().logicalDotsPerInch().__int__())
    generator.setSize(window.size())
    generator.setViewBox(QRect(QPoint(), window.size()))
    painter = QPainter(generator)
    window.render(painter, QPoint())
    painter.end()
    root = ElementTree.fromstring(bytes(buffer.data().data()))
    return list(_read(root, QTransform()))


def _read(element: ElementTree.Element, above: QTransform) -> Iterator[Drawn]:
    here = above
    found = _MATRIX.search(element.get("transform", ""))
    if found:
        a, b, c, d, e, f = (float(part) for part in re.split(r"[,\s]+", found[1].strip()))
        here = QTransform(a, b, c, d, e, f) * above
    if element.tag == f"{_SVG}text" and (element.text or "").strip():
        yield _drawn(element, here)
    for child in element:
        yield from _read(child, here)


def _drawn(element: ElementTree.Element, here: QTransform) -> Drawn:
    font = QFont()
    font.setFamilies(element.get("font-family", "").split(","))
    font.setPixelSize(round(float(element.get("font-size", "13"))))
    font.setWeight(QFont.Weight(int(element.get("font-weight", "400"))))
    metrics = QFontMetricsF(font)
    text = element.text or ""
    at = QPointF(float(element.get("x", "0")), float(element.get("y", "0")))
    ink = metrics.tightBoundingRect(text)
    box = QRectF(at.x(), at.y() + ink.top(), metrics.horizontalAdvance(text), ink.height())
    opaque = float(element.get("fill-opacity", "1")) > 0.99
    return Drawn(text, here.mapRect(box), element.get("fill", "#000000"), abs(here.m12()) > 0.5, opaque)


def ground(picture: QImage, drawn: Drawn) -> str:
    """The colour that most of the pixels around a text have."""
    scale = picture.devicePixelRatio()
    box = drawn.box.adjusted(-1, -1, 1, 1)
    inside = QRect(
        int(box.left() * scale), int(box.top() * scale), int(box.width() * scale), int(box.height() * scale)
    ).intersected(picture.rect())
    pixels = Counter(
        picture.pixel(x, y)
        for y in range(inside.top(), inside.bottom() + 1, 2)
        for x in range(inside.left(), inside.right() + 1)
    )
    ink = QColor(drawn.ink).rgb()
    most = [color for color, _ in pixels.most_common(2) if color != ink]
    return QColor.fromRgb(most[0]).name() if most else drawn.ink


def beneath(window: QWidget, drawn: Drawn) -> QWidget | None:
    """The widget that a text stands in."""
    return window.childAt(drawn.box.center().toPoint())
