"""Edits: what switching a choice keeps, fills in and drops, and what an edit refuses."""

import itertools
import math
from types import MappingProxyType

import pytest

from app.services import edits, library, storage, templates
from app.services.design import Design
from app.services.document import Entry
from app.services.expressions.refusals import EntryError
from calc.graph import holds, registry

TEMPLATES = templates.ids()
DIALECTS = (
    "capacity_given_by",
    "loading_given_by",
    "cathode_density_given_by",
    "anode_loading_given_by",
    "anode_density_given_by",
    "electrolyte_given_by",
)


@pytest.fixture
def document():
    return templates.template("li-s-1.6Ah-ers")


def options(choice, document=None):
    """The options of a choice; for a document those that its materials allow."""
    listed = [option.id for option in registry().choices[choice].options]
    if document is not None and document.materials["cathode_active"].curve is None:
        listed = [option for option in listed if (choice, option) != ("voltage_given_by", "curve")]
    return listed


def differing(one, other):
    """The results that differ by more than 2e-5: heat doubles what six digits of a current leave.

    Deviations and margins are differences, so six digits leave less of them.
    """
    before, after = Design(one), Design(other)
    found = []
    for key in before.values.keys() & after.values.keys():
        a, b = float(before.values[key]), float(after.values[key])
        if key.endswith(("_deviation", "_difference", "_margin")):
            continue
        if not (math.isclose(a, b, rel_tol=2e-5, abs_tol=1e-9) or (math.isnan(a) and math.isnan(b))):
            found.append((key, a, b))
    return found


def refusal(edit):
    with pytest.raises(EntryError) as refused:
        edit()
    assert "\n" not in refused.value.message
    return refused.value.message


# Choices --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("choice", DIALECTS)
def test_switching_how_a_number_is_given_leaves_the_results_as_they_are(name, choice):
    document = templates.template(name)
    for first, second in itertools.permutations(options(choice), 2):
        one = edits.set_choice(document, choice, first)
        assert not differing(document, one), (first,)
        other = edits.set_choice(one, choice, second)
        assert not differing(one, other), (first, second)
        assert not differing(one, edits.set_choice(other, choice, first)), (first, second, first)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_typed_after_a_switch_is_what_was_shown(name):
    document = templates.template(name)
    for choice in DIALECTS:
        for option in options(choice, document):
            switched = edits.set_choice(document, choice, option)
            typed = {d.key: d for d in switched.plan.inputs}
            for key in typed.keys() - {d.key for d in document.plan.inputs}:
                entry = switched.entries[key]
                assert not entry.assumed
                assert entry.unit == typed[key].unit.symbol
                assert len(entry.text.lstrip("-0.").replace(".", "")) <= 6
                assert float(entry.text) == pytest.approx(Design(document).number(key), rel=1e-5)
            for key in {d.key for d in document.plan.inputs} - typed.keys():
                assert key not in switched.entries


def test_a_value_carried_over_stands_above_the_material(document):
    switched = edits.set_choice(document, "capacity_given_by", "specific-capacity")
    assert switched.overrides("cathode_specific_capacity")
    assert switched.entries["cathode_specific_capacity"].text == "919.54"
    assert Design(switched).number("capacity") == pytest.approx(1.6, rel=1e-5)


def test_switching_back_does_not_bring_the_old_text_back(document):
    there = edits.set_choice(document, "capacity_given_by", "specific-capacity")
    back = edits.set_choice(there, "capacity_given_by", "rated")
    assert back.entries["rated_capacity"] == Entry("1.6", "Ah")
    assert document.entries["rated_capacity"].source == "long-2024-si"
    assert back.plan is document.plan


def test_a_shown_value_outside_the_limits_gives_way_to_the_default_marked_as_assumed(document):
    document = edits.set_value(document, "rated_capacity", "1000")  # 574 713 mAh/g
    switched = edits.set_choice(document, "capacity_given_by", "specific-capacity")
    design = Design(switched)
    assert design.number("cathode_specific_capacity") == 1000
    assert design.origin("cathode_specific_capacity") == "material"


