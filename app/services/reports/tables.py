"""Tables on paper. Cells hold plain text, never markup, or any flowable.

    Grid(
        (Column(tr("Quantity"), share=3), Column(tr("Value"), align="decimal"), Column(tr("Limit"), width=20 * mm)),
        [Row(("Cell mass", "14.78 g", ""), face=BOLD), group_row("Cathode"), Row(("Sheets", Box(), Tick()))],
        title="Ratings",
    )

A row never splits, the head is repeated on the next page and the title is said again with "continued". A group row or
a title never stands alone at the foot of a page, and no page gets a single row of a table that can be split otherwise.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services.i18n import tr
from app.services.reports.blocks import at_top, outline
from app.services.reports.texts import (
    BLACK,
    BODY,
    BOLD,
    ELLIPSIS,
    NOTE,
    SUBHEADING,
    Face,
    Line,
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

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows, from the top down."""
        return self._rows

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Lay out every row at this width; called by reportlab."""
        laid = self._lay_out(available_width)
        self.width, self.height = available_width, laid.head + sum(row.height for row in laid.rows)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """As many rows as fit, two at least on either page, none that keeps to the next; called by reportlab."""
        laid = self._lay_out(available_width)
        filled, fitting = laid.head, 0
        for row in laid.rows:
            if filled + row.height > available_height + 1e-6:
                break
            filled, fitting = filled + row.height, fitting + 1
        count = self._last_row(fitting) if fitting < len(self._rows) else 0
        if not count:
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

    def _last_row(self, fitting: int) -> int:
        """After how many rows to split when so many fit on the page; 0 to go on to the next page as a whole."""
        ends = [count for count in range(fitting, 0, -1) if not self._rows[count - 1].keep]
        for count in ends:
            if min(_told(self._rows[:count]), _told(self._rows[count:])) >= 2:
                return count
        if ends and (at_top(self) or _told(self._rows[: ends[0]]) >= 2):
            return ends[0]
        return fitting if at_top(self) and not self._rows[0].group else 0

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
            outline(self.canv, self._title, self._level)
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


def _told(rows: Sequence[Row]) -> int:
    """How many of the rows say something of their own: neither what others are of, nor a remark."""
    return sum(not (row.group or row.bare) for row in rows)


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
