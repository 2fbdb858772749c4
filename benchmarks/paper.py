"""The two PDFs, and a batch of build sheets: time and size, warm."""

from collections.abc import Iterator
from dataclasses import replace

from app.services import templates
from app.services.design import Design
from app.services.exports import EXPORTERS, Exporter, ExportOptions
from benchmarks.timing import Row, measure

RUNS = 7
SHEETS = 200
"""Of a batch; ten a second are asked for."""


def rows() -> list[Row]:
    """Each document of the starter design, edited before each run as before a preview.

    The first call imports the PDF library and reads the fonts.
    """
    options = ExportOptions()
    result = []
    for name in ("specification", "build-sheet"):
        exporter, edits = EXPORTERS[name], iter([_edited(number) for number in range(RUNS + 2)])

        def export(exporter: Exporter = exporter, edits: Iterator[Design] = edits) -> bytes:
            return exporter.export(next(edits), options)

        first = measure(export, 1, warm_up=0)
        size = len(export())
        warm = measure(export, RUNS, warm_up=0)
        result.append(Row(f"{name}, first in a process", first))
        result.append(Row(f"{name}, after an edit, {size / 1000:.0f} kB", warm, "≤ 0.3 s"))
    sheet, batch, design = EXPORTERS["build-sheet"], ExportOptions(cells=SHEETS), _edited(0)
    size = len(sheet.export(design, batch))
    seconds = measure(lambda: sheet.export(design, batch), 1, warm_up=0)
    result.append(Row(f"{SHEETS} build sheets in one file, {size / 1e6:.1f} MB", seconds, f"≤ {SHEETS / 10:.0f} s"))
    return result


def _edited(number: int) -> Design:
    """The starter design with another loading: most of its results are others."""
    document = templates.template(templates.STARTER)
    loading = replace(document.entries["cathode_loading"], text=f"5.{80 + number}")
    return Design(document.with_entry("cathode_loading", loading))
