"""The help: a list to search on the left, the page on the right. It stays open beside the work."""

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.services import help_pages
from app.services.help_pages import Page
from app.services.i18n import joined, tr
from app.services.search import Candidate, ranked
from ui import theme

_PREFIX: Final = "page:"
_Index = QModelIndex | QPersistentModelIndex


class HelpDialog(QDialog):
    """Every quantity, choice and rule, as declared."""

    wanted = Signal(str, str)
    """The kind and key of what is to be shown in the design."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._past: list[str] = []
        self.page_id = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search the help"))
        self.search.setAccessibleName(tr("Search the help"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedHeight(4 * theme.GRID)
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.model = _Pages(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("Pages"))
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.setFrameShape(QFrame.Shape.NoFrame)
        self.browser.setAccessibleName(tr("Page"))
        self.browser.anchorClicked.connect(self._follow)
        self.browser.document().setDocumentMargin(3 * theme.GRID)
        self._back = QPushButton(tr("Back"))
        self._back.clicked.connect(self.back)
        self._go = QPushButton(tr("Show in the design"))
        self._go.clicked.connect(self._wanted)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.close)
        for button in (self._back, self._go, close):
            button.setAutoDefault(False)
        self._lay_out(close)
        self._search("")
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.search.setFocus()

    def show_page(self, page_id: str) -> None:
        """Show a page. Raises KeyError."""
        page = help_pages.page(page_id)
        if page_id == self.page_id:
            return
        if self.page_id:
            self._past.append(self.page_id)
        self._show(page)

    def back(self) -> None:
        """Show the page before."""
        if self._past:
            self._show(help_pages.page(self._past.pop()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.model.rowCount():
                at = (self.list.currentIndex().row() + step) % self.model.rowCount()
                self.list.setCurrentIndex(self.model.index(at, 0))
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self.page_id:
            self._render()
        super().changeEvent(event)

    def _lay_out(self, close: QPushButton) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, theme.GRID, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(self.browser)
        halves.setStretchFactor(0, 0)
        halves.setStretchFactor(1, 1)
        halves.setSizes([38 * theme.GRID, 80 * theme.GRID])
        buttons = QHBoxLayout()
        buttons.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        buttons.setSpacing(theme.GRID)
        buttons.addWidget(self._back)
        buttons.addWidget(self._go)
        buttons.addStretch(1)
        buttons.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(halves, 1)
        whole.addLayout(buttons)
        self.resize(118 * theme.GRID, 82 * theme.GRID)

    def _search(self, query: str) -> None:
        every = help_pages.pages()
        found = [every[at] for at in ranked(query, (Candidate(page.title, page.words) for page in every))]
        self.model.show(found)
        if query.strip() and found:
            self.list.setCurrentIndex(self.model.index(0, 0))

    def _chosen(self, index: _Index, _before: _Index) -> None:
        if index.isValid():
            self.show_page(self.model.pages[index.row()].id)

    def _follow(self, url: QUrl) -> None:
        target = url.toString()
        if target.startswith(_PREFIX):
            self.show_page(target.removeprefix(_PREFIX))

    def _wanted(self) -> None:
        if self.page_id:
            page = help_pages.page(self.page_id)
            self.wanted.emit(page.kind, page.key)

    def _show(self, page: Page) -> None:
        self.page_id = page.id
        self._back.setEnabled(bool(self._past))
        self._render()
        row = next((at for at, listed in enumerate(self.model.pages) if listed.id == page.id), -1)
        if row >= 0 and row != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(row, 0))

    def _render(self) -> None:
        of = theme.tokens()
        document = self.browser.document()
        document.setDefaultFont(theme.font())
        document.setDefaultStyleSheet(
            f"h2 {{ font-size: {theme.SIZES['figure']}px; font-weight: normal; }}"
            f"h3 {{ font-size: {theme.SIZES['heading']}px; }}"
            f"a {{ color: {of.accent}; text-decoration: none; }}"
            f"code {{ color: {of.secondary}; }}"
        )
        self.browser.setHtml(help_pages.as_html(self.page_id))
        title = help_pages.page(self.page_id).title
        document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)


def page_of(key: str) -> str:
    """The page of a quantity or choice; the first page when there is none."""
    try:
        return help_pages.page_of(key)
    except KeyError:
        return help_pages.pages()[0].id


class _Pages(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pages: tuple[Page, ...] = ()

    def show(self, pages: list[Page]) -> None:
        self.beginResetModel()
        self.pages = tuple(pages)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.pages)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        page = self.pages[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return page.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return joined((page.title, tr(help_pages.KINDS[page.kind])))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(help_pages.KINDS[page.kind])
        return None
