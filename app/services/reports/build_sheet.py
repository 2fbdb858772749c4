"""The build sheet: what the operator reads, does, writes and ticks, from the first weighing to the last.

What is done and with which numbers is a process plan (templates/processes/*.toml, see app.services.process); this file
only lays it out. A page lies on a bench and is read at arm's length: text is 9 pt at least, set-points are 11 pt bold,
boxes are 9 mm high and ticks 5 mm. A step never breaks; in one line stand, in the order the hand works, what to do,
the target, its limits, the box and the tick. A section is a method of `_BuildSheet`; its place is the list in `story`.
"""

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable
from reportlab.platypus.doctemplate import LayoutError

from app.services import process
from app.services.company import BUILD_SHEET, Company
from app.services.design import Design
from app.services.drawings import layers
from app.services.drawings.unrolled import unrolled
from app.services.exports.exporter import ExportOptions, Progress, silent
from app.services.i18n import N_, joined, speaking, tr
from app.services.plans import PlanError
from app.services.process import Process, Step
from app.services.reports import batch_sheets, labels, rule_list
from app.services.reports.bench import (
    TICK,
    Amounts,
    Boxes,
    Framed,
    Grades,
    Hazard,
    NumberedBox,
    Pair,
    Sentence,
    Target,
    limits_text,
    plain,
    target_text,
)
from app.services.reports.blocks import Beside, Box, Gap, Heading, Kept, Tick
from app.services.reports.drawing_flowable import DrawingFlowable
from app.services.reports.fillable import Blank, FillableCanvas
from app.services.reports.frame import A5, PAPERS, Body, Head, Paper, Sheets, head_of, printed
from app.services.reports.logo import Logo
from app.services.reports.stacking_list import TickedPicture, order_tables
from app.services.reports.step_block import GRID_BOX, MOST_IN_STEP, StepBlock, parts_of
from app.services.reports.tables import PAD_X, Column, Grid, Row
from app.services.reports.texts import (
    BODY,
    BOLD,
    NOTE,
    SET_POINT,
    SUBHEADING,
    TextBlock,
    width,
)
from app.services.serials import serial

LAYER: Final[float] = 6.2 * mm
"""A layer's line in the stacking picture: its tick has to fit."""
PICTURE_MARGIN: Final[float] = 13 * mm
"""Above and below the layers of the stacking picture."""
STRIPS: Final[float] = 88 * mm
"""Height of the picture of the strips."""
SHORTENED: Final = 12
"""Lines of a stacking picture that leaves layers out."""
HEAD_KEPT: Final = 20 * mm
"""Of the width of a page's head, what its code takes."""
LONGEST_NAME: Final = 90
"""Characters of a material's name that a line of the bill has room for."""
MOST_FRAMED: Final = 12
"""Findings that go into one frame."""


MOST_SHEETS: Final = 1000
"""Sheets in one file; all of them are held in memory until it is written."""


def pdf(
    design: Design,
    options: ExportOptions | None = None,
    progress: Progress = silent,
    company: Company = Company(),  # noqa: B008 - frozen
) -> bytes:
    """A build sheet for each cell of the batch as the bytes of one PDF.

    Raises PlanError when no process plan fits the design or the pages, ValueError for more than MOST_SHEETS cells.
    """
    asked = options or ExportOptions()
    if asked.cells > MOST_SHEETS:
        raise ValueError(f"{asked.cells} sheets in one file")
    with speaking(asked.language):
        plan = process.process_of(design)
        first, *others = heads(design, asked, company)
        paper = A5 if asked.paper == A5.id else PAPERS[asked.paper]

        def story(body: Body) -> Iterable[Flowable]:
            if asked.compact:
                from app.services.reports import compact_sheet

                return compact_sheet.story(design, plan, body)
            return _BuildSheet(design, plan, body, company).story()

        try:
            if asked.form:
                return fillable_sheet(Sheets(first, story), paper, progress)
            return batch_sheets.rendered(Sheets(first, story), (first, *others), paper, asked.language, progress)
        except LayoutError:
            if design.document.process is None:
                raise
            raise PlanError(
                tr("A text of this design's own process plan takes more than a page. Shorten it.")
            ) from None


