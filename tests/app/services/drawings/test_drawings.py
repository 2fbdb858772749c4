"""Sections, plans, bars and pictures, on every template and on designs that nobody should build."""

import itertools
import math
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings

from app.services.design import Design
from app.services.drawings.cell_drawing import cell_drawing
from app.services.drawings.cross_section import cross_section
from app.services.drawings.layers import CATHODE, stack
from app.services.drawings.mass_bar import mass_bar
from app.services.drawings.palette import PARTS
from app.services.drawings.plan_view import plan_view
from app.services.drawings.scene import (
    Circle,
    DimensionLine,
    Frame,
    Label,
    Polygon,
    Polyline,
    Rect,
    Scene,
    bounds,
    overlap,
)
from app.services.drawings.sheet import count
from app.services.drawings.stacking import stacking_picture
from app.services.drawings.unrolled import unrolled
from calc.model.masses import MASS_PARTS
from tests.app.services.drawings.designs import TEMPLATES, chosen, design, designs, typed_into

PAPER, SCREEN, SMALL = Frame(170, 105, 2.8), Frame(784, 384, 12), Frame(200, 120, 12)
DRAWINGS: dict[str, Callable[..., Scene]] = {
    "readable section": cross_section,
    "true section": partial(cross_section, mode="true"),
    "plan": plan_view,
    "plan with gas bag": partial(plan_view, gas_bag=True),
    "cell": cell_drawing,
    "mass": mass_bar,
    "order": stacking_picture,
    "strips": unrolled,
}
INKS = {"background", "text", "quiet", "dimension", "extension", "leader", "grid", "cell", *(f"on-{p}" for p in PARTS)}


def _texts(scene):
    return [label.text for label in scene.labels]


def _overlapping(scene):
    return [
        (one.text, other.text)
        for one, other in itertools.combinations(scene.labels, 2)
        if overlap(one.box, other.box, 0.05 * one.size)
    ]


def _sound(scene):
    """Every coordinate is a number, every part has a colour, no text lies on another or off the sheet."""
    numbers: tuple[float, ...]
    for shape in scene.primitives:
        assert shape.part in PARTS or shape.part in INKS, shape
        match shape:
            case Rect():
                numbers = (shape.x, shape.y, shape.width, shape.height)
                assert shape.width >= -1e-6, shape
                assert shape.height >= -1e-6, shape
            case Polygon() | Polyline():
                numbers = tuple(itertools.chain.from_iterable(shape.points))
            case Circle():
                numbers = (shape.x, shape.y, shape.radius)
            case Label():
                numbers = shape.box
                left, top, right, bottom = shape.box
                assert left >= -0.1 * shape.size
                assert top >= -0.1 * shape.size
                assert right <= scene.width + 0.1 * shape.size
                assert bottom <= scene.height + 0.1 * shape.size
        assert all(map(math.isfinite, numbers)), shape
    assert _overlapping(scene) == []


@pytest.mark.parametrize("frame", [PAPER, SCREEN, SMALL], ids=["paper", "screen", "small"])
@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_no_text_lies_on_another(template, name, frame):
    _sound(DRAWINGS[name](design(template), frame))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(designs())
def test_any_design_can_be_drawn(cell):
    for draw in DRAWINGS.values():
        for frame in (PAPER, SMALL):
            _sound(draw(cell, frame))


@pytest.mark.parametrize(
    "typed",
    [
        {"cathode_width": "70", "cathode_height": "99"},
        {"side_seal_width": "0", "top_seal_width": "0", "bottom_seal_width": "0"},
        {"cathode_sheets": "500", "anode_sheets": "501"},
        {"separator_thickness": "", "lithium_thickness": ""},
        {"cathode_width": "1000", "anode_width": "1003", "tab_pitch": "900"},
        {"anode_sheets": "1", "cathode_sheets": "9"},
        {"tab_pitch": "1", "tab_protrusion": "0", "sealant_height": "0"},
        {"cathode_sheets": ""},
    ],
    ids=["anode smaller", "no seals", "500 sheets", "no thickness", "one metre", "one anode", "tabs together", "empty"],
)
def test_a_design_that_nobody_should_build_is_drawn_all_the_same(typed):
    cell = design("li-lco-0.53Ah-ers", **typed)
    for draw in DRAWINGS.values():
        for frame in (PAPER, SCREEN, SMALL, Frame(1, 1, 12), Frame(0, 0, 0)):
            _sound(draw(cell, frame))


