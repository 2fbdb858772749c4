"""The combo box of the form: flat like the number fields, deaf to the wheel unless it has the focus."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QWidget

from ui import theme
from ui.fields.row import Edge, Host, Row, paint_box
from ui.theme import GRID

AROUND = 3 * GRID + 1
"""What a box takes beside its text: the edge, the sign that it opens."""


class FlatCombo(QComboBox):
    """Paints the option chosen; holds all options from the moment it gets the focus or a click."""

    def __init__(self, row: "ComboRow") -> None:
        super().__init__(row)
        self._row = row
        self.shown = ""
        """The option chosen, as it reads."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(self._row.columns.number + self._row.columns.unit, self._row.columns.box)

    def show_text(self, text: str) -> None:
        """Show the option chosen."""
        if text != self.shown:
            self.shown = text
            self._row.chosen_changed()
            self.update()

    def fill(self, options: Sequence[tuple[str, str, str]], chosen: str) -> None:
        """All options: (text, id, help) each."""
        self.blockSignals(True)
        self.clear()
        for index, (text, option, help_text) in enumerate(options):
            self.addItem(text, option)
            self.setItemData(index, help_text, Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(self.findData(chosen))
        self.blockSignals(False)

    def allows(self, index: int) -> bool:
        """Whether an option may be chosen."""
        return cast(QStandardItemModel, self.model()).item(index).isEnabled()

    def allow(self, index: int, allowed: bool, help_text: str) -> None:
        """Whether an option may be chosen from now on; the keys go past one that may not. Its help says why."""
        item = cast(QStandardItemModel, self.model()).item(index)
        item.setEnabled(allowed)
        item.setToolTip(help_text)

    def choose(self, chosen: str) -> None:
        """Put the cursor of the list on the option chosen."""
        index = self.findData(chosen)
        if index != self.currentIndex():
            self.blockSignals(True)
            self.setCurrentIndex(index)
            self.blockSignals(False)

    def showPopup(self) -> None:
        self._row.populate()
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        self.view().setMinimumWidth(max(self.width(), widest + 4 * GRID))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._row.populate()
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus() or self._row.host.is_scrolling(event):
            event.ignore()
            return
        self._row.populate()
        super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._row.populate()
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), Edge.FOCUS if self.hasFocus() else Edge.PLAIN, theme.tokens())
        paint_chosen(painter, self, self.shown)
        painter.end()


def paint_chosen(painter: QPainter, combo: QComboBox, words: str) -> None:
    """The option chosen and the sign that the box opens, in a box that is painted already."""
    colors = theme.tokens()
    painter.setPen(QColor(colors.text if combo.isEnabled() else colors.secondary))
    room = QRect(GRID, 0, combo.width() - AROUND, combo.height())
    text = combo.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
    x, y = combo.width() - 11.0, combo.height() / 2
    painter.setPen(QPen(QColor(colors.secondary), 1.25))
    painter.drawPolyline(QPolygonF([QPointF(x - 3.5, y - 1.75), QPointF(x, y + 1.75), QPointF(x + 3.5, y - 1.75)]))


class ComboRow(Row):
    """A row whose control is a combo box, wider than a number."""

    def __init__(self, host: Host, key: str, label: str, parent: QWidget) -> None:
        super().__init__(host, key, label, parent)
        self._was_beneath = False
        self.combo = FlatCombo(self)
        self.combo.setAccessibleName(label)
        self.setFocusProxy(self.combo)
        self.combo.activated.connect(self._activated)

    def focus_widget(self) -> QWidget:
        return self.combo

    def control_area(self, width: int) -> QRect:
        """Beside the label; beneath it, as wide as the row, where the option chosen would be cut off."""
        columns = self.columns
        right = width - columns.right
        if self._beneath(width):
            tall = self._measure(width)[2]
            top = self._pad + (columns.box - columns.line) // 2 + tall + self._pad
            return QRect(columns.left, top, right - columns.left, columns.box)
        left = self._left(width)
        return QRect(left, self._pad, right - left, columns.box)

    def extra_height(self, width: int) -> int:
        return self.columns.box + self._pad if self._beneath(width) else 0

    def chosen_changed(self) -> None:
        """Another text stands in the box: it may need another place."""
        if self._measured is not None and self._beneath(self._measured_width) != self._was_beneath:
            self.remeasure()

    def _measure(self, width: int) -> tuple[int, int, int]:
        self._was_beneath = self._beneath(width)
        return super()._measure(width)

    def _left(self, width: int) -> int:
        """Where the box begins when it stands beside the label."""
        columns = self.columns
        room = width - columns.left - columns.right
        return columns.left + max(round(0.38 * room), room - 8 * columns.number)

    def _beneath(self, width: int) -> bool:
        room = width - self.columns.right - self._left(width) - AROUND
        return self.combo.fontMetrics().horizontalAdvance(self.combo.shown) > room

    def _label_width(self, width: int) -> int:
        left = self.columns.left
        return width - left - self.columns.right if self._beneath(width) else self._left(width) - self.gap - left

    @property
    def gap(self) -> int:
        """Room between the label and a box beside it: for the mark of origin."""
        return self.columns.mark

    def place_controls(self, width: int) -> None:
        self.combo.setGeometry(self.control_area(width))

    def populate(self) -> None:
        """Give the combo box all its options."""
        raise NotImplementedError

    def _activated(self, index: int) -> None:
        raise NotImplementedError
