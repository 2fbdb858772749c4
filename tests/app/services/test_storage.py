"""Design files: what is refused and how, and what is kept."""

import json
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import app
from app.services import edits, library, migrations, paths, storage, templates
from app.services.design import Design
from app.services.disk import StorageError
from app.services.exports import EXPORTERS
from app.services.exports.results_json import as_json
from app.services.expressions.refusals import EntryError
from app.services.storage.json_text import MAX_BYTES
from app.services.storage.newer import unknown_keys
from calc.graph import registry

CORPUS = Path(__file__).parents[2] / "data" / "designs"
TEMPLATES = templates.ids()


@pytest.fixture
def document():
    return templates.template("li-s-1.6Ah-ers")


def content_of(document):
    return json.loads(storage.written(document))


def raw(content):
    return json.dumps(content, ensure_ascii=False).encode("utf-8")


def refusal(data):
    """The sentence with which these bytes, or this content, are refused."""
    with pytest.raises(StorageError) as refused:
        storage.read(data if isinstance(data, bytes) else raw(data), "x.cell")
    message = refused.value.message
    assert message
    assert "\n" not in message
    assert len(message) < 400
    return message


# Round trip -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_written_as_it_was_read(name):
    path = paths.templates() / "designs" / f"{name}.json"
    read = storage.load(path)
    as_now = path.read_text("utf-8").replace(
        f'"program": "{json.loads(path.read_text("utf-8"))["program"]}"', f'"program": "{app.__version__}"'
    )
    assert storage.written(read).decode("utf-8") == as_now
    assert storage.read(storage.written(read), "x.cell") == read


@pytest.mark.parametrize("path", sorted(CORPUS.glob("v*/*.cell")), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_what_a_released_program_wrote_is_read_for_ever_with_the_hash_it_printed(path):
    document = storage.load(path)
    assert document.content_hash() == path.with_suffix(".sha256").read_text("ascii").strip()
    assert storage.read(storage.written(document), path.name) == document
    assert Design(document).number("cell_mass") > 0


def test_the_corpus_holds_files_of_version_1():
    assert len(list((CORPUS / "v1").glob("*.cell"))) >= 2


typed_texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufffe\uffff"), max_size=60
)


@st.composite
def edited(draw):
    """A template after a few edits of every kind; what is not taken is left."""
    document = templates.template(draw(st.sampled_from(TEMPLATES)))
    declared = registry()
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["value", "value", "choice", "material", "name", "notes"]))
        try:
            if kind == "value":
                declaration = draw(st.sampled_from(document.plan.inputs))
                value = draw(st.floats(declaration.low, declaration.high, allow_nan=False))
                text = str(round(value)) if declaration.integer else f"{value:.{draw(st.integers(1, 9))}g}"
                document = edits.set_value(document, declaration.key, text)
            elif kind == "choice":
                choice = draw(st.sampled_from(sorted(declared.choices)))
                option = draw(st.sampled_from(declared.choices[choice].options))
                document = edits.set_choice(document, choice, option.id)
            elif kind == "material":
                slot = draw(st.sampled_from(document.plan.slots))
                material = draw(st.sampled_from(library.materials(slot.kind)))
                document = edits.set_material(document, slot.key, material)
            elif kind == "name":
                document = edits.rename(document, draw(typed_texts))
            else:
                document = edits.set_notes(document, draw(typed_texts))
        except EntryError:
            continue
    return document


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edited())
def test_what_was_edited_is_read_back_to_the_byte(document):
    written = storage.written(document)
    again = storage.read(written, "x.cell")
    assert again == document
    assert hash(again) == hash(document)
    assert storage.written(again) == written
    assert again.content_hash() == document.content_hash()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edited())
def test_after_any_edits_the_results_can_be_told_to_other_programs(document):
    design = Design(document)
    assert json.loads(EXPORTERS["json"].export(design)) == as_json(design)
    for finding in design.findings:
        assert design.message(finding)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edited())
def test_after_any_edits_a_file_holds_the_typed_keys_of_its_choices_and_no_others(document):
    content = content_of(document)
    plan = document.plan
    assert set(content["inputs"]) <= {d.key for d in plan.inputs}
    assert set(content["materials"]) == {slot.key for slot in plan.slots if slot.key in document.materials}
    assert set(content["materials"]) >= {slot.key for slot in plan.slots if not slot.optional}
    for declaration in plan.inputs:
        said = declaration.optional or document.entry(declaration).text
        assert bool(said) is not document.vacant(declaration), declaration.key


