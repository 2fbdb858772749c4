"""Tables and headings on paper. Cells hold plain text, never markup, or any flowable.

    Grid(
        (Column(tr("Quantity"), share=3), Column(tr("Value"), align="decimal"), Column(tr("Limit"), width=20 * mm)),
        [Row(("Cell mass", "14.78 g", ""), face=BOLD), group_row("Cathode"), Row(("Sheets", Box(), Tick()))],
        title="Ratings",
    )

A row never splits, the head is repeated on the next page and the title is said again with "continued". A group row or
a title never stands alone at the foot of a page. `Heading` moves to the next page when what follows has no room.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services import fonts
from app.services.i18n import tr
from app.services.reports.fillable import field
from app.services.reports.texts import (
    BLACK,
    BODY,
    BOLD,
    ELLIPSIS,
    HEADING,
    NOTE,
    SUBHEADING,
    Face,
    Line,
    TextBlock,
    draw,
    line_width,
    lines,
    width,
)

ColumnAlign = Literal["left", "right", "centre", "decimal"]
Lines = Literal["rows", "all", "none"]

PAD_X: Final = 1.2 * mm
PAD_Y: Final = 0.75 * mm
TITLE_GAP: Final[float] = 1.2 * mm
TALLEST_CELL: Final = 120 * mm
TALLEST_HEAD: Final = 25 * mm
"""A text taller than this ends with …: a row has to fit on a page, below title, head and group."""

RULE: Final = Color(0.6, 0.6, 0.6)
SHADE: Final = Color(0.92, 0.92, 0.92)

_WHOLE: Final = re.compile(r"^[−+±~≤≥<>-]?\s?\d[\d\u202f\u00a0]*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a fixed `width` in points, or a `share` of what the fixed ones leave.

    `decimal` aligns numbers at their decimal sign, whatever unit follows; words start at the left.
    """

    label: str = ""
    share: float = 1.0
    width: float = 0.0
    align: ColumnAlign = "left"
    face: Face = BODY


@dataclass(frozen=True, slots=True)
class Cell:
    """A text that looks unlike the rest of its column."""

    text: str
    face: Face | None = None
    align: ColumnAlign | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row. With fewer cells than columns the last cell spans the rest. `height` is the least, in points.

    `face`: of the cells that have none of their own. `keep`: stays on the page of the row after it.
    """

    cells: Sequence["str | Cell | Flowable"]
    face: Face | None = None
    height: float = 0.0
    shaded: bool = False
    keep: bool = False
    ruled: bool = False
    """A thick rule above it, as over a total."""
    group: str = ""
    """Says what the rows below it are of; said again where they go on on the next page."""
    bare: bool = False
    """No line below it."""


def group_row(text: str) -> Row:
    """A row across the table that says what the rows below it are of."""
    return Row((Cell(text, BOLD, "left"),), shaded=True, keep=True, group=text)


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
        if not _at_top(self) and available_height < self.height + self._needs:
            return self.width, available_height + self.height + 1
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Never; called by reportlab."""
        return []

    def draw(self) -> None:
        """Draw the text and enter it in the outline; called by reportlab."""
        _outline(self.canv, self._text, self._level)
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
        return list(self._parts) if _at_top(self) else []

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
        if not _at_top(self):
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


