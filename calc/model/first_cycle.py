"""The first cycle: lithium given, lithium lost, what is left to cycle, and which electrode ends the discharge."""

import numpy as np

from calc.quantity import Result, derive
from calc.units import AH, PERCENT

CELL, CATHODE, ANODE = "cell", "cathode", "anode"
PLATED = ("lithium-foil", "lithium-on-copper", "anode-free")
CONTAINED = {"cathode_lithium": "contained"}
NONE = {"cathode_lithium": "none"}

DECLARATIONS = (
    Result(
        "first_cycle_lithium_loss",
        "Lithium lost in the first cycle",
        AH,
        "Q_loss",
        "Charge bound in surface films or left without contact by the first cycle; no later cycle has it.",
        group=ANODE,
        other_labels={"working_ion": {"sodium": "Sodium lost in the first cycle"}},
    ),
    Result(
        "lithium_inventory",
        "Lithium inventory",
        AH,
        "Q_Li",
        "What can be cycled once the first cycle is over: what the cathode gave and the anode holds within "
        "reach, less the loss.",
        group=CELL,
        other_labels={"working_ion": {"sodium": "Sodium inventory"}},
    ),
    Result(
        "anode_side_capacity",
        "Capacity of the anode side",
        AH,
        "Q_a",
        "What the anode side can exchange after the first cycle: its inventory, and no more than a coating can host.",
        group=ANODE,
    ),
)


@derive("First charge", AH, symbol="Q_chg,1", group=CELL, when=CONTAINED)
def first_charge_capacity(capacity, cathode_first_cycle_efficiency):
    """Charge of the first charge: what the cathode gives so that it takes back the cell's capacity."""
    return capacity / cathode_first_cycle_efficiency


@derive(
    "Lithium the cathode does not take back",
    AH,
    symbol="Q_c,irr",
    group=CATHODE,
    when=CONTAINED,
    other_labels={"working_ion": {"sodium": "Sodium the cathode does not take back"}},
)
def cathode_irreversible_capacity(first_charge_capacity, capacity):
    """First charge less the cell's capacity; it stays at the anode and makes up for losses there."""
    return first_charge_capacity - capacity


@derive("first_cycle_lithium_loss", when={"anode_kind": PLATED, "cathode_lithium": "contained"})
def first_cycle_loss_of_plated_lithium(first_charge_capacity, lithium_first_cycle_efficiency):
    """The share of the lithium plated in the first charge that cannot be stripped."""
    return first_charge_capacity * (1 - lithium_first_cycle_efficiency)


@derive("first_cycle_lithium_loss", when={"anode_kind": PLATED, "cathode_lithium": "none"})
def first_cycle_loss_of_returned_lithium(capacity, lithium_first_cycle_efficiency):
    """The first charge plates what the first discharge took; a share of it cannot be stripped again."""
    return capacity * (1 - lithium_first_cycle_efficiency)


@derive("first_cycle_lithium_loss", when={"anode_kind": "coated"})
def first_cycle_loss_of_coating(anode_areal_capacity, facing_area, anode_first_cycle_efficiency):
    """The faced coating forms its film however full it gets: first lithiation less first delithiation."""
    return anode_areal_capacity * facing_area * (1 / anode_first_cycle_efficiency - 1)


@derive("lithium_inventory", when={"anode_kind": PLATED, "cathode_lithium": "contained"})
def lithium_inventory_of_both(first_charge_capacity, accessible_anode_capacity, first_cycle_lithium_loss):
    """From the cathode and from the anode, less the loss."""
    return first_charge_capacity + accessible_anode_capacity - first_cycle_lithium_loss


@derive("lithium_inventory", when={"anode_kind": "coated", "cathode_lithium": "contained"})
def lithium_inventory_of_cathode(first_charge_capacity, first_cycle_lithium_loss):
    """All of it comes from the cathode."""
    return first_charge_capacity - first_cycle_lithium_loss


@derive("lithium_inventory", when=NONE)
def lithium_inventory_of_anode(accessible_anode_capacity, first_cycle_lithium_loss):
    """All of it comes from the anode; a coating is taken as full of lithium when the cell is built."""
    return accessible_anode_capacity - first_cycle_lithium_loss


@derive("anode_side_capacity", when={"anode_kind": PLATED})
def anode_side_capacity_of_metal(lithium_inventory):
    """Metal is plated without an end: the lithium alone counts."""
    return lithium_inventory


@derive("anode_side_capacity", when={"anode_kind": "coated"})
def anode_side_capacity_of_coating(lithium_inventory, accessible_anode_capacity):
    """The lithium, and no more than the faced coating hosts."""
    return np.minimum(lithium_inventory, accessible_anode_capacity)


@derive("Capacity after the first cycle", AH, symbol="Q_rev", group=CELL)
def reversible_capacity(capacity, anode_side_capacity):
    """The smaller of the cathode's capacity and what the anode side can exchange: the design's capacity, or less."""
    return np.minimum(capacity, anode_side_capacity)


@derive("Anode side to spare after the first cycle", PERCENT, symbol="Δ_bal", group=CELL)
def balance_margin(anode_side_capacity, capacity):
    """Capacity of the anode side over the cell's, less one. Positive: the cathode ends the discharge; negative: the
    anode side does."""
    return anode_side_capacity / capacity - 1


@derive("First-cycle efficiency of the cell", PERCENT, symbol="η_1", group=CELL, when=CONTAINED)
def cell_first_cycle_efficiency(reversible_capacity, first_charge_capacity):
    """Capacity after the first cycle over the first charge."""
    return reversible_capacity / first_charge_capacity
