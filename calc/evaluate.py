"""Evaluation of a plan, for one design or for many at once, and the check of its rules.

Values are in SI. One design: a float per key. Many designs: any of the values may be an array of shape (n,); those that
are not stay scalar, so that only what varies is computed n times.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from calc.graph import Plan, Registry, registry
from calc.quantity import Band, Derivation, Rule

Value = Any
"""np.float64 for one design, an array of shape (n,) for many."""

Values = Mapping[str, Value]

SEVERITIES = ("ok", "info", "warning", "error")

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
    `wanted`: keys to compute; everything when None. Division by zero gives inf or NaN, never an exception.
    """
    steps = plan.steps if wanted is None else plan.needed_for(wanted)
    known: dict[str, Value] = {key: np.float64(constant) for key, constant in _constants().items()}
    for declaration in plan.inputs:
        value = values.get(declaration.key, np.nan)
        known[declaration.key] = value if isinstance(value, np.ndarray) else np.float64(value)
    with np.errstate(all="ignore"):
        _run(steps, known)
    return known


def evaluate_many(plan: Plan, values: Values, wanted: Iterable[str]) -> dict[str, npt.NDArray[np.float64]]:
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


def severities(plan: Plan, known: Values, rules: Iterable[Rule] | None = None) -> dict[str, npt.NDArray[np.int8]]:
    """For each rule the worst severity broken: 0 none, 1 info, 2 warning, 3 error; shape () or (n,)."""
    result = {}
    with np.errstate(all="ignore"):
        for rule in plan.rules if rules is None else rules:
            value = rule.function(*(known[p] for p in rule.parameters))
            worst = np.zeros(np.shape(value), dtype=np.int8)
            for level, band in ((1, rule.info), (2, rule.warning), (3, rule.error)):
                if band is not None:
                    low, high = _limits(rule, band, known)
                    broken = (value < low - _dust(low)) | (value > high + _dust(high))
                    worst = np.where(broken, np.int8(level), worst)
            result[rule.key] = worst
    return result


def findings(plan: Plan, known: Values) -> list[Finding]:
    """The rules that one design breaks, errors first, each at its worst severity."""
    found = []
    with np.errstate(all="ignore"):
        for rule in plan.rules:
            finding = _worst(plan, rule, known)
            if finding is not None:
                found.append(finding)
    return sorted(found, key=lambda finding: -SEVERITIES.index(finding.severity))


def _worst(plan: Plan, rule: Rule, known: Values) -> Finding | None:
    value = rule.function(*(known[p] for p in rule.parameters))
    for severity, band in (("error", rule.error), ("warning", rule.warning), ("info", rule.info)):
        if band is None:
            continue
        low, high = _limits(rule, band, known)
        side = "low" if value < low - _dust(low) else "high" if value > high + _dust(high) else ""
        if side:
            limit = low if side == "low" else high
            return Finding(rule, severity, float(value), float(limit), side, _inputs(plan, rule))
    return None


def _inputs(plan: Plan, rule: Rule) -> tuple[str, ...]:
    """What the user can change: the rule's own list where it is in force, else all inputs behind the value."""
    behind = plan.typed_behind(rule.parameters)
    return tuple(k for k in rule.change if k in behind or k in plan.choices) or behind


def _limits(rule: Rule, band: Band, known: Values) -> tuple[Value, Value]:
    return _limit(rule, band.low, known, -np.inf), _limit(rule, band.high, known, np.inf)


def _limit(rule: Rule, limit: str | None, known: Values, absent: float) -> Value:
    if limit is None:
        return absent
    if limit[0].isalpha():
        return known[limit]
    return rule.unit.to_si(float(limit))


def _dust(limit: Value) -> Value:
    """Binary rounding must not break a rule that is met to the last digit typed."""
    return np.abs(limit) * 1e-9 + 1e-12 if np.all(np.isfinite(limit)) else 0.0


def _run(steps: tuple[Derivation, ...], known: dict[str, Value]) -> None:
    for step in steps:
        known[step.key] = step.function(*[known[p] for p in step.parameters])


def _constants() -> dict[str, float]:
    declared: Registry = registry()
    return {key: constant.unit.to_si(constant.value) for key, constant in declared.constants.items()}
