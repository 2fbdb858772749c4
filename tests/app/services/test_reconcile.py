"""What the claims of the published cells say of each other; the expected numbers are worked by hand from the paper's.

Lithium 0.534 g/cm³ and 3861 mAh/g, sulfur 1672 mAh/g: 8 × 28 cm² × 160 µm hold 7389 mAh, half of the foil on 300 cm²
4948 mAh and on 320 cm² 5278 mAh.
"""

import pytest

from app.services import edits, templates
from app.services.design import Design
from app.services.document import Entry
from app.services.reconcile import KINDS, claims, reconciled
from app.services.reconcile.claims import range_of
from app.services.reconcile.ratios import table

ERS, FOIL, LARGE, COBALT = "li-s-1.6Ah-ers", "li-s-1.6Ah-foil", "li-s-6.4Ah-ers", "li-lco-0.53Ah-ers"


def result_of(template, **changes):
    document = templates.template(template)
    for key, text in changes.items():
        setting = edits.set_choice if key in document.plan.choices else edits.set_value
        document = setting(document, key, text)
    return reconciled(Design(document))


@pytest.fixture(scope="module")
def results():
    return {name: result_of(name) for name in (ERS, FOIL, LARGE, COBALT)}


def said(result, subject):
    """The one statement on a subject."""
    (statement,) = (s for s in result.statements if s.subject == subject)
    return statement


def holds(text, *parts):
    """All parts stand in the sentence, whatever spaces numbers are written with."""
    plain = text.replace("\u202f", " ")
    missing = [part for part in parts if part not in plain]
    assert not missing, (missing, plain)


# Precision ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("10.9", "g", 10.85e-3, 10.95e-3),
        ("10.50", "g", 10.495e-3, 10.505e-3),
        ("466.7", "Wh/kg", 466.65 * 3600, 466.75 * 3600),
        ("330", "Wh/kg", 329.5 * 3600, 330.5 * 3600),
        ("3.11", "1", 3.105, 3.115),
        ("1.2e3", "g", 1.15, 1.25),
    ],
)
def test_the_printed_digits_say_how_precise_a_claim_is(text, unit, low, high):
    found = range_of(Entry(text, unit))
    assert (found.low, found.high) == pytest.approx((low, high))


def test_wh_per_kg_is_no_more_precise_than_the_mass(results):
    """10.9 g is ±0.46 %, which is ±0.88 of 191.93 Wh/kg."""
    statement = said(results[COBALT], "false-precision")
    assert statement.kind == "doubt"
    holds(statement.text, "191.93 Wh/kg", "10.9 g", "±0.46 %", "192 ± 1 Wh/kg")


def test_digits_that_fit_each_other_are_not_blamed():
    subjects = {s.subject for s in result_of(COBALT, claimed_specific_energy="192").statements}
    assert "false-precision" not in subjects


# Energy ---------------------------------------------------------------------------------------------------------------


def test_the_sulfur_cell_cannot_have_its_mass_energy_and_capacity(results):
    """242.39 × 14.78 g / 1.6 Ah = 2.239 V; even 242.385 × 14.775 / 1.65 = 2.1705 V. 3.5825 Wh / 2.10 V = 1.706 Ah."""
    statement = said(results[ERS], "mean-voltage")
    assert statement.kind == "contradiction"
    assert set(statement.keys) == {"claimed_mass", "claimed_specific_energy", "claimed_capacity"}
    holds(statement.text, "2.239 V", "2.1704 to 2.3121 V", "2.030 to 2.170 V", "1.706 Ah", "980.4 mAh/g")


def test_its_twin_agrees_only_at_the_edge_of_rounding(results):
    """241.24 × 14.76 g / 1.6 Ah = 2.225 V, and 1.65 Ah would still make 2.158 V."""
    statement = said(results[FOIL], "mean-voltage")
    assert statement.kind == "doubt"
    holds(statement.text, "2.225 V", "1.640 to 1.755 Ah")


def test_the_cobalt_cell_agrees_with_itself(results):
    statement = said(results[COBALT], "mean-voltage")
    assert statement.kind == "agreement"
    holds(statement.text, "3.947 V")  # 191.93 × 10.9 g / 0.53 Ah


def test_without_a_capacity_the_energy_says_which_there_would_be():
    statement = said(result_of(ERS, claimed_capacity=""), "capacity-from-energy")
    assert statement.kind == "implied"
    holds(statement.text, "3.583 Wh", "1.650 to 1.765 Ah")  # 242.385 × 14.775 g / 2.17 V, 242.395 × 14.785 g / 2.03 V


# Loading --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "per_mass", "theory"),
    [(COBALT, "279.4 mAh/g", "273.8 mAh/g"), (LARGE, "2850 mAh/g", "1672 mAh/g")],  # 0.53 / 1.8967 g, 6.4 / 2.2456 g
)
def test_both_sides_together_would_ask_more_than_theory(results, template, per_mass, theory):
    statement = said(results[template], "loading-side")
    assert statement.kind == "agreement"
    holds(statement.text, per_mass, theory)


