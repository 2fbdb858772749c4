"""A process plan of a design's own: copied, edited step by step, stored with the design, printed, put back."""

import tomllib
from dataclasses import replace

import msgspec
import pytest

from app import cli
from app.services import edits, locks, plans, process, revisions, storage, templates
from app.services.design import Design
from app.services.disk import StorageError
from app.services.document import Document
from app.services.plans import PlanError, editing, reading
from app.services.plans.written import Plan, Written

CELL = "li-s-1.6Ah-ers"


def own(template: str = CELL) -> Document:
    document = templates.template(template)
    return editing.begun(document, process.program_plan(Design(document)))


def plan(document: Document) -> Written:
    assert document.process is not None
    return document.process


def at(document: Document, step_id: str) -> int:
    return [step.id for step in plan(document).step].index(step_id)


def stored(document: Document) -> Document:
    return storage.read(storage.written(document), "cell.cell")


# as text and with the design


@pytest.mark.parametrize("plan_id", plans.ids())
def test_a_plan_written_as_text_is_read_as_the_same_plan(plan_id: str):
    whole = plans.load(plan_id).file
    assert plans.read("again", reading.text(whole)).file == whole


def test_a_text_with_quotes_and_backslashes_comes_back_as_it_was():
    document = editing.step_changed(own(), 0, title='<b>"\\n" 100 % ‖ 电池\\</b>')
    assert plans.read("again", reading.text(plan(document))).file == plan(document)
    assert plan(stored(document)).step[0].title == '<b>"\\n" 100 % ‖ 电池\\</b>'


def test_a_plan_is_stored_with_the_design_and_its_hash_stays():
    document = editing.with_title(own(), "Ours")
    again = stored(document)
    assert again.process == document.process
    assert again.content_hash() == templates.template(CELL).content_hash()
    assert again == document
    assert "process" not in storage.written(editing.given_back(document)).decode().split('"materials"')[0]
    assert editing.given_back(document) == templates.template(CELL)


def test_the_file_has_one_line_an_entry():
    lines = storage.written(own()).decode("utf-8").splitlines()
    weighed = [line for line in lines if '"weigh"' in line]
    assert len(weighed) == len(list(process.process_of(Design(own())).weighings()))
    assert all(line.count('"label"') == 1 for line in weighed)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "“Title” is empty"),
        ({"revision": 0}, "revision"),
        ({"colour": "red"}, "colour"),
        ({"like": "lamination"}, "builds on another"),
        ({"step": [{"id": "a", "title": "A", "entry": [{"id": "b", "label": "B", "target": "no_key", "unit": "g"}]}]},
         "no_key"),
        ({"when": {"construction": "knitting"}}, "knitting"),
        ({"step": [{"id": "Über", "title": "A"}]}, "id"),
        ({"step": [{"id": "a", "title": "A" * 300}]}, "“Title” has more than 200 characters"),
    ],
)  # fmt: skip
def test_a_design_file_with_a_bad_plan_is_refused_in_one_sentence(change, said):
    import json

    content = json.loads(storage.written(own()))
    content["process"].update(change)
    with pytest.raises(StorageError, match=said) as refused:
        storage.read(json.dumps(content).encode(), "cell.cell")
    assert refused.value.message.endswith(".")
    assert "\n" not in refused.value.message


def test_an_own_plan_is_the_one_that_is_made_by():
    document = editing.step_changed(own(), 0, title="Look twice")
    made = process.process_of(Design(document))
    assert made.steps[0].title == "Look twice"
    assert made.designation == f"own plan, revision 1 ({Plan('own', plan(document)).mark})"


def test_two_plans_have_two_marks_and_a_copy_has_the_same():
    one, other = own(), editing.step_changed(own(), 0, title="Look twice")
    marks = [Plan("own", plan(document)).mark for document in (one, stored(one), other)]
    assert marks[0] == marks[1] != marks[2]


def test_a_plan_for_another_construction_is_not_followed_and_not_dropped():
    document = edits.set_choice(own(), "construction", "lamination")
    assert document.process is not None
    with pytest.raises(PlanError, match="Construction: Turn stacking"):
        process.process_of(Design(document))


