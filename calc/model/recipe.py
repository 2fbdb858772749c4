"""Density of the electrolyte from its recipe, and the shares of its components, whatever dialect it is written in.

Volumes are taken to add up: those of the pure solvents, and for each mole of salt or additive its apparent molar
volume. Everything is per mass of electrolyte or of solvents, so that the equations are linear and closed. A slot that
is empty counts nothing.
"""

from collections.abc import Mapping

from calc.inputs.recipe import ADDITIVES, GROUP, RECIPE, SALTS, SOLVENTS
from calc.quantity import Result, derive
from calc.units import G_CM3, G_G, G_MOL, ML_G, MOL_KG, MOL_L, ONE, PERCENT

When = Mapping[str, str | tuple[str, ...]]

SHARES = "apparent-molar-volume-model"
BY_VOLUME: When = {**RECIPE, "solvents_given_by": "volume"}
BY_MASS: When = {**RECIPE, "solvents_given_by": "mass"}
BY_MOLE: When = {**RECIPE, "solvents_given_by": "mole"}
MOLARITY, MOLALITY, MOLE_RATIO, MASS_FRACTION = "molarity", "molality", "mole-ratio", "mass-fraction"
PER_SOLVENT = (MOLALITY, MOLE_RATIO)
OF_TOTAL: When = {**RECIPE, "additives_given_by": "of-total"}
OF_SOLVENT: When = {**RECIPE, "additives_given_by": "of-solvent"}

DECLARATIONS = (
    Result("electrolyte_density", "Density", G_CM3, "ρ_E", group="electrolyte"),
    Result(
        "recipe_density",
        "Density by the recipe",
        G_CM3,
        "ρ_rec",
        "Density that follows from solvents, salts and additives, to about ± 2 %.",
        SHARES,
        GROUP,
    ),
    Result(
        "solvent_fraction",
        "Solvents, mass fraction",
        PERCENT,
        "w_solv",
        "Mass of all solvents together per mass of the finished electrolyte.",
        group=GROUP,
    ),
    *(
        Result(
            f"solvent_{n}_blend_fraction",
            f"Solvent {n} in the blend",
            PERCENT,
            f"x_{n}",
            "Mass of this solvent per mass of all solvents together.",
            group=GROUP,
            of=f"solvent_{n}",
        )
        for n in SOLVENTS
    ),
    *(
        Result(f"salt_{n}_{key}", f"Salt {n} {label}", unit, f"{symbol}_s{n}", "", group=GROUP, of=f"salt_{n}")
        for n in SALTS
        for key, label, unit, symbol in (
            ("molarity", "molarity", MOL_L, "c"),
            ("molality", "molality", MOL_KG, "b"),
            ("mole_ratio", "mole ratio", ONE, "r"),
            ("mass_fraction", "mass fraction", PERCENT, "w"),
        )
    ),
    *(
        Result(f"additive_{n}_{key}", label, PERCENT, f"{symbol}_a{n}", "", group=GROUP, of=f"additive_{n}")
        for n in ADDITIVES
        for key, label, symbol in (
            ("of_total", f"Additive {n} mass fraction", "w"),
            ("of_solvent", f"Additive {n} per solvent", "y"),
        )
    ),
)


def _salts(given_by: str | tuple[str, ...], other: When = RECIPE) -> When:
    return {**other, "salts_given_by": given_by}


# The blend of solvents ------------------------------------------------------------------------------------------------


@derive("Sum of the parts", ONE, symbol="P", group=GROUP, when=BY_MASS)
def solvent_parts(solvent_1_part, solvent_2_part, solvent_3_part, solvent_4_part):
    """The parts of the solvents together."""
    return solvent_1_part + solvent_2_part + solvent_3_part + solvent_4_part


