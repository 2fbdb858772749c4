"""The way in: the window, or the command line."""

from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code: 0 done, 2 bad input, 1 our bug.

    Without arguments, or with nothing but the path of a design file, the window opens.
    """
    if not arguments or (len(arguments) == 1 and _is_design_file(arguments[0])):
        from ui import application  # Qt is loaded for the window only

        return application.run(Path(arguments[0]) if arguments else None)
    from app import cli

    return cli.run(arguments)


def _is_design_file(argument: str) -> bool:
    """Whether the argument can only be a file, as a double click passes it; verbs are single words."""
    from app.services.storage import SUFFIX

    return argument.endswith(SUFFIX) or (not argument.startswith("-") and Path(argument).suffix == ".json")
