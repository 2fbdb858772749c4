"""N/P: which definition gives the printed number within its rounding, and which capacity each would need."""

import math
from collections.abc import Iterator, Mapping

from app.services import format as writing
from app.services.design import Design
from app.services.i18n import N_, joined, tr
from app.services.reconcile import ratios
from app.services.reconcile.claims import Claim, Range, exactly
from app.services.reconcile.energy import CAPACITY, claimed_energy, plausible_voltage
from app.services.reconcile.ratios import Candidate
from app.services.reconcile.statement import Statement, number, span
from calc.units import AH, MAH_G, ONE, V

RATIO = "claimed_np"

_THEORY_PLAY = 0.002

CAPACITIES: Mapping[str, str] = {
    "claimed": N_("the claimed capacity"),
    "energy": N_("the capacity that the claimed energy needs"),
    "first-discharge": N_("the measured first discharge"),
    "design": N_("the capacity of the design"),
    "theoretical": N_("the theoretical capacity"),
}
"""What an N/P may be over → its name; the first that fits is told."""


def statements(design: Design, claims: Mapping[str, Claim]) -> Iterator[Statement]:
    """What the claimed N/P says."""
    if RATIO not in claims:
        return
    claim = claims[RATIO]
    found = candidates_of(design, claims)
    over_theory = [c for c in found if "theoretical" in c.fits]
    if not over_theory:
        largest = ratios.largest_over_theory(design)
        if largest is not None:
            yield Statement(
                "implied",
                "np-theoretical",
                tr(
                    "N/P {claim} is over no theoretical capacity: there the numerators give {numbers}.",
                    claim=claim.text,
                    numbers=_over_theory(design),
                ),
                (RATIO,),
            )
    fitting = [candidate for candidate in found if candidate.fits]
    for candidate in fitting:
        yield _fits(design, claims, claim, candidate)
    for candidate in found:
        if not candidate.fits:
            yield _would_fit(claim, candidate)
    if len(fitting) != 1:
        yield _verdict(claim, fitting)


def _verdict(claim: Claim, fitting: list[Candidate]) -> Statement:
    words = {"claim": claim.text, "count": len(fitting)}
    if fitting:
        said = tr("N/P {claim} fits {count} definitions within its rounding: the source must name its own.", **words)
        return Statement("ambiguous", "np-definition", said, (RATIO,))
    said = tr(
        "No definition over a capacity that is stated gives N/P {claim} within its rounding: numerator, denominator or "
        "another claim is missing.",
        **words,
    )
    return Statement("ambiguous", "np-definition", said, (RATIO,))


def candidates_of(design: Design, claims: Mapping[str, Claim]) -> tuple[Candidate, ...]:
    """What each numerator needs for the claimed N/P; nothing where none is claimed."""
    if RATIO not in claims:
        return ()
    return ratios.candidates(design, claims[RATIO], _capacities(design, claims), claimed_energy(claims))


def _capacities(design: Design, claims: Mapping[str, Claim]) -> dict[str, Range]:
    known: dict[str, Range] = {}
    energy = claimed_energy(claims)
    if CAPACITY in claims:
        known["claimed"] = claims[CAPACITY].range
    if energy is not None:
        known["energy"] = energy / plausible_voltage(design)
    first = ratios.amount(design, ("first_discharge_capacity",))
    if math.isfinite(first):
        known["first-discharge"] = exactly(first)
    capacity = ratios.amount(design, ("capacity",))
    if CAPACITY not in claims and math.isfinite(capacity):
        known["design"] = exactly(capacity)
    theory = ratios.amount(design, ("cathode_theoretical_charge",))
    known["theoretical"] = Range(theory * (1 - _THEORY_PLAY), theory * (1 + _THEORY_PLAY))
    return known


def _over_theory(design: Design) -> str:
    listed = [r for r in ratios.table(design) if r.denominator == "theoretical" and r.numerator != "reversible"]
    return joined(
        tr("{value} ({numerator})", value=number(r.value, ONE), numerator=tr(ratios.NUMERATORS[r.numerator][0]))
        for r in sorted(listed, key=lambda ratio: -ratio.value)
    )


def _needs(candidate: Candidate) -> str:
    middle = (candidate.needed.low + candidate.needed.high) / 2
    return tr(
        "{capacity}, {per_mass}, {share} of theory",
        capacity=number(middle, AH),
        per_mass=number(candidate.per_mass, MAH_G),
        share=f"{writing.number(100 * candidate.share, 3)}{writing.SPACE}%",
    )


def _fits(design: Design, claims: Mapping[str, Claim], claim: Claim, candidate: Candidate) -> Statement:
    known = next(name for name in CAPACITIES if name in candidate.fits)
    said = tr(
        "N/P {claim} fits {numerator} over {capacity} within the rounding; it needs {needs}.",
        claim=claim.text,
        numerator=candidate.label,
        capacity=tr(CAPACITIES[known]),
        needs=_needs(candidate),
    )
    if not math.isfinite(candidate.voltage):
        return Statement("implied", f"np-{candidate.numerator}", said, (RATIO,))
    plausible = plausible_voltage(design)
    words = {"voltage": number(candidate.voltage, V), "plausible": span(plausible, V)}
    if exactly(candidate.voltage).within(plausible):
        more = tr("With it the claimed energy has a mean voltage of {voltage}: N/P, energy and voltage agree.", **words)
        return Statement("agreement", f"np-{candidate.numerator}", joined((said, more), " "), (RATIO,))
    more = tr(
        "With it the claimed energy has a mean voltage of {voltage}, and such cells have {plausible}: then N/P and "
        "energy are not of one cycle.",
        **words,
    )
    return Statement("doubt", f"np-{candidate.numerator}", joined((said, more), " "), (RATIO,))


def _would_fit(claim: Claim, candidate: Candidate) -> Statement:
    """A numerator that fits no stated capacity: what it would have to be divided by."""
    words = {"claim": claim.text, "numerator": candidate.label, "needs": _needs(candidate)}
    if candidate.share > 1:
        said = tr("N/P {claim} is not {numerator}: that needs {needs}, more than there is.", **words)
        return Statement("implied", f"np-{candidate.numerator}", said, (RATIO,))
    said = tr("N/P {claim} with {numerator} needs {needs}, and no such capacity is stated.", **words)
    if math.isfinite(candidate.round_share):
        more = tr(
            "That is {share} % of theory, which some sources divide by.", share=f"{100 * candidate.round_share:.0f}"
        )
        said = joined((said, more), " ")
    return Statement("implied", f"np-{candidate.numerator}", said, (RATIO,))
