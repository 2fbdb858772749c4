"""The finished cell from above and from the side, with dimension lines in millimetres.

Texts keep their size whatever the cell's, and nothing is written over anything else: in a small frame the detail, the
list of parts and the inner dimensions give way in turn.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from app.services.design import Design
from app.services.drawings.cell_sizes import CellSizes, cell_sizes, cell_thickness
from app.services.drawings.scene import Circle, Dash, DimensionLine, Frame, Point, Polygon, Polyline, Rect, Scene
from app.services.drawings.sheet import (
    LINE,
    Sheet,
    length,
    millimetres,
    size_text,
    spread,
    typed_keys,
)
from app.services.i18n import joined, tr
from calc.units import MM

_TIER = 1.9
"""From one dimension line to the next, in text sizes."""

_PLAN = 26
"""Width that a plan needs before a list may stand beside it, in text sizes."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the cell lies: scale in output units per mm, its upper left corner without tabs, its middle."""

    scale: float
    left: float
    top: float
    middle: float


def plan_view(design: Design, frame: Frame = Frame(), *, gas_bag: bool = False) -> Scene:  # noqa: B008 - frozen
    """The cell from above, tabs upwards, positive on the left; what lies under the film is dashed.

    `gas_bag`: with the gas bag that is cut off in the end, which no finished cell has.
    """
    sheet = Sheet(frame, tr("Plan view"))
    cell = cell_sizes(design)
    _explain(sheet, design)
    em = sheet.em
    rows = _parts(design, cell) if sheet.width > _PLAN * em else []
    list_width = _list_width(sheet, rows) if rows else sheet.width
    listed = sheet.width - list_width >= _PLAN * em and sheet.height >= (len(rows) + 3) * LINE * em
    dimensioned = sheet.width >= 20 * em and sheet.height >= 14 * em
    free = sheet.width - (list_width + 1.5 * em if listed else 0)
    if dimensioned:
        left, right, above, below = 2.6 * em, 5.2 * em, 4.6 * em, (_TIER * (3 if cell.folded else 2) + 2.1) * em
    else:
        left = right = above = below = 0.8 * em
    bag = min(length(design, "gas_bag_width"), 1e5) if gas_bag else 0.0
    place = _place(cell, left, above, free - right, sheet.height - below, bag)
    _draw_plan(sheet, cell, place)
    if bag:
        _draw_bag(sheet, design, cell, place, bag, dimensioned=dimensioned)
    if dimensioned:
        _dimension_plan(sheet, cell, place, bag)
        sheet.write(0.3 * em, sheet.height - 0.75 * em, tr("Dimensions in {unit}", unit=MM.symbol), part="quiet")
    if listed:
        x = sheet.width - list_width
        y = _list(sheet, rows, x, 0.9 * em)
        room = (x, y + 1.2 * em, sheet.width, sheet.height - 0.4 * em)
        if dimensioned and room[3] - room[1] >= 9 * em:
            _detail(sheet, cell, place, room)
    return sheet.scene(lambda: _words(design, folded=cell.folded))


def cell_drawing(design: Design, frame: Frame = Frame()) -> Scene:  # noqa: B008 - frozen
    """Plan view and side view at one scale, as a specification shows them."""
    sheet = Sheet(frame, tr("Dimensions of the cell"))
    em = sheet.em
    # Below a side view that is drawn thicker stands how many times; the plan ends where that may begin.
    beside = max(8.5 * em, 5.8 * em + sheet.text_width(tr("thickness × {times}", times=100)) / 2)
    plan = plan_view(design, Frame(max(sheet.width - beside, 1e-3), sheet.height, em))
    cell = cell_sizes(design)
    outline = next(shape for shape in plan.shapes if isinstance(shape, Rect) and shape.tag == "pouch")
    _draw_side(sheet, design, cell, outline.height / cell.pouch[1], outline.y, sheet.width - 5.6 * em)
    sheet.add(*plan.shapes)
    return Scene(sheet.width, sheet.height, sheet.scene().shapes, plan.about, sheet.title, plan.words)


