"""Process plans: every number of every plan has a value in every design, and a bad plan is refused in one sentence."""

import itertools
import math
import re

import pytest

from app.services import edits, plans, process, templates
from app.services.design import Design
from app.services.plans import PlanError
from app.services.process import Amount, Entry, Process, Step
from calc.graph import registry

PLANS = plans.ids()

GOOD = """
title = "One step"
revision = 1
when = { construction = "lamination" }

[hazards.heat]
title = "Heat"
text = "Mind the fingers."

[[item]]
label = "Separator"
slots = ["separator"]
per_cell = ["{separator_length | mm}"]

[[cut]]
label = "Cathode"
count = "cathode_sheets"
width = "cathode_width"
height = "cathode_height"
tolerance = "0.2 mm"

[[step]]
id = "weigh"
title = "Weigh"
lines = ["Weigh {cathode_sheets} sheets of {cathode_width}."]
hazards = ["heat"]

[[step.entry]]
id = "w1"
label = "Mass"
target = "cathode_sheet_mass"
high = "cathode_sheet_mass × (100 % + cathode_mass_tolerance)"
unit = "g"
count = "cathode_sheets"
weigh = "W1"
"""


def designed(template: str = "li-s-1.6Ah-ers", **values: str) -> Design:
    document = templates.template(template)
    for key, text in values.items():
        change = edits.set_choice if key in registry().choices else edits.set_value
        document = change(document, key, text)
    return Design(document)


def step(plan: Process, step_id: str) -> Step:
    return next(s for s in plan.steps if s.id == step_id)


def entry(plan: Process, entry_id: str) -> Entry:
    return next(e for s in plan.steps for e in s.entries if e.id == entry_id)


def si(amount: Amount | None) -> float:
    assert amount is not None
    return amount.si


def amounts(plan: Process):
    for cut in plan.cuts:
        yield from (cut.width, cut.height, cut.tolerance, *([cut.mass] if cut.mass else []))
    for work in plan.steps:
        for line in work.entries:
            yield from (a for a in (line.target, line.low, line.high) if a is not None)


def texts(plan: Process):
    for item in plan.items:
        yield from (item.label, *item.materials, *item.per_cell)
    for work in plan.steps:
        for line in (*work.lines, *(e.label for e in work.entries), *(c for e in work.entries for c in e.calculation)):
            yield "".join(piece.text for piece in line)


# every plan with every design


@pytest.mark.parametrize("template", templates.ids())
def test_every_expression_of_the_plan_that_fits_has_a_value(template: str):
    plan = process.process_of(designed(template))
    assert plan.steps
    assert all(amount.known for amount in amounts(plan))
    assert not any("—" in text or "{" in text for text in texts(plan))


@pytest.mark.parametrize("plan_id", PLANS)
@pytest.mark.parametrize("template", templates.ids())
def test_every_plan_can_be_resolved_for_every_design_of_its_construction(plan_id: str, template: str):
    plan = plans.load(plan_id)
    design = designed(template, construction=plan_id)
    assert process.plan_for(design) is plan
    assert all(math.isfinite(amount.si) for amount in amounts(process.resolved(plan, design)) if amount.known)


@pytest.mark.parametrize(
    ("construction", "anode", "lithium"),
    list(
        itertools.product(
            ("lamination", "turn-stacking"),
            ("lithium-foil", "lithium-on-copper", "coated", "anode-free"),
            ("none", "contained"),
        )
    ),
)
def test_no_combination_of_the_choices_that_matter_asks_for_what_is_absent(construction, anode, lithium):
    design = designed(construction=construction, anode_kind=anode, cathode_lithium=lithium)
    assert len(process.process_of(design).steps) >= 20


@pytest.mark.parametrize("choice", list(registry().choices))
def test_no_single_choice_asks_for_what_is_absent(choice: str):
    for option in registry().choices[choice].options:
        if option.id == "curve":
            continue  # sulfur has none
        assert process.process_of(designed(**{choice: option.id})).steps


# what a plan says

WORK = (
    "incoming", "dry", "room", "cut", "weigh-cathodes", "weigh-anodes", "stack", "short-test", "weld", "weigh-stack",
    "form", "seal", "bake", "weigh-dry", "fill", "vacuum-seal", "rest", "formation", "degas", "aging", "end-of-line",
)  # fmt: skip


