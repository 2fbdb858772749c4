"""A source's numbers held against each other and against the model. An empty claim breaks no rule."""

import numpy as np

from calc.quantity import Band, rule
from calc.units import MAH_G, PERCENT, G, V

CLAIM = "A claim is never used to fit the design: the difference is shown."


@rule(
    "Mean voltage the claims imply",
    V,
    error=Band(low="lower_voltage", high="upper_voltage"),
    warning=Band(low="mean_voltage_low", high="mean_voltage_high"),
    message="Claimed {claimed_specific_energy} × {claimed_mass} over {claimed_capacity} makes a mean voltage of "
    "{claim_mean_voltage}, outside {mean_voltage_low} to {mean_voltage_high}: the three claims cannot all be true. "
    "At {mean_voltage} the claimed energy needs {claim_capacity_from_energy}.",
    reason="Energy is capacity times mean voltage; cells of this chemistry lie in this range.",
    change=("claimed_capacity", "claimed_specific_energy", "claimed_mass"),
)
def claimed_voltage(claim_mean_voltage):
    return claim_mean_voltage


@rule(
    "Cell mass against its claim",
    PERCENT,
    warning=Band(low="-4", high="4"),
    message="The parts add up to {cell_mass}; the source says {claimed_mass} ({claim_mass_deviation}).",
    reason=CLAIM,
    change=("claimed_mass", "pouch_film_areal_mass", "cathode_foil_thickness"),
)
def claimed_mass_met(claim_mass_deviation):
    return claim_mass_deviation


@rule(
    "Mass the claim leaves for package, tabs and tape",
    G,
    error=Band(low="0"),
    message="Electrodes, separator and electrolyte alone weigh more than the claimed {claimed_mass}: "
    "{claim_residual_mass} is left for package, tabs and tape.",
    reason="What is not modelled cannot weigh less than nothing.",
    change=("claimed_mass", "electrolyte_per_active_mass", "electrolyte_per_capacity", "lithium_thickness"),
)
def claimed_residual_positive(claim_residual_mass):
    return claim_residual_mass


@rule(
    "Mass the claim leaves, over what package, tabs and tape weigh",
    PERCENT,
    warning=Band(low="70", high="130"),
    message="The claimed {claimed_mass} leaves {claim_residual_mass} for package, tabs and tape, "
    "{claim_residual_ratio} of what the design gives them.",
    reason="A residual far from film area × areal mass and the tabs means that a loading, a foil or a dose is wrong.",
    change=("claimed_mass", "pouch_film_areal_mass", "top_seal_width"),
)
def claimed_residual_plausible(claim_residual_ratio):
    return claim_residual_ratio


@rule(
    "Specific energy against its claim",
    PERCENT,
    warning=Band(low="-5", high="5"),
    message="The design gives {specific_energy}; the source says {claimed_specific_energy} "
    "({claim_specific_energy_deviation}). With this energy the claim needs a cell of {claim_mass_from_energy}.",
    reason=CLAIM,
    change=("claimed_specific_energy", "mean_voltage", "pouch_film_areal_mass"),
)
def claimed_specific_energy_met(claim_specific_energy_deviation):
    return claim_specific_energy_deviation


@rule(
    "Energy against its claim",
    PERCENT,
    warning=Band(low="-5", high="5"),
    message="The design gives {energy}; claimed Wh/kg × claimed mass make {claim_energy} ({claim_energy_deviation}). "
    "If Wh/kg agrees all the same, an error in mass and one in energy cancel.",
    reason=CLAIM,
    change=("rated_capacity", "mean_voltage", "claimed_specific_energy"),
)
def claimed_energy_met(claim_energy_deviation):
    return claim_energy_deviation


@rule(
    "Energy density against its claim",
    PERCENT,
    warning=Band(low="-5", high="5"),
    message="The design gives {energy_density}; the source says {claimed_energy_density} "
    "({claim_energy_density_deviation}). Check which volume the source means.",
    reason=CLAIM,
    change=("claimed_energy_density", "side_seals"),
)
def claimed_energy_density_met(claim_energy_density_deviation):
    return claim_energy_density_deviation


@rule(
    "Capacity against its claim",
    PERCENT,
    warning=Band(low="-5", high="5"),
    message="The design has {capacity}; the source says {claimed_capacity} ({claim_capacity_deviation}).",
    reason=CLAIM,
    change=("rated_capacity", "cathode_specific_capacity", "claimed_capacity"),
)
def claimed_capacity_met(claim_capacity_deviation):
    return claim_capacity_deviation


@rule(
    "Thickness against its claim",
    PERCENT,
    warning=Band(low="-5", high="5"),
    message="The design is {cell_thickness} thick; the source says {claimed_thickness} ({claim_thickness_deviation}).",
    reason=CLAIM,
    change=("cathode_density", "claimed_thickness"),
)
def claimed_thickness_met(claim_thickness_deviation):
    return claim_thickness_deviation


@rule(
    "Cathode active mass against its claim",
    PERCENT,
    warning=Band(low="-1", high="1"),
    message="The sheets carry {cathode_active_mass}; the source says {claimed_active_mass} "
    "({claim_active_mass_deviation}).",
    reason="A loading of the wrong side or basis shows here first.",
    change=("cathode_loading", "loading_side", "loading_basis"),
)
def claimed_active_mass_met(claim_active_mass_deviation):
    return claim_active_mass_deviation


