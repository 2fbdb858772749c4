"""The settings in force, kept on disk whenever they change."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from app.services import settings
from app.services.settings import Settings


class Preferences(QObject):
    """One per program."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now: Settings = settings.load()

    def change(self, **changes: Any) -> None:
        """Change some settings and write them down."""
        self.take(self.now.replace(**changes))

    def take(self, wanted: Settings) -> None:
        """Put these settings in force and write them down."""
        if wanted != self.now:
            self.now = wanted
            settings.save(wanted)
            self.changed.emit()
