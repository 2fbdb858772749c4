"""Resistance of the cell and the heat it makes: estimates to ±50 %, to be replaced by a measured cell's.

Direct current over some ten seconds, at room temperature and half charge. An impedance measured at 1 kHz is smaller.
A lithium foil that is its own collector is counted as built; stripped thinner by a discharge it resists more.
"""

from calc.quantity import Result, derive
from calc.units import MOHM, MV, OHM_CM2, PERCENT, W

CELL, TABS = "cell", "tabs"

DECLARATIONS = (
    Result(
        "area_specific_impedance",
        "Area-specific impedance",
        OHM_CM2,
        "z",
        "Resistance of one area of facing cathode, separator and anode; estimated.",
        group=CELL,
    ),
)


@derive("area_specific_impedance", when={"anode_kind": ("lithium-foil", "lithium-on-copper", "anode-free")})
def area_specific_impedance_with_lithium(lithium_cell_impedance):
    """As typed for a lithium anode."""
    return lithium_cell_impedance


@derive("area_specific_impedance", when={"anode_kind": "coated"})
def area_specific_impedance_with_coating(coated_cell_impedance):
    """As typed for a coated anode."""
    return coated_cell_impedance


@derive("Resistance of the facing area, estimated", MOHM, symbol="R_f", group=CELL)
def facing_resistance(area_specific_impedance, facing_area):
    """All facing faces work side by side."""
    return area_specific_impedance / facing_area


@derive("Resistance of tabs and foils, estimated", MOHM, symbol="R_lead", group=TABS)
def lead_resistance(lead_voltage_drop, highest_current):
    """Voltage drop of tabs and foils at the highest current, over that current."""
    return lead_voltage_drop / highest_current


@derive("Direct-current resistance, estimated", MOHM, symbol="R", group=CELL)
def dc_resistance(facing_resistance, lead_resistance, weld_resistance):
    """Facing area, foils and tabs, and welds; ±50 % until a cell is measured."""
    return facing_resistance + lead_resistance + weld_resistance


@derive("Ohmic drop at discharge, estimated", MV, symbol="ΔV_dis", group=CELL)
def discharge_voltage_drop(dc_resistance, discharge_current):
    """Resistance times discharge current; the typed mean voltage holds it already."""
    return dc_resistance * discharge_current


@derive("Ohmic rise at charge, estimated", MV, symbol="ΔV_chg", group=CELL)
def charge_voltage_rise(dc_resistance, charge_current):
    """Resistance times charge current."""
    return dc_resistance * charge_current


@derive("Heat at discharge, estimated", W, symbol="P_dis", group=CELL)
def discharge_heat(discharge_voltage_drop, discharge_current):
    """Ohmic drop times current; the heat of reaction is not counted."""
    return discharge_voltage_drop * discharge_current


@derive("Heat at charge, estimated", W, symbol="P_chg", group=CELL)
def charge_heat(charge_voltage_rise, charge_current):
    """Ohmic rise times current; the heat of reaction is not counted."""
    return charge_voltage_rise * charge_current


@derive("Ohmic drop over mean voltage, estimated", PERCENT, symbol="x_ΔV", group=CELL)
def discharge_drop_share(discharge_voltage_drop, mean_voltage):
    """Share of the mean discharge voltage that the resistance takes at the discharge current."""
    return discharge_voltage_drop / mean_voltage
