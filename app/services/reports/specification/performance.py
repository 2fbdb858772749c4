"""How the cell is to be tested, what the design expects, and boxes for what only a built cell can tell."""

from collections.abc import Mapping
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services.design import Design
from app.services.i18n import tr
from app.services.reports.pages import filled, named_keys, page
from app.services.reports.specification.manuscript import REPORT, Manuscript, known, measured
from app.services.reports.tables import Cell, Column, Grid, Row, group_row
from app.services.reports.texts import NOTE

BOX: float = 6.6 * mm
"""The height of a row that is written into."""


def conditions(manuscript: Manuscript) -> list[Flowable]:
    """What standard charge, discharge and environment mean on this paper."""
    design, content = manuscript.design, page(REPORT, "conditions")
    rows = [Row((tr(row["label"]), filled(design, row["says"]))) for row in content["rows"] if _holds(design, row)]
    columns = (Column(width=42 * mm), Column())
    return [manuscript.heading(tr(content["title"]), 40), Grid(columns, rows, pad_y=0.4 * mm)]


def electrical(manuscript: Manuscript) -> list[Flowable]:
    """Performance at rates and temperatures: the design says what it knows, the rest is measured."""
    design, content = manuscript.design, page(REPORT, "performance")
    rows: list[Row] = []
    for section in content["sections"]:
        inner = [_expected(manuscript, row) for row in section["rows"] if _holds(design, row)]
        rows += [group_row(tr(section["title"])), *inner] if inner else []
    columns = (
        Column(tr("Quantity"), share=1.0),
        Column(tr("Condition"), share=1.5, face=NOTE),
        Column(tr("Expected"), width=24 * mm, align="decimal"),
        Column(tr("Mark"), width=20 * mm),
        Column(tr("Measured"), width=27 * mm),
    )
    return [
        manuscript.heading(tr(content["title"]), 28),
        Grid(columns, rows, pad_y=0.3 * mm, rules="all", remark=tr(content["remark"])),
    ]


def _expected(manuscript: Manuscript, row: Mapping[str, Any]) -> Row:
    """One test: what the design expects, and what was measured."""
    design, key = manuscript.design, row.get("expected", "")
    expected, mark = (design.text(key), manuscript.mark(key)) if key else ("", "")
    cells = (filled(design, row["label"]), filled(design, row["says"]), expected, mark, _found(design, row))
    return Row(cells, height=BOX)


def safety(manuscript: Manuscript) -> list[Flowable]:
    """Mechanical, environmental and safety tests, none of which a design has passed."""
    design, content = manuscript.design, page(REPORT, "tests")
    rows: list[Row] = []
    for section in content["sections"]:
        rows.append(group_row(tr(section["title"])))
        rows += [
            Row((tr(row["label"]), tr(row["says"]), tr(row["passes"]), _blank()), height=BOX)
            for row in section["rows"]
            if _holds(design, row)
        ]
    columns = (
        Column(tr("Test"), share=0.75),
        Column(tr("Method"), share=1.6, face=NOTE),
        Column(tr("Requirement"), share=1.15, face=NOTE),
        Column(tr("Result"), width=27 * mm),
    )
    return [
        manuscript.heading(tr(content["title"]), 50),
        Grid(columns, rows, pad_y=0.3 * mm, rules="all", remark=tr(content["remark"])),
    ]


def _found(design: Design, row: Mapping[str, Any]) -> Cell | str:
    """What was measured, or a box for it."""
    claim = row.get("measured", "")
    return design.text(claim) if measured(design, claim) else _blank()


def _blank() -> Cell:
    return Cell(tr("to be measured"), NOTE, "left")


def _holds(design: Design, row: Mapping[str, Any]) -> bool:
    """Whether a row is about this cell: choices fit, quantities have values, and no other row says the same."""
    if any(design.plan.choices.get(choice) not in options for choice, options in row.get("when", {}).items()):
        return False
    if "unless" in row and any(design.text(key) == said for key, said in row["unless"].items()):
        return False
    named = [*named_keys(row.get("label", "")), *named_keys(row.get("says", ""))]
    return all(known(design, key) for key in (*named, *filter(None, [row.get("expected")])))