@pytest.mark.parametrize("template", ["li-lco-0.53Ah-foil", "li-s-1.6Ah-foil", "nmc811-graphite"])
def test_the_work_is_whole_and_in_order_whatever_the_construction(template: str):
    assert tuple(s.id for s in process.process_of(designed(template)).steps) == WORK


@pytest.mark.parametrize("plan_id", PLANS)
def test_no_number_stands_in_words_where_an_expression_could(plan_id: str):
    for work in plans.load(plan_id).file.step:
        for line in work.entry:
            assert not any(character.isdigit() for character in line.set), (work.id, line.id)


def test_an_oven_set_by_the_design_is_a_target_and_one_left_open_is_none():
    assert si(entry(process.process_of(designed(bake_temperature="55")), "bake_temperature_set").target) == 328.15
    assert "bake_temperature_set" not in {e.id for s in process.process_of(designed()).steps for e in s.entries}


def test_water_is_limited_where_it_harms():
    """Karl Fischer: cathode 300 ppm, graphite 200 ppm, electrolyte 20 ppm."""
    coated, metal = (process.process_of(designed(t)) for t in ("nmc811-graphite", "li-s-1.6Ah-ers"))
    found = {name: si(entry(coated, name).high) for name in ("cathode_water", "anode_water", "electrolyte_water")}
    assert found == pytest.approx({"cathode_water": 3e-4, "anode_water": 2e-4, "electrolyte_water": 2e-5})
    assert "anode_water" not in {e.id for s in metal.steps for e in s.entries}


def test_the_layer_kept_is_that_of_the_design_within_fifteen_percent():
    kept = entry(process.process_of(designed("li-s-1.6Ah-ers")), "layer_loading")
    # 0.088 mg/cm² is 0.88 g/m²
    assert (si(kept.low), si(kept.target), si(kept.high)) == pytest.approx((0.748e-3, 0.88e-3, 1.012e-3))
    assert "448" in "".join(piece.text for piece in kept.calculation[0])


def test_the_lithium_is_treated_only_in_a_dry_room():
    plan = process.process_of(designed("li-s-1.6Ah-ers", dew_point="-30"))
    for name in ("spread_dew_point", "rub_dew_point"):
        assert si(entry(plan, name).high) == pytest.approx(233.15)


def test_targets_are_the_designs_own_numbers():
    design = designed()
    plan = process.process_of(design)
    assert si(entry(plan, "w1").target) == pytest.approx(design.values["cathode_sheet_mass"], rel=1e-12)
    assert si(entry(plan, "filled").target) == pytest.approx(design.values["electrolyte_fill"], rel=1e-12)
    assert si(entry(plan, "w7").target) == pytest.approx(design.values["cell_mass"], rel=1e-12)


def test_limits_follow_from_the_tolerance():
    w1 = entry(process.process_of(designed(cathode_mass_tolerance="4")), "w1")
    assert si(w1.low) == pytest.approx(si(w1.target) * 0.96, rel=1e-12)
    assert si(w1.high) == pytest.approx(si(w1.target) * 1.04, rel=1e-12)


def test_the_weighings_come_in_order_and_none_is_missing():
    for template in templates.ids():
        points = [line.weigh for _, line in process.process_of(designed(template)).weighings()]
        assert points == sorted(points)
        assert tuple(dict.fromkeys(points)) == plans.WEIGH_POINTS


def test_each_weighing_is_the_one_before_it_and_what_was_added():
    design = designed("nmc811-graphite")
    plan = process.process_of(design)
    stack, dry, filled, sealed = (si(entry(plan, name).target) for name in ("w3", "w4", "w5", "w6"))
    assert dry - stack == pytest.approx(design.values["film_blanks_mass"])
    assert filled - dry == pytest.approx(design.values["electrolyte_fill"])
    finished, trimmed = si(entry(plan, "w7").target), si(entry(plan, "film_off").target)
    assert finished == design.values["cell_mass"]
    assert sealed - trimmed == pytest.approx(finished, rel=1e-9)


