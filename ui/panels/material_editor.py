"""One material with its values and sources. The user's own can be edited; what the program ships is shown."""

from dataclasses import replace
from html import escape
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.services import library, own_materials
from app.services.i18n import tr
from app.services.library import Material, MaterialCurve, Property
from calc.graph import registry
from calc.inputs.materials import PROPERTIES
from calc.units import ONE
from ui import theme
from ui.decimals import DecimalDelegate
from ui.panels.material_curve import CurveView

_KEY: Final = Qt.ItemDataRole.UserRole
_VALUE, _UNIT, _SOURCE, _NOTE = 1, 2, 3, 4
_ROW: Final = 3 * theme.GRID
_LINES: Final = 3
"""Of the notes; what is longer scrolls."""


class MaterialEditor(QWidget):
    """`changed` is whether something stands here that is not kept yet."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.material: Material | None = None
        self.changed = False
        self._own = False
        self.name, self.formula, self.recipe = (QLineEdit() for _ in range(3))
        self.note = _Paragraph()
        self._texts: dict[str, QLineEdit | _Paragraph] = {
            "name": self.name,
            "formula": self.formula,
            "recipe": self.recipe,
            "note": self.note,
        }
        self.curve = CurveView()
        self.curve.taken_away.connect(lambda: self.set_curve(None))
        form = self._form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(2 * theme.GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        labels = (tr("Name"), tr("Chemical formula"), tr("Recipe"), tr("Notes"))
        for label, edit in zip(labels, self._texts.values(), strict=True):
            edit.setAccessibleName(label)
            edit.textEdited.connect(self._touched)
            name = QLabel(label)
            name.setFixedHeight(edit.sizeHint().height() if isinstance(edit, QLineEdit) else 3 * theme.GRID)
            form.addRow(name, edit)
        self.state = QLabel()
        self.state.setProperty("tone", "secondary")
        self.state.setWordWrap(True)
        self.table = QTableWidget(0, 5)
        self.table.setHorizontalHeaderLabels([tr("Property"), tr("Value"), tr("Unit"), tr("Source"), tr("Notes")])
        self.table.setAccessibleName(tr("Values"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setItemDelegate(_Airy(self.table))
        self.table.setWordWrap(True)
        self.table.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows_head = self.table.verticalHeader()
        rows_head.hide()
        rows_head.setMinimumSectionSize(_ROW)
        self._tall = QTimer(self)
        self._tall.setSingleShot(True)
        self._tall.timeout.connect(self.table.resizeRowsToContents)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        for column in range(self.table.columnCount()):
            last = column in (_SOURCE, _NOTE)
            mode = QHeaderView.ResizeMode.Stretch if last else QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(column, mode)
        head.sectionResized.connect(lambda *_: self._tall.start())
        self._nothing = QLabel(tr("Choose a material on the left."))
        self._nothing.setProperty("tone", "secondary")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table.itemChanged.connect(self._touched)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.GRID)
        rows.addWidget(self._nothing, 1)
        rows.addLayout(form)
        rows.addWidget(self.state)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.curve)
        self.show_material(None, own=False)

    def show_material(self, material: Material | None, *, own: bool) -> None:
        """Show a material; what was typed over another one is dropped."""
        self.material, self._own = material, own
        there = material is not None
        self._nothing.setVisible(not there)
        for row, key in enumerate(self._texts):
            # What the program ships and has no words for needs no empty box.
            self._form.setRowVisible(row, there and (own or bool(getattr(material, key))))
        for widget in (self.state, self.table):
            widget.setVisible(there)
        for key, edit in self._texts.items():
            edit.setText(_shown(getattr(material, key), own=own) if material is not None else "")
            edit.setCursorPosition(0)
            edit.setReadOnly(not own)
        if material is None:
            said = ""
        elif own:
            said = tr("Your own, revision {revision}. Designs keep the copies they have.", revision=material.revision)
        else:
            said = tr("Comes with the program, revision {revision}. Duplicate it to change it.",
                      revision=material.revision)  # fmt: skip
        self.state.setText(said)
        self._fill()
        self._show_curve(material.curve if material is not None else None)
        self.changed = False

    def set_curve(self, curve: MaterialCurve | None) -> None:
        """Give one of the user's own another half-cell curve, or none."""
        self._show_curve(curve)
        self._touched()

    @property
    def curve_slot(self) -> str:
        """The place in a cell whose curve a material of this kind has; empty where it has none."""
        kind = self.material.kind if self.material is not None else ""
        slots = registry().slots
        return next((curve.slot for curve in registry().curves.values() if slots[curve.slot].kind == kind), "")

    def _show_curve(self, curve: MaterialCurve | None) -> None:
        self.curve.show_curve(curve, own=self._own, possible=bool(self.curve_slot))

    def commit(self) -> None:
        """Take what stands in a cell that is still being typed in."""
        if self.table.state() == QTableWidget.State.EditingState:
            at = self.table.currentIndex()
            self.table.setCurrentIndex(QModelIndex())
            self.table.setCurrentIndex(at)

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
                number, cited = text.replace("−", "-"), self._source_id(row, source)
                values[item.data(_KEY)] = Property(number, unit or self._no_unit(item.data(_KEY)), cited, note)
        texts: dict[str, Any] = {key: edit.text().strip() for key, edit in self._texts.items()}
        edited = replace(self.material, values=values, curve=self.curve.curve, **texts)
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
            title = library.source(value.source).shown_title if value.source else ""
            told = title or (tr("uncited") if value.text and not self._own else "")
            symbol = "" if value.unit == ONE.symbol else value.unit
            note = _shown(value.note, own=self._own)
            for column, text in enumerate((tr(label), value.text, symbol, told, note)):
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
        self._tall.start()

    def _no_unit(self, name: str) -> str:
        """The unit of a value beside which none stands: that of a mere number, where the value is one."""
        assert self.material is not None
        return ONE.symbol if PROPERTIES[self.material.kind][name][1] == ONE else ""

    def _cell(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def _source_id(self, row: int, shown: str) -> str:
        """The id of a source of the program whose title stands here, else what was typed."""
        item = self.table.item(row, _SOURCE)
        before = str(item.data(_KEY) or "") if item is not None else ""
        return before if before and library.source(before).shown_title == shown else shown

    def _touched(self) -> None:
        self._tall.start()
        if self.material is not None and self._own:
            self.changed = True
            self.edited.emit()


class _Airy(DecimalDelegate):
    """Lines of a table with some room above and below, so that long ones are told apart."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(2, 6)


class _Paragraph(QPlainTextEdit):
    """A line edit that wraps: as high as its words need, up to a few lines."""

    textEdited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("edged", True)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._changed)
        self._filling = False
        self._fit()

    def text(self) -> str:
        """What is written, on one line."""
        return " ".join(self.toPlainText().split())

    def setText(self, text: str) -> None:
        """Write something else; that is no edit."""
        self._filling = True
        self.setPlainText(text)
        self._filling = False

    def setCursorPosition(self, at: int) -> None:
        """Put the cursor before a letter."""
        cursor = self.textCursor()
        cursor.setPosition(at)
        self.setTextCursor(cursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _changed(self) -> None:
        self._fit()
        if not self._filling:
            self.textEdited.emit()

    def _fit(self) -> None:
        lines = min(max(round(self.document().size().height()), 1), _LINES)
        around = 2 * round(self.document().documentMargin()) + 2 * self.frameWidth()
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + around + 2)


def _shown(text: str, *, own: bool) -> str:
    """What the program ships is translated; what people wrote stays as they wrote it."""
    return text if own else tr(text)
