"""The cathode's coating: loading in every dialect, density, porosity and thickness."""

from calc.inputs.cathode import WITH_THICKNESS, WITHOUT_THICKNESS
from calc.quantity import Result, derive
from calc.units import G_CM3, G_M2, MG_CM2, PERCENT, UM, G

CATHODE = "cathode"

ALL = (*WITHOUT_THICKNESS, *WITH_THICKNESS)
WORKED_OUT = tuple(given for given in ALL if given != "loading")
"""What the loading may be worked out from."""


def _beside_loading(*given: str) -> dict[str, tuple[str, ...]]:
    """The cathode's loading leaves the thickness open, and one of these settles it."""
    return {"loading_given_by": WITHOUT_THICKNESS, "cathode_density_given_by": given}


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
    Result("cathode_density", "Coating density", G_CM3, "ρ_c", group=CATHODE),
    Result("cathode_porosity", "Coating porosity", PERCENT, "ε_c", group=CATHODE),
    Result("cathode_coating_thickness", "Coating thickness per side", UM, "t_c", group=CATHODE),
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


@derive("cathode_active_loading", when={"loading_given_by": "areal-capacity"})
def active_loading_from_areal_capacity(cathode_areal_capacity, cathode_specific_capacity):
    """The active material that holds the areal capacity."""
    return cathode_areal_capacity / cathode_specific_capacity


@derive("cathode_active_loading", when={"loading_given_by": WITH_THICKNESS})
def active_loading_from_thickness(cathode_coating_thickness, cathode_density, cathode_active_fraction):
    """The active material in the coating's thickness."""
    return cathode_coating_thickness * cathode_density * cathode_active_fraction


@derive("Coating loading per side", MG_CM2, symbol="L_coat", group=CATHODE)
def cathode_coating_loading(cathode_active_loading, cathode_active_fraction):
    """Dry coating per area of one coated face, binder and carbon included."""
    return cathode_active_loading / cathode_active_fraction


@derive(
    "cathode_loading",
    when={"loading_given_by": WORKED_OUT, "loading_side": "per-side", "loading_basis": "active"},
)
def loading_per_side_active(cathode_active_loading):
    """Per side, active material."""
    return cathode_active_loading


@derive(
    "cathode_loading",
    when={"loading_given_by": WORKED_OUT, "loading_side": "both-sides", "loading_basis": "active"},
)
def loading_both_sides_active(cathode_active_loading):
    """Both sides, active material."""
    return 2 * cathode_active_loading


@derive(
    "cathode_loading",
    when={"loading_given_by": WORKED_OUT, "loading_side": "per-side", "loading_basis": "coating"},
)
def loading_per_side_coating(cathode_coating_loading):
    """Per side, whole coating."""
    return cathode_coating_loading


@derive(
    "cathode_loading",
    when={"loading_given_by": WORKED_OUT, "loading_side": "both-sides", "loading_basis": "coating"},
)
def loading_both_sides_coating(cathode_coating_loading):
    """Both sides, whole coating."""
    return 2 * cathode_coating_loading


@derive("Foil areal mass", G_M2, symbol="g_Al", group=CATHODE)
def cathode_foil_areal_mass(cathode_foil_thickness, cathode_foil_density):
    """Mass per area of the bare cathode foil."""
    return cathode_foil_thickness * cathode_foil_density


@derive("cathode_sheet_mass", when={"loading_given_by": tuple(g for g in ALL if g != "sheet-mass")})
def sheet_mass_from_loading(cathode_sheet_area, cathode_coating_loading, cathode_foil_areal_mass):
    """Foil and both coatings of one sheet, without an uncoated tongue."""
    return cathode_sheet_area * (2 * cathode_coating_loading + cathode_foil_areal_mass)


@derive("cathode_areal_mass", when={"loading_given_by": tuple(g for g in ALL if g != "areal-mass")})
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


@derive("cathode_density", when=_beside_loading("porosity"))
@derive("cathode_density", when={"loading_given_by": "thickness-and-porosity"})
def density_from_porosity(cathode_true_density, cathode_porosity):
    """What the pores leave of the true density."""
    return cathode_true_density * (1 - cathode_porosity)


@derive("cathode_density", when=_beside_loading("thickness"))
def density_from_thickness(cathode_coating_loading, cathode_coating_thickness):
    """The coating's loading over its thickness."""
    return cathode_coating_loading / cathode_coating_thickness


@derive("cathode_porosity", when=_beside_loading("density", "thickness"))
@derive("cathode_porosity", when={"loading_given_by": "thickness-and-density"})
def porosity_from_density(cathode_density, cathode_true_density):
    """Share of the cathode coating's volume that is pores."""
    return 1 - cathode_density / cathode_true_density


@derive("cathode_coating_thickness", when=_beside_loading("density", "porosity"))
def thickness_from_density(cathode_coating_loading, cathode_density):
    """Thickness of the calendered coating on one side."""
    return cathode_coating_loading / cathode_density


@derive("Cathode sheet thickness", UM, symbol="t_sheet", group=CATHODE)
def cathode_sheet_thickness(cathode_foil_thickness, cathode_coating_thickness):
    """Foil and both coatings."""
    return cathode_foil_thickness + 2 * cathode_coating_thickness
