"""What a source claims of the cell beside what the design gives."""

import math
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services import format as writing
from app.services.i18n import joined, tr
from app.services.reports.pages import page
from app.services.reports.specification.manuscript import REPORT, Manuscript, known, measured
from app.services.reports.tables import Column, Grid, Row
from app.services.reports.texts import NOTE
from calc.graph import registry


def claims(manuscript: Manuscript) -> list[Flowable]:
    """Each claim, what the design gives, and what the claims imply; nothing where nothing is claimed."""
    design, content = manuscript.design, page(REPORT, "claims")
    stated = [row for row in content["rows"] if known(design, row["claim"])]
    if not stated:
        return []
    rows = []
    for row in stated:
        label = tr(design.quantity(row["claim"]).label)
        if measured(design, row["claim"]):
            label = tr("{label}, measured", label=label)
        claim = (label, design.text(row["claim"]))
        for key in row["design"]:
            deviation = _deviation(manuscript, row, key)
            rows.append(
                Row(
                    (*claim, tr(design.quantity(key).label), design.text(key), deviation),
                    keep=key != row["design"][-1],
                )
            )
            claim = ("", "")
    columns = (
        Column(tr("Claim"), share=1.1),
        Column(tr("Claimed"), share=0.8, align="decimal"),
        Column(tr("In this design"), share=1.5),
        Column(tr("Value"), share=0.8, align="decimal"),
        Column(tr("Difference"), width=22 * mm, align="decimal"),
    )
    remark = tr("Claims stand as their source prints them; no number of this design was fitted to them.")
    cited = joined(dict.fromkeys(manuscript.citations.of(design, row["claim"]) for row in stated))
    remark = joined((remark, cited), " ")
    flowables: list[Flowable] = [
        manuscript.heading(tr(content["title"])),
        Grid(columns, rows, pad_y=0.5 * mm, remark=remark),
    ]
    implied = [key for key in content["implied"]["rows"] if known(design, key)]
    if implied:
        inner = [
            Row((tr(design.quantity(key).label), design.text(key), tr(design.quantity(key).help))) for key in implied
        ]
        meaning = (
            Column(tr("Quantity"), share=1.2),
            Column(tr("Value"), width=28 * mm, align="decimal"),
            Column(tr("Meaning"), share=1.4, face=NOTE),
        )
        flowables.append(
            Grid(meaning, inner, title=tr(content["implied"]["title"]), pad_y=0.5 * mm, space_before=2 * mm)
        )
    return flowables


def _deviation(manuscript: Manuscript, row: Any, key: str) -> str:
    """How far the design's value lies from the claim, in percent with its sign."""
    design = manuscript.design
    if "deviation" in row:
        ratio = design.number(row["deviation"])
    else:
        claimed = design.number(row["claim"])
        ratio = (design.number(key) / claimed - 1) * 100 if claimed else math.nan
    return (
        writing.with_unit(writing.signed(ratio, 3), registry().quantities["claim_mass_deviation"].unit)
        if math.isfinite(ratio)
        else writing.NO_VALUE
    )
