"""The specification of a cell, in the order of makers' sheets: approval, ratings, conditions, tests, drawing, annex.

What stands in its tables is in templates/reports/specification/*.toml; how it looks is here. A section is a function of
a Manuscript that returns flowables; its place is the list SECTIONS.
"""

from collections.abc import Callable, Iterator
from typing import Final

from reportlab.platypus import Flowable

from app.services import revisions
from app.services.company import SPECIFICATION, Company
from app.services.design import Design
from app.services.exports.exporter import Progress, silent
from app.services.i18n import N_
from app.services.reports.frame import ESTIMATE, Body, Sheets, head_of, rendered
from app.services.reports.specification import (
    annex,
    claims,
    construction,
    delivery,
    front,
    mass,
    performance,
    ratings,
)
from app.services.reports.specification.manuscript import IN_HOUSE, REPORT, Manuscript, any_measured

__all__ = ["DRAFT", "IN_HOUSE", "REPORT", "pdf", "sheets"]

DRAFT: Final = N_("DRAFT")
MEASURED: Final = N_("Measured where marked")
"""The mark of a specification that holds measured values too."""

SECTIONS: Final[tuple[Callable[[Manuscript], list[Flowable]], ...]] = (
    front.title,
    front.approval,
    front.history,
    front.scope,
    front.errors,
    ratings.ratings,
    front.warnings,
    ratings.further,
    ratings.energy_basis,
    performance.conditions,
    performance.electrical,
    performance.safety,
    construction.drawing,
    construction.construction,
    construction.recipe,
    construction.section,
    construction.discharge,
    mass.mass,
    delivery.shipping,
    delivery.precautions,
    delivery.notes,
    claims.claims,
    front.changes,
    annex.remarks,
    annex.assumptions,
    annex.calculation,
    annex.rules,
    annex.sources,
)


def pdf(
    design: Design,
    paper: str = "a4",
    language: str = "",
    progress: Progress = silent,
    *,
    black_and_white: bool = False,
    company: Company = Company(),  # noqa: B008 - frozen
) -> bytes:
    """The specification of a design as the bytes of a PDF. Raises what `progress` raises."""
    return rendered(sheets(design, black_and_white=black_and_white, company=company), paper, language, progress)


def sheets(
    design: Design,
    *,
    black_and_white: bool = False,
    company: Company = Company(),  # noqa: B008 - frozen
) -> Sheets:
    """The specification of a design, to be rendered. In black and white, drawings are hatched."""

    def story(body: Body) -> Iterator[Flowable]:
        manuscript = Manuscript(design, body, company, black_and_white=black_and_white)
        return (flowable for section in SECTIONS for flowable in section(manuscript))

    number = company.number(design.document, SPECIFICATION, design.short_hash)
    line = " · ".join(part for part in (company.name, number) if part)
    valid = design.document.release is not None and not revisions.tampered(design.document)
    watermark = "" if valid else DRAFT
    mark = MEASURED if any_measured(design) else ESTIMATE
    return Sheets(head_of(design, N_("Cell specification"), mark=mark, line=line, watermark=watermark), story)
