"""Goal seek on a document: what would have to be typed for a result to be what is asked for.

The search is `calc.solve`; here are the document's keys, the digits that would be typed, and the sentences.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.services import edits, expressions
from app.services import format as writing
from app.services.design import Design
from app.services.document import Document
from app.services.expressions.refusals import EntryError
from app.services.i18n import joined, tr
from calc import units
from calc.evaluate import Finding, evaluate
from calc.graph import registry
from calc.quantity import Input
from calc.sensitivity import slopes
from calc.solve import NoAnswer, Sought, can_scale, seek
from calc.units import Unit

_FEWEST, _NEAREST, _MOST = 3, 6, 8
"""Digits that are typed: as few as leave the result reading as the target does, for a strip is cut to 248.3 mm and not
to 248.258; `_NEAREST` where the target is not met."""

_READ = 4
"""Digits of a result that people read; more where the target was given with more."""

FRONT = ("specific_energy", "energy_density", "capacity", "cell_mass", "cell_thickness", "np_ratio")
"""The results that are told with a way, besides the one that was sought."""


@dataclass(frozen=True, slots=True)
class Way:
    """One answer as it would be typed: key → text in the unit that stands there now, and the design that it makes."""

    typed: Mapping[str, str]
    design: Design
    exact: bool


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal and the ways to it, the nearest first. `lowest`, `highest`: what can be reached at all, in SI.

    `unit`: the one in which the goal is told. `digits`: how many of the result's have to be those of the target.
    """

    key: str
    target: float
    ways: tuple[Way, ...]
    lowest: float
    highest: float
    unit: Unit
    digits: int = _READ

    def met_by(self, value: float) -> bool:
        """Whether a value of the result, in SI, reads as the target does."""
        return _reads_as(value, self.target, self.unit, self.digits)

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


def target(design: Design, key: str, text: str, unit: Unit | None = None) -> float:
    """What a text asks for, in SI; `unit` is meant where it names none, else the result's own. Raises EntryError."""
    return expressions.parse(text, unit or design.quantity(key).unit).si


def sought(design: Design, key: str, text: str, along: Sequence[str], unit: Unit | None = None) -> Goal:
    """The ways to bring the result `key` to what `text` says by changing the inputs `along`. Raises EntryError.

    `unit` is meant where the text names none, and the goal is told in it; without one it is the result's own.
    """
    if key not in design.plan.by_key:
        raise EntryError(_not_derived(design, key))
    unit = unit or design.quantity(key).unit
    parsed = expressions.parse(text, unit)
    wanted, digits = parsed.si, min(max(_READ, _significant(parsed.text)), _NEAREST)
    inputs = tuple(_input(design, name) for name in dict.fromkeys(along))
    try:
        answer = seek(design.plan, design.document.values(), key, wanted, inputs)
    except NoAnswer as problem:
        raise EntryError(_no_answer(design, problem.reason, key, inputs)) from None
    ways = tuple(_way(design, found, key, wanted, digits, unit) for found in answer.found)
    return Goal(key, wanted, ways, answer.lowest.value, answer.highest.value, unit, digits)


def value_text(design: Design, goal: Goal, value: float) -> str:
    """A value of the result, in SI, as it is told with the goal."""
    return design.in_currency(writing.quantity_text(value, goal.unit))


def told(design: Design, goal: Goal) -> str:
    """What was found, in one sentence."""
    quantity = registry().quantities[goal.key]
    wanted = value_text(design, goal, goal.target)
    if goal.reached:
        return tr("{label} can be {target}.", label=tr(quantity.label), target=wanted)
    low, high = (value_text(design, goal, value) for value in (goal.lowest, goal.highest))
    if goal.lowest <= goal.target <= goal.highest:
        return tr("{label} can come near {target}, not meet it.", label=tr(quantity.label), target=wanted)
    return tr(
        "{label} cannot be {target}: within the limits it goes from {low} to {high}.",
        label=tr(quantity.label),
        target=wanted,
        low=low,
        high=high,
    )


def without_value(key: str) -> str:
    """Why nothing can be said of a result that is not there, in one sentence."""
    label = tr(registry().quantities[key].label)
    return tr("{label} has no value in this design: something it needs is empty.", label=label)


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


def _way(design: Design, found: Sought, key: str, wanted: float, digits: int, unit: Unit) -> Way:
    for count in range(_FEWEST, _MOST + 1) if found.exact else (_NEAREST,):
        typed = {name: _text(design.document, name, value, count) for name, value in found.changes.items()}
        if not found.exact or _meets(design, typed, key, wanted, digits, unit):
            break
    made = Way(typed, design, found.exact)
    return Way(typed, Design(applied(design.document, made)), found.exact)


def _text(document: Document, key: str, value: float, digits: int) -> str:
    """A value as it is typed, in the unit that stands there now; all of its whole part."""
    declaration = registry().inputs[key]
    number = writing.shown(value, units.find(document.entry(declaration).unit))
    if declaration.integer:
        return f"{number:.0f}"
    short = f"{number:.{digits}g}"
    return short if "e" not in short else f"{number:.{_MOST}g}"


def _meets(design: Design, typed: Mapping[str, str], key: str, wanted: float, digits: int, unit: Unit) -> bool:
    """Whether the typed numbers are within their limits and leave the result reading as the target does."""
    values = design.document.values()
    for name, text in typed.items():
        declaration = registry().inputs[name]
        try:
            entry = expressions.parse_input(text, declaration, units.find(design.document.entry(declaration).unit))
        except EntryError:
            return False
        values[name] = entry.si
    reached = float(evaluate(design.plan, values, (key,))[key])
    return _reads_as(reached, wanted, unit, digits)


def _reads_as(value: float, wanted: float, unit: Unit, digits: int) -> bool:
    return writing.quantity_text(value, unit, digits) == writing.quantity_text(wanted, unit, digits)


def _significant(text: str) -> int:
    """How many digits a number was given with: 300 has three, 2.5000 five."""
    return len(text.partition("e")[0].lstrip("-").replace(".", "").lstrip("0"))


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


def _no_answer(design: Design, reason: str, key: str, inputs: Sequence[Input]) -> str:
    label = tr(registry().quantities[key].label)
    if reason == "alone":
        values = design.document.values()
        names = joined(tr(declaration.label) for declaration in inputs if not can_scale(values, declaration))
        return tr(
            "{inputs}: several inputs change together by a factor, and a count or a 0 has none. Change that one alone.",
            inputs=names,
        )
    if reason == "unmoved":
        names = joined(tr(declaration.label) for declaration in inputs)
        return tr("{label} does not depend on {inputs}: choose another input.", label=label, inputs=names)
    return without_value(key)
