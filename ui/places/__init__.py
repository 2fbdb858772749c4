"""The places of the window, in one list: tabs, keys and the menu follow from it.

To add a place, add a line to PLACES and one file with its widget (a PlaceWidget). The widget is built when it is first
shown, and its module loaded then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.services.i18n import N_

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.places.place import PlaceWidget


@dataclass(frozen=True, slots=True)
class Place:
    """One place: the word on its tab, its key, what it is for, and what builds it."""

    id: str
    label: str
    keys: str
    help: str
    make: Callable[["MainWindow"], "PlaceWidget"]
    shown: str = ""
    """The condition under which it is offered, as in the table of actions; always without one."""


def _start(window: "MainWindow") -> "PlaceWidget":
    from ui.places.start import StartPlace

    return StartPlace(window)


def _design(window: "MainWindow") -> "PlaceWidget":
    return window.design


def _build(window: "MainWindow") -> "PlaceWidget":
    from ui.places.build import BuildPlace

    return BuildPlace(window)


def _reconcile(window: "MainWindow") -> "PlaceWidget":
    from ui.places.reconcile import ReconcilePlace

    return ReconcilePlace(window)


def _library(window: "MainWindow") -> "PlaceWidget":
    from ui.places.library import LibraryPlace

    return LibraryPlace(window)


def _compare(window: "MainWindow") -> "PlaceWidget":
    from ui.places.compare import ComparePlace

    return ComparePlace(window)


PLACES: Final = (
    Place("start", N_("Start"), "Ctrl+1", N_("Begin from a template, or open a design"), _start),
    Place("design", N_("Design"), "Ctrl+2", N_("Inputs, drawings and results"), _design),
    Place("build", N_("Build"), "Ctrl+3", N_("The documents with which the cell is made"), _build),
    Place("reconcile", N_("Reconcile"), "Ctrl+4", N_("What a source claims, held against the design"), _reconcile),
    Place("library", N_("Library"), "Ctrl+5", N_("Materials with their sources, and the design's copies"), _library),
    Place("compare", N_("Compare"), "Ctrl+6", N_("Designs and versions side by side"), _compare, "has_pins"),
)

PLAN_FIELD: Final = "plan:"
"""Before the name of a field of the process plan, where fields are named."""
