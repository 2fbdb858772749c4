"""The pictures of the README and of the tour, made from the real window: `python docs/make_pictures.py [NAME ...]`.

To show another thing, write a function here, give it the name of its picture, and put the picture into docs/tour.md.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

os.environ["QT_QPA_PLATFORM"] = "offscreen"
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 - the platform is chosen before Qt is loaded
from PIL import Image  # noqa: E402
from PySide6.QtCore import QElapsedTimer  # noqa: E402
from PySide6.QtGui import QCursor, QImage  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from app.services import i18n, settings, templates  # noqa: E402
from ui import theme  # noqa: E402
from ui.main_window import MainWindow  # noqa: E402
from ui.preferences import Preferences  # noqa: E402
from ui.session import Session  # noqa: E402

FOLDER = ROOT / "docs" / "images"
SIZE = (1280, 800)
_REST = 700
"""Milliseconds in which timers run out and drawings settle, after all jobs are done."""

Prepare = Callable[[MainWindow], object]


def why(window: MainWindow) -> None:
    """The derivation of the specific energy, beside everything else."""
    window.resize(1680, 1050)
    window.explain.show_key("specific_energy")


def place(name: str) -> Prepare:
    """One of the places."""
    return lambda window: window.places.show_place(name)


def material(window: MainWindow) -> None:
    """A material of the library with its curve and its sources."""
    window.places.show_place("library").show_material("cathode-active", "lco")  # type: ignore[attr-defined]


def exploded(window: MainWindow) -> None:
    """The stack drawn apart."""
    window.drawings.show_view("exploded")


def goal(window: MainWindow) -> None:
    """What has to be typed for 260 Wh/kg."""
    window.places.show_place("design").ask_for("specific_energy", "260")  # type: ignore[attr-defined]


def compare(window: MainWindow) -> None:
    """Two published cells side by side."""
    window.comparing.pin_template("li-s-1.6Ah-foil")


def paper(window: MainWindow) -> None:
    """The build sheet as it will be printed."""
    build = window.places.show_place("build")
    build.choose("build-sheet")  # type: ignore[attr-defined]


def broken(window: MainWindow) -> None:
    """A design that breaks rules: the sentence, the reason and the field stand together."""
    window.session.edit("cathode_width", "53")
    window.form.focus_key("cathode_width")


def dark(window: MainWindow) -> None:
    """The dark scheme, in a large window."""
    window.resize(1680, 1050)
    window.use_theme("dark")


PICTURES: Final[dict[str, tuple[str, str, Prepare]]] = {
    "window": (templates.STARTER, "en", why),
    "start": (templates.STARTER, "en", place("start")),
    "design": (templates.STARTER, "en", place("design")),
    "rules": (templates.STARTER, "en", broken),
    "goal": (templates.STARTER, "en", goal),
    "exploded": (templates.STARTER, "en", exploded),
    "compare": (templates.STARTER, "en", compare),
    "reconcile": ("li-s-6.4Ah-ers", "en", place("reconcile")),
    "build": (templates.STARTER, "en", paper),
    "library": (templates.STARTER, "en", material),
    "dark": ("nmc811-graphite", "en", dark),
    "chinese": ("nmc811-graphite", "zh_CN", why),
}
"""Name of the picture → design, language, what is done before it is taken."""


def main(wanted: list[str]) -> None:
    """Take the pictures asked for, or all."""
    with tempfile.TemporaryDirectory() as home:
        os.environ[settings.HOME] = home
        application = QApplication(list(theme.ARGUMENTS))
        theme.start(application)
        theme.load_other_scripts()
        for name in wanted or PICTURES:
            design, language, prepare = PICTURES[name]
            i18n.use(language)
            save(take(application, design, prepare), FOLDER / f"{name}.png")


def take(application: QApplication, design: str, prepare: Prepare) -> QImage:
    """A window on a design, prepared, settled and photographed."""
    QCursor.setPos(9999, 9999)  # what it points at would look chosen
    window = MainWindow(Session(templates.template(design)), Preferences())
    window.setWindowState(window.windowState() & ~window.windowState())
    window.resize(*SIZE)
    window.show()
    settle(application, window)
    prepare(window)
    settle(application, window)
    picture = window.grab().toImage()
    window.use_theme("light")
    while window.session.edited and window.session.undo_label:
        window.session.undo()
    window.close()
    window.jobs.finish()
    return picture


def save(picture: QImage, path: Path) -> None:
    """As a file of 256 colours: a quarter of the bytes, and no eye sees it.

    The colours of the most pixels stay exactly what they are. The others cover all that there are: were they counted by
    their pixels, a small green mark would become grey.
    """
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    pixels = bytes(plain.constBits())
    made = Image.frombytes("RGB", (plain.width(), plain.height()), pixels, "raw", "RGB", plain.bytesPerLine())
    seen, of, count = np.unique(np.asarray(made).reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    kept = seen[np.argsort(count, kind="stable")[-64:]]
    covering = made.quantize(192, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).getpalette() or []
    colours = np.concatenate([kept, np.array(covering, dtype=np.uint8).reshape(-1, 3)])
    far = ((seen[:, None, :].astype(int) - colours[None].astype(int)) ** 2).sum(axis=2)
    drawn = Image.fromarray(far.argmin(axis=1)[of].reshape(plain.height(), plain.width()).astype(np.uint8), "P")
    drawn.putpalette(colours.astype(np.uint8).tobytes())
    drawn.save(path, optimize=True)


def settle(application: QApplication, window: MainWindow) -> None:
    """Wait until nothing is being made or drawn any more."""
    resting = QElapsedTimer()
    resting.start()
    while resting.elapsed() < _REST:
        application.processEvents()
        if window.jobs.busy:
            resting.restart()


if __name__ == "__main__":
    main(sys.argv[1:])
