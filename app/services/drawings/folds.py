"""Draws the layers of a stack at given heights: sheets, the folded separator strip, the turned anode strip."""

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.services.drawings.layers import ANODE, CATHODE, SEPARATOR, Ply, Stack, layer_tag
from app.services.drawings.scene import Point, Polygon, Rect
from app.services.drawings.sheet import Sheet

_SKIN = 0.16
"""Thickness a surface layer is drawn with, in text sizes, at most a quarter of its layer."""

_UNSEEN = 0.5
"""How far the middle of a bend may be off its curve, in dots of the frame: smoothing hides it."""
_FEWEST, _MOST = 5, 256
"""Steps of half a turn."""

Heights = Mapping[int, tuple[float, float]]
"""Layer number → y of its upper and lower face; numbers left out are not drawn."""


@dataclass(frozen=True, slots=True)
class Across:
    """Where things end along the strip. Strips run straight from `straight[0]` to `straight[1]` and bend outside."""

    anode: Point
    cathode: Point
    straight: Point
    reach: float
    """How far bends may stand out."""


def draw_stack(
    sheet: Sheet, of: Stack, heights: Heights, across: Across, share: float, tail: Sequence[Point] = ()
) -> None:
    """Draw every layer that has a height; `share` as for `ply_heights`.

    `tail` is the way of the separator beyond its last layer.
    """
    numbers = [number for number in range(1, len(of.sequence) + 1) if number in heights]
    groups: dict[str, list[int]] = {SEPARATOR: [], ANODE: [], CATHODE: []}
    for number in numbers:
        groups[of.sequence[number - 1]].append(number)
    bends = _Bends(of, heights, across, sheet.fine)
    thickness = _thickness(heights, groups[SEPARATOR])
    if of.turned:
        bends.flatten(_covers(of))
        for line in _wrapped(bends, tail):
            _strip(sheet, line, thickness, "separator", "separator")
        for line in bends.lines(of.strand()):
            _plied(sheet, of.plies[ANODE], line, _thickness(heights, groups[ANODE]), "anode-strip", share)
    elif of.cut:
        left, right = across.straight
        for number in groups[SEPARATOR]:
            y = bends.y(number)
            _strip(sheet, [(left, y), (right, y)], thickness, "separator", "separator")
    else:
        bends.flatten([[number for number, kind in enumerate(of.sequence, 1) if kind == SEPARATOR]])
        strand = [number for number, kind in enumerate(of.sequence, 1) if kind == SEPARATOR]
        lines = bends.lines(strand)
        if tail and lines and strand[-1] in heights:
            lines[-1] = [*lines[-1], *tail]
        for line in lines:
            _strip(sheet, line, thickness, "separator", "separator")
    for number in () if of.turned else groups[ANODE]:
        sheet_layer(sheet, of.plies_at(number), across.anode, heights[number], layer_tag(ANODE, number), share)
    for number in groups[CATHODE]:
        sheet_layer(sheet, of.plies_at(number), across.cathode, heights[number], layer_tag(CATHODE, number), share)


def ply_heights(plies: Sequence[Ply], height: tuple[float, float], share: float) -> list[tuple[Ply, float, float]]:
    """Each ply of a layer with its upper and lower y; thin ones are widened by the exponent `share`, 1 is to scale."""
    top, bottom = height
    thick = [0.0 if ply.skin else ply.drawn**share for ply in plies]
    total = sum(thick) or 1.0
    found, y = [], bottom
    for ply, part in zip(plies, thick, strict=True):
        upper = y - (bottom - top) * part / total
        found.append((ply, upper, y))
        y = upper
    return found


def sheet_layer(
    sheet: Sheet, plies: Sequence[Ply], ends: Point, height: tuple[float, float], tag: str, share: float
) -> None:
    """One sheet from its plies."""
    (left, right), (top, bottom) = ends, height
    skin = min(_SKIN * sheet.em, (bottom - top) / 4)
    for ply, upper, lower in ply_heights(plies, height, share):
        if not ply.skin:
            sheet.add(Rect(left, upper, right - left, lower - upper, ply.part, tag, line=0))
    if plies[0].skin:
        sheet.add(Rect(left, bottom - skin, right - left, skin, plies[0].part, tag, line=0))
    if plies[-1].skin:
        sheet.add(Rect(left, top, right - left, skin, plies[-1].part, tag, line=0))
    sheet.add(Rect(left, top, right - left, bottom - top, _main(plies), tag, fill=0))


