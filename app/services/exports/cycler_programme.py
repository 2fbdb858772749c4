"""The cycler programme as an exporter: a table for people, and a file for each cycler and model that can be written."""

from app.services.design import Design
from app.services.exports.exporter import CSV, JSON, PDF, Exporter, ExportError, ExportOptions, Format, Progress
from app.services.i18n import N_

FORMATS = (
    PDF,
    Format("neware", ".xml", N_("Neware BTS")),
    Format("biologic", ".mps", N_("BioLogic EC-Lab")),
    Format("unicycler", JSON.suffix, N_("aurora-unicycler")),
    Format("tomato", JSON.suffix, N_("tomato")),
    Format("pybamm", JSON.suffix, N_("PyBaMM")),
    Format("battinfo", ".jsonld", N_("BattINFO")),
    CSV,
    Format("txt", ".txt", N_("plain text")),
)


def _make(design: Design, options: ExportOptions, progress: Progress) -> bytes:
    from app.services import cycler_files, cycler_table
    from app.services.cycler_programme import ProgrammeError, programme

    asked = EXPORTER.format(options).id
    try:
        if asked == "csv":
            return cycler_table.as_csv(design)
        if asked == "txt":
            return cycler_table.as_text(design)
        if asked == "pdf":
            from app.services.reports import cycler_sheet

            return cycler_sheet.pdf(design, options.paper, options.language, progress)
        return cycler_files.FILES[asked](programme(design))
    except ProgrammeError as error:
        raise ExportError(error.message) from error


def _notes(design: Design, options: ExportOptions) -> tuple[str, ...]:
    from app.services import cycler_files
    from app.services.cycler_programme import programme

    asked = EXPORTER.format(options).id
    return cycler_files.limits(programme(design), asked) if asked in cycler_files.FILES else ()


EXPORTER = Exporter(
    name="cycler-programme",
    label=N_("Cycler programme"),
    help=N_(
        "Rest, formation and cycles with the currents of this cell, recording and safety limits: a page to print, or "
        "a file for the cycler."
    ),
    formats=FORMATS,
    make=_make,
    takes=frozenset({"paper", "language"}),
    notes=_notes,
)