def _explain(sheet: Sheet, design: Design) -> None:
    def of(tag: str, name: str, lines: Callable[[], Iterable[str]], *keys: str) -> None:
        sheet.about(tag, name, lines, typed_keys(design, *keys))

    def text(*keys: str) -> Callable[[], Iterable[str]]:
        return lambda: (design.text(key) for key in keys)

    def size(*keys: str, then: tuple[str, ...] = ()) -> Callable[[], Iterable[str]]:
        return lambda: (size_text(*(design.number(key) for key in keys)), *(design.text(key) for key in then))

    of(
        "pouch",
        tr("Pouch"),
        size("pouch_width", "pouch_height"),
        "side_seal_width",
        "top_seal_width",
        "bottom_seal_width",
        "pouch_film_thickness",
    )
    of(
        "cup",
        tr("Cup"),
        size("cup_width", "cup_height", "cup_depth"),
        "cup_clearance",
        "separator_height",
        "separator_overhang",
    )
    of(
        "separator",
        tr("Separator"),
        size("stack_width", "separator_height", then=("separator_mass",)),
        "separator_height",
        "separator_overhang",
        "separator_clearance",
        "separator_length",
    )
    of(
        "anode",
        tr("Anode"),
        size("anode_layer_width", "anode_height", then=("anode_mass",)),
        "anode_width",
        "lithium_strip_length",
        "anode_height",
        "anode_overhang_width",
        "anode_overhang_height",
    )
    of(
        "cathode",
        tr("Cathode"),
        size("cathode_width", "cathode_height", then=("cathode_coating_mass",)),
        "cathode_width",
        "cathode_height",
        "cathode_sheets",
    )
    of("side-seal", tr("Side seal"), text("side_seal_width"), "side_seal_width")
    of("top-seal", tr("Top seal"), text("top_seal_width"), "top_seal_width")
    of("bottom-seal", tr("Bottom seal"), text("bottom_seal_width"), "bottom_seal_width")
    for sign, name in (("positive", tr("Positive tab")), ("negative", tr("Negative tab"))):
        wide, thick, long = f"{sign}_tab_width", f"{sign}_tab_thickness", f"{sign}_tab_length"
        lines = size(wide, thick, long, then=(f"{sign}_tab_mass",))
        of(f"{sign}-tab", name, lines, wide, long, thick, "tab_protrusion", "tab_pitch", "tab_offset")
    of(
        "sealant",
        tr("Sealant"),
        text("sealant_height", "sealant_mass"),
        "sealant_height",
        "sealant_overhang",
        "sealant_thickness",
    )
    of(
        "cell",
        tr("Finished cell"),
        size("cell_width", "cell_length", "cell_thickness", then=("cell_mass",)),
        "cathode_sheets",
        "side_seal_width",
    )
    of(
        "overhang",
        tr("Anode overhang"),
        size("anode_overhang_width", "anode_overhang_height"),
        "anode_width",
        "lithium_strip_length",
        "anode_height",
        "anode_overhang_width",
        "anode_overhang_height",
        "cathode_width",
        "cathode_height",
    )


def _parts(design: Design, cell: CellSizes) -> list[tuple[str, str, str, str]]:
    """The list beside the plan: part, tag, name, size."""

    def size(*keys: str) -> str:
        return " × ".join(millimetres(design.number(key)) for key in keys)

    return [
        ("pouch-film", "pouch", tr("Pouch"), size("pouch_width", "pouch_height")),
        ("pouch-film", "cup", tr("Cup"), size("cup_width", "cup_height", "cup_depth")),
        ("separator", "separator", tr("Separator"), size("stack_width", "separator_height")),
        (cell.anode_part, "anode", tr("Anode"), size("anode_layer_width", "anode_height")),
        ("cathode-coating", "cathode", tr("Cathode"), size("cathode_width", "cathode_height")),
        (
            "tab-positive",
            "positive-tab",
            tr("Positive tab"),
            size("positive_tab_width", "positive_tab_thickness", "positive_tab_length"),
        ),
        (
            "tab-negative",
            "negative-tab",
            tr("Negative tab"),
            size("negative_tab_width", "negative_tab_thickness", "negative_tab_length"),
        ),
        (
            "sealant",
            "sealant",
            tr("Sealant"),
            " × ".join(millimetres(v) for v in (cell.tabs[0][0] + 2 * cell.sealant[1], cell.sealant[0])),
        ),
        ("cell", "cell", tr("Finished cell"), size("cell_width", "cell_length", "cell_thickness")),
    ]


