"""Materials and sources that come with the program, and the snapshot of a material that a design keeps."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.services.i18n import tr
from app.services.paths import resources
from calc import units
from calc.halfcell import HalfCell, half_cell

UNCITED = ""


@dataclass(frozen=True, slots=True)
class Property:
    """One value of a material: a number as its source prints it, its unit's symbol, its source's id ("" = uncited)."""

    text: str
    unit: str
    source: str = UNCITED
    note: str = ""


@dataclass(frozen=True, slots=True)
class MaterialCurve:
    """A half-cell curve: potential against the metal over the lithium in the active material, slow and falling.

    `charge` and `potential` hold the digits of as many points in `charge_unit` and `potential_unit`. `error` is the
    largest difference that choosing few points made; `basis` says what the charge was counted from or scaled with.
    """

    id: str
    charge: tuple[str, ...]
    potential: tuple[str, ...]
    revision: int = 1
    charge_unit: str = "mAh/g"
    potential_unit: str = "V"
    source: str = UNCITED
    licence: str = ""
    rate: str = ""
    temperature: str = ""
    direction: str = ""
    basis: str = ""
    error: str = ""
    note: str = ""

    def half_cell(self) -> HalfCell:
        """The curve in SI. Raises ValueError where it is none."""
        return _half_cell(self)


@functools.lru_cache(maxsize=64)
def _half_cell(curve: MaterialCurve) -> HalfCell:
    charge, potential = units.find(curve.charge_unit), units.find(curve.potential_unit)
    return half_cell(
        [charge.to_si(float(text)) for text in curve.charge],
        [potential.to_si(float(text)) for text in curve.potential],
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A component of a mixture: the slot it goes into, the id of its material and its amount, in the declared unit."""

    slot: str
    material: str
    amount: str


@dataclass(frozen=True, slots=True)
class Mixture:
    """What a material of the library is mixed of, in the dialects in which its source says so."""

    choices: Mapping[str, str]
    components: tuple[Part, ...]
    source: str = UNCITED


@dataclass(frozen=True, slots=True)
class Material:
    """A bundle of values with sources. Designs keep a copy of the one they use."""

    id: str
    kind: str
    name: str
    revision: int = 1
    formula: str = ""
    recipe: str = ""
    note: str = ""
    assumed: bool = False
    """In a design: nobody stated that this is the material."""
    choices: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Property] = field(default_factory=dict)
    curve: MaterialCurve | None = None
    mixture: Mixture | None = field(default=None, compare=False)
    """In the library only: a design has the components in slots of their own."""

    def __post_init__(self) -> None:
        for name in ("choices", "values"):
            mapping = getattr(self, name)
            if not isinstance(mapping, MappingProxyType):
                object.__setattr__(self, name, MappingProxyType(dict(mapping)))

    def __hash__(self) -> int:
        return hash((self.kind, self.id, self.revision, self.name))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from."""

    id: str
    title: str
    authors: str = ""
    year: str = ""
    doi: str = ""
    url: str = ""
    licence: str = ""
    note: str = ""

    @property
    def shown_title(self) -> str:
        """The title in the language in force; only that of what nobody published is translated."""
        published = self.authors or self.year or self.doi or self.url
        return self.title if published else tr(self.title)

    def line(self) -> str:
        """The source as one line of a reference list."""
        parts = [self.authors, self.shown_title, self.year, f"DOI {self.doi}" if self.doi else self.url]
        return ". ".join(part for part in parts if part)


def material(kind: str, material_id: str) -> Material:
    """The library's material of this kind and id. Raises KeyError."""
    path = _folder(kind) / f"{material_id}.toml"
    if path.is_file():
        return _read(path)
    for own in _own(kind):
        if own.id == material_id:
            return own
    raise KeyError(material_id)


def materials(kind: str) -> tuple[Material, ...]:
    """All materials of a kind, the user's own among them, by name."""
    shipped = (_read(path) for path in _folder(kind).glob("*.toml"))
    return tuple(sorted((*shipped, *_own(kind)), key=lambda m: m.name.casefold()))


def kinds() -> tuple[str, ...]:
    """All kinds that have materials."""
    return tuple(sorted(folder.name for folder in (resources() / "materials").iterdir() if folder.is_dir()))


def source(source_id: str) -> Source:
    """The source with this id; one that is not in the list is its own title."""
    return _sources().get(source_id, Source(source_id, source_id))


@functools.cache
def _sources() -> Mapping[str, Source]:
    tables = _toml(resources() / "sources.toml")
    return {key: Source(id=key, **{name: str(value) for name, value in table.items()}) for key, table in tables.items()}


def _folder(kind: str) -> Path:
    return resources() / "materials" / kind


def _own(kind: str) -> tuple[Material, ...]:
    from app.services import own_materials  # which reads files as this module does, and more

    return own_materials.materials(kind)


@functools.cache
def _read(path: Path) -> Material:
    return from_table(_toml(path), path.parent)


def from_table(table: Mapping[str, Any], folder: Path | None = None) -> Material:
    """The material that a file's table describes; the points of a curve stand in it, or in a csv in `folder`."""
    values = {
        name: Property(v["value"], v["unit"], v.get("source", UNCITED), v.get("note", ""))
        for name, v in table.get("values", {}).items()
    }
    mixed = table.get("mixture")
    return Material(
        id=table["id"],
        kind=table["kind"],
        name=table["name"],
        revision=table.get("revision", 1),
        formula=table.get("formula", ""),
        recipe=table.get("recipe", ""),
        note=table.get("note", ""),
        choices=table.get("choices", {}),
        values=values,
        curve=_curve(table["id"], table["curve"], folder) if "curve" in table else None,
        mixture=_mixture(mixed) if mixed else None,
    )


def _mixture(table: Mapping[str, Any]) -> Mixture:
    return Mixture(
        choices=MappingProxyType({key: option for key, option in table.items() if key.endswith("_given_by")}),
        components=tuple(Part(**part) for part in table["components"]),
        source=table.get("source", UNCITED),
    )


def _curve(material_id: str, table: Mapping[str, Any], folder: Path | None) -> MaterialCurve:
    stated = {"id": material_id, **{name: value for name, value in table.items() if name != "table"}}
    if folder is not None and "table" in table:
        _, *rows = (folder / table["table"]).read_text(encoding="utf-8").splitlines()
        stated["charge"], stated["potential"] = zip(*(row.split(",") for row in rows), strict=True)
    return MaterialCurve(**{**stated, **{name: tuple(stated[name]) for name in ("charge", "potential")}})


def _toml(path: Path) -> dict[str, Any]:
    import tomllib  # 5 ms that a design, which carries its materials, does not need

    return tomllib.loads(path.read_text(encoding="utf-8"))
