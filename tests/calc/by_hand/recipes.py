"""A recipe of round numbers worked by hand in every dialect: four solvents, three salts, two additives.

Per gram of solvent, in g, cm³ and mol; the program is asked in the declared units. By volume and by mole the solvents
are 20, 20, 20 and 40 % of their mass (1.25 g/cm³, 125 g/mol), by mass 25, 12.5, 50 and 12.5 % (1.34375 cm³/g and
13.4375 mmol/g). One mole of each salt weighs 100, 200 and 50 g and takes 50, 40 and 100 cm³. 4.4 g are filled.
"""

COMMON = {
    "solvent_1_part": 2, "solvent_1_density": 1, "solvent_1_molar_mass": 100, "solvent_1_ether": 1,
    "solvent_2_part": 1, "solvent_2_density": 2, "solvent_2_molar_mass": 200, "solvent_2_ether": 0,
    "solvent_3_part": 4, "solvent_3_density": 0.5, "solvent_3_molar_mass": 50, "solvent_3_ether": 1,
    "solvent_4_part": 1, "solvent_4_density": 4, "solvent_4_molar_mass": 400, "solvent_4_ether": 0,
    "solvent_1_carbonate": 0, "solvent_2_carbonate": 1, "solvent_3_carbonate": 0, "solvent_4_carbonate": 1,
    "salt_1_molar_mass": 100, "salt_1_molar_volume": 50, "salt_1_nitrate": 0, "salt_1_imide": 1,
    "salt_2_molar_mass": 200, "salt_2_molar_volume": 40, "salt_2_nitrate": 1, "salt_2_imide": 0,
    "salt_3_molar_mass": 50, "salt_3_molar_volume": 100, "salt_3_nitrate": 2, "salt_3_imide": 2,
    "salt_1_molarity": 1, "salt_2_molarity": 0.5, "salt_3_molarity": 0.2,
    "salt_1_molality": 1, "salt_2_molality": 0.5, "salt_3_molality": 0.2,
    "salt_1_mole_ratio": 1, "salt_2_mole_ratio": 0.5, "salt_3_mole_ratio": 0.2,
    "salt_1_mass_fraction": 10, "salt_2_mass_fraction": 20, "salt_3_mass_fraction": 5,
    "additive_1_of_total": 2, "additive_1_of_solvent": 2, "additive_1_molar_mass": 100,
    "additive_1_molar_volume": 50, "additive_1_nitrate": 1, "additive_1_carbonate": 0,
    "additive_2_of_total": 3, "additive_2_of_solvent": 3, "additive_2_molar_mass": 50,
    "additive_2_molar_volume": 50, "additive_2_nitrate": 0, "additive_2_carbonate": 1,
    "cathode_polysulfides": 1, "electrolyte_ether_per_salt": 2, "electrolyte_carbonate_fraction": 10,
    "electrolyte_nitrate": 0.4, "electrolyte_imide_fraction": 60,
}  # fmt: skip


def _each(pattern: str, *values: float) -> dict[str, float]:
    return {pattern.format(n): value for n, value in enumerate(values, 1)}


def _written(density: str, solvents: str, salts: str, additives: str) -> str:
    return (
        f"electrolyte_density_given_by={density} solvents_given_by={solvents} salts_given_by={salts} "
        f"additives_given_by={additives}"
    )


# By volume, molarity, additives of the total. A litre holds 100 + 100 + 10 g of salt in 90 cm³; 910 cm³ are left for
# solvent and for the additives' share, which takes 0.02 × 0.5 + 0.03 × 1 = 0.04 cm³ per gram of electrolyte.
A_DENSITY = (1.25 * 0.91 + 0.21) / (1 - 0.05 + 1.25 * 0.04)  # 1.3475 g/cm³
A_SOLVENT = 1 - 0.05 - 0.21 / A_DENSITY
A_MOLALITY = 1 / (A_DENSITY * A_SOLVENT)  # of one mole per litre
A_PER_KG = 1.7 * A_MOLALITY

