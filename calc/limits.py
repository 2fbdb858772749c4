"""The limits of a rule as one design sets them, in place of those that are declared.

A limit is named by rule, severity and side: `overhang_along.warning.high`. One that is set to None is not checked.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from calc.quantity import Levels, Limit, Rule

SEVERITIES = ("error", "warning", "info")
SIDES = ("low", "high")

Limits = Mapping[str, Levels]
"""Rule → its levels, where they are not the declared ones."""


class LimitName(NamedTuple):
    """Which limit: `str()` gives `rule.severity.side`."""

    rule: str
    severity: str
    side: str

    def __str__(self) -> str:
        return ".".join(self)


def names(rule: Rule) -> tuple[LimitName, ...]:
    """Every limit that a rule can have, the worst severity first, whether or not it is declared."""
    return tuple(LimitName(rule.key, severity, side) for severity in SEVERITIES for side in SIDES)


def declared(rule: Rule, name: LimitName) -> Limit:
    """The declared limit: in SI, the key of a quantity, or None."""
    return next((limits[SIDES.index(name.side)] for s, *limits in rule.levels if s == name.severity), None)


def changed(rule: Rule, limits: Iterable[tuple[LimitName, float | None]]) -> Levels:
    """The levels of a rule with some of its limits (in SI) set otherwise; a level without any is left out."""
    table: dict[tuple[str, str], Limit] = {
        (severity, side): limit for severity, *pair in rule.levels for side, limit in zip(SIDES, pair, strict=True)
    }
    table.update({(name.severity, name.side): limit for name, limit in limits})
    levels = ((severity, table.get((severity, "low")), table.get((severity, "high"))) for severity in SEVERITIES)
    return tuple(level for level in levels if level[1:] != (None, None))
