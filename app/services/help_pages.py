"""The help, made from the declarations: a page for every quantity, every choice and every rule.

Pages are HTML of the kind that Qt's rich text takes, and read well without styles.
Links are `page:<id>`. Nothing is written twice: what a page says is the declaration itself.
"""

import functools
import html
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.services import format as writing
from app.services import i18n, library
from app.services.i18n import N_, joined, tr
from calc.graph import registry
from calc.inputs import GROUPS
from calc.quantity import Band, Choice, Conditions, Constant, Derivation, Input, Quantity, Rule
from calc.units import ONE, Unit

KINDS: Mapping[str, str] = {
    "quantity": N_("Quantity"),
    "choice": N_("Choice"),
    "rule": N_("Rule"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the help: `id` is `<kind>:<key>`; `words` is what it is found by beside its title."""

    id: str
    kind: str
    key: str
    title: str
    group: str
    words: str


def pages() -> tuple[Page, ...]:
    """Every page, by subject as people meet them, rules last."""
    return _pages(i18n.language())


def page(page_id: str) -> Page:
    """The page with this id. Raises KeyError."""
    return _by_id(i18n.language())[page_id]


def page_of(key: str) -> str:
    """The id of the page of a quantity or choice. Raises KeyError."""
    return page(f"choice:{key}" if key in registry().choices else f"quantity:{key}").id


def as_html(page_id: str) -> str:
    """The page as HTML. Raises KeyError."""
    found = page(page_id)
    declared = registry()
    match found.kind:
        case "quantity":
            parts = _quantity(declared.quantities[found.key])
        case "choice":
            parts = _choice(declared.choices[found.key])
        case _:
            parts = _rule(declared.rules[found.key])
    return "\n".join((f"<h2>{_text(found.title)}</h2>", *parts))


@functools.lru_cache(maxsize=4)
def _pages(language: str) -> tuple[Page, ...]:
    declared = registry()
    made: list[Page] = []
    for key, choice in declared.choices.items():
        words = f"{key} {' '.join(tr(option.label) for option in choice.options)}"
        made.append(Page(f"choice:{key}", "choice", key, _title(choice.label, choice.group), choice.group, words))
    for key, quantity in declared.quantities.items():
        words = f"{key} {quantity.symbol} {quantity.unit.symbol} {tr(quantity.help)}"
        group = getattr(quantity, "group", "") or "cell"
        made.append(Page(f"quantity:{key}", "quantity", key, _title(quantity.label, group), group, words))
    order = {group: at for at, group in enumerate(GROUPS)}
    made.sort(key=lambda page: order.get(page.group, len(order)))
    for key, rule in declared.rules.items():
        made.append(Page(f"rule:{key}", "rule", key, tr(rule.title), "", f"{key} {tr(rule.reason)}"))
    return tuple(made)


@functools.lru_cache(maxsize=4)
def _by_id(language: str) -> Mapping[str, Page]:
    return {page.id: page for page in _pages(language)}


def _title(label: str, group: str) -> str:
    """The label, with its subject before it where several have the same: “Separator: Thickness”."""
    if _labels()[label] < 2 or group not in GROUPS:
        return tr(label)
    return tr("{group}: {label}", group=tr(GROUPS[group]), label=tr(label))


@functools.cache
def _labels() -> Counter[str]:
    declared = registry()
    quantities = [quantity.label for quantity in declared.quantities.values()]
    return Counter([*quantities, *(choice.label for choice in declared.choices.values())])


# What stands on a page ------------------------------------------------------------------------------------------------


def _quantity(quantity: Quantity) -> Iterator[str]:
    from calc import notation

    declared = registry()
    key = quantity.key
    yield _paragraph(tr(quantity.help))
    facts = [
        (tr("Symbol"), notation.symbol_html(quantity.symbol)),
        (tr("Unit"), _text(quantity.unit.symbol if quantity.unit.symbol != ONE.symbol else tr("none"))),
        (tr("Key"), f"<code>{_text(key)}</code>"),
    ]
    if isinstance(quantity, Input):
        facts.extend(_input_facts(quantity))
    if isinstance(quantity, Constant):
        facts.append((tr("Value"), _text(writing.with_unit(writing.number(quantity.value, 10), quantity.unit))))
    yield _table(facts)
    variants = declared.derivations.get(key, ())
    if variants:
        yield _heading(tr("Formula") if len(variants) == 1 else tr("Formulas"))
        for step in variants:
            yield from _formula(quantity, step)
    used = [other for other, steps in declared.derivations.items() if any(key in step.parameters for step in steps)]
    if used:
        yield _heading(tr("Goes into"))
        yield _list(_link(other) for other in used)
    checking = [rule for rule in declared.rules.values() if key in rule.parameters or key in _limit_keys(rule)]
    if checking:
        yield _heading(tr("Checked by"))
        yield _list(f'<a href="page:rule:{rule.key}">{_text(tr(rule.title))}</a>' for rule in checking)
    yield from _source(quantity.source)


def _input_facts(given: Input) -> Iterator[tuple[str, str]]:
    unit = "" if given.unit.symbol == ONE.symbol else given.unit.symbol
    low, high = (writing.full(float(given.unit.to_si(limit)), given.unit) for limit in (given.low, given.high))
    yield tr("Limits"), _text(tr("{low} to {high} {unit}", low=low, high=high, unit=unit).strip())
    if given.optional:
        yield tr("May be empty"), _text(tr("yes"))
    elif given.default:
        yield tr("At first"), _text(f"{given.default} {unit}".strip())
    if given.when:
        yield tr("Typed when"), _conditions(given.when)
    if given.material is not None:
        slot = registry().slots[given.material[0]]
        yield tr("Supplied by"), _text(tr("the material: {slot}", slot=tr(slot.label)))
    for choice, table in given.basis.items():
        words = joined(
            (
                joined((tr(registry().choices[choice].option(option).label), tr(said)), ": ")
                for option, said in table.items()
                if said
            ),
            "; ",
        )
        if words:
            yield tr("Counts"), _text(words)


def _formula(quantity: Quantity, step: Derivation) -> Iterator[str]:
    from calc import formula, notation

    declared = registry()

    def symbol(key: str) -> str:
        return notation.symbol_html(declared.quantities[key].symbol) if key in declared.quantities else _text(key)

    def written(key: str) -> str:
        return declared.quantities[key].symbol if key in declared.quantities else key

    if step.when:
        yield f"<p>{_conditions(step.when)}</p>"
    read = formula.formula(step.function)
    yield f"<p>{notation.symbol_html(quantity.symbol)} = {notation.html(read, written)}</p>"
    if step.help and tr(" ".join(step.help.split())) != tr(quantity.help):
        yield _paragraph(tr(" ".join(step.help.split())))
    if step.parameters:
        yield _list(joined((symbol(key), _link(key)), ": ") for key in step.parameters)


def _choice(choice: Choice) -> Iterator[str]:
    yield _paragraph(tr(choice.help))
    facts = [
        (tr("Key"), f"<code>{_text(choice.key)}</code>"),
        (tr("At first"), _text(tr(choice.option(choice.default).label))),
    ]
    if choice.when:
        facts.append((tr("Asked when"), _conditions(choice.when)))
    yield _table(facts)
    for option in choice.options:
        yield f"<h3>{_text(tr(option.label))}</h3>"
        yield f"<p><code>{_text(option.id)}</code></p>"
        yield _paragraph(tr(option.help))
    typed = [key for key, given in registry().inputs.items() if choice.key in given.when]
    if typed:
        yield _heading(tr("Decides whether these are typed"))
        yield _list(map(_link, typed))


def _rule(rule: Rule) -> Iterator[str]:
    words = {"error": tr("Error"), "warning": tr("Warning"), "info": tr("Note")}
    yield _paragraph(tr(rule.reason))
    facts = [
        (words[severity], _band(band, rule.unit))
        for severity, band in (("error", rule.error), ("warning", rule.warning), ("info", rule.info))
        if band is not None
    ]
    if rule.when:
        facts.append((tr("Holds when"), _conditions(rule.when)))
    facts.append((tr("Key"), f"<code>{_text(rule.key)}</code>"))
    yield _table(facts)
    yield _heading(tr("Looks at"))
    yield _list(map(_link, dict.fromkeys((*rule.parameters, *_limit_keys(rule)))))
    if rule.change:
        yield _heading(tr("To change"))
        yield _list(map(_link, rule.change))
    yield from _source(rule.source)


def _band(band: Band, unit: Unit) -> str:
    def limit(text: str) -> str:
        if text in registry().quantities:
            return _link(text)
        symbol = "" if unit.symbol == ONE.symbol else f"{writing.SPACE}{unit.symbol}"
        return _text(f"{text.replace('-', writing.MINUS)}{symbol}")

    if band.low is not None and band.high is not None:
        return tr("outside {low} to {high}", low=limit(band.low), high=limit(band.high))
    if band.low is not None:
        return tr("below {low}", low=limit(band.low))
    return tr("above {high}", high=limit(band.high or ""))


def _limit_keys(rule: Rule) -> tuple[str, ...]:
    bands = (band for band in (rule.error, rule.warning, rule.info) if band is not None)
    limits = (limit for band in bands for limit in (band.low, band.high))
    return tuple(limit for limit in limits if limit is not None and limit in registry().quantities)


def _conditions(when: Conditions) -> str:
    declared = registry()
    said = []
    for key, options in when.items():
        choice = declared.choices[key]
        answers = f" {tr('or')} ".join(_text(tr(choice.option(option).label)) for option in options)
        said.append(joined((_link(key), answers), ": "))
    return joined(said, "; ")


def _source(source_id: str) -> Iterator[str]:
    if source_id:
        yield _heading(tr("Source"))
        yield _paragraph(library.source(source_id).line())


def _link(key: str) -> str:
    found = page(page_of(key))
    return f'<a href="page:{found.id}">{_text(found.title)}</a>'


def _table(rows: Iterable[tuple[str, str]]) -> str:
    lines = (f"<tr><td>{_text(name)}&nbsp;&nbsp;&nbsp;&nbsp;</td><td>{value}</td></tr>" for name, value in rows)
    return f"<table cellspacing='0' cellpadding='3'>{''.join(lines)}</table>"


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _heading(text: str) -> str:
    return f"<h3>{_text(text)}</h3>"


def _paragraph(text: str) -> str:
    return f"<p>{_text(text)}</p>" if text else ""


def _text(text: str) -> str:
    return html.escape(text, quote=True)
