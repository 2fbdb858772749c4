"""A process plan with one design's values: what its choices leave out is gone, every expression is a value.

The printed sheet and the screen that records what was done are both made from this. Plans themselves are in
`app.services.plans`.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from msgspec.structs import replace

from app.services import expressions, plans, recipes
from app.services import format as writing
from app.services.design import Design
from app.services.expressions.refusals import EntryError
from app.services.i18n import N_, tr
from app.services.plans import written
from app.services.plans.checking import check_entry
from app.services.plans.written import MARK, MAX_BOXES, OWN, Plan, PlanError, conditions, placeholder, refused
from calc import units
from calc.graph import holds, registry
from calc.units import Unit


@dataclass(frozen=True, slots=True)
class Amount:
    """A value of the plan. `text` is as people read it, without its unit; — when the design does not say."""

    si: float
    unit: Unit
    text: str

    @property
    def known(self) -> bool:
        return math.isfinite(self.si)

    @property
    def with_unit(self) -> str:
        return writing.with_unit(self.text, self.unit)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: a text, a value of the design in words, or a box labelled with its unit."""

    kind: Literal["text", "value", "box"]
    text: str


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line to work through. `boxes` is 0 for a line that is only ticked; `box` is the unit beside each box."""

    id: str
    label: Line
    target: Amount | None
    low: Amount | None
    high: Amount | None
    note: str
    set: str
    box: str
    boxes: int
    weigh: str
    calculation: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the work, numbered from 1."""

    number: int
    id: str
    title: str
    lines: tuple[Line, ...]
    equipment: str
    hazards: tuple[str, ...]
    hold: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What goes into one cell."""

    label: str
    materials: tuple[str, ...]
    per_cell: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """Pieces to cut to one size. `part`: one of PIECES, or "" for a plain rectangle."""

    label: str
    part: str
    count: int
    width: Amount
    height: Amount
    tolerance: Amount
    mass: Amount | None
    note: Line


@dataclass(frozen=True, slots=True)
class Process:
    """A plan for one design."""

    id: str
    title: str
    revision: int
    designation: str
    """How a sheet names the plan: id or own, revision, and the mark of an own one."""
    hazards: tuple[tuple[str, str], ...]
    """Title and text of every hazard that a step names."""
    notes: tuple[str, ...]
    items: tuple[Item, ...]
    cuts: tuple[Cut, ...]
    steps: tuple[Step, ...]

    def weighings(self) -> Iterator[tuple[Step, Entry]]:
        """The lines that carry a weigh point, in the order of the work."""
        for step in self.steps:
            for entry in step.entries:
                if entry.weigh:
                    yield step, entry


def plan_for(design: Design) -> Plan:
    """The design's own plan, else the program's that fits its choices. Raises PlanError when there is none."""
    own = design.document.process
    if own is not None:
        if _in_force(own.when, design):
            return Plan(OWN, own)
        raise PlanError(
            tr(
                "This design's own process plan is for other choices ({choices}). Change the plan, or go back to the "
                "program's.",
                choices=", ".join(_named(own.when)),
            )
        )
    return program_plan(design)


def program_plan(design: Design) -> Plan:
    """The program's plan that fits the design's choices. Raises PlanError when there is none."""
    for plan_id in plans.ids():
        plan = plans.load(plan_id)
        if _in_force(plan.file.when, design):
            return plan
    raise PlanError(
        tr("No process plan fits this design: {construction}.", construction=design.option_label("construction"))
    )


def amount(expression: str, symbol: str, design: Design) -> Amount:
    """What an expression of a plan comes to in a design. Raises PlanError where a key in it is none of the design's."""
    return _Resolver(Plan(OWN, written.Written("-", 1)), design).amount(expression, symbol)


def told_while_typed(entry: written.Entry, field: str, text: str, design: Design) -> str:
    """What a field of an entry comes to in a design when this is typed; empty for words. Raises PlanError."""
    changed = replace(entry, **{field: text})
    check_entry(changed)
    if not text or field not in ("target", "low", "high", "count"):
        return ""
    unit = units.ONE.symbol if field == "count" else changed.unit
    return tr("In this design: {value}", value=amount(text, unit, design).with_unit)


