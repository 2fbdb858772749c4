"""The user's own materials: one TOML file each, in the user's data folder, beside what the program ships.

A file has the form of those in resources/materials. One that cannot be taken is named in `problems` with one sentence,
and the others are read all the same. A material that the program ships is edited by keeping a copy under another id.
"""

import functools
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from app.services import disk, library, settings
from app.services.disk import StorageError
from app.services.document import check_material
from app.services.expressions.refusals import EntryError
from app.services.i18n import N_, joined, language, tr
from app.services.library import Material, MaterialCurve, Mixture, Property
from app.services.paths import resources
from calc import units
from calc.graph import registry
from calc.inputs.materials import PROPERTIES
from calc.inputs.recipe import COMPONENTS

SUFFIX: Final = ".toml"
MAX_BYTES: Final = 200_000
LONGEST: Final = 2000
"""Characters of one text."""

_ID: Final = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}")
_TEXTS: Final = {
    "name": N_("Name"),
    "formula": N_("Chemical formula"),
    "recipe": N_("Recipe"),
    "note": N_("Notes"),
}
_VALUE_KEYS: Final = frozenset({"value", "unit", "source", "note", "also"})


class OwnMaterialError(Exception):
    """A material that cannot be read or kept; the message is the sentence to show, translated."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two copies of a material differ, as people read it; empty where a copy does not say it."""

    label: str
    one: str
    other: str


def folder() -> Path:
    """Where they lie: a folder for each kind."""
    return settings.data_folder() / "materials"


def materials(kind: str) -> tuple[Material, ...]:
    """Those of a kind that can be taken."""
    return tuple(read for read in map(_looked_at, _paths(kind)) if isinstance(read, Material))


def problems() -> tuple[str, ...]:
    """A sentence for each file that cannot be taken."""
    kinds = sorted({slot.kind for slot in registry().slots.values()})
    looked_at = (_looked_at(path) for kind in kinds for path in _paths(kind))
    return tuple(read for read in looked_at if isinstance(read, str))


def is_own(material: Material) -> bool:
    """Whether it lies in the user's folder."""
    return _path(material).is_file() and not _shipped(material.kind, material.id)


def read(path: Path) -> Material:
    """The material in a file, wherever it lies. Raises OwnMaterialError."""
    import tomllib

    try:
        if path.stat().st_size > MAX_BYTES:
            raise OwnMaterialError(
                tr("{path} is larger than {limit} bytes: that is no material.", path=path, limit=MAX_BYTES)
            )
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise OwnMaterialError(
            tr("{path} cannot be read: {reason}.", path=path, reason=error.strerror or str(error))
        ) from None
    except (ValueError, RecursionError) as error:  # ValueError: no TOML, no UTF-8, or a number of thousands of digits
        raise OwnMaterialError(tr("{path} is no TOML file: {reason}.", path=path, reason=str(error))) from None
    try:
        _check_shape(table)
        material = library.from_table(table)
        check(material)
    except (OwnMaterialError, EntryError) as error:
        raise OwnMaterialError(tr("{path}: {reason}", path=path, reason=str(error))) from None
    return material


def check(material: Material) -> None:
    """Raises OwnMaterialError where it could not be put into a cell."""
    if not material.name.strip():
        raise OwnMaterialError(tr("The material has no name."))
    if not _ID.fullmatch(material.id):
        raise OwnMaterialError(
            tr("The id “{id}” is not made of small letters, digits, points and hyphens.", id=material.id)
        )
    slots = [slot for slot in registry().slots.values() if slot.kind == material.kind]
    if not slots:
        raise OwnMaterialError(tr("“{kind}” is no kind of material.", kind=material.kind))
    for key, text in _texts_of(material):
        _check_text(key, text)
    try:
        for slot in slots:
            check_material(slot.key, material)
    except (EntryError, ValueError) as error:
        raise OwnMaterialError(str(error)) from None
    if material.mixture is not None:
        _check_mixture(material.mixture)


def _check_mixture(mixture: Mixture) -> None:
    """Raises OwnMaterialError where it is no recipe; its materials and amounts are looked at when it is put to use."""
    for key, option in mixture.choices.items():
        _check_text(f"mixture.{key}", option)
        if key not in registry().choices or option not in {o.id for o in registry().choices[key].options}:
            raise OwnMaterialError(tr("{key}: “{value}” is not offered.", key=f"mixture.{key}", value=option))
    filled = {part.slot for part in mixture.components}
    for slot in filled.difference(COMPONENTS):
        raise OwnMaterialError(tr("{key}: “{value}” is not offered.", key="mixture.components.slot", value=slot))
    for slot in COMPONENTS:
        if not registry().slots[slot].optional and slot not in filled:
            raise OwnMaterialError(tr("“{key}” is missing.", key=f"mixture.components.{slot}"))


