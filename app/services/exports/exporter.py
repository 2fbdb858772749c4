"""What an exporter is: the contract between the command line, the window and the files that make documents.

An exporter turns a design and one frozen `ExportOptions` into the bytes of one file. It says by itself what it is
called, which formats it writes, which options it takes and whether it reports progress; everything that shows or
checks these reads them from here. See `app.services.exports` for how to add one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from app.services import i18n
from app.services.design import Design
from app.services.i18n import N_, Complaint, speaking, tr

PAPERS: Final = ("a4", "letter")
A5: Final = "a5"
"""What few documents can be printed on."""
KINDS: Final = ("cells", "trays", "bags")
PARTS: Final = ("all", "cathode", "anode", "separator", "pouch", "cup", "tabs", "layout", "tape", "other")
MOST_CELLS: Final = 100_000


class ExportError(Complaint):
    """A document that cannot be made as asked."""


class Cancelled(Exception):
    """The user does not want the document any more; raised by `Progress`, nothing is written."""


Progress = Callable[[int, int], None]
"""Told how many parts of how many are done. It may raise Cancelled; let that pass."""


def silent(done: int, of: int) -> None:
    """The progress of a document that nobody waits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """How to export. An exporter reads the options that it takes; the others stand at their defaults.

    `cells`: how many cells are made. `compact`: the short variant. `format`: the id of one of the exporter's formats,
    the first when empty. `paper`: one of PAPERS. `language`: of the texts, the one in use when empty.
    `black_and_white`: drawings are hatched, for a printer or a copier without colours. `batch`: what people call the
    batch. `copy`: what is printed again says so. `kind`: what a label is stuck on, one of KINDS, and `each`: how many
    cells a tray or bag holds. `first`: the first free label of a sheet that was used before.
    `web`: how wide the web is that pieces are cut from, in mm, 0 when it is not known; `trim`: what is lost at each of
    its edges, in mm. `gap`: what lies between two pieces that are cut from it, in mm.
    `part`: which pieces are drawn, one of PARTS. `form`: the boxes can be filled in on the screen.
    """

    cells: int = 1
    compact: bool = False
    format: str = ""
    paper: str = PAPERS[0]
    language: str = ""
    black_and_white: bool = False
    batch: str = ""
    copy: bool = False
    kind: str = KINDS[0]
    each: int = 1
    first: int = 1
    web: int = 0
    trim: int = 5
    gap: int = 2
    part: str = PARTS[0]
    form: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One of the options as the command line says it. `value` is what follows the flag, empty for a switch.

    `answers`: what may be given. `limits`: the lowest and highest of a whole number.
    """

    flag: str
    value: str
    help: str
    answers: tuple[str, ...] = ()
    limits: tuple[int, int] | None = None


OPTIONS: Final[Mapping[str, Option]] = MappingProxyType(
    {
        "cells": Option("--cells", "N", N_("how many cells are made"), limits=(1, MOST_CELLS)),
        "compact": Option("--compact", "", N_("the short variant")),
        "format": Option("--format", "FORMAT", N_("one of the formats of the document; see: list exporters")),
        "paper": Option("--paper", "PAPER", N_("size of the pages"), (*PAPERS, A5)),
        "language": Option("--language", "LANGUAGE", N_("language of the texts, such as en or zh_CN")),
        "black_and_white": Option("--black-and-white", "", N_("hatched drawings, for a printer without colours")),
        "batch": Option("--batch", "NAME", N_("what you call the batch; it makes the serials its own")),
        "form": Option("--form", "", N_("boxes that can be filled in on the screen")),
        "copy": Option("--copy", "", N_("printed again: every page is marked as a copy")),
        "kind": Option("--of", "KIND", N_("what the labels are stuck on"), KINDS),
        "each": Option("--each", "N", N_("how many cells a tray or bag holds"), limits=(1, 10_000)),
        "first": Option("--first", "N", N_("the first free label of a used sheet"), limits=(1, 1000)),
        "web": Option("--web", "MM", N_("width of the web that pieces are cut from, in mm"), limits=(0, 5000)),
        "trim": Option("--trim", "MM", N_("what is trimmed off each edge of the web, in mm"), limits=(0, 500)),
        "gap": Option("--gap", "MM", N_("what lies between two pieces on the web, in mm"), limits=(0, 100)),
        "part": Option("--part", "PART", N_("which pieces are drawn"), PARTS),
    }
)
"""Field of ExportOptions → its flag, in the order in which help lists them."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a document: what `--format` calls it, how files end, what people call it (marked with N_)."""

    id: str
    suffix: str
    label: str


PDF: Final = Format("pdf", ".pdf", N_("PDF"))
JSON: Final = Format("json", ".json", N_("JSON"))
CSV: Final = Format("csv", ".csv", N_("CSV"))
XLSX: Final = Format("xlsx", ".xlsx", N_("Excel"))
SVG: Final = Format("svg", ".svg", N_("SVG"))
DXF: Final = Format("dxf", ".dxf", N_("DXF"))


