"""Limits set for one design, and findings that somebody lets stand."""

import json

import numpy as np
import pytest

from app.services import edits, judgement, storage, templates
from app.services.design import Design
from app.services.disk import StorageError
from app.services.expressions.refusals import EntryError
from app.services.storage.newer import unknown_keys
from calc.evaluate import evaluate, findings, severities
from calc.graph import registry
from calc.limits import LimitName, changed, declared, names

FILL = "fill_ratio"  # 2.558 in the 1.6 Ah cell; error below 1, warning below 1.2 or above 3
ABOVE = LimitName(FILL, "warning", "high")
BELOW = LimitName(FILL, "warning", "low")


@pytest.fixture
def document():
    return templates.template("li-s-1.6Ah-ers")


def with_limit(document, text, name=ABOVE):
    return judgement.set_limits(document, {name: text})


def found(document, rule=FILL):
    return next((f for f in Design(document).findings if f.rule.key == rule), None)


# Limits ---------------------------------------------------------------------------------------------------------------


def test_a_limit_set_for_the_design_is_the_one_that_is_checked(document):
    assert found(document) is None
    finding = found(with_limit(document, "2.5"))
    assert (finding.severity, finding.side, finding.limit) == ("warning", "high", 2.5)


def test_a_severity_and_side_that_the_rule_does_not_have_can_be_added(document):
    finding = found(with_limit(document, "2", LimitName(FILL, "error", "high")))
    assert (finding.severity, finding.limit) == ("error", 2.0)


def test_a_limit_that_is_not_checked_never_fires(document):
    dry = edits.set_value(
        edits.set_choice(document, "electrolyte_given_by", "fill-ratio"), "electrolyte_fill_ratio", "3.5"
    )
    assert found(dry).side == "high"
    assert found(with_limit(dry, "none")) is None
    assert found(with_limit(dry, "  ")) is None


def test_a_limit_keeps_the_digits_and_the_unit_that_were_typed(document):
    name = LimitName("overhang_across", "warning", "low")
    entry = with_limit(document, "0,26 cm", name).limits[name]
    assert (entry.text, entry.unit) == ("0.26", "cm")
    assert found(with_limit(document, "0,26 cm", name), "overhang_across").limit == pytest.approx(0.0026)


def test_back_to_the_default_leaves_no_trace(document):
    set_here = with_limit(document, "2.5")
    assert judgement.set_limits(set_here, {ABOVE: None}) == document
    assert with_limit(set_here, "3.0") == document  # what is declared anyway
    assert judgement.set_limits(set_here, {ABOVE: None}).content_hash() == document.content_hash()


def test_a_default_that_is_a_quantity_can_be_replaced_by_a_number(document):
    name = LimitName("mean_voltage_plausible", "warning", "high")
    design = Design(with_limit(document, "2.05 V", name))
    finding = found(design.document, name.rule)
    assert finding.limit == 2.05
    assert design.message(finding).endswith(
        "The limit of 2.05\u202fV is set for this design; by default it is 2.170\u202fV."
    )
    assert judgement.declared_text(design, name) == "2.170\u202fV (Plausible mean voltage, to)"
    assert judgement.limit_text(design, name) == "2.05\u202fV"


def test_a_sentence_of_its_own_names_the_limit_that_was_set(document):
    name = LimitName("claimed_voltage", "warning", "high")
    design = Design(with_limit(document, "2.2", name))
    message = design.message(found(design.document, "claimed_voltage"))
    assert "outside 2.030\u202fV to 2.2\u202fV" in message


@pytest.mark.parametrize(
    ("text", "words"),
    [("1.1", "every value would break it"), ("3 mm", "plain number"), ("much", "much"), ("1,000", "1,000")],
)
def test_a_limit_that_cannot_be_is_refused_in_a_sentence(document, text, words):
    with pytest.raises(EntryError, match=words):
        with_limit(document, text)


def test_both_sides_can_be_moved_at_once(document):
    moved = judgement.set_limits(document, {BELOW: "4", ABOVE: "5"})
    assert found(moved).side == "low"


@pytest.mark.parametrize(
    "text", ["fill_ratio", "fill_ratio.warning", "fill_ratio.bad.high", "fill_ratio.warning.up", "fill.warning.high"]
)
def test_an_unknown_limit_is_refused(text):
    with pytest.raises(EntryError):
        judgement.limit_name(text)


