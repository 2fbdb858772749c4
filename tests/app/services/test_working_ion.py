"""Sodium is a working ion like lithium: the cathode says which, and the cell is worked out and named accordingly."""

import pytest

from app.services import edits, library, templates
from app.services.design import Design
from app.services.designation import designation

SODIUM = ("nfm111", "prussian-white", "nvp", "nvpf", "nfpp")


@pytest.mark.parametrize("cathode", [m.id for m in library.materials("cathode-active")])
def test_the_cathode_says_which_ion_works(cathode):
    for template in ("na-ion-hard-carbon", "nmc811-graphite"):
        material = library.material("cathode-active", cathode)
        changed = edits.set_material(templates.template(template), "cathode_active", material)
        assert changed.choices["working_ion"] == ("sodium" if cathode in SODIUM else "lithium")


def test_plated_sodium_is_heavier_and_thicker_than_lithium():
    bare = templates.template("nmc811-anode-free")
    lithium, sodium = Design(bare), Design(edits.set_choice(bare, "working_ion", "sodium"))
    ratio = (0.534 * 3861) / (0.971 * 1165.8)  # 1.821: charge per volume of lithium over that of sodium
    thickness = "lithium_moved_thickness"
    assert sodium.number(thickness) == pytest.approx(ratio * lithium.number(thickness), rel=1e-9)
    foil = edits.set_choice(bare, "anode_kind", "lithium-on-copper")
    mass = Design(edits.set_choice(foil, "working_ion", "sodium")).number("lithium_mass")
    assert mass == pytest.approx(0.971 / 0.534 * Design(foil).number("lithium_mass"), rel=1e-9)


def test_nothing_that_is_shown_of_a_sodium_cell_calls_it_lithium():
    document = templates.template("na-ion-hard-carbon")
    for kind in ("coated", "lithium-foil", "lithium-on-copper", "anode-free"):
        design = Design(edits.set_choice(document, "anode_kind", kind))
        labels = {
            key: design.quantity(key).label for key in (*design.plan.by_key, *(d.key for d in design.plan.inputs))
        }
        named = {key for key, label in labels.items() if "lithium" in label.casefold()}
        assert named <= {"lithium_content_charged", "lithium_price", "lithium_mass_tolerance"}
        assert "ithium" not in design.option_label("anode_kind")
        assert not [f.rule.title for f in design.findings if "lithium" in f.rule.title.casefold()]


def test_a_lithium_cell_keeps_its_words():
    design = Design(templates.template("li-s-1.6Ah-ers"))
    assert design.quantity("lithium_inventory").label == "Lithium inventory"
    assert design.option_label("anode_kind") == "Lithium foil"


def test_the_designation_is_for_lithium_cells_only():
    assert designation(Design(templates.template("nmc811-graphite")))
    assert designation(Design(templates.template("na-ion-hard-carbon"))) == ""


def test_the_starting_point_marks_what_no_source_states():
    document = templates.template("na-ion-hard-carbon")
    assert all(entry.assumed or entry.source for entry in document.entries.values())
    assert not Design(document).count("error")


def test_silicon_swells_far_more_than_graphite():
    graphite = Design(templates.template("nmc811-graphite"))
    silicon = Design(edits.set_material(graphite.document, "anode_active", library.material("anode-active", "silicon")))
    for design in (graphite, silicon):
        value = design.number
        share = value("anode_density") * value("anode_active_fraction") / 100 / value("anode_active_density")
        fill = min(1, 1 / value("np_facing_area"))
        assert value("anode_swelling") == pytest.approx(share * value("anode_volume_growth") * fill, rel=1e-9)
    fuller = Design(edits.set_value(silicon.document, "anode_loading", "2"))
    assert "anode_growth" in {f.rule.key for f in fuller.findings}
    assert "anode_growth" not in {f.rule.key for f in graphite.findings}
