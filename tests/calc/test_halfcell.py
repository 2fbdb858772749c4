"""Curves in formulas: values, integrals and crossings of straight lines, for one number and for many."""

import numpy as np
import pytest

from calc import formula, halfcell, notation
from calc.halfcell import FullCell, crossing, full_cell, half_cell, integral_between, lookup, resampled

FALLING = half_cell([0.0, 100.0, 200.0], [4.0, 3.0, 1.0])
FLAT = half_cell([0.0, 50.0, 150.0, 200.0], [2.0, 1.0, 1.0, 0.0])
ANODE = half_cell([0.0, 10.0, 100.0], [1.0, 0.1, 0.0])


def test_a_value_lies_on_the_straight_line_and_stays_at_the_ends():
    assert lookup(FALLING, 50.0) == 3.5
    assert lookup(FALLING, 150.0) == 2.0
    assert lookup(FALLING, -7.0) == 4.0
    assert lookup(FALLING, 999.0) == 1.0
    assert lookup(FALLING, np.array([50.0, 150.0, -7.0, 999.0])).tolist() == [3.5, 2.0, 4.0, 1.0]


def test_an_integral_is_exact_and_changes_sign_with_its_ends():
    assert integral_between(FALLING, 0.0, 200.0) == 350 + 200
    assert integral_between(FALLING, 50.0, 150.0) == pytest.approx(162.5 + 125)
    assert integral_between(FALLING, 150.0, 50.0) == pytest.approx(-287.5)
    assert integral_between(FALLING, 200.0, 260.0) == 60  # its last potential goes on
    assert integral_between(FALLING, -10.0, 0.0) == 40


def test_an_integral_agrees_with_one_by_small_steps():
    x = np.linspace(3, 190, 200_001)
    assert integral_between(ANODE, 3.0, 190.0) == pytest.approx(np.trapezoid(lookup(ANODE, x), x), rel=1e-8)


def test_a_crossing_is_where_the_curve_has_fallen_to_the_level():
    assert crossing(FALLING, 3.5) == 50
    assert crossing(FALLING, 2.0) == 150
    assert crossing(FALLING, 5.0) == 0  # it begins below
    assert crossing(FALLING, 0.5) == 200  # it never gets there
    assert crossing(FLAT, 1.0) == 50  # the first of many


def test_a_full_cell_falls_by_both_curves_and_ends_with_the_first():
    cell = full_cell(FALLING, ANODE, 0.0, 2.0, 60.0, 1.0)
    q, v = cell.points()
    assert q[0] == 0
    assert v[0] == pytest.approx(4 - 0.1 * 40 / 90)
    assert q[-1] == 60  # the anode is empty long before the cathode is full at 400
    assert v[-1] == pytest.approx(4 - 30 * 0.01 - 1.0)
    assert np.all(np.diff(v) <= 1e-12)
    level = 3.6  # on the cathode's first line and the anode's flat one
    at = crossing(cell, level)
    assert cell.voltage(at) == pytest.approx(level)


