"""Half-cell curves in the workbook: a sheet with their points, and the cells that read from them.

A call of a curve's function is some cells, each named after the step it belongs to: where on the curve it looks, in
which row that is, and what it finds there. The points of two balanced curves, which `crossing(full_cell(…), …)` goes
through, stand beside the curves on their own sheet.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.services.i18n import tr
from app.services.workbook.book import Book, Column, Page
from calc import formula, spreadsheet
from calc.formula import Call, Formula, Name, Node
from calc.halfcell import FullCell, HalfCell
from calc.units import MAH_G

Cell = Callable[[str, str, float], None]
"""Writes one cell: the name of what it holds, its formula, its value."""

_WIDTH = 13
_COLUMNS_OF_CURVE, _COLUMNS_OF_PAIR = 4, 6
_HEADS = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Two curves balanced against each other, as a block of the sheet; `name` begins the names of its columns."""

    name: str
    call: Call


def fill(book: Book) -> Page | None:
    """The points of every curve, and of every pair that a result has asked for; no sheet where there is no curve."""
    curves = [declared for declared in book.design.plan.curves if declared.key in book.curves_used]
    if not curves:
        return None
    count = len(curves) * (_COLUMNS_OF_CURVE + 1) + len(book.pairs) * (_COLUMNS_OF_PAIR + 1)
    page = book.page(
        tr("Curves"),
        [Column("", _WIDTH)] * count,
        (
            tr("The points of the half-cell curves that results read from, joined by straight lines."),
            tr("Balanced curves: every point of both, over the charge taken out, and the voltage there."),
        ),
        frozen=0,
    )
    start, column = page.row + 1, 0
    last = start
    for declared in curves:
        last = max(last, _curve(page, start, column, declared.key, book.design.values[declared.key]))
        column += _COLUMNS_OF_CURVE + 1
    for pair in book.pairs.values():
        last = max(last, _pair(page, start, column, pair))
        column += _COLUMNS_OF_PAIR + 1
    page.row = last
    page.sheet.freeze_panes(start + _HEADS, 0)
    return page.done()


def write_call(page: Page, key: str, name: str, node: Call, tree: Formula, write: Cell) -> None:
    """The cells of one call, the one that holds its result last. `key`: the quantity; `name`: the step."""
    _Call(page.book, key, name, tree, write).cells(node)


class _Call:
    """Writes the cells of one call."""

    def __init__(self, book: Book, key: str, name: str, tree: Formula, write: Cell) -> None:
        self._book = book
        self._key = key
        self._name = name
        self._steps = [step for step, _ in tree.steps]
        self._values: dict[str, Any] = {**book.design.values, **formula.step_values(tree, book.design.values)}
        self._write = write

    def cells(self, node: Call) -> None:
        """What the call looks for, and what it finds."""
        match node:
            case Call("lookup", (Name(curve), at)):
                self._placed(curve, at, "", area=False)
            case Call("integral_between", (Name(curve), low, high)):
                self._placed(curve, low, "_low", area=True)
                self._placed(curve, high, "_high", area=True)
                self._cell("", f"{self._named('_high')}-{self._named('_low')}", self._value(node))
            case Call("crossing", (Name(curve), level)):
                self._book.curves_used.add(curve)
                known = self._values[curve]
                self._crossing(node, level, f"{curve}_x", f"{curve}_y", known.y)
            case Call("crossing", (Call("full_cell") as both, level)):
                pair = self._pair(both)
                _, y = self._value(both).points()
                self._crossing(node, level, f"{pair.name}.charge", f"{pair.name}.voltage", y)
            case _:
                raise LookupError(f"{node.function} has no cells")

    def _placed(self, curve: str, at: Node, end: str, *, area: bool) -> None:
        self._book.curves_used.add(curve)
        known, value = self._values[curve], float(self._value(at))
        held, row, potential, beyond = place(known, value)
        if area:
            self._cell(f"{end}_at", self._text(at), value)
        inside = self._named(f"{end}_at") if area else self._text(at)
        self._cell(f"{end}_held", spreadsheet.held_text(curve, inside), held)
        self._cell(f"{end}_row", spreadsheet.row_text(curve, self._named(f"{end}_held")), row)
        found = spreadsheet.potential_text(curve, self._named(f"{end}_held"), self._named(f"{end}_row"))
        if not area:
            self._cell(end, found, potential)
            return
        self._cell(f"{end}_value", found, potential)
        parts = (self._named(f"{end}{part}") for part in ("_at", "_held", "_row", "_value"))
        self._cell(end, spreadsheet.area_text(curve, *parts), beyond)

    def _crossing(self, node: Call, level: Node, x: str, y: str, falling: Any) -> None:
        value = float(self._value(level))
        above = float(np.count_nonzero(falling > value)) if np.isfinite(falling).all() else math.nan
        self._cell("_level", self._text(level), value)
        self._cell("_above", spreadsheet.above_text(y, self._named("_level")), above)
        found = spreadsheet.crossing_text(x, y, self._named("_level"), self._named("_above"))
        self._cell("", found, self._value(node))

    def _pair(self, both: Call) -> Pair:
        cathode, anode, *others = both.arguments
        for curve in (cathode, anode):
            if not isinstance(curve, Name):
                raise LookupError("a full cell is two curves")
            self._book.curves_used.add(curve.name)
        if any(not isinstance(other, Name) or other.name in self._steps for other in others):
            raise LookupError(f"{self._key}: what a full cell is balanced by must be quantities")
        name = f"{self._key}.{self._name}"
        pair: Pair = self._book.pairs.setdefault(both, Pair(name, both))
        return pair

    def _cell(self, part: str, text: str, value: Any) -> None:
        self._write(f"{self._name}{part}", text, float(value))

    def _named(self, part: str) -> str:
        return f"{self._key}.{self._name}{part}"

    def _text(self, node: Node) -> str:
        return self._book.written(node, self._key, self._steps)

    def _value(self, node: Node) -> Any:
        return formula.evaluate(Formula((), (), node), self._values)


