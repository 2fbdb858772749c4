"""Thickness and Wh/L: which state of charge and which volume the source means."""

from collections.abc import Iterator, Mapping

from app.services.design import Design
from app.services.i18n import N_, joined, tr
from app.services.reconcile.claims import Claim
from app.services.reconcile.energy import claimed_energy
from app.services.reconcile.statement import Statement, number, percent
from calc.units import MM, WH_L

THICKNESS, DENSITY = "claimed_thickness", "claimed_energy_density"

_NEAR = 0.05

_STATES = {
    "cell_thickness": N_("as built"),
    "cell_thickness_charged": N_("charged"),
    "cell_thickness_discharged": N_("discharged"),
}
_VOLUMES = {
    "cell_volume": N_("overall size as built"),
    "cell_volume_charged": N_("overall size charged"),
    "body_volume_charged": N_("body without seals, charged"),
}


def statements(design: Design, claims: Mapping[str, Claim]) -> Iterator[Statement]:
    """What thickness and Wh/L say."""
    if THICKNESS in claims:
        claim = claims[THICKNESS]
        values = {key: float(design.values[key]) for key in _STATES}
        yield _nearest(claim, values, {key: number(value, MM) for key, value in values.items()}, _STATES, "thickness")
    if DENSITY in claims:
        claim, energy = claims[DENSITY], claimed_energy(claims)
        middle = (energy.low + energy.high) / 2 if energy else float(design.values["energy"])
        values = {key: middle / float(design.values[key]) for key in _VOLUMES}
        yield _nearest(claim, values, {key: number(v, WH_L) for key, v in values.items()}, _VOLUMES, "energy-density")


def _nearest(
    claim: Claim, values: Mapping[str, float], texts: Mapping[str, str], names: Mapping[str, str], subject: str
) -> Statement:
    nearest = min(values, key=lambda key: abs(values[key] / claim.value - 1))
    off = values[nearest] / claim.value - 1
    words = {
        "claim": claim.text,
        "listed": joined(tr("{value} ({name})", value=texts[key], name=tr(names[key])) for key in values),
        "name": tr(names[nearest]),
        "deviation": percent(off),
    }
    if claim.range.low <= values[nearest] <= claim.range.high:
        said = tr("{claim} is the design's {name} within the rounding: {listed}.", **words)
        return Statement("agreement", subject, said, (claim.key,))
    said = tr("{claim} is nearest to the design's {name}, {deviation}: {listed}.", **words)
    kind = "agreement" if abs(off) <= _NEAR else "doubt"
    return Statement(kind, subject, said, (claim.key,))
