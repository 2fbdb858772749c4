"""One design and many designs: the same numbers, the same findings, and never an exception."""

import math
import random

import numpy as np
import pytest

from calc import evaluate as evaluating
from calc.evaluate import SEVERITIES, Finding, evaluate, evaluate_again, evaluate_many, findings, severities
from calc.graph import Plan, registry
from calc.quantity import Band, Choice, Input, Option, rule
from calc.units import MM, ONE, PERCENT
from tests.calc.by_hand.curves import CURVES
from tests.calc.stand_in import registry_of

DESIGNS = 60


def choice_sets(count: int, seed: int = 7) -> list[dict[str, str]]:
    """Random answers to all choices; among them every option of each."""
    deal = random.Random(seed)
    choices = registry().choices.values()
    first = {c.key: deal.randrange(len(c.options)) for c in choices}
    most = max(len(c.options) for c in choices)
    drawn = [{c.key: c.options[(first[c.key] + i) % len(c.options)].id for c in choices} for i in range(most)]
    drawn += [{c.key: deal.choice(c.options).id for c in choices} for _ in range(count - len(drawn))]
    assert {(k, v) for d in drawn for k, v in d.items()} == {(c.key, o.id) for c in choices for o in c.options}
    return drawn


SETS = choice_sets(48, seed=1)
NAMES = [f"set{i}" for i in range(len(SETS))]


def random_designs(plan: Plan, count: int, seed: int) -> dict[str, np.ndarray]:
    """Designs over the full range of every input in force, some of them at its very ends."""
    deal = np.random.default_rng(seed)
    values = {}
    for declared in plan.inputs:
        low, high = declared.low, declared.high
        share = np.clip(deal.uniform(-0.05, 1.05, count), 0, 1)
        drawn = np.exp(np.log(low) + share * np.log(high / low)) if low > 0 else low + share * (high - low)
        if declared.integer:
            drawn = np.round(drawn)
        if declared.optional:
            drawn = np.where(deal.random(count) < 0.3, np.nan, drawn)
        values[declared.key] = np.asarray(declared.unit.to_si(drawn))
    return values


@pytest.mark.parametrize("choices", SETS, ids=NAMES)
def test_many_designs_give_what_each_gives_alone(choices, monkeypatch):
    monkeypatch.setattr(evaluating, "CHUNK", 7)  # so that designs fall on both sides of a seam
    plan = registry().plan(choices)
    values = random_designs(plan, DESIGNS, seed=1)
    keys = [step.key for step in plan.steps]
    many = evaluate_many(plan, values | CURVES, keys)
    for i in range(DESIGNS):
        one = evaluate(plan, {key: v[i] for key, v in values.items()} | CURVES)
        for key in keys:
            assert many[key].shape == (DESIGNS,)
            np.testing.assert_array_equal(many[key][i], one[key], err_msg=key)  # to the last bit, NaN where NaN


@pytest.mark.parametrize("choices", SETS, ids=NAMES)
def test_severities_of_many_are_the_findings_of_each(choices):
    plan = registry().plan(choices)
    values = random_designs(plan, DESIGNS, seed=2)
    known = evaluate(plan, values | CURVES)
    levels = {key: np.broadcast_to(v, (DESIGNS,)) for key, v in severities(plan, known).items()}
    assert set(levels) == {r.key for r in plan.rules}
    for i in range(DESIGNS):
        one = evaluate(plan, {key: v[i] for key, v in values.items()} | CURVES)
        broken = {f.rule.key: SEVERITIES.index(f.severity) for f in findings(plan, one)}
        assert broken == {key: int(v[i]) for key, v in levels.items() if v[i]}


@pytest.mark.parametrize("choices", SETS, ids=NAMES)
def test_evaluated_again_after_some_inputs_changed_everything_is_as_if_anew(choices):
    plan = registry().plan(choices)
    values = random_designs(plan, 2, seed=4)
    first, second = ({key: v[i] for key, v in values.items()} for i in range(2))
    known = evaluate(plan, first | CURVES)
    deal = random.Random(4)
    for count in (1, 1, 1, 2, 5):
        changed = {key: second[key] for key in deal.sample(sorted(first), count)}
        again, anew = evaluate_again(plan, known, changed), evaluate(plan, first | changed | CURVES)
        assert again.keys() == anew.keys()
        for key in anew.keys() - CURVES.keys():
            np.testing.assert_array_equal(again[key], anew[key], err_msg=f"{key} after {sorted(changed)}")


