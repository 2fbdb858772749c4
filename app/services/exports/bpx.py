"""What BPX can hold of a design: a partial parameter set of a lithium-ion cell, in the standard's version 1.

BPX describes two porous electrodes of particles. A design knows how such a cell is built, not how fast its lithium
moves: the file is one of model "Partial", with the cell and the separator in full and what is known of the electrodes
under User-defined. Nothing is made up to complete it; `NEEDED` lists what a simulation asks for besides, `notes` says
it together with what was assumed. Cells with metallic lithium, without an anode material or with sulfur are refused.
"""

import json
import math
from collections.abc import Iterator
from typing import Any, Final

import app
from app.services import library
from app.services.design import Design
from app.services.exports.exporter import JSON, Exporter, ExportError, ExportOptions, Progress
from app.services.i18n import N_, joined, tr
from calc.graph import registry

VERSION: Final = "1.0.0"
FARADAY: Final = 96485.33212
"""C/mol; exact in SI since 2019 to these digits."""
BRUGGEMAN: Final = 1.5

POTENTIALS: Final = N_("open-circuit potentials over stoichiometry, and the stoichiometries at 0 % and 100 %")
"""Needed too, unless both materials bring a half-cell curve."""

NEEDED: Final = (
    N_("diffusivities in the particles, particle radii and surface areas"),
    N_("reaction rate constants"),
    N_("electronic conductivities of the coatings"),
    N_("conductivity, diffusivity and transference number of the electrolyte"),
)
"""What a simulation needs and no design knows."""


def content(design: Design) -> dict[str, Any]:
    """The file as plain values. Raises ExportError for a cell BPX cannot describe, or without a number it needs."""
    _check(design)
    document = design.document
    return {
        "Header": {
            "BPX": VERSION,
            "Title": document.name,
            "Description": joined(_description(design), " "),
            "References": f"Cellwright {app.__version__}, {document.id}, rev {document.revision}, {design.hash}",
            "Model": "Partial",
        },
        "Parameterisation": {
            "Cell": _cell(design),
            "Separator": {
                "Thickness [m]": _si(design, "separator_thickness"),
                "Porosity": _si(design, "separator_porosity"),
                "Transport efficiency": _si(design, "separator_porosity") ** BRUGGEMAN,
            },
            "User-defined": {
                "description": tr("What the design knows of the electrodes and the electrolyte."),
                **dict(_electrode(design, "Positive electrode", "cathode")),
                **dict(_electrode(design, "Negative electrode", "anode")),
                "Electrolyte mass [kg]": _si(design, "electrolyte_mass"),
                "Cell mass [kg]": _si(design, "cell_mass"),
            },
        },
    }


def _cell(design: Design) -> dict[str, Any]:
    length, width, thickness = (_si(design, key) for key in ("cell_length", "cell_width", "cell_thickness"))
    volume = _si(design, "cell_volume")
    pairs = round(_si(design, "facing_faces"))
    return {
        "Electrode area [m2]": _si(design, "facing_area") / pairs,
        "External surface area [m2]": 2 * (length * width + length * thickness + width * thickness),
        "Volume [m3]": volume,
        "Number of electrode pairs connected in parallel to make a cell": pairs,
        "Lower voltage cut-off [V]": _si(design, "lower_voltage"),
        "Upper voltage cut-off [V]": _si(design, "upper_voltage"),
        "Nominal cell capacity [A.h]": _si(design, "capacity") / 3600,
        "Density [kg.m-3]": _si(design, "cell_mass") / volume,
    }


def _electrode(design: Design, name: str, part: str) -> Iterator[tuple[str, Any]]:
    """Of one coated side. Pores, carbon and binder leave the rest of the coating's volume to the active material."""
    active = (
        _si(design, f"{part}_density") * _si(design, f"{part}_active_fraction") / _si(design, f"{part}_active_density")
    )
    yield f"{name} thickness [m]", _si(design, f"{part}_coating_thickness")
    yield f"{name} porosity", _si(design, f"{part}_porosity")
    yield f"{name} active material volume fraction", active
    yield f"{name} active material density [kg.m-3]", _si(design, f"{part}_active_density")
    yield f"{name} current collector thickness [m]", _si(design, f"{part}_foil_thickness")
    stored = _si(design, f"{part}_active_density") * _si(design, f"{part}_theoretical_capacity")
    yield f"{name} maximum concentration [mol.m-3]", stored / FARADAY
    if _has_curves(design):
        curve = design.values[f"{part}_curve"]
        stoichiometry = (curve.x / _si(design, f"{part}_theoretical_capacity")).tolist()
        yield f"{name} OCP [V]", {"x": stoichiometry, "y": curve.y.tolist()}
        # Discharging fills the cathode and empties the anode.
        least, most = sorted(_si(design, f"{part}_stoichiometry_{end}") for end in ("start", "end"))
        yield f"{name} minimum stoichiometry", least
        yield f"{name} maximum stoichiometry", most


