#!/usr/bin/env python3
"""Everything a developer does with Cellwright, in one command. It needs Python 3.11 or later and nothing else.

    python dev.py setup              make .venv, install the locked packages, check that Qt can start
    python dev.py run [-- ARGS]      open the window, or pass ARGS to the program's command line
    python dev.py test [-- ARGS]     run the tests; ARGS go to pytest
    python dev.py check              ruff, mypy and the import rules
    python dev.py bench [-- ARGS]    run the benchmarks
    python dev.py bundle             build dist/cellwright, let the frozen program test itself, and use it as users do
    python dev.py messages           bring the translations up to date with the texts of the program
    python dev.py lock [-- ARGS]     re-make the lock files; `lock -- --upgrade` takes newer versions

On Windows say `py dev.py ...`. Each command sets up first what it needs and talks about that on stderr. The exit code
is that of the program that ran; where dev.py itself cannot go on it is 2, and the last lines say what is missing.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import NoReturn

# This file must also parse on Python 3.8, so that an old Python gets a sentence and not a SyntaxError.
OLDEST_PYTHON = (3, 11)

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
VENV_BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = VENV_BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements-dev.lock"
INSTALLED = VENV / "installed-lock.sha256"  # the digest of the lock that .venv was installed from
DIST = ROOT / "dist"
FROZEN = DIST / "cellwright" / ("cellwright.exe" if os.name == "nt" else "cellwright")
FROZEN_CLI = FROZEN.with_name(FROZEN.name.replace("cellwright", "cellwright-cli"))
FIRST_RUN = Path("build", "first-run")
FIRST_CELL = "li-s-1.6Ah-ers"
LINUX = sys.platform.startswith("linux")

# Shared library -> the Debian package that brings it.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
QT_X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


def main(words: list[str]) -> int:
    if sys.version_info < OLDEST_PYTHON:
        stop("Cellwright needs Python 3.11 or later; this is Python {}.{}.{}.".format(*sys.version_info[:3]))
    verbs = {f.__name__: f for f in (setup, run, test, check, bench, bundle, messages, lock)}
    if not words or words[0] in ("-h", "--help", "help"):
        print(__doc__)
        return 0 if words else 2
    verb, args = words[0], words[1:]
    if args[:1] == ["--"]:
        args = args[1:]
    if verb not in verbs:
        stop(f"dev.py does not know '{verb}'. It knows: {', '.join(verbs)}.")
    if args and verb in ("setup", "check", "bundle"):
        stop(f"'{verb}' takes no arguments; it was given: {' '.join(args)}")
    try:
        return verbs[verb](args)
    except KeyboardInterrupt:
        return 130


# The verbs ------------------------------------------------------------------------------------------------------------


def setup(_args: list[str]) -> int:
    install_packages()
    find_qt_libraries(window=has_display())
    print(f"Ready: {PYTHON.relative_to(ROOT)}")
    return 0


def run(args: list[str]) -> int:
    install_packages()
    if args:
        find_qt_libraries(window=False, needed=False)
        return become("-m", "app", *args)
    if has_display():
        find_qt_libraries(window=True)
        return become("-m", "app")

    print(f"There is no display here, so instead of the window: {FIRST_CELL}, computed, and its documents as PDF.\n")
    find_qt_libraries(window=False, needed=False)
    (ROOT / FIRST_RUN).mkdir(parents=True, exist_ok=True)
    documents = {what: FIRST_RUN / f"{what}.pdf" for what in ("specification", "build-sheet")}
    code = call("-m", "app", "compute", FIRST_CELL)
    for what, file in documents.items():
        code = code or call("-m", "app", "export", FIRST_CELL, "--what", what, "-o", file)
    if code == 0:
        print("\nWritten:")
        for file in documents.values():
            print(f"  {file}  {(ROOT / file).stat().st_size:,} bytes")
    return code


def test(args: list[str]) -> int:
    install_packages()
    find_qt_libraries(window=False)
    return become("-m", "pytest", "-n", "auto", "--maxprocesses=2", *args, QT_QPA_PLATFORM="offscreen")


def check(_args: list[str]) -> int:
    install_packages()
    import_linter = "from importlinter.cli import lint_imports_command as check; check()"
    tools = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
        "import-linter": ["-c", import_linter],
        "translations": ["installer/messages.py", "--check"],
    }
    failed = []
    for name, command in tools.items():
        print(f"\n=== {name}", flush=True)
        if call(*command, PYTHONUTF8="1") != 0:  # import-linter draws boxes that a Windows code page cannot print
            failed.append(name)
    print("\ncheck: " + (f"failed: {', '.join(failed)}" if failed else "all passed"))
    return 1 if failed else 0


def bench(args: list[str]) -> int:
    install_packages()
    find_qt_libraries(window=False)
    return become("-m", "benchmarks", *args, QT_QPA_PLATFORM="offscreen")


def bundle(_args: list[str]) -> int:
    install_packages()
    find_qt_libraries(window=False)
    find_freezing_tools()
    # From nothing each time: PyInstaller's kept analysis does not notice a system library that has come since.
    work = ROOT / "build" / "pyinstaller"
    for folder in (FROZEN.parent, work):
        shutil.rmtree(folder, ignore_errors=True)
    folders: list[str | Path] = ["--distpath", DIST, "--workpath", work]
    code = call("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders, "build.spec")
    if code != 0:
        return code
    if not FROZEN.is_file():
        stop(f"build.spec made no {FROZEN.relative_to(ROOT)}.", code=1)
    size = sum(file.stat().st_size for file in FROZEN.parent.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"Built {FROZEN.relative_to(ROOT)}: {size / 1e6:,.0f} MB. Its self-test:", flush=True)

    # From an empty folder and without this checkout in its surroundings: what is missing in the bundle must be missed.
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    if LINUX:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as elsewhere:
        code = wait_for(subprocess.Popen([FROZEN_CLI, "self-test"], cwd=elsewhere, env=environment))
    print("bundle: the self-test " + ("passed" if code == 0 else f"failed with exit code {code}"), flush=True)
    return code or call("installer/check_bundle.py", FROZEN.parent)


def messages(args: list[str]) -> int:
    install_packages()
    return call("installer/messages.py", *args, PYTHONUTF8="1")


def lock(args: list[str]) -> int:
    install_packages()
    for name in ("requirements", "requirements-dev"):
        made_from, made = f"{name}.in", ROOT / f"{name}.lock"
        options = ["--universal", "--python-version", "3.11", "--fork-strategy", "fewest", "--only-binary", ":all:"]
        plain = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-config", "--quiet"]
        files = [made_from, "--output-file", made.name, "--generate-hashes"]
        code = call("-m", "uv", "pip", "compile", *files, *options, *plain, *args)
        if code != 0:
            return code
        head = f"# Made from {made_from} by `python dev.py lock`. Not edited by hand.\n".encode()
        made.write_bytes(head + made.read_bytes())
        print(f"{made.name} is up to date with {made_from}.")
    return 0


# What they stand on ---------------------------------------------------------------------------------------------------


def install_packages() -> None:
    """Make .venv if it is missing, broken or of another Python, and install the lock if it is not the installed one."""
    if venv_version() != sys.version_info[:2]:
        make_venv()
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if INSTALLED.is_file() and INSTALLED.read_text("utf-8") == digest:
        return
    print(f"Installing the packages of {LOCK.name} into .venv ...", file=sys.stderr)
    INSTALLED.unlink(missing_ok=True)
    options = ["--require-hashes", "--only-binary", ":all:", "--disable-pip-version-check", "--no-input"]
    if not sys.stderr.isatty():
        options.append("--quiet")
    if subprocess.call([PYTHON, "-m", "pip", "install", *options, "-r", LOCK], stdout=sys.stderr) != 0:
        stop("The packages could not be installed; pip says why above. Run the command again when that is mended.")
    INSTALLED.write_text(digest, "utf-8")


def venv_version() -> tuple[int, ...] | None:
    """The (major, minor) Python of .venv; None where it cannot start or has no pip."""
    question = "import sys, pip; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([PYTHON, "-I", "-c", question], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return tuple(int(part) for part in answer.stdout.split()) if answer.returncode == 0 else None


def make_venv() -> None:
    if LINUX and importlib.util.find_spec("ensurepip") is None:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        install_debian([package], f"This Python cannot make a virtual environment: the package {package} is missing.")
    if VENV.exists():
        print("Re-making .venv: it does not start, or belongs to another Python.", file=sys.stderr)
        shutil.rmtree(VENV)
    if subprocess.call([sys.executable, "-m", "venv", VENV], stdout=sys.stderr) != 0:
        stop(f"{sys.executable} could not make a virtual environment in .venv; it says why above.")


def find_qt_libraries(window: bool, needed: bool = True) -> None:
    """On Linux, check that Qt's system libraries load; where they do not, name what is missing and how it is mended."""
    if not LINUX:
        return
    missing = []
    problem = qt_problem()
    if problem:
        missing += missing_of(QT_LIBRARIES)
    if window and os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        missing += missing_of(QT_X11_LIBRARIES)
    if missing:
        install_debian(missing, f"Qt cannot start: system libraries are missing ({', '.join(missing)}).", needed)
        problem = qt_problem() if problem else None
    if problem and needed:
        stop(f"Qt cannot start: {problem}")


