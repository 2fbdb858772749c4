# ruff: noqa: T201
"""The catalogue of texts: collects every text the program shows, and compiles the translations.

    python installer/messages.py            bring each .po up to date with the texts, compile it to .mo
    python installer/messages.py --check    change nothing; exit code 1 if a text has no translation or a .mo is old

Texts come from four places: `tr(...)` and `N_(...)` in the code, the declarations of calc, the TOML files of templates
and resources, and the names of the templates' designs. A translator edits
resources/translations/<language>/LC_MESSAGES/cellwright.po and runs this. To add a language, make that folder with an
empty .po and run this.
"""

import argparse
import ast
import io
import json
import string
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

TRANSLATIONS = ROOT / "resources" / "translations"
WIDTH = 120

Found = tuple[str, str]
"""A text and the place it is written in."""

# fmt: off
TEXT_KEYS = frozenset([
    "basis", "beyond", "calculation", "caption", "condition", "description", "equipment", "heading", "help", "intro",
    "label", "lines", "material", "measured_label", "name", "note", "notes", "passes", "per_cell", "remark", "says",
    "set", "status", "text", "title", "verify", "within", "words",
])
# fmt: on
"""The keys of TOML tables whose strings people read; a list or table below one of them is read too."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing, say what is missing")
    check = parser.parse_args().check
    template = catalogue()
    failed = False
    for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/cellwright.po")):
        language = path.parents[1].name
        current = merged(template, path)
        missing = untranslated(current)
        wrong = list(misplaced(current))
        print(f"{language}: {len(current)} texts, {len(missing)} not translated, {len(wrong)} with wrong fields")
        for text in [*missing[:20], *wrong]:
            print(f"  {text!r}")
        stale = path.with_suffix(".mo").read_bytes() != compiled(current) if path.with_suffix(".mo").exists() else True
        failed |= bool(wrong) or (check and (bool(missing) or stale or path.read_bytes() != written(current)))
        if not check:
            path.write_bytes(written(current))
            path.with_suffix(".mo").write_bytes(compiled(current))
    return int(failed)


def catalogue() -> Catalog:
    """Every text the program shows, with the places it comes from."""
    found = Catalog(project="Cellwright", charset="utf-8", fuzzy=False)
    for text, place in (*from_code(), *from_declarations(), *from_data()):
        if any(character.isalpha() for character in text):
            found.add(text, auto_comments=[place])
    return found


def from_code() -> Iterator[Found]:
    """The texts marked in the modules of app and ui, and those calc marks; also where `tr` stands in an f-string."""
    for folder in ("app", "ui", "calc"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_bytes())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "N_"):
                    for text in marked(node.args[0]):
                        yield text, path.relative_to(ROOT).as_posix()


def marked(argument: ast.expr) -> Iterator[str]:
    """The texts that the argument of `tr` may be."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from marked(argument.body)
        yield from marked(argument.orelse)


def from_declarations() -> Iterator[Found]:
    """Labels, helps, options, rules: what calc declares is shown by other rooms."""
    from calc.evaluate import SEVERITIES
    from calc.graph import registry
    from calc.inputs import GROUPS
    from calc.inputs.materials import PROPERTIES

    declared = registry()
    for title in GROUPS.values():
        yield title, "calc/inputs"
    for kind, properties in PROPERTIES.items():
        yield from ((label, kind) for label, _ in properties.values())
    for key, quantity in declared.quantities.items():
        yield quantity.label, key
        yield quantity.help, key
        for words in getattr(quantity, "basis", {}).values():
            yield from ((word, key) for word in words.values())
        yield getattr(quantity, "group", ""), key
        for labels in quantity.other_labels.values():
            yield from ((label, key) for label in labels.values())
    for key, curve in declared.curves.items():
        yield curve.label, key
        yield curve.help, key
    for key, choice in declared.choices.items():
        yield choice.label, key
        yield choice.help, key
        for option in choice.options:
            yield option.label, f"{key}: {option.id}"
            yield option.help, f"{key}: {option.id}"
            for labels in option.other_labels.values():
                yield from ((label, f"{key}: {option.id}") for label in labels.values())
    for key, slot in declared.slots.items():
        yield slot.label, key
        yield slot.group, key
    for key, variants in declared.derivations.items():
        yield from ((variant.help, key) for variant in variants)
    yield from ((severity, "calc/evaluate.py") for severity in SEVERITIES)
    for key, rule in declared.rules.items():
        yield from ((text, key) for text in (rule.title, rule.reason, rule.message))


