"""What the cell is made of: its sizes, what lies in it, its section and its discharge curve."""

import functools
from collections.abc import Iterable, Mapping
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services import recipes
from app.services.design import Design
from app.services.drawings.cell_drawing import cell_drawing
from app.services.drawings.cross_section import cross_section
from app.services.drawings.voltage_chart import voltage_chart
from app.services.i18n import joined, tr
from app.services.reports.blocks import Beside
from app.services.reports.pages import page
from app.services.reports.recipe_table import recipe_table
from app.services.reports.specification.manuscript import MARK_WIDTH, REPORT, Manuscript, known, optional
from app.services.reports.tables import Cell, Column, Grid, Row, group_row
from app.services.reports.texts import NOTE, TextBlock
from app.services.voltage_words import ending, missing, windows
from calc.graph import registry

NARROW_MARK: Final = 20 * mm
DIMENSIONS_HEIGHT: Final = 118 * mm
SECTION_HEIGHT: Final = 80 * mm
CHART_HEIGHT: Final = 72 * mm


def discharge(manuscript: Manuscript) -> list[Flowable]:
    """The discharge curve, and what it rests on; nothing where there is none."""
    design = manuscript.design
    if missing(design):
        return []
    said = [ending(design), windows(design)]
    said.append(
        tr(
            "Energy at C/10 {slow}; at the discharge rate {rate}, with the estimated resistance of {resistance}.",
            slow=design.text("curve_energy"),
            rate=design.text("curve_energy_at_rate"),
            resistance=design.text("dc_resistance"),
        )
    )
    if design.plan.choices["voltage_given_by"] == "typed":
        said.append(tr("For comparison only: the mean voltage of this specification is typed."))
    curves = [curve for d in design.plan.curves if (curve := design.document.curve(d.key)) is not None]
    cited = " ".join(dict.fromkeys(manuscript.citations.cite(curve.source) for curve in curves if curve.source))
    rests = tr("Half-cell curves: {sources}", sources=cited) if cited and not _shaped(design) else ""
    words = [TextBlock(joined(said, " "))]
    words += [TextBlock(rests, NOTE)] if rests else []
    chart = manuscript.drawn(functools.partial(voltage_chart, design), manuscript.body.width, CHART_HEIGHT)
    return manuscript.together(tr("Discharge curve"), *words, chart)


def drawing(manuscript: Manuscript) -> list[Flowable]:
    """The finished cell with its dimension lines, and the dimensions that are agreed with their tolerances."""
    design, content = manuscript.design, page(REPORT, "dimensions")
    picture = manuscript.drawn(functools.partial(cell_drawing, design), manuscript.body.width, DIMENSIONS_HEIGHT)
    rows = [
        Row(
            (
                tr(row.get("label", design.quantity(row["key"]).label)),
                design.text(row["key"]),
                _tolerance(design, row),
                manuscript.mark(row["key"]),
            )
        )
        for row in content["rows"]
        if known(design, row["key"])
    ]
    columns = (
        Column(tr("Dimension"), share=1.4),
        Column(tr("Nominal"), align="decimal"),
        Column(tr("Tolerance"), align="decimal"),
        Column(tr("Mark"), width=MARK_WIDTH),
    )
    table = Grid(columns, rows, pad_y=0.3 * mm, remark=tr(content["remark"]))
    return manuscript.together(tr(content["title"]), picture, table)


def _tolerance(design: Design, row: Mapping[str, Any]) -> str:
    if "tolerance" not in row or not known(design, row["tolerance"]):
        return tr("to be agreed")
    return f"±{design.text(row['tolerance'])}"


def construction(manuscript: Manuscript) -> list[Flowable]:
    """What a customer needs to know of what is inside, in two columns of about the same height."""
    content = page(REPORT, "construction")
    halves: tuple[list[Row], list[Row]] = ([], [])
    for section in content["sections"]:
        inner = [row for key in section["rows"] for row in _construction_row(manuscript, key)]
        if inner:
            halves[section["column"] - 1].extend((group_row(tr(section["title"])), *inner))
    columns = (
        Column(tr("Quantity"), share=0.95),
        Column(tr("Value"), align="decimal"),
        Column(tr("Mark"), width=NARROW_MARK),
    )
    left, right = (Grid(columns, rows, pad_y=0.3 * mm) for rows in halves)
    return manuscript.together(tr(content["title"]), Beside([left], [right], gap=4 * mm))


def _construction_row(manuscript: Manuscript, key: str) -> Iterable[Row]:
    design, declared = manuscript.design, registry()
    if key in declared.choices:
        yield Row((tr(declared.choices[key].label), Cell(design.option_label(key), align="left"), tr("design")))
    elif key in declared.slots:
        material = design.document.materials.get(key)
        if material is not None:
            parts = joined((tr(material.name), material.formula, tr(material.recipe)))
            if key == recipes.ELECTROLYTE and recipes.has(design.document):
                # What is mixed may no longer be what the material is called.
                parts = recipes.described(design)
            state = tr("{mark} *", mark=tr("typical")) if material.assumed else tr("design")
            yield Row((tr(declared.slots[key].label), Cell(parts, align="left"), state))
    elif design.has(key) and not (optional(key) and not known(design, key)):
        label = tr(design.quantity(key).label)
        basis = design.basis(key)
        yield Row((joined((label, basis)), design.text(key), manuscript.mark(key)))


def recipe(manuscript: Manuscript) -> list[Flowable]:
    """What the electrolyte is mixed of, where the design says so."""
    design = manuscript.design
    if not recipes.has(design.document):
        return []
    table = recipe_table(design, lambda key: manuscript.citations.of(design, key))
    return [manuscript.heading(tr("Electrolyte recipe"), 50), table]


def section(manuscript: Manuscript) -> list[Flowable]:
    """The layers across the stack."""
    drawing = manuscript.drawn(
        functools.partial(cross_section, manuscript.design, mode="readable"), manuscript.body.width, SECTION_HEIGHT
    )
    return manuscript.together(tr("Cross-section"), drawing)


def _shaped(design: Design) -> bool:
    return design.plan.choices["voltage_given_by"] == "two-plateaus"
