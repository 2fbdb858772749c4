"""The plan of a batch as an exporter: a page to print, or a table for other programs."""

import csv
import io

from app.services.design import Design
from app.services.exports.exporter import CSV, PDF, Exporter, ExportError, ExportOptions, Progress
from app.services.i18n import N_

HEAD = ("item", "material", "unit", "one_cell", "good_cells", "cells_lost", "scrap", "to_have")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _make(design: Design, options: ExportOptions, progress: Progress) -> bytes:
    from app.services.plans import PlanError

    if EXPORTER.format(options).id == "csv":
        return _table(design, options)
    from app.services.reports import batch_plan

    try:
        return batch_plan.pdf(design, options, progress)
    except PlanError as error:
        raise ExportError(error.message) from error


def _table(design: Design, options: ExportOptions) -> bytes:
    from app.services.batch import STEPS, batch_of

    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow((*HEAD, *(f"scrap_{step}" for step in STEPS)))
    for need in batch_of(design, options.cells).needs:
        steps = (need.lost.get(step, 0.0) for step in STEPS)
        amounts = (need.per_cell, need.in_good, need.in_lost, need.scrapped, need.total, *steps)
        numbers = (repr(float(need.unit.from_si(amount))) for amount in amounts)
        writer.writerow((_text(need.label), _text(need.material), need.unit.symbol, *numbers))
    return stream.getvalue().encode("utf-8")


def _text(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


EXPORTER = Exporter(
    name="batch-plan",
    label=N_("Batch plan"),
    help=N_(
        "What a batch takes: cells to start, materials to requisition and to weigh with the scrap of each step, "
        "slurries with solvent and blade gap, pieces on their web."
    ),
    formats=(PDF, CSV),
    make=_make,
    takes=frozenset({"cells", "paper", "language", "batch", "web", "trim", "gap"}),
)
