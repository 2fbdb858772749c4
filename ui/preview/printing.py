"""Pages onto paper: the system's own dialog asks for the printer, the pages are drawn in the background.

Each page is printed in its true size: nothing is scaled to fit.
"""

import math
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from app.services import preview
from app.services.exports import Cancelled, Progress
from app.services.i18n import tr
from ui.preview.pages import Drawn

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FINEST: Final = 300
"""Dots an inch that a page is drawn with; what a printer does beyond that shows no more."""


class PrintError(Exception):
    """The printer does not take the pages; the message is the sentence to show, translated."""


def asked_for(pages: Drawn, title: str, parent: QWidget) -> "QPrinter | None":
    """The printer that the user chooses, with the paper of the first page; None when none is chosen."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCreator("Cellwright")
    lay(printer, pages.sizes[0])
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(tr("Print {name}", name=title))
    dialog.setMinMax(1, len(pages.sizes))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    return printer if dialog.exec() else None


def lay(printer: "QPrinter", size: tuple[float, float]) -> None:
    """Put paper of this size (points) into a printer, upright or across as the page is, without margins."""
    width, height = size
    across = width > height
    paper = QPageSize(QSizeF(min(size), max(size)), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageSize(paper)
    printer.setPageOrientation(way)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))


def print_pages(pages: Drawn, printer: "QPrinter", progress: Progress) -> int:
    """Print those pages that the dialog asked for; how many they were. Raises PrintError, Cancelled."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages.sizes)
    numbers = range(first - 1, min(last, len(pages.sizes)))
    lay(printer, pages.sizes[numbers[0]])
    painter = QPainter()
    if not painter.begin(printer):
        if not _name(printer):
            raise PrintError(tr("There is no printer to print on: export the document instead."))
        raise PrintError(tr("The printer {name} does not take the pages.", name=_name(printer)))
    try:
        for done, number in enumerate(numbers):
            progress(done, len(numbers))
            if done:
                lay(printer, pages.sizes[number])
                if not printer.newPage():
                    raise PrintError(
                        tr("The printer {name} stopped before page {page}.", name=_name(printer), page=number + 1)
                    )
            dots = min(printer.resolution(), FINEST)
            image = pages.draw(number, dots * preview.POINT)
            coarser = math.ceil(pages.sizes[number][0] * dots * preview.POINT) / image.width()  # 1 but for huge pages
            painter.save()
            painter.scale(coarser * printer.resolution() / dots, coarser * printer.resolution() / dots)
            painter.drawImage(0, 0, image)
            painter.restore()
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
    progress(len(numbers), len(numbers))
    return len(numbers)


def _name(printer: Any) -> str:
    return str(printer.printerName() or printer.outputFileName())
