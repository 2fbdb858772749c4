"""The design that a verb is about: a file or a template, with what `--set` changes first."""

import argparse
import contextlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app.cli.usage import UsageError, close
from app.services import edits, judgement, library, locks, revisions, storage, templates
from app.services.design import Design
from app.services.document import Document, Locked, with_key
from app.services.expressions.refusals import EntryError
from app.services.i18n import joined, tr
from app.services.locks import Held
from calc.graph import registry
from calc.limits import LimitName

CURRENCY = "currency"
"""What `--set` calls the word that stands for ¤."""


def describe_design(parser: argparse.ArgumentParser) -> None:
    """The arguments that name a design and set its inputs."""
    parser.add_argument("design", metavar="DESIGN", help=tr("a design file, or the id of a template"))
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help=tr("set an input (with or without a unit), a choice or a material first; may be repeated"),
    )
    parser.add_argument(
        "--measured",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help=tr("set an input, such as claimed_mass, that was measured on built cells; may be repeated"),
    )
    parser.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="RULE.SEVERITY.SIDE=VALUE",
        help=tr("set a limit of a rule, such as fill_ratio.warning.high=4; none: not checked; may be repeated"),
    )
    parser.add_argument(
        "--acknowledge",
        action="append",
        default=[],
        metavar="RULE=REASON",
        help=tr("let a broken rule stand, for this reason; may be repeated"),
    )


def opened(options: argparse.Namespace) -> Design:
    """The design that the arguments name, with what they set."""
    document = _with_measured(_with_settings(_document(options.design), options.set), options.measured)
    return Design(_with_acknowledgements(_with_limits(document, options.limit), options.acknowledge))


def named(name: str) -> tuple[Document, bool]:
    """The design of a file or a template, and whether it is a template's."""
    return _document(name), not Path(name).exists()


def _document(name: str) -> Document:
    path = Path(name)
    with contextlib.suppress(ValueError):  # a NUL in the name: storage says so
        if not path.exists() and name in templates.ids():
            return templates.template(name)
        if not path.exists() and path.name == name and path.suffix not in (storage.SUFFIX, ".json"):
            raise UsageError(no_template(tr("There is no file and no template “{name}”.", name=name), name))
    document = storage.load(path)
    changed = revisions.tampered(document) if document.release or document.base else ""
    if changed:
        print(f"cellwright: {changed}", file=sys.stderr)
    return document


def no_template(sentence: str, name: str) -> str:
    """The sentence, with the templates there are."""
    return joined((sentence, tr("Templates: {offered}.", offered=", ".join(templates.ids()))), " ") + close(
        name, templates.ids()
    )


def _with_settings(document: Document, settings: Sequence[str]) -> Document:
    pairs: dict[str, str] = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        key = key.strip()
        if not equals or not key:
            raise UsageError(tr("--set takes KEY=VALUE, not “{setting}”.", setting=setting))
        if key in pairs:
            raise UsageError(tr("{key} is set twice.", key=key))
        pairs[key] = value
    currency = pairs.pop(CURRENCY, None)
    if currency is not None:
        document = edits.set_currency(document, currency)
    declared = registry()
    known = [*declared.quantities, *declared.choices, *declared.slots, CURRENCY]
    for key in pairs:
        if key not in known:
            nearest = close(key, known)
            raise UsageError(tr("“{key}” is not a quantity, choice or material here.{close}", key=key, close=nearest))
    # Choices first, whatever the order: they decide which keys are typed. Then materials, then numbers. A material may
    # answer a choice too; what was asked for has the last word.
    choices = [key for key in declared.choices if key in pairs]
    for key in choices:
        document = edits.set_choice(document, key, pairs[key].strip())
    for key in [k for k in declared.slots if k in pairs]:
        document = _with_material(document, key, pairs[key].strip())
    for key in choices:
        document = edits.set_choice(document, key, pairs[key].strip())
    for key, value in pairs.items():
        if key in declared.quantities:
            document = _with_value(document, key, value)
    return document