@derive("Mass of the measured volumes", G_CM3, symbol="P_V", group=GROUP, when=BY_VOLUME)
def solvent_parts_by_volume(
    solvent_1_part, solvent_1_density, solvent_2_part, solvent_2_density,
    solvent_3_part, solvent_3_density, solvent_4_part, solvent_4_density,
):  # fmt: skip
    """Part times density of all solvents: their mass where one part is one volume."""
    return (
        solvent_1_part * solvent_1_density
        + solvent_2_part * solvent_2_density
        + solvent_3_part * solvent_3_density
        + solvent_4_part * solvent_4_density
    )


@derive("Mass of the moles of solvent", G_MOL, symbol="P_n", group=GROUP, when=BY_MOLE)
def solvent_parts_by_mole(
    solvent_1_part, solvent_1_molar_mass, solvent_2_part, solvent_2_molar_mass,
    solvent_3_part, solvent_3_molar_mass, solvent_4_part, solvent_4_molar_mass,
):  # fmt: skip
    """Part times molar mass of all solvents: their mass where one part is one mole."""
    return (
        solvent_1_part * solvent_1_molar_mass
        + solvent_2_part * solvent_2_molar_mass
        + solvent_3_part * solvent_3_molar_mass
        + solvent_4_part * solvent_4_molar_mass
    )


@derive("solvent_n_blend_fraction", when=BY_MASS, members=SOLVENTS)
def solvent_n_blend_fraction_by_mass(solvent_n_part, solvent_parts):
    """Part of solvent {n} over the sum of the parts."""
    return solvent_n_part / solvent_parts


@derive("solvent_n_blend_fraction", when=BY_VOLUME, members=SOLVENTS)
def solvent_n_blend_fraction_by_volume(solvent_n_part, solvent_n_density, solvent_parts_by_volume):
    """Mass of the measured volume of solvent {n} over that of all."""
    return solvent_n_part * solvent_n_density / solvent_parts_by_volume


@derive("solvent_n_blend_fraction", when=BY_MOLE, members=SOLVENTS)
def solvent_n_blend_fraction_by_mole(solvent_n_part, solvent_n_molar_mass, solvent_parts_by_mole):
    """Mass of the moles of solvent {n} over that of all."""
    return solvent_n_part * solvent_n_molar_mass / solvent_parts_by_mole


@derive("Density of the solvent blend", G_CM3, symbol="ρ_solv", group=GROUP, source=SHARES, when=RECIPE)
def solvents_density(
    solvent_1_blend_fraction, solvent_1_density, solvent_2_blend_fraction, solvent_2_density,
    solvent_3_blend_fraction, solvent_3_density, solvent_4_blend_fraction, solvent_4_density,
):  # fmt: skip
    """The volumes of the solvents add up."""
    return 1 / (
        solvent_1_blend_fraction / solvent_1_density
        + solvent_2_blend_fraction / solvent_2_density
        + solvent_3_blend_fraction / solvent_3_density
        + solvent_4_blend_fraction / solvent_4_density
    )


@derive("Mean molar mass of the solvents", G_MOL, symbol="M_solv", group=GROUP, when=RECIPE)
def solvents_molar_mass(
    solvent_1_blend_fraction, solvent_1_molar_mass, solvent_2_blend_fraction, solvent_2_molar_mass,
    solvent_3_blend_fraction, solvent_3_molar_mass, solvent_4_blend_fraction, solvent_4_molar_mass,
):  # fmt: skip
    """The moles of the solvents add up."""
    return 1 / (
        solvent_1_blend_fraction / solvent_1_molar_mass
        + solvent_2_blend_fraction / solvent_2_molar_mass
        + solvent_3_blend_fraction / solvent_3_molar_mass
        + solvent_4_blend_fraction / solvent_4_molar_mass
    )


# Salts, from the way they are written to the other ways ---------------------------------------------------------------


@derive("salt_n_molality", when=_salts(MOLE_RATIO, BY_MOLE), members=SALTS)
def salt_n_molality_of_parts(salt_n_mole_ratio, solvent_parts_by_mole):
    """Parts of salt {n} over the mass of the parts of the solvents."""
    return salt_n_mole_ratio / solvent_parts_by_mole


