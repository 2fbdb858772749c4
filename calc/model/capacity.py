"""Capacity, areal capacity, N/P under each name, and lithium that is left or plated."""

import numpy as np

from calc.inputs.cell import NP_BASIS
from calc.quantity import Result, derive
from calc.units import AH, MA_CM2, MAH_CM2, MAH_G, ONE, PERCENT, UM, A, G

CELL, CATHODE, ANODE = "cell", "cathode", "anode"
METAL = ("lithium-foil", "lithium-on-copper")
LOADING_FIRST = ("loading", "sheet-mass", "areal-mass", "thickness-and-density", "thickness-and-porosity")
"""What gives the cathode's loading before any capacity does."""

DECLARATIONS = (
    Result(
        "capacity",
        "Capacity",
        AH,
        "Q",
        "Discharge capacity of the cell: the rated one, or what the specific capacity makes of the facing area.",
        group=CELL,
    ),
    Result("rated_capacity", "Rated capacity", AH, "Q_r", group=CELL),
    Result("cathode_specific_capacity", "Specific capacity", MAH_G, "q_c", group=CATHODE),
    Result("cathode_areal_capacity", "Cathode areal capacity", MAH_CM2, "q_A", group=CATHODE),
    Result(
        "anode_areal_capacity",
        "Anode areal capacity",
        MAH_CM2,
        "q_N",
        "Anode capacity that belongs to one facing face, per area: half of a free-standing foil, one side of a "
        "coated one.",
        group=ANODE,
    ),
    Result(
        "anode_capacity",
        "Whole anode capacity",
        AH,
        "Q_N",
        "Capacity of all anode material put into the cell, faced or not.",
        group=ANODE,
    ),
    Result(
        "accessible_anode_capacity",
        "Accessible anode capacity",
        AH,
        "Q_N4",
        "Anode capacity that the cathode faces can reach, on the faced area only.",
        group=ANODE,
    ),
    Result(
        "counted_anode_capacity",
        "Anode capacity counted",
        AH,
        "Q_N,np",
        "Anode capacity on the basis chosen for the N/P shown first.",
        group=ANODE,
    ),
    Result(
        "counted_cathode_capacity",
        "Cathode capacity counted",
        AH,
        "Q_P,np",
        "Capacity that the N/P shown first divides by.",
        group=CATHODE,
    ),
    Result(
        "lithium_ratio",
        "Lithium over capacity, the cathode's counted",
        ONE,
        "N/P_tot",
        "The anode capacity counted and what a cathode brings, over the cell's capacity.",
        group=CELL,
        other_labels={"working_ion": {"sodium": "Sodium over capacity, the cathode's counted"}},
    ),
    Result(
        "lithium_excess_ratio",
        "Excess lithium over capacity",
        ONE,
        "N/P_exc",
        "Metal beyond what one discharge moves, over the cell's capacity.",
        group=CELL,
        other_labels={"working_ion": {"sodium": "Excess sodium over capacity"}},
    ),
    Result(
        "np_ratio",
        "N/P",
        ONE,
        "N/P",
        "The N/P on the basis chosen for the front row.",
        group=CELL,
        basis={
            NP_BASIS.key: {option.id: option.label for option in NP_BASIS.options},
            "np_over": {
                "theory": "over theoretical capacity",
                "first-discharge": "over first discharge",
                "first-cycle": "over capacity after the first cycle",
            },
        },
    ),
    Result(
        "residual_lithium_thickness",
        "Lithium left at its thinnest",
        UM,
        "t_left",
        "Thickness of the metal foil at the thinnest point of a cycle; the foil is its own current collector.",
        group=ANODE,
        other_labels={"working_ion": {"sodium": "Sodium left at its thinnest"}},
    ),
    Result(
        "lithium_content_charged",
        "Lithium content, charged",
        G,
        "m_Li,chg",
        "Lithium in the anode at full charge: the figure transport rules ask for. None in a sodium cell.",
        group=CELL,
    ),
)


@derive("capacity", when={"capacity_given_by": "rated"})
def capacity_as_rated(rated_capacity):
    """The rated capacity as typed."""
    return rated_capacity


@derive("capacity", when={"capacity_given_by": "specific-capacity"})
def capacity_from_areal_capacity(cathode_areal_capacity, facing_area):
    """Areal capacity times the area that faces an anode."""
    return cathode_areal_capacity * facing_area


