"""Process plans: how a cell is made, step by step, as data in templates/processes/*.toml.

A plan says what is bought, what is cut and what is done. Its numbers are expressions over the keys of quantities in
the grammar that fields use, so a set-point follows from the design: `target = "cathode_sheet_mass"`. `load` reads a
plan strictly: an unknown field, key, unit or choice is one sentence (PlanError). `resolved` gives the plan for one
design: what its choices leave out is gone, every expression is a value. The printed sheet and the screen that records
what was done are both made from that. To add a step, add one [[step]] to a plan; the fields are those of the
structures below.

In a text, `{key}` and `{expression | unit}` stand for a value of the design, `{slot}` for what is in a slot (of the
electrolyte, its recipe where the design has one) and `[g]` for a box to write grams in.
"""

import functools
import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

import msgspec

from app.services import expressions, recipes
from app.services import format as writing
from app.services.design import Design
from app.services.expressions import EntryError
from app.services.i18n import tr
from app.services.paths import templates
from calc import units
from calc.graph import holds, registry
from calc.units import Unit, UnknownUnit

WEIGH_POINTS: Final = ("W1", "W2", "W3", "W4", "W5", "W6", "W7")
"""The weighings every plan has, in the order of the work."""

PIECES: Final = (
    "cathode",
    "cathode-end",
    "anode",
    "anode-strip",
    "separator",
    "separator-strip",
    "film",
    "positive-tab",
    "negative-tab",
    "tape",
)
"""What a line of the cut list may be: a drawing knows what else is on such a piece."""

MAX_BOXES: Final = 1000
"""Boxes one entry may ask for; a sheet with more has a wrong number in it."""


class PlanError(Exception):
    """A plan that cannot be used; `message` is the sentence to show, translated."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


# As written in a file ---------------------------------------------------------------------------------------------

When = dict[str, str | list[str]]
"""Choice → the option or options under which something is in force."""


class _Conditional(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    when: When = {}
    show_if: str = ""
    """In force only where this quantity is there and not 0."""
    show_unless: str = ""
    """In force only where this quantity is absent or 0."""


class _Text(_Conditional, forbid_unknown_fields=True, kw_only=True):
    """A sentence that is not always said."""

    text: str


class _Hazard(_Conditional, forbid_unknown_fields=True, kw_only=True):
    """`title` is said at each step that names the hazard, `text` once for all."""

    title: str
    text: str


class _Entry(_Conditional, forbid_unknown_fields=True, kw_only=True):
    """One line of a step: read, do, write, tick. A line without `unit` and `set` is only ticked."""

    id: str
    label: str
    target: str = ""
    low: str = ""
    high: str = ""
    unit: str = ""
    note: str = ""
    """Words behind the target: `+ gas bag`."""
    set: str = ""
    """A set-point that is no quantity: `15 to 40 kHz`, `none`."""
    box: str = ""
    """What is written beside the box when it is not `unit`: `kPa`, `MΩ`. `–` for a box without a unit."""
    count: str = ""
    """How many boxes; one when empty."""
    weigh: str = ""
    calculation: list[str] = []


class _Step(_Conditional, forbid_unknown_fields=True, kw_only=True):
    id: str
    title: str
    lines: list[str | _Text] = []
    equipment: str = ""
    hazards: list[str] = []
    hold: bool = False
    entry: list[_Entry] = []
    after: str = ""
    """In a plan that builds on another: the step it follows."""


class _Item(_Conditional, forbid_unknown_fields=True, kw_only=True):
    """One line of the bill of materials."""

    label: str
    slots: list[str] = []
    material: str = ""
    """A text for what no slot of the design holds."""
    per_cell: list[str | _Text]


class _Cut(_Conditional, forbid_unknown_fields=True, kw_only=True):
    """One line of the cut list. `part` says what is drawn on it beside its outline: one of PIECES."""

    label: str
    part: str = ""
    count: str = "1"
    width: str
    height: str
    tolerance: str
    mass: str = ""
    note: str = ""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    revision: int
    when: When
    like: str = ""
    """The plan this one builds on: steps with the same id are replaced, others go in where `after` says."""
    without: list[str] = []
    hazards: dict[str, _Hazard] = {}
    notes: list[str] = []
    item: list[_Item] = []
    cut: list[_Cut] = []
    step: list[_Step] = []


# As it is for one design --------------------------------------------------------------------------------------------


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


# Plans ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as read and checked."""

    id: str
    file: Any
    steps: tuple[Any, ...]

    @property
    def title(self) -> str:
        return str(self.file.title)


