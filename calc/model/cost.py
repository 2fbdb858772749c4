"""Cost of the materials of one cell, of one good cell, and per energy. Prices that are not stated leave no value.

Solvents of the slurries, tape, a surface layer and freight are not counted.
"""

from calc.quantity import Result, derive
from calc.units import MONEY, MONEY_KWH

GROUP = "cost"

DECLARATIONS = (
    Result(
        "anode_cost", "Cost of the anode", MONEY, "K_a", "Anode materials of one cell, scrap included.", group=GROUP
    ),
)


@derive("Cost of the cathode", MONEY, symbol="K_c", group=GROUP)
def cathode_cost(
    cathode_coating_mass,
    cathode_active_fraction,
    cathode_active_price,
    cathode_carbon_fraction,
    cathode_carbon_price,
    cathode_binder_fraction,
    cathode_binder_price,
    cathode_foil_mass,
    cathode_foil_price,
    cathode_scrap,
    cathode_powder_scrap,
):
    """Coating and foil of all cathode sheets, scrap included."""
    return (1 + cathode_powder_scrap) * cathode_coating_mass * (
        cathode_active_fraction * cathode_active_price
        + cathode_carbon_fraction * cathode_carbon_price
        + cathode_binder_fraction * cathode_binder_price
    ) + (1 + cathode_scrap) * cathode_foil_mass * cathode_foil_price


@derive("anode_cost", when={"anode_kind": "lithium-foil"})
def anode_cost_of_foil(lithium_mass, lithium_price, anode_scrap):
    """Lithium, scrap included."""
    return (1 + anode_scrap) * lithium_mass * lithium_price


@derive("anode_cost", when={"anode_kind": "lithium-on-copper"})
def anode_cost_on_copper(lithium_mass, lithium_price, anode_foil_mass, anode_foil_price, anode_scrap):
    """Lithium and copper, scrap included."""
    return (1 + anode_scrap) * (lithium_mass * lithium_price + anode_foil_mass * anode_foil_price)


@derive("anode_cost", when={"anode_kind": "coated"})
def anode_cost_of_coated(
    anode_coating_mass,
    anode_active_fraction,
    anode_active_price,
    anode_carbon_fraction,
    anode_carbon_price,
    anode_binder_fraction,
    anode_binder_price,
    anode_foil_mass,
    anode_foil_price,
    anode_scrap,
    anode_powder_scrap,
):
    """Coating and copper, scrap included."""
    return (1 + anode_powder_scrap) * anode_coating_mass * (
        anode_active_fraction * anode_active_price
        + anode_carbon_fraction * anode_carbon_price
        + anode_binder_fraction * anode_binder_price
    ) + (1 + anode_scrap) * anode_foil_mass * anode_foil_price


@derive("anode_cost", when={"anode_kind": "anode-free"})
def anode_cost_of_copper(anode_foil_mass, anode_foil_price, anode_scrap):
    """Copper, scrap included."""
    return (1 + anode_scrap) * anode_foil_mass * anode_foil_price


@derive("Cost of the separator", MONEY, symbol="K_s", group=GROUP)
def separator_cost(separator_area, separator_price, separator_scrap):
    """The whole strip, scrap included."""
    return (1 + separator_scrap) * separator_area * separator_price


@derive("Cost of the electrolyte", MONEY, symbol="K_E", group=GROUP)
def electrolyte_cost(electrolyte_fill, electrolyte_price, electrolyte_scrap):
    """What is dosed, scrap included."""
    return (1 + electrolyte_scrap) * electrolyte_fill * electrolyte_price


@derive("Cost of the pouch film", MONEY, symbol="K_f", group=GROUP)
def pouch_film_cost(film_blank_width, film_blank_height, pouch_film_price, pouch_film_scrap):
    """Both blanks, gas bag and margins included, and the scrap of cutting them."""
    return (1 + pouch_film_scrap) * 2 * film_blank_width * film_blank_height * pouch_film_price


@derive("Cost of the materials", MONEY, symbol="K_mat", group=GROUP)
def material_cost(cathode_cost, anode_cost, separator_cost, electrolyte_cost, pouch_film_cost, tabs_price, tabs_scrap):
    """Materials of one cell that is begun, tabs with their reserve; tape and slurry solvents are not counted."""
    return (
        cathode_cost + anode_cost + separator_cost + electrolyte_cost + pouch_film_cost + (1 + tabs_scrap) * tabs_price
    )


@derive("Cost of one good cell", MONEY, symbol="K", group=GROUP)
def cell_cost(material_cost, making_cost, cell_yield):
    """Materials and making of the cells begun, borne by the good ones."""
    return (material_cost + making_cost) / cell_yield


@derive("Cost per energy", MONEY_KWH, symbol="K_E,sp", group=GROUP)
def cost_per_energy(cell_cost, energy):
    """Cost of one good cell over the energy of one discharge."""
    return cell_cost / energy
