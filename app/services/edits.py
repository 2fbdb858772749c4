"""Edits: pure functions from a document to a document. Undo is "replace the new one by the old one"."""

import math
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from app.services import expressions, library, recipes
from app.services.design import Design
from app.services.document import MAX_NAME, Document, Entry, check_currency, check_material, check_open, check_text
from app.services.expressions import exact
from app.services.expressions.refusals import EntryError
from app.services.format import plain, shown
from app.services.i18n import tr
from app.services.library import Material, MaterialCurve
from calc import units
from calc.graph import holds, registry, typed_under
from calc.quantity import Input
from calc.units import UnknownUnit

DEFAULT_MATERIALS: Mapping[str, str] = {
    "cathode_second_active": "lmo",
    "cathode_third_active": "lfp",
    "cathode_second_carbon": "cnt",
    "cathode_second_binder": "pvdf",
    "anode_active": "graphite",
    "anode_second_active": "siox",
    "anode_third_active": "silicon",
    "anode_second_carbon": "cnt",
    "anode_second_binder": "cmc",
    "anode_carbon": "super-p",
    "anode_binder": "sbr",
    "anode_foil": "copper",
    "solvent_1": "dme",
    "salt_1": "lifsi",
}
"""What a place that a choice opens in the cell is filled with, until somebody says otherwise."""

_TAKEN_FROM: Mapping[str, str] = {
    "anode_sheets": "anode_layers",
    "anode_width": "anode_layer_width",
    "lithium_strip_length": "strip_length_required",
}
"""A size that a choice asks for → the result it starts at, so that the cell can still be built."""

_CUT_LONGER = frozenset({"lithium_strip_length"})
"""Of the sizes above those that are cut to the next whole millimetre, so that rounding leaves them no shorter."""

_FIRST = "_first_"
"""In the key of what the first of several components brings; a single component brings it under a key of its own."""

_COATED_NP = 1.1
"""N/P that the loading of a newly chosen coated anode starts at: within what is usual for lithium-ion cells."""


def set_value(document: Document, key: str, text: str, unit: str | None = None) -> Document:
    """The document with an input typed; `unit` is the one the field shows. Raises EntryError with a sentence.

    What says the same as before changes nothing: its source and its mark as assumed stay.
    """
    check_open(document)
    declaration = _typed(document, key)
    current = document.entry(declaration)
    try:
        shown_unit = units.find(unit or current.unit)
    except UnknownUnit as error:
        raise EntryError(
            tr("{label}: “{unit}” is not a unit known here.", label=tr(declaration.label), unit=error.symbol)
        ) from None
    number, symbol = expressions.parse_input(text, declaration, shown_unit).typed
    if not number:
        # Nothing typed for an optional input; over a material's value that is an answer too.
        empty = current.text and document.supplied(declaration) is not None
        return document.with_entry(key, Entry("", symbol) if empty else None) if current.text else document
    if unit is not None and symbol != shown_unit.symbol:
        document = _without_shown_unit(document, key)  # a unit that is typed is the one that is wanted
    if (number, symbol) == (current.text, current.unit):
        return document
    shown_now = document.shown(declaration)
    if current.text and (number, symbol) == (shown_now.text, shown_now.unit):
        return document
    return document.with_entry(key, Entry(number, symbol))


def show_in(document: Document, key: str, symbol: str) -> Document:
    """The document with a field that shows another unit; what was typed there stays as it was. Raises EntryError."""
    declaration = _input(key)
    try:
        unit = units.find(symbol)
    except UnknownUnit:
        raise EntryError(tr("“{unit}” is not a unit known here.", unit=symbol)) from None
    if unit != declaration.unit and unit not in expressions.offered(declaration):
        raise EntryError(
            tr("{label}: {unit} is not a unit of this quantity.", label=tr(declaration.label), unit=unit.symbol)
        )
    cleared = _without_shown_unit(document, key)
    if cleared.shown_unit(declaration) == unit and (key in document.entries or unit == declaration.unit):
        return cleared
    return replace(document, shown_units=MappingProxyType({**document.shown_units, key: unit.symbol}))


