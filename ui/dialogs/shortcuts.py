"""Every key the window knows, from the table of actions."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.services.i18n import tr
from ui import actions, theme

_HALVES: Final = (("file", "edit"), ("view", "help"))
"""The menus in each half."""


class ShortcutsDialog(QDialog):
    """What each action does, and its keys: in two halves beside each other, so that a small screen has room for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        listed = {menu: [action for action in actions.ACTIONS if action.menu == menu and action.keys]
                  for menu in actions.MENUS}  # fmt: skip
        halves = QHBoxLayout()
        halves.setSpacing(8 * theme.GRID)
        for menus in _HALVES:
            halves.addLayout(_half({menu: listed[menu] for menu in menus}))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[3 * theme.GRID] * 4)
        column.setSpacing(2 * theme.GRID)
        column.addLayout(halves)
        column.addWidget(buttons)


def _half(listed: Mapping[str, Sequence[actions.Action]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(4 * theme.GRID)
    grid.setVerticalSpacing(theme.GRID // 2)
    line = 0
    for menu, shown in listed.items():
        heading = QLabel(actions.menu_words(menu))
        heading.setFont(theme.font("caption", bold=True))
        heading.setProperty("tone", "secondary")
        grid.addWidget(heading, line, 0)
        grid.setRowMinimumHeight(line, 4 * theme.GRID if line else 0)
        grid.setAlignment(heading, Qt.AlignmentFlag.AlignBottom)
        line += 1
        for action in shown:
            grid.addWidget(QLabel(tr(action.text).removesuffix("…")), line, 0)
            grid.addWidget(QLabel(actions.keys_text(action)), line, 1)
            line += 1
    grid.setRowStretch(line, 1)
    return grid
