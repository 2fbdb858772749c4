"""What the claims of a source imply when they are held against each other and against the model."""

from calc.quantity import derive
from calc.units import AH, MAH_G, ONE, PERCENT, WH, G, V

GROUP = "claims"


@derive("Claimed energy", WH, symbol="E*", group=GROUP)
def claim_energy(claimed_specific_energy, claimed_mass):
    """Claimed specific energy times claimed mass."""
    return claimed_specific_energy * claimed_mass


@derive("Mean voltage the claims imply", V, symbol="bar:V*", group=GROUP)
def claim_mean_voltage(claim_energy, claimed_capacity):
    """Claimed energy over claimed capacity."""
    return claim_energy / claimed_capacity


@derive("Specific capacity the claims imply", MAH_G, symbol="q*", group=GROUP)
def claim_specific_capacity(claimed_capacity, cathode_active_loading, facing_area):
    """Claimed capacity over the active material that faces an anode."""
    return claimed_capacity / (cathode_active_loading * facing_area)


@derive("Capacity the claimed energy implies", AH, symbol="Q*_E", group=GROUP)
def claim_capacity_from_energy(claim_energy, mean_voltage):
    """Claimed energy over the mean voltage of this design."""
    return claim_energy / mean_voltage


@derive("Cell mass the claimed Wh/kg implies", G, symbol="m*_E", group=GROUP)
def claim_mass_from_energy(energy, claimed_specific_energy):
    """Energy of this design over the claimed specific energy."""
    return energy / claimed_specific_energy


@derive("Mass left for package, tabs and tape", G, symbol="Δm*", group=GROUP)
def claim_residual_mass(claimed_mass, cell_mass, package_mass, tabs_mass, tape_mass):
    """Claimed mass less everything the design states: electrodes, separator and electrolyte."""
    return claimed_mass - (cell_mass - package_mass - tabs_mass - tape_mass)


@derive("Residual over package, tabs and tape", PERCENT, symbol="Δm*_r", group=GROUP)
def claim_residual_ratio(claim_residual_mass, package_mass, tabs_mass, tape_mass):
    """Mass the claim leaves for package, tabs and tape over what the design gives them."""
    return claim_residual_mass / (package_mass + tabs_mass + tape_mass)


@derive("Mass against its claim", PERCENT, symbol="δ_m", group=GROUP)
def claim_mass_deviation(cell_mass, claimed_mass):
    """Computed cell mass over claimed mass, less one."""
    return cell_mass / claimed_mass - 1


@derive("Wh/kg against its claim", PERCENT, symbol="δ_Em", group=GROUP)
def claim_specific_energy_deviation(specific_energy, claimed_specific_energy):
    """Computed specific energy over claimed specific energy, less one."""
    return specific_energy / claimed_specific_energy - 1


@derive("Wh/L against its claim", PERCENT, symbol="δ_EV", group=GROUP)
def claim_energy_density_deviation(energy_density, claimed_energy_density):
    """Computed energy density over claimed energy density, less one."""
    return energy_density / claimed_energy_density - 1


@derive("Energy against its claim", PERCENT, symbol="δ_E", group=GROUP)
def claim_energy_deviation(energy, claim_energy):
    """Computed energy over claimed specific energy times claimed mass, less one."""
    return energy / claim_energy - 1


@derive("Capacity against its claim", PERCENT, symbol="δ_Q", group=GROUP)
def claim_capacity_deviation(capacity, claimed_capacity):
    """Capacity of the design over claimed capacity, less one."""
    return capacity / claimed_capacity - 1


@derive("Thickness against its claim", PERCENT, symbol="δ_t", group=GROUP)
def claim_thickness_deviation(cell_thickness, claimed_thickness):
    """Computed cell thickness over claimed thickness, less one."""
    return cell_thickness / claimed_thickness - 1


@derive("Active mass against its claim", PERCENT, symbol="δ_am", group=GROUP)
def claim_active_mass_deviation(cathode_active_mass, claimed_active_mass):
    """Computed cathode active mass over claimed active mass, less one."""
    return cathode_active_mass / claimed_active_mass - 1


@derive("Resistance against the claimed impedance", PERCENT, symbol="δ_Z", group=GROUP)
def claim_impedance_deviation(dc_resistance, claimed_impedance):
    """Estimated direct-current resistance over the claimed impedance at 1 kHz, less one; at 1 kHz part of it is left
    out, so that more than zero is usual."""
    return dc_resistance / claimed_impedance - 1


@derive("Capacity the claimed N/P implies, whole anode", AH, symbol="Q*_N1", group=GROUP)
def claim_np_capacity_whole_anode(anode_capacity, claimed_np):
    """Capacity at which the whole anode gives the claimed N/P."""
    return anode_capacity / claimed_np


@derive("Capacity the claimed N/P implies, facing area", AH, symbol="Q*_N2", group=GROUP)
def claim_np_capacity_facing_area(anode_areal_capacity, facing_area, claimed_np):
    """Capacity at which half of each sheet on the facing area gives the claimed N/P."""
    return anode_areal_capacity * facing_area / claimed_np


@derive("Capacity the claimed N/P implies, anode area", AH, symbol="Q*_N3", group=GROUP)
def claim_np_capacity_anode_area(anode_areal_capacity, anode_face_area, claimed_np):
    """Capacity at which half of each sheet on the anode area gives the claimed N/P."""
    return anode_areal_capacity * anode_face_area / claimed_np


@derive("N/P on theoretical capacity", ONE, symbol="N/P_th", group="cell")
def np_theoretical(anode_capacity, cathode_theoretical_capacity, cathode_active_mass):
    """All anode capacity put in over the theoretical capacity of all cathode active material."""
    return anode_capacity / (cathode_theoretical_capacity * cathode_active_mass)
