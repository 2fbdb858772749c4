"""The contract of the exporters: what each declares, what is refused, and what the documentation says of them."""

import csv
import dataclasses
import importlib.util
import io
import json
from pathlib import Path

import pytest
from reportlab.platypus import BaseDocTemplate

import app.services.exports
from app.services import edits, i18n, templates
from app.services.design import Design
from app.services.exports import EXPORTERS, Exporter, ExportError, ExportOptions, check_name, checked, with_suffix
from app.services.exports.exporter import OPTIONS, PDF, SVG, Cancelled
from calc.graph import registry

ROOT = Path(__file__).resolve().parents[3]
CELL = "li-s-1.6Ah-ers"
FITTING = {"bpx": "nmc811-graphite"}
"""Exporters that refuse that cell → one that they take."""


@pytest.fixture(scope="module")
def design():
    return Design(templates.template(CELL))


def exporter(*formats, takes=(), make=lambda design, options, progress: repr(options).encode()):
    return Exporter(
        name="x", label="Drawings", help="What it is.", formats=formats or (PDF,), make=make, takes=frozenset(takes)
    )


def refused(call, *arguments):
    with pytest.raises(ExportError) as raised:
        call(*arguments)
    sentence = raised.value.message
    assert "{" not in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


# What is declared -----------------------------------------------------------------------------------------------------


def test_every_file_with_an_exporter_is_listed():
    folder = Path(app.services.exports.__file__).parent
    files = [path for path in folder.glob("*.py") if "EXPORTER = " in path.read_text(encoding="utf-8")]
    assert len(files) == len(EXPORTERS)


def test_every_option_has_a_flag():
    assert set(OPTIONS) == {field.name for field in dataclasses.fields(ExportOptions)}
    flags = [option.flag for option in OPTIONS.values()]
    assert len(set(flags)) == len(flags)


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_exporter_says_what_it_is(name):
    declared = EXPORTERS[name]
    assert declared.name == name
    assert declared.label
    assert declared.help.endswith(".")
    assert "\n" not in declared.help
    assert declared.takes <= OPTIONS.keys() - {"format"}
    assert len({f.id for f in declared.formats}) == len(declared.formats) > 0
    for written in declared.formats:
        assert written.suffix.startswith(".")
        assert written.suffix == written.suffix.casefold()


@pytest.mark.parametrize("name", EXPORTERS)
def test_two_runs_write_the_same_bytes_in_every_format(name):
    declared = EXPORTERS[name]
    cell = FITTING.get(name, CELL)
    for written in declared.formats:
        options = ExportOptions(format=written.id)
        content = declared.export(Design(templates.template(cell)), options)
        assert content
        assert content == declared.export(Design(templates.template(cell)), options)


def test_the_page_of_exporters_is_that_of_a_fresh_run():
    """If it fails: python docs/make_exports.py."""
    spec = importlib.util.spec_from_file_location("make_exports", ROOT / "docs" / "make_exports.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert script.page() == page
    for name, declared in EXPORTERS.items():
        assert f"## {name}\n\n{declared.help}" in page


# Options --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "given"),
    [("cells", 3), ("compact", True), ("paper", "letter"), ("language", "en"), ("black_and_white", True)],
)
def test_an_option_reaches_the_exporter_that_takes_it_and_is_refused_by_others(field, given, design):
    taken = checked(exporter(takes={field}), {field: given})
    assert getattr(taken, field) == given
    sentence = refused(checked, exporter(takes={"paper", "cells"} - {field}), {field: given})
    assert OPTIONS[field].flag in sentence
    assert "it takes" in sentence
    assert "no options" in refused(checked, exporter(), {field: given})


def test_what_is_not_given_stands_at_its_default():
    assert checked(exporter(), {}) == ExportOptions()


def test_the_format_is_the_one_asked_for_else_that_of_the_file_s_name_else_the_first():
    drawings = exporter(PDF, SVG)
    assert drawings.options == ("format",)
    assert checked(drawings, {"format": "svg"}).format == "svg"
    assert checked(drawings, {}, Path("x.SVG")).format == "svg"
    assert drawings.format(checked(drawings, {}, Path("x"))) == PDF
    assert "pdf, svg" in refused(checked, drawings, {"format": "dxf"})


def test_the_only_format_may_be_said_but_no_other():
    assert checked(exporter(), {"format": "pdf"}).format == "pdf"
    assert "--format" in refused(checked, exporter(), {"format": "svg"})


def test_a_language_without_texts_is_refused():
    spoken = exporter(takes={"language"})
    assert "tlh" in refused(checked, spoken, {"language": "tlh"})
    assert "Take one of: en" in refused(checked, spoken, {"language": "zh_XX"})


@pytest.mark.parametrize("cells", [0, -3, 1_000_000])
def test_a_number_of_cells_out_of_reach_is_refused(cells):
    assert str(cells) in refused(checked, exporter(takes={"cells"}), {"cells": cells})


def test_a_document_is_in_its_language_and_the_program_goes_on_in_its_own(design):
    used: list[str] = []

    def make(design, options, progress):
        used.append(i18n.language())
        return b""

    spoken = dataclasses.replace(exporter(takes={"language"}), make=make)
    for asked in ("zh_CN", "en", ""):
        spoken.export(design, ExportOptions(language=asked))
        assert i18n.language() == "en"
    assert used == ["zh_CN", "en", "en"]


