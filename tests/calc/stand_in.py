"""Registries of a few declarations made on the spot."""

from collections.abc import Callable, Iterable
from typing import Any

from calc.graph import Registry


class Module:
    """A stand-in for a module of declarations: the functions handed over are its own."""

    def __init__(self, declarations: Iterable[Any], functions: Iterable[Callable]) -> None:
        self.__name__ = ""
        self.DECLARATIONS = tuple(declarations)
        for function in functions:
            self.__name__ = function.__module__
            setattr(self, function.__name__, function)


def registry_of(
    inputs: Iterable[Any] = (),
    model: Iterable[Callable] = (),
    rules: Iterable[Callable] = (),
    results: Iterable[Any] = (),
) -> Registry:
    """A registry that holds these declarations, formulas and rules and nothing else."""
    modules: list[Any] = [Module(inputs, ()), Module(results, model), Module((), rules)]
    return Registry(modules[:1], modules[1:2], modules[2:], (), ())
