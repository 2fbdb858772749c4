"""The cell cut across its layers: every layer from the table upward, the folded strips, the pouch round them.

`readable` compresses the thicknesses so that a foil can be seen beside a coating and every layer has its label; `true`
keeps all thicknesses to one scale, with a bar. In both the width is shortened, and the ends of the layers lie in their
true order. A stack too high for the frame shows its lowest and uppermost layers and says what it leaves out.
"""

import math
from dataclasses import dataclass
from functools import partial
from typing import Literal

from app.services import format as writing
from app.services.design import Design
from app.services.drawings.folds import Across, band, draw_stack, ply_heights
from app.services.drawings.layers import (
    ANODE,
    CATHODE,
    PERIOD,
    SEPARATOR,
    Stack,
    layer_keys,
    layer_name,
    layer_thickness,
    layer_tip,
    stack,
    strip_tip,
    visible,
)
from app.services.drawings.scene import DimensionLine, Frame, Point, Polygon, Polyline, Rect, Scene
from app.services.drawings.sheet import (
    LINE,
    Sheet,
    length,
    micrometres,
    positive,
    signed_length,
    spread,
    typed_keys,
)
from app.services.i18n import tr
from calc.units import UM

Mode = Literal["readable", "true"]

_SHARE = {"readable": 0.4, "true": 1.0}
"""Exponent of the thickness that is drawn."""

_ROW = 0.8
"""Height that a layer should have on average when readable, in text sizes."""

_THINNEST = 0.12
"""Height that a separator should have when true to scale, in text sizes."""


_MOST_WRAPS = 5.0
"""Outer wraps that are drawn; more would leave no room for the layers."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A label beside the section: what it says and the point it speaks of."""

    number: str
    name: str
    thickness: str
    at: Point
    tag: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class _Section:
    """The heights of everything drawn, from y downwards."""

    layers: dict[int, tuple[float, float]]
    film: float
    top: float
    bottom: float
    gap: tuple[float, float] | None
    hidden: tuple[int, int]
    scale: float
    wraps: float
    """Times that the separator goes round the stack, as drawn."""
    ply: float
    """Height of one layer of separator."""


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
    section = _heights(design, of, mode, 0.9 * em, sheet.height - (1.9 * em if lettered else 0.6 * em), em)
    _explain(sheet, design, of)
    _explain_layers(sheet, design, of, section)
    left = (5.2 * em if mode == "readable" else 7.4 * em) if dimensioned else 0.6 * em
    columns = _columns(sheet, design, of, section, mode) if lettered else ()
    right = sheet.width - (sum(columns) + 3.4 * em if columns else 0.6 * em)
    if right - left < 10 * em:
        columns, right = (), sheet.width - 0.6 * em
    across, cup = _draw_body(sheet, design, of, section, mode, left, right)
    if mode == "true":
        _shorten(sheet, section, cup)
    if columns:
        rows = _rows(design, of, section, mode, across, cup, (section.bottom - section.top) / (LINE * em))
        _letter(sheet, rows, section, right, columns)
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


def _explain_layers(sheet: Sheet, design: Design, of: Stack, section: _Section) -> None:
    """The sheets that are drawn, each by its number."""
    kinds = (CATHODE,) if of.turned else (CATHODE, ANODE)
    tips = {kind: partial(layer_tip, design, kind) for kind in kinds}
    keys = {kind: layer_keys(design, kind) for kind in kinds}
    for number in section.layers:
        kind = of.sequence[number - 1]
        if kind in tips:
            tip = partial(layer_tip, design, kind, of.ends[number]) if number in of.ends else tips[kind]
            sheet.about(_tag(of, kind, number), layer_name(kind, of.index(number)), tip, keys[kind])


