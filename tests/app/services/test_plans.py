"""A process plan of a design's own: copied, edited step by step, stored with the design, printed, put back."""

import tomllib
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec
import pytest

from app import cli
from app.services import edits, i18n, locks, plans, process, revisions, storage, templates
from app.services.design import Design
from app.services.disk import StorageError
from app.services.document import Document
from app.services.plans import PlanError, checking, editing, reading
from app.services.plans.written import PIECES, Entry, Plan, Step, Written

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
        ({"step": [{"id": "a", "title": "A" * 300}]}, "in step 1, “Title” has more than 200 characters"),
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


# what is said of a plan that cannot be used

STEP: dict[str, Any] = {"id": "clean", "title": "Clean the table"}
OTHER: dict[str, Any] = {"id": "fill", "title": "Fill the cell"}
WEIGH: dict[str, Any] = {"id": "weighed", "label": "Weigh the cell"}
LOOK: dict[str, Any] = {"id": "looked", "label": "Look at it", "unit": "g"}
ID = "has to be 1 to 60 of a to z, 0 to 9, - and _, the first one a letter or a digit."


def refusal(content: dict) -> str:
    """What is said of a plan with this content, behind the words that it cannot be used."""

    def read() -> None:
        checking.check(Plan("ours", reading.converted("ours", {"title": "Ours", "revision": 1, **content})))

    with pytest.raises(PlanError) as refused:
        read()
    beginning = "The process plan “ours” cannot be used: "
    assert refused.value.message.startswith(beginning)
    return refused.value.message.removeprefix(beginning)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": 3}, "in step 2, “Title” has to be a text."),
        ({"title": ""}, "in step 2, “Title” is empty, and has to say something."),
        ({"equipment": "x" * 301},
         "in step 2 “Fill the cell”, “Equipment” has more than 300 characters: shorten it."),
        ({"colour": "red"}, "in step 2 “Fill the cell”, “colour” is not a field that there is."),
        ({"id": "clean"}, "in step 2 “Fill the cell”, “id”: “clean” names two things."),
        ({"hold": "yes"}, "in step 2 “Fill the cell”, “hold” has to be true or false."),
        ({"hazards": ["heat"]}, "in step 2 “Fill the cell”, “Hazards”: the hazard “heat” is not described."),
        ({"lines": ["a", "x" * 1001]},
         "in step 2 “Fill the cell”, “Instruction 2” has more than 1000 characters: shorten it."),
        ({"lines": ["a", {"text": "Wait {no_key}."}]},
         "in step 2 “Fill the cell”, “Instruction 2”: “no_key” is not a quantity of this program."),
        ({"lines": [{"text": "a", "show_if": "no_key"}]},
         "in step 2 “Fill the cell”, instruction 1, “show_if”: “no_key” is not a quantity of this program."),
        ({"lines": ["a"] * 31}, "in step 2 “Fill the cell”, “Instructions” has more than 30 rows: delete some."),
        ({"when": {"construction": "knitting"}},
         "in step 2 “Fill the cell”, “when”: “knitting” is not offered by the choice “construction”."),
        ({"when": {"construction": 3}}, "in step 2 “Fill the cell”, “when” has to be a text or a list."),
        ({"id": "a" * 61}, f"in step 2 “Fill the cell”, “id” {ID}"),
        ({"id": "Über"}, f"in step 2 “Fill the cell”, “id” {ID}"),
    ],
)  # fmt: skip
def test_a_refused_plan_names_the_step_and_the_field(fields, said):
    assert refusal({"step": [STEP, {**OTHER, **fields}]}) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"target": "x" * 201}, "line 2 “Look at it”, “Target” has more than 200 characters: shorten it."),
        ({"target": "1 mm"},
         "line 2 “Look at it”, “Target”: “1 mm” does not fit; the entry needs a mass such as g, mg, kg, not mm."),
        ({"low": "1 g", "unit": ""}, "line 2 “Look at it”, “From”: “1 g” has no unit beside it."),
        ({"unit": "two\nlines"}, "line 2 “Look at it”, “Unit”: “two?lines” is not a unit known here."),
        ({"unit": "furlong"}, "line 2 “Look at it”, “Unit”: “furlong” is not a unit known here."),
        ({"label": ""}, "line 2, “What to do” is empty, and has to say something."),
        ({"label": "Weigh {no_key}"}, "line 2, “What to do”: “no_key” is not a quantity of this program."),
        ({"weigh": "W8"},
         "line 2 “Look at it”, “Weighing”: “W8” is not a weigh point; they are W1, W2, W3, W4, W5, W6, W7."),
    ],
)  # fmt: skip
def test_a_refused_plan_names_the_line_of_the_step_and_its_column(fields, said):
    step = {**OTHER, "entry": [WEIGH, {**LOOK, **fields}]}
    assert refusal({"step": [STEP, step]}) == f"in step 2 “Fill the cell”, {said}"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"title": ""}, "“Title” is empty, and has to say something."),
        ({"revision": 0}, "“revision” has to be 1 at least."),
        ({"revision": 1.5}, "“revision” has to be a whole number."),
        ({"step": 3}, "“Steps” has to be a list."),
        ({"step": [3]}, "every row of “Steps” has to be a table."),
        ({"step": [STEP, {"id": "fill"}]}, "in step 2, “Title” is missing."),
        ({"hazards": {"heat": {"title": "Heat"}}}, "in the hazard “heat”, “text” is missing."),
        ({"hazards": {"Heat": {"title": "Heat", "text": "Hot."}}},
         f"“Heat” {ID}"),
        ({"item": [{"label": "Film", "per_cell": []}]},
         "in line 1 “Film” of the bill of materials, “per_cell” is empty, and has to say something."),
        ({"item": [{"label": "Film", "per_cell": [{"text": "{no_key}"}]}]},
         "in line 1 “Film” of the bill of materials, “per_cell”: “no_key” is not a quantity of this program."),
        ({"cut": [{"label": "Film", "width": "1 g", "height": "1 mm", "tolerance": "1 mm", "part": "x"}]},
         f"in line 1 “Film” of the cut list, “part”: “x” is not a piece; they are {', '.join(PIECES)}."),
    ],
)  # fmt: skip
def test_a_refused_plan_names_what_else_is_wrong_in_it(content, said):
    assert refusal(content) == said


