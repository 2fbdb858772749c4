"""Units: a symbol, a factor to SI and a dimension.

The model computes in SI; these units are what people type and read. To add a unit, add one line below.
A dimension is the tuple of exponents (m, kg, s, A, K, mol, money); ¤ is whatever currency the prices are typed in.
"""

from dataclasses import dataclass
from typing import Any

Dimension = tuple[int, int, int, int, int, int, int]


class UnknownUnit(ValueError):
    """A unit symbol that is not in the table; `symbol` holds it."""

    def __init__(self, symbol: str) -> None:
        super().__init__(f"unknown unit “{symbol}”")
        self.symbol = symbol


@dataclass(frozen=True, slots=True)
class Unit:
    """`value_in_SI = value * factor + offset`; only temperatures have an offset."""

    symbol: str
    factor: float
    dimension: Dimension
    offset: float = 0.0
    whole: bool = False
    """Counts things: written without decimals."""

    def to_si(self, value: Any) -> Any:
        """SI value(s) of `value` given in this unit."""
        return value * self.factor + self.offset

    def from_si(self, value: Any) -> Any:
        """`value` given in SI, expressed in this unit."""
        return (value - self.offset) / self.factor


_UNITS: dict[str, Unit] = {}


def _define(symbol: str, factor: float, dimension: Dimension, offset: float = 0.0) -> Unit:
    defined = Unit(symbol, factor, dimension, offset)
    _UNITS[symbol] = defined
    return defined


_PURE: Dimension = (0, 0, 0, 0, 0, 0, 0)
_LENGTH: Dimension = (1, 0, 0, 0, 0, 0, 0)
_AREA: Dimension = (2, 0, 0, 0, 0, 0, 0)
_VOLUME: Dimension = (3, 0, 0, 0, 0, 0, 0)
_MASS: Dimension = (0, 1, 0, 0, 0, 0, 0)
_MASS_PER_AREA: Dimension = (-2, 1, 0, 0, 0, 0, 0)
_DENSITY: Dimension = (-3, 1, 0, 0, 0, 0, 0)
_CHARGE: Dimension = (0, 0, 1, 1, 0, 0, 0)
_CHARGE_PER_MASS: Dimension = (0, -1, 1, 1, 0, 0, 0)
_CHARGE_PER_AREA: Dimension = (-2, 0, 1, 1, 0, 0, 0)
_MASS_PER_CHARGE: Dimension = (0, 1, -1, -1, 0, 0, 0)
_VOLUME_PER_CHARGE: Dimension = (3, 0, -1, -1, 0, 0, 0)
_VOLUME_PER_MASS: Dimension = (3, -1, 0, 0, 0, 0, 0)
_ENERGY: Dimension = (2, 1, -2, 0, 0, 0, 0)
_ENERGY_PER_MASS: Dimension = (2, 0, -2, 0, 0, 0, 0)
_ENERGY_PER_VOLUME: Dimension = (-1, 1, -2, 0, 0, 0, 0)
_VOLTAGE: Dimension = (2, 1, -3, -1, 0, 0, 0)
_CURRENT: Dimension = (0, 0, 0, 1, 0, 0, 0)
_CURRENT_PER_AREA: Dimension = (-2, 0, 0, 1, 0, 0, 0)
_RESISTANCE: Dimension = (2, 1, -3, -2, 0, 0, 0)
_RESISTANCE_AREA: Dimension = (4, 1, -3, -2, 0, 0, 0)
_RESISTIVITY: Dimension = (3, 1, -3, -2, 0, 0, 0)
_PRESSURE: Dimension = (-1, 1, -2, 0, 0, 0, 0)
_FORCE: Dimension = (1, 1, -2, 0, 0, 0, 0)
_TIME: Dimension = (0, 0, 1, 0, 0, 0, 0)
_PER_TIME: Dimension = (0, 0, -1, 0, 0, 0, 0)
_TEMPERATURE: Dimension = (0, 0, 0, 0, 1, 0, 0)
_MOLAR_MASS: Dimension = (0, 1, 0, 0, 0, -1, 0)
_MOLAR_VOLUME: Dimension = (3, 0, 0, 0, 0, -1, 0)
_MOLARITY: Dimension = (-3, 0, 0, 0, 0, 1, 0)
_MOLALITY: Dimension = (0, -1, 0, 0, 0, 1, 0)
_POWER: Dimension = (2, 1, -3, 0, 0, 0, 0)
_MONEY: Dimension = (0, 0, 0, 0, 0, 0, 1)
_MONEY_PER_MASS: Dimension = (0, -1, 0, 0, 0, 0, 1)
_MONEY_PER_AREA: Dimension = (-2, 0, 0, 0, 0, 0, 1)
_MONEY_PER_ENERGY: Dimension = (-2, -1, 2, 0, 0, 0, 1)

