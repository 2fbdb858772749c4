"""The pouch round a cross-section: both films, and the side seals between them."""

from app.services.drawings.folds import band
from app.services.drawings.scene import Point, Polygon, Rect
from app.services.drawings.section_layout import Section
from app.services.drawings.sheet import Sheet


def draw_pouch(
    sheet: Sheet, section: Section, ends: Point, cup: Point, wall: float, flange: float, folded: bool, double: bool
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