@derive("salt_n_molality", when=_salts(MOLE_RATIO, {**RECIPE, "solvents_given_by": ("volume", "mass")}), members=SALTS)
def salt_n_molality_of_ratio(salt_n_mole_ratio, solvents_molar_mass):
    """Moles of salt {n} per mole of solvent over the mean molar mass of the solvents."""
    return salt_n_mole_ratio / solvents_molar_mass


@derive("salt_n_molality", when=_salts((MOLARITY, MASS_FRACTION)), members=SALTS)
def salt_n_molality_of_fraction(salt_n_mass_fraction, salt_n_molar_mass, solvent_fraction):
    """Moles of salt {n} over the mass of the solvents."""
    return salt_n_mass_fraction / (salt_n_molar_mass * solvent_fraction)


@derive("salt_n_mole_ratio", when=_salts((MOLARITY, MOLALITY, MASS_FRACTION), BY_MOLE), members=SALTS)
def salt_n_mole_ratio_in_parts(salt_n_molality, solvent_parts_by_mole):
    """Moles of salt {n} in the mass of the parts of the solvents."""
    return salt_n_molality * solvent_parts_by_mole


@derive(
    "salt_n_mole_ratio",
    when=_salts((MOLARITY, MOLALITY, MASS_FRACTION), {**RECIPE, "solvents_given_by": ("volume", "mass")}),
    members=SALTS,
)
def salt_n_mole_ratio_to_solvents(salt_n_molality, solvents_molar_mass):
    """Moles of salt {n} per mole of all solvents together."""
    return salt_n_molality * solvents_molar_mass


@derive("salt_n_mass_fraction", when=_salts(MOLARITY), members=SALTS)
def salt_n_mass_fraction_of_molarity(salt_n_molarity, salt_n_molar_mass, electrolyte_density):
    """Mass of salt {n} in a volume of electrolyte over the mass of that volume."""
    return salt_n_molarity * salt_n_molar_mass / electrolyte_density


@derive("salt_n_mass_fraction", when=_salts(PER_SOLVENT), members=SALTS)
def salt_n_mass_fraction_of_molality(salt_n_molality, salt_n_molar_mass, solvent_fraction):
    """Mass of salt {n} per mass of solvents times the share of these."""
    return salt_n_molality * salt_n_molar_mass * solvent_fraction


@derive("salt_n_molarity", when=_salts((MOLALITY, MOLE_RATIO, MASS_FRACTION)), members=SALTS)
def salt_n_molarity_of_fraction(salt_n_mass_fraction, salt_n_molar_mass, electrolyte_density):
    """Moles of salt {n} in the mass of a volume of electrolyte."""
    return salt_n_mass_fraction * electrolyte_density / salt_n_molar_mass


@derive("Salts, mass fraction", PERCENT, symbol="w_salt", group=GROUP, when=RECIPE)
def salts_fraction(salt_1_mass_fraction, salt_2_mass_fraction, salt_3_mass_fraction):
    """Mass of all salts per mass of the finished electrolyte."""
    return salt_1_mass_fraction + salt_2_mass_fraction + salt_3_mass_fraction


@derive("Salts per solvent", G_G, symbol="Y_salt", group=GROUP, when=_salts(PER_SOLVENT))
def salts_per_solvent(
    salt_1_molality, salt_1_molar_mass, salt_2_molality, salt_2_molar_mass, salt_3_molality, salt_3_molar_mass
):
    """Mass of all salts per mass of the solvents."""
    return (
        salt_1_molality * salt_1_molar_mass + salt_2_molality * salt_2_molar_mass + salt_3_molality * salt_3_molar_mass
    )


