"""What a design file holds and how long its texts may be, as msgspec checks it."""

from typing import Annotated, Any, Literal

import msgspec

from app.services import judgement
from app.services.document import MAX_NAME, MAX_PERSON
from app.services.release_records import ReleaseRecord, RevisionRecord

FORMAT = "cellwright-design"

Text = Annotated[str, msgspec.Meta(max_length=100_000)]
Word = Annotated[str, msgspec.Meta(max_length=500)]
Pair = Annotated[list[Word], msgspec.Meta(min_length=2, max_length=2)]
"""A number and its unit."""
Listed = Annotated[list[Word], msgspec.Meta(min_length=2, max_length=4)]
"""An entry: a number, its unit, where it comes from and its source."""
Points = Annotated[list[Word], msgspec.Meta(max_length=10_000)]
"""One axis of a curve."""


class ValueRecord(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A property of a material."""

    value: Word
    unit: Word
    source: Word = ""
    note: Text = ""


class CurveRecord(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A material's half-cell curve."""

    id: Word
    charge: Points
    potential: Points
    revision: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1
    charge_unit: Word = "mAh/g"
    potential_unit: Word = "V"
    source: Word = ""
    licence: Word = ""
    rate: Word = ""
    temperature: Word = ""
    direction: Word = ""
    basis: Text = ""
    error: Word = ""
    note: Text = ""


class MaterialRecord(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A material, as it was when it was put into the cell."""

    id: Word
    kind: Word
    name: Word
    revision: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1
    formula: Word = ""
    recipe: Text = ""
    note: Text = ""
    assumed: bool = False
    choices: dict[Word, Word] = {}
    values: dict[Word, ValueRecord] = {}
    curve: CurveRecord | None = None


class FileRecord(msgspec.Struct, forbid_unknown_fields=True):
    """A design file."""

    format: Word
    version: Word
    program: Word
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_NAME)]
    revision: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    saved: Word
    reference: Word
    notes: Text
    choices: dict[str, Word]
    inputs: dict[str, Any]
    materials: dict[str, Any]
    currency: Word = ""
    limits: dict[str, Any] = {}
    acknowledged: dict[str, Any] = {}
    customer: Annotated[str, msgspec.Meta(max_length=MAX_PERSON)] = ""
    model: Annotated[str, msgspec.Meta(max_length=MAX_PERSON)] = ""
    release: ReleaseRecord | None = None
    history: list[RevisionRecord] = []
    base: dict[str, Any] | None = None
    process: dict[str, Any] = {}
    view: dict[str, Any] = {}


class ViewRecord(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """How the design is shown."""

    units: dict[Word, Word] = {}


class AcknowledgementRecord(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A broken rule that somebody takes the responsibility for."""

    severity: Literal["error", "warning", "info"]
    side: Literal["low", "high"]
    value: Pair
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=judgement.LONGEST_REASON)]
    person: Word = ""
    date: Word = ""


FILE_KEYS = frozenset(FileRecord.__struct_fields__)
NEEDED = FileRecord.__struct_fields__[: len(FileRecord.__struct_fields__) - len(FileRecord.__struct_defaults__)]
HEADER = ("format", "version", "program")
MATERIAL_KEYS = frozenset(MaterialRecord.__struct_fields__)
VALUE_KEYS = frozenset(ValueRecord.__struct_fields__)
VIEW_KEYS = frozenset(ViewRecord.__struct_fields__)
CURVE_KEYS = frozenset(CurveRecord.__struct_fields__)

APART = frozenset({"values", "curve", "mixture"})
"""Fields of a material that are written in a way of their own, or not at all."""
