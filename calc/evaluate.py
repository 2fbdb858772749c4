"""Evaluation of a plan, for one design or for many at once, and the check of its rules.

Values are in SI. One design: a float per key. Many designs: any of the values may be an array of shape (n,); those that
are not stay scalar, so that only what varies is computed n times.
"""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from calc.graph import Plan, registry
from calc.halfcell import NO_CURVE
from calc.limits import Limits
from calc.quantity import Derivation, Limit, Rule

if TYPE_CHECKING:
    import numpy.typing as npt

Value = Any
"""np.float64 for one design, an array of shape (n,) for many; a HalfCell for a curve."""

Values = Mapping[str, Value]

SEVERITIES = ("ok", "info", "warning", "error")

DECLARED: Limits = MappingProxyType({})
"""No limit is set otherwise than declared."""

RELATIVE_SLACK, ABSOLUTE_SLACK = 1e-9, 1e-12
"""How far beyond a limit in SI binary rounding may leave a value that meets it to the last digit typed."""

CHUNK = 16_384
"""Designs per pass: the intermediate arrays stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a design breaks. Value, limit and margin are in SI; the margin is negative."""

    rule: Rule
    severity: str
    value: float
    limit: float
    side: str
    inputs: tuple[str, ...]

    @property
    def margin(self) -> float:
        """Distance to the limit, negative on the wrong side of it."""
        return self.value - self.limit if self.side == "low" else self.limit - self.value


def evaluate(plan: Plan, values: Values, wanted: Iterable[str] | None = None) -> dict[str, Value]:
    """All quantities of one design, or of as many designs as the arrays in `values` hold.

    `values`: SI value for the key of every input of the plan; a missing one is NaN, and so is all that needs it.
    A curve of the plan is a HalfCell under its key and stays so; without one, what needs it is NaN.
    `wanted`: keys to compute; everything when None. Division by zero gives inf or NaN, never an exception.
    """
    steps = plan.steps if wanted is None else plan.needed_for(wanted)
    known: dict[str, Value] = dict(_constants())
    for declaration in plan.inputs:
        value = values.get(declaration.key, np.nan)
        known[declaration.key] = value if isinstance(value, np.ndarray) else np.float64(value)
    for curve in plan.curves:
        known[curve.key] = values.get(curve.key, NO_CURVE)
    with np.errstate(all="ignore"):
        _run(steps, known)
    return known


def evaluate_again(plan: Plan, known: Values, changed: Values) -> dict[str, Value]:
    """All quantities of a design that differs from an evaluated one in some inputs; only what needs these is computed.

    `known`: what `evaluate` gave for the other design; `changed`: SI value for each input that may differ.
    """
    values = dict(known)
    for key, value in changed.items():
        values[key] = np.float64(value)
    with np.errstate(all="ignore"):
        _run(plan.moved_by(changed), values)
    return values


def evaluate_many(plan: Plan, values: Values, wanted: Iterable[str]) -> "dict[str, npt.NDArray[np.float64]]":
    """The `wanted` quantities of n designs, each an array of shape (n,), computed in chunks that fit the cache."""
    keys = tuple(wanted)
    arrays = {key: np.asarray(v, dtype=np.float64) for key, v in values.items() if np.ndim(v)}
    count = len(next(iter(arrays.values())))
    scalars = {key: v for key, v in values.items() if key not in arrays}
    results = {key: np.empty(count) for key in keys}
    for start in range(0, count, CHUNK):
        part = slice(start, start + CHUNK)
        known = evaluate(plan, {**scalars, **{key: v[part] for key, v in arrays.items()}}, keys)
        for key in keys:
            results[key][part] = known[key]
    return results


def severities(
    plan: Plan, known: Values, rules: Iterable[Rule] | None = None, limits: Limits = DECLARED
) -> "dict[str, npt.NDArray[np.int8]]":
    """For each rule the worst severity broken: 0 none, 1 info, 2 warning, 3 error; shape () or (n,).

    `limits`: the levels of rules whose limits the design sets otherwise.
    """
    result = {}
    with np.errstate(all="ignore"):
        for rule in plan.rules if rules is None else rules:
            value = rule.function(*[known[p] for p in rule.parameters])
            worst = np.zeros(np.shape(value), dtype=np.int8)
            for severity, low, high in reversed(limits.get(rule.key, rule.levels)):
                level = np.int8(SEVERITIES.index(severity))
                if low is not None:
                    worst = np.where(value < _lowest(_known(low, known)), level, worst)
                if high is not None:
                    worst = np.where(value > _highest(_known(high, known)), level, worst)
            result[rule.key] = worst
    return result


def findings(plan: Plan, known: Values, limits: Limits = DECLARED) -> list[Finding]:
    """The rules that one design breaks, errors first, each at its worst severity.

    `limits`: the levels of rules whose limits the design sets otherwise.
    """
    found = []
    with np.errstate(all="ignore"):
        for rule in plan.rules:
            value = float(rule.function(*[known[p] for p in rule.parameters]))
            for severity, low, high in limits.get(rule.key, rule.levels):
                if low is not None and value < _lowest(limit := float(_known(low, known))):
                    side = "low"
                elif high is not None and value > _highest(limit := float(_known(high, known))):
                    side = "high"
                else:
                    continue
                found.append(Finding(rule, severity, value, limit, side, plan.cures[rule.key]))
                break
    return sorted(found, key=lambda finding: -SEVERITIES.index(finding.severity))


def checked(rule: Rule, known: Values) -> float:
    """The value that a rule checks in one design, in SI; NaN where what it needs is not given."""
    with np.errstate(all="ignore"):
        return float(rule.function(*[known[p] for p in rule.parameters]))


def _known(limit: Limit, known: Values) -> Value:
    return known[limit] if type(limit) is str else limit


def _lowest(limit: Value) -> Value:
    """A limit less what binary rounding may leave: what is met to the last digit typed is met."""
    return limit - abs(limit) * RELATIVE_SLACK - ABSOLUTE_SLACK


def _highest(limit: Value) -> Value:
    return limit + abs(limit) * RELATIVE_SLACK + ABSOLUTE_SLACK


def _run(steps: tuple[Derivation, ...], known: dict[str, Value]) -> None:
    for step in steps:
        known[step.key] = step.function(*[known[p] for p in step.arguments])


@functools.cache
def _constants() -> Mapping[str, np.float64]:
    return {key: np.float64(c.unit.to_si(c.value)) for key, c in registry().constants.items()}
