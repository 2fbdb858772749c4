"""Making and moving the cell safely. To add a rule, add one function."""

from calc.quantity import Band, rule
from calc.units import CELSIUS, PERCENT, WH, G

WITH_LITHIUM = ("lithium-foil", "lithium-on-copper", "anode-free")


@rule(
    "Drying temperature of a sulfur cathode",
    CELSIUS,
    error=Band(high="80"),
    warning=Band(high="60"),
    reason="Sulfur sublimes under vacuum and leaves the coating.",
    change=("drying_temperature",),
    when={"cathode_lithium": "none"},
)
def sulfur_drying(drying_temperature):
    return drying_temperature


@rule(
    "Bake before filling, with lithium in the cell",
    CELSIUS,
    error=Band(high="80"),
    warning=Band(high="60"),
    reason="Lithium softens and creeps into the separator long before it melts.",
    change=("bake_temperature",),
    when={"anode_kind": ("lithium-foil", "lithium-on-copper")},
)
def lithium_bake(bake_temperature):
    return bake_temperature


@rule(
    "Bake before filling of a sulfur cathode",
    CELSIUS,
    error=Band(high="80"),
    warning=Band(high="60"),
    reason="Sulfur sublimes under vacuum and leaves the coating.",
    change=("bake_temperature",),
    when={"cathode_lithium": "none", "anode_kind": ("coated", "anode-free")},
)
def sulfur_bake(bake_temperature):
    return bake_temperature


@rule(
    "Step of the balance over the tolerance of a piece",
    PERCENT,
    error=Band(high="100"),
    warning=Band(high="25"),
    reason="A balance that shows no less than the tolerance cannot tell a good piece from a bad; a quarter is usual.",
    change=("piece_balance_resolution", "cathode_mass_tolerance", "lithium_mass_tolerance"),
)
def piece_weighing(piece_balance_resolution, piece_mass_tolerance):
    return piece_balance_resolution / piece_mass_tolerance


@rule(
    "Step of the balance over the tolerance of a cell",
    PERCENT,
    error=Band(high="100"),
    warning=Band(high="25"),
    reason="A balance that shows no less than the tolerance cannot tell a good fill from a bad; a quarter is usual.",
    change=("cell_balance_resolution", "stack_mass_tolerance", "fill_tolerance"),
)
def cell_weighing(cell_balance_resolution, cell_mass_tolerance):
    return cell_balance_resolution / cell_mass_tolerance


@rule(
    "Dew point with alkali metal in the room",
    CELSIUS,
    error=Band(high="-30"),
    warning=Band(high="-40"),
    reason="Moisture turns the surface of lithium or sodium to hydroxide within minutes.",
    source="long-2024-si",
    change=("dew_point",),
    when={"anode_kind": ("lithium-foil", "lithium-on-copper")},
)
def lithium_dew_point(dew_point):
    return dew_point


@rule(
    "Lithium in the charged cell",
    G,
    warning=Band(high="1"),
    reason="Above 1 g of lithium metal a cell ships fully regulated (UN 3090, class 9). "
    "Verify against the current regulation.",
    source="phmsa-99-0070",
    change=("lithium_thickness", "cathode_sheets", "anode_kind"),
    when={"anode_kind": WITH_LITHIUM, "working_ion": "lithium"},
)
def lithium_content(lithium_content_charged):
    return lithium_content_charged


@rule(
    "Energy of a lithium-ion cell",
    WH,
    warning=Band(high="20"),
    reason="Above 20 Wh a lithium-ion cell ships fully regulated. Verify against the current regulation.",
    source="batteriestransport",
    change=("cathode_sheets", "rated_capacity"),
    when={"anode_kind": "coated", "working_ion": "lithium"},
)
def lithium_ion_energy(energy):
    return energy


@rule(
    "Energy of a sodium-ion cell",
    WH,
    warning=Band(high="20"),
    reason="Above 20 Wh a sodium-ion cell ships fully regulated (UN 3551, class 9). "
    "Verify against the current regulation.",
    change=("cathode_sheets", "rated_capacity"),
    when={"anode_kind": "coated", "working_ion": "sodium"},
)
def sodium_ion_energy(energy):
    return energy


@rule(
    "Yield",
    PERCENT,
    info=Band(low="50"),
    message="A yield of {cell_yield} doubles what a good cell costs, or worse.",
    reason="Even cells made by hand come out good about every second time.",
    change=("cell_yield",),
)
def yield_of_cells(cell_yield):
    return cell_yield
