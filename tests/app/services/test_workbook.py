"""The workbook: recalculated by another program it says what the program says, and whatever is typed stays text."""

import dataclasses
import io
import itertools
import math
import random
import re
import zipfile
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook

from app.services import edits, templates
from app.services.design import Design
from app.services.expressions.refusals import EntryError
from app.services.workbook import bill, workbook
from app.services.workbook.book import number_format, si_unit
from calc import formula, spreadsheet, units
from calc.evaluate import evaluate
from calc.graph import registry
from tests.app.services.recalculation import EMPTY, NOT_AVAILABLE, Recalculated, number
from tests.calc.test_evaluate import random_designs

CELL = "li-s-1.6Ah-ers"
SHEETS = ["Inputs", "Results", "Masses", "Bill of materials", "Rules", "Batch sheet", "Curves", "About"]


def design_of(name=CELL, **changes):
    document = templates.template(name)
    for key, text in changes.items():
        known = registry().choices
        document = edits.set_choice(document, key, text) if key in known else edits.set_value(document, key, text)
    return Design(document)


def rows_of(book, sheet):
    """The rows of a sheet by the text in their first column, the first of each."""
    found: dict[str, Any] = {}
    for row in book[sheet].iter_rows():
        if isinstance(row[0].value, str):
            found.setdefault(row[0].value, row)
    return found


@pytest.fixture(scope="module")
def design():
    return design_of()


@pytest.fixture(scope="module")
def content(design):
    return workbook(design, cells=20)


@pytest.fixture(scope="module")
def live(content):
    return Recalculated(content)


def agrees(computed, wanted, what):
    if math.isfinite(wanted):
        assert number(computed) == pytest.approx(wanted, rel=1e-9, abs=1e-12), what  # a difference of equals is dust
    else:
        assert not math.isfinite(number(computed)), what


def compare(recalculated, known):
    """Every quantity in SI, by its name."""
    quantities = known.keys() - registry().curves.keys()
    assert quantities <= recalculated.names.keys()
    for key in quantities:
        agrees(recalculated.named(key), float(known[key]), key)


def verdicts(recalculated):
    cells = recalculated.book["Rules"]
    return {
        (cells[f"A{row}"].value, cells[f"L{row}"].value): recalculated.value("Rules", f"J{row}")
        for row in range(1, cells.max_row + 1)
        if cells[f"J{row}"].data_type == "f"
    }


def wanted_verdicts(design):
    found = {finding.rule.key: finding.severity for finding in design.findings}
    said = {}
    for rule in design.plan.rules:
        value = design.checked(rule)
        said[rule.title, rule.reason] = found.get(rule.key, "ok") if math.isfinite(value) else "—"
    return said


# Recalculated by another program --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", templates.ids())
def test_a_template_recalculated_by_another_program_says_what_the_program_says(name):
    design = design_of(name)
    recalculated = Recalculated(workbook(design, cells=7))
    compare(recalculated, design.values)
    assert verdicts(recalculated) == wanted_verdicts(design)
    assert recalculated.value("About", about(recalculated, "Inputs changed since export")) == 0
    assert recalculated.value("About", about(recalculated, "Rules broken")) == design.count("error")
    assert recalculated.value("About", about(recalculated, "Warnings")) == design.count("warning")


def about(recalculated, label):
    return f"B{rows_of(recalculated.book, 'About')[label][0].row}"


@pytest.mark.parametrize("seed", range(4))
def test_designs_with_random_choices_and_inputs_recalculate_to_what_the_program_says(seed):
    deal = random.Random(seed)
    document = templates.template(deal.choice(templates.ids()))
    for choice in deal.sample(sorted(registry().choices), 6):
        option = deal.choice(registry().choices[choice].options)
        try:
            document = edits.set_choice(document, choice, option.id)
        except EntryError:
            continue
    for declaration in deal.sample(document.plan.inputs, 30):
        value = deal.uniform(declaration.low, declaration.high)
        text = str(round(value)) if declaration.integer else f"{value:.4g}"
        try:
            document = edits.set_value(document, declaration.key, text)
        except EntryError:
            continue
    design = Design(document)
    recalculated = Recalculated(workbook(design))
    compare(recalculated, design.values)
    assert verdicts(recalculated) == wanted_verdicts(design)


