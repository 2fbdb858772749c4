"""What is wrong in a plan, and where: the step by number and name, and the field, in the words of the plan's editor."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from app.services.expressions.refusals import quoted
from app.services.i18n import N_, joined, tr
from app.services.plans.written import ENTRY_FIELDS, STEP_FIELDS, Conditional, Hazard, Id, Plan, PlanError, refused

Place = tuple[str | int, ...]
"""Where something stands in a plan's tables: `("step", 2, "entry", 0, "target")`, counted from 0."""

InForce = Callable[[Conditional], bool]
"""Whether something is for the design in hand."""

_PROBLEM: Final = re.compile(r"(?P<what>.*?)(?: - at (?P<name>`key` in )?`\$(?P<place>[^`]*)`)?", re.DOTALL)
_PLACE: Final = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")
_LENGTH: Final = re.compile(r"Expected `(\w+)` of length (>=|<=) (\d+)")
_LIMIT: Final = re.compile(r"Expected `\w+` (>=|<=) (\d+)")
_KIND: Final = re.compile(r"Expected `([\w |]+)`, got .*")
_FIELD: Final = re.compile(r"Object (missing required|contains unknown) field `(.*)`", re.DOTALL)
"""How the decoder says what is wrong."""

_KINDS: Final = {
    "str": N_("a text"),
    "int": N_("a whole number"),
    "bool": N_("true or false"),
    "array": N_("a list"),
    "object": N_("a table"),
    "str | array": N_("a text or a list"),
    "str | object": N_("a text or a table"),
}
"""The decoder's word for what a field holds → ours."""


def always(_: Conditional) -> bool:
    """In force where no design is known."""
    return True


def numbers(steps: Iterable[Conditional], in_force: InForce) -> Iterator[int | None]:
    """The number that each step goes by, from 1; None for one that is not in force."""
    number = 0
    for step in steps:
        there = in_force(step)
        number += there
        yield number if there else None


def undecodable(problem: str, content: Any, in_force: InForce = always) -> str:
    """Why the fields cannot be read: what the decoder says, in the words of the editor."""
    found = _PROBLEM.fullmatch(problem)
    assert found is not None
    what = found["what"]
    parts = _PLACE.findall(found["place"] or "")
    place: Place = tuple(int(row) if row.isdigit() else name or row for name, row in parts)
    if place[:1] == ("hazards",) and (found["name"] or place[1:2] == ("...",)):
        place = ("hazards", _wrong_hazard(_at(content, "hazards"), by_name=bool(found["name"])), *place[2:])
    if named := _FIELD.fullmatch(what):
        place = (*place, named[2])
        missing = named[1].startswith("missing")
        words = N_("“{field}” is missing") if missing else N_("“{field}” is not a field that there is")
        return placed(tr(words, field=field_name(place)), place, content, in_force)
    return placed(_reason(what, place), place, content, in_force)


def placed(reason: str, place: Place, content: Any, in_force: InForce = always) -> str:
    """A reason behind the part of the plan that it is about."""
    part = _part(place, content, in_force)
    return tr("in {part}, {reason}", part=part, reason=reason) if part else reason


def refused_at(plan: Plan, place: Place, reason: str, in_force: InForce = always) -> PlanError:
    """The sentence that says which field of a plan cannot be used, and why."""
    said = tr("“{field}”: {reason}", field=field_name(place), reason=reason)
    return refused(plan.id, placed(said, place, msgspec.to_builtins(plan.file), in_force))


def field_name(place: Place) -> str:
    """What people call the field that stands there."""
    match place:
        case ("step", int(), "lines", int(row)) | ("step", int(), "lines", int(row), "text"):
            return tr("Instruction {number}", number=row + 1)
        case ("step", int(), "entry", int(), str(name), *_) if name in ENTRY_FIELDS:
            return tr(ENTRY_FIELDS[name])
        case ("step", int(), str(name)) if name in STEP_FIELDS:
            return tr(STEP_FIELDS[name])
        case ("step",) | ("step", int()):
            return tr(STEP_FIELDS["step"])
        case ("title",):
            return tr(STEP_FIELDS["title"])
        case (str(name),) if name in ENTRY_FIELDS:  # of a line by itself
            return tr(ENTRY_FIELDS[name])
        case ("item", int(), str(name), int(), "text"):
            return name
    names = [name for name in place if isinstance(name, str) and name != "..."]
    return _seen(names[-1] if names else "")


