"""docs/validation.md says what the program computes, and what it says in words is so."""

import importlib.util
import re
from pathlib import Path

import pytest

from app.services import library

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("make_validation", ROOT / "docs" / "make_validation.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def page():
    return (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")


def numbers(table):
    """The figures of a table, row by row."""
    rows = [line.strip("|").split("|") for line in table.splitlines()[2:]]
    return [[cell.strip() for cell in row] for row in rows]


def test_the_committed_tables_are_those_of_a_fresh_run(script, page):
    """If it fails: python docs/make_validation.py, then read whether the words around the tables still hold."""
    assert script.filled(page) == page


def test_a_missing_or_unknown_mark_is_refused(script, page):
    with pytest.raises(ValueError, match="masses"):
        script.filled(page.replace("<!-- table: masses -->", ""))
    with pytest.raises(ValueError, match="does not make"):
        script.filled(page + "\n<!-- table: more -->\n<!-- end -->\n")


def test_two_pouch_cells_of_another_group_have_their_stated_capacity(script):
    """Xiao 2022: 138 faces × 234.96 cm² × 30 mg/cm² × 0.97 × 140 mAh/g = 132.1 Ah; 126 faces at 15 mg/cm²: 60.3 Ah."""
    energy, power = (design for _, design in script.xiao())
    assert energy.number("facing_area") == pytest.approx(138 * 8.9 * 26.4, rel=1e-9)
    assert energy.number("cathode_areal_capacity") == pytest.approx(4.074, rel=1e-9)  # 4.1 is stated
    assert energy.number("capacity") == pytest.approx(138 * 234.96 * 4.074 / 1000, rel=1e-9)
    assert energy.number("capacity") == pytest.approx(132, rel=0.002)
    assert power.number("capacity") == pytest.approx(126 * 234.96 * 2.037 / 1000, rel=1e-9)
    assert power.number("capacity") == pytest.approx(60, rel=0.006)
    assert library.source("xiao-2022").doi == "10.1149/1945-7111/ac4a55"


def test_a_commercial_cell_has_its_stated_thickness_and_its_capacity_from_curves(script):
    """Ai 2020: 17 × (15 + 2 × 68) + 18 × (10 + 2 × 76.5) + 36 × 25 µm; the stated volume over 47 × 51 mm is 6.40 mm."""
    cell = script.enertech()
    assert cell.number("facing_faces") == 34
    assert cell.number("stack_thickness") == pytest.approx((17 * 151 + 18 * 163 + 36 * 25) / 1000)
    assert cell.number("stack_thickness") == pytest.approx(15.341 / (4.7 * 5.1) * 10, rel=0.01)
    assert cell.number("curve_capacity") == pytest.approx(2.28, rel=0.03)
    assert cell.number("cathode_stoichiometry_start") == pytest.approx(21725 / 49943, abs=0.01)
    for electrode, thickness, stated in (("cathode", 68, 0.62), ("anode", 76.5, 0.61)):
        volume = cell.number(f"{electrode}_active_loading") / cell.number(f"{electrode}_active_density")
        assert volume * 10 / thickness == pytest.approx(stated, abs=0.003)


def test_the_other_stated_outcomes_of_those_cells(script):
    """30 and 15 mg/cm² at 3.3 g/cm³ are 90.9 and 45.5 µm; 13 and 6.9 mg/cm² × 0.96 × 340 mAh/g over 4.074 and 2.037."""
    energy, power = (design for _, design in script.xiao())
    assert energy.number("cathode_coating_thickness") == pytest.approx(91, rel=0.002)
    assert power.number("cathode_coating_thickness") == pytest.approx(45, rel=0.011)
    assert power.number("np_facing_area") == pytest.approx(6.9 * 0.96 * 340 / 2037, rel=1e-6)
    assert power.number("np_facing_area") == pytest.approx(1.1, abs=0.05)
    assert energy.number("np_facing_area") == pytest.approx(13 * 0.96 * 340 / 4074, rel=1e-6)
    assert energy.number("np_facing_area") < 1.05 < energy.number("np_whole_anode") < 1.15
    assert power.number("np_whole_anode") > 1.15
    assert all(1.05 < cell.number("np_anode_area") < 1.15 for cell in (energy, power))
    # 140 faces of coating, 70 foils of copper and 69 of aluminium, 330 g of electrolyte: more than 132 Ah × 3.6 V / 264
    assert energy.number("specific_energy_of_stack") < 264 * 0.96
    for design in (energy, power):
        broken = {finding.rule.key for finding in design.findings}
        assert {"claimed_np_met", "claimed_specific_energy_met", "claimed_loading_of_active"} <= broken
        assert "claimed_capacity_met" not in broken


def test_what_reconcile_finds_is_what_the_page_says(script):
    listed = script.contradictions()
    for words in ("mean voltage of 2.239", "88\u00a0µm or thinner", "192 ± 1", "139.7 to 142.6"):
        assert words in listed


def test_the_words_about_mass_and_energy_hold(script):
    for row in numbers(script.masses()):
        mass, specific, energy = (float(row[i].replace("−", "-")) for i in (3, 6, 9))
        assert abs(mass) <= 4
        assert abs(specific) <= 5
        if "Li‖S" in row[0]:
            assert mass == pytest.approx(-3, abs=0.5)  # two errors that cancel
            assert specific == pytest.approx(-3, abs=0.5)
            assert energy == pytest.approx(-6, abs=0.5)


def test_the_shared_film_and_foil_fit_best_of_those_listed(script):
    squares = [sum(float(n.replace("−", "-")) ** 2 for n in row[1:]) for row in numbers(script.alternatives())]
    assert squares[0] == min(squares)


def test_the_words_about_the_large_cell_hold(script):
    rows = {row[0]: float(row[4]) for row in numbers(script.large_cell())}
    assert rows["as shipped"] == pytest.approx(430, abs=3)
    assert rows["88 µm film, 10 µm foil"] < 466.7
    assert rows["88 µm film, 10 µm foil, 2.15 V"] > 466.7
    assert rows["88 µm film, 10 µm foil, seals 3/6/3 mm"] == pytest.approx(466.7, abs=3)


def test_the_words_about_n_p_hold(script):
    claimed = {"3.11", "3.13"}
    for row in numbers(script.np_ratios()):
        if row[6] in claimed:
            assert all(float(value) not in {3.11, 3.13} for value in row[2:6])
            assert float(row[5]) <= 2.54
    (first, second) = numbers(script.np_candidates())[2][3], numbers(script.np_candidates())[2][6]
    assert float(first) == pytest.approx(2.11, abs=0.005)  # candidate C, in both cells
    assert float(second) == pytest.approx(2.11, abs=0.005)


def test_the_layer_explains_28_of_400_milligrams(script):
    cobalt, _ = numbers(script.pairs())
    assert cobalt[1:] == ["+400", "+28", "+28"]


def test_the_basis_of_the_loading_changes_specific_energy_by_0_7_percent(script):
    active, coating = (float(row[5]) for row in numbers(script.loading_basis()))
    assert coating / active - 1 == pytest.approx(0.007, abs=0.0005)


def test_the_page_gives_the_command_and_no_number_without_a_home(page):
    assert "python docs/make_validation.py" in page
    for link in re.findall(r"\((https?://[^)]+)\)", page):
        assert link in ("https://doi.org/10.1039/D3EE03185C", "https://doi.org/10.1149/2.0122001JES")
