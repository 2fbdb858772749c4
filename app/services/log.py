"""The log: what went wrong, with its place in the program, in a few files of limited size. No telemetry."""

import faulthandler
import logging
import sys
from pathlib import Path
from types import TracebackType

import app
from app.services import settings

MAX_BYTES = 500_000
FILES = 3

log = logging.getLogger("cellwright")


def start(folder: Path | None = None) -> Path | None:
    """Write the log to `folder` from now on; None where no log can be written. The program runs on without one."""
    place = folder or settings.log_folder()
    file = place / "cellwright.log"
    try:
        place.mkdir(parents=True, exist_ok=True)
        _set_aside(file)
        handler = logging.FileHandler(file, encoding="utf-8")
    except OSError:
        log.addHandler(logging.NullHandler())
        log.propagate = False
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    # A crash below Python leaves the stacks of all threads in the same file.
    if handler.stream is not None:
        faulthandler.enable(handler.stream, all_threads=True)
    log.info("Cellwright %s, Python %s, %s", app.__version__, sys.version.partition(" ")[0], sys.platform)
    return file


def _set_aside(file: Path) -> None:
    """Begin a new file where the last one has grown large. The standard library's handler costs 10 ms of imports."""
    if not file.exists() or file.stat().st_size < MAX_BYTES:
        return
    numbered = [file, *(file.with_name(f"{file.name}.{n}") for n in range(1, FILES + 1))]
    for older, newer in zip(reversed(numbered[1:]), reversed(numbered[:-1]), strict=True):
        if newer.exists():
            newer.replace(older)


def stop() -> None:
    """Close the log."""
    if faulthandler.is_enabled():
        faulthandler.disable()
    for handler in tuple(log.handlers):
        log.removeHandler(handler)
        handler.close()
    log.propagate = True


def bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write down an exception nobody handled."""
    log.error("unhandled %s", kind.__name__, exc_info=(kind, error, trace))


def place() -> Path | None:
    """The file the log is written to."""
    for handler in log.handlers:
        if isinstance(handler, logging.FileHandler):
            return Path(handler.baseFilename)
    return None
