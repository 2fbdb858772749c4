"""Every rule is broken by one small edit of a sound cell, at the severity and on the side the table says.

The sound cells are templates; edits are what a user would type. `meets` are edits after which the rule is still kept,
close to its limit where that can be said in a round number.
"""

from dataclasses import dataclass, replace

import pytest

from app.services import edits, library, templates
from app.services.design import Design
from calc.evaluate import SEVERITIES, severities
from calc.graph import registry

SULFUR, STRIP, COBALT = "li-s-6.4Ah-ers", "li-s-1.6Ah-ers", "li-lco-0.53Ah-ers"
GRAPHITE, COPPER, BARE = "nmc811-graphite", "nmc811-lithium-on-copper", "nmc811-anode-free"
SODIUM = "na-ion-hard-carbon"

BARE_COPPER = "anode_kind=anode-free"
MEASURED = "electrolyte_density_given_by=measured"


@dataclass(frozen=True)
class Case:
    """A rule, the cell it is tried on, edits that keep it, and edits that break it."""

    rule: str
    template: str
    meets: str
    breaks: str
    severity: str
    side: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.breaks}"


def error(rule, template, side, breaks, meets=""):
    return Case(rule, template, meets, breaks, "error", side)


def warning(rule, template, side, breaks, meets=""):
    return Case(rule, template, meets, breaks, "warning", side)


def info(rule, template, side, breaks, meets=""):
    return Case(rule, template, meets, breaks, "info", side)


