"""The half-cell curves that come with the program, against mean voltages that others measured, and in whole cells."""

import csv
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from app.services import edits, library, own_materials, storage, templates
from app.services.design import Design
from app.services.disk import StorageError
from app.services.expressions.refusals import EntryError
from app.services.paths import resources
from calc.halfcell import crossing, integral_between
from calc.units import MAH_G

KINDS = ("cathode-active", "anode-active")
WITH_CURVE = [m for kind in KINDS for m in library.materials(kind) if m.curve]


def mean(material, high, low):
    """Mean potential between two potentials, and the charge between them in mAh/g."""
    curve = material.curve.half_cell()
    a, b = crossing(curve, high), crossing(curve, low)
    return float(integral_between(curve, a, b) / (b - a)), float(MAH_G.from_si(b - a))


def test_the_program_brings_curves_of_the_usual_materials():
    assert {m.id for m in WITH_CURVE} >= {"lco", "nmc811", "nmc532", "nca", "lfp", "nvpf", "graphite"}


@pytest.mark.parametrize("material", WITH_CURVE, ids=lambda m: m.id)
def test_a_curve_says_where_it_comes_from_and_may_be_passed_on(material):
    curve = material.curve
    assert curve.licence == "BSD-3-Clause"
    assert "BSD-3-Clause" in library.source(curve.source).licence
    for said in (curve.rate, curve.temperature, curve.direction, curve.basis, curve.error, curve.note):
        assert said
    assert 2 <= len(curve.charge) <= 60
    theory = float(material.values["theoretical_capacity"].text)
    assert float(curve.charge[-1]) <= 1.01 * theory
    assert (resources() / "materials" / "PYBAMM-LICENSE.txt").is_file()


@pytest.mark.parametrize(
    ("kind", "name", "high", "low", "volts", "tolerance"),
    [
        # Mean of a C/10 discharge; open-circuit curves lie some 20 mV above it.
        ("cathode-active", "nmc811", 4.3, 2.5, 3.814, 0.03),
        ("cathode-active", "lfp", 4.1, 2.7, 3.358, 0.03),
        ("cathode-active", "lco", 4.2, 3.0, 3.957, 0.012),  # 3.947 and 3.968 V are implied by published cells
        ("cathode-active", "nvpf", 4.3, 3.2, 3.8, 0.12),  # 3.65 to 3.8 V
        ("cathode-active", "nca", 4.2, 3.0, 3.75, 0.06),  # 3.70 to 3.80 V
        # Between the 0.123 V of lithiation and the 0.165 V of delithiation.
        ("anode-active", "graphite", 1.0, 0.0, 0.144, 0.021),
    ],
)
def test_mean_potentials_are_those_that_others_measured(kind, name, high, low, volts, tolerance):
    assert mean(library.material(kind, name), high, low)[0] == pytest.approx(volts, abs=tolerance)


def test_the_nickel_rich_curve_gives_the_capacity_that_others_measured():
    _, charge = mean(library.material("cathode-active", "nmc811"), 4.3, 2.5)
    assert charge == pytest.approx(203.1, rel=0.01)


def by_curve(template, **values):
    document = edits.set_choice(templates.template(template), "voltage_given_by", "curve")
    for key, text in values.items():
        document = edits.set_value(document, key, text)
    return Design(document)


def test_a_lithium_ion_cell_has_the_voltage_of_its_electrodes():
    """3.814 V of NMC811 less 0.165 V of graphite are 3.65 V, discharged at C/10."""
    design = by_curve("nmc811-graphite")
    assert design.number("mean_voltage") == pytest.approx(3.814 - 0.165, abs=0.06)
    assert design.number("mean_voltage") == design.number("curve_mean_voltage")
    assert design.number("energy") == pytest.approx(design.number("curve_energy"))
    assert design.number("charged_voltage") == pytest.approx(4.2)
    assert design.number("curve_mean_voltage_at_rate") < design.number("curve_mean_voltage")
    assert 0.2 < design.number("cathode_stoichiometry_start") < 0.3
    assert 0.8 < design.number("anode_stoichiometry_start") < 0.95
    assert 0 < design.number("anode_stoichiometry_end") < 0.1


def test_less_anode_ends_the_discharge_at_the_anode():
    plenty, scarce = by_curve("nmc811-graphite"), by_curve("nmc811-graphite", anode_first_cycle_efficiency="85")
    assert scarce.number("anode_potential_discharged") > plenty.number("anode_potential_discharged")
    assert scarce.number("curve_capacity") < plenty.number("curve_capacity")


