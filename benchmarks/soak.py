"""A long day at the window: 20,000 edits and repaints, counted for what they leave behind.

The first half fills what is kept to be fast: caches of widths, lines and formulas, which have a bound each, and the
undo history with its thousand steps. What is there more at the end than at half time, has leaked.

    python -m benchmarks.soak [TURNS]      offscreen; says what grew, exit code 1 when something did

Each turn types, chooses, undoes, changes the place, the size, the drawing or the theme, and paints all of it.

References to None grow by 12 to 15 a turn, and nothing else with them: PySide keeps one for each virtual method that Qt
asks of an object made in Python, six of a picture even by `picture = QPicture(); QPainter(picture).end()`. References
that were lost would end the program one day: at the end there may be no fewer of them.
"""

import gc
import os
import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from app.services import settings, templates
from calc.graph import registry
from ui import theme
from ui.files import Answer
from ui.main_window import MainWindow
from ui.places import PLACES
from ui.preferences import Preferences
from ui.session import Session

SIZES = ((1280, 800), (1920, 1080), (1440, 900))
NUMBERS = {
    "cathode_loading": (15.0, 22.0),
    "cathode_width": (40.0, 60.0),
    "separator_thickness": (9.0, 25.0),
    "pouch_film_thickness": (88.0, 153.0),
}
GROWTH = 0.02
"""Objects that may be there more at the end, as a share."""
MEMORY = 24e6
"""Bytes that may be taken more at the end."""


@dataclass(frozen=True)
class Count:
    """What is alive at one moment."""

    objects: int
    widgets: int
    threads: int
    nones: int
    memory: int

    @classmethod
    def of(cls, window: MainWindow) -> "Count":
        """Count now, after collecting what nobody holds and deleting what is to be deleted later."""
        gc.collect()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return cls(
            len(gc.get_objects()),
            len(window.findChildren(QObject)),
            threading.active_count(),
            sys.getrefcount(None),
            _memory(),
        )


def turn(app: QApplication, window: MainWindow, chance: random.Random, at: int) -> None:
    """One thing a user does, painted."""
    session = window.session
    if at % 97 == 0:
        window.places.show_place(PLACES[at // 97 % len(PLACES)].id)
    elif at % 89 == 0:
        window.resize(*SIZES[at // 89 % len(SIZES)])
    elif at % 83 == 0:
        window.use_theme("light" if at // 83 % 2 else "dark")
    elif at % 79 == 0:
        window.drawings.next_view()
    elif at % 73 == 0:
        window.explain.show_key(chance.choice(registry().reported))
    elif at % 7 == 0:
        (session.undo if chance.random() < 0.6 else session.redo)()
    else:
        key = chance.choice(tuple(NUMBERS))
        session.edit(key, f"{chance.uniform(*NUMBERS[key]):.2f}")
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # which the program's own loop does by itself
    if at % 5 == 0:
        window.repaint()


def grown(before: Count, after: Count) -> list[str]:
    """What there is too much of, one sentence each."""
    found = []
    if after.objects > before.objects * (1 + GROWTH):
        found.append(f"{after.objects - before.objects} Python objects more than {before.objects}")
    if after.widgets > before.widgets * (1 + GROWTH) + 50:  # one place shows more than another
        found.append(f"{after.widgets - before.widgets} Qt objects more than {before.widgets}")
    if after.threads > before.threads:
        found.append(f"{after.threads - before.threads} threads more than {before.threads}")
    if after.nones < before.nones:
        found.append(f"{before.nones - after.nones} references to None were lost")
    if after.memory > before.memory + MEMORY:
        found.append(f"{(after.memory - before.memory) / 1e6:.1f} MB more memory")
    return found


def _memory() -> int:
    """Resident memory in bytes; 0 where the system does not tell it in a file."""
    told = Path("/proc/self/statm")
    if not told.exists():
        return 0
    return int(told.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main(turns: int) -> int:
    """Run and tell."""
    with tempfile.TemporaryDirectory() as home:
        os.environ[settings.HOME] = home
        app = QApplication(list(theme.ARGUMENTS))
        theme.start(app)
        window = MainWindow(Session(templates.template(templates.STARTER)), Preferences())
        window.resize(*SIZES[0])
        window.show()
        chance = random.Random(1)
        start = time.perf_counter()
        before = after = None
        for at in range(1, turns + 1):
            turn(app, window, chance, at)
            if at % (turns // 10) == 0:
                while window.jobs.busy:  # looking at every object disturbs a thread that is just making one
                    app.processEvents()
                after = Count.of(window)
                if at >= turns // 2:
                    before = before or after
                print(f"after {at} turns, {time.perf_counter() - start:.0f} s: {after}", flush=True)
        window.files.ask_unsaved = lambda: Answer.DISCARD  # type: ignore[method-assign]
        window.close()
        window.jobs.finish()
    assert before is not None
    assert after is not None
    for sentence in grown(before, after):
        print(sentence)
    return 1 if grown(before, after) else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