CASES = (
    # geometry
    # 19.4 % with dense lithium; 10 % of a graphite coating make 4.42 %
    warning("cell_breathing", BARE, "high", "plated_porosity=35.5", "plated_porosity=35.3"),
    Case("cell_breathing", GRAPHITE, "anode_growth_given_by=coating anode_swelling=22.5",
         "anode_growth_given_by=coating anode_swelling=22.7", "info", "high"),
    error("overhang_along", GRAPHITE, "low", "anode_width=60.5", "anode_width=60.6"),
    warning("overhang_along", GRAPHITE, "low", "anode_width=61.9", "anode_width=62"),
    warning("overhang_along_wide", GRAPHITE, "high", "anode_width=66.1", "anode_width=66"),
    warning("overhang_along_wide", STRIP, "high", "lithium_strip_length=281", "lithium_strip_length=280"),
    error("overhang_across", GRAPHITE, "low", "anode_height=90.5", "anode_height=90.6"),
    warning("overhang_across", GRAPHITE, "low", "anode_height=91.9", "anode_height=92"),
    warning("overhang_across_wide", GRAPHITE, "high", "anode_height=96.1", "anode_height=96"),
    error("separator_edge", STRIP, "low", "separator_height=80.9", "separator_height=81"),
    warning("separator_edge", STRIP, "low", "separator_height=81.9", "separator_height=82"),
    error("separator_fold", COBALT, "low", "separator_clearance=0.4", "separator_clearance=0.5"),
    warning("separator_fold", COBALT, "low", "separator_clearance=0.9", "separator_clearance=1"),
    error("overhang_along", GRAPHITE, "low", "anode_width=64 cathode_offset_width=1.8",
          "anode_width=64 cathode_offset_width=1.7"),
    error("overhang_across", GRAPHITE, "low", "anode_height=94 cathode_offset_height=-1.8",
          "anode_height=94 cathode_offset_height=-1.7"),
    error("separator_edge", STRIP, "low", "separator_offset=1.1", "separator_offset=1"),
    # a half-turn round a cathode of 125 µm and 15 µm of separator takes 0.22 mm
    warning("separator_bend_room", COBALT, "low", "separator_clearance=0.1", "separator_clearance=0.3"),
    error("unfaced_cathode_faces", COBALT, "high", "anode_sheets=3", "anode_sheets=4"),
    error("unfaced_cathode_faces", GRAPHITE, "high", "stack_ends=chosen top_end=anode-bare",
          "stack_ends=chosen top_end=anode-single bottom_end=anode-single"),
    error("unfaced_cathode_faces", COBALT, "high", "stack_ends=chosen top_end=cathode",
          "stack_ends=chosen top_end=cathode-single"),
    error("anodes_between_ends", COBALT, "low", "stack_ends=chosen top_end=cathode bottom_end=cathode cathode_sheets=1",
          "stack_ends=chosen top_end=cathode bottom_end=cathode cathode_sheets=2"),
    error("anode_layer_count", COBALT, "low", "stack_ends=chosen top_end=cathode",
          "stack_ends=chosen top_end=cathode-single"),
    error("anode_layer_count", COBALT, "low", "anode_sheets=3", "anode_sheets=4"),
    warning("anode_layer_count", COBALT, "high", "anode_sheets=5", "anode_sheets=4"),
    warning("separator_strip", COBALT, "low", "separator_tail=26.1", "separator_tail=26"),  # 450 − 8 × 53
    error("separator_covers_strip", STRIP, "low", "separator_length=559", "separator_length=560"),  # 2 × 280
    warning("separator_slack", STRIP, "high", "separator_length=617", "separator_length=616"),  # 1.1 × 560
    # one edge wide, the other not
    warning("overhang_along_wide", GRAPHITE, "high", "cathode_offset_width=1.8", "cathode_offset_width=1.7"),
    warning("overhang_across_wide", GRAPHITE, "high", "cathode_offset_height=-1.8", "cathode_offset_height=-1.7"),
    # 5 × 55 and four half-turns round 0.22 mm: 276.4
    error("anode_strip_slack", STRIP, "low", "lithium_strip_length=276", "lithium_strip_length=277"),
    warning("anode_strip_slack", STRIP, "high", "lithium_strip_length=305", "lithium_strip_length=304"),
    error("anode_strip_slack", STRIP, "low", "turning=winding", "turning=winding strip_overhang=1.5"),
    error("cup_too_deep", GRAPHITE, "high", "pouch_draw_limit=3.42", "pouch_draw_limit=3.43"),  # a stack of 3.4226 mm
    warning("cup_near_limit", GRAPHITE, "high", "pouch_draw_limit=4.27", "pouch_draw_limit=4.28"),
    error("side_seal", GRAPHITE, "low", "side_seal_width=2.9", "side_seal_width=3"),
    warning("side_seal", GRAPHITE, "low", "side_seal_width=3.9", "side_seal_width=4"),
    Case("folded_seal_height", GRAPHITE, "side_seal_width=3.6", "side_seal_width=3.7", "info", "high"),  # 3.649 mm
    error("top_seal", GRAPHITE, "low", "top_seal_width=2.9", "top_seal_width=3"),
    warning("top_seal", GRAPHITE, "low", "top_seal_width=3.9", "top_seal_width=4"),
    error("bottom_seal", GRAPHITE, "low", "bottom_seal_width=2.9", "bottom_seal_width=3"),
    warning("bottom_seal", GRAPHITE, "low", "bottom_seal_width=3.9", "bottom_seal_width=4"),
    error("bottom_seal", GRAPHITE, "low", "bottom_seal_width=0.1", "bottom_seal_width=0"),  # 0: a folded film
    warning("cup_gap", GRAPHITE, "low", "cup_clearance=0.4", "cup_clearance=0.5"),
    # 50 − 25 − 10 − (85 − 75) / 2 = 10 mm; negative (85 − 80) / 2: 12.5 mm
    error("positive_tab_reaches", STRIP, "low", "tab_protrusion=35.1", "tab_protrusion=35"),
    warning("positive_tab_reaches", STRIP, "low", "tab_protrusion=33.1", "tab_protrusion=33"),
    error("negative_tab_reaches", STRIP, "low", "tab_protrusion=37.6", "tab_protrusion=37.5"),
    warning("negative_tab_reaches", STRIP, "low", "tab_protrusion=35.6", "tab_protrusion=35.5"),
    error("sealant_covers_seal", STRIP, "low", "sealant_height=9.9", "sealant_height=10"),
    warning("sealant_covers_seal", STRIP, "low", "sealant_height=10.9", "sealant_height=11"),
    error("tab_gap", STRIP, "low", "tab_pitch=10.9", "tab_pitch=11"),  # two tabs of 8 mm
    error("tab_gap", STRIP, "low", "tab_pitch=14.9 positive_tab_width=16", "tab_pitch=15 positive_tab_width=16"),
    error("tabs_within_cup", STRIP, "low", "tab_pitch=50.1", "tab_pitch=50"),  # a cup of 58 mm
    error("tabs_within_cup", STRIP, "low", "tab_offset=12.6", "tab_offset=-12.5"),
    error("tabs_within_cup", STRIP, "low",
          "tab_pitch=46.1 negative_tab_width=16", "tab_pitch=46 negative_tab_width=16"),
    Case("gas_bag_room", GRAPHITE, "gas_bag_width=33.25", "gas_bag_width=33.15", "info", "low"),  # a cup of 66.5 mm
    # electrodes
    # 3.744 mAh/cm² of design capacity; the whole foil over 1672 mAh/g × 4.491 g of sulfur
    error("np_at_least_one", COPPER, "low", "np_over=first-cycle lithium_thickness=18.1",
          "np_over=first-cycle lithium_thickness=18.2"),
    error("np_at_least_one", COPPER, "low", "np_over=first-discharge lithium_thickness=18.1",
          "np_over=first-discharge lithium_thickness=18.2"),
    error("np_over_theory_at_least_one", SULFUR, "low", "np_over=theory np_basis=whole-anode lithium_thickness=57.5",
          "np_over=theory np_basis=whole-anode lithium_thickness=57.7"),
    error("np_of_capacity_at_least_one", COPPER, "low", "np_over=theory lithium_thickness=18.1",
          "np_over=theory lithium_thickness=18.2"),
    error("np_at_least_one", COPPER, "low", "lithium_thickness=18.1", "lithium_thickness=18.2"),  # 3.744 / 0.20618
    warning("np_of_lithium_metal", COPPER, "low", "lithium_thickness=23.6", "lithium_thickness=23.7"),
    warning("np_of_lithium_metal", COPPER, "high", "lithium_thickness=54.5", "lithium_thickness=54.4"),
    warning("np_of_coated_anode", GRAPHITE, "low", "anode_loading=11.7", "anode_loading=11.8"),
    warning("np_of_coated_anode", GRAPHITE, "high", "anode_loading=13.7", "anode_loading=13.6"),
    error("lithium_brought", BARE, "low", "cathode_lithium=none"),
    warning("lithium_in_coating", GRAPHITE, "low", "cathode_lithium=none"),
    # the 6.4 Ah cell strips 2 × 29.72 µm
    error("lithium_left", SULFUR, "low", "lithium_thickness=79.4", "lithium_thickness=79.5"),
    warning("lithium_left", SULFUR, "low", "lithium_thickness=99.4", "lithium_thickness=99.5"),
    error("lithium_share_left", SULFUR, "low", "lithium_thickness=84.9", "lithium_thickness=85"),
    warning("lithium_share_left", SULFUR, "low", "lithium_thickness=118", "lithium_thickness=119"),
    error("areal_capacity", GRAPHITE, "high", "cathode_loading=64.2", "cathode_loading=64.1"),
    warning("areal_capacity", GRAPHITE, "high", "cathode_loading=32.1", "cathode_loading=32"),
    # 0.1872 mAh per mg of coating
    info("usual_areal_capacity", GRAPHITE, "low", "cathode_loading=10.6", "cathode_loading=10.7"),
    info("usual_areal_capacity", GRAPHITE, "high", "cathode_loading=24.1", "cathode_loading=24"),
    error("anode_loading_for_coater", GRAPHITE, "low", "anode_loading=0.9", "anode_loading=1"),
    error("anode_loading_for_coater", GRAPHITE, "high", "anode_loading=41", "anode_loading=40"),
    warning("anode_loading_for_coater", GRAPHITE, "low", "anode_loading=2.9", "anode_loading=3"),
    warning("anode_loading_for_coater", GRAPHITE, "high", "anode_loading=26", "anode_loading=25"),
    error("sulfur_areal_capacity", SULFUR, "high", "rated_capacity=12.6", "rated_capacity=12.5"),  # 1044.48 cm²
    warning("sulfur_loading", SULFUR, "low", "cathode_loading=2.9", "cathode_loading=3"),
    warning("sulfur_loading", SULFUR, "high", "cathode_loading=8.1", "cathode_loading=8"),
    error("coating_loading", GRAPHITE, "low", "cathode_loading=0.9", "cathode_loading=1"),
    error("coating_loading", GRAPHITE, "high", "cathode_loading=41", "cathode_loading=40"),
    warning("coating_loading", GRAPHITE, "low", "cathode_loading=2.9", "cathode_loading=3"),
    warning("coating_loading", GRAPHITE, "high", "cathode_loading=26", "cathode_loading=25"),
    warning("anode_active_part", GRAPHITE, "low", "anode_active_fraction=59", "anode_active_fraction=60"),
    # true densities 4.509, 1.975 and 2.145 g/cm³
    error("cathode_pores", GRAPHITE, "low", "cathode_density=4.52", "cathode_density=4.50"),
    error("cathode_pores", SULFUR, "high", "cathode_density=0.197", "cathode_density=0.198"),
    warning("cathode_pores", GRAPHITE, "low", "cathode_density=3.84", "cathode_density=3.83"),
    warning("cathode_pores", SULFUR, "high", "cathode_density=0.395", "cathode_density=0.396"),
    # 80 % × 85.2 % of theory take 32.65 % of the pores
    error("pores_for_growth", SULFUR, "high", "cathode_volume_growth=245", "cathode_volume_growth=244"),
    warning("pores_for_growth", SULFUR, "high", "cathode_volume_growth=172", "cathode_volume_growth=171"),
    error("anode_pores", GRAPHITE, "low", "anode_density=2.15", "anode_density=2.14"),
    error("anode_pores", GRAPHITE, "high", "anode_density=0.214", "anode_density=0.215"),
    warning("anode_pores", GRAPHITE, "low", "anode_density=1.83", "anode_density=1.82"),
    warning("anode_pores", GRAPHITE, "high", "anode_density=1.07", "anode_density=1.08"),
    warning("anode_growth", GRAPHITE, "high", "anode_growth_given_by=coating anode_swelling=20.1",
            "anode_growth_given_by=coating anode_swelling=20"),
    # 95.5 % of 1.55 g/cm³ at 2.24 g/cm³ are 66.08 % of the volume, 91.18 % filled; 27.74 % of pores
    error("anode_pores_for_growth", GRAPHITE, "high", "anode_growth_in_pores=100 anode_volume_growth=46.2",
          "anode_growth_in_pores=100 anode_volume_growth=46"),
    warning("anode_pores_for_growth", GRAPHITE, "high", "anode_growth_in_pores=100 anode_volume_growth=23.1",
            "anode_growth_in_pores=100 anode_volume_growth=23"),
    error("cathode_shares", GRAPHITE, "low",
          "cathode_blend=three cathode_second_active_share=80 cathode_third_active_share=20.1",
          "cathode_blend=three cathode_second_active_share=80 cathode_third_active_share=20"),
    error("anode_shares", GRAPHITE, "low",
          "anode_blend=three anode_second_active_share=80 anode_third_active_share=20.1",
          "anode_blend=three anode_second_active_share=80 anode_third_active_share=20"),
    # 90 % of 195 and 10 % of 105 mAh/g are 186; 20.736 g
    warning("capacity_of_mixture", GRAPHITE, "high",
            "cathode_blend=two cathode_second_active_share=10 capacity_given_by=rated rated_capacity=3.862",
            "cathode_blend=two cathode_second_active_share=10 capacity_given_by=rated rated_capacity=3.856"),
    error("cathode_fractions", STRIP, "low", "cathode_binder_fraction=4.8", "cathode_binder_fraction=4.9"),
    error("cathode_fractions", STRIP, "high", "cathode_binder_fraction=5.2", "cathode_binder_fraction=5.1"),
    error("anode_fractions", GRAPHITE, "low", "anode_active_fraction=95.3", "anode_active_fraction=95.4"),
    error("anode_fractions", GRAPHITE, "high", "anode_active_fraction=95.7", "anode_active_fraction=95.6"),
    warning("active_share", STRIP, "low", "cathode_active_fraction=59", "cathode_active_fraction=60"),
    error("capacity_below_theory", STRIP, "high", "rated_capacity=2.91", "rated_capacity=2.90"),  # 2.9093 Ah
    warning("capacity_below_theory", STRIP, "high", "rated_capacity=2.77", "rated_capacity=2.76"),
    # the lithium plated at the first charge is 1 / 0.904 of what the cathode takes back
    warning("first_cycle_balance", BARE, "low",
            "lithium_first_cycle_efficiency=90.3", "lithium_first_cycle_efficiency=90.4"),
    error("first_discharge_below_theory", STRIP, "high",  # 2.9093 Ah
          "first_discharge_capacity=2.91", "first_discharge_capacity=2.90"),
    warning("first_discharge_carries_capacity", STRIP, "low",
            "first_discharge_capacity=1.59", "first_discharge_capacity=1.6"),
    error("anode_capacity_below_theory", GRAPHITE, "high",
          "anode_specific_capacity=373", "anode_specific_capacity=371"),
    warning("sulfur_capacity", STRIP, "high", "rated_capacity=2.35", "rated_capacity=2.34"),  # 1.74 g
    error("mean_voltage_in_window", STRIP, "low", "mean_voltage=1.79", "mean_voltage=1.80"),
    error("mean_voltage_in_window", STRIP, "high", "mean_voltage=2.61", "mean_voltage=2.60"),
    warning("mean_voltage_plausible", STRIP, "low", "mean_voltage=2.02", "mean_voltage=2.03"),
    warning("mean_voltage_plausible", STRIP, "high", "mean_voltage=2.18", "mean_voltage=2.17"),
    # the curves give 3.704 V, and 3.949 V for the cobalt cell; its claims 2.0920 Wh
    warning("typed_voltage_agrees_with_curves", GRAPHITE, "low", "mean_voltage=3.60", "mean_voltage=3.61"),
    warning("typed_voltage_agrees_with_curves", GRAPHITE, "high", "mean_voltage=3.81", "mean_voltage=3.80"),
    warning("claimed_voltage_agrees_with_curves", COBALT, "low", "claimed_capacity=0.55", "claimed_capacity=0.54"),
    warning("claimed_voltage_agrees_with_curves", COBALT, "high", "claimed_capacity=0.51", "claimed_capacity=0.52"),
    warning("capacity_within_curves", GRAPHITE, "low",
            "voltage_given_by=curve cathode_specific_capacity=213",
            "voltage_given_by=curve cathode_specific_capacity=212"),
    Case("capacity_within_curves", GRAPHITE, "voltage_given_by=curve cathode_specific_capacity=203",
         "voltage_given_by=curve cathode_specific_capacity=204", "info", "low"),
    # the cathode's curve begins at 4.425 V, 4.341 V above the graphite
    warning("curve_reaches_upper_voltage", GRAPHITE, "low",
            "voltage_given_by=curve upper_voltage=4.35", "voltage_given_by=curve upper_voltage=4.34"),
    # 5.80 mg/cm² at 1C = 1000 mAh/g are 5.8 mAh/cm²
    error("discharge_density", STRIP, "high", "discharge_rate=0.87", "discharge_rate=0.86"),
    error("charge_density", STRIP, "high", "charge_rate=0.87", "charge_rate=0.86"),
    warning("plating_density", STRIP, "high", "charge_rate=0.26", "charge_rate=0.25"),
    # electrolyte
    warning("ether_oxidation", GRAPHITE, "high", "electrolyte_ether_per_salt=2.01", "electrolyte_ether_per_salt=2"),
    warning("ether_oxidation", GRAPHITE, "high",
            "electrolyte_ether_per_salt=9 upper_voltage=4.01", "electrolyte_ether_per_salt=9 upper_voltage=4"),
    warning("aluminium_corrosion", GRAPHITE, "high", "electrolyte_imide_fraction=1", "electrolyte_imide_fraction=0"),
    warning("aluminium_corrosion", GRAPHITE, "high",
            "electrolyte_imide_fraction=100 mean_voltage=3.5 upper_voltage=3.71",
            "electrolyte_imide_fraction=100 mean_voltage=3.5 upper_voltage=3.7"),
    warning("carbonate_with_sulfur", STRIP, "high",
            f"{MEASURED} electrolyte_carbonate_fraction=2.1", f"{MEASURED} electrolyte_carbonate_fraction=2"),
    warning("carbonate_with_sulfur", STRIP, "high",
            "additive_1=fec additive_1_of_total=2.1", "additive_1=fec additive_1_of_total=2"),
    warning("nitrate_for_sulfur", STRIP, "low", "salt_2_molarity=0.09", "salt_2_molarity=0.1"),
    warning("nitrate_for_sulfur", STRIP, "low",
            f"{MEASURED} electrolyte_nitrate=0.09", f"{MEASURED} electrolyte_nitrate=0.1"),
    error("solvent_share", STRIP, "low",
          "salts_given_by=mass-fraction salt_1_mass_fraction=94 salt_2_mass_fraction=5.1",
          "salts_given_by=mass-fraction salt_1_mass_fraction=94 salt_2_mass_fraction=5"),
    warning("solvent_share", STRIP, "low",
            "salts_given_by=mass-fraction salt_1_mass_fraction=70 salt_2_mass_fraction=5.1",
            "salts_given_by=mass-fraction salt_1_mass_fraction=70 salt_2_mass_fraction=5"),
    error("additives_share", STRIP, "high",
          "additive_1=vc additive_1_of_total=99.1", "additive_1=vc additive_1_of_total=99"),
    warning("additives_share", STRIP, "high",
            "additive_1=vc additive_1_of_total=10.1", "additive_1=vc additive_1_of_total=10"),
    warning("molarity_usual", STRIP, "low",
            "salt_1_molarity=0.19 salt_2_molarity=0.1", "salt_1_molarity=0.2 salt_2_molarity=0.1"),
    warning("molarity_usual", STRIP, "high", "salt_1_molarity=4.7", "salt_1_molarity=4.6"),
    # the recipe's density is 1.0724 g/cm³
    warning("density_as_mixed", STRIP, "low", "electrolyte_density=1.0508", "electrolyte_density=1.0511"),
    warning("density_as_mixed", STRIP, "high", "electrolyte_density=1.0940", "electrolyte_density=1.0937"),
    error("fill_ratio", GRAPHITE, "low", "electrolyte_given_by=fill-ratio electrolyte_fill_ratio=0.99",
          "electrolyte_given_by=fill-ratio electrolyte_fill_ratio=1"),
    warning("fill_ratio", GRAPHITE, "low", "electrolyte_given_by=fill-ratio electrolyte_fill_ratio=1.19",
            "electrolyte_given_by=fill-ratio electrolyte_fill_ratio=1.2"),
    warning("fill_ratio", GRAPHITE, "high", "electrolyte_given_by=fill-ratio electrolyte_fill_ratio=3.01",
            "electrolyte_given_by=fill-ratio electrolyte_fill_ratio=3"),
    error("electrolyte_per_sulfur", STRIP, "low",
          "electrolyte_per_active_mass=1.49", "electrolyte_per_active_mass=1.5"),
    warning("electrolyte_per_sulfur", STRIP, "low",
            "electrolyte_per_active_mass=2.4", "electrolyte_per_active_mass=2.5"),
    warning("electrolyte_per_sulfur", STRIP, "high",
            "electrolyte_per_active_mass=6.1", "electrolyte_per_active_mass=6"),
    error("electrolyte_per_ampere_hour", COBALT, "low",
          "electrolyte_per_capacity=0.79", "electrolyte_per_capacity=0.8"),
    warning("electrolyte_per_ampere_hour", COBALT, "low",
            "electrolyte_per_capacity=0.99", "electrolyte_per_capacity=1"),
    warning("electrolyte_per_ampere_hour", COBALT, "high",
            "electrolyte_per_capacity=6.1", "electrolyte_per_capacity=6"),
    info("dose_by_mass_or_volume", STRIP, "high", "electrolyte_density=1.11", "electrolyte_density=1.10"),
    info("dose_by_mass_or_volume", STRIP, "low", "electrolyte_density=0.89", "electrolyte_density=0.90"),
    # tabs: 1.74 g at 0.2C are 0.348 A; 0.435 A/mm² through 0.8 mm²
    error("positive_tab_current", STRIP, "high", "positive_tab_width=0.86", "positive_tab_width=0.87"),
    error("negative_tab_current", STRIP, "high", "negative_tab_width=0.69", "negative_tab_width=0.7"),
    warning("positive_tab_load", STRIP, "high", "positive_tab_width=1.24", "positive_tab_width=1.25"),
    warning("negative_tab_load", STRIP, "high", "negative_tab_width=0.99", "negative_tab_width=1"),
    # 1.1040 % of the mean voltage at 0.5C
    warning("discharge_drop", GRAPHITE, "high", "discharge_rate=6.80", "discharge_rate=6.79"),
    error("discharge_drop", GRAPHITE, "high", "discharge_rate=22.65", "discharge_rate=22.64"),
    error("tab_drop", STRIP, "high", "negative_tab_length=1000 negative_tab_width=5", "negative_tab_length=1000"),
    warning("tab_drop", STRIP, "high", "negative_tab_length=650", "negative_tab_length=600"),
    # process
    error("sulfur_drying", STRIP, "high", "drying_temperature=81", "drying_temperature=80"),
    warning("sulfur_drying", STRIP, "high", "drying_temperature=61", "drying_temperature=60"),
    error("lithium_bake", STRIP, "high", "bake_temperature=81", "bake_temperature=80"),
    warning("lithium_bake", STRIP, "high", "bake_temperature=61", "bake_temperature=60"),
    error("sulfur_bake", STRIP, "high", f"{BARE_COPPER} bake_temperature=81", f"{BARE_COPPER} bake_temperature=80"),
    warning("sulfur_bake", STRIP, "high", f"{BARE_COPPER} bake_temperature=61", f"{BARE_COPPER} bake_temperature=60"),
    # 2 % of a cathode of 0.6824 g are 13.65 mg, 1 % of the stack of 5.638 g are 56.38 mg; a quarter: 3.41 and 14.09 mg
    error("piece_weighing", STRIP, "high", "piece_balance_resolution=14", "piece_balance_resolution=13"),
    warning("piece_weighing", STRIP, "high", "piece_balance_resolution=3.5", "piece_balance_resolution=3.4"),
    error("cell_weighing", STRIP, "high", "cell_balance_resolution=57", "cell_balance_resolution=56"),
    warning("cell_weighing", STRIP, "high", "cell_balance_resolution=14.1", "cell_balance_resolution=14"),
    error("lithium_dew_point", STRIP, "high", "dew_point=-29", "dew_point=-30"),
    warning("lithium_dew_point", STRIP, "high", "dew_point=-39", "dew_point=-40"),
    warning("lithium_content", COBALT, "high", "lithium_thickness=110", "lithium_thickness=100"),  # 0.8544 + 0.1373 g
    warning("lithium_ion_energy", GRAPHITE, "high", "cathode_loading=27.2", "cathode_loading=27"),  # 14.759 Wh at 20
    warning("sodium_ion_energy", SODIUM, "high", "cathode_sheets=28 anode_sheets=29", "cathode_sheets=27"),  # 0.7228 Wh
    Case("yield_of_cells", GRAPHITE, "cell_yield=50", "cell_yield=49", "info", "low"),
    # claims: 14.78 g, 242.39 Wh/kg, so 3.5825 Wh, 1.6 Ah, N/P 3.11
    error("claimed_voltage", STRIP, "high", "claimed_capacity=1.37", "claimed_capacity=1.38"),
    error("claimed_voltage", STRIP, "low", "claimed_capacity=2", "claimed_capacity=1.99"),
    warning("claimed_voltage", STRIP, "high", "claimed_capacity=1.65", "claimed_capacity=1.66"),
    warning("claimed_voltage", STRIP, "low", "claimed_capacity=1.77", "claimed_capacity=1.76"),
    warning("claimed_mass_met", STRIP, "low", "claimed_mass=14.89", "claimed_mass=14.88"),  # 14.288 g
    warning("claimed_mass_met", STRIP, "high", "claimed_mass=13.73", "claimed_mass=13.74"),
    error("claimed_residual_positive", STRIP, "low", "claimed_mass=10.6", "claimed_mass=10.7"),  # 10.648 g
    warning("claimed_residual_plausible", STRIP, "low", "claimed_mass=13.19", "claimed_mass=13.20"),  # 3.640 g
    warning("claimed_residual_plausible", STRIP, "high", "claimed_mass=15.39", "claimed_mass=15.37"),
    warning("claimed_specific_energy_met", STRIP, "low",
            "claimed_specific_energy=247.6", "claimed_specific_energy=247.5"),
    warning("claimed_specific_energy_met", STRIP, "high",
            "claimed_specific_energy=223.9", "claimed_specific_energy=224"),
    warning("claimed_energy_met", COBALT, "low", "mean_voltage=3.749", "mean_voltage=3.751"),  # 2.0920 Wh
    warning("claimed_energy_met", COBALT, "high", "mean_voltage=4.145", "mean_voltage=4.144"),
    warning("claimed_energy_density_met", STRIP, "low", "claimed_energy_density=287.4", "claimed_energy_density=287.3"),
    warning("claimed_energy_density_met", STRIP, "high",
            "claimed_energy_density=259.9", "claimed_energy_density=260.1"),
    warning("claimed_capacity_met", STRIP, "low", "claimed_capacity=1.685", "claimed_capacity=1.684"),
    warning("claimed_capacity_met", STRIP, "high", "claimed_capacity=1.523", "claimed_capacity=1.524"),
    warning("claimed_thickness_met", STRIP, "low", "claimed_thickness=2.178", "claimed_thickness=2.177"),  # 2.0685 mm
    warning("claimed_thickness_met", STRIP, "high", "claimed_thickness=1.969", "claimed_thickness=1.971"),
    warning("claimed_active_mass_met", STRIP, "low", "claimed_active_mass=1.7577", "claimed_active_mass=1.7575"),
    warning("claimed_active_mass_met", STRIP, "high", "claimed_active_mass=1.7227", "claimed_active_mass=1.7228"),
    warning("claimed_np_met", STRIP, "high", "claimed_np=3.099", "claimed_np=3.098"),  # the facing area's is 3.0927
    warning("claimed_np_met", STRIP, "high", "claimed_np=3.086", "claimed_np=3.087"),
    warning("claimed_np_met", STRIP, "high", "claimed_np=3.306", "claimed_np=3.305"),  # the anode area's 3.2988
    warning("claimed_np_met", STRIP, "high", "claimed_np=3.292", "claimed_np=3.293"),
    warning("claimed_np_met", STRIP, "high", "claimed_np=4.628", "claimed_np=4.627"),  # the whole foil's 4.6184
    warning("claimed_np_met", STRIP, "high", "claimed_np=4.609", "claimed_np=4.610"),
    warning("claimed_np_met", STRIP, "high", "claimed_np=3.874", "claimed_np=3.873"),  # the accessible 3.8658
    warning("claimed_np_met", STRIP, "high", "claimed_np=3.857", "claimed_np=3.859"),
    warning("claimed_np_met", STRIP, "high", "claimed_np=2.546", "claimed_np=2.545"),  # over theory 2.5400
    warning("claimed_np_met", STRIP, "high", "claimed_np=2.534", "claimed_np=2.535"),
    Case("claimed_np_met", STRIP, "claimed_np=", "claimed_np=3.093", "info", "low"),  # a number without its definition
    error("claimed_capacity_below_theory", STRIP, "high", "claimed_capacity=2.91", "claimed_capacity=2.90"),
    # 3.7934 g and 273.8 mAh/g: 1.0179 Ah if 0.98 of it is active
    info("claimed_loading_of_coating", COBALT, "high", "claimed_capacity=1.01", "claimed_capacity=1.02"),
    info("claimed_loading_of_coating", COBALT, "high", "claimed_capacity=0.53", "claimed_active_mass=3.79"),
    info("claimed_loading_of_active", GRAPHITE, "high",
         "claimed_capacity=4", "claimed_capacity=4 claimed_active_mass=20"),
    # half of 2.9093 Ah
    info("claimed_loading_of_both_sides", STRIP, "high",
         "claimed_active_mass= claimed_capacity=1.45", "claimed_active_mass= claimed_capacity=1.46"),
    info("claimed_loading_of_both_sides", STRIP, "high", "claimed_active_mass= claimed_capacity=1.4",
         "claimed_capacity=1.4"),
    # 235.2, 301.5 and 315.5 Wh/kg
    info("claimed_specific_energy_basis", STRIP, "high", "claimed_specific_energy=272", "claimed_specific_energy=270"),
)  # fmt: skip


