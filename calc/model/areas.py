"""The areas that count: what is coated, what is put in, what faces a cathode, what has no partner."""

import numpy as np

from calc.quantity import Result, derive
from calc.units import CM2, COUNT, MM, PERCENT

DECLARATIONS = (
    Result(
        "anode_area",
        "Anode area",
        CM2,
        "A_a",
        "Area of all anode sheets, or of the whole strip, one side.",
        group="anode",
    ),
    Result(
        "anode_coated_area",
        "Anode area, all working sides",
        CM2,
        "A_a,s",
        "Area of all sides of the anode that work, faced or not: coatings, or both faces of a foil.",
        group="anode",
    ),
    Result(
        "anode_piece_area",
        "Area of an anode piece",
        CM2,
        "A_piece",
        "Area of one side of one anode sheet, or of the whole strip.",
        group="anode",
    ),
    Result(
        "separator_layers",
        "Separator layers",
        COUNT,
        "N_s",
        "Separator layers in the stack, the outer ones included.",
        group="separator",
    ),
    Result(
        "anode_layer_width", "Anode layer width", MM, "w_A", "Size of one anode layer along the strip.", group="anode"
    ),
    Result("anode_width", "Width", MM, "w_a", group="anode"),
    Result("anode_height", "Height", MM, "h_a", group="anode"),
    Result("anode_overhang_width", "Anode overhang along the strip", MM, "o_w", group="anode"),
    Result("anode_overhang_height", "Anode overhang across the strip", MM, "o_h", group="anode"),
    Result("separator_height", "Strip height", MM, "h_s", group="separator"),
    Result("separator_overhang", "Separator overhang", MM, "o_s", group="separator"),
    Result(
        "anode_face_area",
        "Anode area on facing faces",
        CM2,
        "A_N3",
        "Anode area that belongs to the cathode faces, overhang across the strip included; along the strip turn "
        "stacking shares the overhang in its folds, so there only the cathode's width counts.",
        group="anode",
    ),
)


@derive("Cathode sheet area", CM2, symbol="A_c", group="cathode")
def cathode_sheet_area(cathode_width, cathode_height):
    """Coated area of one side of one cathode sheet."""
    return cathode_width * cathode_height


@derive("Cathode coated area", CM2, symbol="A_coat", group="cathode")
def cathode_coated_area(cathode_coated_sides, cathode_sheet_area):
    """Coated area of all cathodes, all sides, whether faced or not."""
    return cathode_coated_sides * cathode_sheet_area


@derive("Strip pitch", MM, symbol="p", group="anode", when={"construction": "turn-stacking"})
def strip_pitch(lithium_strip_length, strip_lead, anode_layers):
    """Length of anode strip per layer, its share of the bends included."""
    return (lithium_strip_length - strip_lead) / anode_layers


@derive("anode_layer_width", when={"construction": "lamination"})
def anode_layer_width_of_sheets(anode_width):
    """The sheet's width."""
    return anode_width


@derive("anode_layer_width", when={"construction": "turn-stacking"})
def anode_layer_width_of_strip(strip_pitch):
    """The strip's pitch, its share of the bends included."""
    return strip_pitch


@derive("anode_area", when={"construction": "lamination"})
def anode_area_of_sheets(anode_sheets, anode_width, anode_height):
    """Sheets times width times height."""
    return anode_sheets * anode_width * anode_height


@derive("anode_area", when={"construction": "turn-stacking"})
def anode_area_of_strip(lithium_strip_length, anode_height):
    """The strip's length times its height."""
    return lithium_strip_length * anode_height


@derive("anode_piece_area", when={"construction": "lamination"})
def anode_piece_area_of_sheet(anode_width, anode_height):
    """One sheet."""
    return anode_width * anode_height


@derive("anode_piece_area", when={"construction": "turn-stacking"})
def anode_piece_area_of_strip(anode_area):
    """The one strip."""
    return anode_area


@derive("anode_coated_area", when={"construction": "lamination"})
def anode_coated_area_of_sheets(anode_sides, anode_width, anode_height):
    """Working sides times width times height."""
    return anode_sides * anode_width * anode_height


@derive("anode_coated_area", when={"construction": "turn-stacking"})
def anode_coated_area_of_strip(anode_area):
    """Both sides of the whole strip."""
    return 2 * anode_area


@derive("Facing width", MM, symbol="w_f", group="cathode")
def facing_width(cathode_width, anode_layer_width, cathode_offset_width):
    """What of the cathode's width lies over the anode."""
    return np.maximum(
        np.minimum(
            np.minimum(cathode_width, anode_layer_width),
            (cathode_width + anode_layer_width) / 2 - np.abs(cathode_offset_width),
        ),
        0,
    )


@derive("Facing height", MM, symbol="h_f", group="cathode")
def facing_height(cathode_height, anode_height, cathode_offset_height):
    """What of the cathode's height lies over the anode."""
    return np.maximum(
        np.minimum(
            np.minimum(cathode_height, anode_height),
            (cathode_height + anode_height) / 2 - np.abs(cathode_offset_height),
        ),
        0,
    )


