"""Head, foot, paper and metadata of every printed document."""

import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from reportlab.graphics.barcode import qrencoder
from reportlab.lib.units import mm

import app
from app.services.breaks import words
from app.services.reports import qr
from app.services.reports.blocks import Beside, Box, Gap, Heading, Kept, Tick
from app.services.reports.frame import PAPERS, Head, Sheets, rendered
from app.services.reports.tables import Cell, Column, Grid, Row, group_row
from app.services.reports.texts import BODY, BOLD, TextBlock, line_width, lines, shortened, width
from tests.reports.reading import fonts as fonts_in
from tests.reports.reading import pages

HEAD = Head("Cell specification", "A cell", "cell-7", 3, "0123abcd", saved="2025-01-31")


def printed(*flowables, head=HEAD, paper="a4"):
    return rendered(Sheets(head, lambda body: list(flowables)), paper)


def test_every_page_says_which_design_it_is_of_and_which_page_it_is():
    said = pages(printed(*(TextBlock(f"Line {n}") for n in range(150))))
    assert len(said) == 3
    for number, text in enumerate(said, 1):
        assert "A cell" in text
        assert "Design cell-7 · revision 3 · hash 0123abcd" in text
        assert f"Page {number} of 3" in text
        assert f"Cellwright {app.__version__}" in text
        assert "Design saved 31 Jan 2025" in text


def test_an_unsaved_design_says_so():
    assert "Design not saved yet" in pages(printed(head=replace(HEAD, saved="")))[0]


def test_the_code_of_a_page_says_design_revision_hash_and_page():
    assert HEAD.payload(2) == "CW1;cell-7;rev 3;0123abcd;p2"
    long = replace(HEAD, design_id="电" * 200).payload(12)
    assert long == f"CW1;{'电' * 26};rev 3;0123abcd;p12"


def test_a_code_holds_any_text_and_every_mask_is_a_square():
    for payload in ("CW1;x;rev 1;0;p1", "CW1;" + "电" * 200 + ";rev 1000000;01234567;p99", "ASCII" * 60):
        rows = qr.modules(payload, qr.best_mask(payload))
        assert all(len(row) == len(rows) for row in rows)
        finder = [row[:7] for row in rows[:7]]
        assert all(finder[0])
        assert all(row[0] for row in finder)


@pytest.mark.parametrize("letters", [0, 1, 13, 14, 62, 63, 122, 180, 181, 213, 400, 666, 1800])
def test_a_code_is_the_one_that_reportlab_works_out(letters):
    payload = "".join(chr(33 + 7 * n % 90) for n in range(letters))
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(qrencoder.QR8bitByte(payload))
    code.version = code.calculate_version()
    for mask in (0, 5):
        code.makeImpl(False, mask)
        assert qr.modules(payload, mask) == tuple(tuple(map(bool, row)) for row in code.modules)


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("letter", (215.9, 279.4))])
def test_pages_have_the_size_of_the_paper(paper, size):
    page = pypdf.PdfReader(BytesIO(printed(TextBlock("x"), paper=paper))).pages[0]
    assert (float(page.mediabox.width) / mm, float(page.mediabox.height) / mm) == pytest.approx(size, abs=0.01)
    assert PAPERS[paper].body.width == pytest.approx((size[0] - 32) * mm)


def test_all_fonts_are_embedded():
    found = fonts_in(printed(TextBlock("µ ² ‖ − 中文电池 ☐ Ω"), TextBlock("bold", BOLD)))
    assert found
    assert all(found.values()), found


def test_metadata_name_the_design_and_the_program():
    metadata = pypdf.PdfReader(BytesIO(printed(head=replace(HEAD, name="Zelle 中文 ‖ <b>")))).metadata
    assert metadata is not None
    assert metadata.title == "Cell specification: Zelle 中文 ‖ <b>"
    assert metadata.subject == "Design cell-7 · revision 3 · hash 0123abcd"
    assert metadata.creator == f"Cellwright {app.__version__}"