def _without_shown_unit(document: Document, key: str) -> Document:
    if key not in document.shown_units:
        return document
    kept = {other: unit for other, unit in document.shown_units.items() if other != key}
    return replace(document, shown_units=MappingProxyType(kept))


def reset_to_material(document: Document, key: str) -> Document:
    """The document without the value that stands over a material's."""
    check_open(document)
    if document.supplied(_input(key)) is None:
        return document
    return document.with_entry(key, None)


def set_choice(document: Document, key: str, option: str) -> Document:
    """The document with a choice answered otherwise. Raises EntryError.

    A quantity that is typed from now on takes the value shown, in six significant digits; one that is derived from
    now on loses its text. One that was neither is supplied by a material, else starts at what the design suggests,
    else at its default, marked as assumed. A place that opens in the cell is filled with a default material, marked
    as assumed too. The loading keeps its number when its side or basis changes: that says what the number counted.
    A recipe that is asked for is that of the electrolyte's material, where the library has it.
    """
    check_open(document)
    choice = registry().choices.get(key)
    if choice is None:
        raise EntryError(tr("“{key}” is not a choice.", key=key))
    if option not in {o.id for o in choice.options}:
        offered = ", ".join(o.id for o in choice.options)
        raise EntryError(
            tr(
                "{label} ({key}): “{value}” is not offered. Take one of: {offered}.",
                label=tr(choice.label),
                key=key,
                value=option,
                offered=offered,
            )
        )
    if document.choices.get(key) == option:
        return document
    before = Design(document)
    _check_curves(document, {**document.choices, key: option})
    entries = dict(document.entries)
    switched = _in_force(replace(document, choices=MappingProxyType({**document.choices, key: option})), entries)
    was = {d.key for d in document.plan.inputs}
    new = [d for d in switched.plan.inputs if d.key not in was and not switched.vacant(d)]
    for declaration in new:
        twin = _twin(declaration, was)
        carried = _carried(before, declaration) if twin is None else document.entries.get(twin)
        if carried is not None:
            entries[declaration.key] = carried
    changed = _with_suggestions(_in_force(switched, entries), before, (d for d in new if d.key not in entries))
    return _with_own_recipe(changed) if recipes.has(changed) and not recipes.has(document) else changed


def set_material(document: Document, slot: str, material: Material) -> Document:
    """The document with a material put into a slot: its values stand, overrides of that slot are dropped.

    A choice that the material answers is answered; an input that neither it nor the user gives takes its default,
    marked as assumed. An electrolyte brings its recipe where the design has one. Where the mean voltage comes from
    half-cell curves and the material brings none, it is typed from now on, with the value shown. Raises EntryError when
    the material does not fit the slot.
    """
    check_open(document)
    check_material(slot, material)
    if apart := unmixable(document, slot, material):
        raise EntryError(apart)
    needed = {curve.slot for curve in document.plan.curves}
    if document.plan.choices["voltage_given_by"] == "curve" and slot in needed and material.curve is None:
        document = set_choice(document, "voltage_given_by", "typed")
    fed = {d.key for d in registry().inputs.values() if d.material is not None and d.material[0] == slot}
    entries = {key: e for key, e in document.entries.items() if key not in fed}
    changed = replace(
        document,
        entries=MappingProxyType(entries),
        materials=MappingProxyType({**document.materials, slot: material}),
        unknown=_without_notes_on(document.unknown, slot),
    )
    for declaration in changed.plan.inputs:
        wanted = declaration.key in fed or (declaration.of == slot and declaration.key not in entries)
        if wanted and changed.supplied(declaration) is None:
            kept = document.entries.get(declaration.key) or _default(declaration)
            if kept is not None:
                entries[declaration.key] = kept
    changed = replace(changed, entries=MappingProxyType(entries))
    for key, option in material.choices.items():
        if key in registry().choices and registry().choices[key].material == slot:
            changed = set_choice(changed, key, option)
    if material.mixture is not None and slot == recipes.ELECTROLYTE and recipes.has(changed):
        changed = recipes.with_mixture(changed, material.mixture, assumed=material.assumed)
    return changed