def test_energy_of_a_full_cell_is_the_difference_of_the_half_cells():
    cell = full_cell(FALLING, ANODE, 10.0, 2.0, 80.0, 1.5)
    q = np.linspace(0, 90, 100_001)
    by_steps = np.trapezoid(cell.voltage(q), q)
    cathode = integral_between(FALLING, 10.0, 10 + 90 / 2.0) * 2.0
    anode = integral_between(ANODE, 80 - 90 / 1.5, 80.0) * 1.5
    assert cathode - anode == pytest.approx(by_steps, rel=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_many_give_what_each_gives_to_the_last_bit(seed):
    deal = np.random.default_rng(seed)
    n = 300
    x, y = deal.uniform(-20, 220, n), deal.uniform(-10, 110, n)
    m, a = deal.uniform(0.1, 3, n), deal.uniform(0.1, 3, n)
    level = deal.uniform(-1, 5, n)
    level[:4] = np.nan, np.inf, -np.inf, 3.0
    x[4], m[5], a[6], y[7], m[8] = np.nan, np.nan, 0.0, np.inf, 0.0
    with np.errstate(all="ignore"):
        np.testing.assert_array_equal(lookup(ANODE, x), [lookup(ANODE, v) for v in x])
        np.testing.assert_array_equal(crossing(FLAT, level), [crossing(FLAT, v) for v in level])
        np.testing.assert_array_equal(
            integral_between(FALLING, x, y), [integral_between(FALLING, *ends) for ends in zip(x, y, strict=True)]
        )
        many = crossing(full_cell(FALLING, ANODE, x, m, y, a), level)
        each = [crossing(full_cell(FALLING, ANODE, *balance), v) for *balance, v in zip(x, m, y, a, level, strict=True)]
        np.testing.assert_array_equal(many, each)


def test_without_a_curve_everything_is_not_a_number():
    none = halfcell.NO_CURVE
    one = np.float64(1.0)
    assert np.isnan(lookup(none, one))
    assert np.isnan(integral_between(none, one, one))
    assert np.isnan(crossing(none, one))
    assert np.isnan(crossing(full_cell(none, ANODE, one, one, one, one), one))
    assert np.isnan(crossing(full_cell(FALLING, none, np.array([1.0]), one, one, one), one)).all()


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        ([0.0], [1.0], "two at least"),
        ([0.0, 1.0], [1.0], "two at least"),
        ([0.0, np.nan], [1.0, 1.0], "finite"),
        ([0.0, 0.0], [2.0, 1.0], "rise"),
        ([0.0, 1.0], [1.0, 2.0], "must not rise"),
    ],
)
def test_what_is_no_curve_is_refused(x, y, said):
    with pytest.raises(ValueError, match=said):
        half_cell(x, y)


def test_few_points_keep_the_shape_within_the_error_they_state():
    x = np.linspace(0, 1, 2001)
    y = 4 - x - 0.3 * np.tanh((x - 0.4) / 0.02) + np.exp(-80 * x)
    xs, ys, error = resampled(x, y, 40)
    assert len(xs) == 40
    assert (xs[0], xs[-1]) == (0, 1)
    assert np.abs(np.interp(x, xs, ys) - y).max() == error < 5e-3


# Written out ------------------------------------------------------------------------------------------------------


def mean_potential(low, high, some_curve):
    """The integral over the way."""
    return integral_between(some_curve, low, high) / (high - low)


def charge_to(level, x, m, y, n, some_curve, other_curve):
    """Where the cell has fallen to the level."""
    return crossing(full_cell(some_curve, other_curve, x, m, y, n), level)


def lithium_at(level, some_curve):
    """Where the curve has fallen to the level."""
    return crossing(some_curve, level) + lookup(some_curve, level)


SYMBOLS = {"low": "x_0", "high": "x_1", "some_curve": "U_c", "other_curve": "U_a", "level": "V", "x": "x_0", "y": "y_0"}


@pytest.mark.parametrize(
    ("function", "written"),
    [
        (mean_potential, "∫(U_c; x_0 … x_1) / (x_1 − x_0)"),
        (charge_to, "q(U_c(x_0 + q / m) − U_a(y_0 − q / n) = V)"),
        (lithium_at, "x(U_c = V) + U_c(V)"),
    ],
)
def test_a_formula_of_curves_is_written_as_it_is_spoken(function, written):
    tree = formula.formula(function)
    assert notation.text(tree, lambda name: SYMBOLS.get(name, name)) == written
    html = notation.html(tree, lambda name: SYMBOLS.get(name, name))
    assert "<i>U</i><sub>c</sub>" in html


def test_a_formula_of_curves_gives_the_same_bits_as_its_function():
    values = {"level": np.float64(3.3), "x": 1.0, "m": 2.0, "y": 60.0, "n": 1.0}
    curves = {"some_curve": FALLING, "other_curve": ANODE}
    assert formula.evaluate(formula.formula(charge_to), values | curves) == charge_to(**values, **curves)


def test_a_function_of_curves_is_called_with_all_its_arguments():
    def short(level, some_curve):
        return crossing(some_curve)  # type: ignore[call-arg]

    with pytest.raises(formula.FormulaError, match="crossing takes 2 plain arguments"):
        formula.formula(short)


def test_a_full_cell_is_made_of_two_curves():
    assert isinstance(full_cell(FALLING, ANODE, 0.0, 1.0, 1.0, 1.0), FullCell)
