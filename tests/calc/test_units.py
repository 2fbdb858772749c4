"""The table of units and the ways to write one."""

import math

import numpy as np
import pint
import pytest

from calc import units
from calc.units import UnknownUnit, compatible, find

TABLE = units._UNITS
BASES = ("[length]", "[mass]", "[time]", "[current]", "[temperature]", "[substance]", "[money]")

# Where pint means another thing by the symbol, or does not know it.
SAID_TO_PINT = {"1": "dimensionless", "%": "percent", "C": "1/hour", "°C": "delta_degC"}


@pytest.fixture(scope="module")
def registry():
    registry: pint.UnitRegistry = pint.UnitRegistry()
    registry.define("money = [money]")
    return registry


@pytest.mark.parametrize("unit", TABLE.values(), ids=TABLE)
def test_factor_and_dimension_are_those_of_pint(unit, registry):
    text = SAID_TO_PINT.get(unit.symbol) or unit.symbol.replace("²", "**2").replace("³", "**3").replace(
        "·", "*"
    ).replace("¤", "money")
    base = registry.Quantity(1.0, text).to_base_units()
    assert {name: int(power) for name, power in base.dimensionality.items()} == {
        name: power for name, power in zip(BASES, unit.dimension, strict=True) if power
    }
    assert unit.factor == pytest.approx(base.magnitude, rel=1e-14)


def test_every_unit_is_found_by_its_symbol():
    for symbol, unit in TABLE.items():
        assert find(symbol) is unit


def test_every_named_unit_is_in_the_table():
    named = {unit.symbol for unit in vars(units).values() if isinstance(unit, units.Unit)}
    assert named == set(TABLE)


def test_no_two_units_read_alike():
    assert len({units._plain(symbol) for symbol in TABLE}) == len(TABLE)


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("\u00b5m", "µm"),
        ("\u03bcm", "µm"),
        ("um", "µm"),
        ("uL/mg", "µL/mg"),
        ("mg/cm2", "mg/cm²"),
        ("mg/cm^2", "mg/cm²"),
        ("mg / cm²", "mg/cm²"),
        ("cm3", "cm³"),
        ("cm^3/mol", "cm³/mol"),
        ("mohm", "mΩ"),
        ("m\u2126", "mΩ"),
        ("ohm*cm2", "Ω·cm²"),
        ("ohm cm^2", "Ω·cm²"),
        ("Ω⋅cm²", "Ω·cm²"),
        ("nohm m", "nΩ·m"),
        ("A s", "A·s"),
        ("As", "A·s"),
        ("degC", "°C"),
    ],
)
def test_a_plain_keyboard_can_write_it(written, symbol):
    assert find(written).symbol == symbol


@pytest.mark.parametrize(
    "written", ["", " ", "parsec", "m m", "m·m", "c*m", "m^m", "MM", "mg//cm2", "/mm", "k g", "cm-2"]
)
def test_what_is_not_a_unit_is_not_found(written):
    with pytest.raises(UnknownUnit) as refusal:
        find(written)
    assert refusal.value.symbol == written


def test_compatible_units_share_the_dimension():
    assert [unit.symbol for unit in compatible(units.UM)] == ["m", "cm", "mm", "µm"]
    assert units.PERCENT not in compatible(units.C_RATE)
    for unit in TABLE.values():
        assert unit in compatible(unit)
        assert all(other.dimension == unit.dimension for other in compatible(unit))


def test_only_celsius_has_an_offset():
    assert [unit.symbol for unit in TABLE.values() if unit.offset] == ["°C"]
    assert units.CELSIUS.to_si(25.0) == 298.15
    assert units.CELSIUS.from_si(298.15) == 25.0


def test_arrays_are_converted_as_numbers_are():
    np.testing.assert_allclose(units.MG_CM2.to_si(np.array([1.0, 5.8])), [0.01, 0.058])
    np.testing.assert_allclose(units.MG_CM2.from_si(np.array([0.01, 0.058])), [1.0, 5.8])


@pytest.mark.parametrize("unit", TABLE.values(), ids=TABLE)
def test_there_and_back(unit):
    assert math.isclose(unit.from_si(unit.to_si(62.5)), 62.5, rel_tol=1e-13)
