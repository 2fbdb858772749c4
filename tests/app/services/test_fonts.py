"""Every character a person may type is drawn, or is known to be missing."""

import io
import itertools
import subprocess
import sys

import pytest
from reportlab.lib.fonts import ps2tt, tt2ps
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from app.services import fonts
from app.services.paths import resources

UNITS_AND_SIGNS = "µμ²³‖−×÷≤≥≠≈±ΩΔ⌀√∑∞∂·…₀₁₂₃₄₅₆₇₈₉⁰¹⁴⁻⁺ρεφσηθλπ°℃‰–—‘’“”′″½§¶©™€ "
PAPER_SIGNS = "☐☑☒⚠⛔✓✗→←↑↓↔▸▾↶↷ⓘ⏱■□●○"
NAMES = "喆堃昇玥淼燊昞镕旻翀㑇𬭼𫟼國臺灣鋰한국황リチウムカソードŁőșžßøåĳВасильΕλλάςNguyễn"


@pytest.fixture(scope="module", autouse=True)
def registered() -> None:
    fonts.register_for_paper()


@pytest.mark.parametrize("name", fonts.FONT_FILES)
def test_every_font_loads_for_paper_under_its_own_name(name: str) -> None:
    assert pdfmetrics.getFont(name).face.name == name.encode()


@pytest.mark.parametrize("name", fonts.FONT_FILES)
def test_the_coverage_read_here_is_the_one_reportlab_draws_from(name: str) -> None:
    drawn = {code for code, glyph in pdfmetrics.getFont(name).face.charToGlyph.items() if glyph}
    assert drawn | {0xA0} == fonts._coverage(name) | {0xA0}  # reportlab makes up a no-break space where there is none


def test_every_file_in_the_folder_is_used_and_has_its_licence_beside_it() -> None:
    folder = resources() / "fonts"
    assert {file.name for file in folder.glob("*.ttf")} == set(fonts.FONT_FILES.values())
    for licence in ("OFL.txt", "APACHE-2.0.txt", "DEJAVU-LICENSE.txt", "README.md"):
        assert (folder / licence).stat().st_size > 0
    assert sum(file.stat().st_size for file in folder.glob("*.ttf")) < 6.5e6


@pytest.mark.parametrize("text", [UNITS_AND_SIGNS, PAPER_SIGNS, NAMES, "中文锂硫电池"])
def test_units_signs_and_names_are_all_drawn(text: str) -> None:
    assert fonts.missing(text) == set()


def test_all_8105_standard_chinese_characters_are_drawn_in_one_hand() -> None:
    table = (resources() / "fonts" / "standard-characters.txt").read_text("utf-8").split()
    characters = "".join(table)
    assert len(set(characters)) == 8105
    assert fonts.runs(characters) == [("CellwrightHan", characters)]


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "iso8859-2", "gb2312", "gbk", "big5", "cp932", "euc_kr"])
def test_the_characters_of_the_usual_character_sets_are_drawn(encoding: str) -> None:
    characters = "".join(
        chr(code)
        for code in range(0x20, 0x10000)
        if chr(code).isprintable() and chr(code).encode(encoding, "ignore") and not 0xE000 <= code < 0xF900
    )
    assert fonts.missing(characters) == set()


@pytest.mark.parametrize("style", fonts.STYLES)
def test_what_the_regular_style_draws_the_others_draw_too(style: str) -> None:
    regular = set().union(*(fonts._coverage(name) for name in fonts.STYLES["regular"]))
    assert regular <= set().union(*(fonts._coverage(name) for name in fonts.STYLES[style]))


@pytest.mark.parametrize("style", fonts.STYLES)
def test_digits_and_minus_are_of_one_width(style: str) -> None:
    font = fonts.STYLES[style][0]
    assert len({pdfmetrics.stringWidth(digit, font, 1000) for digit in "0123456789"}) == 1
    assert pdfmetrics.stringWidth("−", font, 1000) > pdfmetrics.stringWidth("-", font, 1000)


def test_a_text_is_split_by_font() -> None:
    assert fonts.runs("Li‖S 锂硫 ☑ 鋰", "regular") == [
        ("CellwrightSans", "Li‖S "),
        ("CellwrightHan", "锂硫"),
        ("CellwrightSans", " "),
        ("CellwrightSymbols", "☑"),
        ("CellwrightSans", " "),
        ("CellwrightEast", "鋰"),
    ]
    assert fonts.runs("5.80 mg/cm² ☑", "bold") == [
        ("CellwrightSans-Bold", "5.80 mg/cm² "),
        ("CellwrightSymbols-Bold", "☑"),
    ]
    assert fonts.runs("") == []
    with pytest.raises(KeyError):
        fonts.runs("plain", "loud")