def test_the_gas_bag_is_weighed_until_it_is_cut_off():
    """40 mm of gas bag and 2 mm round a pouch of 152 g/m² a film; only the finished cell is without them."""
    small = designed("nmc811-graphite", gas_bag_width="0", film_blank_margin="0")
    large = designed("nmc811-graphite", gas_bag_width="40", film_blank_margin="2")
    height = large.values["film_blank_height"]
    width = large.values["pouch_width"]
    more = 2 * large.values["pouch_film_areal_mass"] * ((width + 0.044) * height - width * large.values["pouch_height"])
    weighed = [
        {name: si(entry(process.process_of(design), name).target) for name in ("w3", "w4", "w5", "w6", "w7")}
        for design in (small, large)
    ]
    assert {name: weighed[1][name] - weighed[0][name] for name in weighed[0]} == pytest.approx(
        {"w3": 0, "w4": more, "w5": more, "w6": more, "w7": 0}, abs=1e-12
    )


def test_the_powder_for_the_lithium_is_the_published_amount_on_its_faces():
    # 4.5 mg on 40 cm²; the strip is 28 × 8 cm and treated on both faces: 448 cm², 50.4 mg, of which 39.424 mg stay.
    plan = process.process_of(designed("li-s-1.6Ah-ers"))
    assert si(entry(plan, "powder_mass").target) == pytest.approx(50.4e-6, rel=1e-9)
    assert si(entry(plan, "layer_mass").target) == pytest.approx(39.424e-6, rel=1e-9)


def test_every_sheet_has_its_box():
    plan = process.process_of(designed("nmc811-graphite", cathode_sheets="40", anode_sheets="41"))
    assert entry(plan, "w1").boxes == 40
    assert entry(plan, "w2").boxes == 41


def test_a_surface_is_treated_only_where_there_is_a_layer():
    def treatment(template: str) -> list[str]:
        order = [s.id for s in process.process_of(designed(template)).steps]
        return [step_id for step_id in order if step_id in ("weigh-anodes", "spread", "rub", "stack")]

    for treated in ("li-s-1.6Ah-ers", "li-lco-0.53Ah-ers"):
        assert treatment(treated) == ["weigh-anodes", "spread", "rub", "stack"]
    for bare in ("li-s-1.6Ah-foil", "nmc811-graphite"):
        assert treatment(bare) == ["weigh-anodes", "stack"]


def test_a_turned_cell_is_turned_and_its_strip_weighed_once():
    turned = process.process_of(designed("li-s-1.6Ah-ers"))
    stacked = process.process_of(designed("li-lco-0.53Ah-ers"))
    assert step(turned, "stack").title != step(stacked, "stack").title
    assert entry(turned, "w2").boxes == 1
    assert entry(stacked, "w2").boxes == 4


def test_sulfur_is_never_dried_hotter_than_the_design_says():
    dried = entry(process.process_of(designed("li-s-1.6Ah-ers")), "drying_temperature_sulfur")
    assert dried.high is not None
    assert dried.high.with_unit.startswith("60")


def test_lithium_is_tested_at_a_low_voltage_and_named_as_a_hazard():
    lithium = process.process_of(designed("li-s-1.6Ah-ers"))
    graphite = process.process_of(designed("nmc811-graphite"))
    assert si(entry(lithium, "test_voltage_lithium").high) == 100
    assert "Lithium" in dict(lithium.hazards)
    assert "Lithium" not in dict(graphite.hazards)


def test_a_sheet_for_sodium_speaks_of_sodium():
    plan = process.process_of(designed("li-s-1.6Ah-ers", working_ion="sodium"))
    assert "Sodium" in dict(plan.hazards)
    assert "Lithium" not in dict(plan.hazards)
    assert any(item.label.startswith("Sodium foil") for item in plan.items)
    printed = [*texts(plan), *(s.title for s in plan.steps), *(text for _, text in plan.hazards)]
    assert not [text for text in printed if re.search(r"(?<!than )\blithium\b", text, re.IGNORECASE)]


def test_the_dose_is_computed_for_the_actual_mass_where_it_depends_on_it():
    by_sulfur = process.process_of(designed("li-s-1.6Ah-ers"))
    rated = process.process_of(designed("li-lco-0.53Ah-ers"))
    assert any(e.calculation for e in step(by_sulfur, "fill").entries)
    assert not any(e.calculation for e in step(rated, "fill").entries)


def test_stacking_and_filling_are_hold_points():
    held = {s.id for s in process.process_of(designed()).steps if s.hold}
    assert held == {"stack", "short-test", "fill"}


