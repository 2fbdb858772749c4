"""A cathode of several active materials, carbons and binders: what the mixture is, and the mass of each component.

Shares are by weight; capacities, efficiencies and potentials add by charge, densities and growth by volume. The parts
are taken to be filled and emptied alike.
"""

from calc.inputs.formulation import SEVERAL as TWO_OR_THREE
from calc.model.capacity import LOADING_FIRST
from calc.quantity import Result, derive
from calc.units import G_CM3, MAH_G, PERCENT, G, V

CATHODE = "cathode"
TWO = {"cathode_blend": ("two",)}
THREE = {"cathode_blend": ("three",)}
SEVERAL = {"cathode_blend": TWO_OR_THREE}
TWO_EACH = {"cathode_additives": ("two-each",)}

DECLARATIONS = (
    Result(
        "cathode_first_active_share",
        "Share of the first active",
        PERCENT,
        "x_am,1",
        "Mass of the first cathode active material per mass of all cathode active material.",
        group=CATHODE,
    ),
    Result(
        "cathode_blend_capacity",
        "Specific capacity of the mixture",
        MAH_G,
        "q_mix",
        "Capacity per mass of all cathode active material that its parts give at the design rate.",
        group=CATHODE,
    ),
    Result("cathode_theoretical_capacity", "Theoretical capacity", MAH_G, "q_th", group=CATHODE),
    Result("cathode_first_cycle_efficiency", "First-cycle efficiency", PERCENT, "η_c", group=CATHODE),
    Result("cathode_active_density", "True density of active material", G_CM3, "ρ_am", group=CATHODE),
    Result("cathode_volume_growth", "Growth of the active material when discharged", PERCENT, "s_c", group=CATHODE),
    Result("cathode_voltage_low", "Plausible mean voltage, from", V, "V_lo", group=CATHODE),
    Result("cathode_voltage_high", "Plausible mean voltage, to", V, "V_hi", group=CATHODE),
    Result("cathode_carbon_density", "True density of carbon", G_CM3, "ρ_cb", group=CATHODE),
    Result("cathode_binder_density", "True density of binder", G_CM3, "ρ_b", group=CATHODE),
)


@derive("cathode_first_active_share", when=TWO)
def first_share_of_two(
    cathode_second_active_share,
):
    """What the others leave."""
    return 1 - cathode_second_active_share


@derive("cathode_blend_capacity", when=TWO)
def capacity_of_two(
    cathode_first_active_share,
    cathode_first_active_capacity,
    cathode_second_active_share,
    cathode_second_active_capacity,
):
    """Each part adds the capacity of its share."""
    return (
        cathode_first_active_share * cathode_first_active_capacity
        + cathode_second_active_share * cathode_second_active_capacity
    )


@derive("cathode_theoretical_capacity", when=TWO)
def theory_of_two(
    cathode_first_active_share,
    cathode_first_active_theory,
    cathode_second_active_share,
    cathode_second_active_theory,
):
    """Each part adds the theoretical capacity of its share."""
    return (
        cathode_first_active_share * cathode_first_active_theory
        + cathode_second_active_share * cathode_second_active_theory
    )


@derive("cathode_first_cycle_efficiency", when=TWO | {"cathode_lithium": ("contained",)})
def efficiency_of_two(
    cathode_first_active_share,
    cathode_first_active_capacity,
    cathode_first_active_efficiency,
    cathode_second_active_share,
    cathode_second_active_capacity,
    cathode_second_active_efficiency,
):
    """What all parts take back over what they give: each counts by its charge."""
    return (
        cathode_first_active_share * cathode_first_active_capacity
        + cathode_second_active_share * cathode_second_active_capacity
    ) / (
        cathode_first_active_share * cathode_first_active_capacity / cathode_first_active_efficiency
        + cathode_second_active_share * cathode_second_active_capacity / cathode_second_active_efficiency
    )


@derive("cathode_active_density", when=TWO)
def density_of_two(
    cathode_first_active_share,
    cathode_first_active_density,
    cathode_second_active_share,
    cathode_second_active_density,
):
    """The parts keep their volumes."""
    return 1 / (
        cathode_first_active_share / cathode_first_active_density
        + cathode_second_active_share / cathode_second_active_density
    )


@derive("cathode_volume_growth", when=TWO | {"cathode_lithium": ("none",)})
def growth_of_two(
    cathode_active_density,
    cathode_first_active_share,
    cathode_first_active_density,
    cathode_first_active_growth,
    cathode_second_active_share,
    cathode_second_active_density,
    cathode_second_active_growth,
):
    """Each part grows by its share of the volume, all filled alike."""
    return cathode_active_density * (
        cathode_first_active_share / cathode_first_active_density * cathode_first_active_growth
        + cathode_second_active_share / cathode_second_active_density * cathode_second_active_growth
    )


