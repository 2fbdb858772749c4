"""A choice of the design: which construction, which anode, what the loading is given by."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.services.design import Design
from app.services.i18n import tr
from calc.quantity import Choice
from ui.fields.combo import ComboRow
from ui.fields.row import Columns, paragraphs
from ui.session import Session


class ChoiceRow(ComboRow):
    """One question and its answers; answering is one undo step."""

    def __init__(self, session: Session, choice: Choice, columns: Columns, parent: QWidget) -> None:
        super().__init__(choice.key, tr(choice.label), columns, parent)
        self.session = session
        self.choice = choice
        self.show_design(session.design)

    def show_design(self, design: Design, *, anew: bool = False) -> None:
        """Show the answer."""
        chosen = design.plan.choices[self.key]
        if self.combo.count() > 1:
            index = self.combo.findData(chosen)
            if index != self.combo.currentIndex():
                self.combo.blockSignals(True)
                self.combo.setCurrentIndex(index)
                self.combo.blockSignals(False)
                self.combo.update()
        else:
            self._show_only(tr(self.choice.option(chosen).label), chosen)

    def populate(self) -> None:
        if self.combo.count() == len(self.choice.options):
            return
        self.combo.blockSignals(True)
        self.combo.clear()
        for index, option in enumerate(self.choice.options):
            self.combo.addItem(tr(option.label), option.id)
            self.combo.setItemData(index, tr(option.help), Qt.ItemDataRole.ToolTipRole)
        self.combo.setCurrentIndex(self.combo.findData(self.session.design.plan.choices[self.key]))
        self.combo.blockSignals(False)

    def help_text(self) -> str:
        chosen = self.choice.option(self.session.design.plan.choices[self.key])
        described = tr(chosen.label)
        if chosen.help:
            described = tr("{option}: {help}", option=described, help=tr(chosen.help))
        return paragraphs(self.label, tr(self.choice.help), described)

    def show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("What does this decide?"), lambda: self.why.emit(self.key))
        menu.popup(at)

    def _activated(self, index: int) -> None:
        self.session.choose(self.key, self.combo.itemData(index))
