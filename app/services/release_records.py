"""Releases and earlier revisions as a design file holds them."""

from typing import Annotated, Any

import msgspec

from app.services.document import MAX_PERSON, Release, Revision

Person = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_PERSON)]
Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Word = Annotated[str, msgspec.Meta(max_length=500)]
Change = Annotated[list[Word], msgspec.Meta(min_length=3, max_length=3)]


class ReleaseRecord(msgspec.Struct, forbid_unknown_fields=True):
    """The release of a revision."""

    author: Person
    date: Day
    hash: Digest
    seal: Digest


class RevisionRecord(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """An earlier revision."""

    revision: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    author: Person
    date: Day
    hash: Digest
    changes: list[Change] = []


def release_of(record: ReleaseRecord | None) -> Release | None:
    """The release that a record tells of."""
    return Release(record.author, record.date, record.hash, record.seal) if record else None


def history_of(records: list[RevisionRecord]) -> tuple[Revision, ...]:
    """The earlier revisions that records tell of."""
    return tuple(
        Revision(r.revision, r.author, r.date, r.hash, tuple((key, old, new) for key, old, new in r.changes))
        for r in records
    )


def release_told(made: Release) -> dict[str, Any]:
    """A release as plain values."""
    told: dict[str, Any] = msgspec.to_builtins(ReleaseRecord(made.author, made.date, made.hash, made.seal))
    return told


def history_told(history: tuple[Revision, ...]) -> list[dict[str, Any]]:
    """Earlier revisions as plain values."""
    records = [RevisionRecord(r.number, r.author, r.date, r.hash, [list(c) for c in r.changes]) for r in history]
    told: list[dict[str, Any]] = msgspec.to_builtins(records)
    return told
