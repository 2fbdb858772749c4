"""Formulas on paper: a typeset Picture drawn by reportlab, and one-line markup in the fonts that have its characters.

Call `fonts.register_for_paper()` before drawing, as for any page.
"""

import re
from functools import lru_cache
from typing import Any, Final

from reportlab.lib.colors import Color, black
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from app.services import fonts
from calc.pictures import Line, Picture, Style, Text
from calc.typesetting import Layout

_TAG: Final = re.compile(r"(</?\w+>|&\w+;)")

_SCRIPTS: Final = {
    "<sub>": '<sub rise="15%" size="70%">',
    "<sup>": '<super rise="38%" size="70%">',
    "</sup>": "</super>",
}
"""reportlab's own subscripts hang low and are large."""


def paper_measure(text: str, size: float, style: Style) -> float:
    """The width of a text on paper, in points."""
    return size * _unit_width(text, style)


@lru_cache(maxsize=4096)
def _unit_width(text: str, style: Style) -> float:
    width: float = sum(stringWidth(part, font, 1.0) for font, part in fonts.runs(text, style))
    return width


def draw_picture(canvas: Any, picture: Picture, x: float, y: float, colour: Color = black) -> None:
    """Draw a Picture with its first baseline beginning at x, y."""
    canvas.saveState()
    canvas.setFillColor(colour)
    canvas.setStrokeColor(colour)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for op in picture.ops:
        match op:
            case Text():
                _draw_text(canvas, op, x, y)
            case Line():
                canvas.setLineWidth(op.thickness)
                canvas.line(x + op.x1, y + op.y1, x + op.x2, y + op.y2)
    canvas.restoreState()


def _draw_text(canvas: Any, op: Text, x: float, y: float) -> None:
    at = x + op.x
    for font, part in fonts.runs(op.text, op.style):
        canvas.setFont(font, op.size)
        canvas.drawString(at, y + op.y, part)
        at += stringWidth(part, font, op.size)


def paper_markup(html: str) -> str:
    """What `calc.notation.html` gives, for a reportlab Paragraph: other fonts named, scripts smaller and nearer."""
    parts = _TAG.split(html)
    written = "".join(part if _TAG.fullmatch(part) else fonts.markup(part) for part in parts)
    for tag, smaller in _SCRIPTS.items():
        written = written.replace(tag, smaller)
    return written


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