def test_two_programs_print_the_same_bytes(tmp_path):
    code = (
        "from app.services.reports.frame import *\n"
        "from app.services.reports.blocks import *\n"
        "from app.services.reports.tables import *\n"
        "head = Head('Cell specification', 'A 中文 cell', 'cell-7', 3, '0123abcd')\n"
        "rows = [Row(('µ', '中'))] * 90\n"
        "story = lambda body: [Heading('One'), Grid((Column('a'), Column('b')), rows)]\n"
        f"render(Sheets(head, story), r'{tmp_path}/' + __import__('os').environ['PYTHONHASHSEED'] + '.pdf')\n"
    )
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=Path(app.__file__).parents[1])
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()


HOSTILE = ["<b>bold</b> & \"quoted\" 'x'", "</para><font size=99>", "x" * 500, "عربي עברית", "电池设计" * 100, "🔋⚡",
           "a\u0000b\u0007c", "\ud800", "line\nbreak\r\nand\ttab", " ", "{braces} %s %(x)s \\ ${y}", "i\u0301\u0327",
           "\u202eright to left", "W" * 300 + " " + "i" * 300]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_any_name_prints_in_head_text_and_table(name):
    head = replace(HEAD, name=name, design_id=name[:200] or "x", line=name)
    grid = Grid(
        (Column(name, width=20 * mm), Column(name)), [Row((name, Cell(name, BOLD))), group_row(name)], title=name
    )
    said = pages(printed(Heading(name), TextBlock(name), grid, head=head))
    assert "hash" in said[0] or "…" in said[0]


def test_markup_in_a_name_prints_as_it_stands():
    assert "<b>bold</b> & \"quoted\" 'x'" in pages(printed(TextBlock(HOSTILE[0])))[0]


def test_no_line_is_wider_than_its_room():
    for text in HOSTILE:
        for room in (12.0, 60.0, 400.0):
            for line in lines(text, BODY, room):
                assert line_width(line, BODY) <= room + 0.01


def test_lines_hold_every_character():
    text = "A word, 电池设计（容量）and an unbreakabl" + "e" * 80 + " end"
    joined = "".join(part for line in lines(text, BODY, 70.0) for _, part in line)
    assert joined.replace(" ", "") == text.replace(" ", "")


def test_a_number_stays_with_its_unit():
    for line in lines("mass of 12\u202f346\u202fmg/cm² at most and so on", BODY, 75.0):
        said = "".join(part for _, part in line)
        assert ("12" in said) == ("mg/cm²" in said)


@pytest.mark.parametrize("measure", ["25 °C", "1 M", "300 gf", "30 %（PI 965）", "0.5 mAh/cm²"])
def test_a_number_stays_with_its_unit_behind_a_plain_space_too(measure):
    number = measure.split()[0]
    for before in range(1, 30):
        for line in lines("电" * before + f"，{measure} LiPF₆", BODY, 120.0):
            said = "".join(part for _, part in line)
            assert not said.rstrip().endswith(number)


def test_a_number_parts_from_a_word_that_is_no_unit():
    assert list(words("10 cycles, 3 minutes and 2 Ah")) == ["10 ", "cycles, ", "3 ", "minutes ", "and ", "2 Ah"]


def test_a_line_may_end_behind_an_ideographic_mark():
    assert list(words("NMC811，LiNiO₂（正极）")) == ["NMC811，", "LiNiO₂", "（正", "极）"]


def test_closing_marks_do_not_begin_a_line():
    for line in lines("电池，" * 40, BODY, 64.0):
        assert not "".join(part for _, part in line).startswith("，")


def test_a_shortened_name_keeps_its_ends():
    short = shortened("begin " + "x" * 400 + " end", BODY, 200.0)
    assert width(short, BODY) <= 200
    assert short.startswith("begin")
    assert short.endswith("end")
    assert "…" in short


COLUMNS = (Column("Quantity", share=2), Column("Value", align="decimal"))


def test_a_table_repeats_its_head_and_its_group_and_splits_no_row():
    rows = [group_row("Cathode"), *(Row((f"Row {n} " + "long " * 40, f"{n}.5")) for n in range(60))]
    said = pages(printed(Grid(COLUMNS, rows, title="All rows")))
    assert len(said) > 2
    assert "All rows" in said[0]
    for text in said[1:]:
        assert "All rows, continued" in text
        assert "Quantity Value" in text
        assert "Cathode, continued" in text
        assert text.count("Row") * 40 == text.count("long")
    assert sum(text.count("Row ") for text in said) == 60


