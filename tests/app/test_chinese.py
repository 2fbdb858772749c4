"""Simplified Chinese, whole: the catalogue itself, the documents and the command line."""

import io
import string

import pypdfium2  # type: ignore[import-untyped]  # it carries no types
import pytest
from babel.messages.mofile import read_mo

from app import cli
from app.services import fonts, i18n, templates
from app.services.design import Design
from app.services.exports import EXPORTERS, ExportOptions
from tests.english import CATALOGUE, english_in, runs_in, translations

CELLS = ("li-s-1.6Ah-ers", "li-lco-0.53Ah-foil", "nmc811-graphite", "nmc811-anode-free")


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_translation_names_the_fields_of_its_text():
    wrong = {text for text, said in translations().items() if said and fields(said) != fields(text)}
    assert not wrong


def test_the_program_reads_what_the_translators_wrote():
    """If it fails: python dev.py messages."""
    compiled = read_mo(io.BytesIO(CATALOGUE.with_suffix(".mo").read_bytes()))
    assert {str(m.id): str(m.string) for m in compiled if m.id} == {k: v for k, v in translations().items() if v}


def test_the_fonts_of_screen_and_paper_have_every_character():
    lost = {text: fonts.missing(text) for text in translations().values() if fonts.missing(text)}
    assert not lost


def test_no_translation_is_half_english():
    names = {"CRC Handbook of Chemistry and Physics: physical constants of the elements"}
    assert [said for said in translations().values() if runs_in(said) and said not in names] == []


def test_sentences_end_as_chinese_sentences_do():
    odd = {text: said for text, said in translations().items() if said
           and text.rpartition(" ")[2].lower() != "no." and text.endswith(".") != said.endswith("。")}  # fmt: skip
    assert not odd


def test_menus_keep_their_keys():
    odd = {text: said for text, said in translations().items()
           if said and text.startswith("&") and text[1].upper() not in said.partition("&")[2][:1].upper()}  # fmt: skip
    assert not odd


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("document", ["specification", "build-sheet"])
def test_no_english_sentence_is_printed(document: str, cell: str):
    with i18n.speaking("zh_CN"):
        design = Design(templates.template(cell))
    content = EXPORTERS[document].export(design, ExportOptions(language="zh_CN"))
    pdf = pypdfium2.PdfDocument(content)
    try:
        pages = [pdf[at].get_textpage().get_text_range() for at in range(len(pdf))]
    finally:
        pdf.close()
    assert len(pages) > 4
    assert english_in(pages, design.document.reference) == []
    assert fonts.BOX not in "".join(pages)


@pytest.mark.parametrize("words", [["compute"], ["explain", "specific_energy"], ["reconcile"]], ids=" ".join)
@pytest.mark.parametrize("cell", CELLS[:3:2])
def test_no_english_sentence_is_said_on_the_command_line(words: list[str], cell: str, capsys):
    assert cli.run([words[0], cell, *words[1:], "--language", "zh_CN"]) == 0
    assert english_in(capsys.readouterr().out.splitlines()) == []


def test_an_english_sentence_would_be_found():
    assert english_in(["正极 Nobody ever translated this one. 负极"]) == ["Nobody ever translated this one"]
    assert english_in(["BioLogic EC-Lab 设备", "NMC811 LiPF₆ in EC/EMC (3:7)"]) == []
