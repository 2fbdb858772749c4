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
    return _found(r'^__version__ = "(.+)"', _text("app/__init__.py"))


def suffix() -> str:
    """What the names of design files end in."""
    return _found(r'^SUFFIX = "(.+)"', _text("app/services/storage/__init__.py"))


def numbers(of: str) -> tuple[int, int, int, int]:
    """A version as the four numbers Windows wants; what follows them ("1.2.0rc1") is left out."""
    first, second, third, fourth, *_ = [*map(int, _found(r"^(\d+(?:\.\d+)*)", of).split(".")), 0, 0, 0]
    return first, second, third, fourth


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.MULTILINE)
    if found is None:
        raise ValueError(f"nothing like {pattern}")
    return found[1]


def _text(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")
