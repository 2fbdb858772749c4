"""What the bundle leaves out, for build.spec and for the reference bundle that benchmarks/bundle.py compares with.

A module that the program comes to need is taken off UNUSED; a test fails when the program imports one that is on it.
"""

import shutil
import struct
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

Entry = tuple[str, str, str]
"""Of a bundle: name in it, path of the file, kind."""

NETWORK = (
    "PySide6.QtNetwork", "_ssl", "ssl", "ftplib", "http", "smtplib", "socketserver", "telnetlib", "urllib.request",
    "xmlrpc",
)  # fmt: skip
"""The program makes no connection, so what makes connections is not even there."""

UNUSED = (
    *NETWORK,
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtPdf", "PySide6.QtSql", "PySide6.QtDBus", "PySide6.QtDesigner",
    "PySide6.QtHelp", "PySide6.QtXml", "PySide6.QtUiTools", "PySide6.QtConcurrent",
    "pyqtgraph.opengl", "pyqtgraph.flowchart", "pyqtgraph.dockarea", "pyqtgraph.jupyter", "pyqtgraph.console",
    "pyqtgraph.examples",
    "numpy.f2py", "numpy.testing", "scipy", "matplotlib", "OpenGL", "IPython",
    # of typefaces ezdxf reads plain outlines only
    "ezdxf.addons",
    "fontTools.cffLib", "fontTools.colorLib", "fontTools.designspaceLib", "fontTools.feaLib", "fontTools.otlLib",
    "fontTools.varLib",
    "PIL._avif", "PIL._imagingcms", "PIL._imagingft", "PIL._imagingmath", "PIL._imagingmorph", "PIL._imagingtk",
    "PIL._webp", "PIL.ImageQt", "PIL.ImageTk",
    "_hashlib",  # it brings OpenSSL; hashlib goes on with its own SHA-2 and MD5
    "asyncio", "bdb", "curses", "doctest", "lib2to3", "pdb", "pydoc_data", "readline",
    # what libraries offer to tools of developers, which lie in the same .venv
    "hypothesis", "markdown_it", "mypy", "mypy_extensions", "pydantic._hypothesis_plugin", "pydantic.mypy",
    "pygments", "pytest", "rich", "yaml",
    "setuptools", "sqlite3", "test", "tkinter", "webbrowser",
)  # fmt: skip

KEPT_PLUGINS = (
    "platforms/libqxcb", "platforms/libqoffscreen", "platforms/qwindows", "platforms/qoffscreen",
    "platforms/libqcocoa",
    "platforminputcontexts/",  # Chinese and composed characters on Linux
    "platformthemes/libqxdgdesktopportal",  # the desktop's own file dialog
    "printsupport/",
    "styles/", "iconengines/", "imageformats/libqsvg", "imageformats/qsvg",
)  # fmt: skip
"""Qt's plugins by folder and the start of the name; all others are left out."""

DROPPED = (
    "PySide6/Qt/translations/", "PySide6/translations/",
    "PySide6/Qt/lib/QtNetwork.framework/", "QtNetwork", "PySide6/Qt6Network.dll",
    "PySide6/opengl32sw.dll", "PySide6/icudtl.dat",
    "ezdxf/acc/",  # it goes on in Python without its C extensions
    "libcups.so",  # printing on Linux goes through the system's own
)  # fmt: skip


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """The entries (name, path, kind) of a bundle without the unused; on Linux also without what nothing loads."""
    entries = [entry for entry in entries if not _is_dropped(entry[0].replace("\\", "/"))]
    return _needed(entries) if sys.platform == "linux" else entries


def stripped(entries: list[Entry], folder: str | Path) -> list[Entry]:
    """The entries with their binaries copied to `folder` and freed of debugging symbols (Linux only).

    numpy's libraries were rewritten after linking and break when stripped; any other that would break stays as it is.
    """
    strip = shutil.which("strip")
    if sys.platform != "linux" or strip is None:
        return entries
    result = []
    for name, path, kind in entries:
        taken = path
        if kind in ("BINARY", "EXTENSION") and not name.startswith("numpy.libs/"):
            copy = Path(folder, name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
            copy.chmod(0o755)
            done = subprocess.run([strip, "--strip-unneeded", copy], capture_output=True, check=False)
            if done.returncode == 0 and copy.stat().st_size < Path(path).stat().st_size and _loads(copy.read_bytes()):
                taken = str(copy)
        result.append((name, taken, kind))
    return result


KEPT_WORDS = ("qtbase_zh_CN.qm",)
"""Qt's own texts in the languages that the program speaks."""


def _is_dropped(name: str) -> bool:
    if name.endswith(KEPT_WORDS):
        return False
    if name.startswith(DROPPED):
        return True
    for plugins in ("PySide6/Qt/plugins/", "PySide6/plugins/"):
        if name.startswith(plugins):
            return not name.removeprefix(plugins).startswith(KEPT_PLUGINS)
    return False


def _needed(entries: list[Entry]) -> list[Entry]:
    """Without libraries that no kept module, plugin or library asks for."""
    libraries = {PurePosixPath(name).name: entry for entry in entries if _is_library(name := entry[0])}
    waiting = [entry for entry in entries if entry[2] in ("BINARY", "EXTENSION") and not _is_library(entry[0])]
    found: set[str] = set()
    while waiting:
        for wanted in _asked_for(waiting.pop()[1]):
            if wanted in libraries and wanted not in found:
                found.add(wanted)
                waiting.append(libraries[wanted])
    # A link at the top leads to the library of the same name in its package.
    return [entry for entry in entries if not _is_library(entry[0]) or PurePosixPath(entry[0]).name in found]


def _is_library(name: str) -> bool:
    """Whether it is only there because something asks for it; a package's own files are there for themselves."""
    folder = str(PurePosixPath(name).parent)
    beside = folder in (".", "PySide6", "shiboken6", "PySide6/Qt/lib") or folder.endswith(".libs")
    base = PurePosixPath(name).name
    return beside and base.startswith("lib") and ".so" in base and not base.startswith("libpython")


def _asked_for(path: str) -> list[str]:
    told = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=True).stdout
    return [line.split()[1] for line in told.splitlines() if line.strip().startswith("NEEDED")]


def _loads(content: bytes) -> bool:
    """Whether the loader takes this 64-bit ELF file: each segment must lie as its page does."""
    start, size, count = *struct.unpack_from("<Q", content, 32), *struct.unpack_from("<HH", content, 54)
    for number in range(count):
        kind, _flags, offset, address, _, _, _, align = struct.unpack_from("<IIQQQQQQ", content, start + number * size)
        if kind == 1 and align > 1 and (offset - address) % align:
            return False
    return True
