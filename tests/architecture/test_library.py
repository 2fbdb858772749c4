"""Materials and sources: every file is read, says things the program knows, and cites sources that exist."""

import csv
import json
import re
import tomllib

import pytest

from app.services import library, templates
from app.services.paths import resources
from app.services.paths import templates as templates_folder
from calc import units
from calc.graph import registry
from calc.inputs.materials import PROPERTIES

FILES = sorted((resources() / "materials").glob("*/*.toml"))


def test_there_are_materials_for_every_slot():
    for slot in registry().slots.values():
        assert library.materials(slot.kind), slot.key


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_material_states_known_properties_in_fitting_units(path):
    material = library.material(path.parent.name, path.stem)
    assert (material.id, material.kind) == (path.stem, path.parent.name)
    for name, value in material.values.items():
        _, unit = PROPERTIES[material.kind][name]
        assert units.find(value.unit).dimension == unit.dimension, name
        assert re.fullmatch(r"-?\d+(\.\d+)?", value.text), name
    for name, raw in tomllib.loads(path.read_text(encoding="utf-8"))["values"].items():
        for other in raw.get("also", ()):  # what other sources print for it
            assert re.fullmatch(r"-?\d+(\.\d+)?", other["value"]), name
            assert other["source"], name
    for choice, option in material.choices.items():
        registry().choices[choice].option(option)


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_material_keeps_the_limits_of_the_inputs_it_supplies(path):
    material = library.material(path.parent.name, path.stem)
    slots = {slot.key for slot in registry().slots.values() if slot.kind == material.kind}
    for declared in registry().inputs.values():
        if declared.material and declared.material[0] in slots and declared.material[1] in material.values:
            value = material.values[declared.material[1]]
            number = declared.unit.from_si(units.find(value.unit).to_si(float(value.text)))
            assert declared.low <= number <= declared.high, declared.key


def test_densities_of_actives_lie_above_their_coatings():
    """The one is without pores and the other with them: a swap would make a negative porosity."""
    for kind in ("cathode-active", "anode-active"):
        for material in library.materials(kind):
            if "coating_density" in material.values and "density" in material.values:
                assert float(material.values["coating_density"].text) < float(material.values["density"].text)


def test_practical_capacities_lie_below_theory():
    for kind in ("cathode-active", "anode-active"):
        for material in library.materials(kind):
            if {"practical_capacity", "theoretical_capacity"} <= material.values.keys():
                practical, theory = (float(material.values[f"{n}_capacity"].text) for n in ("practical", "theoretical"))
                assert practical <= theory, material.id


def test_material_ids_are_unique_within_a_kind_and_names_too():
    for kind in library.kinds():
        names = [m.name.casefold() for m in library.materials(kind)]
        assert len(names) == len(set(names)), kind


# Conventional atomic masses, g/mol (IUPAC 2021, abridged).
ATOMS = {
    "H": 1.008, "Li": 6.94, "B": 10.81, "C": 12.011, "N": 14.007, "O": 15.999, "F": 18.998, "Na": 22.990,
    "Si": 28.085, "P": 30.974, "S": 32.06, "Cl": 35.45,
}  # fmt: skip
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def molar_mass(formula: str) -> float:
    """Atomic masses added up; brackets nest."""
    sums = [0.0]
    for atom, opened, closed, count in re.findall(r"(?:([A-Z][a-z]?)|(\()|(\)))(\d*)", formula.translate(SUBSCRIPTS)):
        if opened:
            sums.append(0.0)
        else:
            mass = sums.pop() if closed else ATOMS[atom]
            sums[-1] += mass * int(count or 1)
    assert len(sums) == 1, formula
    return sums[0]


@pytest.mark.parametrize(("formula", "mass"), [("LiN(SO₂CF₃)₂", 287.08), ("LiB(C₂O₄)₂", 193.79), ("C₄H₁₀O₂", 90.12)])
def test_atomic_masses_add_up_through_brackets(formula, mass):
    assert molar_mass(formula) == pytest.approx(mass, abs=0.02)


@pytest.mark.parametrize("path", [p for p in FILES if p.parent.name in ("solvent", "salt")], ids=lambda p: p.stem)
def test_molar_masses_are_those_of_the_formulas(path):
    material = library.material(path.parent.name, path.stem)
    stated = material.values["molar_mass"]
    assert stated.unit == "g/mol"
    assert float(stated.text) == pytest.approx(molar_mass(material.formula), abs=0.02)


