"""Prices. ¤ is whatever currency the prices are typed in. To add an input, add one declaration."""

from calc.inputs.anode import COATED, METAL, ON_COPPER
from calc.quantity import Conditions, Input
from calc.units import MONEY, MONEY_KG, MONEY_M2, Unit

GROUP = "cost"


def _price(
    key: str, label: str, symbol: str, what: str, unit: Unit = MONEY_KG, when: Conditions | None = None
) -> Input:
    """A price; empty until somebody states it, and what needs it has no value until then."""
    text = f"Price of {what}, in one currency for all prices."
    return Input(key, label, unit, symbol, text, group=GROUP, low=0, high=1e6, optional=True, when=when or {})


DECLARATIONS = (
    _price("cathode_active_price", "Cathode active material", "k_am", "the cathode active material"),
    _price("cathode_carbon_price", "Cathode carbon", "k_cb", "the cathode's conductive carbon"),
    _price("cathode_binder_price", "Cathode binder", "k_b", "the cathode's binder"),
    _price("cathode_foil_price", "Cathode foil", "k_Al", "the cathode's current collector"),
    _price("lithium_price", "Lithium", "k_Li", "the lithium as foil or layer", when=METAL),
    _price("anode_active_price", "Anode active material", "k_a,am", "the anode active material", when=COATED),
    _price("anode_carbon_price", "Anode carbon", "k_a,cb", "the anode's conductive carbon", when=COATED),
    _price("anode_binder_price", "Anode binder", "k_a,b", "the anode's binder", when=COATED),
    _price("anode_foil_price", "Anode foil", "k_Cu", "the anode's current collector", when=ON_COPPER),
    _price("separator_price", "Separator", "k_s", "the separator", MONEY_M2),
    _price("electrolyte_price", "Electrolyte", "k_E", "the electrolyte"),
    _price("pouch_film_price", "Pouch film", "k_f", "the pouch film", MONEY_M2),
    _price("tabs_price", "Tabs of one cell", "k_tab", "both tabs of one cell with their sealant", MONEY),
    Input(
        "making_cost",
        "Making of one cell",
        MONEY,
        "K_make",
        "Labour, energy and equipment for one cell that is begun, in the currency of the prices.",
        group=GROUP,
        default="0",
        low=0,
        high=1e6,
    ),
)
