"""Slopes and shares, worked by hand."""

import pytest

from app.services import templates
from app.services.design import Design
from calc.evaluate import evaluate
from calc.formula import Name
from calc.sensitivity import parts, slopes, slopes_of_many


@pytest.fixture(scope="module")
def design() -> Design:
    return Design(templates.template("li-s-1.6Ah-ers"))


def test_energy_is_a_product_so_both_factors_have_slope_one(design):
    assert slopes(design.plan, design.values, "energy") == pytest.approx({"rated_capacity": 1.0, "mean_voltage": 1.0})


def test_an_input_is_its_own_slope(design):
    assert slopes(design.plan, design.values, "mean_voltage") == pytest.approx({"mean_voltage": 1.0})


def test_a_constant_moves_with_nothing(design):
    assert slopes(design.plan, design.values, "lithium_density") == {}


def test_the_slope_of_a_sum_is_the_share_of_the_term(design):
    """m = m_E + the rest, and m_E is proportional to E/S: d ln m / d ln (E/S) = m_E / m, and −m_E / m for E / m."""
    share = design.values["electrolyte_mass"] / design.values["cell_mass"]
    assert slopes(design.plan, design.values, "cell_mass")["electrolyte_per_active_mass"] == pytest.approx(share)
    assert slopes(design.plan, design.values, "specific_energy")["electrolyte_per_active_mass"] == pytest.approx(
        -share, rel=1e-6
    )


def test_only_inputs_behind_the_result_are_listed(design):
    found = slopes(design.plan, design.values, "electrolyte_mass")
    assert found.keys() == set(design.plan.typed_behind(["electrolyte_mass"]))
    assert "mean_voltage" not in found


def test_counts_are_stepped_as_if_they_were_continuous(design):
    """The coated area is 2 n w h: 1 % more sheets is 1 % more area."""
    found = slopes(design.plan, design.values, "cathode_coated_area")
    assert found == pytest.approx({"cathode_sheets": 1.0, "cathode_width": 1.0, "cathode_height": 1.0})


def test_an_input_of_zero_has_no_relative_slope_and_is_left_out(design):
    plan = design.plan
    values = dict(design.values) | {"strip_lead": 0.0}
    key = next(s.key for s in plan.steps if "strip_lead" in s.parameters)
    values = evaluate(plan, {i.key: values[i.key] for i in plan.inputs})
    assert values["strip_lead"] == 0.0
    assert "strip_lead" in plan.typed_behind([key])
    assert "strip_lead" not in slopes(plan, values, key)


def test_a_result_without_a_value_has_no_slopes(design):
    typed = {i.key: design.values[i.key] for i in design.plan.inputs}
    values = evaluate(design.plan, {**typed, "mean_voltage": float("nan")})
    assert slopes(design.plan, values, "energy") == {}


@pytest.mark.filterwarnings("error")
def test_every_quantity_of_every_template_has_finite_slopes():
    for name in templates.ids():
        design = Design(templates.template(name))
        for key, found in slopes_of_many(design.plan, design.values, [s.key for s in design.plan.steps]).items():
            assert found.keys() <= set(design.plan.typed_behind([key]))
            assert all(abs(slope) < 1e4 for slope in found.values()), key


def test_several_results_at_once_are_the_same_as_one_by_one(design):
    keys = ("specific_energy", "energy_density", "capacity")
    together = slopes_of_many(design.plan, design.values, keys)
    for key in keys:
        assert together[key] == pytest.approx(slopes(design.plan, design.values, key), abs=1e-12)


def test_the_cells_mass_is_shared_among_its_parts(design):
    found = parts(design.plan.by_key["cell_mass"], design.values)
    assert sum(part.share for part in found) == pytest.approx(1.0)
    electrolyte = next(part for part in found if part.node == Name("electrolyte_mass"))
    assert electrolyte.value == design.values["electrolyte_mass"]
    assert electrolyte.share == pytest.approx(design.values["electrolyte_mass"] / design.values["cell_mass"])


def test_a_product_and_a_difference_have_no_shares(design):
    assert parts(design.plan.by_key["energy"], design.values) == ()
    assert parts(design.plan.by_key["claim_residual_mass"], design.values) == ()


def test_parts_of_every_sum_add_up():
    for name in templates.ids():
        design = Design(templates.template(name))
        for step in design.plan.steps:
            found = parts(step, design.values)
            if found:
                assert sum(part.value for part in found) == pytest.approx(float(design.values[step.key])), step.key
