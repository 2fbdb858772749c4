"""The same sheets for every cell of a batch: laid out once, printed as often as there are cells.

Each page of the layout becomes a form of the PDF, and every cell's page draws it and, above it, what is the cell's
own: its line, its serial and its code. A batch of hundreds is as quick as writing its pages.
"""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from app.services.exports.exporter import Progress, silent
from app.services.i18n import speaking, tr
from app.services.reports import frame, qr
from app.services.reports.frame import PAPERS, Head, NumberedCanvas, Paper, Sheets, printed


def rendered(
    sheets: Sheets, heads: Sequence[Head], paper: Paper | str = "a4", language: str = "", progress: Progress = silent
) -> bytes:
    """The sheets once for each head, as the bytes of one PDF; each cell's pages are counted from 1.

    The heads differ in line, serial and code alone. One head is printed as any document is. The parts of the progress
    are the sheets, none of which is done while the layout is made. Raises what `progress` raises.
    """
    if len(heads) == 1:
        return frame.rendered(replace(sheets, head=heads[0]), paper, language, progress)
    chosen = PAPERS[paper] if isinstance(paper, str) else paper
    stream = BytesIO()

    def canvas(*arguments: Any, **options: Any) -> Canvas:
        return _BatchCanvas(heads, progress, sheets.head, chosen, *arguments, **options)

    with speaking(language):
        printed(sheets, stream, chosen, canvas, lambda done, of: progress(0, len(heads)))
    return stream.getvalue()


class _BatchCanvas(NumberedCanvas):
    """Keeps the pages of the layout as forms; when the last is known, prints them for every head."""

    def __init__(
        self, heads: Sequence[Head], progress: Progress, head: Head, paper: Paper, *arguments: Any, **options: Any
    ) -> None:
        self._heads = heads
        self._progress = progress
        super().__init__(head, paper, *arguments, **options)
        self._mask = qr.best_mask(heads[0].payload(1))

    # A form has no place in the outline and none to jump to.

    def bookmarkPage(self, *arguments: Any, **options: Any) -> None:  # noqa: N802 - reportlab's name
        """Not in a form; called by reportlab's users."""

    def addOutlineEntry(self, *arguments: Any, **options: Any) -> None:  # noqa: N802 - reportlab's name
        """Not in a form; called by reportlab's users."""

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keep what was drawn as the form of a page."""
        self._count += 1
        self.saveState()
        self._draw_shared()
        self._draw_foot()
        self.restoreState()
        self.push_state_stack()
        self._formData = (_page_form(self._count), 0, 0, self._paper.width, self._paper.height)
        self.endForm()
        self._pageNumber += 1
        self.init_graphics_state()
        self.state_stack: list[Any] = []

    def save(self) -> None:
        """Print the pages for every head and close the file."""
        if self._code:
            self.showPage()
        self._number_forms()
        for index, head in enumerate(self._heads, 1):
            for page in range(1, self._count + 1):
                if page == 1:
                    key = f"sheet-{index}"
                    Canvas.bookmarkPage(self, key)
                    Canvas.addOutlineEntry(self, head.serial or tr("Sheet {number}", number=index), key, 0)
                self.doForm(_page_form(page))
                self._draw_own(head, head.payload(page))
                Canvas.showPage(self)
            self._progress(index, len(self._heads))
        Canvas.save(self)


def _page_form(page: int) -> str:
    return f"page-{page}"