@derive("Facing area", CM2, symbol="A_f", group="cathode")
def facing_area(facing_faces, facing_width, facing_height):
    """Coated cathode area that sees an anode through a separator; it makes the capacity."""
    return facing_faces * facing_width * facing_height


@derive("Cathode area without a partner", CM2, symbol="A_c,un", group="cathode")
def unfaced_cathode_area(cathode_coated_sides, facing_faces, cathode_sheet_area, facing_width, facing_height):
    """Coated cathode area that sees no anode: whole faces without one, and what it does not cover of the others."""
    return (cathode_coated_sides - facing_faces) * cathode_sheet_area + facing_faces * (
        cathode_sheet_area - facing_width * facing_height
    )


@derive("Anode area without a partner", CM2, symbol="A_a,un", group="anode")
def unfaced_anode_area(anode_coated_area, facing_area):
    """Working anode area that sees no cathode: outer faces, overhang, bends, lead-in."""
    return anode_coated_area - facing_area


@derive("Share of the anode that faces a cathode", PERCENT, symbol="x_a,f", group="anode")
def faced_anode_share(facing_area, anode_coated_area):
    """Facing area over the area of all working anode sides."""
    return facing_area / anode_coated_area


@derive("anode_face_area", when={"construction": "lamination"})
def anode_face_area_of_sheets(facing_faces, anode_width, anode_height):
    """The anode sheet's area for each facing face."""
    return facing_faces * anode_width * anode_height


@derive("anode_face_area", when={"construction": "turn-stacking"})
def anode_face_area_of_strip(facing_faces, cathode_width, anode_height):
    """The strip's height times the cathode's width for each facing face."""
    return facing_faces * cathode_width * anode_height


@derive("anode_width", when={"construction": "lamination", "anode_size_given_by": "overhang"})
def anode_width_with_overhang(cathode_width, anode_overhang_width):
    """The cathode's width and the overhang at both edges."""
    return cathode_width + 2 * anode_overhang_width


@derive("anode_height", when={"anode_size_given_by": "overhang"})
def anode_height_with_overhang(cathode_height, anode_overhang_height):
    """The cathode's height and the overhang at both edges."""
    return cathode_height + 2 * anode_overhang_height


@derive("separator_height", when={"separator_size_given_by": "overhang"})
def separator_height_with_overhang(anode_height, separator_overhang):
    """The anode's height and the overhang at both edges."""
    return anode_height + 2 * separator_overhang


@derive("anode_overhang_width", when={"construction": "turn-stacking"})
@derive("anode_overhang_width", when={"construction": "lamination", "anode_size_given_by": "size"})
def anode_overhang_width_of_layer(anode_layer_width, cathode_width):
    """Anode beyond the cathode at each edge along the strip; in turn stacking half of it lies in the bend."""
    return (anode_layer_width - cathode_width) / 2


@derive("anode_overhang_height", when={"anode_size_given_by": "size"})
def anode_overhang_height_of_size(anode_height, cathode_height):
    """Anode beyond the cathode at each edge across the strip."""
    return (anode_height - cathode_height) / 2


@derive("Anode overhang, left", MM, symbol="o_left", group="anode")
def anode_overhang_left(anode_overhang_width, cathode_offset_width):
    """Anode beyond the cathode at the left edge."""
    return anode_overhang_width + cathode_offset_width


@derive("Anode overhang, right", MM, symbol="o_right", group="anode")
def anode_overhang_right(anode_overhang_width, cathode_offset_width):
    """Anode beyond the cathode at the right edge."""
    return anode_overhang_width - cathode_offset_width


@derive("Anode overhang, tab side", MM, symbol="o_top", group="anode")
def anode_overhang_top(anode_overhang_height, cathode_offset_height):
    """Anode beyond the cathode at the edge towards the tabs."""
    return anode_overhang_height - cathode_offset_height


@derive("Anode overhang, bottom", MM, symbol="o_bot", group="anode")
def anode_overhang_bottom(anode_overhang_height, cathode_offset_height):
    """Anode beyond the cathode at the edge away from the tabs."""
    return anode_overhang_height + cathode_offset_height


@derive("Separator overhang, tab side", MM, symbol="o_s,top", group="separator")
def separator_overhang_top(separator_overhang, separator_offset):
    """Separator beyond the anode at the edge towards the tabs."""
    return separator_overhang + separator_offset


@derive("Separator overhang, bottom", MM, symbol="o_s,bot", group="separator")
def separator_overhang_bottom(separator_overhang, separator_offset):
    """Separator beyond the anode at the edge away from the tabs."""
    return separator_overhang - separator_offset


@derive("separator_overhang", when={"separator_size_given_by": "size"})
def separator_overhang_of_size(separator_height, anode_height):
    """Separator beyond the anode at each edge across the strip."""
    return (separator_height - anode_height) / 2


@derive("separator_layers", when={"construction": "lamination"})
def separator_layers_of_sheets(cathode_layers, anode_sheets):
    """One between all neighbours and one over each end of the stack."""
    return cathode_layers + anode_sheets + 1


@derive("separator_layers", when={"construction": "turn-stacking"})
def separator_layers_of_strip(anode_layers):
    """The separator covers both faces of the anode strip."""
    return 2 * anode_layers
