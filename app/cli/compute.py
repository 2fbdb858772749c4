"""`compute`: a design's results and rules, for people or as JSON."""

import argparse
from collections.abc import Mapping, Sequence

import app
from app.cli.console import columns, json_text, left, right, wrapped
from app.cli.designs import describe_design, opened
from app.services import format as writing
from app.services import judgement
from app.services.design import Design
from app.services.exports.results_json import as_json
from app.services.i18n import N_, joined, tr
from app.services.storage.newer import unknown_keys
from calc.graph import registry
from calc.inputs import GROUPS

WORDS = N_("compute a design and print its results")

FRONT: Mapping[str, str] = {
    "specific_energy": N_("whole finished cell"),
    "energy_density": N_("overall size, no tabs"),
    "capacity": N_("one discharge"),
    "energy": N_("one discharge"),
    "cell_mass": N_("finished, gas bag off"),
    "cell_thickness": N_("as built, unswollen"),
    "np_whole_anode": N_("all anode put in"),
    "np_facing_area": N_("one face, facing area"),
    "np_anode_area": N_("one face, overhang in"),
    "np_accessible": N_("within reach"),
}
"""The results that `compute` prints first, each with what it is counted on."""


def describe(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    describe_design(parser)
    parser.add_argument("--json", action="store_true", help=tr("print everything as JSON"))


def act(options: argparse.Namespace) -> str:
    """Everything computed, for people or as JSON."""
    design = opened(options)
    if options.json:
        return json_text(as_json(design))
    document = design.document
    lines = [
        document.name,
        joined(_identity(design)),
        *wrapped(joined(_answers(design)), ""),
        "",
        *_rows(design, {key: tr(words) for key, words in FRONT.items()}, _WIDTHS),
    ]
    for group, title in GROUPS.items():
        keys = [
            key
            for key in design.plan.by_key
            if getattr(design.quantity(key), "group", "") == group
            and key not in FRONT
            and _is_number(design, key)
            and not design.concerns_nothing(key)
        ]
        if keys:
            lines += ["", tr(title), *_rows(design, {key: _words(design, key) for key in keys}, _WIDTHS)]
    newer = unknown_keys(document)
    if newer:
        lines += ["", tr("Kept from a newer program: {keys}", keys=", ".join(newer))]
    return "\n".join([*lines, "", *_rules(design)])


def _rules(design: Design) -> list[str]:
    """The rules that are broken, those that are acknowledged with the reason, and the limits set for this design."""
    lines = [tr("Rules")]
    for finding in design.open_findings:
        lines += wrapped(design.message(finding), f"  {left(tr(finding.severity), 8)} ", " " * 11)
    if not design.findings:
        lines.append("  " + tr("All are kept."))
    if design.acknowledged_findings:
        lines += ["", tr("Acknowledged")]
    for finding in design.acknowledged_findings:
        lines += wrapped(design.message(finding), f"  {left(tr(finding.severity), 8)} ", " " * 11)
        made = design.acknowledgement(finding)
        assert made is not None
        lines += wrapped(judgement.told(made), " " * 11)
    changed = judgement.limits_set(design)
    if changed:
        lines += ["", tr("Limits set for this design")]
    for name in changed:
        now, default = judgement.limit_text(design, name), judgement.declared_text(design, name)
        lines.append("  " + tr("{limit}: {now}, by default {default}", limit=name, now=now, default=default))
    return lines


def _identity(design: Design) -> list[str]:
    """Which revision it is, who released it and when, its hash and the program."""
    document, made = design.document, design.document.release
    released = [tr("released by {author} on {date}", author=made.author, date=writing.date(made.date))] if made else []
    revision = f"{tr('revision')} {document.revision}"
    return [revision, *released, design.short_hash, f"Cellwright {app.__version__}"]


def _answers(design: Design) -> list[str]:
    """What kind of cell it is, in the words of its choices."""
    return [design.option_label(key).casefold() for key in ("construction", "anode_kind")] + [
        f"{tr(registry().choices[key].label).casefold()} {design.option_label(key).casefold()}"
        for key in ("capacity_given_by",)
    ]


def _is_number(design: Design, key: str) -> bool:
    return design.text(key) != writing.NO_VALUE


def _rows(design: Design, keys: Mapping[str, str], least: Sequence[int]) -> list[str]:
    """Label, number at its decimal point, unit, key and words to it, one line each."""
    rows = [(*_parts(design, key), key, words) for key, words in keys.items()]
    wide = [max(width, *(columns(row[column]) for row in rows)) for column, width in enumerate(least)]
    wide.append(max(map(len, keys)) if all(keys.values()) else 0)
    lines = []
    for label, whole, decimals, unit, key, words in rows:
        number = f"{right(whole, wide[1])}{left(decimals, wide[2])} {left(unit, wide[3])}"
        lines.append(f"  {left(label, wide[0])} {number}  {left(key, wide[4])}  {words}".rstrip())
    return lines


def _parts(design: Design, key: str) -> tuple[str, str, str, str]:
    quantity = design.quantity(key)
    text = design.text(key)
    number, _, unit = text.rpartition(writing.SPACE)
    if unit != design.unit_symbol(quantity.unit):
        number, unit = text, ""
    whole, point, decimals = number.partition(".")
    label = design.label(key) if key in registry().inputs else design.named(key)
    return label, whole, point + decimals, unit


def _words(design: Design, key: str) -> str:
    """What an input counts; a result says it in its label."""
    return design.basis(key) if key in registry().inputs else ""


_WIDTHS = (38, 6, 5, 6)
"""Least widths of label, whole part, decimals and unit, so that the tables stand under each other."""
