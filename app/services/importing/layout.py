"""Where a sheet keeps its labels and its values: one quantity a row, or one design a row.

    quantities                                   designs
    Cathode                                      Name    Cathode          Electrolyte
    Loading     mg/cm²   5.8   6.0                        Loading  Width   E/S (g/g)
    Width       mm       50    50                                  mm
    ^ labels    ^ unit   ^ records               A       5.8      50      3.2   < a record

A section above labels is kept as their `group`; a unit is read beside the label, below it, or from its brackets.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from app.services.importing.sheets import EMPTY, Cell, Sheet
from calc import units
from calc.units import UnknownUnit

Orientation = Literal["quantities", "designs"]
ORIENTATIONS: Final[tuple[Orientation, ...]] = ("quantities", "designs")

_HEAD_ROWS: Final = 30
"""How far down the head of a table of designs is looked for."""

PLAIN_NUMBER: Final = re.compile(
    r"\s*[+−-]?\s*(?:\d[\d.,]*|[.,]\d+)(?:[eE][+−-]?\d+)?\s*(?P<unit>[^\d\s+−×÷*()=-][^+−×÷()=]*)?\s*"
)
"""One number, perhaps with a unit; no sum, no range."""
_NO_UNIT: Final = frozenset({"-", "–", "—", "1", "/", "pcs", "pcs.", "stk", "stk.", "n/a"})
_BRACKETS: Final = re.compile(
    r"^(?P<label>.*?)\s*[\[(（【]\s*(?P<unit>[^\[\]()（）【】]*?)\s*[\])）】]\s*:?\s*$", re.DOTALL
)
_TAIL: Final = re.compile(r"^(?P<label>.*\S)\s*(?:,|\s/|\sin)\s+(?P<unit>\S.*?)\s*:?\s*$", re.DOTALL)
_POWER: Final = re.compile(r"([A-Za-zµμΩ%°]+)\s*\^?\s*[-−⁻]\s*([123¹²³])")
_RAISED: Final = str.maketrans("¹²³", "123")


@dataclass(frozen=True, slots=True)
class Label:
    """What a row or a column is called. `index`: its row or column; `unit` as a symbol, empty when none is said."""

    index: int
    text: str
    group: str = ""
    unit: str = ""

    @property
    def id(self) -> str:
        """Group and text with one spelling: what a kept mapping knows it by."""
        return " | ".join(" ".join(part.split()).casefold() for part in (self.group, self.text) if part)


@dataclass(frozen=True, slots=True)
class Record:
    """The values of one design: a column, or a row. `title` is what the sheet calls it, empty when nothing."""

    index: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The labels and the records of a sheet."""

    orientation: Orientation
    labels: tuple[Label, ...]
    records: tuple[Record, ...]

    def place(self, label: Label, record: Record) -> tuple[int, int]:
        """Row and column of a value, counted from 0."""
        if self.orientation == "quantities":
            return label.index, record.index
        return record.index, label.index


def layouts(sheet: Sheet) -> tuple[Layout, ...]:
    """What the sheet can be read as, the likelier first; nothing when neither way gives a value."""
    found = [layout for layout in (by_quantity(sheet), by_design(sheet)) if layout.labels and layout.records]
    # A long list of labels with few values beside each is one of quantities.
    return tuple(sorted(found, key=lambda layout: -len(layout.labels) / len(layout.records)))


def is_number(cell: Cell) -> bool:
    """Whether a cell holds one number, perhaps with a unit behind it."""
    return cell.kind == "number" or (cell.kind == "text" and PLAIN_NUMBER.fullmatch(cell.text) is not None)


def unit_of(text: str) -> str | None:
    """The symbol of the unit that a text says: mg cm⁻² is mg/cm²; "1" for a dash; None when it is none."""
    plain = _POWER.sub(lambda m: f"/{m[1]}{m[2].translate(_RAISED).replace('1', '')}", text.strip().strip("[]()（）"))
    plain = re.sub(r"\s*/\s*", "/", plain).strip()
    if plain.casefold() in _NO_UNIT:
        return units.ONE.symbol
    for spelling in (plain, plain.replace(" ", "·"), plain.replace(" ", "")):
        try:
            return units.find(spelling).symbol if spelling else None
        except UnknownUnit:
            continue
    return None


# One quantity a row ---------------------------------------------------------------------------------------------------


def by_quantity(sheet: Sheet) -> Layout:
    """The sheet read with a label in each row."""
    columns = range(sheet.width)
    column = max(columns, key=lambda c: (sum(1 for _ in _labelled(sheet, c)), -c), default=0)
    rows = list(_labelled(sheet, column))
    beside = next((c for c in columns if c != column and _says_units(sheet, c, rows)), None)
    values = [c for c in columns if c not in (column, beside) and c > column and _holds_values(sheet, c, rows)]
    labels = tuple(_row_labels(sheet, column, beside, values))
    records = tuple(Record(c, _title(sheet, labels, c)) for c in values)
    return Layout("quantities", labels, records)


def _labelled(sheet: Sheet, column: int) -> Iterator[int]:
    """Rows with words in the column and a number to the right of them."""
    for index, row in enumerate(sheet.rows):
        if _is_words(row[column]) and any(is_number(cell) for cell in row[column + 1 :]):
            yield index


def _is_words(cell: Cell) -> bool:
    return cell.kind == "text" and not is_number(cell) and unit_of(cell.text) is None