@derive("rated_capacity", when={"capacity_given_by": "specific-capacity"})
def rated_capacity_implied(capacity):
    """The capacity that the specific capacity makes."""
    return capacity


@derive("cathode_specific_capacity", when={"capacity_given_by": "rated", "loading_given_by": LOADING_FIRST})
def specific_capacity_implied(rated_capacity, cathode_active_loading, facing_area):
    """What the faced active material must deliver to make the rated capacity."""
    return rated_capacity / (cathode_active_loading * facing_area)


@derive("cathode_areal_capacity", when={"loading_given_by": LOADING_FIRST})
def areal_capacity_from_loading(cathode_active_loading, cathode_specific_capacity):
    """Capacity of one coated face per area."""
    return cathode_active_loading * cathode_specific_capacity


@derive("cathode_areal_capacity", when={"loading_given_by": "areal-capacity", "capacity_given_by": "rated"})
def areal_capacity_wanted(rated_capacity, facing_area):
    """What each facing area must give to make the rated capacity."""
    return rated_capacity / facing_area


@derive("Utilisation", PERCENT, symbol="u", group=CATHODE)
def cathode_utilisation(cathode_specific_capacity, cathode_theoretical_capacity):
    """Specific capacity as a share of the theoretical one."""
    return cathode_specific_capacity / cathode_theoretical_capacity


@derive("anode_areal_capacity", when={"anode_kind": "lithium-foil"})
def anode_areal_capacity_of_foil(lithium_thickness, metal_density, metal_specific_capacity):
    """Half of the foil belongs to each face."""
    return lithium_thickness / 2 * metal_density * metal_specific_capacity


@derive("anode_areal_capacity", when={"anode_kind": "lithium-on-copper"})
def anode_areal_capacity_on_copper(lithium_thickness, metal_density, metal_specific_capacity):
    """The lithium on one side of the copper."""
    return lithium_thickness * metal_density * metal_specific_capacity


@derive("anode_areal_capacity", when={"anode_kind": "coated", "anode_loading_given_by": LOADING_FIRST})
def anode_areal_capacity_of_coating(anode_active_loading, anode_specific_capacity):
    """Reversible capacity of one coated side."""
    return anode_active_loading * anode_specific_capacity


@derive("anode_areal_capacity", when={"anode_kind": "anode-free"})
def anode_areal_capacity_none():
    """The anode holds no lithium when the cell is built."""
    return 0


@derive("anode_capacity", when={"anode_kind": METAL})
def anode_capacity_of_lithium(lithium_mass, metal_specific_capacity):
    """All metallic lithium put in."""
    return lithium_mass * metal_specific_capacity


@derive("anode_capacity", when={"anode_kind": "coated"})
def anode_capacity_of_coating(anode_active_mass, anode_specific_capacity):
    """Reversible capacity of all anode coating."""
    return anode_active_mass * anode_specific_capacity


@derive("anode_capacity", when={"anode_kind": "anode-free"})
def anode_capacity_none():
    """The anode holds no lithium when the cell is built."""
    return 0


@derive("N/P, whole anode", ONE, symbol="N/P_1", group=CELL)
def np_whole_anode(anode_capacity, capacity):
    """All anode capacity put into the cell, faced or not, over the cell's capacity."""
    return anode_capacity / capacity


@derive("N/P, half of each sheet, facing area", ONE, symbol="N/P_2", group=CELL)
def np_facing_area(anode_areal_capacity, facing_area, capacity):
    """Anode capacity of one face on the facing area, over the cell's capacity."""
    return anode_areal_capacity * facing_area / capacity


@derive("N/P, half of each sheet, anode area", ONE, symbol="N/P_3", group=CELL)
def np_anode_area(anode_areal_capacity, anode_face_area, capacity):
    """Anode capacity of one face on the anode area of the facing faces, over the cell's capacity."""
    return anode_areal_capacity * anode_face_area / capacity


@derive("accessible_anode_capacity", when={"anode_kind": "lithium-foil"})
def accessible_anode_capacity_of_foil(
    faced_anode_layers, facing_area, facing_faces, lithium_thickness, metal_density, metal_specific_capacity
):
    """The whole thickness of every faced layer, under one face's area: a bare foil is stripped from either side."""
    return (
        faced_anode_layers * (facing_area / facing_faces) * lithium_thickness * metal_density * metal_specific_capacity
    )