# the section


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_readable_section_shows_every_cathode_or_says_how_many_it_leaves_out(template):
    cell = design(template)
    scene = cross_section(cell, SCREEN)
    sequence = stack(cell).sequence
    cathodes = {number for number, kind in enumerate(sequence, 1) if kind == CATHODE}
    drawn = {int(s.tag.removeprefix("layer-")) for s in scene.primitives if s.part == "cathode-coating"}
    left_out = cathodes - drawn
    said = [text for text in _texts(scene) if "× the same" in text]
    assert bool(left_out) == bool(said)
    if said:
        assert f"{len(left_out)} × the same" in said[0]


def test_layers_are_numbered_from_the_table_upward():
    scene = cross_section(design("li-s-1.6Ah-ers"), SCREEN)
    numbers = [label for label in scene.labels if label.text.isdigit()]
    assert sorted(int(label.text) for label in numbers) == list(range(1, 20))
    upward = sorted(numbers, key=lambda label: -label.y)
    assert [int(label.text) for label in upward] == list(range(1, 20))
    assert {"Cathode 4", "Anode 5", "Separator 10", "203.6\u202fµm", "2.068\u202fmm"} <= set(_texts(scene))


def test_the_true_section_keeps_one_scale_for_all_thicknesses():
    cell = design("li-s-1.6Ah-ers")
    scene = cross_section(cell, SCREEN, mode="true")
    plies = [s for s in scene.shapes if isinstance(s, Rect) and s.tag == "layer-4" and s.fill]
    coating = next(s.height for s in plies if s.part == "cathode-coating")
    foil = next(s.height for s in plies if s.part == "cathode-foil")
    ratio = cell.number("cathode_coating_thickness") / cell.number("cathode_foil_thickness")
    assert coating / foil == pytest.approx(ratio)
    bar = next(s for s in scene.shapes if isinstance(s, Polyline) and s.line == 2.0)
    (_, y1), (_, y2) = bar.points
    assert "500\u202fµm" in _texts(scene)
    assert abs(y1 - y2) / 500 == pytest.approx(coating / cell.number("cathode_coating_thickness"))


def test_the_readable_section_shows_a_separator_beside_a_coating():
    scene = cross_section(design("nmc811-graphite"), SCREEN)
    foils = [s.height for s in scene.primitives if isinstance(s, Rect) and s.part == "cathode-foil"]
    assert min(foils) > 2, "pixels"


@pytest.mark.parametrize(
    ("template", "parts"),
    [
        ("li-s-1.6Ah-ers", {"lithium", "surface-layer"}),
        ("li-s-1.6Ah-foil", {"lithium"}),
        ("nmc811-graphite", {"anode-coating", "copper"}),
        ("nmc811-lithium-on-copper", {"lithium", "copper"}),
        ("nmc811-anode-free", {"copper"}),
    ],
)
def test_the_anode_is_drawn_from_what_it_is_made_of(template, parts):
    kinds = {"lithium", "surface-layer", "anode-coating", "copper"}
    assert {s.part for s in cross_section(design(template), SCREEN).primitives} & kinds == parts


def test_a_click_on_a_cathode_leads_to_its_inputs():
    scene = cross_section(design("li-s-1.6Ah-ers"), SCREEN)
    assert scene.about["layer-4"].keys[0] == "cathode_loading"
    assert scene.about["layer-4"].tip.splitlines()[:2] == ["Cathode 1", "203.6\u202fµm"]
    assert scene.about["anode-strip"].keys[0] == "lithium_thickness"


# the plan


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("frame", [PAPER, Frame(560, 400, 12)], ids=["paper", "screen"])
def test_the_plan_carries_every_outer_dimension(template, frame):
    cell = design(template)
    dimensions = [s for s in plan_view(cell, frame).shapes if isinstance(s, DimensionLine)]
    measured = {(d.tag, d.upright) for d in dimensions}
    assert {
        ("cell", True),
        ("cell", False),
        ("pouch", False),
        ("cup", True),
        ("cup", False),
        ("top-seal", True),
        ("bottom-seal", True),
        ("side-seal", False),
        ("positive-tab", True),
        ("positive-tab", False),
        ("negative-tab", False),
        ("overhang", True),
        ("overhang", False),
    } <= measured


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("frame", [PAPER, Frame(304, 284, 12)], ids=["paper", "screen"])
def test_a_point_at_the_plan_names_what_is_seen_there(template, frame):
    scene = plan_view(design(template), frame)
    for tag in ("cathode", "anode", "separator", "side-seal", "top-seal", "bottom-seal"):
        areas = [shape for shape in scene.shapes if isinstance(shape, Rect) and shape.tag == tag]
        area = max(areas, key=lambda shape: shape.width * shape.height)
        level = area.y + 0.6 * area.height
        across = [scene.tag_at(area.x + part / 150 * area.width, level) for part in range(1, 150)]
        middle = area.x + area.width / 2
        assert tag in {*across, *(scene.tag_at(middle, area.y + part / 150 * area.height) for part in range(1, 150))}
        if tag == "cathode":
            assert set(across) == {"cathode"}


