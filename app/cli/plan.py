"""`plan`: the process plan of a design, printed as a file; another one is stored with the design."""

import argparse
import datetime
from functools import partial
from pathlib import Path

from app.cli.designs import describe_design, opened, output, written_to
from app.cli.usage import UsageError
from app.services import disk, process
from app.services.document import Document
from app.services.i18n import N_, tr
from app.services.plans import editing, reading

WORDS = N_("print the process plan of a design, or store another one with it")


def describe(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    describe_design(parser)
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--set-plan", metavar="FILE", help=tr("store the plan in this TOML file with the design"))
    change.add_argument("--reset", action="store_true", help=tr("go back to the program's plan"))
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help=tr("the file to write: the plan, or with --set-plan and --reset the design; without it the design's own"),
    )


def act(options: argparse.Namespace) -> str:
    """The plan as text, or the design file that was written."""
    design = opened(options)
    if options.set_plan is not None or options.reset:
        document = design.document
        if options.reset:
            changed = editing.given_back(document)
        else:
            in_force = partial(process.is_in_force, design=design)
            changed = editing.taken(document, reading.from_file(Path(options.set_plan), in_force))
        return str(_saved(changed, options))
    content = reading.text(process.plan_for(design).file)
    if options.output is None:
        return content.rstrip("\n")
    path = output(options)
    if path.exists():
        raise UsageError(tr("{path} exists already: choose another name.", path=path))
    disk.write_bytes(path, content.encode("utf-8"))
    return str(path)


def _saved(document: Document, options: argparse.Namespace) -> Path:
    """Write the design: over its own file, or to a new one."""
    if options.output is not None:
        path, own = output(options), Path(options.design)
        if path.exists() and not (own.exists() and path.samefile(own)):
            raise UsageError(tr("{path} exists already: choose another name.", path=path))
    today = datetime.datetime.now().astimezone().date().isoformat()
    return written_to(options, lambda _: document, saved=today)[0]
