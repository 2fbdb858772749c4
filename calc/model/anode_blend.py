"""A coated anode of several active materials, carbons and binders: what the mixture is, and the mass of each component.

Shares are by weight; capacities, efficiencies and potentials add by charge, densities and growth by volume. The parts
are taken to be filled and emptied alike.
"""

from calc.inputs.formulation import COATED, GROWING
from calc.inputs.formulation import SEVERAL as TWO_OR_THREE
from calc.quantity import Result, derive
from calc.units import G_CM3, MAH_G, PERCENT, G, V

ANODE = "anode"
TWO = COATED | {"anode_blend": ("two",)}
THREE = COATED | {"anode_blend": ("three",)}
SEVERAL = COATED | {"anode_blend": TWO_OR_THREE}
TWO_EACH = COATED | {"anode_additives": ("two-each",)}

DECLARATIONS = (
    Result(
        "anode_first_active_share",
        "Share of the first active",
        PERCENT,
        "y_am,1",
        "Mass of the first anode active material per mass of all anode active material.",
        group=ANODE,
    ),
    Result("anode_specific_capacity", "Specific capacity", MAH_G, "q_a", group=ANODE),
    Result("anode_theoretical_capacity", "Theoretical capacity", MAH_G, "q_a,th", group=ANODE),
    Result("anode_first_cycle_efficiency", "First-cycle efficiency", PERCENT, "η_a", group=ANODE),
    Result("anode_active_density", "True density of active material", G_CM3, "ρ_a,am", group=ANODE),
    Result("anode_volume_growth", "Volume growth of the active material when charged", PERCENT, "s_a,am", group=ANODE),
    Result("anode_potential", "Mean potential", V, "V_a", group=ANODE),
    Result("anode_carbon_density", "True density of carbon", G_CM3, "ρ_a,cb", group=ANODE),
    Result("anode_binder_density", "True density of binder", G_CM3, "ρ_a,b", group=ANODE),
)


@derive("anode_first_active_share", when=TWO)
def anode_first_share_of_two(
    anode_second_active_share,
):
    """What the others leave."""
    return 1 - anode_second_active_share


@derive("anode_specific_capacity", when=TWO)
def anode_capacity_of_two(
    anode_first_active_share,
    anode_first_active_capacity,
    anode_second_active_share,
    anode_second_active_capacity,
):
    """Each part adds the capacity of its share."""
    return (
        anode_first_active_share * anode_first_active_capacity
        + anode_second_active_share * anode_second_active_capacity
    )


@derive("anode_theoretical_capacity", when=TWO)
def anode_theory_of_two(
    anode_first_active_share,
    anode_first_active_theory,
    anode_second_active_share,
    anode_second_active_theory,
):
    """Each part adds the theoretical capacity of its share."""
    return anode_first_active_share * anode_first_active_theory + anode_second_active_share * anode_second_active_theory


@derive("anode_first_cycle_efficiency", when=TWO)
def anode_efficiency_of_two(
    anode_first_active_share,
    anode_first_active_capacity,
    anode_first_active_efficiency,
    anode_second_active_share,
    anode_second_active_capacity,
    anode_second_active_efficiency,
):
    """What all parts give back over what they take: each counts by its charge."""
    return (
        anode_first_active_share * anode_first_active_capacity
        + anode_second_active_share * anode_second_active_capacity
    ) / (
        anode_first_active_share * anode_first_active_capacity / anode_first_active_efficiency
        + anode_second_active_share * anode_second_active_capacity / anode_second_active_efficiency
    )


@derive("anode_active_density", when=TWO)
def anode_density_of_two(
    anode_first_active_share,
    anode_first_active_density,
    anode_second_active_share,
    anode_second_active_density,
):
    """The parts keep their volumes."""
    return 1 / (
        anode_first_active_share / anode_first_active_density + anode_second_active_share / anode_second_active_density
    )


