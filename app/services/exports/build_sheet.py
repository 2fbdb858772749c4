"""The build sheet as an exporter; app.services.reports.build_sheet lays it out."""

from app.services.design import Design
from app.services.exports.exporter import A5, PAPERS, PDF, Exporter, ExportError, ExportOptions, Progress
from app.services.i18n import N_, tr


def _make(design: Design, options: ExportOptions, progress: Progress) -> bytes:
    from app.services.company import company
    from app.services.plans import PlanError
    from app.services.reports import build_sheet

    if options.cells > build_sheet.MOST_SHEETS:
        raise ExportError(
            tr(
                "--cells: {cells} sheets are too many for one file; it holds at most {most}. Split the batch.",
                cells=options.cells,
                most=build_sheet.MOST_SHEETS,
            )
        )
    if options.paper == A5 and not options.compact:
        raise ExportError(tr("A5 has room for the short variant only: give --compact too, or take a larger paper."))
    if options.form and options.cells > 1:
        raise ExportError(tr("A sheet to fill in on the screen is made for one cell: leave out --form or --cells."))
    try:
        return build_sheet.pdf(design, options, progress, company())
    except PlanError as error:
        raise ExportError(error.message) from error


EXPORTER = Exporter(
    name="build-sheet",
    label=N_("Build sheet"),
    help=N_("What the operator fills in and signs for each cell: parts, set-points, steps and boxes, as a PDF."),
    formats=(PDF,),
    papers=(*PAPERS, A5),
    make=_make,
    takes=frozenset({"cells", "compact", "paper", "language", "batch", "copy", "form"}),
    in_parts=True,
)
