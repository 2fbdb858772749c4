"""The command line as a stranger calls it: what is printed, what is refused, and the exit codes."""

import argparse
import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import app
from app import cli
from app.cli import compute, console, explain
from app.services import edits, storage, templates
from app.services import format as writing
from app.services.design import Design
from calc.graph import registry

ROOT = Path(__file__).parents[2]
CELL = "li-s-1.6Ah-ers"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """What the program remembers goes to a folder of the test; the work is done in another."""
    monkeypatch.setenv("CELLWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv(cli.TRACEBACK, raising=False)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def told(capsys):
    """Runs the command line; gives what it prints when it is happy."""

    def run(*arguments):
        code = cli.run(arguments)
        out, err = capsys.readouterr()
        assert (code, err) == (0, "")
        return out

    return run


@pytest.fixture
def refused(capsys, home):
    """Runs the command line; gives its one sentence. Nothing is printed else and nothing written."""

    def run(*arguments):
        before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
        code = cli.run(arguments)
        out, err = capsys.readouterr()
        assert (code, out) == (2, "")
        assert err.startswith("cellwright: ")
        assert err.count("\n") == 1
        assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
        return err

    return run


def computed(told, *arguments):
    return json.loads(told("compute", *arguments, "--json"))


def value(told, key, *arguments):
    return computed(told, *arguments)["results"][key]["value"]


def sets(*pairs):
    return [word for pair in pairs for word in ("--set", pair)]


# compute --json: the contract -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", templates.ids())
def test_json_has_exactly_what_the_contract_says(told, name):
    content = computed(told, name)
    declared = registry()
    assert list(content) == ["design", "hash", "version", "choices", "inputs", "results", "rules"]
    assert type(content["design"]) is str
    assert re.fullmatch("[0-9a-f]{64}", content["hash"])
    assert content["version"] == app.__version__
    assert content["choices"].keys() == declared.choices.keys()
    for key, option in content["choices"].items():
        assert option in {o.id for o in declared.choices[key].options}
    plan = declared.plan(content["choices"])
    assert list(content["inputs"]) == [d.key for d in plan.inputs]
    for key, entry in content["inputs"].items():
        assert list(entry) == ["value", "unit", "label", "text", "origin", "source"]
        assert entry["value"] is None or type(entry["value"]) in (int, float)
        assert entry["unit"] == declared.inputs[key].unit.symbol
        assert entry["label"]
        assert entry["origin"] in ("typed", "assumed", "material")
        assert (entry["value"] is None) == (entry["text"] == "")
    assert set(content["results"]) >= set(plan.by_key)
    for key, entry in content["results"].items():
        assert list(entry) == ["value", "unit", "label"]
        assert entry["value"] is None or (type(entry["value"]) in (int, float) and math.isfinite(entry["value"]))
        assert entry["unit"] == declared.quantities[key].unit.symbol
        assert entry["label"]
    for rule in content["rules"]:
        assert list(rule)[:4] == ["key", "severity", "message", "inputs"]
        assert set(list(rule)[4:]) == {"value", "limit", "side", "unit", "acknowledged"}
        assert rule["key"] in declared.rules
        assert rule["severity"] in ("error", "warning", "info")
        assert rule["message"]
        assert "{" not in rule["message"]
        assert all(key in declared.inputs or key in declared.choices for key in rule["inputs"])


CONTRACT = """
    capacity energy mean_voltage cell_mass specific_energy specific_energy_without_package specific_energy_of_stack
    energy_density cell_thickness facing_area cathode_active_mass cathode_coating_mass cathode_foil_mass lithium_mass
    anode_mass separator_mass electrolyte_mass electrolyte_fill package_mass tabs_mass tape_mass
    cathode_areal_capacity anode_areal_capacity np_whole_anode np_facing_area np_anode_area electrolyte_fill_ratio
    lithium_content_charged
"""
PARTS = ("cathode_coating", "cathode_foil", "anode", "separator", "electrolyte", "package", "tabs", "tape")
UNITS = {"Ah": ["capacity"], "Wh": ["energy"], "V": ["mean_voltage"], "mm": ["cell_thickness"], "cm²": ["facing_area"]}


@pytest.mark.parametrize("name", templates.ids())
def test_results_that_others_rely_on_are_there_in_their_units(told, name):
    results = computed(told, name)["results"]
    keys = CONTRACT.split()
    for key in keys:
        assert results[key]["value"] is not None, key
    for unit, measured in UNITS.items():
        assert {results[key]["unit"] for key in measured} == {unit}
    for key in keys:
        if key.endswith("_mass") or key in ("electrolyte_fill", "lithium_content_charged"):
            assert results[key]["unit"] == "g"
    assert sum(results[f"{p}_mass"]["value"] for p in PARTS) == pytest.approx(results["cell_mass"]["value"], rel=1e-11)


def test_the_hash_printed_is_the_design_s(told):
    assert computed(told, CELL)["hash"] == templates.template(CELL).content_hash()


def test_a_result_without_a_value_is_null(told):
    content = computed(told, CELL, *sets("claimed_mass="))
    assert content["inputs"]["claimed_mass"]["value"] is None
    assert content["results"]["claim_mass_deviation"]["value"] is None


# --set ----------------------------------------------------------------------------------------------------------------


def test_a_number_is_in_the_declared_unit_or_in_its_own(told):
    assert value(told, "facing_area", CELL, *sets("cathode_width=40")) == pytest.approx(240)
    assert value(told, "facing_area", CELL, *sets("cathode_width=4cm")) == pytest.approx(240)
    assert value(told, "cathode_active_mass", CELL, *sets("cathode_loading=5.2 mg/cm²")) == pytest.approx(1.56)
    assert value(told, "cathode_active_mass", CELL, *sets("cathode_loading=52 g/m2")) == pytest.approx(1.56)


def test_choices_come_first_whatever_the_order(told):
    pairs = [
        "anode_width=53",
        "anode_sheets=5",
        "construction=lamination",
        "cathode_loading=11.6 mg/cm²",
        "loading_side=both-sides",
        "cathode_specific_capacity=900",
        "capacity_given_by=specific-capacity",
    ]
    contents = [computed(told, CELL, *sets(*order)) for order in (pairs, pairs[::-1], sorted(pairs))]
    assert contents[0] == contents[1] == contents[2]
    assert contents[0]["choices"]["construction"] == "lamination"
    assert contents[0]["inputs"]["anode_width"]["value"] == 53
    assert contents[0]["results"]["cathode_active_loading"]["value"] == pytest.approx(5.8)
    assert contents[0]["results"]["cathode_areal_capacity"]["value"] == pytest.approx(5.22)


def test_a_material_is_put_in_before_numbers(told):
    pairs = sets("cathode_density=3.1", "cathode_active=nmc811")
    content = computed(told, "nmc811-graphite", *pairs)
    assert content["inputs"]["cathode_density"] | {"label": ""} == {
        "value": 3.1, "unit": "g/cm³", "label": "", "text": "3.1 g/cm³", "origin": "typed", "source": "",
    }  # fmt: skip
    assert computed(told, CELL, *sets("cathode_active=nmc811"))["choices"]["cathode_lithium"] == "contained"


def test_a_choice_asked_for_stands_over_what_a_material_answers(told):
    for pairs in (
        sets("cathode_lithium=none", "cathode_active=nmc811"),
        sets("cathode_active=nmc811", "cathode_lithium=none"),
    ):
        assert computed(told, CELL, *pairs)["choices"]["cathode_lithium"] == "none"


def test_a_coated_anode_can_be_asked_for_with_its_material(told):
    content = computed(told, CELL, *sets("anode_active=hard-carbon", "anode_kind=coated", "anode_loading=9"))
    assert content["inputs"]["anode_loading"]["value"] == 9
    assert content["inputs"]["anode_specific_capacity"]["origin"] == "material"


def test_what_is_set_is_no_longer_assumed(told):
    assert computed(told, CELL, *sets("mean_voltage=2.10"))["inputs"]["mean_voltage"]["origin"] == "typed"


def test_rule_errors_do_not_change_the_exit_code(told):
    content = computed(told, CELL, *sets("cathode_width=900", "lithium_thickness=0.1"))
    assert "error" in {rule["severity"] for rule in content["rules"]}


@pytest.mark.parametrize("micro", ["\u00b5m", "\u03bcm", "um"])
def test_every_spelling_of_micro_is_taken(told, micro):
    assert (
        computed(told, CELL, *sets(f"lithium_thickness=150 {micro}"))["inputs"]["lithium_thickness"]["text"] == "150 µm"
    )


@pytest.mark.parametrize("minus", ["-", "\u2212"])
def test_both_signs_for_minus_are_taken(told, minus):
    assert computed(told, CELL, *sets(f"dew_point={minus}50"))["inputs"]["dew_point"]["value"] == -50


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("cathode_sheets=3.5", ["Sheets", "cathode_sheets", "3.5", "whole"]),
        ("cathode_sheets=1000000000", ["cathode_sheets", "1000000000", "500"]),
        ("cathode_sheets=4 mm", ["cathode_sheets", "mm"]),
        ("cathode_width=-5", ["Width", "cathode_width", "−5 mm", "1 mm"]),
        ("cathode_width=\u22125", ["cathode_width", "−5 mm", "1 mm"]),
        ("cathode_width=0", ["cathode_width", "0 mm", "1 mm"]),
        ("cathode_width=1001", ["cathode_width", "1001 mm", "1000 mm"]),
        ("cathode_width=2 m", ["cathode_width", "2 m", "1 m"]),
        ("cathode_width=nan", ["cathode_width", "nan"]),
        ("cathode_width=inf", ["cathode_width", "inf"]),
        ("cathode_width=1e999", ["cathode_width", "1e999"]),
        ("cathode_width=1,000", ["cathode_width", "1000", "1.000"]),
        ("cathode_width=1.234,5", ["cathode_width", "1234.5", "1.2345"]),
        ("cathode_width=1_000", ["cathode_width", "1000"]),
        ("cathode_width=9**9**9", ["cathode_width", "power"]),
        ("cathode_width=５０", ["cathode_width", "50"]),
        ("cathode_width=5 g", ["cathode_width", "g", "mm"]),
        ("cathode_width=5 furlong", ["cathode_width", "furlong"]),
        ("cathode_width=", ["cathode_width", "mm"]),
        ("cathode_width=__import__('os')", ["cathode_width"]),
        ("cathode_width=" + "(" * 150, ["cathode_width"]),
        ("cathode_width=" + "1" * 5000, ["cathode_width", "200"]),
        ("cathode_active_fraction=0.82", ["cathode_active_fraction", "82 %"]),
        ("cathode_widht=5", ["cathode_widht", "cathode_width?"]),
        ("cell_mass=5", ["Cell mass", "cell_mass", "derived"]),
        ("lithium_density=5", ["lithium_density", "constant"]),
        ("anode_width=5", ["anode_width", "Construction", "Turn stacking", "construction", "lamination"]),
        ("cathode_specific_capacity=900", ["cathode_specific_capacity", "capacity_given_by", "specific-capacity"]),
        ("construction=folded", ["construction", "folded", "lamination", "turn-stacking"]),
        ("construction=", ["construction", "lamination"]),
        ("cathode_active=nmc812", ["cathode_active", "nmc812", "nmc811"]),
        ("cathode_active=../../sources", ["cathode_active", "sources"]),
        ("anode_active=graphite", ["anode_active", "anode_kind", "lithium-foil"]),
        ("cathode_width", ["KEY=VALUE", "cathode_width"]),
        ("=5", ["KEY=VALUE", "=5"]),
        ("", ["KEY=VALUE"]),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_a_sentence(refused, pair, words):
    sentence = refused("compute", CELL, "--set", pair)
    for word in words:
        assert word in sentence
    assert len(sentence) < 400


def test_a_key_set_twice_is_refused(refused):
    assert "cathode_width is set twice" in refused("compute", CELL, *sets("cathode_width=5", "cathode_width=6"))


# Designs and arguments ------------------------------------------------------------------------------------------------


def test_a_design_is_a_file_or_a_template(told, home):
    told("new", CELL, "-o", "my.cell")
    assert computed(told, "my.cell") == computed(told, CELL)
    assert computed(told, str(home / "my.cell")) == computed(told, CELL)


def test_a_file_called_like_a_template_is_the_file(told, home):
    other = edits.rename(templates.template("nmc811-graphite"), "mine")
    storage.save(other, home / CELL, saved="")
    assert computed(told, CELL)["design"] == "mine"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["compute"], ["DESIGN", "--help"]),
        (["compute", "nope"], ["nope", "li-s-1.6Ah-ers"]),
        (["compute", "li-s-1.6Ah-er"], ["Is it li-s-1.6Ah-ers?"]),
        (["compute", "nope.cell"], ["nope.cell"]),
        (["compute", "no/where.cell"], ["where.cell"]),
        (["compute", "."], ["folder"]),
        (["compute", ""], ["folder"]),
        (["compute", "nul\0.cell"], ["name of a file"]),
        (["compute", CELL, "extra"], ["extra"]),
        (["compute", CELL, "--set"], ["--set"]),
        (["compute", CELL, "--jso"], ["--jso"]),
        (["compute", CELL, "--bogus"], ["--bogus"]),
        (["comput", CELL], ["comput", "Is it compute?"]),
        ([CELL], ["compute li-s-1.6Ah-ers"]),
        ([""], ["compute"]),
        (["--bogus"], ["--help"]),
        (["export", CELL, "-o", "x.pdf"], ["--what"]),
        (["export", CELL, "--what", "specification"], ["--output"]),
        (["export", CELL, "--what", "specfication", "-o", "x.pdf"], ["Is it specification?"]),
        (["export", CELL, "--what", "json", "-o", ""], ["-o"]),
        (["export", CELL, "--what", "json", "-o", "."], ["folder"]),
        (["export", CELL, "--what", "json", "-o", "no/where.json"], ["There is no folder no"]),
        (["export", CELL, "--what", "specification", "-o", "x.pdf", "--paper", "a3"], ["a3", "letter"]),
        (["export", CELL, "--what", "json", "-o", "x.json", "--paper", "a4"], ["--paper", "it takes --language"]),
        (["export", CELL, "--what", "json", "-o", "x.json", "--cells", "3"], ["--cells", "it takes"]),
        (["export", CELL, "--what", "json", "-o", "x.json", "--cells", "a few"], ["--cells", "a few"]),
        (["export", CELL, "--what", "json", "-o", "x.json", "--compact"], ["--compact", "it takes"]),
        (["export", CELL, "--what", "json", "-o", "x.json", "--format", "pdf"], ["--format", "it takes"]),
        (["export", CELL, "--what", "json", "-o", "x.json", "--language", "tlh"], ["tlh", "en"]),
        (["export", CELL, "--what", "json", "-o", "x"], ["x.json"]),
        (["export", CELL, "--what", "json", "-o", "x.txt"], ["x.json"]),
        (["new", CELL], ["--output"]),
        (["new", "nope", "-o", "x.cell"], ["nope", "nmc811-graphite"]),
        (["new", CELL, "-o", "no/where.cell"], ["There is no folder no"]),
        (["new", CELL, "-o", "."], ["folder"]),
        (["list"], ["WHAT"]),
        (["list", "template"], ["Is it templates?"]),
        (["explain", CELL], ["KEY"]),
        (["explain", CELL, "cellmass"], ["Is it cell_mass?"]),
    ],
)
def test_arguments_that_cannot_be_acted_on_are_refused_in_a_sentence(refused, arguments, words):
    sentence = refused(*arguments)
    for word in words:
        assert word in sentence


