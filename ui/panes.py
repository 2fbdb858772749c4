"""F6: from pane to pane, as the eye does, through the place that is shown and the bars round it.

Within a pane Tab goes from control to control. A pane remembers where the focus was.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def go(window: "MainWindow", step: int) -> None:
    """Give the focus to the next pane, or with -1 to the one before."""
    panes = [pane for pane in _panes(window) if pane.isVisible() and _first(pane) is not None]
    focused: QWidget | None = window.focusWidget()
    at = next((i for i, pane in enumerate(panes) if _holds(pane, focused)), None)
    if not panes:
        return
    wanted = panes[(at + step) % len(panes)] if at is not None else panes[0 if step > 0 else -1]
    last: QWidget | None = wanted.focusWidget()
    target = last if last is not None and _takes_focus(last) and last.isVisible() else _first(wanted)
    if target is not None:
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def focus_chain(first: QWidget) -> Iterator[QWidget]:
    """A widget and those that Tab may reach after it, once round: Qt closes the chain to a ring, but need not here."""
    met: set[QWidget] = set()
    following: QWidget | None = first
    while following is not None and following not in met:
        met.add(following)
        yield following
        following = following.nextInFocusChain()


def _panes(window: "MainWindow") -> tuple[QWidget, ...]:
    return (*window.places.widget_shown.panes, window.messages, window.top_bar)


def _holds(pane: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (pane is focused or pane.isAncestorOf(focused))


def _first(pane: QWidget) -> QWidget | None:
    """What takes the focus first in a pane, in the order of Tab."""
    if _takes_focus(pane):
        return pane
    inside = (widget for widget in focus_chain(pane) if pane.isAncestorOf(widget))
    return next((widget for widget in inside if _takes_focus(widget) and widget.isVisible()), None)


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
