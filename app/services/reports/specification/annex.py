"""The annex: what is assumed, every formula in force with its numbers, what is put in, every rule, the sources."""

import itertools
import math
from functools import lru_cache, partial
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services.design import Design
from app.services.i18n import N_, joined, tr
from app.services.reports import rule_list
from app.services.reports.blocks import Heading, Kept, note
from app.services.reports.formula_flowable import FormulaFlowable
from app.services.reports.ratio_table import ratio_table
from app.services.reports.specification.manuscript import IN_HOUSE, Manuscript, after_space, group_of, known, with_basis
from app.services.reports.tables import Cell, Column, Grid, Row, group_row
from app.services.reports.texts import BOLD, NOTE, TextBlock
from calc.formula import Formula, Name
from calc.graph import registry
from calc.inputs import GROUPS
from calc.notation import Term, Words, symbol_term
from calc.pictures import Picture
from calc.quantity import Derivation, Input
from calc.typesetting import Layout, Measure, derivation, lay_out

FORMULA_SIZE: Final = 9.0


def remarks(manuscript: Manuscript) -> list[Flowable]:
    """What the design check remarks, and the limits that are not the program's."""
    design = manuscript.design
    found = [f for f in design.open_findings if f.severity == "info"]
    changed = rule_list.limits_set(design)
    if not found and not changed:
        return []
    rows = [Row((design.message(f), Cell(tr(f.rule.reason), NOTE))) for f in found]
    remarks = [Grid((Column(), Column()), rows)] if rows else []
    return [manuscript.heading(tr("Remarks of the design check"), 25), *remarks, *changed]


def assumptions(manuscript: Manuscript) -> list[Flowable]:
    """Every input that nobody stated."""
    design, document = manuscript.design, manuscript.design.document
    rows: list[Row] = []
    for group, title in GROUPS.items():
        inner = [
            Row((tr(slot.label), Cell(tr(material.name), align="left"), tr("nobody stated the material")))
            for slot in design.plan.slots
            if slot.group == group and (material := document.materials.get(slot.key)) and material.assumed
        ]
        inner += [
            Row((with_basis(design, declaration), design.text(declaration.key), _reason(manuscript, declaration)))
            for declaration in design.plan.inputs
            if declaration.group == group and group not in IN_HOUSE and design.origin(declaration.key) == "assumed"
        ]
        rows += [group_row(tr(title)), *inner] if inner else []
    heading = manuscript.heading(tr("Assumptions"))
    if not rows:
        return [heading, TextBlock(tr("Every input is stated; nothing was assumed."))]
    columns = (
        Column(tr("Quantity"), share=1.1),
        Column(tr("Value"), share=0.9, align="decimal"),
        Column(tr("Source or reason"), share=1.3, face=NOTE),
    )
    return [
        heading,
        note(tr("Nobody stated these values. Replace them by what is known of the cell before it is built.")),
        Grid(columns, rows, pad_y=0.45 * mm),
    ]


def _reason(manuscript: Manuscript, declaration: Input) -> str:
    supplied = manuscript.design.document.supplied(declaration)
    remark = supplied.note if supplied is not None and declaration.key not in manuscript.design.document.entries else ""
    cited = manuscript.citations.of(manuscript.design, declaration.key)
    return joined((cited, tr(remark)), " " if cited.startswith("[") else "; ")


def calculation(manuscript: Manuscript) -> list[Flowable]:
    """Every formula in force, in symbols and in numbers."""
    design = manuscript.design
    told = [
        step
        for step in design.plan.steps
        if group_of(design, step.key) not in IN_HOUSE and not design.concerns_nothing(step.key)
    ]
    steps = [step for step in told if _determined(design, step.key)]
    lacking = [step for step in told if not _determined(design, step.key)]
    rows: list[Row] = []
    for group, title in GROUPS.items():
        inner = [_formula_row(manuscript, step) for step in steps if group_of(design, step.key) == group]
        rows += [group_row(tr(title)), *inner] if inner else []
    columns = (Column(tr("Quantity"), share=0.72), Column(tr("Formula in symbols and in numbers")))
    intro = tr(
        "Every formula in force, in the order in which the numbers follow. They are read from the program that"
        " computes; numbers stand in the units shown and are rounded for print only."
    )
    flowables: list[Flowable] = [
        Heading(tr("Appendix: calculation"), needs=60 * mm),
        note(intro),
        Grid(columns, rows, pad_y=0.9 * mm, valign="top"),
        ratio_table(design),
    ]
    if lacking:
        listed = joined((tr(design.quantity(step.key).label) for step in lacking), "; ")
        flowables += [
            Heading(tr("Formulas without a value"), level=1, needs=15 * mm),
            TextBlock(
                tr(
                    "These formulas are in force too, but what they need is not given or has no value: {labels}.",
                    labels=listed,
                )
            ),
        ]
    return [*flowables, *_symbols(manuscript)]


