"""Masses of the parts; what is weighed adds up to the cell's mass exactly."""

from calc.quantity import Result, derive
from calc.units import CM2, G

CATHODE, ANODE, SEPARATOR, POUCH, TABS, CELL = "cathode", "anode", "separator", "pouch", "tabs", "cell"
METAL = ("lithium-foil", "lithium-on-copper")
ON_COPPER = ("lithium-on-copper", "coated", "anode-free")

DECLARATIONS = (
    Result(
        "lithium_mass",
        "Lithium",
        G,
        "m_Li",
        "Metal of the working ion put into the cell when it is built.",
        group=ANODE,
        other_labels={"working_ion": {"sodium": "Sodium"}},
    ),
    Result(
        "unfaced_anode_mass",
        "Anode material without a partner",
        G,
        "m_a,un",
        "Metal, or active material of the coating, that belongs to anode area without a cathode opposite; half of a "
        "free-standing foil belongs to each face.",
        group=ANODE,
    ),
    Result("anode_mass", "Anode", G, "m_a", "Metal, foil, coating and surface layer of the anode.", group=ANODE),
)


@derive("Cathode coating", G, symbol="m_coat", group=CATHODE)
def cathode_coating_mass(cathode_coating_loading, cathode_coated_area):
    """Dry coating on both sides of all cathode sheets."""
    return cathode_coating_loading * cathode_coated_area


@derive("Cathode active material", G, symbol="m_am", group=CATHODE)
def cathode_active_mass(cathode_active_loading, cathode_coated_area):
    """Active material on both sides of all cathode sheets; part of the coating."""
    return cathode_active_loading * cathode_coated_area


@derive("Cathode foil", G, symbol="m_Al", group=CATHODE)
def cathode_foil_mass(cathode_layers, cathode_sheet_area, cathode_foil_areal_mass):
    """Current collector of all cathodes, without uncoated tongues."""
    return cathode_layers * cathode_sheet_area * cathode_foil_areal_mass


@derive("lithium_mass", when={"anode_kind": "lithium-foil"})
def lithium_mass_of_foil(anode_area, lithium_thickness, metal_density):
    """The whole foil, faced or not."""
    return anode_area * lithium_thickness * metal_density


@derive("lithium_mass", when={"anode_kind": "lithium-on-copper"})
def lithium_mass_on_copper(anode_coated_area, lithium_thickness, metal_density):
    """All sides of copper that carry metal, faced or not."""
    return anode_coated_area * lithium_thickness * metal_density


@derive("lithium_mass", when={"anode_kind": ("coated", "anode-free")})
def lithium_mass_none():
    """No metal of the working ion is put in."""
    return 0


@derive("Surface layer", G, symbol="m_s", group=ANODE, when={"anode_kind": METAL})
def surface_layer_mass(surface_layer_loading, treated_faces, anode_coated_area):
    """Protective layer on the treated ones of every two faces, faced or not."""
    return surface_layer_loading * anode_coated_area * treated_faces / 2


@derive("Anode foil", G, symbol="m_Cu", group=ANODE, when={"anode_kind": ON_COPPER})
def anode_foil_mass(anode_area, anode_foil_thickness, anode_foil_density):
    """Current collector of all anode sheets."""
    return anode_area * anode_foil_thickness * anode_foil_density


@derive("Anode coating", G, symbol="m_a,coat", group=ANODE, when={"anode_kind": "coated"})
def anode_coating_mass(anode_coating_loading, anode_coated_area):
    """Dry coating on all coated sides of the anode."""
    return anode_coating_loading * anode_coated_area


@derive("Anode active material", G, symbol="m_a,am", group=ANODE, when={"anode_kind": "coated"})
def anode_active_mass(anode_active_loading, anode_coated_area):
    """Active material on all coated sides of the anode; part of the coating."""
    return anode_active_loading * anode_coated_area


@derive("anode_mass", when={"anode_kind": "lithium-foil"})
def anode_mass_of_foil(lithium_mass, surface_layer_mass):
    """Lithium and its surface layer."""
    return lithium_mass + surface_layer_mass


@derive("anode_mass", when={"anode_kind": "lithium-on-copper"})
def anode_mass_on_copper(lithium_mass, anode_foil_mass, surface_layer_mass):
    """Lithium, copper and the surface layer."""
    return lithium_mass + anode_foil_mass + surface_layer_mass


@derive("anode_mass", when={"anode_kind": "coated"})
def anode_mass_of_coated(anode_coating_mass, anode_foil_mass):
    """Coating and copper."""
    return anode_coating_mass + anode_foil_mass


@derive("anode_mass", when={"anode_kind": "anode-free"})
def anode_mass_of_copper(anode_foil_mass):
    """Bare copper."""
    return anode_foil_mass