@derive("anode_volume_growth", when=TWO | GROWING)
def anode_growth_of_two(
    anode_active_density,
    anode_first_active_share,
    anode_first_active_density,
    anode_first_active_growth,
    anode_second_active_share,
    anode_second_active_density,
    anode_second_active_growth,
):
    """Each part grows by its share of the volume, all filled alike."""
    return anode_active_density * (
        anode_first_active_share / anode_first_active_density * anode_first_active_growth
        + anode_second_active_share / anode_second_active_density * anode_second_active_growth
    )


@derive("anode_potential", when=TWO)
def anode_potential_of_two(
    anode_first_active_share,
    anode_first_active_capacity,
    anode_first_active_potential,
    anode_second_active_share,
    anode_second_active_capacity,
    anode_second_active_potential,
):
    """Each part counts by its charge."""
    return (
        anode_first_active_share * anode_first_active_capacity * anode_first_active_potential
        + anode_second_active_share * anode_second_active_capacity * anode_second_active_potential
    ) / (
        anode_first_active_share * anode_first_active_capacity
        + anode_second_active_share * anode_second_active_capacity
    )


@derive("anode_first_active_share", when=THREE)
def anode_first_share_of_three(
    anode_second_active_share,
    anode_third_active_share,
):
    """What the others leave."""
    return 1 - anode_second_active_share - anode_third_active_share


@derive("anode_specific_capacity", when=THREE)
def anode_capacity_of_three(
    anode_first_active_share,
    anode_first_active_capacity,
    anode_second_active_share,
    anode_second_active_capacity,
    anode_third_active_share,
    anode_third_active_capacity,
):
    """Each part adds the capacity of its share."""
    return (
        anode_first_active_share * anode_first_active_capacity
        + anode_second_active_share * anode_second_active_capacity
        + anode_third_active_share * anode_third_active_capacity
    )


@derive("anode_theoretical_capacity", when=THREE)
def anode_theory_of_three(
    anode_first_active_share,
    anode_first_active_theory,
    anode_second_active_share,
    anode_second_active_theory,
    anode_third_active_share,
    anode_third_active_theory,
):
    """Each part adds the theoretical capacity of its share."""
    return (
        anode_first_active_share * anode_first_active_theory
        + anode_second_active_share * anode_second_active_theory
        + anode_third_active_share * anode_third_active_theory
    )


@derive("anode_first_cycle_efficiency", when=THREE)
def anode_efficiency_of_three(
    anode_first_active_share,
    anode_first_active_capacity,
    anode_first_active_efficiency,
    anode_second_active_share,
    anode_second_active_capacity,
    anode_second_active_efficiency,
    anode_third_active_share,
    anode_third_active_capacity,
    anode_third_active_efficiency,
):
    """What all parts give back over what they take: each counts by its charge."""
    return (
        anode_first_active_share * anode_first_active_capacity
        + anode_second_active_share * anode_second_active_capacity
        + anode_third_active_share * anode_third_active_capacity
    ) / (
        anode_first_active_share * anode_first_active_capacity / anode_first_active_efficiency
        + anode_second_active_share * anode_second_active_capacity / anode_second_active_efficiency
        + anode_third_active_share * anode_third_active_capacity / anode_third_active_efficiency
    )


@derive("anode_active_density", when=THREE)
def anode_density_of_three(
    anode_first_active_share,
    anode_first_active_density,
    anode_second_active_share,
    anode_second_active_density,
    anode_third_active_share,
    anode_third_active_density,
):
    """The parts keep their volumes."""
    return 1 / (
        anode_first_active_share / anode_first_active_density
        + anode_second_active_share / anode_second_active_density
        + anode_third_active_share / anode_third_active_density
    )


@derive("anode_volume_growth", when=THREE | GROWING)
def anode_growth_of_three(
    anode_active_density,
    anode_first_active_share,
    anode_first_active_density,
    anode_first_active_growth,
    anode_second_active_share,
    anode_second_active_density,
    anode_second_active_growth,
    anode_third_active_share,
    anode_third_active_density,
    anode_third_active_growth,
):
    """Each part grows by its share of the volume, all filled alike."""
    return anode_active_density * (
        anode_first_active_share / anode_first_active_density * anode_first_active_growth
        + anode_second_active_share / anode_second_active_density * anode_second_active_growth
        + anode_third_active_share / anode_third_active_density * anode_third_active_growth
    )


