"""Decimal signs below each other where numbers stand at the right."""

import re

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QStyledItemDelegate, QStyleOptionViewItem, QTableWidget

from tests.ui.conftest import Opened
from ui import theme
from ui.decimals import aligned
from ui.dialogs.ratios import RatiosDialog
from ui.main_window import MainWindow
from ui.panels.reconcile import ReconcilePanel
from ui.places.library import LibraryPlace


def behind(text: str) -> float:
    """Pixels from where the decimal sign stands, or would stand, to the end."""
    number = text.rstrip("\N{FIGURE SPACE}\N{PUNCTUATION SPACE}")
    whole = number.partition(".")[0]
    metrics = QFontMetricsF(theme.font())
    return metrics.horizontalAdvance(text) - metrics.horizontalAdvance(whole)


def painted(table: QTableWidget, column: int) -> list[str]:
    """What stands in a column as it is painted."""
    delegate = table.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    texts = []
    for row in range(table.rowCount()):
        option = QStyleOptionViewItem()
        delegate.initStyleOption(option, table.model().index(row, column))
        texts.append(option.text)
    return texts


def in_line(texts: list[str]) -> bool:
    numbers = [text for text in texts if text[:1].isdigit()]
    assert len({text.strip() for text in numbers}) > 1
    return max(map(behind, numbers)) - min(map(behind, numbers)) < 0.5


def test_what_a_number_lacks_is_made_up_with_spaces(window: MainWindow) -> None:
    texts = aligned(["273.8", "140", "3.93", "−0.5", "12\u202f346.1", "1.2·10⁻⁵", "—"])
    assert in_line(texts[:3] + texts[4:5])
    assert texts[3].rstrip() == "−0.5"
    assert texts[5:] == ["1.2·10⁻⁵", "—"]
    assert aligned(["4", "12"]) == ["4", "12"]
    assert aligned([]) == []


def test_values_in_the_library_stand_with_their_decimal_signs_in_line(window: MainWindow) -> None:
    library = window.places.show_place("library")
    assert isinstance(library, LibraryPlace)
    library.show_material("cathode-active", "lco")
    assert in_line(painted(library.editor.table, 1))


def test_every_n_p_by_name_stands_with_its_decimal_sign_in_line(open_window: Opened) -> None:
    window = open_window("nmc811-graphite")
    window.session.edit("cathode_loading", "23.5")  # some above one, some below
    window.session.settle()
    window.results.show_ratios()
    table = next(found for found in window.findChildren(RatiosDialog) if found.isVisible()).table
    columns = [painted(table, column) for column in range(table.columnCount())]
    with_numbers = [column for column in columns if any(text[:1].isdigit() for text in column)]
    assert len(with_numbers) >= 2
    assert all(in_line(column) for column in with_numbers)


def test_what_reconcile_lists_stands_with_its_decimal_signs_in_line(open_window: Opened) -> None:
    window = open_window("nmc811-graphite")
    window.session.edit("cathode_loading", "23.5")
    window.session.settle()
    window.places.show_place("reconcile")
    panel = window.findChild(ReconcilePanel)
    assert panel is not None
    QApplication.processEvents()
    columns: dict[int, list[str]] = {}
    for label in panel.report.findChildren(QLabel):
        if re.match(r"[01]\.\d+\W*$", label.text()):
            columns.setdefault(label.geometry().right(), []).append(label.text())
    assert columns
    assert all(in_line(column) for column in columns.values())
