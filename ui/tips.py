"""Words that hold what somebody typed: Qt takes what looks like markup for markup, an ampersand for a key."""

from PySide6.QtGui import Qt


def plain(text: str) -> str:
    """The tooltip that shows this text letter by letter."""
    if not Qt.mightBeRichText(text):
        return text
    from html import escape

    lines = escape(text).replace("\n", "<br>")
    return f"<qt>{lines}</qt>"


def keyless(text: str) -> str:
    """The text as a menu or a button shows it letter by letter: an ampersand is one, and no sign for a key."""
    return text.replace("&", "&&")
