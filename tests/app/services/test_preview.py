"""What a made document looks like, by the kind of its file."""

import io

import pytest
import reportlab.pdfgen.canvas
import xlsxwriter

from app.services import preview


def a_pdf(*sizes: tuple[float, float]) -> bytes:
    """Pages of these sizes in points, each with a black square of 10 points in its lower left corner."""
    out = io.BytesIO()
    canvas = reportlab.pdfgen.canvas.Canvas(out)
    for size in sizes:
        canvas.setPageSize(size)
        canvas.rect(0, 0, 10, 10, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_pdf_has_pages_with_their_own_sizes() -> None:
    look = preview.look(a_pdf((100, 200), (300, 150)), ".pdf")
    assert isinstance(look, preview.Pages)
    assert look.sizes == ((100, 200), (300, 150))


def test_a_page_is_drawn_in_the_size_asked_for_the_right_way_up() -> None:
    look = preview.look(a_pdf((100, 200)), ".pdf")
    assert isinstance(look, preview.Pages)
    raster = preview.draw(look, 0, 2.0)
    assert (raster.width, raster.height) == (200, 400)

    def blue(x: int, y: int) -> int:
        return raster.pixels[y * raster.stride + 4 * x]

    assert blue(5, 395) == 0
    assert blue(5, 5) == blue(195, 395) == 255


def test_a_page_too_large_for_the_memory_is_drawn_coarser() -> None:
    look = preview.look(a_pdf((1000, 1000)), ".pdf")
    assert isinstance(look, preview.Pages)
    raster = preview.draw(look, 0, 100.0)
    assert raster.width * raster.height <= 1.01 * preview.MOST_PIXELS


def test_a_csv_is_a_table_with_its_commas_and_quotes_read() -> None:
    look = preview.look('key,label\nm,"Mass, ""dry"""\n'.encode("utf-8-sig"), ".csv")
    assert look == preview.Tables((preview.Table("", (("key", "label"), ("m", 'Mass, "dry"'))),))


def test_a_workbook_is_one_table_a_sheet() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name in ("Inputs", "Results"):
        sheet = book.add_worksheet(name)
        sheet.write_string(0, 0, name)
        sheet.write_number(0, 1, 0.1)
    book.close()
    look = preview.look(out.getvalue(), ".xlsx")
    assert look == preview.Tables(
        (preview.Table("Inputs", (("Inputs", "0.1"),)), preview.Table("Results", (("Results", "0.1"),)))
    )


def test_a_dxf_says_what_lies_on_its_layers_and_how_large_it_is() -> None:
    import ezdxf

    drawing = ezdxf.new()  # type: ignore[attr-defined]
    space = drawing.modelspace()
    for x in (0, 40):
        space.add_line((x, 0), (x, 75), dxfattribs={"layer": "CUT"})
    out = io.StringIO()
    drawing.write(out)
    look = preview.look(out.getvalue().encode(), ".dxf")
    assert isinstance(look, preview.Tables)
    assert ("CUT", "LINE", "2") in look.tables[0].rows
    assert "40.00 × 75.00 mm" in look.tables[0].rows[-1][1].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("suffix", [".json", ".xml", ".mps", ".jsonld", ".txt", ".new"])
def test_what_is_text_is_shown_as_text(suffix: str) -> None:
    assert preview.look("{“a”}".encode(), suffix) == preview.Text("{“a”}")


def test_a_long_text_is_cut_and_says_so() -> None:
    look = preview.look(b"x" * (preview.MOST_TEXT + 1), ".txt")
    assert isinstance(look, preview.Text)
    assert look.cut
    assert len(look.text) == preview.MOST_TEXT
