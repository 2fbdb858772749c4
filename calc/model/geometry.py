"""Thickness of the stack and the cell, cup, pouch and the volume that counts for Wh/L."""

from calc.quantity import Result, derive
from calc.units import CM3, MM, UM

ANODE, POUCH, CELL, TABS = "anode", "pouch", "cell", "tabs"

DECLARATIONS = (
    Result(
        "anode_sheet_thickness",
        "Anode layer thickness",
        UM,
        "t_A",
        "Thickness of one anode layer as built; a surface layer is not counted.",
        group=ANODE,
    ),
    Result(
        "stack_width",
        "Stack width",
        MM,
        "w_st",
        "Size of the folded stack along the strip, separator included.",
        group=CELL,
    ),
    Result("cup_depth", "Cup depth", MM, "d_cup", "Depth to which each formed film is drawn.", group=POUCH),
    Result("cell_width", "Cell width", MM, "W", "Width of the finished cell, side seals as they lie.", group=CELL),
)


@derive("anode_sheet_thickness", when={"anode_kind": "lithium-foil"})
def anode_sheet_thickness_of_foil(lithium_thickness):
    """The foil."""
    return lithium_thickness


@derive("anode_sheet_thickness", when={"anode_kind": "lithium-on-copper"})
def anode_sheet_thickness_on_copper(anode_foil_thickness, lithium_thickness):
    """Copper with lithium on both sides."""
    return anode_foil_thickness + 2 * lithium_thickness


@derive("anode_sheet_thickness", when={"anode_kind": "coated"})
def anode_sheet_thickness_of_coated(anode_foil_thickness, anode_coating_thickness):
    """Copper with a coating on both sides."""
    return anode_foil_thickness + 2 * anode_coating_thickness


@derive("anode_sheet_thickness", when={"anode_kind": "anode-free"})
def anode_sheet_thickness_of_copper(anode_foil_thickness):
    """Bare copper, before the first charge."""
    return anode_foil_thickness


@derive("Stack thickness", MM, symbol="t_stack", group=CELL)
def stack_thickness(
    cathode_sheets,
    cathode_sheet_thickness,
    anode_layers,
    anode_sheet_thickness,
    separator_layers,
    separator_thickness,
):
    """All layers as built, dry and unswollen."""
    return (
        cathode_sheets * cathode_sheet_thickness
        + anode_layers * anode_sheet_thickness
        + separator_layers * separator_thickness
    )


@derive("Cell thickness", MM, symbol="T", group=CELL)
def cell_thickness(stack_thickness, pouch_film_thickness):
    """Stack and both films as built, unswollen."""
    return stack_thickness + 2 * pouch_film_thickness


@derive("stack_width", when={"construction": "lamination"})
def stack_width_of_sheets(anode_width, separator_clearance):
    """The anode's width and the separator beyond it at both folds."""
    return anode_width + 2 * separator_clearance


@derive("stack_width", when={"construction": "turn-stacking"})
def stack_width_of_strip(strip_pitch):
    """The strip's pitch, bends included."""
    return strip_pitch


@derive("Cup width", MM, symbol="w_cup", group=POUCH)
def cup_width(stack_width, cup_clearance):
    """The stack's width and the clearance on both sides."""
    return stack_width + 2 * cup_clearance


@derive("Cup height", MM, symbol="h_cup", group=POUCH)
def cup_height(separator_height, cup_clearance):
    """The separator's height and the clearance on both sides."""
    return separator_height + 2 * cup_clearance


@derive("cup_depth", when={"pouch_cups": "single"})
def cup_depth_of_one(stack_thickness):
    """The whole stack lies in one cup."""
    return stack_thickness


@derive("cup_depth", when={"pouch_cups": "double"})
def cup_depth_of_two(stack_thickness):
    """Half the stack lies in each cup."""
    return stack_thickness / 2


@derive("Pouch width", MM, symbol="w_p", group=POUCH)
def pouch_width(cup_width, side_seal_width):
    """Cup and both side seals, flat."""
    return cup_width + 2 * side_seal_width


@derive("Pouch height", MM, symbol="h_p", group=POUCH)
def pouch_height(cup_height, top_seal_width, bottom_seal_width):
    """Cup, top seal and bottom seal, without tabs."""
    return cup_height + top_seal_width + bottom_seal_width


@derive("Cell length", MM, symbol="L", group=CELL)
def cell_length(pouch_height):
    """Length of the finished cell across the strip, top and bottom seals included, without tabs."""
    return pouch_height


@derive("cell_width", when={"side_seals": "folded"})
def cell_width_folded(cup_width, pouch_film_thickness):
    """On each side the wall of the cup and, folded against it, the two films of the seal."""
    return cup_width + 2 * (pouch_film_thickness + 2 * pouch_film_thickness)


@derive("cell_width", when={"side_seals": "flat"})
def cell_width_flat(pouch_width):
    """The pouch lies flat."""
    return pouch_width


@derive("Cell volume", CM3, symbol="V_cell", group=CELL)
def cell_volume(cell_length, cell_width, cell_thickness):
    """Overall length, width and thickness, seals as they lie, without tabs."""
    return cell_length * cell_width * cell_thickness


@derive("Positive tab reach", MM, symbol="r_tab,+", group=TABS)
def positive_tab_reach(positive_tab_length, tab_protrusion, top_seal_width, cup_height, cathode_height):
    """How far the positive tab overlaps the cathode sheets inside the cup."""
    return positive_tab_length - tab_protrusion - top_seal_width - (cup_height - cathode_height) / 2


@derive("Negative tab reach", MM, symbol="r_tab,−", group=TABS)
def negative_tab_reach(negative_tab_length, tab_protrusion, top_seal_width, cup_height, anode_height):
    """How far the negative tab overlaps the anode inside the cup."""
    return negative_tab_length - tab_protrusion - top_seal_width - (cup_height - anode_height) / 2
