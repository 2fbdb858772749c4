"""What the tabs carry, and what tabs and foils drop."""

import numpy as np

from calc.quantity import Result, derive
from calc.units import A_MM2, MM, MV, A

GROUP = "tabs"
ON_COPPER = ("lithium-on-copper", "coated", "anode-free")

DECLARATIONS = (
    Result(
        "anode_foil_voltage_drop",
        "Anode foil voltage drop",
        MV,
        "ΔV_N",
        "Mean ohmic drop along the copper, or along a lithium foil that is its own collector, at the highest current.",
        group=GROUP,
    ),
)


@derive("Highest current", A, symbol="I_max", group=GROUP)
def highest_current(charge_current, discharge_current):
    """The larger of charge and discharge current."""
    return np.maximum(charge_current, discharge_current)


@derive("Positive tab current density", A_MM2, symbol="j_+", group=GROUP)
def positive_tab_current_density(highest_current, positive_tab_width, positive_tab_thickness):
    """Highest current over the positive tab's cross-section."""
    return highest_current / (positive_tab_width * positive_tab_thickness)


@derive("Negative tab current density", A_MM2, symbol="j_−", group=GROUP)
def negative_tab_current_density(highest_current, negative_tab_width, negative_tab_thickness):
    """Highest current over the negative tab's cross-section."""
    return highest_current / (negative_tab_width * negative_tab_thickness)


@derive("Tab voltage drop", MV, symbol="ΔV_tab", group=GROUP)
def tab_voltage_drop(
    positive_tab_current_density,
    positive_tab_resistivity,
    positive_tab_length,
    negative_tab_current_density,
    negative_tab_resistivity,
    negative_tab_length,
):
    """Ohmic drop along both tabs at the highest current, welds not counted."""
    return (
        positive_tab_current_density * positive_tab_resistivity * positive_tab_length
        + negative_tab_current_density * negative_tab_resistivity * negative_tab_length
    )


@derive("Cathode foil voltage drop", MV, symbol="ΔV_Al", group=GROUP)
def cathode_foil_voltage_drop(
    highest_current,
    facing_faces,
    cathode_foil_resistivity,
    cathode_height,
    cathode_width,
    cathode_foil_thickness,
):
    """Mean ohmic drop along one cathode foil: the current of two faces gathers towards its top edge."""
    return (
        highest_current
        * 2
        / facing_faces
        * cathode_foil_resistivity
        * cathode_height
        / (3 * cathode_width * cathode_foil_thickness)
    )


@derive("anode_foil_voltage_drop", when={"anode_kind": ON_COPPER, "construction": "lamination"})
def anode_foil_voltage_drop_of_sheets(
    highest_current, facing_faces, anode_foil_resistivity, anode_height, anode_width, anode_foil_thickness
):
    """An inner sheet carries the current of two faces towards its top edge."""
    return (
        highest_current
        * 2
        / facing_faces
        * anode_foil_resistivity
        * anode_height
        / (3 * anode_width * anode_foil_thickness)
    )


@derive("anode_foil_voltage_drop", when={"anode_kind": ON_COPPER, "construction": "turn-stacking"})
def anode_foil_voltage_drop_of_strip(
    highest_current, anode_foil_resistivity, lithium_strip_length, anode_height, anode_foil_thickness
):
    """The whole current gathers along the strip towards the tab at its end."""
    return highest_current * anode_foil_resistivity * lithium_strip_length / (3 * anode_height * anode_foil_thickness)


@derive("anode_foil_voltage_drop", when={"anode_kind": "lithium-foil", "construction": "lamination"})
def lithium_voltage_drop_of_sheets(
    highest_current, facing_faces, metal_resistivity, anode_height, anode_width, lithium_thickness
):
    """An inner sheet of lithium is its own collector, as built: it carries two faces' current to its top edge."""
    return highest_current * 2 / facing_faces * metal_resistivity * anode_height / (3 * anode_width * lithium_thickness)


@derive("anode_foil_voltage_drop", when={"anode_kind": "lithium-foil", "construction": "turn-stacking"})
def lithium_voltage_drop_of_strip(
    highest_current, metal_resistivity, lithium_strip_length, anode_height, lithium_thickness
):
    """The lithium is its own collector, as built: the whole current gathers along the strip, last layer to tab."""
    return highest_current * metal_resistivity * lithium_strip_length / (3 * anode_height * lithium_thickness)


@derive("Voltage drop of tabs and foils", MV, symbol="ΔV_lead", group=GROUP)
def lead_voltage_drop(tab_voltage_drop, cathode_foil_voltage_drop, anode_foil_voltage_drop):
    """Ohmic drop of tabs and both current collectors at the highest current, welds not counted."""
    return tab_voltage_drop + cathode_foil_voltage_drop + anode_foil_voltage_drop


@derive("Sealant beyond the seal", MM, symbol="Δh_seal", group=GROUP)
def sealant_protrusion(sealant_height, top_seal_width):
    """Sealant film beyond each edge of the top seal, inner and outer, when centred on it."""
    return (sealant_height - top_seal_width) / 2
