"""Scrap that follows from the steps of the work, and the slurries: their solvent, wet film and blade gap."""

from calc.quantity import Result, derive
from calc.units import G_CM3, MG_CM2, MM, PERCENT, UM, G

GROUP = "batch"
BY_STEP = {"scrap_given_by": "step"}
COATED = {"anode_kind": "coated"}

DECLARATIONS = (
    Result("cathode_scrap", "Scrap, cathode", PERCENT, "z_c", group=GROUP),
    Result("anode_scrap", "Scrap, anode", PERCENT, "z_an", group=GROUP),
    Result("separator_scrap", "Scrap, separator", PERCENT, "z_s", group=GROUP),
    Result("electrolyte_scrap", "Scrap, electrolyte", PERCENT, "z_E", group=GROUP),
    Result("pouch_film_scrap", "Scrap, pouch film", PERCENT, "z_f", group=GROUP),
)


@derive("cathode_scrap", when=BY_STEP)
def cathode_scrap_of_steps(coating_scrap, electrode_cutting_scrap, sorting_scrap):
    """Coated, cut and sorted: each step is given what it loses besides."""
    return (1 + coating_scrap) * (1 + electrode_cutting_scrap) * (1 + sorting_scrap) - 1


@derive("anode_scrap", when={**BY_STEP, "anode_kind": "coated"})
def anode_scrap_of_coated(coating_scrap, electrode_cutting_scrap, sorting_scrap):
    """Coated, cut and sorted: each step is given what it loses besides."""
    return (1 + coating_scrap) * (1 + electrode_cutting_scrap) * (1 + sorting_scrap) - 1


@derive("anode_scrap", when={**BY_STEP, "anode_kind": ("lithium-foil", "lithium-on-copper")})
def anode_scrap_of_lithium(lithium_cutting_scrap, sorting_scrap):
    """Cut and sorted."""
    return (1 + lithium_cutting_scrap) * (1 + sorting_scrap) - 1


@derive("anode_scrap", when={**BY_STEP, "anode_kind": "anode-free"})
def anode_scrap_of_copper(electrode_cutting_scrap, sorting_scrap):
    """Cut and sorted."""
    return (1 + electrode_cutting_scrap) * (1 + sorting_scrap) - 1


@derive("separator_scrap", when=BY_STEP)
def separator_scrap_of_steps(separator_cutting_scrap):
    """Cut."""
    return separator_cutting_scrap


@derive("electrolyte_scrap", when=BY_STEP)
def electrolyte_scrap_of_steps(electrolyte_mixing_scrap, dosing_scrap):
    """Mixed and dosed: each step is given what it loses besides."""
    return (1 + electrolyte_mixing_scrap) * (1 + dosing_scrap) - 1


@derive("pouch_film_scrap", when=BY_STEP)
def pouch_film_scrap_of_steps(film_cutting_scrap, forming_scrap):
    """Cut and formed: each step is given what it loses besides."""
    return (1 + film_cutting_scrap) * (1 + forming_scrap) - 1


@derive("Scrap, cathode powders", PERCENT, symbol="z_c,p", group=GROUP)
def cathode_powder_scrap(cathode_scrap, slurry_scrap):
    """What the cathode loses, and before it the slurry that is left in the mixer."""
    return (1 + cathode_scrap) * (1 + slurry_scrap) - 1


@derive("Scrap, anode powders", PERCENT, symbol="z_a,p", group=GROUP, when=COATED)
def anode_powder_scrap(anode_scrap, slurry_scrap):
    """What the anode loses, and before it the slurry that is left in the mixer."""
    return (1 + anode_scrap) * (1 + slurry_scrap) - 1


@derive("Tape as bought", MM, symbol="l_t,buy", group=GROUP)
def tape_bought(tape_pieces, tape_length, tape_scrap):
    """Length of tape for one cell with its reserve."""
    return (1 + tape_scrap) * tape_pieces * tape_length


# Slurries ---------------------------------------------------------------------------------------------------------


@derive("Solvent of the cathode slurry", G, symbol="m_c,sol", group=GROUP)
def cathode_solvent_mass(cathode_coating_mass, cathode_slurry_solids):
    """Solvent that one cell's cathode coatings are coated with and that is dried off."""
    return cathode_coating_mass * (1 / cathode_slurry_solids - 1)


@derive("Density of the cathode slurry", G_CM3, symbol="ρ_c,sl", group=GROUP)
def cathode_slurry_density(cathode_slurry_solids, cathode_true_density, cathode_solvent_density):
    """Solids and solvent beside each other, without air."""
    return 1 / (cathode_slurry_solids / cathode_true_density + (1 - cathode_slurry_solids) / cathode_solvent_density)


@derive("Wet cathode film, mass", MG_CM2, symbol="L_c,wet", group=GROUP)
def cathode_wet_loading(cathode_coating_loading, cathode_slurry_solids):
    """Slurry per area of one face that dries to the coating's loading."""
    return cathode_coating_loading / cathode_slurry_solids


@derive("Wet cathode film, thickness", UM, symbol="t_c,wet", group=GROUP)
def cathode_wet_thickness(cathode_wet_loading, cathode_slurry_density):
    """The wet film on one face as it leaves the blade."""
    return cathode_wet_loading / cathode_slurry_density


@derive("Blade gap, cathode", UM, symbol="h_c,gap", group=GROUP)
def cathode_blade_gap(cathode_wet_thickness, cathode_wet_share):
    """Gap of the blade over the foil, or over the foil and the first side, that leaves the wet film."""
    return cathode_wet_thickness / cathode_wet_share


@derive("Solvent of the anode slurry", G, symbol="m_a,sol", group=GROUP, when=COATED)
def anode_solvent_mass(anode_coating_mass, anode_slurry_solids):
    """Solvent that one cell's anode coatings are coated with and that is dried off."""
    return anode_coating_mass * (1 / anode_slurry_solids - 1)


@derive("Density of the anode slurry", G_CM3, symbol="ρ_a,sl", group=GROUP, when=COATED)
def anode_slurry_density(anode_slurry_solids, anode_true_density, anode_solvent_density):
    """Solids and solvent beside each other, without air."""
    return 1 / (anode_slurry_solids / anode_true_density + (1 - anode_slurry_solids) / anode_solvent_density)


@derive("Wet anode film, mass", MG_CM2, symbol="L_a,wet", group=GROUP, when=COATED)
def anode_wet_loading(anode_coating_loading, anode_slurry_solids):
    """Slurry per area of one face that dries to the coating's loading."""
    return anode_coating_loading / anode_slurry_solids


@derive("Wet anode film, thickness", UM, symbol="t_a,wet", group=GROUP, when=COATED)
def anode_wet_thickness(anode_wet_loading, anode_slurry_density):
    """The wet film on one face as it leaves the blade."""
    return anode_wet_loading / anode_slurry_density


@derive("Blade gap, anode", UM, symbol="h_a,gap", group=GROUP, when=COATED)
def anode_blade_gap(anode_wet_thickness, anode_wet_share):
    """Gap of the blade over the foil, or over the foil and the first side, that leaves the wet film."""
    return anode_wet_thickness / anode_wet_share
