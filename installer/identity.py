"""What the program is called where systems ask: one place, compared by a test with the recipes that cannot read it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

NAME = "Cellwright"
SENTENCE = "Design pouch cells and get them made"
PUBLISHER = "Cellwright contributors"
COPYRIGHT = "Copyright the Cellwright contributors. MIT licence."
MAC_ID = "org.cellwright.cellwright"
MAC_TYPE = "org.cellwright.design"
MIME = "application/x-cellwright-design"
WINDOWS_TYPE = "Cellwright.Design"
OLDEST_MACOS = "14.0"  # numpy's wheel for arm64; Qt itself starts with 13
OLDEST_GLIBC = "2.34"  # Qt's wheel


def version() -> str:
    """The version of this checkout."""
    return re.search(r'^__version__ = "(.+)"', _text("app/__init__.py"), re.M)[1]


def suffix() -> str:
    """What the names of design files end in."""
    return re.search(r'^SUFFIX = "(.+)"', _text("app/services/storage.py"), re.M)[1]


def numbers(of: str) -> tuple[int, int, int, int]:
    """A version as the four numbers Windows wants; what follows them ("1.2.0rc1") is left out."""
    found = [int(part) for part in re.match(r"\d+(\.\d+)*", of)[0].split(".")]
    return tuple((found + [0] * 4)[:4])


def _text(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")
