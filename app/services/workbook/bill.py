"""The bill of materials: what one cell takes, what is bought for it with its scrap, and what that costs.

A line is one entry in `LINES`: its amounts are arithmetic on keys, so they follow from the inputs like every result. A
line whose keys a design does not have is left out.
"""

import math
from dataclasses import dataclass
from typing import Final

from app.services.i18n import N_, tr
from app.services.workbook.book import Book, Column, Page, number_format
from calc import formula, spreadsheet
from calc.formula import Binary, Formula, Name, Node, Number
from calc.units import CM2, COUNT, MM, MONEY, MONEY_KG, MONEY_M2, PERCENT, G, Unit

LABEL, MATERIAL, AMOUNT, UNIT, SCRAP, BOUGHT, BOUGHT_UNIT, PRICE, PRICE_UNIT, COST = range(10)


@dataclass(frozen=True, slots=True)
class Line:
    """What goes into one cell: the amount in SI, the unit it is shown in, and what it is bought by.

    Without a `label` it is called as its first quantity is. `slot`: the place of its material. `scrap` and `price`:
    keys, where it has them.
    """

    label: str
    amount: Node
    unit: Unit
    slot: str = ""
    scrap: str = ""
    price: str = ""
    price_unit: Unit = MONEY_KG

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key it mentions."""
        return tuple(key for key in (*spreadsheet.names(self.amount), self.scrap, self.price) if key)


def product(*keys: str) -> Node:
    """Keys multiplied with each other."""
    first, *others = (Name(key) for key in keys)
    node: Node = first
    for other in others:
        node = Binary("*", node, other)
    return node


_FILM: Final = Binary("*", Number(2), product("film_blank_width", "film_blank_height"))

LINES: Final = (
    Line(N_("Cathode active material"), product("cathode_coating_mass", "cathode_active_fraction"), G,
         "cathode_active", "cathode_powder_scrap", "cathode_active_price"),
    Line(N_("Cathode carbon"), product("cathode_coating_mass", "cathode_carbon_fraction"), G,
         "cathode_carbon", "cathode_powder_scrap", "cathode_carbon_price"),
    Line(N_("Cathode binder"), product("cathode_coating_mass", "cathode_binder_fraction"), G,
         "cathode_binder", "cathode_powder_scrap", "cathode_binder_price"),
    Line(N_("Cathode foil"), product("cathode_foil_mass"), G,
         "cathode_foil", "cathode_scrap", "cathode_foil_price"),
    Line("", product("lithium_mass"), G, "", "anode_scrap", "lithium_price"),
    Line("", product("surface_layer_mass"), G, "", "anode_scrap"),
    Line(N_("Anode active material"), product("anode_coating_mass", "anode_active_fraction"), G,
         "anode_active", "anode_powder_scrap", "anode_active_price"),
    Line(N_("Anode carbon"), product("anode_coating_mass", "anode_carbon_fraction"), G,
         "anode_carbon", "anode_powder_scrap", "anode_carbon_price"),
    Line(N_("Anode binder"), product("anode_coating_mass", "anode_binder_fraction"), G,
         "anode_binder", "anode_powder_scrap", "anode_binder_price"),
    Line(N_("Anode foil"), product("anode_foil_mass"), G, "anode_foil", "anode_scrap", "anode_foil_price"),
    Line(N_("Separator"), product("separator_area"), CM2, "separator", "separator_scrap", "separator_price", MONEY_M2),
    Line(N_("Electrolyte, to fill"), product("electrolyte_fill"), G,
         "electrolyte", "electrolyte_scrap", "electrolyte_price"),
    Line(N_("Pouch film, both blanks with gas bag"), _FILM, CM2,
         "pouch_film", "pouch_film_scrap", "pouch_film_price", MONEY_M2),
    Line(N_("Tabs with sealant, both of one cell"), Number(1), COUNT,
         "positive_tab", "tabs_scrap", "tabs_price", MONEY),
    Line(N_("Tape"), product("tape_pieces", "tape_length"), MM, "tape", "tape_scrap"),
)  # fmt: skip
"""What one cell takes, in the order of the work."""

PIECES: Final = (
    Line(N_("Cathode sheets"), product("cathode_sheets"), COUNT, "", "cathode_scrap"),
    Line(N_("Anode sheets"), product("anode_sheets"), COUNT, "", "anode_scrap"),
    Line(N_("Anode strip, length"), product("lithium_strip_length"), MM, "", "anode_scrap"),
    Line(N_("Separator strip, length"), product("separator_length"), MM, "", "separator_scrap"),
    Line(N_("Film blanks"), Number(2), COUNT, "", "pouch_film_scrap"),
)
"""What is cut for one cell."""


def lines(book: Book, listed: tuple[Line, ...]) -> list[Line]:
    """The lines that this design has."""
    return [line for line in listed if all(book.design.has(key) for key in line.keys)]


def amount(book: Book, node: Node) -> float:
    """The value of a line's arithmetic, in SI."""
    return float(formula.evaluate(Formula((), (), node), book.design.values))