@rule(
    "N/P nearest to its claim",
    PERCENT,
    warning=Band(high="0.2"),
    info=Band(low="0.2"),
    message="The source says N/P {claimed_np}. This cell has {np_whole_anode} (whole anode), {np_facing_area} (half of "
    "each sheet, facing area), {np_anode_area} (half of each sheet, anode area) and {np_accessible} (accessible) over "
    "{capacity}, and "
    "{np_theoretical} (whole anode over theoretical capacity); the claim needs "
    "{claim_np_capacity_whole_anode}, {claim_np_capacity_facing_area} or {claim_np_capacity_anode_area}.",
    reason="An N/P says nothing until its numerator and its denominator are named.",
    change=("claimed_np", "rated_capacity", "np_basis"),
)
def claimed_np_met(np_whole_anode, np_facing_area, np_anode_area, np_accessible, np_theoretical, claimed_np):
    nearest_half = np.minimum(np.abs(np_facing_area / claimed_np - 1), np.abs(np_anode_area / claimed_np - 1))
    nearest_whole = np.minimum(np.abs(np_whole_anode / claimed_np - 1), np.abs(np_accessible / claimed_np - 1))
    return np.minimum(np.minimum(nearest_half, nearest_whole), np.abs(np_theoretical / claimed_np - 1))


@rule(
    "Claimed capacity as a share of theory",
    PERCENT,
    error=Band(high="100"),
    message="The claimed {claimed_capacity} is {claim_specific_capacity} of the active material, more than the "
    "{cathode_theoretical_capacity} of theory. Check of which side and of what the loading is.",
    reason="No material gives more than theory: a loading of the wrong side or basis shows here.",
    change=("claimed_capacity", "cathode_loading", "loading_side", "loading_basis"),
)
def claimed_capacity_below_theory(claim_specific_capacity, cathode_theoretical_capacity):
    return claim_specific_capacity / cathode_theoretical_capacity


@rule(
    "Room up to theory if the loading counts the whole coating",
    MAH_G,
    info=Band(high="0"),
    message="No claim tells whether {cathode_loading} is of active material, as it is read here, or of the whole "
    "coating ({cathode_active_fraction} active): {claimed_capacity} asks for {claim_specific_capacity} here, and "
    "stays below theory either way. A stated active mass would tell.",
    reason="A loading says nothing until its basis is named.",
    change=("loading_basis", "claimed_active_mass"),
    when={"loading_given_by": "loading", "loading_basis": "active"},
)
def claimed_loading_of_coating(
    claim_specific_capacity, cathode_active_fraction, cathode_theoretical_capacity, claimed_active_mass
):
    room = cathode_theoretical_capacity - claim_specific_capacity / cathode_active_fraction
    return np.where(claimed_active_mass > 0, 0 * room, room)


@rule(
    "Room up to theory if the loading counts active material",
    MAH_G,
    info=Band(high="0"),
    message="No claim tells whether {cathode_loading} is of the whole coating, as it is read here, or of its active "
    "material: {claimed_capacity} asks for {claim_specific_capacity} here, and stays below theory either way. A "
    "stated active mass would tell.",
    reason="A loading says nothing until its basis is named.",
    change=("loading_basis", "claimed_active_mass"),
    when={"loading_given_by": "loading", "loading_basis": "coating"},
)
def claimed_loading_of_active(
    claim_specific_capacity, cathode_active_fraction, cathode_theoretical_capacity, claimed_active_mass
):
    room = cathode_theoretical_capacity - claim_specific_capacity * cathode_active_fraction
    return np.where(claimed_active_mass > 0, 0 * room, room)


@rule(
    "Room up to theory if the loading counts both sides",
    MAH_G,
    info=Band(high="0"),
    message="No claim tells whether {cathode_loading} is of one side, as it is read here, or of both sides together: "
    "{claimed_capacity} asks for {claim_specific_capacity} here and for twice that there, still below theory. A "
    "stated active mass would tell.",
    reason="A loading says nothing until its side is named.",
    change=("loading_side", "claimed_active_mass"),
    when={"loading_given_by": "loading", "loading_side": "per-side"},
)
def claimed_loading_of_both_sides(claim_specific_capacity, cathode_theoretical_capacity, claimed_active_mass):
    room = cathode_theoretical_capacity - 2 * claim_specific_capacity
    return np.where(claimed_active_mass > 0, 0 * room, room)


@rule(
    "Claimed Wh/kg: nearer to a lighter basis than to the whole cell by",
    PERCENT,
    info=Band(high="2"),
    message="The source's {claimed_specific_energy} is nearer to this cell without its package "
    "({specific_energy_without_package}) or to its stack ({specific_energy_of_stack}) than to the whole cell "
    "({specific_energy}): ask what was weighed.",
    reason="Wh/kg without the package and Wh/kg of the whole cell are not comparable.",
    change=("claimed_specific_energy",),
)
def claimed_specific_energy_basis(
    specific_energy, specific_energy_without_package, specific_energy_of_stack, claimed_specific_energy
):
    without_package = np.abs(specific_energy_without_package / claimed_specific_energy - 1)
    of_stack = np.abs(specific_energy_of_stack / claimed_specific_energy - 1)
    return np.abs(specific_energy / claimed_specific_energy - 1) - np.minimum(without_package, of_stack)