def _says_units(sheet: Sheet, column: int, rows: list[int]) -> bool:
    said = [sheet.cell(row, column) for row in rows]
    filled = [cell for cell in said if cell.kind == "text"]
    return (
        len(filled) * 3 >= len(rows) > 0
        and all(unit_of(cell.text) or not is_number(cell) for cell in filled)
        and (sum(unit_of(cell.text) is not None for cell in filled) * 2 > len(filled))
    )


def _holds_values(sheet: Sheet, column: int, rows: list[int]) -> bool:
    filled = [cell for cell in (sheet.cell(row, column) for row in rows) if cell.kind != "empty"]
    return bool(filled) and sum(is_number(cell) or cell.kind == "error" for cell in filled) * 2 > len(filled)


def _row_labels(sheet: Sheet, column: int, beside: int | None, values: list[int]) -> Iterator[Label]:
    group = ""
    for index, row in enumerate(sheet.rows):
        left = " ".join(cell.text for cell in row[:column] if cell.kind == "text")
        if left:
            group = left
        here = row[column]
        if here.kind != "text" or unit_of(here.text) is not None or is_number(here):
            continue
        unit = row[beside].text if beside is not None else ""
        if all(row[c].kind == "empty" for c in values):
            if not unit and not left:
                group = here.text
            continue
        if unit and unit_of(unit) is None and not any(is_number(row[c]) for c in values):
            continue  # the head of the table: Quantity, Unit, Value
        yield _label(index, here.text, group, unit)


def _title(sheet: Sheet, labels: tuple[Label, ...], column: int) -> str:
    """The text above the first value of a column."""
    first = labels[0].index if labels else 0
    above = [sheet.cell(row, column) for row in range(first - 1, -1, -1)]
    return next((cell.text for cell in above if cell.kind != "empty"), "")


# One design a row -----------------------------------------------------------------------------------------------------


def by_design(sheet: Sheet) -> Layout:
    """The sheet read with a label above each column."""
    head = max(range(min(_HEAD_ROWS, len(sheet.rows))), key=lambda row: (_heads(sheet, row), -row), default=0)
    groups = _groups(sheet, head - 1)
    below = head + 1
    said: tuple[Cell, ...] = sheet.rows[below] if below < len(sheet.rows) else ()
    units_row = any(cell.kind != "empty" for cell in said) and all(
        cell.kind == "empty" or (cell.kind == "text" and unit_of(cell.text) is not None) for cell in said
    )
    labels = []
    for column, cell in enumerate(sheet.rows[head] if sheet.rows else ()):
        own = cell if cell.kind == "text" else EMPTY
        if own is EMPTY and not groups.get(column):
            continue
        unit = said[column].text if units_row else ""
        group = groups.get(column, "")
        labels.append(_label(column, own.text or group, group if own.text else "", unit))
    first = below + 1 if units_row else below
    wanted = [label.index for label in labels]
    records = tuple(
        Record(row, _row_title(sheet, row))
        for row in range(first, len(sheet.rows))
        if any(sheet.rows[row][column].kind != "empty" for column in wanted)
    )
    return Layout("designs", tuple(labels), records)


def _heads(sheet: Sheet, row: int) -> int:
    """How many columns have words here and a value somewhere below."""
    below = sheet.rows[row + 1 : row + 1 + _HEAD_ROWS]
    return sum(
        _is_words(cell) and any(under[column].kind != "empty" for under in below)
        for column, cell in enumerate(sheet.rows[row])
    )


def _groups(sheet: Sheet, row: int) -> dict[int, str]:
    """Column → the words of the row above the head that stand over it, merged or carried on over empty cells."""
    if row < 0:
        return {}
    spans = {(top, left): right for top, left, _, right in sheet.merged}
    filled = [column for column, cell in enumerate(sheet.rows[row]) if cell.kind == "text"]
    if len(filled) < 2 and not any((row, column) in spans for column in filled):
        return {}
    found = {}
    for place, column in enumerate(filled):
        ends = filled[place + 1] if place + 1 < len(filled) else sheet.width
        last = spans.get((row, column))
        for covered in range(column, ends if last is None else last + 1):
            found[covered] = sheet.rows[row][column].text
    return found


def _row_title(sheet: Sheet, row: int) -> str:
    return next((cell.text for cell in sheet.rows[row] if cell.kind == "text" and not is_number(cell)), "")


# Labels ---------------------------------------------------------------------------------------------------------------


def _label(index: int, text: str, group: str, unit: str) -> Label:
    """A label without the unit in it; a unit of its own beside it counts more."""
    flat = " ".join(text.split())
    for pattern in (_BRACKETS, _TAIL):
        found = pattern.match(flat)
        if found and (found["label"] or pattern is _BRACKETS):
            symbol = unit_of(found["unit"])
            if symbol is not None:
                flat, unit = found["label"], unit or symbol
                break
    known = unit_of(unit) if unit else ""
    return Label(index, flat.rstrip(" :"), " ".join(group.split()).rstrip(" :"), known if known is not None else unit)


def numbered(labels: tuple[Label, ...]) -> dict[str, Label]:
    """Labels by their id; a second one of the same id has #2 behind it."""
    seen: Counter[str] = Counter()
    found = {}
    for label in labels:
        seen[label.id] += 1
        found[label.id if seen[label.id] == 1 else f"{label.id} #{seen[label.id]}"] = label
    return found
