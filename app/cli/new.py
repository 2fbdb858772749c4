"""`new`: a design file that begins as a template."""

import argparse
import datetime

from app.cli.designs import no_template, output
from app.cli.usage import UsageError
from app.services import storage, templates
from app.services.i18n import N_, tr

WORDS = N_("write a new design that begins as a template")


def describe(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("template", metavar="TEMPLATE", help=tr("id of a template; see: list templates"))
    parser.add_argument("-o", "--output", required=True, metavar="DESIGN", help=tr("the design file to write"))


def act(options: argparse.Namespace) -> str:
    """Write the design; never over a file."""
    try:
        document = templates.started(options.template)
    except KeyError:
        sentence = tr("There is no template “{name}”.", name=options.template)
        raise UsageError(no_template(sentence, options.template)) from None
    path = output(options)
    if path.is_dir():
        raise UsageError(tr("{path} is a folder: give the name of a file.", path=path))
    if path.exists():
        raise UsageError(tr("{path} exists already: choose another name.", path=path))
    storage.save(document, path, saved=datetime.datetime.now().astimezone().date().isoformat())
    return str(path)