@pytest.mark.parametrize("text", ["plain", "−5 °C\n锂 ☐\tok", "lost \U0001f600 \x07 \ud800", "⚠\ufe0f e\u0301 \u200b"])
@pytest.mark.parametrize("style", fonts.STYLES)
def test_the_parts_of_a_text_are_the_text_and_every_part_can_be_drawn(text: str, style: str) -> None:
    parts = fonts.runs(text, style)
    assert "".join(part for _, part in parts) == fonts.sanitize(text)
    assert all(one[0] != other[0] for one, other in itertools.pairwise(parts))
    for font, part in parts:
        assert {ord(character) for character in part if character not in "\n\t"} <= fonts._coverage(font)


def test_what_no_font_has_is_named_and_printed_as_a_box() -> None:
    text = "cell \U0001f600 ไทย\x00 \ud800!"
    assert fonts.missing(text) == {"\U0001f600", "ไ", "ท", "ย", "\x00", "\ud800"}
    assert fonts.sanitize(text) == "cell □ □□□□ □!"
    assert fonts.missing(fonts.sanitize(text)) == set()


def test_marks_that_draw_nothing_are_no_boxes() -> None:
    assert fonts.sanitize("⚠\ufe0f soft\u00adhyphen \u202eturned\ufeff") == "⚠ softhyphen turned"
    assert fonts.sanitize("e\u0301 K\u212b one\r\ntwo\rthree\u2028four") == "é KÅ one\ntwo\nthree\nfour"
    assert fonts.missing("⚠\ufe0f\u200d\u00ad\n\t") == set()


def test_markup_escapes_what_people_type_and_names_the_fonts() -> None:
    assert fonts.markup("AT&T <b>") == "AT&amp;T &lt;b&gt;"
    assert fonts.markup("µ < 锂 & ☑") == (
        'µ &lt; <font name="CellwrightHan">锂</font> &amp; <font name="CellwrightSymbols">☑</font>'
    )
    assert fonts.markup("锂", "bold") == '<font name="CellwrightHan">锂</font>'
    assert fonts.markup("one\ntwo") == "one<br/>two"


@pytest.mark.parametrize("text", ["a < b & c > d", "<font name='x'>", "</para>", "&lt; &#0;", "锂<☑>\x0b\ud800", "\"'"])
def test_reportlab_reads_the_markup_of_any_text_back_as_the_text(text: str) -> None:
    paragraph = Paragraph(fonts.markup(text), ParagraphStyle("any", fontName="CellwrightSans"))
    assert "".join(fragment.text for fragment in paragraph.frags) == fonts.sanitize(text)


def test_bold_and_italic_inside_a_paragraph_find_their_fonts() -> None:
    for name in fonts.FONT_FILES:
        assert tt2ps(*ps2tt(name)) == name
    assert tt2ps("CellwrightSans", 1, 0) == "CellwrightSans-Bold"
    assert tt2ps("CellwrightSans", 0, 1) == "CellwrightSans-Italic"
    assert tt2ps("CellwrightSans", 1, 1) == "CellwrightSans-Bold"
    assert tt2ps("CellwrightHan", 1, 0) == "CellwrightHan"


def test_a_page_embeds_every_font_and_no_other() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, initialFontName="CellwrightSans", invariant=1, pageCompression=0)
    for line, style in enumerate(fonts.STYLES):
        place = 50.0
        for font, part in fonts.runs("Li‖S ☑ 锂 鋰", style):
            canvas.setFont(font, 10)
            canvas.drawString(place, 700 - 20 * line, part)
            place += pdfmetrics.stringWidth(part, font, 10)
    canvas.save()
    page = stream.getvalue()
    assert page.count(b"/FontFile2") == len(fonts.FONT_FILES)
    assert b"Helvetica" not in page


def test_the_module_loads_neither_reportlab_nor_qt() -> None:
    code = (
        "import sys; from app.services import fonts; fonts.runs('Li‖S 锂');"
        "print(sorted({'reportlab', 'PySide6', 'fontTools'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=resources().parent, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_the_application_icon_is_there_in_every_form() -> None:
    icons = resources() / "icons"
    for name in ("cellwright.svg", "cellwright-256.png", "cellwright-512.png", "cellwright.ico", "cellwright.icns"):
        assert (icons / name).stat().st_size > 0
