"""Serials: the same for the same cell, and every slip of the pen is noticed."""

import pytest

from app.services.serials import SIGNS, is_serial, serial

HASH = "0a9aa2f3" * 8


def test_a_serial_is_short_and_the_same_each_time() -> None:
    assert serial(HASH, 12) == serial(HASH, 12)
    assert len(serial(HASH, 12)) == 10
    assert serial(HASH, 12)[5:8] == "012"


def test_designs_batches_and_cells_have_serials_of_their_own() -> None:
    made = {serial(f"{HASH}{design}", cell, batch) for design in "ab" for batch in ("", "7") for cell in range(1, 40)}
    assert len(made) == 2 * 2 * 39


def test_no_sign_looks_like_another() -> None:
    assert not set(SIGNS) & set("0OQ1IL2Z5S6GB")
    assert len(set(SIGNS)) == len(SIGNS) == 23


@pytest.mark.parametrize("text", [serial(HASH, n, b) for n, b in [(1, ""), (12, "A"), (999, "x"), (4321, "y")]])
def test_one_wrong_sign_or_two_swapped_ones_are_noticed(text: str) -> None:
    assert is_serial(f" {text.lower()} ")
    for place, sign in enumerate(text):
        for other in SIGNS + "0123456789":
            if sign != "-" and other != sign:
                assert not is_serial(text[:place] + other + text[place + 1 :])
    for place in range(len(text) - 1):
        a, b = text[place], text[place + 1]
        if a != b and "-" not in (a, b):
            assert not is_serial(text[:place] + b + a + text[place + 2 :])


@pytest.mark.parametrize("number", [0, -1, 1_000_000])
def test_a_cell_without_a_number_has_no_serial(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        serial(HASH, number)


@pytest.mark.parametrize("text", ["", "H7KD012X", "ABCD-012-X", "H7KD-12-X"])
def test_other_texts_are_no_serials(text: str) -> None:
    assert not is_serial(text)