def test_a_heading_goes_with_what_follows():
    for filler in range(40, 62):
        flowables = [
            *(TextBlock("filler") for _ in range(filler)),
            Heading("A heading"),
            Grid(COLUMNS, [Row(("r", "1"))] * 8),
        ]
        at = next(text for text in pages(printed(*flowables)) if "A heading" in text)
        assert "Quantity" in at


def test_a_group_row_never_stands_alone_at_the_foot():
    for filler in range(40, 62):
        rows = [
            *(Row((f"first {n}", "1")) for n in range(filler)),
            group_row("Group"),
            Row(("behind", "2")),
            Row(("last", "3")),
        ]
        at = next(text for text in pages(printed(Grid(COLUMNS, rows))) if "Group" in text)
        assert "behind" in at


def test_a_remark_stays_with_the_last_row():
    for filler in range(40, 62):
        rows = [Row((f"row {n}", "1")) for n in range(filler)]
        at = next(text for text in pages(printed(Grid(COLUMNS, rows, remark="Said below."))) if "Said below." in text)
        assert f"row {filler - 1}" in at


@pytest.mark.parametrize("group", [(), (group_row("Group"),)], ids=["plain", "grouped"])
@pytest.mark.parametrize("remark", ["", "Said below."], ids=["bare", "remarked"])
@pytest.mark.parametrize("count", [4, 70])
def test_no_page_gets_a_single_row_of_a_table(group, remark, count):
    divided = 0
    for filler in range(44, 62):
        rows = [*group, *(Row((f"row {n}", "1")) for n in range(count))]
        said = pages(printed(*(TextBlock("filler") for _ in range(filler)), Grid(COLUMNS, rows, remark=remark)))
        on_pages = [text.count("row ") for text in said if "row " in text]
        assert sum(on_pages) == count
        assert min(on_pages) >= 2
        divided += len(on_pages) > 1
    assert divided


def test_a_table_of_three_rows_is_divided_where_it_must_be():
    tall = Row(("tall " * 400, "1"))
    said = pages(printed(Grid(COLUMNS, [tall, tall, tall])))
    assert [text.count("tall ") for text in said] == [800, 400]


def test_a_cell_too_tall_for_a_page_ends_with_an_ellipsis():
    said = pages(printed(Grid(COLUMNS, [Row(("word " * 5000, "1")), Row(("next", "2"))])))
    assert len(said) == 1
    assert "…" in said[0]
    assert "next" in said[0]


def test_a_long_text_goes_on_on_the_next_page():
    said = pages(printed(TextBlock("word " * 5000)))
    assert sum(text.count("word") for text in said) == 5000


@pytest.mark.parametrize("paper", PAPERS)
def test_boxes_and_groups_print_on_either_paper(paper):
    beside = Beside([TextBlock("left"), Box()], [TextBlock("right"), Tick()])
    tall = Kept([TextBlock("word " * 900), TextBlock("word " * 900), TextBlock("word " * 900)])
    boxed = Grid((Column("Do"), Column("Write"), Column(width=9 * mm)), [Row(("do", Box(), Tick()))] * 40, rules="all")
    said = pages(printed(Gap(4000), beside, tall, boxed, paper=paper))
    assert any("left" in text and "right" in text for text in said)
    assert sum(text.count("word") for text in said) == 2700


def test_a_table_without_rows_prints():
    assert "Quantity" in pages(printed(Grid(COLUMNS, [])))[0]


def test_numbers_align_at_their_decimal_sign():
    grid = Grid((Column("Value", width=60 * mm, align="decimal"),), [Row(("1.5 g",)), Row(("1234.25 g",)), Row(("−",))])
    laid = grid._lay_out(60 * mm)
    indents = [content.indent for row in laid.rows for _, _, content in row.cells]
    assert indents[0] == pytest.approx(width("234", BODY), rel=0.02)
    assert indents[1] == 0
    assert indents[2] == 0
