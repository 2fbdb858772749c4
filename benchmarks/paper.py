"""The two PDFs, and a batch of build sheets: time and size, warm."""

from app.services import templates
from app.services.design import Design
from app.services.exports import EXPORTERS, ExportOptions
from benchmarks.timing import Row, measure

SHEETS = 200
"""Of a batch; ten a second are asked for."""


def rows() -> list[Row]:
    """Each document of the starter design; the first call imports the PDF library and registers the fonts."""
    design = Design(templates.template(templates.STARTER))
    options = ExportOptions()
    result = []
    for name in ("specification", "build-sheet"):
        exporter = EXPORTERS[name]
        first = measure(lambda e=exporter: e.export(design, options), 1, warm_up=0)  # type: ignore[misc]
        size = len(exporter.export(design, options))
        warm = measure(lambda e=exporter: e.export(design, options), 5)  # type: ignore[misc]
        result.append(Row(f"{name}, first in a process", first))
        result.append(Row(f"{name}, warm, {size / 1000:.0f} kB", warm, "≤ 0.3 s"))
    sheet, batch = EXPORTERS["build-sheet"], ExportOptions(cells=SHEETS)
    size = len(sheet.export(design, batch))
    seconds = measure(lambda: sheet.export(design, batch), 1, warm_up=0)
    result.append(Row(f"{SHEETS} build sheets in one file, {size / 1e6:.1f} MB", seconds, f"≤ {SHEETS / 10:.0f} s"))
    return result
