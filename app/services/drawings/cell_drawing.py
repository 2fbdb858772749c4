"""The finished cell from above and from the side at one scale, as a specification shows it."""

from app.services.design import Design
from app.services.drawings.cell_sizes import CellSizes, cell_sizes, cell_thickness
from app.services.drawings.plan_dimensions import TIER
from app.services.drawings.plan_view import plan_view
from app.services.drawings.scene import DimensionLine, Frame, Point, Polygon, Rect, Scene
from app.services.drawings.sheet import Sheet, millimetres
from app.services.i18n import tr


def cell_drawing(design: Design, frame: Frame = Frame()) -> Scene:  # noqa: B008 - frozen
    """Plan view and side view at one scale, as a specification shows them."""
    sheet = Sheet(frame, tr("Dimensions of the cell"))
    em = sheet.em
    # Below a side view that is drawn thicker stands how many times; the plan ends where that may begin.
    beside = max(8.5 * em, 5.8 * em + sheet.text_width(tr("thickness × {times}", times=100)) / 2)
    plan = plan_view(design, Frame(max(sheet.width - beside, 1e-3), sheet.height, em, sheet.fine))
    cell = cell_sizes(design)
    outline = next(shape for shape in plan.shapes if isinstance(shape, Rect) and shape.tag == "pouch")
    _draw_side(sheet, design, cell, outline.height / cell.pouch[1], outline.y, sheet.width - 5.6 * em)
    sheet.add(*plan.shapes)
    return Scene(sheet.width, sheet.height, sheet.scene().shapes, plan.about, sheet.title, plan.words)


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
        sheet.write(x, bottom + 1.5 * em + TIER * em, tr("thickness × {times}", times=times), "centre", part="quiet")
