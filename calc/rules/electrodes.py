"""Loading, porosity, fractions, capacity, N/P, voltage and lithium. To add a rule, add one function."""

import numpy as np

from calc.quantity import Band, rule
from calc.units import MA_CM2, MAH_CM2, MAH_G, MG, MG_CM2, ONE, PERCENT, UM, V

METAL = ("lithium-foil", "lithium-on-copper")
WITH_LITHIUM = (*METAL, "anode-free")
COATED = {"anode_kind": "coated"}


NO_RESERVE = (
    "With less anode than cathode a coating is plated with metal, a cathode built empty is not filled, and a metal "
    "anode has no reserve."
)
MORE_ANODE = ("lithium_thickness", "anode_loading", "cathode_loading", "np_basis", "np_over")
WITH_RESERVE = {"anode_kind": (*METAL, "coated")}


@rule(
    "N/P as chosen",
    ONE,
    error=Band(low="1.0"),
    reason=NO_RESERVE,
    change=MORE_ANODE,
    when={**WITH_RESERVE, "np_over": ("capacity", "first-discharge", "first-cycle")},
)
def np_at_least_one(counted_anode_capacity, counted_cathode_capacity, capacity):
    # A first discharge that was not measured leaves the cell's capacity.
    known = np.where(counted_cathode_capacity > 0, counted_cathode_capacity, capacity)
    return counted_anode_capacity / known


@rule(
    "N/P as chosen, over theoretical capacity",
    ONE,
    error=Band(low="1.0"),
    reason=NO_RESERVE,
    change=MORE_ANODE,
    when={**WITH_RESERVE, "np_over": "theory", "cathode_lithium": "none"},
)
def np_over_theory_at_least_one(np_ratio):
    return np_ratio


@rule(
    "N/P as chosen, but over the cell's capacity",
    ONE,
    error=Band(low="1.0"),
    message="Over the cell's {capacity} the anode counted has less than what the cathode takes; N/P as chosen, over "
    "theoretical capacity, is {np_ratio}.",
    # A cathode that is built full never gives up all it holds: over theory a sound cell may have less than one.
    reason=NO_RESERVE,
    change=MORE_ANODE,
    when={**WITH_RESERVE, "np_over": "theory", "cathode_lithium": "contained"},
)
def np_of_capacity_at_least_one(counted_anode_capacity, capacity):
    return counted_anode_capacity / capacity


@rule(
    "Metal of the working ion in the cell as built",
    MG,
    error=Band(low="0.001"),
    message="Neither electrode holds the working ion when the cell is built.",
    reason="A bare foil lives on what its cathode brings, and this cathode brings nothing.",
    change=("anode_kind", "cathode_lithium"),
    when={"anode_kind": "anode-free", "cathode_lithium": "none"},
)
def lithium_brought(lithium_mass):
    return lithium_mass


@rule(
    "Metal of the working ion in the cell as built",
    MG,
    warning=Band(low="0.001"),
    message="The cathode brings no working ion: the anode's coating must be filled with it before the cell is built.",
    reason="Such a cathode is discharged first and takes what it stores from the anode.",
    change=("anode_kind", "cathode_lithium"),
    when={"anode_kind": "coated", "cathode_lithium": "none"},
)
def lithium_in_coating(lithium_mass):
    return lithium_mass


@rule(
    "N/P of a metal anode, half of each sheet on the facing area",
    ONE,
    warning=Band(low="1.3", high="3"),
    reason="Little excess ends the cell early; much excess hides losses and costs energy.",
    source="battelle-patent",
    change=("lithium_thickness", "cathode_loading"),
    when={"anode_kind": METAL},
)
def np_of_lithium_metal(np_facing_area):
    return np_facing_area


@rule(
    "N/P of a coated anode",
    ONE,
    warning=Band(low="1.03", high="1.2"),
    reason="Below, metal plates at the end of charge; above, the anode binds working ions and adds mass.",
    source="pmc9879955",
    change=("anode_loading", "anode_areal_capacity", "anode_coating_thickness", "cathode_loading"),
    when=COATED,
)
def np_of_coated_anode(np_facing_area):
    return np_facing_area


