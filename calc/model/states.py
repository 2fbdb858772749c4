"""Thickness and volume of the discharged and the charged cell, and Wh/L of the charged one.

As built, a cell whose cathode contains the lithium is discharged, one whose cathode contains none is charged. Lithium
moves evenly over the facing area; a lithium-containing cathode and the pores' electrolyte keep their volume; sulfur
grows into the pores of its coating. Pressure, gas and lasting swelling are not counted.
"""

from calc.quantity import Result, derive
from calc.units import CM2, CM3, MM, PERCENT, UM, WH_L

CELL, ANODE, CATHODE = "cell", "anode", "cathode"
PLATED = ("lithium-foil", "lithium-on-copper", "anode-free")

DECLARATIONS = (
    Result(
        "charged_growth",
        "Growth from as built to charged",
        MM,
        "Δt_chg",
        "Thickness that the stack gains from as built to fully charged.",
        group=CELL,
    ),
    Result(
        "discharged_growth",
        "Growth from as built to discharged",
        MM,
        "Δt_dis",
        "Thickness that the stack gains from as built to fully discharged; negative when lithium is stripped.",
        group=CELL,
    ),
)


@derive(
    "Lithium plated per face",
    UM,
    symbol="Δt_pl",
    group=ANODE,
    when={"anode_kind": PLATED},
    other_labels={"working_ion": {"sodium": "Sodium plated per face"}},
)
def plated_lithium_thickness(lithium_moved_thickness, plated_porosity):
    """Thickness that one full charge plates on each facing face, pores of the plated lithium included."""
    return lithium_moved_thickness / (1 - plated_porosity)


@derive("charged_growth", when={"anode_kind": PLATED, "cathode_lithium": "contained"})
def charged_growth_by_plating(facing_faces, plated_lithium_thickness):
    """Every facing face gains the lithium of one charge."""
    return facing_faces * plated_lithium_thickness


@derive("charged_growth", when={"anode_kind": PLATED, "cathode_lithium": "none"})
def charged_growth_by_return(facing_faces, plated_lithium_thickness, lithium_moved_thickness):
    """What the first discharge strips as dense lithium comes back with its pores."""
    return facing_faces * (plated_lithium_thickness - lithium_moved_thickness)


@derive("charged_growth", when={"anode_kind": "coated", "cathode_lithium": "contained"})
def charged_growth_of_coating(facing_faces, anode_coating_thickness, anode_swelling):
    """Every facing coating swells."""
    return facing_faces * anode_coating_thickness * anode_swelling


@derive("charged_growth", when={"anode_kind": "coated", "cathode_lithium": "none"})
def charged_growth_none():
    """The coating holds its lithium when the cell is built: it is charged."""
    return 0


@derive("discharged_growth", when={"cathode_lithium": "contained"})
def discharged_growth_none():
    """The cell is discharged when it is built."""
    return 0


@derive("discharged_growth", when={"anode_kind": PLATED, "cathode_lithium": "none"})
def discharged_growth_by_stripping(facing_faces, lithium_moved_thickness):
    """Every facing face loses the lithium of one discharge."""
    return -facing_faces * lithium_moved_thickness


@derive("discharged_growth", when={"anode_kind": "coated", "cathode_lithium": "none"})
def discharged_growth_of_coating(facing_faces, anode_coating_thickness, anode_swelling):
    """Every facing coating, built swollen, shrinks to what it would be without lithium."""
    return -facing_faces * anode_coating_thickness * anode_swelling / (1 + anode_swelling)


@derive("Cell thickness, charged", MM, symbol="T_100", group=CELL)
def cell_thickness_charged(cell_thickness, charged_growth):
    """Cell thickness at 100 % state of charge, without pressure, gas or lasting swelling."""
    return cell_thickness + charged_growth


@derive("Cell thickness, discharged", MM, symbol="T_0", group=CELL)
def cell_thickness_discharged(cell_thickness, discharged_growth):
    """Cell thickness at 0 % state of charge, without pressure, gas or lasting swelling."""
    return cell_thickness + discharged_growth


@derive("Breathing", PERCENT, symbol="b_T", group=CELL)
def breathing(cell_thickness_charged, cell_thickness_discharged):
    """Growth of the cell from discharged to charged, as a share of the discharged thickness."""
    return cell_thickness_charged / cell_thickness_discharged - 1


@derive("Body footprint", CM2, symbol="A_body", group=CELL)
def body_area(cup_width, cup_height, pouch_film_thickness):
    """Cup and its walls seen from above: without seals, terrace and tabs."""
    return (cup_width + 2 * pouch_film_thickness) * (cup_height + 2 * pouch_film_thickness)


@derive("Body volume, charged", CM3, symbol="V_body,100", group=CELL)
def body_volume_charged(body_area, cell_thickness_charged):
    """Footprint of the body times the charged thickness."""
    return body_area * cell_thickness_charged


@derive("Cell volume, charged", CM3, symbol="V_100", group=CELL)
def cell_volume_charged(cell_length, cell_width, cell_thickness_charged):
    """Overall length, width and charged thickness, seals as they lie, without tabs."""
    return cell_length * cell_width * cell_thickness_charged


@derive("Energy density, charged", WH_L, symbol="E_V,100", group=CELL)
def energy_density_charged(energy, cell_volume_charged):
    """Energy per volume of the charged cell: overall length, width and thickness, without tabs."""
    return energy / cell_volume_charged


@derive("Energy density of the charged body", WH_L, symbol="E_V,body", group=CELL)
def energy_density_of_body_charged(energy, body_volume_charged):
    """Energy per volume of the charged body, without seals and terrace. Not comparable with whole-cell figures."""
    return energy / body_volume_charged


@derive(
    "Pores taken by the discharged active material",
    PERCENT,
    symbol="x_pore",
    group=CATHODE,
    when={"cathode_lithium": "none"},
)
def pore_share_taken(
    cathode_density,
    cathode_active_fraction,
    cathode_active_density,
    cathode_volume_growth,
    cathode_utilisation,
    cathode_porosity,
):
    """Volume that the active material gains by the discharge, over the pores of the coating as built."""
    return (
        (cathode_density * cathode_active_fraction / cathode_active_density)
        * cathode_volume_growth
        * cathode_utilisation
        / cathode_porosity
    )