def ids() -> tuple[str, ...]:
    """The ids of all plans that come with the program."""
    return tuple(sorted(path.stem for path in _folder().glob("*.toml")))


def load(plan_id: str) -> Plan:
    """The plan with this id, checked. Raises PlanError."""
    return _loaded(_folder() / f"{plan_id}.toml")


def plan_for(design: Design) -> Plan:
    """The plan that fits the design's choices. Raises PlanError when there is none."""
    for plan_id in ids():
        plan = load(plan_id)
        if _in_force(plan.file.when, design):
            return plan
    raise PlanError(
        tr("No process plan fits this design: {construction}.", construction=design.option_label("construction"))
    )


def process_of(design: Design) -> Process:
    """The plan that fits the design, for the design. Raises PlanError."""
    return resolved(plan_for(design), design)


def resolved(plan: Plan, design: Design) -> Process:
    """The plan for one design. Raises PlanError when it needs what the design's choices leave out."""
    return _Resolver(plan, design).process()


@functools.cache
def _loaded(path: Path) -> Plan:
    if not path.is_file():
        raise PlanError(tr("There is no process plan “{name}”.", name=path.stem))
    return read(path.stem, path.read_text(encoding="utf-8"))


def read(plan_id: str, text: str) -> Plan:
    """A plan from the text of its file, checked. Raises PlanError with one sentence."""
    try:
        file = msgspec.convert(tomllib.loads(text), _File, strict=True)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as problem:
        raise _bad(plan_id, str(problem).rstrip(".").replace("Object ", "an entry ", 1)) from None
    if file.like:
        file = _built_on(file, load(file.like).file, plan_id)
    plan = Plan(plan_id, file, tuple(file.step))
    _Checker(plan).check()
    return plan


def _built_on(file: _File, base: _File, plan_id: str) -> _File:
    """The plan with all it takes over from the plan it builds on."""
    steps = {step.id: step for step in base.step}
    for name in file.without:
        if steps.pop(name, None) is None:
            raise _bad(
                plan_id, tr("it leaves out the step “{step}”, which “{plan}” does not have", step=name, plan=file.like)
            )
    order = list(steps)
    for step in file.step:
        if step.id not in steps:
            if step.after not in order:
                raise _bad(
                    plan_id,
                    tr("the new step “{step}” follows “{after}”, which is not a step", step=step.id, after=step.after),
                )
            order.insert(order.index(step.after) + 1, step.id)
        steps[step.id] = step
    return msgspec.structs.replace(
        file,
        hazards={**base.hazards, **file.hazards},
        notes=file.notes or base.notes,
        item=file.item or base.item,
        cut=file.cut or base.cut,
        step=[steps[name] for name in order],
    )


def _folder() -> Path:
    return templates() / "processes"


def _bad(plan_id: str, reason: str) -> PlanError:
    return PlanError(tr("The process plan “{plan}” cannot be used: {reason}.", plan=plan_id, reason=reason))


_MARK: Final = re.compile(r"\{([^{}]*)\}|\[([^\[\]]*)\]")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def _placeholder(text: str) -> tuple[str, str]:
    """Expression and unit of what stands in braces; the unit is empty for a lone key."""
    expression, _, unit = text.partition("|")
    return expression.strip(), unit.strip()


def _said(line: str | _Text) -> str:
    return line if isinstance(line, str) else line.text


def _conditions(when: When) -> Mapping[str, tuple[str, ...]]:
    return {key: (options,) if isinstance(options, str) else tuple(options) for key, options in when.items()}


# Checking -----------------------------------------------------------------------------------------------------------


