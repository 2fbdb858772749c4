"""Formulas set in two dimensions: nothing overlaps, nothing sticks out, and a narrow column breaks a long sum."""

import itertools
import math

import numpy as np
import pytest

from calc.formula import formula
from calc.notation import Term, symbol_term
from calc.pictures import Line, Picture, Style, Text
from calc.typesetting import derivation, lay_out

SIZE = 10.0


def measure(text: str, size: float, style: Style) -> float:
    return 0.55 * size * len(text)


def product(a, b):
    return a * b


def quotient(a, b):
    return a / b


def nested_quotient(a, b, c):
    return a / (b / (c / a))


def quotient_over(a, b, c):
    return a / b / c


def mixture(w, a, b):
    return 1 / (w / a + (1 - w) / b)


def difference(a, b, c):
    return a - (b - c) + (-a)


def negative_square(a):
    return -(a**2)


def square_of_negative(a):
    return (-a) ** 2


def square(a):
    return a**2


def power_of_quotient(a, b, c):
    return (a / b) ** (1 / 3) * c**b**a


def roots(a, b):
    return np.sqrt(a / b + np.sqrt(a)) * 2 * np.pi


def rounding(a, b):
    return np.ceil(a / b - 1e-9) + np.floor(a) + np.abs(a / b)


def smallest(a, b, c):
    return np.exp(-a) * np.minimum(np.minimum(a / b, b), c) * (a + np.log(b))


def clipped(a, b, c):
    return np.clip(a, b, c)


def cases(a, b, c):
    return np.where((a <= b) & ~(a == c) | (b > c), a / b, np.where(a >= c, 0, b - c))


def case_in_sum(a, b):
    return a * np.where(a <= b, a, b) + 1


def long_sum(a, b, c, d, e, f, g, h):
    return a + b + c - d + e * f + (g - h) + a * (a + b + c + d + e + f + g + h)


def plain_sum(a, b, c, d, e, f, g, h):
    return a + b + c - d + e * f + (g - h) + (a + b) * c


def square_of_quotient_of_symbols(a, b, c):
    return (b**2 + c**a) / a**2


def long_fraction(a, b, c, d, e, f):
    return (a + b + c + d + e + f) / (a * b * c * d * e * f)


def with_steps(a, b):
    area = a * b
    rim = 2 * (a + b)
    return area / rim


EVERYTHING = [
    product,
    quotient,
    nested_quotient,
    quotient_over,
    mixture,
    difference,
    negative_square,
    square_of_negative,
    power_of_quotient,
    roots,
    rounding,
    smallest,
    clipped,
    cases,
    case_in_sum,
    long_sum,
    plain_sum,
    square_of_quotient_of_symbols,
    long_fraction,
    with_steps,
]


def symbol(name: str) -> Term:
    return {"a": Term("V", bar=True), "b": Term("m", "Li"), "c": Term("q", "A")}.get(name, symbol_term(name))


def number(name: str) -> Term | None:
    return symbol_term("−12.34 mAh/cm²" if name == "b" else "5.655 mAh/cm²") if len(name) == 1 else None


def picture_of(function, max_width: float | None = None) -> Picture:
    return lay_out(formula(function).result, symbol_term, measure, SIZE, max_width)


def derived(function, max_width: float | None = None) -> Picture:
    return derivation("E_m", formula(function), symbol, number, "263 Wh/kg", measure, SIZE, max_width)


def texts(picture: Picture) -> list[str]:
    return [op.text for op in picture.ops if isinstance(op, Text)]


def found(picture: Picture, text: str) -> list[Text]:
    return [op for op in picture.ops if isinstance(op, Text) and op.text == text]


def box(op: Text) -> tuple[float, float, float, float]:
    depth = 0.2 if any(character in "gpqy,/()" for character in op.text) else 0.0
    return op.x, op.x + measure(op.text, op.size, op.style), op.y - depth * op.size, op.y + 0.72 * op.size


def rules(picture: Picture) -> list[Line]:
    """The level and upright lines: fraction rules, root roofs, bars."""
    return [op for op in picture.ops if isinstance(op, Line) and (op.x1 == op.x2 or op.y1 == op.y2)]


