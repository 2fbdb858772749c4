"""The declarations everything follows from: inputs, choices, results, formulas and rules.

A declaration is the only place where a quantity's key, label, unit, limits and help stand. The key is the Python
parameter name, the file key, the report reference and the name in an exported workbook. There is one of each: two
declarations are never compared by what they say.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

from calc.units import Unit

Conditions = Mapping[str, tuple[str, ...]]
"""Choice key → the options under which something is in force; empty means always."""

OtherLabels = Mapping[str, Mapping[str, str]]

Formula = Callable[..., Any]


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """A number with a unit. `symbol` is written `q_A`: what follows the underscore is a subscript.

    `other_labels`: choice key → {option → label in place of `label`}.
    `basis`: choice key → {option → words} that say what the number counts, shown beside it.
    """

    key: str
    label: str
    unit: Unit
    symbol: str
    help: str = ""
    source: str = ""
    other_labels: OtherLabels = field(default_factory=dict, kw_only=True)
    basis: Mapping[str, Mapping[str, str]] = field(default_factory=dict, kw_only=True)


@dataclass(frozen=True, slots=True, eq=False)
class Input(Quantity):
    """A quantity people type. `low`, `high` and `default` are in `unit`.

    `when`: the choices under which it is typed; under others it is derived, or absent.
    `or_when`: further choices under which it is typed too.
    `material`: (slot, property) of the material that supplies it until somebody types over it.
    `optional`: may be empty; an empty one is NaN in the model and `default` is ignored.
    `reported`: listed among the results too, because readers look for it there.
    `of`: the optional slot it is about. While nothing fills that slot there is nothing to type, and `absent` (in
    `unit`) stands in the model: an amount of 0, and anything at all for what is multiplied by it.
    `quiet`: a fact of the material that no field shows; the command line can still set it.
    """

    group: str = ""
    default: str = ""
    low: float = 0.0
    high: float = 0.0
    integer: bool = False
    optional: bool = False
    reported: bool = False
    when: Conditions = field(default_factory=dict)
    or_when: Conditions | None = None
    material: tuple[str, str] | None = None
    of: str = ""
    absent: float = 0.0
    quiet: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class CurveInput(Quantity):
    """A half-cell curve: what the material in `slot` brings with it. `unit` is that of its potential.

    Its key ends with _curve, and no other key does; a formula takes curves as its last parameters and hands them to
    the functions of `calc.halfcell`.
    """

    slot: str = ""
    when: Conditions = field(default_factory=dict)
    only: Conditions = field(default_factory=dict)
    """The choices under which the one material is all there is; under others there is no curve."""


@dataclass(frozen=True, slots=True, eq=False)
class Result(Quantity):
    """A quantity with several formulas, one for each choice; a single formula declares its own result.

    `of`: the optional slot it is about; of no interest while nothing fills it.
    """

    group: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Constant(Quantity):
    """A constant of nature or of a pure substance; `value` is in `unit`."""

    value: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """One answer to a choice; `other_labels` as for a quantity, under the other choices of a design."""

    id: str
    label: str
    help: str = ""
    other_labels: OtherLabels = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A question whose answer picks formulas and fields; never a number."""

    key: str
    label: str
    options: tuple[Option, ...]
    default: str
    group: str
    help: str = ""
    when: Conditions = field(default_factory=dict)
    material: str = ""
    """The slot whose material answers it when that material is chosen."""

    def option(self, option_id: str) -> Option:
        """The option with this id. Raises KeyError."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A place in the cell that a material of `kind` fills.

    `optional`: it may stay empty. `after`: another slot without which it is not offered.
    """

    key: str
    label: str
    kind: str
    group: str
    when: Conditions = field(default_factory=dict)
    optional: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Derivation:
    """One formula for one result, in force under `when`. `parameters` are the keys it needs, `curves` the curves."""

    key: str
    function: Formula
    parameters: tuple[str, ...]
    when: Conditions
    arguments: tuple[str, ...] = ()
    """The parameters and behind them the curves: what the function is called with."""

    @property
    def curves(self) -> tuple[str, ...]:
        """The keys of the curves that it needs."""
        return self.arguments[len(self.parameters) :]

    @property
    def help(self) -> str:
        """What the formula says in words."""
        return " ".join((self.function.__doc__ or "").split())


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """The acceptable range of a checked value. A limit is text in the rule's unit, or the key of a quantity."""

    low: str | None = None
    high: str | None = None


Limit = float | str | None
"""A limit in SI, the key of the quantity that is the limit, or none."""

Levels = tuple[tuple[str, Limit, Limit], ...]
"""(severity, low, high), the worst first; limits in SI."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A design check: `function` gives the checked value from the keys in `parameters`; the bands say how bad.

    `message` may name keys in braces; without one the sentence is built from title, value and limit.
    `change` lists the inputs that cure it, the best first.
    """

    key: str
    title: str
    unit: Unit
    function: Formula
    parameters: tuple[str, ...]
    error: Band | None
    warning: Band | None
    info: Band | None
    reason: str
    message: str
    source: str
    change: tuple[str, ...]
    when: Conditions
    levels: Levels


