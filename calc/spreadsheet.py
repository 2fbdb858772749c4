"""Formulas as a spreadsheet computes them: a syntax tree of `calc.formula` written as the text of a cell.

Only functions that every spreadsheet program has known since long before 2010 are written, so that none needs a prefix
and all read the same. A name stays a name: keys are legal names of cells, which `tests/architecture` holds. To write a
function that is new in `calc.formula.FUNCTIONS`, add it to `WRITTEN`; a test fails until that is done.

A function of a curve is never inside a cell's formula: `raised` makes each a step of its own, and the texts under
“Curves” say what its cells hold.

Two traps: a spreadsheet's minus binds tighter than its power (`-2^2` is 4), so every negation has its own brackets;
its power is left-associative (`2^3^2` is 64), so both sides are bracketed unless they are one number or name.
"""

import itertools
from collections.abc import Callable, Container, Iterator, Mapping
from typing import Final

from calc.formula import (
    CURVE_FUNCTIONS,
    Binary,
    Call,
    Case,
    Comparison,
    Condition,
    Formula,
    Letter,
    Logic,
    Name,
    Negation,
    Node,
    Not,
    Number,
    Pi,
    Power,
)

WRITTEN: Final[Mapping[str, str]] = {
    "minimum": "MIN({0},{1})",
    "maximum": "MAX({0},{1})",
    "clip": "MIN(MAX({0},{1}),{2})",
    "abs": "ABS({0})",
    "floor": "INT({0})",
    "ceil": "(-INT(-({0})))",
    "sqrt": "SQRT({0})",
    "exp": "EXP({0})",
    "log": "LN({0})",
}
"""Function of a formula → how a cell says it. Rounding up by ROUNDUP or CEILING goes wrong for negative numbers."""

_COMPARED: Final[Mapping[str, str]] = {"==": "=", "!=": "<>"}
_SUM, _PRODUCT, _ATOM = range(3)

Naming = Callable[[str], str]
"""What stands in a cell for a name of the formula."""


def cell_text(node: Node, named: Naming = str, doubtful: Container[str] = ()) -> str:
    """The expression as a cell holds it, without the equals sign. Raises KeyError for a function not in WRITTEN.

    `doubtful`: names of cells that may hold #N/A, where the program has NaN. A comparison with NaN does not hold, but
    one with #N/A is #N/A; it is written so that it does not hold either.
    """
    return _Writer(named, doubtful).written(node)[0]


def number_text(value: int | float) -> str:
    """A number of at most 15 digits, all that a spreadsheet keeps. Raises ValueError for one that has more."""
    text = f"{value:.15g}"
    if float(text) != value:
        raise ValueError(f"{value!r} has more digits than a spreadsheet keeps")
    return text.replace("e+", "E").replace("e-0", "E-").replace("e", "E")


def times(cell: str, factor: float) -> str:
    """`cell` times a unit's factor: a factor that decimals cannot say, such as 1/3600, is divided by."""
    return _scaled(cell, factor, "*", "/")


def over(cell: str, factor: float) -> str:
    """`cell` over a unit's factor."""
    return _scaled(cell, factor, "/", "*")


def _scaled(cell: str, factor: float, sign: str, opposite: str) -> str:
    if factor == 1:
        return cell
    try:
        return f"{cell}{sign}{number_text(factor)}"
    except ValueError:
        return f"{cell}{opposite}{number_text(float(f'{1 / factor:.12g}'))}"


class _Writer:
    """Writes the nodes of one formula."""

    def __init__(self, named: Naming, doubtful: Container[str]) -> None:
        self._named = named
        self._doubtful = doubtful

    def written(self, node: Node) -> tuple[str, int]:
        """The text of a node and how tightly it holds together."""
        match node:
            case Number(value):
                return number_text(value), _ATOM
            case Pi():
                return "PI()", _ATOM
            case Name(name):
                return self._named(name), _ATOM
            case Letter(letter):
                raise LookupError(f"{letter} has no cell: it is only printed")
            case Negation(operand):
                return f"(-{self._at_least(_ATOM, operand)})", _ATOM
            case Power(base, exponent):
                return f"({self._at_least(_ATOM, base)}^{self._at_least(_ATOM, exponent)})", _ATOM
            case Binary(sign, left, right):
                level = _SUM if sign in "+-" else _PRODUCT
                return f"{self._at_least(level, left)}{sign}{self._at_least(level + 1, right)}", level
            case Call(function, arguments):
                return WRITTEN[function].format(*(self.written(argument)[0] for argument in arguments)), _ATOM
            case Case(condition, value, otherwise):
                parts = (self._condition(condition), self.written(value)[0], self.written(otherwise)[0])
                return f"IF({','.join(parts)})", _ATOM

    def _condition(self, node: Condition) -> str:
        match node:
            case Comparison(sign, left, right):
                text = f"{self.written(left)[0]}{_COMPARED.get(sign, sign)}{self.written(right)[0]}"
                if any(name in self._doubtful for side in (left, right) for name in names(side)):
                    return f"IFERROR({text},{'TRUE' if sign == '!=' else 'FALSE'})"
                return text
            case Logic(sign, left, right):
                function = "AND" if sign == "&" else "OR"
                return f"{function}({self._condition(left)},{self._condition(right)})"
            case Not(operand):
                return f"NOT({self._condition(operand)})"

    def _at_least(self, level: int, node: Node) -> str:
        text, own = self.written(node)
        return text if own >= level else f"({text})"


