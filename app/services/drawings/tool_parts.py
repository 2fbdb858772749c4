"""The pieces of a cell as a workshop makes them, from the cut list of its process plan and the sizes of the design.

What is cut is in the plan: its sizes, counts and tolerances come from there. What is formed and put together has
drawings of its own: the cup and the tab layout. To draw something else on a piece, add a function to `_DRAWN`.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from app.services import format as writing
from app.services.design import Design
from app.services.drawings.cell_sizes import CellSizes, cell_sizes
from app.services.drawings.layers import stack
from app.services.drawings.panels import folded_panels, turned_panels
from app.services.drawings.scene import Point
from app.services.drawings.sheet import length, millimetres, signed_length
from app.services.drawings.tool_part import (
    CENTRE,
    CUT,
    FOLD,
    FORM,
    HIDDEN,
    SEALANT,
    SECTION,
    TAB,
    TRIM,
    Caption,
    Measure,
    Outline,
    ToolPart,
    chain,
    line,
    rectangle,
)
from app.services.i18n import N_, Complaint, tr
from app.services.process import Cut, Process
from calc.units import MM

GROUPS: Final = ("cathode", "anode", "separator", "pouch", "cup", "tabs", "layout", "tape", "other")
"""What --part calls the pieces."""

_GROUP: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cathode": "cathode",
        "cathode-end": "cathode",
        "anode": "anode",
        "anode-strip": "anode",
        "separator": "separator",
        "separator-strip": "separator",
        "film": "pouch",
        "positive-tab": "tabs",
        "negative-tab": "tabs",
        "tape": "tape",
    }
)

_MADE_OF: Final[Mapping[str, tuple[tuple[str, ...], str]]] = MappingProxyType(
    {
        "cathode": (("cathode_active", "cathode_foil"), "cathode_sheet_thickness"),
        "anode": (("anode_active", "anode_foil"), "anode_sheet_thickness"),
        "separator": (("separator",), "separator_thickness"),
        "pouch": (("pouch_film",), "pouch_film_thickness"),
        "positive-tab": (("positive_tab",), "positive_tab_thickness"),
        "negative-tab": (("negative_tab",), "negative_tab_thickness"),
        "tape": (("tape",), "tape_thickness"),
    }
)
"""Slots of the materials, and the key of the thickness."""

GENERAL: Final = N_("ISO 2768-1 medium, assumed")
"""The tolerance of what no plan gives one for."""

_OVER: Final = 3.0
"""mm that the middle of a tab is drawn beyond an edge."""

_FLANGE: Final = 8.0
"""mm of flat film beside a cup in its section."""


class NoDrawing(Complaint):
    """A piece whose size the design does not say."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is added to the outline of a piece."""

    outlines: tuple[Outline, ...] = ()
    measures: tuple[Measure, ...] = ()
    captions: tuple[Caption, ...] = ()
    notes: tuple[str, ...] = ()
    whole: bool = True
    """Whether the overall sizes are still to be dimensioned."""


def tool_parts(design: Design, process: Process) -> tuple[ToolPart, ...]:
    """Every piece of a cell, in the order of the cut list; then the cup and the tab layout. Raises NoDrawing."""
    _check(design)
    cell = cell_sizes(design)
    cut = [_cut(design, cell, piece, number) for number, piece in enumerate(process.cuts, 1)]
    names = [part.id for part in cut]
    cut = [replace(part, id=f"{part.id}-{at}") if names.count(part.id) > 1 else part for at, part in enumerate(cut, 1)]
    return (*cut, _cup(design, cell), _layout(design, cell))


_NEEDED: Final = (
    "cathode_width", "cathode_height", "anode_layer_width", "anode_height", "stack_width", "separator_height",
    "cup_width", "cup_height", "cup_depth", "pouch_width", "pouch_height", "film_blank_width", "film_blank_height",
    "positive_tab_width", "positive_tab_length", "negative_tab_width", "negative_tab_length", "cell_width",
)  # fmt: skip
"""Keys without which there is nothing to draw."""


def _check(design: Design) -> None:
    for key in _NEEDED:
        value = design.number(key) if design.has(key) else math.nan
        if not (math.isfinite(value) and 0 < value <= 1e6):
            raise NoDrawing(
                tr(
                    "No drawing: {label} is {value}, and a piece needs a size above 0 and up to 1 km.",
                    label=design.label(key),
                    value=design.text(key) if design.has(key) else writing.NO_VALUE,
                )
            )


