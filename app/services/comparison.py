"""Designs side by side: what differs first, and how far each number is from that of the baseline.

To show another kind of row, add a function that yields rows and name it in `compared`.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from app.services import format as writing
from app.services.design import Design
from app.services.document import Document
from app.services.expressions import exact
from app.services.i18n import N_, joined, tr
from calc import units
from calc.graph import holds, registry
from calc.inputs import GROUPS
from calc.quantity import Input
from calc.units import CURRENCY, ONE, PERCENT

MOST: Final = 12
"""Designs side by side; more can be computed, not read."""

FRONT: Final = ("specific_energy", "energy_density", "capacity", "cell_mass", "cell_thickness", "np_ratio")
"""The results that stand first, whether or not they differ."""

Kind = Literal["choice", "material", "input", "result", "rule"]

SAME: Final = 1e-12
"""Typed numbers this close, in parts of them, are the same: 0.16 mm and 160 µm."""

SEVERITIES: Final[Mapping[str, str]] = {"error": N_("Error"), "warning": N_("Warning"), "info": N_("Note")}


@dataclass(frozen=True, slots=True)
class Side:
    """A design with the words over its column: what it is called, and which version or file it is."""

    title: str
    remark: str
    design: Design


@dataclass(frozen=True, slots=True)
class Cell:
    """What one design has in a row. `value` in SI, NaN for what is no number; `delta` and `percent` to the baseline."""

    text: str
    value: float = math.nan
    delta: str = ""
    percent: str = ""

    @property
    def full(self) -> str:
        """The text with the difference behind it."""
        told = joined((self.delta, self.percent))
        return tr("{value} ({difference})", value=self.text, difference=told) if told else self.text


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in all designs. `differs`: not everywhere the same. `unit`: of all its numbers, "" without."""

    kind: Kind
    key: str
    label: str
    unit: str
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading."""

    title: str
    rows: tuple[Row, ...]


def compared(sides: Sequence[Side], baseline: int = 0, *, everything: bool = False) -> tuple[Section, ...]:
    """The main numbers, then all that differs by subject; with `everything` what is the same after that."""
    designs = [side.design for side in sides]
    if not designs:
        return ()
    front = tuple(row for key in FRONT if (row := _result(designs, baseline, key)) is not None)
    subjects: list[tuple[str, Iterator[Row]]] = [
        (tr("Choices"), _choices(designs)),
        (tr("Materials"), _materials(designs)),
        *((tr(title), _inputs(designs, baseline, group)) for group, title in GROUPS.items()),
        *(
            (tr("Results: {group}", group=tr(title)), _results(designs, baseline, group))
            for group, title in GROUPS.items()
        ),
        (tr("Rules"), _rules(designs)),
    ]
    listed = [(title, tuple(_in_own_currency(designs, row) for row in rows)) for title, rows in subjects]
    sections = [Section(tr("Main results"), front)]
    sections += [Section(title, tuple(row for row in rows if row.differs)) for title, rows in listed]
    if everything:
        same = tuple((title, tuple(row for row in rows if not row.differs)) for title, rows in listed)
        sections += [Section(tr("The same: {subject}", subject=title), rows) for title, rows in same]
    return tuple(section for section in sections if section.rows)


def differ(sections: Sequence[Section]) -> bool:
    """Whether anything differs at all."""
    return any(row.differs for section in sections for row in section.rows)


def table(sides: Sequence[Side], sections: Sequence[Section], baseline: int = 0) -> list[tuple[str, ...]]:
    """Heading and rows as texts, with all digits and the differences in columns of their own."""
    heads = [tr("Quantity"), tr("Unit")]
    second = ["", ""]
    for at, side in enumerate(sides):
        title, remark = _no_formula(side.title), _no_formula(side.remark)
        heads += [title] if at == baseline else [title, tr("difference"), tr("difference, %")]
        second += [remark] if at == baseline else [remark, "", ""]
    rows = [tuple(heads), tuple(second)]
    for section in sections:
        rows.append((section.title, *[""] * (len(heads) - 1)))
        for row in section.rows:
            cells: list[str] = [_no_formula(row.label), row.unit]
            words = row.kind not in ("input", "result")
            for at, cell in enumerate(row.cells):
                cells.append(_no_formula(cell.text) if words else cell.text)
                if at != baseline:
                    cells += [cell.delta, cell.percent.removesuffix(f"{writing.SPACE}%")]
            rows.append(tuple(cells))
    return rows


def html(rows: Sequence[Sequence[str]]) -> str:
    """A table as HTML, for programs that take it with its cells; the first row is the head."""
    from html import escape

    lines = []
    for at, row in enumerate(rows):
        tag = "th" if at == 0 else "td"
        lines.append("<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>")
    return "<table>\n" + "\n".join(lines) + "\n</table>"


def as_json(sides: Sequence[Side], sections: Sequence[Section], baseline: int = 0) -> dict[str, Any]:
    """For other programs: values in the declared unit, null where there is none."""
    declared = registry()
    rows = []
    for section in sections:
        for row in section.rows:
            quantity = declared.quantities.get(row.key)
            values: list[Any] = [cell.text for cell in row.cells]
            in_one_unit = row.unit or (quantity is not None and quantity.unit.symbol == ONE.symbol)
            if quantity is not None and row.kind in ("input", "result") and in_one_unit:
                values = [
                    writing.shown(cell.value, quantity.unit) if math.isfinite(cell.value) else None
                    for cell in row.cells
                ]
            rows.append(
                {
                    "section": section.title,
                    "kind": row.kind,
                    "key": row.key,
                    "label": row.label,
                    "unit": row.unit,
                    "differs": row.differs,
                    "values": values,
                }
            )
    return {
        "designs": [
            {
                "name": side.title,
                "remark": side.remark,
                "hash": side.design.hash,
                "id": side.design.document.id,
                "saved": side.design.document.saved,
            }
            for side in sides
        ],
        "baseline": baseline,
        "rows": rows,
    }


def label(designs: Sequence[Design], key: str) -> str:
    """What a quantity is called over numbers of these designs, which all have it.

    It says what is counted where that is the same in all; where it is not, the choices say so in rows of their own.
    """
    named = {design.named(key) for design in designs}
    return named.pop() if len(named) == 1 else designs[0].label(key)


def version_of(document: Document) -> str:
    """Which version of a design it is, in words: its revision, its hash, when it was saved."""
    parts = [tr("rev {revision}", revision=document.revision), document.content_hash()[:8]]
    if document.saved:
        parts.append(tr("saved {date}", date=writing.date(document.saved)))
    return "  ·  ".join(parts)


def _no_formula(text: str) -> str:
    """Words that a spreadsheet would take for a formula begin with an apostrophe."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


