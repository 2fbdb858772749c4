"""A document in words: what it is for, which rule errors it will carry, and what stands in it for this design."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.services.design import Design
from app.services.exports import Exporter
from app.services.exports.contents import contents
from app.services.i18n import tr
from ui import theme
from ui.bar_button import BarButton
from ui.tips import plain

_MARGIN: Final = 4 * theme.GRID
_WIDEST: Final = 90 * theme.GRID


class DocumentView(QScrollArea):
    """Texts only: made anew for each document."""

    focus_requested = Signal(str)
    """The input or choice that cures a rule error."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("The document"))
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.verticalScrollBar().setSingleStep(3 * theme.GRID)
        self._shown: tuple[tuple[str, str, str], ...] = ()

    def show_document(self, exporter: Exporter, design: Design) -> None:
        """Describe a document of a design."""
        lines = tuple(_lines(exporter, design))
        if lines == self._shown:
            return
        self._shown = lines
        inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(_MARGIN, 3 * theme.GRID, _MARGIN, _MARGIN)
        rows.setSpacing(theme.GRID // 2)
        for style, text, key in lines:
            rows.addWidget(self._error(text, key) if style == "error" else _label(style, text))
        rows.addStretch(1)
        at = self.verticalScrollBar().value()
        self.setWidget(inside)
        self.verticalScrollBar().setValue(at)

    @property
    def text(self) -> str:
        """What is shown, as text."""
        return "\n".join(text for _, text, _ in self._shown)

    def _error(self, text: str, key: str) -> QWidget:
        button = BarButton()
        button.setText(text)
        button.setToolTip(plain(text))
        paint, ratio = theme.tokens().error, self.devicePixelRatioF()
        button.setIcon(QIcon(theme.pixmap("error", paint, 16, ratio)))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda _checked=False: self.focus_requested.emit(key))
        button.setEnabled(bool(key))
        return button


def _lines(exporter: Exporter, design: Design) -> Iterator[tuple[str, str, str]]:
    """Style, text and, for an error, the key that cures it."""
    yield "title", tr(exporter.label), ""
    yield "line", tr(exporter.help), ""
    yield "quiet", tr("{name}, revision {revision}, {hash}", name=design.document.name,
                      revision=design.document.revision, hash=design.short_hash), ""  # fmt: skip
    errors = [finding for finding in design.findings if finding.severity == "error"]
    if errors:
        yield "heading", tr("Rule errors open"), ""
        for finding in errors:
            yield "error", design.message(finding), finding.inputs[0] if finding.inputs else ""
    for chapter in contents(exporter.name, design):
        if chapter.lines:
            yield "heading", chapter.title, ""
            for line in chapter.lines:
                yield "line", line, ""


def _label(style: str, text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMaximumWidth(_WIDEST)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if style == "title":
        label.setFont(theme.font("figure"))
    elif style == "heading":
        label.setFont(theme.font("heading", bold=True))
        label.setContentsMargins(0, 2 * theme.GRID, 0, 0)
    elif style == "quiet":
        label.setProperty("tone", "secondary")
    return label
