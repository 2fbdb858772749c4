"""What other programs read: BPX by its own package, BattINFO by an RDF reader that knows the public context's terms."""

import json
import math
import warnings
from pathlib import Path

import bpx  # type: ignore[import-untyped]  # it carries no types
import numpy as np
import pytest
import rdflib

from app.services import edits, library, templates
from app.services.design import Design
from app.services.exports import EXPORTERS, ExportError, ExportOptions
from app.services.exports.battinfo import ACTIVE, CONTEXT, PREFIXES
from calc.graph import registry

GRAPHITE, SULFUR, FREE = "nmc811-graphite", "li-s-1.6Ah-ers", "nmc811-anode-free"
TERMS = Path(__file__).parents[3] / "data" / "battinfo" / "terms.txt"


def designed(template: str, **values: str) -> Design:
    document = templates.template(template)
    for key, text in values.items():
        change = edits.set_choice if key in registry().choices else edits.set_value
        document = change(document, key, text)
    return Design(document)


def exported(what: str, design: Design) -> dict:
    return json.loads(EXPORTERS[what].export(design))


# BPX ------------------------------------------------------------------------------------------------------------------


def test_the_package_of_the_standard_reads_the_file():
    design = designed(GRAPHITE)
    read = bpx.parse_bpx_obj(exported("bpx", design))
    assert read.header.model == "Partial"
    cell = read.parameterisation.cell
    area = cell.electrode_area * cell.number_of_electrodes
    assert area == pytest.approx(float(design.values["facing_area"]))
    assert cell.number_of_electrodes == 20  # both sides of ten cathodes
    assert cell.nominal_cell_capacity == pytest.approx(design.number("capacity"))
    assert (cell.lower_voltage_cutoff, cell.upper_voltage_cutoff) == (2.8, 4.2)
    assert cell.density * cell.volume == pytest.approx(float(design.values["cell_mass"]))
    separator = read.parameterisation.separator
    assert separator.porosity == pytest.approx(0.4)
    assert separator.transport_efficiency == pytest.approx(0.4**1.5)
    assert separator.thickness == pytest.approx(12e-6)


def test_nothing_is_made_up_that_a_design_does_not_know():
    content = exported("bpx", designed(GRAPHITE))
    assert set(content["Parameterisation"]) == {"Cell", "Separator", "User-defined"}
    said = content["Header"]["Description"]
    for words in ("Bruggeman", "diffusivities", "reaction rate constants", "not measured"):
        assert words in said
    assert "open-circuit potentials" not in said
    notes = " ".join(EXPORTERS["bpx"].notes(designed(GRAPHITE), ExportOptions()))
    assert "Bruggeman" in notes
    assert "transference number" in notes


def test_half_cell_curves_are_the_open_circuit_potentials():
    """The curve at the stoichiometry of a charged cell less the anode's is the upper cut-off; discharged the end."""
    design = designed(GRAPHITE)
    more = exported("bpx", design)["Parameterisation"]["User-defined"]
    read = bpx.parse_bpx_obj(exported("bpx", design)).parameterisation.user_defined
    assert read.model_extra["Positive electrode OCP [V]"].x == more["Positive electrode OCP [V]"]["x"]

    def potential(electrode, end):
        table = more[f"{electrode} electrode OCP [V]"]
        return np.interp(more[f"{electrode} electrode {end} stoichiometry"], table["x"], table["y"])

    charged = potential("Positive", "minimum") - potential("Negative", "maximum")
    assert charged == pytest.approx(4.2, abs=1e-6)
    discharged = potential("Positive", "maximum") - potential("Negative", "minimum")
    assert discharged == pytest.approx(design.number("discharged_voltage"), abs=1e-6)
    assert "Chen" in " ".join(EXPORTERS["bpx"].notes(design, ExportOptions()))


def test_a_material_without_a_curve_leaves_the_potentials_to_the_user():
    spinel = library.material("cathode-active", "lmo")
    design = Design(edits.set_material(templates.template(GRAPHITE), "cathode_active", spinel))
    assert not [key for key in exported("bpx", design)["Parameterisation"]["User-defined"] if "OCP" in key]
    assert "open-circuit potentials" in " ".join(EXPORTERS["bpx"].notes(design, ExportOptions()))


def test_the_active_material_and_the_pores_fill_their_share_of_the_coating():
    """20 mg/cm² at 3.4 g/cm³ are 58.8 µm; 96 % of 3.4 g/cm³ over 4.8 g/cm³ is 68 % of the volume."""
    more = exported("bpx", designed(GRAPHITE))["Parameterisation"]["User-defined"]
    assert more["Positive electrode thickness [m]"] == pytest.approx(20 / 3.4 * 1e-5, rel=1e-9)
    assert more["Positive electrode active material volume fraction"] == pytest.approx(0.96 * 3.4 / 4.8)
    assert more["Positive electrode porosity"] + 0.68 < 1
    # 275.5 mAh/g × 4.8 g/cm³ over the Faraday constant
    stored = 275.5 * 3.6 * 4.8e6 / 96485.33212
    assert more["Positive electrode maximum concentration [mol.m-3]"] == pytest.approx(stored, rel=1e-9)


