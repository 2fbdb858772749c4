"""What a batch takes: cells to start for the good ones wanted, every material in it, and pieces nested on their web.

Yield and scrap are those of the design, by part of the cell or by step of the work. What goes in is what ends in good
cells, in cells lost, and at each step as scrap: they add up. A step is given what it passes on and what it loses, so
the shares of later steps count on all that went before. Lengths in m, masses in kg.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.services import recipes
from app.services.design import Design
from app.services.i18n import N_, tr
from calc.units import CM2, COUNT, MM, G, Unit

STEPS: Final = {
    "mixing": N_("Mixing"),
    "coating": N_("Coating"),
    "cutting": N_("Cutting"),
    "sorting": N_("Sorting"),
    "dosing": N_("Dosing"),
    "forming": N_("Forming"),
    "reserve": N_("Reserve"),
    "all": N_("All steps"),
}
"""Where something is lost, in the order of the work; the last of what no step is said."""

CATHODE_SLURRY, ANODE_SLURRY, ELECTROLYTE, OTHER = "cathode-slurry", "anode-slurry", "electrolyte", ""


@dataclass(frozen=True, slots=True)
class Need:
    """One material: `per_cell` in SI units; `losses`: step and its share of what it passes on, in the order of work.

    `unit` is for people. `mixed_into`: the slurry or the electrolyte that it is weighed for. `of_it`: it is a part of
    the line before. `dried_off`: it ends in no cell at all.
    """

    label: str
    material: str
    per_cell: float
    losses: tuple[tuple[str, float], ...]
    unit: Unit
    good: int
    started: int
    mixed_into: str = OTHER
    of_it: bool = False
    dried_off: bool = False

    @property
    def in_good(self) -> float:
        """What good cells are made of."""
        return self.good * self.per_cell

    @property
    def in_lost(self) -> float:
        """What cells are made of that are begun and not good."""
        return (self.started - self.good) * self.per_cell

    @property
    def lost(self) -> dict[str, float]:
        """What each step loses. Of whole things what is taken more for the next whole one is in the last of them."""
        amount, found = self.started * self.per_cell, {}
        for step, share in reversed(self.losses):
            found[step] = amount * share
            amount += found[step]
        if self.unit.whole and found:
            found[next(iter(found))] += math.ceil(amount - 1e-9) - amount
        return {step: found[step] for step in STEPS if step in found}

    @property
    def scrapped(self) -> float:
        """What ends beside the cells."""
        return sum(self.lost.values())

    @property
    def total(self) -> float:
        """What to have at hand."""
        return self.in_good + self.in_lost + self.scrapped


@dataclass(frozen=True, slots=True)
class Nesting:
    """Rectangles on a web: `across` of them side by side in `rows` rows of `pitch`; `turned` by a quarter."""

    across: int
    rows: int
    pitch: float
    turned: bool
    gap: float = 0.0

    @property
    def length(self) -> float:
        """Web to cut from, in m."""
        return max(self.rows * self.pitch - self.gap, 0.0)


@dataclass(frozen=True, slots=True)
class Slurry:
    """The slurry of an electrode: `coated` of it goes on the foil of the cells begun, `mixed` is weighed out, in kg.

    `solids` is a share; `wet` film and blade `gap` in m, `density` in kg/m³.
    """

    name: str
    kind: str
    solids: float
    density: float
    wet: float
    gap: float
    coated: float
    mixed: float


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch of a design."""

    good: int
    started: int
    needs: tuple[Need, ...]
    slurries: tuple[Slurry, ...]

    def mixed_into(self, kind: str) -> tuple[Need, ...]:
        """What is weighed for a slurry or for the electrolyte."""
        return tuple(need for need in self.needs if need.mixed_into == kind)


def started(good: int, cell_yield: float) -> int:
    """Cells to begin so that as many are good. A hair is left for the rounding of the yield."""
    return math.ceil(good / cell_yield - 1e-9)


