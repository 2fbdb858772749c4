"""Recipes of electrolytes: the published ones, one liquid in every dialect, and what a design makes of a recipe."""

import itertools
from dataclasses import replace

import pytest

from app.services import edits, library, recipes, storage, templates
from app.services.design import Design
from app.services.disk import StorageError
from app.services.expressions.refusals import EntryError
from calc.graph import holds, registry

SULFUR, COBALT = "li-s-1.6Ah-ers", "li-lco-0.53Ah-ers"
ELECTROLYTES = library.materials("electrolyte")
WEIGHED = [
    *(f"solvent_{n}_mass" for n in "1234"),
    *(f"salt_{n}_mass" for n in "123"),
    "additive_1_mass",
    "additive_2_mass",
]


def mixed(electrolyte, density="recipe", template=SULFUR):
    """A cell with an electrolyte of the library, its density from the recipe."""
    document = edits.set_material(
        templates.template(template), "electrolyte", library.material("electrolyte", electrolyte)
    )
    return edits.set_choice(document, "electrolyte_density_given_by", density)


def made(solvents, salts, additives="", **choices):
    """A recipe written out: `made("dol 1, dme 1", "litfsi 0.6, lino3 0.4")`; by volume and mol/L unless said."""
    document = mixed("lifsi-dme-4m")
    for key, option in choices.items():
        document = edits.set_choice(document, key, option)
    for kind, listed in (("solvent", solvents), ("salt", salts), ("additive", additives)):
        for n, words in enumerate(filter(None, listed.split(", ")), 1):
            name, amount = words.split()
            slot = f"{kind}_{n}"
            document = edits.set_material(document, slot, library.material(kind, name))
            document = edits.set_value(document, recipes.amount_input(document, slot).key, amount)
    return Design(document)


# What published recipes come to -------------------------------------------------------------------------------------


def test_lifsi_dme_tte_by_mole_is_one_and_a_half_molar_with_its_uncertainty():
    """187.06 + 108.14 + 696.21 g in 90 + 124.6 + 454.4 cm³: 1.482 g/cm³ and 1.495 mol/L."""
    design = Design(mixed("lifsi-dme-tte"))
    assert design.number("electrolyte_density") == pytest.approx((187.06 + 108.144 + 696.21) / 668.93, rel=2e-4)
    assert design.number("salt_1_molarity") == pytest.approx(1.5, abs=0.03)
    assert design.number("salts_molarity_error") == pytest.approx(0.02 * 1.495, rel=1e-3)
    assert recipes.molarity(design) == "1.495 ± 0.030\N{NARROW NO-BREAK SPACE}mol/L"
    shares = [design.number(f"{key}_mass_fraction") for key in ("salt_1", "solvent_1", "solvent_2")]
    assert shares == pytest.approx([18.9, 10.9, 70.2], abs=0.05)
    assert [design.number(f"solvent_{n}_per_salt") for n in (1, 2)] == pytest.approx([1.2, 3])
    assert design.number("salt_1_mole_ratio") == 1


@pytest.mark.parametrize("change", [10, -10])
def test_ten_more_or_less_of_the_salt_s_volume_stay_within_the_uncertainty_said(change):
    document = mixed("lifsi-dme-tte")
    moved = Design(edits.set_value(document, "salt_1_molar_volume", str(90 + change)))
    assert abs(moved.number("salt_1_molarity") - 1.495) < Design(document).number("salts_molarity_error")


def test_the_sulfur_cells_electrolyte():
    """A litre: 172.2 + 27.6 g of salt in 94.8 cm³, and 905.2 cm³ of solvent of 0.964 g/cm³."""
    design = Design(mixed("litfsi-lino3-dol-dme"))
    assert design.number("electrolyte_density") == pytest.approx((172.242 + 27.576 + 905.2 * 0.964) / 1000, rel=1e-6)
    assert design.number("electrolyte_density") == pytest.approx(1.07, abs=0.005)
    assert design.number("salt_1_mass_fraction") == pytest.approx(16.1, abs=0.05)
    assert design.number("salt_2_mass_fraction") == pytest.approx(2.6, abs=0.05)


