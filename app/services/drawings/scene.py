"""A drawing without a renderer: shapes in output units, y downwards, painted in order.

A drawing function lays itself out in a `Frame` — so many units wide and high, texts so large — and gives a `Scene` in
the same units: millimetres on paper, pixels on a screen. Colours and hatchings follow from a shape's `part`
(see palette.py). To add a shape, add a class, and its case in both renderers and in `_contains`.

Shapes are named tuples, quick to make and to compare: there are hundreds, and they are made while somebody types.
"""

import functools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from app.services.drawings.metrics import text_width

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

Dash = Literal["", "hidden", "centre", "phantom"]
Align = Literal["left", "centre", "right"]

HALF_LINE = 0.6
"""Half the height a line of text takes, in text sizes."""

ARROW = 0.75
"""Length of an arrowhead, in text sizes."""

_FEW = 20
"""Shapes whose change is worth finding their place: of more, the places make up most of the drawing."""

_SLIM = 0.16
"""Half the width of an arrowhead, in its lengths."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for a drawing: its size and the size of its texts, in output units.

    `fine` is how many of the smallest dots that are told apart lie on a unit: curves have as many corners as they need.
    On paper a thousand to the inch, also where a page is looked at enlarged; on a screen its device pixels.
    """

    width: float = 180.0
    height: float = 110.0
    text_size: float = 2.8
    fine: float = 40.0


class Rect(NamedTuple):
    """A rectangle. `fill` is the strength of its colour, `line` the weight of its edge; 0 is none of either."""

    x: float
    y: float
    width: float
    height: float
    part: str
    tag: str = ""
    fill: float = 1.0
    line: float = 1.0
    dash: Dash = ""
    hatch: bool = False
    """Hatched in colour too, as a section or a seal is."""


class Polygon(NamedTuple):
    """A closed outline."""

    points: tuple[Point, ...]
    part: str
    tag: str = ""
    fill: float = 1.0
    line: float = 1.0
    dash: Dash = ""
    hatch: bool = False


class Polyline(NamedTuple):
    """An open line in the colour of a part's edge."""

    points: tuple[Point, ...]
    part: str
    tag: str = ""
    line: float = 1.0
    dash: Dash = ""


class Circle(NamedTuple):
    """A circle; filled, it is a mark in the ink of its part."""

    x: float
    y: float
    radius: float
    part: str
    tag: str = ""
    fill: float = 0.0
    line: float = 1.0


class Label(NamedTuple):
    """One line of text. x is where `align` says; y is the middle of its capitals. `turned` reads upwards."""

    x: float
    y: float
    text: str
    size: float
    align: Align = "left"
    part: str = "text"
    tag: str = ""
    bold: bool = False
    turned: bool = False

    @property
    def width(self) -> float:
        """Length of the text along its line."""
        return text_width(self.text, self.size, bold=self.bold)

    @property
    def box(self) -> Box:
        """The room the text takes."""
        width, half = text_width(self.text, self.size, bold=self.bold), HALF_LINE * self.size
        before = 0.0 if self.align == "left" else width if self.align == "right" else width / 2
        if self.turned:
            return (self.x - half, self.y - width + before, self.x + half, self.y + before)
        return (self.x - before, self.y - half, self.x - before + width, self.y + half)


