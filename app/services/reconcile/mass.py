"""Mass: what the claims leave for film, tabs and tape, and what it would take to reach a claimed Wh/kg."""

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from app.services import library
from app.services.design import Design
from app.services.i18n import joined, tr
from app.services.library import Material
from app.services.reconcile.claims import Claim, Range, exactly
from app.services.reconcile.energy import CAPACITY, MASS, SPECIFIC, plausible_voltage
from app.services.reconcile.statement import Statement, number, percent, span
from calc import units
from calc.evaluate import evaluate
from calc.units import G_M2, UM, G, V

_PLAUSIBLE = Range(0.7, 1.3)
"""Package, tabs and tape of a claim over those of the design."""

_MET = 0.02
"""A claimed Wh/kg this near to the design's needs no explanation."""

_FOILS = (15e-6, 12e-6, 10e-6)
"""Gauges of aluminium that cells are made with, in metres."""


def statements(design: Design, claims: Mapping[str, Claim]) -> Iterator[Statement]:
    """What the mass says, or what Wh/kg says of it where it is not stated."""
    if MASS in claims:
        yield _residual(design, claims[MASS].range, claims[MASS].text, (MASS,))
    elif SPECIFIC in claims:
        yield from _implied(design, claims)


def _rest(design: Design) -> tuple[float, float]:
    """What the design states in full (electrodes, separator, electrolyte), and its package, tabs and tape."""
    package = sum(float(design.values[key]) for key in ("package_mass", "tabs_mass", "tape_mass"))
    return float(design.values["cell_mass"]) - package, package


def _residual(design: Design, claimed: Range, text: str, keys: tuple[str, ...]) -> Statement:
    stated, package = _rest(design)
    left = claimed.less(stated)
    middle = (left.low + left.high) / 2
    words = {
        "mass": text,
        "stated": number(stated, G),
        "left": number(middle, G),
        "between": span(left, G),
        "package": number(package, G),
        "share": f"{100 * middle / package:.0f}",
    }
    if left.high < 0:
        said = tr(
            "Electrodes, separator and electrolyte alone weigh {stated}, more than {mass}: a loading, a foil or the "
            "dose is not what the source says, or its mass is.",
            **words,
        )
        return Statement("contradiction", "residual-mass", said, keys)
    said = tr(
        "{mass} less {stated} of electrodes, separator and electrolyte leaves {left} for film, tabs and tape "
        "({between}), {share} % of the {package} that the design gives them.",
        **words,
    )
    plausible = left.meets(Range(_PLAUSIBLE.low * package, _PLAUSIBLE.high * package))
    return Statement(
        "agreement" if plausible else "doubt", "residual-mass", joined((said, _film(design, middle)), " "), keys
    )


def _film(design: Design, left: float) -> str:
    """What the film would weigh per area, beside the films there are."""
    other = float(design.values["package_mass"]) - float(design.values["pouch_film_mass"])
    other += float(design.values["tabs_mass"]) + float(design.values["tape_mass"])
    areal = (left - other) / float(design.values["pouch_film_area"])
    if areal <= 0:
        return tr("That is less than its tabs and tape weigh.")
    nearest = min(_films(), key=lambda film: abs(_areal_mass(film) - areal))
    return tr(
        "On a film of this size that is {areal}; the nearest in the library is {film} with {its}.",
        areal=number(areal, G_M2),
        film=tr(nearest.name),
        its=number(_areal_mass(nearest), G_M2),
    )


def _films() -> tuple[Material, ...]:
    return tuple(film for film in library.materials("pouch-film") if "areal_mass" in film.values)


def _areal_mass(film: Material) -> float:
    value = film.values["areal_mass"]
    return float(units.find(value.unit).to_si(float(value.text)))


