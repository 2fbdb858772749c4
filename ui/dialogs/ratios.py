"""Every N/P by name beside the design that is worked on: what is counted down the side, over what along the top."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.services import format as writing
from app.services.i18n import tr
from app.services.reconcile.ratios import grid
from ui import clipboard, theme
from ui.decimals import DecimalDelegate
from ui.session import Change, Session


class _Table(QTableWidget):
    """A table that is copied whole, not the cell that has the focus."""

    copy_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)


class RatiosDialog(QDialog):
    """The table, which follows the design; Ctrl+C or the button puts all of it on the clipboard."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(tr("N/P by name"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = QLabel(tr("What is counted, over what. An N/P says nothing until both are named."))
        words.setTextFormat(Qt.TextFormat.PlainText)
        self.table = _Table()
        self.table.setAccessibleName(tr("N/P by name"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setItemDelegate(DecimalDelegate(self.table))
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.copy_asked.connect(self.copy)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = QPushButton(tr("Copy"))
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(self.copy)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[3 * theme.GRID] * 4)
        column.setSpacing(theme.GRID)
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        session.settled.connect(self._changed)
        self._fill()
        head, side = self.table.horizontalHeader(), self.table.verticalHeader()
        width, height = head.length() + side.sizeHint().width(), side.length() + head.sizeHint().height()
        self.resize(width + 12 * theme.GRID, height + 17 * theme.GRID)

    def copy(self) -> None:
        """Put the table on the clipboard, with all digits."""
        clipboard.copy_table(clipboard.ratios_table(self._session.design))

    def _changed(self, change: Change) -> None:
        if change.kind != "save":
            self._fill()

    def _fill(self) -> None:
        heads, rows = grid(self._session.design)
        self.table.setRowCount(len(rows))
        self.table.setColumnCount(len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setVerticalHeaderLabels([name for name, _ in rows])
        for at, (_, values) in enumerate(rows):
            for column, value in enumerate(values):
                item = QTableWidgetItem(writing.number(value))
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(at, column, item)
