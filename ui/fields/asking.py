"""What can be asked of a field: its help, its menu and the units it can be seen in."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.services import expressions, library
from app.services import format as writing
from app.services.i18n import tr
from calc import units
from calc.notation import symbol_text
from calc.units import ONE, Unit
from ui.fields.row import origin_help, paragraphs

if TYPE_CHECKING:
    from ui.fields.field import FieldRow


def help_text(row: "FieldRow") -> str:
    """What the field is for, its limits, and where its value comes from, as a tool tip."""
    design, declared = row.session.design, row.declaration
    title = f"{row.label}  {symbol_text(declared.symbol)}"
    lines = [tr(declared.help), _limits(row)]
    if not row.edit.fits and not row.error:
        lines.insert(0, tr("{label}: {value}", label=row.label, value=design.text(row.key)))
    if declared.default and not declared.optional:
        lines.append(tr("Usual: {value}", value=_told(declared.default, declared.unit)))
    origin = str(design.origin(row.key))
    lines.append(origin_help(origin))
    document = design.document
    if not row.derived:
        supplied = document.supplied(declared)
        if supplied is not None and declared.material is not None:
            material = document.materials[declared.material[0]]
            value = _told(supplied.text, units.find(supplied.unit))
            lines.append(tr("{material}: {value}", material=tr(material.name), value=value))
            if supplied.note:
                lines.append(tr(supplied.note))
        source = design.source(row.key)
        if source:
            lines.append(tr("Source: {source}", source=library.source(source).shown_title))
        elif origin == "material":
            lines.append(tr("Source: uncited"))
    if expressions.offered(declared):
        lines.append(tr("Press the unit, or Ctrl+U, to see it in another one."))
    return paragraphs(title, *lines)


def _limits(row: "FieldRow") -> str:
    declared = row.declaration
    if declared.low == declared.high:
        return ""
    unit = row.unit
    ends = (unit.from_si(declared.unit.to_si(limit)) for limit in (declared.low, declared.high))
    low, high = (_told(writing.full(end, ONE), unit) for end in ends)
    return tr("Limits: {low} to {high}", low=low, high=high)


def menu(row: "FieldRow") -> QMenu:
    """What can be done with the value; it deletes itself when closed."""
    made = QMenu(row)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    design, document = row.session.design, row.session.document
    made.addAction(tr("Why {value}?", value=design.text(row.key)), lambda: row.host.explain(row.key))
    made.addSeparator()
    if row.derived:
        made.addAction(tr("Ask for another value…"), lambda: row.host.want(row.key))
    made.addAction(tr("Copy value"), row.copy_value)
    offered = unit_menu(row, made)
    if offered is not None:
        made.addMenu(offered)
    if not row.derived:
        paste = made.addAction(tr("Paste"), row.paste_over)
        paste.setEnabled(bool(QGuiApplication.clipboard().text().strip()))
        made.addSeparator()
        entry = document.entries.get(row.key)
        if entry is not None and entry.text:
            words = tr("Mark as stated") if entry.assumed else tr("Mark as assumed")
            made.addAction(words, lambda: row.mark(not entry.assumed))
            words = tr("Mark as not measured") if entry.measured else tr("Mark as measured")
            made.addAction(words, lambda: row.mark_measured(not entry.measured))
        if document.overrides(row.key):
            made.addAction(tr("Reset to the material's value"), row.reset_to_material)
        if row.error:
            made.addAction(tr("Restore the last good value"), row.restore)
    return made


def unit_menu(row: "FieldRow", parent: QWidget | None = None) -> QMenu | None:
    """The units that the field can show; None where there is only one. It deletes itself when closed."""
    offered = expressions.offered(row.declaration)
    if not offered:
        return None
    made = QMenu(tr("Unit"), parent or row)
    if parent is None:
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    group = QActionGroup(made)
    for unit in offered:
        action = made.addAction(row.session.design.unit_symbol(unit), partial(row.show_in, unit.symbol))
        action.setCheckable(True)
        action.setChecked(unit == row.unit)
        group.addAction(action)
    return made


def _told(text: str, unit: Unit) -> str:
    return writing.with_unit(text.replace("-", writing.MINUS), unit)
