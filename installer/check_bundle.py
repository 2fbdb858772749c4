# ruff: noqa: T201
"""Uses the frozen program as its users will, far from the checkout it was built in:

    python installer/check_bundle.py [BUNDLE]             without a display (`dev.py bundle` does this)
    python installer/check_bundle.py [BUNDLE] --display   also the window under Xvfb, by mouse and keys (xdotool)

The bundle is copied to a folder with spaces and Chinese characters in its path and made read-only; the program gets no
HOME, no system fonts, no locale and a bare PATH. It needs neither root nor a network. Exit code 0: all held.
"""

import argparse
import ast
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WINDOWS = os.name == "nt"
EXE = ".exe" if WINDOWS else ""
STARTER = "li-s-1.6Ah-ers"
INSERTION = "nmc811-graphite"  # BPX has no place for the starter's chemistry; this cell goes into every document
PATIENCE = 60  # seconds
FORBIDDEN = ("QtNetwork", "Qt6Network", "QtWebEngine", "QtWebSockets", "libssl", "libcrypto-", "libcurl", "_ssl.")

NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>'


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", nargs="?", type=Path, default=ROOT / "dist" / "cellwright")
    parser.add_argument("--display", action="store_true", help="drive the window under Xvfb")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cellwright check ", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        try:
            check(arguments.bundle.resolve(), place, display=arguments.display)
        except CheckFailed as failure:
            print(f"FAILED  {failure}")
            return 1
        finally:
            for path in place.rglob("*"):
                if path.is_dir() and not path.is_symlink():
                    path.chmod(0o755)
    print("bundle: all checks passed")
    return 0


class CheckFailed(Exception):
    """What the program did not do."""


def check(bundle: Path, place: Path, *, display: bool) -> None:
    """Everything, in the order a user meets it."""
    no_network(bundle)
    program = place / "程序 files" / "Cellwright für Zellen"
    shutil.copytree(bundle, program, symlinks=True)
    before = contents(program)
    make_read_only(program)
    work = place / "设计 designs"
    work.mkdir()
    environment = bare(place)
    cli = program / f"cellwright-cli{EXE}"

    told(cli, "self-test", cwd=work, environment=environment)
    said("the self-test, from a read-only folder with Chinese characters, without HOME, fonts and locale")

    design = work / "双击 open me.cell"
    told(cli, "new", STARTER, "-o", design, cwd=work, environment=environment)
    numbers = json.loads(told(cli, "compute", design, "--json", cwd=work, environment=environment))
    energy = numbers["results"]["energy"]["value"]
    expect(abs(energy - 1.6 * 2.10) < 1e-9, f"energy is {energy} Wh, by hand 3.36")
    said("a new design, computed as by hand")

    insertion = work / "插层 insertion.cell"
    told(cli, "new", INSERTION, "-o", insertion, cwd=work, environment=environment)
    exporters = endings(told(cli, "list", "exporters", cwd=work, environment=environment))
    for name, suffixes in exporters.items():
        target = work / f"导出 {name}{suffixes[0]}"
        written(cli, insertion, name, target, work, environment)
        for suffix in suffixes[1:]:
            written(cli, design, name, target.with_suffix(suffix), work, environment)
    said(f"every document: {', '.join(' '.join((name, *suffixes)) for name, suffixes in exporters.items())}")

    refused = run(cli, "compute", work / "none.cell", cwd=work, environment=environment)
    expect(refused.returncode == 2 and refused.stderr, f"a missing file gives exit code {refused.returncode}")
    said("bad input is one sentence and exit code 2")

    opened_offscreen(program / f"cellwright{EXE}", design, work, environment)
    said("the window opens on a design given as by a double click")
    if display:
        driven(program / f"cellwright{EXE}", insertion, work, environment, exporter_menu())
        said("under Xvfb, by keys: the window opens the design, takes an edit, saves, exports each document, quits")
    expect(contents(program) == before, "the program wrote into its own folder")
    said("the program's folder is as it was")


# What is in it