@pytest.mark.parametrize("name", ["li-s-1.6Ah-ers", "nmc811-graphite"])
def test_what_is_typed_into_the_workbook_moves_every_result(name):
    design = design_of(name)
    content = workbook(design)
    values = random_designs(design.plan, 2, seed=5)
    first = Recalculated(content)
    curves = {curve.key: design.values[curve.key] for curve in design.plan.curves}
    for at in range(2):
        typed = {key: float(np.broadcast_to(column, 2)[at]) for key, column in values.items()}
        typed |= {d.key: float(design.values[d.key]) for d in design.plan.inputs if design.document.vacant(d)}
        replaced: dict[tuple[str, str], Any] = {}
        for key, si in typed.items():
            sheet, address = first.names[key]
            cell = f"C{first.book[sheet][address].row}"
            unit = units.find(design.document.entry(registry().inputs[key]).unit)
            replaced[sheet, cell] = float(unit.from_si(si)) if math.isfinite(si) else EMPTY
        compare(Recalculated(content, replaced), evaluate(design.plan, typed | curves))


def test_a_workbook_says_how_many_inputs_were_changed(content, live):
    row = live.book["Inputs"][live.names["cathode_width"][1]].row
    changed = Recalculated(content, {("Inputs", f"C{row}"): 61.0})
    assert changed.value("About", about(changed, "Inputs changed since export")) == 1
    assert changed.named("cathode_width") == pytest.approx(0.061, rel=1e-12)
    assert changed.named("cell_mass") != live.named("cell_mass")


@pytest.mark.parametrize("name", [CELL, "nmc811-graphite"])
def test_the_values_in_the_file_are_those_of_the_program_for_who_does_not_compute(name):
    design = design_of(name)
    content = workbook(design)
    live = Recalculated(content)
    book = load_workbook(io.BytesIO(content), data_only=True)
    for key, (sheet, address) in live.names.items():
        if key in design.values:
            cached = book[sheet][address].value
            wanted = float(design.values[key])
            assert cached == (pytest.approx(wanted, rel=1e-15) if math.isfinite(wanted) else "#N/A"), key
    for sheet in book.sheetnames:
        for row in book[sheet].iter_rows():
            for cell in row:
                if live.book[sheet][cell.coordinate].data_type == "f":
                    again = live.value(sheet, cell.coordinate)
                    if isinstance(cell.value, str) and cell.value.startswith("#"):
                        assert not math.isfinite(number(again)), (sheet, cell.coordinate)
                    elif isinstance(cell.value, str):
                        assert again == cell.value, (sheet, cell.coordinate)
                    elif sheet == "Curves" and float(cell.value).is_integer():
                        assert abs(again - cell.value) <= 1  # on a point of the curve either row is right
                    else:
                        agrees(again, cell.value, (sheet, cell.coordinate))


# The other sheets -----------------------------------------------------------------------------------------------------


def test_results_are_shown_in_the_units_that_people_read(design, live):
    for key, quantity in registry().quantities.items():
        if key not in live.names or live.names[key][0] != "Results":
            continue
        shown = live.value("Results", f"C{live.book['Results'][live.names[key][1]].row}")
        wanted = float(quantity.unit.from_si(float(design.values[key])))
        assert shown == (pytest.approx(wanted, rel=1e-9, abs=1e-9) if math.isfinite(wanted) else "—"), key


def test_the_masses_add_up_to_the_cell_and_to_a_hundred_percent(design, live):
    recalculated = live
    rows = rows_of(live.book, "Masses")
    total, whole = rows["Sum of the parts"][0].row, rows["Cell mass"][0].row
    assert recalculated.value("Masses", f"C{total}") == pytest.approx(design.number("cell_mass"), rel=1e-9)
    assert recalculated.value("Masses", f"C{whole}") == pytest.approx(design.number("cell_mass"), rel=1e-9)
    assert recalculated.value("Masses", f"E{total}") == pytest.approx(100, rel=1e-9)


PRICES = {
    "cathode_active_price": "30", "cathode_carbon_price": "20", "cathode_binder_price": "10", "cathode_foil_price": "5",
    "anode_active_price": "8", "anode_carbon_price": "20", "anode_binder_price": "10", "anode_foil_price": "12",
    "separator_price": "1.5", "electrolyte_price": "15", "pouch_film_price": "4", "tabs_price": "0.2",
}  # fmt: skip


