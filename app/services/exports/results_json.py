"""A design and everything computed from it, as other programs read it: what `compute --json` prints."""

import json
import math
from typing import Any

import app
from app.services import format as writing
from app.services import judgement
from app.services.design import Design
from app.services.exports.exporter import JSON, Exporter, ExportOptions, Progress
from app.services.expressions.exact import to_si
from app.services.i18n import N_, tr
from calc import units
from calc.evaluate import Finding
from calc.graph import registry


def as_json(design: Design) -> dict[str, Any]:
    """Choices, inputs, results and rules of a design as plain values; a number that does not exist is None."""
    declared = registry()
    document = design.document
    inputs = {}
    for declaration in design.plan.inputs:
        entry = document.entry(declaration)
        inputs[declaration.key] = {
            "value": None if document.vacant(declaration) else _finite(design.number(declaration.key)),
            "unit": declaration.unit.symbol,
            "label": tr(design.quantity(declaration.key).label),
            "text": entry.written,
            "origin": design.origin(declaration.key),
            "source": design.source(declaration.key),
        }
    results = {
        key: {
            "value": _finite(design.number(key)),
            "unit": declared.quantities[key].unit.symbol,
            "label": tr(design.quantity(key).label),
        }
        for key in declared.reported
        if design.has(key)
    }
    limits = {
        str(name): {
            "value": _finite(writing.shown(to_si(entry.text, units.find(entry.unit)), declared.rules[name.rule].unit)),
            "unit": declared.rules[name.rule].unit.symbol,
            "text": entry.written,
            "default": judgement.declared_text(design, name),
        }
        for name in judgement.limits_set(design)
        for entry in (document.limits[name],)
    }
    content = {
        "design": document.name,
        "hash": design.hash,
        "version": app.__version__,
        "choices": dict(design.plan.choices),
        "inputs": inputs,
        "results": results,
        "rules": [_rule(design, finding) for finding in design.findings],
    }
    # What most designs do not have is left out, so that the rest stays as other programs know it.
    set_here = {"limits": limits, "currency": document.currency}
    return content | {key: value for key, value in set_here.items() if value}


def _rule(design: Design, finding: Finding) -> dict[str, Any]:
    """A rule broken, with the number it was checked on; `acknowledged` is null while nobody lets it stand."""
    rule, made = finding.rule, design.acknowledgement(finding)
    return {
        "key": rule.key,
        "severity": finding.severity,
        "message": design.message(finding),
        "inputs": list(finding.inputs),
        "value": _finite(writing.shown(finding.value, rule.unit)),
        "limit": _finite(writing.shown(finding.limit, rule.unit)),
        "side": finding.side,
        "unit": rule.unit.symbol,
        "acknowledged": None
        if made is None
        else {"reason": made.reason, "person": made.person, "date": made.date, "severity": made.severity},
    }


def _make(design: Design, options: ExportOptions, progress: Progress) -> bytes:
    return (json.dumps(as_json(design), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


EXPORTER = Exporter(
    name="json",
    label=N_("Results"),
    help=N_("Every choice, input, result and rule for other programs, as `compute --json` prints them."),
    formats=(JSON,),
    make=_make,
    takes=frozenset({"language"}),
)
