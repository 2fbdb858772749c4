"""The ratings: typical values with the least or the most that tolerances allow, and what the energy rests on."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services.i18n import N_, tr
from app.services.reports.pages import filled, page
from app.services.reports.provenance import MARK_LEGEND, behind, status
from app.services.reports.specification.manuscript import MARK_WIDTH, REPORT, Manuscript, after_space, known, measured
from app.services.reports.tables import Cell, Column, Grid, Row, group_row
from app.services.reports.texts import BOLD, NOTE, TextBlock

COMPARABLE: Final = N_("Only figures of the whole cell compare with those of other cells.")


def ratings(manuscript: Manuscript) -> list[Flowable]:
    """What a customer asks first."""
    content = page(REPORT, "ratings")
    columns = (
        Column(tr("Quantity"), share=1.0),
        Column(tr("Minimum"), width=21 * mm, align="decimal"),
        Column(tr("Typical"), width=22 * mm, align="decimal"),
        Column(tr("Maximum"), width=21 * mm, align="decimal"),
        Column(tr("Basis"), share=1.05, face=NOTE),
        Column(tr("Mark"), width=MARK_WIDTH),
    )
    rows: list[Row] = []
    for section in content["sections"]:
        inner = [
            Row((label, least, Cell(typical, BOLD), most, basis, mark))
            for row in section["rows"]
            for label, least, typical, most, basis, mark in _values(manuscript, row)
        ]
        rows += [group_row(tr(section["title"])), *inner] if inner else []
    return [
        manuscript.heading(tr(content["title"])),
        Grid(columns, rows, pad_y=0.3 * mm, remark=tr(MARK_LEGEND), space_after=1 * mm),
    ]


def further(manuscript: Manuscript) -> list[Flowable]:
    """The other ratings, each on its own basis."""
    content = page(REPORT, "ratings")["further"]
    columns = (
        Column(tr("Quantity"), share=0.88),
        Column(tr("Value"), width=26 * mm, align="decimal"),
        Column(tr("Basis"), share=1.0, face=NOTE),
        Column(tr("Mark"), width=MARK_WIDTH),
    )
    rows: list[Row] = []
    for section in content["sections"]:
        inner = [
            Row((label, Cell(typical, BOLD), basis, mark))
            for row in section["rows"]
            for label, _, typical, _, basis, mark in _values(manuscript, row)
        ]
        rows += [group_row(tr(section["title"])), *inner] if inner else []
    return [
        manuscript.heading(tr(content["title"])),
        Grid(columns, rows, pad_y=0.35 * mm, remark=tr(COMPARABLE)),
    ]


def _values(manuscript: Manuscript, row: Mapping[str, Any]) -> Sequence[tuple[str, str, str, str, str, str]]:
    """Label, least, typical, most, basis and mark of one rating, and of what was measured of it, where there is any."""
    design, key = manuscript.design, row["key"]
    if not design.has(key):
        return ()
    least, most = (
        design.text(row[bound]) if bound in row and known(design, row[bound]) else ""
        for bound in ("minimum", "maximum")
    )
    label = tr(row.get("label", design.quantity(key).label))
    rows = [(label, least, design.text(key), most, filled(design, row["basis"]), manuscript.mark(key))]
    claim = row.get("measured", "")
    if measured(design, claim):
        rows.append((tr(row["measured_label"]), "", design.text(claim), "", tr("Built cells"), manuscript.mark(claim)))
    return rows


def energy_basis(manuscript: Manuscript) -> list[Flowable]:
    """What stands behind capacity, voltage and energy."""
    design = manuscript.design
    key = behind(design, "capacity")
    capacity = (
        tr("the rated capacity, {status}", status=status(design, key))
        if key == "rated_capacity"
        else tr("areal capacity times facing area")
    )
    text = tr(
        "Energy is capacity × mean discharge voltage = {capacity} × {voltage} = {energy}. The capacity is"
        " {capacity_origin}. {voltage_origin} Capacity, voltage and energy of a built cell will differ with rate,"
        " temperature, pressure and cycle number.",
        capacity=design.text("capacity"),
        voltage=design.text("mean_voltage"),
        energy=design.text("energy"),
        capacity_origin=capacity,
        voltage_origin=_voltage_origin(manuscript),
    )
    return [manuscript.heading(tr("Basis of the energy"), 25), TextBlock(text)]


def _voltage_origin(manuscript: Manuscript) -> str:
    design = manuscript.design
    match design.plan.choices["voltage_given_by"]:
        case "curve":
            return tr(
                "The mean voltage is that of the half-cell curves of both electrodes, balanced against each other"
                " between the cut-offs at C/10."
            )
        case "two-plateaus":
            return tr(
                "The mean voltage is that of a shape given to the lithium-sulfur discharge: two plateaus, a dip"
                " and a knee."
            )
    return tr(
        "The mean voltage is {voltage_status}{source}; no discharge curve was measured or integrated for it.",
        voltage_status=status(design, "mean_voltage"),
        source=after_space(manuscript.citations.of(design, "mean_voltage")),
    )
