"""Values worked by hand: stacks of sheets, of lithium foil, of lithium on copper and of a coated anode."""

import math

from tests.calc.by_hand import curves

LITHIUM_DROP = 0.32 * 92.8e-9 * 0.11 / (3 * 0.06 * 100e-6) * 1000  # mV
RESISTANCE = 250 + (2.872 + LITHIUM_DROP) / 0.64 + 0.5  # mΩ
LITHIUM_SHEETS = {
    # sheets and layers: every sheet has two coated sides
    "cathode_layers": 2,
    "cathode_coated_sides": 4,
    "anode_sides": 6,
    # areas
    "cathode_sheet_area": 5 * 10,
    "cathode_coated_area": 2 * 2 * 50,
    "anode_layers": 3,
    "anode_layer_width": 60,
    "anode_area": 3 * 6 * 11,  # 198 cm²
    "anode_piece_area": 6 * 11,
    "facing_faces": 4,  # 2 + 3 − 1
    "facing_width": 50,  # 5 mm of overhang take up the 2 mm that the cathode lies off the middle
    "facing_height": 100,
    "facing_area": 4 * 5 * 10,  # 200 cm²
    "anode_coated_area": 2 * 198,
    "unfaced_cathode_area": 0,
    "unfaced_anode_area": 396 - 200,
    "faced_anode_share": 100 * 200 / 396,
    "anode_face_area": 4 * 6 * 11,  # 264 cm²
    "anode_overhang_width": (60 - 50) / 2,
    "anode_overhang_left": 5 + 2,
    "anode_overhang_right": 5 - 2,
    "anode_overhang_height": (110 - 100) / 2,
    "anode_overhang_top": 5 + 3,  # the cathode lies 3 mm off, away from the tabs
    "anode_overhang_bottom": 5 - 3,
    "separator_overhang": (120 - 110) / 2,
    "separator_overhang_top": 5 + 1,
    "separator_overhang_bottom": 5 - 1,
    "separator_layers": 6,  # four between five sheets, two outside
    "separator_plies": 6,
    "separator_width": 60 + 2 * 2,
    "separator_fold_bend": math.pi / 2 * (0.100 + 0.020),  # both electrodes are 100 µm thick
    "separator_wrap_length": 0,
    "separator_pieces": 1,
    "separator_piece_length": 1000,
    "separator_length_required": 6 * (60 + 2 * 2) + 50,  # 434 mm
    "separator_length_margin": 1000 - 434,
    "separator_area": 100 * 12,  # 1200 cm²
    # coating
    "cathode_active_loading": 8,
    "cathode_coating_loading": 8 / 0.8,
    "cathode_foil_areal_mass": 50,  # 20 µm × 2.5 g/cm³ = 5 mg/cm²
    "cathode_sheet_mass": 50 * (2 * 10 + 5) / 1000,
    "cathode_areal_mass": 250,  # 2 × 10 + 5 = 25 mg/cm²
    "cathode_fraction_sum": 100,
    "cathode_true_density": 1 / (0.8 / 4 + 0.1 / 2 + 0.1 / 1),  # 1 / 0.35
    "cathode_porosity": 100 * (1 - 2.5 * 0.35),  # 12.5 %
    "cathode_coating_thickness": 40,  # 10 mg/cm² / 2.5 g/cm³
    "cathode_sheet_thickness": 20 + 2 * 40,
    "metal_density": 0.534,
    "metal_specific_capacity": 3861,
    "metal_resistivity": 92.8,
    # capacity: 320 mAh are typed
    "capacity": 0.32,
    "cathode_specific_capacity": 320 / (0.008 * 200),  # 200 mAh/g
    "cathode_areal_capacity": 320 / 200,
    "cathode_utilisation": 100 * 200 / 250,
    "anode_areal_capacity": 0.005 * 0.534 * 3861,  # half of 100 µm
    "anode_capacity": 198 * 0.01 * 0.534 * 3.861,  # Ah
    "np_whole_anode": 198 * 0.01 * 0.534 * 3861 / 320,
    "np_facing_area": 0.005 * 0.534 * 3861 * 200 / 320,
    "np_anode_area": 0.005 * 0.534 * 3861 * 264 / 320,
    "np_ratio": 0.005 * 0.534 * 3861 * 200 / 320,
    "counted_cathode_capacity": 0.32,
    "faced_anode_layers": 3,
    "accessible_anode_capacity": 3 * 50 * 0.01 * 0.534 * 3.861,  # three layers, 50 cm² each, 100 µm; Ah
    "np_accessible": 150 * 0.01 * 0.534 * 3861 / 320,
    "counted_anode_capacity": 200 * 0.005 * 0.534 * 3.861,
    "cathode_theoretical_charge": 0.25 * 1.6,  # 0.4 Ah
    "np_over_theory": 0.005 * 0.534 * 3861 * 200 / 400,
    "np_over_first_discharge": 0.005 * 0.534 * 3861 * 200 / 400,
    "lithium_ratio": 0.005 * 0.534 * 3861 * 200 / 320 + 1,
    "lithium_excess_ratio": 0.005 * 0.534 * 3861 * 200 / 320,
    "np_theoretical": 198 * 0.01 * 0.534 * 3861 / (250 * 1.6),
    "lithium_moved_thickness": 1.6 / (0.534 * 3861) * 1e4,  # 7.76 µm
    "residual_lithium_thickness": 100,  # the cathode plates first
    "residual_lithium_fraction": 100,
    "lithium_content_charged": 198 * 0.01 * 0.534 + 320 / 3861,
    "one_c_charge": 0.2 * 1.6,  # 0.32 Ah
    "charge_current": 0.5 * 0.32,
    "discharge_current": 2 * 0.32,
    "formation_current": 0.1 * 0.32,
    "charge_current_density": 160 / 200,
    "discharge_current_density": 640 / 200,
    # first cycle: 80 % of the first charge of 400 mAh comes back, 10 % of what was plated is lost
    "first_charge_capacity": 0.32 / 0.8,
    "cathode_irreversible_capacity": 0.08,
    "first_cycle_lithium_loss": 0.04,
    "lithium_inventory": 0.4 + 150 * 0.01 * 0.534 * 3.861 - 0.04,
    "anode_side_capacity": 0.36 + 150 * 0.01 * 0.534 * 3.861,
    "reversible_capacity": 0.32,  # the cathode limits
    "balance_margin": 100 * ((0.36 + 150 * 0.01 * 0.534 * 3.861) / 0.32 - 1),
    "cell_first_cycle_efficiency": 80,
    # electrolyte: 5 g/Ah
    "cathode_pore_volume": 200 * 0.004 * 0.125,  # 0.1 cm³
    "anode_pore_volume": 0,
    "separator_pore_volume": 1200 * 0.002 * 0.5,  # 1.2 cm³
    "pore_volume": 1.3,
    "electrolyte_mass": 5 * 0.32,  # 1.6 g
    "electrolyte_volume": 1.6 / 1.25,  # 1.28 mL
    "electrolyte_per_active_mass": 1.6 / 1.6,
    "electrolyte_volume_per_active_mass": 1.28 / 1.6,
    "electrolyte_volume_per_capacity": 1.28 / 0.32,
    "electrolyte_fill_ratio": 1.28 / 1.3,
    "electrolyte_fill": 1.6 * 1.1,
    # masses
    "cathode_active_mass": 0.008 * 200,  # 1.6 g
    "cathode_coating_mass": 0.010 * 200,  # 2 g
    "cathode_carbon_mass": 0.2,
    "cathode_binder_mass": 0.2,
    "cathode_foil_mass": 2 * 50 * 0.005,  # 0.5 g: one foil has two sides
    "lithium_mass": 198 * 0.01 * 0.534,  # 1.05732 g
    "unfaced_anode_mass": 196 * 0.005 * 0.534,  # half of the foil's thickness belongs to each face
    "unfaced_cathode_mass": 0,
    "surface_layer_mass": 0.0001 * 2 * 198,  # 0.0396 g
    "anode_mass": 1.05732 + 0.0396,
    "separator_mass": 1200 * 0.002 * 0.5 * 1,  # 1.2 g
    "pouch_film_area": 2 * 8.0 * 14.2,  # 227.2 cm²
    "pouch_film_mass": 227.2 * 0.02,  # 4.544 g
    "sealant_mass": 2 * (1.0 + 0.8 + 4 * 0.2) * 1.4 * 0.01 * 0.9,  # two films on each tab, 0.06552 g
    "package_mass": 4.544 + 0.06552,
    "positive_tab_mass": 1 * 0.01 * 6 * 2.5,  # 0.15 g
    "negative_tab_mass": 0.8 * 0.02 * 5 * 9,  # 0.72 g
    "tabs_mass": 0.15 + 0.72,
    "tape_mass": 4 * 1 * 2 * 0.005 * 1,  # 0.04 g
    "stack_mass": 2 + 0.5 + 1.09692 + 1.2 + 0.04,  # 4.83692 g
    "cell_mass": 4.83692 + 1.6 + 4.60952 + 0.87,  # 11.91644 g
    # on the bench
    "cathodes_mass": 2.5,
    # 2 % of 2.5 g of cathodes are 0.05 g, 2.5 % of the 2 g of coating that carries the capacity
    "minimum_capacity": 0.32 * 0.975,
    "minimum_energy": 1.248,
    "maximum_mass": 11.91644 + 0.05 + 0.05 * 1.09692 + 0.02 * 1.6,
    "maximum_thickness": 0.82 + 8 / (0.534 * 3861) * 10 + 0.2,
    "maximum_width": 71.6,
    "maximum_length": 143,
    "anode_untreated_mass": 1.05732,
    "anode_piece_mass": 1.05732 / 3,
    "welded_stack_mass": 4.83692 + 0.87 + 0.06552,  # 5.77244 g
    "piece_mass_tolerance": 0.05 * 1.05732 / 3 * 1000,  # 17.622 mg; 2 % of 1.25 g of cathode are 25 mg
    "cell_mass_tolerance": 0.02 * 1.76 * 1000,  # 35.2 mg; 1 % of the stack are 57.7 mg
    "dry_cell_mass": 5.77244 + 4.544,  # 10.31644 g
    "filled_cell_mass": 10.31644 + 1.76,
    # untrimmed: pouch of 80 × 142 mm, 40 mm of gas bag, 2 mm at each edge
    "pouch_width_before_degassing": 120,
    "film_blank_width": 124,
    "film_blank_height": 146,
    "film_blanks_mass": 2 * 12.4 * 14.6 * 0.02,  # 7.2416 g
    "trimmed_film_mass": 7.2416 - 4.544,
    "untrimmed_dry_cell_mass": 10.31644 + 2.6976,
    "untrimmed_filled_cell_mass": 10.31644 + 1.76 + 2.6976,
    "untrimmed_sealed_cell_mass": 10.31644 + 1.6 + 2.6976,
    "terrace_height": 10,
    "length_with_tabs": 162,
    "gas_bag_share": 100 * 40 / 70,
    # size
    "anode_sheet_thickness": 100,
    "anode_stack_thickness": 0.3,
    "stack_thickness": (2 * 100 + 3 * 100 + 6 * 20) / 1000,  # 0.62 mm
    "cell_thickness": 0.62 + 2 * 0.1,
    "stack_width": 60 + 2 * 2,
    "cup_width": 64 + 2 * 3,
    "cup_height": 120 + 2 * 3,
    "cup_depth": 0.62,
    "pouch_width": 70 + 2 * 5,
    "pouch_height": 126 + 10 + 6,
    "cell_length": 142,
    "cell_width": 70 + 2 * 3 * 0.1,  # wall and two films on each side
    "cell_volume": 14.2 * 7.06 * 0.082,
    "positive_tab_edge": (70.6 - 30) / 2 + 4,
    "negative_tab_edge": (70.6 - 30) / 2 - 4,
    "positive_tab_reach": 60 - 20 - 10 - (126 - 100) / 2,
    "negative_tab_reach": 50 - 20 - 10 - (126 - 110) / 2,
    # states: 7.76 µm of dense lithium, 20 % pores when plated, on four faces; mm
    "plated_lithium_thickness": 1.6 / (0.534 * 3861) * 1e4 / 0.8,
    "charged_growth": 4 * 1.6 / (0.534 * 3861) * 10 / 0.8,
    "discharged_growth": 0,
    "cell_thickness_charged": 0.82 + 8 / (0.534 * 3861) * 10,
    "cell_thickness_discharged": 0.82,
    "breathing": 100 * 8 / (0.534 * 3861) * 10 / 0.82,
    "body_area": 7.02 * 12.62,
    "body_volume_charged": 7.02 * 12.62 * (0.082 + 8 / (0.534 * 3861)),
    "cell_volume_charged": 14.2 * 7.06 * (0.082 + 8 / (0.534 * 3861)),
    "energy_density_charged": 1.28 / (14.2 * 7.06 * (0.082 + 8 / (0.534 * 3861)) / 1000),
    "energy_density_of_body_charged": 1.28 / (7.02 * 12.62 * (0.082 + 8 / (0.534 * 3861)) / 1000),
    # energy
    "energy": 0.32 * 4,  # 1.28 Wh
    "specific_energy": 1.28 / 0.01191644,
    "specific_energy_without_package": 1.28 / (0.01191644 - 0.00460952),
    "specific_energy_of_stack": 1.28 / (0.01191644 - 0.00460952 - 0.00087 - 0.00004),
    "energy_density": 1.28 / (14.2 * 7.06 * 0.082 / 1000),
    "mean_voltage_low": 3.6,
    "mean_voltage_high": 4.1,
    # tabs: 0.64 A
    "highest_current": 0.64,
    "positive_tab_current_density": 0.64 / (10 * 0.1),
    "negative_tab_current_density": 0.64 / (8 * 0.2),
    # 0.64 A/mm² × 30 nΩ·m × 60 mm and 0.4 A/mm² × 70 nΩ·m × 50 mm
    "tab_voltage_drop": (0.64e6 * 30e-9 * 0.06 + 0.4e6 * 70e-9 * 0.05) * 1000,  # 1.152 + 1.4 mV
    # half the current through each foil, a third of its resistance: 10 cm long, 5 cm × 20 µm
    "cathode_foil_voltage_drop": 0.32 * 30e-9 * 0.10 / (3 * 0.05 * 20e-6) * 1000,  # 0.32 mV
    # the same through lithium: 11 cm long, 6 cm × 100 µm, 92.8 nΩ·m
    "anode_foil_voltage_drop": 0.32 * 92.8e-9 * 0.11 / (3 * 0.06 * 100e-6) * 1000,  # 0.181475… mV
    "lead_voltage_drop": 2.552 + 0.32 + LITHIUM_DROP,
    "sealant_protrusion": (14 - 10) / 2,
    # resistance: 50 Ω·cm² on 200 cm²; 2.872 mV and lithium's at 0.64 A; mΩ, and mΩ × A = mV
    "area_specific_impedance": 50,
    "facing_resistance": 250,
    "lead_resistance": (2.872 + LITHIUM_DROP) / 0.64,
    "dc_resistance": RESISTANCE,
    "discharge_voltage_drop": RESISTANCE * 0.64,
    "charge_voltage_rise": RESISTANCE * 0.16,
    "discharge_heat": RESISTANCE / 1000 * 0.64**2,
    "charge_heat": RESISTANCE / 1000 * 0.16**2,
    "discharge_drop_share": 100 * RESISTANCE / 1000 * 0.64 / 4,
    # the cycler: 2 cycles of 20.5 h, 10 of 2 + 0.5 + 0.5 h; 1.5 V at 5 mV, up and down in 12 cycles
    "safety_voltage_high": 4.5 + 0.1,
    "safety_voltage_low": -0.1,  # built discharged
    "safety_current": 1.25 * 0.64,
    "safety_charge": 1.25 * 0.4,
    "programme_time": 24 + 2 * 20.5 + 10 * 3,  # 95 h
    "recorded_points": 9500 + 2 * 12 * 300,
    # cost: kg × price per kg, m² × price per m²
    "cathode_powder_scrap": 37.5,  # 1.1 × 1.25 − 1
    "cathode_cost": 1.375 * 0.002 * (0.8 * 40 + 0.1 * 10 + 0.1 * 20) + 1.1 * 0.0005 * 8,  # 0.10065
    "anode_cost": 1.2 * 0.00105732 * 200,  # 0.2537568
    "separator_cost": 1.05 * 0.12 * 2,  # 0.252
    "electrolyte_cost": 1.25 * 0.00176 * 25,  # 0.055
    "pouch_film_cost": 1.5 * 2 * 0.124 * 0.146 * 4,  # 0.217248
    "material_cost": 0.10065 + 0.2537568 + 0.252 + 0.055 + 0.217248 + 1.1 * 0.3,  # 1.2086548
    "cell_cost": 3.2086548 / 0.8,
    "cost_per_energy": 4.0108185 / 0.00128,
    # the slurry: 10 mg/cm² of coating of 1 / 0.35 g/cm³ in as much solvent of 1 g/cm³
    "tape_bought": 1.5 * 4 * 20,
    "cathode_solvent_mass": 2,  # as much as the coatings of 2 g
    "cathode_slurry_density": 1 / (0.5 * 0.35 + 0.5),  # 1 / 0.675
    "cathode_wet_loading": 20,
    "cathode_wet_thickness": 0.020 * 0.675 * 1e4,  # 135 µm
    "cathode_blade_gap": 270,
    # claims: 16 g, 0.4 Ah, 100 Wh/kg, 200 Wh/L, N/P 2, 1 mm, 2 g
    "claim_energy": 1.6,
    "claim_mean_voltage": 1.6 / 0.4,
    "claim_specific_capacity": 400 / (0.008 * 200),
    "claim_capacity_from_energy": 1.6 / 4,
    "claim_mass_from_energy": 1.28 / 0.1,  # 12.8 g
    "claim_residual_mass": 16 - (2 + 0.5 + 1.09692 + 1.2 + 1.6),
    "claim_residual_ratio": 100 * 9.60308 / (4.60952 + 0.87 + 0.04),
    "claim_mass_deviation": 100 * (11.91644 / 16 - 1),
    "claim_specific_energy_deviation": 1.28 / 0.01191644 - 100,
    "claim_energy_density_deviation": 100 * (1.28 / (14.2 * 7.06 * 0.082 / 1000) / 200 - 1),
    "claim_energy_deviation": 100 * (1.28 / 1.6 - 1),
    "claim_capacity_deviation": 100 * (0.32 / 0.4 - 1),
    "claim_thickness_deviation": 100 * (0.82 / 1 - 1),
    "claim_active_mass_deviation": 100 * (1.6 / 2 - 1),
    "claim_impedance_deviation": RESISTANCE - 100,
    "claim_np_capacity_whole_anode": 198 * 0.01 * 0.534 * 3.861 / 2,
    "claim_np_capacity_facing_area": 0.005 * 0.534 * 3.861 * 200 / 2,
    "claim_np_capacity_anode_area": 0.005 * 0.534 * 3.861 * 264 / 2,
    **curves.LITHIUM,
}