def keep(material: Material) -> Material:
    """Write it into the user's folder, in place of the one with its id. Raises OwnMaterialError."""
    kept = replace(material, assumed=False, name=material.name.strip())
    check(kept)
    if _shipped(kept.kind, kept.id):
        raise OwnMaterialError(tr("{name} comes with the program: duplicate it to change it.", name=kept.name))
    path = _path(kept)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.write_bytes(path, written(kept))
    except OSError as error:
        raise OwnMaterialError(
            tr("{path} cannot be written: {reason}.", path=path, reason=error.strerror or str(error))
        ) from None
    except StorageError as error:
        raise OwnMaterialError(str(error)) from None
    return kept


def duplicated(material: Material, name: str = "") -> Material:
    """A copy under an id that is free, and a name that no other of the kind has where none is given; not kept yet."""
    return replace(
        material,
        id=free_id(material.kind, material.id),
        name=name or _copy_name(material),
        revision=1,
        assumed=False,
    )


def _copy_name(material: Material) -> str:
    taken = {known.name for known in library.materials(material.kind)}
    number, free = 2, tr("{name}, copy", name=material.name)
    while free in taken:
        number, free = number + 1, tr("{name}, copy {number}", name=material.name, number=number)
    return free


def delete(material: Material) -> None:
    """Take it out of the user's folder; designs keep their copies. Raises OwnMaterialError."""
    try:
        _path(material).unlink()
    except OSError as error:
        raise OwnMaterialError(
            tr("{path} cannot be deleted: {reason}.", path=_path(material), reason=error.strerror or str(error))
        ) from None


def free_id(kind: str, wanted: str) -> str:
    """The id wanted, or with a number behind it, that no material of the kind has."""
    plain = re.sub(r"[^a-z0-9.]+", "-", wanted.casefold()).strip("-.")[:60] or "material"
    taken = {known.id for known in library.materials(kind)} | {path.stem for path in _paths(kind)}
    number, free = 2, plain
    while free in taken:
        number, free = number + 1, f"{plain}-{number}"
    return free


def written(material: Material) -> bytes:
    """The bytes of its file."""
    lines = [f"id = {_quoted(material.id)}", f"kind = {_quoted(material.kind)}", f"name = {_quoted(material.name)}"]
    lines += [f"{key} = {_quoted(text)}" for key in ("formula", "recipe", "note") if (text := getattr(material, key))]
    lines.append(f"revision = {material.revision}")
    if material.choices:
        lines += ["", "[choices]", *(f"{key} = {_quoted(option)}" for key, option in material.choices.items())]
    for name, value in material.values.items():
        lines += ["", f"[values.{name}]", f"value = {_quoted(value.text)}", f"unit = {_quoted(value.unit)}"]
        lines += [f"{key} = {_quoted(text)}" for key in ("source", "note") if (text := getattr(value, key))]
    if material.curve is not None:
        lines += ["", "[curve]", *_curve_lines(material.curve)]
    if material.mixture is not None:
        mixed = material.mixture
        lines += ["", "[mixture]", *(f"{key} = {_quoted(option)}" for key, option in mixed.choices.items())]
        lines += [f"source = {_quoted(mixed.source)}"] if mixed.source else []
        for part in mixed.components:
            lines += ["", "[[mixture.components]]"]
            lines += [f"{key} = {_quoted(getattr(part, key))}" for key in ("slot", "material", "amount")]
    return ("\n".join(lines) + "\n").encode()


def _curve_lines(curve: MaterialCurve) -> Iterator[str]:
    for field in fields(MaterialCurve):
        value = getattr(curve, field.name)
        if isinstance(value, tuple):
            yield f"{field.name} = [{', '.join(map(_quoted, value))}]"
        elif value:
            yield f"{field.name} = {value if isinstance(value, int) else _quoted(value)}"


def differences(one: Material, other: Material) -> tuple[Difference, ...]:
    """What two copies of a material say otherwise, value by value."""
    found = [
        Difference(tr(label), getattr(one, key), getattr(other, key))
        for key, label in _TEXTS.items()
        if getattr(one, key) != getattr(other, key)
    ]
    for key in dict.fromkeys((*one.choices, *other.choices)):
        ours, theirs = one.choices.get(key, ""), other.choices.get(key, "")
        if ours != theirs:
            found.append(Difference(tr(registry().choices[key].label), ours, theirs))
    names = PROPERTIES.get(one.kind, {})
    for name in dict.fromkeys((*one.values, *other.values)):
        mine, its = one.values.get(name), other.values.get(name)
        if mine != its:
            label = tr(names[name][0]) if name in names else name
            with_source = mine is not None and its is not None and (mine.text, mine.unit) == (its.text, its.unit)
            found.append(Difference(label, _said(mine, with_source), _said(its, with_source)))
    if one.curve != other.curve:
        ids = [curve.id if curve else "" for curve in (one.curve, other.curve)]
        found.append(Difference(tr("Half-cell curve"), *ids))
    return tuple(found)


def _said(value: Property | None, with_source: bool) -> str:
    if value is None:
        return ""
    text = value.text if value.unit == units.ONE.symbol else f"{value.text} {value.unit}"
    return joined((text, value.source or tr("uncited"), tr(value.note))) if with_source else text


def _path(material: Material) -> Path:
    return folder() / material.kind / f"{material.id}{SUFFIX}"


