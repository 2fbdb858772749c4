"""Every derived quantity worked by hand for small cells of round numbers; no formula is without a value here.

Lengths in the arithmetic are in cm, masses in g and charges in mAh unless a line says otherwise; the program is asked
in the declared units. Two cathodes of 5 × 10 cm; 8 mg/cm² of active material per side, 80 % of the coating (10 mg/cm²)
at 2.5 g/cm³ (40 µm); foil of 20 µm at 2.5 g/cm³ (5 mg/cm²). Lithium: 0.534 g/cm³ and 3861 mAh/g.
"""

import math
from dataclasses import dataclass

import pytest

from app.services import edits, templates
from app.services.design import Design
from calc.evaluate import evaluate
from calc.graph import registry
from tests.calc import hand_curves, recipes_by_hand

COMMON = {
    **hand_curves.TYPED,
    "rated_capacity": 0.32, "first_discharge_capacity": 0.4, "mean_voltage": 4, "lower_voltage": 3,
    "upper_voltage": 4.5, "one_c_capacity": 200,
    "charge_rate": 0.5, "discharge_rate": 2, "formation_rate": 0.1,
    "cathode_mass_tolerance": 2, "lithium_mass_tolerance": 5, "fill_tolerance": 2, "stack_mass_tolerance": 1,
    "thickness_tolerance": 0.2, "outline_tolerance": 1,
    "cathode_areal_capacity": 1.2, "cathode_porosity": 20, "cathode_coating_thickness": 40,
    "cathode_first_active_capacity": 200, "cathode_first_active_theory": 250, "cathode_first_active_efficiency": 80,
    "cathode_first_active_growth": 60, "cathode_first_active_density": 4, "cathode_first_active_voltage_low": 3.6,
    "cathode_first_active_voltage_high": 4,
    "cathode_second_active_share": 25, "cathode_second_active_capacity": 100, "cathode_second_active_theory": 150,
    "cathode_second_active_efficiency": 50, "cathode_second_active_growth": 100, "cathode_second_active_density": 2,
    "cathode_second_active_voltage_low": 3, "cathode_second_active_voltage_high": 3.4,
    "cathode_third_active_share": 15, "cathode_third_active_capacity": 50, "cathode_third_active_theory": 100,
    "cathode_third_active_efficiency": 100, "cathode_third_active_growth": 20, "cathode_third_active_density": 1,
    "cathode_third_active_voltage_low": 2, "cathode_third_active_voltage_high": 2.4,
    "cathode_first_carbon_density": 2, "cathode_second_carbon_share": 40, "cathode_second_carbon_density": 1,
    "cathode_first_binder_density": 1, "cathode_second_binder_share": 50, "cathode_second_binder_density": 2,
    "anode_first_active_capacity": 300, "anode_first_active_theory": 400, "anode_first_active_efficiency": 75,
    "anode_first_active_growth": 10, "anode_first_active_potential": 0.1, "anode_first_active_density": 2,
    "anode_second_active_share": 20, "anode_second_active_capacity": 1000, "anode_second_active_theory": 2000,
    "anode_second_active_efficiency": 50, "anode_second_active_growth": 200, "anode_second_active_potential": 0.4,
    "anode_second_active_density": 2.5,
    "anode_third_active_share": 10, "anode_third_active_capacity": 2000, "anode_third_active_theory": 4000,
    "anode_third_active_efficiency": 80, "anode_third_active_growth": 300, "anode_third_active_potential": 0.5,
    "anode_third_active_density": 2.5,
    "anode_first_carbon_density": 2, "anode_second_carbon_share": 40, "anode_second_carbon_density": 1,
    "anode_first_binder_density": 1, "anode_second_binder_share": 50, "anode_second_binder_density": 2,
    "anode_sheet_mass": 1.419, "anode_areal_mass": 215, "anode_areal_capacity": 2, "anode_porosity": 20,
    "anode_coating_thickness": 50,
    "cathode_sheets": 2, "cathode_width": 50, "cathode_height": 100, "cathode_offset_width": 2,
    "cathode_offset_height": -3, "cathode_loading": 8, "cathode_sheet_mass": 1.25,
    "cathode_areal_mass": 250, "cathode_active_fraction": 80, "cathode_carbon_fraction": 10,
    "cathode_binder_fraction": 10, "cathode_specific_capacity": 150, "cathode_theoretical_capacity": 250,
    "cathode_first_cycle_efficiency": 80, "anode_first_cycle_efficiency": 80, "lithium_first_cycle_efficiency": 90,
    "cathode_density": 2.5, "cathode_active_density": 4, "cathode_carbon_density": 2, "cathode_binder_density": 1,
    "cathode_foil_thickness": 20, "cathode_foil_density": 2.5, "cathode_foil_resistivity": 30,
    "cathode_voltage_low": 3.6, "cathode_voltage_high": 4.1, "cathode_porosity_low": 10, "cathode_porosity_high": 40,
    "anode_sheets": 3, "anode_width": 60, "anode_height": 110, "anode_overhang_width": 4, "anode_overhang_height": 6,
    "lithium_strip_length": 240, "strip_lead": 30,
    "strip_overhang": 5,
    "lithium_thickness": 100, "surface_layer_loading": 0.1, "treated_faces": 2,
    "anode_loading": 5, "anode_active_fraction": 80, "anode_carbon_fraction": 10, "anode_binder_fraction": 10,
    "anode_specific_capacity": 400, "anode_theoretical_capacity": 500, "anode_potential": 0.1, "anode_density": 1.25,
    "plated_porosity": 20, "anode_swelling": 25, "anode_volume_growth": 150, "anode_growth_in_pores": 40,
    "cathode_volume_growth": 80,
    "anode_active_density": 2, "anode_carbon_density": 2, "anode_binder_density": 1,
    "anode_foil_thickness": 10, "anode_foil_density": 9, "anode_foil_resistivity": 20,
    "separator_thickness": 20, "separator_porosity": 50, "separator_skeleton_density": 1, "separator_height": 120,
    "separator_length": 1000, "separator_clearance": 2, "separator_tail": 50, "separator_wraps": 0,
    "separator_width": 66, "separator_offset": 1, "separator_overhang": 3,
    "electrolyte_per_active_mass": 3, "electrolyte_volume_per_active_mass": 2, "electrolyte_per_capacity": 5,
    "electrolyte_volume_per_capacity": 4, "electrolyte_fill_ratio": 2, "electrolyte_mass": 4, "electrolyte_volume": 3,
    "electrolyte_density": 1.25, "electrolyte_loss": 10,
    "pouch_film_thickness": 100, "pouch_film_areal_mass": 200, "pouch_draw_limit": 5, "cup_clearance": 3,
    "side_seal_width": 5, "top_seal_width": 10, "bottom_seal_width": 6, "gas_bag_width": 40, "film_blank_margin": 2,
    "tape_pieces": 4, "tape_width": 10,
    "tape_length": 20, "tape_thickness": 50, "tape_density": 1,
    "positive_tab_width": 10, "positive_tab_thickness": 0.1, "positive_tab_length": 60, "positive_tab_density": 2.5,
    "positive_tab_resistivity": 30, "positive_tab_current_limit": 4, "negative_tab_width": 8,
    "negative_tab_thickness": 0.2, "negative_tab_length": 50, "negative_tab_density": 9,
    "negative_tab_resistivity": 70, "negative_tab_current_limit": 5, "tab_protrusion": 20, "tab_pitch": 30,
    "tab_offset": 4,
    "weld_resistance": 0.5, "lithium_cell_impedance": 50, "coated_cell_impedance": 20,
    "sealant_height": 14, "sealant_overhang": 2, "sealant_thickness": 0.1, "sealant_density": 0.9,
    "cathode_active_price": 40, "cathode_carbon_price": 10, "cathode_binder_price": 20, "cathode_foil_price": 8,
    "lithium_price": 200, "anode_active_price": 10, "anode_carbon_price": 5, "anode_binder_price": 4,
    "anode_foil_price": 12, "separator_price": 2, "electrolyte_price": 25, "pouch_film_price": 4, "tabs_price": 0.3,
    "cathode_scrap": 10, "anode_scrap": 20, "separator_scrap": 5, "electrolyte_scrap": 25, "pouch_film_scrap": 50,
    "slurry_scrap": 25, "coating_scrap": 10, "electrode_cutting_scrap": 20, "lithium_cutting_scrap": 5,
    "sorting_scrap": 25, "separator_cutting_scrap": 7, "electrolyte_mixing_scrap": 10, "dosing_scrap": 5,
    "film_cutting_scrap": 20, "forming_scrap": 10, "tabs_scrap": 10, "tape_scrap": 50,
    "cathode_slurry_solids": 50, "cathode_solvent_density": 1, "cathode_wet_share": 50,
    "anode_slurry_solids": 40, "anode_solvent_density": 1, "anode_wet_share": 50,
    "making_cost": 2, "cell_yield": 80,
    "charge_cutoff_rate": 0.05, "hold_time_limit": 3, "cycle_count": 10, "step_rest": 15, "record_interval": 36,
    "record_voltage_step": 5, "voltage_margin": 100, "safety_factor": 1.25, "rest_time": 24, "formation_cycles": 2,
    "claimed_mass": 16, "claimed_capacity": 0.4, "claimed_specific_energy": 100, "claimed_energy_density": 200,
    "claimed_np": 2, "claimed_thickness": 1, "claimed_active_mass": 2, "claimed_impedance": 100,
    **recipes_by_hand.COMMON,
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """Choices, inputs that differ from the common ones, and what comes out, in declared units."""

    name: str
    choices: dict[str, str]
    expected: dict[str, float]
    inputs: dict[str, float]

    def __str__(self) -> str:
        return self.name


def cell(name, choices, expected, **inputs):
    return Cell(name, dict(pair.split("=") for pair in choices.split()), expected, inputs)


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
    **hand_curves.LITHIUM,
}

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
    **hand_curves.COATED,
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