def _list_width(sheet: Sheet, rows: Sequence[tuple[str, str, str, str]]) -> float:
    names = max(sheet.text_width(row[2]) for row in rows)
    return 1.6 * sheet.em + names + 1.2 * sheet.em + max(sheet.text_width(row[3]) for row in rows) + 0.3 * sheet.em


def _list(sheet: Sheet, rows: Sequence[tuple[str, str, str, str]], x: float, y: float) -> float:
    """The parts with their colours and sizes; gives the y below."""
    em = sheet.em
    for part, tag, name, size in rows:
        if part != "cell":
            dash: Dash = "hidden" if tag in ("separator", "anode", "cathode") else ""
            sheet.add(Rect(x, y - 0.4 * em, 0.95 * em, 0.8 * em, part, tag, fill=_TINT.get(tag, 1.0), dash=dash))
        sheet.write(x + 1.6 * em, y, name, tag=tag, bold=part == "cell")
        sheet.write(sheet.width - 0.3 * em, y, size, "right", tag=tag, bold=False)
        y += LINE * em * 1.06
    return y


_TINT = {"pouch": 0.22, "cup": 0.34, "separator": 0.85, "anode": 0.5, "cathode": 0.55}
"""How strongly what lies under the film shows through."""


def _place(cell: CellSizes, left: float, top: float, right: float, bottom: float, bag: float) -> _Place:
    """Where the pouch lies, with room for so wide a gas bag on its left."""
    width, height = max(right - left, 1e-3), max(bottom - top, 1e-3)
    scale = min(width / (cell.pouch[0] + bag), height / (cell.pouch[1] + cell.protrusion))
    middle = (left + right + bag * scale) / 2
    upper = top + (height - (cell.pouch[1] + cell.protrusion) * scale) / 2
    return _Place(scale, middle - cell.pouch[0] * scale / 2, upper + cell.protrusion * scale, middle)


