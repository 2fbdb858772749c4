"""The cell cut across its layers: every layer from the table upward, the folded strips, the pouch round them.

`readable` compresses the thicknesses so that a foil can be seen beside a coating and every layer has its label; `true`
keeps all thicknesses to one scale, with a bar. In both the width is shortened, and the ends of the layers lie in their
true order. A stack too high for the frame shows its lowest and uppermost layers and says what it leaves out.
"""

import math
from functools import partial

from app.services import format as writing
from app.services.design import Design
from app.services.drawings.breaks import leave_out, wave
from app.services.drawings.folds import Across, draw_stack
from app.services.drawings.layers import (
    ANODE,
    CATHODE,
    SEPARATOR,
    Stack,
    layer_keys,
    layer_name,
    layer_tip,
    stack,
    strip_tip,
)
from app.services.drawings.scene import DimensionLine, Frame, Point, Polyline, Rect, Scene
from app.services.drawings.section_labels import label_columns, label_rows, write_labels
from app.services.drawings.section_layout import SHARE, Mode, Section, layer_ends, section_layout, section_tag
from app.services.drawings.section_pouch import draw_pouch
from app.services.drawings.section_tail import ends_right, way_of_tail
from app.services.drawings.sheet import LINE, Sheet, length, typed_keys
from app.services.i18n import tr
from calc.units import UM


def cross_section(
    design: Design,
    frame: Frame = Frame(),  # noqa: B008 - frozen
    *,
    mode: Mode = "readable",
    bare: bool = False,
) -> Scene:
    """The section of a design. Tags are `layer-3`, `separator`, `anode-strip`, `pouch-film` and `electrolyte`.

    `bare` leaves letters and dimensions out, for a picture the size of a stamp.
    """
    of = stack(design)
    sheet = Sheet(frame, tr("Cross-section"))
    em = sheet.em
    lettered = not bare and sheet.width >= 30 * em
    dimensioned = not bare and sheet.width >= 22 * em and sheet.height >= 8 * em
    section = section_layout(design, of, mode, 0.9 * em, sheet.height - (1.9 * em if lettered else 0.6 * em), em)
    _explain(sheet, design, of)
    _explain_layers(sheet, design, of, section)
    left = (5.2 * em if mode == "readable" else 7.4 * em) if dimensioned else 0.6 * em
    columns = label_columns(sheet, design, of, section, mode) if lettered else ()
    right = sheet.width - (sum(columns) + 3.4 * em if columns else 0.6 * em)
    if right - left < 10 * em:
        columns, right = (), sheet.width - 0.6 * em
    across, cup = _draw_body(sheet, design, of, section, mode, left, right)
    if mode == "true":
        _shorten(sheet, section, cup)
    if columns:
        rows = label_rows(design, of, section, mode, across, cup, (section.bottom - section.top) / (LINE * em))
        write_labels(sheet, rows, section, right, columns)
    if dimensioned:
        _dimension(sheet, design, section, mode, left)
    if lettered:
        note = (
            tr("Thicknesses not to scale, width shortened")
            if mode == "readable"
            else tr("Thicknesses to scale, width shortened")
        )
        sheet.write(left, sheet.height - 0.75 * em, note, part="quiet")
    return sheet.scene(
        lambda: tr(
            "{cathodes} cathodes, {anodes} anode layers, {separators} separator layers; {thickness} thick.",
            cathodes=of.cathodes,
            anodes=of.anodes,
            separators=of.separators,
            thickness=design.text("cell_thickness"),
        )
    )


def _explain(sheet: Sheet, design: Design, of: Stack) -> None:
    sheet.about(
        "pouch-film",
        tr("Pouch film"),
        lambda: (design.text("pouch_film_thickness"), design.text("pouch_film_mass")),
        typed_keys(design, "pouch_film_thickness", "pouch_film_areal_mass"),
    )
    doses = (
        "electrolyte_per_active_mass",
        "electrolyte_volume_per_active_mass",
        "electrolyte_per_capacity",
        "electrolyte_volume_per_capacity",
        "electrolyte_fill_ratio",
        "electrolyte_mass",
        "electrolyte_volume",
    )
    sheet.about(
        "electrolyte",
        tr("Electrolyte"),
        lambda: (design.text("electrolyte_mass"),),
        typed_keys(design, *doses, "electrolyte_density"),
    )
    sheet.about("separator", tr("Separator"), partial(strip_tip, design, SEPARATOR), layer_keys(design, SEPARATOR))
    if of.turned:
        sheet.about("anode-strip", tr("Anode strip"), partial(strip_tip, design, ANODE), layer_keys(design, ANODE))


