"""The three starting points, one for each other kind of anode, worked by hand from their inputs."""

import pytest

from app.services import templates
from app.services.design import Design

# Ten cathodes of 6.0 × 9.0 cm, 20 mg/cm² of coating per side of which 96 % is NMC811 giving 195 mAh/g.
FACES = 20
FACING = FACES * 6.0 * 9.0  # 1080 cm²
ACTIVE = 20.0 * 0.96 * FACING / 1000  # 20.736 g
CAPACITY = ACTIVE * 195 / 1000  # 4.04352 Ah
ANODE_AREA = 11 * 6.25 * 9.25  # 635.9375 cm²
COPPER = ANODE_AREA * 8e-4 * 8.96  # 4.5584 g


def close(value):
    return pytest.approx(value, rel=1e-6)


@pytest.mark.parametrize("name", ["nmc811-graphite", "nmc811-lithium-on-copper", "nmc811-anode-free"])
def test_what_the_three_share(name):
    design = Design(templates.template(name))
    assert design.number("facing_area") == close(FACING)
    assert design.number("cathode_active_mass") == close(ACTIVE)
    assert design.number("capacity") == close(CAPACITY)
    assert design.number("cathode_areal_capacity") == close(20 * 0.96 * 0.195)
    assert design.number("anode_foil_mass") == close(COPPER)
    # 10 + 11 sheets, one separator between neighbours and one over each end; 35 mm of tail
    assert design.number("separator_layers") == 22
    assert design.number("separator_length") == close(22 * (62.5 + 2 * 1.5) + 35)
    # foil 12 µm; 20 mg/cm² at 3.4 g/cm³ is 58.8235 µm a side
    assert design.number("cathode_sheet_thickness") == close(12 + 2 * 20 / 3.4 * 10)
    assert not [f for f in design.findings if f.severity == "error"]


def test_graphite():
    design = Design(templates.template("nmc811-graphite"))
    areal = 12.5 * 0.955 * 0.344  # mAh/cm² of one face: coating × active fraction × 344 mAh/g
    assert design.number("anode_areal_capacity") == close(areal)
    assert design.number("np_facing_area") == close(areal * FACING / (CAPACITY * 1000))  # 1.0968
    assert design.number("np_anode_area") == close(areal * FACES * 6.25 * 9.25 / (CAPACITY * 1000))
    assert design.number("np_whole_anode") == close(areal * 2 * ANODE_AREA / (CAPACITY * 1000))
    assert design.number("anode_coating_mass") == close(2 * ANODE_AREA * 12.5e-3)
    assert design.number("anode_mass") == close(2 * ANODE_AREA * 12.5e-3 + COPPER)
    assert design.number("lithium_mass") == 0
    # transport counts 0.3 g of lithium per Ah where the anode holds no metal
    assert design.number("lithium_content_charged") == close(0.3 * CAPACITY)
    assert design.number("energy") == close(CAPACITY * 3.65)
    # 22 separators of 12 µm, 11 anodes of 8 + 2 × 80.645 µm, 10 cathodes
    stack = 10 * (12 + 2 * 58.8235294) + 11 * (8 + 2 * 12.5 / 1.55 * 10) + 22 * 12
    assert design.number("stack_thickness") == close(stack / 1000)


def test_lithium_on_copper():
    design = Design(templates.template("nmc811-lithium-on-copper"))
    lithium = 2 * ANODE_AREA * 50e-4 * 0.534  # 50 µm on each side
    assert design.number("lithium_mass") == close(lithium)
    assert design.number("anode_areal_capacity") == close(50e-4 * 0.534 * 3861)
    assert design.number("np_facing_area") == close(50e-4 * 0.534 * 3861 * FACING / (CAPACITY * 1000))
    assert design.number("np_whole_anode") == close(lithium * 3.861 / CAPACITY)
    assert design.number("anode_mass") == close(lithium + COPPER)
    assert design.number("lithium_content_charged") == close(lithium + CAPACITY / 3.861)
    stack = 10 * (12 + 2 * 58.8235294) + 11 * (8 + 2 * 50) + 22 * 12
    assert design.number("stack_thickness") == close(stack / 1000)
    assert not design.has("residual_lithium_thickness")  # copper carries the current


def test_anode_free():
    design = Design(templates.template("nmc811-anode-free"))
    assert design.number("lithium_mass") == 0
    assert design.number("anode_mass") == close(COPPER)
    assert design.number("np_whole_anode") == 0
    assert design.number("lithium_content_charged") == close(CAPACITY / 3.861)
    assert design.number("electrolyte_mass") == close(2.2 * CAPACITY)
    stack = 10 * (12 + 2 * 58.8235294) + 11 * 8 + 22 * 12
    assert design.number("stack_thickness") == close(stack / 1000)
