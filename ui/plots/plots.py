"""The plots beneath the masses, one at a time: how a number moves with an input, and how the cell is discharged."""

from typing import Final

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.services.i18n import N_, tr
from ui import theme
from ui.bar_button import BarButton
from ui.plots.sweep import SweepPlot
from ui.plots.voltage import VoltagePlot
from ui.session import Session

TITLES: Final = {"sweep": N_("Sweep"), "voltage": N_("Discharge")}


class Plots(QWidget):
    """A row of buttons above the plot that is shown."""

    def __init__(self, session: Session, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sweep = SweepPlot(session, key)
        self.voltage = VoltagePlot(session)
        self._stack = QStackedWidget()
        self.buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout()
        row.setContentsMargins(2 * theme.GRID, 0, theme.GRID, 0)
        row.setSpacing(theme.GRID // 2)
        self.to_masses = BarButton()
        self.to_masses.setText(tr("Mass"))
        self.to_masses.hide()  # for where the plots take the place of the masses
        row.addWidget(self.to_masses)
        row.addStretch(1)
        chosen = QButtonGroup(self)
        for (name, title), plot in zip(TITLES.items(), (self.sweep, self.voltage), strict=True):
            self._stack.addWidget(plot)
            button = self.buttons[name] = BarButton()
            button.setObjectName(name)
            button.setText(tr(title))
            button.setCheckable(True)
            chosen.addButton(button)
            row.addWidget(button)
        self.buttons["sweep"].setChecked(True)
        chosen.buttonClicked.connect(lambda button: self.show_plot(button.objectName()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)

    def show_plot(self, name: str) -> None:
        """Show one of TITLES."""
        self.buttons[name].setChecked(True)
        self._stack.setCurrentWidget({"sweep": self.sweep, "voltage": self.voltage}[name])
