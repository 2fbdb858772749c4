"""Design files: strict reading, canonical writing, atomic saving.

Whatever is wrong with a file becomes one sentence (StorageError); the file is never touched by reading it.
The format is described, with its history, in docs/file-format.md.
"""

import contextlib
import errno
import json
import math
import os
import re
import stat
import tempfile
from collections.abc import Container, Mapping
from dataclasses import fields, replace
from itertools import accumulate
from pathlib import Path
from time import sleep
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import msgspec

import app
from app.services import expressions, judgement, migrations
from app.services.document import (
    MAX_NAME,
    MAX_PERSON,
    Acknowledgement,
    Document,
    Entry,
    check_currency,
    check_material,
    check_text,
    with_key,
)
from app.services.expressions import EntryError
from app.services.i18n import tr
from app.services.library import Material, MaterialCurve, Property
from app.services.release_records import (
    ReleaseRecord,
    RevisionRecord,
    history_of,
    history_told,
    release_of,
    release_told,
)
from calc import units
from calc.graph import registry
from calc.inputs.materials import PROPERTIES
from calc.limits import LimitName, names
from calc.quantity import Input
from calc.units import UnknownUnit

if TYPE_CHECKING:
    from app.services.plans.written import Written

FORMAT = "cellwright-design"
SUFFIX = ".cell"
MAX_BYTES = 8_000_000
MAX_DEPTH = 40
MAX_NUMBER = 100
"""Characters of a bare JSON number; a design has its numbers in quotes."""

RETRIES = (0.05, 0.1, 0.2, 0.4)
"""Seconds to wait where another program holds the target for a moment, as virus scanners and cloud folders do."""

_BUSY = (5, 32, 33)
"""Windows' codes for a file that is read-only or open elsewhere; the last two are the latter for sure."""

T = TypeVar("T")


class StorageError(Exception):
    """A file that cannot be read or written; `message` is the sentence to show, translated."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


Text = Annotated[str, msgspec.Meta(max_length=100_000)]
Word = Annotated[str, msgspec.Meta(max_length=500)]


_Pair = Annotated[list[Word], msgspec.Meta(min_length=2, max_length=2)]


class _Value(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    value: Word
    unit: Word
    source: Word = ""
    note: Text = ""


Points = Annotated[list[Word], msgspec.Meta(max_length=10_000)]


class _Curve(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    id: Word
    charge: Points
    potential: Points
    revision: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1
    charge_unit: Word = "mAh/g"
    potential_unit: Word = "V"
    source: Word = ""
    licence: Word = ""
    rate: Word = ""
    temperature: Word = ""
    direction: Word = ""
    basis: Text = ""
    error: Word = ""
    note: Text = ""


class _Material(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    id: Word
    kind: Word
    name: Word
    revision: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1
    formula: Word = ""
    recipe: Text = ""
    note: Text = ""
    assumed: bool = False
    choices: dict[Word, Word] = {}
    values: dict[Word, _Value] = {}
    curve: _Curve | None = None


class _File(msgspec.Struct, forbid_unknown_fields=True):
    format: Word
    version: Word
    program: Word
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_NAME)]
    revision: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    saved: Word
    reference: Word
    notes: Text
    choices: dict[str, Word]
    inputs: dict[str, Any]
    materials: dict[str, Any]
    currency: Word = ""
    limits: dict[str, Any] = {}
    acknowledged: dict[str, Any] = {}
    customer: Annotated[str, msgspec.Meta(max_length=MAX_PERSON)] = ""
    model: Annotated[str, msgspec.Meta(max_length=MAX_PERSON)] = ""
    release: ReleaseRecord | None = None
    history: list[RevisionRecord] = []
    base: dict[str, Any] | None = None
    process: dict[str, Any] = {}
    view: dict[str, Any] = {}


class _View(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    units: dict[Word, Word] = {}


class _Acknowledgement(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    severity: Literal["error", "warning", "info"]
    side: Literal["low", "high"]
    value: _Pair
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=judgement.LONGEST_REASON)]
    person: Word = ""
    date: Word = ""


_Listed = Annotated[list[Word], msgspec.Meta(min_length=2, max_length=4)]

_FILE_KEYS = frozenset(_File.__struct_fields__)
_NEEDED = _File.__struct_fields__[: len(_File.__struct_fields__) - len(_File.__struct_defaults__)]
_HEADER = ("format", "version", "program")
_MATERIAL_KEYS = frozenset(_Material.__struct_fields__)
_VALUE_KEYS = frozenset(_Value.__struct_fields__)
_VIEW_KEYS = frozenset(_View.__struct_fields__)
_CURVE_KEYS = frozenset(_Curve.__struct_fields__)
_APART = frozenset({"values", "curve", "mixture"})
"""Fields of a material that are written in a way of their own, or not at all."""


# Reading --------------------------------------------------------------------------------------------------------------


def load(path: Path) -> Document:
    """The design in a file. Raises StorageError with one sentence."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise StorageError(_sentence(error, path, writing=False)) from None
    if len(raw) > MAX_BYTES:
        raise StorageError(tr("{name} is too large to be a design file.", name=path.name))
    return read(raw, path.name)