def test_active_or_coating_is_not_said_by_the_cobalt_cell(results):
    """0.53 Ah of 3.7934 g is 139.7 mAh/g, of 3.7175 g 142.6 mAh/g."""
    statement = said(results[COBALT], "loading-basis")
    assert statement.kind == "ambiguous"
    holds(statement.text, "139.7 to 142.6 mAh/g")


def test_the_stated_sulfur_confirms_side_and_basis(results):
    statement = said(results[ERS], "active-mass")
    assert statement.kind == "agreement"
    holds(statement.text, "1.74 g", "5.80 mg/cm²", "per side, active material.")
    assert not any(s.subject == "loading-basis" for s in results[ERS].statements)


def test_a_wrong_basis_is_shown_by_the_stated_sulfur():
    statement = said(result_of(ERS, loading_basis="coating"), "active-mass")
    assert statement.kind == "doubt"
    holds(statement.text, "per side, active material")


def test_a_stated_mass_that_no_reading_makes_contradicts():
    assert said(result_of(ERS, claimed_active_mass="2.5"), "active-mass").kind == "contradiction"


def test_more_than_theory_contradicts():
    result = result_of(ERS, claimed_capacity="3.2")  # of 2.909 Ah
    assert said(result, "specific-capacity").kind == "contradiction"
    assert said(result, "active-mass-capacity").kind == "contradiction"


# Mass -----------------------------------------------------------------------------------------------------------------


def test_the_mass_leaves_what_film_tabs_and_tape_weigh(results):
    statement = said(results[COBALT], "residual-mass")
    assert statement.kind == "agreement"
    holds(statement.text, "10.9 g less 7.273 g", "leaves 3.627 g", "3.577 to 3.677 g", "226.8 g/m²", "152 µm")


def test_a_mass_below_its_own_electrodes_contradicts():
    statement = said(result_of(ERS, claimed_mass="10.5"), "residual-mass")
    assert statement.kind == "contradiction"
    holds(statement.text, "10.65 g", "10.5 g")


@pytest.mark.parametrize("mass", ["12.0", "16.0"])
def test_a_mass_that_leaves_too_little_or_too_much_is_doubtful(mass):
    assert said(result_of(ERS, claimed_mass=mass), "residual-mass").kind == "doubt"


def test_the_large_cell_needs_thin_film_and_foil(results):
    """6.4 Ah × 2.10 V / 466.7 Wh/kg = 28.80 g. With 88 µm film and 12 µm foil 29.62 g: 2.16 V."""
    result = results[LARGE]
    holds(said(result, "implied-mass").text, "28.80 g at 2.10 V")
    statement = said(result, "closing")
    assert statement.kind == "doubt"
    holds(statement.text, "428.9 Wh/kg", "88 µm or thinner", "12 µm or thinner", "2.16 V", "2.12 V")


def test_what_no_film_and_foil_can_reach_contradicts():
    assert said(result_of(LARGE, claimed_specific_energy="560"), "closing").kind == "contradiction"


def test_a_claim_that_leaves_the_package_out_is_asked_about():
    statement = said(result_of(ERS, claimed_specific_energy="301", claimed_mass=""), "specific-energy-basis")
    assert statement.kind == "ambiguous"
    holds(statement.text, "301.5 Wh/kg without the package")


# N/P ------------------------------------------------------------------------------------------------------------------

CANDIDATES = {
    ERS: {
        "whole-anode": (2.376, 1366, 1.508),
        "facing-area": (1.591, 914.4, 2.252),
        "anode-area": (1.697, 975.4, 2.111),
    },
    FOIL: {
        "whole-anode": (2.361, 1341, 1.508),
        "facing-area": (1.581, 897.7, 2.252),
        "anode-area": (1.686, 957.6, 2.112),
    },
}
"""Numerator → Ah, mAh/g and V: 7389, 4948 and 5278 mAh over 3.11 and 3.13; 1.740 and 1.761 g; 3.5825 and 3.5607 Wh."""


@pytest.mark.parametrize("template", CANDIDATES)
def test_what_each_numerator_needs_for_the_printed_ratio(results, template):
    found = {c.numerator: c for c in results[template].candidates}
    for numerator, (capacity, per_mass, voltage) in CANDIDATES[template].items():
        candidate = found[numerator]
        assert (candidate.needed.low + candidate.needed.high) / 2 / 3600 == pytest.approx(capacity, rel=1e-3)
        assert candidate.per_mass / 3600 == pytest.approx(per_mass, rel=1e-3)
        assert candidate.voltage == pytest.approx(voltage, rel=1e-3)


