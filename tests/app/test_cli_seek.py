"""`seek` as a stranger calls it."""

import json
from pathlib import Path

import pytest

from app import cli
from app.services import storage
from app.services.design import Design

CELL = "li-s-1.6Ah-ers"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CELLWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def test_it_prints_what_to_type_and_what_else_changes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["seek", CELL, "np_facing_area=2.5", "--by", "lithium_thickness"]) == 0
    said = capsys.readouterr().out
    assert "can be 2.500" in said
    assert "160\N{NARROW NO-BREAK SPACE}µm → 129.34" in said
    assert "(cell_mass)" in said


def test_json_says_how_far_it_goes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["seek", CELL, "specific_energy=900", "--by", "lithium_thickness", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert not said["reached"]
    assert said["lowest"] < said["highest"] < 900


def test_the_nearest_way_can_be_kept_as_a_design(tmp_path: Path) -> None:
    goal = ["seek", CELL, "specific_energy=250", "--by", "electrolyte_per_active_mass", "--by", "separator_thickness"]
    assert cli.run([*goal, "-o", "kept.cell"]) == 0
    kept = Design(storage.load(tmp_path / "kept.cell"))
    assert kept.number("specific_energy") == pytest.approx(250, rel=1e-4)
    assert cli.run([*goal, "-o", "kept.cell"]) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["specific_energy", "--by", "lithium_thickness"], "RESULT=VALUE"),
        (["specific_energy=many", "--by", "lithium_thickness"], "many"),
        (["specific_energi=3", "--by", "lithium_thickness"], "Is it specific_energy?"),
        (["cell_mass=15", "--by", "mean_voltage"], "does not depend on"),
    ],
)
def test_what_it_cannot_act_on_is_one_sentence(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["seek", CELL, *words]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
