"""What a sheet for the bench is made of: sentences with boxes in them, rows of boxes, signs of hazards.

Sizes are those that gloves and arm's length ask for. None of these ever splits: what belongs together stays on a page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services.breaks import CLOSING, words
from app.services.i18n import joined, tr
from app.services.process import Entry, Line, Piece
from app.services.reports.blocks import Kept
from app.services.reports.fillable import field
from app.services.reports.texts import (
    BLACK,
    BODY,
    BOLD,
    NOTE,
    SET_POINT,
    Face,
    TextBlock,
    draw_text,
    lines,
    width,
)

BOX: Final[float] = 9 * mm
"""Height of a box to write in."""
TICK: Final[float] = 5 * mm
GAP: Final[float] = 1.6 * mm
"""Between a box and what stands above or below it."""


def plain(line: Line) -> str:
    """The words of a line, without its boxes."""
    return "".join(piece.text for piece in line if piece.kind != "box")


def target_text(entry: Entry) -> str:
    """What to aim at, in words."""
    if entry.target is None:
        return entry.set
    return f"{entry.target.with_unit} {entry.note}".rstrip()


def limits_text(entry: Entry) -> str:
    """What is still right, in words."""
    low, high = entry.low, entry.high
    if low is not None and high is not None:
        return f"{low.text} – {high.with_unit}"
    if low is not None:
        return f"≥ {low.with_unit}"
    return f"≤ {high.with_unit}" if high is not None else ""


class Whole(Flowable):  # type: ignore[misc]
    """A flowable that never splits."""

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Never; called by reportlab."""
        return []

    def frame_box(self, x: float, y: float, wide: float, high: float = BOX, tip: str = "") -> None:
        """The frame of a box; `tip` says what goes into it, where it is filled in on the screen."""
        self.canv.setStrokeColor(BLACK)
        self.canv.setLineWidth(0.6)
        self.canv.rect(x, y, wide, high, stroke=1, fill=0)
        field(self.canv, x, y, wide, high, tip)


class Framed(Whole):
    """Flowables in a thick frame."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self._inside = Kept(parts, gap=0.6 * mm)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Room for the frame round the parts; called by reportlab."""
        high = self._inside.wrapOn(self.canv, available_width - 6 * mm, 1e6)[1]
        self.width, self.height = available_width, high + 5 * mm
        return self.width, self.height

    def draw(self) -> None:
        """Frame and parts; called by reportlab."""
        self.canv.setStrokeColor(BLACK)
        self.canv.setLineWidth(1.8)
        self.canv.rect(0.9, 0.9, self.width - 1.8, self.height - 1.8, stroke=1, fill=0)
        self._inside.drawOn(self.canv, 3 * mm, 2.5 * mm)


class Boxes(Whole):
    """A row of boxes with their names above them."""

    def __init__(self, named: Sequence[tuple[str, float]]) -> None:
        super().__init__()
        self._named = named
        self.spaceAfter = 2 * mm

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """As high as the name with the most lines asks for; called by reportlab."""
        self.width = available_width
        self._tallest = max(len(lines(name, BODY, wide)) for name, _, wide in self._placed()) * BODY.line_height
        self.height = self._tallest + BOX + 0.5 * mm
        return self.width, self.height

    def draw(self) -> None:
        """Names and boxes; called by reportlab."""
        for name, x, wide in self._placed():
            block = TextBlock(name)
            high = block.wrapOn(self.canv, wide, 1e6)[1]
            block.drawOn(self.canv, x, BOX + 0.5 * mm)
            assert high <= self._tallest + 1e-6
            self.frame_box(x, 0, wide, tip=name)

    def _placed(self) -> Iterator[tuple[str, float, float]]:
        gap = 2.5 * mm
        unit = (self.width - gap * (len(self._named) - 1)) / sum(share for _, share in self._named)
        x = 0.0
        for name, share in self._named:
            yield name, x, share * unit
            x += share * unit + gap


class Hazard(Whole):
    """A hazard: a sign, its name and what to do."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._line = (Piece("value", tr("⚠ {title}. ", title=title)), Piece("text", text))
        self._sentence = Sentence(self._line, BODY, BOLD)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Called by reportlab."""
        self.width, self.height = available_width, self._sentence.wrapOn(self.canv, available_width, 1e6)[1]
        return self.width, self.height

    def draw(self) -> None:
        """Called by reportlab."""
        self._sentence.drawOn(self.canv, 0, 0)


@dataclass(frozen=True, slots=True)
class _Token:
    """What a line break does not divide: a word, or a box."""

    kind: str
    text: str
    wide: float


