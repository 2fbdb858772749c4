"""Releasing a revision, and what the revisions of a design changed: what was typed, and which results moved."""

import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.services import format as writing
from app.services import revisions
from app.services.design import Design
from app.services.document import MAX_PERSON, Revision
from app.services.expressions.refusals import EntryError
from app.services.i18n import tr
from ui import theme
from ui.fields.row import paragraphs
from ui.session import Session

_EDGE = [3 * theme.GRID] * 4


class ReleaseDialog(QDialog):
    """Who releases the revision, and when."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        document = session.document
        self.setWindowTitle(tr("Release revision {revision}", revision=document.revision))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        what = _words(
            tr(
                "Author, date and hash are fixed and printed. The design is locked from then on: to change it, start"
                " revision {next}.",
                next=document.revision + 1,
            ),
            "secondary",
        )
        self.author = QLineEdit()
        self.author.setMaxLength(MAX_PERSON)
        self.date = QLineEdit(datetime.datetime.now().astimezone().date().isoformat())
        self.customer = QLineEdit(document.customer)
        self.model = QLineEdit(document.model)
        self.model.setPlaceholderText(document.id)
        fields = QFormLayout()
        fields.setHorizontalSpacing(2 * theme.GRID)
        for words, edit in (
            (tr("Author"), self.author),
            (tr("Date"), self.date),
            (tr("Customer"), self.customer),
            (tr("Model"), self.model),
        ):
            edit.setAccessibleName(words)
            edit.setMaxLength(MAX_PERSON)
            fields.addRow(words, edit)
        self.error = _words("", "error")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = QPushButton(tr("Release"))
        self.take.setDefault(True)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._release)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*_EDGE)
        column.setSpacing(theme.GRID)
        column.addWidget(what)
        if document.base is not None:
            column.addWidget(_changed_table(session.design))
        column.addLayout(fields)
        column.addWidget(self.error)
        column.addWidget(buttons)
        self.setMinimumWidth(70 * theme.GRID)
        self.author.setFocus()

    def _release(self) -> None:
        texts = (self.author.text(), self.date.text(), self.customer.text(), self.model.text())
        try:
            self._session.release(*texts)
        except EntryError as error:
            self.error.setText(error.message)
            return
        self.accept()


class RevisionsDialog(QDialog):
    """Every revision, what was typed since the last released one, and every result that moved."""

    def __init__(self, design: Design, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document = design.document
        self.setWindowTitle(tr("Revisions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.verdict = _words(revisions.tampered(document), "error")
        rows = [
            (str(past.number), writing.date(past.date), past.author, past.hash[:8], _told(past))
            for past in document.history
        ]
        made = document.release
        now = tr("Draft: not released.") if made is None else ""
        date, author = (writing.date(made.date), made.author) if made else ("", "")
        rows.append((str(document.revision), date, author, design.short_hash, now))
        heads = (tr("Revision"), tr("Date"), tr("Author"), tr("Hash"), tr("What changed"))
        self.history = table(heads, tuple(reversed(rows)))
        self.history.setAccessibleName(tr("Revisions"))
        column = QVBoxLayout(self)
        column.setContentsMargins(*_EDGE)
        column.setSpacing(theme.GRID)
        if self.verdict.text():
            column.addWidget(self.verdict)
        column.addWidget(self.history, 2)
        self.changed: QTableWidget | None = None
        self.moved: QTableWidget | None = None
        if document.base is None:
            column.addWidget(_words(tr("There is no released revision before this one to compare with."), "secondary"))
        else:
            self.changed, self.moved = _changed_table(design), _moved_table(design)
            since = tr("Typed and chosen since revision {revision}", revision=document.base.revision)
            for words, part, share in (
                (since, self.changed, 2),
                (tr("Results that moved: {count}", count=self.moved.rowCount()), self.moved, 3),
            ):
                column.addWidget(_words(words, bold=True))
                column.addWidget(part, share)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column.addWidget(buttons)
        self.resize(110 * theme.GRID, 70 * theme.GRID)


def _told(past: Revision) -> str:
    return "; ".join(revisions.told(*change) for change in past.changes) or tr("First release.")


def _changed_table(design: Design) -> QTableWidget:
    heads = (tr("What"), tr("Before"), tr("Now"))
    rows = tuple(
        (c.label, revisions.in_one_line(c.before), revisions.in_one_line(c.after))
        for c in revisions.changes(design.document)
    )
    made = table(heads, rows)
    for column in (1, 2):  # neither text may push the other out of sight
        made.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    made.setAccessibleName(tr("What was typed or chosen otherwise"))
    return made


def _moved_table(design: Design) -> QTableWidget:
    heads = (tr("Result"), tr("Before"), tr("Now"), tr("Change"))
    rows = tuple((m.label, m.before or "—", m.after or "—", m.by) for m in revisions.moved(design))
    made = table(heads, rows)
    made.setAccessibleName(tr("Results that moved"))
    return made


def table(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> QTableWidget:
    """A table to be read: what users typed stands in it as plain text."""
    made = QTableWidget(len(rows), len(heads))
    made.setHorizontalHeaderLabels(list(heads))
    made.verticalHeader().hide()
    made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    made.setShowGrid(False)
    made.setWordWrap(True)
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            item = QTableWidgetItem(text)
            item.setToolTip(paragraphs(heads[place], text))
            made.setItem(at, place, item)
    header = made.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    return made


def _words(text: str, tone: str = "", *, bold: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("tone", tone)
    if bold:
        label.setFont(theme.font(bold=True))
    return label
