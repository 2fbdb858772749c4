"""The command line, a contract with other programs.

Bad input: one sentence on stderr, exit 2, nothing written. Exit 1 is a bug of ours: one sentence too, and the details
in the log, or on stderr where CELLWRIGHT_TRACEBACK is set.
"""

import argparse
import codecs
import contextlib
import datetime
import difflib
import json
import os
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import app
from app.services import edits, i18n, library, storage, templates
from app.services import format as writing
from app.services.design import Design
from app.services.document import Document, with_key
from app.services.exports import EXPORTERS, PAPERS, ExportOptions
from app.services.exports.results import as_json
from app.services.expressions import EntryError
from app.services.i18n import N_, tr
from app.services.storage import StorageError
from calc.graph import registry
from calc.inputs import GROUPS
from calc.quantity import Input

PROGRAM = "cellwright" if getattr(sys, "frozen", False) else "python -m app"
TRACEBACK = "CELLWRIGHT_TRACEBACK"
WIDTH = 100

FRONT: Mapping[str, str] = {
    "specific_energy": N_("whole finished cell"),
    "energy_density": N_("overall size, no tabs"),
    "capacity": N_("one discharge"),
    "energy": N_("one discharge"),
    "cell_mass": N_("finished, gas bag off"),
    "cell_thickness": N_("as built, unswollen"),
    "np_whole_anode": N_("all anode put in"),
    "np_facing_area": N_("one face, facing area"),
    "np_anode_area": N_("one face, overhang in"),
    "np_accessible": N_("within reach"),
}
"""The results that `compute` prints first, each with what it is counted on."""

Window = Callable[[], None]
"""Builds the window out of sight and closes it again; raises what is wrong with it."""


class UsageError(Exception):
    """Arguments that cannot be acted on; `message` is the sentence to show."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(tr("{message}. See: {program} --help", message=message.rstrip("."), program=self.prog))


def run(arguments: Sequence[str], window: Window | None = None) -> int:
    """Act on the arguments and return the exit code. `window` is what the self-test builds the window with."""
    _make_printable()
    try:
        options = _options(list(arguments))
        if getattr(options, "language", None):
            i18n.use(options.language)
        options.window = window
        done = options.act(options)
    except SystemExit as end:  # --help and --version have printed what was asked for
        return end.code if isinstance(end.code, int) else 0
    except (UsageError, EntryError, StorageError) as problem:
        return _refused(problem.message)
    except KeyboardInterrupt:
        return 130
    except Exception as bug:  # noqa: BLE001 - a traceback helps nobody who called this; the log keeps it
        return _own_fault(bug)
    return done if isinstance(done, int) else _print(done)


def _refused(sentence: str) -> int:
    print(f"cellwright: {sentence}", file=sys.stderr)
    return 2


def _own_fault(bug: Exception) -> int:
    from app.services import log

    started = log.place() is None and log.start() is not None
    log.bug(type(bug), bug, bug.__traceback__)
    place = log.place()
    if started:
        log.stop()
    if os.environ.get(TRACEBACK):
        import traceback

        traceback.print_exception(bug)
    said = " ".join(str(bug).split())[:200]
    where = (
        tr("Please report it with {place}.", place=place)
        if place
        else tr("Please report it with what is shown when {variable} is set.", variable=TRACEBACK)
    )
    what = tr("this is a bug of the program ({kind}: {message}).", kind=type(bug).__name__, message=said)
    print(f"cellwright: {what} {where}", file=sys.stderr)
    return 1


def _print(text: str) -> int:
    """Everything at once, so that a failing output is told from a failing program."""
    try:
        print(text)
        if sys.stdout is not None:
            sys.stdout.flush()
        return 0
    except BrokenPipeError:
        _drop_output()  # The reader of a pipe went away, as `head` does; there is nobody left to tell.
        return 0
    except OSError as error:
        _drop_output()
        return _refused(tr("The output could not be written: {reason}.", reason=error.strerror or error))


def _drop_output() -> None:
    """Let what is still buffered go nowhere, or Python complains when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# What can be said -----------------------------------------------------------------------------------------------------


