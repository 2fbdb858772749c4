"""Which label of a sheet is which key of a design: guessed from the words, mended by hand, kept for next time.

A mapping is kept in the user's data folder under the signature of the sheet's labels, so the next file with the same
head finds it again, whatever it is called. A mapping file is JSON and can be written by hand:

    {"format": "cellwright-mapping", "version": "1.0", "orientation": "designs",
     "labels": [{"label": "cathode | loading", "key": "cathode_loading", "unit": "mg/cm²"}]}

An empty key leaves a label alone.
"""

import contextlib
import functools
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from app.services import disk, i18n, settings
from app.services.i18n import tr
from app.services.importing.layout import Label, Layout, Orientation, numbered, unit_of
from app.services.importing.sheets import ImportProblem
from calc import units
from calc.graph import registry
from calc.inputs import GROUPS
from calc.units import UnknownUnit

FORMAT: Final = "cellwright-mapping"
VERSION: Final = "1.0"
SUFFIX: Final = ".json"
NAME_KEY: Final = "name"
"""The name of the design, which is no quantity."""
MOST_BYTES: Final = 1_000_000

CLOSE_ENOUGH: Final = 0.6
"""The share of words that a label and a quantity must have in common to be taken for the same."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a label stands for. `unit`: the symbol of the unit its numbers are in, empty for the declared one."""

    key: str
    unit: str = ""


Targets = Mapping[str, Target]
"""Id of a label → its target; a label without one is left alone."""


# Guessing -------------------------------------------------------------------------------------------------------------

_SAME_WORDS: Final = {
    "positive": "cathode",
    "negative": "anode",
    "collector": "foil",
    "current": "foil",
    "al": "foil",
    "cu": "foil",
    "aluminium": "foil",
    "aluminum": "foil",
    "li": "lithium",
    "qty": "sheet",
    "quantity": "sheet",
    "number": "sheet",
    "layer": "sheet",
    "of": "",
    "the": "",
    "no": "",
    "n": "",
    "am": "active",
    "wt": "fraction",
    "ratio": "",
    "nominal": "rated",
    "typ": "",
    "charging": "charge",
    "discharging": "discharge",
    "cutoff": "cut",
}
_ABBREVIATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "e/s": ("electrolyte_per_active_mass", "electrolyte_volume_per_active_mass"),
    "e/s ratio": ("electrolyte_per_active_mass", "electrolyte_volume_per_active_mass"),
    "e/c": ("electrolyte_per_capacity", "electrolyte_volume_per_capacity"),
    "e/c ratio": ("electrolyte_per_capacity", "electrolyte_volume_per_capacity"),
    "sulfur loading": ("cathode_loading",),
    "s loading": ("cathode_loading",),
    "cathode mass loading": ("cathode_loading",),
    "design": (NAME_KEY,),
    "cell": (NAME_KEY,),
    "cell name": (NAME_KEY,),
    "name": (NAME_KEY,),
}


def guessed(layout: Layout) -> dict[str, Target]:
    """What the labels probably stand for. What fits two keys alike is left open; no key is taken twice."""
    taken: dict[str, tuple[float, str, Target]] = {}
    for label_id, label in numbered(layout.labels).items():
        found = _guess(label)
        if found is None:
            continue
        score, target = found
        if target.key not in taken or taken[target.key][0] < score:
            taken[target.key] = (score, label_id, target)
    return {label_id: target for _, label_id, target in taken.values()}


def _guess(label: Label) -> tuple[float, Target] | None:
    candidates = _candidates()
    spelled = label.text.strip().casefold()
    exact = [key for key in (spelled, spelled.replace(" ", "_"), spelled.replace("-", "_")) if key in candidates]
    named = (*exact, *_ABBREVIATIONS.get(spelled, ()))
    for key in named:
        if _fits(label, key):
            return 2.0, Target(key, _unit(label, key))
    called = _called(label)
    if called:
        return 2.0, Target(called, _unit(label, called))
    own = _words(label.text)
    whole = own | _words(label.group)
    # What stands above a label may belong to it, or be a title.
    alone = 0.9 if label.group else 1.0
    scored = {
        key: max(max(_likeness(whole, words), alone * _likeness(own, words)) for words in spellings)
        for key, spellings in candidates.items()
        if _fits(label, key)
    }
    best = max(scored.values(), default=0.0)
    first = [key for key, score in scored.items() if score == best]
    if best < CLOSE_ENOUGH or len(first) != 1:
        return None
    return best, Target(first[0], _unit(label, first[0]))


def _called(label: Label) -> str:
    """The key that is called just so in the language in force; "" where none is, or several are."""
    if i18n.language() == i18n.ENGLISH:
        return ""
    names = _names(i18n.language())
    for said in (label.group + label.text, label.text):
        keys = [key for key in names.get(_bare(said), ()) if _fits(label, key)]
        if len(keys) == 1:
            return keys[0]
    return ""


@functools.cache
def _names(language: str) -> Mapping[str, tuple[str, ...]]:
    """What a key is called in this language, alone and behind its group, without spaces and signs → the keys.

    Chinese has no spaces between its words, so names are held against each other whole.
    """
    found: dict[str, set[str]] = {_bare(tr(name)): {NAME_KEY} for name in ("Name", "Name of the design")}
    declared = registry()
    every: list[Any] = [*declared.inputs.values(), *declared.choices.values(), *declared.slots.values()]
    for declaration in every:
        others = getattr(declaration, "other_labels", {}).values()
        labels = (declaration.label, *(label for labels in others for label in labels.values()))
        group = GROUPS.get(declaration.group, "")
        for before in ("", group, tr(group) if group else ""):
            for label in labels:
                found.setdefault(_bare(before + tr(label)), set()).add(declaration.key)
    return {name: tuple(sorted(keys)) for name, keys in found.items()}