def _explain_layers(sheet: Sheet, design: Design, of: Stack, section: Section) -> None:
    """The sheets that are drawn, each by its number."""
    kinds = (CATHODE,) if of.turned else (CATHODE, ANODE)
    tips = {kind: partial(layer_tip, design, kind) for kind in kinds}
    keys = {kind: layer_keys(design, kind) for kind in kinds}
    for number in section.layers:
        kind = of.sequence[number - 1]
        if kind in tips:
            tip = partial(layer_tip, design, kind, of.ends[number]) if number in of.ends else tips[kind]
            sheet.about(section_tag(of, kind, number), layer_name(kind, of.index(number)), tip, keys[kind])


def _draw_body(
    sheet: Sheet, design: Design, of: Stack, section: Section, mode: Mode, left: float, right: float
) -> tuple[Across, Point]:
    """Electrolyte, layers and pouch; gives the ends of the layers and the inside of the cup."""
    em, film = sheet.em, section.film
    wall = min(film, 0.75 * em)
    folded = design.plan.choices["side_seals"] == "folded"
    seal = length(design, "side_seal_width")
    flange = 0.0 if not seal else 2 * wall + 0.3 * em if folded else min(2.6 * em, 0.08 * (right - left))
    tail = length(design, "separator_tail")
    clear = max(0.4 * em, min(0.4 * em * length(design, "cup_clearance"), 1.2 * em))
    cup = (left + flange + wall, right - flange - wall)
    inner = (section.top + film, section.bottom - film)
    sheet.add(Rect(cup[0], inner[0], cup[1] - cup[0], inner[1] - inner[0], "electrolyte", "electrolyte", 0.45, line=0))
    rightwards = ends_right(of)
    beside = min(1.15 * section.ply * math.ceil(section.wraps), 0.2 * (cup[1] - cup[0]))
    room = (
        cup[0] + clear + beside + (0.0 if rightwards or not tail else 0.8 * em),
        cup[1] - clear - beside - (0.8 * em if rightwards and tail else 0.0),
    )
    across = layer_ends(design, of, *room, em)
    draw_stack(sheet, of, section.layers, across, SHARE[mode], way_of_tail(design, of, section, across, cup, tail))
    _break_layers(sheet, section, cup)
    draw_pouch(sheet, section, (left, right), cup, wall, flange, folded, design.plan.choices["pouch_cups"] == "double")
    return across, cup


def _break_layers(sheet: Sheet, section: Section, cup: Point) -> None:
    """The gap where layers are left out."""
    if section.gap is None:
        return
    top, bottom = section.gap
    inset = 0.28 * (bottom - top)
    upper = wave((cup[0], top + inset), (cup[1], top + inset), 0.22 * (bottom - top))
    lower = wave((cup[0], bottom - inset), (cup[1], bottom - inset), 0.22 * (bottom - top))
    leave_out(sheet, upper, lower)


def _shorten(sheet: Sheet, section: Section, cup: Point) -> None:
    """The break across all layers that says the width is shortened."""
    em = sheet.em
    x = cup[0] + 0.36 * (cup[1] - cup[0])
    top, bottom = section.top - 0.5 * em, section.bottom + 0.5 * em
    first = wave((x, top), (x, bottom), 0.22 * em)
    second = wave((x + 0.8 * em, top), (x + 0.8 * em, bottom), 0.22 * em)
    leave_out(sheet, first, second)


def _dimension(sheet: Sheet, design: Design, section: Section, mode: Mode, left: float) -> None:
    """The thickness of the cell and of its stack, and the bar of a section to scale."""
    em = sheet.em
    start = left - 0.2 * em
    cell, inside = design.text("cell_thickness"), design.text("stack_thickness")
    x = (left - 4.2 * em, left - 2.1 * em)
    sheet.measure(
        DimensionLine((start, section.top), (start, section.bottom), x[0], cell, em, upright=True, tag="cell")
    )
    sheet.measure(
        DimensionLine(
            (start, section.top + section.film), (start, section.bottom - section.film), x[1], inside, em, upright=True
        )
    )
    sheet.about("cell", tr("Cell thickness"), lambda: (design.text("cell_thickness"),))
    if mode == "true":
        bar = _round_below(0.3 * (section.bottom - section.top) / section.scale)
        x_bar, high = left - 6.5 * em, bar * section.scale
        y = section.bottom
        sheet.add(
            Polyline(((x_bar, y), (x_bar, y - high)), "text", line=2.0),
            Polyline(((x_bar - 0.3 * em, y), (x_bar + 0.3 * em, y)), "text"),
            Polyline(((x_bar - 0.3 * em, y - high), (x_bar + 0.3 * em, y - high)), "text"),
        )
        text = writing.quantity_text(bar * 1e-6, UM, 1)
        sheet.turned(x_bar, y - high - 0.6 * em, text)


def _round_below(value: float) -> float:
    """The largest 1, 2 or 5 with zeros that is not above the value."""
    power = 10.0 ** math.floor(math.log10(value))
    return max(step * power for step in (1, 2, 5) if step * power <= value * (1 + 1e-9))
