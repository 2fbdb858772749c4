"""The drawing board: collects shapes and texts while a scene is laid out, and knows which room texts already take."""

import functools
import math
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from app.services import format as writing
from app.services import i18n
from app.services.design import Design
from app.services.drawings.metrics import text_width
from app.services.drawings.scene import (
    About,
    Align,
    Box,
    DimensionLine,
    Frame,
    Label,
    Scene,
    Shape,
)
from calc.units import MM, UM

LINE = 1.3
"""From one line of text to the next, in text sizes."""


class Sheet:
    """A scene in the making. A text that would lie on another is left out, so the important ones come first."""

    def __init__(self, frame: Frame, title: str) -> None:
        self.width = positive(frame.width, 1.0)
        self.height = positive(frame.height, 1.0)
        # In a frame too small for words everything shrinks with it.
        self.em = min(positive(frame.text_size, 1.0), self.width / 12, self.height / 7)
        self.fine = positive(frame.fine, 1.0)
        self.title = title
        self._shapes: list[Shape] = []
        self._taken: list[Box] = []
        self._about: dict[str, About] = {}

    def add(self, *shapes: Shape) -> None:
        """Draw over what is there."""
        self._shapes.extend(shapes)

    def about(self, tag: str, name: str, lines: Callable[[], Iterable[str]], keys: tuple[str, ...] = ()) -> None:
        """Say what a tag stands for."""
        self._about[tag] = About(name, lines, keys)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        align: Align = "left",
        *,
        part: str = "text",
        tag: str = "",
        bold: bool = False,
        size: float = 0.0,
    ) -> bool:
        """Write a text, where nothing is written yet and it stays on the sheet; says whether it was written."""
        label = Label(x, y, text, size or self.em, align, part, tag, bold)
        return self._write(label, label)

    def turned(self, x: float, y: float, text: str) -> bool:
        """Write a text that reads upwards from a point."""
        label = Label(x, y, text, self.em, turned=True)
        return self._write(label, label)

    def measure(self, dimension: DimensionLine) -> bool:
        """Draw a dimension, if its text finds room; says whether it did."""
        return self._write(dimension.label, dimension)

    def text_width(self, text: str, *, bold: bool = False) -> float:
        """The width of a text in the sheet's size."""
        return text_width(text, self.em, bold=bold)

    def scene(self, words: Callable[[], str] = str) -> Scene:
        """What was drawn."""
        return Scene(self.width, self.height, tuple(self._shapes), self._about, self.title, words)

    def _write(self, label: Label, shape: Shape) -> bool:
        box = label.box
        slack = 0.02 * self.em
        if not (
            box[0] >= -slack and box[1] >= -slack and box[2] <= self.width + slack and box[3] <= self.height + slack
        ):
            return False
        left, top, right, bottom = box[0] + slack, box[1] + slack, box[2] - slack, box[3] - slack
        for x1, y1, x2, y2 in self._taken:  # often: kept bare
            if y1 < bottom and y2 > top and x1 < right and x2 > left:
                return False
        self._taken.append(box)
        self._shapes.append(shape)
        return True


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Centres as near as can be to the wanted ones (given in order) with no two sizes overlapping, within low–high."""
    blocks: list[tuple[float, float, list[int]]] = []  # start, length, members
    for index, (centre, size) in enumerate(zip(wanted, sizes, strict=True)):
        blocks.append((centre - size / 2, size, [index]))
        while len(blocks) > 1 and blocks[-2][0] + blocks[-2][1] > blocks[-1][0]:
            (_, length1, members1), (_, length2, members2) = blocks[-2], blocks[-1]
            members, length = members1 + members2, length1 + length2
            before, start = 0.0, 0.0
            for member in members:
                start += wanted[member] - before - sizes[member] / 2
                before += sizes[member]
            blocks[-2:] = [(start / len(members), length, members)]
    placed = [0.0] * len(wanted)
    end = low
    for start, _, members in blocks:
        at = max(start, end)
        for member in members:
            placed[member] = at + sizes[member] / 2
            at += sizes[member]
        end = at
    limit = high
    for index in reversed(range(len(placed))):
        placed[index] = min(placed[index], limit - sizes[index] / 2)
        limit = placed[index] - sizes[index] / 2
    return placed


def positive(value: float, otherwise: float) -> float:
    """`value` where it can be drawn, else the stand-in."""
    return value if math.isfinite(value) and value > 0 else otherwise


def finite(value: float, otherwise: float = 0.0) -> float:
    """`value` where it is a number, else the stand-in."""
    return value if math.isfinite(value) else otherwise


def length(design: Design, key: str, otherwise: float = 0.0) -> float:
    """A size of the design in its declared unit, at least 0; the stand-in where it is not known."""
    if not design.has(key):
        return otherwise
    value = design.number(key)
    return max(value, 0.0) if math.isfinite(value) else otherwise


def signed_length(design: Design, key: str) -> float:
    """A size that may be negative, such as an overhang; 0 where it is not known."""
    return finite(design.number(key)) if design.has(key) else 0.0


def count(design: Design, key: str) -> int:
    """A number of sheets or layers as it can be drawn."""
    return round(min(length(design, key), 5000.0))


def millimetres(value: float) -> str:
    """A dimension on a drawing: hundredths at most, no zeros behind, no unit."""
    return _stepped(value, "0.01")


def micrometres(value: float) -> str:
    """A thickness in µm with its unit: tenths at most, hundredths below 10, no zeros behind."""
    return writing.with_unit(_stepped(value, "0.1" if abs(value) >= 10 else "0.01"), UM)


def fixed(value: float, step: str) -> str:
    """A number rounded to a step with all its decimals, as a column shows it."""
    return _stepped(value, step, zeros=True)


def size_text(*values: float) -> str:
    """Sizes of a thing: `56 × 83 mm`."""
    return writing.with_unit(f"{writing.SPACE}×{writing.SPACE}".join(millimetres(v) for v in values), MM)


def typed_keys(design: Design, *keys: str) -> tuple[str, ...]:
    """Those of the keys that can be typed in this design."""
    return tuple(key for key in keys if design.has(key) and design.typed(key))


def _stepped(value: float, step: str, *, zeros: bool = False) -> str:
    """A number rounded to a step, with or without zeros behind."""
    return _written(value, step, zeros, i18n.language())


# Most sizes on a drawing stay from one keystroke to the next.
@functools.lru_cache(maxsize=2048)
def _written(value: float, step: str, zeros: bool, language: str) -> str:
    if not math.isfinite(value) or abs(value) >= 1e9:
        return writing.number(value)
    rounded = Decimal(repr(value)).quantize(Decimal(step), ROUND_HALF_UP)
    if not zeros:
        rounded = rounded.normalize()
    return writing.number(float(rounded), len(rounded.as_tuple().digits))
