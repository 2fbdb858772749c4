"""Strips and sheets laid flat, as they are cut: where they fold and what lies on them, with dimensions.

Turn stacking: the anode strip with its half-turns and cathodes, below it the separator with its fold. Lamination: the
separator strip with its folds and the sheets on its panels, below it the sheets; of cut separator the sheets alone.
What lies on the far side is dashed; numbers are those of the layers from the table upward, as in the stacking order.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.services.design import Design
from app.services.drawings.breaks import leave_out, wave
from app.services.drawings.layers import (
    ANODE,
    CATHODE,
    SEPARATOR,
    Ply,
    Stack,
    layer_keys,
    layer_name,
    layer_tag,
    layer_tip,
    stack,
    strip_tip,
)
from app.services.drawings.palette import mass_part
from app.services.drawings.panels import LONGEST, Panel, folded_panels, turned_panels
from app.services.drawings.scene import DimensionLine, Frame, Polyline, Rect, Scene
from app.services.drawings.sheet import Sheet, length, millimetres, positive, signed_length, size_text
from app.services.i18n import tr
from calc.units import MM

_HEAD, _FOOT = 3.7, 2.7
"""Room above a strip for its name and its length, and below it for what it is divided into, in text sizes."""

_PANEL = 2.6
"""Least width of a layer on a strip, in text sizes; of more layers the middle is left out."""

SEPARATOR_TAG, STRIP_TAG = "separator", "anode-strip"


@dataclass(frozen=True, slots=True)
class _Ruler:
    """From mm along a strip to x, with a piece left out between `out` where the strip is too long."""

    left: float
    scale: float
    out: tuple[float, float] = (math.inf, math.inf)
    gap: float = 0.0

    def x(self, along: float) -> float:
        low, high = self.out
        if along <= low:
            return self.left + along * self.scale
        return self.left + (low + max(along - high, 0.0)) * self.scale + self.gap


def unrolled(design: Design, frame: Frame = Frame()) -> Scene:  # noqa: B008 - frozen
    """The strips and sheets of a design. Tags as in `cross_section`."""
    sheet = Sheet(frame, tr("Strips, unrolled"))
    of = stack(design)
    sheet.about(SEPARATOR_TAG, tr("Separator"), partial(strip_tip, design, SEPARATOR), layer_keys(design, SEPARATOR))
    if of.turned:
        sheet.about(STRIP_TAG, tr("Anode strip"), partial(strip_tip, design, ANODE), layer_keys(design, ANODE))
        _turned(sheet, design, of)
    elif of.cut:
        _sheets(sheet, design, of, 0.0, sheet.height - 1.5 * sheet.em)
    else:
        _folded(sheet, design, of)
    told = tr("Dimensions in {unit}", unit=MM.symbol)
    if of.turned or not of.cut:
        told = tr("Dimensions in {unit}; dashed: on the far side; numbers: layers from the table", unit=MM.symbol)
    sheet.write(0.3 * sheet.em, sheet.height - 0.75 * sheet.em, told, part="quiet")
    return sheet.scene(lambda: _words(design, of))


def _words(design: Design, of: Stack) -> str:
    separator = size_text(length(design, "separator_piece_length"), length(design, "separator_height"))
    if of.turned:
        strip = size_text(length(design, "lithium_strip_length"), length(design, "anode_height"))
        return tr("Anode strip {strip}, separator {separator}.", strip=strip, separator=separator)
    return tr("Separator {separator}.", separator=separator)


# Turn stacking --------------------------------------------------------------------------------------------------------


def _turned(sheet: Sheet, design: Design, of: Stack) -> None:
    em = sheet.em
    anode = (_size(design, "lithium_strip_length"), _size(design, "anode_height"))
    separator = (_size(design, "separator_piece_length"), _size(design, "separator_height"))
    left, right = 3.4 * em, sheet.width - 1.2 * em
    panels = turned_panels(design, of)
    longest = max(anode[0], separator[0])
    ruler = _ruler(panels, anode[0], left, left + (right - left) * anode[0] / longest, em)
    if ruler.gap:
        ruler = _ruler(panels, anode[0], left, right, em)
    wide = _Ruler(left, (right - left) / longest if not ruler.gap else (right - left) / separator[0])
    room = sheet.height - 2 * (_HEAD + _FOOT) * em - 1.5 * em
    upright = max(min(room / (anode[1] + separator[1]), ruler.scale), 0.5 * em / max(anode[1], separator[1]))
    top = _HEAD * em
    _anode_strip(sheet, design, of, panels, ruler, anode, top, upright)
    top += anode[1] * upright + (_FOOT + _HEAD) * em
    _separator_strip(sheet, design, of, wide, separator, anode, top, upright)


def _anode_strip(
    sheet: Sheet,
    design: Design,
    of: Stack,
    panels: Sequence[Panel],
    ruler: _Ruler,
    size: tuple[float, float],
    top: float,
    upright: float,
) -> None:
    em, part = sheet.em, mass_part("anode_mass", design.plan.choices["anode_kind"])
    bottom, end = top + size[1] * upright, ruler.x(size[0])
    sheet.add(Rect(ruler.left, top, end - ruler.left, bottom - top, part, STRIP_TAG, fill=0.5))
    for panel in panels[:-1]:
        if ruler.out[0] < panel.end < ruler.out[1]:
            continue
        x1, x2 = ruler.x(panel.end), ruler.x(panel.end + panel.bend)
        if x2 - x1 > 0.2 * em:
            sheet.add(Rect(x1, top, x2 - x1, bottom - top, part, STRIP_TAG, line=0))
        middle = (x1 + x2) / 2
        sheet.add(Polyline(((middle, top - 0.4 * em), (middle, bottom + 0.4 * em)), "text", dash="centre"))
    strand = of.strand()
    for turn in range(1, min(len(panels), len(strand))):
        # To and fro, a cathode lies on the layer before its half-turn; wound, on the layer that is rolled on.
        panel = panels[turn if of.wound else turn - 1]
        number = (strand[turn] + strand[turn - 1]) // 2
        if of.wound and turn > 1:
            number = strand[turn] - 2 if strand[turn] > strand[0] else strand[turn] + 2
        _lay(sheet, design, of, number, ruler, panel, (top + bottom) / 2, upright, far=not of.wound and turn % 2 == 0)
    _title(sheet, ruler.left, top, tr("Anode strip"), size, STRIP_TAG)
    _measure_strip(sheet, ruler, size, top, bottom, STRIP_TAG)
    if panels:
        y = bottom + 1.5 * em
        first, last = panels[0], panels[-1]
        _measure(sheet, ruler.x(first.start), ruler.x(first.end), bottom, y, first.end - first.start, STRIP_TAG)
        if size[0] - last.end > 0.05:
            _measure(sheet, ruler.x(last.end), end, bottom, y, size[0] - last.end, STRIP_TAG)
    _break(sheet, ruler, top, bottom)


def _separator_strip(
    sheet: Sheet,
    design: Design,
    of: Stack,
    ruler: _Ruler,
    size: tuple[float, float],
    anode: tuple[float, float],
    top: float,
    upright: float,
) -> None:
    em, part = sheet.em, mass_part("anode_mass", design.plan.choices["anode_kind"])
    bottom, end = top + size[1] * upright, ruler.x(size[0])
    half = min(anode[0], size[0])
    sheet.add(Rect(ruler.left, top, end - ruler.left, bottom - top, SEPARATOR_TAG, SEPARATOR_TAG, fill=0.85))
    middle = (top + bottom) / 2 + signed_length(design, "separator_offset") * upright
    across = anode[1] * upright
    under = Rect(ruler.left, middle - across / 2, ruler.x(half) - ruler.left, across, part, STRIP_TAG, fill=0.3)
    sheet.add(under._replace(dash="hidden"))
    _inside(sheet, (under.x, ruler.x(half)), middle, tr("Anode strip"), STRIP_TAG)
    y = bottom + 1.5 * em
    _measure(sheet, ruler.left, ruler.x(half), bottom, y, half, SEPARATOR_TAG)
    name = tr("Separator")
    if of.cut:
        name = tr("Separator, 2 pieces")
    else:
        x = ruler.x(half)
        sheet.add(Polyline(((x, top - 0.4 * em), (x, bottom + 0.4 * em)), "text", dash="centre"))
        over = size[0] - 2 * half
        if over > 0.05:
            _rest(sheet, ruler, (2 * half, size[0]), top, bottom)
            _measure(sheet, ruler.x(2 * half), end, bottom, y, over, SEPARATOR_TAG)
        if size[0] - half > 0.05:
            _measure(sheet, x, ruler.x(min(2 * half, size[0])), bottom, y, min(half, size[0] - half), SEPARATOR_TAG)
        sheet.write(x + 0.4 * em, (top + bottom) / 2, tr("fold"), part="quiet")
    _title(sheet, ruler.left, top, name, size, SEPARATOR_TAG)
    _measure_strip(sheet, ruler, size, top, bottom, SEPARATOR_TAG)


# Lamination -----------------------------------------------------------------------------------------------------------


def _folded(sheet: Sheet, design: Design, of: Stack) -> None:
    em = sheet.em
    size = (_size(design, "separator_length"), _size(design, "separator_height"))
    width = _size(design, "separator_width")
    left, right = 3.4 * em, sheet.width - 1.2 * em
    panels = folded_panels(of, width)
    ruler = _ruler(panels, size[0], left, right, em)
    room = 0.5 * sheet.height - (_HEAD + _FOOT) * em
    upright = max(min(room / size[1], ruler.scale), 0.5 * em / size[1])
    top = _HEAD * em
    bottom, end = top + size[1] * upright, ruler.x(size[0])
    sheet.add(Rect(left, top, end - left, bottom - top, SEPARATOR_TAG, SEPARATOR_TAG, fill=0.85))
    folds = [panel.end for panel in panels[:-1] if panel.end < size[0]]
    for at in folds:
        if not ruler.out[0] < at < ruler.out[1]:
            sheet.add(
                Polyline(((ruler.x(at), top - 0.4 * em), (ruler.x(at), bottom + 0.4 * em)), "text", dash="centre")
            )
    middle = (top + bottom) / 2
    for at, panel in enumerate(panels[:-1], 1):
        _lay(sheet, design, of, 2 * at, ruler, panel, middle, upright, far=at % 2 == 0)
    used = panels[-1].end if panels else 0.0
    y = bottom + 1.5 * em
    if used and size[0] - used > 0.05:
        _rest(sheet, ruler, (used, size[0]), top, bottom)
        _measure(sheet, ruler.x(used), end, bottom, y, size[0] - used, SEPARATOR_TAG)
    _title(sheet, left, top, tr("Separator strip"), size, SEPARATOR_TAG)
    _measure_strip(sheet, ruler, size, top, bottom, SEPARATOR_TAG)
    if panels and panels[0].end <= size[0]:
        _measure(sheet, ruler.x(0), ruler.x(width), bottom, y, width, SEPARATOR_TAG)
    _break(sheet, ruler, top, bottom)
    _sheets(sheet, design, of, bottom + _FOOT * em, sheet.height - 1.5 * em)


def _sheets(sheet: Sheet, design: Design, of: Stack, top: float, bottom: float) -> None:
    """One sheet of each kind beside the others, to one scale, with its count."""
    em = sheet.em
    rows = _kinds(design, of)
    if not rows:
        return
    sizes = [size for _, _, _, size in rows]
    beside = 4.2 * em
    names = [max(sheet.text_width(name, bold=True), sheet.text_width(size_text(*size))) for _, _, name, size in rows]
    room = sheet.width - len(rows) * beside - 0.4 * em
    scale = min(
        max(bottom - top - (_HEAD + 2.2) * em, 0.5 * em) / max(size[1] for size in sizes),
        max(room, em) / sum(size[0] for size in sizes),
    )
    left = 3.4 * em
    upper = top + _HEAD * em
    for (number, kind, name, (wide, high)), needed in zip(rows, names, strict=True):
        tag = SEPARATOR_TAG if kind == SEPARATOR else layer_tag(kind, number)
        if kind != SEPARATOR:
            _explain(sheet, design, of, number)
        rect = Rect(left, upper, wide * scale, high * scale, _part(design, of, number, kind), tag, fill=0.45)
        sheet.add(rect)
        sheet.write(left, upper - 2.6 * em, name, tag=tag, bold=True)
        sheet.write(left, upper - 1.3 * em, size_text(wide, high), tag=tag)
        below = rect.y + rect.height
        _measure(sheet, left, left + rect.width, below, below + 1.4 * em, wide, tag)
        at = left - 1.5 * em
        sheet.measure(DimensionLine((left, upper), (left, below), at, millimetres(high), em, upright=True, tag=tag))
        left += max(rect.width, needed) + beside


def _kinds(design: Design, of: Stack) -> list[tuple[int, str, str, tuple[float, float]]]:
    """What is cut: a layer that is one of them, its kind, count and name, size."""
    found: dict[tuple[str, tuple[Ply, ...]], list[int]] = {}
    for number, kind in enumerate(of.sequence, 1):
        own = of.plies_at(number)
        if own == of.plies[kind][::-1]:
            own = of.plies[kind]  # the same sheet turned over
        found.setdefault((kind, tuple(sorted(own, key=lambda ply: ply.part))), []).append(number)
    names = {SEPARATOR: tr("Separator"), ANODE: tr("Anode"), CATHODE: tr("Cathode")}
    sizes = {
        SEPARATOR: (_size(design, "separator_piece_length"), _size(design, "separator_height")),
        ANODE: (_size(design, "anode_layer_width"), _size(design, "anode_height")),
        CATHODE: (_size(design, "cathode_width"), _size(design, "cathode_height")),
    }
    rows = []
    for (kind, plies), numbers in found.items():
        if kind == SEPARATOR and not of.cut:
            continue
        name = tr("{count} × {name}", count=len(numbers), name=names[kind])
        solid = [ply for ply in plies if not ply.skin]
        whole = [ply for ply in of.plies[kind] if not ply.skin]
        if len(solid) < len(whole):
            name = tr("{sheets}, one side", sheets=name) if len(solid) > 1 else tr("{sheets}, bare", sheets=name)
        rows.append((numbers[0], kind, name, sizes[kind]))
    return rows


# Both -----------------------------------------------------------------------------------------------------------------


def _lay(
    sheet: Sheet,
    design: Design,
    of: Stack,
    number: int,
    ruler: _Ruler,
    panel: Panel,
    middle: float,
    upright: float,
    *,
    far: bool,
) -> None:
    """A sheet on a layer of a strip, with its number."""
    if not 1 <= number <= len(of.sequence) or not (panel.end <= ruler.out[0] or panel.start >= ruler.out[1]):
        return
    kind = of.sequence[number - 1]
    if kind == SEPARATOR:
        return
    wide, high = (
        (_size(design, "cathode_width"), _size(design, "cathode_height"))
        if kind == CATHODE
        else (_size(design, "anode_layer_width"), _size(design, "anode_height"))
    )
    along = (panel.start + panel.end) / 2
    if kind == CATHODE:
        along += signed_length(design, "cathode_offset_width")
        middle -= signed_length(design, "cathode_offset_height") * upright
    x1, x2 = ruler.x(along) - wide / 2 * ruler.scale, ruler.x(along) + wide / 2 * ruler.scale
    tag = layer_tag(kind, number)
    _explain(sheet, design, of, number)
    rect = Rect(x1, middle - high / 2 * upright, x2 - x1, high * upright, _part(design, of, number, kind), tag)
    sheet.add(rect._replace(fill=0.12, dash="hidden") if far else rect._replace(fill=0.45))
    _inside(sheet, (x1, x2), middle, str(number), tag, bold=not far)


def _explain(sheet: Sheet, design: Design, of: Stack, number: int) -> None:
    kind = of.sequence[number - 1]
    tip = partial(layer_tip, design, kind, of.ends.get(number, ()))
    sheet.about(layer_tag(kind, number), layer_name(kind, of.index(number)), tip, layer_keys(design, kind))


def _part(design: Design, of: Stack, number: int, kind: str) -> str:
    if kind == SEPARATOR:
        return "separator"
    if kind == ANODE:
        return mass_part("anode_mass", design.plan.choices["anode_kind"])
    return "cathode-coating" if len(of.plies_at(number)) > 1 else "cathode-foil"


def _ruler(panels: Sequence[Panel], total: float, left: float, right: float, em: float) -> _Ruler:
    """The ruler that shows the whole strip, or its first layers and its last two, wide enough for a number."""
    room = max(right - left, em)
    scale = room / total
    if not panels:
        return _Ruler(left, scale)
    pitch = panels[0].end - panels[0].start
    gap = 1.6 * em
    if len(panels) <= 5 or pitch * scale >= _PANEL * em:
        return _Ruler(left, scale)
    most = len(panels) - (total - pitch * max(room - gap, em) / (_PANEL * em)) / pitch
    shown = max(5, min(math.floor(most), len(panels) - 1))
    out = (panels[shown - 3].end, panels[-2].start)
    kept = total - (out[1] - out[0])
    if kept <= 0 or out[1] <= out[0]:
        return _Ruler(left, scale)
    return _Ruler(left, max(room - gap, em) / kept, out, gap)


def _break(sheet: Sheet, ruler: _Ruler, top: float, bottom: float) -> None:
    """The gap where layers of a strip are left out."""
    if not ruler.gap:
        return
    em = sheet.em
    x = ruler.x(ruler.out[0])
    first = wave((x + 0.3 * ruler.gap, top - 0.3 * em), (x + 0.3 * ruler.gap, bottom + 0.3 * em), 0.2 * em)
    second = wave((x + 0.7 * ruler.gap, top - 0.3 * em), (x + 0.7 * ruler.gap, bottom + 0.3 * em), 0.2 * em)
    leave_out(sheet, first, second)


def _rest(sheet: Sheet, ruler: _Ruler, ends: tuple[float, float], top: float, bottom: float) -> None:
    """What a strip has beyond its layers: wraps, tail, what is to spare."""
    x1, x2 = ruler.x(ends[0]), ruler.x(ends[1])
    sheet.add(Rect(x1, top, x2 - x1, bottom - top, SEPARATOR_TAG, SEPARATOR_TAG, fill=0.4, hatch=True))
    _inside(sheet, (x1, x2), (top + bottom) / 2, tr("tail"), SEPARATOR_TAG)


def _inside(sheet: Sheet, ends: tuple[float, float], y: float, text: str, tag: str, *, bold: bool = False) -> None:
    """A text in the middle between two ends, if it fits, on a ground of its own: in black and white all is hatched."""
    x, half = (ends[0] + ends[1]) / 2, sheet.text_width(text, bold=bold) / 2 + 0.25 * sheet.em
    if 2 * half <= ends[1] - ends[0]:
        sheet.add(Rect(x - half, y - 0.65 * sheet.em, 2 * half, 1.3 * sheet.em, "background", tag, line=0))
        sheet.write(x, y, text, "centre", tag=tag, bold=bold)


def _title(sheet: Sheet, x: float, top: float, name: str, size: tuple[float, float], tag: str) -> None:
    y = top - 2.9 * sheet.em
    if sheet.write(x, y, name, tag=tag, bold=True):
        sheet.write(x + sheet.text_width(name, bold=True) + 0.8 * sheet.em, y, size_text(*size), tag=tag)


def _measure_strip(sheet: Sheet, ruler: _Ruler, size: tuple[float, float], top: float, bottom: float, tag: str) -> None:
    """The length above and the height on the left."""
    em = sheet.em
    end = ruler.x(size[0])
    sheet.measure(DimensionLine((ruler.left, top), (end, top), top - 1.2 * em, millimetres(size[0]), em, tag=tag))
    at = ruler.left - 1.5 * em
    sheet.measure(
        DimensionLine((ruler.left, top), (ruler.left, bottom), at, millimetres(size[1]), em, upright=True, tag=tag)
    )


def _measure(sheet: Sheet, x1: float, x2: float, y: float, at: float, value: float, tag: str) -> None:
    sheet.measure(DimensionLine((x1, y), (x2, y), at, millimetres(value), sheet.em, tag=tag))


def _size(design: Design, key: str) -> float:
    return min(positive(length(design, key), 1.0), LONGEST)