# 1.2 mAh/cm² at 150 mAh/g; 20 % of pores in what is 1 / 0.35 g/cm³ without. Anode: a gauge reads 21.5 mg/cm², of which
# 9 are copper; 20 % of pores in what is 1 / 0.55 g/cm³ without.
FROM_AREAL_CAPACITY = {
    "cathode_active_loading": 8,
    "cathode_loading": 8,
    "cathode_sheet_mass": 1.25,
    "cathode_density": 0.8 / 0.35,
    "cathode_coating_thickness": 0.010 / (0.8 / 0.35) * 1e4,  # 43.75 µm
    "cathode_sheet_thickness": 20 + 2 * 43.75,
    "capacity": 0.0012 * 200,
    "anode_active_loading": 5,
    "anode_loading": 5,
    "anode_foil_areal_mass": 90,  # 10 µm × 9 g/cm³
    "anode_sheet_mass": 66 * (2 * 6.25 + 9) / 1000,
    "anode_density": 0.8 / 0.55,
    "anode_coating_thickness": 0.00625 / (0.8 / 0.55) * 1e4,
    "anode_areal_capacity": 2,
}

# 320 mAh on 200 cm² at 150 mAh/g; 50 µm a side. Anode: 66 cm² weigh 1.419 g, 50 µm a side.
FROM_RATED_CAPACITY = {
    "capacity": 0.32,
    "cathode_areal_capacity": 1.6,
    "cathode_active_loading": 1600 / 150,
    "cathode_coating_loading": 2000 / 150,
    "cathode_loading": 2 * 2000 / 150,
    "cathode_areal_mass": 2 * 20000 / 150 + 50,
    "cathode_density": 2 / 150 / 0.005,  # 2.6667 g/cm³
    "cathode_porosity": 100 * (1 - 2 / 150 / 0.005 * 0.35),
    "anode_active_loading": 5,
    "anode_loading": 12.5,
    "anode_areal_mass": 215,
    "anode_density": 0.00625 / 0.005,
    "anode_porosity": 31.25,
}