def _cut(design: Design, cell: CellSizes, cut: Cut, number: int) -> ToolPart:
    group = _GROUP.get(cut.part, "other")
    size = (_mm(cut, cut.width.si), _mm(cut, cut.height.si))
    drawn = _DRAWN.get(cut.part, _plain)(design, cell, size)
    measures = drawn.measures
    if drawn.whole:
        measures = (
            Measure((0.0, 0.0), (size[0], 0.0), "below"),
            Measure((0.0, 0.0), (0.0, size[1]), "left"),
            *measures,
        )
    made_of, thickness = _MADE_OF.get(cut.part, _MADE_OF.get(group, ((), "")))
    details = [*_material(design, made_of, thickness), (tr("Pieces a cell"), writing.count(cut.count))]
    if cut.mass is not None and cut.mass.known:
        details.append((tr("Mass of each"), cut.mass.with_unit))
    said = "".join(piece.text for piece in cut.note)
    return ToolPart(
        id=cut.part or f"piece-{number}",
        group=group,
        name=cut.label,
        outlines=(rectangle(CUT, 0, 0, *size), *drawn.outlines),
        measures=measures,
        captions=drawn.captions,
        tolerance=tr("±{tolerance}", tolerance=cut.tolerance.with_unit),
        details=tuple(details),
        notes=tuple(note for note in (said[:1].upper() + said[1:], *drawn.notes) if note),
    )


def _mm(cut: Cut, si: float) -> float:
    value = writing.shown(si, MM)
    if not (math.isfinite(value) and 0 < value <= 1e6):
        raise NoDrawing(
            tr(
                "No drawing of {label}: {width} × {height} mm is no size above 0 and up to 1 km.",
                label=cut.label,
                width=cut.width.text,
                height=cut.height.text,
            )
        )
    return value


def _material(design: Design, slots: tuple[str, ...], thickness: str) -> list[tuple[str, str]]:
    names = [tr(material.name) for slot in slots if (material := design.document.materials.get(slot)) is not None]
    kind = design.plan.choices["anode_kind"]
    if slots and slots[0].startswith("anode"):
        names = {
            "lithium-foil": [tr("Lithium")],
            "lithium-on-copper": [tr("Lithium"), *names[-1:]],
            "anode-free": names[-1:],
        }.get(kind, names)
    found = [(tr("Material"), " / ".join(names))] if names else []
    if thickness and design.has(thickness) and math.isfinite(design.number(thickness)):
        found.append((tr("Thickness"), design.text(thickness)))
    return found


# Pieces that are cut ----------------------------------------------------------------------------------------------


def _plain(design: Design, cell: CellSizes, size: Point) -> _Piece:
    return _Piece()


def _electrode(positive: bool) -> Callable[[Design, CellSizes, Point], _Piece]:
    def drawn(design: Design, cell: CellSizes, size: Point) -> _Piece:
        side, tab = (-1, cell.tabs[0]) if positive else (1, cell.tabs[1])
        off = cell.off["cathode"][0] if positive else 0.0
        axis = size[0] / 2 + side * cell.pitch / 2 + cell.tab_offset - off
        name = tr("positive") if positive else tr("negative")
        if not 0 <= axis <= size[0]:
            return _Piece(notes=(tr("The {sign} tab lies beside this piece.", sign=name),))
        return _Piece(
            outlines=(line(CENTRE, (axis, size[1] - _OVER), (axis, size[1] + _OVER)),),
            measures=tuple(chain((0.0, axis), "above", size[1])),
            notes=(
                tr(
                    "Seen from above, tabs upwards. A tongue stands above the upper edge, under the {sign} tab, "
                    "{width} mm wide; its size is the workshop's.",
                    sign=name,
                    width=millimetres(tab[0]),
                ),
            ),
        )

    return drawn


def _anode_strip(design: Design, cell: CellSizes, size: Point) -> _Piece:
    panels = turned_panels(design, stack(design))
    folds = [panel.end + panel.bend / 2 for panel in panels[:-1] if panel.end + panel.bend / 2 < size[0]]
    end = min(panels[-1].end, size[0]) if panels else size[0]
    return _Piece(
        outlines=tuple(line(FOLD, (at, 0.0), (at, size[1])) for at in folds),
        measures=tuple(chain([0.0, *folds, end, size[0]], "below", 0.0)),
        notes=(tr("Half-turns at the dash-dotted lines, the middle of each bend; the rest is lead-in and tab end."),),
    )


def _separator_strip(design: Design, cell: CellSizes, size: Point) -> _Piece:
    of = stack(design)
    if of.turned:
        fold = length(design, "lithium_strip_length")
        stops = [fold, 2 * fold]
        note = tr("Folded once over the anode strip, at the dash-dotted line.")
    else:
        stops = [panel.end for panel in folded_panels(of, length(design, "separator_width"))]
        note = tr("Folded to and fro at the dash-dotted lines.")
    inside = [at for at in stops if at < size[0] - 5e-4]
    # The last layer ends in the tail, at no fold.
    folds = [at for at in stops[:-1] if at in inside]
    return _Piece(
        outlines=tuple(line(FOLD, (at, 0.0), (at, size[1])) for at in folds),
        measures=tuple(chain([0.0, *inside, size[0]], "below", 0.0)) if folds else (),
        notes=(note,),
    )