def test_saving_and_loading_gives_the_same_design(document, tmp_path):
    saved = storage.save(document, tmp_path / "a.cell", saved="2025-01-31")
    assert saved.saved == "2025-01-31"
    assert storage.load(tmp_path / "a.cell") == saved


def test_a_number_keeps_its_digits_and_its_unit(document, tmp_path):
    document = edits.set_value(document, "lithium_thickness", "0.1600 mm")
    storage.save(document, tmp_path / "a.cell", saved="")
    assert content_of(storage.load(tmp_path / "a.cell"))["inputs"]["lithium_thickness"] == ["0.1600", "mm"]


def test_two_hundred_digits_survive(document):
    document = edits.set_value(document, "cathode_width", "." + "9" * 100 + "e2")
    assert storage.read(storage.written(document), "x.cell") == document


def test_a_byte_order_mark_is_read_over(document):
    assert storage.read(b"\xef\xbb\xbf" + storage.written(document), "x.cell") == document


def test_windows_line_ends_are_read(document):
    assert storage.read(storage.written(document).replace(b"\n", b"\r\n"), "x.cell") == document


# Refusals -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "entry", "named"),
    [
        ("cathode_width", ["-50", "mm"], ["Width", "cathode_width", "−50 mm", "1 mm"]),
        ("cathode_width", ["1e9", "mm"], ["cathode_width", "1e9 mm", "1000 mm"]),
        ("cathode_width", ["5", "m"], ["cathode_width", "5 m", "1 m"]),
        ("cathode_sheets", ["3.5", "1"], ["Sheets", "cathode_sheets", "3.5", "whole"]),
        ("cathode_sheets", ["1000000000", "1"], ["cathode_sheets", "1000000000", "500"]),
        ("cathode_width", ["NaN", "mm"], ["cathode_width", "NaN"]),
        ("cathode_width", ["Infinity", "mm"], ["cathode_width", "Infinity"]),
        ("cathode_width", ["1,000", "mm"], ["cathode_width", "1,000"]),
        ("cathode_width", ["1_000", "mm"], ["cathode_width", "1_000"]),
        ("cathode_width", ["９０", "mm"], ["cathode_width", "９０"]),
        ("cathode_width", ["9**9**9", "mm"], ["cathode_width", "9**9**9"]),
        ("cathode_width", ["2*25", "mm"], ["cathode_width", "2*25"]),
        ("cathode_width", ["50 mm", "mm"], ["cathode_width", "50 mm"]),
        ("cathode_width", ["", "mm"], ["cathode_width", "Nothing is entered"]),
        ("cathode_width", ["50", "g"], ["cathode_width", "g"]),
        ("cathode_width", ["50", "furlong"], ["cathode_width", "furlong"]),
        ("cathode_width", 50, ["cathode_width", "50"]),
        ("cathode_width", "50 mm", ["cathode_width", "50 mm"]),
        ("cathode_width", [50, "mm"], ["cathode_width", "50"]),
        ("cathode_width", ["50"], ["cathode_width", "50"]),
        ("cathode_width", None, ["cathode_width", "null"]),
        ("cathode_width", {"value": "50"}, ["cathode_width"]),
        ("cathode_width", ["50", "mm", "", "", "x"], ["cathode_width"]),
        ("cathode_width", ["50", "mm", "guessed"], ["cathode_width", "guessed"]),
        ("cathode_width", ["5" * 600, "mm"], ["cathode_width"]),
        ("cathode_widht", ["50", "mm"], ["cathode_widht"]),
        ("anode_width", ["50", "mm"], ["anode_width", "derived"]),
        ("cell_mass", ["50", "g"], ["Cell mass", "cell_mass"]),
    ],
)
def test_an_input_that_cannot_be_is_named_with_its_value_and_limit(document, key, entry, named):
    content = content_of(document)
    content["inputs"][key] = entry
    message = refusal(content).replace("\u202f", " ")
    for word in named:
        assert word in message


def test_a_missing_input_is_named(document):
    content = content_of(document)
    del content["inputs"]["cathode_width"]
    assert "cathode_width" in refusal(content)


