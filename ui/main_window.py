"""The window: which place is shown, what stands round it, who talks to whom. It computes nothing, holds no number."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QVBoxLayout, QWidget

from app.services import log, revisions, settings
from app.services.document import Locked
from app.services.exports import EXPORTERS
from app.services.i18n import joined, tr
from app.services.settings import Geometry
from app.services.storage import StorageError
from calc.graph import registry
from ui import actions, panes, theme
from ui.banner import Banner
from ui.exports import Exports
from ui.file_names import designs_in, holder_text
from ui.files import Files
from ui.jobs import Jobs
from ui.messages import MessageBar, Remedy
from ui.panels.top_bar import TopBar
from ui.places import PLAN_FIELD
from ui.places.design import DesignPlace
from ui.places.place import Places
from ui.preferences import Preferences
from ui.recovery import RecoveryKeeper
from ui.session import Change, Session
from ui.windows import Windows

if TYPE_CHECKING:
    from app.services.pasting import Pasted
    from ui.dialogs.find_box import FindBox
    from ui.dialogs.help import HelpDialog
    from ui.fields.form import Form
    from ui.panels.drawings import DrawingsPanel
    from ui.panels.explain import ExplainPanel
    from ui.panels.results import ResultsPanel
    from ui.panels.rules import RulesPanel
    from ui.pins import Pins

_VERSIONS: Final = 30
"""Earlier versions that the menu offers to pin: who wants an older one undoes first."""
SMALLEST: Final = (1120, 680)
FIRST: Final = (1280, 800)


class MainWindow(QMainWindow):
    """One design in one window. Without `filled` the place Design has its numbers only, until `fill`."""

    form: "Form"
    drawings: "DrawingsPanel"
    results: "ResultsPanel"
    rules: "RulesPanel"
    explain: "ExplainPanel"

    def __init__(
        self, session: Session, preferences: Preferences, windows: Windows | None = None, *, filled: bool = True
    ) -> None:
        super().__init__()
        self.session = session
        self.preferences = preferences
        self.windows = windows or Windows(preferences)
        self.windows.add(self)
        self.jobs = Jobs(self)
        self.messages = MessageBar(self)
        self.banner = Banner(self)
        self.files = Files(session, self.messages, self.jobs, preferences, self._pending_errors, self)
        self.exports = Exports(session, self.messages, self.jobs, self._pending_errors, self.files)
        self.keeper = RecoveryKeeper(session, self.jobs, self)
        self.files.keep_copy = self.keeper.keep_at_once
        self.files.elsewhere = partial(self.windows.raise_for, other_than=self)
        self.files.restore_elsewhere = self.windows.restore
        self.exports.focus_key = self.focus_key
        self._asked: tuple[object, ...] | None = None
        self._verdict = ""
        self._pins: Pins | None = None
        self._find_box: FindBox | None = None
        self._help: HelpDialog | None = None
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self._build()
        self.places.show_place("design")
        self._connect()
        self._restore_size()
        self._refresh()
        if filled:
            self.fill()

    def _build(self) -> None:
        """Make all that is seen; `rebuild` makes it anew."""
        self.places = Places(self)
        self.design = DesignPlace(self.session, self.preferences, self)
        self.readouts = self.design.readouts
        self.actions_by_id = actions.build(self)
        self.top_bar = TopBar(self.session, self.actions_by_id)
        self._lay_out()
        self.design.arranged.connect(self._refresh)
        self.places.changed.connect(self._refresh)

    def fill(self) -> None:
        """Put the form, the drawings and the panels into their place, once; their modules are loaded here."""
        self.design.fill()
        self.form, self.drawings, self.results = self.design.form, self.design.drawings, self.design.results
        self.rules, self.explain = self.design.rules, self.design.explain
        self.form.pasted.connect(self._pasted)
        self._refresh()

    # Another language

    def may_be_rebuilt(self) -> bool:
        """Whether nothing would be lost; a place in which something is open says so."""
        return all(place.may_be_rebuilt() for place in self.places.built)

    def rebuild(self) -> None:
        """Say everything in the language in force: all that is seen is made anew round the same session.

        What was typed and not taken, what is unfolded, chosen and scrolled to comes back. A dialog is left to its
        answer first.
        """
        dialog = next((found for found in self.findChildren(QDialog) if found.isVisible() and found.isModal()), None)
        if dialog is not None:
            dialog.finished.connect(lambda: QTimer.singleShot(0, self, self.rebuild))
            return
        filled = self.design.filled
        self.design.commit()
        self.session.end_typing()
        self._keep_layout()
        memory = self.places.memory()
        page = self._drop_dialogs()
        self._drop_contents()
        self._build()
        self.messages.retranslate()
        self.banner.hide()  # what it says is said anew
        if filled:
            self.fill()
        self._settle_layout()
        self.places.recall(memory)
        self._refresh()
        if page is not None:
            self.show_help(page)

    def _settle_layout(self) -> None:
        """Share the room out now: what is scrolled to needs it."""
        whole, layout = self.centralWidget(), self.layout()
        if whole is not None and layout is not None and self.isVisible():
            whole.show()
            layout.activate()

    def _drop_dialogs(self) -> str | None:
        """Close what floats over the window; gives the page of the help that was open."""
        if self._find_box is not None:
            self._find_box.hide()
            self._find_box.deleteLater()
            self._find_box = None
        if self._help is None:
            return None
        page = self._help.page_id
        self._help.destroyed.disconnect(self._help_closed)
        self._help.close()
        self._help = None
        return page

    def _drop_contents(self) -> None:
        """Take away what `_build` made; it is deleted when no job can speak to it any more."""
        self.places.changed.disconnect(self._refresh)
        for kept in (self.banner, self.messages):
            kept.setParent(self)
        old: Any = self.takeCentralWidget()
        old.hide()
        old.setParent(self)
        for action in self.actions_by_id.values():
            self.removeAction(action)
            action.deleteLater()
        if self.jobs.busy:
            self.jobs.idle.connect(old.deleteLater)
        else:
            old.deleteLater()

    @property
    def pins(self) -> "Pins":
        """What is compared with the open design; made when something is pinned first."""
        if self._pins is None:
            from ui.pins import Pins

            self._pins = Pins(self.session, self)
            self._pins.changed.connect(self._pins_changed)
        return self._pins

    # Conditions of the table of actions

    @property
    def has_file(self) -> bool:
        return self.session.path is not None

    @property
    def has_pins(self) -> bool:
        return self._pins is not None and bool(self._pins.pins)

    @property
    def may_pin(self) -> bool:
        return self._pins is None or not self._pins.full

    @property
    def has_findings(self) -> bool:
        return bool(self.session.design.findings)

    @property
    def editable(self) -> bool:
        return not self.session.locked

    @property
    def may_revise(self) -> bool:
        return not self.session.read_only and self.session.document.release is not None

    def shows_place(self, place_id: str) -> bool:
        return self.places.current == place_id

    def has_language(self, wanted: str) -> bool:
        return self.preferences.now.language == wanted

    def has_theme(self, wanted: settings.Theme) -> bool:
        return self.preferences.now.theme == wanted

    # Handlers of the table of actions

    def show_templates(self) -> None:
        self.places.show_place("start").enter()

    def save(self) -> None:
        self.design.commit()
        self.files.save()

    def import_table(self) -> None:
        self.design.commit()
        self.files.ask_and_import()

    def import_curve(self) -> None:
        self.design.commit()
        self.files.ask_and_import_curve()

    def save_as(self) -> None:
        self.design.commit()
        self.files.save_as()

    def show_in_folder(self) -> None:
        if self.session.path is not None:
            self.files.show_path(self.session.path.parent)

    def copy_numbers(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.session.document.name}\n{self.readouts.as_text()}")
        self.messages.show_message("information", tr("The main numbers are on the clipboard."))

    def copy_results(self) -> None:
        from ui import clipboard

        clipboard.copy_table(clipboard.results_table(self.session.design))
        self.messages.show_message("information", tr("All results are on the clipboard, as a table."))

    def copy_ratios(self) -> None:
        from ui import clipboard

        clipboard.copy_table(clipboard.ratios_table(self.session.design))
        self.messages.show_message("information", tr("Every N/P by name is on the clipboard, as a table."))

    def copy_rules(self) -> None:
        from ui import clipboard

        clipboard.copy_table(clipboard.findings_table(self.session.design))
        self.messages.show_message("information", tr("The rules that speak are on the clipboard, as a table."))

    def focus_key(self, key: str) -> None:
        """Lead to the field of an input, choice or material, or to one of the process plan."""
        if key.startswith(PLAN_FIELD):
            from ui.places.build import BuildPlace

            place = self.places.show_place("build")
            assert isinstance(place, BuildPlace)
            place.focus_plan(key)
            return
        self._show_design().focus_key(key)

    def explain_key(self, key: str) -> None:
        """Say why a quantity is what it is."""
        self._show_design().explain_key(key)

    def pin_this(self) -> None:
        """Keep the design as it stands beside the one that is edited."""
        self.design.commit()
        self.session.end_typing()
        self.pins.pin_this()
        self.messages.show_message(
            "information",
            tr("This version is pinned: what changes from now on is held against it."),
            Remedy(tr("Compare"), partial(self.places.show_place, "compare")),
        )

    def pin_file(self, path: Path | None = None) -> None:
        """Pin the design of a file, asked for where none is given, and show the comparison."""
        path = path or self.files.ask_open_path()
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
        self._pin(partial(self.pins.pin, self.session.saved, tr("as it was saved")))

    def _pin(self, pin: Callable[[], None]) -> None:
        try:
            pin()
        except StorageError as problem:
            self.messages.show_message("error", problem.message)
            return
        self.places.show_place("compare")

    def ask_for_result(self) -> None:
        """Ask for another value of the result that is meant."""
        self._show_design().ask_for_focused()

    def go_to_form(self) -> None:
        self._show_design().go_to_form()

    def go_to_next_rule(self) -> None:
        self._show_design().go_to_next_rule()

    def toggle_results(self) -> None:
        self._show_design().toggle_results()

    def reset_layout(self) -> None:
        self.preferences.change(splitters={})
        for place in self.places.built:
            place.reset()

    def use_theme(self, wanted: settings.Theme) -> None:
        self.preferences.change(theme=wanted)
        apply_theme(self.preferences)

    def use_language(self, wanted: str) -> None:
        self.windows.speak(wanted)

    def find_anything(self) -> None:
        if self._find_box is None:
            from ui.dialogs.find_box import FindBox

            self._find_box = FindBox(self)
        self._find_box.open()

    def show_document(self, name: str) -> None:
        """Show a document in the place where it is made."""
        build: Any = self.places.show_place("build")
        build.choose(name)

    def show_rule(self, key: str) -> None:
        """Bring a broken rule into sight."""
        self._show_design().rules.show_rule(key)

    def show_help(self, page_id: str = "") -> None:
        """Open the help, on a page of it or on that of what is explained."""
        from ui.dialogs.help import HelpDialog, page_of

        if self._help is None:
            self._help = HelpDialog(self)
            self._help.wanted.connect(self._lead)
            self._help.destroyed.connect(self._help_closed)
        if page_id or self.design.filled:
            self._help.show_page(page_id or page_of(self.explain.key))
        self._help.show()
        self._help.activateWindow()

    def next_pane(self) -> None:
        panes.go(self, 1)

    def previous_pane(self) -> None:
        panes.go(self, -1)

    def show_shortcuts(self) -> None:
        from ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self).open()

    def show_log(self) -> None:
        self.files.show_path(settings.log_folder())

    def ask_release(self) -> None:
        self.design.commit()
        pending = self._pending_errors()
        if pending:
            text = tr("Not released: an entry is not accepted. {reason}", reason=next(iter(pending.values())))
            self.messages.show_message("error", text)
            return
        from ui.dialogs.revisions import ReleaseDialog

        ReleaseDialog(self.session, self).open()

    def start_revision(self) -> None:
        self.session.revise()
        text = tr(
            "Revision {revision} begins; the released one is kept in it.", revision=self.session.document.revision
        )
        self.messages.show_message("good", text)

    def say_locked(self, locked: Locked) -> None:
        """Say why an edit of a released design was not taken, and offer the way on."""
        start = tr("Start revision {next}", next=self.session.document.revision + 1)
        self.messages.show_message("error", locked.message, Remedy(start, self.start_revision))

    def show_revisions(self) -> None:
        from ui.dialogs.revisions import RevisionsDialog

        RevisionsDialog(self.session.design, self).open()

    def show_company(self) -> None:
        from ui.dialogs.company import CompanyDialog

        CompanyDialog(self.preferences, self.session.document, self).open()

    def show_about(self) -> None:
        from ui.dialogs.about import AboutDialog

        AboutDialog(self).open()

    # What others report

    def report_bug(self) -> None:
        """Something went wrong that nobody foresaw: say so, and where the design is kept."""
        place = log.place()
        if self.session.edited and self.keeper.keep_at_once():
            text = tr("Something went wrong in the program. Your design is kept in {copy}; you can go on, but save it "
                      "under a new name.", copy=self.keeper.copy)  # fmt: skip
        else:
            text = tr("Something went wrong in the program. Your design is as it was; you can go on.")
        remedies = (Remedy(tr("Show the log"), self.show_log),) if place else ()
        self.messages.show_message("error", text, *remedies)

    # Qt asks

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_replace():
            event.ignore()
            return
        if self._help is not None:
            self._help.close()
        self._keep_layout()
        self.jobs.finish()
        self.keeper.close()
        self.files.close()
        event.accept()
        self.windows.remove(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "top_bar"):
            actions.paint(self.actions_by_id)
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if designs_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        dropped = designs_in(event.mimeData())
        if dropped:
            event.acceptProposedAction()
            # Not while the drag is still going on: opening may ask a question.
            QTimer.singleShot(0, self, lambda: self._open_all(dropped))

    # Inside

    def _lead(self, kind: str, key: str) -> None:
        """Show in the design what a page of the help speaks of."""
        self.activateWindow()
        if kind == "rule":
            self.show_rule(key)
        else:
            self._show_design().lead((key,))

    def _pasted(self, result: "Pasted") -> None:
        from app.services import pasting

        self.messages.show_message("warning" if result.refused else "information", pasting.said(result))

    def _help_closed(self) -> None:
        self._help = None

    def _open_all(self, paths: tuple[Path, ...]) -> None:
        """The first design here, each of the others in a window of its own."""
        self.files.open(paths[0])
        for path in paths[1:]:
            self.windows.open_file(path)

    def _show_design(self) -> DesignPlace:
        self.places.show_place("design")
        return self.design

    def _pending_errors(self) -> dict[str, str]:
        """The fields of every place whose text is not taken, with the sentence that says why."""
        return {key: error for place in self.places.built for key, error in place.pending_errors().items()}

    def _lay_out(self) -> None:
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.top_bar)
        rows.addWidget(self.banner)
        rows.addWidget(self.places, 1)
        rows.addWidget(self.messages)
        # No field is in danger of a stray key before one is chosen.
        whole.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCentralWidget(whole)
        whole.setFocus()
        for action in self.actions_by_id.values():
            self.addAction(action)
        for exporter in EXPORTERS.values():
            self.exports.offer(exporter, self.top_bar.export_menu)
        self.top_bar.recent_menu.aboutToShow.connect(self._fill_recent)
        self.top_bar.compare_menu.aboutToShow.connect(lambda: self.fill_compare(self.top_bar.compare_menu))

    def _connect(self) -> None:
        self.session.settled.connect(self._settled)
        self.files.moved.connect(self._refresh)
        self.preferences.changed.connect(self._refresh)
        QApplication.styleHints().colorSchemeChanged.connect(self._system_scheme_changed)

    def _settled(self, change: Change) -> None:
        if change.kind == "open":
            self.places.show_place("design")
        self._refresh()

    def _refresh(self) -> None:
        self.top_bar.show_session()
        actions.refresh(self.actions_by_id, self)
        for action_id, label, words in (
            ("undo", self.session.undo_label, tr("Undo")),
            ("redo", self.session.redo_label, tr("Redo")),
        ):
            action = self.actions_by_id[action_id]
            text = joined((words, step_words(label) if label else ""), ": ")
            if action.text() != text:
                action.setText(text)
        self.messages.show_quiet(self._where())
        self._show_locked()
        self.setWindowModified(self.session.edited)
        title = f"{self.session.document.name}[*] – Cellwright"
        if title != self.windowTitle():
            self.setWindowTitle(title)

    def _show_locked(self) -> None:
        """Say why nothing can be edited, and disable what would."""
        text, remedies = self._why_locked()
        if not text:
            self.banner.hide()
        elif text != self.banner.text:
            self.banner.show_text(text, *remedies)
        self.top_bar.name.setEnabled(not self.session.locked)
        self.design.set_editable(not self.session.locked)

    def _why_locked(self) -> tuple[str, tuple[Remedy, ...]]:
        path, holder, document = self.session.path, self.files.holder, self.session.document
        if self.session.read_only:
            if path is None or holder is None:
                return "", ()
            said = tr("Read-only: {name} is open for editing by {who}.", name=path.name, who=holder_text(holder))
            return said, (
                Remedy(tr("Try again"), lambda: self.files.open(path)),
                Remedy(tr("Open a copy"), lambda: self.files.open_copy(path)),
            )
        tampered = self._tampered()
        if document.release is None:
            return tampered, (Remedy(tr("Show the changes"), self.show_revisions),) if tampered else ()
        start = Remedy(tr("Start revision {next}", next=document.revision + 1), self.start_revision)
        if tampered:
            return tampered, (start,)
        made = document.release
        said = tr(
            "Revision {revision} was released by {author} on {date} and is locked.",
            revision=document.revision,
            author=made.author,
            date=made.date,
        )
        return said, (start,)

    def _tampered(self) -> str:
        """What was changed behind the program's back; asked once for a release, not at every keystroke."""
        document = self.session.document
        asked = (document.release, document.base, document if document.release else None)
        if self._asked is None or any(one is not other for one, other in zip(asked, self._asked, strict=True)):
            self._asked = asked
            self._verdict = revisions.tampered(document) if document.release or document.base else ""
        return self._verdict

    def _where(self) -> str:
        path, saved = self.session.path, self.session.document.saved
        if path is None:
            return tr("Not saved yet. Ctrl+S keeps it in a file.")
        return tr("{path}, saved {date}", path=path, date=saved) if saved else str(path)

    def _system_scheme_changed(self) -> None:
        apply_theme(self.preferences)

    def _fill_recent(self) -> None:
        menu = self.top_bar.recent_menu
        menu.clear()
        recent = self.preferences.now.recent
        for text in recent:
            path = Path(text)
            menu.addAction(f"{path.name}    {path.parent}", self._opening(path))
        if not recent:
            menu.addAction(tr("None yet")).setEnabled(False)

    def fill_compare(self, menu: QMenu) -> None:
        """What the open design can be compared with: versions of its own, files, templates."""
        menu.clear()
        menu.addAction(self.actions_by_id["pin"])
        earlier = menu.addMenu(tr("As it was before"))
        history = self.session.history
        for at in reversed(range(max(len(history) - _VERSIONS, 0), len(history))):
            words = step_words(history[at].label)
            earlier.addAction(_plain(words), partial(self.pin_before, at, words))
        earlier.setEnabled(bool(history))
        saved = menu.addAction(tr("As it was saved"), self.pin_saved)
        saved.setEnabled(self.has_file and self.session.edited)
        menu.addSeparator()
        for window in self.windows.open:
            if window is not self:
                document = window.session.document
                menu.addAction(
                    _plain(document.name), partial(self._pin, partial(self.pins.pin, document, tr("other window")))
                )
        menu.addAction(tr("A file…"), self.pin_file)
        for text in self.preferences.now.recent:
            path = Path(text)
            if path != self.session.path:
                menu.addAction(_plain(path.name), partial(self.pin_file, path)).setToolTip(str(path.parent))
        offered = menu.addMenu(tr("A template"))
        offered.aboutToShow.connect(partial(self._fill_templates, offered))
        for action in (*menu.actions()[2:], earlier.menuAction()):
            action.setEnabled(action.isEnabled() and self.may_pin)

    def _fill_templates(self, menu: QMenu) -> None:
        from app.services import templates

        if not menu.actions():
            for template_id in templates.ids():
                menu.addAction(_plain(templates.template(template_id).name), partial(self.pin_template, template_id))

    def _pins_changed(self) -> None:
        if not self.has_pins and self.places.current == "compare":
            self.places.show_place("design")
        self._refresh()

    def _opening(self, path: Path) -> Callable[..., None]:
        return lambda _checked=False: (self.files.open(path), None)[1]

    def _restore_size(self) -> None:
        kept = self.preferences.now
        geometry = kept.geometry
        if geometry is not None:
            area = QRect(geometry.x, geometry.y, max(geometry.width, SMALLEST[0]), max(geometry.height, SMALLEST[1]))
            if any(screen.availableGeometry().intersects(area) for screen in QGuiApplication.screens()):
                self.move(QPoint(geometry.x, geometry.y))
            self.resize(area.size())
            if geometry.maximized:
                self.setWindowState(Qt.WindowState.WindowMaximized)
        else:
            self.resize(*FIRST)
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _keep_layout(self) -> None:
        if not self.design.filled:
            return
        normal = self.normalGeometry() if self.isMaximized() else self.geometry()
        moved = [place for place in self.places.built if place.moved_by_hand]
        sizes = {splitter.objectName(): tuple(splitter.sizes()) for place in moved for splitter in place.splitters}
        self.preferences.change(
            geometry=Geometry(normal.x(), normal.y(), normal.width(), normal.height(), self.isMaximized()),
            unfolded=self.form.unfolded(),
            splitters={**self.preferences.now.splitters, **sizes},
        )


def _plain(text: str) -> str:
    """Somebody's words as a menu shows them: an ampersand is one, and no sign for a key."""
    return text.replace("&", "&&")


def apply_theme(preferences: Preferences) -> None:
    """Show the program in the colours chosen, or in the system's."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    wanted = preferences.now.theme
    theme.use(application, theme.system_scheme() if wanted == "system" else wanted)


def step_words(label: str) -> str:
    """What an undo step did, in words: the label of its key, or the words themselves."""
    declared = registry()
    if label in declared.quantities:
        return tr(declared.quantities[label].label)
    if label in declared.choices:
        return tr(declared.choices[label].label)
    if label in declared.slots:
        return tr(declared.slots[label].label)
    return {"name": tr("Name"), "notes": tr("Notes"), "reload": tr("Reload"), "currency": tr("Currency")}.get(
        label, label
    )
