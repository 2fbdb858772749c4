"""`list`: the templates, materials, quantities, rules and exporters there are."""

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from app.cli.console import columns as wide
from app.cli.console import json_text, left
from app.cli.usage import UsageError, close
from app.services import format as writing
from app.services import library, own_materials, templates
from app.services.design import Design
from app.services.exports import EXPORTERS
from app.services.exports.exporter import OPTIONS
from app.services.i18n import N_, tr
from calc.graph import registry
from calc.quantity import Input

WORDS = N_("list templates, materials, quantities, rules or exporters")


def describe(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("what", metavar="WHAT", help=", ".join(_LISTINGS))
    parser.add_argument("--json", action="store_true", help=tr("print everything as JSON"))


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
            "name": tr(m.name),
            "revision": m.revision,
            "formula": m.formula,
            "recipe": tr(m.recipe),
            "note": tr(m.note),
            "own": own_materials.is_own(m),
            "values": {k: {"value": p.text, "unit": p.unit, "source": p.source} for k, p in m.values.items()},
        }
        for kind in library.kinds()
        for m in library.materials(kind)
    ]


def _quantities() -> list[dict[str, Any]]:
    from calc import notation

    declared = registry()
    listed: list[dict[str, Any]] = []
    results = [key for key in declared.quantities if key not in declared.inputs and key not in declared.constants]
    for key in (*declared.inputs, *results, *declared.constants):
        quantity = declared.quantities[key]
        row: dict[str, Any] = {
            "key": key,
            "label": tr(quantity.label),
            "symbol": notation.symbol_text(quantity.symbol),
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
                "of": quantity.of,
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
                "optional": slot.optional,
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
        {
            "name": name,
            "label": tr(exporter.label),
            "suffix": exporter.suffix,
            "help": tr(exporter.help),
            "formats": {f.id: {"suffix": f.suffix, "label": tr(f.label)} for f in exporter.formats},
            "options": [OPTIONS[field].flag for field in exporter.options],
            "in_parts": exporter.in_parts,
        }
        for name, exporter in EXPORTERS.items()
    ]


_LISTINGS: Mapping[str, tuple[Callable[[], list[dict[str, Any]]], tuple[str, ...]]] = {
    "templates": (_templates, ("id", "capacity", "specific_energy", "name")),
    "materials": (_materials, ("id", "kind", "name")),
    "quantities": (_quantities, ("key", "role", "unit", "between", "label")),
    "rules": (_rules, ("key", "title")),
    "exporters": (_exporters, ("name", "suffixes", "label", "taken")),
}
"""What can be listed: its rows, and the columns shown to people."""


def act(options: argparse.Namespace) -> str:
    """The rows, for people or as JSON."""
    if options.what not in _LISTINGS:
        nearest = close(options.what, _LISTINGS)
        names = ", ".join(_LISTINGS)
        raise UsageError(
            tr("list: “{what}” is not one of: {names}.{close}", what=options.what, names=names, close=nearest)
        )
    rows, shown = _LISTINGS[options.what]
    listed = rows()
    if options.json:
        return json_text(listed)
    for row in listed:
        if "low" in row and row["low"] is not None:
            low, high = writing.number(row["low"], 1), writing.number(row["high"], 1)
            row["between"] = tr("{low} to {high}", low=low, high=high)
        if row.get("role") == "choice":
            row["label"] += ": " + ", ".join(row["options"])
        if "formats" in row:
            row["suffixes"] = " ".join(dict.fromkeys(written["suffix"] for written in row["formats"].values()))
            row["taken"] = " ".join(row["options"])
    widths = [max(wide(str(row.get(name, ""))) for row in listed) for name in shown]
    return "\n".join(
        "  ".join(left(row.get(name, ""), width) for name, width in zip(shown, widths, strict=True)).rstrip()
        for row in listed
    )
