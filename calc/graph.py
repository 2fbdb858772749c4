"""The registry of all declarations, and the plan of formulas that a design's choices put in force."""

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType, ModuleType
from typing import Any, TypeVar

import calc.inputs
import calc.inputs.materials
import calc.model
import calc.rules
from calc.constants import CONSTANTS
from calc.quantity import Choice, Conditions, Constant, CurveInput, Derivation, Input, Quantity, Result, Rule, Slot

Choices = Mapping[str, str]
Declared = TypeVar("Declared", Input, Choice, Constant, Slot, Rule, CurveInput)


class DeclarationError(Exception):
    """A declaration contradicts another one; raised while the registry is built, never for a user's input."""


def holds(when: Conditions, choices: Choices) -> bool:
    """Whether the conditions are met by the choices."""
    return all(choices.get(key) in options for key, options in when.items())


def exclude(one: Conditions, other: Conditions) -> bool:
    """Whether no choices meet both conditions."""
    return any(set(options).isdisjoint(other.get(key, options)) for key, options in one.items())


def typed_under(declaration: Input, choices: Choices) -> bool:
    """Whether the choices make the input one that is typed."""
    return holds(declaration.when, choices) or (declaration.or_when is not None and holds(declaration.or_when, choices))


@dataclass(frozen=True, slots=True)
class Plan:
    """What one set of choices puts in force: keys to type, formulas in order of need, rules."""

    choices: Choices
    inputs: tuple[Input, ...]
    steps: tuple[Derivation, ...]
    rules: tuple[Rule, ...]
    slots: tuple[Slot, ...]
    by_key: Mapping[str, Derivation]
    cures: Mapping[str, tuple[str, ...]]
    """Rule → the inputs and choices to change: its own list where they are in force, else all inputs behind it."""
    curves: tuple[CurveInput, ...] = ()
    _after: dict[frozenset[str], tuple[Derivation, ...]] = field(default_factory=dict, repr=False, compare=False)

    def needed_for(self, keys: Iterable[str]) -> tuple[Derivation, ...]:
        """The steps that `keys` need, in order."""
        wanted = set(keys)
        for step in reversed(self.steps):
            if step.key in wanted:
                wanted.update(step.parameters)
        return tuple(step for step in self.steps if step.key in wanted)

    def moved_by(self, keys: Iterable[str]) -> tuple[Derivation, ...]:
        """The steps that depend on `keys`, in order; worked out once for the same keys."""
        moved = set(keys)
        name = frozenset(moved)
        if name not in self._after:
            steps = []
            for step in self.steps:
                if not moved.isdisjoint(step.arguments):
                    moved.add(step.key)
                    steps.append(step)
            self._after[name] = tuple(steps)
        return self._after[name]

    def typed_behind(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The keys of all inputs that `keys` depend on, in declaration order."""
        return _typed_behind(self.steps, self.inputs, keys)


class Registry:
    """Every declaration, checked against the others once and frozen."""

    def __init__(
        self,
        inputs: Iterable[ModuleType],
        model: Iterable[ModuleType],
        rules: Iterable[ModuleType],
        constants: Iterable[Constant],
        slots: Iterable[Slot],
        curves: Iterable[CurveInput] = (),
    ) -> None:
        declared: list[Input | Choice] = [d for module in inputs for d in module.DECLARATIONS]
        derivations: dict[str, list[Derivation]] = {}
        results: dict[str, Result] = {}
        for module in model:
            for result in getattr(module, "DECLARATIONS", ()):
                _add(results, result)
            for function in _own_formulas(module):
                if hasattr(function, "__result__"):
                    _add(results, function.__result__)
                for derivation in getattr(function, "__derivations__", ()):
                    derivations.setdefault(derivation.key, []).append(derivation)
        self.inputs = MappingProxyType(_unique(d for d in declared if isinstance(d, Input)))
        self.choices = MappingProxyType(_unique(d for d in declared if isinstance(d, Choice)))
        self.constants = MappingProxyType(_unique(constants))
        self.slots = MappingProxyType(_unique(slots))
        self.curves = MappingProxyType(_unique(curves))
        self.of = MappingProxyType(
            {
                slot: tuple(i for i in self.inputs.values() if i.of == slot)
                for slot in dict.fromkeys(i.of for i in self.inputs.values() if i.of)
            }
        )
        """Optional slot → the inputs that are about what fills it."""
        self.results: Mapping[str, Result] = MappingProxyType(results)
        self.derivations: Mapping[str, tuple[Derivation, ...]] = MappingProxyType(
            {key: tuple(variants) for key, variants in derivations.items()}
        )
        self.rules: Mapping[str, Rule] = MappingProxyType(
            _unique(f.__rule__ for module in rules for f in _own_functions(module) if hasattr(f, "__rule__"))
        )
        # An input that is also derived keeps the label, limits and help of its input declaration: one spot on screen.
        self.quantities: Mapping[str, Quantity] = MappingProxyType(
            {**self.constants, **{k: r for k, r in results.items() if k not in self.inputs}, **self.inputs}
        )
        self.reported = tuple(
            dict.fromkeys([*(k for k, i in self.inputs.items() if i.reported), *results, *derivations])
        )
        self._check()
        self._plans: dict[tuple[tuple[str, str], ...], Plan] = {}

    def defaults(self) -> dict[str, str]:
        """Every choice at its default."""
        return {key: choice.default for key, choice in self.choices.items()}

    def plan(self, choices: Choices) -> Plan:
        """The plan for these choices (those missing at their default); compiled once and kept."""
        complete = {**self.defaults(), **choices}
        name = tuple(sorted(complete.items()))
        try:
            return self._plans[name]
        except KeyError:
            return self._plans.setdefault(name, self._compile(complete))

    def _compile(self, choices: Choices) -> Plan:
        inputs = tuple(i for i in self.inputs.values() if typed_under(i, choices))
        active = {
            key: next(d for d in variants if holds(d.when, choices))
            for key, variants in self.derivations.items()
            if any(holds(d.when, choices) for d in variants)
        }
        known = {i.key for i in inputs} | self.constants.keys()
        steps: list[Derivation] = []
        path: dict[str, None] = {}

        def visit(key: str) -> None:
            if key in known:
                return
            if key in path:
                circle = " → ".join([*itertools.dropwhile(lambda k: k != key, path), key])
                raise DeclarationError(f"circle: {circle}")
            if key not in active:
                raise DeclarationError(
                    f"{key} is needed by {list(path)[-1]} but neither typed nor derived under {choices}"
                )
            path[key] = None
            for parameter in active[key].parameters:
                visit(parameter)
            del path[key]
            known.add(key)
            steps.append(active[key])

        for key in active:
            visit(key)
        curves = tuple(c for c in self.curves.values() if holds(c.when, choices))
        offered = {c.key for c in curves}
        for step in steps:
            if not offered.issuperset(step.curves):
                raise DeclarationError(f"{step.key} needs {step.curves}, of which there are {offered} under {choices}")
        rules = tuple(r for r in self.rules.values() if holds(r.when, choices))
        for rule in rules:
            for key in (*rule.parameters, *_limit_keys(rule)):
                if key not in known:
                    raise DeclarationError(f"rule {rule.key} needs {key}, which is absent under {choices}")
        slots = tuple(s for s in self.slots.values() if holds(s.when, choices))
        cures = {}
        for rule in rules:
            behind = _typed_behind(steps, inputs, rule.parameters)
            cures[rule.key] = tuple(key for key in rule.change if key in behind or key in choices) or behind
        return Plan(
            MappingProxyType(choices),
            inputs,
            tuple(steps),
            rules,
            slots,
            MappingProxyType(active),
            MappingProxyType(cures),
            curves,
        )

    def _check(self) -> None:
        lowered: dict[str, str] = {}
        for key in [*self.quantities, *self.choices]:
            if lowered.setdefault(key.casefold(), key) != key:
                raise DeclarationError(f"{key} and {lowered[key.casefold()]} differ in case only")
        for key in self.choices.keys() & self.quantities.keys():
            raise DeclarationError(f"{key} is a choice and a quantity")
        for key in self.derivations:
            if key not in self.quantities:
                raise DeclarationError(f"{key} is derived but not declared")
        for key in self.results:
            if key not in self.derivations:
                raise DeclarationError(f"{key} is declared as a result but has no formula")
        for key in self.quantities:
            if key not in self.constants:
                self._check_one_source(key)

    def _check_one_source(self, key: str) -> None:
        """Under every combination of the choices that `key` mentions it has at most one source."""
        sources: list[tuple[Conditions, ...]] = [(d.when,) for d in self.derivations.get(key, ())]
        if key in self.inputs:
            declaration = self.inputs[key]
            sources.append((declaration.when, *([declaration.or_when] if declaration.or_when is not None else ())))
        for one, other in itertools.combinations(sources, 2):
            for first, second in itertools.product(one, other):
                if not exclude(first, second):
                    raise DeclarationError(f"{key} has 2 sources under {dict(first)} and {dict(second)}")


def _typed_behind(steps: Sequence[Derivation], inputs: Iterable[Input], keys: Iterable[str]) -> tuple[str, ...]:
    wanted = set(keys)
    for step in reversed(steps):
        if step.key in wanted:
            wanted.update(step.parameters)
    return tuple(i.key for i in inputs if i.key in wanted)


def _add(table: dict[str, Result], result: Result) -> None:
    if result.key in table:
        raise DeclarationError(f"{result.key} is declared twice")
    table[result.key] = result


def _unique(declarations: Iterable[Declared]) -> dict[str, Declared]:
    table: dict[str, Declared] = {}
    for declaration in declarations:
        if declaration.key in table:
            raise DeclarationError(f"{declaration.key} is declared twice")
        table[declaration.key] = declaration
    return table


def _own_functions(module: ModuleType) -> Iterator[Any]:
    return (f for f in vars(module).values() if getattr(f, "__module__", None) == module.__name__)


def _own_formulas(module: ModuleType) -> Iterator[Any]:
    for function in _own_functions(module):
        yield from getattr(function, "__members__", (function,))


def _limit_keys(rule: Rule) -> Iterator[str]:
    for band in (rule.error, rule.warning, rule.info):
        if band is not None:
            yield from (limit for limit in (band.low, band.high) if limit and limit[0].isalpha())


@functools.cache
def registry() -> Registry:
    """The program's registry, built at the first call."""
    slots, curves = calc.inputs.materials.SLOTS, calc.inputs.materials.CURVES
    return Registry(calc.inputs.MODULES, calc.model.MODULES, calc.rules.MODULES, CONSTANTS, slots, curves)
