"""What the sheets of the workbook share: cells, formats, names, heads, protection and paper.

Whatever is text is written as text: a name or a note that begins with = stays what was typed, and no address becomes a
link. A formula carries the value that the program computed, for programs that show a file without computing it. Only
inputs are unlocked; the protection has no password and is there against slips.
"""

import datetime
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell, xl_rowcol_to_cell_fast

import app
from app.services import format as writing
from app.services.design import Design
from app.services.i18n import tr
from calc import notation, spreadsheet
from calc.formula import Node
from calc.units import ONE, Unit

MADE: Final = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
"""The date of every workbook, so that the same design gives the same bytes."""

DIGITS: Final = 4
LONGEST_IN_FOOT: Final = 100
_PAPER: Final = {"a4": 9, "letter": 1}

INK: Final = "#1F2933"
QUIET: Final = "#5B6770"
RULE: Final = "#C9D1D8"
HEAD: Final = "#E8EDF1"
FIELD: Final = "#FFF7DB"
CHANGED: Final = "#F2B84B"

_BASE: Final[Mapping[str, Any]] = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"}

_HEAD: Final[Mapping[str, Any]] = {
    "bold": True,
    "bg_color": HEAD,
    "bottom": 1,
    "border_color": RULE,
    "text_wrap": True,
    "valign": "vcenter",
}

STYLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 15},
    "note": {"font_color": QUIET},
    "head": _HEAD,
    "number head": {**_HEAD, "align": "right"},
    "group": {"bold": True, "font_size": 11, "top": 1, "border_color": RULE},
    "label": {},
    "text": {"text_wrap": True},
    "quiet": {"font_color": QUIET},
    "wrapped": {"font_color": QUIET, "text_wrap": True},
    "symbol": {"align": "center"},
    "answer": {"bold": True},
    "field": {"bg_color": FIELD, "border": 1, "border_color": RULE, "locked": False},
    "value": {"align": "right"},
    "front": {"align": "right", "bold": True, "font_size": 11},
    "total": {"align": "right", "bold": True, "top": 1, "border_color": RULE},
    "total label": {"bold": True, "top": 1, "border_color": RULE},
    "si": {"align": "right", "font_color": QUIET},
    "step": {"align": "right", "font_color": QUIET, "italic": True},
    "step label": {"font_color": QUIET, "italic": True, "indent": 1},
    "verdict": {"bold": True},
    "count": {"align": "left", "bold": True},
    "box": {"border": 1, "border_color": RULE},
}
"""How cells look, by what they are."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head and its width in characters; heads of numbers stand at the right."""

    head: str
    width: float
    number: bool = False


