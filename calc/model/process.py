"""What the bench weighs: pieces before they are stacked, the stack with its tabs, the cell dry and filled."""

import numpy as np

from calc.quantity import Result, derive
from calc.units import MG, G

GROUP = "process"
METAL = ("lithium-foil", "lithium-on-copper")

DECLARATIONS = (
    Result(
        "anode_untreated_mass",
        "Anode, untreated",
        G,
        "m_a,0",
        "All anode sheets, or the strip, without a surface layer.",
        group=GROUP,
    ),
    Result(
        "anode_piece_mass",
        "Mass of an anode piece",
        G,
        "m_a,piece",
        "One anode sheet, or the whole strip, without a surface layer.",
        group=GROUP,
    ),
)


@derive("All cathodes", G, symbol="m_c", group=GROUP)
def cathodes_mass(cathode_coating_mass, cathode_foil_mass):
    """Coating and foil of all cathode sheets, without uncoated tongues."""
    return cathode_coating_mass + cathode_foil_mass


@derive("anode_untreated_mass", when={"anode_kind": METAL})
def anode_untreated_mass_of_lithium(anode_mass, surface_layer_mass):
    """The anode less its surface layer."""
    return anode_mass - surface_layer_mass


@derive("anode_untreated_mass", when={"anode_kind": ("coated", "anode-free")})
def anode_untreated_mass_of_others(anode_mass):
    """There is no surface layer."""
    return anode_mass


@derive("anode_piece_mass", when={"construction": "lamination"})
def anode_piece_mass_of_sheet(anode_untreated_mass, anode_sheets):
    """One sheet."""
    return anode_untreated_mass / anode_sheets


@derive("anode_piece_mass", when={"construction": "turn-stacking"})
def anode_piece_mass_of_strip(anode_untreated_mass):
    """The one strip."""
    return anode_untreated_mass


@derive("Welded stack", G, symbol="m_weld", group=GROUP)
def welded_stack_mass(stack_mass, tabs_mass, sealant_mass):
    """Dry stack with both tabs and the sealant on them; scrap cut off at the welds is not counted."""
    return stack_mass + tabs_mass + sealant_mass


@derive("Finest tolerance of a piece", MG, symbol="δm_p", group=GROUP)
def piece_mass_tolerance(cathode_mass_tolerance, cathode_sheet_mass, lithium_mass_tolerance, anode_piece_mass):
    """What a cathode sheet or an anode piece may be off its mass, whichever is less."""
    return np.minimum(cathode_mass_tolerance * cathode_sheet_mass, lithium_mass_tolerance * anode_piece_mass)


@derive("Finest tolerance of a cell", MG, symbol="δm_c", group=GROUP)
def cell_mass_tolerance(stack_mass_tolerance, welded_stack_mass, fill_tolerance, electrolyte_fill):
    """What the welded stack or the electrolyte filled may be off its mass, whichever is less."""
    return np.minimum(stack_mass_tolerance * welded_stack_mass, fill_tolerance * electrolyte_fill)


@derive("Dry cell", G, symbol="m_dry", group=GROUP)
def dry_cell_mass(welded_stack_mass, pouch_film_mass):
    """Welded stack and the film of the trimmed pouch: without electrolyte, without a gas bag."""
    return welded_stack_mass + pouch_film_mass


@derive("Filled cell", G, symbol="m_filled", group=GROUP)
def filled_cell_mass(dry_cell_mass, electrolyte_fill):
    """Dry cell and all electrolyte dosed, before any of it is lost; without a gas bag."""
    return dry_cell_mass + electrolyte_fill
