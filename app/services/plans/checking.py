"""Every field of a plan held against the declarations: keys, slots, choices, units, and what each expression is in."""

from collections.abc import Iterable, Mapping, Sequence

from app.services import expressions
from app.services.expressions.refusals import EntryError
from app.services.i18n import tr
from app.services.plans.written import (
    MARK,
    OWN,
    PIECES,
    WEIGH_POINTS,
    Conditional,
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
    refused,
    said,
)
from calc import units
from calc.graph import registry
from calc.units import Unit, UnknownUnit


def check(plan: Plan) -> None:
    """Raises PlanError with one sentence where a plan names what there is not."""
    _Checker(plan).check()


def check_entry(entry: Entry) -> None:
    """Raises PlanError with one sentence where a line to work through names what there is not."""
    checker = _Checker(Plan(OWN, Written("-", 1)))
    checker.place = entry.id
    checker.entry(entry)


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
            self._lines([item.label, *item.per_cell])
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

    def _steps(self, steps: Sequence[Step], hazards: Mapping[str, Hazard]) -> None:
        seen: set[str] = set()
        for step in steps:
            self.place = step.id
            self._unique(step.id, seen)
            self._conditional(step)
            self._lines([step.title, *step.lines, step.equipment])
            for hazard in step.hazards:
                if hazard not in hazards:
                    self._refuse(tr("the hazard “{name}” is not described", name=hazard))
            for entry in step.entry:
                self.place = f"{step.id}, {entry.id}"
                self._unique(entry.id, seen)
                self.entry(entry)

    def entry(self, entry: Entry) -> None:
        """A line to work through."""
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

    def _conditional(self, conditional: Conditional) -> None:
        self._when(conditional.when)
        for key in (conditional.show_if, conditional.show_unless):
            if key and key not in registry().quantities:
                self._refuse(tr("“{name}” is not a quantity of this program", name=key))

    def _when(self, when: When) -> None:
        choices = registry().choices
        for key, options in conditions(when).items():
            if key not in choices:
                self._refuse(tr("“{name}” is not a choice", name=key))
            for option in options:
                if option not in {o.id for o in choices[key].options}:
                    self._refuse(tr("“{option}” is not offered by the choice “{name}”", option=option, name=key))

    def _lines(self, lines: Iterable[Line]) -> None:
        for line in lines:
            if isinstance(line, Said):
                self._conditional(line)
            self._texts([said(line)])

    def _texts(self, texts: Iterable[str]) -> None:
        for text in texts:
            for mark in MARK.finditer(text):
                if mark[1] is None:
                    continue
                expression, symbol = placeholder(mark[1])
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
        raise refused(self.plan.id, f"{self.place}: {reason}" if self.place else reason)
