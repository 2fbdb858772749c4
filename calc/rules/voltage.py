"""What half-cell curves say against what was typed and claimed. A missing curve breaks no rule."""

from calc.quantity import Band, rule
from calc.units import MV, PERCENT, V

BY_CURVE = {"voltage_given_by": "curve"}


@rule(
    "Typed mean voltage against the half-cell curves",
    MV,
    warning=Band(low="-100", high="100"),
    message="The typed mean voltage of {mean_voltage} differs by {typed_voltage_difference} from {curve_mean_voltage}, "
    "the mean of the half-cell curves at C/10.",
    reason="The curves are those of a slow discharge: a typed value of another rate lies below them, none far away.",
    change=("mean_voltage", "voltage_given_by", "upper_voltage"),
    when={"voltage_given_by": "typed"},
)
def typed_voltage_agrees_with_curves(typed_voltage_difference):
    return typed_voltage_difference


@rule(
    "Claimed mean voltage against the curves",
    MV,
    warning=Band(low="-100", high="100"),
    message="The claims imply a mean voltage of {claim_mean_voltage}, which differs by {claimed_voltage_difference} "
    "from {curve_mean_voltage}, the mean of the curves at C/10: the claimed energy, mass and capacity cannot all be of "
    "one discharge.",
    reason="Energy is capacity times mean voltage, and the mean voltage is given by the materials and the cut-offs.",
    change=("claimed_capacity", "claimed_specific_energy", "claimed_mass"),
)
def claimed_voltage_agrees_with_curves(claimed_voltage_difference):
    return claimed_voltage_difference


@rule(
    "Capacity against the half-cell curves",
    PERCENT,
    warning=Band(low="-5"),
    info=Band(low="-0.5"),
    message="Between {upper_voltage} and {lower_voltage} the half-cell curves give {curve_capacity}, less than the "
    "cell's {capacity}: the lower cut-off ends the discharge, and the energy is counted with a capacity that the "
    "curves do not give.",
    reason="The mean voltage is that of the charge the curves give; a capacity beyond it has another one.",
    change=("cathode_specific_capacity", "rated_capacity", "upper_voltage", "lower_voltage"),
    when=BY_CURVE,
)
def capacity_within_curves(curve_capacity_margin):
    return curve_capacity_margin


@rule(
    "Voltage at the end of charge, from curves",
    V,
    warning=Band(low="upper_voltage"),
    message="The half-cell curve of the cathode begins at {cathode_potential_charged}: it does not say what happens up "
    "to the upper cut-off of {upper_voltage}.",
    reason="The charge between the beginning of the curve and the cut-off is not counted.",
    change=("upper_voltage",),
    when=BY_CURVE,
)
def curve_reaches_upper_voltage(charged_voltage):
    return charged_voltage