def _paths(kind: str) -> tuple[Path, ...]:
    try:
        return tuple(sorted((folder() / kind).glob(f"*{SUFFIX}")))
    except OSError:
        return ()


def _shipped(kind: str, material_id: str) -> bool:
    return (resources() / "materials" / kind / f"{material_id}{SUFFIX}").is_file()


def _looked_at(path: Path) -> Material | str:
    try:
        state = os.stat(path)
    except OSError as error:
        return tr("{path} cannot be read: {reason}.", path=path, reason=error.strerror or str(error))
    return _remembered(path, state.st_mtime_ns, state.st_size, language())


@functools.lru_cache(maxsize=1024)
def _remembered(path: Path, _changed: int, _size: int, _language: str) -> Material | str:
    """What a file holds, or why it cannot be taken; read again when it was changed, or another language is spoken."""
    try:
        material = read(path)
    except OwnMaterialError as error:
        return str(error)
    if (material.kind, material.id) != (path.parent.name, path.stem):
        return tr(
            "{path}: the file holds {kind}/{id}, so it must be called {better}.",
            path=path,
            kind=material.kind,
            id=material.id,
            better=Path(material.kind, f"{material.id}{SUFFIX}"),
        )
    if _shipped(material.kind, material.id):
        return tr("{path}: the program ships a material with the id “{id}”.", path=path, id=material.id)
    return material


def _check_shape(table: Mapping[str, Any]) -> None:
    """Raises OwnMaterialError where something is missing or is of another type."""
    for key in ("id", "kind", "name"):
        if key not in table:
            raise OwnMaterialError(tr("“{key}” is missing.", key=key))
    for key in ("id", "kind", *_TEXTS):
        _check_text(key, table.get(key, ""))
    if not isinstance(table.get("revision", 1), int):
        raise OwnMaterialError(tr("“{key}” is not a whole number.", key="revision"))
    for key, option in _table("choices", table.get("choices", {})).items():
        _check_text(f"choices.{key}", option)
        if key not in registry().choices or option not in {o.id for o in registry().choices[key].options}:
            raise OwnMaterialError(tr("{key}: “{value}” is not offered.", key=f"choices.{key}", value=option))
    for name, value in _table("values", table.get("values", {})).items():
        stated = _table(f"values.{name}", value)
        for key in ("value", "unit"):
            if key not in stated:
                raise OwnMaterialError(tr("“{key}” is missing.", key=f"values.{name}.{key}"))
        for key, text in stated.items():
            if key not in _VALUE_KEYS:
                raise OwnMaterialError(tr("“{key}” means nothing here.", key=f"values.{name}.{key}"))
            if key != "also":
                _check_text(f"values.{name}.{key}", text)
    if "curve" in table:
        _check_curve_shape(_table("curve", table["curve"]))
    if "mixture" in table:
        mixed = _table("mixture", table["mixture"])
        _check_text("mixture.source", mixed.get("source", ""))
        parts = mixed.get("components")
        fitting = isinstance(parts, list) and all(
            isinstance(part, dict)
            and part.keys() == {"slot", "material", "amount"}
            and all(isinstance(text, str) for text in part.values())
            for part in parts
        )
        if not fitting:
            raise OwnMaterialError(tr("“{key}” is not a list of slot, material and amount.", key="mixture.components"))


def _check_curve_shape(stated: Mapping[str, Any]) -> None:
    known = {field.name for field in fields(MaterialCurve)}
    for key in ("charge", "potential"):
        points = stated.get(key)
        if not isinstance(points, list) or not all(isinstance(text, str) for text in points):
            raise OwnMaterialError(tr("“{key}” is not a list of numbers between quotes.", key=f"curve.{key}"))
    if not isinstance(stated.get("revision", 1), int):
        raise OwnMaterialError(tr("“{key}” is not a whole number.", key="curve.revision"))
    for key, text in stated.items():
        if key not in known:
            raise OwnMaterialError(tr("“{key}” means nothing here.", key=f"curve.{key}"))
        if key not in ("charge", "potential", "revision"):
            _check_text(f"curve.{key}", text)


def _table(key: str, found: Any) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise OwnMaterialError(tr("“{key}” is not a table.", key=key))
    return found


def _texts_of(material: Material) -> Iterator[tuple[str, str]]:
    """Every text of a material, under the key of its file."""
    yield from ((key, getattr(material, key)) for key in _TEXTS)
    for name, value in material.values.items():
        for key in ("unit", "source", "note"):
            yield f"values.{name}.{key}", getattr(value, key)
    if material.curve is not None:
        for field in fields(MaterialCurve):
            text = getattr(material.curve, field.name)
            if isinstance(text, str):
                yield f"curve.{field.name}", text


def _check_text(key: str, found: Any) -> None:
    if not isinstance(found, str):
        raise OwnMaterialError(tr("“{key}” is not a text: put it between quotes.", key=key))
    if len(found) > LONGEST:
        raise OwnMaterialError(tr("“{key}” is longer than {limit} characters.", key=key, limit=LONGEST))


def _quoted(text: str) -> str:
    """A TOML string: its escapes are JSON's, and DEL has to be one."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
