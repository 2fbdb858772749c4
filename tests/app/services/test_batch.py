"""What a batch takes: worked by hand, and nothing appears or disappears."""

import csv
import io

import pypdf
import pytest

from app.services import edits, templates
from app.services.batch import batch_of, nested, started
from app.services.design import Design
from app.services.exports import EXPORTERS, ExportOptions

PLAN = EXPORTERS["batch-plan"]


def designed(template: str = "li-s-1.6Ah-ers", **values: str) -> Design:
    document = templates.template(template)
    for key, text in values.items():
        document = edits.set_value(document, key, text)
    return Design(document)


@pytest.mark.parametrize(("good", "share", "begun"), [(10, 0.9, 12), (9, 0.9, 10), (1, 1.0, 1), (7, 0.7, 10)])
def test_cells_to_start_are_whole(good: int, share: float, begun: int) -> None:
    assert started(good, share) == begun


def test_pieces_lie_the_way_that_takes_the_least_web() -> None:
    # 200 mm less 2 × 5 mm leave 190 mm: two heights of 75 mm in rows of 50 mm,
    # or turned three widths of 50 mm in rows of 75 mm.
    # 40 pieces: 20 rows × 50 mm = 1 m; turned 14 rows × 75 mm = 1.05 m.
    found = nested(40, 0.050, 0.075, 0.200, 0.005)
    assert found is not None
    assert (found.across, found.rows, found.turned) == (2, 20, False)
    assert found.length == pytest.approx(1.0)
    # On 160 mm: 150 mm are left, exactly two heights, or three widths: the same as before.
    exact = nested(40, 0.050, 0.075, 0.160, 0.005)
    assert exact is not None
    assert exact.across == 2
    # On 110 mm one height side by side takes 40 × 50 mm = 2 m, two widths 20 × 75 mm = 1.5 m.
    turned = nested(40, 0.050, 0.075, 0.110, 0.005)
    assert turned is not None
    assert turned.turned
    assert turned.length == pytest.approx(1.5)
    assert nested(1, 0.050, 0.075, 0.040) is None


def test_the_amounts_of_a_batch_worked_by_hand() -> None:
    # 9 good cells at 90 %: 10 begun. 5.735 g of electrolyte a cell, 10 % lost: 57.35 g × 1.1 = 63.1 g.
    design = designed(cell_yield="90", electrolyte_scrap="10", separator_scrap="5")
    needs = {need.label: need for need in batch_of(design, 9).needs}
    assert needs["Electrolyte"].total == pytest.approx(10 * 1.1 * float(design.values["electrolyte_fill"]))
    assert needs["Electrolyte"].total == pytest.approx(0.0631, rel=2e-3)
    # A strip of 560 mm: 10 × 0.56 m × 1.05 = 5.88 m.
    assert needs["Separator strip, length"].total == pytest.approx(5.88)
    assert needs["Positive tabs"].total == 10


@pytest.mark.parametrize("template", templates.ids())
def test_what_goes_in_is_in_cells_or_scrap(template: str) -> None:
    design = designed(template)
    batch = batch_of(design, 13)
    for need in batch.needs:
        assert need.total == pytest.approx(batch.started * need.per_cell * (1 + need.scrap))
        assert need.in_good + need.in_lost == pytest.approx(batch.started * need.per_cell)
    components = [need.total for need in batch.needs if need.label == "of it"]
    if components:
        whole = next(need.total for need in batch.needs if need.label == "Electrolyte")
        assert sum(components) == pytest.approx(whole, rel=1e-9)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("template", templates.ids())
def test_the_plan_prints_every_need(template: str, paper: str) -> None:
    options = ExportOptions(cells=20, paper=paper, web=300, trim=5, batch="47 <b>")
    design = designed(template)
    content = PLAN.export(design, options)
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert f"{batch_of(design, 20).started} cells to start" in text
    assert "Batch 47 <b>" in text
    assert "Requisition" in text
    assert content == PLAN.export(design, options)


def test_the_table_holds_the_same_numbers() -> None:
    design = designed()
    rows = list(csv.DictReader(io.StringIO(PLAN.export(design, ExportOptions(cells=9, format="csv")).decode())))
    batch = batch_of(design, 9)
    assert len(rows) == len(batch.needs)
    for row, need in zip(rows, batch.needs, strict=True):
        assert need.unit.to_si(float(row["to_have"])) == pytest.approx(need.total)
