"""The place where a cell is designed: fields on the left, numbers and drawings in the middle, rules and reasons right.

The five big numbers stand at once; `fill` puts the form, the drawings and the panels in. The program paints the
numbers first, so that they are there in half the time.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from calc.inputs import GROUPS
from ui.panels.readouts import FIGURES, Readout, Readouts
from ui.places.place import PlaceWidget
from ui.preferences import Preferences
from ui.session import Session

if TYPE_CHECKING:
    from ui.fields.form import Form
    from ui.panels.drawings import DrawingsPanel
    from ui.panels.explain import ExplainPanel
    from ui.panels.goal import GoalPanel
    from ui.panels.results import ResultsPanel
    from ui.panels.rules import RulesPanel

_FIRST: Final = 1280
_FORM, _SIDE = 320, 296
"""Widths of the outer columns in a place as wide as at first; a wider one gives them a part of what it has more."""

_ROOM_FOR_RESULTS: Final = 1080
"""Width of the middle from which the results stand beside the drawings; below it they take their place."""
_RESULTS: Final = 440

_ASKED: Final = 0.72
"""Part of the right column that asking for a result takes; reasons take less."""
_REASONS: Final = 0.45


class DesignPlace(PlaceWidget):
    """Inputs, drawings and results of the open design."""

    form: "Form"
    drawings: "DrawingsPanel"
    results: "ResultsPanel"
    rules: "RulesPanel"
    explain: "ExplainPanel"

    arranged = Signal()
    """Results or drawings came or went, or the cross-section is drawn at another scale."""

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self.filled = False
        self._editable = True
        self.goal: GoalPanel | None = None
        """The panel that asks for a result, once it was opened."""
        self._came_from: QWidget | None = None
        self.readouts = Readouts(session)
        self._lay_out()
        self.readouts.key_clicked.connect(self.explain_key)
        self.readouts.value_wanted.connect(self.ask_for)

    def fill(self) -> None:
        """Put the form, the drawings and the panels in, once; their modules are loaded here."""
        if self.filled:
            return
        from ui.fields.form import Form
        from ui.panels.drawings import DrawingsPanel
        from ui.panels.explain import ExplainPanel
        from ui.panels.results import ResultsPanel
        from ui.panels.rules import RulesPanel

        self.form = Form(self._session)
        self.form.set_editable(self._editable)
        self.drawings = DrawingsPanel(self._session)
        self.results = ResultsPanel(self._session)
        self.rules = RulesPanel(self._session)
        self.explain = ExplainPanel(self._session)
        self.filled = True
        self._lay_out_panels()
        self._connect_panels()
        if self._preferences.now.unfolded is not None:
            self.form.unfold(self._preferences.now.unfolded)
        self._arrange()
        self._share_out()

    # for the window

    @property
    def results_shown(self) -> bool:
        """Whether the table of results is in sight."""
        return self.filled and not self.results.isHidden()

    @property
    def to_scale(self) -> bool:
        """Whether the cross-section is drawn to scale."""
        return self._preferences.now.scale == "to-scale"

    @property
    def splitters(self) -> tuple[QSplitter, ...]:
        """All splitters that hold something."""
        if not self.filled:
            return (self._columns,)
        return (self._columns, self._side, self._pictures, *self.drawings.splitters)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Fields, numbers, drawings, results, rules, reasons."""
        if not self.filled:
            return (self.readouts,)
        reasons = self.goal if self.goal is not None and self.asked else self.explain
        return (self.form, self.readouts, self.drawings, self.results, self.rules, reasons)

    def pending_errors(self) -> dict[str, str]:
        """The fields whose text is not taken, with the sentence that says why."""
        return self.form.pending_errors() if self.filled else {}

    def memory(self) -> dict[str, Any]:
        if not self.filled:
            return {}
        return {
            "form": self.form.memory(),
            "explained": self.explain.memory(),
            "view": self.drawings.view,
            "goal": self.goal.memory() if self.goal is not None and self.asked else None,
        }

    def recall(self, memory: Mapping[str, Any]) -> None:
        if memory:
            self.explain.recall(memory["explained"])
            self.drawings.show_view(memory["view"])
            if memory["goal"] is not None:
                self.ask_for(memory["goal"]["key"], memory["goal"]["wanted"])
                if self.goal is not None:
                    self.goal.choose(*memory["goal"]["chosen"])
            self.form.recall(memory["form"])

    def set_editable(self, editable: bool) -> None:
        """Whether the fields take anything."""
        self._editable = editable
        if self.filled:
            self.form.set_editable(editable)
        if self.goal is not None:
            self.goal.set_editable(editable)

    def commit(self) -> None:
        """Take what stands in a field that still has the focus."""
        if self.filled:
            self.form.commit()

    def focus_key(self, key: str) -> None:
        """Lead to the field of an input, choice or material."""
        self.form.focus_key(key)

    def explain_key(self, key: str) -> None:
        """Say why a quantity is what it is."""
        if self.filled:
            self.explain.show_key(key)
            self.close_goal()

    def explain_before(self) -> None:
        """Explain what was explained before."""
        self.explain.back()
        self.close_goal()

    def explain_after(self) -> None:
        """Explain again what was left for that."""
        self.explain.forward()
        self.close_goal()

    @property
    def asked(self) -> bool:
        """Whether a result is asked for now."""
        return self.goal is not None and self._reasons.currentWidget() is self.goal

    def ask_for(self, key: str, text: str = "") -> None:
        """Ask for another value of a result; `text` is what was typed of it so far. What is typed has its field."""
        if not self.filled:
            return
        if self._session.design.typed(key):
            self.form.focus_key(key)
            if text and self._editable:
                self.form.type_over(key, text)
            return
        if self.goal is None:
            from ui.panels.goal import GoalPanel

            self.goal = GoalPanel(self._session)
            self.goal.set_editable(self._editable)
            self.goal.closed.connect(self.close_goal)
            self._reasons.addWidget(self.goal)
        if not self.asked:
            self._came_from = self.window().focusWidget()
            self._reasons.setCurrentWidget(self.goal)
            self._divide_side()
        self.goal.ask(key, text)

    def ask_for_focused(self) -> None:
        """Ask for the result that has the focus, else for the one that is explained, else for the first."""
        focused = self.window().focusWidget()
        key = ""
        if isinstance(focused, Readout):
            key = focused.key
        elif self.filled and focused is self.results.table:
            key = self.results.table.key_at(self.results.table.currentIndex())
        if not key and self.filled and self.explain.key in self._session.design.plan.by_key:
            key = self.explain.key
        self.ask_for(key or FIGURES[0].key)

    def close_goal(self) -> None:
        """Show the reasons again; the focus goes back to where it was."""
        if not self.asked:
            return
        had_focus = self.goal is not None and self.goal.isAncestorOf(self.window().focusWidget())
        self._reasons.setCurrentWidget(self.explain)
        self._divide_side()
        came_from, self._came_from = self._came_from, None
        if had_focus:
            back = came_from if came_from is not None and came_from.isVisible() else self.readouts
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def lead(self, keys: tuple[str, ...]) -> None:
        """Lead to the field of the first key that has one, else explain the first."""
        design = self._session.design
        typed = [key for key in keys if design.typed(key) or key in design.plan.choices]
        if typed:
            self.form.focus_key(typed[0])
        elif keys:
            self.explain.show_key(keys[0])

    def choose_unit(self) -> None:
        """Offer the units of the field that has the focus."""
        if self.filled:
            self.form.choose_unit()

    def go_to_form(self) -> None:
        """Back to the field used last."""
        last: QWidget | None = self.form.focusWidget()
        wanted = self.form.heading(next(iter(GROUPS))) if last is None else last
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_next_rule(self) -> None:
        """Lead to the field of the next finding."""
        self.rules.next()

    def toggle_results(self) -> None:
        """Show or hide the table of results."""
        self._preferences.change(results=not self.results_shown)
        self._arrange()

    def toggle_scale(self) -> None:
        """Draw the cross-section to scale, or readable again."""
        self._preferences.change(scale="readable" if self.to_scale else "to-scale")
        self.drawings.show_scale(self._preferences.now.scale)
        self.arranged.emit()

    def next_view(self) -> None:
        """Show the stack in section, drawn apart, and as strips, in turn."""
        self.drawings.next_view()

    def reset(self) -> None:
        """Share the room out as at first."""
        self.moved_by_hand = False
        self._preferences.change(results=None)
        self._arrange()
        self._share_out()

    # Qt asks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._share_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    # inside

    def _lay_out(self) -> None:
        self._pictures = QSplitter(Qt.Orientation.Horizontal)
        self._pictures.setObjectName("pictures")
        middle = QWidget()
        middle.setAutoFillBackground(True)
        middle.setBackgroundRole(QPalette.ColorRole.Base)
        self._middle = middle
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.readouts)
        column.addWidget(_hairline())
        column.addWidget(self._pictures, 1)
        self._side = QSplitter(Qt.Orientation.Vertical)
        self._side.setObjectName("side")
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setObjectName("columns")
        for widget, stretch in ((QWidget(), 0), (middle, 1), (self._side, 0)):
            self._columns.addWidget(widget)
            self._columns.setStretchFactor(self._columns.count() - 1, stretch)
        for splitter in (self._columns, self._side, self._pictures):
            self._tame(splitter)
        self._side.setMinimumWidth(264)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._columns)

    def _lay_out_panels(self) -> None:
        held = self._columns.replaceWidget(0, self.form)
        if held is not None:
            held.deleteLater()
        self._columns.setStretchFactor(0, 0)
        self.form.setMinimumWidth(280)
        self._pictures.addWidget(self.drawings)
        self._pictures.addWidget(self.results)
        self._pictures.setStretchFactor(0, 1)
        self._pictures.setStretchFactor(1, 0)
        self._side.addWidget(self.rules)
        self._reasons = QStackedWidget()
        self._reasons.addWidget(self.explain)
        self._side.addWidget(self._reasons)
        for splitter in self.drawings.splitters:
            self._tame(splitter)
        self.drawings.show_scale(self._preferences.now.scale)

    def _connect_panels(self) -> None:
        self.rules.focus_requested.connect(self.focus_key)
        self.explain.focus_requested.connect(self.focus_key)
        self.form.why_requested.connect(self.explain_key)
        self.form.value_wanted.connect(self.ask_for)
        self.results.key_clicked.connect(self.explain_key)
        for panel in (self.results, self.explain):
            panel.value_wanted.connect(self.ask_for)
        for follows in (self.drawings.sweep.show_key, self.results.show_explained, self.readouts.show_explained):
            self.explain.shown.connect(follows)
        self.drawings.keys_clicked.connect(self.lead)
        self.drawings.scale_toggled.connect(self.toggle_scale)

    def _arrange(self) -> None:
        """Results beside the drawings where there is room, in their place where there is not."""
        if not self.filled:
            return
        room = self._middle.width() >= _ROOM_FOR_RESULTS
        wanted = self._preferences.now.results
        shown = room if wanted is None else wanted
        drawn = room or not shown
        changed = self.results.isHidden() == shown
        if changed:
            self.results.setVisible(shown)
        if self.drawings.isHidden() == drawn:
            self.drawings.setVisible(drawn)
        if changed:
            self.arranged.emit()

    def _divide_side(self) -> None:
        """Give the lower half of the right column the room that what stands there needs, until a handle is moved."""
        if not self.moved_by_hand:
            part = _ASKED if self.asked else _REASONS
            tall = self.height()
            self._side.setSizes([round((1 - part) * tall), round(part * tall)])

    def _share_out(self) -> None:
        """As kept, else in proportion to the window; again at every resize until the user moves a handle."""
        if self.moved_by_hand:
            return
        whole, tall = self.width(), self.height()
        extra = max(0, whole - _FIRST)
        form, side, results = _FORM + extra // 10, _SIDE + extra // 7, _RESULTS + extra // 10
        middle = whole - form - side - 2
        below = tall - self.readouts.height() - 1
        beside = middle - results - 1 if self.results_shown else middle
        wanted = {self._columns: (whole, tall, [form, middle, side])}
        if self.filled:
            part = _ASKED if self.asked else _REASONS
            wanted[self._side] = (side, tall, [round((1 - part) * tall), round(part * tall)])
            wanted[self._pictures] = (middle, below, [beside, results])
            wanted.update(self.drawings.proportions(beside, below))
        for splitter, (width, height, sizes) in wanted.items():
            kept = self._preferences.now.splitters.get(splitter.objectName())
            if not self.isVisible():
                splitter.resize(width, height)  # sizes are shared out within what the splitter has now
            usable = kept is not None and len(kept) == splitter.count() and all(kept)
            splitter.setSizes(list(kept) if kept is not None and usable else sizes)


def _hairline() -> QFrame:
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line
