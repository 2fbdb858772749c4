"""The designs used last. Whether each is still there is looked up in the background: a shared folder may be slow."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.services import format as writing
from app.services.i18n import joined, tr
from ui import theme
from ui.files import Files
from ui.jobs import Jobs
from ui.messages import MessageBar, Remedy
from ui.preferences import Preferences
from ui.tips import plain

_ROW: Final = 6 * theme.GRID
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Recent:
    """A file used lately. `saved` is the ISO date when it was written last; `missing`: it is not where it was."""

    path: Path
    saved: str = ""
    missing: bool = False


class RecentFiles(QListView):
    """A press or Return opens a file; Delete takes it off the list."""

    def __init__(self, preferences: Preferences, files: Files, messages: MessageBar) -> None:
        super().__init__()
        self._preferences = preferences
        self._files = files
        self._messages = messages
        self._jobs = Jobs(self)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Line(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Recent designs"))
        self.clicked.connect(self._open)
        preferences.changed.connect(self._follow)

    @property
    def listed(self) -> tuple[Recent, ...]:
        """What is listed, the last used first."""
        return self._model.files

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(index)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.isValid():
            self._forget(self.listed[index.row()].path)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.listed:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(theme.tokens().secondary))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        text = tr("None yet. A design that was saved or opened appears here.")
        painter.drawText(self.viewport().rect(), flags, text)
        painter.end()

    def _follow(self) -> None:
        """Show the list as it is now, and look in the background which files are there."""
        paths = tuple(Path(text) for text in self._preferences.now.recent)
        known = {file.path: file for file in self.listed}
        self._model.show(tuple(known.get(path, Recent(path)) for path in paths))
        if paths and self.isVisible():
            self._jobs.start(lambda: tuple(_looked_up(path) for path in paths), self._looked_up)

    def _looked_up(self, found: tuple[Recent, ...]) -> None:
        if tuple(file.path for file in found) == tuple(file.path for file in self.listed):
            self._model.show(found)

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        file = self.listed[index.row()]
        if not file.missing:
            self._files.open(file.path)
            return
        self._messages.show_message(
            "warning",
            tr("{path} is not there: it was moved, renamed or deleted, or its drive is not connected.", path=file.path),
            Remedy(tr("Find it…"), self._files.ask_and_open),
            Remedy(tr("Take it off the list"), lambda: self._forget(file.path)),
        )

    def _forget(self, path: Path) -> None:
        self._preferences.take(self._preferences.now.without_recent(path))


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.files: tuple[Recent, ...] = ()

    def show(self, files: tuple[Recent, ...]) -> None:
        if [file.path for file in files] == [file.path for file in self.files]:
            self.files = files
            if files:
                self.dataChanged.emit(self.index(0), self.index(len(files) - 1))
            return
        self.beginResetModel()
        self.files = files
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.files)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        file = self.files[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return file.path.stem
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(str(file.path))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return joined((file.path.stem, _below(file)))
        return None


class _Line(QStyledItemDelegate):
    """The file's name over its folder; grey, and saying so, when it is not there."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(20 * theme.GRID, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        of = theme.tokens()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        model = index.model()
        assert isinstance(model, _Model)
        file = model.files[index.row()]
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(of.hover))
        left, width = area.left() + theme.GRID, area.width() - 2 * theme.GRID
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        lines = ((theme.font(), of.secondary if file.missing else of.text, file.path.stem, 4, 20),
                 (theme.font("caption"), of.secondary, _below(file), 24, 18))  # fmt: skip
        for font, colour, text, top, height in lines:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, width)
            painter.drawText(QRect(left, area.top() + top, width, height), middle, shown)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            theme.paint_focus(painter, QRectF(area))
            painter.restore()


def _below(file: Recent) -> str:
    if file.missing:
        return tr("not there any more")
    folder = str(file.path.parent)
    return tr("{date}, {folder}", date=writing.date(file.saved), folder=folder) if file.saved else folder


def _looked_up(path: Path) -> Recent:
    try:
        written = path.stat().st_mtime
    except (OSError, ValueError):
        return Recent(path, missing=True)
    day = datetime.datetime.fromtimestamp(written)  # noqa: DTZ006 - the user's own day
    return Recent(path, day.date().isoformat())
