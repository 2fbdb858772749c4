"""The printed specification, read back and compared with the design."""

import math
import re
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from app.services import edits, i18n, templates, transport
from app.services import format as writing
from app.services.design import Design
from app.services.designation import designation
from app.services.document import Entry
from app.services.drawings.scene import Frame, bounds
from app.services.drawings.voltage_chart import voltage_chart
from app.services.exports import EXPORTERS, PAPERS, ExportOptions
from app.services.i18n import tr
from app.services.library import source
from app.services.reports import pages as page_files
from app.services.reports import specification
from app.services.reports.breakdown import adding_up, percentages
from app.services.reports.provenance import Citations, behind, status
from calc.graph import registry
from calc.model.masses import MASS_PARTS
from tests.reports.reading import fonts, pages, pages_read_otherwise, squeezed

NAMES = templates.ids()


KEY_FIGURES = (
    "capacity",
    "energy",
    "mean_voltage",
    "lower_voltage",
    "upper_voltage",
    "cell_mass",
    "cell_length",
    "cell_width",
    "cell_thickness",
    "specific_energy",
    "specific_energy_without_package",
    "specific_energy_of_stack",
    "energy_density",
    "np_whole_anode",
    "np_facing_area",
    "np_anode_area",
    "charge_current",
    "discharge_current",
)


def told_to_customers(declared):
    """What a formula or an input costs stays in the house."""
    return getattr(registry().quantities[declared.key], "group", "") not in specification.IN_HOUSE


def changed(design, **entries):
    document = design.document
    for key, text in entries.items():
        declaration = registry().inputs[key]
        document = document.with_entry(key, Entry(text, declaration.unit.symbol))
    return Design(document)


def text_of(design, **options):
    return squeezed(" ".join(pages(specification.pdf(design, **options))))


@pytest.mark.parametrize("name", NAMES)
def test_key_figures_stand_in_the_ratings_as_the_design_writes_them(printed, name):
    design, _, said = printed(name)
    page = squeezed(said[0] + said[1])
    for key in KEY_FIGURES:
        assert squeezed(design.text(key)) in page, key


def test_another_reader_finds_the_same_figures_and_signs(printed):
    design, pdf, _ = printed("li-s-1.6Ah-ers")
    said = pages_read_otherwise(pdf)
    for key in KEY_FIGURES:
        assert squeezed(design.text(key)) in squeezed(said[0] + said[1])
    for sign in ("µm", "mg/cm²", "‖", "−", "ρ"):
        assert sign in " ".join(said)
    for number, text in enumerate(said, 1):
        assert f"hash {design.short_hash}" in text
        assert f"Page {number} of {len(said)}" in text


@pytest.mark.parametrize("name", NAMES)
def test_every_derived_quantity_stands_in_the_appendix(printed, name):
    design, _, said = printed(name)
    first = next(index for index, text in enumerate(said) if "Appendix: calculation" in text)
    # A label may begin on one page and end on the next: what stands on every page is left out.
    bodies = (text.removeprefix("DRAFT").rpartition("Cell specification")[0] or text for text in said[first:])
    appendix = squeezed(" ".join(bodies))
    for step in filter(told_to_customers, design.plan.steps):
        if design.concerns_nothing(step.key):
            continue
        assert squeezed(tr(design.quantity(step.key).label)) in appendix, step.key
        if math.isfinite(design.values[step.key]):
            assert squeezed(design.text(step.key)) in appendix, step.key


@pytest.mark.parametrize("name", NAMES)
def test_every_input_that_a_formula_uses_is_listed(printed, name):
    design, _, said = printed(name)
    whole = squeezed(" ".join(said))
    for key in design.plan.typed_behind(step.key for step in filter(told_to_customers, design.plan.steps)):
        if design.concerns_nothing(key):
            continue
        assert squeezed(design.text(key)) in whole, key


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_is_printed_and_errors_and_warnings_on_page_1(printed, name):
    design, _, said = printed(name)
    for finding in design.findings:
        where = said[0] if finding.severity != "info" else " ".join(said)
        assert squeezed(design.message(finding)) in squeezed(where)


@pytest.mark.parametrize("name", NAMES)
def test_everything_assumed_is_listed_with_its_source(printed, name):
    design, _, said = printed(name)
    whole = " ".join(said)
    section = squeezed(whole[whole.index(" Assumptions ") : whole.index("Appendix: calculation")])
    for declaration in filter(told_to_customers, design.plan.inputs):
        if design.origin(declaration.key) == "assumed":
            assert squeezed(tr(declaration.label)) in section
            assert squeezed(design.text(declaration.key)) in section
    for material in design.document.materials.values():
        if material.assumed:
            assert squeezed(material.name) in section


