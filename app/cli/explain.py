"""`explain`: how a quantity follows from what is typed."""

import argparse
from collections.abc import Iterator

from app.cli.console import wrapped
from app.cli.designs import describe_design, opened
from app.cli.usage import UsageError, close
from app.services import format as writing
from app.services import library
from app.services.design import Design
from app.services.i18n import N_, joined, tr
from calc.graph import registry
from calc.quantity import Conditions

WORDS = N_("print how a quantity follows from what is typed")


def describe(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    describe_design(parser)
    parser.add_argument("key", metavar="KEY", help=tr("key of a quantity, choice or material; see: list quantities"))


def act(options: argparse.Namespace) -> str:
    """How the key follows from what is typed."""
    design = opened(options)
    key = options.key
    declared = registry()
    if key in declared.choices:
        return "\n".join(_about_choice(design, key))
    if key in declared.slots:
        return "\n".join(_about_material(design, key))
    if design.has(key):
        return "\n".join(explanation(design, key))
    if key in declared.quantities or key in declared.curves:
        return "\n".join(_about_absent(key))
    nearest = close(key, [*declared.quantities, *declared.choices, *declared.slots, *declared.curves])
    raise UsageError(tr("“{key}” is not a quantity, choice or material here.{close}", key=key, close=nearest))


def explanation(design: Design, key: str) -> list[str]:
    """The chain of formulas behind a key, each with symbols and with numbers, down to what is typed and its sources."""
    from calc import notation

    lines: list[str] = []
    seen: set[str] = set()
    sources: dict[str, int] = {}

    def symbol(name: str) -> str:
        # A named step of a formula has no symbol but its name.
        known = name in registry().curves or name in registry().quantities
        return notation.symbol_text(design.quantity(name).symbol if known else name)

    def figure(name: str) -> str:
        return design.text(name) if design.has(name) else symbol(name)

    def value(name: str, text: str) -> str:
        return f"{tr(design.quantity(name).label)}  {symbol(name)} = {text}"

    def tell_typed(key: str, indent: str) -> None:
        words = [_origin(design, key), design.basis(key)]
        source = design.source(key)
        if source:
            words.append(f"[{sources.setdefault(source, len(sources) + 1)}]")
        elif design.origin(key) == "material":
            words.append(tr("uncited"))
        lines.extend(
            wrapped(f"{value(key, design.text(key))}  ({', '.join(w for w in words if w)})", indent, indent + "    ")
        )

    def tell_curve(key: str, indent: str) -> None:
        curve, slot = design.document.curve(key), registry().curves[key].slot
        words = [tr("none"), ""]
        if curve is not None:
            cited = f"[{sources.setdefault(curve.source, len(sources) + 1)}]" if curve.source else tr("uncited")
            words = [tr(design.document.materials[slot].name), joined((tr(curve.rate), curve.temperature, cited))]
        lines.extend(wrapped(value(key, f"{words[0]}  ({words[1]})"), indent, indent + "    "))

    def tell(key: str, depth: int) -> None:
        if key in registry().curves:
            tell_curve(key, "  " * depth)
            return
        indent = "  " * depth
        step = design.plan.by_key.get(key)
        if step is None:
            tell_typed(key, indent)
            return
        if key in seen:
            lines.extend(wrapped(f"{value(key, design.text(key))}  ({tr('see above')})", indent, indent + "    "))
            return
        seen.add(key)
        tree = design.formula(step)
        lines.append(f"{indent}{design.named(key)}  ({key})")
        lines.extend(wrapped(f"{symbol(key)} = {notation.text(tree, symbol)}", indent + "  ", indent + "      "))
        if design.rests_on(step):
            numbers = f"= {notation.text(tree, figure)} = {design.text(key)}"
            lines.extend(wrapped(numbers, indent + "  ", indent + "      "))
        for parameter in design.rests_on(step):
            tell(parameter, depth + 1)
        for curve in step.curves:
            tell_curve(curve, "  " * (depth + 1))

    tell(key, 0)
    help_text = tr(design.plan.by_key[key].help if key in design.plan.by_key else design.quantity(key).help)
    lines[1:1] = wrapped(" ".join(help_text.split()), "  ")
    declaration = registry().inputs.get(key)
    if declaration is not None and declaration.low != declaration.high:
        unit = declaration.unit
        low, high = (writing.quantity_text(float(unit.to_si(x)), unit) for x in (declaration.low, declaration.high))
        lines.append("  " + tr("Limits: {low} to {high}.", low=low, high=high))
    if sources:
        lines.append("")
        for source, number in sources.items():
            lines.extend(wrapped(library.source(source).line(), f"[{number}] ", "    "))
    return lines


def _about_absent(key: str) -> list[str]:
    """What a quantity is that the design has none of, and the choices that bring it."""
    declared = registry()
    quantity = declared.curves[key] if key in declared.curves else declared.quantities[key]
    lines = [f"{tr(quantity.label)}  ({key}) = {writing.NO_VALUE}", *wrapped(tr(quantity.help), "  ")]
    lines.append("  " + tr("Does not exist under the choices of this design. It does with:"))
    for condition in _conditions(key):
        answers = (f"{choice}={'|'.join(options)}" for choice, options in condition.items())
        lines += wrapped(", ".join(answers), "    ", "      ")
    return lines


def _conditions(key: str) -> Iterator[Conditions]:
    """Each set of choices under which a key is typed, derived or brought by a material."""
    declared = registry()
    if key in declared.curves:
        yield declared.curves[key].when
    if key in declared.inputs:
        yield declared.inputs[key].when
        if (other := declared.inputs[key].or_when) is not None:
            yield other
    for derivation in declared.derivations.get(key, ()):
        yield derivation.when


def _origin(design: Design, key: str) -> str:
    origin = design.origin(key)
    declaration = registry().inputs.get(key)
    if declaration is not None and declaration.material is not None and key not in design.document.entries:
        material = design.document.materials.get(declaration.material[0])
        if material is not None:
            return joined((tr(material.name), tr("assumed") if origin == "assumed" else ""))
    return tr(origin)


def _about_choice(design: Design, key: str) -> list[str]:
    choice = registry().choices[key]
    lines = [f"{tr(choice.label)}  ({key}) = {design.plan.choices[key]}", *wrapped(tr(choice.help), "  "), ""]
    for option in choice.options:
        mark = "*" if option.id == design.plan.choices[key] else " "
        words = ": ".join(w for w in (tr(option.label), tr(option.help)) if w)
        lines += wrapped(f"{option.id}  {words}", f"{mark} ", "      ")
    return lines


def _about_material(design: Design, key: str) -> list[str]:
    slot = registry().slots[key]
    material = design.document.materials.get(key)
    if material is None:
        return [f"{tr(slot.label)}  ({key}) = {writing.NO_VALUE}"]
    assumed = f"  ({tr('assumed')})" if material.assumed else ""
    lines = [
        f"{tr(slot.label)}  ({key}) = {material.id}{assumed}",
        f"  {tr(material.name)}  {material.formula}".rstrip(),
    ]
    for words in (material.recipe, material.note):
        lines += wrapped(tr(words), "  ")
    for name, found in material.values.items():
        source = library.source(found.source).line() if found.source else tr("uncited")
        lines += wrapped(f"{name} = {found.text} {found.unit}  ({source})", "  ", "      ")
    return lines
