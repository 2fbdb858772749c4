"""A half-cell curve of one's own: of which material it is, how much of that was in the half cell, which way it went."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.services import edits
from app.services.expressions.refusals import EntryError
from app.services.half_cell_files import DIRECTIONS, CurveError, Run, curve, mass_of, runs, summary
from app.services.i18n import tr
from app.services.library import MaterialCurve
from calc.graph import registry
from ui import theme
from ui.edged import EdgedCombo
from ui.session import Session

_LARGEST: Final = 0
"""In place of the number of a run: the one that passes most charge."""


class CurveDialog(QDialog):
    """Offers the runs of a file. Raises CurveError where the file holds none.

    `slots` names what the curve may be of; `take` is handed the slot and the curve, and may raise EntryError.
    """

    def __init__(
        self,
        slots: Mapping[str, str],
        path: Path,
        take: Callable[[str, MaterialCurve], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._path, self._hand_over = path, take
        self._runs = runs(path)
        self.summary = ""
        self.setWindowTitle(tr("Import half-cell curve"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.slot, self.direction, self.run = EdgedCombo(), EdgedCombo(), EdgedCombo()
        for slot, words in slots.items():
            self.slot.addItem(words, slot)
        for direction, words in DIRECTIONS.items():
            self.direction.addItem(tr(words), direction)
        self.mass = QLineEdit()
        self.mass.setPlaceholderText(tr("such as 12.5 mg"))
        specific = self._runs[0].specific
        self.mass.setEnabled(not specific)
        if specific:
            self.mass.setPlaceholderText(tr("the file gives the charge per mass"))
        self.error = QLabel()
        self.error.setObjectName("error")
        self.error.setWordWrap(True)
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        fields = QFormLayout()
        fields.setHorizontalSpacing(2 * theme.GRID)
        name = QLabel(path.name)
        name.setTextFormat(Qt.TextFormat.PlainText)
        fields.addRow(tr("File"), name)
        for label, widget in (
            (tr("Curve of"), self.slot),
            (tr("Direction"), self.direction),
            (tr("Run"), self.run),
            (tr("Active material in it"), self.mass),
        ):
            widget.setAccessibleName(label)
            fields.addRow(label, widget)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = QPushButton(tr("Take the curve"))
        self.take.setDefault(True)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[3 * theme.GRID] * 4)
        column.setSpacing(theme.GRID)
        column.addLayout(fields)
        column.addWidget(self.error)
        column.addWidget(buttons)
        self.setMinimumWidth(64 * theme.GRID)
        self.slot.currentIndexChanged.connect(lambda _: self._usual_direction())
        self.direction.currentIndexChanged.connect(lambda _: self._list_runs())
        self._usual_direction()
        self._list_runs()

    def _usual_direction(self) -> None:
        """A cathode takes lithium up and an anode gives it while the cell is discharged; else what the file has."""
        usual = "lithiation" if self.slot.currentData() == "cathode_active" else "delithiation"
        held = {run.direction for run in self._runs}
        self.direction.setCurrentIndex(self.direction.findData(usual if usual in held else next(iter(held))))

    def _list_runs(self) -> None:
        self.run.clear()
        self.run.addItem(tr("the one that passes most charge"), _LARGEST)
        for run in self._runs:
            if run.direction == self.direction.currentData():
                self.run.addItem(_described(run), run.number)

    def _take(self) -> None:
        try:
            taken = curve(
                self._path,
                direction=self.direction.currentData(),
                mass=None if self._runs[0].specific else mass_of(self.mass.text()),
                number=self.run.currentData() or None,
            )
            self._hand_over(self.slot.currentData(), taken)
        except (CurveError, EntryError) as refused:
            self.error.setText(refused.message)
            return
        self.summary = summary(taken)
        self.accept()


def for_design(session: Session, path: Path, parent: QWidget | None = None) -> CurveDialog:
    """One that takes the curve into a design, as one undo step. Raises CurveError."""

    def named(slot: str) -> str:
        material = session.document.materials.get(slot)
        label = tr(registry().slots[slot].label)
        return tr("{slot}: {material}", slot=label, material=tr(material.name)) if material else label

    def take(slot: str, taken: MaterialCurve) -> None:
        session.apply(slot, partial(edits.set_curve, slot=slot, curve=taken))

    slots = {declared.slot: named(declared.slot) for declared in session.design.plan.curves}
    return CurveDialog(slots, path, take, parent)


def _described(run: Run) -> str:
    return tr(
        "{number}: {high} to {low} V",
        number=run.number,
        high=f"{run.potential[0]:.3f}",
        low=f"{run.potential[-1]:.3f}",
    )
