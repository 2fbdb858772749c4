"""`seek`: what to type for a result to be what is asked for."""

import argparse
import datetime

from app.cli.console import columns, json_text, left, right, wrapped
from app.cli.designs import describe_design, opened, output
from app.cli.usage import UsageError, close
from app.services import format as writing
from app.services import seeking, storage
from app.services.design import Design
from app.services.i18n import N_, tr
from app.services.seeking import Goal, Way
from calc.graph import registry

WORDS = N_("find what to type for a result to be what you ask for")


def describe(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    describe_design(parser)
    parser.add_argument("goal", metavar="RESULT=VALUE", help=tr("the result and what it shall be, such as 300 Wh/kg"))
    parser.add_argument(
        "--by",
        action="append",
        required=True,
        metavar="KEY",
        help=tr("an input that may change; several change together, those that do more the further"),
    )
    parser.add_argument("--json", action="store_true", help=tr("print everything as JSON"))
    parser.add_argument("-o", "--output", metavar="DESIGN", help=tr("write the design of the nearest way to this file"))


def act(options: argparse.Namespace) -> str:
    """What was found; with -o the nearest way is written as a design."""
    key, equals, text = options.goal.partition("=")
    if not equals or not text.strip():
        raise UsageError(tr("Give the goal as RESULT=VALUE, not “{goal}”.", goal=options.goal))
    design = opened(options)
    declared = registry()
    for name in (key.strip(), *options.by):
        if name not in declared.quantities:
            raise UsageError(
                tr("“{key}” is not a quantity here.{close}", key=name, close=close(name, declared.quantities))
            )
    goal = seeking.sought(design, key.strip(), text, options.by)
    if options.output is not None:
        path = output(options)
        if path.exists():
            raise UsageError(tr("{path} exists already: choose another name.", path=path))
        today = datetime.datetime.now().astimezone().date().isoformat()
        storage.save(goal.ways[0].design.document, path, saved=today)
    if options.json:
        return json_text(_as_json(goal))
    lines = [seeking.told(design, goal)]
    for way in goal.ways:
        lines += ["", *_told(design, goal, way)]
    if options.output is not None:
        lines += ["", str(path)]
    return "\n".join(lines)


def _told(design: Design, goal: Goal, way: Way) -> list[str]:
    follows = seeking.consequences(design, goal, way)
    rows = [(f"{design.named(key)} ({key})", before, after) for key, before, after in follows.moved]
    wide = [max((columns(row[column]) for row in rows), default=0) for column in (0, 1)]
    lines = [f"  {left(label, wide[0])}  {right(before, wide[1])} → {after}" for label, before, after in rows]
    for finding in follows.broken:
        lines += wrapped(way.design.message(finding), f"  {left(tr(finding.severity), 8)} ", " " * 11)
    for finding in follows.mended:
        lines += wrapped(design.message(finding), f"  {left(tr('mended'), 8)} ", " " * 11)
    return lines


def _as_json(goal: Goal) -> dict[str, object]:
    unit = registry().quantities[goal.key].unit
    return {
        "result": goal.key,
        "unit": unit.symbol,
        "target": writing.shown(goal.target, unit),
        "reached": goal.reached,
        "lowest": writing.shown(goal.lowest, unit),
        "highest": writing.shown(goal.highest, unit),
        "ways": [
            {"inputs": dict(way.typed), "value": way.design.number(goal.key), "exact": way.exact} for way in goal.ways
        ],
    }
