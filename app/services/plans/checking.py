"""Every field of a plan held against the declarations: keys, slots, choices, units, and what each expression is in."""

from collections.abc import Iterable, Mapping, Sequence

from app.services import expressions
from app.services.expressions.refusals import EntryError, quoted
from app.services.i18n import tr
from app.services.plans.refusals import InForce, Place, always, refused_at
from app.services.plans.written import (
    MARK,
    OWN,
    PIECES,
    WEIGH_POINTS,
    Conditional,
    Cut,
    Entry,
    Hazard,
    Line,
    Plan,
    Said,
    Step,
    When,
    Written,
    conditions,
    placeholder,
    said,
)
from calc import units
from calc.graph import registry
from calc.units import Unit, UnknownUnit


def check(plan: Plan, in_force: InForce = always) -> None:
    """Raises PlanError with one sentence where a plan names what there is not.

    `in_force`: what is for the design in hand; the sentence counts a step as the editor does, among those that are.
    """
    _Checker(plan, in_force).check()


def check_entry(entry: Entry) -> None:
    """Raises PlanError with one sentence where a line to work through names what there is not."""
    _Checker(Plan(OWN, Written("-", 1))).entry(entry)


class _Checker:
    """Holds every field of a plan against the declarations."""

    def __init__(self, plan: Plan, in_force: InForce = always) -> None:
        self.plan = plan
        self.in_force = in_force
        declared = registry()
        # No two values alike, so that a difference of keys is no division by zero.
        self.keys = {k: (q.unit.to_si(1 + n / 1000), q.unit) for n, (k, q) in enumerate(declared.quantities.items())}
        self.place: Place = ()
        """The part of the plan that is looked at."""

    def check(self) -> None:
        file = self.plan.file
        self._when(file.when)
        for n, item in enumerate(file.item):
            self.place = ("item", n)
            self._conditional(item)
            self._text("label", item.label)
            self._lines("per_cell", item.per_cell)
            for slot in item.slots:
                if slot not in registry().slots:
                    self._refuse("slots", tr("“{name}” is not a place for a material", name=quoted(slot)))
        for n, cut in enumerate(file.cut):
            self.place = ("cut", n)
            self._cut(cut)
        for name, hazard in file.hazards.items():
            self.place = ("hazards", name)
            self._conditional(hazard)
        self._steps(file.step, file.hazards)

    def entry(self, entry: Entry) -> None:
        """A line to work through."""
        self._conditional(entry)
        for field in ("label", "set", "note"):
            self._text(field, getattr(entry, field))
        for line in entry.calculation:
            self._text("calculation", line)
        unit = self._unit("unit", entry.unit) if entry.unit else None
        for field in ("target", "low", "high"):
            expression = getattr(entry, field)
            if expression and unit is None:
                self._refuse(field, tr("“{text}” has no unit beside it", text=quoted(expression)))
            if unit is not None:
                self._expression(field, expression, unit)
        if entry.note and not entry.target:
            self._refuse("note", tr("it has words behind a target, and no target"))
        if entry.set and entry.target:
            self._refuse("set", tr("it has a target and a set-point in words; one of them has to go"))
        self._expression("count", entry.count, units.COUNT)
        if entry.weigh and entry.weigh not in WEIGH_POINTS:
            name, points = quoted(entry.weigh), ", ".join(WEIGH_POINTS)
            self._refuse("weigh", tr("“{name}” is not a weigh point; they are {points}", name=name, points=points))

    def _steps(self, steps: Sequence[Step], hazards: Mapping[str, Hazard]) -> None:
        seen: set[str] = set()
        for n, step in enumerate(steps):
            self.place = ("step", n)
            self._unique(step.id, seen)
            self._conditional(step)
            self._text("title", step.title)
            self._lines("lines", step.lines)
            self._text("equipment", step.equipment)
            for hazard in step.hazards:
                if hazard not in hazards:
                    self._refuse("hazards", tr("the hazard “{name}” is not described", name=quoted(hazard)))
            for row, entry in enumerate(step.entry):
                self.place = ("step", n, "entry", row)
                self._unique(entry.id, seen)
                self.entry(entry)

    def _cut(self, cut: Cut) -> None:
        self._conditional(cut)
        for field in ("label", "note"):
            self._text(field, getattr(cut, field))
        if cut.part and cut.part not in PIECES:
            pieces = ", ".join(PIECES)
            self._refuse("part", tr("“{name}” is not a piece; they are {pieces}", name=quoted(cut.part), pieces=pieces))
        self._expression("count", cut.count, units.COUNT)
        for field in ("width", "height", "tolerance"):
            self._expression(field, getattr(cut, field), units.MM)
        self._expression("mass", cut.mass, units.G)

    def _conditional(self, conditional: Conditional) -> None:
        self._when(conditional.when)
        for field in ("show_if", "show_unless"):
            key = getattr(conditional, field)
            if key and key not in registry().quantities:
                self._refuse(field, tr("“{name}” is not a quantity of this program", name=quoted(key)))

    def _when(self, when: When) -> None:
        choices = registry().choices
        for key, options in conditions(when).items():
            if key not in choices:
                self._refuse("when", tr("“{name}” is not a choice", name=quoted(key)))
            for option in options:
                if option not in {o.id for o in choices[key].options}:
                    words = tr("“{option}” is not offered by the choice “{name}”", option=quoted(option), name=key)
                    self._refuse("when", words)

    def _lines(self, field: str, lines: Iterable[Line]) -> None:
        part = self.place
        for n, line in enumerate(lines):
            self.place = (*part, field, n)
            if isinstance(line, Said):
                self._conditional(line)
            self._text("text", said(line))
        self.place = part

    def _text(self, field: str, text: str) -> None:
        for mark in MARK.finditer(text):
            if mark[1] is None:
                continue
            expression, symbol = placeholder(mark[1])
            if symbol:
                self._expression(field, expression, self._unit(field, symbol))
            elif expression not in self.keys and expression not in registry().slots:
                self._refuse(field, tr("“{name}” is not a quantity of this program", name=quoted(expression)))

    def _expression(self, field: str, text: str, unit: Unit) -> None:
        if not text:
            return
        try:
            expressions.parse(text, unit, keys=self.keys)
        except EntryError as problem:
            self._refuse(field, problem.message.rstrip(".。"))

    def _unit(self, field: str, symbol: str) -> Unit:
        try:
            return units.COUNT if symbol == units.ONE.symbol else units.find(symbol)
        except UnknownUnit:
            self._refuse(field, tr("“{name}” is not a unit known here", name=quoted(symbol)))
            raise

    def _unique(self, name: str, seen: set[str]) -> None:
        if name in seen:
            self._refuse("id", tr("“{name}” names two things", name=quoted(name)))
        seen.add(name)

    def _refuse(self, field: str, reason: str) -> None:
        """The field is one of the part that is looked at."""
        raise refused_at(self.plan, (*self.place, field), reason, self.in_force)