@derive("Cathode active material without a partner", G, symbol="m_am,un", group=CATHODE)
def unfaced_cathode_mass(cathode_active_loading, unfaced_cathode_area):
    """Active material on coated faces that see no anode: it is carried and gives nothing."""
    return cathode_active_loading * unfaced_cathode_area


@derive("unfaced_anode_mass", when={"anode_kind": (*METAL, "anode-free")})
def unfaced_lithium_mass(lithium_mass, faced_anode_share):
    """The lithium of the area that faces no cathode."""
    return lithium_mass * (1 - faced_anode_share)


@derive("unfaced_anode_mass", when={"anode_kind": "coated"})
def unfaced_anode_active_mass(anode_active_mass, faced_anode_share):
    """The active material of the area that faces no cathode."""
    return anode_active_mass * (1 - faced_anode_share)


@derive("Separator", G, symbol="m_sep", group=SEPARATOR)
def separator_mass(separator_area, separator_thickness, separator_porosity, separator_skeleton_density):
    """The whole strip or all pieces, without electrolyte."""
    return separator_area * separator_thickness * (1 - separator_porosity) * separator_skeleton_density


@derive("Film area", CM2, symbol="A_film", group=POUCH)
def pouch_film_area(pouch_width, pouch_height):
    """Both films of the trimmed pouch, measured flat: forming the cup thins the film and adds none."""
    return 2 * pouch_width * pouch_height


@derive("Pouch film", G, symbol="m_film", group=POUCH)
def pouch_film_mass(pouch_film_area, pouch_film_areal_mass):
    """Film of the trimmed pouch, gas bag cut off."""
    return pouch_film_area * pouch_film_areal_mass


@derive("Sealant", G, symbol="m_seal", group=TABS)
def sealant_mass(
    positive_tab_width, negative_tab_width, sealant_overhang, sealant_height, sealant_thickness, sealant_density
):
    """Two films on each of the two tabs."""
    return (
        2
        * (positive_tab_width + negative_tab_width + 4 * sealant_overhang)
        * sealant_height
        * sealant_thickness
        * sealant_density
    )


@derive("Package", G, symbol="m_pkg", group=POUCH)
def package_mass(pouch_film_mass, sealant_mass):
    """Pouch film and tab sealant."""
    return pouch_film_mass + sealant_mass


@derive("Positive tab", G, symbol="m_+", group=TABS)
def positive_tab_mass(positive_tab_width, positive_tab_thickness, positive_tab_length, positive_tab_density):
    """Metal of the positive tab."""
    return positive_tab_width * positive_tab_thickness * positive_tab_length * positive_tab_density


@derive("Negative tab", G, symbol="m_−", group=TABS)
def negative_tab_mass(negative_tab_width, negative_tab_thickness, negative_tab_length, negative_tab_density):
    """Metal of the negative tab."""
    return negative_tab_width * negative_tab_thickness * negative_tab_length * negative_tab_density


@derive("Tabs", G, symbol="m_tabs", group=TABS)
def tabs_mass(positive_tab_mass, negative_tab_mass):
    """Metal of both tabs."""
    return positive_tab_mass + negative_tab_mass


@derive("Tape", G, symbol="m_tape", group=POUCH)
def tape_mass(tape_pieces, tape_width, tape_length, tape_thickness, tape_density):
    """Tape that holds the stack."""
    return tape_pieces * tape_width * tape_length * tape_thickness * tape_density


@derive("Dry stack", G, symbol="m_stack", group=CELL)
def stack_mass(cathode_coating_mass, cathode_foil_mass, anode_mass, separator_mass, tape_mass):
    """Electrodes, separator and tape, before tabs are welded and electrolyte is filled."""
    return cathode_coating_mass + cathode_foil_mass + anode_mass + separator_mass + tape_mass


@derive("Cell mass", G, symbol="m", group=CELL)
def cell_mass(
    cathode_coating_mass,
    cathode_foil_mass,
    anode_mass,
    separator_mass,
    electrolyte_mass,
    package_mass,
    tabs_mass,
    tape_mass,
):
    """Finished cell, trimmed, with the electrolyte that stays in it."""
    return (
        cathode_coating_mass
        + cathode_foil_mass
        + anode_mass
        + separator_mass
        + electrolyte_mass
        + package_mass
        + tabs_mass
        + tape_mass
    )


MASS_PARTS = (
    "cathode_coating_mass",
    "cathode_foil_mass",
    "anode_mass",
    "separator_mass",
    "electrolyte_mass",
    "package_mass",
    "tabs_mass",
    "tape_mass",
)
"""The parts that add up to `cell_mass`, in the order every breakdown shows them."""
