"""Electrodes of several active materials, carbons and binders: their shares, and what each material brings.

cathode.py and anode.py take these declarations in where they belong. To add a property of active materials, add a line
to its electrode's table and a formula for the mixture in calc/model; a further component is one more ordinal.
"""

from dataclasses import dataclass

from calc.quantity import Choice, Conditions, Input, Option
from calc.units import G_CM3, MAH_G, PERCENT, Unit, V

CONTAINED = {"cathode_lithium": ("contained",)}
NONE = {"cathode_lithium": ("none",)}
COATED = {"anode_kind": ("coated",)}
GROWING = {"anode_growth_given_by": ("active-material",)}
SEVERAL = ("two", "three")

ORDINALS = {"first": "1", "second": "2", "third": "3"}
WHICH = {"first": SEVERAL, "second": SEVERAL, "third": ("three",)}
"""Component → the answers to “how many active materials” under which it is there."""


@dataclass(frozen=True, slots=True)
class _Property:
    """What an active material brings to a mixture; `{which}` in the texts is first, second or third."""

    name: str
    label: str
    unit: Unit
    symbol: str
    help: str
    default: str
    low: float
    high: float
    property: str
    optional: bool = False
    when: Conditions | None = None


_CATHODE = (
    _Property(
        "capacity", "Specific capacity, {which} active", MAH_G, "q_c",
        "Discharge capacity per mass of the {which} cathode active material at the design rate.",
        "150", 1, 5000, "practical_capacity",
    ),
    _Property(
        "theory", "Theoretical capacity, {which} active", MAH_G, "q_th",
        "Theoretical capacity per mass of the {which} cathode active material.",
        "275", 1, 5000, "theoretical_capacity", optional=True,
    ),
    _Property(
        "efficiency", "First-cycle efficiency, {which} active", PERCENT, "η_c",
        "First discharge over first charge of the {which} cathode active material.",
        "100", 10, 100, "first_cycle_efficiency", when=CONTAINED,
    ),
    _Property(
        "growth", "Growth when discharged, {which} active", PERCENT, "s_c",
        "Growth of the {which} cathode active material's volume by a full discharge to theory.",
        "80", 0, 400, "volume_growth", when=NONE,
    ),
    _Property(
        "density", "True density, {which} active", G_CM3, "ρ_am",
        "Density of the {which} cathode active material, without pores.",
        "4.7", 0.1, 10, "density",
    ),
    _Property(
        "voltage_low", "Plausible mean voltage from, {which} active", V, "V_lo",
        "Lower edge of the mean discharge voltage reported for the {which} cathode active material.",
        "", 0, 6, "mean_voltage_low", optional=True,
    ),
    _Property(
        "voltage_high", "Plausible mean voltage to, {which} active", V, "V_hi",
        "Upper edge of the mean discharge voltage reported for the {which} cathode active material.",
        "", 0, 6, "mean_voltage_high", optional=True,
    ),
)  # fmt: skip

_ANODE = (
    _Property(
        "capacity", "Specific capacity, {which} active", MAH_G, "q_a",
        "Reversible capacity per mass of the {which} anode active material.",
        "350", 1, 5000, "practical_capacity",
    ),
    _Property(
        "theory", "Theoretical capacity, {which} active", MAH_G, "q_a,th",
        "Theoretical capacity per mass of the {which} anode active material.",
        "", 1, 5000, "theoretical_capacity", optional=True,
    ),
    _Property(
        "efficiency", "First-cycle efficiency, {which} active", PERCENT, "η_a",
        "First delithiation over first lithiation of the {which} anode active material.",
        "100", 10, 100, "first_cycle_efficiency",
    ),
    _Property(
        "growth", "Volume growth when charged, {which} active", PERCENT, "s_a,am",
        "Growth of the {which} anode active material's volume when it takes up its specific capacity.",
        "13.2", 0, 400, "volume_growth", when=GROWING,
    ),
    _Property(
        "potential", "Mean potential, {which} active", V, "V_a",
        "Mean potential of the {which} anode active material during discharge of the cell.",
        "0.15", 0, 3, "mean_potential",
    ),
    _Property(
        "density", "True density, {which} active", G_CM3, "ρ_a,am",
        "Density of the {which} anode active material, without pores.",
        "2.24", 0.1, 10, "density",
    ),
)  # fmt: skip


def _how_many(electrode: str) -> Choice:
    return Choice(
        f"{electrode}_blend",
        "Active materials",
        (
            Option("one", "One"),
            Option("two", "Two, mixed", "Shares by weight; capacity, density and the like follow from the parts."),
            Option("three", "Three, mixed", "Shares by weight; capacity, density and the like follow from the parts."),
        ),
        "one",
        electrode,
        f"How many active materials the {electrode}'s coating is mixed from.",
        when=COATED if electrode == "anode" else {},
    )


