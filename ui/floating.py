"""What floats over the window while one works on: the find box and the help."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ui.dialogs.find_box import FindBox
    from ui.dialogs.help import HelpDialog
    from ui.main_window import MainWindow


class Floating(QObject):
    """One per window; each is made when it is first asked for."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.find_box: FindBox | None = None
        self.help: HelpDialog | None = None

    def find_anything(self) -> None:
        """Open the find box."""
        if self.find_box is None:
            from ui.dialogs.find_box import FindBox

            self.find_box = FindBox(self._window)
        self.find_box.open()

    def show_help(self, page_id: str = "") -> None:
        """Open the help, on a page of it or on that of what is explained."""
        from ui.dialogs.help import HelpDialog, page_of

        window = self._window
        if self.help is None:
            self.help = HelpDialog(window)
            self.help.wanted.connect(self._lead)
            self.help.destroyed.connect(self._help_closed)
        if page_id or window.design.filled:
            self.help.show_page(page_id or page_of(window.explain.key))
        self.help.show()
        self.help.activateWindow()

    def drop(self) -> str | None:
        """Close everything; gives the page of the help that was open."""
        if self.find_box is not None:
            self.find_box.hide()
            self.find_box.deleteLater()
            self.find_box = None
        if self.help is None:
            return None
        page = self.help.page_id
        self.help.destroyed.disconnect(self._help_closed)
        self.help.close()
        self.help = None
        return page

    def _lead(self, kind: str, key: str) -> None:
        """Show in the design what a page of the help speaks of."""
        self._window.activateWindow()
        if kind == "rule":
            self._window.show_rule(key)
        else:
            self._window.lead((key,))

    def _help_closed(self) -> None:
        self.help = None