class Book:
    """One workbook being written."""

    def __init__(self, design: Design, paper: str) -> None:
        self.design = design
        self.paper = paper
        self._stream = io.BytesIO()
        self._names: set[str] = set()
        self._doubtful = _doubtful(design)
        self.curves_used: set[str] = set()
        """The curves that results read from, and so must stand on their sheet."""
        self.pairs: dict[Any, Any] = {}
        """The pairs of balanced curves that results read from, by the call that makes them."""
        self._formats: dict[tuple[str, str], Format] = {}
        self._workbook = xlsxwriter.Workbook(
            self._stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        document = design.document
        self._workbook.set_properties(
            {"title": document.name, "author": "", "comments": f"Cellwright {app.__version__}", "created": MADE}
        )
        self._workbook.set_calc_mode("auto")

    def page(self, title: str, columns: Sequence[Column], notes: Sequence[str], frozen: int = 1) -> "Page":
        """A new sheet with its head; `frozen` columns stay in sight."""
        sheet = self._workbook.add_worksheet(title)
        return Page(self, sheet, title, columns, notes, frozen)

    def chart(self, kind: Mapping[str, str]) -> Any:
        """A new chart, to be put on a page."""
        return self._workbook.add_chart(dict(kind))

    def style(self, name: str, number: str = "") -> Format:
        """The format of this style, with a number format where one is given."""
        key = (name, number)
        if key not in self._formats:
            shown = {"num_format": number} if number else {}
            self._formats[key] = self._workbook.add_format({**_BASE, **STYLES[name], **shown})
        return self._formats[key]

    def plain_format(self, **properties: Any) -> Format:
        """A format of its own, for a condition."""
        return self._workbook.add_format(properties)

    def name(self, name: str, page: "Page", row: int, column: int) -> None:
        """Give a cell a name. Raises ValueError for a name that is taken or not legal."""
        self.name_range(name, page.address(row, column))

    def name_range(self, name: str, cells: str) -> None:
        """Give cells, as another sheet refers to them, a name. Raises ValueError as for one cell."""
        if name.casefold() in self._names:
            raise ValueError(f"the name {name} is taken")
        self._names.add(name.casefold())
        if self._workbook.define_name(name, f"={cells}") != 0:
            raise ValueError(f"{name} is not a legal name")

    def unit(self, unit: Unit) -> str:
        """The unit's symbol, prices in the design's currency; nothing for a pure number."""
        return "" if unit.symbol == ONE.symbol else self.design.unit_symbol(unit)

    def written(self, node: Node, owner: str = "", steps: Sequence[str] = ()) -> str:
        """The node as the text of a cell; the steps of a formula are named after the quantity they belong to."""
        return spreadsheet.cell_text(
            node, lambda name: f"{owner}.{name}" if name in steps else name, self._doubtful.union(steps)
        )

    def content(self) -> bytes:
        """The file's bytes; nothing can be written afterwards."""
        self._workbook.close()
        return self._stream.getvalue()


class Page:
    """One sheet, filled from the top; `row` is the next free one."""

    def __init__(
        self, book: Book, sheet: Any, title: str, columns: Sequence[Column], notes: Sequence[str], frozen: int
    ) -> None:
        self.book = book
        self.title = title
        self.sheet = sheet
        self.row = 0
        self.marked: tuple[int, int] = (0, 0)
        """The first and the last row that another sheet refers to."""
        self._columns = columns
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width, book.style("label"))
        self.text(0, title, "title")
        sheet.set_row(0, 22)
        self.row = 1
        for note in (f"{book.design.document.name}", *notes):
            self.text(0, note, "note")
            self.row += 1
        if any(column.head for column in columns):
            self.head = self.row
            for at, column in enumerate(columns):
                self.text(at, column.head, "number head" if column.number else "head")
            self.row += 1
            sheet.freeze_panes(self.row, frozen)
            sheet.repeat_rows(self.head)
        self._print()
        sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True, "objects": True})

    def address(self, row: int, column: int) -> str:
        """The cell as another sheet refers to it."""
        quoted = self.title.replace("'", "''")
        return f"'{quoted}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def cells(self, first: int, last: int, column: int) -> str:
        """Part of a column as another sheet refers to it."""
        return f"{self.address(first, column)}:{xl_rowcol_to_cell(last, column, row_abs=True, col_abs=True)}"

    def cell(self, column: int, row: int | None = None) -> str:
        """The cell as this sheet refers to it; of the current row when none is given."""
        return str(xl_rowcol_to_cell_fast(self.row if row is None else row, column))

    def group(self, title: str) -> None:
        """The heading of some rows."""
        for at in range(len(self._columns)):
            self.text(at, title if at == 0 else "", "group")
        self.row += 1

    def text(self, column: int, text: str, style: str = "label") -> None:
        """A text as it stands, whatever it begins with."""
        if text:
            self.sheet.write_string(self.row, column, text, self.book.style(style))
        else:
            self.sheet.write_blank(self.row, column, None, self.book.style(style))

    def symbol(self, column: int, symbol: str) -> None:
        """A symbol with its subscript."""
        term = notation.symbol_term(symbol)
        style = self.book.style("symbol")
        subscript = ",".join(part for part in (term.subscript, tr("mean") if term.bar else "") if part)
        if not subscript:
            self.text(column, term.base, "symbol")
            return
        look = dict(_BASE)
        look.pop("valign")
        base = self.book.plain_format(**look, italic=term.italic)
        low = self.book.plain_format(**look, font_script=2)
        self.sheet.write_rich_string(self.row, column, base, term.base, low, subscript, style)

    def number(self, column: int, value: float, style: str, number: str = "") -> None:
        """A number that does not follow from others; an empty cell for none."""
        if math.isfinite(value):
            self.sheet.write_number(self.row, column, value, self.book.style(style, number))
        else:
            self.sheet.write_blank(self.row, column, None, self.book.style(style, number))

    def number_or_error(self, column: int, value: float, style: str) -> None:
        """A number that is needed: where there is none, what needs it must not take it for 0."""
        if math.isfinite(value):
            self.number(column, value, style)
        else:
            self.formula(column, "NA()", math.nan, style)

    def formula(self, column: int, written: str, value: float | str, style: str, number: str = "") -> None:
        """A live formula, without its equals sign, and what it gives; a number that does not exist is an error."""
        shown: float | str = value
        if not isinstance(value, str):
            shown = float(value) if math.isfinite(value) else "#N/A" if math.isnan(value) else "#DIV/0!"
        self.sheet.write_formula(self.row, column, f"={written}", self.book.style(style, number), shown)

    def shown(self, column: int, si_cell: str, si: float, unit: Unit, style: str = "value") -> None:
        """An SI cell in a unit people read; a dash where there is no number."""
        inside = spreadsheet.over(f"({si_cell}-{unit.offset!r})" if unit.offset else si_cell, unit.factor)
        value = float(unit.from_si(si))
        self.formula(
            column,
            f'IF(ISNUMBER({si_cell}),{inside},"{writing.NO_VALUE}")',
            value if math.isfinite(value) else writing.NO_VALUE,
            style,
            number_format(value, unit),
        )

    def done(self) -> "Page":
        """The page, its print area set."""
        self.sheet.print_area(0, 0, max(self.row - 1, 0), len(self._columns) - 1)
        return self

    def _print(self) -> None:
        sheet, design = self.sheet, self.book.design
        sheet.set_landscape()
        sheet.set_paper(_PAPER[self.book.paper])
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.7)
        name = " ".join(design.document.name.split())[:LONGEST_IN_FOOT].replace("&", "&&")
        said = tr("revision {revision}, {hash}", revision=design.document.revision, hash=design.short_hash)
        sheet.set_footer(f"&L{name}, {said}&C&A&R&P / &N")


