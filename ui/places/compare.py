"""The place where designs and versions stand side by side: what differs first, how far from the baseline, one chart."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.services import comparison, edits
from app.services.comparison import Row, Section, Side
from app.services.drawings.comparison_chart import comparison_chart, height_for
from app.services.i18n import N_, tr
from ui import clipboard, theme
from ui.bar_button import BarButton
from ui.drawings.view import DrawingView
from ui.panels.compare_table import CompareModel, CompareTable
from ui.places.place import PlaceWidget
from ui.session import Change, StepWords
from ui.theme import GRID
from ui.tick_box import TickBox

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_UPDATE: Final = 30
"""Milliseconds after an edit until the table follows."""
_CHART: Final = 336
"""Width of the chart in a place as wide as at first."""
_FIRST: Final = 1280


class ComparePlace(PlaceWidget):
    """The open design in the first column, what is pinned in the others."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.charted: tuple[str, ...] = comparison.FRONT
        self._sections: tuple[Section, ...] = ()
        self._sides: list[Side] = []
        self.model = CompareModel(self)
        self.table = CompareTable(self.model)
        self.chart = DrawingView()
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_UPDATE)
        self._later.timeout.connect(self.renew)
        window.comparing.pins.changed.connect(self._later.start)
        window.session.settled.connect(self._changed)
        self.table.row_wanted.connect(self._lead)
        self.table.chart_wanted.connect(self.toggle_chart)
        self.table.menu_wanted.connect(self._show_menu)
        self.table.unpin_wanted.connect(window.comparing.pins.unpin)
        self.table.move_wanted.connect(self.move_column)
        self.table.copy_wanted.connect(self.copy)
        self.chart.keys_clicked.connect(lambda keys: self._window.explain_key(keys[0]))
        self.renew()

    # for the window

    @property
    def splitters(self) -> tuple[QSplitter, ...]:
        return (self._columns,)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        return (self._head, self.table, self.chart)

    def enter(self) -> None:
        """Into the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        self.moved_by_hand = False
        self._share_out()

    def memory(self) -> dict[str, Any]:
        return {"everything": self.everything.isChecked(), "charted": self.charted}

    def recall(self, memory: Mapping[str, Any]) -> None:
        if memory:
            self.everything.setChecked(memory["everything"])
            self.charted = memory["charted"]
            self.renew()

    # what it does

    def renew(self) -> None:
        """Compare anew."""
        self._later.stop()
        pins = self._window.comparing.pins
        self._sides = pins.sides()
        everything = self.everything.isChecked()
        self._sections = comparison.compared(self._sides, pins.baseline, everything=everything)
        alike = not comparison.differ(self._sections)
        self._alike.setVisible(alike and len(self._sides) > 1)
        self.model.show(self._sides, self._sections, pins.baseline)
        self.model.chart(frozenset(self.charted))
        tall = height_for(len(self._sides), len(self.charted), theme.SIZES["caption"])
        self.chart.setMinimumHeight(round(tall) + 2 * GRID)
        self.chart.show_drawing(partial(comparison_chart, self._sides, self.charted, pins.baseline))

    def toggle_chart(self, key: str) -> None:
        """Put a result into the chart, or take it out."""
        kept = tuple(other for other in self.charted if other != key)
        self.charted = kept if key in self.charted else (*self.charted, key)
        self.renew()

    def move_column(self, column: int, to: int) -> None:
        """Let a pinned design stand elsewhere; its head keeps the keys."""
        pins = self._window.comparing.pins
        if pins.may_move(column, to):
            pins.move(column, to)
            self.renew()
            self.table.heads.go(to)

    def copy(self) -> None:
        """The table onto the clipboard: as text with tabs, and as HTML."""
        rows = comparison.table(self._sides, self._sections, self._window.comparing.pins.baseline)
        clipboard.copy_table(rows, html=comparison.html(rows))
        self._window.messages.show_message("information", tr("The comparison is on the clipboard, as a table."))

    def column_menu(self, column: int) -> QMenu:
        """What can be done with a column; it deletes itself when closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        pins = self._window.comparing.pins
        base = menu.addAction(tr("Measure the others against it"), lambda: pins.measure_against(column))
        base.setEnabled(column != pins.baseline)
        if column:
            document = self._sides[column].design.document
            menu.addAction(tr("Take it over into the open design"), lambda: self._take_over(column)).setEnabled(
                not self._window.session.locked and document != self._window.session.document
            )
            menu.addSeparator()
            for words, to, keys in (
                (tr("Move left"), column - 1, "Alt+Left"),
                (tr("Move right"), column + 1, "Alt+Right"),
            ):
                move = menu.addAction(words, partial(self.move_column, column, to))
                move.setShortcut(QKeySequence(keys))
                move.setShortcutVisibleInContextMenu(True)
                move.setEnabled(pins.may_move(column, to))
            menu.addSeparator()
            unpin = menu.addAction(tr("Unpin"), lambda: pins.unpin(column))
            unpin.setShortcut(QKeySequence(Qt.Key.Key_Delete))
            unpin.setShortcutVisibleInContextMenu(True)
            menu.addAction(tr("Unpin all"), pins.clear)
        else:
            menu.addAction(self._window.actions_by_id["pin"])
        return menu

    def _take_over(self, column: int) -> None:
        """All that a pinned design says of the cell, as one undo step."""
        pinned = self._sides[column].design.document
        label = StepWords(N_("Taken over from {name}"), name=pinned.name)
        self._window.session.end_typing()
        self._window.session.apply(label, lambda document: edits.taken_over(document, pinned))

    # inside

    def _changed(self, change: Change) -> None:
        if self.isVisible():
            self._later.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.renew()
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _lead(self, row: Row) -> None:
        if row.kind == "rule":
            self._window.show_rule(row.key)
        elif row.kind == "result":
            self._window.explain_key(row.key)
        else:
            self._window.focus_key(row.key)

    def _show_menu(self, column: int, at: QPoint) -> None:
        self.column_menu(column).popup(at)

    def _share_out(self) -> None:
        if self.moved_by_hand:
            return
        chart = _CHART + max(0, self.width() - _FIRST) // 4
        kept = self._window.preferences.now.splitters.get(self._columns.objectName())
        self._columns.setSizes(list(kept) if kept is not None and len(kept) == 2 else [self.width() - chart, chart])

    def _lay_out(self) -> None:
        title = QLabel(tr("Compare"))
        title.setFont(theme.font("heading", bold=True))
        add = _button(tr("Add") + "  ▾")
        menu = QMenu(add)
        menu.aboutToShow.connect(lambda: self._window.comparing.fill(menu))
        add.setMenu(menu)
        add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        add.setAccessibleName(tr("Add a design to compare"))
        copy = _button(tr("Copy the table"))
        copy.clicked.connect(self.copy)
        self.everything = TickBox(tr("What is the same too"))
        self.everything.toggled.connect(lambda _: self.renew())
        self._alike = QLabel(tr("Nothing differs so far: change something in the design, or add another one."))
        self._alike.setProperty("tone", "secondary")
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        head.setSpacing(GRID)
        for widget in (title, add, self.everything, copy):
            head.addWidget(widget)
        head.addWidget(self._alike, 1)
        head.addStretch(1)
        charts = QScrollArea()
        charts.setFrameShape(QScrollArea.Shape.NoFrame)
        charts.setWidgetResizable(True)
        charts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        charts.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        charts.setViewportMargins(GRID // 2, 0, 0, 0)  # the chart has a margin of its own; together one grid more
        charts.setWidget(self.chart)
        right = QWidget()
        right.setAutoFillBackground(True)
        right.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        heading = QLabel(tr("Chosen results"))
        heading.setFont(theme.font("heading", bold=True))
        heading.setContentsMargins(2 * GRID, GRID, GRID, 0)
        hint = QLabel(tr("A press on the name of a result, or the space bar, puts it here or takes it away."))
        hint.setFont(theme.font("caption"))
        hint.setProperty("tone", "secondary")
        hint.setWordWrap(True)
        hint.setContentsMargins(2 * GRID, 0, GRID, GRID)
        for part in (heading, hint):
            column.addWidget(part)
        column.addWidget(charts, 1)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setObjectName("compare")
        self._columns.addWidget(self.table)
        self._columns.addWidget(right)
        self._columns.setStretchFactor(0, 1)
        self._tame(self._columns)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head)
        whole.addWidget(self._columns, 1)
        QWidget.setTabOrder(self.everything, copy)
        QWidget.setTabOrder(copy, self.table.heads)
        QWidget.setTabOrder(self.table.heads, self.table)


def _button(text: str) -> QToolButton:
    made = BarButton()
    made.setText(text)
    return made
