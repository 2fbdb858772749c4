"""From the content of a design file to a design: every key, number, unit and material is checked on the way."""

import json
import re
from collections.abc import Container, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from app.services import expressions, judgement, migrations
from app.services.disk import StorageError
from app.services.document import Acknowledgement, Document, Entry, check_currency, check_material, check_text, with_key
from app.services.expressions import exact
from app.services.expressions.refusals import EntryError
from app.services.format import clipped
from app.services.i18n import tr
from app.services.library import Material, MaterialCurve, Property
from app.services.release_records import history_of, release_of
from app.services.storage.records import (
    APART,
    FILE_KEYS,
    HEADER,
    MATERIAL_KEYS,
    NEEDED,
    AcknowledgementRecord,
    FileRecord,
    Listed,
    MaterialRecord,
    Pair,
    ViewRecord,
)
from calc import units
from calc.graph import registry
from calc.limits import LimitName
from calc.quantity import Input
from calc.units import UnknownUnit

if TYPE_CHECKING:
    from app.services.plans.written import Written


T = TypeVar("T")


def document_of(content: dict[str, Any], name: str) -> Document:
    """The design that the content of a file called `name` tells of. Raises StorageError with one sentence."""
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
    elif minor > migrations.MINOR:
        from app.services.storage.newer import apart

        content, unknown = apart(content)
    _refuse_keys(content, FILE_KEYS, name, "")
    missing = [key for key in NEEDED if key not in content]
    if missing:
        raise StorageError(tr("{name} is not complete: it has no “{key}”.", name=name, key=missing[0]))
    file = _converted(content, FileRecord, name, "")
    try:
        check_text(file.name, tr("The name of the design"), one_line=True)
        for key in ("id", "saved", "reference", "program", "customer", "model"):
            check_text(getattr(file, key), f"“{key}”", one_line=True)
    except EntryError as error:
        raise StorageError(f"{name}: {error}") from None
    document = _document(file, unknown, name, older=older)
    return document if file.base is None else replace(document, base=_base(file, name))


def _base(file: FileRecord, name: str) -> Document:
    """The released revision that a file carries, read as the file itself is."""
    assert file.base is not None
    said = tr("{name}, the released revision in it", name=name)
    for key in (*HEADER, "base", "history"):
        if key in file.base:
            raise StorageError(tr("{name} has a key this program does not know: {key}.", name=said, key=key))
    header = {key: getattr(file, key) for key in HEADER}
    return document_of({**header, **file.base}, said)


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
        shown = clipped(json.dumps(found, ensure_ascii=False))
        raise StorageError(
            tr("{name}: “{place}” cannot be {value}: {reason}.", name=name, place=place, value=shown, reason=reason)
        ) from None


def _refuse_keys(content: Mapping[str, Any], known: Container[str], name: str, where: str) -> None:
    for key in content:
        if key not in known:
            shown = f"{where}.{key}" if where else key
            raise StorageError(tr("{name} has a key this program does not know: {key}.", name=name, key=clipped(shown)))


def _document(file: FileRecord, unknown: Mapping[str, Any], name: str, *, older: bool) -> Document:
    _check_choices(file, name)
    plan = registry().plan({**migrations.ADDED_CHOICES, **file.choices} if older else file.choices)
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
                tr("{name} has a material in a place this cell does not have: {slot}.", name=name, slot=clipped(slot))
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
    _check_curves(document, name)
    for rule in registry().rules.values():
        try:
            judgement.check_order(document, rule)
        except EntryError as error:
            raise StorageError(f"{name}: {error}") from None
    return _completed(document, name, older=older)


def _check_choices(file: FileRecord, name: str) -> None:
    for key, option in file.choices.items():
        choice = registry().choices.get(key)
        if choice is None:
            said = tr("{name} has a choice this program does not know: {key}.", name=name, key=clipped(key))
            raise StorageError(said)
        options = [o.id for o in choice.options]
        if option not in options:
            raise StorageError(
                tr(
                    "{name}: {choice} ({key}) cannot be “{option}”, only one of: {options}.",
                    name=name,
                    key=key,
                    option=clipped(option),
                    choice=tr(choice.label),
                    options=", ".join(options),
                )
            )


