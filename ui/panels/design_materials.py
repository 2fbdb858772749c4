"""The copies of materials that the open design keeps, held against the library, value by value."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.services import library, own_materials
from app.services.expressions.refusals import EntryError
from app.services.i18n import tr
from app.services.library import Material
from calc.graph import registry
from ui import theme
from ui.session import Session
from ui.tips import plain

_SLOT: Final = Qt.ItemDataRole.UserRole


class DesignMaterials(QWidget):
    """A line a slot; of the one chosen, what differs. Updating is one undo step."""

    wanted = Signal(str, str)
    """Kind and id of a material that is to be shown."""

    kept = Signal(object)
    """A copy that is to become a material of the user's own."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        heading = QLabel(tr("In this design"))
        heading.setFont(theme.font("heading", bold=True))
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("Materials in this design"))
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(self._lead)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("tone", "secondary")
        self.table = QTableWidget(0, 3)
        self.table.setHorizontalHeaderLabels([tr("Property"), tr("Design"), tr("Library")])
        self.table.setAccessibleName(tr("What differs"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.update_button = QPushButton(tr("Update the design"))
        self.update_button.clicked.connect(self.update_design)
        self.keep_button = QPushButton(tr("Keep in the library"))
        self.keep_button.clicked.connect(self.keep_copy)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        rows.setSpacing(theme.GRID)
        for widget, share in ((heading, 0), (self.list, 3), (self.said, 0), (self.table, 2)):
            rows.addWidget(widget, share)
        for button in (self.update_button, self.keep_button):
            rows.addWidget(button)
        session.settled.connect(self._changed)

    @property
    def slot(self) -> str:
        """The slot chosen; empty without one."""
        item: QListWidgetItem | None = self.list.currentItem()
        return str(item.data(_SLOT)) if item is not None else ""

    def refresh(self) -> None:
        """Read the library again."""
        chosen = self.slot
        document = self._session.document
        self.list.blockSignals(True)
        self.list.clear()
        for slot in document.plan.slots:
            material = document.materials.get(slot.key)
            if material is None:
                continue
            name, label = tr(material.name), tr(slot.label)
            current = in_library(material)
            if current is None:
                text = tr("{slot}: {name} – not in the library", slot=label, name=name)
            elif _differs(material, current):
                text = tr("{slot}: {name} – differs", slot=label, name=name)
            else:
                text = tr("{slot}: {name}", slot=label, name=name)
            item = QListWidgetItem(text)
            item.setToolTip(plain(text))
            item.setData(_SLOT, slot.key)
            if current is None or _differs(material, current):
                item.setFont(theme.font(bold=True))
            self.list.addItem(item)
            if slot.key == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._chosen()

    def update_design(self) -> None:
        """Take the library's material into the slot: one undo step."""
        material = self._session.document.materials.get(self.slot)
        current = in_library(material) if material is not None else None
        if current is not None:
            try:
                self._session.set_material(self.slot, current)
            except EntryError as refused:
                self.said.setText(refused.message)

    def keep_copy(self) -> None:
        """Ask that the design's copy becomes one of the user's own."""
        material = self._session.document.materials.get(self.slot)
        if material is not None:
            self.kept.emit(material)

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _lead(self) -> None:
        material = self._session.document.materials.get(self.slot)
        if material is not None:
            self.wanted.emit(material.kind, material.id)

    def _chosen(self) -> None:
        material = self._session.document.materials.get(self.slot)
        current = in_library(material) if material is not None else None
        differing = current is not None and material is not None and _differs(material, current)
        found = own_materials.differences(material, current) if material and current and differing else ()
        if material is None:
            said = tr("A design keeps a copy of each material. Choose one to see how it differs from the library.")
        elif current is None:
            said = tr("The library has no material of this id. The design goes on with its copy.")
        elif not differing:
            said = tr("As in the library, revision {revision}.", revision=material.revision)
        else:
            said = tr("The design has revision {revision}, the library revision {other}.", revision=material.revision,
                      other=current.revision)  # fmt: skip
        self.said.setText(said)
        self.table.setVisible(bool(found))
        self.table.setRowCount(len(found))
        for row, difference in enumerate(found):
            for column, text in enumerate((difference.label, difference.one, difference.other)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        locked = self._session.locked
        self.update_button.setEnabled(differing and not locked and self.slot in registry().slots)
        self.keep_button.setEnabled(material is not None and (current is None or differing))


def in_library(material: Material) -> Material | None:
    """What the library has under the id of a design's copy."""
    try:
        return library.material(material.kind, material.id)
    except KeyError:
        return None


def _differs(material: Material, current: Material) -> bool:
    return replace(material, assumed=False) != replace(current, assumed=False)