def _formula_row(manuscript: Manuscript, step: Derivation) -> Row:
    design = manuscript.design
    quantity = design.quantity(step.key)
    helped = tr(step.help)
    cited = manuscript.citations.cite(quantity.source)
    words: list[Flowable] = [TextBlock(design.named(step.key), BOLD), TextBlock(joined((helped, cited), " "), NOTE)]
    return Row((Kept(words, gap=0.2 * mm), FormulaFlowable(_layout(design, step), FORMULA_SIZE)))


def _symbols(manuscript: Manuscript) -> list[Flowable]:
    """What is put into the formulas, beside its symbol."""
    design, declared = manuscript.design, registry()
    used = {key for step in design.plan.steps for key in step.parameters}
    keys = [d.key for d in design.plan.inputs if d.key in used and not design.document.vacant(d)] + [
        key for key in declared.constants if key in used
    ]
    rows: list[Row] = []
    groups = {group: title for group, title in GROUPS.items() if group not in IN_HOUSE}
    for group, title in (*groups.items(), ("", N_("Constants"))):
        inner = [_symbol_cells(manuscript, key) for key in keys if getattr(design.quantity(key), "group", "") == group]
        half = (len(inner) + 1) // 2
        pairs = itertools.zip_longest(inner[:half], inner[half:], fillvalue=("", "", ""))
        rows += [group_row(tr(title)), *(Row((*left, *right)) for left, right in pairs)] if inner else []
    three = (
        Column(tr("Symbol"), width=16 * mm),
        Column(tr("Quantity"), share=1.3),
        Column(tr("Value"), align="decimal"),
    )
    return [Heading(tr("Appendix: what is put in")), Grid((*three, *three), rows, pad_y=0.4 * mm, valign="top")]


def _symbol_cells(manuscript: Manuscript, key: str) -> tuple[str | Cell | Flowable, ...]:
    design = manuscript.design
    quantity = design.quantity(key)
    label = with_basis(design, quantity) if isinstance(quantity, Input) else tr(quantity.label)
    cited = manuscript.citations.of(design, key)
    label += after_space(cited) if cited.startswith("[") else ""
    return FormulaFlowable(_symbol_layout(quantity.symbol), FORMULA_SIZE), label, design.text(key)


def rules(manuscript: Manuscript) -> list[Flowable]:
    """Every rule that was checked."""
    return rule_list.appendix(manuscript.design, IN_HOUSE)


def sources(manuscript: Manuscript) -> list[Flowable]:
    """Every source cited so far."""
    rows = [Row((number, source.line())) for number, source in manuscript.citations.listed()]
    if not rows:
        return []
    return [Heading(tr("Sources")), Grid((Column(width=12 * mm), Column()), rows, rules="none", pad_y=0.5 * mm)]


def _layout(design: Design, step: Derivation) -> Layout:
    """How a formula is set at the width it gets."""
    read = design.formula(step)
    names = (*read.parameters, *(name for name, _ in read.steps))
    curves = registry().curves  # have no number: their symbol stands in the second line too
    numbers = tuple((name, design.text(name)) for name in names if design.has(name) and name not in curves)
    return partial(_set, design.quantity(step.key).symbol, read, numbers, design.text(step.key), _words())


@lru_cache(maxsize=512)
def _set(
    symbol: str,
    read: Formula,
    numbers: tuple[tuple[str, str], ...],
    result: str,
    words: Words,
    measure: Measure,
    size: float,
    largest: float | None,
) -> Picture:
    """A formula set in type; kept, because one edit leaves most formulas of the next preview as they are."""
    known = dict(numbers)

    def number(name: str) -> Term | None:
        return Term(known[name], italic=False) if name in known else None

    return derivation(symbol, read, _symbol, number, result, measure, size, largest, words)


def _symbol(name: str) -> Term:
    declared = registry()
    quantity = declared.curves.get(name) or declared.quantities.get(name)
    return symbol_term(quantity.symbol if quantity else name)


def _symbol_layout(symbol: str) -> Layout:
    def layout(measure: Measure, size: float, largest: float | None) -> Picture:
        return lay_out(Name(symbol), symbol_term, measure, size, largest)

    return layout


def _words() -> Words:
    return Words(tr("if"), tr("otherwise"), tr("where"), tr("and"), tr("or"), tr("not"), tr("mean"))


def _determined(design: Design, key: str) -> bool:
    """A formula is shown with its numbers unless it lacks one, or a curve, that was never given."""
    if known(design, key):
        return True
    step = design.plan.by_key[key]
    if any(design.document.curve(curve) is None for curve in step.curves):
        return False
    return not any(math.isnan(float(design.values[needed])) for needed in step.parameters)
