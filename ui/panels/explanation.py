"""What there is to say about a number: a list of blocks, made from the design alone.

To add a part, add a block here and a widget for it in `ui.panels.explain_lines`.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Final

from app.services import format as writing
from app.services import library
from app.services.design import Design
from app.services.i18n import joined, tr
from calc import notation, typesetting
from calc.formula import Formula, FormulaError, Name
from calc.graph import registry
from calc.inputs import GROUPS
from calc.notation import Term, Words, symbol_term, symbol_text
from calc.pictures import Picture
from calc.quantity import Choice, Derivation, label_under
from calc.sensitivity import Part, parts, slopes
from calc.typesetting import Layout, Measure
from ui import theme
from ui.fields.row import ORIGINS, origin_help
from ui.theme import GRID

_GAP: Final = 2 * GRID
_FIRST_SLOPES: Final = 8
_NOTHING: Final = 5e-4
"""A slope below this moves nothing that is shown."""
_PREFIXED: Final = ("cathode", "anode", "separator", "electrolyte")
"""Groups whose labels say little outside their section: Width, Sheets, Density."""

Path = tuple[str, ...]
"""The keys from the explained quantity down to one that it rests on."""


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph."""

    text: str
    tone: str = "text"
    size: theme.Size = "body"
    bold: bool = False
    above: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A formula in symbols and in numbers; the text stands for all of it."""

    text: str
    layout: Layout
    depth: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shown) and (self.text, self.depth) == (other.text, other.depth)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Behind:
    """A quantity that the one above it rests on."""

    path: Path
    label: str
    value: str
    origin: str
    remark: str
    unfolded: bool
    follows: str
    """What a press does: `unfold`, `field` or nothing."""
    share: str = ""
    """Its share of the sum it is a term of."""

    @property
    def depth(self) -> int:
        """How deep it stands below the explained quantity."""
        return len(self.path) - 2


@dataclass(frozen=True, slots=True)
class Measured:
    """A bar: a share of a sum, or how far 1 % of an input moves the result."""

    key: str
    label: str
    figure: str
    length: float
    """−1 to 1 of the longest bar."""
    two_sided: bool


@dataclass(frozen=True, slots=True)
class More:
    """A press shows all slopes, or the first ones again."""

    text: str


Block = Said | Shown | Behind | Measured | More


def question(design: Design, key: str) -> str:
    """The heading: Why 242 Wh/kg?"""
    if not key:
        return tr("Why?")
    if key in design.values:
        return tr("Why {value}?", value=design.text(key))
    return _label(key)


def described(
    design: Design, key: str, unfolded: Set[Path] = frozenset(), *, all_slopes: bool = False
) -> Iterator[Block]:
    """Everything there is to say about a quantity or a choice; `unfolded` says which parts of the list are open."""
    declared = registry()
    if not key:
        yield Said(
            tr(
                "Press any number to see its formula with the values of this design, what it rests on down to "
                "what was typed, and which inputs move it most."
            ),
            "secondary",
        )
    elif key in declared.choices:
        yield from _choice(design, declared.choices[key])
    elif key not in design.values:
        yield Said(_label(key), bold=True)
        yield Said(_definition(key), "secondary")
        yield Said(tr("It does not exist in this kind of cell."), above=GRID)
    else:
        yield from _quantity(design, key, unfolded, all_slopes)


def _quantity(design: Design, key: str, unfolded: Set[Path], all_slopes: bool) -> Iterator[Block]:
    yield Said(label_in_context(key), bold=True)
    yield Said(joined((_definition(key), design.basis(key))), "secondary")
    step = design.plan.by_key.get(key)
    if step is None:
        yield from _typed(design, key)
    else:
        shown = _formula(design, step)
        if shown is not None:
            yield shown
        if step.help and tr(step.help) != _definition(key):
            yield Said(tr(step.help), "secondary")
        yield from _shares(design, step)
        if design.rests_on(step):
            yield Said(tr("Rests on"), "text", "caption", bold=True, above=_GAP)
            yield from _behind(design, (key,), step, unfolded)
        yield from _slopes(design, key, all_slopes)
    cited = _sources(design, key)
    if cited:
        yield Said(tr("Sources"), "text", "caption", bold=True, above=_GAP)
        for line in cited:
            yield Said(line, "secondary", "caption", above=GRID // 4)


def _behind(design: Design, above: Path, step: Derivation, opened: Set[Path]) -> Iterator[Block]:
    # The bars of the explained quantity already say its shares.
    shares = _share_texts(design, step) if len(above) > 1 else {}
    for key in design.rests_on(step):
        path = (*above, key)
        derived = design.plan.by_key.get(key)
        unfolded = path in opened
        follows = "unfold" if derived is not None else "field" if design.typed(key) else ""
        yield Behind(
            path,
            label_in_context(key),
            design.text(key),
            str(design.origin(key)),
            "" if derived is not None else _remark(design, key),
            unfolded,
            follows,
            shares.get(key, ""),
        )
        if derived is not None and unfolded:
            shown = _formula(design, derived, len(path) - 1)
            if shown is not None:
                yield shown
            yield from _behind(design, path, derived, opened)


def _slopes(design: Design, key: str, all_of_them: bool) -> Iterator[Block]:
    found = sorted(slopes(design.plan, design.values, key).items(), key=lambda item: -abs(item[1]))
    moving = [(name, slope) for name, slope in found if abs(slope) >= _NOTHING]
    if not moving:
        return
    yield Said(tr("Moved by 1 % more of"), "text", "caption", bold=True, above=_GAP)
    longest = abs(moving[0][1])
    listed = moving if all_of_them else moving[:_FIRST_SLOPES]
    for name, slope in listed:
        figure = f"{writing.signed(slope, 2)}{writing.SPACE}%"
        yield Measured(name, label_in_context(name), figure, slope / longest, two_sided=True)
    if len(moving) > _FIRST_SLOPES:
        more = tr("Show all {count}", count=len(moving))
        yield More(tr("Show the first {count}", count=_FIRST_SLOPES) if all_of_them else more)


def as_text(design: Design, key: str) -> str:
    """The explanation as plain text, down to everything typed."""
    if key not in design.values:
        return "\n".join(block.text for block in described(design, key) if isinstance(block, Said))
    lines = [f"{label_in_context(key)} = {design.text(key)}", _definition(key), *_chain(design, key)]
    cited = _sources(design, key)
    if cited:
        lines += ["", tr("Sources"), *cited]
    return "\n".join(lines).replace(writing.SPACE, " ")


def label_in_context(key: str) -> str:
    """What people call a quantity outside its section: “Cathode: Width”."""
    label = _label(key)
    declared = registry()
    quantity = declared.quantities.get(key)
    group = getattr(quantity, "group", "")
    if group not in _PREFIXED or tr(GROUPS[group]).casefold() in label.casefold():
        return label
    if key not in declared.inputs:
        return label
    return tr("{group}: {label}", group=tr(GROUPS[group]), label=label)


def is_known(key: str) -> bool:
    """Whether there is anything to explain under this key."""
    return key in registry().quantities or key in registry().choices


def _label(key: str) -> str:
    declared = registry()
    if key in declared.choices:
        return tr(declared.choices[key].label)
    return tr(declared.quantities[key].label)


def _definition(key: str) -> str:
    declared = registry()
    return tr(declared.choices[key].help if key in declared.choices else declared.quantities[key].help)


def _words() -> Words:
    return Words(
        when=tr("if"),
        otherwise=tr("otherwise"),
        where=tr("where"),
        both=tr("and"),
        either=tr("or"),
        opposite=tr("not"),
        mean=tr("mean"),
    )


def _choice(design: Design, choice: Choice) -> Iterator[Block]:
    yield Said(tr(choice.help), "secondary")
    chosen = design.plan.choices[choice.key]
    for option in choice.options:
        yield Said(tr(label_under(option, design.plan.choices)), bold=option.id == chosen, above=GRID)
        if option.help:
            yield Said(tr(option.help), "secondary")


def _typed(design: Design, key: str) -> Iterator[Block]:
    yield Said(origin_help(str(design.origin(key))), above=GRID)
    origin = str(design.origin(key))
    follows = "field" if design.typed(key) else ""
    yield Behind(("", key), label_in_context(key), design.text(key), origin, _remark(design, key), False, follows)
    direct = [step.key for step in design.plan.steps if key in step.parameters]
    if direct:
        yield Said(tr("Goes into"), "text", "caption", bold=True, above=_GAP)
        for follower in direct:
            yield Measured(follower, label_in_context(follower), design.text(follower), 0.0, two_sided=False)


def _remark(design: Design, key: str) -> str:
    """Where a value that no formula gives comes from: its material and its source."""
    origin = design.origin(key)
    source = design.source(key)
    cited = _short_source(source) if source else ""
    declaration = registry().inputs.get(key)
    slot = declaration.material if declaration is not None and key not in design.document.entries else None
    material = tr(design.document.materials[slot[0]].name) if slot and origin in ("material", "assumed") else ""
    words = [tr("assumed") if origin == "assumed" else "", material, cited]
    if origin == "material" and not cited:
        words.append(tr("uncited"))
    return " · ".join(word for word in words if word)


def _short_source(source_id: str) -> str:
    """A source in few words; the whole line stands at the end."""
    source = library.source(source_id)
    if source.authors and source.year:
        first, *others = source.authors.replace(" and ", ", ").split(", ")
        if others:
            return tr("{author} and others, {year}", author=first, year=source.year)
        return tr("{author}, {year}", author=first, year=source.year)
    return source.title


def _sources(design: Design, key: str) -> list[str]:
    """The lines of all sources behind a value, each once."""
    plan = design.plan
    keys = [key, *(step.key for step in plan.needed_for((key,))), *plan.typed_behind((key,))]
    steps = [step for step in (plan.by_key.get(name) for name in keys) if step is not None]
    curves = [design.document.curve(curve) for step in steps for curve in step.curves]
    sources = [*map(design.source, keys), *(curve.source for curve in curves if curve is not None)]
    cited = dict.fromkeys(source for source in sources if source)
    return [library.source(source).line() for source in cited]


def _formula(design: Design, step: Derivation, depth: int = 0) -> Shown | None:
    """The formula in force, in symbols and below it in numbers."""
    try:
        read = design.formula(step)
    except FormulaError:
        return None
    symbols = {name: design.quantity(name).symbol for name in read.parameters}
    numbers = {name: design.text(name) for name in step.parameters}
    lhs, result, words = design.quantity(step.key).symbol, design.text(step.key), _words()

    def symbol(name: str) -> Term:
        return symbol_term(symbols.get(name, name))

    def number(name: str) -> Term | None:
        return Term(numbers[name], italic=False) if name in numbers else None

    def layout(measure: Measure, size: float, width: float | None) -> Picture:
        return typesetting.derivation(lhs, read, symbol, number, result, measure, size, width, words)

    return Shown(_formula_text(read, lhs, symbols, numbers, result), layout, depth)


def _formula_text(read: Formula, lhs: str, symbols: dict[str, str], numbers: dict[str, str], result: str) -> str:
    words = _words()
    in_symbols = notation.text(read, lambda name: symbols.get(name, name), words)
    lines = [f"{symbol_text(lhs, words)} = {in_symbols}"]
    if read.parameters and not isinstance(read.result, Name):
        in_numbers = notation.text(read, lambda name: numbers.get(name, name), words)
        lines.append(f"= {in_numbers} = {result}")
    else:
        lines.append(f"= {result}")
    return " ".join(lines)


def _parts(design: Design, step: Derivation) -> tuple[Part, ...]:
    try:
        found = parts(step, design.values)
    except FormulaError:
        return ()
    if len(design.rests_on(step)) < len(step.parameters):
        found = tuple(part for part in found if part.share > 0)
    return found


def _percent(share: float) -> str:
    return f"{writing.number(100 * share, 2 if share < 0.995 else 3)}{writing.SPACE}%"


def _share_texts(design: Design, step: Derivation) -> dict[str, str]:
    found = _parts(design, step)
    return {part.node.name: _percent(part.share) for part in found if isinstance(part.node, Name)}


def _shares(design: Design, step: Derivation) -> Iterator[Block]:
    found = _parts(design, step)
    if not found:
        return
    yield Said(tr("Made up of"), "text", "caption", bold=True, above=_GAP)
    largest = max(part.share for part in found)
    for part in sorted(found, key=lambda part: -part.share):
        if isinstance(part.node, Name):
            key, label = part.node.name, label_in_context(part.node.name)
        else:
            term = Formula(step.parameters, (), part.node)
            key, label = "", notation.text(term, lambda name: design.quantity(name).symbol, _words())
        yield Measured(key, label, _percent(part.share), part.share / largest, two_sided=False)


def _chain(design: Design, key: str) -> Iterator[str]:
    """The formulas down to everything typed, each quantity once, indented by how deep it first stands."""
    seen: set[str] = set()

    def below(above: str, depth: int) -> Iterator[str]:
        step = design.plan.by_key.get(above)
        if step is None or above in seen:
            return
        seen.add(above)
        indent = "  " * depth
        shown = _formula(design, step)
        if shown is not None:
            yield f"{indent}{shown.text}"
        for parameter in design.rests_on(step):
            remark = _remark(design, parameter) if parameter not in design.plan.by_key else ""
            origin = str(design.origin(parameter))
            told = joined(("" if origin == "assumed" else tr(ORIGINS[origin]), remark))
            yield f"{indent}  {label_in_context(parameter)} = {design.text(parameter)} ({told})"
            yield from below(parameter, depth + 2)

    return below(key, 0)
