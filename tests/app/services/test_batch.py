"""What a batch takes: worked by hand, and nothing appears or disappears."""

import csv
import io
from dataclasses import replace

import pypdf
import pytest

from app.services import edits, templates
from app.services.batch import ANODE_SLURRY, CATHODE_SLURRY, STEPS, batch_of, nested, pieces, started
from app.services.design import Design
from app.services.exports import EXPORTERS, ExportOptions
from calc.graph import registry

PLAN = EXPORTERS["batch-plan"]


def designed(template: str = "li-s-1.6Ah-ers", **values: str) -> Design:
    document = templates.template(template)
    for key, text in values.items():
        known = registry().choices
        document = edits.set_choice(document, key, text) if key in known else edits.set_value(document, key, text)
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
    design = designed(scrap_given_by="part", cell_yield="90", electrolyte_scrap="10", separator_scrap="5")
    needs = {need.label: need for need in batch_of(design, 9).needs}
    assert needs["Electrolyte"].total == pytest.approx(10 * 1.1 * float(design.values["electrolyte_fill"]))
    assert needs["Electrolyte"].total == pytest.approx(0.0631, rel=2e-3)
    # A strip of 560 mm: 10 × 0.56 m × 1.05 = 5.88 m.
    assert needs["Separator strip, length"].total == pytest.approx(5.88)
    assert needs["Positive tabs"].total == 11  # a reserve of 5 %: 10.5, a whole one more


def test_a_step_loses_of_what_it_passes_on() -> None:
    # 9 good cells at 90 %: 10 begun, 5 g of powder each: 50 g. Sorting 2 %: 1 g; cutting 12 % of 51 g: 6.12 g;
    # coating 10 % of 57.12 g: 5.712 g; mixing 5 % of 62.832 g: 3.1416 g. Together 65.9736 g.
    shares = {"slurry_scrap": "5", "coating_scrap": "10", "electrode_cutting_scrap": "12", "sorting_scrap": "2"}
    batch = batch_of(designed(cell_yield="90", **shares), 9)
    need = replace(batch.needs[0], per_cell=0.005)
    assert need.lost == pytest.approx({"mixing": 0.0031416, "coating": 0.005712, "cutting": 0.00612, "sorting": 0.001})
    assert need.total == pytest.approx(0.0659736)
    assert list(need.lost) == ["mixing", "coating", "cutting", "sorting"]


@pytest.mark.parametrize("by", ["part", "step"])
@pytest.mark.parametrize("template", templates.ids())
def test_what_goes_in_is_in_cells_or_scrap(template: str, by: str) -> None:
    """Nothing appears and nothing is lost: good cells, cells lost and each step's scrap are all that is had."""
    design = designed(template, scrap_given_by=by, slurry_scrap="4")
    batch = batch_of(design, 13)
    scrap = {
        "Cathode active material": "cathode_powder_scrap", "Cathode foil": "cathode_scrap", "Lithium": "anode_scrap",
        "Anode carbon": "anode_powder_scrap", "Separator strip, length": "separator_scrap",
        "Electrolyte": "electrolyte_scrap", "Pouch film, area": "pouch_film_scrap",
    }  # fmt: skip
    for need in batch.needs:
        assert need.in_good + need.in_lost == pytest.approx(batch.started * need.per_cell)
        assert sum((need.in_good, need.in_lost, *need.lost.values())) == pytest.approx(need.total, rel=1e-12)
        assert set(need.lost) <= set(STEPS)
        if need.label in scrap:
            share = float(design.values[scrap[need.label]])
            assert need.total == pytest.approx(batch.started * need.per_cell * (1 + share))
        if need.unit.whole:
            assert need.total == round(need.total) >= batch.started * need.per_cell
    components = [need.total for need in batch.needs if need.of_it]
    if components:
        whole = next(need.total for need in batch.needs if need.label == "Electrolyte")
        assert sum(components) == pytest.approx(whole, rel=1e-9)


