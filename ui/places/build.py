"""The place where a design becomes paper and files: the documents on the left, the chosen one on the right.

What stands on the right is `view`: a widget with `show_document(exporter, design)`. `set_view` puts another one there.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.services.design import Design
from app.services.exports import EXPORTERS, Exporter
from app.services.i18n import tr
from ui import theme
from ui.exports import Exports
from ui.places.place import PlaceWidget
from ui.preview.preview import Preview
from ui.session import Change

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_LIST: Final = 47 * theme.GRID
_MARGIN: Final = 2 * theme.GRID
_KINDS: Final = 3
"""Kinds of file that are named beside a document; its menu has all of them."""

_REST: Final = 150
"""Milliseconds after an edit before the document is made anew."""


class View(Protocol):
    """What can stand beside the list."""

    def show_document(self, exporter: Exporter, design: Design) -> None:
        """Show one document of a design."""


class BuildPlace(PlaceWidget):
    """The documents of the open design."""

    chosen = Signal(str)
    """The name of the exporter whose document is shown."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = window.session
        self._findings = Findings()
        self._findings.clicked.connect(window.go_to_next_rule)
        self.documents = {name: DocumentItem(exporter, window.exports) for name, exporter in EXPORTERS.items()}
        self.current = next(iter(EXPORTERS))
        for name, item in self.documents.items():
            item.clicked.connect(lambda _checked=False, name=name: self.choose(name))
            item.step.connect(self._step)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName("documents")
        self._tame(self._splitter)
        self._splitter.addWidget(self._list())
        shown = Preview(window.exports, window.messages, window.jobs)
        shown.focus_requested.connect(window.focus_key)
        self.view: View = shown
        self._splitter.addWidget(shown)
        self._splitter.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)
        kept = window.preferences.now.splitters.get("documents")
        self._splitter.setSizes(list(kept) if kept else [_LIST, 3 * _LIST])
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self._show)
        self._session.changed.connect(self._changed)

    @property
    def splitters(self) -> tuple[QSplitter, ...]:
        return (self._splitter,)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """The list, the document."""
        widgets = (self._splitter.widget(at) for at in range(self._splitter.count()))
        return tuple(widget for widget in widgets if widget is not None)

    def set_view(self, view: QWidget) -> None:
        """Put a widget with `show_document` beside the list."""
        before = self._splitter.replaceWidget(1, view)
        if before is not None:
            before.deleteLater()
        self.view = view  # type: ignore[assignment]
        self._show()

    def choose(self, name: str) -> None:
        """Show a document. Raises KeyError."""
        self.current = self.documents[name].exporter.name
        focused: QWidget | None = self.window().focusWidget()
        if isinstance(focused, DocumentItem) or focused is None:
            self.documents[name].setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()
        self.chosen.emit(name)

    def enter(self) -> None:
        self.documents[self.current].setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        self.moved_by_hand = False
        self._splitter.setSizes([_LIST, 3 * _LIST])

    def memory(self) -> dict[str, Any]:
        return {"document": self.current}

    def recall(self, memory: Mapping[str, Any]) -> None:
        self.choose(memory["document"])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _changed(self, change: Change) -> None:
        if self.isVisible():
            self._timer.start()

    def _step(self, by: int) -> None:
        names = list(self.documents)
        at = (names.index(self.current) + by) % len(names)
        self.documents[names[at]].setFocus(Qt.FocusReason.OtherFocusReason)
        self.choose(names[at])

    def _show(self) -> None:
        design = self._session.design
        self._findings.show_design(design)
        for name, item in self.documents.items():
            item.setChecked(name == self.current)
        self.view.show_document(EXPORTERS[self.current], design)

    def _list(self) -> QWidget:
        heading = QLabel(tr("Documents"))
        heading.setFont(theme.font("heading", bold=True))
        heading.setContentsMargins(_MARGIN, theme.GRID + theme.GRID // 2, _MARGIN, theme.GRID)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for item in self.documents.values():
            rows.addWidget(item)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        for widget in (inside, scroll.viewport()):
            widget.setAutoFillBackground(False)
        column = QWidget()
        column.setMinimumWidth(36 * theme.GRID)
        whole = QVBoxLayout(column)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(heading)
        whole.addWidget(self._findings)
        whole.addWidget(scroll, 1)
        return column


class DocumentItem(QAbstractButton):
    """One document: its name, its kind of file, what it is for, and Export. Checked is shown on the right."""

    step = Signal(int)
    """An arrow key asks for the next document, or the one before."""

    def __init__(self, exporter: Exporter, exports: Exports, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.exporter = exporter
        label, kind = tr(exporter.label), exporter.kinds
        self.setText(label)
        self.setAccessibleName(tr("{label}, {kind}", label=label, kind=kind))
        self.setAccessibleDescription(tr(exporter.help))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        title = QLabel(label)
        title.setFont(theme.font(bold=True))
        first = kind.split(", ")[:_KINDS]
        ending = QLabel(kind if len(kind.split(", ")) <= _KINDS else ", ".join((*first, "…")))
        ending.setFont(theme.font("caption"))
        ending.setProperty("tone", "secondary")
        about = QLabel(tr(exporter.help))
        about.setProperty("tone", "secondary")
        about.setFont(theme.font("caption"))
        about.setWordWrap(True)
        self.export = QPushButton(tr("Export…"))
        self.export.setAccessibleName(tr("Export {label}", label=label))
        if len(exporter.formats) > 1:
            formats = QMenu(self)
            exports.offer_formats(exporter, formats)
            self.export.setMenu(formats)
        else:
            self.export.clicked.connect(exports.starting(exporter))
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(title)
        head.addWidget(ending)
        head.addStretch(1)
        head.addWidget(self.export)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(_MARGIN, theme.GRID, _MARGIN, theme.GRID + theme.GRID // 2)
        rows.setSpacing(theme.GRID // 2)
        rows.addLayout(head)
        rows.addWidget(about)
        for widget in (title, ending, about):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def nextCheckState(self) -> None:
        """A press on the chosen one lets it be chosen."""
        self.setChecked(True)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 0

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.export.click()
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


class Findings(QAbstractButton):
    """How many rule errors every document will say on its first page; a press leads to them."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setProperty("tone", "error")
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(_MARGIN, theme.GRID // 2, _MARGIN, theme.GRID)
        rows.addWidget(self._label)

    def show_design(self, design: Design) -> None:
        """Say how many errors are open; nothing without any."""
        count = design.count("error")
        text = tr("Rule errors open: {count}. They are printed on the first page.", count=count)
        self.setVisible(bool(count))
        self._label.setText(text)
        self.setAccessibleName(text)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 0

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(theme.tokens().hover))
        if self.hasFocus():
            theme.paint_focus(painter, QRectF(self.rect()).adjusted(2, 1, -2, -1))
        painter.end()
