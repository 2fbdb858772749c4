"""What holds for shipping and handling the cell, and the designer's notes."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services import format as writing
from app.services import transport
from app.services.i18n import joined, tr
from app.services.reports.pages import page
from app.services.reports.specification.manuscript import REPORT, Manuscript
from app.services.reports.tables import Column, Grid, Row
from app.services.reports.texts import NOTE, TextBlock


def shipping(manuscript: Manuscript) -> list[Flowable]:
    """What transport rules ask, dated, and never more than a hint."""
    design = manuscript.design
    content = design.text("lithium_content_charged")
    kind = transport.kind(design)
    if kind == "sodium-ion":
        said = tr("Nominal energy {energy} per cell. It is counted as a sodium-ion cell.", energy=design.text("energy"))
    elif kind == "sodium-metal":
        said = tr(
            "Nominal energy {energy} per cell. Its charged anode holds metallic sodium and no lithium.",
            energy=design.text("energy"),
        )
    elif kind == "lithium-ion":
        said = tr(
            "Equivalent lithium content {content} and nominal energy {energy} per cell, as lithium-ion cells are"
            " rated.",
            content=content,
            energy=design.text("energy"),
        )
    else:
        said = tr(
            "Lithium in the anode of the fully charged cell: {content}; nominal energy"
            " {energy} per cell. It is counted as a lithium metal cell.",
            content=content,
            energy=design.text("energy"),
        )
    rest = tr(
        "Limits, packing and tests change: verify against the current regulation before anything is shipped."
        " An untested prototype is not covered by a test report of another design."
    )
    rows = [
        Row(
            (
                tr(design.quantity(found.limit.key).label),
                design.text(found.limit.key),
                writing.quantity_text(found.limit.value, found.limit.unit),
                tr(found.consequence),
            )
        )
        for found in transport.assessed(design)
    ]
    columns = (
        Column(tr("Quantity"), share=1.1),
        Column(tr("This cell"), width=26 * mm, align="decimal"),
        Column(tr("Limit"), width=22 * mm, align="decimal"),
        Column(tr("What follows"), share=1.8, face=NOTE),
    )
    remarks = joined((tr(remark.says) for remark in transport.remarks(design)), " ")
    dated = tr("Limits as collected on {date}.", date=writing.date(transport.table().collected))
    remark = joined((dated, remarks), " ")
    return [
        manuscript.heading(tr("Transport"), 20),
        TextBlock(joined((said, rest), " ")),
        Grid(columns, rows, pad_y=0.45 * mm, remark=remark, space_before=1 * mm),
    ]


def precautions(manuscript: Manuscript) -> list[Flowable]:
    """How the cell is to be handled; a line that is about other kinds of cell is left out."""
    content, kind = page(REPORT, "precautions"), transport.kind(manuscript.design)
    rows = [
        Row((f"{number}", tr(row["says"])))
        for number, row in enumerate((r for r in content["rows"] if kind in r.get("cells", (kind,))), 1)
    ]
    columns = (Column(width=8 * mm, align="right"), Column())
    return [manuscript.heading(tr(content["title"]), 30), Grid(columns, rows, pad_y=0.35 * mm, rules="none")]


def notes(manuscript: Manuscript) -> list[Flowable]:
    """What the designer wrote."""
    said = manuscript.design.document.notes.strip()
    return [manuscript.heading(tr("Notes"), 20), TextBlock(said)] if said else []