def no_network(bundle: Path) -> None:
    """Neither a library nor a module that makes connections is in the bundle."""
    found = [path.name for path in bundle.rglob("*") if any(word in path.name for word in FORBIDDEN)]
    expect(not found, f"libraries for the network: {', '.join(found)}")
    try:
        from PyInstaller.archive.readers import CArchiveReader
    except ImportError:
        said("no library for the network is in it (its modules are not listed: PyInstaller is not here)")
        return
    sys.path.insert(0, str(ROOT))
    from installer.trim import UNUSED

    archive = CArchiveReader(str(bundle / f"cellwright{EXE}"))
    modules = set(archive.open_embedded_archive("PYZ.pyz").toc) if "PYZ.pyz" in archive.toc else set()
    expect("app.main" in modules, "the program's modules cannot be listed")
    wrong = [name for name in sorted(modules) if any(name == out or name.startswith(f"{out}.") for out in UNUSED)]
    expect(not wrong, f"modules that were to be left out: {', '.join(wrong)}")
    lacking = sorted(name for name in imported() - modules if not any(bundle.rglob(f"{name.replace('.', '/')}.*")))
    expect(not lacking, f"modules that the program imports sooner or later: {', '.join(lacking)}")
    expect(any(bundle.rglob("licences/index.json")), "the licences are missing")
    said(f"{len(modules)} modules, none for the network, every lazy import among them; the licences are there")