def _implied(design: Design, claims: Mapping[str, Claim]) -> Iterator[Statement]:
    """The mass that Wh/kg and capacity imply, and what it leaves."""
    specific = claims[SPECIFIC]
    known = CAPACITY in claims
    capacity = claims[CAPACITY].value if known else float(design.values["capacity"])
    plausible = plausible_voltage(design)
    implied = exactly(capacity) * plausible / exactly(specific.value)
    at = float(design.values["mean_voltage"])
    keys = (SPECIFIC, CAPACITY) if known else (SPECIFIC,)
    stated, package = _rest(design)
    left = implied.less(stated)
    said = tr(
        "{specific} and {capacity} make a cell of {mass} at {voltage} ({between} at {plausible}). Electrodes, "
        "separator and electrolyte of the design weigh {stated}, which leaves {left} for film, tabs and tape; the "
        "design gives them {package}.",
        specific=specific.text,
        capacity=claims[CAPACITY].text if known else design.text("capacity"),
        mass=number(capacity * at / specific.value, G),
        voltage=design.text("mean_voltage"),
        between=span(implied, G),
        plausible=span(plausible, V),
        stated=number(stated, G),
        left=span(left, G),
        package=number(package, G),
    )
    if left.high < 0:
        kind = "contradiction"
    elif package * _PLAUSIBLE.low <= capacity * at / specific.value - stated:
        kind = "agreement"
    else:
        kind = "doubt"
    yield Statement(kind, "implied-mass", said, keys)
    if float(design.values["specific_energy"]) < specific.value * (1 - _MET):
        yield _closing(design, specific, capacity, plausible, keys)


@dataclass(frozen=True, slots=True)
class _Set:
    """Film and foil with which the cell would be lighter, and the mean voltage that then reaches the claim."""

    film: Material
    foil: float
    voltage: float


def _closing(design: Design, specific: Claim, capacity: float, plausible: Range, keys: tuple[str, ...]) -> Statement:
    """Which film and foil would reach the claimed Wh/kg at a mean voltage that such cells have."""
    sets = [_Set(film, foil, specific.value * mass / capacity) for film, foil, mass in _lighter(design)]
    enough = [found for found in sets if found.voltage <= plausible.high]
    needed = specific.value * float(design.values["cell_mass"]) / capacity
    words = {
        "specific": specific.text,
        "here": design.text("specific_energy"),
        "deviation": percent(float(design.values["specific_energy"]) / specific.value - 1),
        "needed": number(needed, V),
        "plausible": span(plausible, V),
    }
    said = tr(
        "The design gives {here} ({deviation}) and would need a mean voltage of {needed} for {specific}; cells of "
        "this chemistry have {plausible}.",
        **words,
    )
    if not enough:
        more = tr(
            "With no film and foil of the usual gauges is it reached: a size, a loading or the dose is not as stated."
        )
        return Statement("contradiction", "closing", joined((said, more), " "), keys)
    thickest = max(enough, key=lambda found: (_thickness(found.film), found.foil))
    lightest = min(enough, key=lambda found: found.voltage)
    more = tr(
        "It is reached only with film of {film} or thinner and foil of {foil} or thinner, at {voltage}; with {thin} "
        "and {thinnest} at {lowest}: tight, not impossible.",
        film=number(_thickness(thickest.film), UM, 2),
        foil=number(thickest.foil, UM, 2),
        voltage=number(thickest.voltage, V, 3),
        thin=number(_thickness(lightest.film), UM, 2),
        thinnest=number(lightest.foil, UM, 2),
        lowest=number(lightest.voltage, V, 3),
    )
    return Statement("doubt", "closing", joined((said, more), " "), keys)


def _thickness(film: Material) -> float:
    value = film.values.get("thickness")
    return float(units.find(value.unit).to_si(float(value.text))) if value else math.nan


def _lighter(design: Design) -> Iterator[tuple[Material, float, float]]:
    """Every film of the library with every usual foil not thicker than the design's: cell mass of each pair."""
    typed = float(design.values["cathode_foil_thickness"])
    foils = sorted({typed, *(gauge for gauge in _FOILS if gauge < typed)})
    pairs = list(itertools.product(_films(), foils))
    changed = {
        "pouch_film_areal_mass": np.array([_areal_mass(film) for film, _ in pairs]),
        "pouch_film_thickness": np.array([_thickness(film) for film, _ in pairs]),
        "cathode_foil_thickness": np.array([foil for _, foil in pairs]),
    }
    masses = evaluate(design.plan, {**design.document.values(), **changed}, ("cell_mass",))["cell_mass"]
    for (film, foil), mass in zip(pairs, masses, strict=True):
        yield film, foil, float(mass)
