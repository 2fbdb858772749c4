"""What the electrolyte of a recipe is: grams to weigh for a cell, shares, concentrations, what bears on the cathode.

Without a recipe the electrolyte's material states the last of these.
"""

from calc.inputs.recipe import ADDITIVES, GROUP, RECIPE, SALTS, SOLVENTS
from calc.quantity import Result, derive
from calc.units import MOL_KG, MOL_L, ONE, PERCENT, G

ELECTROLYTE = "electrolyte"

DECLARATIONS = (
    Result("electrolyte_ether_per_salt", "Ether molecules per salt", ONE, "e_E", group=ELECTROLYTE),
    Result("electrolyte_carbonate_fraction", "Carbonates, mass fraction", PERCENT, "k_E", group=ELECTROLYTE),
    Result("electrolyte_nitrate", "Nitrate", MOL_L, "c_NO3", group=ELECTROLYTE),
    Result("electrolyte_imide_fraction", "TFSI per salt", PERCENT, "τ_E", group=ELECTROLYTE),
)


@derive(
    "Solvent {n} mass fraction", PERCENT, symbol="w_{n}", group=GROUP, when=RECIPE, of="solvent_n", members=SOLVENTS
)
def solvent_n_mass_fraction(solvent_n_blend_fraction, solvent_fraction):
    """Mass of solvent {n} per mass of the finished electrolyte."""
    return solvent_n_blend_fraction * solvent_fraction


@derive("Solvent {n} volume share", PERCENT, symbol="φ_{n}", group=GROUP, when=RECIPE, of="solvent_n", members=SOLVENTS)
def solvent_n_volume_fraction(solvent_n_blend_fraction, solvents_density, solvent_n_density):
    """Volume of solvent {n} among those of all solvents, each before mixing."""
    return solvent_n_blend_fraction * solvents_density / solvent_n_density


@derive(
    "Solvent {n} molecules per salt", ONE, symbol="s_{n}", group=GROUP, when=RECIPE, of="solvent_n", members=SOLVENTS
)
def solvent_n_per_salt(solvent_n_blend_fraction, solvent_n_molar_mass, salts_molality):
    """Moles of solvent {n} per mole of all salts."""
    return solvent_n_blend_fraction / (solvent_n_molar_mass * salts_molality)


@derive(
    "Solvent {n} in the fill of one cell", G, symbol="m_{n}", group=GROUP, when=RECIPE, of="solvent_n", members=SOLVENTS
)
def solvent_n_mass(solvent_n_mass_fraction, electrolyte_fill):
    """Mass of solvent {n} to weigh for one cell, what filling loses included."""
    return solvent_n_mass_fraction * electrolyte_fill


@derive("Salt {n} in the fill of one cell", G, symbol="m_s{n}", group=GROUP, when=RECIPE, of="salt_n", members=SALTS)
def salt_n_mass(salt_n_mass_fraction, electrolyte_fill):
    """Mass of salt {n} to weigh for one cell, what filling loses included."""
    return salt_n_mass_fraction * electrolyte_fill


@derive(
    "Additive {n} in the fill of one cell",
    G,
    symbol="m_a{n}",
    group=GROUP,
    when=RECIPE,
    of="additive_n",
    members=ADDITIVES,
)
def additive_n_mass(additive_n_of_total, electrolyte_fill):
    """Mass of additive {n} to weigh for one cell, what filling loses included."""
    return additive_n_of_total * electrolyte_fill


@derive("Molality of all salts", MOL_KG, symbol="b_salt", group=GROUP, when=RECIPE)
def salts_molality(salt_1_molality, salt_2_molality, salt_3_molality):
    """Moles of all salts per mass of the solvents."""
    return salt_1_molality + salt_2_molality + salt_3_molality


@derive("Molarity of all salts", MOL_L, symbol="c_salt", group=GROUP, when=RECIPE)
def salts_molarity(salt_1_molarity, salt_2_molarity, salt_3_molarity):
    """Moles of all salts per volume of the finished electrolyte."""
    return salt_1_molarity + salt_2_molarity + salt_3_molarity


@derive(
    "Uncertainty of the molarity",
    MOL_L,
    symbol="δc",
    group=GROUP,
    when={
        "electrolyte_density_given_by": "recipe",
        "salts_given_by": ("molality", "mole-ratio", "mass-fraction"),
    },
)
def salts_molarity_error(salts_molarity, density_model_error):
    """The error of the density comes through whole: ± this much, as long as nobody measures the density."""
    return salts_molarity * density_model_error


@derive("electrolyte_ether_per_salt", when=RECIPE)
def electrolyte_ether_per_salt_of_recipe(
    solvent_1_per_salt, solvent_1_ether, solvent_2_per_salt, solvent_2_ether,
    solvent_3_per_salt, solvent_3_ether, solvent_4_per_salt, solvent_4_ether,
):  # fmt: skip
    """Moles of the solvents that are ethers per mole of salt."""
    return (
        solvent_1_per_salt * solvent_1_ether
        + solvent_2_per_salt * solvent_2_ether
        + solvent_3_per_salt * solvent_3_ether
        + solvent_4_per_salt * solvent_4_ether
    )


@derive("electrolyte_carbonate_fraction", when=RECIPE)
def electrolyte_carbonate_fraction_of_recipe(
    solvent_1_mass_fraction, solvent_1_carbonate, solvent_2_mass_fraction, solvent_2_carbonate,
    solvent_3_mass_fraction, solvent_3_carbonate, solvent_4_mass_fraction, solvent_4_carbonate,
    additive_1_of_total, additive_1_carbonate, additive_2_of_total, additive_2_carbonate,
):  # fmt: skip
    """Mass of the carbonates among solvents and additives per mass of the finished electrolyte."""
    return (
        solvent_1_mass_fraction * solvent_1_carbonate
        + solvent_2_mass_fraction * solvent_2_carbonate
        + solvent_3_mass_fraction * solvent_3_carbonate
        + solvent_4_mass_fraction * solvent_4_carbonate
        + additive_1_of_total * additive_1_carbonate
        + additive_2_of_total * additive_2_carbonate
    )


@derive("electrolyte_nitrate", when=RECIPE)
def electrolyte_nitrate_of_recipe(
    salt_1_molarity, salt_1_nitrate, salt_2_molarity, salt_2_nitrate, salt_3_molarity, salt_3_nitrate,
    additive_1_of_total, additive_1_molar_mass, additive_1_nitrate,
    additive_2_of_total, additive_2_molar_mass, additive_2_nitrate, electrolyte_density,
):  # fmt: skip
    """Nitrate ions of salts and additives per volume of the finished electrolyte."""
    return (
        salt_1_molarity * salt_1_nitrate
        + salt_2_molarity * salt_2_nitrate
        + salt_3_molarity * salt_3_nitrate
        + electrolyte_density * additive_1_of_total * additive_1_nitrate / additive_1_molar_mass
        + electrolyte_density * additive_2_of_total * additive_2_nitrate / additive_2_molar_mass
    )


@derive("electrolyte_imide_fraction", when=RECIPE)
def electrolyte_imide_fraction_of_recipe(
    salt_1_molality, salt_1_imide, salt_2_molality, salt_2_imide, salt_3_molality, salt_3_imide, salts_molality
):
    """Moles of TFSI per mole of all salts."""
    return (
        salt_1_molality * salt_1_imide + salt_2_molality * salt_2_imide + salt_3_molality * salt_3_imide
    ) / salts_molality
