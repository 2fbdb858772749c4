"""The cell in pictures: its stack over the plan view and the masses, each a press away from its fields.

The stack is shown in section, drawn apart in the order of the hands, or as the strips and sheets it is made from.

Below the masses, where there is room, a curve shows how the explained number moves with an input, or how the cell is
discharged.
"""

from functools import partial
from types import MappingProxyType
from typing import Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.services.design import Design
from app.services.drawings.cross_section import cross_section
from app.services.drawings.mass_bar import mass_bar
from app.services.drawings.plan_view import plan_view
from app.services.drawings.reading import Reading
from app.services.drawings.scene import Frame, Scene
from app.services.drawings.section_layout import Mode
from app.services.drawings.stacking import stacking_picture
from app.services.drawings.unrolled import unrolled
from app.services.i18n import N_, tr
from ui import theme
from ui.bar_button import BarButton
from ui.drawings.view import DrawingView
from ui.panels.readouts import FIGURES
from ui.plots.plots import Plots
from ui.session import Change, Session

View = Literal["section", "exploded", "strips"]

VIEWS: Final = MappingProxyType({"section": N_("Section"), "exploded": N_("Exploded"), "strips": N_("Strips")})
"""The ways to show the stack."""

_MASSES: Final = 264
"""Height of the masses with their table; what is left below is the curve's."""
_ROOM_FOR_CURVE: Final = 150
"""Height from which a curve can be read; with less the masses have it all."""


class DrawingsPanel(QWidget):
    """Three drawings that follow the design."""

    keys_clicked = Signal(tuple)
    """The inputs behind what was clicked."""
    scale_toggled = Signal()
    """To scale is asked for, or readable again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._both, self._curves = True, False
        self._toggle = BarButton()
        self._toggle.setText(tr("To scale"))
        self._toggle.setCheckable(True)
        held = self._toggle.sizePolicy()
        held.setRetainSizeWhenHidden(True)  # the buttons beside it stay where they are
        self._toggle.setSizePolicy(held)
        self._toggle.clicked.connect(lambda _: self.scale_toggled.emit())
        self._shown: View = "section"
        self._views = {name: _view_button(name, tr(text)) for name, text in VIEWS.items()}
        chosen = QButtonGroup(self)
        for button in self._views.values():
            chosen.addButton(button)
        self._views[self._shown].setChecked(True)
        chosen.buttonClicked.connect(lambda button: self.show_view(button.objectName()))
        self.section = DrawingView()
        self.plan = DrawingView()
        self.masses = DrawingView()
        self._drawings = {
            view: (Reading(session.design), draw)
            for view, draw in (
                (self.section, self._stack),
                (self.plan, partial(plan_view, gas_bag=True)),
                (self.masses, mass_bar),
            )
        }
        """Each view with what its drawing read: it is laid out anew when some of that has changed."""
        for view in self._drawings:
            view.keys_clicked.connect(self.keys_clicked)
        self._lower = QSplitter(Qt.Orientation.Horizontal)
        self._lower.setObjectName("lower")
        self._lower.addWidget(_titled(tr("Plan view"), self.plan))
        self.plots = Plots(session, FIGURES[0].key)
        self.sweep = self.plots.sweep
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._right.setObjectName("masses")
        self.to_curves = BarButton()
        self.to_curves.setText(tr("Curves"))
        self.to_curves.hide()
        self.to_curves.clicked.connect(lambda _: self.show_curves(True))
        self.plots.to_masses.clicked.connect(lambda _: self.show_curves(False))
        self._mass_pane = _titled(tr("Mass"), self.masses, self.to_curves)
        self._right.addWidget(self._mass_pane)
        self._right.addWidget(self.plots)
        self._lower.addWidget(self._right)
        self._whole = QSplitter(Qt.Orientation.Vertical)
        self._whole.setObjectName("drawings")
        self._whole.addWidget(_titled(tr("Stack"), self.section, *self._views.values(), self._toggle))
        self._whole.addWidget(self._lower)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._whole)
        session.changed.connect(self._changed)
        session.settled.connect(self._settled)

    @property
    def splitters(self) -> tuple[QSplitter, ...]:
        return (self._whole, self._lower, self._right)

    def proportions(self, width: int, height: int) -> dict[QSplitter, tuple[int, int, list[int]]]:
        """How the room is shared out at first: for each splitter its width, its height and the sizes."""
        lower = round(0.52 * height)
        self._both = lower - _MASSES >= _ROOM_FOR_CURVE
        self.show_curves(self._curves)
        return {
            self._whole: (width, height, [height - lower, lower]),
            self._lower: (width, lower, [round(0.5 * width), round(0.5 * width)]),
            self._right: (round(0.5 * width), lower, [_MASSES, max(lower - _MASSES, 0)]),
        }

    def show_curves(self, shown: bool) -> None:
        """Where there is no room for both: the curves in place of the masses, or these again."""
        self._curves = shown
        self._mass_pane.setVisible(self._both or not shown)
        self.plots.setVisible(self._both or shown)
        self.to_curves.setVisible(not self._both)
        self.plots.to_masses.setVisible(not self._both)
        if not self._both:
            high = max(self._right.height(), 1)
            self._right.setSizes([0, high] if shown else [high, 0])

    def show_scale(self, scale: str) -> None:
        """Draw the cross-section readable, or to scale."""
        self._toggle.setChecked(scale == "to-scale")
        self.section.lay_out()

    @property
    def view(self) -> View:
        """How the stack is shown."""
        return self._shown

    def show_view(self, view: View) -> None:
        """Show the stack in section, drawn apart, or as its strips and sheets."""
        self._shown = view
        self._views[view].setChecked(True)
        self._toggle.setVisible(view == "section")
        self._drawings[self.section][0].forget()
        self.section.lay_out()

    def next_view(self) -> None:
        """Show the stack in the next way."""
        views: tuple[View, ...] = ("section", "exploded", "strips")
        self.show_view(views[(views.index(self._shown) + 1) % len(views)])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()
        self._describe()

    def _changed(self, change: Change) -> None:
        if change.kind != "save" and self.isVisible():
            self._draw()

    def _settled(self, change: Change) -> None:
        if self.isVisible():
            self._describe()

    def _describe(self) -> None:
        for view in self._drawings:
            view.describe()

    def _draw(self) -> None:
        for view, (reading, draw) in self._drawings.items():
            if reading.follow(self._session.design) or view.scene() is None:
                view.follow(partial(reading.drawn, draw))

    def _stack(self, design: Design, frame: Frame) -> Scene:
        if self._shown == "exploded":
            return stacking_picture(design, frame)
        if self._shown == "strips":
            return unrolled(design, frame)
        mode: Mode = "true" if self._toggle.isChecked() else "readable"
        return cross_section(design, frame, mode=mode)


def _view_button(name: str, text: str) -> QToolButton:
    button = BarButton()
    button.setObjectName(name)
    button.setText(text)
    button.setCheckable(True)
    return button


def _titled(title: str, view: QWidget, *buttons: QToolButton) -> QWidget:
    whole = QWidget()
    heading = QLabel(title)
    heading.setFont(theme.font("heading", bold=True))
    head = QHBoxLayout()
    head.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, 0)
    head.addWidget(heading)
    head.addStretch(1)
    for button in buttons:
        head.addWidget(button)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(head)
    framed = QHBoxLayout()
    framed.setContentsMargins(theme.GRID // 2, 0, theme.GRID // 2, theme.GRID // 2)
    framed.addWidget(view)
    column.addLayout(framed, 1)
    return whole
