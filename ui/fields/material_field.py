"""A place in the cell that a material fills. The design keeps its own copy, which may be an older one."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.services import edits, library
from app.services import format as writing
from app.services.design import Design
from app.services.document import Document
from app.services.expressions.refusals import EntryError
from app.services.i18n import tr
from app.services.library import Material
from calc import units
from calc.inputs.materials import PROPERTIES
from calc.quantity import Slot
from ui.fields.combo import ComboRow
from ui.fields.row import Host, origin_help, paragraphs
from ui.language import in_order

_AS_IN_DESIGN = "\0"
"""Stands for the copy in the design where it is not what the library says today."""

_EMPTY = "\0\0"
"""Stands for nothing at all, where a slot may be empty."""


class MaterialRow(ComboRow):
    """The library's materials of one kind; choosing one is one undo step."""

    def __init__(self, host: Host, slot: Slot, parent: QWidget) -> None:
        super().__init__(host, slot.key, tr(slot.label), parent)
        self.slot = slot
        self._shown: Material | None = None
        self._differs: bool | None = None
        """Whether the copy differs from the library's material; None until looked up."""
        self._choices: tuple[Material, ...] = ()
        self._show(self.session.design)

    @property
    def unsure(self) -> bool:
        """Whether the library has not been asked about this copy yet."""
        return self._differs is None

    def show_design(self, design: Design, *, anew: bool = False) -> None:
        """Show the material in the slot."""
        if anew or design.document.materials.get(self.key) != self._shown:
            self._show(design)

    def look_up(self) -> None:
        """Ask the library whether the copy is what it says today; reads a file."""
        material = self._shown
        self._differs = material is not None and differs_from_library(material)
        self.combo.show_text(self._title())

    def populate(self) -> None:
        self._say_origin()
        if not self.combo.count():
            self._fill()
        for index, offered in enumerate(self._choices, self.combo.count() - len(self._choices)):
            apart = edits.unmixable(self.session.document, self.key, offered)
            if self.combo.allows(index) == bool(apart):
                self.combo.allow(index, not apart, apart or _described(offered))

    def _fill(self) -> None:
        if self.unsure:
            self.look_up()
        self._choices = tuple(in_order(library.materials(self.slot.kind), lambda material: tr(material.name)))
        options = [(tr(offered.name), offered.id, _described(offered)) for offered in self._choices]
        material = self._shown
        chosen = _AS_IN_DESIGN if self._differs or material is None else material.id
        if material is None and self.slot.optional:
            chosen = _EMPTY
        if chosen == _AS_IN_DESIGN:
            options.insert(0, (self._title(), chosen, ""))
        if self.slot.optional:
            options.insert(0, (tr("none"), _EMPTY, tr("Nothing is here.")))
        self.combo.fill(options, chosen)

    def help_text(self) -> str:
        material = self._shown
        if material is None and self.slot.optional:
            return paragraphs(self.label, tr("Nothing is here. Choose a material to add one."))
        if material is None:
            return paragraphs(self.label, tr("No material is chosen; every value is typed."))
        return f"{paragraphs(self.label, origin_help('assumed') if material.assumed else '')}{_described(material)}"

    def show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._shown is not None:
            stated = self._shown.assumed
            words = tr("Mark as stated") if stated else tr("Mark as assumed")
            menu.addAction(words, lambda: self._mark(not stated))
        if self._differs and self._shown is not None:
            menu.addAction(tr("Take the library's values"), self._renew)
        if not menu.isEmpty():
            menu.popup(at)

    def _show(self, design: Design) -> None:
        self._shown = design.document.materials.get(self.key)
        self._differs = None
        self.combo.show_text(self._title())
        if self.combo.count():
            self.combo.clear()
            if self.combo.hasFocus():
                self.populate()
        self._say_origin()

    def _say_origin(self) -> None:
        assumed = self._shown is not None and self._shown.assumed
        self.set_origin("assumed" if assumed else "")
        self.set_small("", tr("assumed") if assumed else "")

    def _title(self) -> str:
        if self._shown is None:
            return tr("none")
        if self._differs:
            return tr("{material} (as in this design)", material=tr(self._shown.name))
        return tr(self._shown.name)

    def _activated(self, index: int) -> None:
        chosen = self.combo.itemData(index)
        current = self._shown
        self._say_origin()  # what was refused before is asked no more
        if chosen == _AS_IN_DESIGN:
            return
        if chosen == _EMPTY:
            self._take(lambda: self.session.clear_material(self.key))
            return
        if current is not None and chosen == current.id and not self._differs:
            if current.assumed:  # choosing it is stating it
                self._mark(False)
            return
        self._put(next(m for m in self._choices if m.id == chosen))

    def _renew(self) -> None:
        if self._shown is not None:
            self._put(library.material(self._shown.kind, self._shown.id))

    def _put(self, material: Material) -> None:
        self._take(lambda: self.session.set_material(self.key, material))

    def _take(self, edit: Callable[[], None]) -> None:
        """Edit; what is refused is said beneath the label, and what was there stands."""
        try:
            edit()
        except EntryError as refused:
            self._show(self.session.design)
            self.set_small(refused.message)

    def _mark(self, assumed: bool) -> None:
        def marked(document: Document) -> Document:
            material = replace(document.materials[self.key], assumed=assumed)
            return replace(document, materials=MappingProxyType({**document.materials, self.key: material}))

        self.session.apply(self.key, marked)


def differs_from_library(material: Material) -> bool:
    """Whether a design's copy of a material is not what the library says today."""
    try:
        current = library.material(material.kind, material.id)
    except KeyError:
        return True
    return replace(material, assumed=False) != replace(current, assumed=False)


def _described(material: Material) -> str:
    """A material's tooltip: what it is, its values and their sources."""
    names = PROPERTIES.get(material.kind, {})
    lines = [material.formula, tr(material.recipe), tr(material.note)]
    for name, value in material.values.items():
        label = tr(names[name][0]) if name in names else name
        told = writing.with_unit(value.text.replace("-", writing.MINUS), units.find(value.unit))
        lines.append(tr("{label}: {value}", label=label, value=told))
    cited = dict.fromkeys(value.source for value in material.values.values() if value.source)
    lines.extend(tr("Source: {source}", source=library.source(source).shown_title) for source in cited)
    if any(not value.source for value in material.values.values()):
        lines.append(tr("Source: uncited") if not cited else tr("Some values are uncited."))
    return paragraphs(tr(material.name), *lines)
