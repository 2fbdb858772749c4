"""What stands in a document, as headings and lines, before it is made: shown beside the list of documents.

To describe another document, add a function here and its exporter's name to `_DESCRIBED`. A document that is not
described here shows its help alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.services.design import Design
from app.services.i18n import joined, tr
from calc.graph import registry

_FIGURE: Final = "\N{FIGURE SPACE}"
"""As wide as a digit, so that numbers stand below each other."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and what stands under it, in words."""

    title: str
    lines: tuple[str, ...]


def contents(name: str, design: Design) -> tuple[Chapter, ...]:
    """What the document of the exporter called `name` holds for this design."""
    described = _DESCRIBED.get(name)
    return described(design) if described else ()


def _specification(design: Design) -> tuple[Chapter, ...]:
    from app.services.reports.pages import page

    titles = (tr(page("specification", name)["title"]) for name in ("ratings", "construction", "mass", "claims"))
    sections = (tr(section["title"]) for section in page("specification", "construction")["sections"])
    drawn = (tr("Plan view, with dimensions and tolerances"), tr("Cross-section"), tr("Mass of the cell as a bar"))
    return (
        Chapter(tr("Tables"), tuple(titles)),
        Chapter(tr("Construction"), tuple(sections)),
        Chapter(tr("Drawings"), drawn),
        Chapter(tr("Appendix"), (tr("What is assumed"), tr("Every formula with its numbers"), tr("Sources"))),
    )


def _build_sheet(design: Design) -> tuple[Chapter, ...]:
    from app.services.plans import PlanError
    from app.services.process import process_of

    try:
        process = process_of(design)
    except PlanError as error:
        return (Chapter(tr("No plan"), (error.message,)),)
    parts = tuple(joined((item.label, joined(item.per_cell)), ": ") for item in process.items)
    cuts = tuple(
        tr("{label}: {count} pieces, {width} × {height}", label=cut.label, count=cut.count, width=cut.width.with_unit,
           height=cut.height.with_unit)
        for cut in process.cuts
    )  # fmt: skip
    steps = tuple(f"{f'{step.number}'.rjust(2, _FIGURE)}  {step.title}" for step in process.steps)
    return (Chapter(tr("Steps"), steps), Chapter(tr("Parts for one cell"), parts), Chapter(tr("Pieces to cut"), cuts))


def _values(design: Design) -> tuple[Chapter, ...]:
    shown = sum(design.has(key) for key in registry().reported)
    counts = (
        tr("{count} choices", count=len(design.plan.choices)),
        tr("{count} inputs", count=len(design.plan.inputs)),
        tr("{count} results", count=shown),
        tr("{count} rules that speak", count=len(design.findings)),
    )
    return (Chapter(tr("Values"), counts),)


def _workbook(design: Design) -> tuple[Chapter, ...]:
    sheets = (
        tr("Inputs: a yellow cell each, with unit, limits, origin and source"),
        tr("Results: live formulas, each key a defined name"),
        tr("Masses, with a chart"),
        tr("Bill of materials, with scrap and cost"),
        tr("Rules: value, limits and verdict, live"),
        tr("Batch sheet: pieces and materials for a number of good cells"),
        tr("About: the design, the program, the sources"),
    )
    return (Chapter(tr("Worksheets"), sheets), *_values(design))


def _drawings(design: Design) -> tuple[Chapter, ...]:
    from app.services.drawings.tool_part import LAYERS
    from app.services.exports.drawings import parts
    from app.services.exports.exporter import ExportError, ExportOptions

    try:
        drawn = parts(design, ExportOptions())
    except ExportError as error:
        return (Chapter(tr("No drawing"), (error.message,)),)
    used = {layer.name for part in drawn for layer in part.layers}
    layers = (
        tr("{layer}: {meaning}", layer=layer.name, meaning=tr(layer.label)) for layer in LAYERS if layer.name in used
    )
    return (
        Chapter(tr("Pieces drawn"), tuple(part.name for part in drawn)),
        Chapter(tr("Layers of the DXF and the SVG"), tuple(layers)),
    )


def _batch_plan(design: Design) -> tuple[Chapter, ...]:
    from app.services.batch import STEPS, batch_of

    batch = batch_of(design, 1)
    steps = dict.fromkeys(step for need in batch.needs for step, amount in need.lost.items() if amount)
    sheets = (
        tr("Requisition: what to have, with lots and signatures"),
        tr("Where it goes: good cells, cells lost, scrap of each step"),
        tr("Cutting: pieces laid on a web"),
        tr("Weighing: slurries, electrolyte, foils"),
    )
    return (
        Chapter(tr("Sheets of the plan"), sheets),
        Chapter(tr("Slurries"), tuple(slurry.name for slurry in batch.slurries)),
        Chapter(tr("Scrap"), tuple(tr(STEPS[step]) for step in STEPS if step in steps)),
    )


_DESCRIBED: Final[Mapping[str, Callable[[Design], tuple[Chapter, ...]]]] = MappingProxyType(
    {
        "specification": _specification,
        "build-sheet": _build_sheet,
        "batch-plan": _batch_plan,
        "drawings": _drawings,
        "json": _values,
        "csv": _values,
        "workbook": _workbook,
    }
)
