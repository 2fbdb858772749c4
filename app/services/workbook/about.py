"""The last sheet: which design this is, which program made it, how it is to be read, and the sources."""

from collections.abc import Mapping

import app
from app.services import library
from app.services.i18n import tr
from app.services.workbook import rules
from app.services.workbook.book import Book, Column, Page
from app.services.workbook.inputs import BEFORE, VALUE
from calc.graph import registry

LABEL, TEXT = range(2)


def fill(book: Book, pages: Mapping[str, Page]) -> Page:
    """Identity, state, notes and sources."""
    design = book.design
    document = design.document
    page = book.page(
        tr("About"),
        (Column("", 30), Column("", 110)),
        (),
    )
    page.row += 1
    _said(page, tr("Design"), document.name)
    _said(page, tr("Revision"), str(document.revision))
    _said(page, tr("Hash of the design"), design.hash)
    _said(page, tr("Saved"), document.saved or tr("Design not saved yet"))
    _said(page, tr("Program"), f"Cellwright {app.__version__}")
    if document.notes:
        _said(page, tr("Notes"), document.notes)
    page.row += 1
    page.group(tr("State of this workbook"))
    _state(page, book, pages)
    page.row += 1
    page.group(tr("How it works"))
    for sentence in _how():
        page.text(LABEL, "")
        page.text(TEXT, sentence, "text")
        page.row += 1
    page.row += 1
    page.group(tr("Sources"))
    for source_id in _sources(book):
        _said(page, source_id, library.source(source_id).line())
    return page.done()


def _said(page: Page, label: str, text: str) -> None:
    page.text(LABEL, label, "answer")
    page.text(TEXT, text, "text")
    page.row += 1


def _state(page: Page, book: Book, pages: Mapping[str, Page]) -> None:
    inputs = pages["inputs"]
    first, last = inputs.marked
    now, before = (inputs.cells(first, last, column) for column in (VALUE, BEFORE))
    page.text(LABEL, tr("Inputs changed since export"), "answer")
    page.formula(TEXT, f"SUMPRODUCT(({now}<>{before})*1)", 0.0, "count", "0")
    page.row += 1
    for severity, label in (("error", tr("Rules broken")), ("warning", tr("Warnings"))):
        page.text(LABEL, label, "answer")
        count = float(sum(finding.severity == severity for finding in book.design.findings))
        page.formula(TEXT, rules.counted(pages["rules"], severity), count, "count", "0")
        page.row += 1


def _how() -> tuple[str, ...]:
    return (
        tr("Every result is a live formula, written from the program's own code. Change one input: all follows."),
        tr("Formulas compute in SI. The cell in SI bears the key of its quantity as its name, such as cell_mass."),
        tr("The formulas are those of the choices shown. Other choices have other formulas: export again with them."),
        tr("The hash is that of the design as exported. With an input changed here it is another design."),
        tr("The sheets are protected against slips, without a password."),
        tr("A dash stands where a number that is needed is not stated."),
    )


def _sources(book: Book) -> list[str]:
    design = book.design
    keys = [*(d.key for d in design.plan.inputs), *(step.key for step in design.plan.steps)]
    keys += registry().constants
    found = [design.source(key) for key in keys] + [rule.source for rule in design.plan.rules]
    return sorted({source for source in found if source}, key=str.casefold)
