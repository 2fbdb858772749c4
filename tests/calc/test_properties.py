"""What must hold for any sane cell, whatever its numbers: found by trying many."""

import math

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import given as tried_on
from hypothesis import strategies as st

from calc.evaluate import evaluate
from calc.graph import registry
from calc.model.masses import MASS_PARTS
from tests.calc.by_hand.curves import CURVES


def given(*cells, examples=30, **named):
    """The same cells in every run, on every machine."""
    steady = settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    return lambda test: steady(tried_on(*cells, **named)(test))


UNITS = {key: declared.unit for key, declared in registry().inputs.items()}
DEFAULTS = {key: float(d.default) for key, d in registry().inputs.items() if d.default}
SANE = {
    "cathode_sheets": st.integers(1, 40),
    "cathode_width": st.floats(20, 300),
    "cathode_height": st.floats(20, 300),
    "cathode_loading": st.floats(1, 40),
    "cathode_active_fraction": st.floats(50, 100),
    "cathode_density": st.floats(0.5, 3.5),
    "cathode_specific_capacity": st.floats(100, 1500),
    "rated_capacity": st.floats(0.1, 100),
    "lithium_thickness": st.floats(10, 300),
    "surface_layer_loading": st.floats(0, 1),
    "anode_loading": st.floats(1, 30),
    "mean_voltage": st.floats(1, 5),
    "separator_porosity": st.floats(20, 80),
    "electrolyte_density": st.floats(0.8, 1.8),
    "pouch_film_thickness": st.floats(60, 200),
    "cathode_offset_width": st.floats(-0.4, 0.4),
    "cathode_offset_height": st.floats(-0.4, 0.4),
    "separator_wraps": st.integers(0, 2),
}
OVERHANG = st.floats(0.5, 5)  # mm at each edge

ALL_CHOICES = {key: [o.id for o in choice.options] for key, choice in registry().choices.items()}
SOUND_ENDS = ["anode", "anode-single", "cathode-single"]
"""Sheets at the ends with which every coated face has a partner."""


@st.composite
def cells(draw, /, **fixed):
    """Choices and inputs (declared units) of a cell whose anode covers its cathode and whose separator covers both."""
    offered = ALL_CHOICES | {"bottom_end": SOUND_ENDS, "top_end": SOUND_ENDS}
    choices = {key: fixed.get(key) or draw(st.sampled_from(options)) for key, options in offered.items()}
    typed = DEFAULTS | {key: draw(values) for key, values in SANE.items()}
    along, across = draw(OVERHANG), draw(OVERHANG)
    typed["anode_sheets"] = typed["cathode_sheets"] + 1
    typed["anode_width"] = typed["cathode_width"] + 2 * along
    typed["anode_height"] = typed["cathode_height"] + 2 * across
    typed["anode_overhang_width"], typed["anode_overhang_height"] = along, across
    typed["separator_width"] = typed["anode_width"] + 3
    typed["separator_height"] = typed["anode_height"] + 3
    typed["lithium_strip_length"] = (typed["cathode_sheets"] + 1) * (typed["cathode_width"] + 2 * along)
    typed["cathode_areal_mass"] = 20 * typed["cathode_loading"] + 40.5  # both sides, and 15 µm of aluminium
    typed["cathode_sheet_mass"] = typed["cathode_areal_mass"] * typed["cathode_width"] * typed["cathode_height"] / 1e6
    typed["anode_areal_mass"] = 20 * typed["anode_loading"] + 71.68  # both sides, and 8 µm of copper
    along_strip = "lithium_strip_length" if choices["construction"] == "turn-stacking" else "anode_width"
    typed["anode_sheet_mass"] = typed["anode_areal_mass"] * typed[along_strip] * typed["anode_height"] / 1e6
    # a coating that has pores, whichever side and basis the loading counts
    typed["cathode_coating_thickness"] = 25 * typed["cathode_loading"] / typed["cathode_density"]
    typed["separator_length"] = 3 * typed["lithium_strip_length"]
    return choices, typed


def computed(choices, typed):
    plan = registry().plan(choices)
    return evaluate(plan, {d.key: d.unit.to_si(typed[d.key]) for d in plan.inputs if d.key in typed} | CURVES)


