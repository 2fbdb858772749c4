"""The sizes of a finished cell in mm, as every drawing of it takes them."""

from dataclasses import dataclass

from app.services.design import Design
from app.services.drawings.palette import mass_part
from app.services.drawings.scene import Point
from app.services.drawings.sheet import length, positive, signed_length


@dataclass(frozen=True, slots=True)
class CellSizes:
    """The sizes drawn, in mm, with stand-ins where one is not known."""

    pouch: Point
    cup: Point
    separator: Point
    anode: Point
    cathode: Point
    side: float
    top: float
    bottom: float
    protrusion: float
    pitch: float
    tab_offset: float
    off: dict[str, Point]
    """How far layers lie off the middle of the cup, to the right and upwards."""
    tabs: tuple[Point, Point]
    """Width and length, positive first."""
    sealant: tuple[float, float]
    """Height, and overhang beyond the tab."""
    width: float
    folded: bool
    film: float
    double: bool
    anode_part: str


def cell_thickness(design: Design) -> float:
    """The thickness drawn, in mm: it is no size of a cell seen from above."""
    return _size(design, "cell_thickness", 2.0)


def cell_sizes(design: Design) -> CellSizes:
    """The sizes of a design."""

    def size(key: str, otherwise: float) -> float:
        return _size(design, key, otherwise)

    def tab(sign: str) -> Point:
        return size(f"{sign}_tab_width", 8.0), size(f"{sign}_tab_length", 40.0)

    cathode = (size("cathode_width", 50.0), size("cathode_height", 75.0))
    anode = (size("anode_layer_width", cathode[0]), size("anode_height", cathode[1]))
    cup = (size("cup_width", anode[0]), size("cup_height", anode[1]))
    return CellSizes(
        pouch=(size("pouch_width", cup[0]), size("pouch_height", cup[1])),
        cup=cup,
        separator=(size("stack_width", anode[0]), size("separator_height", anode[1])),
        anode=anode,
        cathode=cathode,
        side=length(design, "side_seal_width"),
        top=length(design, "top_seal_width"),
        bottom=length(design, "bottom_seal_width"),
        protrusion=length(design, "tab_protrusion"),
        pitch=length(design, "tab_pitch"),
        tab_offset=signed_length(design, "tab_offset"),
        off={
            "separator": (0.0, signed_length(design, "separator_offset")),
            "cathode": (
                signed_length(design, "cathode_offset_width"),
                signed_length(design, "cathode_offset_height"),
            ),
        },
        tabs=(tab("positive"), tab("negative")),
        sealant=(length(design, "sealant_height"), length(design, "sealant_overhang")),
        width=size("cell_width", cup[0]),
        folded=design.plan.choices["side_seals"] == "folded",
        film=size("pouch_film_thickness", 100.0) / 1000,
        double=design.plan.choices["pouch_cups"] == "double",
        anode_part=mass_part("anode_mass", design.plan.choices["anode_kind"]),
    )


def _size(design: Design, key: str, otherwise: float) -> float:
    return min(positive(length(design, key), otherwise), 1e5)
