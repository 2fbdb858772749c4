"""Designs side by side: what differs, by how much, and what the clipboard and other programs get."""

import dataclasses
import math

import pytest

from app.services import comparison, edits, templates
from app.services.comparison import Row, Section, Side, compared
from app.services.design import Design
from app.services.document import Document
from app.services.drawings.comparison_chart import comparison_chart
from app.services.drawings.scene import Frame


@pytest.fixture(scope="module")
def document() -> Document:
    return templates.template("li-s-1.6Ah-ers")


def sides(*documents: Document) -> list[Side]:
    return [Side(d.name, "", Design(d)) for d in documents]


def row(sections: tuple[Section, ...], key: str) -> Row:
    return next(row for section in sections for row in section.rows if row.key == key)


def keys(sections: tuple[Section, ...], kind: str) -> set[str]:
    return {row.key for section in sections for row in section.rows if row.kind == kind and row.differs}


def test_a_design_beside_itself_differs_in_nothing(document: Document) -> None:
    sections = compared(sides(document, document))
    assert not comparison.differ(sections)
    assert [section.title for section in sections] == ["Main results"]


def test_a_change_shows_the_input_and_what_follows_from_it(document: Document) -> None:
    """5.80 to 6.38 mg/cm² is +0.58, +10 %: the active material is proportional to it."""
    other = edits.set_value(document, "cathode_loading", "6.38")
    sections = compared(sides(document, other))
    assert keys(sections, "input") == {"cathode_loading"}
    loading = row(sections, "cathode_loading")
    assert [cell.text for cell in loading.cells] == ["5.80", "6.38"]
    assert (loading.cells[1].delta, loading.cells[1].percent) == ("+0.580", "+10.0\u202f%")
    assert row(sections, "cathode_active_mass").cells[1].percent == "+10.0\u202f%"
    assert "separator_mass" not in keys(sections, "result")


def test_the_same_length_in_another_unit_is_no_difference(document: Document) -> None:
    other = edits.set_value(document, "lithium_thickness", "0.16 mm")
    assert not comparison.differ(compared(sides(document, other)))


def test_the_unit_a_field_shows_is_no_difference(document: Document) -> None:
    other = edits.show_in(document, "lithium_thickness", "mm")
    assert not comparison.differ(compared(sides(document, other)))


def test_sums_in_several_currencies_are_not_held_against_each_other(document: Document) -> None:
    priced = edits.set_value(document, "pouch_film_price", "20")
    euros, dollars = edits.set_currency(priced, "EUR"), edits.set_currency(priced, "USD")
    both = sides(euros, dollars, document)
    sections = compared(both)
    price = row(sections, "pouch_film_price")
    assert price.differs
    assert [cell.full for cell in price.cells] == ["20\u202fEUR/m²", "20\u202fUSD/m²", "—"]
    assert price.unit == ""
    written = next(r for r in comparison.as_json(both, sections)["rows"] if r["key"] == "pouch_film_price")
    assert written["values"] == ["20\u202fEUR/m²", "20\u202fUSD/m²", "—"]


def test_numbers_stand_in_the_declared_unit_with_their_digits(document: Document) -> None:
    other = edits.set_value(document, "lithium_thickness", "0.150 mm")
    assert [cell.text for cell in row(compared(sides(document, other)), "lithium_thickness").cells] == ["160", "150"]


def test_another_baseline_turns_the_differences_round(document: Document) -> None:
    other = edits.set_value(document, "cathode_loading", "6.38")
    cells = row(compared(sides(document, other), 1), "cathode_loading").cells
    assert (cells[0].delta, cells[1].delta) == ("−0.580", "")


def test_the_same_comes_last_and_only_when_asked_for(document: Document) -> None:
    other = edits.set_value(document, "cathode_loading", "6")
    titles = [section.title for section in compared(sides(document, other), everything=True)]
    first_same = next(at for at, title in enumerate(titles) if title.startswith("The same: "))
    assert all(title.startswith("The same: ") for title in titles[first_same:])
    assert "The same: Anode" in titles


def test_different_kinds_of_cell_say_what_one_of_them_lacks(document: Document) -> None:
    other = templates.template("nmc811-graphite")
    sections = compared(sides(document, other))
    assert [cell.text for cell in row(sections, "anode_kind").cells] == ["Lithium foil", "Coated on copper"]
    thickness = row(sections, "lithium_thickness").cells
    assert (thickness[1].text, thickness[1].delta) == ("—", "")
    assert row(sections, "cathode_active").cells[0].text == "Sulfur"