def test_the_bill_costs_what_the_model_says_the_materials_cost():
    design = design_of("nmc811-graphite", **PRICES)
    recalculated = Recalculated(workbook(design))
    row = rows_of(recalculated.book, "Bill of materials")["Materials of one cell"][0].row
    assert design.number("material_cost") > 0
    assert recalculated.value("Bill of materials", f"J{row}") == pytest.approx(design.number("material_cost"), rel=1e-9)


def test_a_price_that_nobody_stated_leaves_a_dash_in_the_sum():
    prices = {key: price for key, price in PRICES.items() if key != "separator_price"}
    recalculated = Recalculated(workbook(design_of("nmc811-graphite", **prices)))
    row = rows_of(recalculated.book, "Bill of materials")["Materials of one cell"][0].row
    assert recalculated.value("Bill of materials", f"J{row}") == "—"


def test_the_lines_of_the_bill_name_quantities_and_places_that_exist():
    declared = registry()
    for line in (*bill.LINES, *bill.PIECES):
        assert set(line.keys) <= declared.quantities.keys(), line.label
        assert not line.slot or line.slot in declared.slots, line.label


@pytest.mark.parametrize("name", templates.ids())
def test_the_bill_has_every_part_that_has_a_mass(name):
    """Film and tabs are bought by area and piece; the film is bought with its gas bag. The rest is the cell's mass."""
    design = design_of(name)
    book = load_workbook(io.BytesIO(workbook(design)), data_only=True)
    bought = [row for row in book["Bill of materials"].iter_rows(min_row=4, values_only=True) if row[3] == "g"]
    others = ("separator_mass", "package_mass", "tabs_mass", "tape_mass")
    weighed = design.number("cell_mass") - sum(design.number(key) for key in others)
    weighed += design.number("electrolyte_fill") - design.number("electrolyte_mass")
    assert sum(row[2] for row in bought) == pytest.approx(weighed, rel=1e-9)


def test_the_batch_sheet_counts_yield_and_scrap():
    """20 good cells at a yield of 90 %: 20 / 0.9 = 22.2, so 23 are begun; 23 × 10 sheets × 1.1 = 253."""
    design = design_of(CELL, scrap_given_by="part", cell_yield="90", cathode_scrap="10", cathode_sheets="10")
    recalculated = Recalculated(workbook(design, cells=20))
    rows = rows_of(recalculated.book, "Batch sheet")
    assert recalculated.named("batch.good_cells") == 20
    assert recalculated.named("batch.begun_cells") == 23
    assert recalculated.value("Batch sheet", f"F{rows['Cathode sheets'][0].row}") == 253
    capacity = recalculated.value("Batch sheet", f"F{rows['Capacity of the good cells'][0].row}")
    assert capacity == pytest.approx(20 * design.number("capacity"), rel=1e-9)
    more = Recalculated(workbook(design, cells=20), {recalculated.names["batch.good_cells"]: 45.0})
    assert more.named("batch.begun_cells") == 50  # 45 / 0.9 is 50, no cell more


# Names, text, protection, bytes ---------------------------------------------------------------------------------------


def test_every_key_in_force_is_a_name_of_a_cell_and_so_is_every_step(design, live):
    names = live.names
    assert design.values.keys() - registry().curves.keys() <= names.keys()
    for step in design.plan.steps:
        for name, _ in formula.formula(step.function).steps:
            assert f"{step.key}.{name}" in names
    assert len({name.casefold() for name in names}) == len(names)


HOSTILE = ("=1+1", "+1", "-1", "@SUM(1)", '=HYPERLINK("http://x.example","x")', "{=1+1}", "http://x.example", "\t=1")


def test_what_people_type_never_becomes_a_formula_or_a_link(live):
    document = templates.template(CELL)
    texts = itertools.cycle(HOSTILE)
    materials = {
        slot: dataclasses.replace(material, name=next(texts), recipe=next(texts), note=next(texts))
        for slot, material in document.materials.items()
    }
    entries = {key: dataclasses.replace(entry, source=next(texts)) for key, entry in document.entries.items()}
    hostile = dataclasses.replace(document, name=HOSTILE[0], notes=HOSTILE[4], materials=materials, entries=entries)
    book = load_workbook(io.BytesIO(workbook(Design(hostile), cells=20)))
    seen = set()
    for sheet in SHEETS:
        for row in book[sheet].iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                if cell.data_type == "f":
                    assert live.book[sheet][cell.coordinate].data_type == "f", (sheet, cell.coordinate)
                elif isinstance(cell.value, str):
                    seen.add(cell.value)
    assert seen >= set(HOSTILE)


