"""Whatever is chosen, a plan comes out: no circle, no missing key, nothing that is typed and leads nowhere."""

import itertools
import math
import random
from dataclasses import dataclass, field
from typing import Any

import pytest

from calc.graph import Choices, DeclarationError, Plan, registry
from calc.quantity import Band, Choice, Formula, Input, Option, derive, rule
from calc.units import MM
from tests.calc.stand_in import registry_of

CROSSED = (
    "construction",
    "anode_kind",
    "capacity_given_by",
    "loading_given_by",
    "cathode_density_given_by",
    "cathode_lithium",
    "separator_length_given_by",
)
"""Every combination of these is tried; of the other choices, every pair with any option of any choice."""


ANSWERS = {"cell_mass", "energy", "specific_energy", "energy_density", "np_ratio"}


def combinations():
    choices = registry().choices
    options = {key: [o.id for o in choice.options] for key, choice in choices.items()}
    others = [key for key in choices if key not in CROSSED]
    deal = random.Random(1)
    for crossed in itertools.product(*(options[key] for key in CROSSED)):
        yield dict(zip(CROSSED, crossed, strict=True)) | {key: deal.choice(options[key]) for key in others}


@dataclass
class Survey:
    """What was seen in the plans of all combinations."""

    count: int = 0
    formulas: set[Formula] = field(default_factory=set)
    inputs: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    slots: set[str] = field(default_factory=set)
    incomplete: list[Choices] = field(default_factory=list)
    too_early: set[str] = field(default_factory=set)
    idle: set[str] = field(default_factory=set)
    without_cure: set[str] = field(default_factory=set)

    def add(self, plan: Plan) -> None:
        self.count += 1
        typed = {d.key for d in plan.inputs}
        self.formulas.update(step.function for step in plan.steps)
        self.rules.update(r.key for r in plan.rules)
        self.inputs |= typed
        self.slots.update(s.key for s in plan.slots)
        if not plan.by_key.keys() >= ANSWERS:
            self.incomplete.append(plan.choices)
        known = registry().constants.keys() | typed
        for step in plan.steps:
            if step.key in known or not known.issuperset(step.parameters):
                self.too_early.add(step.key)
            known.add(step.key)
        used = {p for step in plan.steps for p in step.parameters}
        used |= {p for r in plan.rules for p in r.parameters}
        used |= {limit for r in plan.rules for _, *limits in r.levels for limit in limits if isinstance(limit, str)}
        self.idle |= {d.key for d in plan.inputs if d.group != "process" and d.key not in used}
        changeable = typed.union(plan.choices)
        self.without_cure |= {key for key, cures in plan.cures.items() if not cures or not changeable.issuperset(cures)}


@pytest.fixture(scope="module")
def survey() -> Survey:
    seen, declared = Survey(), registry()
    for choices in combinations():
        seen.add(declared._compile(choices))  # not kept; a circle or a missing key raises
    return seen


def test_every_choice_that_anything_depends_on_is_crossed_or_paired():
    declared = registry()
    conditional: list[Any] = [*declared.inputs.values(), *declared.choices.values(), *declared.slots.values()]
    mentioned = {key for d in (*conditional, *declared.rules.values()) for key in d.when}
    mentioned |= {key for variants in declared.derivations.values() for d in variants for key in d.when}
    mentioned |= {key for d in declared.inputs.values() for key in d.or_when or ()}
    assert mentioned == set(declared.choices)
    options = {(key, o.id) for key, choice in declared.choices.items() for o in choice.options}
    wanted = {frozenset(p) for p in itertools.combinations(sorted(options), 2) if p[0][0] != p[1][0]}
    met = {frozenset(pair) for c in combinations() for pair in itertools.combinations(c.items(), 2)}
    assert wanted <= met


def test_every_combination_compiles_and_derives_a_cell(survey):
    assert survey.count == math.prod(len(registry().choices[key].options) for key in CROSSED)
    assert survey.incomplete == []