def _options(arguments: list[str]) -> argparse.Namespace:
    first = arguments[0] if arguments else ""
    if arguments and not first.startswith("-") and first not in _VERBS:
        if first in templates.ids() or Path(first).is_file():
            raise UsageError(tr("Say what to do with “{name}”: {program} compute {name}", name=first, program=PROGRAM))
        close = _close(first, _VERBS)
        raise UsageError(
            tr("“{verb}” is not one of: {verbs}.{close}", verb=first, verbs=", ".join(_VERBS), close=close)
        )
    return _parser().parse_args(arguments)


def _close(word: str, words: Iterable[str]) -> str:
    found = difflib.get_close_matches(word, list(words), 1)
    return " " + tr("Is it {word}?", word=found[0]) if found else ""


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        PROGRAM,
        description=tr("Design pouch cells. Without arguments, or with a design file alone, the window opens."),
        epilog=tr("Exit codes: 0 done, 2 bad input (one sentence says what), 1 a bug of the program."),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Cellwright {app.__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB", title=tr("verbs"), parser_class=_Parser)
    for name, (describe, act, words) in _VERBS.items():
        verb = verbs.add_parser(name, help=tr(words), description=tr(words), allow_abbrev=False)
        describe(verb)
        verb.set_defaults(act=act)
    return parser


def _of_compute(parser: argparse.ArgumentParser) -> None:
    _design(parser)
    parser.add_argument("--json", action="store_true", help=tr("print everything as JSON"))


def _of_export(parser: argparse.ArgumentParser) -> None:
    _design(parser)
    names = ", ".join(EXPORTERS)
    parser.add_argument("--what", required=True, metavar="WHAT", help=tr("the document: {names}", names=names))
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=tr("the file to write"))
    parser.add_argument("--paper", choices=PAPERS, default=PAPERS[0], help=tr("size of the pages"))
    parser.add_argument("--language", choices=i18n.languages(), default=i18n.ENGLISH, help=tr("language of the texts"))


def _of_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("template", metavar="TEMPLATE", help=tr("id of a template; see: list templates"))
    parser.add_argument("-o", "--output", required=True, metavar="DESIGN", help=tr("the design file to write"))


def _of_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="WHAT", help=", ".join(_LISTINGS))
    parser.add_argument("--json", action="store_true", help=tr("print everything as JSON"))


def _of_explain(parser: argparse.ArgumentParser) -> None:
    _design(parser)
    parser.add_argument("key", metavar="KEY", help=tr("key of a quantity, choice or material; see: list quantities"))


def _of_nothing(parser: argparse.ArgumentParser) -> None:
    pass


def _design(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("design", metavar="DESIGN", help=tr("a design file, or the id of a template"))
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help=tr("set an input (with or without a unit), a choice or a material first; may be repeated"),
    )


# Consoles -------------------------------------------------------------------------------------------------------------


def _make_printable() -> None:
    """A console that cannot show µ gets u, never an error."""
    codecs.register_error("cellwright-plain", _plain_characters)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="cellwright-plain")


_PLAIN = {
    "µ": "u", "μ": "u", "·": "*", "−": "-", "‖": "||", "Ω": "ohm", "°": "deg ", "ρ": "rho", "ε": "eps", "φ": "phi",
    "Δ": "d", "δ": "d", "Σ": "sum ", "±": "+-", "“": '"', "”": '"', "’": "'", "—": "-", "–": "-", "→": "->", "×": "x",
    "÷": "/", "√": "sqrt", "≤": "<=", "≥": ">=", "∞": "inf", "…": "...", "\u202f": " ", "\u00a0": " ",
}  # fmt: skip
_RAISED = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"


def _plain_characters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = "".join(_plain(error.object, at) for at in range(error.start, error.end))
    return text.encode(error.encoding, "replace").decode(error.encoding), error.end


def _plain(text: str, at: int) -> str:
    character = text[at]
    if character in _RAISED:
        power = "^" if text[max(at - 1, 0)] not in _RAISED and text[max(at - 2, 0) : at] == "10" else ""
        return power + ("-" if character == "⁻" else unicodedata.normalize("NFKC", character))
    if character in _PLAIN:
        return _PLAIN[character]
    # Letters with accents, small digits and the like have a plain form inside; a lone accent is nothing.
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
    return plain or ("" if unicodedata.combining(character) else "?")


def _json(content: Any) -> str:
    encoding = (sys.stdout.encoding or "" if sys.stdout is not None else "").lower().replace("-", "")
    return json.dumps(content, ensure_ascii=encoding not in ("utf8", "utf8sig"), indent=1, allow_nan=False)