def read(raw: bytes, name: str) -> Document:
    """The design in the bytes of a file called `name`. Raises StorageError with one sentence."""
    return _read(_object(raw, name), name)


def _read(content: dict[str, Any], name: str) -> Document:
    major, minor = _version(content, name)
    older = (major, minor) < (migrations.MAJOR, migrations.MINOR)
    unknown: Mapping[str, Any] = {}
    if major < migrations.MAJOR:
        try:
            content = migrations.migrated(content, major)
        except KeyError:
            raise StorageError(
                tr("{name} has format {theirs}, which no released program wrote.", name=name, theirs=content["version"])
            ) from None
    elif not older:
        content, unknown = _apart(content, newer=minor > migrations.MINOR)
    _refuse_keys(content, _FILE_KEYS, name, "")
    missing = [key for key in _NEEDED if key not in content]
    if missing:
        raise StorageError(tr("{name} is not complete: it has no “{key}”.", name=name, key=missing[0]))
    file = _converted(content, _File, name, "")
    try:
        check_text(file.name, tr("The name of the design"), one_line=True)
        for key in ("id", "saved", "reference", "program", "customer", "model"):
            check_text(getattr(file, key), f"“{key}”", one_line=True)
    except EntryError as error:
        raise StorageError(f"{name}: {error}") from None
    document = _document(file, unknown, name, older=older)
    return document if file.base is None else replace(document, base=_base(file, name))


def _base(file: _File, name: str) -> Document:
    """The released revision that a file carries, read as the file itself is."""
    assert file.base is not None
    said = tr("{name}, the released revision in it", name=name)
    for key in (*_HEADER, "base", "history"):
        if key in file.base:
            raise StorageError(tr("{name} has a key this program does not know: {key}.", name=said, key=key))
    header = {key: getattr(file, key) for key in _HEADER}
    return _read({**header, **file.base}, said)


def unknown_keys(document: Document) -> tuple[str, ...]:
    """What a newer program wrote into this design, by name; it is kept and written back."""
    listed: list[str] = []
    tables = ("inputs", "choices", "limits", "acknowledged")
    transparent = (*tables, "materials", "values", "view")

    def tell(mapping: Mapping[str, Any], known: Mapping[str, Any] | None, before: str) -> None:
        for key, value in mapping.items():
            inside = known.get(key) if known else None
            if inside is None:
                listed.append(before + key)
            else:
                tell(value, inside, before if key in transparent else f"{before}{key}.")

    slots: Mapping[str, Any] = {
        slot: {"values": {name: {} for name in PROPERTIES[s.kind]}, "curve": {}} for slot, s in registry().slots.items()
    }
    kept = {key: value for key, value in document.unknown.items() if key != "version"}
    tell(kept, {**{key: {} for key in tables}, "materials": slots, "view": {"units": {}}}, "")
    return tuple(listed)


