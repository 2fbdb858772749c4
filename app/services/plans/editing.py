"""A process plan of a design's own: begun as a copy of the program's, changed step by step, put back.

Pure functions from a document to a document; each is one undo step. What is not sound is refused with one sentence
(PlanError) and nothing changes. A place is counted from 0.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, Literal, TypeVar

import msgspec

from app.services import process
from app.services.design import Design
from app.services.document import Document, check_open, check_text
from app.services.expressions.refusals import EntryError
from app.services.i18n import tr
from app.services.plans import checking, reading
from app.services.plans.refusals import Place, refused_at
from app.services.plans.written import OWN, Conditional, Entry, Line, Plan, PlanError, Step, Written

Part = TypeVar("Part")

Act = Literal["add", "duplicate", "up", "down", "delete"]
"""What may be done with one of several things in an order."""


def begun(document: Document, plan: Plan) -> Document:
    """The document with a copy of one of the program's plans as its own."""
    check_open(document)
    copy = msgspec.structs.replace(plan.file, revision=1, origin=plan.designation)
    return replace(document, process=copy)


def taken(document: Document, plan: Written) -> Document:
    """The document with this plan as its own. Raises PlanError."""
    check_open(document)
    sound = _sound(plan, document)
    return document if sound == document.process else replace(document, process=sound)


def given_back(document: Document) -> Document:
    """The document with the program's plan in force again."""
    check_open(document)
    return replace(document, process=None)


def with_title(document: Document, title: str) -> Document:
    """The document with its own plan called otherwise. Raises PlanError."""
    return taken(document, msgspec.structs.replace(_own(document), title=title.strip()))


# Steps ----------------------------------------------------------------------------------------------------------------


def step_changed(document: Document, at: int, **fields: Any) -> Document:
    """The document with other fields of a step: title, equipment, hazards, hold. Raises PlanError."""
    return _with_step(document, at, lambda step: msgspec.structs.replace(step, **fields))


def steps_ordered(document: Document, act: Act, at: int) -> Document:
    """The document with a step added behind this one, doubled, moved or gone. Raises PlanError."""
    plan = _own(document)
    taken_ids = _ids(plan)

    def double(step: Step) -> Step:
        entries = tuple(msgspec.structs.replace(entry, id=_free(entry.id, taken_ids)) for entry in step.entry)
        return msgspec.structs.replace(step, id=_free(step.id, taken_ids), entry=entries)

    new = Step(id=_free("step", set(taken_ids)), title=tr("New step"))
    steps = _ordered(plan.step, act, at, new, double)
    if not steps:
        raise PlanError(tr("The last step cannot be deleted."))
    return taken(document, msgspec.structs.replace(plan, step=steps))


# Instructions ---------------------------------------------------------------------------------------------------------


def line_changed(document: Document, at: int, place: int, text: str) -> Document:
    """The document with one instruction of a step worded otherwise; its condition stays. Raises PlanError."""

    def edit(step: Step) -> Step:
        lines = list(step.lines)
        before = lines[place]
        lines[place] = text if isinstance(before, str) else msgspec.structs.replace(before, text=text)
        return msgspec.structs.replace(step, lines=tuple(lines))

    return _with_step(document, at, edit)


def lines_ordered(document: Document, at: int, act: Act, place: int) -> Document:
    """The document with an instruction of a step added, doubled, moved or gone. Raises PlanError."""

    def edit(step: Step) -> Step:
        lines: tuple[Line, ...] = _ordered(step.lines, act, place, tr("New instruction."), lambda line: line)
        return msgspec.structs.replace(step, lines=lines)

    return _with_step(document, at, edit)


# Entries --------------------------------------------------------------------------------------------------------------


def entry_changed(document: Document, at: int, place: int, **fields: str) -> Document:
    """The document with other fields of a line to work through. Raises PlanError."""

    def edit(step: Step) -> Step:
        entries = list(step.entry)
        entries[place] = msgspec.structs.replace(entries[place], **fields)
        return msgspec.structs.replace(step, entry=tuple(entries))

    return _with_step(document, at, edit)


def entries_ordered(document: Document, at: int, act: Act, place: int) -> Document:
    """The document with a line to work through added, doubled, moved or gone. Raises PlanError."""
    ids = _ids(_own(document))

    def edit(step: Step) -> Step:
        new = Entry(id=_free(f"{step.id}-line"[:50], set(ids)), label=tr("New line"))
        entries = _ordered(
            step.entry, act, place, new, lambda entry: msgspec.structs.replace(entry, id=_free(entry.id, ids))
        )
        return msgspec.structs.replace(step, entry=entries)

    return _with_step(document, at, edit)


# Inside ---------------------------------------------------------------------------------------------------------------


def _own(document: Document) -> Written:
    if document.process is None:
        raise PlanError(tr("This design uses the program's plan. Copy it first, to change it for this design."))
    return document.process


def _with_step(document: Document, at: int, edit: Callable[[Step], Step]) -> Document:
    plan = _own(document)
    steps = list(plan.step)
    steps[at] = edit(steps[at])
    return taken(document, msgspec.structs.replace(plan, step=tuple(steps)))


def _ordered(parts: tuple[Part, ...], act: Act, at: int, new: Part, double: Callable[[Part], Part]) -> tuple[Part, ...]:
    """The parts with one added behind (behind all others: -1), doubled, moved or gone; what cannot be moved stays."""
    changed = list(parts)
    if act == "add":
        changed.insert(at + 1 if at >= 0 else len(changed), new)
    elif not 0 <= at < len(changed):
        return parts
    elif act == "duplicate":
        changed.insert(at + 1, double(changed[at]))
    elif act == "delete":
        del changed[at]
    else:
        to = at + (1 if act == "down" else -1)
        if 0 <= to < len(changed):
            changed[at], changed[to] = changed[to], changed[at]
    return tuple(changed)


def _ids(plan: Written) -> set[str]:
    return {step.id for step in plan.step} | {entry.id for step in plan.step for entry in step.entry}


def _free(wanted: str, ids: set[str]) -> str:
    """An id like the one wanted that nothing has yet; it is taken from now on."""
    number, stem = 2, wanted[:50]
    found = stem
    while found in ids:
        found = f"{stem}-{number}"
        number += 1
    ids.add(found)
    return found


def _sound(plan: Written, document: Document) -> Written:
    """The plan after every check that a file's has to pass. Raises PlanError."""
    design = cache(lambda: Design(document))  # only a sentence that refuses asks for it

    def in_force(part: Conditional) -> bool:
        return process.is_in_force(part, design())

    sound = reading.converted(OWN, msgspec.to_builtins(plan), in_force)
    for place, text in _texts(msgspec.to_builtins(sound)):
        try:
            check_text(text, tr("the text"), one_line=True)
        except EntryError as error:
            raise refused_at(Plan(OWN, sound), place, error.message.rstrip(".。"), in_force) from None
    checking.check(Plan(OWN, sound), in_force)
    return sound


def _texts(content: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text of a plan's tables, with where it stands."""
    if isinstance(content, str):
        yield place, content
    elif isinstance(content, dict):
        for name, part in content.items():
            yield from _texts(part, (*place, name))
    elif isinstance(content, list | tuple):
        for row, part in enumerate(content):
            yield from _texts(part, (*place, row))
