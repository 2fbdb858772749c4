"""The window in another language: switched with the mouse, at once, and nothing is lost."""

import datetime
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.services import fonts, i18n
from app.services.i18n import tr
from tests.english import english_in
from tests.ui.conftest import Opened
from ui import language, theme
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.main_window import MainWindow
from ui.places import PLACES
from ui.places.library import LibraryPlace
from ui.preferences import Preferences

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no display: no window is raised or grabs keys


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    locale = QLocale()
    yield
    language.speak(i18n.ENGLISH)
    QLocale.setDefault(locale)


def click(window: MainWindow, action_id: str, qtbot: QtBot) -> None:
    """Open the menu View with the mouse and click one of its lines."""
    button = next(b for b in window.top_bar.findChildren(QToolButton) if b.menu() is window.top_bar.menus["view"])
    menu = window.top_bar.menus["view"]
    assert isinstance(menu, QMenu)
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    qtbot.waitUntil(menu.isVisible)
    place = menu.actionGeometry(window.actions_by_id[action_id]).center()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def compose(field: QWidget, text: str) -> None:
    """Type what no key says, as an input method hands it over."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def labels(window: MainWindow) -> set[str]:
    return {row.label for group in window.form.groups for row in window.form.section_rows(group)}


def test_a_click_changes_every_text_and_another_brings_them_back(window: MainWindow, qtbot: QtBot) -> None:
    english = labels(window)
    assert "Mean discharge voltage" in english
    click(window, "language_zh_CN", qtbot)
    assert i18n.language() == "zh_CN"
    assert tr("Mean discharge voltage") in labels(window) - english
    assert window.actions_by_id["save"].text() == tr("Save") != "Save"
    assert window.actions_by_id["language_zh_CN"].isChecked()
    click(window, "language_en", qtbot)
    assert labels(window) == english
    assert window.actions_by_id["save"].text() == "Save"


def test_the_document_the_history_and_the_file_stay(window: MainWindow, qtbot: QtBot, tmp_path) -> None:
    window.files.ask_save_path = lambda suggested, kind: tmp_path / "mine.cell"  # type: ignore[method-assign]
    window.save()
    window.focus_key("cathode_width")
    qtbot.keyClicks(window.focusWidget(), "51")
    before, session = window.session.document, window.session
    click(window, "language_zh_CN", qtbot)
    assert window.session is session
    assert window.session.document is before
    assert window.session.path == tmp_path / "mine.cell"
    assert window.session.edited
    today = datetime.datetime.now().astimezone().date()
    saved = window.session.document.saved
    assert saved == today.isoformat()
    window.messages.clear()
    said = [label.text() for label in window.messages.findChildren(QLabel)]
    assert any(text.endswith(f"mine.cell，保存于 {today.year}年{today.month}月{today.day}日") for text in said)
    window.actions_by_id["undo"].trigger()
    assert window.session.document.entries["cathode_width"].text == "50"
    assert window.form.row("cathode_width").edit.text() == "50"  # type: ignore[union-attr]
    window.actions_by_id["redo"].trigger()
    assert window.session.document == before


def test_a_text_that_is_not_taken_is_still_there_and_still_said(window: MainWindow, qtbot: QtBot) -> None:
    window.focus_key("cathode_width")
    field = window.focusWidget()
    qtbot.keyClicks(field, "5x")
    said = window.form.pending_errors()["cathode_width"]
    click(window, "language_zh_CN", qtbot)
    row = window.form.row("cathode_width")
    assert isinstance(row.edit, QLineEdit)  # type: ignore[union-attr]
    assert row.edit.text() == "5x"  # type: ignore[union-attr]
    assert window.form.pending_errors()["cathode_width"] not in ("", said)
    assert window.focusWidget() is row.edit  # type: ignore[union-attr]


def test_the_place_and_what_is_shown_in_it_stay(window: MainWindow, qtbot: QtBot) -> None:
    window.explain_key("energy_density")
    window.form.heading("pouch").setChecked(True)
    window.places.show_place("build")
    window.show_document("labels")
    click(window, "language_zh_CN", qtbot)
    assert window.places.current == "build"
    assert window.places.widget_shown.current == "labels"  # type: ignore[attr-defined]
    assert window.explain.key == "energy_density"
    assert window.form.heading("pouch").isChecked()


def test_what_is_asked_for_stays_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    window.design.ask_for("energy", "4 Wh")
    click(window, "language_zh_CN", qtbot)
    assert window.design.asked
    assert window.design.goal is not None
    assert (window.design.goal.key, window.design.goal.edit.text()) == ("energy", "4 Wh")


def test_what_may_change_for_it_stays_chosen(window: MainWindow, qtbot: QtBot) -> None:
    window.design.ask_for("specific_energy", "300")
    goal = window.design.goal
    assert goal is not None
    goal.choose("cathode_width", "cathode_loading")
    chosen = goal.chosen
    click(window, "language_zh_CN", qtbot)
    goal = window.design.goal
    assert goal is not None
    assert len(chosen) == 2
    assert goal.chosen == chosen
    assert goal.apply_button.isEnabled()


def test_releases_and_revisions_are_steps_in_the_language_in_force(window: MainWindow, qtbot: QtBot) -> None:
    window.session.release("Ada", "2026-11-01")
    click(window, "language_zh_CN", qtbot)
    assert tr("Release") != "Release"
    assert window.session.undo_label == "Release"
    assert window.actions_by_id["undo"].text() == f"{tr('Undo')}：{tr('Release')}"
    window.session.revise()
    click(window, "language_en", qtbot)
    assert window.actions_by_id["undo"].text() == "Undo: New revision"


def test_the_open_help_speaks_the_language_too(window: MainWindow, qtbot: QtBot) -> None:
    window.floating.show_help("quantity:energy")
    click(window, "language_zh_CN", qtbot)
    assert window.floating.help is not None
    assert window.floating.help.page_id == "quantity:energy"
    assert tr("Energy") in window.floating.help.browser.toPlainText()


def test_every_window_changes_and_the_choice_is_remembered(open_window: Opened, qtbot: QtBot) -> None:
    window = open_window()
    other = window.windows.show_new()
    click(window, "language_zh_CN", qtbot)
    assert other.actions_by_id["save"].text() == window.actions_by_id["save"].text() == tr("Save")
    assert Preferences().now.language == "zh_CN"
    assert i18n.language() == "zh_CN"


def test_the_cursor_says_to_wait_until_every_window_is_made_anew(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild, shapes = MainWindow.rebuild, list[Qt.CursorShape]()

    def watched(made: MainWindow) -> None:
        cursor = QApplication.overrideCursor()
        shapes.append(cursor.shape() if cursor is not None else Qt.CursorShape.ArrowCursor)
        rebuild(made)

    monkeypatch.setattr(MainWindow, "rebuild", watched)
    window.use_language("zh_CN")
    assert shapes == [Qt.CursorShape.WaitCursor]
    assert QApplication.overrideCursor() is None


@pytest.mark.parametrize("basis", ["facing-area", "anode-area", "whole-anode", "reversible"])
def test_no_character_of_the_basis_of_n_to_p_stands_alone(basis: str, window: MainWindow) -> None:
    window.session.choose("np_basis", basis)
    window.use_language("zh_CN")
    theme.load_other_scripts("zh_CN")
    readout = window.readouts.readout("np_ratio")
    room = readout.width() - 2 * theme.GRID
    assert QFontMetrics(theme.font("caption")).horizontalAdvance(readout.basis) <= room


def test_a_window_that_asks_something_changes_after_its_answer(window: MainWindow, qtbot: QtBot) -> None:
    from ui.dialogs.about import AboutDialog

    dialog = AboutDialog(window)
    dialog.open()
    window.windows.speak("zh_CN")
    assert window.actions_by_id["save"].text() == "Save"
    dialog.close()
    qtbot.waitUntil(lambda: window.actions_by_id["save"].text() == tr("Save"))


def test_nothing_of_the_old_window_stays(window: MainWindow, qtbot: QtBot) -> None:
    window.places.show_place("library")
    old, count = window.top_bar, len(window.findChildren(QObject))
    for _ in range(2):
        click(window, "language_zh_CN", qtbot)
        click(window, "language_en", qtbot)
    assert window.top_bar is not old
    assert len(window.findChildren(QObject)) <= 1.02 * count


def test_a_job_that_goes_on_may_still_speak_to_what_asked_for_it(window: MainWindow, qtbot: QtBot) -> None:
    going, heard = threading.Event(), []
    window.jobs.start(lambda: going.wait(60), lambda _: heard.append(window.isVisible()))
    old = window.top_bar
    click(window, "language_zh_CN", qtbot)
    assert isValid(old)
    going.set()
    qtbot.waitUntil(lambda: bool(heard))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(old)


def test_qt_s_own_words_follow(window: MainWindow) -> None:
    language.speak("zh_CN")
    said = QApplication.translate("QPlatformTheme", "Cancel")
    assert said == "取消"
    language.speak("en")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


@pytest.mark.parametrize(
    ("system", "taken"),
    [(["zh-Hans-CN", "zh-CN", "zh"], "zh_CN"), (["de-DE", "en-US"], "en"), (["zh-TW", "en"], "en"), ([], "en")],
)
def test_the_system_s_language_is_spoken_at_first(system, taken, themed, monkeypatch: pytest.MonkeyPatch) -> None:
    class System:
        uiLanguages = staticmethod(lambda: system)  # noqa: N815 - Qt's name

    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: System))
    assert Preferences().now.language == i18n.SYSTEM
    assert language.speak(Preferences().now.language) == taken


def test_chinese_is_drawn_from_the_first_paint_on() -> None:
    """The typeface of the language's own texts is among those loaded before the window."""
    assert fonts.paths()[theme._AT_ONCE].name.startswith("CellwrightHan")