@derive("cathode_voltage_low", when=TWO)
def voltage_low_of_two(
    cathode_first_active_share,
    cathode_first_active_capacity,
    cathode_first_active_voltage_low,
    cathode_second_active_share,
    cathode_second_active_capacity,
    cathode_second_active_voltage_low,
):
    """Each part counts by its charge."""
    return (
        cathode_first_active_share * cathode_first_active_capacity * cathode_first_active_voltage_low
        + cathode_second_active_share * cathode_second_active_capacity * cathode_second_active_voltage_low
    ) / (
        cathode_first_active_share * cathode_first_active_capacity
        + cathode_second_active_share * cathode_second_active_capacity
    )


@derive("cathode_voltage_high", when=TWO)
def voltage_high_of_two(
    cathode_first_active_share,
    cathode_first_active_capacity,
    cathode_first_active_voltage_high,
    cathode_second_active_share,
    cathode_second_active_capacity,
    cathode_second_active_voltage_high,
):
    """Each part counts by its charge."""
    return (
        cathode_first_active_share * cathode_first_active_capacity * cathode_first_active_voltage_high
        + cathode_second_active_share * cathode_second_active_capacity * cathode_second_active_voltage_high
    ) / (
        cathode_first_active_share * cathode_first_active_capacity
        + cathode_second_active_share * cathode_second_active_capacity
    )


@derive("cathode_first_active_share", when=THREE)
def first_share_of_three(
    cathode_second_active_share,
    cathode_third_active_share,
):
    """What the others leave."""
    return 1 - cathode_second_active_share - cathode_third_active_share


@derive("cathode_blend_capacity", when=THREE)
def capacity_of_three(
    cathode_first_active_share,
    cathode_first_active_capacity,
    cathode_second_active_share,
    cathode_second_active_capacity,
    cathode_third_active_share,
    cathode_third_active_capacity,
):
    """Each part adds the capacity of its share."""
    return (
        cathode_first_active_share * cathode_first_active_capacity
        + cathode_second_active_share * cathode_second_active_capacity
        + cathode_third_active_share * cathode_third_active_capacity
    )


@derive("cathode_theoretical_capacity", when=THREE)
def theory_of_three(
    cathode_first_active_share,
    cathode_first_active_theory,
    cathode_second_active_share,
    cathode_second_active_theory,
    cathode_third_active_share,
    cathode_third_active_theory,
):
    """Each part adds the theoretical capacity of its share."""
    return (
        cathode_first_active_share * cathode_first_active_theory
        + cathode_second_active_share * cathode_second_active_theory
        + cathode_third_active_share * cathode_third_active_theory
    )


@derive("cathode_first_cycle_efficiency", when=THREE | {"cathode_lithium": ("contained",)})
def efficiency_of_three(
    cathode_first_active_share,
    cathode_first_active_capacity,
    cathode_first_active_efficiency,
    cathode_second_active_share,
    cathode_second_active_capacity,
    cathode_second_active_efficiency,
    cathode_third_active_share,
    cathode_third_active_capacity,
    cathode_third_active_efficiency,
):
    """What all parts take back over what they give: each counts by its charge."""
    return (
        cathode_first_active_share * cathode_first_active_capacity
        + cathode_second_active_share * cathode_second_active_capacity
        + cathode_third_active_share * cathode_third_active_capacity
    ) / (
        cathode_first_active_share * cathode_first_active_capacity / cathode_first_active_efficiency
        + cathode_second_active_share * cathode_second_active_capacity / cathode_second_active_efficiency
        + cathode_third_active_share * cathode_third_active_capacity / cathode_third_active_efficiency
    )


@derive("cathode_active_density", when=THREE)
def density_of_three(
    cathode_first_active_share,
    cathode_first_active_density,
    cathode_second_active_share,
    cathode_second_active_density,
    cathode_third_active_share,
    cathode_third_active_density,
):
    """The parts keep their volumes."""
    return 1 / (
        cathode_first_active_share / cathode_first_active_density
        + cathode_second_active_share / cathode_second_active_density
        + cathode_third_active_share / cathode_third_active_density
    )


@derive("cathode_volume_growth", when=THREE | {"cathode_lithium": ("none",)})
def growth_of_three(
    cathode_active_density,
    cathode_first_active_share,
    cathode_first_active_density,
    cathode_first_active_growth,
    cathode_second_active_share,
    cathode_second_active_density,
    cathode_second_active_growth,
    cathode_third_active_share,
    cathode_third_active_density,
    cathode_third_active_growth,
):
    """Each part grows by its share of the volume, all filled alike."""
    return cathode_active_density * (
        cathode_first_active_share / cathode_first_active_density * cathode_first_active_growth
        + cathode_second_active_share / cathode_second_active_density * cathode_second_active_growth
        + cathode_third_active_share / cathode_third_active_density * cathode_third_active_growth
    )


@derive("cathode_voltage_low", when=THREE)
def voltage_low_of_three(
    cathode_first_active_share,
    cathode_first_active_capacity,
    cathode_first_active_voltage_low,
    cathode_second_active_share,
    cathode_second_active_capacity,
    cathode_second_active_voltage_low,
    cathode_third_active_share,
    cathode_third_active_capacity,
    cathode_third_active_voltage_low,
):
    """Each part counts by its charge."""
    return (
        cathode_first_active_share * cathode_first_active_capacity * cathode_first_active_voltage_low
        + cathode_second_active_share * cathode_second_active_capacity * cathode_second_active_voltage_low
        + cathode_third_active_share * cathode_third_active_capacity * cathode_third_active_voltage_low
    ) / (
        cathode_first_active_share * cathode_first_active_capacity
        + cathode_second_active_share * cathode_second_active_capacity
        + cathode_third_active_share * cathode_third_active_capacity
    )