def test_a_broken_file_is_refused_and_left(refused, home):
    (home / "x.cell").write_text('{"format": "cellwright-design"', encoding="utf-8")
    assert "x.cell" in refused("compute", "x.cell")
    assert "x.cell" in refused("export", "x.cell", "--what", "json", "-o", "x.json")


def test_new_does_not_write_over_a_file(told, refused):
    told("new", CELL, "-o", "x.cell")
    assert "exists already" in refused("new", "nmc811-graphite", "-o", "x.cell")


def test_export_does_not_write_over_its_design(told, refused):
    told("new", CELL, "-o", "x.cell")
    assert "design itself" in refused("export", "x.cell", "--what", "json", "-o", "./x.cell")


def test_new_writes_a_design_with_an_id_and_a_date(told, home):
    assert told("new", CELL, "-o", "x.cell").strip() == "x.cell"
    made = storage.load(home / "x.cell")
    assert made.id != templates.template(CELL).id
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", made.saved)
    assert made.content_hash() == templates.template(CELL).content_hash()


def test_export_writes_what_compute_prints(told, home):
    told("export", CELL, "--what", "json", "-o", "x.json", *sets("cathode_width=60"))
    content = json.loads((home / "x.json").read_text("utf-8"))
    assert content == computed(told, CELL, *sets("cathode_width=60"))


