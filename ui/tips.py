"""Words for a tooltip that hold what somebody typed: Qt takes what looks like markup for markup."""

from PySide6.QtGui import Qt


def plain(text: str) -> str:
    """The tooltip that shows this text letter by letter."""
    if not Qt.mightBeRichText(text):
        return text
    from html import escape

    lines = escape(text).replace("\n", "<br>")
    return f"<qt>{lines}</qt>"
