"""Claims beside what follows from them: typed on the left, sentences and every N/P by name on the right."""

import math
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QPalette, QResizeEvent, QShortcut, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.services import format as writing
from app.services.i18n import tr
from app.services.reconcile import KINDS, Reconciliation, reconciled
from app.services.reconcile.ratios import DENOMINATORS, NUMERATORS
from calc.inputs import claims as declared
from ui import theme
from ui.decimals import aligned
from ui.fields.field import FieldRow
from ui.fields.row import Columns
from ui.session import Change, Session

_REST: Final = 120
"""Milliseconds after a key before the sentences are made anew; the numbers beside them stand at once."""
_TONES: Final = {
    "contradiction": "error",
    "doubt": "warning",
    "ambiguous": "warning",
    "agreement": "good",
    "implied": "secondary",
}
_READABLE: Final = 96 * theme.GRID
"""Widest column of text."""


class ReconcilePanel(QWidget):
    """What a source says of the cell, and what that means."""

    why_requested = Signal(str)
    """The input whose meaning is asked for."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.claims = ClaimFields(session, self)
        self.claims.why_requested.connect(self.why_requested)
        self.report = ReportView()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self.renew)
        heading = _heading(tr("What the source says"))
        about = _words(
            tr("A paper, a supplier or a weighing; any of these. Type the digits as they are printed: they say how far "
               "a number can be trusted."), "secondary")  # fmt: skip
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        texts = QVBoxLayout()
        texts.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        texts.setSpacing(theme.GRID // 2)
        texts.addWidget(heading)
        texts.addWidget(about)
        left.addLayout(texts)
        left.addWidget(self.claims)
        left.addStretch(1)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(40 * theme.GRID)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addWidget(self.report, 1)
        session.settled.connect(self._changed)

    def renew(self) -> None:
        """Make the sentences anew for the design as it stands."""
        self._timer.stop()
        self.report.show_result(reconciled(self._session.design))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.claims.setEnabled(not self._session.locked)
        self.renew()

    def _changed(self, change: Change) -> None:
        self.claims.follow(change)
        self.claims.setEnabled(not self._session.locked)
        if self.isVisible():
            self._timer.start()


class ClaimFields(QWidget):
    """The claims as fields, like those of the form."""

    why_requested = Signal(str)
    pasted = Signal(object)
    """What became of a piece of a spreadsheet (Pasted)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.columns = Columns.made()
        self.rows: tuple[FieldRow, ...] = ()
        self.rows = tuple(FieldRow(self, declaration, self) for declaration in declared.DECLARATIONS)
        self.place_rows()

    def row(self, key: str) -> FieldRow:
        """The field of a claim. Raises KeyError."""
        return {row.key: row for row in self.rows}[key]

    def follow(self, change: Change) -> None:
        """Show what the document says now."""
        for row in self.rows:
            row.show_design(change.design, anew=change.before is None)

    # for the rows

    def explain(self, key: str) -> None:
        """A row asks why its value is what it is."""
        self.why_requested.emit(key)

    def want(self, key: str) -> None:
        """No claim is derived."""

    def paste(self, key: str, text: str) -> None:
        """A piece of a spreadsheet is pasted into a claim: it fills those that follow."""
        from ui.fields.paste import paste

        result = paste(self.session, self.rows, key, text, {row.key: row for row in self.rows}.get)
        if result is not None:
            self.pasted.emit(result)

    def is_scrolling(self, event: QWheelEvent) -> bool:
        """Nothing scrolls here."""
        return False

    def judged(self) -> None:
        """A text came into dispute or out of it: the row shows it."""

    def place_rows(self) -> None:
        """Put the rows below each other at the present width."""
        y = 0
        for row in self.rows:
            tall = row.height_for(self.width())
            row.setGeometry(0, y, self.width(), tall)
            y += tall
        if self.minimumHeight() != y:
            self.setFixedHeight(y)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_rows()

    def sizeHint(self) -> QSize:
        return QSize(self.columns.narrowest, self.minimumHeight())


