"""What a place is to the window, and the stack that shows one place at a time."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QWidget

from ui.places import PLACES

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class PlaceWidget(QWidget):
    """A place. Whatever a subclass does not say is the same in most places."""

    moved_by_hand = False
    """Whether the user moved a handle: then the sizes are remembered, and no longer follow the window's."""

    @property
    def splitters(self) -> tuple[QSplitter, ...]:
        """The splitters whose sizes are remembered, each with a name of its own."""
        return ()

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through, as the eye does."""
        return (self,)

    def pending_errors(self) -> dict[str, str]:
        """The fields whose text is not taken, with the sentence that says why."""
        return {}

    def commit(self) -> None:
        """Take what stands in a line that still has the focus, as when it is left; the focus comes back."""
        focused: QWidget | None = self.window().focusWidget()
        if isinstance(focused, QLineEdit) and self.isAncestorOf(focused):
            around = focused.parentWidget()
            focused.clearFocus()
            back = focused if focused.isVisible() else around  # the line of a table's cell is gone now
            if back is not None:
                back.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        """The place is shown now: take the focus where the work begins."""

    def reset(self) -> None:
        """Share the room out as at first."""

    def may_be_rebuilt(self) -> bool:
        """Whether all that was typed is kept, or told by `memory`; what hinders it is said."""
        return True

    def may_close(self) -> bool:
        """Whether all that was typed, apart from the design, is kept; what hinders it is said."""
        return True

    def memory(self) -> dict[str, Any]:
        """What is shown and typed here that the document does not hold."""
        return {}

    def recall(self, memory: Mapping[str, Any]) -> None:
        """Show it again, in a place that was built anew."""

    def _tame(self, splitter: QSplitter) -> None:
        """A hairline that can be moved and folds nothing away."""
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.splitterMoved.connect(self._hand_moved)

    def _hand_moved(self) -> None:
        self.moved_by_hand = True


class Places(QStackedWidget):
    """The places of one window. Each keeps its focus while another one is shown."""

    changed = Signal(str)
    """The id of the place shown now."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._built: dict[str, PlaceWidget] = {}
        self._focused: dict[str, QWidget] = {}
        self.current = ""

    def show_place(self, place_id: str) -> PlaceWidget:
        """Show a place, built if need be. Raises KeyError."""
        widget = self._built.get(place_id)
        if widget is None:
            place = {place.id: place for place in PLACES}[place_id]
            widget = self._built[place_id] = place.make(self._window)
            self.addWidget(widget)
        if place_id == self.current:
            return widget
        self._keep_focus()
        before, self.current = self.current, place_id
        self.setCurrentWidget(widget)
        if before:
            last = self._focused.get(place_id)
            if last is not None:
                last.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                widget.enter()
        self.changed.emit(place_id)
        return widget

    def may_close(self) -> bool:
        """Whether nothing would be lost; a place in which something would is shown."""
        for place_id, widget in self._built.items():
            if not widget.may_close():
                self.show_place(place_id)
                return False
        return True

    def memory(self) -> dict[str, dict[str, Any]]:
        """What each place that was built so far would lose, the one shown last."""
        shown = self.current
        order = sorted(self._built, key=lambda place_id: place_id == shown)
        return {place_id: self._built[place_id].memory() for place_id in order}

    def recall(self, memory: Mapping[str, Mapping[str, Any]]) -> None:
        """Build these places anew, with what they had; the last is shown."""
        for place_id, remembered in memory.items():
            self.show_place(place_id).recall(remembered)

    @property
    def widget_shown(self) -> PlaceWidget:
        """The place that is shown."""
        return self._built[self.current]

    @property
    def built(self) -> tuple[PlaceWidget, ...]:
        """The places shown so far."""
        return tuple(self._built.values())

    def _keep_focus(self) -> None:
        focused: QWidget | None = self._window.focusWidget()
        if focused is not None and self.current and self.widget_shown.isAncestorOf(focused):
            self._focused[self.current] = focused
            focused.destroyed.connect(lambda _=None, place=self.current: self._focused.pop(place, None))
