"""The way in: the window, or the command line."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code: 0 done, 2 bad input, 1 our bug.

    Without arguments, or with nothing but the path of a design file, the window opens.
    """
    from app.services import i18n

    i18n.use(i18n.system_language())
    if not arguments or (len(arguments) == 1 and _is_design_file(arguments[0])):
        return _open_window(Path(arguments[0]) if arguments else None)
    from app import cli

    return cli.run(arguments, window=build_window)


def build_window() -> None:
    """Show the window out of sight and close it again, for the self-test; raises what is wrong with it.

    Neither the user's settings nor recovery copies are touched.
    """
    import tempfile

    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded
    before = os.environ.get("CELLWRIGHT_HOME")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        os.environ["CELLWRIGHT_HOME"] = home
        try:
            _show_and_close()
        finally:
            del os.environ["CELLWRIGHT_HOME"]
            if before is not None:
                os.environ["CELLWRIGHT_HOME"] = before


def _show_and_close() -> None:
    from PySide6.QtWidgets import QApplication

    from ui import application, theme
    from ui.preferences import Preferences

    running = QApplication.instance() or QApplication(list(theme.ARGUMENTS))
    if not isinstance(running, QApplication):
        raise RuntimeError("Qt runs already, without windows")
    theme.start(running)
    window = application.open_window(Preferences(), None)
    window.show()
    running.processEvents()
    window.close()
    window.jobs.finish()
    window.deleteLater()
    running.processEvents()


def _open_window(file: Path | None) -> int:
    from app.services.i18n import tr

    if file is not None and sys.stderr is not None and not file.exists():
        return _refused(tr("There is no {path}. Check the name and the folder.", path=file))
    if not _has_display():
        without = tr("There is no display for the window. The command line works without one:")
        return _refused(f"{without} python -m app --help, python -m app compute li-s-1.6Ah-ers")
    gc.disable()  # nothing made while starting is garbage, and then the window collects at its own beat
    try:
        from ui import application
    except ImportError as error:
        if error.name is not None and error.name.split(".")[0] in ("ui", "app", "calc"):
            raise
        without = tr("The window cannot open: {reason}. The command line works without it:", reason=error)
        return _refused(f"{without} python -m app --help")
    return application.run(file)


def _refused(sentence: str) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"cellwright: {sentence}\n")
    return 2


def _has_display() -> bool:
    """Whether Qt finds a screen; where it finds none it ends the program with a signal instead of a sentence."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _is_design_file(argument: str) -> bool:
    """Whether the argument can only be a file, as a double click passes it; verbs are single words."""
    from app.services.storage import SUFFIX

    return argument.endswith(SUFFIX) or (not argument.startswith("-") and Path(argument).suffix == ".json")
