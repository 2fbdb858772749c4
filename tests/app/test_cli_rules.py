"""Limits, acknowledgements, claims and half-cell curves on the command line."""

import json

import pytest

from app.services import format as writing
from tests.app.command_line import CELL

pytestmark = pytest.mark.usefixtures("home")


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