def test_a_layer_of_the_plan_tells_its_thickness_and_what_all_of_it_weighs():
    cell = design("li-s-1.6Ah-ers")
    about = plan_view(cell, SCREEN).about
    told = about["cathode"].tip.replace("\u202f", " ").split("\n")
    assert told[1:] == ["50 × 75 mm", "203.6 µm", "2.729 g in all"]  # 4 × 0.6824 g
    assert "160\u202fµm" in about["anode"].tip
    assert "15\u202fµm" in about["separator"].tip


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_plan_is_to_scale_both_ways(template):
    cell = design(template)
    shapes = plan_view(cell, PAPER).shapes
    dashed = {s.tag: s for s in shapes if isinstance(s, Rect) and s.dash == "hidden" and s.width > 10}
    scale = dashed["cathode"].width / cell.number("cathode_width")
    assert dashed["cathode"].height == pytest.approx(scale * cell.number("cathode_height"))
    assert dashed["separator"].height == pytest.approx(scale * cell.number("separator_height"))
    assert dashed["anode"].width == pytest.approx(scale * cell.number("anode_layer_width"))


def test_texts_keep_their_size_whatever_the_cells():
    small, large = (
        plan_view(design("li-lco-0.53Ah-ers", cathode_height=h, anode_height=h), PAPER) for h in ("30", "900")
    )
    assert {label.size for label in small.labels} == {label.size for label in large.labels} == {2.8}


def test_the_side_view_beside_the_plan_measures_the_thickness():
    assert "2.07" in _texts(cell_drawing(design("li-s-1.6Ah-ers"), PAPER))


# the bar


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_bar_adds_up_to_the_cells_mass(template):
    cell = design(template)
    bars = {s.tag: s.width for s in mass_bar(cell, SCREEN).shapes if isinstance(s, Rect) and s.height > 20}
    whole = sum(bars.values())
    for key in MASS_PARTS:
        assert bars[key] / whole == pytest.approx(cell.number(key) / cell.number("cell_mass"))
    assert list(bars) == list(MASS_PARTS)


def test_the_bars_table_names_every_part_with_mass_and_share():
    texts = _texts(mass_bar(design("li-s-1.6Ah-ers"), SCREEN))
    assert {"Cathode coating", "Electrolyte mass", "Tape", "Tabs", "0.033\u202fg", "0.2\u202f%"} <= set(texts)


def test_a_narrow_table_keeps_the_masses():
    texts = _texts(mass_bar(design("li-s-1.6Ah-ers"), Frame(190, 300, 12)))
    assert "2.122\u202fg" in texts
    assert "4.3\u202f%" not in texts


# the order


def test_the_picture_of_the_order_writes_each_layer_on_its_own_line():
    scene = stacking_picture(design("li-lco-0.53Ah-ers"), PAPER)
    rows = {
        label.text: label.y for label in scene.labels if label.text.startswith(("Anode ", "Cathode ", "Separator "))
    }
    assert len(rows) == 15
    assert rows["Separator 1"] > rows["Anode 1"] > rows["Cathode 1"] > rows["Anode 4"] > rows["Separator 8"]


def test_the_plan_on_the_screen_has_the_gas_bag_and_the_finished_cell_has_none():
    cell = design("nmc811-graphite", gas_bag_width="40", film_blank_margin="2")
    scene = plan_view(cell, SCREEN, gas_bag=True)
    bag = next(s for s in scene.shapes if isinstance(s, Rect) and s.tag == "gas-bag")
    pouch = next(s for s in scene.shapes if isinstance(s, Rect) and s.tag == "pouch")
    assert bag.x + bag.width == pytest.approx(pouch.x)
    assert bag.width / pouch.width == pytest.approx(40 / cell.number("pouch_width"))
    assert "40" in _texts(scene)
    assert any("trimmed off" in line for line in scene.about["gas-bag"].tip.splitlines())
    for finished in (plan_view(cell, SCREEN), cell_drawing(cell, PAPER)):
        assert "gas-bag" not in finished.about


