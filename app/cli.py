"""The command line, a contract with other programs. Bad input: one sentence on stderr, exit 2, nothing written."""

import argparse
import codecs
import datetime
import json
import math
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import app
from app.services import edits, i18n, library, storage, templates
from app.services import format as writing
from app.services.design import Design
from app.services.document import Document
from app.services.exports import EXPORTERS, ExportOptions
from app.services.expressions import EntryError
from app.services.i18n import tr
from app.services.storage import StorageError
from calc import formula
from calc.graph import registry
from calc.inputs import GROUPS
from calc.quantity import Input

FRONT = (
    "specific_energy",
    "energy_density",
    "capacity",
    "energy",
    "cell_mass",
    "cell_thickness",
    "np_whole_anode",
    "np_facing_area",
    "np_anode_area",
)
"""The results that `compute` prints first."""


class UsageError(Exception):
    """Arguments that cannot be acted on; `message` is the sentence to show."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(tr("{message}. See: {program} --help.", message=message.rstrip("."), program=self.prog))


def run(arguments: Sequence[str]) -> int:
    """Act on the arguments and return the exit code."""
    _make_printable()
    try:
        options = _parser().parse_args(list(arguments))
        if getattr(options, "language", None):
            i18n.use(options.language)
        code = options.act(options)
        sys.stdout.flush()
        return int(code)
    except (UsageError, EntryError, StorageError) as problem:
        print(f"cellwright: {problem.message}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of a pipe went away, as `head` does; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser("cellwright", description=tr("Design pouch cells. Without arguments the window opens."))
    parser.add_argument("--version", action="version", version=f"Cellwright {app.__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB", title="verbs", parser_class=_Parser)

    compute = verbs.add_parser("compute", help=tr("compute a design and print its results"))
    _design(compute)
    compute.add_argument("--json", action="store_true", help=tr("print everything as JSON"))
    compute.set_defaults(act=_compute)

    export = verbs.add_parser("export", help=tr("write a document of a design"))
    _design(export)
    export.add_argument("--what", required=True, choices=tuple(EXPORTERS), help=tr("the document"))
    export.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")
    export.add_argument("--paper", choices=("a4", "letter"), default="a4")
    export.add_argument("--language", choices=i18n.languages(), default="en")
    export.set_defaults(act=_export)

    new = verbs.add_parser("new", help=tr("write a new design from a template"))
    new.add_argument("template", metavar="TEMPLATE", help=tr("id of a template; see: list templates"))
    new.add_argument("-o", "--output", required=True, type=Path, metavar="DESIGN")
    new.set_defaults(act=_new)

    listing = verbs.add_parser("list", help=tr("list what the program knows"))
    listing.add_argument("what", choices=tuple(_LISTINGS))
    listing.add_argument("--json", action="store_true", help=tr("print as JSON"))
    listing.set_defaults(act=_list)

    explain = verbs.add_parser("explain", help=tr("print how a result follows from the inputs"))
    _design(explain)
    explain.add_argument("key", metavar="KEY", help=tr("key of a quantity; see: list quantities"))
    explain.set_defaults(act=_explain)

    test = verbs.add_parser("self-test", help=tr("check that everything needed is there and works"))
    test.set_defaults(act=_self_test)
    return parser


def _design(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("design", metavar="DESIGN", help=tr("a design file or the id of a template"))
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help=tr("set an input, a choice or a material before anything else; may be repeated"),
    )


def _make_printable() -> None:
    """A console that cannot show µ gets u, never an error."""
    codecs.register_error("cellwright-plain", _plain_characters)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="cellwright-plain")


def _plain_characters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    table = {"µ": "u", "²": "2", "³": "3", "·": "*", "−": "-", "‖": "||", "Ω": "ohm", "°": "deg ", "ρ": "rho", "ε": "eps",
             "φ": "phi", "Δ": "d", "Σ": "sum", "±": "+-", "“": '"', "”": '"', "—": "-", "–": "-", "→": "->", "×": "x",
             "\u202f": " ", "\u00a0": " "}  # fmt: skip
    text = "".join(table.get(c, "?") for c in error.object[error.start : error.end])
    encoded = text.encode(error.encoding, "replace").decode(error.encoding)
    return encoded, error.end


def _opened(options: argparse.Namespace) -> Design:
    return Design(_with_settings(_document(options.design), options.set))


def _document(name: str) -> Document:
    path = Path(name)
    if path.is_file() or path.suffix:
        if not path.exists() and name in templates.ids():
            return templates.template(name)
        return storage.load(path)
    try:
        return templates.template(name)
    except KeyError:
        offered = ", ".join(templates.ids())
        raise UsageError(
            tr("There is no file and no template “{name}”. Templates: {offered}.", name=name, offered=offered)
        ) from None


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
    # Choices first, whatever the order: they decide which keys are typed. Then materials, then numbers.
    for key in [k for k in declared.choices if k in pairs]:
        document = edits.set_choice(document, key, pairs.pop(key).strip())
    for key in [k for k in declared.slots if k in pairs]:
        document = _with_material(document, key, pairs.pop(key).strip())
    for key, value in pairs.items():
        document = edits.set_value(document, key, value, declared.inputs[key].unit.symbol if key in declared.inputs else None)
    return document  # fmt: skip


def _with_material(document: Document, slot_key: str, material_id: str) -> Document:
    slot = registry().slots[slot_key]
    if slot not in document.plan.slots:
        raise UsageError(tr("{slot}: this cell has no such part under its choices.", slot=tr(slot.label)))
    try:
        return edits.set_material(document, slot_key, library.material(slot.kind, material_id))
    except KeyError:
        offered = ", ".join(m.id for m in library.materials(slot.kind))
        raise UsageError(
            tr("{slot}: there is no material “{name}”. Take one of: {offered}.", slot=tr(slot.label), name=material_id, offered=offered)
        ) from None  # fmt: skip


def as_json(design: Design) -> dict[str, Any]:
    """The design and everything computed from it, as `compute --json` prints it."""
    declared = registry()
    document = design.document
    inputs = {}
    for declaration in design.plan.inputs:
        entry = document.entry(declaration)
        inputs[declaration.key] = {
            "value": _finite(design.number(declaration.key)),
            "unit": declaration.unit.symbol,
            "label": tr(declaration.label),
            "text": f"{entry.text} {entry.unit}".strip() if entry.text else "",
            "origin": design.origin(declaration.key),
            "source": design.source(declaration.key),
        }
    results = {
        key: {
            "value": _finite(design.number(key)),
            "unit": declared.quantities[key].unit.symbol,
            "label": tr(declared.quantities[key].label),
        }
        for key in declared.reported
        if design.has(key)
    }
    rules = [
        {"key": f.rule.key, "severity": f.severity, "message": design.message(f), "inputs": list(f.inputs)}
        for f in design.findings
    ]
    return {
        "design": document.name,
        "hash": design.hash,
        "version": app.__version__,
        "choices": dict(design.plan.choices),
        "inputs": inputs,
        "results": results,
        "rules": rules,
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _print_json(content: Any) -> None:
    plain = (sys.stdout.encoding or "").lower().replace("-", "") not in ("utf8", "utf8sig")
    print(json.dumps(content, ensure_ascii=plain, indent=1, allow_nan=False))


def _compute(options: argparse.Namespace) -> int:
    design = _opened(options)
    if options.json:
        _print_json(as_json(design))
        return 0
    document = design.document
    print(f"{document.name}    {tr('revision')} {document.revision}    {design.short_hash}")
    print()
    rows = [(tr(design.quantity(k).label), design.text(k), k) for k in FRONT]
    _table(rows)
    for group, title in GROUPS.items():
        keys = [
            k for k in design.plan.by_key
            if getattr(design.quantity(k), "group", "") == group and k not in FRONT
            and math.isfinite(float(design.values[k]))
        ]  # fmt: skip
        if keys:
            print(f"\n{tr(title)}")
            _table([(tr(design.quantity(k).label), design.text(k), k) for k in keys])
    if design.findings:
        print(f"\n{tr('Rules')}")
        for finding in design.findings:
            print(f"  {finding.severity.upper():8} {design.message(finding)}")
    return 0


def _table(rows: Sequence[tuple[str, str, str]]) -> None:
    label = max(len(row[0]) for row in rows)
    value = max(len(row[1]) for row in rows)
    for name, text, key in rows:
        print(f"  {name:{label}}  {text:>{value}}   {key}")


def _export(options: argparse.Namespace) -> int:
    design = _opened(options)
    output: Path = options.output
    source = Path(options.design)
    if source.is_file() and output.exists() and output.samefile(source):
        raise UsageError(tr("{path} is the design itself: give the document another name.", path=output))
    exporter = EXPORTERS[options.what]
    content = exporter.export(design, ExportOptions(paper=options.paper, language=options.language))
    storage.write_bytes(output, content)
    print(output)
    return 0


def _new(options: argparse.Namespace) -> int:
    try:
        document = templates.template(options.template)
    except KeyError:
        offered = ", ".join(templates.ids())
        raise UsageError(
            tr("There is no template “{name}”. Templates: {offered}.", name=options.template, offered=offered)
        ) from None
    output: Path = options.output
    if output.exists():
        raise UsageError(tr("{path} exists already: choose another name.", path=output))
    storage.save(document, output, saved=writing.date(datetime.date.today()))
    print(output)
    return 0


def _templates() -> list[dict[str, Any]]:
    listed = []
    for template_id in templates.ids():
        design = Design(templates.template(template_id))
        front = {k: design.text(k) for k in ("capacity", "specific_energy")}
        listed.append({"id": template_id, "name": design.document.name, **front})
    return listed


def _materials() -> list[dict[str, Any]]:
    return [
        {"id": m.id, "kind": kind, "name": m.name, "revision": m.revision}
        for kind in library.kinds()
        for m in library.materials(kind)
    ]


def _quantities() -> list[dict[str, Any]]:
    declared = registry()
    listed = []
    for key, quantity in declared.quantities.items():
        row: dict[str, Any] = {
            "key": key,
            "label": tr(quantity.label),
            "symbol": formula.symbol_text(quantity.symbol),
            "unit": quantity.unit.symbol,
            "role": "constant" if key in declared.constants else "input" if key in declared.inputs else "result",
            "help": tr(quantity.help),
            "source": quantity.source,
        }
        if isinstance(quantity, Input):
            row |= {"low": quantity.low, "high": quantity.high, "default": quantity.default, "whole": quantity.integer}
        listed.append(row)
    for key, choice in declared.choices.items():
        options = {o.id: tr(o.label) for o in choice.options}
        listed.append({"key": key, "label": tr(choice.label), "role": "choice", "help": tr(choice.help), "options": options, "default": choice.default})  # fmt: skip
    return listed


def _rules() -> list[dict[str, Any]]:
    listed = []
    for key, rule in registry().rules.items():
        bands = (("error", rule.error), ("warning", rule.warning), ("info", rule.info))
        limits = {name: {"low": b.low, "high": b.high} for name, b in bands if b is not None}
        listed.append({"key": key, "title": tr(rule.title), "unit": rule.unit.symbol, "limits": limits, "reason": tr(rule.reason), "source": rule.source})  # fmt: skip
    return listed


def _exporters() -> list[dict[str, Any]]:
    return [{"name": name, "label": tr(e.label), "suffix": e.suffix, "help": tr(e.help)} for name, e in EXPORTERS.items()]


_LISTINGS = {
    "templates": _templates,
    "materials": _materials,
    "quantities": _quantities,
    "rules": _rules,
    "exporters": _exporters,
}


def _list(options: argparse.Namespace) -> int:
    listed = _LISTINGS[options.what]()
    if options.json:
        _print_json(listed)
        return 0
    columns = {
        "templates": ("id", "name", "capacity", "specific_energy"),
        "materials": ("id", "kind", "name"),
        "quantities": ("key", "role", "unit", "label"),
        "rules": ("key", "title"),
        "exporters": ("name", "suffix", "label"),
    }[options.what]
    widths = [max(len(str(row.get(c, ""))) for row in listed) for c in columns]
    for row in listed:
        print("  ".join(f"{row.get(c, '')!s:{w}}" for c, w in zip(columns, widths, strict=True)).rstrip())
    return 0


def _explain(options: argparse.Namespace) -> int:
    design = _opened(options)
    key = options.key
    if not design.has(key):
        if key in registry().quantities:
            raise UsageError(tr("{key} does not exist under the choices of this design.", key=key))
        raise UsageError(tr("“{key}” is not a quantity of this program. See: list quantities.", key=key))
    for line in explanation(design, key):
        print(line)
    return 0


def explanation(design: Design, key: str) -> list[str]:
    """The chain of formulas behind a key, each with symbols and with numbers, down to what is typed."""
    lines: list[str] = []
    seen: set[str] = set()

    def tell(key: str, depth: int) -> None:
        quantity = design.quantity(key)
        indent = "  " * depth
        symbol = formula.symbol_text(quantity.symbol)
        if key not in design.plan.by_key:
            source = design.source(key)
            basis = design.basis(key)
            words = [design.origin(key), basis, library.source(source).title if source else tr("uncited")]
            lines.append(f"{indent}{tr(quantity.label)}  {symbol} = {design.text(key)}   [{'; '.join(w for w in words if w)}]")
            return
        if key in seen:
            lines.append(f"{indent}{tr(quantity.label)}  {symbol} = {design.text(key)}   ({tr('see above')})")
            return
        seen.add(key)
        step = design.plan.by_key[key]
        tree = formula.formula(step.function)
        symbols = formula.text(tree, lambda name: formula.symbol_text(design.quantity(name).symbol))
        numbers = formula.text(tree, design.text)
        lines.append(f"{indent}{tr(quantity.label)}  ({key})")
        lines.append(f"{indent}  {symbol} = {symbols}")
        if step.parameters:
            lines.append(f"{indent}  = {numbers} = {design.text(key)}")
        else:
            lines.append(f"{indent}  = {design.text(key)}")
        for parameter in step.parameters:
            tell(parameter, depth + 1)

    tell(key, 0)
    return lines


def _self_test(options: argparse.Namespace) -> int:
    from app import self_test

    return self_test.run()
