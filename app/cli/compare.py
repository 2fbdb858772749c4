"""`compare`: several designs side by side, what differs first."""

import argparse

from app.cli.console import columns, json_text, left, right
from app.cli.designs import named
from app.cli.usage import UsageError
from app.services import comparison
from app.services import format as writing
from app.services.comparison import Section, Side
from app.services.design import Design
from app.services.i18n import N_, tr

WORDS = N_("compare designs: what differs between them, and by how much")


def describe(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument(
        "designs", metavar="DESIGN", nargs="+", help=tr("design files, or ids of templates; two or more")
    )
    parser.add_argument(
        "--baseline",
        type=str,
        default="1",
        metavar="NUMBER",
        help=tr("which of the designs the others are measured against, counted from 1; the first by default"),
    )
    parser.add_argument("--all", action="store_true", help=tr("what is the same too"))
    parser.add_argument("--json", action="store_true", help=tr("print everything as JSON"))


def act(options: argparse.Namespace) -> str:
    """The comparison, for people or as JSON."""
    names = options.designs
    if not 2 <= len(names) <= comparison.MOST:
        raise UsageError(
            tr("Name two to {most} designs to compare, not {count}.", most=comparison.MOST, count=len(names))
        )
    number = options.baseline.strip()
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(names)):
        raise UsageError(
            tr("--baseline takes a number from 1 to {count}, not “{text}”.", count=len(names), text=options.baseline)
        )
    baseline = int(number) - 1
    documents = [named(name)[0] for name in names]
    sides = [Side(d.name, comparison.version_of(d), Design(d)) for d in documents]
    sections = comparison.compared(sides, baseline, everything=options.all or options.json)
    if options.json:
        return json_text(comparison.as_json(sides, sections, baseline))
    return "\n".join(_told(sides, sections, baseline))


def _told(sides: list[Side], sections: tuple[Section, ...], baseline: int) -> list[str]:
    lines = []
    for at, side in enumerate(sides):
        mark = tr("baseline") if at == baseline else ""
        lines.append(f"{at + 1}  {side.title}  {side.remark}  {mark}".rstrip())
    if not comparison.differ(sections):
        return [*lines, "", tr("These designs are the same in every input and every result.")]
    rows = [row for section in sections for row in section.rows]
    texts = {id(row): [cell.full.replace(writing.SPACE, " ") for cell in row.cells] for row in rows}
    label = max(columns(row.label) for row in rows)
    unit = max(columns(row.unit) for row in rows)
    wide = [max(columns(texts[id(row)][at]) for row in rows) for at in range(len(sides))]
    wide = [max(width, columns(str(at + 1))) for at, width in enumerate(wide)]
    lines += ["", "  ".join([left("", label + 2), left("", unit), *(right(at + 1, w) for at, w in enumerate(wide))])]
    for section in sections:
        lines += ["", section.title]
        for row in section.rows:
            cells = [right(text, width) for text, width in zip(texts[id(row)], wide, strict=True)]
            lines.append("  ".join(["  " + left(row.label, label), left(row.unit, unit), *cells]).rstrip())
    return lines