@pytest.mark.parametrize("name", NAMES)
def test_every_page_carries_identity_and_number(printed, name):
    design, _, said = printed(name)
    for number, text in enumerate(said, 1):
        assert f"hash {design.short_hash}" in text
        assert f"Design {design.document.id} · revision {design.document.revision}" in text
        assert f"Page {number} of {len(said)}" in text
        assert "Design estimate, not measured" in text


def test_page_1_says_that_nothing_was_measured(printed):
    assert "DESIGN ESTIMATE, NOT MEASURED" in printed("nmc811-graphite")[2][0]


def test_sources_are_numbered_and_each_is_listed_once(printed):
    _, _, said = printed("li-s-1.6Ah-ers")
    whole = " ".join(said)
    listed = whole[whole.rindex("Sources") :]
    cited = {int(number) for number in re.findall(r"\[(\d+)\]", whole)}
    assert cited == set(range(1, len(cited) + 1))
    assert {int(number) for number in re.findall(r"\[(\d+)\]", listed)} == cited
    assert "Green mechanochemical Li foil surface reconstruction" in listed
    for key in ("lithium_density", "lithium_specific_capacity"):
        assert squeezed(source(registry().constants[key].source).title) in squeezed(listed)


def test_claims_are_compared_only_where_there_are_some(printed):
    assert "Claims compared" in " ".join(printed("li-s-1.6Ah-ers")[2])
    assert "Claims compared" not in " ".join(printed("nmc811-graphite")[2])


def test_signs_and_names_come_through(printed):
    design, _, _ = printed("li-s-1.6Ah-ers")
    named = Design(replace(design.document, name="电池 1.6 Ah Li‖S − µ²", notes="王小明 <b>设计</b> & “checked”"))
    said = text_of(named)
    for text in ("电池1.6AhLi‖S−µ²", "王小明<b>设计</b>&“checked”", "µm", "mg/cm²", "‖"):
        assert squeezed(text) in said


@pytest.mark.parametrize("name", NAMES)
def test_fonts_are_embedded(printed, name):
    found = fonts(printed(name)[1])
    assert found
    assert all(found.values()), found


def test_two_runs_give_the_same_bytes(printed):
    design, pdf, _ = printed("li-lco-0.53Ah-ers")
    assert specification.pdf(design, "a4", "en") == pdf


@pytest.mark.parametrize(("paper", "size"), [("a4", (595.28, 841.89)), ("letter", (612, 792))])
def test_either_paper_holds_the_same_words(printed, paper, size):
    design, pdf, said = printed("nmc811-graphite", paper)
    box = pypdf.PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(size, abs=0.01)
    for key in KEY_FIGURES:
        assert squeezed(design.text(key)) in squeezed(" ".join(said))


def test_drawings_show_the_sizes_of_the_cell_in_colour_and_in_black_and_white(printed):
    design, pdf, said = printed("nmc811-graphite")
    page = next(text for text in said if "Dimensions in mm" in text)
    for key in ("cup_height", "pouch_height", "tab_pitch"):
        assert f"{design.number(key):g}" in page
    hatched = EXPORTERS["specification"].export(design, ExportOptions(black_and_white=True))
    assert hatched != pdf
    assert len(pages(hatched)) == len(said)


def test_the_language_in_use_stands_again_after_printing(printed):
    design, _, _ = printed("nmc811-graphite")
    before = i18n.language()
    specification.pdf(design, language="de")
    assert i18n.language() == before


def test_the_saved_date_is_the_designs(printed):
    design, _, said = printed("nmc811-graphite")
    assert "Design not saved yet" in said[0]
    saved = Design(replace(design.document, saved="2025-01-31"))
    assert "Design saved 31 Jan 2025" in pages(specification.pdf(saved))[0]


# Designs nobody would build ---------------------------------------------------------------------------------------


def test_a_design_that_breaks_nearly_every_rule_prints_its_errors_first(printed):
    design, _, _ = printed("nmc811-graphite")
    broken = changed(
        design,
        anode_width="50",
        anode_height="80",
        separator_height="70",
        cathode_active_fraction="60",
        anode_active_fraction="50",
        discharge_rate="90",
        cathode_density="7",
        anode_density="7",
        electrolyte_per_capacity="0.01",
        mean_voltage="6",
        top_seal_width="1",
        tab_pitch="2",
    )
    assert broken.count("error") > 3
    said = pages(specification.pdf(broken))
    first = squeezed(said[0])
    for finding in broken.findings:
        if finding.severity == "error":
            assert squeezed(broken.message(finding)) in first
    assert first.index("ERROR") < first.index("Ratings")


