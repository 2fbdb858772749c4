"""Formulas as a spreadsheet computes them: a syntax tree of `calc.formula` written as the text of a cell.

Only functions that every spreadsheet program has known since long before 2010 are written, so that none needs a prefix
and all read the same. A name stays a name: keys are legal names of cells, which `tests/architecture` holds. To write a
function that is new in `calc.formula.FUNCTIONS`, add it to `WRITTEN`; a test fails until that is done.

Two traps: a spreadsheet's minus binds tighter than its power (`-2^2` is 4), so every negation has its own brackets;
its power is left-associative (`2^3^2` is 64), so both sides are bracketed unless they are one number or name.
"""

from collections.abc import Callable, Mapping
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


def cell_text(node: Node, named: Naming = str) -> str:
    """The expression as a cell holds it, without the equals sign. Raises KeyError for a function not in WRITTEN."""
    return _written(node, named)[0]


def condition_text(node: Condition, named: Naming = str) -> str:
    """The condition as the first argument of IF."""
    match node:
        case Comparison(sign, left, right):
            return f"{cell_text(left, named)}{_COMPARED.get(sign, sign)}{cell_text(right, named)}"
        case Logic(sign, left, right):
            function = "AND" if sign == "&" else "OR"
            return f"{function}({condition_text(left, named)},{condition_text(right, named)})"
        case Not(operand):
            return f"NOT({condition_text(operand, named)})"


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


def _written(node: Node, named: Naming) -> tuple[str, int]:
    match node:
        case Number(value):
            return number_text(value), _ATOM
        case Pi():
            return "PI()", _ATOM
        case Name(name):
            return named(name), _ATOM
        case Negation(operand):
            return f"(-{_atom(operand, named)})", _ATOM
        case Power(base, exponent):
            return f"({_atom(base, named)}^{_atom(exponent, named)})", _ATOM
        case Binary(sign, left, right):
            level = _SUM if sign in "+-" else _PRODUCT
            return f"{_at_least(level, left, named)}{sign}{_at_least(level + 1, right, named)}", level
        case Call(function, arguments):
            return WRITTEN[function].format(*(cell_text(argument, named) for argument in arguments)), _ATOM
        case Case(condition, value, otherwise):
            parts = (condition_text(condition, named), cell_text(value, named), cell_text(otherwise, named))
            return f"IF({','.join(parts)})", _ATOM


def _atom(node: Node, named: Naming) -> str:
    return _at_least(_ATOM, node, named)


def _at_least(level: int, node: Node, named: Naming) -> str:
    text, own = _written(node, named)
    return text if own >= level else f"({text})"
