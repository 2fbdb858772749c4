"""What a newer program wrote into a design: kept apart, told by name and written back."""

from collections.abc import Container, Mapping
from typing import Any

from app.services.document import Document
from app.services.storage.records import CURVE_KEYS, FILE_KEYS, MATERIAL_KEYS, VALUE_KEYS, VIEW_KEYS
from calc.graph import registry
from calc.inputs.materials import PROPERTIES
from calc.limits import names


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


def apart(content: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What this program knows of a file's content, and what a newer one added to it."""
    known, unknown = _split(content, FILE_KEYS)
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
    _keep(known, unknown, "view", VIEW_KEYS)
    if isinstance(known.get("view"), dict):
        theirs: dict[str, Any] = {}
        _keep(known["view"], theirs, "units", declared.inputs)
        if theirs:
            unknown.setdefault("view", {}).update(theirs)
    for slot, snapshot in list(known.get("materials", {}).items() if isinstance(known.get("materials"), dict) else ()):
        if not isinstance(snapshot, dict):
            continue
        ours, theirs = _split(snapshot, MATERIAL_KEYS)
        _keep(ours, theirs, "values", PROPERTIES[declared.slots[slot].kind])
        for name, value in list(ours.get("values", {}).items() if isinstance(ours.get("values"), dict) else ()):
            if isinstance(value, dict):
                ours["values"][name], extra = _split(value, VALUE_KEYS)
                if extra:
                    theirs.setdefault("values", {})[name] = extra
        if isinstance(ours.get("curve"), dict):
            ours["curve"], extra = _split(ours["curve"], CURVE_KEYS)
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


def put_back(content: dict[str, Any], unknown: Mapping[str, Any]) -> dict[str, Any]:
    """The content with what a newer program added put back where it was found."""
    merged = dict(content)
    for key, value in unknown.items():
        ours = merged.get(key)
        merged[key] = put_back(ours, value) if isinstance(ours, dict) and isinstance(value, dict) else value
    return merged