# Rows -----------------------------------------------------------------------------------------------------------------


def _choices(designs: Sequence[Design]) -> Iterator[Row]:
    choices = registry().choices
    times = Counter(choice.label for choice in choices.values())
    for key, choice in choices.items():
        if any(_asks(design, key) for design in designs):
            texts = [design.option_label(key) if _asks(design, key) else writing.NO_VALUE for design in designs]
            name = tr(choice.label)
            if times[choice.label] > 1:  # asked of the cathode and of the anode
                name = tr("{group}: {label}", group=tr(GROUPS[choice.group]), label=name)
            yield _of_words("choice", key, name, texts)


def _asks(design: Design, choice: str) -> bool:
    return holds(registry().choices[choice].when, design.plan.choices)


def _materials(designs: Sequence[Design]) -> Iterator[Row]:
    for key, slot in registry().slots.items():
        held = [design.document.materials.get(key) for design in designs]
        if any(held):
            texts = [tr(material.name) if material else writing.NO_VALUE for material in held]
            yield _of_words("material", key, tr(slot.label), texts)


def _inputs(designs: Sequence[Design], baseline: int, group: str) -> Iterator[Row]:
    for key, declaration in registry().inputs.items():
        there = [design for design in designs if design.has(key) and not design.document.vacant(declaration)]
        if declaration.group != group or declaration.quiet or not any(design.typed(key) for design in there):
            continue
        texts = [_input_text(design, declaration) for design in designs]
        values = [_value(design, key) for design in designs]
        yield _of_numbers("input", key, label(there, key), there[0], values, texts, baseline)


