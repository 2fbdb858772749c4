"""The command line as a stranger calls it: what is computed, what is refused, and the exit codes."""

import json
import math
import re

import pytest

import app
from app.services import edits, storage, templates
from calc.graph import registry
from tests.app.command_line import CELL, computed, sets, value

pytestmark = pytest.mark.usefixtures("home")


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
    sentence = refused("compute", CELL, "--set", pair).replace("\u202f", " ")
    for word in words:
        assert word in sentence
    assert len(sentence) < 400


def test_a_key_set_twice_is_refused(refused):
    assert "cathode_width is set twice" in refused("compute", CELL, *sets("cathode_width=5", "cathode_width=6"))


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
