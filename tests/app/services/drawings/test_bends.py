"""Bends of strips: as smooth as what they are drawn on can show, and no smoother where every corner takes time."""

import math
from itertools import pairwise

import pytest

from app.services import templates
from app.services.design import Design
from app.services.drawings.cross_section import cross_section
from app.services.drawings.scene import Frame, Point, Polygon, Polyline, Scene
from app.services.drawings.stacking import stacking_picture

TURNED, FOLDED = "li-s-1.6Ah-ers", "nmc811-graphite"
BEFORE = {TURNED: 521, FOLDED: 399}
"""Points of the section on a screen at 100 %, when every bend had at least five corners and at most sixteen."""


def section(template: str, fine: float) -> Scene:
    return cross_section(Design(templates.template(template)), Frame(640, 360, 12, fine))


def strips(scene: Scene) -> list[tuple[Point, ...]]:
    """The outlines that bend."""
    return [shape.points for shape in scene.primitives if isinstance(shape, Polygon) and len(shape.points) > 12]


def points(scene: Scene) -> int:
    return sum(len(shape.points) for shape in scene.primitives if isinstance(shape, (Polygon, Polyline)))


def off(outline: tuple[Point, ...], curve: tuple[Point, ...]) -> float:
    """How far the points of a curve lie off an outline at most."""
    return max(
        min(_apart(point, one, other) for one, other in pairwise((*outline, outline[0])))
        for point in curve[:: max(1, len(curve) // 400)]
    )


def _apart(point: Point, one: Point, other: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, one, other
    square = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = min(max(((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / square, 0.0), 1.0) if square else 0.0
    return math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))


@pytest.mark.parametrize("size", [(640, 360), (1100, 900)])
@pytest.mark.parametrize("fine", [1.0, 2.0, 4.0, 9.0])
def test_no_bend_is_off_its_curve_by_more_than_can_be_seen(size: tuple[int, int], fine: float) -> None:
    design = Design(templates.template(TURNED))
    curves, outlines = (strips(cross_section(design, Frame(*size, 12, dots))) for dots in (1e4, fine))
    assert len(outlines) == len(curves) > 2
    for outline, curve in zip(outlines, curves, strict=True):
        assert off(outline, curve) < 2.0 / fine  # half a dot along its middle, more at its edges


@pytest.mark.parametrize("template", [TURNED, FOLDED])
def test_a_finer_device_has_more_corners_and_the_usual_screen_no_more_than_ever(template: str) -> None:
    usual, double, paper = (points(section(template, fine)) for fine in (1.0, 4.0, 40.0))
    assert usual <= BEFORE[template]
    assert usual < double < paper


def test_paper_is_drawn_for_a_thousand_dots_to_the_inch() -> None:
    for draw in (cross_section, stacking_picture):
        design = Design(templates.template(TURNED))
        paper, told = draw(design, Frame(170, 105)), draw(design, Frame(170, 105, 2.8, 40.0))
        assert paper.primitives == told.primitives
        assert points(draw(design, Frame(170, 105))) > points(draw(design, Frame(170, 105, 2.8, 4.0)))


@pytest.mark.parametrize("fine", [0.0, math.nan, 1e12])
def test_no_fineness_makes_a_drawing_fail_or_grow_without_end(fine: float) -> None:
    assert points(section(TURNED, fine)) < 20_000
