"""Electrodes mixed from several materials: what goes on when one becomes several, and what cannot be mixed."""

import pytest

from app.services import edits, library, templates
from app.services.design import Design
from app.services.document import Entry
from app.services.expressions.refusals import EntryError
from calc.graph import registry

GRAPHITE = "nmc811-graphite"


@pytest.fixture
def document():
    return templates.template(GRAPHITE)


def test_what_was_typed_over_a_material_goes_on_as_that_of_the_first_component(document):
    document = edits.set_value(document, "cathode_active_density", "4.75")
    mixed = edits.set_choice(document, "cathode_blend", "two")
    assert mixed.entries["cathode_first_active_density"] == Entry("4.75", "g/cm³")
    assert mixed.entries["cathode_first_active_capacity"].text == "195"
    assert mixed.origin("cathode_first_active_efficiency") == "material"
    assert mixed.materials["cathode_second_active"].assumed
    again = edits.set_choice(mixed, "cathode_blend", "one")
    assert again.entries == document.entries
    assert "cathode_second_active" not in again.materials


def test_a_further_component_with_no_share_changes_nothing(document):
    before = Design(document)
    for choice, option, share in (
        ("cathode_blend", "two", "cathode_second_active_share"),
        ("anode_blend", "two", "anode_second_active_share"),
        ("cathode_additives", "two-each", "cathode_second_carbon_share"),
        ("anode_additives", "two-each", "anode_second_binder_share"),
    ):
        mixed = edits.set_value(edits.set_choice(document, choice, option), share, "0")
        after = Design(mixed)
        for key in before.plan.by_key:
            if any(step.curves for step in before.plan.needed_for((key,))) or "stoichiometry" in key:
                continue  # a blend has no half-cell curve, and no theory where a component has none
            value = before.number(key)
            assert after.number(key) == pytest.approx(value, rel=1e-12, nan_ok=True), (choice, key)


def test_components_add_up_to_the_coating(document):
    for choice, option in (
        ("cathode_blend", "three"),
        ("anode_blend", "three"),
        ("cathode_additives", "two-each"),
        ("anode_additives", "two-each"),
    ):
        document = edits.set_choice(document, choice, option)
    document = edits.set_value(document, "cathode_third_active_share", "12")
    document = edits.set_value(document, "anode_second_carbon_share", "20")
    design = Design(document)
    for electrode in ("cathode", "anode"):
        parts = [f"{electrode}_{which}_active_mass" for which in ("first", "second", "third")]
        parts += [f"{electrode}_{which}_{kind}_mass" for kind in ("carbon", "binder") for which in ("first", "second")]
        total = sum(float(design.values[part]) for part in parts)
        assert total == pytest.approx(float(design.values[f"{electrode}_coating_mass"]), rel=1e-12)


def test_what_works_with_another_ion_is_not_mixed_in(document):
    mixed = edits.set_choice(document, "cathode_blend", "two")
    with pytest.raises(EntryError, match="Sodium"):
        edits.set_material(mixed, "cathode_second_active", library.material("cathode-active", "nvp"))
    with pytest.raises(EntryError, match="None"):
        edits.set_material(mixed, "cathode_second_active", library.material("cathode-active", "sulfur"))
    lfp = library.material("cathode-active", "lfp")
    assert edits.set_material(mixed, "cathode_second_active", lfp).materials["cathode_second_active"] == lfp


def test_silicon_oxide_in_graphite_raises_capacity_growth_and_first_cycle_loss(document):
    graphite = Design(document)
    mixed = Design(edits.set_choice(document, "anode_blend", "two"))
    assert mixed.document.materials["anode_second_active"].id == "siox"
    assert mixed.number("anode_specific_capacity") == pytest.approx(0.9 * 344 + 0.1 * 1450)
    assert mixed.number("anode_volume_growth") > 2 * graphite.number("anode_volume_growth")
    assert mixed.number("anode_first_cycle_efficiency") < graphite.number("anode_first_cycle_efficiency")
    limited = next(f for f in mixed.findings if f.rule.key == "first_cycle_balance")
    assert "anode side limits" in mixed.message(limited)
    assert mixed.number("reversible_capacity") == mixed.number("anode_side_capacity") < mixed.number("capacity")


def test_one_of_each_asks_for_nothing_more():
    """The simple cell has no field of a further component."""
    plan = registry().plan(templates.template(GRAPHITE).choices)
    assert not [d.key for d in plan.inputs if "_second_" in d.key or "_third_" in d.key or "_first_active" in d.key]
