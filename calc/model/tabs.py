"""What the tabs carry and what they drop."""

import numpy as np

from calc.quantity import derive
from calc.units import A, A_MM2, MM, MV

GROUP = "tabs"


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


@derive("Sealant beyond the seal", MM, symbol="Δh_seal", group=GROUP)
def sealant_protrusion(sealant_height, top_seal_width):
    """Sealant film beyond each edge of the top seal, inner and outer, when centred on it."""
    return (sealant_height - top_seal_width) / 2
