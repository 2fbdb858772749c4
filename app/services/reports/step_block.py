"""The block of one step of a plan: number, title, instructions, lines to work through, signatures.

A step that is longer than a page is divided into parts; a part never splits.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services.i18n import tr
from app.services.plans import PlanError
from app.services.process import Entry, Line, Piece, Step
from app.services.reports.bench import BOX, GAP, TICK, Sentence, Whole, draw_numbered, limits_text, plain
from app.services.reports.frame import Body
from app.services.reports.tables import RULE, SHADE
from app.services.reports.texts import BLACK, BODY, BOLD, NOTE, SET_POINT, WHITE, Face, TextBlock, draw_text, width

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
