"""Values worked by hand: stacks between chosen ends."""

# Between chosen ends: two double-sided cathodes, a cathode coated on its inner side below, a bare foil above. Sheets of
# the anode alternate with four cathodes: three of them, with both faces of two and one of the third opposite a coating.
BETWEEN_CATHODES = {
    "bottom_end_cathode": 1,
    "top_end_cathode": 1,
    "bottom_end_sides": 1,
    "top_end_sides": 0,
    "cathode_end_sheets": 2,
    "cathode_layers": 4,
    "cathode_coated_sides": 5,
    "anode_sheets": 3,
    "anode_sides": 6,
    "facing_faces": 5,
    "facing_area": 250,
    "cathode_coated_area": 250,
    "faced_anode_layers": 3,
    "separator_layers": 8,
    "cathode_foil_mass": 4 * 50 * 0.005,
    "cathode_coating_mass": 0.010 * 250,
    "unfaced_anode_mass": 0.005 * (396 - 250),
    # four foils of 20 µm, five coatings of 40 µm, three anodes of 110 µm, eight separators of 20 µm
    "stack_thickness": (4 * 20 + 5 * 40 + 3 * 110 + 8 * 20) / 1000,
    # pieces of separator, 66 mm wide
    "separator_clearance": (66 - 60) / 2,
    "separator_plies": 8,
    "separator_pieces": 8,
    "separator_length_required": 8 * 66,
    "separator_length": 528,
    "separator_piece_length": 66,
    "separator_length_margin": 0,
    "stack_width": 66,
}

# The same two cathodes between anodes coated on their inner side (below) and not at all (above).
BETWEEN_ANODES = {
    "bottom_end_cathode": 0,
    "top_end_cathode": 0,
    "bottom_end_sides": 1,
    "top_end_sides": 0,
    "cathode_end_sheets": 0,
    "cathode_layers": 2,
    "cathode_coated_sides": 4,
    "anode_sheets": 3,
    "anode_sides": 3,
    "facing_faces": 3,  # the upper face of the upper cathode looks at bare copper
    "unfaced_cathode_area": 50,
    "unfaced_cathode_mass": 0.008 * 50,
    "anode_coated_area": 3 * 66,
    "anode_coating_mass": 0.00625 * 198,
    "anode_foil_mass": 198 * 0.001 * 9,
    "anode_stack_thickness": (3 * 10 + 3 * 50) / 1000,
}

# The other way round.
BETWEEN_ANODES_REVERSED = {
    "bottom_end_sides": 0,
    "top_end_sides": 1,
    "facing_faces": 3,
    "anode_sides": 3,
}
BETWEEN_CATHODES_REVERSED = {
    "bottom_end_sides": 0,
    "top_end_sides": 1,
    "facing_faces": 5,
    "cathode_coated_sides": 5,
}

# Free-standing lithium has no coating to leave out: an anode below, a double-sided cathode above.
ONE_END_EACH = {
    "bottom_end_cathode": 0,
    "top_end_cathode": 1,
    "bottom_end_sides": 2,
    "top_end_sides": 2,
    "anode_sheets": 2,
    "anode_sides": 4,
    "facing_faces": 3,
}
ONE_END_EACH_REVERSED = {"bottom_end_sides": 2, "top_end_sides": 2, "anode_sheets": 2, "facing_faces": 3}