@derive("Salts per volume", G_CM3, symbol="C_salt", group=GROUP, when=_salts(MOLARITY))
def salts_per_volume(
    salt_1_molarity, salt_1_molar_mass, salt_2_molarity, salt_2_molar_mass, salt_3_molarity, salt_3_molar_mass
):
    """Mass of all salts per volume of the finished electrolyte."""
    return (
        salt_1_molarity * salt_1_molar_mass + salt_2_molarity * salt_2_molar_mass + salt_3_molarity * salt_3_molar_mass
    )


@derive("Volume that the salts take", PERCENT, symbol="φ_salt", group=GROUP, source=SHARES, when=_salts(MOLARITY))
def salts_volume_fraction(
    salt_1_molarity, salt_1_molar_volume, salt_2_molarity, salt_2_molar_volume, salt_3_molarity, salt_3_molar_volume
):
    """Apparent volume of all salts per volume of the finished electrolyte."""
    return (
        salt_1_molarity * salt_1_molar_volume
        + salt_2_molarity * salt_2_molar_volume
        + salt_3_molarity * salt_3_molar_volume
    )


# Additives ------------------------------------------------------------------------------------------------------------


@derive("additive_n_of_total", when=OF_SOLVENT, members=ADDITIVES)
def additive_n_of_total_shown(additive_n_of_solvent, solvent_fraction):
    """Mass of additive {n} per mass of solvents times the share of these."""
    return additive_n_of_solvent * solvent_fraction


@derive("additive_n_of_solvent", when=OF_TOTAL, members=ADDITIVES)
def additive_n_of_solvent_shown(additive_n_of_total, solvent_fraction):
    """Mass fraction of additive {n} over that of the solvents."""
    return additive_n_of_total / solvent_fraction


@derive("Additives, mass fraction", PERCENT, symbol="w_add", group=GROUP, when=RECIPE)
def additives_fraction(additive_1_of_total, additive_2_of_total):
    """Mass of all additives per mass of the finished electrolyte."""
    return additive_1_of_total + additive_2_of_total


@derive("Additives per solvent", G_G, symbol="Y_add", group=GROUP, when=RECIPE)
def additives_per_solvent(additive_1_of_solvent, additive_2_of_solvent):
    """Mass of all additives per mass of the solvents."""
    return additive_1_of_solvent + additive_2_of_solvent


@derive("Volume of the additives", ML_G, symbol="v_add", group=GROUP, source=SHARES, when=RECIPE)
def additives_volume(
    additive_1_of_total, additive_1_molar_volume, additive_1_molar_mass,
    additive_2_of_total, additive_2_molar_volume, additive_2_molar_mass,
):  # fmt: skip
    """Apparent volume of all additives per mass of the finished electrolyte."""
    return (
        additive_1_of_total * additive_1_molar_volume / additive_1_molar_mass
        + additive_2_of_total * additive_2_molar_volume / additive_2_molar_mass
    )


@derive("Volume of the additives per solvent", ML_G, symbol="v_add,s", group=GROUP, source=SHARES, when=OF_SOLVENT)
def additives_volume_per_solvent(
    additive_1_of_solvent, additive_1_molar_volume, additive_1_molar_mass,
    additive_2_of_solvent, additive_2_molar_volume, additive_2_molar_mass,
):  # fmt: skip
    """Apparent volume of all additives per mass of the solvents."""
    return (
        additive_1_of_solvent * additive_1_molar_volume / additive_1_molar_mass
        + additive_2_of_solvent * additive_2_molar_volume / additive_2_molar_mass
    )


# The solution ---------------------------------------------------------------------------------------------------------


@derive("solvent_fraction", when=_salts((MOLARITY, MASS_FRACTION), OF_TOTAL))
def solvent_fraction_left(salts_fraction, additives_fraction):
    """What salts and additives leave."""
    return 1 - salts_fraction - additives_fraction


@derive("solvent_fraction", when=_salts((MOLARITY, MASS_FRACTION), OF_SOLVENT))
def solvent_fraction_beside_additives(salts_fraction, additives_per_solvent):
    """What the salts leave, less the additives that go with it."""
    return (1 - salts_fraction) / (1 + additives_per_solvent)


