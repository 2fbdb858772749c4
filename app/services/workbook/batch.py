"""The batch sheet: what a number of good cells takes, at the yield and the scrap of the design."""

import math

from app.services.i18n import tr
from app.services.workbook import bill
from app.services.workbook.bill import LINES, PIECES, Line
from app.services.workbook.book import Book, Column, Page, number_format
from calc import spreadsheet
from calc.formula import ROUNDING_TOLERANCE
from calc.units import AH, CM2, COUNT, KG, M2, MM, MONEY, PERCENT, WH, M, Unit

LABEL, MATERIAL, AMOUNT, UNIT, SCRAP, BATCH, BATCH_UNIT, DONE = range(8)

GOOD, BEGUN = "batch.good_cells", "batch.begun_cells"
"""Names of the two cells that everything here is counted by; a key has no dot."""

LARGER: dict[Unit, Unit] = {CM2: M2, MM: M}
"""Units of one cell → of a batch."""


def fill(book: Book, cells: int) -> Page:
    """How many to begin, what to cut and to weigh out, what comes of it."""
    page = book.page(
        tr("Batch sheet"),
        (
            Column(tr("Item"), 38),
            Column(tr("Material"), 34),
            Column(tr("In one cell"), 12, number=True),
            Column(tr("Unit"), 7),
            Column(tr("Scrap, %"), 9, number=True),
            Column(tr("For the batch"), 14, number=True),
            Column(tr("Unit"), 7),
            Column(tr("Done"), 10),
        ),
        (tr("Type the number of good cells into the yellow cell. Yield and scrap are inputs of the design."),),
    )
    begun = _begun(page, cells)
    page.group(tr("Pieces to cut"))
    for line in bill.lines(book, PIECES):
        _line(page, line, begun)
    page.group(tr("Materials to have ready"))
    for line in bill.lines(book, LINES):
        _line(page, line, begun)
    page.group(tr("What comes of it"))
    _total(page, tr("Capacity of the good cells"), "capacity", GOOD, cells, AH)
    _total(page, tr("Energy of the good cells"), "energy", GOOD, cells, WH)
    _total(page, tr("Mass of the good cells"), "cell_mass", GOOD, cells, KG)
    _total(page, tr("Materials of all cells begun"), "material_cost", BEGUN, begun, MONEY)
    _total(page, tr("Making of all cells begun"), "making_cost", BEGUN, begun, MONEY)
    return page.done()


def _begun(page: Page, cells: int) -> int:
    book = page.book
    share = float(book.design.values["cell_yield"])
    begun = math.ceil(cells / share - ROUNDING_TOLERANCE)
    page.text(LABEL, tr("Good cells wanted"), "answer")
    page.number(BATCH, cells, "field", "0")
    page.sheet.data_validation(
        page.row,
        BATCH,
        page.row,
        BATCH,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 1,
            "maximum": 100_000,
            "ignore_blank": False,
            "error_title": tr("Outside its limits"),
            "error_message": tr("A whole number of cells, at least 1."),
        },
    )
    book.name(GOOD, page, page.row, BATCH)
    page.row += 1
    page.text(LABEL, tr("Yield"))
    page.shown(BATCH, "cell_yield", share, PERCENT)
    page.text(BATCH_UNIT, page.book.unit(PERCENT))
    page.row += 1
    page.text(LABEL, tr("Cells to begin"), "answer")
    tolerance = spreadsheet.number_text(ROUNDING_TOLERANCE)
    page.formula(BATCH, f"-INT(-({GOOD}/cell_yield-{tolerance}))", begun, "front", "0")
    book.name(BEGUN, page, page.row, BATCH)
    page.row += 1
    return begun


def _line(page: Page, line: Line, begun: int) -> None:
    book = page.book
    per_cell = bill.amount(book, line.amount)
    scrap = float(book.design.values[line.scrap]) if line.scrap else 0.0
    text = book.written(line.amount)
    page.text(LABEL, bill.label(book, line))
    page.text(MATERIAL, bill.material_name(book, line), "text")
    shown = per_cell / line.unit.factor
    page.formula(
        AMOUNT, spreadsheet.over(f"({text})", line.unit.factor), shown, "value", number_format(shown, line.unit)
    )
    page.text(UNIT, page.book.unit(line.unit))
    if line.scrap:
        page.formula(SCRAP, spreadsheet.over(line.scrap, PERCENT.factor), scrap / PERCENT.factor, "value", "0.0")
    unit = LARGER.get(line.unit, line.unit)
    needed = per_cell * begun * (1 + scrap)
    inside = f"{BEGUN}*({text})" + (f"*(1+{line.scrap})" if line.scrap else "")
    if unit is COUNT:
        # A part of a piece is bought as a whole one.
        needed = math.ceil(needed - ROUNDING_TOLERANCE)
        inside = f"-INT(-({inside}-{spreadsheet.number_text(ROUNDING_TOLERANCE)}))"
    else:
        inside = spreadsheet.over(inside, unit.factor)
    page.formula(BATCH, inside, needed / unit.factor, "front", number_format(needed / unit.factor, unit))
    page.text(BATCH_UNIT, page.book.unit(unit))
    page.text(DONE, "", "box")
    page.row += 1


def _total(page: Page, label: str, key: str, count: str, cells: int, unit: Unit) -> None:
    if not page.book.design.has(key):
        return
    value = float(page.book.design.values[key]) * cells
    page.text(LABEL, label)
    known = math.isfinite(value)
    inside = spreadsheet.over(f"{count}*{key}", unit.factor)
    shown = value / unit.factor
    page.formula(BATCH, f'IF(ISNUMBER({key}),{inside},"—")', shown if known else "—", "value", number_format(shown))
    page.text(BATCH_UNIT, page.book.unit(unit))
    page.row += 1
