"""What a paper, a supplier or a weighing says of this cell. Kept as printed, compared, never used to fit the model."""

from calc.quantity import Input
from calc.units import AH, MM, MOHM, ONE, WH_KG, WH_L, G, Unit

GROUP = "claims"


def _claim(key: str, label: str, unit: Unit, symbol: str, what: str, high: float) -> Input:
    return Input(key, label, unit, symbol, what, group=GROUP, low=0, high=high, optional=True)


DECLARATIONS = (
    _claim("claimed_mass", "Claimed cell mass", G, "m*", "Mass of the whole cell as stated.", 1e6),
    _claim("claimed_capacity", "Claimed capacity", AH, "Q*", "Capacity as stated.", 1e4),
    _claim(
        "claimed_specific_energy",
        "Claimed specific energy",
        WH_KG,
        "E*_m",
        "Energy per mass of the whole cell as stated.",
        1e4,
    ),
    _claim(
        "claimed_energy_density",
        "Claimed energy density",
        WH_L,
        "E*_V",
        "Energy per volume as stated, on whatever volume the source means.",
        1e5,
    ),
    _claim("claimed_np", "Claimed N/P", ONE, "N/P*", "N/P as stated, on whatever basis the source means.", 1e3),
    _claim("claimed_thickness", "Claimed thickness", MM, "t*", "Thickness of the cell as stated.", 1e3),
    _claim(
        "claimed_active_mass",
        "Claimed cathode active mass",
        G,
        "m*_am",
        "Mass of cathode active material in the cell as stated.",
        1e6,
    ),
    _claim(
        "claimed_impedance",
        "Claimed impedance at 1 kHz",
        MOHM,
        "Z*",
        "Magnitude of the alternating-current impedance at 1 kHz and half charge as stated or measured.",
        1e6,
    ),
)
