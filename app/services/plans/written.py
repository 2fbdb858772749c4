"""The fields of a process plan, as they stand in a file or with a design. Strict: no field but these.

In a text, `{key}` and `{expression | unit}` stand for a value of the design, `{slot}` for what is in a slot (of the
electrolyte, its recipe where the design has one) and `[g]` for a box to write grams in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec

from app.services.i18n import N_, Complaint, tr

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

LONGEST: Final = 1000
"""Characters of a text. A step with a few of them still fits on a page."""

MARK: Final = re.compile(r"\{([^{}]*)\}|\[([^\[\]]*)\]")
"""What stands for something else in a text: a value in braces, a box in brackets."""


STEP_FIELDS: Final = {
    "title": N_("Title"),
    "equipment": N_("Equipment"),
    "lines": N_("Instructions"),
    "hazards": N_("Hazards"),
    "entry": N_("Lines to work through"),
    "step": N_("Steps"),
}
"""Field of a step → what people call it; and of the steps themselves."""

ENTRY_FIELDS: Final = {
    "label": N_("What to do"),
    "target": N_("Target"),
    "low": N_("From"),
    "high": N_("To"),
    "unit": N_("Unit"),
    "set": N_("In words"),
    "box": N_("Beside the box"),
    "count": N_("Boxes"),
    "weigh": N_("Weighing"),
    "note": N_("Behind the target"),
}
"""Field of an entry → what people call it, in the order of the editor's columns."""

OWN: Final = "own"
"""The id of a plan of the design's own."""


class PlanError(Complaint):
    """A plan that cannot be used."""


Id = Annotated[str, msgspec.Meta(pattern="^[a-z0-9][a-z0-9_-]{0,59}$")]
Label = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
Short = Annotated[str, msgspec.Meta(max_length=100)]
Words = Annotated[str, msgspec.Meta(max_length=LONGEST)]
Title = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Expression = Annotated[str, msgspec.Meta(max_length=200)]

When = dict[str, str | list[str]]
"""Choice → the option or options under which something is in force."""


class Conditional(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What is in force only under some choices."""

    when: When = {}
    show_if: str = ""
    """In force only where this quantity is there and not 0."""
    show_unless: str = ""
    """In force only where this quantity is absent or 0."""


class Said(Conditional, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A sentence that is not always said."""

    text: Words


Line = Words | Said


class Hazard(Conditional, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """`title` is said at each step that names the hazard, `text` once for all."""

    title: Title
    text: Words


class Entry(Conditional, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One line of a step: read, do, write, tick. A line without `unit` and `set` is only ticked."""

    id: Id
    label: Label
    target: Expression = ""
    low: Expression = ""
    high: Expression = ""
    unit: Short = ""
    note: Short = ""
    """Words behind the target: `+ gas bag`."""
    set: Short = ""
    """A set-point that is no quantity: `15 to 40 kHz`, `none`."""
    box: Short = ""
    """What is written beside the box when it is not `unit`: `kPa`, `MΩ`. `–` for a box without a unit."""
    count: Expression = ""
    """How many boxes; one when empty."""
    weigh: Short = ""
    calculation: Annotated[tuple[Label, ...], msgspec.Meta(max_length=12)] = ()


class Step(Conditional, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One step of the work."""

    id: Id
    title: Title
    lines: Annotated[tuple[Line, ...], msgspec.Meta(max_length=30)] = ()
    equipment: Annotated[str, msgspec.Meta(max_length=300)] = ""
    hazards: Annotated[tuple[Id, ...], msgspec.Meta(max_length=12)] = ()
    hold: bool = False
    entry: Annotated[tuple[Entry, ...], msgspec.Meta(max_length=60)] = ()
    after: str = ""
    """In a plan that builds on another, and in a set of steps: the step it follows."""


class Item(Conditional, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One line of the bill of materials."""

    label: Label
    slots: Annotated[tuple[str, ...], msgspec.Meta(max_length=20)] = ()
    material: Words = ""
    """A text for what no slot of the design holds."""
    per_cell: Annotated[tuple[Line, ...], msgspec.Meta(min_length=1, max_length=12)]


class Cut(Conditional, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One line of the cut list. `part` says what is drawn on it beside its outline: one of PIECES."""

    label: Label
    part: Short = ""
    count: Expression = "1"
    width: Expression
    height: Expression
    tolerance: Expression
    mass: Expression = ""
    note: Words = ""


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A whole plan, or a set of steps that plans have in common."""

    title: Title
    revision: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    when: When = {}
    origin: Words = ""
    """Of a plan of the design's own: the plan it began as, and its revision."""
    like: str = ""
    """The plan this one builds on: steps with the same id are replaced, others go in where `after` says."""
    without: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    """Sets of steps (templates/processes/sets/*.toml) that go in where their `after` says."""
    hazards: Annotated[dict[Id, Hazard], msgspec.Meta(max_length=40)] = {}
    notes: Annotated[tuple[Words, ...], msgspec.Meta(max_length=12)] = ()
    item: Annotated[tuple[Item, ...], msgspec.Meta(max_length=100)] = ()
    cut: Annotated[tuple[Cut, ...], msgspec.Meta(max_length=100)] = ()
    step: Annotated[tuple[Step, ...], msgspec.Meta(max_length=200)] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as read and checked: whole, whatever it was built from."""

    id: str
    file: Written

    @property
    def title(self) -> str:
        """What people call it; to be translated."""
        return self.file.title

    @property
    def own(self) -> bool:
        """Whether it is stored with a design."""
        return self.id == OWN

    @property
    def mark(self) -> str:
        """Eight hexadecimal digits that tell an own plan from every other; empty for one of the program's."""
        if not self.own:
            return ""
        import hashlib  # 6 ms that few need

        return hashlib.sha256(msgspec.json.encode(self.file, order="deterministic")).hexdigest()[:8]

    @property
    def designation(self) -> str:
        """How a sheet names it."""
        if self.own:
            return tr("own plan, revision {revision} ({mark})", revision=self.file.revision, mark=self.mark)
        return tr("{plan}, revision {revision}", plan=self.id, revision=self.file.revision)


def said(line: Line) -> str:
    """The words of a line, whether or not it is always said."""
    return line if isinstance(line, str) else line.text


def conditions(when: When) -> Mapping[str, tuple[str, ...]]:
    """Choice → the options under which something is in force."""
    return {key: (options,) if isinstance(options, str) else tuple(options) for key, options in when.items()}


def placeholder(text: str) -> tuple[str, str]:
    """Expression and unit of what stands in braces; the unit is empty for a lone key."""
    expression, _, unit = text.partition("|")
    return expression.strip(), unit.strip()


def refused(plan_id: str, reason: str) -> PlanError:
    """The sentence that says why a plan cannot be used."""
    if plan_id == OWN:
        return PlanError(tr("The design's own process plan cannot be used: {reason}.", reason=reason))
    return PlanError(tr("The process plan “{plan}” cannot be used: {reason}.", plan=plan_id, reason=reason))
