"""The QR code of a page, drawn as vectors: what identifies a sheet that was torn off and scanned."""

from functools import lru_cache
from typing import Any

from reportlab.graphics.barcode import qrencoder

from app.services.reports.texts import BLACK

QUIET_ZONE = 4
"""Light modules around the code that a reader needs."""


@lru_cache(maxsize=256)
def modules(payload: str) -> tuple[tuple[bool, ...], ...]:
    """The dark modules of the code, row by row from the top; bytes in UTF-8, a quarter of a module row may be lost."""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    # Bytes whatever they are: reportlab would try the Japanese and Chinese modes first, which not every reader knows.
    code.addData(qrencoder.QR8bitByte(payload))
    code.make()
    count = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(row, column)) for column in range(count)) for row in range(count))


def draw_qr(canvas: Any, payload: str, x: float, y: float, side: float) -> None:
    """Draw the code with its quiet zone in a square whose lower left corner is x, y."""
    rows = modules(payload)
    module = side / (len(rows) + 2 * QUIET_ZONE)
    path = canvas.beginPath()
    for index, row in enumerate(rows):
        bottom = y + side - (QUIET_ZONE + index + 1) * module
        start: int | None = None
        for column, dark in enumerate((*row, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                # One rectangle for neighbours: hairlines between them would show on a screen.
                path.rect(x + (QUIET_ZONE + start) * module, bottom, (column - start) * module, module)
                start = None
    canvas.setFillColor(BLACK)
    canvas.drawPath(path, stroke=0, fill=1)
