"""The sheet of rules: each checked value live, its limits, and the verdict that follows from them."""

import math

from app.services.i18n import tr
from app.services.workbook.book import Book, Column, Page
from calc import formula, spreadsheet
from calc.evaluate import ABSOLUTE_SLACK, RELATIVE_SLACK
from calc.quantity import Limit, Rule
from calc.units import Unit

TITLE, VALUE, UNIT, LIMITS, VERDICT, SI, REASON, SOURCE = 0, 1, 2, 3, 9, 10, 11, 12

SEVERITIES = ("error", "warning", "info")
KEPT = "ok"

_COLOURS = {"error": "#B3261E", "warning": "#9A6700", "info": "#1F5F99", KEPT: "#2E7D32"}


def fill(book: Book) -> Page:
    """One line a rule, in the order of the program."""
    page = book.page(
        tr("Rules"),
        (
            Column(tr("Rule"), 52),
            Column(tr("Value"), 12, number=True),
            Column(tr("Unit"), 9),
            Column(tr("Error below"), 11, number=True),
            Column(tr("Error above"), 11, number=True),
            Column(tr("Warning below"), 11, number=True),
            Column(tr("Warning above"), 11, number=True),
            Column(tr("Note below"), 11, number=True),
            Column(tr("Note above"), 11, number=True),
            Column(tr("Verdict"), 10),
            Column(tr("In SI"), 13, number=True),
            Column(tr("Reason"), 70),
            Column(tr("Source"), 26),
        ),
        (tr("The rules that the choices put in force. A dash: there is no number to check."),),
    )
    first = page.row
    for rule in book.design.plan.rules:
        _rule(page, rule)
    last = max(page.row - 1, first)
    for severity, colour in _COLOURS.items():
        look = book.plain_format(font_color=colour)
        said = {"type": "cell", "criteria": "==", "value": f'"{tr(severity)}"', "format": look}
        page.sheet.conditional_format(first, VERDICT, last, VERDICT, said)
    page.marked = (first, last)
    return page.done()


def counted(page: Page, severity: str) -> str:
    """The formula that counts a verdict on this sheet."""
    first, last = page.marked
    return f'COUNTIF({page.cells(first, last, VERDICT)},"{tr(severity)}")'


def _rule(page: Page, rule: Rule) -> None:
    design, unit = page.book.design, rule.unit
    tree = formula.formula(rule.function)
    named = [name for name, _ in tree.steps]
    owner = f"rule.{rule.key}"
    value = float(formula.evaluate(tree, design.values))
    page.text(TITLE, tr(rule.title), "text")
    page.shown(VALUE, page.cell(SI), value, unit)
    page.text(UNIT, page.book.unit(unit))
    page.formula(SI, page.book.written(tree.result, owner, named), value, "si")
    levels = design.document.rule_limits().get(rule.key, rule.levels)
    tests = []
    for at, severity in enumerate(SEVERITIES):
        low, high = next(((low, high) for s, low, high in levels if s == severity), (None, None))
        _limit(page, LIMITS + 2 * at, low, unit)
        _limit(page, LIMITS + 2 * at + 1, high, unit)
        below = _beyond(page, LIMITS + 2 * at, low, unit, "<")
        above = _beyond(page, LIMITS + 2 * at + 1, high, unit, ">")
        tests += [(test, severity) for test in (below, above) if test]
    verdict = f'"{tr(KEPT)}"'
    for test, severity in reversed(tests):
        verdict = f'IF({test},"{tr(severity)}",{verdict})'
    page.formula(VERDICT, f'IF(ISNUMBER({page.cell(SI)}),{verdict},"—")', _verdict(page, rule, value), "verdict")
    page.text(REASON, tr(rule.reason), "wrapped")
    page.text(SOURCE, rule.source, "wrapped")
    page.row += 1
    steps = formula.step_values(tree, design.values)
    for name, node in tree.steps:
        page.text(TITLE, name.replace("_", " "), "step label")
        page.formula(SI, page.book.written(node, owner, named), float(steps[name]), "step")
        page.book.name(f"{owner}.{name}", page, page.row, SI)
        page.row += 1


def _verdict(page: Page, rule: Rule, value: float) -> str:
    if not math.isfinite(value):
        return "—"
    found = next((f.severity for f in page.book.design.findings if f.rule.key == rule.key), KEPT)
    return tr(found)


def _limit(page: Page, column: int, limit: Limit, unit: Unit) -> None:
    if limit is None:
        page.text(column, "", "value")
    elif isinstance(limit, str):
        page.shown(column, limit, float(page.book.design.values[limit]), unit)
    else:
        shown = float(f"{unit.from_si(limit):.12g}")
        page.number(column, shown, "value", "General")


def _beyond(page: Page, column: int, limit: Limit, unit: Unit, sign: str) -> str:
    """Whether the value is on the wrong side, less what rounding may leave; a limit that is not stated holds."""
    if limit is None:
        return ""
    if isinstance(limit, str):
        bound = limit
    else:
        scaled = spreadsheet.times(page.cell(column), unit.factor)
        bound = f"({scaled}+{unit.offset!r})" if unit.offset else f"({scaled})"
    way = "-" if sign == "<" else "+"
    slack = f"ABS({bound})*{spreadsheet.number_text(RELATIVE_SLACK)}{way}{spreadsheet.number_text(ABSOLUTE_SLACK)}"
    test = f"{page.cell(SI)}{sign}{bound}{way}{slack}"
    return f"IFERROR({test},FALSE)" if isinstance(limit, str) else test
