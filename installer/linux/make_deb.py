# ruff: noqa: T201
"""Makes the Debian and Ubuntu package: python installer/linux/make_deb.py [--bundle DIST/cellwright] [-o FILE]

Needs dpkg-deb. Also makes the .tar.xz for other Linux systems with --tar.
"""

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))
from installer import identity  # noqa: E402 - found beside this file

DEPENDS = (
    "libc6 (>= {glibc})",
    "libegl1",
    "libgl1",
    "libx11-6",
    "libxcb1",
    "libx11-xcb1",
    "libfontconfig1",
    "libfreetype6",
    "libcups2",  # for printing; Qt asks for the system's own
    "libdbus-1-3",
)
"""What the bundle does not bring: the C library and what belongs to the graphics driver and the desktop."""

CONTROL = """\
Package: cellwright
Version: {version}
Architecture: {architecture}
Maintainer: {publisher} <maintainers@cellwright.invalid>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: shared-mime-info, desktop-file-utils
Section: science
Priority: optional
Description: {sentence}
 Type how a pouch cell is stacked; mass, capacity, thickness, Wh/kg and Wh/L
 follow as you type. Prints the build sheet and the specification.
 .
 The program makes no network connection.
"""

REFRESH = """\
#!/bin/sh
set -e
if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database -q || true; fi
"""


def main() -> int:
    version = identity.version()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path, default=ROOT / "dist" / "cellwright")
    parser.add_argument("-o", type=Path, help="the file to write")
    parser.add_argument("--tar", action="store_true", help="a .tar.xz instead of a .deb")
    arguments = parser.parse_args()
    bundle = arguments.bundle.resolve()
    if not (bundle / "cellwright").is_file():
        sys.exit(f"There is no program in {bundle}: run `python dev.py bundle` first.")
    architecture = {"x86_64": "amd64", "aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)
    if arguments.tar:
        output = arguments.o or ROOT / "dist" / f"cellwright-{version}-linux-{os.uname().machine}.tar.xz"
        with tarfile.open(output, "w:xz", preset=6) as archive:
            archive.add(bundle, f"cellwright-{version}", filter=nobody)
    else:
        output = arguments.o or ROOT / "dist" / f"cellwright_{debian(version)}_{architecture}.deb"
        with tempfile.TemporaryDirectory() as folder:
            lay_out(bundle, Path(folder), version, architecture)
            command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", folder, str(output)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    print(f"{output}  {output.stat().st_size / 1e6:.1f} MB")
    return 0


def lay_out(bundle: Path, tree: Path, version: str, architecture: str) -> None:
    """The package's files, as they will lie."""
    tree.chmod(0o755)
    program = tree / "opt" / "cellwright"
    shutil.copytree(bundle, program, symlinks=True)
    for name in ("cellwright", "cellwright-cli"):
        link = tree / "usr" / "bin" / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(f"/opt/cellwright/{name}")
    icons = ROOT / "resources" / "icons"
    usr_share = tree / "usr" / "share"
    put(HERE / "cellwright.desktop", usr_share / "applications" / "cellwright.desktop")
    put(HERE / "cellwright-mime.xml", usr_share / "mime" / "packages" / "cellwright.xml")
    for size in (256, 512):
        put(icons / f"cellwright-{size}.png", usr_share / f"icons/hicolor/{size}x{size}/apps/cellwright.png")
    put(icons / "cellwright.svg", usr_share / "icons/hicolor/scalable/apps/cellwright.svg")
    documents = usr_share / "doc" / "cellwright"
    put(ROOT / "LICENSE", documents / "copyright")
    with gzip.GzipFile(documents / "changelog.gz", "wb", mtime=0) as stream:
        stream.write((ROOT / "CHANGELOG.md").read_bytes())
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or (os.access(path, os.X_OK) and path.parent == program) else 0o644)
    control = tree / "DEBIAN"
    control.mkdir(mode=0o755)
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    text = CONTROL.format(
        version=debian(version),
        architecture=architecture,
        publisher=identity.PUBLISHER,
        kilobytes=size // 1024,
        depends=", ".join(DEPENDS).format(glibc=oldest_glibc(bundle)),
        sentence=identity.SENTENCE,
    )
    (control / "control").write_text(text, encoding="utf-8")
    for name in ("postinst", "postrm"):
        (control / name).write_text(REFRESH, encoding="utf-8")
        (control / name).chmod(0o755)


def oldest_glibc(bundle: Path) -> str:
    """The C library that the bundle's files ask for: Qt's, and those of the machine it was built on."""
    asked = {identity.OLDEST_GLIBC}
    for path in bundle.rglob("*"):
        if path.is_file() and not path.is_symlink() and (".so" in path.name or path.parent == bundle):
            asked.update(found.decode() for found in re.findall(rb"GLIBC_(2\.\d+)\b", path.read_bytes()))
    return max(asked, key=lambda text: [int(part) for part in text.split(".")])


def debian(version: str) -> str:
    """A version as Debian orders it: a release candidate before its release."""
    return re.sub(r"(\d)(a|b|rc)(\d)", r"\1~\2\3", version)


def put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


if __name__ == "__main__":
    sys.exit(main())