class DimensionLine(NamedTuple):
    """A dimension between two points of the object, drawn on the line `at`: a y when it measures x, else an x.

    `label_at` puts the text elsewhere, with a short leader; without it the text interrupts the line, or stands beyond
    the second end (the first when `before`) where the line is too short for it. `clear` is how far out other lines
    reach there: the text stands over the line where it fits between its ends, else beyond that with the line drawn on.
    """

    start: Point
    end: Point
    at: float
    text: str
    size: float
    upright: bool = False
    before: bool = False
    label_at: Point | None = None
    tag: str = ""
    clear: float | None = None

    @property
    def span(self) -> tuple[float, float]:
        """Where the dimension line begins and ends, along what it measures."""
        one, other = (self.start[1], self.end[1]) if self.upright else (self.start[0], self.end[0])
        return (one, other) if one <= other else (other, one)

    @property
    def ends(self) -> tuple[Point, Point]:
        """Both ends of the dimension line, in the order of their coordinate."""
        low, high = self.span
        return self._on_line(low), self._on_line(high)

    @property
    def length(self) -> float:
        """Length of the dimension line."""
        low, high = self.span
        return high - low

    @property
    def fits(self) -> bool:
        """Whether the text fits between the arrowheads."""
        free = 0.35 if self.clear is None else 0.55  # arrowheads of a neighbour may reach in from outside
        return text_width(self.text, self.size) + 2 * (ARROW + free) * self.size <= self.length

    @property
    def label(self) -> Label:
        """The text where it stands."""
        text, size, tag = self.text, self.size, self.tag
        if self.label_at is not None:
            return Label(*self.label_at, text, size, "left" if self.upright else "centre", "text", tag)
        low, high = self.span
        if self.fits:
            return Label(*self._on_line((low + high) / 2), text, size, "centre", "text", tag, turned=self.upright)
        if self.stands_over:
            x, y = self._on_line((low + high) / 2)
            over = HALF_LINE * size
            at = (x - over, y) if self.upright else (x, y - over)
            return Label(*at, text, size, "centre", "text", tag, turned=self.upright)
        away = (0.4 if self._holds_arrows else ARROW + 0.75) * size
        low, high = low - away, high + away
        if self.clear is not None:
            low, high = min(low, self.clear - 0.4 * size), max(high, self.clear + 0.4 * size)
        x, y = self._on_line(low if self.before else high)
        align: Align = "left" if self.before == self.upright else "right"
        return Label(x, y, text, size, align, "text", tag, turned=self.upright)

    def primitives(self) -> Iterator["Primitive"]:
        """Extension lines, dimension line, arrowheads and text."""
        low, high = self.span
        apart, em, tag, label = high - low, self.size, self.tag, self.label
        yield from self._extensions()
        if self.label_at is None and self.fits:
            half = text_width(self.text, em) / 2 + 0.3 * em
            middle = (low + high) / 2
            yield self._line(low, middle - half)
            yield self._line(high, middle + half)
        else:
            yield self._line(low, high)
        if apart > 0.05 * em:
            if self.label_at is not None or self._holds_arrows:
                head = min(ARROW * em, 0.42 * apart)
                yield self._arrowhead(low, head)
                yield self._arrowhead(high, -head)
            else:
                out = (ARROW + 0.45) * em
                yield self._line(low - out, low)
                yield self._line(high + out, high)
                yield self._arrowhead(low, -ARROW * em)
                yield self._arrowhead(high, ARROW * em)
        if self.label_at is None and self.clear is not None and not self.fits and not self.stands_over:
            yield self._line(low, self.clear) if self.before else self._line(high, self.clear)
        if self.label_at is not None:
            middle_point = self._on_line((low + high) / 2)
            x, y = self.label_at
            if self.upright:
                yield Polyline((middle_point, (x - 0.25 * em, y)), "dimension", tag)
            else:
                over = HALF_LINE * em if y > self.at else -HALF_LINE * em
                yield Polyline((middle_point, (x, y - over)), "dimension", tag)
        yield label

    @property
    def stands_over(self) -> bool:
        """Whether a text that does not fit between the arrowheads stands over them."""
        return self.clear is not None and text_width(self.text, self.size) + 0.4 * self.size <= self.length

    @property
    def _holds_arrows(self) -> bool:
        return self.length >= 2.4 * ARROW * self.size

    def _on_line(self, along: float) -> Point:
        return (self.at, along) if self.upright else (along, self.at)

    def _line(self, one: float, other: float) -> Polyline:
        return Polyline((self._on_line(one), self._on_line(other)), "dimension", self.tag)

    def _arrowhead(self, tip: float, back: float) -> Polygon:
        """An arrowhead that ends at `tip` and reaches `back` from it."""
        half, base = abs(back) * _SLIM, tip + back
        if self.upright:
            points = ((self.at, tip), (self.at - half, base), (self.at + half, base))
        else:
            points = ((tip, self.at), (base, self.at - half), (base, self.at + half))
        return Polygon(points, "dimension", self.tag, line=0)

    def _extensions(self) -> Iterator["Primitive"]:
        gap, past = 0.3 * self.size, 0.35 * self.size
        for x, y in (self.start, self.end):
            reach = self.at - (x if self.upright else y)
            if abs(reach) > gap:
                near, far = math.copysign(gap, reach), reach + math.copysign(past, reach)
                if self.upright:
                    yield Polyline(((x + near, y), (x + far, y)), "extension", self.tag)
                else:
                    yield Polyline(((x, y + near), (x, y + far)), "extension", self.tag)


