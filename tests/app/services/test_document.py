"""The document: immutable, comparable, and its hash says when two designs are the same cell."""

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.services import edits, library, storage, templates
from app.services.document import Document, Entry
from app.services.expressions.exact import convert
from calc import units
from calc.graph import registry


@pytest.fixture
def document():
    return templates.template("li-s-1.6Ah-ers")


def test_a_document_cannot_be_changed(document):
    with pytest.raises(dataclasses.FrozenInstanceError):
        document.name = "other"
    for mapping in (document.choices, document.entries, document.materials, document.unknown):
        with pytest.raises(TypeError):
            mapping["key"] = "value"
    with pytest.raises(TypeError):
        document.materials["tape"].values["density"] = library.Property("1", "g/cm³")


def test_what_a_document_is_made_of_can_be_changed_without_changing_it():
    entries = {"cathode_width": Entry("50", "mm")}
    document = Document("id", "name", {}, entries, {})
    entries["cathode_width"] = Entry("60", "mm")
    assert document.entries["cathode_width"].text == "50"


def test_the_library_cannot_be_changed():
    with pytest.raises(TypeError):
        library.material("tape", "tape-pet-30").values["density"] = library.Property("1", "g/cm³")  # type: ignore[index]


def test_equal_documents_are_equal_and_hash_alike(document):
    again = storage.read(storage.written(document), "x.cell")
    assert again == document
    assert hash(again) == hash(document)
    assert {document: 1}[again] == 1
    assert edits.set_value(document, "cathode_width", "60") != document


@pytest.mark.parametrize(
    ("key", "one", "other"),
    [
        ("lithium_thickness", "62.5 µm", "0.0625 mm"),
        ("lithium_thickness", "62.5", "62.50 um"),
        ("lithium_thickness", "100 µm", "0.01 cm"),
        ("cathode_width", "50 mm", "5.0 cm"),
        ("dew_point", "-40 °C", "233.15 K"),
        ("drying_time", "12 h", "720 min"),
        ("cathode_active_fraction", "82 %", "0.82 g/g"),
        ("strip_lead", "0 mm", "0 µm"),
    ],
)
def test_the_hash_is_the_same_in_another_unit(document, key, one, other):
    hashes = {edits.set_value(document, key, text).content_hash() for text in (one, other)}
    assert len(hashes) == 1


def test_every_input_hashes_alike_in_every_unit_of_its_kind(document):
    for declaration in document.plan.inputs:
        entry = document.entry(declaration)
        typed = units.find(entry.unit)
        for unit in units.compatible(declaration.unit):
            text = convert(entry.text, typed, unit)
            # Twelve digits, as in 1/3600, do not lead back: that is another number.
            if convert(text, unit, typed) == convert(entry.text, typed, typed) and len(text.strip("-0.")) < 12:
                changed = document.with_entry(declaration.key, Entry(text, unit.symbol))
                assert changed.content_hash() == document.content_hash(), (declaration.key, unit.symbol)


def test_names_dates_sources_and_marks_do_not_count(document):
    same = [
        edits.rename(document, "other"),
        edits.set_notes(document, "other"),
        dataclasses.replace(document, revision=7, saved="2025-01-31", id="other", reference=""),
        edits.set_assumed(document, "cathode_width", True),
        document.with_entry("cathode_width", Entry("50", "mm", source="other")),
        dataclasses.replace(
            document,
            materials={s: dataclasses.replace(m, assumed=True, note="") for s, m in document.materials.items()},
        ),
    ]
    assert {other.content_hash() for other in same} == {document.content_hash()}


def test_a_value_typed_as_the_material_says_it_is_the_same_cell(document):
    typed = document.with_entry("cathode_density", Entry("0.75", "g/cm³"))
    assert typed.content_hash() == document.content_hash()


def test_any_value_counts(document):
    for declaration in document.plan.inputs:
        entry = document.entry(declaration)
        changed = document.with_entry(
            declaration.key, Entry(entry.text + "1" if "." in entry.text else "77", entry.unit)
        )
        assert changed.content_hash() != document.content_hash(), declaration.key


def test_any_choice_counts(document):
    for choice in registry().choices.values():
        for option in choice.options:
            if option.id == "curve":
                continue  # sulfur has none; the curve itself counts, see test_half_cell_curves.py
            if option.id != document.plan.choices[choice.key]:
                assert edits.set_choice(document, choice.key, option.id).content_hash() != document.content_hash()


def test_any_value_of_a_material_counts(document):
    for slot, material in document.materials.items():
        for name, value in material.values.items():
            values = {
                **material.values,
                name: dataclasses.replace(value, text=value.text + "1" if "." in value.text else "3"),
            }
            changed = dataclasses.replace(
                document, materials={**document.materials, slot: dataclasses.replace(material, values=values)}
            )
            assert changed.content_hash() != document.content_hash(), (slot, name)


def test_the_hash_is_the_same_in_another_process(document):
    program = "from app.services import templates; print(templates.template('li-s-1.6Ah-ers').content_hash())"
    told = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONHASHSEED": "17"},
    )
    assert told.stdout.strip() == document.content_hash()


def test_a_started_template_has_an_id_of_its_own(document):
    started = templates.started("li-s-1.6Ah-ers")
    assert started.id != document.id
    assert dataclasses.replace(started, id=document.id) == document
    with pytest.raises(KeyError):
        templates.started("nothing")
