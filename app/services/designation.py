"""The designation of a prismatic cell in the form of IEC 61960: letters for the electrodes, then its size.

Negative electrode (I lithium-ion, L lithium metal), positive electrode, P for prismatic; then thickness, width and
height in whole millimetres, rounded up, with strokes between them when one of them has three digits; below 1 mm the
thickness is t and tenths. `ICP103450`, `LCP02/38/150`, `ICPt73448`.
"""

import math
from collections.abc import Mapping

from app.services.design import Design
from calc.units import MM

NO_LETTER = "X"
"""Stands where the standard has no letter for the positive electrode: a company's own code goes there."""

LETTERS: Mapping[str, str] = {
    "lco": "C",
    "nca": "N",
    "nmc532": "N",
    "nmc622": "N",
    "nmc811": "N",
    "lmo": "M",
    "lnmo": "M",
    "lfp": "F",
    "lmfp": "F",
}
"""Cathode active material → its letter: cobalt, nickel, manganese or iron, whichever it holds most of."""


def designation(design: Design) -> str:
    """The designation of a design; empty when one of its sizes is not known, and for sodium.

    The standard is for lithium cells.
    The thickness is the greatest of the cell as built, charged and discharged.
    """
    if design.plan.choices["working_ion"] != "lithium":
        return ""
    states = ("cell_thickness", "cell_thickness_charged", "cell_thickness_discharged")
    thicknesses = [design.number(key, MM) for key in states]
    width, height = design.number("cell_width", MM), design.number("cell_length", MM)
    if not all(math.isfinite(size) and size > 0 for size in (*thicknesses, width, height)):
        return ""
    thickness = max(thicknesses)
    across = [_up(width), _up(height)]
    thick = f"t{_up(thickness * 10)}" if _up(thickness * 10) < 10 else f"{_up(thickness):02d}"
    if max(*across, _up(thickness)) >= 100:
        sizes = "/".join([thick, *map(str, across)])
    else:
        sizes = thick + "".join(f"{size:02d}" for size in across)
    return f"{_negative(design)}{positive_letter(design)}P{sizes}"


def positive_letter(design: Design) -> str:
    """The letter of the cathode, NO_LETTER when the standard has none."""
    material = design.document.materials.get("cathode_active")
    return LETTERS.get(material.id, NO_LETTER) if material else NO_LETTER


def _negative(design: Design) -> str:
    return "I" if design.plan.choices["anode_kind"] == "coated" else "L"


def _up(size: float) -> int:
    """The next whole number, a rounding error forgiven."""
    return math.ceil(size - 1e-9)
