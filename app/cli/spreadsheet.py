"""`import`: a design from an .xlsx or csv table, put onto a template or a design."""

import argparse
import datetime
import re
import uuid
from collections.abc import Sequence
from pathlib import Path

from app.cli.designs import named, output
from app.cli.usage import UsageError
from app.services import disk, revisions, storage, templates
from app.services import format as writing
from app.services.document import Document
from app.services.i18n import N_, tr
from app.services.importing import mapping, sheets
from app.services.importing.applying import Imported, Source, imported, source
from app.services.importing.layout import numbered

WORDS = N_("make a design from an .xlsx or csv table")
ALL = "all"
MOST_SENTENCES = 50
"""Refused cells that are told one by one."""


def describe(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("file", metavar="FILE", help=tr("the table: .xlsx, .xls, .ods or .csv"))
    parser.add_argument(
        "--onto",
        default=templates.STARTER,
        metavar="DESIGN",
        help=tr(
            "the design file or template that gives what the table does not say; {name} when left out",
            name=templates.STARTER,
        ),
    )
    parser.add_argument(
        "--map",
        metavar="MAP",
        help=tr("file of the mapping from labels to keys; written with what is guessed if there is none yet"),
    )
    parser.add_argument("--sheet", default="", metavar="SHEET", help=tr("name of the sheet; the first one with values"))
    parser.add_argument(
        "--row",
        default="1",
        metavar="N",
        help=tr("which design of the table, counted from 1 down or across; “all” writes each into the folder -o"),
    )
    parser.add_argument("--skip", action="store_true", help=tr("leave out cells that cannot be taken"))
    parser.add_argument("-o", "--output", required=True, metavar="DESIGN", help=tr("the design file to write"))


def act(options: argparse.Namespace) -> str:
    """Write the design, or each of them; a cell that cannot be taken stops it, and nothing is written."""
    path = output(options)
    onto, template = named(options.onto)
    of = _source(options)
    several = options.row.strip().casefold() == ALL
    records = of.layout.records if several else (of.record(_number(options.row)),)
    found = [imported(onto, of, record) for record in records]
    _check(found, skip=options.skip)
    paths = _paths(path, found) if several else [path]
    for place in paths:
        if place.exists():
            raise UsageError(tr("{path} exists already: choose another name.", path=place))
    if several:
        _make_folder(path)
    told = []
    saved = datetime.datetime.now().astimezone().date().isoformat()
    for place, one in zip(paths, found, strict=True):
        storage.save(_of_its_own(one.document) if template or several else one.document, place, saved=saved)
        told += [str(place), *_told(one)]
    mapping.keep(of.layout, of.targets)
    left = [label_id for label_id in numbered(of.layout.labels) if label_id not in of.targets]
    if left:
        told.append(tr("Not mapped: {labels}.", labels="; ".join(left[:MOST_SENTENCES])))
    return "\n".join(told)


def _source(options: argparse.Namespace) -> Source:
    sheet = sheets.open_book(Path(options.file)).sheet(options.sheet)
    place = Path(options.map) if options.map else None
    if place is not None and place.exists():
        orientation, targets = mapping.load(place)
        of = source(sheet, orientation, targets)
    else:
        of = source(sheet)
        if place is not None:
            disk.write_bytes(place, mapping.written(of.layout, of.targets))
    if not of.targets.keys() & of.labels.keys():
        raise UsageError(
            tr(
                "None of the labels in “{sheet}” stands for a quantity known here: {labels}. Give a mapping: --map MAP "
                "writes one to fill in.",
                sheet=sheet.name,
                labels="; ".join(list(of.labels)[:10]),
            )
        )
    return of


def _number(said: str) -> int:
    try:
        return int(said)
    except ValueError:
        raise UsageError(tr("--row: “{said}” is neither a whole number nor “all”.", said=said)) from None


def _check(found: Sequence[Imported], *, skip: bool) -> None:
    sentences = [refused.sentence for one in found for refused in one.refused]
    if skip or not sentences:
        return
    told = sentences[:MOST_SENTENCES]
    if len(sentences) > len(told):
        told.append(tr("and {count} more", count=len(sentences) - len(told)))
    raise UsageError("\n".join((*told, tr("Nothing was written. With --skip these cells are left out."))))


def _told(one: Imported) -> list[str]:
    changed = [taken for taken in one.taken if taken.before != taken.after]
    lines = [f"  {taken.key}: {taken.before or writing.NO_VALUE} → {taken.after}" for taken in changed]
    return [*lines, *(f"  {refused.sentence}" for refused in one.refused)]


def _of_its_own(document: Document) -> Document:
    return revisions.copied(document, uuid.uuid4().hex)


def _paths(folder: Path, found: Sequence[Imported]) -> list[Path]:
    """A file for each design, named after it; a name that comes again is numbered."""
    paths: list[Path] = []
    for number, one in enumerate(found, 1):
        plain = re.sub(r'[<>:"/\\|?*\x00-\x1f‖]+', "-", one.document.name).strip(" .-") or "design"
        place = folder / f"{plain[:100]}{storage.SUFFIX}"
        paths.append(folder / f"{plain[:100]} {number}{storage.SUFFIX}" if place in paths else place)
    return paths


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            tr("{path} cannot be a folder: {reason}.", path=path, reason=error.strerror or error)
        ) from None
