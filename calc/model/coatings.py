"""Loadings in every dialect, coating density, porosity and thickness."""

from calc.quantity import Result, derive
from calc.units import G_CM3, G_M2, MG_CM2, PERCENT, UM, G

CATHODE = "cathode"
ANODE = "anode"
COATED = {"anode_kind": "coated"}

DECLARATIONS = (
    Result(
        "cathode_active_loading",
        "Active loading per side",
        MG_CM2,
        "L_am",
        "Active material per area of one coated face.",
        group=CATHODE,
    ),
    Result("cathode_loading", "Loading", MG_CM2, "L_c", group=CATHODE),
    Result("cathode_sheet_mass", "Mass of a punched sheet", G, "m_sheet", group=CATHODE),
    Result("cathode_areal_mass", "Areal mass, coated both sides", G_M2, "g_c", group=CATHODE),
    Result(
        "anode_active_loading",
        "Active loading per side",
        MG_CM2,
        "L_a,am",
        "Anode active material per area of one coated face.",
        group=ANODE,
    ),
)


@derive(
    "cathode_active_loading",
    when={"loading_given_by": "loading", "loading_side": "per-side", "loading_basis": "active"},
)
def active_loading_as_typed(cathode_loading):
    """The typed loading is per side and of the active material."""
    return cathode_loading


@derive(
    "cathode_active_loading",
    when={"loading_given_by": "loading", "loading_side": "both-sides", "loading_basis": "active"},
)
def active_loading_from_both_sides(cathode_loading):
    """The typed loading counts both sides."""
    return cathode_loading / 2


@derive(
    "cathode_active_loading",
    when={"loading_given_by": "loading", "loading_side": "per-side", "loading_basis": "coating"},
)
def active_loading_from_coating(cathode_loading, cathode_active_fraction):
    """The typed loading is of the whole coating."""
    return cathode_loading * cathode_active_fraction


@derive(
    "cathode_active_loading",
    when={"loading_given_by": "loading", "loading_side": "both-sides", "loading_basis": "coating"},
)
def active_loading_from_coating_on_both_sides(cathode_loading, cathode_active_fraction):
    """The typed loading is of the whole coating and counts both sides."""
    return cathode_loading * cathode_active_fraction / 2


@derive("cathode_active_loading", when={"loading_given_by": "sheet-mass"})
def active_loading_from_sheet_mass(
    cathode_sheet_mass, cathode_sheet_area, cathode_foil_areal_mass, cathode_active_fraction
):
    """What a punched sheet weighs beyond its foil, shared by two sides."""
    return (cathode_sheet_mass / cathode_sheet_area - cathode_foil_areal_mass) / 2 * cathode_active_fraction


@derive("cathode_active_loading", when={"loading_given_by": "areal-mass"})
def active_loading_from_areal_mass(cathode_areal_mass, cathode_foil_areal_mass, cathode_active_fraction):
    """What the gauge reads beyond the foil, shared by two sides."""
    return (cathode_areal_mass - cathode_foil_areal_mass) / 2 * cathode_active_fraction


@derive("Coating loading per side", MG_CM2, symbol="L_coat", group=CATHODE)
def cathode_coating_loading(cathode_active_loading, cathode_active_fraction):
    """Dry coating per area of one coated face, binder and carbon included."""
    return cathode_active_loading / cathode_active_fraction


GIVEN_OTHERWISE = ("sheet-mass", "areal-mass")


@derive(
    "cathode_loading",
    when={"loading_given_by": GIVEN_OTHERWISE, "loading_side": "per-side", "loading_basis": "active"},
)
def loading_per_side_active(cathode_active_loading):
    """Per side, active material."""
    return cathode_active_loading


@derive(
    "cathode_loading",
    when={"loading_given_by": GIVEN_OTHERWISE, "loading_side": "both-sides", "loading_basis": "active"},
)
def loading_both_sides_active(cathode_active_loading):
    """Both sides, active material."""
    return 2 * cathode_active_loading


@derive(
    "cathode_loading",
    when={"loading_given_by": GIVEN_OTHERWISE, "loading_side": "per-side", "loading_basis": "coating"},
)
def loading_per_side_coating(cathode_coating_loading):
    """Per side, whole coating."""
    return cathode_coating_loading


@derive(
    "cathode_loading",
    when={"loading_given_by": GIVEN_OTHERWISE, "loading_side": "both-sides", "loading_basis": "coating"},
)
def loading_both_sides_coating(cathode_coating_loading):
    """Both sides, whole coating."""
    return 2 * cathode_coating_loading