@derive("cathode_voltage_high", when=THREE)
def voltage_high_of_three(
    cathode_first_active_share,
    cathode_first_active_capacity,
    cathode_first_active_voltage_high,
    cathode_second_active_share,
    cathode_second_active_capacity,
    cathode_second_active_voltage_high,
    cathode_third_active_share,
    cathode_third_active_capacity,
    cathode_third_active_voltage_high,
):
    """Each part counts by its charge."""
    return (
        cathode_first_active_share * cathode_first_active_capacity * cathode_first_active_voltage_high
        + cathode_second_active_share * cathode_second_active_capacity * cathode_second_active_voltage_high
        + cathode_third_active_share * cathode_third_active_capacity * cathode_third_active_voltage_high
    ) / (
        cathode_first_active_share * cathode_first_active_capacity
        + cathode_second_active_share * cathode_second_active_capacity
        + cathode_third_active_share * cathode_third_active_capacity
    )


@derive(
    "cathode_specific_capacity",
    when=SEVERAL | {"capacity_given_by": "specific-capacity", "loading_given_by": LOADING_FIRST},
)
@derive("cathode_specific_capacity", when=SEVERAL | {"loading_given_by": "areal-capacity"})
def specific_capacity_of_blend(cathode_blend_capacity):
    """What the parts give together."""
    return cathode_blend_capacity


@derive("cathode_carbon_density", when=TWO_EACH)
def carbon_density_of_two(cathode_second_carbon_share, cathode_first_carbon_density, cathode_second_carbon_density):
    """The parts keep their volumes."""
    return 1 / (
        (1 - cathode_second_carbon_share) / cathode_first_carbon_density
        + cathode_second_carbon_share / cathode_second_carbon_density
    )


@derive("cathode_binder_density", when=TWO_EACH)
def binder_density_of_two(cathode_second_binder_share, cathode_first_binder_density, cathode_second_binder_density):
    """The parts keep their volumes."""
    return 1 / (
        (1 - cathode_second_binder_share) / cathode_first_binder_density
        + cathode_second_binder_share / cathode_second_binder_density
    )


@derive("Cathode carbon", G, symbol="m_cb", group=CATHODE)
def cathode_carbon_mass(cathode_coating_mass, cathode_carbon_fraction):
    """Dry carbon of all cathode sheets; part of the coating."""
    return cathode_coating_mass * cathode_carbon_fraction


@derive("Cathode carbon, first", G, symbol="m_cb,1", group=CATHODE, when=TWO_EACH)
def cathode_first_carbon_mass(cathode_carbon_mass, cathode_second_carbon_share):
    """What the second leaves."""
    return cathode_carbon_mass * (1 - cathode_second_carbon_share)


@derive("Cathode carbon, second", G, symbol="m_cb,2", group=CATHODE, when=TWO_EACH)
def cathode_second_carbon_mass(cathode_carbon_mass, cathode_second_carbon_share):
    """Its share of the carbon."""
    return cathode_carbon_mass * cathode_second_carbon_share


@derive("Cathode binder", G, symbol="m_b", group=CATHODE)
def cathode_binder_mass(cathode_coating_mass, cathode_binder_fraction):
    """Dry binder of all cathode sheets; part of the coating."""
    return cathode_coating_mass * cathode_binder_fraction


@derive("Cathode binder, first", G, symbol="m_b,1", group=CATHODE, when=TWO_EACH)
def cathode_first_binder_mass(cathode_binder_mass, cathode_second_binder_share):
    """What the second leaves."""
    return cathode_binder_mass * (1 - cathode_second_binder_share)


@derive("Cathode binder, second", G, symbol="m_b,2", group=CATHODE, when=TWO_EACH)
def cathode_second_binder_mass(cathode_binder_mass, cathode_second_binder_share):
    """Its share of the binder."""
    return cathode_binder_mass * cathode_second_binder_share


@derive("Cathode active material, first", G, symbol="m_am,1", group=CATHODE, when=SEVERAL)
def cathode_first_active_mass(cathode_active_mass, cathode_first_active_share):
    """Its share of the active material."""
    return cathode_active_mass * cathode_first_active_share


@derive("Cathode active material, second", G, symbol="m_am,2", group=CATHODE, when=SEVERAL)
def cathode_second_active_mass(cathode_active_mass, cathode_second_active_share):
    """Its share of the active material."""
    return cathode_active_mass * cathode_second_active_share


@derive("Cathode active material, third", G, symbol="m_am,3", group=CATHODE, when=THREE)
def cathode_third_active_mass(cathode_active_mass, cathode_third_active_share):
    """Its share of the active material."""
    return cathode_active_mass * cathode_third_active_share
