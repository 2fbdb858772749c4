"""What hands do in the window and in its form: go to a field, type, turn the wheel."""

from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from calc.graph import registry
from ui.fields.field import FieldRow
from ui.fields.form import Form
from ui.main_window import MainWindow
from ui.session import Session


def edit_of(form: Form, name: str) -> QLineEdit:
    """The line that is typed into."""
    row = form.row(name)
    assert isinstance(row, FieldRow)
    return row.edit


def typed(form: Form, name: str, text: str) -> None:
    """Go to a field and type over what is there."""
    assert form.focus_key(name)
    QTest.keyClicks(edit_of(form, name), text)


def entry(session: Session, key: str) -> tuple[str, str]:
    """Text and unit that the document has of an input."""
    found = session.document.entry(registry().inputs[key])
    return found.text, found.unit


def shown(form: Form, name: str) -> str:
    """What stands in a field."""
    return edit_of(form, name).text()


def wheel(widget, turns: int) -> QWheelEvent:
    """Turn the wheel over a widget; gives the event, which says whether it was taken."""
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event


def key(widget, code, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key."""
    QTest.keyClick(widget, code, modifier)


def field(window: MainWindow, key: str) -> QLineEdit:
    """The field of an input, with the focus."""
    window.focus_key(key)
    focused = window.focusWidget()
    assert isinstance(focused, QLineEdit)
    return focused


def type_over(window: MainWindow, qtbot: QtBot, key: str, text: str) -> None:
    """Go to a field of the window and type over what is there."""
    edit = field(window, key)
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def save_to(window: MainWindow, path: Path) -> None:
    """Answer with this path when the window asks where to save."""
    window.files.ask_save_path = lambda suggested, kind: path  # type: ignore[method-assign]
