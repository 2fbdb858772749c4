"""One record of a sheet put into a design: one edit, and one sentence for every cell that cannot be taken."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.services import edits, library
from app.services.design import Design
from app.services.document import Document, with_key
from app.services.expressions.refusals import EntryError
from app.services.i18n import tr
from app.services.importing import mapping
from app.services.importing.layout import PLAIN_NUMBER, Label, Layout, Orientation, Record, layouts, numbered
from app.services.importing.mapping import NAME_KEY, Target, label_of
from app.services.importing.sheets import Cell, ImportProblem, Sheet, column_name
from calc import units
from calc.graph import registry


@dataclass(frozen=True, slots=True)
class Source:
    """A sheet, how it is read, and what its labels stand for."""

    sheet: Sheet
    layout: Layout
    targets: Mapping[str, Target]
    known: bool = False
    """Whether the mapping was kept from an earlier import, and not guessed."""

    @property
    def labels(self) -> Mapping[str, Label]:
        """The labels by their id."""
        return numbered(self.layout.labels)

    def record(self, number: int) -> Record:
        """The record with this number, counted from 1. Raises ImportProblem."""
        if not 1 <= number <= len(self.layout.records):
            raise ImportProblem(
                tr(
                    "There is no design {number} in “{sheet}”: it has {count}.",
                    number=number,
                    sheet=self.sheet.name,
                    count=len(self.layout.records),
                )
            )
        return self.layout.records[number - 1]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a cell changes: the key, and the text before and after."""

    label_id: str
    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that cannot be taken, in one sentence with its row, column and value."""

    label_id: str
    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Imported:
    """The design with what could be taken, what that was, and what was refused."""

    document: Document
    taken: tuple[Taken, ...]
    refused: tuple[Refused, ...]


def source(
    sheet: Sheet,
    orientation: Orientation | None = None,
    targets: Mapping[str, Target] | None = None,
) -> Source:
    """The sheet with the mapping given, else the one kept for its labels, else a guess. Raises ImportProblem."""
    found = [layout for layout in layouts(sheet) if orientation in (None, layout.orientation)]
    if not found:
        raise ImportProblem(
            tr(
                "“{sheet}” has no labels with numbers beside or below them: give each number a label in the column to "
                "its left or in the row above.",
                sheet=sheet.name,
            )
        )
    if targets is not None:
        best = max(found, key=lambda layout: len(targets.keys() & numbered(layout.labels).keys()))
        return Source(sheet, best, targets, known=True)
    for layout in found:
        kept = mapping.kept(layout)
        if kept is not None:
            return Source(sheet, layout, kept, known=True)
    guesses = [(layout, mapping.guessed(layout)) for layout in found]
    layout, guess = max(guesses, key=lambda pair: len(pair[1]))
    return Source(sheet, layout, guess)


def imported(document: Document, of: Source, record: Record) -> Imported:
    """A record applied to a design; an empty cell changes nothing. Choices first: they decide what may be typed."""
    start = Design(document)
    work = _Work(document, of, record)
    for label_id, target in _in_order(of):
        work.apply(label_id, target)
    done = Design(work.document)
    taken = tuple(Taken(label_id, key, _shown(start, key), _shown(done, key)) for label_id, key in work.taken.items())
    return Imported(work.document, taken, tuple(work.refused))


def _in_order(of: Source) -> list[tuple[str, Target]]:
    declared = registry()

    def place(pair: tuple[str, Target]) -> int:
        key = pair[1].key
        return 0 if key == NAME_KEY else 1 if key in declared.choices else 2 if key in declared.slots else 3

    known = of.labels.keys()
    return sorted(((label_id, target) for label_id, target in of.targets.items() if label_id in known), key=place)


def _shown(design: Design, key: str) -> str:
    declared = registry()
    if key == NAME_KEY:
        return design.document.name
    if key in declared.choices:
        return design.option_label(key)
    if key in declared.slots:
        material = design.document.materials.get(key)
        return material.name if material else ""
    return design.text(key) if design.has(key) else ""


class _Work:
    """The document as it changes, cell by cell."""

    def __init__(self, document: Document, of: Source, record: Record) -> None:
        self.document = document
        self.of = of
        self.record = record
        self.taken: dict[str, str] = {}
        self.refused: list[Refused] = []

    def apply(self, label_id: str, target: Target) -> None:
        label = self.of.labels[label_id]
        row, column = self.of.layout.place(label, self.record)
        cell = self.of.sheet.cell(row, column)
        if cell.kind == "empty":
            return
        try:
            if target.key in self.taken.values():
                raise EntryError(tr("{key} is already taken from another cell.", key=label_of(target.key)))
            self._set(target, cell)
        except EntryError as problem:
            sentence = tr(
                "Row {row}, column {column}, “{value}”: {reason}",
                row=row + 1,
                column=column_name(column),
                value=_quoted(cell),
                reason=problem.message,
            )
            self.refused.append(Refused(label_id, target.key, sentence))
            return
        self.taken[label_id] = target.key

    def _set(self, target: Target, cell: Cell) -> None:
        key, declared = target.key, registry()
        if cell.kind == "error":
            raise EntryError(tr("the cell has an error, not a value; mend it in the spreadsheet."))
        if cell.kind == "formula":
            raise EntryError(
                tr("the formula was never computed; open and save the file in a spreadsheet program first.")
            )
        if key == NAME_KEY:
            self.document = edits.rename(self.document, cell.text)
        elif key in declared.choices:
            self.document = edits.set_choice(self.document, key, _option(key, cell.text))
        elif key in declared.slots:
            self.document = _with_material(self.document, key, cell.text)
        else:
            self.document = _with_number(self.document, target, cell)


def _with_number(document: Document, target: Target, cell: Cell) -> Document:
    declaration = registry().inputs[target.key]
    if cell.kind == "date":
        raise EntryError(tr("the cell holds a date or a time; format it as a number in the spreadsheet."))
    if PLAIN_NUMBER.fullmatch(cell.text) is None:
        raise EntryError(tr("this is not one number; write a number, with its unit if need be."))
    percent = declaration.unit == units.PERCENT and not target.unit and cell.kind == "number"
    if percent and 0 < abs(float(cell.text)) <= 1:
        share = units.find("%").from_si(float(cell.text))
        raise EntryError(
            tr(
                "{label}: this can be {value} % or {share} %. Say the unit, % or 1, beside the label or in the "
                "mapping.",
                label=tr(declaration.label),
                value=cell.text,
                share=f"{share:.12g}",
            )
        )
    try:
        changed = edits.set_value(document, target.key, cell.text, target.unit or declaration.unit.symbol)
    except EntryError as error:
        if f"({target.key})" in error.message:
            raise
        raise EntryError(with_key(declaration, error)) from None
    return edits.set_assumed(changed, target.key, False)


def _option(key: str, text: str) -> str:
    choice = registry().choices[key]
    said = text.casefold()
    for option in choice.options:
        if said in (option.id.casefold(), option.label.casefold(), tr(option.label).casefold()):
            return option.id
    return text  # edits says what is offered


def _with_material(document: Document, key: str, text: str) -> Document:
    slot = registry().slots[key]
    if slot not in document.plan.slots:
        raise EntryError(tr("{slot}: this cell has no such part.", slot=tr(slot.label)))
    said = text.casefold()
    for material in library.materials(slot.kind):
        if said in (material.id.casefold(), material.name.casefold(), tr(material.name).casefold()):
            if document.materials.get(key) == material:
                return document
            return edits.set_material(document, key, material)
    offered = ", ".join(sorted(material.id for material in library.materials(slot.kind)))
    raise EntryError(
        tr("{slot}: there is no such material. Take one of: {offered}.", slot=tr(slot.label), offered=offered)
    )


def _quoted(cell: Cell) -> str:
    return cell.text if len(cell.text) <= 40 else f"{cell.text[:39]}…"
