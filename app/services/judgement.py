"""What a designer decides about rules: limits set for one design, and broken rules that somebody lets stand.

Pure functions from a document to a document, and the words for what stands. Limits are typed like inputs, and the
declared ones stay in sight. An acknowledgement covers a finding until it becomes graver or turns to the other side.
"""

import datetime
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from app.services import expressions
from app.services import format as writing
from app.services.design import Design
from app.services.document import Acknowledgement, Document, Entry, check_open, check_text
from app.services.expressions import exact
from app.services.expressions.exact import to_si
from app.services.expressions.refusals import EntryError
from app.services.i18n import N_, joined, tr
from calc import limits, units
from calc.graph import registry
from calc.limits import LimitName
from calc.quantity import Rule

NOT_CHECKED = "none"
"""What is typed for a limit that is not checked in this design."""

LONGEST_REASON = 2000
LONGEST_NAME = 200

WORDS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("error", "low"): N_("Error below"),
        ("error", "high"): N_("Error above"),
        ("warning", "low"): N_("Warning below"),
        ("warning", "high"): N_("Warning above"),
        ("info", "low"): N_("Remark below"),
        ("info", "high"): N_("Remark above"),
    }
)
"""What a limit is called beside its number."""


# Limits ---------------------------------------------------------------------------------------------------------------


def limit_name(text: str) -> LimitName:
    """The limit written `rule.severity.side`. Raises EntryError."""
    parts = text.strip().split(".")
    if len(parts) != 3:
        raise EntryError(
            tr("“{text}” is not a limit: write rule.severity.side, such as fill_ratio.warning.high.", text=text)
        )
    name = LimitName(*parts)
    if name.rule not in registry().rules:
        raise EntryError(tr("“{key}” is not a rule of this program. See: list rules.", key=name.rule))
    if name.severity not in limits.SEVERITIES or name.side not in limits.SIDES:
        raise EntryError(
            tr(
                "“{text}” is not a limit: {severity} and {side} must be one of {severities} and one of {sides}.",
                text=text,
                severity=name.severity,
                side=name.side,
                severities=", ".join(limits.SEVERITIES),
                sides=", ".join(limits.SIDES),
            )
        )
    return name


def set_limits(document: Document, typed: Mapping[LimitName, str | None]) -> Document:
    """The document with limits of rules as typed; None gives the declared limit back. Raises EntryError.

    Nothing typed, or `none`, says that the limit is not checked. What is declared anyway is not kept.
    """
    check_open(document)
    changed = dict(document.limits)
    for name, text in typed.items():
        entry = None if text is None else _limit_entry(registry().rules[name.rule], name, text)
        if entry is None:
            changed.pop(name, None)
        else:
            changed[name] = entry
    result = replace(document, limits=MappingProxyType({name: changed[name] for name in _ordered(changed)}))
    for key in dict.fromkeys(name.rule for name in typed):
        check_order(result, registry().rules[key])
    return result


def _ordered(names: Iterable[LimitName]) -> list[LimitName]:
    """In the order in which people meet the rules."""
    places = {name: at for at, name in enumerate(n for rule in registry().rules.values() for n in limits.names(rule))}
    return sorted(names, key=places.__getitem__)


def _limit_entry(rule: Rule, name: LimitName, text: str) -> Entry | None:
    declared = limits.declared(rule, name)
    if not text.strip() or text.strip().casefold() == NOT_CHECKED:
        return None if declared is None else Entry("", rule.unit.symbol)
    number, symbol = parsed_limit(name, text, rule).typed
    if isinstance(declared, float) and to_si(number, units.find(symbol)) == declared:
        return None
    return Entry(number, symbol)


def parsed_limit(name: LimitName, text: str, rule: Rule) -> exact.Entry:
    """What a typed limit says, in a unit of the rule's kind. Raises EntryError."""
    try:
        entry = expressions.parse(text, rule.unit)
    except EntryError as error:
        raise EntryError(joined((limit_words(name), error.message), ": ")) from None
    if not math.isfinite(entry.si):
        raise EntryError(tr("{limit}: the number is missing.", limit=limit_words(name)))
    return entry


def check_order(document: Document, rule: Rule) -> None:
    """Raises EntryError when a lower limit of a rule lies above the upper one of the same severity."""
    for severity, low, high in document.rule_limits().get(rule.key, ()):
        if isinstance(low, float) and isinstance(high, float) and low > high:
            raise EntryError(
                tr(
                    "{rule}, {severity}: the lower limit of {low} lies above the upper one of {high}, so that every "
                    "value would break it. Set both.",
                    rule=f"{tr(rule.title)} ({rule.key})",
                    severity=tr(severity),
                    low=writing.limit_text(low, rule.unit),
                    high=writing.limit_text(high, rule.unit),
                )
            )