def _additives(electrode: str) -> Choice:
    return Choice(
        f"{electrode}_additives",
        "Carbons and binders",
        (
            Option("one-each", "One of each"),
            Option("two-each", "Two of each, mixed", "A component that is not there has a share of nothing."),
        ),
        "one-each",
        electrode,
        f"How many carbons and binders the {electrode}'s coating is mixed from.",
        when=COATED if electrode == "anode" else {},
    )


def _share(electrode: str, which: str, symbol: str, default: str) -> Input:
    return Input(
        f"{electrode}_{which}_active_share",
        f"Share of the {which} active",
        PERCENT,
        f"{symbol},{ORDINALS[which]}",
        f"Mass of the {which} {electrode} active material per mass of all {electrode} active material.",
        group=electrode,
        default=default,
        low=0,
        high=100,
        when=_there(electrode, which),
    )


def _there(electrode: str, which: str, further: Conditions | None = None) -> Conditions:
    coated = COATED if electrode == "anode" else {}
    return coated | {f"{electrode}_blend": WHICH[which]} | dict(further or {})


def _brought(electrode: str, which: str, brings: _Property) -> Input:
    slot = f"{electrode}_active" if which == "first" else f"{electrode}_{which}_active"
    return Input(
        f"{electrode}_{which}_active_{brings.name}",
        brings.label.format(which=which),
        brings.unit,
        f"{brings.symbol},{ORDINALS[which]}",
        brings.help.format(which=which),
        group=electrode,
        default=brings.default,
        low=brings.low,
        high=brings.high,
        optional=brings.optional,
        when=_there(electrode, which, brings.when),
        material=(slot, brings.property),
    )


def _mixed(electrode: str, kind: str, symbols: tuple[str, str], defaults: tuple[str, str]) -> tuple[Input, ...]:
    """The densities of two carbons or binders, and the share of the second."""
    coated = COATED if electrode == "anode" else {}
    there = coated | {f"{electrode}_additives": ("two-each",)}
    share, density = symbols
    return (
        Input(
            f"{electrode}_first_{kind}_density",
            f"True density, first {kind}",
            G_CM3,
            f"{density},1",
            f"Density of the first {kind}, without pores.",
            group=electrode,
            default=defaults[0],
            low=0.1,
            high=10,
            when=there,
            material=(f"{electrode}_{kind}", "density"),
        ),
        Input(
            f"{electrode}_second_{kind}_share",
            f"Share of the second {kind}",
            PERCENT,
            f"{share},2",
            f"Mass of the second {kind} per mass of all {kind} in the {electrode}'s coating.",
            group=electrode,
            default="0",
            low=0,
            high=100,
            when=there,
        ),
        Input(
            f"{electrode}_second_{kind}_density",
            f"True density, second {kind}",
            G_CM3,
            f"{density},2",
            f"Density of the second {kind}, without pores.",
            group=electrode,
            default=defaults[1],
            low=0.1,
            high=10,
            when=there,
            material=(f"{electrode}_second_{kind}", "density"),
        ),
    )


def _actives(electrode: str, table: tuple[_Property, ...], symbol: str, shares: tuple[str, str]) -> tuple[Input, ...]:
    default = dict(zip(("second", "third"), shares, strict=True))
    declared: list[Input] = []
    for which in ORDINALS:
        first, *others = (_brought(electrode, which, brings) for brings in table)
        declared.append(first)  # the form puts the material's place before it
        if which in default:
            declared.append(_share(electrode, which, symbol, default[which]))
        declared += others
    return tuple(declared)


CATHODE_ACTIVES = (_how_many("cathode"), *_actives("cathode", _CATHODE, "x_am", ("30", "0")))
ANODE_ACTIVES = (_how_many("anode"), *_actives("anode", _ANODE, "y_am", ("10", "0")))
CATHODE_ADDITIVES = (
    _additives("cathode"),
    *_mixed("cathode", "carbon", ("x_cb", "ρ_cb"), ("1.9", "1.75")),
    *_mixed("cathode", "binder", ("x_b", "ρ_b"), ("1.78", "1.78")),
)
ANODE_ADDITIVES = (
    _additives("anode"),
    *_mixed("anode", "carbon", ("y_cb", "ρ_a,cb"), ("1.9", "1.75")),
    *_mixed("anode", "binder", ("y_b", "ρ_a,b"), ("1.3", "1.6")),
)
