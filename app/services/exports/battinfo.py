"""The cell as linked data in the terms of BattINFO, the battery domain of EMMO: JSON-LD that names the public context.

Only terms of that context are used; tests hold the list against a copy of it. A number says its unit by the IRI of EMMO
or, where EMMO has none, of QUDT. What follows from the design is a property, not a measured one. What BattINFO has no
term for, such as the construction, is said in a comment.
"""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

import app
from app.services.design import Design
from app.services.exports.exporter import Exporter, ExportOptions, Format, Progress
from app.services.i18n import N_, tr
from app.services.library import Material
from calc.units import AH, CM2, G_CM3, MAH_G, MG_CM2, MM, PERCENT, UM, WH, A, G, Unit, V

CONTEXT: Final = "https://w3id.org/emmo/domain/battery/context"
PREFIXES: Final = {
    "schema": "https://schema.org/",
    "emmo": "https://w3id.org/emmo#",
    "unit": "http://qudt.org/vocab/unit/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}

_UNITS: Final[Mapping[str, tuple[Unit, str]]] = {
    "Ah": (AH, "unit:A-HR"),
    "Wh": (WH, "unit:W-HR"),
    "V": (V, "emmo:Volt"),
    "A": (A, "emmo:Ampere"),
    "g": (G, "emmo:Gram"),
    "mm": (MM, "emmo:MilliMetre"),
    "um": (UM, "emmo:MicroMetre"),
    "cm2": (CM2, "emmo:SquareCentiMetre"),
    "mg/cm2": (MG_CM2, "emmo:MilliGramPerSquareCentiMetre"),
    "g/cm3": (G_CM3, "emmo:GramPerCubicCentiMetre"),
    "mAh/g": (MAH_G, "unit:MilliA-HR-PER-GM"),
    "%": (PERCENT, "unit:PERCENT"),
}

ACTIVE: Final[Mapping[str, str]] = {
    "lco": "LithiumCobaltOxide",
    "lfp": "LithiumIronPhosphate",
    "lmfp": "LithiumManganeseIronPhosphate",
    "lmo": "LithiumManganeseOxide",
    "lnmo": "LithiumNickelManganeseOxide",
    "nca": "LithiumNickelCobaltAluminiumOxide",
    "nmc111": "LithiumNickelManganeseCobaltOxide111",
    "nmc532": "LithiumNickelManganeseCobaltOxide532",
    "nmc622": "LithiumNickelManganeseCobaltOxide622",
    "nmc811": "LithiumNickelManganeseCobaltOxide811",
    "sulfur": "Sulfur",
    "graphite": "Graphite",
    "hard-carbon": "HardCarbon",
    "lto": "LithiumTitanate",
    "silicon": "Silicon",
    "siox": "SiliconOxide",
    "lithium": "Lithium",
    "sodium": "Sodium",
}
"""Id of a material → its term; another one is an ActiveMaterial with a name."""
_FOILS: Final = {
    "aluminium": "Aluminium",
    "aluminium-carbon-coated": "Aluminium",
    "copper": "Copper",
    "nickel": "Nickel",
}
_BINDERS: Final = {
    "pvdf": "PolyvinylideneFluoride",
    "cmc": "CarboxymethylCellulose",
    "sbr": "StyreneButadiene",
    "paa": "PolyacrylicAcid",
    "ptfe": "Polytetrafluoroethylene",
}
_CARBONS: Final = {"super-p": "CarbonBlack", "acetylene-black": "CarbonBlack", "graphene": "Graphene"}


def content(design: Design) -> dict[str, Any]:
    """The cell as JSON-LD, in plain values."""
    document = design.document
    found: dict[str, Any] = _filled(
        {
            "@context": [CONTEXT, PREFIXES],
            "@id": f"urn:cellwright:design:{_safe(document.id)}:{document.revision}",
            "@type": ["PouchCell", _battery(design)],
            "schema:name": document.name,
            "schema:productID": document.id,
            "schema:version": str(document.revision),
            "schema:dateModified": document.saved,
            "rdfs:comment": list(_comments(design)),
            "hasProperty": _properties(
                design,
                ("RatedCapacity", "capacity", "Ah"),
                ("NominalVoltage", "mean_voltage", "V"),
                ("LowerVoltageLimit", "lower_voltage", "V"),
                ("UpperVoltageLimit", "upper_voltage", "V"),
                ("NominalEnergy", "energy", "Wh"),
                ("Mass", "cell_mass", "g"),
                ("Length", "cell_length", "mm"),
                ("Width", "cell_width", "mm"),
                ("Thickness", "cell_thickness", "mm"),
                ("ChargingCurrent", "charge_current", "A"),
                ("DischargingCurrent", "discharge_current", "A"),
            ),
            "hasPositiveElectrode": _positive(design),
            "hasNegativeElectrode": _negative(design),
            "hasSeparator": _named(
                design,
                "separator",
                "Separator",
                {},
                ("Thickness", "separator_thickness", "um"),
                ("Porosity", "separator_porosity", "%"),
            ),
            "hasElectrolyte": _named(design, "electrolyte", "Electrolyte", {}, ("Mass", "electrolyte_mass", "g")),
            "hasCase": _named(design, "pouch_film", "PouchCase", {}, ("Thickness", "pouch_film_thickness", "um")),
        }
    )
    return found


def _battery(design: Design) -> str:
    if _id(design, "cathode_active") == "sulfur":
        return "LithiumSulfurBattery"
    return "LithiumIonBattery" if design.plan.choices["anode_kind"] == "coated" else "LithiumMetalBattery"


def _comments(design: Design) -> Iterator[str]:
    yield tr("A design, not measured: Cellwright {version}, hash {hash}.", version=app.__version__, hash=design.hash)
    yield tr("Construction: {words}.", words=design.option_label("construction"))
    yield tr("Anode: {words}.", words=design.option_label("anode_kind"))
    yield tr("1C is {current}.", current=design.text("one_c_charge"))


def _positive(design: Design) -> dict[str, Any]:
    return {
        "@type": "DoubleCoatedElectrode",
        "hasCoating": _coating(design, "cathode"),
        "hasCurrentCollector": _collector(design, "cathode"),
        "hasProperty": _properties(
            design,
            ("Width", "cathode_width", "mm"),
            ("Height", "cathode_height", "mm"),
            ("Thickness", "cathode_sheet_thickness", "um"),
        ),
    }


def _negative(design: Design) -> dict[str, Any]:
    kind = design.plan.choices["anode_kind"]
    size = (
        ("Width", "anode_width", "mm"),
        ("Height", "anode_height", "mm"),
        ("Thickness", "anode_sheet_thickness", "um"),
    )
    if kind == "coated":
        return {
            "@type": "DoubleCoatedElectrode",
            "hasCoating": _coating(design, "anode"),
            "hasCurrentCollector": _collector(design, "anode"),
            "hasProperty": _properties(design, *size),
        }
    made: dict[str, Any] = {"@type": "LithiumElectrode", "hasProperty": _properties(design, *size)}
    if kind != "anode-free":
        made["hasActiveMaterial"] = {
            "@type": "Lithium",
            "hasProperty": _properties(design, ("Mass", "lithium_mass", "g"), ("Thickness", "lithium_thickness", "um")),
        }
    if design.has("anode_foil_thickness"):
        made["hasCurrentCollector"] = _collector(design, "anode")
    return made


def _coating(design: Design, part: str) -> dict[str, Any]:
    return {
        "@type": "ElectrodeCoating",
        "hasActiveMaterial": _named(
            design,
            f"{part}_active",
            "ActiveMaterial",
            ACTIVE,
            ("MassFraction", f"{part}_active_fraction", "%"),
            ("ActiveMassLoading", f"{part}_active_loading", "mg/cm2"),
            ("SpecificCapacity", f"{part}_specific_capacity", "mAh/g"),
        ),
        "hasConductiveAdditive": _named(
            design, f"{part}_carbon", "ConductiveAdditive", _CARBONS, ("MassFraction", f"{part}_carbon_fraction", "%")
        ),
        "hasBinder": _named(
            design, f"{part}_binder", "Binder", _BINDERS, ("MassFraction", f"{part}_binder_fraction", "%")
        ),
        "hasProperty": _properties(
            design,
            ("MassLoading", f"{part}_coating_loading", "mg/cm2"),
            ("CalenderedCoatingThickness", f"{part}_coating_thickness", "um"),
            ("CalenderedDensity", f"{part}_density", "g/cm3"),
            ("Porosity", f"{part}_porosity", "%"),
        ),
    }


def _collector(design: Design, part: str) -> dict[str, Any]:
    return _named(design, f"{part}_foil", "CurrentCollector", _FOILS, ("Thickness", f"{part}_foil_thickness", "um"))


def _named(
    design: Design, slot: str, kind: str, terms: Mapping[str, str], *properties: tuple[str, str, str]
) -> dict[str, Any]:
    """A part with the material in its slot: typed by its term where there is one, named in any case."""
    material: Material | None = design.document.materials.get(slot)
    term = terms.get(material.id) if material else None
    return {
        "@type": [kind, term] if term else kind,
        "schema:name": material.name if material else "",
        "rdfs:comment": material.recipe if material else "",
        "hasProperty": _properties(design, *properties),
    }


def _properties(design: Design, *wanted: tuple[str, str, str]) -> list[dict[str, Any]]:
    """(term, key, unit) → a property; what the design does not say is left out."""
    found = []
    for term, key, unit_id in wanted:
        if not design.has(key) or not math.isfinite(float(design.values[key])):
            continue
        unit, iri = _UNITS[unit_id]
        found.append(
            {
                "@type": term,
                "hasNumericalPart": {"@type": "RealData", "hasNumberValue": design.number(key, unit)},
                "hasMeasurementUnit": iri,
            }
        )
    return found


def _id(design: Design, slot: str) -> str:
    material = design.document.materials.get(slot)
    return material.id if material else ""


def _safe(text: str) -> str:
    """An id as a part of an IRI."""
    from urllib.parse import quote

    return quote(text, safe="-._~")


def _filled(part: Any) -> Any:
    """Without what is empty: an empty list or text says nothing."""
    if isinstance(part, dict):
        return {key: _filled(value) for key, value in part.items() if value not in ("", [], {}, None)}
    return [_filled(value) for value in part] if isinstance(part, list) else part


def _make(design: Design, options: ExportOptions, progress: Progress) -> bytes:
    return (json.dumps(content(design), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


EXPORTER = Exporter(
    name="battinfo",
    label=N_("BattINFO record"),
    help=N_("The cell, its electrodes and materials as linked data in the terms of BattINFO: JSON-LD."),
    formats=(Format("jsonld", ".jsonld", N_("JSON-LD")),),
    make=_make,
    takes=frozenset({"language"}),
)