def fillable_sheet(sheets: Sheets, paper: Paper, progress: Progress = silent) -> bytes:
    """One sheet whose boxes are fields, as the bytes of a PDF."""
    stream = BytesIO()
    printed(sheets, stream, paper, functools.partial(FillableCanvas, sheets.head, paper), progress)
    return stream.getvalue()


def heads(
    design: Design,
    options: ExportOptions,
    company: Company = Company(),  # noqa: B008 - frozen
) -> list[Head]:
    """The head of each cell's sheet. Its code is that of the cell's label, so that either is scanned for the other."""
    shared = head_of(design, N_("Build sheet"), mark=N_("COPY") if options.copy else "")
    shared = replace(shared, number=company.number(design.document, BUILD_SHEET, design.short_hash))
    made = []
    for number in range(1, options.cells + 1):
        own = serial(design.hash, number, options.batch)
        line = tr("Cell number: {number} of {of}", number=number, of=options.cells)
        if options.batch:
            line = tr("{cell} · batch {batch}", cell=line, batch=options.batch)
        made.append(replace(shared, line=line, serial=own, code=labels.payload(design, "cells", own)))
    return made


class _BuildSheet:
    """Lays one design's process out for pages of one size."""

    def __init__(self, design: Design, plan: Process, body: Body, company: Company) -> None:
        self._company = company
        self._design = design
        self._process = plan
        self._body = body

    def story(self) -> Iterator[Flowable]:
        """Every section in order, each laid out when it is asked for."""
        sections: tuple[Callable[[], list[Flowable]], ...] = (
            self._letterhead,
            self._errors,
            self._identity,
            self._cell,
            self._rules_of_work,
            self._bill,
            self._cut_list,
            self._strips,
            self._stacking,
            self._steps,
            self._weighings,
            self._closing,
        )
        return (flowable for section in sections for flowable in section())

    # page 1

    def _letterhead(self) -> list[Flowable]:
        """Whose sheet it is, where that is set on this computer."""
        name, logo = self._company.name, self._company.logo
        words: list[Flowable] = [TextBlock(name, SUBHEADING)] if name else []
        if logo:
            return [Beside(words or [Gap(0)], [Logo(logo)], share=0.7), Gap(2 * mm)]
        return [*words, Gap(2 * mm)] if words else []

    def _errors(self) -> list[Flowable]:
        """Rules that the design breaks, and those that stand for a reason: on page 1, above everything else."""
        broken = [f for f in self._design.open_findings if f.severity == "error"]
        standing = rule_list.acknowledged(self._design)
        after = [*standing, Gap(2 * mm)] if standing else []
        if not broken:
            return after
        title = tr("This design breaks design rules. Do not build before somebody has decided.")
        told = [TextBlock(f"• {self._design.message(finding)}") for finding in broken]
        if len(told) > MOST_FRAMED:
            return [TextBlock(title, SUBHEADING), *told, Gap(2 * mm), *after]
        return [Framed([TextBlock(title, SUBHEADING), *told]), Gap(2 * mm), *after]

    def _identity(self) -> list[Flowable]:
        return [
            Boxes(((tr("Batch or project"), 2.0), (tr("Instructions, revision"), 1.0), (tr("Date of build"), 1.0))),
            Boxes(((tr("Operator"), 1.0), (tr("Second person"), 1.0), (tr("Room"), 1.0), (tr("Printed on"), 1.0))),
            Boxes(
                (
                    (tr("Balance no., calibrated"), 1.0),
                    (tr("Sealer no."), 1.0),
                    (tr("Welder no."), 1.0),
                    (tr("Cycler no., channel"), 1.0),
                )
            ),
        ]

    def _cell(self) -> list[Flowable]:
        design = self._design
        sheets_word = tr("Strip layers") if layers.turned(design) else tr("Anodes")
        pairs = (
            (tr("Construction"), design.option_label("construction")),
            (tr("Cathodes"), design.text("cathode_sheets")),
            (sheets_word, design.text("anode_layers")),
            (tr("Capacity"), design.text("capacity")),
            (tr("Cell mass"), design.text("cell_mass")),
            (tr("Electrolyte to fill"), design.text("electrolyte_fill")),
            (tr("Anode"), design.option_label("anode_kind")),
            (tr("Thickness as built"), design.text("cell_thickness")),
            (
                tr("Process plan"),
                self._process.designation,
            ),
        )
        columns = (
            Column(share=0.8, face=NOTE),
            Column(share=1.0, face=BOLD),
            Column(share=1.0, face=NOTE),
            Column(share=0.7, face=BOLD),
            Column(share=1.1, face=NOTE),
            Column(share=1.5, face=BOLD),
        )
        rows = [Row([text for row in pairs[at::3] for text in row]) for at in range(3)]
        table = Grid(columns, rows, space_before=1 * mm)
        name = _one_line(design.document.name)
        # The head of the page has room for a name of one line.
        if width(name, SET_POINT) <= self._body.width - HEAD_KEPT:
            return [table]
        return [TextBlock(name, SET_POINT, space_before=1 * mm), table]

    def _rules_of_work(self) -> list[Flowable]:
        told: list[Flowable] = [TextBlock(note) for note in self._process.notes]
        told.append(TextBlock(tr("H marks a hold point: do not go on before a second person has checked and signed.")))
        hazards: list[Flowable] = [Hazard(title, text) for title, text in self._process.hazards]
        return [*told, Gap(1.5 * mm), *hazards]

    # what goes in

    def _bill(self) -> list[Flowable]:
        columns = (
            Column(tr("Item"), share=2.1),
            Column(tr("Material"), share=2.3),
            Column(tr("For one cell"), share=2.2),
            Column(tr("Lot"), width=34 * mm),
            Column(tr("Opened, dried"), width=28 * mm),
            Column("", width=TICK + 2 * PAD_X),
        )
        rows = [
            Row(
                (
                    TextBlock(item.label, BOLD),
                    TextBlock(" + ".join(_cut(name) for name in item.materials)),
                    Amounts(item.per_cell),
                    Box(),
                    Box(),
                    Tick(),
                )
            )
            for item in self._process.items
        ]
        return [Heading(tr("Bill of materials"), needs=60 * mm), Grid(columns, rows, pad_y=0.6 * mm)]

    def _cut_list(self) -> list[Flowable]:
        columns = (
            Column(tr("Piece"), share=2.6),
            Column(tr("Count"), width=14 * mm),
            Column(tr("Width × height"), width=43 * mm),
            Column(tr("Mass of each"), width=26 * mm),
            Column(tr("First piece measured, mm"), width=46 * mm),
            Column("", width=TICK + 2 * PAD_X),
        )
        rows = [
            Row(
                (
                    Kept(
                        [TextBlock(cut.label, BOLD), *([Sentence(cut.note, BODY, BOLD)] if cut.note else [])],
                        gap=0.4 * mm,
                    ),
                    TextBlock(str(cut.count), SET_POINT),
                    Kept(
                        [
                            TextBlock(f"{cut.width.text} × {cut.height.with_unit}", SET_POINT),
                            TextBlock(f"± {cut.tolerance.with_unit}"),
                        ],
                        gap=0,
                    ),
                    TextBlock(cut.mass.with_unit if cut.mass else "", BODY),
                    Pair(),
                    Tick(),
                )
            )
            for cut in self._process.cuts
        ]
        along = tr("Width runs along the strip as it is folded, height across it.")
        return [Heading(tr("Cut list"), needs=60 * mm), TextBlock(along, NOTE, space_after=1 * mm), Grid(columns, rows)]

    # how it lies

    def _strips(self) -> list[Flowable]:
        """The strips with their folds and what lies on them, and the sheets."""
        drawing = functools.partial(unrolled, self._design)
        picture = DrawingFlowable(drawing, self._body.width, STRIPS, text_size=BODY.size, black_and_white=True)
        return [Heading(tr("Strips and sheets, laid flat"), needs=STRIPS + 8 * mm), picture]

    def _stacking(self) -> list[Flowable]:
        """The stack drawn layer by layer with a tick for each; where it has to be shortened, a list to tick besides."""
        order = layers.stacking_order(self._design)
        most = int((self._body.height - PICTURE_MARGIN - 16 * mm) // LAYER)
        shown = len(order) if len(order) <= most else SHORTENED
        picture = TickedPicture(self._design, order, self._body.width, PICTURE_MARGIN + shown * LAYER)
        told = tr("From the table upward. Tick each layer when it lies.")
        if not picture.complete:
            told = tr("From the table upward. Tick each layer when it lies, in the list below.")
        heading = Heading(tr("Stacking order"), needs=picture.height + 8 * mm)
        head = [heading, TextBlock(told, NOTE, space_after=1 * mm), picture]
        return head if picture.complete else [*head, *order_tables(order, self._body)]

    # what is done

    def _steps(self) -> list[Flowable]:
        told = tr(
            "In each line: what to do, the target in bold, its limits, a box to write in, a tick when it is right."
        )
        story: list[Flowable] = [Heading(tr("Steps"), needs=80 * mm), TextBlock(told, NOTE, space_after=1.5 * mm)]
        for step in self._process.steps:
            story += [StepBlock(part) for part in parts_of(step, self._body)]
            story += self._long_tables(step)
        first = story[2].wrap(self._body.width, self._body.height)[1]
        story[0] = Heading(tr("Steps"), needs=min(first + 16 * mm, self._body.height))
        return story

    def _long_tables(self, step: Step) -> Iterator[Flowable]:
        """Boxes that are too many for a step that does not break."""
        for entry in step.entries:
            if entry.boxes > MOST_IN_STEP:
                count = max(int(self._body.width // GRID_BOX), 1)
                rows = [
                    Row(
                        [
                            NumberedBox(number, entry.box) if number <= entry.boxes else ""
                            for number in range(start, start + count)
                        ]
                    )
                    for start in range(1, entry.boxes + 1, count)
                ]
                title = tr("Step {number}, {label}", number=step.number, label=plain(entry.label))
                limits = " · ".join(text for text in (target_text(entry), limits_text(entry)) if text)
                yield Grid(
                    [Column()] * count, rows, title=joined((title, limits), ": "), rules="none", space_before=2 * mm
                )

    # at the end

    def _weighings(self) -> list[Flowable]:
        columns = (
            Column(tr("Point"), width=14 * mm),
            Column(tr("What is weighed"), share=2.0),
            Column(tr("Step no."), width=16 * mm),
            Column(tr("Target"), width=35 * mm),
            Column(tr("Limits"), width=32 * mm),
            Column(tr("Found"), width=42 * mm),
            Column("", width=TICK + 2 * PAD_X),
        )
        rows = [
            Row(
                (
                    TextBlock(entry.weigh, SET_POINT),
                    TextBlock(plain(entry.label)),
                    TextBlock(str(step.number)),
                    Target(entry),
                    TextBlock(limits_text(entry)),
                    Pair(tr("lowest"), tr("highest")) if entry.boxes > 1 else Box(),
                    Tick(),
                )
            )
            for step, entry in self._process.weighings()
        ]
        told = tr("Copied from the steps when the cell is finished, so that the weighings stand together.")
        return [
            Heading(tr("Weigh record"), needs=60 * mm),
            TextBlock(told, NOTE, space_after=1 * mm),
            Grid(columns, rows),
        ]

    def _closing(self) -> list[Flowable]:
        """Deviations and signatures on one page: a signature says what it is a signature under."""
        columns = (
            Column(tr("Step no."), width=16 * mm),
            Column(tr("Deviation: what was found, what was done"), share=3.0),
            Column(tr("Decision"), width=30 * mm),
            Column(tr("Decided by, time"), width=36 * mm),
        )
        empty = [Row([Blank(10 * mm) for _ in columns], height=12 * mm) for _ in range(5)]
        codes = tr("Decisions: U use as it is · R rework · S scrap")
        signed = (
            Column("", width=30 * mm),
            Column(tr("Full name"), share=1.2),
            Column(tr("Signature"), share=1.2),
            Column(tr("Date and time"), width=36 * mm),
        )
        roles = (tr("Built by"), tr("Checked by"), tr("Released by"))
        return [
            Kept(
                [
                    TextBlock(tr("Deviations"), SUBHEADING),
                    Grid(columns, empty, rules="all"),
                    TextBlock(codes, NOTE),
                    TextBlock(tr("Result"), SUBHEADING),
                    Grades((tr("A, as designed"), tr("B, for tests only"), tr("C, scrap"))),
                    Grid(signed, [Row((TextBlock(role, BOLD), Box(), Box(), Box())) for role in roles], rules="none"),
                ],
                gap=2 * mm,
            )
        ]


# Words --------------------------------------------------------------------------------------------------------------


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cut(name: str) -> str:
    flat = _one_line(name)
    return flat if len(flat) <= LONGEST_NAME else f"{flat[: LONGEST_NAME - 1]}…"
