"""Widths of texts in the program's own typeface, the same on the screen and on paper; read from the font files."""

import struct
from functools import cache, lru_cache

from app.services import fonts


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of text, in the unit of `size`."""
    return size * _unit_width(text, "bold" if bold else "regular")


@lru_cache(maxsize=8192)
def _unit_width(text: str, style: str) -> float:
    width = 0.0
    for font, part in fonts.runs(text, style):
        advances = _advances(font)
        width += sum(advances.get(ord(character), 0.6) for character in part)
    return width


@cache
def _advances(name: str) -> dict[int, float]:
    """Code point to advance width in ems: the format 12 character map joined with the table of advances."""
    content = fonts.path(name).read_bytes()
    tables = {}
    for at in range(struct.unpack_from(">H", content, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", content, 12 + 16 * at)
        tables[tag] = offset
    per_em = struct.unpack_from(">H", content, tables[b"head"] + 18)[0]
    count = struct.unpack_from(">H", content, tables[b"hhea"] + 34)[0]
    pairs = struct.unpack_from(f">{2 * count}H", content, tables[b"hmtx"])
    advances = pairs[::2]
    found = {}
    for first, last, glyph in _groups(content, tables[b"cmap"]):
        for code in range(first, last + 1):
            found[code] = advances[min(glyph + code - first, count - 1)] / per_em
    return found


def _groups(content: bytes, cmap: int) -> list[tuple[int, int, int]]:
    for at in range(struct.unpack_from(">H", content, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", content, cmap + 4 + 8 * at)
        if (platform, encoding) == (3, 10):
            start = cmap + offset
            count = struct.unpack_from(">L", content, start + 12)[0]
            return [struct.unpack_from(">LLL", content, start + 16 + 12 * group) for group in range(count)]
    raise ValueError("the font has no full character map")