def test_an_ampersand_in_the_name_stays_one_in_the_foot():
    content = workbook(Design(edits.rename(templates.template(CELL), "A&B &D 1")))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        foot = re.search(r"<oddFooter>(.*?)</oddFooter>", parts.read("xl/worksheets/sheet1.xml").decode("utf-8"))
    assert foot is not None
    assert "A&amp;&amp;B &amp;&amp;D 1" in foot[1]


def test_only_inputs_can_be_typed_into_and_each_knows_its_limits(design, live):
    book = live.book
    open_cells = {
        (sheet.title, cell.coordinate) for sheet in book for row in sheet.iter_rows() for cell in row
        if not cell.protection.locked
    }  # fmt: skip
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    names = live.names
    typed = [d.key for d in design.plan.inputs if not design.document.vacant(d)]
    fields = {("Inputs", f"C{book['Inputs'][names[key][1]].row}") for key in typed}
    assert open_cells == fields | {("Batch sheet", names["batch.good_cells"][1])}
    checks = {str(check.sqref): check for check in book["Inputs"].data_validations.dataValidation}
    width = checks[f"C{book['Inputs'][names['cathode_width'][1]].row}"]
    assert (float(width.formula1), float(width.formula2)) == (1.0, 1000.0)


def test_heads_stay_in_sight_on_screen_and_on_paper():
    book = load_workbook(io.BytesIO(workbook(design_of(), paper="letter")))
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        if sheet.title not in ("Curves", "About"):
            assert sheet.freeze_panes
            assert sheet.print_title_rows


def test_two_runs_give_the_same_bytes():
    assert workbook(design_of(), 3) == workbook(design_of(), 3)


def test_an_optional_input_that_is_empty_is_not_available():
    design = design_of(claimed_mass="")
    recalculated = Recalculated(workbook(design))
    assert recalculated.named("claimed_mass") is NOT_AVAILABLE
    assert recalculated.named("claim_mass_deviation") is NOT_AVAILABLE


# The language ---------------------------------------------------------------------------------------------------------


def test_every_function_of_the_formula_language_can_be_written():
    assert spreadsheet.WRITTEN.keys() == formula.FUNCTIONS.keys()
    # A full cell has no cell of its own: its points stand beside the curves, and its crossing reads them.
    assert spreadsheet.STEPS.keys() == formula.CURVE_FUNCTIONS.keys() - {"full_cell"}


def test_a_curve_s_function_becomes_a_step_with_a_name_of_its_own():
    lookup = formula.Call("lookup", (formula.Name("u_curve"), X))
    twice = formula.Formula(("x", "read"), (), formula.Binary("-", lookup, formula.Call("abs", (lookup,))))
    raised = spreadsheet.raised(twice)
    assert raised.steps == (("read_2", lookup), ("read_3", lookup))
    assert raised.result == formula.Binary("-", formula.Name("read_2"), formula.Call("abs", (formula.Name("read_3"),)))
    assert not any(spreadsheet.is_of_curve(node) for node in (raised.result, X))
    kept = spreadsheet.raised(formula.Formula(("x",), (("u", lookup),), formula.Name("u")))
    assert kept.steps == (("u", lookup),)


def test_a_cell_with_curves_has_a_sheet_of_their_points():
    design = design_of("nmc811-graphite")
    book = Recalculated(workbook(design))
    for key in ("cathode_curve", "anode_curve"):
        curve = design.values[key]
        assert [row[0] for row in book.named(f"{key}_x")] == pytest.approx(list(curve.x), rel=1e-15)
        assert [row[0] for row in book.named(f"{key}_y")] == pytest.approx(list(curve.y), rel=1e-15)
        assert [row[0] for row in book.named(f"{key}_area")] == pytest.approx(list(curve.area), rel=1e-12)