class Grid(Flowable):  # type: ignore[misc]
    """A table. `rules`: a line below each row, lines all round each cell, or none. `valign`: of flowables in cells.

    `remark`: a sentence below the last row, which never stands on a page without it.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Iterable[Row],
        *,
        title: str = "",
        rules: Lines = "rows",
        pad_y: float = PAD_Y,
        space_before: float = 0.0,
        space_after: float = 2 * mm,
        level: int = 1,
        valign: Literal["top", "middle"] = "middle",
        remark: str = "",
    ) -> None:
        super().__init__()
        self.spaceBefore = space_before
        self.spaceAfter = space_after
        self._columns = tuple(columns)
        self._rows = (*_kept(tuple(rows)), _remark_row(remark)) if remark else tuple(rows)
        self._title = title
        self._rules = rules
        self._pad_y = pad_y
        self._level = level
        self._valign = valign
        self._continued = False
        self._laid: _Laid | None = None

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Lay out every row at this width; called by reportlab."""
        laid = self._lay_out(available_width)
        self.width, self.height = available_width, laid.head + sum(row.height for row in laid.rows)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """As many rows as fit, two at least, none that keeps to the next; called by reportlab."""
        laid = self._lay_out(available_width)
        filled, count = laid.head, 0
        for row in laid.rows:
            if filled + row.height > available_height + 1e-6:
                break
            filled, count = filled + row.height, count + 1
        fitting = count
        while count and self._rows[count - 1].keep:
            count -= 1
        if _at_top(self):
            count = count or (0 if self._rows[0].group else fitting)
        elif count < 2:
            return []
        if not 0 < count < len(self._rows):
            return []
        rest, placed = self._rows[count:], laid.rows[count:]
        group = next((row.group for row in reversed(self._rows[:count]) if row.group), "")
        if group and not rest[0].group:
            again = replace(group_row(_continued(group)), group=group)
            rest = (again, *rest)
            placed = (self._place(again, laid.widths, laid.decimals), *placed)
        return [
            self._part(self._rows[:count], laid.rows[:count], self._continued),
            self._part(rest, placed, continued=True),
        ]

    def draw(self) -> None:
        """Draw title, head and rows from the top down; called by reportlab."""
        laid = self._lay_out(self.width)
        y = self.height
        if self._title:
            y = self._draw_title(y)
        if laid.labels is not None:
            self._draw_row(laid.labels, laid, y, rule=0.9)
            y -= laid.labels.height
        for placed in laid.rows:
            self._draw_row(placed, laid, y, rule=0.3)
            y -= placed.height

    # layout

    def _lay_out(self, available_width: float) -> "_Laid":
        if self._laid is None or self._laid.width != available_width:
            widths = _widths(self._columns, available_width)
            decimals = tuple(
                self._decimal(index) if column.align == "decimal" else 0.0 for index, column in enumerate(self._columns)
            )
            labels = None
            if any(column.label for column in self._columns):
                row = Row(tuple(Cell(c.label, BOLD) for c in self._columns))
                labels = self._place(row, widths, decimals, head=True)
            rows = tuple(self._place(row, widths, decimals) for row in self._rows)
            self._laid = self._with_title(_Laid(available_width, widths, decimals, labels, rows, 0.0))
        return self._laid

    def _with_title(self, laid: "_Laid") -> "_Laid":
        """The layout with the height of title and labels."""
        title = 0.0
        if self._title:
            title = len(self._title_lines(laid.width)) * SUBHEADING.line_height + TITLE_GAP
        return replace(laid, head=title + (laid.labels.height if laid.labels else 0.0))

    def _decimal(self, index: int) -> float:
        """How far the decimal sign of a column lies from its left edge: the widest whole part."""
        widest = 0.0
        column = self._columns[index]
        for row in self._rows:
            if index < len(row.cells) and not (index == len(row.cells) - 1 < len(self._columns) - 1):
                cell = _cell(row.cells[index], row, column)
                if cell is not None and cell.align == "decimal":
                    widest = max(widest, _whole_width(cell.text, cell.face or column.face))
        return widest

    def _place(self, row: Row, widths: Sequence[float], decimals: Sequence[float], *, head: bool = False) -> "_Placed":
        placed: list[tuple[float, float, _Set | Flowable]] = []
        tallest = row.height
        x = 0.0
        last = len(row.cells) - 1
        for index, content in enumerate(row.cells):
            wide = widths[index] if index < last else sum(widths[index:])
            room = wide - 2 * PAD_X
            cell = _cell(content, row, self._columns[index])
            if cell is None:
                assert isinstance(content, Flowable)
                high = content.wrapOn(None, room, 1e6)[1]
                placed.append((x, wide, content))
            else:
                face, align = cell.face or BODY, cell.align or "left"
                if head and align == "decimal":
                    align = "left"
                text = _limited(cell.text, face, room, TALLEST_HEAD if head or row.group else TALLEST_CELL)
                indent = 0.0
                if align == "decimal" and len(text) == 1:
                    spare = decimals[index] - _whole_width(cell.text, face)
                    indent = spare if 0 < spare <= room - line_width(text[0], face) and _numeric(cell.text) else 0.0
                placed.append((x, wide, _Set(text, face, align, indent)))
                high = len(text) * face.line_height
            tallest = max(tallest, high + 2 * self._pad_y)
            x += wide
        return _Placed(tuple(placed), tallest, row)

    def _part(self, rows: Sequence[Row], placed: Sequence["_Placed"], continued: bool) -> "Grid":
        """Some of the rows as a table of its own, laid out as they were."""
        grid = Grid(
            self._columns,
            rows,
            title=self._title,
            rules=self._rules,
            pad_y=self._pad_y,
            space_before=self.spaceBefore,
            space_after=self.spaceAfter,
            level=self._level,
            valign=self._valign,
        )
        grid._continued = continued
        if self._laid is not None:
            grid._laid = grid._with_title(replace(self._laid, rows=tuple(placed)))
        return grid

    # drawing

    def _title_lines(self, available_width: float) -> tuple[Line, ...]:
        text = _continued(self._title) if self._continued else self._title
        return _limited(text, SUBHEADING, available_width, TALLEST_HEAD)

    def _draw_title(self, y: float) -> float:
        if not self._continued:
            _outline(self.canv, self._title, self._level)
        title = self._title_lines(self.width)
        draw(self.canv, title, SUBHEADING, 0, y)
        return y - len(title) * SUBHEADING.line_height - TITLE_GAP

    def _draw_row(self, placed: "_Placed", laid: "_Laid", top: float, rule: float) -> None:
        canvas, bottom = self.canv, top - placed.height
        if placed.row.shaded:
            canvas.setFillColor(SHADE)
            canvas.rect(0, bottom, laid.width, placed.height, stroke=0, fill=1)
        for x, wide, content in placed.cells:
            if isinstance(content, _Set):
                content.draw(canvas, x, top - self._pad_y, wide)
            else:
                spare = placed.height - 2 * self._pad_y - content.height
                content.drawOn(
                    canvas, x + PAD_X, bottom + self._pad_y + (spare / 2 if self._valign == "middle" else spare)
                )
        if self._rules == "none" or placed.row.bare:
            return
        canvas.setStrokeColor(BLACK if rule > 0.5 or self._rules == "all" else RULE)
        canvas.setLineWidth(rule if self._rules == "rows" else 0.5)
        if self._rules == "all":
            canvas.line(0, top, laid.width, top)
            for x in (*(x for x, _, _ in placed.cells), laid.width):
                canvas.line(x, bottom, x, top)
        canvas.line(0, bottom, laid.width, bottom)
        if placed.row.ruled:
            canvas.setStrokeColor(BLACK)
            canvas.setLineWidth(0.9)
            canvas.line(0, top, laid.width, top)


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell's text, broken into lines."""

    lines: tuple[Line, ...]
    face: Face
    align: ColumnAlign
    indent: float

    def draw(self, canvas: Any, x: float, top: float, wide: float) -> None:
        align = "left" if self.align == "decimal" else self.align
        draw(canvas, self.lines, self.face, x + PAD_X + self.indent, top, wide - 2 * PAD_X, align)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with its cells broken into lines: (x, width, content)."""

    cells: tuple[tuple[float, float, _Set | Flowable], ...]
    height: float
    row: Row


@dataclass(frozen=True, slots=True)
class _Laid:
    """The whole table at one width; `head` is the height of title and labels."""

    width: float
    widths: tuple[float, ...]
    decimals: tuple[float, ...]
    labels: _Placed | None
    rows: tuple[_Placed, ...]
    head: float


def _limited(text: str, face: Face, room: float, tallest: float) -> tuple[Line, ...]:
    broken = lines(text, face, room)
    most = int(tallest / face.line_height)
    return broken if len(broken) <= most else (*broken[: most - 1], *lines(ELLIPSIS, face, room))


def _remark_row(remark: str) -> Row:
    return Row((Cell(remark, NOTE, "left"),), bare=True)


def _kept(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows, the last of which stays with what follows it."""
    return (*rows[:-1], *(replace(row, keep=True) for row in rows[-1:]))


