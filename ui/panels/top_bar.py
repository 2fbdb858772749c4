"""The bar at the top: the places, menus, which design this is, undo and redo, export."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from app.services import edits
from app.services.document import MAX_NAME, readable
from app.services.i18n import tr
from ui import actions, theme
from ui.bar_button import BarButton
from ui.places import PLACES
from ui.session import Session

_HEIGHT = 6 * theme.GRID
_HASH_AFTER = 120
"""Milliseconds of rest before the hash is computed: it takes longer than all the numbers."""


class TopBar(QWidget):
    """Shows what `show_session` is told; the menus are the window's."""

    def __init__(self, session: Session, built: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.menus = {name: QMenu(tr(text), self) for name, text in actions.MENUS.items()}
        self.recent_menu = QMenu(tr("Recent files"), self)
        self.export_menu = QMenu(tr("E&xport"), self)
        self.compare_menu = QMenu(tr("Compare with"), self)
        self._fill(built)
        self.name = NameEdit(session, self)
        self._state = QLabel(self)
        self._state.setProperty("tone", "secondary")
        self._state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # A long name gives way to it: which design this is must be in sight.
        self._state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID, 0, theme.GRID, 0)
        row.setSpacing(0)
        for place in PLACES:
            row.addWidget(PlaceTab(built[f"place_{place.id}"], tr(place.help), self))
        row.addSpacing(theme.GRID)
        row.addWidget(_Divider(self))
        row.addSpacing(theme.GRID)
        self._menus = [_menu_button(menu, self) for menu in self.menus.values()]
        self._menu = _menu_button(self._one_menu(), self)
        for button in (*self._menus, self._menu):
            row.addWidget(button)
        row.addSpacing(theme.GRID)
        row.addWidget(_Divider(self))
        row.addSpacing(theme.GRID)
        row.addWidget(self.name)
        row.addSpacing(theme.GRID)
        row.addWidget(self._state, 1)
        row.addSpacing(theme.GRID)
        self._find = FindButton(built["find"], self)
        row.addWidget(self._find)
        row.addSpacing(theme.GRID)
        for action_id in ("undo", "redo"):
            row.addWidget(_icon_button(built[action_id], self))
        row.addSpacing(theme.GRID)
        export = _menu_button(self.export_menu, self)
        export.setText(self.export_menu.title() + "  ▾")
        row.addWidget(export)
        self.setFixedHeight(_HEIGHT)
        self._letters = [self._letter(menu) for menu in self.menus.values()]
        self._hash = self._hashed = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_HASH_AFTER)
        self._timer.timeout.connect(self._show_hash)
        self.name.textChanged.connect(self._fit)
        self.show_session()
        self._fit()

    @property
    def state(self) -> str:
        """What stands behind the name: revision, hash, whether it is edited."""
        return self._state.text()

    def show_session(self) -> None:
        """Bring name, revision and mark up to date at once.

        The hash of an edited design follows when the typing pauses, that of the first design after the first paint.
        """
        document = self._session.document
        self.name.show_name(document.name)
        if document.id == self._hashed or not self._hashed:
            self._timer.start()
            self._show_state()
        else:
            self._show_hash()

    def _show_hash(self) -> None:
        self._timer.stop()
        design = self._session.design
        self._hash, self._hashed = design.short_hash, design.document.id
        self._show_state()
        if self._state.toolTip() != (tip := tr("Content hash: {hash}", hash=design.hash)):
            self._state.setToolTip(tip)

    def _show_state(self) -> None:
        edited = tr("edited") if self._session.edited else ""
        unsaved = tr("not saved yet") if self._session.path is None else ""
        text = self._state_with(edited or unsaved)
        if text != self._state.text():
            self._state.setText(text)
            self._fit()
            row = self.layout()
            assert row is not None
            row.activate()  # else a longer text stands over the name until the next round

    def _state_with(self, mark: str, hashed: str = "") -> str:
        parts = [tr("rev {revision}", revision=self._session.document.revision), self._hash or hashed]
        if self._session.document.release is not None:
            parts.append(tr("released"))
        return "  ·  ".join(part for part in (*parts, mark) if part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Make room for the design's name where the window is narrow: the find box gives way, then the menus.

        The room is that for the longest state there can be, so that nothing moves when a design is edited, hashed or
        saved.
        """
        row = self.layout()
        assert row is not None
        metrics = QFontMetrics(self._state.font())
        states = (self._state_with(mark, "0" * 8) for mark in (tr("edited"), tr("not saved yet")))
        longest = max(map(metrics.horizontalAdvance, states))
        spare = max(longest - metrics.horizontalAdvance(self._state.text()), 0)
        for find, menus in ((True, True), (False, True), (True, False), (False, False)):
            self._find.show_words(find)
            for button in self._menus:
                button.setVisible(menus)
            self._menu.setVisible(not menus)
            for letter in self._letters:
                letter.setEnabled(not menus)
            if row.sizeHint().width() + spare <= self.width():
                break

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.tokens().line))
        painter.end()

    def _one_menu(self) -> QMenu:
        """All menus in one, for a bar too narrow to show each."""
        menu = QMenu(tr("&Menu"), self)
        for one in self.menus.values():
            menu.addMenu(one)
        return menu

    def _letter(self, menu: QMenu) -> QShortcut:
        """Alt and a menu's letter, for when its own button is out of sight."""
        letter = QShortcut(QKeySequence.mnemonic(menu.title()), self)
        letter.activated.connect(lambda: menu.popup(self._menu.mapToGlobal(self._menu.rect().bottomLeft())))
        return letter

    def _fill(self, built: Mapping[str, QAction]) -> None:
        for action in actions.ACTIONS:
            menu = self.menus[action.menu]
            if action.section:
                menu.addSeparator()
            menu.addAction(built[action.id])
            if action.id == "open":
                menu.addMenu(self.recent_menu)
            if action.id == "pin":
                menu.addMenu(self.compare_menu)
            if action.id == "folder":
                menu.addMenu(self.export_menu)


class NameEdit(QLineEdit):
    """The design's name: reads as a title, edited in place. Return keeps it, Escape does not."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._before: QWidget | None = None
        """What had the focus before the name was edited."""
        self.setObjectName("name")
        self.setFrame(False)
        self.setFont(theme.font("heading", bold=True))
        self.setMaxLength(MAX_NAME)
        self.setAccessibleName(tr("Name of the design"))
        self.setToolTip(tr("Press F2 or click to rename"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(lambda _: self.updateGeometry())

    def show_name(self, name: str) -> None:
        """Show the document's name, unless it is being typed."""
        if not self.hasFocus() and name != self.text():
            self.setText(name)
            self.setCursorPosition(0)

    def begin(self) -> None:
        """Rename: take the focus with all of it selected."""
        self._before = self.window().focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def commit(self) -> None:
        """Give the design the name that is typed; an empty one is not taken."""
        name = readable(self.text(), one_line=True).strip()
        if self.isModified() and name and name != self._session.document.name:
            self.setModified(False)
            self._session.apply("name", lambda document: edits.rename(document, name))

    def sizeHint(self) -> QSize:
        text = self.text() or "0"
        return QSize(QFontMetrics(self.font()).horizontalAdvance(text) + 2 * theme.GRID, 4 * theme.GRID)

    def minimumSizeHint(self) -> QSize:
        return QSize(8 * theme.GRID, 4 * theme.GRID)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._leave()
        elif event.key() == Qt.Key.Key_Escape:
            self.setText(self._session.document.name)
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        """Give the focus back to where it was."""
        before, self._before = self._before, None
        self.clearFocus()
        if before is not None and isValid(before) and before is not self and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()
        self.show_name(self._session.document.name)


class PlaceTab(QAbstractButton):
    """The word of one place; a line beneath it says that the place is shown."""

    def __init__(self, action: QAction, help_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self._font = theme.font("heading", bold=True)
        self.setText(action.text())
        self.setAccessibleName(action.text())
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{help_text}  ({keys})")
        self.setCheckable(True)
        self.setChecked(action.isChecked())
        self.setVisible(action.isVisible())
        action.visibleChanged.connect(lambda: self.setVisible(action.isVisible()))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        action.toggled.connect(self.setChecked)

    def nextCheckState(self) -> None:
        """The tick follows the place, not the press."""
        self._action.trigger()
        self.setChecked(self._action.isChecked())

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self._font).horizontalAdvance(self.text()) + 3 * theme.GRID, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        of, shown = theme.tokens(), self.isChecked()
        painter = QPainter(self)
        inside = self.rect().adjusted(2, 6, -2, -7)
        if self.underMouse() or self.isDown():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(of.pressed if self.isDown() else of.hover))
            painter.drawRoundedRect(inside, 4, 4)
        painter.setFont(self._font)
        painter.setPen(QColor(of.accent if shown else of.secondary))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        if shown:
            painter.fillRect(theme.GRID, self.height() - 3, self.width() - 2 * theme.GRID, 3, QColor(of.accent))
        if self.hasFocus():
            theme.paint_focus(painter, QRectF(inside))
        painter.end()


