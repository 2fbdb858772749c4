"""What an electrolyte recipe comes to: density, concentrations and mass fractions, from any way of writing it.

Solvents are given by ratio (of volume before mixing, of mass, or of moles), salts and additives by a dose in one of
five dialects. The volume is taken as V = Σ m/ρ of the solvents + Σ n·Vφ of the salts, with Vφ the apparent molar
volume; that holds to about ±2 %. SI throughout: kg, m³, mol, kg/m³, kg/mol, m³/mol.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

RELATIVE_UNCERTAINTY = 0.02
"""Of the density, and so of every concentration per volume, unless the density was measured."""

Ratio = Literal["volume", "mass", "mole"]
Dose = Literal["mole-per-volume", "mole-per-solvent-mass", "mole-ratio", "share-of-total", "share-of-solvent"]


@dataclass(frozen=True, slots=True)
class Solvent:
    """A solvent and its part in the ratio; `density` in kg/m³, `molar_mass` in kg/mol."""

    name: str
    part: float
    density: float
    molar_mass: float


@dataclass(frozen=True, slots=True)
class Solute:
    """A salt or additive and its dose.

    `dose` counts by `dialect`: mol/m³ of solution; mol/kg of solvent; moles where the solvents' parts are moles; mass per
    mass of solution; mass per mass of solvent. `molar_volume`: apparent, m³/mol.
    """

    name: str
    dose: float
    dialect: Dose
    molar_mass: float
    molar_volume: float


@dataclass(frozen=True, slots=True)
class Part:
    """One component of the mixture: mass and moles per kilogram of electrolyte, concentration in mol/m³ of it."""

    name: str
    mass_fraction: float
    moles: float
    concentration: float


@dataclass(frozen=True, slots=True)
class Mixture:
    """An electrolyte: density in kg/m³ and its components, solvents first."""

    density: float
    parts: tuple[Part, ...]


class RecipeError(ValueError):
    """A recipe that describes no liquid; `reason` says why in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def mix(
    solvents: Sequence[Solvent], ratio: Ratio, solutes: Sequence[Solute], measured_density: float | None = None
) -> Mixture:
    """The mixture of the recipe. A measured density (kg/m³) replaces the computed one.

    Per one part of each solvent the amounts are linear in the solution's volume V and mass M:
    V = V_solvents + Σ n·Vφ and M = M_solvents + Σ n·M_salt with n = c·V, b·M_solvents or w·M/M_salt.
    Raises RecipeError.
    """
    if not solvents or sum(s.part for s in solvents) <= 0 or any(s.part < 0 for s in solvents):
        raise RecipeError("a recipe needs solvents with parts above zero")
    if any(s.dose < 0 for s in solutes):
        raise RecipeError("a dose cannot be negative")
    if ratio != "mole" and any(s.dialect == "mole-ratio" for s in solutes):
        raise RecipeError("a salt by mole ratio needs solvents by mole ratio")
    solvent_masses = [_mass(solvent, ratio) for solvent in solvents]
    solvent_mass = sum(solvent_masses)
    solvent_volume = sum(m / s.density for m, s in zip(solvent_masses, solvents, strict=True))

    fixed = {s.name: _fixed_moles(s, solvent_mass) for s in solutes}
    by_volume = [s for s in solutes if s.dialect == "mole-per-volume"]
    by_share = [s for s in solutes if s.dialect == "share-of-total"]
    # a11 V + a12 M = b1 (volume), a21 V + a22 M = b2 (mass)
    a11 = 1 - sum(s.dose * s.molar_volume for s in by_volume)
    a12 = -sum(s.dose / s.molar_mass * s.molar_volume for s in by_share)
    b1 = solvent_volume + sum(fixed[s.name] * s.molar_volume for s in solutes)
    a21 = -sum(s.dose * s.molar_mass for s in by_volume)
    a22 = 1 - sum(s.dose for s in by_share)
    b2 = solvent_mass + sum(fixed[s.name] * s.molar_mass for s in solutes)
    if measured_density is not None:
        # M = ρ V replaces the additivity of volumes
        a11, a12, b1 = measured_density, -1.0, 0.0
    determinant = a11 * a22 - a12 * a21
    if determinant <= 0:
        raise RecipeError("there is more salt than solution")
    volume = (b1 * a22 - a12 * b2) / determinant
    mass = (a11 * b2 - a21 * b1) / determinant
    if volume <= 0 or mass <= 0:
        raise RecipeError("there is more salt than solution")

    amounts = [(s.name, m, m / s.molar_mass) for m, s in zip(solvent_masses, solvents, strict=True)]
    for solute in solutes:
        moles = fixed[solute.name]
        if solute.dialect == "mole-per-volume":
            moles = solute.dose * volume
        elif solute.dialect == "share-of-total":
            moles = solute.dose * mass / solute.molar_mass
        amounts.append((solute.name, moles * solute.molar_mass, moles))
    parts = tuple(Part(name, m / mass, n / mass, n / volume) for name, m, n in amounts)
    return Mixture(mass / volume, parts)


def _mass(solvent: Solvent, ratio: Ratio) -> float:
    if ratio == "volume":
        return solvent.part * solvent.density
    return solvent.part * (solvent.molar_mass if ratio == "mole" else 1.0)


def _fixed_moles(solute: Solute, solvent_mass: float) -> float:
    """Moles that do not depend on the solution's volume or mass."""
    if solute.dialect == "mole-per-solvent-mass":
        return solute.dose * solvent_mass
    if solute.dialect == "share-of-solvent":
        return solute.dose * solvent_mass / solute.molar_mass
    return solute.dose if solute.dialect == "mole-ratio" else 0.0
