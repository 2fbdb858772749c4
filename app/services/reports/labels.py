"""Labels with QR codes for cells, trays and bags, on sheets and rolls.

A label says the serial, what the thing is, and the design with revision and hash; the code says the same for a
scanner. What a small label has no room for is left out, the serial last. Texts are set as they stand, never as markup.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

import app
from app.services import fonts
from app.services.design import Design
from app.services.exports.exporter import ExportOptions, Progress, silent
from app.services.i18n import N_, joined, tr
from app.services.reports import qr
from app.services.reports.frame import PAPERS, PROGRAM
from app.services.reports.texts import Face, draw_text, shortened, width
from app.services.serials import serial
from app.services.stocks import Stock

_NAMES: Final = {"cells": N_("Cell"), "trays": N_("Tray"), "bags": N_("Bag")}
_MARKS: Final = {"cells": "C", "trays": "T", "bags": "B"}
"""In the code, and in the seed of the serial, so that a tray has not the serial of a cell."""

_PAD: Final = 1.2 * mm
_LARGEST_CODE: Final = 30 * mm
_SMALLEST_TEXT: Final = 4.5
"""In points: below it a line is left out."""


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says. `payload` is what its code says."""

    serial: str
    lines: tuple[str, ...]
    payload: str


def labels(design: Design, options: ExportOptions) -> tuple[Label, ...]:
    """The labels of the cells, or of the trays or bags that hold them."""
    document, batch = design.document, options.batch
    mark = _MARKS[options.kind]
    of = options.cells if options.kind == "cells" else -(-options.cells // options.each)
    said = (
        document.name,
        tr("revision {revision}, {hash}", revision=document.revision, hash=design.short_hash),
        tr("Batch {batch}", batch=batch) if batch else "",
    )
    made = []
    for number in range(1, of + 1):
        own = serial(design.hash, number, batch if options.kind == "cells" else f"{mark} {batch}")
        numbered = tr("{kind} {number} of {of}", kind=tr(_NAMES[options.kind]), number=number, of=of)
        lines = (numbered, _inside(design, options, number), *said)
        made.append(Label(own, tuple(line for line in lines if line), payload(design, options.kind, own)))
    return tuple(made)


def payload(design: Design, kind: str, own: str) -> str:
    """What the code of a cell, tray or bag says for a scanner."""
    return f"CW1;{design.short_hash};{_MARKS[kind]};{own}"


def _inside(design: Design, options: ExportOptions, number: int) -> str:
    """Which cells a tray or bag holds."""
    if options.kind == "cells":
        return ""
    first, last = (number - 1) * options.each + 1, min(number * options.each, options.cells)
    ends = [serial(design.hash, cell, options.batch) for cell in dict.fromkeys((first, last))]
    return tr("{first} to {last}", first=ends[0], last=ends[1]) if len(ends) == 2 else ends[0]


def pdf(design: Design, stock: Stock, options: ExportOptions, progress: Progress = silent) -> bytes:
    """The labels as a PDF, the first on label `options.first` of the first sheet."""
    rl_config.useA85 = 0
    stream = BytesIO()
    page = (PAPERS[stock.paper].width / mm, PAPERS[stock.paper].height / mm) if stock.paper else stock.size
    name = fonts.sanitize(design.document.name).replace("\n", " ")
    font = fonts.on_paper(fonts.STYLES["regular"][0])
    canvas = Canvas(stream, (page[0] * mm, page[1] * mm), invariant=1, initialFontName=font.fontName)
    canvas.setTitle(joined((tr("Labels"), name), ": "))
    canvas.setAuthor(PROGRAM)
    canvas.setCreator(f"{PROGRAM} {app.__version__}")
    asked = labels(design, options)
    mask = qr.best_mask(asked[0].payload)
    for index, label in enumerate(asked):
        place = (index + options.first - 1) % stock.count
        if index and place == 0:
            canvas.showPage()
        x, y = stock.corner(place, page)
        _draw(canvas, label, mask, x * mm, y * mm, stock.size[0] * mm, stock.size[1] * mm)
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
