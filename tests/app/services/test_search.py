"""A few letters find what is meant, first."""

import pytest

from app.services.search import Candidate, plain, ranked, score

THINGS = (
    Candidate("Cathode areal capacity", "q_A mAh/cm² result"),
    Candidate("Capacity", "Q Ah result"),
    Candidate("Rated capacity", "Q_r Ah"),
    Candidate("Separator thickness", "separator_thickness µm"),
    Candidate("Lithium‖sulfur cell"),
    Candidate("Save as…", "file"),
)


def found(query: str) -> list[str]:
    return [THINGS[at].name for at in ranked(query, THINGS)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("capacity", "Capacity"),
        ("rated", "Rated capacity"),
        ("areal", "Cathode areal capacity"),
        ("arcap", "Cathode areal capacity"),
        ("cap are", "Cathode areal capacity"),
        ("sepa thick", "Separator thickness"),
        ("separator_thickness", "Separator thickness"),
        ("septh", "Separator thickness"),
        ("SULFUR", "Lithium‖sulfur cell"),
        ("q_r", "Rated capacity"),
        ("save", "Save as…"),
    ],
)
def test_a_few_letters_find_what_is_meant(query: str, first: str) -> None:
    assert found(query)[0] == first


@pytest.mark.parametrize("query", ["zzz", "capacity zzz", "ytic"[::-1] + "q9"])
def test_what_is_not_there_is_not_found(query: str) -> None:
    assert found(query) == []


def test_an_empty_query_finds_everything_in_order() -> None:
    assert found("  ") == [thing.name for thing in THINGS]


def test_signs_accents_and_case_do_not_count() -> None:
    assert plain("Fläche (µm)  q_A²") == "flache um q a2"


def test_a_name_counts_more_than_other_words() -> None:
    named, worded = Candidate("Mass of the cell"), Candidate("Cell", "mass")
    assert score("mass", named) > score("mass", worded) > 0


def test_chinese_is_found_by_a_part() -> None:
    assert ranked("容量", (Candidate("比能量"), Candidate("面积容量"))) == [1]


def test_one_chinese_letter_is_found_inside_a_name() -> None:
    assert ranked("中", (Candidate("English"), Candidate("简体中文"))) == [1]


def test_chinese_words_need_no_space_between_them() -> None:
    width, height = Candidate("宽度", "cathode_width 正极"), Candidate("高度", "cathode_height 正极")
    assert ranked("正极宽度", (height, width, Candidate("宽度", "anode_width 负极"))) == [1]
