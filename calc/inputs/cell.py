"""What kind of cell it is, and what its capacity and voltage are taken to be. To add an input, add one declaration."""

from calc.inputs.anode import LAMINATION, TURN_STACKING
from calc.quantity import Choice, Input, Option
from calc.units import AH, C_RATE, MAH_G, MV, OHM_CM2, PERCENT, V

GROUP = "cell"
PLATEAUS = {"voltage_given_by": ("two-plateaus",)}


def _end(end: str, name: str) -> Choice:
    """Which sheet lies at one end of the stack."""
    as_foil = "Free-standing lithium and bare copper have no coating to leave out and stay as they are."
    return Choice(
        f"{end}_end",
        f"{name} sheet",
        (
            Option("anode", "Anode, both sides", "An anode like the others; its outer face has no partner."),
            Option("anode-single", "Anode, inner side only", f"Coated on the side of its partner. {as_foil}"),
            Option("anode-bare", "Anode foil, bare", f"Not coated: the face opposite has no partner. {as_foil}"),
            Option(
                "cathode", "Cathode, both sides", "One of the double-sided cathodes; its outer face has no partner."
            ),
            Option(
                "cathode-single", "Cathode, inner side only", "One more cathode, coated on the side of its partner."
            ),
            Option(
                "cathode-bare", "Cathode foil, bare", "One more foil, not coated: the face opposite has no partner."
            ),
        ),
        "anode",
        GROUP,
        f"The {end} electrode sheet of the stack. Double-sided cathodes are counted among the cathode sheets, others "
        "come on top.",
        when={**LAMINATION, "stack_ends": ("chosen",)},
    )


NP_BASIS = Choice(
    "np_basis",
    "N/P shown first",
    (
        Option("facing-area", "half of each sheet, facing area", "Anode capacity opposite the cathode faces."),
        Option(
            "anode-area",
            "half of each sheet, anode area",
            "Anode capacity on the faces that look at a cathode, overhang across counted.",
        ),
        Option("whole-anode", "whole anode", "All anode capacity put into the cell, faced or not."),
        Option(
            "accessible",
            "accessible on the facing area",
            "What the cathode faces can reach: a bare foil is stripped through its whole thickness, also the "
            "outermost; behind copper nothing is reached.",
        ),
        Option(
            "reversible",
            "anode side after the first cycle",
            "What the anode side can exchange once the first cycle has taken its share.",
        ),
    ),
    "facing-area",
    GROUP,
    "Which anode capacity the N/P shown first counts. All of them are always listed.",
)

