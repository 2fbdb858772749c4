"""The masses of the parts, which add up to the cell's."""

import functools
import math
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services import format as writing
from app.services.drawings.mass_bar import mass_bar
from app.services.drawings.palette import mass_part
from app.services.drawings.scene import Rect, Scene
from app.services.i18n import tr
from app.services.reports.blocks import Kept
from app.services.reports.breakdown import adding_up, percentages
from app.services.reports.pages import page
from app.services.reports.specification.manuscript import REPORT, Manuscript
from app.services.reports.tables import Cell, Column, Grid, Row
from app.services.reports.texts import BOLD, NOTE

BAR_HEIGHT: Final = 9 * mm


def mass(manuscript: Manuscript) -> list[Flowable]:
    """The bar and the table of masses."""
    design, content = manuscript.design, page(REPORT, "mass")
    total_key = content["total"]
    keys = [row["key"] for row in content["rows"]]
    values = [design.number(key) for key in keys]
    total = design.number(total_key)
    decimals = _decimals(total, 5)
    shown = adding_up(values, total, decimals)
    shares = percentages(values, total)
    symbol = design.quantity(total_key).unit.symbol
    rows = []
    for row, value, share in zip(content["rows"], shown, shares, strict=True):
        label = tr(design.quantity(row["key"]).label)
        rows.append(
            Row((_swatch(manuscript, row["key"]), label, _fixed(value, decimals, symbol), _fixed(share, 1, "%")))
        )
        for key in row.get("of_which", ()):
            if design.has(key) and design.number(key):
                label = tr("of which {part}", part=tr(design.quantity(key).label))
                mass = _fixed(design.number(key), decimals, symbol)
                rows.append(Row(("", Cell(f"\u2003{label}", NOTE), Cell(mass, NOTE), "")))
    label = tr(design.quantity(total_key).label)
    whole = 100.0 if math.isfinite(total) else total
    rows.append(
        Row(("", label, _fixed(total, decimals, symbol), _fixed(whole, 1, "%")), face=BOLD, ruled=True),
    )
    columns = (
        Column(width=7 * mm),
        Column(tr("Part"), share=2),
        Column(tr("Mass"), align="decimal"),
        Column(tr("Share"), align="decimal"),
    )
    remark = tr("Rounded so that the parts make the cell mass and 100.0 %. The parts of a part add nothing.")
    bar = manuscript.drawn(functools.partial(mass_bar, design), manuscript.body.width, BAR_HEIGHT)
    grid = Grid(columns, rows, pad_y=0.5 * mm, remark=remark)
    return manuscript.together(tr(content["title"]), Kept([bar, grid]))


def _swatch(manuscript: Manuscript, key: str) -> Flowable:
    """A spot of the colour that stands for a mass in the bar."""
    part = mass_part(key, manuscript.design.plan.choices["anode_kind"])
    wide, high = 4.0, 2.6
    spot = Scene(wide, high, (Rect(0, 0, wide, high, part),))
    return manuscript.drawn(spot, wide * mm, high * mm)


def _decimals(value: float, digits: int) -> int:
    """Decimals that give a number so many significant digits, six at most."""
    if not math.isfinite(value) or value <= 0:
        return 3
    return max(0, min(6, digits - 1 - math.floor(math.log10(value))))


def _fixed(value: float, decimals: int, unit: str) -> str:
    """A number with fixed decimals and its unit."""
    if not math.isfinite(value):
        return writing.number(value)
    digits = decimals + 1 + (math.floor(math.log10(abs(value))) if value else 0)
    if value and digits > 0:
        text = writing.number(value, digits)
    else:
        text = writing.number(1.0, decimals + 1).replace("1", "0", 1)  # the decimal mark of the language
    return f"{text}{writing.SPACE}{unit}"