def _doubtful(design: Design) -> frozenset[str]:
    """The keys that have no value while an optional input is empty."""
    found = {declaration.key for declaration in design.plan.inputs if declaration.optional}
    for step in design.plan.steps:
        if step.curves or found.intersection(step.parameters):
            found.add(step.key)
    return frozenset(found)


def number_format(value: float, unit: Unit = ONE, digits: int = DIGITS) -> str:
    """The format that shows a value with as many significant digits as the program does."""
    if unit.whole:
        return "0"
    if not math.isfinite(value) or not value:
        return "0." + "0" * (digits - 1)
    exponent = math.floor(math.log10(abs(float(f"{value:.{digits - 1}e}"))))
    if not -3 <= exponent < 6:
        return "0." + "0" * (digits - 1) + "E+00"
    decimals = max(digits - 1 - exponent, 0)
    return "0." + "0" * decimals if decimals else "0"


def si_unit(unit: Unit) -> str:
    """What a quantity of this dimension is counted in, in SI: kg/m², A·s; nothing for a pure number."""
    symbols = ("m", "kg", "s", "A", "K", "mol", "¤")
    above = [_power(s, n) for s, n in zip(symbols, unit.dimension, strict=True) if n > 0]
    below = [_power(s, -n) for s, n in zip(symbols, unit.dimension, strict=True) if n < 0]
    if not above and not below:
        return ""
    under = f"({'·'.join(below)})" if len(below) > 1 else "".join(below)
    return "·".join(above or ["1"]) + (f"/{under}" if below else "")


def _power(symbol: str, exponent: int) -> str:
    return symbol if exponent == 1 else symbol + str(exponent).translate(str.maketrans("23456789", "²³⁴⁵⁶⁷⁸⁹"))
