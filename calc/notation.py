"""Formulas as people read them: what a symbol, a number and the words between the signs look like, and a formula in
one line of plain text or of simple markup. In two dimensions: `calc.typesetting`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from calc.formula import (
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


@dataclass(frozen=True, slots=True)
class Term:
    """What stands for a name: a letter with its subscript, or upright a number with its unit."""

    base: str
    subscript: str = ""
    bar: bool = False
    italic: bool = True

    @property
    def negative(self) -> bool:
        """Whether it begins with a minus sign."""
        return self.base.startswith(("−", "-"))

    @property
    def compound(self) -> bool:
        """Whether a power of it needs brackets: a number with a unit, words, a quotient."""
        return any(sign in self.base for sign in " /·−-")


@dataclass(frozen=True, slots=True)
class Words:
    """The words between the signs, for translation."""

    when: str = "if"
    otherwise: str = "otherwise"
    where: str = "where"
    both: str = "and"
    either: str = "or"
    opposite: str = "not"
    mean: str = "mean"
    """The subscript that stands for a bar where no bar can be drawn."""


ENGLISH: Final = Words()


def symbol_term(written: str) -> Term:
    """A written symbol taken apart: `q_A`, `m_Li,max`, `bar:V_d`; `cathode_sheets` is words; `1.6 Ah` is a number."""
    if not _is_symbol(written):
        return Term(written, italic=False)
    bar, symbol = written.startswith("bar:"), written.removeprefix("bar:")
    base, _, subscript = symbol.partition("_")
    letters = sum(character.isalpha() for character in base)
    if letters > 1 and base.isascii() and base.islower():
        return Term(symbol.replace("_", " "), bar=bar, italic=False)
    return Term(base, subscript.replace("_", ","), bar, italic=letters <= 2 and "/" not in base)


def symbol_text(symbol: str, words: Words = ENGLISH) -> str:
    """A symbol in plain text: `q_A` as it is written, `bar:V` as V_mean."""
    term = symbol_term(symbol)
    subscript = _flat_subscript(term, words)
    return f"{term.base}_{subscript}" if subscript else term.base


def symbol_html(symbol: str, words: Words = ENGLISH) -> str:
    """A symbol with <i> and <sub>, for a label or a paragraph; `bar:V` as V with the subscript mean."""
    term = symbol_term(symbol)
    base = escape(term.base, quote=False)
    subscript = escape(_flat_subscript(term, words), quote=False)
    return (f"<i>{base}</i>" if term.italic else base) + (f"<sub>{subscript}</sub>" if subscript else "")


def _is_symbol(written: str) -> bool:
    return written[:1].isalpha() and not any(character.isspace() for character in written)


def _flat_subscript(term: Term, words: Words) -> str:
    return ",".join(part for part in (term.subscript, words.mean if term.bar else "") if part)


def number_parts(value: int | float) -> tuple[str, str]:
    """A bare number's digits and its power of ten: (`0.5`, ``), (`10`, `−9`)."""
    digits, _, exponent = f"{value:.12g}".partition("e")
    if not exponent:
        return digits.replace("-", "−"), ""
    power = str(int(exponent)).replace("-", "−")
    return ("10" if digits == "1" else f"{digits} · 10"), power


COMPARED: Final[Mapping[str, str]] = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
PRINTED: Final[Mapping[str, str]] = {"minimum": "min", "maximum": "max", "log": "ln"}
"""Functions whose printed name is not their numpy name."""


def printed(node: Call) -> tuple[str, tuple[Node, ...]]:
    """A call as it is printed: clip as min and max, and the smallest of several in one list."""
    if node.function == "clip":
        value, low, high = node.arguments
        return "min", (Call("maximum", (value, low)), high)
    arguments = list(node.arguments)
    if node.function in ("minimum", "maximum"):
        while isinstance(arguments[0], Call) and arguments[0].function == node.function:
            arguments[:1] = arguments[0].arguments
    return PRINTED.get(node.function, node.function), tuple(arguments)