def changed(typed, **factors):
    return typed | {key: typed[key] * factor for key, factor in factors.items()}


@given(cells())
def test_parts_add_up_to_the_cell(cell):
    known = computed(*cell)
    assert math.fsum(known[part] for part in MASS_PARTS) == pytest.approx(known["cell_mass"], rel=1e-14)
    assert all(known[part] >= 0 for part in MASS_PARTS)
    assert known["filled_cell_mass"] >= known["cell_mass"] * (1 - 1e-12)  # what filling loses is on top
    assert known["stack_mass"] < known["welded_stack_mass"] < known["dry_cell_mass"] < known["cell_mass"]


@given(cells())
def test_energy_is_capacity_times_mean_voltage(cell):
    known = computed(*cell)
    assume(math.isfinite(known["energy"]))  # a cell without any lithium has no mean voltage on its curves
    assert known["energy"] == known["capacity"] * known["mean_voltage"]
    assert known["specific_energy"] * known["cell_mass"] == pytest.approx(known["energy"], rel=1e-14)
    volume = known["cell_length"] * known["cell_width"] * known["cell_thickness"]
    assert known["energy_density"] * volume == pytest.approx(known["energy"], rel=1e-14)


@given(cells())
def test_less_counted_mass_gives_more_specific_energy(cell):
    known = computed(*cell)
    assume(math.isfinite(known["energy"]))  # a cell without any lithium has no mean voltage on its curves
    assert known["specific_energy"] < known["specific_energy_without_package"] < known["specific_energy_of_stack"]


@given(cells(loading_given_by="loading", cathode_density_given_by="density", turning="accordion"), st.floats(1.01, 2))
def test_mass_grows_with_loading(cell, factor):
    choices, typed = cell
    light, heavy = computed(choices, typed), computed(choices, changed(typed, cathode_loading=factor))
    assert heavy["cell_mass"] > light["cell_mass"]
    assert heavy["cathode_active_mass"] == pytest.approx(factor * light["cathode_active_mass"], rel=1e-12)
    assert heavy["cell_thickness"] > light["cell_thickness"]
    assert heavy["package_mass"] == light["package_mass"]


@given(cells(capacity_given_by="specific-capacity", stack_ends="counts"), st.integers(2, 4))
def test_capacity_goes_with_the_number_of_cathodes(cell, times):
    choices, typed = cell
    more = typed | {
        "cathode_sheets": times * typed["cathode_sheets"],
        "anode_sheets": times * typed["cathode_sheets"] + 1,
        "lithium_strip_length": typed["lithium_strip_length"]
        * (times * typed["cathode_sheets"] + 1)
        / (typed["cathode_sheets"] + 1),
    }
    assert computed(choices, more)["capacity"] == pytest.approx(times * computed(choices, typed)["capacity"], rel=1e-12)


@given(cells(anode_kind="lithium-foil"))
def test_whole_foil_counts_most_and_the_facing_area_least(cell):
    """N1 ≥ N3 ≥ N2 where the anode covers the cathode."""
    known = computed(*cell)
    assert known["np_whole_anode"] >= known["np_anode_area"] * (1 - 1e-12)
    assert known["np_anode_area"] >= known["np_facing_area"] * (1 - 1e-12)


@given(cells(anode_kind="coated"))
def test_a_coated_anode_has_the_same_order(cell):
    known = computed(*cell)
    assert known["np_whole_anode"] >= known["np_anode_area"] * (1 - 1e-12) >= known["np_facing_area"] * (1 - 2e-12)


@given(cells())
def test_the_facing_area_is_no_more_than_what_is_coated(cell):
    known = computed(*cell)
    assert known["facing_area"] == pytest.approx(
        known["cathode_coated_area"], rel=1e-12
    )  # one anode more than cathodes
    assert known["facing_area"] <= known["anode_face_area"] * (1 + 1e-12)


@given(cells())
def test_what_is_shown_first_is_what_was_chosen(cell):
    choices, typed = cell
    known = computed(choices, typed)
    capacity = {"capacity": "capacity", "theory": "cathode_theoretical_charge",
                "first-discharge": "first_discharge_capacity", "first-cycle": "reversible_capacity"}  # fmt: skip
    over = known[capacity[choices["np_over"]]]
    assume(over != 0)  # a cell without any lithium
    if choices["np_basis"] == "reversible":
        counted = known["anode_side_capacity"]
    else:
        counted = known["np_" + choices["np_basis"].replace("-", "_")] * known["capacity"]
    assert known["np_ratio"] == pytest.approx(counted / over, rel=1e-12, nan_ok=True)


