"""The sheet of results: every quantity that follows, its formula live in SI and as people read it.

A formula's named steps stand below it in grey, each in a cell of its own named KEY.STEP, so that no formula grows
beyond what one can read.
"""

from app.services.i18n import tr
from app.services.workbook import curves
from app.services.workbook.book import Book, Column, Page, si_unit
from calc import formula, notation, spreadsheet
from calc.formula import Call
from calc.inputs import GROUPS
from calc.notation import Words
from calc.quantity import Derivation

LABEL, SYMBOL, VALUE, UNIT, SI, SI_UNIT, NAME, FORMULA, SOURCE = range(9)

FRONT = ("specific_energy", "energy_density", "capacity", "energy", "cell_mass", "cell_thickness", "np_ratio")
"""What people ask first; it stands above the groups and refers to the cells in them."""


def fill(book: Book) -> Page:
    """The front results, then every group."""
    page = book.page(
        tr("Results"),
        (
            Column(tr("Quantity"), 42),
            Column(tr("Symbol"), 9),
            Column(tr("Value"), 13, number=True),
            Column(tr("Unit"), 9),
            Column(tr("In SI"), 14, number=True),
            Column(tr("SI unit"), 11),
            Column(tr("Name"), 34),
            Column(tr("Formula"), 78),
            Column(tr("Source"), 26),
        ),
        (
            tr("Live formulas: those that the program itself computes with. They stand in SI under In SI."),
            tr("A name such as cell_mass stands for the value in SI wherever it is used in a formula."),
        ),
    )
    page.group(tr("First of all"))
    for key in FRONT:
        if book.design.has(key):
            _front(page, key)
    idle = [step for step in book.design.plan.steps if book.design.concerns_nothing(step.key)]
    used = [step for step in book.design.plan.steps if step not in idle]
    for group, title in GROUPS.items():
        steps = [step for step in used if _group(book, step) == group]
        if steps:
            page.group(tr(title))
            for step in steps:
                _result(page, step)
    if idle:
        page.group(tr("Of places that no material fills"))
        for step in idle:
            _result(page, step)
    return page.done()


def _group(book: Book, step: Derivation) -> str:
    return str(getattr(book.design.quantity(step.key), "group", ""))


def _front(page: Page, key: str) -> None:
    quantity = page.book.design.quantity(key)
    page.text(LABEL, page.book.design.named(key), "answer")
    page.symbol(SYMBOL, quantity.symbol)
    page.shown(VALUE, key, float(page.book.design.values[key]), quantity.unit, "front")
    page.text(UNIT, page.book.unit(quantity.unit), "answer")
    page.text(NAME, key, "quiet")
    page.row += 1


def _result(page: Page, step: Derivation) -> None:
    design, key = page.book.design, step.key
    quantity, read = design.quantity(key), design.formula(step)
    tree = spreadsheet.raised(read)
    named = [name for name, _ in tree.steps]
    page.text(LABEL, design.label(key), "text")
    page.symbol(SYMBOL, quantity.symbol)
    page.shown(VALUE, page.cell(SI), float(design.values[key]), quantity.unit)
    page.text(UNIT, page.book.unit(quantity.unit))
    page.formula(SI, page.book.written(tree.result, key, named), float(design.values[key]), "si")
    page.text(SI_UNIT, si_unit(quantity.unit), "quiet")
    page.text(NAME, key, "quiet")
    page.text(FORMULA, notation.text(read, lambda name: _symbol(page, name), _words()), "wrapped")
    page.text(SOURCE, quantity.source, "wrapped")
    page.book.name(key, page, page.row, SI)
    page.row += 1
    values = formula.step_values(tree, design.values)

    def write(name: str, written: str, value: float) -> None:
        page.text(LABEL, name.replace("_", " "), "step label")
        page.formula(SI, written, value, "step")
        page.text(NAME, f"{key}.{name}", "quiet")
        page.book.name(f"{key}.{name}", page, page.row, SI)
        page.row += 1

    for name, node in tree.steps:
        if isinstance(node, Call) and spreadsheet.is_of_curve(node):
            curves.write_call(page, key, name, node, tree, write)
        else:
            write(name, page.book.written(node, key, named), float(values[name]))


def _symbol(page: Page, name: str) -> str:
    try:
        return notation.symbol_text(page.book.design.quantity(name).symbol)
    except KeyError:
        return name  # a step of the formula


def _words() -> Words:
    return Words(tr("if"), tr("otherwise"), tr("where"), tr("and"), tr("or"), tr("not"), tr("mean"))