def test_evaluated_again_only_what_needs_the_changed_inputs_is_computed():
    plan = registry().plan({})
    moved = {step.key for step in plan.moved_by(["rated_capacity"])}
    assert "energy" in moved
    assert "cell_mass" not in moved
    assert moved == {step.key for step in plan.steps if "rated_capacity" in plan.typed_behind([step.key])}


def test_random_designs_break_nearly_every_rule_and_meet_it_too():
    """So that the comparison above compares something."""
    broken, met = set(), set()
    for choices in SETS:
        plan = registry().plan(choices)
        for key, level in severities(plan, evaluate(plan, random_designs(plan, 400, seed=3) | CURVES)).items():
            if np.any(level > 0):
                broken.add(key)
            if np.any(level == 0):
                met.add(key)
    never = set(registry().rules) - broken
    assert never <= {"unfaced_cathode_faces", "cup_gap", "anodes_between_ends"}
    assert len(met) > 0.9 * len(registry().rules)


def test_what_does_not_vary_is_computed_once():
    plan = registry().plan({})
    values = {d.key: float(d.unit.to_si(float(d.default or "nan"))) for d in plan.inputs}
    known = evaluate(plan, values | {"mean_voltage": np.array([3.0, 3.5, 4.0])})
    assert np.ndim(known["cell_mass"]) == 0
    assert known["energy"] == pytest.approx(np.array([3.0, 3.5, 4.0]) * float(known["capacity"]))
    many = evaluate_many(plan, values | {"mean_voltage": [3.0, 3.5, 4.0]}, ["cell_mass", "energy", "mean_voltage"])
    assert many["cell_mass"].tolist() == [known["cell_mass"]] * 3
    assert many["mean_voltage"].tolist() == [3.0, 3.5, 4.0]


def test_only_what_is_wanted_is_computed():
    plan = registry().plan({})
    known = evaluate(plan, {"cathode_width": 0.05, "cathode_height": 0.1}, ["cathode_sheet_area"])
    assert known["cathode_sheet_area"] == pytest.approx(0.005)
    assert "cell_mass" not in known
    assert {step.key for step in plan.needed_for(["cathode_sheet_area"])} == {"cathode_sheet_area"}
    assert set(plan.typed_behind(["cathode_sheet_area"])) == {"cathode_width", "cathode_height"}


# Whatever is typed ---------------------------------------------------------------------------------------------------

