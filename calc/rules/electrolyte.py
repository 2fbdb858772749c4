"""Electrolyte dose. To add a rule, add one function."""

import numpy as np

from calc.inputs.recipe import RECIPE
from calc.quantity import Band, rule
from calc.units import G_AH, G_G, G_ML, MOL_L, ONE, PERCENT, V

CHANGE = (
    "electrolyte_per_active_mass",
    "electrolyte_volume_per_active_mass",
    "electrolyte_per_capacity",
    "electrolyte_volume_per_capacity",
    "electrolyte_fill_ratio",
    "electrolyte_mass",
    "electrolyte_volume",
)


@rule(
    "Electrolyte over pore volume",
    ONE,
    error=Band(low="1.0"),
    warning=Band(low="1.2", high="3"),
    reason="Below one the pores stay dry; far above it liquid swims in the pouch.",
    change=CHANGE,
)
def fill_ratio(electrolyte_fill_ratio):
    return electrolyte_fill_ratio


@rule(
    "Electrolyte per sulfur by mass",
    G_G,
    error=Band(low="1.5"),
    warning=Band(low="2.5", high="6"),
    reason="Polysulfides need solvent: too little stalls the reaction, too much costs the energy.",
    change=CHANGE,
    when={"cathode_lithium": "none"},
)
def electrolyte_per_sulfur(electrolyte_per_active_mass):
    return electrolyte_per_active_mass


@rule(
    "Electrolyte per capacity by mass",
    G_AH,
    error=Band(low="0.8"),
    warning=Band(low="1", high="6"),
    reason="Below, the cell dries out; above, the electrolyte outweighs its use.",
    source="battelle-patent",
    change=CHANGE,
)
def electrolyte_per_ampere_hour(electrolyte_per_capacity):
    return electrolyte_per_capacity


@rule(
    "Density of an electrolyte that is dosed per active mass",
    G_ML,
    info=Band(low="0.9", high="1.1"),
    message="At {electrolyte_density}, {electrolyte_per_active_mass} are {electrolyte_volume_per_active_mass}. Sources "
    "print either number under the same heading: check which one was meant.",
    reason="Grams per gram and microlitres per milligram are the same number only for a liquid as dense as water.",
    change=("electrolyte_given_by", "electrolyte_density_given_by"),
    when={"electrolyte_given_by": ("mass-per-active-mass", "volume-per-active-mass")},
)
def dose_by_mass_or_volume(electrolyte_density):
    return electrolyte_density


# What the electrolyte bears ---------------------------------------------------------------------------------------


@rule(
    "Upper cut-off with an ether electrolyte",
    V,
    warning=Band(high="4.0"),
    message="The upper cut-off is {upper_voltage}, with {electrolyte_ether_per_salt} ether molecules per salt.",
    reason="Glymes and cyclic ethers that no salt binds oxidise above 4.0 V. About two per salt are bound, as in local "
    "high-concentration electrolytes; carbonates bear more.",
    change=("upper_voltage", "solvents_given_by", "salts_given_by", "electrolyte_density_given_by"),
)
def ether_oxidation(upper_voltage, electrolyte_ether_per_salt):
    return np.where(electrolyte_ether_per_salt > 2, upper_voltage, 0 * upper_voltage)


@rule(
    "Upper cut-off with TFSI on aluminium",
    V,
    warning=Band(high="3.7"),
    message="The upper cut-off is {upper_voltage}, and TFSI is {electrolyte_imide_fraction} of the salt.",
    reason="TFSI dissolves bare aluminium above 3.7 V unless another salt, such as LiPF₆, LiDFOB or LiBOB, seals it or "
    "the foil is coated.",
    change=("upper_voltage", "salts_given_by", "electrolyte_density_given_by"),
)
def aluminium_corrosion(upper_voltage, electrolyte_imide_fraction):
    return np.where(electrolyte_imide_fraction > 0, upper_voltage, 0 * upper_voltage)


@rule(
    "Carbonates with a sulfur cathode",
    PERCENT,
    warning=Band(high="2"),
    message="{electrolyte_carbonate_fraction} of the electrolyte are carbonates, and the cathode dissolves as "
    "polysulfides.",
    reason="Polysulfides attack carbonates and are lost for the discharge; sulfur needs ethers.",
    change=("cathode_lithium", "solvents_given_by", "electrolyte_density_given_by"),
)
def carbonate_with_sulfur(electrolyte_carbonate_fraction, cathode_polysulfides):
    return np.where(cathode_polysulfides > 0, electrolyte_carbonate_fraction, 0 * electrolyte_carbonate_fraction)


@rule(
    "Nitrate with a sulfur cathode",
    MOL_L,
    warning=Band(low="0.1"),
    message="The electrolyte holds {electrolyte_nitrate} of nitrate, and the cathode dissolves as polysulfides.",
    reason="Below 0.1 mol/L the lithium is not protected from polysulfides, and they shuttle.",
    change=("cathode_lithium", "salts_given_by", "additives_given_by", "electrolyte_density_given_by"),
)
def nitrate_for_sulfur(electrolyte_nitrate, cathode_polysulfides):
    # Over 1 for sulfur; over 0 for all other cathodes, which is no shortage, or no number where there is no nitrate.
    return electrolyte_nitrate / cathode_polysulfides


# The recipe ---------------------------------------------------------------------------------------------------------

SALTS = tuple(f"salt_{n}_{amount}" for n in "123" for amount in ("molarity", "molality", "mole_ratio", "mass_fraction"))
ADDITIVES = tuple(f"additive_{n}_{amount}" for n in "12" for amount in ("of_total", "of_solvent"))


@rule(
    "Solvent in the electrolyte",
    PERCENT,
    error=Band(low="1"),
    warning=Band(low="25"),
    reason="Salts and additives leave too little to dissolve in: one of the shares or its dialect is wrong.",
    change=(*SALTS, *ADDITIVES, "salts_given_by", "additives_given_by"),
    when=RECIPE,
)
def solvent_share(solvent_fraction):
    return solvent_fraction


@rule(
    "Additives together",
    PERCENT,
    error=Band(high="99"),
    warning=Band(high="10"),
    reason="Additives are a few per cent; more of one is a solvent, and counts as one.",
    change=(*ADDITIVES, "additives_given_by"),
    when=RECIPE,
)
def additives_share(additives_fraction):
    return additives_fraction


@rule(
    "Molarity of all salts",
    MOL_L,
    warning=Band(low="0.3", high="5"),
    reason="Below, the electrolyte conducts too little; above, it is too viscous to soak in. A wrong dialect of the "
    "salts shows here too.",
    change=(*SALTS, "salts_given_by"),
    when=RECIPE,
)
def molarity_usual(salts_molarity):
    return salts_molarity


@rule(
    "Measured density against the recipe's",
    PERCENT,
    warning=Band(low="-2", high="2"),
    message="The density of {electrolyte_density} is off the recipe's {recipe_density} by {recipe_density_deviation}.",
    reason="A recipe's density holds to about 2 %: beyond, the recipe, its dialect or the measurement is wrong.",
    change=("electrolyte_density", "solvents_given_by", "salts_given_by"),
    when={"electrolyte_density_given_by": "measured-with-recipe"},
)
def density_as_mixed(recipe_density_deviation):
    return recipe_density_deviation