@rule(
    "Metal foil left at its thinnest",
    UM,
    error=Band(low="20"),
    warning=Band(low="40"),
    reason="The foil is its own current collector and loses contact where it is eaten through.",
    change=("lithium_thickness", "cathode_loading", "rated_capacity"),
    when={"anode_kind": "lithium-foil"},
)
def lithium_left(residual_lithium_thickness):
    return residual_lithium_thickness


@rule(
    "Share of the metal foil left at its thinnest",
    PERCENT,
    error=Band(low="30"),
    warning=Band(low="50"),
    reason="The foil is its own current collector; stripping is uneven and its thin places fail first.",
    change=("lithium_thickness", "cathode_loading", "rated_capacity"),
    when={"anode_kind": "lithium-foil"},
)
def lithium_share_left(residual_lithium_fraction):
    return residual_lithium_fraction


@rule(
    "Areal capacity of the cathode",
    MAH_CM2,
    error=Band(high="12"),
    warning=Band(high="6"),
    reason="Thick coatings crack, soak slowly and starve of ions at rate.",
    change=("cathode_loading", "cathode_areal_capacity", "cathode_coating_thickness", "cathode_specific_capacity"),
    when={"cathode_lithium": "contained"},
)
def areal_capacity(cathode_areal_capacity):
    return cathode_areal_capacity


@rule(
    "Areal capacity against what lithium-ion cells have",
    MAH_CM2,
    info=Band(low="2", high="4.5"),
    reason="Lithium-ion cells usually have 2 to 4.5 mAh/cm²: less is for power, more is new ground.",
    change=("cathode_loading", "cathode_specific_capacity", "loading_side"),
    when={"anode_kind": "coated", "cathode_lithium": "contained", "working_ion": "lithium"},
)
def usual_areal_capacity(cathode_areal_capacity):
    return cathode_areal_capacity


@rule(
    "Areal capacity of a sulfur cathode",
    MAH_CM2,
    error=Band(high="12"),
    reason="Thick coatings crack, soak slowly and starve of ions at rate.",
    change=("cathode_loading", "rated_capacity", "cathode_coating_thickness", "cathode_specific_capacity"),
    when={"cathode_lithium": "none"},
)
def sulfur_areal_capacity(cathode_areal_capacity):
    return cathode_areal_capacity


@rule(
    "Loading of a sulfur cathode",
    MG_CM2,
    warning=Band(low="3", high="8"),
    reason="Thinner coatings are carried by their foil and electrolyte; thicker ones soak and react unevenly.",
    change=("cathode_loading", "loading_side", "loading_basis", "cathode_coating_thickness", "cathode_areal_capacity"),
    when={"cathode_lithium": "none"},
)
def sulfur_loading(cathode_active_loading):
    return cathode_active_loading


@rule(
    "Coating loading per side",
    MG_CM2,
    error=Band(low="1", high="40"),
    warning=Band(low="3", high="25"),
    reason="Outside this range few coaters hold the loading; a wrong side or basis shows here too.",
    change=("cathode_loading", "loading_side", "loading_basis", "cathode_coating_thickness", "cathode_areal_capacity"),
)
def coating_loading(cathode_coating_loading):
    return cathode_coating_loading


@rule(
    "Coating loading of the anode per side",
    MG_CM2,
    error=Band(low="1", high="40"),
    warning=Band(low="3", high="25"),
    reason="Outside this range few coaters hold the loading; a wrong side or basis shows here too.",
    change=("anode_loading", "loading_side", "loading_basis", "anode_coating_thickness", "anode_areal_capacity"),
    when=COATED,
)
def anode_loading_for_coater(anode_coating_loading):
    return anode_coating_loading


@rule(
    "Porosity of the cathode coating",
    PERCENT,
    error=Band(low="0", high="90"),
    warning=Band(low="cathode_porosity_low", high="cathode_porosity_high"),
    reason="An odd porosity means a wrong density, thickness or loading.",
    change=("cathode_density", "cathode_porosity", "cathode_coating_thickness", "cathode_active_density"),
)
def cathode_pores(cathode_porosity):
    return cathode_porosity


@rule(
    "Porosity of the anode coating",
    PERCENT,
    error=Band(low="0", high="90"),
    warning=Band(low="15", high="50"),
    reason="An odd porosity means a wrong density, thickness or loading.",
    change=("anode_density", "anode_porosity", "anode_coating_thickness", "anode_active_density"),
    when=COATED,
)
def anode_pores(anode_porosity):
    return anode_porosity


