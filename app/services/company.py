"""Whose documents these are: the company's name, its logo and how it numbers documents, as set on this computer.

Settings are asked when a document is made, never while it is laid out. A logo that is not there any more is left out.
"""

import io
import string
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.services import settings
from app.services.document import Document
from app.services.expressions.refusals import EntryError
from app.services.i18n import tr
from app.services.settings import Settings

PLACES: Final = ("design", "name", "document", "revision", "hash")
"""What a pattern for document numbers may name in braces."""

PATTERN: Final = "{design}-{document}-{revision}"
"""A pattern to begin with; documents have no number until one is set."""

SPECIFICATION: Final = "SPEC"
BUILD_SHEET: Final = "BS"
"""What {document} says."""

MAX_LOGO: Final = 5_000_000
MAX_PIXELS: Final = 25_000_000
MAX_TEXT: Final = 200


@dataclass(frozen=True, slots=True)
class Company:
    """A name, the bytes of a PNG or JPEG picture, and a pattern for numbers; each may be empty."""

    name: str = ""
    logo: bytes = b""
    numbers: str = ""

    def number(self, document: Document, kind: str, short_hash: str = "") -> str:
        """The number of a document about a design; `kind` is a word such as SPEC. Empty without a pattern."""
        said = {
            "design": document.id,
            "name": document.name,
            "document": kind,
            "revision": str(document.revision),
            "hash": short_hash,
        }
        return self.numbers.format_map(said) if self.numbers else ""


def company(now: Settings | None = None) -> Company:
    """What is set on this computer. What cannot be used is left out: a document is worth more than its logo."""
    found = now or settings.load()
    try:
        logo = read_logo(Path(found.logo)) if found.logo else b""
    except EntryError:
        logo = b""
    try:
        check_numbers(found.document_number)
        numbers = found.document_number
    except EntryError:
        numbers = ""
    return Company(found.company, logo, numbers)


def check_numbers(pattern: str) -> None:
    """Raises EntryError for a pattern that names what no document has."""
    offered = ", ".join(f"{{{name}}}" for name in PLACES)
    try:
        parsed = list(string.Formatter().parse(pattern))
    except ValueError:
        raise EntryError(
            tr("“{pattern}” has a brace without its partner. Write {offered}.", pattern=pattern, offered=offered)
        ) from None
    for _, name, spec, conversion in parsed:
        if name is not None and (name not in PLACES or spec or conversion):
            raise EntryError(
                tr("“{name}” is not known in a document number. Write {offered}.", name=f"{{{name}}}", offered=offered)
            )


def read_logo(path: Path) -> bytes:
    """The picture in a file, as it is. Raises EntryError for what cannot be printed."""
    try:
        if path.stat().st_size > MAX_LOGO:
            raise EntryError(tr("{path} is larger than {limit} MB.", path=path.name, limit=MAX_LOGO // 1_000_000))
        content = path.read_bytes()
    except (OSError, ValueError):
        raise EntryError(tr("{path} cannot be read.", path=path)) from None
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise EntryError(tr("{path} has too many pixels for a logo.", path=path.name))
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise EntryError(tr("{path} is not a PNG or JPEG picture.", path=path.name)) from None
    return content
