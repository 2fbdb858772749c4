"""What a batch takes: cells to start for the good ones wanted, every material in it, and pieces nested on their web.

Scrap and yield are those of the design. What is requisitioned is what ends in good cells, in cells lost, and as scrap;
the three add up. Lengths in m, masses in kg.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from app.services import recipes
from app.services.design import Design
from app.services.i18n import tr
from calc.units import CM2, COUNT, MM, G, Unit


@dataclass(frozen=True, slots=True)
class Need:
    """One material: `per_cell` in SI units, `scrap` as a share of what goes into cells. `unit` is for people."""

    label: str
    material: str
    per_cell: float
    scrap: float
    unit: Unit
    good: int
    started: int

    @property
    def in_good(self) -> float:
        """What ends in good cells."""
        return self.good * self.per_cell

    @property
    def in_lost(self) -> float:
        """What ends in cells that are begun and not good."""
        return (self.started - self.good) * self.per_cell

    @property
    def scrapped(self) -> float:
        """What ends beside the cells."""
        return self.started * self.per_cell * self.scrap

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

    @property
    def length(self) -> float:
        """Web to cut from, in m."""
        return self.rows * self.pitch


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch of a design."""

    good: int
    started: int
    needs: tuple[Need, ...]


def started(good: int, cell_yield: float) -> int:
    """Cells to begin so that as many are good. A hair is left for the rounding of the yield."""
    return math.ceil(good / cell_yield - 1e-9)


def nested(count: int, width: float, height: float, web: float, trim: float = 0.0) -> Nesting | None:
    """The orientation that takes the least web for so many pieces; None when none fits between the trimmed edges."""
    found = []
    for along, across, turned in ((width, height, False), (height, width, True)):
        side_by_side = math.floor((web - 2 * trim) / across + 1e-9)
        if side_by_side >= 1:
            found.append(Nesting(side_by_side, math.ceil(count / side_by_side), along, turned))
    return min(found, key=lambda nesting: nesting.length, default=None)


def batch_of(design: Design, good: int) -> Batch:
    """What so many good cells of a design take."""
    begun = started(good, float(design.values["cell_yield"]))
    needs = tuple(
        Need(label, material, per_cell, scrap, unit, good, begun)
        for label, material, per_cell, scrap, unit in _lines(design)
        if math.isfinite(per_cell) and per_cell > 0
    )
    return Batch(good, begun, needs)


def _lines(design: Design) -> Iterator[tuple[str, str, float, float, Unit]]:
    """Label, material, amount in one cell, scrap, unit."""

    def value(key: str) -> float:
        return float(design.values[key]) if key in design.values else 0.0

    def named(slot: str) -> str:
        material = design.document.materials.get(slot)
        return tr(material.name) if material else ""

    cathode, anode = value("cathode_scrap"), value("anode_scrap")
    parts = (("active", tr("active material")), ("carbon", tr("carbon")), ("binder", tr("binder")))
    for part, words in parts:
        amount = value("cathode_coating_mass") * value(f"cathode_{part}_fraction")
        yield tr("Cathode {part}", part=words), named(f"cathode_{part}"), amount, cathode, G
    yield tr("Cathode foil"), named("cathode_foil"), value("cathode_foil_mass"), cathode, G
    if design.plan.choices["anode_kind"] == "coated":
        for part, words in parts:
            amount = value("anode_coating_mass") * value(f"anode_{part}_fraction")
            yield tr("Anode {part}", part=words), named(f"anode_{part}"), amount, anode, G
    yield tr("Lithium"), tr("Lithium"), value("lithium_mass"), anode, G
    yield tr("Surface layer, kept"), "", value("surface_layer_mass"), anode, G
    yield tr("Anode foil"), named("anode_foil"), value("anode_foil_mass"), anode, G
    yield tr("Separator strip, length"), named("separator"), value("separator_length"), value("separator_scrap"), MM
    loss = value("electrolyte_scrap")
    yield tr("Electrolyte"), recipes.described(design) or named("electrolyte"), value("electrolyte_fill"), loss, G
    for component in recipes.components(design):
        yield tr("of it"), tr(component.material.name), value(component.mass_key), loss, G
    film = 2 * value("film_blank_width") * value("film_blank_height")
    yield tr("Pouch film, area"), named("pouch_film"), film, value("pouch_film_scrap"), CM2
    yield tr("Positive tabs"), named("positive_tab"), 1, 0, COUNT
    yield tr("Negative tabs"), named("negative_tab"), 1, 0, COUNT
    yield tr("Tape, pieces"), named("tape"), value("tape_pieces"), 0, COUNT
