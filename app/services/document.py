"""The design as typed: choices, entries and snapshots of materials. Immutable; every edit makes a new one."""

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from app.services import expressions, migrations
from app.services import format as writing
from app.services.expressions import exact
from app.services.expressions.exact import to_si
from app.services.expressions.refusals import EntryError
from app.services.i18n import joined, tr
from app.services.library import Material, MaterialCurve, Property
from calc import units
from calc.graph import Plan, holds, registry
from calc.inputs.materials import PROPERTIES
from calc.limits import LimitName, Limits, changed
from calc.quantity import Input
from calc.units import UnknownUnit

if TYPE_CHECKING:
    from app.services.plans.written import Written

Origin = Literal["typed", "assumed", "measured", "material"]
MAX_NAME = 500
MAX_PERSON = 200
MAX_NOTES = 100_000
MAX_POINTS = 500
"""Points of a half-cell curve in a design file; those that the program makes have far fewer."""
MAX_CURRENCY = 12

_EXACT = Context(prec=60)
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("[\t\n\r\u2028\u2029]")
_BREAKS = re.compile("[\x0b\x0c\r\u2028\u2029]")
"""What word processors end lines and pages with."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A number as typed, in ASCII digits, with its unit's symbol.

    `assumed` says that nobody stated it, `measured` that somebody measured it on a built cell or its parts.
    """

    text: str
    unit: str
    assumed: bool = False
    source: str = ""
    measured: bool = False

    @property
    def written(self) -> str:
        """The number and its unit in one text, for other programs; a pure number stands alone."""
        return f"{self.text} {self.unit}" if self.text and self.unit != units.ONE.symbol else self.text


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """That somebody knows of a broken rule and lets it stand: how it was broken then, and why it may stand.

    `value` is the checked value of that time in `unit`; `person` and `date` (ISO) are empty where nobody gave them.
    """

    severity: str
    side: str
    value: str
    unit: str
    reason: str
    person: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """Who gave a revision out, and when (ISO). `hash` is its content hash of then, `seal` that of all else it says."""

    author: str
    date: str
    hash: str
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision that was released before, and what it had changed: (key, text before, text after) each."""

    number: int
    author: str
    date: str
    hash: str
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A design. `entries` holds the inputs that no material supplies, and those that override a material.

    `id` names the design over its revisions; `saved` is the ISO date of the last save, "" before the first.
    `reference` is the id of the source that the claims and the stated inputs come from.
    `currency` is the word that stands for ¤ in prices and costs: a label, nothing is converted.
    `limits` holds the limits of rules that are set for this design (an empty text: not checked), `acknowledged` the
    rules whose finding somebody lets stand. Both keep what other choices have put out of force.
    `customer` and `model` stand in the approval block of the specification.
    A document with a `release` is locked. `base` is the released revision that this one goes on from, `history` all of
    them in order.
    `process` is the process plan of this design's own; None: the program's that fits its choices.
    `shown_units`: input → symbol of the unit its field shows, where somebody chose another one. A matter of the view:
    what was typed stays as it was typed, and the hash does not know of it.
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
    currency: str = ""
    limits: Mapping[LimitName, Entry] = field(default_factory=dict)
    acknowledged: Mapping[str, Acknowledgement] = field(default_factory=dict)
    customer: str = ""
    model: str = ""
    release: Release | None = None
    base: "Document | None" = None
    history: tuple[Revision, ...] = ()
    process: "Written | None" = None
    shown_units: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("choices", "entries", "materials", "limits", "acknowledged", "shown_units", "unknown"):
            mapping = getattr(self, name)
            if not isinstance(mapping, MappingProxyType):
                object.__setattr__(self, name, MappingProxyType(dict(mapping)))

    def __hash__(self) -> int:
        return hash(
            (self.id, self.name, self.revision, frozenset(self.choices.items()), frozenset(self.entries.items()))
        )

    @property
    def plan(self) -> Plan:
        """The formulas and inputs that this document's choices put in force."""
        return registry().plan(self.choices)

    def vacant(self, declaration: Input) -> bool:
        """Whether an input is about a slot that nothing fills, so that there is nothing to type."""
        return bool(declaration.of) and declaration.of not in self.materials

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

    def shown(self, declaration: Input) -> Entry:
        """What stands for an input, in the unit that its field shows."""
        entry = self.entry(declaration)
        symbol = self.shown_units.get(declaration.key, entry.unit)
        if symbol == entry.unit:
            return entry
        return replace(entry, text=_restated(entry.text, entry.unit, symbol), unit=symbol)

    def shown_unit(self, declaration: Input) -> units.Unit:
        """The unit that the field of an input shows."""
        return units.find(self.shown_units.get(declaration.key) or self.entry(declaration).unit)

    def origin(self, key: str) -> Origin:
        """Where an input's value comes from."""
        typed = self.entries.get(key)
        if typed is not None:
            return "measured" if typed.measured else "assumed" if typed.assumed else "typed"
        declaration = registry().inputs[key]
        if declaration.material is None or self.supplied(declaration) is None:
            return "typed"
        return "assumed" if self.materials[declaration.material[0]].assumed else "material"

    def overrides(self, key: str) -> bool:
        """Whether a typed value stands over a material's."""
        return key in self.entries and self.supplied(registry().inputs[key]) is not None

    def values(self) -> dict[str, Any]:
        """SI value of every input in force and the curves that materials bring; an empty input is NaN, one about an
        empty slot counts nothing."""
        result: dict[str, Any] = {declaration.key: self.value(declaration) for declaration in self.plan.inputs}
        for curve in self.plan.curves:
            brought = self.curve(curve.key)
            if brought is not None:
                result[curve.key] = brought.half_cell()
        return result

    def value(self, declaration: Input) -> float:
        """SI value of an input; NaN of an empty one, and what counts for nothing of one about an empty slot."""
        if declaration.of and declaration.of not in self.materials:
            return float(declaration.unit.to_si(declaration.absent))
        entry = self.entry(declaration)
        return _si(entry.text, entry.unit)

    def curve(self, key: str) -> MaterialCurve | None:
        """The half-cell curve for a key such as `cathode_curve`, if its material brings one and is no blend."""
        declared = registry().curves[key]
        material = self.materials.get(declared.slot)
        return material.curve if material and holds(declared.only, self.plan.choices) else None

    def with_entry(self, key: str, entry: Entry | None) -> "Document":
        """The document with one entry set, or taken out."""
        entries = dict(self.entries)
        if entry is None:
            entries.pop(key, None)
        else:
            entries[key] = entry
        return replace(self, entries=MappingProxyType(entries))

    def rule_limits(self) -> Limits:
        """The levels of the rules in force whose limits are set for this design."""
        if not self.limits:
            return {}
        set_here: dict[str, list[tuple[LimitName, float | None]]] = {}
        for name, entry in self.limits.items():
            set_here.setdefault(name.rule, []).append((name, _si(entry.text, entry.unit) if entry.text else None))
        return {rule.key: changed(rule, set_here[rule.key]) for rule in self.plan.rules if rule.key in set_here}

    def content_hash(self) -> str:
        """SHA-256 of what the numbers and findings follow from: values with units normalised, choices, snapshots and
        limits set for this design.

        Acknowledgements, the process plan, name, notes, revision, dates and sources do not count, nor what is assumed,
        nor whether a value is typed in µm or in mm. A plan of the design's own has a mark of its own on every sheet.
        """
        entry = self.entry
        content: dict[str, Any] = {
            "choices": {k: v for k, v in self.plan.choices.items() if migrations.ADDED_CHOICES.get(k) != v},
            "inputs": {d.key: value for d in self.plan.inputs if (value := _normal(entry(d))) != _before(d.key)},
            "materials": {
                slot.key: {
                    "id": [material.kind, material.id, material.revision],
                    "words": [material.name, material.formula, material.recipe],
                    "values": {name: _normal(value) for name, value in material.values.items()},
                    **({"curve": _normal_curve(material.curve)} if material.curve else {}),
                }
                for slot in self.plan.slots
                if (material := self.materials.get(slot.key)) is not None
            },
        }
        in_force = {rule.key for rule in self.plan.rules}
        limits = {str(name): _normal(entry) for name, entry in self.limits.items() if name.rule in in_force}
        if limits:
            content["limits"] = limits
        newer = {key: value for key, value in self.unknown.items() if key not in ("version", "view")}
        if newer:
            content["newer"] = newer
        text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        import hashlib  # 6 ms that the first paint does not need

        return hashlib.sha256(text.encode("ascii")).hexdigest()