WIDTHS = [None, 400.0, 220.0, 150.0]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("function", EVERYTHING)
def test_no_text_overlaps_another_or_a_line(function, width: float | None) -> None:
    picture = derived(function, width)
    placed = [op for op in picture.ops if isinstance(op, Text)]
    for one, other in itertools.combinations(placed, 2):
        (l1, r1, b1, t1), (l2, r2, b2, t2) = box(one), box(other)
        assert not (min(r1, r2) - max(l1, l2) > 0.01 and min(t1, t2) - max(b1, b2) > 0.01), (one, other)
    for line in rules(picture):
        for op in placed:
            left, right, bottom, top = box(op)
            # the bar over a letter lies just above it
            apart = max(line.x1, line.x2) <= left or min(line.x1, line.x2) >= right
            apart = apart or max(line.y1, line.y2) <= bottom + 0.01 or min(line.y1, line.y2) >= top - 0.01
            assert apart, (line, op)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("function", EVERYTHING)
def test_everything_lies_inside_the_picture(function, width: float | None) -> None:
    picture = derived(function, width)
    for op in picture.ops:
        if isinstance(op, Text):
            left, right, bottom, top = box(op)
        else:
            left, right = sorted((op.x1, op.x2))
            bottom, top = sorted((op.y1, op.y2))
        assert left >= -1e-6
        assert right <= picture.width + 1e-6
        assert bottom >= -picture.descent - 1e-6
        assert top <= picture.ascent + 1e-6


@pytest.mark.parametrize("width", [400.0, 220.0, 150.0, 40.0])
@pytest.mark.parametrize("function", EVERYTHING)
def test_no_picture_is_wider_than_asked(function, width: float) -> None:
    assert derived(function, width).width <= width + 1e-6


def test_a_long_sum_is_broken_before_a_sign_and_keeps_its_size() -> None:
    picture = picture_of(plain_sum, 80.0)
    starts: dict[float, Text] = {}
    for op in sorted((op for op in picture.ops if isinstance(op, Text)), key=lambda op: op.x):
        starts.setdefault(op.y, op)
    assert len(starts) > 2
    assert {op.text for y, op in starts.items() if y < 0} <= {"+", "−"}
    assert {op.size for op in picture.ops if isinstance(op, Text)} == {SIZE}


def test_a_sum_that_fits_stays_on_one_line() -> None:
    assert {op.y for op in picture_of(long_sum).ops if isinstance(op, Text)} == {0.0}


def test_what_cannot_be_broken_is_made_smaller() -> None:
    picture = lay_out(formula(square).result, lambda name: Term("a_very_long_word", italic=False), measure, SIZE, 30.0)
    assert picture.width == pytest.approx(30.0)
    assert max(op.size for op in picture.ops if isinstance(op, Text)) < SIZE


def test_a_quotient_is_a_fraction_without_brackets() -> None:
    picture = picture_of(long_fraction)
    assert "(" not in texts(picture)
    assert "/" not in texts(picture)
    (rule,) = rules(picture)
    assert {op.y > rule.y1 for op in found(picture, "+")} == {True}
    assert {op.y < rule.y1 for op in found(picture, "·")} == {True}


def test_a_quotient_over_a_third_is_one_fraction() -> None:
    assert len(rules(picture_of(quotient_over))) == 1
    assert len(rules(picture_of(nested_quotient))) == 3


def test_rules_of_nested_fractions_are_shorter_towards_the_inside() -> None:
    outer, inner = sorted(rules(picture_of(nested_quotient)), key=lambda line: line.x1 - line.x2)[:2]
    assert outer.x2 - outer.x1 > inner.x2 - inner.x1


def test_brackets_stand_only_where_they_change_the_meaning() -> None:
    assert texts(picture_of(difference)) == ["a", "−", "(", "b", "−", "c", ")", "+", "(", "−", "a", ")"]
    assert texts(picture_of(product)) == ["a", "·", "b"]
    assert texts(picture_of(negative_square)) == ["−", "a", "2"]
    assert texts(picture_of(square_of_negative)) == ["(", "−", "a", ")", "2"]


def test_a_number_with_a_unit_or_a_minus_is_bracketed_before_a_power() -> None:
    squared = lay_out(formula(square).result, lambda name: symbol_term("3 cm"), measure, SIZE)
    assert texts(squared) == ["(", "3 cm", ")", "2"]
    multiplied = lay_out(formula(product).result, lambda name: symbol_term("−3 cm"), measure, SIZE)
    assert texts(multiplied) == ["−3 cm", "·", "(", "−3 cm", ")"]


