"""One colour for each part of the cell, wherever it is shown: sections, plans, bars, charts, screen and paper.

The colours differ in lightness as well as in hue, so that they stay apart for colour-blind readers (a test simulates
protanopia, deuteranopia and tritanopia); each part has a hatching besides, for black and white. To add a part, give it
a light colour, a dark colour and a hatching.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

Scheme = Literal["light", "dark", "paper", "black-and-white"]

SCHEMES: tuple[Scheme, ...] = ("light", "dark", "paper", "black-and-white")


@dataclass(frozen=True, slots=True)
class Hatch:
    """Parallel lines at each of `angles` (degrees, anticlockwise), `spacing` apart in text sizes.

    `grey` fills below the lines, 0 white to 1 black; `dashed` breaks the lines.
    """

    angles: tuple[float, ...] = ()
    spacing: float = 0.5
    grey: float = 0.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Colours:
    """What a renderer paints with: `fill` and `edge` by part, and the inks. All are #RRGGBB."""

    background: str
    ink: str
    quiet: str
    fill: Mapping[str, str]
    edge: Mapping[str, str]
    hatched: bool = False

    def filled(self, part: str, strength: float = 1.0) -> str:
        """The colour of a part's area; weaker, it is mixed with the background, so that paper needs no transparency."""
        if part == "background":
            return self.background
        return mixed(self.background, self.fill.get(part, self.ink), strength)

    def stroke(self, part: str) -> str:
        """The colour of a part's outline, line or text; of a text that stands on a part, `on-` before its name."""
        if part.startswith("on-"):
            return self.ink if self.hatched else _contrasting(self.fill.get(part[3:], self.background))
        return self.edge.get(part, self.ink)


_PARTS: Mapping[str, tuple[str, str, Hatch]] = MappingProxyType(
    {
        #                  light      dark       black and white
        "cathode-coating": ("#26407F", "#3C63BC", Hatch((45,), 0.26)),
        "cathode-foil": ("#C5D1DF", "#C2CBD7", Hatch((), grey=1.0)),
        "lithium": ("#CFAA2E", "#EFC435", Hatch((135,), 0.5)),
        "copper": ("#A7460A", "#BC4B09", Hatch((), grey=0.55)),
        "anode-coating": ("#262D35", "#48515D", Hatch((45, 135), 0.3)),
        "surface-layer": ("#AE4B9F", "#A163B8", Hatch((90,), 0.16)),
        "separator": ("#FBF5CF", "#F9F0CB", Hatch()),
        "electrolyte": ("#7EB3C2", "#5999B0", Hatch((0,), 0.42, dashed=True)),
        "pouch-film": ("#87898F", "#747576", Hatch((), grey=0.28)),
        "seal": ("#E3E4E9", "#3C3D43", Hatch((45,), 0.9)),
        "tab-positive": ("#DC6B5F", "#CD6155", Hatch((0,), 0.3)),
        "tab-negative": ("#12122A", "#2B2C55", Hatch((0, 90), 0.4)),
        "sealant": ("#C2D66A", "#BFD488", Hatch((60, 120), 0.55)),
        "tape": ("#0E745B", "#69BF87", Hatch((90,), 0.4)),
    }
)
PARTS: tuple[str, ...] = tuple(_PARTS)

MASS_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "cathode_coating_mass": "cathode-coating",
        "cathode_foil_mass": "cathode-foil",
        "anode_mass": "lithium",
        "separator_mass": "separator",
        "electrolyte_mass": "electrolyte",
        "package_mass": "pouch-film",
        "tabs_mass": "tab-negative",
        "tape_mass": "tape",
    }
)
"""The part whose colour stands for each mass; `mass_part` knows which anode it is."""

_ANODES: Mapping[str, str] = MappingProxyType({"coated": "anode-coating", "anode-free": "copper"})

# background, ink, quiet ink
_GROUNDS: Mapping[Scheme, tuple[str, str, str]] = MappingProxyType(
    {
        "light": ("#FFFFFF", "#1A2027", "#56616D"),
        "dark": ("#15181C", "#E6E9ED", "#A3ADB8"),
        "paper": ("#FFFFFF", "#000000", "#3C4148"),
        "black-and-white": ("#FFFFFF", "#000000", "#000000"),
    }
)
_QUIET = ("quiet", "dimension", "extension", "leader", "grid")


@cache
def colours(scheme: Scheme, background: str = "") -> Colours:
    """The colours of a scheme, on a background other than its own where one is given."""
    ground, ink, quiet = _GROUNDS[scheme]
    ground = background or ground
    if scheme == "black-and-white":
        fill = {part: mixed("#FFFFFF", "#000000", hatch.grey) for part, (_, _, hatch) in _PARTS.items()}
        return Colours(ground, ink, quiet, fill, dict.fromkeys((*PARTS, *_QUIET), ink), hatched=True)
    fill = {part: dark if scheme == "dark" else light for part, (light, dark, _) in _PARTS.items()}
    # An outline is the part's colour drawn towards the ink: it shows on the part and on the ground.
    edge = {part: mixed(colour, ink, 0.5 if scheme == "dark" else 0.6) for part, colour in fill.items()}
    edge.update(dict.fromkeys(_QUIET, quiet))
    edge["grid"] = mixed(ground, quiet, 0.25)
    edge["extension"] = edge["leader"] = mixed(ground, quiet, 0.65)
    return Colours(ground, ink, quiet, fill, edge)


def hatch(part: str) -> Hatch:
    """The hatching of a part; none for what is not a part of the cell."""
    entry = _PARTS.get(part)
    return entry[2] if entry else Hatch()


def mass_part(key: str, anode_kind: str) -> str:
    """The part whose colour stands for a mass, in a cell with this kind of anode."""
    return _ANODES.get(anode_kind, "lithium") if key == "anode_mass" else MASS_PARTS[key]


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two others: 0 is the one, 1 is the other."""
    if share <= 0:
        return one
    if share >= 1:
        return other
    channels = (
        round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02X}" for channel in channels)


def _contrasting(colour: str) -> str:
    """White or nearly black, whichever is easier to read on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#101418" if 0.299 * red + 0.587 * green + 0.114 * blue > 125 else "#FFFFFF"
