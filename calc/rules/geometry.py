"""Overhangs, layers, strips, cup and seals. To add a rule, add one function."""

import numpy as np

from calc.quantity import Band, rule
from calc.units import COUNT, MM, PERCENT

LAMINATION = {"construction": "lamination"}
TURN_STACKING = {"construction": "turn-stacking"}
EDGE = "Lithium plates on the edge of a cathode that the anode does not cover; sheets are placed to ±0.3 mm."


@rule(
    "Growth of the cell from discharged to charged",
    PERCENT,
    warning=Band(high="30"),
    info=Band(high="10"),
    message="The cell breathes by {breathing}: {cell_thickness_discharged} discharged, {cell_thickness_charged} "
    "charged. The fixture or the pack must give that much.",
    reason="A stack that is held rigidly is squeezed by its own lithium; one that is not held loses contact.",
    change=("plated_porosity", "anode_swelling", "lithium_thickness", "cathode_loading"),
)
def cell_breathing(breathing):
    return breathing


@rule(
    "Anode overhang along the strip, smaller edge",
    MM,
    error=Band(low="0.3"),
    warning=Band(low="1.0"),
    reason=EDGE,
    source="kiprobatt-stacking",
    change=("cathode_offset_width", "anode_width", "lithium_strip_length", "cathode_width"),
)
def overhang_along(anode_overhang_left, anode_overhang_right):
    return np.minimum(anode_overhang_left, anode_overhang_right)


@rule(
    "Anode overhang along the strip, larger edge",
    MM,
    warning=Band(high="3.0"),
    reason="Lithium that wanders into a wide overhang comes back slowly, and the overhang is mass without capacity.",
    source="kiprobatt-stacking",
    change=("cathode_offset_width", "anode_width", "lithium_strip_length", "cathode_width"),
)
def overhang_along_wide(anode_overhang_left, anode_overhang_right):
    return np.maximum(anode_overhang_left, anode_overhang_right)


@rule(
    "Anode overhang across the strip, smaller edge",
    MM,
    error=Band(low="0.3"),
    warning=Band(low="1.0"),
    reason=EDGE,
    source="kiprobatt-stacking",
    change=("cathode_offset_height", "anode_height", "cathode_height"),
)
def overhang_across(anode_overhang_top, anode_overhang_bottom):
    return np.minimum(anode_overhang_top, anode_overhang_bottom)


@rule(
    "Anode overhang across the strip, larger edge",
    MM,
    warning=Band(high="3.0"),
    reason="Lithium that wanders into a wide overhang comes back slowly, and the overhang is mass without capacity.",
    source="kiprobatt-stacking",
    change=("cathode_offset_height", "anode_height", "cathode_height"),
)
def overhang_across_wide(anode_overhang_top, anode_overhang_bottom):
    return np.maximum(anode_overhang_top, anode_overhang_bottom)


@rule(
    "Separator overhang beyond the anode, smaller edge",
    MM,
    error=Band(low="0.5"),
    warning=Band(low="1.0"),
    reason="The separator shrinks and shifts; where it ends short of the anode the electrodes touch.",
    change=("separator_offset", "separator_height", "anode_height"),
)
def separator_edge(separator_overhang_top, separator_overhang_bottom):
    return np.minimum(separator_overhang_top, separator_overhang_bottom)


@rule(
    "Separator at the folds beyond the anode",
    MM,
    error=Band(low="0.5"),
    warning=Band(low="1.0"),
    reason="The fold needs room to pass round the anode's edge.",
    change=("separator_clearance", "separator_width"),
    when=LAMINATION,
)
def separator_fold(separator_clearance):
    return separator_clearance


@rule(
    "Fold clearance less the bend of the fold",
    MM,
    warning=Band(low="0"),
    message="The separator's half-turn round an electrode takes {separator_fold_bend}, more than the clearance of "
    "{separator_clearance} at both its ends gives: the fold presses on the electrode's edge.",
    reason="A fold that is too short pulls the stack out of line and thins the separator at the edge.",
    change=("separator_clearance",),
    when={**LAMINATION, "separator_form": "strip"},
)
def separator_bend_room(separator_clearance, separator_fold_bend):
    return 2 * separator_clearance - separator_fold_bend