@pytest.mark.parametrize("micro", ["\u00b5m", "\u03bcm", "um"])
def test_every_spelling_of_micrometre_is_read(document, micro):
    content = content_of(document)
    content["inputs"]["lithium_thickness"] = ["160", micro]
    read = storage.read(raw(content), "x.cell")
    assert read.content_hash() == document.content_hash()
    assert read.entries["lithium_thickness"].unit == "µm"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"name": ""}, "name"),
        ({"name": 5}, "name"),
        ({"name": "x" * 501}, "name"),
        ({"name": "a\nb"}, "U+000A"),
        ({"name": "bell\x07"}, "U+0007"),
        ({"name": "half \ud83d"}, "U+D83D"),
        ({"notes": "half \udc00"}, "U+DC00"),
        ({"notes": "nul \0"}, "U+0000"),
        ({"notes": "x" * 100_001}, "notes"),
        ({"notes": None}, "notes"),
        ({"revision": 0}, "revision"),
        ({"revision": "1"}, "revision"),
        ({"revision": 1.5}, "revision"),
        ({"revision": True}, "revision"),
        ({"id": ""}, "id"),
        ({"choices": []}, "choices"),
        ({"choices": {"construction": "folded"}}, "turn-stacking"),
        ({"choices": {"construction": 1}}, "1"),
        ({"choices": {"colour": "red"}}, "colour"),
        ({"inputs": []}, "inputs"),
        ({"materials": 3}, "materials"),
        ({"view": []}, "view"),
        ({"view": {"zoom": 2}}, "zoom"),
        ({"view": {"units": {"colour": "mm"}}}, "colour"),
        ({"view": {"units": {"cathode_width": "g"}}}, "(cathode_width): g is not a unit of this quantity"),
        ({"view": {"units": {"cathode_width": "ell"}}}, "“ell” is not a unit known here"),
        ({"colour": "red"}, "colour"),
        ({"format": "other"}, "not a Cellwright design file"),
        ({"version": "1"}, "version"),
        ({"version": 1.0}, "version"),
        ({"version": "1.0.0"}, "version"),
        ({"version": "one.two"}, "version"),
        ({"version": "١.٠"}, "version"),
    ],
)
def test_what_the_head_of_a_file_cannot_hold_is_named(document, change, named):
    data = json.dumps({**content_of(document), **change}).encode("utf-8")  # lone surrogates as \ud83d
    assert named in refusal(data)


@pytest.mark.parametrize("key", ["name", "inputs", "choices", "materials", "id", "revision"])
def test_a_missing_part_of_the_head_is_named(document, key):
    content = content_of(document)
    del content[key]
    assert f"“{key}”" in refusal(content)


def in_material(change):
    def changed(content):
        material = content["materials"]["cathode_active"]
        change(material)

    return changed


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (in_material(lambda m: m.update(kind="binder")), ["Cathode active material", "binder", "cathode-active"]),
        (in_material(lambda m: m.update(colour="red")), ["cathode_active.colour"]),
        (in_material(lambda m: m.update(revision="1")), ["cathode_active", "revision"]),
        (in_material(lambda m: m.pop("id")), ["cathode_active", "id"]),
        (in_material(lambda m: m["values"].update(density={"value": "-1", "unit": "g/cm³"})), ["−1 g/cm³", "0.1"]),
        (in_material(lambda m: m["values"].update(density={"value": "2", "unit": "mm"})), ["True density", "mm"]),
        (in_material(lambda m: m["values"].update(density={"value": "2", "unit": "zz"})), ["zz"]),
        (in_material(lambda m: m["values"].update(density={"value": "nan", "unit": "g/cm³"})), ["nan"]),
        (
            in_material(lambda m: m["values"].update(density={"value": "", "unit": "g/cm³"})),
            ["True density", "missing"],
        ),
        (in_material(lambda m: m["values"].update(density={"value": 2, "unit": "g/cm³"})), ["cathode_active"]),
        (in_material(lambda m: m["values"].update(density={"value": "2"})), ["cathode_active", "unit"]),
        (in_material(lambda m: m["values"].update(taste={"value": "2", "unit": "1"})), ["taste"]),
        (lambda c: c["materials"].update(anode_active=c["materials"]["cathode_active"]), ["anode_active"]),
        (lambda c: c["materials"].update(lid=c["materials"]["cathode_active"]), ["lid"]),
        (lambda c: c["materials"].update(tape=[]), ["tape"]),
    ],
)
def test_a_material_that_cannot_be_is_named(document, change, named):
    content = content_of(document)
    change(content)
    message = refusal(content).replace("\u202f", " ")
    for word in named:
        assert word in message


