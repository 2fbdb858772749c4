"""The least and the most that the tolerances of making let a cell have: all of them at their limits at once."""

import numpy as np

from calc.quantity import derive
from calc.units import AH, MM, WH, G

CELL, POUCH = "cell", "pouch"


@derive("Minimum capacity", AH, symbol="Q_min", group=CELL)
def minimum_capacity(capacity, cathode_mass_tolerance, cathodes_mass, cathode_coating_mass):
    """Every cathode at the lower limit of its mass, the whole deviation in its coating."""
    return capacity * (1 - cathode_mass_tolerance * cathodes_mass / cathode_coating_mass)


@derive("Minimum energy", WH, symbol="E_min", group=CELL)
def minimum_energy(minimum_capacity, mean_voltage):
    """Minimum capacity times mean discharge voltage."""
    return minimum_capacity * mean_voltage


@derive("Maximum cell mass", G, symbol="m_max", group=CELL)
def maximum_mass(
    cell_mass,
    cathode_mass_tolerance,
    cathodes_mass,
    lithium_mass_tolerance,
    anode_mass,
    fill_tolerance,
    electrolyte_mass,
):
    """Cathodes, anodes and electrolyte at the upper limits of their masses."""
    return (
        cell_mass
        + cathode_mass_tolerance * cathodes_mass
        + lithium_mass_tolerance * anode_mass
        + fill_tolerance * electrolyte_mass
    )


@derive("Maximum thickness", MM, symbol="t_max", group=POUCH)
def maximum_thickness(cell_thickness, cell_thickness_charged, cell_thickness_discharged, thickness_tolerance):
    """The thickest of as built, charged and discharged, at the upper limit of its tolerance."""
    return (
        np.maximum(np.maximum(cell_thickness, cell_thickness_charged), cell_thickness_discharged) + thickness_tolerance
    )


@derive("Maximum width", MM, symbol="W_max", group=POUCH)
def maximum_width(cell_width, outline_tolerance):
    """Width at the upper limit of its tolerance."""
    return cell_width + outline_tolerance


@derive("Maximum length", MM, symbol="L_max", group=POUCH)
def maximum_length(cell_length, outline_tolerance):
    """Length without tabs at the upper limit of its tolerance."""
    return cell_length + outline_tolerance
