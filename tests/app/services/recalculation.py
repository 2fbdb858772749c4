"""A workbook computed anew by another program: the formulas of the file, by the engine of the `formulas` package.

What the file says that its formulas give is never looked at. The engine compiles each shape of formula once: names and
addresses become parameters, so that three hundred formulas of one shape cost one compilation.
"""

import io
import re
from functools import cache
from typing import Any

import formulas
import numpy as np
import schedula
from formulas.functions import Error, XlError
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

NOT_AVAILABLE = Error.errors["#N/A"]
EMPTY = schedula.EMPTY

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
      | (?P<address>(?:'(?P<sheet>(?:[^']|'')+)'!)?\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?)(?![A-Za-z0-9_.(])
      | (?P<function>[A-Z][A-Z0-9]*)\(
      | (?P<truth>TRUE|FALSE)\b
      | (?P<number>[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]+)?)
      | (?P<name>[A-Za-z_][A-Za-z0-9_.]*)
    """,
    re.VERBOSE,
)


class Recalculated:
    """The cells of a workbook, computed when they are asked for. `replaced`: (sheet, address) → another typed value."""

    def __init__(self, content: bytes, replaced: dict[tuple[str, str], Any] | None = None) -> None:
        self.book = load_workbook(io.BytesIO(content))
        self.names = {name: _place(defined.attr_text) for name, defined in self.book.defined_names.items()}
        self._by_folded = {name.casefold(): place for name, place in self.names.items()}
        self._replaced = replaced or {}
        self._known: dict[tuple[str, str], Any] = {}

    def named(self, name: str) -> Any:
        """The value of a named cell; a float, a text, or an error of the engine. Of named cells, an array."""
        return self._range(*self._by_folded[name.casefold()])

    def value(self, sheet: str, address: str) -> Any:
        """The value of a cell."""
        at = (sheet, address)
        if at not in self._known:
            self._known[at] = self._replaced[at] if at in self._replaced else self._computed(sheet, address)
        return self._known[at]

    def _computed(self, sheet: str, address: str) -> Any:
        content = self.book[sheet][address].value
        if content is None:
            return EMPTY
        if not isinstance(content, str) or not content.startswith("="):
            return content if isinstance(content, str) else float(content)
        parameters: list[Any] = []

        def parameter(value: Any) -> str:
            parameters.append(value)
            return f"x_{len(parameters)}"

        def replace(token: re.Match[str]) -> str:
            if token["address"]:
                return parameter(self._range(token["sheet"] or sheet, token["address"].rpartition("!")[2]))
            return parameter(self.named(token["name"])) if token["name"] else token[0]

        shape = _TOKEN.sub(replace, content)
        given = {f"X_{number}": value for number, value in enumerate(parameters, 1)}
        compiled = _compiled(shape)
        result = np.asarray(compiled(*(given[name] for name in compiled.inputs)), dtype=object).ravel()[0]
        return result if isinstance(result, str | XlError | bool) else float(result)

    def _range(self, sheet: str, reference: str) -> Any:
        plain = reference.replace("$", "")
        if ":" not in plain:
            return self.value(sheet, plain)
        left, top, right, bottom = range_boundaries(plain)
        if (sheet, plain) in self._known:
            return self._known[sheet, plain]
        rows = [
            [self.value(sheet, self.book[sheet].cell(row, column).coordinate) for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]
        self._known[sheet, plain] = np.array(rows, dtype=object)
        return self._known[sheet, plain]


def number(value: Any) -> float:
    """A recalculated value as a float; NaN for an error, as the program has it."""
    return float("nan") if isinstance(value, XlError) else float(value)


@cache
def _compiled(shape: str) -> Any:
    return formulas.Parser().ast(shape)[1].compile()


def _place(reference: str) -> tuple[str, str]:
    sheet, _, address = reference.rpartition("!")
    return sheet.strip("'").replace("''", "'"), address.replace("$", "")