class _Checker:
    """Holds every field of a plan against the declarations."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        declared = registry()
        # No two values alike, so that a difference of keys is no division by zero.
        self.keys = {k: (q.unit.to_si(1 + n / 1000), q.unit) for n, (k, q) in enumerate(declared.quantities.items())}
        self.place = ""

    def check(self) -> None:
        file = self.plan.file
        self._when(file.when)
        for item in file.item:
            self.place = item.label
            self._conditional(item)
            self._said([item.label, *item.per_cell])
            for slot in item.slots:
                if slot not in registry().slots:
                    self._refuse(tr("“{name}” is not a place for a material", name=slot))
        for cut in file.cut:
            self.place = cut.label
            self._conditional(cut)
            self._texts([cut.label, cut.note])
            if cut.part and cut.part not in PIECES:
                self._refuse(tr("“{name}” is not a piece; they are {pieces}", name=cut.part, pieces=", ".join(PIECES)))
            self._expression(cut.count, units.COUNT)
            for length in (cut.width, cut.height, cut.tolerance):
                self._expression(length, units.MM)
            self._expression(cut.mass, units.G)
        for name, hazard in file.hazards.items():
            self.place = name
            self._conditional(hazard)
        self._steps(file.step, file.hazards)

    def _steps(self, steps: Sequence[_Step], hazards: Mapping[str, _Hazard]) -> None:
        seen: set[str] = set()
        for step in steps:
            self.place = step.id
            self._unique(step.id, seen)
            self._conditional(step)
            self._said([step.title, *step.lines, step.equipment])
            for hazard in step.hazards:
                if hazard not in hazards:
                    self._refuse(tr("the hazard “{name}” is not described", name=hazard))
            for entry in step.entry:
                self.place = f"{step.id}, {entry.id}"
                self._unique(entry.id, seen)
                self._entry(entry)

    def _entry(self, entry: _Entry) -> None:
        self._conditional(entry)
        self._texts([entry.label, entry.set, entry.note, *entry.calculation])
        unit = self._unit(entry.unit) if entry.unit else None
        for expression in (entry.target, entry.low, entry.high):
            if expression and unit is None:
                self._refuse(tr("“{text}” has no unit beside it", text=expression))
            if unit is not None:
                self._expression(expression, unit)
        if entry.note and not entry.target:
            self._refuse(tr("it has words behind a target, and no target"))
        if entry.set and entry.target:
            self._refuse(tr("it has a target and a set-point in words; one of them has to go"))
        self._expression(entry.count, units.COUNT)
        if entry.weigh and entry.weigh not in WEIGH_POINTS:
            self._refuse(
                tr("“{name}” is not a weigh point; they are {points}", name=entry.weigh, points=", ".join(WEIGH_POINTS))
            )

    def _conditional(self, conditional: _Conditional) -> None:
        self._when(conditional.when)
        for key in (conditional.show_if, conditional.show_unless):
            if key and key not in registry().quantities:
                self._refuse(tr("“{name}” is not a quantity of this program", name=key))

    def _when(self, when: When) -> None:
        choices = registry().choices
        for key, options in _conditions(when).items():
            if key not in choices:
                self._refuse(tr("“{name}” is not a choice", name=key))
            for option in options:
                if option not in {o.id for o in choices[key].options}:
                    self._refuse(tr("“{option}” is not offered by the choice “{name}”", option=option, name=key))

    def _said(self, lines: Iterable[str | _Text]) -> None:
        for line in lines:
            if isinstance(line, _Text):
                self._conditional(line)
            self._texts([_said(line)])

    def _texts(self, texts: Iterable[str]) -> None:
        for text in texts:
            for mark in _MARK.finditer(text):
                if mark[1] is None:
                    continue
                expression, symbol = _placeholder(mark[1])
                if symbol:
                    self._expression(expression, self._unit(symbol))
                elif expression not in self.keys and expression not in registry().slots:
                    self._refuse(tr("“{name}” is not a quantity of this program", name=expression))

    def _expression(self, text: str, unit: Unit) -> None:
        if not text:
            return
        try:
            expressions.parse(text, unit, keys=self.keys)
        except EntryError as problem:
            self._refuse(problem.message.rstrip("."))

    def _unit(self, symbol: str) -> Unit:
        try:
            return units.COUNT if symbol == units.ONE.symbol else units.find(symbol)
        except UnknownUnit:
            self._refuse(tr("“{name}” is not a unit known here", name=symbol))
            raise

    def _unique(self, name: str, seen: set[str]) -> None:
        if name in seen:
            self._refuse(tr("“{name}” names two things", name=name))
        seen.add(name)

    def _refuse(self, reason: str) -> None:
        raise _bad(self.plan.id, f"{self.place}: {reason}" if self.place else reason)


# Resolving ----------------------------------------------------------------------------------------------------------


def _in_force(when: When, design: Design) -> bool:
    return holds(_conditions(when), design.plan.choices)


class _Resolver:
    """Puts one design's values into a plan."""

    def __init__(self, plan: Plan, design: Design) -> None:
        self.plan = plan
        self.design = design
        quantities = registry().quantities
        self.keys = MappingProxyType({k: (float(v), quantities[k].unit) for k, v in design.values.items()})

    def process(self) -> Process:
        file = self.plan.file
        steps = tuple(self._step(n, s) for n, s in enumerate((s for s in file.step if self._holds(s)), 1))
        used = {hazard for step in steps for hazard in step.hazards}
        return Process(
            id=self.plan.id,
            title=tr(file.title),
            revision=file.revision,
            hazards=tuple((tr(h.title), tr(h.text)) for h in file.hazards.values() if tr(h.title) in used),
            notes=tuple(tr(note) for note in file.notes),
            items=tuple(self._item(item) for item in file.item if self._holds(item)),
            cuts=tuple(self._cut(cut) for cut in file.cut if self._holds(cut)),
            steps=steps,
        )

    def _holds(self, conditional: _Conditional) -> bool:
        if not _in_force(conditional.when, self.design):
            return False
        if conditional.show_if and not self._is_there(conditional.show_if):
            return False
        return not (conditional.show_unless and self._is_there(conditional.show_unless))

    def _in_force(self, lines: Iterable[str | _Text]) -> Iterator[str]:
        for line in lines:
            if isinstance(line, str):
                yield line
            elif self._holds(line):
                yield line.text

    def _is_there(self, key: str) -> bool:
        value = float(self.design.values.get(key, math.nan))
        return math.isfinite(value) and value != 0

    def _step(self, number: int, step: _Step) -> Step:
        entries = tuple(self._entry(entry) for entry in step.entry if self._holds(entry))
        return Step(
            number=number,
            id=step.id,
            title=self._plain(step.title),
            lines=tuple(self._line(line) for line in self._in_force(step.lines)),
            equipment=tr(step.equipment) if step.equipment else "",
            hazards=tuple(tr(h.title) for h in map(self.plan.file.hazards.__getitem__, step.hazards) if self._holds(h)),
            hold=step.hold,
            entries=entries,
        )

    def _entry(self, entry: _Entry) -> Entry:
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

    def _item(self, item: _Item) -> Item:
        return Item(
            label=self._plain(item.label),
            materials=self._materials(item) or (self._plain(item.material),),
            per_cell=tuple(self._plain(amount) for amount in self._in_force(item.per_cell)),
        )

    def _materials(self, item: _Item) -> tuple[str, ...]:
        """The names of the materials in the item's slots, as the design's snapshots have them."""
        names = [name for slot in item.slots if (name := self._named(slot))]
        return tuple(dict.fromkeys(names))

    def _named(self, slot: str) -> str:
        """What is in a slot; of an electrolyte its recipe, which may differ from the material it began as."""
        material = self.design.document.materials.get(slot)
        recipe = recipes.described(self.design) if slot == recipes.ELECTROLYTE else ""
        return recipe or (material.name if material else "")

    def _cut(self, cut: _Cut) -> Cut:
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
        for mark in _MARK.finditer(text):
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

    def _written(self, placeholder: str) -> str:
        expression, symbol = _placeholder(placeholder)
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
            raise _bad(
                self.plan.id,
                tr("it asks for {label} ({key}), which this design does not have", label=label, key=key),
            )

    def _unit(self, symbol: str) -> Unit:
        return units.COUNT if symbol == units.ONE.symbol else units.find(symbol)