def test_a_refusal_names_every_answer_that_would_make_the_quantity_typed():
    document = edits.set_choice(templates.template("nmc811-graphite"), "loading_given_by", "thickness-and-porosity")
    message = refusal(lambda: edits.set_value(document, "cathode_density", "3"))
    assert "loading_given_by" in message
    assert "thickness-and-density" in message
    assert "cathode_density_given_by" not in message


@pytest.mark.parametrize("choice", ["loading_side", "loading_basis"])
def test_a_loading_keeps_its_number_when_what_it_counts_changes(document, choice):
    other = next(o for o in options(choice) if o != document.plan.choices[choice])
    assert edits.set_choice(document, choice, other).entries == document.entries


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_choice_can_be_switched_to_every_option_and_saved(name):
    document = templates.template(name)
    for choice in registry().choices:
        for option in options(choice, document):
            switched = edits.set_choice(document, choice, option)
            assert set(switched.materials) <= {slot.key for slot in switched.plan.slots}
            assert set(switched.materials) >= {slot.key for slot in switched.plan.slots if not slot.optional}
            for declaration in switched.plan.inputs:
                said = declaration.optional or switched.entry(declaration).text
                assert bool(said) is not switched.vacant(declaration), declaration.key
            assert storage.read(storage.written(switched), "x.cell") == switched
            assert Design(switched).number("cell_mass") > 0


def test_every_slot_that_a_choice_opens_has_a_default_material():
    for slot in registry().slots.values():
        if slot.when and not slot.optional:
            assert library.material(slot.kind, edits.DEFAULT_MATERIALS[slot.key]).kind == slot.kind


def test_a_coated_anode_comes_with_materials_and_a_loading_that_balances(document):
    switched = edits.set_choice(document, "anode_kind", "coated")
    assert {s: m.id for s, m in switched.materials.items() if s.startswith("anode")} == {
        "anode_active": "graphite",
        "anode_carbon": "super-p",
        "anode_binder": "sbr",
        "anode_foil": "copper",
    }
    design = Design(switched)
    assert all(switched.materials[s].assumed for s in ("anode_active", "anode_carbon", "anode_binder", "anode_foil"))
    assert design.origin("anode_specific_capacity") == "assumed"
    assert switched.entries["anode_loading"].assumed
    assert design.number("np_facing_area") == pytest.approx(1.1, rel=5e-3)
    assert not [f for f in design.findings if f.rule.key in ("np_at_least_one", "anode_fractions")]
    assert "lithium_thickness" not in switched.entries


@pytest.mark.parametrize("basis", ["active", "coating"])
@pytest.mark.parametrize("side", ["per-side", "both-sides"])
def test_the_loading_of_a_coated_anode_balances_whatever_it_counts(document, side, basis):
    document = edits.set_choice(edits.set_choice(document, "loading_side", side), "loading_basis", basis)
    design = Design(edits.set_choice(document, "anode_kind", "coated"))
    assert design.number("np_facing_area") == pytest.approx(1.1, rel=1e-2)


def test_materials_leave_with_their_slots(document):
    coated = edits.set_choice(document, "anode_kind", "coated")
    back = edits.set_choice(coated, "anode_kind", "lithium-foil")
    assert "anode_active" not in back.materials
    assert back.materials == document.materials


def test_turn_stacking_starts_with_a_strip_that_goes_round():
    document = templates.template("nmc811-graphite")
    switched = edits.set_choice(document, "construction", "turn-stacking")
    strip = switched.entries["lithium_strip_length"]
    # eleven layers of the cathode's 60 mm and 1.5 mm of overhang at both edges, ten half-turns round 0.1536 mm: 695.41
    assert strip == Entry("696", "mm", assumed=True)
    assert switched.entries["strip_overhang"] == Entry("1.5", "mm", assumed=True)
    assert switched.entries["strip_lead"] == Entry("0", "mm", assumed=True)
    design = Design(switched)
    assert design.number("facing_area") == Design(document).number("facing_area")
    assert not [f for f in design.findings if f.severity == "error"]