@rule(
    "Cathode faces without an anode opposite",
    COUNT,
    error=Band(high="0"),
    reason="A coated face with nothing opposite gives no capacity and adds mass.",
    change=("anode_sheets", "bottom_end", "top_end", "cathode_sheets"),
)
def unfaced_cathode_faces(cathode_coated_sides, facing_faces):
    return cathode_coated_sides - facing_faces


@rule(
    "Anode sheets between the ends",
    COUNT,
    error=Band(low="1"),
    reason="Between two cathodes that are all there are lies no anode.",
    change=("bottom_end", "top_end", "cathode_sheets"),
    when={**LAMINATION, "stack_ends": "chosen"},
)
def anodes_between_ends(anode_sheets):
    return anode_sheets


@rule(
    "Anode layers beyond one more than cathodes",
    COUNT,
    error=Band(low="0"),
    warning=Band(high="0"),
    reason="Double-sided outer cathodes need an anode outside them; further anodes face nothing.",
    change=("anode_sheets", "bottom_end", "top_end"),
    when=LAMINATION,
)
def anode_layer_count(anode_layers, cathode_sheets):
    return anode_layers - cathode_sheets - 1


@rule(
    "Separator strip to spare",
    MM,
    warning=Band(low="0"),
    reason="A strip shorter than its layers, folds and tail leaves an electrode uncovered. A thin margin is usual.",
    change=("separator_length", "separator_tail", "separator_wraps"),
    when={**LAMINATION, "separator_form": "strip"},
)
def separator_strip(separator_length_margin):
    return separator_length_margin


@rule(
    "Separator strip to spare",
    MM,
    error=Band(low="0"),
    reason="One separator sheet folded over the anode strip must cover both its faces over the whole length.",
    change=("separator_length", "lithium_strip_length", "separator_wraps"),
    when={**TURN_STACKING, "separator_form": "strip"},
)
def separator_covers_strip(separator_length_margin):
    return separator_length_margin


@rule(
    "Separator strip to spare, over what is needed",
    PERCENT,
    warning=Band(high="10"),
    reason="Much more than both faces of the anode strip, the wraps and the tail take is separator wasted, or an outer "
    "wrap that was not entered.",
    change=("separator_length", "separator_wraps", "separator_tail"),
    when={**TURN_STACKING, "separator_form": "strip"},
)
def separator_slack(separator_length_margin, separator_length_required):
    return separator_length_margin / separator_length_required


@rule(
    "Anode strip to spare",
    PERCENT,
    error=Band(low="0"),
    warning=Band(high="10"),
    reason="The strip must reach round every cathode with its overhang and its bends; much more than that is wasted "
    "anode.",
    change=("lithium_strip_length", "strip_overhang", "cathode_width"),
    when=TURN_STACKING,
)
def anode_strip_slack(strip_slack):
    return strip_slack


@rule(
    "Cup depth",
    MM,
    error=Band(high="pouch_draw_limit"),
    reason="Film drawn deeper than its limit cracks, often unseen in its aluminium layer.",
    source="showa-c4-film",
    change=("pouch_cups", "cathode_sheets", "pouch_film_thickness"),
)
def cup_too_deep(cup_depth):
    return cup_depth


@rule(
    "Cup depth as a share of the film's limit",
    PERCENT,
    warning=Band(high="80"),
    reason="Close to the limit, radius, lubrication and film batch decide whether the film cracks.",
    source="showa-c4-film",
    change=("pouch_cups", "cathode_sheets"),
)
def cup_near_limit(cup_depth, pouch_draw_limit):
    return cup_depth / pouch_draw_limit


@rule(
    "Side seal",
    MM,
    error=Band(low="3"),
    warning=Band(low="4"),
    reason="A narrow seal lets moisture in and electrolyte out.",
    change=("side_seal_width",),
)
def side_seal(side_seal_width):
    return side_seal_width


