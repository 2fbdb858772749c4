"""Rules on paper: findings that stand acknowledged, limits set for the design, and every rule with its value."""

import math
from collections.abc import Iterable
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services import format as writing
from app.services import judgement
from app.services.design import Design
from app.services.i18n import N_, joined, tr
from app.services.reports.blocks import Heading, Kept, note
from app.services.reports.tables import Column, Grid, Row
from app.services.reports.texts import BODY, BOLD, NOTE, TextBlock
from calc import limits
from calc.evaluate import Finding
from calc.graph import registry
from calc.limits import LimitName
from calc.quantity import Rule

SEVERITY: Final = {"error": N_("Error"), "warning": N_("Warning"), "info": N_("Remark")}

_COMPARED: Final = {
    (True, False): N_("{word} below {low}"),
    (False, True): N_("{word} above {high}"),
    (True, True): N_("{word} below {low} or above {high}"),
}
_WORD_WIDTH: Final = 19 * mm


def acknowledged(design: Design) -> list[Flowable]:
    """The findings that somebody lets stand, each with its reason; nothing when there is none."""
    rows = []
    for finding in design.acknowledged_findings:
        made = design.acknowledgement(finding)
        assert made is not None
        said = Kept([TextBlock(design.message(finding), BODY), TextBlock(judgement.told(made), BOLD)], gap=0.2 * mm)
        rows.append(Row((tr(SEVERITY[finding.severity]), said)))
    if not rows:
        return []
    title = tr("Acknowledged, with the reason: {count}", count=len(rows))
    return [Grid((Column(width=_WORD_WIDTH), Column()), rows, title=title, space_before=2 * mm)]


def limits_set(design: Design) -> list[Flowable]:
    """The limits that are not the program's, beside those that are; nothing when there is none."""
    rows = [
        Row(
            (
                tr(registry().rules[name.rule].title),
                tr(judgement.WORDS[name.severity, name.side]),
                judgement.declared_text(design, name),
                judgement.limit_text(design, name),
            )
        )
        for name in judgement.limits_set(design)
    ]
    if not rows:
        return []
    columns = (
        Column(tr("Rule"), share=1.7),
        Column(tr("Limit")),
        Column(tr("By default"), align="decimal"),
        Column(tr("In this design"), align="decimal"),
    )
    remark = tr("The author of the design set these limits in place of the program's.")
    return [Grid(columns, rows, title=tr("Limits changed by the author"), remark=remark, space_before=2 * mm)]


def appendix(design: Design, left_out: Iterable[str]) -> list[Flowable]:
    """Every rule that was checked, with its value, its limits and what came of it; `left_out` are groups of results."""
    hidden = set(left_out)
    broken = {finding.rule.key: finding for finding in design.findings}
    rows: list[Row] = []
    unchecked = []
    for rule in design.plan.rules:
        if any(getattr(design.quantity(key), "group", "") in hidden for key in rule.parameters):
            continue
        value = design.checked(rule)
        said = _limits(design, rule)
        if math.isnan(value) or not said:
            unchecked.append(tr(rule.title))
            continue
        finding = broken.get(rule.key)
        rows.append(
            Row(
                (
                    tr(rule.title),
                    writing.quantity_text(value, rule.unit),
                    said,
                    _outcome(design, finding),
                ),
                face=BOLD if finding is not None and design.acknowledgement(finding) is None else BODY,
            )
        )
    columns = (
        Column(tr("Rule"), share=1.5),
        Column(tr("Value"), width=29 * mm, align="decimal"),
        Column(tr("Limits"), share=1.5, face=NOTE),
        Column(tr("Outcome"), width=24 * mm),
    )
    flowables: list[Flowable] = [
        Heading(tr("Appendix: design rules")),
        note(
            tr("Every rule that could be checked. A limit set by the author of the design is marked with an asterisk.")
        ),
        Grid(columns, rows, pad_y=0.45 * mm),
    ]
    if unchecked:
        said = tr(
            "Not checked, because what they need is not given: {rules}.", rules=joined(dict.fromkeys(unchecked), "; ")
        )
        flowables.append(TextBlock(said, NOTE))
    return flowables


def _limits(design: Design, rule: Rule) -> str:
    """`Error below 0.3 mm; warning below 1 mm or above 3 mm`, with an asterisk where the author set the limit."""
    said: list[str] = []
    for severity in limits.SEVERITIES:
        low, high = (_short(design, rule, LimitName(rule.key, severity, side)) for side in limits.SIDES)
        if low or high:
            word = tr(SEVERITY[severity])
            said.append(tr(_COMPARED[bool(low), bool(high)], word=word.lower() if said else word, low=low, high=high))
    return joined(said, "; ")


def _short(design: Design, rule: Rule, name: LimitName) -> str:
    """A limit with its unit; empty where there is none or where it has no value."""
    entry = design.document.limits.get(name)
    if entry is not None:
        return f"{design.entry_text(entry) if entry.text else tr('none')}*"
    limit = limits.declared(rule, name)
    if isinstance(limit, str):
        return design.text(limit) if math.isfinite(float(design.values[limit])) else ""
    return "" if limit is None else writing.limit_text(limit, rule.unit)


def _outcome(design: Design, finding: Finding | None) -> str:
    if finding is None:
        return tr("kept")
    word = tr(SEVERITY[finding.severity])
    return word if design.acknowledgement(finding) is None else tr("{severity}, acknowledged", severity=word)
