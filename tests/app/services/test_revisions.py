"""Releasing a design, what locks, what changed since, and whether it is still as it was released."""

import json
import math
from dataclasses import replace

import pytest

from app.services import edits, judgement, library, process, revisions, storage, templates
from app.services.design import Design
from app.services.disk import StorageError
from app.services.document import Locked
from app.services.expressions.refusals import EntryError
from app.services.plans import editing
from calc.limits import LimitName


@pytest.fixture(scope="module")
def draft():
    return templates.template("nmc811-graphite")


@pytest.fixture(scope="module")
def released(draft):
    return revisions.release(draft, " Ada Lovelace ", "2026-11-23", "ACME", "PC-4000")


def read_again(document):
    return storage.read(storage.written(document), "cell.cell")


def test_a_release_fixes_author_date_and_hash(draft, released):
    made = released.release
    assert (made.author, made.date, made.hash) == ("Ada Lovelace", "2026-11-23", draft.content_hash())
    assert (released.customer, released.model) == ("ACME", "PC-4000")
    assert released.content_hash() == draft.content_hash()
    assert revisions.tampered(released) == ""


def test_it_comes_back_from_a_file(released):
    assert read_again(released) == released
    assert revisions.tampered(read_again(released)) == ""


EDITS = {
    "value": lambda d: edits.set_value(d, "cathode_loading", "21"),
    "choice": lambda d: edits.set_choice(d, "charge_method", "cc"),
    "material": lambda d: edits.set_material(d, "separator", library.materials("separator")[0]),
    "cleared": lambda d: edits.clear_material(d, "separator"),
    "reset": lambda d: edits.reset_to_material(d, "lower_voltage"),
    "name": lambda d: edits.rename(d, "other"),
    "notes": lambda d: edits.set_notes(d, "other"),
    "currency": lambda d: edits.set_currency(d, "EUR"),
    "assumed": lambda d: edits.set_assumed(d, "cathode_loading", True),
    "measured": lambda d: edits.set_measured(d, "cathode_loading", True),
    "limit": lambda d: judgement.set_limits(d, {LimitName("fill_ratio", "warning", "high"): "9"}),
    "acknowledged": lambda d: judgement.acknowledge(d, "fill_ratio", "why"),
    "withdrawn": lambda d: judgement.withdraw(d, "fill_ratio"),
    "released again": lambda d: revisions.release(d, "B", "2026-11-24"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_no_edit_of_a_released_design_is_taken(released, edit):
    with pytest.raises(
        EntryError, match=r"Revision 1 was released by Ada Lovelace on 23\sNov\s2026 .*start revision 2"
    ):
        EDITS[edit](released)


def test_a_locked_design_says_so_as_a_kind_of_its_own(released):
    with pytest.raises(Locked):
        edits.set_value(released, "cathode_loading", "21")


@pytest.mark.parametrize(
    ("author", "date"),
    [("", "2026-11-23"), (" ", "2026-11-23"), ("A\nB", "2026-11-23"), ("x" * 201, "2026-11-23"),
     ("A", ""), ("A", "23.11.2026"), ("A", "2026-02-30"), ("A", "20261123")],
)  # fmt: skip
def test_who_and_when_must_be_said(draft, author, date):
    with pytest.raises(EntryError):
        revisions.release(draft, author, date)


def test_open_errors_keep_a_design_from_being_released(draft):
    broken = edits.set_value(draft, "anode_width", "50")
    assert Design(broken).count("error")
    with pytest.raises(EntryError, match="errors are open"):
        revisions.release(broken, "A", "2026-11-23")


def test_the_next_revision_is_open_and_knows_the_last(released):
    following = revisions.revise(released)
    assert (following.revision, following.release) == (2, None)
    assert following.base is not None
    assert following.base.release == released.release
    assert [(past.number, past.author) for past in following.history] == [(1, "Ada Lovelace")]
    assert revisions.changes(following) == ()
    assert revisions.moved(Design(following)) == ()
    assert edits.set_value(following, "cathode_loading", "21") != following


def test_only_a_released_design_is_revised(draft):
    with pytest.raises(EntryError, match="not released"):
        revisions.revise(draft)


def test_what_changed_since_and_what_moved(released):
    changed = edits.set_value(revisions.revise(released), "cathode_loading", "21")
    changed = edits.set_choice(edits.rename(changed, "4.2 Ah"), "charge_method", "cc")
    again = read_again(changed)
    assert again == changed
    told = {change.key: (change.before.split("\u202f")[0], change.after.split("\u202f")[0])
            for change in revisions.changes(again)}  # fmt: skip
    assert told["cathode_loading"] == ("20", "21")
    assert told["name"] == ("4 Ah NMC811‖graphite", "4.2 Ah")
    assert told["charge_method"] == ("CC-CV", "CC")
    assert set(told) == {"cathode_loading", "name", "charge_method", "charge_cutoff_rate", "hold_time_limit"}
    moved = {result.key: result for result in revisions.moved(Design(again))}
    # 5 % more active material carry 5 % more charge
    assert moved["capacity"].percent == pytest.approx(5)
    assert "cathode_width" not in moved
    assert all(result.before != result.after for result in moved.values())


def test_each_release_records_what_it_changed(released):
    second = revisions.release(edits.set_value(revisions.revise(released), "cathode_loading", "21"), "B", "2026-12-01")
    third = read_again(revisions.revise(second))
    first_past, second_past = third.history
    assert first_past.changes == ()
    assert [key for key, _, _ in second_past.changes] == ["cathode_loading"]
    assert third.base.revision == 2
    assert third.base.base is None
    assert revisions.tampered(third) == ""


# By hand in the file --------------------------------------------------------------------------------------------------


def by_hand(document, change):
    content = json.loads(storage.written(document))
    change(content)
    return storage.read(json.dumps(content).encode(), "cell.cell")


def test_a_number_changed_by_hand_is_noticed(released):
    spoilt = by_hand(released, lambda content: content["inputs"]["cathode_loading"].__setitem__(0, "22"))
    assert f"released with hash {released.release.hash[:8]}" in revisions.tampered(spoilt)
    with pytest.raises(Locked):
        edits.set_value(spoilt, "cathode_loading", "20")


@pytest.mark.parametrize("key", ["name", "notes", "id", "customer", "model", "reference"])
def test_words_changed_by_hand_are_noticed(released, key):
    assert "was changed after its release" in revisions.tampered(by_hand(released, lambda c: c.update({key: "lco"})))


def test_author_and_date_changed_by_hand_are_noticed(released):
    for key, text in (("author", "Eve"), ("date", "2020-01-01")):
        assert revisions.tampered(by_hand(released, lambda c, k=key, t=text: c["release"].update({k: t})))


def test_the_released_revision_in_a_draft_is_watched_too(released):
    following = revisions.revise(released)
    spoilt = by_hand(following, lambda c: c["base"]["inputs"]["cathode_loading"].__setitem__(0, "22"))
    assert "does not fit its hash" in revisions.tampered(spoilt)


def test_saving_again_breaks_nothing(released, tmp_path):
    path = tmp_path / "cell.cell"
    storage.save(released, path, saved="2027-01-01")
    assert revisions.tampered(storage.load(path)) == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c["release"].pop("seal"),
        lambda c: c["release"].update(hash="x"),
        lambda c: c["release"].update(date="today"),
        lambda c: c["release"].update(more=1),
        lambda c: c.update(history=[{"revision": 1}]),
        lambda c: c.update(base=[]),
        lambda c: c.update(base={"base": {}}),
        lambda c: c.update(base={"id": "x"}),
    ],
)
def test_what_is_no_release_is_refused_in_a_sentence(released, change):
    with pytest.raises(StorageError):
        by_hand(released, change)


