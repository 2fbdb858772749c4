"""Voltage from half-cell curves: both electrodes balanced against each other, between the cut-offs.

Charged, the cell stands at its upper cut-off: the anode holds the lithium inventory and the cathode what its curve says
at the upper cut-off above the anode. The discharge moves along both curves until the cell's capacity is out or the
lower cut-off is reached. Curves are those of a slow discharge, C/10 or slower; at the discharge rate the estimated
resistance times the current is taken off. A curve that is missing makes all of this NaN.

Lithium-sulfur has no half-cell curve of its own here: its discharge is given a shape of straight lines.
"""

import numpy as np

from calc.halfcell import crossing, full_cell, integral_between, lookup
from calc.quantity import Result, derive
from calc.units import AH, MAH_G, MV, ONE, PERCENT, WH, G, V

CELL, CATHODE, ANODE = "cell", "cathode", "anode"
METAL = {"anode_kind": ("lithium-foil", "lithium-on-copper", "anode-free")}
COATED = {"anode_kind": "coated"}
CURVES = {"voltage_given_by": ("typed", "curve")}
PLATEAUS = {"voltage_given_by": "two-plateaus"}

DECLARATIONS = (
    Result("mean_voltage", "Mean discharge voltage", V, "bar:V", group=CELL),
    Result(
        "curve_mean_voltage",
        "Mean voltage at C/10, from curves",
        V,
        "bar:V_0",
        "Mean of the cell's voltage over the charge that the curves give at C/10.",
        group=CELL,
    ),
    Result(
        "curve_mean_voltage_at_rate",
        "Mean voltage at rate, estimated",
        V,
        "bar:V_r",
        "Mean voltage at C/10 over the charge that is left at the discharge rate, less the resistance times the "
        "current; the resistance is an estimate to ±50 %.",
        group=CELL,
    ),
    Result(
        "curve_charge",
        "Charge counted at C/10",
        AH,
        "Q_0",
        "The cell's capacity after the first cycle, or less where the lower cut-off comes first.",
        group=CELL,
    ),
    Result(
        "curve_charge_at_rate",
        "Charge counted at rate, estimated",
        AH,
        "Q_dr",
        "The cell's capacity after the first cycle, or less where the lower cut-off comes first at the discharge rate.",
        group=CELL,
    ),
    Result(
        "curve_capacity",
        "Capacity between the cut-offs, from curves",
        AH,
        "Q_V",
        "Charge that the curves give at C/10 from the upper to the lower cut-off, or to the end of a curve or of the "
        "lithium.",
        group=CELL,
    ),
    Result(
        "curve_capacity_at_rate",
        "Capacity from curves at rate, estimated",
        AH,
        "Q_Vr",
        "As at C/10, with the lower cut-off reached earlier by the resistance times the current.",
        group=CELL,
    ),
    Result(
        "anode_potential_charged",
        "Potential of the anode, charged",
        V,
        "U_a,0",
        "Potential of the anode against the metal at the end of charge.",
        group=ANODE,
    ),
    Result(
        "anode_potential_discharged",
        "Potential of the anode, discharged",
        V,
        "U_a,1",
        "Potential of the anode against the metal at the end of discharge at C/10. Where it has risen steeply, the "
        "anode ends the discharge.",
        group=ANODE,
    ),
    Result(
        "anode_mean_potential",
        "Mean potential of anode, from its curve",
        V,
        "bar:U_a",
        "Mean of the anode's potential over the discharge at C/10.",
        group=ANODE,
    ),
)


@derive("Cathode active mass on the facing area", G, symbol="m_cf", group=CATHODE)
def faced_cathode_mass(cathode_active_loading, facing_area):
    """Active material that faces an anode and takes part."""
    return cathode_active_loading * facing_area


@derive("Anode active mass on the facing area", G, symbol="m_af", group=ANODE, when=COATED)
def faced_anode_mass(anode_active_loading, facing_area):
    """Active material that faces a cathode and takes part."""
    return anode_active_loading * facing_area


# Charged ----------------------------------------------------------------------------------------------------------


@derive("Charge held by the anode, charged", MAH_G, symbol="y_0", group=ANODE, when={**COATED, **CURVES})
def anode_lithium_charged(lithium_inventory, faced_anode_mass):
    """All the lithium that can be cycled is in the anode at the end of charge."""
    return lithium_inventory / faced_anode_mass


@derive("anode_potential_charged", when={**COATED, **CURVES})
def anode_potential_charged_of_coating(anode_lithium_charged, anode_curve):
    """Read from the curve."""
    return lookup(anode_curve, anode_lithium_charged)


@derive("anode_potential_charged", when={**METAL, **CURVES})
def anode_potential_charged_of_metal():
    """The metal is the zero of the scale."""
    return 0


