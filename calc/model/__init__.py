"""Equations, one file a subject. SI in and out; arithmetic and listed numpy functions only."""

from calc.model import (
    areas,
    blanks,
    capacity,
    claims,
    coatings,
    cost,
    electrolyte,
    energy,
    first_cycle,
    geometry,
    masses,
    process,
    resistance,
    states,
    strips,
    tabs,
)

MODULES = (
    areas,
    strips,
    coatings,
    capacity,
    first_cycle,
    electrolyte,
    masses,
    geometry,
    energy,
    states,
    tabs,
    resistance,
    process,
    blanks,
    cost,
    claims,
)
