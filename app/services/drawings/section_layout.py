"""Where the layers of a cross-section lie: how high each is drawn, which are left out, and where they end."""

import math
from dataclasses import dataclass
from typing import Literal

from app.services.design import Design
from app.services.drawings.folds import Across
from app.services.drawings.layers import ANODE, CATHODE, PERIOD, SEPARATOR, Stack, visible
from app.services.drawings.sheet import length, positive, signed_length

Mode = Literal["readable", "true"]

SHARE = {"readable": 0.4, "true": 1.0}
"""Exponent of the thickness that is drawn."""

_ROW = 0.8
"""Height that a layer should have on average when readable, in text sizes."""

_THINNEST = 0.12
"""Height that a separator should have when true to scale, in text sizes."""

_MOST_WRAPS = 5.0
"""Outer wraps that are drawn; more would leave no room for the layers."""


@dataclass(frozen=True, slots=True)
class Section:
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


def section_layout(design: Design, of: Stack, mode: Mode, top: float, bottom: float, em: float) -> Section:
    """The heights of a stack between two heights of the sheet; what finds no room there is left out of its middle."""
    share, total = SHARE[mode], len(of.sequence)
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
    return Section(layers, film * scale, y - above * scale, bottom, gap, hidden, scale, wraps, ply)


def layer_ends(design: Design, of: Stack, left: float, right: float, em: float) -> Across:
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


def section_tag(of: Stack, kind: str, number: int) -> str:
    """What a layer is called in the scene of a section: a strip is one thing, a sheet has its number."""
    if kind == SEPARATOR:
        return "separator"
    return "anode-strip" if kind == ANODE and of.turned else f"layer-{number}"