# 40 µm at 2.5 g/cm³ are 10 mg/cm²; 50 µm at 1.25 g/cm³ are 6.25.
FROM_THICKNESS_AND_DENSITY = {
    "cathode_active_loading": 8,
    "cathode_loading": 10,
    "cathode_porosity": 12.5,
    "anode_active_loading": 5,
    "anode_loading": 6.25,
    "anode_porosity": 31.25,
    "anode_sheet_mass": 1.419,
}

# 40 µm with 20 % of pores in 1 / 0.35 g/cm³; 50 µm with 20 % of pores in 1 / 0.55 g/cm³.
FROM_THICKNESS_AND_POROSITY = {
    "cathode_density": 0.8 / 0.35,
    "cathode_coating_loading": 4 * 0.8 / 0.35,
    "cathode_loading": 2 * 0.8 * 4 * 0.8 / 0.35,
    "anode_density": 0.8 / 0.55,
    "anode_coating_loading": 5 * 0.8 / 0.55,
    "anode_loading": 2 * 0.8 * 5 * 0.8 / 0.55,
}

# Three quarters of one active and one of another; 60 + 40 % of two carbons, half and half of two binders.
TWO_MIXED = {
    "cathode_first_active_share": 75,
    "cathode_blend_capacity": 0.75 * 200 + 0.25 * 100,  # 175 mAh/g
    "cathode_specific_capacity": 175,
    "capacity": 0.175 * 1.6,
    "cathode_theoretical_capacity": 0.75 * 250 + 0.25 * 150,
    "cathode_first_cycle_efficiency": 100 * 175 / (150 / 0.8 + 25 / 0.5),
    "cathode_active_density": 1 / (0.75 / 4 + 0.25 / 2),  # 3.2
    "cathode_voltage_low": (150 * 3.6 + 25 * 3) / 175,
    "cathode_voltage_high": (150 * 4 + 25 * 3.4) / 175,
    "cathode_carbon_density": 1 / (0.6 / 2 + 0.4 / 1),
    "cathode_binder_density": 1 / (0.5 / 1 + 0.5 / 2),
    "cathode_true_density": 1 / (0.8 * 0.3125 + 0.1 * 0.7 + 0.1 * 0.75),
    "cathode_first_active_mass": 1.2,
    "cathode_second_active_mass": 0.4,
    "cathode_first_carbon_mass": 0.12,
    "cathode_second_carbon_mass": 0.08,
    "cathode_first_binder_mass": 0.1,
    "cathode_second_binder_mass": 0.1,
    "anode_first_active_share": 80,
    "anode_specific_capacity": 0.8 * 300 + 0.2 * 1000,  # 440 mAh/g
    "anode_theoretical_capacity": 0.8 * 400 + 0.2 * 2000,
    "anode_first_cycle_efficiency": 100 * 440 / (240 / 0.75 + 200 / 0.5),
    "anode_active_density": 1 / (0.8 / 2 + 0.2 / 2.5),  # 1 / 0.48
    "anode_volume_growth": (0.4 * 10 + 0.08 * 200) / 0.48,
    "anode_potential": (240 * 0.1 + 200 * 0.4) / 440,
    "anode_carbon_density": 1 / 0.7,
    "anode_binder_density": 1 / 0.75,
    "anode_carbon_mass": 0.1 * 2.475,
    "anode_binder_mass": 0.1 * 2.475,
    "anode_first_active_mass": 0.8 * 1.98,
    "anode_second_active_mass": 0.2 * 1.98,
    "anode_first_carbon_mass": 0.6 * 0.2475,
    "anode_second_carbon_mass": 0.4 * 0.2475,
    "anode_first_binder_mass": 0.5 * 0.2475,
    "anode_second_binder_mass": 0.5 * 0.2475,
}

