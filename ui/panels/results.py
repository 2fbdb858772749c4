"""Every result of the design in one table, grouped as people meet the subjects, aligned at the decimal mark."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.services import format as writing
from app.services.design import Design
from app.services.i18n import tr
from calc.graph import registry
from calc.inputs import GROUPS
from calc.units import ONE
from ui import theme
from ui.panels.readouts import MARKED_FOR
from ui.session import Change, Session

LABEL, VALUE, UNIT, MOVE = range(4)
_ROW = 3 * theme.GRID
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """A result, or the heading of a group (key is empty)."""

    key: str
    label: str


class ResultsPanel(QWidget):
    """Heading and table."""

    key_clicked = Signal(str)
    """The result whose derivation is asked for."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ResultsModel(session, self)
        heading = QLabel(tr("All results"))
        heading.setFont(theme.font("heading", bold=True))
        heading.setContentsMargins(2 * theme.GRID, theme.GRID + theme.GRID // 2, 2 * theme.GRID, theme.GRID)
        self.table = ResultsTable(self.model, self)
        self.table.key_clicked.connect(self.key_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heading)
        column.addWidget(self.table, 1)


class ResultsModel(QAbstractTableModel):
    """Rows are made when the choices change; texts are written only for the rows in sight."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.design = session.design
        self.rows: tuple[Row, ...] = rows(session.design)
        self._since: Design | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MARKED_FOR)
        self._timer.timeout.connect(self._settle)
        session.changed.connect(self._show)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and row.key:
            quantity = self.design.quantity(row.key)
            full = writing.with_unit(writing.full(float(self.design.values[row.key]), quantity.unit), quantity.unit)
            return f"{row.label}: {full}\n{tr(quantity.help)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.label}: {self.design.text(row.key)}" if row.key else row.label
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (tr("Result"), tr("Value"), tr("Unit"), tr("Moved"))[section]
        return None

    def moved(self, key: str) -> str:
        """How far a result moved since the last edit, signed; empty when it reads as before."""
        since = self._since
        if since is None or not since.has(key):
            return ""
        now, before = float(self.design.values[key]), float(since.values[key])
        if now == before or now != now or before != before:
            return ""
        unit = self.design.quantity(key).unit
        after = writing.number(writing.shown(now, unit))
        if after == writing.number(writing.shown(before, unit)):
            return ""
        return writing.signed(writing.shown(now, unit) - writing.shown(before, unit), 3)

    def _text(self, row: Row, column: int) -> str:
        if column == LABEL:
            return row.label
        if not row.key:
            return ""
        if column == VALUE:
            unit = self.design.quantity(row.key).unit
            value = float(self.design.values[row.key])
            return writing.count(value) if unit.whole else writing.number(writing.shown(value, unit))
        if column == UNIT:
            symbol = self.design.quantity(row.key).unit.symbol
            return "" if symbol == ONE.symbol else symbol
        return self.moved(row.key)

    def _show(self, change: Change) -> None:
        same = change.before is not None and change.before.plan is change.design.plan
        if same:
            self.design, self._since = change.design, change.since
            self._all_changed()
        else:
            self.beginResetModel()
            self.design, self._since = change.design, change.since
            self.rows = rows(change.design)
            self.endResetModel()
        if self._since is not None:
            self._timer.start()

    def _settle(self) -> None:
        self._since = None
        self._all_changed()

    def _all_changed(self) -> None:
        self.dataChanged.emit(self.index(0, VALUE), self.index(len(self.rows) - 1, MOVE))


def rows(design: Design) -> tuple[Row, ...]:
    """The results in force, each group under its heading."""
    listed: dict[str, list[Row]] = {group: [] for group in GROUPS}
    for key in registry().reported:
        if design.has(key):
            quantity = design.quantity(key)
            group = getattr(quantity, "group", "") or "cell"
            listed.setdefault(group, []).append(Row(key, tr(quantity.label)))
    return tuple(
        row for group, found in listed.items() if found for row in (Row("", tr(GROUPS.get(group, group))), *found)
    )


class ResultsTable(QTableView):
    """The table; Return or a click asks for a result's derivation, copy takes the rows chosen."""

    key_clicked = Signal(str)

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._results = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(tr("All results"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.horizontalHeader().hide()
        header = self.horizontalHeader()
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(LABEL, QHeaderView.ResizeMode.Stretch)
        for column, width in ((VALUE, 12), (UNIT, 8), (MOVE, 9)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width * theme.GRID)
        self.clicked.connect(self._clicked)
        self._span()
        model.modelReset.connect(self._span)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """The chosen rows as tab-separated text with all digits."""
        lines = []
        for index in self.selectionModel().selectedRows():
            row = self._results.rows[index.row()]
            if row.key:
                unit = self._results.design.quantity(row.key).unit
                full = writing.full(float(self._results.design.values[row.key]), unit)
                lines.append(f"{row.label}\t{full}\t{unit.symbol if unit.symbol != ONE.symbol else ''}")
        return "\n".join(lines)

    def _clicked(self, index: QModelIndex) -> None:
        if index.isValid() and (key := self._results.rows[index.row()].key):
            self.key_clicked.emit(key)

    def _span(self) -> None:
        self.clearSpans()
        for at, row in enumerate(self._results.rows):
            if not row.key:
                self.setSpan(at, LABEL, 1, 4)


class _Delegate(QStyledItemDelegate):
    """Paints a cell; a value so that its decimal mark stands under the others'."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        of = theme.tokens()
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        model = index.model()
        text = model.data(index) or ""
        heading = isinstance(model, ResultsModel) and not model.rows[index.row()].key
        if state & QStyle.StateFlag.State_Selected and not heading:
            painter.fillRect(area, QColor(of.selection))
        if not text:
            return
        column = index.column()
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font("caption", bold=True) if heading else theme.font())
        if column == LABEL:
            painter.setPen(QColor(of.secondary if heading else of.text))
            inner = area.adjusted(2 * theme.GRID, 4 if heading else 0, -4, 0)
            painter.drawText(inner, middle, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width()))
        elif column == VALUE:
            painter.setPen(QColor(of.text))
            _paint_aligned(painter, area, text)
        elif column == UNIT:
            painter.setPen(QColor(of.secondary))
            painter.drawText(area.adjusted(4, 0, 0, 0), middle, text)
        else:
            painter.setPen(QColor(of.accent))
            painter.setFont(theme.font("caption"))
            painter.drawText(area.adjusted(0, 0, -theme.GRID, 0), middle | int(Qt.AlignmentFlag.AlignRight), text)


def _paint_aligned(painter: QPainter, area: QRect, text: str) -> None:
    metrics: QFontMetrics = painter.fontMetrics()
    digit = metrics.horizontalAdvance("0")
    mark = area.right() - 4 * digit
    cut = next((at for at, character in enumerate(text) if character in ".,·"), len(text))
    x = mark - metrics.horizontalAdvance(text[:cut])
    x = min(x, area.right() - metrics.horizontalAdvance(text))  # more decimals than usual: shown in full
    painter.drawText(x, area.top() + (area.height() + metrics.ascent() - metrics.descent()) // 2, text)