class ReportView(QScrollArea):
    """The outcome in one sentence, the statements under what they are, and the N/P by name. Ctrl+C copies it all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.result: Reconciliation | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.setAccessibleName(tr("What follows from the claims"))
        copy = QShortcut(QKeySequence.StandardKey.Copy, self)
        copy.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.activated.connect(self.copy)

    def show_result(self, result: Reconciliation) -> None:
        """Show a reconciliation; the place scrolled to stays."""
        if result == self.result:
            return
        self.result = result
        scrolled = self.verticalScrollBar().value()
        inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        inside.setAutoFillBackground(True)
        column = QVBoxLayout(inside)
        column.setSpacing(theme.GRID)
        column.addWidget(_heading(tr("What follows")))
        column.addWidget(_words(result.summary))
        for kind, title in KINDS.items():
            said = [statement.text for statement in result.statements if statement.kind == kind]
            if said:
                column.addSpacing(theme.GRID)
                head = _words(tr(title), _TONES[kind])
                head.setFont(theme.font(bold=True))
                column.addWidget(head)
            for text in said:
                sentence = _words(text)
                sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                column.addWidget(sentence)
        column.addSpacing(2 * theme.GRID)
        column.addWidget(_heading(tr("N/P by name")))
        column.addWidget(_words(tr("What is counted, over what."), "secondary"))
        column.addLayout(self._table(result))
        column.addStretch(1)
        self._indent(inside, self.viewport().width())
        self.setWidget(inside)
        self.verticalScrollBar().setValue(scrolled)

    def resizeEvent(self, event: QResizeEvent) -> None:
        inside = self.widget()
        if inside is not None:
            self._indent(inside, event.size().width())  # first, for the height follows from it
        super().resizeEvent(event)

    def _indent(self, inside: QWidget, width: int) -> None:
        """Keep the lines no longer than they are easily read."""
        column = inside.layout()
        if column is not None:
            right = max(3 * theme.GRID, width - 3 * theme.GRID - _READABLE)
            column.setContentsMargins(3 * theme.GRID, theme.GRID, right, 3 * theme.GRID)

    def text(self) -> str:
        """All of it, as copied."""
        if self.result is None:
            return ""
        lines = [self.result.summary]
        for kind, title in KINDS.items():
            said = [statement.text for statement in self.result.statements if statement.kind == kind]
            lines += ["", tr(title), *said] if said else []
        heads, rows = self._ratios(self.result)
        table = (["", *heads], *([name, *values] for name, values in rows))
        return "\n".join([*lines, "", tr("N/P by name"), *("\t".join(row) for row in table)])

    def copy(self) -> None:
        """Put the sentences and the table on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())

    def _ratios(self, result: Reconciliation) -> tuple[list[str], list[tuple[str, list[str]]]]:
        """The heads of the columns that have a number, and each row's name and numbers."""
        known = {(ratio.numerator, ratio.denominator): ratio.value for ratio in result.ratios}
        shown = [name for name in DENOMINATORS if any(denominator == name for _, denominator in known)]
        heads = [tr("over {capacity}", capacity=tr(DENOMINATORS[name][0])) for name in shown]
        return heads, [
            (tr(label), [writing.number(known.get((numerator, name), math.nan)) for name in shown])
            for numerator, (label, _) in NUMERATORS.items()
        ]

    def _table(self, result: Reconciliation) -> QGridLayout:
        heads, rows = self._ratios(result)
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * theme.GRID)
        grid.setVerticalSpacing(theme.GRID // 2)
        right = Qt.AlignmentFlag.AlignRight
        for column, text in enumerate(heads, 1):
            head = _words(text, "secondary")  # which wraps where the window is narrow
            head.setAlignment(right | Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(head, 0, column)
        for row, (name, _) in enumerate(rows, 1):
            words = _words(name)
            words.setWordWrap(False)
            grid.addWidget(words, row, 0)
        for column, texts in enumerate(zip(*(values for _, values in rows), strict=True), 1):
            for row, text in enumerate(aligned(texts), 1):
                grid.addWidget(_words(text), row, column, right)
        grid.setColumnStretch(len(heads) + 1, 1)
        return grid


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(theme.font("heading", bold=True))
    label.setContentsMargins(0, theme.GRID // 2, 0, theme.GRID // 2)
    return label


def _words(text: str, tone: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if tone:
        label.setProperty("tone", tone)
    return label
