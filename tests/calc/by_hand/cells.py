"""What the cells worked by hand have in common, and how one is put down.

Lengths in the arithmetic are in cm, masses in g and charges in mAh unless a line says otherwise; the program is asked
in the declared units. Two cathodes of 5 × 10 cm; 8 mg/cm² of active material per side, 80 % of the coating (10 mg/cm²)
at 2.5 g/cm³ (40 µm); foil of 20 µm at 2.5 g/cm³ (5 mg/cm²). Lithium: 0.534 g/cm³ and 3861 mAh/g.
"""

from dataclasses import dataclass

from calc.evaluate import evaluate
from calc.graph import registry
from tests.calc.by_hand import curves, recipes

COMMON = {
    **curves.TYPED,
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
    **recipes.COMMON,
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


def evaluated(hand):
    plan = registry().plan(hand.choices)
    typed = {**COMMON, **hand.inputs}
    values = {d.key: d.unit.to_si(float(typed[d.key])) for d in plan.inputs if d.key in typed}
    return plan, evaluate(plan, values | curves.CURVES)
