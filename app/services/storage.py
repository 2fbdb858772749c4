"""Design files: strict reading, canonical writing, atomic saving.

Whatever is wrong with a file becomes one sentence (StorageError); the file is never touched by reading it.
"""

import errno
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import msgspec

import app
from app.services import expressions
from app.services.document import Document, Entry
from app.services.expressions import EntryError
from app.services.i18n import tr
from app.services.library import Material, Property
from app.services.migrations import MAJOR, MINOR, VERSION, migrated
from calc import units
from calc.graph import registry
from calc.quantity import Input
from calc.units import UnknownUnit

FORMAT = "cellwright-design"
SUFFIX = ".cell"
MAX_BYTES = 8_000_000
MAX_DEPTH = 40


class StorageError(Exception):
    """A file that cannot be read or written; `message` is the sentence to show, translated."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


Text = Annotated[str, msgspec.Meta(max_length=100_000)]
Word = Annotated[str, msgspec.Meta(max_length=200)]


class _Value(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    value: Word
    unit: Word
    source: Word = ""
    note: Text = ""


class _Material(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    id: Word
    kind: Word
    name: Word
    revision: int = 1
    formula: Word = ""
    recipe: Text = ""
    note: Text = ""
    assumed: bool = False
    choices: dict[Word, Word] = {}
    values: dict[Word, _Value] = {}


class _File(msgspec.Struct, forbid_unknown_fields=True):
    format: Word
    version: Word
    program: Word
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    revision: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    saved: Word
    reference: Word
    notes: Text
    choices: dict[Word, Word]
    inputs: dict[Word, Annotated[list[Word], msgspec.Meta(min_length=2, max_length=4)]]
    materials: dict[Word, _Material]


def load(path: Path) -> Document:
    """The design in a file. Raises StorageError with one sentence."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise StorageError(tr("{name} is too large to be a design file.", name=path.name))
        raw = path.read_bytes()
    except OSError as error:
        raise StorageError(_os_sentence(error, path)) from None
    return read(raw, path.name)


def read(raw: bytes, name: str) -> Document:
    """The design in the bytes of a file called `name`. Raises StorageError with one sentence."""
    content = _object(raw, name)
    major, minor = _version(content, name)
    unknown: dict[str, Any] = {}
    if major < MAJOR:
        content = migrated(content, major)
    elif minor > MINOR:
        known = {field.name for field in msgspec.structs.fields(_File)}
        unknown = {key: value for key, value in content.items() if key not in known}
        content = {key: value for key, value in content.items() if key in known}
        inputs = content.get("inputs")
        if isinstance(inputs, dict):
            newer = {key: value for key, value in inputs.items() if key not in registry().quantities}
            if newer:
                unknown["inputs"] = newer
                content["inputs"] = {key: value for key, value in inputs.items() if key not in newer}
    try:
        file = msgspec.convert(content, _File, strict=True)
    except msgspec.ValidationError as error:
        raise StorageError(tr("{name} is not a sound design file: {reason}.", name=name, reason=error)) from None
    return _document(file, unknown, name)


def unknown_keys(document: Document) -> tuple[str, ...]:
    """What a newer program wrote into this design, by name; it is kept and written back."""
    inputs = document.unknown.get("inputs", {})
    return (*(key for key in document.unknown if key != "inputs"), *inputs)


def written(document: Document, *, saved: str = "") -> bytes:
    """The bytes of a design file: canonical key order, every value of the active choices written out."""
    plan = document.plan
    inputs = {d.key: _listed(document.entries[d.key]) for d in plan.inputs if d.key in document.entries}
    extra = dict(document.unknown)
    inputs.update(extra.pop("inputs", {}))
    content = {
        "format": FORMAT,
        "version": VERSION,
        "program": app.__version__,
        "id": document.id,
        "name": document.name,
        "revision": document.revision,
        "saved": saved or document.saved,
        "reference": document.reference,
        "notes": document.notes,
        "choices": {key: plan.choices[key] for key in registry().choices},
        "inputs": inputs,
        "materials": {slot.key: _plain(document.materials[slot.key]) for slot in plan.slots if slot.key in document.materials},
        **extra,
    }  # fmt: skip
    return (_pretty(content) + "\n").encode("utf-8")


