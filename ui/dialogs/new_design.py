"""Begin from a template: published cells and common chemistries, each with what it gives."""

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.services import templates
from app.services.design import Design
from app.services.drawings.layers import ANODE, CATHODE, SEPARATOR, Stack, stack
from app.services.drawings.palette import Colours, Scheme, colours
from app.services.i18n import tr
from ui import theme

_ROW = 9 * theme.GRID
_PICTURE: Final = QSize(88, 52)
_LAYERS: Final = 9
"""As many layers from the table upward as show what repeats."""
_SHORTER: Final = {SEPARATOR: 0, ANODE: 4, CATHODE: 8}
"""By how much a layer ends before the separator at either side."""
_Index = QModelIndex | QPersistentModelIndex


class NewDesignDialog(QDialog):
    """A list; Return or a double click takes the template chosen."""

    chosen = Signal(str)
    """The id of the template."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("New from template"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = QLabel(tr("Begin with a cell that is known to work"))
        heading.setFont(theme.font("heading", bold=True))
        below = QLabel(tr("Every value can be changed afterwards; the template itself stays as it is."))
        below.setProperty("tone", "secondary")
        self.list = QListView()
        self.list.setModel(_Templates(self))
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(tr("Templates"))
        self.list.setMouseTracking(True)
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.activated.connect(lambda _: self._take())
        take = QPushButton(tr("Begin"))
        take.setDefault(True)
        take.clicked.connect(self._take)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(3 * theme.GRID, 2 * theme.GRID, 3 * theme.GRID, 2 * theme.GRID)
        buttons.setSpacing(theme.GRID)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(take)
        head = QVBoxLayout()
        head.setContentsMargins(3 * theme.GRID, 3 * theme.GRID, 3 * theme.GRID, 2 * theme.GRID)
        head.setSpacing(theme.GRID // 2)
        head.addWidget(heading)
        head.addWidget(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.resize(84 * theme.GRID, min(self.list.model().rowCount(), 8) * _ROW + 19 * theme.GRID)
        self.list.setFocus()

    def _take(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            template_id = index.data(Qt.ItemDataRole.UserRole)
            self.close()
            self.chosen.emit(template_id)


class _Templates(QAbstractListModel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.designs = tuple((template_id, Design(templates.template(template_id))) for template_id in templates.ids())

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.designs)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        template_id, design = self.designs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return design.document.name
        if role == Qt.ItemDataRole.UserRole:
            return template_id
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((design.document.name, *_numbers(design)))
        return None


class _Delegate(QStyledItemDelegate):
    """One template a row: name over its construction, the stack as stripes, then capacity and specific energy."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(60 * theme.GRID, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        of = theme.tokens()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen, under = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_MouseOver
        ground = of.selection if chosen else of.hover if under else of.surface
        painter.fillRect(area, QColor(ground))
        model = index.model()
        assert isinstance(model, _Templates)
        _, design = model.designs[index.row()]
        left, right = area.left() + 3 * theme.GRID, area.right() - 3 * theme.GRID
        scheme: Scheme = "dark" if of.dark else "light"
        corner = QPoint(left, area.top() + (_ROW - _PICTURE.height()) // 2)
        _paint_stack(painter, corner, stack(design), colours(scheme, ground))
        left += _PICTURE.width() + 2 * theme.GRID
        upper = QRect(left, area.top() + 16, right - left, 20)
        lower = QRect(left, area.top() + 37, right - left, 18)
        column = 14 * theme.GRID
        painter.setFont(theme.font(bold=True))
        painter.setPen(QColor(of.text))
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter), design.document.name)
        painter.setFont(theme.font("caption"))
        painter.setPen(QColor(of.secondary))
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter), _kind(design))
        capacity, energy = _numbers(design)
        for at, text in ((right - column, energy), (right - 2 * column, capacity)):
            painter.setFont(theme.font("heading"))
            painter.setPen(QColor(of.text))
            box = QRect(at, area.top(), column, area.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), text)


def _paint_stack(painter: QPainter, corner: QPoint, of: Stack, paint: Colours) -> None:
    """The lowest layers as stripes, thin ones thickened so that each can be seen."""
    plies = [(kind, ply) for kind in of.sequence[:_LAYERS] for ply in of.plies[kind] if not ply.skin]
    heights = [max(ply.drawn, 1.0) ** 0.5 for _, ply in plies]
    scale = _PICTURE.height() / sum(heights)
    y = float(corner.y() + _PICTURE.height())
    for (kind, ply), height in zip(plies, heights, strict=True):
        top, bottom = round(y - height * scale), round(y)
        shorter = _SHORTER[kind]
        stripe = QRect(corner.x() + shorter, top, _PICTURE.width() - 2 * shorter, max(1, bottom - top))
        painter.fillRect(stripe, QColor(paint.filled(ply.part)))
        y -= height * scale


def _numbers(design: Design) -> tuple[str, str]:
    return design.text("capacity"), design.text("specific_energy")


def _kind(design: Design) -> str:
    sheets = tr("{count} cathode sheets", count=design.text("cathode_sheets"))
    return ", ".join((design.option_label("anode_kind"), design.option_label("construction"), sheets))
