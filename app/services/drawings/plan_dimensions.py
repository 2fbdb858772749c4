"""Where a plan of the cell lies on its sheet, and its dimension lines: overall sizes first, then chain by chain."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.drawings.cell_sizes import CellSizes
from app.services.drawings.scene import DimensionLine, Point
from app.services.drawings.sheet import LINE, Sheet, millimetres, spread
from app.services.i18n import tr

TIER = 1.9
"""From one dimension line to the next, in text sizes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cell lies: scale in output units per mm, its upper left corner without tabs, its middle."""

    scale: float
    left: float
    top: float
    middle: float


def placed(cell: CellSizes, left: float, top: float, right: float, bottom: float, bag: float) -> Place:
    """Where the pouch lies, with room for so wide a gas bag on its left."""
    width, height = max(right - left, 1e-3), max(bottom - top, 1e-3)
    scale = min(width / (cell.pouch[0] + bag), height / (cell.pouch[1] + cell.protrusion))
    middle = (left + right + bag * scale) / 2
    upper = top + (height - (cell.pouch[1] + cell.protrusion) * scale) / 2
    return Place(scale, middle - cell.pouch[0] * scale / 2, upper + cell.protrusion * scale, middle)


def tabs_at(cell: CellSizes, at: Place) -> list[tuple[float, float, float]]:
    """Left edge and width in output units, and length in mm, of both tabs, the positive one first."""
    found = []
    for side, (width, tab_length) in zip((-1, 1), cell.tabs, strict=True):
        centre = at.middle + (side * cell.pitch / 2 + cell.tab_offset) * at.scale
        found.append((centre - width * at.scale / 2, width * at.scale, tab_length))
    return found


def dimension_plan(sheet: Sheet, cell: CellSizes, at: Place, bag: float = 0.0) -> None:
    """The dimension lines of a plan that has so wide a gas bag, in mm, on its left."""
    em, k, x0, y0, middle = sheet.em, at.scale, at.left, at.top, at.middle
    right, bottom = x0 + cell.pouch[0] * k, y0 + cell.pouch[1] * k
    tip = y0 - cell.protrusion * k
    tier = TIER * em
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
        _across_dimension(sheet, middle - half, middle + half, bottom, row, folded, "cell", clear=right + 0.35 * em)
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
    chain_up(
        sheet,
        heights,
        values,
        ["positive-tab", "top-seal", "cup", "bottom-seal"],
        right,
        right + 1.5 * em,
        (0.3 * em, sheet.height - 2 * em),
    )
    tabs = tabs_at(cell, at)
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


def _across_dimension(
    sheet: Sheet, x1: float, x2: float, y: float, at: float, texts: Sequence[str], tag: str, clear: float | None = None
) -> None:
    """A horizontal dimension with the longest of its texts that fits, else the last."""
    text = next((text for text in texts if sheet.text_width(text) + 3 * sheet.em <= abs(x2 - x1)), texts[-1])
    sheet.measure(DimensionLine((x1, y), (x2, y), at, text, sheet.em, tag=tag, clear=clear))


def _chain_across(
    sheet: Sheet, spans: Sequence[Point], values: Sequence[float], tags: Sequence[str], y: float, at: float
) -> None:
    """Dimensions end to end, the widest first; a zero is left out, and what finds no room between two others."""
    for i in sorted(range(len(spans)), key=lambda i: -abs(spans[i][1] - spans[i][0])):
        if not values[i]:
            continue
        (x1, x2), between = spans[i], 0 < i < len(spans) - 1
        line = DimensionLine(
            (x1, y),
            (x2, y),
            at,
            millimetres(values[i]),
            sheet.em,
            before=i == 0,
            tag=tags[i],
            clear=spans[-1][1] if between else None,
        )
        if line.fits or line.stands_over or not between:
            sheet.measure(line)


def chain_up(
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