# Sources -------------------------------------------------------------------------------------------------------------


def cited() -> dict[str, set[str]]:
    """Source id → where it is cited."""
    found: dict[str, set[str]] = {}

    def add(source: str, place: str) -> None:
        if source:
            found.setdefault(source, set()).add(place)

    declared = registry()
    for quantity in (*declared.quantities.values(), *declared.results.values()):
        add(quantity.source, quantity.key)
    for rule in declared.rules.values():
        add(rule.source, rule.key)
    for template_id in templates.ids():
        document = templates.template(template_id)
        add(document.reference, template_id)
        for entry in document.entries.values():
            add(entry.source, template_id)
        for material in document.materials.values():
            for value in material.values.values():
                add(value.source, template_id)
    for path in (*FILES, *templates_folder().rglob("*.toml"), *(resources() / "literature").rglob("*.toml")):
        for source in re.findall(r'\bsource\s*=\s*"([^"]*)"', path.read_text(encoding="utf-8")):
            add(source, path.name)
    for path in (resources() / "literature").rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                add(row.get("source", "") or "", path.name)
    return found


def listed() -> dict[str, dict[str, object]]:
    return tomllib.loads((resources() / "sources.toml").read_text(encoding="utf-8"))


def test_every_source_cited_is_in_the_list():
    known = listed()
    assert not {source: places for source, places in cited().items() if source not in known}


# Sources of tests and documents rather than of a value in the program, each with its reason.
ELSEWHERE = {"xiao-2022": "docs/validation.md: the check of capacity against two published pouch cells"}


def test_every_source_in_the_list_is_cited():
    assert set(listed()) - set(cited()) <= set(ELSEWHERE)


def test_every_source_can_be_found_by_a_reader():
    for key, source in listed().items():
        assert source.get("title"), key
        assert any(source.get(field) for field in ("doi", "url", "note")), key
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)


# Templates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template_id", templates.ids())
def test_a_template_states_every_input_in_force_and_its_snapshots_are_the_library_s(template_id):
    document = templates.template(template_id)
    for declared in document.plan.inputs:
        entry = document.entry(declared)
        assert entry.text or declared.optional or document.vacant(declared), declared.key
        if entry.text:
            number = declared.unit.from_si(units.find(entry.unit).to_si(float(entry.text)))
            assert declared.low <= number <= declared.high, declared.key
    assert {slot.key for slot in document.plan.slots} >= document.materials.keys()
    assert {slot.key for slot in document.plan.slots if not slot.optional} <= document.materials.keys()
    for material in document.materials.values():
        assert dict(material.values) == dict(library.material(material.kind, material.id).values), material.id


def test_templates_that_the_outside_relies_on_exist():
    assert set(templates.ids()) >= {
        "li-lco-0.53Ah-ers",
        "li-lco-0.53Ah-foil",
        "li-s-1.6Ah-ers",
        "li-s-1.6Ah-foil",
        "li-s-6.4Ah-ers",
        "nmc811-graphite",
        "nmc811-lithium-on-copper",
        "nmc811-anode-free",
        "na-ion-hard-carbon",
    }


def test_the_process_pages_name_every_set_point():
    """Inputs of the process group compute nothing: they are there to be printed and kept."""
    pages = sorted((templates_folder() / "processes").rglob("*.toml"))
    if not pages:
        pytest.skip("no process page is there yet")
    words = {word for page in pages for word in re.findall(r"[a-z_0-9]+", page.read_text(encoding="utf-8"))}
    used = {p for variants in registry().derivations.values() for d in variants for p in d.parameters}
    used |= {p for rule in registry().rules.values() for p in rule.parameters}
    points = {key for key, declared in registry().inputs.items() if declared.group == "process"}
    assert not points - words - used


def test_template_files_are_plain_json_without_typing_twice():
    for template_id in templates.ids():
        raw = json.loads((templates_folder() / "designs" / f"{template_id}.json").read_text(encoding="utf-8"))
        assert raw["id"] == template_id
        assert set(raw["choices"]) == set(registry().choices)
