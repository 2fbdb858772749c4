"""What lies on what: the layers of a design's stack, numbered from the table upward, and what each is made of.

A stack is a string with one letter for each layer, from the table: S separator, A anode, C cathode. Both constructions
give the same string, separator outside both ends: SASCSAS for one cathode. Where the counts do not alternate, what is
over lies on top, as much of it as there is. A wound strip passes its layers from the middle outwards, by turns above
and below: `Stack.strand` says in which order.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
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


_CATHODES = "cathode"
"""What the options of an end begin with that are cathodes."""

_FOILS = ("copper", "cathode-foil")
"""Plies that carry coatings."""

_SHEET_AREA: Mapping[str, tuple[str, str]] = MappingProxyType(
    {CATHODE: ("cathode_width", "cathode_height"), ANODE: ("anode_width", "anode_height")}
)
"""Width and height of a sheet of each kind."""


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
    wound: bool = False
    """The strip is rolled round the stack so far, not turned to and fro."""
    cut: bool = False
    """The separator is in pieces."""
    ends: Mapping[int, tuple[Ply, ...]] = field(default_factory=dict)
    """The plies of those sheets at the ends that are unlike the others of their kind."""

    @property
    def separators(self) -> int:
        """Layers of separator."""
        return len(self.sequence) - self.cathodes - self.anodes

    def index(self, number: int) -> int:
        """The how manieth of its kind the layer with this number is."""
        return self.sequence.count(self.sequence[number - 1], 0, number)

    def plies_at(self, number: int) -> tuple[Ply, ...]:
        """The plies of the layer with this number, from below."""
        return self.ends.get(number) or self.plies[self.sequence[number - 1]]

    def strand(self) -> list[int]:
        """The numbers of the anode layers in the order in which the strip passes them."""
        numbers = [number for number, kind in enumerate(self.sequence, 1) if kind == ANODE]
        if not self.wound:
            return numbers
        middle = (len(numbers) - 1) // 2
        return [numbers[middle + (turn + 1) // 2 if turn % 2 else middle - turn // 2] for turn in range(len(numbers))]

    @property
    def ends_low(self) -> bool:
        """Whether the strip ends below the stack and not above it."""
        return self.wound and self.cathodes % 2 == 0


def stack(design: Design) -> Stack:
    """The stack of a design."""
    choices = design.plan.choices
    cathodes, anodes = count(design, "cathode_layers"), count(design, "anode_layers")
    plies = {kind: made_of(design) for kind, made_of in _PLIES.items()}
    chosen, strip = _ends_chosen(design), turned(design)
    layers = sequence(cathodes, anodes, cathode_first=chosen and choices["bottom_end"].startswith(_CATHODES))
    return Stack(
        layers,
        strip,
        cathodes,
        anodes,
        plies,
        strip and choices["turning"] == "winding",
        choices["separator_form"] == "cut",
        {} if strip else _end_plies(design, layers, plies, chosen),
    )


def turned(design: Design) -> bool:
    """Whether the anode is one strip turned round the cathodes."""
    return design.plan.choices["construction"] == "turn-stacking"


def sequence(cathodes: int, anodes: int, *, cathode_first: bool = False) -> str:
    """The stack as a string from the table upward: anodes at both ends as far as there are anodes.

    `cathode_first`: of as many cathodes as anodes a cathode lies lowest.
    """
    pairs = min(cathodes, anodes)
    electrodes = (ANODE + CATHODE) * pairs + ANODE * (anodes - pairs) + CATHODE * (cathodes - pairs)
    if cathodes > anodes or (cathode_first and cathodes == anodes):
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


def layer_thickness(design: Design, kind: str, plies: Sequence[Ply] = ()) -> str:
    """The thickness of a layer as people read it; of one with plies of its own, what these make together."""
    if plies:
        return micrometres(sum(ply.thickness for ply in plies if not ply.skin))
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
            "anode_overhang_width",
            "anode_overhang_height",
        ),
        SEPARATOR: (
            "separator_thickness",
            "separator_height",
            "separator_overhang",
            "separator_length",
            "separator_clearance",
            "separator_wraps",
        ),
    }
    return typed_keys(design, *keys[kind])


def layer_tip(design: Design, kind: str, own: tuple[Ply, ...] = ()) -> list[str]:
    """Thickness, plies and mass of one layer of this kind, or of one with plies of its `own`, a line each."""
    plies = own or _PLIES[kind](design)
    lines = _made_of(design, kind, own)
    if kind in _SHEET_AREA and _ends_chosen(design):
        each = _sheet_mass(design, kind, plies)
        return [*lines, tr("{mass} each", mass=writing.quantity_text(each, G))] if math.isfinite(each) else lines
    masses, layers = {
        CATHODE: (("cathode_coating_mass", "cathode_foil_mass"), "cathode_layers"),
        ANODE: (("anode_mass",), "anode_layers"),
        SEPARATOR: (("separator_mass",), "separator_layers"),
    }[kind]
    pieces = count(design, layers)
    if pieces:
        each = sum(float(design.values[key]) for key in masses) / pieces
        lines.append(tr("{mass} each", mass=writing.quantity_text(each, G)))
    return lines


def _made_of(design: Design, kind: str, own: tuple[Ply, ...] = ()) -> list[str]:
    lines = [layer_thickness(design, kind, own)]
    plies = own or _PLIES[kind](design)
    return lines + ([_ply_text(design, ply) for ply in reversed(plies)] if len(plies) > 1 else [])


def strip_tip(design: Design, kind: str) -> list[str]:
    """What the strips measure, what a layer of them is made of, and what they weigh: each where there are several."""
    length, height, whole, pieces = {
        ANODE: ("lithium_strip_length", "anode_height", "anode_mass", 1),
        SEPARATOR: (
            "separator_piece_length",
            "separator_height",
            "separator_mass",
            count(design, "separator_pieces"),
        ),
    }[kind]
    size = size_text(design.number(length), design.number(height))
    mass = float(design.values[whole])
    in_all = tr("{mass} in all", mass=writing.quantity_text(mass, G))
    if pieces == 1:
        return [tr("one strip {size}", size=size), *_made_of(design, kind), in_all]
    said = tr("{count} pieces {size}", count=pieces, size=size)
    each = [tr("{mass} each", mass=writing.quantity_text(mass / pieces, G))] if pieces else []
    return [said, *_made_of(design, kind), *each, in_all]


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
        if number in of.ends and of.plies[kind] != of.ends[number][::-1]:
            face_up = _end_face(of.ends[number]) or face_up
        name = layer_name(kind, seen[kind])
        layers.append(Layer(number, kind, seen[kind], name, sizes[kind], action, face_up, quantity, keys[kind]))
    return tuple(layers)


def layer_sizes(design: Design, strip: bool) -> dict[str, str]:
    """What each kind of piece measures: a sheet, or the whole strip it is part of."""
    separator = size_text(design.number("separator_piece_length"), design.number("separator_height"))
    cut_sheets = not strip and design.plan.choices["separator_form"] == "cut"
    if strip:
        anode = size_text(design.number("lithium_strip_length"), design.number("anode_height"))
        anode = tr("strip {size}", size=anode)
    else:
        anode = size_text(design.number("anode_width"), design.number("anode_height"))
    return {
        SEPARATOR: separator if cut_sheets else tr("strip {size}", size=separator),
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
        if kind == SEPARATOR and of.cut:
            return (tr("Lay a piece on the table") if number == 1 else tr("Lay a piece on")), tr("either side"), 1
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
    if of.wound:
        return _roll_writer(of, one_face)

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
            return _first_separator(of, below), face, int(below or of.cut)
        if below:
            return (tr("Turn the strip to the left") if not odd else tr("Turn the strip to the right")), face, 0
        return tr("Comes with the strip"), face, 0

    return write


def _roll_writer(of: Stack, one_face: bool) -> Callable[[int, str, int], tuple[str, str, int]]:
    """Winding: the stack is rolled along the strip; a layer's half-turn says when it comes."""
    half_turn = {number: turn for turn, number in enumerate(of.strand())}

    def write(number: int, kind: str, index: int) -> tuple[str, str, int]:
        if kind == CATHODE:
            turn = max(half_turn.get(number - 2, 0), half_turn.get(number + 2, 0))
            return tr("Lay on as no. {number}, roll over it", number=turn), tr("either side"), 1
        if kind == ANODE:
            turn = half_turn[number]
            face = (tr("bare face") if turn % 2 else tr("treated face")) if one_face else tr("either side")
            return (tr("Half-turn {number}", number=turn), face, 0) if turn else (tr("Begin with the strip"), face, 1)
        below = index % 2 == 1
        face = tr("inner side") if below else tr("outer side")
        if half_turn.get(number + 1 if below else number - 1, 1):
            return tr("Comes with the strip"), face, 0
        return _first_separator(of, below), face, int(below or of.cut)

    return write