@rule(
    "Folded side seal above the cell",
    MM,
    info=Band(high="0"),
    message="Folded once, a side seal of {side_seal_width} stands higher than the cell is thick ({cell_thickness}): "
    "fold it twice, trim it or leave it flat. Wh/L counts the cell's thickness.",
    reason="A seal that stands above the body adds to the space the cell takes.",
    change=("side_seals", "side_seal_width"),
    when={"side_seals": "folded"},
)
def folded_seal_height(side_seal_width, cell_thickness):
    return side_seal_width - cell_thickness


@rule(
    "Top seal",
    MM,
    error=Band(low="3"),
    warning=Band(low="4"),
    reason="The top seal closes over the tabs and leaks first.",
    change=("top_seal_width",),
)
def top_seal(top_seal_width):
    return top_seal_width


@rule(
    "Bottom seal",
    MM,
    error=Band(low="3"),
    warning=Band(low="4"),
    reason="A narrow seal lets moisture in and electrolyte out. A bottom of one folded film needs none: enter 0.",
    change=("bottom_seal_width",),
)
def bottom_seal(bottom_seal_width, top_seal_width):
    return np.where(bottom_seal_width > 0, bottom_seal_width, top_seal_width)


@rule(
    "Cup clearance",
    MM,
    error=Band(low="0"),
    warning=Band(low="0.5"),
    reason="Without a gap the wall of the cup shifts or creases the stack when it is put in.",
    change=("cup_clearance",),
)
def cup_gap(cup_clearance):
    return cup_clearance


@rule(
    "Positive tab over its electrode",
    MM,
    error=Band(low="0"),
    warning=Band(low="2"),
    reason="A tab that ends short of the electrode cannot be welded to it.",
    change=("positive_tab_length", "tab_protrusion", "top_seal_width"),
)
def positive_tab_reaches(positive_tab_reach):
    return positive_tab_reach


@rule(
    "Negative tab over its electrode",
    MM,
    error=Band(low="0"),
    warning=Band(low="2"),
    reason="A tab that ends short of the electrode cannot be welded to it.",
    change=("negative_tab_length", "tab_protrusion", "top_seal_width"),
)
def negative_tab_reaches(negative_tab_reach):
    return negative_tab_reach


@rule(
    "Sealant beyond the top seal",
    MM,
    error=Band(low="0"),
    warning=Band(low="0.5"),
    reason="Sealant that ends inside the seal lets the tab touch the film's aluminium at its cut edge.",
    change=("sealant_height", "top_seal_width"),
)
def sealant_covers_seal(sealant_protrusion):
    return sealant_protrusion


@rule(
    "Space between the tabs",
    MM,
    error=Band(low="3"),
    reason="Tabs that come close touch when they are bent or welded.",
    change=("tab_pitch", "positive_tab_width", "negative_tab_width"),
)
def tab_gap(tab_pitch, positive_tab_width, negative_tab_width):
    return tab_pitch - (positive_tab_width + negative_tab_width) / 2


@rule(
    "Tabs inside the cup",
    MM,
    error=Band(low="0"),
    reason="A tab beyond the edge of the cup has no electrode below it and comes out through the side seal.",
    change=("tab_pitch", "tab_offset", "positive_tab_width", "negative_tab_width"),
)
def tabs_within_cup(cup_width, tab_pitch, tab_offset, positive_tab_width, negative_tab_width):
    return (cup_width - tab_pitch) / 2 - np.abs(tab_offset) - (positive_tab_width + negative_tab_width) / 4


@rule(
    "Gas bag over cup width, coated anode",
    PERCENT,
    info=Band(low="50"),
    message="A gas bag of {gas_bag_width} is {gas_bag_share} of the cup's width: the gas of the formation may find no "
    "room.",
    reason="Carbonate electrolytes on graphite give 1.5 mL of gas per ampere-hour and more; bags of half to one and a "
    "half widths of the cell are usual.",
    change=("gas_bag_width",),
    when={"anode_kind": "coated"},
)
def gas_bag_room(gas_bag_share):
    return gas_bag_share