def test_a_key_that_stands_twice_is_refused(document):
    text = storage.written(document).decode("utf-8")
    assert "cathode_sheets" in refusal(
        text.replace('"cathode_sheets":', '"cathode_sheets": ["5", "1"], "cathode_sheets":').encode("utf-8")
    )


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"{", "line 1"),
        (b"[]", "not a Cellwright design file"),
        (b"12", "not a Cellwright design file"),
        (b'{"format": "cellwright-design"', "line 1"),
        (b"%PDF-1.4 \xe2\xe3\xcf\xd3", "not a text file"),
        (b"PK\x03\x04\x14\x00\x00\x00", "not a Cellwright design file"),
        (b"hello", "not a Cellwright design file"),
        (b'{"a": 1}', "not a Cellwright design file"),
        (b'{"format": "cellwright-design", "x": NaN}', "NaN"),
        (b'{"format": "cellwright-design", "x": -Infinity}', "-Infinity"),
        (b'{"format": "cellwright-design", "x": 1e999}', "1e999"),
        (b'{"format": "cellwright-design", "x": ' + b"9" * 5000 + b"}", "too large"),
        (b'{"format": ' + b"[" * 100_000, "deep"),
        (b'{"a":' * 50 + b"1" + b"}" * 50, "deep"),
    ],
)
def test_what_is_no_design_file_says_so(data, named):
    assert named in refusal(data)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_says_so(document, encoding):
    assert "UTF-16" in refusal(storage.written(document).decode("utf-8").encode(encoding))


def test_brackets_inside_text_are_not_nesting(document):
    document = edits.set_notes(document, '[{("\\' * 100)
    assert storage.read(storage.written(document), "x.cell") == document


def test_a_file_cut_off_anywhere_is_refused(document):
    whole = storage.written(document)
    for end in [*range(0, len(whole) - 2, 97), *range(len(whole) - 40, len(whole) - 2)]:
        refusal(whole[:end])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_with_a_sentence(data):
    whole = bytearray(storage.written(templates.template("nmc811-anode-free")))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        document = storage.read(bytes(whole), "x.cell")
    except StorageError as refused:
        assert refused.message
        assert "\n" not in refused.message.strip()
    else:
        assert storage.read(storage.written(document), "x.cell") == document
        Design(document)


def test_a_file_of_many_megabytes_is_refused(tmp_path):
    path = tmp_path / "big.cell"
    path.write_bytes(b" " * (MAX_BYTES + 1))
    with pytest.raises(StorageError, match="too large"):
        storage.load(path)


# Versions -------------------------------------------------------------------------------------------------------------


def newer(document):
    content = content_of(document)
    content["version"] = f"{migrations.MAJOR}.{migrations.MINOR + 3}"
    content["mood"] = {"good": True, "words": ["a", 1.5, None]}
    content["choices"]["coating_pattern"] = "stripes"
    content["inputs"]["coating_gap"] = ["2", "mm"]
    content["view"] = {"units": {"cathode_width": "cm", "coating_gap": "cm"}, "tilt": 3}
    content["materials"]["lid"] = {"id": "lid", "values": {}}
    active = content["materials"]["cathode_active"]
    active["batch"] = "B-17"
    active["values"]["sphericity"] = {"value": "0.8", "unit": "1"}
    active["values"]["density"]["spread"] = "0.02"
    return content


def test_a_newer_minor_version_keeps_and_lists_what_is_unknown(document):
    read = storage.read(raw(newer(document)), "x.cell")
    assert set(unknown_keys(read)) == {
        "mood",
        "coating_pattern",
        "coating_gap",
        "lid",
        "tilt",
        "units.coating_gap",
        "cathode_active.batch",
        "cathode_active.sphericity",
        "cathode_active.density.spread",
    }
    assert read.entries == document.entries
    assert unknown_keys(document) == ()


