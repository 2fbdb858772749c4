"""Ask for a result: type what it shall be, choose what may change, see what follows, apply it as one step.

Every input that moves the result is listed with what would have to be typed there, or how far it goes; the search is
`app.services.seeking`. A few inputs are looked at in each turn of the event loop, so that typing never waits.
"""

import math
from functools import partial
from time import perf_counter
from typing import Any, Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.services import format as writing
from app.services import seeking
from app.services.expressions.refusals import EntryError
from app.services.i18n import N_, tr
from app.services.seeking import Goal, Way
from calc.units import ONE
from ui import theme
from ui.bar_button import BarButton
from ui.panels.explanation import label_in_context
from ui.panels.goal_lines import BOX_ROOM, OfferLine, Offers, Outcome, offered
from ui.session import Change, Session, StepWords
from ui.theme import GRID

_MARGIN: Final = 2 * GRID
_UPDATE: Final = 16
"""Milliseconds after an edit until the search begins: the main numbers are painted first."""
_AT_A_TIME: Final = 0.02
"""Seconds for which inputs are looked at between other events; one always is."""


class GoalPanel(QWidget):
    """One result at a time. It looks at nothing while it is hidden."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.key = ""
        self.goal: Goal | None = None
        """What was found for the inputs chosen; None while nothing is asked or chosen."""
        self._editable = True
        self._at = 0
        self._goals: dict[str, Goal | str] = {}
        self._pending: list[str] = []
        self._together: tuple[str, ...] = ()
        """The inputs whose lines say what they are together."""
        self._lay_out()
        self._later = _timer(self, _UPDATE, self._begin)
        self._next = _timer(self, 0, self._look_at_some)
        session.settled.connect(self._changed)

    # for the window

    def ask(self, key: str, text: str = "") -> None:
        """Ask for a result; `text` is what was typed of the target so far."""
        if key != self.key:
            self.key = key
            self.offers.show(())
            self.list.scrollToTop()
        self.edit.setText(text)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if not text:
            self.edit.selectAll()
        self._begin()

    def set_editable(self, editable: bool) -> None:
        """Whether anything can be applied."""
        self._editable = editable
        self._show_answer()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The inputs that may change."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return tuple(self.offers.offers[row].key for row in rows)

    @property
    def way(self) -> Way | None:
        """The way that would be applied."""
        return self.goal.ways[self._at % len(self.goal.ways)] if self.goal is not None else None

    @property
    def looked_at_all(self) -> bool:
        """Whether every input has been looked at."""
        return not self._pending and not self._later.isActive()

    def choose(self, *keys: str) -> None:
        """Let these inputs change."""
        model = self.list.selectionModel()
        model.clearSelection()
        for row, offer in enumerate(self.offers.offers):
            if offer.key in keys:
                index = self.offers.index(row, 0)
                model.select(index, QItemSelectionModel.SelectionFlag.Select)
                self.list.scrollTo(index)

    def memory(self) -> dict[str, Any]:
        """What is asked for, as it was typed, and what may change for it."""
        return {"key": self.key, "wanted": self.edit.text(), "chosen": self.chosen}

    def apply(self) -> None:
        """Type the way that is shown, as one undo step."""
        if self._later.isActive():
            self._begin()
        way, goal = self.way, self.goal
        if way is None or goal is None or not self.apply_button.isEnabled():
            return
        quantity = self.session.design.quantity(goal.key)
        wanted = seeking.value_text(way.design, goal, float(way.design.values[goal.key]))
        label = StepWords(N_("{result} made {value}"), result=partial(tr, quantity.label), value=wanted)
        if self.apply_button.hasFocus():  # it is about to be disabled
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.session.end_typing()
        self.session.apply(label, lambda document: seeking.applied(document, way))

    def close_panel(self) -> None:
        """Nothing is asked for any more."""
        self._pending.clear()
        self.closed.emit()

    # Qt asks

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.key:
            self._later.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._later.stop()
        self._next.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list.viewport() and isinstance(event, QMouseEvent):
            return self._pressed_box(event)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.edit and (enter or event.key() == Qt.Key.Key_Down):
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.chosen and self.offers.offers:
                self.list.setCurrentIndex(self.offers.index(0, 0))
            return True
        if watched is self.list and enter:
            self.apply()
            return True
        if watched is self.list and event.key() == Qt.Key.Key_Space:
            self.list.selectionModel().select(self.list.currentIndex(), QItemSelectionModel.SelectionFlag.Toggle)
            return True
        return super().eventFilter(watched, event)

    def _pressed_box(self, event: QMouseEvent) -> bool:
        """A press on a box ticks it beside the others; one on the words beside it, that input alone."""
        index = self.list.indexAt(event.position().toPoint())
        on_box = index.isValid() and event.position().x() < BOX_ROOM
        presses = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if not on_box or event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.type() in presses:
            self.list.setFocus(Qt.FocusReason.MouseFocusReason)
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Toggle)
        return True

    # looking

    def _changed(self, change: Change) -> None:
        if change.kind != "save" and self.key and self.isVisible():
            self._pending.clear()  # what was found is no longer so
            self._next.stop()
            self._later.start()

    def _typed(self) -> None:
        self._at = 0
        self._begin()

    def _begin(self) -> None:
        """Look at every input anew; what is listed stays until there is something new to say."""
        self._later.stop()
        design = self.session.design
        self._goals.clear()
        self._pending = []
        there = bool(self.key) and self.key in design.plan.by_key
        unit = design.shown_unit(self.key) if self.key else ONE
        label = label_in_context(self.key) if self.key else ""
        self._title.setText(tr("{result} shall be", result=label))
        self.edit.setAccessibleName(tr("Target for {result}", result=label))
        self.edit.setEnabled(there)
        self._unit.setText("" if unit.symbol == ONE.symbol else design.unit_symbol(unit))
        self._now.setText(tr("now {value}", value=design.text(self.key)) if there else "")
        if not there:
            self.offers.show(())
            self._show_error(tr("This kind of cell has no such result."))
            self._show_answer()
            return
        along = seeking.strongest_first(design, self.key)
        keys = [declared.key for declared in along]
        if keys != [offer.key for offer in self.offers.offers]:
            kept = self.chosen
            self.offers.show(offered(design, declared.key) for declared in along)
            self.choose(*kept)
        problem = ""
        if not keys:
            problem = tr("Nothing that is typed moves this result.")
        elif not self._asked() and not math.isfinite(design.values[self.key]):
            problem = seeking.without_value(self.key)
        else:
            try:
                seeking.target(design, self.key, self._wanted(), design.shown_unit(self.key))
            except EntryError as refused:
                problem = refused.message
        self._show_error(problem)
        if not problem:
            self._pending = keys
            self._next.start()
        self._show_answer()

    def _wanted(self) -> str:
        """The target as typed, else what the result is now: then the list says how far each input goes."""
        design = self.session.design
        return self.edit.text().strip() or writing.full(design.values[self.key], design.shown_unit(self.key))

    def _asked(self) -> bool:
        return bool(self.edit.text().strip())

    def _look_at_some(self) -> None:
        begun = perf_counter()
        while self._pending:
            self._say(self._pending.pop(0))
            if perf_counter() - begun > _AT_A_TIME:
                break
        if self._pending:
            self._next.start()

    def _say(self, key: str) -> None:
        """What an input would have to be: with the others that are chosen, else alone."""
        together = self.goal is not None and len(self.chosen) > 1 and key in self.chosen
        found = self.goal if together and self.goal is not None else self._solo(key)
        self.offers.say(offered(self.session.design, key, found, asked=self._asked()))

    def _solo(self, key: str) -> Goal | str:
        """What one input alone can do; a sentence where it can do nothing."""
        found = self._goals.get(key)
        if found is None:
            try:
                found = self._sought(key)
            except EntryError as refused:
                found = refused.message
            self._goals[key] = found
        return found

    def _sought(self, *along: str) -> Goal:
        """What changing these inputs can do. Raises EntryError."""
        design = self.session.design
        return seeking.sought(design, self.key, self._wanted(), along, design.shown_unit(self.key))

    # answering

    def _show_answer(self) -> None:
        """Say what follows from the inputs chosen; nothing while the search is about to begin anew, or out of sight:
        the design may be another one by now, which has no such result.
        """
        if self._later.isActive() or not self.isVisible():
            return
        self.goal = None
        problem = ""
        if not self._error.text() and self.chosen:
            found: Goal | str
            if len(self.chosen) == 1:
                found = self._solo(self.chosen[0])
            else:
                try:
                    found = self._sought(*self.chosen)
                except EntryError as refused:
                    found = refused.message
            if isinstance(found, str):
                problem = found
            else:
                self.goal = found
        goal, way = self.goal, self.way
        design = self.session.design
        much = goal is not None and self._asked()
        self._column.setStretchFactor(self.list, 3 if much else 5)
        self._column.setStretchFactor(self.outcome, 4 if much else 2)
        if goal is None or way is None:
            self.outcome.show_hint(problem)
        elif not self._asked():
            self.outcome.show_range(design, goal, len(self.chosen))
        elif goal.met_by(float(design.values[self.key])):
            self.outcome.show_met(design, goal)
        else:
            self.outcome.show_way(design, goal, way, len(self.chosen))
        for key in {*self.chosen, *self._together} & {offer.key for offer in self.offers.offers}:
            if key not in self._pending:
                self._say(key)
        self._together = self.chosen if len(self.chosen) > 1 else ()
        offers = goal is not None and self._asked()
        several = offers and goal is not None and len(goal.ways) > 1
        self.other.setVisible(several)
        if goal is not None and several:
            at = self._at % len(goal.ways) + 1
            self.other.setText(tr("Way {at} of {count}: another", at=at, count=len(goal.ways)))
        changes = way is not None and way.design.document != design.document
        self.apply_button.setEnabled(bool(offers and changes and self._editable))
        exact = way is None or way.exact
        self.apply_button.setText(tr("Apply") if exact else tr("Apply the nearest"))

    def _other_way(self) -> None:
        self._at += 1
        self._show_answer()

    def _chosen_changed(self) -> None:
        self._at = 0
        self._show_answer()

    def _show_error(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.edit.setAccessibleDescription(sentence)

    # looks

    def _lay_out(self) -> None:
        self._title = _label("heading", bold=True)
        self._title.setWordWrap(True)
        close = BarButton()
        close.setText(tr("Close"))
        close.setToolTip(tr("Close this panel (Esc)"))
        close.setFont(theme.font("caption"))
        close.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN, GRID, GRID, GRID // 2)
        head.addWidget(self._title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.edit = QLineEdit()
        self.edit.setMaxLength(200)
        self.edit.setFixedWidth(11 * GRID)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit.textEdited.connect(lambda _: self._typed())
        self.edit.installEventFilter(self)
        self._unit = _label("body", tone="secondary")
        self._now = _label("caption", tone="secondary")
        target = QHBoxLayout()
        target.setContentsMargins(_MARGIN, 0, _MARGIN, GRID // 2)
        target.setSpacing(GRID // 2)
        for widget in (self.edit, self._unit):
            target.addWidget(widget)
        target.addStretch(1)
        target.addWidget(self._now)
        self._error = _label("caption", tone="error")
        self._error.setWordWrap(True)
        self._error.setContentsMargins(_MARGIN, 0, _MARGIN, GRID // 2)
        self._error.hide()
        by = _label("caption", bold=True)
        by.setText(tr("by changing"))
        by.setContentsMargins(_MARGIN, GRID // 2, _MARGIN, GRID // 2)
        self.offers = Offers(self)
        self.list = QListView()
        self.list.setModel(self.offers)
        self.list.setItemDelegate(OfferLine(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setAccessibleName(tr("What may change"))
        self.list.setMinimumHeight(13 * GRID)
        self.list.setMouseTracking(True)
        self.list.selectionModel().selectionChanged.connect(self._chosen_changed)
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)
        self.outcome = Outcome()
        self.other = QPushButton()
        self.other.clicked.connect(self._other_way)
        self.other.hide()
        self.apply_button = QPushButton(tr("Apply"))
        self.apply_button.setDefault(True)
        self.apply_button.clicked.connect(self.apply)
        foot = QHBoxLayout()
        foot.setContentsMargins(_MARGIN, GRID // 2, _MARGIN, GRID)
        foot.addWidget(self.other)
        foot.addStretch(1)
        foot.addWidget(self.apply_button)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(target)
        column.addWidget(self._error)
        column.addWidget(by)
        column.addWidget(self.list, 3)
        column.addWidget(self.outcome, 4)
        column.addLayout(foot)
        for before, after in ((self.edit, self.list), (self.list, self.other), (self.other, self.apply_button)):
            QWidget.setTabOrder(before, after)
        QWidget.setTabOrder(self.apply_button, close)


def _label(size: theme.Size, *, bold: bool = False, tone: str = "text") -> QLabel:
    made = QLabel()
    made.setFont(theme.font(size, bold=bold))
    made.setProperty("tone", tone)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def _timer(parent: QWidget, milliseconds: int, call: object) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(call)
    return made