@derive("Foil areal mass", G_M2, symbol="g_Al", group=CATHODE)
def cathode_foil_areal_mass(cathode_foil_thickness, cathode_foil_density):
    """Mass per area of the bare cathode foil."""
    return cathode_foil_thickness * cathode_foil_density


@derive("cathode_sheet_mass", when={"loading_given_by": ("loading", "areal-mass")})
def sheet_mass_from_loading(cathode_sheet_area, cathode_coating_loading, cathode_foil_areal_mass):
    """Foil and both coatings of one sheet, without an uncoated tongue."""
    return cathode_sheet_area * (2 * cathode_coating_loading + cathode_foil_areal_mass)


@derive("cathode_areal_mass", when={"loading_given_by": ("loading", "sheet-mass")})
def areal_mass_from_loading(cathode_coating_loading, cathode_foil_areal_mass):
    """Foil and both coatings, per area."""
    return 2 * cathode_coating_loading + cathode_foil_areal_mass


@derive("Fractions together", PERCENT, symbol="Σx", group=CATHODE)
def cathode_fraction_sum(cathode_active_fraction, cathode_carbon_fraction, cathode_binder_fraction):
    """Active material, carbon and binder; they must make 100 %."""
    return cathode_active_fraction + cathode_carbon_fraction + cathode_binder_fraction


@derive("True density of the coating", G_CM3, symbol="ρ_c,true", group=CATHODE)
def cathode_true_density(
    cathode_active_fraction,
    cathode_active_density,
    cathode_carbon_fraction,
    cathode_carbon_density,
    cathode_binder_fraction,
    cathode_binder_density,
    cathode_fraction_sum,
):
    """Density of the cathode coating without pores."""
    return cathode_fraction_sum / (
        cathode_active_fraction / cathode_active_density
        + cathode_carbon_fraction / cathode_carbon_density
        + cathode_binder_fraction / cathode_binder_density
    )


@derive("Coating porosity", PERCENT, symbol="ε_c", group=CATHODE)
def cathode_porosity(cathode_density, cathode_true_density):
    """Share of the cathode coating's volume that is pores."""
    return 1 - cathode_density / cathode_true_density


@derive("Coating thickness per side", UM, symbol="t_c", group=CATHODE)
def cathode_coating_thickness(cathode_coating_loading, cathode_density):
    """Thickness of the calendered coating on one side."""
    return cathode_coating_loading / cathode_density


@derive("Cathode sheet thickness", UM, symbol="t_sheet", group=CATHODE)
def cathode_sheet_thickness(cathode_foil_thickness, cathode_coating_thickness):
    """Foil and both coatings."""
    return cathode_foil_thickness + 2 * cathode_coating_thickness


@derive("anode_active_loading", when=COATED | {"loading_side": "per-side", "loading_basis": "active"})
def anode_active_loading_as_typed(anode_loading):
    """The typed loading is per side and of the active material."""
    return anode_loading


@derive("anode_active_loading", when=COATED | {"loading_side": "both-sides", "loading_basis": "active"})
def anode_active_loading_from_both_sides(anode_loading):
    """The typed loading counts both sides."""
    return anode_loading / 2


@derive("anode_active_loading", when=COATED | {"loading_side": "per-side", "loading_basis": "coating"})
def anode_active_loading_from_coating(anode_loading, anode_active_fraction):
    """The typed loading is of the whole coating."""
    return anode_loading * anode_active_fraction


@derive("anode_active_loading", when=COATED | {"loading_side": "both-sides", "loading_basis": "coating"})
def anode_active_loading_from_coating_on_both_sides(anode_loading, anode_active_fraction):
    """The typed loading is of the whole coating and counts both sides."""
    return anode_loading * anode_active_fraction / 2


@derive("Anode coating loading per side", MG_CM2, symbol="L_a,coat", group=ANODE, when=COATED)
def anode_coating_loading(anode_active_loading, anode_active_fraction):
    """Dry anode coating per area of one coated face."""
    return anode_active_loading / anode_active_fraction


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


@derive("Coating porosity", PERCENT, symbol="ε_a", group=ANODE, when=COATED)
def anode_porosity(anode_density, anode_true_density):
    """Share of the anode coating's volume that is pores."""
    return 1 - anode_density / anode_true_density


@derive("Coating thickness per side", UM, symbol="t_a", group=ANODE, when=COATED)
def anode_coating_thickness(anode_coating_loading, anode_density):
    """Thickness of the calendered anode coating on one side."""
    return anode_coating_loading / anode_density
