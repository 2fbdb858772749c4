"""The preview of documents: made in the background, refreshed, zoomed, with its options beside it, printed, saved."""

import math
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it carries no types
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from tests.ui.conftest import LayoutHeld
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.places.build import BuildPlace
from ui.preview.pages import Drawn, PageView
from ui.preview.preview import Preview
from ui.preview.printing import PrintError, print_pages


def shown(window: MainWindow, qtbot: QtBot, name: str) -> Preview:
    """The preview with a document made."""
    place = window.places.show_place("build")
    assert isinstance(place, BuildPlace)
    place.choose(name)
    preview = place.view
    assert isinstance(preview, Preview)
    qtbot.waitUntil(lambda: not preview.making, timeout=60_000)
    return preview


def drawn(preview: Preview, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: preview.pages.sharp, timeout=30_000)


def test_pages_are_shown_and_drawn_pixel_for_pixel(window: MainWindow, qtbot: QtBot) -> None:
    preview = shown(window, qtbot, "labels")
    assert preview.pages.isVisible()
    assert preview.where.text() == "Page 1 of 1"
    drawn(preview, qtbot)
    picture = preview.pages.grab().toImage()
    colours = {picture.pixelColor(x, y).lightness() for x in range(60, 300, 3) for y in range(30, 200, 3)}
    assert min(colours) < 60  # ink
    assert max(colours) == 255  # on paper


def test_an_edit_makes_the_document_anew_and_nothing_else_does(window: MainWindow, qtbot: QtBot) -> None:
    preview = shown(window, qtbot, "csv")
    before = preview.sheets.model
    row = next(r for r in range(before.rowCount()) if before.index(r, 0).data() == "cathode_width")
    assert before.index(row, 1).data() == "50"
    preview._make()
    assert not preview.making
    window.session.edit("cathode_width", "51")
    qtbot.waitUntil(lambda: preview.sheets.model.index(row, 1).data() == "51", timeout=30_000)


def test_nothing_is_made_while_another_place_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    preview = shown(window, qtbot, "csv")
    window.places.show_place("design")
    window.session.edit("cathode_width", "51")
    QApplication.processEvents()
    assert not preview.making
    assert not window.jobs.busy
    window.places.show_place("build")
    assert preview.making


def test_the_wish_made_last_is_what_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    place = window.places.show_place("build")
    assert isinstance(place, BuildPlace)
    for name in ("labels", "json", "csv", "json", "labels", "csv"):
        place.choose(name)
    preview = place.view
    assert isinstance(preview, Preview)
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=60_000)
    assert preview.sheets.isVisible()
    assert not preview.making


def test_pages_that_an_edit_overtook_are_not_made_to_their_end(
    window: MainWindow, qtbot: QtBot, layout_held: LayoutHeld
) -> None:
    place = window.places.show_place("build")
    assert isinstance(place, BuildPlace)
    place.choose("specification")
    preview = place.view
    assert isinstance(preview, Preview)
    qtbot.waitUntil(layout_held.begun.is_set, timeout=30_000)
    before = preview._task
    window.session.edit("cathode_width", "51")
    qtbot.waitUntil(lambda: preview._task is not before)
    layout_held.go_on.set()
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=60_000)
    overtaken = layout_held.pages.count(layout_held.pages[0])
    assert overtaken == 2
    assert len(layout_held.pages) - overtaken == preview.pages.count > 20
    assert preview.pages.isVisible()


