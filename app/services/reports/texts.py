"""Text on paper: set in lines without any markup, so that whatever people type prints as it stands.

Lengths are in points. A text goes through `app.services.fonts`: each character is drawn by a font that has it, one
that no font has prints as □. Lines break at spaces, between ideographs, and inside a word only when it is wider than
its column: nothing is cut off and nothing runs out of its place.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

from reportlab.lib.colors import Color
from reportlab.lib.rl_accel import escapePDF
from reportlab.platypus import Flowable

from app.services import fonts
from app.services.breaks import words

Style = Literal["regular", "bold", "italic"]
Align = Literal["left", "right", "centre"]

BLACK: Final = Color(0, 0, 0)
WHITE: Final = Color(1, 1, 1)
GREY: Final = Color(0.33, 0.33, 0.33)
"""For units, sources and what is said beside the matter; dark enough for a photocopier."""

ELLIPSIS: Final = "…"

_ASCENT: Final = 0.78


@dataclass(frozen=True, slots=True)
class Face:
    """How a text looks. `size` in points; `leading` is the distance of two lines as a part of the size."""

    style: Style = "regular"
    size: float = 9.0
    leading: float = 1.28
    grey: bool = False

    @property
    def line_height(self) -> float:
        return self.size * self.leading

    @property
    def ascent(self) -> float:
        """From the top of a line to its baseline."""
        return self.size * (_ASCENT + (self.leading - 1) / 2)


BODY: Final = Face()
BOLD: Final = Face("bold")
NOTE: Final = Face(grey=True)
SET_POINT: Final = Face("bold", 11.0)
HEADING: Final = Face("bold", 12.0)
SUBHEADING: Final = Face("bold", 10.0)
TITLE: Final = Face("bold", 17.0, 1.2)
FOOT: Final = Face(size=8.0)

_ESCAPED: Final = {code: escapePDF(bytes([code])) for code in range(256)}

Line = tuple[tuple[str, str], ...]
"""(font, part) in order."""

Part = tuple[str, float, float, float, str]
"""(font, size, x, y, text): a text that one font has, the left end of its baseline at x, y."""


def width(text: str, face: Face) -> float:
    """The width of a text in one line."""
    return unit_width(text, face.style) * face.size


@lru_cache(maxsize=8192)
def unit_width(text: str, style: Style) -> float:
    """The width of a text in one line at a size of one point."""
    return sum(_part_width(part, font) for font, part in fonts.runs(text, style))


@lru_cache(maxsize=8192)
def lines(text: str, face: Face, room: float) -> tuple[Line, ...]:
    """The text broken into lines no wider than `room`; an empty text is one empty line."""
    broken: list[Line] = []
    for paragraph in fonts.sanitize(text).replace("\t", " ").split("\n"):
        broken += _broken(paragraph, face, room)
    return tuple(broken)


def line_width(line: Line, face: Face) -> float:
    """The width of a set line."""
    return sum(_part_width(part, font) for font, part in line) * face.size


def shortened(text: str, face: Face, room: float) -> str:
    """The text in one line: its middle gives way to … when it is wider than `room`."""
    flat = " ".join(fonts.sanitize(text).split("\n"))
    if width(flat, face) <= room:
        return flat
    low, high = 0, len(flat)
    while low < high:
        kept = (low + high + 1) // 2
        low, high = (kept, high) if width(_without_middle(flat, kept), face) <= room else (low, kept - 1)
    return _without_middle(flat, low)


def draw(
    canvas: Any, block: Sequence[Line], face: Face, x: float, top: float, room: float = 0.0, align: Align = "left"
) -> None:
    """Draw set lines below each other from `top` on, in a `room` that begins at x."""
    canvas.setFillColor(GREY if face.grey else BLACK)
    parts: list[Part] = []
    y = top - face.ascent
    for line in block:
        parts += beside(line, face.size, x + _shift(line, face, room, align), y)
        y -= face.line_height
    put(canvas, parts)


def beside(line: Line, size: float, x: float, y: float) -> Iterator[Part]:
    """The parts of a line, each placed at the end of the one before it."""
    for font, part in line:
        yield font, size, x, y, part
        x += _part_width(part, font) * size


def put(canvas: Any, parts: Iterable[Part]) -> None:
    """Draw parts of texts in the canvas's colour.

    What its drawString does, which takes three times as long: it would say font, size and leading with every part.
    """
    known = canvas.encoded = getattr(canvas, "encoded", {})  # most parts of a document were drawn before: = · + m
    written = ["BT"]
    chosen = None
    for font, size, x, y, text in parts:
        if (font, text) not in known:
            known[font, text] = tuple(_encoded(canvas._doc, fonts.on_paper(font), text))
        written.append(f"1 0 0 1 {round(x, 3):.7g} {round(y, 3):.7g} Tm")
        for name, shown in known[font, text]:
            if chosen != (name, size):
                chosen = name, size
                written.append(f"{name} {round(size, 3):.7g} Tf")
            written.append(shown)
    written.append("ET")
    canvas.addLiteral(" ".join(written))


def _encoded(document: Any, font: Any, text: str) -> Iterator[tuple[str, str]]:
    """The text in the document's own codes: (name of a part of the font, what shows a part of the text)."""
    for subset, codes in font.splitString(text, document):
        yield font.getSubsetInternalName(subset, document), f"({codes.decode('latin-1').translate(_ESCAPED)}) Tj"


