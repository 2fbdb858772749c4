"""The recipe of the electrolyte as a table: what goes in, how much by the recipe, and what that comes to."""

from collections.abc import Callable
from typing import Final

from reportlab.lib.units import mm

from app.services import format as writing
from app.services import recipes
from app.services.design import Design
from app.services.i18n import N_, joined, tr
from app.services.recipes import Component
from app.services.reports.breakdown import percentages
from app.services.reports.tables import Cell, Column, Grid, Row, group_row
from app.services.reports.texts import BOLD, NOTE
from calc.units import PERCENT

KINDS: Final = {"solvent": N_("Solvents"), "salt": N_("Salts"), "additive": N_("Additives")}


def recipe_table(design: Design, cited: Callable[[str], str]) -> Grid:
    """The components of a design that has a recipe. `cited` gives the reference for the key of a value."""
    listed = tuple(recipes.components(design))
    shares = percentages([float(design.values[c.mass_fraction_key]) for c in listed], 1.0)
    rows: list[Row] = []
    for kind, title in KINDS.items():
        inner = [
            _row(design, component, share, cited)
            for component, share in zip(listed, shares, strict=True)
            if component.slot.startswith(kind)
        ]
        rows += [group_row(joined((tr(title), _basis(design, kind)))), *inner] if inner else []
    fill = design.text("electrolyte_fill")
    rows.append(
        Row((tr("Fill of one cell"), "", "", _percent(100.0), "", fill, ""), face=BOLD, ruled=True),
    )
    columns = (
        Column(tr("Component"), share=1.0),
        Column(tr("Chemical formula"), share=1.1),
        Column(tr("By the recipe"), width=24 * mm, align="decimal"),
        Column(tr("Mass"), width=18 * mm, align="decimal"),
        Column(tr("Molarity"), width=24 * mm, align="decimal"),
        Column(tr("For one cell"), width=24 * mm, align="decimal"),
        Column(tr("Source"), width=18 * mm, face=NOTE),
    )
    return Grid(columns, rows, pad_y=0.4 * mm, remark=_remark(design))


def _row(design: Design, component: Component, share: float, cited: Callable[[str], str]) -> Row:
    material = component.material
    name = tr("{material} (assumed)", material=tr(material.name)) if material.assumed else tr(material.name)
    return Row(
        (
            name,
            Cell(material.formula, NOTE),
            component.amount,
            _percent(share),
            design.text(component.molarity_key) if component.molarity_key else "",
            design.text(component.mass_key),
            cited(component.amount_key),
        )
    )


def _percent(share: float) -> str:
    """A share with one decimal."""
    return writing.with_unit(writing.number(share, len(f"{share:.1f}") - 1 if share >= 1 else 1), PERCENT)


def _basis(design: Design, kind: str) -> str:
    """What the numbers of the recipe count, in words; mol/L keeps its capital."""
    label = design.option_label(f"{kind}s_given_by")
    return label[:1].casefold() + label[1:]


def _remark(design: Design) -> str:
    """Density and molarity with what they may be off by."""
    told = [
        tr(
            "Density by the recipe {density}: the volumes of the pure solvents and the apparent molar volumes of the"
            " salts added up, which holds to about ± 2 %.",
            density=recipes.density(design),
        )
    ]
    if design.has("recipe_density_deviation"):
        told.append(
            tr(
                "In use is {density}, {deviation} off.",
                density=design.text("electrolyte_density"),
                deviation=design.text("recipe_density_deviation", 2),
            )
        )
    told.append(tr("All salts together: {molarity}.", molarity=recipes.molarity(design)))
    told.append(tr("Masses are for the fill of one cell, loss included."))
    return joined(told, " ")