# Designs and settings -------------------------------------------------------------------------------------------------


def _opened(options: argparse.Namespace) -> Design:
    return Design(_with_settings(_document(options.design), options.set))


def _document(name: str) -> Document:
    path = Path(name)
    with contextlib.suppress(ValueError):  # a NUL in the name: storage says so
        if not path.exists() and name in templates.ids():
            return templates.template(name)
        if not path.exists() and path.name == name and path.suffix not in (storage.SUFFIX, ".json"):
            raise UsageError(_no_template(tr("There is no file and no template “{name}”.", name=name), name))
    return storage.load(path)


def _no_template(sentence: str, name: str) -> str:
    return (
        f"{sentence} " + tr("Templates: {offered}.", offered=", ".join(templates.ids())) + _close(name, templates.ids())
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
    declared = registry()
    known = [*declared.quantities, *declared.choices, *declared.slots]
    for key in pairs:
        if key not in known:
            close = _close(key, known)
            raise UsageError(tr("“{key}” is not a quantity, choice or material here.{close}", key=key, close=close))
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


def _with_value(document: Document, key: str, value: str) -> Document:
    declaration = registry().inputs.get(key)
    try:
        document = edits.set_value(document, key, value, declaration.unit.symbol if declaration else None)
    except EntryError as error:
        if declaration is None or f"({key})" in error.message:
            raise
        raise EntryError(with_key(declaration, error)) from None
    return edits.set_assumed(document, key, False)


def _with_material(document: Document, slot_key: str, material_id: str) -> Document:
    slot = registry().slots[slot_key]
    named = f"{tr(slot.label)} ({slot_key})"
    if slot not in document.plan.slots:
        causes = ", ".join(f"{key}: {document.plan.choices[key]}" for key in slot.when)
        raise UsageError(tr("{slot}: this cell has no such part ({causes}).", slot=named, causes=causes))
    try:
        return edits.set_material(document, slot_key, library.material(slot.kind, material_id))
    except KeyError:
        ids = sorted(m.id for m in library.materials(slot.kind))
        sentence = tr("{slot}: there is no material “{name}”.", slot=named, name=material_id)
        offered = tr("Take one of: {offered}.", offered=", ".join(ids))
        raise UsageError(f"{sentence} {offered}{_close(material_id, ids)}") from None


# compute --------------------------------------------------------------------------------------------------------------


def _compute(options: argparse.Namespace) -> str:
    design = _opened(options)
    if options.json:
        return _json(as_json(design))
    document = design.document
    lines = [
        document.name,
        f"{tr('revision')} {document.revision}, {design.short_hash}, Cellwright {app.__version__}",
        *_wrapped(", ".join(_answers(design)), ""),
        "",
        *_rows(design, {key: tr(words) for key, words in FRONT.items()}, _WIDTHS),
    ]
    for group, title in GROUPS.items():
        keys = [
            key
            for key in design.plan.by_key
            if getattr(design.quantity(key), "group", "") == group and key not in FRONT and _is_number(design, key)
        ]
        if keys:
            lines += ["", tr(title), *_rows(design, {key: design.basis(key) for key in keys}, _WIDTHS)]
    newer = storage.unknown_keys(document)
    if newer:
        lines += ["", tr("Kept from a newer program: {keys}", keys=", ".join(newer))]
    lines += ["", tr("Rules")]
    for finding in design.findings:
        lines += _wrapped(design.message(finding), f"  {tr(finding.severity):8} ", " " * 11)
    if not design.findings:
        lines.append("  " + tr("All are kept."))
    return "\n".join(lines)


def _answers(design: Design) -> list[str]:
    """What kind of cell it is, in the words of its choices."""
    return [design.option_label(key).casefold() for key in ("construction", "anode_kind")] + [
        f"{tr(registry().choices[key].label).casefold()} {design.option_label(key).casefold()}"
        for key in ("capacity_given_by",)
    ]


def _is_number(design: Design, key: str) -> bool:
    return design.text(key) != writing.NO_VALUE


def _rows(design: Design, keys: Mapping[str, str], least: Sequence[int]) -> list[str]:
    """Label, number at its decimal point, unit, key and words to it, one line each."""
    rows = [(*_parts(design, key), key, words) for key, words in keys.items()]
    wide = [max(width, *(len(row[column]) for row in rows)) for column, width in enumerate(least)]
    wide.append(max(map(len, keys)) if all(keys.values()) else 0)
    lines = []
    for label, whole, decimals, unit, key, words in rows:
        number = f"{whole:>{wide[1]}}{decimals:{wide[2]}} {unit:{wide[3]}}"
        lines.append(f"  {label:{wide[0]}} {number}  {key:{wide[4]}}  {words}".rstrip())
    return lines


def _parts(design: Design, key: str) -> tuple[str, str, str, str]:
    quantity = design.quantity(key)
    text = design.text(key)
    number, _, unit = text.rpartition(writing.SPACE)
    if unit != quantity.unit.symbol:
        number, unit = text, ""
    whole, point, decimals = number.partition(".")
    return tr(quantity.label), whole, point + decimals, unit


_WIDTHS = (38, 6, 5, 6)
"""Least widths of label, whole part, decimals and unit, so that the tables stand under each other."""


def _wrapped(text: str, first: str, others: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if others is None else others,
        break_long_words=False,
        break_on_hyphens=False,
    )


# export and new -------------------------------------------------------------------------------------------------------


def _export(options: argparse.Namespace) -> str:
    exporter = EXPORTERS.get(options.what)
    if exporter is None:
        sentence = tr("--what: there is no document “{what}”.", what=options.what)
        offered = tr("Take one of: {offered}.", offered=", ".join(EXPORTERS))
        raise UsageError(f"{sentence} {offered}{_close(options.what, EXPORTERS)}")
    design = _opened(options)
    source, output = Path(options.design), _output(options)
    if source.is_file() and output.exists() and output.samefile(source):
        raise UsageError(tr("{path} is the design itself: give the document another name.", path=output))
    content = exporter.export(design, ExportOptions(paper=options.paper, language=options.language))
    storage.write_bytes(output, content)
    return str(output)


def _new(options: argparse.Namespace) -> str:
    try:
        document = templates.started(options.template)
    except KeyError:
        sentence = tr("There is no template “{name}”.", name=options.template)
        raise UsageError(_no_template(sentence, options.template)) from None
    output = _output(options)
    if output.is_dir():
        raise UsageError(tr("{path} is a folder: give the name of a file.", path=output))
    if output.exists():
        raise UsageError(tr("{path} exists already: choose another name.", path=output))
    storage.save(document, output, saved=writing.date(datetime.datetime.now().astimezone().date()))
    return str(output)


def _output(options: argparse.Namespace) -> Path:
    if not options.output or "\0" in options.output:
        raise UsageError(tr("-o: “{name}” cannot be the name of a file.", name=options.output.replace("\0", "?")))
    return Path(options.output)


# list -----------------------------------------------------------------------------------------------------------------


def _templates() -> list[dict[str, Any]]:
    listed = []
    for template_id in templates.ids():
        design = Design(templates.template(template_id))
        front = {k: design.text(k) for k in ("capacity", "specific_energy")}
        listed.append({"id": template_id, "name": design.document.name, **front})
    return listed


def _materials() -> list[dict[str, Any]]:
    return [
        {
            "id": m.id,
            "kind": kind,
            "name": m.name,
            "revision": m.revision,
            "formula": m.formula,
            "recipe": m.recipe,
            "note": m.note,
            "values": {k: {"value": p.text, "unit": p.unit, "source": p.source} for k, p in m.values.items()},
        }
        for kind in library.kinds()
        for m in library.materials(kind)
    ]


def _quantities() -> list[dict[str, Any]]:
    from calc import formula

    declared = registry()
    listed: list[dict[str, Any]] = []
    results = [key for key in declared.quantities if key not in declared.inputs and key not in declared.constants]
    for key in (*declared.inputs, *results, *declared.constants):
        quantity = declared.quantities[key]
        row: dict[str, Any] = {
            "key": key,
            "label": tr(quantity.label),
            "symbol": formula.symbol_text(quantity.symbol),
            "unit": quantity.unit.symbol,
            "role": "constant" if key in declared.constants else "input" if key in declared.inputs else "result",
            "group": getattr(quantity, "group", ""),
            "help": tr(quantity.help),
            "source": quantity.source,
        }
        if isinstance(quantity, Input):
            limited = quantity.low != quantity.high
            row |= {
                "low": quantity.low if limited else None,
                "high": quantity.high if limited else None,
                "default": quantity.default,
                "whole": quantity.integer,
                "optional": quantity.optional,
                "when": {choice: list(options) for choice, options in quantity.when.items()},
                "or_when": {choice: list(options) for choice, options in (quantity.or_when or {}).items()},
                "material": list(quantity.material) if quantity.material else None,
            }
        listed.append(row)
    for key, choice in declared.choices.items():
        listed.append(
            {
                "key": key,
                "label": tr(choice.label),
                "role": "choice",
                "group": choice.group,
                "help": tr(choice.help),
                "options": {o.id: tr(o.label) for o in choice.options},
                "default": choice.default,
            }
        )
    for key, slot in declared.slots.items():
        listed.append(
            {
                "key": key,
                "label": tr(slot.label),
                "role": "material",
                "group": slot.group,
                "kind": slot.kind,
                "when": {choice: list(options) for choice, options in slot.when.items()},
            }
        )
    return listed


def _rules() -> list[dict[str, Any]]:
    listed = []
    for key, rule in registry().rules.items():
        bands = (("error", rule.error), ("warning", rule.warning), ("info", rule.info))
        limits = {name: {"low": b.low, "high": b.high} for name, b in bands if b is not None}
        listed.append(
            {
                "key": key,
                "title": tr(rule.title),
                "unit": rule.unit.symbol,
                "limits": limits,
                "reason": tr(rule.reason),
                "source": rule.source,
            }
        )
    return listed


def _exporters() -> list[dict[str, Any]]:
    return [
        {"name": name, "label": tr(e.label), "suffix": e.suffix, "help": tr(e.help)} for name, e in EXPORTERS.items()
    ]


_LISTINGS: Mapping[str, tuple[Callable[[], list[dict[str, Any]]], tuple[str, ...]]] = {
    "templates": (_templates, ("id", "capacity", "specific_energy", "name")),
    "materials": (_materials, ("id", "kind", "name")),
    "quantities": (_quantities, ("key", "role", "unit", "between", "label")),
    "rules": (_rules, ("key", "title")),
    "exporters": (_exporters, ("name", "suffix", "label")),
}
"""What can be listed: its rows, and the columns shown to people."""


def _list(options: argparse.Namespace) -> str:
    if options.what not in _LISTINGS:
        close = _close(options.what, _LISTINGS)
        names = ", ".join(_LISTINGS)
        raise UsageError(
            tr("list: “{what}” is not one of: {names}.{close}", what=options.what, names=names, close=close)
        )
    rows, columns = _LISTINGS[options.what]
    listed = rows()
    if options.json:
        return _json(listed)
    for row in listed:
        if "low" in row and row["low"] is not None:
            row["between"] = f"{writing.number(row['low'], 1)} to {writing.number(row['high'], 1)}"
        if "options" in row:
            row["label"] += ": " + ", ".join(row["options"])
    widths = [max(len(str(row.get(c, ""))) for row in listed) for c in columns]
    lines = [
        "  ".join(f"{row.get(c, '')!s:{w}}" for c, w in zip(columns, widths, strict=True)).rstrip() for row in listed
    ]
    return "\n".join(lines)


# explain --------------------------------------------------------------------------------------------------------------


def _explain(options: argparse.Namespace) -> str:
    design = _opened(options)
    key = options.key
    declared = registry()
    if key in declared.choices:
        return "\n".join(_about_choice(design, key))
    if key in declared.slots:
        return "\n".join(_about_material(design, key))
    if design.has(key):
        return "\n".join(explanation(design, key))
    if key in declared.quantities:
        raise UsageError(tr("{key} does not exist under the choices of this design.", key=key))
    close = _close(key, [*declared.quantities, *declared.choices, *declared.slots])
    raise UsageError(tr("“{key}” is not a quantity, choice or material here.{close}", key=key, close=close))


def explanation(design: Design, key: str) -> list[str]:
    """The chain of formulas behind a key, each with symbols and with numbers, down to what is typed and its sources."""
    from calc import formula

    lines: list[str] = []
    seen: set[str] = set()
    sources: dict[str, int] = {}

    def symbol(name: str) -> str:
        return formula.symbol_text(design.quantity(name).symbol)

    def value(name: str, text: str) -> str:
        return f"{tr(design.quantity(name).label)}  {symbol(name)} = {text}"

    def tell_typed(key: str, indent: str) -> None:
        words = [_origin(design, key), design.basis(key)]
        source = design.source(key)
        if source:
            words.append(f"[{sources.setdefault(source, len(sources) + 1)}]")
        elif design.origin(key) == "material":
            words.append(tr("uncited"))
        lines.extend(
            _wrapped(f"{value(key, design.text(key))}  ({', '.join(w for w in words if w)})", indent, indent + "    ")
        )

    def tell(key: str, depth: int) -> None:
        indent = "  " * depth
        step = design.plan.by_key.get(key)
        if step is None:
            tell_typed(key, indent)
            return
        if key in seen:
            lines.extend(_wrapped(f"{value(key, design.text(key))}  ({tr('see above')})", indent, indent + "    "))
            return
        seen.add(key)
        tree = formula.formula(step.function)
        lines.append(f"{indent}{tr(design.quantity(key).label)}  ({key})")
        lines.extend(_wrapped(f"{symbol(key)} = {formula.text(tree, symbol)}", indent + "  ", indent + "      "))
        if step.parameters:
            numbers = f"= {formula.text(tree, design.text)} = {design.text(key)}"
            lines.extend(_wrapped(numbers, indent + "  ", indent + "      "))
        for parameter in step.parameters:
            tell(parameter, depth + 1)

    tell(key, 0)
    help_text = tr(design.plan.by_key[key].help if key in design.plan.by_key else design.quantity(key).help)
    lines[1:1] = _wrapped(" ".join(help_text.split()), "  ")
    declaration = registry().inputs.get(key)
    if declaration is not None and declaration.low != declaration.high:
        unit = declaration.unit
        low, high = (writing.quantity_text(float(unit.to_si(x)), unit) for x in (declaration.low, declaration.high))
        lines.append("  " + tr("Limits: {low} to {high}.", low=low, high=high))
    if sources:
        lines.append("")
        for source, number in sources.items():
            lines.extend(_wrapped(library.source(source).line(), f"[{number}] ", "    "))
    return lines


def _origin(design: Design, key: str) -> str:
    origin = design.origin(key)
    declaration = registry().inputs.get(key)
    if declaration is not None and declaration.material is not None and key not in design.document.entries:
        material = design.document.materials.get(declaration.material[0])
        if material is not None:
            return f"{material.name}, {tr('assumed')}" if origin == "assumed" else material.name
    return tr(origin)


def _about_choice(design: Design, key: str) -> list[str]:
    choice = registry().choices[key]
    lines = [f"{tr(choice.label)}  ({key}) = {design.plan.choices[key]}", *_wrapped(tr(choice.help), "  "), ""]
    for option in choice.options:
        mark = "*" if option.id == design.plan.choices[key] else " "
        words = ": ".join(w for w in (tr(option.label), tr(option.help)) if w)
        lines += _wrapped(f"{option.id}  {words}", f"{mark} ", "      ")
    return lines


def _about_material(design: Design, key: str) -> list[str]:
    slot = registry().slots[key]
    material = design.document.materials.get(key)
    if material is None:
        return [f"{tr(slot.label)}  ({key}) = {writing.NO_VALUE}"]
    assumed = f"  ({tr('assumed')})" if material.assumed else ""
    lines = [f"{tr(slot.label)}  ({key}) = {material.id}{assumed}", f"  {material.name}  {material.formula}".rstrip()]
    for words in (material.recipe, material.note):
        lines += _wrapped(words, "  ")
    for name, found in material.values.items():
        source = library.source(found.source).line() if found.source else tr("uncited")
        lines += _wrapped(f"{name} = {found.text} {found.unit}  ({source})", "  ", "      ")
    return lines


# self-test ------------------------------------------------------------------------------------------------------------


def _self_test(options: argparse.Namespace) -> int:
    from app import self_test

    return self_test.run(options.window)


_Verb = tuple[Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], str | int], str]
_VERBS: Mapping[str, _Verb] = {
    "compute": (_of_compute, _compute, N_("compute a design and print its results")),
    "export": (_of_export, _export, N_("write a document of a design")),
    "new": (_of_new, _new, N_("write a new design that begins as a template")),
    "list": (_of_list, _list, N_("list templates, materials, quantities, rules or exporters")),
    "explain": (_of_explain, _explain, N_("print how a quantity follows from what is typed")),
    "self-test": (_of_nothing, _self_test, N_("check that everything needed is there and works")),
}
"""Verb → its arguments, what it does (the text to print, or an exit code), and what it is in words."""