def _film(design: Design, cell: CellSizes, size: Point) -> _Piece:
    """The blank, two of it or one folded at the bottom, with cup, seals and what is trimmed off."""
    margin, bag = length(design, "film_blank_margin"), length(design, "gas_bag_width")
    (wide, high), (cup_wide, cup_high) = cell.pouch, cell.cup
    left, folded = margin + bag, not cell.bottom
    middle = left + wide / 2
    base = size[1] / 2 if folded else margin
    cup = (left + cell.side, base + cell.bottom)
    outlines = [rectangle(FORM, *cup, cup_wide, cup_high)]
    if size[0] - wide > 5e-4 or margin > 5e-4:
        lower = base - high if folded else base
        outlines.append(rectangle(TRIM, left, lower, wide, 2 * high if folded else high))
    notes = []
    if folded:
        outlines.append(line(FOLD, (0.0, base), (size[0], base)))
        if cell.double:
            outlines.append(rectangle(FORM, cup[0], base - cup_high, cup_wide, cup_high))
        notes.append(tr("Folded at the dash-dotted line."))
    elif cell.double:
        notes.append(tr("Both films are formed; the second is the mirror image of the first."))
    else:
        notes.append(tr("One film is formed, the other lies flat on it."))
    for side in (-1, 1):
        axis = middle + side * cell.pitch / 2 + cell.tab_offset
        outlines.append(line(CENTRE, (axis, base + high - cell.top), (axis, base + high + _OVER)))
    captions = [Caption((cup[0] + cup_wide / 2, cup[1] + cup_high / 2), tr("cup"))]
    if bag > 12:
        captions.append(Caption((margin + bag / 2, base + high / 2), tr("gas bag")))
    top = base + high
    ends = (0.0, cup[1], cup[1] + cup_high, top, size[1]) if not folded else (base, base + cup_high, top, size[1])
    measures = [
        *chain((0.0, cup[0], cup[0] + cup_wide, size[0]), "below", 0.0),
        *chain(ends, "right", size[0]),
    ]
    if folded:
        measures += chain((0.0, base), "left", 0.0)
    if size[0] - wide > 5e-4:
        measures += chain((0.0, left, left + wide), "above", size[1])
    seals = tr("Seals: side {side} mm, top {top} mm", side=millimetres(cell.side), top=millimetres(cell.top))
    if cell.bottom:
        seals = tr("{seals}, bottom {bottom} mm", seals=seals, bottom=millimetres(cell.bottom))
    return _Piece(tuple(outlines), tuple(measures), tuple(captions), (*notes, tr("{text}.", text=seals)))


def _tab(index: int) -> Callable[[Design, CellSizes, Point], _Piece]:
    def drawn(design: Design, cell: CellSizes, size: Point) -> _Piece:
        high, over = cell.sealant
        if not high:
            return _Piece()
        lower = size[1] - cell.protrusion - cell.top / 2 - high / 2
        return _Piece(
            outlines=(rectangle(SEALANT, -over, lower, size[0] + 2 * over, high),),
            measures=(
                *chain((lower, lower + high, size[1]), "right", size[0]),
                *chain((-over, 0.0, size[0], size[0] + over), "above", size[1]),
            ),
            notes=(tr("Sealant on both faces, {t} thick each.", t=design.text("sealant_thickness")),),
        )

    return drawn


_DRAWN: Final[Mapping[str, Callable[[Design, CellSizes, Point], _Piece]]] = MappingProxyType(
    {
        "cathode": _electrode(positive=True),
        "cathode-end": _electrode(positive=True),
        "anode": _electrode(positive=False),
        "anode-strip": _anode_strip,
        "separator-strip": _separator_strip,
        "film": _film,
        "positive-tab": _tab(0),
        "negative-tab": _tab(1),
    }
)


# What is formed and put together ----------------------------------------------------------------------------------


