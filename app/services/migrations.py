"""From older design files to today's, one pure function a step.

A file carries "version": "major.minor". To add an input or a choice: raise MINOR and list it in ADDED or
ADDED_CHOICES with what designs written before are taken to have; their hashes stay as they were printed. Anything else
is a new major version: raise MAJOR, write `def from_1(content): ...` returning the content of version 2 and list it in
STEPS. For both, save a file with the old program under tests/data/designs/ and tell it in docs/file-format.md.
"""

from collections.abc import Callable, Mapping
from typing import Any

MAJOR, MINOR = 1, 0
VERSION = f"{MAJOR}.{MINOR}"

Content = dict[str, Any]
STEPS: Mapping[int, Callable[[Content], Content]] = {}
"""Major version → the function that makes the next major version of it."""

ADDED: Mapping[str, tuple[str, str]] = {}
"""Input added after MAJOR.0 → the number and the unit that designs written before have."""

ADDED_CHOICES: Mapping[str, str] = {}
"""Choice added after MAJOR.0 → the option that designs written before have."""


def migrated(content: Content, major: int) -> Content:
    """The content of a file of `major`, brought to MAJOR. The argument is left as it was. Raises KeyError."""
    for step in range(major, MAJOR):
        content = STEPS[step](dict(content))
    return content