def _bare(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text.casefold()))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


@functools.cache
def _candidates() -> Mapping[str, tuple[frozenset[str], ...]]:
    """Key → the words it may be called by: its label, its label within its group, its key."""
    declared = registry()
    every: list[Any] = [*declared.inputs.values(), *declared.choices.values(), *declared.slots.values()]
    found: dict[str, tuple[frozenset[str], ...]] = {}
    for declaration in every:
        label = _words(declaration.label)
        group = _words(GROUPS[declaration.group]) if declaration.group in _NAMED_GROUPS else frozenset()
        found[declaration.key] = (label, label | group, _words(declaration.key))
    found[NAME_KEY] = (_words("name"),)
    return found


_NAMED_GROUPS: Final = frozenset({"cathode", "anode", "separator", "electrolyte", "pouch"})
"""Groups whose name belongs to what a field is called: the width of the cathode, of the anode."""


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[^\W_]+", text.casefold())
    plain = (word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in found)
    return frozenset(word for word in (_SAME_WORDS.get(w, w) for w in plain) if word)


def _fits(label: Label, key: str) -> bool:
    """Whether the unit beside a label, if it is known, can be that of the key."""
    declaration = registry().inputs.get(key)
    if not label.unit or declaration is None:
        return not label.unit or label.unit == units.ONE.symbol
    symbol = unit_of(label.unit)
    return symbol is None or units.find(symbol).dimension == declaration.unit.dimension


def _unit(label: Label, key: str) -> str:
    return label.unit if key in registry().inputs else ""


# Keeping --------------------------------------------------------------------------------------------------------------


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    label: str
    key: str
    unit: str = ""


class _File(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    format: Literal["cellwright-mapping"]
    version: str
    orientation: Orientation
    labels: list[_Line]


def signature(layout: Layout) -> str:
    """What the head of a sheet is known by: the same for files with the same labels in the same order."""
    said = "\n".join((layout.orientation, *numbered(layout.labels)))
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:16]


def kept(layout: Layout) -> dict[str, Target] | None:
    """The mapping kept for a sheet with these labels; None when there is none that can be used."""
    try:
        orientation, targets = load(_place(layout))
    except ImportProblem:
        return None
    return targets if orientation == layout.orientation else None


def keep(layout: Layout, targets: Targets) -> None:
    """Keep a mapping for next time; a place that cannot be written to is let be, as for settings."""
    place = _place(layout)
    with contextlib.suppress(OSError, disk.StorageError):
        place.parent.mkdir(parents=True, exist_ok=True)
        disk.write_bytes(place, written(layout, targets))


def written(layout: Layout, targets: Targets) -> bytes:
    """A mapping as the bytes of its file; a label that stands for nothing has an empty key, to be filled in."""
    lines = [
        _Line(label_id, targets[label_id].key, targets[label_id].unit)
        if label_id in targets
        else _Line(label_id, "", label.unit)
        for label_id, label in numbered(layout.labels).items()
    ]
    file = _File(format=FORMAT, version=VERSION, orientation=layout.orientation, labels=lines)
    return msgspec.json.format(msgspec.json.encode(file), indent=1) + b"\n"


def load(path: Path) -> tuple[Orientation, dict[str, Target]]:
    """A mapping from its file. Raises ImportProblem with one sentence."""
    name = path.name
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ImportProblem(tr("{file} is too large for a mapping.", file=name))
        file = msgspec.json.decode(path.read_bytes(), type=_File)
    except FileNotFoundError:
        raise ImportProblem(tr("There is no file {path}.", path=path)) from None
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or error).rstrip(".")
        raise ImportProblem(tr("{file} is no mapping: {reason}.", file=name, reason=reason)) from None
    mapped = [line for line in file.labels if line.key]
    for line in mapped:
        _check(line, name)
    return file.orientation, {line.label: Target(line.key, line.unit) for line in mapped}


def _check(line: _Line, name: str) -> None:
    if line.key not in targets():
        raise ImportProblem(
            tr("{file}: “{key}” is not a quantity, choice or material of this program.", file=name, key=line.key)
        )
    if not line.unit:
        return
    declaration = registry().inputs.get(line.key)
    try:
        unit = units.find(line.unit)
    except UnknownUnit:
        raise ImportProblem(tr("{file}: “{unit}” is not a unit known here.", file=name, unit=line.unit)) from None
    if declaration is None or unit.dimension != declaration.unit.dimension:
        raise ImportProblem(tr("{file}: {key} cannot be in {unit}.", file=name, key=line.key, unit=line.unit))


@functools.cache
def targets() -> tuple[str, ...]:
    """Every key a label may stand for, in the order of the form."""
    declared = registry()
    order = list(GROUPS)
    every: list[Any] = [*declared.choices.values(), *declared.slots.values(), *declared.inputs.values()]
    keys = sorted(
        every,
        key=lambda d: order.index(d.group) if d.group in order else len(order),
    )
    return (NAME_KEY, *(declaration.key for declaration in keys))


def label_of(key: str) -> str:
    """A key in words, with its group."""
    declared = registry()
    if key == NAME_KEY:
        return tr("Name of the design")
    declaration = declared.inputs.get(key) or declared.choices.get(key) or declared.slots[key]
    return tr("{group}: {label}", group=tr(GROUPS[declaration.group]), label=tr(declaration.label))


def _place(layout: Layout) -> Path:
    return settings.data_folder() / "mappings" / f"{signature(layout)}{SUFFIX}"