def _cup(design: Design, cell: CellSizes) -> ToolPart:
    """The cup from above, and above it its section."""
    (wide, high), deep, film = cell.cup, length(design, "cup_depth"), cell.film
    base = high + 6.0
    section: tuple[Point, ...] = (
        (-_FLANGE, base), (0.0, base), (0.0, base + deep), (wide, base + deep), (wide, base), (wide + _FLANGE, base),
        (wide + _FLANGE, base + film), (wide + film, base + film), (wide + film, base + deep + film),
        (-film, base + deep + film), (-film, base + film), (-_FLANGE, base + film),
    )  # fmt: skip
    notes = [tr("Sizes inside the film: those of the punch. The radii are not part of the design; the maker of the "
                "film says which it takes.")]  # fmt: skip
    limit = design.number("pouch_draw_limit") if design.has("pouch_draw_limit") else math.nan
    if math.isfinite(limit) and limit > 0:
        notes.append(tr("The film takes a depth of {limit} at most.", limit=design.text("pouch_draw_limit")))
    made_of, thickness = _MADE_OF["pouch"]
    return ToolPart(
        id="cup",
        group="cup",
        name=tr("Cup"),
        outlines=(rectangle(FORM, 0, 0, wide, high), Outline(SECTION, section)),
        measures=(
            Measure((0.0, 0.0), (wide, 0.0), "below"),
            Measure((0.0, 0.0), (0.0, high), "left"),
            Measure((wide + _FLANGE, base), (wide, base + deep), "right"),
        ),
        tolerance=tr(GENERAL),
        details=(
            *_material(design, made_of, thickness),
            (tr("Cups a cell"), writing.count(2 if cell.double else 1)),
        ),
        notes=tuple(notes),
    )


def _layout(design: Design, cell: CellSizes) -> ToolPart:
    """The finished pouch laid flat, with tabs, sealants and what lies in it."""
    wide, high = cell.pouch
    middle, centre = wide / 2, cell.bottom + cell.cup[1] / 2
    outlines = [
        rectangle(TRIM, 0, 0, wide, high),
        rectangle(FORM, middle - cell.cup[0] / 2, cell.bottom, *cell.cup),
    ]
    for layer, size in (("separator", cell.separator), ("anode", cell.anode), ("cathode", cell.cathode)):
        right, up = cell.off.get(layer, (0.0, 0.0))
        outlines.append(rectangle(HIDDEN, middle + right - size[0] / 2, centre + up - size[1] / 2, *size))
    axes: list[float] = []
    measures: list[Measure] = []
    captions: list[Caption] = []
    sealant, over = cell.sealant
    for side, (tab_wide, tab_long), sign in zip((-1, 1), cell.tabs, ("+", "−"), strict=True):
        axis = middle + side * cell.pitch / 2 + cell.tab_offset
        axes.append(axis)
        outlines.append(rectangle(TAB, axis - tab_wide / 2, high + cell.protrusion - tab_long, tab_wide, tab_long))
        if sealant:
            lower = high - cell.top / 2 - sealant / 2
            outlines.append(rectangle(SEALANT, axis - tab_wide / 2 - over, lower, tab_wide + 2 * over, sealant))
        outlines.append(
            line(CENTRE, (axis, high + cell.protrusion - tab_long - _OVER), (axis, high + cell.protrusion + _OVER))
        )
        if cell.protrusion > 2 * _OVER:
            captions.append(Caption((axis + tab_wide / 2 + 2.5, high + cell.protrusion / 2), sign))
        ends = (axis - tab_wide / 2, axis + tab_wide / 2)
        measures += chain(ends, "above", high + cell.protrusion)
    measures += chain(axes, "above", high + cell.protrusion)
    measures += chain((0.0, axes[0]), "above", high)
    cup = (cell.side, cell.side + cell.cup[0])
    measures += chain((0.0, *cup, wide), "below", 0.0)
    measures += chain((0.0, wide), "below", 0.0)
    measures += chain((0.0, high), "left", 0.0)
    measures += chain((0.0, cell.bottom, cell.bottom + cell.cup[1], high, high + cell.protrusion), "right", wide)
    if sealant:
        lower = high - cell.top / 2 - sealant / 2
        measures += chain((lower, lower + sealant), "left", axes[0] - cell.tabs[0][0] / 2 - over)
    notes = [tr("Seen from above, tabs upwards, the positive one on the left; the pouch trimmed and flat.")]
    if cell.folded:
        folded = millimetres(cell.width)
        notes.append(tr("With its side seals folded the cell is {width} mm wide.", width=folded))
    offset = signed_length(design, "tab_offset")
    if offset:
        notes.append(tr("The tabs lie {offset} mm off the middle.", offset=millimetres(offset)))
    return ToolPart(
        id="layout",
        group="layout",
        name=tr("Tab layout"),
        outlines=tuple(outlines),
        measures=tuple(measures),
        captions=tuple(captions),
        tolerance=tr(GENERAL),
        details=(
            (tr("Positive tab"), design.text("positive_tab_thickness")),
            (tr("Negative tab"), design.text("negative_tab_thickness")),
        ),
        notes=tuple(notes),
    )