def place(curve: HalfCell, at: float) -> tuple[float, float, float, float]:
    """The place held within the curve's ends, its row counted from 1, the potential and the area there."""
    if math.isnan(at):
        return math.nan, math.nan, math.nan, math.nan
    held = min(max(at, float(curve.x[0])), float(curve.x[-1]))
    row = min(int(np.searchsorted(curve.x, held, side="right")), len(curve.x) - 1)
    lookup, integral = (formula.CURVE_FUNCTIONS[name][1] for name in ("lookup", "integral_between"))
    potential = float(lookup(curve, np.float64(at)))
    return held, float(row), potential, float(integral(curve, curve.x[0], np.float64(at)))


def _curve(page: Page, start: int, column: int, key: str, curve: HalfCell) -> int:
    """The points of a curve; the row after the last."""
    page.row = start
    label = page.book.design.label(key)
    known = bool(np.isfinite(curve.y).all())
    page.text(column, label if known else tr("{label}: no material brings one", label=label), "answer")
    page.row += 1
    heads = (tr("Charge, mAh/g"), tr("Potential, V"), tr("Charge, A·s/kg"), tr("Area"))
    for at, head in enumerate(heads):
        page.text(column + at, head, "number head")
    page.row += 1
    first = page.row
    x, y, area = (column + at for at in (2, 1, 3))
    for at in range(len(curve.x)):
        page.shown(column, page.cell(x), float(curve.x[at]), MAH_G)
        page.number_or_error(y, float(curve.y[at]), "value")
        page.number(x, float(curve.x[at]), "si")
        if at == 0:
            page.number(area, 0.0, "si")
        else:
            before = page.row - 1
            mean = f"({page.cell(y, before)}+{page.cell(y)})/2"
            width = f"({page.cell(x)}-{page.cell(x, before)})"
            page.formula(area, f"{page.cell(area, before)}+{mean}*{width}", float(curve.area[at]), "si")
        page.row += 1
    for name, at in (("x", x), ("y", y), ("area", area)):
        page.book.name_range(f"{key}_{name}", page.cells(first, page.row - 1, at))
    return page.row


def _pair(page: Page, start: int, column: int, pair: Pair) -> int:
    """Two balanced curves: the charge of every point of either, in order, and the voltage there."""
    values: Mapping[str, Any] = page.book.design.values
    cathode, anode, x, m, y, n = (argument.name for argument in pair.call.arguments if isinstance(argument, Name))
    cell: FullCell = formula.evaluate(Formula((), (), pair.call), values)
    page.row = start
    page.text(column, tr("Balanced curves: {name}", name=pair.name), "answer")
    page.row += 1
    heads = (
        tr("End, A·s"),
        tr("Points, A·s"),
        tr("Charge, A·s"),
        tr("Row, cathode"),
        tr("Row, anode"),
        tr("Voltage, V"),
    )
    for at, head in enumerate(heads):
        page.text(column + at, head, "number head")
    page.row += 1
    first = page.row
    ending, point, charge, cathode_row, anode_row, voltage = (column + at for at in range(_COLUMNS_OF_PAIR))
    ends = f"(INDEX({cathode}_x,COUNT({cathode}_x))-{x})*{m}", f"({y}-INDEX({anode}_x,1))*{n}"
    qs, vs = cell.points()
    end = float(qs[-1])
    page.formula(ending, f"MAX(MIN({ends[0]},{ends[1]}),0)", end, "si")
    end_cell = page.address(first, ending).partition("!")[2]
    filled = (cell.cathode.x - values[x]) * values[m]
    emptied = (values[y] - cell.anode.x) * values[n]
    raw = [("0", 0.0)]
    raw += [(f"(INDEX({cathode}_x,{at})-{x})*{m}", float(q)) for at, q in enumerate(filled, 1)]
    raw += [(f"({y}-INDEX({anode}_x,{at}))*{n}", float(q)) for at, q in enumerate(emptied, 1)]
    raw.append((end_cell, end))
    last = first + len(raw) - 1
    points = page.cells(first, last, point).partition("!")[2]
    for at, (text, value) in enumerate(raw):
        page.formula(point, f"MIN(MAX({text},0),{end_cell})", min(max(value, 0.0), end), "si")
        q = float(qs[at])
        page.formula(charge, f"SMALL({points},{at + 1})", q, "si")
        places = []
        for key, column_of_row, inside, value_at, curve in (
            (cathode, cathode_row, f"{x}+{page.cell(charge)}/{m}", values[x] + q / values[m], cell.cathode),
            (anode, anode_row, f"{y}-{page.cell(charge)}/{n}", values[y] - q / values[n], cell.anode),
        ):
            held = spreadsheet.held_text(key, inside)
            page.formula(column_of_row, spreadsheet.row_text(key, held), place(curve, float(value_at))[1], "si")
            places.append(spreadsheet.potential_text(key, held, page.cell(column_of_row)))
        page.formula(voltage, f"{places[0]}-({places[1]})", float(vs[at]), "value", "0.0000")
        page.row += 1
    page.book.name_range(f"{pair.name}.charge", page.cells(first, last, charge))
    page.book.name_range(f"{pair.name}.voltage", page.cells(first, last, voltage))
    return page.row