@derive("anode_potential", when=THREE)
def anode_potential_of_three(
    anode_first_active_share,
    anode_first_active_capacity,
    anode_first_active_potential,
    anode_second_active_share,
    anode_second_active_capacity,
    anode_second_active_potential,
    anode_third_active_share,
    anode_third_active_capacity,
    anode_third_active_potential,
):
    """Each part counts by its charge."""
    return (
        anode_first_active_share * anode_first_active_capacity * anode_first_active_potential
        + anode_second_active_share * anode_second_active_capacity * anode_second_active_potential
        + anode_third_active_share * anode_third_active_capacity * anode_third_active_potential
    ) / (
        anode_first_active_share * anode_first_active_capacity
        + anode_second_active_share * anode_second_active_capacity
        + anode_third_active_share * anode_third_active_capacity
    )


@derive("anode_carbon_density", when=TWO_EACH)
def anode_carbon_density_of_two(anode_second_carbon_share, anode_first_carbon_density, anode_second_carbon_density):
    """The parts keep their volumes."""
    return 1 / (
        (1 - anode_second_carbon_share) / anode_first_carbon_density
        + anode_second_carbon_share / anode_second_carbon_density
    )


@derive("anode_binder_density", when=TWO_EACH)
def anode_binder_density_of_two(anode_second_binder_share, anode_first_binder_density, anode_second_binder_density):
    """The parts keep their volumes."""
    return 1 / (
        (1 - anode_second_binder_share) / anode_first_binder_density
        + anode_second_binder_share / anode_second_binder_density
    )


@derive("Anode carbon", G, symbol="m_a,cb", group=ANODE, when=COATED)
def anode_carbon_mass(anode_coating_mass, anode_carbon_fraction):
    """Dry carbon of all anode sheets; part of the coating."""
    return anode_coating_mass * anode_carbon_fraction


@derive("Anode carbon, first", G, symbol="m_a,cb,1", group=ANODE, when=TWO_EACH)
def anode_first_carbon_mass(anode_carbon_mass, anode_second_carbon_share):
    """What the second leaves."""
    return anode_carbon_mass * (1 - anode_second_carbon_share)


@derive("Anode carbon, second", G, symbol="m_a,cb,2", group=ANODE, when=TWO_EACH)
def anode_second_carbon_mass(anode_carbon_mass, anode_second_carbon_share):
    """Its share of the carbon."""
    return anode_carbon_mass * anode_second_carbon_share


@derive("Anode binder", G, symbol="m_a,b", group=ANODE, when=COATED)
def anode_binder_mass(anode_coating_mass, anode_binder_fraction):
    """Dry binder of all anode sheets; part of the coating."""
    return anode_coating_mass * anode_binder_fraction


@derive("Anode binder, first", G, symbol="m_a,b,1", group=ANODE, when=TWO_EACH)
def anode_first_binder_mass(anode_binder_mass, anode_second_binder_share):
    """What the second leaves."""
    return anode_binder_mass * (1 - anode_second_binder_share)


@derive("Anode binder, second", G, symbol="m_a,b,2", group=ANODE, when=TWO_EACH)
def anode_second_binder_mass(anode_binder_mass, anode_second_binder_share):
    """Its share of the binder."""
    return anode_binder_mass * anode_second_binder_share


@derive("Anode active material, first", G, symbol="m_a,am,1", group=ANODE, when=SEVERAL)
def anode_first_active_mass(anode_active_mass, anode_first_active_share):
    """Its share of the active material."""
    return anode_active_mass * anode_first_active_share


@derive("Anode active material, second", G, symbol="m_a,am,2", group=ANODE, when=SEVERAL)
def anode_second_active_mass(anode_active_mass, anode_second_active_share):
    """Its share of the active material."""
    return anode_active_mass * anode_second_active_share


@derive("Anode active material, third", G, symbol="m_a,am,3", group=ANODE, when=THREE)
def anode_third_active_mass(anode_active_mass, anode_third_active_share):
    """Its share of the active material."""
    return anode_active_mass * anode_third_active_share
