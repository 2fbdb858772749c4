"""A drawing is made anew when something it read has changed, and only then."""

import pytest

from app.services.drawings.cross_section import cross_section
from app.services.drawings.mass_bar import mass_bar
from app.services.drawings.plan_view import plan_view
from app.services.drawings.reading import Reading
from app.services.drawings.scene import Frame, Scene
from app.services.drawings.stacking import stacking_picture
from tests.app.services.drawings.designs import TEMPLATES, design

SCREEN = Frame(640, 340, 12)
DRAWINGS = (cross_section, plan_view, mass_bar, stacking_picture)
CELL = "li-s-1.6Ah-ers"


def _said(scene: Scene) -> tuple[object, ...]:
    """All that is seen, read and heard of a scene."""
    told = {tag: (about.tip, about.keys) for tag, about in scene.about.items()}
    return scene.shapes, scene.title, scene.description, told


@pytest.mark.parametrize(
    ("typed", "drawn_anew"),
    [
        ({"rated_capacity": "1.7"}, set()),
        ({"cathode_loading": "5.9"}, set(DRAWINGS)),
        ({"tab_protrusion": "9"}, {plan_view}),
        ({"electrolyte_density": "1.3"}, set()),
        ({"cathode_sheets": "5"}, set(DRAWINGS)),
    ],
)
def test_only_what_a_drawing_reads_draws_it_anew(typed, drawn_anew):
    found = set()
    for draw in DRAWINGS:
        reading = Reading(design(CELL))
        reading.drawn(draw, SCREEN)
        if reading.follow(design(CELL, **typed)):
            found.add(draw)
    assert found == drawn_anew


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("draw", DRAWINGS)
def test_a_drawing_reads_the_same_through_a_reading(draw, template):
    assert _said(Reading(design(template)).drawn(draw, SCREEN)) == _said(draw(design(template), SCREEN))


@pytest.mark.parametrize("template", ["li-s-1.6Ah-ers", "nmc811-graphite"])
def test_whatever_is_typed_a_drawing_that_is_kept_would_look_the_same(template):
    cell = design(template)
    kept = 0
    for declared in cell.plan.inputs:
        value = cell.number(declared.key) if cell.document.entry(declared).text else 1.0
        typed = f"{value * 1.05 + 1:.0f}" if declared.integer else f"{value * 1.05 + 0.01:.6g}"
        changed = design(template, **{declared.key: typed})
        for draw in DRAWINGS:
            reading = Reading(cell)
            scene = reading.drawn(draw, SCREEN)
            if not reading.follow(changed):
                kept += 1
                assert _said(scene) == _said(draw(changed, SCREEN)), declared.key
    assert kept > 2 * len(cell.plan.inputs), "of four drawings an edit changes less than two"


def test_a_tip_speaks_of_the_design_as_it_is_now():
    reading = Reading(design(CELL))
    scene = reading.drawn(plan_view, SCREEN)
    assert not reading.follow(design(CELL, sealant_density="2")), "no tip was asked for"
    assert scene.about["sealant"].tip != plan_view(design(CELL), SCREEN).about["sealant"].tip


def test_a_value_that_becomes_known_draws_anew():
    reading = Reading(design(CELL, cathode_density=""))
    reading.drawn(cross_section, SCREEN)
    assert not reading.follow(design(CELL, cathode_density=""))
    assert reading.follow(design(CELL))
