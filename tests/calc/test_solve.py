"""Goal seek, held against plans small enough to solve on paper and against the published cells."""

import numpy as np
import pytest

from app.services import templates
from calc.evaluate import evaluate
from calc.graph import Plan, registry
from calc.quantity import Input, derive
from calc.solve import Answer, NoAnswer, seek
from calc.units import COUNT, MM
from tests.calc.stand_in import registry_of


def length(key: str, low: float, high: float) -> Input:
    return Input(key, key, MM, key, low=low, high=high)


X, Y = length("x", 0.001, 1000), length("y", 0.001, 1000)
N = Input("n", "n", COUNT, "n", low=1, high=50, integer=True)


def plan_of(function, along: tuple[Input, ...]) -> Plan:
    return registry_of(along, [derive("Result", MM)(function)]).plan({})


def solved(function, target: float, *along: Input, **here: float) -> Answer:
    """Goal seek of one formula; lengths in SI."""
    return seek(plan_of(function, along), here, "result", target, along)


def test_a_square_is_taken_apart() -> None:
    def result(x):
        return x * x

    answer = solved(result, 0.09, X, x=0.1)
    assert answer.found[0].exact
    assert answer.found[0].changes["x"] == pytest.approx(0.3, rel=1e-8)


def test_of_several_solutions_the_nearest_comes_first() -> None:
    def result(x):
        return (x - 0.2) * (x - 0.2)

    plan = plan_of(result, (X,))
    from_right, from_left = (seek(plan, {"x": here}, "result", 0.01, (X,)) for here in (0.35, 0.05))
    assert [s.changes["x"] for s in from_right.found] == pytest.approx([0.3, 0.1], rel=1e-7)
    assert from_left.found[0].changes["x"] == pytest.approx(0.1, rel=1e-7)


def test_out_of_reach_says_how_far_it_goes() -> None:
    def result(x):
        return x + x

    answer = solved(result, 5.0, X, x=0.1)
    assert not answer.found[0].exact
    assert answer.found[0] == answer.highest
    assert (dict(answer.highest.changes), answer.highest.value) == ({"x": 1.0}, 2.0)
    assert answer.lowest.value == pytest.approx(2e-6)


def test_a_target_between_two_counts_names_both_the_closer_first() -> None:
    def result(n):
        return n * 10

    plan = plan_of(result, (N,))
    answer = seek(plan, {"n": 4.0}, "result", 72.0, (N,))
    assert [(s.changes["n"], s.value, s.exact) for s in answer.found] == [(7.0, 70.0, False), (8.0, 80.0, False)]
    assert seek(plan, {"n": 4.0}, "result", 70.0, (N,)).found[0].exact


def test_a_jump_over_the_target_is_no_solution() -> None:
    def result(x):
        return np.floor(x * 10) + 0.5

    answer = solved(result, 3.0, X, x=0.1)
    assert not any(sought.exact for sought in answer.found)


def test_several_inputs_change_in_proportion_to_what_they_do() -> None:
    """result = x²·y: slopes 2 and 1, so ln x moves twice as far as ln y; 5 · s = ln 32 gives x · 4, y · 2."""

    def result(x, y):
        return x * x * y

    answer = solved(result, 32 * 0.1**3, X, Y, x=0.1, y=0.1)
    assert answer.found[0].exact
    assert answer.found[0].changes["x"] == pytest.approx(0.4, rel=1e-6)
    assert answer.found[0].changes["y"] == pytest.approx(0.2, rel=1e-6)


def test_an_input_at_its_limit_stays_there_and_the_other_goes_on() -> None:
    def result(x, y):
        return x * y

    narrow = length("x", 0.001, 200)
    answer = solved(result, 0.16, narrow, Y, x=0.1, y=0.1)
    assert answer.found[0].changes["x"] == pytest.approx(0.2)
    assert answer.found[0].changes["y"] == pytest.approx(0.8, rel=1e-6)


def test_between_two_jumps_the_closest_is_named_not_an_end() -> None:
    def result(x):
        return np.floor(x * 10) + 0.5

    closest = solved(result, 3.2, X, x=0.1).found[0]
    assert closest.value == pytest.approx(3.5)
    assert 0.3 <= closest.changes["x"] < 0.4


def test_where_it_has_no_value_is_no_limit() -> None:
    """log(x − 0.25) has no value below 0.25, and ends at log 0.75."""

    def result(x):
        return np.log(x - 0.25)

    answer = solved(result, 5.0, X, x=0.3)
    assert answer.highest.value == pytest.approx(np.log(0.75))
    assert np.isfinite(answer.lowest.value)
    assert not answer.found[0].exact


def test_a_result_that_rises_and_falls_is_met_on_both_sides() -> None:
    """x · (1 − x) = 0.21 at 0.3 and at 0.7."""

    def result(x):
        return x * (1 - x)

    answer = solved(result, 0.21, X, x=0.6)
    assert [s.changes["x"] for s in answer.found] == pytest.approx([0.7, 0.3], rel=1e-7)
    assert answer.highest.value == pytest.approx(0.25, rel=1e-5)


def test_a_count_or_a_zero_is_not_scaled_with_others() -> None:
    def result(x, n):
        return x * n

    plan, here = plan_of(result, (X, N)), {"x": 0.1, "n": 4.0}
    with pytest.raises(NoAnswer, match="alone"):
        seek(plan, here, "result", 1.0, (X, N))
    assert seek(plan, here, "result", 0.6, (N,)).found[0].changes == {"n": 6.0}


def test_what_does_not_move_the_result_is_said() -> None:
    def result(x, y):
        return x + 0 * y

    with pytest.raises(NoAnswer, match="unmoved"):
        seek(plan_of(result, (X, Y)), {"x": 0.1, "y": 0.1}, "result", 0.2, (Y,))


def test_a_result_without_a_value_is_said() -> None:
    def result(x, y):
        return x * y

    with pytest.raises(NoAnswer, match="no value"):
        seek(plan_of(result, (X, Y)), {"x": 0.1, "y": np.nan}, "result", 0.2, (X,))


@pytest.mark.parametrize("key", ["cathode_loading", "electrolyte_per_active_mass", "mean_voltage", "lithium_thickness"])
def test_the_published_cell_comes_back_from_its_own_specific_energy(key: str) -> None:
    document = templates.template("li-s-1.6Ah-ers")
    values = document.values()
    declaration = registry().inputs[key]
    target = float(evaluate(document.plan, values)["specific_energy"]) * 0.9
    answer = seek(document.plan, values, "specific_energy", target, (declaration,))
    changed = {**values, **answer.found[0].changes}
    assert answer.found[0].exact
    assert evaluate(document.plan, changed)["specific_energy"] == pytest.approx(target, rel=1e-8)
