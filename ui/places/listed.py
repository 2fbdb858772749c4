"""What stands in the list of the place Build: a line with a name, what it is for, and a button."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.services.design import Design
from app.services.exports import Exporter
from app.services.i18n import tr
from ui import theme
from ui.exports import Exports

MARGIN = 2 * theme.GRID
_KINDS = 3
"""Kinds of file that are named beside a document; its menu has all of them."""


class LaidOutButton(QAbstractButton):
    """A button as large as what is laid out in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 0

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()


class ListedItem(LaidOutButton):
    """One thing that can be shown on the right; checked it is."""

    step = Signal(int)
    """An arrow key asks for the next one, or the one before."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(label)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        title = QLabel(label)
        title.setFont(theme.font(bold=True))
        title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.GRID)
        self.head.addWidget(title)
        self.about = self.caption("")
        self.about.setWordWrap(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(MARGIN, theme.GRID, MARGIN, theme.GRID + theme.GRID // 2)
        rows.setSpacing(theme.GRID // 2)
        rows.addLayout(self.head)
        rows.addWidget(self.about)

    def caption(self, words: str) -> QLabel:
        """Small grey words that let the mouse through."""
        label = QLabel(words)
        label.setFont(theme.font("caption"))
        label.setProperty("tone", "secondary")
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label

    def act(self) -> None:
        """What Enter does."""

    def nextCheckState(self) -> None:
        """A press on the chosen one lets it be chosen."""
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.act()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        of = theme.tokens()
        painter = QPainter(self)
        if self.isChecked():
            painter.fillRect(self.rect(), QColor(of.surface))
            painter.fillRect(0, 0, 3, self.height(), QColor(of.accent))
        elif self.underMouse():
            painter.fillRect(self.rect(), QColor(of.hover))
        if self.hasFocus():
            theme.paint_focus(painter, QRectF(self.rect()).adjusted(4, 1, -2, -1))
        painter.end()


class DocumentItem(ListedItem):
    """One document: its name, its kind of file, what it is for, and Export."""

    def __init__(self, exporter: Exporter, exports: Exports, parent: QWidget | None = None) -> None:
        label, kind = tr(exporter.label), exporter.kinds
        super().__init__(label, parent)
        self.exporter = exporter
        self.setAccessibleName(tr("{label}, {kind}", label=label, kind=kind))
        self.setAccessibleDescription(tr(exporter.help))
        self.about.setText(tr(exporter.help))
        kinds = kind.split(", ")
        self.head.addWidget(self.caption(kind if len(kinds) <= _KINDS else ", ".join((*kinds[:_KINDS], "…"))))
        self.head.addStretch(1)
        self.export = QPushButton(tr("Export…"))
        self.export.setAccessibleName(tr("Export {label}", label=label))
        if len(exporter.formats) > 1:
            formats = QMenu(self)
            exports.offer_formats(exporter, formats)
            self.export.setMenu(formats)
        else:
            self.export.clicked.connect(exports.starting(exporter))
        self.head.addWidget(self.export)

    def act(self) -> None:
        self.export.click()


class PlanItem(ListedItem):
    """The process plan that the build sheet prints: whose it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Process plan"), parent)
        self.head.addStretch(1)

    def show_design(self, design: Design) -> None:
        """Say whose plan the design follows."""
        own = design.document.process
        told = tr("The program's: steps, targets and limits of the build sheet. Copy it to change it.")
        if own is not None:
            told = tr("This design's own: {title}", title=own.title)
        self.about.setText(told)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(told)
