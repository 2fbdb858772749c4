"""What of a design goes into its file, in canonical order."""

from dataclasses import fields
from typing import Any

import msgspec

import app
from app.services import migrations
from app.services.document import Acknowledgement, Document, Entry
from app.services.library import Material, MaterialCurve
from app.services.release_records import history_told, release_told
from app.services.storage.newer import put_back
from app.services.storage.records import (
    APART,
    FORMAT,
    HEADER,
    AcknowledgementRecord,
    CurveRecord,
    MaterialRecord,
    ValueRecord,
)
from calc.graph import registry


def content_of(document: Document, saved: str) -> dict[str, Any]:
    """The content of a design's file; `saved` is the date in it, else the document's own."""
    plan = document.plan
    unknown = dict(document.unknown)
    materials = {s.key: _plain(document.materials[s.key]) for s in plan.slots if s.key in document.materials}
    content = {
        "format": FORMAT,
        "version": unknown.pop("version", migrations.VERSION),
        "program": app.__version__,
        "id": document.id,
        "name": document.name,
        "revision": document.revision,
        "saved": saved or document.saved,
        "reference": document.reference,
        "notes": document.notes,
        "choices": {key: plan.choices[key] for key in registry().choices},
        "inputs": {d.key: _listed(document.entries[d.key]) for d in plan.inputs if d.key in document.entries},
        "materials": materials,
    }
    # What nobody set is not written: most designs set none of it.
    if document.currency:
        content["currency"] = document.currency
    if document.limits:
        content["limits"] = {str(name): [entry.text, entry.unit] for name, entry in document.limits.items()}
    if document.acknowledged:
        content["acknowledged"] = {key: _told(made) for key, made in document.acknowledged.items()}
    for key in ("customer", "model"):
        if getattr(document, key):
            content[key] = getattr(document, key)
    if document.release is not None:
        content["release"] = release_told(document.release)
    if document.history:
        content["history"] = history_told(document.history)
    if document.base is not None:
        content["base"] = {k: v for k, v in content_of(document.base, "").items() if k not in HEADER}
    if document.process is not None:
        content["process"] = msgspec.to_builtins(document.process)
    if document.shown_units:
        content["view"] = {"units": dict(document.shown_units)}
    newer = unknown.get("materials", {})
    # What a newer program noted about a material goes where that material goes.
    unknown["materials"] = {s: v for s, v in newer.items() if s in materials or s not in registry().slots}
    return put_back(content, unknown)


def _listed(entry: Entry) -> list[str]:
    origin = "measured" if entry.measured else "assumed" if entry.assumed else ""
    listed = [entry.text, entry.unit, origin, entry.source]
    while len(listed) > 2 and not listed[-1]:
        listed.pop()
    return listed


def _told(made: Acknowledgement) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(
        AcknowledgementRecord(made.severity, made.side, [made.value, made.unit], made.reason, made.person, made.date)  # type: ignore[arg-type]
    )
    return told


def _plain(material: Material) -> dict[str, Any]:
    values = {k: ValueRecord(p.text, p.unit, p.source, p.note) for k, p in material.values.items()}
    plain = {f.name: getattr(material, f.name) for f in fields(Material) if f.name not in APART}
    curve = None
    if material.curve is not None:
        stated = {f.name: getattr(material.curve, f.name) for f in fields(MaterialCurve)}
        curve = CurveRecord(**stated | {name: list(stated[name]) for name in ("charge", "potential")})
    builtins: dict[str, Any] = msgspec.to_builtins(
        MaterialRecord(**{**plain, "choices": dict(material.choices)}, values=values, curve=curve)
    )
    return builtins