def imported() -> set[str]:
    """What the program's sources import anywhere, also inside functions; not the standard library."""
    found = set()
    for folder in ("app", "calc", "ui"):
        for file in (ROOT / folder).rglob("*.py"):
            found.add(".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found.update(alias.name for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    found.add(node.module)
    found.discard("app.__main__")
    return {name for name in found if name.split(".")[0] not in sys.stdlib_module_names}


def contents(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file with its size and time."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


def exporter_menu() -> list[tuple[str, str, bool]]:
    """The menu of exports as the checkout says it: name, what its first format ends in, whether it has several."""
    sys.path.insert(0, str(ROOT))
    from app.services.exports import EXPORTERS

    return [(name, exporter.suffix, len(exporter.formats) > 1) for name, exporter in EXPORTERS.items()]


def make_read_only(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444)


# Running it


def bare(place: Path) -> dict[str, str]:
    """As little of an environment as the system allows; what the program remembers stays in `place`."""
    if WINDOWS:
        kept = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "TEMP", "TMP", "PATH", "COMSPEC")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        return {**environment, "CELLWRIGHT_HOME": str(place / "remembered")}
    fonts = place / "no-fonts.conf"
    fonts.write_text(NO_FONTS, encoding="utf-8")
    return {
        "PATH": "/usr/bin:/bin",
        "TMPDIR": str(place),
        "FONTCONFIG_FILE": str(fonts),
        "CELLWRIGHT_HOME": str(place / "remembered"),
        **({"QT_QPA_PLATFORM": "offscreen"} if sys.platform == "linux" else {}),
    }


def run(program: Path, *words: object, cwd: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [str(program), *map(str, words)]
    # What Qt says about a machine without a locale is none of the program's doing.
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE * 3,
        check=False,
    )


def told(program: Path, *words: object, cwd: Path, environment: dict[str, str]) -> str:
    done = run(program, *words, cwd=cwd, environment=environment)
    if done.returncode != 0:
        print(done.stdout, done.stderr, sep="\n")
        raise CheckFailed(f"{' '.join(map(str, words))}: exit code {done.returncode}")
    return done.stdout


def written(cli: Path, design: Path, name: str, target: Path, work: Path, environment: dict[str, str]) -> None:
    told(cli, "export", design, "--what", name, "-o", target, cwd=work, environment=environment)
    expect(target.is_file() and target.stat().st_size > 100, f"{target.name} is empty")


def endings(listed: str) -> dict[str, list[str]]:
    """Exporter -> what its files end in, one a format, as `list exporters` says it."""
    rows = [line.split() for line in listed.splitlines() if line.strip() and not line.startswith((" ", "\t"))]
    return {name: [word for word in words if word.startswith(".")] for name, *words in rows}


def opened_offscreen(program: Path, design: Path, work: Path, environment: dict[str, str]) -> None:
    with started(program, design, work, environment) as process:
        wait_until(lambda: design.name in remembered(environment), process, "the design is not among the recent files")
        time.sleep(1)
        expect(process.poll() is None, f"the window closed by itself with {process.poll()}")
    no_errors(environment)


@contextlib.contextmanager
def started(program: Path, design: Path, work: Path, environment: dict[str, str]):
    process = subprocess.Popen([str(program), str(design)], cwd=work, env=environment)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def remembered(environment: dict[str, str]) -> str:
    file = Path(environment["CELLWRIGHT_HOME"], "config", "settings.json")
    return " ".join(json.loads(file.read_text("utf-8")).get("recent", [])) if file.is_file() else ""


def no_errors(environment: dict[str, str]) -> None:
    file = Path(environment["CELLWRIGHT_HOME"], "log", "cellwright.log")
    written = file.read_text("utf-8") if file.is_file() else ""
    expect(" ERROR " not in written, f"the log complains:\n{written}")


# Under Xvfb, by keys


def driven(
    program: Path, design: Path, work: Path, environment: dict[str, str], exporters: list[tuple[str, str, bool]]
) -> None:
    for tool in ("Xvfb", "xdotool"):
        expect(shutil.which(tool), f"--display needs {tool}")
    read, write = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        os.close(write)
        try:
            with os.fdopen(read) as answer:
                number = answer.readline().strip()
            shown = {**environment, "DISPLAY": f":{number}"}
            del shown["QT_QPA_PLATFORM"]
            _typed_through(program, design, work, shown, exporters)
        finally:
            server.send_signal(signal.SIGTERM)


def _typed_through(
    program: Path, design: Path, work: Path, environment: dict[str, str], exporters: list[tuple[str, str, bool]]
) -> None:
    def xdotool(*words: str) -> str:
        command = ["xdotool", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout.strip()

    def window(name: str, process: subprocess.Popen[bytes]) -> str:
        wait_until(lambda: xdotool("search", "--onlyvisible", "--name", name), process, f"no window “{name}” opened")
        return xdotool("search", "--onlyvisible", "--name", name).splitlines()[0]

    before = design.read_bytes()
    with started(program, design, work, environment) as process:
        main_window = window("NMC811", process)
        time.sleep(1)
        xdotool("windowfocus", "--sync", main_window)
        # Rename the design: an edit that the saved file must show.
        xdotool("key", "F2")
        time.sleep(0.5)
        xdotool("key", "ctrl+a")
        xdotool("type", "--delay", "20", "Renamed by keys")
        xdotool("key", "Return")
        time.sleep(0.5)
        xdotool("key", "ctrl+s")
        wait_until(lambda: b"Renamed by keys" in design.read_bytes(), process, "the edit was not saved")
        expect(design.read_bytes() != before, "the saved file is the old one")
        for row, (name, suffix, several) in enumerate(exporters, start=1):
            # The suggested file lies beside the design; the dialog is Qt's own, for there is no desktop.
            target = design.with_name(f"{design.stem}-{name}{suffix}")
            xdotool("windowfocus", "--sync", main_window)  # no window manager gives the focus back
            time.sleep(0.5)
            xdotool("key", "alt+x")
            time.sleep(0.5)
            xdotool("key", *["Down"] * row, "Return", *["Return"] * several)
            window("Save as", process)
            time.sleep(0.5)
            xdotool("key", "Return")
            wait_until(target.is_file, process, f"{name} was not exported")
            time.sleep(0.5)
        xdotool("windowfocus", "--sync", main_window)
        xdotool("key", "ctrl+q")
        wait_until(lambda: process.poll() is not None, None, "the window does not quit")
        expect(process.returncode == 0, f"the window ended with {process.returncode}")
    no_errors(environment)


# Saying


def wait_until(held, process, otherwise: str) -> None:
    end = time.monotonic() + PATIENCE
    while not held():
        if process is not None and process.poll() is not None:
            raise CheckFailed(f"{otherwise}: the program ended with {process.returncode}")
        if time.monotonic() > end:
            raise CheckFailed(f"{otherwise} (waited {PATIENCE} s)")
        time.sleep(0.05)


def expect(held: object, otherwise: str) -> None:
    if not held:
        raise CheckFailed(otherwise)


def said(words: str) -> None:
    print(f"ok      {words}", flush=True)


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())