@derive("Charge held by the cathode, charged", MAH_G, symbol="x_0", group=CATHODE, when=CURVES)
def cathode_lithium_charged(upper_voltage, anode_potential_charged, cathode_curve):
    """Where the cathode's curve stands at the upper cut-off above the anode, or the curve's beginning."""
    return crossing(cathode_curve, upper_voltage + anode_potential_charged)


@derive("Potential of the cathode, charged", V, symbol="U_c,0", group=CATHODE, when=CURVES)
def cathode_potential_charged(cathode_lithium_charged, cathode_curve):
    """Read from the curve; below the upper cut-off where the curve begins below it."""
    return lookup(cathode_curve, cathode_lithium_charged)


@derive("Voltage at the end of charge, from curves", V, symbol="V_0", group=CELL, when=CURVES)
def charged_voltage(cathode_potential_charged, anode_potential_charged):
    """The upper cut-off, unless the cathode's curve ends before it."""
    return cathode_potential_charged - anode_potential_charged


# Discharge at C/10 ------------------------------------------------------------------------------------------------


@derive("curve_capacity", when={**COATED, **CURVES})
def curve_capacity_of_both(
    lower_voltage,
    cathode_lithium_charged,
    faced_cathode_mass,
    anode_lithium_charged,
    faced_anode_mass,
    cathode_curve,
    anode_curve,
):
    """The charge at which the balanced cell has fallen to the lower cut-off, or a curve ends."""
    return crossing(
        full_cell(
            cathode_curve,
            anode_curve,
            cathode_lithium_charged,
            faced_cathode_mass,
            anode_lithium_charged,
            faced_anode_mass,
        ),
        lower_voltage,
    )


@derive("curve_capacity", when={**METAL, **CURVES})
def curve_capacity_against_metal(
    lower_voltage, cathode_lithium_charged, faced_cathode_mass, anode_side_capacity, cathode_curve
):
    """What the cathode takes up until its curve has fallen to the lower cut-off, and no more than the lithium there
    is."""
    taken_up = (crossing(cathode_curve, lower_voltage) - cathode_lithium_charged) * faced_cathode_mass
    return np.minimum(taken_up, anode_side_capacity)


@derive("curve_charge", when=CURVES)
def curve_charge_between_cutoffs(reversible_capacity, curve_capacity):
    """The smaller of the two."""
    return np.minimum(reversible_capacity, curve_capacity)


@derive("Capacity from curves to spare", PERCENT, symbol="Δ_V", group=CELL, when=CURVES)
def curve_capacity_margin(curve_capacity, capacity):
    """Capacity between the cut-offs over the cell's, less one. Positive: the discharge ends with the capacity before
    the lower cut-off is reached; negative: the cut-off ends it."""
    return curve_capacity / capacity - 1


@derive("Charge held by the cathode, discharged", MAH_G, symbol="x_1", group=CATHODE, when=CURVES)
def cathode_lithium_discharged(cathode_lithium_charged, curve_charge, faced_cathode_mass):
    """What it held charged and what the discharge brings."""
    return cathode_lithium_charged + curve_charge / faced_cathode_mass


@derive("Charge held by the anode, discharged", MAH_G, symbol="y_1", group=ANODE, when={**COATED, **CURVES})
def anode_lithium_discharged(anode_lithium_charged, curve_charge, faced_anode_mass):
    """What it held charged less what the discharge takes."""
    return anode_lithium_charged - curve_charge / faced_anode_mass


@derive("Stoichiometry of the cathode, charged", ONE, symbol="ξ_c,0", group=CATHODE, when=CURVES)
def cathode_stoichiometry_start(cathode_lithium_charged, cathode_theoretical_capacity):
    """Lithium over the theoretical capacity; counted from the curve's beginning where that is where it was charged."""
    return cathode_lithium_charged / cathode_theoretical_capacity


@derive("Stoichiometry of the cathode, discharged", ONE, symbol="ξ_c,1", group=CATHODE, when=CURVES)
def cathode_stoichiometry_end(cathode_lithium_discharged, cathode_theoretical_capacity):
    """Lithium over the theoretical capacity; counted from the curve's beginning where that is where it was charged."""
    return cathode_lithium_discharged / cathode_theoretical_capacity


@derive("Stoichiometry of the anode, charged", ONE, symbol="ξ_a,0", group=ANODE, when={**COATED, **CURVES})
def anode_stoichiometry_start(anode_lithium_charged, anode_theoretical_capacity):
    """Lithium over the theoretical capacity."""
    return anode_lithium_charged / anode_theoretical_capacity


@derive("Stoichiometry of the anode, discharged", ONE, symbol="ξ_a,1", group=ANODE, when={**COATED, **CURVES})
def anode_stoichiometry_end(anode_lithium_discharged, anode_theoretical_capacity):
    """Lithium over the theoretical capacity."""
    return anode_lithium_discharged / anode_theoretical_capacity


