"""What the program remembers about its user: recent files, the window, the theme, units. One JSON file.

A file that cannot be read is put aside and the defaults stand. Settings are never worth a message: what cannot be
written is forgotten. To add a setting, add a field with its default.
"""

import contextlib
import os
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from app.services import disk
from app.services.disk import StorageError

NAME = "Cellwright"
HOME = "CELLWRIGHT_HOME"
"""An environment variable: a folder that holds everything the program remembers, for a stick or a test."""

MAX_RECENT = 10
MAX_BYTES = 1_000_000

Theme = Literal["system", "light", "dark"]
Extent = Annotated[int, msgspec.Meta(ge=0, le=100_000)]


class Geometry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the window was, in logical pixels."""

    x: Annotated[int, msgspec.Meta(ge=-100_000, le=100_000)]
    y: Annotated[int, msgspec.Meta(ge=-100_000, le=100_000)]
    width: Extent
    height: Extent
    maximized: bool = False


class Settings(msgspec.Struct, frozen=True):
    """All of it. Unknown keys are dropped: a newer program may have written them."""

    theme: Theme = "system"
    language: str = "system"
    """Of the texts; "system": the one that the computer speaks."""
    recent: tuple[str, ...] = ()
    geometry: Geometry | None = None
    splitters: dict[str, tuple[Extent, ...]] = {}
    results: bool | None = None
    """Whether the table of results is shown; None: when there is room."""
    scale: Literal["readable", "to-scale"] = "readable"
    """How the cross-section is drawn."""
    unfolded: tuple[str, ...] | None = None
    """The groups of the form that are open; None: those open at first."""
    units: dict[str, str] = {}
    """Quantity key to the symbol of the unit its field shows."""
    company: Annotated[str, msgspec.Meta(max_length=200)] = ""
    """The name that documents carry."""
    logo: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    """A PNG or JPEG picture that documents carry."""
    document_number: Annotated[str, msgspec.Meta(max_length=200)] = ""
    """How documents are numbered, such as {design}-{document}-{revision}; empty: they are not."""

    def with_recent(self, path: Path) -> "Settings":
        """With this file as the one used last."""
        first = str(path)
        others = (p for p in self.recent if p != first)
        return msgspec.structs.replace(self, recent=(first, *others)[:MAX_RECENT])

    def without_recent(self, path: Path) -> "Settings":
        """Without a file that is gone."""
        return msgspec.structs.replace(self, recent=tuple(p for p in self.recent if p != str(path)))

    def replace(self, **changes: object) -> "Settings":
        """With some fields changed."""
        return msgspec.structs.replace(self, **changes)


def load(path: Path | None = None) -> Settings:
    """The settings as last saved; defaults where there are none. A damaged file is kept beside as *.damaged."""
    file = path or config_folder() / "settings.json"
    try:
        if file.stat().st_size > MAX_BYTES:
            raise msgspec.DecodeError("too large")
        return msgspec.json.decode(file.read_bytes(), type=Settings)
    except FileNotFoundError:
        return Settings()
    except (msgspec.DecodeError, OSError, UnicodeDecodeError):
        with contextlib.suppress(OSError):
            os.replace(file, file.with_name(f"{file.name}.damaged"))
        return Settings()


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings atomically; a place that cannot be written to is let be."""
    file = path or config_folder() / "settings.json"
    with contextlib.suppress(OSError, StorageError):
        file.parent.mkdir(parents=True, exist_ok=True)
        disk.write_bytes(file, msgspec.json.format(msgspec.json.encode(settings), indent=1) + b"\n")


def config_folder() -> Path:
    """Where settings are kept."""
    return _folder("config")


def data_folder() -> Path:
    """Where the user's own materials, recovery copies and mappings of spreadsheets are kept."""
    return _folder("data")


def log_folder() -> Path:
    """Where the log is kept."""
    return _folder("log")


def _folder(kind: Literal["config", "data", "log"]) -> Path:
    home = os.environ.get(HOME)
    if home:
        return Path(home) / kind
    import platformdirs

    if kind == "config":
        return platformdirs.user_config_path(NAME, appauthor=False)
    if kind == "data":
        return platformdirs.user_data_path(NAME, appauthor=False)
    return platformdirs.user_log_path(NAME, appauthor=False)