@derive("accessible_anode_capacity", when={"anode_kind": ("lithium-on-copper", "coated", "anode-free")})
def accessible_anode_capacity_on_copper(anode_areal_capacity, facing_area):
    """One side on the facing area: what lies behind the copper is out of reach."""
    return anode_areal_capacity * facing_area


@derive("N/P, accessible on the facing area", ONE, symbol="N/P_4", group=CELL)
def np_accessible(accessible_anode_capacity, capacity):
    """Anode capacity that the cathode faces can reach, over the cell's capacity."""
    return accessible_anode_capacity / capacity


@derive("counted_anode_capacity", when={"np_basis": "whole-anode"})
def counted_whole_anode(anode_capacity):
    """The whole anode."""
    return anode_capacity


@derive("counted_anode_capacity", when={"np_basis": "facing-area"})
def counted_facing_area(anode_areal_capacity, facing_area):
    """One face, on the facing area."""
    return anode_areal_capacity * facing_area


@derive("counted_anode_capacity", when={"np_basis": "anode-area"})
def counted_anode_area(anode_areal_capacity, anode_face_area):
    """One face, on the anode area of the facing faces."""
    return anode_areal_capacity * anode_face_area


@derive("counted_anode_capacity", when={"np_basis": "accessible"})
def counted_accessible(accessible_anode_capacity):
    """What the cathode faces can reach."""
    return accessible_anode_capacity


@derive("counted_anode_capacity", when={"np_basis": "reversible"})
def counted_after_first_cycle(anode_side_capacity):
    """What the anode side can exchange after the first cycle."""
    return anode_side_capacity


@derive("counted_cathode_capacity", when={"np_over": "capacity"})
def counted_capacity(capacity):
    """The cell's capacity: rated, or from the specific capacity."""
    return capacity


@derive("counted_cathode_capacity", when={"np_over": "theory"})
def counted_theory(cathode_theoretical_charge):
    """The theoretical capacity of the cathode active material."""
    return cathode_theoretical_charge


@derive("counted_cathode_capacity", when={"np_over": "first-discharge"})
def counted_first_discharge(first_discharge_capacity):
    """The measured capacity of the first discharge."""
    return first_discharge_capacity


@derive("counted_cathode_capacity", when={"np_over": "first-cycle"})
def counted_reversible_capacity(reversible_capacity):
    """The capacity left after the first cycle."""
    return reversible_capacity


@derive("np_ratio")
def np_ratio_as_chosen(counted_anode_capacity, counted_cathode_capacity):
    """The anode capacity counted over the cathode capacity counted."""
    return counted_anode_capacity / counted_cathode_capacity


@derive("Theoretical cathode capacity", AH, symbol="Q_th", group=CATHODE)
def cathode_theoretical_charge(cathode_theoretical_capacity, cathode_active_mass):
    """Theoretical capacity of all cathode active material put in, faced or not."""
    return cathode_theoretical_capacity * cathode_active_mass


@derive("N/P as chosen, over theoretical capacity", ONE, symbol="N/P_Qth", group=CELL)
def np_over_theory(counted_anode_capacity, cathode_theoretical_charge):
    """Anode capacity counted over the theoretical capacity of the cathode."""
    return counted_anode_capacity / cathode_theoretical_charge


@derive("N/P as chosen, over the first discharge", ONE, symbol="N/P_Q1", group=CELL)
def np_over_first_discharge(counted_anode_capacity, first_discharge_capacity):
    """Anode capacity counted over the measured capacity of the first discharge."""
    return counted_anode_capacity / first_discharge_capacity


@derive("lithium_ratio", when={"anode_kind": (*METAL, "anode-free"), "cathode_lithium": "contained"})
def lithium_ratio_with_cathode(counted_anode_capacity, capacity):
    """The cathode brings what one discharge moves, once."""
    return counted_anode_capacity / capacity + 1


@derive("lithium_ratio", when={"anode_kind": (*METAL, "anode-free"), "cathode_lithium": "none"})
def lithium_ratio_of_anode(counted_anode_capacity, capacity):
    """The cathode brings no lithium."""
    return counted_anode_capacity / capacity


@derive("lithium_excess_ratio", when={"anode_kind": (*METAL, "anode-free"), "cathode_lithium": "contained"})
def lithium_excess_beside_cathode(counted_anode_capacity, capacity):
    """The cathode brings the lithium that works, so all that the anode holds is excess."""
    return counted_anode_capacity / capacity


