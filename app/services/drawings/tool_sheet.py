"""A piece on its sheet, 1:1: the drawing with its dimensions, notes and a title block, in mm, for paper and SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import app
from app.services import format as writing
from app.services.design import Design
from app.services.drawings.metrics import text_width
from app.services.drawings.scene import (
    Align,
    Box,
    DimensionLine,
    Label,
    Point,
    Polygon,
    Polyline,
    Rect,
    Scene,
    Shape,
    bounds,
)
from app.services.drawings.tool_part import CENTRE, HIDDEN, TEXT, Layer, ToolPart, fitted, placed
from app.services.i18n import tr
from calc.units import MM

LINE: Final = 0.45 * 25.4 / 72
"""mm of a line of weight 1, as on paper."""

BINDING: Final = 20.0
EDGE: Final = 10.0
"""mm from the edge of the sheet to the frame, on the left and elsewhere."""

BLOCK: Final = 180.0
"""Width of the title block in mm."""

CODE: Final = 24.0
"""Side of the square that is kept for a QR code, in mm."""

_SMALL: Final = 3.2
_ROW: Final = 5.6
_NAME_ROW: Final = 9.0
_PAD: Final = 2.0
_GAP: Final = 6.0
_RULER: Final = 50.0

SHEETS: Final = {
    "a4": ((210.0, 297.0), (297.0, 210.0), (420.0, 297.0), (297.0, 420.0)),
    "letter": ((215.9, 279.4), (279.4, 215.9), (431.8, 279.4), (279.4, 431.8)),
}
"""Paper → the sheets that are taken while the piece fits on one of them; beyond, a sheet is as large as is needed."""


@dataclass(frozen=True, slots=True)
class ToolSheet:
    """A drawn sheet. `code`: the upper left corner of the square for a QR code, in mm from the upper left."""

    part: ToolPart
    scene: Scene
    code: Point


def tool_sheet(part: ToolPart, design: Design, number: int, of: int, paper: str) -> ToolSheet:
    """The sheet of a piece: the `number`th of so many."""
    drawn = tuple(_piece(part))
    left, top, right, bottom = _box(drawn)
    notes = [text for note in part.notes for text in wrapped(note, _SMALL, BLOCK - 2 * _PAD)]
    legend = tuple(_legend(part.layers, BLOCK - 2 * _PAD))
    rows = 3 + bool(part.details) + (1 if len(part.details) > 1 else 0)
    block = _NAME_ROW + max(rows * _ROW, CODE) + legend_rows(legend) * _ROW + _ROW + 2.0
    below = block + len(notes) * 1.35 * _SMALL + (_GAP if notes else 0.0)
    need = (max(right - left + 2 * _GAP, BLOCK) + BINDING + EDGE, bottom - top + below + 2 * EDGE + 2 * _GAP)
    width, height = next((size for size in SHEETS[paper] if need[0] <= size[0] and need[1] <= size[1]), _rounded(need))
    shapes: list[Shape] = [Rect(BINDING, EDGE, width - BINDING - EDGE, height - 2 * EDGE, "ink", "frame", 0, 3.0)]
    # The piece in the middle of what the title block leaves.
    x = (BINDING + width - EDGE) / 2 - (left + right) / 2
    y = (EDGE + height - EDGE - below) / 2 - (top + bottom) / 2
    shapes += (_moved(shape, x, y) for shape in drawn)
    corner = (width - EDGE - BLOCK, height - EDGE - block)
    for row, text in enumerate(reversed(notes)):
        at = corner[1] - _GAP / 2 - (row + 0.5) * 1.35 * _SMALL
        shapes.append(Label(corner[0] + _PAD, at, text, _SMALL, tag="note"))
    code = (width - EDGE - CODE - 0.5, corner[1] + _NAME_ROW)
    shapes += _title(part, design, f"{number} / {of}", corner, block)
    shapes += (
        _moved(shape, corner[0] + _PAD, corner[1] + block - _ROW * (legend_rows(legend) + 1)) for shape in legend
    )
    name = tr("{part}, {design}", part=part.name, design=design.document.name)
    return ToolSheet(part, Scene(width, height, tuple(shapes), title=name), code)


def _rounded(need: Point) -> Point:
    """The next 10 mm."""
    return tuple(-(-size // 10) * 10.0 for size in need)  # type: ignore[return-value]  # two stay two


def _piece(part: ToolPart) -> Iterator[Shape]:
    """The outlines, captions and dimensions of a piece, its lower left corner at 0, 0."""
    for outline in sorted(part.outlines, key=lambda o: o.layer not in (HIDDEN, CENTRE)):
        points = tuple((x, -y) for x, y in outline.points)
        layer, weight = outline.layer, outline.layer.weight / LINE
        if outline.closed:
            yield Polygon(points, "ink", layer.name, fill=0, line=weight, dash=layer.dash)
        else:
            yield Polyline(points, "ink", layer.name, line=weight, dash=layer.dash)
    for place in placed(part):
        yield place.line._replace(tag="DIMENSION")
    for caption in part.captions:
        yield Label(caption.at[0], -caption.at[1], caption.text, TEXT, "centre", tag="TEXT")


def _box(shapes: Sequence[Shape]) -> Box:
    boxes = [bounds(shape) for shape in Scene(0, 0, tuple(shapes)).primitives]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _moved(shape: Shape, x: float, y: float) -> Shape:
    def moved(point: Point) -> Point:
        return point[0] + x, point[1] + y

    match shape:
        case Polygon() | Polyline():
            return shape._replace(points=tuple(map(moved, shape.points)))
        case Label() | Rect():
            return shape._replace(x=shape.x + x, y=shape.y + y)
        case DimensionLine():
            at = shape.at + (x if shape.upright else y)
            return shape._replace(start=moved(shape.start), end=moved(shape.end), at=at)
    raise TypeError(shape)  # a piece is drawn with these


def _title(part: ToolPart, design: Design, numbered: str, corner: Point, block: float) -> Iterator[Shape]:
    """The title block: what it is, of which design, how large, of what, how exact; a ruler to check the print."""
    x, y = corner
    right = x + BLOCK
    yield Rect(x, y, BLOCK, block, "ink", "frame", 0, 2.0)
    yield Polyline(((x, y + _NAME_ROW), (right, y + _NAME_ROW)), "ink", "frame")

    def said(row: float, text: str, room: float, *, bold: bool = False) -> Label:
        at = y + _NAME_ROW + (row + 0.5) * _ROW
        return Label(x + _PAD, at, fitted(text, _SMALL, room, bold=bold), _SMALL, tag="title", bold=bold)

    sheet = tr("Sheet {number}", number=numbered)
    beside = text_width(sheet, _SMALL)
    middle = y + _NAME_ROW / 2
    room = BLOCK - 4 * _PAD - beside
    yield Label(x + _PAD, middle, fitted(part.name, 5.0, room, bold=True), 5.0, tag="title", bold=True)
    yield _right(right - _PAD, middle, sheet)
    document = design.document
    room = BLOCK - CODE - 2 * _PAD
    yield said(0, document.name, room, bold=True)
    yield said(
        1,
        tr("Design {id} · revision {revision} · hash {hash}", id=document.id, revision=document.revision,
           hash=design.short_hash),
        room,
    )  # fmt: skip
    yield said(
        2,
        tr("Scale 1:1 · dimensions in {unit} · tolerance {tolerance}", unit=MM.symbol, tolerance=part.tolerance),
        room,
    )
    first, *others = (tr("{label}: {value}", label=label, value=value) for label, value in part.details)
    yield said(3, first, room)
    if others:
        yield said(4, " · ".join(others), room)
    yield from _foot(design, (x, y + block - _ROW))


def _foot(design: Design, corner: Point) -> Iterator[Shape]:
    x, y = corner
    right = x + BLOCK
    yield Polyline(((x, y), (right, y)), "ink", "frame")
    ruler = x + _PAD
    yield Polyline(((ruler, y + 3.6), (ruler + _RULER, y + 3.6)), "ink", "ruler", 1.5)
    for at in range(0, int(_RULER) + 1, 10):
        long = 2.4 if at in (0, int(_RULER)) else 1.4
        yield Polyline(((ruler + at, y + 3.6 - long), (ruler + at, y + 3.6)), "ink", "ruler", 1.5)
    yield Label(ruler + _RULER + 2, y + _ROW / 2, tr("50 mm on the paper, or it was scaled"), 2.6, tag="ruler")
    saved = design.document.saved
    dated = tr("Design saved {date}", date=writing.date(saved)) if saved else tr("Design not saved yet")
    told = f"{dated} · Cellwright {app.__version__}"
    yield Label(right - _PAD, y + _ROW / 2, told, 2.6, "right", tag="title")


def _right(x: float, y: float, text: str, align: Align = "right") -> Label:
    return Label(x, y, text, _SMALL, align, tag="title")


def _legend(layers: Sequence[Layer], room: float) -> Iterator[Shape]:
    """A line of each kind with what it means, in as many rows as they take, the first at 0, 0."""
    x, y = 0.0, 0.0
    for layer in layers:
        label = tr(layer.label)
        wide = 14.0 + text_width(label, _SMALL) + 5.0
        if x and x + wide > room:
            x, y = 0.0, y + _ROW
        middle = y + _ROW / 2
        sample = ((x, middle), (x + 12.0, middle))
        yield Polyline(sample, "ink", "legend", layer.weight / LINE, layer.dash)
        yield Label(x + 14.0, middle, label, _SMALL, tag="legend")
        x += wide


def legend_rows(legend: Sequence[Shape]) -> int:
    """The rows that a legend takes."""
    return len({shape.y for shape in legend if isinstance(shape, Label)})


def wrapped(text: str, size: float, room: float) -> list[str]:
    """A text in lines no wider than the room, broken at spaces, between ideographs, or in a word that is too long."""
    lines: list[str] = []
    line = ""
    for character in " ".join(text.split()):
        line += character
        if text_width(line.rstrip(), size) <= room or len(line) == 1:
            continue
        at = line.rfind(" ", 0, len(line) - 1)
        at = at if at > 0 and line[-2] <= "\u2e7f" else len(line) - 1
        lines.append(line[:at].rstrip())
        line = line[at:].lstrip()
    return [*lines, line] if line else lines
