"""A design evaluated after an edit is the one that is evaluated anew."""

import random

import numpy as np
import pytest

from app.services import edits, library, templates
from app.services.design import Design
from app.services.document import Document
from app.services.expressions.refusals import EntryError
from calc.graph import registry

EDITS = 60


def same(one: Design, other: Design) -> None:
    assert one.plan is other.plan
    assert one.values.keys() == other.values.keys()
    for key in other.values.keys() - registry().curves.keys():
        np.testing.assert_array_equal(one.values[key], other.values[key], err_msg=key)
    assert [(f.rule.key, f.severity, f.value, f.limit) for f in one.findings] == [
        (f.rule.key, f.severity, f.value, f.limit) for f in other.findings
    ]


def some_edit(document: Document, deal: random.Random) -> Document:
    """A value, now and then an answer to a choice or an emptied field, as somebody types them."""
    if deal.random() < 0.2:
        choice = deal.choice(sorted(registry().choices))
        return edits.set_choice(document, choice, deal.choice(registry().choices[choice].options).id)
    declared = deal.choice(document.plan.inputs)
    if deal.random() < 0.1:
        return edits.set_value(document, declared.key, "")
    typed = document.entry(declared).text
    factor = deal.uniform(0.8, 1.25)
    value = float(typed) * factor if typed else factor
    return edits.set_value(document, declared.key, f"{value:.0f}" if declared.integer else f"{value:.5g}")


@pytest.mark.parametrize("template", templates.ids())
def test_after_every_edit_it_is_as_if_evaluated_anew(template: str) -> None:
    deal = random.Random(template)
    document = templates.template(template)
    design, done = Design(document), 0
    while done < EDITS:
        try:
            document = some_edit(document, deal)
        except EntryError:
            continue
        done += 1
        design = Design(document, design)
        same(design, Design(document))


def test_another_material_is_evaluated_whole() -> None:
    before = Design(templates.template("nmc811-graphite"))
    document = edits.set_material(before.document, "cathode_active", library.material("cathode-active", "lmo"))
    same(Design(document, before), Design(document))
    assert Design(document, before).values["cell_mass"] != before.values["cell_mass"]