def test_results_that_are_no_numbers_print_as_a_dash(printed):
    design, _, _ = printed("nmc811-graphite")
    empty = Design(replace(design.document, entries={}, materials={}))
    assert math.isnan(empty.number("cell_mass"))
    for paper in PAPERS:
        assert "Cellmass—" in text_of(empty, paper=paper)


def test_a_design_of_zeros_prints(printed):
    design, _, _ = printed("li-s-1.6Ah-ers")
    keys = [d.key for d in design.plan.inputs]
    assert "Appendix" in text_of(changed(design, **dict.fromkeys(keys, "0")))


def test_huge_numbers_and_500_sheets_print(printed):
    design, _, _ = printed("nmc811-graphite")
    assert "500" in text_of(changed(design, cathode_sheets="500", anode_sheets="501"))
    huge = changed(design, **dict.fromkeys((d.key for d in design.plan.inputs), "123456789e30"))
    assert "Appendix" in text_of(huge, paper="letter")


@pytest.mark.parametrize(
    "name", ["<b>&\"'</para>", "x" * 500, "عربي עברית", "电" * 500, "🔋", "\ud800", "a\nb\tc\x00", " "]
)
def test_any_name_prints_everywhere(printed, name):
    design, _, _ = printed("li-s-1.6Ah-ers")
    document = design.document
    materials = {
        slot: replace(m, name=name, formula=name, recipe=name, note=name) for slot, m in document.materials.items()
    }
    entries = {key: replace(entry, source=name[:200]) for key, entry in document.entries.items()}
    hostile = replace(
        document, name=name, id=name[:200], notes=name * 20, reference=name, materials=materials, entries=entries
    )
    for paper in PAPERS:
        said = pages(specification.pdf(Design(hostile), paper))
        assert f"Page 1 of {len(said)}" in said[0]


# Parts ------------------------------------------------------------------------------------------------------------


def test_page_files_name_known_keys_only():
    declared = registry()
    known = set(declared.quantities)
    ratings = page_files.page("specification", "ratings")
    for section in (*ratings["sections"], *ratings["further"]["sections"]):
        for row in section["rows"]:
            assert {row["key"], row.get("minimum", row["key"]), row.get("maximum", row["key"])} <= known
            assert set(page_files.named_keys(row["basis"])) <= known
    for section in page_files.page("specification", "construction")["sections"]:
        for key in section["rows"]:
            assert (key in declared.choices) + (key in declared.slots) + (key in known) == 1, key
    for row in page_files.page("specification", "dimensions")["rows"]:
        assert {row["key"], row.get("tolerance", row["key"])} <= known
    told = [*page_files.page("specification", "conditions")["rows"]]
    told += [row for section in page_files.page("specification", "performance")["sections"] for row in section["rows"]]
    for row in told:
        assert {row.get("expected", "capacity")} <= known
        for text in ("label", "says"):
            assert set(page_files.named_keys(row.get(text, ""))) <= known
        for choice, options in row.get("when", {}).items():
            assert set(options) <= {option.id for option in declared.choices[choice].options}
    claims = page_files.page("specification", "claims")
    for row in claims["rows"]:
        assert {row["claim"], *row["design"], row.get("deviation", row["claim"])} <= known
    assert set(claims["implied"]["rows"]) <= known
    mass = page_files.page("specification", "mass")
    assert {mass["total"], *(key for row in mass["rows"] for key in row.get("of_which", ()))} <= known


def test_the_mass_breakdown_lists_exactly_what_adds_up():
    mass = page_files.page("specification", "mass")
    assert tuple(row["key"] for row in mass["rows"]) == MASS_PARTS
    assert mass["total"] == "cell_mass"


def test_printed_parts_add_up():
    parts = [1 / 3, 1 / 3, 1 / 3, 0.00049, 2.0]
    shown = adding_up(parts, sum(parts), 3)
    assert sum(round(part * 1000) for part in shown) == round(sum(parts) * 1000)
    assert all(abs(a - b) < 0.001 for a, b in zip(parts, shown, strict=True))
    assert sum(round(share * 10) for share in percentages(parts, sum(parts))) == 1000


def test_parts_that_cannot_add_up_stay_as_they_are():
    assert adding_up([1.0, 2.0], 9.0, 1) == [1.0, 2.0]
    assert all(math.isnan(share) for share in percentages([0.0, 0.0], 0.0))
    assert all(math.isnan(share) for share in percentages([1.0], math.nan)[:1])


