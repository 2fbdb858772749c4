"""Electrolyte dose. To add a rule, add one function."""

from calc.quantity import Band, rule
from calc.units import G_AH, G_G, ONE

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
