"""The pages of the specification: the order of makers' sheets, what stands on page 1, what stays together."""

import re
from io import BytesIO

import pypdf
import pytest
from PIL import Image

from app.services import templates
from app.services.company import Company
from app.services.design import Design
from app.services.exports import EXPORTERS, PAPERS, ExportOptions
from app.services.reports import specification
from app.services.reports.provenance import mark
from app.services.reports.tables import Grid
from tests.reports.reading import pages, squeezed

NAMES = templates.ids()

ORDER = (
    "Prepared", "Revision", "Scope and designation", "Ratings", "Further ratings", "Conditions of test",
    "Electrical performance", "Mechanical and safety tests", "Dimensions and tolerances", "Construction",
    "Cross-section", "Mass breakdown", "Transport", "Precautions", "Assumptions", "Appendix: calculation", "Sources",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_sections_stand_in_the_order_of_makers_sheets(printed, name):
    whole = squeezed(" ".join(printed(name)[2]))
    places: list[int] = []
    for title in ORDER:
        places.append(whole.index(squeezed(title), places[-1] if places else 0))
    assert places == sorted(places)


@pytest.mark.parametrize("name", NAMES)
def test_approval_and_all_ratings_stand_on_page_1(printed, name):
    design, _, said = printed(name)
    first = squeezed(said[0])
    for word in ("Customer", "Model", "Prepared", "Checked", "Approved", "Minimum", "Typical"):
        assert word in first
    for key in (
        "minimum_capacity",
        "capacity",
        "minimum_energy",
        "maximum_mass",
        "maximum_thickness",
        "energy_density",
    ):
        assert squeezed(design.text(key)) in first


@pytest.mark.parametrize("paper", PAPERS)
def test_every_page_of_a_draft_says_so(printed, paper):
    _, pdf, _ = printed("nmc811-graphite", paper)
    assert all("DRAFT" in text for text in pages(pdf))


def test_marks_are_design_typical_or_measured(printed):
    design, _, _ = printed("li-s-1.6Ah-ers")
    assert mark(design, "energy") == "design"
    assert mark(design, "capacity") == "design"
    assert mark(design, "lower_voltage") == "typical"
    assert mark(design, "mean_voltage") == "typical *"


def test_company_number_and_logo_are_printed_and_two_runs_are_alike(printed):
    design, plain, _ = printed("nmc811-graphite")
    picture = BytesIO()
    Image.new("RGBA", (300, 60), (20, 60, 120, 128)).save(picture, "PNG")
    owner = Company("ACME <b>Cells</b> & Söhne", picture.getvalue(), "ACME-{document}-{design}-{revision}")
    pdf = specification.pdf(design, company=owner)
    said = pages(pdf)
    assert all("ACME <b>Cells</b> & Söhne · ACME-SPEC-nmc811-graphite-1" in text for text in said)
    assert not list(pypdf.PdfReader(BytesIO(plain)).pages[0].images)
    assert list(pypdf.PdfReader(BytesIO(pdf)).pages[0].images)
    assert specification.pdf(design, company=owner) == pdf


def test_what_the_design_does_not_know_is_to_be_measured(printed):
    _, _, said = printed("nmc811-graphite")
    assert squeezed(" ".join(said)).count("tobemeasured") > 20


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", NAMES)
def test_the_tables_of_dimensions_and_construction_stay_on_one_page_each(printed, name, paper):
    _, _, said = printed(name, paper)
    squeezed_pages = [squeezed(text) for text in said]
    dimensions = next(text for text in squeezed_pages if "Dimensionsandtolerances" in text)
    assert "Topseal,width" in dimensions
    construction = next(text for text in squeezed_pages if re.search(r"\d+ConstructionQuantity", text))
    assert "Sealantthickness" in construction
    assert "E/Cbymass" in construction


def test_the_standard_discharge_is_not_listed_twice(printed):
    _, _, said = printed("nmc811-graphite")
    whole = squeezed(" ".join(said))
    assert "Standarddischarge,0.5C" in whole
    assert "Dischargeat1C" in whole
    assert "Dischargeat0.5C" not in whole


@pytest.mark.parametrize(
    ("name", "paper", "language"),
    [(templates.STARTER, "a4", "en"), (templates.STARTER, "letter", "zh_CN"), ("nmc811-anode-free", "letter", "en")],
)
def test_no_page_gets_a_single_row_of_a_table(monkeypatch, name, paper, language):
    parts = []
    divide = Grid.split

    def divided(grid, *room):
        made = divide(grid, *room)
        parts.extend(made)
        return made

    monkeypatch.setattr(Grid, "split", divided)
    EXPORTERS["specification"].export(Design(templates.template(name)), ExportOptions(paper=paper, language=language))
    assert len(parts) > 20
    alone = [part.rows for part in parts if sum(not (row.group or row.bare) for row in part.rows) < 2]
    assert alone == []
