"""Recipe of the electrolyte: solvents, salts and additives, each in the dialect the recipe is written in.

A component is a material in a slot and its amount. To allow one more of a kind, add its number to the tuple below.
"""

from calc.quantity import Choice, Input, Option
from calc.units import CM3_MOL, G_CM3, G_MOL, MOL_KG, MOL_L, ONE, PERCENT

GROUP = "recipe"
SOLVENTS, SALTS, ADDITIVES = ("1", "2", "3", "4"), ("1", "2", "3"), ("1", "2")
COMPONENTS = (
    *(f"solvent_{n}" for n in SOLVENTS),
    *(f"salt_{n}" for n in SALTS),
    *(f"additive_{n}" for n in ADDITIVES),
)
"""The slots of a recipe, in the order in which recipes are written."""

RECIPE = {"electrolyte_density_given_by": ("recipe", "measured-with-recipe")}
"""Under what a recipe is there."""

CHOICES = (
    Choice(
        "solvents_given_by",
        "Solvents by",
        (
            Option(
                "volume", "Volume before mixing", "As most recipes are written: 1:1 by volume, each measured alone."
            ),
            Option("mass", "Mass", "As solvents are weighed."),
            Option("mole", "Moles", "As local high-concentration electrolytes are written."),
        ),
        "volume",
        GROUP,
        "What the parts of the solvents count.",
        when=RECIPE,
    ),
    Choice(
        "salts_given_by",
        "Salts by",
        (
            Option("molarity", "mol/L of solution", "M: the volume is that of the finished electrolyte."),
            Option("molality", "mol/kg of solvent", "m: the mass is that of the solvents alone."),
            Option(
                "mole-ratio",
                "Mole ratio",
                "In the parts of the solvents where these are moles; else moles per mole of all solvents together.",
            ),
            Option("mass-fraction", "% of total mass", "Mass of salt per mass of finished electrolyte."),
        ),
        "molarity",
        GROUP,
        "How the salts are dosed. The other ways are shown.",
        when=RECIPE,
    ),
    Choice(
        "additives_given_by",
        "Additives by",
        (
            Option("of-total", "% of total mass", "Mass of additive per mass of finished electrolyte."),
            Option("of-solvent", "% of solvent mass", "Mass of additive per mass of all solvents together."),
        ),
        "of-total",
        GROUP,
        "What the per cent of the additives are of. The other way is shown.",
        when=RECIPE,
    ),
)


def _solvent(n: str) -> tuple[Input, ...]:
    slot = f"solvent_{n}"
    return (
        Input(
            f"{slot}_part",
            f"Solvent {n} part",
            ONE,
            f"p_{n}",
            "Part of this solvent in the ratio of the solvents.",
            group=GROUP,
            default="1",
            low=0.0001,
            high=1_000_000,
            when=RECIPE,
            of=slot,
            basis={"solvents_given_by": {"volume": "by volume", "mass": "by mass", "mole": "by mole"}},
        ),
        Input(
            f"{slot}_density",
            f"Solvent {n} density",
            G_CM3,
            f"ρ_{n}",
            "Density of the pure solvent at 20 to 25 °C.",
            group=GROUP,
            default="1",
            low=0.3,
            high=4,
            when=RECIPE,
            material=(slot, "density"),
            of=slot,
            absent=1,
        ),
        Input(
            f"{slot}_molar_mass",
            f"Solvent {n} molar mass",
            G_MOL,
            f"M_{n}",
            "Mass of one mole of the solvent.",
            group=GROUP,
            default="100",
            low=10,
            high=5000,
            when=RECIPE,
            material=(slot, "molar_mass"),
            of=slot,
            absent=100,
            quiet=True,
        ),
        Input(
            f"{slot}_ether",
            f"Solvent {n} is an ether",
            ONE,
            f"e_{n}",
            "1 for a glyme or a cyclic ether, which binds the salt and oxidises early; 0 for all else, fluorinated "
            "ethers that only dilute included.",
            group=GROUP,
            default="0",
            low=0,
            high=1,
            when=RECIPE,
            material=(slot, "ether"),
            of=slot,
            quiet=True,
        ),
        Input(
            f"{slot}_carbonate",
            f"Solvent {n} is a carbonate",
            ONE,
            f"k_{n}",
            "1 for a linear or cyclic carbonate, fluorinated ones included; 0 for all else.",
            group=GROUP,
            default="0",
            low=0,
            high=1,
            when=RECIPE,
            material=(slot, "carbonate"),
            of=slot,
            quiet=True,
        ),
    )