@rule(
    "Cathode fractions together",
    PERCENT,
    error=Band(low="99.9", high="100.1"),
    reason="Active material, carbon and binder make the whole dry coating.",
    change=("cathode_active_fraction", "cathode_carbon_fraction", "cathode_binder_fraction"),
)
def cathode_fractions(cathode_fraction_sum):
    return cathode_fraction_sum


@rule(
    "Share of the first cathode active material",
    PERCENT,
    error=Band(low="0"),
    reason="The shares of the further active materials make more than the whole.",
    change=("cathode_second_active_share", "cathode_third_active_share"),
    when={"cathode_blend": ("two", "three")},
)
def cathode_shares(cathode_first_active_share):
    return cathode_first_active_share


@rule(
    "Share of the first anode active material",
    PERCENT,
    error=Band(low="0"),
    reason="The shares of the further active materials make more than the whole.",
    change=("anode_second_active_share", "anode_third_active_share"),
    when=COATED | {"anode_blend": ("two", "three")},
)
def anode_shares(anode_first_active_share):
    return anode_first_active_share


@rule(
    "Specific capacity as a share of what the mixture gives",
    PERCENT,
    warning=Band(high="100.1"),
    reason="The rated capacity asks more of the active materials than their parts are stated to give.",
    change=("rated_capacity", "cathode_second_active_share", "cathode_first_active_capacity", "cathode_loading"),
    when={"cathode_blend": ("two", "three")},
)
def capacity_of_mixture(cathode_specific_capacity, cathode_blend_capacity):
    return cathode_specific_capacity / cathode_blend_capacity


@rule(
    "Pores taken by the discharged active material",
    PERCENT,
    error=Band(high="100"),
    warning=Band(high="70"),
    reason="The discharge products grow into the pores; where these are full the electrolyte is pressed out and the "
    "coating lifts.",
    change=("cathode_density", "cathode_volume_growth", "cathode_active_fraction"),
    when={"cathode_lithium": "none"},
)
def pores_for_growth(pore_share_taken):
    return pore_share_taken


@rule(
    "Growth of the anode coating when charged",
    PERCENT,
    warning=Band(high="20"),
    reason="A coating that breathes this much loses contact, cracks its surface film every cycle and needs room in the "
    "pouch: measure it, and test the binder.",
    change=("anode_volume_growth", "anode_swelling", "anode_growth_in_pores", "anode_loading", "anode_active_fraction"),
    when=COATED,
)
def anode_growth(anode_swelling):
    return anode_swelling


@rule(
    "Anode pores taken by growth",
    PERCENT,
    error=Band(high="100"),
    warning=Band(high="50"),
    reason="The pores hold the electrolyte, and no more fits into them than they are large.",
    change=("anode_growth_in_pores", "anode_density", "anode_porosity", "anode_volume_growth"),
    when=COATED | {"anode_growth_given_by": "active-material"},
)
def anode_pores_for_growth(anode_pore_share_taken):
    return anode_pore_share_taken


@rule(
    "Anode fractions together",
    PERCENT,
    error=Band(low="99.9", high="100.1"),
    reason="Active material, carbon and binder make the whole dry coating.",
    change=("anode_active_fraction", "anode_carbon_fraction", "anode_binder_fraction"),
    when=COATED,
)
def anode_fractions(anode_fraction_sum):
    return anode_fraction_sum


@rule(
    "Active material in the cathode coating",
    PERCENT,
    warning=Band(low="60"),
    reason="Little active material costs energy; check whether the fraction is of the coating or of a composite.",
    change=("cathode_active_fraction",),
)
def active_share(cathode_active_fraction):
    return cathode_active_fraction


@rule(
    "Active material in the anode coating",
    PERCENT,
    warning=Band(low="60"),
    reason="Little active material costs energy; check whether the fraction is of the coating or of a composite.",
    change=("anode_active_fraction",),
    when=COATED,
)
def anode_active_part(anode_active_fraction):
    return anode_active_fraction


@rule(
    "Specific capacity as a share of theory",
    PERCENT,
    error=Band(high="100"),
    warning=Band(high="95"),
    reason="No material gives more than theory: a loading of both sides taken per side, or the reverse, shows here.",
    change=("rated_capacity", "cathode_specific_capacity", "cathode_loading", "loading_side"),
)
def capacity_below_theory(cathode_utilisation):
    return cathode_utilisation