def nested(count: int, width: float, height: float, web: float, trim: float = 0.0, gap: float = 0.0) -> Nesting | None:
    """The orientation that takes the least web for so many pieces; None when none fits between the trimmed edges.

    `gap`: what lies between two pieces, side by side and from row to row.
    """
    found = []
    for along, across, turned in ((width, height, False), (height, width, True)):
        side_by_side = math.floor((web - 2 * trim + gap) / (across + gap) + 1e-9)
        if side_by_side >= 1:
            found.append(Nesting(side_by_side, math.ceil(count / side_by_side), along + gap, turned, gap))
    return min(found, key=lambda nesting: nesting.length, default=None)


_SPARE: Final = {
    "cathode": "sorting_scrap",
    "anode": "sorting_scrap",
    "film": "forming_scrap",
    "positive": "tabs_scrap",
    "negative": "tabs_scrap",
    "tape": "tape_scrap",
}
"""What a piece is, to the key of the share that is spoilt of it after it is cut."""


def pieces(count: int, design: Design, part: str) -> int:
    """Pieces to cut so that as many are left: some are sorted out, crack in forming or are spoilt at the welds."""
    key = _SPARE.get(part.partition("-")[0], "")
    share = _value(design, key) if key else 0.0
    return math.ceil(count * (1 + share) - 1e-9)


def batch_of(design: Design, good: int) -> Batch:
    """What so many good cells of a design take."""
    begun = started(good, float(design.values["cell_yield"]))
    needs = tuple(need for need in _lines(design, good, begun) if math.isfinite(need.per_cell) and need.per_cell > 0)
    return Batch(good, begun, needs, tuple(_slurries(design, needs)))


def _slurries(design: Design, needs: tuple[Need, ...]) -> Iterator[Slurry]:
    for part, kind, name in (
        ("cathode", CATHODE_SLURRY, tr("Cathode slurry")),
        ("anode", ANODE_SLURRY, tr("Anode slurry")),
    ):
        own = [need for need in needs if need.mixed_into == kind]
        if own and design.has(f"{part}_blade_gap"):
            yield Slurry(
                name,
                kind,
                _value(design, f"{part}_slurry_solids"),
                _value(design, f"{part}_slurry_density"),
                _value(design, f"{part}_wet_thickness"),
                _value(design, f"{part}_blade_gap"),
                sum(need.total - need.lost.get("mixing", 0.0) for need in own),
                sum(need.total for need in own),
            )


def _value(design: Design, key: str) -> float:
    return float(design.values[key]) if key in design.values else 0.0


def _losses(design: Design, part: str, *steps: tuple[str, str]) -> tuple[tuple[str, float], ...]:
    """The steps and their shares; of a design that says one share for the part, that one."""
    if design.plan.choices["scrap_given_by"] == "part":
        first = tuple((step, key) for step, key in steps if key == "slurry_scrap")
        steps = (*first, ("all", f"{part}_scrap"))
    return tuple((step, _value(design, key)) for step, key in steps if key in design.values)