def _object(raw: bytes, name: str) -> dict[str, Any]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"\0" in raw[:4] and b"{" in raw[:4]):
        raise StorageError(tr("{name} is UTF-16 text; design files are UTF-8. Save it as UTF-8.", name=name))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" not in raw and raw.lstrip()[:1] == b"{":
            line = raw.count(b"\n", 0, error.start) + 1
            raise StorageError(_damaged(name, line)) from None
        raise StorageError(tr("{name} is not a text file, so it is not a design file.", name=name)) from None
    if not text.strip():
        raise StorageError(tr("{name} is empty.", name=name))
    if _depth(text) > MAX_DEPTH:
        raise StorageError(tr("{name} is nested too deeply to be a design file.", name=name))
    try:
        content = json.loads(
            text,
            object_pairs_hook=_no_duplicates,
            parse_constant=_no_constant,
            parse_float=_float,
            parse_int=_int,
        )
    except _Refused as refused:
        raise StorageError(tr("{name} is not a sound design file: {reason}.", name=name, reason=refused)) from None
    except json.JSONDecodeError as error:
        if not text.lstrip().startswith("{"):
            raise StorageError(tr("{name} is not a Cellwright design file.", name=name)) from None
        raise StorageError(_damaged(name, error.lineno)) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise StorageError(tr("{name} is not a Cellwright design file.", name=name))
    _check_characters(content, name, "")
    return content


def _damaged(name: str, line: int) -> str:
    return tr("{name} is cut off or damaged: it cannot be read from line {line} on.", name=name, line=line)


class _Refused(Exception):
    """JSON that Python would read but a design file must not hold."""


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise _Refused(tr("the key “{key}” stands in it twice", key=_short(key)))
        result[key] = value
    return result


def _no_constant(constant: str) -> None:
    raise _Refused(tr("{value} is not a number", value=constant))


def _float(text: str) -> float:
    value = float(text) if len(text) <= MAX_NUMBER else math.inf
    if not math.isfinite(value):
        raise _Refused(tr("{value} is too large a number", value=_short(text)))
    return value


def _int(text: str) -> int:
    if len(text) > MAX_NUMBER:
        raise _Refused(tr("{value} is too large a number", value=_short(text)))
    return int(text)


_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_NESTING = {"[": 1, "{": 1, "]": -1, "}": -1}


def _depth(text: str) -> int:
    """How deeply brackets nest outside of strings: the parser's stack must not decide what is too deep."""
    return max(accumulate(_NESTING.get(c, 0) for c in _STRING.sub("", text)), default=0)


def _check_characters(value: Any, name: str, where: str) -> None:
    if isinstance(value, str):
        try:
            check_text(value, where or tr("A key"), longest=MAX_BYTES)
        except EntryError as error:
            raise StorageError(f"{name}: {error}") from None
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_characters(key, name, where)
            _check_characters(inner, name, f"{where}.{key}" if where else f"“{key}”")
    elif isinstance(value, list):
        for inner in value:
            _check_characters(inner, name, where)


def _version(content: Mapping[str, Any], name: str) -> tuple[int, int]:
    text = content.get("version")
    parts = text.split(".") if isinstance(text, str) else []
    if len(parts) != 2 or not all(p.isascii() and p.isdigit() and len(p) <= 4 for p in parts):
        raise StorageError(tr("{name} does not say which version of the format it has.", name=name))
    major, minor = int(parts[0]), int(parts[1])
    if major > migrations.MAJOR:
        raise StorageError(
            tr(
                "{name} has format {theirs}, of a newer program; this one reads up to {ours}. Update Cellwright.",
                name=name,
                theirs=text,
                ours=migrations.VERSION,
            )
        )
    return major, minor


def _apart(content: dict[str, Any], *, newer: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """What this program knows of a file's content, and what a newer one added to it."""
    if not newer:
        return content, {}
    known, unknown = _split(content, _FILE_KEYS)
    declared = registry()
    tables: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("choices", declared.choices),
        ("inputs", declared.quantities),
        ("materials", declared.slots),
        ("limits", {str(limit): limit for rule in declared.rules.values() for limit in names(rule)}),
        ("acknowledged", declared.rules),
    )
    for name, table in tables:
        _keep(known, unknown, name, table)
    _keep(known, unknown, "view", _VIEW_KEYS)
    if isinstance(known.get("view"), dict):
        theirs: dict[str, Any] = {}
        _keep(known["view"], theirs, "units", declared.inputs)
        if theirs:
            unknown.setdefault("view", {}).update(theirs)
    for slot, snapshot in list(known.get("materials", {}).items() if isinstance(known.get("materials"), dict) else ()):
        if not isinstance(snapshot, dict):
            continue
        ours, theirs = _split(snapshot, _MATERIAL_KEYS)
        _keep(ours, theirs, "values", PROPERTIES[declared.slots[slot].kind])
        for name, value in list(ours.get("values", {}).items() if isinstance(ours.get("values"), dict) else ()):
            if isinstance(value, dict):
                ours["values"][name], extra = _split(value, _VALUE_KEYS)
                if extra:
                    theirs.setdefault("values", {})[name] = extra
        if isinstance(ours.get("curve"), dict):
            ours["curve"], extra = _split(ours["curve"], _CURVE_KEYS)
            if extra:
                theirs["curve"] = extra
        known["materials"][slot] = ours
        if theirs:
            unknown.setdefault("materials", {})[slot] = theirs
    if unknown:
        unknown["version"] = content["version"]
    return known, unknown


def _split(content: Mapping[str, Any], known: Container[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    ours = {key: value for key, value in content.items() if key in known}
    return ours, {key: value for key, value in content.items() if key not in known}


def _keep(ours: dict[str, Any], theirs: dict[str, Any], name: str, known: Container[str]) -> None:
    """Move what is not known inside `ours[name]` to `theirs[name]`."""
    if isinstance(ours.get(name), dict):
        ours[name], extra = _split(ours[name], known)
        if extra:
            theirs[name] = extra


def _converted(content: Any, kind: type[T], name: str, where: str) -> T:
    """The content as `kind`, else a sentence with the place, what stands there and what is expected."""
    try:
        return msgspec.convert(content, kind, strict=True)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `")
        path = path.removeprefix("$").removesuffix("`")
        found: Any = content
        for step in re.findall(r"[^.\[\]]+", path):
            if isinstance(found, dict) and step in found:
                found = found[step]
            elif isinstance(found, list) and step.isdigit():
                found = found[int(step)]
        place = ".".join(p for p in (where, path.removeprefix(".").replace("[...]", "")) if p)
        reason = reason[:1].lower() + reason[1:].replace("`", "")
        shown = _short(json.dumps(found, ensure_ascii=False))
        raise StorageError(
            tr("{name}: “{place}” cannot be {value}: {reason}.", name=name, place=place, value=shown, reason=reason)
        ) from None


def _refuse_keys(content: Mapping[str, Any], known: Container[str], name: str, where: str) -> None:
    for key in content:
        if key not in known:
            shown = f"{where}.{key}" if where else key
            raise StorageError(tr("{name} has a key this program does not know: {key}.", name=name, key=_short(shown)))


def _document(file: _File, unknown: Mapping[str, Any], name: str, *, older: bool) -> Document:
    declared = registry()
    for key, option in file.choices.items():
        choice = declared.choices.get(key)
        if choice is None:
            raise StorageError(tr("{name} has a choice this program does not know: {key}.", name=name, key=_short(key)))
        options = [o.id for o in choice.options]
        if option not in options:
            raise StorageError(
                tr(
                    "{name}: {choice} ({key}) cannot be “{option}”, only one of: {options}.",
                    name=name,
                    key=key,
                    option=_short(option),
                    choice=tr(choice.label),
                    options=", ".join(options),
                )
            )
    plan = declared.plan({**migrations.ADDED_CHOICES, **file.choices} if older else file.choices)
    typed = {d.key: d for d in plan.inputs}
    entries = {}
    for key, listed in file.inputs.items():
        if key not in typed:
            raise StorageError(_not_typed(key, name))
        entries[key] = _entry(typed[key], listed, name)
    slots = {slot.key for slot in plan.slots}
    materials = {}
    for slot, snapshot in file.materials.items():
        if slot not in slots:
            raise StorageError(
                tr("{name} has a material in a place this cell does not have: {slot}.", name=name, slot=_short(slot))
            )
        materials[slot] = _material(slot, snapshot, name)
    limits = {_limit_name(text, name): listed for text, listed in file.limits.items()}
    document = Document(
        id=file.id,
        name=file.name,
        choices=MappingProxyType(dict(plan.choices)),
        entries=MappingProxyType(entries),
        materials=MappingProxyType(materials),
        notes=file.notes,
        revision=file.revision,
        saved=file.saved,
        reference=file.reference,
        currency=_currency(file.currency, name),
        limits=MappingProxyType({limit: _limit(limit, listed, name) for limit, listed in limits.items()}),
        acknowledged=MappingProxyType({key: _acknowledgement(key, a, name) for key, a in file.acknowledged.items()}),
        customer=file.customer,
        model=file.model,
        release=release_of(file.release),
        history=history_of(file.history),
        process=_process(file.process, name) if file.process else None,
        shown_units=MappingProxyType(_shown_units(file.view, name)),
        unknown=MappingProxyType(dict(unknown)),
    )
    missing = [declared for declared in plan.curves if document.curve(declared.key) is None]
    if missing and plan.choices["voltage_given_by"] == "curve":
        raise StorageError(
            tr(
                "{name} takes its mean voltage from half-cell curves but lacks: {label}.",
                name=name,
                label=tr(missing[0].label),
            )
        )
    for rule in declared.rules.values():
        try:
            judgement.check_order(document, rule)
        except EntryError as error:
            raise StorageError(f"{name}: {error}") from None
    for declaration in plan.inputs:
        if document.vacant(declaration):
            if declaration.key in document.entries:
                raise StorageError(
                    tr(
                        "{name} has a value for {label} ({key}), and nothing is in {slot}.",
                        name=name,
                        label=tr(declaration.label),
                        key=declaration.key,
                        slot=declaration.of,
                    )
                )
            continue
        if declaration.optional or document.entry(declaration).text:
            continue
        if not (older and declaration.key in migrations.ADDED):
            named = f"{tr(declaration.label)} ({declaration.key})"
            raise StorageError(tr("{name} lacks a value for: {label}.", name=name, label=named))
        document = document.with_entry(declaration.key, Entry(*migrations.ADDED[declaration.key], assumed=True))
    return document


def _not_typed(key: str, name: str) -> str:
    declared = registry()
    if key not in declared.quantities:
        return tr("{name} has a key this program does not know: {key}.", name=name, key=_short(key))
    return tr(
        "{name} has a value for {label} ({key}), which is derived under its choices.",
        name=name,
        label=tr(declared.quantities[key].label),
        key=key,
    )


def _entry(declaration: Input, listed: Any, name: str) -> Entry:
    texts = _converted(listed, _Listed, name, f"inputs.{declaration.key}")
    text, symbol, origin, source = (*texts, "", "")[:4]
    try:
        unit = units.find(symbol)
        if unit.dimension != declaration.unit.dimension:
            raise EntryError(tr("{unit} is not a unit of this quantity.", unit=_short(symbol)))
        expressions.to_si(text, unit)  # a number and nothing else: fields may calculate, files may not
        parsed = expressions.parse_input(text, declaration, unit)
        check_text(source, tr("The source"), one_line=True)
    except EntryError as error:
        raise StorageError(f"{name}: {with_key(declaration, error)}") from None
    except UnknownUnit:
        message = tr("“{unit}” is not a unit known here.", unit=_short(symbol))
        raise StorageError(f"{name}: {with_key(declaration, EntryError(message))}") from None
    if origin not in ("", "assumed", "measured"):
        raise StorageError(
            tr(
                "{name}: {key} has an origin this program does not know: {origin}.",
                name=name,
                key=declaration.key,
                origin=_short(origin),
            )
        )
    number, shown = parsed.typed
    return Entry(number, shown, origin == "assumed", source, origin == "measured")


def _shown_units(content: Mapping[str, Any], name: str) -> dict[str, str]:
    found = {}
    for key, symbol in _converted(content, _View, name, "view").units.items():
        declaration = registry().inputs.get(key)
        if declaration is None:
            raise StorageError(
                tr("{name} shows a unit for a key this program does not know: {key}.", name=name, key=_short(key))
            )
        try:
            unit = units.find(symbol)
        except UnknownUnit:
            message = tr("“{unit}” is not a unit known here.", unit=_short(symbol))
            raise StorageError(f"{name}: {with_key(declaration, EntryError(message))}") from None
        if unit.dimension != declaration.unit.dimension:
            message = tr("{unit} is not a unit of this quantity.", unit=_short(symbol))
            raise StorageError(f"{name}: {with_key(declaration, EntryError(message))}")
        found[key] = unit.symbol
    return found


def _currency(text: str, name: str) -> str:
    try:
        check_currency(text)
    except EntryError as error:
        raise StorageError(f"{name}: {error}") from None
    return text


def _limit_name(text: str, name: str) -> LimitName:
    try:
        return judgement.limit_name(text)
    except EntryError as error:
        raise StorageError(f"{name}: {_short(str(error), 200)}") from None


def _limit(limit: LimitName, listed: Any, name: str) -> Entry:
    text, symbol = _converted(listed, _Pair, name, f"limits.{limit}")
    rule = registry().rules[limit.rule]
    words = judgement.limit_words(limit)
    try:
        unit = units.find(symbol)
        if unit.dimension != rule.unit.dimension:
            raise EntryError(tr("{unit} is not a unit of this quantity.", unit=_short(symbol)))
        expressions.to_si(text, unit)
        return Entry(*expressions.parse(text, unit).typed) if text else Entry("", unit.symbol)
    except EntryError as error:
        raise StorageError(f"{name}: {words}: {error}") from None
    except UnknownUnit:
        message = tr("“{unit}” is not a unit known here.", unit=_short(symbol))
        raise StorageError(f"{name}: {words}: {message}") from None


def _acknowledgement(key: str, content: Any, name: str) -> Acknowledgement:
    if key not in registry().rules:
        raise StorageError(
            tr("{name} acknowledges a rule this program does not know: {key}.", name=name, key=_short(key))
        )
    read = _converted(content, _Acknowledgement, name, f"acknowledged.{key}")
    try:
        number, symbol = read.value
        expressions.to_si(number, units.find(symbol))
        made = Acknowledgement(read.severity, read.side, number, symbol, read.reason, read.person, read.date)
        judgement.check_acknowledgement(made)
    except (EntryError, UnknownUnit) as error:
        raise StorageError(f"{name}: acknowledged.{key}: {error}") from None
    return made


def _process(content: Mapping[str, Any], name: str) -> "Written":
    from app.services.plans import reading  # which few designs need
    from app.services.plans.written import PlanError

    try:
        return reading.of_design(content)
    except PlanError as error:
        raise StorageError(f"{name}: {error.message}") from None


def _material(slot: str, content: Any, name: str) -> Material:
    if isinstance(content, dict):
        _refuse_keys(content, _MATERIAL_KEYS, name, f"materials.{slot}")
    snapshot = _converted(content, _Material, name, f"materials.{slot}")
    values = {k: Property(v.value, v.unit, v.source, v.note) for k, v in snapshot.values.items()}
    plain = {f.name: getattr(snapshot, f.name) for f in fields(Material) if f.name not in _APART}
    curve = None
    if snapshot.curve is not None:
        stated = msgspec.structs.asdict(snapshot.curve)
        stated |= {name: tuple(stated[name]) for name in ("charge", "potential")}
        curve = MaterialCurve(**stated)
    material = Material(**plain, values=MappingProxyType(values), curve=curve)
    try:
        check_material(slot, material)
    except EntryError as error:
        raise StorageError(f"{name}: {error}") from None
    return material


def _short(text: str, longest: int = 40) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


# Writing --------------------------------------------------------------------------------------------------------------


def written(document: Document, *, saved: str = "") -> bytes:
    """The bytes of a design file: canonical key order, every value of the active choices written out."""
    return (_pretty(_content(document, saved)) + "\n").encode("utf-8")


def _content(document: Document, saved: str) -> dict[str, Any]:
    plan = document.plan
    unknown = dict(document.unknown)
    materials = {s.key: _plain(document.materials[s.key]) for s in plan.slots if s.key in document.materials}
    content = {
        "format": FORMAT,
        "version": unknown.pop("version", migrations.VERSION),
        "program": app.__version__,
        "id": document.id,
        "name": document.name,
        "revision": document.revision,
        "saved": saved or document.saved,
        "reference": document.reference,
        "notes": document.notes,
        "choices": {key: plan.choices[key] for key in registry().choices},
        "inputs": {d.key: _listed(document.entries[d.key]) for d in plan.inputs if d.key in document.entries},
        "materials": materials,
    }
    # What nobody set is not written: most designs set none of it.
    if document.currency:
        content["currency"] = document.currency
    if document.limits:
        content["limits"] = {str(name): [entry.text, entry.unit] for name, entry in document.limits.items()}
    if document.acknowledged:
        content["acknowledged"] = {key: _told(made) for key, made in document.acknowledged.items()}
    for key in ("customer", "model"):
        if getattr(document, key):
            content[key] = getattr(document, key)
    if document.release is not None:
        content["release"] = release_told(document.release)
    if document.history:
        content["history"] = history_told(document.history)
    if document.base is not None:
        content["base"] = {k: v for k, v in _content(document.base, "").items() if k not in _HEADER}
    if document.process is not None:
        content["process"] = msgspec.to_builtins(document.process)
    if document.shown_units:
        content["view"] = {"units": dict(document.shown_units)}
    newer = unknown.get("materials", {})
    # What a newer program noted about a material goes where that material goes.
    unknown["materials"] = {s: v for s, v in newer.items() if s in materials or s not in registry().slots}
    return _merged(content, unknown)


def save(document: Document, path: Path, *, saved: str) -> Document:
    """Write a design file atomically and return the document as saved. Raises StorageError; the old file stays.

    What could not be read again is not written over what can be.
    """
    try:
        content = written(document, saved=saved)
    except UnicodeEncodeError:
        raise StorageError(tr("{path} was not written: a text holds half a character.", path=path)) from None
    read(content, path.name)
    write_bytes(path, content)
    return replace(document, saved=saved or document.saved)


def write_bytes(path: Path, content: bytes) -> None:
    """Replace a file atomically: temporary file beside it, flush, fsync, replace. Raises StorageError; nothing is lost.

    A link stays a link, and the file keeps its permissions.
    """
    temporary = ""
    try:
        target = path.resolve()
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
        before = target.stat() if target.exists() else None
        if before is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "read-only", str(target))
        handle, temporary = tempfile.mkstemp(prefix=".cellwright-", suffix=".part", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, stat.S_IMODE(before.st_mode) if before else 0o666 & ~_umask())
        if before is not None:
            _keep_owner(temporary, before)
        _put_in_place(temporary, target)
        temporary = ""
    except (
        OSError,
        ValueError,
        RuntimeError,
    ) as error:  # ValueError: a NUL in the name; RuntimeError: links in a circle
        raise StorageError(_sentence(error, path, writing=True)) from None
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def _put_in_place(temporary: str, target: Path) -> None:
    for pause in (*RETRIES, None):
        try:
            os.replace(temporary, target)
            break
        except OSError as error:
            if pause is None or getattr(error, "winerror", None) not in _BUSY:
                raise
            sleep(pause)
    if os.name == "posix":
        # The new name lasts through a power cut only when its folder is on the disk too; not every disk can.
        with contextlib.suppress(OSError):
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _keep_owner(temporary: str, before: os.stat_result) -> None:
    if os.name == "posix":
        made = os.stat(temporary)
        if (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid):
            with contextlib.suppress(OSError):
                os.chown(temporary, before.st_uid, before.st_gid)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _listed(entry: Entry) -> list[str]:
    origin = "measured" if entry.measured else "assumed" if entry.assumed else ""
    listed = [entry.text, entry.unit, origin, entry.source]
    while len(listed) > 2 and not listed[-1]:
        listed.pop()
    return listed


def _told(made: Acknowledgement) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(
        _Acknowledgement(made.severity, made.side, [made.value, made.unit], made.reason, made.person, made.date)  # type: ignore[arg-type]
    )
    return told


def _plain(material: Material) -> dict[str, Any]:
    values = {k: _Value(p.text, p.unit, p.source, p.note) for k, p in material.values.items()}
    plain = {f.name: getattr(material, f.name) for f in fields(Material) if f.name not in _APART}
    curve = None
    if material.curve is not None:
        stated = {f.name: getattr(material.curve, f.name) for f in fields(MaterialCurve)}
        curve = _Curve(**stated | {name: list(stated[name]) for name in ("charge", "potential")})
    builtins: dict[str, Any] = msgspec.to_builtins(
        _Material(**{**plain, "choices": dict(material.choices)}, values=values, curve=curve)
    )
    return builtins


def _merged(content: dict[str, Any], unknown: Mapping[str, Any]) -> dict[str, Any]:
    """The content with what a newer program added put back where it was found."""
    merged = dict(content)
    for key, value in unknown.items():
        ours = merged.get(key)
        merged[key] = _merged(ours, value) if isinstance(ours, dict) and isinstance(value, dict) else value
    return merged


def _pretty(content: Mapping[str, Any]) -> str:
    """Indented JSON with short lists and the values of a material on one line each: made to be read and compared."""
    lines = [f" {json.dumps(key, ensure_ascii=False)}: {_block(value)}" for key, value in content.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def _block(value: Any, indent: str = "  ") -> str:
    if isinstance(value, dict) and value and any(isinstance(v, dict | list | tuple) for v in value.values()):
        deeper = indent + " "
        inner = (f"{indent}{json.dumps(k, ensure_ascii=False)}: {_block(v, deeper)}" for k, v in value.items())
        return "{\n" + ",\n".join(inner) + f"\n{indent[:-1]}}}"
    if isinstance(value, list | tuple) and any(isinstance(v, dict) for v in value):
        deeper = indent + " "
        return "[\n" + ",\n".join(f"{indent}{_block(v, deeper)}" for v in value) + f"\n{indent[:-1]}]"
    return json.dumps(value, ensure_ascii=False)


# What the system says -------------------------------------------------------------------------------------------------


def _sentence(error: Exception, path: Path, *, writing: bool) -> str:
    """What the system complains of, as one sentence; for a file that was to be written, what became of the old one."""
    code = error.errno if isinstance(error, OSError) else errno.EINVAL
    windows = getattr(error, "winerror", None)
    if windows in (32, 33) or code in (errno.EBUSY, getattr(errno, "ETXTBSY", errno.EBUSY)):
        return tr("{path} is open in another program: close it there or choose another name.", path=path)
    rights = tr("{path} may not be read: check its rights.", path=path)
    if writing:
        rights = tr(
            "{path} may not be written, or is open elsewhere: check its rights or choose another place.", path=path
        )
    full = tr("The disk is full: {path} was not written, and what was there before is untouched.", path=path)
    circle = tr("{path} is a link that leads back to itself.", path=path)
    sentences = {
        errno.ENOENT: tr("There is no folder {folder}.", folder=path.parent)
        if writing
        else tr("There is no {path}. Check the name and the folder.", path=path),
        errno.ENOTDIR: tr("There is no folder {folder}.", folder=path.parent),
        errno.EACCES: rights,
        errno.EPERM: rights,
        errno.EROFS: tr("{path} is on a read-only disk: choose another place.", path=path),
        errno.ENOSPC: full,
        getattr(errno, "EDQUOT", errno.ENOSPC): full,
        errno.EISDIR: tr("{path} is a folder: give the name of a file.", path=path),
        errno.ENAMETOOLONG: tr("The name of {path} is too long.", path=_short(path.name)),
        errno.ELOOP: circle,
    }
    if isinstance(error, RuntimeError):
        return circle
    if not isinstance(error, OSError):
        return tr("“{path}” cannot be the name of a file.", path=str(path).replace("\0", "?"))
    reason = error.strerror or str(error)
    otherwise = tr("{path}: {reason}.", path=path, reason=reason)
    if writing:
        otherwise = tr("{path} was not written, and what was there is untouched: {reason}.", path=path, reason=reason)
    return sentences.get(code or 0, otherwise)