# 60, 25 and 15 % of three cathode actives, 70, 20 and 10 % of three anode actives.
THREE_MIXED = {
    "cathode_first_active_share": 60,
    "cathode_blend_capacity": 120 + 25 + 7.5,  # 152.5 mAh/g
    "cathode_active_loading": 1600 / 152.5,  # 320 mAh on 200 cm²
    "cathode_theoretical_capacity": 150 + 37.5 + 15,
    "cathode_first_cycle_efficiency": 100 * 152.5 / (120 / 0.8 + 25 / 0.5 + 7.5),
    "cathode_active_density": 1 / (0.6 / 4 + 0.25 / 2 + 0.15),  # 1 / 0.425
    "cathode_voltage_low": (120 * 3.6 + 25 * 3 + 7.5 * 2) / 152.5,
    "cathode_voltage_high": (120 * 4 + 25 * 3.4 + 7.5 * 2.4) / 152.5,
    "cathode_third_active_mass": 0.15 * 200 * 1.6 / 152.5,
    "anode_first_active_share": 70,
    "anode_specific_capacity": 210 + 200 + 200,  # 610 mAh/g
    "anode_theoretical_capacity": 280 + 400 + 400,
    "anode_first_cycle_efficiency": 100 * 610 / (210 / 0.75 + 200 / 0.5 + 200 / 0.8),
    "anode_active_density": 1 / (0.35 + 0.08 + 0.04),
    "anode_volume_growth": (0.35 * 10 + 0.08 * 200 + 0.04 * 300) / 0.47,
    "anode_potential": (210 * 0.1 + 200 * 0.4 + 200 * 0.5) / 610,
    "anode_third_active_mass": 0.1 * 1.98,
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

SHEETS = "construction=lamination separator_length_given_by=length pouch_cups=single side_seals=folded"
STRIP = "construction=turn-stacking separator_length_given_by=layers pouch_cups=double side_seals=flat"
FOIL, COPPER, COATED, BARE = (
    f"anode_kind={kind}" for kind in ("lithium-foil", "lithium-on-copper", "coated", "anode-free")
)
TYPED = "loading_given_by=loading"
RATED, SPECIFIC = "capacity_given_by=rated", "capacity_given_by=specific-capacity"
PLATEAUS = "voltage_given_by=two-plateaus"
CONTAINED, NONE = "cathode_lithium=contained", "cathode_lithium=none"
MEASURED = "anode_growth_given_by=coating"
SODIUM = "working_ion=sodium"
STEPS = "scrap_given_by=step"


def loaded(side, basis):
    return f"loading_side={side} loading_basis={basis}"


def dosed(by, basis="facing-area"):
    return f"electrolyte_given_by={by} np_basis={basis}"


CELLS = (
    cell(
        "sheets of lithium foil",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {dosed('mass-per-capacity')}",
        LITHIUM_SHEETS,
    ),
    cell(
        "strip of lithium foil",
        f"{STRIP} {FOIL} {TYPED} {loaded('both-sides', 'active')} {SPECIFIC} {NONE} "
        + dosed("mass-per-active-mass", "whole-anode"),
        LITHIUM_STRIP,
        cathode_loading=16,
        treated_faces=1,
    ),
    cell(
        "coated sheets, N/P of what is left after the first cycle over itself",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'coating')} {SPECIFIC} {CONTAINED} np_over=first-cycle "
        + dosed("fill-ratio", "reversible"),
        {"counted_anode_capacity": 0.2, "counted_cathode_capacity": 0.2, "np_ratio": 1},
        cathode_loading=10,
        anode_loading=6.25,
    ),
    cell(
        "coated sheets, N/P over theory",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'coating')} {SPECIFIC} {CONTAINED} np_over=theory "
        + dosed("fill-ratio", "anode-area"),
        {"counted_cathode_capacity": 0.4, "np_ratio": 2 * 264 / 400},
        cathode_loading=10,
        anode_loading=6.25,
    ),
    cell(
        "coated sheets, N/P over the first discharge",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'coating')} {SPECIFIC} {CONTAINED} np_over=first-discharge "
        + dosed("fill-ratio", "anode-area"),
        {"counted_cathode_capacity": 0.4, "np_ratio": 2 * 264 / 400},
        cathode_loading=10,
        anode_loading=6.25,
    ),
    cell(
        "coated sheets",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'coating')} {SPECIFIC} {CONTAINED} {MEASURED} "
        "charge_method=cc-cv " + dosed("fill-ratio", "anode-area"),
        COATED_SHEETS,
        cathode_loading=10,
        anode_loading=6.25,
    ),
    cell(
        "lithium on copper",
        f"{SHEETS} {COPPER} {TYPED} {loaded('both-sides', 'coating')} {SPECIFIC} {CONTAINED} "
        + dosed("volume-per-capacity", "accessible"),
        LITHIUM_ON_COPPER,
        cathode_loading=20,
        lithium_thickness=50,
    ),
    cell(
        "scrap by step, lithium foil",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {dosed('mass')} {STEPS}",
        {
            "cathode_scrap": 65,  # 1.1 × 1.2 × 1.25 − 1
            "anode_scrap": 31.25,  # 1.05 × 1.25 − 1
            "separator_scrap": 7,
            "electrolyte_scrap": 15.5,  # 1.1 × 1.05 − 1
            "pouch_film_scrap": 32,  # 1.2 × 1.1 − 1
            "cathode_powder_scrap": 106.25,  # 1.65 × 1.25 − 1
        },
    ),
    cell(
        "scrap by step, coated",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} {STEPS}",
        {"anode_scrap": 65},  # 1.1 × 1.2 × 1.25 − 1
    ),
    cell(
        "scrap by step, bare copper",
        f"{SHEETS} {BARE} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} {STEPS}",
        {"anode_scrap": 50},  # 1.2 × 1.25 − 1
    ),
    cell(
        "bare copper strip",
        f"{STRIP} {BARE} loading_given_by=sheet-mass {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} "
        + dosed("mass"),
        BARE_STRIP,
    ),
    cell(
        "coated, dose by volume, both sides of the active material",
        f"{SHEETS} {COATED} loading_given_by=areal-mass {loaded('both-sides', 'active')} {SPECIFIC} {CONTAINED} "
        + dosed("volume-per-active-mass"),
        {
            "cathode_active_loading": (25 - 5) / 2 * 0.8,
            "cathode_sheet_mass": 50 * 25 / 1000,
            "cathode_loading": 16,
            "anode_active_loading": 10 / 2,
            "electrolyte_mass": 2 * 1.6 * 1.25,
            "electrolyte_per_active_mass": 2.5,
        },
        anode_loading=10,
    ),
    cell(
        "coated, per side of the coating, sulfur",
        f"{SHEETS} {COATED} loading_given_by=sheet-mass {loaded('per-side', 'coating')} {SPECIFIC} {NONE} {MEASURED} "
        + dosed("mass"),
        {
            "cathode_loading": 10,
            "anode_active_loading": 6.25 * 0.8,
            "lithium_content_charged": 0.072,
            "charged_growth": 0,  # it is built charged
            "discharged_growth": -4 * 0.050 * 0.25 / 1.25,
        },
        anode_loading=6.25,
    ),
    cell(
        "coated, both sides of the coating",
        f"{SHEETS} {COATED} loading_given_by=areal-mass {loaded('both-sides', 'coating')} {SPECIFIC} {CONTAINED} "
        + dosed("mass"),
        {"cathode_loading": 20, "anode_active_loading": 12.5 * 0.8 / 2},
        anode_loading=12.5,
    ),
    cell(
        "coated, no two shares or densities alike, charged faster than discharged",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')}",
        {
            "cathode_fraction_sum": 80 + 12 + 8,
            "cathode_true_density": 1 / (0.8 / 4 + 0.12 / 2 + 0.08 / 1),
            "anode_fraction_sum": 80 + 15 + 6,
            "anode_true_density": 1.01 / (0.8 / 4 + 0.15 / 2 + 0.06 / 1),
            "separator_mass": 1200 * 0.002 * 0.4 * 1,
            "separator_pore_volume": 1200 * 0.002 * 0.6,
            "highest_current": 0.5 * 0.32,
        },
        cathode_carbon_fraction=12,
        cathode_binder_fraction=8,
        anode_carbon_fraction=15,
        anode_binder_fraction=6,
        anode_active_density=4,
        separator_porosity=60,
        discharge_rate=0.2,
    ),
    cell(
        "two actives, carbons and binders in each electrode",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "cathode_blend=two anode_blend=two cathode_additives=two-each anode_additives=two-each",
        TWO_MIXED,
    ),
    cell(
        "three actives in each electrode",
        f"{SHEETS} {COATED} loading_given_by=areal-capacity {loaded('per-side', 'active')} {RATED} {CONTAINED} "
        f"{dosed('mass')} cathode_blend=three anode_blend=three",
        THREE_MIXED,
    ),
    cell(
        "two actives that grow when discharged",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {NONE} {dosed('mass')} cathode_blend=two",
        {"cathode_volume_growth": 3.2 * (0.1875 * 60 + 0.125 * 100)},
    ),
    cell(
        "three actives that grow when discharged",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {NONE} {dosed('mass')} "
        "cathode_blend=three",
        {"cathode_volume_growth": (0.15 * 60 + 0.125 * 100 + 0.15 * 20) / 0.425},
    ),
    cell(
        "sheets of sodium foil",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {SODIUM} {dosed('mass')}",
        SODIUM_FOIL,
    ),
    cell(
        "a coating that grows",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')}",
        GROWING_COATING,
    ),
    cell(
        "coated, cathodes at the ends, cut separator",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "stack_ends=chosen bottom_end=cathode-single top_end=cathode-bare separator_form=cut",
        BETWEEN_CATHODES,
    ),
    cell(
        "coated, anodes at the ends",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "stack_ends=chosen bottom_end=anode-single top_end=anode-bare",
        BETWEEN_ANODES,
    ),
    cell(
        "coated, anodes at the ends, reversed",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "stack_ends=chosen bottom_end=anode-bare top_end=anode-single",
        BETWEEN_ANODES_REVERSED,
    ),
    cell(
        "coated, cathodes at the ends, reversed",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "stack_ends=chosen bottom_end=cathode-bare top_end=cathode-single",
        BETWEEN_CATHODES_REVERSED,
    ),
    cell(
        "lithium foil, an end of each kind",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "stack_ends=chosen bottom_end=anode-bare top_end=cathode",
        ONE_END_EACH,
    ),
    cell(
        "lithium foil, an end of each kind, reversed",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "stack_ends=chosen bottom_end=cathode top_end=anode-single",
        ONE_END_EACH_REVERSED,
    ),
    cell(
        "sheets that follow the cathode of 50 × 100 mm, cut separator",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "separator_form=cut anode_size_given_by=overhang separator_size_given_by=overhang",
        {
            "anode_width": 50 + 2 * 4,
            "anode_height": 100 + 2 * 6,
            "anode_overhang_left": 4 + 2,
            "anode_overhang_top": 6 + 3,
            "separator_height": 112 + 2 * 3,
            "separator_width": 58 + 2 * 2,
            "separator_overhang_top": 3 + 1,
        },
    ),
    cell(
        "wound strip of lithium foil, two separators",
        f"{STRIP} {FOIL} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')} "
        "turning=winding separator_form=cut",
        WOUND_STRIP,
    ),
    cell(
        "strip of lithium foil, wrapped",
        f"{STRIP} {FOIL} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')}",
        WRAPPED_STRIP,
        separator_wraps=1.5,
    ),
    cell(
        "areal capacity and porosity",
        f"{SHEETS} {COATED} loading_given_by=areal-capacity cathode_density_given_by=porosity "
        f"anode_loading_given_by=areal-mass anode_density_given_by=porosity {loaded('per-side', 'active')} "
        f"{SPECIFIC} {CONTAINED} {dosed('mass')}",
        FROM_AREAL_CAPACITY,
    ),
    cell(
        "rated and specific capacity, thickness",
        f"{SHEETS} {COATED} loading_given_by=areal-capacity cathode_density_given_by=thickness "
        f"anode_loading_given_by=sheet-mass anode_density_given_by=thickness {loaded('both-sides', 'coating')} "
        f"{RATED} {CONTAINED} {dosed('mass')}",
        FROM_RATED_CAPACITY,
        cathode_coating_thickness=50,
    ),
    cell(
        "thickness and density",
        f"{SHEETS} {COATED} loading_given_by=thickness-and-density anode_loading_given_by=thickness-and-density "
        f"{loaded('per-side', 'coating')} {SPECIFIC} {CONTAINED} {dosed('mass')}",
        FROM_THICKNESS_AND_DENSITY,
    ),
    cell(
        "thickness and porosity",
        f"{SHEETS} {COATED} loading_given_by=thickness-and-porosity anode_loading_given_by=thickness-and-porosity "
        f"{loaded('both-sides', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')}",
        FROM_THICKNESS_AND_POROSITY,
    ),
    cell(
        "anode from its areal capacity",
        f"{SHEETS} {COATED} {TYPED} anode_loading_given_by=areal-capacity {loaded('per-side', 'active')} "
        f"{SPECIFIC} {CONTAINED} {dosed('mass')}",
        {"anode_active_loading": 5, "anode_coating_thickness": 50},
    ),
    cell(
        "lithium foil, dose by volume of the cell",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {dosed('volume')}",
        {
            "electrolyte_mass": 3 * 1.25,
            "electrolyte_per_active_mass": 3.75 / 1.6,
            "electrolyte_volume_per_active_mass": 3 / 1.6,
            "electrolyte_per_capacity": 3.75 / 0.32,
            "electrolyte_volume_per_capacity": 3 / 0.32,
        },
    ),
    cell(
        "coated, per side of the active material",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {SPECIFIC} {CONTAINED} {dosed('mass')}",
        {"anode_active_loading": 5, "anode_coating_loading": 6.25},
    ),
    cell(
        "two plateaus against lithium",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {PLATEAUS} {dosed('mass')}",
        hand_curves.PLATEAUS,
        lower_voltage=1.8,
    ),
    cell(
        "two plateaus against a coating",
        f"{SHEETS} {COATED} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {dosed('mass')} {PLATEAUS}",
        hand_curves.PLATEAUS_AGAINST_COATING,
        lower_voltage=1.8,
    ),
    cell(
        "mean voltage from the curves",
        f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {dosed('mass')} "
        "voltage_given_by=curve",
        {"mean_voltage": 773.25 / 195, "energy": 0.32 * 773.25 / 195},
    ),
    *(
        cell(
            f"recipe, {choices}",
            f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {dosed('mass')} {choices}",
            expected,
        )
        for choices, expected in recipes_by_hand.RECIPES
    ),
)

