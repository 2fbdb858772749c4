"""Edits, their history, and what counts as edited."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services import edits
from app.services.disk import StorageError
from app.services.expressions.refusals import EntryError
from ui.session import STEPS, Change, Session


def test_an_edit_changes_the_design_at_once(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.changed) as told:
        session.edit("cathode_sheets", "5")
    change = told.args[0]
    assert isinstance(change, Change)
    assert change.kind == "edit"
    assert change.design is session.design
    assert session.design.number("cathode_sheets") == 5
    assert session.edited


def test_keys_in_quick_succession_settle_once_with_the_design_before_all_of_them(
    session: Session, qtbot: QtBot
) -> None:
    told: list[Change] = []
    session.settled.connect(told.append)
    before = session.design
    session.edit("cathode_width", "5")
    session.edit("cathode_width", "52")
    assert not told
    qtbot.waitUntil(lambda: bool(told))
    assert [(change.before, change.design, change.kind) for change in told] == [(before, session.design, "edit")]


def test_whatever_is_not_typed_settles_at_once_after_what_was_typed(session: Session) -> None:
    told: list[Change] = []
    session.settled.connect(told.append)
    first = session.design
    session.edit("cathode_width", "52")
    typed = session.design
    session.choose("construction", "lamination")
    assert [(change.before, change.design) for change in told] == [(first, typed), (typed, session.design)]
    session.undo()
    assert told[-1].kind == "undo"
    assert told[-1].design is session.design


def test_typing_in_one_field_is_one_step(session: Session) -> None:
    for text in ("5", "52", "52.5"):
        session.edit("cathode_width", text)
    session.undo()
    assert session.design.number("cathode_width") == 50
    assert not session.edited
    assert session.undo_label == ""
    session.redo()
    assert session.design.number("cathode_width") == 52.5


def test_leaving_the_field_ends_the_step(session: Session) -> None:
    session.edit("cathode_width", "52")
    session.end_typing()
    session.edit("cathode_width", "53")
    session.undo()
    assert session.design.number("cathode_width") == 52


def test_typing_back_to_the_start_leaves_no_step(session: Session) -> None:
    session.edit("cathode_width", "52")
    session.edit("cathode_width", "50")
    assert session.undo_label == ""
    assert not session.edited


def test_while_typing_the_change_is_counted_from_before_the_first_key(session: Session) -> None:
    start = session.design
    seen: list[Change] = []
    session.changed.connect(seen.append)
    for text in ("5", "52", "52.5"):
        session.edit("cathode_width", text)
    assert [change.since for change in seen] == [start, start, start]
    session.end_typing()
    middle = session.design
    session.edit("cathode_width", "53")
    assert seen[-1].since is middle


def test_the_history_has_an_end(session: Session) -> None:
    for count in range(STEPS + 5):
        session.apply("name", lambda document, count=count: edits.rename(document, f"cell {count}"))  # type: ignore[misc]
    while session.undo_label:
        session.undo()
    assert session.document.name == "cell 4"
    assert session.edited


def test_a_refused_entry_changes_nothing(session: Session) -> None:
    before = session.design
    with pytest.raises(EntryError):
        session.edit("cathode_width", "wide")
    assert session.design is before
    assert session.undo_label == ""


def test_a_choice_is_one_step(session: Session) -> None:
    session.choose("loading_side", "both-sides")
    assert session.undo_label == "loading_side"
    session.undo()
    assert session.document.choices["loading_side"] == "per-side"


def test_saving_clears_the_edited_mark_and_undo_goes_on(session: Session, tmp_path: Path) -> None:
    session.edit("cathode_sheets", "5")
    session.save(tmp_path / "cell.cell", saved="2025-01-31")
    assert not session.edited
    session.undo()
    assert session.edited
    session.redo()
    assert not session.edited


def test_typing_after_a_save_is_a_new_step(session: Session, tmp_path: Path) -> None:
    session.edit("cathode_width", "52")
    session.save(tmp_path / "cell.cell", saved="2025-01-31")
    session.edit("cathode_width", "53")
    session.undo()
    assert session.design.number("cathode_width") == 52


def test_a_save_that_fails_leaves_all_as_it_was(session: Session, tmp_path: Path) -> None:
    session.edit("cathode_sheets", "5")
    with pytest.raises(StorageError):
        session.save(tmp_path / "nowhere" / "cell.cell", saved="2025-01-31")
    assert session.edited
    assert session.path is None


def test_opening_another_design_forgets_the_history(session: Session) -> None:
    session.edit("cathode_sheets", "5")
    session.open(edits.rename(session.document, "Another"), None)
    assert session.undo_label == ""
    assert not session.edited


def test_a_design_that_may_only_be_read_is_reloaded_for_good(session: Session, tmp_path: Path) -> None:
    document = session.document
    session.open(document, tmp_path / "a.cell", read_only=True)
    session.reload(edits.rename(document, "Changed elsewhere"))
    assert session.undo_label == ""
    session.undo()
    assert (session.document.name, session.edited) == ("Changed elsewhere", False)
