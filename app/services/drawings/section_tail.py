"""The separator beyond its last layer, as a cross-section shows it: outer wraps, and then the tail."""

import math

from app.services.design import Design
from app.services.drawings.folds import Across
from app.services.drawings.layers import SEPARATOR, Stack
from app.services.drawings.scene import Point
from app.services.drawings.section_layout import Section
from app.services.drawings.sheet import length


def way_of_tail(design: Design, of: Stack, section: Section, across: Across, cup: Point, tail: float) -> list[Point]:
    """The way of the separator beyond its last layer: round the stack for each outer wrap, by quarters of a wrap from
    the side on which the last layer ends, and then as far as the tail goes."""
    numbers = [number for number in section.layers if of.sequence[number - 1] == SEPARATOR]
    quarters = round(4 * section.wraps)
    if not (tail or quarters) or not numbers:
        return []
    last = min(numbers) if of.ends_low else max(numbers)
    start = sum(section.layers[last]) / 2
    # Outermost heights of the layers, the one that the strip leaves first.
    faces = (section.layers[max(section.layers)][0], section.layers[min(section.layers)][1])
    near, far = reversed(faces) if of.ends_low else faces
    up = math.copysign(1.0, near - far)
    sides = ((across.straight[1] + across.reach, cup[1]), (across.straight[0] - across.reach, cup[0]))
    first = 0 if ends_right(of) else 1
    rounds = math.ceil(section.wraps) + (1 if tail else 0)

    def x(turn: int, side: int) -> float:
        """Where the strip of this turn runs beside the stack."""
        inner, outer = sides[(first + side) % 2]
        inner += math.copysign(section.ply / 2, outer - inner)  # the folds' own thickness
        return inner + (outer - inner) * (turn + 0.5) / rounds

    def y(turn: int, end: int) -> float:
        """Where the strip of this turn runs beyond the far end of the layers, or over the near one."""
        return (far - up * (turn + 0.5) * section.ply) if end == 0 else (near + up * (turn + 0.5) * section.ply)

    line = [(x(0, 0), start)]
    for quarter in range(quarters):
        turn, way = divmod(quarter, 4)
        # Down beside the stack, along its far end, up on the other side, back over it.
        line.append(
            (
                (x(turn, 0), y(turn, 0)),
                (x(turn, 1), y(turn, 0)),
                (x(turn, 1), y(turn, 1)),
                (x(turn + 1 if quarter + 1 < quarters or tail else turn, 0), y(turn, 1)),
            )[way]
        )
    if tail:
        line.append(_end_of_tail(design, line[-1], quarters % 4, tail, (far - near) - up * section.ply, sides, first))
    return line


def _end_of_tail(
    design: Design, at: Point, way: int, tail: float, height: float, sides: tuple[Point, Point], first: int
) -> Point:
    """Where a tail ends that begins after so many quarters of a wrap; it goes no further than one side of the stack."""
    if way % 2 == 0:
        share = min(1.0, tail / max(length(design, "stack_thickness"), 1e-6))
        return at[0], at[1] + (share * height if way == 0 else -share * height)
    share = min(1.0, tail / max(length(design, "stack_width"), 1e-6))
    width = sides[1 - first][0] - sides[first][0]
    return at[0] + share * (width if way == 1 else -width), at[1]


def ends_right(of: Stack) -> bool:
    """Whether the separator leaves its last layer to the right; its first one it passes to the right."""
    passes = of.cathodes + 1 if of.turned else of.separators
    return passes % 2 == 1
