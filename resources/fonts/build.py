# mypy: ignore-errors
# ruff: noqa: T201
"""Builds the fonts in this folder from their public originals (see README.md for where to get them).

    python build.py SOURCES

SOURCES is a folder that holds the original files, at any depth. Needs fontTools; the program itself does not.
The result depends on the originals and the fontTools version only. To add a character: `GRAFTS` for one that
belongs to running text, `SYMBOLS` for a sign, `EAST` for a script the Chinese font lacks.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.misc.transform import Scale
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import cmap_format_4, cmap_format_12
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
VERSION = "1.000"
ASCENT, DESCENT = 1.069, 0.293  # of Noto Sans, given to every file: a line stays as high whatever is typed in it

STANDARD = {ord(c) for c in (HERE / "standard-characters.txt").read_text("utf-8") if not c.isspace()}


def span(*ranges: str) -> set[int]:
    """The code points of ranges written as "2000-206F" or "F6C3"."""
    found: set[int] = set()
    for text in ranges:
        first, _, last = text.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


SPACES = span("20", "A0")
TEXT = span(
    "20-7E",
    "A0-24F",
    "251",
    "261",
    "2B0-36F",
    "370-3FF",
    "400-52F",
    "1D2C-1D6A",
    "1E00-1EFF",
    "2000-206F",
    "2070-209F",
    "20A0-20C0",
    "2100-218F",
    "2190-22FF",
    "25CC",
    "FB00-FB06",
    "FFFD",
)
# Signs of running text that Noto Sans lacks, from faces of the same design and licence. Its italic minus is a hyphen.
GRAFTS = {"Open Sans": "−≤≥≠≈√∑∏∞∂∫∆◊", "Noto Sans Symbols": "ⓘ", "Noto Sans Symbols 2": "⛔⏱"}
SYMBOLS = span("2000-206F", "2070-20CF", "2100-245F", "2500-27FF", "2900-2BFF", "FFFC-FFFD")
HAN = STANDARD | span(
    "2312",
    "2460-24FF",
    "2E80-2FDF",
    "3000-312F",
    "3190-319F",
    "31A0-31BF",
    "31C0-31E3",
    "3220-33FF",
    "FE30-FE6B",
    "FF01-FFEF",
    "20000-323AF",
)
EAST = span("3130-318F", "3200-321F", "3260-327F", "4E00-9FFF", "AC00-D7A3", "FA0E-FA29", "FF01-FFEF")


def cut(font: TTFont, characters: Iterable[int], features: list[str]) -> TTFont:
    """The font reduced to the characters, without hinting; features names the layout features kept."""
    options = subset.Options(
        layout_features=features,
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=["*"],
        recalc_bounds=True,
        recalc_timestamp=False,
    )
    options.drop_tables += ["DSIG", "STAT", "meta", "BASE", "VORG", "vhea", "vmtx", "FFTM"]
    if not features:
        options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def settle_marks(font: TTFont) -> None:
    """Move the combining marks that stand astride their origin over the letter before it, at the height of a capital.

    The screen places marks by their anchors, which move with them; reportlab places none, and V̄ must stay a V̄.
    """
    glyf, names = font["glyf"], font.getBestCmap()
    moved: dict[str, tuple[int, int]] = {}
    for code in range(0x300, 0x370):
        glyph = glyf[names[code]] if code in names else None
        if glyph and glyph.numberOfContours and font["hmtx"][names[code]][0] == 0:
            middle = (glyph.xMin + glyph.xMax) // 2
            if middle > -150:
                moved[names[code]] = (-290 - middle, 150 if glyph.yMin > 550 else 0)

    def move(anchor: object, name: str) -> None:
        if anchor and name in moved:
            anchor.XCoordinate += moved[name][0]
            anchor.YCoordinate += moved[name][1]

    for name in font.getGlyphOrder():
        glyph, (right, up) = glyf[name], moved.get(name, (0, 0))
        if glyph.isComposite():
            for part in glyph.components:
                own = moved.get(part.glyphName, (0, 0))
                part.x, part.y = part.x + right - own[0], part.y + up - own[1]
        elif name in moved:
            glyph.coordinates.translate((right, up))
    for name in moved:
        glyf[name].recalcBounds(glyf)
        font["hmtx"][name] = (0, glyf[name].xMin)
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if lookup.LookupType in {4, 5}:
                for name, record in zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True):
                    move(record.MarkAnchor, name)
            elif lookup.LookupType == 6:
                for name, record in zip(table.Mark1Coverage.glyphs, table.Mark1Array.MarkRecord, strict=True):
                    move(record.MarkAnchor, name)
                for name, record in zip(table.Mark2Coverage.glyphs, table.Mark2Array.Mark2Record, strict=True):
                    for anchor in record.Mark2Anchor:
                        move(anchor, name)


def graft(font: TTFont, donor: TTFont, characters: str) -> None:
    """Copy the outlines of the characters from donor into font, scaled to its em, and its copyright line with them."""
    owners = [part["name"].getDebugName(0) for part in (font, donor)]
    font["name"].setName("\n".join(dict.fromkeys("\n".join(owners).splitlines())), 0, 3, 1, 0x409)
    scale = Scale(font["head"].unitsPerEm / donor["head"].unitsPerEm)
    glyphs, names = donor.getGlyphSet(), donor.getBestCmap()
    for character in characters:
        source, name = names[ord(character)], f"uni{ord(character):04X}"
        recording = DecomposingRecordingPen(glyphs)
        glyphs[source].draw(recording)
        pen = TTGlyphPen(None)
        recording.replay(TransformPen(Cu2QuPen(pen, 0.5), scale))
        if name not in font.getGlyphOrder():
            font.setGlyphOrder([*font.getGlyphOrder(), name])
        glyph = font["glyf"][name] = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (round(glyphs[source].width * scale[0]), getattr(glyph, "xMin", 0))
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(character)] = name


def finish(font: TTFont, family: str, style: str, file: str) -> set[int]:
    """Name the font, give it one cmap of each kind, common line heights, and write it; returns its characters."""
    postscript = family.replace(" ", "") + ("" if style == "Regular" else f"-{style}")
    names = font["name"]
    kept = {i: names.getDebugName(i) for i in (0, 7, 13, 14)}
    origin = f"Subset of {names.getDebugName(16) or names.getDebugName(1)}, {names.getDebugName(5).split(';')[0]}"
    names.names = []
    texts = {
        **kept,
        1: family,
        2: style,
        3: f"{VERSION};{postscript}",
        4: f"{family} {style}".removesuffix(" Regular"),
        5: f"Version {VERSION}",
        6: postscript,
        10: origin,
    }
    for key, text in sorted(texts.items()):
        if text:
            names.setName(text, key, 3, 1, 0x409)

    mapping = dict(font.getBestCmap())
    cmap = font["cmap"] = newTable("cmap")
    cmap.tableVersion, cmap.tables = 0, []
    for kind, encoding, format in ((cmap_format_4, 1, 4), (cmap_format_12, 10, 12)):
        table = kind(format)
        table.platformID, table.platEncID, table.language = 3, encoding, 0
        table.cmap = {c: g for c, g in mapping.items() if format == 12 or c < 0xFFFF}
        cmap.tables.append(table)

    em, metrics, os2 = font["head"].unitsPerEm, font["hhea"], font["OS/2"]
    up, down = round(ASCENT * em), round(DESCENT * em)
    metrics.ascent, metrics.descent, metrics.lineGap = up, -down, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = up, -down, 0
    os2.usWinAscent, os2.usWinDescent, os2.fsType = up, down, 0
    bold, italic = style == "Bold", style == "Italic"
    os2.fsSelection = os2.fsSelection & ~0b1100001 | bold << 5 | italic | (not bold and not italic) << 6 | 1 << 7
    if os2.version < 4:  # the older ones say nothing of these; bit 7 above needs version 4
        os2.version, os2.sxHeight, os2.sCapHeight = 4, round(0.536 * em), round(0.714 * em)
        os2.usDefaultChar, os2.usBreakChar, os2.usMaxContext = 0, 32, 1
    os2.usWeightClass = 700 if bold else 400
    font["head"].macStyle = bold | italic << 1
    font["head"].fontRevision = float(VERSION)

    gasp = font["gasp"] = newTable("gasp")
    gasp.version, gasp.gaspRange = 1, {0xFFFF: 0x000F}
    font.recalcTimestamp = False
    font.save(HERE / file)
    print(f"{file:28} {(HERE / file).stat().st_size:9,} bytes  {len(mapping):6,} characters")
    return set(mapping)


def build(sources: Path) -> None:
    def original(name: str) -> TTFont:
        found = sorted(path for path in sources.rglob("*.ttf") if path.name == name)
        if not found:
            raise SystemExit(f"{name} is not in {sources}; README.md says where to get it.")
        return TTFont(found[0], recalcTimestamp=False)

    def instance(name: str, weight: int) -> TTFont:
        font = original(name)
        axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        return instantiateVariableFont(font, {**axes, "wght": weight})

    in_every_style: set[int] | None = None
    for style, weight, slope in (("Regular", 400, ""), ("Bold", 700, ""), ("Italic", 400, "-Italic")):
        font = instance(f"NotoSans{slope}[wdth,wght].ttf", weight)
        settle_marks(font)
        font = cut(font, TEXT, ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "pnum"])
        graft(font, instance(f"OpenSans{slope}[wdth,wght].ttf", weight), GRAFTS["Open Sans"])
        graft(font, original("NotoSansSymbols-Regular.ttf"), GRAFTS["Noto Sans Symbols"])
        graft(font, original("NotoSansSymbols2-Regular.ttf"), GRAFTS["Noto Sans Symbols 2"])
        covered = finish(font, "Cellwright Sans", style, f"CellwrightSans-{style}.ttf")
        in_every_style = covered if in_every_style is None else in_every_style & covered

    for style, file in (("Regular", "DejaVuSans.ttf"), ("Bold", "DejaVuSans-Bold.ttf")):
        font = cut(original(file), SYMBOLS - in_every_style | SPACES, [])
        finish(font, "Cellwright Symbols", style, f"CellwrightSymbols-{style}.ttf")

    han = cut(instance("NotoSansSC[wght].ttf", 400), HAN | SPACES, [])
    covered = finish(han, "Cellwright Han", "Regular", "CellwrightHan-Regular.ttf")
    print("standard characters missing:", "".join(map(chr, sorted(STANDARD - covered))) or "none")

    east = cut(original("DroidSansFallback.ttf"), EAST - covered | SPACES, [])
    finish(east, "Cellwright East", "Regular", "CellwrightEast-Regular.ttf")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    build(Path(sys.argv[1]))