def test_tabs_and_cathode_off_the_middle_are_drawn_there():
    centred, off = (
        plan_view(design("li-s-1.6Ah-ers", tab_offset=by, cathode_offset_height=by), SCREEN) for by in ("0", "2")
    )
    scale = _laid(centred, "pouch").width / design("li-s-1.6Ah-ers").number("pouch_width")
    for tag in ("positive-tab", "negative-tab"):
        assert _laid(off, tag).x - _laid(centred, tag).x == pytest.approx(2 * scale)
    assert _laid(centred, "cathode").y - _laid(off, "cathode").y == pytest.approx(2 * scale)


# the strips


def _laid(scene, tag):
    return next(s for s in scene.shapes if isinstance(s, Rect) and s.tag == tag)


def test_the_unrolled_strips_are_to_one_scale_and_fold_where_the_layers_end():
    cell = design("li-s-1.6Ah-ers")
    scene = unrolled(cell, SCREEN)
    anode, separator = _laid(scene, "anode-strip"), _laid(scene, "separator")
    assert separator.width == pytest.approx(2 * anode.width)
    assert separator.height / anode.height == pytest.approx(83 / 80)
    folds = [s.points[0][0] for s in scene.shapes if isinstance(s, Polyline) and s.dash == "centre"]
    assert len(folds) == 4 + 1  # four half-turns of the anode, one fold of the separator
    assert folds[-1] == pytest.approx(separator.x + separator.width / 2)
    scale = anode.width / 280
    assert folds[1] - folds[0] == pytest.approx(56 * scale, abs=0.1 * scale)


def test_cathodes_lie_on_either_side_of_a_turned_strip_and_on_one_of_a_wound_one():
    turned = unrolled(design("li-s-1.6Ah-ers"), SCREEN)
    wound = unrolled(chosen("li-s-1.6Ah-ers", turning="winding"), SCREEN)
    cathodes = ("layer-4", "layer-8", "layer-12", "layer-16")
    assert [_laid(turned, tag).dash for tag in cathodes] == ["", "hidden", "", "hidden"]
    assert [_laid(wound, tag).dash for tag in cathodes] == [""] * 4
    # To and fro they follow each other from the table up; rolled in, the middle ones come first.
    assert sorted(cathodes, key=lambda tag: _laid(turned, tag).x) == list(cathodes)
    assert sorted(cathodes, key=lambda tag: _laid(wound, tag).x) == ["layer-12", "layer-8", "layer-16", "layer-4"]


