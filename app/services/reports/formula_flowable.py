"""Formulas on paper: a typeset Picture drawn by reportlab."""

from collections.abc import Iterator
from typing import Any

from reportlab.lib.colors import Color, black
from reportlab.platypus import Flowable

from app.services import fonts
from app.services.reports.texts import Part, beside, put, unit_width
from calc.pictures import Line, Picture, Style, Text
from calc.typesetting import Layout


def paper_measure(text: str, size: float, style: Style) -> float:
    """The width of a text on paper, in points."""
    return size * unit_width(text, style)


def draw_picture(canvas: Any, picture: Picture, x: float, y: float, colour: Color = black) -> None:
    """Draw a Picture with its first baseline beginning at x, y."""
    canvas.saveState()
    canvas.setFillColor(colour)
    canvas.setStrokeColor(colour)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    put(canvas, _parts(picture, x, y))
    for op in picture.ops:
        if isinstance(op, Line):
            canvas.setLineWidth(op.thickness)
            canvas.line(x + op.x1, y + op.y1, x + op.x2, y + op.y2)
    canvas.restoreState()


def _parts(picture: Picture, x: float, y: float) -> Iterator[Part]:
    for op in picture.ops:
        if isinstance(op, Text):
            yield from beside(fonts.runs(op.text, op.style), op.size, x + op.x, y + op.y)


class FormulaFlowable(Flowable):  # type: ignore[misc]
    """A formula in the flow of a page, set at the width it is given."""

    def __init__(
        self,
        layout: Layout,
        size: float = 10.0,
        *,
        indent: float = 0.0,
        space_before: float = 0.0,
        space_after: float = 0.0,
        colour: Color = black,
    ) -> None:
        super().__init__()
        self.spaceBefore = space_before
        self.spaceAfter = space_after
        self._layout = layout
        self._size = size
        self._indent = indent
        self._colour = colour
        self._picture = Picture(0.0, 0.0, 0.0)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Set the formula at this width; called by reportlab before it draws."""
        self._picture = self._layout(paper_measure, self._size, available_width - self._indent)
        self.width, self.height = self._indent + self._picture.width, self._picture.height
        return self.width, self.height

    def draw(self) -> None:
        """Draw the formula with its lower left corner at the origin; called by reportlab."""
        draw_picture(self.canv, self._picture, self._indent, self._picture.descent, self._colour)