@pytest.mark.parametrize("template", CANDIDATES)
def test_two_definitions_fit_and_none_over_theoretical_capacity(results, template):
    fits = {c.numerator: set(c.fits) for c in results[template].candidates}
    assert fits["facing-area"] == {"claimed"}
    assert fits["anode-area"] == {"energy"}
    assert not fits["whole-anode"]
    assert not fits["accessible"]
    holds(said(results[template], "np-theoretical").text, "no theoretical capacity")
    assert said(results[template], "np-facing-area").kind == "doubt"  # 2.252 V is not physical
    assert said(results[template], "np-anode-area").kind == "agreement"  # 2.111 V is
    assert said(results[template], "np-definition").kind == "ambiguous"


def test_a_round_share_of_theory_is_seen_in_one_of_the_twins(results):
    """7389 mAh / 3.13 = 80.2 % of 1.761 g × 1672 mAh/g, and 80 % of 1675; / 3.11 is 81.7 %."""
    holds(said(results[FOIL], "np-whole-anode").text, "80 % of theory")
    assert "81.7\u202f% of theory, and no such capacity is stated." in said(results[ERS], "np-whole-anode").text


def test_a_measured_first_discharge_decides():
    result = result_of(ERS, first_discharge_capacity="2.376")
    assert "first-discharge" in {c.numerator: c for c in result.candidates}["whole-anode"].fits


def test_a_ratio_that_needs_more_than_theory_is_excluded():
    statement = said(result_of(ERS, claimed_np="2.0"), "np-whole-anode")  # 3.695 Ah of 2.909
    holds(statement.text, "more than there is")


def test_every_ratio_of_the_table_is_the_one_of_the_model():
    design = Design(templates.template(ERS))
    known = {(r.numerator, r.denominator): r.value for r in table(design)}
    for numerator, key in (
        ("whole-anode", "np_whole_anode"),
        ("accessible", "np_accessible"),
        ("anode-area", "np_anode_area"),
        ("facing-area", "np_facing_area"),
    ):
        assert known[numerator, "design"] == pytest.approx(float(design.values[key]))
    assert known["whole-anode", "theoretical"] == pytest.approx(2.540, rel=1e-3)
    assert ("whole-anode", "first-discharge") not in known


# Size -----------------------------------------------------------------------------------------------------------------


def test_a_thickness_names_the_state_it_fits():
    """2.068 mm as built and charged, 1.862 mm discharged."""
    statement = said(result_of(ERS, claimed_thickness="1.86"), "thickness")
    assert statement.kind == "agreement"
    holds(statement.text, "discharged within the rounding")
    assert said(result_of(ERS, claimed_thickness="2.5"), "thickness").kind == "doubt"


def test_wh_per_litre_names_the_volume_it_fits():
    design = Design(edits.set_value(templates.template(ERS), "claimed_mass", ""))
    body = design.number("energy_density_of_body_charged")
    statement = said(result_of(ERS, claimed_mass="", claimed_energy_density=f"{body:.0f}"), "energy-density")
    assert statement.kind == "agreement"
    holds(statement.text, "body without seals, charged")


# Whole ----------------------------------------------------------------------------------------------------------------


def test_without_claims_it_asks_for_some():
    result = result_of("nmc811-graphite")
    assert result.claims == ()
    assert result.statements == ()
    holds(result.summary, "Nothing is claimed yet")
    assert result.ratios


@pytest.mark.parametrize("template", templates.ids())
@pytest.mark.parametrize(
    "key",
    ["claimed_mass", "claimed_capacity", "claimed_specific_energy", "claimed_energy_density", "claimed_np",
     "claimed_thickness", "claimed_active_mass", "claimed_impedance"],
)  # fmt: skip
def test_any_one_claim_alone_makes_whole_sentences(template, key):
    document = templates.template(template)
    for other in claims(Design(document)):
        document = edits.set_value(document, other, "")
    result = reconciled(Design(edits.set_value(document, key, "3.2")))
    assert [claim.key for claim in result.claims] == [key]
    for statement in result.statements:
        assert statement.kind in KINDS
        assert statement.text.endswith(".")
        assert "nan" not in statement.text
        assert "—" not in statement.text
        assert "{" not in statement.text


def test_a_claim_of_zero_says_nothing():
    assert [c.key for c in result_of(COBALT, claimed_mass="0").claims] == [
        "claimed_capacity",
        "claimed_specific_energy",
    ]


def test_the_gravest_come_first(results):
    order = list(KINDS)
    for result in results.values():
        kinds = [order.index(s.kind) for s in result.statements]
        assert kinds == sorted(kinds)


# Designs that are not one yet -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"loading_given_by": "sheet-mass", "cathode_sheet_mass": "0.01"}, "Active loading per side"),
        ({"cathode_offset_width": "80"}, "Facing area"),
        ({"cathode_voltage_low": "", "lower_voltage": "0"}, "Lower cut-off voltage"),
    ],
)
def test_a_design_without_a_number_says_so_and_is_not_reconciled(changes, lacking):
    result = result_of(ERS, **changes)
    (statement,) = result.statements
    holds(statement.text, f"{lacking} of the design:", "once this is above zero")
    assert result.claims
    assert result.candidates == ()