# By mole, mole ratio, additives of the total: the parts weigh 200 + 200 + 200 + 400 g, so the ratios are molalities.
C_SOLVENT = 0.95 / 1.21
C_DENSITY = 1 / (C_SOLVENT / 1.25 + 0.09 * C_SOLVENT + 0.04)

# By mole, mass fraction, additives of the total: 0.1 × 0.5 + 0.2 × 0.2 + 0.05 × 2 = 0.19 cm³/g of salt.
E_DENSITY = 1 / (0.6 / 1.25 + 0.19 + 0.04)

# By mass, molarity, additives of the solvent: these and 1 g of solvent are 1.05 g in 1.34375 + 0.04 cm³.
F_SOLVENT = (1 - 0.21 / 1.25) / 1.05

RECIPES = (
    (
        _written("recipe", "volume", "molarity", "of-total"),
        {
            "solvent_parts_by_volume": 2 * 1 + 1 * 2 + 4 * 0.5 + 1 * 4,
            **_each("solvent_{}_blend_fraction", 20, 20, 20, 40),
            "solvents_density": 1 / (0.2 / 1 + 0.2 / 2 + 0.2 / 0.5 + 0.4 / 4),
            "solvents_molar_mass": 1 / (0.2 / 100 + 0.2 / 200 + 0.2 / 50 + 0.4 / 400),
            "salts_per_volume": 0.1 + 0.1 + 0.01,
            "salts_volume_fraction": 5 + 2 + 2,
            "additives_fraction": 5,
            "additives_volume": 0.04,
            "recipe_density": A_DENSITY,
            "electrolyte_density": A_DENSITY,
            "recipe_density_low": 0.98 * A_DENSITY,
            "recipe_density_high": 1.02 * A_DENSITY,
            **_each("salt_{}_mass_fraction", 10 / A_DENSITY, 10 / A_DENSITY, 1 / A_DENSITY),
            "salts_fraction": 21 / A_DENSITY,
            "solvent_fraction": 100 * A_SOLVENT,
            **_each("salt_{}_molality", A_MOLALITY, 0.5 * A_MOLALITY, 0.2 * A_MOLALITY),
            **_each("salt_{}_mole_ratio", 0.125 * A_MOLALITY, 0.0625 * A_MOLALITY, 0.025 * A_MOLALITY),
            "salts_volume": (0.05 + 0.02 + 0.02) / A_DENSITY,
            "salts_molality": A_PER_KG,
            "salts_molarity": 1.7,
            **_each("additive_{}_of_solvent", 2 / A_SOLVENT, 3 / A_SOLVENT),
            "additives_per_solvent": 0.05 / A_SOLVENT,
            **_each("solvent_{}_mass_fraction", 20 * A_SOLVENT, 20 * A_SOLVENT, 20 * A_SOLVENT, 40 * A_SOLVENT),
            **_each("solvent_{}_volume_fraction", 25, 12.5, 50, 12.5),  # the parts 2 : 1 : 4 : 1
            **_each("solvent_{}_per_salt", 2 / A_PER_KG, 1 / A_PER_KG, 4 / A_PER_KG, 1 / A_PER_KG),
            **_each("solvent_{}_mass", 0.88 * A_SOLVENT, 0.88 * A_SOLVENT, 0.88 * A_SOLVENT, 1.76 * A_SOLVENT),
            **_each("salt_{}_mass", 0.44 / A_DENSITY, 0.44 / A_DENSITY, 0.044 / A_DENSITY),
            **_each("additive_{}_mass", 0.088, 0.132),
            "electrolyte_ether_per_salt": 6 / A_PER_KG,
            "electrolyte_carbonate_fraction": 60 * A_SOLVENT + 3,
            "electrolyte_nitrate": 0.5 + 2 * 0.2 + 0.02 * 1000 * A_DENSITY / 100,
            "electrolyte_imide_fraction": 100 * (1 + 2 * 0.2) / 1.7,
        },
    ),
    (
        _written("measured-with-recipe", "mass", "molality", "of-solvent"),
        {
            "solvent_parts": 8,
            **_each("solvent_{}_blend_fraction", 25, 12.5, 50, 12.5),
            "solvents_density": 1 / (0.25 + 0.0625 + 1 + 0.03125),
            "solvents_molar_mass": 1000 / (2.5 + 0.625 + 10 + 0.3125),
            "salts_per_solvent": 0.21,
            "additives_per_solvent": 0.05,
            "additives_volume_per_solvent": 0.04,
            "solvent_fraction": 100 / 1.26,
            **_each("salt_{}_mass_fraction", 10 / 1.26, 10 / 1.26, 1 / 1.26),
            **_each("salt_{}_molarity", 1.25 / 1.26, 0.625 / 1.26, 0.25 / 1.26),  # at the measured density
            **_each("salt_{}_mole_ratio", 1 / 13.4375, 0.5 / 13.4375, 0.2 / 13.4375),
            **_each("additive_{}_of_total", 2 / 1.26, 3 / 1.26),
            "additives_volume": 0.04 / 1.26,
            "salts_volume": 0.09 / 1.26,
            "recipe_density": 1.26 / (1.34375 + 0.09 + 0.04),
            "recipe_density_deviation": 100 * (1.25 * 1.47375 / 1.26 - 1),
            "electrolyte_imide_fraction": 100 * 1.4 / 1.7,
        },
    ),
    (
        _written("recipe", "mole", "mole-ratio", "of-total"),
        {
            "solvent_parts_by_mole": 1000,
            **_each("solvent_{}_blend_fraction", 20, 20, 20, 40),
            **_each("salt_{}_molality", 1, 0.5, 0.2),
            "salts_per_solvent": 0.21,
            "solvent_fraction": 100 * C_SOLVENT,
            **_each("salt_{}_mass_fraction", 10 * C_SOLVENT, 10 * C_SOLVENT, C_SOLVENT),
            "recipe_density": C_DENSITY,
            **_each(
                "salt_{}_molarity", C_SOLVENT * C_DENSITY, 0.5 * C_SOLVENT * C_DENSITY, 0.2 * C_SOLVENT * C_DENSITY
            ),
            "salts_molarity_error": 0.02 * 1.7 * C_SOLVENT * C_DENSITY,
            **_each("solvent_{}_per_salt", 2 / 1.7, 1 / 1.7, 4 / 1.7, 1 / 1.7),
        },
    ),
    (
        _written("recipe", "volume", "mole-ratio", "of-solvent"),
        {
            **_each("salt_{}_molality", 8, 4, 1.6),  # per 0.125 kg
            "solvent_fraction": 100 / (1 + 0.8 + 0.8 + 0.08 + 0.05),
        },
    ),
    (
        _written("recipe", "mole", "mass-fraction", "of-total"),
        {
            "solvent_fraction": 60,
            **_each("salt_{}_molality", 1 / 0.6, 1 / 0.6, 1 / 0.6),
            **_each("salt_{}_mole_ratio", 1 / 0.6, 1 / 0.6, 1 / 0.6),
            "recipe_density": E_DENSITY,
            **_each("salt_{}_molarity", E_DENSITY, E_DENSITY, E_DENSITY),
        },
    ),
    (
        _written("measured-with-recipe", "mass", "molarity", "of-solvent"),
        {
            **_each("salt_{}_mass_fraction", 8, 8, 0.8),
            "solvent_fraction": 100 * F_SOLVENT,
            "recipe_density": 1.05 / 1.38375 * 0.91 + 0.21,
            **_each("additive_{}_of_total", 2 * F_SOLVENT, 3 * F_SOLVENT),
        },
    ),
)