def _continued(title: str) -> str:
    return tr("{title}, continued", title=title)


def _widths(columns: Sequence[Column], available: float) -> tuple[float, ...]:
    left = available - sum(column.width for column in columns)
    shares = sum(column.share for column in columns if not column.width) or 1.0
    return tuple(column.width or left * column.share / shares for column in columns)


def _cell(content: "str | Cell | Flowable", row: Row, column: Column) -> Cell | None:
    if isinstance(content, str):
        return Cell(content, row.face or column.face, column.align)
    if isinstance(content, Cell):
        return Cell(content.text, content.face or row.face or column.face, content.align or column.align)
    return None


def _numeric(text: str) -> bool:
    return _WHOLE.match(text) is not None


def _whole_width(text: str, face: Face) -> float:
    match = _WHOLE.match(text)
    return width(match[0].rstrip("\u202f\u00a0 "), face) if match else 0.0


def _outline(canvas: Any, text: str, level: int) -> None:
    """Enter a heading in the PDF's outline; a level may be at most one below the one before it."""
    count, before = getattr(canvas, "outlined", (0, -1))
    level = min(level, before + 1)
    canvas.outlined = (count + 1, level)
    key = f"heading-{count + 1}"
    canvas.bookmarkPage(key)
    canvas.addOutlineEntry(" ".join(fonts.sanitize(text).split()), key, level)


def _at_top(flowable: Flowable) -> bool:
    """Whether the flowable comes first on its page."""
    return bool(getattr(getattr(flowable, "_frame", None), "_atTop", False))


def note(text: str) -> TextBlock:
    """A remark below a table or drawing."""
    return TextBlock(text, NOTE, space_after=1.5 * mm)
