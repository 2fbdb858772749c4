"""A reconciliation as other programs read it: what `reconcile --json` prints."""

import math
from typing import Any

import app
from app.services import format as writing
from app.services.design import Design
from app.services.i18n import tr
from app.services.reconcile.ratios import label
from app.services.reconcile.report import Reconciliation
from calc.units import AH, MAH_G, PERCENT, Unit, V


def as_plain(design: Design, result: Reconciliation) -> dict[str, Any]:
    """Claims, statements, N/P by name and what the claimed N/P would need; a number that does not exist is None."""
    claims = {}
    for claim in result.claims:
        quantity = design.quantity(claim.key)
        claims[claim.key] = {
            "label": tr(quantity.label),
            "text": claim.text,
            "value": _shown(claim.value, quantity.unit),
            "low": _shown(claim.range.low, quantity.unit),
            "high": _shown(claim.range.high, quantity.unit),
            "unit": quantity.unit.symbol,
        }
    statements = [
        {"kind": s.kind, "subject": s.subject, "message": s.text, "claims": list(s.keys)} for s in result.statements
    ]
    ratios = [
        {
            "numerator": ratio.numerator,
            "denominator": ratio.denominator,
            "label": label(ratio.numerator, ratio.denominator),
            "value": _finite(ratio.value),
        }
        for ratio in result.ratios
    ]
    candidates = [
        {
            "numerator": candidate.numerator,
            "label": candidate.label,
            "capacity": {
                "low": _shown(candidate.needed.low, AH),
                "high": _shown(candidate.needed.high, AH),
                "unit": AH.symbol,
            },
            "specific_capacity": {"value": _shown(candidate.per_mass, MAH_G), "unit": MAH_G.symbol},
            "mean_voltage": {"value": _shown(candidate.voltage, V), "unit": V.symbol},
            "share_of_theory": {"value": _shown(candidate.share, PERCENT), "unit": PERCENT.symbol},
            "fits": list(candidate.fits),
        }
        for candidate in result.candidates
    ]
    return {
        "design": design.document.name,
        "hash": design.hash,
        "version": app.__version__,
        "summary": result.summary,
        "claims": claims,
        "statements": statements,
        "np": ratios,
        "np_candidates": candidates,
    }


def _shown(value: float, unit: Unit) -> float | None:
    return _finite(writing.shown(value, unit))


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