def limit_words(name: LimitName) -> str:
    """A limit in words, with its key: `Areal capacity of the cathode, warning above (areal_capacity.warning.high)`."""
    words = tr(WORDS[name.severity, name.side])
    return f"{tr(registry().rules[name.rule].title)}, {words[:1].lower()}{words[1:]} ({name})"


def declared_text(design: Design, name: LimitName) -> str:
    """The declared limit as people read it; one that is a quantity with its value and its label."""
    rule = registry().rules[name.rule]
    limit = limits.declared(rule, name)
    if limit is None:
        return tr("none")
    if isinstance(limit, str):
        return f"{design.text(limit)} ({tr(design.quantity(limit).label)})" if design.has(limit) else limit
    return writing.limit_text(limit, rule.unit)


def limit_text(design: Design, name: LimitName) -> str:
    """The limit in force as people read it, one that was set with the digits and the unit that were typed."""
    entry = design.document.limits.get(name)
    if entry is None:
        return declared_text(design, name)
    return design.entry_text(entry) if entry.text else tr("none")


def limit_number(design: Design, name: LimitName) -> str:
    """The limit in force as a field shows it: the number and its unit, empty where nothing is checked."""
    entry = design.document.limits.get(name)
    if entry is not None:
        return design.entry_text(entry) if entry.text else ""
    rule = registry().rules[name.rule]
    limit = limits.declared(rule, name)
    if isinstance(limit, str):
        return design.text(limit)
    return "" if limit is None else writing.limit_text(limit, rule.unit)


def limits_set(design: Design) -> tuple[LimitName, ...]:
    """The limits of rules in force that are set for this design."""
    in_force = {rule.key for rule in design.plan.rules}
    return tuple(name for name in design.document.limits if name.rule in in_force)


# Acknowledgement ------------------------------------------------------------------------------------------------------


def acknowledge(document: Document, rule_key: str, reason: str, person: str = "", date: str = "") -> Document:
    """The document with a broken rule let stand for a reason. `date` is ISO or empty. Raises EntryError."""
    check_open(document)
    rule = registry().rules.get(rule_key)
    if rule is None:
        raise EntryError(tr("“{key}” is not a rule of this program. See: list rules.", key=rule_key))
    finding = next((f for f in Design(document).findings if f.rule.key == rule_key), None)
    if finding is None:
        raise EntryError(
            tr("{rule} ({key}) is not broken: there is nothing to acknowledge.", rule=tr(rule.title), key=rule_key)
        )
    number = writing.plain_digits(finding.value, rule.unit) if math.isfinite(finding.value) else ""
    made = Acknowledgement(
        finding.severity, finding.side, number, rule.unit.symbol, reason.strip(), person.strip(), date.strip()
    )
    check_acknowledgement(made)
    return _with_acknowledged(document, {**document.acknowledged, rule_key: made})


def withdraw(document: Document, rule_key: str) -> Document:
    """The document without the acknowledgement of a rule."""
    check_open(document)
    return _with_acknowledged(document, {k: a for k, a in document.acknowledged.items() if k != rule_key})


def _with_acknowledged(document: Document, acknowledged: Mapping[str, Acknowledgement]) -> Document:
    ordered = {key: acknowledged[key] for key in registry().rules if key in acknowledged}
    return replace(document, acknowledged=MappingProxyType(ordered))


def check_acknowledgement(made: Acknowledgement) -> None:
    """Raises EntryError for a missing reason, a text that no file may hold, or what is not a date."""
    if not made.reason.strip():
        raise EntryError(tr("Give the reason why the rule may stay broken: it is printed with the finding."))
    check_text(made.reason, tr("The reason"), longest=LONGEST_REASON)
    check_text(made.person, tr("The person"), longest=LONGEST_NAME, one_line=True)
    if made.date:
        try:
            datetime.date.fromisoformat(made.date)
        except ValueError:
            raise EntryError(tr("“{date}” is not a date: write it as 2025-01-31.", date=made.date[:40])) from None


def told(made: Acknowledgement) -> str:
    """Why a finding stands, and who said so and when, as far as anybody gave that."""
    signed = joined((made.person, writing.date(made.date)))
    if signed:
        return tr("Acknowledged: {reason} ({signed})", reason=made.reason, signed=signed)
    return tr("Acknowledged: {reason}", reason=made.reason)
