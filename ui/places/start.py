"""The place where work begins: templates as cards with what each gives, the files used last, a file dropped."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.services.i18n import tr
from ui import theme
from ui.places.cards import TemplateCards
from ui.places.place import PlaceWidget
from ui.places.recent import RecentFiles
from ui.session import Change
from ui.tips import keyless, plain

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_COLUMN = 44 * theme.GRID
_MARGIN = 3 * theme.GRID


class StartPlace(PlaceWidget):
    """Files on the left, templates on the right."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = window.session
        self.cards = TemplateCards()
        self.cards.chosen.connect(window.files.new)
        self.recent = RecentFiles(window.preferences, window.files, window.messages)
        self._resume = QPushButton()
        self._resume.clicked.connect(lambda: window.places.show_place("design"))
        browse = QPushButton(window.actions_by_id["open"].text())
        browse.clicked.connect(window.actions_by_id["open"].trigger)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._files = self._files_column(browse)
        whole.addWidget(self._files)
        whole.addWidget(self._templates(), 1)
        self._session.settled.connect(self._changed)
        self._name_resumed()

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Files, templates."""
        return (self._files, self.cards)

    def enter(self) -> None:
        """The templates take the focus."""
        self.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, change: Change) -> None:
        self._name_resumed()

    def _name_resumed(self) -> None:
        name = self._session.document.name
        metrics = self._resume.fontMetrics()
        room = _COLUMN - 2 * _MARGIN - 5 * theme.GRID - metrics.horizontalAdvance(tr("Go on with {name}", name=""))
        short = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        self._resume.setText(keyless(tr("Go on with {name}", name=short)))
        self._resume.setToolTip(plain(name) if short != name else "")

    def _files_column(self, browse: QPushButton) -> QWidget:
        column = QWidget()
        column.setFixedWidth(_COLUMN)
        rows = QVBoxLayout(column)
        rows.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        rows.setSpacing(theme.GRID)
        for button in (self._resume, browse):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            rows.addWidget(button)
        rows.addSpacing(2 * theme.GRID)
        rows.addWidget(_heading(tr("Recent designs")))
        rows.addWidget(self.recent, 1)
        rows.addWidget(_DropTarget())
        return column

    def _templates(self) -> QWidget:
        side = QWidget()
        side.setAutoFillBackground(True)
        side.setBackgroundRole(QPalette.ColorRole.Base)
        below = QLabel(tr("Every value can be changed afterwards; the template itself stays as it is."))
        below.setProperty("tone", "secondary")
        head = QVBoxLayout()
        head.setContentsMargins(_MARGIN + theme.GRID, _MARGIN, _MARGIN, theme.GRID)
        head.setSpacing(theme.GRID // 2)
        head.addWidget(_heading(tr("Begin with a cell that is known to work")))
        head.addWidget(below)
        rows = QVBoxLayout(side)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(head)
        rows.addWidget(self.cards, 1)
        return side


class _DropTarget(QWidget):
    """Says that a file may be dropped; the whole window takes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(10 * theme.GRID)
        self.setAccessibleName(tr("Drop a design here"))

    def paintEvent(self, event: QPaintEvent) -> None:
        of = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(of.edge), 1.0, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(QColor(of.secondary))
        inside = self.rect().adjusted(theme.GRID, 0, -theme.GRID, 0)
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(inside, flags, self.accessibleName())
        painter.end()


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(theme.font("heading", bold=True))
    return label
