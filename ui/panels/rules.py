"""The rules a design breaks: errors first, each with its reason; a press leads to the field that cures it.

Those that somebody lets stand come after the others, dimmed, with the reason that was given, and are counted apart.
"""

import functools
import itertools
import math

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStaticText,
    QTransform,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.services import judgement
from app.services.design import Design
from app.services.document import Acknowledgement
from app.services.i18n import N_, joined, tr
from calc.evaluate import Finding
from calc.graph import registry
from ui import theme
from ui.bar_button import BarButton
from ui.session import Change, Session, StepWords

SEVERITIES = ("error", "warning", "info")
_COUNTED = (*SEVERITIES, "acknowledged")
_ICONS = {"error": "error", "warning": "warning", "info": "info", "acknowledged": "acknowledged"}
_COLORS = {"error": "error", "warning": "warning", "info": "information", "acknowledged": "secondary"}
_ICON = 16
_MARGIN = 2 * theme.GRID
_LEFT = _MARGIN + _ICON + theme.GRID
"""Where the texts begin."""
_MORE = 3 * theme.GRID
"""Side of the button at the right of a finding."""


class RulesPanel(QWidget):
    """A heading with counts, and the findings below it."""

    focus_requested = Signal(str)
    """The input or choice to change."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._of_rule: dict[str, RuleItem] = {}
        self._items: list[RuleItem] = []
        self._at = -1
        heading = QLabel(tr("Rules"))
        heading.setFont(theme.font("heading", bold=True))
        self._counts = _Counts(self)
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN, theme.GRID // 2, theme.GRID, theme.GRID // 2)
        self.limits = BarButton()
        self.limits.setText(tr("Limits…"))
        self.limits.setToolTip(tr("The limits of every rule, and those set for this design"))
        self.limits.clicked.connect(functools.partial(self.show_limits, ""))
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self._counts)
        head.addWidget(self.limits)
        self._content = QWidget()
        self._content.setAutoFillBackground(False)
        self._empty = QLabel(self._content)
        self._empty.setProperty("tone", "secondary")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(_MARGIN, 0, _MARGIN, theme.GRID)
        self._scroll = _Scroll(self._content)
        self._scroll.resized.connect(self._place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        self._show(session.design)
        session.settled.connect(self._settled)

    @property
    def items(self) -> tuple["RuleItem", ...]:
        """What is listed, in order."""
        return tuple(self._items)

    def next(self) -> None:
        """Lead to the field of the next finding, round and round."""
        items = self.items
        if items:
            self._at = (self._at + 1) % len(items)
            self._scroll.ensureWidgetVisible(items[self._at])
            items[self._at].click()

    def acknowledge(self, rule_key: str) -> None:
        """Ask why a broken rule may stand."""
        from ui.dialogs.judgement import AcknowledgeDialog

        finding = next((f for f in self._session.design.findings if f.rule.key == rule_key), None)
        if finding is not None:
            AcknowledgeDialog(self._session, finding, self.window()).open()

    def withdraw(self, rule_key: str) -> None:
        """Take an acknowledgement back; one undo step."""
        self._session.apply(StepWords(N_("Acknowledgement")), lambda document: judgement.withdraw(document, rule_key))

    def show_limits(self, rule_key: str, _checked: bool = False) -> None:
        """Show the limits of the rules, those of one rule first."""
        from ui.dialogs.judgement import LimitsDialog

        LimitsDialog(self._session, rule_key, self.window()).open()

    def show_rule(self, key: str) -> bool:
        """Bring a broken rule into sight, with the focus; False when it is not broken."""
        item = self._of_rule.get(key)
        if item is None or item not in self._items:
            return False
        self._at = self._items.index(item)
        self._scroll.ensureWidgetVisible(item)
        item.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _settled(self, change: Change) -> None:
        self._show(change.design)

    def _show(self, design: Design) -> None:
        findings = (*design.open_findings, *design.acknowledged_findings)
        listed = [self._item(design, finding) for finding in findings]
        if listed != self._items:
            for item in self._items:
                if item not in listed:
                    item.hide()
            self._items = listed
            for before, after in itertools.pairwise(stop for item in listed for stop in (item, item.more)):
                self.setTabOrder(before, after)
        counts = *(design.count(severity) for severity in SEVERITIES), len(design.acknowledged_findings)
        self._counts.show_counts(counts)
        if not findings:
            text = tr("All {count} rules for this kind of cell are met. A rule that is broken appears here, "
                      "with its reason and the fields to change.", count=len(design.plan.rules))  # fmt: skip
            if text != self._empty.text():
                self._empty.setText(text)
        self._place()

    def _item(self, design: Design, finding: Finding) -> "RuleItem":
        """The item of a rule: it stays the same wherever the rule comes to stand in the list."""
        item = self._of_rule.get(finding.rule.key)
        if item is None:
            item = self._of_rule[finding.rule.key] = RuleItem(self._content)
            item.clicked.connect(lambda _checked=False, item=item: self._lead(item))
            item.menu_requested.connect(lambda at, item=item: self._offer(item, at))
        item.show_finding(design, finding)
        return item

    def _place(self) -> None:
        """Put the findings under each other; only those move whose place changed."""
        count = len(self._items)
        width, y = self._scroll.steady_width(), 0
        for item in self._items:
            place = QRect(0, y, width, item.heightForWidth(width))
            if item.geometry() != place:
                item.setGeometry(place)
            y += place.height()
            if item.isHidden():
                item.show()
        if self._empty.isHidden() != bool(count):
            self._empty.setHidden(bool(count))
        if not count:
            self._empty.setGeometry(0, 0, width, self._empty.heightForWidth(width))
            y = self._empty.height()
        if self._content.size() != QSize(width, y + theme.GRID):
            self._content.resize(width, y + theme.GRID)

    def _offer(self, item: "RuleItem", at: QPoint) -> None:
        self.menu(item).popup(at)

    def menu(self, item: "RuleItem") -> QMenu:
        """What can be done with a finding."""
        assert item.finding is not None
        key = item.finding.rule.key
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if item.acknowledged is None:
            menu.addAction(tr("Acknowledge with a reason…"), lambda: self.acknowledge(key))
        else:
            menu.addAction(tr("Change the reason…"), lambda: self.acknowledge(key))
            menu.addAction(tr("Withdraw the acknowledgement"), lambda: self.withdraw(key))
        for action in menu.actions():
            action.setEnabled(not self._session.locked)
        menu.addAction(tr("Limits of this rule…"), lambda: self.show_limits(key))
        menu.addSeparator()
        menu.addAction(tr("Copy"), item.copy)
        return menu

    def _lead(self, item: "RuleItem") -> None:
        if item.finding is not None and item.finding.inputs:
            self.focus_requested.emit(item.finding.inputs[0])


class RuleItem(QAbstractButton):
    """One finding: icon, sentence, reason, and a button for what can be done with it."""

    menu_requested = Signal(QPoint)
    """Where on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding: Finding | None = None
        self.acknowledged: Acknowledgement | None = None
        self.message = ""
        self.reason = ""
        self._said, self._why = _Paragraph("body"), _Paragraph("caption")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.more = BarButton(self)
        self.more.setText("⋯")
        self.more.setToolTip(tr("Acknowledge, limits, copy"))
        self.more.setAccessibleName(tr("What can be done with this finding"))
        self.more.setFixedSize(_MORE, _MORE)
        self.more.setStyleSheet("padding: 0")
        self.more.clicked.connect(lambda: self.menu_requested.emit(self.more.mapToGlobal(QPoint(0, _MORE))))

    def show_finding(self, design: Design, finding: Finding) -> None:
        """Show this finding; nothing is laid out anew when its words are the same."""
        message = design.message(finding)
        before, self.finding = self.finding, finding
        stood, self.acknowledged = self.acknowledged, design.acknowledgement(finding)
        same_kind = (
            before is not None
            and before.rule is finding.rule
            and (before.severity, before.inputs) == (finding.severity, finding.inputs)
            and stood == self.acknowledged
        )
        if same_kind and message == self.message:
            return
        self.message = message
        self._said.write(message)
        if not same_kind:
            made = self.acknowledged
            self.reason = tr(finding.rule.reason) if made is None else judgement.told(made)
            self._why.write(self.reason)
            fields = joined(label_of(key) for key in finding.inputs)
            self.setToolTip(tr("To change: {fields}", fields=fields) if fields else "")
        word = severity_word(finding.severity)
        self.setAccessibleName(joined((word, joined((message, self.reason), " ")), ": "))
        self.update()

    def copy(self) -> None:
        """Put the finding on the clipboard."""
        QGuiApplication.clipboard().setText(f"{self.message}\n{self.reason}")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = _room(width)
        height = theme.GRID + self._said.height(room) + theme.GRID
        return height + theme.GRID // 4 + self._why.height(room) if self.reason else height

    def sizeHint(self) -> QSize:
        return QSize(30 * theme.GRID, self.heightForWidth(30 * theme.GRID))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.more.move(self.width() - _MORE - 2, theme.GRID // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.finding is None:
            return
        of = theme.tokens()
        painter = QPainter(self)
        if self.isDown() or self.underMouse():
            painter.fillRect(self.rect(), QColor(of.pressed if self.isDown() else of.hover))
        severity, room = self.finding.severity, _room(self.width())
        below = theme.GRID + self._said.height(room) + theme.GRID // 4
        stands = self.acknowledged is not None
        color = of.secondary if stands else getattr(of, _COLORS[severity])
        theme.paint_icon(painter, _ICONS[severity], color, QPointF(_MARGIN, theme.GRID), _ICON)
        painter.setPen(QColor(of.secondary if stands else of.text))
        self._said.paint(painter, _LEFT, theme.GRID)
        painter.setPen(QColor(of.text if stands else of.secondary))
        self._why.paint(painter, _LEFT, below)
        if self.hasFocus():
            theme.paint_focus(painter, QRectF(self.rect()).adjusted(2, 1, -2, -1))
        painter.end()


class _Paragraph:
    """A text that is broken into lines once for its width, however often it is measured and painted."""

    def __init__(self, size: theme.Size) -> None:
        self._font = theme.font(size)
        self._text = QStaticText()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._height = 0

    def write(self, text: str) -> None:
        """Say something else."""
        self._text.setText(text.replace("/", "/\N{WORD JOINER}"))  # no line ends within a unit
        self._height = 0

    def height(self, width: int) -> int:
        """The height of its lines at a width."""
        if not self._height or self._text.textWidth() != width:
            self._text.setTextWidth(width)
            self._text.prepare(QTransform(), self._font)
            self._height = math.ceil(self._text.size().height())
        return self._height

    def paint(self, painter: QPainter, left: int, top: int) -> None:
        """Paint it as it was measured last."""
        painter.setFont(self._font)
        painter.drawStaticText(left, top, self._text)


class _Scroll(QScrollArea):
    """Up and down only; the bar's room is always kept, so that no text wraps anew when it comes."""

    resized = Signal()

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setSingleStep(3 * theme.GRID)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)

    def steady_width(self) -> int:
        """The width there is with the bar, whether or not it shows."""
        return self.width() - self.verticalScrollBar().sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class _Counts(QWidget):
    """How many of each, with its icon: read at a glance."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._counts: tuple[int, ...] = (0, 0, 0, 0)
        self.setFixedHeight(20)

    def show_counts(self, counts: tuple[int, ...]) -> None:
        """Errors, warnings, notes, and those of any kind that are acknowledged."""
        if counts == self._counts:
            return
        self._counts = counts
        words = [f"{count} {severity_word(kind)}" for kind, count in zip(_COUNTED, counts, strict=True) if count]
        self.setAccessibleName(joined(words))
        self.setToolTip(joined(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font())
        parts = [_ICON + 4 + metrics.horizontalAdvance(str(count)) for count in self._counts if count]
        return QSize(sum(parts) + 12 * max(0, len(parts) - 1), 20)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        of = theme.tokens()
        painter = QPainter(self)
        painter.setFont(theme.font())
        painter.setPen(QColor(of.text))
        x = 0
        for severity, count in zip(_COUNTED, self._counts, strict=True):
            if count:
                theme.paint_icon(painter, _ICONS[severity], getattr(of, _COLORS[severity]), QPointF(x, 2), _ICON)
                x += _ICON + 4
                width = painter.fontMetrics().horizontalAdvance(str(count))
                painter.drawText(QRect(x, 0, width + 2, 20), int(Qt.AlignmentFlag.AlignVCenter), str(count))
                x += width + 12
        painter.end()


def _room(width: int) -> int:
    """The width of the texts in an item of this width."""
    return max(8 * theme.GRID, width - _LEFT - _MORE - 4)


def severity_word(severity: str) -> str:
    """How grave a finding is, in a word."""
    return {"error": tr("Error"), "warning": tr("Warning"), "info": tr("Note"),
            "acknowledged": tr("Acknowledged")}[severity]  # fmt: skip


def label_of(key: str) -> str:
    """What people call an input or a choice."""
    declared = registry()
    if key in declared.choices:
        return tr(declared.choices[key].label)
    return tr(declared.quantities[key].label)