def edited(template, words):
    """A template after edits, choices first, then materials, as the command line takes them."""
    document, declared = templates.template(template), registry()
    pairs = [word.split("=") for word in words.split()]
    for key, value in sorted(pairs, key=lambda pair: (pair[0] not in declared.choices, pair[0] not in declared.slots)):
        if key in declared.slots:
            document = edits.set_material(document, key, library.material(declared.slots[key].kind, value))
        else:
            setting = edits.set_choice if key in declared.choices else edits.set_value
            document = setting(document, key, value)
    return Design(document)


def found(design, rule):
    return next((finding for finding in design.findings if finding.rule.key == rule), None)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_edit_breaks_the_rule(case):
    design = edited(case.template, case.breaks)
    finding = found(design, case.rule)
    assert finding is not None
    assert (finding.severity, finding.side) == (case.severity, case.side)
    assert finding.margin < 0
    assert (finding.value < finding.limit) == (case.side == "low")
    assert int(severities(design.plan, design.values)[case.rule]) == SEVERITIES.index(case.severity)
    assert set(finding.inputs) <= {d.key for d in design.plan.inputs} | set(design.plan.choices)
    message = design.message(finding)
    assert message.endswith(".")
    assert "nan" not in message
    assert "{" not in message


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_is_kept_on_the_other_side_of_its_limit(case):
    """Kept, or broken by a milder band only."""
    finding = found(edited(case.template, case.meets), case.rule)
    assert finding is None or SEVERITIES.index(finding.severity) < SEVERITIES.index(case.severity)


