"""Every key the window knows, from the table of actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.services.i18n import tr
from ui import actions, theme


class ShortcutsDialog(QDialog):
    """Two columns: what it does, and its keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6 * theme.GRID)
        grid.setVerticalSpacing(theme.GRID // 2)
        line = 0
        for menu, title in actions.MENUS.items():
            listed = [action for action in actions.ACTIONS if action.menu == menu and action.keys]
            if not listed:
                continue
            heading = QLabel(tr(title).replace("&", ""))
            heading.setFont(theme.font("caption", bold=True))
            heading.setProperty("tone", "secondary")
            grid.addWidget(heading, line, 0)
            grid.setRowMinimumHeight(line, 4 * theme.GRID if line else 0)
            grid.setAlignment(heading, Qt.AlignmentFlag.AlignBottom)
            line += 1
            for action in listed:
                grid.addWidget(QLabel(tr(action.text).removesuffix("…")), line, 0)
                grid.addWidget(QLabel(actions.keys_text(action)), line, 1)
                line += 1
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[3 * theme.GRID] * 4)
        column.setSpacing(2 * theme.GRID)
        column.addLayout(grid)
        column.addWidget(buttons)