def _draw_plan(sheet: Sheet, cell: CellSizes, at: _Place) -> None:
    em, k, x0, y0, middle = sheet.em, at.scale, at.left, at.top, at.middle
    pouch = (cell.pouch[0] * k, cell.pouch[1] * k)
    side, top, bottom = cell.side * k, cell.top * k, cell.bottom * k
    cup = (middle - cell.cup[0] * k / 2, y0 + top, cell.cup[0] * k, cell.cup[1] * k)
    body = (middle - cell.width * k / 2, cell.width * k)
    # The tabs pass under the film of the top seal and on into the cup.
    tabs = _tabs(cell, at)
    names = (("tab-positive", "positive-tab", "+"), ("tab-negative", "negative-tab", "−"))
    out = cell.protrusion * k
    for (x, width, _), (part, tag, _) in zip(tabs, names, strict=True):
        if out:
            sheet.add(Rect(x, y0 - out, width, out, part, tag))
    sealant_height, beyond = cell.sealant[0] * k, cell.sealant[1] * k
    middle_of_seal = y0 + top / 2
    for x, width, _ in tabs:
        if sealant_height:
            sheet.add(
                Rect(
                    x - beyond,
                    middle_of_seal - sealant_height / 2,
                    width + 2 * beyond,
                    sealant_height,
                    "sealant",
                    "sealant",
                )
            )
    sheet.add(
        Rect(
            x0,
            y0,
            *pouch,
            "pouch-film",
            "pouch",
            fill=_TINT["pouch"],
            line=1.0 if cell.folded else 1.6,
            dash="phantom" if cell.folded else "",
        )
    )
    for left in (x0, x0 + pouch[0] - side):
        if side:
            sheet.add(Rect(left, y0, side, pouch[1], "seal", "side-seal", line=0, hatch=True))
    if top:
        sheet.add(Rect(cup[0], y0, cup[2], top, "seal", "top-seal", line=0, hatch=True))
    if bottom:
        sheet.add(Rect(cup[0], y0 + pouch[1] - bottom, cup[2], bottom, "seal", "bottom-seal", line=0, hatch=True))
    sheet.add(
        Rect(
            x0,
            y0,
            *pouch,
            "pouch-film",
            "",
            fill=0,
            dash="phantom" if cell.folded else "",
            line=1.0 if cell.folded else 1.6,
        )
    )
    sheet.add(Rect(*cup, "pouch-film", "cup", fill=_TINT["cup"]))
    centre = cup[1] + cup[3] / 2
    layers = (
        (cell.separator, "separator", "separator"),
        (cell.anode, cell.anode_part, "anode"),
        (cell.cathode, "cathode-coating", "cathode"),
    )
    for strength in (1.0, 0.0):  # the outlines last: a smaller anode must show through
        for (wide, high), part, tag in layers:
            width, height = wide * k, high * k
            right, up = cell.off.get(tag, (0.0, 0.0))
            sheet.add(
                Rect(
                    middle - width / 2 + right * k,
                    centre - height / 2 - up * k,
                    width,
                    height,
                    part,
                    tag,
                    strength * _TINT[tag],
                    line=1.0 - strength,
                    dash="hidden",
                )
            )
    for x, width, _ in tabs:
        if sealant_height:
            sheet.add(
                Rect(
                    x - beyond,
                    middle_of_seal - sealant_height / 2,
                    width + 2 * beyond,
                    sealant_height,
                    "sealant",
                    "sealant",
                    0.75,
                )
            )
    for (x, width, tab_length), (part, tag, sign) in zip(tabs, names, strict=True):
        inside = max(tab_length * k - cell.protrusion * k, 0.0)
        if inside:
            sheet.add(Rect(x, y0, width, inside, part, tag, fill=0.4, dash="hidden"))
        centre_x = x + width / 2
        if out > 1.4 * em and width > 1.1 * em:
            sheet.add(Circle(centre_x, y0 - out / 2, 0.6 * em, "background", fill=1.0, line=0))
            sheet.write(centre_x, y0 - out / 2, sign, "centre", bold=True)
    if cell.folded:
        sheet.add(Rect(body[0], y0, body[1], pouch[1], "pouch-film", "cell", fill=0, line=1.6))


def _draw_bag(sheet: Sheet, design: Design, cell: CellSizes, at: _Place, bag: float, *, dimensioned: bool) -> None:
    """The film beside the pouch that takes the gas of the formation and is cut off."""
    em, wide, high = sheet.em, bag * at.scale, cell.pouch[1] * at.scale
    left = at.left - wide
    sheet.add(Rect(left, at.top, wide, high, "pouch-film", "gas-bag", fill=0.1, line=0.8, dash="phantom"))
    tip = partial(_bag_tip, design)
    sheet.about("gas-bag", tr("Gas bag, cut off at degassing"), tip, typed_keys(design, "gas_bag_width"))
    if dimensioned:
        line = at.top - 1.3 * em
        ends = (left, at.top), (at.left, at.top)
        sheet.measure(DimensionLine(*ends, line, millimetres(bag), em, before=True, tag="gas-bag"))
    text = tr("gas bag")
    if sheet.text_width(text) + 0.4 * em < wide:
        sheet.write(left + wide / 2, at.top + high / 2, text, "centre", part="quiet", tag="gas-bag")