def test_shares_have_a_difference_in_points_and_no_percentage_of_it(document: Document) -> None:
    other = edits.set_value(document, "cathode_active_fraction", "80")
    cell = row(compared(sides(document, other)), "cathode_active_fraction").cells[1]
    assert cell.delta == "−2.00"
    assert cell.percent == ""


def test_counts_differ_by_whole_numbers(document: Document) -> None:
    some, many = (edits.set_value(document, "cathode_sheets", text) for text in ("8", "116"))
    cells = row(compared(sides(document, some, many)), "cathode_sheets").cells
    assert [cell.delta for cell in cells] == ["", "+4", "+112"]


def test_a_choice_of_the_cathode_is_told_from_the_same_of_the_anode() -> None:
    graphite = templates.template("nmc811-graphite")
    porous = edits.set_choice(graphite, "cathode_density_given_by", "porosity")
    porous = edits.set_choice(porous, "anode_density_given_by", "porosity")
    sections = compared(sides(graphite, porous))
    assert row(sections, "cathode_density_given_by").label == "Cathode: Coating density from"
    assert row(sections, "anode_density_given_by").label == "Anode: Coating density from"


def test_rules_that_are_broken_in_one_only_are_named(document: Document) -> None:
    other = edits.set_value(document, "lithium_thickness", "40")
    sections = compared(sides(document, other))
    found = [row for section in sections for row in section.rows if row.kind == "rule"]
    assert found
    assert all(len({cell.text for cell in row.cells}) == 2 for row in found)


def test_every_template_can_be_compared_with_every_other() -> None:
    every = sides(*map(templates.template, templates.ids()))
    sections = compared(every[: comparison.MOST], everything=True)
    for section in sections:
        for found in section.rows:
            assert len(found.cells) == len(every[: comparison.MOST])
            assert all(cell.text for cell in found.cells), found.key
            assert all(not cell.delta or math.isfinite(cell.value) for cell in found.cells)


def test_the_table_has_a_column_for_each_design_and_its_differences(document: Document) -> None:
    other = edits.rename(edits.set_value(document, "cathode_loading", "6.38"), "=1+1 <i>")
    both = sides(document, other)
    rows = comparison.table(both, compared(both))
    assert all(len(line) == 6 for line in rows)
    assert ("Loading, per side, active material", "mg/cm²", "5.80", "6.38", "+0.580", "+10.0") in rows
    assert rows[0][3] == "'=1+1 <i>"
    assert "=1+1 &lt;i&gt;" in comparison.html(rows)
    assert "<i>" not in comparison.html(rows)


def test_json_has_values_in_the_declared_unit_and_null_for_none(document: Document) -> None:
    both = sides(document, templates.template("nmc811-graphite"))
    told = comparison.as_json(both, compared(both, everything=True))
    by_key = {line["key"]: line for line in told["rows"]}
    assert by_key["lithium_thickness"]["values"] == [160, None]
    assert by_key["lithium_thickness"]["unit"] == "µm"
    assert [design["hash"] for design in told["designs"]] == [side.design.hash for side in both]


def test_json_has_dates_as_files_have_them(document: Document) -> None:
    saved = dataclasses.replace(document, saved="2025-01-31")
    told = comparison.as_json(sides(document, saved), compared(sides(document, saved)))
    assert [design["saved"] for design in told["designs"]] == ["", "2025-01-31"]


def test_a_ratio_says_what_it_counts_where_all_count_the_same(document: Document) -> None:
    other = edits.set_choice(document, "np_basis", "whole-anode")
    over = edits.set_choice(document, "np_over", "theory")
    assert row(compared(sides(document, document)), "np_ratio").label == "N/P, half of each sheet, facing area"
    assert row(compared(sides(over, over)), "np_ratio").label.endswith(", over theoretical capacity")
    different = compared(sides(document, other))
    assert row(different, "np_ratio").label == "N/P"
    for both, says in (
        (sides(document, document), "N/P, half of each sheet, facing area"),
        (sides(document, other), "N/P"),
    ):
        chart = comparison_chart(both, ("np_ratio",), 0, Frame(320, 200, 12))
        assert says in [label.text for label in chart.labels]
    assert row(different, "np_basis").differs
