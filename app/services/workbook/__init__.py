"""The workbook: a design as an .xlsx in which every input is a cell and every result a live formula.

    content = workbook(design, cells=20, paper="a4")

A sheet is one file here with a function that fills a `Page` of the `Book`; its place is the list below. Every quantity
has one cell in SI, which bears its key as a defined name; the formula in it is the code that the program runs, written
by `calc.spreadsheet`. Beside it stands the value in the unit that people read. Two runs give the same bytes.
"""

import numpy as np

from app.services.design import Design
from app.services.workbook import about, batch, bill, curves, inputs, masses, results, rules
from app.services.workbook.book import Book


def workbook(design: Design, cells: int = 1, paper: str = "a4") -> bytes:
    """The bytes of the workbook; `cells`: how many good cells the batch sheet is to give."""
    with np.errstate(all="ignore"):  # as the program itself computes: what is beyond numbers is no warning
        return _filled(design, cells, paper)


def _filled(design: Design, cells: int, paper: str) -> bytes:
    book = Book(design, paper)
    pages = {
        "inputs": inputs.fill(book),
        "results": results.fill(book),
        "masses": masses.fill(book),
        "bill": bill.fill(book),
        "rules": rules.fill(book),
        "batch": batch.fill(book, cells),
    }
    curves.fill(book)
    about.fill(book, pages)
    return book.content()
