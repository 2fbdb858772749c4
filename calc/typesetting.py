"""Formulas set in two dimensions, as in a book: fractions, roots, powers, brackets that grow, cases, broken lines.

The result is a Picture (`calc.pictures`): texts and lines that any painter draws; lengths are in the unit of `size`,
the type size. A painter gives a Measure, the width of a text in its fonts, and draws lines with round ends and joins.

Each shape is one method of `_Setter`; to give a function a shape of its own, add it to `_Setter._call`.
"""

import math
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

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
from calc.notation import COMPARED, ENGLISH, OfCurve, Term, Words, cases, number_parts, of_curve, printed, symbol_term
from calc.pictures import (
    ASCENT,
    AXIS,
    DESCENT,
    RULE,
    Line,
    Picture,
    Row,
    Style,
    Text,
    barred,
    depth,
    fitted,
    left_brace,
    moved,
    on_axis,
    overlined,
    parenthesis,
    scripted,
    stacked,
)

Measure = Callable[[str, float, Style], float]
"""(text, size, style) → width."""

NameTerm = Callable[[str], Term]
"""What stands for a parameter or a step."""

NumberTerm = Callable[[str], Term | None]
"""The number that stands for a parameter or a step; None keeps the symbol."""

Layout = Callable[[Measure, float, float | None], "Picture"]
"""(measure, size, largest width) → picture: what a widget or a page needs to set a formula at its own width."""


def lay_out(
    node: Node, term: NameTerm, measure: Measure, size: float, max_width: float | None = None, words: Words = ENGLISH
) -> Picture:
    """One expression; one that is wider than `max_width` is broken, and made smaller if that is not enough."""
    limit = math.inf if max_width is None else max_width
    return fitted(_Setter(term, measure, size, words).node(node, size, limit).picture, limit)


def derivation(
    lhs_symbol: str,
    formula: Formula,
    symbol_term: NameTerm,
    number_term: NumberTerm,
    result_text: str,
    measure: Measure,
    size: float,
    max_width: float | None = None,
    words: Words = ENGLISH,
) -> Picture:
    """A formula as it is taught: in symbols, below it in numbers with the result, and below these its named steps."""
    sheet = _Sheet(symbol_term, number_term, measure, size, math.inf if max_width is None else max_width, words)
    return sheet.formula(_term(lhs_symbol), formula, result_text)


_term = symbol_term  # `derivation` has a parameter of that name

# Proportions, in parts of the type size.
_IDEOGRAPH_ASCENT: Final = 0.90
_SCRIPT: Final = 0.7
_SMALLEST: Final = 0.58
_FRACTION_IN_FRACTION: Final = 0.86
_OPERATOR_SPACE: Final = 0.24
_EQUALS_SPACE: Final = 0.30
_INDENT: Final = 1.0
_LINE_GAP: Final = 0.34
_ROW_GAP: Final = 0.62
_TALL_ROW_GAP: Final = 0.80
_CASE_GAP: Final = 0.50
_BRACKETS: Final = 1.0
_TALLEST_PLAIN_BRACKET: Final = 0.72
_MARKS: Final = "*′'"
_SUM, _PRODUCT, _BLOCK, _ATOM = range(4)


class _Box(NamedTuple):
    """A set part, how tightly it holds together, whether it begins with − and whether it has several lines."""

    picture: Picture
    level: int = _ATOM
    negative: bool = False
    broken: bool = False


