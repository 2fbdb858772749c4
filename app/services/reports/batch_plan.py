"""The plan of a batch on paper: what to requisition and to weigh, what is lost where, and how pieces lie on their web.

The requisition and the weighings begin on pages of their own, for those who issue and those who weigh.
"""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from app.services import format as writing
from app.services import process
from app.services.batch import ELECTROLYTE, STEPS, Batch, Need, Slurry, batch_of, nested, pieces
from app.services.design import Design
from app.services.exports.exporter import ExportOptions, Progress, silent
from app.services.i18n import N_, tr
from app.services.reports.bench import Boxes
from app.services.reports.blocks import Box, Heading, Tick, note
from app.services.reports.frame import ESTIMATE, Sheets, head_of, rendered
from app.services.reports.tables import Column, Grid, Row
from app.services.reports.texts import BOLD, SET_POINT, TextBlock
from calc.units import G_CM3, PERCENT, UM, G


def pdf(design: Design, options: ExportOptions, progress: Progress = silent) -> bytes:
    """The plan as the bytes of a PDF. Raises PlanError when no process plan fits, and what `progress` raises."""
    line = tr("Batch {batch}", batch=options.batch) if options.batch else ""
    head = head_of(design, N_("Batch plan"), mark=ESTIMATE, line=line)
    batch = batch_of(design, options.cells)
    plan = process.process_of(design)

    def story(_body: object) -> list[Flowable]:
        return [
            *_summary(design, batch),
            *_requisition(batch),
            PageBreak(),
            *_balance(design, batch),
            *_cutting(design, plan, batch, options),
            PageBreak(),
            *_weighing(batch),
        ]

    return rendered(Sheets(head, story), options.paper, options.language, progress)


def _said(need: Need, si: float) -> str:
    if need.unit.whole:
        return writing.number(si) if si % 1 > 1e-9 else writing.count(si)
    return writing.quantity_text(si, need.unit) if si else "0"


def _label(need: Need) -> str:
    return f"  {need.label}" if need.of_it else need.label


def _summary(design: Design, batch: Batch) -> list[Flowable]:
    told = tr(
        "Good cells: {good} · yield: {share} · cells to start: {started}",
        good=writing.count(batch.good),
        share=design.text("cell_yield"),
        started=writing.count(batch.started),
    )
    return [TextBlock(told, SET_POINT, space_after=2 * mm)]


def _requisition(batch: Batch) -> list[Flowable]:
    columns = (
        Column(tr("Item"), share=1.3, face=BOLD),
        Column(tr("Material"), share=1.5),
        Column(tr("To have"), width=25 * mm, face=SET_POINT),
        Column(tr("Lot"), width=28 * mm),
        Column(tr("Issued"), width=24 * mm),
        Column(tr("Returned"), width=24 * mm),
        Column("", width=8 * mm),
    )
    rows = [
        Row((need.label, need.material, _said(need, need.total), Box(), Box(), Box(), Tick()))
        for need in batch.needs
        if not need.of_it
    ]
    signed = Boxes(((tr("Requested by"), 2), (tr("Date"), 1), (tr("Issued by"), 2), (tr("Date"), 1)))
    return [Heading(tr("Requisition")), Grid(columns, rows), signed]


def _balance(design: Design, batch: Batch) -> list[Flowable]:
    columns = (
        Column(tr("Item"), share=1.3, face=BOLD),
        Column(tr("One cell"), width=21 * mm),
        Column(tr("Good cells"), width=21 * mm),
        Column(tr("Cells lost"), width=21 * mm),
        Column(tr("Scrap by step"), share=1.6),
        Column(tr("To have"), width=22 * mm),
    )
    rows = []
    for need in batch.needs:
        lost = (
            tr("{step}: {amount}", step=tr(STEPS[step]), amount=_said(need, amount))
            for step, amount in need.lost.items()
            if amount
        )
        amounts = (need.per_cell, need.in_good, need.in_lost)
        texts = (_said(need, si) for si in amounts)
        rows.append(Row((_label(need), *texts, "\n".join(lost), _said(need, need.total))))
    told = tr("What ends in good cells, in cells lost and as scrap at each step adds up to what to have.")
    if design.plan.choices["scrap_given_by"] == "part":
        told = tr("{text} The design says one share of scrap for each part, not for each step.", text=told)
    return [Heading(tr("Where it goes")), Grid(columns, rows), note(told)]


