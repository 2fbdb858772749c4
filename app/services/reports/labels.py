"""Labels with QR codes for cells, trays and bags, on sheets and rolls.

A label says the serial, what the thing is, and the design with revision and hash; the code says the same for a
scanner. What a small label has no room for is left out, the serial last. Texts are set as they stand, never as markup.
"""

import functools
import tomllib
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, Literal

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

import app
from app.services import fonts, i18n
from app.services.design import Design
from app.services.exports.exporter import Progress, silent
from app.services.i18n import N_, tr
from app.services.paths import templates
from app.services.reports import qr
from app.services.reports.frame import PAPERS, PROGRAM
from app.services.reports.texts import Face, draw_text, shortened, width
from app.services.serials import serial

Kind = Literal["cells", "trays", "bags"]

KINDS: Final[dict[Kind, str]] = {"cells": N_("Cell"), "trays": N_("Tray"), "bags": N_("Bag")}

_PREFIXES: Final[dict[Kind, str]] = {"cells": "", "trays": "T", "bags": "B"}

_PAD: Final = 1.2 * mm
_LARGEST_CODE: Final = 30 * mm
_SMALLEST_TEXT: Final = 4.5
"""In points: below it a line is left out."""


@dataclass(frozen=True, slots=True)
class Stock:
    """A label sheet, or a roll when it has no paper. Lengths in points."""

    id: str
    name: str
    paper: str
    columns: int
    rows: int
    width: float
    height: float
    pitch: tuple[float, float]

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of a page."""
        return (PAPERS[self.paper].width, PAPERS[self.paper].height) if self.paper else (self.width, self.height)

    @property
    def count(self) -> int:
        """Labels on a page."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """The lower left corner of label `place`, from 0, row by row from the top."""
        row, column = divmod(place, self.columns)
        wide, high = self.page
        left = (wide - (self.columns - 1) * self.pitch[0] - self.width) / 2
        top = (high + (self.rows - 1) * self.pitch[1] + self.height) / 2
        return left + column * self.pitch[0], top - row * self.pitch[1] - self.height


@functools.cache
def stocks() -> tuple[Stock, ...]:
    """Every stock of templates/labels, in its order."""
    content = tomllib.loads((templates() / "labels" / "stocks.toml").read_text(encoding="utf-8"))
    return tuple(
        Stock(
            entry["id"],
            entry["name"],
            entry.get("paper", ""),
            entry.get("columns", 1),
            entry.get("rows", 1),
            entry["width"] * mm,
            entry["height"] * mm,
            tuple(length * mm for length in entry.get("pitch", (entry["width"], entry["height"]))),
        )
        for entry in content["stock"]
    )


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says. `payload` is what its code says."""

    serial: str
    title: str
    lines: tuple[str, ...]
    payload: str


def labels(design: Design, count: int, kind: Kind = "cells", batch: str = "", each: int = 1) -> tuple[Label, ...]:
    """The labels of `count` cells, or of the trays or bags that hold `each` of them."""
    document = design.document
    made = []
    of = -(-count // each)
    for number in range(1, of + 1):
        text = serial(design.hash, number, f"{_PREFIXES[kind]}{batch}")
        if kind == "cells":
            inside = ""
        else:
            first, last = (serial(design.hash, n, batch) for n in ((number - 1) * each + 1, min(number * each, count)))
            inside = tr("{first} to {last}", first=first, last=last) if first != last else first
        numbered = tr("{kind} {number} of {of}", kind=tr(KINDS[kind]), number=number, of=of)
        identity = tr("revision {revision} · hash {hash}", revision=document.revision, hash=design.short_hash)
        lines = (numbered, inside, document.name, identity, tr("Batch {batch}", batch=batch) if batch else "")
        payload = f"CW1;{design.short_hash};{_PREFIXES[kind] or 'C'};{text}"
        made.append(Label(text, document.name, tuple(line for line in lines if line), payload))
    return tuple(made)


def pdf(
    design: Design,
    stock: Stock,
    count: int,
    *,
    kind: Kind = "cells",
    batch: str = "",
    each: int = 1,
    first: int = 1,
    progress: Progress = silent,
) -> bytes:
    """The labels as a PDF. `first`: the first free label of a sheet that was used before, from 1."""
    fonts.register_for_paper()
    rl_config.useA85 = 0
    stream = BytesIO()
    name = fonts.sanitize(design.document.name).replace("\n", " ")
    canvas = Canvas(stream, stock.page, invariant=1, initialFontName=fonts.STYLES["regular"][0])
    canvas.setTitle(f"{tr('Labels')}: {name}")
    canvas.setAuthor(PROGRAM)
    canvas.setCreator(f"{PROGRAM} {app.__version__}")
    canvas._doc.Catalog.Lang = i18n.language().replace("_", "-")
    asked = labels(design, count, kind, batch, each)
    mask = qr.best_mask(asked[0].payload)
    for index, label in enumerate(asked):
        place = (index + first - 1) % stock.count
        if index and place == 0:
            canvas.showPage()
        _draw(canvas, label, mask, *stock.corner(place), stock.width, stock.height)
        progress(index + 1, len(asked))
    canvas.save()
    return stream.getvalue()


def _draw(canvas: Any, label: Label, mask: int, x: float, y: float, wide: float, high: float) -> None:
    """One label: the code at the left, the serial as large as there is room, below it the lines that fit."""
    # The code brings its own white margin, so that it may stand at the label's edge.
    side = min(high, _LARGEST_CODE, wide * 0.45)
    qr.draw_qr(canvas, label.payload, mask, x, y + (high - side) / 2, side)
    left, room = x + side, wide - side - _PAD
    size = min(14.0, high / 3.2, 10.0 * room / width(label.serial, Face("bold", 10.0)))
    lines = [(label.serial, Face("bold", size))]
    below = min(9.0, max(_SMALLEST_TEXT, size * 0.7))
    space = high - 2 * min(_PAD, high * 0.06) - size * 1.2
    fitting = max(0, int(space / (below * 1.25)))
    lines += [(shortened(text, Face(size=below), room), Face(size=below)) for text in label.lines[:fitting]]
    filled = sum(face.line_height for _, face in lines)
    top = y + (high + filled) / 2
    for text, face in lines:
        draw_text(canvas, text, face, left, top - face.ascent)
        top -= face.line_height
