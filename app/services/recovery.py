"""A copy of the design being edited, kept apart from the user's files and offered after a crash.

Each running window holds one slot: a lock file, which the system lets go of when the program ends in whatever way,
and beside it the copy. A copy whose lock is free was left by a program that did not end well.
"""

import contextlib
import json
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.services import disk, settings, storage
from app.services.disk import StorageError
from app.services.document import Document
from app.services.i18n import tr
from app.services.storage.json_text import MAX_BYTES as LARGEST_DESIGN

MAX_BYTES = 2 * LARGEST_DESIGN


@dataclass(frozen=True, slots=True)
class Left:
    """A design found after a crash: what it was and where it belongs (None: never saved)."""

    document: Document
    path: Path | None
    copy: Path
    digest: str = ""
    """What its file was when the design was read from it or written to it last; empty where nobody knows."""


class Slot:
    """This window's place for a recovery copy."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or _folder()
        name = uuid.uuid4().hex
        self.copy = self.folder / f"{name}.json"
        self._lock_path = self.folder / f"{name}.lock"
        self._lock: BinaryIO | None = None

    def keep(self, document: Document, path: Path | None, digest: str = "") -> None:
        """Write the copy, with what the design's file was. Raises StorageError."""
        if self._lock is None:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                self._lock = locked(self._lock_path)
            except OSError as error:
                reason = error.strerror or str(error)
                raise StorageError(tr("{path} cannot be written: {reason}.", path=self.copy, reason=reason)) from None
        design = storage.written(document).decode("utf-8")
        content = {"path": str(path) if path else "", "digest": digest, "design": design}
        disk.write_bytes(self.copy, json.dumps(content, ensure_ascii=False).encode("utf-8"))

    def drop(self) -> None:
        """Nothing is unsaved: take the copy away."""
        with contextlib.suppress(OSError):
            self.copy.unlink(missing_ok=True)

    def close(self) -> None:
        """The window closed well."""
        self.drop()
        if self._lock is not None:
            self._lock.close()
            self._lock = None
            with contextlib.suppress(OSError):
                self._lock_path.unlink(missing_ok=True)


def left(folder: Path | None = None) -> tuple[Left, ...]:
    """The designs that programs which ended badly left behind, the newest first."""
    return tuple(sorted(_left(folder or _folder()), key=lambda found: -found.copy.stat().st_mtime))


def discard(*found: Left) -> None:
    """Throw copies away, with their locks."""
    for left_behind in found:
        for path in (left_behind.copy, left_behind.copy.with_suffix(".lock")):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def _left(folder: Path) -> Iterator[Left]:
    for copy in folder.glob("*.json"):
        lock = copy.with_suffix(".lock")
        try:
            with locked(lock):
                pass
            if copy.stat().st_size > MAX_BYTES:
                continue
            content = json.loads(copy.read_bytes())
            document = storage.read(content["design"].encode("utf-8"), copy.name)
            path = Path(content["path"]) if content["path"] else None
            digest = str(content.get("digest", ""))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, StorageError):
            continue  # held by a running program, or not readable: it stays where it is
        yield Left(document, path, copy, digest)


def _folder() -> Path:
    return settings.data_folder() / "recovery"


def locked(path: Path) -> BinaryIO:
    """The file, opened and locked for this process. Raises OSError when another one holds it."""
    stream = path.open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stream.close()
        raise
    return stream
