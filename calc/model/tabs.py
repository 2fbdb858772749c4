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
        "ΔV_Cu",
        "Mean ohmic drop along the copper at the highest current.",
        group=GROUP,
    ),
    Result(
        "lead_voltage_drop",
        "Voltage drop of tabs and foils",
        MV,
        "ΔV_lead",
        "Ohmic drop of tabs and current collectors at the highest current, welds and bare lithium not counted.",
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
    cathode_sheets,
    cathode_foil_resistivity,
    cathode_height,
    cathode_width,
    cathode_foil_thickness,
):
    """Mean ohmic drop along one cathode foil: its share of the highest current gathers towards its top edge."""
    return (
        highest_current
        / cathode_sheets
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


@derive("lead_voltage_drop", when={"anode_kind": ON_COPPER})
def lead_voltage_drop_of_two_foils(tab_voltage_drop, cathode_foil_voltage_drop, anode_foil_voltage_drop):
    """Tabs and both foils."""
    return tab_voltage_drop + cathode_foil_voltage_drop + anode_foil_voltage_drop


@derive("lead_voltage_drop", when={"anode_kind": "lithium-foil"})
def lead_voltage_drop_of_one_foil(tab_voltage_drop, cathode_foil_voltage_drop):
    """Tabs and the cathode foil; the lithium is its own collector."""
    return tab_voltage_drop + cathode_foil_voltage_drop


@derive("Sealant beyond the seal", MM, symbol="Δh_seal", group=GROUP)
def sealant_protrusion(sealant_height, top_seal_width):
    """Sealant film beyond each edge of the top seal, inner and outer, when centred on it."""
    return (sealant_height - top_seal_width) / 2