def label_under(declared: Quantity | Option, choices: Mapping[str, str]) -> str:
    """What the quantity or option is called under these choices."""
    for choice, labels in declared.other_labels.items():
        label = labels.get(choices.get(choice, ""))
        if label is not None:
            return label
    return declared.label


def _conditions(when: Mapping[str, str | tuple[str, ...]] | None) -> Conditions:
    return {key: (value,) if isinstance(value, str) else tuple(value) for key, value in (when or {}).items()}


def _parameters(function: Formula) -> tuple[str, ...]:
    code = function.__code__
    return code.co_varnames[: code.co_argcount]


def _is_curve(key: str) -> bool:
    return key.endswith("_curve")


def derive(
    label_or_key: str,
    unit: Unit | None = None,
    *,
    symbol: str = "",
    group: str = "",
    source: str = "",
    when: Mapping[str, str | tuple[str, ...]] | None = None,
    of: str = "",
    members: tuple[str, ...] = (),
    other_labels: OtherLabels | None = None,
) -> Callable[[Formula], Formula]:
    """Mark a function as a formula.

    With a unit it declares a result named like the function: `@derive("Energy", WH, symbol="E")`.
    Without one it is a variant of an already declared key: `@derive("anode_area", when={...})`. A variant that holds
    under two different sets of choices is marked twice.
    With `members` it is written once for all of them: `n` as a word of a key (`salt_n_mass`) and `{n}` in words stand
    for each member in turn.
    """

    def mark(function: Formula) -> Formula:
        if unit is None:
            key = label_or_key
        else:
            key = function.__name__
            help_text = " ".join((function.__doc__ or "").split())
            function.__result__ = Result(  # type: ignore[attr-defined]
                key,
                label_or_key,
                unit,
                symbol or key,
                help_text,
                source,
                group,
                of,
                other_labels=other_labels or {},
            )
        arguments = _parameters(function)
        parameters = tuple(name for name in arguments if not _is_curve(name))
        if arguments[: len(parameters)] != parameters:
            raise ValueError(f"{function.__name__}: curves are the last parameters")
        before = getattr(function, "__derivations__", ())
        added = Derivation(key, function, parameters, _conditions(when), arguments)
        function.__derivations__ = (added, *before)  # type: ignore[attr-defined]
        return function

    def mark_members(function: Formula) -> Formula:
        added = tuple(
            derive(
                label_or_key.replace("{n}", n) if unit is not None else of_member(label_or_key, n),
                unit,
                symbol=symbol.replace("{n}", n),
                group=group,
                source=source,
                when=when,
                of=of_member(of, n),
            )(_written_for(function, n))
            for n in members
        )
        function.__members__ = (*getattr(function, "__members__", ()), *added)  # type: ignore[attr-defined]
        return function

    return mark_members if members else mark


def of_member(name: str, member: str) -> str:
    """A key of a formula written for several members, as it is for one: `salt_n_mass` → `salt_2_mass`."""
    return re.sub(r"(?<=_)n(?=_|$)", member, name)


def _written_for(function: Formula, member: str) -> Formula:
    """The same code under the names of one member; `calc.formula` reads it where it was written."""
    code = function.__code__
    names = tuple(of_member(name, member) for name in code.co_varnames)
    name = of_member(function.__name__, member)
    one = FunctionType(code.replace(co_varnames=names, co_name=name), function.__globals__, name)
    one.__module__ = function.__module__
    one.__doc__ = (function.__doc__ or "").replace("{n}", member)
    one.__written__ = (function, member)  # type: ignore[attr-defined]
    return one


def rule(
    title: str,
    unit: Unit,
    *,
    error: Band | None = None,
    warning: Band | None = None,
    info: Band | None = None,
    reason: str,
    message: str = "",
    source: str = "",
    change: tuple[str, ...] = (),
    when: Mapping[str, str | tuple[str, ...]] | None = None,
) -> Callable[[Formula], Formula]:
    """Mark a function as a design rule named like the function; it returns the value to check."""

    def mark(function: Formula) -> Formula:
        function.__rule__ = Rule(  # type: ignore[attr-defined]
            function.__name__,
            title,
            unit,
            function,
            _parameters(function),
            error,
            warning,
            info,
            reason,
            message,
            source,
            change,
            _conditions(when),
            tuple(
                (severity, _limit(band.low, unit), _limit(band.high, unit))
                for severity, band in (("error", error), ("warning", warning), ("info", info))
                if band is not None
            ),
        )
        return function

    return mark


def _limit(limit: str | None, unit: Unit) -> Limit:
    if limit is None or limit[0].isalpha():
        return limit
    return float(unit.to_si(float(limit)))


def when(**conditions: str | tuple[str, ...]) -> Conditions:
    """Conditions for a declaration: `when=when(construction="lamination")`."""
    return _conditions(conditions)
