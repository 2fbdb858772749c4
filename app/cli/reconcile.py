"""`reconcile`: what a source claims, held against itself and against the design, for people or as JSON."""

import argparse
import math

from app.cli.console import columns, json_text, left, right, wrapped
from app.cli.designs import describe_design, opened
from app.services import format as writing
from app.services.design import Design
from app.services.i18n import N_, tr
from app.services.reconcile import KINDS, Reconciliation, reconciled
from app.services.reconcile.plain import as_plain
from app.services.reconcile.ratios import DENOMINATORS, NUMERATORS

WORDS = N_("hold what a source claims against itself and against the design")

_LABEL = 34


def describe(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    describe_design(parser)
    parser.add_argument("--json", action="store_true", help=tr("print everything as JSON"))


def act(options: argparse.Namespace) -> str:
    """The claims, what follows from them, and every N/P by name."""
    design = opened(options)
    result = reconciled(design)
    if options.json:
        return json_text(as_plain(design, result))
    return "\n".join([design.document.name, *_claims(design, result), *_statements(result), "", *_ratios(result)])


def _claims(design: Design, result: Reconciliation) -> list[str]:
    lines = wrapped(result.summary, "")
    if result.claims:
        lines.append("")
    lines += [f"  {left(tr(design.quantity(claim.key).label), _LABEL)}  {claim.text}" for claim in result.claims]
    return lines


def _statements(result: Reconciliation) -> list[str]:
    lines = []
    for kind, title in KINDS.items():
        said = [statement.text for statement in result.statements if statement.kind == kind]
        if said:
            lines += ["", tr(title)]
        for text in said:
            lines += wrapped(text, "  - ", "    ")
    return lines


def _ratios(result: Reconciliation) -> list[str]:
    """N/P by name: a row for each numerator, a column for each denominator that has a number."""
    known = {(ratio.numerator, ratio.denominator): ratio.value for ratio in result.ratios}
    shown = [name for name in DENOMINATORS if any(denominator == name for _, denominator in known)]
    heads = [tr(DENOMINATORS[name][0]) for name in shown]
    lines = [f"  {left(tr('N/P over'), _LABEL)}" + "".join(f"  {head}" for head in heads)]
    for numerator, (label, _) in NUMERATORS.items():
        numbers = [writing.number(known.get((numerator, name), math.nan)) for name in shown]
        cells = (f"  {right(number, columns(head))}" for number, head in zip(numbers, heads, strict=True))
        lines.append(f"  {left(tr(label), _LABEL)}" + "".join(cells))
    return lines
