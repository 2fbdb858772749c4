"""Where the files that come with the program lie: beside the source, or unpacked by the installer's bundle."""

import functools
import sys
from pathlib import Path


@functools.cache
def root() -> Path:
    """The folder that holds resources/ and templates/."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parents[2]


def resources() -> Path:
    return root() / "resources"


def templates() -> Path:
    return root() / "templates"


def licences() -> Path:
    """The licences collected into a bundle; a checkout has none."""
    return root() / "licences"
