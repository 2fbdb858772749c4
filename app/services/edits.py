"""Edits: pure functions from a document to a document. Undo is "replace the new one by the old one"."""

import math
from dataclasses import replace
from types import MappingProxyType

from app.services import expressions
from app.services.design import Design
from app.services.document import Document, Entry
from app.services.expressions import EntryError
from app.services.format import plain, shown
from app.services.i18n import tr
from app.services.library import Material
from calc import units
from calc.graph import holds, registry
from calc.quantity import Input
from decimal import Decimal


def set_value(document: Document, key: str, text: str, unit: str | None = None) -> Document:
    """The document with an input typed; `unit` is the one the field shows. Raises EntryError with a sentence."""
    declaration = _typed(document, key)
    shown_unit = units.find(unit) if unit else units.find(document.entry(declaration).unit)
    entry = expressions.parse_input(text, declaration, shown_unit)
    number, symbol = entry.typed
    return document.with_entry(key, Entry(number, symbol))


def reset_to_material(document: Document, key: str) -> Document:
    """The document without the value that stands over a material's."""
    if document.supplied(registry().inputs[key]) is None:
        return document
    return document.with_entry(key, None)


def set_choice(document: Document, key: str, option: str) -> Document:
    """The document with a choice answered otherwise. Raises EntryError.

    A quantity that is typed from now on takes the value shown, in six significant digits; one that is derived from
    now on loses its text. A newly typed quantity that had no value takes its default, marked as assumed.
    """
    choice = registry().choices.get(key)
    if choice is None:
        raise EntryError(tr("“{key}” is not a choice.", key=key))
    if option not in {o.id for o in choice.options}:
        offered = ", ".join(o.id for o in choice.options)
        raise EntryError(
            tr("{label}: “{value}” is not offered. Take one of: {offered}.", label=tr(choice.label), value=option, offered=offered)
        )  # fmt: skip
    if document.choices.get(key) == option:
        return document
    before = Design(document)
    switched = replace(document, choices=MappingProxyType({**document.choices, key: option}))
    was = {d.key for d in document.plan.inputs}
    entries = {d.key: document.entries[d.key] for d in switched.plan.inputs if d.key in document.entries}
    for declaration in switched.plan.inputs:
        if declaration.key not in was and declaration.key not in entries and switched.supplied(declaration) is None:
            entries[declaration.key] = _carried(before, declaration)
    return replace(switched, entries=MappingProxyType(entries), materials=_materials_in_force(switched))


def _materials_in_force(document: Document) -> MappingProxyType[str, Material]:
    slots = {slot.key for slot in document.plan.slots}
    return MappingProxyType({slot: m for slot, m in document.materials.items() if slot in slots})


def _carried(before: Design, declaration: Input) -> Entry:
    value = before.values.get(declaration.key, math.nan)
    if math.isfinite(value):
        in_unit = float(f"{shown(value, declaration.unit):.6g}")
        low_ok = declaration.low == declaration.high or declaration.low <= in_unit <= declaration.high
        if low_ok and not (declaration.integer and in_unit != int(in_unit)):
            return Entry(plain(Decimal(repr(in_unit))), declaration.unit.symbol)
    return Entry(declaration.default, declaration.unit.symbol, assumed=bool(declaration.default))


def set_material(document: Document, slot: str, material: Material) -> Document:
    """The document with a material put into a slot: its values stand, overrides of that slot are dropped.

    A choice that the material answers is answered; an input that neither it nor the user gives takes its default.
    """
    supplied = {
        d.key: d for d in registry().inputs.values() if d.material is not None and d.material[0] == slot
    }
    entries = {key: e for key, e in document.entries.items() if key not in supplied}
    changed = replace(
        document,
        entries=MappingProxyType(entries),
        materials=MappingProxyType({**document.materials, slot: material}),
    )
    for declaration in changed.plan.inputs:
        if declaration.key in supplied and changed.supplied(declaration) is None:
            kept = document.entries.get(declaration.key)
            entries[declaration.key] = kept or Entry(
                declaration.default, declaration.unit.symbol, assumed=bool(declaration.default)
            )
    changed = replace(changed, entries=MappingProxyType(entries))
    for key, option in material.choices.items():
        if key in registry().choices and registry().choices[key].material == slot:
            changed = set_choice(changed, key, option)
    return changed


def rename(document: Document, name: str) -> Document:
    """The document under another name; the id, which names it over its revisions, stays."""
    return replace(document, name=name.strip() or document.name)


def set_notes(document: Document, notes: str) -> Document:
    """The document with other notes."""
    return replace(document, notes=notes)


def set_assumed(document: Document, key: str, assumed: bool) -> Document:
    """The document with an entry marked as assumed, or as stated."""
    entry = document.entries.get(key)
    return document.with_entry(key, replace(entry, assumed=assumed)) if entry else document


def _typed(document: Document, key: str) -> Input:
    """The input `key` as typed under the document's choices, else a sentence why not."""
    declared = registry()
    if key not in declared.quantities:
        raise EntryError(tr("“{key}” is not a quantity of this program. See: list quantities.", key=key))
    declaration = declared.inputs.get(key)
    label = tr(declared.quantities[key].label)
    if declaration is None:
        raise EntryError(tr("{label} ({key}) is derived and cannot be set.", label=label, key=key))
    if holds(declaration.when, document.plan.choices):
        return declaration
    cause = next(c for c, options in declaration.when.items() if document.plan.choices[c] not in options)
    choice = declared.choices[cause]
    raise EntryError(
        tr(
            "{label} ({key}) is not typed while “{choice}” is “{option}”. Set {choice_key} to: {options}.",
            label=label,
            key=key,
            choice=tr(choice.label),
            option=tr(choice.option(document.plan.choices[cause]).label),
            choice_key=cause,
            options=", ".join(declaration.when[cause]),
        )
    )