def _no_notes(design: Design, options: ExportOptions) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """A way to export a design. `name` is what the command line calls it; `label` and `help` are marked with N_.

    `make`: the bytes of the file; raises ExportError. With `in_parts` it tells its progress and can be cancelled.
    `papers`: the papers that its pages are laid out for.
    `takes`: the fields of ExportOptions that change what is written; `format` is among them by itself.
    `notes`: what the reader of the file should know, such as what had to be assumed: sentences, translated.
    """

    name: str
    label: str
    help: str
    formats: tuple[Format, ...]
    papers: tuple[str, ...] = PAPERS
    make: Callable[[Design, ExportOptions, Progress], bytes]
    takes: frozenset[str] = frozenset()
    in_parts: bool = False
    notes: Callable[[Design, ExportOptions], tuple[str, ...]] = _no_notes

    @property
    def suffix(self) -> str:
        """How files of its first format end."""
        return self.formats[0].suffix

    @property
    def kinds(self) -> str:
        """The kinds of file it writes, as their endings say it: PDF, SVG."""
        return ", ".join(dict.fromkeys(known.suffix.rpartition(".")[2].upper() for known in self.formats))

    @property
    def options(self) -> tuple[str, ...]:
        """The fields of ExportOptions it takes, in the order of OPTIONS."""
        chosen = {"format"} if len(self.formats) > 1 else set()
        return tuple(field for field in OPTIONS if field in self.takes | chosen)

    def format(self, options: ExportOptions) -> Format:
        """The format asked for. Raises ExportError."""
        if not options.format:
            return self.formats[0]
        for known in self.formats:
            if known.id == options.format:
                return known
        raise ExportError(
            tr(
                "{label} cannot be written as “{format}”. Take one of: {formats}.",
                label=tr(self.label),
                format=options.format,
                formats=", ".join(known.id for known in self.formats),
            )
        )

    def export(self, design: Design, options: ExportOptions | None = None, progress: Progress = silent) -> bytes:
        """The bytes of the file, its texts in the language asked for. Raises ExportError, Cancelled."""
        asked = options or ExportOptions()
        self.format(asked)
        with speaking(asked.language):
            return self.make(design, asked, progress)


def checked(exporter: Exporter, given: Mapping[str, Any], path: Path | None = None) -> ExportOptions:
    """The options with these given and the others at their defaults. Raises ExportError with one sentence.

    Where no format is given, the name of the file says it.
    """
    for field in given:
        only = field == "format" and given[field] == exporter.formats[0].id
        if field not in exporter.options and not only:
            raise ExportError(_not_taken(exporter, OPTIONS[field].flag))
    options = replace(ExportOptions(), **given)
    if options.language and options.language not in i18n.languages():
        raise ExportError(no_language(options.language))
    if options.paper not in exporter.papers:
        raise ExportError(
            tr(
                "{label} is not laid out for {paper}. Take one of: {papers}.",
                label=tr(exporter.label),
                paper=options.paper,
                papers=", ".join(exporter.papers),
            )
        )
    for field, option in OPTIONS.items():
        value = getattr(options, field)
        if option.limits and not option.limits[0] <= value <= option.limits[1]:
            low, high = option.limits
            raise ExportError(
                tr(
                    "{flag}: {value} is not between {low} and {high}.",
                    flag=option.flag,
                    value=value,
                    low=low,
                    high=high,
                )
            )
    if path is not None and not options.format:
        fitting = [known for known in exporter.formats if _ends(path, known)]
        return replace(options, format=fitting[0].id) if fitting else options
    exporter.format(options)
    return options


def check_name(exporter: Exporter, options: ExportOptions, path: Path) -> None:
    """Whether a file of this name may hold the document. Raises ExportError with the name to give instead."""
    chosen = exporter.format(options)
    if path.is_dir():
        raise ExportError(
            tr(
                "{path} is a folder: give the name of a file in it, such as {better}.",
                path=path,
                better=path / f"cell{chosen.suffix}",
            )
        )
    if _ends(path, chosen):
        return
    offered = (chosen,) if options.format else exporter.formats
    suffixes = " / ".join(dict.fromkeys(known.suffix for known in offered))
    stem = path.with_suffix("") if path.suffix and not path.suffix[1:].isdigit() else path
    raise ExportError(
        tr(
            "{label}: the name of the file ends in {suffixes}, so {path} must be, say, {better}.",
            label=tr(exporter.label),
            suffixes=suffixes,
            path=path,
            better=stem.with_name(stem.name + chosen.suffix),
        )
    )


def with_suffix(exporter: Exporter, options: ExportOptions, path: Path) -> Path:
    """The path as it is when it ends as the format wants, else with the format's suffix behind it."""
    chosen = exporter.format(options)
    return path if _ends(path, chosen) else path.with_name(path.name + chosen.suffix)


def _ends(path: Path, chosen: Format) -> bool:
    return path.name.casefold().endswith(chosen.suffix) and len(path.name) > len(chosen.suffix)


def no_language(asked: str) -> str:
    """That there are no texts in a language."""
    return tr(
        "There are no texts in “{language}” yet. Take one of: {languages}.",
        language=asked,
        languages=", ".join(i18n.languages()),
    )


def _not_taken(exporter: Exporter, flag: str) -> str:
    label = tr(exporter.label)
    if not exporter.options:
        return tr("{label}: {flag} has no meaning here; it takes no options.", label=label, flag=flag)
    taken = ", ".join(OPTIONS[field].flag for field in exporter.options)
    return tr("{label}: {flag} has no meaning here; it takes {taken}.", label=label, flag=flag, taken=taken)
