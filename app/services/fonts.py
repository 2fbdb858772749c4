"""The typefaces of screen and paper, and which of them draws which character.

reportlab looks in one font only and says nothing when it lacks a character, so every text from a person or file goes
through `runs`, which splits it by coverage and gives □ for what no font has. `missing` names those characters, for the
warning. The screen uses the same files: load every one of `paths()` and set the families of `FAMILIES`. To add a font:
build it in resources/fonts, add it here.
"""

import struct
import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from app.services.paths import resources

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

FONT_FILES: Final = {
    "CellwrightSans": "CellwrightSans-Regular.ttf",
    "CellwrightSans-Bold": "CellwrightSans-Bold.ttf",
    "CellwrightSans-Italic": "CellwrightSans-Italic.ttf",
    "CellwrightSymbols": "CellwrightSymbols-Regular.ttf",
    "CellwrightSymbols-Bold": "CellwrightSymbols-Bold.ttf",
    "CellwrightHan": "CellwrightHan-Regular.ttf",
    "CellwrightEast": "CellwrightEast-Regular.ttf",
}
"""PostScript name, which is also the name on paper, to file name; in fallback order."""

FAMILIES: Final = ("Cellwright Sans", "Cellwright Symbols", "Cellwright Han", "Cellwright East")
"""The same as family names for the screen, in fallback order."""

STYLES: Final = {
    "regular": ("CellwrightSans", "CellwrightSymbols", "CellwrightHan", "CellwrightEast"),
    "bold": ("CellwrightSans-Bold", "CellwrightSymbols-Bold", "CellwrightHan", "CellwrightEast"),
    "italic": ("CellwrightSans-Italic", "CellwrightSans", "CellwrightSymbols", "CellwrightHan", "CellwrightEast"),
}
"""For each style the fonts asked in turn."""

BOX: Final = "□"

_READING: Final = Lock()
"""Two windows print in two threads; a document must not get two fonts of one name."""


def paths() -> list[Path]:
    """Every font file, in fallback order."""
    return [path(name) for name in FONT_FILES]


def path(name: str) -> Path:
    """The file of one font."""
    return resources() / "fonts" / FONT_FILES[name]


@cache
def on_paper(name: str) -> "TTFont":
    """The font as reportlab draws it, read when first asked for: the Chinese ones take a tenth of a second."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    with _READING:
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(path(name))))
        return pdfmetrics.getFont(name)


@lru_cache(maxsize=8192)
def runs(text: str, style: str = "regular") -> tuple[tuple[str, str], ...]:
    """Split the text, as `sanitize` gives it, into (font name, part): each part holds only what that font has.

    Line ends and tabs stay in the parts: the canvas draws neither, so split lines first.
    """
    first = STYLES[style][0]
    if _plain(text):
        return ((first, text),) if text else ()
    by_font = groupby(sanitize(text), key=lambda character: _font(character, style) or first)
    return tuple((font, "".join(characters)) for font, characters in by_font)


def missing(text: str) -> set[str]:
    """The characters no font has, control characters and lone surrogates among them; they print as □."""
    return {character for character in _composed(text) if not _drawable(character)}


def sanitize(text: str) -> str:
    """The text as it can be drawn: composed (NFC), one kind of line end, no invisible marks, □ for what is missing."""
    if _plain(text):
        return text
    return "".join(character if _drawable(character) else BOX for character in _composed(text))


def _plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _composed(text: str) -> str:
    """NFC, one kind of line end and of odd space, no marks that draw nothing (joiners, selectors, soft hyphens)."""
    if _plain(text):
        return text
    text = unicodedata.normalize("NFC", text)
    for line_end in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(line_end, "\n")
    return "".join(_visible(character) for character in text)


@cache
def _visible(character: str) -> str:
    category = unicodedata.category(character)
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    if category == "Cf" or selector:
        return ""
    return " " if category == "Zs" and not _drawable(character) else character


def _drawable(character: str) -> bool:
    return character in "\n\t" or _font(character, "regular") is not None


@cache
def _font(character: str, style: str) -> str | None:
    code = ord(character)
    return next((font for font in STYLES[style] if code in _coverage(font)), None)


@cache
def _coverage(name: str) -> frozenset[int]:
    """The code points of a font, from the format 12 table that resources/fonts/build.py gives each one."""
    with path(name).open("rb") as file:
        count = struct.unpack(">4xH6x", file.read(12))[0]
        directory = file.read(16 * count)
        offsets: dict[bytes, int] = dict(struct.iter_unpack(">4s4xL4x", directory))
        file.seek(offsets[b"cmap"])
        subtables = struct.unpack(">2xH", file.read(4))[0]
        encodings = struct.iter_unpack(">HHL", file.read(8 * subtables))
        full = next(offset for platform, encoding, offset in encodings if (platform, encoding) == (3, 10))
        file.seek(offsets[b"cmap"] + full)
        groups = struct.unpack(">12xL", file.read(16))[0]
        ranges = list(struct.iter_unpack(">LL4x", file.read(12 * groups)))
    return frozenset(code for first, last in ranges for code in range(first, last + 1))
