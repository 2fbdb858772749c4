"""Constants of nature and of pure substances. They reach the formulas as parameters, like every other quantity."""

from calc.quantity import Constant
from calc.units import G_AH, G_CM3, MAH_G, NOHM_M, PERCENT

CONSTANTS = (
    Constant(
        "lithium_density",
        "Density of lithium",
        G_CM3,
        "ρ_Li",
        "Density of metallic lithium at 20 °C.",
        "crc-handbook",
        0.534,
    ),
    Constant(
        "lithium_specific_capacity",
        "Specific capacity of lithium",
        MAH_G,
        "q_Li",
        "Charge per mass of metallic lithium: one electron per atom.",
        "formula-mass",
        3861.0,
    ),
    Constant(
        "sodium_density",
        "Density of sodium",
        G_CM3,
        "ρ_Na",
        "Density of metallic sodium at 20 °C.",
        "orzech-materials",
        0.971,
    ),
    Constant(
        "sodium_specific_capacity",
        "Specific capacity of sodium",
        MAH_G,
        "q_Na",
        "Charge per mass of metallic sodium: one electron per atom of 22.990 g/mol.",
        "formula-mass",
        1165.8,
    ),
    Constant(
        "lithium_resistivity",
        "Resistivity of lithium",
        NOHM_M,
        "r_Li",
        "Electrical resistivity of metallic lithium at 20 °C.",
        "crc-handbook",
        92.8,
    ),
    Constant(
        "sodium_resistivity",
        "Resistivity of sodium",
        NOHM_M,
        "r_Na",
        "Electrical resistivity of metallic sodium at 20 °C.",
        "crc-handbook",
        47.7,
    ),
    Constant(
        "lithium_equivalent_content",
        "Equivalent lithium content",
        G_AH,
        "e_Li",
        "Equivalent lithium content per rated ampere-hour that transport rules use for lithium-ion cells.",
        "phmsa-99-0070",
        0.3,
    ),
    Constant(
        "density_model_error",
        "Error of a density from a recipe",
        PERCENT,
        "ε_ρ",
        "How far a density from added volumes may be from a measured one, up or down.",
        "apparent-molar-volume-model",
        2.0,
    ),
)
