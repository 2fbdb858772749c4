"""Voltage from curves worked by hand: half-cell curves of two straight pieces, and a sulfur shape.

Charges in mAh and mAh/g, potentials in V. The cathode falls 5 mV per mAh/g from 4.7 to 3.7 V at 200 mAh/g and 20 mV per
mAh/g from there to 2.7 V at 250; the anode 10 mV per mAh/g from 1.2 to 0.2 V at 100 mAh/g, then 0.5 mV to 0 V at 500.
Cut-offs are 4.5 and 3 V; 1.6 g of cathode active material face the anode, and 1 g of anode active material.
"""

from calc.halfcell import half_cell
from calc.units import MAH_G

CURVES = {
    "cathode_curve": half_cell([MAH_G.to_si(q) for q in (0.0, 200.0, 250.0)], [4.7, 3.7, 2.7]),
    "anode_curve": half_cell([MAH_G.to_si(q) for q in (0.0, 100.0, 500.0)], [1.2, 0.2, 0.0]),
}

TYPED = {
    "upper_plateau_start": 2.5, "upper_plateau_end": 2.3, "upper_plateau_share": 25, "plateau_step_share": 5,
    "plateau_dip": 30, "lower_plateau_voltage": 2, "plateau_knee_share": 10,
}  # fmt: skip

# 320 mAh are rated; 4 V are typed, and 4 V follow from the claims.
# 250 mΩ of the faces, 2.872 mV of tabs and cathode foils and the lithium's drop at 0.64 A, 0.5 mΩ of welds
_LITHIUM_DROP = (250 * 0.64 + 2.872 + 0.32 * 92.8e-9 * 0.11 / (3 * 0.06 * 100e-6) * 1000 + 0.5 * 0.64) / 1000  # V
_END = 200 + (3.7 - 3 - _LITHIUM_DROP) / 0.02  # mAh/g: where the curve is that much above the lower cut-off
_ENERGY = (4.5 + 3.7) / 2 * 160 + (3.7 + 3 + _LITHIUM_DROP) / 2 * (_END - 200)  # mWh/g
LITHIUM = {
    "faced_cathode_mass": 0.008 * 200,
    "anode_potential_charged": 0,
    "cathode_lithium_charged": (4.7 - 4.5) / 0.005,  # 40
    "cathode_potential_charged": 4.5,
    "charged_voltage": 4.5,
    "curve_capacity": (200 + 0.7 / 0.02 - 40) * 0.0016,  # 195 mAh/g: 312 mAh, less than the 320 rated
    "curve_charge": 0.312,
    "curve_capacity_margin": 100 * (312 / 320 - 1),
    "cathode_lithium_discharged": 235,
    "cathode_stoichiometry_start": 40 / 250,
    "cathode_stoichiometry_end": 235 / 250,
    "cathode_potential_discharged": 3.0,
    "anode_potential_discharged": 0,
    "discharged_voltage": 3.0,
    "cathode_mean_potential": ((4.5 + 3.7) / 2 * 160 + (3.7 + 3.0) / 2 * 35) / 195,  # (656 + 117.25) / 195
    "anode_mean_potential": 0,
    "curve_mean_voltage": 773.25 / 195,
    "curve_energy": 773.25 * 0.0016,
    "curve_capacity_at_rate": (_END - 40) * 0.0016,
    "curve_charge_at_rate": (_END - 40) * 0.0016,
    "curve_mean_voltage_at_rate": _ENERGY / (_END - 40) - _LITHIUM_DROP,
    "curve_energy_at_rate": (_ENERGY - _LITHIUM_DROP * (_END - 40)) * 0.0016,
    "typed_voltage_difference": 1000 * (4 - 773.25 / 195),
    "claimed_voltage_difference": 1000 * (4 - 773.25 / 195),
}

# 200 mAh of lithium can be cycled. On the steep piece of the anode the cell has 5.45 V − 13.125 mV per mAh:
# 4.65 − 5/1.6 per mAh of the cathode, less 0.2 + 10 mV for each mAh beyond 100.
_CUT = (5.45 - 3) / 0.013125  # 186.67 mAh
_LEADS = 2.552 + 0.32 + 0.32 * 20e-9 * 0.11 / (3 * 0.06 * 10e-6) * 1000  # 3.263 mV
_DROP = (100 * 0.64 + _LEADS + 0.5 * 0.64) / 1000  # V: 100 mΩ of the faces, the leads, 0.5 mΩ of welds
_CUT_AT_RATE = (5.45 - 3 - _DROP) / 0.013125


def _coated_mean(q: float) -> float:
    """Mean voltage over q mAh, more than 100: the cathode falls along one line, the anode rises along two."""
    cathode = 4.65 - 0.003125 * q / 2
    anode = ((0.2 + 0.15) / 2 * 100 + (0.2 + 0.2 + 0.01 * (q - 100)) / 2 * (q - 100)) / q
    return cathode - anode


COATED = {
    "faced_anode_mass": 0.005 * 200,
    "anode_lithium_charged": 200,
    "anode_potential_charged": 0.2 - 100 * 0.0005,  # 0.15
    "cathode_lithium_charged": (4.7 - 4.65) / 0.005,  # 10
    "cathode_potential_charged": 4.65,
    "charged_voltage": 4.5,
    "curve_capacity": _CUT / 1000,
    "curve_charge": _CUT / 1000,  # less than the 200 mAh of lithium
    "anode_lithium_discharged": 200 - _CUT,
    "cathode_lithium_discharged": 10 + _CUT / 1.6,
    "anode_stoichiometry_start": 200 / 500,
    "anode_stoichiometry_end": (200 - _CUT) / 500,
    "anode_potential_discharged": 0.2 + 0.01 * (_CUT - 100),  # 1.067
    "discharged_voltage": 3.0,
    "anode_mean_potential": ((0.2 + 0.15) / 2 * 100 + (0.4 + 0.01 * (_CUT - 100)) / 2 * (_CUT - 100)) / _CUT,
    "cathode_mean_potential": 4.65 - 0.003125 * _CUT / 2,
    "curve_mean_voltage": _coated_mean(_CUT),
    "discharge_voltage_drop": 1000 * _DROP,
    "curve_capacity_at_rate": _CUT_AT_RATE / 1000,
    "curve_mean_voltage_at_rate": _coated_mean(_CUT_AT_RATE) - _DROP,
}

# 2.5 to 2.3 V over 20 %, to 1.97 over 5 %, back to 2 over 5 %, 2 V over 60 %, and 2 to 1.8 V over 10 %.
_PLATEAUS = 2.4 * 0.20 + (2.3 + 1.97) / 2 * 0.05 + (1.97 + 2) / 2 * 0.05 + 2 * 0.60 + 1.9 * 0.10  # 2.076 V
PLATEAUS = {
    "plateau_mean_voltage": _PLATEAUS,
    "curve_mean_voltage": _PLATEAUS,
    "mean_voltage": _PLATEAUS,
    "energy": _PLATEAUS * 0.32,
    "curve_charge": 0.32,
    "curve_charge_at_rate": 0.32,
    "curve_mean_voltage_at_rate": _PLATEAUS - _LITHIUM_DROP,
    "curve_energy_at_rate": (_PLATEAUS - _LITHIUM_DROP) * 0.32,
}
PLATEAUS_AGAINST_COATING = {"curve_mean_voltage": _PLATEAUS - 0.1, "mean_voltage": _PLATEAUS - 0.1}