def draw_text(canvas: Any, text: str, face: Face, x: float, y: float, align: Align = "left", ink: Any = None) -> None:
    """Draw a text in one line, in `ink` or the face's own colour; x is its left end, its right end or its middle."""
    line = fonts.runs(text, face.style)
    canvas.setFillColor(ink or (GREY if face.grey else BLACK))
    put(canvas, beside(line, face.size, x + _shift(line, face, 0.0, align), y))


def _shift(line: Line, face: Face, room: float, align: Align) -> float:
    """From the left end of the room to that of the line."""
    if align == "left":
        return 0.0
    return (room - line_width(line, face)) * (1.0 if align == "right" else 0.5)


class TextBlock(Flowable):  # type: ignore[misc]
    """A text in the flow of a page, at the full width it is given; it may go on on the next page."""

    def __init__(
        self,
        text: str,
        face: Face = BODY,
        *,
        align: Align = "left",
        space_before: float = 0.0,
        space_after: float = 0.0,
        indent: float = 0.0,
    ) -> None:
        super().__init__()
        self.spaceBefore = space_before
        self.spaceAfter = space_after
        self._text = text
        self._face = face
        self._align = align
        self._indent = indent
        self._set: tuple[Line, ...] = ()
        self._fixed = False

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Break the text at this width; called by reportlab before it draws."""
        self.width = available_width
        if not self._fixed:
            self._set = lines(self._text, self._face, available_width - self._indent)
        self.height = len(self._set) * self._face.line_height
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Two lines at least stay together on either page; called by reportlab when the page is full."""
        self.wrap(available_width, available_height)
        fitting = min(int(available_height / self._face.line_height + 1e-6), len(self._set) - 2)
        if fitting < 2:
            return []
        return [self._part(self._set[:fitting]), self._part(self._set[fitting:])]

    def draw(self) -> None:
        """Draw the lines; called by reportlab."""
        draw(self.canv, self._set, self._face, self._indent, self.height, self.width - self._indent, self._align)

    def _part(self, part: tuple[Line, ...]) -> "TextBlock":
        block = TextBlock("", self._face, align=self._align, indent=self._indent)
        block.spaceBefore, block.spaceAfter = self.spaceBefore, self.spaceAfter
        block._set, block._fixed = part, True
        return block


# Breaking ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=16384)
def _part_width(part: str, font: str) -> float:
    """The width at a size of one point."""
    return float(fonts.on_paper(font).stringWidth(part, 1.0))


def _broken(paragraph: str, face: Face, room: float) -> Iterator[Line]:
    limit = room + 1e-6
    row = ""
    filled = 0.0
    for word in words(paragraph):
        wide = width(word, face)
        if filled + width(word.rstrip(" "), face) <= limit:
            row, filled = row + word, filled + wide
            continue
        if row.strip(" "):
            yield _line(row, face)
        *full, row = _pieces(word.lstrip(" "), face, limit)
        for piece in full:
            yield _line(piece, face)
        filled = width(row, face)
    yield _line(row, face)


def _line(row: str, face: Face) -> Line:
    return fonts.runs(row.rstrip(" "), face.style)


def _pieces(word: str, face: Face, limit: float) -> list[str]:
    """A word cut into pieces that fit; one piece when it fits as it is."""
    if width(word.rstrip(" "), face) <= limit:
        return [word]
    pieces, piece = [], ""
    filled = 0.0
    for character in word:
        wide = width(character, face)
        if piece and filled + wide > limit:
            pieces.append(piece)
            piece, filled = "", 0.0
        piece, filled = piece + character, filled + wide
    return [*pieces, piece]


def _without_middle(text: str, kept: int) -> str:
    tail = kept // 3
    return f"{text[: kept - tail].rstrip()}{ELLIPSIS}{text[len(text) - tail :].lstrip()}" if kept else ELLIPSIS