CASES = [(c, key) for c in CELLS for key in c.expected]


def evaluated(hand):
    plan = registry().plan(hand.choices)
    typed = {**COMMON, **hand.inputs}
    values = {d.key: d.unit.to_si(float(typed[d.key])) for d in plan.inputs if d.key in typed}
    return plan, evaluate(plan, values | hand_curves.CURVES)


@pytest.mark.parametrize(("hand", "key"), CASES, ids=[f"{c}: {key}" for c, key in CASES])
def test_worked_by_hand(hand, key):
    plan, known = evaluated(hand)
    assert key in plan.by_key
    assert registry().quantities[key].unit.from_si(float(known[key])) == pytest.approx(
        hand.expected[key], rel=1e-12, abs=1e-12
    )


def test_no_formula_is_without_a_hand_value():
    worked = set()
    for hand in CELLS:
        plan = registry().plan(hand.choices)
        worked |= {plan.by_key[key].function for key in hand.expected}
    every = {d.function for variants in registry().derivations.values() for d in variants}
    assert {f.__name__ for f in every - worked} == set()


def test_the_first_cell_lists_everything_it_derives():
    plan, known = evaluated(CELLS[0])
    assert set(LITHIUM_SHEETS) == {step.key for step in plan.steps}
    assert all(math.isfinite(known[key]) for key in LITHIUM_SHEETS)


