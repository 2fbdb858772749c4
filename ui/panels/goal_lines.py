"""What the goal panel lists: the inputs with what each can do, and what follows from those chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.services import format as writing
from app.services import seeking
from app.services.design import Design
from app.services.i18n import joined, tr
from app.services.seeking import Goal, Way
from ui import theme
from ui.panels.explanation import label_in_context
from ui.panels.rules import severity_word
from ui.theme import GRID

_MARGIN: Final = 2 * GRID
_BOX: Final = 14
BOX_ROOM: Final = _MARGIN + _BOX + GRID
"""From the edge to the words: a press there is one on the box."""
_PAD: Final = 3
_WRAP: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Offer:
    """An input, and in words what it would have to be. `able`: it meets the target, None before it was looked at."""

    key: str
    label: str
    text: str = ""
    able: bool | None = None


def offered(design: Design, key: str, found: Goal | str | None = None, *, asked: bool = False) -> Offer:
    """One line of the list."""
    label = label_in_context(key)
    if found is None:
        return Offer(key, label, design.text(key))
    if isinstance(found, str):
        return Offer(key, label, found, able=False)
    if not asked:
        return Offer(key, label, range_text(design, found), able=True)
    if found.reached and key not in found.ways[0].typed:
        return Offer(key, label, tr("it stays: alone it moves nothing here"), able=False)
    way = found.ways[0]
    if found.met_by(float(design.values[found.key])):
        return Offer(key, label, tr("{value}, as it is", value=design.text(key)), able=True)
    if way.exact:
        text = tr("{before} → {after}", before=design.text(key), after=way.design.text(key))
        return Offer(key, label, text, able=True)
    if found.lowest <= found.target <= found.highest:
        text = tr("nearest: {after} gives {value}", after=way.design.text(key), value=way.design.text(found.key))
    elif found.target > found.highest:
        text = tr("no more than {value}", value=seeking.value_text(design, found, found.highest))
    else:
        text = tr("no less than {value}", value=seeking.value_text(design, found, found.lowest))
    return Offer(key, label, text, able=False)


def range_text(design: Design, goal: Goal) -> str:
    """How far the result goes, in words."""
    low, high = (seeking.value_text(design, goal, value) for value in (goal.lowest, goal.highest))
    return tr("{low} to {high}", low=low, high=high)


class Offers(QAbstractListModel):
    """The inputs, those that move the result most first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.offers: list[Offer] = []

    def show(self, offers: Iterable[Offer]) -> None:
        """List these and no others."""
        self.beginResetModel()
        self.offers = list(offers)
        self.endResetModel()

    def say(self, offer: Offer) -> None:
        """Say something else of one that is listed."""
        for row, listed in enumerate(self.offers):
            if listed.key == offer.key and listed != offer:
                self.offers[row] = offer
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.offers)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return offer.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return joined((offer.label, offer.text), ": ")
        return None


