"""Releasing a design and going on from it: what is fixed, what locks, what changed since, and whether it is still so.

A released revision keeps author, date and two fingerprints: the content hash, which is printed, and a seal over all
else that the paper says: names, notes, sources, acknowledgements, earlier revisions. Whoever edits the file by hand
breaks one of them. The next revision carries the released one with it, so that both can be compared.
"""

import datetime
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from app.services import format as writing
from app.services.design import Design
from app.services.document import MAX_PERSON, Document, Release, Revision, check_text, locked_sentence
from app.services.expressions.refusals import EntryError
from app.services.i18n import tr
from calc.graph import registry
from calc.inputs import GROUPS

LONGEST = 200
"""Characters of a text that the record of a revision keeps."""


# Acts -----------------------------------------------------------------------------------------------------------------


def release(document: Document, author: str, date: str, customer: str = "", model: str = "") -> Document:
    """The document with its revision released. `date` is ISO. Raises EntryError.

    `customer` and `model` stand in the approval block; empty ones stay as they are.
    """
    if document.release is not None:
        raise EntryError(locked_sentence(document))
    author = author.strip()
    if not author:
        raise EntryError(tr("Give the name of who releases the design: it is printed as its author."))
    check_text(author, tr("The name of the author"), longest=MAX_PERSON, one_line=True)
    check_date(date.strip())
    errors = [f for f in Design(document).open_findings if f.severity == "error"]
    if errors:
        raise EntryError(
            tr(
                "The design cannot be released while errors are open: {rules}. Mend them, or acknowledge each with a"
                " reason.",
                rules=", ".join(f"{tr(f.rule.title)} ({f.rule.key})" for f in errors),
            )
        )
    for who, text in ((tr("The customer"), customer), (tr("The model"), model)):
        check_text(text.strip(), who, longest=MAX_PERSON, one_line=True)
    told = replace(document, customer=customer.strip() or document.customer, model=model.strip() or document.model)
    made = replace(told, release=Release(author, date.strip(), document.content_hash()))
    assert made.release is not None
    return replace(made, release=replace(made.release, seal=seal(made)))


def revise(document: Document) -> Document:
    """The document as the beginning of the next revision, open for editing. Raises EntryError."""
    made = document.release
    if made is None:
        raise EntryError(
            tr("Revision {revision} is not released yet: it can be edited as it is.", revision=document.revision)
        )
    told = tuple((change.key, change.before[:LONGEST], change.after[:LONGEST]) for change in changes(document))
    past = Revision(document.revision, made.author, made.date, made.hash, told)
    base = replace(document, base=None, history=())
    return replace(document, revision=document.revision + 1, release=None, base=base, history=(*document.history, past))


def copied(document: Document, new_id: str) -> Document:
    """The document as a design of its own: its first revision, never released, never saved."""
    return replace(document, id=new_id, saved="", revision=1, release=None, base=None, history=())


def check_date(text: str) -> None:
    """Raises EntryError for what is not an ISO date."""
    try:
        if datetime.date.fromisoformat(text).isoformat() == text:
            return
    except ValueError:
        pass
    raise EntryError(tr("“{date}” is not a date: write it as 2025-01-31.", date=text[:40]))


# Is it still so? ------------------------------------------------------------------------------------------------------


def tampered(document: Document) -> str:
    """What was changed after a release, in a sentence; empty where everything is as it was released."""
    made = document.release
    if made is not None:
        now = document.content_hash()
        if now != made.hash:
            return tr(
                "Revision {revision} was changed after its release: it was released with hash {released}, and what the"
                " file holds has hash {now}.",
                revision=document.revision,
                released=made.hash[:8],
                now=now[:8],
            )
        if seal(document) != made.seal:
            return tr(
                "Revision {revision} was changed after its release: its numbers are as released, its names, notes,"
                " dates, sources, acknowledgements or earlier revisions are not.",
                revision=document.revision,
            )
    base = document.base
    if base is not None:
        known = document.history[-1].hash if document.history else ""
        if base.release is None or base.content_hash() != known or base.release.hash != known:
            return tr(
                "The released revision {revision} that this file carries was changed: it does not fit its hash"
                " {released} any more.",
                revision=base.revision,
                released=known[:8] or writing.NO_VALUE,
            )
    return ""


def seal(document: Document) -> str:
    """SHA-256 of what a released paper says beside its content hash.

    What is assumed is left out: inputs that a later program adds are.
    """
    made = document.release
    told = [
        document.content_hash(),
        [document.id, document.name, document.revision, document.reference, document.currency],
        [document.customer, document.model, document.notes],
        [made.author, made.date] if made else [],
        [[key, e.source, e.measured] for key, e in sorted(document.entries.items()) if e.source or e.measured],
        [
            [key, a.severity, a.side, a.value, a.unit, a.reason, a.person, a.date]
            for key, a in sorted(document.acknowledged.items())
        ],
        msgspec.to_builtins(document.process) if document.process is not None else [],
        [[past.number, past.author, past.date, past.hash, past.changes] for past in document.history],
    ]
    text = json.dumps(told, ensure_ascii=True, separators=(",", ":"))
    import hashlib  # which the first paint does not need

    return hashlib.sha256(text.encode("ascii")).hexdigest()