class _Setter:
    """Sets expressions; `limit` is the width a part may take before it is broken."""

    def __init__(self, term: NameTerm, measure: Measure, size: float, words: Words) -> None:
        self._term = term
        self._measure = measure
        self._smallest = size * _SMALLEST
        self._words = words

    # texts

    def text(self, text: str, size: float, style: Style = "regular") -> Picture:
        ascent = _IDEOGRAPH_ASCENT if max(text, default="") > "\u2e7f" else ASCENT
        op = Text(0.0, 0.0, size, text, style)
        return Picture(self._measure(text, size, style), ascent * size, DESCENT * size, (op,))

    def term(self, term: Term, size: float, exponent: Picture | None = None) -> Picture:
        """A symbol with its subscript, and an exponent above that."""
        style: Style = "italic" if term.italic else "regular"
        letter = term.base.rstrip(_MARKS) or term.base
        base = self.text(letter, size, style)
        if term.bar:
            base = overlined(base, letter, size, slanted=term.italic)
        scripts = []
        if letter != term.base:  # marks hang beside the letter, above its subscript
            scripts.append((self.text(term.base.removeprefix(letter), size), 0.16 * size))
        if term.subscript:
            scripts.append((self.text(term.subscript, self._script(size), "regular"), -0.17 * size))
        if exponent is not None:
            rise = self._rise(base, size)
            if term.subscript:
                subscript, drop = scripts[-1]
                rise = max(rise, drop + subscript.ascent + 0.02 * size + depth(exponent))
            scripts.append((exponent, rise))
        return scripted(base, scripts, size, slanted=term.italic)

    def _script(self, size: float) -> float:
        return max(size * _SCRIPT, self._smallest)

    def _rise(self, base: Picture, size: float) -> float:
        return max(0.36 * size, base.ascent - 0.40 * size)

    # expressions

    def node(self, node: Node, size: float, limit: float = math.inf) -> _Box:
        match node:
            case Number():
                return self._number(node, size)
            case Pi():
                return _Box(self.text("π", size))
            case Name(name):
                term = self._term(name)
                level = _PRODUCT if term.negative else _BLOCK if term.compound else _ATOM
                return _Box(self.term(term, size), level, term.negative)
            case Letter(letter):
                return _Box(self.text(letter, size, "italic"))
            case Negation(operand):
                return self._negation(operand, size, limit)
            case Binary(operator="/"):
                return self._fraction(node, size, limit)
            case Binary(operator="*"):
                return self._product(node, size, limit)
            case Binary():
                return self._sum(node, size, limit)
            case Power(base, exponent):
                return self._power(base, exponent, size, limit)
            case Call():
                return self._call(node, size, limit)
            case Case():
                return self._case(node, size, limit)

    def _number(self, node: Number, size: float) -> _Box:
        digits, power = number_parts(node.value)
        base = self.text(digits, size)
        if not power:
            return _Box(base)
        raised = self.text(power, self._script(size))
        return _Box(scripted(base, [(raised, self._rise(base, size))], size), _BLOCK)

    def _negation(self, operand: Node, size: float, limit: float) -> _Box:
        minus = self.text("−", size)
        inner = self._operand(operand, size, limit - minus.width)
        gap = 0.04 * size
        return _Box(Row().add(minus).space(gap).add(inner.picture).picture(), _PRODUCT, True, inner.broken)

    def _operand(self, node: Node, size: float, limit: float, *, first: bool = False) -> _Box:
        """A term or factor, in brackets if it is a sum or a case, or if it begins with − and is not the first."""
        box = self.node(node, size, limit)
        if box.level == _SUM or (box.negative and not first):
            return self._bracketed(self.node(node, size, limit - _BRACKETS * size), size)
        return box

    def _sum(self, node: Binary, size: float, limit: float) -> _Box:
        operator = self._measure("+", size, "regular") + 2 * _OPERATOR_SPACE * size
        parts: list[tuple[str, _Box]] = []
        for sign, part in _terms(node):
            room = limit - operator - _INDENT * size
            parts.append((sign, self._operand(part, size, room if sign else limit, first=not sign)))
        return self._broken(parts, size, limit, _SUM)

    def _product(self, node: Binary, size: float, limit: float) -> _Box:
        operator = self._measure("·", size, "regular") + 2 * _OPERATOR_SPACE * size
        parts = []
        for index, factor in enumerate(_factors(node)):
            room = limit - operator - _INDENT * size if index else limit
            parts.append(("·" if index else "", self._operand(factor, size, room, first=not index)))
        return self._broken(parts, size, limit, _PRODUCT)

    def _broken(self, parts: Sequence[tuple[str, _Box]], size: float, limit: float, level: int) -> _Box:
        """Parts joined by their signs; a new line begins with the sign."""
        rows: list[Picture] = []
        row = Row()
        for sign, box in parts:
            joint = self.text(sign, size) if sign else None
            space = _OPERATOR_SPACE * size
            needed = box.picture.width + (joint.width + 2 * space if joint else 0.0)
            if joint and row.width + needed > limit:
                rows.append(row.picture())
                row = Row().space(_INDENT * size).add(joint).space(space)
            elif joint:
                row.space(space).add(joint).space(space)
            row.add(box.picture)
        rows.append(row.picture())
        broken = len(rows) > 1 or any(box.broken for _, box in parts)
        picture = rows[0] if len(rows) == 1 else stacked(rows, _LINE_GAP * size)
        return _Box(picture, level, parts[0][1].negative, broken)

    def _fraction(self, node: Binary, size: float, limit: float) -> _Box:
        # (a / b) / c is set as one fraction, a over b · c.
        above, below = node.left, node.right
        while isinstance(above, Binary) and above.operator == "/":
            below = Binary("*", above.right, below)
            above = above.left
        inner = size
        if _has_fraction(above) or _has_fraction(below):
            inner = max(size * _FRACTION_IN_FRACTION, self._smallest)
        bearing, overhang = 0.09 * size, 0.10 * size
        room = limit - 2 * (bearing + overhang)
        numerator, denominator = self.node(above, inner, room).picture, self.node(below, inner, room).picture
        width = max(numerator.width, denominator.width) + 2 * overhang
        axis, rule = AXIS * size, RULE * size
        up = axis + rule / 2 + 0.15 * size + numerator.descent
        down = axis - rule / 2 - 0.20 * size - denominator.ascent
        ops = (
            *moved(numerator.ops, bearing + (width - numerator.width) / 2, up),
            *moved(denominator.ops, bearing + (width - denominator.width) / 2, down),
            Line(bearing + rule / 2, axis, bearing + width - rule / 2, axis, rule),
        )
        return _Box(Picture(width + 2 * bearing, up + numerator.ascent, denominator.descent - down, ops), _BLOCK)

    def _power(self, base: Node, exponent: Node, size: float, limit: float) -> _Box:
        raised = self._exponent(exponent, self._script(size))
        if isinstance(base, Name) and not (term := self._term(base.name)).compound:
            return _Box(self.term(term, size, raised), _BLOCK)
        room = limit - raised.width - 0.1 * size
        box = self.node(base, size, room)
        if box.level < _ATOM:
            box = self._bracketed(self.node(base, size, room - _BRACKETS * size), size)
        return _Box(scripted(box.picture, [(raised, self._rise(box.picture, size))], size), _BLOCK)

    def _exponent(self, node: Node, size: float) -> Picture:
        # A stacked fraction would be too small to read up there.
        if isinstance(node, Binary) and node.operator == "/":
            left, right = node.left, node.right
            if isinstance(left, Number | Name) and isinstance(right, Number | Name):
                row = Row().add(self.node(left, size).picture).add(self.text("/", size))
                return row.add(self.node(right, size).picture).picture()
        return self.node(node, size).picture

    def _call(self, node: Call, size: float, limit: float) -> _Box:
        curve = of_curve(node)
        if isinstance(curve, OfCurve):
            return self._of_curve(curve, size, limit)
        if curve is not None:
            return self.node(curve, size, limit)
        name, arguments = printed(node)
        match name:
            case "sqrt":
                return self._root(self.node(arguments[0], size, limit - 0.8 * size).picture, size)
            case "abs" | "floor" | "ceil":
                inner = _centred(self.node(arguments[0], size, limit - 0.7 * size), size)
                return _Box(barred(inner, name, size))
        title = self.text(name, size)
        room = limit - title.width - _BRACKETS * size
        boxes = [self.node(argument, size, room) for argument in arguments]
        rows: list[Picture] = []
        row = Row()
        for index, box in enumerate(boxes):
            comma = self.text("," if index < len(boxes) - 1 else "", size)
            if index and row.width + 0.28 * size + box.picture.width + comma.width > room:
                rows.append(row.picture())
                row = Row()
            row.space(0.28 * size if row.width else 0.0).add(box.picture).add(comma)
        rows.append(row.picture())
        broken = len(rows) > 1 or any(box.broken for box in boxes)
        inside = _Box(stacked(rows, _LINE_GAP * size), broken=broken)
        return _Box(Row().add(title).space(0.02 * size).add(self._bracketed(inside, size).picture).picture())

    def _of_curve(self, node: OfCurve, size: float, limit: float) -> _Box:
        """A value U(x), an integral with its ends at the sign, or the x at which U has a value."""
        if node.second is not None:
            small = self._script(size)
            low, high = self.node(node.first, small).picture, self.node(node.second, small).picture
            sign = self.text(node.sign, 1.5 * size)
            whole = scripted(sign, [(low, -0.55 * size), (high, 0.95 * size)], size)
            return _Box(
                Row().add(whole).space(0.12 * size).add(self.node(node.curve, size).picture).picture(), _PRODUCT
            )
        room = limit - _BRACKETS * size
        if not node.letter:
            title = self.node(node.curve, size).picture
            inside = self.node(node.first, size, room - title.width)
            return _Box(Row().add(title).space(0.02 * size).add(self._bracketed(inside, size).picture).picture())
        title = self.text(node.letter, size, "italic")
        parts = [("", self.node(node.curve, size, room)), (node.sign, self.node(node.first, size, room))]
        inside = self._broken(parts, size, room - title.width, _SUM)
        return _Box(Row().add(title).space(0.02 * size).add(self._bracketed(inside, size).picture).picture())

    def _root(self, inner: Picture, size: float) -> _Box:
        thin, thick = RULE * size, 0.10 * size
        bottom, top = -max(inner.descent - 0.06 * size, 0.05 * size), inner.ascent + 0.13 * size
        knee = min(bottom + 0.55 * (top - bottom), bottom + 0.60 * size)
        left, right = 0.62 * size, 0.62 * size + inner.width + 0.10 * size
        points = ((0.06, knee - 0.07 * size), (0.17, knee), (0.33, bottom), (0.55, top))
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = ((x * size, y) for x, y in points)
        ops = (
            Line(x0, y0, x1, y1, thin),
            Line(x1, y1, x2, y2, thick),
            Line(x2, y2, x3, y3, thin),
            Line(x3, y3, right, y3, thin),
            *moved(inner.ops, left, 0.0),
        )
        return _Box(Picture(right + 0.06 * size, top + 0.06 * size, max(inner.descent, thick / 2 - bottom), ops))

    def _case(self, node: Case, size: float, limit: float) -> _Box:
        found, otherwise = cases(node)
        values = [*(value for _, value in found), otherwise]
        indent, gap = 0.72 * size, 1.1 * size
        conditions = [self._when(condition, size) for condition, _ in found] + [self.text(self._words.otherwise, size)]
        boxes = [self.node(value, size).picture for value in values]
        column = max(box.width for box in boxes) + gap
        if indent + column + max(condition.width for condition in conditions) <= limit:
            rows = [
                Row().add(value).space(column - value.width).add(condition).picture()
                for value, condition in zip(boxes, conditions, strict=True)
            ]
        else:  # too narrow for two columns: each condition below its value
            room = limit - indent
            boxes = [self.node(value, size, room).picture for value in values]
            conditions[:-1] = [self._when(condition, size, room - gap) for condition, _ in found]
            rows = [
                stacked([value, Row().space(gap).add(condition).picture()], 0.16 * size)
                for value, condition in zip(boxes, conditions, strict=True)
            ]
        body = on_axis(stacked(rows, _CASE_GAP * size), size)
        brace = left_brace(body.ascent, body.descent, size)
        return _Box(Row().add(brace).space(indent - brace.width).add(body).picture(), _SUM, broken=True)

    def _when(self, condition: Condition, size: float, limit: float = math.inf) -> Picture:
        word = self.text(self._words.when, size)
        space = 0.3 * size
        return Row().add(word).space(space).add(self._condition(condition, size, limit - word.width - space)).picture()

    def _condition(self, node: Condition, size: float, limit: float = math.inf) -> Picture:
        space = _EQUALS_SPACE * size
        match node:
            case Comparison(sign, left, right):
                row = Row().add(self.node(left, size).picture).space(space).add(self.text(COMPARED[sign], size))
                return row.space(space).add(self.node(right, size).picture).picture()
            case Logic(sign, left, right):
                word = self.text(self._words.both if sign == "&" else self._words.either, size)
                first = self._joined(left, sign, size, limit)
                second = Row().add(word).space(space).add(self._joined(right, sign, size, limit - word.width - space))
                if first.width + space + second.width <= limit:
                    return Row().add(first).space(space).add(second.picture()).picture()
                return stacked([first, second.picture()], 0.16 * size)
            case Not(operand):
                row = Row().add(self.text(self._words.opposite, size)).space(0.2 * size)
                inner = self._condition(operand, size, limit - row.width - _BRACKETS * size)
                return row.add(self._bracketed(_Box(inner), size).picture).picture()

    def _joined(self, node: Condition, sign: str, size: float, limit: float) -> Picture:
        if isinstance(node, Logic) and node.operator != sign:
            return self._bracketed(_Box(self._condition(node, size, limit - _BRACKETS * size)), size).picture
        return self._condition(node, size, limit)

    # brackets

    def _bracketed(self, box: _Box, size: float) -> _Box:
        inner = _centred(box, size)
        axis = AXIS * size
        half = max(inner.ascent - axis, inner.descent + axis)
        if half <= _TALLEST_PLAIN_BRACKET * size:
            row = Row().add(self.text("(", size)).add(inner).add(self.text(")", size))
        else:
            left = parenthesis(half, size, mirrored=False)
            row = Row().add(left).add(inner).add(parenthesis(half, size, mirrored=True))
        return _Box(row.picture(), broken=box.broken)


