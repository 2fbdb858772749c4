"""`curve`: a design whose active material has a half-cell curve of a file of one's own."""

import argparse
import datetime

from app.cli.designs import describe_design, opened, output
from app.cli.usage import UsageError
from app.services import edits, storage
from app.services.half_cell_files import DIRECTIONS, CurveError, curve, mass_of, runs, summary
from app.services.i18n import N_, tr
from calc.graph import registry

WORDS = N_("give a design the half-cell curve of a csv or of a cycler's text file")

USUAL = {"cathode_active": "lithiation", "anode_active": "delithiation"}
"""Place → the direction in which it goes while the cell is discharged."""


def describe(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("file", metavar="FILE", help=tr("two columns headed with units, or a cycler's export"))
    describe_design(parser)
    parser.add_argument(
        "--slot",
        default="cathode_active",
        choices=sorted(USUAL),
        help=tr("whose curve it is; the cathode's unless said otherwise"),
    )
    parser.add_argument("--mass", default="", help=tr("active material in the half cell, such as 12.5mg"))
    parser.add_argument(
        "--direction",
        choices=sorted(DIRECTIONS),
        help=tr("which way the lithium goes in the run; as in a discharge unless said otherwise"),
    )
    parser.add_argument("--run", type=int, metavar="N", help=tr("which run of the file; the largest of that direction"))
    parser.add_argument("-o", "--output", required=True, metavar="DESIGN", help=tr("the design file to write"))


def act(options: argparse.Namespace) -> str:
    """Write the design with the curve; never over a file."""
    from pathlib import Path

    document = opened(options).document
    path = output(options)
    if path.exists():
        raise UsageError(tr("{path} exists already: choose another name.", path=path))
    file = Path(options.file)
    direction = options.direction or USUAL[options.slot]
    try:
        taken = curve(file, direction=direction, mass=mass_of(options.mass), number=options.run)
        count = len(runs(file))
    except CurveError as error:
        raise UsageError(error.message) from None
    document = edits.set_curve(document, options.slot, taken)
    storage.save(document, path, saved=datetime.datetime.now().astimezone().date().isoformat())
    slot = tr(registry().slots[options.slot].label)
    told = tr("{slot}: {note} {summary}", slot=slot, note=taken.note, summary=summary(taken))
    return f"{path}\n{told} " + tr("Runs in the file: {count}.", count=count)