def test_the_hand_cells_state_every_input_but_set_points():
    assert set(COMMON) >= {key for key, declared in registry().inputs.items() if declared.group != "process"}


# A stack in which not every face has a partner -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cathodes", "anodes", "faces"),
    [
        (1, 1, 1),  # one interface
        (1, 2, 2),  # A C A
        (2, 1, 2),  # C A C: the outer faces see nothing
        (2, 2, 3),  # A C A C
        (3, 2, 4),  # C A C A C
        (4, 5, 8),
        (4, 7, 8),  # further anodes face nothing
        (9, 2, 4),  # two anodes have four faces
    ],
)
def test_facing_faces_of_sheets(cathodes, anodes, faces):
    plan = registry().plan({"construction": "lamination"})
    known = evaluate(plan, {"cathode_sheets": cathodes, "anode_sheets": anodes}, ["facing_faces", "separator_layers"])
    assert known["facing_faces"] == faces
    assert known["separator_layers"] == cathodes + anodes + 1


@pytest.mark.parametrize(
    ("width", "height", "area"), [(40, 110, 4 * 10), (60, 90, 5 * 9), (40, 90, 4 * 9), (50, 100, 50)]
)
def test_an_anode_smaller_than_the_cathode_takes_facing_area_away(width, height, area):
    centred = {"cathode_offset_width": 0, "cathode_offset_height": 0}
    hand = cell("small", CELLS_CHOICES, {}, anode_width=width, anode_height=height, **centred)
    _, known = evaluated(hand)
    assert known["facing_area"] * 1e4 == pytest.approx(4 * area, rel=1e-12)


