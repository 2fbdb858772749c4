"""Drawings for tooling on paper, 1:1: a sheet for each piece, as large as it needs, or tiles of it with crop marks."""

import math
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

import app
from app.services import fonts, i18n
from app.services.design import Design
from app.services.drawings.palette import colours
from app.services.drawings.tool_part import ToolPart, interrupted
from app.services.drawings.tool_sheet import CODE, ToolSheet, tool_sheet
from app.services.i18n import N_, tr
from app.services.reports import qr
from app.services.reports.drawing_flowable import draw_scene
from app.services.reports.frame import PAPERS, PROGRAM, Head, head_of
from app.services.reports.texts import BLACK, FOOT, draw_text, shortened

LONGEST: Final = 4700.0
"""mm of a piece on one page: a PDF ends at 5080 mm; of a longer one the middle is left out, and the sheet says so."""

_MARGIN: Final = 10.0
"""mm around a tile that a printer may leave white; the crop marks stand in it."""

_FOOT: Final = 8.0
"""mm below a tile for what it says of itself."""

_LAP: Final = 10.0
"""mm by which tiles overlap, to glue them."""

_MARK: Final = 6.0


def pdf(design: Design, parts: Sequence[ToolPart], paper: str, *, tiled: bool) -> bytes:
    """The sheets as the bytes of a PDF."""
    rl_config.useA85 = 0
    head = head_of(design, N_("Drawings for tooling"))
    stream = BytesIO()
    canvas = Canvas(
        stream,
        invariant=1,
        initialFontName=fonts.on_paper(fonts.STYLES["regular"][0]).fontName,
        lang=i18n.language().replace("_", "-"),
    )
    name = fonts.sanitize(design.document.name).replace("\n", " ")
    canvas.setTitle(f"{tr(head.kind)}: {name}")
    canvas.setSubject(fonts.sanitize(head.identity))
    canvas.setAuthor(PROGRAM)
    canvas.setCreator(f"{PROGRAM} {app.__version__}")
    mask = qr.best_mask(head.payload(1))
    for number, part in enumerate(parts, 1):
        sheet = tool_sheet(interrupted(part, LONGEST), design, number, len(parts), paper)
        payload = head.payload(number)
        if tiled:
            _tiles(canvas, sheet, paper, head, payload, mask)
            continue
        canvas.setPageSize((sheet.scene.width * mm, sheet.scene.height * mm))
        canvas.bookmarkPage(part.id)
        canvas.addOutlineEntry(part.name, part.id)
        _draw(canvas, sheet, 0.0, sheet.scene.height * mm, payload, mask)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw(canvas: Any, sheet: ToolSheet, x: float, top: float, payload: str, mask: int) -> None:
    """A sheet with its upper left corner at x, top, in points."""
    draw_scene(canvas, sheet.scene, x, top, mm, colours("paper"))
    corner = x + sheet.code[0] * mm, top - (sheet.code[1] + CODE) * mm
    qr.draw_qr(canvas, payload, mask, *corner, CODE * mm)


def _tiles(canvas: Any, sheet: ToolSheet, paper: str, head: Head, payload: str, mask: int) -> None:
    """A sheet cut to pages of the paper; one that fits is printed whole."""
    page, across, down = _grid(sheet, paper)
    window = (page[0] - 2 * _MARGIN, page[1] - 2 * _MARGIN - _FOOT)
    for row in range(down):
        for column in range(across):
            canvas.setPageSize((page[0] * mm, page[1] * mm))
            if not row and not column:
                canvas.bookmarkPage(sheet.part.id)
                canvas.addOutlineEntry(sheet.part.name, sheet.part.id)
            if across == down == 1:
                _draw(canvas, sheet, 0.0, page[1] * mm, payload, mask)
                canvas.showPage()
                continue
            left, top = column * (window[0] - _LAP), row * (window[1] - _LAP)
            canvas.saveState()
            frame = canvas.beginPath()
            frame.rect(_MARGIN * mm, (page[1] - _MARGIN - window[1]) * mm, window[0] * mm, window[1] * mm)
            canvas.clipPath(frame, stroke=0, fill=0)
            _draw(canvas, sheet, (_MARGIN - left) * mm, (page[1] - _MARGIN + top) * mm, payload, mask)
            canvas.restoreState()
            _marks(canvas, page, window)
            told = tr(
                "{part}: column {column} of {columns}, row {row} of {rows}. Cut at the marks, lap by {lap} mm. "
                "{identity}",
                part=sheet.part.name,
                column=column + 1,
                columns=across,
                row=row + 1,
                rows=down,
                lap=f"{_LAP:g}",
                identity=head.identity,
            )
            room = window[0] * mm
            draw_text(canvas, shortened(told, FOOT, room), FOOT, _MARGIN * mm, 0.5 * _MARGIN * mm)
            canvas.showPage()


def _grid(sheet: ToolSheet, paper: str) -> tuple[tuple[float, float], int, int]:
    """The page, upright or across, that takes the fewest tiles, and how many side by side and below each other."""
    size = PAPERS[paper].width / mm, PAPERS[paper].height / mm
    found = []
    for page in (size, size[::-1]):
        if sheet.scene.width <= page[0] + 1e-6 and sheet.scene.height <= page[1] + 1e-6:
            return page, 1, 1
        step = (page[0] - 2 * _MARGIN - _LAP, page[1] - 2 * _MARGIN - _FOOT - _LAP)
        across, down = (
            max(1, math.ceil((whole - _LAP) / each - 1e-9))
            for whole, each in zip((sheet.scene.width, sheet.scene.height), step, strict=True)
        )
        found.append((page, across, down))
    return min(found, key=lambda tiles: tiles[1] * tiles[2])


def _marks(canvas: Any, page: tuple[float, float], window: tuple[float, float]) -> None:
    """Crop marks at the corners of a tile, outside it, and where the next one is laid on."""
    canvas.setStrokeColor(BLACK)
    canvas.setLineWidth(0.4)
    left, right = _MARGIN, _MARGIN + window[0]
    top, bottom = page[1] - _MARGIN, page[1] - _MARGIN - window[1]
    for x in (left, right):
        for y, out in ((top, 1), (bottom, -1)):
            canvas.line(x * mm, (y + out) * mm, x * mm, (y + out * _MARK) * mm)
            beside = -1 if x == left else 1
            canvas.line((x + beside) * mm, y * mm, (x + beside * _MARK) * mm, y * mm)
