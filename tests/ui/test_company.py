"""Company, logo and document numbers are asked in the window and kept."""

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from app.services.company import company
from ui.dialogs.company import CompanyDialog
from ui.main_window import MainWindow


def opened(window: MainWindow) -> CompanyDialog:
    window.actions_by_id["company"].trigger()
    return window.findChildren(CompanyDialog)[-1]


def test_what_is_typed_is_kept_and_printed(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    path.write_bytes(picture.getvalue())
    dialog = opened(window)
    qtbot.keyClicks(dialog.name, "ACME Cells")
    dialog.ask_logo = lambda: str(path)  # type: ignore[method-assign]
    qtbot.mouseClick(dialog.choose, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(dialog.numbers, "{design}-{revision}")
    assert "li-s-1.6Ah-ers-1" in dialog.sample.text()
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    qtbot.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)
    found = company()
    assert (found.name, found.logo, found.numbers) == ("ACME Cells", picture.getvalue(), "{design}-{revision}")


def test_a_pattern_that_is_not_known_is_said_and_nothing_is_kept(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window)
    qtbot.keyClicks(dialog.name, "ACME")
    qtbot.keyClicks(dialog.numbers, "{order}")
    qtbot.keyClick(dialog.numbers, Qt.Key.Key_Return)
    assert "{order}" in dialog.error.text()
    assert window.preferences.now.company == ""
    dialog.reject()
