"""`compare` as a stranger calls it."""

import json
from pathlib import Path

import pytest

from app import cli

ERS, FOIL = "li-s-1.6Ah-ers", "li-s-1.6Ah-foil"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CELLWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def test_it_prints_what_differs_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["compare", ERS, FOIL]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0].endswith("baseline")
    assert "5.87 (+0.0700, +1.21 %)" in said
    assert "Separator" not in said
    assert said.index("Main results") < said.index("Surface layer loading") < said.index("Results: Cell")


def test_all_prints_the_same_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["compare", ERS, FOIL, "--all"]) == 0
    assert "The same: Separator" in capsys.readouterr().out


def test_the_same_twice_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["compare", ERS, ERS]) == 0
    assert "These designs are the same" in capsys.readouterr().out


def test_json_is_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["compare", ERS, FOIL, "nmc811-graphite", "--baseline", "2", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert len(said["designs"]) == 3
    assert said["baseline"] == 1
    energy = next(row for row in said["rows"] if row["key"] == "specific_energy")
    assert energy["values"][0] == pytest.approx(235.2, rel=1e-3)
    assert {row["key"] for row in said["rows"] if not row["differs"]} >= {"cathode_sheets"} or len(said["rows"]) > 100


def test_files_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["new", ERS, "-o", "a.cell"]) == 0
    capsys.readouterr()
    assert cli.run(["compare", "a.cell", FOIL]) == 0
    assert "Surface layer loading" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([ERS], "Name two to 12 designs"),
        ([ERS] * 13, "not 13"),
        ([ERS, "nothing"], "nothing"),
        ([ERS, FOIL, "--baseline", "3"], "from 1 to 2"),
        ([ERS, FOIL, "--baseline", "one"], "“one”"),
    ],
)
def test_what_it_cannot_act_on_is_one_sentence(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["compare", *words]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