def _with_measured(document: Document, settings: Sequence[str]) -> Document:
    for setting in settings:
        key, equals, value = setting.partition("=")
        key = key.strip()
        if not equals or not value.strip():
            raise UsageError(tr("--measured takes KEY=VALUE, not “{setting}”.", setting=setting))
        if key not in registry().inputs:
            nearest = close(key, registry().inputs)
            raise UsageError(tr("“{key}” is not an input here.{close}", key=key, close=nearest))
        document = edits.set_measured(_with_value(document, key, value), key, True)
    return document


def _with_limits(document: Document, settings: Sequence[str]) -> Document:
    typed: dict[LimitName, str | None] = {}
    for setting in settings:
        text, equals, value = setting.partition("=")
        if not equals or not value.strip():
            raise UsageError(tr("--limit takes RULE.SEVERITY.SIDE=VALUE, not “{setting}”.", setting=setting))
        _check_rule(text.strip().partition(".")[0])
        name = judgement.limit_name(text)
        if name in typed:
            raise UsageError(tr("{key} is set twice.", key=name))
        typed[name] = value
    return judgement.set_limits(document, typed) if typed else document


def _with_acknowledgements(document: Document, settings: Sequence[str]) -> Document:
    for setting in settings:
        text, equals, reason = setting.partition("=")
        if not equals:
            raise UsageError(tr("--acknowledge takes RULE=REASON, not “{setting}”.", setting=setting))
        key = text.strip()
        _check_rule(key)
        document = judgement.acknowledge(document, key, reason)
    return document


def _check_rule(key: str) -> None:
    if key not in registry().rules:
        nearest = close(key, registry().rules)
        raise UsageError(tr("“{key}” is not a rule here.{close}", key=key, close=nearest))


def _with_value(document: Document, key: str, value: str) -> Document:
    declaration = registry().inputs.get(key)
    try:
        document = edits.set_value(document, key, value, declaration.unit.symbol if declaration else None)
    except EntryError as error:
        if isinstance(error, Locked) or declaration is None or f"({key})" in error.message:
            raise
        raise EntryError(with_key(declaration, error)) from None
    return edits.set_assumed(document, key, False)


def _with_material(document: Document, slot_key: str, material_id: str) -> Document:
    slot = registry().slots[slot_key]
    named = f"{tr(slot.label)} ({slot_key})"
    if slot not in document.plan.slots:
        causes = ", ".join(f"{key}: {document.plan.choices[key]}" for key in slot.when)
        raise UsageError(tr("{slot}: this cell has no such part ({causes}).", slot=named, causes=causes))
    if material_id == "none" and slot.optional:
        return edits.clear_material(document, slot_key)
    try:
        return edits.set_material(document, slot_key, library.material(slot.kind, material_id))
    except KeyError:
        ids = sorted(m.id for m in library.materials(slot.kind))
        sentence = tr("{slot}: there is no material “{name}”.", slot=named, name=material_id)
        offered = tr("Take one of: {offered}.", offered=", ".join(ids))
        raise UsageError(joined((sentence, offered), " ") + close(material_id, ids)) from None


def output(options: argparse.Namespace) -> Path:
    """The file to write."""
    if not options.output or "\0" in options.output:
        raise UsageError(tr("-o: “{name}” cannot be the name of a file.", name=options.output.replace("\0", "?")))
    return Path(options.output)


def written_to(
    options: argparse.Namespace, edit: Callable[[Document], Document], saved: str = ""
) -> tuple[Path, Document]:
    """Edit the design that the arguments name and write it to `-o`, else to its own file; the path and what it holds.

    Nothing is written while somebody else has that file open for editing.
    """
    document, of_template = named(options.design)
    if of_template and not options.output:
        raise UsageError(tr("{name} is a template: say with -o which file to write.", name=options.design))
    path = output(options) if options.output else Path(options.design)
    if path.is_dir():
        raise UsageError(tr("{path} is a folder: give the name of a file.", path=path))
    edited = edit(document)
    try:
        lock = locks.take(path.absolute())
    except Held as held:
        holder = f"{held.holder.who} ({held.holder.host})"
        raise UsageError(
            tr("{path} is open for editing by {who}; nothing was written.", path=path, who=holder)
        ) from None
    try:
        return path, storage.save(edited, path, saved=saved or edited.saved)
    finally:
        lock.release()
