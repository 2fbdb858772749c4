"""Every quantity of a design as a table for other programs: one row a quantity, values in the unit of their column.

The file is UTF-8 with a comma between fields and a point in numbers, whatever the language. A number that does not
exist is an empty field. Texts that a spreadsheet would take for a formula begin with an apostrophe.
"""

import csv
import io
import math
from collections.abc import Iterator

from app.services.design import Design
from app.services.exports.exporter import CSV, Exporter, ExportOptions, Progress
from app.services.i18n import N_, tr
from calc.graph import registry

HEAD = ("key", "value", "unit", "source", "label", "origin", "typed")
"""The columns. `origin` is typed, assumed, material, derived or constant; `typed` is what stands in the field."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(design: Design) -> Iterator[tuple[str, ...]]:
    """Inputs in the order of the form, then results, then constants."""
    declared = registry()
    inputs = {declaration.key: declaration for declaration in design.plan.inputs}
    results = (key for key in (*declared.reported, *design.plan.by_key) if key not in inputs)
    for key in dict.fromkeys((*inputs, *results, *declared.constants)):
        if not design.has(key):
            continue
        quantity = design.quantity(key)
        entry = design.document.entry(inputs[key]) if key in inputs else None
        yield (
            key,
            "" if key in inputs and design.document.vacant(inputs[key]) else _number(design.number(key)),
            quantity.unit.symbol,
            _text(design.source(key)),
            _text(tr(quantity.label)),
            design.origin(key),
            entry.written if entry is not None else "",
        )


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _text(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _make(design: Design, options: ExportOptions, progress: Progress) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(HEAD)
    writer.writerows(rows(design))
    return stream.getvalue().encode("utf-8")


EXPORTER = Exporter(
    name="csv",
    label=N_("Table of results"),
    help=N_("One row a quantity with its key, value, unit and source, for spreadsheets and other programs."),
    formats=(CSV,),
    make=_make,
    takes=frozenset({"language"}),
)