@functools.lru_cache(maxsize=4096)
def _si(text: str, symbol: str) -> float:
    return to_si(text, units.find(symbol))


@functools.lru_cache(maxsize=1024)
def _restated(text: str, symbol: str, shown: str) -> str:
    return exact.restated(text, units.find(symbol), units.find(shown))


def _normal(value: Entry | Property) -> str:
    """A value as the hash takes it: in SI, with all its digits and without trailing zeros; empty stays empty."""
    if not value.text:
        return ""
    unit = units.find(value.unit)
    si = _EXACT.multiply(Decimal(value.text), Decimal(repr(unit.factor)))
    si = _EXACT.add(si, Decimal(repr(unit.offset))).normalize(_EXACT)
    return f"{si:E}" if si else "0"


def _normal_curve(curve: MaterialCurve) -> list[list[str]]:
    """The points of a curve as the hash takes them."""
    columns = ((curve.charge, curve.charge_unit), (curve.potential, curve.potential_unit))
    return [[_normal(Property(text, unit)) for text in texts] for texts, unit in columns]


def _before(key: str) -> str:
    """What an input that came later was before it came: that much is left out of the hash."""
    return _normal(Entry(*migrations.ADDED[key])) if key in migrations.ADDED else ""


class Locked(EntryError):
    """An edit of a released revision."""


