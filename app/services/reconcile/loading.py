"""Loading, active mass and capacity: of which side and of what the loading is, and what the capacity asks of it."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.services.design import Design
from app.services.i18n import joined, tr
from app.services.reconcile.claims import Claim, Range, range_of
from app.services.reconcile.statement import Statement, number, span
from calc.evaluate import evaluate
from calc.graph import registry
from calc.units import MAH_G, G

CAPACITY, ACTIVE = "claimed_capacity", "claimed_active_mass"
SIDES, BASES = ("per-side", "both-sides"), ("active", "coating")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the loading, and what it makes of the claims."""

    side: str
    basis: str
    mass: Range
    per_mass: float
    possible: bool

    def words(self) -> str:
        declared = registry().choices
        side = tr(declared["loading_side"].option(self.side).label).casefold()
        basis = tr(declared["loading_basis"].option(self.basis).label).casefold()
        return joined((side, basis))


def statements(design: Design, claims: Mapping[str, Claim]) -> Iterator[Statement]:
    """What capacity and active mass say of the loading, and of each other."""
    if CAPACITY not in claims and ACTIVE not in claims:
        return
    theory = float(design.values["cathode_theoretical_capacity"])
    readings = _readings(design, claims, theory)
    if CAPACITY in claims:
        yield _specific_capacity(design, claims[CAPACITY], theory)
        yield from _excluded(design, claims[CAPACITY], readings, theory)
    if ACTIVE in claims:
        yield from _active_mass(design, claims, readings, theory)
    elif CAPACITY in claims:
        yield from _undecided(design, readings)


def _readings(design: Design, claims: Mapping[str, Claim], theory: float) -> tuple[_Reading, ...]:
    """Every reading of the loading; none where it is not what was typed."""
    entry = design.document.entries.get("cathode_loading")
    if entry is None or design.plan.choices["loading_given_by"] != "loading":
        return ()
    play, typed = range_of(entry), float(design.values["cathode_loading"])
    values, capacity = design.document.values(), claims.get(CAPACITY)
    wanted = ("cathode_active_mass", "cathode_active_loading", "facing_area")
    found = []
    for side in SIDES:
        for basis in BASES:
            # The loading keeps its number: the choice only says what it counted.
            plan = registry().plan({**design.plan.choices, "loading_side": side, "loading_basis": basis})
            read = evaluate(plan, values, wanted)
            mass = float(read["cathode_active_mass"])
            active = float(read["cathode_active_loading"] * read["facing_area"])
            per_mass = capacity.value / active if capacity else math.nan
            possible = capacity is None or capacity.range.low / (active * play.high / typed) <= theory
            found.append(
                _Reading(side, basis, Range(mass * play.low / typed, mass * play.high / typed), per_mass, possible)
            )
    return tuple(found)


def _specific_capacity(design: Design, claim: Claim, theory: float) -> Statement:
    active = float(design.values["cathode_active_loading"]) * float(design.values["facing_area"])
    per_mass = claim.value / active
    words = {
        "capacity": claim.text,
        "mass": number(active, G),
        "per_mass": number(per_mass, MAH_G),
        "theory": number(theory, MAH_G),
        "share": f"{100 * per_mass / theory:.0f}",
    }
    if claim.range.low / active > theory:
        said = tr(
            "{capacity} from {mass} of active material is {per_mass}, more than the {theory} it has in theory: "
            "capacity, loading or size is wrong.",
            **words,
        )
        return Statement("contradiction", "specific-capacity", said, (CAPACITY,))
    said = tr("{capacity} from {mass} of faced active material is {per_mass}, {share} % of theory.", **words)
    return Statement("implied", "specific-capacity", said, (CAPACITY,))


def _excluded(design: Design, claim: Claim, readings: tuple[_Reading, ...], theory: float) -> Iterator[Statement]:
    """That the loading is per side, where both sides together would ask too much of the material."""
    both = [reading for reading in readings if reading.side == "both-sides"]
    single = [reading for reading in readings if reading.side == "per-side"]
    if both and not any(r.possible for r in both) and any(r.possible for r in single):
        said = tr(
            "Were {loading} the loading of both sides together, {capacity} would be {per_mass}, more than the "
            "{theory} of theory: it is per side.",
            loading=design.text("cathode_loading"),
            capacity=claim.text,
            per_mass=number(min(r.per_mass for r in both), MAH_G),
            theory=number(theory, MAH_G),
        )
        yield Statement("agreement", "loading-side", said, (CAPACITY,))


def _active_mass(
    design: Design, claims: Mapping[str, Claim], readings: tuple[_Reading, ...], theory: float
) -> Iterator[Statement]:
    claim = claims[ACTIVE]
    here = float(design.values["cathode_active_mass"])
    fitting = [reading for reading in readings if reading.mass.meets(claim.range)]
    words = {
        "mass": claim.text,
        "loading": design.text("cathode_loading"),
        "design": number(here, G),
        "readings": joined((reading.words() for reading in fitting), "; "),
    }
    if fitting:
        said = tr("{mass} of active material is what {loading} makes when it is read as {readings}.", **words)
        chosen = (design.plan.choices["loading_side"], design.plan.choices["loading_basis"])
        kind = "agreement" if chosen in {(r.side, r.basis) for r in fitting} else "doubt"
        yield Statement(kind, "active-mass", said, (ACTIVE,))
    else:
        said = tr(
            "The sheets carry {design} of active material, and the source says {mass}: no reading of {loading} "
            "makes that.",
            **words,
        )
        kind = "agreement" if abs(here / claim.value - 1) <= 0.01 else "contradiction"
        if kind == "agreement":
            said = tr("The sheets carry {design} of active material, within 1 % of the {mass} stated.", **words)
        yield Statement(kind, "active-mass", said, (ACTIVE,))
    if CAPACITY in claims and claims[CAPACITY].range.low / claim.range.high > theory:
        said = tr(
            "{capacity} from {mass} is more than the {theory} of theory.",
            capacity=claims[CAPACITY].text,
            mass=claim.text,
            theory=number(theory, MAH_G),
        )
        yield Statement("contradiction", "active-mass-capacity", said, (ACTIVE, CAPACITY))


def _undecided(design: Design, readings: tuple[_Reading, ...]) -> Iterator[Statement]:
    """That active material and whole coating are both possible readings, where nothing tells them apart."""
    side = design.plan.choices["loading_side"]
    possible = [reading for reading in readings if reading.possible and reading.side == side]
    if len(possible) < 2:
        return
    per_mass = sorted(reading.per_mass for reading in possible)
    said = tr(
        "Whether {loading} is of active material or of the whole coating cannot be told from the capacity: it asks "
        "for {per_mass}. A stated active mass would tell.",
        loading=design.text("cathode_loading"),
        per_mass=span(Range(per_mass[0], per_mass[-1]), MAH_G),
    )
    yield Statement("ambiguous", "loading-basis", said, (CAPACITY,))
