"""Pore volume and the electrolyte dose in every dialect."""

from calc.quantity import Result, derive
from calc.units import CM3, G_AH, G_G, ML, ML_AH, ONE, UL_MG, G

GROUP = "electrolyte"

DECLARATIONS = (
    Result("electrolyte_mass", "Electrolyte", G, "m_E", group=GROUP),
    Result("electrolyte_volume", "Electrolyte volume", ML, "V_E", group=GROUP),
    Result("electrolyte_per_active_mass", "E/S by mass", G_G, "E_S", group=GROUP),
    Result("electrolyte_volume_per_active_mass", "E/S by volume", UL_MG, "E_S,V", group=GROUP),
    Result("electrolyte_per_capacity", "E/C by mass", G_AH, "E_C", group=GROUP),
    Result("electrolyte_volume_per_capacity", "E/C by volume", ML_AH, "E_C,V", group=GROUP),
    Result("electrolyte_fill_ratio", "Fill ratio", ONE, "φ", group=GROUP),
    Result("anode_pore_volume", "Anode pores", CM3, "V_p,a", "Pore volume of the anode coatings.", group=GROUP),
)

MASS, VOLUME = "mass-per-active-mass", "volume-per-active-mass"
MASS_PER_CAPACITY, VOLUME_PER_CAPACITY = "mass-per-capacity", "volume-per-capacity"
FILL, GRAMS, MILLILITRES = "fill-ratio", "mass", "volume"
ALL = (MASS, VOLUME, MASS_PER_CAPACITY, VOLUME_PER_CAPACITY, FILL, GRAMS, MILLILITRES)


def _but(option: str) -> tuple[str, ...]:
    return tuple(other for other in ALL if other != option)


@derive("Cathode pores", CM3, symbol="V_p,c", group=GROUP)
def cathode_pore_volume(cathode_coated_area, cathode_coating_thickness, cathode_porosity):
    """Pore volume of the cathode coatings."""
    return cathode_coated_area * cathode_coating_thickness * cathode_porosity


@derive("anode_pore_volume", when={"anode_kind": "coated"})
def anode_pore_volume_of_coating(anode_coated_area, anode_coating_thickness, anode_porosity):
    """All coated sides of the anode."""
    return anode_coated_area * anode_coating_thickness * anode_porosity


@derive("anode_pore_volume", when={"anode_kind": ("lithium-foil", "lithium-on-copper", "anode-free")})
def anode_pore_volume_none():
    """Metal has no pores when the cell is built."""
    return 0


@derive("Separator pores", CM3, symbol="V_p,s", group=GROUP)
def separator_pore_volume(separator_area, separator_thickness, separator_porosity):
    """Pore volume of the whole separator strip."""
    return separator_area * separator_thickness * separator_porosity


@derive("Pore volume", CM3, symbol="V_p", group=GROUP)
def pore_volume(cathode_pore_volume, anode_pore_volume, separator_pore_volume):
    """Pores of both coatings and the separator."""
    return cathode_pore_volume + anode_pore_volume + separator_pore_volume


@derive("electrolyte_mass", when={"electrolyte_given_by": MASS})
def electrolyte_mass_from_active_mass(electrolyte_per_active_mass, cathode_active_mass):
    """E/S by mass times the cathode active mass."""
    return electrolyte_per_active_mass * cathode_active_mass


@derive("electrolyte_mass", when={"electrolyte_given_by": VOLUME})
def electrolyte_mass_from_volume(electrolyte_volume_per_active_mass, cathode_active_mass, electrolyte_density):
    """E/S by volume times the cathode active mass and the density."""
    return electrolyte_volume_per_active_mass * cathode_active_mass * electrolyte_density


@derive("electrolyte_mass", when={"electrolyte_given_by": MASS_PER_CAPACITY})
def electrolyte_mass_from_capacity(electrolyte_per_capacity, capacity):
    """E/C by mass times the cell's capacity."""
    return electrolyte_per_capacity * capacity


@derive("electrolyte_mass", when={"electrolyte_given_by": VOLUME_PER_CAPACITY})
def electrolyte_mass_from_volume_per_capacity(electrolyte_volume_per_capacity, capacity, electrolyte_density):
    """E/C by volume times the cell's capacity and the density."""
    return electrolyte_volume_per_capacity * capacity * electrolyte_density


@derive("electrolyte_mass", when={"electrolyte_given_by": FILL})
def electrolyte_mass_from_fill(electrolyte_fill_ratio, pore_volume, electrolyte_density):
    """Fill ratio times the pore volume and the density."""
    return electrolyte_fill_ratio * pore_volume * electrolyte_density


@derive("electrolyte_mass", when={"electrolyte_given_by": MILLILITRES})
def electrolyte_mass_of_volume(electrolyte_volume, electrolyte_density):
    """Electrolyte volume times the density."""
    return electrolyte_volume * electrolyte_density


@derive("electrolyte_volume", when={"electrolyte_given_by": _but(MILLILITRES)})
def electrolyte_volume_shown(electrolyte_mass, electrolyte_density):
    """Volume of the electrolyte that stays in the cell."""
    return electrolyte_mass / electrolyte_density


@derive("electrolyte_per_active_mass", when={"electrolyte_given_by": _but(MASS)})
def electrolyte_per_active_mass_shown(electrolyte_mass, cathode_active_mass):
    """Electrolyte mass over cathode active mass."""
    return electrolyte_mass / cathode_active_mass


@derive("electrolyte_volume_per_active_mass", when={"electrolyte_given_by": _but(VOLUME)})
def electrolyte_volume_per_active_mass_shown(electrolyte_volume, cathode_active_mass):
    """Electrolyte volume over cathode active mass."""
    return electrolyte_volume / cathode_active_mass


@derive("electrolyte_per_capacity", when={"electrolyte_given_by": _but(MASS_PER_CAPACITY)})
def electrolyte_per_capacity_shown(electrolyte_mass, capacity):
    """Electrolyte mass over the cell's capacity."""
    return electrolyte_mass / capacity


@derive("electrolyte_volume_per_capacity", when={"electrolyte_given_by": _but(VOLUME_PER_CAPACITY)})
def electrolyte_volume_per_capacity_shown(electrolyte_volume, capacity):
    """Electrolyte volume over the cell's capacity."""
    return electrolyte_volume / capacity


@derive("electrolyte_fill_ratio", when={"electrolyte_given_by": _but(FILL)})
def electrolyte_fill_ratio_shown(electrolyte_volume, pore_volume):
    """Electrolyte volume over pore volume."""
    return electrolyte_volume / pore_volume


@derive("Electrolyte to fill", G, symbol="m_fill", group=GROUP)
def electrolyte_fill(electrolyte_mass, electrolyte_loss):
    """What is dosed on the bench: the retained mass and what filling and vacuum sealing lose."""
    return electrolyte_mass * (1 + electrolyte_loss)
