"""Sweeps: the curve goes through the design, follows the formula and stays within the input's limits."""

import numpy as np
import pytest

from app.services import edits, templates
from calc.curves import discharge, sweep
from calc.evaluate import evaluate
from calc.graph import registry


@pytest.fixture(scope="module")
def cell():
    document = templates.template("li-s-1.6Ah-ers")
    return document.plan, document.values()


def test_specific_energy_is_proportional_to_the_mean_voltage(cell):
    plan, values = cell
    curve = sweep(plan, values, "specific_energy", registry().inputs["mean_voltage"])
    assert curve.x[0] == pytest.approx(1.05)
    assert curve.x[-1] == pytest.approx(3.15)
    assert np.allclose(curve.y / curve.x, curve.y[0] / curve.x[0], rtol=1e-12)


def test_the_curve_goes_through_the_design(cell):
    plan, values = cell
    curve = sweep(plan, values, "cell_mass", registry().inputs["cathode_loading"])
    middle = np.argmin(np.abs(curve.x - values["cathode_loading"]))
    assert curve.x[middle] == pytest.approx(values["cathode_loading"])
    assert curve.y[middle] == pytest.approx(0.014288, rel=1e-3)  # 14.29 g


def test_a_count_is_swept_in_whole_numbers_within_its_limits(cell):
    plan, values = cell
    curve = sweep(plan, values, "facing_faces", registry().inputs["cathode_sheets"])
    assert list(curve.x) == [2, 3, 4, 5, 6]
    assert list(curve.y) == [4, 6, 8, 10, 12]


def test_a_share_does_not_pass_a_hundred_percent(cell):
    plan, values = cell
    curve = sweep(plan, values, "cell_mass", registry().inputs["cathode_active_fraction"])
    assert curve.x.max() == pytest.approx(1.0)


def test_a_result_that_does_not_depend_on_the_input_is_flat(cell):
    plan, values = cell
    curve = sweep(plan, values, "capacity", registry().inputs["cathode_width"])
    assert curve.y.shape == curve.x.shape
    assert set(curve.y) == {1.6 * 3600}


def test_what_does_not_exist_is_a_gap(cell):
    plan, values = cell
    curve = sweep(plan, {**values, "claimed_mass": np.nan}, "claim_mass_deviation", registry().inputs["cathode_width"])
    assert np.isnan(curve.y).all()


# The discharge --------------------------------------------------------------------------------------------------------


def discharged(name, given):
    document = edits.set_choice(templates.template(name), "voltage_given_by", given)
    known = evaluate(document.plan, document.values())
    return known, {curve.y_key: curve for curve in discharge(document.plan, known)}


def mean_to(curve, end):
    inside = curve.x < end
    x = np.append(curve.x[inside], end)
    return np.trapezoid(np.interp(x, curve.x, curve.y), x) / end


@pytest.mark.parametrize(("name", "given"), [("nmc811-graphite", "curve"), ("li-lco-0.53Ah-ers", "typed"),
                                             ("li-s-1.6Ah-ers", "two-plateaus")])  # fmt: skip
def test_the_drawn_discharge_has_the_mean_that_the_model_computes(name, given):
    known, curves = discharged(name, given)
    for key, end in (("curve_mean_voltage", "curve_charge"), ("curve_mean_voltage_at_rate", "curve_charge_at_rate")):
        assert mean_to(curves[key], float(known[end])) == pytest.approx(float(known[key]), rel=1e-9), key


def test_the_half_cells_are_as_far_apart_as_the_cell_s_voltage():
    _, curves = discharged("nmc811-graphite", "curve")
    difference = curves["cathode_mean_potential"].y - curves["anode_mean_potential"].y
    np.testing.assert_allclose(difference, curves["curve_mean_voltage"].y, rtol=1e-12)


def test_metal_has_no_curve_and_a_missing_curve_draws_nothing():
    assert set(discharged("nmc811-anode-free", "curve")[1]) == {"curve_mean_voltage", "curve_mean_voltage_at_rate"}
    assert discharged("li-s-1.6Ah-ers", "typed")[1] == {}
