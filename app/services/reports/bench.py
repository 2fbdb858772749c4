"""What a sheet for the bench is made of: sentences with boxes in them, rows of boxes, and the block of one step.

Sizes are those that gloves and arm's length ask for. None of these ever splits: what belongs together stays on a page.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services.breaks import CLOSING, words
from app.services.i18n import joined, tr
from app.services.plans import PlanError
from app.services.process import Entry, Line, Piece, Step
from app.services.reports.fillable import field
from app.services.reports.frame import Body
from app.services.reports.tables import RULE, SHADE, Kept
from app.services.reports.texts import (
    BLACK,
    BODY,
    BOLD,
    NOTE,
    SET_POINT,
    WHITE,
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
NUMBER: Final[float] = 11 * mm
"""The column a step's number stands in."""
GRID_BOX: Final[float] = 33 * mm
"""The least width of one of many boxes, its number included."""
MOST_IN_STEP: Final = 60
"""Boxes a step holds itself; more go into a table of their own, which may go on over pages."""

STEP_NUMBER: Final = Face("bold", 15.0, 1.1)
STEP_TITLE: Final = Face("bold", 11.0)
HOLD: Final = Face("bold", 13.0)
"""The H of a hold point."""


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
        self._line = (Piece("value", f"⚠ {title}. "), Piece("text", text))
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


