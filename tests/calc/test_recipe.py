"""Electrolyte recipes: the published ones, hand-worked, and every dialect of one and the same liquid."""

import pytest

from calc.recipe import RecipeError, Solute, Solvent, mix

# g/mol and g/cm³ as kg/mol and kg/m³; apparent molar volumes in cm³/mol
DME = ("DME", 868.0, 90.12e-3)
TTE = ("TTE", 1532.0, 232.07e-3)
DOL = ("DOL", 1060.0, 74.08e-3)
LIFSI = ("LiFSI", 187.06e-3, 90e-6)
LITFSI = ("LiTFSI", 287.07e-3, 138e-6)
LINO3 = ("LiNO3", 68.94e-3, 30e-6)


def solvent(substance, part):
    name, density, molar_mass = substance
    return Solvent(name, part, density, molar_mass)


def solute(substance, dose, dialect):
    name, molar_mass, molar_volume = substance
    return Solute(name, dose, dialect, molar_mass, molar_volume)


def part(mixture, name):
    return next(p for p in mixture.parts if p.name == name)


def test_lifsi_dme_tte_by_mole_is_one_and_a_half_molar():
    """1 : 1.2 : 3 by mole: 187.06 + 108.14 + 696.21 g in 90 + 124.59 + 454.46 cm³ = 1.482 g/cm³, 1.495 mol/L."""
    mixture = mix([solvent(DME, 1.2), solvent(TTE, 3)], "mole", [solute(LIFSI, 1, "mole-ratio")])
    assert mixture.density == pytest.approx(1481.8, rel=1e-3)
    assert part(mixture, "LiFSI").concentration == pytest.approx(1495, rel=2e-3)
    assert part(mixture, "LiFSI").concentration == pytest.approx(1500, abs=30)
    assert part(mixture, "LiFSI").mass_fraction == pytest.approx(0.189, abs=5e-4)
    assert part(mixture, "TTE").mass_fraction == pytest.approx(0.702, abs=5e-4)


def test_litfsi_lino3_in_dol_dme_by_volume():
    """A litre holds 0.6 × 138 + 0.4 × 30 = 94.8 cm³ of salt and 905.2 cm³ of solvent: 1.072 g/cm³."""
    mixture = mix(
        [solvent(DOL, 1), solvent(DME, 1)],
        "volume",
        [solute(LITFSI, 600, "mole-per-volume"), solute(LINO3, 400, "mole-per-volume")],
    )
    by_hand = 0.6 * 287.07 + 0.4 * 68.94 + 905.2 / 2 * 1.060 + 905.2 / 2 * 0.868  # g in a litre
    assert mixture.density == pytest.approx(by_hand, rel=1e-9)
    assert part(mixture, "LiTFSI").mass_fraction == pytest.approx(0.161, abs=5e-4)
    assert part(mixture, "LiNO3").mass_fraction == pytest.approx(0.026, abs=5e-4)


@pytest.mark.parametrize(
    "dialect", ["mole-per-volume", "mole-per-solvent-mass", "mole-ratio", "share-of-total", "share-of-solvent"]
)
def test_every_dialect_describes_the_same_liquid(dialect):
    solvents = [solvent(DME, 1.2), solvent(TTE, 3)]
    reference = mix(solvents, "mole", [solute(LIFSI, 1, "mole-ratio")])
    salt = part(reference, "LiFSI")
    solvent_share = 1 - salt.mass_fraction
    dose = {
        "mole-per-volume": salt.concentration,
        "mole-per-solvent-mass": salt.moles / solvent_share,
        "mole-ratio": 1,
        "share-of-total": salt.mass_fraction,
        "share-of-solvent": salt.mass_fraction / solvent_share,
    }[dialect]
    mixture = mix(solvents, "mole", [solute(LIFSI, dose, dialect)])
    assert mixture.density == pytest.approx(reference.density, rel=1e-12)
    for mine, other in zip(mixture.parts, reference.parts, strict=True):
        assert mine.mass_fraction == pytest.approx(other.mass_fraction, rel=1e-12)


def test_measured_density_overrides_the_computed_one():
    solvents, salts = [solvent(DME, 1)], [solute(LIFSI, 1000, "mole-per-volume")]
    mixture = mix(solvents, "volume", salts, measured_density=1000.0)
    assert mixture.density == pytest.approx(1000.0)
    assert part(mixture, "LiFSI").mass_fraction == pytest.approx(0.18706)  # 1 mol/L × 187.06 g/mol in 1000 g/L
    assert part(mixture, "LiFSI").concentration == pytest.approx(1000.0)


def test_solvents_alone_are_their_ideal_mixture():
    mixture = mix([solvent(DOL, 1), solvent(DME, 1)], "volume", [])
    assert mixture.density == pytest.approx((1060 + 868) / 2)
    assert sum(p.mass_fraction for p in mixture.parts) == pytest.approx(1)


@pytest.mark.parametrize(
    ("solvents", "ratio", "solutes"),
    [
        ([], "volume", []),
        ([solvent(DME, 0)], "volume", []),
        ([solvent(DME, 1)], "volume", [solute(LIFSI, 1, "mole-ratio")]),
        ([solvent(DME, 1)], "volume", [solute(LIFSI, 1.2, "share-of-total")]),
        ([solvent(DME, 1)], "volume", [solute(LIFSI, 12000, "mole-per-volume")]),
        ([solvent(DME, 1)], "volume", [solute(LIFSI, -1, "mole-per-volume")]),
    ],
)
def test_a_recipe_that_is_no_liquid_is_refused(solvents, ratio, solutes):
    with pytest.raises(RecipeError):
        mix(solvents, ratio, solutes)
