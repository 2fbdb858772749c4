"""A document with everything that follows from it: values, findings, and how to write them for people."""

import functools
import string
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from app.services import format as writing
from app.services.document import Acknowledgement, Document, Entry, Origin
from app.services.i18n import N_, joined, tr
from calc import units
from calc.evaluate import SEVERITIES, Finding, Value, checked, evaluate, evaluate_again, findings
from calc.graph import Plan, registry
from calc.limits import LimitName, declared
from calc.quantity import Choice, CurveInput, Derivation, Input, Quantity, Rule, label_under
from calc.units import CURRENCY, ONE, Unit

if TYPE_CHECKING:
    from calc.formula import Formula


class Design:
    """One document evaluated. Made anew after every edit; nothing in it changes.

    `before`: the same document before an edit, evaluated; of its values those are taken over that the edit left alone.
    """

    def __init__(self, document: Document, before: "Design | None" = None) -> None:
        self.document = document
        edited = _edited(before.document, document) if before is not None else None
        if before is None or edited is None:
            self.plan: Plan = document.plan
            self.values: Mapping[str, Value] = evaluate(self.plan, document.values())
        else:
            self.plan = before.plan
            changed = {
                key: document.value(registry().inputs[key])
                for key in edited
                if self.typed(key) and key in before.values
            }
            self.values = evaluate_again(self.plan, before.values, changed)

    @functools.cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The rules that are broken, errors first."""
        return tuple(findings(self.plan, self.values, self.document.rule_limits()))

    @functools.cached_property
    def hash(self) -> str:
        """The content hash, 64 hexadecimal digits; sheets print the first eight."""
        return self.document.content_hash()

    @property
    def short_hash(self) -> str:
        """The first eight digits of the content hash."""
        return self.hash[:8]

    def quantity(self, key: str) -> Quantity:
        """The declaration behind a key, of a curve too, labelled as this design's choices ask for. Raises KeyError."""
        if key in registry().curves:
            return registry().curves[key]
        declared = registry().quantities[key]
        return replace(declared, label=label_under(declared, self.plan.choices)) if declared.other_labels else declared

    def has(self, key: str) -> bool:
        """Whether the quantity exists under this design's choices."""
        return key in self.values

    def number(self, key: str, unit: Unit | None = None) -> float:
        """The value in the declared unit, or in `unit`."""
        return writing.shown(float(self.values[key]), unit or self.quantity(key).unit)

    def text(self, key: str, digits: int = 4) -> str:
        """The value as people read it, with its unit; an input as typed, digits kept; a curve by its symbol."""
        quantity = self.quantity(key)
        if isinstance(quantity, CurveInput):
            return quantity.symbol
        if isinstance(quantity, Input) and quantity.key not in self.plan.by_key:
            entry = self.document.shown(quantity)
            if self.document.vacant(quantity) and quantity.material is None:
                return writing.number(quantity.absent)
            if not entry.text:
                return writing.number(float("nan"))
            return self.entry_text(entry)
        if quantity.unit.whole:
            return writing.count(float(self.values[key]))
        return self.in_currency(writing.quantity_text(float(self.values[key]), self.shown_unit(key), digits))

    def shown_unit(self, key: str) -> Unit:
        """The unit that a number is shown in: another than the declared one where its field was switched."""
        symbol = self.document.shown_units.get(key)
        return units.find(symbol) if symbol else self.quantity(key).unit

    def label(self, key: str) -> str:
        """The label of a quantity, with the material that it is about where several could be meant."""
        quantity = self.quantity(key)
        material = self.document.materials.get(getattr(quantity, "of", ""))
        if material is None:
            return tr(quantity.label)
        return tr("{label} ({material})", label=tr(quantity.label), material=tr(material.name))

    def concerns_nothing(self, key: str) -> bool:
        """Whether a quantity is about an optional slot that nothing fills."""
        slot = getattr(self.quantity(key), "of", "")
        return bool(slot) and slot not in self.document.materials

    def rests_on(self, step: Derivation) -> tuple[str, ...]:
        """What a formula needs in this design: not what is about empty slots."""
        return tuple(key for key in step.parameters if not self.concerns_nothing(key))

    def formula(self, step: Derivation) -> "Formula":
        """A formula as people read it in this design: terms about empty slots are left out. Raises FormulaError."""
        from calc import formula as formulas  # which the first paint does not need

        read = formulas.formula(step.function)
        empty = {key for key in step.parameters if self.concerns_nothing(key)}
        return formulas.without(read, empty) if empty else read

    def typed(self, key: str) -> bool:
        """Whether the key is typed (or supplied by a material) under this design's choices."""
        return key not in self.plan.by_key and key in registry().inputs

    def origin(self, key: str) -> Origin | str:
        """`typed`, `assumed`, `material`, `derived` or `constant`."""
        if key in self.plan.by_key:
            return "derived"
        if key in registry().constants:
            return "constant"
        return self.document.origin(key)

    def source(self, key: str) -> str:
        """The id of the source of a value: of a typed entry, of a material's property or of a declaration."""
        declaration = registry().inputs.get(key)
        if declaration is not None and key not in self.plan.by_key:
            return self.document.entry(declaration).source
        return self.quantity(key).source

    def basis(self, key: str) -> str:
        """What the number counts, in words: `per side, active material`; empty when its label says all."""
        counted = registry().quantities[key].basis
        words = (table.get(self.plan.choices[choice], "") for choice, table in counted.items())
        return joined(tr(w) for w in words if w)

    def named(self, key: str) -> str:
        """The label with what the number counts: `N/P, whole anode`, where several could be meant."""
        return joined((self.label(key), self.basis(key)))

    def option_label(self, choice: Choice | str) -> str:
        """The label of the option chosen."""
        declared = registry().choices[choice] if isinstance(choice, str) else choice
        return tr(label_under(declared.option(self.plan.choices[declared.key]), self.plan.choices))

    def entry_text(self, entry: Entry) -> str:
        """The digits that were typed, with the unit that was typed."""
        digits = entry.text.replace("-", writing.MINUS)
        return digits if entry.unit == ONE.symbol else self.in_currency(f"{digits}{writing.SPACE}{entry.unit}")

    def unit_symbol(self, unit: Unit) -> str:
        """A unit as people read it in this design: prices in the currency that was typed."""
        return self.in_currency(unit.symbol)

    def in_currency(self, text: str) -> str:
        """A text with the design's word for ¤, where it has one."""
        currency = self.document.currency
        return text.replace(CURRENCY, currency) if currency and CURRENCY in text else text

    def message(self, finding: Finding) -> str:
        """A finding as one sentence with numbers and units; a second one where its limit is this design's own."""
        rule = finding.rule
        name = LimitName(rule.key, finding.severity, finding.side)
        entry = self.document.limits.get(name)
        if rule.message:
            keys = {key: self.text(key) for key in message_keys(rule)}
            said = tr(rule.message, **(keys | self._limits_put_in(rule)))
        else:
            pattern = N_("{title}: {value} is above {limit}.")
            if finding.side == "low":
                pattern = N_("{title}: {value} is below {limit}.")
            said = tr(
                pattern,
                title=tr(rule.title),
                value=writing.quantity_text(finding.value, rule.unit),
                limit=writing.quantity_text(finding.limit, rule.unit),
            )
        if entry is None:
            return said
        limit = declared(rule, name)
        if limit is None:
            return joined((said, tr("The limit of {limit} is set for this design.", limit=self.entry_text(entry))), " ")
        default = self.text(limit) if isinstance(limit, str) else writing.limit_text(limit, rule.unit)
        mention = tr(
            "The limit of {limit} is set for this design; by default it is {default}.",
            limit=self.entry_text(entry),
            default=default,
        )
        return joined((said, mention), " ")

    def _limits_put_in(self, rule: Rule) -> dict[str, str]:
        """Key of a quantity that is a limit by default → the text of the limit set in its place."""
        put_in = {}
        for name, entry in self.document.limits.items():
            if name.rule == rule.key and entry.text and isinstance(limit := declared(rule, name), str):
                put_in[limit] = self.entry_text(entry)
        return put_in

    def checked(self, rule: Rule) -> float:
        """The value that a rule checks, in SI; NaN where what it needs is not given."""
        return checked(rule, self.values)

    def acknowledgement(self, finding: Finding) -> Acknowledgement | None:
        """What lets this finding stand; None where nothing does, or where the finding has become graver since."""
        made = self.document.acknowledged.get(finding.rule.key)
        if made is None or made.side != finding.side:
            return None
        return made if SEVERITIES.index(finding.severity) <= SEVERITIES.index(made.severity) else None

    @functools.cached_property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that nobody has acknowledged, errors first."""
        return tuple(f for f in self.findings if self.acknowledgement(f) is None)

    @functools.cached_property
    def acknowledged_findings(self) -> tuple[Finding, ...]:
        """The findings that stand acknowledged, errors first."""
        return tuple(f for f in self.findings if self.acknowledgement(f) is not None)

    def count(self, severity: str) -> int:
        """How many findings have this severity and are not acknowledged."""
        return sum(f.severity == severity for f in self.open_findings)


def _edited(before: Document, document: Document) -> list[str] | None:
    """The inputs whose entries differ between two documents; None where more than entries does that values rest on."""
    if document.choices is not before.choices or document.materials is not before.materials:
        return None
    old, new = before.entries, document.entries
    return [key for key in old.keys() | new.keys() if old.get(key) is not new.get(key)]


def message_keys(rule: Rule) -> tuple[str, ...]:
    """The keys that a rule's own message names in braces."""
    return tuple(dict.fromkeys(name for _, name, _, _ in string.Formatter().parse(rule.message) if name))
