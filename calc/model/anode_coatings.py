"""The coating of a coated anode: loading in every dialect, density, porosity and thickness."""

import numpy as np

from calc.inputs.cathode import WITH_THICKNESS, WITHOUT_THICKNESS
from calc.model.coatings import ALL, WORKED_OUT
from calc.quantity import Result, derive
from calc.units import G_CM3, G_M2, MG_CM2, PERCENT, UM, G

ANODE = "anode"
COATED = {"anode_kind": ("coated",)}
AS_TYPED = COATED | {"anode_loading_given_by": ("loading",)}
GROWING = COATED | {"anode_growth_given_by": ("active-material",)}
FOUND = COATED | {"anode_loading_given_by": WORKED_OUT}


def _beside_loading(*given: str) -> dict[str, tuple[str, ...]]:
    """The anode's loading leaves the thickness open, and one of these settles it."""
    return COATED | {"anode_loading_given_by": WITHOUT_THICKNESS, "anode_density_given_by": given}


DECLARATIONS = (
    Result(
        "anode_active_loading",
        "Active loading per side",
        MG_CM2,
        "L_a,am",
        "Anode active material per area of one coated face.",
        group=ANODE,
    ),
    Result("anode_loading", "Loading", MG_CM2, "L_a", group=ANODE),
    Result("anode_sheet_mass", "Mass of a coated anode piece", G, "m_a,sheet", group=ANODE),
    Result("anode_areal_mass", "Areal mass, coated both sides", G_M2, "g_a", group=ANODE),
    Result("anode_density", "Coating density", G_CM3, "ρ_a", group=ANODE),
    Result("anode_porosity", "Coating porosity", PERCENT, "ε_a", group=ANODE),
    Result("anode_coating_thickness", "Coating thickness per side", UM, "t_a", group=ANODE),
    Result("anode_swelling", "Growth of the coating when charged", PERCENT, "s_a", group=ANODE),
)


@derive(
    "anode_active_loading",
    when=AS_TYPED | {"loading_side": "per-side", "loading_basis": "active"},
)
def anode_active_loading_as_typed(anode_loading):
    """The typed loading is per side and of the active material."""
    return anode_loading


@derive(
    "anode_active_loading",
    when=AS_TYPED | {"loading_side": "both-sides", "loading_basis": "active"},
)
def anode_active_loading_from_both_sides(anode_loading):
    """The typed loading counts both sides."""
    return anode_loading / 2


@derive(
    "anode_active_loading",
    when=AS_TYPED | {"loading_side": "per-side", "loading_basis": "coating"},
)
def anode_active_loading_from_coating(anode_loading, anode_active_fraction):
    """The typed loading is of the whole coating."""
    return anode_loading * anode_active_fraction


@derive(
    "anode_active_loading",
    when=AS_TYPED | {"loading_side": "both-sides", "loading_basis": "coating"},
)
def anode_active_loading_from_coating_on_both_sides(anode_loading, anode_active_fraction):
    """The typed loading is of the whole coating and counts both sides."""
    return anode_loading * anode_active_fraction / 2


@derive("anode_active_loading", when=COATED | {"anode_loading_given_by": "sheet-mass"})
def anode_active_loading_from_sheet_mass(
    anode_sheet_mass, anode_piece_area, anode_foil_areal_mass, anode_active_fraction
):
    """What an anode piece weighs beyond its foil, shared by two sides."""
    return (anode_sheet_mass / anode_piece_area - anode_foil_areal_mass) / 2 * anode_active_fraction


@derive("anode_active_loading", when=COATED | {"anode_loading_given_by": "areal-mass"})
def anode_active_loading_from_areal_mass(anode_areal_mass, anode_foil_areal_mass, anode_active_fraction):
    """What the gauge reads beyond the foil, shared by two sides."""
    return (anode_areal_mass - anode_foil_areal_mass) / 2 * anode_active_fraction


@derive("anode_active_loading", when=COATED | {"anode_loading_given_by": "areal-capacity"})
def anode_active_loading_from_areal_capacity(anode_areal_capacity, anode_specific_capacity):
    """The active material that holds the areal capacity."""
    return anode_areal_capacity / anode_specific_capacity


@derive("anode_active_loading", when=COATED | {"anode_loading_given_by": WITH_THICKNESS})
def anode_active_loading_from_thickness(anode_coating_thickness, anode_density, anode_active_fraction):
    """The active material in the coating's thickness."""
    return anode_coating_thickness * anode_density * anode_active_fraction


@derive("Anode coating loading per side", MG_CM2, symbol="L_a,coat", group=ANODE, when=COATED)
def anode_coating_loading(anode_active_loading, anode_active_fraction):
    """Dry anode coating per area of one coated face."""
    return anode_active_loading / anode_active_fraction


@derive(
    "anode_loading",
    when=FOUND | {"loading_side": "per-side", "loading_basis": "active"},
)
def anode_loading_per_side_active(anode_active_loading):
    """Per side, active material."""
    return anode_active_loading


@derive(
    "anode_loading",
    when=FOUND | {"loading_side": "both-sides", "loading_basis": "active"},
)
def anode_loading_both_sides_active(anode_active_loading):
    """Both sides, active material."""
    return 2 * anode_active_loading