class StepBlock(Whole):
    """One step: number, title, instructions, lines to work through, signatures."""

    TARGET: Final[float] = 31 * mm
    LIMITS: Final[float] = 35 * mm
    BOXES: Final[float] = 42 * mm
    SIGNED: Final[float] = 17 * mm
    TIME: Final[float] = 20 * mm
    EQUIPMENT: Final[float] = 26 * mm

    def __init__(self, step: Step) -> None:
        super().__init__()
        self._step = step
        self.spaceAfter = 3 * mm
        self._draws: list[tuple[float, Callable[[float], None]]] = []

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Place everything at this width; called by reportlab."""
        self.width = available_width
        self._x = NUMBER
        self._room = available_width - NUMBER
        self._draws = []
        y = 1.6 * mm
        y = self._title(y)
        for line in self._step.lines:
            y = self._flow(Sentence(line), self._x, y, self._room) + 0.6 * mm
        y += 0.6 * mm
        for entry in self._step.entries:
            y = self._entry(entry, y)
        y = self._sign(y)
        self.height = y
        return self.width, self.height

    def draw(self) -> None:
        """Everything placed, from the top down; called by reportlab."""
        self.canv.setStrokeColor(BLACK)
        self.canv.setLineWidth(1.1)
        self.canv.line(0, self.height, self.width, self.height)
        for y, put in self._draws:
            put(self.height - y)

    # parts; y is the distance from the top

    def _title(self, y: float) -> float:
        step = self._step
        hazards = "  ".join(f"⚠ {hazard}" for hazard in step.hazards)
        beside = width(hazards, BOLD) + 4 * mm if hazards else 0.0
        after = self._flow(TextBlock(step.title, STEP_TITLE), self._x, y, self._room - beside)
        baseline = y + STEP_TITLE.ascent

        def put(at: float) -> None:
            draw_text(self.canv, str(step.number), STEP_NUMBER, 0, at - 0.6 * mm)
            draw_text(self.canv, hazards, BOLD, self.width, at, "right")

        self._draws.append((baseline, put))
        if step.hold:
            self._draws.append((baseline + 9 * mm, self._hold))
        return float(after + 0.4 * mm)

    def _hold(self, at: float) -> None:
        self.canv.setFillColor(BLACK)
        self.canv.rect(0, at, 7 * mm, 7 * mm, stroke=0, fill=1)
        draw_text(self.canv, "H", HOLD, 3.5 * mm, at + 1.9 * mm, "centre", WHITE)

    def _entry(self, entry: Entry, y: float) -> float:
        y = self._row(entry, y)
        for line in entry.calculation:
            y = self._flow(Sentence(line), self._x + 6 * mm, y, self._room - 6 * mm)
        if self._gridded(entry):
            y = self._grid(entry, y)
        return y

    def _gridded(self, entry: Entry) -> bool:
        return 2 < entry.boxes <= MOST_IN_STEP

    def _row(self, entry: Entry, y: float) -> float:
        """Read, do, write, tick."""
        ends = self.width - TICK - 1.5 * mm
        boxed = 0 < entry.boxes <= 2
        boxes_x = ends - self.BOXES
        limits_x = boxes_x - self.LIMITS
        target_x = limits_x - self.TARGET
        tag = 11 * mm if entry.weigh else 0.0
        limits = limits_text(entry)
        aim = self._target_line(entry)
        if not aim and limits and entry.boxes:
            # Nothing but limits to work by: they are the set-point.
            aim, limits = (Piece("value", limits),), ""
        if entry.boxes == 0:
            room = ends - self._x
        elif aim:
            room = target_x - self._x
        else:
            room = boxes_x - self._x
        label = Sentence(entry.label, BODY, BOLD)
        wide_target = self.TARGET if limits else self.LIMITS + self.TARGET
        target = Sentence(aim, BODY)
        limit = TextBlock(limits)
        heights = [
            label.wrapOn(None, room - tag - 2 * mm, 1e6)[1],
            target.wrapOn(None, wide_target - 2 * mm, 1e6)[1] if aim else 0.0,
            limit.wrapOn(None, self.LIMITS - 2 * mm, 1e6)[1] if limits else 0.0,
            BOX if boxed else TICK,
        ]
        high = max(heights) + GAP
        middle = y + high / 2
        self._centred(label, self._x + tag, middle)
        if aim:
            self._centred(target, target_x, middle)
        if limits:
            self._centred(limit, limits_x, middle)
        if entry.boxes > MOST_IN_STEP:
            after = TextBlock(tr("table after this step"), NOTE)
            after.wrapOn(None, self.BOXES - 2 * mm, 1e6)
            self._centred(after, boxes_x, middle)

        told = " ".join(word for word in (str(self._step.number), entry.weigh, plain(entry.label)) if word)

        def put(at: float) -> None:
            self.canv.setStrokeColor(RULE)
            self.canv.setLineWidth(0.3)
            self.canv.line(self._x, at + high / 2, self.width, at + high / 2)
            if entry.weigh:
                self._weigh_mark(entry.weigh, self._x, at)
            if boxed:
                gap = 2 * mm
                wide = (self.BOXES - gap * (entry.boxes - 1)) / entry.boxes
                for index in range(entry.boxes):
                    x = boxes_x + index * (wide + gap)
                    self.frame_box(x, at - BOX / 2, wide, tip=told)
                    draw_text(self.canv, entry.box, NOTE, x + wide - 1.2 * mm, at - BOX / 2 + 1.2 * mm, "right")
            self.frame_box(self.width - TICK, at - TICK / 2, TICK, TICK, tip=told)

        self._draws.append((middle, put))
        return float(y + high)

    def _target_line(self, entry: Entry) -> Line:
        if entry.target is None:
            return (Piece("value", entry.set),) if entry.set else ()
        note = (Piece("text", f" {entry.note}"),) if entry.note else ()
        return (Piece("value", entry.target.with_unit), *note)

    def _weigh_mark(self, mark: str, x: float, at: float) -> None:
        self.canv.setFillColor(SHADE)
        self.canv.setStrokeColor(BLACK)
        self.canv.setLineWidth(0.8)
        self.canv.rect(x, at - 2.7 * mm, 8.6 * mm, 5.4 * mm, stroke=1, fill=1)
        draw_text(self.canv, mark, SET_POINT, x + 4.3 * mm, at - 1.4 * mm, "centre")

    def _grid(self, entry: Entry, y: float) -> float:
        """Boxes with numbers, as many in a row as there is room for."""
        count = min(max(int((self._room + 2 * mm) // GRID_BOX), 1), entry.boxes)
        rows = -(-entry.boxes // count)
        count = -(-entry.boxes // rows)
        wide = min(self._room / count, 45 * mm)
        for index in range(entry.boxes):
            x = self._x + index % count * wide
            bottom = y + BOX + index // count * (BOX + GAP)

            def put(at: float, x: float = x, number: int = index + 1) -> None:
                draw_numbered(self, number, entry.box, x, at, wide - 1 * mm)

            self._draws.append((bottom, put))
        return y + rows * (BOX + GAP)

    def _sign(self, y: float) -> float:
        step = self._step
        rows = [(tr("Initials"), tr("Time"), step.equipment)]
        if step.hold:
            rows.append(
                (tr("Second person"), tr("Time"), tr("Hold point: go on only when a second person has signed."))
            )
        for index, (who, time, beside) in enumerate(rows):
            y = self._signature(who, time, beside, y, hold=index == 1)
        return float(y + 1 * mm)

    def _signature(self, who: str, time: str, beside: str, y: float, *, hold: bool) -> float:
        time_x = self.width - self.TIME
        time_word = time_x - 1.5 * mm - width(time, BODY)
        who_x = time_word - 3 * mm - self.SIGNED
        who_word = who_x - 1.5 * mm - width(who, BOLD)
        ends = who_word - 4 * mm
        number = tr("No.")
        equipment_x = ends - self.EQUIPMENT
        number_word = equipment_x - 1.5 * mm - width(number, BODY)
        asks = bool(beside) and not hold
        text = TextBlock(beside, BOLD if hold else BODY)
        tall = text.wrapOn(None, (number_word - 2 * mm if asks else ends) - self._x, 1e6)[1]
        high = max(BOX, tall) + GAP
        middle = y + high / 2
        self._centred(text, self._x, middle)

        def put(at: float) -> None:
            self.canv.setStrokeColor(BLACK)
            self.canv.setLineWidth(0.6)
            self.canv.line(self._x, at + high / 2, self.width, at + high / 2)
            down = at - 1.1 * mm
            if asks:
                draw_text(self.canv, number, BODY, number_word, down)
                self.frame_box(equipment_x, at - BOX / 2, self.EQUIPMENT, tip=beside)
            draw_text(self.canv, who, BOLD, who_word, down)
            self.frame_box(who_x, at - BOX / 2, self.SIGNED, tip=who)
            draw_text(self.canv, time, BODY, time_word, down)
            self.frame_box(time_x, at - BOX / 2, self.TIME, tip=time)

        self._draws.append((middle, put))
        return float(y + high)

    # placing

    def _flow(self, flowable: Flowable, x: float, y: float, room: float) -> float:
        high: float = flowable.wrapOn(None, room, 1e6)[1]
        self._draws.append((y + high, lambda at: flowable.drawOn(self.canv, x, at)))
        return y + high

    def _centred(self, flowable: Any, x: float, middle: float) -> None:
        high = flowable.height
        self._draws.append((middle + high / 2, lambda at: flowable.drawOn(self.canv, x, at)))


def parts_of(step: Step, body: Body) -> list[Step]:
    """The step as it is where it fits on a page, else what fits on each of several pages, signed on each.

    Raises PlanError where one of its lines alone takes more than a page.
    """
    if _height(step, body) <= body.height:
        return [step]
    bare = replace(step, lines=(), entries=())
    title = tr("{title}, continued", title=step.title)
    parts = [bare]
    least = max(_height(bare, body), _height(replace(bare, title=title), body))
    pieces: tuple[Line | Entry, ...] = (*step.lines, *step.entries)
    filled = least
    for piece in pieces:
        more = _height(_with(bare, piece), body) - _height(bare, body)
        if least + more > body.height:
            raise PlanError(
                tr(
                    "Step {number}, {title}, has a line that takes more than a page. Shorten it.",
                    number=step.number,
                    title=step.title,
                )
            )
        if filled + more > body.height:
            parts.append(replace(bare, title=title))
            filled = least
        parts[-1] = _with(parts[-1], piece)
        filled += more
    return parts


def _height(step: Step, body: Body) -> float:
    return float(StepBlock(step).wrap(body.width, body.height)[1])


def _with(step: Step, piece: Line | Entry) -> Step:
    if isinstance(piece, Entry):
        return replace(step, entries=(*step.entries, piece))
    return replace(step, lines=(*step.lines, piece))
