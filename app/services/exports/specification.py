"""The specification as an exporter; app.services.reports.specification lays it out."""

from app.services.design import Design
from app.services.exports.exporter import PDF, Exporter, ExportOptions, Progress
from app.services.i18n import N_


def _make(design: Design, options: ExportOptions, progress: Progress) -> bytes:
    from app.services.company import company
    from app.services.reports import specification

    owner = company()
    return specification.pdf(
        design, options.paper, options.language, progress, black_and_white=options.black_and_white, company=owner
    )


EXPORTER = Exporter(
    name="specification",
    label=N_("Specification"),
    help=N_("What the customer reads: ratings, conditions, tests, drawings, construction and every formula, as a PDF."),
    formats=(PDF,),
    make=_make,
    takes=frozenset({"paper", "language", "black_and_white"}),
    in_parts=True,
)