def test_brackets_grow_with_what_they_hold() -> None:
    picture = picture_of(power_of_quotient)
    assert "(" not in texts(picture)
    sides = [op for op in picture.ops if isinstance(op, Line) and op not in rules(picture)]
    assert max(op.y1 for op in sides) > max(op.y for op in found(picture, "a"))


def test_ceil_has_heads_and_floor_has_feet() -> None:
    picture = picture_of(rounding)
    uprights = [op for op in rules(picture) if op.x1 == op.x2]
    level = [op for op in rules(picture) if op.y1 == op.y2]
    assert len(uprights) == 6
    ceil, floor = uprights[0], uprights[2]
    assert any(op.y1 == max(ceil.y1, ceil.y2) and op.x1 == ceil.x1 for op in level)
    assert any(op.y1 == min(floor.y1, floor.y2) and op.x1 == floor.x1 for op in level)
    assert abs(ceil.y2 - ceil.y1) > abs(floor.y2 - floor.y1)


def test_cases_are_rows_with_their_conditions_in_a_column() -> None:
    picture = picture_of(cases)
    words = [op for op in picture.ops if isinstance(op, Text) and op.text in {"if", "otherwise"}]
    assert [op.text for op in words] == ["if", "if", "otherwise"]
    assert len({op.x for op in words}) == 1
    assert [op.y for op in words] == sorted((op.y for op in words), reverse=True)


def test_scripts_are_smaller_upright_and_set_off() -> None:
    picture = lay_out(formula(square).result, lambda name: Term("q", "A"), measure, SIZE)
    base, subscript, exponent = (op for op in picture.ops if isinstance(op, Text))
    assert (base.style, subscript.style, exponent.style) == ("italic", "regular", "regular")
    assert subscript.y < base.y < exponent.y
    assert max(subscript.size, exponent.size) < base.size


def test_a_bar_is_a_line_over_the_letter() -> None:
    picture = lay_out(formula(square).result, lambda name: symbol_term("bar:V"), measure, SIZE)
    (bar,) = rules(picture)
    (letter,) = found(picture, "V")
    assert bar.y1 > letter.y + 0.7 * SIZE
    assert "\u0304" not in "".join(texts(picture))


def test_a_mark_hangs_above_the_subscript() -> None:
    picture = lay_out(formula(product).result, lambda name: symbol_term("m*_r"), measure, SIZE)
    (star, _), (subscript, _) = found(picture, "*"), found(picture, "r")
    assert star.x < subscript.x + 0.05 * SIZE
    assert subscript.y < star.y


def test_a_derivation_aligns_symbols_numbers_and_result_at_the_equals_sign() -> None:
    symbols = {"a": "Q", "b": "bar:V"}
    numbers = {"a": "1.600 Ah", "b": "2.100 V"}
    picture = derivation(
        "E",
        formula(product),
        lambda name: symbol_term(symbols[name]),
        lambda name: symbol_term(numbers[name]),
        "3.360 Wh",
        measure,
        SIZE,
    )
    assert texts(picture) == ["E", "=", "Q", "·", "V", "=", "1.600 Ah", "·", "2.100 V", "=", "3.360 Wh"]
    first, second, third = found(picture, "=")
    assert first.x == second.x < third.x
    assert first.y == 0 > second.y == third.y


def test_a_result_that_does_not_fit_has_its_own_line() -> None:
    _, second, third = found(derived(product, 190.0), "=")
    assert second.x == third.x
    assert third.y < second.y


def test_steps_follow_with_their_symbols_kept_where_they_have_no_number() -> None:
    picture = derived(with_steps)
    said = texts(picture)
    assert said.count("where") == 1
    assert said.count("area") == 3  # in the symbols, kept among the numbers, and where it is explained
    (where,) = found(picture, "where")
    assert all(op.y >= where.y for op in found(picture, "area"))


def test_a_bare_name_is_not_said_twice() -> None:
    def same(a):
        return a

    picture = derivation("E", formula(same), symbol_term, lambda name: symbol_term("3 g"), "3 g", measure, SIZE)
    assert texts(picture) == ["E", "=", "a", "=", "3 g"]


def test_sizes_scale_everything() -> None:
    small, large = (
        derivation("E", formula(mixture), symbol, number, "1 g", measure, size, None) for size in (SIZE, 2 * SIZE)
    )
    assert large.width == pytest.approx(2 * small.width)
    assert large.height == pytest.approx(2 * small.height)
    assert math.isfinite(small.ascent)