def _check_curves(document: Document, name: str) -> None:
    plan = document.plan
    missing = [declared for declared in plan.curves if document.curve(declared.key) is None]
    if missing and plan.choices["voltage_given_by"] == "curve":
        raise StorageError(
            tr(
                "{name} takes its mean voltage from half-cell curves but lacks: {label}.",
                name=name,
                label=tr(missing[0].label),
            )
        )


def _completed(document: Document, name: str, *, older: bool) -> Document:
    """The design with what its file is too old to have; what else it lacks, or has too much, is refused."""
    for declaration in document.plan.inputs:
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
        return tr("{name} has a key this program does not know: {key}.", name=name, key=clipped(key))
    return tr(
        "{name} has a value for {label} ({key}), which is derived under its choices.",
        name=name,
        label=tr(declared.quantities[key].label),
        key=key,
    )


def _entry(declaration: Input, listed: Any, name: str) -> Entry:
    texts = _converted(listed, Listed, name, f"inputs.{declaration.key}")
    text, symbol, origin, source = (*texts, "", "")[:4]
    try:
        unit = units.find(symbol)
        if unit.dimension != declaration.unit.dimension:
            raise EntryError(tr("{unit} is not a unit of this quantity.", unit=clipped(symbol)))
        exact.to_si(text, unit)  # a number and nothing else: fields may calculate, files may not
        parsed = expressions.parse_input(text, declaration, unit)
        check_text(source, tr("The source"), one_line=True)
    except EntryError as error:
        raise StorageError(f"{name}: {with_key(declaration, error)}") from None
    except UnknownUnit:
        message = tr("“{unit}” is not a unit known here.", unit=clipped(symbol))
        raise StorageError(f"{name}: {with_key(declaration, EntryError(message))}") from None
    if origin not in ("", "assumed", "measured"):
        raise StorageError(
            tr(
                "{name}: {key} has an origin this program does not know: {origin}.",
                name=name,
                key=declaration.key,
                origin=clipped(origin),
            )
        )
    number, shown = parsed.typed
    return Entry(number, shown, origin == "assumed", source, origin == "measured")


def _shown_units(content: Mapping[str, Any], name: str) -> dict[str, str]:
    found = {}
    for key, symbol in _converted(content, ViewRecord, name, "view").units.items():
        declaration = registry().inputs.get(key)
        if declaration is None:
            raise StorageError(
                tr("{name} shows a unit for a key this program does not know: {key}.", name=name, key=clipped(key))
            )
        try:
            unit = units.find(symbol)
        except UnknownUnit:
            message = tr("“{unit}” is not a unit known here.", unit=clipped(symbol))
            raise StorageError(f"{name}: {with_key(declaration, EntryError(message))}") from None
        if unit.dimension != declaration.unit.dimension:
            message = tr("{unit} is not a unit of this quantity.", unit=clipped(symbol))
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
        raise StorageError(f"{name}: {clipped(str(error), 200)}") from None


def _limit(limit: LimitName, listed: Any, name: str) -> Entry:
    text, symbol = _converted(listed, Pair, name, f"limits.{limit}")
    rule = registry().rules[limit.rule]
    words = judgement.limit_words(limit)
    try:
        unit = units.find(symbol)
        if unit.dimension != rule.unit.dimension:
            raise EntryError(tr("{unit} is not a unit of this quantity.", unit=clipped(symbol)))
        exact.to_si(text, unit)
        return Entry(*expressions.parse(text, unit).typed) if text else Entry("", unit.symbol)
    except EntryError as error:
        raise StorageError(f"{name}: {words}: {error}") from None
    except UnknownUnit:
        message = tr("“{unit}” is not a unit known here.", unit=clipped(symbol))
        raise StorageError(f"{name}: {words}: {message}") from None


def _acknowledgement(key: str, content: Any, name: str) -> Acknowledgement:
    if key not in registry().rules:
        raise StorageError(
            tr("{name} acknowledges a rule this program does not know: {key}.", name=name, key=clipped(key))
        )
    read = _converted(content, AcknowledgementRecord, name, f"acknowledged.{key}")
    try:
        number, symbol = read.value
        exact.to_si(number, units.find(symbol))
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
        _refuse_keys(content, MATERIAL_KEYS, name, f"materials.{slot}")
    snapshot = _converted(content, MaterialRecord, name, f"materials.{slot}")
    values = {k: Property(v.value, v.unit, v.source, v.note) for k, v in snapshot.values.items()}
    plain = {f.name: getattr(snapshot, f.name) for f in fields(Material) if f.name not in APART}
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