ONE = _define("1", 1.0, _PURE)
COUNT = Unit("1", 1.0, _PURE, whole=True)
PERCENT = _define("%", 0.01, _PURE)
PPM = _define("ppm", 1e-6, _PURE)
G_G = _define("g/g", 1.0, _PURE)
C_RATE = _define("C", 1.0 / 3600.0, _PER_TIME)  # 1C is the 1C capacity per hour
M = _define("m", 1.0, _LENGTH)
CM = _define("cm", 1e-2, _LENGTH)
MM = _define("mm", 1e-3, _LENGTH)
UM = _define("µm", 1e-6, _LENGTH)
M2 = _define("m²", 1.0, _AREA)
CM2 = _define("cm²", 1e-4, _AREA)
MM2 = _define("mm²", 1e-6, _AREA)
L = _define("L", 1e-3, _VOLUME)
ML = _define("mL", 1e-6, _VOLUME)
UL = _define("µL", 1e-9, _VOLUME)
CM3 = _define("cm³", 1e-6, _VOLUME)
KG = _define("kg", 1.0, _MASS)
G = _define("g", 1e-3, _MASS)
MG = _define("mg", 1e-6, _MASS)
MG_CM2 = _define("mg/cm²", 1e-2, _MASS_PER_AREA)
G_M2 = _define("g/m²", 1e-3, _MASS_PER_AREA)
G_CM3 = _define("g/cm³", 1e3, _DENSITY)
G_ML = _define("g/mL", 1e3, _DENSITY)
KG_M3 = _define("kg/m³", 1.0, _DENSITY)
C_COULOMB = _define("A·s", 1.0, _CHARGE)
AH = _define("Ah", 3600.0, _CHARGE)
MAH = _define("mAh", 3.6, _CHARGE)
MAH_G = _define("mAh/g", 3600.0, _CHARGE_PER_MASS)
AH_KG = _define("Ah/kg", 3600.0, _CHARGE_PER_MASS)
MAH_CM2 = _define("mAh/cm²", 3.6e4, _CHARGE_PER_AREA)
G_AH = _define("g/Ah", 1e-3 / 3600.0, _MASS_PER_CHARGE)
ML_AH = _define("mL/Ah", 1e-6 / 3600.0, _VOLUME_PER_CHARGE)
UL_MG = _define("µL/mg", 1e-3, _VOLUME_PER_MASS)
ML_G = _define("mL/g", 1e-3, _VOLUME_PER_MASS)
WH = _define("Wh", 3600.0, _ENERGY)
WH_KG = _define("Wh/kg", 3600.0, _ENERGY_PER_MASS)
WH_L = _define("Wh/L", 3.6e6, _ENERGY_PER_VOLUME)
V = _define("V", 1.0, _VOLTAGE)
MV = _define("mV", 1e-3, _VOLTAGE)
A = _define("A", 1.0, _CURRENT)
MA = _define("mA", 1e-3, _CURRENT)
MA_CM2 = _define("mA/cm²", 10.0, _CURRENT_PER_AREA)
A_MM2 = _define("A/mm²", 1e6, _CURRENT_PER_AREA)
MOHM = _define("mΩ", 1e-3, _RESISTANCE)
MEGOHM = _define("MΩ", 1e6, _RESISTANCE)
OHM_CM2 = _define("Ω·cm²", 1e-4, _RESISTANCE_AREA)
NOHM_M = _define("nΩ·m", 1e-9, _RESISTIVITY)
PA = _define("Pa", 1.0, _PRESSURE)
KPA = _define("kPa", 1e3, _PRESSURE)
MPA = _define("MPa", 1e6, _PRESSURE)
MBAR = _define("mbar", 1e2, _PRESSURE)
N = _define("N", 1.0, _FORCE)
W = _define("W", 1.0, _POWER)
MW = _define("mW", 1e-3, _POWER)
S = _define("s", 1.0, _TIME)
MIN = _define("min", 60.0, _TIME)
H = _define("h", 3600.0, _TIME)
KELVIN = _define("K", 1.0, _TEMPERATURE)
CELSIUS = _define("°C", 1.0, _TEMPERATURE, 273.15)
G_MOL = _define("g/mol", 1e-3, _MOLAR_MASS)
CM3_MOL = _define("cm³/mol", 1e-6, _MOLAR_VOLUME)
MOL_L = _define("mol/L", 1e3, _MOLARITY)
MMOL_L = _define("mmol/L", 1.0, _MOLARITY)
MOL_KG = _define("mol/kg", 1.0, _MOLALITY)
CURRENCY = "¤"
"""Stands for whatever currency the prices are typed in."""
MONEY = _define(CURRENCY, 1.0, _MONEY)
MONEY_KG = _define("¤/kg", 1.0, _MONEY_PER_MASS)
MONEY_M2 = _define("¤/m²", 1.0, _MONEY_PER_AREA)
MONEY_KWH = _define("¤/kWh", 1.0 / 3.6e6, _MONEY_PER_ENERGY)

# What a keyboard without µ, ², ³, ·, Ω or ° types.
_PLAIN = str.maketrans(
    {"µ": "u", "\u03bc": "u", "²": "2", "³": "3", "·": "*", "⋅": "*", "∙": "*", "Ω": "ohm", "\u2126": "ohm", "°": "deg"}
)


def _plain(symbol: str) -> str:
    """One spelling for all: `mg / cm^2` → `mg/cm2`, `A s` → `A*s`. A product keeps its sign, so that m·m is not mm."""
    parts = symbol.translate(_PLAIN).replace("^2", "2").replace("^3", "3").replace("/", " / ").replace("*", " ").split()
    return "*".join(parts).replace("*/*", "/")


_BY_PLAIN: dict[str, Unit] = {}
for _unit in _UNITS.values():
    _BY_PLAIN[_plain(_unit.symbol)] = _unit
    _BY_PLAIN[_plain(_unit.symbol).replace("*", "")] = _unit  # As for A·s


def find(symbol: str) -> Unit:
    """The unit written `symbol`: `µm` and `um`, `mg/cm²`, `mg/cm2` and `mg/cm^2` are the same. Raises UnknownUnit."""
    try:
        return _UNITS[symbol]
    except KeyError:
        pass
    try:
        return _BY_PLAIN[_plain(symbol)]
    except KeyError:
        raise UnknownUnit(symbol) from None


def compatible(unit: Unit) -> tuple[Unit, ...]:
    """Every unit of the same dimension, in the order of the table."""
    return tuple(u for u in _UNITS.values() if u.dimension == unit.dimension)
