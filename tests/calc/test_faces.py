"""Stacks in which not every face has a partner, and what the published cells' strips are made of."""

import pytest

from app.services import edits, templates
from app.services.design import Design
from calc.evaluate import evaluate
from calc.graph import registry
from tests.calc.by_hand.cells import CONTAINED, FOIL, RATED, SHEETS, TYPED, cell, dosed, evaluated, loaded


@pytest.mark.parametrize(
    ("cathodes", "anodes", "faces"),
    [
        (1, 1, 1),  # one interface
        (1, 2, 2),  # A C A
        (2, 1, 2),  # C A C: the outer faces see nothing
        (2, 2, 3),  # A C A C
        (3, 2, 4),  # C A C A C
        (4, 5, 8),
        (4, 7, 8),  # further anodes face nothing
        (9, 2, 4),  # two anodes have four faces
    ],
)
def test_facing_faces_of_sheets(cathodes, anodes, faces):
    plan = registry().plan({"construction": "lamination"})
    known = evaluate(plan, {"cathode_sheets": cathodes, "anode_sheets": anodes}, ["facing_faces", "separator_layers"])
    assert known["facing_faces"] == faces
    assert known["separator_layers"] == cathodes + anodes + 1


@pytest.mark.parametrize(
    ("width", "height", "area"), [(40, 110, 4 * 10), (60, 90, 5 * 9), (40, 90, 4 * 9), (50, 100, 50)]
)
def test_an_anode_smaller_than_the_cathode_takes_facing_area_away(width, height, area):
    centred = {"cathode_offset_width": 0, "cathode_offset_height": 0}
    hand = cell("small", CELLS_CHOICES, {}, anode_width=width, anode_height=height, **centred)
    _, known = evaluated(hand)
    assert known["facing_area"] * 1e4 == pytest.approx(4 * area, rel=1e-12)


def test_a_cathode_off_the_middle_loses_what_its_anode_does_not_cover():
    """Sheets of one size, 2 mm and 3 mm off: 48 × 97 mm lie over each other; far off, nothing does."""
    size = {"anode_width": 50, "anode_height": 100}
    _, known = evaluated(cell("off", CELLS_CHOICES, {}, **size))
    assert known["facing_area"] * 1e4 == pytest.approx(4 * 4.8 * 9.7, rel=1e-12)
    assert known["unfaced_cathode_area"] * 1e4 == pytest.approx(200 - 4 * 4.8 * 9.7, rel=1e-12)
    _, known = evaluated(cell("away", CELLS_CHOICES, {}, **size, cathode_offset_width=60))
    assert known["facing_area"] == 0


def strip_of(template, key, **typed):
    document = templates.template(template)
    for name, text in typed.items():
        document = (
            edits.set_choice(document, name, text)
            if name in registry().choices
            else edits.set_value(document, name, text)
        )
    return Design(document).number(key)


def test_the_published_separator_strips_are_their_layers_and_tails():
    assert strip_of("li-lco-0.53Ah-ers", "separator_length_margin") == pytest.approx(
        450 - 8 * (50 + 3)
    )  # 26 mm of tail
    assert strip_of("li-s-1.6Ah-ers", "separator_length_required") == pytest.approx(2 * 280)  # 56 cm
    assert strip_of("li-s-1.6Ah-ers", "strip_pitch") == pytest.approx(56)  # 28.0 cm = 5 × 5.6
    assert strip_of("li-s-6.4Ah-ers", "separator_length_required") == pytest.approx(1332)


def test_to_and_fro_the_published_strip_bends_round_1_4_mm_and_wound_round_6_mm():
    assert strip_of("li-s-1.6Ah-ers", "strip_bend_length") == pytest.approx(1.4, abs=0.1)
    assert strip_of("li-s-1.6Ah-ers", "strip_bend_length", turning="winding") == pytest.approx(6, abs=0.25)


@pytest.mark.parametrize(("turning", "most"), [("accordion", 14.0), ("winding", 8.0)])
def test_with_1_5_mm_of_overhang_either_way_of_turning_leaves_strip_for_the_tab(turning, most):
    needed = strip_of("li-s-1.6Ah-ers", "strip_length_required", turning=turning, strip_overhang="1.5")
    assert 280 - needed == pytest.approx(most, abs=1)


def test_two_thirds_of_the_published_strip_face_a_cathode():
    assert strip_of("li-s-1.6Ah-ers", "faced_anode_share") == pytest.approx(100 * 300 / 448)


CELLS_CHOICES = (
    f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {dosed('mass-per-capacity')}"
)


def test_the_rated_capacity_is_carried_by_the_faced_material_only():
    """Two cathodes and one anode: half the faces work, so each gram of them gives twice as much."""
    _, known = evaluated(cell("one anode", CELLS_CHOICES, {}, anode_sheets=1))
    unit = registry().quantities["cathode_specific_capacity"].unit
    assert unit.from_si(known["cathode_specific_capacity"]) == pytest.approx(320 / (0.008 * 100), rel=1e-12)
    assert known["cathode_active_mass"] == pytest.approx(1.6e-3, rel=1e-12)  # but all of it is weighed