def _bag_tip(design: Design) -> tuple[str, ...]:
    blank = size_text(design.number("film_blank_width"), design.number("film_blank_height"))
    return (
        design.text("gas_bag_width"),
        tr("film as cut {size}", size=blank),
        tr("{mass} trimmed off", mass=design.text("trimmed_film_mass")),
    )


def _tabs(cell: CellSizes, at: _Place) -> list[tuple[float, float, float]]:
    """Left edge and width in output units, and length in mm, of both tabs, the positive one first."""
    found = []
    for side, (width, tab_length) in zip((-1, 1), cell.tabs, strict=True):
        centre = at.middle + (side * cell.pitch / 2 + cell.tab_offset) * at.scale
        found.append((centre - width * at.scale / 2, width * at.scale, tab_length))
    return found


def _dimension_plan(sheet: Sheet, cell: CellSizes, at: _Place, bag: float = 0.0) -> None:
    em, k, x0, y0, middle = sheet.em, at.scale, at.left, at.top, at.middle
    right, bottom = x0 + cell.pouch[0] * k, y0 + cell.pouch[1] * k
    tip = y0 - cell.protrusion * k
    tier = _TIER * em
    # Overall sizes first: what finds no room later is the less important.
    edge = x0 - bag * k
    sheet.measure(
        DimensionLine(
            (edge, y0), (edge, bottom), edge - 1.5 * em, millimetres(cell.pouch[1]), em, upright=True, tag="cell"
        )
    )
    base = bottom + 1.5 * em
    chain = [
        (x0, middle - cell.cup[0] * k / 2),
        (middle - cell.cup[0] * k / 2, middle + cell.cup[0] * k / 2),
        (middle + cell.cup[0] * k / 2, right),
    ]
    row = base + tier
    half = cell.width * k / 2
    if cell.folded:
        narrow, flat = millimetres(cell.width), millimetres(cell.pouch[0])
        folded = (tr("{width}, side seals folded", width=narrow), tr("{width} folded", width=narrow), narrow)
        _across_dimension(sheet, middle - half, middle + half, bottom, row, folded, "cell")
        _across_dimension(sheet, x0, right, bottom, row + tier, (tr("{width} flat", width=flat), flat), "pouch")
    else:
        _across_dimension(sheet, x0, right, bottom, row, (millimetres(cell.pouch[0]),), "cell")
    _chain_across(sheet, chain, [cell.side, cell.cup[0], cell.side], ["side-seal", "cup", "side-seal"], bottom, base)
    heights = [
        (tip, y0),
        (y0, y0 + cell.top * k),
        (y0 + cell.top * k, bottom - cell.bottom * k),
        (bottom - cell.bottom * k, bottom),
    ]
    values = [cell.protrusion, cell.top, cell.cup[1], cell.bottom]
    _chain_up(
        sheet,
        heights,
        values,
        ["positive-tab", "top-seal", "cup", "bottom-seal"],
        right,
        right + 1.5 * em,
        (0.3 * em, sheet.height - 2 * em),
    )
    tabs = _tabs(cell, at)
    centres = [x + width / 2 for x, width, _ in tabs]
    sheet.measure(
        DimensionLine(
            (centres[0], tip - 0.5 * em),
            (centres[1], tip - 0.5 * em),
            tip - 1.3 * em - tier,
            millimetres(cell.pitch),
            em,
            tag="positive-tab",
        )
    )
    for index, (x, width, _) in enumerate(tabs):
        tag = ("positive-tab", "negative-tab")[index]
        sheet.measure(
            DimensionLine(
                (x, tip),
                (x + width, tip),
                tip - 1.3 * em,
                millimetres(cell.tabs[index][0]),
                em,
                before=index == 0,
                tag=tag,
            )
        )


def _across_dimension(sheet: Sheet, x1: float, x2: float, y: float, at: float, texts: Sequence[str], tag: str) -> None:
    """A horizontal dimension with the longest of its texts that fits, else the last."""
    text = next((text for text in texts if sheet.text_width(text) + 3 * sheet.em <= abs(x2 - x1)), texts[-1])
    sheet.measure(DimensionLine((x1, y), (x2, y), at, text, sheet.em, tag=tag))


