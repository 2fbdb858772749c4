"""Everything the window can be told to do, in one table: menus, buttons, keys and the list of shortcuts follow from it.

To add an action, add a line to ACTIONS: its id, its words, and who does it: a method of the window, or of a part of the
window with dots between (`design.toggle_results`). `enabled` and `checked` name conditions in the same way; an action
without them is always enabled and has no tick. One with `visible` is nowhere to be seen, nor its keys heard, while
that does not hold. With an `argument`, handler and conditions are called with it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from app.services.i18n import N_, NAMES, SYSTEM, tr
from ui import theme
from ui.places import PLACES

MENUS: Final = {"file": N_("&File"), "edit": N_("&Edit"), "view": N_("&View"), "help": N_("&Help")}
_LETTER: Final = re.compile(r"\(&.\)|&")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the window can do. A new `section` draws a line above it in its menu."""

    id: str
    menu: str
    text: str
    handler: str
    keys: tuple[str, ...] = ()
    enabled: str = ""
    checked: str = ""
    icon: str = ""
    section: bool = False
    argument: str = ""
    visible: str = ""


ACTIONS: Final = (
    Action("new", "file", N_("New from template…"), "show_templates", ("Ctrl+N",)),
    Action("new_window", "file", N_("New window"), "windows.show_new", ("Ctrl+Shift+N",)),
    Action("open", "file", N_("Open…"), "files.ask_and_open", ("Ctrl+O",)),
    Action("import", "file", N_("Import from spreadsheet…"), "import_table", ("Ctrl+I",), enabled="editable"),
    Action("import_curve", "file", N_("Import half-cell curve…"), "import_curve", enabled="editable"),
    Action("save", "file", N_("Save"), "save", ("Ctrl+S",), section=True),
    Action("save_as", "file", N_("Save as…"), "save_as", ("Ctrl+Shift+S",)),
    Action("release", "file", N_("Release this revision…"), "revising.ask_release", enabled="editable", section=True),
    Action("revise", "file", N_("Start the next revision"), "revising.start", enabled="revising.may_revise"),
    Action("revisions", "file", N_("Revisions and changes…"), "revising.show"),
    Action("folder", "file", N_("Show in folder"), "show_in_folder", enabled="has_file"),
    Action("close", "file", N_("Close the window"), "close", ("Ctrl+W",), section=True),
    Action("quit", "file", N_("Quit"), "windows.quit", ("Ctrl+Q",)),
    Action("undo", "edit", N_("Undo"), "session.undo", ("Ctrl+Z",), enabled="session.undo_label", icon="undo"),
    Action("redo", "edit", N_("Redo"), "session.redo", ("Ctrl+Y", "Ctrl+Shift+Z"), enabled="session.redo_label",
           icon="redo"),
    Action("find", "edit", N_("Find anything…"), "floating.find_anything", ("Ctrl+K",), icon="search", section=True),
    Action("pin", "edit", N_("Pin this version to compare"), "comparing.pin_this", ("Ctrl+Shift+P",),
           enabled="may_pin"),
    Action("ask", "edit", N_("Ask for a result…"), "ask_for_result", ("Ctrl+G",)),
    Action("unit", "edit", N_("Unit of the field…"), "design.choose_unit", ("Ctrl+U",), enabled="editable"),
    Action("rename", "edit", N_("Rename the design"), "top_bar.name.begin", ("F2",), enabled="editable"),
    Action("copy_numbers", "edit", N_("Copy the main numbers"), "copy_numbers", ("Ctrl+Shift+C",)),
    Action("copy_results", "edit", N_("Copy all results"), "copy_results"),
    Action("copy_ratios", "edit", N_("Copy every N/P"), "copy_ratios"),
    Action("copy_rules", "edit", N_("Copy the rules that speak"), "copy_rules", enabled="has_findings"),
    Action("company", "edit", N_("Company and document numbers…"), "show_company", section=True),
    *(Action(f"place_{place.id}", "view", place.label, "places.show_place", (place.keys,), checked="shows_place",
             argument=place.id, visible=place.shown) for place in PLACES),
    Action("next_pane", "view", N_("Next pane"), "next_pane", ("F6",), section=True),
    Action("previous_pane", "view", N_("Pane before"), "previous_pane", ("Shift+F6",)),
    Action("go_form", "view", N_("Go to the fields"), "go_to_form", ("Ctrl+E",)),
    Action("go_rules", "view", N_("Go to the next rule broken"), "go_to_next_rule", ("F8",), enabled="has_findings"),
    Action("explained_before", "view", N_("Back to what was explained before"), "design.explain_before", ("Alt+Left",),
           enabled="may_go_back"),
    Action("explained_after", "view", N_("Forward to what was explained after"), "design.explain_after", ("Alt+Right",),
           enabled="may_go_forward"),
    Action("results", "view", N_("All results"), "toggle_results", ("Ctrl+R",), checked="design.results_shown",
           section=True),
    Action("scale", "view", N_("Cross-section to scale"), "design.toggle_scale", ("Ctrl+T",),
           checked="design.to_scale"),
    Action("view", "view", N_("Section, exploded stack and strips in turn"), "design.next_view", ("Ctrl+Shift+T",)),
    Action("reset", "view", N_("Share the room out as at first"), "reset_layout"),
    Action("theme_system", "view", N_("System theme"), "use_theme", checked="has_theme", section=True,
           argument="system"),
    Action("theme_light", "view", N_("Light theme"), "use_theme", checked="has_theme", argument="light"),
    Action("theme_dark", "view", N_("Dark theme"), "use_theme", checked="has_theme", argument="dark"),
    Action("language_system", "view", N_("Language of the system"), "use_language", checked="has_language",
           section=True, argument=SYSTEM),
    *(Action(f"language_{name}", "view", words, "use_language", checked="has_language", argument=name)
      for name, words in NAMES.items()),
    Action("help", "help", N_("Help on quantities, choices and rules"), "floating.show_help", ("F1",)),
    Action("shortcuts", "help", N_("Keyboard shortcuts"), "show_shortcuts", ("Ctrl+F1",)),
    Action("log", "help", N_("Show the log"), "show_log"),
    Action("about", "help", N_("About Cellwright"), "show_about", section=True),
)  # fmt: skip


