"""The lower right corner of a plan enlarged, where the layers' ends lie too close to be measured in the plan."""

from itertools import pairwise

from app.services.drawings.cell_sizes import CellSizes
from app.services.drawings.plan_dimensions import Place, chain_up
from app.services.drawings.plan_parts import TINT
from app.services.drawings.scene import Circle, DimensionLine, Polyline, Rect
from app.services.drawings.sheet import Sheet, millimetres, spread
from app.services.i18n import tr


def enlarge_corner(sheet: Sheet, cell: CellSizes, at: Place, room: tuple[float, float, float, float]) -> None:
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
        sheet.add(Rect(left, top, x - left, y - top, part, tag, TINT[tag], line=0))
        sheet.add(Polyline(((x, top), (x, y), (left, y)), part, tag, dash="hidden" if index < 3 else ""))
    sheet.add(Rect(left, top, size, size, "quiet", fill=0))
    sheet.write(left, room[1] + 0.3 * em, tr("Corner A, enlarged"), bold=True)
    values_x = [b - a for a, b in pairwise(edges_x)]
    values_y = [b - a for a, b in pairwise(edges_y)]
    tags = ["overhang", "separator", "cup"]
    spans_y = [(corner_y + a * scale, corner_y + b * scale) for a, b in pairwise(edges_y)]
    chain_up(sheet, spans_y, [_clean(v) for v in values_y], tags, right, right + 0.9 * em, (top, bottom + 1.5 * em))
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
