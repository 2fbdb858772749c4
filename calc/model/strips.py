"""Separator and anode strips: what folds, bends, wraps and tails take, and what the typed lengths leave to spare."""

import numpy as np

from calc.quantity import Result, derive
from calc.units import CM2, COUNT, MM, PERCENT

SEPARATOR, ANODE = "separator", "anode"
LAMINATION, TURN_STACKING = {"construction": "lamination"}, {"construction": "turn-stacking"}
STRIP, CUT = {"separator_form": "strip"}, {"separator_form": "cut"}

DECLARATIONS = (
    Result(
        "separator_length_required",
        "Strip length the layers need",
        MM,
        "l_s,req",
        "Separator that the layers, the outer wraps and the tail take; of cut pieces the lengths of all together.",
        group=SEPARATOR,
    ),
    Result("separator_length", "Strip length", MM, "l_s", group=SEPARATOR),
    Result("separator_width", "Piece width", MM, "w_s", group=SEPARATOR),
    Result("separator_clearance", "Fold clearance", MM, "c_s", group=SEPARATOR),
    Result("separator_pieces", "Separator pieces", COUNT, "n_s", "Pieces the separator is cut to.", group=SEPARATOR),
    Result(
        "strip_bend_length",
        "Anode strip in the bends",
        MM,
        "l_bend",
        "Length of anode strip that all its half-turns take round what they enclose.",
        group=ANODE,
    ),
)


@derive("separator_width", when={**LAMINATION, **CUT, "separator_size_given_by": "overhang"})
@derive("separator_width", when={**LAMINATION, **STRIP})
def separator_width_of_fold(anode_width, separator_clearance):
    """From fold to fold, or of a piece: the anode's width and the clearance at both ends."""
    return anode_width + 2 * separator_clearance


@derive("separator_width", when=TURN_STACKING)
def separator_width_of_strip(strip_pitch):
    """The strip's pitch."""
    return strip_pitch


@derive("separator_clearance", when={**LAMINATION, **CUT, "separator_size_given_by": "size"})
def separator_clearance_of_pieces(separator_width, anode_width):
    """Separator beyond the anode's edge at each side."""
    return (separator_width - anode_width) / 2


@derive("Bend of a fold", MM, symbol="l_fold", group=SEPARATOR, when={**LAMINATION, **STRIP})
def separator_fold_bend(cathode_sheet_thickness, anode_sheet_thickness, separator_thickness):
    """Half-turn of the separator round the thicker electrode; both clearances of the fold must give it."""
    return np.pi / 2 * (np.maximum(cathode_sheet_thickness, anode_sheet_thickness) + separator_thickness)


@derive("Separator in the outer wraps", MM, symbol="l_wrap", group=SEPARATOR, when=STRIP)
def separator_wrap_length(separator_wraps, stack_width, stack_thickness):
    """Times round the stack: twice its width and its thickness each."""
    return separator_wraps * 2 * (stack_width + stack_thickness)


@derive("separator_length_required", when={**LAMINATION, **STRIP})
def separator_length_required_of_sheets(separator_layers, separator_width, separator_wrap_length, separator_tail):
    """Each layer takes the length from fold to fold."""
    return separator_layers * separator_width + separator_wrap_length + separator_tail


@derive("separator_length_required", when={**LAMINATION, **CUT})
def separator_length_required_of_pieces(separator_layers, separator_width):
    """A piece for each layer."""
    return separator_layers * separator_width


@derive("separator_length_required", when={**TURN_STACKING, **STRIP})
def separator_length_required_of_strip(lithium_strip_length, separator_wrap_length, separator_tail):
    """One separator sheet, folded over the anode strip, covers both its faces."""
    return 2 * lithium_strip_length + separator_wrap_length + separator_tail


@derive("separator_length_required", when={**TURN_STACKING, **CUT})
def separator_length_required_of_two_strips(lithium_strip_length):
    """A strip on either face of the anode strip."""
    return 2 * lithium_strip_length


@derive("separator_length", when={**STRIP, "separator_length_given_by": "layers"})
def separator_length_from_layers(separator_length_required):
    """What the layers, the wraps and the tail need."""
    return separator_length_required


@derive("separator_length", when=CUT)
def separator_length_of_pieces(separator_length_required):
    """All pieces together."""
    return separator_length_required


@derive("separator_pieces", when=STRIP)
def separator_pieces_of_strip():
    """One strip."""
    return 1


@derive("separator_pieces", when={**LAMINATION, **CUT})
def separator_pieces_of_layers(separator_layers):
    """One for each layer."""
    return separator_layers


@derive("separator_pieces", when={**TURN_STACKING, **CUT})
def separator_pieces_on_strip():
    """One on either face of the anode strip."""
    return 2


@derive("Separator piece length", MM, symbol="l_s,1", group=SEPARATOR)
def separator_piece_length(separator_length, separator_pieces):
    """Length of one piece along the strip."""
    return separator_length / separator_pieces


@derive("Separator to spare", MM, symbol="Δl_s", group=SEPARATOR)
def separator_length_margin(separator_length, separator_length_required):
    """Strip length less what the layers, the wraps and the tail need."""
    return separator_length - separator_length_required


@derive("Separator area", CM2, symbol="A_s", group=SEPARATOR)
def separator_area(separator_length, separator_height):
    """Area of the whole separator strip, or of all pieces, one side."""
    return separator_length * separator_height


@derive("strip_bend_length", when={**TURN_STACKING, "turning": "accordion"})
def strip_bend_length_of_accordion(cathode_sheets, cathode_sheet_thickness, separator_thickness):
    """Each half-turn bends round one cathode and the separator on both its sides."""
    return np.pi / 2 * cathode_sheets * (cathode_sheet_thickness + 2 * separator_thickness)


@derive("strip_bend_length", when={**TURN_STACKING, "turning": "winding"})
def strip_bend_length_of_winding(cathode_sheets, cathode_sheet_thickness, anode_sheet_thickness, separator_thickness):
    """The k-th half-turn bends round k repeats of the stack: cathode, anode and two separators."""
    return (
        np.pi
        / 4
        * cathode_sheets
        * (cathode_sheets + 1)
        * (cathode_sheet_thickness + anode_sheet_thickness + 2 * separator_thickness)
    )


@derive("Flat part of a strip layer", MM, symbol="l_flat", group=ANODE, when=TURN_STACKING)
def strip_flat_length(lithium_strip_length, strip_lead, strip_bend_length, anode_layers):
    """Length of anode strip per layer without the bends."""
    return (lithium_strip_length - strip_lead - strip_bend_length) / anode_layers


@derive("Anode strip length the layers need", MM, symbol="l_a,req", group=ANODE, when=TURN_STACKING)
def strip_length_required(anode_layers, cathode_width, strip_overhang, strip_bend_length, strip_lead):
    """Each layer takes the cathode's width and the overhang wanted at both its edges; then the bends and the lead."""
    return anode_layers * (cathode_width + 2 * strip_overhang) + strip_bend_length + strip_lead


@derive("Anode strip to spare", PERCENT, symbol="Δl_a", group=ANODE, when=TURN_STACKING)
def strip_slack(lithium_strip_length, strip_length_required):
    """Strip beyond what its layers, bends and lead need, as a share of that."""
    return lithium_strip_length / strip_length_required - 1
