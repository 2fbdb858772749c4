"""The window: which place is shown, what stands round it, who talks to whom. It computes nothing, holds no number."""

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QVBoxLayout, QWidget

from app.services import format as writing
from app.services import log, settings
from app.services.i18n import joined, tr
from app.services.settings import Geometry
from ui import actions, panes, theme
from ui.banner import Banner
from ui.exports import Exports
from ui.file_names import designs_in
from ui.files import Files
from ui.jobs import Jobs
from ui.messages import MessageBar, Remedy
from ui.panels.top_bar import TopBar
from ui.places import PLAN_FIELD
from ui.places.design import DesignPlace
from ui.places.place import Places
from ui.preferences import Preferences
from ui.recovery import RecoveryKeeper
from ui.revising import Revising
from ui.session import Change, Session, step_words
from ui.tips import keyless
from ui.windows import Windows

if TYPE_CHECKING:
    from app.services.pasting import Pasted
    from ui.comparing import Comparing
    from ui.fields.form import Form
    from ui.floating import Floating
    from ui.panels.drawings import DrawingsPanel
    from ui.panels.explain import ExplainPanel
    from ui.panels.results import ResultsPanel
    from ui.panels.rules import RulesPanel

SMALLEST: Final = (1092, 528)
"""What a screen of 1366×768 at 125 % leaves of itself, with the bar of the system and the title of the window."""
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
        self.files = Files(session, self.messages, self.jobs, preferences, self.pending_errors, self)
        self.exports = Exports(session, self.messages, self.jobs, self.pending_errors, self.files)
        self.keeper = RecoveryKeeper(session, self)
        self.files.take_typed = self.commit
        self.files.keep_copy = self.keeper.keep_at_once
        self.keeper.digest = lambda: self.files.digest
        self.keeper.failing.connect(self._say_unkept)
        self.files.elsewhere = partial(self.windows.raise_for, other_than=self)
        self.files.restore_elsewhere = self.windows.restore
        self.exports.focus_key = self.focus_key
        self.revising = Revising(self)
        self._comparing: Comparing | None = None
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
        self.form.pasted.connect(self.say_pasted)
        self.explain.shown.connect(self._refresh)
        self._offer_exports()
        self._refresh()

    # Another language

    def may_be_rebuilt(self) -> bool:
        """Whether nothing would be lost; a place in which something is open says so."""
        self.commit()
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
        self.commit()
        self.session.end_typing()
        self._keep_layout()
        memory = self.places.memory()
        page = self.floating.drop()
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
            self.floating.show_help(page)

    def _settle_layout(self) -> None:
        """Share the room out now: what is scrolled to needs it."""
        whole, layout = self.centralWidget(), self.layout()
        if whole is not None and layout is not None and self.isVisible():
            whole.show()
            layout.activate()

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

    # Parts that are made when they are first wanted

    @property
    def comparing(self) -> "Comparing":
        """What is compared with the open design; made when something is pinned first."""
        if self._comparing is None:
            from ui.comparing import Comparing

            self._comparing = Comparing(self)
            self._comparing.pins.changed.connect(self._pins_changed)
        return self._comparing

    @cached_property
    def floating(self) -> "Floating":
        """The find box and the help."""
        from ui.floating import Floating

        return Floating(self)

    # Conditions of the table of actions

    @property
    def has_file(self) -> bool:
        return self.session.path is not None

    @property
    def has_pins(self) -> bool:
        return self._comparing is not None and bool(self._comparing.pins.pins)

    @property
    def may_pin(self) -> bool:
        return self._comparing is None or not self._comparing.pins.full

    @property
    def has_findings(self) -> bool:
        return bool(self.session.design.findings)

    @property
    def may_go_back(self) -> bool:
        return self.shows_place("design") and self.design.filled and self.design.explain.has_past

    @property
    def may_go_forward(self) -> bool:
        return self.shows_place("design") and self.design.filled and self.design.explain.has_future

    @property
    def editable(self) -> bool:
        return not self.session.locked

    def shows_place(self, place_id: str) -> bool:
        return self.places.current == place_id

    def has_language(self, wanted: str) -> bool:
        return self.preferences.now.language == wanted

    def has_theme(self, wanted: settings.Theme) -> bool:
        return self.preferences.now.theme == wanted

    def pending_errors(self) -> dict[str, str]:
        """The fields of every place whose text is not taken, with the sentence that says why."""
        return {key: error for place in self.places.built for key, error in place.pending_errors().items()}

    def commit(self) -> None:
        """Take what stands in a field that still has the focus: name, notes, a line of the process plan."""
        self.top_bar.name.commit()
        self.design.commit()
        if self.places.widget_shown is not self.design:
            self.places.widget_shown.commit()

    # Handlers of the table of actions

    def show_templates(self) -> None:
        self.places.show_place("start").enter()

    def save(self) -> None:
        self.commit()
        self.files.save()

    def import_table(self) -> None:
        self.commit()
        self.files.ask_and_import()

    def import_curve(self) -> None:
        self.commit()
        self.files.ask_and_import_curve()

    def save_as(self) -> None:
        self.commit()
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

    def lead(self, keys: tuple[str, ...]) -> None:
        """Lead to the first of these keys that has a field, else say why the first is what it is."""
        self._show_design().lead(keys)

    def explain_key(self, key: str) -> None:
        """Say why a quantity is what it is."""
        self._show_design().explain_key(key)

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
        theme.follow(self.preferences.now.theme)

    def use_language(self, wanted: str) -> None:
        self.windows.speak(wanted)

    def show_document(self, name: str) -> None:
        """Show a document in the place where it is made."""
        build: Any = self.places.show_place("build")
        build.choose(name)

    def show_rule(self, key: str) -> None:
        """Bring a broken rule into sight."""
        self._show_design().rules.show_rule(key)

    def next_pane(self) -> None:
        panes.go(self, 1)

    def previous_pane(self) -> None:
        panes.go(self, -1)

    def show_shortcuts(self) -> None:
        from ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self).open()

    def show_log(self) -> None:
        self.files.show_path(settings.log_folder())

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

    def say_pasted(self, result: "Pasted") -> None:
        """Say what became of a piece of a spreadsheet."""
        from app.services import pasting

        self.messages.show_message("warning" if result.refused else "information", pasting.said(result))

    # Qt asks

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.places.may_close() or not self.files.may_replace():
            event.ignore()
            return
        self.floating.drop()
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

    def _say_unkept(self, reason: str) -> None:
        text = tr("Unsaved changes are not kept for the case of a crash. {reason}", reason=reason)
        self.messages.show_message("warning", text, Remedy(tr("Save"), self.save))

    def _open_all(self, paths: tuple[Path, ...]) -> None:
        """The first design here, each of the others in a window of its own."""
        self.files.open(paths[0])
        for path in paths[1:]:
            self.windows.open_file(path)

    def _show_design(self) -> DesignPlace:
        self.places.show_place("design")
        return self.design

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
        self.top_bar.recent_menu.aboutToShow.connect(self._fill_recent)
        self.top_bar.compare_menu.aboutToShow.connect(lambda: self.comparing.fill(self.top_bar.compare_menu))

    def _offer_exports(self) -> None:
        from app.services.exports import EXPORTERS  # which the first paint does not need

        for exporter in EXPORTERS.values():
            self.exports.offer(exporter, self.top_bar.export_menu)

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
            text = keyless(joined((words, step_words(label) if label else ""), ": "))
            if action.text() != text:
                action.setText(text)
        self.messages.show_quiet(self._where())
        self._show_locked()
        self.setWindowModified(self.session.edited)
        # Written twice, what stands for the mark of edits is the name's own.
        title = f"{self.session.document.name.replace('[*]', '[*][*]')}[*] – Cellwright"
        if title != self.windowTitle():
            self.setWindowTitle(title)

    def _show_locked(self) -> None:
        """Say why nothing can be edited, and disable what would."""
        text, remedies = self.revising.why_locked()
        if not text:
            self.banner.hide()
        elif text != self.banner.text:
            self.banner.show_text(text, *remedies)
        self.top_bar.name.setEnabled(not self.session.locked)
        self.design.set_editable(not self.session.locked)

    def _where(self) -> str:
        path, saved = self.session.path, self.session.document.saved
        if path is None:
            return tr("Not saved yet. Ctrl+S keeps it in a file.")
        return tr("{path}, saved {date}", path=path, date=writing.date(saved)) if saved else str(path)

    def _system_scheme_changed(self) -> None:
        theme.follow(self.preferences.now.theme)

    def _fill_recent(self) -> None:
        menu = self.top_bar.recent_menu
        menu.clear()
        recent = self.preferences.now.recent
        for text in recent:
            path = Path(text)
            menu.addAction(keyless(f"{path.name}    {path.parent}"), self._opening(path))
        if not recent:
            menu.addAction(tr("None yet")).setEnabled(False)

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
