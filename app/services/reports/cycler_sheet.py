"""The cycler programme on paper: what is typed into the cycler, and what the operator writes down at the channel."""

from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services import cycler_table
from app.services.cycler_files import remarks
from app.services.cycler_programme import programme
from app.services.design import Design
from app.services.exports.exporter import Progress, silent
from app.services.i18n import N_, speaking, tr
from app.services.reports.blocks import Box, Heading, Tick, note
from app.services.reports.frame import Body, Sheets, head_of, rendered
from app.services.reports.tables import Cell, Column, Grid, Row, group_row
from app.services.reports.texts import BOLD, SET_POINT, TextBlock

MOST_ERRORS: Final = 12
"""Broken rules that are named; further ones are counted."""


def pdf(design: Design, paper: str = "a4", language: str = "", progress: Progress = silent) -> bytes:
    """The programme of a design as the bytes of a PDF. Raises ProgrammeError, and what `progress` raises."""
    with speaking(language):
        return rendered(sheets(design), paper, language, progress)


def sheets(design: Design) -> Sheets:
    """The programme of a design, to be rendered. Raises ProgrammeError."""
    head = head_of(design, N_("Cycler programme"), line=tr("Cell number: {line}", line="_" * 34))
    programme(design)  # Refused before a page is begun.
    return Sheets(head, lambda body: [*_errors(design), *_channel(), *_conditions(design), *_steps(design, body)])


def _errors(design: Design) -> list[Flowable]:
    broken = [design.message(f) for f in design.findings if f.severity == "error"]
    if not broken:
        return []
    told = broken[:MOST_ERRORS]
    if len(broken) > len(told):
        told.append(tr("and {count} more", count=len(broken) - len(told)))
    title = tr("This design breaks design rules. Do not build before somebody has decided.")
    return [TextBlock(title, BOLD), *(TextBlock(f"• {sentence}") for sentence in told)]


def _channel() -> list[Flowable]:
    """Boxes for what only the bench knows."""
    labels = (tr("Cycler, channel"), tr("Chamber, °C"), tr("Open-circuit voltage, V"), tr("Started, by"))
    columns = [Column() for _ in labels]
    return [
        Grid(
            columns,
            [Row(tuple(Cell(label, BOLD) for label in labels)), Row(tuple(Box() for _ in labels))],
            rules="none",
        )
    ]


def _conditions(design: Design) -> list[Flowable]:
    rows = [Row((Cell(label, BOLD), value)) for label, value in cycler_table.conditions(design)]
    active = tr("The currents are those of the design; for another active mass take them in proportion.")
    return [
        Heading(tr("For all steps")),
        Grid([Column(width=32 * mm), Column()], rows, remark=active),
        *(note(remark) for remark in remarks(programme(design))),
    ]


def _steps(design: Design, body: Body) -> list[Flowable]:
    columns = (
        Column("", width=8 * mm),
        Column(tr("Step"), share=1.4),
        Column(tr("Current"), share=1.1, face=SET_POINT),
        Column(tr("Rate"), share=0.7),
        Column(tr("Until"), share=1.5, face=SET_POINT),
        Column(tr("Then"), share=1.3),
        Column("", width=9 * mm),
    )
    rows: list[Row] = []
    part = ""
    for line in cycler_table.lines(programme(design)):
        if line.part != part:
            part = line.part
            rows.append(group_row(part))
        rows.append(
            Row((str(line.number), Cell(line.what, BOLD), line.current, line.rate, line.until, line.again, Tick()))
        )
    return [Heading(tr("Cycler steps")), Grid(columns, rows)]
