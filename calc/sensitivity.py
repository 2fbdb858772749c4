"""How a result moves with what was typed, and what a sum is made of.

A slope is d ln y / d ln x: 0.8 says that 1 % more of the input gives 0.8 % more of the result.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from calc.evaluate import Values, evaluate
from calc.formula import Binary, Formula, Node, formula
from calc.formula import evaluate as evaluate_formula
from calc.graph import Plan
from calc.quantity import Derivation

STEP = 1e-4
"""Relative step to either side: the difference is off by some 1e-8 of the slope, binary rounding adds 1e-12."""


@dataclass(frozen=True, slots=True)
class Part:
    """One term of a sum: its expression, its value in SI and its share of the total."""

    node: Node
    value: float
    share: float


def slopes(plan: Plan, values: Values, key: str) -> dict[str, float]:
    """Slope of `key` along every typed input behind it; `values` are those of one design, in SI.

    All inputs are stepped in one evaluation, counts like anything else, though there is no 4.0004th sheet: the
    slope then says what one sheet in a hundred would do. Where min or max changes sides, it is the mean of both sides.
    An input that is empty or 0 has no slope and is left out, for 1 % of it is nothing; with a result that is 0 or
    not a number there are none at all.
    """
    return slopes_of_many(plan, values, (key,))[key]


def slopes_of_many(plan: Plan, values: Values, keys: Iterable[str]) -> dict[str, dict[str, float]]:
    """The slopes of several results, from the same one evaluation."""
    wanted = tuple(keys)
    behind = [key for key in plan.typed_behind(wanted) if _has_slope(float(values[key]))]
    known = evaluate(plan, {**values, **_stepped(behind, values)}, wanted)
    return {key: _relative(known[key], float(values[key]), behind, set(plan.typed_behind((key,)))) for key in wanted}


def parts(derivation: Derivation, values: Values) -> tuple[Part, ...]:
    """The terms that a result adds up from, as they stand; nothing unless it is a sum of two terms or more.

    A sum with a term that is taken away, or with terms of both signs, has no shares.
    """
    read = formula(derivation.function)
    terms = _terms(read.result)
    if len(terms) < 2 or read.steps:
        return ()
    parameters = {name: values[name] for name in read.parameters}
    with np.errstate(all="ignore"):
        amounts = [float(evaluate_formula(Formula(read.parameters, (), node), parameters)) for node in terms]
    total = sum(amounts)
    if not np.isfinite(total) or total <= 0 or min(amounts) < 0:
        return ()
    return tuple(Part(node, amount, amount / total) for node, amount in zip(terms, amounts, strict=True))


def _has_slope(value: float) -> bool:
    return bool(np.isfinite(value)) and value != 0


def _stepped(behind: list[str], values: Values) -> dict[str, np.ndarray]:
    """For each input all designs: two in which it is stepped, below and above, and the others where it stands."""
    columns = {}
    for index, key in enumerate(behind):
        column = np.full(2 * len(behind), float(values[key]))
        column[2 * index] *= 1 - STEP
        column[2 * index + 1] *= 1 + STEP
        columns[key] = column
    return columns


def _relative(stepped: np.ndarray | float, value: float, behind: list[str], own: set[str]) -> dict[str, float]:
    if not _has_slope(value):
        return {}
    below_above = np.broadcast_to(np.asarray(stepped, dtype=np.float64), (2 * len(behind),)).reshape(-1, 2)
    relative = (below_above[:, 1] - below_above[:, 0]) / (2 * STEP * value)
    found = zip(behind, relative, strict=True)
    return {key: float(slope) for key, slope in found if key in own and np.isfinite(slope)}


def _terms(node: Node) -> list[Node]:
    """The terms of a sum; none when one of them is taken away."""
    match node:
        case Binary("+", left, right):
            first, second = _terms(left), _terms(right)
            return [*first, *second] if first and second else []
        case Binary("-"):
            return []
    return [node]
