"""Values worked by hand: electrodes that are stated in other ways, and mixtures in them."""

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
