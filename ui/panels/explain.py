"""Why a number is what it is: its formula, what it rests on, what moves it most, and where it all comes from.

`explanation.described` says from the design which blocks there are and what they show; `_List` gives each block to the
widget that showed it before, so that typing changes texts and nothing else.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.services.i18n import tr
from ui import theme
from ui.bar_button import BarButton
from ui.formula_view import FormulaView
from ui.panels import explanation
from ui.panels.explain_lines import INDENT, MARGIN, BarLine, BehindLine, Line, MoreLine
from ui.panels.explanation import Behind, Block, Measured, More, Path, Said, Shown
from ui.session import Change, Session
from ui.theme import GRID

_UPDATE: Final = 16
"""Milliseconds the panel waits after an edit, so that the main numbers are painted first."""


class ExplainPanel(QWidget):
    """Explains one quantity at a time; remembers those explained before."""

    focus_requested = Signal(str)
    """The key of the input whose field is wanted."""
    value_wanted = Signal(str, str)
    """The result that shall be another one, and what was typed of it so far."""
    shown = Signal(str)
    """The key that is explained now."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._past: list[str] = []
        self._future: list[str] = []
        self._key = ""
        self._unfolded: set[Path] = set()
        self._all_slopes = False
        self._blocks: tuple[Block, ...] = ()
        self._title = QLabel()
        self._title.setFont(theme.font("heading", bold=True))
        self._title.setWordWrap(True)
        self._back = self._button("◀", tr("Back (Alt+Left)"), self.back)
        self._forward = self._button("▶", tr("Forward (Alt+Right)"), self.forward)
        self.make = self._button(
            tr("Ask for another value…"), tr("Ask for another value of this result (Ctrl+G)"), self._want
        )
        self.make.setProperty("link", True)
        self._copy = self._button(tr("Copy"), tr("Copy this explanation as text"), self.copy)
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, GRID, GRID, GRID // 2)
        head.setSpacing(0)
        head.addWidget(self._title, 1)
        for button in (self._back, self._forward, self._copy):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._list = _List(self)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(self._list)
        self._list.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        asking = QHBoxLayout()
        asking.setContentsMargins(MARGIN - 4, 0, GRID, GRID // 2)
        asking.addWidget(self.make)
        asking.addStretch(1)
        column.addLayout(asking)
        column.addWidget(self._scroll, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_UPDATE)
        self._later.timeout.connect(self.refresh)
        session.settled.connect(self._changed)
        self.refresh()

    # for the window

    @property
    def key(self) -> str:
        """What is explained; empty before anything was asked."""
        return self._key

    @property
    def has_past(self) -> bool:
        """Whether there is anything to go back to."""
        return bool(self._past)

    @property
    def has_future(self) -> bool:
        """Whether Back was used since."""
        return bool(self._future)

    def show_key(self, key: str) -> None:
        """Explain a quantity or a choice."""
        if key == self._key or not explanation.is_known(key):
            return
        if self._key:
            self._past.append(self._key)
        self._future.clear()
        self._go(key)

    def back(self) -> None:
        """Explain what was explained before."""
        if self._past:
            self._future.append(self._key)
            self._go(self._past.pop())

    def forward(self) -> None:
        """Explain again what Back left."""
        if self._future:
            self._past.append(self._key)
            self._go(self._future.pop())

    def copy(self) -> None:
        """Put the explanation on the clipboard as text."""
        QGuiApplication.clipboard().setText(self.as_text())

    def memory(self) -> dict[str, Any]:
        """What is explained, what was before, and what is unfolded."""
        return {
            "key": self._key,
            "past": tuple(self._past),
            "future": tuple(self._future),
            "unfolded": frozenset(self._unfolded),
            "all_slopes": self._all_slopes,
        }

    def recall(self, memory: Mapping[str, Any]) -> None:
        """Explain it again."""
        if memory["key"]:
            self.show_key(memory["key"])
        self._past, self._future = list(memory["past"]), list(memory["future"])
        self._unfolded, self._all_slopes = set(memory["unfolded"]), memory["all_slopes"]
        self.refresh()

    def as_text(self) -> str:
        """The explanation as plain text, down to everything typed."""
        return explanation.as_text(self.session.design, self._key)

    def unfold(self, path: Path) -> None:
        """Show or hide what stands behind a quantity in the list."""
        self._unfolded ^= {path}
        self.refresh()

    def press(self, block: Block) -> None:
        """A line was pressed."""
        match block:
            case Behind(path=path, follows="unfold"):
                self.unfold(path)
            case Behind(path=path, follows="field"):
                self.focus_requested.emit(path[-1])
            case Measured(key=key, two_sided=True):
                self.focus_requested.emit(key)
            case Measured(key=key) if key:
                self.show_key(key)
            case More():
                self._all_slopes = not self._all_slopes
                self.refresh()

    def refresh(self) -> None:
        """Say everything anew for the design as it is."""
        self._later.stop()
        design = self.session.design
        title = explanation.question(design, self._key)
        if self._title.text() != title:
            self._title.setText(title)
        self._back.setEnabled(bool(self._past))
        self._forward.setEnabled(bool(self._future))
        for button in (self._back, self._forward):
            button.setVisible(bool(self._past or self._future))
        self._copy.setVisible(bool(self._key))
        self.make.setVisible(self._key in design.plan.by_key)
        self._blocks = tuple(explanation.described(design, self._key, self._unfolded, all_slopes=self._all_slopes))
        self._list.show_blocks(self._blocks)

    def _want(self) -> None:
        self.value_wanted.emit(self._key, "")

    # going

    def _go(self, key: str) -> None:
        self._key = key
        self._unfolded.clear()
        self._all_slopes = False
        self.refresh()
        self._scroll.verticalScrollBar().setValue(0)
        self.shown.emit(key)

    def _changed(self, change: Change) -> None:
        if self._key and change.kind != "save" and not self._later.isActive():
            self._later.start()

    def _button(self, text: str, help_text: str, pressed: Callable[[], None]) -> QToolButton:
        button = BarButton(self)
        button.setText(text)
        button.setToolTip(help_text)
        button.setAccessibleName(help_text)
        button.setFont(theme.font("caption"))
        button.clicked.connect(pressed)
        return button


class _List(QWidget):
    """The blocks below each other, each with the widget that shows it."""

    def __init__(self, panel: ExplainPanel) -> None:
        super().__init__()
        self._panel = panel
        self._widgets: dict[tuple[object, ...], QWidget] = {}
        self._order: list[tuple[Block, QWidget]] = []

    def show_blocks(self, blocks: Iterable[Block]) -> None:
        """Show these blocks and no others."""
        kept: dict[tuple[object, ...], QWidget] = {}
        order: list[tuple[Block, QWidget]] = []
        for block in blocks:
            name: tuple[object, ...] = _name_of(block)
            for count in itertools.count():
                if (*name, count) not in kept:
                    name = (*name, count)
                    break
            widget = self._widgets.pop(name, None)
            new = widget is None
            if widget is None:
                widget = self._made(block)
            _give(widget, block)
            if new:
                widget.show()
            kept[name] = widget
            order.append((block, widget))
        had_focus = any(widget.hasFocus() for widget in self._widgets.values())
        for widget in self._widgets.values():
            widget.hide()
            widget.deleteLater()
        self._widgets = kept
        self._order = order
        if had_focus and order:
            self._panel.setFocus()
        for (_, before), (_, after) in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)
        self.place()

    def place(self) -> None:
        """Put every block where it belongs at the present width."""
        width = self.width()
        y = 0
        for block, widget in self._order:
            x, room = MARGIN, width - 2 * MARGIN
            match block:
                case Said(above=above):
                    y += above
                    tall = widget.heightForWidth(room)
                case Shown(depth=depth):
                    x += depth * INDENT
                    room -= depth * INDENT
                    y += GRID
                    tall = widget.heightForWidth(room)
                case _:
                    x, room = 0, width
                    assert isinstance(widget, Line)
                    tall = widget.height_for(width)
            widget.setGeometry(x, y, room, tall)
            y += tall + (GRID if isinstance(block, Shown) else 0)
        if self.minimumHeight() != y + MARGIN:
            self.setMinimumHeight(y + MARGIN)

    def sizeHint(self) -> QSize:
        return QSize(30 * GRID, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place()

    def _made(self, block: Block) -> QWidget:
        match block:
            case Said(tone=tone, size=size, bold=bold):
                label = QLabel(self)
                label.setFont(theme.font(size, bold=bold))
                label.setProperty("tone", tone)
                label.setWordWrap(True)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                return label
            case Shown():
                return FormulaView(tr("Copy"), self)
            case Behind():
                return BehindLine(self._panel, self)
            case Measured():
                return BarLine(self._panel, self)
            case More():
                return MoreLine(self._panel, self)


def _name_of(block: Block) -> tuple[object, ...]:
    match block:
        case Behind(path=path):
            return ("behind", path)
        case Measured():
            return ("bar", block.two_sided)
        case Shown(depth=depth):
            return ("formula", depth)
        case Said(tone=tone, size=size, bold=bold):
            return ("said", tone, size, bold)
    return ("more",)


def _give(widget: QWidget, block: Block) -> None:
    """Let a widget show a block; nothing happens when it already does."""
    match widget, block:
        case QLabel(), Said():
            if widget.text() != block.text:
                widget.setText(block.text)
        case FormulaView(), Shown():
            if widget.text() != block.text:
                widget.show_formula(block.layout, block.text)
        case Line(), _:
            widget.show_block(block)
