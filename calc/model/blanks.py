"""The pouch before it is trimmed: film blanks, the gas bag, and what the untrimmed cell weighs.

None of it is part of the finished cell: these numbers are for cutting film and for the scales before degassing.
"""

from calc.quantity import derive
from calc.units import MM, PERCENT, G

POUCH, PROCESS = "pouch", "process"


@derive("Pouch width before degassing", MM, symbol="w_p,gas", group=POUCH)
def pouch_width_before_degassing(pouch_width, gas_bag_width):
    """Trimmed pouch and the gas bag beside it, flat."""
    return pouch_width + gas_bag_width


@derive("Film blank width", MM, symbol="w_blank", group=POUCH)
def film_blank_width(pouch_width_before_degassing, film_blank_margin):
    """Each of the two films as cut: pouch, gas bag and the margin at both edges."""
    return pouch_width_before_degassing + 2 * film_blank_margin


@derive("Film blank height", MM, symbol="h_blank", group=POUCH)
def film_blank_height(pouch_height, film_blank_margin):
    """Each of the two films as cut: pouch and margins. A film folded at the bottom is twice as high."""
    return pouch_height + 2 * film_blank_margin


@derive("Film blanks", G, symbol="m_blank", group=PROCESS)
def film_blanks_mass(film_blank_width, film_blank_height, pouch_film_areal_mass):
    """Both films as cut."""
    return 2 * film_blank_width * film_blank_height * pouch_film_areal_mass


@derive("Film trimmed off", G, symbol="m_trim", group=PROCESS)
def trimmed_film_mass(film_blanks_mass, pouch_film_mass):
    """Film of the blanks that the finished cell does not keep: gas bag and margins."""
    return film_blanks_mass - pouch_film_mass


@derive("Dry cell before trimming", G, symbol="m_dry,0", group=PROCESS)
def untrimmed_dry_cell_mass(dry_cell_mass, trimmed_film_mass):
    """Dry cell with gas bag and margins, before the electrolyte."""
    return dry_cell_mass + trimmed_film_mass


@derive("Filled cell before trimming", G, symbol="m_filled,0", group=PROCESS)
def untrimmed_filled_cell_mass(filled_cell_mass, trimmed_film_mass):
    """Filled cell with gas bag and margins, before any electrolyte is lost."""
    return filled_cell_mass + trimmed_film_mass


@derive("Sealed cell before trimming", G, symbol="m_sealed,0", group=PROCESS)
def untrimmed_sealed_cell_mass(untrimmed_dry_cell_mass, electrolyte_mass):
    """Sealed cell with gas bag and margins and the electrolyte that stays in it."""
    return untrimmed_dry_cell_mass + electrolyte_mass


@derive("Terrace", MM, symbol="h_terr", group=POUCH)
def terrace_height(cell_length, cup_height, bottom_seal_width):
    """Flat film between the cup and the top edge, through which the tabs come out."""
    return cell_length - cup_height - bottom_seal_width


@derive("Length with tabs", MM, symbol="L_tab", group="cell")
def length_with_tabs(cell_length, tab_protrusion):
    """Length of the finished cell with the tabs that stand out of it."""
    return cell_length + tab_protrusion


@derive("Gas bag over cup width", PERCENT, symbol="x_gas", group=POUCH)
def gas_bag_share(gas_bag_width, cup_width):
    """Width of the gas bag as a share of the cup's."""
    return gas_bag_width / cup_width