class Sentence(Whole):
    """A line of a plan: words, values of the design in another face, and boxes to write in."""

    def __init__(self, line: Line, face: Face = BODY, value: Face = SET_POINT, box: float = 25 * mm) -> None:
        super().__init__()
        self._face = face
        self._value = value
        self._tokens = list(self._tokens_of(line, box))
        self._rows: list[tuple[list[_Token], float]] = []

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Break the line at this width; called by reportlab."""
        rows: list[list[_Token]] = [[]]
        filled = 0.0
        for kept in self._kept_together(available_width):
            *before, last = kept
            wide = last.wide if last.kind == "box" else width(last.text.rstrip(), self._face_of(last))
            if rows[-1] and filled + sum(token.wide for token in before) + wide > available_width + 1e-6:
                rows.append([])
                filled = 0.0
            rows[-1] += kept
            filled += sum(token.wide for token in kept)
        self._rows = [(row, self._height_of(row)) for row in rows]
        self.width, self.height = available_width, sum(high for _, high in self._rows)
        return self.width, self.height

    def draw(self) -> None:
        """Words and boxes from the left; called by reportlab."""
        y = self.height
        for row, high in self._rows:
            y -= high
            x = 0.0
            middle = y + high / 2
            for token in row:
                if token.kind == "box":
                    self.frame_box(x, middle - BOX / 2, token.wide - 1.2 * mm)
                    draw_text(self.canv, token.text, NOTE, x + token.wide - 2.4 * mm, middle - 1.1 * mm, "right")
                else:
                    face = self._face_of(token)
                    draw_text(self.canv, token.text, face, x, middle - 0.36 * self._face.size)
                x += token.wide

    def _tokens_of(self, line: Line, box: float) -> Iterator[_Token]:
        for piece in line:
            if piece.kind == "box":
                yield _Token("box", piece.text, box)
                continue
            face = self._value if piece.kind == "value" else self._face
            for word in words(piece.text):
                yield _Token(piece.kind, word, width(word, face))

    def _kept_together(self, room: float) -> Iterator[list[_Token]]:
        """The tokens, each with the full stop or comma that follows it: neither begins a line."""
        kept: list[_Token] = []
        for token in self._fitting(room):
            if kept and (token.kind == "box" or token.text[0] not in CLOSING):
                yield kept
                kept = []
            kept.append(token)
        if kept:
            yield kept

    def _fitting(self, room: float) -> Iterator[_Token]:
        """The tokens, a word wider than the line cut into pieces."""
        for token in self._tokens:
            face = self._face_of(token)
            if token.kind == "box" or width(token.text.rstrip(), face) <= room:
                yield token
                continue
            for line in lines(token.text, face, room):
                text = "".join(part for _, part in line)
                yield _Token(token.kind, text, width(text, face))

    def _face_of(self, token: _Token) -> Face:
        return self._value if token.kind == "value" else self._face

    def _height_of(self, row: Iterable[_Token]) -> float:
        kinds = {token.kind for token in row}
        if "box" in kinds:
            return BOX + GAP
        return max(self._face.line_height, self._value.line_height) if "value" in kinds else self._face.line_height


class Amounts(Kept):
    """What one cell takes: the first amount large, the others below it."""

    def __init__(self, amounts: Sequence[str]) -> None:
        first, *others = amounts
        parts: list[Flowable] = [TextBlock(first, SET_POINT)]
        if others:
            parts.append(TextBlock(joined(others)))
        super().__init__(parts, gap=0)


class Pair(Whole):
    """Two boxes side by side, with a word in each or × between them."""

    def __init__(self, first: str = "", second: str = "") -> None:
        super().__init__()
        self._words = (first, second)
        self.height = BOX + (BODY.line_height if first else 0)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The width of the cell; called by reportlab."""
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        """Boxes, and words above them or × between them; called by reportlab."""
        gap = 2 * mm if self._words[0] else 5 * mm
        wide = (self.width - gap) / 2
        for index, word in enumerate(self._words):
            self.frame_box(index * (wide + gap), 0, wide)
            if word:
                draw_text(self.canv, word, BODY, index * (wide + gap), BOX + 0.8 * mm)
        if not self._words[0]:
            draw_text(self.canv, "×", BODY, self.width / 2, BOX / 2 - 1.1 * mm, "centre")


class Target(Sentence):
    """A target as the weigh record says it."""

    def __init__(self, entry: Entry) -> None:
        if entry.target is None:
            line: Line = (Piece("value", entry.set),)
        else:
            line = (Piece("value", entry.target.with_unit), Piece("text", f" {entry.note}" if entry.note else ""))
        super().__init__(line)


class NumberedBox(Whole):
    """One of many boxes: its number, the box, the unit inside it."""

    def __init__(self, number: int, unit: str) -> None:
        super().__init__()
        self._number = number
        self._unit = unit
        self.height = BOX

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The width of the cell; called by reportlab."""
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        """Number, box and unit; called by reportlab."""
        draw_numbered(self, self._number, self._unit, 0, 0, self.width)


def draw_numbered(flowable: Whole, number: int, unit: str, x: float, y: float, wide: float) -> None:
    room = 6.5 * mm
    draw_text(flowable.canv, str(number), BODY, x + room - 1 * mm, y + BOX / 2 - 1.1 * mm, "right")
    flowable.frame_box(x + room, y, wide - room)
    draw_text(flowable.canv, unit, NOTE, x + wide - 1.2 * mm, y + 1.2 * mm, "right")


class Grades(Whole):
    """Words with a tick before each, in one row."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._words = words
        self.height = TICK

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Called by reportlab."""
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        """Ticks and words; called by reportlab."""
        step = self.width / len(self._words)
        for index, word in enumerate(self._words):
            self.frame_box(index * step, 0, TICK, TICK)
            draw_text(self.canv, word, BODY, index * step + TICK + 1.5 * mm, TICK / 2 - 1.1 * mm)
