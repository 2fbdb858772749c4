"""The combo box of the form: flat like the number fields, deaf to the wheel unless it has the focus."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui import theme
from ui.fields.row import Columns, Edge, Row, paint_box
from ui.theme import GRID

_CHEVRON = 4 * GRID


class FlatCombo(QComboBox):
    """Knows its current option only, until the others are asked for by a key, a click or the wheel."""

    about_to_list = Signal()
    """The options are needed now."""

    def __init__(self, columns: Columns, parent: Row) -> None:
        super().__init__(parent)
        self._columns = columns
        self.setFont(columns.body)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def sizeHint(self) -> QSize:
        return QSize(self._columns.number + self._columns.unit, self._columns.box)

    def showPopup(self) -> None:
        self.about_to_list.emit()
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        self.view().setMinimumWidth(max(self.width(), widest + 4 * GRID))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.about_to_list.emit()
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():
            event.ignore()
            return
        self.about_to_list.emit()
        super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.parentWidget()
            if isinstance(row, Row):
                row.show_help(event.globalPos())
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme.tokens()
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_box(painter, area, Edge.FOCUS if self.hasFocus() else Edge.PLAIN, colors)
        painter.setFont(self.font())
        painter.setPen(QColor(colors.text if self.isEnabled() else colors.disabled))
        room = QRect(GRID, 0, self.width() - GRID - _CHEVRON // 2 - 4, self.height())
        text = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        x, y = self.width() - 11.0, self.height() / 2
        painter.setPen(QPen(QColor(colors.secondary), 1.25))
        painter.drawPolyline(QPolygonF([QPointF(x - 3.5, y - 1.75), QPointF(x, y + 1.75), QPointF(x + 3.5, y - 1.75)]))
        painter.end()


class ComboRow(Row):
    """A row whose control is a combo box, wider than a number."""

    def __init__(self, key: str, label: str, columns: Columns, parent: QWidget) -> None:
        super().__init__(key, label, columns, parent)
        self.combo = FlatCombo(columns, self)
        self.combo.setAccessibleName(label)
        self.setFocusProxy(self.combo)
        self.combo.about_to_list.connect(self.populate)
        self.combo.activated.connect(self._activated)

    def focus_widget(self) -> QWidget:
        return self.combo

    def control_area(self, width: int) -> QRect:
        columns = self.columns
        room = width - columns.left - columns.right
        left = columns.left + max(round(0.38 * room), room - 8 * columns.number)
        return QRect(left, self._pad, width - columns.right - left, columns.box)

    def place_controls(self, width: int) -> None:
        self.combo.setGeometry(self.control_area(width))

    def populate(self) -> None:
        """Give the combo box all its options."""
        raise NotImplementedError

    def _activated(self, index: int) -> None:
        raise NotImplementedError

    def _show_only(self, text: str, chosen: str) -> None:
        """Show the current option; the others wait until they are asked for."""
        combo = self.combo
        if combo.count() == 1 and combo.itemText(0) == text and combo.itemData(0) == chosen:
            return
        combo.blockSignals(True)
        combo.clear()
        combo.addItem(text, chosen)
        combo.setCurrentIndex(0)
        combo.blockSignals(False)
        combo.update()
