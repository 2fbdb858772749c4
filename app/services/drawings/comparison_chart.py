"""Chosen results of several designs as bars from zero, the cell's mass split into its parts."""

import math
from collections.abc import Sequence
from functools import partial

from app.services import comparison
from app.services import format as writing
from app.services.comparison import Side
from app.services.design import Design
from app.services.drawings.palette import mass_part
from app.services.drawings.scene import Frame, Polyline, Rect, Scene
from app.services.drawings.sheet import Sheet
from app.services.i18n import joined, tr
from calc.graph import registry
from calc.model.masses import MASS_PARTS

_BAR = 1.35
"""From one bar to the next, in text sizes."""
_HEAD = 1.7
"""A heading and the space above it."""
_AGAINST = 0.45
"""Strength of the baseline's bars; the others are filled."""


def comparison_chart(sides: Sequence[Side], keys: Sequence[str], baseline: int, frame: Frame) -> Scene:
    """A group of bars for each result, one bar for each design, numbered like the columns of the table."""
    sheet = Sheet(frame, tr("Chosen results compared"))
    em = sheet.em
    designs = [side.design for side in sides]
    shown = [key for key in keys if any(_value(design, key) > 0 for design in designs)]
    x, right = 1.6 * em, sheet.width - 0.3 * em
    y, told = 0.3 * em, []
    for key in shown:
        values = [_value(design, key) for design in designs]
        texts = [design.text(key) if design.has(key) else writing.NO_VALUE for design in designs]
        wide = max(sheet.text_width(text) for text in texts) + 0.8 * em
        largest = max(value for value in values if value > 0)
        having = [design for design in designs if design.has(key)]
        label = comparison.label(having, key)
        if sheet.text_width(label, bold=True) > sheet.width - 0.6 * em:  # the table has room for it
            label = having[0].label(key)
        sheet.write(0.3 * em, y + 0.7 * em, label, bold=True, tag=key)
        sheet.about(key, label, partial(_lines, sides, key), (key,))
        y += _HEAD * em
        sheet.add(Polyline(((x, y - 0.15 * em), (x, y + (_BAR * len(sides) - 0.2) * em)), "quiet"))
        for at, (design, value, text) in enumerate(zip(designs, values, texts, strict=True)):
            middle = y + 0.45 * em
            sheet.write(x - 0.4 * em, middle, str(at + 1), "right", part="quiet", tag=key)
            length = max(right - wide - x, em) * max(value, 0.0) / largest if math.isfinite(value) else 0.0
            if key == "cell_mass" and length:
                _parts(sheet, design, x, y, length)
            elif length:
                fill = _AGAINST if at == baseline else 1.0
                sheet.add(Rect(x, y, length, 0.9 * em, "electrolyte", key, fill))
            sheet.write(x + length + 0.4 * em, middle, text, tag=key)
            y += _BAR * em
        y += 0.5 * em
        told.append(joined((label, joined(f"{at + 1}: {text}" for at, text in enumerate(texts))), ": "))
    return sheet.scene(lambda: joined((tr("Chosen results compared"), joined(told, "; ")), ": "))


def height_for(designs: int, keys: int, text_size: float) -> float:
    """The height at which everything finds room."""
    return (0.6 + keys * (_HEAD + 0.5 + _BAR * designs)) * text_size


def _parts(sheet: Sheet, design: Design, x: float, y: float, length: float) -> None:
    masses = {key: float(design.values[key]) for key in MASS_PARTS}
    drawable = {key: mass for key, mass in masses.items() if math.isfinite(mass) and mass > 0}
    whole = sum(drawable.values())
    for key, mass in drawable.items():
        label = tr(registry().quantities[key].label)
        tag = f"{key}@{design.document.id}"
        sheet.about(tag, label, partial(_one_line, design, key), (key,))
        wide = length * mass / whole
        sheet.add(Rect(x, y, wide, 0.9 * sheet.em, mass_part(key, design.plan.choices["anode_kind"]), tag))
        x += wide


def _lines(sides: Sequence[Side], key: str) -> list[str]:
    return [
        joined((f"{at + 1}  {side.title}", side.design.text(key)), ": ")
        for at, side in enumerate(sides)
        if side.design.has(key)
    ]


def _one_line(design: Design, key: str) -> list[str]:
    return [joined((design.document.name, design.text(key)), ": ")]


def _value(design: Design, key: str) -> float:
    return float(design.values[key]) if design.has(key) else math.nan
