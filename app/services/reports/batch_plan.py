"""The plan of a batch on paper: what to requisition, what to weigh, and how the pieces lie on their web."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services import format as writing
from app.services import process
from app.services.batch import Batch, Need, batch_of, nested
from app.services.design import Design
from app.services.exports.exporter import ExportOptions
from app.services.i18n import N_, tr
from app.services.reports.frame import ESTIMATE, Sheets, head_of, rendered
from app.services.reports.tables import Box, Column, Grid, Heading, Row, Tick, note
from app.services.reports.texts import BOLD, SET_POINT, TextBlock
from calc.units import G


def pdf(design: Design, options: ExportOptions) -> bytes:
    """The plan as the bytes of a PDF. Raises PlanError when no process plan fits the design."""
    line = tr("Batch {batch}", batch=options.batch) if options.batch else ""
    head = head_of(design, N_("Batch plan"), mark=ESTIMATE, line=line)
    batch = batch_of(design, options.cells)
    plan = process.process_of(design)
    return rendered(
        Sheets(head, lambda body: [*_requisition(design, batch), *_cutting(plan, batch, options), *_weighing(batch)]),
        options.paper,
        options.language,
    )


def _said(need: Need, si: float) -> str:
    if need.unit.whole:
        return writing.count(si)
    return writing.quantity_text(si, need.unit)


def _requisition(design: Design, batch: Batch) -> list[Flowable]:
    columns = (
        Column(tr("Item"), share=1.4, face=BOLD),
        Column(tr("Material"), share=1.5),
        Column(tr("One cell"), width=20 * mm),
        Column(tr("Good cells"), width=20 * mm),
        Column(tr("Cells lost"), width=20 * mm),
        Column(tr("Scrap"), width=20 * mm),
        Column(tr("To have"), width=25 * mm, face=SET_POINT),
        Column("", width=9 * mm),
    )
    rows = [
        Row(
            (
                need.label,
                need.material,
                *(_said(need, si) for si in (need.per_cell, need.in_good, need.in_lost, need.scrapped, need.total)),
                Tick(),
            )
        )
        for need in batch.needs
    ]
    told = tr(
        "{good} good cells at a yield of {share}: {started} cells to start.",
        good=batch.good,
        share=design.text("cell_yield"),
        started=batch.started,
    )
    return [
        TextBlock(told, SET_POINT, space_after=2 * mm),
        Heading(tr("Requisition")),
        Grid(columns, rows),
        note(tr("What ends in good cells, in cells lost and as scrap adds up. Tabs and tape have no reserve.")),
    ]


def _cutting(plan: process.Process, batch: Batch, options: ExportOptions) -> list[Flowable]:
    if not options.web:
        return [Heading(tr("Cutting")), note(tr("Say how wide the web is, --web, to have the pieces laid on it."))]
    columns = (
        Column(tr("Piece"), share=1.2, face=BOLD),
        Column(tr("Pieces"), width=20 * mm),
        Column(tr("Width × height"), share=1.0),
        Column(tr("Side by side"), width=24 * mm),
        Column(tr("Rows"), width=18 * mm),
        Column(tr("Web"), width=26 * mm, face=SET_POINT),
        Column(tr("Lies"), share=1.2),
    )
    rows = []
    for cut in plan.cuts:
        count = cut.count * batch.started
        found = nested(count, cut.width.si, cut.height.si, options.web / 1000, options.trim / 1000)
        size = f"{cut.width.text} × {cut.height.with_unit}"
        if found is None:
            rows.append(Row((cut.label, str(count), size, "", "", "", tr("wider than the web"))))
            continue
        lies = tr("height along the web") if found.turned else tr("width along the web")
        metres = tr("{length} m", length=writing.number(found.length))
        rows.append(Row((cut.label, str(count), size, str(found.across), str(found.rows), metres, lies)))
    told = tr(
        "Each kind of piece on its own web of {web} mm, {trim} mm trimmed off at each edge; without scrap and gaps.",
        web=options.web,
        trim=options.trim,
    )
    return [Heading(tr("Cutting")), Grid(columns, rows), note(told)]


def _weighing(batch: Batch) -> list[Flowable]:
    columns = (
        Column(tr("Item"), share=1.4, face=BOLD),
        Column(tr("Material"), share=1.5),
        Column(tr("Weigh in"), width=30 * mm, face=SET_POINT),
        Column(tr("Lot"), width=34 * mm),
        Column(tr("Found"), width=34 * mm),
        Column("", width=9 * mm),
    )
    rows = [
        Row((need.label, need.material, _said(need, need.total), Box(), Box(), Tick()))
        for need in batch.needs
        if need.unit == G
    ]
    return [Heading(tr("Weighing")), Grid(columns, rows)]
