"""One program for each user: a second start hands its file over to the first and ends.

Whoever holds a lock file in the data folder is the first; the system lets go of it when that program ends, in whatever
way. A second start leaves a note in a folder beside it, which the first takes away when it has done what it says. So
nothing listens on any port. Where nobody takes the note the second start opens a window of its own.
"""

import contextlib
import time
from pathlib import Path
from typing import BinaryIO, Final

from app.services import disk, recovery, settings
from app.services.disk import StorageError

_PATIENCE: Final = 3.0
"""Seconds in which the first program has to take a note."""
_STEP: Final = 0.02
_LONGEST: Final = 32_000
"""Bytes of a note: a path, or nothing for a new window."""


class Instance:
    """This start of the program."""

    def __init__(self) -> None:
        self._folder = settings.data_folder() / "asked"
        self._lock: BinaryIO | None = None
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = recovery.locked(self._folder.with_name("program.lock"))

    @property
    def folder(self) -> Path:
        """Where notes are left."""
        return self._folder

    @property
    def first(self) -> bool:
        """Whether no other program runs."""
        return self._lock is not None

    def hand_over(self, path: Path | None) -> bool:
        """Let the program that runs open a file, or a new window; False when it does not take the note."""
        import uuid  # not needed by the first

        note = self._folder / f"{uuid.uuid4().hex}.note"
        try:
            disk.write_bytes(note, str(path.absolute()).encode("utf-8") if path is not None else b"")
        except StorageError:
            return False
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if not note.exists():
                return True
            time.sleep(_STEP)
        with contextlib.suppress(OSError):
            note.unlink()
        return False

    def asked(self) -> list[Path | None]:
        """What other starts ask for: files to open, None for a new window. Each is told once.

        A note that nobody waits for any more was left by a start that was killed.
        """
        wanted: list[Path | None] = []
        for note in sorted(self._folder.glob("*.note")):
            try:
                late = time.time() - note.stat().st_mtime > 2 * _PATIENCE
                with note.open("rb") as stream:
                    text = stream.read(_LONGEST).decode("utf-8")
                note.unlink()
            except (OSError, UnicodeDecodeError):
                continue
            if not late:
                wanted.append(Path(text) if text else None)
        return wanted

    def close(self) -> None:
        """The program ends: the next start is the first."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None
