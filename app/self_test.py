"""The self-test: is everything there that the program needs, and does it work? The installers' bundle runs it.

To add a check: one function that raises whatever goes wrong and returns words for its line, listed in `_CHECKS`.
"""

import math
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from app.services import disk, fonts, i18n, library, preview, storage, templates
from app.services.design import Design
from app.services.exports import EXPORTERS, ExportOptions
from app.services.importing import sheets
from calc import formula, notation
from calc.graph import registry

STARTER = "li-s-1.6Ah-ers"

BY_HAND: dict[str, float] = {
    "facing_area": 4 * 2 * 5.0 * 7.5,  # cm²: four sheets, two faces
    "cathode_active_mass": 5.80e-3 * 300,  # g
    "cathode_specific_capacity": 1.6e3 / 1.74,  # mAh/g
    "lithium_mass": 28.0 * 8.0 * 160e-4 * 0.534,  # g: one strip of 280 mm × 80 mm
    "electrolyte_mass": 3.2 * 1.74,  # g
    "energy": 1.6 * 2.10,  # Wh
}
"""Of the cell in STARTER, from the sizes, loadings and ratios that its source states."""


def run(window: Callable[[], None] | None = None) -> int:
    """Print one line a check; 0 when all passed. `window` builds the window out of sight."""
    failed = []
    for words, check in _CHECKS:
        if not _passed(words, check):
            failed.append(words)
    if window is not None and not _passed("the window opens", lambda: _opened(window)):
        failed.append("the window opens")
    _say(f"self-test failed: {', '.join(failed)}" if failed else "self-test passed")
    return 1 if failed else 0


def _passed(words: str, check: Callable[[], str]) -> bool:
    try:
        told = check()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is to be found out
        said = " ".join(str(error).split())
        _say(f"FAILED  {words}: {type(error).__name__}: {said}")
        if os.environ.get("CELLWRIGHT_TRACEBACK"):
            import traceback

            traceback.print_exception(error)
        return False
    _say(f"ok      {words}{f': {told}' if told else ''}")
    return True


def _say(line: str) -> None:
    if sys.stdout is not None:  # a windowed program on Windows has none; its exit code tells
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def _require(held: object, otherwise: str) -> None:
    if not held:
        raise RuntimeError(otherwise)


def _declarations() -> str:
    declared = registry()
    plan = declared.plan({})
    _require(plan.inputs and plan.steps, "a design has no inputs or no formulas")
    return f"{len(declared.inputs)} inputs, {len(declared.results)} results, {len(declared.rules)} rules"


def _templates() -> str:
    ids = templates.ids()
    _require(STARTER in ids, f"{STARTER} is missing")
    for template_id in ids:
        design = Design(templates.template(template_id))
        for key in ("capacity", "cell_mass", "specific_energy", "energy_density"):
            value = design.number(key)
            _require(0 < value < math.inf, f"{template_id}: {key} is {value}")
        for finding in design.findings:
            _require(design.message(finding), f"{template_id}: {finding.rule.key} says nothing")
    return f"{len(ids)} designs"


def _reference_cell() -> str:
    design = Design(templates.template(STARTER))
    for key, expected in BY_HAND.items():
        value = design.number(key)
        _require(math.isclose(value, expected, rel_tol=1e-9), f"{key} is {value:.9g}, by hand {expected:.9g}")
    parts = ["cathode_coating", "cathode_foil", "anode", "separator", "electrolyte", "package", "tabs", "tape"]
    total = sum(design.number(f"{part}_mass") for part in parts)
    _require(math.isclose(total, design.number("cell_mass"), rel_tol=1e-11), "the parts do not add up to the cell")
    return f"{STARTER}, {len(BY_HAND)} values by hand"


def _formulas() -> str:
    count = 0
    for key, variants in registry().derivations.items():
        for variant in variants:
            _require(notation.text(formula.formula(variant.function), lambda name: name), f"{key} says nothing")
            count += 1
    return f"{count} are read from their source and written out"


def _materials() -> str:
    count = 0
    for kind in library.kinds():
        for material in library.materials(kind):
            _require(library.material(kind, material.id) == material, f"{kind}/{material.id} is called otherwise")
            for value in material.values.values():
                _require(not value.source or library.source(value.source).line(), f"{value.source} says nothing")
            count += 1
    return f"{count} materials"


def _fonts() -> str:
    for path in fonts.paths():
        _require(path.stat().st_size, f"{path.name} is empty")
    lost = fonts.missing("µ²³·−‖Ω°ρεφΔΣ√≤≥ 电池设计 Łódź")
    _require(not lost, f"no font has {' '.join(sorted(lost))}")
    for name in fonts.FONT_FILES:
        fonts.on_paper(name)
    return f"{len(fonts.paths())} files"


def _translations() -> str:
    before = i18n.language()
    try:
        for language in i18n.languages():
            _require(i18n.use(language) == language, f"{language} is missing")
    finally:
        i18n.use(before)
    return ", ".join(i18n.languages())


def _file() -> str:
    document = templates.started(STARTER)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "self-test.cell"
        saved = storage.save(document, path, saved="2025-01-31")
        _require(storage.load(path) == saved, "what was read is not what was saved")
    return "a design is saved and read again"


FITTING = {"bpx": "nmc811-graphite"}
"""Documents that have no place for the starter's chemistry → a template that they take."""


def _documents() -> str:
    with tempfile.TemporaryDirectory() as folder:
        for name, exporter in EXPORTERS.items():
            design = Design(templates.template(FITTING.get(name, STARTER)))
            for known in exporter.formats:
                path = Path(folder) / f"{name}{known.suffix}"
                disk.write_bytes(path, exporter.export(design, ExportOptions(format=known.id)))
                head = path.read_bytes()[:4]
                _require(head, f"{name} as {known.label} is empty")
                _require(known.suffix != ".pdf" or head == b"%PDF", f"{name} is no PDF")
                shown = preview.look(path.read_bytes(), known.suffix)
                if isinstance(shown, preview.Pages):
                    _require(preview.draw(shown, 0, 0.5).pixels, f"{name} cannot be drawn")
    return ", ".join(f"{name} ({exporter.kinds})" for name, exporter in EXPORTERS.items())


WORKBOOK = {
    "[Content_Types].xml": """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""",
    "_rels/.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
 Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Cell" sheetId="1"
 r:id="rId1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": """<Relationships
 xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
 Target="worksheets/sheet1.xml"/></Relationships>""",
    "xl/worksheets/sheet1.xml": """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>电池</t></is></c><c r="B1"><v>2.5</v></c></row></sheetData></worksheet>""",
}
"""The parts of the smallest .xlsx: one sheet, Cell, with a text and a number."""


def _workbook() -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "self-test.xlsx"
        with zipfile.ZipFile(path, "w") as file:
            for name, part in WORKBOOK.items():
                file.writestr(name, part)
        read = sheets.open_book(path).sheet("Cell").rows
    told = [[cell.text for cell in row] for row in read]
    _require(told == [["电池", "2.5"]], f"a workbook is read as {told}")
    return "an .xlsx is read"


def _opened(window: Callable[[], None]) -> str:
    window()
    return ""


_CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("declarations", _declarations),
    ("templates", _templates),
    ("reference cell", _reference_cell),
    ("formulas", _formulas),
    ("materials and sources", _materials),
    ("fonts", _fonts),
    ("translations", _translations),
    ("design file", _file),
    ("documents", _documents),
    ("workbook", _workbook),
)
