"""A piece of a spreadsheet pasted into a field: a column fills the fields that follow, labels find their own fields.

    5.9            Loading (mg/cm²)   5.9
    52             Width              52       mm
    78             Height             78

One edit of the document, and one sentence for every cell that cannot be taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.services import edits
from app.services.document import Document, with_key
from app.services.expressions.refusals import EntryError
from app.services.i18n import joined, tr
from app.services.importing import applying, mapping
from app.services.importing.layout import by_quantity, is_number, numbered, unit_of
from app.services.importing.sheets import EMPTY, Cell, Sheet
from calc.graph import registry
from calc.inputs import GROUPS
from calc.units import ONE

MOST_CELLS: Final = 2000
"""More than a form has fields: a whole sheet is imported, not pasted."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that is not taken: its text, the sentence why, and the field it was meant for, "" where none is known."""

    key: str
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """The document with what could be taken, the keys of that, and what was refused."""

    document: Document
    taken: tuple[str, ...]
    refused: tuple[Refused, ...]


def pasted(document: Document, text: str, keys: Sequence[str]) -> Pasted:
    """`text` pasted into the field of the first of `keys`; the others are those that follow, in order."""
    rows = [[cell.strip() for cell in line.split("\t")] for line in text.strip("\r\n").splitlines()]
    if sum(map(len, rows)) > MOST_CELLS:
        sentence = tr("What was copied has more than {most} cells: import the file instead.", most=MOST_CELLS)
        return Pasted(document, (), (Refused("", "", sentence),))
    if any(_is_labelled(row) for row in rows):
        return _by_labels(document, rows, keys)
    while rows and not any(row[0] for row in rows) and any(len(row) > 1 for row in rows):
        rows = [row[1:] or [""] for row in rows]
    joined_up = [_with_units(row) for row in rows]
    if len(joined_up) == 1:  # a row that was copied alone is a column too
        return _in_order(document, joined_up[0], keys)
    beside = sum(bool(cell) and unit_of(cell) != ONE.symbol for row in joined_up for cell in row[1:])
    return _in_order(document, [row[0] for row in joined_up], keys, beside)


def _is_labelled(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    if len(filled) < 2:
        return False
    return not is_number(Cell(filled[0], "text")) and unit_of(filled[0]) is None


def _with_units(row: Sequence[str]) -> list[str]:
    """The cells of a row, a unit that stands in the cell beside a number behind that number."""
    cells: list[str] = []
    for at, cell in enumerate(row):
        unit = unit_of(cell) if at and is_number(Cell(row[at - 1], "text")) else None
        if unit is None or unit == ONE.symbol:  # a dash may also stand for a value that is missing
            cells.append(cell)
        else:
            cells[-1] = f"{cells[-1]} {unit}"
    return cells


def _in_order(document: Document, cells: Sequence[str], keys: Sequence[str], beside: int = 0) -> Pasted:
    """The cells into the fields in order; `beside` more were copied that belong into none."""
    taken: list[str] = []
    refused: list[Refused] = []
    for key, cell in zip(keys, cells, strict=False):
        if not cell:
            continue
        try:
            document = _typed(document, key, cell)
            taken.append(key)
        except EntryError as problem:
            refused.append(Refused(key, cell, problem.message))
    beyond = sum(bool(cell) for cell in cells[len(keys) :]) + beside
    if beyond:
        sentence = tr("Values left over, for which no field follows: {count}.", count=beyond)
        refused.append(Refused("", "", sentence))
    return Pasted(document, tuple(taken), tuple(refused))


def _typed(document: Document, key: str, text: str) -> Document:
    declaration = registry().inputs[key]
    changed = edits.set_value(document, key, text, document.shown_unit(declaration).symbol)
    return edits.set_assumed(changed, key, False)


def _by_labels(document: Document, rows: Sequence[Sequence[str]], keys: Sequence[str]) -> Pasted:
    sheet = _sheet(rows)
    layout = by_quantity(sheet)
    # A label says less than a field does: what it may belong to is where it was pasted.
    here = GROUPS[registry().inputs[keys[0]].group] if keys else ""
    layout = replace(layout, labels=tuple(replace(label, group=label.group or here) for label in layout.labels))
    if not layout.records:
        return Pasted(document, (), (Refused("", "", tr("There is no number beside the labels.")),))
    found = {}
    for label_id, target in mapping.guessed(layout).items():
        declaration = registry().inputs.get(target.key)
        unit = target.unit or (document.shown_unit(declaration).symbol if declaration else "")
        found[label_id] = mapping.Target(target.key, unit)
    record = layout.records[0]
    made = applying.imported(document, applying.Source(sheet, layout, found), record)
    refused = []
    labels = numbered(layout.labels)
    for problem in made.refused:
        row, column = layout.place(labels[problem.label_id], record)
        refused.append(Refused(problem.key, sheet.cell(row, column).text, problem.sentence))
    for label_id, label in labels.items():
        if label_id not in found:
            value = sheet.cell(*layout.place(label, record)).text
            sentence = tr("“{label}” is the name of no field, or of several; “{value}” was left out.",
                          label=label.text, value=value)  # fmt: skip
            refused.append(Refused("", value, sentence))
    return Pasted(made.document, tuple(taken.key for taken in made.taken), tuple(refused))


def _sheet(rows: Sequence[Sequence[str]]) -> Sheet:
    wide = max(len(row) for row in rows)
    cells = ([Cell(text, "text") if text else EMPTY for text in (*row, *[""] * (wide - len(row)))] for row in rows)
    return Sheet("", tuple(tuple(row) for row in cells))


def said(result: Pasted) -> str:
    """What was done, in a few sentences; every refused cell has one of them."""
    sentences = [tr("Values pasted: {count}.", count=len(result.taken))]
    sentences += [_sentence(problem) for problem in result.refused]
    return joined(sentences, " ")


def _sentence(problem: Refused) -> str:
    declaration = registry().inputs.get(problem.key)
    if declaration is None or problem.key in problem.sentence:
        return problem.sentence
    return with_key(declaration, EntryError(problem.sentence))
