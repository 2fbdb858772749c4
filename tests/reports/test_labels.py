"""Labels: where they stand on their sheets, what they say, and that any text fits."""

import io
from dataclasses import replace

import pypdf
import pytest

from app.services import templates
from app.services.design import Design
from app.services.exports import EXPORTERS, Cancelled, ExportError, ExportOptions
from app.services.reports import qr
from app.services.reports.labels import labels
from app.services.serials import is_serial, serial
from app.services.stocks import STOCKS, Stock

PAGES = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
LABELS = EXPORTERS["labels"]


@pytest.fixture(scope="module")
def design() -> Design:
    return Design(templates.template("li-s-1.6Ah-ers"))


def read(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("stock", [stock for stock in STOCKS if stock.paper], ids=lambda stock: stock.id)
def test_the_labels_of_a_sheet_stand_on_it_and_beside_each_other(stock: Stock) -> None:
    page = PAGES[stock.paper]
    corners = [stock.corner(place, page) for place in range(stock.count)]
    assert all(x >= 0 and x + stock.size[0] <= page[0] for x, _ in corners)
    assert all(y >= 0 and y + stock.size[1] <= page[1] for _, y in corners)
    assert stock.pitch[0] >= stock.size[0]
    assert stock.pitch[1] >= stock.size[1]
    assert corners[0] == (min(x for x, _ in corners), max(y for _, y in corners))


def test_the_makers_margins_come_out() -> None:
    """Avery L7160: 7.21 mm from the left and 15.15 mm from the top; 5160: 0.1875 in and 0.5 in."""
    sizes = {stock.id: stock for stock in STOCKS}
    left, bottom = sizes["l7160"].corner(0, PAGES["a4"])
    assert (left, 297 - bottom - 38.1) == pytest.approx((7.21, 15.15))
    left, bottom = sizes["5160"].corner(0, PAGES["letter"])
    assert (left, 279.4 - bottom - 25.4) == pytest.approx((0.1875 * 25.4, 12.7))


def test_every_cell_has_its_label_and_a_used_sheet_goes_on_where_it_was_left(design: Design) -> None:
    pages = read(LABELS.export(design, ExportOptions(format="l7160", cells=24, first=20, batch="47")))
    assert [page.count("Cell ") for page in pages] == [2, 21, 1]
    said = "".join(pages)
    assert all(serial(design.hash, number, "47") in said for number in range(1, 25))
    assert "Batch 47" in said
    assert design.short_hash in said


@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: stock.id)
def test_the_serial_is_on_the_smallest_label_and_any_name_fits(stock: Stock, design: Design) -> None:
    named = Design(replace(design.document, name="<b>&amp; 电池 =1+1 " + "very long " * 40))
    pages = read(LABELS.export(named, ExportOptions(format=stock.id, cells=2, batch="B" * 200)))
    assert serial(named.hash, 2, "B" * 200) in "".join(pages)
    assert len(pages) == (1 if stock.paper else 2)


def test_trays_and_bags_name_the_cells_inside_and_have_serials_of_their_own(design: Design) -> None:
    trays = labels(design, ExportOptions(kind="trays", cells=24, each=10))
    cells = labels(design, ExportOptions(cells=24))
    assert len(trays) == 3
    assert any(cells[20].serial in line and cells[23].serial in line for line in trays[2].lines)
    assert not {label.serial for label in trays} & {label.serial for label in cells}
    assert all(is_serial(label.serial) for label in (*trays, *cells))


def test_the_code_of_a_label_is_small_enough_for_the_smallest_sheet(design: Design) -> None:
    """25 modules and 8 of quiet zone on 10 mm: 0.30 mm a module, what a laser printer and a phone manage."""
    label = labels(design, ExportOptions())[0]
    rows = qr.modules(label.payload, 0)
    assert 10.0 / (len(rows) + 2 * qr.QUIET_ZONE) >= 0.25


def test_a_first_label_beyond_the_sheet_is_refused(design: Design) -> None:
    with pytest.raises(ExportError, match=r"--first: 22 is more than the 21 labels of a sheet of Avery L7160\."):
        LABELS.export(design, ExportOptions(format="l7160", first=22))


def test_many_labels_can_be_cancelled(design: Design) -> None:
    def cancel(done: int, of: int) -> None:
        assert of == 200
        if done == 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        LABELS.export(design, ExportOptions(cells=200), cancel)