def _lines(design: Design, good: int, begun: int) -> Iterator[Need]:
    """Every material in the order of the work."""

    def named(slot: str) -> str:
        material = design.document.materials.get(slot)
        return tr(material.name) if material else ""

    def need(
        label: str,
        material: str,
        per_cell: float,
        losses: tuple[tuple[str, float], ...],
        unit: Unit = G,
        mixed_into: str = OTHER,
        *,
        of_it: bool = False,
        dried_off: bool = False,
    ) -> Need:
        return Need(label, material, per_cell, losses, unit, good, begun, mixed_into, of_it, dried_off)

    web = (("coating", "coating_scrap"), ("cutting", "electrode_cutting_scrap"), ("sorting", "sorting_scrap"))
    mix = ("mixing", "slurry_scrap")
    cathode = _losses(design, "cathode", *web)
    for label, slot, amount in _powders(design, "cathode"):
        yield need(label, named(slot), amount, _losses(design, "cathode", mix, *web), G, CATHODE_SLURRY)
    amount = _value(design, "cathode_solvent_mass")
    losses = _losses(design, "cathode", mix, *web)
    yield need(tr("Cathode solvent, dried off"), "", amount, losses, G, CATHODE_SLURRY, dried_off=True)
    yield need(tr("Cathode foil"), named("cathode_foil"), _value(design, "cathode_foil_mass"), cathode)
    kind = design.plan.choices["anode_kind"]
    if kind == "coated":
        for label, slot, amount in _powders(design, "anode"):
            yield need(label, named(slot), amount, _losses(design, "anode", mix, *web), G, ANODE_SLURRY)
        amount = _value(design, "anode_solvent_mass")
        losses = _losses(design, "anode", mix, *web)
        yield need(tr("Anode solvent, dried off"), "", amount, losses, G, ANODE_SLURRY, dried_off=True)
    steps = {"coated": web, "anode-free": web[1:]}.get(kind, (("cutting", "lithium_cutting_scrap"), web[2]))
    anode = _losses(design, "anode", *steps)
    yield need(tr("Lithium"), tr("Lithium"), _value(design, "lithium_mass"), anode)
    yield need(tr("Surface layer, kept"), "", _value(design, "surface_layer_mass"), anode)
    yield need(tr("Anode foil"), named("anode_foil"), _value(design, "anode_foil_mass"), anode)
    losses = _losses(design, "separator", ("cutting", "separator_cutting_scrap"))
    yield need(tr("Separator strip, length"), named("separator"), _value(design, "separator_length"), losses, MM)
    losses = _losses(design, "electrolyte", ("mixing", "electrolyte_mixing_scrap"), ("dosing", "dosing_scrap"))
    recipe = recipes.described(design) or named("electrolyte")
    yield need(tr("Electrolyte"), recipe, _value(design, "electrolyte_fill"), losses, G, ELECTROLYTE)
    for component in recipes.components(design):
        amount = _value(design, component.mass_key)
        yield need(tr("of it"), tr(component.material.name), amount, losses, G, ELECTROLYTE, of_it=True)
    film = 2 * _value(design, "film_blank_width") * _value(design, "film_blank_height")
    losses = _losses(design, "pouch_film", ("cutting", "film_cutting_scrap"), ("forming", "forming_scrap"))
    yield need(tr("Pouch film, area"), named("pouch_film"), film, losses, CM2)
    spare = (("reserve", _value(design, "tabs_scrap")),)
    yield need(tr("Positive tabs"), named("positive_tab"), 1, spare, COUNT)
    yield need(tr("Negative tabs"), named("negative_tab"), 1, spare, COUNT)
    spare = (("reserve", _value(design, "tape_scrap")),)
    yield need(tr("Tape, pieces"), named("tape"), _value(design, "tape_pieces"), spare, COUNT)


_KINDS: Final = {
    "cathode": {
        "active": N_("Cathode active material"),
        "carbon": N_("Cathode carbon"),
        "binder": N_("Cathode binder"),
    },
    "anode": {"active": N_("Anode active material"), "carbon": N_("Anode carbon"), "binder": N_("Anode binder")},
}


def _powders(design: Design, electrode: str) -> Iterator[tuple[str, str, float]]:
    """Label, slot and mass in one cell of every powder of a coating; of a mixture each of its components."""
    coating = _value(design, f"{electrode}_coating_mass")
    for kind, label in _KINDS[electrode].items():
        several = [which for which in ("first", "second", "third") if design.has(f"{electrode}_{which}_{kind}_mass")]
        if not several:
            yield tr(label), f"{electrode}_{kind}", coating * _value(design, f"{electrode}_{kind}_fraction")
        for which in several:
            slot = f"{electrode}_{kind}" if which == "first" else f"{electrode}_{which}_{kind}"
            yield tr(label), slot, _value(design, f"{electrode}_{which}_{kind}_mass")
