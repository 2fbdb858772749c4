"""Equations, one file a subject. SI in and out; arithmetic and listed numpy functions only."""

from calc.model import areas, capacity, claims, coatings, electrolyte, energy, geometry, masses, process, strips, tabs

MODULES = (areas, strips, coatings, capacity, electrolyte, masses, geometry, energy, tabs, process, claims)