@pytest.mark.parametrize("template", ["li-lco-0.53Ah-ers", "li-s-1.6Ah-ers"])
def test_outer_wraps_go_round_all_layers(template):
    def reach(**changes):
        """The separator's outline less that of the sheets and the anode strip: left, top, right, bottom."""
        document = typed_into(design(template).document, {"separator_tail": "0", **changes})
        scene = cross_section(Design(document), SCREEN)
        outlines: dict[str, list] = {"separator": [], "within": []}
        for shape in scene.shapes:
            tag = getattr(shape, "tag", "")
            if isinstance(shape, Polygon) and tag == "separator":
                outlines["separator"] += shape.points
            elif isinstance(shape, Polygon) and tag == "anode-strip":
                outlines["within"] += shape.points
            elif isinstance(shape, Rect) and tag.startswith("layer-"):
                outlines["within"] += [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
        (x, y), (x_in, y_in) = (zip(*outlines[name], strict=True) for name in ("separator", "within"))
        return min(x_in) - min(x), min(y_in) - min(y), max(x) - max(x_in), max(y) - max(y_in)

    bare, once, twice = reach(), reach(separator_wraps="1"), reach(separator_wraps="2")
    for before, after in ((bare, once), (once, twice)):
        assert all(more > less for less, more in zip(before, after, strict=True))
    # Half a wrap passes below and ends beside the stack.
    half = reach(separator_wraps="0.5")
    assert half[3] > bare[3]
    assert half[1] == pytest.approx(bare[1], rel=0.1)


def test_the_folded_separator_shows_every_sheet_on_its_panel_and_the_tail():
    scene = unrolled(design("li-lco-0.53Ah-ers"), SCREEN)
    strip = _laid(scene, "separator")
    scale = strip.width / 450
    assert _laid(scene, "layer-4").x - _laid(scene, "layer-2").x == pytest.approx((53 + 1.5) * scale)
    assert {"53", "450", "83", "26", "tail", "4 × Anode", "3 × Cathode"} <= set(_texts(scene))


def test_cut_pieces_are_shown_with_their_counts():
    texts = set(_texts(unrolled(chosen("li-lco-0.53Ah-ers", separator_form="cut"), SCREEN)))
    assert {"8 × Separator", "4 × Anode", "3 × Cathode"} <= texts
    ended = chosen("nmc811-graphite", stack_ends="chosen", bottom_end="anode-single", top_end="cathode-bare")
    assert {"1 × Anode, one side", "10 × Anode", "10 × Cathode", "1 × Cathode, bare"} <= set(
        _texts(unrolled(ended, SCREEN))
    )


def test_a_wound_strip_is_drawn_from_the_middle_outwards():
    """Each half-turn bends round all that lies inside it: the outer bends stand out further."""
    cell = chosen("li-s-1.6Ah-ers", turning="winding")
    assert stack(cell).strand() == [10, 14, 6, 18, 2]
    for draw in (cross_section, stacking_picture):
        outline = next(s for s in draw(cell, SCREEN).shapes if isinstance(s, Polygon) and s.tag == "anode-strip")
        low, high = min(y for _, y in outline.points), max(y for _, y in outline.points)
        # The last half-turn goes round the whole stack: its bend stands furthest out, at half the height.
        outermost = min(outline.points)
        assert outermost[1] == pytest.approx((low + high) / 2, abs=0.1 * (high - low))


def test_a_point_at_the_exploded_stack_names_the_layer_with_its_mass():
    scene = stacking_picture(design("li-lco-0.53Ah-ers"), SCREEN)
    tip = scene.about["layer-4"].tip.splitlines()
    assert tip[0] == "Cathode 1"
    assert any("µm" in line for line in tip)
    assert any("g each" in line for line in tip)
    assert scene.about["layer-4"].keys[0] == "cathode_loading"


@pytest.mark.parametrize(("tag", "mass"), [("anode-strip", "anode_mass"), ("separator", "separator_mass")])
def test_one_strip_weighs_what_it_weighs_in_all(tag, mass):
    cell = design("li-s-1.6Ah-ers")
    tip = cross_section(cell, SCREEN).about[tag].tip.splitlines()
    assert any(line.startswith("one strip ") for line in tip)
    assert tip[-1] == f"{cell.text(mass)} in all"
    assert not any(line.endswith(" each") for line in tip)


def test_of_several_strips_each_and_all_are_weighed():
    cell = chosen("li-s-1.6Ah-ers", separator_form="cut")
    pieces = count(cell, "separator_pieces")
    tip = cross_section(cell, SCREEN).about["separator"].tip.splitlines()
    assert any(line.startswith(f"{pieces} pieces ") for line in tip)
    each, in_all = (float(line.split("\u202f")[0]) for line in tip[-2:])
    assert tip[-2].endswith(" each")
    assert in_all == pytest.approx(pieces * each, rel=1e-3)


def test_an_end_sheet_with_one_coating_is_drawn_named_and_weighed_with_one():
    cell = chosen("nmc811-graphite", stack_ends="chosen", bottom_end="anode-single", top_end="cathode-single")
    scene = cross_section(cell, Frame(784, 900, 12))
    lowest = [s.part for s in scene.shapes if isinstance(s, Rect) and s.tag == "layer-2" and s.fill]
    assert lowest == ["copper", "anode-coating"]  # from below: the coating looks at its cathode
    last = max(int(tag.removeprefix("layer-")) for tag in scene.about if tag.startswith("layer-"))
    highest = [s.part for s in scene.shapes if isinstance(s, Rect) and s.tag == f"layer-{last}" and s.fill]
    assert highest == ["cathode-coating", "cathode-foil"]
    single = cell.number("cathode_foil_thickness") + cell.number("cathode_coating_thickness")
    assert scene.about[f"layer-{last}"].tip.splitlines()[1].startswith(f"{single:.1f}")


@pytest.mark.parametrize("frame", [Frame(304, 284, 12), PAPER], ids=["screen", "paper"])
@pytest.mark.parametrize("width", ["", "40", "30", "20", "10", "5"])
@pytest.mark.parametrize("template", ["li-lco-0.53Ah-ers", "nmc811-graphite"])
def test_no_line_of_another_dimension_runs_through_the_figure_of_one(template, width, frame):
    typed = {"cathode_width": width, "anode_width": str(int(width) + 2)} if width else {}
    cell = design(template, **typed)
    measured = [shape for shape in plan_view(cell, frame).shapes if isinstance(shape, DimensionLine)]
    assert len(measured) >= 8
    struck = []
    for one, other in itertools.permutations(measured, 2):
        left, top, right, bottom = one.label.box
        figure = left, top + 0.1 * one.size, right, bottom - 0.1 * one.size
        lines = [bounds(line) for line in other.primitives() if isinstance(line, Polyline)]
        struck += [(one.text, other.text) for line in lines if overlap(figure, line, -1e-9)]
    assert not struck
