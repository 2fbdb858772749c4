"""Sheets, layers and the areas that count: what is coated, what is put in, what faces a cathode."""

import numpy as np

from calc.quantity import Result, derive
from calc.units import CM2, COUNT, MM

DECLARATIONS = (
    Result(
        "anode_layers",
        "Anode layers",
        COUNT,
        "N_a",
        "Anode layers in the stack; in turn stacking those of the one strip.",
        group="anode",
    ),
    Result(
        "anode_area",
        "Anode area",
        CM2,
        "A_a",
        "Area of all anode sheets, or of the whole strip, one side.",
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
        "facing_faces",
        "Facing faces",
        COUNT,
        "n_f",
        "Coated cathode faces that see an anode through a separator.",
        group="cathode",
    ),
    Result(
        "anode_layer_width", "Anode layer width", MM, "w_A", "Size of one anode layer along the strip.", group="anode"
    ),
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
def cathode_coated_area(cathode_sheets, cathode_sheet_area):
    """Coated area of all cathode sheets, both sides, whether faced or not."""
    return 2 * cathode_sheets * cathode_sheet_area


@derive("anode_layers", when={"construction": "lamination"})
def anode_layers_of_sheets(anode_sheets):
    """Every sheet is a layer."""
    return anode_sheets


@derive("anode_layers", when={"construction": "turn-stacking"})
def anode_layers_of_strip(cathode_sheets):
    """The strip turns round every cathode, so it has one layer more than there are cathodes."""
    return cathode_sheets + 1


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


@derive("facing_faces", when={"construction": "lamination"})
def facing_faces_of_sheets(cathode_sheets, anode_sheets):
    """Interfaces between neighbouring sheets, no more than either electrode has faces."""
    return np.minimum(np.minimum(cathode_sheets + anode_sheets - 1, 2 * anode_sheets), 2 * cathode_sheets)


@derive("facing_faces", when={"construction": "turn-stacking"})
def facing_faces_of_strip(cathode_sheets):
    """The strip encloses every cathode, so both its faces count."""
    return 2 * cathode_sheets


@derive("Anode layers that face a cathode", COUNT, symbol="N_a,f", group="anode")
def faced_anode_layers(anode_layers, cathode_sheets):
    """Anode layers with a cathode on at least one side; a stack has use for one more than it has cathodes."""
    return np.minimum(anode_layers, cathode_sheets + 1)


@derive("Facing area", CM2, symbol="A_f", group="cathode")
def facing_area(facing_faces, cathode_width, cathode_height, anode_layer_width, anode_height):
    """Coated cathode area that sees an anode through a separator; it makes the capacity."""
    return facing_faces * np.minimum(cathode_width, anode_layer_width) * np.minimum(cathode_height, anode_height)


@derive("anode_face_area", when={"construction": "lamination"})
def anode_face_area_of_sheets(facing_faces, anode_width, anode_height):
    """The anode sheet's area for each facing face."""
    return facing_faces * anode_width * anode_height


@derive("anode_face_area", when={"construction": "turn-stacking"})
def anode_face_area_of_strip(facing_faces, cathode_width, anode_height):
    """The strip's height times the cathode's width for each facing face."""
    return facing_faces * cathode_width * anode_height


@derive("Anode overhang along the strip", MM, symbol="o_w", group="anode")
def anode_overhang_width(anode_layer_width, cathode_width):
    """Anode beyond the cathode at each edge along the strip; in turn stacking half of it lies in the bend."""
    return (anode_layer_width - cathode_width) / 2


@derive("Anode overhang across the strip", MM, symbol="o_h", group="anode")
def anode_overhang_height(anode_height, cathode_height):
    """Anode beyond the cathode at each edge across the strip."""
    return (anode_height - cathode_height) / 2


@derive("Separator overhang", MM, symbol="o_s", group="separator")
def separator_overhang(separator_height, anode_height):
    """Separator beyond the anode at each edge across the strip."""
    return (separator_height - anode_height) / 2


@derive("separator_layers", when={"construction": "lamination"})
def separator_layers_of_sheets(cathode_sheets, anode_sheets):
    """One between all neighbours and one over each end of the stack."""
    return cathode_sheets + anode_sheets + 1


@derive("separator_layers", when={"construction": "turn-stacking"})
def separator_layers_of_strip(anode_layers):
    """The separator covers both faces of the anode strip."""
    return 2 * anode_layers
