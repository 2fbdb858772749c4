"""Everything that can be found and gone to: inputs, results, rules, materials, actions, templates, designs, documents.

Each is found by its name in the language in force, and by its English one.

To make something else findable, add a function that yields Found and name it in `everything`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.services import library, templates
from app.services.document import Locked
from app.services.exports import EXPORTERS
from app.services.expressions.refusals import EntryError
from app.services.i18n import N_, tr
from app.services.search import Candidate
from calc.graph import holds, registry
from calc.inputs import GROUPS
from calc.quantity import Choice, Input, Slot
from ui import actions

if TYPE_CHECKING:
    from ui.main_window import MainWindow

KINDS = {
    "field": N_("Field"),
    "result": N_("Result"),
    "rule": N_("Rule"),
    "material": N_("Material"),
    "action": N_("Action"),
    "template": N_("Template"),
    "design": N_("Design"),
    "document": N_("Document"),
}

_LANGUAGES: Final = {"en": "English language 英语 英文 语言", "zh_CN": "Chinese language 中文 汉语 语言"}
"""What a language is looked for by, in the languages there are: whoever changes it may not read the one in force."""


_BY_UNIT: Final = ("specific_energy", "energy_density", "capacity", "cell_mass")
"""The main results, which people also call by their units."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing: its kind, its name, what is said beside it, other words it goes by, and what choosing it does.

    `where` is the subject it belongs to, said behind the name.
    """

    kind: str
    id: str
    candidate: Candidate
    beside: Callable[[], str]
    go: Callable[[], object]
    where: str = ""

    @property
    def name(self) -> str:
        return self.candidate.name


def everything(window: "MainWindow") -> Iterator[Found]:
    """All of it but the materials, which take a while to read."""
    yield from _fields(window)
    yield from _results(window)
    yield from _rules(window)
    yield from _actions(window)
    yield from _documents(window)
    yield from _templates(window)
    yield from _designs(window)


def materials(window: "MainWindow") -> Iterator[Found]:
    """Every material for every place in the cell that takes it, one kind after the other."""
    session = window.session

    def beside(slot: str, material: library.Material) -> str:
        now = session.document.materials.get(slot)
        return tr("in use") if now is not None and now.id == material.id else tr("use it")

    def use(slot: str, material: library.Material) -> None:
        try:
            session.set_material(slot, material)
        except Locked as locked:
            window.revising.say_locked(locked)
        except EntryError as refused:
            window.messages.show_message("error", refused.message)
        else:
            window.focus_key(slot)

    for slot in session.design.plan.slots:
        for material in library.materials(slot.kind):
            words = " ".join((tr(slot.label), material.name, material.id, material.formula, material.kind))
            name = tr("{slot}: {material}", slot=tr(slot.label), material=tr(material.name))
            found = Candidate(name, words)
            doing = partial(beside, slot.key, material), partial(use, slot.key, material)
            yield Found("material", f"{slot.key}:{material.id}", found, *doing)


def _fields(window: "MainWindow") -> Iterator[Found]:
    """Inputs, choices and places for materials; one that the choices leave out leads to the choice that has it."""
    declared, design = registry(), window.session.design

    def material_name(slot: str) -> str:
        material = design.document.materials.get(slot)
        return tr(material.name) if material is not None else ""

    for choice in declared.choices.values():
        options = " ".join(tr(option.label) for option in choice.options)
        words = " ".join((choice.key, choice.label, _group(choice.group), options))
        name = Candidate(tr(choice.label), words)
        yield _field(window, choice, name, partial(design.option_label, choice))
    for slot in declared.slots.values():
        name = Candidate(tr(slot.label), f"{slot.key} {slot.label} {_group(slot.group)}")
        yield _field(window, slot, name, partial(material_name, slot.key))
    for key, given in declared.inputs.items():
        if key not in design.plan.by_key:  # one that is derived under these choices stands among the results
            words = f"{key} {given.label} {given.symbol} {_group(given.group)} {given.unit.symbol}"
            name = Candidate(tr(given.label), words)
            yield _field(window, given, name, partial(design.text, key))


def _field(window: "MainWindow", declared: Choice | Slot | Input, name: Candidate, value: Callable[[], str]) -> Found:
    key, where = declared.key, _group(declared.group)
    choices = window.session.design.plan.choices
    if holds(declared.when, choices):
        return Found("field", key, name, value, partial(window.focus_key, key), where)
    choice = next(asked for asked, options in declared.when.items() if choices[asked] not in options)
    needs = tr("needs another “{choice}”", choice=tr(registry().choices[choice].label))
    return Found("field", key, name, partial(str, needs), partial(window.focus_key, choice), where)


def _results(window: "MainWindow") -> Iterator[Found]:
    declared, design = registry(), window.session.design
    for key in design.plan.by_key:
        quantity = declared.quantities[key]
        where = _group(getattr(quantity, "group", ""))
        words = f"{key} {quantity.label} {quantity.symbol} {where} {quantity.unit.symbol}"
        name = Candidate(tr(quantity.label), words, quantity.unit.symbol if key in _BY_UNIT else "")
        yield Found("result", key, name, partial(design.text, key), partial(window.explain_key, key), where)


def _rules(window: "MainWindow") -> Iterator[Found]:
    design = window.session.design
    broken = {finding.rule.key: finding for finding in design.findings}
    words = {"error": tr("Error"), "warning": tr("Warning"), "info": tr("Note")}
    for rule in design.plan.rules:
        finding, name = broken.get(rule.key), Candidate(tr(rule.title), f"{rule.key} {rule.title}")
        if finding is not None:
            said = words[finding.severity]
            yield Found("rule", rule.key, name, partial(str, said), partial(window.show_rule, rule.key))
        else:
            yield Found(
                "rule", rule.key, name, partial(str, tr("met")), partial(window.floating.show_help, f"rule:{rule.key}")
            )


def _actions(window: "MainWindow") -> Iterator[Found]:
    for action in actions.ACTIONS:
        made = window.actions_by_id[action.id]
        if action.id != "find" and made.isEnabled() and made.isVisible():
            menu = actions.menu_words(action.menu)
            words = f"{menu} {tr(action.text)} {action.text} {_LANGUAGES.get(action.argument, '')}"
            name = Candidate(made.text().replace("&&", "&"), words)
            yield Found("action", action.id, name, partial(actions.keys_text, action.keys), made.trigger)


def _documents(window: "MainWindow") -> Iterator[Found]:
    for name, exporter in EXPORTERS.items():
        words = f"{name} {exporter.suffix} {tr('Export')} {tr(exporter.help)}"
        kind = exporter.suffix.removeprefix(".").upper()
        found = Candidate(tr(exporter.label), words)
        yield Found("document", name, found, partial(str, kind), partial(window.show_document, name))


def _templates(window: "MainWindow") -> Iterator[Found]:
    for template_id in templates.ids():
        name = Candidate(tr(templates.template(template_id).name), f"{template_id} {tr('Template')}")
        yield Found("template", template_id, name, str, partial(window.files.new, template_id))


def _designs(window: "MainWindow") -> Iterator[Found]:
    """The files used last, those open in other windows among them."""
    for text in window.preferences.now.recent:
        path = Path(text)
        if path != window.session.path:
            name = Candidate(path.stem, f"{path.parent} {tr('Open')}")
            yield Found("design", text, name, partial(str, path.parent), partial(window.files.open, path))


def _group(group: str) -> str:
    return tr(GROUPS[group]) if group in GROUPS else ""