def _chain_across(
    sheet: Sheet, spans: Sequence[Point], values: Sequence[float], tags: Sequence[str], y: float, at: float
) -> None:
    """Dimensions end to end, the widest first; a zero is left out."""
    for i in sorted(range(len(spans)), key=lambda i: -abs(spans[i][1] - spans[i][0])):
        if values[i]:
            (x1, x2), text = spans[i], millimetres(values[i])
            sheet.measure(DimensionLine((x1, y), (x2, y), at, text, sheet.em, before=i == 0, tag=tags[i]))


def _chain_up(
    sheet: Sheet,
    spans: Sequence[Point],
    values: Sequence[float],
    tags: Sequence[str],
    x: float,
    at: float,
    limits: Point,
) -> None:
    """Dimensions one above the other, with upright texts on their right, moved apart where they are close."""
    em = sheet.em
    chosen = [i for i, value in enumerate(values) if value]
    if not chosen:
        return
    middles = [(spans[i][0] + spans[i][1]) / 2 for i in chosen]
    ys = spread(middles, [LINE * em] * len(chosen), *limits)
    for i, y in zip(chosen, ys, strict=True):
        (y1, y2) = spans[i]
        text = millimetres(values[i])
        sheet.measure(
            DimensionLine((x, y1), (x, y2), at, text, em, upright=True, label_at=(at + 1.0 * em, y), tag=tags[i])
        )


def _detail(sheet: Sheet, cell: CellSizes, at: _Place, room: tuple[float, float, float, float]) -> None:
    """The lower right corner enlarged: how far each layer stands out beyond the next."""
    em, k = sheet.em, at.scale
    edges_x = [cell.cathode[0] / 2, cell.anode[0] / 2, cell.separator[0] / 2, cell.cup[0] / 2]
    edges_y = [cell.cathode[1] / 2, cell.anode[1] / 2, cell.separator[1] / 2, cell.cup[1] / 2]
    span = max(max(edges_x) - min(edges_x), max(edges_y) - min(edges_y), 1e-6)
    left, top = room[0], room[1] + 1.4 * em
    size = min(room[2] - left - 4.2 * em, room[3] - top - 2.9 * em, 13 * em)
    if size < 5 * em:
        return
    scale = 0.62 * size / span
    inset = 0.2 * size
    corner_x, corner_y = left + inset - min(edges_x) * scale, top + inset - min(edges_y) * scale
    right, bottom = left + size, top + size
    sheet.add(Rect(left, top, size, size, "seal", "side-seal", line=0, hatch=True))
    for index, part, tag in (
        (3, "pouch-film", "cup"),
        (2, "separator", "separator"),
        (1, cell.anode_part, "anode"),
        (0, "cathode-coating", "cathode"),
    ):
        x, y = corner_x + edges_x[index] * scale, corner_y + edges_y[index] * scale
        x, y = min(max(x, left), right), min(max(y, top), bottom)
        sheet.add(Rect(left, top, x - left, y - top, part, tag, _TINT[tag], line=0))
        sheet.add(Polyline(((x, top), (x, y), (left, y)), part, tag, dash="hidden" if index < 3 else ""))
    sheet.add(Rect(left, top, size, size, "quiet", fill=0))
    sheet.write(left, room[1] + 0.3 * em, tr("Corner A, enlarged"), bold=True)
    values_x = [b - a for a, b in pairwise(edges_x)]
    values_y = [b - a for a, b in pairwise(edges_y)]
    tags = ["overhang", "separator", "cup"]
    spans_y = [(corner_y + a * scale, corner_y + b * scale) for a, b in pairwise(edges_y)]
    _chain_up(sheet, spans_y, [_clean(v) for v in values_y], tags, right, right + 0.9 * em, (top, bottom + 1.5 * em))
    chosen = [i for i, value in enumerate(values_x) if _clean(value)]
    texts = [millimetres(_clean(values_x[i])) for i in chosen]
    middles = [corner_x + (edges_x[i] + edges_x[i + 1]) / 2 * scale for i in chosen]
    order = sorted(range(len(chosen)), key=lambda j: middles[j])
    widths = [sheet.text_width(texts[j]) + 0.7 * em for j in order]
    placed = spread([middles[j] for j in order], widths, left, room[2])
    for j, x in zip(order, placed, strict=True):
        i = chosen[j]
        x1, x2 = corner_x + edges_x[i] * scale, corner_x + edges_x[i + 1] * scale
        sheet.measure(
            DimensionLine(
                (x1, bottom),
                (x2, bottom),
                bottom + 0.9 * em,
                texts[j],
                em,
                label_at=(x, bottom + 2.2 * em),
                tag=tags[i],
            )
        )
    spot = (at.middle + max(edges_x) * k, at.top + (cell.top + cell.cup[1]) * k)
    radius = max(1.3 * span * k, 0.9 * em)
    centre = (spot[0] - span * k * 0.5, spot[1] - span * k * 0.5)
    sheet.add(Circle(*centre, radius, "dimension"))
    sheet.write(centre[0] - radius - 0.35 * em, centre[1] - radius - 0.2 * em, "A", "right", bold=True)


