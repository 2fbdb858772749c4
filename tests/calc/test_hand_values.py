"""Every derived quantity worked by hand for small cells of round numbers; no formula is without a value here.

The values, with the arithmetic beside them, stand in `tests.calc.by_hand`; here is which cell they belong to.
"""

import math

import pytest

from calc.graph import registry
from tests.calc.by_hand import curves, recipes
from tests.calc.by_hand.cells import (
    BARE,
    COATED,
    COMMON,
    CONTAINED,
    COPPER,
    FOIL,
    MEASURED,
    NONE,
    PLATEAUS,
    RATED,
    SHEETS,
    SODIUM,
    SPECIFIC,
    STEPS,
    STRIP,
    TYPED,
    cell,
    dosed,
    evaluated,
    loaded,
)
from tests.calc.by_hand.electrodes import (
    FROM_AREAL_CAPACITY,
    FROM_RATED_CAPACITY,
    FROM_THICKNESS_AND_DENSITY,
    FROM_THICKNESS_AND_POROSITY,
    THREE_MIXED,
    TWO_MIXED,
)
from tests.calc.by_hand.ends import (
    BETWEEN_ANODES,
    BETWEEN_ANODES_REVERSED,
    BETWEEN_CATHODES,
    BETWEEN_CATHODES_REVERSED,
    ONE_END_EACH,
    ONE_END_EACH_REVERSED,
)
from tests.calc.by_hand.sheets import COATED_SHEETS, GROWING_COATING, LITHIUM_ON_COPPER, LITHIUM_SHEETS, SODIUM_FOIL
from tests.calc.by_hand.strips import BARE_STRIP, LITHIUM_STRIP, WOUND_STRIP, WRAPPED_STRIP