def test_numbers_read_as_they_were_typed():
    cut = process.process_of(designed(cathode_width="50.0 mm")).cuts[0]
    assert (cut.width.text, cut.tolerance.with_unit) == ("50.0", "0.2\N{NARROW NO-BREAK SPACE}mm")


def test_a_value_the_design_lacks_is_a_dash_and_no_limit():
    plan = process.process_of(designed(pouch_draw_limit=""))
    assert entry(plan, "cup_depth_found").high is None


# bad plans


def test_a_good_plan_is_read():
    plan = process.resolved(plans.read("one", GOOD), designed("li-lco-0.53Ah-ers"))
    assert "".join(piece.text for piece in plan.steps[0].lines[0]) == "Weigh 3 sheets of 47\N{NARROW NO-BREAK SPACE}mm."


BAD = {
    "no TOML": ("title =", "titel"),
    "unknown field": ('label = "Mass"', 'label = "Mass"\nlimit = "1 g"'),
    "unknown key": ('target = "cathode_sheet_mass"', 'target = "cathode_mass_of_a_sheet"'),
    "unknown key in a text": ("{cathode_width}", "{cathode_breadth}"),
    "unknown key in a count": ('count = "cathode_sheets"\nweigh', 'count = "sheets"\nweigh'),
    "wrong kind of quantity": ('target = "cathode_sheet_mass"', 'target = "cathode_width"'),
    "unknown unit": ('unit = "g"', 'unit = "stone"'),
    "no unit": ('unit = "g"\n', ""),
    "unknown choice": ('when = { construction = "lamination" }', 'when = { building = "lamination" }'),
    "unknown option": ('construction = "lamination"', 'construction = "knitting"'),
    "unknown slot": ('slots = ["separator"]', 'slots = ["membrane"]'),
    "unknown hazard": ('hazards = ["heat"]', 'hazards = ["dragons"]'),
    "unknown weigh point": ('weigh = "W1"', 'weigh = "W9"'),
    "a power": ("× (100 % + cathode_mass_tolerance)", "^2"),
    "code": ('target = "cathode_sheet_mass"', 'target = "__import__(0)"'),
    "two of one name": ('id = "w1"', 'id = "weigh"'),
    "wrong type": ("revision = 1", 'revision = "1"'),
    "an unknown condition": ('id = "w1"', 'id = "w1"\nshow_if = "moon"'),
}


@pytest.mark.parametrize("name", list(BAD))
def test_a_bad_plan_is_refused_in_one_sentence(name: str):
    old, new = BAD[name]
    assert old in GOOD
    with pytest.raises(PlanError) as refused:
        plans.read("one", GOOD.replace(old, new))
    message = refused.value.message
    assert "“one”" in message
    assert message.endswith(".")
    assert "\n" not in message


def test_a_plan_that_asks_for_what_a_design_lacks_is_refused_with_the_key():
    plan = plans.read("one", GOOD.replace("cathode_sheet_mass", "anode_coating_mass"))
    with pytest.raises(PlanError, match="anode_coating_mass"):
        process.resolved(plan, designed("li-lco-0.53Ah-ers"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('without = ["sing"]', "sing"),
        ('[[step]]\nid = "dance"\ntitle = "Dance"\nafter = "sing"', "sing"),
        ('[[step]]\nid = "dance"\ntitle = "Dance"', "dance"),
    ],
)
def test_a_plan_that_builds_on_another_has_to_fit_it(change: str, said: str):
    text = f'title = "T"\nrevision = 1\nwhen = {{}}\nlike = "lamination"\n{change}\n'
    with pytest.raises(PlanError, match=said):
        plans.read("two", text)


def test_a_plan_can_build_on_another():
    text = (
        'title = "T"\nrevision = 1\nwhen = {}\nlike = "lamination"\nwithout = ["aging"]\n'
        '[[step]]\nid = "dance"\ntitle = "Dance"\nafter = "fill"\n'
    )
    plan = process.resolved(plans.read("two", text), designed("li-lco-0.53Ah-ers"))
    order = [s.id for s in plan.steps]
    assert order[order.index("fill") + 1] == "dance"
    assert "aging" not in order


def test_there_is_no_plan_of_an_unknown_name():
    with pytest.raises(PlanError, match="knitting"):
        plans.load("knitting")
