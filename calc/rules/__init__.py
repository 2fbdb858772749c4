"""Design rules, one file a subject; people meet them in this order."""

from calc.rules import claims, electrodes, electrolyte, geometry, process, tabs, voltage

MODULES = (geometry, electrodes, electrolyte, tabs, process, claims, voltage)
