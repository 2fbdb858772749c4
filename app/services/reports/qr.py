"""The QR code of a page, drawn as vectors: what identifies a sheet that was torn off and scanned."""

from functools import lru_cache
from itertools import groupby
from typing import Any

from reportlab.graphics.barcode import qrencoder

from app.services.reports.texts import BLACK

QUIET_ZONE = 4
"""Light modules around the code that a reader needs."""


def best_mask(payload: str) -> int:
    """The mask, 0 to 7, that spreads dark and light best. Readers take any, so a document may use one for all pages."""
    return int(_code(payload).getBestMaskPattern())


def modules(payload: str, mask: int) -> tuple[tuple[bool, ...], ...]:
    """The dark modules of the code, row by row from the top; bytes in UTF-8, error correction M."""
    code = _code(payload)
    code.makeImpl(False, mask)
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)


def _code(payload: str) -> Any:
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    # Bytes whatever they are: reportlab would try the Japanese and Chinese modes first, which not every reader knows.
    code.addData(qrencoder.QR8bitByte(payload.encode("utf-8", "replace").decode("utf-8")))
    code.version = code.calculate_version()
    return code


def draw_qr(canvas: Any, payload: str, mask: int, x: float, y: float, side: float) -> None:
    """Draw the code with its quiet zone in a square whose lower left corner is x, y."""
    count, drawn = _drawn(payload, mask)
    module = side / (count + 2 * QUIET_ZONE)
    canvas.saveState()
    canvas.setFillColor(BLACK)
    canvas.translate(x, y)
    canvas.scale(module, module)
    # Written as it stands: reportlab would take a tenth of a second to write the numbers of a document's codes.
    canvas.addLiteral(drawn)
    canvas.restoreState()


@lru_cache(maxsize=4)
def _drawn(payload: str, mask: int) -> tuple[int, str]:
    """Modules of a side, and the code in them; kept because the pages of one sheet often say the same."""
    rows = modules(payload, mask)
    return len(rows), _rectangles(rows)


def _rectangles(rows: tuple[tuple[bool, ...], ...]) -> str:
    """Filled rectangles in units of one module; neighbours in one, lest hairlines show between them."""
    drawn = []
    for index, row in enumerate(reversed(rows)):
        column = QUIET_ZONE
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                drawn.append(f"{column} {index + QUIET_ZONE} {length} 1 re")
            column += length
    return " ".join((*drawn, "f"))
