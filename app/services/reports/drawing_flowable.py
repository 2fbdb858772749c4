"""A drawing on paper: a Scene drawn by reportlab as vectors, in colour or in black and white with hatching."""

import math
from collections.abc import Iterable
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services import fonts
from app.services.drawings.palette import Colours, Hatch, colours, hatch
from app.services.drawings.scene import (
    Box,
    Circle,
    Drawing,
    Frame,
    Label,
    Point,
    Polygon,
    Polyline,
    Primitive,
    Rect,
    Scene,
)
from app.services.reports.texts import beside, put

_LINE: Final = 0.45
"""Points of a line of weight 1."""

_HATCH_LINE: Final = 0.35

_FINE: Final = ("leader", "extension", "grid")
"""Drawn thinner: they only lead the eye."""

_CAPITALS: Final = 0.36
"""Half the height of a capital, in text sizes: from the middle of a text to its baseline."""

_DASHES: Final = {
    "hidden": (2.4, 1.4),
    "centre": (6.0, 1.4, 1.2, 1.4),
    "phantom": (6.0, 1.4, 1.2, 1.4, 1.2, 1.4),
}

_MOST_HATCH_LINES: Final = 2000
"""In one area; a design with a slip of the keys must not make a page of gigabytes."""


class DrawingFlowable(Flowable):  # type: ignore[misc]
    """A drawing in the flow of a page, `width` × `height` points, with texts of `text_size` points."""

    def __init__(
        self,
        drawing: Drawing | Scene,
        width: float,
        height: float,
        *,
        text_size: float = 8.0,
        black_and_white: bool = False,
    ) -> None:
        super().__init__()
        self.width, self.height = width, height
        self._colours = colours("black-and-white" if black_and_white else "paper")
        if isinstance(drawing, Scene):
            self.scene = drawing
        else:
            self.scene = drawing(Frame(width / mm, height / mm, text_size / mm))

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The size is fixed; called by reportlab before it draws."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw with the lower left corner at the origin; called by reportlab."""
        scale = min(self.width / self.scene.width, self.height / self.scene.height)
        left = (self.width - self.scene.width * scale) / 2
        top = self.height - (self.height - self.scene.height * scale) / 2
        draw_scene(self.canv, self.scene, left, top, scale, self._colours)


def draw_scene(canvas: Any, scene: Scene, x: float, y: float, scale: float, paint: Colours) -> None:
    """Draw a scene with its upper left corner at x, y, `scale` points to the unit."""
    canvas.saveState()
    canvas.setLineJoin(1)
    pen = _Pen(canvas, x, y, scale, paint)
    for shape in scene.primitives:
        pen.draw(shape)
    canvas.restoreState()


