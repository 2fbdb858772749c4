"""What can be wrong with the looks of a real window: texts cut, faint or without the room they need."""

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget

from tests.ui import drawn
from tests.ui.drawn import Drawn
from tests.ui.test_theme import contrast
from ui.main_window import MainWindow


def show(window: MainWindow, place: str) -> None:
    """Show a place and let its layouts come to rest."""
    window.places.show_place(place)
    for _ in range(4):
        QApplication.processEvents()


def seen(window: QWidget) -> list[tuple[Drawn, QWidget, QRectF]]:
    """Every text in sight with the widget it stands in and that widget's box, those half scrolled away left out."""
    found = []
    for text in drawn.texts(window):
        widget = drawn.beneath(window, text)
        if widget is None or _scrolled_away(text.text, widget):
            continue
        room = box(window, widget)
        if room.top() - 1 <= text.box.top() and text.box.bottom() <= room.bottom() + 1:
            found.append((text, widget, room))
    return found


def _scrolled_away(text: str, widget: QWidget) -> bool:
    """Whether a text comes from a list that ends above a button or label: what is cut off there is drawn all the same.

    Of a label with more lines or with markup every text is its own.
    """
    if "…" in text or not isinstance(widget, QPushButton | QLabel):
        return False
    own = widget.text().replace("&", "")
    wrapped = isinstance(widget, QLabel) and (widget.wordWrap() or "<" in own)
    return not wrapped and text.strip() not in own


def _meant(window: QWidget) -> set[str]:
    """The texts of buttons and labels as they were given: an ellipsis in one of them is meant."""
    of = {button.text().replace("&", "") for button in window.findChildren(QAbstractButton)}
    return of | {label.text() for label in window.findChildren(QLabel)}


def cut(window: QWidget) -> list[str]:
    """Every text that is elided, or runs out of what it stands in."""
    found, given = [], _meant(window)
    for text, widget, room in seen(window):
        if "…" in text.text and not any(text.text in whole for whole in given):
            found.append(f"elided to {text.text!r}")
        elif (
            not text.turned
            and not isinstance(widget, QLineEdit)
            and not room.left() - 1 <= text.box.left() <= text.box.right() <= room.right() + 1
        ):
            found.append(f"{text.text!r} runs out of its {type(widget).__name__}")
    return found


def faint(window: QWidget, picture: QImage) -> list[str]:
    """Every text with less contrast than 4.5 where it stands in the window's picture; not what is switched off."""
    return [
        f"{text.text!r} has {found:.1f}:1, {text.ink} on {ground}"
        for text, widget, _ in seen(window)
        if widget.isEnabled() and (found := contrast(ground := drawn.ground(picture, text), text.ink)) < 4.5
    ]


def short(window: QWidget) -> list[str]:
    """Every wrapped text with less height than it needs."""
    labels = [label for label in window.findChildren(QLabel) if label.isVisible() and label.wordWrap()]
    needed = {label: label.heightForWidth(label.width()) for label in labels if label.text()}
    return [
        f"{label.text()!r} has {label.height()} of {height}"
        for label, height in needed.items()
        if label.height() + 1 < height
    ]


def box(window: QWidget, widget: QWidget) -> QRectF:
    """Where a widget is in its window."""
    return QRectF(widget.rect()).translated(widget.mapTo(window, QPoint()))
