"""Designations in the form of IEC 61960."""

from dataclasses import replace
from typing import cast

import pytest

from app.services import templates
from app.services.design import Design
from app.services.designation import designation
from app.services.document import Entry


class Sized:
    """A design whose sizes are those given, in mm."""

    def __init__(self, design, thickness, width, height):
        self.document, self.plan = design.document, design.plan
        self._sizes = {"cell_width": width, "cell_length": height}
        self._thickness = thickness

    def number(self, key, unit=None):
        return self._sizes.get(key, self._thickness)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((10, 34, 50), "INP103450"),
        ((9.2, 33.1, 49.5), "INP103450"),  # rounded up
        ((8, 34, 150), "INP08/34/150"),
        ((0.65, 34, 48), "INPt73448"),
        ((0.95, 34, 48), "INP013448"),  # ten tenths are a millimetre
        ((1.2, 100, 48), "INP02/100/48"),
        ((0.7, 34, 150), "INPt7/34/150"),
        ((float("nan"), 34, 48), ""),
    ],
)
def test_sizes_are_rounded_up_and_parted_by_strokes_from_a_hundred(sizes, expected):
    sized = cast(Design, Sized(Design(templates.template("nmc811-graphite")), *sizes))
    assert designation(sized) == expected


@pytest.mark.parametrize(
    ("template", "letters"),
    [
        ("li-lco-0.53Ah-ers", "LCP"),
        ("nmc811-graphite", "INP"),
        ("nmc811-anode-free", "LNP"),
        ("li-s-1.6Ah-ers", "LXP"),  # the standard has no letter for sulfur
    ],
)
def test_letters_tell_the_electrodes(template, letters):
    assert designation(Design(templates.template(template))).startswith(letters)


def test_the_charged_cell_counts_where_it_is_thicker():
    design = Design(templates.template("nmc811-anode-free"))  # 1.874 mm as built, 2.238 mm charged
    assert designation(design)[3:5] == "03"


def test_without_a_cathode_material_or_a_size_nothing_is_made_up():
    document = templates.template("li-s-1.6Ah-ers")
    materials = {slot: m for slot, m in document.materials.items() if slot != "cathode_active"}
    assert designation(Design(replace(document, materials=materials))) == ""  # its density came with the material
    assert designation(Design(document.with_entry("separator_height", Entry("", "mm")))) == ""