@dataclass(frozen=True, slots=True)
class OfCurve:
    """A function of a curve as it is printed: `sign` is "" for a value, ∫ for an integral, = for a crossing.

    A value is curve(first); an integral runs from `first` to `second`; a crossing is the letter at which the curve is
    `first`.
    """

    sign: str
    curve: Node
    first: Node
    second: Node | None = None
    letter: str = ""


def of_curve(node: Call) -> OfCurve | Node | None:
    """How a call of `CURVE_FUNCTIONS` is printed; None for any other call. A full cell is two curves and a minus."""
    match node:
        case Call("lookup", (curve, at)):
            return OfCurve("", curve, at)
        case Call("integral_between", (curve, low, high)):
            return OfCurve("∫", curve, low, high)
        case Call("crossing", (Call("full_cell") as cell, level)):
            return OfCurve("=", cell, level, letter="q")
        case Call("crossing", (curve, level)):
            return OfCurve("=", curve, level, letter="x")
        case Call("full_cell", (cathode, anode, x, m, y, n)):
            filled = Binary("+", x, Binary("/", Letter("q"), m))
            emptied = Binary("-", y, Binary("/", Letter("q"), n))
            return Binary("-", Call("lookup", (cathode, filled)), Call("lookup", (anode, emptied)))
    return None


def cases(node: Case) -> tuple[tuple[tuple[Condition, Node], ...], Node]:
    """Nested cases as one list: (condition, value) in order, and what holds otherwise."""
    rows: list[tuple[Condition, Node]] = [(node.condition, node.value)]
    rest = node.otherwise
    while isinstance(rest, Case):
        rows.append((rest.condition, rest.value))
        rest = rest.otherwise
    return tuple(rows), rest


# One line ---------------------------------------------------------------------------------------------------------