@pytest.mark.parametrize(
    ("solvents", "salts", "additives", "density"),
    [
        ("dol 1, dme 1", "litfsi 1", "", 1.12),
        ("dol 1, dme 1", "litfsi 1", "lino3 2", 1.13),
        ("dme 1, tte 4", "lifsi 1", "", 1.46),
        ("dme 1", "lifsi 4", "", 1.30),
        ("ec 3, emc 7, fec 1", "lipf6 1", "", 1.23),
        ("ec 3, emc 7", "lipf6 1", "", 1.20),
        ("ec 1, dmc 1", "lipf6 1", "", 1.29),
        ("ec 1, dec 1", "lipf6 1", "", 1.25),
    ],
)
def test_densities_of_common_electrolytes(solvents, salts, additives, density):
    assert made(solvents, salts, additives).number("electrolyte_density") == pytest.approx(density, abs=0.0052)


@pytest.mark.parametrize(("solvents", "simulated"), [("dol 1, dme 1", 1.171), ("dol 1, tte 1", 1.419)])
def test_simulated_densities_with_polysulfides_are_met_within_what_is_said(solvents, simulated):
    """1 M LiTFSI and 0.25 M Li₂S₈, by molecular dynamics (ComBat)."""
    design = made(solvents, "litfsi 1, li2s8 0.25")
    assert design.number("recipe_density_low") < simulated < design.number("recipe_density_high")
    assert design.number("electrolyte_density") == pytest.approx(simulated, rel=0.013)


@pytest.mark.parametrize("electrolyte", ELECTROLYTES, ids=lambda m: m.id)
def test_what_a_material_states_is_what_its_recipe_comes_to(electrolyte):
    design = Design(mixed(electrolyte.id))
    stated = {name: float(value.text) for name, value in electrolyte.values.items()}
    assert design.number("recipe_density") == pytest.approx(stated["density"], rel=0.02)
    assert design.number("electrolyte_ether_per_salt") == pytest.approx(stated["ether_per_salt"], abs=0.051)
    assert design.number("electrolyte_carbonate_fraction") == pytest.approx(stated["carbonate_fraction"], abs=0.051)
    assert design.number("electrolyte_nitrate") == pytest.approx(stated["nitrate"], abs=0.0051)
    assert design.number("electrolyte_imide_fraction") == pytest.approx(stated["imide_fraction"], abs=0.51)


def test_an_additive_is_the_same_substance_as_the_solvent_or_salt():
    for additive in library.materials("additive"):
        try:
            other = library.material("solvent", additive.id)
            volume = float(other.values["molar_mass"].text) / float(other.values["density"].text)
        except KeyError:
            other = library.material("salt", additive.id)
            volume = float(other.values["apparent_molar_volume"].text)
        assert additive.name == other.name
        assert additive.formula == other.formula
        assert additive.values["molar_mass"].text == other.values["molar_mass"].text
        assert float(additive.values["apparent_molar_volume"].text) == pytest.approx(volume, abs=0.06)


# One liquid in every dialect ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", ["salts_given_by", "additives_given_by"])
@pytest.mark.parametrize("density", ["recipe", "measured-with-recipe"])
@pytest.mark.parametrize("electrolyte", ["lifsi-dme-tte", "litfsi-dol-dme-lino3-2", "litfsi-lino3-dol-dme"])
def test_another_dialect_describes_the_same_liquid(electrolyte, density, choice):
    document = mixed(electrolyte, density)
    before = Design(document)
    for first, second in itertools.permutations([o.id for o in registry().choices[choice].options], 2):
        other = edits.set_choice(edits.set_choice(document, choice, first), choice, second)
        after = Design(other)
        for key in (*WEIGHED, "electrolyte_density", "salts_molarity", "salts_molality"):
            assert after.number(key) == pytest.approx(before.number(key), rel=2e-5, abs=1e-9), (first, second, key)


def test_the_masses_of_the_components_make_the_fill():
    for electrolyte in ELECTROLYTES:
        for density in ("recipe", "measured-with-recipe"):
            design = Design(mixed(electrolyte.id, density))
            assert sum(design.number(key) for key in WEIGHED) == pytest.approx(design.number("electrolyte_fill"))


