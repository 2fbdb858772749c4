"""The workbook as an exporter; app.services.workbook fills its sheets."""

from app.services.design import Design
from app.services.exports.exporter import XLSX, Exporter, ExportOptions, Progress
from app.services.i18n import N_


def _make(design: Design, options: ExportOptions, progress: Progress) -> bytes:
    from app.services.workbook import workbook

    return workbook(design, options.cells, options.paper)


EXPORTER = Exporter(
    name="workbook",
    label=N_("Workbook"),
    help=N_("Inputs as cells and results as live formulas, with masses, bill of materials, rules and a batch sheet."),
    formats=(XLSX,),
    make=_make,
    takes=frozenset({"cells", "paper", "language"}),
)
