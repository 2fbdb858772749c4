"""A model function's source is its formula: what may be written, what it evaluates to, how it reads in one line."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from calc.formula import (
    Binary,
    Formula,
    FormulaError,
    Name,
    Negation,
    Number,
    Power,
    check,
    evaluate,
    formula,
    step_values,
    without,
)
from calc.notation import Words, html, symbol_html, symbol_term, symbol_text, text
from calc.quantity import derive
from calc.units import WH, G

FARADAY = 96485.0


def plus(a, b):
    return a + b


def minus(a, b):
    return a - b


def times(a, b):
    return a * b


def over(a, b):
    return a / b


def negative(a):
    return -a


def square(a):
    return a**2


def negative_square(a):
    return -(a**2)


def square_of_negative(a):
    return (-a) ** 2


def inverse_square(a):
    return a**-2


def root_of_three_halves(a):
    return a**1.5


def cube_root(a):
    return a ** (1 / 3)


def power_tower(a, b, c):
    return a**b**c


def power_of_power(a, b, c):
    return (a**b) ** c


def over_product(a, b, c):
    return a / (b * c)


def quotient_times(a, b, c):
    return a / b * c


def times_quotient(a, b, c):
    return a * (b / c)


def over_quotient(a, b, c):
    return a / (b / c)


def quotient_over(a, b, c):
    return a / b / c


def minus_difference(a, b, c):
    return a - (b - c)


def minus_sum(a, b, c):
    return a - (b + c)


def plus_difference(a, b, c):
    return a + (b - c)


def plus_negative(a, b):
    return a + (-b)


def minus_negative_product(a, b, c):
    return a - (-b * c)


def times_negative(a, b):
    return a * -b


def negative_times(a, b):
    return -a * b


def negative_of_sum(a, b):
    return -(a + b)


def twice_negative(a):
    return -(-a)  # noqa: B002


def sum_times_sum(a, b, c):
    return (a + b) * (a - c)


def power_of_sum(a, b):
    return (a + b) ** 2


def power_of_product(a, b):
    return (a * b) ** 2


def mixture(w, a, b):
    return 1 / (w / a + (1 - w) / b)


def whole_sheets(a, b):
    return np.ceil(a / b - 1e-9)


def full_turns(a):
    return np.floor(a + 1e-9) / 2


def smallest_of_three(a, b, c):
    return np.minimum(np.minimum(a, b), 2 * c)


def largest(a, b):
    return 0.5 * np.maximum(a, b)


def clipped(a, b, c):
    return np.clip(a, b, c)


def radius(a):
    return np.sqrt(a / np.pi)


def root_of_name(a):
    return np.sqrt(a)


def decay(a, b):
    return np.exp(-a / b)


def logarithm(a, b):
    return np.log(a / b)


def distance(a, b):
    return np.abs(a - b)


def choice(a, b, c):
    return np.where((a < b) & ~(a == c), a, np.where((b >= c) | (a != 1), b - c, 0))


def summed_cases(a, b):
    return np.where(a <= b, 1, 2) + a


def with_steps(a, b):
    """A step is shown after the result."""
    area = a * b
    rim = 2 * (a + b)
    return area / rim


@derive("Energy", WH, symbol="E")
def energy(capacity, mean_voltage):
    """Energy of one discharge."""
    return capacity * mean_voltage


FUNCTIONS = [
    (plus, "a + b"),
    (minus, "a − b"),
    (times, "a · b"),
    (over, "a / b"),
    (negative, "−a"),
    (square, "a²"),
    (negative_square, "−a²"),
    (square_of_negative, "(−a)²"),
    (inverse_square, "a⁻²"),
    (root_of_three_halves, "a^1.5"),
    (cube_root, "a^(1 / 3)"),
    (power_tower, "a^(b^c)"),
    (power_of_power, "(a^b)^c"),
    (over_product, "a / (b · c)"),
    (quotient_times, "(a / b) · c"),
    (times_quotient, "a · b / c"),
    (over_quotient, "a / (b / c)"),
    (quotient_over, "(a / b) / c"),
    (minus_difference, "a − (b − c)"),
    (minus_sum, "a − (b + c)"),
    (plus_difference, "a + b − c"),
    (plus_negative, "a + (−b)"),
    (minus_negative_product, "a − (−b · c)"),
    (times_negative, "a · (−b)"),
    (negative_times, "−a · b"),
    (negative_of_sum, "−(a + b)"),
    (twice_negative, "−(−a)"),
    (sum_times_sum, "(a + b) · (a − c)"),
    (power_of_sum, "(a + b)²"),
    (power_of_product, "(a · b)²"),
    (mixture, "1 / (w / a + (1 − w) / b)"),
    (whole_sheets, "ceil(a / b − 10⁻⁹)"),
    (full_turns, "floor(a + 10⁻⁹) / 2"),
    (smallest_of_three, "min(a, b, 2 · c)"),
    (largest, "0.5 · max(a, b)"),
    (clipped, "min(max(a, b), c)"),
    (radius, "√(a / π)"),
    (root_of_name, "√a"),
    (decay, "exp(−a / b)"),
    (logarithm, "ln(a / b)"),
    (distance, "|a − b|"),
    (choice, "{a if a < b and not (a = c); b − c if b ≥ c or a ≠ 1; 0 otherwise}"),
    (summed_cases, "{1 if a ≤ b; 2 otherwise} + a"),
    (with_steps, "area / rim, where area = a · b; rim = 2 · (a + b)"),
]


def itself(name: str) -> str:
    return name


@pytest.mark.parametrize(("function", "written"), FUNCTIONS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_formula_reads_as_it_is_computed(function: Callable[..., Any], written: str) -> None:
    assert text(formula(function), itself) == written


@pytest.mark.parametrize("function", [function for function, _ in FUNCTIONS])
def test_evaluating_the_tree_gives_the_bits_of_the_function(function: Callable[..., Any]) -> None:
    random = np.random.default_rng(7)
    read = formula(function)
    for _ in range(50):
        values = {name: np.float64(random.uniform(0.2, 2.0)) for name in read.parameters}
        assert _bits(evaluate(read, values)) == _bits(function(**values))
    many = {name: random.uniform(0.2, 2.0, 1000) for name in read.parameters}
    assert _bits(evaluate(read, many)) == _bits(function(**many))


def _bits(value: Any) -> bytes:
    return np.asarray(value, dtype=float).tobytes()


def test_the_tree_keeps_parameters_steps_and_result() -> None:
    assert formula(with_steps) == Formula(
        ("a", "b"),
        (
            ("area", Binary("*", Name("a"), Name("b"))),
            ("rim", Binary("*", Number(2), Binary("+", Name("a"), Name("b")))),
        ),
        Binary("/", Name("area"), Name("rim")),
    )
    assert formula(negative_square).result == Negation(Power(Name("a"), Number(2)))


def test_steps_have_values_of_their_own() -> None:
    assert step_values(formula(with_steps), {"a": 2.0, "b": 3.0}) == {"area": 6.0, "rim": 10.0}


def test_a_declared_function_is_read_below_its_decorator() -> None:
    assert formula(energy).parameters == ("capacity", "mean_voltage")


def test_a_formula_is_read_once() -> None:
    assert formula(energy) is formula(energy)


# What is not in the language


def branch(a, b):
    if a > b:
        return a
    return b


def conditional(a, b):
    return a if a > b else b


def loop(a):
    for _ in range(3):
        a = a + 1
    return a


def attribute(a):
    return a.T


def index(a):
    return a[0]


def unknown_function(a):
    return np.sin(a)


def own_function(a, b):
    return plus(a, b)


def built_in(a):
    return abs(a)


def method(a):
    return a.sum()


def module_constant(a):
    return a / FARADAY


def unit_factor(a):
    return a * 3600


def thousandth(a):
    return a * 0.001


def millionth_as_power(a):
    return a * 10**-6


def stray_tolerance(a):
    return a + 1e-9


def large_exponent(a):
    return a**40


def truth(a):
    return a * True


def words(a):
    return a + "mm"


def comparison_as_value(a, b):
    return (a > b) * a


def chained_comparison(a, b):
    return np.where(0 < a < b, a, b)


def value_as_condition(a, b):
    return np.where(a, a, b)


def both_in_words(a, b):
    return np.where(a > 1 and b > 1, a, b)


def keyword(a):
    return np.clip(a, 0, a_max=1)


def wrong_count(a):
    return np.where(a > 1)


def remainder(a, b):
    return a % b


def changed_parameter(a):
    a = a + 1
    return a


def used_before(a):
    both = a + FARADAY
    return both


def two_targets(a):
    b = c = a
    return b + c


def added_to(a):
    b = a
    b += 1
    return b


def default(a, b=1):
    return a + b


def any_number(*a):
    return a


def nothing(a):
    a  # noqa: B018


def empty(a):
    """Says nothing."""


REFUSED = [
    (branch, 1, "“if”"),
    (conditional, 1, "“if … else”"),
    (loop, 1, "“for”"),
    (attribute, 1, "a.T"),
    (index, 1, "a[0]"),
    (unknown_function, 1, "calling np.sin is not allowed"),
    (own_function, 1, "calling plus is not allowed"),
    (built_in, 1, "calling abs is not allowed"),
    (method, 1, "calling a.sum is not allowed"),
    (module_constant, 1, "“FARADAY” is neither a parameter nor an earlier step"),
    (unit_factor, 1, "bare number 3600"),
    (thousandth, 1, "bare number 0.001"),
    (millionth_as_power, 1, "power of two bare numbers"),
    (stray_tolerance, 1, "bare number 1e-09"),
    (large_exponent, 1, "exponent 40"),
    (truth, 1, "True is not allowed"),
    (words, 1, "'mm' is not allowed"),
    (comparison_as_value, 1, "a comparison outside np.where"),
    (chained_comparison, 1, "the condition “0 < a < b”"),
    (value_as_condition, 1, "the condition “a”"),
    (both_in_words, 1, "the condition “a > 1 and b > 1”"),
    (keyword, 1, "np.clip takes 3 plain arguments"),
    (wrong_count, 1, "np.where takes 3 plain arguments"),
    (remainder, 1, "“a % b” is not allowed"),
    (changed_parameter, 1, "“a” already has a value"),
    (used_before, 1, "“FARADAY” is neither"),
    (two_targets, 1, "one value to one name"),
    (added_to, 2, "assignment with an operator"),
    (default, 0, "only plain parameters"),
    (any_number, 0, "only plain parameters"),
    (nothing, 1, "ends with “return”"),
    (empty, 0, "ends with “return”"),
]


@pytest.mark.parametrize(("function", "offset", "said"), REFUSED, ids=lambda value: getattr(value, "__name__", ""))
def test_what_leaves_the_language_is_refused_by_function_line_and_reason(
    function: Callable[..., Any], offset: int, said: str
) -> None:
    with pytest.raises(FormulaError) as caught:
        check(function)
    error = caught.value
    assert said in error.reason
    assert error.function == function.__name__
    assert error.line == function.__code__.co_firstlineno + offset
    assert str(error) == f"{error.function}, line {error.line}: {error.reason}"


def test_a_function_without_source_is_refused() -> None:
    with pytest.raises(FormulaError, match="does not define one function of this name"):
        check(lambda a: a)


def test_two_functions_of_one_name_are_told_apart_by_their_lines() -> None:
    def outer() -> Callable[..., Any]:
        def plus(a):
            return a + 1

        return plus

    assert text(formula(outer()), itself) == "a + 1"
    assert text(formula(plus), itself) == "a + b"


# Symbols and numbers in place of names


@pytest.mark.parametrize(
    ("symbol", "written", "marked_up"),
    [
        ("E", "E", "<i>E</i>"),
        ("q_A", "q_A", "<i>q</i><sub>A</sub>"),
        ("m_Li,max", "m_Li,max", "<i>m</i><sub>Li,max</sub>"),
        ("ρ_am", "ρ_am", "<i>ρ</i><sub>am</sub>"),
        ("bar:V", "V_mean", "<i>V</i><sub>mean</sub>"),
        ("bar:V_d", "V_d,mean", "<i>V</i><sub>d,mean</sub>"),
        ("N/P_1", "N/P_1", "N/P<sub>1</sub>"),
        ("m_−", "m_−", "<i>m</i><sub>−</sub>"),
        ("m*_E", "m*_E", "<i>m*</i><sub>E</sub>"),
        ("cathode_sheets", "cathode sheets", "cathode sheets"),
        ("a<b", "a<b", "a&lt;b"),
        ("1.6 Ah", "1.6 Ah", "1.6 Ah"),
    ],
)
def test_symbols_have_one_spelling_for_text_and_one_for_markup(symbol: str, written: str, marked_up: str) -> None:
    assert symbol_text(symbol) == written
    assert symbol_html(symbol).replace("<i>a&lt;b</i>", "a&lt;b") == marked_up


def test_numbers_and_words_are_upright() -> None:
    assert symbol_term("q_A").italic
    assert not symbol_term("5.655 mAh/cm²").italic
    assert not symbol_term("−3.1 V").italic
    assert not symbol_term("cathode_sheets").italic


def test_markup_carries_subscripts_powers_and_escaped_comparisons() -> None:
    symbols = {"a": "q_A", "b": "bar:V", "c": "c"}
    assert html(formula(power_tower), symbols.__getitem__) == (
        "<i>q</i><sub>A</sub><sup><i>V</i><sub>mean</sub><sup><i>c</i></sup></sup>"
    )
    assert html(formula(choice), itself).startswith("{<i>a</i> if <i>a</i> &lt; <i>b</i> and not (")


def test_numbers_with_units_are_bracketed_where_they_would_be_misread() -> None:
    numbers = {"a": "5.6 mAh/cm²", "b": "−300 cm²", "c": "2"}
    assert text(formula(times), numbers.__getitem__) == "5.6 mAh/cm² · (−300 cm²)"
    assert text(formula(minus), numbers.__getitem__) == "5.6 mAh/cm² − (−300 cm²)"
    assert text(formula(square), numbers.__getitem__) == "(5.6 mAh/cm²)²"
    assert text(formula(over), {"a": "3 Wh", "b": "5.6 mAh/cm²"}.__getitem__) == "3 Wh / (5.6 mAh/cm²)"
    assert text(formula(over), {"a": "3 Wh", "b": "14 g"}.__getitem__) == "3 Wh / 14 g"
    assert text(formula(power_of_power), numbers.__getitem__) == "((5.6 mAh/cm²)^(−300 cm²))^2".replace("^2", "²")


def test_the_words_between_the_signs_can_be_translated() -> None:
    german = Words(when="falls", otherwise="sonst", both="und", either="oder", opposite="nicht", where="mit")
    assert (
        text(formula(choice), itself, german)
        == "{a falls a < b und nicht (a = c); b − c falls b ≥ c oder a ≠ 1; 0 sonst}"
    )
    assert ", mit area = " in text(formula(with_steps), itself, german)


# Written once for several members ------------------------------------------------------------------------------------


@derive("Mass of part {n}", G, symbol="m_{n}", group="cell", of="part_n", members=("1", "2"))
def part_n_mass(part_n_share, whole_mass):
    """Share of part {n} times the whole."""
    return part_n_share * whole_mass


def test_a_formula_for_several_members_is_one_for_each():
    one, two = vars(part_n_mass)["__members__"]
    assert [f.__name__ for f in (one, two)] == ["part_1_mass", "part_2_mass"]
    assert one.__result__.label == "Mass of part 1"
    assert (one.__result__.symbol, one.__result__.of) == ("m_1", "part_1")
    assert two.__derivations__[0].parameters == ("part_2_share", "whole_mass")
    assert two.__derivations__[0].help == "Share of part 2 times the whole."
    assert two(0.25, 4.0) == 1.0
    assert text(formula(two), itself) == "part 2 share · whole mass"
    assert formula(two).parameters == ("part_2_share", "whole_mass")


# Without what is nothing ----------------------------------------------------------------------------------------------


def poured(a, b, c, d):
    return (a * c + b * d) / (1 - b) + a


def test_terms_about_nothing_are_left_out():
    read = formula(poured)
    assert text(without(read, {"b", "d"}), itself) == "a · c + a"
    assert without(read, {"b", "d"}).parameters == ("a", "c")
    assert text(without(read, {"a", "c"}), itself) == "b · d / (1 − b)"
    assert without(read, {"a", "b", "c", "d"}).result == Number(0)
    assert without(read, set()) == read
