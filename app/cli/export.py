"""`export`: a document of a design, written by one of app.services.exports."""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.cli.designs import describe_design, opened, output
from app.cli.usage import UsageError, close
from app.services import disk, i18n
from app.services.exports import EXPORTERS, Exporter, Progress, check_name, checked
from app.services.exports.exporter import OPTIONS, silent
from app.services.i18n import N_, joined, tr

WORDS = N_("write a document of a design")


def describe(parser: argparse.ArgumentParser) -> None:
    """Its arguments; those of the documents are declared in app.services.exports.exporter."""
    describe_design(parser)
    names = ", ".join(EXPORTERS)
    parser.add_argument("--what", required=True, metavar="WHAT", help=tr("the document: {names}", names=names))
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=tr("the file to write"))
    for field, option in OPTIONS.items():
        if option.value:
            words = joined((tr(option.help), ", ".join(option.answers)), ": ")
            parser.add_argument(option.flag, dest=field, default=None, metavar=option.value, help=words)
        else:
            parser.add_argument(option.flag, dest=field, action="store_true", default=None, help=tr(option.help))


def act(options: argparse.Namespace) -> str:
    """Write the document; what its reader should know comes after the file's name."""
    exporter = EXPORTERS.get(options.what)
    if exporter is None:
        sentence = tr("--what: there is no document “{what}”.", what=options.what)
        offered = tr("Take one of: {offered}.", offered=", ".join(EXPORTERS))
        raise UsageError(joined((sentence, offered), " ") + close(options.what, EXPORTERS))
    given = {field: _answer(field, getattr(options, field)) for field in OPTIONS if getattr(options, field) is not None}
    path = output(options)
    asked = checked(exporter, given, path)
    design = opened(options)
    source = Path(options.design)
    if source.is_file() and path.exists() and path.samefile(source):
        raise UsageError(tr("{path} is the design itself: give the document another name.", path=path))
    check_name(exporter, asked, path)
    with _counted(exporter) as progress:
        content = exporter.export(design, asked, progress)
    disk.write_bytes(path, content)
    return "\n".join((str(path), *exporter.notes(design, asked)))


def _answer(field: str, said: str | bool) -> Any:
    option = OPTIONS[field]
    if field == "language":
        return i18n.nearest(str(said))
    if option.answers and said not in option.answers:
        offered = ", ".join(option.answers)
        raise UsageError(tr("{flag}: “{said}” is not one of: {offered}.", flag=option.flag, said=said, offered=offered))
    if option.limits is None:
        return said
    try:
        return int(said)
    except ValueError:
        raise UsageError(tr("{flag}: “{said}” is not a whole number.", flag=option.flag, said=said)) from None


@contextlib.contextmanager
def _counted(exporter: Exporter) -> Iterator[Progress]:
    """Counts on a terminal what takes long; elsewhere errors stay the only thing that is said beside the result."""
    terminal = sys.stderr if exporter.in_parts and sys.stderr is not None and sys.stderr.isatty() else None
    if terminal is None:
        yield silent
        return

    def count(done: int, of: int) -> None:
        print(f"\r{tr('{done} of {all}', done=done, all=of)}", end="", file=terminal, flush=True)

    try:
        yield count
    finally:
        print("\r\033[K", end="", file=terminal, flush=True)
