"""Who has a design open for editing: a lock file beside it, `.<name>.lock`, held for as long as the window is open.

Two things tell that a lock is in force. The system holds the file locked while its program runs and lets go when that
ends, in whatever way; between two computers, where that may not reach, the file is touched every minute. A lock that
neither holds any more was left behind by a program that did not end well, and is taken over.

Where nothing can be written beside the design there is no lock: such a design cannot be saved there either.
"""

import contextlib
import json
import os
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

TOUCHED_EVERY: Final = 60
"""Seconds after which whoever holds a lock touches it."""
STALE_AFTER: Final = 5 * TOUCHED_EVERY
"""Seconds without a touch after which a lock of another computer is no longer in force."""
MAX_BYTES: Final = 4_096
_FAR: Final = 1 << 30
"""The byte that is locked: so far out that others can read what stands in the file."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock, and since when (ISO, to the minute, in their local time)."""

    who: str
    host: str
    since: str
    process: int = 0


class Held(Exception):
    """Somebody else has the design open."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(f"{holder.who}, {holder.host}, {holder.since}")
        self.holder = holder


class Lock:
    """A lock that is held. `release` it when the design is closed."""

    def __init__(self, path: Path, stream: BinaryIO | None) -> None:
        self.path = path
        self._stream = stream

    @property
    def held(self) -> bool:
        """Whether there is a lock file at all."""
        return self._stream is not None

    def touch(self) -> None:
        """Say that the program still runs."""
        if self._stream is not None:
            with contextlib.suppress(OSError):
                os.utime(self.path)

    def release(self) -> None:
        """Let others have the design."""
        stream, self._stream = self._stream, None
        if stream is None:
            return
        if sys.platform != "win32":  # there an open file cannot be deleted, here a closed one might be another's
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)
        stream.close()
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)


def take(design: Path) -> Lock:
    """Lock a design for editing. Raises Held when somebody else has it open."""
    path = lock_path(design)
    before = _holder(path)
    if before is not None and _another_computer(before) and _age(path) < STALE_AFTER:
        raise Held(before)
    for _ in range(3):
        try:
            # Not "w": what stands there is another's until the lock is ours.
            stream = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
        except OSError:
            return Lock(path, None)
        try:
            _lock(stream)
        except OSError:
            stream.close()
            raise Held(before or _holder(path) or Holder("", "", "")) from None
        if _is_there(stream, path):
            break
        stream.close()  # whoever let go of it deleted it a moment ago
    else:
        return Lock(path, None)
    mine = Holder(_user(), _computer(), datetime.now().astimezone().isoformat(" ", "minutes")[:16], os.getpid())
    with contextlib.suppress(OSError):
        stream.truncate(0)
        stream.write(json.dumps(_written(mine), ensure_ascii=False).encode("utf-8"))
        stream.flush()
    return Lock(path, stream)


def lock_path(design: Path) -> Path:
    """Where the lock of a design lies."""
    return design.with_name(f".{design.name}.lock")


def _written(holder: Holder) -> dict[str, str | int]:
    return {"who": holder.who, "host": holder.host, "since": holder.since, "process": holder.process}


def _holder(path: Path) -> Holder | None:
    """Who the lock file says holds it; None when it says nothing that can be read."""
    try:
        with path.open("rb") as stream:
            content = json.loads(stream.read(MAX_BYTES))
        who, host, since = (str(content[name])[:100] for name in ("who", "host", "since"))
        return Holder(who, host, since, int(content["process"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _another_computer(holder: Holder) -> bool:
    return holder.host != _computer()


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return float("inf")


def _is_there(stream: BinaryIO, path: Path) -> bool:
    """Whether an open file is still the one at its path."""
    try:
        return os.path.samestat(os.fstat(stream.fileno()), path.stat())
    except OSError:
        return False


def _computer() -> str:
    import platform  # only a design that has a file needs it

    return platform.node()


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _lock(stream: BinaryIO) -> None:
    """Lock an open file for this process. Raises OSError when another one holds it."""
    if sys.platform == "win32":
        import msvcrt

        stream.seek(_FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        stream.seek(0)
    else:
        import fcntl

        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
