"""Every result of the design in one table, grouped as people meet the subjects, aligned at the decimal mark."""

import itertools
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.services import format as writing
from app.services.design import Design
from app.services.i18n import joined, tr
from calc.graph import registry
from calc.inputs import GROUPS
from calc.units import ONE, Unit
from ui import theme
from ui.bar_button import BarButton
from ui.panels.readouts import MARKED_FOR, starts_number
from ui.session import Change, Session

LABEL, VALUE, UNIT, MOVE = range(4)
_ROW = 3 * theme.GRID
_AROUND_LABEL = 2 * theme.GRID + 4
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
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
    value_wanted = Signal(str, str)
    """The result that shall be another one, and what was typed of it so far."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ResultsModel(session, self)
        heading = QLabel(tr("All results"))
        heading.setFont(theme.font("heading", bold=True))
        heading.setContentsMargins(2 * theme.GRID, theme.GRID + theme.GRID // 2, 2 * theme.GRID, theme.GRID)
        self._session = session
        self.ratios = BarButton(self)
        self.ratios.setText(tr("N/P by name…"))
        self.ratios.clicked.connect(lambda _: self.show_ratios())
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, theme.GRID, 0)
        top.addWidget(heading, 1)
        top.addWidget(self.ratios)
        self.table = ResultsTable(self.model, self)
        self.table.key_clicked.connect(self.key_clicked)
        self.table.value_wanted.connect(self.value_wanted)
        self.show_explained = self.table.show_explained
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.table, 1)

    def show_ratios(self) -> None:
        """Every N/P by name, as a table that can be copied."""
        from ui.dialogs.ratios import RatiosDialog

        RatiosDialog(self._session, self.window()).show()

    def showEvent(self, event: QShowEvent) -> None:
        self.model.in_sight = True
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.model.in_sight = False
        super().hideEvent(event)


class ResultsModel(QAbstractTableModel):
    """Rows are made when the choices change; texts are written only for the rows in sight."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.design = session.design
        self.rows: tuple[Row, ...] = rows(session.design)
        self.in_sight = False
        """Whether anybody is to be told of a change: a table that comes into sight is painted anyway."""
        self._since: Design | None = None
        self._marked = False
        self._texts: dict[str, tuple[float, str]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MARKED_FOR)
        self._timer.timeout.connect(self._settle)
        session.settled.connect(self._show)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and row.key:
            quantity = self.design.quantity(row.key)
            full = writing.with_unit(writing.full(float(self.design.values[row.key]), quantity.unit), quantity.unit)
            return f"{joined((row.label, full), ': ')}\n{tr(quantity.help)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return joined((row.label, self.design.text(row.key)), ": ") if row.key else row.label
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
        if self._written(key, now) == _written(before, unit):
            return ""
        return writing.signed(writing.shown(now, unit) - writing.shown(before, unit), 3)

    def text(self, row: Row, column: int) -> str:
        """What stands in a cell."""
        if column == LABEL:
            return row.label
        if not row.key:
            return ""
        if column == VALUE:
            return self._written(row.key, float(self.design.values[row.key]))
        if column == UNIT:
            symbol = self.design.unit_symbol(self.design.quantity(row.key).unit)
            return "" if symbol == ONE.symbol else symbol
        return self.moved(row.key)

    def _written(self, key: str, value: float) -> str:
        known = self._texts.get(key)
        if known is None or known[0] != value:
            known = self._texts[key] = (value, _written(value, self.design.quantity(key).unit))
        return known[1]

    def _show(self, change: Change) -> None:
        before, self.design, self._since = self.design, change.design, change.since
        renamed = before.document.materials is not change.design.document.materials
        if change.before is None or before.plan is not change.design.plan or renamed:
            self.beginResetModel()
            self.rows = rows(change.design)
            self._texts.clear()
            self.endResetModel()
        elif self.in_sight:
            old, new = before.values, change.design.values
            self._tell([at for at, r in enumerate(self.rows) if r.key and (self._marked or new[r.key] != old[r.key])])
        self._marked = self._since is not None
        if self._marked:
            self._timer.start()

    def _tell(self, changed: list[int]) -> None:
        """Say that rows changed, in runs."""
        for _, run in itertools.groupby(enumerate(changed), lambda pair: pair[1] - pair[0]):
            found = [at for _, at in run]
            self.dataChanged.emit(self.index(found[0], VALUE), self.index(found[-1], MOVE))

    def _settle(self) -> None:
        self._since = None
        self._marked = False
        self.dataChanged.emit(self.index(0, MOVE), self.index(len(self.rows) - 1, MOVE))


def _written(value: float, unit: Unit) -> str:
    return writing.count(value) if unit.whole else writing.number(writing.shown(value, unit))


def rows(design: Design) -> tuple[Row, ...]:
    """The results in force, each group under its heading."""
    listed: dict[str, list[Row]] = {group: [] for group in GROUPS}
    for key in registry().reported:
        if design.has(key) and not design.concerns_nothing(key):
            group = getattr(design.quantity(key), "group", "") or "cell"
            listed.setdefault(group, []).append(Row(key, design.named(key)))
    return tuple(
        row for group, found in listed.items() if found for row in (Row("", tr(GROUPS.get(group, group))), *found)
    )