Primitive = Rect | Polygon | Polyline | Circle | Label
Shape = Primitive | DimensionLine


@dataclass(frozen=True, slots=True)
class About:
    """What a tag stands for: a name, what a hover shows below it, and the inputs a click leads to.

    `lines` are written when they are asked for: they cost more than the shapes, and few are ever looked at.
    """

    name: str
    lines: Callable[[], Iterable[str]] = tuple
    keys: tuple[str, ...] = ()

    @property
    def tip(self) -> str:
        """What a hover shows."""
        return "\n".join((self.name, *(line for line in self.lines() if line)))


@dataclass(frozen=True)
class Scene:
    """A finished drawing. `title` names it, and `words` say it for those who do not see it, when they are asked for."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    about: Mapping[str, About] = field(default_factory=dict)
    title: str = ""
    words: Callable[[], str] = str

    @property
    def description(self) -> str:
        """The drawing in words; of the design as it stands, where a `Reading` was drawn."""
        return self.words()

    @functools.cached_property
    def primitives(self) -> tuple[Primitive, ...]:
        """All shapes taken apart into what a renderer draws, texts last."""
        parts: list[Primitive] = []
        for shape in self.shapes:
            if isinstance(shape, DimensionLine):
                parts.extend(shape.primitives())
            else:
                parts.append(shape)
        return (*(p for p in parts if type(p) is not Label), *(p for p in parts if type(p) is Label))

    @property
    def labels(self) -> tuple[Label, ...]:
        """All texts."""
        return tuple(shape for shape in self.primitives if isinstance(shape, Label))

    @functools.cached_property
    def tags(self) -> tuple[str, ...]:
        """Every tag that says something, in the order of the drawing."""
        return tuple(dict.fromkeys(s.tag for s in self.primitives if s.tag in self.about))

    def tag_at(self, x: float, y: float) -> str:
        """The tag of the uppermost shape at a point, or ""."""
        for shape in reversed(self.primitives):
            if shape.tag in self.about and _contains(shape, x, y):
                return shape.tag
        return ""

    def changed_from(self, before: "Scene") -> Box | None:
        """The area outside of which this scene looks like an earlier one of its size; None when all of it does."""
        shapes, earlier = self.primitives, before.primitives
        if shapes == earlier:
            return None
        changed = [pair for pair in zip(shapes, earlier, strict=False) if pair[0] != pair[1]]
        if len(shapes) != len(earlier) or len(changed) > _FEW:
            return 0.0, 0.0, self.width, self.height
        lefts, tops, rights, bottoms = zip(*(bounds(shape) for pair in changed for shape in pair), strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


Drawing = Callable[[Frame], Scene]
"""Anything that lays a scene out in a frame, such as `functools.partial(plan_view, design)`."""


def overlap(a: Box, b: Box, slack: float = 0.0) -> bool:
    """Whether two boxes share more than `slack` in both directions."""
    return (
        min(a[2], b[2]) - max(a[0], b[0]) > slack  # along x
        and min(a[3], b[3]) - max(a[1], b[1]) > slack
    )


def bounds(shape: Primitive) -> Box:
    """The room a shape takes, without the weight of its lines."""
    match shape:
        case Rect(x, y, width, height):
            return x, y, x + width, y + height
        case Label():
            return shape.box
        case Circle(x, y, radius):
            return x - radius, y - radius, x + radius, y + radius
        case Polygon(points) | Polyline(points):
            xs, ys = zip(*points, strict=True)
            return min(xs), min(ys), max(xs), max(ys)


def _contains(shape: Primitive, x: float, y: float) -> bool:
    match shape:
        case Rect():
            return shape.x <= x <= shape.x + shape.width and shape.y <= y <= shape.y + shape.height
        case Label():
            left, top, right, bottom = shape.box
            return left <= x <= right and top <= y <= bottom
        case Polygon():
            return _inside(shape.points, x, y)
        case Circle():
            return math.hypot(x - shape.x, y - shape.y) <= shape.radius
    return False


def _inside(points: tuple[Point, ...], x: float, y: float) -> bool:
    """Even-odd rule."""
    odd = False
    x1, y1 = points[-1]
    for x2, y2 in points:
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            odd = not odd
        x1, y1 = x2, y2
    return odd