class FindButton(QAbstractButton):
    """Looks like the box that it opens: what can be found, and its key."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(tr("Find anything"))
        self._keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._words = True
        self.setAccessibleName(self.text())
        self.setToolTip(f"{self.text()}  ({self._keys})")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)

    def show_words(self, shown: bool) -> None:
        """The words and the key, or the sign alone."""
        if shown != self._words:
            self._words = shown
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        if not self._words:
            return QSize(16 + 2 * theme.GRID, 4 * theme.GRID)
        body, caption = QFontMetrics(theme.font()), QFontMetrics(theme.font("caption"))
        words = body.horizontalAdvance(self.text()) + caption.horizontalAdvance(self._keys)
        return QSize(words + 16 + 6 * theme.GRID, 4 * theme.GRID)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        of = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(of.edge if self.underMouse() else of.line))
        painter.setBrush(QColor(of.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        theme.paint_icon(painter, "search", of.secondary, QPointF(theme.GRID, 8), 16)
        if self._words:
            inside = self.rect().adjusted(16 + 2 * theme.GRID, 0, -theme.GRID, 0)
            painter.setPen(QColor(of.secondary))
            painter.setFont(theme.font())
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), self.text())
            painter.setFont(theme.font("caption"))
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._keys)
        if self.hasFocus():
            theme.paint_focus(painter, QRectF(self.rect()))
        painter.end()


class _Divider(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(1, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 12, 1, self.height() - 24, QColor(theme.tokens().line))
        painter.end()


def _menu_button(menu: QMenu, parent: QWidget) -> QToolButton:
    button = BarButton(parent)
    button.setText(menu.title())
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


def _icon_button(action: QAction, parent: QWidget) -> QToolButton:
    button = BarButton(parent)
    button.setDefaultAction(action)
    button.setIconSize(QSize(20, 20))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
