"""What stands on a page besides texts and tables: headings, boxes, gaps, and what stays together or side by side.

`Heading` moves to the next page when what follows has no room.
"""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services import fonts
from app.services.reports.fillable import field
from app.services.reports.texts import BLACK, HEADING, NOTE, SUBHEADING, Face, Line, TextBlock, draw, lines


class Box(Flowable):  # type: ignore[misc]
    """An empty box to write in: as wide as its cell unless a width is given, 9 mm high."""

    def __init__(self, width: float = 0.0, height: float = 9 * mm) -> None:
        super().__init__()
        self._width = width
        self.height = height

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Take the width of the cell; called by reportlab."""
        self.width = min(self._width or available_width, available_width)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the frame; called by reportlab."""
        self.canv.setStrokeColor(BLACK)
        self.canv.setLineWidth(0.6)
        self.canv.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        field(self.canv, 0, 0, self.width, self.height)


class Tick(Box):
    """A box to tick, 5 mm square."""

    def __init__(self, side: float = 5 * mm) -> None:
        super().__init__(side, side)


class Gap(Flowable):  # type: ignore[misc]
    """White space, which vanishes at the foot of a page."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """As high as there is room for; called by reportlab."""
        return available_width, min(self.height, max(available_height, 0.0))

    def draw(self) -> None:
        """Nothing; called by reportlab."""


class Heading(Flowable):  # type: ignore[misc]
    """A heading, also in the PDF's outline. It goes to the next page unless `needs` points are free below it."""

    def __init__(self, text: str, *, needs: float = 35 * mm, face: Face = HEADING, level: int = 0) -> None:
        super().__init__()
        self.spaceBefore = (5.5 if level == 0 else 3.5) * mm
        self.spaceAfter = 1.6 * mm
        self._text = text
        self._needs = needs
        self._face = face if level == 0 else SUBHEADING
        self._level = level
        self._set: tuple[Line, ...] = ()

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Ask for more than there is when too little is left below; called by reportlab."""
        self._set = lines(self._text, self._face, available_width)
        self.width = available_width
        self.height = len(self._set) * self._face.line_height
        if not at_top(self) and available_height < self.height + self._needs:
            return self.width, available_height + self.height + 1
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Never; called by reportlab."""
        return []

    def draw(self) -> None:
        """Draw the text and enter it in the outline; called by reportlab."""
        outline(self.canv, self._text, self._level)
        draw(self.canv, self._set, self._face, 0, self.height)


class Kept(Flowable):  # type: ignore[misc]
    """Flowables below each other that stay on one page; a group taller than a page is laid out as if ungrouped."""

    def __init__(self, parts: Sequence[Flowable], gap: float = 1.5 * mm) -> None:
        super().__init__()
        self._parts = list(parts)
        self._gap = gap
        self._heights: list[float] = []

    @property
    def parts(self) -> tuple[Flowable, ...]:
        """The flowables, from the top down."""
        return tuple(self._parts)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The parts' heights and the gaps between them; called by reportlab."""
        self._heights = [part.wrapOn(self.canv, available_width, 1e6)[1] for part in self._parts]
        self.width = available_width
        self.height = sum(self._heights) + self._gap * (len(self._parts) - 1)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Only at the top of a page, where no page would have room for all; called by reportlab."""
        return list(self._parts) if at_top(self) else []

    def draw(self) -> None:
        """Draw the parts from the top down; called by reportlab."""
        y = self.height
        for part, height in zip(self._parts, self._heights, strict=True):
            y -= height
            part.drawOn(self.canv, 0, y)
            y -= self._gap


class Beside(Flowable):  # type: ignore[misc]
    """Two columns of flowables side by side, which stay on one page."""

    def __init__(
        self, left: Sequence[Flowable], right: Sequence[Flowable], *, share: float = 0.5, gap: float = 6 * mm
    ) -> None:
        super().__init__()
        self._columns = (Kept(left), Kept(right))
        self._share = share
        self._gap = gap

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The taller of both columns; called by reportlab."""
        self.width = available_width
        first = (available_width - self._gap) * self._share
        rooms = (first, available_width - self._gap - first)
        self._x = (0.0, first + self._gap)
        self._heights = [c.wrapOn(self.canv, room, 1e6)[1] for c, room in zip(self._columns, rooms, strict=True)]
        self.height = max(self._heights)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Below each other, over several pages, where even an empty page is too short; called by reportlab."""
        if not at_top(self):
            return []
        first, *others = (part for column in self._columns for part in column.parts)
        first._frame = self._frame
        if first.wrapOn(self.canv, available_width, available_height)[1] <= available_height:
            return [first, *others]
        return [*(first.splitOn(self.canv, available_width, available_height) or [first]), *others]

    def draw(self) -> None:
        """Draw both from the top; called by reportlab."""
        for column, x, height in zip(self._columns, self._x, self._heights, strict=True):
            column.drawOn(self.canv, x, self.height - height)


def outline(canvas: Any, text: str, level: int) -> None:
    """Enter a heading in the PDF's outline; a level may be at most one below the one before it."""
    count, before = getattr(canvas, "outlined", (0, -1))
    level = min(level, before + 1)
    canvas.outlined = (count + 1, level)
    key = f"heading-{count + 1}"
    canvas.bookmarkPage(key)
    canvas.addOutlineEntry(" ".join(fonts.sanitize(text).split()), key, level)


def at_top(flowable: Flowable) -> bool:
    """Whether the flowable comes first on its page."""
    return bool(getattr(getattr(flowable, "_frame", None), "_atTop", False))


def note(text: str) -> TextBlock:
    """A remark below a table or drawing."""
    return TextBlock(text, NOTE, space_after=1.5 * mm)
