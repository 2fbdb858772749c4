"""The licences of everything that is shipped: collected into a bundle when it is made, shown in the about box."""

import json
from dataclasses import dataclass
from pathlib import Path

from app.services.paths import licences, resources, root


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
    """Every part, the program first. Where nothing was collected, only what lies in the program's own folders."""
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
    )