# Names of files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "better"), [("x", "x.pdf"), ("x.docx", "x.pdf"), ("li-s-1.6", "li-s-1.6.pdf"), ("x.pdf.", "x.pdf")]
)
def test_a_name_that_does_not_say_what_is_in_the_file_is_refused_with_a_better_one(name, better, tmp_path):
    sentence = refused(check_name, exporter(), ExportOptions(), tmp_path / name)
    assert str(tmp_path / better) in sentence
    check_name(exporter(), ExportOptions(), tmp_path / better)


def test_the_name_may_be_in_capitals_and_must_fit_the_format(tmp_path):
    drawings = exporter(PDF, SVG)
    check_name(exporter(), ExportOptions(), tmp_path / "X.PDF")
    check_name(drawings, checked(drawings, {}, tmp_path / "x.svg"), tmp_path / "x.svg")
    assert ".pdf / .svg" in refused(check_name, drawings, ExportOptions(), tmp_path / "x.txt")
    assert "x.svg" in refused(check_name, drawings, ExportOptions(format="svg"), tmp_path / "x.pdf")


def test_a_folder_is_refused(tmp_path):
    assert "folder" in refused(check_name, exporter(), ExportOptions(), tmp_path)


def test_the_window_adds_the_suffix_that_is_missing():
    assert with_suffix(exporter(), ExportOptions(), Path("x")) == Path("x.pdf")
    assert with_suffix(exporter(), ExportOptions(), Path("x.PDF")) == Path("x.PDF")
    assert with_suffix(exporter(SVG), ExportOptions(), Path("x.pdf")) == Path("x.pdf.svg")


# Progress -------------------------------------------------------------------------------------------------------------


def test_progress_is_told_and_can_cancel(design):
    def make(design, options, progress):
        for done in range(3):
            progress(done, 3)
        return b"all"

    seen = []

    def watch(done, of):
        seen.append((done, of))
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        exporter(make=make).export(design, progress=watch)
    assert seen == [(0, 3), (1, 3)]
    assert exporter(make=make).export(design) == b"all"


# csv ------------------------------------------------------------------------------------------------------------------


def table(design):
    content = EXPORTERS["csv"].export(design)
    return {row["key"]: row for row in csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))}


@pytest.mark.parametrize("name", templates.ids())
def test_the_table_has_a_row_for_every_quantity_with_the_values_of_the_json(name):
    design = Design(templates.template(name))
    rows = table(design)
    told = json.loads(EXPORTERS["json"].export(design))
    assert rows.keys() == told["inputs"].keys() | told["results"].keys() | registry().constants.keys()
    for key, entry in {**told["results"], **told["inputs"]}.items():
        row = rows[key]
        assert (float(row["value"]) if row["value"] else None) == entry["value"]
        assert (row["unit"], row["label"]) == (entry["unit"], entry["label"])
    for key, entry in told["inputs"].items():
        assert (rows[key]["origin"], rows[key]["source"]) == (entry["origin"], entry["source"])
        assert rows[key]["typed"] == entry["text"]
    assert rows["cell_mass"]["origin"] == "derived"
    assert rows["lithium_density"]["origin"] == "constant"


@pytest.mark.parametrize("name", templates.ids())
def test_what_is_told_as_typed_can_be_typed_again(name):
    document = templates.template(name)
    for key, entry in json.loads(EXPORTERS["json"].export(Design(document)))["inputs"].items():
        if entry["text"]:
            assert edits.set_value(document, key, entry["text"]) == document
            assert not entry["text"].endswith(" 1")


def test_the_first_four_columns_are_key_value_unit_and_source(design):
    head = EXPORTERS["csv"].export(design).decode("utf-8").split("\r\n")[0]
    assert head.split(",")[:4] == ["key", "value", "unit", "source"]


def test_a_source_that_looks_like_a_formula_stays_text():
    document = templates.template(CELL)
    entry = dataclasses.replace(document.entries["cathode_width"], source="=1+1")
    rows = table(Design(document.with_entry("cathode_width", entry)))
    assert rows["cathode_width"]["source"] == "'=1+1"


def test_a_number_that_does_not_exist_is_an_empty_field():
    document = edits.set_value(templates.template(CELL), "claimed_mass", "")
    assert table(Design(document))["claimed_mass"]["value"] == ""


PAGED = (
    ("specification", ExportOptions()),
    ("build-sheet", ExportOptions()),
    ("build-sheet", ExportOptions(form=True)),
    ("build-sheet", ExportOptions(cells=3)),
    ("batch-plan", ExportOptions(cells=12)),
    ("cycler-programme", ExportOptions()),
)


@pytest.fixture
def ended(monkeypatch):
    """One entry for each page whose layout ended."""
    pages = []
    end = BaseDocTemplate.handle_pageEnd

    def noted(template):
        pages.append(template.page)
        end(template)

    monkeypatch.setattr(BaseDocTemplate, "handle_pageEnd", noted)
    return pages


@pytest.mark.parametrize(("name", "options"), PAGED)
def test_a_document_tells_how_far_it_is_for_every_page_and_is_the_same(design, ended, name, options):
    alone = EXPORTERS[name].export(design, options)
    ended.clear()
    told = []

    def note(done, of):
        told.append((done / of, len(ended)))

    assert EXPORTERS[name].export(design, options, note) == alone
    assert told == sorted(told)
    assert told[-1][0] == 1
    assert {pages for _, pages in told} >= set(range(len(ended)))


@pytest.mark.parametrize(("name", "options"), PAGED)
def test_a_document_that_is_cancelled_stops_before_its_next_page(design, ended, name, options):
    EXPORTERS[name].export(design, options)
    pages = len(ended)
    ended.clear()

    def cancel(done, of):
        if len(ended) >= pages // 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        EXPORTERS[name].export(design, options, cancel)
    assert len(ended) == pages // 2
