"""Every character a person may type is drawn, or is known to be missing."""

import io
import itertools
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import get_args

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.services import fonts
from app.services.paths import resources
from app.services.reports.texts import Face, Style, draw_text

UNITS_AND_SIGNS = "µμ²³‖−×÷≤≥≠≈±ΩΔ⌀√∑∞∂·…₀₁₂₃₄₅₆₇₈₉⁰¹⁴⁻⁺ρεφσηθλπ°℃‰–—‘’“”′″½§¶©™€ "
PAPER_SIGNS = "☐☑☒⚠⛔✓✗→←↑↓↔▸▾↶↷ⓘ⏱■□●○"
NAMES = "喆堃昇玥淼燊昞镕旻翀㑇𬭼𫟼國臺灣鋰한국황リチウムカソードŁőșžßøåĳВасильΕλλάςNguyễn"


@pytest.mark.parametrize("name", fonts.FONT_FILES)
def test_every_font_loads_for_paper_under_its_own_name(name: str) -> None:
    assert fonts.on_paper(name).face.name == name.encode()


@pytest.mark.parametrize("name", fonts.FONT_FILES)
def test_the_coverage_read_here_is_the_one_reportlab_draws_from(name: str) -> None:
    drawn = {code for code, glyph in fonts.on_paper(name).face.charToGlyph.items() if glyph}
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
    assert fonts.runs(characters) == (("CellwrightHan", characters),)


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
    font = fonts.on_paper(fonts.STYLES[style][0])
    assert len({font.stringWidth(digit, 1000) for digit in "0123456789"}) == 1
    assert font.stringWidth("−", 1000) > font.stringWidth("-", 1000)


def test_a_text_is_split_by_font() -> None:
    assert fonts.runs("Li‖S 锂硫 ☑ 鋰", "regular") == (
        ("CellwrightSans", "Li‖S "),
        ("CellwrightHan", "锂硫"),
        ("CellwrightSans", " "),
        ("CellwrightSymbols", "☑"),
        ("CellwrightSans", " "),
        ("CellwrightEast", "鋰"),
    )
    assert fonts.runs("5.80 mg/cm² ☑", "bold") == (
        ("CellwrightSans-Bold", "5.80 mg/cm² "),
        ("CellwrightSymbols-Bold", "☑"),
    )
    assert fonts.runs("") == ()
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


def _page(*texts: str) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, initialFontName=fonts.on_paper("CellwrightSans").fontName, invariant=1, pageCompression=0)
    for line, (text, style) in enumerate(itertools.product(texts, get_args(Style))):
        draw_text(canvas, text, Face(style), 50, 700 - 20 * line)
    canvas.save()
    return stream.getvalue()


def test_a_page_embeds_every_font_and_no_other() -> None:
    page = _page("Li‖S ☑ 锂 鋰")
    assert page.count(b"/FontFile2") == len(fonts.FONT_FILES)
    assert b"Helvetica" not in page


def test_a_page_embeds_no_font_that_draws_nothing_on_it() -> None:
    page = _page("Li‖S")
    assert page.count(b"/FontFile2") == len(fonts.STYLES)
    assert b"Han" not in page


def test_a_font_is_read_only_when_a_text_needs_it() -> None:
    code = (
        "from app.services import fonts; from app.services.reports.texts import BODY, width; width('Li‖S', BODY);"
        "from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames;"
        "print(set(fonts.FONT_FILES) & set(getRegisteredFontNames()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=resources().parent, capture_output=True, check=True)
    assert done.stdout.strip() == b"{'CellwrightSans'}"


def test_windows_that_print_at_once_share_a_font() -> None:
    with ThreadPoolExecutor(4) as threads:
        for name in fonts.FONT_FILES:
            assert len(set(threads.map(fonts.on_paper, [name] * 8))) == 1


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