def names(node: Node | Condition) -> Iterator[str]:
    """Every name in an expression, as often as it stands there."""
    match node:
        case Name(name):
            yield name
        case Negation(operand) | Not(operand):
            yield from names(operand)
        case Binary(_, left, right) | Power(left, right) | Comparison(_, left, right) | Logic(_, left, right):
            yield from names(left)
            yield from names(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from names(argument)
        case Case(condition, value, otherwise):
            for part in (condition, value, otherwise):
                yield from names(part)


# Curves -----------------------------------------------------------------------------------------------------------
#
# The curve `c` is three columns that bear names: c_x, c_y, and c_area with the integral up to each row.


STEPS: Final[Mapping[str, str]] = {"lookup": "read", "integral_between": "integral", "crossing": "crossing"}
"""What the step is called that a curve's function becomes."""


def raised(formula: Formula) -> Formula:
    """The formula with every call of a curve's function as a step of its own; a full cell stays in its crossing."""
    return _Raiser(formula).raised


def is_of_curve(node: Node) -> bool:
    """Whether a step is a call of a curve's function."""
    return isinstance(node, Call) and node.function in CURVE_FUNCTIONS


def held_text(curve: str, at: str) -> str:
    """`at`, no further than the ends of the curve."""
    x = f"{curve}_x"
    return f"MIN(MAX({at},INDEX({x},1)),INDEX({x},COUNT({x})))"


def row_text(curve: str, held: str) -> str:
    """The row of the curve's point before a place within its ends."""
    return f"MIN(MATCH({held},{curve}_x,1),COUNT({curve}_x)-1)"


def potential_text(curve: str, held: str, row: str) -> str:
    """The curve's value on the straight line behind that row."""
    x, y = f"{curve}_x", f"{curve}_y"
    slope = f"(INDEX({y},{row}+1)-INDEX({y},{row}))/(INDEX({x},{row}+1)-INDEX({x},{row}))"
    return f"INDEX({y},{row})+{slope}*({held}-INDEX({x},{row}))"


def area_text(curve: str, at: str, held: str, row: str, potential: str) -> str:
    """The integral from the curve's beginning to `at`, beyond an end with its last value."""
    inside = f"(INDEX({curve}_y,{row})+{potential})/2*({held}-INDEX({curve}_x,{row}))"
    return f"INDEX({curve}_area,{row})+{inside}+{potential}*({at}-{held})"


def above_text(y: str, level: str) -> str:
    """How many points of a falling column lie above a level."""
    return f"SUMPRODUCT(({y}>{level})*1)"


def crossing_text(x: str, y: str, level: str, above: str) -> str:
    """The x at which a falling column has come down to a level; its first or last x where it never crosses it."""
    way = f"(INDEX({x},{above}+1)-INDEX({x},{above}))"
    share = f"(INDEX({y},{above})-{level})/(INDEX({y},{above})-INDEX({y},{above}+1))"
    inside = f"INDEX({x},{above})+{way}*{share}"
    return f"IF({above}=0,INDEX({x},1),IF({above}=COUNT({x}),INDEX({x},{above}),{inside}))"


class _Raiser:
    """Takes the curves' functions out of one formula."""

    def __init__(self, formula: Formula) -> None:
        self._taken = {*formula.parameters, *(name for name, _ in formula.steps)}
        self._steps: list[tuple[str, Node]] = []
        for name, node in formula.steps:
            # A step that is such a call keeps its own name.
            kept = self._arguments(node) if isinstance(node, Call) and is_of_curve(node) else self._node(node)
            self._steps.append((name, kept))
        result = self._node(formula.result)
        self.raised = Formula(formula.parameters, tuple(self._steps), result)

    def _node(self, node: Node) -> Node:
        match node:
            case Negation(operand):
                return Negation(self._node(operand))
            case Binary(sign, left, right):
                return Binary(sign, self._node(left), self._node(right))
            case Power(base, exponent):
                return Power(self._node(base), self._node(exponent))
            case Case(condition, value, otherwise):
                return Case(condition, self._node(value), self._node(otherwise))
            case Call():
                return self._call(node)
        return node

    def _call(self, node: Call) -> Node:
        plain = self._arguments(node)
        if not is_of_curve(node) or node.function == "full_cell":
            return plain
        name = STEPS[node.function]
        if name in self._taken:
            name = next(other for n in itertools.count(2) if (other := f"{name}_{n}") not in self._taken)
        self._taken.add(name)
        self._steps.append((name, plain))
        return Name(name)

    def _arguments(self, node: Call) -> Call:
        return Call(node.function, tuple(self._node(argument) for argument in node.arguments))
