"""Numbers below each other with their decimal signs in one line, in tables and labels that stand at the right.

A shorter number is followed by spaces as wide as what it lacks: the typefaces have them as wide as digits and points.
"""

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

_DIGIT: Final = "\N{FIGURE SPACE}"
_POINT: Final = "\N{PUNCTUATION SPACE}"
_NUMBER: Final = re.compile(r"[+\-−]?[\d\u202f]+(?:\.(\d+))?")


def aligned(texts: Sequence[str]) -> list[str]:
    """The texts, of which numbers get what puts their decimal signs in one line when all end at the same place."""
    found = [_NUMBER.fullmatch(text) for text in texts]
    decimals = [len(number[1] or "") if number else 0 for number in found]
    most = max(decimals, default=0)
    return [
        text + _POINT * (most > 0 and not own) + _DIGIT * (most - own) if number else text
        for text, number, own in zip(texts, found, decimals, strict=True)
    ]


class DecimalDelegate(QStyledItemDelegate):
    """Paints the columns that stand at the right so; what is edited and copied stays as it is."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if option.displayAlignment & Qt.AlignmentFlag.AlignRight:
            model = index.model()
            column = [model.index(row, index.column()).data() or "" for row in range(model.rowCount())]
            option.text = aligned(column)[index.row()]
