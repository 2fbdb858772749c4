"""Pieces as a DXF for CAD and cutting machines: layers, millimetres, closed polylines and real dimensions.

Each piece lies with its lower left corner at x 0, several of them below each other; a single one lies at 0, 0. The
file says no time of day and no random identifiers: two runs give the same bytes.
"""

import io
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from app.services import fonts
from app.services.drawings.scene import ARROW
from app.services.drawings.tool_part import LAYERS, TEXT, ToolPart, placed
from app.services.i18n import tr

VERSION: Final = "R2010"
_STYLE: Final = "CELLWRIGHT"
_LINETYPES: Final = {
    # mm: dash, gap, …; a dot is a short dash, which every program draws
    "hidden": ("CW_HIDDEN", "Hidden __ __ __", (3.0, 2.0, -1.0)),
    "centre": ("CW_CENTRE", "Centre ____ _ ____", (9.0, 6.0, -1.2, 0.6, -1.2)),
    "phantom": ("CW_PHANTOM", "Phantom ____ _ _ ____", (10.8, 6.0, -1.2, 0.6, -1.2, 0.6, -1.2)),
}
_GREY: Final = 8
_BETWEEN: Final = 30.0
"""mm between one piece with its texts and the next."""

_WRITING: Final = threading.Lock()
"""ezdxf is told for the whole process what of the clock it writes."""


def dxf(parts: Sequence[ToolPart], title: str) -> bytes:
    """The pieces as the bytes of a DXF; `title` stands with each: the design, its revision and hash."""
    import ezdxf
    from ezdxf import units

    with _WRITING, _clockless():
        drawing = ezdxf.new(VERSION, units=units.MM)  # type: ignore[attr-defined]
        _set_up(drawing)
        space = drawing.modelspace()
        top: float | None = None
        for part in parts:
            above, below = _reach(part, title)
            # The corner of the first piece is that of the drawing.
            y = 0.0 if top is None else top - above
            _draw(space, part, y, title)
            top = y - below - _BETWEEN
        stream = io.StringIO()
        drawing.write(stream)
    return stream.getvalue().encode("utf-8", "replace")


@contextmanager
def _clockless() -> Iterator[None]:
    from ezdxf._options import options  # ezdxf.options, under the name that carries its types

    before = options.write_fixed_meta_data_for_testing
    options.write_fixed_meta_data_for_testing = True
    try:
        yield
    finally:
        options.write_fixed_meta_data_for_testing = before


def _set_up(drawing: Any) -> None:
    drawing.header["$MEASUREMENT"] = 1
    drawing.header["$LUNITS"] = 2
    for name, words, (*pattern,) in _LINETYPES.values():
        drawing.linetypes.add(name, pattern=list(pattern), description=words)
    for layer in LAYERS:
        made = drawing.layers.add(layer.name, color=layer.colour, lineweight=round(100 * layer.weight))
        if layer.dash:
            made.dxf.linetype = _LINETYPES[layer.dash][0]
    for name in ("DIMENSION", "TEXT"):
        drawing.layers.add(name, color=_GREY if name == "DIMENSION" else 7, lineweight=18)
    drawing.styles.add(_STYLE, font="arial.ttf")
    style = drawing.dimstyles.add(_STYLE)
    style.dxf.dimtxsty = _STYLE
    style.dxf.dimtxt = TEXT
    style.dxf.dimasz = ARROW * TEXT
    style.dxf.dimexo, style.dxf.dimexe, style.dxf.dimgap = 0.3 * TEXT, 0.35 * TEXT, 0.3 * TEXT
    style.dxf.dimtad, style.dxf.dimtih, style.dxf.dimtoh = 1, 0, 0  # above the line and along it
    style.dxf.dimdec, style.dxf.dimzin, style.dxf.dimlunit, style.dxf.dimdsep = 2, 8, 2, ord(".")
    style.dxf.dimlfac, style.dxf.dimscale = 1.0, 1.0


def _draw(space: Any, part: ToolPart, y: float, title: str) -> None:
    for outline in part.outlines:
        points = [(x, y + up) for x, up in outline.points]
        on = {"layer": outline.layer.name}
        if outline.closed:
            space.add_lwpolyline(points, close=True, dxfattribs=on)
        else:
            space.add_line(*points, dxfattribs=on)
    for place in placed(part):
        measure = place.measure
        base = (place.at, y) if measure.upright else (0.0, y + place.at)
        made = space.add_linear_dim(
            base=base,
            p1=(measure.start[0], y + measure.start[1]),
            p2=(measure.end[0], y + measure.end[1]),
            angle=90 if measure.upright else 0,
            dimstyle=_STYLE,
            dxfattribs={"layer": "DIMENSION"},
        )
        made.render()
    for caption in part.captions:
        _write(space, caption.text, (caption.at[0], y + caption.at[1]), middle=True)
    left, low, _, _ = _extent(part)
    for row, text in enumerate(_texts(part, title)):
        _write(space, text, (left, y + low - (2 + 1.5 * row) * TEXT))


def _write(space: Any, text: str, at: tuple[float, float], *, middle: bool = False) -> None:
    from ezdxf.enums import TextEntityAlignment

    align = TextEntityAlignment.MIDDLE_CENTER if middle else TextEntityAlignment.LEFT
    on = {"layer": "TEXT", "style": _STYLE}
    space.add_text(plain(text), height=TEXT, dxfattribs=on).set_placement(at, align=align)


def plain(text: str) -> str:
    """A text as a DXF holds it: nothing in it is read as a code for a special character or an underline."""
    flat = " ".join(fonts.sanitize(text).split())
    return flat.replace("^", "^ ").replace("%%", "% %").replace("\\", "\N{FULLWIDTH REVERSE SOLIDUS}")


def _texts(part: ToolPart, title: str) -> list[str]:
    told = [tr("{label}: {value}", label=label, value=value) for label, value in part.details]
    tolerance = tr("Tolerance {tolerance}, dimensions in mm", tolerance=part.tolerance)
    return [part.name, title, " · ".join(told), tolerance, *part.notes]


def _extent(part: ToolPart) -> tuple[float, float, float, float]:
    """Left, lower, right, upper end with the dimension lines."""
    left, low, right, high = part.bounds
    for place in placed(part):
        if place.measure.upright:
            left, right = min(left, place.at), max(right, place.at)
        else:
            low, high = min(low, place.at), max(high, place.at)
    return left, low, right, high


def _reach(part: ToolPart, title: str) -> tuple[float, float]:
    """How far a piece reaches above and below its corner."""
    _, low, _, high = _extent(part)
    return high + TEXT, (2 + 1.5 * len(_texts(part, title))) * TEXT - low