def _heights(design: Design, of: Stack, mode: Mode, top: float, bottom: float, em: float) -> _Section:
    share, total = _SHARE[mode], len(of.sequence)
    thick = {kind: sum(ply.drawn**share for ply in plies if not ply.skin) for kind, plies in of.plies.items()}
    ends = {number: sum(ply.drawn**share for ply in plies if not ply.skin) for number, plies in of.ends.items()}
    film = positive(length(design, "pouch_film_thickness"), 100.0) ** share
    wraps = min(length(design, "separator_wraps"), _MOST_WRAPS)
    quarters = round(4 * wraps)
    # A wrap passes the end of the stack first that lies away from the strip's last layer.
    passes = ((quarters + 2) // 4, quarters // 4)
    above, below = (film + n * thick[SEPARATOR] for n in (passes if of.ends_low else reversed(passes)))
    room = max(bottom - top, 4 * em)
    if mode == "readable":
        most = int(room / (_ROW * em)) - 3 - 2 * math.ceil(wraps)
    else:
        repeat = thick[SEPARATOR] * 2 + thick[ANODE] + thick[CATHODE]
        most = PERIOD * int(min(max(room * thick[SEPARATOR] / (repeat * _THINNEST * em), 2), 12)) + 3
    # A break takes the room of two layers and must be worth it.
    low, high = (total, 0) if total <= most + PERIOD else visible(total, max(most, 2 * PERIOD - 1))
    shown = [*range(1, low + 1), *range(total - high + 1, total + 1)]
    gap_height = 1.8 * em if high else 0.0
    scale = (room - gap_height) / (sum(ends.get(n) or thick[of.sequence[n - 1]] for n in shown) + above + below)
    layers: dict[int, tuple[float, float]] = {}
    y = bottom - below * scale
    gap = None
    for number in shown:
        if high and number == low + 1 + total - low - high:
            gap = (y - gap_height, y)
            y -= gap_height
        height = (ends.get(number) or thick[of.sequence[number - 1]]) * scale
        layers[number] = (y - height, y)
        y -= height
    hidden, ply = (low + 1, total - high), thick[SEPARATOR] * scale
    return _Section(layers, film * scale, y - above * scale, bottom, gap, hidden, scale, wraps, ply)


def _draw_body(
    sheet: Sheet, design: Design, of: Stack, section: _Section, mode: Mode, left: float, right: float
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
    rightwards = _ends_right(of)
    beside = min(1.15 * section.ply * math.ceil(section.wraps), 0.2 * (cup[1] - cup[0]))
    room = (
        cup[0] + clear + beside + (0.0 if rightwards or not tail else 0.8 * em),
        cup[1] - clear - beside - (0.8 * em if rightwards and tail else 0.0),
    )
    across = _across(design, of, *room, em)
    draw_stack(sheet, of, section.layers, across, _SHARE[mode], _tail(design, of, section, across, cup, tail))
    _break_layers(sheet, section, cup)
    _draw_pouch(sheet, section, (left, right), cup, wall, flange, folded, design.plan.choices["pouch_cups"] == "double")
    return across, cup


def _across(design: Design, of: Stack, left: float, right: float, em: float) -> Across:
    """The ends of the layers: in order, the small distances enlarged, the large ones shortened."""
    room = right - left
    overhang = signed_length(design, "anode_overhang_width")
    step = (
        math.copysign(min(max(abs(overhang) * 0.4 * em, 0.35 * em), 1.6 * em, 0.1 * room), overhang)
        if overhang
        else 0.0
    )
    if of.turned:
        reach = min(6 * em, 0.18 * room) if of.wound else min(4.5 * em, 0.14 * room)
        cathode = (left + reach + 0.25 * em, right - reach - 0.25 * em)
        return Across(cathode, cathode, (left + reach, right - reach), reach)
    reach = min(max(0.45 * em * length(design, "separator_clearance"), 0.4 * em), 1.6 * em, 0.1 * room)
    edge = (left + reach, right - reach)
    outer, inner = (edge[0], edge[1]), (edge[0] + abs(step), edge[1] - abs(step))
    anode, cathode = (outer, inner) if step >= 0 else (inner, outer)
    return Across(anode, cathode, edge, reach)


def _tail(design: Design, of: Stack, section: _Section, across: Across, cup: Point, tail: float) -> list[Point]:
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
    first = 0 if _ends_right(of) else 1
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


def _ends_right(of: Stack) -> bool:
    """Whether the separator leaves its last layer to the right; its first one it passes to the right."""
    passes = of.cathodes + 1 if of.turned else of.separators
    return passes % 2 == 1


def _break_layers(sheet: Sheet, section: _Section, cup: Point) -> None:
    """The gap where layers are left out."""
    if section.gap is None:
        return
    top, bottom = section.gap
    inset = 0.28 * (bottom - top)
    upper = wave((cup[0], top + inset), (cup[1], top + inset), 0.22 * (bottom - top))
    lower = wave((cup[0], bottom - inset), (cup[1], bottom - inset), 0.22 * (bottom - top))
    sheet.add(
        Polygon((*upper, *reversed(lower)), "background", line=0),
        Polyline(tuple(upper), "quiet"),
        Polyline(tuple(lower), "quiet"),
    )


def _shorten(sheet: Sheet, section: _Section, cup: Point) -> None:
    """The break across all layers that says the width is shortened."""
    em = sheet.em
    x = cup[0] + 0.36 * (cup[1] - cup[0])
    top, bottom = section.top - 0.5 * em, section.bottom + 0.5 * em
    first = wave((x, top), (x, bottom), 0.22 * em)
    second = wave((x + 0.8 * em, top), (x + 0.8 * em, bottom), 0.22 * em)
    sheet.add(
        Polygon((*first, *reversed(second)), "background", line=0),
        Polyline(tuple(first), "quiet"),
        Polyline(tuple(second), "quiet"),
    )


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


def _draw_pouch(
    sheet: Sheet, section: _Section, ends: Point, cup: Point, wall: float, flange: float, folded: bool, double: bool
) -> None:
    """Both films and the side seals between them."""
    film, em = section.film, sheet.em
    y_top, y_bottom = section.top + film / 2, section.bottom - film / 2
    seam = (y_top + y_bottom) / 2 if double else y_bottom
    left, right = cup[0] - wall / 2, cup[1] + wall / 2
    # In the shortened width the film would stand too thick: along its walls it is drawn thinner.
    flat = wall / film
    upper: list[Point] = [(left, y_top), (right, y_top)]
    lower: list[Point] = [(left, y_bottom), (right, y_bottom)]
    level = seam - film / 2 if double else section.bottom - 1.5 * film
    under = level + film
    if not flange:
        _film(sheet, [(left, level), *upper, (right, level)], film, flat)
        _film(sheet, [(left, under), *lower, (right, under)] if double else lower, film, flat)
        return
    if folded:
        high = max(section.top + 0.3 * (level - section.top), section.top)
        inner, outer = 1.5 * wall, 2.5 * wall + 0.06 * em
        upper = [(left - inner + wall / 2, high), (left - inner + wall / 2, level), (left, level), *upper]
        upper += [(right, level), (right + inner - wall / 2, level), (right + inner - wall / 2, high)]
        outside = [(left - outer + wall / 2, high), (left - outer + wall / 2, under)]
        beyond = [(right + outer - wall / 2, under), (right + outer - wall / 2, high)]
        seals = [(left - (inner + outer - wall) / 2, high), (right + (inner + outer - wall) / 2, high)]
    else:
        upper = [(ends[0], level), (left, level), *upper, (right, level), (ends[1], level)]
        outside, beyond = [(ends[0], under)], [(ends[1], under)]
        seals = []
    lower = [*outside, (left, under), *lower, (right, under), *beyond] if double else [*outside, *beyond]
    _film(sheet, upper, film, flat)
    _film(sheet, lower, film, flat)
    thick = 0.3 * wall
    for x, y in seals:
        sheet.add(Rect(x - thick / 2, y, thick, level - y, "sealant", "pouch-film", line=0))
    if not folded:
        y = (level + under) / 2
        for a, b in ((ends[0], left), (right, ends[1])):
            sheet.add(Rect(a, y - thick / 2, b - a, thick, "sealant", "pouch-film", line=0))


def _film(sheet: Sheet, line: list[Point], thickness: float, flat: float) -> None:
    """A film along a line; where it runs upwards, `flat` times as thick."""
    outline = band([(x, y * flat) for x, y in line], thickness * flat)
    sheet.add(Polygon(tuple((x, y / flat) for x, y in outline), "pouch-film", "pouch-film"))


def _rows(
    design: Design, of: Stack, section: _Section, mode: Mode, across: Across, cup: Point, fit: float
) -> list[_Row]:
    """The labels, uppermost first: of every layer, or of the electrodes, or of each kind, as many as fit."""
    film = design.text("pouch_film_thickness")
    x = (across.cathode[1] + across.straight[1]) / 2 - 0.03 * (cup[1] - cup[0])
    outside = [
        _Row("", tr("Pouch film"), film, (x, y), "pouch-film")
        for y in (section.top + section.film / 2, section.bottom - section.film / 2)
    ]
    if mode == "true":
        return _kind_rows(design, of, section, outside[0], x)
    numbers = sorted(section.layers, reverse=True)
    extra = 3 if section.gap else 2
    if len(numbers) + extra > fit:
        first, last = 1, len(of.sequence)
        numbers = [n for n in numbers if of.sequence[n - 1] != SEPARATOR or n in (first, last)]
    if len(numbers) + extra > fit:
        return _kind_rows(design, of, section, outside[0], x)
    thickness = {kind: layer_thickness(design, kind) for kind in of.plies}
    rows = [outside[0]]
    gap_written = section.gap is None
    for number in numbers:
        if not gap_written and number < section.hidden[0]:
            rows.append(_gap_row(section, x))
            gap_written = True
        kind = of.sequence[number - 1]
        top, bottom = section.layers[number]
        tag = _tag(of, kind, number)
        rows.append(
            _Row(
                str(number),
                layer_name(kind, of.index(number)),
                layer_thickness(design, kind, of.ends[number]) if number in of.ends else thickness[kind],
                (x, (top + bottom) / 2),
                tag,
                kind == SEPARATOR,
            )
        )
    return [*rows, outside[1]]


def _gap_row(section: _Section, x: float) -> _Row:
    assert section.gap is not None
    return _Row("⋮", _gap_text(section), "", (x, sum(section.gap) / 2), "", True)


def _gap_text(section: _Section) -> str:
    first, last = section.hidden
    repeats = (last - first + 1) // PERIOD
    return tr("layers {first} to {last}: {repeats} × the same", first=first, last=last, repeats=repeats)


def _kind_rows(design: Design, of: Stack, section: _Section, film: _Row, x: float) -> list[_Row]:
    """One label for each material, at its uppermost layer."""
    counts = {SEPARATOR: of.separators, ANODE: of.anodes, CATHODE: of.cathodes}
    seen: set[str] = set()
    rows = [film]
    for number in sorted(section.layers, reverse=True):
        kind = of.sequence[number - 1]
        if kind in seen:
            continue
        seen.add(kind)
        for ply, top, bottom in reversed(
            ply_heights(of.plies_at(number), section.layers[number], 1.0 if section.scale else 0.4)
        ):
            if ply.skin or ply.name in seen:
                continue
            seen.add(ply.name)
            thickness = micrometres(ply.thickness)
            rows.append(
                _Row(
                    f"{counts[kind]}{writing.SPACE}×",
                    ply.name,
                    thickness,
                    (x, (top + bottom) / 2),
                    _tag(of, kind, number),
                )
            )
    if section.gap is not None:
        rows.append(_gap_row(section, x))
    return rows


def _tag(of: Stack, kind: str, number: int) -> str:
    if kind == SEPARATOR:
        return "separator"
    return "anode-strip" if kind == ANODE and of.turned else f"layer-{number}"


def _columns(sheet: Sheet, design: Design, of: Stack, section: _Section, mode: Mode) -> tuple[float, float, float]:
    """Widths of the labels' columns: number, name, thickness."""
    most = max(of.cathodes, of.anodes, of.separators)
    if mode == "true":
        names = [ply.name for plies in of.plies.values() for ply in plies if not ply.skin]
        numbers = f"{most}{writing.SPACE}×"
    else:
        names = [layer_name(kind, most) for kind in of.plies]
        names += [ply.name for plies in of.plies.values() for ply in plies if not ply.skin]
        numbers = f"{len(of.sequence)}{writing.SPACE}×"
    thicknesses = [layer_thickness(design, kind) for kind in of.plies] + [design.text("pouch_film_thickness")]
    thickness = max(sheet.text_width(text) for text in thicknesses)
    name = max(sheet.text_width(name) for name in (*names, tr("Pouch film")))
    if section.gap is not None:
        name = max(name, sheet.text_width(_gap_text(section)) - thickness - 0.5 * sheet.em)
    return sheet.text_width(numbers), name, thickness


def _letter(sheet: Sheet, rows: list[_Row], section: _Section, left: float, columns: tuple[float, ...]) -> None:
    """The labels in three columns, each with a leader to what it names."""
    em = sheet.em
    low, high = 0.15 * em, section.bottom + 0.6 * em
    fitting = rows[: max(int((high - low) / (LINE * em)), 0)]
    ys = spread([row.at[1] for row in fitting], [LINE * em] * len(fitting), low, high)
    number_x = left + 1.9 * em + columns[0]
    name_x = number_x + 0.7 * em
    knee, dot = left + 0.35 * em, 0.13 * em
    for row, y in zip(fitting, ys, strict=True):
        part = "quiet" if row.quiet else "text"
        if row.number != "⋮":
            sheet.add(Polyline((row.at, (knee, row.at[1]), (left + 1.5 * em, y)), "leader"))
            sheet.add(Rect(row.at[0] - dot, row.at[1] - dot, 2 * dot, 2 * dot, "leader", line=0))
        sheet.write(number_x, y, row.number, "right", part="quiet", tag=row.tag)
        sheet.write(name_x, y, row.name, part=part, tag=row.tag)
        if row.thickness:
            sheet.write(sheet.width - 0.3 * em, y, row.thickness, "right", part=part, tag=row.tag)


def _dimension(sheet: Sheet, design: Design, section: _Section, mode: Mode, left: float) -> None:
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