def test_lamination_starts_with_sheets_as_many_and_as_wide_as_the_strip_has_layers(document):
    switched = edits.set_choice(document, "construction", "lamination")
    assert switched.entries["anode_sheets"] == Entry("5", "1", assumed=True)
    assert switched.entries["anode_width"] == Entry("56", "mm", assumed=True)
    design = Design(switched)
    assert design.number("anode_area") == pytest.approx(Design(document).number("anode_area"))
    assert not [f for f in design.findings if f.severity == "error"]


def test_a_choice_answered_the_same_is_the_same_document(document):
    assert edits.set_choice(document, "construction", "turn-stacking") is document


def test_the_document_before_an_edit_is_what_undo_brings_back(document):
    before = storage.written(document)
    for choice in registry().choices:
        for option in options(choice, document):
            edits.set_choice(document, choice, option)
    edits.set_value(document, "cathode_width", "60")
    edits.set_material(document, "cathode_active", library.material("cathode-active", "lfp"))
    assert storage.written(document) == before


def test_what_is_no_choice_or_option_is_refused_with_what_is_offered(document):
    assert "colour" in refusal(lambda: edits.set_choice(document, "colour", "red"))
    message = refusal(lambda: edits.set_choice(document, "construction", "folded"))
    for word in ("Construction", "folded", "lamination", "turn-stacking"):
        assert word in message


# Values ---------------------------------------------------------------------------------------------------------------


def test_the_unit_typed_is_kept(document):
    assert edits.set_value(document, "lithium_thickness", "0.15 mm", "µm").entries["lithium_thickness"] == Entry(
        "0.15", "mm"
    )


def test_a_bare_number_is_in_the_unit_shown(document):
    assert edits.set_value(document, "lithium_thickness", "0.15", "mm").entries["lithium_thickness"].unit == "mm"
    in_mm = edits.set_value(document, "lithium_thickness", "0.15 mm")
    assert edits.set_value(in_mm, "lithium_thickness", "0.2").entries["lithium_thickness"] == Entry("0.2", "mm")


@pytest.mark.parametrize("minus", ["-", "\u2212"])
def test_both_signs_for_minus_are_read(document, minus):
    assert edits.set_value(document, "dew_point", f"{minus}50").entries["dew_point"].text == "-50"


@pytest.mark.parametrize("micro", ["\u00b5m", "\u03bcm", "um", " um"])
def test_every_spelling_of_micro_is_read(document, micro):
    assert edits.set_value(document, "lithium_thickness", f"150{micro}").entries["lithium_thickness"].unit == "µm"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "nan",
        "inf",
        "-1",
        "1001",
        "1e9",
        "1,000",
        "1.234,5",
        "1_000",
        "9**9**9",
        "９０",
        "5 g",
        "5 pc",
        "(" * 300,
    ],
)
def test_what_cannot_be_a_width_is_refused_by_its_label(document, text):
    assert refusal(lambda: edits.set_value(document, "cathode_width", text)).startswith("Width: ")


@pytest.mark.parametrize("text", ["3.5", "0", "1e9", "1000000000", "4 mm"])
def test_what_cannot_be_a_number_of_sheets_is_refused(document, text):
    assert refusal(lambda: edits.set_value(document, "cathode_sheets", text)).startswith("Sheets: ")


def test_an_unknown_unit_shown_is_a_sentence(document):
    assert "parsec" in refusal(lambda: edits.set_value(document, "cathode_width", "5", "parsec"))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("colour", ["colour", "not a quantity"]),
        ("cell_mass", ["Cell mass", "derived"]),
        ("lithium_density", ["constant"]),
        ("anode_width", ["Construction", "Turn stacking", "construction", "lamination"]),
        ("cathode_specific_capacity", ["Capacity from", "Rated capacity", "specific-capacity"]),
    ],
)
def test_a_key_that_is_not_typed_is_refused_naming_the_choice(document, key, words):
    message = refusal(lambda: edits.set_value(document, key, "1"))
    for word in words:
        assert word in message


def test_typing_the_same_again_keeps_source_and_mark(document):
    assert edits.set_value(document, "cathode_width", "50") is document
    assert edits.set_value(document, "mean_voltage", "2.10") is document
    assert edits.set_value(document, "cathode_density", "0.75") is document  # the material says so already


