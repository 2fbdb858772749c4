"""The lines of the explain panel: what a result rests on, bars, and what shows more of them."""

from typing import Final, Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, SignalInstance
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from app.services import format as writing
from app.services.i18n import joined, tr
from ui import theme
from ui.fields.row import ORIGINS, origin_help, paint_mark
from ui.panels.explanation import Behind, Block, Measured, More
from ui.session import Session
from ui.theme import GRID

MARGIN: Final = 2 * GRID
INDENT: Final = 2 * GRID
_BAR: Final = 6 * GRID
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_WRAP: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class Explainer(Protocol):
    """What a line needs of its panel."""

    session: Session
    focus_requested: SignalInstance

    def press(self, block: Block) -> None:
        """A line was pressed."""

    def show_key(self, key: str) -> None:
        """Explain another quantity."""


class Line(QAbstractButton):
    """A line that can be pressed. Right and Left unfold and fold, Enter presses."""

    def __init__(self, panel: Explainer, parent: QWidget) -> None:
        super().__init__(parent)
        self._panel = panel
        self.block: Block | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: self.block is not None and self._panel.press(self.block))

    def show_block(self, block: Block) -> None:
        """Show another content."""
        if block != self.block:
            self.block = block
            self.setAccessibleName(self.said())
            self.setToolTip(self.help_text())
            pressable = self.pressable()
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus if pressable else Qt.FocusPolicy.NoFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor if pressable else Qt.CursorShape.ArrowCursor)
            self.update()

    def said(self) -> str:
        """The line for a screen reader."""
        return ""

    def help_text(self) -> str:
        """What a press does."""
        return ""

    def pressable(self) -> bool:
        """Whether a press does anything."""
        return True

    def key(self) -> str:
        """The quantity the line is about; empty for none."""
        return ""

    def height_for(self, width: int) -> int:
        """The height of the line."""
        return 3 * GRID

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.height_for(self.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        key = self.key()
        design = self._panel.session.design
        if key not in design.values:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Why {value}?", value=design.text(key)), lambda: self._panel.show_key(key))
        if design.typed(key):
            menu.addAction(tr("Go to the field"), lambda: self._panel.focus_requested.emit(key))
        value = design.text(key).replace(writing.SPACE, " ")
        menu.addAction(tr("Copy value"), lambda: QGuiApplication.clipboard().setText(value))
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme.tokens()
        painter = QPainter(self)
        if self.pressable() and (self.isDown() or self.underMouse()):
            painter.fillRect(self.rect(), QColor(colors.pressed if self.isDown() else colors.hover))
        self.paint(painter, colors)
        if self.hasFocus():
            theme.paint_focus(painter, QRectF(self.rect()).adjusted(2, 0, -2, 0))
        painter.end()

    def paint(self, painter: QPainter, colors: theme.Tokens) -> None:
        """Paint the content."""


class BehindLine(Line):
    """A quantity the result rests on: label left, value right, below it where it comes from."""

    def said(self) -> str:
        block = self._behind
        origin = tr(ORIGINS[block.origin]) if block.origin in ORIGINS else ""
        return joined((f"{block.label} {block.value}", origin, block.remark))

    def help_text(self) -> str:
        match self._behind.follows:
            case "unfold":
                return tr("Fold") if self._behind.unfolded else tr("Show what it rests on")
            case "field":
                return joined((origin_help(self._behind.origin), tr("Press to go to the field.")), " ")
        return origin_help(self._behind.origin)

    def pressable(self) -> bool:
        return bool(self._behind.follows)

    def key(self) -> str:
        return self._behind.path[-1]

    def height_for(self, width: int) -> int:
        label, remark = self._areas(width)
        return max(label.bottom(), remark.bottom() if self._behind.remark else 0) + 1 + GRID // 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        block = self._behind
        unfolds = event.key() == Qt.Key.Key_Right and not block.unfolded
        folds = event.key() == Qt.Key.Key_Left and block.unfolded
        if block.follows == "unfold" and (unfolds or folds):
            self._panel.press(block)
        else:
            super().keyPressEvent(event)

    @property
    def _behind(self) -> Behind:
        assert isinstance(self.block, Behind)
        return self.block

    def _left(self) -> int:
        return MARGIN + self._behind.depth * INDENT

    def _areas(self, width: int) -> tuple[QRect, QRect]:
        metrics = QFontMetrics(theme.font())
        left = self._left() + INDENT
        room = width - MARGIN - left - metrics.horizontalAdvance(self._behind.value) - GRID
        if self._behind.share:
            room -= QFontMetrics(theme.font("caption")).horizontalAdvance(self._behind.share) + GRID
        label = metrics.boundingRect(QRect(left, GRID // 2, max(room, 6 * GRID), 100_000), _WRAP, self._behind.label)
        label.setWidth(max(room, 6 * GRID))
        small = QFontMetrics(theme.font("caption"))
        below = QRect(left, label.bottom() + 1, width - MARGIN - left, 100_000)
        remark = small.boundingRect(below, _WRAP, self._behind.remark)
        remark.setWidth(below.width())
        return label, remark

    def paint(self, painter: QPainter, colors: theme.Tokens) -> None:
        block = self._behind
        label, remark = self._areas(self.width())
        metrics = QFontMetrics(theme.font())
        x, y = self._left() + 4.0, GRID // 2 + metrics.height() / 2
        if block.follows == "unfold":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colors.secondary), 1.5))
            points = [(-3.5, -1.75), (0.0, 1.75), (3.5, -1.75)]
            if not block.unfolded:
                points = [(dy, dx) for dx, dy in points]
            painter.drawPolyline(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))
        else:
            paint_mark(painter, block.origin, QPointF(x, y), colors)
        painter.setFont(theme.font())
        painter.setPen(QColor(colors.accent if block.follows == "field" else colors.text))
        painter.drawText(label, _WRAP, block.label)
        painter.setPen(QColor(colors.text))
        painter.drawText(QRect(0, GRID // 2, self.width() - MARGIN, metrics.height()), _RIGHT, block.value)
        painter.setFont(theme.font("caption"))
        painter.setPen(QColor(colors.secondary))
        if block.share:
            right = self.width() - MARGIN - metrics.horizontalAdvance(block.value) - GRID
            painter.drawText(QRect(0, GRID // 2, right, metrics.height()), _RIGHT, block.share)
        if block.remark:
            painter.drawText(remark, _WRAP, block.remark)


class BarLine(Line):
    """A label, a bar and a figure."""

    def said(self) -> str:
        return f"{self._measured.label} {self._measured.figure}"

    def help_text(self) -> str:
        block = self._measured
        if not block.two_sided:
            return block.label
        return tr("1 % more of {label} moves it by {figure}. Press to go to the field.",
                  label=block.label, figure=block.figure)  # fmt: skip

    def pressable(self) -> bool:
        return bool(self._measured.key)

    def key(self) -> str:
        return self._measured.key

    @property
    def _measured(self) -> Measured:
        assert isinstance(self.block, Measured)
        return self.block

    def height_for(self, width: int) -> int:
        label, _, _ = self._areas(width)
        return max(3 * GRID, label.height() + GRID // 2)

    def _areas(self, width: int) -> tuple[QRect, QRectF, QRect]:
        """Where label, bar and figure stand; the bar is centred on the first line."""
        block = self._measured
        metrics = QFontMetrics(theme.font())
        top, line = GRID // 4, metrics.height()
        widest = max(metrics.horizontalAdvance(text) for text in (f"+0.00{writing.SPACE}%", block.figure))
        figure = QRect(width - MARGIN - widest, top, widest, line)
        bar = QRectF(figure.left() - GRID - _BAR, top + line / 2 - GRID / 2, _BAR if block.length else 0, GRID)
        room = max(6 * GRID, int(bar.left() if block.length else figure.left()) - GRID - MARGIN)
        label = metrics.boundingRect(QRect(MARGIN, top, room, 100_000), _WRAP, block.label)
        label.setWidth(room)
        return label, bar, figure

    def paint(self, painter: QPainter, colors: theme.Tokens) -> None:
        block = self._measured
        label, bar, figure = self._areas(self.width())
        painter.setFont(theme.font())
        painter.setPen(QColor(colors.text))
        painter.drawText(figure, _RIGHT, block.figure)
        painter.drawText(label, _WRAP, block.label)
        if not block.length:
            return
        start = bar.center().x() if block.two_sided else bar.left()
        length = block.length * (bar.width() / 2 if block.two_sided else bar.width())
        painter.fillRect(QRectF(start, bar.top(), length, bar.height()).normalized(), QColor(colors.accent))
        painter.setPen(QColor(colors.edge))
        painter.drawLine(QPointF(start, bar.top() - 3), QPointF(start, bar.bottom() + 3))


class MoreLine(Line):
    """Shows all slopes."""

    def said(self) -> str:
        return self.block.text if isinstance(self.block, More) else ""

    def paint(self, painter: QPainter, colors: theme.Tokens) -> None:
        painter.setFont(theme.font("caption"))
        painter.setPen(QColor(colors.accent))
        painter.drawText(self.rect().adjusted(MARGIN, 0, -MARGIN, 0), _LEFT, self.said())