def test_an_exporter_s_options_are_listed(told):
    rows = {row["name"]: row for row in json.loads(told("list", "exporters", "--json"))}
    assert rows["specification"]["options"] == ["--paper", "--language", "--black-and-white"]
    assert rows["specification"]["formats"] == {"pdf": {"suffix": ".pdf", "label": "PDF"}}
    assert rows["json"]["suffix"] == ".json"
    assert "--paper --language" in told("list", "exporters")


def test_the_options_of_the_documents_stand_in_the_help(told):
    words = told("export", "--help")
    for flag in ("--cells N", "--compact", "--format FORMAT", "--paper PAPER", "--language LANGUAGE"):
        assert flag in words


def test_a_key_refused_on_export_writes_nothing(refused):
    refused("export", CELL, "--what", "json", "-o", "x.json", *sets("cathode_width=-1"))


# What people read -----------------------------------------------------------------------------------------------------


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


# Bugs and odd outputs -------------------------------------------------------------------------------------------------


@pytest.fixture
def bug(monkeypatch):
    def broken(_design):
        raise ZeroDivisionError("a bug\nin two lines")

    monkeypatch.setattr(compute, "as_json", broken)


@pytest.mark.usefixtures("bug")
def test_a_bug_is_one_sentence_with_the_log_s_place(capsys, tmp_path):
    assert cli.run(["compute", CELL, "--json"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "ZeroDivisionError: a bug in two lines" in err
    log = tmp_path / "home" / "log" / "cellwright.log"
    assert str(log) in err
    assert "Traceback" in log.read_text("utf-8")


@pytest.mark.usefixtures("bug")
def test_a_bug_shows_its_traceback_when_asked_to(capsys, monkeypatch):
    monkeypatch.setenv(cli.TRACEBACK, "1")
    assert cli.run(["compute", CELL, "--json"]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.usefixtures("bug")
def test_a_bug_without_a_place_for_a_log_is_one_sentence_too(capsys, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CELLWRIGHT_HOME", str(tmp_path / "file"))
    assert cli.run(["compute", CELL, "--json"]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert cli.TRACEBACK in err


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("ascii", "94.31   um "), ("cp1252", "94.31   µm "), ("latin-1", "94.31   µm "), ("utf-8", "94.31   µm ")],
)
def test_a_console_that_cannot_show_everything_shows_what_it_can(encoding, shown):
    done = run("compute", CELL, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding)
    assert shown in text
    assert "?" not in text
    assert run("compute", CELL, "--set", "cathode_width=5 parsec", PYTHONIOENCODING=encoding).returncode == 2
    listed = run("list", "quantities", PYTHONIOENCODING=encoding)
    assert (listed.returncode, listed.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_json_says_the_same_in_every_encoding(encoding, told):
    done = run("compute", CELL, "--json", PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout.decode(encoding)) == computed(told, CELL)


def test_powers_of_ten_stay_powers_of_ten():
    text = "1.234·10⁻⁵ and 2·10¹² and m² and LiNO₃ V̄"
    console.make_printable()
    assert text.encode("ascii", errors="cellwright-plain") == b"1.234*10^-5 and 2*10^12 and m2 and LiNO3 V"


@pytest.mark.skipif(os.name != "posix", reason="/dev/full")
def test_an_output_that_takes_nothing_is_a_sentence():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "app", "compute", CELL], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False
        )
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"could not be written" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="pipes that close")
def test_a_reader_that_goes_away_is_no_error():
    done = subprocess.Popen(
        [sys.executable, "-m", "app", "list", "quantities"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert done.stdout is not None
    assert done.stderr is not None
    done.stdout.close()
    assert done.stderr.read() == b""
    done.stderr.close()
    assert done.wait() == 0


def test_the_command_line_loads_neither_the_window_nor_the_paper():
    program = (
        "import sys; from app.main import main; code = main(sys.argv[1:]); "
        "print(*sorted({m.split('.')[0] for m in sys.modules}), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "compute", CELL], capture_output=True, text=True, cwd=ROOT, check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    loaded = set(done.stderr.split())
    assert "numpy" in loaded
    assert not loaded & {
        "PySide6",
        "shiboken6",
        "pyqtgraph",
        "reportlab",
        "PIL",
        "ui",
        "scipy",
        "logging",
        "platformdirs",
    }


# Limits and acknowledgements ------------------------------------------------------------------------------------------


def test_a_limit_of_a_rule_is_set_and_told(told):
    out = told("compute", CELL, "--limit", "fill_ratio.warning.high=2.5")
    assert "Electrolyte over pore volume: 2.558 is above 2.500." in " ".join(out.split())
    assert "fill_ratio.warning.high: 2.5, by default 3" in out


def test_a_rule_is_acknowledged_and_told_apart(told):
    out = told("compute", CELL, "--acknowledge", "claimed_voltage=a class name, rounded = down")
    rules, _, rest = out.partition("\nAcknowledged\n")
    assert "Claimed 242.39" not in rules
    assert "Acknowledged: a class name, rounded = down" in rest


def test_json_carries_limits_and_acknowledgements_beside_the_contract(told):
    read = json.loads(
        told(
            "compute", CELL, "--json", "--limit", "fill_ratio.warning.high=250 %", "--acknowledge", "claimed_voltage=x"
        )
    )
    rules = {rule["key"]: rule for rule in read["rules"]}
    assert {"key", "severity", "message", "inputs"} <= rules["fill_ratio"].keys()
    assert rules["claimed_voltage"]["acknowledged"]["reason"] == "x"
    assert rules["claimed_voltage"]["value"] == pytest.approx(2.23908, rel=1e-5)
    assert rules["fill_ratio"]["acknowledged"] is None
    assert rules["fill_ratio"]["limit"] == 2.5
    assert read["limits"] == {"fill_ratio.warning.high": {"value": 2.5, "unit": "1", "text": "250 %", "default": "3"}}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--limit", "fill_ratio.warning.high"), "RULE.SEVERITY.SIDE=VALUE"),
        (("--limit", "fill_rato.warning.high=2"), "fill_ratio?"),
        (("--limit", "fill_ratio.warning.up=2"), "low, high"),
        (("--limit", "fill_ratio.warning.high=x"), "fill_ratio.warning.high"),
        (("--limit", "fill_ratio.warning.high=2", "--limit", "fill_ratio.warning.high=2"), "twice"),
        (("--acknowledge", "claimed_voltage"), "RULE=REASON"),
        (("--acknowledge", "claimed_voltage="), "reason"),
        (("--acknowledge", "claimed_voltages=x"), "claimed_voltage?"),
        (("--acknowledge", "fill_ratio=x"), "not broken"),
    ],
)
def test_a_limit_or_reason_that_cannot_be_taken_is_refused(refused, arguments, words):
    assert words in refused("compute", CELL, *arguments)


# reconcile ------------------------------------------------------------------------------------------------------------


def test_reconcile_prints_the_claims_and_what_follows(told):
    out = " ".join(told("reconcile", CELL).replace("\u202f", " ").split())
    assert "Claims: 5. What cannot all be true: 1." in out
    assert "over 1.6 Ah is a mean voltage of 2.239 V" in out
    assert "N/P over theoretical capacity capacity of the design" in out
    assert "whole anode 2.540 4.618" in out


def test_reconcile_as_json_says_the_same(told):
    read = json.loads(told("reconcile", CELL, "--json", "--set", "claimed_np=3.13"))
    assert list(read) == ["design", "hash", "version", "summary", "claims", "statements", "np", "np_candidates"]
    assert read["claims"]["claimed_np"] == {
        "label": "Claimed N/P", "text": "3.13", "value": 3.13, "low": 3.125, "high": 3.135, "unit": "1"
    }  # fmt: skip
    kinds = {s["subject"]: s["kind"] for s in read["statements"]}
    assert kinds["mean-voltage"] == "contradiction"
    whole = next(c for c in read["np_candidates"] if c["numerator"] == "whole-anode")
    assert whole["capacity"]["low"] == pytest.approx(7.3894 / 3.135, rel=1e-4)
    assert {ratio["label"] for ratio in read["np"]} >= {"whole anode over theoretical capacity"}


def test_reconcile_without_claims_asks_for_some(told):
    assert "Nothing is claimed yet" in told("reconcile", "nmc811-graphite")


# A half-cell curve of one's own ---------------------------------------------------------------------------------------

HALF = "Capacity (mAh/g),Voltage (V)\n0,4.4\n100,3.9\n200,3.4\n"


def test_a_half_cell_curve_of_ones_own_goes_into_a_design(told, home):
    (home / "half.csv").write_text(HALF, encoding="utf-8")
    words = told("curve", "half.csv", "nmc811-graphite", "-o", "own.cell")
    assert words.startswith("own.cell\n")
    assert "3 points from 0 to 200.0 mAh/g" in words.replace(writing.SPACE, " ")
    assert "U_c = NMC811  (as measured" in told("explain", "own.cell", "cathode_lithium_charged")
    computed_by = json.loads(told("compute", "own.cell", "--set", "voltage_given_by=curve", "--json"))
    assert computed_by["results"]["mean_voltage"]["value"] == pytest.approx(3.72, abs=0.1)


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        (HALF.replace("100", "ten"), (), "line 3"),
        (HALF.replace("mAh/g", "mAh"), (), "say the mass"),
        (HALF.replace("mAh/g", "mAh"), ("--mass", "3 mm"), "mass"),
        (HALF, ("--direction", "delithiation"), "has no run"),
        (HALF, ("--slot", "anode_active", "--direction", "lithiation", "--run", "4"), "no run 4"),
        ("no table", (), "no headings"),
    ],
)
def test_a_bad_curve_is_refused_with_a_sentence(refused, home, text, arguments, said):
    (home / "half.csv").write_text(text, encoding="utf-8")
    assert said in refused("curve", "half.csv", "nmc811-graphite", "-o", "own.cell", *arguments)