class OfferLine(QStyledItemDelegate):
    """A tick, the input, and below it what it would have to be."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        model = index.model()
        assert isinstance(model, Offers)
        offer = model.offers[index.row()]
        width = self._view.viewport().width()
        room = width - BOX_ROOM - GRID
        return QSize(width, sum(_heights(offer, room)) + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        of = theme.tokens()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        model = index.model()
        assert isinstance(model, Offers)
        offer = model.offers[index.row()]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(area, QColor(of.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(of.hover))
        room = area.width() - BOX_ROOM - GRID
        label, below = _heights(offer, room)
        left, top = area.left() + BOX_ROOM, area.top() + _PAD
        self._paint_box(painter, QRect(area.left() + _MARGIN, top + 2, _BOX, _BOX), chosen, of)
        painter.setFont(theme.font())
        painter.setPen(QColor(of.secondary if offer.able is False and not chosen else of.text))
        painter.drawText(QRect(left, top, room, label), _WRAP, offer.label)
        painter.setFont(theme.font("caption"))
        painter.setPen(QColor(of.text if chosen else of.secondary))
        painter.drawText(QRect(left, top + label, room, below), _WRAP, offer.text)
        if state & QStyle.StateFlag.State_HasFocus:
            theme.paint_focus(painter, area.toRectF())
        painter.restore()

    @staticmethod
    def _paint_box(painter: QPainter, box: QRect, chosen: bool, of: theme.Tokens) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(of.accent if chosen else of.edge), 1.0))
        painter.setBrush(QColor(of.accent if chosen else of.surface))
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if chosen:
            painter.setPen(QPen(QColor(of.on_accent), 1.8))
            x, y = box.left(), box.top()
            painter.drawPolyline([QPoint(x + 3, y + 7), QPoint(x + 6, y + 10), QPoint(x + 11, y + 4)])


class Outcome(QScrollArea):
    """What was found, what would be typed, and what else changes."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._said: list[str] = []
        self._begin()

    def as_text(self) -> str:
        """Everything that is said, line by line."""
        return "\n".join(self._said)

    def show_hint(self, problem: str) -> None:
        """Nothing is chosen, or what is chosen can do nothing."""
        self._begin()
        if problem:
            self._say(problem, tone="error")
        else:
            self._say(
                tr(
                    "Choose what may change. For several together tick their boxes (by keyboard: Ctrl with the arrows, "
                    "then the space bar): each changes by a factor, those that move the result more go further, "
                    "which is the least change in all."
                ),
                tone="secondary",
            )
        self._end()

    def show_range(self, design: Design, goal: Goal, count: int) -> None:
        """No target was typed yet."""
        self._begin()
        self._say_range(design, goal, count)
        self._say(tr("Type above what it shall be."), tone="secondary")
        self._end()

    def show_met(self, design: Design, goal: Goal) -> None:
        """The result is what was asked for."""
        self._begin()
        self._say(tr("It is {value} now.", value=design.text(goal.key)), tone="good")
        self._end()

    def show_way(self, design: Design, goal: Goal, way: Way, count: int) -> None:
        """What would be typed, and what follows."""
        self._begin()
        self._say(seeking.told(design, goal), tone="text" if goal.reached else "warning")
        follows = seeking.consequences(design, goal, way)
        self._tabulate(design, follows.moved)
        for finding in follows.broken:
            self._say(
                joined((severity_word(finding.severity), way.design.message(finding)), ": "),
                tone=_TONES[finding.severity],
            )
        for finding in follows.mended:
            self._say(tr("No longer: {finding}", finding=design.message(finding)), tone="good")
        if goal.reached:
            self._say_range(design, goal, count)
        self._end()

    def _say_range(self, design: Design, goal: Goal, count: int) -> None:
        reach = range_text(design, goal)
        if count == 1:
            self._say(tr("Within the limits of this input: {range}.", range=reach), tone="secondary")
        else:
            self._say(tr("Within the limits of these inputs together: {range}.", range=reach), tone="secondary")
            self._say(
                tr(
                    "Each changes by a factor, those that move the result more by a larger one: the least change "
                    "in all."
                ),
                tone="secondary",
            )

    def _begin(self) -> None:
        self._said = []
        self._content = QWidget()
        self._content.setAutoFillBackground(False)
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(_MARGIN, GRID, GRID, 0)
        self._column.setSpacing(GRID // 2)

    def _end(self) -> None:
        self._column.addStretch(1)
        self.setWidget(self._content)
        self._content.setAutoFillBackground(False)

    def _say(self, text: str, *, tone: str = "text") -> None:
        self._said.append(text)
        self._column.addWidget(_label(text, tone, wrap=True))

    def _tabulate(self, design: Design, moved: tuple[tuple[str, str, str], ...]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for row, (key, before, after) in enumerate(moved):
            label = joined((label_in_context(key), design.basis(key)))
            self._said.append(f"{label}\t{before}\t{after}")
            grid.addWidget(_label(label, "text", wrap=True), row, 0)
            grid.addWidget(_label(_number_of(before, after), "secondary"), row, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(_label("→", "secondary"), row, 2)
            grid.addWidget(_label(after, "text"), row, 3, Qt.AlignmentFlag.AlignRight)
        self._column.addLayout(grid)


_TONES: Final = {"error": "error", "warning": "warning", "info": "secondary"}


def _label(text: str, tone: str, *, wrap: bool = False) -> QLabel:
    made = QLabel(text)
    made.setFont(theme.font("caption"))
    made.setProperty("tone", tone)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _number_of(before: str, after: str) -> str:
    """What stood before, without its unit where that stands behind the new value."""
    number, _, unit = before.rpartition(writing.SPACE)
    return number if number and not unit[:1].isdigit() and after.endswith(f"{writing.SPACE}{unit}") else before


def _heights(offer: Offer, room: int) -> tuple[int, int]:
    """Of the label and of the text below it, wrapped to the room there is."""
    return _tall(theme.font(), offer.label, room), _tall(theme.font("caption"), offer.text, room)


def _tall(font: QFont, text: str, room: int) -> int:
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= room:
        return metrics.height()
    return metrics.boundingRect(QRect(0, 0, max(room, 1), 10_000), _WRAP, text).height()
