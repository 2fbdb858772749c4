"""The recipe of the electrolyte in the form: there when asked for, with a field for what is mixed and no more."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services import templates
from ui.fields.form import Form
from ui.fields.material_field import MaterialRow
from ui.session import Session


@pytest.fixture
def session(themed) -> Session:
    return Session(templates.template("nmc811-graphite"))


@pytest.fixture
def form(qtbot, session) -> Form:
    form = Form(session)
    qtbot.addWidget(form)
    form.resize(340, 900)
    form.unfold(("electrolyte", "recipe"))
    form.show()
    form.activateWindow()
    QApplication.processEvents()
    return form


def keys(form: Form) -> list[str]:
    return [row.key for row in form.section_rows("recipe")]


def choose(form: Form, slot: str, name: str) -> None:
    """Pick a material by its name, as the list does."""
    assert form.focus_key(slot)
    row = form.row(slot)
    assert isinstance(row, MaterialRow)
    row.populate()
    index = row.combo.findText(name)
    assert index >= 0
    row.combo.setCurrentIndex(index)
    row.combo.activated.emit(index)


def test_without_a_recipe_there_is_no_section_for_it(form, session):
    assert form.heading("recipe").isHidden()
    session.choose("electrolyte_density_given_by", "recipe")
    assert not form.heading("recipe").isHidden()
    session.undo()
    assert form.heading("recipe").isHidden()


def test_a_recipe_shows_what_is_mixed_and_one_place_more_of_each_kind(form, session):
    session.choose("electrolyte_density_given_by", "recipe")
    assert [key for key in keys(form) if key.startswith(("solvent_", "additive_"))] == [
        "solvent_1", "solvent_1_part", "solvent_1_density",
        "solvent_2", "solvent_2_part", "solvent_2_density",
        "solvent_3", "additive_1",
    ]  # fmt: skip
    assert [key for key in keys(form) if key.startswith("salt_")][:2] == ["salt_1", "salt_1_molarity"]
    assert "salt_1_mole_ratio" in keys(form)
    assert not any(key.endswith(("molar_mass", "ether", "nitrate")) for key in keys(form))


def test_a_material_chosen_adds_its_fields_and_none_takes_them_away_in_one_step_each(form, session):
    session.choose("electrolyte_density_given_by", "recipe")
    before = session.design.number("electrolyte_density")
    choose(form, "solvent_3", "FEC")
    assert {"solvent_3_part", "solvent_3_density", "solvent_4"} <= set(keys(form))
    assert session.design.number("electrolyte_density") > before
    choose(form, "solvent_3", "none")
    assert not {"solvent_3_part", "solvent_4"} & set(keys(form))
    assert session.design.number("electrolyte_density") == before
    session.undo()
    assert "solvent_3_part" in keys(form)
    session.undo()
    assert "solvent_3_part" not in keys(form)


def test_an_amount_is_typed_like_any_number(form, session):
    session.choose("electrolyte_density_given_by", "recipe")
    assert form.focus_key("salt_1_molarity")
    QTest.keyClicks(form.row("salt_1_molarity").edit, "1.2")
    QTest.keyClick(form.row("salt_1_molarity").edit, Qt.Key.Key_Return)
    assert session.design.number("salts_molarity") == pytest.approx(1.2)


def test_another_electrolyte_is_one_step_with_its_whole_recipe(form, session):
    session.choose("electrolyte_density_given_by", "recipe")
    document = session.document
    choose(form, "electrolyte", "LiFSI in DME/TTE")
    assert form.row("salt_1").combo.shown == "LiFSI"
    assert session.design.number("salts_molarity") == pytest.approx(1.495, abs=1e-3)
    session.undo()
    assert session.document == document
    assert form.row("salt_1").combo.shown == "LiPF₆"
