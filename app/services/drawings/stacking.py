"""The stack drawn apart, as the hands meet it: numbered from the table upward, with the side that faces up.

It is meant for paper in black and white; `layers.stacking_order` gives the same as a list.
"""

import itertools
from collections.abc import Iterable
from functools import partial

from app.services.design import Design
from app.services.drawings.breaks import wave
from app.services.drawings.folds import Across, draw_stack
from app.services.drawings.layers import (
    ANODE,
    CATHODE,
    PERIOD,
    SEPARATOR,
    Layer,
    Stack,
    layer_keys,
    layer_tip,
    stack,
    stacking_order,
    strip_tip,
    visible,
)
from app.services.drawings.scene import Circle, Frame, Point, Polyline, Scene
from app.services.drawings.sheet import Sheet, signed_length
from app.services.i18n import joined, tr

_LOWEST, _ROW, _HIGHEST = 1.35, 1.6, 2.4
"""From one layer to the next, in text sizes: at least, where layers are left out, and at most."""

_THICK = {SEPARATOR: 0.3, ANODE: 0.85, CATHODE: 0.95}
"""How thick the layers are drawn, in text sizes."""


def stacking_picture(design: Design, frame: Frame = Frame()) -> Scene:  # noqa: B008 - frozen
    """Every layer on its own line: number, picture, name, action, side up. Tags as in `cross_section`."""
    sheet = Sheet(frame, tr("Stacking order"))
    em = sheet.em
    of, order = stack(design), stacking_order(design)
    head, foot = 2.0 * em, 1.9 * em
    room = sheet.height - head - foot
    low, high = visible(len(order), int(room / (_LOWEST * em)))
    if high:
        low, high = visible(len(order), int(room / (_ROW * em)) - 2)
    row = min(room / (low + high + (2 if high else 0)), _HIGHEST * em)
    heights: dict[int, tuple[float, float]] = {}
    table = sheet.height - foot
    y = table - row / 2
    gap = 0.0
    for number in (*range(1, low + 1), *range(len(order) - high + 1, len(order) + 1)):
        if high and number == len(order) - high + 1:
            gap = y - row / 2
            y -= 2 * row
        half = _THICK[of.sequence[number - 1]] * min(em, row * 0.75) / 2
        heights[number] = (y - half, y + half)
        y -= row
    columns = _columns(sheet, [order[number - 1] for number in heights])
    words = sum(columns[1:]) + 3.2 * em
    left, right = columns[0] + 2.4 * em, sheet.width - words
    for layer in order:
        if layer.number in heights and (layer.kind == CATHODE or (layer.kind == ANODE and not of.turned)):
            sheet.about(layer.tag, layer.name, partial(_tip, design, of, layer), layer.keys)
    for kind, tag in ((SEPARATOR, "separator"), (ANODE, "anode-strip")):
        if kind == SEPARATOR or of.turned:
            name = tr("Separator") if kind == SEPARATOR else tr("Anode strip")
            sheet.about(tag, name, partial(strip_tip, design, kind), layer_keys(design, kind))
    across = _across(design, of, left, max(right, left + 6 * em), em, row)
    draw_stack(sheet, of, heights, across, 0.3)
    if gap:
        for y in (gap - 0.22 * row, gap + 0.22 * row):
            sheet.add(Polyline(tuple(wave((left, y), (right, y), 0.16 * row)), "quiet"))
        hidden = len(order) - high - low
        text = tr(
            "layers {first} to {last}: {repeats} × the same",
            first=low + 1,
            last=low + hidden,
            repeats=hidden // PERIOD,
        )
        sheet.write(right + 1.2 * em, gap, text, part="quiet")
    _table(sheet, left, right, table)
    _letter(sheet, of, order, heights, right + 1.2 * em, columns, row)
    return sheet.scene(lambda: _words(order))


def _words(order: Iterable[Layer]) -> str:
    told = (
        joined((f"{layer.number} {layer.name}", joined((layer.action, layer.face_up))), ": ")
        for layer in itertools.islice(order, 50)
    )
    return joined(told, "; ")


def _tip(design: Design, of: Stack, layer: Layer) -> tuple[str, ...]:
    faces = tr("facing up: {face}", face=layer.face_up)
    return (layer.size, *layer_tip(design, layer.kind, of.ends.get(layer.number, ())), faces)


def _across(design: Design, of: Stack, left: float, right: float, em: float, row: float) -> Across:
    room = right - left
    if of.turned:
        reach = min((1.4 if of.wound else 0.7) * PERIOD * row, (0.26 if of.wound else 0.2) * room)
        cathode = (left + reach + 0.3 * em, right - reach - 0.3 * em)
        return Across(cathode, cathode, (left + reach, right - reach), reach)
    reach = min(row, 0.12 * room)
    edge: Point = (left + reach, right - reach)
    overhang = signed_length(design, "anode_overhang_width")
    step = min(0.9 * em, 0.08 * room)
    inner = (edge[0] + step, edge[1] - step)
    if not overhang:
        return Across(edge, edge, edge, reach)
    return Across(edge, inner, edge, reach) if overhang > 0 else Across(inner, edge, edge, reach)


def _columns(sheet: Sheet, layers: list[Layer]) -> tuple[float, ...]:
    """Widths of number, name, action and side."""
    if not layers:
        return (0.0, 0.0, 0.0, 0.0)
    heads = ("", tr("Layer"), tr("What to do"), tr("Faces up"))
    texts = [(str(layer.number), layer.name, layer.action, layer.face_up) for layer in layers]
    return tuple(max(sheet.text_width(row[at], bold=at == 1) for row in (heads, *texts)) for at in range(4))


def _table(sheet: Sheet, left: float, right: float, y: float) -> None:
    """The table the stack lies on."""
    em = sheet.em
    sheet.add(Polyline(((left - em, y), (right, y)), "text", line=1.6))
    x = left - em
    while x < right - 0.4 * em:
        sheet.add(Polyline(((x + 0.6 * em, y), (x, y + 0.6 * em)), "leader"))
        x += max(0.9 * em, (right - left) / 80)
    sheet.write((left + right) / 2, y + 1.2 * em, tr("table"), "centre", part="quiet")


def _letter(
    sheet: Sheet,
    of: Stack,
    order: tuple[Layer, ...],
    heights: dict[int, Point],
    x: float,
    columns: tuple[float, ...],
    row: float,
) -> None:
    """Number on the left, name, action and side on the right of each layer."""
    em = sheet.em
    at = (x, x + columns[1] + 1.0 * em, x + columns[1] + columns[2] + 2.0 * em)
    for place, head in zip(at, (tr("Layer"), tr("What to do"), tr("Faces up")), strict=True):
        sheet.write(place, 0.8 * em, head, part="quiet")
    radius = max(columns[0] / 2 + 0.35 * em, 0.75 * em)
    for number, faces in heights.items():
        layer = order[number - 1]
        y = sum(faces) / 2
        tag = "anode-strip" if layer.kind == ANODE and of.turned else layer.tag
        if layer.quantity:
            sheet.add(Circle(radius + 0.1 * em, y, min(radius, 0.8 * em, 0.46 * row), "quiet"))
        sheet.write(radius + 0.1 * em, y, str(number), "centre", tag=tag)
        sheet.write(at[0], y, layer.name, bold=bool(layer.quantity), tag=tag)
        sheet.write(at[1], y, layer.action, tag=tag)
        sheet.write(at[2], y, layer.face_up, tag=tag)
