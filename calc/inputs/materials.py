"""The places in a cell that materials fill, and the properties each kind of material may state.

A material may also bring a half-cell curve: see CURVES. To add a property: one line in its kind below, and an input
elsewhere that names (slot, property) if it is to be used.
"""

from calc.inputs.recipe import ADDITIVES, RECIPE, SALTS, SOLVENTS
from calc.quantity import CurveInput, Slot
from calc.units import (
    A_MM2,
    CM3_MOL,
    G_CM3,
    G_M2,
    G_MOL,
    MAH_G,
    MM,
    MOL_L,
    NOHM_M,
    ONE,
    PERCENT,
    UM,
    Unit,
    V,
)

COATED = {"anode_kind": ("coated",)}
ON_COPPER = {"anode_kind": ("lithium-on-copper", "coated", "anode-free")}


def _several(electrode: str) -> dict[str, tuple[str, ...]]:
    return {f"{electrode}_blend": ("two", "three")}


def _three(electrode: str) -> dict[str, tuple[str, ...]]:
    return {f"{electrode}_blend": ("three",)}


def _two_each(electrode: str) -> dict[str, tuple[str, ...]]:
    return {f"{electrode}_additives": ("two-each",)}


SLOTS = (
    Slot("cathode_active", "Cathode active material", "cathode-active", "cathode"),
    Slot("cathode_second_active", "Second cathode active material", "cathode-active", "cathode", _several("cathode")),
    Slot("cathode_third_active", "Third cathode active material", "cathode-active", "cathode", _three("cathode")),
    Slot("cathode_carbon", "Cathode carbon", "carbon", "cathode"),
    Slot("cathode_second_carbon", "Second cathode carbon", "carbon", "cathode", _two_each("cathode")),
    Slot("cathode_binder", "Cathode binder", "binder", "cathode"),
    Slot("cathode_second_binder", "Second cathode binder", "binder", "cathode", _two_each("cathode")),
    Slot("cathode_foil", "Cathode foil", "foil", "cathode"),
    Slot("anode_active", "Anode active material", "anode-active", "anode", COATED),
    Slot("anode_second_active", "Second anode active material", "anode-active", "anode", COATED | _several("anode")),
    Slot("anode_third_active", "Third anode active material", "anode-active", "anode", COATED | _three("anode")),
    Slot("anode_carbon", "Anode carbon", "carbon", "anode", COATED),
    Slot("anode_second_carbon", "Second anode carbon", "carbon", "anode", COATED | _two_each("anode")),
    Slot("anode_binder", "Anode binder", "binder", "anode", COATED),
    Slot("anode_second_binder", "Second anode binder", "binder", "anode", COATED | _two_each("anode")),
    Slot("anode_foil", "Anode foil", "foil", "anode", ON_COPPER),
    Slot("separator", "Separator", "separator", "separator"),
    Slot("electrolyte", "Electrolyte", "electrolyte", "electrolyte"),
    *(
        Slot(
            f"{kind}_{n}",
            f"{label} {n}",
            kind,
            "recipe",
            RECIPE,
            optional=n != "1" or kind == "additive",
            after=f"{kind}_{int(n) - 1}" if n != "1" else "",
        )
        for kind, label, numbers in (
            ("solvent", "Solvent", SOLVENTS),
            ("salt", "Salt", SALTS),
            ("additive", "Additive", ADDITIVES),
        )
        for n in numbers
    ),
    Slot("pouch_film", "Pouch film", "pouch-film", "pouch"),
    Slot("tape", "Tape", "tape", "pouch"),
    Slot("positive_tab", "Positive tab", "tab", "tabs"),
    Slot("negative_tab", "Negative tab", "tab", "tabs"),
)

