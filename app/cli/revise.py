"""`revise`: begin the next revision of a released design, open for editing."""

import argparse

from app.cli.designs import written_to
from app.services import revisions
from app.services.i18n import N_, tr

WORDS = N_("begin the next revision of a released design")


def describe(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("design", metavar="DESIGN", help=tr("the file of a released design"))
    parser.add_argument("-o", "--output", metavar="FILE", help=tr("the file to write; without it DESIGN itself"))


def act(options: argparse.Namespace) -> str:
    """Begin it and say which it is."""
    path, document = written_to(options, revisions.revise)
    return tr("{path}: revision {revision} begun", path=path, revision=document.revision)
