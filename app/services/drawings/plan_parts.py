"""The parts that a plan of the cell shows: what the pointer is told of each, and the list of them beside the plan."""

from collections.abc import Callable, Iterable, Sequence

from app.services import format as writing
from app.services.design import Design
from app.services.drawings.cell_sizes import CellSizes
from app.services.drawings.layers import ANODE, CATHODE, SEPARATOR, layer_thickness
from app.services.drawings.scene import Dash, Rect
from app.services.drawings.sheet import LINE, Sheet, millimetres, size_text, typed_keys
from app.services.i18n import tr
from calc.units import G

TINT = {"pouch": 0.22, "cup": 0.34, "separator": 0.85, "anode": 0.5, "cathode": 0.55}
"""How strongly what lies under the film shows through."""


def explain_parts(sheet: Sheet, design: Design) -> None:
    """What the pointer is told of each part, and the fields it comes from."""

    def of(tag: str, name: str, lines: Callable[[], Iterable[str]], *keys: str) -> None:
        sheet.about(tag, name, lines, typed_keys(design, *keys))

    def text(*keys: str) -> Callable[[], Iterable[str]]:
        return lambda: (design.text(key) for key in keys)

    def size(*keys: str, then: tuple[str, ...] = ()) -> Callable[[], Iterable[str]]:
        return lambda: (size_text(*(design.number(key) for key in keys)), *(design.text(key) for key in then))

    def layer(kind: str, wide: str, high: str, *masses: str) -> Callable[[], Iterable[str]]:
        return lambda: (
            size_text(design.number(wide), design.number(high)),
            layer_thickness(design, kind),
            tr("{mass} in all", mass=writing.quantity_text(sum(float(design.values[key]) for key in masses), G)),
        )

    of(
        "pouch",
        tr("Pouch"),
        size("pouch_width", "pouch_height"),
        "side_seal_width",
        "top_seal_width",
        "bottom_seal_width",
        "pouch_film_thickness",
    )
    of(
        "cup",
        tr("Cup"),
        size("cup_width", "cup_height", "cup_depth"),
        "cup_clearance",
        "separator_height",
        "separator_overhang",
    )
    of(
        "separator",
        tr("Separator"),
        layer(SEPARATOR, "stack_width", "separator_height", "separator_mass"),
        "separator_height",
        "separator_overhang",
        "separator_clearance",
        "separator_length",
    )
    of(
        "anode",
        tr("Anode"),
        layer(ANODE, "anode_layer_width", "anode_height", "anode_mass"),
        "anode_width",
        "lithium_strip_length",
        "anode_height",
        "anode_overhang_width",
        "anode_overhang_height",
    )
    of(
        "cathode",
        tr("Cathode"),
        layer(CATHODE, "cathode_width", "cathode_height", "cathode_coating_mass", "cathode_foil_mass"),
        "cathode_width",
        "cathode_height",
        "cathode_sheets",
    )
    of("side-seal", tr("Side seal"), text("side_seal_width"), "side_seal_width")
    of("top-seal", tr("Top seal"), text("top_seal_width"), "top_seal_width")
    of("bottom-seal", tr("Bottom seal"), text("bottom_seal_width"), "bottom_seal_width")
    for sign, name in (("positive", tr("Positive tab")), ("negative", tr("Negative tab"))):
        wide, thick, long = f"{sign}_tab_width", f"{sign}_tab_thickness", f"{sign}_tab_length"
        lines = size(wide, thick, long, then=(f"{sign}_tab_mass",))
        of(f"{sign}-tab", name, lines, wide, long, thick, "tab_protrusion", "tab_pitch", "tab_offset")
    of(
        "sealant",
        tr("Sealant"),
        text("sealant_height", "sealant_mass"),
        "sealant_height",
        "sealant_overhang",
        "sealant_thickness",
    )
    of(
        "cell",
        tr("Finished cell"),
        size("cell_width", "cell_length", "cell_thickness", then=("cell_mass",)),
        "cathode_sheets",
        "side_seal_width",
    )
    of(
        "overhang",
        tr("Anode overhang"),
        size("anode_overhang_width", "anode_overhang_height"),
        "anode_width",
        "lithium_strip_length",
        "anode_height",
        "anode_overhang_width",
        "anode_overhang_height",
        "cathode_width",
        "cathode_height",
    )


def part_rows(design: Design, cell: CellSizes) -> list[tuple[str, str, str, str]]:
    """The list beside the plan: part, tag, name, size."""

    def size(*keys: str) -> str:
        return " × ".join(millimetres(design.number(key)) for key in keys)

    return [
        ("pouch-film", "pouch", tr("Pouch"), size("pouch_width", "pouch_height")),
        ("pouch-film", "cup", tr("Cup"), size("cup_width", "cup_height", "cup_depth")),
        ("separator", "separator", tr("Separator"), size("stack_width", "separator_height")),
        (cell.anode_part, "anode", tr("Anode"), size("anode_layer_width", "anode_height")),
        ("cathode-coating", "cathode", tr("Cathode"), size("cathode_width", "cathode_height")),
        (
            "tab-positive",
            "positive-tab",
            tr("Positive tab"),
            size("positive_tab_width", "positive_tab_thickness", "positive_tab_length"),
        ),
        (
            "tab-negative",
            "negative-tab",
            tr("Negative tab"),
            size("negative_tab_width", "negative_tab_thickness", "negative_tab_length"),
        ),
        (
            "sealant",
            "sealant",
            tr("Sealant"),
            " × ".join(millimetres(v) for v in (cell.tabs[0][0] + 2 * cell.sealant[1], cell.sealant[0])),
        ),
        ("cell", "cell", tr("Finished cell"), size("cell_width", "cell_length", "cell_thickness")),
    ]


def width_of_list(sheet: Sheet, rows: Sequence[tuple[str, str, str, str]]) -> float:
    names = max(sheet.text_width(row[2]) for row in rows)
    return 1.6 * sheet.em + names + 1.2 * sheet.em + max(sheet.text_width(row[3]) for row in rows) + 0.3 * sheet.em


def list_parts(sheet: Sheet, rows: Sequence[tuple[str, str, str, str]], x: float, y: float) -> float:
    """The parts with their colours and sizes; gives the y below."""
    em = sheet.em
    for part, tag, name, size in rows:
        if part != "cell":
            dash: Dash = "hidden" if tag in ("separator", "anode", "cathode") else ""
            sheet.add(Rect(x, y - 0.4 * em, 0.95 * em, 0.8 * em, part, tag, fill=TINT.get(tag, 1.0), dash=dash))
        sheet.write(x + 1.6 * em, y, name, tag=tag, bold=part == "cell")
        sheet.write(sheet.width - 0.3 * em, y, size, "right", tag=tag, bold=False)
        y += LINE * em * 1.06
    return y
