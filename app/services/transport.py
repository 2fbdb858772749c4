"""What transport rules ask of a cell, held against the dated table in resources/transport.toml."""

import functools
import tomllib
from dataclasses import dataclass
from typing import Literal

from app.services.design import Design
from app.services.paths import resources
from calc import units
from calc.units import Unit

Kind = Literal["lithium-metal", "lithium-ion", "sodium-metal", "sodium-ion"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit on one quantity of a cell, as the table prints it; `value` is in SI."""

    cell: Kind
    key: str
    text: str
    unit: Unit
    within: str
    beyond: str
    source: str

    @property
    def value(self) -> float:
        return float(self.unit.to_si(float(self.text)))


@dataclass(frozen=True, slots=True)
class Remark:
    """A limit that binds packages or batteries, in words."""

    cell: Kind
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class Table:
    """The file: the day it was put together, the warning that goes with it, and what it says."""

    collected: str
    verify: str
    limits: tuple[Limit, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """One limit and where a design lies; `kept` is None when the design's value is not known."""

    limit: Limit
    value: float
    kept: bool | None

    @property
    def consequence(self) -> str:
        """What follows, in the table's words; empty when the value is not known."""
        if self.kept is None:
            return ""
        return self.limit.within if self.kept else self.limit.beyond


@functools.cache
def table() -> Table:
    """The table that comes with the program."""
    content = tomllib.loads((resources() / "transport.toml").read_text(encoding="utf-8"))
    limits = tuple(
        Limit(
            raw["cell"],
            raw["key"],
            raw["limit"],
            units.find(raw["unit"]),
            raw["within"],
            raw["beyond"],
            raw.get("source", ""),
        )
        for raw in content["limits"]
    )
    remarks = tuple(Remark(raw["cell"], raw["says"], raw.get("source", "")) for raw in content["package"])
    return Table(content["collected"], content["verify"], limits, remarks)


def kind(design: Design) -> Kind:
    """What the cell counts as: a coated anode makes it an ion cell, metal that is plated or put in a metal cell."""
    coated = design.plan.choices["anode_kind"] == "coated"
    if design.plan.choices["working_ion"] == "sodium":
        return "sodium-ion" if coated else "sodium-metal"
    return "lithium-ion" if coated else "lithium-metal"


def assessed(design: Design) -> tuple[Assessment, ...]:
    """Every limit for cells of this kind, with the design's value held against it."""
    found = []
    for limit in table().limits:
        if limit.cell != kind(design):
            continue
        value = float(design.values[limit.key])
        # What is typed in decimals may lie a rounding error beyond the limit it meets.
        kept = None if value != value else value <= limit.value * (1 + 1e-9)
        found.append(Assessment(limit, value, kept))
    return tuple(found)


def remarks(design: Design) -> tuple[Remark, ...]:
    """What the table says of packages and batteries of cells of this kind."""
    return tuple(remark for remark in table().remarks if remark.cell == kind(design))