@derive("lithium_excess_ratio", when={"anode_kind": (*METAL, "anode-free"), "cathode_lithium": "none"})
def lithium_excess_of_anode(counted_anode_capacity, capacity):
    """The discharge takes its lithium from the anode; the rest is excess."""
    return counted_anode_capacity / capacity - 1


@derive(
    "Lithium moved per face",
    UM,
    symbol="Δt_Li",
    group=ANODE,
    when={"anode_kind": (*METAL, "anode-free")},
    other_labels={"working_ion": {"sodium": "Sodium moved per face"}},
)
def lithium_moved_thickness(cathode_areal_capacity, metal_density, metal_specific_capacity):
    """Thickness of dense lithium that one full discharge strips from each facing face."""
    return cathode_areal_capacity / (metal_density * metal_specific_capacity)


@derive("residual_lithium_thickness", when={"anode_kind": "lithium-foil", "cathode_lithium": "none"})
def residual_lithium_after_discharge(lithium_thickness, lithium_moved_thickness):
    """An inner layer is stripped from both its faces by the discharge."""
    return lithium_thickness - 2 * lithium_moved_thickness


@derive("residual_lithium_thickness", when={"anode_kind": "lithium-foil", "cathode_lithium": "contained"})
def residual_lithium_after_first_cycle(
    lithium_thickness, lithium_moved_thickness, first_cycle_lithium_loss, cathode_irreversible_capacity, capacity
):
    """The cathode plates lithium first, so the foil is as built less what the first cycle binds beyond what the
    cathode does not take back. Losses of later cycles are not counted."""
    bound = np.maximum(first_cycle_lithium_loss - cathode_irreversible_capacity, 0)
    return lithium_thickness - 2 * lithium_moved_thickness * bound / capacity


@derive("Share of the foil left", PERCENT, symbol="x_left", group=ANODE, when={"anode_kind": "lithium-foil"})
def residual_lithium_fraction(residual_lithium_thickness, lithium_thickness):
    """Lithium left at its thinnest, as a share of the foil as built."""
    return residual_lithium_thickness / lithium_thickness


@derive(
    "lithium_content_charged",
    when={"working_ion": "lithium", "anode_kind": (*METAL, "anode-free"), "cathode_lithium": "contained"},
)
def lithium_content_with_plated(lithium_mass, capacity, metal_specific_capacity):
    """Lithium put in and lithium plated from the cathode."""
    return lithium_mass + capacity / metal_specific_capacity


@derive(
    "lithium_content_charged",
    when={"working_ion": "lithium", "anode_kind": (*METAL, "anode-free"), "cathode_lithium": "none"},
)
def lithium_content_as_built(lithium_mass):
    """The lithium put in; charging returns what discharge took."""
    return lithium_mass


@derive("lithium_content_charged", when={"working_ion": "lithium", "anode_kind": "coated"})
def lithium_content_equivalent(capacity, lithium_equivalent_content):
    """Lithium-ion cells are rated by an equivalent content per ampere-hour."""
    return capacity * lithium_equivalent_content


@derive("lithium_content_charged", when={"working_ion": "sodium"})
def lithium_content_none():
    """No lithium works in the cell."""
    return 0


@derive("1C capacity", AH, symbol="Q_1C", group=CELL)
def one_c_charge(one_c_capacity, cathode_active_mass):
    """Charge that 1C moves in an hour: the 1C basis times the cathode active mass."""
    return one_c_capacity * cathode_active_mass


@derive("Charge current", A, symbol="I_chg", group=CELL)
def charge_current(charge_rate, one_c_charge):
    """Current at the charge rate; 1C moves the 1C capacity in an hour."""
    return charge_rate * one_c_charge


@derive("Discharge current", A, symbol="I_dis", group=CELL)
def discharge_current(discharge_rate, one_c_charge):
    """Current at the discharge rate; 1C moves the 1C capacity in an hour."""
    return discharge_rate * one_c_charge


@derive("Formation current", A, symbol="I_form", group=CELL)
def formation_current(formation_rate, one_c_charge):
    """Current of the first cycles."""
    return formation_rate * one_c_charge


@derive("Charge current density", MA_CM2, symbol="j_chg", group=CELL)
def charge_current_density(charge_current, facing_area):
    """Mean current per facing area during charge."""
    return charge_current / facing_area


@derive("Discharge current density", MA_CM2, symbol="j_dis", group=CELL)
def discharge_current_density(discharge_current, facing_area):
    """Mean current per facing area during discharge."""
    return discharge_current / facing_area