def is_in_force(conditional: written.Conditional, design: Design) -> bool:
    """Whether a step, a line or an entry is for this design."""
    return _Resolver(Plan(OWN, written.Written("-", 1)), design).holds(conditional)


def when_told(conditional: written.Conditional) -> str:
    """When something is in force, in words; empty for always."""
    told = list(_named(conditional.when))
    for key, pattern in (
        (conditional.show_if, N_("{quantity} is not 0")),
        (conditional.show_unless, N_("{quantity} is 0")),
    ):
        if key:
            told.append(tr(pattern, quantity=tr(registry().quantities[key].label)))
    return tr("Only if: {conditions}", conditions="; ".join(told)) if told else ""


def process_of(design: Design) -> Process:
    """The plan that fits the design, for the design. Raises PlanError."""
    return resolved(plan_for(design), design)


def resolved(plan: Plan, design: Design) -> Process:
    """The plan for one design. Raises PlanError when it needs what the design's choices leave out."""
    return _Resolver(plan, design).process()


_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def _in_force(when: written.When, design: Design) -> bool:
    return holds(conditions(when), design.plan.choices)


def _named(when: written.When) -> Iterator[str]:
    """Conditions in words: the choice and the options it may have."""
    for key, options in conditions(when).items():
        choice = registry().choices[key]
        yield f"{tr(choice.label)}: {' / '.join(tr(choice.option(option).label) for option in options)}"