@derive("Potential of the cathode, discharged", V, symbol="U_c,1", group=CATHODE, when=CURVES)
def cathode_potential_discharged(cathode_lithium_discharged, cathode_curve):
    """Read from the curve at the end of discharge at C/10."""
    return lookup(cathode_curve, cathode_lithium_discharged)


@derive("anode_potential_discharged", when={**COATED, **CURVES})
def anode_potential_discharged_of_coating(anode_lithium_discharged, anode_curve):
    """Read from the curve."""
    return lookup(anode_curve, anode_lithium_discharged)


@derive("anode_potential_discharged", when={**METAL, **CURVES})
def anode_potential_discharged_of_metal():
    """The metal is the zero of the scale."""
    return 0


@derive("Voltage at the end of discharge, from curves", V, symbol="V_1", group=CELL, when=CURVES)
def discharged_voltage(cathode_potential_discharged, anode_potential_discharged):
    """The lower cut-off where that ends the discharge at C/10; above it where the capacity does."""
    return cathode_potential_discharged - anode_potential_discharged


@derive("Mean potential of cathode, from its curve", V, symbol="bar:U_c", group=CATHODE, when=CURVES)
def cathode_mean_potential(cathode_lithium_charged, cathode_lithium_discharged, cathode_curve):
    """Mean of the cathode's potential over the discharge at C/10."""
    taken_up = cathode_lithium_discharged - cathode_lithium_charged
    return integral_between(cathode_curve, cathode_lithium_charged, cathode_lithium_discharged) / taken_up


@derive("anode_mean_potential", when={**COATED, **CURVES})
def anode_mean_potential_of_coating(anode_lithium_charged, anode_lithium_discharged, anode_curve):
    """The integral over what the anode gives."""
    given = anode_lithium_charged - anode_lithium_discharged
    return integral_between(anode_curve, anode_lithium_discharged, anode_lithium_charged) / given


@derive("anode_mean_potential", when={**METAL, **CURVES})
def anode_mean_potential_of_metal():
    """The metal is the zero of the scale."""
    return 0


@derive("curve_mean_voltage", when=CURVES)
def curve_mean_voltage_of_both(cathode_mean_potential, anode_mean_potential):
    """Both electrodes pass the same charge, so that the means can be subtracted."""
    return cathode_mean_potential - anode_mean_potential


@derive("Energy at C/10, from curves", WH, symbol="E_0", group=CELL)
def curve_energy(curve_mean_voltage, curve_charge):
    """∫V dQ between the cut-offs at C/10."""
    return curve_mean_voltage * curve_charge


# Discharge at the design rate -------------------------------------------------------------------------------------


@derive("curve_capacity_at_rate", when={**COATED, **CURVES})
def curve_capacity_at_rate_of_both(
    lower_voltage,
    discharge_voltage_drop,
    cathode_lithium_charged,
    faced_cathode_mass,
    anode_lithium_charged,
    faced_anode_mass,
    cathode_curve,
    anode_curve,
):
    """The charge at which the balanced cell less the ohmic drop has fallen to the lower cut-off, or a curve ends."""
    return crossing(
        full_cell(
            cathode_curve,
            anode_curve,
            cathode_lithium_charged,
            faced_cathode_mass,
            anode_lithium_charged,
            faced_anode_mass,
        ),
        lower_voltage + discharge_voltage_drop,
    )


@derive("curve_capacity_at_rate", when={**METAL, **CURVES})
def curve_capacity_at_rate_against_metal(
    lower_voltage,
    discharge_voltage_drop,
    cathode_lithium_charged,
    faced_cathode_mass,
    anode_side_capacity,
    cathode_curve,
):
    """What the cathode takes up until its curve less the ohmic drop has fallen to the lower cut-off, and no more than
    the lithium there is."""
    cathode_end = crossing(cathode_curve, lower_voltage + discharge_voltage_drop)
    return np.minimum((cathode_end - cathode_lithium_charged) * faced_cathode_mass, anode_side_capacity)


@derive("curve_charge_at_rate", when=CURVES)
def curve_charge_at_rate_between_cutoffs(reversible_capacity, curve_capacity_at_rate):
    """The smaller of the two."""
    return np.minimum(reversible_capacity, curve_capacity_at_rate)