@pytest.mark.parametrize(
    ("template", "said"),
    [(SULFUR, "sulfur"), (FREE, "Anode-free"), ("nmc811-lithium-on-copper", "two porous electrodes")],
)
def test_a_cell_that_bpx_cannot_describe_is_refused_with_the_reason(template, said):
    with pytest.raises(ExportError) as refused:
        EXPORTERS["bpx"].export(designed(template))
    assert said in refused.value.message


def test_a_number_that_bpx_needs_is_named():
    with pytest.raises(ExportError, match=r"\(cathode_porosity\)"):
        EXPORTERS["bpx"].export(designed(GRAPHITE, cathode_density="4.6"))


# BattINFO -------------------------------------------------------------------------------------------------------------


def terms() -> set[str]:
    lines = TERMS.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def used(part: object, found: set[str]) -> set[str]:
    """Every type and property of a record that the context has to know."""
    if isinstance(part, list):
        for value in part:
            used(value, found)
    elif isinstance(part, dict):
        kinds = part.get("@type", [])
        found |= {kinds} if isinstance(kinds, str) else set(kinds)
        for key, value in part.items():
            if not key.startswith("@"):
                found.add(key)
                used(value, found)
    return found


def graph(content: dict) -> rdflib.Graph:
    """The record as triples, read with a context of the known terms in place of the one on the web."""
    assert content["@context"][0] == CONTEXT
    vocabulary = {
        term: {"@id": f"{CONTEXT}#{term}", "@type": "@id"} if term.startswith("has") else f"{CONTEXT}#{term}"
        for term in terms()
    }
    vocabulary["hasNumberValue"] = f"{CONTEXT}#hasNumberValue"
    here = {**content, "@context": {**PREFIXES, **vocabulary}}
    with warnings.catch_warnings():
        # rdflib 7 reads JSON-LD with what it calls deprecated itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        return rdflib.Graph().parse(data=json.dumps(here), format="json-ld")


@pytest.mark.parametrize("template", templates.ids())
def test_a_record_uses_terms_of_the_public_context_only(template):
    content = exported("battinfo", designed(template))
    plain = {name for name in used({k: v for k, v in content.items() if k != "@context"}, set()) if ":" not in name}
    assert plain - terms() == set()


def test_the_terms_of_materials_are_known():
    assert set(ACTIVE.values()) <= terms()


@pytest.mark.parametrize("template", templates.ids())
def test_every_number_of_a_record_is_read_as_a_triple(template):
    content = exported("battinfo", designed(template))
    read = graph(content)
    value = rdflib.URIRef(f"{CONTEXT}#hasNumberValue")
    numbers = sorted(float(str(number)) for _, _, number in read.triples((None, value, None)))
    written = sorted(float(number) for number in _numbers(content))
    assert numbers == pytest.approx(written)
    assert all(math.isfinite(number) for number in numbers)
    unit = rdflib.URIRef(f"{CONTEXT}#hasMeasurementUnit")
    for _, _, iri in read.triples((None, unit, None)):
        assert str(iri).startswith((PREFIXES["emmo"], PREFIXES["unit"]))


def _numbers(part: object) -> list[float]:
    if isinstance(part, dict):
        own = [part["hasNumberValue"]] if "hasNumberValue" in part else []
        return own + [n for value in part.values() for n in _numbers(value)]
    return [n for value in part for n in _numbers(value)] if isinstance(part, list) else []


def quantity(content: dict, term: str) -> float:
    found = [p for p in content["hasProperty"] if p["@type"] == term]
    assert len(found) == 1
    return found[0]["hasNumericalPart"]["hasNumberValue"]


def test_a_record_says_the_numbers_of_the_design():
    design = designed(SULFUR)
    content = exported("battinfo", design)
    assert content["@type"] == ["PouchCell", "LithiumSulfurBattery"]
    assert quantity(content, "RatedCapacity") == pytest.approx(1.6)
    assert quantity(content, "Mass") == pytest.approx(design.number("cell_mass"))
    assert content["hasPositiveElectrode"]["hasCoating"]["hasActiveMaterial"]["@type"] == ["ActiveMaterial", "Sulfur"]
    assert content["hasNegativeElectrode"]["hasActiveMaterial"]["@type"] == "Lithium"
    assert "not measured" in content["rdfs:comment"][0]


def test_a_coated_anode_is_a_coated_electrode_and_an_anode_free_cell_has_no_lithium():
    coated = exported("battinfo", designed(GRAPHITE))
    assert coated["@type"][1] == "LithiumIonBattery"
    assert coated["hasNegativeElectrode"]["hasCoating"]["hasActiveMaterial"]["@type"] == ["ActiveMaterial", "Graphite"]
    bare = exported("battinfo", designed(FREE))
    assert "hasActiveMaterial" not in bare["hasNegativeElectrode"]
    assert bare["hasNegativeElectrode"]["hasCurrentCollector"]["@type"] == ["CurrentCollector", "Copper"]


def test_a_hostile_name_stays_a_text():
    document = edits.rename(templates.template(SULFUR), '"}, {"@id": "http://example.org"')
    content = exported("battinfo", Design(document))
    assert content["schema:name"] == document.name
    graph(content)
