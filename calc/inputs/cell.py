"""What kind of cell it is, and what its capacity and voltage are taken to be. To add an input, add one declaration."""

from calc.inputs.anode import LAMINATION, TURN_STACKING
from calc.quantity import Choice, Input, Option
from calc.units import AH, C_RATE, MAH_G, OHM_CM2, V

GROUP = "cell"


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
    Input(
        "mean_voltage",
        "Mean discharge voltage",
        V,
        "bar:V",
        "Energy of the discharge divided by its charge. Typed, until a discharge curve gives it.",
        group=GROUP,
        default="3.8",
        low=0.1,
        high=6,
        reported=True,
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
    Choice(
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
    ),
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