ODD = {
    "zero": 0.0,
    "nan": math.nan,
    "inf": math.inf,
    "minus inf": -math.inf,
    "minus one": -1.0,
    "huge": 1e308,
    "tiny": 5e-324,
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("choices", SETS, ids=NAMES)
def test_no_number_raises(choices, name):
    plan = registry().plan(choices)
    all_odd = {d.key: ODD[name] for d in plan.inputs}
    known = evaluate(plan, all_odd | CURVES)
    findings(plan, known)
    severities(plan, known)
    varied = {key: np.full(3, v) for key, v in all_odd.items()} | CURVES
    levels = severities(plan, evaluate(plan, varied))
    assert levels


@pytest.mark.parametrize("name", ODD)
def test_no_number_in_one_field_raises(name):
    for choices in SETS[:2]:
        plan = registry().plan(choices)
        sane = {d.key: float(d.unit.to_si(float(d.default or "nan"))) for d in plan.inputs}
        for key in sane:
            known = evaluate(plan, {**sane, key: ODD[name]})
            assert all(isinstance(f, Finding) for f in findings(plan, known))


def test_nothing_typed_gives_nan_and_no_finding():
    for choices in SETS:
        plan = registry().plan(choices)
        known = evaluate(plan, {})
        assert math.isnan(known["cell_mass"])
        assert {f.rule.key for f in findings(plan, known)} <= {
            "np_at_least_one", "unfaced_cathode_faces", "lithium_brought", "lithium_in_coating",
        }  # fmt: skip


def test_division_by_zero_gives_infinity_and_breaks_the_limit():
    plan = registry().plan({"capacity_given_by": "rated", "anode_kind": "lithium-foil"})
    sane = {d.key: float(d.unit.to_si(float(d.default or "nan"))) for d in plan.inputs}
    known = evaluate(plan, {**sane, "rated_capacity": 0.0})
    assert known["np_whole_anode"] == math.inf
    broken = {f.rule.key: f for f in findings(plan, known)}
    assert broken["np_of_lithium_metal"].side == "high"
    assert severities(plan, known)["np_of_lithium_metal"] == SEVERITIES.index("warning")


# Limits --------------------------------------------------------------------------------------------------------------


def plan_of(*rules):
    declared = [Input(k, k, MM, k, group="g", default="1", low=0, high=99, optional=True) for k in ("size", "largest")]
    return registry_of(declared, rules=rules).plan({})


@rule(
    "Size",
    MM,
    error=Band(low="1", high="10"),
    warning=Band(low="2", high="8"),
    info=Band(low="3", high="6"),
    reason="",
    change=("size",),
)
def size_fits(size):
    return size


@pytest.mark.parametrize(
    ("size", "severity", "side", "limit"),
    [
        (0.5, "error", "low", 1),
        (1, "warning", "low", 2),
        (1.5, "warning", "low", 2),
        (2, "info", "low", 3),
        (3, "ok", "", None),
        (4.5, "ok", "", None),
        (6, "ok", "", None),
        (7, "info", "high", 6),
        (8, "info", "high", 6),
        (9, "warning", "high", 8),
        (10, "warning", "high", 8),
        (11, "error", "high", 10),
        (math.inf, "error", "high", 10),
        (-math.inf, "error", "low", 1),
        (math.nan, "ok", "", None),
    ],
)
def test_a_limit_is_met_by_its_own_value_and_the_worst_band_counts(size, severity, side, limit):
    plan = plan_of(size_fits)
    known = evaluate(plan, {"size": size / 1000})
    assert int(severities(plan, known)["size_fits"]) == SEVERITIES.index(severity)
    found = findings(plan, known)
    assert [f.severity for f in found] == ([severity] if severity != "ok" else [])
    for f in found:
        assert f.side == side
        assert f.limit == pytest.approx(limit / 1000)
        assert f.margin < 0
        if math.isfinite(size):
            assert f.margin == pytest.approx(-abs(size - limit) / 1000)


def test_binary_dust_breaks_no_limit():
    """0.1 + 0.2 is not 0.3; what is met to the last digit typed is met."""
    plan = plan_of(size_fits)
    for text in ("1", "2", "3", "6", "8", "10"):
        exact = MM.to_si(float(text))
        for value in (np.nextafter(exact, 0), np.nextafter(exact, 1), exact * (1 + 1e-12), exact * (1 - 1e-12)):
            level = int(severities(plan, evaluate(plan, {"size": value}))["size_fits"])
            assert level == int(severities(plan, evaluate(plan, {"size": exact}))["size_fits"])


@rule("Size", MM, error=Band(high="largest"), reason="", change=("size", "largest"))
def size_below_largest(size):
    return size


def test_a_limit_may_be_a_quantity():
    plan = plan_of(size_below_largest)
    assert findings(plan, evaluate(plan, {"size": 0.005, "largest": 0.005})) == []
    (found,) = findings(plan, evaluate(plan, {"size": 0.006, "largest": 0.005}))
    assert (found.limit, found.side) == (0.005, "high")
    assert found.margin == pytest.approx(-0.001)
    assert findings(plan, evaluate(plan, {"size": 0.006})) == []  # no limit is known
    known = evaluate(plan, {"size": np.array([0.004, 0.006]), "largest": np.array([0.005, np.nan])})
    assert severities(plan, known)["size_below_largest"].tolist() == [0, 0]
    known = evaluate(plan, {"size": np.array([0.004, 0.006]), "largest": 0.005})
    assert severities(plan, known)["size_below_largest"].tolist() == [0, 3]


def test_findings_come_worst_first():
    for choices in SETS:
        plan = registry().plan(choices)
        values = random_designs(plan, 5, seed=4)
        for i in range(5):
            found = findings(plan, evaluate(plan, {key: v[i] for key, v in values.items()}))
            order = [SEVERITIES.index(f.severity) for f in found]
            assert order == sorted(order, reverse=True)


def test_a_rule_on_a_percentage_takes_its_limits_in_percent():
    @rule("Share", PERCENT, warning=Band(low="30"), reason="", change=("size",))
    def share(size, largest):
        return size / largest

    plan = plan_of(share)
    assert findings(plan, evaluate(plan, {"size": 0.003, "largest": 0.010})) == []
    (found,) = findings(plan, evaluate(plan, {"size": 0.002, "largest": 0.010}))
    assert found.limit == pytest.approx(0.30)


def test_a_finding_names_what_can_be_changed_under_these_choices():
    def narrow(size):
        return size

    kind = Choice("kind", "Kind", (Option("a", "A"), Option("b", "B")), "a", "g")
    made = rule("Narrow", ONE, error=Band(low="1"), reason="", change=("other", "kind"))(narrow)

    size = Input("size", "Size", ONE, "s", group="g", default="1", low=0, high=9)
    plan = registry_of([kind, size], rules=[made]).plan({})
    (found,) = findings(plan, evaluate(plan, {"size": 0.0}))
    assert found.inputs == ("kind",)
