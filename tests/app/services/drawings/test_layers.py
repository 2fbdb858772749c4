from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.drawings.layers import ANODE, CATHODE, SEPARATOR, sequence, stack, stacking_order, visible
from tests.app.services.drawings.designs import TEMPLATES, chosen, design


def test_the_stack_begins_and_ends_with_separator_over_anodes():
    assert sequence(2, 3) == "SASCSASCSAS"


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_layers_are_those_the_model_counts(template):
    cell = design(template)
    of = stack(cell)
    assert of.cathodes == cell.number("cathode_sheets")
    assert of.anodes == cell.number("anode_layers") == of.cathodes + 1
    assert of.separators == cell.number("separator_layers")


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_separator_lies_on_both_sides_of_every_electrode(cathodes, anodes):
    order = sequence(cathodes, anodes)
    assert order[::2] == SEPARATOR * (cathodes + anodes + 1)
    assert (order.count(CATHODE), order.count(ANODE)) == (cathodes, anodes)


@given(st.integers(1, 60), st.integers(1, 60))
def test_as_many_faces_meet_as_the_model_counts(cathodes, anodes):
    electrodes = sequence(cathodes, anodes)[1::2]
    meeting = sum(a != b for a, b in pairwise(electrodes))
    assert meeting == min(cathodes + anodes - 1, 2 * anodes, 2 * cathodes)


def test_lamination_numbers_from_the_table_and_folds_alternately():
    order = stacking_order(design("li-lco-0.53Ah-ers"))
    assert [layer.number for layer in order] == list(range(1, 16))
    assert [layer.name for layer in order[:5]] == ["Separator 1", "Anode 1", "Separator 2", "Cathode 1", "Separator 3"]
    folds = [layer.action for layer in order if layer.kind == SEPARATOR]
    assert folds[:4] == ["Spread the strip on the table", "Fold to the left", "Fold to the right", "Fold to the left"]
    assert order[1].size == "50\u202f×\u202f80\u202fmm"
    assert "anode_width" in order[1].keys


def test_lamination_turns_the_same_side_of_the_separator_to_every_anode():
    order = stacking_order(design("nmc811-graphite"))
    for below, layer, above in zip(order, order[1:], order[2:], strict=False):
        if layer.kind == ANODE:
            assert (below.face_up, above.face_up) == ("side A", "side B"), "A looks at the anode from both sides"


def test_lamination_takes_each_sheet_and_the_one_strip_in_hand():
    order = stacking_order(design("li-lco-0.53Ah-ers"))
    taken = {kind: sum(layer.quantity for layer in order if layer.kind == kind) for kind in "SAC"}
    assert taken == {"S": 1, "A": 4, "C": 3}


def test_turn_stacking_takes_one_strip_one_separator_and_each_cathode():
    order = stacking_order(design("li-s-1.6Ah-ers"))
    taken = {kind: sum(layer.quantity for layer in order if layer.kind == kind) for kind in "SAC"}
    assert taken == {"S": 1, "A": 1, "C": 4}
    assert [layer.action for layer in order[:5]] == [
        "Spread one half on the table",
        "Lay the strip on it",
        "Fold the other half over",
        "Place on the strip",
        "Turn the strip to the left",
    ]
    assert order[8].action == "Turn the strip to the right"


def test_a_strip_with_one_treated_face_turns_it_over_with_every_turn():
    order = stacking_order(design("li-s-1.6Ah-ers", treated_faces="1"))
    assert [layer.face_up for layer in order if layer.kind == ANODE] == [
        "treated face",
        "bare face",
        "treated face",
        "bare face",
        "treated face",
    ]


def test_the_last_sheet_with_one_treated_face_looks_down_at_its_cathode():
    order = stacking_order(design("li-lco-0.53Ah-ers", treated_faces="1"))
    assert [layer.face_up for layer in order if layer.kind == ANODE] == ["treated face"] * 3 + ["bare face"]


@given(st.integers(1, 2001), st.integers(7, 80))
def test_what_is_left_out_is_a_whole_number_of_repeats(total, most):
    low, high = visible(total, most)
    assert (total - low - high) % 4 == 0
    assert low + high <= max(most, 10) or not high
    if high:
        assert low % 4 == 0


def test_winding_takes_the_cathodes_in_the_order_in_which_the_stack_is_rolled_over_them():
    order = stacking_order(chosen("li-s-1.6Ah-ers", turning="winding"))
    told = {layer.name: layer.action for layer in order}
    assert [told[f"Anode {index}"] for index in (3, 4, 2, 5, 1)] == [
        "Begin with the strip", "Half-turn 1", "Half-turn 2", "Half-turn 3", "Half-turn 4",
    ]  # fmt: skip
    assert [told[f"Cathode {index}"] for index in (3, 2, 4, 1)] == [
        f"Lay on as no. {number}, roll over it" for number in (1, 2, 3, 4)
    ]
    taken = {kind: sum(layer.quantity for layer in order if layer.kind == kind) for kind in "SAC"}
    assert taken == {"S": 1, "A": 1, "C": 4}


def test_cut_separator_is_laid_piece_by_piece():
    order = stacking_order(chosen("li-lco-0.53Ah-ers", separator_form="cut"))
    laid = [(layer.action, layer.quantity) for layer in order if layer.kind == SEPARATOR]
    assert laid == [("Lay a piece on the table", 1), *[("Lay a piece on", 1)] * 7]


def test_chosen_ends_lie_where_they_were_chosen():
    cell = chosen("nmc811-graphite", stack_ends="chosen", bottom_end="cathode-single", top_end="anode-single")
    of, order = stack(cell), stacking_order(cell)
    assert of.sequence.startswith("SCSA")
    assert of.sequence.endswith("CSAS")
    assert (of.cathodes, of.anodes) == (11, 11)
    assert (order[1].face_up, order[-2].face_up) == ("coated side", "bare side")
    assert order[5].face_up == "either side"
