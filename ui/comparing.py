"""What the open design is compared with, as the window offers it: pinning, and the menu of what can be pinned."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from app.services.disk import StorageError
from app.services.i18n import tr
from ui.messages import Remedy
from ui.pins import Pins
from ui.session import step_words
from ui.tips import keyless

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_VERSIONS: Final = 30
"""Earlier versions that the menu offers to pin: who wants an older one undoes first."""


class Comparing(QObject):
    """One per window. A file that cannot be read is said in the window's messages."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.pins = Pins(window.session, self)

    def pin_this(self) -> None:
        """Keep the design as it stands beside the one that is edited."""
        window = self._window
        window.commit()
        window.session.end_typing()
        self.pins.pin_this()
        window.messages.show_message(
            "information",
            tr("This version is pinned: what changes from now on is held against it."),
            Remedy(tr("Compare"), partial(window.places.show_place, "compare")),
        )

    def pin_file(self, path: Path | None = None) -> None:
        """Pin the design of a file, asked for where none is given, and show the comparison."""
        path = path or self._window.files.ask_open_path()
        if path is not None:
            self._pin(partial(self.pins.pin_file, path))

    def pin_template(self, template_id: str) -> None:
        """Pin a template and show the comparison."""
        self._pin(partial(self.pins.pin_template, template_id))

    def pin_before(self, step: int, label: str) -> None:
        """Pin an earlier version of this design and show the comparison."""
        self._pin(partial(self.pins.pin_before, step, label))

    def pin_saved(self) -> None:
        """Pin this design as its file has it and show the comparison."""
        self._pin(partial(self.pins.pin, self._window.session.saved, lambda: tr("as it was saved")))

    def _pin(self, pin: Callable[[], None]) -> None:
        try:
            pin()
        except StorageError as problem:
            self._window.messages.show_message("error", problem.message)
            return
        self._window.places.show_place("compare")

    def fill(self, menu: QMenu) -> None:
        """What the open design can be compared with: versions of its own, files, templates."""
        window, session = self._window, self._window.session
        menu.clear()
        menu.setToolTipsVisible(True)
        menu.addAction(window.actions_by_id["pin"])
        earlier = menu.addMenu(tr("As it was before"))
        history = session.history
        for at in reversed(range(max(len(history) - _VERSIONS, 0), len(history))):
            label = history[at].label
            earlier.addAction(keyless(step_words(label)), partial(self.pin_before, at, label))
        earlier.setEnabled(bool(history))
        saved = menu.addAction(tr("As it was saved"), self.pin_saved)
        saved.setEnabled(window.has_file and session.edited)
        menu.addSeparator()
        for other in window.windows.open:
            if other is not window:
                document = other.session.document
                pin = partial(self.pins.pin, document, lambda: tr("other window"))
                menu.addAction(keyless(document.name), partial(self._pin, pin))
        menu.addAction(tr("A file…"), self.pin_file)
        paths = [path for text in window.preferences.now.recent if (path := Path(text)) != session.path]
        names = Counter(path.name for path in paths)
        for path in paths:
            words = path.name if names[path.name] == 1 else f"{path.name}  ·  {path.parent.name}"
            menu.addAction(keyless(words), partial(self.pin_file, path)).setToolTip(str(path))
        offered = menu.addMenu(tr("A template"))
        offered.aboutToShow.connect(partial(self._fill_templates, offered))
        for action in (*menu.actions()[2:], earlier.menuAction()):
            action.setEnabled(action.isEnabled() and not self.pins.full)

    def _fill_templates(self, menu: QMenu) -> None:
        from app.services import templates

        if not menu.actions():
            for template_id in templates.ids():
                menu.addAction(keyless(templates.template(template_id).name), partial(self.pin_template, template_id))