def bands(rule):
    """(severity, side) of every limit of a rule."""
    for severity, low, high in rule.levels:
        if low is not None:
            yield severity, "low"
        if high is not None:
            yield severity, "high"


UNREACHABLE = {("cup_gap", "error", "low"): "a negative clearance cannot be typed"}


def test_every_limit_of_every_rule_has_an_edit_that_breaks_it():
    tried = {(case.rule, case.severity, case.side) for case in CASES}
    every = {(rule.key, *band) for rule in registry().rules.values() for band in bands(rule)}
    assert every - tried == set(UNREACHABLE)
    assert tried <= every


@pytest.mark.parametrize("template", templates.ids())
def test_a_template_breaks_no_limit_hard(template):
    assert [f.rule.key for f in Design(templates.template(template)).findings if f.severity == "error"] == []


def test_blank_claims_break_nothing():
    for template in templates.ids():
        document = templates.template(template)
        claims = {key for key, declared in registry().inputs.items() if declared.group == "claims"}
        for key in claims:
            document = document.with_entry(key, None)
        assert not [f.rule.key for f in Design(document).findings if f.rule.key.startswith("claim")]


@pytest.mark.parametrize("claim", [k for k, d in registry().inputs.items() if d.group == "claims"])
def test_one_claim_alone_is_held_against_the_model_only(claim):
    """Nothing is concluded from a claim that is not there."""
    document = templates.template(STRIP)
    for key in registry().inputs:
        if key.startswith("claimed_") and key != claim:
            document = document.with_entry(key, None)
    design = Design(document)
    for finding in design.findings:
        if finding.rule.key.startswith("claimed"):
            assert claim in design.plan.typed_behind(finding.rule.parameters)
            assert "nan" not in design.message(finding)


def test_unknown_limits_break_nothing():
    """No draw limit, no theoretical capacity, no voltage range: the rules that need them are silent."""
    document = templates.template(STRIP)
    known = {slot: m for slot, m in document.materials.items() if slot not in ("cathode_active", "pouch_film")}
    document = replace(document, materials=known)
    broken = {f.rule.key for f in Design(document).findings}
    assert not broken & {
        "cup_too_deep",
        "cup_near_limit",
        "capacity_below_theory",
        "mean_voltage_plausible",
        "cathode_pores",
    }
