"""Formulas read from the code that computes them: a model function's own syntax tree, checked, evaluated, written out.

A model function is a docstring, `name = expression` lines and one return, in a closed language: + - * / ** and unary
minus, the functions in `FUNCTIONS` (called as `np.…`), `np.pi`, parameters, local names and bare numbers that carry no
unit. Comparisons and & | ~ stand only in the condition of `np.where`. The functions of `calc.halfcell` are called by
their bare names; they are the only ones that take a curve. Anything else is a FormulaError.

To allow a function, add it to `FUNCTIONS`; it prints as `name(…)` unless `calc.notation.PRINTED` names it otherwise or
it is given a shape of its own in `calc.notation` and `calc.typesetting`. A renderer is one `match` over the nodes, as
in `calc.notation`.
"""

import ast
import copy
import inspect
import operator
import sys
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from calc import halfcell
from calc.quantity import of_member

Function = Callable[..., Any]

FUNCTIONS: Final[Mapping[str, tuple[int, Function]]] = {
    "minimum": (2, np.minimum),
    "maximum": (2, np.maximum),
    "clip": (3, np.clip),
    "abs": (1, np.abs),
    "floor": (1, np.floor),
    "ceil": (1, np.ceil),
    "sqrt": (1, np.sqrt),
    "exp": (1, np.exp),
    "log": (1, np.log),
}
"""What a formula may call besides `np.where`: name → number of arguments and the function itself."""

CURVE_FUNCTIONS: Final[Mapping[str, tuple[int, Function]]] = halfcell.FUNCTIONS
"""What a formula may call by its bare name: the functions of curves."""

ROUNDING_TOLERANCE: Final = 1e-9
LARGEST_BARE_NUMBER: Final = 12


class FormulaError(ValueError):
    """A model function that leaves the formula language: `function`, `line` in its file and `reason`."""

    def __init__(self, function: str, line: int, reason: str) -> None:
        super().__init__(f"{function}, line {line}: {reason}")
        self.function = function
        self.line = line
        self.reason = reason


# The nodes --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    """A bare number: a count, an exponent, a plain ratio or the rounding tolerance."""

    value: int | float


@dataclass(frozen=True, slots=True)
class Pi:
    """The number π."""


@dataclass(frozen=True, slots=True)
class Name:
    """A parameter, which is the key of a quantity, or the name of an earlier step."""

    name: str


@dataclass(frozen=True, slots=True)
class Negation:
    """−operand."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """left operator right; `operator` is one of + - * /."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Power:
    """base ** exponent."""

    base: "Node"
    exponent: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of `FUNCTIONS` or of `CURVE_FUNCTIONS` and its arguments."""

    function: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that stands for what runs along a curve; only printed formulas have it."""

    letter: str


@dataclass(frozen=True, slots=True)
class Case:
    """`value` where the condition holds, else `otherwise`."""

    condition: "Condition"
    value: "Node"
    otherwise: "Node"


