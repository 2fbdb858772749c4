"""From a spreadsheet: the sheet as it is, what each label stands for, and what will be set, before anything is."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSpinBox,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.services import format as writing
from app.services.document import Document
from app.services.i18n import N_, tr
from app.services.importing import mapping
from app.services.importing.applying import Imported, Source, imported, source
from app.services.importing.layout import ORIENTATIONS, Label, Orientation, Record, layouts
from app.services.importing.mapping import Target
from app.services.importing.sheets import Book, ImportProblem, Sheet, column_name
from calc import units
from calc.graph import registry
from ui import theme
from ui.tips import plain

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

WAYS: Final[dict[Orientation, str]] = {
    "quantities": N_("One quantity a row"),
    "designs": N_("One design a row"),
}
HEADS: Final = (N_("In the file"), N_("Value"), N_("Unit"), N_("Stands for"), N_("Becomes"))
LABEL, VALUE, UNIT, TARGET, BECOMES = range(5)
MOST_TALL: Final = 100
"""Rows that grow with their sentence."""


class ImportDialog(QDialog):
    """Return imports; Escape leaves everything as it is. Every part is reached by Tab."""

    accepted_document = Signal(object)
    """The Document with what was taken."""

    def __init__(self, book: Book, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import from {file}", file=book.name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._book = book
        self._document = document
        self._sheet = book.sheet()
        self._source = source(self._sheet)
        self._result: Imported | None = None
        self._tall: list[int] = []
        self.sheets = QComboBox()
        self.sheets.addItems(list(book.names))
        self.sheets.setCurrentText(self._sheet.name)
        self.ways = QComboBox()
        self.designs = QSpinBox()
        self.design_title = QLabel()
        self.design_title.setProperty("tone", "secondary")
        self.grid = _view(_SheetModel(self), tr("The sheet"))
        self.labels = _view(_LabelModel(self), tr("Labels and what they stand for"))
        self.labels.setItemDelegate(_ChoiceDelegate(self.labels))
        self.labels.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.take = QPushButton(tr("Import"))
        self.take.setDefault(True)
        self.take.clicked.connect(self._accept)
        self._lay_out()
        self.sheets.currentTextChanged.connect(self._take_sheet)
        self.ways.currentIndexChanged.connect(self._take_way)
        self.designs.valueChanged.connect(self._recompute)
        self.labels.horizontalHeader().sectionResized.connect(lambda *_: self._give_room_to_sentences())
        self._show_source()
        self.labels.setFocus()

    @property
    def model(self) -> "_LabelModel":
        """The labels, as the lower table shows them."""
        found = self.labels.model()
        assert isinstance(found, _LabelModel)
        return found

    def map_label(self, label_id: str, target: Target | None) -> None:
        """Say what a label stands for, or that it stands for nothing."""
        targets = {key: value for key, value in self._source.targets.items() if key != label_id}
        if target is not None:
            targets[label_id] = target
        self._source = Source(self._sheet, self._source.layout, targets, self._source.known)
        self._recompute()

    # What is shown

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.GRID)
        for words, field in ((tr("&Sheet"), self.sheets), (tr("&Read as"), self.ways), (tr("&Design"), self.designs)):
            label = QLabel(words)
            label.setBuddy(field)
            top.addWidget(label)
            top.addWidget(field)
            top.addSpacing(theme.GRID)
        top.addWidget(self.design_title, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.grid)
        split.addWidget(self.labels)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        cancel = QPushButton(tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        buttons.addWidget(self.summary, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.GRID] * 4)
        column.setSpacing(2 * theme.GRID)
        column.addLayout(top)
        column.addWidget(split, 1)
        column.addLayout(buttons)
        self.resize(120 * theme.GRID, 80 * theme.GRID)

    def _take_sheet(self, name: str) -> None:
        try:
            sheet = self._book.sheet(name)
            self._source = source(sheet)
        except ImportProblem as problem:
            self._say_unreadable(problem.message)
            return
        self._sheet = sheet
        self._show_source()

    def _take_way(self) -> None:
        way = self.ways.currentData()
        if way and way != self._source.layout.orientation:
            self._source = source(self._sheet, way)
            self._show_source()

    def _show_source(self) -> None:
        """After another sheet or another way to read it."""
        layout = self._source.layout
        possible = {found.orientation for found in layouts(self._sheet)}
        self.ways.blockSignals(True)
        self.ways.clear()
        for way in ORIENTATIONS:
            if way in possible:
                self.ways.addItem(tr(WAYS[way]), way)
        self.ways.setCurrentIndex(self.ways.findData(layout.orientation))
        self.ways.blockSignals(False)
        self.designs.blockSignals(True)
        self.designs.setRange(1, len(layout.records))
        self.designs.setSuffix(tr(" of {count}", count=writing.count(len(layout.records))))
        self.designs.setValue(1)
        self.designs.blockSignals(False)
        found = self.grid.model()
        assert isinstance(found, _SheetModel)
        found.show_sheet(self._sheet)
        self.grid.resizeColumnsToContents()
        self._recompute()

    def _recompute(self) -> None:
        record = self._source.record(self.designs.value())
        self.design_title.setText(record.title)
        self._result = imported(self._document, self._source, record)
        self.model.show_result(self._source, record.index, self._result)
        self._give_room_to_sentences()
        changed = sum(taken.before != taken.after for taken in self._result.taken)
        left = len(self._source.labels.keys() - self._source.targets.keys())
        self.summary.setText(
            tr(
                "{changed} values change, {same} stay, {refused} cannot be taken; {left} labels stand for nothing.",
                changed=changed,
                same=len(self._result.taken) - changed,
                refused=len(self._result.refused),
                left=left,
            )
        )
        self.take.setEnabled(bool(self._result.taken))

    def _give_room_to_sentences(self) -> None:
        """A cell that cannot be taken has a sentence of more than one line."""
        usual = self.labels.verticalHeader().defaultSectionSize()
        for row in self._tall:
            self.labels.setRowHeight(row, usual)
        order = {label_id: row for row, label_id in enumerate(self._source.labels)}
        refused = self._result.refused if self._result else ()
        self._tall = [order[one.label_id] for one in refused[:MOST_TALL]]
        for row in self._tall:
            self.labels.resizeRowToContents(row)

    def _say_unreadable(self, sentence: str) -> None:
        self._result = None
        self.model.show_result(Source(self._sheet, self._source.layout, {}), 0, None)
        self.summary.setText(sentence)
        self.take.setEnabled(False)

    def _accept(self) -> None:
        if self._result is None:
            return
        mapping.keep(self._source.layout, self._source.targets)
        self.accepted_document.emit(self._result.document)
        self.close()


def _view(model: QAbstractTableModel, name: str) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setAlternatingRowColors(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.verticalHeader().setDefaultSectionSize(int(3.5 * theme.GRID))
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    view.horizontalHeader().setStretchLastSection(True)
    if isinstance(model, _LabelModel):
        view.verticalHeader().hide()
        for column, width in ((LABEL, 26), (VALUE, 12), (UNIT, 11), (TARGET, 32)):
            view.setColumnWidth(column, width * theme.GRID)
    else:
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    return view


class _SheetModel(QAbstractTableModel):
    """The cells of the sheet, with the letters and numbers that the sentences name."""

    def __init__(self, parent: ImportDialog) -> None:
        super().__init__(parent)
        self._sheet = Sheet("", ())

    def show_sheet(self, sheet: Sheet) -> None:
        self.beginResetModel()
        self._sheet = sheet
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._sheet.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._sheet.width

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if role == _Role.DisplayRole:
            return self._sheet.cell(index.row(), index.column()).text
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if role != _Role.DisplayRole:
            return None
        return column_name(section) if orientation == Qt.Orientation.Horizontal else str(section + 1)


class _LabelModel(QAbstractTableModel):
    """A row for each label: its value in the chosen design, its unit, what it stands for, what becomes of it."""

    def __init__(self, dialog: ImportDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._labels: list[tuple[str, Label]] = []
        self._targets: dict[str, Target] = {}
        self._values: dict[str, str] = {}
        self._becomes: dict[str, tuple[str, bool]] = {}

    def show_result(self, of: Source, record: int, result: Imported | None) -> None:
        """Show what the labels stand for and what becomes of the record's cells."""
        labels = list(of.labels.items())
        same = labels == self._labels
        if not same:
            self.beginResetModel()
        self._labels = labels
        self._targets = dict(of.targets)
        at = Record(record)
        self._values = {label_id: of.sheet.cell(*of.layout.place(label, at)).text for label_id, label in labels}
        self._becomes = {}
        for taken in result.taken if result else ():
            changed = taken.before != taken.after
            words = tr("{before} → {after}", before=taken.before or writing.NO_VALUE, after=taken.after)
            self._becomes[taken.label_id] = (words if changed else tr("{value}, as it is", value=taken.after), False)
        for refused in result.refused if result else ():
            self._becomes[refused.label_id] = (refused.sentence, True)
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(len(labels) - 1, BECOMES))
        else:
            self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._labels)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if role == _Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(HEADS[section])
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.offered(index) else flags

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        label_id, label = self._labels[index.row()]
        target = self._targets.get(label_id)
        words, refused = self._becomes.get(label_id, ("", False))
        if role == _Role.ForegroundRole:
            of = theme.tokens()
            if index.column() == BECOMES and refused:
                return QColor(of.error)
            return QColor(of.secondary) if target is None else None
        if role == _Role.ToolTipRole:
            return plain(words) or None
        if role == _Role.EditRole:
            return (target.unit if target else "") if index.column() == UNIT else (target.key if target else "")
        if role != _Role.DisplayRole:
            return None
        return {
            LABEL: " · ".join(part for part in (label.group, label.text) if part),
            VALUE: self._values.get(label_id, ""),
            UNIT: target.unit if target else label.unit,
            TARGET: mapping.label_of(target.key) if target else tr("nothing"),
            BECOMES: words,
        }[index.column()]

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        if role != _Role.EditRole:
            return False
        label_id, label = self._labels[index.row()]
        before = self._targets.get(label_id)
        if index.column() == UNIT:
            after = Target(before.key, str(value)) if before else None
        else:
            after = Target(str(value), _fitting(label, str(value))) if value else None
        if after != before:
            self._dialog.map_label(label_id, after)
        return True

    def offered(self, index: _Index) -> list[tuple[str, str]]:
        """(words, value) of the answers a cell takes; none where it is not edited."""
        if index.column() == TARGET:
            return [(tr("nothing"), ""), *((mapping.label_of(key), key) for key in mapping.targets())]
        target = self._targets.get(self._labels[index.row()][0])
        declaration = registry().inputs.get(target.key) if target else None
        if index.column() != UNIT or declaration is None:
            return []
        listed = [unit.symbol for unit in units.compatible(declaration.unit)]
        return [(tr("not said"), ""), *((symbol, symbol) for symbol in listed)]


def _fitting(label: Label, key: str) -> str:
    """The label's unit where the key can be in it."""
    declaration = registry().inputs.get(key)
    if declaration is None or not label.unit:
        return ""
    symbols = {unit.symbol for unit in units.compatible(declaration.unit)}
    return label.unit if label.unit in symbols else ""


class _ChoiceDelegate(QStyledItemDelegate):
    """A list of answers that opens by a click, Return, F2 or the first letter."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        combo = QComboBox(parent)
        model = index.model()
        assert isinstance(model, _LabelModel)
        for words, value in model.offered(index):
            combo.addItem(words, value)
        combo.setMaxVisibleItems(20)
        combo.activated.connect(lambda _: self._taken(combo))
        return combo

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(0, editor.findData(index.data(_Role.EditRole))))

    def setModelData(self, editor: QWidget, model: Any, index: _Index) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())

    def _taken(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)