@rule(
    "Anode side to spare after the first cycle",
    PERCENT,
    warning=Band(low="0"),
    message="The anode side limits the cell: after the first cycle, which loses {first_cycle_lithium_loss}, it "
    "exchanges {anode_side_capacity}, and the cathode could give {capacity}. The cell keeps {reversible_capacity}.",
    reason="What the first cycle binds is gone for all later ones. Above zero the cathode limits the cell and its "
    "capacity is the design's.",
    change=(
        "anode_first_cycle_efficiency",
        "lithium_first_cycle_efficiency",
        "cathode_first_cycle_efficiency",
        "anode_loading",
        "lithium_thickness",
        "rated_capacity",
    ),
)
def first_cycle_balance(balance_margin):
    return balance_margin


@rule(
    "First discharge as a share of theory",
    PERCENT,
    error=Band(high="100"),
    message="The first discharge of {first_discharge_capacity} is more than the {cathode_theoretical_charge} that the "
    "cathode's active material has in theory.",
    reason="No material gives more than theory: a loading, a size or the measured capacity is wrong.",
    change=("first_discharge_capacity", "cathode_loading", "loading_side"),
)
def first_discharge_below_theory(first_discharge_capacity, cathode_theoretical_charge):
    return first_discharge_capacity / cathode_theoretical_charge


@rule(
    "First discharge over the cell's capacity",
    PERCENT,
    warning=Band(low="100"),
    message="The first discharge of {first_discharge_capacity} stays below the capacity of {capacity}.",
    reason="A cell rarely gives more later than at its first discharge: the design counts on more than was measured.",
    change=("rated_capacity", "cathode_specific_capacity", "first_discharge_capacity"),
)
def first_discharge_carries_capacity(first_discharge_capacity, capacity):
    return first_discharge_capacity / capacity


@rule(
    "Specific capacity of the anode over theory",
    PERCENT,
    error=Band(high="100"),
    reason="No material gives more than theory.",
    change=("anode_specific_capacity", "anode_second_active_share", "anode_first_active_capacity"),
    when=COATED,
)
def anode_capacity_below_theory(anode_specific_capacity, anode_theoretical_capacity):
    return anode_specific_capacity / anode_theoretical_capacity


@rule(
    "Specific capacity of a sulfur cathode",
    MAH_G,
    warning=Band(high="1350"),
    reason="With little electrolyte sulfur cathodes give 900 to 1300 mAh/g; more is seen in first discharges only.",
    change=("rated_capacity", "cathode_specific_capacity"),
    when={"cathode_lithium": "none"},
)
def sulfur_capacity(cathode_specific_capacity):
    return cathode_specific_capacity


@rule(
    "Mean voltage",
    V,
    error=Band(low="lower_voltage", high="upper_voltage"),
    reason="A mean lies between the cut-offs.",
    change=("mean_voltage", "lower_voltage", "upper_voltage"),
)
def mean_voltage_in_window(mean_voltage):
    return mean_voltage


@rule(
    "Mean voltage against what is reported",
    V,
    warning=Band(low="mean_voltage_low", high="mean_voltage_high"),
    reason="Energy over capacity of real cells of this chemistry lies in this range.",
    change=("mean_voltage",),
)
def mean_voltage_plausible(mean_voltage):
    return mean_voltage


@rule(
    "Discharge current density",
    MA_CM2,
    error=Band(high="5"),
    reason="Beyond it, transport in the electrolyte limits thick coatings.",
    change=("discharge_rate", "cathode_loading"),
)
def discharge_density(discharge_current_density):
    return discharge_current_density


@rule(
    "Charge current density",
    MA_CM2,
    error=Band(high="5"),
    reason="Beyond it, transport in the electrolyte limits thick coatings.",
    change=("charge_rate", "cathode_loading"),
)
def charge_density(charge_current_density):
    return charge_current_density


@rule(
    "Current density of plating metal",
    MA_CM2,
    warning=Band(high="1.5"),
    reason="Metal plated fast grows mossy and dendritic.",
    change=("charge_rate", "cathode_loading"),
    when={"anode_kind": WITH_LITHIUM},
)
def plating_density(charge_current_density):
    return charge_current_density
