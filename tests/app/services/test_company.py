"""Whose documents these are."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from app.services import settings, templates
from app.services.company import SPECIFICATION, Company, check_numbers, company, read_logo
from app.services.expressions.refusals import EntryError


@pytest.fixture
def logo(tmp_path):
    """A small picture in a file."""
    path = tmp_path / "logo.png"
    picture = io.BytesIO()
    Image.new("RGB", (40, 10), "navy").save(picture, "PNG")
    path.write_bytes(picture.getvalue())
    return path


def test_a_number_follows_the_pattern():
    document = replace(templates.template("nmc811-graphite"), revision=3)
    made = Company(numbers="QA/{document}/{design}-{revision} {hash}")
    assert made.number(document, SPECIFICATION, "0123abcd") == "QA/SPEC/nmc811-graphite-3 0123abcd"
    assert Company().number(document, SPECIFICATION) == ""


def test_braces_in_a_design_are_no_pattern():
    document = replace(templates.template("nmc811-graphite"), id="{hash}", name="{0.__class__}")
    assert Company(numbers="{design} {name}").number(document, SPECIFICATION, "x") == "{hash} {0.__class__}"


@pytest.mark.parametrize("pattern", ["{nonsense}", "{design", "}", "{design.__class__}", "{revision:>9999999}", "{}"])
def test_a_pattern_that_names_nothing_known_is_refused(pattern):
    with pytest.raises(EntryError):
        check_numbers(pattern)


def test_what_is_set_is_read(logo):
    found = company(settings.Settings(company="ACME", logo=str(logo), document_number="{design}"))
    assert found == Company("ACME", logo.read_bytes(), "{design}")


def test_a_logo_that_is_gone_and_a_pattern_that_is_spoilt_are_left_out(tmp_path):
    spoilt = settings.Settings(company="ACME", logo=str(tmp_path / "gone.png"), document_number="{x}")
    assert company(spoilt) == Company("ACME")


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n", b"<svg/>"])
def test_what_is_no_picture_is_refused_with_its_name(tmp_path, content):
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    with pytest.raises(EntryError, match=r"logo\.png"):
        read_logo(path)
