"""The licences of the program and of everything it brings."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from app.services import licences
from app.services.i18n import tr
from ui import theme


class LicencesDialog(QDialog):
    """The parts on the left, the text of the chosen one on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Licences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._notices = licences.notices()
        self.parts = QListWidget()
        self.parts.addItems([_line(notice) for notice in self._notices])
        self.parts.setAccessibleName(tr("Parts of the program"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Licence"))
        self.parts.currentRowChanged.connect(self._show)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self.parts)
        halves.addWidget(self.text)
        halves.setStretchFactor(0, 1)
        halves.setStretchFactor(1, 2)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.GRID] * 4)
        column.addWidget(halves)
        column.addWidget(buttons)
        self.resize(110 * theme.GRID, 70 * theme.GRID)
        self.parts.setCurrentRow(0)

    def _show(self, row: int) -> None:
        try:
            self.text.setPlainText(self._notices[row].text())
        except OSError as error:
            self.text.setPlainText(str(error))


def _line(notice: licences.Notice) -> str:
    return " ".join(part for part in (notice.name, notice.version, f"({notice.licence})") if part)