def test_a_measured_density_counts_and_its_difference_is_shown():
    document = edits.set_value(mixed("litfsi-dol-dme", "measured-with-recipe"), "electrolyte_density", "1.0")
    design = Design(document)
    assert design.number("salt_1_molarity") == 1
    assert design.number("salt_1_mass_fraction") == pytest.approx(28.707)  # 287.07 g in 1000 g
    assert design.number("recipe_density") == pytest.approx(1.118, abs=5e-4)
    assert design.number("recipe_density_deviation") == pytest.approx(100 * (1 / 1.11803 - 1), abs=0.01)
    assert [f.rule.key for f in design.findings if f.rule.key == "density_as_mixed"]


# In a design ----------------------------------------------------------------------------------------------------------


def test_a_design_has_no_recipe_until_it_asks_for_one():
    document = templates.template("nmc811-graphite")
    assert not recipes.has(document)
    assert recipes.described(Design(document)) == ""
    assert not any(slot.group == "recipe" for slot in document.plan.slots)


def test_asking_for_the_recipe_brings_that_of_the_electrolyte():
    document = mixed("lifsi-dme-tte")
    assert {slot: document.materials[slot].id for slot in document.materials if slot[-1].isdigit()} == {
        "solvent_1": "dme",
        "solvent_2": "tte",
        "salt_1": "lifsi",
    }
    assert recipes.described(Design(document)) == "LiFSI : DME : TTE = 1 : 1.2 : 3 by mole"
    assert Design(document).source("solvent_1_part") == "long-2024-si"
    assert all(document.vacant(i) for i in registry().of["solvent_3"])
    assert storage.read(storage.written(document), "x.cell") == document


def test_another_electrolyte_brings_its_own_recipe_and_leaves_nothing_of_the_old_one():
    document = mixed("litfsi-dol-dme-lino3-2")
    changed = edits.set_material(document, "electrolyte", library.material("electrolyte", "lipf6-ec-emc"))
    assert recipes.described(Design(changed)) == "1 M LiPF₆ in EC/EMC (3:7 by mass)"
    assert "additive_1" not in changed.materials
    assert not any(key.startswith("additive_1") for key in changed.entries)


@pytest.mark.parametrize(
    ("electrolyte", "words"),
    [
        ("litfsi-lino3-dol-dme", "0.6 M LiTFSI + 0.4 M LiNO₃ in DOL/DME (1:1 by volume)"),
        ("lipf6-ec-emc-vc", "1 M LiPF₆ in EC/EMC (3:7 by mass) + 2 % of the total mass VC"),
        ("lifsi-dme-4m", "4 M LiFSI in DME"),
    ],
)
def test_a_recipe_reads_as_chemists_write_it(electrolyte, words):
    assert recipes.described(Design(mixed(electrolyte))) == words


def test_a_component_more_starts_at_an_assumed_amount_and_one_less_takes_its_amount_along():
    document = mixed("litfsi-dol-dme")
    more = edits.set_material(document, "additive_1", library.material("additive", "lino3"))
    assert more.entries["additive_1_of_total"].assumed
    assert Design(more).number("additive_1_mass") > 0
    assert edits.clear_material(more, "additive_1") == document


def test_an_amount_without_a_material_is_refused():
    with pytest.raises(EntryError, match=r"Solvent 3 \(solvent_3\) is empty"):
        edits.set_value(mixed("litfsi-dol-dme"), "solvent_3_part", "1")


def test_what_a_recipe_cannot_be_without_stays():
    with pytest.raises(EntryError, match=r"Solvent 1 \(solvent_1\) cannot be left empty"):
        edits.clear_material(mixed("litfsi-dol-dme"), "solvent_1")


def test_a_file_with_an_amount_of_nothing_is_refused():
    raw = storage.written(mixed("litfsi-dol-dme")).replace(
        b'"salt_1_molarity"', b'"solvent_3_part": ["1", "1"],\n  "salt_1_molarity"'
    )
    with pytest.raises(StorageError, match="solvent_3_part"):
        storage.read(raw, "x.cell")