def _clean(value: float) -> float:
    """Without what binary subtraction leaves behind."""
    return 0.0 if abs(value) < 5e-4 else value


def _draw_side(sheet: Sheet, design: Design, cell: CellSizes, k: float, top: float, x: float) -> None:
    """The profile at scale k, its pouch from `top` down; a thin cell is drawn thicker and says how many times."""
    em = sheet.em
    thickness = cell_thickness(design)
    times = next((n for n in (1, 2, 5, 10, 20, 50, 100) if thickness * k * n >= 0.9 * em), 100)
    thick = min(thickness * k * times, 0.5 * sheet.width)
    film = max(min(2 * cell.film * k * times, 0.3 * thick), 1e-6)
    height, upper, lower = cell.pouch[1] * k, cell.top * k, cell.bottom * k
    bottom = top + height
    front, back = x - thick / 2, x + thick / 2
    seam = x if cell.double else back - film / 2
    slope = min(0.35 * thick, 0.1 * height)
    outline: list[Point] = [(seam - film / 2, top), (seam - film / 2, top + upper)]
    outline += [(front, top + upper + slope), (front, bottom - lower - slope)]
    outline += [(seam - film / 2, bottom - lower), (seam - film / 2, bottom), (seam + film / 2, bottom)]
    if cell.double:
        outline += [
            (seam + film / 2, bottom - lower),
            (back, bottom - lower - slope),
            (back, top + upper + slope),
            (seam + film / 2, top + upper),
        ]
    outline.append((seam + film / 2, top))
    out = cell.protrusion * k
    tab = max(0.25 * film, 0.12 * em)
    if out:
        sheet.add(Rect(seam - tab / 2, top - out, tab, out, "tab-negative", "negative-tab"))
    sheet.add(Polygon(tuple(outline), "pouch-film", "cell", fill=0.4, line=1.4))
    text = millimetres(thickness)
    sheet.measure(
        DimensionLine(
            (front, bottom - lower - slope), (back, bottom - lower - slope), bottom + 1.5 * em, text, em, tag="cell"
        )
    )
    if times > 1:
        sheet.write(x, bottom + 1.5 * em + _TIER * em, tr("thickness × {times}", times=times), "centre", part="quiet")


def _words(design: Design, *, folded: bool) -> str:
    return tr(
        "{length} long, {width} wide and {thickness} thick; tabs stand out {protrusion}, {pitch} apart.",
        length=design.text("cell_length"),
        width=design.text("cell_width"),
        thickness=design.text("cell_thickness"),
        protrusion=design.text("tab_protrusion"),
        pitch=design.text("tab_pitch"),
    ) + (joined(("", tr("The side seals are folded against the body.")), " ") if folded else "")
