"""What a designer decides about rules: why one may stay broken, and what the limits are in this design."""

import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.services import format as writing
from app.services import judgement
from app.services.expressions.refusals import EntryError
from app.services.i18n import N_, tr
from calc.evaluate import Finding
from calc.limits import SEVERITIES, SIDES, LimitName
from calc.quantity import Rule
from ui import theme
from ui.bar_button import BarButton
from ui.session import Change, Session, StepWords

_EDGE = [3 * theme.GRID] * 4


class AcknowledgeDialog(QDialog):
    """The finding, and the reason why it may stand. One undo step."""

    def __init__(self, session: Session, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rule = finding.rule
        self.setWindowTitle(tr("Acknowledge a finding"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        before = session.document.acknowledged.get(finding.rule.key)
        said = _words(session.design.message(finding))
        why = _words(tr(finding.rule.reason), "secondary")
        what = _words(
            tr("It stays in the list, dimmed, and is printed with the reason on the first page of every document. "
               "Should it become graver, it counts again."), "secondary")  # fmt: skip
        self.reason = QPlainTextEdit(before.reason if before else "")
        self.reason.setProperty("edged", True)
        self.reason.setTabChangesFocus(True)
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setFixedHeight(10 * theme.GRID)
        self.person = QLineEdit(before.person if before else "")
        self.date = QLineEdit(before.date if before else _today())
        self.error = _words("", "error")
        fields = QFormLayout()
        fields.setHorizontalSpacing(2 * theme.GRID)
        fields.addRow(tr("Reason"), self.reason)
        fields.addRow(tr("Person"), self.person)
        fields.addRow(tr("Date"), self.date)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = QPushButton(tr("Acknowledge"))
        self.take.setDefault(True)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._acknowledge)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*_EDGE)
        column.setSpacing(theme.GRID)
        for widget in (said, why):
            column.addWidget(widget)
        column.addSpacing(theme.GRID)
        column.addLayout(fields)
        for widget in (what, self.error):
            column.addWidget(widget)
        column.addWidget(buttons)
        self.setMinimumWidth(62 * theme.GRID)
        self.reason.setFocus()

    def _acknowledge(self) -> None:
        reason, person, date = self.reason.toPlainText(), self.person.text(), self.date.text()
        try:
            self._session.apply(
                StepWords(N_("Acknowledgement")),
                lambda document: judgement.acknowledge(document, self._rule.key, reason, person, date),
            )
        except EntryError as error:
            self.error.setText(error.message)
            return
        self.accept()


class LimitsDialog(QDialog):
    """Every rule in force, and the limits of the one chosen. What is typed holds at once; each is one undo step."""

    def __init__(self, session: Session, rule_key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(tr("Limits of the rules"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a rule"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._sift)
        self.rules = QListWidget()
        self.rules.setAccessibleName(tr("Rules"))
        self.rules.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rules.currentItemChanged.connect(lambda *_: self._show_rule())
        for rule in session.design.plan.rules:
            item = QListWidgetItem(tr(rule.title))
            item.setData(Qt.ItemDataRole.UserRole, rule.key)
            self.rules.addItem(item)
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.rules)
        self._title, self._why, self._now = _words("", bold=True), _words("", "secondary"), _words("")
        self.fields = {(severity, side): LimitField(self, severity, side) for severity in SEVERITIES for side in SIDES}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GRID)
        for row, ((severity, side), field) in enumerate(self.fields.items()):
            grid.addWidget(QLabel(tr(judgement.WORDS[severity, side])), row, 0)
            for column, widget in enumerate((field.edit, field.default, field.reset), 1):
                grid.addWidget(widget, row, column)
        self.error = _words("", "error")
        self.error.setMinimumHeight(6 * theme.GRID)
        self.error.setAlignment(Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(theme.GRID)
        for part in (self._title, self._why, self._now):
            right.addWidget(part)
        right.addSpacing(theme.GRID)
        right.addLayout(grid)
        hint = tr("A unit may be typed. An empty field: this limit is not checked. Changed limits are printed in the "
                  "specification.")  # fmt: skip
        right.addWidget(_words(hint, "secondary"))
        right.addWidget(self.error)
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(3 * theme.GRID)
        both.addLayout(left, 2)
        both.addLayout(right, 3)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.close)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(*_EDGE)
        column_of_all.setSpacing(2 * theme.GRID)
        column_of_all.addLayout(both)
        column_of_all.addWidget(buttons)
        self.resize(110 * theme.GRID, 66 * theme.GRID)
        session.settled.connect(self._changed)
        self._mark()
        self.show_rule(rule_key or session.design.plan.rules[0].key)

    @property
    def rule(self) -> Rule:
        """The rule whose limits are shown."""
        key = self.rules.currentItem().data(Qt.ItemDataRole.UserRole)
        return next(rule for rule in self._session.design.plan.rules if rule.key == key)

    @property
    def read_only(self) -> bool:
        """Whether the design may only be looked at."""
        return self._session.locked

    def show_rule(self, key: str) -> None:
        """Show the limits of a rule."""
        for at in range(self.rules.count()):
            if self.rules.item(at).data(Qt.ItemDataRole.UserRole) == key:
                self.rules.setCurrentRow(at)

    def set_limit(self, name: LimitName, text: str | None) -> bool:
        """Set a limit as typed; None: back to the default. False when the text is not taken, with the sentence why."""
        try:
            self._session.apply(
                StepWords(N_("Limit of a rule")), lambda document: judgement.set_limits(document, {name: text})
            )
        except EntryError as error:
            self.error.setText(error.message)
            return False
        self.error.setText("")
        return True

    def _changed(self, change: Change) -> None:
        if change.before is not None and change.before.plan is not change.design.plan:
            self.close()  # other rules are in force
            return
        self._mark()
        self.show_fields()

    def _mark(self) -> None:
        changed = {name.rule for name in self._session.document.limits}
        for at in range(self.rules.count()):
            item = self.rules.item(at)
            font = theme.font(bold=item.data(Qt.ItemDataRole.UserRole) in changed)
            item.setFont(font)

    def _sift(self, text: str) -> None:
        words = text.casefold().split()
        for at in range(self.rules.count()):
            item = self.rules.item(at)
            said = f"{item.text()} {item.data(Qt.ItemDataRole.UserRole)}".casefold()
            item.setHidden(not all(word in said for word in words))

    def _show_rule(self) -> None:
        if self.rules.currentItem() is None:
            return
        self.error.setText("")
        self._title.setText(tr(self.rule.title))
        self._why.setText(tr(self.rule.reason))
        self.show_fields()

    def show_fields(self) -> None:
        """Show the limits of the rule as they stand."""
        design = self._session.design
        value = writing.quantity_text(design.checked(self.rule), self.rule.unit)
        self._now.setText(tr("In this design: {value}", value=value))
        for (severity, side), field in self.fields.items():
            name = LimitName(self.rule.key, severity, side)
            entry = design.document.limits.get(name)
            default = judgement.declared_text(design, name)
            now = judgement.limit_number(design, name)
            field.show_limit(name, now, tr("by default {default}", default=default), changed=entry is not None)


class LimitField:
    """The widgets of one limit: its text, its default, and the way back to it."""

    def __init__(self, dialog: LimitsDialog, severity: str, side: str) -> None:
        self._dialog = dialog
        self._name = LimitName("", severity, side)
        self._shown = ""
        words = tr(judgement.WORDS[severity, side])
        self.edit = QLineEdit()
        self.edit.setAccessibleName(words)
        self.edit.setPlaceholderText(tr("not checked"))
        self.edit.editingFinished.connect(self._typed)
        self.default = QLabel()
        self.default.setProperty("tone", "secondary")
        self.reset = BarButton()
        self.reset.setText(tr("Reset"))
        self.reset.setAccessibleName(tr("{limit}: back to the default", limit=words))
        self.reset.clicked.connect(partial(self._set, None))

    def show_limit(self, name: LimitName, text: str, default: str, *, changed: bool) -> None:
        """Show a limit; what is typed and not taken yet is replaced."""
        self._name, self._shown = name, text
        if self.edit.text() != text:
            self.edit.setText(text)
        self.edit.setFont(theme.font(bold=changed))
        self.edit.setReadOnly(self._dialog.read_only)
        self.default.setText(default if changed or text else "")
        self.reset.setEnabled(changed and not self._dialog.read_only)

    def _typed(self) -> None:
        if self.edit.text() != self._shown:
            self._set(self.edit.text())

    def _set(self, text: str | None, _checked: bool = False) -> None:
        if self._dialog.set_limit(self._name, text):
            self._dialog.show_fields()


def _words(text: str, tone: str = "", *, bold: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if bold:
        label.setFont(theme.font("heading", bold=True))
    if tone:
        label.setProperty("tone", tone)
    return label


def _today() -> str:
    return datetime.datetime.now().astimezone().date().isoformat()
