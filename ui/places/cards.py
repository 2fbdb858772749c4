"""The templates as cards: the stack as it is drawn everywhere, name, kind of cell, Ah and Wh/kg computed live."""

import math
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.services import templates
from app.services.design import Design
from app.services.drawings.cross_section import cross_section
from app.services.drawings.palette import Scheme, colours
from app.services.drawings.scene import Frame, Scene
from app.services.i18n import joined, tr
from ui import theme
from ui.drawings.view import ScenePainter

_TEXTS: Final = 15 * theme.GRID
"""Height of a card without its picture."""
_NARROWEST, _WIDEST = 34 * theme.GRID, 60 * theme.GRID
_PADDING: Final = 2 * theme.GRID
_GAP: Final = theme.GRID
_PICTURE: Final = Frame(252.0, 84.0, 2.2, fine=3.0)
"""With letters so small every layer of a usual stack is drawn; they themselves are left out."""
_WRAPPED: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
_Index = QModelIndex | QPersistentModelIndex


class TemplateCards(QListView):
    """A press or Return takes a template; arrow keys go from card to card."""

    chosen = Signal(str)
    """The id of the template."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(_Templates(self))
        self.setItemDelegate(_Card(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(3 * theme.GRID)
        self.setAccessibleName(tr("Templates"))
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.setViewportMargins(2 * theme.GRID, 0, 0, 0)
        self.setCurrentIndex(self.model().index(0, 0))
        self.clicked.connect(self._take)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards as large as lets all of them be seen at once, else as small as can be read."""
        # The list keeps the room of its scroll bar free whether or not it shows.
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.verticalScrollBar())
        width, height = self.viewport().width() - bar - 1, self.viewport().height()
        most = max(1, width // _NARROWEST)
        for columns in range(max(1, math.ceil(width / _WIDEST)), most + 1):
            size = _card_size(width // columns)
            if math.ceil(self.model().rowCount() / columns) * size.height() <= height:
                break
        else:
            size = _card_size(min(width // most, _WIDEST))
        self.setGridSize(size)
        super().resizeEvent(event)

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(Qt.ItemDataRole.UserRole))


class _Templates(QAbstractListModel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.designs = tuple((template_id, Design(templates.template(template_id))) for template_id in templates.ids())
        self.pictures: dict[str, Scene] = {}

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.designs)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        template_id, design = self.designs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return design.document.name
        if role == Qt.ItemDataRole.UserRole:
            return template_id
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return joined((design.document.name, _kind(design), *_numbers(design)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return _kind(design)
        return None

    def picture(self, row: int) -> Scene:
        """The cross-section of a template, laid out once."""
        template_id, design = self.designs[row]
        scene = self.pictures.get(template_id)
        if scene is None:
            scene = self.pictures[template_id] = cross_section(design, _PICTURE, bare=True)
        return scene


class _Card(QStyledItemDelegate):
    """Picture, name, kind, then capacity and specific energy."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = self.parent()
        assert isinstance(view, QListView)
        return QSize(view.gridSize().width(), view.gridSize().height() - _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        of = theme.tokens()
        card: QRect = option.rect.adjusted(_GAP, 0, -_GAP, 0)
        state: QStyle.StateFlag = option.state
        model = index.model()
        assert isinstance(model, _Templates)
        _, design = model.designs[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        under = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = of.hover if under else of.ground
        painter.setPen(QColor(of.line))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            theme.paint_focus(painter, QRectF(card))
        inside = card.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        scale = inside.width() / _PICTURE.width
        self._paint_picture(painter, model.picture(index.row()), inside, ground, scale)
        top = inside.top() + round(_PICTURE.height * scale) + theme.GRID
        painter.setFont(theme.font(bold=True))
        painter.setPen(QColor(of.text))
        room = QRect(inside.left(), top, inside.width(), 36)
        painter.drawText(room, _WRAPPED, design.document.name)
        two_lines = painter.boundingRect(room, _WRAPPED, design.document.name).height() > 20
        painter.setFont(theme.font("caption"))
        painter.setPen(QColor(of.secondary))
        below = QRect(inside.left(), top + (36 if two_lines else 20), inside.width(), 34)
        painter.drawText(below, _WRAPPED, _kind(design))
        painter.setFont(theme.font("heading"))
        painter.setPen(QColor(of.text))
        foot = QRect(inside.left(), inside.bottom() - 20, inside.width(), 21)
        capacity, energy = _numbers(design)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), capacity)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), energy)
        painter.restore()

    @staticmethod
    def _paint_picture(painter: QPainter, scene: Scene, inside: QRect, ground: str, scale: float) -> None:
        scheme: Scheme = "dark" if theme.tokens().dark else "light"
        origin = QPointF(inside.left(), inside.top())
        paint = ScenePainter(colours(scheme, ground), scale, origin, painter.device().devicePixelRatioF())
        paint.paint(painter, scene.primitives)


def _card_size(width: int) -> QSize:
    """A card of this width with the gaps round it: its picture keeps its shape."""
    picture = (width - 2 * _GAP - 2 * _PADDING) * _PICTURE.height / _PICTURE.width
    return QSize(width, round(picture) + _TEXTS + _GAP)


def _numbers(design: Design) -> tuple[str, str]:
    return design.text("capacity"), design.text("specific_energy")


def _kind(design: Design) -> str:
    sheets = tr("{count} cathode sheets", count=design.text("cathode_sheets"))
    return joined((design.option_label("anode_kind"), design.option_label("construction"), sheets))