def save(document: Document, path: Path, *, saved: str) -> Document:
    """Write a design file atomically and return the document as saved. Raises StorageError; the old file stays."""
    write_bytes(path, written(document, saved=saved))
    return replace(document, saved=saved)


def write_bytes(path: Path, content: bytes) -> None:
    """Replace a file atomically: temporary file beside it, flush, fsync, replace. Raises StorageError; nothing is lost."""
    temporary = ""
    try:
        target = path.resolve()  # a link stays a link
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "read-only", str(target))
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        os.replace(temporary, target)
    except OSError as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        raise StorageError(_os_sentence(error, path)) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _object(raw: bytes, name: str) -> dict[str, Any]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise StorageError(tr("{name} is UTF-16 text; design files are UTF-8. Save it as UTF-8.", name=name))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StorageError(tr("{name} is not a text file, so it is not a design file.", name=name)) from None
    if not text.strip():
        raise StorageError(tr("{name} is empty.", name=name))
    if _depth(text) > MAX_DEPTH:
        raise StorageError(tr("{name} is nested too deeply to be a design file.", name=name))
    try:
        content = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except _Refused as refused:
        raise StorageError(tr("{name} is not a sound design file: {reason}.", name=name, reason=refused)) from None
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        raise StorageError(
            tr("{name} is cut off or damaged: it cannot be read from line {line} on.", name=name, line=line)
        ) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise StorageError(tr("{name} is not a Cellwright design file.", name=name))
    return content


class _Refused(Exception):
    """JSON that Python would read but a design file must not hold."""


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise _Refused(tr("the key “{key}” stands in it twice", key=key))
        result[key] = value
    return result


def _no_constant(constant: str) -> None:
    raise _Refused(tr("{value} is not a number", value=constant))


def _depth(text: str) -> int:
    """How deeply brackets nest outside of strings; a guess is enough to keep the parser's stack safe."""
    depth = deepest = 0
    inside = escaped = False
    for character in text:
        if inside:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                inside = False
        elif character == '"':
            inside = True
        elif character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _version(content: Mapping[str, Any], name: str) -> tuple[int, int]:
    text = content.get("version")
    parts = text.split(".") if isinstance(text, str) else []
    if len(parts) != 2 or not all(p.isascii() and p.isdigit() and len(p) <= 4 for p in parts):
        raise StorageError(tr("{name} does not say which version of the format it has.", name=name))
    major, minor = int(parts[0]), int(parts[1])
    if major > MAJOR:
        raise StorageError(
            tr(
                "{name} was written in format {theirs} by a newer program; this one reads up to {ours}. Update Cellwright.",
                name=name,
                theirs=text,
                ours=VERSION,
            )
        )
    return major, minor


def _document(file: _File, unknown: dict[str, Any], name: str) -> Document:
    declared = registry()
    for key, option in file.choices.items():
        choice = declared.choices.get(key)
        if choice is None:
            raise StorageError(tr("{name} has a choice this program does not know: {key}.", name=name, key=key))
        if option not in {o.id for o in choice.options}:
            raise StorageError(
                tr("{name}: “{option}” is no answer to “{choice}”.", name=name, option=option, choice=tr(choice.label))
            )
    plan = declared.plan(file.choices)
    typed = {d.key: d for d in plan.inputs}
    entries = {}
    for key, listed in file.inputs.items():
        if key not in typed:
            raise StorageError(_not_typed(key, name))
        entries[key] = _entry(typed[key], listed, name)
    slots = {slot.key: slot for slot in plan.slots}
    materials = {}
    for slot, snapshot in file.materials.items():
        if slot not in slots or snapshot.kind != slots[slot].kind:
            raise StorageError(tr("{name} has a material in a place this cell does not have: {slot}.", name=name, slot=slot))
        materials[slot] = _material(snapshot, name)
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
        unknown=MappingProxyType(unknown),
    )
    missing = [d.label for d in plan.inputs if not d.optional and not document.entry(d).text]
    if missing:
        raise StorageError(tr("{name} lacks a value for: {labels}.", name=name, labels=", ".join(tr(m) for m in missing)))
    return document