def test_a_value_that_is_only_passed_on_has_the_status_of_where_it_was_typed(printed):
    design, _, _ = printed("li-s-1.6Ah-ers")
    assert behind(design, "capacity") == "rated_capacity"
    assert status(design, "capacity") == "typed"
    assert status(design, "energy") == "design"
    assert status(design, "mean_voltage") == "assumed"
    assert Citations().of(design, "capacity") == "[1]"


def test_exporters_are_listed_in_order():
    assert list(EXPORTERS)[:2] == ["specification", "build-sheet"]
    assert all(exporter.suffix.startswith(".") for exporter in EXPORTERS.values())


@pytest.mark.parametrize("name", NAMES)
def test_transport_limits_and_the_designation_are_printed(printed, name):
    design, _, said = printed(name)
    text = squeezed(" ".join(said))
    assert squeezed(designation(design)) in squeezed(said[0])
    assert squeezed(writing.date(transport.table().collected)) in text
    for found in transport.assessed(design):
        assert squeezed(found.consequence) in text
        assert squeezed(design.text(found.limit.key)) in text


def test_costs_are_not_told_to_customers():
    design = Design(templates.template("nmc811-graphite"))
    prices = {key: "7" for key in registry().inputs if key.endswith("_price") and key in design.values}
    priced = changed(design, **prices)
    assert math.isfinite(priced.number("cell_cost"))
    text = text_of(priced)
    assert "Cost" not in text
    assert "¤" not in text


# The discharge curve --------------------------------------------------------------------------------------------------


def given_by(name, option):
    return Design(edits.set_choice(templates.template(name), "voltage_given_by", option))


def test_the_discharge_curve_is_printed_with_what_ends_it():
    said = text_of(given_by("nmc811-graphite", "curve"))
    assert squeezed("Discharge curve") in said
    assert squeezed("before the lower cut-off of 2.8 V is reached") in said
    assert squeezed("balanced against each other between the cut-offs at C/10") in said
    assert squeezed("Development of experimental techniques for parameterization") in said


def test_without_a_curve_nothing_is_drawn_and_the_voltage_is_said_to_be_typed():
    said = text_of(given_by("li-s-1.6Ah-ers", "typed"))
    assert squeezed("Discharge curve") not in said
    assert squeezed("no discharge curve was measured or integrated for it") in said


def test_the_shape_of_sulfur_is_printed_as_one():
    said = text_of(given_by("li-s-1.6Ah-ers", "two-plateaus"))
    assert squeezed("Discharge curve") in said
    assert squeezed("two plateaus, a dip and a knee") in said


@pytest.mark.parametrize("frame", [Frame(), Frame(60, 30, 2.8), Frame(500, 200, 3.2)])
def test_the_chart_keeps_to_its_frame(frame):
    scene = voltage_chart(given_by("nmc811-graphite", "curve"), frame)
    for shape in scene.primitives:
        left, top, right, bottom = bounds(shape)
        assert left >= -0.5
        assert right <= scene.width + 0.5
        assert bottom <= scene.height + 0.5
        assert top >= -0.5


def test_a_curve_stands_by_its_symbol_beside_the_numbers_too(printed):
    text = squeezed(" ".join(printed("nmc811-graphite")[2]))
    assert "U_c" not in text
    assert squeezed("x(Uc = 4.2 V") in text


@pytest.mark.parametrize("name", ["li-s-1.6Ah-ers", "na-ion-hard-carbon"])
def test_a_formula_that_lacks_its_curve_stands_with_those_without_a_value(name, printed):
    design, _, said = printed(name)
    appendix = squeezed(" ".join(said[next(at for at, text in enumerate(said) if "Appendix: calculation" in text) :]))
    without = appendix[appendix.index("Formulaswithoutavalue") :]
    lacking = [step for step in design.plan.steps if any(design.document.curve(c) is None for c in step.curves)]
    assert lacking
    for step in filter(told_to_customers, lacking):
        assert squeezed(tr(design.quantity(step.key).label)) in without, step.key


def test_what_is_uncited_and_its_remark_are_told_apart(printed):
    assert "uncited; continuous, chosen on the safe side" in " ".join(printed("li-s-1.6Ah-ers")[2])


def test_the_ratio_of_the_construction_says_what_it_counts(printed):
    _, _, said = printed("li-s-1.6Ah-ers")
    page = next(text for text in said if "9 Construction" in text)
    assert "N/P, half of each sheet, facing area" in " ".join(page.split())
