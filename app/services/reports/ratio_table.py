"""Every N/P by its name: what is counted down the side, over what along the top."""

import math

from app.services import format as writing
from app.services.design import Design
from app.services.i18n import tr
from app.services.reconcile.ratios import DENOMINATORS, NUMERATORS, table
from app.services.reports.tables import Column, Grid, Row
from app.services.reports.texts import BODY, BOLD


def ratio_table(design: Design) -> Grid:
    """The table; the row that is shown first is bold, and the remark says which number that is."""
    known = {(ratio.numerator, ratio.denominator): ratio.value for ratio in table(design)}
    shown = [name for name in DENOMINATORS if any(denominator == name for _, denominator in known)]
    first = design.plan.choices["np_basis"]
    rows = [
        Row(
            (tr(label), *(writing.number(known.get((numerator, name), math.nan)) for name in shown)),
            face=BOLD if numerator == first else BODY,
        )
        for numerator, (label, _) in NUMERATORS.items()
    ]
    columns = (
        Column(tr("Counted"), share=1.6),
        *(Column(tr("over {capacity}", capacity=tr(DENOMINATORS[name][0])), align="decimal") for name in shown),
    )
    remark = tr(
        "Shown first: {counted} over {capacity}, {value}.",
        counted=design.option_label("np_basis"),
        capacity=design.option_label("np_over"),
        value=design.text("np_ratio"),
    )
    return Grid(columns, rows, title=tr("N/P by name"), remark=remark, pad_y=0.4, space_before=6)