def label(book: Book, line: Line) -> str:
    """What the line is called."""
    return tr(line.label) if line.label else book.design.label(line.keys[0])


def material_name(book: Book, line: Line) -> str:
    """What fills the line's place in this design."""
    material = book.design.document.materials.get(line.slot)
    return tr(material.name) if material is not None else ""


def fill(book: Book) -> Page:
    """Every line with its cost, and the sum."""
    page = book.page(
        tr("Bill of materials"),
        (
            Column(tr("Item"), 36),
            Column(tr("Material"), 34),
            Column(tr("In one cell"), 12, number=True),
            Column(tr("Unit"), 7),
            Column(tr("Scrap, %"), 9, number=True),
            Column(tr("Bought"), 12, number=True),
            Column(tr("Unit"), 7),
            Column(tr("Price"), 11, number=True),
            Column(tr("Unit"), 8),
            Column(tr("Cost, {currency}", currency=book.unit(MONEY)), 11, number=True),
        ),
        (
            tr("For one cell that is begun. Scrap and prices are inputs."),
            tr("A price that nobody stated leaves a dash, and so does the sum."),
        ),
    )
    first = page.row
    total = sum(_line(page, line) for line in lines(book, LINES))
    page.text(LABEL, tr("Materials of one cell"), "total label")
    for column in range(MATERIAL, COST):
        page.text(column, "", "total label")
    costs = f"{page.cell(COST, first)}:{page.cell(COST, page.row - 1)}"
    priced = [line for line in lines(book, LINES) if line.price]
    known = math.isfinite(total)
    page.formula(
        COST,
        f'IF(COUNT({costs})={len(priced)},SUM({costs}),"—")',
        total if known else "—",
        "total",
        number_format(total),
    )
    page.row += 2
    page.group(tr("Pieces cut for one cell"))
    for line in lines(book, PIECES):
        _line(page, line)
    return page.done()


def _line(page: Page, line: Line) -> float:
    """Write one line; the cost is NaN where a price is not stated, and 0 where the line has none."""
    book = page.book
    per_cell = amount(book, line.amount)
    page.text(LABEL, label(book, line))
    page.text(MATERIAL, material_name(book, line), "text")
    page.formula(
        AMOUNT,
        spreadsheet.over(_bracketed(book, line.amount), line.unit.factor),
        per_cell / line.unit.factor,
        "value",
        number_format(per_cell / line.unit.factor, line.unit),
    )
    page.text(UNIT, page.book.unit(line.unit))
    scrap = float(book.design.values[line.scrap]) if line.scrap else 0.0
    if line.scrap:
        page.formula(SCRAP, spreadsheet.over(line.scrap, PERCENT.factor), scrap / PERCENT.factor, "value", "0.0")
    bought = per_cell * (1 + scrap)
    inside = f"{page.cell(AMOUNT)}*(1+{line.scrap})" if line.scrap else page.cell(AMOUNT)
    page.formula(BOUGHT, inside, bought / line.unit.factor, "value", number_format(bought / line.unit.factor))
    page.text(BOUGHT_UNIT, page.book.unit(line.unit))
    cost = _cost(page, line, bought) if line.price else 0.0
    page.row += 1
    return cost


def _cost(page: Page, line: Line, bought: float) -> float:
    price = float(page.book.design.values[line.price])
    cost = bought * price
    page.shown(PRICE, line.price, price, line.price_unit)
    page.text(PRICE_UNIT, page.book.unit(line.price_unit))
    si = spreadsheet.times(page.cell(BOUGHT), line.unit.factor)
    page.formula(
        COST,
        f'IF(ISNUMBER({line.price}),{si}*{line.price},"—")',
        cost if math.isfinite(cost) else "—",
        "value",
        number_format(cost),
    )
    return cost


def _bracketed(book: Book, node: Node) -> str:
    text = book.written(node)
    return text if isinstance(node, Name | Number) else f"({text})"
