"""Formulas as a spreadsheet computes them: a syntax tree of `calc.formula` written as the text of a cell.

Only functions that every spreadsheet program has known since long before 2010 are written, so that none needs a prefix
and all read the same. A name stays a name: keys are legal names of cells, which `tests/architecture` holds. To write a
function that is new in `calc.formula.FUNCTIONS`, add it to `WRITTEN`; a test fails until that is done.

Two traps: a spreadsheet's minus binds tighter than its power (`-2^2` is 4), so every negation has its own brackets;
its power is left-associative (`2^3^2` is 64), so both sides are bracketed unless they are one number or name.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Final

from calc.formula import Binary, Call, Case, Comparison, Condition, Logic, Name, Negation, Node, Not, Number, Pi, Power

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
