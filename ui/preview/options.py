"""The options of a document beside its preview, built from what its exporter declares."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.services import i18n
from app.services.exports.exporter import OPTIONS, Exporter, ExportOptions
from app.services.i18n import N_, tr
from ui import theme
from ui.edged import EdgedCombo, EdgedSpinBox
from ui.tick_box import TickBox

_REST: Final = 400
"""Milliseconds after a key before the document is made with what was typed."""

_LABELS: Final = {"format": N_("Format"), "language": N_("Language of the texts")}
"""Instead of what the command line's help says."""

_ANSWERS: Final = {
    "a4": N_("A4"),
    "letter": N_("Letter"),
    "a5": N_("A5, the short variant"),
    "cells": N_("Cells"),
    "trays": N_("Trays"),
    "bags": N_("Bags"),
    "all": N_("All"),
    "cathode": N_("Cathode"),
    "anode": N_("Anode"),
    "separator": N_("Separator"),
    "pouch": N_("Pouch film"),
    "cup": N_("Cup"),
    "tabs": N_("Tabs"),
    "layout": N_("Tab layout"),
    "tape": N_("Tape"),
    "other": N_("Other pieces"),
}


class OptionsForm(QWidget):
    """One control an option. What is answered for one document stands for the others that take the option, too."""

    changed = Signal()

    def __init__(self, answers: dict[str, Any], formats: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers, self._formats = answers, formats
        self._exporter: Exporter | None = None
        self.controls: dict[str, QWidget] = {}
        """Field of ExportOptions → its control."""
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.GRID // 2)
        self._inside: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self.changed)

    def show_exporter(self, exporter: Exporter) -> None:
        """Ask for the options of a document."""
        if exporter is self._exporter:
            return
        self._exporter = exporter
        if self._inside is not None:
            self._rows.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        rows = QVBoxLayout(self._inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.GRID // 2)
        self.controls = {}
        for field in exporter.options:
            if field == "language" and len(i18n.languages()) < 2:
                continue
            self._add(field, exporter, rows)
        self._rows.addWidget(self._inside)

    def _add(self, field: str, exporter: Exporter, rows: QVBoxLayout) -> None:
        option = OPTIONS[field]
        words = tr(_LABELS.get(field, option.help))
        words = words[:1].upper() + words[1:]
        value = self._answers.get(field, getattr(ExportOptions(), field))
        control: QWidget
        if field == "format":
            choices = [(known.id, tr("{kind} (*{suffix})", kind=tr(known.label), suffix=known.suffix))
                       for known in exporter.formats]  # fmt: skip
            control = _combo(choices, self._formats.get(exporter.name, ""), self._take_format)
        elif field == "language":
            choices = [(known, i18n.NAMES.get(known, known)) for known in i18n.languages()]
            control = _combo(choices, value or i18n.language(), lambda said: self._take(field, said))
        elif option.answers:
            offered = exporter.papers if field == "paper" else option.answers
            choices = [(answer, tr(_ANSWERS.get(answer, answer))) for answer in offered]
            control = _combo(choices, value, lambda said: self._take(field, said))
        elif option.limits:
            control = Number()
            control.setRange(*option.limits)
            control.setValue(value)
            control.valueChanged.connect(lambda said: self._take(field, said, at_once=False))
        elif option.value:
            control = QLineEdit(value)
            control.textChanged.connect(lambda said: self._take(field, said, at_once=False))
        else:
            tick = TickBox()
            tick.setChecked(value)
            tick.toggled.connect(lambda said: self._take(field, said))
            tick.setAccessibleName(words)
            self.controls[field] = tick
            line = QHBoxLayout()
            line.setSpacing(theme.GRID)
            line.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
            label = _label(words)
            label.setBuddy(tick)
            line.addWidget(label, 1)
            rows.addSpacing(theme.GRID)
            rows.addLayout(line)
            return
        control.setAccessibleName(words)
        self.controls[field] = control
        rows.addSpacing(theme.GRID)
        rows.addWidget(_label(words))
        rows.addWidget(control)

    def _take(self, field: str, said: Any, *, at_once: bool = True) -> None:
        self._answers[field] = said
        if at_once:
            self._timer.stop()
            self.changed.emit()
        else:
            self._timer.start()

    def _take_format(self, said: str) -> None:
        assert self._exporter is not None
        self._formats[self._exporter.name] = said
        self.changed.emit()


class Number(EdgedSpinBox):
    """A whole number, deaf to the wheel unless it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event) if self.hasFocus() else event.ignore()


class Choice(EdgedCombo):
    """A choice, deaf to the wheel unless it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event) if self.hasFocus() else event.ignore()


def _combo(choices: list[tuple[str, str]], chosen: str, take: Callable[[str], None]) -> Choice:
    combo = Choice()
    for answer, words in choices:
        combo.addItem(words, answer)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.currentIndexChanged.connect(lambda at: take(combo.itemData(at)))
    return combo


def _label(words: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("tone", "secondary")
    label.setFont(theme.font("caption"))
    return label