@derive("solvent_fraction", when=_salts(PER_SOLVENT, OF_TOTAL))
def solvent_fraction_beside_salts(salts_per_solvent, additives_fraction):
    """What the additives leave, less the salts that go with it."""
    return (1 - additives_fraction) / (1 + salts_per_solvent)


@derive("solvent_fraction", when=_salts(PER_SOLVENT, OF_SOLVENT))
def solvent_fraction_beside_both(salts_per_solvent, additives_per_solvent):
    """The solvents over the solvents with their salts and additives."""
    return 1 / (1 + salts_per_solvent + additives_per_solvent)


@derive("Volume of the salts", ML_G, symbol="v_salt", group=GROUP, source=SHARES, when=RECIPE)
def salts_volume(
    salt_1_mass_fraction, salt_1_molar_volume, salt_1_molar_mass,
    salt_2_mass_fraction, salt_2_molar_volume, salt_2_molar_mass,
    salt_3_mass_fraction, salt_3_molar_volume, salt_3_molar_mass,
):  # fmt: skip
    """Apparent volume of all salts per mass of the finished electrolyte."""
    return (
        salt_1_mass_fraction * salt_1_molar_volume / salt_1_molar_mass
        + salt_2_mass_fraction * salt_2_molar_volume / salt_2_molar_mass
        + salt_3_mass_fraction * salt_3_molar_volume / salt_3_molar_mass
    )


@derive("recipe_density", when=_salts((MOLALITY, MOLE_RATIO, MASS_FRACTION)))
def recipe_density_by_mass(solvent_fraction, solvents_density, salts_volume, additives_volume):
    """One unit of mass over the volumes of its solvents, salts and additives."""
    return 1 / (solvent_fraction / solvents_density + salts_volume + additives_volume)


@derive("recipe_density", when=_salts(MOLARITY, OF_TOTAL))
def recipe_density_of_molarity(
    salts_volume_fraction, salts_per_volume, solvents_density, additives_fraction, additives_volume
):
    """In one unit of volume: the salts, the solvents in the room these leave, and additives as their share of all."""
    return (solvents_density * (1 - salts_volume_fraction) + salts_per_volume) / (
        1 - additives_fraction + solvents_density * additives_volume
    )


@derive("recipe_density", when=_salts(MOLARITY, OF_SOLVENT))
def recipe_density_beside_additives(
    salts_volume_fraction, salts_per_volume, solvents_density, additives_per_solvent, additives_volume_per_solvent
):
    """In one unit of volume: the salts, and in the room these leave the solvents with their additives."""
    return (
        solvents_density
        * (1 - salts_volume_fraction)
        * (1 + additives_per_solvent)
        / (1 + solvents_density * additives_volume_per_solvent)
        + salts_per_volume
    )


@derive("electrolyte_density", when={"electrolyte_density_given_by": "recipe"})
def electrolyte_density_of_recipe(recipe_density):
    """The density that follows from the recipe."""
    return recipe_density


@derive("Density by the recipe, lowest", G_CM3, symbol="ρ_rec,low", group=GROUP, when=RECIPE)
def recipe_density_low(recipe_density, density_model_error):
    """The recipe's density less the error of the model."""
    return recipe_density * (1 - density_model_error)


@derive("Density by the recipe, highest", G_CM3, symbol="ρ_rec,high", group=GROUP, when=RECIPE)
def recipe_density_high(recipe_density, density_model_error):
    """The recipe's density and the error of the model."""
    return recipe_density * (1 + density_model_error)


@derive(
    "Measured density against the recipe's",
    PERCENT,
    symbol="Δ_ρ",
    group=GROUP,
    when={"electrolyte_density_given_by": "measured-with-recipe"},
)
def recipe_density_deviation(electrolyte_density, recipe_density):
    """The density in use over the recipe's, less one."""
    return electrolyte_density / recipe_density - 1