def test_steps_come_after_what_they_need(survey):
    assert survey.too_early == set()


def test_every_input_in_force_reaches_a_result_or_a_rule(survey):
    """Those of the process group are set-points: the pages of the build sheet name them."""
    assert survey.idle == set()


def test_every_formula_every_rule_and_every_input_is_in_force_somewhere(survey):
    declared = registry()
    assert survey.formulas == {d.function for variants in declared.derivations.values() for d in variants}
    assert survey.rules == set(declared.rules)
    assert survey.inputs == set(declared.inputs)
    assert survey.slots == set(declared.slots)


def test_every_broken_rule_points_at_something_to_change(survey):
    assert survey.without_cure == set()


def test_conditions_name_options_that_exist():
    declared = registry()
    conditional: list[Any] = [
        *declared.inputs.values(),
        *declared.choices.values(),
        *declared.slots.values(),
        *declared.rules.values(),
        *(d for variants in declared.derivations.values() for d in variants),
    ]
    for d in conditional:
        for choice, options in d.when.items():
            assert set(options) <= {o.id for o in declared.choices[choice].options}, (d.key, choice)
    for d in declared.inputs.values():
        for choice, options in (d.or_when or {}).items():
            assert set(options) <= {o.id for o in declared.choices[choice].options}, (d.key, choice)
    for quantity in declared.quantities.values():
        for choice, words in quantity.basis.items():
            assert set(words) <= {o.id for o in declared.choices[choice].options}, (quantity.key, choice)
    for choice in declared.choices.values():
        assert choice.default in {o.id for o in choice.options}, choice.key
        assert not choice.material or choice.material in declared.slots, choice.key


# What the registry refuses -------------------------------------------------------------------------------------------


def length(key, **more):
    return Input(key, key, MM, key, group="g", default="1", low=0, high=9, **more)


def test_a_circle_is_named():
    @derive("A", MM)
    def first(second):
        return second

    @derive("B", MM)
    def second(first):
        return first

    with pytest.raises(DeclarationError, match="first → second → first"):
        registry_of(model=[first, second]).plan({})


def test_a_missing_key_is_named():
    @derive("A", MM)
    def lonely(nowhere):
        return nowhere

    with pytest.raises(DeclarationError, match="nowhere is needed by lonely"):
        registry_of(model=[lonely]).plan({})


def test_typed_and_derived_at_once_is_refused():
    @derive("size")
    def size_of_something():
        return 1

    with pytest.raises(DeclarationError, match="size has 2 sources"):
        registry_of([length("size")], [size_of_something])


def test_two_variants_under_one_option_are_refused():
    kind = Choice("kind", "Kind", (Option("a", "A"), Option("b", "B")), "a", "g")

    @derive("size", when={"kind": ("a", "b")})
    def one():
        return 1

    @derive("size", when={"kind": "b"})
    def other():
        return 1

    with pytest.raises(DeclarationError, match="size has 2 sources"):
        registry_of([kind, length("size", when={"kind": ()})], [one, other])


def test_the_same_key_twice_and_keys_that_differ_in_case_are_refused():
    with pytest.raises(DeclarationError, match="twice"):
        registry_of([length("size"), length("size")])
    with pytest.raises(DeclarationError, match="case only"):
        registry_of([length("size"), length("Size")])


def test_a_formula_for_an_undeclared_key_is_refused():
    @derive("nothing")
    def of_nothing():
        return 1

    with pytest.raises(DeclarationError, match="derived but not declared"):
        registry_of(model=[of_nothing])


def test_a_rule_whose_limit_is_absent_is_refused():
    @rule("Size", MM, error=Band(high="largest"), reason="")
    def size_fits(size):
        return size

    with pytest.raises(DeclarationError, match="rule size_fits needs largest"):
        registry_of([length("size")], rules=[size_fits]).plan({})