def _has_curves(design: Design) -> bool:
    """Whether both electrodes have a curve that the voltage can be read from."""
    return all(
        design.has(f"{part}_stoichiometry_end") and math.isfinite(_si(design, f"{part}_stoichiometry_end"))
        for part in ("cathode", "anode")
    )


def _needed(design: Design) -> str:
    missing = NEEDED if _has_curves(design) else (POTENTIALS, *NEEDED)
    return tr("A simulation needs besides: {needed}.", needed=joined((tr(words) for words in missing), "; "))


def _description(design: Design) -> Iterator[str]:
    yield tr(
        "{anode}, {construction}; a design, not measured.",
        anode=design.option_label("anode_kind"),
        construction=design.option_label("construction"),
    )
    yield from _assumed(design)
    yield _needed(design)


def _assumed(design: Design) -> Iterator[str]:
    yield tr("Assumed: transport efficiency of the separator = porosity^1.5 (Bruggeman, uncited for this separator).")
    yield tr("Assumed: maximum concentrations are density × theoretical capacity / Faraday constant.")
    yield tr("Density is that of the whole cell, mass over volume with folded seals.")
    if _has_curves(design):
        for part in ("cathode", "anode"):
            curve = design.document.curve(f"{part}_curve")
            if curve is not None:
                yield tr(
                    "{label}: {rate}, {temperature}, {source}; stoichiometry is charge over theoretical capacity.",
                    label=tr(registry().curves[f"{part}_curve"].label),
                    rate=curve.rate,
                    temperature=curve.temperature,
                    source=library.source(curve.source).line() if curve.source else tr("uncited"),
                )
    guessed = [
        tr(design.quantity(key).label)
        for key in ("separator_thickness", "separator_porosity", "cathode_density", "anode_density", "electrolyte_mass")
        if design.origin(key) == "assumed"
    ]
    if guessed:
        yield tr("Assumed in the design: {labels}.", labels=joined(guessed))


def _check(design: Design) -> None:
    if design.plan.choices["cathode_lithium"] != "contained":
        raise ExportError(
            tr(
                "BPX describes lithium moving between two hosts; a cathode without lithium, such as sulfur, converts "
                "instead and cannot be written."
            )
        )
    kind = design.plan.choices["anode_kind"]
    if kind != "coated":
        raise ExportError(
            tr(
                "BPX describes two porous electrodes; it has no place for an anode that is {kind}. It can be written "
                "for cells with a coated anode.",
                kind=design.option_label("anode_kind"),
            )
        )
    needed = (
        "facing_area", "facing_faces", "cell_volume", "cell_mass", "capacity", "lower_voltage", "upper_voltage",
        "separator_thickness", "separator_porosity", "cathode_porosity", "anode_porosity", "cathode_coating_thickness",
        "anode_coating_thickness", "cathode_theoretical_capacity", "anode_theoretical_capacity",
    )  # fmt: skip
    for key in needed:
        if not (math.isfinite(_si(design, key)) and _si(design, key) > 0):
            raise ExportError(
                tr(
                    "BPX needs a number above 0 for {label} ({key}), and this design has {value}.",
                    label=tr(design.quantity(key).label),
                    key=key,
                    value=design.text(key),
                )
            )


def _si(design: Design, key: str) -> float:
    return float(design.values[key])


def _tidy(part: Any) -> Any:
    """Numbers with twelve digits, free of what binary division leaves behind."""
    if isinstance(part, dict):
        return {key: _tidy(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_tidy(value) for value in part]
    return float(f"{part:.12g}") if isinstance(part, float) else part


def _make(design: Design, options: ExportOptions, progress: Progress) -> bytes:
    return (json.dumps(_tidy(content(design)), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


def _notes(design: Design, options: ExportOptions) -> tuple[str, ...]:
    return (*_assumed(design), _needed(design))


EXPORTER = Exporter(
    name="bpx",
    label=N_("BPX parameters"),
    help=N_(
        "What the Battery Parameter eXchange format can hold of a lithium-ion cell: cell, separator and electrodes, as "
        "a partial set, with a list of what was assumed and what a simulation needs besides."
    ),
    formats=(JSON,),
    make=_make,
    takes=frozenset({"language"}),
    notes=_notes,
)