def test_a_step_is_counted_among_those_of_the_design_as_the_editor_counts_it():
    rubbed = {"id": "rub", "title": "Rub the lithium", "show_if": "surface_layer_loading"}
    content = {"title": "T", "revision": 1, "step": [STEP, rubbed, {**OTHER, "colour": "red"}]}
    for loading, step in (("0.5", "step 3 “Fill the cell”"), ("0", "step 2 “Fill the cell”")):
        design = Design(edits.set_value(templates.template(CELL), "surface_layer_loading", loading))
        with pytest.raises(PlanError, match=f"in {step}, “colour”"):
            reading.converted("ours", content, partial(process.is_in_force, design=design))
    rubbed["colour"] = "red"
    with pytest.raises(PlanError, match="in the step “Rub the lithium”, “colour”"):
        reading.converted("ours", content, partial(process.is_in_force, design=design))


def test_a_step_of_a_plan_that_builds_on_another_has_no_number_yet():
    said = refusal({"like": "lamination", "step": [{**OTHER, "colour": "red"}]})
    assert said == "in the step “Fill the cell”, “colour” is not a field that there is."


def test_a_long_and_strange_title_is_shown_in_part():
    said = refusal({"step": [{"id": "a", "title": "two\nlines" + "x" * 100, "colour": "red"}]})
    assert said == f"in step 1 “two?lines{'x' * 50}…”, “colour” is not a field that there is."


def test_a_character_that_no_text_may_hold_is_found_in_its_line():
    document = own()
    with pytest.raises(PlanError, match=r"in step 1 “[^”]*”, “Instruction 1”: the text holds the character U\+000A"):
        editing.line_changed(document, 0, 0, "two\nlines")


def test_a_refused_plan_is_said_in_chinese():
    bad = {**OTHER, "equipment": "x" * 301}
    with i18n.speaking("zh_CN"), pytest.raises(PlanError) as long:
        reading.converted("ours", {"title": "T", "revision": 1, "step": [STEP, bad]})
    assert long.value.message == "无法使用工艺方案“ours”：工序 2“Fill the cell”中，“设备”超过 300 个字符：请缩短。"
    plan = Plan("ours", Written("T", 1, step=(Step(**OTHER, entry=(Entry(**LOOK, target="1 mm"),)),)))
    with i18n.speaking("zh_CN"), pytest.raises(PlanError) as unfit:
        checking.check(plan)
    said = unfit.value.message
    assert said.startswith(
        "无法使用工艺方案“ours”：工序 1“Fill the cell”，第 1 行“Look at it”中，“目标值”：“1 mm”不合适；"
    )
    assert said.endswith("不是 mm。")


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


def test_a_plan_file_with_a_bad_step_names_it_on_the_command_line(tmp_path, capsys):
    file, cell = tmp_path / "plan.toml", tmp_path / "a.cell"
    text = reading.text(plans.load("turn-stacking").file)
    assert 'id = "filled"' in text
    file.write_text(text.replace('id = "filled"', 'id = "filled"\ncolour = "red"'), encoding="utf-8")
    code, _, error = ran(capsys, "plan", CELL, "--set-plan", str(file), "-o", str(cell))
    step = next(s for s in process.process_of(Design(templates.template(CELL))).steps if s.id == "fill")
    assert code == 2
    assert f"in step {step.number} “{step.title}”, line " in error
    assert "“colour” is not a field that there is." in error
    assert not cell.exists()


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
