"""Collects the licences of everything a bundle ships: build/licences/*.txt and index.json, which the about box shows.

Python packages bring theirs; Qt's, Python's and ICU's lie in installer/licence-texts; a Linux system library's is what
its Debian package says.
"""

import json
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from installer.trim import Entry

ROOT = Path(__file__).resolve().parents[1]
TEXTS = Path(__file__).resolve().parent / "licence-texts"
CURVES = "PYBAMM-LICENSE.txt"
QT = ("pyside6-essentials", "shiboken6")
FILES = re.compile(r"(^|/)(licen[cs]es?/.+|(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*)$", re.IGNORECASE)


def collect(entries: list[Entry], folder: str | Path) -> Path:
    """Write the licences of these bundle entries (name, path, kind) into `folder`, made anew."""
    folder = Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    import app

    python = "{}.{}.{}".format(*sys.version_info[:3])
    fonts = ROOT / "resources" / "fonts"
    faces = [fonts / name for name in ("DEJAVU-LICENSE.txt", "OFL.txt", "APACHE-2.0.txt")]
    index = [
        _written(folder, "Cellwright", app.__version__, "MIT", [_read(ROOT / "LICENSE")]),
        _written(folder, "Typefaces", "", "DejaVu, OFL-1.1, Apache-2.0", [_read(path) for path in faces]),
        _written(folder, "Half-cell curves", "", "BSD-3-Clause", [_read(ROOT / "resources" / "materials" / CURVES)]),
        _written(folder, "Python", python, "PSF-2.0", [_read(TEXTS / "Python.txt")]),
    ]
    for found in shipped(entries):
        name, version = found.metadata["Name"], found.version
        if name.lower().replace("_", "-") in QT:
            terms = ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt", *(["ICU.txt"] if sys.platform == "linux" else []))
            texts = [_read(TEXTS / term).replace("{version}", version) for term in terms]
            index.append(_written(folder, name, version, "LGPL-3.0-only", texts))
        else:
            files = [file for file in found.files or () if FILES.search(str(file)) and ".dist-info" in str(file)]
            texts = [_read(Path(str(found.locate_file(file)))) for file in files]
            if not texts:
                raise RuntimeError(f"{name} {version} brings no licence text: put one into installer/licence-texts")
            index.append(_written(folder, name, version, licence_of(found), texts))
    for package, (libraries, text) in sorted(_system(entries).items()):
        index.append(_written(folder, package, "", f"system library: {', '.join(sorted(libraries))}", [text]))
    (folder / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return folder


def shipped(entries: list[Entry]) -> list[metadata.Distribution]:
    """The Python distributions that these entries come from, and PyInstaller, whose starter is in the program."""
    top = {re.split(r"[./\\]", name)[0] for name, _path, kind in entries if kind in ("PYMODULE", "EXTENSION", "BINARY")}
    owners = metadata.packages_distributions()
    names = {owner for package in top for owner in owners.get(package, ())} | {"pyinstaller"}
    return sorted(map(metadata.distribution, names), key=lambda found: found.metadata["Name"].lower())


def licence_of(found: metadata.Distribution) -> str:
    """What a distribution says its licence is, as short as it says it."""
    if found.metadata["Name"] == "pyinstaller":
        return "GPL-2.0-or-later WITH Bootloader-exception"
    said: list[str] = found.metadata.get_all("License-Expression") or []
    classes = [line for line in found.metadata.get_all("Classifier") or () if line.startswith("License ::")]
    said += [line.rsplit(" :: ", 1)[-1] for line in classes if not said]
    said += (found.metadata.get_all("License") or ["see its text"])[:1]
    return said[0].strip().splitlines()[0]


def _system(entries: list[Entry]) -> dict[str, tuple[list[str], str]]:
    """Debian package -> (its libraries in the bundle, its copyright file)."""
    packages: dict[str, tuple[list[str], str]] = {}
    if sys.platform != "linux" or shutil.which("dpkg-query") is None:
        return packages
    for name, path, kind in entries:
        real = str(Path(path).resolve()) if kind == "BINARY" else ""
        if not real.startswith(("/lib/", "/usr/lib/", "/usr/lib64/")):
            continue
        for spelt in (real, real.removeprefix("/usr")):
            told = subprocess.run(["dpkg-query", "-S", spelt], capture_output=True, text=True, check=False)
            if told.returncode == 0:
                package = told.stdout.split(":", 1)[0]
                copyright_file = Path("/usr/share/doc", package, "copyright")
                if copyright_file.is_file():
                    packages.setdefault(package, ([], _read(copyright_file)))[0].append(Path(name).name)
                break
    return packages


def _written(folder: Path, name: str, version: str, licence: str, texts: list[str]) -> dict[str, str]:
    file = re.sub(r"[^A-Za-z0-9.+-]", "-", name) + ".txt"
    (folder / file).write_text(f"\n\n{'-' * 80}\n\n".join(texts), encoding="utf-8")
    return {"name": name, "version": version, "licence": licence, "file": file}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").rstrip() + "\n"
