"""A piece as a workshop makes it: outlines on layers and what is dimensioned, in mm, without a renderer.

x runs to the right along the strip, y upwards to the tabs; the lower left corner of a piece lies at 0, 0. The paper,
the SVG and the DXF are all drawn from this: tool_sheet.py, svg.py and dxf.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from app.services.drawings.metrics import text_width
from app.services.drawings.scene import ARROW, Dash, DimensionLine, Point
from app.services.drawings.sheet import millimetres
from app.services.i18n import N_, tr

Side = Literal["below", "above", "left", "right"]
SIDES: Final[tuple[Side, ...]] = ("below", "above", "left", "right")

TEXT: Final = 3.5
"""mm: the size of the texts of a drawing."""

_FIRST, _TIER = 2.2, 2.0
"""From the piece to its first dimension line, and from one to the next, in text sizes."""

_MOST_TIERS: Final = 24


@dataclass(frozen=True, slots=True)
class Layer:
    """What a line means. `name` is that of the layer in a DXF, `colour` its index there, `weight` in mm.

    `ink`: its colour in an SVG, by which the programs of laser cutters tell layers apart.
    """

    name: str
    label: str
    dash: Dash
    colour: int
    ink: str
    weight: float


CUT: Final = Layer("CUT", N_("cut"), "", 7, "#000000", 0.5)
FOLD: Final = Layer("FOLD", N_("fold"), "centre", 3, "#007F00", 0.25)
FORM: Final = Layer("FORM", N_("formed cup"), "", 5, "#0000FF", 0.35)
TRIM: Final = Layer("TRIM", N_("edge after trimming"), "phantom", 1, "#E00000", 0.35)
SECTION: Final = Layer("SECTION", N_("section"), "", 30, "#C06000", 0.35)
TAB: Final = Layer("TAB", N_("tab"), "", 6, "#C000C0", 0.35)
SEALANT: Final = Layer("SEALANT", N_("sealant"), "", 4, "#008080", 0.25)
HIDDEN: Final = Layer("HIDDEN", N_("under the film"), "hidden", 8, "#808080", 0.25)
CENTRE: Final = Layer("CENTRE", N_("middle of the tab"), "centre", 32, "#806000", 0.18)
LAYERS: Final = (CUT, FOLD, FORM, TRIM, SECTION, TAB, SEALANT, HIDDEN, CENTRE)


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed outline, or an open line."""

    layer: Layer
    points: tuple[Point, ...]
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Caption:
    """A word in the drawing; `at` is its middle."""

    at: Point
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A dimension: what lies between two points along x (below, above) or y (left, right).

    `whole`: the length it says where the view is interrupted between the points.
    """

    start: Point
    end: Point
    side: Side
    whole: float = 0.0

    @property
    def upright(self) -> bool:
        return self.side in ("left", "right")

    @property
    def value(self) -> float:
        """The length measured, in mm."""
        axis = 1 if self.upright else 0
        return self.whole or abs(self.end[axis] - self.start[axis])


@dataclass(frozen=True, slots=True)
class ToolPart:
    """A piece to make. `group` is what --part calls it; `tolerance` and `details` are said in the title block."""

    id: str
    group: str
    name: str
    outlines: tuple[Outline, ...]
    measures: tuple[Measure, ...]
    captions: tuple[Caption, ...] = ()
    tolerance: str = ""
    details: tuple[tuple[str, str], ...] = ()
    """Label and value, such as the material."""
    notes: tuple[str, ...] = ()

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, lower, right, upper end of the outlines."""
        xs, ys = zip(*(point for outline in self.outlines for point in outline.points), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers drawn on, in the order of LAYERS."""
        used = {outline.layer.name for outline in self.outlines}
        return tuple(layer for layer in LAYERS if layer.name in used)


@dataclass(frozen=True, slots=True)
class Placed:
    """A measure with the place of its dimension line: a y when it measures x, else an x."""

    measure: Measure
    tier: int
    at: float
    line: DimensionLine
    """As a scene draws it: y downwards, the corner of the piece at 0, 0."""


def rectangle(layer: Layer, x: float, y: float, width: float, height: float) -> Outline:
    """A rectangle from its lower left corner."""
    return Outline(layer, ((x, y), (x + width, y), (x + width, y + height), (x, y + height)))


def line(layer: Layer, start: Point, end: Point) -> Outline:
    """A line."""
    return Outline(layer, (start, end), closed=False)


def chain(stops: Sequence[float], side: Side, at: float) -> Iterator[Measure]:
    """Dimensions end to end between stops along x or y; where two stops are one, nothing."""
    for one, other in pairwise(stops):
        if other - one > 5e-4:
            ends = ((at, one), (at, other)) if side in ("left", "right") else ((one, at), (other, at))
            yield Measure(*ends, side)


def interrupted(part: ToolPart, longest: float) -> ToolPart:
    """The piece with the middle of its length left out where it is longer than so much; dimensions say the truth."""
    left, _, right, _ = part.bounds
    if right - left <= longest:
        return part
    out = (left + 0.6 * longest, right - 0.35 * longest)

    def moved(point: Point) -> Point:
        x, y = point
        return (x if x <= out[0] else max(out[0] + 0.05 * longest, x - (out[1] - out[0]) + 0.05 * longest), y)

    def shown(points: Sequence[Point]) -> bool:
        return any(x <= out[0] for x, _ in points) or any(x >= out[1] for x, _ in points)

    return replace(
        part,
        outlines=tuple(replace(o, points=tuple(map(moved, o.points))) for o in part.outlines if shown(o.points)),
        measures=tuple(
            replace(m, start=moved(m.start), end=moved(m.end), whole=m.value)
            for m in part.measures
            if shown((m.start, m.end))
        ),
        captions=tuple(replace(c, at=moved(c.at)) for c in part.captions if shown((c.at,))),
        notes=(*part.notes, tr("The view is interrupted; the dimensions say the whole length.")),
    )


def placed(part: ToolPart) -> tuple[Placed, ...]:
    """The dimensions of a piece with their places: short ones inside, none over another."""
    left, lower, right, upper = part.bounds
    edges = {"below": lower, "above": upper, "left": left, "right": right}
    along = {"below": (left, right), "above": (left, right), "left": (-upper, -lower), "right": (-upper, -lower)}
    found: list[Placed] = []
    for side in SIDES:
        own = [measure for measure in part.measures if measure.side == side]
        done: list[Placed] = []
        for measure in sorted(own, key=lambda m: (round(m.value, 6), m.start, m.end)):
            done.append(_place(measure, edges[side], along[side], done))
        found += done
    return tuple(found)


def _place(measure: Measure, edge: float, along: tuple[float, float], done: Sequence[Placed]) -> Placed:
    """The place nearest to the piece that is free; a text rather beside the piece than beyond its corner."""
    free = 1 + max((other.tier for other in done), default=-1)
    for tier in range(min(free + 1, _MOST_TIERS)):
        both = [_at(measure, edge, tier, before=before) for before in (False, True)]
        for candidate in sorted(both, key=lambda c: _beyond(c, along)):
            if not any(_collide(candidate, other) for other in done):
                return candidate
    return _at(measure, edge, free, before=False)


def _at(measure: Measure, edge: float, tier: int, *, before: bool) -> Placed:
    away = (_FIRST + _TIER * tier) * TEXT
    at = edge + (away if measure.side in ("above", "right") else -away)
    # A scene's y runs downwards: what comes before on an upright line is above it.
    drawn = DimensionLine(
        (measure.start[0], -measure.start[1]),
        (measure.end[0], -measure.end[1]),
        at if measure.upright else -at,
        millimetres(measure.value),
        TEXT,
        upright=measure.upright,
        before=before,
    )
    return Placed(measure, tier, at, drawn)


def _collide(one: Placed, other: Placed) -> bool:
    if one.tier == other.tier:
        return _over(_room(one), _room(other), 0.01)
    inner, outer = (one, other) if one.tier < other.tier else (other, one)
    low, high = _label(inner)
    return any(low - 0.3 * TEXT < end < high + 0.3 * TEXT for end in outer.line.span)


def _beyond(of: Placed, along: tuple[float, float]) -> bool:
    low, high = _label(of)
    return low < along[0] - 0.01 or high > along[1] + 0.01


def _over(one: tuple[float, float], other: tuple[float, float], slack: float) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) > slack


def _label(of: Placed) -> tuple[float, float]:
    """Where the text stands along the dimension line."""
    box = of.line.label.box
    return (box[1], box[3]) if of.line.upright else (box[0], box[2])


def _room(of: Placed) -> tuple[float, float]:
    """What a dimension takes of its line: itself, its text, and arrowheads that stand outside."""
    low, high = of.line.span
    label = _label(of)
    if not of.line.fits:
        out = (ARROW + 0.45) * TEXT if of.line.length < 2.4 * ARROW * TEXT else 0.0
        low, high = min(low - out, label[0]), max(high + out, label[1])
    return low, high


def fitted(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """A text in one line; its middle gives way to … where it is wider than the room."""
    flat = " ".join(text.split())
    if text_width(flat, size, bold=bold) <= room:
        return flat
    low, high = 0, len(flat)
    while low < high:
        kept = (low + high + 1) // 2
        low, high = (kept, high) if text_width(_cut(flat, kept), size, bold=bold) <= room else (low, kept - 1)
    return _cut(flat, low)


def _cut(text: str, kept: int) -> str:
    tail = kept // 3
    return f"{text[: kept - tail].rstrip()}…{text[len(text) - tail :].lstrip()}"
