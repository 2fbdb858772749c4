"""Cells that are built from a template by typing only, worked out by hand from what was typed.

The sizes are those of no particular product: they stand for what a data sheet and a coating report give.
"""

import json

import pytest

from app import cli

IRON_PHOSPHATE = (
    "cathode_active=lfp voltage_given_by=curve upper_voltage=3.65 lower_voltage=2.5 "
    "cathode_sheets=20 anode_sheets=21 cathode_width=100 cathode_height=150 anode_width=102 anode_height=152 "
    "cathode_loading=14 loading_basis=coating cathode_active_fraction=94 cathode_carbon_fraction=3 "
    "cathode_binder_fraction=3 cathode_specific_capacity=150 cathode_density=2.3 cathode_foil_thickness=15 "
    "anode_loading=7.4 anode_active_fraction=95 anode_carbon_fraction=1 anode_binder_fraction=4 anode_density=1.5 "
    "anode_foil_thickness=9 separator_thickness=16 separator_porosity=42 separator_skeleton_density=0.95 "
    "separator_tail=0 electrolyte_per_capacity=2.6 pouch_cups=double"
)
METAL = (
    "cathode_active=nmc622 cathode_sheets=8 anode_sheets=9 cathode_width=40 cathode_height=60 anode_width=42 "
    "anode_height=62 loading_given_by=thickness-and-density cathode_coating_thickness=67 cathode_density=3.0 "
    "cathode_active_fraction=96 cathode_carbon_fraction=2 cathode_binder_fraction=2 cathode_specific_capacity=175 "
    "cathode_foil_thickness=12 lithium_thickness=50 anode_foil_thickness=8 separator_thickness=20 separator_tail=0 "
    "separator_porosity=40 separator_skeleton_density=0.95 electrolyte_per_capacity=3"
)


@pytest.fixture
def computed(capsys, tmp_path, monkeypatch):
    """Results of a template with everything set on the command line, in the units they are printed in."""
    monkeypatch.setenv("CELLWRIGHT_HOME", str(tmp_path))

    def run(template, settings):
        sets = [word for setting in settings.split() for word in ("--set", setting)]
        assert cli.run(["compute", template, "--json", *sets]) == 0
        return {key: found["value"] for key, found in json.loads(capsys.readouterr().out)["results"].items()}

    return run


def test_iron_phosphate_and_graphite(computed):
    cell = computed("nmc811-graphite", IRON_PHOSPHATE)
    # 40 faces of 150 cm² with 14 × 0.94 mg/cm² at 150 mAh/g
    assert cell["capacity"] == pytest.approx(40 * 150 * 14 * 0.94 * 150 / 1e6)
    assert cell["cathode_coating_mass"] == pytest.approx(40 * 150 * 0.014)
    assert cell["cathode_foil_mass"] == pytest.approx(20 * 150 * 15e-4 * 2.70)
    sheet = 10.2 * 15.2
    assert cell["anode_mass"] == pytest.approx(21 * sheet * (2 * 0.0074 + 9e-4 * 8.96))
    # 42 layers of 105 × 155 mm: 1.5 mm beyond the anode all round
    assert cell["separator_mass"] == pytest.approx(42 * 10.5 * 15.5 * 16e-4 * 0.58 * 0.95)
    assert cell["electrolyte_mass"] == pytest.approx(2.6 * 11.844)
    layers = 20 * (15 + 2 * 140 / 2.3) + 21 * (9 + 2 * 74 / 1.5) + 42 * 16
    assert cell["stack_thickness"] == pytest.approx(layers / 1000)
    # Iron phosphate at 3.36 V against lithium less 0.13 V of graphite; what graphite binds limits the cell.
    assert cell["curve_mean_voltage"] == pytest.approx(3.23, abs=0.03)
    assert cell["curve_energy"] == pytest.approx(cell["curve_mean_voltage"] * cell["curve_charge"])
    assert cell["curve_energy_at_rate"] < cell["curve_energy"]


def test_nickel_rich_oxide_and_lithium_on_copper(computed):
    cell = computed("nmc811-lithium-on-copper", METAL)
    coating = 67e-4 * 3.0  # g/cm² per side
    assert cell["capacity"] == pytest.approx(16 * 24 * coating * 0.96 * 175 / 1000)
    assert cell["cathode_coating_mass"] == pytest.approx(16 * 24 * coating)
    sheet = 4.2 * 6.2
    assert cell["anode_mass"] == pytest.approx(9 * sheet * (2 * 50e-4 * 0.534 + 8e-4 * 8.96))
    assert cell["separator_mass"] == pytest.approx(18 * 4.5 * 6.5 * 20e-4 * 0.6 * 0.95)
    assert cell["stack_thickness"] == pytest.approx((8 * (12 + 2 * 67) + 9 * (8 + 2 * 50) + 18 * 20) / 1000)
    # 50 µm of lithium on a face over the coating's areal capacity
    areal = 50e-4 * 0.534 * 3861 / (coating * 0.96 * 175)
    assert cell["np_facing_area"] == pytest.approx(areal, rel=1e-3)
