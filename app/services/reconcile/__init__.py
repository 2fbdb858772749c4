"""What a source says of a cell, held against itself and against the design, and put into plain sentences."""

from app.services.reconcile.claims import Claim, claims
from app.services.reconcile.report import KINDS, Reconciliation, Statement, reconciled

__all__ = ["KINDS", "Claim", "Reconciliation", "Statement", "claims", "reconciled"]
