"""What a made document looks like: pages to draw, a table, text, or a description where neither makes sense.

`look` reads the bytes of a file by the ending of its name. To show another kind of file, add a reader to `_READERS`.
"""

import csv
import io
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from app.services import format as writing
from app.services.i18n import tr

MOST_TEXT: Final = 400_000
"""Characters of a text that are shown."""

MOST_ROWS: Final = 20_000
MOST_PIXELS: Final = 24_000_000
"""Of one drawn page; a larger one is drawn coarser."""

POINT: Final = 1 / 72
"""Inches."""

_PDFIUM: Final = threading.Lock()
"""PDFium draws for one thread at a time, and each window has a thread of its own."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A drawn page: rows of `stride` bytes from the top, four bytes a pixel: blue, green, red and one unused."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Pages:
    """A PDF. `sizes`: width and height of each page in points."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG drawing."""

    svg: bytes


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file; `name` is empty where the file has only this one. The first row is its head."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a file."""

    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A file that people can read as it is; `cut`: only its beginning is here."""

    text: str
    cut: bool = False


Look = Pages | Picture | Tables | Text


def look(made: bytes, suffix: str) -> Look:
    """What is shown of a file with these bytes, whose name ends in `suffix`."""
    return _READERS.get(suffix.casefold(), _text)(made)


def draw(pages: Pages, number: int, scale: float) -> Raster:
    """Page `number` (from 0) with `scale` pixels a point, or fewer where that would be more than MOST_PIXELS."""
    import pypdfium2  # type: ignore[import-untyped]  # it carries no types

    width, height = pages.sizes[number]
    scale = min(scale, (MOST_PIXELS / (width * height)) ** 0.5)
    with _PDFIUM, closing(pypdfium2.PdfDocument(pages.pdf)) as document, closing(document[number]) as page:
        bitmap = page.render(scale=scale, prefer_bgrx=True, maybe_alpha=False)
        with closing(bitmap):
            return Raster(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def _pdf(made: bytes) -> Pages:
    import pypdfium2

    with _PDFIUM, closing(pypdfium2.PdfDocument(made)) as document:
        return Pages(made, tuple(document.get_page_size(number) for number in range(len(document))))


def _csv(made: bytes) -> Tables:
    reader = csv.reader(io.StringIO(made.decode("utf-8-sig")))
    return Tables((Table("", tuple(tuple(row) for _, row in zip(range(MOST_ROWS), reader, strict=False))),))


def _xlsx(made: bytes) -> Tables:
    import python_calamine

    with closing(python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(made))) as book:
        return Tables(tuple(Table(name, _cells(book, name)) for name in book.sheet_names))


def _cells(book: Any, name: str) -> tuple[tuple[str, ...], ...]:
    rows = book.get_sheet_by_name(name).to_python(nrows=MOST_ROWS)
    return tuple(tuple(_cell(value) for value in row) for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def _dxf(made: bytes) -> Tables:
    """A drawing for a machine: what lies on each layer, and how large the whole is."""
    import ezdxf
    from ezdxf import bbox

    drawing = ezdxf.read(io.StringIO(made.decode("utf-8", errors="replace")))  # type: ignore[attr-defined]
    space = drawing.modelspace()
    counts = Counter((entity.dxf.layer, entity.dxftype()) for entity in space)
    rows = [(layer, kind, str(count)) for (layer, kind), count in sorted(counts.items())]
    extent = bbox.extents(space, fast=True)
    if extent.has_data:
        size = tr("{width} × {height} mm", width=writing.number(extent.size.x), height=writing.number(extent.size.y))
        rows.append((tr("Whole drawing"), size, str(sum(counts.values()))))
    return Tables((Table("", ((tr("Layer"), tr("Kind"), tr("Count")), *rows)),))


def _text(made: bytes) -> Text:
    text = made.decode("utf-8-sig", errors="replace")
    return Text(text[:MOST_TEXT], len(text) > MOST_TEXT)


_READERS: Final[Mapping[str, Callable[[bytes], Look]]] = MappingProxyType(
    {".pdf": _pdf, ".csv": _csv, ".xlsx": _xlsx, ".svg": Picture, ".dxf": _dxf}
)
