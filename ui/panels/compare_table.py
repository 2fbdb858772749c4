"""The table of a comparison: labels that stay in sight on the left, a column for each design, numbers at their mark."""

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.services.comparison import Row, Section, Side
from app.services.i18n import joined, tr
from ui import theme
from ui.theme import GRID
from ui.tips import plain

_ROW: Final = 3 * GRID
_HEAD: Final = 11 * GRID
_LABELS: Final = 31 * GRID
_UNIT: Final = 8 * GRID
_COLUMN: Final = 26 * GRID
"""Least width of a design's column."""
_PAD: Final = GRID
_MORE: Final = 2 * GRID
"""Room for the dots that say a head can be pressed."""
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_WRAPPED: Final = _LEFT | int(Qt.TextFlag.TextWordWrap)
_Index = QModelIndex | QPersistentModelIndex


class CompareModel(QAbstractTableModel):
    """Headings and rows, flat; a heading is its text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sides: list[Side] = []
        self.baseline = 0
        self.lines: list[str | Row] = []
        self.charted: frozenset[str] = frozenset()
        """The results that stand in the chart."""

    def show(self, sides: list[Side], sections: tuple[Section, ...], baseline: int) -> bool:
        """Show a comparison; whether rows or columns are others than before."""
        lines: list[str | Row] = []
        for section in sections:
            lines += [section.title, *section.rows]
        same = [_name(line) for line in lines] == [_name(line) for line in self.lines]
        heads = [(side.title, side.remark) for side in sides] == [(side.title, side.remark) for side in self.sides]
        other = not (same and heads and baseline == self.baseline)
        if other:
            self.beginResetModel()
        before, self.sides, self.baseline, self.lines = self.lines, list(sides), baseline, lines
        if other:
            self.endResetModel()
            return True
        for at, (old, new) in enumerate(zip(before, lines, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(sides) - 1))
        return False

    def chart(self, keys: frozenset[str]) -> None:
        """Mark the results that stand in the chart."""
        self.charted = keys
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(len(self.lines) - 1, 0))

    def row_at(self, row: int) -> Row | None:
        """The row; None for a heading."""
        line = self.lines[row] if 0 <= row < len(self.lines) else ""
        return line if isinstance(line, Row) else None

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.sides)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.row_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row())
        if row is None:
            return None
        cell = row.cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            unit = f" {row.unit}" if row.unit else ""
            difference = joined((f"{cell.delta}{unit}" if cell.delta else "", cell.percent))
            whose = joined((row.label, f"{index.column() + 1} {self.sides[index.column()].title}"))
            said = joined((joined((whose, f"{cell.text}{unit}"), ": "), difference), "; ")
            return plain(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        if role not in roles:
            return None
        if orientation == Qt.Orientation.Horizontal:
            side = self.sides[section]
            if role == Qt.ItemDataRole.AccessibleTextRole:
                mark = tr("baseline") if section == self.baseline else ""
                return joined((f"{section + 1} {side.title}", side.remark, mark))
            said = f"{side.title}\n{side.remark}"
            return plain(said) if role == Qt.ItemDataRole.ToolTipRole else said
        line = self.lines[section]
        return line.label if isinstance(line, Row) else line


class CompareTable(QTableView):
    """Return leads to what a row is about, Space puts a result into the chart, the context menu is the column's."""

    row_wanted = Signal(object)
    """The Row that is asked about."""
    chart_wanted = Signal(str)
    """The result that is to be charted, or no longer."""
    menu_wanted = Signal(int, QPoint)
    """The column whose menu is asked for, and where on the screen."""
    unpin_wanted = Signal(int)
    move_wanted = Signal(int, int)
    """The column that is to stand elsewhere, and where."""
    copy_wanted = Signal()

    def __init__(self, model: CompareModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compared = model
        self.setModel(model)
        self.setItemDelegate(_Cell(self))
        self.heads = Heads(self)
        self.setHorizontalHeader(self.heads)
        self.setVerticalHeader(_Labels(self))
        self.setAccessibleName(tr("Designs side by side"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setStyleSheet(
            "QTableCornerButton::section { background: palette(base); border: none;"
            " border-bottom: 1px solid palette(mid); } QHeaderView { background: palette(base); border: none; }"
        )
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._want_row)
        model.modelReset.connect(self.lay_out)
        model.modelReset.connect(self.heads.follow)
        model.dataChanged.connect(self._fit)

    @property
    def compared(self) -> CompareModel:
        """What is shown."""
        return self._compared

    def lay_out(self) -> None:
        """Columns as wide as there is room, rows as high as their words need."""
        count = max(len(self._compared.sides), 1)
        room = self.viewport().width()
        for column in range(len(self._compared.sides)):
            self.setColumnWidth(column, max(room // count, _COLUMN))
        for at, line in enumerate(self._compared.lines):
            self.setRowHeight(at, self._height(line))

    def _fit(self, first: QModelIndex, last: QModelIndex) -> None:
        """Other words may need more lines."""
        for at in range(first.row(), last.row() + 1):
            self.setRowHeight(at, self._height(self._compared.lines[at]))

    def enter(self, column: int) -> None:
        """Into this column, in the row that is current, else in the first."""
        row = self.currentIndex().row()
        if self._compared.row_at(row) is None:
            row = next((at for at, line in enumerate(self._compared.lines) if isinstance(line, Row)), -1)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(self._compared.index(row, column))

    def _height(self, line: str | Row) -> int:
        if isinstance(line, str):
            return _ROW + GRID
        tall = _tall(line.label, _LABELS - 2 * _PAD - (_UNIT if line.unit else 0))
        if line.kind in ("choice", "material", "rule"):
            wide = self.columnWidth(0) - 2 * _PAD
            tall = max(tall, *(_tall(cell.text, wide) for cell in line.cells))
        return max(_ROW, tall + GRID // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        row = self._compared.row_at(index.row())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want_row(index)
        elif event.key() == Qt.Key.Key_Space and row is not None and row.kind == "result":
            self.chart_wanted.emit(row.key)
        elif event.key() == Qt.Key.Key_Delete and index.isValid():
            self.unpin_wanted.emit(index.column())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_wanted.emit(index.column(), event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def _want_row(self, index: QModelIndex) -> None:
        row = self._compared.row_at(index.row())
        if row is not None:
            self.row_wanted.emit(row)


class _Cell(QStyledItemDelegate):
    """A number at its decimal mark with the difference behind it, or words."""

    def __init__(self, table: CompareTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_COLUMN, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        of, model = theme.tokens(), self._table.compared
        row = model.row_at(index.row())
        area: QRect = option.rect
        if row is None:
            return
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(of.selection))
        inside = area.adjusted(_PAD, 0, -_PAD, 0)
        cell = row.cells[index.column()]
        painter.setFont(theme.font())
        painter.setPen(QColor(of.text))
        if row.kind in ("choice", "material", "rule"):
            painter.drawText(inside, _WRAPPED, cell.text)
        else:
            self._paint_number(painter, inside, cell.text)
            difference = joined((cell.delta, cell.percent))
            painter.setFont(theme.font("caption"))
            painter.setPen(QColor(of.text if state & QStyle.StateFlag.State_Selected else of.accent))
            painter.drawText(inside, _RIGHT, difference)
        if state & QStyle.StateFlag.State_HasFocus:
            theme.paint_focus(painter, area.toRectF())
        painter.restore()

    @staticmethod
    def _paint_number(painter: QPainter, inside: QRect, text: str) -> None:
        metrics = painter.fontMetrics()
        cut = next((at for at, character in enumerate(text) if character in ".,·"), len(text))
        mark = inside.left() + metrics.horizontalAdvance("000000")
        x = max(inside.left(), mark - metrics.horizontalAdvance(text[:cut]))
        painter.drawText(QRect(x, inside.top(), inside.right() - x + 1, inside.height()), _LEFT, text)


class Heads(QHeaderView):
    """Number, name and version of each design; a press or Return offers what can be done with the column.

    Arrow keys go from head to head, Down into the column; Delete takes its design away. With Alt the arrow keys take
    the column along, as the mouse does that drags its head. The first, of the open design, stays.
    """

    def __init__(self, table: CompareTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.column = 0
        """The head that the keys speak of."""
        self._pressed: tuple[int, QPoint] | None = None
        """The column whose head the mouse holds, and where it took it."""
        self._to = -1
        """Where that column would stand now; -1 while it is not dragged."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSectionsClickable(True)
        self.setFixedHeight(_HEAD)
        self.setMinimumSectionSize(_COLUMN)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.logicalIndexAt(at) >= 0:
            self._pressed = (self.logicalIndexAt(at), at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        column, start = self._pressed
        if self._to < 0 and (at - start).manhattanLength() < QApplication.startDragDistance():
            return
        if column:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._into_sight(at.x())
            self._to = self._place_at(at) if abs(at.y() - start.y()) < 2 * _HEAD else column
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, to = self._pressed, self._to
        self._pressed, self._to = None, -1
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.viewport().update()
        column = self.logicalIndexAt(event.position().toPoint())
        if held is not None and to >= 0:
            self._table.move_wanted.emit(held[0], to)
        elif column >= 0 and (held is None or held[0] == column):
            self._table.menu_wanted.emit(column, event.globalPosition().toPoint())

    def _place_at(self, at: QPoint) -> int:
        """The place of the column under the mouse; beyond the last one, its."""
        column = self.logicalIndexAt(at.x())
        last = len(self._table.compared.sides) - 1
        return max(1, min(column if column >= 0 else 0 if at.x() < 0 else last, last))

    def _into_sight(self, x: int) -> None:
        """Scroll on where the mouse is at an edge."""
        bar = self._table.horizontalScrollBar()
        if x < GRID:
            bar.setValue(bar.value() - 2 * GRID)
        elif x > self.viewport().width() - GRID:
            bar.setValue(bar.value() + 2 * GRID)

    def follow(self) -> None:
        """Stay on a head that there is, and say which it is."""
        self.go(self.column)

    def go(self, column: int) -> None:
        """To the head of this column, or the nearest there is; it comes into sight."""
        model = self._table.compared
        self.column = max(0, min(column, len(model.sides) - 1))
        if model.sides:
            said = Qt.ItemDataRole.AccessibleTextRole
            self.setAccessibleName(str(model.headerData(self.column, Qt.Orientation.Horizontal, said)))
            left = self.sectionViewportPosition(self.column)
            beyond = left + self.sectionSize(self.column) - self.viewport().width()
            bar = self._table.horizontalScrollBar()
            bar.setValue(bar.value() + (min(left, 0) or max(beyond, 0)))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: self.column - 1, Qt.Key.Key_Right: self.column + 1,
                 Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._table.compared.sides)}  # fmt: skip
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._table.move_wanted.emit(self.column, steps[Qt.Key(event.key())])
        elif event.key() in steps:
            self.go(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask_menu()
        elif event.key() == Qt.Key.Key_Down:
            self._table.enter(self.column)
        elif event.key() == Qt.Key.Key_Delete:
            self._table.unpin_wanted.emit(self.column)
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._ask_menu()
        else:
            super().contextMenuEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.go(self.column)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _ask_menu(self) -> None:
        below = QPoint(max(self.sectionViewportPosition(self.column), 0), self.height())
        self._table.menu_wanted.emit(self.column, self.viewport().mapToGlobal(below))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        of, model = theme.tokens(), self._table.compared
        painter.save()
        held = self._pressed[0] if self._pressed is not None and self._to >= 0 else -1
        painter.fillRect(rect, QColor(of.pressed if section == held else of.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(of.line))
        if section == self._to != held:  # where the dragged one will stand
            painter.fillRect(
                rect.left() if self._to < held else rect.right() - 2, rect.top(), 3, rect.height(), QColor(of.accent)
            )
        if section >= len(model.sides):
            painter.restore()
            return
        side = model.sides[section]
        inside = rect.adjusted(_PAD, GRID // 2, -_PAD, -GRID // 2)
        bold, caption = theme.font(bold=True), theme.font("caption")
        metrics = QFontMetrics(bold)
        painter.setFont(bold)
        painter.setPen(QColor(of.text))
        number = f"{section + 1}  "
        left = metrics.horizontalAdvance(number)
        room = inside.width() - left - _MORE
        # A long name has two lines; of one that is longer still the tooltip has the rest.
        lines = 1 if metrics.horizontalAdvance(side.title) <= room else 2
        area = QRect(inside.left() + left, inside.top(), room, lines * metrics.height())
        painter.setPen(QColor(of.secondary))  # else “3  4 Ah …” reads as one number
        painter.drawText(inside.left(), inside.top() + metrics.ascent(), number)
        painter.setPen(QColor(of.text))
        more = QRect(inside.right() - _MORE, inside.top(), _MORE, metrics.height())
        painter.drawText(more, _RIGHT, "⋯")
        painter.drawText(area, _WRAPPED, _in_lines(metrics, side.title, room, lines))
        painter.setFont(caption)
        painter.setPen(QColor(of.secondary))
        small = QFontMetrics(caption)
        below = QRect(inside.left(), area.bottom() + 3, inside.width(), small.height())
        painter.drawText(below, _LEFT, small.elidedText(side.remark, Qt.TextElideMode.ElideMiddle, inside.width()))
        if section == model.baseline:
            painter.setPen(QColor(of.accent))
            painter.drawText(below.translated(0, small.height() + 2), _LEFT, tr("baseline"))
        if section == self.column and self.hasFocus():
            theme.paint_focus(painter, rect.toRectF())
        painter.restore()


class _Labels(QHeaderView):
    """What each row is about, with its unit; headings over the rows of a subject."""

    def __init__(self, table: CompareTable) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._table = table
        self.setFixedWidth(_LABELS)
        self.setMinimumSectionSize(_ROW)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on the name of a result does what the space bar does."""
        super().mouseReleaseEvent(event)
        row = self._table.compared.row_at(self.logicalIndexAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton and row is not None and row.kind == "result":
            self._table.chart_wanted.emit(row.key)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        of, model = theme.tokens(), self._table.compared
        painter.save()
        painter.fillRect(rect, QColor(of.surface))
        inside = rect.adjusted(2 * _PAD, 0, -_PAD, 0)
        row = model.row_at(section)
        if row is None:
            painter.setFont(theme.font("caption", bold=True))
            painter.setPen(QColor(of.secondary))
            painter.drawText(inside.adjusted(0, GRID, 0, 0), _LEFT, str(model.lines[section]))
            painter.restore()
            return
        if row.key in model.charted and row.kind == "result":
            theme.paint_chosen(painter, rect)
        painter.setFont(theme.font())
        painter.setPen(QColor(of.text))
        painter.drawText(inside.adjusted(0, 0, -_UNIT if row.unit else 0, 0), _WRAPPED, row.label)
        painter.setPen(QColor(of.secondary))
        painter.drawText(inside, _RIGHT, row.unit)
        painter.restore()


def _in_lines(metrics: QFontMetrics, text: str, room: int, lines: int) -> str:
    """The text, cut where it would need more lines."""
    while (
        lines > 1
        and text
        and metrics.boundingRect(QRect(0, 0, room, 1000), _WRAPPED, text).height() > (lines * metrics.height())
    ):
        text = text.removesuffix("…")[:-1] + "…"
    return text


def _tall(text: str, room: int) -> int:
    metrics = QFontMetrics(theme.font())
    if metrics.horizontalAdvance(text) <= room:
        return metrics.height()
    return metrics.boundingRect(QRect(0, 0, max(room, 1), 10_000), _WRAPPED, text).height()


def _name(line: str | Row) -> tuple[str, str]:
    return ("heading", line) if isinstance(line, str) else (line.kind, line.key)