def band(points: Sequence[Point], thickness: float) -> tuple[Point, ...]:
    """The outline of a strip of this thickness along a line."""
    return between(_mitres(points), thickness / 2, -thickness / 2)


def between(mitres: Sequence[tuple[float, float, float, float]], one: float, other: float) -> tuple[Point, ...]:
    """The area between two parallels of a line; a distance is positive upwards where the line runs to the right."""
    near = [(x + nx * one, y + ny * one) for x, y, nx, ny in mitres]
    far = [(x + nx * other, y + ny * other) for x, y, nx, ny in reversed(mitres)]
    return (*near, *far)


def _mitres(points: Sequence[Point]) -> list[tuple[float, float, float, float]]:
    """Each point of a line with the way to its parallel at distance 1."""
    ways = []
    clean = [points[0]]
    (x, y) = points[0]
    for px, py in points[1:]:
        dx, dy = px - x, py - y
        apart = math.sqrt(dx * dx + dy * dy)
        if apart > 1e-6:
            ways.append((dy / apart, -dx / apart))
            clean.append((px, py))
            x, y = px, py
    if not ways:
        return [(x, y, 0.0, -1.0)]
    found = []
    before = ways[0]
    for (px, py), way in zip(clean, (*ways, ways[-1]), strict=True):
        nx, ny = before[0] + way[0], before[1] + way[1]
        square = nx * nx + ny * ny
        # The mitre of a corner; a hairpin has none.
        stretch = 2 / square if square > 0.4 else 1.0
        found.append((px, py, nx * stretch, ny * stretch))
        before = way
    return found


class _Bends:
    """Lines through layers that bend alternately on the right and on the left."""

    def __init__(self, of: Stack, heights: Heights, across: Across, fine: float) -> None:
        self.heights = heights
        self.across = across
        self._aspect = 1.0
        self._fine = fine
        self.of = of

    def flatten(self, strands: Sequence[Sequence[int]]) -> None:
        """Flatten the bends so that the widest of strips that pass these layers in turn stays within reach."""
        known = self.heights
        widest = max(
            (
                abs(self.y(one) - self.y(other)) / 2
                for strand in strands
                for one, other in pairwise(strand)
                if one in known and other in known
            ),
            default=0.0,
        )
        self._aspect = min(1.0, self.across.reach / widest) if widest else 1.0

    def y(self, number: int) -> float:
        """The middle of a layer."""
        top, bottom = self.heights[number]
        return (top + bottom) / 2

    def lines(self, strand: Sequence[int]) -> list[list[Point]]:
        """The visible pieces of a strip that passes through these layers in turn."""
        pieces: list[list[Point]] = []
        current: list[Point] = []
        left, right = self.across.straight
        for at, number in enumerate(strand):
            if number not in self.heights:
                continue
            y = self.y(number)
            start, end = (left, right) if at % 2 == 0 else (right, left)
            before = strand[at - 1] if at else 0
            after = strand[at + 1] if at + 1 < len(strand) else 0
            if before and before not in self.heights:
                current = [*reversed(self._stub(start, number, before, 1 if at % 2 else -1))]
            current += [(start, y), (end, y)]
            if after and after in self.heights:
                current += self.bend(end, y, self.y(after), 1 if at % 2 == 0 else -1)
            else:
                if after:
                    current += self._stub(end, number, after, 1 if at % 2 == 0 else -1)
                pieces.append(current)
                current = []
        return pieces

    def bend(self, x: float, y1: float, y2: float, outwards: int) -> list[Point]:
        """Half an ellipse from one height to another, without its ends."""
        middle, half = (y1 + y2) / 2, abs(y2 - y1) / 2
        out = half * self._aspect * outwards
        turn = 1 if y2 > y1 else -1
        # Between two corners a line is short of its curve by the radius × (a step of the turn)² / 8.
        # The flatter a bend, the larger is the radius of its middle.
        radius = half / max(self._aspect, 0.01)
        steps = round(math.pi * math.sqrt(radius * self._fine / (8 * _UNSEEN)))
        steps = min(max(steps, _FEWEST), _MOST)
        high = turn * half
        return [(x + out * along, middle - high * up) for along, up in _half_turn(steps, self._aspect)]

    def _stub(self, x: float, number: int, hidden: int, outwards: int) -> list[Point]:
        """As much of the bend to a layer that is left out as the gap has room for."""
        if self.of.wound:  # it goes inwards, behind the break
            return []
        known = sorted(self.heights)
        pairs = [(a, b) for a, b in pairwise(known) if b == a + 1]
        breaks = [(a, b) for a, b in pairwise(known) if b > a + 1]
        if not pairs or not breaks:
            return []
        pitch = sum(abs(self.y(b) - self.y(a)) for a, b in pairs) / len(pairs)
        up = hidden > number
        y = self.y(number)
        edge, last = breaks[0]
        limit = 0.5 * (self.heights[edge][0] + self.heights[last][1])
        bend = self.bend(x, y, y + (hidden - number) * -pitch, outwards)
        return [point for point in bend if (point[1] > limit if up else point[1] < limit)]