def test_what_is_unknown_is_written_back_with_its_version(document):
    content = newer(document)
    read = storage.read(raw(content), "x.cell")
    assert json.loads(storage.written(read)) == content
    assert storage.read(storage.written(read), "x.cell") == read
    edited = edits.set_value(read, "cathode_width", "60")
    assert json.loads(storage.written(edited))["mood"] == content["mood"]


def test_what_is_unknown_about_a_material_goes_with_it(document):
    read = storage.read(raw(newer(document)), "x.cell")
    changed = edits.set_material(read, "cathode_active", library.material("cathode-active", "span"))
    written = json.loads(storage.written(changed))
    assert "batch" not in written["materials"]["cathode_active"]
    assert "sphericity" not in written["materials"]["cathode_active"]["values"]
    assert written["materials"]["lid"] == {"id": "lid", "values": {}}
    assert storage.read(storage.written(changed), "x.cell") == changed


def test_what_is_unknown_counts_in_the_hash(document):
    content = newer(document)
    one = storage.read(raw(content), "x.cell")
    content["inputs"]["coating_gap"] = ["3", "mm"]
    assert storage.read(raw(content), "x.cell").content_hash() != one.content_hash()


def test_what_is_unknown_of_the_view_does_not_count_in_the_hash(document):
    content = newer(document)
    one = storage.read(raw(content), "x.cell")
    content["view"]["tilt"] = 4
    assert storage.read(raw(content), "x.cell").content_hash() == one.content_hash()


def test_a_newer_minor_version_with_nothing_unknown_is_an_ordinary_file(document):
    content = content_of(document) | {"version": f"{migrations.MAJOR}.{migrations.MINOR + 1}"}
    read = storage.read(raw(content), "x.cell")
    assert read == document
    assert unknown_keys(read) == ()


def test_a_newer_minor_version_with_a_wrong_value_is_refused(document):
    content = newer(document)
    content["inputs"]["cathode_width"] = ["-1", "mm"]
    assert "cathode_width" in refusal(content)


def test_an_unknown_key_of_the_same_version_is_refused(document):
    assert "mood" in refusal(newer(document) | {"version": migrations.VERSION})


def test_a_newer_major_version_is_refused_naming_both(document):
    message = refusal(content_of(document) | {"version": f"{migrations.MAJOR + 1}.4"})
    assert f"{migrations.MAJOR + 1}.4" in message
    assert migrations.VERSION in message


def test_a_major_version_that_never_was_is_refused(document):
    assert "0.9" in refusal(content_of(document) | {"version": "0.9"})


def test_an_older_major_version_is_brought_to_this_one(document, monkeypatch):
    def from_0(content):
        inputs = dict(content["inputs"])
        inputs["cathode_width"] = inputs.pop("width")
        return {**content, "inputs": inputs}

    monkeypatch.setattr(migrations, "STEPS", MappingProxyType({0: from_0}))
    old = content_of(document) | {"version": "0.4"}
    old["inputs"]["width"] = old["inputs"].pop("cathode_width")
    kept = json.dumps(old)
    assert storage.read(raw(old), "x.cell") == document
    assert migrations.migrated(old, 0)["inputs"]["cathode_width"] == ["50", "mm", "", "long-2024-si"]
    assert json.dumps(old) == kept


def test_an_older_minor_version_lacks_what_came_later_and_keeps_its_hash(document, monkeypatch):
    old = content_of(document)
    del old["inputs"]["strip_lead"]
    del old["choices"]["side_seals"]
    assert "strip_lead" in refusal(old)
    monkeypatch.setattr(migrations, "MINOR", 1)
    monkeypatch.setattr(migrations, "VERSION", "1.1")
    monkeypatch.setattr(migrations, "ADDED", {"strip_lead": ("0", "mm")})
    monkeypatch.setattr(migrations, "ADDED_CHOICES", {"side_seals": "folded"})
    read = storage.read(raw(old), "x.cell")
    assert read.entries["strip_lead"].text == "0"
    assert read.entries["strip_lead"].assumed
    assert read.plan.choices["side_seals"] == "folded"
    assert read.content_hash() == document.content_hash()  # which says 0 mm and folded
    assert edits.set_value(read, "strip_lead", "1").content_hash() != read.content_hash()
    assert edits.set_choice(read, "side_seals", "flat").content_hash() != read.content_hash()
    assert json.loads(storage.written(read))["version"] == "1.1"
