"""`import`: from a table to a design file, by the command line."""

import json

import pytest

from app import cli
from app.services import settings, storage

TABLE = "Name;Cathode width (mm);Cathode height (mm)\nA;50;60,5\nB;51;61,5\n"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv(settings.HOME, str(tmp_path / "home"))


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "cells.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def ran(capsys, *words):
    code = cli.run(["import", *map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_table_becomes_a_design_of_its_own(table, tmp_path, capsys):
    code, out, err = ran(capsys, table, "--onto", "nmc811-graphite", "-o", tmp_path / "a.cell")
    assert (code, err) == (0, "")
    found = storage.load(tmp_path / "a.cell")
    assert found.name == "A"
    assert found.entries["cathode_height"].text == "60.5"
    assert found.id != "nmc811-graphite"
    assert "cathode_width: 60 mm → 50 mm" in out.replace("\u202f", " ")


def test_any_design_of_the_table_is_taken_or_all_of_them(table, tmp_path, capsys):
    assert ran(capsys, table, "--row", 2, "-o", tmp_path / "b.cell")[0] == 0
    assert storage.load(tmp_path / "b.cell").name == "B"
    assert ran(capsys, table, "--row", "all", "-o", tmp_path / "cells")[0] == 0
    found = [storage.load(path) for path in sorted((tmp_path / "cells").iterdir())]
    assert [document.name for document in found] == ["A", "B"]
    assert len({document.id for document in found}) == 2


def test_a_refused_cell_stops_it_and_skip_leaves_it_out(table, tmp_path, capsys):
    table.write_text(TABLE.replace("50;", "wide;"), encoding="utf-8")
    code, out, err = ran(capsys, table, "-o", tmp_path / "a.cell")
    assert code == 2
    assert "Row 2, column B, “wide”" in err
    assert "Nothing was written" in err
    assert not (tmp_path / "a.cell").exists()
    code, out, err = ran(capsys, table, "--skip", "-o", tmp_path / "a.cell")
    assert code == 0
    assert "Row 2, column B, “wide”" in out
    assert storage.load(tmp_path / "a.cell").entries["cathode_height"].text == "60.5"


def test_a_mapping_is_written_to_be_filled_in_and_then_used(tmp_path, capsys):
    path, mapping = tmp_path / "de.csv", tmp_path / "map.json"
    path.write_text("Breite;mm;55\nCathode height;mm;65\n", encoding="utf-8")
    assert ran(capsys, path, "--map", mapping, "-o", tmp_path / "a.cell")[0] == 0
    content = json.loads(mapping.read_text(encoding="utf-8"))
    content["labels"][0]["key"] = "cathode_width"
    mapping.write_text(json.dumps(content), encoding="utf-8")
    assert ran(capsys, path, "--map", mapping, "-o", tmp_path / "b.cell")[0] == 0
    assert storage.load(tmp_path / "b.cell").entries["cathode_width"].text == "55"
    # and is known from now on, without --map
    assert ran(capsys, path, "-o", tmp_path / "c.cell")[0] == 0
    assert storage.load(tmp_path / "c.cell").entries["cathode_width"].text == "55"


def test_a_design_that_is_filled_from_a_table_stays_that_design(table, tmp_path, capsys):
    assert cli.run(["new", "nmc811-graphite", "-o", str(tmp_path / "mine.cell")]) == 0
    capsys.readouterr()
    assert ran(capsys, table, "--onto", tmp_path / "mine.cell", "-o", tmp_path / "next.cell")[0] == 0
    assert storage.load(tmp_path / "next.cell").id == storage.load(tmp_path / "mine.cell").id


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--row", "9"], "There is no design 9"),
        (["--row", "x"], "--row: “x”"),
        (["--sheet", "Cells"], "has no sheet “Cells”"),
        (["--onto", "nmc"], "no template “nmc”"),
    ],
)
def test_what_cannot_be_acted_on_is_one_sentence(words, said, table, tmp_path, capsys):
    code, _, err = ran(capsys, table, *words, "-o", tmp_path / "a.cell")
    assert code == 2
    assert said in err
    assert not (tmp_path / "a.cell").exists()


def test_nothing_is_written_over_a_file(table, tmp_path, capsys):
    (tmp_path / "a.cell").write_text("mine", encoding="utf-8")
    code, _, err = ran(capsys, table, "-o", tmp_path / "a.cell")
    assert code == 2
    assert "exists already" in err
    assert (tmp_path / "a.cell").read_text(encoding="utf-8") == "mine"


def test_labels_that_say_nothing_known_are_named(tmp_path, capsys):
    path = tmp_path / "x.csv"
    path.write_text("Colour;red\nDogs;3\n", encoding="utf-8")
    code, _, err = ran(capsys, path, "-o", tmp_path / "a.cell")
    assert code == 2
    assert "dogs" in err