@derive("curve_mean_voltage_at_rate", when={**COATED, **CURVES})
def curve_mean_voltage_at_rate_of_both(
    curve_charge_at_rate,
    discharge_voltage_drop,
    cathode_lithium_charged,
    faced_cathode_mass,
    anode_lithium_charged,
    faced_anode_mass,
    cathode_curve,
    anode_curve,
):
    """∫V dQ of both curves over the charge, less the ohmic drop."""
    filled = cathode_lithium_charged + curve_charge_at_rate / faced_cathode_mass
    emptied = anode_lithium_charged - curve_charge_at_rate / faced_anode_mass
    cathode_energy = integral_between(cathode_curve, cathode_lithium_charged, filled) * faced_cathode_mass
    anode_energy = integral_between(anode_curve, emptied, anode_lithium_charged) * faced_anode_mass
    return (cathode_energy - anode_energy) / curve_charge_at_rate - discharge_voltage_drop


@derive("curve_mean_voltage_at_rate", when={**METAL, **CURVES})
def curve_mean_voltage_at_rate_against_metal(
    curve_charge_at_rate, discharge_voltage_drop, cathode_lithium_charged, faced_cathode_mass, cathode_curve
):
    """∫V dQ of the cathode's curve over the charge, less the ohmic drop."""
    filled = cathode_lithium_charged + curve_charge_at_rate / faced_cathode_mass
    cathode_energy = integral_between(cathode_curve, cathode_lithium_charged, filled) * faced_cathode_mass
    return cathode_energy / curve_charge_at_rate - discharge_voltage_drop


@derive("Energy at rate, estimated", WH, symbol="E_r", group=CELL)
def curve_energy_at_rate(curve_mean_voltage_at_rate, curve_charge_at_rate):
    """∫V dQ between the cut-offs with the estimated resistance at the discharge current."""
    return curve_mean_voltage_at_rate * curve_charge_at_rate


# Two plateaus -----------------------------------------------------------------------------------------------------


@derive("Mean voltage of the two plateaus", V, symbol="bar:V_pl", group=CELL, when=PLATEAUS)
def plateau_mean_voltage(
    upper_plateau_start,
    upper_plateau_end,
    upper_plateau_share,
    plateau_step_share,
    plateau_dip,
    lower_plateau_voltage,
    plateau_knee_share,
    lower_voltage,
):
    """The shape is of straight lines over the share of the discharge: down the upper plateau, down the step to the
    dip, back to the lower plateau, along it, and down the knee to the lower cut-off. It stretches with the
    utilisation."""
    upper = (upper_plateau_start + upper_plateau_end) / 2 * (upper_plateau_share - plateau_step_share)
    bottom = lower_plateau_voltage - plateau_dip
    step = ((upper_plateau_end + bottom) / 2 + (bottom + lower_plateau_voltage) / 2) * plateau_step_share
    lower = lower_plateau_voltage * (1 - upper_plateau_share - plateau_step_share - plateau_knee_share)
    knee = (lower_plateau_voltage + lower_voltage) / 2 * plateau_knee_share
    return upper + step + lower + knee


@derive("curve_mean_voltage", when={**METAL, **PLATEAUS})
def curve_mean_voltage_of_plateaus(plateau_mean_voltage):
    """The shape is that against lithium."""
    return plateau_mean_voltage


@derive("curve_mean_voltage", when={**COATED, **PLATEAUS})
def curve_mean_voltage_of_plateaus_against_coating(plateau_mean_voltage, anode_potential):
    """The shape is that against lithium; the anode's mean potential is taken off."""
    return plateau_mean_voltage - anode_potential


@derive("curve_mean_voltage_at_rate", when=PLATEAUS)
def curve_mean_voltage_at_rate_of_plateaus(curve_mean_voltage, discharge_voltage_drop):
    """The same shape, lower by the ohmic drop."""
    return curve_mean_voltage - discharge_voltage_drop


@derive("curve_charge", when=PLATEAUS)
def curve_charge_of_plateaus(reversible_capacity):
    """The shape is that of the whole discharge, whatever the utilisation."""
    return reversible_capacity


@derive("curve_charge_at_rate", when=PLATEAUS)
def curve_charge_at_rate_of_plateaus(reversible_capacity):
    """The capacity stands for the discharge rate already."""
    return reversible_capacity


# What the rest of the model takes ---------------------------------------------------------------------------------


@derive("mean_voltage", when={"voltage_given_by": ("curve", "two-plateaus")})
def mean_voltage_from_curve(curve_mean_voltage):
    """That of the discharge at C/10."""
    return curve_mean_voltage


@derive("Typed mean voltage less that from curves", MV, symbol="ΔV_t", group=CELL, when={"voltage_given_by": "typed"})
def typed_voltage_difference(mean_voltage, curve_mean_voltage):
    """Difference of the two at C/10; nothing where a curve is missing."""
    return mean_voltage - curve_mean_voltage


@derive("Claimed mean voltage less that from curves", MV, symbol="ΔV_cl", group=CELL)
def claimed_voltage_difference(claim_mean_voltage, curve_mean_voltage):
    """Difference of the mean voltage that the claims imply from that of the curves."""
    return claim_mean_voltage - curve_mean_voltage
