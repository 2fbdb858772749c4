"""One material with its values and sources. The user's own can be edited; what the program ships is shown."""

from dataclasses import replace
from html import escape
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.services import library, own_materials
from app.services.i18n import tr
from app.services.library import Material, Property
from calc.inputs.materials import PROPERTIES
from ui import theme

_KEY: Final = Qt.ItemDataRole.UserRole
_VALUE, _UNIT, _SOURCE, _NOTE = 1, 2, 3, 4


class MaterialEditor(QWidget):
    """`changed` is whether something stands here that is not kept yet."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.material: Material | None = None
        self.changed = False
        self._own = False
        self.name, self.formula, self.recipe, self.note = (QLineEdit() for _ in range(4))
        self._texts = {"name": self.name, "formula": self.formula, "recipe": self.recipe, "note": self.note}
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        labels = (tr("Name"), tr("Chemical formula"), tr("Recipe"), tr("Notes"))
        for label, edit in zip(labels, self._texts.values(), strict=True):
            edit.setAccessibleName(label)
            edit.textEdited.connect(self._touched)
            form.addRow(label, edit)
        self.state = QLabel()
        self.state.setProperty("tone", "secondary")
        self.state.setWordWrap(True)
        self.table = QTableWidget(0, 5)
        self.table.setHorizontalHeaderLabels([tr("Property"), tr("Value"), tr("Unit"), tr("Source"), tr("Notes")])
        self.table.setAccessibleName(tr("Values"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_SOURCE, QHeaderView.ResizeMode.Stretch)
        self.table.itemChanged.connect(self._touched)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.GRID)
        rows.addLayout(form)
        rows.addWidget(self.state)
        rows.addWidget(self.table, 1)
        self.show_material(None, own=False)

    def show_material(self, material: Material | None, *, own: bool) -> None:
        """Show a material; what was typed over another one is dropped."""
        self.material, self._own = material, own
        for key, edit in self._texts.items():
            edit.setText(_shown(getattr(material, key), own=own) if material is not None else "")
            edit.setCursorPosition(0)
            edit.setReadOnly(not own)
            edit.setEnabled(material is not None)
        if material is None:
            said = tr("Choose a material on the left.")
        elif own:
            said = tr("Your own, revision {revision}. Designs keep the copies they have.", revision=material.revision)
        else:
            said = tr("Comes with the program, revision {revision}. Duplicate it to change it.",
                      revision=material.revision)  # fmt: skip
        self.state.setText(said)
        self._fill()
        self.changed = False

    def as_edited(self) -> Material | None:
        """The material as it stands here. Raises OwnMaterialError."""
        if self.material is None:
            return None
        values: dict[str, Property] = {}
        for row in range(self.table.rowCount()):
            text, unit, source, note = (self._cell(row, column) for column in (_VALUE, _UNIT, _SOURCE, _NOTE))
            if text:
                item = self.table.item(row, 0)
                assert item is not None
                values[item.data(_KEY)] = Property(text.replace("−", "-"), unit, self._source_id(row, source), note)
        texts: dict[str, Any] = {key: edit.text().strip() for key, edit in self._texts.items()}
        edited = replace(self.material, values=values, **texts)
        own_materials.check(edited)
        return edited

    def _fill(self) -> None:
        self.table.blockSignals(True)
        material = self.material
        known = PROPERTIES.get(material.kind, {}) if material is not None else {}
        names = list(known) if self._own else [name for name in known if material and name in material.values]
        self.table.setRowCount(len(names))
        for row, name in enumerate(names):
            assert material is not None
            label, unit = known[name]
            value = material.values.get(name) or Property("", unit.symbol)
            title = library.source(value.source).title if value.source else ""
            told = title or (tr("uncited") if value.text and not self._own else "")
            for column, text in enumerate((tr(label), value.text, value.unit, told, _shown(value.note, own=self._own))):
                item = QTableWidgetItem(text)
                editable = self._own and column > 0
                flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
                item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if editable else flags)
                if column == _VALUE:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if column == 0:
                    item.setData(_KEY, name)
                if column == _SOURCE:
                    item.setData(_KEY, value.source)
                    item.setToolTip(f"<qt>{escape(library.source(value.source).line())}</qt>" if value.source else "")
                if column == _NOTE and text:
                    item.setToolTip(f"<qt>{escape(text)}</qt>")
                self.table.setItem(row, column, item)
        self.table.blockSignals(False)

    def _cell(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def _source_id(self, row: int, shown: str) -> str:
        """The id of a source of the program whose title stands here, else what was typed."""
        item = self.table.item(row, _SOURCE)
        before = str(item.data(_KEY) or "") if item is not None else ""
        return before if before and library.source(before).title == shown else shown

    def _touched(self) -> None:
        if self.material is not None and self._own:
            self.changed = True
            self.edited.emit()


def _shown(text: str, *, own: bool) -> str:
    """What the program ships is translated; what people wrote stays as they wrote it."""
    return text if own else tr(text)
