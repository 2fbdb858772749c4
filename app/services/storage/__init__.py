"""Design files: strict reading, canonical writing, atomic saving.

Whatever is wrong with a file becomes one sentence (StorageError); the file is never touched by reading it.
The format is described, with its history, in docs/file-format.md.
"""

from dataclasses import replace
from pathlib import Path

from app.services import disk
from app.services.disk import StorageError
from app.services.document import Document
from app.services.i18n import tr
from app.services.storage.json_text import MAX_BYTES, laid_out, parsed
from app.services.storage.reading import document_of

SUFFIX = ".cell"


def load(path: Path) -> Document:
    """The design in a file. Raises StorageError with one sentence."""
    raw = disk.read_bytes(path, MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise StorageError(tr("{name} is too large to be a design file.", name=path.name))
    return read(raw, path.name)


def read(raw: bytes, name: str) -> Document:
    """The design in the bytes of a file called `name`. Raises StorageError with one sentence."""
    return document_of(parsed(raw, name), name)


def written(document: Document, *, saved: str = "") -> bytes:
    """The bytes of a design file: canonical key order, every value of the active choices written out."""
    from app.services.storage.writing import content_of  # nothing is written while the program starts

    return (laid_out(content_of(document, saved)) + "\n").encode("utf-8")


def save(document: Document, path: Path, *, saved: str) -> Document:
    """Write a design file atomically and return the document as saved. Raises StorageError; the old file stays.

    What could not be read again is not written over what can be.
    """
    try:
        content = written(document, saved=saved)
    except UnicodeEncodeError:
        raise StorageError(tr("{path} was not written: a text holds half a character.", path=path)) from None
    read(content, path.name)
    disk.write_bytes(path, content)
    return replace(document, saved=saved or document.saved)
