"""What a cycler does with the finished cell after formation, and when it stops. To add an input, add one declaration.

The rates, the voltage window and the 1C basis are those of the cell; rest and formation are those of its making.
"""

from calc.quantity import Choice, Input, Option
from calc.units import C_RATE, COUNT, MIN, MV, ONE, H, S

GROUP = "cycling"

DECLARATIONS = (
    Choice(
        "charge_method",
        "Charge method",
        (
            Option("cc", "CC", "Constant current; the charge ends at the upper cut-off voltage."),
            Option(
                "cc-cv",
                "CC-CV",
                "Constant current, then held at the upper cut-off voltage until the current has fallen.",
            ),
        ),
        "cc",
        GROUP,
        "How a charge ends. A sulfur cell is charged at constant current: while polysulfides shuttle, the current of "
        "a hold does not fall.",
    ),
    Input(
        "charge_cutoff_rate",
        "Cut-off rate of the hold",
        C_RATE,
        "r_cut",
        "The hold at the upper cut-off voltage ends when the current has fallen to this multiple of the 1C current; "
        "0.01 to 0.05 is usual.",
        group=GROUP,
        default="0.05",
        low=0.0001,
        high=10,
        when={"charge_method": ("cc-cv",)},
    ),
    Input(
        "hold_time_limit",
        "Longest hold",
        H,
        "t_cv",
        "The hold ends after this time even if the current has not fallen: a soft short must not float for days.",
        group=GROUP,
        default="3",
        low=0.01,
        high=1000,
        when={"charge_method": ("cc-cv",)},
    ),
    Input(
        "cycle_count",
        "Cycles after formation",
        COUNT,
        "n_cyc",
        "Number of cycles at the charge and discharge rates.",
        group=GROUP,
        default="100",
        low=0,
        high=100000,
        integer=True,
    ),
    Input(
        "step_rest",
        "Rest between steps",
        MIN,
        "t_step",
        "Time at open circuit after each charge and each discharge; 10 to 60 min is usual.",
        group=GROUP,
        default="10",
        low=0,
        high=10000,
    ),
    Input(
        "record_interval",
        "Record at least every",
        S,
        "Δt_rec",
        "Longest time between two recorded points.",
        group=GROUP,
        default="30",
        low=0.01,
        high=3600,
    ),
    Input(
        "record_voltage_step",
        "Record at a voltage change of",
        MV,
        "ΔV_rec",
        "A point is recorded whenever the voltage has changed by this much since the last one.",
        group=GROUP,
        default="5",
        low=1,
        high=1000,
    ),
    Input(
        "voltage_margin",
        "Safety margin of the voltage",
        MV,
        "ΔV_saf",
        "How far beyond its cut-off voltages the cell may get before the cycler stops the test.",
        group=GROUP,
        default="100",
        low=1,
        high=2000,
    ),
    Input(
        "safety_factor",
        "Safety factor of current and charge",
        ONE,
        "k_saf",
        "The cycler stops the test at this multiple of the highest current, or of the charge that a step should move.",
        group=GROUP,
        default="1.2",
        low=1.01,
        high=5,
    ),
)
