"""What the tabs may carry. To add a rule, add one function."""

from calc.quantity import Band, rule
from calc.units import A_MM2, MV, PERCENT

REASON = "A tab beyond its current density heats the seal it passes through."


@rule(
    "Ohmic drop at discharge over the mean voltage, estimated",
    PERCENT,
    error=Band(high="50"),
    warning=Band(high="15"),
    message="At {discharge_rate} the estimated resistance of {dc_resistance} (±50 %) drops {discharge_voltage_drop}, "
    "{discharge_drop_share} of the mean voltage, and heats with {discharge_heat}.",
    reason="Much of the voltage would be lost as heat: the capacity is hardly reached at this rate.",
    change=("discharge_rate", "lithium_cell_impedance", "coated_cell_impedance", "cathode_sheets"),
)
def discharge_drop(discharge_drop_share):
    return discharge_drop_share


@rule(
    "Positive tab current density",
    A_MM2,
    error=Band(high="positive_tab_current_limit"),
    reason=REASON,
    source="tob-tabs",
    change=("positive_tab_width", "positive_tab_thickness", "discharge_rate"),
)
def positive_tab_current(positive_tab_current_density):
    return positive_tab_current_density


@rule(
    "Negative tab current density",
    A_MM2,
    error=Band(high="negative_tab_current_limit"),
    reason=REASON,
    source="tob-tabs",
    change=("negative_tab_width", "negative_tab_thickness", "discharge_rate"),
)
def negative_tab_current(negative_tab_current_density):
    return negative_tab_current_density


@rule(
    "Positive tab current as a share of its limit",
    PERCENT,
    warning=Band(high="70"),
    reason=REASON,
    change=("positive_tab_width", "positive_tab_thickness", "discharge_rate"),
)
def positive_tab_load(positive_tab_current_density, positive_tab_current_limit):
    return positive_tab_current_density / positive_tab_current_limit


@rule(
    "Negative tab current as a share of its limit",
    PERCENT,
    warning=Band(high="70"),
    reason=REASON,
    change=("negative_tab_width", "negative_tab_thickness", "discharge_rate"),
)
def negative_tab_load(negative_tab_current_density, negative_tab_current_limit):
    return negative_tab_current_density / negative_tab_current_limit


@rule(
    "Voltage drop of tabs and foils",
    MV,
    error=Band(high="50"),
    warning=Band(high="20"),
    reason="The drop is lost as heat beside the seal and read as resistance of the cell.",
    change=("positive_tab_width", "negative_tab_width", "cathode_foil_thickness", "anode_foil_thickness"),
)
def tab_drop(lead_voltage_drop):
    return lead_voltage_drop