@given(cells())
def test_porosity_thickness_and_mass_agree(cell):
    """Solid and pores together fill the coating: thickness × (1 − porosity) × true density is the loading."""
    known = computed(*cell)
    solid = known["cathode_coating_thickness"] * (1 - known["cathode_porosity"]) * known["cathode_true_density"]
    assert solid == pytest.approx(known["cathode_coating_loading"], rel=1e-9)


@given(cells())
def test_the_pouch_holds_the_stack(cell):
    known = computed(*cell)
    assert known["cup_width"] >= known["stack_width"]
    assert known["cup_height"] >= known["separator_height"] > known["anode_height"] > known["cathode_height"]
    assert known["cell_thickness"] > known["stack_thickness"] >= known["cup_depth"]
    assert known["pouch_width"] >= known["cup_width"]
    assert known["cell_length"] >= known["cup_height"]


# One cell in every dialect --------------------------------------------------------------------------------------------


def in_dialect(choices, known, typed, **answers):
    """The same cell typed under other answers: each newly typed key takes the value that was computed."""
    other = choices | answers
    carried = {d.key: UNITS[d.key].from_si(known[d.key]) for d in registry().plan(other).inputs if d.key in known}
    return computed(other, typed | carried)


def assert_same_cell(one, other):
    for key in (
        "cathode_active_mass",
        "cathode_coating_mass",
        "electrolyte_mass",
        "anode_mass",
        "cell_mass",
        "capacity",
    ):
        assert other[key] == pytest.approx(one[key], rel=1e-12), key
    for key in ("stack_thickness", "energy", "np_facing_area", "electrolyte_fill_ratio", "separator_length"):
        # A cell without any lithium has no mean voltage on its curves.
        assert other[key] == pytest.approx(one[key], rel=1e-12, nan_ok=key == "energy"), key


@pytest.mark.parametrize("dialect", ALL_CHOICES["electrolyte_given_by"])
@given(cell=cells(electrolyte_given_by="mass"), examples=12)
def test_every_dialect_of_the_dose_describes_the_same_cell(dialect, cell):
    choices, typed = cell
    known = computed(choices, typed)
    assume(known["pore_volume"] > 0)
    again = in_dialect(choices, known, typed, electrolyte_given_by=dialect)
    assert_same_cell(known, again)
    for key in registry().inputs:
        if key.startswith("electrolyte_") and key in known:
            assert again[key] == pytest.approx(known[key], rel=1e-12, nan_ok=True), key


@pytest.mark.parametrize("side", ALL_CHOICES["loading_side"])
@pytest.mark.parametrize("basis", ALL_CHOICES["loading_basis"])
@given(
    cell=cells(
        loading_given_by="loading", anode_loading_given_by="loading", loading_side="per-side", loading_basis="active"
    ),
    examples=12,
)
def test_side_and_basis_of_the_loading_say_the_same_thing_otherwise(side, basis, cell):
    choices, typed = cell
    known = computed(choices, typed)
    count = 2 if side == "both-sides" else 1
    again = dict(typed)
    for electrode in ("cathode", "anode"):
        share = typed[f"{electrode}_active_fraction"] / 100 if basis == "coating" else 1
        again[f"{electrode}_loading"] = typed[f"{electrode}_loading"] * count / share
    assert_same_cell(known, computed(choices | {"loading_side": side, "loading_basis": basis}, again))


@pytest.mark.parametrize("given_by", ALL_CHOICES["loading_given_by"])
@given(cell=cells(loading_given_by="loading", cathode_blend="one"), examples=12)
def test_a_weighed_sheet_or_the_coater_s_gauge_describes_the_same_cell(given_by, cell):
    choices, typed = cell
    known = computed(choices, typed)
    again = in_dialect(choices, known, typed, loading_given_by=given_by)
    for key in ("cathode_loading", "cathode_sheet_mass", "cathode_areal_mass"):
        assert again[key] == pytest.approx(known[key], rel=1e-10)
    for key in ("cathode_active_mass", "cell_mass", "stack_thickness"):
        assert again[key] == pytest.approx(known[key], rel=1e-10)  # a thin coating is a small part of what is weighed


