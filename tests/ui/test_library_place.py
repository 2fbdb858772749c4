"""The library: browse, search, duplicate, edit, delete; the copies of the open design, updated in one undo step."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.services import edits, library, own_materials, templates
from app.services.library import Property
from ui.dialogs.half_cell_curve import CurveDialog
from ui.main_window import MainWindow
from ui.places.library import LibraryPlace

LEFT = Qt.MouseButton.LeftButton


def library_place(window: MainWindow) -> LibraryPlace:
    place = window.places.show_place("library")
    assert isinstance(place, LibraryPlace)
    return place


def names(place: LibraryPlace) -> list[str]:
    return [place.list.item(row).text() for row in range(place.list.count())]


def duplicate(place: LibraryPlace, qtbot: QtBot, name: str = "Our carbon") -> None:
    """A copy of Super P with a name of its own, kept."""
    place.show_material("carbon", "super-p")
    qtbot.mouseClick(place.duplicate, LEFT)
    qtbot.keyClicks(place.editor.name, name)
    qtbot.mouseClick(place.keep, LEFT)


def type_density(place: LibraryPlace, qtbot: QtBot, text: str) -> None:
    """Type into the first cell of values, and stay in it."""
    table = place.editor.table
    cell = table.item(0, 1)
    assert cell is not None
    at = table.visualItemRect(cell).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=at)
    qtbot.mouseDClick(table.viewport(), LEFT, pos=at)
    line = table.findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, text)


def test_a_material_of_the_design_is_shown_first(window: MainWindow) -> None:
    place = library_place(window)
    chosen = place.editor.material
    assert chosen is not None
    assert chosen.id == next(iter(window.session.document.materials.values())).id
    current = place.list.currentItem()
    assert current is not None
    assert current.text() == chosen.name
    assert place.duplicate.isEnabled()


def test_typing_finds_materials_by_every_word(window: MainWindow, qtbot: QtBot) -> None:
    place = library_place(window)
    everything = place.list.count()
    place.enter()
    qtbot.keyClicks(place.search, "litfsi salt")
    assert "LiTFSI" in names(place)
    assert place.list.count() < everything // 4
    qtbot.keyClick(place.list, Qt.Key.Key_Down)
    assert place.editor.material is not None
    assert place.editor.material.kind == "salt"
    assert place.editor.name.isReadOnly()
    assert not place.delete.isEnabled()


def test_a_shipped_material_is_edited_as_a_copy_in_the_users_folder(window: MainWindow, qtbot: QtBot) -> None:
    place = library_place(window)
    duplicate(place, qtbot)
    assert "Our carbon (your own)" in names(place)
    item = place.editor.table.item(0, 1)
    assert item is not None
    item.setText("1.85")
    assert place.keep.isEnabled()
    qtbot.mouseClick(place.keep, LEFT)
    kept = own_materials.materials("carbon")
    assert [(m.name, m.values["density"].text) for m in kept] == [("Our carbon", "1.85")]
    assert library.material("carbon", "super-p").name != "Our carbon"
    assert kept[0] in library.materials("carbon")  # offered in the form, too


def test_what_cannot_be_kept_says_why_and_stays_as_typed(window: MainWindow, qtbot: QtBot) -> None:
    place = library_place(window)
    duplicate(place, qtbot)
    item = place.editor.table.item(0, 1)
    assert item is not None
    item.setText("heavy")
    qtbot.mouseClick(place.keep, LEFT)
    assert "heavy" in window.messages.text
    assert place.editor.changed
    again = place.editor.table.item(0, 1)
    assert again is not None
    assert again.text() == "heavy"


@pytest.mark.parametrize(("unit", "said"), [("", "such as g/cm³"), ("furlong", "“furlong” is not a unit known here")])
def test_a_value_without_a_unit_or_with_an_unknown_one_says_so(
    window: MainWindow, qtbot: QtBot, unit: str, said: str
) -> None:
    place = library_place(window)
    duplicate(place, qtbot)
    item = place.editor.table.item(0, 2)
    assert item is not None
    item.setText(unit)
    qtbot.mouseClick(place.keep, LEFT)
    assert said in window.messages.text
    assert place.editor.changed


def test_what_was_typed_is_kept_when_something_else_is_done(window: MainWindow, qtbot: QtBot) -> None:
    place = library_place(window)
    duplicate(place, qtbot)

    def type_density(text: str) -> None:
        item = place.editor.table.item(0, 1)
        assert item is not None
        item.setText(text)

    type_density("1.7")
    place.show_material("salt", "litfsi")
    assert place.editor.material is not None
    assert place.editor.material.id == "litfsi"
    assert own_materials.materials("carbon")[0].values["density"].text == "1.7"
    place.show_material("carbon", own_materials.materials("carbon")[0].id)
    type_density("1.6")
    qtbot.mouseClick(place.add, LEFT)
    assert {m.name for m in own_materials.materials("carbon")} == {"Our carbon", "New material"}
    place.show_material("carbon", next(m.id for m in own_materials.materials("carbon") if m.name == "Our carbon"))
    type_density("1.5")
    window.places.show_place("design")
    ours = next(m for m in own_materials.materials("carbon") if m.name == "Our carbon")
    assert ours.values["density"].text == "1.5"


def test_deleting_can_be_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    place = library_place(window)
    duplicate(place, qtbot)
    qtbot.mouseClick(place.delete, LEFT)
    assert own_materials.materials("carbon") == ()
    window.messages.press("Take it back")
    assert [m.name for m in own_materials.materials("carbon")] == ["Our carbon"]


def test_taking_back_keeps_what_was_typed_meanwhile(window: MainWindow, qtbot: QtBot) -> None:
    place = library_place(window)
    duplicate(place, qtbot)
    duplicate(place, qtbot, "Another carbon")
    other = place.editor.material
    assert other is not None
    place.show_material("carbon", own_materials.materials("carbon")[0].id)
    qtbot.mouseClick(place.delete, LEFT)
    place.show_material("carbon", other.id)
    place.editor.recipe.setFocus()
    qtbot.keyClicks(place.editor.recipe, "dried at 120 °C")
    window.messages.press("Take it back")
    kept = {material.name: material.recipe for material in own_materials.materials("carbon")}
    assert kept == {"Our carbon": "", "Another carbon": "dried at 120 °C"}


def test_a_copy_that_the_library_cannot_renew_says_why(window: MainWindow, qtbot: QtBot) -> None:
    slot = "cathode_second_active"
    window.session.open(templates.template("nmc811-graphite"), None)
    window.session.choose("cathode_blend", "two")
    sulfur = own_materials.keep(own_materials.duplicated(library.material("cathode-active", "sulfur")))
    older = replace(sulfur, choices={}, values={})
    window.session.set_material(slot, older)
    place = library_place(window)
    panel = place.in_design
    row = next(r for r in range(panel.list.count()) if panel.list.item(r).data(Qt.ItemDataRole.UserRole) == slot)
    panel.list.setCurrentRow(row)
    qtbot.mouseClick(panel.update_button, LEFT)
    assert window.session.document.materials[slot] == older
    assert "cannot be mixed in" in panel.said.text()


def test_a_copy_that_differs_is_updated_in_one_undo_step(window: MainWindow, qtbot: QtBot) -> None:
    slot = "cathode_carbon"
    current = library.material("carbon", window.session.document.materials[slot].id)
    older = replace(current, revision=0, values={"density": Property("2.5", "g/cm³", "an older book")})
    window.session.apply(slot, lambda document: edits.set_material(document, slot, older))
    place = library_place(window)
    panel = place.in_design
    row = next(r for r in range(panel.list.count()) if panel.list.item(r).data(Qt.ItemDataRole.UserRole) == slot)
    assert "differs" in panel.list.item(row).text()
    panel.list.setCurrentRow(row)
    told = [[panel.table.item(r, c).text() for c in range(3)] for r in range(panel.table.rowCount())]  # type: ignore[union-attr]
    assert told == [["True density", "2.5 g/cm³", f"{current.values['density'].text} g/cm³"]]
    qtbot.mouseClick(panel.update_button, LEFT)
    assert window.session.document.materials[slot] == current
    assert "differs" not in panel.list.item(row).text()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.document.materials[slot] == older


def test_what_another_window_keeps_is_seen_and_never_replaced_unasked(window: MainWindow, qtbot: QtBot) -> None:
    place = library_place(window)
    duplicate(place, qtbot)
    shown = place.editor.material
    assert shown is not None
    beside = window.windows.new()
    beside.show()
    other = library_place(beside)
    other.show_material("carbon", shown.id)
    qtbot.keyClicks(other.editor.note, "half a sent")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClicks(place.editor.recipe, "dried")
    qtbot.mouseClick(place.keep, LEFT)
    beside.activateWindow()
    qtbot.waitUntil(beside.isActiveWindow)
    assert other.editor.note.text() == "half a sent"
    qtbot.mouseClick(other.keep, LEFT)
    assert beside.messages.remedies == ("Reload", "Overwrite")
    assert own_materials.materials("carbon")[0].recipe == "dried"
    beside.messages.press("Reload")
    assert (other.editor.recipe.text(), other.editor.note.text()) == ("dried", shown.note)
    qtbot.keyClicks(other.editor.note, "x")
    qtbot.mouseClick(other.keep, LEFT)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert "x" in place.editor.note.text()
    assert place.editor.material == own_materials.materials("carbon")[0]


@pytest.mark.parametrize("how", ["another place", "another material", "close"])
def test_a_cell_that_is_being_typed_in_is_kept(how: str, window: MainWindow, qtbot: QtBot) -> None:
    place = library_place(window)
    duplicate(place, qtbot)
    type_density(place, qtbot, "1.23")
    if how == "another place":
        window.places.show_place("design")
    elif how == "another material":
        place.show_material("salt", "litfsi")
    else:
        assert window.close()
    assert own_materials.materials("carbon")[0].values["density"].text == "1.23"


def test_closing_loses_no_value_that_cannot_be_kept(window: MainWindow, qtbot: QtBot) -> None:
    place = library_place(window)
    duplicate(place, qtbot)
    type_density(place, qtbot, "-5")
    window.places.show_place("design")
    assert not window.close()
    assert window.places.current == "library"
    assert "below the limit" in window.messages.text
    cell = place.editor.table.item(0, 1)
    assert cell is not None
    assert cell.text() == "-5"
    window.messages.press("Discard")
    assert window.close()
    assert own_materials.materials("carbon")[0].values["density"].text != "-5"


def test_the_list_points_at_what_could_not_be_kept(window: MainWindow, qtbot: QtBot) -> None:
    place = library_place(window)
    duplicate(place, qtbot)
    place.editor.name.selectAll()
    qtbot.keyClick(place.editor.name, Qt.Key.Key_Delete)
    row = place.list.currentRow()
    place.list.setCurrentRow(row - 1)
    assert "has no name" in window.messages.text
    qtbot.waitUntil(lambda: place.list.currentRow() == row)
    assert place.editor.name.text() == ""
    window.messages.press("Discard")
    assert place.editor.name.text() == "Our carbon"


def test_a_copy_whose_id_is_free_is_kept_as_it_is(window: MainWindow, qtbot: QtBot) -> None:
    slot = "cathode_carbon"
    foreign = replace(window.session.document.materials[slot], id="somebodys", revision=7, assumed=False)
    window.session.apply(slot, lambda document: edits.set_material(document, slot, foreign))
    panel = library_place(window).in_design
    row = next(r for r in range(panel.list.count()) if panel.list.item(r).data(Qt.ItemDataRole.UserRole) == slot)
    panel.list.setCurrentRow(row)
    qtbot.mouseClick(panel.keep_button, LEFT)
    assert "differs" not in panel.list.item(row).text()
    assert own_materials.materials("carbon") == (foreign,)


def test_a_designs_copy_is_kept_as_a_material_of_ones_own(window: MainWindow, qtbot: QtBot) -> None:
    slot = "cathode_carbon"
    foreign = replace(window.session.document.materials[slot], id="somebodys", name="Somebody's carbon")
    window.session.apply(slot, lambda document: edits.set_material(document, slot, foreign))
    place = library_place(window)
    panel = place.in_design
    row = next(r for r in range(panel.list.count()) if panel.list.item(r).data(Qt.ItemDataRole.UserRole) == slot)
    assert "not in the library" in panel.list.item(row).text()
    panel.list.setCurrentRow(row)
    qtbot.mouseClick(panel.keep_button, LEFT)
    assert library.material("carbon", "somebodys") == replace(foreign, revision=1, assumed=False)
    assert "not in the library" not in panel.list.item(row).text()


def test_a_material_goes_out_as_a_file_and_comes_in_again(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    place = library_place(window)
    place.show_material("salt", "litfsi")
    place.ask_save_path = lambda material: tmp_path / "given"  # type: ignore[method-assign]
    qtbot.mouseClick(place.give, LEFT)
    place.ask_open_path = lambda: tmp_path / "given.toml"  # type: ignore[method-assign]
    qtbot.mouseClick(place.bring, LEFT)
    assert [m.id for m in own_materials.materials("salt")] == ["litfsi-2"]
    (tmp_path / "given.toml").write_text("nonsense", encoding="utf-8")
    qtbot.mouseClick(place.give, LEFT)
    assert window.messages.text == "given.toml exists already; nothing was written."
    assert (tmp_path / "given.toml").read_text(encoding="utf-8") == "nonsense"
    qtbot.mouseClick(place.bring, LEFT)
    assert window.messages.level == "error"
    assert len(own_materials.materials("salt")) == 1


def test_a_bad_file_is_told_and_the_rest_is_there(window: MainWindow, qtbot: QtBot) -> None:
    folder = own_materials.folder() / "carbon"
    folder.mkdir(parents=True)
    (folder / "torn.toml").write_text("id =", encoding="utf-8")
    place = library_place(window)
    assert "torn.toml" in place.problems.text()
    assert place.list.count() > 100


def test_a_curve_is_drawn_with_where_it_comes_from(window: MainWindow) -> None:
    place = library_place(window)
    place.show_material("cathode-active", "lfp")
    shown = place.editor.curve
    assert shown.isVisible()
    assert "open circuit" in shown.said.text()
    assert "BSD-3-Clause" in shown.said.text()
    assert not shown.from_file.isVisible()
    place.show_material("binder", "pvdf")
    assert not shown.isVisible()


def test_ones_own_material_takes_a_curve_from_a_file_and_gives_it_up(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = library_place(window)
    place.show_material("cathode-active", "nmc811")
    qtbot.mouseClick(place.duplicate, LEFT)
    qtbot.keyClicks(place.editor.name, "Our NMC")
    rows = "".join(f"{q},{4.4 - q / 200}\n" for q in range(0, 201, 5))
    path = tmp_path / "half.csv"
    path.write_text(f"q (mAh/g),U (V)\n{rows}", encoding="utf-8")
    monkeypatch.setattr(place, "ask_curve_path", lambda: path)
    qtbot.mouseClick(place.editor.curve.from_file, LEFT)
    dialog = place.findChild(CurveDialog)
    assert dialog is not None
    assert dialog.slot.currentText() == "Our NMC"
    qtbot.mouseClick(dialog.take, LEFT)
    assert place.editor.changed
    qtbot.mouseClick(place.keep, LEFT)
    kept = place.editor.material
    assert kept is not None
    assert kept.curve is not None
    assert float(kept.curve.charge[-1]) == pytest.approx(200)
    assert "own measurement" in place.editor.curve.said.text()
    qtbot.mouseClick(place.editor.curve.away, LEFT)
    qtbot.mouseClick(place.keep, LEFT)
    assert place.editor.material is not None
    assert place.editor.material.curve is None
    assert place.editor.curve.said.text() == "None yet."


def test_sources_and_notes_are_shown_in_full(window: MainWindow, qtbot: QtBot) -> None:
    place = library_place(window)
    place.show_material("cathode-active", "lfp")
    table = place.editor.table
    qtbot.waitUntil(lambda: not place.editor._tall.isActive())
    assert not table.horizontalScrollBar().isVisible()
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            item = table.item(row, column)
            assert item is not None
            room = QRect(0, 0, table.columnWidth(column) - 6, 1000)
            wrapped = table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text())
            assert wrapped.height() <= table.rowHeight(row)


def test_a_note_of_several_lines_is_kept_on_one(window: MainWindow, qtbot: QtBot) -> None:
    place = library_place(window)
    duplicate(place, qtbot)
    place.editor.note.setFocus()
    qtbot.keyClicks(place.editor.note, "dried")
    qtbot.keyClick(place.editor.note, Qt.Key.Key_Return)
    qtbot.keyClicks(place.editor.note, "at 120 °C")
    qtbot.mouseClick(place.keep, LEFT)
    assert place.editor.material is not None
    assert "dried at 120 °C" in place.editor.material.note