def unmixable(document: Document, slot: str, material: Material) -> str:
    """Why a material cannot be a further active material: it works otherwise than the first does. Empty when it can."""
    if slot not in ("cathode_second_active", "cathode_third_active"):
        return ""
    for key, option in material.choices.items():
        chosen = document.plan.choices.get(key)
        if chosen is not None and chosen != option:
            choice = registry().choices[key]
            return tr(
                "{slot}: {name} cannot be mixed in. “{choice}” is “{chosen}” in this cell, “{other}” in {name}.",
                slot=tr(registry().slots[slot].label),
                name=tr(material.name),
                choice=tr(choice.label),
                chosen=tr(choice.option(chosen).label),
                other=tr(choice.option(option).label),
            )
    return ""


def clear_material(document: Document, slot: str) -> Document:
    """The document with nothing in an optional slot, nor anything typed about it. Raises EntryError."""
    check_open(document)
    declared = registry().slots[slot]
    if not declared.optional:
        raise EntryError(tr("{slot} ({key}) cannot be left empty.", slot=tr(declared.label), key=slot))
    return replace(
        document,
        entries=MappingProxyType({key: e for key, e in document.entries.items() if registry().inputs[key].of != slot}),
        materials=MappingProxyType({key: m for key, m in document.materials.items() if key != slot}),
        unknown=_without_notes_on(document.unknown, slot),
    )


def _with_own_recipe(document: Document) -> Document:
    """The document with the recipe that the library has for its electrolyte."""
    electrolyte = document.materials.get(recipes.ELECTROLYTE)
    try:
        mixture = library.material(electrolyte.kind, electrolyte.id).mixture if electrolyte else None
    except KeyError:
        mixture = None
    if mixture is None or electrolyte is None:
        return document
    return recipes.with_mixture(document, mixture, assumed=electrolyte.assumed)


def set_curve(document: Document, slot: str, curve: MaterialCurve) -> Document:
    """The document with another half-cell curve for the material in a slot. Raises EntryError where none is used."""
    check_open(document)
    material = document.materials.get(slot)
    if slot not in {declared.slot for declared in document.plan.curves}:
        offered = ", ".join(declared.slot for declared in document.plan.curves)
        raise EntryError(
            tr("“{key}” has no half-cell curve in this cell. Take one of: {offered}.", key=slot, offered=offered)
        )
    if material is None:
        raise EntryError(tr("{slot}: choose a material first.", slot=tr(registry().slots[slot].label)))
    changed = replace(material, curve=curve)
    check_material(slot, changed)
    return replace(document, materials=MappingProxyType({**document.materials, slot: changed}))


def taken_over(document: Document, other: Document) -> Document:
    """The document with all that `other` says of the cell. What the design is called and what was released stay."""
    own = ("id", "name", "customer", "model", "revision", "saved", "release", "base", "history")
    return replace(other, **{name: getattr(document, name) for name in own})


def rename(document: Document, name: str) -> Document:
    """The document under another name; the id, which names it over its revisions, stays. Raises EntryError."""
    check_open(document)
    what = tr("The name of the design")
    cleaned = name.strip()
    if not cleaned:
        raise EntryError(tr("{what} is empty.", what=what))
    check_text(cleaned, what, longest=MAX_NAME, one_line=True)
    return replace(document, name=cleaned)


def set_notes(document: Document, notes: str) -> Document:
    """The document with other notes. Raises EntryError."""
    check_open(document)
    check_text(notes, tr("The text of the notes"))
    return replace(document, notes=notes)


