"""The metal of the working ion: what is put in as foil and what the first charge plates."""

from calc.quantity import Result, derive
from calc.units import G_CM3, MAH_G, NOHM_M

GROUP = "anode"
PLATED = ("lithium-foil", "lithium-on-copper", "anode-free")

DECLARATIONS = (
    Result(
        "metal_density",
        "Density of the anode metal",
        G_CM3,
        "ρ_M",
        "Density of the metal of the working ion, without pores.",
        group=GROUP,
    ),
    Result(
        "metal_specific_capacity",
        "Specific capacity of the anode metal",
        MAH_G,
        "q_M",
        "Charge per mass of the metal of the working ion.",
        group=GROUP,
    ),
    Result(
        "metal_resistivity",
        "Resistivity of the anode metal",
        NOHM_M,
        "r_M",
        "Electrical resistivity of the metal of the working ion, where it is its own current collector.",
        group=GROUP,
    ),
)


@derive("metal_density", when={"anode_kind": PLATED, "working_ion": "lithium"})
def metal_density_of_lithium(lithium_density):
    """Lithium."""
    return lithium_density


@derive("metal_density", when={"anode_kind": PLATED, "working_ion": "sodium"})
def metal_density_of_sodium(sodium_density):
    """Sodium."""
    return sodium_density


@derive("metal_specific_capacity", when={"anode_kind": PLATED, "working_ion": "lithium"})
def metal_specific_capacity_of_lithium(lithium_specific_capacity):
    """Lithium."""
    return lithium_specific_capacity


@derive("metal_specific_capacity", when={"anode_kind": PLATED, "working_ion": "sodium"})
def metal_specific_capacity_of_sodium(sodium_specific_capacity):
    """Sodium."""
    return sodium_specific_capacity


@derive("metal_resistivity", when={"anode_kind": "lithium-foil", "working_ion": "lithium"})
def metal_resistivity_of_lithium(lithium_resistivity):
    """Lithium."""
    return lithium_resistivity


@derive("metal_resistivity", when={"anode_kind": "lithium-foil", "working_ion": "sodium"})
def metal_resistivity_of_sodium(sodium_resistivity):
    """Sodium."""
    return sodium_resistivity