@pytest.mark.parametrize("given_by", ALL_CHOICES["loading_given_by"])
@pytest.mark.parametrize("density_given_by", ALL_CHOICES["cathode_density_given_by"])
@given(
    cell=cells(loading_given_by="loading", cathode_density_given_by="density", capacity_given_by="specific-capacity"),
    examples=6,
)
def test_every_pair_that_determines_the_cathode_describes_the_same_cell(given_by, density_given_by, cell):
    choices, typed = cell
    known = computed(choices, typed)
    answers = {"loading_given_by": given_by, "cathode_density_given_by": density_given_by}
    for capacity_given_by in ALL_CHOICES["capacity_given_by"]:
        again = in_dialect(choices, known, typed, capacity_given_by=capacity_given_by, **answers)
        for key in ("cathode_loading", "cathode_density", "cathode_coating_thickness", "cathode_areal_capacity",
                    "cathode_specific_capacity", "rated_capacity", "cell_mass", "stack_thickness"):  # fmt: skip
            assert again[key] == pytest.approx(known[key], rel=1e-9), key
        assert again["cathode_porosity"] == pytest.approx(known["cathode_porosity"], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("given_by", ALL_CHOICES["anode_loading_given_by"])
@pytest.mark.parametrize("density_given_by", ALL_CHOICES["anode_density_given_by"])
@given(cell=cells(anode_kind="coated", anode_loading_given_by="loading", anode_density_given_by="density"), examples=6)
def test_every_pair_that_determines_the_anode_describes_the_same_cell(given_by, density_given_by, cell):
    choices, typed = cell
    known = computed(choices, typed)
    answers = {"anode_loading_given_by": given_by, "anode_density_given_by": density_given_by}
    again = in_dialect(choices, known, typed, **answers)
    for key in ("anode_loading", "anode_density", "anode_coating_thickness", "anode_areal_capacity", "cell_mass"):
        assert again[key] == pytest.approx(known[key], rel=1e-9), key
    assert again["anode_porosity"] == pytest.approx(known["anode_porosity"], rel=1e-9, abs=1e-9)


@given(cells(capacity_given_by="rated", cathode_blend="one"))
def test_the_specific_capacity_that_is_implied_gives_the_rated_capacity(cell):
    choices, typed = cell
    known = computed(choices, typed)
    again = in_dialect(choices, known, typed, capacity_given_by="specific-capacity")
    assert_same_cell(known, again)
    assert again["rated_capacity"] == pytest.approx(known["rated_capacity"], rel=1e-12)


@given(cells(separator_length_given_by="layers"))
def test_the_length_that_the_layers_need_leaves_nothing_to_spare(cell):
    choices, typed = cell
    known = computed(choices, typed)
    assert known["separator_length_margin"] == 0
    assert_same_cell(known, in_dialect(choices, known, typed, separator_length_given_by="length"))


# Limits --------------------------------------------------------------------------------------------------------------


@given(cells(anode_kind="lithium-foil"))
def test_no_surface_layer_weighs_nothing(cell):
    choices, typed = cell
    known = computed(choices, typed | {"surface_layer_loading": 0.0})
    assert known["surface_layer_mass"] == 0
    assert known["anode_mass"] == known["lithium_mass"]


@given(cells(construction="lamination", anode_kind="lithium-foil"))
def test_without_overhang_anode_area_and_facing_area_are_the_same(cell):
    choices, typed = cell
    alike = {"anode_width": typed["cathode_width"], "anode_height": typed["cathode_height"]}
    alike |= {"anode_overhang_width": 0.0, "anode_overhang_height": 0.0}
    known = computed(choices, typed | alike | {"cathode_offset_width": 0.0, "cathode_offset_height": 0.0})
    assert known["np_anode_area"] == pytest.approx(known["np_facing_area"], rel=1e-12)
    assert known["anode_overhang_width"] == pytest.approx(0, abs=1e-15)


@given(cells(construction="lamination", anode_kind="lithium-foil", stack_ends="counts"))
def test_one_cathode_between_two_anodes(cell):
    """Both outer halves of the foils face nothing: the whole foil is twice what faces, overhang apart."""
    choices, typed = cell
    known = computed(choices, typed | {"cathode_sheets": 1, "anode_sheets": 2})
    assert known["facing_faces"] == 2
    assert known["separator_layers"] == 4
    assert known["np_whole_anode"] == pytest.approx(2 * known["np_anode_area"], rel=1e-12)


@given(cells(anode_kind="anode-free"))
def test_bare_copper_is_the_limit_of_thin_lithium_on_copper(cell):
    choices, typed = cell
    bare = computed(choices, typed)
    thin = computed(
        choices | {"anode_kind": "lithium-on-copper"}, typed | {"lithium_thickness": 0.0, "surface_layer_loading": 0.0}
    )
    for key in ("cell_mass", "stack_thickness", "np_whole_anode", "lithium_content_charged", "energy_density"):
        # Without lithium in the cathode either there is no mean voltage on the curves.
        assert thin[key] == pytest.approx(bare[key], rel=1e-14, nan_ok=key == "energy_density"), key


@given(cells(construction="lamination", anode_kind="lithium-foil", cathode_lithium="none"))
def test_a_foil_of_n_p_one_is_eaten_up(cell):
    """Where the anode just covers the discharge on the facing area, nothing of an inner foil is left."""
    choices, typed = cell
    known = computed(choices, typed)
    again = computed(choices, changed(typed, lithium_thickness=1 / known["np_facing_area"]))
    assert again["np_facing_area"] == pytest.approx(1, rel=1e-12)
    assert again["residual_lithium_thickness"] == pytest.approx(0, abs=1e-9 * again["lithium_thickness"])


@given(cells(anode_kind="lithium-foil", cathode_lithium="contained", working_ion="lithium"))
def test_a_cathode_that_brings_lithium_adds_it_at_full_charge(cell):
    choices, typed = cell
    known = computed(choices, typed)
    plated = known["lithium_content_charged"] - known["lithium_mass"]
    assert plated * known["lithium_specific_capacity"] == pytest.approx(known["capacity"], rel=1e-9)
    none = computed(choices | {"cathode_lithium": "none"}, typed)
    assert none["lithium_content_charged"] == none["lithium_mass"]


@given(cells(electrolyte_given_by="fill-ratio"))
def test_a_fill_ratio_of_one_fills_the_pores(cell):
    choices, typed = cell
    known = computed(choices, typed | {"electrolyte_fill_ratio": 1.0})
    assert known["electrolyte_volume"] == pytest.approx(known["pore_volume"], rel=1e-12)


@given(cells(side_seals="folded"))
def test_folding_the_side_seals_makes_the_cell_narrower(cell):
    choices, typed = cell
    folded, flat = computed(choices, typed), computed(choices | {"side_seals": "flat"}, typed)
    assert folded["cell_width"] < flat["cell_width"] == flat["pouch_width"]
    assert folded["pouch_film_mass"] == flat["pouch_film_mass"]


@given(cells(pouch_cups="single"))
def test_two_cups_are_half_as_deep_as_one(cell):
    choices, typed = cell
    assert computed(choices | {"pouch_cups": "double"}, typed)["cup_depth"] == computed(choices, typed)["cup_depth"] / 2


@given(cells(anode_kind="lithium-foil", cathode_lithium="contained"))
def test_a_foil_is_thinned_by_what_its_first_cycle_binds(cell):
    """A tenth of what is plated stays behind: two faces lose a tenth of what a discharge moves."""
    choices, typed = cell
    typed |= {"lithium_first_cycle_efficiency": 0.9}
    for key in typed:
        if key.startswith("cathode") and key.endswith("efficiency"):
            typed[key] = 1.0
    known = computed(choices, typed)
    thinned = known["lithium_thickness"] - known["residual_lithium_thickness"]
    assert thinned == pytest.approx(0.2 * known["lithium_moved_thickness"], rel=1e-9)
    # What the cathode does not take back stays on the foil and makes up for it.
    for key in typed:
        if key.startswith("cathode") and key.endswith("efficiency"):
            typed[key] = 0.85
    known = computed(choices, typed)
    assert known["residual_lithium_thickness"] == known["lithium_thickness"]
