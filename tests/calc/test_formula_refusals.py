"""What may not stand in a model function, and the line and reason that are given."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from calc.formula import FormulaError, check

FARADAY = 96485.0


def plus(a, b):
    return a + b


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
