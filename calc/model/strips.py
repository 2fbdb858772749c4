"""Lengths of the separator and anode strips, and what they leave to spare."""

from calc.quantity import Result, derive
from calc.units import CM2, MM, PERCENT

DECLARATIONS = (
    Result(
        "separator_length_required",
        "Strip length the layers need",
        MM,
        "l_s,req",
        "Separator strip that the layers and the tail take.",
        group="separator",
    ),
    Result("separator_length", "Strip length", MM, "l_s", group="separator"),
)


@derive("separator_length_required", when={"construction": "lamination"})
def separator_length_required_of_sheets(separator_layers, anode_width, separator_clearance, separator_tail):
    """Each layer takes the anode's width and the clearance at both folds."""
    return separator_layers * (anode_width + 2 * separator_clearance) + separator_tail


@derive("separator_length_required", when={"construction": "turn-stacking"})
def separator_length_required_of_strip(lithium_strip_length, separator_tail):
    """One separator sheet, folded over the anode strip, covers both its faces."""
    return 2 * lithium_strip_length + separator_tail


@derive("separator_length", when={"separator_length_given_by": "layers"})
def separator_length_from_layers(separator_length_required):
    """What the layers and the tail need."""
    return separator_length_required


@derive("Separator to spare", MM, symbol="Δl_s", group="separator")
def separator_length_margin(separator_length, separator_length_required):
    """Typed strip length less what the layers and the tail need."""
    return separator_length - separator_length_required


@derive("Separator area", CM2, symbol="A_s", group="separator")
def separator_area(separator_length, separator_height):
    """Area of the whole separator strip, one side."""
    return separator_length * separator_height


@derive(
    "Anode strip length the layers need", MM, symbol="l_a,req", group="anode", when={"construction": "turn-stacking"}
)
def strip_length_required(anode_layers, cathode_width, anode_overhang_height, strip_lead):
    """Each layer takes the cathode's width and, at both its edges, the overhang that the strip has across."""
    return anode_layers * (cathode_width + 2 * anode_overhang_height) + strip_lead


@derive("Anode strip to spare", PERCENT, symbol="Δl_a", group="anode", when={"construction": "turn-stacking"})
def strip_slack(lithium_strip_length, strip_length_required):
    """Strip beyond what its layers need, as a share of what they need; bends take some of it."""
    return lithium_strip_length / strip_length_required - 1