# What changed ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was typed or chosen otherwise: its key, its label, and both texts."""

    key: str
    label: str
    before: str
    after: str

    @property
    def line(self) -> str:
        """The change in one line."""
        return told(self.key, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Moved:
    """A result that is another: both texts, and the move in percent (NaN where that says nothing)."""

    key: str
    label: str
    before: str
    after: str
    percent: float

    @property
    def by(self) -> str:
        """The move as people read it: +1.2 %."""
        if not math.isfinite(self.percent):
            return writing.NO_VALUE
        return tr("{change} %", change=writing.signed(self.percent, 3))


def changes(document: Document) -> tuple[Change, ...]:
    """What was typed and chosen otherwise than in the released revision before; nothing where there is none."""
    if document.base is None:
        return ()
    return tuple(c for c in _compared(document.base, document) if c.before != c.after)


def moved(design: Design) -> tuple[Moved, ...]:
    """The reported results that read otherwise than in the released revision before, in the order of the results."""
    if design.document.base is None:
        return ()
    before = Design(design.document.base)
    found = []
    for key in registry().reported:
        then, now = (d.text(key) if d.has(key) and key in d.plan.by_key else "" for d in (before, design))
        if then != now:
            found.append(Moved(key, tr(design.quantity(key).label), then, now, _percent(before, design, key)))
    return tuple(found)


def _percent(before: Design, after: Design, key: str) -> float:
    if not (before.has(key) and after.has(key)):
        return math.nan
    then, now = float(before.values[key]), float(after.values[key])
    return (now / then - 1) * 100 if then and math.isfinite(then) and math.isfinite(now) else math.nan


def _compared(then: Document, now: Document) -> Iterator[Change]:
    declared = registry()
    words = (("name", tr("Name")), ("customer", tr("Customer")), ("model", tr("Model")), ("currency", tr("Currency")))
    for field, label in words:
        yield Change(field, label, getattr(then, field), getattr(now, field))
    before, after = Design(then), Design(now)
    for key in declared.choices:
        texts = [d.option_label(key) if key in d.plan.choices else "" for d in (before, after)]
        yield Change(key, label_of(key), *texts)
    for key in declared.slots:
        texts = [_material(d, key) for d in (then, now)]
        yield Change(key, label_of(key), *texts)
    for key in declared.inputs:
        texts = [d.text(key) if d.has(key) and d.typed(key) else "" for d in (before, after)]
        yield Change(key, label_of(key), *texts)
    for name in dict.fromkeys((*then.limits, *now.limits)):
        rule = declared.rules[name.rule]
        texts = [d.entry_text(d.document.limits[name]) if name in d.document.limits else "" for d in (before, after)]
        yield Change(str(name), tr("Limit: {rule}", rule=tr(rule.title)), *texts)
    for key in dict.fromkeys((*then.acknowledged, *now.acknowledged)):
        texts = [d.acknowledged[key].reason if key in d.acknowledged else "" for d in (then, now)]
        yield Change(f"acknowledged.{key}", tr("Acknowledged: {rule}", rule=tr(declared.rules[key].title)), *texts)
    yield Change("process", label_of("process"), *(_plan(d) for d in (then, now)))
    yield Change("notes", tr("Notes"), then.notes, now.notes)


def _plan(document: Document) -> str:
    """The process plan of the design's own; plans that differ in anything read differently."""
    plan = document.process
    if plan is None:
        return ""
    import zlib

    text = json.dumps(msgspec.to_builtins(plan), sort_keys=True)
    return tr("{title}, revision {revision}, sum {sum}", title=plan.title, revision=plan.revision,
              sum=f"{zlib.crc32(text.encode()):08x}")  # fmt: skip


def _material(document: Document, slot: str) -> str:
    material = document.materials.get(slot)
    if material is None:
        return ""
    return tr("{name} ({id}, revision {revision})", name=material.name, id=material.id, revision=material.revision)


def told(key: str, before: str, after: str) -> str:
    """A change as one line: the label of its key, and both texts."""
    return tr("{label}: {before} → {after}", label=label_of(key), before=before or "—", after=after or "—")


def label_of(key: str) -> str:
    """What a recorded change is about, in words."""
    declared = registry()
    kind, _, rule = key.partition(".")
    if kind == "acknowledged" and rule in declared.rules:
        return tr("Acknowledged: {rule}", rule=tr(declared.rules[rule].title))
    if kind in declared.rules:
        return tr("Limit: {rule}", rule=tr(declared.rules[kind].title))
    tables: tuple[Mapping[str, Any], ...] = (declared.quantities, declared.choices, declared.slots)
    for table in tables:
        if key in table:
            group = getattr(table[key], "group", "")
            label = tr(table[key].label)
            return tr("{group}: {label}", group=tr(GROUPS[group]), label=label) if group in GROUPS else label
    fields = {"name": tr("Name"), "customer": tr("Customer"), "model": tr("Model"), "currency": tr("Currency")}
    return {**fields, "notes": tr("Notes"), "process": tr("Process plan")}.get(key, key)


def in_one_line(text: str) -> str:
    """What stood there, as a table of changes shows it: cut off where it is long, a dash where it is empty."""
    return writing.clipped(" ".join(text.split()), LONGEST) or writing.NO_VALUE
