"""Values worked by hand: an anode in one strip, turned to and fro, wound and wrapped."""

import math

# The strip is 240 mm long, of which 30 mm are lead-in; its three layers share 210 mm. 150 mAh/g are typed.
LITHIUM_STRIP = {
    "safety_charge": 1.25 * 0.24,  # the cathode brings no lithium: the cell is built charged
    "safety_voltage_low": 3 - 0.1,
    "anode_layers": 3,
    "strip_pitch": 70,
    "anode_layer_width": 70,
    "anode_area": 24 * 11,  # 264 cm², lead-in included
    "anode_piece_area": 264,
    "facing_faces": 4,
    "facing_area": 200,
    "anode_face_area": 4 * 5 * 11,  # 220 cm²: the cathode's width, the strip's height
    "anode_overhang_width": 10,
    "separator_layers": 6,
    "separator_length_required": 2 * 240 + 50,
    "separator_length": 530,
    "separator_length_margin": 0,
    "cathode_layers": 2,
    "cathode_coated_sides": 4,
    "anode_sides": 6,
    "anode_coated_area": 2 * 264,
    "separator_width": 70,
    # two half-turns round a cathode of 100 µm and two separators of 20 µm
    "strip_bend_length": 2 * math.pi / 2 * 0.140,
    "strip_flat_length": (240 - 30 - math.pi * 0.140) / 3,
    "strip_length_required": 3 * (50 + 2 * 5) + 30 + math.pi * 0.140,  # 210 mm and the bends
    "strip_slack": 100 * (240 / (210 + math.pi * 0.140) - 1),
    "cathode_active_loading": 16 / 2,
    "capacity": 0.15 * 0.008 * 200,  # 0.24 Ah
    "rated_capacity": 0.24,
    "cathode_areal_capacity": 1.2,
    "anode_areal_capacity": 0.005 * 0.534 * 3861,
    "anode_capacity": 264 * 0.01 * 0.534 * 3.861,
    "np_whole_anode": 264 * 0.01 * 0.534 * 3861 / 240,
    "np_anode_area": 0.005 * 0.534 * 3861 * 220 / 240,
    "np_ratio": 264 * 0.01 * 0.534 * 3861 / 240,
    "accessible_anode_capacity": 150 * 0.01 * 0.534 * 3.861,
    "counted_anode_capacity": 264 * 0.01 * 0.534 * 3.861,
    "np_over_theory": 264 * 0.01 * 0.534 * 3861 / 400,
    "lithium_ratio": 264 * 0.01 * 0.534 * 3861 / 240,  # the cathode brings none
    "lithium_excess_ratio": 264 * 0.01 * 0.534 * 3861 / 240 - 1,
    "lithium_moved_thickness": 1.2 / (0.534 * 3861) * 1e4,
    "residual_lithium_thickness": 100 - 2 * 1.2 / (0.534 * 3861) * 1e4,  # both faces are stripped
    "residual_lithium_fraction": 100 - 2 * 1.2 / (0.534 * 3861) * 1e4,
    "lithium_content_charged": 264 * 0.01 * 0.534,
    # stripped dense, plated back with a fifth of pores
    "charged_growth": 4 * 1.2 / (0.534 * 3861) * 10 * 0.25,
    "discharged_growth": -4 * 1.2 / (0.534 * 3861) * 10,
    "cell_thickness_discharged": 0.82 - 4.8 / (0.534 * 3861) * 10,
    # half of the coating's volume is active; it grows by 80 % × 60 % of theory into 12.5 % of pores
    "pore_share_taken": 100 * 0.5 * 0.8 * 0.6 / 0.125,
    "first_cycle_lithium_loss": 0.024,  # of the 240 mAh that the first charge returns
    "lithium_inventory": 150 * 0.01 * 0.534 * 3.861 - 0.024,
    "electrolyte_mass": 3 * 1.6,
    "electrolyte_per_capacity": 4.8 / 0.24,
    "electrolyte_volume_per_active_mass": 3 / 1.25,
    "lithium_mass": 264 * 0.01 * 0.534,
    "surface_layer_mass": 0.0001 * 264,  # one face is treated
    "anode_untreated_mass": 264 * 0.01 * 0.534,
    "anode_piece_mass": 264 * 0.01 * 0.534,  # the one strip
    "stack_width": 70,
    "cup_depth": 0.62 / 2,
    "cup_width": 76,
    "cell_width": 76 + 2 * 5,
    "pouch_film_area": 2 * 8.6 * 14.2,
    "separator_mass": 53 * 12 * 0.002 * 0.5,
    # the whole current gathers along 24 cm of lithium, 11 cm × 100 µm; the currents are as before
    "anode_foil_voltage_drop": 0.64 * 92.8e-9 * 0.24 / (3 * 0.11 * 100e-6) * 1000,
    "lead_voltage_drop": 2.552 + 0.32 + 0.64 * 92.8e-9 * 0.24 / (3 * 0.11 * 100e-6) * 1000,
}

# A copper strip; the cathode's loading from a punched sheet of 1.25 g.
BARE_STRIP = {
    "cathode_active_loading": (1250 / 50 - 5) / 2 * 0.8,
    "cathode_loading": 8,
    "cathode_areal_mass": 250,
    "anode_areal_capacity": 0,
    "anode_capacity": 0,
    "np_whole_anode": 0,
    "lithium_mass": 0,
    "anode_foil_mass": 264 * 0.001 * 9,
    "anode_mass": 2.376,
    "anode_cost": 1.2 * 0.002376 * 12,
    "anode_sheet_thickness": 10,
    "anode_pore_volume": 0,
    "lithium_content_charged": 240 / 3861,
    "electrolyte_per_active_mass": 4 / 1.6,
    "electrolyte_volume_per_capacity": 3.2 / 0.24,
    "electrolyte_fill_ratio": 3.2 / (0.1 + 53 * 12 * 0.002 * 0.5),
    # the whole current gathers along the strip: 24 cm long, 11 cm × 10 µm
    "anode_foil_voltage_drop": 0.64 * 20e-9 * 0.24 / (3 * 0.11 * 10e-6) * 1000,  # 0.931 mV
}

# Wound: the second half-turn goes round twice the repeat of 100 + 100 + 2 × 20 µm. Two strips of separator.
WOUND_STRIP = {
    "strip_bend_length": 3 * math.pi / 2 * 0.240,
    "strip_flat_length": (240 - 30 - 3 * math.pi / 2 * 0.240) / 3,
    "stack_width": (210 - 0.36 * math.pi) / 3 + 0.62,
    "separator_length_required": 2 * 240,
    "separator_length": 480,
    "separator_pieces": 2,
    "separator_piece_length": 240,
}

# Once and a half round the stack of 70 × 0.68 mm, which the wraps themselves make thicker by three layers.
WRAPPED_STRIP = {
    "separator_plies": 6 + 3,
    "stack_thickness": 0.62 + 3 * 0.020,
    "separator_wrap_length": 1.5 * 2 * (70 + 0.68),
    "separator_length_required": 2 * 240 + 212.04 + 50,
}
