"""PySide6 itself: releases on record have lost a reference to None on every call and ended the program."""

import gc
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow


@pytest.fixture(autouse=True)
def nothing_collected() -> Iterator[None]:
    """What earlier tests left behind holds thousands of references to None; it goes before the counting, not in it."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_a_call_without_a_result_keeps_its_reference_to_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("x")
    assert sys.getrefcount(None) - before > -50


def test_edits_and_repaints_do_not_wear_the_program_out(window: MainWindow, themed: QApplication) -> None:
    gc.collect()
    before = sys.getrefcount(None)
    for count in range(100):
        window.session.edit("cathode_width", f"{48 + count % 5}.{count % 10}")
        themed.processEvents()
    assert sys.getrefcount(None) - before > -200
