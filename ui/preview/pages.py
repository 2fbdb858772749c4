"""Pages below each other, to be scrolled and zoomed. They are drawn in the background, those in sight first."""

import math
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.services import preview
from app.services.i18n import tr
from ui import theme
from ui.jobs import Jobs

FULL: Final = 96 / 72
"""Logical pixels a point at 100 %."""

LEAST, MOST = 0.1, 4.0
_STEP: Final = 1.25
_MARGIN: Final = 2 * theme.GRID
_STRIP: Final = 3
"""How many times as wide as the others a sheet has to be for the width to fit them: it is scrolled across."""
_KEPT: Final = 8
"""Drawn pages that are kept for scrolling back."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Pages that can be drawn: their sizes in points, and what draws one with so many pixels a point, in any thread."""

    sizes: tuple[tuple[float, float], ...]
    draw: Callable[[int, float], QImage]


def of_pdf(pages: preview.Pages) -> Drawn:
    """The pages of a PDF."""

    def draw(number: int, scale: float) -> QImage:
        made = preview.draw(pages, number, scale)
        image = QImage(made.pixels, made.width, made.height, made.stride, QImage.Format.Format_RGB32)
        return image.copy()  # an image of its own: the bytes go

    return Drawn(pages.sizes, draw)


def of_svg(picture: preview.Picture) -> Drawn:
    """A drawing as one page."""
    from PySide6.QtSvg import QSvgRenderer

    size = QSvgRenderer(picture.svg).defaultSize()
    width, height = max(size.width(), 1) / FULL, max(size.height(), 1) / FULL

    def draw(_number: int, scale: float) -> QImage:
        scale = min(scale, (preview.MOST_PIXELS / (width * height)) ** 0.5)
        image = QImage(QSize(math.ceil(width * scale), math.ceil(height * scale)), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        QSvgRenderer(picture.svg).render(painter)
        painter.end()
        return image

    return Drawn(((width, height),), draw)


class PageView(QAbstractScrollArea):
    """Shows `Drawn` pages. The zoom follows the width of the usual page until it is set."""

    turned = Signal()
    """Another page is in the middle, or there are others."""

    zoomed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pages: Drawn | None = None
        self._images: dict[int, tuple[Drawn, float, QImage]] = {}
        self._drawing = False
        self._zoom = 1.0
        self.fits_width = True
        """Whether a page is as wide as the view."""
        self.failed: Callable[[Exception], None] | None = None
        """Told why a page could not be drawn."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Pages"))
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(5 * theme.GRID)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.turned.emit())

    def show_pages(self, pages: Drawn) -> None:
        """Show other pages at the place where these stand; each old one stays in sight until its new one is drawn."""
        self._pages = pages
        self._images = {number: kept for number, kept in self._images.items() if number < len(pages.sizes)}
        self._lay_out()
        self.turned.emit()

    def clear(self) -> None:
        """Show none."""
        self._pages = None
        self._images.clear()
        self._lay_out()
        self.turned.emit()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages.sizes) if self._pages else 0

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 1; 0 without any."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        return sum(top <= middle for top in self._tops()) if self.count else 0

    @property
    def zoom(self) -> float:
        """1 is the size of the paper on a screen of 96 pixels an inch."""
        return self._zoom

    @property
    def sharp(self) -> bool:
        """Whether every page in sight is drawn as it is now."""
        return self._pages is not None and self._next() is None

    def set_zoom(self, zoom: float) -> None:
        """Zoom, keeping the middle where it is."""
        self.fits_width = False
        self._zoom_to(zoom, keeps=1 / 2)

    def zoom_by(self, steps: float) -> None:
        """Zoom in, or out with a negative number of steps."""
        self.set_zoom(self._zoom * _STEP**steps)

    def fit_width(self) -> None:
        """As wide as the view, now and when the view changes."""
        self.fits_width = True
        self._lay_out()

    # Qt asks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(-1)
        elif key == Qt.Key.Key_0 and control:
            self.fit_width()
        elif key == Qt.Key.Key_Home:
            self.verticalScrollBar().setValue(0)
        elif key == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(event.angleDelta().y() / 120)
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme.tokens().pressed))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(QColor(theme.tokens().line), 1))
        for number in self._in_sight():
            area = self._area(number)
            painter.fillRect(area, QColor("white"))
            kept = self._images.get(number)
            if kept is not None:
                image = kept[2]
                full = abs(image.width() - area.width() * self.devicePixelRatioF()) < 2  # not a page drawn coarser
                if kept[1] == self._scale() and full:  # pixel for pixel
                    image.setDevicePixelRatio(self.devicePixelRatioF())
                    painter.drawImage(area.topLeft(), image)
                else:
                    painter.drawImage(area, image)
            painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()
        self._draw()

    # Inside

    def _zoom_to(self, zoom: float, keeps: float) -> None:
        """Zoom; what lies at this part of the view, from its top and left, stays there."""
        wanted = min(max(zoom, LEAST), MOST)
        if wanted == self._zoom:
            return
        bars = ((self.verticalScrollBar(), self.viewport().height()),
                (self.horizontalScrollBar(), self.viewport().width()))  # fmt: skip
        kept = [(bar.value() + extent * keeps) / self._zoom for bar, extent in bars]
        self._zoom = wanted
        self._set_ranges()
        for (bar, extent), place in zip(bars, kept, strict=True):
            bar.setValue(round(place * wanted - extent * keeps))
        self.viewport().update()
        self.zoomed.emit()

    def _lay_out(self) -> None:
        if self.fits_width and self._pages is not None:
            widths = [width for width, _ in self._pages.sizes]
            usual = _STRIP * statistics.median(widths)
            widest = max(width for width in widths if width <= usual)
            # The first line stays first.
            self._zoom_to((self.viewport().width() - 2 * _MARGIN) / widest / FULL, keeps=0)
        self._set_ranges()
        self.viewport().update()

    def _set_ranges(self) -> None:
        sizes = [self._size(number) for number in range(self.count)]
        height = _MARGIN + sum(size.height() + _MARGIN for size in (QRectF(0, 0, *s) for s in sizes))
        width = 2 * _MARGIN + max((s[0] for s in sizes), default=0)
        room = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(0, math.ceil(height) - room.height()))
        self.verticalScrollBar().setPageStep(room.height())
        self.horizontalScrollBar().setRange(0, max(0, math.ceil(width) - room.width()))
        self.horizontalScrollBar().setPageStep(room.width())

    def _scale(self) -> float:
        """Device pixels a point."""
        return self._zoom * FULL * self.devicePixelRatioF()

    def _size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in logical pixels."""
        assert self._pages is not None
        width, height = self._pages.sizes[number]
        return width * self._zoom * FULL, height * self._zoom * FULL

    def _tops(self) -> list[float]:
        """Where each page begins, from the top of the first margin."""
        tops, at = [], float(_MARGIN)
        for number in range(self.count):
            tops.append(at)
            at += self._size(number)[1] + _MARGIN
        return tops

    def _area(self, number: int) -> QRectF:
        """Where a page stands in the viewport, on whole device pixels."""
        width, height = self._size(number)
        room = self.viewport().width()
        left = (room - width) / 2 if width + 2 * _MARGIN <= room else _MARGIN - self.horizontalScrollBar().value()
        top = self._tops()[number] - self.verticalScrollBar().value()
        ratio = self.devicePixelRatioF()
        corner = QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio)
        return QRectF(corner.x(), corner.y(), math.ceil(width * ratio) / ratio, math.ceil(height * ratio) / ratio)

    def _in_sight(self) -> list[int]:
        height, offset = self.viewport().height(), self.verticalScrollBar().value()
        return [
            number
            for number, top in enumerate(self._tops())
            if top - offset < height and top + self._size(number)[1] > offset
        ]

    def _next(self) -> int | None:
        """The page to draw next."""
        wanted = (number for number in self._in_sight() if not self._is_drawn(number))
        return next(wanted, None)

    def _is_drawn(self, number: int) -> bool:
        kept = self._images.get(number)
        return kept is not None and kept[0] is self._pages and kept[1] == self._scale()

    def _draw(self) -> None:
        """One page at a time: what is scrolled past is not drawn."""
        number, pages, scale = self._next(), self._pages, self._scale()
        if self._drawing or number is None or pages is None:
            return
        self._drawing = True
        self._jobs.start(
            lambda: pages.draw(number, scale), lambda image: self._drew(number, pages, scale, image), self._not_drawn
        )

    def _drew(self, number: int, pages: Drawn, scale: float, image: QImage) -> None:
        self._drawing = False
        if pages is self._pages:
            self._images.pop(number, None)
            self._images[number] = (pages, scale, image)
            in_sight = set(self._in_sight())
            spare = [kept for kept in self._images if kept not in in_sight]
            for kept in spare[: max(0, len(self._images) - _KEPT)]:
                del self._images[kept]
        self.viewport().update()

    def _not_drawn(self, error: Exception) -> None:
        self._drawing = False
        self.clear()
        if self.failed is None:
            raise error
        self.failed(error)
