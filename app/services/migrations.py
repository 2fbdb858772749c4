"""From older design files to today's, one pure function a step.

A file carries "version": "major.minor". A new minor version only adds keys; a new major one needs a step here:
write `def from_1(content): ...` returning the content of version 2, list it in STEPS, and add a file as the old
program wrote it under tests/data/designs/v1/. The history of the format is told in docs/file-format.md.
"""

from collections.abc import Callable, Mapping
from typing import Any

MAJOR, MINOR = 1, 0
VERSION = f"{MAJOR}.{MINOR}"

Content = dict[str, Any]
STEPS: Mapping[int, Callable[[Content], Content]] = {}
"""Major version → the function that makes the next major version of it."""


def migrated(content: Content, major: int) -> Content:
    """The content of a file of `major`, brought to MAJOR. The argument is left as it was."""
    for step in range(major, MAJOR):
        content = STEPS[step](dict(content))
    return content