class _Resolver:
    """Puts one design's values into a plan."""

    def __init__(self, plan: Plan, design: Design) -> None:
        self.plan = plan
        self.design = design
        quantities = registry().quantities
        self.keys = MappingProxyType(
            {k: (float(v), quantities[k].unit) for k, v in design.values.items() if k in quantities}
        )

    def process(self) -> Process:
        file = self.plan.file
        steps = tuple(self._step(n, s) for n, s in enumerate((s for s in file.step if self.holds(s)), 1))
        used = {hazard for step in steps for hazard in step.hazards}
        return Process(
            id=self.plan.id,
            title=tr(file.title),
            revision=file.revision,
            designation=self.plan.designation,
            hazards=tuple((tr(h.title), tr(h.text)) for h in file.hazards.values() if tr(h.title) in used),
            notes=tuple(tr(note) for note in file.notes),
            items=tuple(self._item(item) for item in file.item if self.holds(item)),
            cuts=tuple(self._cut(cut) for cut in file.cut if self.holds(cut)),
            steps=steps,
        )

    def amount(self, expression: str, symbol: str) -> Amount:
        """The value of an expression in a unit."""
        return self._value(expression, self._unit(symbol))

    def holds(self, conditional: written.Conditional) -> bool:
        """Whether what is conditional is in force."""
        if not _in_force(conditional.when, self.design):
            return False
        if conditional.show_if and not self._is_there(conditional.show_if):
            return False
        return not (conditional.show_unless and self._is_there(conditional.show_unless))

    def _in_force(self, lines: Iterable[written.Line]) -> Iterator[str]:
        for line in lines:
            if isinstance(line, str):
                yield line
            elif self.holds(line):
                yield line.text

    def _is_there(self, key: str) -> bool:
        value = float(self.design.values.get(key, math.nan))
        return math.isfinite(value) and value != 0

    def _step(self, number: int, step: written.Step) -> Step:
        entries = tuple(self._entry(entry) for entry in step.entry if self.holds(entry))
        return Step(
            number=number,
            id=step.id,
            title=self._plain(step.title),
            lines=tuple(self._line(line) for line in self._in_force(step.lines)),
            equipment=tr(step.equipment) if step.equipment else "",
            hazards=tuple(tr(h.title) for h in map(self.plan.file.hazards.__getitem__, step.hazards) if self.holds(h)),
            hold=step.hold,
            entries=entries,
        )

    def _entry(self, entry: written.Entry) -> Entry:
        unit = self._unit(entry.unit) if entry.unit else units.ONE
        boxed = bool(entry.unit or entry.box)
        return Entry(
            id=entry.id,
            label=self._line(entry.label),
            target=self._amount(entry.target, unit),
            low=self._known(entry.low, unit),
            high=self._known(entry.high, unit),
            note=self._plain(entry.note),
            set=self._plain(entry.set),
            box="" if entry.box == "–" else entry.box or (entry.unit if entry.unit != units.ONE.symbol else ""),
            boxes=self._count(entry.count or "1") if boxed else 0,
            weigh=entry.weigh,
            calculation=tuple(self._line(line) for line in entry.calculation),
        )

    def _item(self, item: written.Item) -> Item:
        return Item(
            label=self._plain(item.label),
            materials=self._materials(item) or (self._plain(item.material),),
            per_cell=tuple(self._plain(amount) for amount in self._in_force(item.per_cell)),
        )

    def _materials(self, item: written.Item) -> tuple[str, ...]:
        """The names of the materials in the item's slots, as the design's snapshots have them."""
        names = [name for slot in item.slots if (name := self._named(slot))]
        return tuple(dict.fromkeys(names))

    def _named(self, slot: str) -> str:
        """What is in a slot; of an electrolyte its recipe, which may differ from the material it began as."""
        material = self.design.document.materials.get(slot)
        recipe = recipes.described(self.design) if slot == recipes.ELECTROLYTE else ""
        return recipe or (tr(material.name) if material else "")

    def _cut(self, cut: written.Cut) -> Cut:
        return Cut(
            label=self._plain(cut.label),
            part=cut.part,
            count=self._count(cut.count),
            width=self._value(cut.width, units.MM),
            height=self._value(cut.height, units.MM),
            tolerance=self._value(cut.tolerance, units.MM),
            mass=self._amount(cut.mass, units.G),
            note=self._line(cut.note),
        )

    def _count(self, expression: str) -> int:
        value = self._value(expression, units.COUNT)
        return min(max(round(value.si), 0), MAX_BOXES) if value.known else 1

    # texts

    def _plain(self, text: str) -> str:
        return "".join(piece.text for piece in self._line(text))

    def _line(self, text: str) -> Line:
        if not text:
            return ()
        text = tr(text)
        pieces: list[Piece] = []
        at = 0
        for mark in MARK.finditer(text):
            if mark.start() > at:
                pieces.append(Piece("text", text[at : mark.start()]))
            at = mark.end()
            if mark[2] is not None:
                pieces.append(Piece("box", mark[2]))
            else:
                pieces.append(Piece("value", self._written(mark[1])))
        if at < len(text):
            pieces.append(Piece("text", text[at:]))
        return tuple(pieces)

    def _written(self, marked: str) -> str:
        expression, symbol = placeholder(marked)
        if symbol:
            return self._value(expression, self._unit(symbol)).with_unit
        if expression in registry().slots:
            return self._named(expression) or tr("nothing")
        self._need(expression)
        return self.design.text(expression)

    # values

    def _amount(self, expression: str, unit: Unit) -> Amount | None:
        return self._value(expression, unit) if expression else None

    def _known(self, expression: str, unit: Unit) -> Amount | None:
        """A limit; one that the design does not say is none."""
        amount = self._amount(expression, unit)
        return amount if amount is not None and amount.known else None

    def _value(self, expression: str, unit: Unit) -> Amount:
        for name in _NAME.findall(expression):
            if name in registry().quantities:
                self._need(name)
        try:
            value = expressions.parse(expression, unit, keys=self.keys)
        except EntryError:
            # The plan was checked, so what is left is a value the design does not have yet.
            return Amount(math.nan, unit, writing.NO_VALUE)
        si = value.si
        return Amount(si, unit, self._text(expression, si, unit))

    def _text(self, expression: str, si: float, unit: Unit) -> str:
        """An input as typed; else at most four digits, and no zeros behind a number that is exact without them."""
        declared = registry().inputs.get(expression)
        if declared is not None and self.design.typed(expression):
            entry = self.design.document.entry(declared)
            if entry.unit == unit.symbol and entry.text:
                return entry.text.replace("-", writing.MINUS)
        if unit.whole:
            return writing.count(si)
        exact = writing.full(si, unit)
        rounded = writing.number(writing.shown(si, unit))
        return exact if len(exact) < len(rounded) else rounded

    def _need(self, key: str) -> None:
        if key not in self.keys:
            label = tr(registry().quantities[key].label)
            raise refused(
                self.plan.id,
                tr("it asks for {label} ({key}), which this design does not have", label=label, key=key),
            )

    def _unit(self, symbol: str) -> Unit:
        return units.COUNT if symbol == units.ONE.symbol else units.find(symbol)