@dataclass(frozen=True, slots=True)
class Comparison:
    """left operator right; `operator` is one of < <= > >= == !=."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Logic:
    """left & right or left | right."""

    operator: str
    left: "Condition"
    right: "Condition"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    operand: "Condition"


Node = Number | Pi | Name | Letter | Negation | Binary | Power | Call | Case
Condition = Comparison | Logic | Not


@dataclass(frozen=True, slots=True)
class Formula:
    """What a model function says: its parameters, its named steps in order, and its result."""

    parameters: tuple[str, ...]
    steps: tuple[tuple[str, Node], ...]
    result: Node


# Reading ----------------------------------------------------------------------------------------------------------


@cache
def formula(function: Function) -> Formula:
    """The formula of a model function, read from its source. Raises FormulaError."""
    written, member = getattr(function, "__written__", (function, ""))
    definition = _definition(written)
    return _Reader(function.__name__).formula(_of_member(definition, member) if member else definition)


def check(function: Function) -> None:
    """Raise FormulaError unless the function keeps to the formula language."""
    formula(function)


@cache
def _definitions(module_name: str) -> Mapping[str, tuple[ast.FunctionDef, ...]]:
    found: dict[str, tuple[ast.FunctionDef, ...]] = {}
    for node in ast.walk(ast.parse(_source(module_name))):
        if isinstance(node, ast.FunctionDef):
            found[node.name] = (*found.get(node.name, ()), node)
    return found


def _source(module_name: str) -> str:
    # A frozen program has no file for inspect to open, but its loader still hands out collected sources.
    module = sys.modules[module_name]
    get_source = getattr(getattr(module, "__loader__", None), "get_source", None)
    if get_source is not None:
        try:
            source = get_source(module_name)
        except ImportError:
            source = None
        if isinstance(source, str):
            return source
    return inspect.getsource(module)


def _definition(function: Function) -> ast.FunctionDef:
    name, line = function.__name__, function.__code__.co_firstlineno
    try:
        found = _definitions(function.__module__).get(name, ())
    except (OSError, TypeError, KeyError) as error:
        raise FormulaError(name, line, f"the source of {function.__module__} cannot be read") from error
    if len(found) > 1:
        found = tuple(node for node in found if line in (node.lineno, *(d.lineno for d in node.decorator_list)))
    if len(found) != 1:
        raise FormulaError(name, line, f"{function.__module__} does not define one function of this name")
    return found[0]


def _of_member(definition: ast.FunctionDef, member: str) -> ast.FunctionDef:
    """The definition with the names that one of its members has."""
    own = copy.deepcopy(definition)
    for node in ast.walk(own):
        if isinstance(node, ast.arg):
            node.arg = of_member(node.arg, member)
        elif isinstance(node, ast.Name):
            node.id = of_member(node.id, member)
    return own


_BINARY: Final[Mapping[type[ast.operator], str]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARE: Final[Mapping[type[ast.cmpop], str]] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_LOGIC: Final[Mapping[type[ast.operator], str]] = {ast.BitAnd: "&", ast.BitOr: "|"}


class _Reader:
    """Turns one function definition into a Formula."""

    def __init__(self, function: str) -> None:
        self._function = function
        self._names: set[str] = set()

    def formula(self, definition: ast.FunctionDef) -> Formula:
        parameters = self._parameters(definition)
        self._names = set(parameters)
        body = definition.body
        if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            body = body[1:]
        if not body or not isinstance(body[-1], ast.Return) or body[-1].value is None:
            raise self._error(body[-1] if body else definition, "a formula ends with “return” and an expression")
        steps = tuple(self._step(statement) for statement in body[:-1])
        return Formula(parameters, steps, self._value(body[-1].value))

    def _parameters(self, definition: ast.FunctionDef) -> tuple[str, ...]:
        given = definition.args
        if given.vararg or given.kwarg or given.kwonlyargs or given.posonlyargs or given.defaults:
            raise self._error(definition, "only plain parameters are allowed, without defaults, “*” or “/”")
        return tuple(argument.arg for argument in given.args)

    def _step(self, statement: ast.stmt) -> tuple[str, Node]:
        if not isinstance(statement, ast.Assign):
            raise self._error(statement, f"{_described(statement)} is not allowed in a formula")
        target = statement.targets[0]
        if len(statement.targets) != 1 or not isinstance(target, ast.Name):
            raise self._error(statement, "a step gives one value to one name")
        if target.id in self._names:
            raise self._error(statement, f"“{target.id}” already has a value")
        value = self._value(statement.value)
        self._names.add(target.id)
        return target.id, value

    def _value(self, node: ast.expr) -> Node:
        match node:
            case ast.Constant():
                return self._number(node)
            case ast.Name(id=name):
                if name not in self._names:
                    raise self._error(node, f"“{name}” is neither a parameter nor an earlier step")
                return Name(name)
            case ast.Attribute(value=ast.Name(id="np"), attr="pi"):
                return Pi()
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Negation(self._value(operand))
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return self._power(left, right)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
                return Binary(_BINARY[type(op)], self._value(left), self._value(right))
            case ast.Call():
                return self._call(node)
        raise self._error(node, f"{_described(node)} is not allowed in a formula")

    def _number(self, node: ast.Constant) -> Number:
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._error(node, f"{value!r} is not allowed in a formula")
        # Halves, quarters and eighths are ratios; any other number most likely has a unit, or a source to be named.
        if value > LARGEST_BARE_NUMBER or value * 8 != int(value * 8):
            raise self._error(
                node,
                f"the bare number {value} is not allowed; declare it as a constant with unit and source"
                f" (whole numbers to {LARGEST_BARE_NUMBER}, halves, quarters and eighths may stand bare,"
                f" and {ROUNDING_TOLERANCE} within np.floor, np.ceil and comparisons)",
            )
        return Number(value)

    def _power(self, base: ast.expr, exponent: ast.expr) -> Node:
        negative = isinstance(exponent, ast.UnaryOp) and isinstance(exponent.op, ast.USub)
        literal = exponent.operand if isinstance(exponent, ast.UnaryOp) and negative else exponent
        if not isinstance(literal, ast.Constant):
            return Power(self._value(base), self._value(exponent))
        if isinstance(base, ast.Constant):
            raise self._error(base, "a power of two bare numbers is not allowed; declare it as a constant")
        value = literal.value
        if isinstance(value, bool) or not isinstance(value, int | float) or value > LARGEST_BARE_NUMBER:
            raise self._error(literal, f"the exponent {value!r} is not allowed")
        return Power(self._value(base), Negation(Number(value)) if negative else Number(value))

    def _tolerant(self, node: ast.expr) -> Node:
        """A value to which the rounding tolerance may be added."""
        match node:
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=ast.Constant(value=value)) if (
                value == ROUNDING_TOLERANCE
            ):
                return Binary(_BINARY[type(op)], self._value(left), Number(ROUNDING_TOLERANCE))
        return self._value(node)

    def _call(self, node: ast.Call) -> Node:
        match node.func:
            case ast.Attribute(value=ast.Name(id="np"), attr=name) if name == "where" or name in FUNCTIONS:
                count = 3 if name == "where" else FUNCTIONS[name][0]
            case ast.Name(id=name) if name in CURVE_FUNCTIONS:
                count = CURVE_FUNCTIONS[name][0]
            case _:
                raise self._error(node, f"calling {ast.unparse(node.func)} is not allowed in a formula")
        if len(node.args) != count or node.keywords or any(isinstance(given, ast.Starred) for given in node.args):
            raise self._error(node, f"{ast.unparse(node.func)} takes {count} plain argument{'s' if count > 1 else ''}")
        if name == "where":
            return Case(self._condition(node.args[0]), self._value(node.args[1]), self._value(node.args[2]))
        read = self._tolerant if name in ("floor", "ceil") else self._value
        return Call(name, tuple(read(given) for given in node.args))

    def _condition(self, node: ast.expr) -> Condition:
        match node:
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
                return Comparison(_COMPARE[type(op)], self._tolerant(left), self._tolerant(right))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _LOGIC:
                return Logic(_LOGIC[type(op)], self._condition(left), self._condition(right))
            case ast.UnaryOp(op=ast.Invert(), operand=operand):
                return Not(self._condition(operand))
        raise self._error(
            node, f"the condition “{ast.unparse(node)}” is not a comparison of two values, or & | ~ of such"
        )

    def _error(self, node: ast.AST, reason: str) -> FormulaError:
        return FormulaError(self._function, getattr(node, "lineno", 0), reason)


def _described(node: ast.AST) -> str:
    words = {
        ast.If: "“if”",
        ast.IfExp: "“if … else”",
        ast.For: "“for”",
        ast.While: "“while”",
        ast.With: "“with”",
        ast.Return: "“return” before the end",
        ast.AugAssign: "assignment with an operator",
        ast.AnnAssign: "an annotated assignment",
        ast.Attribute: "an attribute",
        ast.Subscript: "an index",
        ast.Compare: "a comparison outside np.where",
        ast.BoolOp: "“and” or “or”",
        ast.Lambda: "“lambda”",
    }
    said = words.get(type(node))
    shown = ast.unparse(node).splitlines()[0]
    return f"{said} ({shown})" if said else f"“{shown}”"


def without(formula: Formula, absent: Container[str]) -> Formula:
    """The formula without the terms that are nothing because a factor of theirs is about nothing.

    For reading only: the values are the same, as every such factor is 0.
    """
    return Formula(
        tuple(name for name in formula.parameters if name not in absent),
        tuple((name, _without(node, absent) or Number(0)) for name, node in formula.steps),
        _without(formula.result, absent) or Number(0),
    )


def _without(node: Node, absent: Container[str]) -> Node | None:
    match node:
        case Name(name):
            return None if name in absent else node
        case Negation(operand):
            left = _without(operand, absent)
            return Negation(left) if left is not None else None
        case Binary("*", left, right):
            first, second = _without(left, absent), _without(right, absent)
            return Binary("*", first, second) if first is not None and second is not None else None
        case Binary("/", left, right):
            first, second = _without(left, absent), _without(right, absent)
            if first is None or (second == Number(1) and right != second):
                return first
            return Binary("/", first, second or right)
        case Binary("+" | "-" as sign, left, right):
            first, second = _without(left, absent), _without(right, absent)
            if first is None:
                return second if sign == "+" or second is None else Negation(second)
            return Binary(sign, first, second) if second is not None else first
    return node


# Evaluating -------------------------------------------------------------------------------------------------------

_ARITHMETIC: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "&": operator.and_,
    "|": operator.or_,
}


def evaluate(formula: Formula, values: Mapping[str, Any]) -> Any:
    """The formula's result for values in SI: the same bits as calling the function."""
    return _evaluate(formula.result, {**values, **step_values(formula, values)})


