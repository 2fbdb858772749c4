"""The command line, a contract with other programs.

Bad input: one sentence on stderr, exit 2, nothing written. Exit 1 is a bug of ours: one sentence too, and the details
in the log, or on stderr where CELLWRIGHT_TRACEBACK is set.

A verb is one file here with WORDS, `describe(parser)` and `act(options)`, and one line in `_VERBS`.
"""

import argparse
import itertools
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import app
from app.cli import (
    compare,
    compute,
    curve,
    explain,
    export,
    listing,
    new,
    plan,
    reconcile,
    release,
    revise,
    seek,
    self_test,
    spreadsheet,
)
from app.cli.console import broken, drop_output, make_printable
from app.cli.usage import PROGRAM, UsageError, close
from app.services import i18n, templates
from app.services.disk import StorageError
from app.services.document import Locked
from app.services.exports import ExportError
from app.services.exports.exporter import OPTIONS, no_language
from app.services.expressions.refusals import EntryError
from app.services.i18n import N_, tr
from app.services.importing.sheets import ImportProblem
from app.services.plans import PlanError

TRACEBACK = "CELLWRIGHT_TRACEBACK"

Window = Callable[[], None]
"""Builds the window out of sight and closes it again; raises what is wrong with it."""

_VERBS: Mapping[str, ModuleType] = {
    "compute": compute,
    "compare": compare,
    "export": export,
    "new": new,
    "curve": curve,
    "import": spreadsheet,
    "list": listing,
    "explain": explain,
    "plan": plan,
    "reconcile": reconcile,
    "seek": seek,
    "release": release,
    "revise": revise,
    "self-test": self_test,
}


def run(arguments: Sequence[str], window: Window | None = None) -> int:
    """Act on the arguments and return the exit code. `window` is what the self-test builds the window with."""
    make_printable()
    words = list(arguments)
    try:
        spoken = _language(words)
    except UsageError as problem:
        return _refused(problem.message)
    with i18n.speaking(spoken):
        return _run(words, window)


def _run(arguments: list[str], window: Window | None) -> int:
    try:
        options = _options(arguments)
        options.window = window
        done = options.act(options)
    except SystemExit as end:  # --help and --version have printed what was asked for
        return end.code if isinstance(end.code, int) else 0
    except Locked as problem:
        return _refused(tr("{sentence} See: {program} revise --help", sentence=problem.message, program=PROGRAM))
    except (UsageError, EntryError, ExportError, ImportProblem, PlanError, StorageError) as problem:
        return _refused(problem.message)
    except KeyboardInterrupt:
        return 130
    except Exception as bug:  # noqa: BLE001 - a traceback helps nobody who called this; the log keeps it
        return _own_fault(bug)
    return done if isinstance(done, int) else _print(done)


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, wherever it stands, so that the help and every refusal are in it too; "" for any.

    What other programs read is English unless they ask: it must not change with the computer's language.
    """
    flag = OPTIONS["language"].flag
    asked = [word.partition("=")[2] for word in arguments if word.startswith(f"{flag}=")]
    asked += [word for before, word in itertools.pairwise(arguments) if before == flag]
    if not asked:
        return i18n.ENGLISH if "--json" in arguments else ""
    taken = i18n.nearest(asked[-1])
    if not taken:
        raise UsageError(no_language(asked[-1]))
    return taken


def _refused(sentence: str) -> int:
    print(f"cellwright: {sentence}", file=sys.stderr)
    return 2


def _own_fault(bug: Exception) -> int:
    from app.services import log

    started = log.place() is None and log.start() is not None
    log.bug(type(bug), bug, bug.__traceback__)
    place = log.place()
    if started:
        log.stop()
    if os.environ.get(TRACEBACK):
        import traceback

        traceback.print_exception(bug)
    said = " ".join(str(bug).split())[:200]
    where = (
        tr("Please report it with {place}.", place=place)
        if place
        else tr("Please report it with what is shown when {variable} is set.", variable=TRACEBACK)
    )
    what = tr("this is a bug of the program ({kind}: {message}).", kind=type(bug).__name__, message=said)
    print(f"cellwright: {what} {where}", file=sys.stderr)
    return 1


def _print(text: str) -> int:
    """Everything at once, so that a failing output is told from a failing program."""
    try:
        print(text)
        if sys.stdout is not None:
            sys.stdout.flush()
        return 0
    except BrokenPipeError:
        drop_output()  # The reader of a pipe went away, as `head` does; there is nobody left to tell.
        return 0
    except OSError as error:
        drop_output()
        return _refused(tr("The output could not be written: {reason}.", reason=error.strerror or error))


_SAID: Mapping[str, str] = {
    r"the following arguments are required: (?P<names>.+)": N_("the following arguments are required: {names}"),
    r"unrecognized arguments: (?P<names>.+)": N_("unrecognized arguments: {names}"),
    r"argument (?P<name>.+): expected one argument": N_("argument {name}: expected one argument"),
}
"""What argparse says of arguments → the same in words that can be translated."""


class _Formatter(argparse.HelpFormatter):
    """Breaks lines between ideographs too."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return broken(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(broken(text, width, indent, indent))


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks the language in use: argparse itself says everything in English."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **{**named, "add_help": False})
        self._positionals.title, self._optionals.title = tr("arguments"), tr("options")
        self.add_argument("-h", "--help", action="help", help=tr("show this help and exit"))

    def error(self, message: str) -> NoReturn:
        for pattern, words in _SAID.items():
            found = re.fullmatch(pattern, message)
            if found is not None:
                message = tr(words, **found.groupdict())
        raise UsageError(tr("{message}. See: {program} --help", message=message.rstrip("."), program=self.prog))

    def _get_formatter(self) -> argparse.HelpFormatter:
        return _Formatter(self.prog)

    def format_usage(self) -> str:
        return self._in_our_words(super().format_usage())

    def format_help(self) -> str:
        return self._in_our_words(super().format_help())

    def _in_our_words(self, text: str) -> str:
        return tr("usage:") + text.removeprefix("usage:") if text.startswith("usage:") else text


def _options(arguments: list[str]) -> argparse.Namespace:
    first = arguments[0] if arguments else ""
    if arguments and not first.startswith("-") and first not in _VERBS:
        if first in templates.ids() or Path(first).is_file():
            raise UsageError(tr("Say what to do with “{name}”: {program} compute {name}", name=first, program=PROGRAM))
        nearest = close(first, _VERBS)
        raise UsageError(
            tr("“{verb}” is not one of: {verbs}.{close}", verb=first, verbs=", ".join(_VERBS), close=nearest)
        )
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        PROGRAM,
        description=tr("Design pouch cells. Without arguments, or with a design file alone, the window opens."),
        epilog=tr("Exit codes: 0 done, 2 bad input (one sentence says what), 1 a bug of the program."),
        allow_abbrev=False,
    )
    spoken = OPTIONS["language"]
    parser.add_argument(spoken.flag, dest="language", metavar=spoken.value, help=tr(spoken.help))
    parser.add_argument(
        "--version", action="version", version=f"Cellwright {app.__version__}", help=tr("show the version and exit")
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB", title=tr("verbs"), parser_class=_Parser)
    for name, module in _VERBS.items():
        words = tr(module.WORDS)
        verb = verbs.add_parser(name, help=words, description=words, allow_abbrev=False)
        module.describe(verb)
        if module is not export:  # which takes it among the options of the documents
            verb.add_argument(spoken.flag, dest="language", metavar=spoken.value, help=tr(spoken.help))
        verb.set_defaults(act=module.act)
    return parser