def _cutting(design: Design, plan: process.Process, batch: Batch, options: ExportOptions) -> list[Flowable]:
    if not options.web:
        return [Heading(tr("Cutting")), note(tr("Say how wide the web is, --web, to have the pieces laid on it."))]
    columns = (
        Column(tr("Piece"), share=1.2, face=BOLD),
        Column(tr("Pieces"), width=17 * mm),
        Column(tr("Width × height"), share=1.0),
        Column(tr("Side by side"), width=20 * mm),
        Column(tr("Rows"), width=15 * mm),
        Column(tr("Web"), width=24 * mm, face=SET_POINT),
        Column(tr("Used"), width=17 * mm),
        Column(tr("Lies"), share=1.1),
    )
    rows = []
    web, trim, gap = options.web / 1000, options.trim / 1000, options.gap / 1000
    for cut in plan.cuts:
        count = pieces(cut.count * batch.started, design, cut.part)
        found = nested(count, cut.width.si, cut.height.si, web, trim, gap)
        size = f"{cut.width.text} × {cut.height.with_unit}"
        if found is None:
            rows.append(Row((cut.label, writing.count(count), size, "", "", "", "", tr("wider than the web"))))
            continue
        lies = tr("height along the web") if found.turned else tr("width along the web")
        metres = tr("{length} m", length=writing.number(found.length))
        used = writing.quantity_text(count * cut.width.si * cut.height.si / (found.length * web), PERCENT, 3)
        rows.append(
            Row(
                (
                    cut.label,
                    writing.count(count),
                    size,
                    writing.count(found.across),
                    writing.count(found.rows),
                    metres,
                    used,
                    lies,
                )
            )
        )
    told = tr(
        "Each kind of piece on its own web of {web} mm, {trim} mm trimmed off at each edge, {gap} mm between pieces; "
        "those that will be rejected are among them, what coating loses at the start and end of a run is not.",
        web=options.web,
        trim=options.trim,
        gap=options.gap,
    )
    return [Heading(tr("Cutting")), Grid(columns, rows), note(told)]


def _weighing(batch: Batch) -> list[Flowable]:
    parts: list[Flowable] = [
        Heading(tr("Weighing")),
        Boxes(((tr("Balance"), 2), (tr("Calibrated until"), 2), (tr("Weighed by"), 2), (tr("Date"), 1))),
    ]
    for slurry in batch.slurries:
        parts += _slurry(batch, slurry)
    electrolyte = batch.mixed_into(ELECTROLYTE)
    if len(electrolyte) > 1:
        parts += [Heading(tr("Electrolyte"), level=1), _weighed([need for need in electrolyte if need.of_it])]
        told = tr(
            "Together {total}: {recipe}",
            total=_said(electrolyte[0], electrolyte[0].total),
            recipe=electrolyte[0].material,
        )
        parts.append(note(told))
    others = [
        need
        for need in batch.needs
        if need.unit == G and not (need.mixed_into and (need.mixed_into != ELECTROLYTE or len(electrolyte) > 1))
    ]
    if others:
        parts += [Heading(tr("Foils and others"), level=1), _weighed(others)]
    return parts


def _slurry(batch: Batch, slurry: Slurry) -> list[Flowable]:
    """In the order of mixing: solvent, binder dissolved in it, carbon, active material."""
    told = tr(
        "{mixed} of slurry with {solids} of solids, {density}. Wet film {wet} on each side, blade gap {gap} over what "
        "it is drawn on.",
        mixed=writing.quantity_text(slurry.mixed, G),
        solids=writing.quantity_text(slurry.solids, PERCENT, 3),
        density=writing.quantity_text(slurry.density, G_CM3),
        wet=writing.quantity_text(slurry.wet, UM),
        gap=writing.quantity_text(slurry.gap, UM),
    )
    reason = tr("The gap follows from an assumed share of wet film: draw a strip, weigh it dry, and correct it.")
    return [
        Heading(slurry.name, level=1),
        TextBlock(told, BOLD, space_after=1.5 * mm),
        _weighed(list(reversed(batch.mixed_into(slurry.kind)))),
        note(reason),
    ]


def _weighed(needs: list[Need]) -> Grid:
    columns = (
        Column(tr("Item"), share=1.3, face=BOLD),
        Column(tr("Material"), share=1.4),
        Column(tr("Weigh in"), width=28 * mm, face=SET_POINT),
        Column(tr("Lot"), width=30 * mm),
        Column(tr("Found"), width=32 * mm),
        Column("", width=8 * mm),
    )
    rows = [
        Row((need.material if need.of_it else need.label, "" if need.of_it else need.material,
             _said(need, need.total), Box(), Box(), Tick()))
        for need in needs
    ]  # fmt: skip
    return Grid(columns, rows)
