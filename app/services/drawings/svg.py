"""Scenes as an SVG in millimetres, drawn as they are on paper, in groups that other programs take for layers."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from app.services import fonts
from app.services.drawings.palette import Colours, colours
from app.services.drawings.scene import Circle, Label, Point, Polygon, Polyline, Primitive, Rect, Scene

_LINE = 0.45 * 25.4 / 72
"""mm of a line of weight 1."""

_DASHES = {"hidden": "0.85 0.5", "centre": "2.1 0.5 0.42 0.5", "phantom": "2.1 0.5 0.42 0.5 0.42 0.5"}
_CAPITALS = 0.36
"""From the middle of a text to its baseline, in text sizes."""

_FAMILIES = "'Cellwright Sans', 'DejaVu Sans', Arial, 'Microsoft YaHei', 'PingFang SC', sans-serif"
_FINE = ("leader", "extension", "grid")


def svg(sheets: Sequence[tuple[str, Scene]], inks: Mapping[str, str], gap: float = 10.0) -> bytes:
    """The scenes below each other, each in a group with its name and in it a group for each tag, such as a layer.

    One unit is one millimetre. `inks`: tag → colour of its lines; of others as on paper.
    """
    paint = colours("paper")
    width = max(scene.width for _, scene in sheets)
    height = sum(scene.height for _, scene in sheets) + gap * (len(sheets) - 1)
    size = f'width="{_n(width)}mm" height="{_n(height)}mm" viewBox="0 0 {_n(width)} {_n(height)}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{_FAMILIES}" stroke-linejoin="round">',
        f'<rect width="{_n(width)}" height="{_n(height)}" fill="#FFFFFF"/>',
    ]
    top = 0.0
    for name, scene in sheets:
        lines.append(f'<g id="{escape(name)}" transform="translate(0 {_n(top)})">')
        lines.append(f"<title>{_text(scene.title)}</title>")
        groups: dict[str, list[Primitive]] = {}
        for shape in scene.primitives:
            groups.setdefault(shape.tag, []).append(shape)
        for tag, shapes in groups.items():
            lines.append(f'<g id="{escape(name)}-{tag}" class="{tag}">')
            lines.extend(_drawn(shapes, paint, inks.get(tag, "")))
            lines.append("</g>")
        lines.append("</g>")
        top += scene.height + gap
    return ("\n".join([*lines, "</svg>"]) + "\n").encode("utf-8")


def _drawn(shapes: Iterable[Primitive], paint: Colours, ink: str) -> Iterable[str]:
    for shape in shapes:
        match shape:
            case Rect(x, y, width, height):
                corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
                yield f'<path d="{_path(corners, closed=True)}" {_style(shape, paint, ink)}/>'
            case Polygon(points):
                yield f'<path d="{_path(points, closed=True)}" {_style(shape, paint, ink)}/>'
            case Polyline(points):
                yield f'<path d="{_path(points, closed=False)}" {_style(shape, paint, ink)}/>'
            case Circle(x, y, radius):
                yield f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" {_style(shape, paint, ink)}/>'
            case Label():
                yield _label(shape, paint)


def _style(shape: Rect | Polygon | Polyline | Circle, paint: Colours, ink: str) -> str:
    fill = getattr(shape, "fill", 0.0)
    known = shape.part in paint.fill or shape.part == "background"
    filled = (paint.filled(shape.part, fill) if known else paint.stroke(shape.part)) if fill else "none"
    if not shape.line:
        return f'fill="{filled}"'
    width = shape.line * _LINE * (0.6 if shape.part in _FINE else 1.0)
    style = f'fill="{filled}" stroke="{ink or paint.stroke(shape.part)}" stroke-width="{_n(width)}"'
    dash = getattr(shape, "dash", "")
    return f'{style} stroke-dasharray="{_DASHES[dash]}"' if dash else style


def _label(label: Label, paint: Colours) -> str:
    down = _CAPITALS * label.size
    anchor = {"left": "start", "centre": "middle", "right": "end"}[label.align]
    place = f'x="{_n(label.x)}" y="{_n(label.y + down)}"'
    if label.turned:
        place = f'transform="translate({_n(label.x + down)} {_n(label.y)}) rotate(-90)"'
    weight = ' font-weight="bold"' if label.bold else ""
    return (
        f'<text {place} font-size="{_n(label.size)}" text-anchor="{anchor}"{weight} '
        f'fill="{paint.stroke(label.part)}">{_text(label.text)}</text>'
    )


def _text(text: str) -> str:
    return escape(fonts.sanitize(text).replace("\n", " ").replace("\t", " "))


def _path(points: Sequence[Point], *, closed: bool) -> str:
    return "M" + " L".join(f"{_n(x)} {_n(y)}" for x, y in points) + (" Z" if closed else "")


def _n(value: float) -> str:
    """A number to a ten thousandth, without what says nothing."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
