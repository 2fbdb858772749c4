"""The typefaces of screen and paper, and which of them draws which character.

reportlab looks in one font only and says nothing when it lacks a character, so every text from a person or file goes
through `markup` (for a Paragraph) or `runs` (for the canvas): both split it by coverage and print □ for what no
font has. `missing` names those characters, for the warning. The screen uses the same files: load every one of
`paths()` and set the families of `FAMILIES`. To add a font: build it in resources/fonts, add it here.
"""

import struct
import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final

from app.services.paths import resources

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
"""For each style the fonts asked in turn; the first is the one to set a paragraph in."""

BOX: Final = "□"

_PAPER_FAMILIES: Final = (
    # family, regular, bold, italic, bold italic: what <b> and <i> change to on paper
    ("CellwrightSans", "CellwrightSans", "CellwrightSans-Bold", "CellwrightSans-Italic", "CellwrightSans-Bold"),
    ("CellwrightSymbols", "CellwrightSymbols", "CellwrightSymbols-Bold", "CellwrightSymbols", "CellwrightSymbols-Bold"),
    ("CellwrightHan",) * 5,
    ("CellwrightEast",) * 5,
)


def paths() -> list[Path]:
    """Every font file, in fallback order."""
    return [path(name) for name in FONT_FILES]


def path(name: str) -> Path:
    """The file of one font."""
    return resources() / "fonts" / FONT_FILES[name]


def register_for_paper() -> None:
    """Make every font known to reportlab, with its bold and italic; may be called again."""
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    known = set(pdfmetrics.getRegisteredFontNames())
    for name in FONT_FILES:
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(path(name))))
    for family, regular, bold, italic, both in _PAPER_FAMILIES:
        # Not registerFontFamily: a font name is read back as the mapping added last, so the plainest comes last.
        addMapping(family, 1, 1, both)
        addMapping(family, 0, 1, italic)
        addMapping(family, 1, 0, bold)
        addMapping(family, 0, 0, regular)


def runs(text: str, style: str = "regular") -> list[tuple[str, str]]:
    """Split the text, as `sanitize` gives it, into (font name, part): each part holds only what that font has.

    Line ends and tabs stay in the parts: the canvas draws neither, so split lines first.
    """
    first = STYLES[style][0]
    if _plain(text):
        return [(first, text)] if text else []
    found: list[tuple[str, str]] = []
    for font, characters in groupby(sanitize(text), key=lambda character: _font(character, style) or first):
        found.append((font, "".join(characters)))
    return found


def markup(text: str, style: str = "regular") -> str:
    """The text as the inside of a reportlab Paragraph set in the first font of the style: escaped, other fonts named.

    Inside <b> ask for the style bold: a named font starts upright and light again.
    """
    if _plain(text):
        return _escape(text)
    first = STYLES[style][0]
    escaped = (
        _escape(part) if font == first else f'<font name="{font}">{_escape(part)}</font>'
        for font, part in runs(text, style)
    )
    return "".join(escaped).replace("\n", "<br/>")


def missing(text: str) -> set[str]:
    """The characters no font has, control characters and lone surrogates among them; they print as □."""
    return {character for character in _composed(text) if not _drawable(character)}


def sanitize(text: str) -> str:
    """The text as it can be drawn: composed (NFC), one kind of line end, no invisible marks, □ for what is missing."""
    if _plain(text):
        return text
    return "".join(character if _drawable(character) else BOX for character in _composed(text))


def _escape(text: str) -> str:  # xml.sax.saxutils has it too, at 40 ms of imports
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


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