CURVES = (
    CurveInput(
        "cathode_curve",
        "Half-cell curve of the cathode",
        V,
        "U_c",
        "Potential of the cathode active material against the metal over the lithium in it, at C/10 or slower.",
        slot="cathode_active",
        only={"cathode_blend": ("one",)},
    ),
    CurveInput(
        "anode_curve",
        "Half-cell curve of the anode",
        V,
        "U_a",
        "Potential of the anode active material against the metal over the lithium in it, at C/10 or slower.",
        slot="anode_active",
        when=COATED,
        only={"anode_blend": ("one",)},
    ),
)

PROPERTIES: dict[str, dict[str, tuple[str, Unit]]] = {
    "cathode-active": {
        "theoretical_capacity": ("Theoretical capacity", MAH_G),
        "practical_capacity": ("Practical capacity", MAH_G),
        "one_c_capacity": ("1C basis", MAH_G),
        "first_cycle_efficiency": ("First-cycle efficiency", PERCENT),
        "mean_voltage": ("Mean voltage", V),
        "mean_voltage_low": ("Plausible mean voltage, from", V),
        "mean_voltage_high": ("Plausible mean voltage, to", V),
        "lower_voltage": ("Lower cut-off", V),
        "upper_voltage": ("Upper cut-off", V),
        "density": ("True density", G_CM3),
        "coating_density": ("Coating density", G_CM3),
        "volume_growth": ("Volume growth at discharge", PERCENT),
        "porosity_low": ("Usual porosity, from", PERCENT),
        "porosity_high": ("Usual porosity, to", PERCENT),
        "polysulfides": ("Dissolves as polysulfides", ONE),
    },
    "anode-active": {
        "theoretical_capacity": ("Theoretical capacity", MAH_G),
        "practical_capacity": ("Practical capacity", MAH_G),
        "first_lithiation_capacity": ("First lithiation capacity", MAH_G),
        "first_cycle_efficiency": ("First-cycle efficiency", PERCENT),
        "mean_potential": ("Mean potential", V),
        "density": ("True density", G_CM3),
        "coating_density": ("Coating density", G_CM3),
        "volume_growth": ("Volume growth when charged", PERCENT),
    },
    "carbon": {"density": ("True density", G_CM3)},
    "binder": {"density": ("True density", G_CM3)},
    "foil": {"density": ("Density", G_CM3), "resistivity": ("Resistivity", NOHM_M)},
    "separator": {
        "thickness": ("Thickness", UM),
        "porosity": ("Porosity", PERCENT),
        "skeleton_density": ("Skeleton density", G_CM3),
    },
    "electrolyte": {
        "density": ("Density", G_CM3),
        "ether_per_salt": ("Ether molecules per salt", ONE),
        "carbonate_fraction": ("Carbonates, mass fraction", PERCENT),
        "nitrate": ("Nitrate", MOL_L),
        "imide_fraction": ("TFSI per salt", PERCENT),
    },
    "solvent": {
        "molar_mass": ("Molar mass", G_MOL),
        "density": ("Density", G_CM3),
        "ether": ("Ether that binds salt", ONE),
        "carbonate": ("Carbonate", ONE),
    },
    "salt": {
        "molar_mass": ("Molar mass", G_MOL),
        "apparent_molar_volume": ("Apparent molar volume", CM3_MOL),
        "nitrate": ("Nitrate per formula", ONE),
        "imide": ("TFSI per formula", ONE),
    },
    "additive": {
        "molar_mass": ("Molar mass", G_MOL),
        "apparent_molar_volume": ("Apparent molar volume", CM3_MOL),
        "nitrate": ("Nitrate per formula", ONE),
        "carbonate": ("Carbonate", ONE),
    },
    "pouch-film": {
        "thickness": ("Thickness", UM),
        "areal_mass": ("Areal mass", G_M2),
        "draw_limit": ("Draw limit", MM),
    },
    "tab": {
        "density": ("Density", G_CM3),
        "resistivity": ("Resistivity", NOHM_M),
        "current_density_limit": ("Current density limit", A_MM2),
    },
    "tape": {"density": ("Density", G_CM3), "thickness": ("Thickness", UM)},
}
