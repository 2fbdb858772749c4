"""Thickness of the stack and the cell, cup, pouch and the volume that counts for Wh/L."""

from calc.quantity import Result, derive
from calc.units import CM3, COUNT, MM, UM

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
        "anode_stack_thickness",
        "Anode layers together",
        MM,
        "Σt_A",
        "Thickness of all anode layers as built.",
        group=ANODE,
    ),
    Result(
        "separator_plies",
        "Layers with outer wraps",
        COUNT,
        "N_s,t",
        "Layers of separator across the whole stack: those between and over the sheets, and two for each outer wrap.",
        group="separator",
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


@derive("anode_stack_thickness", when={"anode_kind": ("lithium-foil", "anode-free")})
def anode_stack_thickness_of_foils(anode_layers, anode_sheet_thickness):
    """Layers of one foil."""
    return anode_layers * anode_sheet_thickness


@derive("anode_stack_thickness", when={"anode_kind": "lithium-on-copper"})
def anode_stack_thickness_on_copper(anode_layers, anode_foil_thickness, anode_sides, lithium_thickness):
    """Copper of all layers and lithium of all sides."""
    return anode_layers * anode_foil_thickness + anode_sides * lithium_thickness


@derive("anode_stack_thickness", when={"anode_kind": "coated"})
def anode_stack_thickness_of_coated(anode_layers, anode_foil_thickness, anode_sides, anode_coating_thickness):
    """Copper of all layers and coating of all sides."""
    return anode_layers * anode_foil_thickness + anode_sides * anode_coating_thickness


@derive("separator_plies", when={"separator_form": "strip"})
def separator_plies_of_strip(separator_layers, separator_wraps):
    """Layers in the stack, and two for each wrap round it."""
    return separator_layers + 2 * separator_wraps


@derive("separator_plies", when={"separator_form": "cut"})
def separator_plies_of_pieces(separator_layers):
    """Layers in the stack."""
    return separator_layers


@derive("Stack thickness", MM, symbol="t_stack", group=CELL)
def stack_thickness(
    cathode_layers,
    cathode_foil_thickness,
    cathode_coated_sides,
    cathode_coating_thickness,
    anode_stack_thickness,
    separator_plies,
    separator_thickness,
):
    """All layers as built, dry and unswollen."""
    return (
        cathode_layers * cathode_foil_thickness
        + cathode_coated_sides * cathode_coating_thickness
        + anode_stack_thickness
        + separator_plies * separator_thickness
    )


@derive("Cell thickness", MM, symbol="T", group=CELL)
def cell_thickness(stack_thickness, pouch_film_thickness):
    """Stack and both films as built, unswollen."""
    return stack_thickness + 2 * pouch_film_thickness


@derive("stack_width", when={"construction": "lamination"})
def stack_width_of_sheets(anode_width, separator_clearance):
    """The anode's width and the separator beyond it at both folds."""
    return anode_width + 2 * separator_clearance


@derive("stack_width", when={"construction": "turn-stacking", "turning": "accordion"})
def stack_width_of_strip(strip_pitch):
    """The strip's pitch, bends included."""
    return strip_pitch


@derive("stack_width", when={"construction": "turn-stacking", "turning": "winding"})
def stack_width_of_winding(strip_flat_length, stack_thickness):
    """The flat part of a layer; the outermost bends stand out by half the stack's thickness on either side."""
    return strip_flat_length + stack_thickness


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


@derive("Positive tab from the edge", MM, symbol="x_tab,+", group=TABS)
def positive_tab_edge(cell_width, tab_pitch, tab_offset):
    """Middle of the positive tab from the edge of the finished cell on its side."""
    return (cell_width - tab_pitch) / 2 + tab_offset


@derive("Negative tab from the edge", MM, symbol="x_tab,−", group=TABS)
def negative_tab_edge(cell_width, tab_pitch, tab_offset):
    """Middle of the negative tab from the edge of the finished cell on its side."""
    return (cell_width - tab_pitch) / 2 - tab_offset


@derive("Positive tab reach", MM, symbol="r_tab,+", group=TABS)
def positive_tab_reach(positive_tab_length, tab_protrusion, top_seal_width, cup_height, cathode_height):
    """How far the positive tab overlaps the cathode sheets inside the cup."""
    return positive_tab_length - tab_protrusion - top_seal_width - (cup_height - cathode_height) / 2


@derive("Negative tab reach", MM, symbol="r_tab,−", group=TABS)
def negative_tab_reach(negative_tab_length, tab_protrusion, top_seal_width, cup_height, anode_height):
    """How far the negative tab overlaps the anode inside the cup."""
    return negative_tab_length - tab_protrusion - top_seal_width - (cup_height - anode_height) / 2