class _Sheet:
    """Stacks the lines of a derivation, aligned at their = signs."""

    def __init__(
        self,
        symbols: NameTerm,
        numbers: NumberTerm,
        measure: Measure,
        size: float,
        limit: float,
        words: Words,
    ) -> None:
        self._symbols = symbols
        self._numbers = numbers
        self._size = size
        self._limit = limit
        self._words = words
        self._setter = _Setter(symbols, measure, size, words)
        self._number_setter = _Setter(self._number, measure, size, words)

    def formula(self, symbol: Term, formula: Formula, result: str) -> Picture:
        blocks = [self._lines(symbol, formula.result, result, self._limit)]
        for index, (name, node) in enumerate(formula.steps):
            where = self._setter.text(self._words.where, self._size)
            indent = where.width + 0.5 * self._size
            value = self._numbers(name)
            lines = self._lines(self._symbols(name), node, value.base if value else "", self._limit - indent)
            row = Row() if index else Row().add(where)
            blocks.append(row.space(indent - row.width).add(lines).picture())
        return fitted(stacked(blocks, 1.2 * _ROW_GAP * self._size), self._limit)

    def _number(self, name: str) -> Term:
        return self._numbers(name) or self._symbols(name)

    def _lines(self, symbol: Term, node: Node, result: str, limit: float) -> Picture:
        size, setter = self._size, self._setter
        left = setter.term(symbol, size)
        equals = setter.text("=", size)
        space = _EQUALS_SPACE * size
        margin = left.width + equals.width + 2 * space
        room = limit - margin

        first = setter.node(node, size, room).picture
        in_one_line = False
        rows = [Row().add(left).space(space).add(equals).space(space).add(first).picture()]
        rights: list[Picture] = []
        # A formula without names has no numbers to put in, and a bare name would only say the result twice.
        if not isinstance(node, Name) and _names(node):
            box = self._number_setter.node(node, size, room)
            in_one_line = not box.broken
            rights.append(box.picture)
        if result:
            said = setter.text(result, size)
            if in_one_line and rights[-1].width + 2 * space + equals.width + said.width <= room:
                rights[-1] = Row().add(rights[-1]).space(space).add(equals).space(space).add(said).picture()
            else:
                rights.append(said)
        rows += [Row().space(left.width + space).add(equals).space(space).add(right).picture() for right in rights]
        tallest = max(row.height for row in rows)
        return stacked(rows, (_TALL_ROW_GAP if tallest > 1.6 * size else _ROW_GAP) * size)


