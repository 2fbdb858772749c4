"""What this program is, its version and its licences."""

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

import app
from app.services import licences
from app.services.i18n import tr
from ui import theme


class AboutDialog(QDialog):
    """Text that can be selected and copied into a report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Cellwright"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = QLabel("Cellwright")
        title.setFont(theme.font("figure"))
        text = QLabel(
            "\n".join(
                (
                    tr("Version {version}", version=app.__version__),
                    tr("Designs pouch cells, with the build sheet and the specification."),
                    "",
                    tr("Licence: MIT. Qt (LGPL), NumPy (BSD), ReportLab (BSD), DejaVu and Noto typefaces."),
                    _versions(),
                )
            )
        )
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(tr("Licences…"), QDialogButtonBox.ButtonRole.ActionRole).clicked.connect(self.show_licences)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[3 * theme.GRID] * 4)
        column.setSpacing(theme.GRID)
        column.addWidget(title)
        column.addWidget(text)
        column.addSpacing(theme.GRID)
        column.addWidget(buttons)
        self.setMinimumWidth(48 * theme.GRID)

    def show_licences(self) -> None:
        """The licences in full, of everything that is shipped."""
        from ui.dialogs.licences import LicencesDialog

        LicencesDialog(self).open()


def _versions() -> str:
    """What it runs on, as a report of a mistake needs it."""
    parts = {notice.name.casefold(): notice.version for notice in licences.notices()}
    found = [("Python", platform.python_version()), ("Qt", qVersion())]
    found += [(name, parts[name.casefold()]) for name in ("NumPy", "ReportLab") if name.casefold() in parts]
    found.append((platform.system(), platform.machine()))
    return ", ".join(f"{name} {version}" for name, version in found)
