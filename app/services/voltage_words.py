"""What the discharge curve of a design says, in sentences: what ends it, and what it rests on."""

import math

from app.services.design import Design
from app.services.i18n import N_, tr
from calc.curves import discharge

LINES = {
    "curve_mean_voltage": N_("cell, C/10"),
    "curve_mean_voltage_at_rate": N_("cell, discharge rate, estimated"),
    "cathode_mean_potential": N_("cathode against the metal"),
    "anode_mean_potential": N_("anode against the metal"),
}
"""The lines of the discharge plot by the key of their mean, and what each is."""


def missing(design: Design) -> str:
    """Why there is no discharge curve, in one sentence; empty where there is one."""
    if discharge(design.plan, design.values):
        return ""
    for declared in design.plan.curves:
        material = design.document.materials.get(declared.slot)
        if material is None or material.curve is None:
            name = tr(material.name) if material else tr("none")
            return tr("{material} has no half-cell curve: the typed mean voltage stands.", material=name)
    return tr("The curves give no charge between the cut-offs.")


def ending(design: Design) -> str:
    """What ends the discharge at C/10 and where the electrodes stand then; empty without half-cell curves."""
    if not design.has("curve_capacity_margin") or not math.isfinite(float(design.values["curve_capacity_margin"])):
        return ""
    where = tr(
        "the cathode stands at {cathode} and the anode at {anode} against the metal",
        cathode=design.text("cathode_potential_discharged"),
        anode=design.text("anode_potential_discharged"),
    )
    charge, voltage = design.text("curve_charge"), design.text("discharged_voltage")
    if float(design.values["reversible_capacity"]) <= float(design.values["curve_capacity"]):
        return tr(
            "At C/10 the discharge ends with the capacity, {charge}, at {voltage}, before the lower cut-off of "
            "{cutoff} is reached; {where}.",
            charge=charge,
            voltage=voltage,
            cutoff=design.text("lower_voltage"),
            where=where,
        )
    if float(design.values["discharged_voltage"]) > float(design.values["lower_voltage"]) + 1e-6:
        return tr(
            "At C/10 the discharge ends after {charge}, at {voltage}, where a curve or the lithium ends; {where}.",
            charge=charge,
            voltage=voltage,
            where=where,
        )
    return tr(
        "At C/10 the lower cut-off of {cutoff} ends the discharge after {charge}; {where}.",
        cutoff=design.text("lower_voltage"),
        charge=charge,
        where=where,
    )


def windows(design: Design) -> str:
    """The stoichiometries between which both electrodes work; empty without half-cell curves."""
    if not design.has("cathode_stoichiometry_start") or missing(design):
        return ""
    cathode = tr(
        "The cathode works from a stoichiometry of {charged} to {discharged}",
        charged=design.text("cathode_stoichiometry_start", 3),
        discharged=design.text("cathode_stoichiometry_end", 3),
    )
    if not design.has("anode_stoichiometry_start"):
        return tr("{sentence}.", sentence=cathode)
    return tr(
        "{cathode}, the anode from {charged} to {discharged}.",
        cathode=cathode,
        charged=design.text("anode_stoichiometry_start", 3),
        discharged=design.text("anode_stoichiometry_end", 3),
    )