def locked_sentence(document: Document) -> str:
    """Why a released document cannot be edited, and what can be done."""
    made = document.release
    return tr(
        "Revision {revision} was released by {author} on {date} and is locked: start revision {next} to change it.",
        revision=document.revision,
        author=made.author if made else "",
        date=writing.date(made.date) if made else "",
        next=document.revision + 1,
    )


def check_open(document: Document) -> None:
    """Raises Locked for a released document."""
    if document.release is not None:
        raise Locked(locked_sentence(document))


def with_key(declaration: Input, error: EntryError) -> str:
    """The sentence of an error with the input's key behind its label: two fields may be called “Sheets”."""
    label = tr(declaration.label)
    named = f"{label} ({declaration.key})"
    sentence = str(error.message)
    return (
        f"{named}{sentence.removeprefix(label)}"
        if sentence.startswith((f"{label}:", f"{label}："))
        else joined((named, sentence), ": ")
    )


def readable(text: str, *, one_line: bool = False) -> str:
    """A text from elsewhere as a document may hold it: columns and lines end in spaces or ends of lines, the rest that
    no file may hold is left out.
    """
    lines = _BREAKS.sub("\n", text.replace("\r\n", "\n"))
    return _NO_TEXT.sub("", _LINE_ENDS.sub(" ", lines) if one_line else lines)


def check_text(text: str, what: str, *, longest: int = MAX_NOTES, one_line: bool = False) -> None:
    """Raises EntryError for what no file may hold as text: control characters, lone surrogates, too much of it."""
    if len(text) > longest:
        raise EntryError(
            tr("{what} has {count} characters, and {limit} are the limit.", what=what, count=len(text), limit=longest)
        )
    found = _NO_TEXT.search(text) or (_LINE_ENDS.search(text) if one_line else None)
    if found:
        code = f"U+{ord(found[0]):04X}"
        raise EntryError(tr("{what} holds the character {code}, which cannot be in it.", what=what, code=code))