def test_a_copy_is_a_first_revision_of_its_own(released):
    copy = revisions.copied(revisions.revise(released), "new")
    assert (copy.id, copy.revision, copy.release, copy.base, copy.history) == ("new", 1, None, None, ())


def test_a_move_from_nothing_says_no_percent(released):
    before = edits.set_value(revisions.revise(released), "first_discharge_capacity", "4")
    moved = {result.key: result for result in revisions.moved(Design(before))}
    assert math.isnan(moved["np_over_first_discharge"].percent)
    assert moved["np_over_first_discharge"].by == "—"


def test_a_changed_snapshot_of_a_material_is_told(released):
    following = revisions.revise(released)
    material = following.materials["separator"]
    other = replace(following, materials={**following.materials, "separator": replace(material, revision=7)})
    assert [change.key for change in revisions.changes(other)] == ["separator"]


def test_the_process_plan_is_released_with_the_design(draft):
    document = editing.begun(draft, process.program_plan(Design(draft)))
    made = revisions.release(document, "Ada", "2026-11-23")
    assert revisions.tampered(read_again(made)) == ""
    with pytest.raises(Locked):
        editing.given_back(made)
    assert "was changed after its release" in revisions.tampered(
        by_hand(made, lambda c: c["process"].update(title="x"))
    )
    following = revisions.revise(made)
    assert [change.key for change in revisions.changes(editing.given_back(following))] == ["process"]