# 6.25 mg/cm² of anode coating per side, 5 of it active, at 1.25 g/cm³; 10 mg/cm² of cathode coating, 8 of it active.
COATED_SHEETS = {
    # held until 0.05C of 0.32 Ah, for 3 h at most: 2 cycles of 18.5 h, 10 of 5.375 h
    "charge_cutoff_current": 0.05 * 0.32,
    "programme_time": 24 + 2 * (2 * 7.5 + 0.5 + 3) + 10 * (1.5 + 0.375 + 0.5 + 3),
    "cathode_active_loading": 10 * 0.8,
    "anode_active_loading": 6.25 * 0.8,
    "anode_coating_loading": 6.25,
    "anode_fraction_sum": 100,
    "anode_true_density": 1 / (0.8 / 2 + 0.1 / 2 + 0.1 / 1),  # 1 / 0.55
    "anode_porosity": 100 * (1 - 1.25 * 0.55),  # 31.25 %
    "anode_coating_thickness": 50,
    "anode_sheet_thickness": 10 + 2 * 50,
    "stack_thickness": (2 * 100 + 3 * 110 + 6 * 20) / 1000,
    "anode_areal_capacity": 0.005 * 400,  # 2 mAh/cm²
    "anode_active_mass": 2 * 0.005 * 198,  # 1.98 g
    "unfaced_anode_mass": 0.005 * (2 * 198 - 200),  # 0.98 g
    "anode_stack_thickness": 3 * 0.110,
    "anode_coating_mass": 2 * 0.00625 * 198,  # 2.475 g
    "anode_foil_mass": 198 * 0.001 * 9,  # 1.782 g
    "anode_mass": 2.475 + 1.782,
    "anode_untreated_mass": 4.257,
    "anode_piece_mass": 4.257 / 3,
    "anode_capacity": 1.98 * 0.4,
    "capacity": 0.24,
    "np_whole_anode": 792 / 240,
    "np_facing_area": 2 * 200 / 240,
    "np_anode_area": 2 * 264 / 240,
    "np_ratio": 2 * 264 / 240,
    "counted_anode_capacity": 0.002 * 264,
    "charged_growth": 4 * 0.050 * 0.25,
    "area_specific_impedance": 20,
    "anode_powder_scrap": 50,  # 1.2 × 1.25 − 1
    "anode_cost": 1.5 * 0.002475 * (0.8 * 10 + 0.1 * 5 + 0.1 * 4) + 1.2 * 0.001782 * 12,
    # the slurry: 6.25 mg/cm² of coating of 1 / 0.55 g/cm³, two parts in five of it
    "anode_solvent_mass": 2.475 * 1.5,
    "anode_slurry_density": 1 / (0.4 * 0.55 + 0.6),  # 1 / 0.82
    "anode_wet_loading": 15.625,
    "anode_wet_thickness": 0.015625 * 0.82 * 1e4,  # 128.125 µm
    "anode_blade_gap": 256.25,
    # 240 mAh / 0.8 are charged; 200 cm² × 2 mAh/cm² of coating take 400 / 0.8 and give 400
    "first_charge_capacity": 0.3,
    "first_cycle_lithium_loss": 0.1,
    "lithium_inventory": 0.3 - 0.1,
    "anode_side_capacity": 0.2,  # less than the 400 mAh that the coating hosts
    "reversible_capacity": 0.2,  # the anode side limits
    "balance_margin": 100 * (0.2 / 0.24 - 1),
    "cell_first_cycle_efficiency": 100 * 0.2 / 0.3,
    "lithium_mass": 0,
    "lithium_content_charged": 0.3 * 0.24,
    "anode_pore_volume": 2 * 198 * 0.005 * 0.3125,  # 0.61875 cm³
    "pore_volume": 0.1 + 0.61875 + 1.2,
    "electrolyte_mass": 2 * 1.91875 * 1.25,
    "electrolyte_per_capacity": 4.796875 / 0.24,
    "mean_voltage_low": 3.6 - 0.1,
    "mean_voltage_high": 4.1 - 0.1,
    # an inner sheet carries half of 0.64 A: 11 cm long, 6 cm × 10 µm
    "anode_foil_voltage_drop": 0.32 * 20e-9 * 0.11 / (3 * 0.06 * 10e-6) * 1000,  # 0.391 mV
    "lead_voltage_drop": 2.552 + 0.32 + 0.32 * 20e-9 * 0.11 / (3 * 0.06 * 10e-6) * 1000,
    **curves.COATED,
}

