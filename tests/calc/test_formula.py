"""A model function's source is its formula: what it evaluates to, and how it reads in one line."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from calc.formula import Binary, Formula, Name, Negation, Number, Power, evaluate, formula, step_values, without
from calc.notation import Words, html, symbol_html, symbol_term, symbol_text, text
from calc.quantity import derive
from calc.units import WH, G


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
