"""Pictures that formulas are put together from: texts and lines on a baseline, beside and below each other.

The origin of a Picture is the left end of its first baseline, x grows to the right and **y grows upwards**.
"""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

Style = Literal["regular", "italic"]


class Text(NamedTuple):
    """A text whose baseline begins at x, y."""

    x: float
    y: float
    size: float
    text: str
    style: Style


class Line(NamedTuple):
    """A straight line with round ends."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float


Op = Text | Line


class Picture(NamedTuple):
    """What to draw: `ascent` above and `descent` below the first baseline."""

    width: float
    ascent: float
    descent: float
    ops: tuple[Op, ...] = ()

    @property
    def height(self) -> float:
        """From the highest to the lowest point."""
        return self.ascent + self.descent


# Proportions, in parts of the type size; the axis is where the minus sign of the program's typeface lies.
ASCENT: Final = 0.74
DESCENT: Final = 0.22
_CAPITAL: Final = 0.715
_LOWER: Final = 0.54
AXIS: Final = 0.352
RULE: Final = 0.058
_LOW_LETTERS: Final = "acegmnopqrsuvwxyzαγεηικμνοπρστυφχψω"
_DESCENDING: Final = "gjpqyQ,;/()[]βγζημξρςφχψ"


class Row:
    """Pictures side by side on one baseline."""

    def __init__(self) -> None:
        self.width = 0.0
        self._ascent = 0.0
        self._descent = 0.0
        self._ops: list[Op] = []

    def add(self, picture: Picture, rise: float = 0.0) -> "Row":
        """Put a picture at the end, raised above the baseline."""
        self._ops.extend(moved(picture.ops, self.width, rise))
        self._ascent = max(self._ascent, picture.ascent + rise)
        self._descent = max(self._descent, picture.descent - rise)
        self.width += picture.width
        return self

    def space(self, width: float) -> "Row":
        """Leave room at the end."""
        self.width += width
        return self

    def picture(self) -> Picture:
        """All of it."""
        return Picture(self.width, self._ascent, self._descent, tuple(self._ops))


def depth(picture: Picture) -> float:
    """How far below its baseline the picture has ink, where `descent` leaves room for any letter."""
    depths = [
        (DESCENT * op.size if any(c in _DESCENDING for c in op.text) else 0.0) - op.y
        if isinstance(op, Text)
        else -min(op.y1, op.y2)
        for op in picture.ops
    ]
    return max(depths, default=0.0)


def moved(ops: Sequence[Op], dx: float, dy: float) -> Sequence[Op]:
    """Texts and lines put elsewhere."""
    if not dx and not dy:
        return ops
    return [
        Text(op.x + dx, op.y + dy, op.size, op.text, op.style)
        if isinstance(op, Text)
        else Line(op.x1 + dx, op.y1 + dy, op.x2 + dx, op.y2 + dy, op.thickness)
        for op in ops
    ]


def stacked(pictures: Sequence[Picture], gap: float) -> Picture:
    """Pictures below each other, left-aligned, on the baseline of the first."""
    first = pictures[0]
    ops: list[Op] = list(first.ops)
    depth = first.descent
    for picture in pictures[1:]:
        baseline = depth + gap + picture.ascent
        ops.extend(moved(picture.ops, 0.0, -baseline))
        depth = baseline + picture.descent
    return Picture(max(picture.width for picture in pictures), first.ascent, depth, tuple(ops))


def on_axis(picture: Picture, size: float) -> Picture:
    """The picture moved so that its middle lies on the axis."""
    rise = AXIS * size + (picture.descent - picture.ascent) / 2
    ops = tuple(moved(picture.ops, 0.0, rise))
    return Picture(picture.width, picture.ascent + rise, picture.descent - rise, ops)


def fitted(picture: Picture, limit: float) -> Picture:
    """The picture, made smaller if it is still too wide when everything that can be broken is broken."""
    if picture.width <= limit:
        return picture
    scale = limit / picture.width
    ops = tuple(
        Text(op.x * scale, op.y * scale, op.size * scale, op.text, op.style)
        if isinstance(op, Text)
        else Line(op.x1 * scale, op.y1 * scale, op.x2 * scale, op.y2 * scale, op.thickness * scale)
        for op in picture.ops
    )
    return Picture(limit, picture.ascent * scale, picture.descent * scale, ops)


def scripted(base: Picture, scripts: Sequence[tuple[Picture, float]], size: float, *, slanted: bool = False) -> Picture:
    """A base with sub- and superscripts, which begin at the same place but for the slant of the base."""
    ops = list(base.ops)
    width, ascent, descent = base.width, base.ascent, base.descent
    for script, rise in scripts:
        x = base.width + (0.06 if slanted and rise > 0 else 0.03) * size
        ops.extend(moved(script.ops, x, rise))
        width = max(width, x + script.width)
        ascent, descent = max(ascent, script.ascent + rise), max(descent, script.descent - rise)
    return Picture(width, ascent, descent, tuple(ops))


def overlined(base: Picture, letter: str, size: float, *, slanted: bool) -> Picture:
    """A letter with a bar over it."""
    top = (_LOWER if all(character in _LOW_LETTERS for character in letter) else _CAPITAL) * size
    slant = (0.10 if slanted else 0.0) * size
    y = top + 0.115 * size
    bar = Line(slant + 0.04 * size, y, slant + base.width - 0.04 * size, y, RULE * size)
    ascent = max(base.ascent, y + RULE * size)
    return Picture(max(base.width, bar.x2), ascent, base.descent, (*base.ops, bar))


def _stroke(points: Sequence[tuple[float, float]], thicknesses: Sequence[float]) -> tuple[Line, ...]:
    return tuple(
        Line(x1, y1, x2, y2, thickness)
        for (x1, y1), (x2, y2), thickness in zip(points, points[1:], thicknesses, strict=False)
    )


def parenthesis(half: float, size: float, *, mirrored: bool) -> Picture:
    """A round bracket of any height about the axis, thicker in the middle."""
    axis, width = AXIS * size, min(0.16 * size + 0.06 * half, 0.36 * size)
    outer, inner = 0.06 * size, 0.08 * size
    left = inner if mirrored else outer
    right = left + width
    steps = 18
    points, thicknesses = [], []
    for index in range(steps + 1):
        along = 2 * index / steps - 1
        x = left + width * along * along
        points.append((left + right - x if mirrored else x, axis + along * half))
        middle = 2 * (index + 0.5) / steps - 1
        thicknesses.append((0.045 + 0.045 * (1 - middle * middle)) * size)
    ink = 0.03 * size
    return Picture(width + outer + inner, axis + half + ink, half - axis + ink, _stroke(points, thicknesses))


def left_brace(ascent: float, descent: float, size: float) -> Picture:
    """A left brace from −descent to ascent."""
    middle, half = (ascent - descent) / 2, (ascent + descent) / 2
    bend, width, left = min(0.5 * size, half / 2), 0.40 * size, 0.04 * size
    steps = 40
    points, thicknesses = [], []
    for index in range(steps + 1):
        along = 2 * index / steps - 1
        from_tip, from_end = abs(along) * half, (1 - abs(along)) * half
        tip, end = max(0.0, 1 - from_tip / bend) ** 2.0, max(0.0, 1 - from_end / bend) ** 2.0
        points.append((left + width * (0.5 - 0.5 * tip + 0.5 * end), middle - along * half))
        thicknesses.append((0.09 - 0.045 * max(tip, end)) * size)
    return Picture(left + width, ascent, descent, _stroke(points, thicknesses))


def barred(inner: Picture, kind: str, size: float) -> Picture:
    """Upright bars about the expression, with feet for floor and heads for ceil."""
    rule = 1.1 * RULE * size
    top, bottom = inner.ascent + 0.04 * size, -inner.descent - 0.02 * size
    foot, pad = 0.17 * size, 0.13 * size
    left = 0.10 * size
    right = left + inner.width + 2 * pad
    ops = [Line(x, bottom, x, top, rule) for x in (left, right)]
    if kind != "abs":
        y = top if kind == "ceil" else bottom
        ops += [Line(left, y, left + foot, y, rule), Line(right - foot, y, right, y, rule)]
    ascent, descent = top + rule / 2, rule / 2 - bottom
    return Picture(right + 0.10 * size, ascent, descent, (*ops, *moved(inner.ops, left + pad, 0.0)))
