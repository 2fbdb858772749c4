"""Whose documents these are: the company's name, its logo, and how documents are numbered. Kept on this computer."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.services import company
from app.services.company import Company
from app.services.document import Document
from app.services.expressions.refusals import EntryError
from app.services.i18n import tr
from ui import theme
from ui.preferences import Preferences


class CompanyDialog(QDialog):
    """Three fields, what a number would read like, and a sentence where one of them cannot be taken."""

    def __init__(self, preferences: Preferences, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._document = document
        now = preferences.now
        self.setWindowTitle(tr("Company and document numbers"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = QLineEdit(now.company)
        self.name.setMaxLength(company.MAX_TEXT)
        self.logo = QLineEdit(now.logo)
        self.logo.setPlaceholderText(tr("A PNG or JPEG file"))
        self.choose = QPushButton(tr("Choose…"))
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._choose_logo)
        self.numbers = QLineEdit(now.document_number)
        self.numbers.setMaxLength(company.MAX_TEXT)
        self.numbers.setPlaceholderText(company.PATTERN)
        self.numbers.textChanged.connect(lambda _: self._show_sample())
        for edit, words in ((self.name, tr("Company")), (self.logo, tr("Logo")), (self.numbers, tr("Document number"))):
            edit.setAccessibleName(words)
        self.sample = _words("secondary")
        self.error = _words("error")
        file = QHBoxLayout()
        file.addWidget(self.logo, 1)
        file.addWidget(self.choose)
        fields = QFormLayout()
        fields.setHorizontalSpacing(2 * theme.GRID)
        fields.addRow(tr("Company"), self.name)
        fields.addRow(tr("Logo"), file)
        fields.addRow(tr("Document number"), self.numbers)
        fields.addRow("", self.sample)
        hint = _words("secondary")
        hint.setText(tr("Printed on specifications and build sheets made on this computer."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[3 * theme.GRID] * 4)
        column.setSpacing(theme.GRID)
        column.addWidget(hint)
        column.addLayout(fields)
        column.addWidget(self.error)
        column.addWidget(buttons)
        self.setMinimumWidth(64 * theme.GRID)
        self._show_sample()

    def ask_logo(self) -> str:
        """The file that the system's own dialog answers; tests answer in its place."""
        kinds = tr("Pictures (*.png *.jpg *.jpeg)")
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Logo"), self.logo.text(), kinds)
        return chosen

    def _choose_logo(self) -> None:
        chosen = self.ask_logo()
        if chosen:
            self.logo.setText(chosen)

    def _show_sample(self) -> None:
        pattern = self.numbers.text().strip()
        try:
            company.check_numbers(pattern)
        except EntryError as error:
            self.sample.setText(error.message)
            return
        said = Company(numbers=pattern).number(self._document, company.SPECIFICATION, "0123abcd")
        offered = ", ".join(f"{{{place}}}" for place in company.PLACES)
        self.sample.setText(
            tr("The specification of this design: {number}", number=said)
            if said
            else tr("Empty: no number. It may name {offered}.", offered=offered)
        )

    def _take(self) -> None:
        pattern, logo = self.numbers.text().strip(), self.logo.text().strip()
        try:
            company.check_numbers(pattern)
            if logo:
                company.read_logo(Path(logo))
        except EntryError as error:
            self.error.setText(error.message)
            return
        self._preferences.change(company=self.name.text().strip(), logo=logo, document_number=pattern)
        self.accept()


def _words(tone: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("tone", tone)
    return label
