"""Declared inputs, one file a subject; `GROUPS` is the order in which people meet them."""

from calc.inputs import (
    anode,
    batch,
    cathode,
    cell,
    claims,
    cost,
    cycling,
    electrolyte,
    pouch,
    process,
    recipe,
    separator,
    tabs,
)

MODULES = (cell, cathode, anode, separator, electrolyte, recipe, pouch, tabs, process, cycling, batch, cost, claims)

GROUPS = {
    "cell": "Cell",
    "cathode": "Cathode",
    "anode": "Anode",
    "separator": "Separator",
    "electrolyte": "Electrolyte",
    "recipe": "Electrolyte recipe",
    "pouch": "Pouch",
    "tabs": "Tabs",
    "process": "Making and first cycles",
    "cycling": "Cycler programme",
    "batch": "Batch: scrap and slurries",
    "cost": "Cost",
    "claims": "Claims to check",
}