@pytest.mark.parametrize("template", templates.ids())
def test_a_slurry_is_its_powders_and_its_solvent(template: str) -> None:
    design = designed(template)
    batch = batch_of(design, 7)
    assert [slurry.kind for slurry in batch.slurries] == (
        [CATHODE_SLURRY, ANODE_SLURRY] if design.plan.choices["anode_kind"] == "coated" else [CATHODE_SLURRY]
    )
    for slurry in batch.slurries:
        part = "cathode" if slurry.kind == CATHODE_SLURRY else "anode"
        needs = batch.mixed_into(slurry.kind)
        powders = sum(need.total for need in needs if not need.dried_off)
        solvent = sum(need.total for need in needs if need.dried_off)
        assert powders / (powders + solvent) == pytest.approx(slurry.solids)
        assert slurry.mixed == pytest.approx(powders + solvent)
        # What is dry on one face, of all that is coated: wet film × density × solids is the coating's loading.
        loading = float(design.values[f"{part}_coating_loading"])
        assert slurry.wet * slurry.density * slurry.solids == pytest.approx(loading)
        assert sum(need.per_cell for need in needs if not need.dried_off) == pytest.approx(
            float(design.values[f"{part}_coating_mass"])
        )


def test_a_mixture_is_weighed_component_by_component() -> None:
    design = designed("nmc811-graphite", cathode_blend="two", cathode_additives="two-each")
    labels = [need.label for need in batch_of(design, 3).needs]
    assert labels.count("Cathode active material") == 2
    mass = sum(n.per_cell for n in batch_of(design, 3).mixed_into(CATHODE_SLURRY) if not n.dried_off)
    assert mass == pytest.approx(float(design.values["cathode_coating_mass"]))


def test_gaps_lie_between_pieces_and_rows() -> None:
    # 150 mm between the trimmed edges: two heights of 74 mm and the 2 mm between them, exactly. 40 pieces in 20 rows of
    # 50 mm with 19 gaps: 1038 mm.
    found = nested(40, 0.050, 0.074, 0.160, 0.005, 0.002)
    assert found is not None
    assert (found.across, found.rows) == (2, 20)
    assert found.length == pytest.approx(1.038)
    closer = nested(40, 0.050, 0.0745, 0.160, 0.005, 0.002)
    assert closer is not None
    assert (closer.across, closer.turned) != (2, False)


def test_pieces_that_will_be_rejected_are_cut_too() -> None:
    design = designed(sorting_scrap="2", forming_scrap="3")
    assert pieces(100, design, "cathode-end") == 102
    assert pieces(40, design, "anode-strip") == 41  # 40.8
    assert pieces(40, design, "film") == 42  # 41.2
    assert pieces(40, design, "separator-strip") == 40
    assert pieces(40, design, "positive-tab") == 42


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("template", templates.ids())
def test_the_plan_prints_every_need(template: str, paper: str) -> None:
    options = ExportOptions(cells=20, paper=paper, web=300, trim=5, batch="47 <b>")
    design = designed(template)
    content = PLAN.export(design, options)
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert f"cells to start: {batch_of(design, 20).started}" in text
    assert "Batch 47 <b>" in text
    for heading in ("Requisition", "Where it goes", "Cutting", "Weighing", "Cathode slurry", "blade gap"):
        assert heading in text
    assert content == PLAN.export(design, options)


def test_the_table_holds_the_same_numbers() -> None:
    design = designed()
    rows = list(csv.DictReader(io.StringIO(PLAN.export(design, ExportOptions(cells=9, format="csv")).decode())))
    batch = batch_of(design, 9)
    assert len(rows) == len(batch.needs)
    for row, need in zip(rows, batch.needs, strict=True):
        assert need.unit.to_si(float(row["to_have"])) == pytest.approx(need.total)
        scrap = sum(float(row[f"scrap_{step}"]) for step in STEPS)
        assert scrap == pytest.approx(float(row["scrap"]))


def test_one_cell_is_no_wrong_plural() -> None:
    made = PLAN.export(designed(), ExportOptions(cells=1))
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    assert "Good cells: 1" in text
    assert "1 good cells" not in text
