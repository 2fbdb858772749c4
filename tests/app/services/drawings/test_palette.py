"""The colours stay apart for colour-blind readers, simulated after Machado, Oliveira and Fernandes (2009)."""

import itertools
import math
import operator

import pytest

from app.services.drawings.palette import PARTS, SCHEMES, colours, hatch, mass_part, mixed
from calc.model.masses import MASS_PARTS

SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
TOUCHING = [
    ("cathode-coating", "cathode-foil"),
    ("cathode-coating", "separator"),
    ("cathode-coating", "electrolyte"),
    ("lithium", "separator"),
    ("lithium", "surface-layer"),
    ("lithium", "copper"),
    ("surface-layer", "separator"),
    ("copper", "anode-coating"),
    ("copper", "separator"),
    ("anode-coating", "separator"),
    ("separator", "electrolyte"),
    ("electrolyte", "pouch-film"),
    ("pouch-film", "seal"),
    ("pouch-film", "sealant"),
    ("tab-positive", "tab-negative"),
    ("tab-positive", "sealant"),
    ("tab-negative", "sealant"),
]


def _seen(colour: str, sight: str) -> tuple[float, float, float]:
    """The colour as it is seen, in Oklab times 100."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    r, g, b = (min(1.0, max(0.0, sum(map(operator.mul, row, linear)))) for row in SIGHT[sight])
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        100 * (0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short),
        100 * (1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short),
        100 * (0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short),
    )


def _distance(one: str, other: str, sight: str) -> float:
    return math.dist(_seen(one, sight), _seen(other, sight))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
def test_parts_that_touch_are_told_apart(scheme, sight):
    fill = colours(scheme).fill
    near = {pair: _distance(fill[pair[0]], fill[pair[1]], sight) for pair in TOUCHING}
    assert min(near.values()) > 9, min(near, key=near.__getitem__)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
@pytest.mark.parametrize("anode", ["lithium-foil", "coated", "anode-free"])
def test_the_parts_of_the_mass_bar_are_told_apart(scheme, anode, sight):
    fill = colours(scheme).fill
    parts = [mass_part(key, anode) for key in MASS_PARTS]
    near = {pair: _distance(fill[pair[0]], fill[pair[1]], sight) for pair in itertools.combinations(parts, 2)}
    assert min(near.values()) > 9, min(near, key=near.__getitem__)


def test_in_black_and_white_every_part_has_its_own_hatching():
    patterns = [(hatch(part), hatch(part).grey) for part in PARTS]
    assert len(set(patterns)) == len(PARTS)
    fill = colours("black-and-white").fill
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in fill.values()), "only greys"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_text_on_a_part_can_be_read(scheme):
    paint = colours(scheme)
    for part in PARTS:
        if not paint.hatched:
            assert abs(_seen(paint.stroke(f"on-{part}"), "normal")[0] - _seen(paint.fill[part], "normal")[0]) > 35


def test_a_weak_colour_is_mixed_with_the_ground():
    assert mixed("#000000", "#FFFFFF", 0.5) == "#808080"
    assert colours("light").filled("lithium", 0.0) == "#FFFFFF"
    assert colours("dark", "#101010").filled("background") == "#101010"
