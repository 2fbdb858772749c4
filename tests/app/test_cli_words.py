"""What the command line says of itself and of the model: help, tables, explanations and lists."""

import argparse
import json

import pytest

import app
from app.cli import compute, console, explain
from app.services import format as writing
from app.services import storage, templates
from app.services.design import Design
from calc.graph import registry
from tests.app.command_line import CELL

pytestmark = pytest.mark.usefixtures("home")


def test_help_fits_the_screen_and_names_every_verb(told):
    words = told("--help")
    for verb in ("compute", "export", "new", "list", "explain", "self-test"):
        assert verb in words
        assert "usage" in told(verb, "--help")
    assert told("--version").strip() == f"Cellwright {app.__version__}"


@pytest.mark.parametrize("name", templates.ids())
def test_what_compute_prints_fits_a_hundred_columns_with_aligned_numbers(told, name):
    lines = told("compute", name).splitlines()
    assert max(map(len, lines)) <= console.WIDTH
    assert lines[0] == Design(templates.template(name)).document.name
    assert templates.template(name).content_hash()[:8] in lines[1]
    front = lines[4 : 4 + len(compute.FRONT)]
    assert [line.split()[-1] for line in front]
    points = {line.index(".", 36) for line in front if "." in line[36:56]}
    assert len(points) == 1
    for key, words in compute.FRONT.items():
        assert sum(key in line.split() and line.endswith(words) for line in front) == 1
    assert "Rules" in lines


def test_a_design_that_keeps_all_rules_says_so(told, monkeypatch):
    monkeypatch.setattr("app.services.design.findings", lambda plan, values, limits: [])
    assert "All are kept." in told("compute", "nmc811-graphite")


def test_what_a_newer_program_added_is_listed(told, home):
    content = json.loads(storage.written(templates.template(CELL))) | {"version": "1.9", "mood": "good"}
    (home / "x.cell").write_text(json.dumps(content), encoding="utf-8")
    assert "mood" in told("compute", "x.cell")


def test_explain_goes_down_to_what_is_typed_and_names_the_sources(told):
    words = told("explain", CELL, "specific_energy").replace(writing.SPACE, " ")
    assert "E_m = E / m" in words
    assert "= 1.6 Ah = 1.600 Ah" in words
    assert "(typed, per side, active material, [1])" in words
    assert "DOI 10.1039/D3EE03185C" in words
    assert words.count("Cathode sheet area  (cathode_sheet_area)") == 1
    assert "(see above)" in words


def test_what_the_design_has_none_of_is_explained_with_the_choices_that_bring_it(told):
    words = told("explain", CELL, "anode_sheets")
    assert words.splitlines()[0] == "Sheets  (anode_sheets) = —"
    assert "construction=lamination, stack_ends=counts" in words
    assert "anode_kind=coated" in told("explain", CELL, "anode_curve")


@pytest.mark.parametrize("name", templates.ids())
def test_no_key_that_is_listed_is_refused_an_explanation(name, monkeypatch):
    declared, design = registry(), Design(templates.template(name))
    monkeypatch.setattr(explain, "opened", lambda options: design)  # The file is read once, not for every key.
    for key in (*declared.quantities, *declared.choices, *declared.slots, *declared.curves):
        first, *rest = explain.act(argparse.Namespace(key=key)).splitlines()
        assert first.strip(), key
        assert key in first or rest, key


@pytest.mark.parametrize("name", ["li-s-1.6Ah-ers", "nmc811-graphite", "nmc811-anode-free"])
def test_every_quantity_is_explained(name):
    design = Design(templates.template(name))
    for key in design.values:
        lines = explain.explanation(design, key)
        assert key in lines[0] or key not in design.plan.by_key
        for line in lines:
            # What stands deep may be longer than a line where nothing in it can be broken.
            assert len(line) <= console.WIDTH or line.startswith(" " * 20), line


def test_choices_and_materials_are_explained(told):
    words = told("explain", CELL, "construction")
    assert "turn-stacking" in words.splitlines()[0]
    assert "lamination" in words
    words = told("explain", CELL, "electrolyte")
    assert "litfsi-lino3-dol-dme" in words.splitlines()[0]
    assert "density = 1.07 g/cm³" in words
    assert "Limits: 1.000 mm to 1000 mm." in told("explain", CELL, "cathode_width").replace(writing.SPACE, " ")


@pytest.mark.parametrize("what", ["templates", "materials", "quantities", "rules", "exporters"])
def test_everything_can_be_listed(told, what):
    rows = json.loads(told("list", what, "--json"))
    lines = told("list", what).splitlines()
    assert len(rows) == len(lines) > 1
    for row, line in zip(rows, lines, strict=True):
        assert line.split()[0] in (row.get("id"), row.get("key"), row.get("name"))


def test_quantities_are_listed_with_their_limits(told):
    rows = {row["key"]: row for row in json.loads(told("list", "quantities", "--json"))}
    declared = registry()
    assert rows.keys() == declared.quantities.keys() | declared.choices.keys() | declared.slots.keys()
    for key, declaration in declared.inputs.items():
        row = rows[key]
        assert (row["role"], row["unit"], row["low"], row["high"], row["whole"]) == (
            "input",
            declaration.unit.symbol,
            declaration.low,
            declaration.high,
            declaration.integer,
        )
        assert row["when"] == {choice: list(options) for choice, options in declaration.when.items()}
    for key, choice in declared.choices.items():
        assert rows[key]["role"] == "choice"
        assert list(rows[key]["options"]) == [o.id for o in choice.options]
    assert rows["lithium_density"]["role"] == "constant"
    assert rows["cell_mass"]["role"] == "result"
    assert rows["cathode_active"]["role"] == "material"