def _dissolved(slot: str, name: str, subscript: str) -> tuple[Input, ...]:
    """What is known of a salt or an additive in solution."""
    return (
        Input(
            f"{slot}_molar_volume",
            f"{name} molar volume",
            CM3_MOL,
            f"V_{subscript}",
            "Apparent molar volume: by how much one mole makes the electrolyte larger; ± 10 cm³/mol if not measured.",
            group=GROUP,
            default="50",
            low=-50,
            high=2000,
            when=RECIPE,
            material=(slot, "apparent_molar_volume"),
            of=slot,
        ),
        Input(
            f"{slot}_molar_mass",
            f"{name} molar mass",
            G_MOL,
            f"M_{subscript}",
            "Mass of one mole.",
            group=GROUP,
            default="100",
            low=10,
            high=5000,
            when=RECIPE,
            material=(slot, "molar_mass"),
            of=slot,
            absent=100,
            quiet=True,
        ),
        Input(
            f"{slot}_nitrate",
            f"{name} nitrate",
            ONE,
            f"ν_{subscript}",
            "Nitrate ions per formula unit.",
            group=GROUP,
            default="0",
            low=0,
            high=4,
            when=RECIPE,
            material=(slot, "nitrate"),
            of=slot,
            quiet=True,
        ),
    )


def _salt(n: str) -> tuple[Input, ...]:
    slot, name = f"salt_{n}", f"Salt {n}"
    return (
        Input(
            f"{slot}_molarity",
            f"{name} molarity",
            MOL_L,
            f"c_s{n}",
            "Moles of the salt per volume of the finished electrolyte.",
            group=GROUP,
            default="1",
            low=0.0001,
            high=20,
            when={**RECIPE, "salts_given_by": ("molarity",)},
            of=slot,
        ),
        Input(
            f"{slot}_molality",
            f"{name} molality",
            MOL_KG,
            f"b_s{n}",
            "Moles of the salt per mass of all solvents together, additives not counted.",
            group=GROUP,
            default="1",
            low=0.0001,
            high=100,
            when={**RECIPE, "salts_given_by": ("molality",)},
            of=slot,
        ),
        Input(
            f"{slot}_mole_ratio",
            f"{name} mole ratio",
            ONE,
            f"r_s{n}",
            "Moles of the salt: in the parts of the solvents where these are by mole, else per mole of all solvents "
            "together.",
            group=GROUP,
            default="1",
            low=0.0001,
            high=1_000_000,
            when={**RECIPE, "salts_given_by": ("mole-ratio",)},
            of=slot,
        ),
        Input(
            f"{slot}_mass_fraction",
            f"{name} mass fraction",
            PERCENT,
            f"w_s{n}",
            "Mass of the salt per mass of the finished electrolyte.",
            group=GROUP,
            default="10",
            low=0.001,
            high=95,
            when={**RECIPE, "salts_given_by": ("mass-fraction",)},
            of=slot,
        ),
        *_dissolved(slot, name, f"s{n}"),
        Input(
            f"{slot}_imide",
            f"{name} TFSI",
            ONE,
            f"τ_s{n}",
            "TFSI ions per formula unit: bare aluminium corrodes in them at high potentials.",
            group=GROUP,
            default="0",
            low=0,
            high=4,
            when=RECIPE,
            material=(slot, "imide"),
            of=slot,
            quiet=True,
        ),
    )


def _additive(n: str) -> tuple[Input, ...]:
    slot, name = f"additive_{n}", f"Additive {n}"
    return (
        Input(
            f"{slot}_of_total",
            f"{name} mass fraction",
            PERCENT,
            f"w_a{n}",
            "Mass of the additive per mass of the finished electrolyte.",
            group=GROUP,
            default="2",
            low=0.001,
            high=100,
            when={**RECIPE, "additives_given_by": ("of-total",)},
            of=slot,
        ),
        Input(
            f"{slot}_of_solvent",
            f"{name} per solvent",
            PERCENT,
            f"y_a{n}",
            "Mass of the additive per mass of all solvents together.",
            group=GROUP,
            default="2",
            low=0.001,
            high=1000,
            when={**RECIPE, "additives_given_by": ("of-solvent",)},
            of=slot,
        ),
        *_dissolved(slot, name, f"a{n}"),
        Input(
            f"{slot}_carbonate",
            f"{name} carbonate",
            ONE,
            f"k_a{n}",
            "1 for a linear or cyclic carbonate, fluorinated ones included; 0 for all else.",
            group=GROUP,
            default="0",
            low=0,
            high=1,
            when=RECIPE,
            material=(slot, "carbonate"),
            of=slot,
            quiet=True,
        ),
    )


DECLARATIONS = (
    *CHOICES,
    *(declared for n in SOLVENTS for declared in _solvent(n)),
    *(declared for n in SALTS for declared in _salt(n)),
    *(declared for n in ADDITIVES for declared in _additive(n)),
)