def test_every_limit_is_read_back_from_its_name():
    for rule in registry().rules.values():
        for name in names(rule):
            assert judgement.limit_name(str(name)) == name


def test_unchanged_limits_are_the_declared_ones():
    for rule in registry().rules.values():
        assert changed(rule, ()) == rule.levels
        for severity, low, high in rule.levels:
            assert declared(rule, LimitName(rule.key, severity, "low")) == low
            assert declared(rule, LimitName(rule.key, severity, "high")) == high


def test_many_designs_are_judged_by_the_same_limits(document):
    limited = judgement.set_limits(document, {ABOVE: "2.5", LimitName(FILL, "error", "high"): "2.8"})
    plan, typed = limited.plan, limited.values()
    doses = np.array([0.9, 1.0, 1.1]) * typed["electrolyte_per_active_mass"]
    known = evaluate(plan, {**typed, "electrolyte_per_active_mass": doses})
    many = severities(plan, known, limits=limited.rule_limits())[FILL]
    assert list(many) == [0, 2, 3]
    for dose, severity in zip(doses, many, strict=True):
        one = evaluate(plan, {**typed, "electrolyte_per_active_mass": float(dose)})
        broken = {f.rule.key: f.severity for f in findings(plan, one, limited.rule_limits())}
        assert broken.get(FILL, "ok") == ("ok", "info", "warning", "error")[severity]


def test_limits_count_in_the_hash_and_their_unit_does_not(document):
    name = LimitName("overhang_across", "warning", "low")
    hashes = {with_limit(document, text, name).content_hash() for text in ("2 mm", "0.2 cm")}
    assert len(hashes) == 1
    assert document.content_hash() not in hashes


def test_a_limit_of_a_rule_that_is_out_of_force_is_kept_and_does_not_count(document):
    laminated = edits.set_choice(document, "construction", "lamination")
    name = LimitName("anode_strip_slack", "warning", "high")  # a rule of turn stacking
    kept = edits.set_choice(with_limit(document, "20", name), "construction", "lamination")
    assert kept.limits == {name: with_limit(document, "20", name).limits[name]}
    assert kept.content_hash() == laminated.content_hash()
    assert judgement.limits_set(Design(kept)) == ()


# Acknowledgement ------------------------------------------------------------------------------------------------------

WHY = "The class name 1.6 Ah is rounded down."


@pytest.fixture
def acknowledged(document):
    return judgement.acknowledge(document, "claimed_voltage", f" {WHY}\n", " A. Meyer", "2025-02-03")


def test_what_is_acknowledged_is_counted_apart(document, acknowledged):
    before, after = Design(document), Design(acknowledged)
    assert after.count("warning") == before.count("warning") - 1
    assert [f.rule.key for f in after.acknowledged_findings] == ["claimed_voltage"]
    assert len(after.findings) == len(before.findings)
    made = acknowledged.acknowledged["claimed_voltage"]
    assert (made.severity, made.side, made.value, made.unit) == ("warning", "high", "2.23908", "V")  # 3.582524 / 1.6
    assert judgement.told(made) == f"Acknowledged: {WHY} (A. Meyer, 3\N{NO-BREAK SPACE}Feb\N{NO-BREAK SPACE}2025)"


def test_a_finding_that_becomes_graver_counts_again(acknowledged):
    graver = edits.set_value(acknowledged, "claimed_capacity", "1.3")  # 2.756 V, above the cut-off of 2.6 V
    design = Design(graver)
    assert [f.severity for f in design.open_findings if f.rule.key == "claimed_voltage"] == ["error"]
    assert design.acknowledged_findings == ()
    back = Design(edits.set_value(graver, "claimed_capacity", "1.6"))
    assert [f.rule.key for f in back.acknowledged_findings] == ["claimed_voltage"]


def test_a_finding_on_the_other_side_counts(acknowledged):
    low = Design(edits.set_value(acknowledged, "claimed_capacity", "1.8"))  # 1.990 V, below 2.03 V
    assert low.acknowledged_findings == ()