CELLS = (
    cell(
        "sheets of lithium foil",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {dosed('mass-per-capacity')}",
        LITHIUM_SHEETS,
    ),
    cell(
        "strip of lithium foil",
        f"{STRIP} {FOIL} {TYPED} {loaded('both-sides', 'active')} {SPECIFIC} {NONE} "
        + dosed("mass-per-active-mass", "whole-anode"),
        LITHIUM_STRIP,
        cathode_loading=16,
        treated_faces=1,
    ),
    cell(
        "coated sheets, N/P of what is left after the first cycle over itself",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'coating')} {SPECIFIC} {CONTAINED} np_over=first-cycle "
        + dosed("fill-ratio", "reversible"),
        {"counted_anode_capacity": 0.2, "counted_cathode_capacity": 0.2, "np_ratio": 1},
        cathode_loading=10,
        anode_loading=6.25,
    ),
    cell(
        "coated sheets, N/P over theory",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'coating')} {SPECIFIC} {CONTAINED} np_over=theory "
        + dosed("fill-ratio", "anode-area"),
        {"counted_cathode_capacity": 0.4, "np_ratio": 2 * 264 / 400},
        cathode_loading=10,
        anode_loading=6.25,
    ),
    cell(
        "coated sheets, N/P over the first discharge",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'coating')} {SPECIFIC} {CONTAINED} np_over=first-discharge "
        + dosed("fill-ratio", "anode-area"),
        {"counted_cathode_capacity": 0.4, "np_ratio": 2 * 264 / 400},
        cathode_loading=10,
        anode_loading=6.25,
    ),
    cell(
        "coated sheets",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'coating')} {SPECIFIC} {CONTAINED} {MEASURED} "
        "charge_method=cc-cv " + dosed("fill-ratio", "anode-area"),
        COATED_SHEETS,
        cathode_loading=10,
        anode_loading=6.25,
    ),
    cell(
        "lithium on copper",
        f"{SHEETS} {COPPER} {TYPED} {loaded('both-sides', 'coating')} {SPECIFIC} {CONTAINED} "
        + dosed("volume-per-capacity", "accessible"),
        LITHIUM_ON_COPPER,
        cathode_loading=20,
        lithium_thickness=50,
    ),
    cell(
        "scrap by step, lithium foil",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {dosed('mass')} {STEPS}",
        {
            "cathode_scrap": 65,  # 1.1 × 1.2 × 1.25 − 1
            "anode_scrap": 31.25,  # 1.05 × 1.25 − 1
            "separator_scrap": 7,
            "electrolyte_scrap": 15.5,  # 1.1 × 1.05 − 1
            "pouch_film_scrap": 32,  # 1.2 × 1.1 − 1
            "cathode_powder_scrap": 106.25,  # 1.65 × 1.25 − 1
        },
    ),
    cell(
        "scrap by step, coated",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} {STEPS}",
        {"anode_scrap": 65},  # 1.1 × 1.2 × 1.25 − 1
    ),
    cell(
        "scrap by step, bare copper",
        f"{SHEETS} {BARE} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} {STEPS}",
        {"anode_scrap": 50},  # 1.2 × 1.25 − 1
    ),
    cell(
        "bare copper strip",
        f"{STRIP} {BARE} loading_given_by=sheet-mass {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} "
        + dosed("mass"),
        BARE_STRIP,
    ),
    cell(
        "coated, dose by volume, both sides of the active material",
        f"{SHEETS} {COATED} loading_given_by=areal-mass {loaded('both-sides', 'active')} {SPECIFIC} {CONTAINED} "
        + dosed("volume-per-active-mass"),
        {
            "cathode_active_loading": (25 - 5) / 2 * 0.8,
            "cathode_sheet_mass": 50 * 25 / 1000,
            "cathode_loading": 16,
            "anode_active_loading": 10 / 2,
            "electrolyte_mass": 2 * 1.6 * 1.25,
            "electrolyte_per_active_mass": 2.5,
        },
        anode_loading=10,
    ),
    cell(
        "coated, per side of the coating, sulfur",
        f"{SHEETS} {COATED} loading_given_by=sheet-mass {loaded('per-side', 'coating')} {SPECIFIC} {NONE} {MEASURED} "
        + dosed("mass"),
        {
            "cathode_loading": 10,
            "anode_active_loading": 6.25 * 0.8,
            "lithium_content_charged": 0.072,
            "charged_growth": 0,  # it is built charged
            "discharged_growth": -4 * 0.050 * 0.25 / 1.25,
        },
        anode_loading=6.25,
    ),
    cell(
        "coated, both sides of the coating",
        f"{SHEETS} {COATED} loading_given_by=areal-mass {loaded('both-sides', 'coating')} {SPECIFIC} {CONTAINED} "
        + dosed("mass"),
        {"cathode_loading": 20, "anode_active_loading": 12.5 * 0.8 / 2},
        anode_loading=12.5,
    ),
    cell(
        "coated, no two shares or densities alike, charged faster than discharged",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')}",
        {
            "cathode_fraction_sum": 80 + 12 + 8,
            "cathode_true_density": 1 / (0.8 / 4 + 0.12 / 2 + 0.08 / 1),
            "anode_fraction_sum": 80 + 15 + 6,
            "anode_true_density": 1.01 / (0.8 / 4 + 0.15 / 2 + 0.06 / 1),
            "separator_mass": 1200 * 0.002 * 0.4 * 1,
            "separator_pore_volume": 1200 * 0.002 * 0.6,
            "highest_current": 0.5 * 0.32,
        },
        cathode_carbon_fraction=12,
        cathode_binder_fraction=8,
        anode_carbon_fraction=15,
        anode_binder_fraction=6,
        anode_active_density=4,
        separator_porosity=60,
        discharge_rate=0.2,
    ),
    cell(
        "two actives, carbons and binders in each electrode",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "cathode_blend=two anode_blend=two cathode_additives=two-each anode_additives=two-each",
        TWO_MIXED,
    ),
    cell(
        "three actives in each electrode",
        f"{SHEETS} {COATED} loading_given_by=areal-capacity {loaded('per-side', 'active')} {RATED} {CONTAINED} "
        f"{dosed('mass')} cathode_blend=three anode_blend=three",
        THREE_MIXED,
    ),
    cell(
        "two actives that grow when discharged",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {NONE} {dosed('mass')} cathode_blend=two",
        {"cathode_volume_growth": 3.2 * (0.1875 * 60 + 0.125 * 100)},
    ),
    cell(
        "three actives that grow when discharged",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {NONE} {dosed('mass')} "
        "cathode_blend=three",
        {"cathode_volume_growth": (0.15 * 60 + 0.125 * 100 + 0.15 * 20) / 0.425},
    ),
    cell(
        "sheets of sodium foil",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {SODIUM} {dosed('mass')}",
        SODIUM_FOIL,
    ),
    cell(
        "a coating that grows",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')}",
        GROWING_COATING,
    ),
    cell(
        "coated, cathodes at the ends, cut separator",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "stack_ends=chosen bottom_end=cathode-single top_end=cathode-bare separator_form=cut",
        BETWEEN_CATHODES,
    ),
    cell(
        "coated, anodes at the ends",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "stack_ends=chosen bottom_end=anode-single top_end=anode-bare",
        BETWEEN_ANODES,
    ),
    cell(
        "coated, anodes at the ends, reversed",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "stack_ends=chosen bottom_end=anode-bare top_end=anode-single",
        BETWEEN_ANODES_REVERSED,
    ),
    cell(
        "coated, cathodes at the ends, reversed",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "stack_ends=chosen bottom_end=cathode-bare top_end=cathode-single",
        BETWEEN_CATHODES_REVERSED,
    ),
    cell(
        "lithium foil, an end of each kind",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "stack_ends=chosen bottom_end=anode-bare top_end=cathode",
        ONE_END_EACH,
    ),
    cell(
        "lithium foil, an end of each kind, reversed",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "stack_ends=chosen bottom_end=cathode top_end=anode-single",
        ONE_END_EACH_REVERSED,
    ),
    cell(
        "sheets that follow the cathode of 50 × 100 mm, cut separator",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "separator_form=cut anode_size_given_by=overhang separator_size_given_by=overhang",
        {
            "anode_width": 50 + 2 * 4,
            "anode_height": 100 + 2 * 6,
            "anode_overhang_left": 4 + 2,
            "anode_overhang_top": 6 + 3,
            "separator_height": 112 + 2 * 3,
            "separator_width": 58 + 2 * 2,
            "separator_overhang_top": 3 + 1,
        },
    ),
    cell(
        "wound strip of lithium foil, two separators",
        f"{STRIP} {FOIL} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "turning=winding separator_form=cut",
        WOUND_STRIP,
    ),
    cell(
        "strip of lithium foil, wrapped",
        f"{STRIP} {FOIL} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')}",
        WRAPPED_STRIP,
        separator_wraps=1.5,
    ),
    cell(
        "areal capacity and porosity",
        f"{SHEETS} {COATED} loading_given_by=areal-capacity cathode_density_given_by=porosity "
        f"anode_loading_given_by=areal-mass anode_density_given_by=porosity {loaded('per-side', 'active')} "
        f"{SPECIFIC} {CONTAINED} {dosed('mass')}",
        FROM_AREAL_CAPACITY,
    ),
    cell(
        "rated and specific capacity, thickness",
        f"{SHEETS} {COATED} loading_given_by=areal-capacity cathode_density_given_by=thickness "
        f"anode_loading_given_by=sheet-mass anode_density_given_by=thickness {loaded('both-sides', 'coating')} "
        f"{RATED} {CONTAINED} {dosed('mass')}",
        FROM_RATED_CAPACITY,
        cathode_coating_thickness=50,
    ),
    cell(
        "thickness and density",
        f"{SHEETS} {COATED} loading_given_by=thickness-and-density anode_loading_given_by=thickness-and-density "
        f"{loaded('per-side', 'coating')} {SPECIFIC} {CONTAINED} {dosed('mass')}",
        FROM_THICKNESS_AND_DENSITY,
    ),
    cell(
        "thickness and porosity",
        f"{SHEETS} {COATED} loading_given_by=thickness-and-porosity anode_loading_given_by=thickness-and-porosity "
        f"{loaded('both-sides', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')}",
        FROM_THICKNESS_AND_POROSITY,
    ),
    cell(
        "anode from its areal capacity",
        f"{SHEETS} {COATED} {TYPED} anode_loading_given_by=areal-capacity {loaded('per-side', 'active')} "
        f"{SPECIFIC} {CONTAINED} {dosed('mass')}",
        {"anode_active_loading": 5, "anode_coating_thickness": 50},
    ),
    cell(
        "lithium foil, dose by volume of the cell",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {dosed('volume')}",
        {
            "electrolyte_mass": 3 * 1.25,
            "electrolyte_per_active_mass": 3.75 / 1.6,
            "electrolyte_volume_per_active_mass": 3 / 1.6,
            "electrolyte_per_capacity": 3.75 / 0.32,
            "electrolyte_volume_per_capacity": 3 / 0.32,
        },
    ),
    cell(
        "coated, per side of the active material",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')}",
        {"anode_active_loading": 5, "anode_coating_loading": 6.25},
    ),
    cell(
        "two plateaus against lithium",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {PLATEAUS} {dosed('mass')}",
        curves.PLATEAUS,
        lower_voltage=1.8,
    ),
    cell(
        "two plateaus against a coating",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {dosed('mass')} {PLATEAUS}",
        curves.PLATEAUS_AGAINST_COATING,
        lower_voltage=1.8,
    ),
    cell(
        "mean voltage from the curves",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {dosed('mass')} "
        "voltage_given_by=curve",
        {"mean_voltage": 773.25 / 195, "energy": 0.32 * 773.25 / 195},
    ),
    *(
        cell(
            f"recipe, {choices}",
            f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {dosed('mass')} {choices}",
            expected,
        )
        for choices, expected in recipes.RECIPES
    ),
)
CASES = [(c, key) for c in CELLS for key in c.expected]


@pytest.mark.parametrize(("hand", "key"), CASES, ids=[f"{c}: {key}" for c, key in CASES])
def test_worked_by_hand(hand, key):
    plan, known = evaluated(hand)
    assert key in plan.by_key
    assert registry().quantities[key].unit.from_si(float(known[key])) == pytest.approx(
        hand.expected[key], rel=1e-12, abs=1e-12
    )


def test_no_formula_is_without_a_hand_value():
    worked = set()
    for hand in CELLS:
        plan = registry().plan(hand.choices)
        worked |= {plan.by_key[key].function for key in hand.expected}
    every = {d.function for variants in registry().derivations.values() for d in variants}
    assert {f.__name__ for f in every - worked} == set()


def test_the_first_cell_lists_everything_it_derives():
    plan, known = evaluated(CELLS[0])
    assert set(LITHIUM_SHEETS) == {step.key for step in plan.steps}
    assert all(math.isfinite(known[key]) for key in LITHIUM_SHEETS)


def test_the_hand_cells_state_every_input_but_set_points():
    assert set(COMMON) >= {key for key, declared in registry().inputs.items() if declared.group != "process"}