# Most bends of a drawing have the same few numbers of steps.
@functools.lru_cache(maxsize=128)
def _half_turn(steps: int, aspect: float) -> tuple[Point, ...]:
    """Sine and cosine on half an ellipse, without its ends, turning by the same angle from each point to the next."""
    turned = (math.pi * step / steps for step in range(1, steps))
    return tuple((math.sin(a), math.cos(a)) for a in (math.atan2(aspect * math.sin(t), math.cos(t)) for t in turned))


def _covers(of: Stack) -> tuple[list[int], list[int]]:
    """The separator layers on either face of the anode strip, as it passes them."""
    anodes = of.strand()
    # Each turn swaps which of the two layers lies below.
    first = [number - 1 if at % 2 == 0 else number + 1 for at, number in enumerate(anodes)]
    second = [number + 1 if at % 2 == 0 else number - 1 for at, number in enumerate(anodes)]
    return first, second


def _wrapped(bends: _Bends, tail: Sequence[Point]) -> list[list[Point]]:
    """The one separator sheet of turn stacking, folded over the start of the anode strip: a layer on either side."""
    first, second = _covers(bends.of)
    one, other = bends.lines(first), bends.lines(second)
    if not one or not other:
        return one + other
    ends = (one[-1], other[-1])
    if tail:
        outer = max if bends.of.ends_low else min
        outer(ends, key=lambda line: line[-1][1]).extend(tail)
    if bends.of.cut:
        return one + other
    if first[0] in bends.heights and second[0] in bends.heights:
        x = bends.across.straight[0]
        fold = bends.bend(x, bends.y(first[0]), bends.y(second[0]), -1)
        joined = [*reversed(one[0]), *fold, *other[0]]
        return [joined, *one[1:], *other[1:]]
    return one + other


def _strip(sheet: Sheet, line: Sequence[Point], thickness: float, part: str, tag: str) -> None:
    sheet.add(Polygon(band(line, thickness), part, tag))


def _plied(sheet: Sheet, plies: Sequence[Ply], line: Sequence[Point], thickness: float, tag: str, share: float) -> None:
    mitres = _mitres(line)
    half, skin = thickness / 2, min(_SKIN * sheet.em, thickness / 4)
    for ply, upper, lower in ply_heights(plies, (-half, half), share):
        if not ply.skin:
            sheet.add(Polygon(between(mitres, -upper, -lower), ply.part, tag, line=0))
    if plies[-1].skin:
        sheet.add(Polygon(between(mitres, half, half - skin), plies[-1].part, tag, line=0))
    if plies[0].skin:
        sheet.add(Polygon(between(mitres, skin - half, -half), plies[0].part, tag, line=0))
    if not (plies[0].skin and plies[-1].skin):  # else the skins are its outline
        sheet.add(Polygon(between(mitres, half, -half), _main(plies), tag, fill=0))


def _thickness(heights: Heights, numbers: Sequence[int]) -> float:
    if not numbers:
        return 0.0
    top, bottom = heights[numbers[0]]
    return bottom - top


def _main(plies: Sequence[Ply]) -> str:
    """The part whose edge stands for the whole layer."""
    return plies[0 if not plies[0].skin else 1].part
