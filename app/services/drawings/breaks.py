"""The break in a drawing that leaves something out."""

import math
from collections.abc import Sequence

from app.services.drawings.scene import Point, Polygon, Polyline
from app.services.drawings.sheet import Sheet


def wave(start: Point, end: Point, high: float) -> list[Point]:
    """A line that swings once to either side, as a drawing's break does."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    apart = math.hypot(along_x, along_y) or 1.0
    points = []
    for step in range(25):
        share = step / 24
        swing = high * math.sin(2 * math.pi * share)
        points.append(
            (start[0] + along_x * share - along_y / apart * swing, start[1] + along_y * share + along_x / apart * swing)
        )
    return points


def leave_out(sheet: Sheet, first: Sequence[Point], second: Sequence[Point]) -> None:
    """Clear what lies between two broken lines, and draw the lines."""
    sheet.add(
        Polygon((*first, *reversed(second)), "background", line=0),
        Polyline(tuple(first), "quiet"),
        Polyline(tuple(second), "quiet"),
    )
