"""Drawings of the pieces for those who make the tools: on paper, as SVG and as DXF, all from one geometry."""

from typing import TYPE_CHECKING

from app.services.design import Design
from app.services.exports.exporter import DXF, PDF, SVG, Exporter, ExportError, ExportOptions, Format, Progress
from app.services.i18n import N_, tr

if TYPE_CHECKING:
    from app.services.drawings.tool_part import ToolPart

TILED = Format("pdf-tiled", ".pdf", N_("PDF, tiled"))


def parts(design: Design, options: ExportOptions) -> "tuple[ToolPart, ...]":
    """The pieces asked for. Raises ExportError."""
    from app.services.drawings.tool_parts import NoDrawing, tool_parts
    from app.services.plans.written import PlanError
    from app.services.process import process_of

    try:
        found = tool_parts(design, process_of(design))
    except (PlanError, NoDrawing) as error:
        raise ExportError(error.message) from error
    chosen = tuple(part for part in found if options.part in ("all", part.group))
    if not chosen:
        offered = ", ".join(dict.fromkeys(part.group for part in found))
        raise ExportError(
            tr("This design has no piece “{part}”. It has: {offered}.", part=options.part, offered=offered)
        )
    return chosen


def _make(design: Design, options: ExportOptions, progress: Progress) -> bytes:
    drawn = parts(design, options)
    document = design.document
    if EXPORTER.format(options) == DXF:
        from app.services.drawings.dxf import dxf

        return dxf(
            drawn,
            tr(
                "{name}, design {id}, revision {revision}, hash {hash}",
                name=document.name,
                id=document.id,
                revision=document.revision,
                hash=design.short_hash,
            ),
        )
    if EXPORTER.format(options) == SVG:
        from app.services.drawings.svg import svg
        from app.services.drawings.tool_part import LAYERS
        from app.services.drawings.tool_sheet import tool_sheet

        count = len(drawn)
        sheets = [tool_sheet(part, design, number, count, options.paper) for number, part in enumerate(drawn, 1)]
        return svg([(sheet.part.id, sheet.scene) for sheet in sheets], {layer.name: layer.ink for layer in LAYERS})
    from app.services.reports import tool_drawings

    tiled = EXPORTER.format(options) == TILED
    return tool_drawings.pdf(design, drawn, options.paper, tiled=tiled)


EXPORTER = Exporter(
    name="drawings",
    label=N_("Drawings for tooling"),
    help=N_(
        "Electrodes, separator, film, cup, tabs and their layout, dimensioned, 1:1: a PDF with sheets as large as each "
        "piece needs or tiled with crop marks, an SVG in mm, a DXF for CAD and cutting machines."
    ),
    formats=(PDF, TILED, SVG, DXF),
    make=_make,
    takes=frozenset({"paper", "language", "part"}),
)