# editing


def test_editing_needs_a_copy_first():
    with pytest.raises(PlanError, match="Copy it first"):
        editing.step_changed(templates.template(CELL), 0, title="x")


def test_a_target_follows_the_design():
    document = own()
    fill = at(document, "fill")
    place = next(n for n, e in enumerate(plan(document).step[fill].entry) if e.id == "filled")
    document = editing.entry_changed(document, fill, place, target="electrolyte_fill × 110 %")
    design = Design(document)
    target = next(e for s in process.process_of(design).steps for e in s.entries if e.id == "filled").target
    assert target is not None
    assert target.si == pytest.approx(1.1 * float(design.values["electrolyte_fill"]), rel=1e-12)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"target": "2 stone"}, "stone"),
        ({"target": "__import__('os')"}, "import"),
        ({"target": "cathode_width"}, "mm"),
        ({"unit": "furlong"}, "furlong"),
        ({"weigh": "W8"}, "W8"),
        ({"label": "{no_such_key}"}, "no_such_key"),
        ({"label": "two\nlines"}, "U\\+000A"),
        ({"label": "x" * 1001}, "has more than 300 characters"),
        ({"high": "1 g" + " + 1 g" * 40}, "length|200"),
        ({"count": "2 mm"}, "2 mm"),
    ],
)
def test_a_bad_entry_is_refused_in_one_sentence_and_nothing_changes(fields, said):
    document = own()
    with pytest.raises(PlanError, match=said) as refused:
        editing.entry_changed(document, at(document, "weigh-cathodes"), 0, **fields)
    assert refused.value.message.endswith(".")
    assert "\n" not in refused.value.message


def test_steps_are_added_doubled_moved_and_deleted():
    document = own()
    first, second = (step.id for step in plan(document).step[:2])
    moved = editing.steps_ordered(document, "down", 0)
    assert [s.id for s in plan(moved).step[:2]] == [second, first]
    assert editing.steps_ordered(moved, "up", 1) == document
    assert editing.steps_ordered(document, "up", 0) == document
    doubled = editing.steps_ordered(document, "duplicate", 0)
    assert plan(doubled).step[1].title == plan(document).step[0].title
    assert len(plan(doubled).step) == len(plan(document).step) + 1
    assert editing.steps_ordered(doubled, "delete", 1) == document
    added = editing.steps_ordered(editing.steps_ordered(document, "add", 3), "add", 3)
    assert [s.title for s in plan(added).step[4:6]] == ["New step", "New step"]
    assert process.process_of(Design(added)).steps


def test_lines_and_entries_are_added_doubled_moved_and_deleted():
    document = own()
    fill = at(document, "fill")
    step = plan(document).step[fill]
    doubled = editing.entries_ordered(document, fill, "duplicate", 0)
    assert plan(doubled).step[fill].entry[1] == msgspec.structs.replace(
        step.entry[0], id=plan(doubled).step[fill].entry[1].id
    )
    assert editing.entries_ordered(doubled, fill, "delete", 1) == document
    added = editing.lines_ordered(document, fill, "add", 0)
    assert plan(added).step[fill].lines[1] == "New instruction."
    worded = editing.line_changed(added, fill, 1, "Wait {rest_time}.")
    assert plan(worded).step[fill].lines[1] == "Wait {rest_time}."


def test_a_conditional_line_keeps_its_condition():
    document = own()
    step = at(document, "spread")
    changed = editing.line_changed(document, step, 0, "Spread.")
    before, after = (plan(d).step[step].lines[0] for d in (document, changed))
    assert not isinstance(before, str)
    assert not isinstance(after, str)
    assert (after.text, after.when) == ("Spread.", before.when)


def test_the_last_step_stays():
    document = own()
    document = replace(document, process=msgspec.structs.replace(plan(document), step=plan(document).step[:1]))
    with pytest.raises(PlanError, match="last step"):
        editing.steps_ordered(document, "delete", 0)


# the command line


def ran(capsys, *words: str) -> tuple[int, str, str]:
    code = cli.run(list(words))
    said = capsys.readouterr()
    return code, said.out.strip(), said.err.strip()