def _centred(box: _Box, size: float) -> Picture:
    return on_axis(box.picture, size) if box.broken else box.picture


def _terms(node: Node) -> list[tuple[str, Node]]:
    """A sum as a list of signs and terms; what stands in brackets is one term."""
    if not isinstance(node, Binary) or node.operator not in "+-":
        return [("", node)]
    right = _terms(node.right) if node.operator == "+" else [("", node.right)]
    (_, first), *rest = right
    return [*_terms(node.left), ("+" if node.operator == "+" else "−", first), *rest]


def _factors(node: Node) -> list[Node]:
    if isinstance(node, Binary) and node.operator == "*":
        return [*_factors(node.left), *_factors(node.right)]
    return [node]


def _has_fraction(node: Node) -> bool:
    match node:
        case Binary(operator, left, right):
            return operator == "/" or _has_fraction(left) or _has_fraction(right)
        case Negation(operand):
            return _has_fraction(operand)
        case Power(base, _):
            return _has_fraction(base)
        case Call(_, arguments):
            return any(_has_fraction(argument) for argument in arguments)
        case Case():
            return True
    return False


def _names(node: Node | Condition) -> bool:
    """Whether a name stands anywhere in the expression."""
    match node:
        case Name() | Letter():
            return True
        case Number() | Pi():
            return False
        case Negation(operand) | Not(operand):
            return _names(operand)
        case Binary(_, left, right) | Comparison(_, left, right) | Logic(_, left, right) | Power(left, right):
            return _names(left) or _names(right)
        case Call(_, arguments):
            return any(_names(argument) for argument in arguments)
        case Case(condition, value, otherwise):
            return _names(condition) or _names(value) or _names(otherwise)
