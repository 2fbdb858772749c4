"""Keys, labels, symbols, formulas and rules: what each declaration must be so that the others can rely on it."""

import itertools
import keyword
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import calc.inputs
import calc.model
import calc.rules
from app.services import expressions
from app.services.design import message_keys
from calc import formula
from calc.graph import registry
from calc.inputs.materials import PROPERTIES
from calc.quantity import Input

PACKAGES = {calc.inputs: {"materials", "formulation"}, calc.model: set(), calc.rules: set()}
"""Package → its modules that declare something else: materials' slots are handed to the registry by themselves, what a
formulation declares is taken in by the electrodes."""

FORMULAS = [d for variants in registry().derivations.values() for d in variants]
RULES = list(registry().rules.values())


def named(declaration):
    return declaration.function.__name__


@pytest.mark.parametrize("package", PACKAGES, ids=lambda p: p.__name__)
def test_every_module_is_in_its_package_list(package):
    files = {p.stem for p in Path(package.__file__).parent.glob("*.py")} - {"__init__"} - PACKAGES[package]
    listed = [module.__name__.rpartition(".")[2] for module in package.MODULES]
    assert sorted(listed) == sorted(files)


# Keys ----------------------------------------------------------------------------------------------------------------


def refused(key: str) -> str:
    """Why a key cannot be a name in a spreadsheet and in a file, or nothing."""
    upper = key.upper()
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", key) or len(key) > 60:
        return "not lower snake case"
    if keyword.iskeyword(key):
        return "a word of Python"
    cell = re.fullmatch(r"([A-Z]{1,3})([0-9]+)", upper)
    if cell:
        column = 0
        for letter in cell[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        if column <= 16_384 and 1 <= int(cell[2]) <= 1_048_576:
            return "the name of a cell"
    for row, col in ("RC", "ZS", "LC", "FC"):  # English, German, French, Spanish spreadsheets
        if re.fullmatch(rf"({row}[0-9]*({col}[0-9]*)?|{col}[0-9]*)", upper):
            return "a row or a column"
    if upper in {"TRUE", "FALSE", "DATABASE", "CRITERIA", "EXTRACT", "RECORDER"} or upper.startswith(("_XL", "PRINT_")):
        return "reserved"
    return ""


TAKEN = (
    "np1", "q1", "tab1", "soc50", "log10", "sei1", "e10", "xfd1048576", "r",
    "c", "rc", "r1c1", "z", "s", "l", "f", "zs", "l1c1",
    "true", "false", "database", "print_area", "_xl", "Capacity", "cathode-loading", "a__b", "lambda",
)  # fmt: skip


@pytest.mark.parametrize("key", TAKEN)
def test_names_that_spreadsheets_take_otherwise_are_refused(key):
    assert refused(key)


@pytest.mark.parametrize("key", ["np_1", "abcd1", "xfe1", "li2s", "q_1c", "capacity", "np_whole_anode", "rate", "time"])
def test_other_names_are_allowed(key):
    assert not refused(key)


def test_every_key_is_a_legal_name():
    keys = [*registry().quantities, *registry().choices, *registry().rules, *registry().slots]
    assert not {key: why for key in keys if (why := refused(key))}


def test_keys_are_unique_without_case():
    counts = Counter(key.casefold() for key in (*registry().quantities, *registry().choices))
    assert [key for key, n in counts.items() if n > 1] == []


def test_keys_say_no_unit():
    units = {"mm", "um", "cm", "mg", "kg", "ah", "mah", "wh", "cm2", "percent"}
    assert not [key for key in registry().quantities if units & set(key.split("_"))]


# What people read ----------------------------------------------------------------------------------------------------


def test_labels_are_unique_within_a_group():
    """An input that is also derived has one label; two keys have two."""
    labels: dict[tuple[str, str], set[str]] = {}
    declared: dict[str, Any] = {**registry().results, **registry().inputs, **registry().choices}
    for key, quantity in declared.items():
        labels.setdefault((quantity.group, quantity.label.casefold()), set()).add(key)
    same = {label: keys for label, keys in labels.items() if len(keys) > 1}
    assert not same


def test_everything_has_a_label_a_symbol_and_a_help():
    for quantity in registry().quantities.values():
        assert quantity.label, quantity.key
        assert quantity.symbol, quantity.key
        assert quantity.help.endswith("."), quantity.key
        assert quantity.label[0].isupper() or not quantity.label[0].isalpha(), quantity.key
    for choice in registry().choices.values():
        assert choice.help.endswith("."), choice.key
        assert len({o.id for o in choice.options}) == len(choice.options) >= 2, choice.key


def test_every_quantity_stands_in_a_known_group():
    quantities: dict[str, Any] = {**registry().results, **registry().inputs, **registry().choices, **registry().slots}
    assert {q.group for q in quantities.values()} == set(calc.inputs.GROUPS)


def test_an_input_that_is_also_derived_says_the_same_twice():
    for key in registry().results.keys() & registry().inputs.keys():
        result, typed = registry().results[key], registry().inputs[key]
        assert (result.unit, result.symbol, result.group) == (typed.unit, typed.symbol, typed.group), key


@pytest.mark.parametrize("declaration", [*FORMULAS, *RULES], ids=named)
def test_no_two_quantities_of_one_formula_share_a_symbol(declaration):
    keys = {*declaration.parameters, declaration.key} & registry().quantities.keys()
    counts = Counter(registry().quantities[key].symbol for key in keys)
    assert [symbol for symbol, n in counts.items() if n > 1] == []


def test_defaults_keep_their_own_limits():
    for declared in registry().inputs.values():
        assert declared.low < declared.high, declared.key
        assert declared.optional or declared.default, declared.key
        if declared.default:
            entry = expressions.parse_input(declared.default, declared, declared.unit)
            assert entry.typed[0] == declared.default, declared.key


# Formulas and rules --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("declaration", [*FORMULAS, *RULES], ids=named)
def test_every_formula_keeps_to_the_formula_language(declaration):
    formula.check(declaration.function)


@pytest.mark.parametrize("derivation", FORMULAS, ids=named)
def test_every_formula_says_in_one_sentence_what_it_does(derivation):
    assert derivation.help.endswith("."), derivation.key


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_every_rule_is_complete(rule):
    declared = registry()
    assert rule.title, rule.key
    assert rule.reason.endswith("."), rule.key
    assert rule.levels, rule.key
    assert rule.change, rule.key
    assert len(set(rule.change)) == len(rule.change), rule.key
    for key in rule.change:
        assert key in declared.inputs or key in declared.choices, key
    for _, *limits in rule.levels:
        assert any(limit is not None for limit in limits)
        for limit in limits:
            if isinstance(limit, str):
                assert declared.quantities[limit].unit.dimension == rule.unit.dimension, limit
    for key in message_keys(rule):
        assert key in declared.quantities, key


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_the_worse_level_lies_beyond_the_milder_one(rule):
    limits = {severity: (low, high) for severity, low, high in rule.levels}
    order = [limits[s] for s in ("error", "warning", "info") if s in limits]
    assert [severity for severity, *_ in rule.levels] == [s for s in ("error", "warning", "info") if s in limits]
    for (low, high), (milder_low, milder_high) in itertools.pairwise(order):
        if isinstance(low, float) and isinstance(milder_low, float):
            assert low <= milder_low
        if isinstance(high, float) and isinstance(milder_high, float):
            assert high >= milder_high


# Materials' places ---------------------------------------------------------------------------------------------------


def test_every_slot_has_a_kind_that_states_properties():
    for slot in registry().slots.values():
        assert slot.kind in PROPERTIES, slot.key


def test_every_material_input_names_a_property_of_its_slot():
    for declared in registry().inputs.values():
        if declared.material is not None:
            slot, name = declared.material
            _, unit = PROPERTIES[registry().slots[slot].kind][name]
            assert unit.dimension == declared.unit.dimension, declared.key
            for choice, options in declared.when.items():
                offered = registry().slots[slot].when.get(choice)
                assert offered is None or set(options) <= set(offered), declared.key


def test_no_two_inputs_in_force_take_the_same_property_of_a_slot():
    takers: dict[tuple[str, str], list[Input]] = {}
    for declared in registry().inputs.values():
        if declared.material:
            takers.setdefault(declared.material, []).append(declared)
    for alike in takers.values():
        for one, other in itertools.combinations(alike, 2):
            for way in (one.when, *([one.or_when] if one.or_when else [])):
                for other_way in (other.when, *([other.or_when] if other.or_when else [])):
                    assert any(
                        not set(way[choice]) & set(other_way[choice]) for choice in way.keys() & other_way.keys()
                    )