def test_the_command_line_prints_a_plan_that_it_takes_again(tmp_path, capsys):
    _, printed, _ = ran(capsys, "plan", CELL)
    assert tomllib.loads(printed)["title"] == "Turn stacking"
    file, cell = tmp_path / "plan.toml", tmp_path / "a.cell"
    file.write_text(printed.replace('title = "Turn stacking"', 'title = "Ours"'), encoding="utf-8")
    assert ran(capsys, "plan", CELL, "--set-plan", str(file), "-o", str(cell)) == (0, str(cell), "")
    assert plan(storage.load(cell)).title == "Ours"
    assert ran(capsys, "plan", str(cell))[1] == file.read_text(encoding="utf-8").strip()
    assert ran(capsys, "plan", str(cell), "--reset")[0] == 0
    assert storage.load(cell).process is None


def test_a_short_plan_builds_on_the_programs(tmp_path, capsys):
    file, cell = tmp_path / "plan.toml", tmp_path / "a.cell"
    file.write_text('title = "T"\nrevision = 4\nlike = "turn-stacking"\nwithout = ["aging"]\n', encoding="utf-8")
    assert ran(capsys, "plan", CELL, "--set-plan", str(file), "-o", str(cell))[0] == 0
    steps = [s.id for s in process.process_of(Design(storage.load(cell))).steps]
    assert "aging" not in steps
    assert "rub" in steps


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        (b"\xff\xfe", "UTF-8"),
        (b"title =", "plan"),
        (b"x = 1", "x"),
        (b"#" * 1_000_001, "larger"),
    ],
)
def test_a_bad_plan_file_is_one_sentence_and_nothing_is_written(content, said, tmp_path, capsys):
    file, cell = tmp_path / "plan.toml", tmp_path / "a.cell"
    if content is not None:
        file.write_bytes(content)
    code, _, error = ran(capsys, "plan", CELL, "--set-plan", str(file), "-o", str(cell))
    assert (code, error.count("\n")) == (2, 0)
    assert said in error
    assert not cell.exists()


def test_a_template_and_a_strange_file_are_not_written_over(tmp_path, capsys):
    file, other = tmp_path / "plan.toml", tmp_path / "other.cell"
    file.write_text(reading.text(plans.load("turn-stacking").file), encoding="utf-8")
    other.write_text("mine", encoding="utf-8")
    assert ran(capsys, "plan", CELL, "--set-plan", str(file))[0] == 2
    assert ran(capsys, "plan", CELL, "--set-plan", str(file), "-o", str(other))[0] == 2
    assert ran(capsys, "plan", CELL, "-o", str(other))[0] == 2
    assert other.read_text(encoding="utf-8") == "mine"


def test_a_plan_that_does_not_fit_is_a_sentence_on_the_command_line(tmp_path, capsys):
    cell = tmp_path / "a.cell"
    storage.save(own(), cell, saved="2026-01-01")
    for what in ("build-sheet", "batch-plan"):
        code, _, error = ran(
            capsys,
            "export",
            str(cell),
            "--set",
            "construction=lamination",
            "--what",
            what,
            "-o",
            str(tmp_path / "x.pdf"),
        )
        assert (code, error.count("\n")) == (2, 0)
        assert "own process plan" in error


def test_a_file_that_somebody_has_open_is_not_written(tmp_path, capsys):
    cell = tmp_path / "a.cell"
    storage.save(own(), cell, saved="2026-01-01")
    lock = locks.take(cell)
    try:
        code, _, error = ran(capsys, "plan", str(cell), "--reset")
    finally:
        lock.release()
    assert (code, error.count("\n")) == (2, 0)
    assert storage.load(cell).process is not None


def test_the_plan_of_a_released_design_stays(tmp_path, capsys):
    cell = tmp_path / "a.cell"
    storage.save(revisions.release(own(), "A. Author", "2026-01-01"), cell, saved="2026-01-01")
    code, _, error = ran(capsys, "plan", str(cell), "--reset")
    assert (code, error.count("\n")) == (2, 0)
    assert storage.load(cell).process is not None