@derive(
    "anode_loading",
    when=FOUND | {"loading_side": "per-side", "loading_basis": "coating"},
)
def anode_loading_per_side_coating(anode_coating_loading):
    """Per side, whole coating."""
    return anode_coating_loading


@derive(
    "anode_loading",
    when=FOUND | {"loading_side": "both-sides", "loading_basis": "coating"},
)
def anode_loading_both_sides_coating(anode_coating_loading):
    """Both sides, whole coating."""
    return 2 * anode_coating_loading


@derive("Foil areal mass", G_M2, symbol="g_Cu", group=ANODE, when=COATED)
def anode_foil_areal_mass(anode_foil_thickness, anode_foil_density):
    """Mass per area of the bare anode foil."""
    return anode_foil_thickness * anode_foil_density


@derive(
    "anode_sheet_mass",
    when=COATED | {"anode_loading_given_by": tuple(g for g in ALL if g != "sheet-mass")},
)
def anode_sheet_mass_from_loading(anode_piece_area, anode_coating_loading, anode_foil_areal_mass):
    """Foil and both coatings of one anode piece, without an uncoated tongue."""
    return anode_piece_area * (2 * anode_coating_loading + anode_foil_areal_mass)


@derive(
    "anode_areal_mass",
    when=COATED | {"anode_loading_given_by": tuple(g for g in ALL if g != "areal-mass")},
)
def anode_areal_mass_from_loading(anode_coating_loading, anode_foil_areal_mass):
    """Foil and both coatings, per area."""
    return 2 * anode_coating_loading + anode_foil_areal_mass


@derive("Fractions together", PERCENT, symbol="Σy", group=ANODE, when=COATED)
def anode_fraction_sum(anode_active_fraction, anode_carbon_fraction, anode_binder_fraction):
    """Active material, carbon and binder; they must make 100 %."""
    return anode_active_fraction + anode_carbon_fraction + anode_binder_fraction


@derive("True density of the coating", G_CM3, symbol="ρ_a,true", group=ANODE, when=COATED)
def anode_true_density(
    anode_active_fraction,
    anode_active_density,
    anode_carbon_fraction,
    anode_carbon_density,
    anode_binder_fraction,
    anode_binder_density,
    anode_fraction_sum,
):
    """Density of the anode coating without pores."""
    return anode_fraction_sum / (
        anode_active_fraction / anode_active_density
        + anode_carbon_fraction / anode_carbon_density
        + anode_binder_fraction / anode_binder_density
    )


@derive("anode_density", when=_beside_loading("porosity"))
@derive("anode_density", when=COATED | {"anode_loading_given_by": "thickness-and-porosity"})
def anode_density_from_porosity(anode_true_density, anode_porosity):
    """What the pores leave of the true density."""
    return anode_true_density * (1 - anode_porosity)


@derive("anode_density", when=_beside_loading("thickness"))
def anode_density_from_thickness(anode_coating_loading, anode_coating_thickness):
    """The anode coating's loading over its thickness."""
    return anode_coating_loading / anode_coating_thickness


@derive("anode_porosity", when=_beside_loading("density", "thickness"))
@derive("anode_porosity", when=COATED | {"anode_loading_given_by": "thickness-and-density"})
def anode_porosity_from_density(anode_density, anode_true_density):
    """Share of the anode coating's volume that is pores."""
    return 1 - anode_density / anode_true_density


@derive("anode_coating_thickness", when=_beside_loading("density", "porosity"))
def anode_thickness_from_density(anode_coating_loading, anode_density):
    """Thickness of the calendered anode coating on one side."""
    return anode_coating_loading / anode_density


@derive("Filling of the anode when charged", PERCENT, symbol="x_fill", group=ANODE, when=GROWING)
def anode_filling(capacity, anode_areal_capacity, facing_area):
    """Charge that one full charge stores over the reversible capacity of the faced coating, at most all of it."""
    return np.minimum(capacity / (anode_areal_capacity * facing_area), 1)


@derive("Volume growth of the coating when charged", PERCENT, symbol="s_a,V", group=ANODE, when=GROWING)
def anode_coating_growth(
    anode_density, anode_active_fraction, anode_active_density, anode_volume_growth, anode_filling
):
    """Volume that the active material gains by a full charge, per volume of the coating; it grows in proportion to the
    charge it takes."""
    return anode_density * anode_active_fraction / anode_active_density * anode_volume_growth * anode_filling


@derive("anode_swelling", when=GROWING)
def swelling_beside_pores(anode_coating_growth, anode_growth_in_pores):
    """What the pores do not take of the growth makes the coating thicker; its area is held by the foil."""
    return anode_coating_growth * (1 - anode_growth_in_pores)


@derive("Anode pores taken by growth", PERCENT, symbol="x_a,pore", group=ANODE, when=GROWING)
def anode_pore_share_taken(anode_coating_growth, anode_growth_in_pores, anode_porosity):
    """Growth that is taken to go into the pores, over the pores of the coating as calendered."""
    return anode_coating_growth * anode_growth_in_pores / anode_porosity
