"""Every formula and every rule, called with quantities that carry units, gives the unit it declares.

pint knows nothing of this program: a factor of 1000, a missing area or a wrong unit in a declaration shows here.
"""

import numpy as np
import pint
import pytest

from calc import halfcell, units
from calc.graph import registry
from calc.quantity import Input, Quantity

UREG: pint.UnitRegistry = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
UREG.define("money = [money]")
WORDS = {
    "1": "dimensionless", "%": "percent", "C": "1/hour", "m": "meter", "cm": "centimeter", "mm": "millimeter",
    "µm": "micrometer", "L": "liter", "mL": "milliliter", "µL": "microliter", "kg": "kilogram", "g": "gram",
    "mg": "milligram",
    "Ah": "ampere*hour", "mAh": "milliampere*hour", "Wh": "watt*hour", "V": "volt", "mV": "millivolt",
    "A": "ampere", "mA": "milliampere", "Ω": "ohm", "mΩ": "milliohm", "nΩ": "nanoohm", "W": "watt", "mW": "milliwatt",
    "s": "second", "min": "minute", "h": "hour", "K": "kelvin", "°C": "degC", "mol": "mole",
    "kWh": "kilowatt*hour", "¤": "money",
}  # fmt: skip


def pint_unit(symbol: str) -> pint.Unit:
    """The unit that a symbol such as `mg/cm²` writes, built from its letters."""

    def product(written: str) -> pint.Unit:
        made = UREG.Unit("")
        for factor in written.split("·"):
            power = {"²": 2, "³": 3}.get(factor[-1], 1)
            made = made * UREG.Unit(WORDS[factor if power == 1 else factor[:-1]]) ** power
        return made

    above, _, below = symbol.partition("/")
    return product(above) / product(below) if below else product(above)


SYMBOLS = sorted(
    {q.unit.symbol for q in registry().quantities.values()} | {r.unit.symbol for r in registry().rules.values()}
)


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_unit_is_what_its_letters_say(symbol):
    unit = units.find(symbol)
    base = UREG.Quantity(1.0, pint_unit(symbol)).to_base_units()
    exponents = dict(base.dimensionality)
    names = ("[length]", "[mass]", "[time]", "[current]", "[temperature]", "[substance]", "[money]")
    assert tuple(exponents.get(name, 0) for name in names) == unit.dimension
    assert base.m == pytest.approx(unit.to_si(1.0), rel=1e-12)


def sample(quantity: Quantity) -> float:
    """A plain number in the declared unit; each key has its own, so that no two terms cancel."""
    spread = 0.6 + 0.8 * (sum(map(ord, quantity.key)) % 97) / 97
    if isinstance(quantity, Input) and not quantity.optional:
        return min(max(float(quantity.default) or 1.0, 0.5), 400.0) * spread
    return 3.0 * spread


DERIVATIONS = [d for variants in registry().derivations.values() for d in variants]


CHARGE, SPECIFIC, MASS, VOLT = (UREG.Unit(u) for u in ("A*s", "A*s/kg", "kg", "V"))
CURVE = halfcell.half_cell([0.0, 1e5, 1e8], [5.0, 4.0, 0.0])


def _lookup(curve, at):
    return UREG.Quantity(halfcell.lookup(curve, np.float64(at.m_as(SPECIFIC))), VOLT)


def _integral_between(curve, low, high):
    ends = (np.float64(end.m_as(SPECIFIC)) for end in (low, high))
    return UREG.Quantity(halfcell.integral_between(curve, *ends), VOLT * SPECIFIC)


def _crossing(curve, level):
    found = halfcell.crossing(curve, np.float64(level.m_as(VOLT)))
    return UREG.Quantity(found, CHARGE if isinstance(curve, halfcell.FullCell) else SPECIFIC)


def _full_cell(cathode, anode, *balance):
    kinds = (SPECIFIC, MASS, SPECIFIC, MASS)
    return halfcell.full_cell(cathode, anode, *(np.float64(v.m_as(u)) for v, u in zip(balance, kinds, strict=True)))


OF_CURVES = {"lookup": _lookup, "integral_between": _integral_between, "crossing": _crossing, "full_cell": _full_cell}
"""The functions of curves as they treat units: what goes in must have these, and what comes out has them."""


def called(declaration, unit):
    """The function's result with pint quantities, and the same in SI without."""
    quantities = [registry().quantities[key] for key in declaration.parameters]
    curves = [CURVE for _ in getattr(declaration, "curves", ())]
    with pytest.MonkeyPatch.context() as patch:
        for name, function in OF_CURVES.items():
            patch.setitem(declaration.function.__globals__, name, function)
        amounts = [UREG.Quantity(sample(q), pint_unit(q.unit.symbol)) for q in quantities]
        with_units = declaration.function(*amounts, *curves)
    with np.errstate(all="ignore"):
        plain = declaration.function(*(np.float64(q.unit.to_si(sample(q))) for q in quantities), *curves)
    return with_units, unit.from_si(plain)


def test_the_functions_of_curves_have_units_and_no_other_function_is_missing_here():
    assert set(OF_CURVES) == set(halfcell.FUNCTIONS)


@pytest.mark.parametrize(
    "derivation", [d for d in DERIVATIONS if d.parameters], ids=lambda d: f"{d.key}-{d.function.__name__}"
)
def test_a_formula_gives_its_declared_unit(derivation):
    unit = registry().quantities[derivation.key].unit
    with_units, plain = called(derivation, unit)
    with_units = UREG.Quantity(with_units) if not isinstance(with_units, pint.Quantity) else with_units
    assert with_units.m_as(pint_unit(unit.symbol)) == pytest.approx(plain, rel=1e-12)


COUNTS = {
    "bottom_end_is_cathode": 1, "bottom_end_is_anode": 0, "top_end_is_cathode": 1, "top_end_is_anode": 0,
    "bottom_end_of_two_sides": 2, "bottom_end_of_one_side": 1, "bottom_end_of_no_side": 0,
    "bottom_anode_of_one_side": 1, "bottom_anode_of_no_side": 0, "bottom_anode_of_foil": 2,
    "top_end_of_two_sides": 2, "top_end_of_one_side": 1, "top_end_of_no_side": 0,
    "top_anode_of_one_side": 1, "top_anode_of_no_side": 0, "top_anode_of_foil": 2,
    "separator_pieces_of_strip": 1, "separator_pieces_on_strip": 2,
}  # fmt: skip
"""Formulas that are a count which a choice gives."""


def test_only_what_is_absent_and_what_a_choice_counts_needs_no_argument():
    assert {d.function.__name__ for d in DERIVATIONS if not d.parameters} == {
        "anode_areal_capacity_none",
        "anode_capacity_none",
        "lithium_content_none",
        "lithium_mass_none",
        "anode_pore_volume_none",
        "charged_growth_none",
        "discharged_growth_none",
        "anode_potential_charged_of_metal",
        "anode_potential_discharged_of_metal",
        "anode_mean_potential_of_metal",
    } | COUNTS.keys()
    assert {d.function.__name__: d.function() for d in DERIVATIONS if not d.parameters and d.function() != 0} == {
        name: count for name, count in COUNTS.items() if count
    }


@pytest.mark.parametrize("rule", registry().rules.values(), ids=lambda r: r.key)
def test_a_rule_checks_a_value_in_its_declared_unit(rule):
    with_units, plain = called(rule, rule.unit)
    assert UREG.Quantity(with_units).m_as(pint_unit(rule.unit.symbol)) == pytest.approx(plain, rel=1e-12)