ON_HEADS: Final = (
    (N_("Open its menu"), ("Return",)),
    (N_("Move it left or right"), ("Alt+Left", "Alt+Right")),
    (N_("Unpin it"), ("Del",)),
)
"""What keys do on the head of a column in the place Compare."""


def build(window: QObject) -> dict[str, QAction]:
    """The Qt actions of a window, by id, each wired to its handler."""
    built = {}
    for action in ACTIONS:
        made = QAction(tr(action.text), window)
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(keys) for keys in action.keys])
        made.setCheckable(bool(action.checked))
        made.setIconVisibleInMenu(False)  # beside every word they would say nothing
        made.triggered.connect(_called(window, action))
        built[action.id] = made
    paint(built)
    return built


def paint(built: Mapping[str, QAction]) -> None:
    """Give the icons the colours in force."""
    for action in ACTIONS:
        if action.icon:
            built[action.id].setIcon(theme.icon(action.icon))


def refresh(built: Mapping[str, QAction], window: Any) -> None:
    """Bring the enabled and ticked state up to date."""
    for action in ACTIONS:
        made = built[action.id]
        if action.visible and made.isVisible() != (visible := bool(attrgetter(action.visible)(window))):
            made.setVisible(visible)
        if action.enabled and made.isEnabled() != (enabled := holds(window, action, action.enabled)):
            made.setEnabled(enabled)
        if action.checked and made.isChecked() != (checked := holds(window, action, action.checked)):
            made.setChecked(checked)


def holds(window: Any, action: Action, condition: str) -> bool:
    """Whether one of an action's conditions holds."""
    found = attrgetter(condition)(window)
    return bool(found(action.argument) if action.argument else found)


def menu_words(menu: str) -> str:
    """The name of a menu without its letter, which stands between brackets behind a Chinese one."""
    return _LETTER.sub("", tr(MENUS[menu]))


def keys_text(keys: Iterable[str]) -> str:
    """The keys as this system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(key).toString(native) for key in keys)


def _called(window: Any, action: Action) -> Any:
    # Found when it is needed: a part of the window may not be there yet. `triggered` hands over a tick mark.
    def call(_checked: bool = False) -> None:
        handler = attrgetter(action.handler)(window)
        handler(*([action.argument] if action.argument else []))

    return call
