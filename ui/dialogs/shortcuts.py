"""Every key the window knows, from the table of actions, and those of the heads in the place Compare."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.services.i18n import tr
from ui import actions, theme

Group = tuple[str, Sequence[tuple[str, Sequence[str]]]]
"""A heading, and below it what can be done with which keys."""

_HALVES: Final = (("file", "edit"), ("view", "help"))
"""The menus in each half."""


class ShortcutsDialog(QDialog):
    """What each action does, and its keys: in two halves beside each other, so that a small screen has room for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        left, right = ([_menu(menu) for menu in menus] for menus in _HALVES)
        left.append((tr("Compare, on the head of a column"), [(tr(words), keys) for words, keys in actions.ON_HEADS]))
        halves = QHBoxLayout()
        halves.setSpacing(8 * theme.GRID)
        for half in (left, right):
            halves.addLayout(_half(half))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[3 * theme.GRID] * 4)
        column.setSpacing(2 * theme.GRID)
        column.addLayout(halves)
        column.addWidget(buttons)


def _menu(menu: str) -> Group:
    """The actions of a menu that have keys."""
    listed = (action for action in actions.ACTIONS if action.menu == menu and action.keys)
    return actions.menu_words(menu), [(tr(action.text).removesuffix("…"), action.keys) for action in listed]


def _half(groups: Iterable[Group]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(4 * theme.GRID)
    grid.setVerticalSpacing(theme.GRID // 2)
    line = 0
    for title, shown in groups:
        heading = QLabel(title)
        heading.setFont(theme.font("caption", bold=True))
        heading.setProperty("tone", "secondary")
        grid.addWidget(heading, line, 0)
        grid.setRowMinimumHeight(line, 4 * theme.GRID if line else 0)
        grid.setAlignment(heading, Qt.AlignmentFlag.AlignBottom)
        line += 1
        for words, keys in shown:
            grid.addWidget(QLabel(words), line, 0)
            grid.addWidget(QLabel(actions.keys_text(keys)), line, 1)
            line += 1
    grid.setRowStretch(line, 1)
    return grid