def step_values(formula: Formula, values: Mapping[str, Any]) -> dict[str, Any]:
    """The value of every named step, in SI."""
    known = dict(values)
    for name, node in formula.steps:
        known[name] = _evaluate(node, known)
    return {name: known[name] for name, _ in formula.steps}


def _evaluate(node: Node | Condition, values: Mapping[str, Any]) -> Any:
    match node:
        case Number(value):
            return value
        case Pi():
            return np.pi
        case Name(name):
            return values[name]
        case Letter(letter):
            raise LookupError(f"{letter} has no value: it is only printed")
        case Negation(operand):
            return -_evaluate(operand, values)
        case Binary(sign, left, right) | Comparison(sign, left, right) | Logic(sign, left, right):
            return _ARITHMETIC[sign](_evaluate(left, values), _evaluate(right, values))
        case Power(base, exponent):
            return _evaluate(base, values) ** _evaluate(exponent, values)
        case Call(function, arguments):
            called = CURVE_FUNCTIONS.get(function) or FUNCTIONS[function]
            return called[1](*(_evaluate(argument, values) for argument in arguments))
        case Case(condition, value, otherwise):
            return np.where(_evaluate(condition, values), _evaluate(value, values), _evaluate(otherwise, values))
        case Not(operand):
            return ~_evaluate(operand, values)
