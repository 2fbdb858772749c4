"""`release`: fix the revision of a design: author, date and hash; from then on it is locked."""

import argparse

from app.cli.designs import written_to
from app.services import format as writing
from app.services import revisions
from app.services.i18n import N_, tr

WORDS = N_("release the revision of a design: author, date and hash are fixed, and it is locked")


def describe(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("design", metavar="DESIGN", help=tr("a design file, or the id of a template with -o"))
    parser.add_argument("--author", required=True, metavar="NAME", help=tr("who releases it"))
    parser.add_argument("--date", required=True, metavar="YYYY-MM-DD", help=tr("the day of the release"))
    parser.add_argument("-o", "--output", metavar="FILE", help=tr("the file to write; without it DESIGN itself"))


def act(options: argparse.Namespace) -> str:
    """Release it and say what was fixed."""
    path, document = written_to(
        options, lambda design: revisions.release(design, options.author, options.date), options.date
    )
    made = document.release
    assert made is not None
    return tr(
        "{path}: revision {revision} released by {author} on {date}, hash {hash}",
        path=path,
        revision=document.revision,
        author=made.author,
        date=writing.date(made.date),
        hash=made.hash,
    )
