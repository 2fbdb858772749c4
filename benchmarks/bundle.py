"""The bundle beside a reference: a hello-program of PySide6, pyqtgraph, numpy and reportlab, frozen with our trimming.

    .venv/bin/python -m benchmarks.bundle [--write]

Linux with Xvfb. It takes the bundle in dist/cellwright (`python3 dev.py bundle`), freezes the reference, compares sizes
on disk (our typefaces apart), and the time from starting either to the first pixels on the same screen. With --write
the figures go into docs/performance.md, section "The bundle".
"""

import mmap
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.timing import Row, table

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
HEADING = "## The bundle"
RUNS = 15
PATIENCE = 30  # seconds
SIZE, START = 1.15, 1.3

HELLO = """
import sys
import numpy
import pyqtgraph
from PySide6.QtWidgets import QApplication, QMainWindow

def paper():
    from reportlab.platypus import Paragraph, SimpleDocTemplate

app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(pyqtgraph.PlotWidget(background="w"))
window.resize(1280, 800)
window.show()
sys.exit(app.exec())
"""

SPEC = """
import sys
sys.path.insert(0, {root!r})
from installer import trim
from PyInstaller.utils.hooks import collect_submodules
wanted = collect_submodules("reportlab.graphics.barcode")
analysis = Analysis(["hello.py"], hiddenimports=wanted, excludes=list(trim.UNUSED))
binaries = trim.stripped(trim.kept(analysis.binaries), "stripped")
program = EXE(PYZ(analysis.pure), analysis.scripts, [], exclude_binaries=True, name="hello", console=True, upx=False)
COLLECT(program, binaries, trim.kept(analysis.datas), name="hello", upx=False)
"""


def rows(bundle: Path) -> list[Row]:
    """Measure; raises where a program paints nothing."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        reference = frozen_reference(place)
        fonts = sum(file.stat().st_size for file in bundle.rglob("*.ttf"))
        ours, theirs = size(bundle) - fonts, size(reference)
        program, hello = [bundle / "cellwright"], [reference / "hello"]
        ours_start, theirs_start = [], []
        with screen(place) as (number, pixels):
            for _ in range(RUNS + 2):  # in turn, so that a slow spell of the machine hits both
                theirs_start.append(first_pixels(hello, number, pixels, place))
                ours_start.append(first_pixels(program, number, pixels, place))
        ratio = statistics.median(a / b for a, b in zip(ours_start[2:], theirs_start[2:], strict=True))
    return [
        Row("reference bundle on disk", text=f"{theirs / 1e6:.1f} MB"),
        Row(f"the bundle on disk, without its {fonts / 1e6:.1f} MB of typefaces", text=f"{ours / 1e6:.1f} MB"),
        Row("… ratio", text=f"{ours / theirs:.2f}", aim=f"≤ {SIZE}"),
        Row("reference bundle, start to first pixels", theirs_start[2:]),
        Row("the bundle, start to first pixels", ours_start[2:]),
        Row("… ratio", text=f"{ratio:.2f}", aim=f"≤ {START}"),
    ]


def frozen_reference(place: Path) -> Path:
    (place / "hello.py").write_text(HELLO, encoding="utf-8")
    (place / "hello.spec").write_text(SPEC.format(root=str(ROOT)), encoding="utf-8")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "hello.spec"]
    subprocess.run(command, cwd=place, check=True)
    return place / "dist" / "hello"


def size(folder: Path) -> int:
    """The bytes of its files; a link counts nothing."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


@contextmanager
def screen(place: Path) -> Iterator[tuple[str, mmap.mmap]]:
    """A virtual screen of our own whose pixels lie in a file."""
    read, write = os.pipe()
    frames = place / "frames"
    frames.mkdir()
    geometry = ["-screen", "0", "1600x1000x24", "-fbdir", str(frames), "-nolisten", "tcp"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), *geometry], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        with (
            (frames / "Xvfb_screen0").open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as pixels,
        ):
            yield number, pixels
    finally:
        server.terminate()
        server.wait()


def first_pixels(program: list[Path], number: str, pixels: mmap.mmap, place: Path) -> float:
    """Seconds until something other than black lies in the middle of the screen."""
    middle = slice(len(pixels) * 3 // 10, len(pixels) * 3 // 10 + 1600 * 4)
    black = bytes(1600 * 4)
    environment = {"PATH": os.environ["PATH"], "DISPLAY": f":{number}", "LANG": "C.UTF-8", "HOME": str(place)}
    wait_for(lambda: pixels[middle] == black, "the screen does not become empty")
    start = time.perf_counter()
    process = subprocess.Popen(program, env=environment, cwd=place, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: pixels[middle] != black, f"{program[0].name} paints nothing")
        return time.perf_counter() - start
    finally:
        process.kill()
        process.wait()


def wait_for(held: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE
    while not held():
        if time.monotonic() > end:
            raise RuntimeError(otherwise)
        time.sleep(0.001)


def main() -> int:
    bundle = Path(next((word for word in sys.argv[1:] if not word.startswith("-")), ROOT / "dist" / "cellwright"))
    if not sys.platform.startswith("linux") or not (bundle / "cellwright").is_file():
        sys.exit("This needs Linux, Xvfb and a bundle in dist/cellwright: python3 dev.py bundle")
    section = f"{HEADING}\n\nMade by `.venv/bin/python -m benchmarks.bundle --write` after `python3 dev.py bundle`. "
    section += (
        "The reference is a hello-program\nof PySide6, pyqtgraph, numpy and reportlab, frozen in the same run with "
    )
    section += f"the same trimming; pixels are those of an Xvfb screen.\n\n{table(rows(bundle))}\n"
    print(section)
    if "--write" in sys.argv:
        text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Performance\n\n"
        before, _, after = text.partition(HEADING)
        rest = after.partition("\n## ")
        PAGE.write_text(before + section + ("\n## " + rest[2] if rest[1] else ""), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
