"""What people type, and the sentence they get when it cannot be taken."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.services.expressions import check_limits, offered, parse, parse_input
from app.services.expressions.exact import Entry, convert, restated, to_si
from app.services.expressions.refusals import EntryError
from calc import units
from calc.graph import registry
from calc.quantity import Input
from calc.units import C_RATE, CELSIUS, CM2, MG_CM2, MM, ONE, PERCENT, UM

SHEETS = Input("cathode_sheets", "Cathode sheets", ONE, "n", low=1, high=500, integer=True)
WIDTH = Input("cathode_width", "Cathode width", MM, "w", low=1, high=500)
FRACTION = Input("cathode_active_fraction", "Active fraction", PERCENT, "f", low=50, high=100)
CLAIM = Input("claimed_mass", "Claimed mass", units.G, "m", low=0.1, high=1000, optional=True)

KEYS = {
    "cathode_width": (0.05, MM),
    "loss": (0.05, ONE),
    "swelling": (0.05, PERCENT),
    "ambient": (298.15, CELSIUS),
    "absent": (math.nan, MM),
}

ANY_UNIT = st.sampled_from([UM, MM, PERCENT, ONE, MG_CM2, units.AH, units.G_AH, CELSIUS, C_RATE])


def refusal(text, unit=MM, **more):
    with pytest.raises(EntryError) as caught:
        parse(text, unit, **more)
    assert str(caught.value) == caught.value.message
    return caught.value.message


# Numbers


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("62.5", "62.5"),
        ("62.50", "62.50"),
        (" 62.5 ", "62.5"),
        ("\u00a062.5\u202f", "62.5"),
        ("62.5\r\n", "62.5"),
        ("+5", "5"),
        ("-5", "-5"),
        ("\u22125", "-5"),
        ("- 5", "-5"),
        ("(5)", "5"),
        ("-0", "0"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e-3", "1e-3"),
        ("1E3", "1e3"),
        ("1e+3", "1e3"),
        ("1e\u22123", "1e-3"),
        ("0e99999999999", "0"),
        ("1.000", "1.000"),
    ],
)
def test_a_plain_number_is_in_the_field_s_unit(text, stored):
    assert parse(text, MM) == Entry(float(stored), MM, stored)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("10,5", "10.5"),
        ("0,125", "0.125"),
        (",5", "0.5"),
        ("1,25", "1.25"),
        ("1,2345", "1.2345"),
        ("1000,500", "1000.500"),
        ("10,", "10"),
        ("1,5e2", "1.5e2"),
        ("2*1,5", "3"),
        ("-0,9", "-0.9"),
    ],
)
def test_a_comma_that_can_only_be_decimal_is_one(text, stored):
    assert parse(text, MM).text == stored


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("1,000", "1000", "1.000"),
        ("-12,500", "12500", "12.500"),
        ("999,999 mm", "999999", "999.999"),
        ("3,141e2", "3141e2", "3.141e2"),
        ("2*(1,000+3)", "1000", "1.000"),
        ("1.234,5", "1234.5", "1.2345"),
        ("1,234.5", "1234.5", "1.2345"),
    ],
)
def test_what_can_be_read_two_ways_is_refused_with_both_readings(text, one, two):
    message = refusal(text)
    assert f"can be read as {one} or as {two}" in message


# Units


def test_a_typed_unit_is_kept():
    entry = parse("0.16 mm", UM)
    assert entry == Entry(0.16, MM, "0.16")
    assert entry.typed == ("0.16", "mm")
    assert entry.si == 0.00016


@pytest.mark.parametrize("text", ["5 \u00b5m", "5 \u03bcm", "5um", "5 um", "5\u2009µm", "5\u00a0µm"])
def test_every_way_to_write_a_micrometre(text):
    assert parse(text, MM) == Entry(5.0, UM, "5")


@pytest.mark.parametrize("text", ["5.8 mg/cm²", "5.8mg/cm2", "5.8 mg/cm^2", "5.8 mg / cm²"])
def test_a_slash_inside_a_unit_belongs_to_the_unit(text):
    assert parse(text, MG_CM2) == Entry(5.8, MG_CM2, "5.8")


def test_a_slash_before_a_number_divides():
    assert parse("12 Ah/2", units.AH) == Entry(6.0, units.AH, "6")
    assert parse("60 min / min(2; 3)", units.MIN) == Entry(30.0, units.MIN, "30")


def test_percent_is_typed_with_or_without_its_sign_and_a_fraction_is_not_guessed():
    assert parse("82", PERCENT) == parse("82 %", PERCENT) == parse("82%", PERCENT) == Entry(82.0, PERCENT, "82")
    assert parse("0.82", PERCENT) == Entry(0.82, PERCENT, "0.82")
    assert parse("82 %", ONE).si == 0.82


@pytest.mark.parametrize(
    ("text", "unit", "parts"),
    [
        ("5 g", MM, ["5 g", "needs a length such as mm, cm, µm, not g"]),
        ("5 g", UM, ["needs a length such as µm, mm, cm, not g"]),
        ("5 mm", MG_CM2, ["needs a mass per area such as mg/cm², g/m², not mm"]),
        ("5 mm", ONE, ["needs a plain number, not mm"]),
        ("5 mm", PERCENT, ["needs a number in %, not mm"]),
        ("25 C", CELSIUS, ["needs a temperature such as °C, K, not C"]),
        ("5 C", PERCENT, ["not C"]),
        ("5 mm^2", MM, ["not mm²"]),
        ("2 mm * 3 mm", MM, ["another kind", "needs a length such as mm"]),
        ("5 furlong", MM, ["“furlong” is not a unit", "a length such as mm, cm, µm"]),
        ("5 g/foo", MG_CM2, ["“g/foo” is not a unit", "such as mg/cm²"]),
        ("5 m*m", CM2, ["“m*m” is not a unit", "such as cm², mm², m²"]),
        ("5 мм", MM, ["“мм” is not a unit"]),
        ("(2 mm) µm", MM, ["leave out the last µm"]),
    ],
)
def test_another_unit_is_refused_with_the_ones_that_fit(text, unit, parts):
    message = refusal(text, unit)
    assert all(part in message for part in parts), message


# Expressions


@pytest.mark.parametrize(
    ("text", "unit", "stored"),
    [
        ("2*75", UM, ("150", "µm")),
        ("2*75 µm", UM, ("150", "µm")),
        ("2*75 µm", MM, ("150", "µm")),
        ("2 × 75 ÷ 3", UM, ("50", "µm")),
        ("2·3⋅4", UM, ("24", "µm")),
        ("7 − 2 − 1", MM, ("4", "mm")),
        ("2+3*4", MM, ("14", "mm")),
        ("(2+3)*4 mm", MM, ("20", "mm")),
        ("2*(1+2) mm", UM, ("6", "mm")),
        ("8/4/2", MM, ("1", "mm")),
        ("2*-3", MM, ("-6", "mm")),
        ("-(2+3)", MM, ("-5", "mm")),
        ("1 mm + 20 µm", UM, ("1020", "µm")),
        ("1 mm + 20 µm", MM, ("1.02", "mm")),
        ("0.1+0.2", MM, ("0.3", "mm")),
        ("1/3", MM, ("0.333333333333", "mm")),
        ("75 µm / 150 µm", PERCENT, ("50", "%")),
        ("100 mm/3 mm", ONE, ("33.3333333333", "1")),
        ("1/(2 h)", C_RATE, ("0.5", "C")),
        ("20+5", CELSIUS, ("25", "°C")),
        ("min(1; 2)", MM, ("1", "mm")),
        ("max(1, 2, 1.5)", MM, ("2", "mm")),
        ("max (1 mm; 200 µm)", UM, ("1000", "µm")),
        ("min(2 mm,3 mm)", UM, ("2", "mm")),
        ("min((1,5); 2)", MM, ("1.5", "mm")),
        ("2*max(1; min(5; 3))", MM, ("6", "mm")),
        ("1e200*1e200/1e200/1e200", MM, ("1", "mm")),
    ],
)
def test_arithmetic(text, unit, stored):
    entry = parse(text, unit)
    assert entry.typed == stored
    assert entry.value == float(stored[0])


def test_a_temperature_is_one_number():
    assert parse("-20 °C", CELSIUS) == Entry(-20.0, CELSIUS, "-20")
    assert parse("-20", CELSIUS).si == 253.15
    assert parse("298.15 K", CELSIUS) == Entry(298.15, units.KELVIN, "298.15")
    assert parse("25 degC", units.KELVIN).si == 298.15
    for text in ("20 °C + 5 °C", "2*25 °C", "25 °C/2", "min(20 °C; 25 °C)"):
        assert "write one number, such as 25 °C" in refusal(text, CELSIUS)


def readable(sentence: str) -> bool:
    """Whether it holds nothing that cannot be seen but the space before a unit."""
    return sentence.replace("\u202f", " ").isprintable()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "Nothing is entered; write a number in mm."),
        (" \u2009\t", "Nothing is entered"),
        ("abc", "“abc” is not a number; write one such as 12\u202fmm."),
        ("½", "“½” is not a number"),
        ("nan", "“nan” is not a number"),
        ("inf", "“inf” is not a number"),
        ("-Infinity", "“-Infinity” is not a number"),
        ("__import__('os')", "is not a number"),
        ("cathode_width", "“cathode_width” is not a number"),
        ("mm", "“mm” is not a number"),
        ("2*abc", "“2*abc” is not a number"),
        ("1e999", "“1e999” is too large; 1e200 is the limit."),
        ("1e99999999999999999999", "is too large"),
        ("1e150*1e150", "is too large"),
        ("1e-999", "“1e-999” is too small"),
        ("1_000", "“1_000” has an underscore in a number; write 1000."),
        ("\uff11\uff12", "has digits or signs of another width or script; write 12."),
        ("\uff15\uff12\uff0e\uff15", "write 52.5."),
        ("52\u30025", "write 52.5."),
        ("52\uff0c5", "write 52,5."),
        ("\uff15\uff12\uff4d\uff4d", "write 52mm."),
        ("\uff082\uff0a26\uff09", "write (2*26)."),
        ("80\uff05", "“80%” does not fit"),
        ("1\uff0c000", "“1,000” can be read as 1000 or as 1.000"),
        ("\u0663", "write 3."),
        ("1 000", "“1 000” has a space inside a number; write 1000 if that is meant."),
        ("1\u202f000,5", "write 1000,5 if"),
        ("1\u00a0000\u00a0000", "write 1000000 if"),
        ("3 .5", "write 3.5 if"),
        ("1,234,567", "has more than one decimal mark"),
        ("1.2.3", "has more than one decimal mark"),
        ("1.234.567,8", "has more than one decimal mark"),
        ("9**9**9", "“9**9**9” has a power; write it as a product"),
        ("9^9", "has a power"),
        ("5²", "has a power"),
        ("5⁴", "has a power"),
        ("5 mm^23", "has a power"),
        ("1/0", "“1/0” divides by zero"),
        ("1/(2-2)", "divides by zero"),
        ("1 mm/0 mm", "divides by zero"),
        ("2 + 20 µm", "numbers with and without a unit"),
        ("max(2; 20 µm)", "numbers with and without a unit"),
        ("1 mm + 5 g", "different kinds of quantity"),
        ("--5", "has two signs in a row"),
        ("-" * 200 + "", "has two signs in a row"),
        ("–5", "has a dash; write - for minus"),
        ("(1", "lacks a closing bracket"),
        ("1)", "closes a bracket that is not open"),
        ("()", "lacks a number before “)”"),
        ("2(3)", "write × for a product"),
        ("2*", "ends before it is complete"),
        ("+", "ends before it is complete"),
        ("*2", "cannot be read at “*2”"),
        ("1'000", "cannot be read at “'000”"),
        ("5 mg cm-2", "cannot be read at “cm-2”"),
        ("1;2", "has more than one value"),
        ("1, 2", "has more than one value"),
        ("5\u200b", "“5?” holds a character that cannot be seen"),
        ("5\ud800", "cannot be seen"),
        ("min(3)", "min needs two values or more"),
        ("min(1,5)", "can be read as 1.5 or as 1; 5"),
        ("min(1,5, 7)", "can be read as 1.5 or as 1; 5"),
        ("min", "“min” is not a number"),
        ("$", "“$” is not a number"),
    ],
)
def test_a_bad_entry_gets_one_sentence(text, part):
    message = refusal(text)
    assert part in message
    assert message.endswith(".")
    assert readable(message)


def test_long_entries_are_refused():
    assert parse("1" + "+1" * 99, MM).text == "100"
    message = refusal("1" * 201)
    assert "201 characters" in message
    assert "200 are the limit" in message


def test_deep_entries_are_refused():
    assert parse("(" * 20 + "1" + ")" * 20, MM).text == "1"
    for text in ("(" * 99 + "1" + ")" * 99, "min(" * 49, "-(" * 90, "((" * 100):
        assert "more than 20 brackets inside each other" in refusal(text)


def test_a_sentence_quotes_no_more_than_fits():
    assert len(refusal("x" * 200)) < 120


# Keys


@pytest.mark.parametrize(
    ("text", "unit", "stored"),
    [
        ("cathode_width", UM, ("50000", "µm")),
        ("cathode_width + 2 mm", MM, ("52", "mm")),
        ("cathode_width*1.1", MM, ("55", "mm")),
        ("-cathode_width/2", MM, ("-25", "mm")),
        ("min(cathode_width, 30 mm)", MM, ("30", "mm")),
        ("cathode_width * (1 + loss)", MM, ("52.5", "mm")),
        ("1 + loss", ONE, ("1.05", "1")),
        ("100 % + swelling", PERCENT, ("105", "%")),
        ("2 mm / cathode_width", PERCENT, ("4", "%")),
        ("ambient", CELSIUS, ("25", "°C")),
    ],
)
def test_keys_stand_for_their_values_and_the_result_is_in_the_field_s_unit(text, unit, stored):
    assert parse(text, unit, keys=KEYS).typed == stored


@pytest.mark.parametrize(
    ("text", "unit", "part"),
    [
        ("catode_width", MM, "“catode_width” in “catode_width” is not a quantity known here"),
        ("absent * 2", MM, "“absent” has no value at present"),
        ("1 + swelling", ONE, "numbers with and without a unit"),
        ("1 + loss", PERCENT, "numbers with and without a unit"),
        ("ambient + 5 K", CELSIUS, "calculates with a temperature"),
        ("-ambient", CELSIUS, "calculates with a temperature"),
        ("cathode_width + 2", MM, "numbers with and without a unit"),
        ("cathode_width", units.G, "does not fit"),
        ("cathode_width mm", MM, "cannot be read at “mm”"),
    ],
)
def test_keys_that_do_not_fit_are_refused(text, unit, part):
    assert part in refusal(text, unit, keys=KEYS)


# Limits


@pytest.mark.parametrize(
    ("text", "declaration", "unit", "message"),
    [
        ("3.5", SHEETS, None, "Cathode sheets: 3.5 is not a whole number."),
        ("1000000000", SHEETS, None, "Cathode sheets: 1000000000 is above the limit of 500."),
        ("−5 mm", WIDTH, None, "Cathode width: −5\u202fmm is below the limit of 1\u202fmm."),
        ("-5000", WIDTH, UM, "Cathode width: −5000\u202fµm is below the limit of 1000\u202fµm."),
        ("1 m", WIDTH, None, "Cathode width: 1\u202fm is above the limit of 0.5\u202fm."),
        ("0,9", WIDTH, None, "Cathode width: 0.9\u202fmm is below the limit of 1\u202fmm."),
        ("0.82", FRACTION, None, "is below the limit of 50\u202f%. Write 82\u202f% for a fraction of 0.82."),
        ("0.2", FRACTION, None, "Active fraction: 0.2\u202f% is below the limit of 50\u202f%."),
        ("30", FRACTION, None, "Active fraction: 30\u202f% is below the limit of 50\u202f%."),
        ("abc", WIDTH, None, "Cathode width: “abc” is not a number; write one such as 12\u202fmm."),
        ("", WIDTH, None, "Cathode width: Nothing is entered; write a number in mm."),
        ("5 g", WIDTH, UM, "Cathode width: “5 g” does not fit; the entry needs a length such as µm, mm, cm, not g."),
        ("0", CLAIM, None, "Claimed mass: 0\u202fg is below the limit of 0.1\u202fg."),
    ],
)
def test_a_refusal_names_the_field_the_value_and_the_limit(text, declaration, unit, message):
    with pytest.raises(EntryError) as caught:
        parse_input(text, declaration, unit)
    assert caught.value.message.endswith(message)
    assert caught.value.message.startswith(declaration.label)


def test_the_limits_themselves_are_allowed_in_every_unit():
    assert parse_input("1", WIDTH).text == "1"
    assert parse_input("1000 µm", WIDTH).typed == ("1000", "µm")
    assert parse_input("0.5 m", WIDTH).typed == ("0.5", "m")
    assert parse_input("0.1", CLAIM).si == 0.0001
    assert parse_input("100 mg", CLAIM).si == 0.0001


def test_counts_have_no_unit_in_a_sentence():
    sheets = Input("sheets", "Sheets", units.COUNT, "n", low=1, high=500, integer=True)
    assert parse_input("12", sheets).typed == ("12", "1")
    for text, sentence in [("", "Nothing is entered; write a number."), ("0", "0 is below the limit of 1.")]:
        with pytest.raises(EntryError) as caught:
            parse_input(text, sheets)
        assert caught.value.message == f"Sheets: {sentence}"


def test_whole_numbers_may_be_calculated():
    assert parse_input("2*7", SHEETS).text == "14"
    assert parse_input("1e2", SHEETS).value == 100


def test_nothing_is_an_answer_to_an_optional_question():
    entry = parse_input(" ", CLAIM)
    assert entry.typed == ("", "g")
    assert math.isnan(entry.value)
    assert math.isnan(entry.si)
    check_limits(entry, CLAIM)


def test_equal_and_infinite_limits_are_none():
    check_limits(parse("-1e9", MM), Input("x", "X", MM, "x"))
    check_limits(parse("-1e9", MM), Input("x", "X", MM, "x", low=-math.inf, high=math.inf))


# Conversions


def test_conversions_leave_no_dust():
    assert convert("0.15", MM, UM) == "150"
    assert convert("150", UM, MM) == "0.15"
    assert convert("0.9", PERCENT, ONE) == "0.009"
    assert convert("25", CELSIUS, units.KELVIN) == "298.15"
    assert convert("", MM, UM) == ""


def test_restating_keeps_the_digits_that_were_typed():
    assert restated("10.50", UM, MM) == "0.01050"
    assert restated("0.160", MM, UM) == "160"
    assert restated("5", units.M, UM) == "5000000"
    assert restated("90", units.MIN, units.H) == "1.5"
    assert restated("0", UM, MM) == "0"
    assert restated("", UM, MM) == ""
    assert restated("25", CELSIUS, units.KELVIN) == "298.15"


def test_units_are_offered_where_there_are_several_that_make_sense():
    inputs = registry().inputs
    assert offered(inputs["cathode_sheets"]) == ()
    assert [u.symbol for u in offered(inputs["lithium_thickness"])] == ["m", "cm", "mm", "µm"]
    assert "g/g" not in [u.symbol for u in offered(inputs["cathode_active_fraction"])]
    assert offered(inputs["discharge_rate"]) == ()
    assert to_si("0.9", PERCENT) == 0.009
    assert to_si("62.5", UM) == 62.5e-6
    assert math.isnan(to_si("", UM))


@pytest.mark.parametrize("text", ["abc", "nan", "1,5", "1 mm", " 1", "1_0", "0x1", "１", "1e400", "1\n"])
def test_files_hold_plain_numbers_only(text):
    with pytest.raises(EntryError):
        to_si(text, MM)


DECIMALS = st.decimals(min_value=-(10**6), max_value=10**6, places=6)


@given(DECIMALS, ANY_UNIT)
def test_a_typed_number_comes_back_as_typed(number, unit):
    entry = parse(str(number), unit)
    assert parse(entry.text, unit) == entry
    assert parse(f"{entry.text} {unit.symbol}" if unit != ONE else entry.text, unit) == entry
    assert Decimal(entry.text) == number
    assert entry.value == float(number)
    assert entry.si == float(Fraction(number) * Fraction(repr(unit.factor)) + Fraction(repr(unit.offset)))


@given(
    DECIMALS, st.sampled_from([(MM, UM), (PERCENT, ONE), (MG_CM2, units.G_M2), (units.AH, units.MAH), (UM, units.M)])
)
def test_there_and_back_is_the_same_number(number, pair):
    there = convert(str(number), *pair)
    assert to_si(there, pair[1]) == pytest.approx(parse(str(number), pair[0]).si, rel=1e-11)
    if len(number.normalize().as_tuple().digits) <= 12:
        assert Decimal(convert(there, *reversed(pair))) == number
        assert to_si(there, pair[1]) == parse(str(number), pair[0]).si


@given(DECIMALS, DECIMALS, st.sampled_from("+-*"))
def test_arithmetic_is_that_of_numbers(left, right, operator):
    expected = {"+": left + right, "-": left - right, "*": left * right}[operator]
    assert parse(f"({left}) {operator} ({right})", MM).value == pytest.approx(float(expected), rel=1e-11)


SIGNS = "0123456789.,;+-*/×÷·()^²³_eEµum%°C g/mKAhinax \u2212\u202f\u00a0１\u0000{}\"'"


@given(st.text(max_size=500) | st.text(SIGNS, max_size=60) | st.text("0123456789e*/+-() m,.;", max_size=200), ANY_UNIT)
@example("1e200*" * 33 + "1", MM)
@example("1/1e200" * 28, MM)
@example("0e99999999999999999999999", MM)
def test_any_text_is_an_entry_or_a_sentence(text, unit):
    entry, sentence = outcome(text, unit)
    if entry is None:
        assert readable(sentence)
        assert len(sentence) < 300
    else:
        assert math.isfinite(entry.value)
        assert math.isfinite(entry.si)
        assert entry.unit.dimension == unit.dimension
        assert parse(entry.text, entry.unit) == entry


@given(st.text(SIGNS + "cathode_widthlossmin", max_size=60))
def test_any_text_with_keys_is_an_entry_or_a_sentence(text):
    entry, sentence = outcome(text, MM, keys=KEYS)
    assert (entry is None) == bool(sentence)


def outcome(text, unit, **more):
    try:
        return parse(text, unit, **more), ""
    except EntryError as refused:
        return None, refused.message
