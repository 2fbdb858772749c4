"""The place where a source's claims are held against each other and against the design."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from ui.panels.reconcile import ReconcilePanel
from ui.places.place import PlaceWidget

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class ReconcilePlace(PlaceWidget):
    """The panel, over the whole place."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.panel = ReconcilePanel(window.session)
        self.panel.why_requested.connect(window.explain_key)
        self.panel.claims.pasted.connect(window.say_pasted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)

    def pending_errors(self) -> dict[str, str]:
        return {row.key: row.error for row in self.panel.claims.rows if row.error}

    def commit(self) -> None:
        """A claim is taken with every key; one that is half typed goes on."""

    def memory(self) -> dict[str, Any]:
        return {row.key: row.edit.text() for row in self.panel.claims.rows if row.error}

    def recall(self, memory: Mapping[str, Any]) -> None:
        for key, text in memory.items():
            self.panel.claims.row(key).type_text(text)

    def enter(self) -> None:
        """Into the first claim."""
        self.panel.claims.rows[0].edit.setFocus(Qt.FocusReason.OtherFocusReason)
