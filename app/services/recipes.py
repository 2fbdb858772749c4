"""Recipes of electrolytes: how one is written into a design, and how a design's recipe reads."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.services import expressions, library
from app.services import format as writing
from app.services.design import Design
from app.services.document import Document, Entry
from app.services.expressions import exact
from app.services.expressions.refusals import EntryError
from app.services.i18n import N_, joined, tr
from app.services.library import Material, Mixture
from calc.graph import holds, registry
from calc.inputs.recipe import COMPONENTS
from calc.quantity import Input

ELECTROLYTE = "electrolyte"


@dataclass(frozen=True, slots=True)
class Component:
    """One line of a recipe: what goes in, how much by the recipe, and the keys of what that comes to."""

    slot: str
    material: Material
    amount_key: str
    amount: str
    """As typed, with its unit; a part of the solvents is a bare number."""
    mass_fraction_key: str
    mass_key: str
    molarity_key: str
    """Of a salt; empty for all else."""


def has(document: Document) -> bool:
    """Whether a design says what its electrolyte is mixed of."""
    return any(slot.key == COMPONENTS[0] for slot in document.plan.slots)


def amount_input(document: Document, slot: str) -> Input:
    """The input that is the amount of what fills a slot, under the dialects chosen."""
    return next(i for i in registry().of[slot] if i.material is None and holds(i.when, document.plan.choices))


def with_mixture(document: Document, mixture: Mixture, *, assumed: bool = False) -> Document:
    """The document with a recipe in place of its own: dialects, materials and amounts.

    Raises EntryError where the library has no such component, or an amount is none or out of limits.
    """
    document = replace(document, choices=MappingProxyType({**document.choices, **mixture.choices}))
    entries = {key: e for key, e in document.entries.items() if registry().inputs[key].of not in COMPONENTS}
    materials = {key: m for key, m in document.materials.items() if key not in COMPONENTS}
    for part in mixture.components:
        slot = registry().slots[part.slot]
        try:
            component = library.material(slot.kind, part.material)
        except KeyError:
            raise EntryError(
                tr("{slot}: there is no material “{name}”.", slot=tr(slot.label), name=part.material)
            ) from None
        materials[part.slot] = replace(component, assumed=assumed)
        declared = amount_input(document, part.slot)
        _check_amount(part.amount, declared)
        entries[declared.key] = Entry(part.amount, declared.unit.symbol, assumed, mixture.source)
    return replace(document, entries=MappingProxyType(entries), materials=MappingProxyType(materials))


def _check_amount(text: str, declared: Input) -> None:
    if not text:
        raise EntryError(tr("{label}: the value is missing.", label=tr(declared.label)))
    try:
        amount = exact.Entry(exact.to_si(text, declared.unit), declared.unit, text)
    except EntryError as error:
        raise EntryError(joined((tr(declared.label), error.message), ": ")) from None
    expressions.check_limits(amount, declared)


def components(design: Design) -> Iterator[Component]:
    """What the electrolyte of a design is mixed of, in the order in which recipes are written; nothing without one."""
    document = design.document
    if not has(document):
        return
    for slot in COMPONENTS:
        material = document.materials.get(slot)
        if material is None:
            continue
        amount = amount_input(document, slot).key
        additive = slot.startswith("additive")
        yield Component(
            slot,
            material,
            amount,
            design.text(amount),
            f"{slot}_of_total" if additive else f"{slot}_mass_fraction",
            f"{slot}_mass",
            f"{slot}_molarity" if slot.startswith("salt") else "",
        )


_SALTS = {
    "molarity": N_("{amount} M {name}"),
    "molality": N_("{amount} m {name}"),
    "mole-ratio": N_("{amount} mol {name}"),
    "mass-fraction": N_("{amount} % {name}"),
}


def described(design: Design) -> str:
    """The recipe as chemists write it: “0.6 M LiTFSI + 0.4 M LiNO₃ in DOL/DME (1:1 by volume)”; empty without one."""
    listed = list(components(design))
    if not listed:
        return ""
    document, choices = design.document, design.plan.choices

    def number(component: Component) -> str:
        return document.entry(registry().inputs[component.amount_key]).text

    solvents = [c for c in listed if c.slot.startswith("solvent")]
    salts = [c for c in listed if c.slot.startswith("salt")]
    additives = [c for c in listed if c.slot.startswith("additive")]
    by_mole = choices["solvents_given_by"] == "mole"
    if by_mole and choices["salts_given_by"] == "mole-ratio":
        # One ratio for salts and solvents together.
        both = [*salts, *solvents]
        text = tr(
            "{names} = {parts} by mole",
            names=" : ".join(tr(c.material.name) for c in both),
            parts=" : ".join(number(c) for c in both),
        )
    else:
        salt = " + ".join(
            tr(_SALTS[choices["salts_given_by"]], amount=number(c), name=tr(c.material.name)) for c in salts
        )
        text = tr("{salts} in {solvents}", salts=salt, solvents=_blend(design, solvents, [number(c) for c in solvents]))
    for component in additives:
        of = tr("of the total mass") if choices["additives_given_by"] == "of-total" else tr("of the solvent mass")
        text = tr(
            "{recipe} + {amount} % {of} {name}",
            recipe=text,
            amount=number(component),
            of=of,
            name=tr(component.material.name),
        )
    return text


def _blend(design: Design, solvents: list[Component], parts: list[str]) -> str:
    names = "/".join(tr(c.material.name) for c in solvents)
    if len(solvents) == 1:
        return names
    return tr(
        "{names} ({parts} {basis})", names=names, parts=":".join(parts), basis=design.basis(solvents[0].amount_key)
    )


def molarity(design: Design) -> str:
    """The molarity of all salts with what it may be off by: “1.495 ± 0.030 mol/L”; a typed one stands alone."""
    key, error = "salts_molarity", "salts_molarity_error"
    if not design.has(key):
        return ""
    if not design.has(error):
        return design.text(key)
    unit = design.quantity(key).unit
    told = tr(
        "{value} ± {error}", value=writing.number(design.number(key)), error=writing.number(design.number(error), 2)
    )
    return writing.with_unit(told, unit)


def density(design: Design) -> str:
    """The density by the recipe with its band: “1.482 g/cm³, 1.452 to 1.511”; empty without a recipe."""
    if not has(design.document):
        return ""
    low, high = (writing.number(design.number(f"recipe_density_{end}")) for end in ("low", "high"))
    return tr("{value}, {low} to {high}", value=design.text("recipe_density"), low=low, high=high)
