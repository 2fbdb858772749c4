"""Mass, Wh/kg and Ah: the mean voltage they imply, and the digits they can bear."""

import math
from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal

from app.services import format as writing
from app.services.design import Design
from app.services.i18n import joined, tr
from app.services.reconcile.claims import Claim, Range, exactly
from app.services.reconcile.statement import Statement, number, percent, span
from calc.units import AH, MAH_G, WH, WH_KG, V

MASS, SPECIFIC, CAPACITY = "claimed_mass", "claimed_specific_energy", "claimed_capacity"

_CLOSE = 0.05
"""A basis of Wh/kg is taken for the one that was meant when it is this near."""


def statements(design: Design, claims: Mapping[str, Claim]) -> Iterator[Statement]:
    """What the energy claims say of each other."""
    yield from _digits(claims)
    yield from _voltage(design, claims)
    yield from _basis(design, claims)


def voltage_keys(design: Design) -> tuple[str, str]:
    """From where to where the mean voltage may be: the cut-offs where nothing better is known of the chemistry."""
    better = ("mean_voltage_low", "mean_voltage_high")
    known = all(math.isfinite(float(design.values[key])) for key in better)
    return better if known else ("lower_voltage", "upper_voltage")


def plausible_voltage(design: Design) -> Range:
    """The mean voltages that cells of this chemistry have; between the cut-offs where nothing better is known."""
    low, high = (float(design.values[key]) for key in voltage_keys(design))
    return Range(low, high)


def claimed_energy(claims: Mapping[str, Claim]) -> Range | None:
    """Claimed Wh/kg times claimed mass, with the play of both."""
    if MASS in claims and SPECIFIC in claims:
        return claims[MASS].range * claims[SPECIFIC].range
    return None


def _digits(claims: Mapping[str, Claim]) -> Iterator[Statement]:
    """Wh/kg can be no more precise than the mass it was divided by."""
    if MASS not in claims or SPECIFIC not in claims:
        return
    mass, specific = claims[MASS], claims[SPECIFIC]
    if specific.precision >= mass.precision / 3:
        return
    play = Decimal(repr(writing.shown(specific.value, WH_KG) * mass.precision))
    step = Decimal(1).scaleb(int(play.log10().to_integral_value(ROUND_CEILING)))
    rounded = Decimal(repr(writing.shown(specific.value, WH_KG))).quantize(step)
    yield Statement(
        "doubt",
        "false-precision",
        tr(
            "{specific} is printed to {printed}, and the mass of {mass} it rests on only to {weighed}: "
            "{rounded} ± {step} is all that can be said.",
            specific=specific.text,
            printed=_share(specific.precision),
            mass=mass.text,
            weighed=_share(mass.precision),
            rounded=f"{rounded:f}",
            step=writing.with_unit(f"{step:f}", WH_KG),
        ),
        (SPECIFIC, MASS),
    )


def _share(value: float) -> str:
    return f"±{writing.number(100 * value, 2)}{writing.SPACE}%"


def _voltage(design: Design, claims: Mapping[str, Claim]) -> Iterator[Statement]:
    energy, plausible = claimed_energy(claims), plausible_voltage(design)
    if energy is None:
        return
    mass, specific = claims[MASS], claims[SPECIFIC]
    middle = mass.value * specific.value
    capacity = energy / plausible
    active = float(design.values["cathode_active_loading"]) * float(design.values["facing_area"])
    at = float(design.values["mean_voltage"])
    needs = tr(
        "At {voltage} this energy needs {capacity}, {per_mass}.",
        voltage=design.text("mean_voltage"),
        capacity=number(middle / at, AH),
        per_mass=number(middle / at / active, MAH_G),
    )
    if CAPACITY not in claims:
        said = tr(
            "{specific} × {mass} is {energy}. Over mean voltages of {voltage} that is {capacity}.",
            specific=specific.text,
            mass=mass.text,
            energy=number(middle, WH),
            voltage=span(plausible, V),
            capacity=span(capacity, AH),
        )
        yield Statement("implied", "capacity-from-energy", said, (SPECIFIC, MASS))
        return
    stated = claims[CAPACITY]
    voltage = energy / stated.range
    words = {
        "specific": specific.text,
        "mass": mass.text,
        "capacity": stated.text,
        "voltage": number(middle / stated.value, V),
        "between": span(voltage, V, 5),
        "plausible": span(plausible, V),
        "needed": span(capacity, AH),
    }
    keys = (SPECIFIC, MASS, CAPACITY)
    if not voltage.meets(plausible):
        said = tr(
            "{specific} × {mass} over {capacity} is a mean voltage of {voltage}, {between} within the rounding, and "
            "cells of this chemistry have {plausible}: the three cannot all be true.",
            **words,
        )
        yield Statement("contradiction", "mean-voltage", joined((said, needs), " "), keys)
    elif not exactly(middle / stated.value).within(plausible):
        said = tr(
            "{specific} × {mass} over {capacity} is a mean voltage of {voltage}, and cells of this chemistry have "
            "{plausible}: the three agree only if the capacity is {needed}, at the edge of its rounding.",
            **words,
        )
        yield Statement("doubt", "mean-voltage", joined((said, needs), " "), keys)
    else:
        said = tr(
            "{specific} × {mass} over {capacity} is a mean voltage of {voltage}, within the {plausible} that cells of "
            "this chemistry have.",
            **words,
        )
        yield Statement("agreement", "mean-voltage", said, keys)


BASES = ("specific_energy", "specific_energy_without_package", "specific_energy_of_stack")


def _basis(design: Design, claims: Mapping[str, Claim]) -> Iterator[Statement]:
    """Which mass the claimed Wh/kg counts, judged by the design's own."""
    if SPECIFIC not in claims:
        return
    claim = claims[SPECIFIC]
    listed = {key: float(design.values[key]) for key in BASES}
    nearest = min(listed, key=lambda key: abs(listed[key] / claim.value - 1))
    off = {key: percent(value / claim.value - 1) for key, value in listed.items()}
    said = tr(
        "{claim} against the design's {whole} of the whole cell ({off_whole}), {bare} without the package ({off_bare}) "
        "and {stack} of the stack ({off_stack}).",
        claim=claim.text,
        whole=design.text(BASES[0]),
        bare=design.text(BASES[1]),
        stack=design.text(BASES[2]),
        off_whole=off[BASES[0]],
        off_bare=off[BASES[1]],
        off_stack=off[BASES[2]],
    )
    near = abs(listed[nearest] / claim.value - 1) <= _CLOSE
    if near and nearest != BASES[0]:
        said = joined((said, tr("It may leave the package out: ask the source what it weighed.")), " ")
    kind = "doubt" if not near else "agreement" if nearest == BASES[0] else "ambiguous"
    yield Statement(kind, "specific-energy-basis", said, (SPECIFIC,))
