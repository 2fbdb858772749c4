"""Goal seek on documents: what is found can be typed, and does what it says."""

import pytest

from app.services import edits, i18n, seeking, templates
from app.services.design import Design
from app.services.expressions.refusals import EntryError
from calc import units

CELL = "li-s-1.6Ah-ers"


@pytest.fixture(scope="module")
def design() -> Design:
    return Design(templates.template(CELL))


def test_what_is_found_can_be_typed_and_gives_the_result(design: Design) -> None:
    goal = seeking.sought(design, "np_facing_area", "2.5", ["lithium_thickness"])
    typed = goal.ways[0].typed
    by_hand = edits.set_value(design.document, "lithium_thickness", typed["lithium_thickness"])
    assert goal.reached
    assert Design(by_hand).text("np_facing_area") == "2.500"


def test_an_input_that_does_not_matter_is_told_in_chinese_without_stray_spaces(design: Design) -> None:
    with i18n.speaking("zh_CN"), pytest.raises(EntryError) as refused:
        seeking.sought(design, "cell_mass", "12", ["mean_voltage"])
    assert refused.value.message == "电芯质量与平均放电电压无关：请选择其他输入。"


def test_n_over_p_is_proportional_to_the_foil() -> None:
    """3.093 at 160 µm: 2.5 needs 160 · 2.5 / 3.0927 = 129.3 µm."""
    design = Design(templates.template(CELL))
    goal = seeking.sought(design, "np_facing_area", "2.5", ["lithium_thickness"])
    expected = 160 * 2.5 / design.number("np_facing_area")
    assert float(goal.ways[0].typed["lithium_thickness"]) == pytest.approx(expected, rel=1e-4)


def test_a_target_with_a_unit_is_read_in_it(design: Design) -> None:
    plain = seeking.sought(design, "cell_mass", "15", ["electrolyte_per_active_mass"])
    other = seeking.sought(design, "cell_mass", "0.015 kg", ["electrolyte_per_active_mass"])
    assert plain.ways[0].typed == other.ways[0].typed


def test_the_number_typed_keeps_the_unit_of_the_entry(design: Design) -> None:
    document = edits.set_value(design.document, "lithium_thickness", "0.16 mm")
    goal = seeking.sought(Design(document), "np_facing_area", "2.5", ["lithium_thickness"])
    assert float(goal.ways[0].typed["lithium_thickness"]) == pytest.approx(0.1293, rel=1e-3)


def test_no_more_digits_are_typed_than_the_result_needs(design: Design) -> None:
    """129.338 µm gives 2.5 to the last digit, and 129.3 reads 2.499; 129.34 is the shortest that reads 2.500."""
    goal = seeking.sought(design, "np_facing_area", "2.5", ["lithium_thickness"])
    assert goal.ways[0].typed == {"lithium_thickness": "129.34"}
    shorter = edits.set_value(design.document, "lithium_thickness", "129.3")
    assert Design(shorter).text("np_facing_area") == "2.499"


def test_a_target_of_more_digits_is_met_in_all_of_them(design: Design) -> None:
    goal = seeking.sought(design, "np_facing_area", "2.50000", ["lithium_thickness"])
    assert len(goal.ways[0].typed["lithium_thickness"].replace(".", "")) in (7, 8)
    assert goal.ways[0].design.text("np_facing_area", digits=6) == "2.50000"


def test_counts_stay_counts(design: Design) -> None:
    goal = seeking.sought(design, "cell_mass", "20", ["cathode_sheets"])
    assert not goal.reached
    assert [way.typed["cathode_sheets"].isdigit() for way in goal.ways] == [True, True]
    low, high = sorted(way.design.number("cell_mass") for way in goal.ways)
    assert low < 20 < high


def test_out_of_reach_is_told_with_its_limits(design: Design) -> None:
    goal = seeking.sought(design, "specific_energy", "900", ["lithium_thickness"])
    sentence = seeking.told(design, goal)
    assert sentence.startswith("Specific energy cannot be 900.0")
    assert "271.5" in sentence


def test_a_goal_is_told_in_the_unit_that_it_is_given_in(design: Design) -> None:
    goal = seeking.sought(design, "cell_mass", "0.02", ["cathode_loading"], units.find("kg"))
    assert goal.target == 0.02
    assert seeking.told(design, goal) == "Cell mass can be 0.02000\u202fkg."


def test_a_cost_is_told_in_the_currency_of_the_design(design: Design) -> None:
    document = edits.set_currency(design.document, "EUR")
    document = edits.set_value(document, "pouch_film_price", "2")
    with_price = Design(document)
    goal = seeking.sought(with_price, "pouch_film_cost", "1e6", ["pouch_film_price"])
    sentence = seeking.told(with_price, goal)
    assert "EUR" in sentence
    assert "¤" not in sentence


@pytest.mark.parametrize(
    ("key", "along", "said"),
    [
        ("cell_mass", "mean_voltage", "Cell mass does not depend on Mean discharge voltage: choose another input."),
        ("cell_mass", "cathode_specific_capacity", "is not typed in this design: it follows."),
        ("cell_mass", "nothing", "“nothing” is not an input."),
        ("lithium_thickness", "lithium_thickness", "is not a result of this design"),
        ("nothing", "lithium_thickness", "“nothing” is not a result."),
    ],
)
def test_what_cannot_be_sought_is_one_sentence(design: Design, key: str, along: str, said: str) -> None:
    with pytest.raises(EntryError) as refused:
        seeking.sought(design, key, "2", [along])
    assert said in refused.value.message


def test_consequences_are_what_reads_otherwise(design: Design) -> None:
    goal = seeking.sought(design, "np_facing_area", "1.5", ["lithium_thickness"])
    follows = seeking.consequences(design, goal, goal.ways[0])
    moved = {key: (before, after) for key, before, after in follows.moved}
    assert moved["lithium_thickness"][0] == "160\N{NARROW NO-BREAK SPACE}µm"
    assert moved["np_facing_area"] == ("3.093", "1.500")
    assert "capacity" not in moved
    after = {finding.rule.key for finding in goal.ways[0].design.findings}
    assert {finding.rule.key for finding in follows.broken} <= after
    assert follows.mended
    assert not {finding.rule.key for finding in follows.mended} & after


def test_a_count_is_sought_alone(design: Design) -> None:
    with pytest.raises(EntryError) as refused:
        seeking.sought(design, "cell_mass", "20", ["cathode_loading", "cathode_sheets"])
    assert refused.value.message.startswith("Sheets: several inputs change together")
    assert "Change that one alone." in refused.value.message


def test_candidates_are_what_the_result_depends_on(design: Design) -> None:
    keys = {declaration.key for declaration in seeking.candidates(design, "specific_energy")}
    assert {"mean_voltage", "cathode_loading", "lithium_thickness"} <= keys
    assert "dew_point" not in keys
    assert "first_discharge_capacity" not in keys