def test_materials_are_in_the_order_of_their_chinese_names_and_found_by_them(window: MainWindow) -> None:
    language.speak("zh_CN")
    names = ["锂", "硫", "铝箔", "钴酸锂", "石墨", "磷酸铁锂"]
    assert language.in_order(names, str) == ["钴酸锂", "锂", "磷酸铁锂", "硫", "铝箔", "石墨"]
    window.rebuild()
    place = window.places.show_place("library")
    compose(place.search, "酸铁锂")  # type: ignore[attr-defined]
    listed = [place.list.item(row).text() for row in range(place.list.count())]  # type: ignore[attr-defined]
    assert tr("Lithium iron phosphate") in listed
    assert "石墨" not in listed
    window.floating.find_anything()
    assert window.floating.find_box is not None
    compose(window.floating.find_box.edit, "平均放电")
    assert window.floating.find_box.listed[0].id == "mean_voltage"


@pytest.mark.parametrize("place", [place.id for place in PLACES])
def test_no_english_sentence_is_shown(place: str, window: MainWindow) -> None:
    language.speak("zh_CN")
    window.rebuild()
    window.explain_key("specific_energy")
    for group in window.form.groups:
        window.form.heading(group).setChecked(True)
    window.places.show_place(place)
    QApplication.processEvents()
    said: list[str] = [action.text() for action in window.actions_by_id.values()]
    shown = window.centralWidget()
    assert shown is not None
    for widget in shown.findChildren(QWidget):
        said += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            said.append(widget.text())
    document = window.session.document
    assert english_in(said, document.notes, document.name) == []