def test_a_cathode_off_the_middle_loses_what_its_anode_does_not_cover():
    """Sheets of one size, 2 mm and 3 mm off: 48 × 97 mm lie over each other; far off, nothing does."""
    size = {"anode_width": 50, "anode_height": 100}
    _, known = evaluated(cell("off", CELLS_CHOICES, {}, **size))
    assert known["facing_area"] * 1e4 == pytest.approx(4 * 4.8 * 9.7, rel=1e-12)
    assert known["unfaced_cathode_area"] * 1e4 == pytest.approx(200 - 4 * 4.8 * 9.7, rel=1e-12)
    _, known = evaluated(cell("away", CELLS_CHOICES, {}, **size, cathode_offset_width=60))
    assert known["facing_area"] == 0


# What the published cells' strips are made of -------------------------------------------------------------------------


def strip_of(template, key, **typed):
    document = templates.template(template)
    for name, text in typed.items():
        document = (
            edits.set_choice(document, name, text)
            if name in registry().choices
            else edits.set_value(document, name, text)
        )
    return Design(document).number(key)


def test_the_published_separator_strips_are_their_layers_and_tails():
    assert strip_of("li-lco-0.53Ah-ers", "separator_length_margin") == pytest.approx(
        450 - 8 * (50 + 3)
    )  # 26 mm of tail
    assert strip_of("li-s-1.6Ah-ers", "separator_length_required") == pytest.approx(2 * 280)  # 56 cm
    assert strip_of("li-s-1.6Ah-ers", "strip_pitch") == pytest.approx(56)  # 28.0 cm = 5 × 5.6
    assert strip_of("li-s-6.4Ah-ers", "separator_length_required") == pytest.approx(1332)