def _reason(what: str, place: Place) -> str:
    """What the decoder says about a field."""
    field = field_name(place)
    if found := _LENGTH.fullmatch(what):
        kind, bound, limit = found.groups()
        if bound == ">=":
            return tr("“{field}” is empty, and has to say something", field=field)
        if kind == "str":
            return tr("“{field}” has more than {limit} characters: shorten it", field=field, limit=int(limit))
        return tr("“{field}” has more than {limit} rows: delete some", field=field, limit=int(limit))
    if found := _LIMIT.fullmatch(what):
        words = N_("“{field}” has to be {limit} at least")
        if found[1] == "<=":
            words = N_("“{field}” has to be {limit} at most")
        return tr(words, field=field, limit=int(found[2]))
    if "matching regex" in what:
        return tr(
            "“{field}” has to be 1 to 60 of a to z, 0 to 9, - and _, the first one a letter or a digit", field=field
        )
    if found := _KIND.fullmatch(what):
        kind = tr(_KINDS.get(found[1], found[1]))
        if not place:
            return tr("it has to be {kind}", kind=kind)
        if isinstance(place[-1], int) and "lines" not in place:
            return tr("every row of “{field}” has to be {kind}", field=field, kind=kind)
        return tr("“{field}” has to be {kind}", field=field, kind=kind)
    return what.rstrip(".")


def _part(place: Place, content: Any, in_force: InForce) -> str:
    """The step, line or table that a field stands in; empty for a field of the plan itself."""
    match place:
        case ("step", int(at), *rest) if rest:
            return joined((_step(content, at, rest == ["title"], in_force), _row(content, at, rest)))
        case ("item", int(at), *rest) if rest:
            return _line(content, place[:2], rest == ["label"], N_("line {number} “{label}” of the bill of materials"),
                         N_("line {number} of the bill of materials"))  # fmt: skip
        case ("cut", int(at), *rest) if rest:
            return _line(content, place[:2], rest == ["label"], N_("line {number} “{label}” of the cut list"),
                         N_("line {number} of the cut list"))  # fmt: skip
        case ("hazards", str(name), _, *_):
            return tr("the hazard “{name}”", name=_seen(name))
    return ""


def _step(content: Any, at: int, titled: bool, in_force: InForce) -> str:
    """A step as the editor lists it. One that is not in force, or whose plan is not whole, has no number there.

    `titled`: the title is what is wrong.
    """
    steps = _at(content, "step")
    title = "" if titled else _seen(tr(_text(content, "step", at, "title")))
    whole = not (_at(content, "like") or _at(content, "sets"))
    number = [*numbers(map(_conditional, steps[: at + 1]), in_force)][at] if whole else None
    if number is None and (name := title or _seen(_text(content, "step", at, "id"))):
        return tr("the step “{name}”", name=name)
    if title:
        return tr("step {number} “{title}”", number=number, title=title)
    return tr("step {number}", number=number or at + 1)


def _row(content: Any, at: int, rest: list[str | int]) -> str:
    """The row of a step's tables."""
    match rest:
        case ["entry", int(row), _, *_]:
            place = ("step", at, "entry", row)
            return _line(content, place, rest[2:] == ["label"], N_("line {number} “{label}”"), N_("line {number}"))
        case ["lines", int(row), str(name), *_] if name != "text":
            return tr("instruction {number}", number=row + 1)
    return ""


def _line(content: Any, place: Place, labelled: bool, words: str, unlabelled: str) -> str:
    """A line by its number and its label, unless that is what is wrong."""
    label = "" if labelled else _seen(tr(_text(content, *place, "label")))
    number = int(place[-1]) + 1
    return tr(words, number=number, label=label) if label else tr(unlabelled, number=number)


def _conditional(step: Any) -> Conditional:
    """When a step is in force, as far as it can be read."""
    if isinstance(step, Mapping):
        known = {name: step[name] for name in Conditional.__struct_fields__ if name in step}
        try:
            return msgspec.convert(known, Conditional)
        except msgspec.ValidationError:
            pass
    return Conditional()


def _wrong_hazard(hazards: Any, *, by_name: bool) -> str:
    """The first hazard whose name, or else whose table, cannot be read."""
    for name, hazard in hazards.items():
        try:
            if by_name:
                msgspec.convert(name, Id)
            else:
                msgspec.convert(hazard, Hazard)
        except msgspec.ValidationError:
            return str(name)
    return ""


def _text(content: Any, *place: str | int) -> str:
    found = _at(content, *place)
    return found if isinstance(found, str) else ""


def _at(content: Any, *place: str | int) -> Any:
    """What stands there; None where nothing does."""
    for part in place:
        if isinstance(part, int):
            content = content[part] if isinstance(content, list | tuple) and part < len(content) else None
        else:
            content = content.get(part) if isinstance(content, Mapping) else None
    return content


def _seen(text: str) -> str:
    return quoted(text, 60)
