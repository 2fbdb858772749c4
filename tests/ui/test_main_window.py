"""The window as people use it: keys, clicks, files, and what it says when something fails."""

import os
import stat
import sys
import threading
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from app.services import edits, log, recovery, storage, templates
from app.services.disk import StorageError
from app.services.exports import EXPORTERS, Exporter, Progress
from app.services.exports.exporter import PDF, SVG, Format
from tests.ui.conftest import LayoutHeld, Opened
from ui import actions, application
from ui.actions import ACTIONS
from ui.files import Answer
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.recovery import DELAY

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def field(window: MainWindow, key: str) -> QLineEdit:
    """The field of an input, with the focus."""
    window.focus_key(key)
    focused = window.focusWidget()
    assert isinstance(focused, QLineEdit)
    return focused


def type_over(window: MainWindow, qtbot: QtBot, key: str, text: str) -> None:
    edit = field(window, key)
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def save_to(window: MainWindow, path: Path) -> None:
    window.files.ask_save_path = lambda suggested, kind: path  # type: ignore[method-assign]


# Typing


def test_typing_moves_numbers_and_drawing_at_once_and_the_rest_when_these_are_painted(
    window: MainWindow, qtbot: QtBot
) -> None:
    scene = window.drawings.section.scene()
    rules = [item.message for item in window.rules.items]
    type_over(window, qtbot, "cathode_sheets", "3")
    assert window.readouts.readout("cell_mass").number != "14.29"
    assert window.readouts.readout("cell_mass").moved.startswith("▼")
    assert window.drawings.section.scene() is not scene
    qtbot.waitUntil(window.isWindowModified)
    assert window.top_bar.state.endswith("edited")
    assert [item.message for item in window.rules.items] != rules


def test_ctrl_z_in_a_field_takes_the_step_back(window: MainWindow, qtbot: QtBot) -> None:
    type_over(window, qtbot, "cathode_sheets", "3")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, CTRL)
    assert window.session.design.number("cathode_sheets") == 4
    assert not window.session.edited
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, CTRL | SHIFT)
    assert window.session.design.number("cathode_sheets") == 3
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Y, CTRL)
    assert window.session.design.number("cathode_sheets") == 3


def test_undo_says_what_it_takes_back(window: MainWindow, qtbot: QtBot) -> None:
    undo = window.actions_by_id["undo"]
    assert not undo.isEnabled()
    window.session.edit("rated_capacity", "1.7")
    window.session.settle()
    assert undo.isEnabled()
    assert undo.text() == "Undo: Rated capacity"
    window.session.undo()
    assert window.actions_by_id["redo"].text() == "Redo: Rated capacity"


def test_the_hash_follows_when_the_typing_pauses(window: MainWindow, qtbot: QtBot) -> None:
    before = window.top_bar.state
    window.session.edit("rated_capacity", "1.7")
    qtbot.waitUntil(lambda: window.session.design.short_hash in window.top_bar.state)
    assert window.session.design.short_hash not in before


# Files


def test_ctrl_s_asks_for_a_file_once_and_then_saves_there(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    asked: list[Path] = []

    def ask(suggested: Path, kind: str) -> Path:
        asked.append(suggested)
        return tmp_path / "mine"

    window.files.ask_save_path = ask  # type: ignore[method-assign]
    window.session.edit("cathode_sheets", "3")
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL)
    file = tmp_path / f"mine{storage.SUFFIX}"
    assert asked[0].name == f"1.6 Ah Li-S, ERS-Li anode{storage.SUFFIX}"
    assert storage.load(file).entries["cathode_sheets"].text == "3"
    assert not window.session.edited
    assert str(file) in window.messages.text
    assert window.preferences.now.recent == (str(file),)
    window.session.edit("cathode_sheets", "5")
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL)
    assert len(asked) == 1
    assert storage.load(file).entries["cathode_sheets"].text == "5"


def test_a_file_that_is_no_design_is_one_sentence(window: MainWindow, tmp_path: Path) -> None:
    before = window.session.design
    for name, content in (("a.cell", b"{"), ("b.cell", b""), ("c.cell", b"\xff\xfe"), ("d.cell", b'{"format": "x"}')):
        (tmp_path / name).write_bytes(content)
        assert not window.files.open(tmp_path / name)
        assert name in window.messages.text
        assert window.messages.level == "error"
    assert not window.files.open(tmp_path / "nothing.cell")
    assert window.session.design is before