def test_typing_something_else_drops_source_and_mark(document):
    assert edits.set_value(document, "mean_voltage", "2.15").entries["mean_voltage"] == Entry("2.15", "V")


def test_an_optional_input_can_be_emptied_and_filled(document):
    emptied = edits.set_value(document, "claimed_mass", " ")
    assert "claimed_mass" not in emptied.entries
    assert math.isnan(Design(emptied).number("claimed_mass"))
    assert edits.set_value(emptied, "claimed_mass", "") is emptied
    assert edits.set_value(emptied, "claimed_mass", "14.8").entries["claimed_mass"].text == "14.8"


def test_an_optional_input_can_be_emptied_over_its_material_and_given_back(document):
    emptied = edits.set_value(document, "cathode_theoretical_capacity", "")
    assert emptied.overrides("cathode_theoretical_capacity")
    assert math.isnan(Design(emptied).number("cathode_theoretical_capacity"))
    assert edits.reset_to_material(emptied, "cathode_theoretical_capacity") == document


def test_a_typed_value_can_be_marked_as_assumed(document):
    assumed = edits.set_assumed(document, "cathode_width", True)
    assert Design(assumed).origin("cathode_width") == "assumed"
    assert edits.set_assumed(assumed, "cathode_width", False) == document
    assert edits.set_assumed(document, "cathode_density", True) is document


# Materials ------------------------------------------------------------------------------------------------------------


def test_a_material_brings_its_values_and_answers_and_takes_overrides_away(document):
    document = edits.set_value(document, "cathode_density", "0.8")
    changed = edits.set_material(document, "cathode_active", library.material("cathode-active", "nmc811"))
    assert changed.plan.choices["cathode_lithium"] == "contained"
    assert Design(changed).number("cathode_density") == 3.5
    # nobody gives the 1C basis of this material
    assert Design(changed).origin("one_c_capacity") == "assumed"


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_material_fits_its_slots(name):
    document = templates.template(name)
    for slot in document.plan.slots:
        for material in library.materials(slot.kind):
            changed = edits.set_material(document, slot.key, material)
            assert Design(changed).number("cell_mass") > 0
            assert holds(slot.when, changed.plan.choices)


def test_a_material_of_another_kind_is_refused(document):
    message = refusal(lambda: edits.set_material(document, "cathode_active", library.material("binder", "pvdf")))
    assert "Cathode active material" in message
    assert "binder" in message


def test_a_material_with_a_value_out_of_limits_is_refused(document):
    sulfur = library.material("cathode-active", "sulfur")
    heavy = MappingProxyType({**sulfur.values, "density": library.Property("99", "g/cm³")})
    material = library.Material("heavy", "cathode-active", "Heavy", values=heavy)
    assert "99\u202fg/cm³" in refusal(lambda: edits.set_material(document, "cathode_active", material))


# Texts ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["电池 1", "<b>bold</b>", "a{name}b", "%s %d", "../../etc", "\u202ertl", "🔋", "1e3", "null"]
)
def test_a_name_is_text(document, name):
    renamed = edits.rename(document, f"  {name} ")
    assert renamed.name == name
    assert renamed.id == document.id
    assert storage.read(storage.written(renamed), "x.cell").name == name


@pytest.mark.parametrize("name", ["", "   ", "a\nb", "tab\t", "x\ty", "nul\0", "bell\x07", "half \ud83d", "x" * 501])
def test_what_cannot_be_a_name_is_refused(document, name):
    if name == "tab\t":
        assert edits.rename(document, name).name == "tab"
    else:
        assert "name" in refusal(lambda: edits.rename(document, name))


@pytest.mark.parametrize("notes", ["", "two\nlines\tand a tab", '🔋 “quoted” \\ "', "x" * 100_000])
def test_notes_are_text(document, notes):
    noted = edits.set_notes(document, notes)
    assert storage.read(storage.written(noted), "x.cell").notes == notes


@pytest.mark.parametrize("notes", ["nul\0", "half \udc00", "x" * 100_001])
def test_what_cannot_be_notes_is_refused(document, notes):
    assert "notes" in refusal(lambda: edits.set_notes(document, notes))
