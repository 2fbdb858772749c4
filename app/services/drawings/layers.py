"""What lies on what: the layers of a design's stack, numbered from the table upward, and what each is made of.

A stack is a string with one letter for each layer, from the table: S separator, A anode, C cathode. Both constructions
give the same string, separator outside both ends: SASCSAS for one cathode. Where the counts do not alternate, what is
over lies on top, as much of it as there is.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.services import format as writing
from app.services.design import Design
from app.services.drawings.sheet import count, length, micrometres, size_text, typed_keys
from app.services.i18n import tr
from calc.units import UM, G

SEPARATOR, ANODE, CATHODE = "S", "A", "C"
PERIOD = 4
"""Layers after which a regular stack repeats."""

_UNKNOWN = 10.0
"""µm drawn for a thickness that is not known."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer as the hands meet it. `action` says what they do, `face_up` which side then faces up.

    `quantity` is 1 where a piece is taken in hand, 0 where the layer is a part of a strip taken before.
    """

    number: int
    kind: str
    index: int
    name: str
    size: str
    action: str
    face_up: str
    quantity: int
    keys: tuple[str, ...]

    @property
    def tag(self) -> str:
        """What the layer is called in a scene."""
        return layer_tag(self.kind, self.number)


@dataclass(frozen=True, slots=True)
class Ply:
    """One material of a layer. `drawn` is its thickness in µm, a stand-in where `thickness` is NaN.

    A `skin` has no thickness in the model and is drawn inside its neighbour.
    """

    part: str
    name: str
    drawn: float
    thickness: float
    skin: bool = False


@dataclass(frozen=True, slots=True)
class Stack:
    """The layers of a design and what stands for them in a drawing."""

    sequence: str
    turned: bool
    """Turn stacking: the anode is one strip."""
    cathodes: int
    anodes: int
    plies: dict[str, tuple[Ply, ...]]
    """The plies of a layer of each kind, from below."""

    @property
    def separators(self) -> int:
        """Layers of separator."""
        return len(self.sequence) - self.cathodes - self.anodes

    def index(self, number: int) -> int:
        """The how manieth of its kind the layer with this number is."""
        return self.sequence.count(self.sequence[number - 1], 0, number)


def stack(design: Design) -> Stack:
    """The stack of a design."""
    cathodes, anodes = count(design, "cathode_sheets"), count(design, "anode_layers")
    plies = {kind: made_of(design) for kind, made_of in _PLIES.items()}
    return Stack(sequence(cathodes, anodes), turned(design), cathodes, anodes, plies)


def turned(design: Design) -> bool:
    """Whether the anode is one strip turned round the cathodes."""
    return design.plan.choices["construction"] == "turn-stacking"


def sequence(cathodes: int, anodes: int) -> str:
    """The stack as a string from the table upward: anodes at both ends as far as there are anodes."""
    pairs = min(cathodes, anodes)
    electrodes = (ANODE + CATHODE) * pairs + ANODE * (anodes - pairs) + CATHODE * (cathodes - pairs)
    if cathodes > anodes:
        electrodes = (CATHODE + ANODE) * pairs + CATHODE * (cathodes - pairs)
    return SEPARATOR.join(("", *electrodes, ""))


def layer_tag(kind: str, number: int) -> str:
    """The tag of a layer; the layers of one strip share it."""
    return f"layer-{number}" if kind in (ANODE, CATHODE) else "separator"


def layer_name(kind: str, index: int) -> str:
    """`Cathode 3`."""
    return {
        CATHODE: lambda: tr("Cathode {number}", number=index),
        ANODE: lambda: tr("Anode {number}", number=index),
        SEPARATOR: lambda: tr("Separator {number}", number=index),
    }[kind]()


def layer_thickness(design: Design, kind: str) -> str:
    """The thickness of a layer as people read it."""
    return micrometres(writing.shown(_thickness_si(design, kind), UM))


def layer_keys(design: Design, kind: str) -> tuple[str, ...]:
    """The inputs that make a layer of this kind, the likeliest first."""
    keys = {
        CATHODE: (
            "cathode_loading",
            "cathode_sheet_mass",
            "cathode_areal_mass",
            "cathode_density",
            "cathode_foil_thickness",
            "cathode_sheets",
            "cathode_width",
            "cathode_height",
        ),
        ANODE: (
            "lithium_thickness",
            "anode_loading",
            "anode_foil_thickness",
            "anode_density",
            "surface_layer_loading",
            "anode_sheets",
            "lithium_strip_length",
            "anode_width",
            "anode_height",
        ),
        SEPARATOR: ("separator_thickness", "separator_height", "separator_length", "separator_clearance"),
    }
    return typed_keys(design, *keys[kind])


def layer_tip(design: Design, kind: str) -> list[str]:
    """Thickness, plies and mass of one layer of this kind, a line each."""
    lines = [layer_thickness(design, kind)]
    plies = _PLIES[kind](design)
    if len(plies) > 1:
        lines.extend(_ply_text(design, ply) for ply in reversed(plies))
    masses, layers = {
        CATHODE: (("cathode_coating_mass", "cathode_foil_mass"), "cathode_sheets"),
        ANODE: (("anode_mass",), "anode_layers"),
        SEPARATOR: (("separator_mass",), "separator_layers"),
    }[kind]
    pieces = count(design, layers)
    if pieces:
        each = sum(float(design.values[key]) for key in masses) / pieces
        lines.append(tr("{mass} each", mass=writing.quantity_text(each, G)))
    return lines


def stacking_order(design: Design) -> tuple[Layer, ...]:
    """The layers as the hands meet them, numbered from the table upward."""
    of = stack(design)
    write = _turn_writer(design, of) if of.turned else _sheet_writer(design, of)
    seen = {SEPARATOR: 0, ANODE: 0, CATHODE: 0}
    layers = []
    keys = {kind: layer_keys(design, kind) for kind in seen}
    sizes = layer_sizes(design, of.turned)
    for number, kind in enumerate(of.sequence, 1):
        seen[kind] += 1
        action, face_up, quantity = write(number, kind, seen[kind])
        name = layer_name(kind, seen[kind])
        layers.append(Layer(number, kind, seen[kind], name, sizes[kind], action, face_up, quantity, keys[kind]))
    return tuple(layers)


def layer_sizes(design: Design, strip: bool) -> dict[str, str]:
    """What each kind of piece measures: a sheet, or the whole strip it is part of."""
    separator = size_text(design.number("separator_length"), design.number("separator_height"))
    if strip:
        anode = size_text(design.number("lithium_strip_length"), design.number("anode_height"))
        anode = tr("strip {size}", size=anode)
    else:
        anode = size_text(design.number("anode_width"), design.number("anode_height"))
    return {
        SEPARATOR: tr("strip {size}", size=separator),
        ANODE: anode,
        CATHODE: size_text(design.number("cathode_width"), design.number("cathode_height")),
    }


def visible(total: int, most: int) -> tuple[int, int]:
    """How many layers to draw from the table and how many from the top, so that `most` suffice.

    What is left out is a whole number of repeats; (total, 0) leaves nothing out.
    """
    if total <= most:
        return total, 0
    hidden = math.ceil((total - most) / PERIOD) * PERIOD
    shown = total - hidden
    if shown < 2 * PERIOD - 1:
        hidden = max(0, (total - (2 * PERIOD - 1)) // PERIOD * PERIOD)
        shown = total - hidden
    if not hidden:
        return total, 0
    low = min(math.ceil(shown / 2 / PERIOD) * PERIOD, shown - 1)
    return low, shown - low


def _sheet_writer(design: Design, of: Stack) -> Callable[[int, str, int], tuple[str, str, int]]:
    """Lamination: sheets laid on a strip that is folded over them, the same side of it always towards an anode."""
    one_face = _treated_faces(design) == 1
    last = len(of.sequence)

    def write(number: int, kind: str, index: int) -> tuple[str, str, int]:
        if kind == SEPARATOR:
            face = tr("side A") if index % 2 else tr("side B")
            if number == 1:
                return tr("Spread the strip on the table"), face, 1
            return (tr("Fold to the left") if index % 2 == 0 else tr("Fold to the right")), face, 0
        if kind == CATHODE:
            return tr("Lay on"), tr("either side"), 1
        if not one_face:
            return tr("Lay on"), tr("either side"), 1
        return tr("Lay on"), (tr("bare face") if number == last - 1 and index > 1 else tr("treated face")), 1

    return write


def _turn_writer(design: Design, of: Stack) -> Callable[[int, str, int], tuple[str, str, int]]:
    """Turn stacking: the anode strip lies in its folded separator, and both turn over each cathode together."""
    one_face = _treated_faces(design) == 1

    def write(number: int, kind: str, index: int) -> tuple[str, str, int]:
        section = (number + 3) // PERIOD
        odd = section % 2 == 1
        if kind == CATHODE:
            return tr("Place on the strip"), tr("either side"), 1
        if kind == ANODE:
            face = (tr("treated face") if odd else tr("bare face")) if one_face else tr("either side")
            return (tr("Lay the strip on it"), face, 1) if section == 1 else (tr("Comes with the strip"), face, 0)
        below = index % 2 == 1
        face = tr("inner side") if below else tr("outer side")
        if section == 1:
            return (tr("Spread one half on the table") if below else tr("Fold the other half over")), face, int(below)
        if below:
            return (tr("Turn the strip to the left") if not odd else tr("Turn the strip to the right")), face, 0
        return tr("Comes with the strip"), face, 0

    return write


def _treated_faces(design: Design) -> int:
    if not design.has("surface_layer_loading") or not length(design, "surface_layer_loading"):
        return 0
    return count(design, "treated_faces")


def _thickness_si(design: Design, kind: str) -> float:
    key = {SEPARATOR: "separator_thickness", ANODE: "anode_sheet_thickness", CATHODE: "cathode_sheet_thickness"}[kind]
    return float(design.values[key])


def _ply_text(design: Design, ply: Ply) -> str:
    if ply.skin:
        return tr("{name}, {loading}", name=ply.name, loading=design.text("surface_layer_loading"))
    return tr("{name} {thickness}", name=ply.name, thickness=micrometres(ply.thickness))


def _ply(design: Design, part: str, name: str, key: str) -> Ply:
    thickness = design.number(key, UM) if design.has(key) else math.nan
    drawn = thickness if math.isfinite(thickness) and thickness > 0 else _UNKNOWN
    return Ply(part, name, min(drawn, 1e6), thickness)


def _separator(design: Design) -> tuple[Ply, ...]:
    return (_ply(design, "separator", tr("Separator"), "separator_thickness"),)


def _cathode(design: Design) -> tuple[Ply, ...]:
    coating = _ply(design, "cathode-coating", tr("Cathode coating"), "cathode_coating_thickness")
    return coating, _ply(design, "cathode-foil", tr("Cathode foil"), "cathode_foil_thickness"), coating


def _anode(design: Design) -> tuple[Ply, ...]:
    kind = design.plan.choices["anode_kind"]
    copper = _ply(design, "copper", tr("Anode foil"), "anode_foil_thickness")
    if kind == "anode-free":
        return (copper,)
    if kind == "coated":
        coating = _ply(design, "anode-coating", tr("Anode coating"), "anode_coating_thickness")
        return coating, copper, coating
    lithium = _ply(design, "lithium", tr("Lithium"), "lithium_thickness")
    plies = (lithium,) if kind == "lithium-foil" else (lithium, copper, lithium)
    faces = _treated_faces(design)
    skin = Ply("surface-layer", tr("Surface layer"), 0.0, math.nan, skin=True)
    return (*((skin,) if faces > 1 else ()), *plies, *((skin,) if faces else ()))


_PLIES: Mapping[str, Callable[[Design], tuple[Ply, ...]]] = MappingProxyType(
    {SEPARATOR: _separator, ANODE: _anode, CATHODE: _cathode}
)
"""What a layer of each kind is made of."""