def check_currency(text: str) -> None:
    """Raises EntryError for what cannot stand behind a price: several lines, too much, or digits."""
    what = tr("The currency")
    check_text(text, what, longest=MAX_CURRENCY, one_line=True)
    if any(character.isdigit() for character in text):
        raise EntryError(
            tr("{what} is a word or a sign, such as EUR or €; “{text}” holds a number.", what=what, text=text)
        )


def check_material(slot_key: str, material: Material) -> None:
    """Raises EntryError where a material is not of the slot's kind, or a value of it is none or out of limits."""
    slot = registry().slots[slot_key]
    if material.kind != slot.kind:
        raise EntryError(
            tr(
                "{slot}: {name} is a material of the kind {kind}, and {wanted} is needed.",
                slot=tr(slot.label),
                name=material.name,
                kind=material.kind,
                wanted=slot.kind,
            )
        )
    fed = {d.material[1]: d for d in registry().inputs.values() if d.material and d.material[0] == slot_key}
    for name, value in material.values.items():
        try:
            _check_property(PROPERTIES[slot.kind].get(name), name, value, fed.get(name))
        except EntryError as error:
            raise EntryError(joined((joined((tr(slot.label), tr(material.name))), str(error)), ": ")) from None
    if material.curve is not None:
        try:
            _check_curve(slot_key, material.curve)
        except EntryError as error:
            raise EntryError(joined((joined((tr(slot.label), tr(material.name))), str(error)), ": ")) from None


def _check_curve(slot_key: str, curve: MaterialCurve) -> None:
    slots = registry().slots
    if slots[slot_key].kind not in {slots[declared.slot].kind for declared in registry().curves.values()}:
        raise EntryError(tr("a half-cell curve has no use in this place."))
    for texts, symbol, meant in (
        (curve.charge, curve.charge_unit, units.find("mAh/g")),
        (curve.potential, curve.potential_unit, units.find("V")),
    ):
        try:
            unit = units.find(symbol)
        except UnknownUnit:
            raise EntryError(tr("half-cell curve: “{unit}” is not a unit known here.", unit=symbol)) from None
        if unit.dimension != meant.dimension:
            raise EntryError(tr("half-cell curve: {unit} is not a unit of this quantity.", unit=symbol))
        for text in texts:
            to_si(text, unit)
    if len(curve.charge) > MAX_POINTS:
        raise EntryError(
            tr("half-cell curve: {count} points, and {limit} are the limit.", count=len(curve.charge), limit=MAX_POINTS)
        )
    try:
        curve.half_cell()
    except ValueError:
        raise EntryError(
            tr("half-cell curve: it needs two points at least, a rising charge and a potential that never rises.")
        ) from None


def _check_property(known: tuple[str, units.Unit] | None, name: str, value: Property, fed: Input | None) -> None:
    if known is None:
        raise EntryError(tr("“{key}” is not a property this program knows.", key=name))
    label, declared = known
    if not value.unit:
        raise EntryError(
            tr("{label}: the unit is missing; write one such as {unit}.", label=tr(label), unit=declared.symbol)
        )
    try:
        unit = units.find(value.unit)
    except UnknownUnit:
        raise EntryError(tr("{label}: “{unit}” is not a unit known here.", label=tr(label), unit=value.unit)) from None
    if unit.dimension != declared.dimension:
        raise EntryError(tr("{label}: {unit} is not a unit of this quantity.", label=tr(label), unit=value.unit))
    if not value.text:
        raise EntryError(tr("{label}: the value is missing.", label=tr(label)))
    number = to_si(value.text, unit)
    if fed is not None:
        expressions.check_limits(exact.Entry(number, unit, value.text), fed)
