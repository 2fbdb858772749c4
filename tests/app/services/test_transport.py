"""The dated table of transport limits, and where cells lie in it."""

import datetime
import math

import pytest

from app.services import edits, library, templates, transport
from app.services.design import Design
from app.services.document import Entry
from calc.graph import registry


def cell(template, **values):
    document = templates.template(template)
    for key, text in values.items():
        document = edits.set_value(document, key, text)
    return Design(document)


def test_the_table_is_dated_and_says_that_it_must_be_verified():
    assert datetime.date.fromisoformat(transport.table().collected).year >= 2025
    assert "current regulation" in transport.table().verify


def test_every_limit_names_a_quantity_in_a_fitting_unit_and_a_known_source():
    for limit in transport.table().limits:
        assert registry().quantities[limit.key].unit.dimension == limit.unit.dimension
        assert limit.within
        assert limit.beyond
    sources = [limit.source for limit in transport.table().limits if limit.source]
    sources += [remark.source for remark in transport.table().remarks if remark.source]
    assert all(library.source(cited).title for cited in sources)


@pytest.mark.parametrize("template", templates.ids())
def test_every_template_has_a_limit_and_remarks(template):
    design = cell(template)
    (found,) = transport.assessed(design)
    coated = design.plan.choices["anode_kind"] == "coated"
    assert found.limit.key == ("energy" if coated else "lithium_content_charged")
    assert found.consequence
    assert transport.remarks(design)


def test_the_published_cells_hold_more_than_a_gram():
    for template in ("li-lco-0.53Ah-ers", "li-s-1.6Ah-ers", "li-s-6.4Ah-ers"):
        (found,) = transport.assessed(cell(template))
        assert found.kept is False
        assert "fully regulated" in found.consequence


def test_a_small_lithium_ion_cell_is_within_its_limit():
    (found,) = transport.assessed(cell("nmc811-graphite"))
    assert found.value == pytest.approx(14.759 * 3600, rel=1e-3)
    assert found.kept is True
    assert "small cell" in found.consequence


def test_what_is_just_at_the_limit_is_within_it():
    capacity = cell("nmc811-graphite").number("capacity")
    exact = cell("nmc811-graphite", mean_voltage=f"{20 / capacity:.12g}")
    assert transport.assessed(exact)[0].kept is True
    assert transport.assessed(cell("nmc811-graphite", mean_voltage=f"{20.01 / capacity:.12g}"))[0].kept is False


def test_an_unknown_value_concludes_nothing():
    document = templates.template("nmc811-graphite").with_entry("mean_voltage", Entry("", "V"))
    (found,) = transport.assessed(Design(document))
    assert math.isnan(found.value)
    assert found.kept is None
    assert found.consequence == ""


def test_a_sodium_cell_is_not_judged_by_its_lithium():
    design = cell("na-ion-hard-carbon")
    (found,) = transport.assessed(design)
    assert transport.kind(design) == "sodium-ion"
    assert "UN 3551" in found.consequence
    assert not any("lithium" in remark.says.casefold() for remark in transport.remarks(design))
    metal = Design(edits.set_choice(design.document, "anode_kind", "anode-free"))
    assert transport.kind(metal) == "sodium-metal"
    assert transport.assessed(metal) == ()
    assert metal.number("lithium_content_charged") == 0
    assert not {"lithium_content", "lithium_ion_energy"} & {rule.key for rule in metal.plan.rules}