def _not_typed(key: str, name: str) -> str:
    declared = registry()
    if key not in declared.quantities:
        return tr("{name} has a key this program does not know: {key}.", name=name, key=key)
    return tr(
        "{name} has a value for {label} ({key}), which is derived under its choices.",
        name=name,
        label=tr(declared.quantities[key].label),
        key=key,
    )


def _entry(declaration: Input, listed: list[str], name: str) -> Entry:
    text, symbol, *rest = listed
    origin, source = (*rest, "", "")[:2]
    try:
        unit = units.find(symbol)
        if unit.dimension != declaration.unit.dimension:
            raise EntryError(
                tr("{label}: {unit} is not a unit of this quantity.", label=tr(declaration.label), unit=symbol)
            )
        parsed = expressions.parse_input(text, declaration, unit)
    except (EntryError, UnknownUnit) as error:
        raise StorageError(f"{name}: {error}") from None
    if origin not in ("", "assumed"):
        raise StorageError(tr("{name}: {key} has an origin this program does not know: {origin}.", name=name, key=declaration.key, origin=origin))  # fmt: skip
    number, shown = parsed.typed
    return Entry(number, shown, origin == "assumed", source)


def _material(snapshot: _Material, name: str) -> Material:
    for key, value in snapshot.values.items():
        try:
            expressions.to_si(value.value, units.find(value.unit))
        except (EntryError, UnknownUnit) as error:
            raise StorageError(f"{name}: {snapshot.name}, {key}: {error}") from None
    values = {k: Property(v.value, v.unit, v.source, v.note) for k, v in snapshot.values.items()}
    plain = {f.name: getattr(snapshot, f.name) for f in fields(Material) if f.name != "values"}
    return Material(**plain, values=MappingProxyType(values))


def _listed(entry: Entry) -> list[str]:
    listed = [entry.text, entry.unit, "assumed" if entry.assumed else "", entry.source]
    while len(listed) > 2 and not listed[-1]:
        listed.pop()
    return listed


def _plain(material: Material) -> dict[str, Any]:
    values = {k: _Value(p.text, p.unit, p.source, p.note) for k, p in material.values.items()}
    plain = {f.name: getattr(material, f.name) for f in fields(Material) if f.name != "values"}
    return msgspec.to_builtins(_Material(**{**plain, "choices": dict(material.choices)}, values=values))


def _pretty(content: Mapping[str, Any]) -> str:
    """Indented JSON with short lists and the values of a material on one line each: made to be read and compared."""
    lines = [f" {json.dumps(key)}: {_block(value)}" for key, value in content.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def _block(value: Any, indent: str = "  ") -> str:
    if isinstance(value, dict) and value and any(isinstance(v, (dict, list)) for v in value.values()):
        deeper = indent + " "
        inner = (f"{indent}{json.dumps(k, ensure_ascii=False)}: {_block(v, deeper)}" for k, v in value.items())
        return "{\n" + ",\n".join(inner) + f"\n{indent[:-1]}}}"
    return json.dumps(value, ensure_ascii=False)


def _os_sentence(error: OSError, path: Path) -> str:
    sentences = {
        errno.ENOENT: tr("There is no {path}. Check the name and the folder.", path=path),
        errno.ENOTDIR: tr("There is no folder {path}.", path=path.parent),
        errno.EACCES: tr("{path} may not be read or written: check its rights or choose another place.", path=path),
        errno.EPERM: tr("{path} may not be read or written: check its rights or choose another place.", path=path),
        errno.EROFS: tr("{path} is on a read-only disk: choose another place.", path=path),
        errno.ENOSPC: tr("The disk is full: {path} was not written, the old file is untouched.", path=path),
        errno.EDQUOT: tr("The disk is full: {path} was not written, the old file is untouched.", path=path),
        errno.EISDIR: tr("{path} is a folder: give the name of a file.", path=path),
        errno.ENAMETOOLONG: tr("The name of {path} is too long.", path=path),
    }
    busy = tr("{path} is open in another program: close it there or choose another name.", path=path)
    if getattr(error, "winerror", None) in (32, 33):
        return busy
    return sentences.get(error.errno or 0, tr("{path}: {reason}.", path=path, reason=error.strerror or error))


