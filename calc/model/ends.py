"""Sheets at the ends of the stack, and with them the sheets, layers and coated sides there are.

Inside the stack sheets alternate and every face has a partner, so all its interfaces are alike: what the ends lack is
counted off, and no quantity needs an axis of sheets.
"""

import numpy as np

from calc.quantity import Result, derive
from calc.units import COUNT

CATHODE, ANODE, CELL = "cathode", "anode", "cell"
CHOSEN = {"construction": "lamination", "stack_ends": "chosen"}
COUNTED = {"construction": "lamination", "stack_ends": "counts"}
TURN_STACKING = {"construction": "turn-stacking"}
ANODES, CATHODES = ("anode", "anode-single", "anode-bare"), ("cathode", "cathode-single", "cathode-bare")
WITH_COATING, WITHOUT = ("coated", "lithium-on-copper"), ("lithium-foil", "anode-free")

SIDES = "Coated sides, or both faces of a foil that works without a coating."

DECLARATIONS = (
    Result(
        "bottom_end_cathode", "Cathode at the bottom", COUNT, "c_bot", "1 for a cathode, 0 for an anode.", group=CELL
    ),
    Result("top_end_cathode", "Cathode at the top", COUNT, "c_top", "1 for a cathode, 0 for an anode.", group=CELL),
    Result("bottom_end_sides", "Working sides of the bottom sheet", COUNT, "s_bot", SIDES, group=CELL),
    Result("top_end_sides", "Working sides of the top sheet", COUNT, "s_top", SIDES, group=CELL),
    Result("anode_sheets", "Sheets", COUNT, "n_a", group=ANODE),
    Result(
        "cathode_layers",
        "Cathode layers",
        COUNT,
        "N_c",
        "Cathodes in the stack: the double-sided sheets and end sheets that are not.",
        group=CATHODE,
    ),
    Result(
        "cathode_coated_sides", "Coated cathode sides", COUNT, "s_c", "Coated sides of all cathodes.", group=CATHODE
    ),
    Result(
        "anode_layers",
        "Anode layers",
        COUNT,
        "N_a",
        "Anode layers in the stack; in turn stacking those of the one strip.",
        group=ANODE,
    ),
    Result("anode_sides", "Working anode sides", COUNT, "s_a", "Sides of all anode layers that work.", group=ANODE),
    Result(
        "facing_faces",
        "Facing faces",
        COUNT,
        "n_f",
        "Coated cathode faces that see an anode through a separator.",
        group=CATHODE,
    ),
)


@derive("bottom_end_cathode", when={**CHOSEN, "bottom_end": CATHODES})
def bottom_end_is_cathode():
    """The bottom sheet is a cathode."""
    return 1


@derive("bottom_end_cathode", when={**CHOSEN, "bottom_end": ANODES})
def bottom_end_is_anode():
    """The bottom sheet is an anode."""
    return 0


@derive("top_end_cathode", when={**CHOSEN, "top_end": CATHODES})
def top_end_is_cathode():
    """The top sheet is a cathode."""
    return 1


@derive("top_end_cathode", when={**CHOSEN, "top_end": ANODES})
def top_end_is_anode():
    """The top sheet is an anode."""
    return 0


@derive("bottom_end_sides", when={**CHOSEN, "bottom_end": ("anode", "cathode")})
def bottom_end_of_two_sides():
    """Both sides, like the sheets inside."""
    return 2


@derive("bottom_end_sides", when={**CHOSEN, "bottom_end": "cathode-single"})
def bottom_end_of_one_side():
    """The inner side."""
    return 1


@derive("bottom_end_sides", when={**CHOSEN, "bottom_end": "cathode-bare"})
def bottom_end_of_no_side():
    """A foil without coating."""
    return 0


@derive("bottom_end_sides", when={**CHOSEN, "bottom_end": "anode-single", "anode_kind": WITH_COATING})
def bottom_anode_of_one_side():
    """The inner side."""
    return 1


@derive("bottom_end_sides", when={**CHOSEN, "bottom_end": "anode-bare", "anode_kind": WITH_COATING})
def bottom_anode_of_no_side():
    """A foil without coating."""
    return 0


@derive("bottom_end_sides", when={**CHOSEN, "bottom_end": ("anode-single", "anode-bare"), "anode_kind": WITHOUT})
def bottom_anode_of_foil():
    """A foil that has no coating works on both sides."""
    return 2


@derive("top_end_sides", when={**CHOSEN, "top_end": ("anode", "cathode")})
def top_end_of_two_sides():
    """Both sides, like the sheets inside."""
    return 2


@derive("top_end_sides", when={**CHOSEN, "top_end": "cathode-single"})
def top_end_of_one_side():
    """The inner side."""
    return 1


@derive("top_end_sides", when={**CHOSEN, "top_end": "cathode-bare"})
def top_end_of_no_side():
    """A foil without coating."""
    return 0


@derive("top_end_sides", when={**CHOSEN, "top_end": "anode-single", "anode_kind": WITH_COATING})
def top_anode_of_one_side():
    """The inner side."""
    return 1


