"""The currency is a label: it stands for ¤ wherever a price is read, and changes no number."""

import json

import pytest

from app import cli
from app.services import edits, storage, templates
from app.services.design import Design
from app.services.disk import StorageError
from app.services.expressions.refusals import EntryError


@pytest.fixture
def document():
    return edits.set_value(templates.template("nmc811-graphite"), "separator_price", "2")


def test_prices_and_costs_are_read_in_the_currency_that_was_typed(document):
    design = Design(edits.set_currency(document, " EUR "))
    assert design.text("separator_price") == "2\u202fEUR/m²"
    assert design.text("separator_cost").endswith("\u202fEUR")
    assert Design(document).text("separator_price") == "2\u202f¤/m²"


def test_nothing_is_converted_and_the_hash_stays(document):
    labelled = edits.set_currency(document, "€")
    assert Design(labelled).values["separator_cost"] == Design(document).values["separator_cost"]
    assert labelled.content_hash() == document.content_hash()


def test_no_word_stands_for_the_sign_of_any_currency(document):
    labelled = edits.set_currency(document, "€")
    assert edits.set_currency(labelled, "¤") == document
    assert edits.set_currency(labelled, "") == document


@pytest.mark.parametrize("text", ["1000 €", "A\nB", "a currency of a far land"])
def test_what_is_no_label_is_refused(document, text):
    with pytest.raises(EntryError, match="currency"):
        edits.set_currency(document, text)
    content = json.loads(storage.written(document)) | {"currency": text}
    with pytest.raises(StorageError):
        storage.read(json.dumps(content).encode(), "x.cell")


def test_it_comes_back_from_the_file(document):
    labelled = edits.set_currency(document, "CNY")
    assert storage.read(storage.written(labelled), "x.cell") == labelled
    assert "currency" not in json.loads(storage.written(document))


def test_the_command_line_takes_it(capsys):
    settings = ("--set", "currency=EUR", "--set", "separator_price=2 ¤/m²")
    assert cli.run(("compute", "nmc811-graphite", *settings)) == 0
    assert "EUR     separator_cost" in capsys.readouterr().out
    assert cli.run(("compute", "nmc811-graphite", "--json", *settings)) == 0
    assert json.loads(capsys.readouterr().out)["currency"] == "EUR"
    assert cli.run(("compute", "nmc811-graphite", "--set", "currency=3")) == 2