def test_an_error_that_became_a_warning_stands(document):
    broken = edits.set_value(document, "claimed_capacity", "1.3")
    milder = edits.set_value(judgement.acknowledge(broken, "claimed_voltage", WHY), "claimed_capacity", "1.6")
    assert [f.rule.key for f in Design(milder).acknowledged_findings] == ["claimed_voltage"]


def test_an_acknowledgement_can_be_taken_back(document, acknowledged):
    assert judgement.withdraw(acknowledged, "claimed_voltage") == document


def test_an_acknowledgement_does_not_change_the_hash(document, acknowledged):
    assert acknowledged.content_hash() == document.content_hash()


@pytest.mark.parametrize(
    ("rule", "reason", "date", "words"),
    [
        ("claimed_voltage", " ", "", "reason"),
        ("claimed_voltage", WHY, "3.2.2025", "2025-01-31"),
        ("claimed_voltage", WHY * 100, "", "2000"),
        ("fill_ratio", WHY, "", "not broken"),
        ("no_rule", WHY, "", "not a rule"),
    ],
)
def test_what_cannot_be_acknowledged_is_refused(document, rule, reason, date, words):
    with pytest.raises(EntryError, match=words):
        judgement.acknowledge(document, rule, reason, date=date)


# In the file ----------------------------------------------------------------------------------------------------------


def test_both_come_back_from_the_file(acknowledged):
    both = judgement.set_limits(acknowledged, {ABOVE: "2.5", BELOW: "none"})
    content = storage.written(both)
    assert storage.read(content, "x.cell") == both
    assert json.loads(content)["limits"] == {f"{FILL}.warning.low": ["", "1"], f"{FILL}.warning.high": ["2.5", "1"]}
    assert json.loads(content)["acknowledged"]["claimed_voltage"]["reason"] == WHY


def test_a_file_without_either_says_nothing_of_them(document):
    assert not {"limits", "acknowledged"} & json.loads(storage.written(document)).keys()


MADE = {"severity": "warning", "side": "high", "value": ["2.2", "V"], "reason": "x"}


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"limits": {"fill_ratio.warning": ["1", "1"]}}, "fill_ratio.warning"),
        ({"limits": {"no_rule.warning.low": ["1", "1"]}}, "no_rule"),
        ({"limits": {"fill_ratio.warning.low": ["1", "mm"]}}, "not a unit"),
        ({"limits": {"fill_ratio.warning.low": ["1 + 1", "1"]}}, "number"),
        ({"limits": {"fill_ratio.warning.low": ["9", "1"]}}, "every value"),
        ({"limits": {"fill_ratio.warning.low": "1"}}, "expected"),
        ({"acknowledged": {"no_rule": MADE}}, "no_rule"),
        ({"acknowledged": {"fill_ratio": MADE | {"reason": " "}}}, "reason"),
        ({"acknowledged": {"fill_ratio": MADE | {"severity": "bad"}}}, "severity"),
        ({"acknowledged": {"fill_ratio": MADE | {"date": "soon"}}}, "date"),
        ({"acknowledged": {"fill_ratio": MADE | {"value": ["2.2", "no unit"]}}}, "no unit"),
        ({"acknowledged": {"fill_ratio": MADE | {"more": 1}}}, "more"),
    ],
)
def test_what_a_file_may_not_say_is_refused_in_a_sentence(document, part, words):
    content = json.loads(storage.written(document)) | part
    with pytest.raises(StorageError, match=words) as refused:
        storage.read(json.dumps(content).encode(), "x.cell")
    assert "\n" not in refused.value.message


def test_what_a_newer_program_judged_is_kept_and_written_back(document):
    content = json.loads(storage.written(judgement.set_limits(document, {ABOVE: "2.5"})))
    content["version"] = "1.99"
    content["limits"]["rule_to_come.warning.low"] = ["1", "mm"]
    content["acknowledged"] = {"rule_to_come": {"because": "x"}}
    read = storage.read(json.dumps(content).encode(), "x.cell")
    assert set(unknown_keys(read)) == {"rule_to_come.warning.low", "rule_to_come"}
    assert read.limits[ABOVE].text == "2.5"
    written = json.loads(storage.written(read))
    assert (written["limits"], written["acknowledged"]) == (content["limits"], content["acknowledged"])
