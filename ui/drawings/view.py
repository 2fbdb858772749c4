"""A drawing on the screen: a Scene painted crisply, in light or dark, that says what lies under the pointer."""

import math
from collections.abc import Iterable
from html import escape
from itertools import starmap

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QGlyphRun,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from app.services import fonts
from app.services.drawings.palette import Colours, Scheme, colours
from app.services.drawings.scene import (
    Box,
    Circle,
    Drawing,
    Frame,
    Label,
    Polygon,
    Polyline,
    Primitive,
    Rect,
    Scene,
    bounds,
    overlap,
)
from app.services.i18n import tr
from ui import theme

_MARGIN = 8
"""Pixels left free on every side."""

_CAPITALS = 0.36
"""Half the height of a capital, in text sizes: from the middle of a text to its baseline."""

_EDGE = 3
"""Pixels that lines and smoothing may reach beyond a shape."""

_MOST_TEXTS = 2000
"""Texts kept set in type."""

_COPY_WIDTH = 2400
"""Pixels across a copied picture."""

_FINE_COPY = 10.0
"""How many times a copied picture may be enlarged until its curves show corners."""

_DASHES: dict[str, list[float]] = {
    "hidden": [5.0, 3.0],
    "centre": [12.0, 3.0, 2.0, 3.0],
    "phantom": [12.0, 3.0, 2.0, 3.0, 2.0, 3.0],
}