DECLARATIONS = (
    Choice(
        "construction",
        "Construction",
        (
            Option(
                "lamination", "Lamination", "Separate electrode sheets; one separator strip folded in a Z between them."
            ),
            Option(
                "turn-stacking",
                "Turn stacking",
                "One anode strip and one separator strip turned round separate cathodes.",
            ),
        ),
        "lamination",
        GROUP,
        "How the electrodes and the separator are brought together.",
    ),
    Choice(
        "stack_ends",
        "Ends of the stack",
        (
            Option(
                "counts",
                "As the sheets count",
                "Both electrodes' sheets are typed; every sheet is coated on both sides.",
            ),
            Option("chosen", "Chosen", "The sheet at each end is chosen; the number of anode sheets follows."),
        ),
        "counts",
        GROUP,
        "Whether the sheets at the ends of the stack follow from typed counts or are chosen.",
        when=LAMINATION,
    ),
    _end("bottom", "Bottom"),
    _end("top", "Top"),
    Choice(
        "turning",
        "Turning",
        (
            Option(
                "accordion",
                "To and fro",
                "The strip turns left and right by turns, like an accordion: every layer takes the same length.",
            ),
            Option(
                "winding",
                "Winding",
                "The stack is rolled along: each half-turn bends round the whole stack so far and is longer than the "
                "last.",
            ),
        ),
        "accordion",
        GROUP,
        "How the anode strip goes round the cathodes.",
        when=TURN_STACKING,
    ),
    Choice(
        "capacity_given_by",
        "Capacity from",
        (
            Option(
                "rated",
                "Rated capacity",
                "The rated capacity is typed; the specific capacity, or the loading, that it implies is shown.",
            ),
            Option(
                "specific-capacity",
                "Specific capacity",
                "The specific capacity of the cathode active material is typed; the capacity follows.",
            ),
        ),
        "rated",
        GROUP,
        "Which capacity is typed. The other one is shown as implied.",
    ),
    Input(
        "rated_capacity",
        "Rated capacity",
        AH,
        "Q_r",
        "Discharge capacity the cell is rated at, at the discharge rate, after formation.",
        group=GROUP,
        default="1.6",
        low=0.0001,
        high=1000,
        when={"capacity_given_by": ("rated",)},
    ),
    Choice(
        "voltage_given_by",
        "Mean voltage from",
        (
            Option("typed", "Typed", "As measured or as usual for this chemistry."),
            Option(
                "curve",
                "Half-cell curves",
                "The curves of both electrodes, balanced against each other between the cut-offs at C/10. Needs a "
                "curve of the cathode and of a coated anode; metal is 0 V.",
            ),
            Option(
                "two-plateaus",
                "Two plateaus of sulfur",
                "The shape of a lithium-sulfur discharge: S₈ to Li₂S₄ above, Li₂S₄ to Li₂S below.",
            ),
        ),
        "typed",
        GROUP,
        "Where the mean discharge voltage comes from, and with it the energy.",
    ),
    Input(
        "mean_voltage",
        "Mean discharge voltage",
        V,
        "bar:V",
        "Energy of the discharge divided by its charge.",
        group=GROUP,
        default="3.8",
        low=0.1,
        high=6,
        reported=True,
        when={"voltage_given_by": ("typed",)},
    ),
    Input(
        "upper_plateau_start",
        "Upper plateau, at its start",
        V,
        "V_u,0",
        "Voltage against lithium at which a slow discharge of sulfur begins. Assumed; 2.35 to 2.45 is usual.",
        group=GROUP,
        default="2.40",
        low=1,
        high=3,
        when=PLATEAUS,
    ),
    Input(
        "upper_plateau_end",
        "Upper plateau, at its end",
        V,
        "V_u,1",
        "Voltage against lithium at which the upper plateau breaks off. Assumed; 2.25 to 2.35 is usual.",
        group=GROUP,
        default="2.30",
        low=1,
        high=3,
        when=PLATEAUS,
    ),
    Input(
        "upper_plateau_share",
        "Upper plateau, share of the charge",
        PERCENT,
        "x_u",
        "Share of the discharge before the dip. S₈ to Li₂S₄ takes 4 of the 16 electrons of S₈: a quarter, where both "
        "plateaus are used to the same extent.",
        group=GROUP,
        default="25",
        low=5,
        high=60,
        when=PLATEAUS,
    ),
    Input(
        "plateau_step_share",
        "Step between plateaus, share of the charge",
        PERCENT,
        "x_s",
        "Share of the discharge over which the voltage falls to the dip, and again the share over which it recovers. "
        "Assumed.",
        group=GROUP,
        default="4",
        low=0.1,
        high=5,
        when=PLATEAUS,
    ),
    Input(
        "plateau_dip",
        "Dip before the lower plateau",
        MV,
        "ΔV_dip",
        "How far the voltage dips below the lower plateau while Li₂S begins to form. Assumed; 10 to 40 is usual at "
        "C/10, more with little electrolyte.",
        group=GROUP,
        default="20",
        low=0,
        high=500,
        when=PLATEAUS,
    ),
    Input(
        "lower_plateau_voltage",
        "Lower plateau",
        V,
        "V_l",
        "Voltage against lithium of the lower plateau. Assumed; 2.05 to 2.10 is usual at C/10, less with little "
        "electrolyte.",
        group=GROUP,
        default="2.08",
        low=1,
        high=3,
        when=PLATEAUS,
    ),
    Input(
        "plateau_knee_share",
        "Knee at the end, share of the charge",
        PERCENT,
        "x_k",
        "Share of the discharge over which the voltage falls from the lower plateau to the lower cut-off. Assumed.",
        group=GROUP,
        default="5",
        low=0.1,
        high=25,
        when=PLATEAUS,
    ),
    Input(
        "lower_voltage",
        "Lower cut-off voltage",
        V,
        "V_min",
        "Voltage at which discharge ends.",
        group=GROUP,
        default="3.0",
        low=0,
        high=6,
        material=("cathode_active", "lower_voltage"),
    ),
    Input(
        "upper_voltage",
        "Upper cut-off voltage",
        V,
        "V_max",
        "Voltage at which charge ends.",
        group=GROUP,
        default="4.2",
        low=0.1,
        high=6,
        material=("cathode_active", "upper_voltage"),
    ),
    Input(
        "one_c_capacity",
        "1C basis",
        MAH_G,
        "q_1C",
        "Specific capacity of the cathode active material that defines 1C; C-rates count from it.",
        group=GROUP,
        default="145",
        low=1,
        high=5000,
        material=("cathode_active", "one_c_capacity"),
    ),
    Input(
        "charge_rate",
        "Charge rate",
        C_RATE,
        "r_chg",
        "Charge current as a multiple of the 1C current.",
        group=GROUP,
        default="0.1",
        low=0.0001,
        high=100,
    ),
    Input(
        "discharge_rate",
        "Discharge rate",
        C_RATE,
        "r_dis",
        "Discharge current as a multiple of the 1C current.",
        group=GROUP,
        default="0.2",
        low=0.0001,
        high=100,
    ),
    Input(
        "lithium_cell_impedance",
        "Area-specific impedance, lithium anode",
        OHM_CM2,
        "z_Li",
        "Resistance of one square centimetre of cathode, separator and lithium at room temperature and half charge. "
        "20 to 60 is usual; an estimate to ±50 % until a cell is measured.",
        group=GROUP,
        default="40",
        low=0.1,
        high=10000,
        when={"anode_kind": ("lithium-foil", "lithium-on-copper", "anode-free")},
        other_labels={"working_ion": {"sodium": "Area-specific impedance, sodium anode"}},
    ),
    Input(
        "coated_cell_impedance",
        "Area-specific impedance, coated anode",
        OHM_CM2,
        "z_a",
        "Resistance of one square centimetre of cathode, separator and coated anode at room temperature and half "
        "charge. An estimate to ±50 % until a cell is measured.",
        group=GROUP,
        default="20",
        low=0.1,
        high=10000,
        when={"anode_kind": ("coated",)},
    ),
    NP_BASIS,
    Choice(
        "np_over",
        "N/P shown first is over",
        (
            Option("capacity", "capacity", "The cell's capacity: rated, or from the specific capacity."),
            Option("theory", "theoretical capacity", "All that the cathode active material has in theory."),
            Option(
                "first-discharge", "first discharge", "The measured capacity of the first discharge, if it is typed."
            ),
            Option("first-cycle", "capacity after the first cycle", "What is left to cycle after the first cycle."),
        ),
        "capacity",
        GROUP,
        "Which capacity the N/P shown first is divided by.",
    ),
    Input(
        "first_discharge_capacity",
        "First discharge capacity",
        AH,
        "Q_1",
        "Capacity of the first discharge as measured; some sources state N/P on it. Empty when none was measured.",
        group=GROUP,
        default="",
        low=0.0001,
        high=1000,
        optional=True,
    ),
)
