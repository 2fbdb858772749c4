"""What is decided about rules stands on page 1 of both documents, and every rule at the end of the specification."""

import pytest

from app.services import judgement, templates
from app.services.design import Design
from app.services.exports import EXPORTERS, ExportOptions
from tests.reports.reading import pages, squeezed

WHY = "The class name <b>1.6 Ah</b> is rounded down"


@pytest.fixture(scope="module")
def design():
    document = templates.template("li-s-1.6Ah-ers")
    document = judgement.acknowledge(document, "claimed_voltage", WHY, "A. Meyer", "2025-02-03")
    limits = {"fill_ratio.warning.high": "2.5", "lithium_content.warning.high": "none"}
    return Design(judgement.set_limits(document, {judgement.limit_name(k): text for k, text in limits.items()}))


def printed(design, what):
    return [squeezed(page) for page in pages(EXPORTERS[what].export(design, ExportOptions()))]


@pytest.fixture(scope="module")
def specification(design):
    return printed(design, "specification")


@pytest.mark.parametrize("what", ["specification", "build-sheet"])
def test_the_reason_stands_at_the_front_with_the_finding(design, what):
    first = "".join(printed(design, what)[:2])  # the ratings come first, and may fill the page
    assert squeezed("Acknowledged, with the reason: 1") in first
    assert squeezed("makes a mean voltage of 2.239 V") in first
    assert squeezed(f"Acknowledged: {WHY} (A. Meyer, 3 Feb 2025)") in first


def test_the_acknowledged_finding_is_not_counted_as_open(design, specification):
    assert design.count("warning") == 4
    assert squeezed("Design check: 0 open errors, 4 open warnings") in specification[0]


def test_changed_limits_stand_beside_the_defaults(specification):
    whole = "".join(specification)
    assert squeezed("Limits changed by the author") in whole
    assert squeezed("Electrolyte over pore volume Warning above 3 2.5") in whole
    assert squeezed("Lithium in the charged cell Warning above 1 g none") in whole


def test_every_rule_with_a_value_is_listed_with_its_limits_and_outcome(design, specification):
    listed = "".join(specification).partition(squeezed("Appendix: design rules"))[2]
    assert squeezed("Error below 1; warning below 1.2 or above 2.5* Warning") in listed
    assert squeezed("Warning above none*") in listed
    assert squeezed("Warning, acknowledged") in listed
    assert squeezed("Error below 0.3 mm; warning below 1 mm kept") in listed
    for rule in design.plan.rules:
        if rule.key != "yield_of_cells":  # costs are not for customers
            assert squeezed(rule.title) in listed, rule.key
    assert "Yield" not in listed


def test_without_any_the_page_says_nothing_of_it():
    first = printed(Design(templates.template("li-s-1.6Ah-ers")), "build-sheet")[0]
    assert "Acknowledged" not in first


def test_every_ratio_stands_under_its_name_and_the_one_shown_first_is_told(specification):
    """7389, 6185, 5278 and 4948 mAh over 2909 mAh in theory and over 1600 mAh."""
    whole = "".join(specification)
    for words in (
        "N/P by name",
        "whole anode 2.540 4.618",
        "half of each sheet, facing area 1.701 3.093",
        "Shown first: half of each sheet, facing area over capacity, 3.093.",
    ):
        assert squeezed(words) in whole, words
