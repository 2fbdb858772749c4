"""The design as typed: choices, entries and snapshots of materials. Immutable; every edit makes a new one."""

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from types import MappingProxyType
from typing import Any, Literal

from app.services.expressions import to_si
from app.services.library import Material, Property
from calc import units
from calc.graph import Plan, registry
from calc.quantity import Input

Origin = Literal["typed", "assumed", "material"]
_EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Entry:
    """A number as typed, in ASCII digits, with its unit's symbol. `assumed` says that nobody stated it."""

    text: str
    unit: str
    assumed: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A design. `entries` holds the inputs that no material supplies, and those that override a material.

    `id` names the design over its revisions; `saved` is the ISO date of the last save, "" before the first.
    `reference` is the id of the source that the claims and the stated inputs come from.
    `unknown` holds what a newer minor version of the program wrote; it is written back untouched.
    """

    id: str
    name: str
    choices: Mapping[str, str]
    entries: Mapping[str, Entry]
    materials: Mapping[str, Material]
    notes: str = ""
    revision: int = 1
    saved: str = ""
    reference: str = ""
    unknown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The formulas and inputs that this document's choices put in force."""
        return registry().plan(self.choices)

    def supplied(self, declaration: Input) -> Property | None:
        """The material's value for an input, whether or not it is overridden."""
        if declaration.material is None:
            return None
        slot, name = declaration.material
        material = self.materials.get(slot)
        return material.values.get(name) if material else None

    def entry(self, declaration: Input) -> Entry:
        """What stands for an input: the typed entry, else the material's value, else an empty one."""
        typed = self.entries.get(declaration.key)
        if typed is not None:
            return typed
        supplied = self.supplied(declaration)
        if supplied is not None:
            return Entry(supplied.text, supplied.unit, source=supplied.source)
        return Entry("", declaration.unit.symbol)

    def origin(self, key: str) -> Origin:
        """Where an input's value comes from."""
        typed = self.entries.get(key)
        if typed is not None:
            return "assumed" if typed.assumed else "typed"
        declaration = registry().inputs[key]
        if declaration.material is None or self.supplied(declaration) is None:
            return "typed"
        return "assumed" if self.materials[declaration.material[0]].assumed else "material"

    def overrides(self, key: str) -> bool:
        """Whether a typed value stands over a material's."""
        return key in self.entries and self.supplied(registry().inputs[key]) is not None

    def values(self) -> dict[str, float]:
        """SI value of every input in force; an empty one is NaN."""
        result = {}
        for declaration in self.plan.inputs:
            entry = self.entry(declaration)
            result[declaration.key] = _si(entry.text, entry.unit)
        return result

    def with_entry(self, key: str, entry: Entry | None) -> "Document":
        """The document with one entry set, or taken out."""
        entries = dict(self.entries)
        if entry is None:
            entries.pop(key, None)
        else:
            entries[key] = entry
        return replace(self, entries=MappingProxyType(entries))

    def content_hash(self) -> str:
        """SHA-256 of what the numbers follow from: values with units normalised, choices and snapshots.

        Name, notes, revision and view do not count, nor whether a value is typed in µm or in mm.
        """
        content = {
            "choices": dict(sorted(self.plan.choices.items())),
            "inputs": {d.key: _normal(self.entry(d)) for d in self.plan.inputs},
            "materials": {
                slot.key: [material.kind, material.id, material.revision, _snapshot_values(material)]
                for slot in self.plan.slots
                if (material := self.materials.get(slot.key)) is not None
            },
        }
        text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()


@functools.lru_cache(maxsize=4096)
def _si(text: str, symbol: str) -> float:
    return to_si(text, units.find(symbol))


def _snapshot_values(material: Material) -> dict[str, str]:
    return {name: _normal(Entry(p.text, p.unit)) for name, p in sorted(material.values.items())}


def _normal(entry: Entry) -> str:
    if not entry.text:
        return ""
    unit = units.find(entry.unit)
    value = _EXACT.multiply(Decimal(entry.text), Decimal(repr(unit.factor)))
    value = _EXACT.add(value, Decimal(repr(unit.offset))).normalize(_EXACT)
    return f"{value:E}" if value else "0"
