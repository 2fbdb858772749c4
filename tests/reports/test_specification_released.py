"""The specification of a released design, of the revision after it, and of a cell that was measured."""

from dataclasses import replace

import pytest

from app.services import edits, revisions, storage, templates
from app.services.design import Design
from app.services.document import Entry
from app.services.reports import specification
from tests.reports.reading import pages, squeezed

# Releases -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def released():
    """A released first revision."""
    return revisions.release(templates.template("nmc811-graphite"), "Ada Lovelace", "2026-11-23", "ACME", "PC-4000")


def test_a_released_specification_says_who_released_it_and_is_no_draft(released):
    said = pages(specification.pdf(Design(released)))
    assert not [text for text in said if "DRAFT" in text]
    assert all("Released 23 Nov 2026" in text for text in said)
    for words in ("Ada Lovelace", "23 Nov 2026", "ACME", "PC-4000", "1, released 23 Nov 2026", "First release."):
        assert squeezed(words) in squeezed(said[0])


def test_chinese_dates_stand_on_one_line_in_their_columns(released):
    content = specification.pdf(Design(released), language="zh_CN")
    assert all("2026年11月23日" in text for text in pages(content))
    assert (
        pages(content)[0].count("2026年11月23日") == 4
    )  # in the facts, beside who prepared it, in the history, at the foot


def test_saving_a_released_design_again_prints_the_same_bytes(released):
    again = replace(released, saved="2027-05-05")
    assert specification.pdf(Design(again)) == specification.pdf(Design(released))


def test_a_new_revision_prints_what_changed_and_which_ratings_moved(released):
    following = edits.set_value(revisions.revise(released), "cathode_loading", "21")
    said = pages(specification.pdf(Design(following)))
    assert "DRAFT" in said[0]
    assert squeezed("Cathode: Loading: 20 mg/cm² → 21 mg/cm²") in squeezed(said[0])
    whole = squeezed(" ".join(said))
    section = whole[whole.index("Changessincerevision1") :]
    assert "Ratingsthatmoved" in section
    assert squeezed(Design(following).text("capacity")) in section
    assert "+5.00%" in section


def test_a_release_that_was_changed_prints_as_a_draft_and_says_so(released):
    spoilt = released.with_entry("cathode_loading", Entry("22", "mg/cm²"))
    said = pages(specification.pdf(Design(spoilt)))
    assert all("DRAFT" in text for text in said)
    assert "was changed after its release" in said[0]


def test_many_revisions_leave_the_ratings_on_page_1(released):
    document = released
    for number in range(2, 9):
        document = edits.set_value(revisions.revise(document), "dew_point", str(-40 - number))
        document = revisions.release(edits.set_notes(document, "x" * 5000), "Ada " * 20, "2026-11-24")
    said = pages(specification.pdf(Design(document)))
    assert "Nominal capacity" in said[0]


# Measured values ------------------------------------------------------------------------------------------------------


def measured(**claims):
    document = templates.template("nmc811-graphite")
    for key, text in claims.items():
        document = edits.set_measured(edits.set_value(document, key, text), key, True)
    return Design(document)


def test_measured_values_stand_in_the_ratings_and_are_marked():
    design = measured(
        claimed_mass="57.31", claimed_capacity="4.011", claimed_thickness="3.71", claimed_impedance="14.2"
    )
    said = pages(specification.pdf(design))
    first = squeezed(said[0])
    for label, text in (("Capacity", "4.011 Ah"), ("Mass", "57.31 g"), ("Thickness", "3.71 mm"),
                        ("Impedance at 1 kHz", "14.2 mΩ")):  # fmt: skip
        assert squeezed(f"{label}, measured {text} Built cells measured") in first
    assert "DESIGNESTIMATE" not in first
    assert all("Measured where marked" in text for text in said)
    box = squeezed(" ".join(said))
    assert "Alternatingcurrent,athalfcharge,25°C14.2mΩ" in box


def test_a_claim_that_nobody_measured_is_no_measurement(printed):
    _, _, said = printed("li-s-1.6Ah-ers")
    assert "Massmeasured" not in squeezed(said[0])
    assert "Mass,measured" not in squeezed(" ".join(said))


def test_a_measured_value_comes_back_from_a_file_and_is_dropped_when_it_is_typed_over():
    document = measured(claimed_mass="57.31").document
    again = storage.read(storage.written(document), "cell.cell")
    assert again == document
    assert again.origin("claimed_mass") == "measured"
    assert edits.set_value(again, "claimed_mass", "57.4").origin("claimed_mass") == "typed"
    assert edits.set_assumed(again, "claimed_mass", True).origin("claimed_mass") == "assumed"