class ResultsTable(QTableView):
    """The table; Return or a click asks for a result's derivation, digits for another value, copy takes the rows."""

    key_clicked = Signal(str)
    value_wanted = Signal(str, str)

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._results = model
        self.setModel(model)
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
        self.doubleClicked.connect(lambda index: self._want(index, ""))
        self._explained = ""
        self._lay_out()
        model.modelReset.connect(self._lay_out)
        model.modelReset.connect(self._choose_explained)

    @property
    def explained(self) -> str:
        """The result that is marked as the one explained; empty for none."""
        return self._explained

    def show_explained(self, key: str) -> None:
        """Mark and choose the row of what is explained now; no row where it has none."""
        self._explained = key
        self._choose_explained()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        # All rows in sight in one pass: a delegate called for each cell takes five times as long.
        of, changed, region = theme.tokens(), event.region(), event.rect()
        body, caption, heading = theme.font(), theme.font("caption"), theme.font("caption", bold=True)
        metrics, small = QFontMetrics(body), QFontMetrics(caption)
        text, secondary, accent = QColor(of.text), QColor(of.secondary), QColor(of.accent)
        columns = [(self.columnViewportPosition(c), self.columnWidth(c)) for c in range(4)]
        touched = [x < region.right() and x + width > region.left() for x, width in columns]
        chosen = {index.row() for index in self.selectionModel().selectedRows()}
        current = self.currentIndex().row() if self.hasFocus() else -1
        painter = QPainter(self.viewport())
        first = max(0, self.rowAt(region.top()))
        for at in range(first, len(self._results.rows)):
            y = self.rowViewportPosition(at)
            if y > region.bottom():
                break
            tall = self.rowHeight(at)
            if not changed.intersects(QRect(0, y, self.viewport().width(), tall)):
                continue
            row = self._results.rows[at]
            baseline = y + (_ROW + metrics.ascent() - metrics.descent()) // 2
            label_x = columns[LABEL][0] + 2 * theme.GRID
            if not row.key:
                painter.setFont(heading)
                painter.setPen(secondary)
                painter.drawText(label_x, baseline + 2, row.label)
                continue
            if at in chosen:
                painter.fillRect(0, y, self.viewport().width(), tall, QColor(of.selection))
            if row.key == self._explained:
                theme.paint_chosen(painter, QRect(0, y, label_x, tall))
            painter.setFont(body)
            if touched[LABEL]:
                painter.setPen(text)
                if tall == _ROW:
                    painter.drawText(label_x, baseline, row.label)
                else:
                    room = columns[LABEL][1] - _AROUND_LABEL
                    painter.drawText(QRect(label_x, baseline - metrics.ascent(), room, tall), _WRAP, row.label)
            if touched[VALUE]:
                painter.setPen(text)
                x, width = columns[VALUE]
                _paint_aligned(painter, metrics, x + width, baseline, self._results.text(row, VALUE))
            if touched[UNIT]:
                painter.setPen(secondary)
                painter.drawText(columns[UNIT][0] + 4, baseline, self._results.text(row, UNIT))
            if touched[MOVE] and (moved := self._results.moved(row.key)):
                painter.setPen(accent)
                painter.setFont(caption)
                x, width = columns[MOVE]
                painter.drawText(x + width - theme.GRID - small.horizontalAdvance(moved), baseline, moved)
            if at == current:
                theme.paint_focus(painter, QRectF(0, y, self.viewport().width(), tall))
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._clicked(self.currentIndex())
        elif starts_number(event):
            self._want(self.currentIndex(), event.text())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos()) if event.reason() == QContextMenuEvent.Reason.Mouse else self.currentIndex()
        if index.isValid() and self._results.rows[index.row()].key:
            self.setCurrentIndex(index)
            self.menu(index).popup(event.globalPos())

    def menu(self, index: QModelIndex) -> QMenu:
        """What can be done with a result; it deletes itself when closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Where it comes from"), lambda: self._clicked(index))
        menu.addAction(tr("Ask for another value…"), lambda: self._want(index, ""))
        menu.addAction(tr("Copy value"), lambda: QGuiApplication.clipboard().setText(self.copied()))
        return menu

    def key_at(self, index: QModelIndex) -> str:
        """The result in a row; empty where there is none."""
        return self._results.rows[index.row()].key if index.isValid() else ""

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

    def _choose_explained(self) -> None:
        """What was chosen with others, for the clipboard, stays chosen with them."""
        found = next((at for at, row in enumerate(self._results.rows) if row.key and row.key == self._explained), -1)
        chosen = self.selectionModel()
        if found < 0:
            chosen.clear()
        elif not chosen.isRowSelected(found):
            whole = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            chosen.setCurrentIndex(self._results.index(found, LABEL), whole)

    def _want(self, index: QModelIndex, text: str) -> None:
        if key := self.key_at(index):
            self.value_wanted.emit(key, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _lay_out(self) -> None:
        self.clearSpans()
        for at, row in enumerate(self._results.rows):
            if not row.key:
                self.setSpan(at, LABEL, 1, 4)
        self._fit()

    def _fit(self) -> None:
        """Rows whose label does not fit on one line are as tall as it needs."""
        metrics, header = QFontMetrics(theme.font()), self.verticalHeader()
        room = self.columnWidth(LABEL) - _AROUND_LABEL
        for at, row in enumerate(self._results.rows):
            tall = _ROW
            if row.key and room > 0 and metrics.horizontalAdvance(row.label) > room:
                wrapped = metrics.boundingRect(QRect(0, 0, room, 0), _WRAP, row.label)
                tall += wrapped.height() - metrics.height()
            if header.sectionSize(at) != tall:
                header.resizeSection(at, tall)


def _paint_aligned(painter: QPainter, metrics: QFontMetrics, right: int, baseline: int, text: str) -> None:
    mark = right - 4 * metrics.horizontalAdvance("0")
    cut = next((at for at, character in enumerate(text) if character in ".,·"), len(text))
    x = mark - metrics.horizontalAdvance(text[:cut])
    x = min(x, right - metrics.horizontalAdvance(text))  # more decimals than usual: shown in full
    painter.drawText(x, baseline, text)
