"""`release` and `revise`: a revision is fixed from the command line, and the next one begun."""

import json

import pytest

from app import cli
from app.services import locks, storage


@pytest.fixture
def run(capsys):
    """Runs the command line: exit code, what it printed, what it complained of."""

    def act(*words):
        code = cli.run([str(word) for word in words])
        printed = capsys.readouterr()
        return code, printed.out.strip(), printed.err.strip()

    return act


DAY = "23\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026"
"""2026-11-23, as people read it."""


@pytest.fixture
def released(run, tmp_path):
    path = tmp_path / "cell.cell"
    code, out, _ = run("release", "nmc811-graphite", "--author", "Ada", "--date", "2026-11-23", "-o", path)
    assert code == 0
    assert f"released by Ada on {DAY}" in out
    return path


def test_a_released_design_is_written_with_author_date_and_hash(released):
    document = storage.load(released)
    assert document.release is not None
    assert (document.release.author, document.release.date) == ("Ada", "2026-11-23")
    assert document.release.hash == document.content_hash()


def test_two_releases_alike_give_the_same_bytes(run, released, tmp_path):
    again = tmp_path / "again.cell"
    run("release", "nmc811-graphite", "--author", "Ada", "--date", "2026-11-23", "-o", again)
    assert again.read_bytes() == released.read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        ["compute", "{}", "--set", "cathode_loading=21"],
        ["compute", "{}", "--set", "charge_method=cc"],
        ["compute", "{}", "--set", "separator=pe-15"],
        ["compute", "{}", "--set", "currency=EUR"],
        ["compute", "{}", "--limit", "fill_ratio.warning.high=9"],
        ["export", "{}", "--set", "cathode_loading=21", "--what", "csv", "-o", "{}.csv"],
        ["release", "{}", "--author", "B", "--date", "2026-11-24"],
    ],
)
def test_edits_of_a_released_design_are_refused_in_one_sentence(run, released, words):
    before = released.read_bytes()
    code, out, err = run(*(word.format(released) for word in words))
    assert code == 2
    assert not out
    assert f"was released by Ada on {DAY} and is locked: start revision 2" in err
    assert len(err.splitlines()) == 1
    assert released.read_bytes() == before
    assert not released.with_name("cell.cell.csv").exists()


def test_an_edit_says_what_begins_the_next_revision(run, released):
    assert "revise" in run("compute", released, "--set", "cathode_loading=21")[2]


def test_revise_begins_the_next_revision(run, released):
    code, out, _ = run("revise", released)
    assert code == 0
    assert "revision 2 begun" in out
    assert run("compute", released, "--set", "cathode_loading=21")[0] == 0
    assert run("revise", released)[0] == 2


def test_a_template_needs_a_file_to_be_written_to(run):
    code, _, err = run("release", "nmc811-graphite", "--author", "Ada", "--date", "2026-11-23")
    assert code == 2
    assert "-o" in err


@pytest.mark.parametrize(("author", "date"), [("Ada", "23.11.2026"), (" ", "2026-11-23")])
def test_bad_words_write_nothing(run, tmp_path, author, date):
    path = tmp_path / "cell.cell"
    code, _, err = run("release", "nmc811-graphite", "--author", author, "--date", date, "-o", path)
    assert code == 2
    assert err.startswith("cellwright: ")
    assert not path.exists()


def test_a_design_that_is_open_elsewhere_is_let_be(run, released, monkeypatch):
    def held(_):
        raise locks.Held(locks.Holder("Bob", "bench-2", "2026-11-23T10:00"))

    monkeypatch.setattr(locks, "take", held)
    before = released.read_bytes()
    code, _, err = run("revise", released)
    assert code == 2
    assert "Bob (bench-2)" in err
    assert released.read_bytes() == before


def test_a_changed_release_says_so_when_it_is_computed(run, released):
    released.write_bytes(released.read_bytes().replace(b'"cathode_loading": ["20"', b'"cathode_loading": ["22"'))
    code, _, err = run("compute", released)
    assert code == 0
    assert "was changed after its release" in err


def test_a_measured_value_is_set_and_marked(run):
    code, out, _ = run("compute", "nmc811-graphite", "--measured", "claimed_mass=57.3 g", "--json")
    assert code == 0
    said = json.loads(out)["inputs"]["claimed_mass"]
    assert (said["value"], said["origin"]) == (57.3, "measured")


@pytest.mark.parametrize(
    "setting", ["claimed_mass", "claimed_mass=", "nonsense=1", "cell_mass=3", "claimed_mass=heavy"]
)
def test_what_cannot_be_measured_is_refused(run, setting):
    code, _, err = run("compute", "nmc811-graphite", "--measured", setting)
    assert code == 2
    assert len(err.splitlines()) == 1