# 50 µm of lithium on each side of the copper; the N/P shown first is the accessible one.
LITHIUM_ON_COPPER = {
    "accessible_anode_capacity": 0.005 * 0.534 * 3.861 * 200,  # four sides of 50 cm²; the two outermost are not reached
    "np_accessible": 0.005 * 0.534 * 3861 * 200 / 240,
    "np_ratio": 0.005 * 0.534 * 3861 * 200 / 240,
    "counted_anode_capacity": 0.005 * 0.534 * 3.861 * 200,
    "cathode_active_loading": 20 * 0.8 / 2,
    "anode_areal_capacity": 0.005 * 0.534 * 3861,
    "lithium_mass": 2 * 198 * 0.005 * 0.534,  # 1.05732 g
    "anode_capacity": 1.05732 * 3.861,
    "anode_foil_mass": 1.782,
    "anode_mass": 1.05732 + 1.782 + 0.0396,
    "anode_untreated_mass": 1.05732 + 1.782,
    "anode_cost": 1.2 * (0.00105732 * 200 + 0.001782 * 12),
    "anode_sheet_thickness": 10 + 2 * 50,
    "anode_stack_thickness": 3 * 0.110,
    "lithium_content_charged": 1.05732 + 240 / 3861,
    "electrolyte_mass": 4 * 0.24 * 1.25,  # 4 mL/Ah
    "electrolyte_per_capacity": 5,
    "electrolyte_per_active_mass": 1.2 / 1.6,
    "mean_voltage_low": 3.6,
}

# 100 µm of sodium, 0.971 g/cm³ and 1165.8 mAh/g.
SODIUM_FOIL = {
    "metal_density": 0.971,
    "metal_resistivity": 47.7,
    "metal_specific_capacity": 1165.8,
    "lithium_mass": 198 * 0.01 * 0.971,
    "anode_areal_capacity": 0.005 * 0.971 * 1165.8,  # 5.66 mAh/cm²
    "anode_capacity": 198 * 0.01 * 0.971 * 1.1658,
    "lithium_moved_thickness": 1.6 / (0.971 * 1165.8) * 1e4,  # 14.1 µm
    "lithium_content_charged": 0,
}

# 6.25 mg/cm² at 1.25 g/cm³; four fifths active, at 2 g/cm³ half the coating's volume. 240 mAh of the 400 that 200 cm²
# of coating host. 150 % × 60 % of the active volume; two fifths of it into 31.25 % of pores.
GROWING_COATING = {
    "anode_filling": 60,
    "anode_coating_growth": 0.5 * 150 * 0.6,  # 45 %
    "anode_swelling": 45 * 0.6,
    "anode_pore_share_taken": 100 * 0.45 * 0.4 / 0.3125,
    "charged_growth": 4 * 0.050 * 0.27,
}
