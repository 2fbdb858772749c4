"""The licences of everything that is shipped: collected into a bundle when it is made, shown in the about box."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.services.paths import licences, resources, root

_FILES: Final = re.compile(r"\.dist-info/(licen[cs]es?/.+|(LICEN[CS]E|COPYING|NOTICE)[^/]*)$", re.IGNORECASE)
"""Where a package keeps its licence."""
_QT: Final = ("pyside6-essentials", "shiboken6")
"""Bring no text of their own."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One part of the program; its text is read when it is shown."""

    name: str
    version: str
    licence: str
    files: tuple[Path, ...]

    def text(self) -> str:
        """The licence in full."""
        return "\n\n".join(file.read_text(encoding="utf-8", errors="replace") for file in self.files)


def notices() -> tuple[Notice, ...]:
    """Every part, the program first. Where nothing was collected: what lies in the folders, and the packages in use."""
    folder = licences()
    index = folder / "index.json"
    if index.is_file():
        listed = json.loads(index.read_text(encoding="utf-8"))
        return tuple(
            Notice(part["name"], part["version"], part["licence"], (folder / part["file"],)) for part in listed
        )
    faces = ("DEJAVU-LICENSE.txt", "OFL.txt", "APACHE-2.0.txt")
    return (
        Notice("Cellwright", "", "MIT", (root() / "LICENSE",)),
        Notice("Typefaces", "", "DejaVu, OFL-1.1, Apache-2.0", tuple(resources() / "fonts" / face for face in faces)),
        Notice("Half-cell curves", "", "BSD-3-Clause", (resources() / "materials" / "PYBAMM-LICENSE.txt",)),
        *_packages(),
    )


def _packages() -> Iterator[Notice]:
    """Those that the program asks for and that are installed, as they say it of themselves."""
    from importlib import metadata  # rare: only where the program runs from its sources

    lock = root() / "requirements.lock"
    named = re.findall(r"^([\w.-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE) if lock.is_file() else []
    for name in named:
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system
        files = tuple(Path(str(found.locate_file(f))) for f in found.files or () if _FILES.search(f.as_posix()))
        if name in _QT:
            files = tuple(root() / "installer" / "licence-texts" / f"{terms}-3.0.txt" for terms in ("LGPL", "GPL"))
        said: list[str] = []
        for field in ("License-Expression", "License", "Classifier"):
            lines: list[str] = found.metadata.get_all(field) or []
            said += [
                line.rpartition(" :: ")[2] for line in lines if field != "Classifier" or line.startswith("License ")
            ]
        yield Notice(name, found.version, next((text.splitlines()[0] for text in said if text.strip()), ""), files)
