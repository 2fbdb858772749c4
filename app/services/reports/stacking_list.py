"""The stack layer by layer, with a box to tick for each: as a picture, and as a list where it is shortened."""

import functools
from collections.abc import Sequence
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services.design import Design
from app.services.drawings import layers
from app.services.drawings.stacking import stacking_picture
from app.services.i18n import joined, tr
from app.services.reports.bench import TICK, Whole
from app.services.reports.blocks import Tick
from app.services.reports.drawing_flowable import DrawingFlowable
from app.services.reports.frame import Body
from app.services.reports.tables import PAD_X, Column, Grid, Row
from app.services.reports.texts import BODY, BOLD, TextBlock, lines


def order_tables(order: Sequence[layers.Layer], body: Body) -> list[Flowable]:
    """The layers to tick in two columns, a page after the other."""
    room = ((body.width - TwoColumns.GAP) / 2 - 11 * mm - TICK - 2 * PAD_X) * 2.2 / 3.4 - 2 * PAD_X
    # The first layer may take more lines than the others: it stands once, and the margin below has room for it.
    texts = {TwoColumns.told(layer) for layer in order[1:]}
    tallest = max((len(lines(text, BODY, room)) for text in texts), default=1) * BODY.line_height
    half = int((body.height - 20 * mm) // (max(TICK, tallest) + 2 * TwoColumns.PAD))
    chunks = [order[start : start + 2 * half] for start in range(0, len(order), 2 * half)]
    return [TwoColumns(chunk, (len(chunk) + 1) // 2) for chunk in chunks]


class TickedPicture(Whole):
    """The stacking picture with a box to tick on the line of each layer it shows."""

    def __init__(self, design: Design, order: Sequence[layers.Layer], width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        drawing = functools.partial(stacking_picture, design)
        text_size = BODY.size
        self._picture = DrawingFlowable(
            drawing, width - TICK - 2 * mm, height, text_size=text_size, black_and_white=True
        )
        numbers = {str(layer.number) for layer in order}
        near = 5 * text_size / mm
        self._lines = [
            label.y * mm
            for label in self._picture.scene.labels
            if label.align == "centre" and label.x < near and label.text in numbers
        ]
        self.complete = len(self._lines) == len(order)
        """Whether every layer is shown."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The size is fixed; called by reportlab."""
        return self.width, self.height

    def draw(self) -> None:
        """Picture and ticks; called by reportlab."""
        self._picture.drawOn(self.canv, 0, 0)
        if self.complete:
            for y in self._lines:
                self.frame_box(self.width - TICK, self.height - y - TICK / 2, TICK, TICK)


class TwoColumns(Whole):
    """Layers to tick, the first half left and the second half right, on one page."""

    GAP: Final[float] = 6 * mm
    PAD: Final[float] = 0.4 * mm

    def __init__(self, order: Sequence[layers.Layer], rows: int) -> None:
        super().__init__()
        self._halves = (order[:rows], order[rows:])

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Both halves as tables; called by reportlab."""
        self.width = available_width
        room = (available_width - self.GAP) / 2
        columns = (
            Column(tr("No."), width=11 * mm),
            Column(tr("Layer"), share=1.2),
            Column(tr("Do, which side faces up"), share=2.2),
            Column("", width=TICK + 2 * PAD_X),
        )
        self._grids = [Grid(columns, [self._row(layer) for layer in half], pad_y=self.PAD) for half in self._halves]
        self._heights = [grid.wrapOn(self.canv, room, 1e6)[1] for grid in self._grids]
        self._room = room
        self.height = max(self._heights)
        return self.width, self.height

    def draw(self) -> None:
        """Both halves from the top; called by reportlab."""
        for index, (grid, high) in enumerate(zip(self._grids, self._heights, strict=True)):
            grid.drawOn(self.canv, index * (self._room + self.GAP), self.height - high)

    def _row(self, layer: layers.Layer) -> Row:
        name = TextBlock(layer.name, BOLD if layer.kind != layers.SEPARATOR else BODY)
        return Row((TextBlock(str(layer.number), BOLD), name, TextBlock(self.told(layer)), Tick()))

    @staticmethod
    def told(layer: layers.Layer) -> str:
        """What to do with a layer, and which side faces up then."""
        return joined((layer.action, layer.face_up))