def test_chinese_and_english_words_find_a_field_of_a_chinese_window(window: MainWindow) -> None:
    language.speak("zh_CN")
    window.rebuild()
    for words in ("正极宽度", "宽度", "width"):
        window.floating.find_anything()
        box = window.floating.find_box
        assert box is not None
        compose(box.edit, words)
        assert "cathode_width" in [thing.id for thing in box.listed[:2]], words
        box.leave()


def test_what_a_definition_says_is_said_once(window: MainWindow) -> None:
    language.speak("zh_CN")
    window.rebuild()
    window.explain_key("cell_mass")
    said = [label.text() for label in window.explain.findChildren(QLabel)]
    assert said.count(tr("Finished cell, trimmed, with the electrolyte that stays in it.")) == 1


def test_the_library_names_its_sources_in_chinese_and_keeps_them(window: MainWindow) -> None:
    language.speak("zh_CN")
    window.rebuild()
    place = window.places.show_place("library")
    assert isinstance(place, LibraryPlace)
    place.show_material("cathode-active", "sulfur")
    place.duplicate_chosen()
    editor = place.editor
    shown = [item.text() for row in range(editor.table.rowCount()) if (item := editor.table.item(row, 3)) is not None]
    assert tr("Computed from the formula") in shown
    edited = editor.as_edited()
    assert edited is not None
    assert "formula-mass" in [value.source for value in edited.values.values()]


def test_the_nearest_film_of_the_library_is_named_in_chinese(window: MainWindow) -> None:
    language.speak("zh_CN")
    window.rebuild()
    place = window.places.show_place("reconcile")
    said = " ".join(label.text() for label in place.findChildren(QLabel))
    assert "Aluminium-plastic film" not in said


def test_the_list_of_shortcuts_names_menus_without_their_letters(window: MainWindow) -> None:
    language.speak("zh_CN")
    window.rebuild()
    window.show_shortcuts()
    said = [label.text() for label in window.findChildren(ShortcutsDialog)[0].findChildren(QLabel)]
    assert "文件" in said
    assert not [words for words in said if "(" in words or "&" in words]


def test_every_value_of_a_material_is_named_in_chinese() -> None:
    from calc.inputs.materials import PROPERTIES

    language.speak("zh_CN")
    for properties in PROPERTIES.values():
        for label, _ in properties.values():
            assert tr(label) != label
