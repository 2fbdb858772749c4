"""N/P by name: every anode capacity that sources count over every cathode capacity that they divide by."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.services.design import Design
from app.services.i18n import N_, tr
from app.services.reconcile.claims import Claim, Range, exactly

NUMERATORS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "whole-anode": (N_("whole anode"), ("anode_capacity",)),
        "accessible": (N_("accessible on the facing area"), ("accessible_anode_capacity",)),
        "anode-area": (N_("half of each sheet, anode area"), ("anode_areal_capacity", "anode_face_area")),
        "facing-area": (N_("half of each sheet, facing area"), ("anode_areal_capacity", "facing_area")),
        "reversible": (N_("anode side after the first cycle"), ("anode_side_capacity",)),
    }
)
"""Numerator → its name, and the quantities whose product it is."""

DENOMINATORS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "theoretical": (N_("theoretical capacity"), ("cathode_theoretical_charge",)),
        "design": (N_("capacity of the design"), ("capacity",)),
        "first-discharge": (N_("measured first discharge"), ("first_discharge_capacity",)),
        "reversible": (N_("capacity after the first cycle"), ("reversible_capacity",)),
    }
)
"""Denominator → its name, and the quantity that it is."""

_THEORY_PLAY = 0.002
"""Theoretical capacities are printed rounded, such as 1675 mAh/g for sulfur's 1672: as much play have shares of it."""

_SHARES = tuple(percent / 100 for percent in range(50, 100, 5))
"""Round shares of theory that sources count with."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One N/P: what is counted over what, and the number."""

    numerator: str
    denominator: str
    value: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one numerator needs to give the claimed N/P.

    `needed` is the capacity (A·s) it has to be divided by, `per_mass` that over the active mass (A·s/kg), `voltage` the
    claimed energy over it (NaN without one), `share` that of the theoretical capacity; `fits` names the capacities
    that lie within the rounding of the claim.
    """

    numerator: str
    label: str
    needed: Range
    per_mass: float
    voltage: float
    share: float
    fits: tuple[str, ...]
    round_share: float


def amount(design: Design, keys: tuple[str, ...]) -> float:
    """The product of some quantities, in SI; NaN where one is missing."""
    if not all(design.has(key) for key in keys):
        return math.nan
    return math.prod(float(design.values[key]) for key in keys)


def table(design: Design) -> tuple[Ratio, ...]:
    """Every N/P that this design has a number for."""
    return tuple(
        Ratio(numerator, denominator, above / below)
        for numerator, (_, top) in NUMERATORS.items()
        for denominator, (_, bottom) in DENOMINATORS.items()
        if math.isfinite(above := amount(design, top)) and (below := amount(design, bottom)) > 0
    )


def grid(design: Design) -> tuple[list[str], list[tuple[str, list[float]]]]:
    """All of them as a table: the heads of the columns, and for each row its name and its values, NaN where unknown."""
    known = {(ratio.numerator, ratio.denominator): ratio.value for ratio in table(design)}
    heads = [tr("over {capacity}", capacity=tr(name)) for name, _ in DENOMINATORS.values()]
    rows = [
        (tr(name), [known.get((numerator, denominator), math.nan) for denominator in DENOMINATORS])
        for numerator, (name, _) in NUMERATORS.items()
    ]
    return heads, rows


def label(numerator: str, denominator: str) -> str:
    """An N/P by its full name."""
    return tr(
        "{numerator} over {denominator}",
        numerator=tr(NUMERATORS[numerator][0]),
        denominator=tr(DENOMINATORS[denominator][0]),
    )


def candidates(
    design: Design, claim: Claim, capacities: Mapping[str, Range], energy: Range | None
) -> tuple[Candidate, ...]:
    """What each numerator needs for the claimed N/P; `capacities` are those known, by name, each with its play."""
    return tuple(_candidates(design, claim, capacities, energy))


def _candidates(
    design: Design, claim: Claim, capacities: Mapping[str, Range], energy: Range | None
) -> Iterator[Candidate]:
    theory = amount(design, ("cathode_theoretical_charge",))
    mass = amount(design, ("cathode_active_mass",))
    # Only where the cathode uses most of its theory does anybody count with a share of it.
    shares = _SHARES if design.plan.choices["cathode_lithium"] == "none" else ()
    loose = Range(theory * (1 - _THEORY_PLAY), theory * (1 + _THEORY_PLAY))
    for numerator, (name, keys) in NUMERATORS.items():
        counted = amount(design, keys)
        if not (math.isfinite(counted) and counted > 0) or numerator == "reversible":
            continue  # what is left after the first cycle is nobody's stated lithium
        needed = exactly(counted) / claim.range
        middle = counted / claim.value
        share = needed / loose
        yield Candidate(
            numerator,
            tr(name),
            needed,
            middle / mass,
            (energy.low + energy.high) / 2 / middle if energy else math.nan,
            middle / theory,
            tuple(known for known, capacity in capacities.items() if needed.meets(capacity)),
            next((s for s in shares if share.low <= s <= share.high), math.nan),
        )


def largest_over_theory(design: Design) -> Ratio | None:
    """The N/P over theoretical capacity that is the largest."""
    found = [ratio for ratio in table(design) if ratio.denominator == "theoretical" and ratio.numerator != "reversible"]
    return max(found, key=lambda ratio: ratio.value, default=None)
