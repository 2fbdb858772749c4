"""One box over everything: type a few letters, go there with Return. Escape leaves all as it was."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.services.i18n import joined, tr
from app.services.search import ranked
from ui import find, theme
from ui.find import Found

_WIDTH: Final = 78 * theme.GRID
_ROW: Final = 4 * theme.GRID
_ROWS: Final = 11
_MOST: Final = 60
"""Things listed at most: who wants more types another letter."""
_AT_FIRST: Final = ("action",)
"""The kinds listed before anything is typed."""
_Index = QModelIndex | QPersistentModelIndex


class FindBox(QFrame):
    """Lies over the window while it is open; there is one for each window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window: Any = window
        self._things: list[Found] = []
        self._more: Iterator[Found] = iter(())
        self._chosen: list[tuple[str, str]] = []
        self._focused: QWidget | None = None
        self.setObjectName("find")
        self.setAutoFillBackground(True)
        self.edit = QLineEdit()
        self.edit.setFrame(False)
        self.edit.setFont(theme.font("heading"))
        self.edit.setPlaceholderText(tr("A field, result, rule, material, action or design"))
        self.edit.setAccessibleName(tr("Find anything"))
        self.edit.setMaxLength(200)
        self.edit.setFixedHeight(5 * theme.GRID)
        self.edit.textEdited.connect(lambda _: self._search())
        self.edit.installEventFilter(self)
        self.model = _Things(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Line(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(tr("What is found"))
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._go)
        self.nothing = QLabel()
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty("tone", "secondary")
        self.nothing.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, 0)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(self.edit)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.list)
        self._read = QTimer(self)
        self._read.setInterval(0)
        self._read.timeout.connect(self._read_more)
        self.hide()

    def open(self) -> None:
        """Show the box, empty, over the window."""
        if self.isHidden():
            self._focused = self._window.focusWidget()
        self._things = list(find.everything(self._window))
        self._more = find.materials(self._window)
        self._read.start()
        self.edit.clear()
        self._search()
        width = min(_WIDTH, self._window.width() - 8 * theme.GRID)
        self.setGeometry((self._window.width() - width) // 2, 6 * theme.GRID, width, _ROWS * _ROW + 8 * theme.GRID)
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Close the box; the focus goes back to where it was."""
        focused, self._focused = self._focused, None
        self._hide()
        if focused is not None:
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def listed(self) -> tuple[Found, ...]:
        """What is listed now."""
        return self.model.things

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if watched is self.edit and event.type() == QEvent.Type.FocusOut and self._window.isActiveWindow():
            self._hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        of = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(of.surface))
        painter.setPen(QColor(of.edge))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        below = self.edit.geometry().bottom() + theme.GRID // 2
        painter.fillRect(1, below, self.width() - 2, 1, QColor(of.line))
        painter.end()

    def _key(self, event: QKeyEvent) -> bool:
        rows, at = self.model.rowCount(), self.list.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._go(self.list.currentIndex())
            case Qt.Key.Key_Down | Qt.Key.Key_Tab if rows:
                self._mark((at + 1) % rows)
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab if rows:
                self._mark((at - 1) % rows)
            case Qt.Key.Key_PageDown if rows:
                self._mark(min(at + _ROWS, rows - 1))
            case Qt.Key.Key_PageUp if rows:
                self._mark(max(at - _ROWS, 0))
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                pass
            case _:
                return False
        return True

    def _mark(self, row: int) -> None:
        index = self.model.index(row, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _search(self) -> None:
        query = self.edit.text()
        if query.strip():
            found = [self._things[at] for at in ranked(query, [thing.candidate for thing in self._things])]
        else:
            known = {(thing.kind, thing.id): thing for thing in self._things}
            last = [known[name] for name in reversed(self._chosen) if name in known]
            found = [*last, *(thing for thing in self._things if thing.kind in _AT_FIRST and thing not in last)]
        self.model.show(found[:_MOST])
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        if found:
            self._mark(0)
        else:
            words = tr("Nothing goes by “{words}”. Fewer letters find more.", words=query.strip())
            self.nothing.setText(words)
            self.edit.setAccessibleDescription(words)

    def _read_more(self) -> None:
        """Materials, a few at a time between other events; reading their files takes a while the first time."""
        read = list(_some(self._more, 8))
        self._things.extend(read)
        if not read:
            self._read.stop()
            if self.edit.text().strip() and self.isVisible() and self.list.currentIndex().row() <= 0:
                self._search()

    def _go(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        thing = self.listed[index.row()]
        name = (thing.kind, thing.id)
        self._chosen = [*(other for other in self._chosen if other != name), name][-8:]
        self.leave()
        thing.go()

    def _hide(self) -> None:
        self._read.stop()
        self.hide()


class _Things(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.things: tuple[Found, ...] = ()

    def show(self, things: Iterable[Found]) -> None:
        self.beginResetModel()
        self.things = tuple(things)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.things)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        thing = self.things[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return thing.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return joined((thing.name, thing.where, tr(find.KINDS[thing.kind]), thing.beside()))
        return None


class _Line(QStyledItemDelegate):
    """Name on the left; what stands there now, and the kind, on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(20 * theme.GRID, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        of = theme.tokens()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        model = index.model()
        assert isinstance(model, _Things)
        thing = model.things[index.row()]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(of.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(of.hover))
        inside = area.adjusted(theme.GRID, 0, -theme.GRID, 0)
        middle, right = int(Qt.AlignmentFlag.AlignVCenter), int(Qt.AlignmentFlag.AlignRight)
        kind, beside = tr(find.KINDS[thing.kind]), thing.beside()
        caption = theme.font("caption")
        column = 9 * theme.GRID
        painter.setFont(caption)
        painter.setPen(QColor(of.text if state & QStyle.StateFlag.State_Selected else of.secondary))
        painter.drawText(inside, middle | right, kind)
        inside.adjust(0, 0, -column, 0)
        metrics = QFontMetrics(theme.font())
        needed = min(metrics.horizontalAdvance(thing.name), 3 * inside.width() // 4)
        shown = QFontMetrics(caption).elidedText(
            beside, Qt.TextElideMode.ElideMiddle, inside.width() - needed - 2 * theme.GRID
        )
        painter.drawText(inside, middle | right, shown)
        painter.setFont(theme.font())
        painter.setPen(QColor(of.text))
        room = inside.width() - QFontMetrics(caption).horizontalAdvance(shown) - 2 * theme.GRID
        name = metrics.elidedText(thing.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, middle, name)
        left = metrics.horizontalAdvance(name) + theme.GRID
        if thing.where and left + QFontMetrics(caption).horizontalAdvance(thing.where) < room:
            painter.setFont(caption)
            painter.setPen(QColor(of.text if state & QStyle.StateFlag.State_Selected else of.secondary))
            painter.drawText(inside.adjusted(left, 0, 0, 0), middle, thing.where)


def _some(things: Iterator[Found], count: int) -> Iterator[Found]:
    for _ in range(count):
        thing = next(things, None)
        if thing is None:
            return
        yield thing
