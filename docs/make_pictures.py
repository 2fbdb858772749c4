"""The pictures of the README, made from the real window: `python docs/make_pictures.py` from the project's folder."""

import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtWidgets import QApplication  # noqa: E402 - the platform is chosen before Qt is loaded

from app.services import templates  # noqa: E402
from ui import theme  # noqa: E402
from ui.main_window import MainWindow  # noqa: E402
from ui.preferences import Preferences  # noqa: E402
from ui.session import Session  # noqa: E402

SIZE = (1680, 1050)


def main() -> None:
    """Photograph the starter cell with the derivation of its specific energy."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["CELLWRIGHT_HOME"] = home
        application = QApplication([])
        theme.start(application)
        theme.load_other_scripts()
        window = MainWindow(Session(templates.template(templates.STARTER)), Preferences())
        window.setWindowState(window.windowState() & ~window.windowState())
        window.resize(*SIZE)
        window.show()
        window.explain.show_key("specific_energy")
        while window.drawings.sweep.curve() is None:
            application.processEvents()
        application.processEvents()
        window.grab().save(str(ROOT / "docs" / "images" / "window.png"))
        window.close()
        window.jobs.finish()


if __name__ == "__main__":
    main()
