"""How numbers and dates are written."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services import format as writing
from app.services import i18n
from app.services.expressions import parse
from calc import units

THIN = "\N{NARROW NO-BREAK SPACE}"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
FINITE = st.floats(-1e300, 1e300)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (242.43, "242.4"),
        (14.7812, "14.78"),
        (1.6, "1.600"),
        (0.16, "0.1600"),
        (-5, "−5.000"),
        (0, "0"),
        (-0.0, "0"),
        (0.001, "0.001000"),
        (0.00099996, "0.001000"),
        (0.00001234, "1.234·10⁻⁵"),
        (-0.0000999949, "−9.999·10⁻⁵"),
        (1234.4, "1234"),
        (9999.6, f"10{THIN}000"),
        (12345.6, f"12{THIN}346"),
        (-123456.7, f"−123{THIN}457"),
        (999999.4, f"999{THIN}999"),
        (999999.6, "1.000·10⁶"),
        (1234567, "1.235·10⁶"),
        (6.02214076e23, "6.022·10²³"),
        (99.999, "100.0"),
        (math.nan, "—"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
    ],
)
def test_four_significant_digits(value: float, text: str):
    assert writing.number(value) == text


def test_halves_are_rounded_as_by_hand():
    assert writing.number(14.785) == "14.79"
    assert writing.number(1.0005) == "1.001"
    assert writing.number(-2.5, 1) == "−3"


def test_numpy_floats_are_floats():
    assert writing.number(np.float64(14.7812)) == "14.78"
    assert writing.full(np.float64(0.16e-3), units.MM) == "0.16"


def test_a_quantity_has_its_unit_on_the_same_line():
    assert writing.quantity_text(0.058, units.MG_CM2) == f"5.800{THIN}mg/cm²"
    assert writing.quantity_text(0.82, units.PERCENT) == f"82.00{THIN}%"
    assert writing.quantity_text(298.15, units.CELSIUS) == f"25.00{THIN}°C"
    assert writing.quantity_text(0.00125, units.MM, digits=2) == f"1.3{THIN}mm"


def test_a_pure_number_has_no_unit_and_no_value_has_none_either():
    assert writing.quantity_text(1.1, units.ONE) == "1.100"
    assert writing.quantity_text(math.nan, units.MM) == "—"


def test_sheets_are_counted():
    assert writing.count(12.0) == "12"
    assert writing.count(12345) == f"12{THIN}345"
    assert writing.count(-0.4) == "0"
    assert writing.count(math.nan) == "—"
    assert writing.quantity_text(12.0, units.COUNT) == "12"
    assert writing.quantity_text(12.5, units.COUNT) == "12.50"


def test_a_difference_shows_its_direction():
    assert writing.signed(0.12) == "+0.12"
    assert writing.signed(-0.12) == "−0.12"
    assert writing.signed(0) == "0"
    assert writing.signed(1.23456, 4) == "+1.235"
    assert writing.signed(math.nan) == "—"


def test_all_digits_without_dust():
    assert writing.full(0.9 * 0.01, units.PERCENT) == "0.9"
    assert writing.full(0.00015000000000000001, units.UM) == "150"
    assert writing.full(0.1 + 0.2, units.M) == "0.3"
    assert writing.full(1 / 3, units.ONE) == "0.333333333333"
    assert writing.full(-1234567.25, units.ONE) == "−1234567.25"
    assert writing.full(1.5e-30, units.M) == "1.5e−30"
    assert writing.full(math.nan, units.M) == "—"


def test_shown_values_have_no_dust_either():
    assert writing.shown(0.9 * 0.01, units.PERCENT) == 0.9
    assert writing.shown(298.15, units.CELSIUS) == 25.0
    assert math.isnan(writing.shown(math.nan, units.MM))


@pytest.mark.parametrize(
    ("iso", "english", "chinese"),
    [
        ("2025-03-07", "7 Mar 2025", "2025年3月7日"),
        ("2026-11-23", "23 Nov 2026", "2026年11月23日"),
        ("2026-11-22 09:30", "22 Nov 2026 09:30", "2026年11月22日 09:30"),
        ("2026-11-22T09:30:59", "22 Nov 2026 09:30", "2026年11月22日 09:30"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(iso: str, english: str, chinese: str):
    assert writing.date(iso) == english.replace(" ", "\N{NO-BREAK SPACE}", 2), "a day stays on one line"
    with i18n.speaking("zh_CN"):
        assert writing.date(iso) == chinese


def test_every_month_has_its_own_word():
    days = [f"2026-{month:02}-01" for month in range(1, 13)]
    assert [writing.date(day)[2:5] for day in days] == MONTHS
    with i18n.speaking("zh_CN"):
        assert [writing.date(day) for day in days] == [f"2026年{month}月1日" for month in range(1, 13)]


@pytest.mark.parametrize("text", ["", "next week", "2026-02-30", "23.11.2026", "11/12/2025", "{day}"])
def test_what_is_no_date_stays_as_it_is(text: str):
    assert writing.date(text) == text


def test_a_language_may_write_a_decimal_comma(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(writing, "_DECIMAL_COMMA", frozenset({"de"}))
    monkeypatch.setattr(i18n, "language", lambda: "de")
    assert writing.number(14.7812) == "14,78"
    assert writing.number(-1.5e-7) == "−1,500·10⁻⁷"
    assert writing.full(0.00125, units.MM) == "1.25"


@given(FINITE, st.integers(1, 12))
def test_no_sign_is_lost(value: float, digits: int):
    text = writing.number(value, digits)
    assert text.startswith("−") == (value < 0)
    assert writing.number(-value, digits).removeprefix("−") == text.removeprefix("−")


@given(FINITE, st.integers(1, 12))
def test_what_is_written_is_the_value_to_that_many_digits(value: float, digits: int):
    text = writing.number(value, digits).replace(THIN, "").replace("−", "-")
    mantissa, _, power = text.partition("·10")
    exponent = power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    assert float(f"{mantissa}e{exponent or 0}") == pytest.approx(value, rel=0.51 * 10.0 ** (1 - digits), abs=5e-324)


@given(
    st.decimals(min_value=-1000000, max_value=1000000, places=4),
    st.sampled_from([units.UM, units.MM, units.PERCENT, units.MG_CM2, units.G_AH, units.CELSIUS]),
)
def test_a_field_reads_what_full_writes(value, unit):
    entry = parse(str(value), unit)
    again = parse(writing.full(entry.si, unit), unit)
    assert again.value == entry.value
    assert again.si == entry.si