def _results(designs: Sequence[Design], baseline: int, group: str) -> Iterator[Row]:
    declared = registry()
    for key in declared.reported:
        there = next((design for design in designs if design.has(key)), None)
        if there is None or key in FRONT or all(design.has(key) and design.typed(key) for design in designs):
            continue
        if (getattr(there.quantity(key), "group", "") or "cell") != group:
            continue
        if all(not design.has(key) or design.concerns_nothing(key) for design in designs):
            continue
        row = _result(designs, baseline, key)
        if row is not None:
            yield row


def _result(designs: Sequence[Design], baseline: int, key: str) -> Row | None:
    having = [design for design in designs if design.has(key)]
    if not having:
        return None
    unit = having[0].quantity(key).unit
    values = [_value(design, key) for design in designs]
    texts = [writing.count(v) if unit.whole else writing.number(writing.shown(v, unit)) for v in values]
    return _of_numbers("result", key, label(having, key), having[0], values, texts, baseline)


def _rules(designs: Sequence[Design]) -> Iterator[Row]:
    for key, rule in registry().rules.items():
        found = [next((f for f in design.findings if f.rule.key == key), None) for design in designs]
        if any(found):
            texts = [
                tr(SEVERITIES[finding.severity])
                if finding is not None
                else tr("met")
                if rule in design.plan.rules
                else writing.NO_VALUE
                for finding, design in zip(found, designs, strict=True)
            ]
            yield _of_words("rule", key, tr(rule.title), texts)


def _in_own_currency(designs: Sequence[Design], row: Row) -> Row:
    """A row of money where the designs have several currencies: each sum with its own, and no difference."""
    unit = registry().quantities[row.key].unit if row.kind in ("input", "result") else ONE
    if CURRENCY not in unit.symbol or len({design.document.currency for design in designs}) == 1:
        return row
    told = [
        design.in_currency(writing.with_unit(cell.text, unit)) if math.isfinite(cell.value) else cell.text
        for design, cell in zip(designs, row.cells, strict=True)
    ]
    cells = tuple(Cell(text, cell.value) for text, cell in zip(told, row.cells, strict=True))
    return replace(row, unit="", cells=cells, differs=len(set(told)) > 1)


def _of_words(kind: Kind, key: str, label: str, texts: Sequence[str]) -> Row:
    return Row(kind, key, label, "", tuple(map(Cell, texts)), len(set(texts)) > 1)


def _of_numbers(
    kind: Kind, key: str, label: str, there: Design, values: Sequence[float], texts: Sequence[str], baseline: int
) -> Row:
    unit = there.quantity(key).unit
    same = _alike if kind == "input" else _reads_alike
    differs = any(not same(values[0], value, texts[0], text) for value, text in zip(values, texts, strict=True))
    base, cells = values[baseline], []
    for value, text in zip(values, texts, strict=True):
        delta = percent = ""
        if differs and math.isfinite(value) and math.isfinite(base) and not same(base, value, texts[baseline], text):
            apart = writing.shown(value, unit) - writing.shown(base, unit)
            delta = writing.signed(apart, len(f"{abs(apart):.0f}") if unit.whole else 3)
            if base > 0 and not unit.offset and unit != PERCENT:
                part = writing.signed(100 * (value / base - 1), 3)
                percent = writing.with_unit(part, PERCENT)
        cells.append(Cell(text, value, delta, percent))
    symbol = "" if unit.symbol == ONE.symbol else there.unit_symbol(unit)
    return Row(kind, key, label, symbol, tuple(cells), differs)


def _alike(one: float, other: float, text: str, other_text: str) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other) and text == other_text
    return math.isclose(one, other, rel_tol=SAME, abs_tol=0)


def _reads_alike(one: float, other: float, text: str, other_text: str) -> bool:
    return text == other_text


def _value(design: Design, key: str) -> float:
    if not design.has(key) or design.concerns_nothing(key):
        return math.nan
    return float(design.values[key])


def _input_text(design: Design, declaration: Input) -> str:
    """The digits that were typed, in the declared unit; where the input follows, as many as a result has."""
    key = declaration.key
    if not design.has(key) or design.document.vacant(declaration):
        return writing.NO_VALUE
    if not design.typed(key):
        value = float(design.values[key])
        return writing.count(value) if declaration.unit.whole else writing.number(design.number(key))
    entry = design.document.entry(declaration)
    if not entry.text:
        return writing.NO_VALUE
    text = exact.restated(entry.text, units.find(entry.unit), declaration.unit)
    return text.replace("-", writing.MINUS)