def test_zoom_by_keys_wheel_and_buttons(window: MainWindow, qtbot: QtBot) -> None:
    pages = shown(window, qtbot, "labels").pages
    fitting = pages.zoom
    pages.setFocus()
    qtbot.keyClick(pages, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert pages.zoom == pytest.approx(1.25 * fitting)
    turn = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pages.viewport(), turn)
    assert pages.zoom == pytest.approx(1.25**2 * fitting)
    qtbot.keyClick(pages, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert pages.zoom == pytest.approx(fitting)


def test_a_document_opens_at_its_first_line_and_keeps_the_first_line_in_sight_while_the_width_changes(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1920, 1080)
    shown(window, qtbot, "drawings")  # wider sheets: the zoom is another one
    pages = shown(window, qtbot, "cycler-programme").pages
    bar = pages.verticalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == 0
    bar.setValue(200)
    first = bar.value() / pages.zoom
    window.resize(1400, 1080)
    QApplication.processEvents()
    assert bar.value() / pages.zoom == pytest.approx(first, abs=1 / pages.zoom)


def coloured(sizes: tuple[tuple[float, float], ...], pixels: tuple[int, int] | None = None) -> Drawn:
    """Pages all in one colour, drawn as large as asked for, or coarser."""

    def draw(number: int, scale: float) -> QImage:
        width, height = pixels or (math.ceil(side * scale) for side in sizes[number])
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        return image

    return Drawn(sizes, draw)


def test_a_page_too_large_to_be_drawn_finely_still_fills_its_sheet(themed: QApplication, qtbot: QtBot) -> None:
    view = PageView(Jobs())
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.show_pages(coloured(((300.0, 200.0),), (30, 20)))
    view.show()
    qtbot.waitUntil(lambda: view.sharp)
    area = view._area(0)
    picture = view.viewport().grab().toImage()
    at = (area.bottomRight() - QPointF(6, 6)) * picture.devicePixelRatio()
    assert picture.pixelColor(at.toPoint()) == QColor("red")


def test_one_long_strip_among_many_sheets_leaves_these_readable(themed: QApplication, qtbot: QtBot) -> None:
    view = PageView(Jobs())
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.show_pages(coloured(((600.0, 800.0), (600.0, 800.0), (4000.0, 600.0))))
    room = view.viewport().width()
    assert view._size(0)[0] > 0.9 * room
    assert view.page == 1
    across = view.horizontalScrollBar()
    assert across.maximum() > 3 * room
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    across.setValue(across.maximum())
    assert view._area(2).right() <= room
    assert view._area(0).left() >= 0  # the others stay in the middle
    view.show_pages(coloured(((4000.0, 600.0),)))
    assert view._size(0)[0] <= view.viewport().width()
    qtbot.waitUntil(lambda: view.sharp)  # nothing is still being drawn when the view goes


def test_the_list_scrolls_to_the_document_that_is_chosen(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    shown(window, qtbot, "csv")
    place = window.places.show_place("build")
    assert isinstance(place, BuildPlace)
    for name in (*reversed(place.items), *place.items):
        place.choose(name)
        item = place.items[name]
        assert item.visibleRegion().boundingRect() == item.rect()


def test_columns_of_a_table_are_named_as_formulas_name_them(window: MainWindow, qtbot: QtBot) -> None:
    model = shown(window, qtbot, "workbook").sheets.model
    across = Qt.Orientation.Horizontal
    assert [model.headerData(at, across) for at in (0, 1, 25, 26, 27, 701, 702)] == [
        "A", "B", "Z", "AA", "AB", "ZZ", "AAA",
    ]  # fmt: skip
    assert model.headerData(0, Qt.Orientation.Vertical) == 1


def test_an_option_makes_the_pages_anew_and_stands_for_what_is_saved(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    preview = shown(window, qtbot, "cycler-programme")
    upright = preview.pages._pages
    assert upright is not None
    paper = preview.options.controls["paper"]
    assert isinstance(paper, QComboBox)
    paper.setFocus()
    qtbot.keyClick(paper, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not preview.making, timeout=60_000)
    assert preview.pages._pages is not None
    assert preview.pages._pages.sizes[0] == pytest.approx((612, 792), abs=1)
    window.files.ask_save_path = lambda suggested, kind: tmp_path / "programme"  # type: ignore[method-assign]
    qtbot.mouseClick(preview.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.messages.level == "good", timeout=30_000)
    assert pypdfium2.PdfDocument(tmp_path / "programme.pdf").get_page_size(0) == pytest.approx((612, 792), abs=1)


def test_every_option_of_an_exporter_has_a_control_and_a_format_changes_what_is_shown(
    window: MainWindow, qtbot: QtBot
) -> None:
    preview = shown(window, qtbot, "labels")
    assert {"cells", "batch", "format", "kind", "each", "first"} <= set(preview.options.controls)
    assert isinstance(preview.options.controls["cells"], QSpinBox)
    preview = shown(window, qtbot, "specification")
    assert isinstance(preview.options.controls["black_and_white"], QCheckBox)
    preview = shown(window, qtbot, "cycler-programme")
    formats = preview.options.controls["format"]
    assert isinstance(formats, QComboBox)
    formats.setCurrentIndex(formats.findData("csv"))
    qtbot.waitUntil(preview.sheets.isVisible, timeout=30_000)
    assert not preview.print_button.isEnabled()


def test_drawings_are_sheets_of_their_own_sizes_and_a_dxf_is_described(window: MainWindow, qtbot: QtBot) -> None:
    preview = shown(window, qtbot, "drawings")
    assert preview.pages._pages is not None
    sizes = preview.pages._pages.sizes
    assert len(set(sizes)) > 1  # a strip needs a longer sheet than a cathode
    part, written = preview.options.controls["part"], preview.options.controls["format"]
    assert isinstance(part, QComboBox)
    assert isinstance(written, QComboBox)
    part.setCurrentIndex(part.findData("cathode"))
    qtbot.waitUntil(lambda: not preview.making, timeout=60_000)
    assert len(preview.pages._pages.sizes) == 1
    written.setCurrentIndex(written.findData("dxf"))
    qtbot.waitUntil(preview.sheets.isVisible, timeout=60_000)
    model = preview.sheets.model
    rows = {tuple(model.index(row, column).data() for column in range(2)) for row in range(model.rowCount())}
    assert ("CUT", "LWPOLYLINE") in rows
    written.setCurrentIndex(written.findData("svg"))
    qtbot.waitUntil(preview.pages.isVisible, timeout=60_000)


def test_what_cannot_be_made_is_one_sentence_in_place_of_the_page(window: MainWindow, qtbot: QtBot) -> None:
    preview = shown(window, qtbot, "bpx")  # it has no place for a lithium-sulfur cell
    assert preview.sentence.isVisible()
    assert preview.sentence.text()
    assert "\n" not in preview.sentence.text()
    preview = shown(window, qtbot, "json")
    assert preview.words.toPlainText().startswith("{")


def test_contents_are_one_click_away(window: MainWindow, qtbot: QtBot) -> None:
    preview = shown(window, qtbot, "json")
    qtbot.mouseClick(preview.show_contents, Qt.MouseButton.LeftButton)
    assert preview.contents.isVisible()
    qtbot.mouseClick(preview.show_contents, Qt.MouseButton.LeftButton)
    assert preview.words.isVisible()


def test_pages_are_printed_in_their_true_size(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    preview = shown(window, qtbot, "labels")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    preview.ask_printer = lambda drawn, title: printer  # type: ignore[method-assign]
    qtbot.mouseClick(preview.print_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.messages.level == "good", timeout=30_000)
    assert window.messages.text == f"Printed to {tmp_path / 'printed.pdf'}. Pages: 1."
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as printed:
        assert len(printed) == 1
        assert printed.get_page_size(0) == pytest.approx((595.28, 841.89), abs=1)
        image = printed[0].render(scale=1).to_pil().convert("L")
    left, _, right, _ = image.point(lambda value: 255 * (value < 128)).getbbox()
    assert QColor(image.getpixel((0, 0)), 0, 0).red() > 250
    assert 0 < left < right < image.width


def test_a_page_too_large_to_be_drawn_finely_is_printed_in_its_true_size(qapp: QApplication, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_pages(coloured(((1200.0, 800.0),), (300, 200)), printer, lambda done, of: None) == 1
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as printed:
        assert printed.get_page_size(0) == pytest.approx((1200, 800), abs=1)
        image = printed[0].render(scale=0.1).to_pil().convert("RGB")
    red, green, _ = image.getpixel((image.width - 4, image.height - 4))
    assert red > 250
    assert green < 5


@pytest.mark.qt_log_ignore("QPainter::begin")
@pytest.mark.parametrize(
    ("name", "said"),
    [("Epson", "The printer Epson does not take the pages."), ("", "There is no printer to print on")],
)
def test_a_printer_that_is_not_there_is_told(
    name: str, said: str, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    monkeypatch.setattr(printer, "printerName", lambda: name)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)  # into a file that has no name
    with pytest.raises(PrintError, match=said):
        print_pages(coloured(((120.0, 80.0),), (30, 20)), printer, lambda done, of: None)


def test_printing_is_refused_while_an_entry_is_not_accepted(window: MainWindow, qtbot: QtBot) -> None:
    preview = shown(window, qtbot, "labels")
    preview._exports._pending_errors = lambda: {"cathode_width": "It is not a number."}
    qtbot.mouseClick(preview.print_button, Qt.MouseButton.LeftButton)
    assert "It is not a number." in window.messages.text