def qt_problem() -> str | None:
    command = [str(PYTHON), "-c", "import PySide6.QtWidgets"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if answer.returncode == 0:
        return None
    lines = answer.stderr.strip().splitlines()
    return lines[-1] if lines else f"exit code {answer.returncode}"


def find_freezing_tools() -> None:
    """On Linux, PyInstaller needs objdump, libpython as a file of its own (Debian's python3 has it built in), and Qt's
    X11 libraries to take along: a bundle made without them opens no window on a computer without them.
    """
    if not LINUX:
        return
    missing = missing_of(QT_X11_LIBRARIES)
    if shutil.which("objdump") is None:
        missing.append("binutils")
    libpython = sysconfig.get_config_var("INSTSONAME") or ""
    if ".so" in libpython and missing_of({libpython: libpython}):
        missing.append("libpython{}.{}".format(*sys.version_info[:2]))
    if missing:
        install_debian(missing, f"The bundle cannot be built: system packages are missing ({', '.join(missing)}).")


def missing_of(libraries: dict[str, str]) -> list[str]:
    """The packages whose library does not load."""
    missing = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def install_debian(packages: list[str], why: str, needed: bool = True) -> None:
    """Say what is missing and the command that brings it; run the command where that is possible without asking."""
    root = sys.platform != "win32" and os.geteuid() == 0
    parts = ["apt-get update", "apt-get install -y --no-install-recommends " + " ".join(packages)]
    command = " && ".join(part if root else f"sudo {part}" for part in parts)
    print(f"{why} On Debian and Ubuntu this command installs them:\n    {command}", file=sys.stderr)
    if root and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        code = subprocess.call(command, shell=True, env=environment, stdout=sys.stderr)
        if code != 0 and needed:
            stop("The command failed; apt-get says why above.")
    elif needed:
        raise SystemExit(2)


def has_display() -> bool:
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def call(*args: str | Path, **variables: str) -> int:
    """Run .venv's Python in the checkout and return its exit code."""
    sys.stdout.flush()
    return wait_for(subprocess.Popen([PYTHON, *args], cwd=ROOT, env={**os.environ, **variables}))


def become(*args: str | Path, **variables: str) -> int:
    """Run .venv's Python as the last thing: in place of this process where the system can, so that signals reach it."""
    if os.name == "posix":
        sys.stdout.flush()
        os.chdir(ROOT)
        os.execve(PYTHON, [str(PYTHON), *map(str, args)], {**os.environ, **variables})
    return call(*args, **variables)


def wait_for(process: subprocess.Popen[bytes]) -> int:
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue  # the child was interrupted too and says how it ends
        return code if code >= 0 else 128 - code


def stop(sentence: str, code: int = 2) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
