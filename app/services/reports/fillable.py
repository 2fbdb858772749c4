"""Boxes that can be filled in on the screen: a field of the PDF lies over each box that is printed.

Whatever draws a box calls `field`; it does nothing unless the document is printed on a canvas of the kind
`FillableCanvas`. Fields are counted page by page, so that two runs name them alike.
"""

from typing import Any, Final

from reportlab.lib.colors import transparent
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from app.services.reports.frame import NumberedCanvas

_TICK: Final = 6 * mm
"""A box not larger than this, and as wide as high, is ticked and not written in."""
_INSET: Final = 0.6
LONGEST: Final = 500
"""Characters that a field takes."""


class FillableCanvas(NumberedCanvas):
    """A canvas that keeps what is drawn as a box as a field too."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._on_page, self._fields = -1, 0

    def add_field(self, x: float, y: float, wide: float, high: float, tip: str) -> None:
        """A field over a box, in the coordinates in use."""
        page = self.getPageNumber()
        if page != self._on_page:
            self._on_page, self._fields = page, 0
        self._fields += 1
        name = f"{page}-{self._fields}"
        shared = {
            "x": x + _INSET,
            "y": y + _INSET,
            "name": name,
            "tooltip": tip or name,
            "relative": True,
            "borderWidth": 0,
            "borderColor": transparent,
            "fillColor": transparent,
            "fieldFlags": "",
        }
        if wide <= _TICK and abs(wide - high) < 1:
            self.acroForm.checkbox(size=wide - 2 * _INSET, **shared)
            return
        lines = "multiline" if high > 11 * mm else ""
        shared["fieldFlags"] = lines
        self.acroForm.textfield(
            width=wide - 2 * _INSET,
            height=high - 2 * _INSET,
            maxlen=LONGEST,
            fontName="Helvetica",
            fontSize=10,
            **shared,
        )


def field(canvas: Canvas, x: float, y: float, wide: float, high: float, tip: str = "") -> None:
    """Over a box that was drawn: a field, where the document has fields. `tip` says what it is for."""
    add = getattr(canvas, "add_field", None)
    if add is not None:
        add(x, y, wide, high, tip)


class Blank(Flowable):  # type: ignore[misc]
    """A cell of a ruled table to write in, which draws nothing."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The width of the cell; called by reportlab."""
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        """Only the field; called by reportlab."""
        field(self.canv, 0, 0, self.width, self.height)
