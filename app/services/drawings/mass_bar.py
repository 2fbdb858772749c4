"""What the cell weighs, part by part: one bar, and a table beneath it."""

import math
from functools import partial

from app.services import format as writing
from app.services.design import Design
from app.services.drawings.palette import mass_part
from app.services.drawings.scene import Frame, Polyline, Rect, Scene
from app.services.drawings.sheet import LINE, Sheet, fixed, typed_keys
from app.services.i18n import joined, tr
from calc.model.masses import MASS_PARTS
from calc.units import PERCENT, G

_KEYS = {
    "cathode_coating_mass": ("cathode_loading", "cathode_sheet_mass", "cathode_areal_mass", "cathode_sheets"),
    "cathode_foil_mass": ("cathode_foil_thickness", "cathode_sheets"),
    "anode_mass": (
        "lithium_thickness",
        "anode_loading",
        "anode_foil_thickness",
        "anode_sheets",
        "lithium_strip_length",
    ),
    "separator_mass": ("separator_length", "separator_height", "separator_thickness", "separator_porosity"),
    "electrolyte_mass": (
        "electrolyte_per_active_mass",
        "electrolyte_volume_per_active_mass",
        "electrolyte_per_capacity",
        "electrolyte_volume_per_capacity",
        "electrolyte_fill_ratio",
        "electrolyte_mass",
        "electrolyte_volume",
    ),
    "package_mass": ("pouch_film_areal_mass", "side_seal_width", "top_seal_width", "bottom_seal_width"),
    "tabs_mass": ("positive_tab_width", "positive_tab_length", "negative_tab_width", "negative_tab_length"),
    "tape_mass": ("tape_pieces", "tape_length", "tape_width"),
}
"""The inputs that move each mass, the likeliest first."""


def mass_bar(design: Design, frame: Frame = Frame()) -> Scene:  # noqa: B008 - frozen
    """The parts of the cell's mass side by side, as wide as they are heavy; tags are the keys of the masses."""
    sheet = Sheet(frame, tr("Mass of the cell"))
    em = sheet.em
    masses = {key: float(design.values[key]) for key in MASS_PARTS}
    total = float(design.values["cell_mass"])
    drawable = {key: mass for key, mass in masses.items() if math.isfinite(mass) and mass > 0}
    whole = sum(drawable.values())
    for key in MASS_PARTS:
        sheet.about(key, tr(design.quantity(key).label), partial(_tip, design, key), typed_keys(design, *_KEYS[key]))
    # By the size asked for: in a low frame the sheet makes its letters smaller, which nobody could read.
    rows_below = frame.height >= 6 * frame.text_size
    high = min(max(2.2 * em, 0.16 * sheet.height), 4 * em) if rows_below else 0.8 * sheet.height
    y = 0.2 * em
    if rows_below:
        sheet.write(0.3 * em, 0.75 * em, tr("Cell mass"), bold=True)
        sheet.write(sheet.width - 0.3 * em, 0.75 * em, design.text("cell_mass"), "right", bold=True)
        y = 1.7 * em
    x, width = 0.3 * em, sheet.width - 0.6 * em
    for key, mass in drawable.items():
        wide, part = width * mass / whole, mass_part(key, design.plan.choices["anode_kind"])
        sheet.add(Rect(x, y, wide, high, part, key))
        share = _share(mass, total)
        if rows_below and sheet.text_width(share) + 0.8 * em <= wide:
            sheet.write(x + wide / 2, y + high / 2, share, "centre", part=f"on-{part}", tag=key)
        x += wide
    if not drawable:
        sheet.add(Rect(x, y, width, high, "quiet", fill=0, dash="hidden"))
    if rows_below:
        _table(sheet, design, masses, total, y + high + 1.2 * em)
    return sheet.scene(lambda: _words(design))


def _words(design: Design) -> str:
    parts = joined((f"{tr(design.quantity(key).label)} {design.text(key)}" for key in MASS_PARTS), "; ")
    return joined((f"{tr('Cell mass')} {design.text('cell_mass')}", parts), ": ")


def _tip(design: Design, key: str) -> tuple[str, str]:
    share = _share(float(design.values[key]), float(design.values["cell_mass"]))
    return joined((design.text(key), share)), tr(design.quantity(key).help)


def _table(sheet: Sheet, design: Design, masses: dict[str, float], total: float, top: float) -> None:
    """Colour, name, mass and share of every part, in as many columns as fit."""
    em = sheet.em
    rows = [
        (key, tr(design.quantity(key).label), _grams(masses[key], total), _share(masses[key], total))
        for key in MASS_PARTS
    ]
    names, grams, shares = (max(sheet.text_width(row[at]) for row in rows) for at in (1, 2, 3))
    need = 1.6 * em + names + 1.2 * em + grams + 1.2 * em + shares
    shared = need <= sheet.width - 0.6 * em
    if not shared:  # a narrow table keeps the masses
        need -= 1.2 * em + shares
    apart = 1.2 * em if shared else max(min(1.2 * em, 1.2 * em + sheet.width - 0.6 * em - need), 0.4 * em)
    gap = 2.4 * em
    row_height = LINE * em * 1.08
    fit = max(int((sheet.height - top + 0.5 * em) / row_height), 1)
    most = max(int((sheet.width - 0.6 * em + gap) / (need + gap)), 1)
    columns = min(max(math.ceil(len(rows) / fit), 1), most)
    per_column = math.ceil(len(rows) / columns)
    spare = (sheet.width - 0.6 * em - columns * need) / columns if columns > 1 else 0.0
    for at, (key, name, mass, share) in enumerate(rows):
        x = 0.3 * em + at // per_column * (need + max(min(spare, 6 * em), 0.0))
        y = top + at % per_column * row_height
        if not sheet.write(x + 1.6 * em, y, name, tag=key):
            continue
        part = mass_part(key, design.plan.choices["anode_kind"])
        sheet.add(Rect(x, y - 0.4 * em, 0.95 * em, 0.8 * em, part, key))
        right = x + 1.6 * em + names + apart + grams
        sheet.write(right, y, mass, "right", tag=key)
        if shared:
            sheet.write(right + 1.2 * em + shares, y, share, "right", part="quiet", tag=key)
        if at % per_column:
            sheet.add(Polyline(((x, y - row_height / 2), (x + need, y - row_height / 2)), "grid"))


def _grams(mass: float, total: float) -> str:
    """A mass with as many decimals as all the others of the cell."""
    step = "0.001" if not total > 0.1 else "0.01"
    return writing.with_unit(fixed(writing.shown(mass, G), step), G)


def _share(mass: float, total: float) -> str:
    """A part of the whole in %, with one decimal."""
    share = mass / total if total else math.nan
    return writing.with_unit(fixed(writing.shown(share, PERCENT), "0.1"), PERCENT)
