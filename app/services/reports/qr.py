"""The QR code of a page, drawn as vectors: what identifies a sheet that was torn off and scanned.

reportlab knows where the modules of a code lie. What they say is worked out here: every page of a document has a code
of its own, and reportlab takes longer for it than for the rest of the page.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain, zip_longest
from typing import Any, Final

from reportlab.graphics.barcode import qrencoder

from app.services.reports.texts import BLACK

QUIET_ZONE = 4
"""Light modules around the code that a reader needs."""

_LEVEL: Final = qrencoder.QRErrorCorrectLevel.M
_BYTES: Final = 0b0100
"""The mode of bytes, whatever they are: not every reader knows the Japanese and Chinese modes."""
_DARK: Final = re.compile(rb"\x01+")
_PADDING: Final = b"\xec\x11"


def best_mask(payload: str) -> int:
    """The mask, 0 to 7, that spreads dark and light best. Readers take any, so a document may use one for all pages."""
    version = _version(payload)
    return int(_code(version, _codewords(payload, version)).getBestMaskPattern())


def modules(payload: str, mask: int) -> tuple[tuple[bool, ...], ...]:
    """The dark modules of the code, row by row from the top; bytes in UTF-8, error correction M."""
    version = _version(payload)
    blank, places = _blank(version, mask)
    rows = [list(row) for row in blank]
    bits = "".join(f"{codeword:08b}" for codeword in _codewords(payload, version))
    for (column, row), bit in zip(places, bits, strict=False):  # a few places may be left over
        rows[row][column] ^= bit == "1"
    return tuple(tuple(row) for row in rows)


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
        for run in _DARK.finditer(bytes(row)):
            begins, ends = run.span()
            drawn.append(f"{begins + QUIET_ZONE} {index + QUIET_ZONE} {ends - begins} 1 re")
    return " ".join((*drawn, "f"))


# What a code says -------------------------------------------------------------------------------------------------


def _encoded(payload: str) -> bytes:
    return payload.encode("utf-8", "replace")


def _version(payload: str) -> int:
    """The smallest code that has room for the payload, 1 to 40."""
    code = _code(None)
    code.addData(qrencoder.QR8bitByte(_encoded(payload)))
    return int(code.calculate_version())


@lru_cache(maxsize=4)
def _blank(version: int, mask: int) -> tuple[tuple[tuple[bool, ...], ...], tuple[tuple[int, int], ...]]:
    """The code whose bits are all 0, and (column, row) of each bit in turn."""
    code = _code(version, ())
    code.makeImpl(False, mask)
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules), tuple(code.dataPosIterator())


def _code(version: int | None, codewords: Sequence[int] | None = None) -> Any:
    code = qrencoder.QRCode(version, _LEVEL)
    code.dataCache = codewords
    return code


def _codewords(payload: str, version: int) -> list[int]:
    """What the code says and what readers mend it by, in blocks of which each gives one byte in turn."""
    sizes = [(block.dataCount, block.totalCount) for block in qrencoder.QRRSBlock.getRSBlocks(version, _LEVEL)]
    said = _filled(_encoded(payload), sum(count for count, _ in sizes), long=version > 9)
    blocks, checks = [], []
    for count, total in sizes:
        block, said = said[:count], said[count:]
        blocks.append(block)
        checks.append(_check(block, total - count))
    turns = chain(zip_longest(*blocks), zip_longest(*checks))
    return [byte for turn in turns for byte in turn if byte is not None]


def _filled(content: bytes, room: int, *, long: bool) -> bytes:
    """Mode, length, the content and four bits that end it, then padding."""
    head = _BYTES << (16 if long else 8) | len(content)
    size = len(content) + (3 if long else 2)
    said = ((head << 8 * len(content) | int.from_bytes(content)) << 4).to_bytes(size)
    return said + (_PADDING * room)[: room - size]


def _check(block: bytes, count: int) -> bytes:
    """The bytes that readers mend a block by: its remainder as a Reed–Solomon code, as ISO/IEC 18004 asks for."""
    multiples, rest = _multiples(count), 0
    top = 8 * (count - 1)
    for byte in block:
        factor = byte ^ rest >> top
        rest = (rest & (1 << top) - 1) << 8 ^ multiples[factor]
    return rest.to_bytes(count)


@cache
def _multiples(count: int) -> tuple[int, ...]:
    """The polynomial with `count` roots times each byte, its coefficients below the highest as one number."""
    polynomial = qrencoder.QRUtil.getErrorCorrectPolynomial(count).num[1:]
    logs = [qrencoder.LOG_TABLE[coefficient] for coefficient in polynomial]

    def times(byte: int) -> int:
        return int.from_bytes(qrencoder.EXP_TABLE[(log + qrencoder.LOG_TABLE[byte]) % 255] for log in logs)

    return (0, *(times(byte) for byte in range(1, 256)))