def test_an_electrolyte_the_library_does_not_know_starts_with_an_assumed_recipe():
    document = templates.template("nmc811-graphite")
    own = library.Material("own", "electrolyte", "Own", values=document.materials["electrolyte"].values)
    changed = edits.set_choice(
        edits.set_material(document, "electrolyte", own), "electrolyte_density_given_by", "recipe"
    )
    assert changed.materials["solvent_1"].assumed
    assert changed.entries["salt_1_molarity"].assumed
    assert Design(changed).number("electrolyte_density") > 0


@pytest.mark.parametrize("template", [t for t in templates.ids() if t.startswith("li-")])
def test_the_published_cells_carry_their_recipe_and_keep_their_density(template):
    design = Design(templates.template(template))
    words = {
        "li-lco": "LiFSI : DME : TTE = 1 : 1.2 : 3 by mole",
        "li-s": "0.6 M LiTFSI + 0.4 M LiNO₃ in DOL/DME (1:1 by volume)",
    }
    assert recipes.described(design) == words["li-lco" if template.startswith("li-lco") else "li-s"]
    assert design.number("electrolyte_density") == (1.48 if template.startswith("li-lco") else 1.07)
    assert abs(design.number("recipe_density_deviation")) < 0.3
    broken = {f.rule.key for f in design.findings}
    assert not broken & {"ether_oxidation", "aluminium_corrosion", "carbonate_with_sulfur", "nitrate_for_sulfur"}


@pytest.mark.parametrize(
    ("cathode", "electrolyte", "broken"),
    [
        (COBALT, "litfsi-dol-dme", {"ether_oxidation", "aluminium_corrosion"}),
        (COBALT, "lifsi-dme-tte", set()),  # its ether is bound by the salt
        (COBALT, "lipf6-ec-emc", set()),
        (SULFUR, "lp30", {"carbonate_with_sulfur", "nitrate_for_sulfur"}),
        (SULFUR, "litfsi-dol-dme", {"nitrate_for_sulfur"}),
        (SULFUR, "litfsi-dol-dme-lino3-2", set()),
    ],
)
@pytest.mark.parametrize("density", ["measured", "recipe"])
def test_electrolyte_and_cathode_are_held_against_each_other(cathode, electrolyte, broken, density):
    """With a recipe from its components, without one from what the material states."""
    found = {f.rule.key for f in Design(mixed(electrolyte, density, cathode)).findings}
    watched = {"ether_oxidation", "aluminium_corrosion", "carbonate_with_sulfur", "nitrate_for_sulfur"}
    assert found & watched == broken


def test_every_component_of_every_mixture_has_a_place_and_an_amount():
    for electrolyte in ELECTROLYTES:
        assert electrolyte.mixture is not None
        assert electrolyte.mixture.components[0].slot == "solvent_1"
        choices = {"electrolyte_density_given_by": "recipe", **electrolyte.mixture.choices}
        for part in electrolyte.mixture.components:
            assert library.material(registry().slots[part.slot].kind, part.material).id == part.material
            amounts = [i for i in registry().of[part.slot] if i.material is None and holds(i.when, choices)]
            assert len(amounts) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"material": "moonshine"}, "Solvent 1: there is no material “moonshine”"),
        ({"amount": "-5"}, "−5 is below the limit"),
        ({"amount": "1e30"}, "above the limit"),
        ({"amount": "many"}, "“many” is not a number"),
        ({"amount": ""}, "the value is missing"),
    ],
)
def test_a_recipe_that_no_cell_can_have_is_refused_before_it_is_taken(change, said):
    document = edits.set_choice(templates.template("nmc811-graphite"), "electrolyte_density_given_by", "recipe")
    electrolyte = library.material("electrolyte", "lipf6-ec-emc")
    assert electrolyte.mixture is not None
    first, *others = electrolyte.mixture.components
    mixture = replace(electrolyte.mixture, components=(replace(first, **change), *others))
    with pytest.raises(EntryError, match=said):
        edits.set_material(document, "electrolyte", replace(electrolyte, mixture=mixture))