def set_currency(document: Document, currency: str) -> Document:
    """The document with another word for ¤; nothing is converted, and nothing typed stands for ¤. Raises EntryError."""
    check_open(document)
    cleaned = currency.strip()
    check_currency(cleaned)
    return replace(document, currency="" if cleaned == units.CURRENCY else cleaned)


def set_assumed(document: Document, key: str, assumed: bool) -> Document:
    """The document with an entry marked as assumed, or as stated."""
    check_open(document)
    entry = document.entries.get(key)
    if entry is None:
        return document
    return document.with_entry(key, replace(entry, assumed=assumed, measured=entry.measured and not assumed))


def set_measured(document: Document, key: str, measured: bool) -> Document:
    """The document with an entry marked as measured, or as stated."""
    check_open(document)
    entry = document.entries.get(key)
    if entry is None:
        return document
    return document.with_entry(key, replace(entry, measured=measured, assumed=entry.assumed and not measured))


def _check_curves(document: Document, choices: Mapping[str, str]) -> None:
    """Raises EntryError where the choices take the mean voltage from a curve that is not there."""
    plan = registry().plan(choices)
    if plan.choices["voltage_given_by"] != "curve":
        return
    for declared in plan.curves:
        if not holds(declared.only, plan.choices):
            slot = tr(registry().slots[declared.slot].label)
            raise EntryError(
                tr("{slot}: a blend has no half-cell curve, so the mean voltage has to be typed.", slot=slot)
            )
        material = document.materials.get(declared.slot) or _default_material(declared.slot)
        if material is None or material.curve is None:
            raise EntryError(
                tr(
                    "{slot}: {material} has no half-cell curve, so the typed mean voltage stands. Import a curve, or "
                    "choose a material that has one.",
                    slot=tr(registry().slots[declared.slot].label),
                    material=material.name if material else tr("none"),
                )
            )


def _in_force(document: Document, entries: Mapping[str, Entry]) -> Document:
    """The document with the entries and materials that its choices put in force and no others."""
    slots = [slot.key for slot in document.plan.slots]
    materials = {slot: document.materials.get(slot) or _default_material(slot) for slot in slots}
    filled = replace(
        document,
        materials=MappingProxyType({slot: material for slot, material in materials.items() if material is not None}),
    )
    kept = {d.key: entries[d.key] for d in filled.plan.inputs if d.key in entries and not filled.vacant(d)}
    return replace(filled, entries=MappingProxyType(kept))


def _default_material(slot: str) -> Material | None:
    """What a newly opened slot starts with; None for slots that every cell has, which old files may leave empty."""
    if slot not in DEFAULT_MATERIALS:
        return None
    return replace(library.material(registry().slots[slot].kind, DEFAULT_MATERIALS[slot]), assumed=True)


def _twin(declaration: Input, typed: Container[str]) -> str | None:
    """The key typed so far for the same property of the same material, where one component became several or one again.

    Its entry goes on, and where it had none the material goes on supplying the value.
    """
    if declaration.material is None:
        return None
    alike = (d.key for d in registry().inputs.values() if d.material == declaration.material and d is not declaration)
    return next((key for key in alike if key in typed and (_FIRST in key or _FIRST in declaration.key)), None)


def _carried(before: Design, declaration: Input) -> Entry | None:
    """The value shown so far, as if typed; None where there was none or it lies outside what may be typed."""
    if not before.has(declaration.key):
        return None
    return _rounded(float(before.values[declaration.key]), declaration)


def _rounded(value: float, declaration: Input) -> Entry | None:
    """An SI value with six significant digits, as an entry in the declared unit."""
    if not math.isfinite(value):
        return None
    number = Decimal(f"{shown(value, declaration.unit):.6g}")
    entry = exact.Entry(float(number), declaration.unit, plain(number))
    try:
        expressions.check_limits(entry, declaration)
    except EntryError:
        return None
    return Entry(*entry.typed)


