"""The place of the materials: what the program ships and the user's own, and how the open design's copies differ."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.services import disk, library, own_materials
from app.services.disk import StorageError
from app.services.i18n import tr
from app.services.library import Material
from app.services.own_materials import OwnMaterialError
from calc.graph import registry
from ui import theme
from ui.edged import EdgedCombo
from ui.file_names import offer_to_replace, unasked, with_suffix
from ui.language import in_order
from ui.messages import Remedy
from ui.panels.design_materials import DesignMaterials, in_library
from ui.panels.material_editor import MaterialEditor
from ui.places.place import PlaceWidget

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_LIST: Final = 34 * theme.GRID
_MIDDLE: Final = 88 * theme.GRID
_COPIES: Final = 38 * theme.GRID
_MATERIAL: Final = Qt.ItemDataRole.UserRole


class LibraryPlace(PlaceWidget):
    """The list on the left, the material chosen in the middle, the design's copies on the right."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._messages = window.messages
        self._session = window.session
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search the materials"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.kind = EdgedCombo()
        self.kind.setAccessibleName(tr("Kind of material"))
        self.kind.addItem(tr("All kinds"), "")
        for kind, label in kind_labels().items():
            self.kind.addItem(label, kind)
        self.kind.currentIndexChanged.connect(self._fill)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Materials"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._chosen)
        self._own: tuple[Material, ...] = ()
        """The user's materials when the list was filled."""
        self.problems = QLabel()
        self.problems.setTextFormat(Qt.TextFormat.PlainText)
        self.problems.setWordWrap(True)
        self.problems.setProperty("tone", "error")
        self.editor = MaterialEditor()
        self.editor.edited.connect(self._refresh)
        self.editor.curve.wanted.connect(self.ask_curve)
        self.add = _button(tr("New…"), self.new)
        self.duplicate = _button(tr("Duplicate"), self.duplicate_chosen)
        self.keep = _button(tr("Save"), self.save)
        self.delete = _button(tr("Delete"), self.delete_chosen)
        self.bring = _button(tr("Import…"), self.import_file)
        self.give = _button(tr("Export…"), self.export_file)
        self.in_design = DesignMaterials(window.session)
        self.in_design.wanted.connect(self.show_material)
        self.in_design.kept.connect(self._keep_copy)
        self._lay_out(window)
        self._fill()

    @property
    def splitters(self) -> tuple[QSplitter, ...]:
        return (self._splitter,)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """The list, the material, the design's copies."""
        widgets = (self._splitter.widget(at) for at in range(self._splitter.count()))
        return tuple(widget for widget in widgets if widget is not None)

    def enter(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        self.moved_by_hand = False
        self._splitter.setSizes([_LIST, _MIDDLE, _COPIES])

    def may_be_rebuilt(self) -> bool:
        return self._settled()

    def may_close(self) -> bool:
        return self._settled()

    def memory(self) -> dict[str, Any]:
        shown = self.editor.material
        return {
            "words": self.search.text(),
            "kind": self.kind.currentIndex(),
            "material": (shown.kind, shown.id) if shown is not None else None,
        }

    def recall(self, memory: Mapping[str, Any]) -> None:
        if memory["material"] is not None:
            self.show_material(*memory["material"])
        self.kind.setCurrentIndex(memory["kind"])
        self.search.setText(memory["words"])

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed is kept when another place is shown, or the window closed."""
        if not event.spontaneous():
            self._settled()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.editor.changed:
            self._fill()
        self.in_design.refresh()
        if self.editor.material is None and not self.search.text():
            self._show_one_of_the_design()

    def event(self, event: QEvent) -> bool:
        """What another window did to the materials is seen when this one is used again."""
        if event.type() == QEvent.Type.WindowActivate and self._own_now() != self._own:
            if not self.editor.changed:
                self._show_now(self.editor.material)
            self._fill()
            self.in_design.refresh()
        return super().event(event)

    def show_material(self, kind: str, material_id: str) -> None:
        """Choose a material of the list."""
        self.search.clear()
        self.kind.setCurrentIndex(0)
        for row in range(self.list.count()):
            material: Material | None = self.list.item(row).data(_MATERIAL)
            if material is not None and (material.kind, material.id) == (kind, material_id):
                self.list.setCurrentRow(row)
                self.list.scrollToItem(self.list.item(row))

    # What the buttons do

    def new(self) -> None:
        """An empty material of the kind that is chosen."""
        if not self._settled():
            return
        shown = self.editor.material
        kind = self.kind.currentData() or (shown.kind if shown is not None else next(iter(kind_labels())))
        self._keep(Material(own_materials.free_id(kind, "new"), kind, tr("New material")))
        self.editor.name.setFocus()
        self.editor.name.selectAll()

    def duplicate_chosen(self) -> None:
        """A copy that can be edited."""
        if not self._settled():
            return
        material = self.editor.material
        if material is not None:
            self._keep(own_materials.duplicated(material))
            self.editor.name.setFocus()
            self.editor.name.selectAll()

    def save(self) -> None:
        """Write what was edited; designs keep the copies they have."""
        try:
            edited = self.editor.as_edited()
        except OwnMaterialError as error:
            self._messages.show_message("error", str(error), Remedy(tr("Discard"), self._reload))
            return
        now = in_library(edited) if edited is not None else None
        if edited is None:
            return
        if now is not None and now != self.editor.material:
            self._messages.show_message(
                "warning",
                tr(
                    "{name} was changed by another program since it was opened here; nothing was written.",
                    name=now.name,
                ),
                Remedy(tr("Reload"), self._reload),
                Remedy(tr("Overwrite"), lambda: self._keep(replace(edited, revision=now.revision + 1))),
            )
            return
        self._keep(replace(edited, revision=edited.revision + 1))

    def delete_chosen(self) -> None:
        """Delete one of the user's own; it can be taken back from the bar."""
        material = self.editor.material
        if material is None or not own_materials.is_own(material):
            return
        try:
            own_materials.delete(material)
        except OwnMaterialError as error:
            self._messages.show_message("error", str(error))
            return
        self.editor.show_material(None, own=False)
        self._fill()
        self.in_design.refresh()
        self._messages.show_message(
            "information",
            tr("{name} was deleted. Designs keep their copies of it.", name=material.name),
            Remedy(tr("Take it back"), lambda: self._take_back(material)),
        )

    def _take_back(self, material: Material) -> None:
        if self._settled():
            self._keep(material)

    def import_file(self) -> None:
        """Take a material's file into the user's folder."""
        path = self.ask_open_path() if self._settled() else None
        if path is None:
            return
        try:
            material = own_materials.read(path)
        except OwnMaterialError as error:
            self._messages.show_message("error", str(error))
            return
        self._keep(replace(material, id=own_materials.free_id(material.kind, material.id)))

    def export_file(self) -> None:
        """Write the material that is shown to a file of its own."""
        if not self._settled():
            return
        material = self.editor.material
        path = self.ask_save_path(material) if material is not None else None
        if material is None or path is None:
            return
        target = with_suffix(path, own_materials.SUFFIX)
        if unasked(path, target):
            offer_to_replace(target, self._messages, lambda: self._export_to(target, material))
            return
        self._export_to(target, material)

    def _export_to(self, path: Path, material: Material) -> None:
        try:
            disk.write_bytes(path, own_materials.written(material))
        except StorageError as error:
            self._messages.show_message("error", str(error))
            return
        self._messages.show_message("good", tr("Exported to {path}.", path=path))

    def ask_curve(self) -> None:
        """Ask for the half-cell curve of the material that is shown."""
        path = self.ask_curve_path()
        if path is not None:
            self.take_curve(path)

    def take_curve(self, path: Path) -> None:
        """Offer the runs of a file as the curve of the material that is shown, or say why it holds none."""
        from app.services.half_cell_files import CurveError
        from ui.dialogs.half_cell_curve import CurveDialog

        slot, name = self.editor.curve_slot, self.editor.name.text()
        try:
            dialog = CurveDialog({slot: name}, path, lambda _slot, taken: self.editor.set_curve(taken), self)
        except CurveError as problem:
            self._messages.show_message("error", problem.message)
            return
        dialog.accepted.connect(lambda: self._messages.show_message("good", dialog.summary))
        dialog.open()

    def ask_curve_path(self) -> Path | None:
        """The file with the curve."""
        kinds = f"{tr('Tables (*.csv *.txt *.mpt *.tsv)')};;{tr('All files (*)')}"
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Import half-cell curve"), "", kinds)
        return Path(chosen) if chosen else None

    def ask_open_path(self) -> Path | None:
        """The file to take in."""
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Import a material"), "", tr("Materials (*.toml)"))
        return Path(chosen) if chosen else None

    def ask_save_path(self, material: Material) -> Path | None:
        """The file to write."""
        name = f"{material.id}{own_materials.SUFFIX}"
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save as"), name, tr("Materials (*.toml)"))
        return Path(chosen) if chosen else None

    # Inside

    def _show_one_of_the_design(self) -> None:
        """Show a material that the open design is made of, the first that the library has."""
        for material in self._session.document.materials.values():
            self.show_material(material.kind, material.id)
            if self.editor.material is not None:
                return

    def _keep_copy(self, material: Material) -> None:
        """The copy of a design becomes a material of the user's own; where its id is free, that very one."""
        if self._settled():
            copy = own_materials.duplicated(material, material.name)
            self._keep(replace(copy, revision=material.revision) if copy.id == material.id else copy)

    def _reload(self) -> None:
        self._show_now(self.editor.material)
        self._fill()

    def _show_now(self, material: Material | None) -> None:
        """Show a material as the library has it now, in place of what was typed over an older state of it."""
        now = in_library(material) if material is not None else None
        self.editor.show_material(now, own=now is not None and own_materials.is_own(now))

    def _own_now(self) -> tuple[Material, ...]:
        return tuple(material for kind in kind_labels() for material in own_materials.materials(kind))

    def _settled(self) -> bool:
        """Keep what was typed, so that nothing is lost by what comes next; False where it cannot be kept."""
        self.editor.commit()
        if self.editor.changed:
            self.save()
        return not self.editor.changed

    def _keep(self, material: Material) -> None:
        try:
            kept = own_materials.keep(material)
        except OwnMaterialError as error:
            discard = (Remedy(tr("Discard"), self._reload),) if self.editor.changed else ()
            self._messages.show_message("error", str(error), *discard)
            return
        self.editor.show_material(None, own=False)
        self.search.clear()
        self.kind.setCurrentIndex(0)
        self._fill()
        self.show_material(kept.kind, kept.id)
        self.in_design.refresh()
        self._messages.show_message("good", tr("{name} is kept among your materials.", name=kept.name))

    def _fill(self) -> None:
        wanted, words = self.kind.currentData(), self.search.text().casefold().split()
        before = self.editor.material
        self.list.blockSignals(True)
        self.list.clear()
        chosen: QListWidgetItem | None = None
        for kind, label in kind_labels().items():
            if wanted and kind != wanted:
                continue
            fitting = (m for m in library.materials(kind) if _fits(m, label, words))
            found = in_order(fitting, lambda material: tr(material.name))
            if found:
                heading = QListWidgetItem(label)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                heading.setFont(theme.font("caption", bold=True))
                self.list.addItem(heading)
            for material in found:
                own = own_materials.is_own(material)
                item = QListWidgetItem(tr("{name} (your own)", name=tr(material.name)) if own else tr(material.name))
                item.setData(_MATERIAL, material)
                self.list.addItem(item)
                if before is not None and (kind, material.id) == (before.kind, before.id):
                    chosen = item
        if chosen is not None:
            self.list.setCurrentItem(chosen)
        self.list.blockSignals(False)
        self._own = self._own_now()
        told = own_materials.problems()
        self.problems.setText("\n".join(told))
        self.problems.setVisible(bool(told))
        self._refresh()

    def _chosen(self, item: QListWidgetItem | None) -> None:
        material: Material | None = item.data(_MATERIAL) if item is not None else None
        if material is None:
            return
        self.editor.commit()
        if self.editor.changed:
            if self._settled():
                self.show_material(material.kind, material.id)
            else:  # what could not be kept is still there
                QTimer.singleShot(0, self, self._fill)
            return
        self.editor.show_material(material, own=own_materials.is_own(material))
        self._refresh()

    def _refresh(self) -> None:
        material = self.editor.material
        own = material is not None and own_materials.is_own(material)
        self.duplicate.setEnabled(material is not None)
        self.give.setEnabled(material is not None)
        self.delete.setEnabled(own)
        self.keep.setEnabled(own and self.editor.changed)

    def _lay_out(self, window: "MainWindow") -> None:
        left = _column()
        left_rows = left.layout()
        assert isinstance(left_rows, QVBoxLayout)
        left_rows.addWidget(self.search)
        left_rows.addWidget(self.kind)
        left_rows.addWidget(self.list, 1)
        left_rows.addWidget(self.problems)
        left_rows.addLayout(_line(self.add, self.bring))
        middle = _column()
        rows = middle.layout()
        assert isinstance(rows, QVBoxLayout)
        rows.addWidget(self.editor, 1)
        rows.addLayout(_line(self.duplicate, self.keep, self.delete, self.give))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName("library")
        self._tame(self._splitter)
        for widget in (left, middle, self.in_design):
            self._splitter.addWidget(widget)
        for at in (0, 2):
            self._splitter.setStretchFactor(at, 0)
        self._splitter.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)
        self.reset()
        kept = window.preferences.now.splitters.get("library")
        if kept:
            self._splitter.setSizes(list(kept))


