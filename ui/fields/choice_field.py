"""A choice of the design: which construction, which anode, what the loading is given by."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.services.design import Design
from app.services.expressions.refusals import EntryError
from app.services.i18n import tr
from calc.quantity import Choice, label_under
from ui.fields.combo import ComboRow
from ui.fields.row import Host, paragraphs
from ui.theme import GRID


class ChoiceRow(ComboRow):
    """One question and its answers; answering is one undo step."""

    def __init__(self, host: Host, choice: Choice, parent: QWidget) -> None:
        super().__init__(host, choice.key, tr(choice.label), parent)
        self.choice = choice
        self.show_design(self.session.design)

    def show_design(self, design: Design, *, anew: bool = False) -> None:
        """Show the answer."""
        chosen = design.plan.choices[self.key]
        self.set_small("")
        self.combo.show_text(design.option_label(self.choice))
        if self.combo.count():
            self.combo.choose(chosen)

    def populate(self) -> None:
        self.set_small("")
        chosen = self.session.design.plan.choices
        options = [(tr(label_under(o, chosen)), o.id, tr(o.help)) for o in self.choice.options]
        if [text for text, *_ in options] != [self.combo.itemText(i) for i in range(self.combo.count())]:
            self.combo.fill(options, chosen[self.key])

    @property
    def gap(self) -> int:
        return GRID // 2  # a choice has no mark of origin

    def help_text(self) -> str:
        chosen = self.choice.option(self.session.design.plan.choices[self.key])
        described = self.session.design.option_label(self.choice)
        if chosen.help:
            described = tr("{option}: {help}", option=described, help=tr(chosen.help))
        return paragraphs(self.label, tr(self.choice.help), described)

    def show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("What does this decide?"), lambda: self.host.explain(self.key))
        menu.popup(at)

    def _activated(self, index: int) -> None:
        try:
            self.session.choose(self.key, self.combo.itemData(index))
        except EntryError as refused:
            # The answer before stands, so nothing is in dispute: the sentence goes when the question is asked anew.
            self.combo.choose(self.session.design.plan.choices[self.key])
            self.set_small(refused.message)
