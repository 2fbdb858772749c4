"""The sheet of masses: the parts that add up to the cell's mass, with their shares and a picture."""

from app.services.i18n import tr
from app.services.workbook.book import Book, Column, Page, number_format
from calc import spreadsheet
from calc.model.masses import MASS_PARTS
from calc.units import PERCENT, G

LABEL, NAME, MASS, UNIT, SHARE, SHARE_UNIT = range(6)

TOTAL = "cell_mass"
OF_WHICH = (
    "cathode_active_mass",
    "lithium_mass",
    "anode_coating_mass",
    "anode_foil_mass",
    "surface_layer_mass",
    "pouch_film_mass",
    "sealant_mass",
    "positive_tab_mass",
    "negative_tab_mass",
)
"""Masses that are parts of a part."""


def fill(book: Book) -> Page:
    """The parts, their sum beside the cell's own mass, and what the parts hold."""
    page = book.page(
        tr("Masses"),
        (
            Column(tr("Part"), 36),
            Column(tr("Name"), 30),
            Column(tr("Mass"), 12, number=True),
            Column(tr("Unit"), 8),
            Column(tr("Share of the cell"), 16, number=True),
            Column("", 5),
        ),
        (tr("The parts add up to the mass of the finished cell. The parts of a part add nothing."),),
    )
    first = page.row
    for key in MASS_PARTS:
        _part(page, key, "value")
    last = page.row - 1
    _sum(page, first, last)
    _part(page, TOTAL, "total")
    page.row += 1
    page.group(tr("Parts of these parts"))
    for key in OF_WHICH:
        if book.design.has(key):
            _part(page, key, "value")
    _picture(page, first, last)
    return page.done()


def _part(page: Page, key: str, style: str) -> None:
    design = page.book.design
    mass, whole = float(design.values[key]), float(design.values[TOTAL])
    words = "total label" if style == "total" else "label"
    page.text(LABEL, design.label(key), words)
    page.text(NAME, key, "quiet")
    page.shown(MASS, key, mass, G, style)
    page.text(UNIT, page.book.unit(G), words)
    share = mass / whole if whole else float("nan")
    page.formula(SHARE, f"{key}/{TOTAL}*100", share * 100, style, "0.0")
    page.text(SHARE_UNIT, page.book.unit(PERCENT), words)
    page.row += 1


def _sum(page: Page, first: int, last: int) -> None:
    design = page.book.design
    parts = sum(float(design.values[key]) for key in MASS_PARTS)
    page.text(LABEL, tr("Sum of the parts"), "total label")
    page.text(NAME, "", "total label")
    inside = f"SUM({page.cell(MASS, first)}:{page.cell(MASS, last)})"
    page.formula(MASS, inside, parts / G.factor, "total", number_format(parts / G.factor))
    page.text(UNIT, page.book.unit(G), "total label")
    share = parts / float(design.values[TOTAL]) * 100
    page.formula(SHARE, f"{spreadsheet.times(page.cell(MASS), G.factor)}/{TOTAL}*100", share, "total", "0.0")
    page.text(SHARE_UNIT, page.book.unit(PERCENT), "total label")
    page.row += 1


def _picture(page: Page, first: int, last: int) -> None:
    chart = page.book.chart({"type": "bar"})
    chart.add_series(
        {
            "name": tr("Mass of the cell, g"),
            "categories": [page.title, first, LABEL, last, LABEL],
            "values": [page.title, first, MASS, last, MASS],
            "fill": {"color": "#4C7A9C"},
            "gap": 40,
            "data_labels": {"value": True, "num_format": "0.00"},
        }
    )
    chart.set_title({"name": tr("Mass of the cell, g"), "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"major_gridlines": {"visible": False}, "visible": False})
    chart.set_size({"width": 620, "height": 320})
    page.sheet.insert_chart(page.row + 1, LABEL, chart)
