"""The same hour at the window three times over leaves nothing behind; benchmarks/soak.py does it for a day."""

import random

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.soak import Count, turn
from ui.main_window import MainWindow

TURNS = 100


def test_an_hour_of_edits_leaves_nothing_behind(window: MainWindow, themed: QApplication, qtbot: QtBot) -> None:
    counts = []
    for _ in range(3):
        chance = random.Random(1)
        for at in range(1, TURNS + 1):
            turn(themed, window, chance, at)
        qtbot.waitUntil(lambda: not window.jobs.busy, timeout=60_000)
        window.places.show_place("design")
        themed.processEvents()
        counts.append(Count.of(window))
    _, before, after = counts
    assert after.widgets <= before.widgets
    assert after.threads <= before.threads
    assert after.nones >= before.nones - 200
