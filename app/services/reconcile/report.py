"""What follows from the claims, as sentences with numbers: which agree, which cannot all be true, what is not said."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from app.services.design import Design
from app.services.i18n import N_, tr
from app.services.reconcile import balance, energy, loading, mass, size
from app.services.reconcile.claims import Claim, claims
from app.services.reconcile.ratios import Candidate, Ratio, table
from app.services.reconcile.statement import Statement

KINDS: Final[Mapping[str, str]] = {
    "contradiction": N_("Cannot all be true"),
    "doubt": N_("Doubtful"),
    "ambiguous": N_("Not said"),
    "agreement": N_("Agrees"),
    "implied": N_("Follows"),
}
"""Kind of a statement → what people read before it, the gravest first."""

_SUBJECTS: Final[tuple[Callable[[Design, Mapping[str, Claim]], Iterator[Statement]], ...]] = (
    energy.statements,
    loading.statements,
    mass.statements,
    balance.statements,
    size.statements,
)

_RESTS_ON: Final = (
    "mean_voltage",
    "cathode_active_loading",
    "facing_area",
    "cathode_active_mass",
    "cathode_theoretical_charge",
    "capacity",
    "cell_mass",
    "cell_volume",
)
"""What the sentences take from the design and divide by, from what causes to what follows."""

__all__ = ["KINDS", "Reconciliation", "Statement", "reconciled"]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The claims, what follows from them, every N/P of the design by name, and what the claimed N/P would need."""

    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    ratios: tuple[Ratio, ...]
    candidates: tuple[Candidate, ...]

    @property
    def summary(self) -> str:
        """The outcome in one sentence."""
        if not self.claims:
            return tr(
                "Nothing is claimed yet. Type what a paper, a supplier or a weighing says: mass, capacity, Wh/kg, N/P, "
                "thickness, Wh/L, active mass; any of them."
            )
        against = sum(statement.kind == "contradiction" for statement in self.statements)
        doubts = sum(statement.kind == "doubt" for statement in self.statements)
        if not against and not doubts:
            return tr("Claims: {count}. Nothing in them contradicts the others or the design.", count=len(self.claims))
        return tr(
            "Claims: {count}. What cannot all be true: {against}. What is doubtful: {doubts}.",
            count=len(self.claims),
            against=against,
            doubts=doubts,
        )


def reconciled(design: Design) -> Reconciliation:
    """The claims of a design held against each other and against the model, the gravest statements first."""
    found = claims(design)
    lacking = next((key for key in (*energy.voltage_keys(design), *_RESTS_ON) if not _there(design, key)), "")
    if found and lacking:
        return Reconciliation(tuple(found.values()), (_without(design, lacking),), table(design), ())
    said = [statement for subject in _SUBJECTS for statement in subject(design, found)] if found else []
    order = list(KINDS)
    said.sort(key=lambda statement: order.index(statement.kind))
    return Reconciliation(tuple(found.values()), tuple(said), table(design), balance.candidates_of(design, found))


def _there(design: Design, key: str) -> bool:
    value = float(design.values[key])
    return math.isfinite(value) and value > 0


def _without(design: Design, key: str) -> Statement:
    """That the design is not one yet that claims could be held against."""
    said = tr(
        "{label} of the design: {value}. Claims can be held against it once this is above zero.",
        label=design.label(key),
        value=design.text(key),
    )
    return Statement("doubt", "design", said, ())
