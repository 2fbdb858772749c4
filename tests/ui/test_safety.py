"""Nothing is lost: files changed outside, files open elsewhere, several windows, a program that was killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import edits, locks, recovery, storage, templates
from app.services.instance import Instance
from tests.ui.conftest import Opened
from ui import application
from ui.files import Answer
from ui.main_window import MainWindow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ROOT = Path(__file__).resolve().parents[2]


def written(path: Path, template: str = "nmc811-graphite", sheets: str = "") -> Path:
    document = templates.template(template)
    path.write_bytes(storage.written(edits.set_value(document, "cathode_sheets", sheets) if sheets else document))
    return path


@pytest.fixture
def mine(window: MainWindow, tmp_path: Path) -> Path:
    """A file that the window has open."""
    path = written(tmp_path / "mine.cell")
    assert window.files.open(path)
    return path


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Path]:
    """A file that another program has open."""
    path = written(tmp_path / "held.cell")
    code = "import sys; from pathlib import Path; from app.services import locks\n"
    code += "lock = locks.take(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    yield path
    other.communicate(timeout=60)


# Changed outside


def test_a_file_changed_outside_is_said_and_reloaded_as_one_step(window: MainWindow, mine: Path, qtbot: QtBot) -> None:
    written(mine, sheets="3")
    qtbot.waitUntil(lambda: window.messages.remedies == ("Reload", "Keep mine", "Save as…"))
    assert "mine.cell" in window.messages.text
    window.messages.press("Reload")
    assert window.session.design.number("cathode_sheets") == 3
    assert not window.session.edited
    window.session.undo()
    assert window.session.design.number("cathode_sheets") == 10
    assert window.session.edited


def test_keeping_mine_counts_as_edited_and_the_next_save_replaces_the_file(
    window: MainWindow, mine: Path, qtbot: QtBot
) -> None:
    written(mine, sheets="3")
    qtbot.waitUntil(lambda: "Keep mine" in window.messages.remedies)
    window.messages.press("Keep mine")
    assert window.session.edited
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL)
    assert storage.load(mine).entries["cathode_sheets"].text == "10"
    assert not window.session.edited


def test_a_file_replaced_as_most_programs_do_is_noticed_again_and_again(
    window: MainWindow, mine: Path, qtbot: QtBot
) -> None:
    for sheets in ("3", "5"):
        os.replace(written(mine.with_name("new"), sheets=sheets), mine)
        qtbot.waitUntil(lambda: "Reload" in window.messages.remedies)
        window.messages.press("Reload")
        assert window.session.document.entries["cathode_sheets"].text == sheets


def test_a_file_that_goes_away_is_said_and_the_design_counts_as_edited(
    window: MainWindow, mine: Path, qtbot: QtBot
) -> None:
    mine.unlink()
    qtbot.waitUntil(lambda: "not there any more" in window.messages.text)
    assert window.session.edited
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL)
    assert mine.exists()
    assert not window.session.edited


def test_the_own_save_is_not_taken_for_somebody_elses(window: MainWindow, mine: Path, qtbot: QtBot) -> None:
    window.session.edit("cathode_sheets", "3")
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL)
    assert window.messages.level == "good"
    window.files.look()
    assert window.messages.level == "good"


def test_a_file_changed_to_something_else_can_still_be_kept(window: MainWindow, mine: Path, qtbot: QtBot) -> None:
    mine.write_text("no design")
    qtbot.waitUntil(lambda: "Reload" in window.messages.remedies)
    before = window.session.document
    window.messages.press("Reload")
    assert window.messages.level == "error"
    assert window.session.document == before


# Open elsewhere


def test_a_file_that_somebody_has_open_is_offered_read_only(window: MainWindow, held: Path, qtbot: QtBot) -> None:
    before = window.session.document
    assert not window.files.open(held)
    assert window.session.document is before
    assert "open for editing by" in window.messages.text
    assert window.messages.remedies == ("Open read-only", "Open a copy")
    window.messages.press("Open read-only")
    assert window.session.path == held
    assert window.banner.text.startswith("Read-only: held.cell")
    assert not window.isWindowModified()


def test_read_only_disables_every_field_but_not_the_headings(window: MainWindow, held: Path, qtbot: QtBot) -> None:
    window.files.open(held)
    window.messages.press("Open read-only")
    for group in window.form.groups:
        window.form.heading(group).setChecked(True)
        assert window.form.heading(group).isEnabled()
        assert not any(row.isEnabled() for row in window.form.section_rows(group))
    assert not window.top_bar.name.isEnabled()
    before = window.session.document
    window.session.edit("cathode_sheets", "3")
    window.session.choose("construction", "turn-stacking")
    assert window.session.document is before


def test_a_read_only_design_is_saved_under_another_name_only(
    window: MainWindow, held: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window.files.open(held)
    window.messages.press("Open read-only")
    window.files.ask_save_path = lambda suggested, kind: tmp_path / "own.cell"  # type: ignore[method-assign]
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL)
    assert window.session.path == tmp_path / "own.cell"
    assert window.banner.isHidden()
    assert window.form.section_rows("cathode")[0].isEnabled()


def test_a_copy_of_it_is_a_design_of_its_own(window: MainWindow, held: Path) -> None:
    window.files.open(held)
    window.messages.press("Open a copy")
    assert window.session.path is None
    assert not window.session.read_only
    assert window.session.edited
    assert window.session.document.id != storage.load(held).id


def test_trying_again_opens_it_once_the_other_has_closed_it(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = written(tmp_path / "held.cell")
    lock = locks.take(path)
    window.files.open(path)
    window.messages.press("Open read-only")
    lock.release()
    again = next(button for button in window.banner.buttons if button.text() == "Try again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert not window.session.read_only
    assert window.banner.isHidden()
    assert window.form.section_rows("cathode")[0].isEnabled()


def test_an_open_file_is_locked_and_let_go_of(window: MainWindow, mine: Path, tmp_path: Path) -> None:
    with pytest.raises(locks.Held):
        locks.take(mine)
    window.files.open(written(tmp_path / "other.cell"))
    locks.take(mine).release()
    window.close()
    assert not locks.lock_path(tmp_path / "other.cell").exists()


def test_nothing_is_saved_over_a_file_that_somebody_has_open(window: MainWindow, held: Path) -> None:
    before = held.read_bytes()
    window.files.ask_save_path = lambda suggested, kind: held  # type: ignore[method-assign]
    window.save()
    assert held.read_bytes() == before
    assert window.messages.level == "error"
    assert window.session.path is None


# Several windows


def test_a_new_window_stands_beside_on_its_start_page(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL | SHIFT)
    assert len(window.windows.open) == 2
    other = window.windows.open[1]
    assert other.places.current == "start"
    other.session.edit("cathode_sheets", "3")
    assert not window.session.edited
    assert other.preferences is window.preferences


def test_a_file_opened_twice_raises_the_window_that_has_it(window: MainWindow, mine: Path, qtbot: QtBot) -> None:
    other = window.windows.show_new()
    before = other.session.document
    assert other.files.open(mine)
    assert other.session.document is before
    qtbot.waitUntil(window.isActiveWindow)
    window.windows.open_file(mine)
    assert len(window.windows.open) == 2


def test_a_file_that_the_system_asks_for_takes_a_window_that_nothing_was_done_in(
    window: MainWindow, tmp_path: Path
) -> None:
    window.windows.open_file(written(tmp_path / "a.cell"))
    assert [w.session.path for w in window.windows.open] == [tmp_path / "a.cell"]
    window.windows.open_file(written(tmp_path / "b.cell"))
    assert [w.session.path for w in window.windows.open] == [tmp_path / "a.cell", tmp_path / "b.cell"]


def test_a_file_that_the_system_asks_for_takes_no_offer_away(window: MainWindow, tmp_path: Path) -> None:
    slot = recovery.Slot()
    slot.keep(templates.template("nmc811-graphite"), None)
    assert slot._lock is not None
    slot._lock.close()  # as a program that was killed leaves it
    window.files.offer_recovered()
    window.windows.open_file(written(tmp_path / "asked.cell"))
    assert window.messages.remedies == ("Restore", "Throw away")
    assert [other.session.path for other in window.windows.open] == [None, tmp_path / "asked.cell"]


def test_a_design_that_cannot_be_opened_is_said_beside_one_that_can(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "bad.cell").write_bytes(b"{}")
    window._open_all((tmp_path / "bad.cell", written(tmp_path / "good.cell")))
    assert "bad.cell" in window.messages.text
    assert window.windows.open[-1].session.path == tmp_path / "good.cell"


def test_quitting_asks_every_window_and_one_that_cancels_stops_it(window: MainWindow) -> None:
    other = window.windows.show_new()
    window.session.edit("cathode_sheets", "3")
    asked: list[MainWindow] = []

    def ask() -> Answer:
        asked.append(window)
        return Answer.CANCEL

    window.files.ask_unsaved = ask  # type: ignore[method-assign]
    window.windows.quit()
    assert asked == [window]
    assert window.isVisible()
    assert other not in window.windows.open
    assert window.windows.open == [window]


def test_several_designs_dropped_open_one_window_each(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    paths = [written(tmp_path / name) for name in ("a.cell", "b.cell", "c.cell")]
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, button, keys))
    qtbot.waitUntil(lambda: [w.session.path for w in window.windows.open] == paths)


def test_all_designs_left_by_a_crash_come_back_each_in_its_window(window: MainWindow) -> None:
    for sheets in ("7", "9"):
        slot = recovery.Slot()
        slot.keep(edits.set_value(templates.template("nmc811-graphite"), "cathode_sheets", sheets), None)
        assert slot._lock is not None
        slot._lock.close()
    window.files.offer_recovered()
    window.messages.press("Restore")
    assert {w.session.design.number("cathode_sheets") for w in window.windows.open} == {7, 9}
    assert recovery.left() == ()


def test_a_design_left_by_a_crash_comes_back_into_its_file_where_that_is_open_already(
    window: MainWindow, tmp_path: Path
) -> None:
    """The program opens the file used last before anybody can press Restore."""
    path = written(tmp_path / "mine.cell")
    slot = recovery.Slot()
    slot.keep(edits.set_value(storage.load(path), "cathode_sheets", "7"), path)
    assert slot._lock is not None
    slot._lock.close()
    assert window.files.open(path)
    window.files.offer_recovered()
    window.messages.press("Restore")
    assert window.session.design.number("cathode_sheets") == 7
    assert window.session.path == path
    assert window.session.edited
    window.save()
    assert storage.load(path).entries["cathode_sheets"].text == "7"


@pytest.mark.parametrize(("sheets", "said"), [("5", "was changed by another program"), ("", "is not there any more")])
def test_a_file_that_changed_between_a_crash_and_the_next_start_is_not_replaced_in_silence(
    window: MainWindow, home: Path, tmp_path: Path, sheets: str, said: str
) -> None:
    path = written(tmp_path / "mine.cell")
    assert window.files.open(path)
    window.session.edit("cathode_sheets", "7")
    assert window.keeper.keep_at_once()
    copy = window.keeper.copy.read_bytes()
    window.files.ask_unsaved = lambda: Answer.DISCARD  # type: ignore[method-assign]
    window.files.new("nmc811-graphite")
    window.keeper.close()
    window.keeper.copy.write_bytes(copy)  # as a program that was killed leaves it
    if sheets:
        written(path, sheets=sheets)  # by somebody else
    else:
        path.unlink()
    window.files.offer_recovered()
    window.messages.press("Restore")
    assert window.session.design.number("cathode_sheets") == 7
    assert said in window.messages.text
    window.files.ask_save_path = lambda suggested, kind: None  # type: ignore[method-assign]
    window.save()
    if sheets:
        assert storage.load(path).entries["cathode_sheets"].text == "5"
        assert window.messages.remedies == ("Save as…", "Overwrite")
        window.messages.press("Overwrite")
    assert storage.load(path).entries["cathode_sheets"].text == "7"


# Started twice


def second_start(home: Path, *arguments: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CELLWRIGHT_HOME": str(home)}
    code = "import sys; from app.services.instance import Instance; from pathlib import Path\n"
    code += "instance = Instance(); assert not instance.first\n"
    code += "sys.exit(not instance.hand_over(Path(sys.argv[1]) if sys.argv[1:] else None))"
    return subprocess.Popen([sys.executable, "-c", code, *arguments], text=True, env=environment, cwd=ROOT)


@pytest.fixture
def instance() -> Iterator[Instance]:
    first = Instance()
    assert first.first
    yield first
    first.close()


def test_a_second_start_lets_the_first_open_its_file(
    window: MainWindow, instance: Instance, qtbot: QtBot, tmp_path: Path, home: Path
) -> None:
    application.take_notes(instance, window.windows)
    path = written(tmp_path / "电芯.cell")
    second = second_start(home, str(path))
    qtbot.waitUntil(lambda: window.session.path == path, timeout=30_000)
    assert second.wait(30) == 0
    third = second_start(home)
    qtbot.waitUntil(lambda: len(window.windows.open) == 2, timeout=30_000)
    assert third.wait(30) == 0
    assert list(instance.folder.iterdir()) == []


def test_what_was_asked_for_while_the_first_started_is_done_once_it_stands(
    window: MainWindow, instance: Instance, tmp_path: Path
) -> None:
    asked, stale = written(tmp_path / "asked.cell"), written(tmp_path / "stale.cell")
    note, left = instance.folder / "1.note", instance.folder / "2.note"
    note.write_bytes(str(asked).encode())
    left.write_bytes(str(stale).encode())  # by a start that was killed, long ago
    os.utime(left, (0, 0))
    look = application.take_notes(instance, window.windows)
    assert window.session.path is None
    look()
    assert [opened.session.path for opened in window.windows.open] == [asked]
    assert list(instance.folder.iterdir()) == []


def test_a_second_start_that_nobody_answers_opens_its_own_window(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = Instance()
    assert not second.first
    monkeypatch.setattr("app.services.instance._PATIENCE", 0.1)
    assert not second.hand_over(None)
    assert list(instance.folder.iterdir()) == []


def test_when_the_first_has_ended_the_next_is_the_first(instance: Instance) -> None:
    instance.close()
    following = Instance()
    assert following.first
    following.close()


# Killed


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that cannot be caught")
def test_what_was_typed_survives_a_program_that_is_killed(
    tmp_path: Path, open_window: Opened, home: Path, qtbot: QtBot
) -> None:
    path = written(tmp_path / "mine.cell")
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from ui import application, recovery\n"
        "recovery.DELAY = 1\n"
        "before = application._after_first_paint\n"
        "def after(app, window):\n"
        "    before(app, window)\n"
        "    window.session.edit('cathode_sheets', '3')\n"
        "application._after_first_paint = after\n"
        "application.run(Path(sys.argv[1]))\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CELLWRIGHT_HOME": str(home)}
    with subprocess.Popen([sys.executable, "-c", code, str(path)], env=environment, cwd=ROOT) as program:
        try:
            qtbot.waitUntil(lambda: any(home.glob("**/recovery/*.json")), timeout=60_000)
        finally:
            program.send_signal(signal.SIGKILL)
    assert storage.load(path).entries["cathode_sheets"].text == "10"
    window = open_window()
    window.files.offer_recovered()
    window.messages.press("Restore")
    assert window.session.path == path
    assert window.session.design.number("cathode_sheets") == 3
    assert window.session.edited
    assert window.files._lock is not None
    assert window.files._lock.held


def test_revision_and_hash_are_in_sight_in_every_place(window: MainWindow, qtbot: QtBot) -> None:
    for place in ("start", "design", "build"):
        window.places.show_place(place)
        qtbot.waitUntil(lambda: window.session.design.short_hash in window.top_bar.state)
        assert window.top_bar.state.startswith("rev 1")


def test_a_name_so_long_that_it_fills_the_bar_leaves_the_hash_in_sight(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window(size=(1280, 800))
    window.session.apply("name", lambda document: edits.rename(document, "A very long name of a cell " * 7))
    qtbot.waitUntil(lambda: window.session.design.short_hash in window.top_bar.state)
    QApplication.processEvents()
    state = window.top_bar._state
    assert state.width() >= state.fontMetrics().horizontalAdvance(state.text())