_SUM, _QUOTIENT, _PRODUCT, _POWER, _ATOM = range(5)
_RAISED: Final = str.maketrans("0123456789−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A written part: how tightly it holds together, whether it begins with − and whether a unit in it has a /."""

    string: str
    level: int = _ATOM
    negative: bool = False
    solidus: bool = False


def text(formula: Formula, term: Callable[[str], str], words: Words = ENGLISH) -> str:
    """The formula in one line of plain text; `term` gives the symbol (`q_A`) or number (`1.6 Ah`) for a name."""
    return _Line(term, words, markup=False).formula(formula)


def html(formula: Formula, term: Callable[[str], str], words: Words = ENGLISH) -> str:
    """The formula in one line of <i>, <sub> and <sup>, as a Qt label and a reportlab paragraph both take it."""
    return _Line(term, words, markup=True).formula(formula)


class _Line:
    """Writes a formula in one line."""

    def __init__(self, term: Callable[[str], str], words: Words, *, markup: bool) -> None:
        self._term = term
        self._words = words
        self._markup = markup

    def formula(self, formula: Formula) -> str:
        written = self._piece(formula.result).string
        steps = "; ".join(f"{self._name(name).string} = {self._piece(node).string}" for name, node in formula.steps)
        return f"{written}, {self._words.where} {steps}" if steps else written

    def _piece(self, node: Node) -> _Piece:
        match node:
            case Number(value):
                digits, power = number_parts(value)
                return self._raised(digits, _Piece(power)) if power else _Piece(digits)
            case Pi():
                return _Piece("π")
            case Name(name):
                return self._name(name)
            case Letter(letter):
                return _Piece(f"<i>{letter}</i>" if self._markup else letter)
            case Negation(operand):
                inner = self._piece(operand)
                written = _bracketed(inner, inner.level == _SUM or inner.negative)
                return _Piece(f"−{written}", min(max(inner.level, _QUOTIENT), _PRODUCT), negative=True)
            case Binary(sign, left, right):
                return _binary(sign, self._piece(left), self._piece(right))
            case Power(base, exponent):
                under = self._piece(base)
                written = _bracketed(under, under.level < _ATOM or under.solidus)
                return self._raised(written, self._piece(exponent))
            case Call():
                return self._call(node)
            case Case():
                return self._case(node)

    def _name(self, name: str) -> _Piece:
        written = self._term(name)
        term = symbol_term(written)
        shown = symbol_html(written, self._words) if self._markup else symbol_text(written, self._words)
        level = _PRODUCT if term.negative else _POWER if term.compound else _ATOM
        return _Piece(shown, level, term.negative, "/" in term.base)

    def _raised(self, base: str, exponent: _Piece) -> _Piece:
        if self._markup:
            return _Piece(f"{base}<sup>{exponent.string}</sup>", _POWER)
        small = exponent.string.translate(_RAISED)
        if all(character in "⁰¹²³⁴⁵⁶⁷⁸⁹⁻" for character in small):
            return _Piece(base + small, _POWER)
        return _Piece(f"{base}^{_bracketed(exponent, exponent.level < _ATOM)}", _POWER)

    def _call(self, node: Call) -> _Piece:
        curve = of_curve(node)
        if isinstance(curve, OfCurve):
            return self._of_curve(curve)
        if curve is not None:
            return self._piece(curve)
        name, arguments = printed(node)
        pieces = [self._piece(argument) for argument in arguments]
        if name == "abs":
            return _Piece(f"|{pieces[0].string}|")
        if name == "sqrt":
            plain = pieces[0].level == _ATOM and isinstance(arguments[0], Name | Number | Pi)
            return _Piece("√" + _bracketed(pieces[0], not plain))
        return _Piece(f"{name}({', '.join(piece.string for piece in pieces)})")

    def _of_curve(self, node: OfCurve) -> _Piece:
        curve, first = self._piece(node.curve).string, self._piece(node.first).string
        if node.second is not None:
            return _Piece(f"{node.sign}({curve}; {first} … {self._piece(node.second).string})")
        if node.letter:
            return _Piece(f"{self._piece(Letter(node.letter)).string}({curve} {node.sign} {first})")
        return _Piece(f"{curve}({first})")

    def _case(self, node: Case) -> _Piece:
        rows, otherwise = cases(node)
        said = [f"{self._piece(value).string} {self._words.when} {self._condition(when)}" for when, value in rows]
        return _Piece("{" + "; ".join([*said, f"{self._piece(otherwise).string} {self._words.otherwise}"]) + "}")

    def _condition(self, node: Condition) -> str:
        match node:
            case Comparison(sign, left, right):
                shown = escape(COMPARED[sign]) if self._markup else COMPARED[sign]
                return f"{self._piece(left).string} {shown} {self._piece(right).string}"
            case Logic(sign, left, right):
                word = self._words.both if sign == "&" else self._words.either
                return f"{self._joined(left, sign)} {word} {self._joined(right, sign)}"
            case Not(operand):
                return f"{self._words.opposite} ({self._condition(operand)})"

    def _joined(self, node: Condition, sign: str) -> str:
        written = self._condition(node)
        return f"({written})" if isinstance(node, Logic) and node.operator != sign else written


def _bracketed(piece: _Piece, needed: bool) -> str:
    return f"({piece.string})" if needed else piece.string


def _binary(sign: str, left: _Piece, right: _Piece) -> _Piece:
    if sign in "+-":
        second = _bracketed(right, right.negative or (sign == "-" and right.level == _SUM))
        return _Piece(f"{left.string} {'+' if sign == '+' else '−'} {second}", _SUM, left.negative)
    # Nothing follows a solidus without brackets: a / b · c can be read two ways.
    first = _bracketed(left, left.level <= _QUOTIENT)
    negative = left.negative and first == left.string
    if sign == "*":
        second = _bracketed(right, right.negative or right.level == _SUM)
        open_quotient = right.level == _QUOTIENT and second == right.string
        return _Piece(f"{first} · {second}", _QUOTIENT if open_quotient else _PRODUCT, negative)
    second = _bracketed(right, right.negative or right.level <= _PRODUCT or right.solidus)
    return _Piece(f"{first} / {second}", _QUOTIENT, negative)
