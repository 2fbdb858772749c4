"""The cycler programme: where a charge ends, when the cycler stops the test, how long all of it takes."""

import numpy as np

from calc.quantity import Result, derive
from calc.units import AH, COUNT, A, H, V

GROUP = "cycling"

DECLARATIONS = (
    Result(
        "safety_voltage_low",
        "Lower safety limit of the voltage",
        V,
        "V_saf,min",
        "Voltage below which the cycler stops the test, from the rest after filling on.",
        group=GROUP,
    ),
    Result(
        "safety_charge",
        "Safety limit of the charge",
        AH,
        "Q_saf",
        "Charge moved in one step at which the cycler stops the test.",
        group=GROUP,
    ),
    Result(
        "programme_time",
        "Time of the programme",
        H,
        "t_prog",
        "Rest, formation and cycles, every step moving the cell's capacity and every hold at its longest.",
        group=GROUP,
    ),
)


@derive("Cut-off current of the hold", A, symbol="I_cut", group=GROUP, when={"charge_method": "cc-cv"})
def charge_cutoff_current(charge_cutoff_rate, one_c_charge):
    """Current at which the hold at the upper cut-off voltage ends; 1C moves the 1C capacity in an hour."""
    return charge_cutoff_rate * one_c_charge


@derive("Upper safety limit of the voltage", V, symbol="V_saf,max", group=GROUP)
def safety_voltage_high(upper_voltage, voltage_margin):
    """Voltage above which the cycler stops the test."""
    return upper_voltage + voltage_margin


@derive("safety_voltage_low", when={"cathode_lithium": "none"})
def safety_voltage_low_of_charged_cell(lower_voltage, voltage_margin):
    """The cell is built charged: its voltage is never below the window."""
    return lower_voltage - voltage_margin


@derive("safety_voltage_low", when={"cathode_lithium": "contained"})
def safety_voltage_low_of_discharged_cell(voltage_margin):
    """The cell is built discharged and may rest near 0 V before its first charge; only a reversal is a fault."""
    return -voltage_margin


@derive("Safety limit of the current", A, symbol="I_saf", group=GROUP)
def safety_current(safety_factor, highest_current, formation_current):
    """Current beyond which the cycler stops the test, in charge and discharge."""
    return safety_factor * np.maximum(highest_current, formation_current)


@derive("safety_charge", when={"cathode_lithium": "contained"})
def safety_charge_of_first_charge(safety_factor, first_charge_capacity):
    """The first charge moves the most: the cathode gives more than it takes back."""
    return safety_factor * first_charge_capacity


@derive("safety_charge", when={"cathode_lithium": "none"})
def safety_charge_of_capacity(safety_factor, capacity):
    """Every step should move the cell's capacity; more in a charge means that charge is shuttled or shorted."""
    return safety_factor * capacity


@derive("programme_time", when={"charge_method": "cc"})
def programme_time_without_holds(
    rest_time,
    formation_cycles,
    cycle_count,
    capacity,
    formation_current,
    charge_current,
    discharge_current,
    step_rest,
):
    """Two steps and two rests a cycle."""
    return (
        rest_time
        + formation_cycles * (2 * capacity / formation_current + 2 * step_rest)
        + cycle_count * (capacity / charge_current + capacity / discharge_current + 2 * step_rest)
    )


@derive("programme_time", when={"charge_method": "cc-cv"})
def programme_time_with_holds(
    rest_time,
    formation_cycles,
    cycle_count,
    capacity,
    formation_current,
    charge_current,
    discharge_current,
    step_rest,
    hold_time_limit,
):
    """Two steps, two rests and a hold a cycle."""
    return (
        rest_time
        + formation_cycles * (2 * capacity / formation_current + 2 * step_rest + hold_time_limit)
        + cycle_count * (capacity / charge_current + capacity / discharge_current + 2 * step_rest + hold_time_limit)
    )


@derive("Points recorded", COUNT, symbol="N_rec", group=GROUP)
def recorded_points(
    programme_time,
    record_interval,
    formation_cycles,
    cycle_count,
    upper_voltage,
    lower_voltage,
    record_voltage_step,
):
    """At most: one each interval, and one each voltage change on the way up and down in every cycle."""
    return (
        programme_time / record_interval
        + 2 * (formation_cycles + cycle_count) * (upper_voltage - lower_voltage) / record_voltage_step
    )