def from_data() -> Iterator[Found]:
    """Page files, process plans, the transport table, materials; names and notes of the templates."""
    for path in sorted([*(ROOT / "templates").rglob("*.toml"), ROOT / "resources" / "transport.toml"]):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from ((text, path.relative_to(ROOT).as_posix()) for text in read_texts(content))
    sources = tomllib.loads((ROOT / "resources" / "sources.toml").read_text(encoding="utf-8"))
    for source in sources.values():
        if not source.keys() & {"authors", "year", "doi", "url"}:
            yield source["title"], "resources/sources.toml"
    for path in sorted((ROOT / "resources" / "materials").rglob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from ((text, path.relative_to(ROOT).as_posix()) for text in material_texts(content))
    for path in sorted((ROOT / "templates" / "designs").glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        yield from ((content.get(key, ""), path.relative_to(ROOT).as_posix()) for key in ("name", "notes"))


def material_texts(content: dict[str, Any]) -> Iterator[str]:
    """What is shown of a material; the other values that sources print are for those who check it."""
    yield from (content.get(key, "") for key in ("name", "recipe", "note"))
    yield from (value.get("note", "") for value in content.get("values", {}).values())
    yield from (content.get("curve", {}).get(key, "") for key in ("rate", "basis", "note"))


def read_texts(content: Any, *, shown: bool = False) -> Iterator[str]:
    """The strings of a TOML table that people read."""
    if isinstance(content, str):
        if shown:
            yield content
    elif isinstance(content, list):
        for item in content:
            yield from read_texts(item, shown=shown)
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from read_texts(value, shown=key in TEXT_KEYS)


def merged(template: Catalog, path: Path) -> Catalog:
    """The catalogue at `path` with the texts of `template`: translations kept, texts that are gone dropped."""
    with path.open("rb") as file:
        old = read_po(file, locale=path.parents[1].name)
    new = Catalog(locale=old.locale, project="Cellwright", charset="utf-8", fuzzy=False, header_comment="# Cellwright")
    for message in template:
        if message.id:
            known = old.get(message.id)
            translation = known.string if known is not None and not known.fuzzy else ""
            new.add(message.id, translation, auto_comments=message.auto_comments[:1])
    return new


def untranslated(current: Catalog) -> list[str]:
    """The texts without a translation."""
    return [str(message.id) for message in current if message.id and not message.string]


def misplaced(current: Catalog) -> Iterator[str]:
    """Texts whose translation names other {fields} than they do."""
    for message in current:
        if message.id and message.string and _fields(str(message.id)) != _fields(str(message.string)):
            yield str(message.id)


def _fields(text: str) -> list[str]:
    try:
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    except ValueError:
        return []


def written(current: Catalog) -> bytes:
    """The .po file: no dates, so that two runs give the same bytes."""
    out = io.BytesIO()
    write_po(out, current, width=WIDTH, omit_header=False, sort_output=True)
    lines = out.getvalue().decode("utf-8").splitlines(keepends=True)
    dated = (
        "POT-Creation",
        "PO-Revision",
        "Generated-By",
        "Last-Translator",
        "Report-Msgid",
        "Language-Team",
        "Project-Id",
    )
    return "".join(line for line in lines if not line.startswith(tuple(f'"{name}' for name in dated))).encode()


def compiled(current: Catalog) -> bytes:
    """The .mo file the program reads; it holds the texts, and in its head a date that is always the same."""
    read = read_po(io.BytesIO(written(current)), locale=current.locale)
    read.creation_date = read.revision_date = datetime(1970, 1, 1, tzinfo=UTC)
    out = io.BytesIO()
    write_mo(out, read)
    return out.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
