"""Scrap of parts and of steps, yield, and the slurries that are coated. To add an input, add one declaration.

A scrap is what is lost beyond what is passed on, as a share of the latter. None of the shares has a published source:
they are ranges that workshops plan with, and each design says that they are assumed.
"""

from calc.inputs.anode import COATED, METAL
from calc.quantity import Choice, Conditions, Input, Option
from calc.units import G_CM3, PERCENT

GROUP = "batch"
BY_PART = {"scrap_given_by": ("part",)}
BY_STEP = {"scrap_given_by": ("step",)}


def _scrap(part: str, label: str, symbol: str, default: str) -> Input:
    return Input(
        f"{part}_scrap",
        label,
        PERCENT,
        symbol,
        f"What is bought of the {part.replace('_', ' ')} beyond what goes into the cell, as a share of the latter.",
        group=GROUP,
        default=default,
        low=0,
        high=1000,
        when=BY_PART,
    )


def _step(
    key: str, label: str, symbol: str, text: str, default: str, when: Conditions | None = None, sodium: str = ""
) -> Input:
    return Input(
        f"{key}_scrap",
        label,
        PERCENT,
        symbol,
        text,
        group=GROUP,
        default=default,
        low=0,
        high=1000,
        when=when or {},
        other_labels={"working_ion": {"sodium": sodium}} if sodium else {},
    )


def _slurry(part: str, name: str, subscript: str, when: Conditions | None = None) -> tuple[Input, ...]:
    """What is said of the slurry of an electrode."""
    return (
        Input(
            f"{part}_slurry_solids",
            f"Solids of the {name} slurry",
            PERCENT,
            f"x_{subscript},sl",
            f"Mass of active material, carbon and binder over the mass of the {name} slurry: 50 to 70 % with "
            "a binder in NMP, 25 to 55 % in water.",
            group=GROUP,
            default="50",
            low=5,
            high=95,
            when=when or {},
        ),
        Input(
            f"{part}_solvent_density",
            f"Solvent density, {name} slurry",
            G_CM3,
            f"ρ_{subscript},sol",
            f"Density of the {name} slurry's solvent: NMP 1.03 g/cm³, water 1.00 g/cm³.",
            group=GROUP,
            default="1.03" if part == "cathode" else "1.00",
            low=0.5,
            high=3,
            when=when or {},
        ),
        Input(
            f"{part}_wet_share",
            f"Wet film over blade gap, {name}",
            PERCENT,
            f"x_{subscript},gap",
            f"Thickness of the wet {name} film as a share of the gap of the blade: one half for a thin film dragged "
            "under a flat blade, more where the slurry stands high before it. Measure it with a wet-film comb.",
            group=GROUP,
            default="50",
            low=10,
            high=100,
            when=when or {},
        ),
    )


DECLARATIONS = (
    Choice(
        "scrap_given_by",
        "Scrap from",
        (
            Option("part", "One share for each part", "A share is typed for each part of the cell."),
            Option("step", "The steps of the work", "A share is typed for each step, and they multiply."),
        ),
        "part",
        GROUP,
        "Whether scrap is typed for each part of the cell or for each step that makes it.",
    ),
    _scrap("cathode", "Scrap, cathode", "z_c", "10"),
    _scrap("anode", "Scrap, anode", "z_an", "10"),
    _scrap("separator", "Scrap, separator", "z_s", "10"),
    _scrap("electrolyte", "Scrap, electrolyte", "z_E", "10"),
    _scrap("pouch_film", "Scrap, pouch film", "z_f", "10"),
    _step(
        "slurry",
        "Scrap, mixing",
        "z_mix",
        "Slurry left in the mixer, hoses and filter, as a share of what is coated; it holds powders and solvent.",
        "0",
    ),
    _step(
        "coating",
        "Scrap, coating",
        "z_coat",
        "Coated web cut off at its edges and at the start and end of a run, as a share of what goes on; usually 10 %.",
        "10",
        BY_STEP,
    ),
    _step(
        "electrode_cutting",
        "Scrap, cutting electrodes",
        "z_cut",
        "Web left between the sheets that are punched or cut, as a share of the sheets; usually 10 to 15 %.",
        "12",
        BY_STEP,
    ),
    _step(
        "lithium_cutting",
        "Scrap, cutting lithium",
        "z_Li",
        "Lithium left when pieces are cut, as a share of the pieces; usually 5 to 10 %.",
        "7",
        {**BY_STEP, **METAL},
        sodium="Scrap, cutting sodium",
    ),
    _step(
        "sorting",
        "Scrap, weighing and sorting",
        "z_sort",
        "Electrode pieces rejected for their mass, burrs or spots, as a share of those that go on.",
        "2",
        BY_STEP,
    ),
    _step(
        "separator_cutting",
        "Scrap, cutting the separator",
        "z_s,cut",
        "Separator lost at the ends of rolls and in threading, as a share of what goes on; usually 5 to 10 %.",
        "7",
        BY_STEP,
    ),
    _step(
        "electrolyte_mixing",
        "Scrap, mixing the electrolyte",
        "z_E,mix",
        "Electrolyte left in flasks and filters, as a share of what is dosed.",
        "5",
        BY_STEP,
    ),
    _step(
        "dosing",
        "Scrap, dosing",
        "z_dose",
        "Electrolyte left in lines and syringes and used to rinse them, as a share of what is filled.",
        "5",
        BY_STEP,
    ),
    _step(
        "film_cutting",
        "Scrap, cutting film",
        "z_f,cut",
        "Film left beside the blanks, as a share of them; usually 10 % with the rejects of forming.",
        "7",
        BY_STEP,
    ),
    _step(
        "forming",
        "Scrap, forming cups",
        "z_form",
        "Blanks with cracks, whitening or folds after forming, as a share of the good ones.",
        "3",
        BY_STEP,
    ),
    _step(
        "tabs", "Reserve of tabs", "z_tab", "Tabs spoilt at the welds, as a share of those in cells; usually 5 %.", "5"
    ),
    _step(
        "tape", "Reserve of tape", "z_t", "Tape lost at the ends of pieces and rolls, as a share of what is used.", "5"
    ),
    Input(
        "cell_yield",
        "Yield",
        PERCENT,
        "y",
        "Share of the cells begun that are good. Made by hand about 50 %, on pilot lines 70 to 80 %.",
        group=GROUP,
        default="90",
        low=1,
        high=100,
    ),
    *_slurry("cathode", "cathode", "c"),
    *_slurry("anode", "anode", "a", COATED),
)
