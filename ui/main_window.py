"""The window: what stands where, and who talks to whom. It computes nothing and holds no number."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QSplitter, QVBoxLayout, QWidget

from app.services import log, settings
from app.services.exports import EXPORTERS, Exporter, Format
from app.services.i18n import tr
from app.services.settings import Geometry
from app.services.storage import SUFFIX
from calc.graph import registry
from calc.inputs import GROUPS
from ui import actions, theme
from ui.files import Files
from ui.jobs import Jobs
from ui.messages import MessageBar, Remedy
from ui.panels.readouts import Readouts
from ui.panels.top_bar import TopBar
from ui.preferences import Preferences
from ui.recovery import RecoveryKeeper
from ui.session import Change, Session

if TYPE_CHECKING:
    from ui.fields.form import Form
    from ui.panels.drawings import DrawingsPanel
    from ui.panels.explain import ExplainPanel
    from ui.panels.results import ResultsPanel
    from ui.panels.rules import RulesPanel

SMALLEST: Final = (1120, 680)
FIRST: Final = (1280, 800)

_FORM, _SIDE = 320, 296
"""Widths of the outer columns at 1280; a wider window gives them a part of what it has more."""

_ROOM_FOR_RESULTS: Final = 1080
"""Width of the middle from which the results stand beside the drawings; below it they take their place."""
_RESULTS: Final = 440


class MainWindow(QMainWindow):
    """One design in one window.

    The frame with the design's name and its five numbers stands at once; `fill` puts the form, the drawings and the
    panels into it. The program paints the frame first, so that the numbers are there in half the time.
    """

    form: "Form"
    drawings: "DrawingsPanel"
    results: "ResultsPanel"
    rules: "RulesPanel"
    explain: "ExplainPanel"

    def __init__(self, session: Session, preferences: Preferences, *, filled: bool = True) -> None:
        super().__init__()
        self.session = session
        self.preferences = preferences
        self.jobs = Jobs(self)
        self.messages = MessageBar(self)
        self.readouts = Readouts(session)
        self.files = Files(session, self.messages, self.jobs, preferences, self._pending_errors, self)
        self.keeper = RecoveryKeeper(session, self.jobs, self)
        self.files.keep_copy = self.keeper.keep_at_once
        self.files.focus_key = self.focus_key
        self._filled = False
        self.actions_by_id = actions.build(self)
        self.top_bar = TopBar(session, self.actions_by_id)
        self._moved_by_hand = False
        self._lay_out()
        self._connect()
        self._restore_size()
        self._place_splitters()
        self._refresh()
        if filled:
            self.fill()

    def fill(self) -> None:
        """Put the form, the drawings and the panels into the frame, once; their modules are loaded here."""
        if self._filled:
            return
        from ui.fields.form import Form
        from ui.panels.drawings import DrawingsPanel
        from ui.panels.explain import ExplainPanel
        from ui.panels.results import ResultsPanel
        from ui.panels.rules import RulesPanel

        self.form = Form(self.session)
        self.drawings = DrawingsPanel(self.session)
        self.results = ResultsPanel(self.session)
        self.rules = RulesPanel(self.session)
        self.explain = ExplainPanel(self.session)
        self._filled = True
        self._lay_out_panels()
        self._connect_panels()
        if self.preferences.now.unfolded is not None:
            self.form.unfold(self.preferences.now.unfolded)
        self._arrange()
        self._place_splitters()
        self._refresh()

    def _pending_errors(self) -> dict[str, str]:
        return self.form.pending_errors() if self._filled else {}

    # Conditions of the table of actions

    @property
    def can_undo(self) -> bool:
        return bool(self.session.undo_label)

    @property
    def can_redo(self) -> bool:
        return bool(self.session.redo_label)

    @property
    def has_file(self) -> bool:
        return self.session.path is not None

    @property
    def has_findings(self) -> bool:
        return bool(self.session.design.findings)

    @property
    def results_shown(self) -> bool:
        return self._filled and not self.results.isHidden()

    @property
    def to_scale(self) -> bool:
        return self.preferences.now.scale == "to-scale"

    @property
    def theme_is_system(self) -> bool:
        return self.preferences.now.theme == "system"

    @property
    def theme_is_light(self) -> bool:
        return self.preferences.now.theme == "light"

    @property
    def theme_is_dark(self) -> bool:
        return self.preferences.now.theme == "dark"

    # Handlers of the table of actions

    def new_from_template(self) -> None:
        from ui.dialogs.new_design import NewDesignDialog

        dialog = NewDesignDialog(self)
        dialog.chosen.connect(self.files.new)
        dialog.open()

    def open_file(self) -> None:
        self.files.ask_and_open()

    def save(self) -> None:
        self.form.commit()
        self.files.save()

    def save_as(self) -> None:
        self.form.commit()
        self.files.save_as()

    def show_in_folder(self) -> None:
        if self.session.path is not None:
            self.files.show_path(self.session.path.parent)

    def quit(self) -> None:
        self.close()

    def undo(self) -> None:
        self.session.undo()

    def redo(self) -> None:
        self.session.redo()

    def rename(self) -> None:
        self.top_bar.name.begin()

    def copy_numbers(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.session.document.name}\n{self.readouts.as_text()}")
        self.messages.show_message("information", tr("The main numbers are on the clipboard."))

    def go_to_form(self) -> None:
        last: QWidget | None = self.form.focusWidget()
        wanted = self.form.heading(next(iter(GROUPS))) if last is None else last
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_next_rule(self) -> None:
        self.rules.next()

    def toggle_results(self) -> None:
        self.preferences.change(results=not self.results_shown)
        self._arrange()
        self._refresh()

    def toggle_scale(self) -> None:
        self.preferences.change(scale="readable" if self.to_scale else "to-scale")
        self.drawings.show_scale(self.preferences.now.scale)
        self._refresh()

    def use_system_theme(self) -> None:
        self._use_theme("system")

    def use_light_theme(self) -> None:
        self._use_theme("light")

    def use_dark_theme(self) -> None:
        self._use_theme("dark")

    def show_shortcuts(self) -> None:
        from ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self).open()

    def show_log(self) -> None:
        self.files.show_path(settings.log_folder())

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

    def focus_key(self, key: str) -> None:
        """Lead to the field of an input or choice."""
        self.form.focus_key(key)

    # Qt asks

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_replace():
            event.ignore()
            return
        self._keep_layout()
        self.jobs.finish()
        self.keeper.close()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._place_splitters()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "top_bar"):
            actions.paint(self.actions_by_id)
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            # Not while the drag is still going on: opening may ask a question.
            QTimer.singleShot(0, self, lambda: self.files.open(path))

    # Inside

    def _lay_out(self) -> None:
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self._pictures = QSplitter(Qt.Orientation.Horizontal)
        self._pictures.setObjectName("pictures")
        middle = QWidget()
        middle.setAutoFillBackground(True)
        middle.setBackgroundRole(QPalette.ColorRole.Base)
        self._middle = middle
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.readouts)
        column.addWidget(_hairline())
        column.addWidget(self._pictures, 1)
        self._side = QSplitter(Qt.Orientation.Vertical)
        self._side.setObjectName("side")
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setObjectName("columns")
        for widget, stretch in ((QWidget(), 0), (middle, 1), (self._side, 0)):
            self._columns.addWidget(widget)
            self._columns.setStretchFactor(self._columns.count() - 1, stretch)
        for splitter in (self._columns, self._side, self._pictures):
            self._tame(splitter)
        self._side.setMinimumWidth(264)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.top_bar)
        rows.addWidget(self._columns, 1)
        rows.addWidget(self.messages)
        # No field is in danger of a stray key before one is chosen.
        whole.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCentralWidget(whole)
        whole.setFocus()
        for action in self.actions_by_id.values():
            self.addAction(action)
        for exporter in EXPORTERS.values():
            self._offer(exporter)
        self.top_bar.recent_menu.aboutToShow.connect(self._fill_recent)

    def _lay_out_panels(self) -> None:
        held = self._columns.replaceWidget(0, self.form)
        if held is not None:
            held.deleteLater()
        self._columns.setStretchFactor(0, 0)
        self.form.setMinimumWidth(280)
        self._pictures.addWidget(self.drawings)
        self._pictures.addWidget(self.results)
        self._pictures.setStretchFactor(0, 1)
        self._pictures.setStretchFactor(1, 0)
        self._side.addWidget(self.rules)
        self._side.addWidget(self.explain)
        for splitter in self.drawings.splitters:
            self._tame(splitter)
        self.drawings.show_scale(self.preferences.now.scale)

    def _tame(self, splitter: QSplitter) -> None:
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.splitterMoved.connect(self._hand_moved)

    @property
    def _splitters(self) -> tuple[QSplitter, ...]:
        """All splitters that hold something."""
        if not self._filled:
            return (self._columns,)
        return (self._columns, self._side, self._pictures, *self.drawings.splitters)

    def _connect(self) -> None:
        self.session.changed.connect(self._changed)
        self.files.moved.connect(self._refresh)
        self.readouts.key_clicked.connect(self._explain)
        self.preferences.changed.connect(self._refresh)
        hints = QApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_scheme_changed)

    def _connect_panels(self) -> None:
        self.rules.focus_requested.connect(self.focus_key)
        self.explain.focus_requested.connect(self.focus_key)
        self.form.why_requested.connect(self._explain)
        self.results.key_clicked.connect(self._explain)
        self.explain.shown.connect(self.drawings.sweep.show_key)
        self.drawings.keys_clicked.connect(self._lead)
        self.drawings.scale_toggled.connect(self.toggle_scale)

    def _changed(self, change: Change) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self.top_bar.show_session()
        actions.refresh(self.actions_by_id, self)
        for action_id, label, words in (
            ("undo", self.session.undo_label, tr("Undo")),
            ("redo", self.session.redo_label, tr("Redo")),
        ):
            action = self.actions_by_id[action_id]
            text = f"{words}: {step_words(label)}" if label else words
            if action.text() != text:
                action.setText(text)
        self.messages.show_quiet(self._where())
        self.setWindowModified(self.session.edited)
        title = f"{self.session.document.name}[*] – Cellwright"
        if title != self.windowTitle():
            self.setWindowTitle(title)

    def _where(self) -> str:
        path, saved = self.session.path, self.session.document.saved
        if path is None:
            return tr("Not saved yet. Ctrl+S keeps it in a file.")
        return tr("{path}, saved {date}", path=path, date=saved) if saved else str(path)

    def _explain(self, key: str) -> None:
        if self._filled:
            self.explain.show_key(key)

    def _lead(self, keys: tuple[str, ...]) -> None:
        plan = self.session.design.plan
        typed = [key for key in keys if self.session.design.typed(key) or key in plan.choices]
        if typed:
            self.form.focus_key(typed[0])
        elif keys:
            self.explain.show_key(keys[0])

    def _use_theme(self, wanted: settings.Theme) -> None:
        self.preferences.change(theme=wanted)
        apply_theme(self.preferences)
        self._refresh()

    def _system_scheme_changed(self) -> None:
        apply_theme(self.preferences)

    def _arrange(self) -> None:
        """Results beside the drawings where there is room, in their place where there is not."""
        if not self._filled:
            return
        room = self._middle.width() >= _ROOM_FOR_RESULTS
        wanted = self.preferences.now.results
        shown = room if wanted is None else wanted
        if self.results.isHidden() == shown:
            self.results.setVisible(shown)
            if hasattr(self, "actions_by_id"):
                actions.refresh(self.actions_by_id, self)
        drawn = room or not shown
        if self.drawings.isHidden() == drawn:
            self.drawings.setVisible(drawn)

    def _fill_recent(self) -> None:
        menu = self.top_bar.recent_menu
        menu.clear()
        recent = self.preferences.now.recent
        for text in recent:
            path = Path(text)
            menu.addAction(f"{path.name}    {path.parent}", self._opening(path))
        if not recent:
            menu.addAction(tr("None yet")).setEnabled(False)

    def _opening(self, path: Path) -> Callable[..., None]:
        return lambda _checked=False: (self.files.open(path), None)[1]

    def _offer(self, exporter: Exporter) -> None:
        """A line in the menu of exports; of several formats each has one, in a menu of its own."""
        menu, label = self.top_bar.export_menu, tr(exporter.label)
        if len(exporter.formats) == 1:
            kind = tr(exporter.formats[0].label)
            menu.addAction(tr("{label}, {kind}…", label=label, kind=kind), self._exporting(exporter))
            return
        formats = menu.addMenu(label)
        for written in exporter.formats:
            words = tr("{kind}…", kind=tr(written.label))
            formats.addAction(words, self._exporting(exporter, written))

    def _exporting(self, exporter: Exporter, written: Format | None = None) -> Callable[..., None]:
        return lambda _checked=False: self.files.export(exporter, written)

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

    def _place_splitters(self) -> None:
        """As kept, else in proportion to the window; again at every resize until the user moves a handle."""
        if self._moved_by_hand:
            return
        extra = max(0, self.width() - FIRST[0])
        form, side, results = _FORM + extra // 10, _SIDE + extra // 7, _RESULTS + extra // 10
        whole, tall = self.width(), self.height() - self.top_bar.height() - self.messages.height()
        middle = whole - form - side - 2
        below = tall - self.readouts.height() - 1
        beside = middle - results - 1 if self.results_shown else middle
        wanted = {self._columns: (whole, tall, [form, middle, side])}
        if self._filled:
            wanted[self._side] = (side, tall, [round(0.55 * tall), round(0.45 * tall)])
            wanted[self._pictures] = (middle, below, [beside, results])
            wanted.update(self.drawings.proportions(beside, below))
        for splitter, (width, height, sizes) in wanted.items():
            kept = self.preferences.now.splitters.get(splitter.objectName())
            if not self.isVisible():
                splitter.resize(width, height)  # sizes are shared out within what the splitter has now
            usable = kept is not None and len(kept) == splitter.count() and all(kept)
            splitter.setSizes(list(kept) if kept is not None and usable else sizes)

    def _hand_moved(self) -> None:
        self._moved_by_hand = True

    def _keep_layout(self) -> None:
        if not self._filled:
            return
        normal = self.normalGeometry() if self.isMaximized() else self.geometry()
        self.preferences.change(
            geometry=Geometry(normal.x(), normal.y(), normal.width(), normal.height(), self.isMaximized()),
            unfolded=self.form.unfolded(),
            splitters={splitter.objectName(): tuple(splitter.sizes()) for splitter in self._splitters},
        )


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
    return {"name": tr("Name"), "notes": tr("Notes")}.get(label, label)


def _dropped(event: QDropEvent) -> Path | None:
    """The one design file that is dragged."""
    urls = event.mimeData().urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        path = Path(urls[0].toLocalFile())
        if path.suffix.lower() in (SUFFIX, ".json"):
            return path
    return None


def _hairline() -> QFrame:
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line