def _first_separator(of: Stack, below: bool) -> str:
    """What to do with the separator below or above the first layer of the anode strip."""
    if of.cut:
        return tr("Spread one strip on the table") if below else tr("Lay the other strip over")
    return tr("Spread one half on the table") if below else tr("Fold the other half over")


def _end_face(plies: Sequence[Ply]) -> str:
    """Which side of a sheet with one coated side faces up; "" for a bare foil."""
    solid = [ply for ply in plies if not ply.skin]
    if len(solid) < 2:
        return ""
    return tr("coated side") if solid[0].part in _FOILS else tr("bare side")


def _ends_chosen(design: Design) -> bool:
    choices = design.plan.choices
    return choices["construction"] == "lamination" and choices["stack_ends"] == "chosen"


def _end_plies(
    design: Design, layers: str, plies: Mapping[str, tuple[Ply, ...]], chosen: bool
) -> dict[int, tuple[Ply, ...]]:
    """Layer number → plies of a sheet at an end that is turned over or lacks a coating."""
    ends: dict[int, tuple[Ply, ...]] = {}
    last = len(layers) - 1
    if last > 2 and layers[last - 1] == ANODE and plies[ANODE][-1].skin and not plies[ANODE][0].skin:
        ends[last] = plies[ANODE][::-1]  # the one treated face of the last sheet looks down, at its cathode
    if not chosen:
        return ends
    for number, key in ((2, "bottom_end_sides"), (last, "top_end_sides")):
        if not 1 < number < len(layers):
            continue
        own = ends.get(number, plies[layers[number - 1]])
        foil = next((at for at, ply in enumerate(own) if ply.part in _FOILS), None)
        sides = count(design, key)
        if foil is not None and sides == 0:
            ends[number] = (own[foil],)
        elif foil is not None and sides == 1:
            ends[number] = own[foil:] if number == 2 else own[: foil + 1]
    return ends


def _sheet_mass(design: Design, kind: str, plies: Sequence[Ply]) -> float:
    """kg of one sheet of these plies; a surface layer is counted."""
    area = math.prod(float(design.values[key]) for key in _SHEET_AREA[kind])
    areal = {
        "cathode-foil": lambda: float(design.values["cathode_foil_areal_mass"]),
        "cathode-coating": lambda: float(design.values["cathode_coating_loading"]),
        "copper": lambda: float(design.values["anode_foil_thickness"]) * float(design.values["anode_foil_density"]),
        "anode-coating": lambda: float(design.values["anode_coating_loading"]),
        "lithium": lambda: float(design.values["lithium_thickness"]) * float(design.values["lithium_density"]),
        "surface-layer": lambda: float(design.values["surface_layer_loading"]),
    }
    return area * sum(areal[ply.part]() for ply in plies)


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