def kind_labels() -> dict[str, str]:
    """Each kind of material → the place in the cell that it is for, in words."""
    labels: dict[str, str] = {}
    for slot in registry().slots.values():
        labels.setdefault(slot.kind, "")
    words = {
        "cathode-active": tr("Cathode active materials"),
        "anode-active": tr("Anode active materials"),
        "carbon": tr("Carbons"),
        "binder": tr("Binders"),
        "foil": tr("Foils"),
        "separator": tr("Separators"),
        "electrolyte": tr("Electrolytes"),
        "solvent": tr("Solvents"),
        "salt": tr("Salts"),
        "additive": tr("Additives"),
        "pouch-film": tr("Pouch films"),
        "tape": tr("Tapes"),
        "tab": tr("Tabs"),
    }
    return {kind: words.get(kind, kind) for kind in labels}


def _fits(material: Material, kind: str, words: list[str]) -> bool:
    written = (material.name, material.recipe, material.note)
    said = " ".join((*written, *map(tr, written), material.id, material.formula, kind)).casefold()
    return all(word in said for word in words)


def _column() -> QWidget:
    column = QWidget()
    rows = QVBoxLayout(column)
    rows.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
    rows.setSpacing(theme.GRID)
    return column


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme.GRID)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line


def _button(text: str, pressed: object) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(lambda _checked=False: pressed())  # type: ignore[operator]
    return button