def test_a_curve_that_a_material_lacks_leaves_no_number():
    document = templates.template("nmc811-graphite")
    without = dataclasses.replace(document.materials["cathode_active"], curve=None)
    design = Design(dataclasses.replace(document, materials={**document.materials, "cathode_active": without}))
    compare(Recalculated(workbook(design)), design.values)
    assert math.isnan(design.number("curve_mean_voltage"))


X, Y = formula.Name("x"), formula.Name("y")


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (formula.Negation(formula.Power(X, formula.Number(2))), "(-(x^2))"),
        (formula.Power(formula.Negation(X), formula.Number(2)), "((-x)^2)"),
        (formula.Power(X, formula.Power(X, Y)), "(x^(x^y))"),
        (formula.Binary("-", X, formula.Binary("-", X, Y)), "x-(x-y)"),
        (formula.Binary("-", formula.Binary("-", X, Y), X), "x-y-x"),
        (formula.Binary("/", X, formula.Binary("*", X, Y)), "x/(x*y)"),
        (formula.Binary("*", formula.Binary("+", X, Y), X), "(x+y)*x"),
        (formula.Binary("*", X, formula.Negation(Y)), "x*(-y)"),
        (formula.Call("ceil", (X,)), "(-INT(-(x)))"),
        (formula.Call("clip", (X, formula.Number(0), formula.Number(1))), "MIN(MAX(x,0),1)"),
        (formula.Case(formula.Comparison("!=", X, Y), X, formula.Pi()), "IF(x<>y,x,PI())"),
        (
            formula.Case(
                formula.Logic("&", formula.Comparison("<=", X, Y), formula.Not(formula.Comparison("==", X, Y))), X, Y
            ),
            "IF(AND(x<=y,NOT(x=y)),x,y)",
        ),
    ],
)
def test_an_expression_is_written_as_a_spreadsheet_reads_it(node, text):
    assert spreadsheet.cell_text(node) == text


def test_a_comparison_that_may_meet_a_missing_number_does_not_hold_then():
    """As NaN does for the program: neither smaller nor larger nor equal, and not equal to anything."""
    for sign, holds in (("<", "FALSE"), ("==", "FALSE"), ("!=", "TRUE")):
        node = formula.Case(formula.Comparison(sign, X, Y), X, Y)
        written = {"==": "=", "!=": "<>"}.get(sign, sign)
        assert spreadsheet.cell_text(node, doubtful={"y"}) == f"IF(IFERROR(x{written}y,{holds}),x,y)"
        assert spreadsheet.cell_text(node) == f"IF(x{written}y,x,y)"


def test_a_unit_s_factor_is_written_in_at_most_fifteen_digits_and_loses_nothing():
    for unit in units._UNITS.values():
        to_si, from_si = spreadsheet.times("1.7", unit.factor), spreadsheet.over("1.7", unit.factor)
        assert max(len(digits) for digits in re.findall(r"[0-9.]+", to_si + from_si)) <= 16
        assert _arithmetic(to_si) == pytest.approx(1.7 * unit.factor, rel=1e-15)
        assert _arithmetic(from_si) == pytest.approx(1.7 / unit.factor, rel=1e-15)
    with pytest.raises(ValueError, match="more digits"):
        spreadsheet.number_text(0.1 + 0.2)


def _arithmetic(text):
    read = re.fullmatch(r"([0-9.]+)(?:([*/])([0-9.E-]+))?", text)
    assert read is not None
    value, sign, factor = read.groups()
    return float(value) * float(factor) if sign == "*" else float(value) / float(factor or 1)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (242.43, units.WH_KG, "0.0"), (9.99996, units.G, "0.00"), (0.01234, units.G, "0.00000"),
        (12.0, units.COUNT, "0"),
        (123456.0, units.G, "0"), (1.2e-7, units.G, "0.000E+00"), (math.nan, units.G, "0.000"), (0.0, units.G, "0.000"),
    ],
)  # fmt: skip
def test_a_number_has_four_digits(value, unit, shown):
    assert number_format(value, unit) == shown


@pytest.mark.parametrize(
    ("unit", "text"),
    [(units.ONE, ""), (units.MG_CM2, "kg/m²"), (units.AH, "s·A"), (units.PERCENT, ""), (units.V, "m²·kg/(s³·A)"),
     (units.C_RATE, "1/s")],
)  # fmt: skip
def test_the_si_unit_is_written_from_the_dimension(unit, text):
    assert si_unit(unit) == text
