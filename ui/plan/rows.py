"""Things in an order: a table whose cells are typed into, and buttons that add, double, move and delete a row."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.services.i18n import N_, tr
from ui import theme
from ui.bar_button import BarButton
from ui.tips import plain

_ACTS: Final = {
    "add": N_("Add"),
    "duplicate": N_("Duplicate"),
    "delete": N_("Delete"),
    "up": N_("Up"),
    "down": N_("Down"),
}


class Shown(NamedTuple):
    """One row: its cells, what a tool tip says of it, and whether it is in force in this design."""

    cells: Sequence[str]
    tip: str = ""
    in_force: bool = True


class Rows(QWidget):
    """Tells what is wanted; who shows it does it, and shows the rows again."""

    acted = Signal(str, int)
    """What to do with which row: add, duplicate, up, down, delete. -1: with none."""
    edited = Signal(int, int, str)
    """Row, column and the text that was typed there."""
    typing = Signal(int, int, str)
    """The same, with every key."""
    chosen = Signal(int)

    def __init__(self, name: str, columns: Sequence[str], *, typed: bool = True, narrow: bool = False) -> None:
        super().__init__()
        self._typed = typed
        self._editable = True
        self.table = QTableWidget(0, len(columns))
        self.table.setAccessibleName(name)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows if not typed
                                        else QAbstractItemView.SelectionBehavior.SelectItems)  # fmt: skip
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head = self.table.horizontalHeader()
        if any(columns):
            self.table.setHorizontalHeaderLabels(list(columns))
            head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        else:
            head.hide()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        if len(columns) == 1:
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._delegate = _Delegate(self)
        self.table.setItemDelegate(self._delegate)
        self.table.itemChanged.connect(self._changed)
        self.table.currentCellChanged.connect(self._moved)
        self.buttons = {act: self._button(act, tr(words)) for act, words in _ACTS.items()}
        across = 3 if narrow else len(_ACTS)
        line = QGridLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.setColumnStretch(across, 1)
        for at, button in enumerate(self.buttons.values()):
            line.addWidget(button, at // across, at % across)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.GRID // 2)
        rows.addWidget(self.table, 1)
        rows.addLayout(line)

    @property
    def row(self) -> int:
        """The row that the buttons are about; -1 for none."""
        return self.table.currentRow()

    def set_editable(self, editable: bool) -> None:
        """Whether anything can be typed or moved."""
        self._editable = editable
        for button in self.buttons.values():
            button.setEnabled(editable)

    def show_rows(self, rows: Sequence[Shown], wrong: Mapping[tuple[int, int], tuple[str, str]] | None = None) -> None:
        """Show these rows; `wrong` has what was typed where it is not taken, and why."""
        refused = wrong or {}
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        grey, red = QBrush(QColor(theme.tokens().secondary)), QBrush(QColor(theme.tokens().error))
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self._editable and self._typed:
            flags |= Qt.ItemFlag.ItemIsEditable
        for at, shown in enumerate(rows):
            for column, text in enumerate(shown.cells):
                item = self.table.item(at, column)
                if item is None:
                    item = QTableWidgetItem()
                    self.table.setItem(at, column, item)
                typed, sentence = refused.get((at, column), (text, ""))
                item.setFlags(flags)
                item.setText(typed)
                item.setToolTip(plain(sentence or shown.tip))
                item.setForeground(red if sentence else QBrush() if shown.in_force else grey)
        self.table.blockSignals(False)

    def choose(self, row: int) -> None:
        """Make a row the current one, without telling."""
        self.table.blockSignals(True)
        if 0 <= row < self.table.rowCount():
            self.table.setCurrentCell(row, max(self.table.currentColumn(), 0))
        self.table.blockSignals(False)

    def _button(self, act: str, words: str) -> QToolButton:
        button = BarButton()
        button.setText(words)
        button.setAccessibleName(tr("{act}: {what}", act=words, what=self.table.accessibleName()))
        button.clicked.connect(lambda: self.acted.emit(act, self.row))
        return button

    def _changed(self, item: QTableWidgetItem) -> None:
        self.edited.emit(item.row(), item.column(), item.text())

    def _moved(self, row: int, _column: int, before: int, _before: int) -> None:
        if row != before:
            self.chosen.emit(row)


class _Delegate(QStyledItemDelegate):
    """Tells of every key."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self._rows = rows

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A line whose every key is told; called by Qt."""
        edit = QLineEdit(parent)
        row, column = index.row(), index.column()
        edit.textEdited.connect(lambda text: self._rows.typing.emit(row, column, text))
        return edit
