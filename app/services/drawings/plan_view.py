"""The finished cell from above, tabs upwards, with dimension lines in millimetres.

Texts keep their size whatever the cell's, and nothing is written over anything else: in a small frame the enlarged
corner, the list of parts and the inner dimensions give way in turn.
"""

from functools import partial

from app.services.design import Design
from app.services.drawings.cell_sizes import CellSizes, cell_sizes
from app.services.drawings.plan_corner import enlarge_corner
from app.services.drawings.plan_dimensions import TIER, Place, dimension_plan, placed, tabs_at
from app.services.drawings.plan_parts import TINT, explain_parts, list_parts, part_rows, width_of_list
from app.services.drawings.scene import Circle, DimensionLine, Frame, Rect, Scene
from app.services.drawings.sheet import LINE, Sheet, length, millimetres, size_text, typed_keys
from app.services.i18n import joined, tr
from calc.units import MM

_PLAN = 26
"""Width that a plan needs before a list may stand beside it, in text sizes."""


def plan_view(design: Design, frame: Frame = Frame(), *, gas_bag: bool = False) -> Scene:  # noqa: B008 - frozen
    """The cell from above, tabs upwards, positive on the left; what lies under the film is dashed.

    `gas_bag`: with the gas bag that is cut off in the end, which no finished cell has.
    """
    sheet = Sheet(frame, tr("Plan view"))
    cell = cell_sizes(design)
    explain_parts(sheet, design)
    em = sheet.em
    rows = part_rows(design, cell) if sheet.width > _PLAN * em else []
    list_width = width_of_list(sheet, rows) if rows else sheet.width
    listed = sheet.width - list_width >= _PLAN * em and sheet.height >= (len(rows) + 3) * LINE * em
    dimensioned = sheet.width >= 20 * em and sheet.height >= 14 * em
    free = sheet.width - (list_width + 1.5 * em if listed else 0)
    if dimensioned:
        left, right, above, below = 2.6 * em, 5.2 * em, 4.6 * em, (TIER * (3 if cell.folded else 2) + 2.1) * em
    else:
        left = right = above = below = 0.8 * em
    bag = min(length(design, "gas_bag_width"), 1e5) if gas_bag else 0.0
    place = placed(cell, left, above, free - right, sheet.height - below, bag)
    _draw_plan(sheet, cell, place)
    if bag:
        _draw_bag(sheet, design, cell, place, bag, dimensioned=dimensioned)
    if dimensioned:
        dimension_plan(sheet, cell, place, bag)
        sheet.write(0.3 * em, sheet.height - 0.75 * em, tr("Dimensions in {unit}", unit=MM.symbol), part="quiet")
    if listed:
        x = sheet.width - list_width
        y = list_parts(sheet, rows, x, 0.9 * em)
        room = (x, y + 1.2 * em, sheet.width, sheet.height - 0.4 * em)
        if dimensioned and room[3] - room[1] >= 9 * em:
            enlarge_corner(sheet, cell, place, room)
    return sheet.scene(lambda: _words(design, folded=cell.folded))


def _draw_plan(sheet: Sheet, cell: CellSizes, at: Place) -> None:
    em, k, x0, y0, middle = sheet.em, at.scale, at.left, at.top, at.middle
    pouch = (cell.pouch[0] * k, cell.pouch[1] * k)
    side, top, bottom = cell.side * k, cell.top * k, cell.bottom * k
    cup = (middle - cell.cup[0] * k / 2, y0 + top, cell.cup[0] * k, cell.cup[1] * k)
    body = (middle - cell.width * k / 2, cell.width * k)
    # The tabs pass under the film of the top seal and on into the cup.
    tabs = tabs_at(cell, at)
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
            fill=TINT["pouch"],
            line=1.0 if cell.folded else 1.6,
            dash="phantom" if cell.folded else "",
        )
    )
    if cell.folded:  # below what lies in it, or this would answer for all of it
        sheet.add(Rect(body[0], y0, body[1], pouch[1], "pouch-film", "cell", fill=0, line=0))
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
    sheet.add(Rect(*cup, "pouch-film", "cup", fill=TINT["cup"]))
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
                    strength * TINT[tag],
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
        sheet.add(Rect(body[0], y0, body[1], pouch[1], "pouch-film", "", fill=0, line=1.6))


def _draw_bag(sheet: Sheet, design: Design, cell: CellSizes, at: Place, bag: float, *, dimensioned: bool) -> None:
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


def _words(design: Design, *, folded: bool) -> str:
    return tr(
        "{length} long, {width} wide and {thickness} thick; tabs stand out {protrusion}, {pitch} apart.",
        length=design.text("cell_length"),
        width=design.text("cell_width"),
        thickness=design.text("cell_thickness"),
        protrusion=design.text("tab_protrusion"),
        pitch=design.text("tab_pitch"),
    ) + (joined(("", tr("The side seals are folded against the body.")), " ") if folded else "")