def test_to_and_fro_the_published_strip_bends_round_1_4_mm_and_wound_round_6_mm():
    assert strip_of("li-s-1.6Ah-ers", "strip_bend_length") == pytest.approx(1.4, abs=0.1)
    assert strip_of("li-s-1.6Ah-ers", "strip_bend_length", turning="winding") == pytest.approx(6, abs=0.25)


@pytest.mark.parametrize(("turning", "most"), [("accordion", 14.0), ("winding", 8.0)])
def test_with_1_5_mm_of_overhang_either_way_of_turning_leaves_strip_for_the_tab(turning, most):
    needed = strip_of("li-s-1.6Ah-ers", "strip_length_required", turning=turning, strip_overhang="1.5")
    assert 280 - needed == pytest.approx(most, abs=1)


def test_two_thirds_of_the_published_strip_face_a_cathode():
    assert strip_of("li-s-1.6Ah-ers", "faced_anode_share") == pytest.approx(100 * 300 / 448)


CELLS_CHOICES = (
    f"{SHEETS} {FOIL} {TYPED} {loaded('per-side', 'active')} {RATED} {CONTAINED} {dosed('mass-per-capacity')}"
)


def test_the_rated_capacity_is_carried_by_the_faced_material_only():
    """Two cathodes and one anode: half the faces work, so each gram of them gives twice as much."""
    _, known = evaluated(cell("one anode", CELLS_CHOICES, {}, anode_sheets=1))
    unit = registry().quantities["cathode_specific_capacity"].unit
    assert unit.from_si(known["cathode_specific_capacity"]) == pytest.approx(320 / (0.008 * 100), rel=1e-12)
    assert known["cathode_active_mass"] == pytest.approx(1.6e-3, rel=1e-12)  # but all of it is weighed