@derive("top_end_sides", when={**CHOSEN, "top_end": "anode-bare", "anode_kind": WITH_COATING})
def top_anode_of_no_side():
    """A foil without coating."""
    return 0


@derive("top_end_sides", when={**CHOSEN, "top_end": ("anode-single", "anode-bare"), "anode_kind": WITHOUT})
def top_anode_of_foil():
    """A foil that has no coating works on both sides."""
    return 2


@derive("Cathodes not coated on both sides", COUNT, symbol="n_c,end", group=CATHODE, when=CHOSEN)
def cathode_end_sheets(bottom_end_cathode, bottom_end_sides, top_end_cathode, top_end_sides):
    """End sheets that are cathodes with one coated side or none; they come on top of the double-sided ones."""
    return bottom_end_cathode * np.minimum(2 - bottom_end_sides, 1) + top_end_cathode * np.minimum(2 - top_end_sides, 1)


@derive("cathode_layers", when=CHOSEN)
def cathode_layers_with_ends(cathode_sheets, cathode_end_sheets):
    """Double-sided sheets and the end sheets that are not."""
    return cathode_sheets + cathode_end_sheets


@derive("cathode_layers", when=COUNTED)
def cathode_layers_of_sheets(cathode_sheets):
    """Every sheet is a layer."""
    return cathode_sheets


@derive("cathode_layers", when=TURN_STACKING)
def cathode_layers_in_strip(cathode_sheets):
    """Every sheet is a layer."""
    return cathode_sheets


@derive("cathode_coated_sides", when=CHOSEN)
def cathode_coated_sides_with_ends(
    cathode_layers, bottom_end_cathode, bottom_end_sides, top_end_cathode, top_end_sides
):
    """Two for each cathode, less what the cathodes at the ends lack."""
    return 2 * cathode_layers - bottom_end_cathode * (2 - bottom_end_sides) - top_end_cathode * (2 - top_end_sides)


@derive("cathode_coated_sides", when=COUNTED)
def cathode_coated_sides_of_sheets(cathode_sheets):
    """Two for each sheet."""
    return 2 * cathode_sheets


@derive("cathode_coated_sides", when=TURN_STACKING)
def cathode_coated_sides_in_strip(cathode_sheets):
    """Two for each sheet."""
    return 2 * cathode_sheets


@derive("anode_sheets", when=CHOSEN)
def anode_sheets_between_ends(cathode_layers, bottom_end_cathode, top_end_cathode):
    """Sheets alternate: one anode more than cathodes between two anodes, one less between two cathodes."""
    return cathode_layers + 1 - bottom_end_cathode - top_end_cathode


@derive("anode_layers", when={"construction": "lamination"})
def anode_layers_of_sheets(anode_sheets):
    """Every sheet is a layer."""
    return anode_sheets


@derive("anode_layers", when=TURN_STACKING)
def anode_layers_of_strip(cathode_sheets):
    """The strip turns round every cathode, so it has one layer more than there are cathodes."""
    return cathode_sheets + 1


@derive("anode_sides", when=CHOSEN)
def anode_sides_with_ends(anode_sheets, bottom_end_cathode, bottom_end_sides, top_end_cathode, top_end_sides):
    """Two for each anode, less what the anodes at the ends lack."""
    return (
        2 * anode_sheets
        - (1 - bottom_end_cathode) * (2 - bottom_end_sides)
        - (1 - top_end_cathode) * (2 - top_end_sides)
    )


@derive("anode_sides", when=COUNTED)
def anode_sides_of_sheets(anode_sheets):
    """Two for each sheet."""
    return 2 * anode_sheets


@derive("anode_sides", when=TURN_STACKING)
def anode_sides_of_strip(anode_layers):
    """Two for each layer."""
    return 2 * anode_layers


@derive("facing_faces", when=CHOSEN)
def facing_faces_between_ends(cathode_layers, anode_sheets, bottom_end_sides, top_end_sides):
    """One at every interface between neighbours; none where the end sheet has no coating."""
    return cathode_layers + anode_sheets - 3 + np.minimum(bottom_end_sides, 1) + np.minimum(top_end_sides, 1)


@derive("facing_faces", when=COUNTED)
def facing_faces_of_sheets(cathode_sheets, anode_sheets):
    """Interfaces between neighbouring sheets, no more than either electrode has faces."""
    return np.minimum(np.minimum(cathode_sheets + anode_sheets - 1, 2 * anode_sheets), 2 * cathode_sheets)


@derive("facing_faces", when=TURN_STACKING)
def facing_faces_of_strip(cathode_sheets):
    """The strip encloses every cathode, so both its faces count."""
    return 2 * cathode_sheets


@derive("Anode layers that face a cathode", COUNT, symbol="N_a,f", group=ANODE)
def faced_anode_layers(anode_layers, cathode_layers):
    """Anode layers with a cathode on at least one side; a stack has use for one more than it has cathodes."""
    return np.minimum(anode_layers, cathode_layers + 1)