def test_a_file_changed_by_others_is_not_overwritten_unasked(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "mine.cell"
    save_to(window, path)
    window.save()
    other = storage.written(edits.set_value(window.session.document, "cathode_sheets", "9"))
    path.write_bytes(other)
    window.session.edit("cathode_sheets", "3")
    window.save()
    assert path.read_bytes() == other
    assert "changed by another program" in window.messages.text
    window.messages.press("Overwrite")
    assert storage.load(path).entries["cathode_sheets"].text == "3"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everybody may write everywhere here")
def test_a_read_only_file_says_so_and_offers_another_name(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "mine.cell"
    path.write_bytes(storage.written(window.session.document))
    path.chmod(stat.S_IREAD)
    assert window.files.open(path)
    assert "read-only" in window.messages.text
    window.session.edit("cathode_sheets", "3")
    window.save()
    assert window.messages.level == "error"
    assert window.messages.remedies == ("Save as…",)


def test_a_disk_that_fails_loses_nothing(window: MainWindow, tmp_path: Path) -> None:
    save_to(window, tmp_path / "nowhere" / "mine.cell")
    window.session.edit("cathode_sheets", "3")
    window.save()
    assert window.messages.level == "error"
    assert window.session.edited
    assert window.session.path is None


def test_dropping_a_design_opens_it(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "dropped.cell"
    path.write_bytes(storage.written(templates.template("nmc811-graphite")))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, button, keys))
    qtbot.waitUntil(lambda: window.session.path == path)
    assert window.session.document.name == "4 Ah NMC811‖graphite"


def test_recent_files_are_offered_and_one_that_is_gone_is_forgotten(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "mine.cell"
    save_to(window, path)
    window.save()
    menu = window.top_bar.recent_menu
    menu.aboutToShow.emit()
    assert [action.text().split()[0] for action in menu.actions()] == ["mine.cell"]
    path.unlink()
    menu.actions()[0].trigger()
    assert "There is no" in window.messages.text
    assert window.preferences.now.recent == ()


@pytest.mark.parametrize(("answer", "closed"), [(Answer.CANCEL, False), (Answer.DISCARD, True), (Answer.SAVE, True)])
def test_closing_with_edits_asks_once(
    answer: Answer, closed: bool, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    asked: list[Answer] = []

    def ask() -> Answer:
        asked.append(answer)
        return answer

    window.files.ask_unsaved = ask  # type: ignore[method-assign]
    save_to(window, tmp_path / "mine.cell")
    window.session.edit("cathode_sheets", "3")
    assert window.close() is closed
    assert asked == [answer]
    assert (tmp_path / "mine.cell").exists() is (answer is Answer.SAVE)


def test_closing_without_edits_asks_nothing(window: MainWindow) -> None:
    window.files.ask_unsaved = lambda: pytest.fail("asked")  # type: ignore[method-assign]
    assert window.close()


# Export


def exporter(make: Any, *formats: Format) -> Exporter:
    return Exporter(name="x", label="Specification", help="", formats=formats or (PDF,), make=make)


def test_an_export_is_written_and_says_where(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    save_to(window, tmp_path / "out")
    window.exports.export(exporter(lambda design, options, progress: design.hash.encode()))
    qtbot.waitUntil(lambda: window.messages.level == "good")
    assert (tmp_path / "out.pdf").read_bytes() == window.session.design.hash.encode()
    assert str(tmp_path / "out.pdf") in window.messages.text
    assert window.messages.remedies == ("Open", "Open folder")


def test_an_export_that_fails_is_one_sentence(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    def fail(design: object, options: object, progress: object) -> bytes:
        raise StorageError("The disk is full.")

    save_to(window, tmp_path / "out.pdf")
    window.exports.export(exporter(fail))
    qtbot.waitUntil(lambda: window.messages.level == "error")
    assert window.messages.text == "The disk is full."
    assert not (tmp_path / "out.pdf").exists()


def in_parts(make: Callable[[Progress], bytes]) -> Exporter:
    return Exporter(
        name="x", label="Tags", help="", formats=(Format("pdf", ".pdf", "PDF"),), in_parts=True,
        make=lambda design, options, progress: make(progress),
    )  # fmt: skip


def test_long_work_shows_how_far_it_is_and_ends_when_cancelled(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    go_on = threading.Event()

    def make(progress: Progress) -> bytes:
        progress(1, 4)
        go_on.wait(20)
        progress(2, 4)
        return b"never written"

    save_to(window, tmp_path / "out.pdf")
    window.exports.export(in_parts(make))
    qtbot.waitUntil(lambda: window.messages.progress == (1, 4))
    assert window.messages.remedies == ("Cancel",)
    window.messages.press("Cancel")
    go_on.set()
    qtbot.waitUntil(lambda: window.messages.text.startswith("Cancelled"))
    assert window.messages.progress is None
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("name", ["specification", "build-sheet"])
def test_a_document_cancelled_in_the_middle_stops_there(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, layout_held: LayoutHeld, name: str
) -> None:
    save_to(window, tmp_path / "out.pdf")
    window.exports.export(EXPORTERS[name])
    qtbot.waitUntil(layout_held.begun.is_set, timeout=30_000)
    window.messages.press("Cancel")
    layout_held.go_on.set()
    qtbot.waitUntil(lambda: window.messages.text.startswith("Cancelled"), timeout=30_000)
    assert len(layout_held.pages) == 2
    assert not (tmp_path / "out.pdf").exists()


def test_work_that_waits_for_other_work_can_be_cancelled_too(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    go_on, made = threading.Event(), []
    window.jobs.start(lambda: go_on.wait(20))
    save_to(window, tmp_path / "out.pdf")

    def make(progress: Progress) -> bytes:
        made.append(1)
        return b""

    window.exports.export(in_parts(make))
    window.messages.press("Cancel")
    go_on.set()
    qtbot.waitUntil(lambda: window.messages.text.startswith("Cancelled"))
    assert made == []


def test_an_export_with_an_entry_not_accepted_is_refused_naming_it(window: MainWindow, qtbot: QtBot) -> None:
    window.files.ask_save_path = lambda suggested, kind: pytest.fail("asked")  # type: ignore[method-assign]
    type_over(window, qtbot, "cathode_width", "wide")
    window.exports.export(next(iter(EXPORTERS.values())))
    assert window.messages.level == "error"
    assert window.form.pending_errors()["cathode_width"] in window.messages.text


def test_every_exporter_stands_in_the_menu(window: MainWindow) -> None:
    actions = window.top_bar.export_menu.actions()
    assert len(actions) == len(EXPORTERS)
    assert actions[0].text() == "Specification, PDF…"
    for action, declared in zip(actions, EXPORTERS.values(), strict=True):
        assert action.text().startswith(declared.label)
        menu = action.menu()
        assert (menu is not None) == (len(declared.formats) > 1)


def test_each_format_of_an_exporter_is_offered_by_itself(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    asked: list[tuple[Path, str]] = []

    def ask(suggested: Path, kind: str) -> Path:
        asked.append((suggested, kind))
        return tmp_path / "out"

    window.files.ask_save_path = ask  # type: ignore[method-assign]
    drawings = exporter(lambda design, options, progress: options.format.encode(), PDF, SVG)
    window.exports.offer(drawings, window.top_bar.export_menu)
    menu = window.top_bar.export_menu.actions()[-1].menu()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["PDF…", "SVG…"]
    menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: window.messages.level == "good")
    assert (tmp_path / "out.svg").read_bytes() == b"svg"
    assert asked[0][0].name.endswith("-x.svg")
    assert asked[0][1] == "Specification (*.svg)"


# Numbers, rules, drawings and reasons hang together


def test_a_click_in_a_drawing_leads_to_its_field(window: MainWindow, qtbot: QtBot) -> None:
    window.drawings.keys_clicked.emit(("cathode_sheet_area", "cathode_height"))
    row = window.form.row("cathode_height")
    focused = window.focusWidget()
    assert row is not None
    assert focused is not None
    assert row.isAncestorOf(focused)


def test_a_click_in_the_results_asks_why(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window(size=(2560, 1440))
    assert window.design.results_shown
    rows = window.results.model.rows
    at = next(i for i, row in enumerate(rows) if row.key == "cell_thickness")
    window.results.table.scrollTo(window.results.model.index(at, 0))
    place = window.results.table.visualRect(window.results.model.index(at, 1)).center()
    qtbot.mouseClick(window.results.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.explain.key == "cell_thickness"
    window.results.table.setFocus()
    qtbot.keyClick(window.results.table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().startswith("Cell thickness\t2.06")


def test_every_result_stands_in_the_table_once(window: MainWindow) -> None:
    keys = [row.key for row in window.results.model.rows if row.key]
    assert len(keys) == len(set(keys))
    assert {"cell_mass", "specific_energy", "np_whole_anode", "electrolyte_fill"} <= set(keys)


def test_the_results_take_the_place_of_the_drawings_where_there_is_no_room(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.design.results_shown
    qtbot.keyClick(window, Qt.Key.Key_R, CTRL)
    assert window.design.results_shown
    assert window.drawings.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_R, CTRL)
    assert not window.drawings.isHidden()


def test_a_moved_result_is_marked_in_the_table(window: MainWindow) -> None:
    model = window.results.model
    window.session.edit("rated_capacity", "1.7")
    window.session.settle()
    assert model.moved("capacity") == "+0.100"
    assert model.moved("cell_width") == ""


def test_renaming_is_one_step_and_takes_no_hash(window: MainWindow, qtbot: QtBot) -> None:
    before = window.session.design.hash
    qtbot.keyClick(window, Qt.Key.Key_F2)
    name = window.top_bar.name
    assert window.focusWidget() is name
    qtbot.keyClicks(name, "Cell B")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert window.session.document.name == "Cell B"
    assert window.session.design.hash == before
    window.session.undo()
    assert name.text() == "1.6 Ah Li‖S, ERS@Li anode"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_after_renaming_the_focus_is_where_it_was(key: Qt.Key, window: MainWindow, qtbot: QtBot) -> None:
    window.focus_key("cathode_width")
    field = window.focusWidget()
    qtbot.keyClick(window, Qt.Key.Key_F2)
    qtbot.keyClicks(window.top_bar.name, "Cell B")
    qtbot.keyClick(window.top_bar.name, key)
    assert window.focusWidget() is field


def test_the_bar_stays_as_it_is_when_the_design_is_edited(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.top_bar
    for width in range(1000, 1700, 20):
        window.resize(width, 800)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: window.session.design.short_hash in bar.state)
        before = [button.isVisible() for button in bar.findChildren(QToolButton)]
        window.session.edit("rated_capacity", "1.7")
        window.session.settle()
        assert bar.state.endswith("edited")
        assert [button.isVisible() for button in bar.findChildren(QToolButton)] == before, width
        window.session.undo()


def test_the_list_of_shortcuts_has_room_on_a_small_screen(window: MainWindow) -> None:
    from ui.dialogs.shortcuts import ShortcutsDialog

    window.show_shortcuts()
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    assert dialog.sizeHint().height() < 740
    assert dialog.sizeHint().width() < 1200
    dialog.close()


def test_copy_numbers_takes_all_five(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_C, CTRL | SHIFT)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == window.session.document.name
    assert lines[1] == "235.2\u202fWh/kg\twhole cell"
    assert len(lines) == 6


# The table of actions


def test_every_action_has_its_handler_and_conditions(window: MainWindow) -> None:
    for action in ACTIONS:
        assert callable(attrgetter(action.handler)(window)), action.id
        for condition in (action.enabled, action.checked):
            assert not condition or actions.holds(window, action, condition) in (True, False), action.id
        assert action.menu in actions.MENUS


def test_no_two_actions_share_keys_or_id() -> None:
    keys = [keys for action in ACTIONS for keys in action.keys]
    assert len(keys) == len(set(keys))
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


def test_every_key_is_listed(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QLabel

    from ui.dialogs.shortcuts import ShortcutsDialog

    qtbot.keyClick(window, Qt.Key.Key_F1, CTRL)
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    shown = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Undo", "Ctrl+Z", "Ctrl+Y, Ctrl+Shift+Z", "Save as"} <= shown


# Layout and memory


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (2560, 1440)])
def test_the_numbers_never_move(size: tuple[int, int], open_window: Opened, themed: QApplication) -> None:
    window = open_window(size=size)
    ends = [window.readouts.readout(key) for key in ("specific_energy", "np_ratio")]
    before = [readout.mapTo(window, readout.rect().topLeft()) for readout in ends]
    window.session.edit("cathode_width", "5")
    window.messages.show_message("error", "Something long " * 30)
    themed.processEvents()
    assert [readout.mapTo(window, readout.rect().topLeft()) for readout in ends] == before


def test_a_larger_window_shows_more(open_window: Opened) -> None:
    assert not open_window(size=(1280, 800)).design.results_shown
    assert open_window(size=(1920, 1080)).design.results_shown


def test_splitters_and_sizes_are_remembered(open_window: Opened) -> None:
    first = open_window()
    first.design._columns.setSizes([350, 640, 288])
    first.design._hand_moved()
    sizes = first.design._columns.sizes()
    first.close()
    again = open_window()
    assert again.design._columns.sizes() == sizes


# When something goes wrong


def test_a_bug_is_logged_and_said_and_the_program_goes_on(window: MainWindow, home: Path, qtbot: QtBot) -> None:
    log.start()
    restore = application.catch_bugs(lambda: window)
    try:
        window.session.edit("cathode_sheets", "3")
        try:
            raise ZeroDivisionError("a bug")
        except ZeroDivisionError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        assert window.messages.level == "error"
        assert str(window.keeper.copy) in window.messages.text
        assert window.keeper.copy.exists()
        place = log.place()
        assert place is not None
        assert "a bug" in place.read_text("utf-8")
    finally:
        restore()
        log.stop()
    type_over(window, qtbot, "cathode_sheets", "5")
    assert window.session.design.number("cathode_sheets") == 5


def test_unsaved_work_is_kept_while_typing_and_dropped_by_a_save(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.keeper._timer.setInterval(DELAY // 40)
    window.session.edit("cathode_sheets", "3")
    qtbot.waitUntil(window.keeper.copy.exists)
    save_to(window, tmp_path / "mine.cell")
    window.save()
    qtbot.waitUntil(lambda: not window.keeper.copy.exists())


def test_after_a_crash_the_unsaved_work_is_offered(open_window: Opened, home: Path, tmp_path: Path) -> None:
    slot = recovery.Slot()
    slot.keep(edits.set_value(templates.template("nmc811-graphite"), "cathode_sheets", "7"), None)
    assert slot._lock is not None
    slot._lock.close()  # as the system does when a program ends
    window = open_window()
    window.files.offer_recovered()
    assert window.messages.remedies == ("Restore", "Throw away")
    window.messages.press("Restore")
    assert window.session.design.number("cathode_sheets") == 7
    assert window.session.edited
    assert recovery.left() == ()


def test_the_window_opens_what_was_open_last(themed: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "mine.cell"
    path.write_bytes(storage.written(templates.template("nmc811-graphite")))
    preferences = Preferences()
    preferences.take(preferences.now.with_recent(path))
    window = application.open_window(Preferences(), None)
    qtbot.addWidget(window)
    assert window.session.path == path
    window.close()


def test_a_file_given_at_start_that_cannot_be_read_is_said(themed: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    window = application.open_window(Preferences(), tmp_path / "nothing.cell")
    qtbot.addWidget(window)
    assert "There is no" in window.messages.text
    assert window.session.document.name == templates.template(templates.STARTER).name
    window.close()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, of every popup
def test_the_menus_open_by_their_letters(window: MainWindow, qtbot: QtBot) -> None:
    menu = window.top_bar.menus["view"]
    opened: list[bool] = []
    menu.aboutToShow.connect(lambda: opened.append(True))
    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, menu, menu.close))
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(opened))


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_narrow_bar_gives_its_room_to_the_name(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.top_bar
    window.resize(1920, 1080)
    window.session.apply("name", lambda document: edits.rename(document, "4 Ah NMC811‖lithium on copper, second line"))
    (menu,) = (button for button in bar.findChildren(QToolButton) if button.text() == "&Menu")
    QApplication.processEvents()
    shown = {button.text() for button in bar.findChildren(QToolButton) if button.isVisible()}
    assert {"&File", "&Help"} <= shown
    assert "&Menu" not in shown
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.session.design.short_hash in bar.state)
    QApplication.processEvents()
    assert bar.name.width() >= bar.name.sizeHint().width()
    assert menu.isVisible()
    opened: list[bool] = []
    menu.menu().aboutToShow.connect(lambda: opened.append(True))
    menu.menu().aboutToShow.connect(lambda: QTimer.singleShot(0, menu.menu(), menu.menu().close))
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(opened))
    assert [entry.text() for entry in menu.menu().actions()] == [one.title() for one in bar.menus.values()]


def test_what_starts_after_the_first_paint_starts_once(window: MainWindow, qtbot: QtBot) -> None:
    window.hide()
    first = application.FirstPaint(window)
    with qtbot.waitSignal(first.over):
        window.show()
    with qtbot.assertNotEmitted(first.over):
        window.hide()
        window.show()
        qtbot.waitExposed(window)
