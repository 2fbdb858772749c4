"""What a design can be exported as. To add an exporter: one file that makes the bytes, one line in `_ALL`.

A function here imports its file when it is called: reportlab and the like are not loaded at start. The bytes are
written by `app.services.storage.write_bytes`, which replaces a file atomically.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.services.design import Design
from app.services.i18n import N_

PAPERS = ("a4", "letter")


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How to export. `paper` is one of PAPERS; `language` is of the printed texts, the one in use when empty.

    `black_and_white`: drawings are hatched, for a printer or a copier without colours.
    """

    paper: str = "a4"
    language: str = "en"
    black_and_white: bool = False


@dataclass(frozen=True, slots=True)
class Exporter:
    """A way to export a design. `name` is what the command line calls it; `label` and `help` are marked with N_."""

    name: str
    label: str
    suffix: str
    help: str
    export: Callable[[Design, ExportOptions], bytes]


def _specification(design: Design, options: ExportOptions) -> bytes:
    from app.services.reports import specification

    return specification.pdf(design, options.paper, options.language, black_and_white=options.black_and_white)


def _build_sheet(design: Design, options: ExportOptions) -> bytes:
    from app.services.reports import build_sheet

    return build_sheet.pdf(design, options.paper, options.language)


def _json(design: Design, options: ExportOptions) -> bytes:
    from app.services.exports import results

    return results.export(design)


_ALL = (
    Exporter(
        "specification",
        N_("Specification"),
        ".pdf",
        N_("What the customer reads: ratings, drawings, construction, assumptions and every formula, as a PDF."),
        _specification,
    ),
    Exporter(
        "build-sheet",
        N_("Build sheet"),
        ".pdf",
        N_("What the operator fills in and signs: parts, set-points, steps and boxes, as a PDF."),
        _build_sheet,
    ),
    Exporter(
        "json",
        N_("Results as JSON"),
        ".json",
        N_("Every choice, input, result and rule for other programs, as `compute --json` prints them."),
        _json,
    ),
)

EXPORTERS: Mapping[str, Exporter] = MappingProxyType({exporter.name: exporter for exporter in _ALL})
"""Every exporter by name, in the order people see them."""
