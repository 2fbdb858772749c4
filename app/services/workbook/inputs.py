"""The sheet of inputs: what is chosen, what is typed, the materials and the constants.

A yellow cell takes a number in the unit beside it. The choices are texts: the formulas of the workbook are those of the
choices it was made with, and other choices are other formulas.
"""

from app.services.i18n import joined, tr
from app.services.workbook.book import CHANGED, Book, Column, Page, number_format, si_unit
from calc import spreadsheet, units
from calc.graph import holds, registry
from calc.inputs import GROUPS
from calc.quantity import Constant, Input, Quantity
from calc.units import Unit

LABEL, SYMBOL, VALUE, UNIT, BEFORE, SI, SI_UNIT, NAME, ORIGIN, SOURCE = range(10)


def fill(book: Book) -> Page:
    """Choices, inputs by group, materials, constants."""
    page = book.page(
        tr("Inputs"),
        (
            Column(tr("Quantity"), 38),
            Column(tr("Symbol"), 9),
            Column(tr("Value"), 13, number=True),
            Column(tr("Unit"), 9),
            Column(tr("As exported"), 12, number=True),
            Column(tr("In SI"), 14, number=True),
            Column(tr("SI unit"), 11),
            Column(tr("Name"), 32),
            Column(tr("Comes from"), 24),
            Column(tr("Source"), 50),
        ),
        (
            tr("Type into the yellow cells, in the unit beside them. Everything else follows and is protected."),
            tr("A name such as cell_mass stands for the value in SI wherever it is used in a formula."),
            tr("The last sheet lists the sources in full."),
        ),
    )
    _choices(page)
    first = page.row
    for group, title in GROUPS.items():
        declared = [d for d in book.design.plan.inputs if d.group == group and not book.design.document.vacant(d)]
        if declared:
            page.group(tr(title))
            for declaration in declared:
                _input(page, declaration)
    changed = {"type": "formula", "criteria": f"=$C{first + 1}<>$E{first + 1}"}
    look = book.plain_format(bold=True, bg_color=CHANGED)
    page.sheet.conditional_format(first, VALUE, page.row - 1, VALUE, {**changed, "format": look})
    page.marked = (first, page.row - 1)
    _materials(page)
    _vacant(page)
    page.group(tr("Constants"))
    for constant in registry().constants.values():
        _constant(page, constant)
    return page.done()


def _choices(page: Page) -> None:
    page.group(tr("Choices"))
    design = page.book.design
    for key, choice in registry().choices.items():
        if not holds(choice.when, design.plan.choices):
            continue
        page.text(LABEL, tr(choice.label), "text")
        page.text(VALUE, design.option_label(key), "answer")
        page.text(NAME, key, "quiet")
        page.row += 1


def _input(page: Page, declaration: Input) -> None:
    design = page.book.design
    entry = design.document.entry(declaration)
    unit = units.find(entry.unit)
    value = float(entry.text) if entry.text else float("nan")
    basis = design.basis(declaration.key)
    label = design.label(declaration.key)
    page.text(LABEL, joined((label, basis)), "text")
    page.symbol(SYMBOL, declaration.symbol)
    shown = "0" if declaration.integer else "General"
    page.number(VALUE, value, "field", shown)
    page.text(UNIT, page.book.unit(unit))
    page.number(BEFORE, value, "si", shown)
    cell = page.cell(VALUE)
    inside = _to_si(cell, unit)
    si = float(design.values[declaration.key])
    page.formula(SI, f"IF(ISNUMBER({cell}),{inside},NA())" if declaration.optional else inside, si, "si")
    page.text(SI_UNIT, si_unit(unit), "quiet")
    page.text(NAME, declaration.key, "quiet")
    page.text(ORIGIN, _origin(page, declaration), "quiet")
    source = design.source(declaration.key)
    page.text(SOURCE, source, "wrapped")
    _limit(page, declaration, unit)
    page.book.name(declaration.key, page, page.row, SI)
    page.row += 1


def _to_si(cell: str, unit: Unit) -> str:
    scaled = spreadsheet.times(cell, unit.factor)
    return f"{scaled}+{spreadsheet.number_text(unit.offset)}" if unit.offset else scaled


def _limit(page: Page, declaration: Input, unit: Unit) -> None:
    """The declared limits, in the unit of the cell, as a check of what is typed."""
    if declaration.low == declaration.high:
        return
    own = declaration.unit
    low, high = (float(f"{unit.from_si(own.to_si(limit)):.12g}") for limit in (declaration.low, declaration.high))
    page.sheet.data_validation(
        page.row,
        VALUE,
        page.row,
        VALUE,
        {
            "validate": "integer" if declaration.integer else "decimal",
            "criteria": "between",
            "minimum": int(low) if declaration.integer else low,
            "maximum": int(high) if declaration.integer else high,
            "ignore_blank": declaration.optional,
            "error_title": tr("Outside its limits"),
            "error_message": tr(
                "{label}: between {low} and {high} {unit}.",
                label=page.book.design.label(declaration.key),
                low=f"{low:g}",
                high=f"{high:g}",
                unit=page.book.unit(unit),
            )[:250],
        },
    )


def _origin(page: Page, declaration: Input) -> str:
    design = page.book.design
    origin = design.origin(declaration.key)
    if declaration.material is not None and declaration.key not in design.document.entries:
        material = design.document.materials.get(declaration.material[0])
        if material is not None:
            return joined((tr(material.name), tr("assumed") if origin == "assumed" else ""))
    return tr(origin)


def _materials(page: Page) -> None:
    held = page.book.design.document.materials
    slots = [slot for slot in page.book.design.plan.slots if slot.key in held]
    if not slots:
        return
    page.group(tr("Materials"))
    for slot in slots:
        material = held[slot.key]
        page.text(LABEL, tr(slot.label))
        page.text(VALUE, tr(material.name), "answer")
        page.text(NAME, slot.key, "quiet")
        page.text(ORIGIN, tr("assumed") if material.assumed else tr("typed"), "quiet")
        words = (material.formula, tr(material.recipe), tr(material.note))
        page.text(SOURCE, ". ".join(word for word in words if word), "wrapped")
        page.row += 1


def _vacant(page: Page) -> None:
    """Inputs about a place that no material fills: formulas name them, and their values count nothing."""
    document = page.book.design.document
    vacant = [declaration for declaration in page.book.design.plan.inputs if document.vacant(declaration)]
    if vacant:
        page.group(tr("Of places that no material fills"))
    for declaration in vacant:
        _fixed(page, declaration, declaration.absent, "", "")


def _constant(page: Page, constant: Constant) -> None:
    _fixed(page, constant, constant.value, tr("constant"), constant.source)


def _fixed(page: Page, quantity: Quantity, value: float, origin: str, source: str) -> None:
    """A value that is not typed here."""
    page.text(LABEL, page.book.design.label(quantity.key), "text")
    page.symbol(SYMBOL, quantity.symbol)
    page.number(VALUE, value, "value", number_format(value, quantity.unit))
    page.text(UNIT, page.book.unit(quantity.unit))
    page.formula(SI, _to_si(page.cell(VALUE), quantity.unit), float(page.book.design.values[quantity.key]), "si")
    page.text(SI_UNIT, si_unit(quantity.unit), "quiet")
    page.text(NAME, quantity.key, "quiet")
    page.text(ORIGIN, origin, "quiet")
    page.text(SOURCE, source, "wrapped")
    page.book.name(quantity.key, page, page.row, SI)
    page.row += 1
