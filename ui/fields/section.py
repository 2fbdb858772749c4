"""The heading of a group of fields: folds it, and says how many problems lie within."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.services.i18n import joined, tr
from ui import theme
from ui.fields.row import Columns
from ui.theme import GRID

_ICON = 14


class Heading(QAbstractButton):
    """Checked is unfolded."""

    def __init__(self, title: str, columns: Columns, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._columns = columns
        self._bold = QFont(columns.body)
        self._bold.setBold(True)
        self._errors = self._warnings = 0
        self.toggled.connect(self._tell)
        self._tell()

    def set_problems(self, errors: int, warnings: int) -> None:
        """How many errors and warnings lie in the group."""
        if (errors, warnings) != (self._errors, self._warnings):
            self._errors, self._warnings = errors, warnings
            self._tell()
            self.update()

    @property
    def problems(self) -> tuple[int, int]:
        """Errors and warnings shown."""
        return self._errors, self._warnings

    def sizeHint(self) -> QSize:
        return QSize(self._columns.narrowest, self.height_for())

    def height_for(self) -> int:
        """The height of a heading."""
        return max(4 * GRID, self._columns.line + 2 * GRID)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right unfolds, left folds, Enter does what Space does."""
        match event.key():
            case Qt.Key.Key_Right:
                self.setChecked(True)
            case Qt.Key.Key_Left:
                self.setChecked(False)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.toggle()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, columns = theme.tokens(), self._columns
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(colors.hover))
        painter.setPen(QPen(QColor(colors.secondary), 1.5))
        x, y = GRID / 2 + 4, self.height() / 2
        points = (
            [(-3.5, -1.75), (0.0, 1.75), (3.5, -1.75)]
            if self.isChecked()
            else [(-1.75, -3.5), (1.75, 0.0), (-1.75, 3.5)]
        )
        painter.drawPolyline(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))
        right = self._paint_problems(painter, colors)
        painter.setPen(QColor(colors.text))
        painter.setFont(self._bold)
        room = QRect(columns.left, 0, right - columns.left - GRID, self.height())
        title = QFontMetrics(self._bold).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)
        if self.hasFocus():
            theme.paint_focus(painter, QRectF(self.rect()))
        painter.end()

    def _paint_problems(self, painter: QPainter, colors: theme.Tokens) -> int:
        """Counts at the right end; where the title must end."""
        metrics = QFontMetrics(self._columns.caption)
        right = self.width() - self._columns.right
        painter.setFont(self._columns.caption)
        for count, name, paint in ((self._warnings, "warning", colors.warning), (self._errors, "error", colors.error)):
            if count:
                wide = metrics.horizontalAdvance(str(count))
                painter.setPen(QColor(colors.secondary))
                area = QRect(right - wide, 0, wide, self.height())
                painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), str(count))
                at = QPointF(right - wide - _ICON - 3, (self.height() - _ICON) / 2)
                theme.paint_icon(painter, name, paint, at, _ICON)
                right -= wide + _ICON + 3 + GRID
        return right

    def _tell(self) -> None:
        said = []
        if self._errors:
            said.append(tr("errors: {count}", count=self._errors))
        if self._warnings:
            said.append(tr("warnings: {count}", count=self._warnings))
        self.setAccessibleDescription(joined(said))
        self.setAccessibleName(self.text())
        self.setToolTip(joined(said))
