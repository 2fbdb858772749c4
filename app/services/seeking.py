"""Goal seek on a document: what would have to be typed for a result to be what is asked for.

The search is `calc.solve`; here are the document's keys, the digits that would be typed, and the sentences.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.services import edits, expressions
from app.services import format as writing
from app.services.design import Design
from app.services.document import Document
from app.services.expressions import EntryError
from app.services.i18n import joined, tr
from calc import units
from calc.evaluate import Finding
from calc.graph import registry
from calc.quantity import Input
from calc.sensitivity import slopes
from calc.solve import NoAnswer, Sought, seek

_DIGITS = 6
"""Digits that are typed; the result then differs from the target by no more than a few in a million."""


FRONT = ("specific_energy", "energy_density", "capacity", "cell_mass", "cell_thickness", "np_ratio")
"""The results that are told with a way, besides the one that was sought."""


@dataclass(frozen=True, slots=True)
class Way:
    """One answer as it would be typed: key → text in the unit that its field shows, and the design that it makes."""

    typed: Mapping[str, str]
    design: Design
    exact: bool


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal and the ways to it, the nearest first. `lowest`, `highest`: what can be reached at all, in SI."""

    key: str
    target: float
    ways: tuple[Way, ...]
    lowest: float
    highest: float

    @property
    def reached(self) -> bool:
        """Whether one of the ways meets the target."""
        return any(way.exact for way in self.ways)


def candidates(design: Design, key: str) -> tuple[Input, ...]:
    """The typed inputs that a result depends on and that hold a number, in the order people meet them."""
    behind = set(design.plan.typed_behind((key,)))
    return tuple(d for d in design.plan.inputs if d.key in behind and design.document.entry(d).text)


def strongest_first(design: Design, key: str) -> tuple[Input, ...]:
    """The candidates, those that move the result most first."""
    steep = slopes(design.plan, design.values, key)
    return tuple(sorted(candidates(design, key), key=lambda d: -abs(steep.get(d.key, 0.0))))


def target(design: Design, key: str, text: str) -> float:
    """What a text asks for, in SI. Raises EntryError."""
    return expressions.parse(text, design.quantity(key).unit).si


def sought(design: Design, key: str, text: str, along: Sequence[str]) -> Goal:
    """The ways to bring the result `key` to what `text` says by changing the inputs `along`. Raises EntryError."""
    if key not in design.plan.by_key:
        raise EntryError(_not_derived(design, key))
    wanted = target(design, key, text)
    inputs = tuple(_input(design, name) for name in dict.fromkeys(along))
    try:
        answer = seek(design.plan, design.document.values(), key, wanted, inputs)
    except NoAnswer as problem:
        raise EntryError(_no_answer(problem.reason, key, inputs)) from None
    ways = tuple(_way(design.document, found) for found in answer.found)
    return Goal(key, wanted, ways, answer.lowest.value, answer.highest.value)


def told(goal: Goal) -> str:
    """What was found, in one sentence."""
    quantity = registry().quantities[goal.key]
    wanted = writing.quantity_text(goal.target, quantity.unit)
    if goal.reached:
        return tr("{label} can be {target}.", label=tr(quantity.label), target=wanted)
    low, high = (writing.quantity_text(value, quantity.unit) for value in (goal.lowest, goal.highest))
    if goal.lowest <= goal.target <= goal.highest:
        return tr("{label} can come near {target}, not meet it.", label=tr(quantity.label), target=wanted)
    return tr(
        "{label} cannot be {target}: within the limits it goes from {low} to {high}.",
        label=tr(quantity.label),
        target=wanted,
        low=low,
        high=high,
    )


def applied(document: Document, way: Way) -> Document:
    """The document with a way's values typed. Raises EntryError."""
    for key, text in way.typed.items():
        document = edits.set_assumed(edits.set_value(document, key, text), key, False)
    return document


@dataclass(frozen=True, slots=True)
class Consequences:
    """What else a way changes: texts before and after of what reads otherwise, rules newly broken and met again."""

    moved: tuple[tuple[str, str, str], ...]
    broken: tuple[Finding, ...]
    mended: tuple[Finding, ...]


def consequences(design: Design, goal: Goal, way: Way) -> Consequences:
    """What is typed, what was sought and the main numbers, as far as they change; and the findings that do."""
    after = way.design
    keys = dict.fromkeys((*way.typed, goal.key, *FRONT))
    both = [key for key in keys if design.has(key) and after.has(key)]
    moved = tuple((key, design.text(key), after.text(key)) for key in both if design.text(key) != after.text(key))
    was = {(finding.rule.key, finding.severity, finding.side) for finding in design.findings}
    now = {(finding.rule.key, finding.severity, finding.side) for finding in after.findings}
    broken = tuple(f for f in after.findings if (f.rule.key, f.severity, f.side) not in was)
    still = {finding.rule.key for finding in after.findings}
    mended = tuple(
        f for f in design.findings if (f.rule.key, f.severity, f.side) not in now and f.rule.key not in still
    )
    return Consequences(moved, broken, mended)


def _way(document: Document, found: Sought) -> Way:
    typed = {}
    for key, value in found.changes.items():
        declaration = registry().inputs[key]
        unit = units.find(document.entry(declaration).unit)
        number = writing.shown(value, unit)
        typed[key] = f"{number:.0f}" if declaration.integer else f"{number:.{_DIGITS}g}"
    made = Way(typed, Design(document), found.exact)
    return Way(typed, Design(applied(document, made)), found.exact)


def _input(design: Design, key: str) -> Input:
    declaration = registry().inputs.get(key)
    if declaration is None:
        raise EntryError(tr("“{key}” is not an input.", key=key))
    if not design.typed(key) or declaration not in design.plan.inputs:
        raise EntryError(
            tr("{label} ({key}) is not typed in this design: it follows.", label=tr(declaration.label), key=key)
        )
    return declaration


def _not_derived(design: Design, key: str) -> str:
    if key in registry().quantities:
        label = tr(design.quantity(key).label)
        return tr("{label} ({key}) is not a result of this design: type it where it is.", label=label, key=key)
    return tr("“{key}” is not a result.", key=key)


def _no_answer(reason: str, key: str, inputs: Sequence[Input]) -> str:
    label = tr(registry().quantities[key].label)
    if reason == "alone":
        names = joined(tr(declaration.label) for declaration in inputs)
        return tr(
            "{inputs}: several inputs change together by a factor, and a count or a 0 has none. Change that one alone.",
            inputs=names,
        )
    if reason == "unmoved":
        names = joined(tr(declaration.label) for declaration in inputs)
        return tr("{label} does not depend on {inputs}: choose another input.", label=label, inputs=names)
    return tr("{label} has no value in this design: something it needs is empty.", label=label)