class _Pen:
    """Draws primitives on a reportlab canvas, whose y runs upwards."""

    def __init__(self, canvas: Any, x: float, y: float, scale: float, paint: Colours) -> None:
        self._canvas = canvas
        self._x, self._y, self._scale = x, y, scale
        self._paint = paint

    def draw(self, shape: Primitive) -> None:
        match shape:
            case Rect():
                x, y, right, bottom = shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
                self._area(((x, y), (right, y), (right, bottom), (x, bottom)), shape)
            case Polygon():
                self._area(shape.points, shape)
            case Polyline():
                self._stroke(shape.part, shape.line, shape.dash)
                self._canvas.drawPath(self._path(shape.points, closed=False), stroke=1, fill=0)
            case Circle():
                self._circle(shape)
            case Label():
                self._label(shape)

    def _area(self, points: Iterable[Point], shape: Rect | Polygon) -> None:
        path = self._path(points, closed=True)
        if shape.fill:
            self._canvas.setFillColor(self._fill(shape.part, shape.fill))
            self._canvas.drawPath(path, stroke=0, fill=1)
            pattern = hatch(shape.part)
            if pattern.angles and (shape.hatch or self._paint.hatched):
                # A tint in colour is a looser hatching in black and white.
                looser = 1.0 if shape.fill > 0.6 else 2.2
                self._hatch(path, list(points), pattern, shape.part, looser)
        # Without colours, what has no edge of its own needs one to be told from its neighbour.
        line = shape.line or (0.5 if self._paint.hatched and shape.fill and shape.part in self._paint.fill else 0.0)
        if line:
            self._stroke(shape.part, line, shape.dash)
            self._canvas.drawPath(path, stroke=1, fill=0)

    def _circle(self, shape: Circle) -> None:
        x, y = self._at((shape.x, shape.y))
        ground = shape.part == "background"
        self._canvas.setFillColor(HexColor(self._paint.background if ground else self._paint.stroke(shape.part)))
        self._stroke(shape.part, shape.line or 1.0, "")
        self._canvas.circle(x, y, shape.radius * self._scale, stroke=int(bool(shape.line)), fill=int(bool(shape.fill)))

    def _label(self, shape: Label) -> None:
        style = "bold" if shape.bold else "regular"
        size = shape.size * self._scale
        box = shape.box
        canvas = self._canvas
        if self._paint.hatched and shape.part.startswith("on-"):
            self._clear(box)
        canvas.setFillColor(HexColor(self._paint.stroke(shape.part)))
        canvas.saveState()
        if shape.turned:
            x, y = self._at((shape.x + _CAPITALS * shape.size, box[3]))
            canvas.translate(x, y)
            canvas.rotate(90)
        else:
            x, y = self._at((box[0], (box[1] + box[3]) / 2 + _CAPITALS * shape.size))
            canvas.translate(x, y)
        put(canvas, beside(fonts.runs(shape.text, style), size, 0, 0))
        canvas.restoreState()

    def _clear(self, box: Box) -> None:
        """White ground for a text that stands on a hatching."""
        pad = 0.2 * (box[3] - box[1])
        x, y = self._at((box[0] - pad, box[3]))
        self._canvas.setFillColor(HexColor(self._paint.background))
        width, height = (box[2] - box[0] + 2 * pad) * self._scale, (box[3] - box[1]) * self._scale
        self._canvas.rect(x, y, width, height, stroke=0, fill=1)

    def _hatch(self, path: Any, points: list[Point], pattern: Hatch, part: str, looser: float) -> None:
        canvas = self._canvas
        xs, ys = zip(*(self._at(point) for point in points), strict=True)
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        if right - left < 0.3 or high - low < 0.3:
            return
        canvas.saveState()
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setLineWidth(_HATCH_LINE)
        canvas.setStrokeColor(HexColor(self._paint.stroke(part)))
        canvas.setDash(*(((3.0, 1.6), 0) if pattern.dashed else ((), 0)))
        reach = math.hypot(right - left, high - low) / 2
        middle_x, middle_y = (left + right) / 2, (low + high) / 2
        step = max(pattern.spacing * _HATCH_UNIT * looser, 2 * reach / _MOST_HATCH_LINES)
        for angle in pattern.angles:
            cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            # Lines lie on one grid of the page, so that neighbouring plies of a part hatch as one.
            offset = middle_x * -sin + middle_y * cos
            along = middle_x * cos + middle_y * sin
            lines = []
            for number in range(math.ceil((offset - reach) / step), math.floor((offset + reach) / step) + 1):
                d = number * step
                x, y = -sin * d + cos * along, cos * d + sin * along
                lines.append((x - cos * reach, y - sin * reach, x + cos * reach, y + sin * reach))
            canvas.lines(lines)
        canvas.restoreState()

    def _stroke(self, part: str, line: float, dash: str) -> None:
        canvas = self._canvas
        canvas.setStrokeColor(HexColor(self._paint.stroke(part)))
        canvas.setLineWidth(_LINE * (line if part not in _FINE else 0.6 * line))
        if dash:
            canvas.setDash(list(_DASHES[dash]))
        else:
            canvas.setDash()

    def _fill(self, part: str, strength: float) -> HexColor:
        known = part == "background" or part in self._paint.fill
        return HexColor(self._paint.filled(part, strength) if known else self._paint.stroke(part))

    def _path(self, points: Iterable[Point], closed: bool) -> Any:
        path = self._canvas.beginPath()
        first, *others = (self._at(point) for point in points)
        path.moveTo(*first)
        for point in others:
            path.lineTo(*point)
        if closed:
            path.close()
        return path

    def _at(self, point: Point) -> Point:
        return self._x + point[0] * self._scale, self._y - point[1] * self._scale


_HATCH_UNIT: Final = 8.0
"""Points that a hatching's spacing counts in: the usual size of texts."""