def test_energy_is_the_integral_of_the_drawn_voltage():
    """By small steps over both curves, as a cycler would add it up."""
    design = by_curve("nmc811-graphite")
    cathode, anode = design.values["cathode_curve"], design.values["anode_curve"]
    charge = float(design.values["curve_charge"])
    q = np.linspace(0, charge, 200_001)
    x = float(design.values["cathode_lithium_charged"]) + q / float(design.values["faced_cathode_mass"])
    y = float(design.values["anode_lithium_charged"]) - q / float(design.values["faced_anode_mass"])
    voltage = np.interp(x, cathode.x, cathode.y) - np.interp(y, anode.x, anode.y)
    assert float(design.values["curve_energy"]) == pytest.approx(np.trapezoid(voltage, q), rel=1e-7)


def test_the_published_cobalt_cell_has_the_voltage_that_its_source_implies():
    design = Design(templates.template("li-lco-0.53Ah-ers"))
    assert design.number("curve_mean_voltage") == pytest.approx(design.number("claim_mean_voltage"), abs=0.01)


def test_a_sulfur_shape_integrates_to_what_lithium_sulfur_cells_have():
    document = edits.set_choice(templates.template("li-s-1.6Ah-ers"), "voltage_given_by", "two-plateaus")
    design = Design(document)
    assert 2.03 <= design.number("mean_voltage") <= 2.17
    assert all(document.entries[key].assumed for key in document.entries if "plateau" in key)
    assert "mean_voltage_plausible" not in {f.rule.key for f in design.findings}
    # It stretches with the utilisation: another capacity, the same mean.
    more = Design(edits.set_value(document, "rated_capacity", "2.0"))
    assert more.number("mean_voltage") == design.number("mean_voltage")
    assert more.number("energy") == pytest.approx(design.number("energy") * 2.0 / 1.6)


# Where there is none --------------------------------------------------------------------------------------------------


def test_without_a_curve_the_typed_voltage_stands_and_the_refusal_says_so():
    document = templates.template("li-s-1.6Ah-ers")
    with pytest.raises(EntryError, match=r"Sulfur has no half-cell curve, so the typed mean voltage stands"):
        edits.set_choice(document, "voltage_given_by", "curve")


def test_a_material_without_a_curve_makes_the_voltage_a_typed_one_again():
    document = edits.set_choice(templates.template("nmc811-graphite"), "voltage_given_by", "curve")
    before = Design(document).number("mean_voltage")
    changed = edits.set_material(document, "cathode_active", library.material("cathode-active", "lmo"))
    assert changed.plan.choices["voltage_given_by"] == "typed"
    assert Design(changed).number("mean_voltage") == pytest.approx(before, rel=1e-5)


def test_a_curve_stays_in_the_file_and_in_the_hash(tmp_path):
    document = by_curve("nmc811-graphite").document
    path = tmp_path / "cell.cell"
    storage.save(document, path, saved="2026-01-01")
    assert path.stat().st_size < 30_000
    again = storage.load(path)
    assert again.materials["cathode_active"].curve == document.materials["cathode_active"].curve
    assert again.content_hash() == document.content_hash()
    material = document.materials["cathode_active"]
    curve = replace(material.curve, potential=("4.5000", *material.curve.potential[1:]))
    changed = replace(
        document,
        materials=MappingProxyType({**document.materials, "cathode_active": replace(material, curve=curve)}),
    )
    assert changed.content_hash() != document.content_hash()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"charge": ["', '"charge": ["9999", "', "two points at least"),
        ('"potential": ["', '"potential": ["0.1", "', "two points at least"),
        ('"charge": ["', '"charge": ["x", "', "x"),
        ('"charge_unit": "mAh/g"', '"charge_unit": "mm"', "mm is not a unit"),
    ],
)
def test_a_file_with_a_bad_curve_is_refused_with_a_sentence(old, new, said):
    raw = storage.written(templates.template("nmc811-graphite")).decode()
    with pytest.raises(StorageError, match=said):
        storage.read(raw.replace(old, new, 1).encode(), "cell.cell")


def test_a_file_that_takes_its_voltage_from_curves_it_lacks_is_refused():
    document = by_curve("nmc811-graphite").document
    bare = replace(document.materials["anode_active"], curve=None)
    document = replace(document, materials=MappingProxyType({**document.materials, "anode_active": bare}))
    with pytest.raises(StorageError, match="lacks: Half-cell curve of the anode"):
        storage.read(storage.written(document), "cell.cell")


def test_tables_have_two_columns_with_their_units():
    for path in (resources() / "materials").glob("*/curves/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        assert head == ["charge (mAh/g)", "potential (V)"]
        assert all(len(row) == 2 for row in rows)


def test_a_material_of_ones_own_keeps_its_curve(tmp_path):
    mine = replace(library.material("cathode-active", "nmc811"), id="nmc811-own", name="NMC811 of our own")
    path = tmp_path / "nmc811-own.toml"
    path.write_bytes(own_materials.written(mine))
    assert own_materials.read(path).curve == mine.curve
    path.write_bytes(own_materials.written(mine).replace(b'charge = ["', b'charge = [3, "'))
    with pytest.raises(own_materials.OwnMaterialError, match=r"curve\.charge"):
        own_materials.read(path)
