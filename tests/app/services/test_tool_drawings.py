"""Drawings for tooling, read back by other programs and held against the numbers of the design."""

import io
import re
import xml.etree.ElementTree as ElementTree
from contextlib import closing
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import ezdxf
import pypdfium2  # type: ignore[import-untyped]  # it carries no types
import pytest
from ezdxf.document import Drawing

from app.services import edits, process, templates
from app.services.design import Design
from app.services.drawings.dxf import plain
from app.services.drawings.scene import Label, Polygon, overlap
from app.services.drawings.tool_part import CUT, FOLD, FORM, TRIM, ToolPart, interrupted, placed
from app.services.drawings.tool_parts import GROUPS, tool_parts
from app.services.drawings.tool_sheet import tool_sheet, wrapped
from app.services.exports import EXPORTERS, ExportError, ExportOptions
from app.services.exports.contents import contents
from app.services.exports.exporter import PARTS

DRAWINGS = EXPORTERS["drawings"]
SVG = "{http://www.w3.org/2000/svg}"
FOLDED = {"bottom_seal_width": "0", "film_blank_margin": "3", "gas_bag_width": "40"}


def designed(template: str = "li-s-1.6Ah-ers", **values: str) -> Design:
    document = templates.template(template)
    for key, text in values.items():
        document = edits.set_value(document, key, text)
    return Design(document)


def parts_of(design: Design) -> dict[str, ToolPart]:
    return {part.id: part for part in tool_parts(design, process.process_of(design))}


