"""A document as it will be, beside its options: pages, a table or text; a sentence where it cannot be made.

It is made in the background; what was asked for last is what is shown. Until the first pages are there, and on
Contents, the document is described in words.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.services import preview
from app.services.design import Design
from app.services.exports import Cancelled, Exporter, ExportError, ExportOptions, Progress
from app.services.expressions.refusals import EntryError
from app.services.i18n import tr
from ui import theme
from ui.bar_button import BarButton
from ui.exports import Exports
from ui.jobs import Jobs, Task
from ui.messages import MessageBar
from ui.places.document_view import DocumentView
from ui.preview import pages, printing
from ui.preview.options import OptionsForm
from ui.tips import keyless

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_COLUMN: Final = 29 * theme.GRID
_INDEX: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is shown, or being made."""

    exporter: str
    design: Design
    options: ExportOptions


class Preview(QWidget):
    """The view of the place Build."""

    focus_requested = Signal(str)
    """The input or choice that cures a rule error."""

    shown = Signal()
    """The document asked for last is in sight, or why it cannot be."""

    def __init__(self, exports: Exports, messages: MessageBar, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exports, self._messages, self._jobs = exports, messages, jobs
        self._exporter: Exporter | None = None
        self._design: Design | None = None
        self._asked: _Asked | None = None
        self._task: Task | None = None
        self._drawn: pages.Drawn | None = None
        self._made: QWidget | None = None
        """What of the stack shows what was made; None while there is nothing yet."""
        self.contents = DocumentView()
        self.contents.focus_requested.connect(self.focus_requested)
        self.pages = pages.PageView(jobs)
        self.pages.failed = self._not_made
        self.pages.turned.connect(self._say_page)
        self.pages.zoomed.connect(self._say_page)
        self.sheets = Sheets()
        self.words = _words()
        self.sentence = _sentence()
        self._stack = QStackedWidget()
        for widget in (self.contents, self.pages, self.sheets, self.words, self.sentence):
            self._stack.addWidget(widget)
        self.options = OptionsForm(exports.answers, exports.formats)
        self.options.changed.connect(self._make)
        self._lay_out()

    def show_document(self, exporter: Exporter, design: Design) -> None:
        """Show one document of a design; it is made anew when anything of it is another."""
        other = exporter is not self._exporter
        self._exporter, self._design = exporter, design
        self.options.show_exporter(exporter)
        for before, after in itertools.pairwise((*self.options.controls.values(), self.print_button, self.save_button)):
            self.setTabOrder(before, after)
        self.contents.show_document(exporter, design)
        if other:
            self._made = self._drawn = self._asked = None
            self.pages.clear()
            self._notes.clear()
            self.pages.verticalScrollBar().setValue(0)
            self.show_contents.setChecked(False)
        self._make()

    @property
    def text(self) -> str:
        """What the document holds, in words."""
        return self.contents.text

    @property
    def making(self) -> bool:
        """Whether what is asked for is still being made."""
        return self._task is not None

    def print(self) -> None:
        """Print the pages that are shown, after the system's own question."""
        drawn, exporter = self._drawn, self._exporter
        if drawn is None or exporter is None or self.making or not self._exports.may_export():
            return
        printer = self.ask_printer(drawn, tr(exporter.label))
        if printer is None:
            return
        task = self._jobs.start_task(
            lambda progress: printing.print_pages(drawn, printer, progress),
            lambda count: self._printed(count, printer.outputFileName()),
            self._not_printed, self._messages.set_progress,
        )  # fmt: skip
        self._messages.show_progress(tr("Printing {name} …", name=tr(exporter.label)), task.cancel)

    def save(self) -> None:
        """Save the document with the options that are shown."""
        if self._exporter is not None:
            self._exports.export(self._exporter, self._exporter.format(self._wanted()))

    def ask_printer(self, drawn: pages.Drawn, title: str) -> "QPrinter | None":
        """Ask for the printer."""
        return printing.asked_for(drawn, title, self)

    # Making

    def _wanted(self) -> ExportOptions:
        assert self._exporter is not None
        return self._exports.options(self._exporter)

    def _make(self) -> None:
        exporter, design = self._exporter, self._design
        if exporter is None or design is None:
            return
        options = self._wanted()
        asked = _Asked(exporter.name, design, options)
        if asked == self._asked:
            return
        self._asked = asked
        if self._task is not None:
            self._task.cancel()
        suffix = exporter.format(options).suffix

        def make(progress: Progress) -> tuple[preview.Look, tuple[str, ...]]:
            look = preview.look(exporter.export(design, options, progress), suffix)
            return look, exporter.notes(design, options)

        self._task = self._jobs.start_task(make, self._if_last(asked, self._take), self._if_last(asked, self._not_made))
        self._refresh()

    def _if_last(self, asked: _Asked, then: Callable[[Any], None]) -> Callable[[Any], None]:
        """What was overtaken by another wish is dropped."""
        return lambda result: then(result) if self._asked is asked else None

    def _take(self, made: tuple[preview.Look, tuple[str, ...]]) -> None:
        look, notes = made
        self._task = self._drawn = None
        if isinstance(look, preview.Pages | preview.Picture):
            self._drawn = pages.of_pdf(look) if isinstance(look, preview.Pages) else pages.of_svg(look)
            self.pages.show_pages(self._drawn)
            self._made = self.pages
        elif isinstance(look, preview.Tables):
            self.sheets.show_tables(look.tables)
            self._made = self.sheets
        else:
            cut = tr("Only the beginning is shown.") + "\n\n" if look.cut else ""
            if self.words.toPlainText() != cut + look.text:
                self.words.setPlainText(cut + look.text)
            self._made = self.words
        self._notes.setText("\n\n".join(notes))
        self._refresh()
        self.shown.emit()

    def _not_made(self, error: Exception) -> None:
        self._task = self._drawn = None
        if isinstance(error, Cancelled):
            return
        self.sentence.setText(
            str(error)
            if isinstance(error, ExportError | EntryError | OSError)
            else tr("This document cannot be shown: something went wrong in the program. The log says what.")
        )
        self._made = self.sentence
        self._notes.clear()
        self._refresh()
        self.shown.emit()
        if not isinstance(error, ExportError | EntryError | OSError):
            raise error

    # Printing

    def _printed(self, count: int, path: str) -> None:
        """Say where the pages went; `path` is empty unless the dialog chose a file."""
        self._messages.show_message(
            "good",
            tr("Printed to {path}. Pages: {count}.", path=path, count=count)
            if path
            else tr("Sent to the printer. Pages: {count}.", count=count),
        )

    def _not_printed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._messages.show_message("information", tr("Printing was cancelled."))
            return
        if not isinstance(error, printing.PrintError | OSError):
            self._messages.clear()
            raise error
        self._messages.show_message("error", str(error))

    # Showing

    def _refresh(self) -> None:
        """What is in sight follows from what is made and whether the contents are asked for."""
        made = None if self.show_contents.isChecked() else self._made
        self._stack.setCurrentWidget(made or self.contents)
        paged = self._stack.currentWidget() is self.pages
        for widget in (self._zoom, *self._zooming):
            widget.setVisible(paged)
        self.show_contents.setVisible(self._made is not None)
        self.print_button.setEnabled(self._drawn is not None and not self.making)
        self._say_page()

    def _say_page(self) -> None:
        if self.making:
            said = tr("Making the document …")
        elif self._stack.currentWidget() is self.pages and self.pages.count:
            said = tr("Page {page} of {count}", page=self.pages.page, count=self.pages.count)
        else:
            said = ""
        if said != self.where.text():
            self.where.setText(said)
        self._zoom.setText(tr("{percent} %", percent=round(100 * self.pages.zoom)))

    def _lay_out(self) -> None:
        self.where = QLabel()
        self.where.setFont(theme.font("caption"))
        self.where.setProperty("tone", "secondary")
        self._zoom = QLabel()
        self._zoom.setFont(theme.font("caption"))
        self._zoom.setProperty("tone", "secondary")
        self._zooming = (
            _tool("−", tr("Zoom out"), lambda: self.pages.zoom_by(-1)),
            _tool("+", tr("Zoom in"), lambda: self.pages.zoom_by(1)),
            _tool(tr("Fit the width"), "", self.pages.fit_width),
        )
        self.show_contents = _tool(tr("Contents"), tr("What stands in the document, in words"), self._refresh)
        self.show_contents.setCheckable(True)
        bar = QHBoxLayout()
        bar.setContentsMargins(2 * theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
        bar.setSpacing(theme.GRID // 2)
        bar.addWidget(self.where, 1)
        bar.addWidget(self._zooming[0])
        bar.addWidget(self._zoom)
        for widget in (*self._zooming[1:], self.show_contents):
            bar.addWidget(widget)
        strip = QWidget()
        strip.setFixedHeight(5 * theme.GRID)
        strip.setLayout(bar)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(strip)
        left.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        line = QFrame()
        line.setObjectName("hairline")
        line.setFixedWidth(1)
        whole.addWidget(line)
        whole.addWidget(self._column())
        self._refresh()

    def _column(self) -> QWidget:
        """Options, notes, and what is done with the document."""
        self._notes = _note()
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        rows.setSpacing(theme.GRID)
        rows.addWidget(self.options)
        rows.addWidget(self._notes)
        rows.addStretch(1)
        inside.setAutoFillBackground(False)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.viewport().setAutoFillBackground(False)
        self.print_button = QPushButton(tr("Print…"))
        self.print_button.clicked.connect(self.print)
        self.save_button = QPushButton(tr("Save…"))
        self.save_button.clicked.connect(self.save)
        column = QWidget()
        column.setFixedWidth(_COLUMN)
        whole = QVBoxLayout(column)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        buttons = QVBoxLayout()
        buttons.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        buttons.setSpacing(theme.GRID)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        whole.addLayout(buttons)
        return column


class Sheets(QWidget):
    """Tables as a spreadsheet shows them; of several, one at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.table = QTableView()
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setAccessibleName(tr("Table"))
        self.table.setTabKeyNavigation(False)
        self.model = Cells()
        self.table.setModel(self.model)
        self.table.verticalHeader().setDefaultSectionSize(3 * theme.GRID)
        self._tables: tuple[preview.Table, ...] = ()
        self.tabs.currentChanged.connect(self._show)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.tabs)
        rows.addWidget(self.table, 1)

    def show_tables(self, tables: tuple[preview.Table, ...]) -> None:
        """Show the tables of a file, the one of the same place as before in front."""
        at = max(self.tabs.currentIndex(), 0)
        self._tables = tables
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for table in tables:
            self.tabs.addTab(keyless(table.name))
        self.tabs.setCurrentIndex(min(at, len(tables) - 1))
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(tables) > 1)
        self._show(self.tabs.currentIndex())

    def _show(self, at: int) -> None:
        if 0 <= at < len(self._tables) and self.model.show_rows(self._tables[at].rows):
            self.table.resizeColumnsToContents()
            for column in range(self.model.columnCount()):
                if self.table.columnWidth(column) > 45 * theme.GRID:
                    self.table.setColumnWidth(column, 45 * theme.GRID)


class Cells(QAbstractTableModel):
    """Rows of texts."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._columns = 0

    def show_rows(self, rows: tuple[tuple[str, ...], ...]) -> bool:
        """Show these rows; whether they are others."""
        if rows == self._rows:
            return False
        self.beginResetModel()
        self._rows = rows
        self._columns = max((len(row) for row in rows), default=0)
        self.endResetModel()
        return True

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _INDEX) -> int:
        return 0 if parent.isValid() else self._columns

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Columns by letters, as formulas name them."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _letters(section)
        return super().headerData(section, orientation, role)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and index.column() < len(row):
            text = row[index.column()]
            return text if role == Qt.ItemDataRole.DisplayRole else f"<qt>{_plain(text)}</qt>"
        return None


def _letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A … Z, AA …"""
    before, at = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + at)


def _plain(text: str) -> str:
    """A text that a tool tip cannot read as markup."""
    from html import escape

    return escape(text)


def _tool(text: str, help_text: str, pressed: Callable[[], object]) -> QToolButton:
    button = BarButton()
    button.setText(text)
    button.setToolTip(help_text)
    button.setAccessibleName(help_text or text)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda _checked=False: pressed())
    return button


def _words() -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setReadOnly(True)
    edit.setFrameShape(QFrame.Shape.NoFrame)
    edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(theme.SIZES["caption"])
    edit.setFont(font)
    edit.setTabChangesFocus(True)
    edit.setAccessibleName(tr("The document as text"))
    return edit


def _sentence() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setContentsMargins(4 * theme.GRID, 4 * theme.GRID, 4 * theme.GRID, 4 * theme.GRID)
    label.setProperty("tone", "error")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _note() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("tone", "secondary")
    label.setFont(theme.font("caption"))
    return label
