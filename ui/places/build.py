"""The place where a design becomes paper and files: the documents on the left, the chosen one on the right."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.services.design import Design
from app.services.exports import EXPORTERS
from app.services.i18n import tr
from ui import theme
from ui.places.listed import DocumentItem, LaidOutButton, ListedItem, PlanItem
from ui.places.place import PlaceWidget
from ui.preview.preview import Preview
from ui.session import Change

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.plan.editor import PlanEditor

_LIST: Final = 47 * theme.GRID
_MARGIN: Final = 2 * theme.GRID
PLAN: Final = "process-plan"
"""What `choose` calls the process plan."""

_BEFORE_PLAN: Final = "build-sheet"
_REST: Final = 150
"""Milliseconds after an edit before the document is made anew."""


class BuildPlace(PlaceWidget):
    """The documents of the open design."""

    chosen = Signal(str)
    """The name of the exporter whose document is shown, or PLAN."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = window.session
        self._window_messages = window.messages
        self._findings = Findings()
        self._findings.clicked.connect(window.go_to_next_rule)
        self.documents = {name: DocumentItem(exporter, window.exports) for name, exporter in EXPORTERS.items()}
        self.current = next(iter(EXPORTERS))
        self.plan = PlanItem()
        self.items: dict[str, ListedItem] = {}
        for name, document in self.documents.items():
            self.items[name] = document
            if name == _BEFORE_PLAN:
                self.items[PLAN] = self.plan
        for name, item in self.items.items():
            item.clicked.connect(lambda _checked=False, name=name: self.choose(name))
            item.step.connect(self._step)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName("documents")
        self._tame(self._splitter)
        self._splitter.addWidget(self._list())
        self.view = Preview(window.exports, window.messages, window.jobs)
        self.view.focus_requested.connect(window.focus_key)
        self._beside = QStackedWidget()
        self._beside.addWidget(self.view)
        self.editor: PlanEditor | None = None
        self._splitter.addWidget(self._beside)
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
        self._session.settled.connect(self._changed)

    @property
    def splitters(self) -> tuple[QSplitter, ...]:
        return (self._splitter,)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """The list, the document."""
        widgets = (self._splitter.widget(at) for at in range(self._splitter.count()))
        return tuple(widget for widget in widgets if widget is not None)

    def choose(self, name: str) -> None:
        """Show a document, or the process plan. Raises KeyError."""
        item, self.current = self.items[name], name
        focused: QWidget | None = self.window().focusWidget()
        if isinstance(focused, ListedItem) or focused is None:
            item.setFocus(Qt.FocusReason.OtherFocusReason)
        self._listed.ensureWidgetVisible(item, 0, theme.GRID)
        self._show()
        self.chosen.emit(name)

    def pending_errors(self) -> dict[str, str]:
        return self.editor.pending_errors() if self.editor is not None else {}

    def may_be_rebuilt(self) -> bool:
        pending = self.pending_errors()
        if pending:
            reason = next(iter(pending.values()))
            self._window_messages.show_message(
                "warning", tr("An entry of the process plan is not accepted; mend it or undo it first. {reason}",
                              reason=reason),
            )  # fmt: skip
        return not pending

    def focus_plan(self, key: str) -> None:
        """Lead to a field of the process plan."""
        self.choose(PLAN)
        if self.editor is not None:
            self.editor.focus_key(key)

    def enter(self) -> None:
        self.items[self.current].setFocus(Qt.FocusReason.OtherFocusReason)

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
        names = list(self.items)
        at = (names.index(self.current) + by) % len(names)
        self.items[names[at]].setFocus(Qt.FocusReason.OtherFocusReason)
        self.choose(names[at])

    def _show(self) -> None:
        design = self._session.design
        self._findings.show_design(design)
        self.plan.show_design(design)
        for name, item in self.items.items():
            item.setChecked(name == self.current)
        if self.current == PLAN:
            self._show_plan()
            return
        self._beside.setCurrentIndex(0)
        self.view.show_document(EXPORTERS[self.current], design)

    def _show_plan(self) -> None:
        if self.editor is None:
            from ui.plan.editor import PlanEditor  # which few starts need

            self.editor = PlanEditor(self._session, self._window_messages)
            self._beside.addWidget(self.editor)
        self._beside.setCurrentWidget(self.editor)
        self.editor.show_design()

    def _list(self) -> QWidget:
        heading = QLabel(tr("Documents"))
        heading.setFont(theme.font("heading", bold=True))
        heading.setContentsMargins(_MARGIN, theme.GRID + theme.GRID // 2, _MARGIN, theme.GRID)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for item in self.items.values():
            rows.addWidget(item)
        rows.addStretch(1)
        scroll = self._listed = QScrollArea()
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


class Findings(LaidOutButton):
    """How many rule errors every document will say on its first page; a press leads to them."""

    def __init__(self) -> None:
        super().__init__()
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

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(theme.tokens().hover))
        if self.hasFocus():
            theme.paint_focus(painter, QRectF(self.rect()).adjusted(2, 1, -2, -1))
        painter.end()