def size_of(part: ToolPart, layer: Any = CUT) -> tuple[float, float]:
    outline = next(o for o in part.outlines if o.layer is layer)
    xs, ys = zip(*outline.points, strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


def box_of(outline: Any) -> tuple[float, float, float, float]:
    """Left, lower, right, upper end of a polyline of a DXF."""
    xs, ys = zip(*((x, y) for x, y, *_ in outline.get_points()), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def dxf_of(design: Design, part: str = "all") -> Drawing:
    made = DRAWINGS.export(design, ExportOptions(format="dxf", part=part))
    return ezdxf.read(io.StringIO(made.decode("utf-8")))  # type: ignore[attr-defined]


# The pieces -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", templates.ids())
def test_every_piece_of_the_cut_list_is_drawn_in_its_size(template: str) -> None:
    design = designed(template)
    cuts = process.process_of(design).cuts
    parts = tool_parts(design, process.process_of(design))
    assert len(parts) == len(cuts) + 2
    for cut, part in zip(cuts, parts, strict=False):
        assert part.name == cut.label
        assert size_of(part) == pytest.approx((cut.width.si * 1000, cut.height.si * 1000))
        assert cut.tolerance.text in part.tolerance
    assert len({part.id for part in parts}) == len(parts)


def test_the_groups_are_those_that_may_be_asked_for() -> None:
    assert ("all", *GROUPS) == PARTS


def test_the_strip_of_the_anode_turns_where_its_layers_end() -> None:
    # Five layers of a strip of 280 mm make four half-turns, each pitch as long as the next; what lies flat and what
    # bends of four layers, and the last flat part: together the strip less its lead.
    design = designed()
    part = parts_of(design)["anode-strip"]
    folds = [outline.points[0][0] for outline in part.outlines if outline.layer is FOLD]
    assert len(folds) == design.number("anode_layers") - 1 == 4
    pitches = [b - a for a, b in pairwise(folds)]
    assert pitches == pytest.approx([pitches[0]] * 3)
    flat, bends = design.number("strip_flat_length"), design.number("strip_bend_length")
    assert pitches[0] == pytest.approx(flat + bends / 4)
    assert folds[0] == pytest.approx(flat + bends / 8)


def test_the_separator_folds_once_over_a_strip_and_at_every_layer_of_sheets() -> None:
    once = parts_of(designed())["separator-strip"]
    assert [o.points[0][0] for o in once.outlines if o.layer is FOLD] == pytest.approx([280.0])
    design = designed("nmc811-graphite")
    often = parts_of(design)["separator-strip"]
    folds = [o.points[0][0] for o in often.outlines if o.layer is FOLD]
    assert len(folds) == design.number("separator_layers") - 1
    assert folds == pytest.approx([at * design.number("separator_width") for at in range(1, len(folds) + 1)])


def test_the_blank_holds_cup_seals_bag_and_margins() -> None:
    # 40 mm of bag and 3 mm of margin on the left, then the pouch; the cup a side seal further in.
    design = designed(gas_bag_width="40", film_blank_margin="3")
    part = parts_of(design)["film"]
    wide, high = size_of(part)
    assert wide == pytest.approx(design.number("pouch_width") + 40 + 6)
    assert size_of(part, FORM) == pytest.approx((design.number("cup_width"), design.number("cup_height")))
    assert size_of(part, TRIM) == pytest.approx((design.number("pouch_width"), design.number("pouch_height")))
    cup = next(o for o in part.outlines if o.layer is FORM).points[0]
    assert cup == pytest.approx((43 + design.number("side_seal_width"), 3 + design.number("bottom_seal_width")))
    assert high == pytest.approx(design.number("pouch_height") + 6)


def test_a_folded_blank_is_twice_as_high_with_its_cups_at_the_fold() -> None:
    document = edits.set_choice(designed(**FOLDED).document, "pouch_cups", "double")
    design = Design(document)
    part = parts_of(design)["film"]
    fold = next(o for o in part.outlines if o.layer is FOLD).points[0][1]
    assert size_of(part)[1] == pytest.approx(2 * fold)
    cups = [o for o in part.outlines if o.layer is FORM]
    assert len(cups) == 2
    assert min(y for _, y in cups[0].points) == pytest.approx(fold)
    assert max(y for _, y in cups[1].points) == pytest.approx(fold)
    assert "Pieces a cell" in dict(part.details)
    assert dict(part.details)["Pieces a cell"] == "1"


def test_the_layout_places_tabs_and_layers() -> None:
    design = designed(tab_offset="2", tab_pitch="24")
    part = parts_of(design)["layout"]
    values = sorted(round(measure.value, 3) for measure in part.measures if measure.side == "above")
    # Pouch 70 mm: the positive tab's middle 35 − 12 + 2 = 25 mm from the edge; tabs 8 mm wide, 24 mm apart.
    assert design.number("pouch_width") == 70
    assert values == [8, 8, 24, 25]
    right = [round(measure.value, 3) for measure in part.measures if measure.side == "right"]
    assert right == [6, 85, 10, 25]  # bottom seal, cup, top seal, outside


def test_what_cannot_be_drawn_is_one_sentence() -> None:
    with pytest.raises(ExportError, match="no piece “other”") as raised:
        DRAWINGS.export(designed(), ExportOptions(part="other"))
    assert "cathode" in raised.value.message
    design = designed("nmc811-graphite")
    design.values = {**design.values, "cathode_width": float("nan")}
    with pytest.raises(ExportError, match="No drawing"):
        DRAWINGS.export(design, ExportOptions(format="dxf"))


def test_the_contents_name_every_piece_and_layer() -> None:
    pieces, layers = contents("drawings", designed())
    assert pieces.lines == tuple(part.name for part in parts_of(designed()).values())
    assert "CUT: cut" in layers.lines
    without = designed("nmc811-graphite")
    without.values = {**without.values, "cathode_width": float("nan")}
    (refusal,) = contents("drawings", without)
    assert "Width" in refusal.lines[0]


# Dimensions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", templates.ids())
def test_no_dimension_stands_on_another_and_none_is_left_out(template: str) -> None:
    design = designed(template, **FOLDED)
    for number, part in enumerate(tool_parts(design, process.process_of(design)), 1):
        assert len(placed(part)) == len(part.measures) > 0
        scene = tool_sheet(part, design, number, 9, "a4").scene
        labels = [label for label in scene.labels if label.text]
        for one, other in combinations(labels, 2):
            assert not overlap(one.box, other.box, 0.05), (part.id, one.text, other.text)
        for label in labels:
            left, top, right, bottom = label.box
            assert left >= 20
            assert top >= 10
            assert right <= scene.width - 10
            assert bottom <= scene.height - 10


def test_an_interrupted_view_says_the_whole_length() -> None:
    design = designed(separator_length="9000")
    part = parts_of(design)["separator-strip"]
    short = interrupted(part, 2000)
    assert short.bounds[2] - short.bounds[0] == pytest.approx(2000)
    assert max(measure.value for measure in short.measures) == pytest.approx(9000)
    assert interrupted(part, 9001) is part
    pdf = DRAWINGS.export(design, ExportOptions(part="separator"))
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        assert document.get_page_size(0)[0] < 14400


def test_a_text_breaks_at_spaces_and_between_ideographs() -> None:
    assert wrapped("one two three", 3.0, 14.0) == ["one two", "three"]
    assert wrapped("", 3.0, 14.0) == []
    lines = wrapped("从上面看极耳朝上正极在左边" * 4, 3.0, 60.0)
    assert len(lines) > 2
    assert "".join(lines) == "从上面看极耳朝上正极在左边" * 4


# DXF --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", templates.ids())
def test_a_dxf_passes_its_audit_and_measures_what_the_design_says(template: str) -> None:
    design = designed(template)
    drawing = dxf_of(design)
    audit = drawing.audit()
    assert not audit.errors
    assert not audit.fixes
    assert drawing.dxfversion >= "AC1024"  # R2010
    assert drawing.header["$INSUNITS"] == 4
    space = drawing.modelspace()
    parts = tool_parts(design, process.process_of(design))
    cut = space.query('LWPOLYLINE[layer=="CUT"]')
    assert all(outline.dxf.flags & 1 for outline in cut)  # closed
    boxes = [box_of(outline) for outline in cut]
    sizes = [(right - left, upper - lower) for left, lower, right, upper in boxes]
    wanted = [size_of(part) for part in parts if part.id not in ("cup", "layout")]
    assert sizes == [pytest.approx(size) for size in wanted]
    dimensions: Any = space.query("DIMENSION")
    measured = sorted(dimension.get_measurement() for dimension in dimensions)
    assert measured == pytest.approx(sorted(m.value for part in parts for m in part.measures))
    assert {entity.dxf.layer for entity in space} <= {layer.dxf.name for layer in drawing.layers}


def test_a_single_piece_of_a_dxf_lies_at_the_corner() -> None:
    drawing = dxf_of(designed(), "cathode")
    (outline,) = drawing.modelspace().query('LWPOLYLINE[layer=="CUT"]')
    assert box_of(outline) == (0, 0, 50, 75)


def test_pieces_of_a_dxf_do_not_lie_on_each_other() -> None:
    space = dxf_of(designed("li-lco-0.53Ah-ers")).modelspace()
    boxes = [box_of(outline) for outline in space.query('LWPOLYLINE[layer=="CUT"]')]
    assert len(boxes) > 4
    assert not any(overlap(a, b) for a, b in combinations(boxes, 2))


def test_a_dxf_shows_no_code_that_was_typed() -> None:
    assert plain("100 %%c \\P ^J\n{x}") == "100 % %c \N{FULLWIDTH REVERSE SOLIDUS}P ^ J {x}"


# SVG --------------------------------------------------------------------------------------------------------------


def test_an_svg_is_in_millimetres_and_its_cuts_are_closed() -> None:
    design = designed(template="li-s-1.6Ah-ers")
    root = ElementTree.fromstring(DRAWINGS.export(design, ExportOptions(format="svg")))
    width, height = (float(value) for value in root.attrib["viewBox"].split()[2:])
    assert root.attrib["width"] == f"{width:g}mm"
    assert root.attrib["height"] == f"{height:g}mm"
    for part in parts_of(design).values():
        groups = [g for g in root.iter(f"{SVG}g") if g.attrib.get("id") == f"{part.id}-CUT"]
        if part.id in ("cup", "layout"):
            assert not groups
            continue
        (path,) = groups[0].iter(f"{SVG}path")
        assert path.attrib["d"].endswith("Z")
        numbers = [float(text) for text in re.findall(r"-?[\d.]+", path.attrib["d"])]
        xs, ys = numbers[::2], numbers[1::2]
        assert (max(xs) - min(xs), max(ys) - min(ys)) == pytest.approx(size_of(part), abs=2e-4)


def test_what_was_typed_is_text_in_an_svg() -> None:
    document = replace(designed().document, name='<b onload="x">&')
    root = ElementTree.fromstring(DRAWINGS.export(Design(document), ExportOptions(format="svg", part="cathode")))
    assert any(text.text == '<b onload="x">&' for text in root.iter(f"{SVG}text"))


# Paper ------------------------------------------------------------------------------------------------------------


def widest(pdf: bytes, page: int) -> list[tuple[float, float]]:
    """Sizes in mm of the paths of a page."""
    with closing(pypdfium2.PdfDocument(pdf)) as document, closing(document[page]) as sheet:
        boxes = [thing.get_bounds() for thing in sheet.get_objects(max_depth=1) if thing.type == 2]
    return [((right - left) / 72 * 25.4, (top - bottom) / 72 * 25.4) for left, bottom, right, top in boxes]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_piece_is_as_large_on_paper_as_it_is(paper: str) -> None:
    design = designed()
    pdf = DRAWINGS.export(design, ExportOptions(paper=paper))
    for page, part in enumerate(parts_of(design).values()):
        wanted = size_of(part, part.outlines[0].layer)
        # The bounds of a path take the half of its line's width with them, on either side.
        assert any(size == pytest.approx(wanted, abs=1.2) for size in widest(pdf, page)), part.id
    small = widest(pdf, 0)
    assert any(size[0] == pytest.approx(50.0, abs=0.8) and size[1] < 1.5 for size in small)  # the ruler


def test_tiles_are_pages_of_the_paper_and_cover_the_sheet() -> None:
    design = designed()
    pdf = DRAWINGS.export(design, ExportOptions(format="pdf-tiled", part="separator"))
    sheet = tool_sheet(parts_of(design)["separator-strip"], design, 1, 1, "a4").scene
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        count = len(document)
        for page in range(count):
            assert sorted(document.get_page_size(page)) == pytest.approx([595.28, 841.89], abs=0.1)
            with closing(document[page]) as drawn, closing(drawn.get_textpage()) as text:
                assert f"column {page % count + 1} of {count}, row 1 of 1" in text.get_text_bounded()
    # Upright: 210 mm less two margins of 10 mm, each page lapping the last by 10 mm.
    assert count * (190 - 10) + 10 >= sheet.width > (count - 1) * (190 - 10) + 10
    whole = DRAWINGS.export(design, ExportOptions(format="pdf-tiled", part="cathode"))
    with closing(pypdfium2.PdfDocument(whole)) as document:
        assert len(document) == 1


def test_a_sheet_has_its_title_block() -> None:
    design = designed()
    part = parts_of(design)["cathode"]
    scene = tool_sheet(part, design, 1, 9, "a4").scene
    told = " ".join(label.text for label in scene.shapes if isinstance(label, Label))
    for wanted in ("Scale 1:1", "±0.2", design.short_hash, "revision 1", "Sheet 1 / 9", "Pieces a cell: 4", "Sulfur"):
        assert wanted in told.replace("\N{NARROW NO-BREAK SPACE}", " ")
    outline = next(s for s in scene.shapes if isinstance(s, Polygon) and s.tag == "CUT")
    assert max(x for x, _ in outline.points) - min(x for x, _ in outline.points) == pytest.approx(50)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_long_name_stays_in_its_block(paper: str) -> None:
    design = Design(replace(designed().document, name="Ωμέγα 大 " * 60))
    scene = tool_sheet(parts_of(design)["cathode"], design, 1, 9, paper).scene
    assert all(label.box[2] <= scene.width - 10 for label in scene.labels)
    assert DRAWINGS.export(design, ExportOptions(paper=paper, part="cathode", language="zh_CN"))
