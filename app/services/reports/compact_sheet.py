"""The build sheet on one page (on A5: both sides of one leaf), without instructions.

The weighings, the formation programme and the steps to tick, for a team that knows the steps by heart and keeps the
whole sheet beside the bench. Boxes are as large as there.
"""

from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services.design import Design
from app.services.i18n import tr
from app.services.process import Entry, Piece, Process, Step
from app.services.reports.bench import TICK, Boxes, Sentence, Target, limits_text, plain, target_text
from app.services.reports.blocks import Box, Gap, Kept, Tick
from app.services.reports.frame import Body
from app.services.reports.tables import PAD_X, Column, Grid, Row
from app.services.reports.texts import BODY, BOLD, NOTE, SET_POINT, Face, TextBlock, shortened

FORMATION: Final = "formation"
"""The step of a plan whose lines are the formation programme."""

FILLING: Final = "fill"

NARROW: Final = 140 * mm
"""The width of a page's body below which the tables are laid out for A5."""


def story(design: Design, plan: Process, body: Body) -> list[Flowable]:
    """Everything that fits on one page, in the order of the work."""
    return [
        *_errors(design),
        Boxes(((tr("Batch or project"), 2.0), (tr("Operator"), 1.0), (tr("Date of build"), 1.0))),
        _cell(design, plan, body),
        Gap(1 * mm),
        _narrow_weighings(plan) if _narrow(body) else _weighings(plan),
        *_dose(plan),
        *_programme(plan),
        Gap(1 * mm),
        _ticks(plan, body),
        Gap(1.5 * mm),
        Boxes(((tr("Deviations"), 3.0), (tr("Grade A, B, S"), 0.8), (tr("Checked by"), 1.2), (tr("Time"), 0.8))),
    ]


def _errors(design: Design) -> list[Flowable]:
    broken = sum(finding.severity == "error" for finding in design.open_findings)
    if not broken:
        return []
    told = tr("This design breaks {count} design rules. Do not build before somebody has decided.", count=broken)
    return [TextBlock(told, BOLD)]


def _narrow(body: Body) -> bool:
    return bool(body.width < NARROW)


def _cell(design: Design, plan: Process, body: Body) -> Grid:
    pairs = (
        (tr("Cathodes"), design.text("cathode_sheets")),
        (tr("Capacity"), design.text("capacity")),
        (tr("Electrolyte to fill"), design.text("electrolyte_fill")),
        (tr("Construction"), design.option_label("construction")),
        (tr("Cell mass"), design.text("cell_mass")),
        (tr("Process plan"), plan.designation),
    )
    across = 2 if _narrow(body) else 3
    columns = [Column(share=share, face=face) for share, face in ((0.9, NOTE), (1.0, BOLD)) * across]
    rows = [Row([text for pair in pairs[at : at + across] for text in pair]) for at in range(0, len(pairs), across)]
    return Grid(columns, rows, pad_y=0)


def _weighings(plan: Process) -> Grid:
    columns = (
        Column(tr("Point"), width=12 * mm),
        Column(tr("What is weighed"), share=1.0),
        Column(tr("Target"), width=34 * mm),
        Column(tr("Limits"), width=36 * mm),
        Column(tr("Found"), width=34 * mm),
        Column("", width=TICK + 2 * PAD_X),
    )
    rows = [
        Row(
            (
                TextBlock(entry.weigh, SET_POINT),
                TextBlock(_what(entry)),
                Target(entry),
                TextBlock(limits_text(entry)),
                Box(),
                Tick(),
            )
        )
        for _, entry in plan.weighings()
    ]
    return Grid(columns, rows, pad_y=0.2 * mm)


def _narrow_weighings(plan: Process) -> Grid:
    """The same with the limits below the target, for a page half as wide."""
    columns = (
        Column(tr("Point"), width=12 * mm),
        Column(tr("What is weighed"), share=1.0),
        Column(tr("Target"), width=33 * mm),
        Column(tr("Found"), width=29 * mm),
        Column("", width=TICK + 2 * PAD_X),
    )
    rows = [
        Row(
            (
                TextBlock(entry.weigh, SET_POINT),
                TextBlock(_what(entry)),
                Kept([Target(entry), TextBlock(limits_text(entry))], gap=0),
                Box(),
                Tick(),
            )
        )
        for _, entry in plan.weighings()
    ]
    return Grid(columns, rows, pad_y=0.2 * mm)


def _what(entry: Entry) -> str:
    """What is weighed; of many, the two that tell the others lie between them."""
    words = plain(entry.label)
    return tr("{what}: lowest – highest", what=words) if entry.boxes > 1 else words


def _dose(plan: Process) -> list[Flowable]:
    """What to fill for the active material that is in this cell, as a calculation to write out."""
    told: list[Flowable] = []
    for step in plan.steps:
        for entry in step.entries:
            if step.id == FILLING and entry.calculation:
                told.append(Sentence(entry.label, BOLD))
                told += [Sentence(line, box=20 * mm) for line in entry.calculation]
    return [Gap(0.5 * mm), Kept(told, gap=0)] if told else []


def _programme(plan: Process) -> list[Flowable]:
    """The formation programme in one sentence, with the values of this cell."""
    step = next((step for step in plan.steps if step.id == FORMATION), None)
    if step is None:
        return []
    line = [Piece("text", f"{step.title}: ")]
    for entry in step.entries:
        target, limits = target_text(entry), limits_text(entry)
        said = tr("{target} ({limits})", target=target, limits=limits) if target and limits else target or limits
        if said:
            line += [Piece("text", f"{plain(entry.label)} "), Piece("value", said), Piece("text", " · ")]
    return [Gap(1 * mm), Sentence(tuple(line[:-1]))]


def _ticks(plan: Process, body: Body) -> Grid:
    """The steps in their order down three columns, each with a box to tick; H marks a hold point."""
    count = 2 if _narrow(body) else 3
    rows = -(-len(plan.steps) // count)
    room = body.width / count - TICK - 5 * PAD_X
    columns = [
        column for _ in range(count) for column in (Column("", width=TICK + 2 * PAD_X), Column(share=1.0, face=BODY))
    ]
    cells: list[Row] = []
    for row in range(rows):
        line: list[str | Flowable] = []
        for step in plan.steps[row::rows]:
            line += [Tick(), TextBlock(shortened(_named(step), BOLD if step.hold else BODY, room), _face(step))]
        cells.append(Row([*line, *[""] * (2 * count - len(line))]))
    return Grid(columns, cells, rules="none", pad_y=0.25 * mm)


def _face(step: Step) -> Face:
    return BOLD if step.hold else BODY


def _named(step: Step) -> str:
    words = tr("{number} {title}", number=step.number, title=step.title)
    return tr("{step} (H)", step=words) if step.hold else words