def _with_suggestions(document: Document, before: Design, wanted: Iterable[Input]) -> Document:
    """The document with what neither the user, a material nor the design so far gives, marked as assumed."""
    empty = [declaration for declaration in wanted if document.supplied(declaration) is None]
    for declaration in empty:
        document = document.with_entry(declaration.key, _default(declaration))
    for declaration in empty:
        suggested = _suggested(document, before, declaration)
        if suggested is not None:
            document = document.with_entry(declaration.key, suggested)
    return document


def _suggested(document: Document, before: Design, declaration: Input) -> Entry | None:
    if declaration.key == "anode_loading":
        # N/P is proportional to the loading, whatever side and basis it counts.
        trial = Design(document)
        ratio = float(trial.values["np_facing_area"])
        value = float(trial.values[declaration.key]) * _COATED_NP / ratio if ratio > 0 else math.nan
        return _assumed(value, declaration, digits=3)
    source = _TAKEN_FROM.get(declaration.key)
    if source is None:
        return None
    design = before if before.has(source) else Design(document)
    value = float(design.values.get(source, math.nan))
    if declaration.key in _CUT_LONGER and math.isfinite(value):
        value = declaration.unit.to_si(math.ceil(shown(value, declaration.unit)))
    return _assumed(value, declaration)


def _assumed(value: float, declaration: Input, digits: int = 6) -> Entry | None:
    rounded = _rounded(float(f"{value:.{digits}g}"), declaration)
    return replace(rounded, assumed=True) if rounded else None


def _default(declaration: Input) -> Entry | None:
    if declaration.optional or not declaration.default:
        return None
    return Entry(declaration.default, declaration.unit.symbol, assumed=True)


def _without_notes_on(unknown: Mapping[str, Any], slot: str) -> Mapping[str, Any]:
    """What a newer program wrote about the material in a slot goes when that material goes."""
    notes = unknown.get("materials", {})
    if slot not in notes:
        return unknown
    return MappingProxyType({**unknown, "materials": {key: value for key, value in notes.items() if key != slot}})


def _input(key: str) -> Input:
    """The input declared as `key`, whether or not it is typed. Raises EntryError."""
    declared = registry()
    if key in declared.inputs:
        return declared.inputs[key]
    if key in declared.quantities:
        label = tr(declared.quantities[key].label)
        if key in declared.constants:
            raise EntryError(tr("{label} ({key}) is a constant and cannot be set.", label=label, key=key))
        raise EntryError(tr("{label} ({key}) is derived and cannot be set.", label=label, key=key))
    raise EntryError(tr("“{key}” is not a quantity of this program. See: list quantities.", key=key))


def _typed(document: Document, key: str) -> Input:
    """The input `key` as typed under the document's choices, else a sentence why not."""
    declared = registry()
    declaration = _input(key)
    chosen = document.plan.choices
    if typed_under(declaration, chosen):
        if document.vacant(declaration):
            slot = declared.slots[declaration.of]
            raise EntryError(
                tr(
                    "{label} ({key}): {slot} ({slot_key}) is empty. Choose a material there first.",
                    label=tr(declaration.label),
                    key=key,
                    slot=tr(slot.label),
                    slot_key=slot.key,
                )
            )
        return declaration
    ways = [declaration.when, *([declaration.or_when] if declaration.or_when is not None else [])]
    lacking = [{c: o for c, o in when.items() if chosen[c] not in o} for when in ways]
    nearest = [when for when in lacking if len(when) == min(map(len, lacking))]
    cause = next(iter(nearest[0]))
    wanted = [option for when in nearest for option in when.get(cause, ())]
    choice = declared.choices[cause]
    raise EntryError(
        tr(
            "{label} ({key}) is not typed while “{choice}” is “{option}”. Set {choice_key} to: {options}.",
            label=tr(declaration.label),
            key=key,
            choice=tr(choice.label),
            option=tr(choice.option(chosen[cause]).label),
            choice_key=cause,
            options=", ".join(wanted),
        )
    )
