"""Reads .xlsx, .xls, .ods and csv files into sheets of cells. What a file is, its content says and not its name.

Nothing is computed: a formula is read as the value its program stored, and a cell with an error, a date, or a formula
that was never computed says so. Limits keep a wrong file from filling the memory.
"""

import csv
import datetime
import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal

from app.services import format as writing
from app.services.i18n import Complaint, tr

MOST_BYTES: Final = 50_000_000
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 2_000
MOST_CELLS: Final = 5_000_000

Kind = Literal["empty", "text", "number", "date", "error", "formula"]
"""`error`: such as #DIV/0!; `formula`: one whose value was never computed."""


class ImportProblem(Complaint):
    """A file or sheet that cannot be read as a table."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. A number has a decimal point and no dust of binary division."""

    text: str = ""
    kind: Kind = "empty"


EMPTY: Final = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: rows of equal length. `merged`: first row, first column, last row, last column of merged cells."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def cell(self, row: int, column: int) -> Cell:
        """The cell, counted from 0; an empty one outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < self.width:
            return self.rows[row][column]
        return EMPTY


@dataclass(frozen=True, slots=True)
class Book:
    """A file and the names of its sheets; `sheet` reads one of them."""

    name: str
    names: tuple[str, ...]
    read: Callable[[str], Sheet]

    def sheet(self, name: str = "") -> Sheet:
        """The sheet of this name, else the first that is not empty. Raises ImportProblem."""
        if name:
            if name not in self.names:
                offered = ", ".join(self.names)
                raise ImportProblem(
                    tr("{file} has no sheet “{name}”. It has: {offered}.", file=self.name, name=name, offered=offered)
                )
            return _not_empty(self.read(name), self.name)
        for known in self.names:
            found = self.read(known)
            if found.rows:
                return found
        raise ImportProblem(tr("{file} is empty: there is no cell with a value in it.", file=self.name))


def open_book(path: Path) -> Book:
    """The file as a book. Raises ImportProblem with one sentence when it is no table."""
    name = path.name
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ImportProblem(
                tr("{file} has {size} MB, and {most} MB are the limit.", file=name, size=size // 10**6, most=50)
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ImportProblem(tr("There is no file {path}.", path=path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ImportProblem(tr("{path} could not be read: {reason}.", path=path, reason=reason)) from None
    return _book(raw, name)


def _book(raw: bytes, name: str) -> Book:
    if not raw.strip(b"\0 \t\r\n"):
        raise ImportProblem(tr("{file} is empty: there is no cell with a value in it.", file=name))
    if raw.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _workbook(raw, name)
    start = raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<", b"%pdf")) or (b"\0" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise ImportProblem(
            tr("{file} is neither a workbook nor a csv table: save it as .xlsx or .csv and try again.", file=name)
        )
    return Book(name, (name,), lambda _: _csv_sheet(raw, name))


def _not_empty(sheet: Sheet, file: str) -> Sheet:
    if not sheet.rows:
        raise ImportProblem(tr("The sheet “{name}” of {file} is empty.", name=sheet.name, file=file))
    return sheet


def _rectangle(rows: Sequence[Sequence[Cell]], name: str) -> tuple[tuple[Cell, ...], ...]:
    """Rows of equal length, without the empty ones and columns at the end."""
    kept = len(rows)
    while kept and all(cell.kind == "empty" for cell in rows[kept - 1]):
        kept -= 1
    wide = max((n for row in rows[:kept] for n, cell in enumerate(row, 1) if cell.kind != "empty"), default=0)
    _check_size(kept, wide, name)
    return tuple((*row[:wide], *itertools.repeat(EMPTY, wide - len(row[:wide]))) for row in rows[:kept])


def _check_size(rows: int, columns: int, name: str) -> None:
    for count, most, what in (
        (rows, MOST_ROWS, tr("rows")),
        (columns, MOST_COLUMNS, tr("columns")),
        (rows * columns, MOST_CELLS, tr("cells")),
    ):
        if count > most:
            raise ImportProblem(
                tr(
                    "“{name}” has {count} {what}, and {most} are the limit: is it a table of designs?",
                    name=name,
                    count=writing.count(count),
                    what=what,
                    most=writing.count(most),
                )
            )


# Workbooks ------------------------------------------------------------------------------------------------------------


def _workbook(raw: bytes, name: str) -> Book:
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(io.BytesIO(raw))
        names = tuple(book.sheet_names)
    except calamine.PasswordError:
        raise ImportProblem(
            tr("{file} is protected by a password: save a copy without one and try again.", file=name)
        ) from None
    except Exception as error:  # noqa: BLE001 - the reader is not ours, and the file may be anything
        raise _damaged(name, error) from None
    odd = _Oddities(raw)

    def read(sheet: str) -> Sheet:
        try:
            found = book.get_sheet_by_name(sheet)
            _check_size(found.total_height, found.total_width, sheet)
            values = found.to_python(skip_empty_area=False)
            spans = found.merged_cell_ranges or []
        except ImportProblem:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            raise _damaged(name, error) from None
        marked = odd.of(sheet)
        rows = [[_cell(value, marked.get((r, c))) for c, value in enumerate(row)] for r, row in enumerate(values)]
        merged = tuple((first[0], first[1], last[0], last[1]) for first, last in spans)
        return Sheet(sheet, _rectangle(rows, sheet), merged)

    return Book(name, names, read)


def _damaged(name: str, error: Exception) -> ImportProblem:
    reason = " ".join(str(error).split())[:100].rstrip(".")
    return ImportProblem(tr("{file} could not be read as a workbook: {reason}.", file=name, reason=reason))


def _cell(value: Any, odd: Cell | None) -> Cell:
    if odd is not None:
        return odd
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", "text")
    if isinstance(value, int | float):
        return Cell(writing.plain(Decimal(repr(value))), "number")
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return Cell(str(value), "date")
    text = str(value).strip()
    return Cell(text, "text") if text else EMPTY


class _Oddities:
    """Cells of an .xlsx that its reader takes for empty: errors, and formulas without a computed value.

    The file's own parts are looked through for these cells only; where they cannot be found, nothing is.
    """

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._parts: Mapping[str, str] | None = None

    def of(self, sheet: str) -> Mapping[tuple[int, int], Cell]:
        """(row, column) → what really stands there."""
        try:
            with zipfile.ZipFile(io.BytesIO(self._raw)) as file:
                if self._parts is None:
                    self._parts = _parts(file)
                part = self._parts.get(sheet)
                if part is None or file.getinfo(part).file_size > 4 * MOST_BYTES:
                    return {}
                return dict(_odd_cells(file.read(part)))
        except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
            return {}


def _parts(file: zipfile.ZipFile) -> Mapping[str, str]:
    """Name of a sheet → the part of the file that holds it."""
    import html

    def attribute(tag: bytes, name: bytes) -> str:
        found = re.search(rb"\b" + name + rb'\s*=\s*"([^"]*)"', tag)
        return html.unescape(found[1].decode("utf-8", "replace")) if found else ""

    targets = {}
    for tag in re.findall(rb"<Relationship\b[^>]*>", file.read("xl/_rels/workbook.xml.rels")):
        target = attribute(tag, b"Target")
        targets[attribute(tag, b"Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    tags = re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", file.read("xl/workbook.xml"))
    return {attribute(tag, b"name"): targets.get(attribute(tag, b"r:id"), "") for tag in tags}


_XLSX_CELL: Final = re.compile(rb"<c\b([^>]*[^/>])>(.*?)</c>", re.DOTALL)
_PLACE: Final = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')


def _odd_cells(part: bytes) -> Iterator[tuple[tuple[int, int], Cell]]:
    for attributes, inner in _XLSX_CELL.findall(part):
        error = b't="e"' in attributes
        value = re.search(rb"<v[^>]*>([^<]+)</v>", inner)
        if not error and (value is not None or b"<f" not in inner):
            continue
        place = _PLACE.search(attributes)
        if place is None or (not error and b't="str"' in attributes):
            continue
        where = int(place[2]) - 1, _column_number(place[1].decode("ascii"))
        yield where, Cell(value[1].decode("utf-8", "replace"), "error") if error and value else Cell("", "formula")


def column_name(column: int) -> str:
    """A column, counted from 0, as spreadsheets call it: A to Z, AA, …"""
    name = ""
    number = column + 1
    while number:
        number, digit = divmod(number - 1, 26)
        name = chr(65 + digit) + name
    return name


def _column_number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


# csv ------------------------------------------------------------------------------------------------------------------

_DELIMITERS: Final = ("\t", ";", "|", ",")
"""In this order where two fit alike: a comma may be a decimal sign."""
_LOOKED_AT: Final = 60


def _csv_sheet(raw: bytes, name: str) -> Sheet:
    text = _decoded(raw)
    delimiter = _delimiter(text)
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            _check_size(len(rows) + 1, len(row), name)
            rows.append([Cell(field.strip(), "text") if field.strip() else EMPTY for field in row])
    except csv.Error as error:
        raise ImportProblem(
            tr("{file} is no csv table: {reason} in line {line}.", file=name, reason=error, line=len(rows) + 1)
        ) from None
    found = Sheet(name, _rectangle(rows, name))
    if not found.rows:
        raise ImportProblem(tr("{file} is empty: there is no cell with a value in it.", file=name))
    return found


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # A Chinese Windows writes GB 18030, where bytes above 0x7F come in pairs; in a Western file they stand alone.
    runs = re.findall(rb"[\x80-\xff]+", raw)
    if sum(len(run) > 1 for run in runs) * 2 > len(runs):
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return raw.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    def fit(delimiter: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO("\n".join(text.splitlines()[:_LOOKED_AT])), delimiter=delimiter)
        try:
            counts = [len(row) for row in rows if len(row) > 1]
        except csv.Error:
            return (0, 0)
        usual = max(counts, key=counts.count, default=0)
        return counts.count(usual), -_DELIMITERS.index(delimiter)

    best = max(_DELIMITERS, key=fit)
    return best if fit(best)[0] else ","