class ScenePainter:
    """Paints scenes with one set of colours, `scale` pixels to the unit, the scene's corner at `origin`.

    `ratio` is how many device pixels lie along one of the painter's. A line of weight 1 is `weight` device pixels wide:
    one of the painter's, unless told otherwise, and always whole ones, for level lines to be sharp.
    """

    def __init__(
        self, paint: Colours, scale: float, origin: QPointF, ratio: float = 1.0, weight: float | None = None
    ) -> None:
        self._paint = paint
        self._scale = scale
        self._x, self._y = origin.x(), origin.y()
        self._ratio = ratio
        self._weight = max(round(ratio if weight is None else weight), 1)
        self._pens: dict[tuple[str, float, str], QPen] = {}
        self._brushes: dict[tuple[str, float], QBrush] = {}
        self._fonts: dict[tuple[float, bool], QFont] = {}
        self._texts: dict[tuple[str, float, bool], list[QGlyphRun]] = {}
        self._smooth = False

    def paint(self, painter: QPainter, shapes: Iterable[Primitive], within: QRect | None = None) -> None:
        """Paint the shapes in their order, or those that reach into some pixels."""
        if within is not None:
            box, slack = self._box(within), -_EDGE / self._scale
            shapes = [shape for shape in shapes if overlap(bounds(shape), box, slack)]
        self._smooth = False
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for shape in shapes:
            match shape:
                case Label():
                    self._label(painter, shape)
                case Polyline():
                    self._polyline(painter, shape)
                case Rect():
                    self._rect(painter, shape)
                case Polygon():
                    self._polygon(painter, shape)
                case Circle():
                    self._circle(painter, shape)

    def area(self, box: Box) -> QRect:
        """The pixels a part of the scene takes, with the lines on its edge."""
        left, top = self._x + box[0] * self._scale, self._y + box[1] * self._scale
        right, bottom = self._x + box[2] * self._scale, self._y + box[3] * self._scale
        return QRectF(left, top, right - left, bottom - top).toAlignedRect().adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)

    def _box(self, area: QRect) -> Box:
        """The part of the scene that these pixels show."""
        left, top = (area.x() - self._x) / self._scale, (area.y() - self._y) / self._scale
        return left, top, left + area.width() / self._scale, top + area.height() / self._scale

    def outline(self, painter: QPainter, shapes: Iterable[Primitive], colour: QColor) -> None:
        """Paint a line round areas, to show which are meant."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2.0))
        for shape in shapes:
            if isinstance(shape, Rect):
                painter.drawRect(self._area(shape))
            elif isinstance(shape, Polygon):
                painter.drawPolygon(self._points(shape.points))

    def _smoothly(self, painter: QPainter, smooth: bool) -> None:
        """What runs along the pixels is painted sharp, all else smooth."""
        if smooth is not self._smooth:
            self._smooth = smooth
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)

    def _rect(self, painter: QPainter, shape: Rect) -> None:
        self._smoothly(painter, False)
        area = self._area(shape)
        if shape.fill and not (shape.hatch or self._paint.hatched):
            painter.fillRect(area, self._brush(shape.part, shape.fill))
        elif shape.fill:
            painter.fillRect(area, self._brush(shape.part, shape.fill))
            painter.fillRect(area, QBrush(QColor(self._paint.stroke(shape.part)), Qt.BrushStyle.BDiagPattern))
        if not shape.line:
            return
        wide = self._wide(shape.line)
        if min(area.width(), area.height()) * self._ratio < 2 * wide and not shape.dash:  # all of it is edge
            painter.fillRect(area, self._pen(shape.part, shape.line, "").color())
        else:
            half = wide / 2 / self._ratio
            painter.setPen(self._pen(shape.part, shape.line, shape.dash))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(half, half, -half, -half))

    def _polygon(self, painter: QPainter, shape: Polygon) -> None:
        self._smoothly(painter, True)
        points = self._points(shape.points)
        painter.setBrush(self._brush(shape.part, shape.fill) if shape.fill else Qt.BrushStyle.NoBrush)
        painter.setPen(self._pen(shape.part, shape.line, shape.dash) if shape.line else Qt.PenStyle.NoPen)
        painter.drawPolygon(points)
        if shape.hatch:
            painter.setBrush(QBrush(QColor(self._paint.stroke(shape.part)), Qt.BrushStyle.BDiagPattern))
            painter.drawPolygon(points)

    def _polyline(self, painter: QPainter, shape: Polyline) -> None:
        painter.setPen(self._pen(shape.part, shape.line, shape.dash))
        level = _is_level(shape)
        self._smoothly(painter, not level)
        if level:
            (x1, y1), (x2, y2) = shape.points
            wide = self._wide(shape.line)
            painter.drawLine(
                QLineF(
                    self._sharp(x1, self._x, wide),
                    self._sharp(y1, self._y, wide),
                    self._sharp(x2, self._x, wide),
                    self._sharp(y2, self._y, wide),
                )
            )
        else:
            painter.drawPolyline(self._points(shape.points))

    def _circle(self, painter: QPainter, shape: Circle) -> None:
        self._smoothly(painter, True)
        ground = shape.part == "background"
        colour = QColor(self._paint.background if ground else self._paint.stroke(shape.part))
        painter.setBrush(colour if shape.fill else Qt.BrushStyle.NoBrush)
        painter.setPen(self._pen(shape.part, shape.line, "") if shape.line else Qt.PenStyle.NoPen)
        radius = shape.radius * self._scale
        painter.drawEllipse(QPointF(self._x + shape.x * self._scale, self._y + shape.y * self._scale), radius, radius)

    def _label(self, painter: QPainter, shape: Label) -> None:
        painter.setPen(self._pen(shape.part, 1.0, ""))
        left, _, _, bottom = shape.box
        scale, baseline = self._scale, _CAPITALS * shape.size
        start = QPointF(self._x + left * scale, self._y + (shape.y + baseline) * scale)
        if shape.turned:
            painter.save()
            painter.translate(self._x + (shape.x + baseline) * scale, self._y + bottom * scale)
            painter.rotate(-90)
            start = QPointF(0.0, 0.0)
        for run in self._type(painter, shape):
            painter.drawGlyphRun(start, run)
        if shape.turned:
            painter.restore()

    def _area(self, shape: Rect) -> QRectF:
        """Its edges on whole device pixels, at least one wide."""
        ratio, scale = self._ratio, self._scale
        left, top = round((self._x + shape.x * scale) * ratio), round((self._y + shape.y * scale) * ratio)
        right = round((self._x + (shape.x + shape.width) * scale) * ratio)
        bottom = round((self._y + (shape.y + shape.height) * scale) * ratio)
        return QRectF(left / ratio, top / ratio, max(right - left, 1) / ratio, max(bottom - top, 1) / ratio)

    def _wide(self, line: float) -> int:
        """How many device pixels a level line of this weight covers."""
        return max(int(line * self._weight), 1)

    def _sharp(self, value: float, origin: float, wide: int) -> float:
        """The middle of the device pixels that a level line covers."""
        at = (origin + value * self._scale) * self._ratio
        return (math.floor(at) + 0.5 if wide % 2 else round(at)) / self._ratio

    def _points(self, points: Iterable[tuple[float, float]]) -> QPolygonF:
        x0, y0, scale = self._x, self._y, self._scale
        if scale == 1.0:  # the usual case, and often
            moved = QPolygonF(list(starmap(QPointF, points)))
            moved.translate(x0, y0)
            return moved
        return QPolygonF([QPointF(x0 + x * scale, y0 + y * scale) for x, y in points])

    def _pen(self, part: str, line: float, dash: str) -> QPen:
        pen = self._pens.get((part, line, dash))
        if pen is None:
            pen = QPen(QColor(self._paint.stroke(part)), line * self._weight)
            pen.setCosmetic(True)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(
                Qt.PenJoinStyle.MiterJoin if part not in ("separator", "lithium") else Qt.PenJoinStyle.RoundJoin
            )
            if dash:
                pen.setDashPattern(_DASHES[dash])
            self._pens[part, line, dash] = pen
        return pen

    def _brush(self, part: str, strength: float) -> QBrush:
        brush = self._brushes.get((part, strength))
        if brush is None:
            known = part == "background" or part in self._paint.fill
            colour = self._paint.filled(part, strength) if known else self._paint.stroke(part)
            brush = self._brushes[part, strength] = QBrush(QColor(colour))
        return brush

    def _type(self, painter: QPainter, shape: Label) -> list[QGlyphRun]:
        """A text set in type with its baseline at the origin; kept, for most texts outlive an edit."""
        name = (shape.text, shape.size, shape.bold)
        runs = self._texts.get(name)
        if runs is None:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            layout = QTextLayout(shape.text, self._font(painter, shape.size, shape.bold), painter.device())
            layout.beginLayout()
            line = layout.createLine()
            layout.endLayout()
            if line.isValid():
                line.setPosition(QPointF(0.0, -line.ascent()))
            runs = self._texts[name] = layout.glyphRuns()
        return runs

    def _font(self, painter: QPainter, size: float, bold: bool) -> QFont:
        font = self._fonts.get((size, bold))
        if font is None:
            font = self._fonts[size, bold] = QFont(list(fonts.FAMILIES))
            font.setPointSizeF(max(size * self._scale, 1.0) * 72 / painter.device().logicalDpiY())
            font.setBold(bold)
            # The scene's widths are those of the typeface itself.
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


class DrawingView(QWidget):
    """Shows one drawing. What is clicked in it leads to inputs: `keys_clicked` carries their keys."""

    keys_clicked = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draw: Drawing | None = None
        self._scene: Scene | None = None
        self._kept: tuple[tuple[object, ...], ScenePainter] | None = None
        """Pens, brushes and fonts last as long as the setting they were made for."""
        self._tag = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_drawing(self, draw: Drawing) -> None:
        """Show a drawing that lays itself out anew in every size of this widget."""
        self.follow(draw)
        self.describe()

    def follow(self, draw: Drawing) -> None:
        """Show what has become of the drawing; its words wait until `describe` is called."""
        self._draw = draw
        self.lay_out()

    def lay_out(self) -> None:
        """Ask the drawing for its scene again."""
        if self._draw is not None:
            self._take(self._draw(self._frame()))

    def show_scene(self, scene: Scene) -> None:
        """Show a finished scene, as large as fits."""
        self._draw = None
        self._take(scene)
        self.describe()

    def describe(self) -> None:
        """Say the drawing in words, for those who do not see it."""
        name, description = (self._scene.title, self._scene.description) if self._scene else ("", "")
        if self.accessibleName() != name:
            self.setAccessibleName(name)
        if self.accessibleDescription() != description:
            self.setAccessibleDescription(description)

    def clear(self) -> None:
        """Show nothing."""
        self._draw = None
        self._take(None)
        self.describe()

    def scene(self) -> Scene | None:
        """What is shown."""
        return self._scene

    def tag(self) -> str:
        """The tag under the pointer, or chosen with the keys; "" for none."""
        return self._tag

    def select(self, tag: str) -> None:
        """Mark everything that has this tag."""
        known = tag if self._scene is not None and tag in self._scene.about else ""
        if known != self._tag:
            self._tag = known
            self.update()

    def image(self) -> QImage:
        """The picture as it goes into a document: light, and fine enough to print."""
        scene = self._copied()
        if scene is None:
            return QImage()
        scale = _COPY_WIDTH / scene.width
        size = QSize(_COPY_WIDTH, max(1, min(round(scene.height * scale), 4 * _COPY_WIDTH)))
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        ScenePainter(colours("light"), scale, QPointF(0.0, 0.0), weight=scale).paint(painter, scene.primitives)
        painter.end()
        return image

    def copy(self) -> None:
        """Put the picture on the clipboard, as an image and as SVG."""
        scene = self._copied()
        if scene is not None:
            from ui.clipboard import copy_picture

            copy_picture(scene, self.image())

    def menu(self) -> QMenu:
        """What a right click offers."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy picture"), self.copy)
        return menu

    # Qt asks

    def sizeHint(self) -> QSize:
        return QSize(480, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 80)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._scene is None:
            return
        painter = QPainter(self)
        part = event.rect()
        # Of a large part, what lies outside is clipped away sooner than it is found.
        large = 2 * part.height() * part.width() > self.height() * self.width()
        scene_painter = self._painter(self._scene)
        scene_painter.paint(painter, self._scene.primitives, None if large else part)
        if self._tag:
            marked = [shape for shape in self._scene.primitives if shape.tag == self._tag]
            scene_painter.outline(painter, marked, self.palette().color(QPalette.ColorRole.Accent))
        if self.hasFocus():
            theme.paint_focus(painter, QRectF(self.rect()))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.lay_out()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._kept = None
            self.update()
        elif event.type() == QEvent.Type.LanguageChange:
            self.lay_out()
            self.describe()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.lay_out()
            self.update()
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        tag = self._tag_at(event.position())
        if tag != self._tag:
            self.select(tag)
            self._tell(event.globalPosition().toPoint())
        leads = bool(tag and self._scene is not None and self._scene.about[tag].keys)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.select(self._tag_at(event.position()))
            self._follow()
        else:
            super().mouseReleaseEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.select("")
        QToolTip.hideText()
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.select("")
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        tags = self._scene.tags if self._scene is not None else ()
        at = tags.index(self._tag) if self._tag in tags else -1
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif tags and event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._choose(tags[(at + 1) % len(tags)])
        elif tags and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._choose(tags[(at if at >= 0 else 0) - 1])
        elif self._tag and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._follow()
        elif self._tag and event.key() == Qt.Key.Key_Escape:
            self.select("")
            QToolTip.hideText()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._scene is None:
            return
        self.menu().popup(event.globalPos())

    def _take(self, scene: Scene | None) -> None:
        before, self._scene = self._scene, scene
        if scene is None or before is None or (scene.width, scene.height) != (before.width, before.height):
            self.update()
        elif changed := scene.changed_from(before):
            self.update(self._painter(scene).area(changed))
        if scene is None or self._tag not in scene.about:
            self._tag = ""

    def _copied(self) -> Scene | None:
        """What is shown, its curves fine enough to be enlarged."""
        return self._scene if self._draw is None else self._draw(self._frame(_FINE_COPY))

    def _frame(self, fine: float = 0.0) -> Frame:
        width, height = max(self.width() - 2 * _MARGIN, 1), max(self.height() - 2 * _MARGIN, 1)
        # Finer than the pixels of a fine screen: beside sharp letters corners show sooner.
        fine = fine or self.devicePixelRatioF() ** 2
        return Frame(float(width), float(height), float(theme.SIZES["caption"]), fine)

    def _fit(self, scene: Scene) -> tuple[float, QPointF]:
        """Scale and origin that show the whole scene in the middle."""
        frame = self._frame()
        scale = min(frame.width / scene.width, frame.height / scene.height)
        left, top = (self.width() - scene.width * scale) / 2, (self.height() - scene.height * scale) / 2
        return scale, QPointF(round(left), round(top))

    def _painter(self, scene: Scene) -> ScenePainter:
        scale, origin = self._fit(scene)
        ratio = self.devicePixelRatioF()
        setting = (scale, origin.x(), origin.y(), ratio)
        if self._kept is None or self._kept[0] != setting:
            ground = self.palette().color(QPalette.ColorRole.Base)
            scheme: Scheme = "dark" if ground.lightness() < 128 else "light"
            self._kept = (setting, ScenePainter(colours(scheme, ground.name().upper()), scale, origin, ratio))
        return self._kept[1]

    def _tag_at(self, position: QPointF) -> str:
        if self._scene is None:
            return ""
        scale, origin = self._fit(self._scene)
        return self._scene.tag_at((position.x() - origin.x()) / scale, (position.y() - origin.y()) / scale)

    def _choose(self, tag: str) -> None:
        self.select(tag)
        self._tell(self.mapToGlobal(QPoint(self.width() // 2, self.height() // 2)))

    def _tell(self, position: QPoint) -> None:
        if self._scene is None or not self._tag:
            QToolTip.hideText()
            return
        first, *others = self._scene.about[self._tag].tip.split("\n")
        self.setAccessibleDescription("\n".join((self._scene.description, first, *others)))
        lines = (f"<b>{escape(first)}</b>", *map(escape, others))
        QToolTip.showText(position, f"<div style='white-space:pre'>{'<br>'.join(lines)}</div>", self)

    def _follow(self) -> None:
        if self._scene is not None and self._tag:
            keys = self._scene.about[self._tag].keys
            if keys:
                self.keys_clicked.emit(keys)


def _is_level(line: Polyline) -> bool:
    """Whether a line runs along the pixels."""
    if len(line.points) != 2:
        return False
    (x1, y1), (x2, y2) = line.points
    return abs(x1 - x2) < 1e-6 or abs(y1 - y2) < 1e-6
